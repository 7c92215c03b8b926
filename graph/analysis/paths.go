package analysis

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"entente/graph"
	"entente/graph/vocab"
)

// The bounds of a search for paths: a question stays a question, whatever hub
// lies on the way.
const (
	MaxPathLength  = 4      // relations in a path
	MaxPathNodes   = 20_000 // nodes looked at
	MaxPathEdges   = 200_000
	MaxPaths       = 50 // paths given
	pathDefaultLen = 3
)

// pathDefault are the relations paths lead through where none is named: ties of
// states and people, not what joins all with all (votes, trade, membership).
var pathDefault = []graph.Relation{vocab.AlliedWith, vocab.PartyTo, vocab.Sanctions, vocab.AtWarWith, vocab.RivalOf, vocab.Contiguous, vocab.TookPart, vocab.Leads, vocab.Serves}

// pathAllowed are those that may be named.
var pathAllowed = append(slices.Clone(pathDefault), vocab.MemberOf, vocab.ExportsTo, vocab.TradeShare, vocab.PartOf, vocab.Succeeds, vocab.RespondsTo, vocab.At,
	vocab.States, vocab.HasSubject, vocab.HasObject, vocab.SupportedBy, vocab.Contradicted)

// Path leads from one thing to another.
type Path struct{ Steps []Step }

// Step is one relation of a path, in the direction of the path.
type Step struct {
	From, To Ref
	Relation string
	Forward  bool // the relation leads the way the path does
	Spells   []Spell
	Sources  []string
}

// Paths implements Questions: all shortest paths, at most MaxPaths of them.
func (s *Service) Paths(ctx context.Context, from, to string, maxLength int, relations []string, at graph.Date) ([]Path, error) {
	if maxLength == 0 {
		maxLength = pathDefaultLen
	}
	if maxLength < 1 || maxLength > MaxPathLength {
		return nil, badf("maxLength is %d; it must be between 1 and %d", maxLength, MaxPathLength)
	}
	rels := pathDefault
	if len(relations) > 0 {
		rels = nil
		for _, w := range relations {
			rel := graph.Relation(strings.ToUpper(strings.TrimSpace(w)))
			if !slices.Contains(pathAllowed, rel) {
				return nil, badf("%q is no relation paths lead through; there are %s", w, joined(pathAllowed))
			}
			rels = append(rels, rel)
		}
	}
	var ends [2]graph.Key
	for i, asked := range []string{from, to} {
		k, err := s.pathEnd(ctx, asked, at)
		if err != nil {
			return nil, err
		}
		ends[i] = k
	}
	if ends[0] == ends[1] {
		return nil, badf("%q and %q are the same thing (%s); ask for two", from, to, ends[0].ID)
	}
	cov, err := s.readCoverage(ctx)
	if err != nil {
		return nil, err
	}
	w := &pathSearch{s: s, ctx: ctx, cov: cov, rels: rels, at: at, next: map[graph.Key]map[graph.Key]bool{}, held: map[pathHop][]Spell{}}
	length, err := w.search(ends[0], ends[1], maxLength)
	if err != nil || length < 0 {
		return []Path{}, err
	}
	return w.paths(ends[0], ends[1], length)
}

func joined[T ~string](list []T) string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = string(x)
	}
	return strings.Join(out, ", ")
}

// pathEnd finds what a path begins or ends at: any id, or who can act.
func (s *Service) pathEnd(ctx context.Context, asked string, at graph.Date) (graph.Key, error) {
	if k, ok := vocab.ParseID(strings.TrimSpace(asked)); ok && k.Kind != vocab.Country {
		if _, err := s.store.Node(ctx, k); err != nil {
			return graph.Key{}, err
		}
		return k, nil
	}
	return s.actor(ctx, asked, at)
}

// pathHop is a relation between two nodes, in the direction it is stored.
type pathHop struct {
	from, to graph.Key
	rel      graph.Relation
}

type pathSearch struct {
	s    *Service
	ctx  context.Context
	cov  *coverage
	rels []graph.Relation
	at   graph.Date

	next  map[graph.Key]map[graph.Key]bool // neighbours, of the nodes that were expanded
	held  map[pathHop][]Spell
	edges int
	dist  [2]map[graph.Key]int
	depth [2]int
}

// search widens the smaller of two rings, about either end, until they meet; it
// gives the length of the shortest paths, or -1.
func (w *pathSearch) search(from, to graph.Key, longest int) (int, error) {
	w.dist = [2]map[graph.Key]int{{from: 0}, {to: 0}}
	ring := [2][]graph.Key{{from}, {to}}
	for w.depth[0]+w.depth[1] < longest {
		side := 0
		if len(ring[1]) < len(ring[0]) {
			side = 1
		}
		found, err := w.widen(ring[side])
		if err != nil {
			return 0, err
		}
		w.depth[side]++
		ring[side] = ring[side][:0:0]
		best := -1
		for _, k := range found {
			if _, ok := w.dist[side][k]; ok {
				continue
			}
			w.dist[side][k] = w.depth[side]
			ring[side] = append(ring[side], k)
			if d, ok := w.dist[1-side][k]; ok && (best < 0 || d+w.depth[side] < best) {
				best = d + w.depth[side]
			}
		}
		if best >= 0 {
			return best, nil
		}
		if len(ring[side]) == 0 {
			return -1, nil
		}
		if n := len(w.dist[0]) + len(w.dist[1]); n > MaxPathNodes {
			return 0, badf("more than %s things lie that near; name fewer relations, a date or a smaller maxLength", thousands(MaxPathNodes))
		}
	}
	return -1, nil
}

// widen reads the relations of a ring in one call, and where a date is asked
// the dates of the events met in a second one.
func (w *pathSearch) widen(ring []graph.Key) ([]graph.Key, error) {
	var es []graph.Edge
	var events []graph.Key
	// What a step shows is all that is read: properties make most of an edge.
	f := graph.EdgeFilter{Kinds: w.rels, Touching: ring, Props: []string{"since", "until", "firstSeen", "lastSeen", "ref", "year", "date"}}
	for e, err := range w.s.store.Edges(w.ctx, f) {
		if err != nil {
			return nil, fmt.Errorf("read the relations of a path: %w", err)
		}
		if w.edges++; w.edges > MaxPathEdges {
			return nil, badf("more than %s relations lie that near; name fewer relations, a date or a smaller maxLength", thousands(MaxPathEdges))
		}
		es = append(es, e)
		for _, k := range []graph.Key{e.From, e.To} {
			if k.Kind == vocab.Event {
				events = append(events, k)
			}
		}
	}
	var dates map[graph.Key]graph.Interval
	if !w.at.IsZero() {
		var err error
		if dates, err = w.eventDates(events); err != nil {
			return nil, err
		}
	}
	var out []graph.Key
	for _, e := range es {
		v := w.cov.spell(e, w.at)
		if y, ok := e.Props.Int("year"); ok {
			v.Since, v.Until = graph.Year(int(y)), graph.Year(int(y))
			v.judge(w.at)
		}
		if d := e.Props.Date("date"); !d.IsZero() {
			v.Since, v.Until = d, d
			v.judge(w.at)
		}
		for _, k := range []graph.Key{e.From, e.To} {
			if iv, ok := dates[k]; ok && v.Since.IsZero() && v.Until.IsZero() {
				v.Since, v.Until = iv.Since, iv.Until
				v.judge(w.at)
			}
		}
		if !w.at.IsZero() && v.Held != HeldYes && v.Held != HeldPossible {
			continue
		}
		hop := pathHop{e.From, e.To, e.Kind}
		if !slices.Contains(w.held[hop], v) {
			w.held[hop] = append(w.held[hop], v)
		}
		w.join(e.From, e.To)
		w.join(e.To, e.From)
		out = append(out, e.From, e.To)
	}
	return out, nil
}

// eventDates reads when events were.
func (w *pathSearch) eventDates(events []graph.Key) (map[graph.Key]graph.Interval, error) {
	dates := map[graph.Key]graph.Interval{}
	if len(events) == 0 {
		return dates, nil
	}
	slices.SortFunc(events, graph.Key.Compare)
	for n, err := range w.s.store.Nodes(w.ctx, graph.NodeFilter{Keys: slices.Compact(events), Props: []string{"since", "until"}}) {
		if err != nil {
			return nil, fmt.Errorf("read the events of a path: %w", err)
		}
		v := graph.Interval{Since: n.Props.Date("since"), Until: n.Props.Date("until")}
		if v.Until.IsZero() {
			v.Until = v.Since
		}
		dates[n.Key] = v
	}
	return dates, nil
}

func (w *pathSearch) join(a, b graph.Key) {
	if w.next[a] == nil {
		w.next[a] = map[graph.Key]bool{}
	}
	w.next[a][b] = true
}

// on tells whether a node can be the i-th of a shortest path of that length.
func (w *pathSearch) on(k graph.Key, i, length int) bool {
	if i <= w.depth[0] {
		d, ok := w.dist[0][k]
		if !ok || d != i {
			return false
		}
		if length-i > w.depth[1] {
			return true
		}
	}
	if length-i <= w.depth[1] {
		d, ok := w.dist[1][k]
		return ok && d == length-i
	}
	return true
}

// paths writes out the shortest paths, in order of the ids along them.
func (w *pathSearch) paths(from, to graph.Key, length int) ([]Path, error) {
	// Which nodes of each place lead on to the end.
	leads := make([]map[graph.Key]bool, length+1)
	leads[length] = map[graph.Key]bool{to: true}
	for i := length - 1; i >= 0; i-- {
		leads[i] = map[graph.Key]bool{}
		for k := range leads[i+1] {
			for n := range w.next[k] {
				if w.on(n, i, length) {
					leads[i][n] = true
				}
			}
		}
	}
	var chains [][]graph.Key
	var walk func(chain []graph.Key)
	walk = func(chain []graph.Key) {
		if len(chains) == MaxPaths {
			return
		}
		i := len(chain)
		if i == length+1 {
			chains = append(chains, slices.Clone(chain))
			return
		}
		var next []graph.Key
		for n := range w.next[chain[i-1]] {
			if leads[i][n] {
				next = append(next, n)
			}
		}
		slices.SortFunc(next, graph.Key.Compare)
		for _, n := range next {
			walk(append(chain, n))
		}
	}
	walk([]graph.Key{from})

	var nodes, events []graph.Key
	for _, c := range chains {
		nodes = append(nodes, c...)
	}
	for _, k := range nodes {
		if k.Kind == vocab.Event {
			events = append(events, k)
		}
	}
	dates, err := w.eventDates(events)
	if err != nil {
		return nil, err
	}
	name, err := w.s.refs(w.ctx, nodes, w.at)
	if err != nil {
		return nil, err
	}
	out := []Path{}
	for _, c := range chains {
		ways := [][]Step{nil}
		for i := 1; i < len(c); i++ {
			var more [][]Step
			for _, st := range w.steps(name[c[i-1]], name[c[i]], dates) {
				for _, way := range ways {
					more = append(more, append(slices.Clone(way), st))
				}
			}
			if ways = more; len(ways) > MaxPaths {
				ways = ways[:MaxPaths]
			}
		}
		for _, way := range ways {
			if len(out) < MaxPaths {
				out = append(out, Path{way})
			}
		}
	}
	return out, nil
}

// steps gives the relations between two neighbours, one step for each kind and
// direction.
func (w *pathSearch) steps(a, b Ref, dates map[graph.Key]graph.Interval) []Step {
	var out []Step
	for _, rel := range w.rels {
		for _, forward := range []bool{true, false} {
			hop := pathHop{a.Key, b.Key, rel}
			if !forward {
				hop = pathHop{b.Key, a.Key, rel}
			}
			spells := w.held[hop]
			if len(spells) == 0 {
				continue
			}
			slices.SortStableFunc(spells, func(x, y Spell) int {
				return cmp.Or(x.Since.Compare(y.Since), strings.Compare(x.Source, y.Source), strings.Compare(x.Ref, y.Ref))
			})
			st := Step{From: a, To: b, Relation: string(rel), Forward: forward, Spells: spells}
			for i := range spells {
				for _, k := range []graph.Key{a.Key, b.Key} {
					if v, ok := dates[k]; ok && spells[i].Since.IsZero() && spells[i].Until.IsZero() {
						spells[i].Since, spells[i].Until = v.Since, v.Until
					}
				}
				st.Sources = append(st.Sources, spells[i].SourceIDs()...)
			}
			st.Sources = distinct(st.Sources)
			out = append(out, st)
		}
	}
	return out
}
