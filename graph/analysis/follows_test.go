package analysis_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"entente/graph"
	"entente/graph/analysis"
	"entente/graph/vocab"
	"entente/seed/facts"
)

// made is a small graph written down roll call by roll call.
type made struct {
	graph.Batch
	seen map[string]bool
	n    int
}

func newMade() *made { return &made{seen: map[string]bool{}} }

func (m *made) country(id string) graph.Key {
	k := vocab.Key(vocab.Country, id)
	if !m.seen[id] {
		m.seen[id] = true
		m.Nodes = append(m.Nodes, graph.Node{Key: k, Props: graph.P("name", id)})
	}
	return k
}

// call adds a roll call: votes are "USA y RUS n"; props name, value, ….
func (m *made) call(body, date, votes string, props ...any) graph.Key {
	m.n++
	id := fmt.Sprintf("R%04d", m.n)
	k := vocab.Key(vocab.RollCall, id)
	var yes, no, abstain, absent int
	f := strings.Fields(votes)
	for i := 0; i < len(f); i += 2 {
		w := map[string]string{"y": "yes", "n": "no", "a": "abstain", "x": "absent"}[f[i+1]]
		m.Edges = append(m.Edges, graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.Voted, From: m.country(f[i]), To: k, Source: "test"}, Props: graph.P("choice", w)})
		switch w {
		case "yes":
			yes++
		case "no":
			no++
		case "abstain":
			abstain++
		default:
			absent++
		}
	}
	ps := graph.P("body", body, "kind", "whole", "date", graph.MustDate(date), "symbol", id, "outcome", "adopted", "yes", yes, "no", no, "abstain", abstain, "absent", absent, "coded", true)
	for i := 0; i < len(props); i += 2 {
		ps = ps.With(props[i].(string), props[i+1])
	}
	m.Nodes = append(m.Nodes, graph.Node{Key: k, Props: ps})
	return k
}

func (m *made) edge(kind graph.Relation, from, to graph.Key, id string, props ...any) {
	m.Edges = append(m.Edges, graph.Edge{EdgeKey: graph.EdgeKey{Kind: kind, From: from, To: to, ID: id, Source: "test"}, Props: graph.P(props...)})
}

func (m *made) node(k graph.Key, props ...any) graph.Key {
	m.Nodes = append(m.Nodes, graph.Node{Key: k, Props: graph.P(props...)})
	return k
}

func (m *made) service(t *testing.T) *analysis.Service {
	t.Helper()
	s := memory(t)
	if _, err := s.Upsert(context.Background(), m.Batch); err != nil {
		t.Fatal(err)
	}
	q := analysis.New(s, analysis.Options{})
	t.Cleanup(q.Close)
	return q
}

const ga, sc = "general_assembly", "security_council"

var ctx = context.Background()

func near(a, b float64) bool { return math.Abs(a-b) < .00005 }

func TestComparePairs(t *testing.T) {
	m := newMade()
	for i, v := range []string{"USA y RUS y CHN y", "USA y RUS y CHN n", "USA n RUS n CHN a", "USA a RUS a CHN y", "USA y RUS n CHN y", "USA y RUS a CHN n", "USA y RUS x CHN y", "USA y CHN y"} {
		m.call(ga, fmt.Sprintf("2001-0%d-01", i+1), v)
	}
	q := m.service(t)
	c, err := q.ComparePairs(ctx, "USA", "Russia", "China", assemblyOnly)
	if err != nil {
		t.Fatal(err)
	}
	if c.N != 6 || c.Both != 1 || c.OnlyFirst != 3 || c.OnlySecond != 1 || c.Neither != 1 {
		t.Errorf("%+v", c)
	}
	// 3 against 1: (1 + 4)·2/16.
	if c.P == nil || !near(*c.P, .625) || !near(*c.ShareFirst.Value, 4./6) || !near(*c.Difference.Value, 2./6) {
		t.Errorf("p %v, shares %v %v", *c.P, *c.ShareFirst.Value, *c.ShareSecond.Value)
	}
	back, err := q.ComparePairs(ctx, "USA", "China", "Russia", assemblyOnly)
	if err != nil || !near(*back.Difference.Value, -*c.Difference.Value) || *back.P != *c.P {
		t.Errorf("exchanged: %+v, %v", back, err)
	}
	if _, err := q.ComparePairs(ctx, "USA", "Russia", "Moscow", assemblyOnly); !analysis.IsBadRequest(err) {
		t.Errorf("one state twice: %v", err)
	}
}

func TestChangeBetweenPeriods(t *testing.T) {
	m := newMade()
	for i := range 20 {
		m.call(ga, fmt.Sprintf("1990-%02d-01", i%12+1), map[bool]string{true: "USA y RUS y", false: "USA y RUS n"}[i < 5])
		m.call(ga, fmt.Sprintf("2000-%02d-01", i%12+1), map[bool]string{true: "USA y RUS y", false: "USA y RUS n"}[i < 15])
	}
	q := m.service(t)
	c, err := q.Change(ctx, "USA", "Russia", analysis.Period{Until: graph.Year(1995)}, analysis.Period{Since: graph.Year(1996)}, assemblyOnly)
	if err != nil {
		t.Fatal(err)
	}
	b := c.ByBody[0]
	if len(c.ByBody) != 1 || b.First.N != 20 || b.First.Same != 5 || b.Second.Same != 15 || !near(*b.Difference.Value, .5) || *b.Difference.Low < .1 || *b.Difference.High > .8 {
		t.Errorf("%+v", b)
	}
	for _, bad := range [][2]analysis.Period{{{}, {Since: graph.Year(2000)}}, {{Until: graph.Year(2000)}, {Since: graph.Year(2000)}}, {{Since: graph.Year(2001), Until: graph.Year(2000)}, {Since: graph.Year(2002)}}} {
		if _, err := q.Change(ctx, "USA", "Russia", bad[0], bad[1], assemblyOnly); !analysis.IsBadRequest(err) {
			t.Errorf("%v: %v", bad, err)
		}
	}
	// A body without votes has no comparison, and says so.
	if c, err := q.Change(ctx, "USA", "Russia", analysis.Period{Until: graph.Year(1995)}, analysis.Period{Since: graph.Year(1996)}, analysis.VoteFilter{Body: []string{sc}}); err != nil || c.ByBody[0].Difference.Value != nil || c.ByBody[0].Difference.UndefinedBecause == "" {
		t.Errorf("%+v, %v", c, err)
	}
}

// B30: a bloc is its members of the day, not of today; B31: who was not in it is
// in no count.
func TestB30BlocOfTheDay(t *testing.T) {
	m := newMade()
	eu := m.node(vocab.Key(vocab.Organisation, "EU"), "name", "European Union", "kind", "international")
	day := graph.MustDate
	for _, c := range []string{"FRA", "DEU", "GBR"} {
		m.edge(vocab.MemberOf, m.country(c), eu, "member", "role", "member", "since", day("1993-11-01"), "lastSeen", day("2025-10-31"))
	}
	m.Edges[2].Props = graph.P("role", "member", "since", day("1993-11-01"), "until", day("2020-01-31"))
	m.edge(vocab.MemberOf, m.country("TUR"), eu, "candidate", "role", "candidate", "since", day("1999-12-11"))
	m.call(ga, "2010-05-01", "FRA y DEU y GBR n TUR n")
	m.call(ga, "2021-05-01", "FRA y DEU y GBR n TUR n")
	m.call(ga, "1990-05-01", "FRA y DEU n GBR n TUR n")
	m.call(ga, "2026-05-01", "FRA y DEU n GBR n TUR n")
	q := m.service(t)
	c, err := q.Cohesion(ctx, []string{"EU"}, assemblyOnly)
	if err != nil {
		t.Fatal(err)
	}
	// 2010: 2 to 1 → (2 - .5)/3 = .5; 2021: 1 as the two agree; 1990 and 2026 are
	// before it and after the last day its membership is known.
	if c.RollCalls != 2 || !near(*c.AgreementIndex.Value, .75) || len(c.Countries) != 3 {
		t.Errorf("%+v, index %v", c, *c.AgreementIndex.Value)
	}
	if !strings.Contains(strings.Join(c.Warnings, " "), "not known after 2025-10-31") {
		t.Errorf("warnings %q", c.Warnings)
	}
	l, err := q.Loyalty(ctx, "GBR", []string{"European Union"}, assemblyOnly)
	if err != nil || l.N != 1 || l.Same != 0 {
		t.Errorf("loyalty %+v, %v", l, err)
	}
	d, err := q.BlocDistance(ctx, []string{"EU"}, []string{"Turkey"}, assemblyOnly)
	if err != nil || d.RollCalls != 2 || !near(*d.Across.Value, 1./6) || *d.Plurality.Value != 0 || d.Shared != 0 {
		t.Errorf("distance %+v, %v", d, err)
	}
	if d, err := q.BlocDistance(ctx, []string{"EU"}, []string{"France", "Turkey"}, assemblyOnly); err != nil || d.Shared != 1 {
		t.Errorf("France is in both: %+v, %v", d, err)
	}
	var ne *analysis.NameError
	if _, err := q.Cohesion(ctx, []string{"Atlantis"}, assemblyOnly); !errors.As(err, &ne) {
		t.Errorf("an unknown bloc: %v", err)
	}
	if _, err := q.Cohesion(ctx, []string{"France"}, assemblyOnly); !analysis.IsBadRequest(err) {
		t.Errorf("one state: %v", err)
	}
}

// B43, from the other end: a state with few votes does not lead a ranking.
func TestB43Farthest(t *testing.T) {
	m := newMade()
	for i := range 60 {
		v := "USA y RUS n FRA y CHN a"
		if i == 0 {
			v += " CUB n"
		}
		m.call(ga, fmt.Sprintf("%d-01-01", 1950+i), v)
	}
	q := m.service(t)
	list, err := q.Farthest(ctx, "USA", assemblyOnly, "IDENTICAL", 0, 10)
	if err != nil || len(list) != 3 || list[2].Country.ID != "country/FRA" || list[0].Rank != 1 || list[1].Rank != 1 || list[2].Rank != 3 {
		t.Errorf("%+v, %v", list, err)
	}
	sim, err := q.Similar(ctx, "USA", []string{"IDENTICAL", "HALF_CREDIT"}, assemblyOnly, 2)
	if err != nil || sim[0].Country.ID != "country/FRA" || sim[0].Ranks[0].Rank != 1 || sim[0].Ranks[1].Of != 3 || sim[1].Country.ID != "country/CHN" || sim[1].Ranks[1].Rank != 2 {
		t.Errorf("%+v, %v", sim, err)
	}
	if _, err := q.Similar(ctx, "USA", []string{"IDENTICAL", "IDENTICAL"}, assemblyOnly, 2); !analysis.IsBadRequest(err) {
		t.Error("a measure twice is taken")
	}
}

func TestWhenTheyDifferAndWhoJoins(t *testing.T) {
	m := newMade()
	m.call(ga, "2001-01-01", "USA n RUS y CHN y FRA n CUB y IND a") // the USA against both
	m.call(ga, "2002-01-01", "USA n RUS y CHN n FRA n CUB y IND y") // Russia and China differ
	m.call(ga, "2003-01-01", "USA a RUS y CHN y FRA n CUB y")       // no opposition
	m.call(ga, "2004-01-01", "USA y RUS n CHN n FRA x CUB n IND y") // the USA against both
	q := m.service(t)
	w, err := q.WhoJoins(ctx, "USA", "Russia", "China", assemblyOnly, 0)
	if err != nil || w.N != 2 || w.Opposed != 2 || w.WithA != 2 || w.WithB != 2 || w.Neither != 1 || w.MostA != 0 || w.MostB != 0 {
		t.Errorf("%+v, %v", w, err)
	}
	d, err := q.WhenTheyDiffer(ctx, "Russia", "China", assemblyOnly, 0)
	if err != nil || d.N != 1 || d.WithA != 2 || d.WithB != 2 || len(d.Others) != 4 {
		t.Errorf("%+v, %v", d, err)
	}
	back, err := q.WhenTheyDiffer(ctx, "China", "Russia", assemblyOnly, 0)
	if err != nil || back.WithA != d.WithB || back.WithB != d.WithA || back.N != d.N {
		t.Errorf("exchanged: %+v, %v", back, err)
	}
}

func TestFollowsParts(t *testing.T) {
	m := newMade()
	prk := m.country("PRK")
	issue := func(k graph.Key) { m.edge(vocab.Concerns, k, vocab.Key(vocab.Topic, "dprk"), "") }
	m.node(vocab.Key(vocab.Topic, "dprk"), "name", "North Korea")
	// The ledger's example: (N,Y) (Y,Y) (Y,A) (A,A) of Cuba and China; the others yes.
	for i, v := range []string{"CUB n CHN y", "CUB y CHN y", "CUB y CHN a", "CUB a CHN a"} {
		issue(m.call(ga, fmt.Sprintf("%d-12-01", 2005+i), v+" FRA y GBR y USA y", "session", fmt.Sprint(60+i), "title", "Human rights in the DPRK : resolution / adopted by the General Assembly"))
	}
	for _, v := range []struct{ votes, by string }{{"CHN n RUS n FRA y", "CHN RUS"}, {"CHN n RUS y FRA y", "CHN"}} {
		var by []string
		for _, c := range strings.Fields(v.by) {
			by = append(by, "country/"+c)
		}
		issue(m.call(sc, "2006-05-01", v.votes, "outcome", "vetoed", "vetoedBy", by))
	}
	_ = prk
	q := m.service(t)
	f, err := q.Follows(ctx, "Cuba", "China", "dprk", "", assemblyOnly)
	if err != nil {
		t.Fatal(err)
	}
	part := func(f *analysis.Follows, name, body string) analysis.FollowsPart {
		for _, p := range f.Parts {
			if p.Name == name && (body == "" || p.Body == body) {
				return p
			}
		}
		t.Fatalf("no part %s", name)
		return analysis.FollowsPart{}
	}
	counts := func(p analysis.FollowsPart) string {
		var out []string
		for _, c := range p.Counts {
			out = append(out, fmt.Sprint(c.Count))
		}
		return strings.Join(out, " ")
	}
	if p := part(f, "F1", ga); p.N != 4 || !near(*p.Value, .5) {
		t.Errorf("F1 %+v", p)
	}
	if p := part(f, "F6", ga); counts(p) != "1 3 2 0 0 0 1 0" || !near(*p.Value, 1) || !near(*p.Low, .3424) {
		t.Errorf("F6 %s %+v", counts(p), p)
	}
	// China left the plurality twice, Cuba with it once; Cuba left it twice.
	if p := part(f, "F5", ga); p.N != 2 || !near(*p.Value, .5) {
		t.Errorf("F5 %+v", p)
	}
	if p := part(f, "F7", ""); p.Examined || !strings.HasPrefix(p.Why, "not examined") {
		t.Errorf("F7 %+v", p)
	}
	if f.Verdict != analysis.VerdictNotKnown || !strings.Contains(f.Sentence, "There is not enough record") || !strings.Contains(f.Sentence, "statements were not examined") {
		t.Errorf("%s: %s", f.Verdict, f.Sentence)
	}
	// Council and Assembly stay apart; joint vetoes have two directions.
	f, err = q.Follows(ctx, "China", "Russia", "dprk", "", analysis.VoteFilter{Body: []string{sc}})
	if err != nil {
		t.Fatal(err)
	}
	if p := part(f, "F3", sc); p.Examined || !strings.Contains(p.Why, "Council") {
		t.Errorf("F3 in the Council %+v", p)
	}
	if a, b := part(f, "F8", sc), part(f, "F8_REVERSE", sc); a.N != 2 || !near(*a.Value, .5) || b.N != 1 || *b.Value != 1 {
		t.Errorf("F8 %+v and %+v", a, b)
	}
	for _, p := range f.Parts {
		if p.Definition == "" || p.Title == "" || p.Reads == "" || p.Value == nil && p.Why == "" {
			t.Errorf("%s says too little: %+v", p.Name, p)
		}
	}
	if _, err := q.Follows(ctx, "China", "Beijing", "dprk", "", assemblyOnly); !analysis.IsBadRequest(err) {
		t.Errorf("a state after itself: %v", err)
	}
}

// The order of statements: ten occasions on which Russia spoke first and China
// then took the same position.
func TestFollowsOrderOfStatements(t *testing.T) {
	m := newMade()
	m.call(ga, "2001-01-01", "RUS y CHN y")
	m.country("PRK")
	for i := range 11 {
		c := m.node(vocab.Key(vocab.Claim, fmt.Sprint("c", i)), "text", "something")
		m.edge(vocab.HasSubject, c, vocab.Key(vocab.Country, "PRK"), "")
		m.edge(vocab.States, m.country("RUS"), c, "1", "stance", "denies", "date", graph.MustDate(fmt.Sprintf("2010-01-%02d", i+1)))
		m.edge(vocab.States, m.country("CHN"), c, "1", "stance", "denies", "date", graph.MustDate(fmt.Sprintf("2010-02-%02d", i+1)))
	}
	q := m.service(t)
	f, err := q.Follows(ctx, "China", "Russia", "", "North Korea", analysis.VoteFilter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range f.Parts {
		if p.Name == "F7" && (!p.Examined || p.N != 11 || *p.Value != 1 || len(p.Sources) == 0) {
			t.Errorf("%+v", p)
		}
	}
	f, err = q.Follows(ctx, "China", "Russia", "", "Ukraine", analysis.VoteFilter{})
	for _, p := range f.Parts {
		if p.Name == "F7" && (p.Examined || err != nil) {
			t.Errorf("statements on another country count: %+v, %v", p, err)
		}
	}
}

// Verdicts by the fixed rule, from made records.
func TestFollowsVerdicts(t *testing.T) {
	// Ten friends on each side and contested roll calls throughout.
	camps := func(votesA string, n int, m *made) {
		for i := range n {
			var b strings.Builder
			for j, c := range []string{"FRA", "GBR", "ITA", "ESP", "CAN", "AUS", "IND", "BRA"} {
				fmt.Fprintf(&b, " %s %s", c, map[bool]string{true: "y", false: "n"}[j < 5])
			}
			m.edge(vocab.Concerns, m.call(ga, fmt.Sprintf("%d-11-%02d", 1990+i/20, i%20+1), votesA+b.String()), vocab.Key(vocab.Topic, "iran"), "")
		}
	}
	for _, x := range []struct {
		same, other int
		want        string
	}{{40, 0, analysis.VerdictConsistent}, {5, 35, analysis.VerdictContradicted}, {4, 4, analysis.VerdictNotKnown}, {30, 20, analysis.VerdictNotKnown}} {
		m := newMade()
		m.node(vocab.Key(vocab.Topic, "iran"), "name", "Iran")
		camps("CUB y CHN y", x.same, m)
		camps("CUB y CHN n", x.other, m)
		f, err := m.service(t).Follows(ctx, "Cuba", "China", "iran", "", assemblyOnly)
		if err != nil || f.Verdict != x.want || f.Why == "" {
			t.Errorf("%d of %d: %s (%s), want %s; %v", x.same, x.same+x.other, f.Verdict, f.Why, x.want, err)
		}
	}
}

// B33: beyond the end of its source an alliance is not known, and not absent.
func TestB33NetworkBeyondCoverage(t *testing.T) {
	m := newMade()
	day := graph.MustDate
	m.node(vocab.Key(vocab.Source, "atop"), "name", "ATOP", "kind", "dataset", "loaded", "file", "records", 3, "since", graph.Year(1815), "until", graph.Year(2018))
	ally := func(a, b, since, until string, obligations ...string) {
		ps := graph.P("obligations", obligations, "since", day(since))
		if until != "" {
			ps = ps.With("until", day(until))
		} else {
			ps = ps.With("lastSeen", graph.Year(2018))
		}
		m.Edges = append(m.Edges, graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.AlliedWith, From: m.country(a), To: m.country(b), ID: since, Source: "atop"}, Props: ps})
	}
	ally("FRA", "GBR", "1949-08-24", "", "defence")
	ally("FRA", "USA", "1949-08-24", "", "defence")
	ally("CUB", "RUS", "1961-01-01", "1991-12-31", "consultation")
	q := m.service(t)
	get := func(at, obligation string) *analysis.Network {
		n, err := q.Network(ctx, "alliances", day(at), obligation, analysis.VoteFilter{}, 0)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	n := get("1980", "")
	if n.LinkCount != 2 || n.NodeCount != 3 || n.Nodes[0].Country.ID != "country/FRA" || n.Nodes[0].Betweenness != 1 || len(n.NotKnown) != 0 || n.Communities != 1 {
		t.Errorf("1980: %+v", n)
	}
	if n := get("1980", "any"); n.LinkCount != 3 || n.Communities != 2 || n.Links[2].Weight != 1 || n.Links[0].Weight != 3 {
		t.Errorf("any pledge: %+v", n)
	}
	n = get("2020", "")
	if n.LinkCount != 0 || len(n.NotKnown) == 0 || n.NotKnown[0] != "not known after 2018 (ATOP)" || len(n.Warnings) == 0 {
		t.Errorf("2020: %d links, not known %q, warnings %q", n.LinkCount, n.NotKnown, n.Warnings)
	}
	if _, err := q.Network(ctx, "friends", graph.Date{}, "", analysis.VoteFilter{}, 0); !analysis.IsBadRequest(err) {
		t.Errorf("an unknown network: %v", err)
	}
}

func TestAgreementNetwork(t *testing.T) {
	m := newMade()
	bind := func(name, since, until string, parties ...string) {
		k := m.node(vocab.Key(vocab.Agreement, name), "name", name, "kind", "trade", "since", graph.MustDate(since))
		for _, p := range parties {
			ps := []any{"since", graph.MustDate(since), "lastSeen", graph.Year(2020)}
			if until != "" {
				ps = append(ps, "until", graph.MustDate(until))
			}
			m.edge(vocab.PartyTo, m.country(p), k, "", ps...)
		}
	}
	bind("three", "1970-01-01", "", "FRA", "DEU", "ITA")
	bind("two", "1980-01-01", "", "FRA", "ITA")
	bind("over", "1960-01-01", "1969-12-31", "FRA", "USA")
	n, err := m.service(t).Network(ctx, "agreements", graph.MustDate("1990-06-01"), "", analysis.VoteFilter{}, 0)
	if err != nil || n.LinkCount != 3 || n.Links[0].A.ID != "country/FRA" || n.Links[0].B.ID != "country/ITA" || !near(n.Links[0].Weight, 1.5) || n.Links[0].N != 2 || !near(n.Nodes[0].Weighted, 2) {
		t.Errorf("%+v, %v", n, err)
	}
}

// Interval by session: drawn from whole sessions, about the same value.
func TestMeasureBySession(t *testing.T) {
	s := memory(t)
	if _, err := facts.Load(ctx, s); err != nil {
		t.Fatal(err)
	}
	q := analysis.New(s, analysis.Options{})
	t.Cleanup(q.Close)
	p, err := q.Alignment(ctx, "Russia", "China", analysis.VoteFilter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"IDENTICAL", "HALF_CREDIT", "S_SQUARED", "KAPPA_SQUARED", "PI_NOMINAL", "TAU_B"} {
		plain, err := p.Measure(name, false)
		if err != nil {
			t.Fatal(err)
		}
		blocks, err := p.MeasureBySession(name, false)
		if err != nil || *blocks.Value != *plain.Value || *blocks.Low > *blocks.Value || *blocks.High < *blocks.Value || *blocks.High-*blocks.Low <= *plain.High-*plain.Low {
			t.Errorf("%s: %v–%v, by session %v–%v, %v", name, *plain.Low, *plain.High, *blocks.Low, *blocks.High, err)
		}
	}
	if _, err := p.MeasureBySession("YES_NO_COINCIDENCE", false); !analysis.IsBadRequest(err) {
		t.Errorf("the old coincidence by session: %v", err)
	}
}
