package graph

import (
	"context"
	"encoding/binary"
	"fmt"
	"hash/maphash"
	"math"
	"slices"
	"strings"
	"sync"
)

// Withdrawn is the relation under which a record that its source took back
// stays findable (B62): from and to are those of the edge that was, ID is its
// relation and id, and besides its own properties it has relation and
// withdrawn, the day. It is never counted.
const Withdrawn Relation = "WITHDRAWN"

// DefaultChunk is how many edges Load writes at once: larger batches gain
// little in either store and hold more memory.
const DefaultChunk = 10_000

// LoadOptions say how a source's delivery is laid over what it brought before.
// The zero value adds and updates and withdraws nothing.
type LoadOptions struct {
	// Chunk is the number of edges in one Upsert; 0 means DefaultChunk.
	Chunk int

	// Speaks tells whether the delivery speaks for an edge the source brought
	// before: one that it speaks for and does not contain is withdrawn. nil:
	// it speaks for none. It is called once all records are in.
	Speaks func(Edge) bool

	// Relations bounds what is compared to these relations; empty means all.
	Relations []Relation

	// Day is the day of the delivery, recorded on what is withdrawn; zero: not
	// recorded.
	Day Date

	// Replace removes vanished edges without a trace, as derived data is
	// replaced.
	Replace bool

	// MaxVanished is the share (0..1) of the edges spoken for that may vanish
	// before Finish refuses with *VanishedError and withdraws nothing: a cut or
	// foreign file must not sweep a record away. 0 means no bound.
	MaxVanished float64

	// MinVanished is how many edges must vanish before MaxVanished is looked
	// at: of a small delivery a large share may well be corrected.
	MinVanished int

	// OnWithdraw, if set, is told the edges that Finish took away, in parts.
	OnWithdraw func([]Edge)

	// Progress, if set, is told the number of edges taken in so far.
	Progress func(edges int)
}

// VanishedError says that a delivery lacks so much of what its source brought
// before that it is more likely cut than corrected.
type VanishedError struct {
	Source        string
	Vanished, Had int
}

func (e *VanishedError) Error() string {
	return fmt.Sprintf("the file lacks %d of the %d records that %s had for the period it covers; nothing was withdrawn (if the source really took them back, import again with --withdraw)",
		e.Vanished, e.Had, e.Source)
}

// LoadReport counts what Load did. Edges' Created, Updated and Unchanged add up
// to the edges given.
type LoadReport struct {
	Nodes, Edges Changes
	Withdrawn    int
}

// Loader brings one source's nodes and edges into a store: it knows what the
// source had, writes only the difference, and in Finish withdraws what the
// delivery speaks for and no longer has. Use it from one goroutine.
type Loader struct {
	ctx    context.Context
	store  Store
	source string
	opts   LoadOptions

	seed [2]maphash.Seed
	had  map[[2]uint64]*mark   // edges of the source, by hash of their key
	gone map[[2]uint64]EdgeKey // marks of withdrawn records, by hash of the key they had
	back []EdgeKey             // marks of records that came back
	drop []EdgeKey             // edges to take away with the next flush

	slots   chan struct{} // one for each batch that may be on its way
	mu      sync.Mutex    // guards failed and written
	failed  error
	written Changes

	held map[Relation]int // edges of the source by relation
	pool []mark

	batch  Batch
	report LoadReport
	taken  int
	err    error
}

type mark struct {
	props uint64
	seen  bool
}

// NewLoader reads what source has in s and makes a Loader. ctx rules the whole
// load.
func NewLoader(ctx context.Context, s Store, source string, opts LoadOptions) (*Loader, error) {
	if opts.Chunk <= 0 {
		opts.Chunk = DefaultChunk
	}
	l := &Loader{ctx: ctx, store: s, source: source, opts: opts, had: map[[2]uint64]*mark{}, gone: map[[2]uint64]EdgeKey{}, held: map[Relation]int{}, slots: make(chan struct{}, 1)}
	if c, ok := As[ConcurrentWriter](s); ok {
		l.slots = make(chan struct{}, max(1, c.Writers()))
	}
	if len(opts.Relations) > 0 {
		opts.Relations = append(slices.Clone(opts.Relations), Withdrawn)
	}
	l.opts = opts
	l.seed[0], l.seed[1] = maphash.MakeSeed(), maphash.MakeSeed()
	for e, err := range s.Edges(ctx, EdgeFilter{Sources: []string{source}, Kinds: opts.Relations}) {
		if err != nil {
			return nil, fmt.Errorf("read what %s brought before: %w", source, err)
		}
		if e.Kind == Withdrawn {
			was := e.EdgeKey
			kind, id, _ := strings.Cut(e.ID, "/")
			was.Kind, was.ID = Relation(kind), id
			l.gone[l.hashKey(&was)] = e.EdgeKey
			continue
		}
		l.had[l.hashKey(&e.EdgeKey)] = l.mark(l.hashProps(e.Props), false)
		l.held[e.Kind]++
	}
	return l, nil
}

// mark takes a mark from a pool: a million small allocations would cost more
// than the hashing.
func (l *Loader) mark(props uint64, seen bool) *mark {
	if len(l.pool) == 0 {
		l.pool = make([]mark, 4096)
	}
	m := &l.pool[0]
	l.pool = l.pool[1:]
	*m = mark{props, seen}
	return m
}

// Node takes a node in. Nodes are written before the edges that follow them.
func (l *Loader) Node(n Node) error {
	if l.err != nil {
		return l.err
	}
	l.batch.Nodes = append(l.batch.Nodes, n)
	if len(l.batch.Nodes) >= l.opts.Chunk {
		return l.flush()
	}
	return nil
}

// Edge takes an edge in; its source must be the loader's. An edge given twice
// in one delivery is taken once where both are equal (B58) and ErrInvalid
// else, naming the edge.
func (l *Loader) Edge(e Edge) error {
	if l.err != nil {
		return l.err
	}
	if e.Source != l.source {
		return fmt.Errorf("%w: %s given to the loader of %s", ErrInvalid, e.EdgeKey, l.source)
	}
	l.taken++
	if l.opts.Progress != nil && l.taken%4096 == 0 {
		l.opts.Progress(l.taken)
	}
	k, p := l.hashKey(&e.EdgeKey), l.hashProps(e.Props)
	m := l.had[k]
	if was, ok := l.gone[k]; ok && (m == nil || !m.seen) {
		// Also where the edge is there: a load that broke off while it was
		// being withdrawn left it both there and marked.
		l.back = append(l.back, was)
	}
	switch {
	case m == nil:
		l.had[k] = l.mark(p, true)
		l.held[e.Kind]++
	case m.seen && m.props != p:
		return fmt.Errorf("%w: %s stands twice in the delivery with different values", ErrInvalid, e.EdgeKey)
	case m.props == p:
		m.seen = true
		l.report.Edges.Unchanged++
		return nil
	default:
		*m = mark{p, true}
	}
	l.batch.Edges = append(l.batch.Edges, e)
	if len(l.batch.Edges) >= l.opts.Chunk*cap(l.slots) {
		return l.flush()
	}
	return nil
}

// Has tells whether the source brought this edge before or in this delivery.
func (l *Loader) Has(k EdgeKey) bool { return l.had[l.hashKey(&k)] != nil }

// Standing is how an edge stands to what the delivery gave before it.
type Standing int

// The standings: new to the delivery, given before with the same values, given
// before with other values.
const (
	StandsNew Standing = iota
	StandsAgain
	StandsOther
)

// Stands tells how an edge stands to those given so far.
func (l *Loader) Stands(e *Edge) Standing {
	m := l.had[l.hashKey(&e.EdgeKey)]
	switch {
	case m == nil || !m.seen:
		return StandsNew
	case m.props == l.hashProps(e.Props):
		return StandsAgain
	}
	return StandsOther
}

// Held tells how many edges of a relation the source has in the store, those
// given to the Loader included.
func (l *Loader) Held(r Relation) int { return l.held[r] }

// Unchanged tells how many of the edges given so far the store already had.
func (l *Loader) Unchanged() int { return l.report.Edges.Unchanged }

// Discard takes an edge of the source away without a trace, after all that was
// given before it is written: a position that changes its relation is written
// under the new one before it goes under the old. An edge that the source does
// not have is none.
func (l *Loader) Discard(k EdgeKey) error {
	if l.err != nil {
		return l.err
	}
	h := l.hashKey(&k)
	if l.had[h] == nil {
		return nil
	}
	delete(l.had, h)
	l.held[k.Kind]--
	l.drop = append(l.drop, k)
	if len(l.drop) >= l.opts.Chunk {
		return l.flush()
	}
	return nil
}

// flush hands what was taken in to the store: nodes first and apart, so that
// the counts stay apart and no edge comes before its ends. Edges may still be
// on their way when it returns, where the store takes several writers.
func (l *Loader) flush() error {
	if l.err != nil {
		return l.err
	}
	if len(l.batch.Nodes) > 0 {
		c, err := l.store.Upsert(l.ctx, Batch{Nodes: l.batch.Nodes})
		if err != nil {
			l.err = err
			return err
		}
		l.report.Nodes = l.report.Nodes.Add(c)
		l.batch.Nodes = l.batch.Nodes[:0]
	}
	if len(l.batch.Edges) > 0 {
		for _, part := range l.split(l.batch.Edges) {
			l.write(part)
		}
		l.batch.Edges = l.batch.Edges[:0]
	}
	l.mu.Lock()
	failed := l.failed != nil
	l.mu.Unlock()
	if len(l.drop) > 0 || failed || cap(l.slots) == 1 {
		if err := l.wait(); err != nil {
			return err
		}
	}
	if len(l.drop) > 0 {
		if _, err := l.store.Remove(l.ctx, l.source, l.drop); err != nil {
			l.err = err
			return err
		}
		l.drop = l.drop[:0]
	}
	return nil
}

// split parts edges among the store's writers by the node they lead to: batches
// that lead to the same node would wait for each other.
func (l *Loader) split(edges []Edge) [][]Edge {
	if cap(l.slots) == 1 {
		return [][]Edge{edges} // flush waits until it is written
	}
	parts := make([][]Edge, cap(l.slots))
	for _, e := range edges {
		i := maphash.Comparable(l.seed[0], e.To) % uint64(len(parts))
		if parts[i] == nil {
			parts[i] = make([]Edge, 0, len(edges)/len(parts)+len(edges)/8)
		}
		parts[i] = append(parts[i], e)
	}
	return slices.DeleteFunc(parts, func(p []Edge) bool { return len(p) == 0 })
}

// write upserts a batch of edges in a goroutine of its own, once one of the
// store's writers is free.
func (l *Loader) write(edges []Edge) {
	l.slots <- struct{}{}
	l.mu.Lock()
	failed := l.failed != nil
	l.mu.Unlock()
	if failed { // told by the next wait
		<-l.slots
		return
	}
	go func() {
		c, err := l.store.Upsert(l.ctx, Batch{Edges: edges})
		l.mu.Lock()
		if err != nil && l.failed == nil {
			l.failed = err
		}
		l.written = l.written.Add(c)
		l.mu.Unlock()
		<-l.slots
	}()
}

// wait waits until nothing is on its way, and gives the first error there was.
func (l *Loader) wait() error {
	for range cap(l.slots) {
		l.slots <- struct{}{}
	}
	for range cap(l.slots) {
		<-l.slots
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.report.Edges = l.report.Edges.Add(l.written)
	l.written = Changes{}
	if l.failed != nil {
		l.err = l.failed
	}
	return l.err
}

// Flush writes what was taken in so far.
func (l *Loader) Flush() error {
	if err := l.flush(); err != nil {
		return err
	}
	return l.wait()
}

// Finish writes the rest and withdraws what vanished. The Loader is used up.
func (l *Loader) Finish() (LoadReport, error) {
	if err := l.Flush(); err != nil {
		return l.report, err
	}
	if len(l.back) > 0 {
		if _, err := l.store.Remove(l.ctx, l.source, l.back); err != nil {
			return l.report, err
		}
	}
	if l.opts.Speaks == nil {
		return l.report, nil
	}
	unseen := 0
	for _, m := range l.had {
		if !m.seen {
			unseen++
		}
	}
	if unseen == 0 {
		return l.report, nil
	}

	var gone []Edge
	spoken := 0
	for e, err := range l.store.Edges(l.ctx, EdgeFilter{Sources: []string{l.source}, Kinds: l.opts.Relations}) {
		if err != nil {
			return l.report, err
		}
		if e.Kind == Withdrawn || !l.opts.Speaks(e) {
			continue
		}
		spoken++
		if m := l.had[l.hashKey(&e.EdgeKey)]; m != nil && !m.seen {
			gone = append(gone, e)
		}
	}
	if l.opts.MaxVanished > 0 && len(gone) > l.opts.MinVanished && float64(len(gone)) > l.opts.MaxVanished*float64(spoken) {
		return l.report, &VanishedError{l.source, len(gone), spoken}
	}
	return l.report, l.withdraw(gone)
}

func (l *Loader) withdraw(gone []Edge) error {
	for len(gone) > 0 {
		n := min(len(gone), l.opts.Chunk)
		keys := make([]EdgeKey, n)
		marks := make([]Edge, n)
		for i, e := range gone[:n] {
			keys[i] = e.EdgeKey
			marks[i] = Edge{EdgeKey{Withdrawn, e.From, e.To, string(e.Kind) + "/" + e.ID, e.Source}, e.Props.With("relation", string(e.Kind))}
			if !l.opts.Day.IsZero() {
				marks[i].Props = marks[i].Props.With("withdrawn", l.opts.Day)
			}
		}
		// The mark is written first: a break between the two leaves a record
		// that is both there and marked, which the next import mends; the other
		// way round it would be lost.
		if !l.opts.Replace {
			if _, err := l.store.Upsert(l.ctx, Batch{Edges: marks}); err != nil {
				return err
			}
		}
		c, err := l.store.Remove(l.ctx, l.source, keys)
		if err != nil {
			return err
		}
		l.report.Withdrawn += c
		for _, e := range gone[:n] {
			l.held[e.Kind]--
		}
		if l.opts.OnWithdraw != nil {
			l.opts.OnWithdraw(gone[:n])
		}
		gone = gone[n:]
	}
	return nil
}

func (l *Loader) hashKey(k *EdgeKey) [2]uint64 {
	var out [2]uint64
	for i := range out {
		var h maphash.Hash
		h.SetSeed(l.seed[i])
		for _, s := range [...]string{string(k.Kind), string(k.From.Kind), k.From.ID, string(k.To.Kind), k.To.ID, k.ID} {
			h.WriteString(s)
			h.WriteByte(0) // no text in a key holds NUL
		}
		out[i] = h.Sum64()
	}
	return out
}

func (l *Loader) hashProps(ps Props) uint64 {
	var h maphash.Hash
	h.SetSeed(l.seed[0])
	var n [8]byte
	num := func(u uint64) {
		binary.LittleEndian.PutUint64(n[:], u)
		h.Write(n[:])
	}
	text := func(s string) {
		num(uint64(len(s)))
		h.WriteString(s)
	}
	for _, p := range ps {
		text(p.Name)
		h.WriteByte(byte(TypeOf(p.Value)))
		switch v := p.Value.(type) {
		case string:
			text(v)
		case int64:
			num(uint64(v))
		case float64:
			num(math.Float64bits(v))
		case bool:
			if v {
				h.WriteByte(1)
			}
		case Date:
			num(uint64(v.y)<<16 | uint64(v.m)<<8 | uint64(v.d))
		case []string:
			num(uint64(len(v)))
			for _, s := range v {
				text(s)
			}
		}
	}
	return h.Sum64()
}
