package schema

import (
	"context"
	"slices"

	"github.com/graphql-go/graphql"

	"entente/graph"
	"entente/graph/analysis"
)

// pair is the answer about a pair, with the date its names are shown at.
type pair struct {
	analysis.Pair
	at graph.Date
}

// matrix and the others carry the date names are shown at the same way.
func appliedAt(a analysis.Applied) graph.Date { return a.Until }

// answers declares the answers to the questions.
func (s *api) answers() {
	m := func(f func(m *analysis.Measure) any) graphql.FieldResolveFn { return get(f) }
	s.measure = s.object("Measure", "A value with what it rests on. It is null where it cannot be computed, never 0 in its stead.", func() []field {
		return []field{
			{"name", "Which measure.", must(s.measureName), nil, m(func(m *analysis.Measure) any { return m.Name })},
			{"value", "The value; null where it is undefined.", graphql.Float, nil, m(func(m *analysis.Measure) any { return optFloat(m.Value) })},
			{"n", "Roll calls it is computed from.", must(graphql.Int), nil, m(func(m *analysis.Measure) any { return m.N })},
			{"low", "Lower bound of its interval: how far it would move had the same relation met another agenda of that length.", graphql.Float, nil, m(func(m *analysis.Measure) any { return optFloat(m.Low) })},
			{"high", "Upper bound.", graphql.Float, nil, m(func(m *analysis.Measure) any { return optFloat(m.High) })},
			{"level", "Confidence level of the interval: 0.95, of IDEAL_POINT_DISTANCE 0.9.", graphql.Float, nil, m(func(m *analysis.Measure) any { return optFloat(m.Level) })},
			{"definition", "The formula in words.", must(graphql.String), nil, m(func(m *analysis.Measure) any { return m.Definition })},
			{"undefinedBecause", "Why there is no value; null where there is one.", graphql.String, nil, m(func(m *analysis.Measure) any {
				if m.UndefinedBecause == "" && optFloat(m.Value) == nil {
					return "It is not a finite number."
				}
				return optText(m.UndefinedBecause)
			})},
		}
	})
	s.cohesionMeasure = s.object("CohesionMeasure", "A measure of a group, with what it rests on.", func() []field {
		return []field{
			{"name", "AGREEMENT_INDEX, RICE or AS_ONE.", must(graphql.String), nil, m(func(m *analysis.Measure) any { return m.Name })},
			{"value", "The value; null where it is undefined.", graphql.Float, nil, m(func(m *analysis.Measure) any { return optFloat(m.Value) })},
			{"n", "Roll calls it is computed from.", must(graphql.Int), nil, m(func(m *analysis.Measure) any { return m.N })},
			{"low", "Lower bound of its interval.", graphql.Float, nil, m(func(m *analysis.Measure) any { return optFloat(m.Low) })},
			{"high", "Upper bound.", graphql.Float, nil, m(func(m *analysis.Measure) any { return optFloat(m.High) })},
			{"level", "Confidence level of the interval.", graphql.Float, nil, m(func(m *analysis.Measure) any { return optFloat(m.Level) })},
			{"definition", "The formula in words.", must(graphql.String), nil, m(func(m *analysis.Measure) any { return m.Definition })},
			{"undefinedBecause", "Why there is no value; null where there is one.", graphql.String, nil, m(func(m *analysis.Measure) any { return optText(m.UndefinedBecause) })},
		}
	})

	p := func(f func(p *analysis.Point) any) graphql.FieldResolveFn { return get(f) }
	s.point = s.object("AlignmentPoint", "A pair's counts over a part of the roll calls asked for.", func() []field {
		return []field{
			{"label", "Which part.", must(graphql.String), nil, p(func(p *analysis.Point) any { return p.Label })},
			{"body", "The body; null where both are in it.", s.body, nil, p(func(p *analysis.Point) any { return optText(p.Body) })},
			{"since", "First day.", dateScalar, nil, p(func(p *analysis.Point) any { return optDate(p.Since) })},
			{"until", "Last day.", dateScalar, nil, p(func(p *analysis.Point) any { return optDate(p.Until) })},
			{"n", "Roll calls on which both voted yes, no or abstain; same + oneAbstained + opposed.", must(graphql.Int), nil, p(func(p *analysis.Point) any { return p.N })},
			{"same", "Roll calls on which both took the same position.", must(graphql.Int), nil, p(func(p *analysis.Point) any { return p.Same })},
			{"oneAbstained", "Roll calls on which one abstained while the other did not.", must(graphql.Int), nil, p(func(p *analysis.Point) any { return p.OneAbstained })},
			{"opposed", "Roll calls with a yes against a no.", must(graphql.Int), nil, p(func(p *analysis.Point) any { return p.Opposed })},
			{"members", "Roll calls while both were members.", must(graphql.Int), nil, p(func(p *analysis.Point) any { return p.Members })},
			{"missing", "Those of them left out because one took no part or is unknown.", must(graphql.Int), nil, p(func(p *analysis.Point) any { return p.Missing })},
			{"unknown", "Those of missing for which no source gives a position.", must(graphql.Int), nil, p(func(p *analysis.Point) any { return p.Unknown })},
			{"identical", "Share of same in n.", must(s.measure), nil, p(func(p *analysis.Point) any { return &p.Identical })},
			{"halfCredit", "The same with half credit for one abstention.", must(s.measure), nil, p(func(p *analysis.Point) any { return &p.HalfCredit })},
		}
	})
	s.choiceCounts = s.object("ChoiceCounts", "How often the pair took each combination of positions.", func() []field {
		return []field{
			{"order", "The positions in the order of rows and columns.", listOf(s.choice), nil, get(func([4][4]int) any { return []string{"yes", "no", "abstain", "absent"} })},
			{"table", "Counts: rows a, columns b.", must(graphql.NewList(listOf(graphql.Int))), nil, get(func(t [4][4]int) any {
				out := make([][]int, 4)
				for i := range t {
					out[i] = t[i][:]
				}
				return out
			})},
		}
	})
	s.split = s.object("Split", "A roll call and the two positions on it.", func() []field {
		return []field{
			{"rollCall", "The roll call.", must(s.rollCall), nil, ask(func(ctx context.Context, x analysis.Split, _ args) (any, error) {
				return s.rollCallRow(ctx, x.RollCall)
			})},
			{"aChoice", "Position of a.", must(s.choice), nil, get(func(x analysis.Split) any { return x.A })},
			{"bChoice", "Position of b.", must(s.choice), nil, get(func(x analysis.Split) any { return x.B })},
			{"opposed", "Whether it was yes against no.", must(graphql.Boolean), nil, get(func(x analysis.Split) any { return x.Opposed })},
		}
	})
	s.splitConnection = s.connection(s.split, s.info)
	f := func(f func(a *analysis.Applied) any) graphql.FieldResolveFn { return get(f) }
	s.applied = s.object("AppliedFilter", "The filter as it was understood.", func() []field {
		return []field{
			{"body", "The bodies asked.", listOf(s.body), nil, f(func(a *analysis.Applied) any { return a.Body })},
			{"since", "First day; null where unbounded.", dateScalar, nil, f(func(a *analysis.Applied) any { return optDate(a.Since) })},
			{"until", "Last day; null where unbounded.", dateScalar, nil, f(func(a *analysis.Applied) any { return optDate(a.Until) })},
			{"boundBy", "Why the period is what it is, one sentence each.", listOf(graphql.String), nil, f(func(a *analysis.Applied) any { return a.BoundBy })},
			{"topics", "The topics asked for.", listOf(s.topic), nil, f(func(a *analysis.Applied) any { return a.Topics })},
			{"about", "The countries the roll calls are about.", listOf(s.country), nil, f(func(a *analysis.Applied) any { return countriesAt(a.About, a.Until) })},
			{"kinds", "What was voted on.", listOf(s.voteKind), nil, f(func(a *analysis.Applied) any { return a.Kinds })},
			{"contested", "Whether only contested roll calls were asked for, or only the others; null for all.", graphql.Boolean, nil, f(func(a *analysis.Applied) any { return optBool(a.Contested) })},
			{"rollCalls", "Roll calls that pass the filter.", must(graphql.Int), nil, f(func(a *analysis.Applied) any { return a.RollCalls })},
		}
	})
	s.alignment = s.object("Alignment", `The answer to "how often does A vote with B?": counts, measures, the filter as understood, the votes behind it.`, func() []field {
		return s.alignmentFields()
	})
	s.matrix = s.object("AlignmentMatrix", "One measure for all pairs among some countries; rows and columns in the order of countries.", func() []field {
		return []field{
			{"countries", "The countries.", listOf(s.country), nil, get(func(x *analysis.Matrix) any { return countriesAt(x.Countries, appliedAt(x.Applied)) })},
			{"measure", "The measure.", must(s.measureName), nil, get(func(x *analysis.Matrix) any { return x.Measure })},
			{"values", "Its values; null where undefined.", must(graphql.NewList(must(graphql.NewList(graphql.Float)))), nil, get(func(x *analysis.Matrix) any { return x.Values })},
			{"n", "Roll calls behind each.", must(graphql.NewList(listOf(graphql.Int))), nil, get(func(x *analysis.Matrix) any { return x.N })},
			{"applied", "The filter as understood.", must(s.applied), nil, get(func(x *analysis.Matrix) any { return &x.Applied })},
		}
	})
	s.neighbour = s.object("Neighbour", "A row of a ranking by a measure.", func() []field {
		return []field{
			{"country", "The state.", must(s.country), nil, get(func(n analysis.Neighbour) any { return country{key: n.Country} })},
			{"rank", "Its rank, 1 the closest.", must(graphql.Int), nil, get(func(n analysis.Neighbour) any { return n.Rank })},
			{"measure", "The measure it is ranked by.", must(s.measure), nil, get(func(n analysis.Neighbour) any { return &n.Measure })},
		}
	})
	s.cohesion = s.object("Cohesion", "How far a group of states voted as one.", func() []field {
		return []field{
			{"countries", "The group.", listOf(s.country), nil, get(func(c *analysis.Cohesion) any { return countriesAt(c.Countries, appliedAt(c.Applied)) })},
			{"agreementIndex", "Agreement index (Hix, Noury and Roland), mean over roll calls.", must(s.cohesionMeasure), nil, get(func(c *analysis.Cohesion) any { return &c.AgreementIndex })},
			{"rice", "Rice's index of cohesion, mean over roll calls with a yes or no.", must(s.cohesionMeasure), nil, get(func(c *analysis.Cohesion) any { return &c.Rice })},
			{"asOne", "Share of roll calls on which all present took one position.", must(s.cohesionMeasure), nil, get(func(c *analysis.Cohesion) any { return &c.AsOne })},
			{"rollCalls", "Roll calls with at least two of the group present.", must(graphql.Int), nil, get(func(c *analysis.Cohesion) any { return c.RollCalls })},
			{"applied", "The filter as understood.", must(s.applied), nil, get(func(c *analysis.Cohesion) any { return &c.Applied })},
			{"warnings", "What to know before using it.", listOf(graphql.String), nil, get(func(c *analysis.Cohesion) any { return c.Warnings })},
		}
	})
	s.hit = s.object("SearchHit", "A result of a search.", func() []field {
		return []field{
			{"id", "Its id, for node(id:).", must(graphql.ID), nil, get(func(h analysis.Hit) any { return h.Key.ID })},
			{"kind", "Its kind: Country, RollCall, Person, …", must(graphql.String), nil, get(func(h analysis.Hit) any { return string(h.Key.Kind) })},
			{"name", "Its name or title.", must(graphql.String), nil, get(func(h analysis.Hit) any { return h.Name })},
			{"why", "What matched.", must(graphql.String), nil, get(func(h analysis.Hit) any { return h.Why })},
			{"score", "How well it matched, higher is better; comparable within one answer only.", must(graphql.Float), nil, get(func(h analysis.Hit) any { return h.Score })},
		}
	})
}

var pageArgs = []arg{
	{"first", "Rows of the page, at most 500.", graphql.Int, DefaultFirst},
	{"after", "Cursor of the row before the page.", graphql.String, nil},
}

func withPage(as ...arg) []arg { return append(as, pageArgs...) }

func (s *api) alignmentFields() []field {
	a := func(f func(p *pair) any) graphql.FieldResolveFn { return get(f) }
	measure := func(m analysis.Measure) any { return &m }
	point := func(p analysis.Point) any { return &p }
	points := func(ps []analysis.Point) []any {
		out := make([]any, len(ps))
		for i := range ps {
			out[i] = &ps[i]
		}
		return out
	}
	splits := func(ctx context.Context, list []analysis.Split, a args) (any, error) {
		return newPage(a, len(list), s.newestFirst(ctx, func(i int) graph.Key { return list[i].RollCall }),
			func(i int) (any, error) { return list[i], nil })
	}
	return []field{
		{"a", "The first state.", must(s.country), nil, a(func(p *pair) any { return country{p.A(), p.at} })},
		{"b", "The second state.", must(s.country), nil, a(func(p *pair) any { return country{p.B(), p.at} })},
		{"sentence", "The answer in one plain English sentence, with n and the definition.", must(graphql.String), nil, a(func(p *pair) any { return p.Sentence() })},
		{"n", "Roll calls on which both voted yes, no or abstain.", must(graphql.Int), nil, a(func(p *pair) any { return p.N() })},
		{"members", "Roll calls while both were members.", must(graphql.Int), nil, a(func(p *pair) any { return p.Members() })},
		{"missing", "Those of them left out because one took no part or is unknown.", must(graphql.Int), nil, a(func(p *pair) any { return p.Missing() })},
		{"unknown", "Those of missing for which no source gives a position.", must(graphql.Int), nil, a(func(p *pair) any { return p.Unknown() })},
		{"byBody", "The same by body: one percentage over both bodies says little.", listOf(s.point), nil, a(func(p *pair) any { return points(p.ByBody()) })},
		{"contested", "The same over contested roll calls only.", must(s.point), nil, a(func(p *pair) any { return point(p.Contested()) })},
		{"identical", "Share of n with the same position.", must(s.measure), nil, a(func(p *pair) any { return measure(p.Identical()) })},
		{"halfCredit", "The same with half credit for one abstention.", must(s.measure), nil, a(func(p *pair) any { return measure(p.HalfCredit()) })},
		{"measure", "Any measure by name.", must(s.measure), []arg{
			{"name", "Which measure.", mustInput(s.measureName), nil},
			{"withConsensus", "Whether texts adopted without a vote count as both yes.", graphql.Boolean, false},
			{"bySession", "Whether its interval is a bootstrap that draws whole sessions of the Assembly and years of the Council.", graphql.Boolean, false},
		}, ask(func(_ context.Context, p *pair, a args) (any, error) {
			of := p.Measure
			if a.truth("bySession") {
				of = p.MeasureBySession
			}
			m, err := of(a.text("name"), a.truth("withConsensus"))
			return &m, err
		})},
		{"counts", "The table of positions behind every measure.", must(s.choiceCounts), nil, a(func(p *pair) any { return p.Counts() })},
		{"series", "The pair over time.", listOf(s.point), []arg{{"by", "The step.", mustInput(s.period), nil}},
			ask(func(_ context.Context, p *pair, a args) (any, error) {
				ps, err := p.Series(a.text("by"))
				return points(ps), err
			})},
		{"splits", "Roll calls on which the two differed, newest first.", must(s.splitConnection),
			withPage(arg{"opposed", "true: yes against no alone; false: the others alone.", graphql.Boolean, nil}),
			ask(func(ctx context.Context, p *pair, a args) (any, error) {
				return splits(ctx, p.Splits(a.maybe("opposed")), a)
			})},
		{"agreed", "Roll calls on which the two took the same position, newest first.", must(s.splitConnection), withPage(),
			ask(func(ctx context.Context, p *pair, a args) (any, error) { return splits(ctx, p.Agreed(), a) })},
		{"applied", "The filter as understood, its bounding dates and why.", must(s.applied), nil, a(func(p *pair) any {
			x := p.Applied()
			return &x
		})},
		{"sources", "The datasets the votes come from.", listOf(s.source), nil, ask(func(ctx context.Context, p *pair, _ args) (any, error) {
			return s.sources(ctx, p.SourceIDs())
		})},
		{"warnings", "What to know before using it: conflicting sources, few votes, records missing for a period.", listOf(graphql.String), nil, a(func(p *pair) any { return p.Warnings() })},
	}
}

// newestFirst is the order of a list of roll calls.
func (s *api) newestFirst(ctx context.Context, key func(i int) graph.Key) order {
	return order{
		id: func(i int) string { return key(i).ID },
		rank: func(i int) string {
			r, err := s.q.RollCallByKey(ctx, key(i))
			if err != nil || r == nil {
				return ""
			}
			return r.Date.String()
		},
		descending: true,
	}
}

func (s *api) query() *graphql.Object {
	where := arg{"where", "Which roll calls.", s.voteFilter, nil}
	by := arg{"measure", "The measure.", s.measureName, "IDENTICAL"}
	byName := func(a args) string {
		if m := a.text("measure"); m != "" {
			return m
		}
		return "IDENTICAL"
	}
	return s.object("Query", "The questions that can be asked.", func() []field {
		return append([]field{
			{"node", "A thing by its id; null where there is none.", s.node, []arg{{"id", `Its id: "country/RUS".`, mustInput(graphql.ID), nil}},
				askRoot(func(ctx context.Context, a args) (any, error) { return s.lookUp(ctx, a.text("id")) })},
			{"country", "A state by any name, code, capital or metonym, as it was meant at a date.", s.country, []arg{
				{"name", `Its name in any form: "Russia", "RUS", "the Kremlin", "Burma".`, mustInput(graphql.String), nil},
				{"at", "The date the name was used at; default today.", dateScalar, nil},
			}, askRoot(func(ctx context.Context, a args) (any, error) {
				c, err := s.q.Country(ctx, a.text("name"), a.date("at"))
				if err != nil {
					return nil, err
				}
				return country{c.Key, a.date("at")}, nil
			})},
			{"countries", "The states, in order of id.", must(s.countryConnection), withPage(
				arg{"memberOf", `Only members of an organisation: "UN", "UNSC", or any by name or id.`, graphql.String, nil},
				arg{"at", "The day of the membership; default today.", dateScalar, nil},
			), askRoot(func(ctx context.Context, a args) (any, error) {
				keys, err := s.q.Countries(ctx, a.text("memberOf"), a.date("at"))
				if err != nil {
					return nil, err
				}
				id := func(i int) string { return keys[i].ID }
				return newPage(a, len(keys), order{id: id, rank: func(int) string { return "" }},
					func(i int) (any, error) { return country{keys[i], a.date("at")}, nil })
			})},
			{"rollCall", "The vote on the whole of a resolution or draft; an error with the code NOT_FOUND where there is none.", s.rollCall,
				[]arg{{"symbol", `Its symbol in any form: "S/RES/2397(2017)", "Resolution 2397 (2017)".`, mustInput(graphql.String), nil}},
				askRoot(func(ctx context.Context, a args) (any, error) {
					r, err := s.q.RollCall(ctx, a.text("symbol"))
					if isNotFound(err) {
						return nil, &Error{Code: NotFound, Message: "No roll call has the symbol " + quote(a.text("symbol")) + ". Try search(text:), or another form of the symbol."}
					}
					if err != nil {
						return nil, err
					}
					return r, nil
				})},
			{"rollCalls", "Roll calls, newest first.", must(s.rollCallConnection), withPage(where),
				askRoot(func(ctx context.Context, a args) (any, error) {
					keys, _, err := s.q.RollCalls(ctx, a.filter("where"))
					if err != nil {
						return nil, err
					}
					return newPage(a, len(keys), s.newestFirst(ctx, func(i int) graph.Key { return keys[i] }),
						func(i int) (any, error) { return s.rollCallRow(ctx, keys[i]) })
				})},
			{"alignment", "How often two states vote together.", must(s.alignment), []arg{
				{"between", "The two states, by any name.", mustListIn(graphql.String), nil}, where,
			}, askRoot(func(ctx context.Context, a args) (any, error) {
				names := a.texts("between")
				if len(names) != 2 {
					return nil, badRequest("The argument between names %d states; name two. For more than two ask alignments.", len(names))
				}
				p, err := s.q.Alignment(ctx, names[0], names[1], a.filter("where"))
				if err != nil {
					return nil, err
				}
				return &pair{p, appliedAt(p.Applied())}, nil
			})},
			{"alignments", "One measure for all pairs among some states.", must(s.matrix), []arg{
				{"among", "The states, by any name.", mustListIn(graphql.String), nil}, where, by,
			}, askRoot(func(ctx context.Context, a args) (any, error) {
				m, err := s.q.Matrix(ctx, a.texts("among"), a.filter("where"), byName(a))
				if err != nil {
					return nil, err
				}
				return m, nil
			})},
			{"closest", "The states that vote most like one, closest first.", listOf(s.neighbour), []arg{
				{"to", "The state, by any name.", mustInput(graphql.String), nil}, where, by,
				{"minVotes", "Least n to be ranked; default 30 and half of the largest n in the list.", graphql.Int, nil},
				{"first", "Rows, at most 500.", graphql.Int, 20},
				{"farthest", "true ranks from the other end: who votes least like it.", graphql.Boolean, false},
			}, askRoot(func(ctx context.Context, a args) (any, error) {
				if a.number("minVotes", 0) < 0 || a.number("first", 20) < 0 {
					return nil, badRequest("The arguments minVotes and first must not be negative.")
				}
				of := s.q.Closest
				if a.truth("farthest") {
					of = s.q.Farthest
				}
				return of(ctx, a.text("to"), a.filter("where"), byName(a), a.number("minVotes", 0), a.number("first", 20))
			})},
			{"cohesion", "How far a group of states votes as one.", must(s.cohesion), []arg{
				{"of", `The states, by any name, or organisations ("NATO"): of those the members on the day of each roll call.`, mustListIn(graphql.String), nil}, where,
			}, askRoot(func(ctx context.Context, a args) (any, error) {
				c, err := s.q.Cohesion(ctx, a.texts("of"), a.filter("where"))
				if err != nil {
					return nil, err
				}
				return c, nil
			})},
			{"search", "Things by their names, best first.", listOf(s.hit), []arg{
				{"text", "What to look for.", mustInput(graphql.String), nil},
				{"kinds", `Only these kinds: "Country", "RollCall", "Person", …`, listInput(graphql.String), nil},
				{"first", "Rows, at most 500.", graphql.Int, 20},
			}, askRoot(func(ctx context.Context, a args) (any, error) {
				if a.number("first", 20) < 0 {
					return nil, badRequest("The argument first must not be negative.")
				}
				return s.q.Search(ctx, a.text("text"), a.texts("kinds"), a.number("first", 20))
			})},
			{"sources", "Every dataset known: what it is, its licence, how to cite it, what is loaded.", listOf(s.source), nil,
				askRoot(func(ctx context.Context, _ args) (any, error) { return s.q.Sources(ctx) })},
		}, slices.Concat(s.tieQueries(), s.idealQueries(), s.followQueries(), s.claimQueries())...)
	})
}
