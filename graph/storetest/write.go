package storetest

import (
	"context"
	"fmt"
	"math"
	"slices"
	"testing"

	"entente/graph"
)

func sizes(t *testing.T, r *runner) {
	for _, n := range []int{0, 1, 10, 100, 1000, 10_000} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			s := r.store(t)
			before := rev(t, s)
			ns := things(n)
			es := chain(ns, sourceA)
			wantChanges(t, upsert(t, s, graph.Batch{Nodes: ns}), n, 0, 0)
			wantChanges(t, upsert(t, s, graph.Batch{Edges: es}), n, 0, 0)
			after := rev(t, s)
			if (before == after) != (n == 0) {
				t.Errorf("revision %q, then %q", before, after)
			}
			same(t, "scan", all(t, s), append(nodeLines(ns), edgeLines(es)...))

			wantChanges(t, upsert(t, s, graph.Batch{Nodes: ns, Edges: es}), 0, 0, 2*n)
			if again := rev(t, s); again != after {
				t.Errorf("a write without effect moved the revision from %q to %q", after, again)
			}
			for i := range es {
				es[i].Props = es[i].Props.With("i", int64(i%7+100))
			}
			wantChanges(t, upsert(t, s, graph.Batch{Nodes: ns, Edges: es}), 0, n, n)
			same(t, "scan after update", all(t, s), append(nodeLines(ns), edgeLines(es)...))
		})
	}
	t.Run("nodes-and-edges-in-one", func(t *testing.T) {
		s := r.store(t)
		ns := things(50)
		wantChanges(t, upsert(t, s, graph.Batch{Nodes: ns, Edges: chain(ns, sourceA)}), 100, 0, 0)
	})
}

func twiceInABatch(t *testing.T, r *runner) {
	s := r.store(t)
	a, b := thing("a"), thing("b")
	wantChanges(t, upsert(t, s, graph.Batch{
		Nodes: []graph.Node{{Key: a, Props: graph.P("s", "one", "i", 1)}, {Key: b}, {Key: a, Props: graph.P("s", "two")}, {Key: a, Props: graph.P("s", "two")}, {Key: a, Props: graph.P("i", nil)}},
		Edges: []graph.Edge{link(a, b, "", sourceA, "s", "one", "i", 1), link(a, b, "", sourceA, "s", "two"), link(a, b, "", sourceA, "s", "two")},
	}), 3, 3, 2)
	same(t, "scan", all(t, s), append(nodeLines([]graph.Node{{Key: a, Props: graph.P("s", "two")}, {Key: b}}), edgeLines([]graph.Edge{link(a, b, "", sourceA, "s", "two")})...))
}

func invalid(t *testing.T, r *runner) {
	s := r.store(t)
	a, b := thing("a"), thing("b")
	upsert(t, s, graph.Batch{Nodes: []graph.Node{{Key: a}, {Key: b}}})
	before, was := all(t, s), rev(t, s)
	good := graph.Node{Key: thing("c"), Props: graph.P("s", "x")}
	edge := func(k graph.EdgeKey, ps graph.Props) graph.Batch {
		return graph.Batch{Nodes: []graph.Node{good}, Edges: []graph.Edge{link(a, b, "", sourceA), {EdgeKey: k, Props: ps}}}
	}
	node := func(n graph.Node) graph.Batch { return graph.Batch{Nodes: []graph.Node{good, n}} }
	key := link(a, b, "x", sourceA).EdgeKey
	with := func(change func(*graph.EdgeKey)) graph.EdgeKey { k := key; change(&k); return k }
	for name, batch := range map[string]graph.Batch{
		"unknown kind":        node(graph.Node{Key: graph.Key{Kind: "Nothing", ID: "x"}}),
		"kind in other case":  node(graph.Node{Key: graph.Key{Kind: "thing", ID: "x"}}),
		"no id":               node(graph.Node{Key: thing("")}),
		"id with NUL":         node(graph.Node{Key: thing("a\x00b")}),
		"id not UTF-8":        node(graph.Node{Key: thing("a\xff")}),
		"unknown property":    node(graph.Node{Key: thing("d"), Props: graph.P("nothing", "x")}),
		"wrong type":          node(graph.Node{Key: thing("d"), Props: graph.P("i", "1")}),
		"integer for number":  node(graph.Node{Key: thing("d"), Props: graph.P("f", 1)}),
		"NaN":                 node(graph.Node{Key: thing("d"), Props: graph.P("f", math.NaN())}),
		"infinite":            node(graph.Node{Key: thing("d"), Props: graph.P("f", math.Inf(-1))}),
		"text not UTF-8":      node(graph.Node{Key: thing("d"), Props: graph.P("s", "\xc3\x28")}),
		"list not UTF-8":      node(graph.Node{Key: thing("d"), Props: graph.P("l", []string{"ok", "\xff"})}),
		"text with NUL":       node(graph.Node{Key: thing("d"), Props: graph.P("s", "a\x00")}),
		"out of order":        node(graph.Node{Key: thing("d"), Props: graph.Props{{Name: "s", Value: "x"}, {Name: "i", Value: int64(1)}}}),
		"name twice":          node(graph.Node{Key: thing("d"), Props: graph.Props{{Name: "s", Value: "x"}, {Name: "s", Value: "y"}}}),
		"foreign type":        node(graph.Node{Key: thing("d"), Props: graph.P("i", uint8(1))}),
		"unknown relation":    edge(with(func(k *graph.EdgeKey) { k.Kind = "NOTHING" }), nil),
		"no source":           edge(with(func(k *graph.EdgeKey) { k.Source = "" }), nil),
		"ends not allowed":    edge(with(func(k *graph.EdgeKey) { k.Kind = Voted }), nil),
		"edge id with NUL":    edge(with(func(k *graph.EdgeKey) { k.ID = "\x00" }), nil),
		"source not UTF-8":    edge(with(func(k *graph.EdgeKey) { k.Source = "\xfe" }), nil),
		"edge unknown prop":   edge(key, graph.P("ref", "x")),
		"edge wrong type":     edge(key, graph.P("d", "2020-01-01")),
		"edge with nil value": edge(key, graph.P("s", nil)),
	} {
		t.Run(name, func(t *testing.T) {
			c, err := s.Upsert(t.Context(), batch)
			wantIs(t, err, graph.ErrInvalid)
			if c != (graph.Changes{}) {
				t.Errorf("a refused batch reports %+v", c)
			}
		})
	}
	same(t, "scan", all(t, s), before)
	if now := rev(t, s); now != was {
		t.Errorf("refused batches moved the revision from %q to %q", was, now)
	}
}

func cancelledWrite(t *testing.T, r *runner) {
	s := r.store(t)
	ns := things(10)
	upsert(t, s, graph.Batch{Nodes: ns, Edges: chain(ns, sourceA)})
	before, was := all(t, s), rev(t, s)
	_, err := s.Upsert(cancelled(), graph.Batch{Nodes: things(100)})
	wantIs(t, err, context.Canceled)
	_, err = s.Remove(cancelled(), sourceA, []graph.EdgeKey{chain(ns, sourceA)[0].EdgeKey})
	wantIs(t, err, context.Canceled)
	_, err = s.Revision(cancelled())
	wantIs(t, err, context.Canceled)
	_, err = s.Node(cancelled(), ns[0].Key)
	wantIs(t, err, context.Canceled)
	same(t, "scan", all(t, s), before)
	if now := rev(t, s); now != was {
		t.Errorf("cancelled writes moved the revision from %q to %q", was, now)
	}
}

func keepsNoInput(t *testing.T, r *runner) {
	s := r.store(t)
	list := []string{"one", "two"}
	ns := []graph.Node{{Key: thing("a"), Props: graph.P("l", list)}, {Key: thing("b"), Props: graph.P("s", "b")}}
	es := []graph.Edge{link(ns[0].Key, ns[1].Key, "", sourceA, "l", list), link(ns[1].Key, ns[0].Key, "", sourceA, "l", list)}
	want := append(nodeLines(ns), edgeLines(es)...)
	upsert(t, s, graph.Batch{Nodes: ns, Edges: es})
	list[0] = "changed"
	ns[1].Props[0].Value = "changed"
	es[0].Props[0].Value = []string{"changed"}
	ns[0].ID = "changed"
	same(t, "scan", all(t, s), want)
}

// hostile are texts that differ by little, or that a careless query would read
// as part of itself.
var hostile = []string{
	"a", "A", "a ", " a", "a\t", "a\n", "\r\n", " ", "s", "S", "ss", "SS", "i", "I", "fi",
	// Composed and decomposed, compatible and folded to the same.
	"\u00e9", "e\u0301", "\u00c9", "\u00c5", "A\u030a", "\u212b", "K", "\u212a", "\u017f", "\u00df", "\u0130", "\u0131", "\ufb01", "\ud55c", "\u1112\u1161\u11ab",
	"'", "''", "\"", "`", "``", "\\", "\\'", "\\n", "\\u0041", "'; DROP TABLE node; --", "`) DETACH DELETE n //", "$1", "${x}", "{x}", "?", "?1", ":a", "@a", "%", "_", "a%", "a_", "*",
	"--", "/*", "//", "a/b", "a/b/", "a\u00a0", "a\u200b", "a\u200d", "\ufeffa", "\u202ea", "日本", "Россия", "россия", "🇷🇺🇰🇵", "👩\u200d👩\u200d👧", "\U0010ffff", "\uffff", "\ue000", "\x01", "\x7f", "\u0080",
	"0", "00", "1", "1.0", "1e0", "NULL", "null", "true", "NaN", "rollcall/S/RES/2397(2017)", "country/RUS",
}

func hostileKeys(t *testing.T, r *runner) {
	texts := append(slices.Clone(hostile), longText(300), longText(300)+" ")
	s := r.store(t)
	hub := graph.Key{Kind: Other, ID: "hub"}
	ns := []graph.Node{{Key: hub}}
	var es []graph.Edge
	for i, x := range texts {
		ns = append(ns, graph.Node{Key: thing(x), Props: graph.P("i", i, "s", x, "l", []string{x, "", x})})
		es = append(es, link(thing(x), hub, "", sourceA, "i", i), link(hub, thing(x), x, sourceA, "s", x), link(hub, hub, x, sourceA, "i", i), link(hub, hub, "", x, "i", i))
	}
	wantChanges(t, upsert(t, s, graph.Batch{Nodes: ns, Edges: es}), len(ns)+len(es), 0, 0)
	wantChanges(t, upsert(t, s, graph.Batch{Nodes: ns, Edges: es}), 0, 0, len(ns)+len(es))
	same(t, "scan", all(t, s), append(nodeLines(ns), edgeLines(es)...))
	for i, x := range texts {
		n, err := s.Node(t.Context(), thing(x))
		if err != nil || n.ID != x {
			t.Errorf("Node(%q) gives %q, %v", x, n.ID, err)
			continue
		}
		if got, _ := n.Props.Int("i"); got != int64(i) || n.Props.String("s") != x {
			t.Errorf("Node(%q) gives the properties%s", x, text(n.Props))
		}
		if got := edges(t, s, graph.EdgeFilter{From: []graph.Key{thing(x)}}); len(got) != 1 || got[0].From.ID != x {
			t.Errorf("edges from %q: %v", x, got)
		}
		if got := edges(t, s, graph.EdgeFilter{Sources: []string{x}}); len(got) != 1 || got[0].Source != x {
			t.Errorf("edges of the source %q: %v", x, got)
		}
		if got := nodes(t, s, graph.NodeFilter{Where: graph.P("s", x)}); len(got) != 1 || got[0].ID != x {
			t.Errorf("nodes where s is %q: %v", x, got)
		}
	}
	// A kind is part of the key.
	upsert(t, s, graph.Batch{Nodes: []graph.Node{{Key: graph.Key{Kind: Other, ID: "a"}, Props: graph.P("s", "another a")}}})
	if n, err := s.Node(t.Context(), thing("a")); err != nil || n.Props.String("s") != "a" {
		t.Errorf("a node of another kind and the same id: %v, %v", n, err)
	}
	if removed, err := s.Remove(t.Context(), sourceA, []graph.EdgeKey{link(hub, hub, "a", sourceA).EdgeKey}); removed != 1 || err != nil {
		t.Errorf("Remove: %d, %v", removed, err)
	}
	if got := edges(t, s, graph.EdgeFilter{From: []graph.Key{hub}, To: []graph.Key{hub}, Sources: []string{sourceA}}); len(got) != len(texts)-1 {
		t.Errorf("%d edges are left, want %d", len(got), len(texts)-1)
	}
}

func longText(n int) string {
	b := make([]rune, n)
	for i := range b {
		b[i] = rune('α' + i%24)
	}
	return string(b)
}

func identity(t *testing.T, r *runner) {
	s := r.store(t)
	a, b, c := thing("a"), thing("b"), graph.Key{Kind: Other, ID: "a"}
	bare := func(e graph.Edge) graph.Edge { e.Kind, e.Props = Bare, nil; return e }
	es := []graph.Edge{
		link(a, b, "", sourceA, "i", 1), link(a, b, "", sourceB, "i", 2), // two sources, two edges (B37)
		link(a, b, "1961", sourceA, "i", 3), link(a, b, "2024", sourceA, "i", 4),
		link(b, a, "", sourceA, "i", 5), link(a, c, "", sourceA, "i", 6), link(c, a, "", sourceA, "i", 7), link(a, a, "", sourceA, "i", 8),
		bare(link(a, b, "", sourceA)), bare(link(a, b, "", sourceB)),
	}
	wantChanges(t, upsert(t, s, graph.Batch{Nodes: []graph.Node{{Key: a}, {Key: b}, {Key: c}}, Edges: es}), 13, 0, 0)
	same(t, "scan", edgeLines(edges(t, s, graph.EdgeFilter{})), edgeLines(es))
	for i := range es {
		changed := es[i]
		if changed.Kind == Bare {
			changed.Props = graph.P("ref", "x")
		} else {
			changed.Props = graph.P("s", fmt.Sprint(i))
		}
		wantChanges(t, upsert(t, s, graph.Batch{Edges: []graph.Edge{changed}}), 0, 1, 0)
		es[i] = changed
		same(t, "scan after a change of one", edgeLines(edges(t, s, graph.EdgeFilter{})), edgeLines(es))
	}
}

func mergeAndReplace(t *testing.T, r *runner) {
	s := r.store(t)
	a, b := thing("a"), thing("b")
	step := func(ps graph.Props, want graph.Props, created, updated, unchanged int) {
		t.Helper()
		wantChanges(t, upsert(t, s, graph.Batch{Nodes: []graph.Node{{Key: a, Props: ps}}}), created, updated, unchanged)
		n, err := s.Node(t.Context(), a)
		if err != nil || text(n.Props) != text(want) {
			t.Errorf("node has%s, %v; want%s", text(n.Props), err, text(want))
		}
	}
	step(graph.P("s", "x", "i", 1, "d", nil), graph.P("s", "x", "i", 1), 1, 0, 0)
	step(graph.P("f", 1.5), graph.P("s", "x", "i", 1, "f", 1.5), 0, 1, 0)
	step(graph.P("i", 2), graph.P("s", "x", "i", 2, "f", 1.5), 0, 1, 0)
	step(graph.P("i", 2), graph.P("s", "x", "i", 2, "f", 1.5), 0, 0, 1)
	step(nil, graph.P("s", "x", "i", 2, "f", 1.5), 0, 0, 1)
	step(graph.P("s", nil), graph.P("i", 2, "f", 1.5), 0, 1, 0)
	step(graph.P("s", nil, "d", nil), graph.P("i", 2, "f", 1.5), 0, 0, 1)
	step(graph.P("s", "", "l", []string{}), graph.P("s", "", "l", []string{}, "i", 2, "f", 1.5), 0, 1, 0)
	step(graph.P("s", nil, "l", nil, "i", nil, "f", nil), nil, 0, 1, 0)

	upsert(t, s, graph.Batch{Nodes: []graph.Node{{Key: b}}})
	for i, c := range []struct {
		ps                          graph.Props
		created, updated, unchanged int
	}{
		{graph.P("s", "x", "i", 1), 1, 0, 0}, {graph.P("s", "x", "i", 1), 0, 0, 1}, {graph.P("i", 1), 0, 1, 0}, {nil, 0, 1, 0}, {graph.Props{}, 0, 0, 1}, {graph.P("s", ""), 0, 1, 0},
	} {
		e := link(a, b, "", sourceA)
		e.Props = c.ps
		wantChanges(t, upsert(t, s, graph.Batch{Edges: []graph.Edge{e}}), c.created, c.updated, c.unchanged)
		if got := edges(t, s, graph.EdgeFilter{}); len(got) != 1 || text(got[0].Props) != text(c.ps) {
			t.Errorf("step %d: %v", i, got)
		}
	}
}

func dangling(t *testing.T, r *runner) {
	s := r.store(t)
	ns := things(3)
	upsert(t, s, graph.Batch{Nodes: ns, Edges: chain(ns, sourceA)})
	before, was := all(t, s), rev(t, s)
	for name, ends := range map[string][2]graph.Key{
		"from missing": {thing("nobody"), ns[0].Key}, "to missing": {ns[0].Key, thing("nobody")}, "both missing": {thing("x"), thing("y")},
		"other kind": {ns[0].Key, graph.Key{Kind: Other, ID: ns[1].ID}}, "other case": {ns[0].Key, thing("Thing/00001")},
	} {
		t.Run(name, func(t *testing.T) {
			c, err := s.Upsert(t.Context(), graph.Batch{
				Nodes: []graph.Node{{Key: thing("new"), Props: graph.P("s", "new")}, {Key: ns[0].Key, Props: graph.P("s", "changed")}},
				Edges: []graph.Edge{link(ns[0].Key, thing("new"), "", sourceB), link(ends[0], ends[1], "", sourceA), link(ns[0].Key, ns[1].Key, "", sourceA, "i", 999)},
			})
			wantIs(t, err, graph.ErrDangling)
			if c != (graph.Changes{}) {
				t.Errorf("a refused batch reports %+v", c)
			}
			same(t, "scan", all(t, s), before)
			if now := rev(t, s); now != was {
				t.Errorf("a refused batch moved the revision from %q to %q", was, now)
			}
		})
	}
	// What was refused can be written later: nothing of it sticks in a cache.
	wantChanges(t, upsert(t, s, graph.Batch{
		Nodes: []graph.Node{{Key: thing("newer")}, {Key: thing("new")}, {Key: thing("nobody")}},
		Edges: []graph.Edge{link(ns[0].Key, thing("new"), "", sourceB), link(thing("nobody"), thing("newer"), "", sourceB)},
	}), 5, 0, 0)
	if got := edges(t, s, graph.EdgeFilter{Sources: []string{sourceB}}); len(got) != 2 {
		t.Errorf("%d edges, want 2: %v", len(got), got)
	}
}

func types(t *testing.T, r *runner) {
	s := r.store(t)
	values := map[string][]any{
		"s": {"", "x", " ", "line\nline", "2020-01-01", "1", longText(5000)},
		"i": {int64(0), int64(1), int64(-1), int64(127), int64(128), int64(-128), int64(1) << 53, int64(1)<<53 + 1, int64(math.MaxInt64), int64(math.MinInt64)},
		"f": {0.0, 1.0, -1.0, 0.1, 1e300, -1e-300, math.MaxFloat64, math.SmallestNonzeroFloat64, float64(1 << 53), math.Pi},
		"b": {true, false},
		"d": {graph.Year(1977), graph.MustDate("1977-12"), graph.Day(1977, 12, 24), graph.MustDate("0001-01-01"), graph.MustDate("9999-12-31"), graph.Year(1), graph.MustDate("2024-02-29")},
		"l": {[]string{}, []string{""}, []string{"", ""}, []string{"a"}, []string{"b", "a", "b"}, []string{"a,b", "a;b", "[\"a\"]"}},
	}
	var ns []graph.Node
	var es []graph.Edge
	hub := graph.Key{Kind: Other, ID: "hub"}
	for name, list := range values {
		for i, v := range list {
			n := graph.Node{Key: thing(fmt.Sprint(name, i)), Props: graph.P(name, v)}
			ns = append(ns, n)
			es = append(es, link(n.Key, hub, "", sourceA, name, v), link(hub, n.Key, "", sourceB, name, v, "t", "beside"))
		}
	}
	ns = append(ns, graph.Node{Key: hub, Props: graph.P("s", "", "i", 0, "f", 1.0, "b", false, "d", graph.Year(1945), "l", []string{})})
	upsert(t, s, graph.Batch{Nodes: ns, Edges: es})
	check := func(t *testing.T) {
		t.Helper()
		same(t, "scan", all(t, s), append(nodeLines(ns), edgeLines(es)...))
		for _, n := range ns {
			got, err := s.Node(t.Context(), n.Key)
			if err != nil || text(got.Props) != text(n.Props) {
				t.Errorf("%s has%s, %v; want%s", n.Key, text(got.Props), err, text(n.Props))
			}
		}
	}
	check(t)
	wantChanges(t, upsert(t, s, graph.Batch{Nodes: ns, Edges: es}), 0, 0, len(ns)+len(es))
	if r.caps.Reopen != nil {
		s = r.caps.Reopen(t, s)
		check(t)
	}
}

func revision(t *testing.T, r *runner) {
	s := r.store(t)
	ns := things(4)
	es := chain(ns, sourceA)
	empty := rev(t, s)
	seen := map[string]string{empty: "the empty store"}
	if rev(t, s) != empty {
		t.Error("the revision moves by being asked for")
	}
	step := func(what string, effective bool, f func() error) {
		t.Helper()
		before := rev(t, s)
		if err := f(); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		now := rev(t, s)
		switch {
		case effective && seen[now] != "":
			t.Errorf("%s: the revision is %q again, as after %s", what, now, seen[now])
		case !effective && now != before:
			t.Errorf("%s: the revision moved", what)
		}
		seen[now] = what
	}
	up := func(b graph.Batch) func() error {
		return func() error { _, err := s.Upsert(t.Context(), b); return err }
	}
	rm := func(source string, ks ...graph.EdgeKey) func() error {
		return func() error { _, err := s.Remove(t.Context(), source, ks); return err }
	}
	step("nodes", true, up(graph.Batch{Nodes: ns}))
	step("the same nodes", false, up(graph.Batch{Nodes: ns}))
	step("edges", true, up(graph.Batch{Edges: es}))
	step("the same edges", false, up(graph.Batch{Edges: es}))
	step("an empty batch", false, up(graph.Batch{}))
	step("an update of a node", true, up(graph.Batch{Nodes: []graph.Node{{Key: ns[0].Key, Props: graph.P("s", "y")}}}))
	step("its way back", true, up(graph.Batch{Nodes: []graph.Node{ns[0]}}))
	step("an update of an edge", true, up(graph.Batch{Edges: []graph.Edge{link(es[0].From, es[0].To, "", sourceA, "s", "y")}}))
	step("the removal of what is not there", false, rm(sourceB, link(es[0].From, es[0].To, "", sourceB).EdgeKey))
	step("an empty removal", false, rm(sourceA))
	step("a removal", true, rm(sourceA, es[0].EdgeKey))
	step("its repeat", false, rm(sourceA, es[0].EdgeKey))
	step("the edge again", true, up(graph.Batch{Edges: es[:1]}))
}

func reopen(t *testing.T, r *runner) {
	if r.caps.Reopen == nil {
		t.Skip("the store cannot be reopened")
	}
	s := r.store(t)
	ns := things(100)
	es := chain(ns, sourceA)
	upsert(t, s, graph.Batch{Nodes: ns, Edges: es})
	before, was := all(t, s), rev(t, s)
	s = r.caps.Reopen(t, s)
	if now := rev(t, s); now != was {
		t.Errorf("revision %q after reopening, was %q", now, was)
	}
	same(t, "scan", all(t, s), before)
	wantChanges(t, upsert(t, s, graph.Batch{Nodes: ns, Edges: es}), 0, 0, 200)
	wantChanges(t, upsert(t, s, graph.Batch{Nodes: []graph.Node{{Key: thing("later")}}, Edges: []graph.Edge{link(thing("later"), ns[0].Key, "", "source-c", "s", "new")}}), 2, 0, 0)
	if now := rev(t, s); now == was {
		t.Error("a write after reopening did not move the revision")
	}
}

func remove(t *testing.T, r *runner) {
	s := r.store(t)
	ns := things(6)
	a, b := chain(ns, sourceA), chain(ns, sourceB)
	upsert(t, s, graph.Batch{Nodes: ns, Edges: append(slices.Clone(a), b...)})
	before := all(t, s)

	t.Run("other source", func(t *testing.T) {
		n, err := s.Remove(t.Context(), sourceA, []graph.EdgeKey{a[0].EdgeKey, b[1].EdgeKey})
		wantIs(t, err, graph.ErrInvalid)
		if n != 0 {
			t.Errorf("a refused removal reports %d", n)
		}
		same(t, "scan", all(t, s), before)
	})
	t.Run("nothing there", func(t *testing.T) {
		n, err := s.Remove(t.Context(), sourceA, []graph.EdgeKey{
			link(ns[0].Key, ns[3].Key, "", sourceA).EdgeKey, link(ns[0].Key, ns[1].Key, "x", sourceA).EdgeKey, link(thing("nobody"), ns[1].Key, "", sourceA).EdgeKey,
			{Kind: Bare, From: ns[0].Key, To: ns[1].Key, Source: sourceA}, {Kind: "NOTHING", From: ns[0].Key, To: ns[1].Key, Source: sourceA},
		})
		if n != 0 || err != nil {
			t.Errorf("Remove: %d, %v", n, err)
		}
		same(t, "scan", all(t, s), before)
	})
	n, err := s.Remove(t.Context(), sourceA, []graph.EdgeKey{a[0].EdgeKey, a[2].EdgeKey, a[0].EdgeKey})
	if n != 2 || err != nil {
		t.Errorf("Remove: %d, %v; want 2", n, err)
	}
	left := append(append([]graph.Edge{a[1]}, a[3:]...), b...)
	same(t, "scan", all(t, s), append(nodeLines(ns), edgeLines(left)...))

	t.Run("many", func(t *testing.T) {
		ns := things(10_000)
		es := chain(ns, "source-c")
		upsert(t, s, graph.Batch{Nodes: ns, Edges: es})
		keys := make([]graph.EdgeKey, len(es))
		for i := range es {
			keys[i] = es[i].EdgeKey
		}
		if n, err := s.Remove(t.Context(), "source-c", keys); n != len(keys) || err != nil {
			t.Errorf("Remove: %d, %v", n, err)
		}
		same(t, "scan", edgeLines(edges(t, s, graph.EdgeFilter{})), edgeLines(left))
	})
}
