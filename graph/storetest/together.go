package storetest

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"entente/graph"
)

func oneNode(t *testing.T, r *runner) {
	s := r.store(t)
	b := graph.Batch{Nodes: []graph.Node{{Key: thing("state"), Props: graph.P("s", "the same")}}, Edges: []graph.Edge{link(thing("state"), thing("state"), "", sourceA, "i", 1)}}
	var wg sync.WaitGroup
	var mu sync.Mutex
	var total graph.Changes
	for range 20 {
		wg.Go(func() {
			c, err := s.Upsert(t.Context(), b)
			if err != nil {
				t.Errorf("Upsert: %v", err)
			}
			mu.Lock()
			total = total.Add(c)
			mu.Unlock()
		})
	}
	wg.Wait()
	wantChanges(t, total, 2, 0, 38)
	same(t, "scan", all(t, s), append(nodeLines(b.Nodes), edgeLines(b.Edges)...))
}

// wholeBatches writes batches that set one number everywhere and reads
// meanwhile: a scan that shows two numbers has seen half a batch.
func wholeBatches(t *testing.T, r *runner) {
	s := r.store(t)
	ns := things(300)
	batch := func(k int) graph.Batch {
		var b graph.Batch
		for i, n := range ns {
			b.Nodes = append(b.Nodes, graph.Node{Key: n.Key, Props: graph.P("i", k)})
			b.Edges = append(b.Edges, link(n.Key, ns[(i+1)%len(ns)].Key, "", sourceA, "i", k, "t", "x"))
		}
		return b
	}
	upsert(t, s, batch(0))
	done := make(chan struct{})
	var wg sync.WaitGroup
	read := func(what string, scan func(func(graph.Props, error))) {
		wg.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				values := map[int64]int{}
				var failed error
				scan(func(ps graph.Props, err error) {
					if err != nil {
						failed = err
						return
					}
					i, _ := ps.Int("i")
					values[i]++
				})
				if errors.Is(failed, graph.ErrChanged) && !r.caps.Snapshots {
					continue
				}
				if failed != nil {
					t.Errorf("%s: %v", what, failed)
					return
				}
				if len(values) != 1 {
					t.Errorf("%s: one scan shows the batches %v", what, values)
					return
				}
			}
		})
	}
	read("nodes", func(f func(graph.Props, error)) {
		for n, err := range s.Nodes(t.Context(), graph.NodeFilter{}) {
			f(n.Props, err)
		}
	})
	read("edges", func(f func(graph.Props, error)) {
		for e, err := range s.Edges(t.Context(), graph.EdgeFilter{}) {
			f(e.Props, err)
		}
	})
	for k := range r.rounds(40) {
		upsert(t, s, batch(k+1))
	}
	close(done)
	wg.Wait()
}

// mixed lets writers and readers loose on everything at once; each writer has a
// source of its own, so the end is known.
func mixed(t *testing.T, r *runner) {
	s := r.store(t)
	ns := things(50)
	upsert(t, s, graph.Batch{Nodes: ns})
	var wg sync.WaitGroup
	var want []graph.Edge
	for w := range 4 {
		source := fmt.Sprint("writer-", w)
		es := chain(ns, source)
		want = append(want, es[1:]...)
		wg.Go(func() {
			for i := range r.rounds(15) {
				for lo := 0; lo < len(es); lo += 10 {
					if _, err := s.Upsert(t.Context(), graph.Batch{Nodes: []graph.Node{{Key: thing(fmt.Sprint(source, "/", i))}}, Edges: es[lo : lo+10]}); err != nil {
						t.Errorf("Upsert: %v", err)
						return
					}
				}
				if n, err := s.Remove(t.Context(), source, []graph.EdgeKey{es[0].EdgeKey}); n != 1 || err != nil {
					t.Errorf("Remove: %d, %v", n, err)
					return
				}
			}
		})
	}
	for range 3 {
		wg.Go(func() {
			for range r.rounds(30) {
				_, err1 := graph.Collect(s.Edges(t.Context(), graph.EdgeFilter{Touching: []graph.Key{ns[3].Key}}))
				_, err2 := graph.Collect(s.Nodes(t.Context(), graph.NodeFilter{Kinds: []graph.Kind{Thing}}))
				_, err3 := s.Node(t.Context(), ns[7].Key)
				_, err4 := s.Revision(t.Context())
				for _, err := range []error{err1, err2, err3, err4} {
					if err != nil && (r.caps.Snapshots || !errors.Is(err, graph.ErrChanged)) {
						t.Errorf("read: %v", err)
						return
					}
				}
			}
		})
	}
	wg.Wait()
	same(t, "scan", edgeLines(edges(t, s, graph.EdgeFilter{})), edgeLines(want))
}

func closing(t *testing.T, r *runner) {
	s := r.store(t)
	ns := things(500)
	upsert(t, s, graph.Batch{Nodes: ns, Edges: chain(ns, sourceA)})
	for range 2 {
		if err := s.Close(); err != nil {
			t.Fatalf("Close: %v", err)
		}
	}
	_, err := s.Node(t.Context(), ns[0].Key)
	wantIs(t, err, graph.ErrClosed)
	_, err = graph.Collect(s.Nodes(t.Context(), graph.NodeFilter{}))
	wantIs(t, err, graph.ErrClosed)
	_, err = graph.Collect(s.Edges(t.Context(), graph.EdgeFilter{}))
	wantIs(t, err, graph.ErrClosed)
	_, err = graph.Collect(graph.Groups(t.Context(), s, Links, "t"))
	wantIs(t, err, graph.ErrClosed)
	_, err = s.Upsert(t.Context(), graph.Batch{Nodes: ns})
	wantIs(t, err, graph.ErrClosed)
	_, err = s.Upsert(t.Context(), graph.Batch{})
	wantIs(t, err, graph.ErrClosed)
	_, err = s.Remove(t.Context(), sourceA, []graph.EdgeKey{chain(ns, sourceA)[0].EdgeKey})
	wantIs(t, err, graph.ErrClosed)
	_, err = s.Revision(t.Context())
	wantIs(t, err, graph.ErrClosed)

	t.Run("in a scan", func(t *testing.T) {
		s := r.store(t)
		upsert(t, s, graph.Batch{Nodes: ns})
		var failed []error
		for _, err := range s.Nodes(t.Context(), graph.NodeFilter{}) {
			if err != nil {
				failed = append(failed, err)
			} else if err := s.Close(); err != nil {
				t.Fatalf("Close: %v", err)
			}
		}
		if len(failed) != 1 || !errors.Is(failed[0], graph.ErrClosed) {
			t.Errorf("a scan in which the store is closed ends with %v", failed)
		}
	})
}

// model is the contract in a few lines, to compare stores with.
type model struct {
	nodes map[graph.Key]graph.Props
	edges map[graph.EdgeKey]graph.Props
}

func (m *model) upsert(b graph.Batch) (c graph.Changes, ok bool) {
	has := func(k graph.Key) bool {
		_, ok := m.nodes[k]
		return ok || slices.ContainsFunc(b.Nodes, func(n graph.Node) bool { return n.Key == k })
	}
	for _, e := range b.Edges {
		if !has(e.From) || !has(e.To) {
			return c, false
		}
	}
	count := func(old, now graph.Props, had bool) {
		switch {
		case !had:
			c.Created++
		case old.Equal(now):
			c.Unchanged++
		default:
			c.Updated++
		}
	}
	for _, n := range b.Nodes {
		old, had := m.nodes[n.Key]
		now := old.Merge(n.Props)
		count(old, now, had)
		m.nodes[n.Key] = now
	}
	for _, e := range b.Edges {
		old, had := m.edges[e.EdgeKey]
		count(old, e.Props, had)
		m.edges[e.EdgeKey] = e.Props
	}
	return c, true
}

func (m *model) lines() []string {
	var ns []graph.Node
	var es []graph.Edge
	for k, ps := range m.nodes {
		ns = append(ns, graph.Node{Key: k, Props: ps})
	}
	for k, ps := range m.edges {
		es = append(es, graph.Edge{EdgeKey: k, Props: ps})
	}
	return append(nodeLines(ns), edgeLines(es)...)
}

func randomBatches(t *testing.T, r *runner) {
	for seed := range uint64(r.rounds(5)) {
		t.Run(fmt.Sprint("seed-", seed), func(t *testing.T) {
			w := newWorld(t, seed)
			s := r.store(t)
			m := &model{map[graph.Key]graph.Props{}, map[graph.EdgeKey]graph.Props{}}
			w.keys = w.keys[:14]
			for step := range r.rounds(60) {
				before := rev(t, s)
				effective := false
				if w.rnd.IntN(4) > 0 || len(m.edges) == 0 {
					b := w.batch()
					want, ok := m.upsert(b)
					got, err := s.Upsert(t.Context(), b)
					if ok && err != nil || !ok && !errors.Is(err, graph.ErrDangling) || got != want {
						t.Fatalf("step %d: Upsert gives %+v, %v; want %+v, %v", step, got, err, want, ok)
					}
					effective = want.Created+want.Updated > 0
				} else {
					source := pick(w, sourceA, sourceB)
					var keys []graph.EdgeKey
					want := 0
					for range w.rnd.IntN(40) {
						k := w.edgeKey()
						k.Source = source
						keys = append(keys, k)
						if _, ok := m.edges[k]; ok {
							want++
							delete(m.edges, k)
						}
					}
					got, err := s.Remove(t.Context(), source, keys)
					if got != want || err != nil {
						t.Fatalf("step %d: Remove gives %d, %v; want %d", step, got, err, want)
					}
					effective = want > 0
				}
				if now := rev(t, s); (now != before) != effective {
					t.Fatalf("step %d: revision %q, then %q; effective: %v", step, before, now, effective)
				}
				same(t, fmt.Sprint("step ", step), all(t, s), m.lines())
			}
		})
	}
}
