package schema

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"testing"

	"entente/graph"
	"entente/graph/analysis"
	"entente/graph/vocab"
)

// fake answers from function fields; a nil one gives a small fixed answer.
type fake struct {
	country   func(ctx context.Context, name string, at graph.Date) (*analysis.Country, error)
	alignment func(ctx context.Context, a, b string, f analysis.VoteFilter) (analysis.Pair, error)
	rollCalls func(ctx context.Context, f analysis.VoteFilter) ([]graph.Key, *analysis.Applied, error)
	closest   func(ctx context.Context, to string, f analysis.VoteFilter, measure string, minVotes, first int) ([]analysis.Neighbour, error)
	search    func(ctx context.Context, text string, kinds []string, first int) ([]analysis.Hit, error)
	byID      func(ctx context.Context, ids []string) ([]analysis.SourceInfo, error)
	node      func(ctx context.Context, id string) (graph.Node, error)
	matrix    func(ctx context.Context, among []string, f analysis.VoteFilter, measure string) (*analysis.Matrix, error)
	events    []graph.Node
	calls     map[string]int // when not nil; for one goroutine
}

func (f *fake) count(name string) {
	if f.calls != nil {
		f.calls[name]++
	}
}

func key(id string) graph.Key {
	k, ok := vocab.ParseID(id)
	if !ok {
		panic(id)
	}
	return k
}

var (
	rus, chn = key("country/RUS"), key("country/CHN")
	vote2397 = key("rollcall/S/RES/2397(2017)")
)

func (f *fake) Country(ctx context.Context, name string, at graph.Date) (*analysis.Country, error) {
	f.count("Country")
	if f.country != nil {
		return f.country(ctx, name, at)
	}
	switch name {
	case "Russia":
		return f.CountryByKey(rus), nil
	case "China":
		return f.CountryByKey(chn), nil
	case "Korea":
		return nil, &analysis.NameError{Asked: name, Ambiguous: true, Sentence: `"Korea" may be two states.`,
			Candidates: []analysis.Candidate{{ID: "country/KOR", Name: "South Korea", Why: "Republic of Korea", Since: graph.Year(1948)}, {ID: "country/PRK", Name: "North Korea"}}}
	}
	return nil, &analysis.NameError{Asked: name, Sentence: fmt.Sprintf("No state is called %q.", name)}
}

func (f *fake) CountryByKey(k graph.Key) *analysis.Country {
	f.count("CountryByKey")
	switch k {
	case rus:
		return &analysis.Country{Key: rus, Name: "Russia", ISO3: "RUS", Codes: []analysis.Code{{System: "iso3", Value: "RUS"}},
			Names: []analysis.Name{{Text: "Россия", Lang: "ru", Kind: "short"}}, Since: graph.MustDate("1991-12-25")}
	case chn:
		return &analysis.Country{Key: chn, Name: "China", ISO3: "CHN"}
	}
	return nil
}

func (f *fake) DisplayName(k graph.Key, at graph.Date) string {
	if k == rus && !at.IsZero() && at.Before(graph.MustDate("1991-12-25")) {
		return "Soviet Union"
	}
	return vocab.Rest(k)
}

func (f *fake) Countries(context.Context, string, graph.Date) ([]graph.Key, error) {
	return []graph.Key{chn, rus}, nil
}

func (f *fake) RollCall(ctx context.Context, symbol string) (*analysis.RollCall, error) {
	if symbol == "S/RES/2397(2017)" {
		return f.RollCallByKey(ctx, vote2397)
	}
	return nil, fmt.Errorf("%w: %s", graph.ErrNotFound, symbol)
}

func (f *fake) RollCallByKey(_ context.Context, k graph.Key) (*analysis.RollCall, error) {
	f.count("RollCallByKey")
	return &analysis.RollCall{Key: k, Symbol: vocab.Rest(k), Body: "security_council", Kind: "whole", Outcome: "adopted",
		Date: graph.MustDate("2017-12-22"), Title: "Non-proliferation", Yes: 15, No: 0, Abstain: 0, Absent: -1,
		Topics: []analysis.Topic{{ID: "dprk", Name: "North Korea"}}, Sources: []string{"undl-sc"}}, nil
}

func (f *fake) RollCalls(ctx context.Context, v analysis.VoteFilter) ([]graph.Key, *analysis.Applied, error) {
	f.count("RollCalls")
	if f.rollCalls != nil {
		return f.rollCalls(ctx, v)
	}
	return []graph.Key{vote2397}, &analysis.Applied{}, nil
}

func (f *fake) Positions(context.Context, graph.Key) ([]analysis.Position, error) {
	return []analysis.Position{{Country: chn, Choice: "yes"}, {Country: rus, None: "unknown"}}, nil
}

func (f *fake) PositionOf(_ context.Context, _, c graph.Key) (analysis.Position, error) {
	return analysis.Position{Country: c, Choice: "yes"}, nil
}

func (f *fake) Alignment(ctx context.Context, a, b string, v analysis.VoteFilter) (analysis.Pair, error) {
	f.count("Alignment")
	if f.alignment != nil {
		return f.alignment(ctx, a, b, v)
	}
	if _, err := f.Country(ctx, a, graph.Date{}); err != nil {
		return nil, err
	}
	if _, err := f.Country(ctx, b, graph.Date{}); err != nil {
		return nil, err
	}
	return &fakePair{n: 10}, nil
}

func (f *fake) Matrix(ctx context.Context, among []string, v analysis.VoteFilter, m string) (*analysis.Matrix, error) {
	f.count("Matrix")
	if f.matrix != nil {
		return f.matrix(ctx, among, v, m)
	}
	x := 0.5
	return &analysis.Matrix{Countries: []graph.Key{rus, chn}, Measure: m, Values: [][]*float64{{nil, &x}, {&x, nil}}, N: [][]int{{0, 10}, {10, 0}}}, nil
}

func (f *fake) Closest(ctx context.Context, to string, v analysis.VoteFilter, m string, minVotes, first int) ([]analysis.Neighbour, error) {
	if f.closest != nil {
		return f.closest(ctx, to, v, m, minVotes, first)
	}
	return []analysis.Neighbour{{Country: chn, Rank: 1, Measure: share(6, 10)}}, nil
}

func (f *fake) Cohesion(context.Context, []string, analysis.VoteFilter) (*analysis.Cohesion, error) {
	x := 0.4
	return &analysis.Cohesion{Countries: []graph.Key{rus, chn}, AgreementIndex: analysis.Measure{Name: "AGREEMENT_INDEX", Value: &x, N: 3, Definition: "mean"},
		Rice: analysis.Measure{Name: "RICE", UndefinedBecause: "nobody said yes or no"}, AsOne: analysis.Measure{Name: "AS_ONE", Value: &x}, RollCalls: 3}, nil
}

func (f *fake) IdealPoints(_ context.Context, of, sessions []string) ([]analysis.IdealPoint, error) {
	f.count("IdealPoints")
	switch {
	case slices.Contains(sessions, "1"):
		return nil, &analysis.IdealUnavailable{Sentence: "being computed, 12 % done", Computing: true}
	case slices.Contains(sessions, "2"):
		return nil, &analysis.IdealUnavailable{Sentence: "needs the Assembly's votes: entente import undl-ga FILE"}
	}
	return []analysis.IdealPoint{{Country: rus, Session: "74", Position: -0.25, SD: 0.125, Low: -0.5, High: 0, Votes: 96, RHat: 1.01, Definition: "posterior mean"}}, nil
}

func (f *fake) Search(ctx context.Context, text string, kinds []string, first int) ([]analysis.Hit, error) {
	if f.search != nil {
		return f.search(ctx, text, kinds, first)
	}
	return nil, nil
}

func (f *fake) Sources(context.Context) ([]analysis.SourceInfo, error) {
	return []analysis.SourceInfo{{ID: "undl-sc", Name: "Security Council votes", Kind: "dataset", Records: 2800}}, nil
}

func (f *fake) SourcesByID(ctx context.Context, ids []string) ([]analysis.SourceInfo, error) {
	f.count("SourcesByID")
	if f.byID != nil {
		return f.byID(ctx, ids)
	}
	var out []analysis.SourceInfo
	for _, id := range ids {
		out = append(out, analysis.SourceInfo{ID: id, Name: "Source " + id})
	}
	return out, nil
}

func (f *fake) Node(ctx context.Context, id string) (graph.Node, error) {
	f.count("Node")
	if f.node != nil {
		return f.node(ctx, id)
	}
	if id == "person/sergei-shoigu" {
		return graph.Node{Key: key(id), Props: graph.P("name", "Sergei Shoigu", "born", graph.MustDate("1955-05-21"))}, nil
	}
	return graph.Node{}, graph.ErrNotFound
}

func (f *fake) Things(ctx context.Context, keys []graph.Key, _ graph.Date) ([]*analysis.Thing, error) {
	f.count("Things")
	out := []*analysis.Thing{}
	for _, k := range keys {
		n, err := f.Node(ctx, k.ID)
		if errors.Is(err, graph.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, &analysis.Thing{Node: n, Sources: []string{"starter"}})
	}
	return out, nil
}

func (f *fake) Relations(context.Context, string, string, graph.Date, graph.Date, graph.Date) (*analysis.Relations, error) {
	return nil, graph.ErrUnavailable
}

func (f *fake) Allies(context.Context, string, graph.Date, string) (*analysis.Allies, error) {
	return &analysis.Allies{Of: rus, At: graph.MustDate("2017-12-22"), Obligation: "defence"}, nil
}

func (f *fake) Agreements(context.Context, []string, string, graph.Date) ([]*analysis.Thing, error) {
	return nil, nil
}

func (f *fake) Events(context.Context, []string, []string, graph.Date, graph.Date) ([]graph.Node, error) {
	return f.events, nil
}

func (f *fake) EventThings(_ context.Context, keys []graph.Key, _, _ graph.Date) ([]*analysis.Thing, error) {
	f.count("EventThings")
	out := []*analysis.Thing{}
	for _, k := range keys {
		out = append(out, &analysis.Thing{Node: graph.Node{Key: k, Props: graph.P("title", "A visit", "kind", "visit")}, Sources: []string{"starter"}})
	}
	return out, nil
}

func (f *fake) Person(ctx context.Context, name string, at graph.Date) (*analysis.Thing, error) {
	return nil, &analysis.NameError{Asked: name, Sentence: "no person is called so"}
}

func (f *fake) OfficeHolders(context.Context, string, graph.Date) (*analysis.OfficeHolders, error) {
	return &analysis.OfficeHolders{Country: rus, At: graph.MustDate("2017-12-22")}, nil
}

func (f *fake) Paths(context.Context, string, string, int, []string, graph.Date) ([]analysis.Path, error) {
	return []analysis.Path{}, nil
}

func (f *fake) Conflicts(context.Context, string, []string) ([]analysis.Conflict, error) {
	return nil, nil
}

func (f *fake) Statements(context.Context, string, graph.Date) ([]analysis.Statement, error) {
	return nil, graph.ErrNotFound
}

func (f *fake) Revision(context.Context) (string, error) { return "r1", nil }

func share(s, n int) analysis.Measure {
	m := analysis.Measure{Name: "IDENTICAL", N: n, Definition: "same / n"}
	if n == 0 {
		m.UndefinedBecause = "there is no roll call on which both voted"
		return m
	}
	v, lo, hi, level := float64(s)/float64(n), 0.3127, 0.8318, 0.95
	m.Value, m.Low, m.High, m.Level = &v, &lo, &hi, &level
	return m
}

// fakePair is the example table of the measures, or an empty one.
type fakePair struct {
	n      int
	splits []analysis.Split
}

func (p *fakePair) A() graph.Key                  { return rus }
func (p *fakePair) B() graph.Key                  { return chn }
func (p *fakePair) Sentence() string              { return "Russia and China cast the same vote in 6 of 10." }
func (p *fakePair) N() int                        { return p.n }
func (p *fakePair) Members() int                  { return p.n + 1 }
func (p *fakePair) Missing() int                  { return 1 }
func (p *fakePair) Unknown() int                  { return 0 }
func (p *fakePair) Identical() analysis.Measure   { return share(min(6, p.n), p.n) }
func (p *fakePair) HalfCredit() analysis.Measure  { return share(min(7, p.n), p.n) }
func (p *fakePair) Counts() [4][4]int             { return [4][4]int{{3, 1, 1, 1}, {0, 2, 1, 0}, {1, 0, 1, 0}} }
func (p *fakePair) Splits(*bool) []analysis.Split { return p.splits }
func (p *fakePair) Agreed() []analysis.Split      { return nil }
func (p *fakePair) SourceIDs() []string           { return []string{"undl-sc", "undl-ga"} }
func (p *fakePair) Warnings() []string            { return nil }
func (p *fakePair) Contested() analysis.Point     { return p.point("contested") }
func (p *fakePair) ByBody() []analysis.Point      { return []analysis.Point{p.point("Security Council")} }
func (p *fakePair) Series(string) ([]analysis.Point, error) {
	return []analysis.Point{p.point("2017"), p.point("2018")}, nil
}
func (p *fakePair) Measure(name string, _ bool) (analysis.Measure, error) {
	m := share(6, p.n)
	m.Name = name
	return m, nil
}
func (p *fakePair) Applied() analysis.Applied {
	return analysis.Applied{Body: []string{"security_council"}, Since: graph.Year(2017), Kinds: []string{"whole"}, RollCalls: 12}
}
func (p *fakePair) point(label string) analysis.Point {
	return analysis.Point{Label: label, Body: "security_council", Since: graph.MustDate("2017-01-01"), N: p.n, Same: 6, OneAbstained: 3, Opposed: 1, Members: 11, Missing: 1,
		Identical: share(6, p.n), HalfCredit: share(7, p.n)}
}

var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

func newExecutor(t testing.TB, q analysis.Questions, limits Limits) *Executor {
	t.Helper()
	x, err := New(q, Options{Limits: limits, Logger: quiet})
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func execute(t testing.TB, q analysis.Questions, query string, vars map[string]any) *Response {
	t.Helper()
	return newExecutor(t, q, Limits{}).Execute(context.Background(), Request{Query: query, Variables: vars})
}

func codes(r *Response) []string {
	var out []string
	for _, e := range r.Errors {
		out = append(out, e.Code)
	}
	return slices.Clip(out)
}

func (f *fake) Farthest(ctx context.Context, to string, v analysis.VoteFilter, m string, minVotes, first int) ([]analysis.Neighbour, error) {
	return f.Closest(ctx, to, v, m, minVotes, first)
}

func (f *fake) Similar(context.Context, string, []string, analysis.VoteFilter, int) ([]analysis.Similar, error) {
	return nil, nil
}

func (f *fake) ComparePairs(context.Context, string, string, string, analysis.VoteFilter) (*analysis.PairComparison, error) {
	return &analysis.PairComparison{Of: rus, First: chn, Second: chn}, nil
}

func (f *fake) Change(context.Context, string, string, analysis.Period, analysis.Period, analysis.VoteFilter) (*analysis.Change, error) {
	return &analysis.Change{A: rus, B: chn}, nil
}

func (f *fake) TurningPoints(context.Context, string, string, analysis.VoteFilter, int) (*analysis.TurningPoints, error) {
	return &analysis.TurningPoints{A: rus, B: chn}, nil
}

func (f *fake) Loyalty(context.Context, string, []string, analysis.VoteFilter) (*analysis.Loyalty, error) {
	return &analysis.Loyalty{Member: rus}, nil
}

func (f *fake) BlocDistance(context.Context, []string, []string, analysis.VoteFilter) (*analysis.BlocDistance, error) {
	return &analysis.BlocDistance{}, nil
}

func (f *fake) Follows(context.Context, string, string, string, string, analysis.VoteFilter) (*analysis.Follows, error) {
	return &analysis.Follows{A: rus, B: chn, Verdict: analysis.VerdictNotKnown}, nil
}

func (f *fake) WhenTheyDiffer(context.Context, string, string, analysis.VoteFilter, int) (*analysis.WhenTheyDiffer, error) {
	return &analysis.WhenTheyDiffer{A: rus, B: chn}, nil
}

func (f *fake) WhoJoins(context.Context, string, string, string, analysis.VoteFilter, int) (*analysis.WhenTheyDiffer, error) {
	return &analysis.WhenTheyDiffer{A: rus, B: chn}, nil
}

func (f *fake) Network(context.Context, string, graph.Date, string, analysis.VoteFilter, int) (*analysis.Network, error) {
	return &analysis.Network{Kind: analysis.NetworkAlliances}, nil
}

func (p *fakePair) MeasureBySession(name string, withConsensus bool) (analysis.Measure, error) {
	return p.Measure(name, withConsensus)
}
