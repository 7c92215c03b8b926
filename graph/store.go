package graph

import (
	"context"
	"iter"
	"slices"
)

// Reader reads a graph. All methods obey ctx and may be called at once from
// many goroutines.
type Reader interface {
	// Node gives one node with all its properties, or ErrNotFound.
	Node(ctx context.Context, key Key) (Node, error)

	// Nodes yields each node that f matches once, in no promised order.
	// Breaking off early frees the scan. An error (also a cancelled ctx, also
	// ErrChanged where the store has no snapshot) is yielded once, with a zero
	// Node, and ends the stream.
	Nodes(ctx context.Context, f NodeFilter) iter.Seq2[Node, error]

	// Edges does the same for edges. Edges of a node that does not exist are
	// none.
	Edges(ctx context.Context, f EdgeFilter) iter.Seq2[Edge, error]
}

// Writer changes a graph.
type Writer interface {
	// Upsert writes a batch as a whole or not at all. A node is merged into
	// what is there (nil removes a property), an edge replaces the one of the
	// same key. A node or an edge that stands twice in a batch is applied in
	// order and counted each time. ErrDangling where an edge's end is neither in
	// the store nor among the batch's nodes; ErrInvalid outside the schema.
	Upsert(ctx context.Context, b Batch) (Changes, error)

	// Remove takes away the named edges, which must all be of the given source
	// (ErrInvalid else), and tells how many there were.
	Remove(ctx context.Context, source string, edges []EdgeKey) (int, error)
}

// Store is a graph that can be read and written.
type Store interface {
	Reader
	Writer

	// Revision changes with each effective write, survives reopening and is
	// equal when nothing changed. Opaque and short.
	Revision(ctx context.Context) (string, error)

	// Close frees the store; closing twice is fine, using it after is ErrClosed.
	Close() error
}

// Batch is what one Upsert writes: nodes first, then edges.
type Batch struct {
	Nodes []Node
	Edges []Edge
}

// Len is the number of elements in the batch.
func (b Batch) Len() int { return len(b.Nodes) + len(b.Edges) }

// Changes counts what a write did; the three add up to the input.
type Changes struct{ Created, Updated, Unchanged int }

// Add gives the sum of two counts.
func (c Changes) Add(d Changes) Changes {
	return Changes{c.Created + d.Created, c.Updated + d.Updated, c.Unchanged + d.Unchanged}
}

// Total is the number of elements the changes speak of.
func (c Changes) Total() int { return c.Created + c.Updated + c.Unchanged }

// NodeFilter selects nodes. Empty fields select all; fields are joined by and.
type NodeFilter struct {
	Kinds []Kind
	Keys  []Key
	Where Props // each property present and equal

	// Props names the properties wanted; nil means all, an empty list none. It
	// is not part of Match.
	Props []string
}

// Match is the filter's meaning: a store's answer is the full scan for which
// Match holds.
func (f *NodeFilter) Match(n *Node) bool {
	return in(f.Kinds, n.Kind) && in(f.Keys, n.Key) && where(f.Where, n.Props)
}

// EdgeFilter selects edges. Empty fields select all; fields are joined by and.
type EdgeFilter struct {
	Kinds      []Relation
	From, To   []Key // any of
	Touching   []Key // either end is any of these
	Sources    []string
	NotSources []string
	Where      Props // each property present and equal

	// Props names the properties wanted; nil means all, an empty list none. It
	// is not part of Match.
	Props []string
}

// Match is the filter's meaning.
func (f *EdgeFilter) Match(e *Edge) bool {
	return in(f.Kinds, e.Kind) && in(f.From, e.From) && in(f.To, e.To) && in(f.Sources, e.Source) &&
		(len(f.Touching) == 0 || slices.Contains(f.Touching, e.From) || slices.Contains(f.Touching, e.To)) &&
		!slices.Contains(f.NotSources, e.Source) && where(f.Where, e.Props)
}

func in[T comparable](list []T, x T) bool { return len(list) == 0 || slices.Contains(list, x) }

func where(want, have Props) bool {
	for _, p := range want {
		if v := have.Get(p.Name); v == nil || !EqualValue(v, p.Value) {
			return false
		}
	}
	return true
}

// Select gives the properties named by names (nil: all), as a filter's Props
// asks for. The result may share memory with ps.
func (ps Props) Select(names []string) Props {
	if names == nil {
		return ps
	}
	out := Props{}
	for _, p := range ps {
		if slices.Contains(names, p.Name) {
			out = append(out, p)
		}
	}
	return out
}

// Group is all edges of one relation that lead to one node, with one text
// property of each: From[i] has Values[i] ("" where it has none).
type Group struct {
	To     Key
	From   []Key
	Values []string
}

// Grouper is the ability of a store to read a dense relation group by group,
// which is many times faster than edge by edge. Groups come in no promised
// order, each end node once; a Group's slices may be reused for the next one.
type Grouper interface {
	Groups(ctx context.Context, kind Relation, prop string) iter.Seq2[Group, error]
}

// Counter is the ability of a store to count what it holds without handing it
// over.
type Counter interface {
	Counts(ctx context.Context) (Totals, error)
}

// Totals counts a store's nodes by kind and edges by relation.
type Totals struct {
	Nodes map[Kind]int
	Edges map[Relation]int
}

// Count counts what a store holds: by its own ability, else by reading it.
func Count(ctx context.Context, r Reader) (Totals, error) {
	if c, ok := As[Counter](r); ok {
		return c.Counts(ctx)
	}
	t := Totals{map[Kind]int{}, map[Relation]int{}}
	for n, err := range r.Nodes(ctx, NodeFilter{Props: []string{}}) {
		if err != nil {
			return Totals{}, err
		}
		t.Nodes[n.Kind]++
	}
	for e, err := range r.Edges(ctx, EdgeFilter{Props: []string{}}) {
		if err != nil {
			return Totals{}, err
		}
		t.Edges[e.Kind]++
	}
	return t, nil
}

// ConcurrentWriter is the ability of a store to gain by several Upserts at
// once; a Loader then keeps that many batches of edges on their way.
type ConcurrentWriter interface{ Writers() int }

// Wrapper is implemented by stores that decorate another one.
type Wrapper interface{ Unwrap() Store }

// As finds an ability (a one-method interface) in s or in what it decorates.
func As[T any](s any) (T, bool) {
	for {
		if t, ok := s.(T); ok {
			return t, true
		}
		w, ok := s.(Wrapper)
		if !ok {
			var zero T
			return zero, false
		}
		s = w.Unwrap()
	}
}

// Groups reads a relation grouped by its end: by the store's own ability, else
// from its edges.
func Groups(ctx context.Context, r Reader, kind Relation, prop string) iter.Seq2[Group, error] {
	if g, ok := As[Grouper](r); ok {
		return g.Groups(ctx, kind, prop)
	}
	return func(yield func(Group, error) bool) {
		byEnd := map[Key]*Group{}
		for e, err := range r.Edges(ctx, EdgeFilter{Kinds: []Relation{kind}, Props: []string{prop}}) {
			if err != nil {
				yield(Group{}, err)
				return
			}
			g := byEnd[e.To]
			if g == nil {
				g = &Group{To: e.To}
				byEnd[e.To] = g
			}
			g.From, g.Values = append(g.From, e.From), append(g.Values, e.Props.String(prop))
		}
		for _, g := range byEnd {
			if !yield(*g, nil) {
				return
			}
		}
	}
}

// Collect reads a stream into a slice, for results known to be small.
func Collect[T any](seq iter.Seq2[T, error]) ([]T, error) {
	var out []T
	for x, err := range seq {
		if err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	return out, nil
}

// Neighbors gives the nodes at the other end of the edges f selects, keyed, in
// one look-up for all of them.
func Neighbors(ctx context.Context, r Reader, f EdgeFilter) (map[Key]Node, error) {
	ends := map[Key]bool{}
	for e, err := range r.Edges(ctx, f) {
		if err != nil {
			return nil, err
		}
		ends[e.From], ends[e.To] = true, true
	}
	if len(ends) == 0 {
		return map[Key]Node{}, nil
	}
	keys := make([]Key, 0, len(ends))
	for k := range ends {
		keys = append(keys, k)
	}
	nodes := make(map[Key]Node, len(keys))
	for n, err := range r.Nodes(ctx, NodeFilter{Keys: keys}) {
		if err != nil {
			return nil, err
		}
		nodes[n.Key] = n
	}
	return nodes, nil
}
