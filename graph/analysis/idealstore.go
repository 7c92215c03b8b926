package analysis

import (
	"context"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"

	"entente/graph"
	"entente/graph/idealpoint"
	"entente/graph/projection"
	"entente/graph/vocab"
)

// IdealSource is the import name under which derived positions stand. No
// projection reads them.
const IdealSource = "derive-ideal"

// idealNode describes the derived positions: fingerprint of votes, seed and
// model they rest on, version the revision, records their number. It has no
// fingerprint while they are being written.
func idealNode() graph.Key { return vocab.Key(vocab.Source, IdealSource) }

// writeIdeal replaces the positions in the store as a whole.
func (s *Service) writeIdeal(ctx context.Context, in *idealInput, set *idealSet) error {
	n := graph.Node{Key: idealNode(), Props: graph.P("name", "Ideal points derived by entente", "kind", "dataset",
		"citation", "Computed by this program from the Assembly's votes in this graph, by the model of Bailey, Strezhnev & Voeten (2017)", "fingerprint", nil)}
	if _, err := s.store.Upsert(ctx, graph.Batch{Nodes: []graph.Node{n}}); err != nil {
		return err
	}
	l, err := graph.NewLoader(ctx, s.store, IdealSource, graph.LoadOptions{
		Relations: []graph.Relation{vocab.IdealPoint}, Replace: true, Speaks: func(graph.Edge) bool { return true }})
	if err != nil {
		return err
	}
	for i := range set.points {
		p := &set.points[i]
		if err := l.Edge(graph.Edge{
			EdgeKey: graph.EdgeKey{Kind: vocab.IdealPoint, From: idealNode(), To: set.keys[p.State], ID: set.labels[p.Session], Source: IdealSource},
			Props: graph.P("session", set.labels[p.Session], "position", p.Mean, "sd", p.SD, "low", p.Low, "high", p.High, "votes", int(p.Votes), "rhat", p.RHat,
				"draws", packDraws(set.draws.Of(i)), "measureVersion", idealpoint.Version, "seed", idealpoint.DefaultSeed, "sweeps", set.draws.Kept, "revision", in.p.Revision()),
		}); err != nil {
			return err
		}
	}
	if _, err := l.Finish(); err != nil {
		return err
	}
	n = graph.Node{Key: idealNode(), Props: graph.P("fingerprint", in.print, "version", in.p.Revision(), "records", len(set.points))}
	_, err = s.store.Upsert(ctx, graph.Batch{Nodes: []graph.Node{n}})
	return err
}

// hasIdeal reports whether the store says that it has the positions of an input.
func (s *Service) hasIdeal(ctx context.Context, in *idealInput) bool {
	n, err := s.store.Node(ctx, idealNode())
	return err == nil && n.Props.String("fingerprint") == in.print
}

// readIdeal reads positions that an earlier run wrote; nil where there are none
// that rest on these votes, or where they are not whole.
func (s *Service) readIdeal(ctx context.Context, in *idealInput) (*idealSet, error) {
	node, err := s.store.Node(ctx, idealNode())
	if errors.Is(err, graph.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	records, _ := node.Props.Int("records")
	if node.Props.String("fingerprint") != in.print || records <= 0 {
		return nil, nil
	}
	type read struct {
		point idealpoint.Point
		draws []int16
	}
	var all []read
	f := graph.EdgeFilter{Kinds: []graph.Relation{vocab.IdealPoint}, Sources: []string{IdealSource}, From: []graph.Key{idealNode()}}
	for e, err := range s.store.Edges(ctx, f) {
		if err != nil {
			return nil, err
		}
		p, draws, ok := readPoint(in, e)
		if !ok {
			return nil, nil // written by another version, or by hand: compute afresh
		}
		all = append(all, read{p, draws})
	}
	if len(all) != int(records) {
		return nil, nil
	}
	slices.SortFunc(all, func(a, b read) int {
		if a.point.Session != b.point.Session {
			return int(a.point.Session - b.point.Session)
		}
		return int(a.point.State - b.point.State)
	})
	d := idealpoint.Draws{Kept: idealpoint.DefaultKeep, Packed: make([]int16, 0, len(all)*idealpoint.DefaultKeep)}
	points := make([]idealpoint.Point, len(all))
	for i, r := range all {
		points[i] = r.point
		d.Packed = append(d.Packed, r.draws...)
	}
	return newIdealSet(in, points, d), nil
}

func readPoint(in *idealInput, e graph.Edge) (p idealpoint.Point, draws []int16, ok bool) {
	state := slices.Index(in.keys, e.To)
	session := slices.Index(in.labels, e.ID)
	draws, ok = unpackDraws(e.Props.String("draws"))
	if !ok || state < 0 || session < 0 || len(draws) != idealpoint.DefaultKeep || e.Props.String("measureVersion") != idealpoint.Version {
		return p, nil, false
	}
	votes, some := e.Props.Int("votes")
	if !some || votes < 1 || votes > math.MaxInt32 {
		return p, nil, false
	}
	p = idealpoint.Point{State: int32(state), Session: int32(session), Votes: int32(votes)}
	p.Summarise(draws)
	return p, draws, true
}

// packDraws writes draws as text: two bytes each, the lower first, in base 64
// without padding.
func packDraws(draws []int16) string {
	b := make([]byte, 2*len(draws))
	for i, d := range draws {
		binary.LittleEndian.PutUint16(b[2*i:], uint16(d))
	}
	return base64.RawStdEncoding.EncodeToString(b)
}

func unpackDraws(text string) ([]int16, bool) {
	b, err := base64.RawStdEncoding.DecodeString(text)
	if err != nil || len(b)%2 != 0 {
		return nil, false
	}
	out := make([]int16, len(b)/2)
	for i := range out {
		out[i] = int16(binary.LittleEndian.Uint16(b[2*i:]))
	}
	return out, true
}

// IdealDerived tells how the positions in the store stand to its votes, without
// reading them; ok is false where there never were any.
func (s *Service) IdealDerived(ctx context.Context) (d Derived, ok bool, err error) {
	n, err := s.store.Node(ctx, idealNode())
	if errors.Is(err, graph.ErrNotFound) {
		return Derived{}, false, nil
	}
	if err != nil {
		return Derived{}, false, fmt.Errorf("look for derived ideal points: %w", err)
	}
	var p *projection.Projection
	if p, err = s.holder.Refresh(ctx); err != nil {
		return Derived{}, false, err
	}
	records, _ := n.Props.Int("records")
	print := n.Props.String("fingerprint")
	return Derived{Edges: int(records), Revision: n.Props.String("version"), Day: n.Props.Date("imported"),
		Broken: print == "", Stale: print != s.idealInputOf(p).print}, true, nil
}
