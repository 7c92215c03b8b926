package idealpoint

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// The defaults of Options.
const (
	DefaultSeed   = 1
	DefaultRounds = 25  // EM stopped early is a good start; left running it drifts
	DefaultBurn   = 100 // sweeps dropped
	DefaultKeep   = 300 // sweeps kept

	// DefaultThin: the sampler moves slowly, so that 300 sweeps in a row say
	// less than 300 of 900.
	DefaultThin = 3
)

// Options say how Estimate runs; the zero value means the defaults.
type Options struct {
	Seed   uint64
	Rounds int // of EM
	Burn   int // sweeps dropped
	Keep   int // sweeps kept, at least 4
	Thin   int // sweeps from one that is kept to the next

	// Workers is how many goroutines share the work; 0 means GOMAXPROCS. The
	// result does not depend on it.
	Workers int

	// Progress, if set, is told how many of all rounds and sweeps are done, from
	// the goroutine that called Estimate.
	Progress func(done, all int)
}

func (o Options) withDefaults() Options {
	for _, d := range []struct {
		field *int
		value int
	}{{&o.Rounds, DefaultRounds}, {&o.Burn, DefaultBurn}, {&o.Keep, DefaultKeep}, {&o.Thin, DefaultThin}, {&o.Workers, runtime.GOMAXPROCS(0)}} {
		if *d.field <= 0 {
			*d.field = d.value
		}
	}
	if o.Seed == 0 {
		o.Seed = DefaultSeed
	}
	o.Keep = max(o.Keep, 4)
	return o
}

// Point is a state's position in a session.
type Point struct {
	State, Session int32
	Votes          int32 // it rests on; below FewVotes it is mostly the prior

	Mean, SD  float64 // of the kept draws
	Low, High float64 // their 5 and 95 % points

	// RHat is the split R-hat of the kept draws, their first half against their
	// second (A. Gelman et al., Bayesian Data Analysis, 3rd ed. 2013, section
	// 11.4). Near 1 is good; 1 where the draws do not vary.
	RHat float64
}

// Item is a roll call's posterior means. Used is false for a unanimous roll
// call, which is not in the model.
type Item struct {
	Beta, G1, G2 float64
	Used         bool
}

// Result is what Estimate finds.
type Result struct {
	Points []Point // in the order of session, then state
	Items  []Item  // by roll call, as given
	Draws  Draws

	RollCalls, Votes int // used: unanimous roll calls are not

	// Reversed are the sessions in which both anchors voted and the one that
	// shall lie above does not.
	Reversed []int
}

// Draws are the kept draws of points, kept as sixteen-bit numbers: point i's
// draw k is Packed[i*Kept+k] / DrawScale.
type Draws struct {
	Kept   int
	Packed []int16
}

// DrawScale makes a packed draw of a position; ±8 is the reach.
const DrawScale = 4096

// Of gives a point's packed draws.
func (d Draws) Of(point int) []int16 { return d.Packed[point*d.Kept : (point+1)*d.Kept] }

func pack(x float64) int16 {
	return int16(min(math.MaxInt16, max(math.MinInt16, math.Round(x*DrawScale))))
}

// Converged gives the share of points with a split R-hat of at most 1.1, and the
// worst of all; 1 and 1 where there are no points.
func (r *Result) Converged() (share, worst float64) {
	good, worst := 0, 1.0
	for i := range r.Points {
		x := r.Points[i].RHat
		worst = max(worst, x)
		if x <= 1.1 {
			good++
		}
	}
	if len(r.Points) == 0 {
		return 1, 1
	}
	return float64(good) / float64(len(r.Points)), worst
}

// Estimate finds the positions of all states in all sessions in which they voted
// on a roll call that was not unanimous. Without such a roll call there are
// none. ErrVotes and ErrAnchors say what is wrong with the votes; where ctx ends,
// its cause.
//
// Time is linear in the number of votes, memory about 3 bytes a vote besides
// Votes and two bytes a draw.
func Estimate(ctx context.Context, v *Votes, o Options) (*Result, error) {
	o = o.withDefaults()
	m, err := prepare(v)
	if err != nil {
		return nil, err
	}
	res := &Result{Items: make([]Item, len(v.Session)), RollCalls: len(m.rows), Votes: len(m.local), Draws: Draws{Kept: o.Keep}}
	if len(m.rows) == 0 {
		return res, nil
	}
	run := runner{ctx: ctx, m: m, o: o, scratch: make([]scratch, o.Workers)}
	sweeps := o.Burn + o.Keep*o.Thin
	all := o.Rounds + sweeps
	done := func(n int) {
		if o.Progress != nil {
			o.Progress(n, all)
		}
	}

	run.blocks(func(b *block, _ *scratch) { m.warmBlock(b, true) })
	for i := range o.Rounds {
		run.chains(func(state int, s *scratch) { m.warmChain(state, s) })
		m.standardise(true)
		run.blocks(func(b *block, _ *scratch) { m.warmBlock(b, false) })
		if err := context.Cause(ctx); err != nil {
			return nil, fmt.Errorf("estimate positions: %w", err)
		}
		done(i + 1)
	}

	draws := make([]int16, len(m.state)*o.Keep)
	for i := range sweeps {
		run.chains(func(state int, _ *scratch) { m.sweepChain(state, o.Seed, i) })
		m.standardise(false)
		run.blocks(func(b *block, s *scratch) { m.sweepBlock(b, o.Seed, i, s) })
		if err := context.Cause(ctx); err != nil {
			return nil, fmt.Errorf("estimate positions: %w", err)
		}
		if n := i + 1 - o.Burn; n > 0 && n%o.Thin == 0 {
			k := n/o.Thin - 1
			for c, t := range m.theta {
				draws[c*o.Keep+k] = pack(t)
			}
			for j := range m.rows {
				r := &m.rows[j]
				it := &res.Items[r.given]
				it.Beta, it.G1, it.G2 = it.Beta+r.beta, it.G1+r.g1, it.G2+r.g2
			}
		}
		done(o.Rounds + i + 1)
	}

	res.Draws.Packed = draws
	for j := range m.rows {
		it := &res.Items[m.rows[j].given]
		n := float64(o.Keep)
		*it = Item{it.Beta / n, it.G1 / n, it.G2 / n, true}
	}
	res.Points = make([]Point, len(m.state))
	for t := range v.Sessions {
		for c := m.off[t]; c < m.off[t+1]; c++ {
			res.Points[c] = Point{State: m.state[c], Session: int32(t), Votes: m.votes[c]}
		}
	}
	run.each(len(res.Points), 64, func(c int, _ *scratch) {
		res.Points[c].Summarise(res.Draws.Of(c))
	})
	res.Reversed = res.reversed(v)
	return res, nil
}

func (r *Result) reversed(v *Votes) []int {
	hi, lo := map[int32]float64{}, map[int32]float64{}
	for i := range r.Points {
		p := &r.Points[i]
		switch int(p.State) {
		case v.High:
			hi[p.Session] = p.Mean
		case v.Low:
			lo[p.Session] = p.Mean
		}
	}
	var out []int
	for t := range int32(v.Sessions) {
		h, ok := hi[t]
		l, ok2 := lo[t]
		if ok && ok2 && h <= l {
			out = append(out, int(t))
		}
	}
	return out
}

// Summarise fills in what is computed from a point's draws: mean, standard
// deviation, 5 and 95 % points, R-hat.
func (p *Point) Summarise(draws []int16) {
	p.Mean, p.SD = moments(draws)
	p.Low, p.High = tailsOf(slices.Clone(draws))
	p.RHat = splitRHat(draws)
}

func moments(draws []int16) (mean, sd float64) {
	sum := 0
	for _, d := range draws {
		sum += int(d)
	}
	m := float64(sum) / float64(len(draws))
	var ss float64
	for _, d := range draws {
		x := float64(d) - m
		ss += x * x
	}
	return m / DrawScale, math.Sqrt(ss/float64(max(1, len(draws)-1))) / DrawScale
}

// tailsOf gives the 5 and 95 % points of draws, which it sorts; between two
// draws it interpolates.
func tailsOf[T int16 | int32](draws []T) (low, high float64) {
	slices.Sort(draws)
	at := func(p float64) float64 {
		x := p * float64(len(draws)-1)
		i := min(int(x), len(draws)-2)
		f := x - float64(i)
		return (float64(draws[i])*(1-f) + float64(draws[i+1])*f) / DrawScale
	}
	if len(draws) < 2 {
		return float64(draws[0]) / DrawScale, float64(draws[0]) / DrawScale
	}
	return at(0.05), at(0.95)
}

func splitRHat(draws []int16) float64 {
	n := len(draws) / 2
	if n < 2 {
		return 1
	}
	m1, s1 := moments(draws[:n])
	m2, s2 := moments(draws[len(draws)-n:])
	within := (s1*s1 + s2*s2) / 2
	if within == 0 {
		return 1
	}
	mean := (m1 + m2) / 2
	between := float64(n) * ((m1-mean)*(m1-mean) + (m2-mean)*(m2-mean))
	k := float64(n)
	return math.Sqrt(((k-1)/k*within + between/k) / within)
}

// Distance is how far two positions of one session lie apart.
type Distance struct {
	Value     float64 // |mean of one - mean of the other|
	Low, High float64 // from the 5 and 95 % points of the kept draws of the difference; Low ≤ Value ≤ High
}

// DistanceOf compares two points draw by draw: positions of one session go
// together, so the interval is not that of two independent positions. Where the
// interval of the difference contains 0, Low is 0.
func DistanceOf(a, b []int16) Distance {
	n := min(len(a), len(b))
	if n == 0 {
		return Distance{}
	}
	diff := make([]int32, n)
	sum := 0
	for i := range diff {
		diff[i] = int32(a[i]) - int32(b[i])
		sum += int(diff[i])
	}
	if sum < 0 {
		for i := range diff {
			diff[i] = -diff[i]
		}
		sum = -sum
	}
	d := Distance{Value: float64(sum) / float64(n) / DrawScale}
	d.Low, d.High = tailsOf(diff)
	if d.Low < 0 {
		d.Low, d.High = 0, max(d.High, -d.Low)
	}
	d.Low, d.High = min(d.Low, d.Value), max(d.High, d.Value)
	return d
}

// runner shares work out.
type runner struct {
	ctx     context.Context
	m       *model
	o       Options
	scratch []scratch
}

// chainsAtOnce is how many states a worker takes at a time.
const chainsAtOnce = 8

func (r *runner) blocks(do func(b *block, s *scratch)) {
	r.each(len(r.m.blocks), 1, func(i int, s *scratch) { do(&r.m.blocks[i], s) })
}

func (r *runner) chains(do func(state int, s *scratch)) {
	r.each(r.m.v.States, chainsAtOnce, do)
}

// each calls do with 0 … n-1, chunk of them at a time on one worker, and waits;
// where ctx ends it leaves the rest out.
func (r *runner) each(n, chunk int, do func(i int, s *scratch)) {
	var next atomic.Int64
	work := func(s *scratch) {
		for r.ctx.Err() == nil {
			to := int(next.Add(int64(chunk)))
			for i := to - chunk; i < min(to, n); i++ {
				do(i, s)
			}
			if to >= n {
				return
			}
		}
	}
	if r.o.Workers == 1 {
		work(&r.scratch[0])
		return
	}
	var wait sync.WaitGroup
	for i := range r.scratch {
		wait.Go(func() { work(&r.scratch[i]) })
	}
	wait.Wait()
}
