package idealpoint_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"entente/graph/idealpoint"
)

// Votes hidden from the estimate are predicted, beside three simple rules. The
// numbers stand in docs/measures.md; the test holds only what must not get lost.
func TestHeldOut(t *testing.T) {
	if testing.Short() {
		t.Skip("estimates the whole Assembly")
	}
	a := readAssembly(t)
	r := rand.New(rand.NewPCG(5, 5))
	type hidden struct {
		call, state int
		choice      uint8
	}
	var out []hidden
	v := a.Votes
	v.State, v.Choice, v.Start = nil, nil, []int{0}
	for j := range a.Session {
		for k := a.Start[j]; k < a.Start[j+1]; k++ {
			if r.Float64() < .05 {
				out = append(out, hidden{j, int(a.State[k]), a.Choice[k]})
				continue
			}
			v.State, v.Choice = append(v.State, a.State[k]), append(v.Choice, a.Choice[k])
		}
		v.Start = append(v.Start, len(v.State))
	}
	res := estimate(t, &v, idealpoint.Options{})
	at := map[[2]int32]float64{}
	for _, p := range res.Points {
		at[[2]int32{p.State, p.Session}] = p.Mean
	}

	// What the rules need, all from what was not hidden.
	choice := make([][]uint8, len(v.Session)) // by roll call, state; 9 for none
	for j := range v.Session {
		choice[j] = make([]uint8, v.States)
		for s := range choice[j] {
			choice[j][s] = 9
		}
		for k := v.Start[j]; k < v.Start[j+1]; k++ {
			choice[j][v.State[k]] = v.Choice[k]
		}
	}
	calls := make([][]int, v.Sessions)
	for j, s := range v.Session {
		calls[s] = append(calls[s], j)
	}
	most := func(n [3]int) uint8 {
		best := uint8(0)
		for c := range uint8(3) {
			if n[c] > n[best] {
				best = c
			}
		}
		return best
	}
	// alike[session][state]: the others, by the share of equal votes in that
	// session.
	alike := map[[2]int][]float64{}
	likeness := func(session, state int) []float64 {
		if got := alike[[2]int{session, state}]; got != nil {
			return got
		}
		out := make([]float64, v.States)
		for s := range out {
			same, n := 0., 0.
			for _, j := range calls[session] {
				if x, y := choice[j][state], choice[j][s]; x < 9 && y < 9 {
					n++
					if x == y {
						same++
					}
				}
			}
			out[s] = (same + .5) / (n + 1) // few shared votes are no likeness
			if s == state || n == 0 {
				out[s] = -1
			}
		}
		alike[[2]int{session, state}] = out
		return out
	}

	var n, model, majority, own, similar, off, offModel float64
	var loss float64
	for _, h := range out {
		theta, ok := at[[2]int32{int32(h.state), a.Session[h.call]}]
		it := res.Items[h.call]
		if !ok || !it.Used {
			continue
		}
		n++
		p := idealpoint.Cell(theta, it.Beta, it.G1, it.G2)
		guess := uint8(0)
		for c := range uint8(3) {
			if p[c] > p[guess] {
				guess = c
			}
		}
		loss -= math.Log(max(p[h.choice], 1e-6))
		var of, mine [3]int
		for _, c := range choice[h.call] {
			if c < 9 {
				of[c]++
			}
		}
		for _, j := range calls[a.Session[h.call]] {
			if c := choice[j][h.state]; c < 9 {
				mine[c]++
			}
		}
		like := likeness(int(a.Session[h.call]), h.state)
		best := -1
		for s, x := range like {
			if choice[h.call][s] < 9 && (best < 0 || x > like[best]) {
				best = s
			}
		}
		add := func(sum *float64, c uint8) {
			if c == h.choice {
				*sum++
			}
		}
		add(&model, guess)
		add(&majority, most(of))
		add(&own, most(mine))
		if best >= 0 {
			add(&similar, choice[h.call][best])
		}
		if most(of) != h.choice {
			off++
			add(&offModel, guess)
		}
	}
	t.Logf("%.0f hidden votes: model %.2f %%, mean log loss %.3f; majority of the roll call %.2f %%, the state's own majority %.2f %%, the most similar state's vote %.2f %%; of the %.0f that left the majority the model has %.1f %%",
		n, 100*model/n, loss/n, 100*majority/n, 100*own/n, 100*similar/n, off, 100*offModel/off)
	if model/n < .88 || model <= majority || model <= own {
		t.Errorf("the model predicts %.2f %%", 100*model/n)
	}
}

// Two seeds give the same picture of the real Assembly; sessions follow from one
// another; the anchors stand the right way round.
func TestAssembly(t *testing.T) {
	if testing.Short() {
		t.Skip("estimates the whole Assembly twice")
	}
	a := readAssembly(t)
	r, other := estimate(t, &a.Votes, idealpoint.Options{}), estimate(t, &a.Votes, idealpoint.Options{Seed: 2})
	if len(r.Reversed) > 0 {
		t.Errorf("the wrong way round: %v", r.Reversed)
	}
	share, worst := r.Converged()
	all := correlation(means(r), means(other))
	bySession := make([][]int, a.Sessions)
	at := map[[2]int32]int{}
	for i, p := range r.Points {
		bySession[p.Session] = append(bySession[p.Session], i)
		at[[2]int32{p.State, p.Session}] = i
	}
	leastSeeds, leastNext, within := 1., 1., 0
	for s, is := range bySession {
		var x, y, u, w []float64
		level := make([]float64, r.Draws.Kept)
		for _, i := range is {
			x, y = append(x, r.Points[i].Mean), append(y, other.Points[i].Mean)
			if j, ok := at[[2]int32{r.Points[i].State, int32(s - 1)}]; ok {
				u, w = append(u, r.Points[i].Mean), append(w, r.Points[j].Mean)
			}
			for k, d := range r.Draws.Of(i) {
				level[k] += float64(d) / float64(len(is))
			}
		}
		leastSeeds = min(leastSeeds, correlation(x, y))
		if s > 0 {
			c := correlation(u, w)
			leastNext = min(leastNext, c)
			if c < .9 {
				t.Errorf("sessions %s and %s: correlation %.3f", a.sessions[s-1], a.sessions[s], c)
			}
		}
		for _, i := range is {
			less := make([]int16, r.Draws.Kept)
			for k, d := range r.Draws.Of(i) {
				less[k] = d - int16(math.Round(level[k]))
			}
			var p idealpoint.Point
			if p.Summarise(less); p.RHat <= 1.1 {
				within++
			}
		}
	}
	t.Logf("two seeds: correlation %.4f over all, at least %.4f within a session; next sessions at least %.3f; split R-hat up to 1.1: %.1f %% of positions, %.1f %% less the session's mean; worst %.2f",
		all, leastSeeds, leastNext, 100*share, 100*float64(within)/float64(len(r.Points)), worst)
	if all < .998 || leastSeeds < .99 || share < .9 {
		t.Error("the sampler does not settle as it did")
	}
	for _, j := range r.Jumps() {
		t.Logf("jump: %s, session %s to %s: %+.2f", a.codes[j.State], a.sessions[j.From], a.sessions[j.To], j.Change)
	}
}
