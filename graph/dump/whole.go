package dump

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"entente/graph"
)

// whole is a graph in memory, made to hold a million edges in some seventy
// bytes each: names are numbers, and properties stay the text they are written
// as.
type whole struct {
	nodes []graph.Node
	place map[graph.Key]uint32 // of a node in nodes

	kinds, ids, sources words
	edges               []edge

	blocks [][]byte // property texts
	known  map[string]span
	seen   int // property texts given so far
}

// edge is an edge as places in the lists of whole. After sortEdges the places
// compare as the texts they stand for.
type edge struct {
	kind, from, to, id, source uint32
	props                      span
}

// span is a text in whole.blocks.
type span struct{ block, start, size uint32 }

const blockSize = 1 << 20

func newWhole() *whole {
	return &whole{kinds: newWords(), ids: newWords(), sources: newWords(), known: map[string]span{}}
}

// words are distinct texts in the order they came, later sorted.
type words struct {
	list  []string
	index map[string]uint32
}

func newWords() words { return words{index: map[string]uint32{}} }

func (w *words) add(s string) uint32 {
	i, ok := w.index[s]
	if !ok {
		i = uint32(len(w.list))
		w.list = append(w.list, s)
		w.index[s] = i
	}
	return i
}

// sort sorts the texts and gives the new place of each old one.
func (w *words) sort() []uint32 {
	sorted := slices.Sorted(slices.Values(w.list))
	moved := make([]uint32, len(w.list))
	for i, s := range sorted {
		moved[w.index[s]] = uint32(i)
	}
	w.list = sorted
	for i, s := range sorted {
		w.index[s] = uint32(i)
	}
	return moved
}

// sortNodes brings the nodes into order and makes their places known.
func (w *whole) sortNodes() error {
	slices.SortFunc(w.nodes, func(a, b graph.Node) int { return a.Key.Compare(b.Key) })
	w.place = make(map[graph.Key]uint32, len(w.nodes))
	for i, n := range w.nodes {
		if _, ok := w.place[n.Key]; ok {
			return fmt.Errorf("export: %w: %s stands twice in the graph", graph.ErrCorrupt, n.Key)
		}
		w.place[n.Key] = uint32(i)
	}
	return nil
}

// add takes an edge in; the nodes must be there and sorted.
func (w *whole) add(e graph.Edge) error {
	from, ok := w.place[e.From]
	if !ok {
		return fmt.Errorf("there is no node %s, which %s needs", e.From, e.EdgeKey)
	}
	to, ok := w.place[e.To]
	if !ok {
		return fmt.Errorf("there is no node %s, which %s needs", e.To, e.EdgeKey)
	}
	w.edges = append(w.edges, edge{w.kinds.add(string(e.Kind)), from, to, w.ids.add(e.ID), w.sources.add(e.Source), w.keep(e.Props)})
	return nil
}

// keep writes properties into the blocks. Texts that came before are found
// again as long as that pays: all yes votes on a roll call have one.
func (w *whole) keep(ps graph.Props) span {
	if len(w.blocks) == 0 {
		w.blocks = [][]byte{make([]byte, 0, blockSize)}
	}
	last := len(w.blocks) - 1
	b := w.blocks[last]
	start := len(b)
	b = appendProps(b, ps)
	text := b[start:]
	w.seen++
	if s, ok := w.known[string(text)]; ok {
		return s
	}
	if cap(b) != cap(w.blocks[last]) {
		// It did not fit and was copied: it begins a block of its own.
		b = append(make([]byte, 0, max(blockSize, len(text))), text...)
		w.blocks = append(w.blocks, b)
		last, start = last+1, 0
	} else {
		w.blocks[last] = b
	}
	s := span{uint32(last), uint32(start), uint32(len(text))}
	const few = 1 << 16
	if len(w.known) < few || len(w.known) < w.seen/4 {
		w.known[string(text)] = s
	}
	return s
}

func (w *whole) text(s span) []byte { return w.blocks[s.block][s.start : s.start+s.size] }

func byFrom(a, b *edge) int {
	return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to), cmp.Compare(a.id, b.id), cmp.Compare(a.source, b.source))
}

func byTo(a, b *edge) int {
	return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.to, b.to), cmp.Compare(a.from, b.from), cmp.Compare(a.id, b.id), cmp.Compare(a.source, b.source))
}

// sortEdges makes places compare as texts do, sorts the edges and refuses one
// that stands twice.
func (w *whole) sortEdges(order func(a, b *edge) int) error {
	kinds, ids, sources := w.kinds.sort(), w.ids.sort(), w.sources.sort()
	for i := range w.edges {
		e := &w.edges[i]
		e.kind, e.id, e.source = kinds[e.kind], ids[e.id], sources[e.source]
	}
	slices.SortFunc(w.edges, func(a, b edge) int { return order(&a, &b) })
	for i := 1; i < len(w.edges); i++ {
		if order(&w.edges[i-1], &w.edges[i]) == 0 {
			return fmt.Errorf("%s stands twice in the graph", w.key(&w.edges[i]))
		}
	}
	return nil
}

func (w *whole) key(e *edge) graph.EdgeKey {
	return graph.EdgeKey{Kind: graph.Relation(w.kinds.list[e.kind]), From: w.nodes[e.from].Key, To: w.nodes[e.to].Key,
		ID: w.ids.list[e.id], Source: w.sources.list[e.source]}
}

// edge gives an edge with its properties read.
func (w *whole) edge(e *edge, r *reader) (graph.Edge, error) {
	ps, err := r.props(w.text(e.props))
	return graph.Edge{EdgeKey: w.key(e), Props: ps}, err
}

// find gives the properties' text of an edge; the edges must be sorted by
// order.
func (w *whole) find(k graph.EdgeKey, order func(a, b *edge) int) ([]byte, bool) {
	from, ok1 := w.place[k.From]
	to, ok2 := w.place[k.To]
	kind, ok3 := w.kinds.index[string(k.Kind)]
	id, ok4 := w.ids.index[k.ID]
	source, ok5 := w.sources.index[k.Source]
	if !ok1 || !ok2 || !ok3 || !ok4 || !ok5 {
		return nil, false
	}
	i, ok := slices.BinarySearchFunc(w.edges, edge{kind: kind, from: from, to: to, id: id, source: source}, func(a, b edge) int { return order(&a, &b) })
	if !ok {
		return nil, false
	}
	return w.text(w.edges[i].props), true
}

// manifest counts the graph.
func (w *whole) manifest() Manifest {
	m := Manifest{Nodes: map[graph.Kind]int{}, Edges: map[graph.Relation]int{}}
	for i := range w.nodes {
		m.Nodes[w.nodes[i].Kind]++
	}
	counts := make([]int, len(w.kinds.list))
	for i := range w.edges {
		counts[w.edges[i].kind]++
	}
	for i, n := range counts {
		m.Edges[graph.Relation(strings.Clone(w.kinds.list[i]))] = n
	}
	return m
}
