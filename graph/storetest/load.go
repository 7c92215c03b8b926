package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"entente/graph"
)

// delivery is a number of records of one source: votes on one ballot each.
func delivery(n int, source string) (ns []graph.Node, es []graph.Edge) {
	to := graph.Key{Kind: Ballot, ID: "ballot/1"}
	ns = append(ns, graph.Node{Key: to, Props: graph.P("date", graph.Year(1977))})
	for i := range n {
		from := graph.Key{Kind: State, ID: fmt.Sprintf("state/%03d", i)}
		ns = append(ns, graph.Node{Key: from, Props: graph.P("name", fmt.Sprint("State ", i))})
		es = append(es, graph.Edge{EdgeKey: graph.EdgeKey{Kind: Voted, From: from, To: to, Source: source}, Props: graph.P("choice", "yes", "ref", fmt.Sprint("row/", i))})
	}
	return ns, es
}

func load(ctx context.Context, s graph.Store, source string, o graph.LoadOptions, ns []graph.Node, es []graph.Edge) (graph.LoadReport, error) {
	l, err := graph.NewLoader(ctx, s, source, o)
	if err != nil {
		return graph.LoadReport{}, err
	}
	for _, n := range ns {
		if err := l.Node(n); err != nil {
			return graph.LoadReport{}, err
		}
	}
	for _, e := range es {
		if err := l.Edge(e); err != nil {
			return graph.LoadReport{}, err
		}
	}
	return l.Finish()
}

func mustLoad(t *testing.T, s graph.Store, source string, o graph.LoadOptions, ns []graph.Node, es []graph.Edge) graph.LoadReport {
	t.Helper()
	rep, err := load(t.Context(), s, source, o, ns, es)
	if err != nil {
		t.Fatalf("Load: %v", err)
	}
	if rep.Edges.Total() != len(es) || rep.Nodes.Total() != len(ns) {
		t.Fatalf("Load of %d nodes and %d edges reports %+v", len(ns), len(es), rep)
	}
	return rep
}

func everything(graph.Edge) bool { return true }

var day = graph.Day(2024, 5, 6)

func marks(t *testing.T, s graph.Reader) []graph.Edge {
	return edges(t, s, graph.EdgeFilter{Kinds: []graph.Relation{graph.Withdrawn}})
}

func loadRepeat(t *testing.T, r *runner) {
	s := r.store(t)
	ns, es := delivery(50, sourceA)
	o := graph.LoadOptions{Speaks: everything, Day: day, Chunk: 7}
	rep := mustLoad(t, s, sourceA, o, ns, es)
	wantChanges(t, rep.Edges, 50, 0, 0)
	wantChanges(t, rep.Nodes, 51, 0, 0)
	before, was := all(t, s), rev(t, s)
	// The same once more, in another order and with rows that stand twice.
	again := append(slices.Clone(es), es[:10]...)
	slices.Reverse(again)
	for range 2 {
		rep = mustLoad(t, s, sourceA, o, ns, again)
		wantChanges(t, rep.Edges, 0, 0, 60)
		wantChanges(t, rep.Nodes, 0, 0, 51)
		if now := rev(t, s); now != was || rep.Withdrawn != 0 {
			t.Errorf("a repeat moved the revision from %q to %q and withdrew %d", was, now, rep.Withdrawn)
		}
	}
	same(t, "scan", all(t, s), before)

	// One value corrected.
	es[3].Props = es[3].Props.With("choice", "no")
	wantChanges(t, mustLoad(t, s, sourceA, o, nil, es).Edges, 0, 1, 49)
	if got := edges(t, s, graph.EdgeFilter{Where: graph.P("choice", "no")}); len(got) != 1 || got[0].EdgeKey != es[3].EdgeKey {
		t.Errorf("corrected edges: %v", got)
	}

	t.Run("contradicts itself", func(t *testing.T) {
		other := es[5]
		other.Props = other.Props.With("choice", "abstain")
		_, err := load(t.Context(), s, sourceA, o, nil, append(slices.Clone(es), other))
		wantIs(t, err, graph.ErrInvalid)
	})
	t.Run("other source's edge", func(t *testing.T) {
		_, err := load(t.Context(), s, sourceB, o, nil, es)
		wantIs(t, err, graph.ErrInvalid)
	})
	t.Run("dangling", func(t *testing.T) {
		bad := es[5]
		bad.From.ID = "state/nobody"
		_, err := load(t.Context(), s, sourceA, o, nil, append(slices.Clone(es), bad))
		wantIs(t, err, graph.ErrDangling)
	})
	t.Run("cancelled", func(t *testing.T) {
		_, err := load(cancelled(), s, sourceA, o, nil, es)
		wantIs(t, err, context.Canceled)
	})
}

func loadWithdraw(t *testing.T, r *runner) {
	s := r.store(t)
	ns, es := delivery(30, sourceA)
	es[4].ID = "x/1" // an id with the mark's own separator
	o := graph.LoadOptions{Speaks: everything, Day: day, Chunk: 4}
	mustLoad(t, s, sourceA, o, ns, es)
	_, theirs := delivery(30, sourceB)
	mustLoad(t, s, sourceB, o, nil, theirs)
	other := edgeLines(edges(t, s, graph.EdgeFilter{Sources: []string{sourceB}}))

	// Silent about everything: nothing is withdrawn.
	rep := mustLoad(t, s, sourceA, graph.LoadOptions{Day: day}, nil, es[10:])
	if rep.Withdrawn != 0 || len(marks(t, s)) != 0 {
		t.Errorf("a delivery that speaks for nothing withdrew %d", rep.Withdrawn)
	}
	// Speaking for a part.
	part := o
	part.Speaks = func(e graph.Edge) bool { return e.From.ID < "state/003" }
	if rep := mustLoad(t, s, sourceA, part, nil, es[10:]); rep.Withdrawn != 3 {
		t.Errorf("withdrew %d, want 3", rep.Withdrawn)
	}
	// Speaking for all.
	var told []graph.EdgeKey
	whole := o
	whole.OnWithdraw = func(es []graph.Edge) {
		for _, e := range es {
			told = append(told, e.EdgeKey)
		}
	}
	if rep := mustLoad(t, s, sourceA, whole, nil, es[10:]); rep.Withdrawn != 7 || len(told) != 7 {
		t.Errorf("withdrew %d and told of %d, want 7", rep.Withdrawn, len(told))
	}
	var want []graph.Edge
	for _, e := range es[:10] {
		want = append(want, graph.Edge{EdgeKey: graph.EdgeKey{Kind: graph.Withdrawn, From: e.From, To: e.To, ID: "VOTED/" + e.ID, Source: sourceA},
			Props: e.Props.With("relation", "VOTED").With("withdrawn", day)})
	}
	same(t, "marks", edgeLines(marks(t, s)), edgeLines(want))
	same(t, "kept", edgeLines(edges(t, s, graph.EdgeFilter{Sources: []string{sourceA}, Kinds: []graph.Relation{Voted}})), edgeLines(es[10:]))
	same(t, "other source", edgeLines(edges(t, s, graph.EdgeFilter{Sources: []string{sourceB}})), other)

	// The repeat changes nothing; the marks keep their day.
	was := rev(t, s)
	later := o
	later.Day = graph.Day(2025, 1, 1)
	mustLoad(t, s, sourceA, later, nil, es[10:])
	if now := rev(t, s); now != was {
		t.Errorf("a repeat moved the revision from %q to %q", was, now)
	}

	// Some come back.
	rep = mustLoad(t, s, sourceA, later, nil, es[4:])
	wantChanges(t, rep.Edges, 6, 0, 20)
	same(t, "marks after some came back", edgeLines(marks(t, s)), edgeLines(want[:4]))
	same(t, "kept after some came back", edgeLines(edges(t, s, graph.EdgeFilter{Sources: []string{sourceA}, Kinds: []graph.Relation{Voted}})), edgeLines(es[4:]))
}

// loadBrokenOff: an import that ended between marking a record and taking it
// away left both; the next one mends that, whether it has the record or not.
func loadBrokenOff(t *testing.T, r *runner) {
	s := r.store(t)
	ns, es := delivery(10, sourceA)
	o := graph.LoadOptions{Speaks: everything, Day: day}
	mustLoad(t, s, sourceA, o, ns, es)
	mark := func(e graph.Edge) graph.Edge {
		return graph.Edge{EdgeKey: graph.EdgeKey{Kind: graph.Withdrawn, From: e.From, To: e.To, ID: "VOTED/" + e.ID, Source: sourceA},
			Props: e.Props.With("relation", "VOTED").With("withdrawn", day)}
	}
	upsert(t, s, graph.Batch{Edges: []graph.Edge{mark(es[0]), mark(es[1])}})
	mustLoad(t, s, sourceA, o, nil, es[1:])
	same(t, "marks", edgeLines(marks(t, s)), edgeLines([]graph.Edge{mark(es[0])}))
	same(t, "kept", edgeLines(edges(t, s, graph.EdgeFilter{Kinds: []graph.Relation{Voted}})), edgeLines(es[1:]))
}

func loadReplace(t *testing.T, r *runner) {
	s := r.store(t)
	ns, es := delivery(20, sourceA)
	o := graph.LoadOptions{Speaks: everything, Replace: true}
	mustLoad(t, s, sourceA, o, ns, es)
	if rep := mustLoad(t, s, sourceA, o, nil, es[15:]); rep.Withdrawn != 15 {
		t.Errorf("replaced %d, want 15", rep.Withdrawn)
	}
	same(t, "scan", edgeLines(edges(t, s, graph.EdgeFilter{})), edgeLines(es[15:]))
}

func loadCut(t *testing.T, r *runner) {
	s := r.store(t)
	ns, es := delivery(100, sourceA)
	o := graph.LoadOptions{Speaks: everything, Day: day, MaxVanished: 0.1}
	mustLoad(t, s, sourceA, o, ns, es)
	before := all(t, s)
	_, err := load(t.Context(), s, sourceA, o, nil, es[:50])
	var vanished *graph.VanishedError
	if !errors.As(err, &vanished) || vanished.Vanished != 50 || vanished.Had != 100 || vanished.Source != sourceA {
		t.Fatalf("half a file: %v", err)
	}
	same(t, "scan after half a file", all(t, s), before)
	if rep := mustLoad(t, s, sourceA, o, nil, es[10:]); rep.Withdrawn != 10 {
		t.Errorf("withdrew %d, want 10", rep.Withdrawn)
	}
	few := o
	few.MinVanished = 40
	if rep := mustLoad(t, s, sourceA, few, nil, es[50:]); rep.Withdrawn != 40 {
		t.Errorf("withdrew %d, want 40", rep.Withdrawn)
	}
}

// loadOther: what is bounded to some relations leaves the others, and Discard
// moves an edge from one relation to another.
func loadOther(t *testing.T, r *runner) {
	s := r.store(t)
	ns := things(10)
	links := chain(ns, sourceA)
	bare := make([]graph.Edge, len(links))
	for i, e := range links {
		bare[i] = graph.Edge{EdgeKey: e.EdgeKey, Props: graph.P("ref", "x")}
		bare[i].Kind = Bare
	}
	upsert(t, s, graph.Batch{Nodes: ns, Edges: append(slices.Clone(links), bare...)})
	o := graph.LoadOptions{Speaks: everything, Day: day, Relations: []graph.Relation{Links}}
	if rep := mustLoad(t, s, sourceA, o, nil, links[5:]); rep.Withdrawn != 5 {
		t.Errorf("withdrew %d, want 5", rep.Withdrawn)
	}
	same(t, "the other relation", edgeLines(edges(t, s, graph.EdgeFilter{Kinds: []graph.Relation{Bare}})), edgeLines(bare))

	l, err := graph.NewLoader(t.Context(), s, sourceA, graph.LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if n := l.Held(Bare); n != 10 || !l.Has(bare[0].EdgeKey) || l.Has(links[0].EdgeKey) {
		t.Errorf("the loader holds %d, has %v and %v", n, l.Has(bare[0].EdgeKey), l.Has(links[0].EdgeKey))
	}
	for _, err := range []error{l.Edge(links[0]), l.Discard(bare[0].EdgeKey), l.Discard(links[1].EdgeKey)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if _, err := l.Finish(); err != nil {
		t.Fatal(err)
	}
	same(t, "after a change of relation", edgeLines(edges(t, s, graph.EdgeFilter{Kinds: []graph.Relation{Bare, Links}})), edgeLines(append(append(bare[1:], links[0]), links[5:]...)))
}
