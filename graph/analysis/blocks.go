package analysis

import (
	"fmt"

	"entente/graph/measure"
	"entente/graph/projection"
)

// MeasureBySession implements Pair.
func (r *pair) MeasureBySession(name string, withConsensus bool) (Measure, error) {
	switch measure.Name(name) {
	case measure.IdealPointDistance, measure.YesNoCoincidence, measure.MembershipIdentical, measure.MembershipHalfCredit:
		return Measure{}, badf("%s has no interval by session; ask without bySession", name)
	}
	m, err := r.Measure(name, withConsensus)
	if err != nil || m.Value == nil {
		return m, err
	}
	o := measure.Options{WithConsensus: withConsensus, Blocks: r.blocks()}
	if withConsensus {
		o.ConsensusKnown, o.Consensus = true, r.p.Consensus(r.a, r.b, r.sel.Consensus)
	}
	m = compute(measure.Name(name), r.counts, o)
	m.Definition += fmt.Sprintf(" Interval: percentile bootstrap that draws whole sessions of the Assembly and years of the Council (%d of them); with few it can be narrower, which is no proof of precision.", len(o.Blocks))
	return m, nil
}

// blocks cuts the pair's counts into sessions of the Assembly and years of the
// Council; what has neither is a block of its own. They add up to the whole.
func (r *pair) blocks() []projection.Counts {
	var out []projection.Counts
	m := r.both(r.sel.Mask)
	for _, b := range projection.Bodies {
		by := projection.BySession
		if b == projection.SecurityCouncil {
			by = projection.ByYear
		}
		part := m.And(r.p.OfBody(b))
		rest := r.p.Pair(r.a, r.b, part)
		for _, c := range r.p.ByPeriod(r.a, r.b, r.p.Cut(part, by)) {
			for i := range c.C {
				for j := range c.C[i] {
					rest.C[i][j] -= c.C[i][j]
				}
			}
			rest.Members -= c.Members
			if c.N() > 0 {
				out = append(out, c)
			}
		}
		if rest.N() > 0 {
			out = append(out, rest)
		}
	}
	return out
}
