package analysis_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"entente/graph"
	"entente/graph/analysis"
	"entente/graph/idealpoint"
	"entente/graph/vocab"
	"entente/internal/records"
	"entente/seed"
	"entente/seed/facts"
	"entente/seed/undl"
)

// blocs is a made-up Assembly in sessions 40 to 42 (the autumns of 1985 to 1987)
// in which two blocs face each other and India stands between. The last session
// is not complete.
func blocs(t *testing.T, s graph.Store) {
	t.Helper()
	var dates []string
	for year := 1985; year <= 1987; year++ {
		for day := range 12 {
			dates = append(dates, fmt.Sprintf("%d-11-%02d", year, day+1))
		}
	}
	rows := map[string]string{}
	for i := range dates {
		k := i % 6
		rows["USA"] += "nnnnya"[k : k+1]
		rows["GBR"] += "nnnayy"[k : k+1]
		rows["FRA"] += "nanayy"[k : k+1]
		rows["IND"] += "yayyaa"[k : k+1]
		rows["CHN"] += "yyyyna"[k : k+1]
		rows["RUS"] += "yyyynn"[k : k+1]
	}
	rows["FRA"] = rows["FRA"][:24] + "n--x--------" // one vote in the last session
	votes(t, s, dates, rows)
}

func closed(t *testing.T, s graph.Store, o analysis.Options) *analysis.Service {
	q := analysis.New(s, o)
	t.Cleanup(q.Close)
	return q
}

func TestIdealPoints(t *testing.T) {
	ctx := context.Background()
	s := memory(t)
	blocs(t, s)
	q := closed(t, s, analysis.Options{})

	all, err := q.IdealPoints(ctx, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != 18 {
		t.Fatalf("%d positions, want 6 states in 3 sessions", len(all))
	}
	if !slices.IsSortedFunc(all, func(a, b analysis.IdealPoint) int {
		return strings.Compare(a.Session+a.Country.ID, b.Session+b.Country.ID)
	}) {
		t.Error("positions are not in the order of session and country")
	}
	at := map[string]analysis.IdealPoint{}
	for _, p := range all {
		at[vocab.Rest(p.Country)+p.Session] = p
		if p.Low > p.Position || p.High < p.Position || p.SD <= 0 || !strings.Contains(p.Definition, "Strezhnev") {
			t.Errorf("%+v", p)
		}
		if few := p.Votes < idealpoint.FewVotes; few != p.FewVotes {
			t.Errorf("few votes: %+v", p)
		}
	}
	for _, session := range []string{"40", "41", "42"} {
		if !(at["USA"+session].Position > at["IND"+session].Position && at["IND"+session].Position > at["RUS"+session].Position) {
			t.Errorf("session %s: USA %.2f, IND %.2f, RUS %.2f", session, at["USA"+session].Position, at["IND"+session].Position, at["RUS"+session].Position)
		}
	}
	if p := at["FRA42"]; p.Votes != 1 || !p.FewVotes {
		t.Errorf("one vote: %+v", p)
	}
	some, err := q.IdealPoints(ctx, []string{"Moscow", "France"}, []string{" 041"})
	if err != nil || len(some) != 2 || some[0] != at["FRA41"] || some[1] != at["RUS41"] {
		t.Errorf("two states in one session: %+v, %v", some, err)
	}
	if none, err := q.IdealPoints(ctx, []string{"Peru"}, []string{"7"}); err != nil || none == nil || len(none) != 0 {
		t.Errorf("a state without votes: %+v, %v", none, err)
	}
	for _, bad := range []string{"ES-11", "", "0", "x"} {
		if _, err := q.IdealPoints(ctx, nil, []string{bad}); !analysis.IsBadRequest(err) {
			t.Errorf("session %q: %v", bad, err)
		}
	}
	var name *analysis.NameError
	if _, err := q.IdealPoints(ctx, []string{"Nowhere"}, nil); !errors.As(err, &name) {
		t.Errorf("unknown name: %v", err)
	}

	// Distances: the last complete session unless another is asked for.
	d, err := q.IdealPointDistance(ctx, "USA", "Russia", "")
	if err != nil || !d.Defined || d.Session != "41" || d.N != 12 || d.Of != 15 || d.Rank < 13 {
		t.Fatalf("distance %+v, %v", d, err)
	}
	if want := at["USA41"].Position - at["RUS41"].Position; math.Abs(d.Distance-want) > 1e-9 || d.Low > d.Distance || d.High < d.Distance || d.Low <= 0 {
		t.Errorf("distance %+v, want %v", d, want)
	}
	if e, _ := q.IdealPointDistance(ctx, "Russia", "USA", "41"); e.Distance != d.Distance || e.Low != d.Low || e.High != d.High || e.Rank != d.Rank {
		t.Errorf("not symmetric: %+v and %+v", d, e)
	}
	if e, _ := q.IdealPointDistance(ctx, "USA", "France", "42"); !e.Defined || e.Rank != 0 || e.N != 1 {
		t.Errorf("a distance of few votes: %+v", e)
	}
	if e, _ := q.IdealPointDistance(ctx, "USA", "Peru", "41"); e.Defined || !strings.Contains(e.UndefinedBecause, "Peru") {
		t.Errorf("a state without votes: %+v", e)
	}
	if e, _ := q.IdealPointDistance(ctx, "USA", "Peru", ""); e.Defined || e.UndefinedBecause == "" {
		t.Errorf("a state without votes: %+v", e)
	}
	if e, _ := q.IdealPointDistance(ctx, "USA", "Russia", "39"); e.Defined || !strings.Contains(e.UndefinedBecause, "39") {
		t.Errorf("a session without votes: %+v", e)
	}

	// As a measure under a filter.
	value := func(f analysis.VoteFilter, consensus bool) analysis.Measure {
		t.Helper()
		p, err := q.Alignment(ctx, "USA", "Russia", f)
		if err != nil {
			t.Fatal(err)
		}
		m, err := p.Measure("IDEAL_POINT_DISTANCE", consensus)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	if m := value(analysis.VoteFilter{}, false); m.Value == nil || *m.Value != d.Distance || *m.Low != d.Low || *m.Level != 0.9 || m.N != 12 || !strings.Contains(m.Definition, "Session 41") {
		t.Errorf("measure: %+v", m)
	}
	if m := value(analysis.VoteFilter{Since: graph.Year(1987)}, false); m.Value == nil || !strings.Contains(m.Definition, "Session 42") {
		t.Errorf("a period within the session under way: %+v", m)
	}
	if m := value(analysis.VoteFilter{Until: graph.Year(1985)}, false); m.Value == nil || !strings.Contains(m.Definition, "Session 40") {
		t.Errorf("a period that ends early: %+v", m)
	}
	for _, m := range []analysis.Measure{value(analysis.VoteFilter{Body: []string{"security_council"}}, false), value(analysis.VoteFilter{}, true)} {
		if m.Value != nil || m.UndefinedBecause == "" {
			t.Errorf("should be undefined: %+v", m)
		}
	}

	near, err := q.Closest(ctx, "USA", analysis.VoteFilter{}, "IDEAL_POINT_DISTANCE", 0, 10)
	if err != nil || len(near) != 5 || near[0].Country.ID != "country/GBR" || near[4].Country.ID != "country/RUS" {
		t.Fatalf("closest: %+v, %v", near, err)
	}
	for i := 1; i < len(near); i++ {
		if *near[i].Measure.Value < *near[i-1].Measure.Value || near[i].Rank < near[i-1].Rank {
			t.Errorf("closest is not from the smallest: %+v", near)
		}
	}
	if near, _ := q.Closest(ctx, "USA", analysis.VoteFilter{Since: graph.Year(1987)}, "IDEAL_POINT_DISTANCE", 0, 10); len(near) != 4 {
		t.Errorf("a state with one vote is ranked: %+v", near)
	}
	m, err := q.Matrix(ctx, []string{"USA", "Russia", "Peru"}, analysis.VoteFilter{}, "IDEAL_POINT_DISTANCE")
	if err != nil || *m.Values[0][1] != d.Distance || *m.Values[1][0] != d.Distance || *m.Values[0][0] != 0 || m.Values[0][2] != nil || m.N[0][1] != 12 {
		t.Errorf("matrix: %+v, %v", m, err)
	}
	if !slices.ContainsFunc(m.Applied.BoundBy, func(s string) bool { return strings.Contains(s, "session 41") }) {
		t.Errorf("the matrix does not say of which session: %v", m.Applied.BoundBy)
	}
}

// The positions are written once, read back byte by byte, outlive a change that
// touches no vote, and are computed again when a vote changes. No projection
// reads them.
func TestIdealStore(t *testing.T) {
	ctx := context.Background()
	s := memory(t)
	blocs(t, s)
	q := closed(t, s, analysis.Options{})
	if _, ok, err := q.IdealDerived(ctx); ok || err != nil {
		t.Fatal("derived before any run:", ok, err)
	}
	pair := func() [4][4]int {
		p, err := q.Alignment(ctx, "USA", "Russia", analysis.VoteFilter{})
		if err != nil {
			t.Fatal(err)
		}
		return p.Counts()
	}
	before := pair()
	percent := -1
	rep, err := q.DeriveIdeal(ctx, func(p int) { percent = p })
	if err != nil || !rep.Computed || rep.Points != 18 || rep.RollCalls != 36 || rep.Sessions != 3 || len(rep.Reversed) > 0 || rep.Converged <= 0 || percent > 100 {
		t.Fatalf("%+v, %v", rep, err)
	}
	if pair() != before {
		t.Error("derived positions changed a count")
	}
	if d, ok, err := q.IdealDerived(ctx); !ok || err != nil || d.Stale || d.Broken || d.Edges != 18 {
		t.Errorf("derived: %+v, %v, %v", d, ok, err)
	}
	first, err := q.IdealPoints(ctx, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	dist, _ := q.IdealPointDistance(ctx, "USA", "China", "")
	edges, err := graph.Collect(s.Edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.IdealPoint}}))
	if err != nil || len(edges) != 18 {
		t.Fatal(len(edges), err)
	}
	for _, e := range edges {
		if e.Source != analysis.IdealSource || e.ID != e.Props.String("session") || e.Props.String("revision") == "" || e.Props.String("measureVersion") != idealpoint.Version {
			t.Errorf("%s: %v", e.EdgeKey, e.Props)
		}
	}
	revision, _ := s.Revision(ctx)

	// Another process.
	again := closed(t, s, analysis.Options{})
	rep, err = again.DeriveIdeal(ctx, nil)
	if err != nil || rep.Computed || rep.Points != 18 {
		t.Errorf("read back: %+v, %v", rep, err)
	}
	if ps, err := again.IdealPoints(ctx, nil, nil); err != nil || !slices.Equal(ps, first) {
		t.Errorf("read back: %v", err)
	}
	if d, err := again.IdealPointDistance(ctx, "USA", "China", ""); err != nil || *d != *dist {
		t.Errorf("read back: %+v, %v, want %+v", d, err, dist)
	}
	if r, _ := s.Revision(ctx); r != revision {
		t.Error("reading back moved the revision")
	}

	// A country that never voted changes nothing.
	if _, err := s.Upsert(ctx, graph.Batch{Nodes: []graph.Node{{Key: vocab.Key(vocab.Country, "PER"), Props: graph.P("name", "Peru")}}}); err != nil {
		t.Fatal(err)
	}
	if rep, err := again.DeriveIdeal(ctx, nil); err != nil || rep.Computed {
		t.Errorf("after a country without votes: %+v, %v", rep, err)
	}

	// Edges taken away by hand: the next process computes afresh.
	if _, err := s.Remove(ctx, analysis.IdealSource, []graph.EdgeKey{edges[0].EdgeKey}); err != nil {
		t.Fatal(err)
	}
	third := closed(t, s, analysis.Options{})
	if rep, err := third.DeriveIdeal(ctx, nil); err != nil || !rep.Computed {
		t.Errorf("after an edge was taken away: %+v, %v", rep, err)
	}
	if ps, err := third.IdealPoints(ctx, nil, nil); err != nil || !slices.Equal(ps, first) {
		t.Errorf("computed twice, not the same: %v", err)
	}

	// A vote changes.
	votes(t, s, []string{"1985-11-01"}, map[string]string{"IND": "n"})
	if d, _, err := third.IdealDerived(ctx); err != nil || !d.Stale {
		t.Errorf("after a vote changed: %+v, %v", d, err)
	}
	if rep, err := third.DeriveIdeal(ctx, nil); err != nil || !rep.Computed {
		t.Errorf("after a vote changed: %+v, %v", rep, err)
	}
	if ps, err := third.IdealPoints(ctx, nil, nil); err != nil || slices.Equal(ps, first) {
		t.Errorf("after a vote changed the positions are the old ones (%v)", err)
	}
}

// readOnly refuses writes.
type readOnly struct{ graph.Store }

func (readOnly) Upsert(context.Context, graph.Batch) (graph.Changes, error) {
	return graph.Changes{}, graph.ErrReadOnly
}

func TestIdealReadOnly(t *testing.T) {
	ctx := context.Background()
	s := memory(t)
	blocs(t, s)
	q := closed(t, readOnly{s}, analysis.Options{})
	if ps, err := q.IdealPoints(ctx, []string{"USA"}, nil); err != nil || len(ps) != 3 {
		t.Errorf("a store that takes no writes: %+v, %v", ps, err)
	}
	if rep, err := q.DeriveIdeal(ctx, nil); !errors.Is(err, graph.ErrReadOnly) || rep.Points != 18 {
		t.Errorf("%+v, %v", rep, err)
	}
}

// Nine states' votes are no Assembly: there is no estimate from them.
func TestIdealNeedsTheAssembly(t *testing.T) {
	ctx := context.Background()
	s := memory(t)
	if _, err := facts.Load(ctx, s); err != nil {
		t.Fatal(err)
	}
	q := closed(t, s, analysis.Options{})
	var un *analysis.IdealUnavailable
	if _, err := q.IdealPoints(ctx, nil, nil); !errors.As(err, &un) || un.Computing || !strings.Contains(err.Error(), "import undl-ga") {
		t.Errorf("the starter graph gives %v", err)
	}
	if d, err := q.IdealPointDistance(ctx, "USA", "Russia", ""); err != nil || d.Defined || !strings.Contains(d.UndefinedBecause, "import undl-ga") {
		t.Errorf("the starter graph gives %+v, %v", d, err)
	}
	p, err := q.Alignment(ctx, "USA", "Russia", analysis.VoteFilter{})
	if err != nil {
		t.Fatal(err)
	}
	if m, err := p.Measure("IDEAL_POINT_DISTANCE", false); err != nil || m.Value != nil || !strings.Contains(m.UndefinedBecause, "import undl-ga") {
		t.Errorf("the starter graph gives %+v, %v", m, err)
	}
	if _, err := q.DeriveIdeal(ctx, nil); !errors.As(err, &un) {
		t.Errorf("the starter graph gives %v", err)
	}
}

// An estimate under way is told, does not hold a question up, and ends with
// Close.
func TestIdealUnderWay(t *testing.T) {
	ctx := context.Background()
	s := memory(t)
	var dates []string
	rows := map[string]string{}
	for i := range 4000 { // some seconds' work
		dates = append(dates, graph.MustDate("1970-10-01").AddDays(i).String())
		for j, c := range []string{"USA", "GBR", "FRA", "ITA", "JPN", "CAN", "BRA", "IND", "CHN", "CUB", "POL", "RUS"} {
			rows[c] += "yan"[(i*j/3+i)%3 : (i*j/3+i)%3+1]
		}
	}
	votes(t, s, dates, rows)
	q := analysis.New(s, analysis.Options{IdealWait: -1})
	if err := q.PrepareIdeal(ctx); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	d, err := q.IdealPointDistance(ctx, "USA", "Russia", "")
	if err != nil || d.Defined || !strings.Contains(d.UndefinedBecause, "being computed") || !strings.Contains(d.UndefinedBecause, "%") {
		t.Errorf("under way: %+v, %v", d, err)
	}
	var un *analysis.IdealUnavailable
	if _, err := q.Closest(ctx, "USA", analysis.VoteFilter{}, "IDEAL_POINT_DISTANCE", 0, 5); !errors.As(err, &un) || !un.Computing {
		t.Errorf("under way: %v", err)
	}
	t.Log("two answers took", time.Since(began))
	q.Close()
	q.Close()
	if err := q.PrepareIdeal(ctx); !errors.Is(err, graph.ErrClosed) {
		t.Errorf("after Close: %v", err)
	}
	if n, err := s.Node(ctx, vocab.Key(vocab.Source, analysis.IdealSource)); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("a cancelled estimate was written: %v, %v", n, err)
	}
}

// The real Assembly, through importer, store and projection.
func TestIdealAssembly(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some ten seconds")
	}
	ctx := context.Background()
	f, err := os.Open(filepath.Join(records.Dir(t), "undl", "ga_voting_1946_2021.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	s := memory(t)
	if _, err := facts.Load(ctx, s); err != nil {
		t.Fatal(err)
	}
	if _, err := undl.Assembly.Import(ctx, s, seed.Input{Name: f.Name(), Reader: f}, seed.Options{Day: graph.Day(2026, 1, 1)}); err != nil {
		t.Fatal(err)
	}
	q := closed(t, s, analysis.Options{})
	rep, err := q.DeriveIdeal(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d positions in %d sessions from %d votes on %d roll calls; %.1f %% with R-hat up to 1.1, the worst %.2f; took %v",
		rep.Points, rep.Sessions, rep.Votes, rep.RollCalls, 100*rep.Converged, rep.WorstRHat, rep.Took)
	for _, j := range rep.Jumps {
		t.Logf("jump: %s, session %s to %s: %+.2f", j.Country.ID, j.From, j.To, j.Change)
	}
	if len(rep.Reversed) > 0 || rep.Converged < .85 || rep.Votes < 700_000 {
		t.Errorf("%+v", rep)
	}

	ps, err := q.IdealPoints(ctx, nil, []string{"74"})
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(ps, func(a, b analysis.IdealPoint) int { return cmp.Compare(b.Position, a.Position) })
	rank := map[string]int{}
	for i, p := range ps {
		rank[vocab.Rest(p.Country)] = i + 1
	}
	if rank["USA"] != 1 || rank["ISR"] != 2 || len(ps) != 193 {
		t.Errorf("session 74: %d states, the United States at place %d, Israel at %d", len(ps), rank["USA"], rank["ISR"])
	}
	for _, c := range []string{"SYR", "CUB", "IRN", "VEN", "NIC"} {
		if rank[c] < 180 {
			t.Errorf("session 74: %s at place %d", c, rank[c])
		}
	}
	for _, c := range []string{"GBR", "FRA", "CAN", "AUS", "DEU"} {
		if rank[c] > 30 {
			t.Errorf("session 74: %s at place %d", c, rank[c])
		}
	}
	d, err := q.IdealPointDistance(ctx, "USA", "Russia", "")
	if err != nil || d.Session != "75" || d.Distance < 1.5 || d.Rank < d.Of*3/4 {
		t.Errorf("United States and Russia: %+v, %v", d, err)
	}
	near, err := q.Closest(ctx, "Russia", analysis.VoteFilter{}, "IDEAL_POINT_DISTANCE", 0, 5)
	if err != nil || len(near) != 5 {
		t.Errorf("nearest to Russia: %+v, %v", near, err)
	}
	for _, n := range near {
		t.Logf("nearest to Russia: %s %.2f (%.2f to %.2f), %d roll calls", n.Country.ID, *n.Measure.Value, *n.Measure.Low, *n.Measure.High, n.Measure.N)
	}
}
