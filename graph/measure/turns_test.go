package measure

import (
	"math"
	"math/rand/v2"
	"testing"
)

// made draws a series: one share for each step.
func madeSeries(r *rand.Rand, n int, shares []float64) []Count {
	out := make([]Count, len(shares))
	for i, p := range shares {
		out[i].N = n
		for range n {
			if r.Float64() < p {
				out[i].K++
			}
		}
	}
	return out
}

func flat(p float64, n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = p
	}
	return out
}

// In a series without a turn one is found in at most 5 of 100 (1,000 runs).
func TestTurnsFalseAlarms(t *testing.T) {
	runs := 1000
	if testing.Short() {
		runs = 100
	}
	for _, x := range []struct {
		p       float64
		n, step int
	}{{.6, 70, 75}, {.9, 15, 40}, {.2, 100, 30}, {.5, 8, 75}} {
		r := rand.New(rand.NewPCG(7, uint64(x.n)))
		alarms := 0
		for range runs {
			if len(Turns(madeSeries(r, x.n, flat(x.p, x.step))).Turns) > 0 {
				alarms++
			}
		}
		t.Logf("counted: share %.2f, %d roll calls a step, %d steps: %d false alarms in %d runs", x.p, x.n, x.step, alarms, runs)
		if alarms*100 > 5*runs {
			t.Errorf("share %.2f, %d roll calls a step, %d steps: %d false alarms in %d runs", x.p, x.n, x.step, alarms, runs)
		}
	}
	// Years that differ more than chance would have it, as real ones do.
	r := rand.New(rand.NewPCG(8, 8))
	alarms := 0
	for range runs {
		ps := flat(.6, 75)
		for i := range ps {
			ps[i] = min(1, max(0, ps[i]+.08*r.NormFloat64()))
		}
		if len(Turns(madeSeries(r, 70, ps)).Turns) > 0 {
			alarms++
		}
	}
	t.Logf("counted: uneven years: %d false alarms in %d runs", alarms, runs)
	if alarms*100 > 5*runs {
		t.Errorf("uneven years: %d false alarms in %d runs", alarms, runs)
	}
}

// A turn that is there is found, where it is, and with its size.
func TestTurnsPower(t *testing.T) {
	const runs = 200
	for _, x := range []struct {
		from, to float64
		n        int
		least    int // of 100 found within one step
	}{{.6, .75, 70, 90}, {.9, .5, 20, 95}, {.8, .9, 100, 90}} {
		r := rand.New(rand.NewPCG(9, uint64(x.n)))
		found, right := 0, 0
		for range runs {
			c := Turns(madeSeries(r, x.n, append(flat(x.from, 20), flat(x.to, 20)...)))
			if len(c.Turns) == 1 {
				found++
				turn := c.Turns[0]
				if turn.At >= 19 && turn.At <= 21 {
					right++
				}
				if turn.Earliest > turn.At || turn.Latest < turn.At || turn.P > TurnLevel || !turn.Size.Defined {
					t.Fatalf("%+v", turn)
				}
				if math.Signbit(turn.Size.Value) != math.Signbit(x.to-x.from) {
					t.Fatalf("size %+v for %v to %v", turn.Size, x.from, x.to)
				}
			}
		}
		t.Logf("counted: %.2f to %.2f with %d roll calls a step: one turn in %d, within one step in %d of %d runs", x.from, x.to, x.n, found, right, runs)
		if right*100 < x.least*runs {
			t.Errorf("%.2f to %.2f: found where it is in %d of %d runs", x.from, x.to, right, runs)
		}
	}
}

// The worked example of the documentation.
func TestTurnsExample(t *testing.T) {
	steps := []Count{{8, 10}, {9, 10}, {8, 10}, {8, 10}, {7, 10}, {2, 10}, {3, 10}, {1, 10}, {2, 10}, {8, 10}, {9, 10}, {8, 10}, {7, 10}}
	c := Turns(steps)
	if len(c.Turns) != 2 || c.Turns[0].At != 5 || c.Turns[1].At != 9 || c.Dispersion != 1 {
		t.Fatalf("%+v", c)
	}
	g := c.Segments
	if g[0].K != 40 || g[0].N != 50 || g[1].K != 8 || g[1].N != 40 || g[2].K != 32 || g[2].N != 40 {
		t.Errorf("spells %+v", g)
	}
	if d := c.Turns[0].Size; !near(d.Value, -.6) || math.Abs(d.Low+.7295) > .001 || math.Abs(d.High+.4031) > .001 {
		t.Errorf("size %+v", d)
	}
	if c.Returned(0, Count{40, 50}) != 2 || c.Returned(0, Count{20, 50}) != -1 || c.Returned(1, Count{8, 40}) != -1 {
		t.Error("the return to the baseline")
	}
}

func TestTurnsEdges(t *testing.T) {
	for _, steps := range [][]Count{nil, {{1, 1}}, {{0, 5}, {5, 5}}, {{10, 10}, {0, 10}}, {{0, 1}, {1, 1}, {0, 1}, {1, 1}}} {
		c := Turns(steps)
		if len(c.Turns) != 0 || len(steps) > 0 && (len(c.Segments) != 1 || c.Segments[0].To != len(steps)-1) {
			t.Errorf("%v: %+v", steps, c)
		}
	}
	// Exchanging yes and no of the question (k for n - k) turns sizes round and
	// moves nothing.
	r := rand.New(rand.NewPCG(3, 3))
	steps := madeSeries(r, 50, append(flat(.3, 15), flat(.7, 10)...))
	mirrored := make([]Count, len(steps))
	for i, s := range steps {
		mirrored[i] = Count{s.N - s.K, s.N}
	}
	a, b := Turns(steps), Turns(mirrored)
	if len(a.Turns) != 1 || len(b.Turns) != 1 || a.Turns[0].At != b.Turns[0].At || !near(a.Turns[0].Size.Value, -b.Turns[0].Size.Value) {
		t.Errorf("%+v against %+v", a.Turns, b.Turns)
	}
}

func BenchmarkTurns(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	steps := madeSeries(r, 70, append(append(flat(.6, 25), flat(.8, 25)...), flat(.5, 25)...))
	for b.Loop() {
		Turns(steps)
	}
}
