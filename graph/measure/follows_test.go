package measure

import (
	"math"
	"math/rand/v2"
	"testing"

	"entente/graph/projection"
)

// Newcombe (1998), table II: 56 of 70 against 48 of 80 gives .0524 to .3339.
func TestNewcombe(t *testing.T) {
	for _, x := range []struct{ k1, n1, k2, n2, d, low, high float64 }{
		{56, 70, 48, 80, .2, .0524, .3339},
		{9, 10, 3, 10, .6, .1705, .8090},
		{10, 10, 0, 20, 1, .6791, 1},
	} {
		d := Newcombe(x.k1, x.n1, x.k2, x.n2)
		if !d.Defined || !near(d.Value, x.d) || !near(d.Low, x.low) || !near(d.High, x.high) {
			t.Errorf("%+v, want %+v", d, x)
		}
		e := Newcombe(x.k2, x.n2, x.k1, x.n1)
		if !near(e.Value, -d.Value) || !near(e.Low, -d.High) || !near(e.High, -d.Low) {
			t.Errorf("exchanged: %+v", e)
		}
	}
	if Newcombe(0, 0, 1, 2).Defined || Newcombe(3, 2, 1, 2).Defined {
		t.Error("no shares, yet a difference")
	}
}

func TestPairedDifference(t *testing.T) {
	// 12 against 5 discordant of 50: 7/50; (12.5 - 5.5)/52 ± 1.96·√(18 - 49/52)/52.
	d := PairedDifference(projection.Triple{N: 50, Both: 30, OnlyB: 12, OnlyC: 5, Neither: 3})
	half := z * math.Sqrt(18-49./52) / 52
	if !near(d.Value, .14) || !near(d.Low, 7./52-half) || !near(d.High, 7./52+half) {
		t.Errorf("%+v", d)
	}
	if PairedDifference(projection.Triple{}).Defined {
		t.Error("nothing compared, yet a difference")
	}
}

func TestLoyalty(t *testing.T) {
	y, n, a, x := projection.Yes, projection.No, projection.Abstain, projection.Absent
	l := LoyaltyOf([]projection.Choice{y, y, n, a, x, y, y}, []projection.Tally{
		{Yes: 3}, {Yes: 1, No: 2}, {No: 2, Abstain: 1}, {Yes: 1, No: 1}, {Yes: 5}, {Yes: 1}, {},
	})
	if l.Same != 2 || l.N != 3 || l.Ties != 1 || l.Alone != 2 || !near(l.Share.Value, 2./3) {
		t.Errorf("%+v", l)
	}
	if l := LoyaltyOf(nil, nil); l.Share.Defined || l.Share.UndefinedBecause == "" {
		t.Errorf("%+v", l)
	}
}

func TestBlocDistance(t *testing.T) {
	// One roll call: first Y Y A, second N N Y. Across: 2·1 of 9; mean positions
	// 5/6 and 1/3; likeness 1 - |1 - 1/3|.
	d := BlocDistanceOf([]projection.Tally{{Yes: 2, Abstain: 1}}, []projection.Tally{{Yes: 1, No: 2}}, nil)
	if !near(d.Across.Value, 2./9) || !near(d.Distance.Value, .5) || !near(d.Likeness.Value, 1./3) || d.Plurality.Value != 0 || d.Plurality.N != 1 {
		t.Errorf("%+v", d)
	}
	// A state in both: Y Y and Y N share one Y: pairs 4 - 1, of them 2 - 1 agree.
	d = BlocDistanceOf([]projection.Tally{{Yes: 2}}, []projection.Tally{{Yes: 1, No: 1}}, []projection.Tally{{Yes: 1}})
	if !near(d.Across.Value, 1./3) || d.Plurality.Defined {
		t.Errorf("%+v", d)
	}
	// Symmetric, and a bloc is 0 from itself.
	r := rand.New(rand.NewPCG(1, 2))
	var as, bs []projection.Tally
	for range 50 {
		as = append(as, projection.Tally{Yes: r.IntN(5), No: r.IntN(5), Abstain: r.IntN(5)})
		bs = append(bs, projection.Tally{Yes: r.IntN(5), No: r.IntN(5), Abstain: r.IntN(5)})
	}
	e, f := BlocDistanceOf(as, bs, nil), BlocDistanceOf(bs, as, nil)
	if !near(e.Across.Value, f.Across.Value) || !near(e.Distance.Value, f.Distance.Value) || !near(e.Likeness.Value, f.Likeness.Value) || e.Plurality.Value != f.Plurality.Value {
		t.Errorf("%+v against %+v", e, f)
	}
	if g := BlocDistanceOf(as, as, nil); g.Distance.Value != 0 || g.Likeness.Value != 1 || g.Plurality.Value != 1 {
		t.Errorf("with itself: %+v", g)
	}
}

// The example of section 7: (N,Y) (Y,Y) (Y,A) (A,A).
func TestLedgerExample(t *testing.T) {
	y, n, a := projection.Yes, projection.No, projection.Abstain
	var l Ledger
	l.Add([]Step{{60, n, y}, {61, y, y}, {62, y, a}, {63, a, a}})
	if l.ConvergedA != 2 || l.ConvergedB != 0 || l.DivergedB != 1 || l.DivergedA != 0 || l.Steps != 3 {
		t.Errorf("%+v", l)
	}
	if r := l.Share(); r.N != 2 || r.Value != 1 || !near(r.Low, .3424) {
		t.Errorf("%+v", r)
	}
	l.Add([]Step{{60, n, y}, {64, y, y}}) // too far apart
	l.Add([]Step{{60, n, y}, {61, projection.Absent, y}, {63, y, n}})
	l.Add([]Step{{60, n, y}, {61, a, a}})
	if l.Steps != 5 || l.ConvergedA != 2 || l.ConvergedBoth != 1 {
		t.Errorf("%+v", l)
	}
}

// The check of one cell of section 6.
func TestOrdinalCell(t *testing.T) {
	o := Ordinal{1.2, .3, 1.1}
	p, q := o.Chances(.5, 0), o.Chances(-.5, 0)
	for i, want := range [3]float64{.3821, .3094, .3085} {
		if !near(p[i], want) {
			t.Errorf("θ = .5: %v", p)
		}
	}
	for i, want := range [3]float64{.8159, .1395, .0446} {
		if !near(q[i], want) {
			t.Errorf("θ = -.5: %v", q)
		}
	}
	if e := o.SameChance(.5, 0, -.5, 0); !near(e, .3687) {
		t.Errorf("same: %.4f", e)
	}
}

// What is drawn from known parameters is found again.
func TestFitOrdinalAndPositions(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	theta := make([]float64, 400)
	for i := range theta {
		theta[i] = r.NormFloat64()
	}
	draw := func(o Ordinal, t float64) uint8 {
		x := o.Beta*t + r.NormFloat64()
		switch {
		case x < o.G1:
			return ModelYes
		case x < o.G2:
			return ModelAbstain
		}
		return ModelNo
	}
	votes := func(o Ordinal) []uint8 {
		out := make([]uint8, len(theta))
		for i, t := range theta {
			out[i] = draw(o, t)
		}
		return out
	}
	var items []Ordinal
	for range 200 {
		o := Ordinal{Beta: 1.5 * r.NormFloat64(), G1: r.NormFloat64() * .5}
		o.G2 = o.G1 + .5
		items = append(items, o)
	}
	off := 0.
	for _, o := range items[:40] {
		f, ok := FitOrdinal(theta, votes(o))
		if !ok {
			t.Fatal("no fit")
		}
		off += math.Abs(f.Beta-o.Beta) + math.Abs(f.G1-o.G1) + math.Abs(f.G2-o.G2)
	}
	if off/120 > .12 {
		t.Errorf("mean error of a parameter %.3f", off/120)
	}
	for _, none := range [][2]float64{{-.2, -.2}, {-9, .4}, {.1, 9}} {
		o := Ordinal{1, none[0], none[1]}
		f, ok := FitOrdinal(theta, votes(o))
		if !ok || math.Abs(f.Beta-1) > .35 || none[0] == none[1] && f.G1 != f.G2 || none[0] == -9 && f.G1 != -outside || none[1] == 9 && f.G2 != outside {
			t.Errorf("%+v for %+v", f, o)
		}
	}
	if _, ok := FitOrdinal(theta[:3], []uint8{0, 0, 0}); ok {
		t.Error("a unanimous roll call has a slope")
	}

	truth := []float64{-1, -.8, .5, .6}
	var ss []SessionVotes
	for _, x := range truth {
		v := SessionVotes{Items: items}
		for _, o := range items {
			v.Choice = append(v.Choice, draw(o, x))
		}
		ss = append(ss, v)
	}
	mean, variance := FitPositions(ss)
	for i, x := range truth {
		if math.Abs(mean[i]-x) > 4*math.Sqrt(variance[i]) || variance[i] <= 0 || variance[i] > .1 {
			t.Errorf("session %d: %.2f (variance %.3f), want %.2f", i, mean[i], variance[i], x)
		}
	}
	ss[1] = SessionVotes{}
	if _, v := FitPositions(ss); v[1] < v[0] || v[1] > 1 {
		t.Errorf("variance without votes %.3f beside %.3f", v[1], v[0])
	}
}

func TestTridiagonalInverse(t *testing.T) {
	// [[2 -1][-1 3]] has the inverse [[3 1][1 2]]/5.
	out := make([]float64, 2)
	tridiagonalInverse([]float64{2, 3}, []float64{9, 1}, out)
	if !near(out[0], .6) || !near(out[1], .4) {
		t.Errorf("%v", out)
	}
}

func TestExcess(t *testing.T) {
	x := ExcessOf([]bool{true, true, true, false}, []float64{.5, .5, .5, .5})
	if x.Same != 3 || !near(x.Expected, 2) || !near(x.Value, .25) || !near(x.Z, 1) {
		t.Errorf("%+v", x)
	}
	if low, high := x.Interval(); !near(low, .25-z*.25) || !near(high, .25+z*.25) {
		t.Errorf("%v to %v", low, high)
	}
	if ExcessOf(nil, nil).Defined {
		t.Error("nothing seen")
	}
}

func TestBlockBootstrapOfShares(t *testing.T) {
	a, b := counts([3][3]int{{20, 0, 0}}, 0, 0), counts([3][3]int{{0, 0, 20}}, 0, 0)
	whole := a.Add(b).Add(a).Add(b)
	for _, name := range []Name{Identical, HalfCredit, SAbsolute, SSquared} {
		plain := Compute(name, whole, Options{})
		blocks := Compute(name, whole, Options{Blocks: []projection.Counts{a, b, a, b}})
		if blocks.Value != plain.Value || blocks.High-blocks.Low <= plain.High-plain.Low || blocks.Low > blocks.Value || blocks.High < blocks.Value {
			t.Errorf("%s: %+v, by sessions %+v", name, plain, blocks)
		}
	}
}
