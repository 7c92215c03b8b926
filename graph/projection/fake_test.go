package projection

import (
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"sync"

	"entente/graph"
	"entente/graph/vocab"
)

// memory is a graph in memory, the simplest store there can be.
type memory struct {
	mu    sync.Mutex
	nodes []graph.Node
	edges []graph.Edge
	rev   int

	revisionErr error
	onRead      func() // called at the beginning of each scan
}

var _ graph.Store = (*memory)(nil)

func (m *memory) Node(ctx context.Context, k graph.Key) (graph.Node, error) {
	for n, err := range m.Nodes(ctx, graph.NodeFilter{Keys: []graph.Key{k}}) {
		return n, err
	}
	return graph.Node{}, graph.ErrNotFound
}

func (m *memory) Nodes(ctx context.Context, f graph.NodeFilter) iter.Seq2[graph.Node, error] {
	return func(yield func(graph.Node, error) bool) {
		for _, n := range read(m, &m.nodes) {
			if ctx.Err() != nil {
				yield(graph.Node{}, ctx.Err())
				return
			}
			if f.Match(&n) {
				n.Props = n.Props.Select(f.Props)
				if !yield(n, nil) {
					return
				}
			}
		}
	}
}

func (m *memory) Edges(ctx context.Context, f graph.EdgeFilter) iter.Seq2[graph.Edge, error] {
	return func(yield func(graph.Edge, error) bool) {
		for _, e := range read(m, &m.edges) {
			if ctx.Err() != nil {
				yield(graph.Edge{}, ctx.Err())
				return
			}
			if f.Match(&e) {
				e.Props = e.Props.Select(f.Props)
				if !yield(e, nil) {
					return
				}
			}
		}
	}
}

func read[T any](m *memory, list *[]T) []T {
	if m.onRead != nil {
		m.onRead()
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return (*list)[:len(*list):len(*list)]
}

func (m *memory) Upsert(_ context.Context, b graph.Batch) (graph.Changes, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.nodes, m.edges = append(m.nodes, b.Nodes...), append(m.edges, b.Edges...)
	m.rev++
	return graph.Changes{Created: b.Len()}, nil
}

func (m *memory) Remove(context.Context, string, []graph.EdgeKey) (int, error) { return 0, nil }
func (m *memory) Close() error                                                 { return nil }

func (m *memory) Revision(ctx context.Context) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.revisionErr != nil {
		return "", m.revisionErr
	}
	return fmt.Sprint(m.rev), ctx.Err()
}

// country adds a country with its spells of membership: body, since, until, ….
func (m *memory) country(id string, spells ...string) graph.Key {
	k := vocab.Key(vocab.Country, id)
	m.nodes = append(m.nodes, graph.Node{Key: k})
	for i := 0; i < len(spells); i += 3 {
		org := vocab.Key(vocab.Organisation, spells[i])
		ps := graph.Props{}
		if spells[i+1] != "" {
			ps = ps.With("since", graph.MustDate(spells[i+1]))
		}
		if spells[i+2] != "" {
			ps = ps.With("until", graph.MustDate(spells[i+2]))
		}
		m.edges = append(m.edges, graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.MemberOf, From: k, To: org, ID: fmt.Sprint(i), Source: "t"}, Props: ps})
	}
	return k
}

// call adds a roll call and, from "RUS": "Y", its votes.
func (m *memory) call(id, body, date string, votes map[string]string, props ...any) graph.Key {
	k := vocab.Key(vocab.RollCall, id)
	ps := graph.P("body", body, "kind", "whole", "symbol", id, "outcome", "adopted")
	if date != "" {
		ps = ps.With("date", graph.MustDate(date))
	}
	for i := 0; i < len(props); i += 2 {
		v := props[i+1]
		if n, ok := v.(int); ok {
			v = int64(n)
		}
		ps = ps.With(props[i].(string), v)
	}
	m.nodes = append(m.nodes, graph.Node{Key: k, Props: ps})
	for who, c := range votes {
		m.vote(who, k, c, vocab.Voted, "t")
	}
	return k
}

var letters = map[string]string{"Y": "yes", "N": "no", "A": "abstain", "X": "absent"}

func (m *memory) vote(who string, call graph.Key, letter string, kind graph.Relation, source string) {
	m.edges = append(m.edges, graph.Edge{
		EdgeKey: graph.EdgeKey{Kind: kind, From: vocab.Key(vocab.Country, who), To: call, Source: source},
		Props:   graph.P("choice", letters[letter]),
	})
}

func (m *memory) edge(kind graph.Relation, from, to graph.Key, source string) {
	m.edges = append(m.edges, graph.Edge{EdgeKey: graph.EdgeKey{Kind: kind, From: from, To: to, Source: source}})
}

// grouped is a store that delivers dense relations by group at no cost, to time
// the build alone.
type grouped struct {
	*memory
	groups []graph.Group
}

func (g grouped) Groups(ctx context.Context, kind graph.Relation, prop string) iter.Seq2[graph.Group, error] {
	return func(yield func(graph.Group, error) bool) {
		if kind != vocab.Voted {
			return
		}
		for _, x := range g.groups {
			if !yield(x, nil) {
				return
			}
		}
	}
}

// madeAssembly makes an Assembly of the real one's size: each member joins at
// some time and votes yes in 75, no in 6, abstains in 11, is absent in 8 of 100.
func madeAssembly(members, calls int) grouped {
	r := rand.New(rand.NewPCG(1, 2))
	m := &memory{}
	g := grouped{memory: m}
	joined := make([]int, members)
	ids := make([]graph.Key, members)
	for i := range members {
		ids[i] = vocab.Key(vocab.Country, fmt.Sprintf("C%03d", i))
		m.nodes = append(m.nodes, graph.Node{Key: ids[i]})
		if i > members/4 {
			joined[i] = r.IntN(calls / 3)
		}
	}
	for c := range calls {
		day := graph.Day(1946, 1, 1).AddDays(c * 76 * 365 / calls)
		year, _, _ := day.YMD()
		k := vocab.Key(vocab.RollCall, fmt.Sprintf("A/RES/%d/%d", year-1945, c))
		m.nodes = append(m.nodes, graph.Node{Key: k, Props: graph.P("body", "general_assembly", "kind", "whole", "date", day,
			"session", fmt.Sprint(year-1945), "symbol", fmt.Sprintf("A/RES/%d/%d", year-1945, c), "title", "Question of made-up matters : resolution adopted by the Assembly", "outcome", "adopted")})
		gr := graph.Group{To: k}
		for i := range members {
			if c < joined[i] {
				continue
			}
			v := "yes"
			switch x := r.IntN(100); {
			case x < 6:
				v = "no"
			case x < 17:
				v = "abstain"
			case x < 25:
				v = "absent"
			}
			gr.From, gr.Values = append(gr.From, ids[i]), append(gr.Values, v)
		}
		g.groups = append(g.groups, gr)
	}
	return g
}
