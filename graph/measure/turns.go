package measure

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Count is k of n roll calls in one step of a series.
type Count struct{ K, N int }

// The rules of Turns.
const (
	// TurnPenalty is the price of one turn, in units of the logarithm of the
	// number of steps: N. R. Zhang & D. O. Siegmund, Biometrics 63 (2007) 22–32,
	// ask 3 where BIC for a known place would ask 1.
	TurnPenalty = 3

	// TurnSteps is the least length of a spell: what lasts one step only is an
	// agenda, not a turn.
	TurnSteps = 2

	// TurnSize is the least change of the share; a smaller one is drift, however
	// many votes show it.
	TurnSize = 0.05

	// TurnLevel is the largest p of a turn that is kept.
	TurnLevel = 0.05

	turnShuffles = 999
)

// Segment is a spell of a series: the steps From … To.
type Segment struct {
	From, To  int
	K, N      int
	Share     float64
	Low, High float64 // Wilson over N / dispersion
}

// Turn is the change from one spell to the next.
type Turn struct {
	At           int // the first step of the later spell
	Earliest     int // steps at which the later spell may as well begin: those
	Latest       int // whose likelihood is within 1.92 of the best
	Size         Difference
	P            float64 // see Turns
	Before, Next int     // places of the two spells
}

// Course is what Turns finds.
type Course struct {
	Segments   []Segment
	Turns      []Turn
	Dispersion float64 // of the steps about their spells, at least 1
}

// Turns cuts a series of shares into spells of one share each. Steps with n = 0
// must be left out.
//
// The cut is the one of least cost among all (exact optimal partitioning:
// B. Jackson et al., IEEE Signal Processing Letters 12 (2005) 105–108), the cost
// being -2 log of the binomial likelihood of each spell, divided by the
// dispersion, and 3 log m for each turn, m the number of steps (after Zhang &
// Siegmund 2007); spells have two steps and MinShare roll calls at least.
//
// Roll calls of one year come in packages, so years differ more than binomial
// chance would have it. The dispersion is the median of the squared differences
// of neighbouring steps over what chance gives, over the median of χ² with one
// degree of freedom; turns hardly move it, since they are few. Where it is below
// 1 it is 1.
//
// Then, weakest first, turns go that are smaller than TurnSize or whose p is
// above TurnLevel, and their spells are joined. P is the share of 999 shufflings
// of the two spells' steps (seed fixed) whose best cut gains as much as this one:
// the steps' own unevenness is in it, a trend within the spells is not.
func Turns(steps []Count) Course {
	c := Course{Dispersion: dispersion(steps)}
	if len(steps) == 0 {
		return c
	}
	s := newSums(steps, c.Dispersion)
	cuts := s.partition()
	for len(cuts) > 0 {
		worst, worstP := -1, TurnLevel
		for i := range cuts {
			from, to := bounds(cuts, i, len(steps))
			a, b := s.count(from, cuts[i]), s.count(cuts[i], to)
			if math.Abs(share(a)-share(b)) < TurnSize {
				worst, worstP = i, 2
				break
			}
			if p := s.shuffled(from, cuts[i], to); p > worstP {
				worst, worstP = i, p
			}
		}
		if worst < 0 {
			break
		}
		cuts = slices.Delete(cuts, worst, worst+1)
	}

	from := 0
	for i := range len(cuts) + 1 {
		to := len(steps)
		if i < len(cuts) {
			to = cuts[i]
		}
		k := s.count(from, to)
		g := Segment{From: from, To: to - 1, K: k.K, N: k.N, Share: share(k)}
		g.Low, g.High, _ = Wilson(float64(k.K)/c.Dispersion, float64(k.N)/c.Dispersion)
		c.Segments = append(c.Segments, g)
		from = to
	}
	for i, at := range cuts {
		from, to := bounds(cuts, i, len(steps))
		a, b := s.count(from, at), s.count(at, to)
		d := c.Dispersion
		t := Turn{At: at, Before: i, Next: i + 1, P: s.shuffled(from, at, to),
			Size: Newcombe(float64(b.K)/d, float64(b.N)/d, float64(a.K)/d, float64(a.N)/d)}
		t.Earliest, t.Latest = s.place(from, at, to)
		c.Turns = append(c.Turns, t)
	}
	return c
}

// Returned gives the first spell, after the one next to a turn, in which the
// share is back at the baseline k of n, else -1: its own interval holds the
// baseline's share, or the two differ by less than TurnSize.
func (c *Course) Returned(turn int, baseline Count) int {
	if baseline.N <= 0 {
		return -1
	}
	p := share(baseline)
	for i := c.Turns[turn].Next + 1; i < len(c.Segments); i++ {
		if g := c.Segments[i]; g.Low <= p && p <= g.High || math.Abs(g.Share-p) < TurnSize {
			return i
		}
	}
	return -1
}

func share(c Count) float64 { return float64(c.K) / float64(c.N) }

// bounds are the steps on the two sides of a cut.
func bounds(cuts []int, i, n int) (from, to int) {
	to = n
	if i > 0 {
		from = cuts[i-1]
	}
	if i+1 < len(cuts) {
		to = cuts[i+1]
	}
	return from, to
}

// leastPairs is the number of differences below which no dispersion is read
// from a series.
const leastPairs = 5

// chiMedian is the median of χ² with one degree of freedom.
const chiMedian = 0.45493642

func dispersion(steps []Count) float64 {
	var r []float64
	for i := 1; i < len(steps); i++ {
		a, b := steps[i-1], steps[i]
		// The half added keeps the variance above 0 where all votes were one.
		p := (float64(a.K+b.K) + .5) / (float64(a.N+b.N) + 1)
		d := share(a) - share(b)
		r = append(r, d*d/(p*(1-p)*(1/float64(a.N)+1/float64(b.N))))
	}
	if len(r) < leastPairs {
		return 1
	}
	slices.Sort(r)
	mid := (r[len(r)/2] + r[(len(r)-1)/2]) / 2
	return max(1, mid/chiMedian)
}

// sums are the running sums of a series.
type sums struct {
	steps []Count
	at    []Count // of the steps before
	phi   float64
}

func newSums(steps []Count, phi float64) *sums {
	s := &sums{steps, make([]Count, len(steps)+1), phi}
	s.run(steps)
	return s
}

func (s *sums) run(steps []Count) {
	for i, c := range steps {
		s.at[i+1] = Count{s.at[i].K + c.K, s.at[i].N + c.N}
	}
}

func (s *sums) count(from, to int) Count {
	return Count{s.at[to].K - s.at[from].K, s.at[to].N - s.at[from].N}
}

// deviance is -2 log of the likelihood of steps from … to-1 with one share.
func (s *sums) deviance(from, to int) float64 {
	c := s.count(from, to)
	return -2 * (xlogx(c.K) + xlogx(c.N-c.K) - xlogx(c.N)) / s.phi
}

func xlogx(k int) float64 {
	if k <= 0 {
		return 0
	}
	return float64(k) * math.Log(float64(k))
}

func (s *sums) long(from, to int) bool {
	return to-from >= TurnSteps && s.count(from, to).N >= MinShare
}

// partition gives the first steps of the second and later spells of the best
// cut.
func (s *sums) partition() []int {
	m := len(s.steps)
	penalty := TurnPenalty * math.Log(float64(max(m, 2)))
	best, last := make([]float64, m+1), make([]int, m+1)
	for to := 1; to <= m; to++ {
		best[to] = math.Inf(1)
		for from := 0; from < to; from++ {
			// A series too short for any spell is one spell.
			if math.IsInf(best[from], 1) || !s.long(from, to) && (from != 0 || to != m) {
				continue
			}
			if x := best[from] + s.deviance(from, to) + penalty; x < best[to]-1e-9 {
				best[to], last[to] = x, from
			}
		}
	}
	var cuts []int
	for to := m; last[to] > 0; to = last[to] {
		cuts = append(cuts, last[to])
	}
	slices.Reverse(cuts)
	return cuts
}

// gain is how much the best cut of steps from … to-1 lowers the deviance.
func (s *sums) gain(from, to int) float64 {
	whole, best := s.deviance(from, to), 0.0
	for at := from + TurnSteps; at <= to-TurnSteps; at++ {
		if s.long(from, at) && s.long(at, to) {
			best = max(best, whole-s.deviance(from, at)-s.deviance(at, to))
		}
	}
	return best
}

func (s *sums) shuffled(from, at, to int) float64 {
	seen := s.deviance(from, to) - s.deviance(from, at) - s.deviance(at, to)
	steps := slices.Clone(s.steps[from:to])
	t := newSums(steps, s.phi)
	r := rand.New(rand.NewPCG(DefaultSeed, uint64(from)<<32|uint64(to)))
	as := 1
	for range turnShuffles {
		r.Shuffle(len(steps), func(i, j int) { steps[i], steps[j] = steps[j], steps[i] })
		t.run(steps)
		if t.gain(0, len(steps)) >= seen-1e-9 {
			as++
		}
	}
	return float64(as) / (turnShuffles + 1)
}

// place gives the first and the last step at which the later spell may begin.
func (s *sums) place(from, at, to int) (first, last int) {
	least := s.deviance(from, at) + s.deviance(at, to)
	first, last = at, at
	for i := from + 1; i < to; i++ {
		if s.deviance(from, i)+s.deviance(i, to) <= least+2*1.92 {
			first, last = min(first, i), max(last, i)
		}
	}
	return first, last
}
