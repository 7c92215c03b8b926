package analysis_test

import (
	"context"
	"errors"
	"testing"

	"entente/graph"
	"entente/graph/analysis"
	"entente/graph/measure"
	"entente/graph/sqlitestore"
	"entente/graph/vocab"
	"entente/seed/facts"
)

func derivedEdges(t *testing.T, s graph.Store) map[string]graph.Edge {
	t.Helper()
	out := map[string]graph.Edge{}
	for e, err := range s.Edges(context.Background(), graph.EdgeFilter{Kinds: []graph.Relation{vocab.AlignedWith}}) {
		if err != nil {
			t.Fatal(err)
		}
		if e.From.Compare(e.To) >= 0 {
			t.Errorf("%s does not lead from the smaller id", e.EdgeKey)
		}
		out[vocab.Rest(e.From)+" "+vocab.Rest(e.To)+" "+e.ID] = e
	}
	return out
}

func memory(t *testing.T) graph.Store {
	t.Helper()
	s, err := sqlitestore.Open(context.Background(), sqlitestore.Memory, vocab.Schema(), sqlitestore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// votes makes a small Assembly: rows of choices (y n a x, - for no member) of
// AAA, BBB, CCC on a roll call per date.
func votes(t *testing.T, s graph.Store, dates []string, rows map[string]string) {
	t.Helper()
	words := map[byte]string{'y': "yes", 'n': "no", 'a': "abstain", 'x': "absent"}
	var b graph.Batch
	for i, d := range dates {
		b.Nodes = append(b.Nodes, graph.Node{Key: vocab.Key(vocab.RollCall, "R"+d),
			Props: graph.P("body", "general_assembly", "kind", "whole", "date", graph.MustDate(d), "symbol", "R"+d, "outcome", "adopted")})
		for c, row := range rows {
			if i == 0 {
				b.Nodes = append(b.Nodes, graph.Node{Key: vocab.Key(vocab.Country, c), Props: graph.P("name", c)})
			}
			if w := words[row[i]]; w != "" {
				b.Edges = append(b.Edges, graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.Voted, From: vocab.Key(vocab.Country, c), To: vocab.Key(vocab.RollCall, "R"+d), Source: "test"},
					Props: graph.P("choice", w)})
			}
		}
	}
	if _, err := s.Upsert(context.Background(), b); err != nil {
		t.Fatal(err)
	}
}

// What Derive writes is what Alignment answers.
func TestDeriveIsAlignment(t *testing.T) {
	ctx := context.Background()
	s := memory(t)
	if _, err := facts.Load(ctx, s); err != nil {
		t.Fatal(err)
	}
	q := analysis.New(s, analysis.Options{})
	defer q.Close()
	rep, err := q.Derive(ctx, analysis.DeriveOptions{ByYear: vocab.Bodies, Day: graph.MustDate("2026-01-02")})
	if err != nil {
		t.Fatal(err)
	}
	edges := derivedEdges(t, s)
	if rep.Overall+rep.Years != len(edges) || rep.Edges.Created != len(edges) || rep.Overall == 0 || rep.Years <= rep.Overall {
		t.Fatalf("%d edges stand, the report says %+v", len(edges), rep)
	}

	check := func(key string, p analysis.Point, since, until graph.Date, period string) {
		t.Helper()
		e, ok := edges[key]
		if !ok {
			if p.N > 0 {
				t.Errorf("%s: no edge, alignment has n = %d", key, p.N)
			}
			return
		}
		delete(edges, key)
		want := graph.P("body", p.Body, "period", period, "since", since, "until", until, "n", p.N, "same", p.Same,
			"identical", *p.Identical.Value, "halfCredit", *p.HalfCredit.Value, "measureVersion", measure.Version, "revision", rep.Revision)
		if !e.Props.Equal(want) {
			t.Errorf("%s:\n got %v\nwant %v", key, e.Props, want)
		}
	}
	for _, pair := range [][2]string{{"CHN", "RUS"}, {"RUS", "USA"}, {"PRK", "RUS"}, {"CHN", "PRK"}, {"JPN", "KOR"}, {"FRA", "GBR"}, {"BRA", "IND"}} {
		for _, body := range vocab.Bodies {
			a, err := q.Alignment(ctx, "country/"+pair[0], "country/"+pair[1], analysis.VoteFilter{Body: []string{body}})
			if err != nil {
				t.Fatal(err)
			}
			p := a.ByBody()[0]
			check(pair[0]+" "+pair[1]+" "+body+"/overall", p, p.Since, p.Until, "overall")
			years, err := a.Series("year")
			if err != nil {
				t.Fatal(err)
			}
			for _, y := range years {
				check(pair[0]+" "+pair[1]+" "+body+"/"+y.Label, y, graph.MustDate(y.Label), graph.MustDate(y.Label), "year")
			}
		}
	}
	for key := range edges {
		if key[:8] == "CHN RUS " || key[:8] == "RUS USA " {
			t.Errorf("%s: an edge that no alignment answers", key)
		}
	}
}

// A second run on the same votes writes nothing; what was taken away by hand
// comes back; changed votes make the edges stale and replace them as a whole.
func TestDeriveReplaces(t *testing.T) {
	ctx := context.Background()
	s := memory(t)
	votes(t, s, []string{"1990-05-01", "1991-05-01", "1991-06"}, map[string]string{"AAA": "yya", "BBB": "ynn", "CCC": "x-y"})
	q := analysis.New(s, analysis.Options{})
	defer q.Close()

	derive := func(o analysis.DeriveOptions) analysis.DeriveReport {
		t.Helper()
		r, err := q.Derive(ctx, o)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	state := func() analysis.Derived {
		t.Helper()
		d, ok, err := q.Derived(ctx)
		if err != nil || !ok {
			t.Fatal(ok, err)
		}
		return d
	}
	revision := func() string {
		t.Helper()
		r, err := s.Revision(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}

	if _, ok, err := q.Derived(ctx); ok || err != nil {
		t.Fatal("derived before any run:", ok, err)
	}
	before := revision()
	all := analysis.DeriveOptions{ByYear: []string{"general_assembly"}}
	first := derive(all)
	// AAA-BBB over all and in 2 years; AAA-CCC and BBB-CCC share one roll call.
	if first.Overall != 3 || first.Years != 4 || first.Revision != before || !first.Written() {
		t.Fatalf("first run: %+v at %s", first, before)
	}
	e := derivedEdges(t, s)["AAA BBB general_assembly/overall"]
	if n, _ := e.Props.Int("n"); n != 3 || e.Props.Get("identical") != 1.0/3 || e.Props.Get("halfCredit") != 0.5 ||
		e.Props.Date("since").String() != "1990-05-01" || e.Props.Date("until").String() != "1991-06" {
		t.Errorf("AAA and BBB: %v", e.Props)
	}
	if d := state(); d.Stale || d.Broken || d.Edges != 7 || d.Revision != before {
		t.Errorf("after the first run: %+v", d)
	}

	after := revision()
	if again := derive(all); again.Written() || again.Edges.Unchanged != 7 || again.Revision != before || revision() != after {
		t.Errorf("second run: %+v, revision %s and %s", again, after, revision())
	}

	if _, err := s.Remove(ctx, analysis.DeriveSource, []graph.EdgeKey{e.EdgeKey}); err != nil {
		t.Fatal(err)
	}
	if mended := derive(all); mended.Edges.Created != 1 || mended.Edges.Updated != 0 || mended.Revision != before {
		t.Errorf("after an edge was taken away: %+v", mended)
	}

	// A write that changes no vote leaves the edges current.
	if _, err := s.Upsert(ctx, graph.Batch{Nodes: []graph.Node{{Key: vocab.Key(vocab.Person, "x"), Props: graph.P("name", "X")}}}); err != nil {
		t.Fatal(err)
	}
	if d := state(); d.Stale {
		t.Errorf("a person made the edges stale: %+v", d)
	}
	if r := derive(all); r.Written() {
		t.Errorf("a person made a run write: %+v", r)
	}

	// CCC's only vote becomes an absence: its edges go, without a trace.
	votes(t, s, []string{"1991-06"}, map[string]string{"CCC": "x"})
	if d := state(); !d.Stale || d.Broken {
		t.Errorf("after a vote changed: %+v", d)
	}
	votesNow := revision()
	r := derive(all)
	if r.Removed != 4 || r.Edges.Updated != 3 || r.Revision != votesNow {
		t.Errorf("after a vote changed: %+v at %s", r, votesNow)
	}
	for e, err := range s.Edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Withdrawn}}) {
		t.Errorf("derived edges left a mark: %v %v", e.EdgeKey, err)
	}
	if r := derive(analysis.DeriveOptions{}); r.Removed != 2 || r.Overall != 1 || r.Years != 0 {
		t.Errorf("without years: %+v", r)
	}
	if d := state(); d.Stale || d.Edges != 1 {
		t.Errorf("without years: %+v", d)
	}
}

// Derived edges are never fed back into what answers are computed from.
func TestDeriveIsNotFedBack(t *testing.T) {
	ctx := context.Background()
	s := memory(t)
	votes(t, s, []string{"1990-05-01", "1991-05-01"}, map[string]string{"AAA": "yy", "BBB": "yn"})
	q := analysis.New(s, analysis.Options{})
	defer q.Close()
	if _, err := q.Derive(ctx, analysis.DeriveOptions{}); err != nil {
		t.Fatal(err)
	}
	// Even edges that say the contrary change nothing.
	key := graph.EdgeKey{Kind: vocab.AlignedWith, From: vocab.Key(vocab.Country, "AAA"), To: vocab.Key(vocab.Country, "BBB"), ID: "general_assembly/overall", Source: analysis.DeriveSource}
	if _, err := s.Upsert(ctx, graph.Batch{Edges: []graph.Edge{{EdgeKey: key, Props: graph.P("body", "general_assembly", "n", 1000, "same", 1000, "identical", 1.0)}}}); err != nil {
		t.Fatal(err)
	}
	fresh := analysis.New(s, analysis.Options{})
	defer fresh.Close()
	if d, _, err := fresh.Derived(ctx); err != nil || d.Stale {
		t.Errorf("derived edges changed the fingerprint of the votes: %+v %v", d, err)
	}
	calls, _, err := fresh.RollCalls(ctx, analysis.VoteFilter{})
	if err != nil || len(calls) != 2 {
		t.Errorf("roll calls: %v %v", calls, err)
	}
	if r, err := fresh.Derive(ctx, analysis.DeriveOptions{}); err != nil || r.Edges.Updated != 1 {
		t.Errorf("a run after an edge was falsified: %+v %v", r, err)
	}
	if n, _ := derivedEdges(t, s)["AAA BBB general_assembly/overall"].Props.Int("n"); n != 2 {
		t.Errorf("n = %d", n)
	}
}

type failing struct {
	graph.Store
	left int
}

func (f *failing) Upsert(ctx context.Context, b graph.Batch) (graph.Changes, error) {
	if f.left--; f.left < 0 {
		return graph.Changes{}, graph.ErrUnavailable
	}
	return f.Store.Upsert(ctx, b)
}

func TestDeriveBrokenOff(t *testing.T) {
	ctx := context.Background()
	s := memory(t)
	votes(t, s, []string{"1990-05-01"}, map[string]string{"AAA": "y", "BBB": "y"})
	for left := range 3 {
		q := analysis.New(&failing{s, left}, analysis.Options{})
		if _, err := q.Derive(ctx, analysis.DeriveOptions{}); !errors.Is(err, graph.ErrUnavailable) {
			t.Errorf("%d writes: %v", left, err)
		}
		if d, ok, err := q.Derived(ctx); err != nil || ok != (left > 0) || ok && !d.Broken {
			t.Errorf("%d writes: %+v %v %v", left, d, ok, err)
		}
		q.Close()
	}
	q := analysis.New(s, analysis.Options{})
	defer q.Close()
	if _, err := q.Derive(ctx, analysis.DeriveOptions{}); err != nil {
		t.Fatal(err)
	}
	if d, ok, err := q.Derived(ctx); !ok || err != nil || d.Broken || d.Stale || d.Edges != 1 {
		t.Errorf("mended: %+v %v", d, err)
	}

	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := q.Derive(cancelled, analysis.DeriveOptions{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	for _, o := range []analysis.DeriveOptions{{Bodies: []string{"senate"}}, {ByYear: []string{""}}, {Bodies: []string{"general_assembly"}, ByYear: []string{"security_council"}}} {
		if _, err := q.Derive(ctx, o); !analysis.IsBadRequest(err) {
			t.Errorf("%+v: %v", o, err)
		}
	}
}

func BenchmarkDerive(b *testing.B) {
	ctx := context.Background()
	s, err := sqlitestore.Open(ctx, sqlitestore.Memory, vocab.Schema(), sqlitestore.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	if _, err := facts.Load(ctx, s); err != nil {
		b.Fatal(err)
	}
	q := analysis.New(s, analysis.Options{})
	defer q.Close()
	for b.Loop() { // all but the first round find everything unchanged
		if _, err := q.Derive(ctx, analysis.DeriveOptions{}); err != nil {
			b.Fatal(err)
		}
	}
}
