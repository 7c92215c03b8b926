package measure

import "math"

// Ordinal is a roll call in the one-dimensional model of ideal points: with
// η = Beta·θ the chances of yes, abstain and no are Φ(G1 - η), Φ(G2 - η) -
// Φ(G1 - η) and 1 - Φ(G2 - η) (Bailey, Strezhnev & Voeten 2017).
type Ordinal struct{ Beta, G1, G2 float64 }

// The positions of the model, in its order.
const (
	ModelYes uint8 = iota
	ModelAbstain
	ModelNo
)

// outside is a cutpoint beside a position that nobody took.
const outside = 6.5

// Chances gives the chances of yes, abstain and no for a state whose position is
// normal with a mean and a variance.
func (o Ordinal) Chances(mean, variance float64) [3]float64 {
	// The integral of Φ(γ - βθ) over a normal θ.
	s := math.Sqrt(1 + o.Beta*o.Beta*max(0, variance))
	y, ya := normalCDF((o.G1-o.Beta*mean)/s), normalCDF((o.G2-o.Beta*mean)/s)
	return [3]float64{y, max(0, ya-y), 1 - ya}
}

// SameChance is the chance that two states, independent given their positions,
// take the same position.
func (o Ordinal) SameChance(meanA, varA, meanB, varB float64) float64 {
	a, b := o.Chances(meanA, varA), o.Chances(meanB, varB)
	return a[0]*b[0] + a[1]*b[1] + a[2]*b[2]
}

const (
	ordinalRounds = 60
	ordinalClose  = 1e-6
	leastChance   = 1e-12
)

// FitOrdinal finds a roll call's slope and cutpoints from the positions θ of
// states and what they voted, θ held fixed: the mode under β ~ N(0, 1) and flat
// cutpoints, by Fisher scoring. A position nobody took has its cutpoint outside;
// where nobody abstained the two cutpoints are one. False where all took one
// position: such a roll call tells nothing.
func FitOrdinal(theta []float64, choice []uint8) (Ordinal, bool) {
	var took [3]int
	for _, c := range choice {
		took[c]++
	}
	n := len(choice)
	if n == 0 || took[0] == n || took[1] == n || took[2] == n {
		return Ordinal{}, false
	}
	o := Ordinal{G1: -outside, G2: outside}
	free1, free2, one := took[ModelYes] > 0, took[ModelNo] > 0, took[ModelAbstain] == 0
	if free1 {
		o.G1 = normalQuantile(float64(took[0]) / float64(n))
	}
	if free2 {
		o.G2 = normalQuantile(float64(took[0]+took[1]) / float64(n))
	}
	if one {
		o.G2 = o.G1
	}
	best := o.logPosterior(theta, choice)
	for range ordinalRounds {
		g, h := o.scores(theta, choice)
		g[0] -= o.Beta
		h[0][0]++
		switch {
		case one: // one cutpoint: what moves one moves both
			g[1] += g[2]
			h[0][1] += h[0][2]
			h[1][0] = h[0][1]
			h[1][1] += h[2][2] + 2*h[1][2]
			pin(&g, &h, 2)
		case !free1:
			pin(&g, &h, 1)
		case !free2:
			pin(&g, &h, 2)
		}
		d, ok := solve3(h, g)
		if !ok {
			break
		}
		if one {
			d[2] = d[1]
		}
		moved := false
		for step := 1.0; step > 1e-4; step /= 2 {
			x := Ordinal{o.Beta + step*d[0], o.G1 + step*d[1], o.G2 + step*d[2]}
			if x.G1 > x.G2 || math.Abs(x.G1) > 7 || math.Abs(x.G2) > 7 {
				continue
			}
			if l := x.logPosterior(theta, choice); l >= best {
				moved = l > best+ordinalClose
				o, best = x, l
				break
			}
		}
		if !moved {
			break
		}
	}
	return o, true
}

func pin(g *[3]float64, h *[3][3]float64, i int) {
	g[i] = 0
	for j := range 3 {
		h[i][j], h[j][i] = 0, 0
	}
	h[i][i] = 1
}

// cell gives the chance of a choice and its densities at the lower and the upper
// cutpoint.
func (o Ordinal) cell(theta float64, c uint8) (p, lower, upper float64) {
	eta := o.Beta * theta
	switch c {
	case ModelYes:
		return max(leastChance, normalCDF(o.G1-eta)), 0, density(o.G1 - eta)
	case ModelNo:
		return max(leastChance, normalCDF(eta-o.G2)), density(o.G2 - eta), 0
	}
	return max(leastChance, normalCDF(o.G2-eta)-normalCDF(o.G1-eta)), density(o.G1 - eta), density(o.G2 - eta)
}

func (o Ordinal) logPosterior(theta []float64, choice []uint8) float64 {
	sum := -o.Beta * o.Beta / 2
	for i, c := range choice {
		p, _, _ := o.cell(theta[i], c)
		sum += math.Log(p)
	}
	return sum
}

// scores are the gradient of the log likelihood and its expected information, in
// the order β, γ1, γ2.
func (o Ordinal) scores(theta []float64, choice []uint8) (g [3]float64, h [3][3]float64) {
	for i, took := range choice {
		t := theta[i]
		for c := ModelYes; c <= ModelNo; c++ {
			p, lo, up := o.cell(t, c)
			if p <= 1e-9 && c != took {
				continue
			}
			var d [3]float64
			d[0] = -t * (up - lo)
			switch c {
			case ModelYes:
				d[1] = up
			case ModelAbstain:
				d[1], d[2] = -lo, up
			case ModelNo:
				d[2] = -lo
			}
			for a := range 3 {
				if c == took {
					g[a] += d[a] / p
				}
				for b := range 3 {
					h[a][b] += d[a] * d[b] / p
				}
			}
		}
	}
	return g, h
}

// solve3 solves h·x = g for a symmetric positive h.
func solve3(h [3][3]float64, g [3]float64) (x [3]float64, ok bool) {
	for i := range 3 {
		if !(h[i][i] > 1e-12) {
			return x, false
		}
		for j := i + 1; j < 3; j++ {
			f := h[j][i] / h[i][i]
			for k := i; k < 3; k++ {
				h[j][k] -= f * h[i][k]
			}
			g[j] -= f * g[i]
		}
	}
	for i := 2; i >= 0; i-- {
		x[i] = g[i]
		for k := i + 1; k < 3; k++ {
			x[i] -= h[i][k] * x[k]
		}
		x[i] /= h[i][i]
	}
	return x, true
}

// SessionVotes are a state's votes on roll calls whose parameters are known.
type SessionVotes struct {
	Items  []Ordinal
	Choice []uint8
}

// The priors of a state's positions: the first N(0, 20), each step of variance
// ½·n/(n + n before), n the votes cast, as in the model of all states.
const (
	firstVariance = 20.0
	stepVariance  = 0.5
)

// FitPositions finds the positions of one state in the sessions in which it
// voted, in the order of time, all roll calls held fixed: the mode of the
// posterior under the model's random walk, and its variances, by Fisher scoring
// on the tridiagonal system. A session without votes is not to be given, except
// alone its neighbours' prior is wanted: it then has a position of the prior
// with step variance ½.
func FitPositions(sessions []SessionVotes) (mean, variance []float64) {
	n := len(sessions)
	mean, variance = make([]float64, n), make([]float64, n)
	if n == 0 {
		return mean, variance
	}
	w := make([]float64, n) // 1/v of the step to each session
	w[0] = 1 / firstVariance
	for t := 1; t < n; t++ {
		a, b := float64(len(sessions[t].Choice)), float64(len(sessions[t-1].Choice))
		v := stepVariance
		if a > 0 && b > 0 {
			v = stepVariance * a / (a + b)
		}
		w[t] = 1 / v
	}
	diag, right, step := make([]float64, n), make([]float64, n), make([]float64, n)
	for range 50 {
		for t := range sessions {
			g, info := sessions[t].scores(mean[t])
			g -= w[t] * (mean[t] - before(mean, t))
			info += w[t]
			if t+1 < n {
				g += w[t+1] * (mean[t+1] - mean[t])
				info += w[t+1]
			}
			diag[t], right[t] = info, g
		}
		tridiagonal(diag, w, right, step)
		most := 0.0
		for t := range step {
			d := max(-1, min(1, step[t]))
			mean[t] = max(-6, min(6, mean[t]+d))
			most = max(most, math.Abs(d))
		}
		if most < 1e-6 {
			break
		}
	}
	tridiagonalInverse(diag, w, variance)
	return mean, variance
}

func before(mean []float64, t int) float64 {
	if t == 0 {
		return 0
	}
	return mean[t-1]
}

func (v *SessionVotes) scores(theta float64) (g, info float64) {
	for i, took := range v.Choice {
		o := &v.Items[i]
		for c := ModelYes; c <= ModelNo; c++ {
			p, lo, up := o.cell(theta, c)
			d := -o.Beta * (up - lo)
			if c == took {
				g += d / p
			}
			if p > 1e-9 {
				info += d * d / p
			}
		}
	}
	return g, info
}

// tridiagonal solves a symmetric system with the given diagonal and -w[t]
// between t-1 and t.
func tridiagonal(diag, w, right, x []float64) {
	n := len(diag)
	c, d := make([]float64, n), make([]float64, n)
	c[0], d[0] = diag[0], right[0]
	for t := 1; t < n; t++ {
		f := w[t] / c[t-1]
		c[t] = diag[t] - f*w[t]
		d[t] = right[t] + f*d[t-1]
	}
	x[n-1] = d[n-1] / c[n-1]
	for t := n - 2; t >= 0; t-- {
		x[t] = (d[t] + w[t+1]*x[t+1]) / c[t]
	}
}

// tridiagonalInverse gives the diagonal of the inverse: from the pivots of the
// elimination from the top and from the bottom.
func tridiagonalInverse(diag, w, out []float64) {
	n := len(diag)
	top, bottom := make([]float64, n), make([]float64, n)
	for t := range n {
		top[t] = diag[t]
		if t > 0 {
			top[t] -= w[t] * w[t] / top[t-1]
		}
	}
	for t := n - 1; t >= 0; t-- {
		bottom[t] = diag[t]
		if t+1 < n {
			bottom[t] -= w[t+1] * w[t+1] / bottom[t+1]
		}
		out[t] = 1 / (top[t] + bottom[t] - diag[t])
	}
}

func normalCDF(x float64) float64 { return math.Erfc(-x/math.Sqrt2) / 2 }
func density(x float64) float64   { return math.Exp(-x*x/2) / math.Sqrt(2*math.Pi) }
func normalQuantile(p float64) float64 {
	return math.Sqrt2 * math.Erfinv(2*p-1)
}

// Excess compares identical votes seen with what chances expect of each.
type Excess struct {
	Same     int     // seen
	Expected float64 // Σ e
	N        int
	Value    float64 // (Same - Expected)/N
	Z        float64 // (Same - Expected)/√Σ e(1-e)
	Defined  bool    // N > 0 and Σ e(1-e) > 0
}

// ExcessOf sums over roll calls: same[i] whether the two took one position,
// chance[i] how likely that was.
func ExcessOf(same []bool, chance []float64) Excess {
	var x Excess
	spread := 0.0
	for i, e := range chance {
		x.N++
		x.Expected += e
		spread += e * (1 - e)
		if same[i] {
			x.Same++
		}
	}
	if x.N == 0 || spread <= 0 {
		return x
	}
	d := float64(x.Same) - x.Expected
	x.Value, x.Z, x.Defined = d/float64(x.N), d/math.Sqrt(spread), true
	return x
}

// Interval gives the 95 % interval of Value: ± 1.959964 standard errors of the
// number seen under the chances.
func (x Excess) Interval() (low, high float64) {
	if !x.Defined || x.Z == 0 {
		return x.Value, x.Value
	}
	se := x.Value / x.Z
	return x.Value - z*se, x.Value + z*se
}
