package analysis

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"entente/graph"
	"entente/graph/vocab"
)

// Check is one thing that Verify looked at. Damage is what must not be in a
// store; the rest are contradictions that the records themselves hold and that
// stay visible.
type Check struct {
	Name     string   `json:"name"`
	Doc      string   `json:"doc"`
	Damage   bool     `json:"damage"`
	Looked   int      `json:"looked"` // elements looked at
	Found    int      `json:"found"`  // faults
	Examples []string `json:"examples,omitempty"`
}

// Verification is the outcome of Verify.
type Verification struct {
	Revision string         `json:"revision"`
	Checks   []*Check       `json:"checks"`
	Sources  []SourceCounts `json:"sources"`
}

// SourceCounts is what a source has in the store.
type SourceCounts struct {
	ID     string     `json:"id"`
	Edges  int        `json:"edges"`
	Since  graph.Date `json:"-"`
	Until  graph.Date `json:"-"`
	Covers string     `json:"covers,omitempty"`
}

// Sound reports whether no damage was found.
func (v *Verification) Sound() bool {
	return !slices.ContainsFunc(v.Checks, func(c *Check) bool { return c.Damage && c.Found > 0 })
}

// VerifyOptions for Verify; the zero value works.
type VerifyOptions struct {
	Today    graph.Date // what lies after it is in the future; zero: the day it is
	Examples int        // examples kept of a check; 0 means 5
	Progress func(elements int)
}

// integrity is the ability of a store to check its own pages.
type integrity interface {
	Verify(ctx context.Context) error
}

// Verify reads the whole store and checks it: the store's own structure, that
// nothing leads nowhere, that all obeys the schema, that no date is impossible,
// that a member has one settled position on a roll call, that stated totals
// equal the positions (B48), that sources are declared and cover what they say.
// It changes nothing. An error is one of reading; faults are in the answer.
func Verify(ctx context.Context, s graph.Store, opts VerifyOptions) (*Verification, error) {
	if opts.Today.IsZero() {
		opts.Today = graph.DateOf(time.Now())
	}
	if opts.Examples <= 0 {
		opts.Examples = 5
	}
	v := &verifier{opts: opts, schema: vocab.Schema(), out: &Verification{}, nodes: map[graph.Key]int32{}, calls: map[int32]*tallied{}, sources: map[string]*SourceCounts{}, declared: map[string]graph.Props{}}
	var err error
	if v.out.Revision, err = s.Revision(ctx); err != nil {
		return nil, err
	}
	v.declare()
	if c, ok := graph.As[integrity](s); ok {
		file := v.check("structure", "the store's own pages, handles and lists", true)
		file.Looked = 1
		if err := c.Verify(ctx); errors.Is(err, graph.ErrCorrupt) {
			v.fault(file, "%v", err)
		} else if err != nil {
			return nil, err
		}
	}
	if err := v.readNodes(ctx, s); err != nil {
		return nil, err
	}
	if err := v.readEdges(ctx, s); err != nil {
		return nil, err
	}
	v.totals()
	v.finish()
	if again, err := s.Revision(ctx); err != nil {
		return nil, err
	} else if again != v.out.Revision {
		return nil, fmt.Errorf("verify: %w: the store was written to meanwhile; verify it again when no import runs", graph.ErrChanged)
	}
	return v.out, nil
}

type verifier struct {
	opts   VerifyOptions
	schema *graph.Schema
	out    *Verification

	nodes    map[graph.Key]int32
	calls    map[int32]*tallied
	sources  map[string]*SourceCounts
	declared map[string]graph.Props
	done     int

	schemaNodes, schemaEdges, dangling, order, spells, future, twice, total, unknown, coverage, undated *Check
}

// tallied is a roll call with its stated totals and the positions found.
type tallied struct {
	key     graph.Key
	stated  [4]int64 // yes, no, abstain, absent
	has     [4]bool
	counted [4]int64
	voters  map[int32]bool
	silent  bool // adopted without a vote
}

func (v *verifier) check(name, doc string, damage bool) *Check {
	c := &Check{Name: name, Doc: doc, Damage: damage}
	v.out.Checks = append(v.out.Checks, c)
	return c
}

func (v *verifier) declare() {
	v.schemaNodes = v.check("nodes", "nodes obey the data model", true)
	v.schemaEdges = v.check("edges", "edges obey the data model", true)
	v.dangling = v.check("ends", "both ends of an edge are there", true)
	v.order = v.check("direction", "what says the same from both ends is stored once, from the smaller id", true)
	v.twice = v.check("positions", "a member has at most one settled position on a roll call", true)
	v.unknown = v.check("sources", "the source of an edge is declared", true)
	v.undated = v.check("roll calls", "a roll call has a body and a date", true)
	v.spells = v.check("spells", "what has a beginning and an end ends after it began", false)
	v.future = v.check("future", "nothing that happened lies in the future", false)
	v.total = v.check("totals", "the totals a roll call states equal its settled positions, where all are on record", false)
	v.coverage = v.check("coverage", "what a source dates lies in the period it covers", false)
}

func (v *verifier) fault(c *Check, format string, args ...any) {
	c.Found++
	if len(c.Examples) < v.opts.Examples {
		c.Examples = append(c.Examples, fmt.Sprintf(format, args...))
	}
}

func (v *verifier) step() {
	if v.done++; v.opts.Progress != nil && v.done%4096 == 0 {
		v.opts.Progress(v.done)
	}
}

func (v *verifier) readNodes(ctx context.Context, s graph.Store) error {
	for n, err := range s.Nodes(ctx, graph.NodeFilter{}) {
		if err != nil {
			return fmt.Errorf("verify: read the nodes: %w", err)
		}
		v.step()
		id := int32(len(v.nodes))
		v.nodes[n.Key] = id
		v.schemaNodes.Looked++
		if err := v.schema.CheckNode(n); err != nil {
			v.fault(v.schemaNodes, "%v", err)
		}
		v.spell(n.ID, n.Props.Date("since"), n.Props.Date("until"))
		if n.Kind != vocab.Agreement && n.Kind != vocab.Source && n.Kind != vocab.Claim && n.Kind != vocab.Condition { // these may speak of the future
			v.past(n.ID, n.Props.Date("since"), n.Props.Date("date"), n.Props.Date("born"))
		}
		switch n.Kind {
		case vocab.Source:
			v.declared[vocab.Rest(n.Key)] = n.Props
		case vocab.RollCall:
			v.rollCall(id, n)
		}
	}
	return nil
}

func (v *verifier) rollCall(id int32, n graph.Node) {
	v.undated.Looked++
	if !slices.Contains(vocab.Bodies, n.Props.String("body")) || n.Props.Date("date").IsZero() {
		v.fault(v.undated, "%s has body %q and date %q", n.ID, n.Props.String("body"), n.Props.Date("date"))
	}
	t := &tallied{key: n.Key, voters: map[int32]bool{}, silent: n.Props.String("kind") == "without_vote"}
	for i, name := range [...]string{"yes", "no", "abstain", "absent"} {
		t.stated[i], t.has[i] = n.Props.Int(name)
	}
	v.calls[id] = t
}

func (v *verifier) spell(what string, since, until graph.Date) {
	if since.IsZero() || until.IsZero() {
		return
	}
	v.spells.Looked++
	if until.Last().Compare(since.First()) < 0 {
		v.fault(v.spells, "%s from %s to %s", what, since, until)
	}
}

func (v *verifier) past(what string, dates ...graph.Date) {
	for _, d := range dates {
		if d.IsZero() {
			continue
		}
		v.future.Looked++
		if d.First().Compare(v.opts.Today) > 0 {
			v.fault(v.future, "%s on %s", what, d)
		}
	}
}

func (v *verifier) readEdges(ctx context.Context, s graph.Store) error {
	undirected := map[graph.Relation]bool{}
	for _, r := range vocab.Relations {
		undirected[r.Kind] = !r.Directed && r.Kind != vocab.Withdrawn
	}
	for e, err := range s.Edges(ctx, graph.EdgeFilter{}) {
		if err != nil {
			return fmt.Errorf("verify: read the edges: %w", err)
		}
		v.step()
		v.schemaEdges.Looked++
		if err := v.schema.CheckEdge(e); err != nil {
			v.fault(v.schemaEdges, "%v", err)
		}
		from, ok1 := v.nodes[e.From]
		to, ok2 := v.nodes[e.To]
		if v.dangling.Looked++; !ok1 || !ok2 {
			v.fault(v.dangling, "%s", e.EdgeKey)
		}
		if undirected[e.Kind] {
			if v.order.Looked++; e.From.Compare(e.To) >= 0 {
				v.fault(v.order, "%s", e.EdgeKey)
			}
		}
		v.source(e)
		v.spell(e.EdgeKey.String(), e.Props.Date("since"), e.Props.Date("until"))
		if e.Kind != vocab.Withdrawn && e.Kind != vocab.PartyTo && e.Kind != vocab.States {
			v.past(e.EdgeKey.String(), e.Props.Date("since"), e.Props.Date("date"), e.Props.Date("firstSeen"))
		}
		if e.Kind == vocab.Voted {
			v.voted(e, from, to)
		}
	}
	return nil
}

func (v *verifier) source(e graph.Edge) {
	c := v.sources[e.Source]
	if c == nil {
		c = &SourceCounts{ID: e.Source}
		v.sources[e.Source] = c
		v.unknown.Looked++
		if _, ok := v.declared[e.Source]; !ok {
			v.fault(v.unknown, "%s has no node source/%s", e.EdgeKey, e.Source)
		}
	}
	c.Edges++
	if e.Kind == vocab.Withdrawn {
		return
	}
	for _, d := range [...]graph.Date{e.Props.Date("since"), e.Props.Date("date")} {
		if d.IsZero() {
			continue
		}
		if c.Since.IsZero() || d.First().Compare(c.Since.First()) < 0 {
			c.Since = d
		}
		if c.Until.IsZero() || d.Last().Compare(c.Until.Last()) > 0 {
			c.Until = d
		}
	}
}

func (v *verifier) voted(e graph.Edge, from, to int32) {
	t := v.calls[to]
	if t == nil {
		return // told by ends
	}
	v.twice.Looked++
	if t.voters[from] {
		v.fault(v.twice, "%s on %s", e.From.ID, e.To.ID)
	}
	t.voters[from] = true
	if i := slices.Index(vocab.Choices, e.Props.String("choice")); i >= 0 {
		t.counted[i]++
	}
}

// totals compares stated totals with positions where as many positions are on
// record as members are stated: the starter graph has nine members' alone.
func (v *verifier) totals() {
	calls := make([]*tallied, 0, len(v.calls))
	for _, t := range v.calls {
		calls = append(calls, t)
	}
	slices.SortFunc(calls, func(a, b *tallied) int { return a.key.Compare(b.key) })
	for _, t := range calls {
		var stated, counted int64
		for i := range t.stated {
			stated, counted = stated+t.stated[i], counted+t.counted[i]
		}
		if t.silent || !t.has[0] || !t.has[1] || !t.has[2] || counted < stated-t.stated[3] {
			continue
		}
		v.total.Looked++
		if t.stated[0] != t.counted[0] || t.stated[1] != t.counted[1] || t.stated[2] != t.counted[2] {
			v.fault(v.total, "%s states %d–%d–%d, its positions are %d–%d–%d", t.key.ID, t.stated[0], t.stated[1], t.stated[2], t.counted[0], t.counted[1], t.counted[2])
		}
	}
}

func (v *verifier) finish() {
	for id, c := range v.sources {
		p := v.declared[id]
		since, until := p.Date("since"), p.Date("until")
		if !since.IsZero() || !until.IsZero() {
			c.Covers = since.String() + ".." + until.String()
		}
		if p.String("loaded") == "file" {
			v.coverage.Looked++
			if !until.IsZero() && !c.Until.IsZero() && c.Until.First().Compare(until.Last()) > 0 || !since.IsZero() && !c.Since.IsZero() && c.Since.Last().Compare(since.First()) < 0 {
				v.fault(v.coverage, "%s covers %s and dates things from %s to %s", id, c.Covers, c.Since, c.Until)
			}
		}
		v.out.Sources = append(v.out.Sources, *c)
	}
	slices.SortFunc(v.out.Sources, func(a, b SourceCounts) int { return b.Edges - a.Edges })
}
