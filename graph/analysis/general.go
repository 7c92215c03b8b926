package analysis

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"entente/graph"
	"entente/graph/measure"
	"entente/graph/projection"
)

// general is the roll calls of the Assembly as the ideal points see them: each
// roll call's slope and cutpoints, fitted to all states' positions. It belongs to
// one idealSet.
type general struct {
	set   *idealSet
	items []measure.Ordinal // by roll call of the input
	ok    []bool
}

// generalCache keeps the roll calls of the newest positions.
type generalCache struct {
	mu      sync.Mutex
	current *general
}

// get fits the roll calls, once for each set of positions.
func (c *generalCache) get(ctx context.Context, in *idealInput, set *idealSet) (*general, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.current != nil && c.current.set == set {
		return c.current, nil
	}
	g := &general{set: set, items: make([]measure.Ordinal, len(in.calls)), ok: make([]bool, len(in.calls))}
	var wait sync.WaitGroup
	workers := max(1, runtime.GOMAXPROCS(0))
	for w := range workers {
		wait.Go(func() {
			for j := w; j < len(in.calls); j += workers {
				if ctx.Err() != nil {
					return
				}
				if in.divided[j] {
					g.items[j], g.ok[j] = g.fit(in, j)
				}
			}
		})
	}
	wait.Wait()
	if err := context.Cause(ctx); err != nil {
		return nil, fmt.Errorf("fit roll calls to positions: %w", err)
	}
	c.current = g
	return g, nil
}

// fit fits one roll call to the positions of all states that voted but some.
func (g *general) fit(in *idealInput, j int, hidden ...int32) (measure.Ordinal, bool) {
	v := &in.votes
	var theta []float64
	var choice []uint8
	for k := v.Start[j]; k < v.Start[j+1]; k++ {
		if slices.Contains(hidden, v.State[k]) {
			continue
		}
		i, ok := g.set.at[[2]int32{v.Session[j], v.State[k]}]
		if !ok {
			continue
		}
		theta, choice = append(theta, g.set.points[i].Mean), append(choice, v.Choice[k])
	}
	return measure.FitOrdinal(theta, choice)
}

// place is a state's position in a session without some votes.
type place struct{ mean, variance float64 }

// places re-estimates a state's positions with its votes on some roll calls
// hidden, all else held fixed.
func (g *general) places(in *idealInput, state int32, hidden map[int]bool) map[int32]place {
	v := &in.votes
	bySession := map[int32]*measure.SessionVotes{}
	for j := range in.calls {
		shown := g.ok[j] && !hidden[j]
		if !shown && !hidden[j] {
			continue
		}
		for k := v.Start[j]; k < v.Start[j+1]; k++ {
			if v.State[k] != state {
				continue
			}
			sv := bySession[v.Session[j]]
			if sv == nil {
				sv = &measure.SessionVotes{}
				bySession[v.Session[j]] = sv
			}
			if shown {
				sv.Items, sv.Choice = append(sv.Items, g.items[j]), append(sv.Choice, v.Choice[k])
			}
			break
		}
	}
	sessions := make([]int32, 0, len(bySession))
	for t := range bySession {
		sessions = append(sessions, t)
	}
	slices.Sort(sessions)
	votes := make([]measure.SessionVotes, len(sessions))
	for i, t := range sessions {
		votes[i] = *bySession[t]
	}
	mean, variance := measure.FitPositions(votes)
	out := make(map[int32]place, len(sessions))
	for i, t := range sessions {
		out[t] = place{mean[i], variance[i]}
	}
	return out
}

// excess is how much more often two states agreed on some roll calls than their
// general positions expect.
type excess struct {
	measure.Excess
	outside int    // of the roll calls on which both voted: not in the model
	why     string // why there is none
}

// excessOf compares what was seen on roll calls of the Assembly with what is
// expected from positions fitted with A's and B's votes on them hidden.
//
// A full fit for each question would take too long, so all other states'
// positions are held at their posterior means of the kept fit: each roll call of
// the mask is fitted anew to the other states alone, and the positions of A and B
// are estimated anew, along the model's random walk, from their votes on all
// other roll calls. Two votes are thousandths of a fit of all states, so the
// others' positions would hardly move. Roll calls on which all others took one
// position are not in the model and are left out.
func (s *Service) excessOf(ctx context.Context, p *projection.Projection, a, b graph.Key, m projection.Mask) (excess, error) {
	set, in, why, err := s.idealState(ctx, p)
	if err != nil || set == nil {
		return excess{why: why}, err
	}
	sa, oka := set.state[a]
	sb, okb := set.state[b]
	if !oka || !okb {
		return excess{why: "one of the two cast no vote that counts in the model of all votes"}, nil
	}
	g, err := s.general.get(ctx, in, set)
	if err != nil {
		return excess{}, err
	}
	hidden := map[int]bool{}
	for j, at := range in.calls {
		if m.Has(at) {
			hidden[j] = true
		}
	}
	pa, pb := g.places(in, sa, hidden), g.places(in, sb, hidden)
	var same []bool
	var chance []float64
	out := excess{}
	ia, _ := p.Country(a)
	ib, _ := p.Country(b)
	inModel := 0
	for j, at := range in.calls {
		if !hidden[j] {
			continue
		}
		ca, cb := p.Choice(ia, at), p.Choice(ib, at)
		if !ca.Present() || !cb.Present() {
			continue
		}
		item, ok := g.fit(in, j, sa, sb)
		if !ok {
			continue
		}
		t := in.votes.Session[j]
		x, okx := pa[t]
		y, oky := pb[t]
		if !okx || !oky {
			continue
		}
		inModel++
		same = append(same, ca == cb)
		chance = append(chance, item.SameChance(x.mean, x.variance, y.mean, y.variance))
	}
	out.Excess = measure.ExcessOf(same, chance)
	c := p.Pair(ia, ib, m.And(p.OfBody(projection.GeneralAssembly)))
	out.outside = c.N() - inModel
	if !out.Defined {
		out.why = "none of these roll calls divided the other states, so their positions expect nothing of it"
	}
	return out, nil
}
