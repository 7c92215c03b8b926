package idealpoint

import (
	"math"
	"testing"
)

// The tables against the functions themselves.
func TestTables(t *testing.T) {
	for x := -8.99; x < 9; x += .00137 {
		want := math.Erfc(-x/math.Sqrt2) / 2
		if got := cdf(x); math.Abs(got-want) > 2e-5*want {
			t.Fatalf("Φ(%v) = %v, want %v", x, got, want)
		}
		f := math.Exp(-x*x/2) / math.Sqrt(2*math.Pi)
		if got := density(x); math.Abs(got-f) > 2e-5*f {
			t.Fatalf("φ(%v) = %v, want %v", x, got, f)
		}
		if got := mills(x); math.Abs(got-f/want) > 2e-5*f/want+1e-12 {
			t.Fatalf("φ/Φ(%v) = %v, want %v", x, got, f/want)
		}
	}
	for _, x := range []float64{-1e9, -50, -9.5} {
		if got := mills(x); math.Abs(got+x) > .2 || math.IsInf(got, 0) {
			t.Errorf("φ/Φ(%v) = %v", x, got)
		}
	}
	for _, x := range []float64{-1e300, math.Inf(-1)} {
		if cdf(x) <= 0 || cdf(x) > 1e-18 || cdf(-x) != 1 {
			t.Errorf("Φ(%v) = %v, Φ(%v) = %v", x, cdf(x), -x, cdf(-x))
		}
	}
	for x := -8.; x < 5.5; x += .0037 { // above, 1 - p has too few digits
		p := math.Erfc(-x/math.Sqrt2) / 2
		if got := exactQuantile(p); math.Abs(got-x) > 1e-8*(1+math.Abs(x)) {
			t.Fatalf("Φ⁻¹(%v) = %v, want %v", p, got, x)
		}
		if got := quantile(p); math.Abs(got-x) > 2e-5 {
			t.Fatalf("Φ⁻¹(%v) = %v, want %v", p, got, x)
		}
	}
	if x := quantile(0); math.IsNaN(x) || math.IsInf(x, 0) || x > -30 {
		t.Errorf("Φ⁻¹(0) = %v", x)
	}
}

// The hand checks of the truncated means and of the step's variance.
func TestHand(t *testing.T) {
	eta := .5 * 1.2
	for _, c := range []struct{ got, want float64 }{
		{eta - mills(.3-eta), -.3982},
		{eta + middleMean(.3-eta, 1.1-eta), .6948},
		{stepVarianceOf(60, 40), .3},
	} {
		if math.Abs(c.got-c.want) > .00006 {
			t.Errorf("%.5f, want %.4f", c.got, c.want)
		}
	}
}

// Draws have the distribution they are cut from.
func TestDraws(t *testing.T) {
	const n = 200_000
	theta := []float64{.5}
	votes := make([]uint16, n)
	p, z := make([]float64, n), make([]float64, n)
	from, to, q := make([]float64, n), make([]float64, n), make([]float64, n)
	rnd := newStream(1, 2, partCalls, 3)
	var l odds
	l.reset(1)
	l.tails(votes, theta, 1.2, .3, .3, p, q)
	if l.value() != 1 {
		t.Errorf("equal cutpoints have odds %v", l.value())
	}
	mean := func(z []float64) (m float64) {
		for _, x := range z {
			m += x / n
		}
		return m
	}
	tz, tt := drawTails(votes, theta, 1.2, &rnd, p, z)
	if m := mean(z); math.Abs(m+.3982) > .01 || math.Abs(tz-m*n*.5) > 1e-6*n || math.Abs(tt-.25*n) > 1e-6*n {
		t.Errorf("below the cutpoint: mean %.4f, Σθz %v, Σθ² %v", m, tz, tt)
	}
	for _, x := range z {
		if x > .3+1e-4 {
			t.Fatalf("%v lies above its cutpoint", x)
		}
	}
	for _, c := range []struct{ g1, g2, want float64 }{{.3, 1.1, .6948}, {1.1, 2, 1.2*.5 + middleMean(.5, 1.4)}} {
		l.middles(votes, theta, 1.2, c.g1, c.g2, c.g1, c.g2, p, q, from, to)
		drawMiddles(votes, theta, 1.2, &rnd, from, p, z)
		if m := mean(z); math.Abs(m-c.want) > .01 {
			t.Errorf("between %v and %v: mean %.4f, want %.4f", c.g1, c.g2, m, c.want)
		}
		for _, x := range z {
			if x < c.g1-1e-3 || x > c.g2+1e-3 {
				t.Fatalf("%v lies outside %v … %v", x, c.g1, c.g2)
			}
		}
	}
	sum, squares := 0., 0.
	for range n {
		x := rnd.normal()
		sum, squares = sum+x/n, squares+x*x/n
		if y := rnd.between(0, .067, -7, -.01); y > -.01 || y < -1 {
			t.Fatalf("cut normal %v", y)
		}
	}
	if math.Abs(sum) > .01 || math.Abs(squares-1) > .015 {
		t.Errorf("normal numbers: mean %.4f, mean square %.4f", sum, squares)
	}
}

// A long product of odds neither overflows nor vanishes.
func TestOdds(t *testing.T) {
	var l odds
	l.reset(1)
	theta := []float64{-8}
	votes := make([]uint16, 1000)
	p, q := make([]float64, 1000), make([]float64, 1000)
	l.tails(votes, theta, -1, 0, .1, p, q)
	want := 1000 * math.Log(cdf(-7.9)/cdf(-8))
	if got := l.aside + math.Log(l.product); math.Abs(got-want) > 1e-6*want {
		t.Errorf("log odds %v, want %v", got, want)
	}
}

// Split R-hat is near 1 for draws that keep their level and far from it for
// those that do not.
func TestSplitRHat(t *testing.T) {
	var still, moving []int16
	rnd := newStream(4, 0, 0, 0)
	for i := range 400 {
		x := int16(1000 * rnd.normal())
		still, moving = append(still, x), append(moving, x+int16(10*i))
	}
	if r := splitRHat(still); r > 1.02 {
		t.Errorf("draws about one level: %v", r)
	}
	if r := splitRHat(moving); r < 1.3 {
		t.Errorf("draws that wander: %v", r)
	}
	if r := splitRHat(make([]int16, 50)); r != 1 {
		t.Errorf("constant draws: %v", r)
	}
}
