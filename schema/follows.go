package schema

import (
	"context"

	"github.com/graphql-go/graphql"

	"entente/graph"
	"entente/graph/analysis"
)

// followTypes are the types of the questions about change, blocs, networks and
// who goes with whom.
type followTypes struct {
	verdictWord, networkKind *graphql.Enum
	periodInput              *graphql.InputObject

	difference, comparison, similar, similarRank            *graphql.Object
	bodyChange, change, spell, turn, course, turns          *graphql.Object
	loyalty, blocDistance                                   *graphql.Object
	namedCount, followsPart, followsBody, followed          *graphql.Object
	company, differ, networkNode, networkLink, networkState *graphql.Object
}

func (s *api) follows() {
	s.verdictWord = s.enum("VerdictWord", "What the record says of a claim, by a fixed rule.", false,
		word{"SUPPORTED", "The record supports it."}, word{"CONSISTENT", "The record is consistent with it, and shows no more."},
		word{"MIXED", "Parts of the record, or bodies, disagree."}, word{"CONTRADICTED", "The record contradicts it."},
		word{"NOT_KNOWN", "There is not enough record."}, word{"NOT_DECIDABLE", "No record of this kind can decide it."})
	s.networkKind = s.enum("NetworkKind", "A network of states.", false,
		word{"ALLIANCES", "Pledges of alliance held at a date."}, word{"AGREEMENTS", "Agreements in force at a date."},
		word{"ALIGNMENT", "Votes of a period: pairs that vote the same more often than the mean of all pairs."})
	s.periodInput = s.input("PeriodInput", "A span of time; either end may be left open, not both.", []arg{
		{"since", "First day.", dateScalar, nil}, {"until", "Last day.", dateScalar, nil},
	})

	d := func(f func(d *analysis.Difference) any) graphql.FieldResolveFn { return get(f) }
	s.difference = s.object("Difference", "One share less another.", func() []field {
		return []field{
			{"value", "The difference; null where it is undefined.", graphql.Float, nil, d(func(d *analysis.Difference) any { return optFloat(d.Value) })},
			{"low", "Lower bound of its interval.", graphql.Float, nil, d(func(d *analysis.Difference) any { return optFloat(d.Low) })},
			{"high", "Upper bound.", graphql.Float, nil, d(func(d *analysis.Difference) any { return optFloat(d.High) })},
			{"level", "Confidence level of the interval.", graphql.Float, nil, d(func(d *analysis.Difference) any { return optFloat(d.Level) })},
			{"definition", "What it is, with the reference.", must(graphql.String), nil, d(func(d *analysis.Difference) any { return d.Definition })},
			{"undefinedBecause", "Why there is no value; null where there is one.", graphql.String, nil, d(func(d *analysis.Difference) any { return optText(d.UndefinedBecause) })},
		}
	})
	s.comparisons()
	s.courses()
	s.blocs()
	s.verdicts()
	s.networks()
}

// told are the fields most answers end with.
func told[T any](s *api, applied func(T) *analysis.Applied, warnings func(T) []string, sources func(T) []string) []field {
	return []field{
		{"applied", "The filter as understood.", must(s.applied), nil, get(func(v T) any { return applied(v) })},
		{"warnings", "What to know before using it.", listOf(graphql.String), nil, get(func(v T) any { return texts(warnings(v)) })},
		cite(s, "The datasets it comes from.", sources),
	}
}

// number makes a field of a count.
func number[T any](name, doc string, f func(T) int) field {
	return field{name, doc, must(graphql.Int), nil, get(func(v T) any { return f(v) })}
}

// sentenceField is the answer in words.
func sentenceField[T any](f func(T) string) field {
	return field{"sentence", "The answer in plain English, with its counts.", must(graphql.String), nil, get(func(v T) any { return f(v) })}
}

// countryField is a state shown at the end of the period asked for.
func countryField[T any](s *api, name, doc string, f func(T) (graph.Key, graph.Date)) field {
	return field{name, doc, must(s.country), nil, get(func(v T) any {
		k, at := f(v)
		return country{k, at}
	})}
}

func pointers[T any](list []T) []any {
	out := make([]any, len(list))
	for i := range list {
		out[i] = &list[i]
	}
	return out
}

func (s *api) comparisons() {
	type P = *analysis.PairComparison
	s.comparison = s.object("PairComparison", "One state with a second against the same state with a third, over the roll calls on which all three voted.", func() []field {
		return append([]field{
			countryField(s, "of", "The state compared.", func(c P) (graph.Key, graph.Date) { return c.Of, c.Applied.Until }),
			countryField(s, "first", "The one it is compared with.", func(c P) (graph.Key, graph.Date) { return c.First, c.Applied.Until }),
			countryField(s, "second", "The other.", func(c P) (graph.Key, graph.Date) { return c.Second, c.Applied.Until }),
			{"body", "The body; null where more than one is in it.", s.body, nil, get(func(c P) any { return optText(c.Body) })},
			sentenceField(func(c P) string { return c.Sentence }),
			number("n", "Roll calls on which all three voted.", func(c P) int { return c.N }),
			number("both", "Those on which it voted as both.", func(c P) int { return c.Both }),
			number("onlyFirst", "As the first and not as the second.", func(c P) int { return c.OnlyFirst }),
			number("onlySecond", "As the second and not as the first.", func(c P) int { return c.OnlySecond }),
			number("neither", "As neither.", func(c P) int { return c.Neither }),
			{"shareFirst", "Identical share with the first.", must(s.measure), nil, get(func(c P) any { return &c.ShareFirst })},
			{"shareSecond", "Identical share with the second.", must(s.measure), nil, get(func(c P) any { return &c.ShareSecond })},
			{"difference", "The first share less the second.", must(s.difference), nil, get(func(c P) any { return &c.Difference })},
			{"p", "Two-sided exact McNemar test of onlyFirst against onlySecond; null where n is 0.", graphql.Float, nil, get(func(c P) any { return optFloat(c.P) })},
			{"test", "What p is.", must(graphql.String), nil, get(func(c P) any { return c.Test })},
			{"byBody", "The same by body, where more than one was asked for.", listOf(s.comparison), nil, get(func(c P) any { return pointers(c.ByBody) })},
		}, told(s, func(c P) *analysis.Applied { return &c.Applied }, func(c P) []string { return c.Warnings }, func(c P) []string { return c.Sources })...)
	})
	s.similarRank = s.object("SimilarRank", "A state's place by one measure.", func() []field {
		type R = *analysis.SimilarRank
		return []field{
			{"rank", "Its rank, 1 the closest; null where it is not ranked.", graphql.Int, nil, get(func(r R) any { return optInt(r.Rank) })},
			number("of", "States ranked by the measure.", func(r R) int { return r.Of }),
			{"measure", "The measure.", must(s.measure), nil, get(func(r R) any { return &r.Measure })},
		}
	})
	s.similar = s.object("Similar", "A state beside another by several measures, each with its own rank.", func() []field {
		return []field{
			{"country", "The state.", must(s.country), nil, get(func(v analysis.Similar) any { return country{key: v.Country} })},
			{"ranks", "Its place by each measure, in the order asked for.", listOf(s.similarRank), nil, get(func(v analysis.Similar) any { return pointers(v.Ranks) })},
		}
	})
}

func (s *api) courses() {
	s.bodyChange = s.object("BodyChange", "How a pair's agreement changed between two periods in one body.", func() []field {
		type B = *analysis.BodyChange
		return []field{
			{"body", "The body.", must(s.body), nil, get(func(b B) any { return b.Body })},
			{"first", "The first period.", must(s.point), nil, get(func(b B) any { return &b.First })},
			{"second", "The second period.", must(s.point), nil, get(func(b B) any { return &b.Second })},
			{"difference", "Identical share of the second period less that of the first.", must(s.difference), nil, get(func(b B) any { return &b.Difference })},
		}
	})
	type C = *analysis.Change
	s.change = s.object("Change", "How a pair's agreement changed between two periods, body by body.", func() []field {
		return append([]field{
			countryField(s, "a", "The first state.", func(c C) (graph.Key, graph.Date) { return c.A, c.Second.Until }),
			countryField(s, "b", "The second state.", func(c C) (graph.Key, graph.Date) { return c.B, c.Second.Until }),
			sentenceField(func(c C) string { return c.Sentence }),
			{"byBody", "The change in each body.", listOf(s.bodyChange), nil, get(func(c C) any { return pointers(c.ByBody) })},
		}, told(s, func(c C) *analysis.Applied { return &c.Applied }, func(c C) []string { return c.Warnings }, func(c C) []string { return c.Sources })...)
	})
	s.spell = s.object("CourseSpell", "A run of years with one share.", func() []field {
		type S = *analysis.CourseSpell
		return []field{
			{"since", "Its first year.", must(dateScalar), nil, get(func(v S) any { return graph.MustDate(v.Since) })},
			{"until", "Its last year.", must(dateScalar), nil, get(func(v S) any { return graph.MustDate(v.Until) })},
			number("n", "Roll calls on which both voted.", func(v S) int { return v.N }),
			number("same", "Those with the same position.", func(v S) int { return v.Same }),
			{"share", "Share of same in n; the interval is over n / dispersion.", must(s.measure), nil, get(func(v S) any { return &v.Share })},
		}
	})
	s.turn = s.object("TurningPoint", "A change of a pair's share from one spell to the next.", func() []field {
		type T = *analysis.TurningPoint
		return []field{
			{"year", "The first year of the later spell.", must(dateScalar), nil, get(func(t T) any { return graph.MustDate(t.Year) })},
			{"earliest", "The first year at which it may as well begin.", must(dateScalar), nil, get(func(t T) any { return graph.MustDate(t.Earliest) })},
			{"latest", "The last such year.", must(dateScalar), nil, get(func(t T) any { return graph.MustDate(t.Latest) })},
			{"before", "Share of the earlier spell.", must(s.measure), nil, get(func(t T) any { return &t.Before })},
			{"after", "Share of the later spell.", must(s.measure), nil, get(func(t T) any { return &t.After })},
			{"change", "The later share less the earlier.", must(s.difference), nil, get(func(t T) any { return &t.Change })},
			{"p", "Share of shufflings of the years that gain as much.", must(graphql.Float), nil, get(func(t T) any { return t.P })},
			{"confidence", "1 - p.", must(graphql.Float), nil, get(func(t T) any { return t.Confidence })},
			{"baseline", "Share over the years before the turn.", must(s.measure), nil, get(func(t T) any { return &t.Baseline })},
			{"baselineYears", "Which years those are.", must(graphql.String), nil, get(func(t T) any { return t.BaselineYears })},
			{"returned", "The first later spell in which the share is back at the baseline; null where it never is.", s.spell, nil, get(func(t T) any {
				if t.Returned == nil {
					return nil
				}
				return t.Returned
			})},
			{"aElsewhere", "How a's mean share with all other states changed between the two spells; null where there is none.", graphql.Float, nil, get(func(t T) any { return optFloat(t.AElsewhere) })},
			{"bElsewhere", "The same of b.", graphql.Float, nil, get(func(t T) any { return optFloat(t.BElsewhere) })},
		}
	})
	s.course = s.object("Course", "A pair's agreement in one body, by year, cut into spells.", func() []field {
		type C = *analysis.Course
		return []field{
			{"body", "The body.", must(s.body), nil, get(func(c C) any { return c.Body })},
			sentenceField(func(c C) string { return c.Sentence }),
			{"years", "The years with votes of both.", listOf(s.point), nil, get(func(c C) any { return pointers(c.Years) })},
			{"spells", "The spells.", listOf(s.spell), nil, get(func(c C) any { return pointers(c.Spells) })},
			{"turns", "The turns between them.", listOf(s.turn), nil, get(func(c C) any { return pointers(c.Turns) })},
			{"dispersion", "How much more years differ than chance would have it; at least 1.", must(graphql.Float), nil, get(func(c C) any { return c.Dispersion })},
		}
	})
	type T = *analysis.TurningPoints
	s.turns = s.object("TurningPoints", "When a pair's agreement turned, body by body.", func() []field {
		return append([]field{
			countryField(s, "a", "The first state.", func(t T) (graph.Key, graph.Date) { return t.A, t.Applied.Until }),
			countryField(s, "b", "The second state.", func(t T) (graph.Key, graph.Date) { return t.B, t.Applied.Until }),
			sentenceField(func(t T) string { return t.Sentence }),
			{"byBody", "The course in each body.", listOf(s.course), nil, get(func(t T) any { return pointers(t.ByBody) })},
			{"method", "How turns are found.", must(graphql.String), nil, get(func(t T) any { return t.Method })},
		}, told(s, func(t T) *analysis.Applied { return &t.Applied }, func(t T) []string { return t.Warnings }, func(t T) []string { return t.Sources })...)
	})
}

func (s *api) blocs() {
	type L = *analysis.Loyalty
	s.loyalty = s.object("Loyalty", "How often a member took the position of the other members of its bloc.", func() []field {
		return append([]field{
			countryField(s, "member", "The member.", func(l L) (graph.Key, graph.Date) { return l.Member, l.Applied.Until }),
			{"bloc", "The bloc.", must(graphql.String), nil, get(func(l L) any { return l.Bloc })},
			sentenceField(func(l L) string { return l.Sentence }),
			{"share", "Share of n with the others' plurality.", must(s.cohesionMeasure), nil, get(func(l L) any { return &l.Share })},
			number("same", "Roll calls on which it took the others' plurality position.", func(l L) int { return l.Same }),
			number("n", "Roll calls on which it voted and two or more others had a plurality.", func(l L) int { return l.N }),
			number("ties", "Left out: the others had no plurality.", func(l L) int { return l.Ties }),
			number("alone", "Left out: fewer than two others voted.", func(l L) int { return l.Alone }),
		}, told(s, func(l L) *analysis.Applied { return &l.Applied }, func(l L) []string { return l.Warnings }, func(l L) []string { return l.Sources })...)
	})
	type D = *analysis.BlocDistance
	s.blocDistance = s.object("BlocDistance", "How far apart two blocs voted.", func() []field {
		m := func(name, doc string, f func(D) *analysis.Measure) field {
			return field{name, doc, must(s.cohesionMeasure), nil, get(func(d D) any { return f(d) })}
		}
		return append([]field{
			{"first", "The first bloc.", must(graphql.String), nil, get(func(d D) any { return d.First })},
			{"second", "The second bloc.", must(graphql.String), nil, get(func(d D) any { return d.Second })},
			m("plurality", "Share of roll calls on which both blocs' plurality positions were the same.", func(d D) *analysis.Measure { return &d.Plurality }),
			m("across", "Mean share of pairs of a member of each with the same position.", func(d D) *analysis.Measure { return &d.Across }),
			m("likeness", "Rice's index of likeness.", func(d D) *analysis.Measure { return &d.Likeness }),
			m("distance", "Mean difference of the blocs' mean positions, 0 alike, 1 opposed.", func(d D) *analysis.Measure { return &d.Distance }),
			number("rollCalls", "Roll calls on which members of both voted.", func(d D) int { return d.RollCalls }),
			number("shared", "States that were in both.", func(d D) int { return d.Shared }),
		}, told(s, func(d D) *analysis.Applied { return &d.Applied }, func(d D) []string { return d.Warnings }, func(d D) []string { return d.Sources })...)
	})
}

func (s *api) verdicts() {
	s.namedCount = s.object("NamedCount", "A count by its name.", func() []field {
		return []field{
			{"name", "What is counted.", must(graphql.String), nil, get(func(c analysis.NamedCount) any { return c.Name })},
			number("count", "How many.", func(c analysis.NamedCount) int { return c.Count }),
		}
	})
	s.followsPart = s.object("FollowsPart", "One thing the record can say about who goes with whom.", func() []field {
		type P = *analysis.FollowsPart
		p := func(f func(p P) any) graphql.FieldResolveFn { return get(f) }
		return []field{
			{"name", "F1 agreement on the issue, F2 contested agreement, F3 excess over general alignment, F4 specificity, F5 off-plurality support and F5_REVERSE, F6 convergence ledger, F7 order of dated acts, F8 joint vetoes and F8_REVERSE.", must(graphql.String), nil, p(func(p P) any { return p.Name })},
			{"title", "The same in words.", must(graphql.String), nil, p(func(p P) any { return p.Title })},
			{"body", "The body; null where it is of none.", s.body, nil, p(func(p P) any { return optText(p.Body) })},
			{"reads", "What it is good for.", must(graphql.String), nil, p(func(p P) any { return p.Reads })},
			{"counts", "The counts behind it.", listOf(s.namedCount), nil, p(func(p P) any {
				if p.Counts == nil {
					return []analysis.NamedCount{}
				}
				return p.Counts
			})},
			{"value", "Its value; null where there is none.", graphql.Float, nil, p(func(p P) any { return optFloat(p.Value) })},
			{"low", "Lower bound of its 95 % interval.", graphql.Float, nil, p(func(p P) any { return optFloat(p.Low) })},
			{"high", "Upper bound.", graphql.Float, nil, p(func(p P) any { return optFloat(p.High) })},
			{"z", "F3 alone: the excess in standard deviations.", graphql.Float, nil, p(func(p P) any { return optFloat(p.Z) })},
			number("n", "What the value rests on.", func(p P) int { return p.N }),
			{"examined", "Whether the record was there to examine it.", must(graphql.Boolean), nil, p(func(p P) any { return p.Examined })},
			{"why", "Why it was not examined or has no value, and other remarks.", graphql.String, nil, p(func(p P) any { return optText(p.Why) })},
			{"definition", "What it is.", must(graphql.String), nil, p(func(p P) any { return p.Definition })},
		}
	})
	s.followsBody = s.object("FollowsBody", "The verdict of one body's record.", func() []field {
		return []field{
			{"body", "The body.", must(s.body), nil, get(func(b analysis.FollowsBody) any { return b.Body })},
			{"verdict", "The word, by the fixed rule.", must(s.verdictWord), nil, get(func(b analysis.FollowsBody) any { return b.Verdict })},
			{"why", "Which part of the rule gave it.", must(graphql.String), nil, get(func(b analysis.FollowsBody) any { return b.Why })},
		}
	})
	type F = *analysis.Follows
	s.followed = s.object("Follows", `What the record can say of "a follows b" or "a backs b" on an issue. Votes are cast at one moment: agreement, however high, does not tell who follows whom.`, func() []field {
		return append([]field{
			countryField(s, "a", "Who is said to follow.", func(f F) (graph.Key, graph.Date) { return f.A, f.Applied.Until }),
			countryField(s, "b", "Whom.", func(f F) (graph.Key, graph.Date) { return f.B, f.Applied.Until }),
			{"verdict", "The word over all bodies, by the fixed rule.", must(s.verdictWord), nil, get(func(f F) any { return f.Verdict })},
			{"why", "Which part of the rule gave it.", must(graphql.String), nil, get(func(f F) any { return f.Why })},
			sentenceField(func(f F) string { return f.Sentence }),
			{"parts", "The parts F1 to F8, body by body.", listOf(s.followsPart), nil, get(func(f F) any { return pointers(f.Parts) })},
			{"byBody", "The verdict of each body's record.", listOf(s.followsBody), nil, get(func(f F) any { return f.ByBody })},
		}, told(s, func(f F) *analysis.Applied { return &f.Applied }, func(f F) []string { return f.Warnings }, func(f F) []string { return f.Sources })...)
	})
	s.company = s.object("Company", "A third state's part in a question about two camps.", func() []field {
		type C = *analysis.Company
		return []field{
			{"country", "The state.", must(s.country), nil, get(func(c C) any { return country{key: c.Country} })},
			number("withA", "As a, or as the two together.", func(c C) int { return c.WithA }),
			number("withB", "As b, or as the one that opposed the two.", func(c C) int { return c.WithB }),
			number("neither", "Another position.", func(c C) int { return c.Neither }),
			number("missing", "A member that took no part or whose position is not known.", func(c C) int { return c.Missing }),
			number("n", "withA + withB + neither.", func(c C) int { return c.N }),
			{"share", "Share of withA in n.", must(s.cohesionMeasure), nil, get(func(c C) any { return &c.Share })},
		}
	})
	type W = *analysis.WhenTheyDiffer
	s.differ = s.object("WhenTheyDiffer", "With whom the other states vote when two differ, or when a third opposes both.", func() []field {
		return append([]field{
			countryField(s, "a", "The first state.", func(w W) (graph.Key, graph.Date) { return w.A, w.Applied.Until }),
			countryField(s, "b", "The second state.", func(w W) (graph.Key, graph.Date) { return w.B, w.Applied.Until }),
			{"against", "The third, where one was named.", s.country, nil, get(func(w W) any { return state(w.Against, w.Applied.Until) })},
			sentenceField(func(w W) string { return w.Sentence }),
			number("n", "Roll calls counted.", func(w W) int { return w.N }),
			number("opposed", "Those with a yes against a no.", func(w W) int { return w.Opposed }),
			number("withA", "Votes of other states as a, or as the two.", func(w W) int { return w.WithA }),
			number("withB", "Votes of other states as b, or as the third.", func(w W) int { return w.WithB }),
			number("neither", "Votes of other states as neither.", func(w W) int { return w.Neither }),
			number("mostA", "Roll calls on which more others were with a, or the two.", func(w W) int { return w.MostA }),
			number("mostB", "Roll calls on which more others were with b, or the third.", func(w W) int { return w.MostB }),
			{"others", "The other states, those with most votes in the first camp first; those with few votes last.", listOf(s.company), nil, get(func(w W) any { return pointers(w.Others) })},
		}, told(s, func(w W) *analysis.Applied { return &w.Applied }, func(w W) []string { return w.Warnings }, func(w W) []string { return w.Sources })...)
	})
}

func (s *api) networks() {
	s.networkNode = s.object("NetworkNode", "A state in a network.", func() []field {
		type N = *analysis.NetworkNode
		return []field{
			{"country", "The state.", must(s.country), nil, get(func(n N) any { return country{key: n.Country} })},
			number("degree", "Links.", func(n N) int { return n.Degree }),
			{"weighted", "Sum of their weights.", must(graphql.Float), nil, get(func(n N) any { return n.Weighted })},
			{"betweenness", "Share of the pairs of other states whose shortest paths lead through it.", must(graphql.Float), nil, get(func(n N) any { return n.Betweenness })},
			{"eigenvector", "Eigenvector centrality, the largest 1.", must(graphql.Float), nil, get(func(n N) any { return n.Eigenvector })},
			number("community", "Its community, 1 the largest.", func(n N) int { return n.Community }),
		}
	})
	s.networkLink = s.object("NetworkLink", "A link of a network.", func() []field {
		type L = *analysis.NetworkLink
		return []field{
			{"a", "The state with the smaller id.", must(s.country), nil, get(func(l L) any { return country{key: l.A} })},
			{"b", "The other.", must(s.country), nil, get(func(l L) any { return country{key: l.B} })},
			{"weight", "Its weight.", must(graphql.Float), nil, get(func(l L) any { return l.Weight })},
			number("n", "Roll calls, or agreements in force; 0 for alliances.", func(l L) int { return l.N }),
		}
	})
	type N = *analysis.Network
	s.networkState = s.object("Network", "A network of states with what it says of each.", func() []field {
		return []field{
			{"kind", "Which network.", must(s.networkKind), nil, get(func(n N) any { return n.Kind })},
			{"at", "The date; null where the filter gives the period.", dateScalar, nil, get(func(n N) any { return optDate(n.At) })},
			{"definition", "What links, weights and the numbers are, with references.", must(graphql.String), nil, get(func(n N) any { return n.Definition })},
			number("nodeCount", "States in the whole network.", func(n N) int { return n.NodeCount }),
			number("linkCount", "Links in the whole network.", func(n N) int { return n.LinkCount }),
			number("communities", "Communities, single states among them.", func(n N) int { return n.Communities }),
			{"modularity", "Of the cut into communities; null without links.", graphql.Float, nil, get(func(n N) any { return optFloat(n.Modularity) })},
			{"density", "Share of all possible links.", graphql.Float, nil, get(func(n N) any { return optFloat(n.Density) })},
			{"nodes", "The states, by weighted degree.", listOf(s.networkNode), nil, get(func(n N) any { return pointers(n.Nodes) })},
			{"links", "The links, heaviest first, at most 500.", listOf(s.networkLink), nil, get(func(n N) any { return pointers(n.Links) })},
			{"coverage", "What the sources cover.", listOf(graphql.String), nil, get(func(n N) any { return texts(n.Coverage) })},
			{"notKnown", "Why links may be missing; empty where none can be.", listOf(graphql.String), nil, get(func(n N) any { return texts(n.NotKnown) })},
			{"applied", "The filter of votes as understood; null for networks that are not of votes.", s.applied, nil, get(func(n N) any {
				if n.Applied == nil {
					return nil
				}
				return n.Applied
			})},
			{"warnings", "What to know before using it.", listOf(graphql.String), nil, get(func(n N) any { return texts(n.Warnings) })},
			cite(s, "The datasets it comes from.", func(n N) []string { return n.Sources }),
		}
	})
}

// period reads a PeriodInput argument.
func (a args) span(name string) analysis.Period {
	m, _ := a[name].(map[string]any)
	return analysis.Period{Since: args(m).date("since"), Until: args(m).date("until")}
}

// two checks that a list names two states.
func two(names []string) error {
	if len(names) != 2 {
		return badRequest("The argument between names %d states; name two.", len(names))
	}
	return nil
}

func (s *api) followQueries() []field {
	where := arg{"where", "Which roll calls.", s.voteFilter, nil}
	between := arg{"between", "The two states, by any name.", mustListIn(graphql.String), nil}
	name := func(n, doc string) arg { return arg{n, doc, mustInput(graphql.String), nil} }
	rows := arg{"first", "Rows, at most 500.", graphql.Int, 20}
	first := func(a args) (int, error) {
		if a.number("first", 20) < 0 {
			return 0, badRequest("The argument first must not be negative.")
		}
		return a.number("first", 20), nil
	}
	return []field{
		{"comparePairs", "Whether a state votes more with one state or with another, over the same roll calls.", must(s.comparison), []arg{
			name("of", "The state, by any name."), name("first", "The one it is compared with."), name("second", "The other."), where,
		}, askRoot(func(ctx context.Context, a args) (any, error) {
			c, err := s.q.ComparePairs(ctx, a.text("of"), a.text("first"), a.text("second"), a.filter("where"))
			if err != nil {
				return nil, err
			}
			return c, nil
		})},
		{"similar", "The states that vote most like one, by several measures side by side: the first of each.", listOf(s.similar), []arg{
			name("to", "The state, by any name."), {"by", "The measures; default IDENTICAL, HALF_CREDIT and KAPPA_SQUARED.", listInput(s.measureName), nil}, where,
			{"first", "Rows of each measure, at most 500.", graphql.Int, 20},
		}, askRoot(func(ctx context.Context, a args) (any, error) {
			n, err := first(a)
			if err != nil {
				return nil, err
			}
			return s.q.Similar(ctx, a.text("to"), a.texts("by"), a.filter("where"), n)
		})},
		{"change", "How a pair's agreement changed between two periods.", must(s.change), []arg{
			between, {"first", "The earlier period.", mustInput(s.periodInput), nil}, {"second", "The later period.", mustInput(s.periodInput), nil}, where,
		}, askRoot(func(ctx context.Context, a args) (any, error) {
			names := a.texts("between")
			if err := two(names); err != nil {
				return nil, err
			}
			c, err := s.q.Change(ctx, names[0], names[1], a.span("first"), a.span("second"), a.filter("where"))
			if err != nil {
				return nil, err
			}
			return c, nil
		})},
		{"turningPoints", "When a pair's agreement turned, by calendar year.", must(s.turns), []arg{
			between, where, {"baseline", "Years before a turn that make its baseline, 1 to 100.", graphql.Int, analysis.DefaultBaseline},
		}, askRoot(func(ctx context.Context, a args) (any, error) {
			names := a.texts("between")
			if err := two(names); err != nil {
				return nil, err
			}
			t, err := s.q.TurningPoints(ctx, names[0], names[1], a.filter("where"), a.number("baseline", analysis.DefaultBaseline))
			if err != nil {
				return nil, err
			}
			return t, nil
		})},
		{"loyalty", "How often a state took the position of the other members of a bloc.", must(s.loyalty), []arg{
			name("of", "The state, by any name."), {"to", `The bloc: states, or organisations ("NATO"), of which the members on the day of each roll call count.`, mustListIn(graphql.String), nil}, where,
		}, askRoot(func(ctx context.Context, a args) (any, error) {
			l, err := s.q.Loyalty(ctx, a.text("of"), a.texts("to"), a.filter("where"))
			if err != nil {
				return nil, err
			}
			return l, nil
		})},
		{"blocDistance", "How far apart two blocs vote.", must(s.blocDistance), []arg{
			{"first", "The one bloc: states or organisations.", mustListIn(graphql.String), nil}, {"second", "The other.", mustListIn(graphql.String), nil}, where,
		}, askRoot(func(ctx context.Context, a args) (any, error) {
			d, err := s.q.BlocDistance(ctx, a.texts("first"), a.texts("second"), a.filter("where"))
			if err != nil {
				return nil, err
			}
			return d, nil
		})},
		{"follows", `What the record says of "a follows b" or "a backs b" on an issue.`, must(s.followed), []arg{
			name("a", "Who is said to follow, by any name."), name("b", "Whom."),
			{"topic", "The issue: a topic's id or name.", graphql.String, nil}, {"about", "The issue: a country the texts are about.", graphql.String, nil}, where,
		}, askRoot(func(ctx context.Context, a args) (any, error) {
			f, err := s.q.Follows(ctx, a.text("a"), a.text("b"), a.text("topic"), a.text("about"), a.filter("where"))
			if err != nil {
				return nil, err
			}
			return f, nil
		})},
		{"whenTheyDiffer", "With whom the other states vote when two states differ.", must(s.differ), []arg{
			name("a", "The first state, by any name."), name("b", "The second."), where, rows,
		}, askRoot(func(ctx context.Context, a args) (any, error) {
			n, err := first(a)
			if err != nil {
				return nil, err
			}
			w, err := s.q.WhenTheyDiffer(ctx, a.text("a"), a.text("b"), a.filter("where"), n)
			if err != nil {
				return nil, err
			}
			return w, nil
		})},
		{"whoJoins", "Who joins whom when a third state votes against the common position of two (yes against no).", must(s.differ), []arg{
			name("against", "The third state, by any name."), name("a", "The first of the two."), name("b", "The second of the two."), where, rows,
		}, askRoot(func(ctx context.Context, a args) (any, error) {
			n, err := first(a)
			if err != nil {
				return nil, err
			}
			w, err := s.q.WhoJoins(ctx, a.text("against"), a.text("a"), a.text("b"), a.filter("where"), n)
			if err != nil {
				return nil, err
			}
			return w, nil
		})},
		{"network", "A network of states: who is central, and which communities there are.", must(s.networkState), []arg{
			{"of", "Which network.", mustInput(s.networkKind), nil},
			{"at", "The date; default today. Of ALIGNMENT the calendar year of that day; default the period of where.", dateScalar, nil},
			{"obligation", `Of ALLIANCES: the pledge that makes a link, "any", default "defence".`, graphql.String, nil},
			{"where", "Of ALIGNMENT: which roll calls; default the Assembly's.", s.voteFilter, nil},
			{"first", "States, at most 500; the numbers are always of the whole network.", graphql.Int, 250},
		}, askRoot(func(ctx context.Context, a args) (any, error) {
			if a.number("first", 250) < 0 {
				return nil, badRequest("The argument first must not be negative.")
			}
			n, err := s.q.Network(ctx, a.text("of"), a.date("at"), a.text("obligation"), a.filter("where"), a.number("first", 250))
			if err != nil {
				return nil, err
			}
			return n, nil
		})},
	}
}
