package idealpoint

import "math"

// scratch is a worker's own memory.
type scratch struct {
	p, q   []float64 // probabilities of each vote, or lower end and width
	lo, hi []float64
	latent []float64
}

// means adds up Σθz over the votes of a row, z the mean of the latent value cut
// to the interval of the observed position; where sums is given, βz goes to it
// as well.
func (m *model) means(r *row, theta, sums []float64) (tz float64) {
	votes := m.local[r.at : r.at+r.n]
	beta, b2 := r.beta, r.beta*r.beta+r.varBeta
	add := func(v uint16, z float64) {
		tz += theta[v] * z
		if sums != nil {
			sums[2*int(v)] += beta * z
			sums[2*int(v)+1] += b2
		}
	}
	for _, v := range votes[:r.yes] {
		eta := beta * theta[v]
		add(v, eta-mills(r.g1-eta))
	}
	for _, v := range votes[r.yes : r.yes+r.abstain] {
		eta := beta * theta[v]
		add(v, eta+middleMean(r.g1-eta, r.g2-eta))
	}
	for _, v := range votes[r.yes+r.abstain:] {
		eta := beta * theta[v]
		add(v, eta+mills(eta-r.g2))
	}
	return tz
}

// middle is Φ(b) - Φ(a), a < b, without cancellation in the upper tail and never
// 0.
func middle(a, b float64) float64 {
	if a+b > 0 {
		a, b = -b, -a
	}
	return max(cdf(b)-cdf(a), 1e-30)
}

// middleMean is the mean of a standard normal cut to (a, b].
func middleMean(a, b float64) float64 {
	return min(b, max(a, (density(a)-density(b))/middle(a, b)))
}

// warmBlock is one round of EM over a block, given the positions: latent means,
// slope, a step of the cutpoints, and the sums for the positions to come.
func (m *model) warmBlock(b *block, first bool) {
	lo, hi := m.off[b.session], m.off[b.session+1]
	theta, spread := m.theta[lo:hi], m.spread[lo:hi]
	sums := m.sums[b.sums : b.sums+2*(hi-lo)]
	clear(sums)
	for i := b.from; i < b.to; i++ {
		r := &m.rows[i]
		if !first {
			tz := m.means(r, theta, nil)
			precision := 1.0
			for _, v := range m.local[r.at : r.at+r.n] {
				precision += theta[v]*theta[v] + spread[v]
			}
			r.beta, r.varBeta = tz/precision, 1/precision
			m.moveCutpoints(r, theta)
		}
		m.means(r, theta, sums)
	}
}

// moveCutpoints makes one Newton step of at most ½ on the log likelihood of the
// cutpoints, which is concave in them. A cutpoint beside a position that nobody
// took stays where it is; where nobody abstained the two are one: apart, every
// yes would push γ1 up without end.
func (m *model) moveCutpoints(r *row, theta []float64) {
	votes := m.local[r.at : r.at+r.n]
	var d1, d2, h11, h22, h12 float64 // gradient and information
	for _, v := range votes[:r.yes] {
		a := r.g1 - r.beta*theta[v]
		k := mills(a)
		d1 += k
		h11 += k * (a + k)
	}
	for _, v := range votes[r.yes : r.yes+r.abstain] {
		a, b := r.g1-r.beta*theta[v], r.g2-r.beta*theta[v]
		p := middle(a, b)
		fa, fb := density(a)/p, density(b)/p
		d1 -= fa
		d2 += fb
		h11 += fa * (fa - a)
		h22 += fb * (fb + b)
		h12 -= fa * fb
	}
	for _, v := range votes[r.yes+r.abstain:] {
		b := r.g2 - r.beta*theta[v]
		k := mills(-b)
		d2 -= k
		h22 += k * (k - b)
	}
	step := func(d, h float64) float64 {
		if h <= 1e-12 {
			return 0
		}
		return min(0.5, max(-0.5, d/h))
	}
	const most = bound - 0.1
	cut := func(g float64) float64 { return min(most, max(-most, g)) }
	switch no := r.n - r.yes - r.abstain; {
	case r.abstain == 0:
		r.g1 = cut(r.g1 + step(d1+d2, h11+h22))
		r.g2 = r.g1
	case no == 0:
		r.g1 = min(outside-leastGap, cut(r.g1+step(d1, h11)))
	case r.yes == 0:
		r.g2 = max(leastGap-outside, cut(r.g2+step(d2, h22)))
	default:
		det := h11*h22 - h12*h12
		s1, s2 := step(d1, h11), step(d2, h22)
		if det > 1e-12*h11*h22 && det > 0 {
			s1, s2 = step(h22*d1-h12*d2, det), step(h11*d2-h12*d1, det)
		}
		g1, g2 := cut(r.g1+s1), cut(r.g2+s2)
		if g2-g1 < leastGap {
			// The step would cross: go to where they all but meet.
			mid := (g1 + g2) / 2
			g1, g2 = mid-leastGap/2, mid+leastGap/2
		}
		r.g1, r.g2 = g1, g2
	}
}

// evidence adds up a cell's sums over the blocks of its session.
func (m *model) evidence(cell int32) (bz, b2 float64) {
	session := m.when[cell]
	k := 2 * (int(cell) - m.off[session])
	for i := m.first[session]; i < m.first[session+1]; i++ {
		s := m.blocks[i].sums + k
		bz += m.sums[s]
		b2 += m.sums[s+1]
	}
	return bz, b2
}

// warmChain solves a state's chain: the mode of all its positions given the
// latent means, and their variances (the diagonal of the inverse of the
// tridiagonal matrix, from its elimination in both directions).
func (m *model) warmChain(state int, s *scratch) {
	cells := m.chain[m.chainStart[state]:m.chainStart[state+1]]
	n := len(cells)
	diag, right := grow(&s.p, n), grow(&s.q, n)
	down, up := grow(&s.lo, n), grow(&s.hi, n)
	for i, c := range cells {
		bz, b2 := m.evidence(c)
		diag[i], right[i] = b2+m.weight[c], bz
		if i+1 < n {
			diag[i] += m.weight[cells[i+1]]
		}
	}
	for i := range cells {
		down[i] = diag[i]
		if i > 0 {
			w := m.weight[cells[i]]
			down[i] -= w * w / down[i-1]
			right[i] += w * right[i-1] / down[i-1]
		}
	}
	for i := n - 1; i >= 0; i-- {
		up[i] = diag[i]
		x := right[i]
		if i+1 < n {
			w := m.weight[cells[i+1]]
			up[i] -= w * w / up[i+1]
			x += w * m.theta[cells[i+1]]
		}
		m.theta[cells[i]] = x / down[i]
	}
	for i, c := range cells {
		m.spread[c] = 1 / (down[i] + up[i] - diag[i])
	}
}

func grow(s *[]float64, n int) []float64 {
	if cap(*s) < n {
		*s = make([]float64, n+n/4)
	}
	return (*s)[:n]
}

// standardise shifts and scales all positions to mean 0 and variance 1, in the
// warm-up by the total variance.
func (m *model) standardise(warm bool) {
	n := float64(len(m.theta))
	var sum float64
	for _, t := range m.theta {
		sum += t
	}
	mean := sum / n
	sum = 0
	for _, t := range m.theta {
		sum += (t - mean) * (t - mean)
	}
	if warm {
		for _, v := range m.spread {
			sum += v
		}
	}
	if sum <= 0 {
		return
	}
	k := 1 / math.Sqrt(sum/n)
	for i, t := range m.theta {
		m.theta[i] = (t - mean) * k
	}
	if warm {
		for i := range m.spread {
			m.spread[i] *= k * k
		}
	}
}

func (s *scratch) z(n int) []float64 { return grow(&s.latent, n) }
