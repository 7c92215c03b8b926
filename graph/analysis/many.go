package analysis

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"entente/graph"
	"entente/graph/measure"
	"entente/graph/names"
	"entente/graph/projection"
)

// MaxAmong bounds the countries of a matrix or a bloc: all states that ever
// were, with room.
const MaxAmong = 300

// DefaultFirst is how many neighbours are given where none is asked for.
const DefaultFirst = 10

func (s *Service) resolveAll(asked []string, at graph.Date) ([]graph.Key, []bound, error) {
	if len(asked) > MaxAmong {
		return nil, nil, badf("%d countries asked for; at most %d are allowed", len(asked), MaxAmong)
	}
	var keys []graph.Key
	var bounds []bound
	for _, a := range asked {
		m, err := resolve(a, at)
		if err != nil {
			return nil, nil, err
		}
		if slices.Contains(keys, m.Key) {
			return nil, nil, badf("%q names a state that is in the list already (%s)", a, m.Key.ID)
		}
		keys = append(keys, m.Key)
		if m.Bounds != (graph.Interval{}) {
			bounds = append(bounds, bound{m.Bounds, fmt.Sprintf("%q names %s %s only", a, displayToday(m.Key), span(m.Bounds.Since, m.Bounds.Until))})
		}
	}
	return keys, bounds, nil
}

func displayToday(k graph.Key) string { return names.Display(k, graph.Date{}) }

// Matrix implements Questions.
func (s *Service) Matrix(ctx context.Context, among []string, f VoteFilter, name string) (*Matrix, error) {
	if len(among) < 2 {
		return nil, badf("a matrix needs at least two countries")
	}
	if err := computable(name); err != nil {
		return nil, err
	}
	p, err := s.holder.Get(ctx)
	if err != nil {
		return nil, err
	}
	keys, bounds, err := s.resolveAll(among, f.Until)
	if err != nil {
		return nil, err
	}
	sel, err := ask(p, f, bounds)
	if err != nil {
		return nil, err
	}
	m := &Matrix{Countries: keys, Measure: name, Applied: sel.applied}
	m.Values, m.N = make([][]*float64, len(keys)), make([][]int, len(keys))
	for i := range keys {
		m.Values[i], m.N[i] = make([]*float64, len(keys)), make([]int, len(keys))
	}
	if measure.Name(name) == measure.IdealPointDistance {
		return m, s.idealMatrix(ctx, p, sel, m)
	}
	for i, a := range keys {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		for j := i; j < len(keys); j++ {
			ia, oka := p.Country(a)
			ib, okb := p.Country(keys[j])
			if !oka || !okb {
				continue
			}
			c := p.Pair(ia, ib, sel.Mask)
			r := measure.Compute(measure.Name(name), c, measure.Options{NoInterval: true})
			m.N[i][j], m.N[j][i] = r.N, r.N
			if r.Defined {
				v := r.Value
				m.Values[i][j], m.Values[j][i] = &v, &v
			}
		}
	}
	return m, nil
}

// computable refuses what is no measure.
func computable(name string) error {
	if _, ok := measure.Lookup(measure.Name(name)); !ok {
		return badf("%q is no measure", name)
	}
	return nil
}

// Closest implements Questions.
func (s *Service) Closest(ctx context.Context, to string, f VoteFilter, name string, minVotes, first int) ([]Neighbour, error) {
	if err := computable(name); err != nil {
		return nil, err
	}
	if minVotes < 0 || first < 0 {
		return nil, badf("minVotes and first cannot be negative")
	}
	if first == 0 {
		first = DefaultFirst
	}
	p, err := s.holder.Get(ctx)
	if err != nil {
		return nil, err
	}
	keys, bounds, err := s.resolveAll([]string{to}, f.Until)
	if err != nil {
		return nil, err
	}
	sel, err := ask(p, f, bounds)
	if err != nil {
		return nil, err
	}
	me, ok := p.Country(keys[0])
	if !ok {
		return []Neighbour{}, nil
	}

	if measure.Name(name) == measure.IdealPointDistance {
		return s.idealClosest(ctx, p, sel, keys[0], minVotes, first)
	}

	type row struct {
		key graph.Key
		c   projection.Counts
		r   measure.Result
	}
	var rows []row
	most := 0
	for i, k := range p.Countries() {
		if i == me {
			continue
		}
		c := p.Pair(me, i, sel.Mask)
		r := measure.Compute(measure.Name(name), c, measure.Options{NoInterval: true})
		if !r.Defined {
			continue
		}
		rows = append(rows, row{k, c, r})
		most = max(most, r.N)
	}
	least := minVotes
	if minVotes == 0 {
		// States with few votes must not win (B43).
		least = max(measure.MinChance, (most+1)/2)
	}
	rows = slices.DeleteFunc(rows, func(r row) bool { return r.r.N < least })
	info, _ := measure.Lookup(measure.Name(name))
	slices.SortFunc(rows, func(a, b row) int {
		better := cmp.Compare(b.r.Value, a.r.Value)
		if info.Distance {
			better = -better
		}
		return cmp.Or(better, cmp.Compare(b.r.N, a.r.N), a.key.Compare(b.key))
	})
	out := []Neighbour{}
	for i, r := range rows[:min(first, len(rows))] {
		rank := i + 1
		if i > 0 && r.r.Value == rows[i-1].r.Value {
			rank = out[i-1].Rank // equal values share a rank
		}
		out = append(out, Neighbour{r.key, rank, compute(measure.Name(name), r.c, measure.Options{})})
	}
	return out, nil
}
