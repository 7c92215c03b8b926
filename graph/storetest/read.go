package storetest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"entente/graph"
)

func once(t *testing.T, r *runner) {
	s := r.store(t)
	ns := things(3000)
	es := append(chain(ns, sourceA), chain(ns, sourceB)...)
	upsert(t, s, graph.Batch{Nodes: ns, Edges: es})
	// A filter that names a thing twice, or an edge by both its ends, gives it
	// once; edges and nodes refuse an element given twice.
	k := ns[7].Key
	if got := nodes(t, s, graph.NodeFilter{Keys: []graph.Key{k, k, thing("nobody"), k}, Kinds: []graph.Kind{Thing, Thing}}); len(got) != 1 {
		t.Errorf("%d nodes of a key named three times", len(got))
	}
	if got := edges(t, s, graph.EdgeFilter{Touching: []graph.Key{ns[7].Key, ns[8].Key, ns[7].Key}}); len(got) != 6 {
		t.Errorf("%d edges touch two neighbours, want 6", len(got))
	}
	if got := edges(t, s, graph.EdgeFilter{From: []graph.Key{k, k}, Sources: []string{sourceA, sourceB, sourceA}, Kinds: []graph.Relation{Links, Links}}); len(got) != 2 {
		t.Errorf("%d edges from a key named twice, want 2", len(got))
	}
	if got := len(edges(t, s, graph.EdgeFilter{})); got != len(es) {
		t.Errorf("%d edges, want %d", got, len(es))
	}
	// The same stream can be begun again.
	seq := s.Nodes(t.Context(), graph.NodeFilter{})
	for range 2 {
		if got, err := graph.Collect(seq); err != nil || len(got) != len(ns) {
			t.Errorf("the stream gives %d nodes, %v", len(got), err)
		}
	}
}

func earlyBreak(t *testing.T, r *runner) {
	s := r.store(t)
	ns := things(2000)
	upsert(t, s, graph.Batch{Nodes: ns, Edges: chain(ns, sourceA)})
	for i := range r.rounds(100) {
		for _, err := range s.Nodes(t.Context(), graph.NodeFilter{}) {
			if err != nil {
				t.Fatal(err)
			}
			break
		}
		n := 0
		for _, err := range s.Edges(t.Context(), graph.EdgeFilter{}) {
			if err != nil {
				t.Fatal(err)
			}
			if n++; n > i {
				break
			}
		}
		for _, err := range graph.Groups(t.Context(), s, Links, "t") {
			if err != nil {
				t.Fatal(err)
			}
			break
		}
	}
	wantChanges(t, upsert(t, s, graph.Batch{Nodes: []graph.Node{{Key: thing("after")}}}), 1, 0, 0)
}

func cancellation(t *testing.T, r *runner) {
	s := r.store(t)
	ns := things(5000)
	upsert(t, s, graph.Batch{Nodes: ns, Edges: chain(ns, sourceA)})
	scans := map[string]func(context.Context, func(zero bool, err error) bool){
		"nodes": func(ctx context.Context, f func(bool, error) bool) {
			for n, err := range s.Nodes(ctx, graph.NodeFilter{}) {
				if !f(n.Key.IsZero() && n.Props == nil, err) {
					return
				}
			}
		},
		"edges": func(ctx context.Context, f func(bool, error) bool) {
			for e, err := range s.Edges(ctx, graph.EdgeFilter{}) {
				if !f(e.EdgeKey == graph.EdgeKey{} && e.Props == nil, err) {
					return
				}
			}
		},
	}
	for name, scan := range scans {
		for _, after := range []int{0, 1, 3, 1500} {
			t.Run(fmt.Sprint(name, "-after-", after), func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				if after == 0 {
					cancel()
				}
				given, failed := 0, 0
				scan(ctx, func(zero bool, err error) bool {
					if failed > 0 {
						t.Error("the stream goes on after its error")
						return false
					}
					if err != nil {
						failed++
						wantIs(t, err, context.Canceled)
						if !zero {
							t.Error("an element comes with the error")
						}
						return true
					}
					if given++; given == after {
						cancel()
					}
					return true
				})
				if given != after || failed != 1 {
					t.Errorf("%d elements and %d errors; want %d and 1", given, failed, after)
				}
			})
		}
	}
	wantChanges(t, upsert(t, s, graph.Batch{Nodes: []graph.Node{{Key: thing("after")}}}), 1, 0, 0)
}

func scanInScan(t *testing.T, r *runner) {
	s := r.store(t)
	ns := things(10)
	upsert(t, s, graph.Batch{Nodes: ns, Edges: chain(ns, sourceA)})
	seen := 0
	for n, err := range s.Nodes(t.Context(), graph.NodeFilter{}) {
		if err != nil {
			t.Fatal(err)
		}
		for e, err := range s.Edges(t.Context(), graph.EdgeFilter{From: []graph.Key{n.Key}}) {
			if err != nil {
				t.Fatal(err)
			}
			if m, err := s.Node(t.Context(), e.To); err != nil || m.Key != e.To {
				t.Fatal(m, err)
			}
			seen++
		}
	}
	if seen != 10 {
		t.Errorf("%d edges, want 10", seen)
	}
}

func writeInScan(t *testing.T, r *runner) {
	s := r.store(t)
	ns := things(3000)
	upsert(t, s, graph.Batch{Nodes: ns})
	seen := 0
	for _, err := range s.Nodes(t.Context(), graph.NodeFilter{}) {
		if errors.Is(err, graph.ErrChanged) && !r.caps.Snapshots {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if seen++; seen == 10 {
			upsert(t, s, graph.Batch{Nodes: []graph.Node{{Key: thing("written in a scan")}, {Key: ns[2999].Key, Props: graph.P("s", "changed")}}})
		}
	}
	if seen != 3000 {
		t.Errorf("a scan during which a node was written gives %d nodes, want the 3000 there at its beginning", seen)
	}
	if got := len(nodes(t, s, graph.NodeFilter{})); got != 3001 {
		t.Errorf("%d nodes afterwards, want 3001", got)
	}
}

// checkNodes and checkEdges compare a store's answer with the full scan cut by
// Match.
func checkNodes(t *testing.T, s graph.Reader, everything []graph.Node, f graph.NodeFilter) {
	t.Helper()
	var want []graph.Node
	for _, n := range everything {
		if f.Match(&n) {
			n.Props = n.Props.Select(f.Props)
			want = append(want, n)
		}
	}
	same(t, fmt.Sprintf("nodes %+v", f), nodeLines(nodes(t, s, f)), nodeLines(want))
}

func checkEdges(t *testing.T, s graph.Reader, everything []graph.Edge, f graph.EdgeFilter) {
	t.Helper()
	var want []graph.Edge
	for _, e := range everything {
		if f.Match(&e) {
			e.Props = e.Props.Select(f.Props)
			want = append(want, e)
		}
	}
	same(t, fmt.Sprintf("edges %+v", f), edgeLines(edges(t, s, f)), edgeLines(want))
}

func filters(t *testing.T, r *runner) {
	s := r.store(t)
	ns := things(40)
	hub := graph.Node{Key: graph.Key{Kind: Other, ID: ns[3].ID}, Props: graph.P("s", "name 3")}
	ns = append(ns, hub)
	es := append(chain(ns[:40], sourceA), chain(ns[:20], sourceB)...)
	for i := range 20 {
		es = append(es, link(hub.Key, ns[i].Key, fmt.Sprint(i), "source-c", "s", "", "b", i%2 == 0, "d", graph.Year(1950+i), "f", float64(i), "l", []string{"x"}), link(ns[i].Key, hub.Key, "", sourceA))
		es = append(es, graph.Edge{EdgeKey: graph.EdgeKey{Kind: Bare, From: ns[i].Key, To: ns[i].Key, Source: sourceA}})
	}
	upsert(t, s, graph.Batch{Nodes: ns, Edges: es})

	nobody, k := thing("nobody"), []graph.Key{ns[3].Key, ns[4].Key, hub.Key}
	for i, f := range []graph.NodeFilter{
		{}, {Kinds: []graph.Kind{Other}}, {Kinds: []graph.Kind{Thing, Other}}, {Kinds: []graph.Kind{"Nothing"}}, {Kinds: []graph.Kind{Ballot}}, {Kinds: []graph.Kind{"Nothing", Other}},
		{Keys: k}, {Keys: []graph.Key{nobody}}, {Keys: append(k, nobody)}, {Keys: k, Kinds: []graph.Kind{Other}}, {Keys: k[:2], Kinds: []graph.Kind{Other}},
		{Where: graph.P("s", "name 3")}, {Where: graph.P("s", "name 3", "i", 3)}, {Where: graph.P("i", "3")}, {Where: graph.P("nothing", 1)}, {Where: graph.P("i", 3), Keys: k, Kinds: []graph.Kind{Thing}},
	} {
		t.Run(fmt.Sprint("nodes-", i), func(t *testing.T) { checkNodes(t, s, ns, f) })
	}
	one := func(k graph.Key) []graph.Key { return []graph.Key{k} }
	for i, f := range []graph.EdgeFilter{
		{}, {Kinds: []graph.Relation{Bare}}, {Kinds: []graph.Relation{Bare, Links}}, {Kinds: []graph.Relation{"NOTHING"}}, {Kinds: []graph.Relation{Voted}}, {Kinds: []graph.Relation{Voted, Bare}},
		{From: k}, {To: k}, {Touching: k}, {From: k, To: k}, {From: one(hub.Key), To: k}, {From: k, To: one(hub.Key)}, {From: k, Touching: one(hub.Key)}, {To: k, Touching: one(hub.Key)}, {From: k, To: k, Touching: k},
		{From: one(nobody)}, {To: one(nobody)}, {Touching: one(nobody)}, {From: append(k, nobody)}, {From: one(nobody), To: k}, {Touching: append(k, nobody)},
		{Sources: []string{sourceB}}, {Sources: []string{sourceA, "source-c"}}, {Sources: []string{"nothing"}}, {Sources: []string{"nothing", sourceB}}, {NotSources: []string{sourceA}}, {NotSources: []string{"nothing"}},
		{Sources: []string{sourceA, sourceB}, NotSources: []string{sourceA}}, {Sources: []string{sourceA}, NotSources: []string{sourceA}},
		{Where: graph.P("s", "")}, {Where: graph.P("b", false)}, {Where: graph.P("d", graph.Year(1955))}, {Where: graph.P("f", 3.0)}, {Where: graph.P("f", 3)}, {Where: graph.P("l", []string{"x"})}, {Where: graph.P("i", 0)},
		{Where: graph.P("i", 3, "t", "same for many"), Sources: []string{sourceB}}, {Where: graph.P("t", "same for many"), From: k, Kinds: []graph.Relation{Links}},
		{Kinds: []graph.Relation{Links}, Sources: []string{sourceA}, Touching: k, NotSources: []string{sourceB}},
	} {
		t.Run(fmt.Sprint("edges-", i), func(t *testing.T) { checkEdges(t, s, es, f) })
	}
}

// world draws random elements from few names, so that they meet.
type world struct {
	rnd  *rand.Rand
	keys []graph.Key
}

func newWorld(t *testing.T, seed uint64) *world {
	t.Logf("seed %d", seed)
	w := &world{rnd: rand.New(rand.NewPCG(seed, 1))}
	for _, id := range []string{"a", "A", "b", "\u00e9", "e\u0301", "'", "`", "x y", "z\n", "Россия", "1", "10", "100"} {
		w.keys = append(w.keys, thing(id), graph.Key{Kind: Other, ID: id})
	}
	return w
}

func pick[T any](w *world, list ...T) T { return list[w.rnd.IntN(len(list))] }

func (w *world) value(name string) any {
	switch name {
	case "s", "t":
		return pick(w, "", "x", "y", "X", "a longer text that comes again and again")
	case "i":
		return int64(w.rnd.IntN(4) - 1)
	case "f":
		return pick(w, 0.0, 1.0, -2.5, 1e9)
	case "b":
		return pick(w, true, false)
	case "d", "e":
		return pick(w, graph.Year(1977), graph.MustDate("1977-12"), graph.Day(1977, 12, 24), graph.Day(1977, 12, 25))
	}
	return pick(w, []string{}, []string{""}, []string{"a"}, []string{"a", "b"}, []string{"b", "a"})
}

func (w *world) props(nils bool) graph.Props {
	var ps graph.Props
	for _, name := range []string{"b", "d", "e", "f", "i", "l", "s", "t"} {
		switch w.rnd.IntN(4) {
		case 0:
			ps = append(ps, graph.Prop{Name: name, Value: w.value(name)})
		case 1:
			if nils {
				ps = append(ps, graph.Prop{Name: name})
			}
		}
	}
	return ps
}

func (w *world) key() graph.Key { return pick(w, w.keys...) }

func (w *world) edgeKey() graph.EdgeKey {
	return graph.EdgeKey{Kind: pick(w, Links, Links, Bare), From: w.key(), To: w.key(), ID: pick(w, "", "", "1", "'"), Source: pick(w, sourceA, sourceB, "source-c", "SOURCE-A")}
}

func (w *world) batch() graph.Batch {
	var b graph.Batch
	for range w.rnd.IntN(5) {
		b.Nodes = append(b.Nodes, graph.Node{Key: w.key(), Props: w.props(true)})
	}
	for range w.rnd.IntN(30) {
		e := graph.Edge{EdgeKey: w.edgeKey()}
		if e.Kind == Links {
			e.Props = w.props(false)
		} else if w.rnd.IntN(2) == 0 {
			e.Props = graph.P("ref", pick(w, "", "ref/1", "ref/2"))
		}
		b.Edges = append(b.Edges, e)
	}
	return b
}

func some[T any](w *world, draw func() T) []T {
	if w.rnd.IntN(2) == 0 {
		return nil
	}
	out := make([]T, 1+w.rnd.IntN(4))
	for i := range out {
		out[i] = draw()
	}
	return out
}

func (w *world) where() graph.Props {
	if w.rnd.IntN(3) > 0 {
		return nil
	}
	var ps graph.Props
	for _, name := range []string{"b", "d", "f", "i", "l", "s"} {
		if w.rnd.IntN(5) == 0 {
			ps = append(ps, graph.Prop{Name: name, Value: w.value(name)})
		}
	}
	return ps
}

func (w *world) hint() []string {
	return pick(w, nil, nil, []string{}, []string{"s"}, []string{"s", "nothing", "i", "d"})
}

func (w *world) nodeFilter() graph.NodeFilter {
	kind := func() graph.Kind { return pick(w, Thing, Other, Ballot, "Nothing") }
	return graph.NodeFilter{Kinds: some(w, kind), Keys: some(w, w.key), Where: w.where(), Props: w.hint()}
}

func (w *world) edgeFilter() graph.EdgeFilter {
	source := func() string { return pick(w, sourceA, sourceB, "source-c", "nothing") }
	f := graph.EdgeFilter{
		Kinds: some(w, func() graph.Relation { return pick(w, Links, Bare, Voted, "NOTHING") }), Where: w.where(), Props: w.hint(),
		Sources: some(w, source), NotSources: some(w, source),
	}
	if w.rnd.IntN(2) == 0 {
		f.From, f.To = some(w, w.key), some(w, w.key)
	}
	if w.rnd.IntN(3) == 0 {
		f.Touching = some(w, w.key)
	}
	return f
}

func randomFilters(t *testing.T, r *runner) {
	w := newWorld(t, 8)
	s := r.store(t)
	var b graph.Batch
	for _, k := range w.keys {
		b.Nodes = append(b.Nodes, graph.Node{Key: k, Props: w.props(false)})
	}
	upsert(t, s, b)
	for range 20 {
		b := w.batch()
		b.Nodes = nil
		upsert(t, s, b)
	}
	ns, es := nodes(t, s, graph.NodeFilter{}), edges(t, s, graph.EdgeFilter{})
	for range r.rounds(300) {
		checkNodes(t, s, ns, w.nodeFilter())
		checkEdges(t, s, es, w.edgeFilter())
	}
}

func manyKeys(t *testing.T, r *runner) {
	s := r.store(t)
	ns := things(12_000)
	es := append(chain(ns, sourceA), link(ns[0].Key, ns[11_999].Key, "x", sourceB))
	upsert(t, s, graph.Batch{Nodes: ns, Edges: es})
	keys := make([]graph.Key, 10_000)
	for i := range keys {
		keys[i] = ns[i].Key
	}
	for _, c := range []struct {
		name      string
		got, want int
	}{
		{"Keys", len(nodes(t, s, graph.NodeFilter{Keys: keys})), 10_000},
		{"From", len(edges(t, s, graph.EdgeFilter{From: keys})), 10_001},
		{"To", len(edges(t, s, graph.EdgeFilter{To: keys})), 10_000},
		{"Touching", len(edges(t, s, graph.EdgeFilter{Touching: keys})), 10_002},
		{"From and To", len(edges(t, s, graph.EdgeFilter{From: keys, To: keys})), 9999},
		{"From and Sources", len(edges(t, s, graph.EdgeFilter{From: keys, Sources: []string{sourceB}})), 1},
	} {
		if c.got != c.want {
			t.Errorf("%s with 10,000 keys gives %d, want %d", c.name, c.got, c.want)
		}
	}
}

func propsHint(t *testing.T, r *runner) {
	s := r.store(t)
	a, b := thing("a"), thing("b")
	upsert(t, s, graph.Batch{Nodes: []graph.Node{{Key: a, Props: graph.P("s", "x", "i", 1)}, {Key: b}}, Edges: []graph.Edge{link(a, b, "", sourceA, "s", "x", "i", 1)}})
	for _, c := range []struct {
		hint []string
		want graph.Props
	}{{nil, graph.P("s", "x", "i", 1)}, {[]string{}, nil}, {[]string{"i"}, graph.P("i", 1)}, {[]string{"s", "i"}, graph.P("s", "x", "i", 1)}, {[]string{"d"}, nil}} {
		n := nodes(t, s, graph.NodeFilter{Keys: []graph.Key{a}, Props: c.hint, Where: graph.P("s", "x")})
		e := edges(t, s, graph.EdgeFilter{Props: c.hint, Where: graph.P("s", "x")})
		if len(n) != 1 || text(n[0].Props) != text(c.want) || len(e) != 1 || text(e[0].Props) != text(c.want) {
			t.Errorf("with Props %q: %v and %v, want%s", c.hint, n, e, text(c.want))
		}
	}
}

func missing(t *testing.T, r *runner) {
	s := r.store(t)
	check := func() {
		t.Helper()
		for _, k := range []graph.Key{thing("nobody"), thing(""), {}, {Kind: "Nothing", ID: "a"}, {Kind: Other, ID: "a"}, thing("A")} {
			n, err := s.Node(t.Context(), k)
			wantIs(t, err, graph.ErrNotFound)
			if !n.Key.IsZero() || n.Props != nil {
				t.Errorf("Node(%v) gives %v with its error", k, n)
			}
			for _, f := range []graph.EdgeFilter{{From: []graph.Key{k}}, {To: []graph.Key{k}}, {Touching: []graph.Key{k}}} {
				if es := edges(t, s, f); len(es) != 0 {
					t.Errorf("edges of %v: %v", k, es)
				}
			}
			if ns := nodes(t, s, graph.NodeFilter{Keys: []graph.Key{k}}); len(ns) != 0 {
				t.Errorf("nodes of the key %v: %v", k, ns)
			}
		}
	}
	check()
	a := thing("a")
	upsert(t, s, graph.Batch{Nodes: []graph.Node{{Key: a}}, Edges: []graph.Edge{link(a, a, "", sourceA)}})
	check()
	if n, err := s.Node(t.Context(), a); err != nil || n.Key != a || len(n.Props) != 0 {
		t.Errorf("Node(%v): %v, %v", a, n, err)
	}
}

func groups(t *testing.T, r *runner) {
	s := r.store(t)
	state := func(i int) graph.Key { return graph.Key{Kind: State, ID: fmt.Sprint("state/", i)} }
	ballot := func(i int) graph.Key { return graph.Key{Kind: Ballot, ID: fmt.Sprint("ballot/", i)} }
	var b graph.Batch
	for i := range 30 {
		b.Nodes = append(b.Nodes, graph.Node{Key: state(i)}, graph.Node{Key: ballot(i)})
		for j := range i { // ballot 0 has no votes
			e := graph.Edge{EdgeKey: graph.EdgeKey{Kind: Voted, From: state(j), To: ballot(i), Source: [...]string{sourceB, sourceA, "source-c"}[(i+j)%3]}}
			switch j % 4 {
			case 0:
				e.Props = graph.P("choice", "yes", "ref", fmt.Sprint("ref/", i))
			case 1:
				e.Props = graph.P("choice", "no")
			case 2:
				e.Props = graph.P("ref", "no choice")
			}
			b.Edges = append(b.Edges, e)
		}
	}
	upsert(t, s, b)
	read := func(r graph.Reader, prop string, stop int) (lines []string) {
		seen := map[graph.Key]bool{}
		for g, err := range graph.Groups(t.Context(), r, Voted, prop) {
			if err != nil {
				t.Fatal(err)
			}
			if seen[g.To] || len(g.From) != len(g.Values) || len(g.From) == 0 {
				t.Fatalf("group %v: given before: %v; %d members, %d values", g.To, seen[g.To], len(g.From), len(g.Values))
			}
			seen[g.To] = true
			for i := range g.From {
				lines = append(lines, fmt.Sprintf("%v %v %q", g.To, g.From[i], g.Values[i]))
			}
			if len(seen) == stop {
				break
			}
		}
		slices.Sort(lines)
		return lines
	}
	for _, prop := range []string{"choice", "ref", "nothing"} {
		var want []string
		for _, e := range b.Edges {
			want = append(want, fmt.Sprintf("%v %v %q", e.To, e.From, e.Props.String(prop)))
		}
		slices.Sort(want)
		same(t, "groups by "+prop, read(s, prop, 0), want)
		// The way of stores without the ability gives the same.
		same(t, "groups from edges by "+prop, read(onlyReader{s}, prop, 0), want)
	}
	read(s, "choice", 1)
	if _, err := graph.Collect(graph.Groups(cancelled(), s, Voted, "choice")); !errors.Is(err, context.Canceled) {
		t.Errorf("groups with a cancelled context: %v", err)
	}
	for g, err := range graph.Groups(t.Context(), s, "NOTHING", "choice") {
		t.Errorf("a group of no relation: %v, %v", g, err)
	}

	t.Run("count", func(t *testing.T) {
		want := graph.Totals{Nodes: map[graph.Kind]int{State: 30, Ballot: 30}, Edges: map[graph.Relation]int{Voted: len(b.Edges)}}
		for _, r := range []graph.Reader{s, onlyReader{s}} {
			if got, err := graph.Count(t.Context(), r); err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("counts %v, %v; want %v", got, err, want)
			}
		}
	})
}

// onlyReader hides a store's abilities.
type onlyReader struct{ graph.Reader }

func neighbors(t *testing.T, r *runner) {
	s := r.store(t)
	ns := things(20)
	upsert(t, s, graph.Batch{Nodes: ns, Edges: chain(ns, sourceA)})
	got, err := graph.Neighbors(t.Context(), s, graph.EdgeFilter{Touching: []graph.Key{ns[5].Key}})
	if err != nil {
		t.Fatal(err)
	}
	var list []graph.Node
	for k, n := range got {
		if k != n.Key {
			t.Errorf("%v is kept under %v", n.Key, k)
		}
		list = append(list, n)
	}
	same(t, "neighbours", nodeLines(list), nodeLines(ns[4:7]))
	if got, err := graph.Neighbors(t.Context(), s, graph.EdgeFilter{From: []graph.Key{thing("nobody")}}); err != nil || len(got) != 0 {
		t.Errorf("neighbours of nobody: %v, %v", got, err)
	}
}
