package idealpoint

import (
	"cmp"
	"math"
	"slices"
)

// The bounds of Jumps.
const (
	JumpSize  = 1.0 // positions have standard deviation 1
	JumpVotes = 50  // in each of the two sessions
)

// Jump is a state's move from one session in which it voted to the next.
type Jump struct {
	State, From, To int32
	Change          float64 // less the median change of all states between the two
}

// Jumps gives the moves of more than JumpSize between sessions with at least
// JumpVotes votes each, largest first. A change of government can be one; rows
// of a source that stand under a wrong name look the same, so each is a conflict
// to be looked at. The level of whole sessions is taken off, since it is not in
// the votes.
func (r *Result) Jumps() []Jump { return Jumps(r.Points) }

// Jumps does the same for points in any order.
func Jumps(points []Point) []Jump {
	ps := slices.Clone(points)
	slices.SortFunc(ps, func(a, b Point) int { return cmp.Or(cmp.Compare(a.State, b.State), cmp.Compare(a.Session, b.Session)) })
	type step struct{ from, to int32 }
	changes := map[step][]float64{}
	var all []Jump
	for i := 1; i < len(ps); i++ {
		a, b := &ps[i-1], &ps[i]
		if a.State != b.State {
			continue
		}
		s := step{a.Session, b.Session}
		changes[s] = append(changes[s], b.Mean-a.Mean)
		if min(a.Votes, b.Votes) >= JumpVotes {
			all = append(all, Jump{b.State, a.Session, b.Session, b.Mean - a.Mean})
		}
	}
	for _, c := range changes {
		slices.Sort(c)
	}
	out := all[:0]
	for _, j := range all {
		c := changes[step{j.From, j.To}]
		j.Change -= (c[(len(c)-1)/2] + c[len(c)/2]) / 2
		if math.Abs(j.Change) > JumpSize {
			out = append(out, j)
		}
	}
	slices.SortFunc(out, func(a, b Jump) int {
		return cmp.Or(cmp.Compare(math.Abs(b.Change), math.Abs(a.Change)), cmp.Compare(a.State, b.State), cmp.Compare(a.From, b.From))
	})
	return out
}
