// Package measure has the formulas: pure functions over tables of counts. Every
// result carries its n, and is undefined with a reason, never 0 or NaN, where
// it cannot be computed.
//
// The record of votes is complete, so the intervals are not about sampling
// error: they say how far a number would move if the same relation had met
// another agenda of that length.
package measure

import (
	"fmt"
	"math"
	"strings"

	"entente/graph/projection"
)

// Version names the formulas. It changes when any value, interval or
// definition changes, and is kept with what is derived.
const Version = "1"

// Name is a measure's name, as the API has it.
type Name string

// The measures of a pair.
const (
	Identical            Name = "IDENTICAL"
	HalfCredit           Name = "HALF_CREDIT"
	YesNoCoincidence     Name = "YES_NO_COINCIDENCE"
	MembershipIdentical  Name = "MEMBERSHIP_IDENTICAL"
	MembershipHalfCredit Name = "MEMBERSHIP_HALF_CREDIT"
	SAbsolute            Name = "S_ABSOLUTE"
	SSquared             Name = "S_SQUARED"
	KappaNominal         Name = "KAPPA_NOMINAL"
	KappaAbsolute        Name = "KAPPA_ABSOLUTE"
	KappaSquared         Name = "KAPPA_SQUARED"
	PiNominal            Name = "PI_NOMINAL"
	PiAbsolute           Name = "PI_ABSOLUTE"
	PiSquared            Name = "PI_SQUARED"
	TauB                 Name = "TAU_B"
	IdealPointDistance   Name = "IDEAL_POINT_DISTANCE" // not computed here: it needs a model, not a table
)

// Level is the level of every interval.
const Level = 0.95

// z is the standard normal's 97.5 % point.
const z = 1.959964

// Result is a measure's value. Value counts only where Defined, Low and High
// only where HasInterval; all are always finite.
type Result struct {
	Name    Name
	Value   float64
	Defined bool
	N       int // roll calls the value rests on, rounded where consensus is weighted

	Low, High   float64
	HasInterval bool
	Level       float64 // of the interval; 0 where there is none

	Definition       string // what it is, with the reference
	UndefinedBecause string // why not Defined
}

// Options change how a measure is computed; the zero value is the default.
type Options struct {
	// WithConsensus adds Consensus texts adopted without a vote, while both
	// were members, as both-yes (Häge & Hug 2016). Where ConsensusKnown is
	// false the result is not available.
	WithConsensus  bool
	Consensus      int
	ConsensusKnown bool

	// NoInterval leaves the interval out, for matrices and rankings.
	NoInterval bool

	// Blocks, if not empty, makes the interval that of a bootstrap that draws
	// whole blocks (the counts of each session); they must add up to the counts
	// given. With few blocks the interval can be narrower, which is no proof of
	// precision. It concerns the measures of votes cast that take all of them:
	// not the old coincidence and not those with the membership denominator.
	Blocks []projection.Counts

	// Seed and Draws of the bootstrap; 0 means DefaultSeed and DefaultDraws.
	Seed  uint64
	Draws int
}

// Compute gives a measure of a pair from its counts. Rows of the counts are the
// first country, columns the second; every measure is symmetric in them, its
// interval too.
//
// Intervals: Wilson for shares; value ± 1.959964 standard errors, cut to the
// measure's range, for half credit, S and the membership denominator with half
// credit; percentile bootstrap over roll calls for κ, π and τ_b.
func Compute(name Name, c projection.Counts, o Options) Result {
	info, ok := Lookup(name)
	if !ok {
		return Result{Name: name, UndefinedBecause: fmt.Sprintf("no measure is called %q", string(name))}
	}
	r := Result{Name: name, Definition: info.Definition}
	if name == IdealPointDistance {
		r.UndefinedBecause = "a distance of ideal points comes from a model of all votes, not from a pair's counts"
		return r
	}
	t := tableOf(&c)
	if o.WithConsensus {
		r.Definition += " With texts adopted without a vote, while both were members, added as yes of both (Häge & Hug 2016)."
		if !o.ConsensusKnown || o.Consensus < 0 {
			r.UndefinedBecause = "not available: no list of adoptions without a vote is loaded for these roll calls"
			return r
		}
	}
	switch name {
	case YesNoCoincidence:
		return coincidence(r, &t, o)
	case MembershipIdentical, MembershipHalfCredit:
		return membership(r, &t, o)
	}
	if o.WithConsensus {
		t.c[0][0] += o.Consensus
		t.members += o.Consensus
	}
	r.N = t.n()
	if r.N == 0 {
		r.UndefinedBecause = nobody
		return r
	}
	n := float64(r.N)
	same, half, opposed := t.parts()
	s, g, h := float64(same), float64(half), float64(opposed)
	switch name {
	case Identical:
		return r.share(s, n, o).blocked(&t, o)
	case HalfCredit:
		b := (s + g/2) / n
		return r.mean(b, math.Sqrt(max(0, (s/n+g/(4*n)-b*b)/n)), 0, 1, o).blocked(&t, o)
	case SAbsolute:
		// The linear image of half credit, interval included.
		b := (s + g/2) / n
		return r.mean(2*b-1, 2*math.Sqrt(max(0, (s/n+g/(4*n)-b*b)/n)), -1, 1, o).blocked(&t, o)
	case SSquared:
		// The mean over roll calls of 1, ½ and -1 for same, half and opposed,
		// so its standard error is exact and needs no bootstrap.
		v := 1 - (g/2+2*h)/n
		return r.mean(v, math.Sqrt(max(0, ((s+g/4+h)/n-v*v)/n)), -1, 1, o).blocked(&t, o)
	}
	return chance(r, &t, o)
}

const nobody = "there is no roll call on which both voted"

// share fills in k of n with its Wilson interval.
func (r Result) share(k, n float64, o Options) Result {
	r.Value, r.Defined = k/n, true
	if !o.NoInterval {
		r.Low, r.High, r.HasInterval = Wilson(k, n)
		r.Level = Level
	}
	return r
}

// blocked puts the block bootstrap's interval in the place of a share's or a
// mean's own, where blocks are given.
func (r Result) blocked(t *table, o Options) Result {
	if o.NoInterval || len(o.Blocks) == 0 {
		return r
	}
	f := func(c *[3][3]int) (float64, bool) {
		u := table{c: *c}
		n := float64(u.n())
		same, half, opposed := u.parts()
		s, g, h := float64(same), float64(half), float64(opposed)
		switch r.Name {
		case Identical:
			return s / n, n > 0
		case HalfCredit:
			return (s + g/2) / n, n > 0
		case SAbsolute:
			return (2*s+g)/n - 1, n > 0
		}
		return 1 - (g/2+2*h)/n, n > 0
	}
	r.Low, r.High, r.HasInterval = bootstrap(t, f, o)
	return r
}

// mean fills in a value with a standard error, the interval cut to lo..hi.
func (r Result) mean(v, se, lo, hi float64, o Options) Result {
	r.Value, r.Defined = v, true
	if !o.NoInterval {
		r.Low, r.High = max(lo, v-z*se), min(hi, v+z*se)
		r.HasInterval, r.Level = true, Level
	}
	return r
}

// coincidence is the older US report's share. With consensus it follows the
// reports: the texts enter both parts of the fraction weighted with the rate of
// participation, here of the pair (n / members), which for one partner that is
// always present is the other's own rate.
func coincidence(r Result, t *table, o Options) Result {
	k := float64(t.c[0][0] + t.c[2][2])
	n := k + float64(t.c[0][2]+t.c[2][0])
	if o.WithConsensus && o.Consensus > 0 && t.decided() > 0 {
		add := float64(o.Consensus) * float64(t.n()) / float64(t.decided())
		k, n = k+add, n+add
	}
	r.N = int(math.Round(n))
	if n == 0 {
		r.UndefinedBecause = "there is no roll call on which both voted yes or no"
		return r
	}
	return r.share(k, n, o)
}

// membership takes the roll calls while both were members as the denominator;
// what no source gives is unknown, not absent, and stays out of it.
func membership(r Result, t *table, o Options) Result {
	same, half, _ := t.parts()
	m := t.decided()
	if o.WithConsensus {
		same, m = same+o.Consensus, m+o.Consensus
	}
	r.N = m
	if m == 0 {
		r.UndefinedBecause = "there is no roll call while both were members on which both positions are known"
		return r
	}
	away := t.absent
	if r.Name == MembershipIdentical {
		return r.share(float64(same), float64(m), o)
	}
	s, g, n := float64(same), float64(half+away), float64(m)
	b := (s + g/2) / n
	return r.mean(b, math.Sqrt(max(0, (s/n+g/(4*n)-b*b)/n)), 0, 1, o)
}

// table is a pair's counts in the order of the formulas, Y A N.
type table struct {
	c       [3][3]int
	absent  int // both known, at least one absent
	members int
}

// order maps the formulas' Y, A, N to the places of Counts.
var order = [3]projection.Choice{projection.Yes, projection.Abstain, projection.No}

func tableOf(c *projection.Counts) table {
	t := table{members: int(c.Members)}
	for i, a := range order {
		for j, b := range order {
			t.c[i][j] = max(0, int(c.C[a][b]))
		}
	}
	for i := range 4 {
		t.absent += int(c.C[i][projection.Absent])
		if i < 3 {
			t.absent += int(c.C[projection.Absent][i])
		}
	}
	return t
}

func (t *table) n() int {
	n := 0
	for i := range t.c {
		n += t.c[i][0] + t.c[i][1] + t.c[i][2]
	}
	return n
}

// decided is the number of roll calls while both were members and both
// positions are known.
func (t *table) decided() int { return t.n() + t.absent }

func (t *table) parts() (same, half, opposed int) {
	same = t.c[0][0] + t.c[1][1] + t.c[2][2]
	opposed = t.c[0][2] + t.c[2][0]
	return same, t.n() - same - opposed, opposed
}

// Wilson gives the 95 % Wilson interval of a share k of n, 0 ≤ k ≤ n; false
// where n is not positive. E. B. Wilson, JASA 22 (1927) 209–212.
func Wilson(k, n float64) (low, high float64, ok bool) {
	if !(n > 0 && k >= 0 && k <= n) { // also where one is no number
		return 0, 0, false
	}
	p := k / n
	centre := (p + z*z/(2*n)) / (1 + z*z/n)
	half := z * math.Sqrt(p*(1-p)/n+z*z/(4*n*n)) / (1 + z*z/n)
	low, high = max(0, centre-half), min(1, centre+half)
	// At the ends the bound is the end itself; rounding must not leave a crumb.
	if k == 0 {
		low = 0
	}
	if k == n {
		high = 1
	}
	return low, high, true
}

// Share gives k of n as a Result with its Wilson interval, for shares that are
// not of a pair (joint vetoes, off-plurality support). n = 0 is undefined.
func Share(k, n int, definition string) Result {
	r := Result{N: n, Definition: definition}
	if n <= 0 || k < 0 || k > n {
		r.N = max(n, 0)
		r.UndefinedBecause = "there is no roll call to take the share of"
		return r
	}
	return r.share(float64(k), float64(n), Options{})
}

// ChanceShare gives the identical share to be expected if the two countries
// voted independently, each with its own shares of yes, abstain and no:
// Σ p_i q_i, which is 1 minus the E of κ; false where n is 0.
func ChanceShare(c projection.Counts) (float64, bool) {
	t := tableOf(&c)
	n := t.n()
	if n == 0 {
		return 0, false
	}
	row, col := t.margins()
	sum := 0
	for i := range 3 {
		sum += row[i] * col[i]
	}
	return float64(sum) / (float64(n) * float64(n)), true
}

// The smallest n for which a number should be spoken of. They rule sentences,
// pages and rankings; a value stands for every n > 0.
const (
	// MinShare is where a 95 % Wilson interval of an even share becomes
	// narrower than ±.26; below it the list of votes says more.
	MinShare = 10

	// MinChance is higher since chance-corrected measures rest on the margins
	// of nine cells, and ranks on differences of shares.
	MinChance = 30
)

// Minimum is the smallest n for a measure: MinChance for κ, π and τ_b, MinShare
// for the others.
func Minimum(name Name) int {
	if i, ok := Lookup(name); ok {
		return i.Minimum
	}
	return MinShare
}

// TooFew gives a warning where a defined result's n is below the measure's
// minimum, "" else.
func TooFew(r Result) string {
	if !r.Defined || r.N >= Minimum(r.Name) {
		return ""
	}
	return fmt.Sprintf("%s rests on %d roll calls, fewer than %d: read the votes themselves", title(r.Name), r.N, Minimum(r.Name))
}

func title(name Name) string {
	if i, ok := Lookup(name); ok {
		return strings.ToUpper(i.Title[:1]) + i.Title[1:]
	}
	return "The share"
}
