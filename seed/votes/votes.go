// Package votes decides, for every importer of votes alike, which source's
// word is the position that counts. One member, one roll call, one position,
// however many sources report it: the first source of a fixed order gives it
// (VOTED), what any further source says is kept beside it and never counted
// (VOTED_PER). So loading a second source of the same votes changes no count.
package votes

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"entente/graph"
	"entente/graph/vocab"
)

// The bodies, as roll calls name them.
const (
	Assembly = "general_assembly"
	Council  = "security_council"
)

// Starter is the source name of the starter graph.
const Starter = "starter"

// Order is the order in which sources give the position, by body, the first
// first. In the Council the starter's record comes before the files, because it
// was settled from several of them, roll call by roll call. A source that is
// not named comes after all that are, and such among themselves by name.
var Order = map[string][]string{
	Council:  {Starter, "undl-sc", "undl-wide", "sc-members", "sc-failed", "sc-meetings", "sc-vetoes"},
	Assembly: {"undl-ga", "undl-wide", Starter, "unvotes"},
}

// Before reports whether source a gives positions in body before source b.
func Before(body, a, b string) bool {
	i, j := rank(body, a), rank(body, b)
	if i != j {
		return i < j
	}
	return a < b
}

func rank(body, source string) int {
	if i := slices.Index(Order[body], source); i >= 0 {
		return i
	}
	return len(Order[body])
}

// strangers are the sources that give no body that source gives: their
// positions, which can be a million, need not be read.
func strangers(source string) []string {
	mine := map[string]bool{}
	for body, order := range Order {
		if slices.Contains(order, source) {
			mine[body] = true
		}
	}
	if len(mine) == 0 {
		return nil
	}
	shared := map[string]bool{}
	for body := range mine {
		for _, s := range Order[body] {
			shared[s] = true
		}
	}
	var out []string
	for _, order := range Order {
		for _, s := range order {
			if !shared[s] {
				out = append(out, s)
			}
		}
	}
	slices.Sort(out)
	return out
}

// Settler writes one source's positions through its Loader, each as VOTED or
// VOTED_PER, and moves aside positions that a worse source held. Use it from
// one goroutine, like the Loader.
//
// The order of writes keeps a broken import mendable: what another source held
// is first written as VOTED_PER, then taken from VOTED, and only then the
// better position written. At no moment do two sources hold one position, and
// importing again completes what was begun.
type Settler struct {
	ctx    context.Context
	store  graph.Store
	source string
	loader *graph.Loader
	chunk  int

	calls   map[graph.Key]int32
	members map[graph.Key]int32
	names   []graph.Key         // of members
	held    [][]holding         // by roll call and member; nil where nobody else holds any
	sources []string            // other sources; holding.source-1 indexes it
	refs    []map[uint8]string  // by roll call: the reference by source, where it is one for the roll call
	odd     map[[2]int32]string // reference of a pair whose source has several in one roll call

	aside []graph.Edge // positions of other sources to move to VOTED_PER
	wait  []graph.Edge // our edges that follow them

	unchanged, kept, displaced int
	lost                       []graph.EdgeKey // our own positions withdrawn
	props                      propCache
}

// holding is who holds a pair's position and which it is.
type holding struct{ source, choice uint8 }

var choices = []string{"yes", "no", "abstain", "absent"}

// NewSettler reads which positions other sources hold in the store. loader must
// be the source's own, reading at least VOTED and VOTED_PER; hand Withdrawn as
// its OnWithdraw where it withdraws.
func NewSettler(ctx context.Context, s graph.Store, source string, loader *graph.Loader) (*Settler, error) {
	t := &Settler{ctx: ctx, store: s, source: source, loader: loader, chunk: graph.DefaultChunk,
		calls: map[graph.Key]int32{}, members: map[graph.Key]int32{}, odd: map[[2]int32]string{}}
	f := graph.EdgeFilter{Kinds: []graph.Relation{vocab.Voted}, NotSources: append(strangers(source), source), Props: []string{"choice", "ref"}}
	for e, err := range s.Edges(ctx, f) {
		if err != nil {
			return nil, fmt.Errorf("read the positions other sources hold: %w", err)
		}
		t.hold(e)
	}
	return t, nil
}

func (t *Settler) hold(e graph.Edge) {
	call, member := index(t.calls, e.To), t.member(e.From)
	for int(call) >= len(t.held) {
		t.held, t.refs = append(t.held, nil), append(t.refs, nil)
	}
	row := t.held[call]
	for int(member) >= len(row) {
		row = append(row, holding{})
	}
	t.held[call] = row
	src := slices.Index(t.sources, e.Source)
	if src < 0 {
		src = len(t.sources)
		t.sources = append(t.sources, e.Source)
	}
	row[member] = holding{uint8(src + 1), uint8(slices.Index(choices, e.Props.String("choice")) + 1)}
	if t.refs[call] == nil {
		t.refs[call] = map[uint8]string{}
	}
	ref := e.Props.String("ref")
	if have, ok := t.refs[call][uint8(src+1)]; !ok {
		t.refs[call][uint8(src+1)] = ref
	} else if have != ref {
		t.odd[[2]int32{call, member}] = ref
	}
}

// Held gives the positions that other sources hold on a roll call: the member
// and its choice, yes, no, abstain or absent.
func (t *Settler) Held(call graph.Key) iter.Seq2[graph.Key, string] {
	return func(yield func(graph.Key, string) bool) {
		i, ok := t.calls[call]
		if !ok {
			return
		}
		for m, h := range t.held[i] {
			if h.source != 0 && !yield(t.names[m], choiceWord(h.choice)) {
				return
			}
		}
	}
}

func (t *Settler) member(k graph.Key) int32 {
	i, ok := t.members[k]
	if !ok {
		i = int32(len(t.names))
		t.members[k] = i
		t.names = append(t.names, k)
	}
	return i
}

func index(m map[graph.Key]int32, k graph.Key) int32 {
	i, ok := m[k]
	if !ok {
		i = int32(len(m))
		m[k] = i
	}
	return i
}

// RollCall is one roll call being written.
type RollCall struct {
	t     *Settler
	key   graph.Key
	body  string
	loose bool
	call  int32
	row   []holding
	ranks []bool // by other source (holding.source): it comes before ours
}

// RollCall begins a roll call. withoutVote says that it was adopted without a
// vote: then nobody's position is settled, all of ours go to VOTED_PER, and so
// do those of sources that come after ours.
func (t *Settler) RollCall(key graph.Key, body string, withoutVote bool) (*RollCall, error) {
	c := &RollCall{t: t, key: key, body: body, loose: withoutVote, call: -1, ranks: make([]bool, len(t.sources)+1)}
	for i, s := range t.sources {
		c.ranks[i+1] = Before(body, s, t.source)
	}
	if i, ok := t.calls[key]; ok {
		c.call, c.row = i, t.held[i]
	}
	if withoutVote {
		for m, h := range c.row {
			if h.source != 0 && !c.ranks[h.source] {
				c.moveAside(int32(m), h)
			}
		}
	}
	return c, t.pour(false)
}

// Place writes one member's position as our source gives it; choice is yes, no,
// abstain or absent, ref the record it stands in. It reports the position that
// counts and its source: ours, or that of a source that comes before; both are
// "" where none counts. The member's and the roll call's nodes must be in the
// store or given to the Loader before.
func (c *RollCall) Place(member graph.Key, choice, ref string) (settled, by string, err error) {
	return c.place(member, choice, ref, c.loose)
}

// Aside writes what our source gives of one member that settles nothing: a
// letter for a state that was no member on that day (B31).
func (c *RollCall) Aside(member graph.Key, choice, ref string) error {
	_, _, err := c.place(member, choice, ref, true)
	return err
}

func (c *RollCall) place(member graph.Key, choice, ref string, loose bool) (settled, by string, err error) {
	t := c.t
	var h holding
	mi := int32(-1)
	if len(c.row) > 0 {
		if i, ok := t.members[member]; ok && int(i) < len(c.row) {
			mi, h = i, c.row[i]
		}
	}
	kind, other := vocab.Voted, vocab.VotedPer
	switch {
	case h.source != 0 && c.ranks[h.source]:
		kind, other = other, kind
		settled, by = choiceWord(h.choice), t.sources[h.source-1]
	case loose:
		kind, other = other, kind
	default:
		if h.source != 0 {
			c.moveAside(mi, h)
		}
		settled, by = choice, t.source
	}
	e := graph.Edge{EdgeKey: graph.EdgeKey{Kind: kind, From: member, To: c.key, Source: t.source}, Props: t.props.of(choice, ref)}
	if len(t.aside) > 0 {
		t.wait = append(t.wait, e)
		err = t.pour(false)
	} else {
		err = t.write(e)
	}
	if err != nil {
		return settled, by, err
	}
	if k := (graph.EdgeKey{Kind: other, From: member, To: c.key, Source: t.source}); t.loader.Held(other) > 0 {
		err = t.loader.Discard(k)
	}
	return settled, by, err
}

func (c *RollCall) moveAside(member int32, h holding) {
	t := c.t
	source := t.sources[h.source-1]
	ref, ok := t.odd[[2]int32{c.call, member}]
	if !ok {
		ref = t.refs[c.call][h.source]
	}
	t.aside = append(t.aside, graph.Edge{
		EdgeKey: graph.EdgeKey{Kind: vocab.VotedPer, From: t.names[member], To: c.key, Source: source},
		Props:   makeProps(choiceWord(h.choice), ref)})
	t.displaced++
	c.row[member] = holding{}
}

func choiceWord(c uint8) string {
	if c == 0 {
		return ""
	}
	return choices[c-1]
}

// pour moves aside what waits to be moved, once it is a batch or at the end,
// and writes our edges that follow.
func (t *Settler) pour(all bool) error {
	if len(t.aside) == 0 || !all && len(t.aside) < t.chunk {
		return nil
	}
	if _, err := t.store.Upsert(t.ctx, graph.Batch{Edges: t.aside}); err != nil {
		return fmt.Errorf("move positions of other sources aside: %w", err)
	}
	if err := removeAs(t.ctx, t.store, vocab.Voted, t.aside); err != nil {
		return err
	}
	t.aside = t.aside[:0]
	for _, e := range t.wait {
		if err := t.write(e); err != nil {
			return err
		}
	}
	t.wait = t.wait[:0]
	return nil
}

// removeAs removes, source by source, the edges between the same ends that have
// another relation.
func removeAs(ctx context.Context, s graph.Store, kind graph.Relation, edges []graph.Edge) error {
	by := map[string][]graph.EdgeKey{}
	for _, e := range edges {
		k := e.EdgeKey
		k.Kind = kind
		by[e.Source] = append(by[e.Source], k)
	}
	for source, keys := range by {
		if _, err := s.Remove(ctx, source, keys); err != nil {
			return fmt.Errorf("move positions of %s aside: %w", source, err)
		}
	}
	return nil
}

func (t *Settler) write(e graph.Edge) error {
	was := t.loader.Unchanged()
	if err := t.loader.Edge(e); err != nil {
		return err
	}
	if t.loader.Unchanged() > was {
		t.unchanged++
	} else {
		t.kept++
	}
	return nil
}

// Withdrawn is to be the Loader's OnWithdraw: it notes positions of ours that
// their source took back.
func (t *Settler) Withdrawn(edges []graph.Edge) {
	for _, e := range edges {
		if e.Kind == vocab.Voted {
			t.lost = append(t.lost, e.EdgeKey)
		}
	}
}

// Flush writes what waits. It must be called before the Loader's Finish.
func (t *Settler) Flush() error { return t.pour(true) }

// Settle is called after the Loader's Finish: where our source took a position
// back, the next source that reports the pair now gives it.
func (t *Settler) Settle() error {
	if len(t.lost) == 0 {
		return nil
	}
	lost := map[[2]graph.Key]bool{}
	var calls []graph.Key
	seen := map[graph.Key]bool{}
	for _, k := range t.lost {
		lost[[2]graph.Key{k.From, k.To}] = true
		if !seen[k.To] {
			seen[k.To] = true
			calls = append(calls, k.To)
		}
	}
	t.lost = nil
	for part := range slices.Chunk(calls, 500) {
		bodies := map[graph.Key]string{}
		for n, err := range t.store.Nodes(t.ctx, graph.NodeFilter{Keys: part, Props: []string{"body", "kind"}}) {
			if err != nil {
				return fmt.Errorf("read roll calls: %w", err)
			}
			if n.Props.String("kind") != "without_vote" {
				bodies[n.Key] = n.Props.String("body")
			}
		}
		best := map[[2]graph.Key]graph.Edge{}
		f := graph.EdgeFilter{Kinds: []graph.Relation{vocab.VotedPer}, To: part, NotSources: []string{t.source}}
		for e, err := range t.store.Edges(t.ctx, f) {
			if err != nil {
				return fmt.Errorf("read what other sources report: %w", err)
			}
			pair := [2]graph.Key{e.From, e.To}
			body, ok := bodies[e.To]
			if !ok || !lost[pair] {
				continue
			}
			if b, ok := best[pair]; !ok || Before(body, e.Source, b.Source) {
				best[pair] = e
			}
		}
		if len(best) == 0 {
			continue
		}
		var up []graph.Edge
		for _, e := range best {
			e.Kind = vocab.Voted
			e.Props = makeProps(e.Props.String("choice"), e.Props.String("ref"))
			up = append(up, e)
		}
		if _, err := t.store.Upsert(t.ctx, graph.Batch{Edges: up}); err != nil {
			return fmt.Errorf("settle positions that were taken back: %w", err)
		}
		if err := removeAs(t.ctx, t.store, vocab.VotedPer, up); err != nil {
			return err
		}
	}
	return nil
}

// Counts tells how many positions were written (created or changed), how many
// the store had already, and how many of other sources were moved aside.
func (t *Settler) Counts() (kept, unchanged, displaced int) {
	return t.kept, t.unchanged, t.displaced
}

// propCache shares the properties of equal positions: a roll call's 193 edges
// have four different ones at most.
type propCache struct {
	ref   string
	props [5]graph.Props
}

func (c *propCache) of(choice, ref string) graph.Props {
	if c.ref != ref {
		*c = propCache{ref: ref}
	}
	i := slices.Index(choices, choice)
	if i < 0 {
		return makeProps(choice, ref)
	}
	if c.props[i] == nil {
		c.props[i] = makeProps(choice, ref)
	}
	return c.props[i]
}

func makeProps(choice, ref string) graph.Props {
	if ref == "" {
		return graph.Props{{Name: "choice", Value: choice}}
	}
	return graph.Props{{Name: "choice", Value: choice}, {Name: "ref", Value: ref}}
}
