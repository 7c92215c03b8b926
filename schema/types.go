package schema

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/graphql-go/graphql"

	"entente/graph"
	"entente/graph/analysis"
	"entente/graph/vocab"
)

// country is a state as it is shown at a date (zero: today), which decides its
// name: votes of 2021 were Turkey's, not Türkiye's (B14).
type country struct {
	key graph.Key
	at  graph.Date
}

func countriesAt(keys []graph.Key, at graph.Date) []any {
	out := make([]any, len(keys))
	for i, k := range keys {
		out[i] = country{k, at}
	}
	return out
}

type topicNode struct{ def vocab.TopicDef }

type rollCallVote struct {
	pos analysis.Position
	at  graph.Date
}

// api holds the types, which refer to each other, while they are declared.
type api struct {
	builder
	tieTypes
	claimTypes
	followTypes
	q analysis.Questions

	node                                                           *graphql.Interface
	body, choice, noChoice, outcome, voteKind, measureName, period *graphql.Enum
	voteFilter                                                     *graphql.InputObject
	country, code, name, topic, topicNode, source, rollCall, vote  *graphql.Object
	measure, cohesionMeasure, point, choiceCounts, split, applied  *graphql.Object
	alignment, matrix, neighbour, cohesion, hit                    *graphql.Object
	person, organisation, place, agreement, event, claim           *graphql.Object
	info, countryConnection, rollCallConnection, splitConnection   *graphql.Object
}

// newSchema declares everything and lets graphql-go check it.
func newSchema(q analysis.Questions) (graphql.Schema, *builder, error) {
	s := &api{builder: builder{order: map[string][]string{}}, q: q}
	s.enums()
	s.inputs()
	s.nodes()
	s.votes()
	s.answers()
	s.ties()
	s.follows()
	s.declareClaims()
	schema, err := graphql.NewSchema(graphql.SchemaConfig{
		Query: s.query(), Mutation: s.mutation(),
		Types: []graphql.Type{s.country, s.rollCall, s.topicNode, s.source, s.person, s.organisation, s.place, s.agreement, s.event, s.claim, s.condition, longScalar},
	})
	return schema, &s.builder, err
}

func (s *api) enums() {
	s.body = s.enum("Body", "A body of the United Nations that votes on record.", false,
		word{"GENERAL_ASSEMBLY", "All members, one vote each."}, word{"SECURITY_COUNCIL", "Fifteen members, five of them permanent with a veto."})
	s.choice = s.enum("Choice", "A member's position on a roll call.", false,
		word{"YES", "In favour."}, word{"NO", "Against."}, word{"ABSTAIN", "Abstained."},
		word{"ABSENT", "A member that took no part (non-voting)."})
	s.noChoice = s.enum("NoChoice", "Why a state has no position on a roll call.", false,
		word{"NOT_MEMBER", "It was not a member of the body on that day."},
		word{"UNKNOWN", "It was a member, but no source gives its position."})
	s.outcome = s.enum("Outcome", "What became of the text.", false,
		word{"ADOPTED", "Adopted."}, word{"VETOED", "It had the votes, but a permanent member said no."},
		word{"FAILED", "Short of the votes needed, no veto."})
	s.voteKind = s.enum("VoteKind", "What was voted on.", false,
		word{"WHOLE", "The text as a whole."}, word{"PARAGRAPH", "A part of it, voted on separately."},
		word{"AMENDMENT", "A change to it."}, word{"MOTION", "A question of procedure."},
		word{"WITHOUT_VOTE", "Adopted without a vote (by consensus): no positions, in no count unless asked for."})
	s.measureName = s.enum("MeasureName", "A measure of how alike two states vote. The field's names; see docs/measures.md for formulas and references.", true,
		word{"IDENTICAL", "Share of roll calls with the same position, where both voted yes, no or abstain."},
		word{"HALF_CREDIT", "The same, where an abstention against a yes or no counts one half (Lijphart's index of agreement)."},
		word{"YES_NO_COINCIDENCE", "Same position among the roll calls on which both said yes or no (the older US reports' voting coincidence)."},
		word{"MEMBERSHIP_IDENTICAL", "Identical positions over all roll calls while both were members; absence counts against."},
		word{"MEMBERSHIP_HALF_CREDIT", "Half credit over all roll calls while both were members; absence counts one half."},
		word{"S_ABSOLUTE", "Signorino and Ritter's S with absolute distances, −1 to 1."},
		word{"S_SQUARED", "Signorino and Ritter's S with squared distances, −1 to 1."},
		word{"KAPPA_NOMINAL", "Cohen's kappa, nominal: agreement beyond chance, each state's own habits taken off."},
		word{"KAPPA_ABSOLUTE", "Cohen's kappa with absolute distances."},
		word{"KAPPA_SQUARED", "Cohen's kappa with squared distances, the one usually meant."},
		word{"PI_NOMINAL", "Scott's pi, nominal: agreement beyond chance, the pair's common habits taken off."},
		word{"PI_ABSOLUTE", "Scott's pi with absolute distances."},
		word{"PI_SQUARED", "Scott's pi with squared distances."},
		word{"TAU_B", "Kendall's tau-b on yes, abstain, no."},
		word{"IDEAL_POINT_DISTANCE", "Distance of the two states' estimated positions; small is near."})
	s.period = s.enum("Period", "The steps of a time line.", false,
		word{"YEAR", "Calendar years of the votes' dates."}, word{"SESSION", "Sessions of the General Assembly only."},
		word{"DECADE", "Ten years from a year ending in 0."})
}

func (s *api) inputs() {
	s.voteFilter = s.input("VoteFilter", "Which roll calls a question is about. Fields are joined by and, the elements of one field by or. What a roll call's sources do not give leaves it out where it is asked for.", []arg{
		{"body", "Bodies; default both.", listInput(s.body), nil},
		{"since", "First day.", dateScalar, nil},
		{"until", "Last day.", dateScalar, nil},
		{"sessions", `Sessions of the General Assembly: "76", "ES-11".`, listInput(graphql.String), nil},
		{"topics", `Topic ids ("dprk") or names ("North Korea").`, listInput(graphql.String), nil},
		{"about", "Countries the roll call is about, by any name.", listInput(graphql.String), nil},
		{"text", "Words in the title or agenda item.", graphql.String, nil},
		{"outcomes", "What became of the text; default all on record.", listInput(s.outcome), nil},
		{"kinds", "What was voted on; default WHOLE.", listInput(s.voteKind), nil},
		{"contested", "Only roll calls on which the body was divided (in the Council a no or an abstention, in the Assembly a quarter off the plurality), or only the others.", graphql.Boolean, nil},
		{"important", "A source's flag; where it is unknown the roll call is neither.", graphql.Boolean, nil},
		{"unanimous", "false drops roll calls on which all present took one position, true keeps only those.", graphql.Boolean, nil},
		{"symbols", "Resolution or draft symbols in any of their forms.", listInput(graphql.String), nil},
		{"sources", `Datasets by import name ("undl-ga").`, listInput(graphql.String), nil},
	})
}

// filter reads a VoteFilter argument.
func (a args) filter(name string) analysis.VoteFilter {
	m, _ := a[name].(map[string]any)
	f := args(m)
	return analysis.VoteFilter{
		Body: f.texts("body"), Since: f.date("since"), Until: f.date("until"), Sessions: f.texts("sessions"),
		Topics: f.texts("topics"), About: f.texts("about"), Text: f.text("text"), Outcomes: f.texts("outcomes"),
		Kinds: f.texts("kinds"), Contested: f.maybe("contested"), Important: f.maybe("important"),
		Unanimous: f.maybe("unanimous"), Symbols: f.texts("symbols"), Sources: f.texts("sources"),
	}
}

// nodes declares what has an id.
func (s *api) nodes() {
	s.node = graphql.NewInterface(graphql.InterfaceConfig{Name: "Node", Description: "A thing of the graph with a readable id, the same in Cypher.",
		Fields: graphql.Fields{"id": &graphql.Field{Type: must(graphql.ID), Description: `Its id: "country/RUS", "rollcall/S/RES/2397(2017)".`}},
		ResolveType: func(p graphql.ResolveTypeParams) *graphql.Object {
			switch v := p.Value.(type) {
			case country:
				return s.country
			case *analysis.RollCall:
				return s.rollCall
			case topicNode:
				return s.topicNode
			case analysis.SourceInfo:
				return s.source
			case *claimNode:
				return s.claim
			case *analysis.Thing:
				return s.stored(v.Kind)
			}
			return nil
		}})
	s.order["Node"] = []string{"id"}

	s.code = s.object("Code", "A code of a state in a system, with the time it was in use.", func() []field {
		return []field{
			{"system", "iso2, iso3, m49, cow, gw, gec, ioc.", must(graphql.String), nil, get(func(c analysis.Code) any { return c.System })},
			{"value", "The code.", must(graphql.String), nil, get(func(c analysis.Code) any { return c.Value })},
			{"since", "In use from.", dateScalar, nil, get(func(c analysis.Code) any { return optDate(c.Since) })},
			{"until", "In use to.", dateScalar, nil, get(func(c analysis.Code) any { return optDate(c.Until) })},
		}
	})
	s.name = s.object("Name", "A name of a state, with the time it was in use.", func() []field {
		return []field{
			{"text", "The name.", must(graphql.String), nil, get(func(n analysis.Name) any { return n.Text })},
			{"lang", "Language as BCP 47 names it: en, ru, zh.", graphql.String, nil, get(func(n analysis.Name) any { return optText(n.Lang) })},
			{"kind", "short, official, demonym, capital, historical, …", graphql.String, nil, get(func(n analysis.Name) any { return optText(n.Kind) })},
			{"since", "In use from.", dateScalar, nil, get(func(n analysis.Name) any { return optDate(n.Since) })},
			{"until", "In use to.", dateScalar, nil, get(func(n analysis.Name) any { return optDate(n.Until) })},
		}
	})

	about := func(f func(c *analysis.Country, at graph.Date) any) graphql.FieldResolveFn {
		return get(func(c country) any {
			if full := s.q.CountryByKey(c.key); full != nil {
				return f(full, c.at)
			}
			return nil
		})
	}
	related := func(f func(c *analysis.Country) []graph.Key) graphql.FieldResolveFn {
		return get(func(c country) any {
			if full := s.q.CountryByKey(c.key); full != nil {
				return countriesAt(f(full), graph.Date{})
			}
			return []any{}
		})
	}
	s.country = s.object("Country", "A state, or what a record treats as one: one thing through its changes of name and government.", func() []field {
		return []field{
			{"id", `Its id: "country/RUS".`, must(graphql.ID), nil, get(func(c country) any { return c.key.ID })},
			{"name", "Its short English name: at the date given, else at the date of what it is shown with (a vote, the end of a period), else today.", must(graphql.String),
				[]arg{{"at", "The date.", dateScalar, nil}}, ask(func(_ context.Context, c country, a args) (any, error) {
					at := c.at
					if d := a.date("at"); !d.IsZero() {
						at = d
					}
					return s.q.DisplayName(c.key, at), nil
				})},
			{"iso3", "Its ISO 3166-1 alpha-3 code, where there is one.", graphql.String, nil, about(func(c *analysis.Country, _ graph.Date) any { return optText(c.ISO3) })},
			{"codes", "Its codes in the systems known.", listOf(s.code), nil, get(func(c country) any {
				if full := s.q.CountryByKey(c.key); full != nil {
					return full.Codes
				}
				return []analysis.Code{}
			})},
			{"names", "Its names, in all languages and times known.", listOf(s.name), nil, get(func(c country) any {
				if full := s.q.CountryByKey(c.key); full != nil {
					return full.Names
				}
				return []analysis.Name{}
			})},
			{"since", "When the state began, where that is known.", dateScalar, nil, about(func(c *analysis.Country, _ graph.Date) any { return optDate(c.Since) })},
			{"until", "When it ended, where it did.", dateScalar, nil, about(func(c *analysis.Country, _ graph.Date) any { return optDate(c.Until) })},
			{"predecessors", "States it followed.", listOf(s.country), nil, related(func(c *analysis.Country) []graph.Key { return c.Predecessors })},
			{"successors", "States that followed it.", listOf(s.country), nil, related(func(c *analysis.Country) []graph.Key { return c.Successors })},
		}
	}, s.node)

	s.topic = s.object("Topic", "A subject of roll calls.", func() []field {
		return []field{
			{"id", `Its id as a filter takes it: "dprk".`, must(graphql.String), nil, get(func(t analysis.Topic) any { return t.ID })},
			{"name", "Its name.", must(graphql.String), nil, get(func(t analysis.Topic) any { return t.Name })},
		}
	})
	s.topicNode = s.object("TopicNode", "A topic as a thing of the graph.", func() []field {
		return []field{
			{"id", `Its id: "topic/dprk".`, must(graphql.ID), nil, get(func(t topicNode) any { return vocab.TopicPrefix + t.def.ID })},
			{"topic", "The topic as filters name it.", must(s.topic), nil, get(func(t topicNode) any { return analysis.Topic{ID: t.def.ID, Name: t.def.Name} })},
			{"definition", "What belongs to it.", graphql.String, nil, get(func(t topicNode) any { return optText(t.def.Doc) })},
		}
	}, s.node)

	s.source = s.object("Source", "A dataset or a citation that records come from.", func() []field {
		return []field{
			{"id", `Its id: "source/undl-ga".`, must(graphql.ID), nil, get(func(i analysis.SourceInfo) any { return vocab.Key(vocab.Source, importName(i)).ID })},
			{"importName", `Its name on the command line and in filters: "undl-ga".`, must(graphql.String), nil, get(func(i analysis.SourceInfo) any { return importName(i) })},
			{"name", "Its name.", must(graphql.String), nil, get(func(i analysis.SourceInfo) any { return i.Name })},
			{"kind", "dataset or citation.", graphql.String, nil, get(func(i analysis.SourceInfo) any { return optText(i.Kind) })},
			{"citation", "How to cite it.", graphql.String, nil, get(func(i analysis.SourceInfo) any { return optText(i.Citation) })},
			{"url", "Where it is found.", graphql.String, nil, get(func(i analysis.SourceInfo) any { return optText(i.URL) })},
			{"licence", "Terms of use.", graphql.String, nil, get(func(i analysis.SourceInfo) any { return optText(i.Licence) })},
			{"version", "The version loaded.", graphql.String, nil, get(func(i analysis.SourceInfo) any { return optText(i.Version) })},
			{"since", "First date it covers.", dateScalar, nil, get(func(i analysis.SourceInfo) any { return optDate(i.Since) })},
			{"until", "Last date it covers; later facts are unknown, not absent.", dateScalar, nil, get(func(i analysis.SourceInfo) any { return optDate(i.Until) })},
			{"loaded", "starter, file, or null where nothing of it is in the store.", graphql.String, nil, get(func(i analysis.SourceInfo) any { return optText(i.Loaded) })},
			{"records", "Records kept of it.", must(graphql.Int), nil, get(func(i analysis.SourceInfo) any { return max(0, i.Records) })},
		}
	}, s.node)

	s.storedTypes()
}

func importName(i analysis.SourceInfo) string { return strings.TrimPrefix(i.ID, "source/") }

// stored gives the type of a node that is shown as the store keeps it.
func (s *api) stored(k graph.Kind) *graphql.Object {
	switch k {
	case vocab.Person:
		return s.person
	case vocab.Organisation:
		return s.organisation
	case vocab.Place:
		return s.place
	case vocab.Agreement:
		return s.agreement
	case vocab.Event:
		return s.event
	case vocab.Condition:
		return s.condition
	}
	return nil
}

// storedTypes declares the kinds that are shown as the store keeps them, their
// properties and docs taken from vocab.
func (s *api) storedTypes() {
	declare := func(k graph.Kind, required string, props []string, more ...func() field) *graphql.Object {
		def := vocab.Kinds[slices.IndexFunc(vocab.Kinds, func(d vocab.KindDef) bool { return d.Kind == k })]
		return s.object(string(k), sentence(def.Doc), func() []field {
			fs := []field{{"id", "Its id.", must(graphql.ID), nil, get(func(n *analysis.Thing) any { return n.ID })}}
			for _, p := range append([]string{required}, props...) {
				d := def.Props[p]
				f := field{name: p, doc: sentence(d.Doc), resolve: get(func(n *analysis.Thing) any { return n.Props.Get(p) })}
				switch d.Type {
				case graph.DateType:
					f.typ = dateScalar
				case graph.StringList:
					f.typ = listOf(graphql.String)
					f.resolve = get(func(n *analysis.Thing) any { return texts(n.Props.Strings(p)) })
				default:
					f.typ = graphql.String
				}
				if p == required {
					f.typ, f.resolve = must(graphql.String), get(func(n *analysis.Thing) any { return n.Props.String(p) })
				}
				fs = append(fs, f)
			}
			for _, m := range more {
				fs = append(fs, m())
			}
			return append(fs,
				field{"warnings", "What its sources disagree on.", listOf(graphql.String), nil, get(func(n *analysis.Thing) any { return texts(n.Warnings) })},
				cite(s, "The datasets and citations that speak of it.", func(n *analysis.Thing) []string { return n.Sources }))
		}, s.node)
	}
	held := func(doc string) func() field {
		return func() field {
			return field{"held", doc, s.held, nil, get(func(n *analysis.Thing) any { return optText(string(n.Held)) })}
		}
	}
	note := func() field {
		return field{"heldNote", "Why that is the answer.", graphql.String, nil, get(func(n *analysis.Thing) any { return optText(n.HeldNote) })}
	}
	parts := func(name, doc string) func() field {
		return func() field {
			return field{name, doc, listOf(s.part), nil, get(func(n *analysis.Thing) any { return place(n.Parts, graph.Date{}) })}
		}
	}
	s.person = declare(vocab.Person, "name", []string{"names", "born", "died"}, func() field {
		return field{"tenures", "Posts, in order of their beginning, one row for each source.", listOf(s.tenure), nil, get(func(n *analysis.Thing) any { return place(n.Tenures, graph.Date{}) })}
	}, func() field {
		return field{"mergedWith", "Other nodes that were found to be the same person.", listOf(s.ref), nil, get(func(n *analysis.Thing) any { return n.Others })}
	})
	s.organisation = declare(vocab.Organisation, "name", []string{"names", "kind", "since", "until"})
	s.place = declare(vocab.Place, "name", []string{"names", "kind", "status"})
	s.agreement = declare(vocab.Agreement, "name", []string{"kind", "signed", "since", "until", "obligations", "status"}, parts("parties", "The parties, one row for each source."),
		held("Whether it was in force for those asked about at the date asked; null where none was asked."), note)
	s.event = declare(vocab.Event, "title", []string{"kind", "since", "until", "names", "outcome"}, parts("participants", "Who took part, one row for each source."), func() field {
		return field{"places", "Where.", listOf(s.ref), nil, get(func(n *analysis.Thing) any { return n.Places })}
	}, held("Whether it surely lies in the period asked for: POSSIBLE where its date is coarser; null where none was asked."), note)
	s.condition = declare(vocab.Condition, "text", []string{"query", "predicate", "args", "since", "until"})
}

// sentence makes a sentence of a doc of vocab.
func sentence(doc string) string {
	if doc == "" {
		return ""
	}
	doc = strings.ToUpper(doc[:1]) + doc[1:]
	if !strings.HasSuffix(doc, ".") && !strings.HasSuffix(doc, "…") {
		doc += "."
	}
	return doc
}

// votes declares roll calls and positions.
func (s *api) votes() {
	s.vote = s.object("Vote", "A state's position on a roll call, or why it has none.", func() []field {
		return []field{
			{"country", "The state.", must(s.country), nil, get(func(v rollCallVote) any { return country{v.pos.Country, v.at} })},
			{"choice", "Its position; null where it has none.", s.choice, nil, get(func(v rollCallVote) any { return optText(v.pos.Choice) })},
			{"noChoice", "Why it has no position; null where it has one.", s.noChoice, nil, get(func(v rollCallVote) any { return optText(v.pos.None) })},
		}
	})
	count := func(f func(r *analysis.RollCall) int) graphql.FieldResolveFn {
		return get(func(r *analysis.RollCall) any { return optCount(f(r)) })
	}
	s.rollCall = s.object("RollCall", "One recorded vote of one body, or an adoption without a vote.", func() []field {
		return []field{
			{"id", `Its id: "rollcall/S/RES/2397(2017)".`, must(graphql.ID), nil, get(func(r *analysis.RollCall) any { return r.Key.ID })},
			{"symbol", "Symbol of the resolution, or of the draft where none was adopted.", must(graphql.String), nil, get(func(r *analysis.RollCall) any { return r.Symbol })},
			{"draft", "Symbol of the draft.", graphql.String, nil, get(func(r *analysis.RollCall) any { return optText(r.Draft) })},
			{"meeting", "Record of the meeting.", graphql.String, nil, get(func(r *analysis.RollCall) any { return optText(r.Meeting) })},
			{"body", "The body that voted.", must(s.body), nil, get(func(r *analysis.RollCall) any { return r.Body })},
			{"kind", "What was voted on.", must(s.voteKind), nil, get(func(r *analysis.RollCall) any { return r.Kind })},
			{"date", "Day of the vote, at the precision known.", must(dateScalar), nil, get(func(r *analysis.RollCall) any { return r.Date })},
			{"session", "Session of the General Assembly.", graphql.String, nil, get(func(r *analysis.RollCall) any { return optText(r.Session) })},
			{"title", "Title, where a source gives it.", graphql.String, nil, get(func(r *analysis.RollCall) any { return optText(r.Title) })},
			{"outcome", "What became of the text.", must(s.outcome), nil, get(func(r *analysis.RollCall) any { return r.Outcome })},
			{"yes", "Votes in favour as a source states them.", graphql.Int, nil, count(func(r *analysis.RollCall) int { return r.Yes })},
			{"no", "Votes against as a source states them.", graphql.Int, nil, count(func(r *analysis.RollCall) int { return r.No })},
			{"abstain", "Abstentions as a source states them.", graphql.Int, nil, count(func(r *analysis.RollCall) int { return r.Abstain })},
			{"absent", "Members that took no part, as a source states them.", graphql.Int, nil, count(func(r *analysis.RollCall) int { return r.Absent })},
			{"vetoedBy", "Permanent members whose no was a veto.", listOf(s.country), nil, get(func(r *analysis.RollCall) any { return countriesAt(r.VetoedBy, r.Date) })},
			{"topics", "Subjects.", listOf(s.topic), nil, get(func(r *analysis.RollCall) any { return r.Topics })},
			{"concerns", "Countries the roll call is about.", listOf(s.country), nil, get(func(r *analysis.RollCall) any { return countriesAt(r.Concerns, r.Date) })},
			{"votes", "The position of every member.", listOf(s.vote), nil, ask(func(ctx context.Context, r *analysis.RollCall, _ args) (any, error) {
				ps, err := s.q.Positions(ctx, r.Key)
				out := make([]any, len(ps))
				for i, p := range ps {
					out[i] = rollCallVote{p, r.Date}
				}
				return out, err
			})},
			{"vote", "The position of one state, also where it was no member.", must(s.vote),
				[]arg{{"of", "The state, by any name.", mustInput(graphql.String), nil}},
				ask(func(ctx context.Context, r *analysis.RollCall, a args) (any, error) {
					c, err := s.q.Country(ctx, a.text("of"), r.Date)
					if err != nil {
						return nil, err
					}
					p, err := s.q.PositionOf(ctx, r.Key, c.Key)
					return rollCallVote{p, r.Date}, err
				})},
			{"sources", "Where it is recorded.", listOf(s.source), nil, ask(func(ctx context.Context, r *analysis.RollCall, _ args) (any, error) {
				return s.sources(ctx, r.Sources)
			})},
			{"warnings", "What its sources disagree on, or lack.", listOf(graphql.String), nil, get(func(r *analysis.RollCall) any { return r.Warnings })},
		}
	}, s.node)

	s.info = s.pageInfo()
	s.countryConnection = s.connection(s.country, s.info)
	s.rollCallConnection = s.connection(s.rollCall, s.info)
}

// sources reads datasets by id, each once per request however many rows name it
// (B78).
func (s *api) sources(ctx context.Context, ids []string) (any, error) {
	memo, _ := ctx.Value(sourceMemoKey{}).(map[string]analysis.SourceInfo)
	var missing []string
	for _, id := range ids {
		if _, ok := memo[id]; !ok {
			missing = append(missing, id)
		}
	}
	if memo == nil {
		return s.q.SourcesByID(ctx, ids)
	}
	if len(missing) > 0 {
		found, err := s.q.SourcesByID(ctx, missing)
		if err != nil {
			return nil, err
		}
		if len(found) != len(missing) {
			// Some are not known, so places no longer match: no memo.
			return s.q.SourcesByID(ctx, ids)
		}
		for i, id := range missing {
			memo[id] = found[i]
		}
	}
	out := make([]any, len(ids))
	for i, id := range ids {
		out[i] = memo[id]
	}
	return out, nil
}

// sourceMemoKey finds the sources read by one request. Its fields are resolved
// one after the other, so the map needs no lock.
type sourceMemoKey struct{}

// rollCallRow makes a row's node.
func (s *api) rollCallRow(ctx context.Context, key graph.Key) (any, error) {
	r, err := s.q.RollCallByKey(ctx, key)
	if err != nil {
		return nil, err
	}
	return r, nil
}

// lookUp finds a node by its id; nil where there is none.
func (s *api) lookUp(ctx context.Context, id string) (any, error) {
	key, ok := vocab.ParseID(id)
	if !ok {
		return nil, badRequest(`%q is no id. Ids begin with their kind: "country/RUS", "rollcall/S/RES/2397(2017)".`, id)
	}
	switch key.Kind {
	case vocab.Country:
		if s.q.CountryByKey(key) == nil {
			return nil, nil
		}
		return country{key: key}, nil
	case vocab.RollCall:
		r, err := s.q.RollCallByKey(ctx, key)
		if errors.Is(err, graph.ErrNotFound) {
			return nil, nil
		}
		return r, err
	case vocab.Topic:
		for _, t := range vocab.Topics {
			if t.ID == vocab.Rest(key) {
				return topicNode{t}, nil
			}
		}
		return nil, nil
	case vocab.Source:
		all, err := s.q.Sources(ctx)
		for _, i := range all {
			if importName(i) == vocab.Rest(key) {
				return i, err
			}
		}
		return nil, err
	}
	if key.Kind == vocab.Claim && s.asks != nil {
		c, err := s.asks.ClaimOf(ctx, id, graph.Date{})
		if errors.Is(err, graph.ErrNotFound) {
			return nil, nil
		}
		return &claimNode{ClaimRecord: c}, err
	}
	ts, err := s.q.Things(ctx, []graph.Key{key}, graph.Date{})
	if err != nil || len(ts) == 0 {
		return nil, err
	}
	if key.Kind == vocab.Claim {
		return &claimNode{ClaimRecord: &analysis.ClaimRecord{Node: ts[0].Node, Status: "open"}}, nil
	}
	return ts[0], nil
}
