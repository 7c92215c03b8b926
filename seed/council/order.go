package council

import (
	"slices"

	"entente/graph"
)

// fit is how a date stands in the order of meetings.
type fit struct {
	choice int  // the date that fits, by its place among those offered; -1: none does
	loose  bool // another of those offered would fit as well
}

// inOrder takes things in the order of their meetings, each with the dates it
// may have, the recorded one first, and finds the choice by which the most of
// them stand in the order of dates; where that leaves a choice, by which the
// most keep the recorded date. A thing without a date fits nowhere. Dates that
// are out of order, or in order only with day and month exchanged, show
// themselves so without another source (B37).
func inOrder(things [][]graph.Date) []fit {
	var days []graph.Date
	for _, offers := range things {
		for _, d := range offers {
			if !d.IsZero() {
				days = append(days, d.First())
			}
		}
	}
	slices.SortFunc(days, graph.Date.Compare)
	days = slices.Compact(days)
	place := func(d graph.Date) int {
		i, _ := slices.BinarySearchFunc(days, d.First(), graph.Date.Compare)
		return i + 1
	}

	// The heaviest run that never goes back: a thing weighs 1<<20, its recorded
	// date one more. best is a tree of prefix maxima over the days.
	type step struct {
		weight       int
		thing, offer int
		before       int // index into steps, -1 at the beginning
	}
	var steps []step
	best := make([]int, len(days)+1)
	for i := range best {
		best[i] = -1
	}
	upTo := func(p int) int {
		at := -1
		for ; p > 0; p -= p & -p {
			if s := best[p]; s >= 0 && (at < 0 || steps[s].weight > steps[at].weight) {
				at = s
			}
		}
		return at
	}
	for t, offers := range things {
		from := len(steps)
		for o, d := range offers {
			if d.IsZero() {
				continue
			}
			s := step{weight: 1 << 20, thing: t, offer: o, before: upTo(place(d))}
			if o == 0 {
				s.weight++
			}
			if s.before >= 0 {
				s.weight += steps[s.before].weight
			}
			steps = append(steps, s)
		}
		for s := from; s < len(steps); s++ {
			for p := place(things[t][steps[s].offer]); p < len(best); p += p & -p {
				if b := best[p]; b < 0 || steps[s].weight > steps[b].weight {
					best[p] = s
				}
			}
		}
	}
	out := make([]fit, len(things))
	for i := range out {
		out[i].choice = -1
	}
	for s := upTo(len(days)); s >= 0; s = steps[s].before {
		out[steps[s].thing].choice = steps[s].offer
	}

	// Which of those placed would fit otherwise too.
	var low graph.Date
	high := make([]graph.Date, len(things))
	var next graph.Date
	for i := len(things) - 1; i >= 0; i-- {
		high[i] = next
		if c := out[i].choice; c >= 0 {
			next = things[i][c].First()
		}
	}
	for i, offers := range things {
		c := out[i].choice
		if c < 0 {
			continue
		}
		for o, d := range offers {
			if o != c && !d.IsZero() && (low.IsZero() || d.First().Compare(low) >= 0) && (high[i].IsZero() || d.First().Compare(high[i]) <= 0) {
				out[i].loose = true
			}
		}
		low = offers[c].First()
	}
	return out
}
