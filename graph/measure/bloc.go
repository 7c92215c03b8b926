package measure

import (
	"math"

	"entente/graph/projection"
)

// Paired is the comparison of A with B against A with C over the roll calls on
// which all three voted.
type Paired struct {
	N              int
	OnlyB, OnlyC   int     // discordant: A voted as B only, as C only
	ShareB, ShareC float64 // identical shares over the paired set
	Difference     float64 // ShareB - ShareC
	P              float64 // two-sided exact McNemar test of the discordant counts; 1 where there are none
	Defined        bool    // N > 0; the shares are 0 and P is 1 else
}

// McNemar compares two shares over the same roll calls by the discordant counts
// (Q. McNemar, Psychometrika 12 (1947) 153–157; exact binomial form).
func McNemar(t projection.Triple) Paired {
	p := Paired{N: t.N, OnlyB: t.OnlyB, OnlyC: t.OnlyC, P: 1}
	if t.N <= 0 {
		return p
	}
	p.Defined = true
	n := float64(t.N)
	p.ShareB, p.ShareC = float64(t.Both+t.OnlyB)/n, float64(t.Both+t.OnlyC)/n
	p.Difference = float64(t.OnlyB-t.OnlyC) / n
	p.P = signTest(t.OnlyB, t.OnlyC)
	return p
}

// SignTest is the two-sided exact sign test of a against b events, ties left
// out; 1 where there are none.
func SignTest(a, b int) float64 { return signTest(max(a, 0), max(b, 0)) }

func signTest(a, b int) float64 {
	n := a + b
	if n == 0 {
		return 1
	}
	sum := 0.
	all, _ := math.Lgamma(float64(n + 1))
	for k := 0; k <= min(a, b); k++ {
		x, _ := math.Lgamma(float64(k + 1))
		y, _ := math.Lgamma(float64(n - k + 1))
		sum += math.Exp(all - x - y - float64(n)*math.Ln2)
	}
	return min(1, 2*sum)
}

// AgreementIndex is a bloc's agreement on one roll call (S. Hix, A. Noury &
// G. Roland, BJPS 35 (2005) 209–234), 0..1: (M - (t - M)/2)/t, M the largest of
// the three positions, t their sum. False where fewer than two were present.
func AgreementIndex(yes, abstain, no int) (float64, bool) {
	t := yes + abstain + no
	if t < 2 || yes < 0 || abstain < 0 || no < 0 {
		return 0, false
	}
	m := max(yes, abstain, no)
	return float64(3*m-t) / float64(2*t), true
}

// Rice is a bloc's Rice cohesion on one roll call (S. A. Rice, Quantitative
// Methods in Politics (1928)), 0..1: |yes - no|/(yes + no), abstentions
// ignored. False where fewer than two voted yes or no.
func Rice(yes, no int) (float64, bool) {
	if yes < 0 || no < 0 || yes+no < 2 {
		return 0, false
	}
	return math.Abs(float64(yes-no)) / float64(yes+no), true
}

// Cohesion is a bloc's unity over roll calls. The three ns differ: each part has
// the roll calls on which it is defined. The means have no interval.
//
// The agreement index to be expected of voters at random falls with the size of
// the bloc, so two blocs of different size must not be compared by it without
// saying so.
type Cohesion struct {
	Agreement Result  // mean agreement index
	Rice      Result  // mean Rice cohesion
	Unity     Result  // share of roll calls, two or more present, on which all present took one position
	MeanSize  float64 // mean number of members present on the roll calls of Agreement, 0 where there are none
}

// CohesionOf averages over roll calls, unweighted.
func CohesionOf(ts []projection.Tally) Cohesion {
	var agreement, rice float64
	var n, riceN, one, size int
	for _, t := range ts {
		if v, ok := AgreementIndex(t.Yes, t.Abstain, t.No); ok {
			agreement += v
			n++
			present := t.Yes + t.Abstain + t.No
			size += present
			if max(t.Yes, t.Abstain, t.No) == present {
				one++
			}
		}
		if v, ok := Rice(t.Yes, t.No); ok {
			rice += v
			riceN++
		}
	}
	c := Cohesion{
		Agreement: average(agreement, n, "Mean agreement index: the largest group's share of those present less half the others' (Hix, Noury & Roland 2005), over roll calls with two or more of the bloc present. It falls with the size of a bloc by itself.",
			"there is no roll call with two or more of the bloc present"),
		Rice: average(rice, riceN, "Mean Rice cohesion: |yes - no| / (yes + no), abstentions ignored (Rice 1928), over roll calls on which two or more of the bloc voted yes or no.",
			"there is no roll call on which two or more of the bloc voted yes or no"),
		Unity: Share(one, n, "Share of roll calls, two or more of the bloc present, on which all present took one position."),
	}
	if n > 0 {
		c.MeanSize = float64(size) / float64(n)
	}
	return c
}

func average(sum float64, n int, definition, why string) Result {
	r := Result{N: n, Definition: definition}
	if n == 0 {
		r.UndefinedBecause = why
		return r
	}
	r.Value, r.Defined = sum/float64(n), true
	return r
}
