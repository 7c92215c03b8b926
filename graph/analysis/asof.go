package analysis

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"strings"

	"entente/graph"
	"entente/graph/vocab"
)

// asOfStore shows a store as it was known on a day: what is later is not there,
// an end that came later is open and was last seen on the day, what was
// withdrawn later still stands. It only reads.
//
// The day something was known from is the day its source first said so
// (firstSeen), else the day of the act itself: of a vote, a signature, an
// event, a statement; of yearly data the end of the year. That a dataset about
// earlier times was published later is not held against it.
type asOfStore struct {
	graph.Store
	day    graph.Date
	signed map[graph.Key]graph.Date // of agreements, read once
}

// asOf makes the view. Agreements are read now: an alliance is known from its
// treaty's signature.
func asOf(ctx context.Context, s graph.Store, day graph.Date) (*asOfStore, error) {
	v := &asOfStore{Store: s, day: day, signed: map[graph.Key]graph.Date{}}
	f := graph.NodeFilter{Kinds: []graph.Kind{vocab.Agreement}, Props: []string{"signed", "since"}}
	for n, err := range s.Nodes(ctx, f) {
		if err != nil {
			return nil, err
		}
		v.signed[n.Key] = cmp.Or(n.Props.Date("signed"), n.Props.Date("since"))
	}
	return v, nil
}

// later tells whether a date surely lies after the day: one known to the year
// alone is known in that year.
func (v *asOfStore) later(d graph.Date) bool {
	return !d.IsZero() && d.First().Compare(v.day.Last()) > 0
}

// Node implements graph.Reader.
func (v *asOfStore) Node(ctx context.Context, k graph.Key) (graph.Node, error) {
	n, err := v.Store.Node(ctx, k)
	if err != nil {
		return n, err
	}
	n, ok := v.node(n)
	if !ok {
		return graph.Node{}, graph.ErrNotFound
	}
	return n, nil
}

// Nodes implements graph.Reader.
func (v *asOfStore) Nodes(ctx context.Context, f graph.NodeFilter) iter.Seq2[graph.Node, error] {
	want := f.Props
	if f.Props != nil {
		f.Props = append(slices.Clone(f.Props), "since", "until", "date", "signed", "status", "statusReason")
	}
	return func(yield func(graph.Node, error) bool) {
		for n, err := range v.Store.Nodes(ctx, f) {
			if err != nil {
				yield(n, err)
				return
			}
			n, ok := v.node(n)
			if !ok {
				continue
			}
			n.Props = n.Props.Select(want)
			if !yield(n, nil) {
				return
			}
		}
	}
}

// without takes properties away.
func without(ps graph.Props, names ...string) graph.Props {
	out := make(graph.Props, 0, len(ps))
	for _, p := range ps {
		if !slices.Contains(names, p.Name) {
			out = append(out, p)
		}
	}
	return out
}

func (v *asOfStore) node(n graph.Node) (graph.Node, bool) {
	p := n.Props
	switch n.Kind {
	case vocab.Source:
		// What a source covers ends with the day.
		if v.later(p.Date("until")) {
			n.Props = p.With("until", v.day)
		}
		return n, true
	case vocab.Agreement:
		if known := cmp.Or(p.Date("signed"), p.Date("since")); v.later(known) {
			return n, false
		}
		if v.later(p.Date("since")) {
			n.Props = without(n.Props, "since")
		}
	case vocab.Event, vocab.RollCall, vocab.Claim:
		if v.later(cmp.Or(p.Date("date"), p.Date("since"))) && (n.Kind != vocab.Claim || v.later(p.Date("date"))) {
			return n, false
		}
		if n.Kind == vocab.Claim {
			return n, true
		}
	default:
		return n, true
	}
	if v.later(p.Date("until")) {
		n.Props = without(n.Props, "until")
	}
	return n, true
}

// knownProps are what decides when an edge was known.
var knownProps = []string{"since", "until", "date", "firstSeen", "lastSeen", "year", "withdrawn", "relation"}

// Edges implements graph.Reader.
func (v *asOfStore) Edges(ctx context.Context, f graph.EdgeFilter) iter.Seq2[graph.Edge, error] {
	want, kinds := f.Props, f.Kinds
	if f.Props != nil {
		f.Props = append(slices.Clone(f.Props), knownProps...)
	}
	if len(f.Kinds) > 0 && !slices.Contains(f.Kinds, vocab.Withdrawn) {
		f.Kinds = append(slices.Clone(f.Kinds), vocab.Withdrawn)
	}
	return func(yield func(graph.Edge, error) bool) {
		for e, err := range v.Store.Edges(ctx, f) {
			if err != nil {
				yield(e, err)
				return
			}
			if e.Kind == vocab.Withdrawn {
				was, ok := v.restored(e)
				if ok {
					e = was
				} else if len(kinds) > 0 && !slices.Contains(kinds, vocab.Withdrawn) {
					continue
				}
			}
			if len(kinds) > 0 && !slices.Contains(kinds, e.Kind) {
				continue
			}
			e, ok := v.edge(e)
			if !ok {
				continue
			}
			e.Props = e.Props.Select(want)
			if !yield(e, nil) {
				return
			}
		}
	}
}

// restored makes of a mark of a withdrawn record the record it was, where it
// was withdrawn after the day.
func (v *asOfStore) restored(e graph.Edge) (graph.Edge, bool) {
	gone := e.Props.Date("withdrawn")
	if gone.IsZero() || gone.First().Compare(v.day.Last()) <= 0 {
		return e, false
	}
	kind, id, _ := strings.Cut(e.ID, "/")
	e.Kind, e.ID = graph.Relation(kind), id
	e.Props = without(e.Props, "relation", "withdrawn")
	return e, true
}

func (v *asOfStore) edge(e graph.Edge) (graph.Edge, bool) {
	p := e.Props
	known := cmp.Or(p.Date("firstSeen"), p.Date("date"), p.Date("since"))
	switch e.Kind {
	case vocab.PartyTo:
		if d, ok := v.signed[e.To]; ok && !d.IsZero() {
			known = d
		}
	case vocab.AlliedWith:
		if d, ok := v.signed[vocab.Key(vocab.Agreement, e.ID)]; ok && !d.IsZero() {
			known = d
		}
	case vocab.ExportsTo, vocab.TradeShare:
		if y, ok := p.Int("year"); ok && known.IsZero() {
			known = graph.Day(int(y), 12, 31)
		}
	case vocab.Voted, vocab.VotedPer, vocab.HasSubject, vocab.HasObject:
		return e, true // as known as the roll call or the claim
	}
	if v.later(known) {
		return e, false
	}
	if v.later(p.Date("until")) {
		// It was known to hold, its end was not.
		e.Props = without(e.Props, "until").With("lastSeen", v.day)
		if strings.HasPrefix(p.String("ref"), citePrefix) {
			e.Props = without(e.Props, "ref") // what it cites tells the end
		}
	} else if v.later(p.Date("lastSeen")) {
		e.Props = e.Props.With("lastSeen", v.day)
	}
	return e, true
}

// Upsert refuses: the past is not written.
func (v *asOfStore) Upsert(context.Context, graph.Batch) (graph.Changes, error) {
	return graph.Changes{}, graph.ErrReadOnly
}

// Remove refuses too.
func (v *asOfStore) Remove(context.Context, string, []graph.EdgeKey) (int, error) {
	return 0, graph.ErrReadOnly
}
