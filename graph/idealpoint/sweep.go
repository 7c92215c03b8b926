package idealpoint

import "math"

// cutStep is the standard deviation of the proposals for cutpoints.
const cutStep = 0.067

// sweepBlock draws cutpoints, latent values and slope of a block's roll calls,
// given the positions, and adds up what the positions need.
//
// Cutpoints are proposed together, each normal about its old value and cut to
// its place, and accepted by the likelihood with the latent values summed out
// (Johnson & Albert 1999, p. 136). The factor for the cuts has a part for each
// cutpoint, since here both are free.
func (m *model) sweepBlock(b *block, seed uint64, sweep int, s *scratch) {
	lo, hi := m.off[b.session], m.off[b.session+1]
	theta := m.theta[lo:hi]
	sums := m.sums[b.sums : b.sums+2*(hi-lo)]
	clear(sums)
	for i := b.from; i < b.to; i++ {
		r := &m.rows[i]
		rnd := newStream(seed, sweep, partCalls, r.given)
		votes := m.local[r.at : r.at+r.n]
		yes, abstain, no := votes[:r.yes], votes[r.yes:r.yes+r.abstain], votes[r.yes+r.abstain:]
		p, q := grow(&s.p, r.n), grow(&s.q, r.n)
		from, to := grow(&s.lo, r.n), grow(&s.hi, r.n)

		g1 := rnd.between(r.g1, cutStep, -bound, r.g2)
		g2 := rnd.between(r.g2, cutStep, g1, bound)
		cuts := func(a1, a2, b1 float64) float64 {
			return (cdf((a2-a1)/cutStep) - cdf((-bound-a1)/cutStep)) * (cdf((bound-a2)/cutStep) - cdf((b1-a2)/cutStep))
		}
		var l odds
		l.reset(cuts(r.g1, r.g2, g1) / cuts(g1, g2, r.g1))
		l.tails(yes, theta, r.beta, r.g1, g1, p, q)
		l.middles(abstain, theta, r.beta, r.g1, r.g2, g1, g2, p[r.yes:], q[r.yes:], from[r.yes:], to[r.yes:])
		l.tails(no, theta, -r.beta, -r.g2, -g2, p[r.yes+r.abstain:], q[r.yes+r.abstain:])
		if rnd.uniform() < l.value() {
			r.g1, r.g2 = g1, g2
			p, from = q, to
		}

		z := s.z(r.n)
		var tz, tt float64
		x, y := drawTails(yes, theta, r.beta, &rnd, p, z)
		tz, tt = tz+x, tt+y
		x, y = drawMiddles(abstain, theta, r.beta, &rnd, from[r.yes:], p[r.yes:], z[r.yes:])
		tz, tt = tz+x, tt+y
		n := r.yes + r.abstain
		// Mirrored: no is yes on the line turned round, slope and latent
		// values with it.
		x, y = drawTails(no, theta, -r.beta, &rnd, p[n:], z[n:])
		tz, tt = tz-x, tt+y

		precision := tt + 1
		r.beta = tz/precision + rnd.normal()/math.Sqrt(precision)

		b1, b2 := r.beta, r.beta*r.beta
		for k, v := range votes {
			if k == n {
				b1 = -b1
			}
			c := sums[2*int(v) : 2*int(v)+2]
			c[0] += b1 * z[k]
			c[1] += b2
		}
	}
}

// odds is a product of many ratios that stays within the range of numbers: the
// logarithm of a part of it is put aside where it grows or shrinks too far.
type odds struct{ product, aside float64 }

func (l *odds) reset(x float64) { *l = odds{product: x} }

// inRange must be called once in a few factors.
func (l *odds) inRange() {
	if l.product > 1e100 || l.product < 1e-100 {
		l.aside += math.Log(l.product)
		l.product = 1
	}
}

func (l *odds) value() float64 {
	if l.aside == 0 {
		return l.product
	}
	return math.Exp(l.aside + math.Log(l.product))
}

// tails gives the probabilities Φ(cut - βθ) of votes under the old and the
// proposed cutpoint and multiplies in their ratios.
func (l *odds) tails(votes []uint16, theta []float64, beta, old, cut float64, p, q []float64) {
	p, q = p[:len(votes)], q[:len(votes)]
	x := l.product
	for i, v := range votes {
		eta := beta * theta[v]
		a, b := cdf(old-eta), cdf(cut-eta)
		p[i], q[i] = a, b
		x *= b / a
		if i&15 == 15 {
			l.product = x
			l.inRange()
			x = l.product
		}
	}
	l.product = x
	l.inRange()
}

// middles does the same for abstentions, each as an interval.
func (l *odds) middles(votes []uint16, theta []float64, beta, old1, old2, cut1, cut2 float64, p, q, from, to []float64) {
	for i, v := range votes {
		eta := beta * theta[v]
		from[i], p[i] = interval(old1-eta, old2-eta)
		to[i], q[i] = interval(cut1-eta, cut2-eta)
		l.product *= q[i] / p[i]
		l.inRange()
	}
}

// interval gives the probability of an interval of the standard normal and that
// of what lies below it. One in the upper tail is mirrored, for the sake of
// precision, and what lies beyond it is given with a minus sign.
func interval(a, b float64) (from, width float64) {
	if a+b > 0 {
		from = cdf(-b)
		return -from, max(cdf(-a)-from, 1e-30)
	}
	from = cdf(a)
	return from, max(cdf(b)-from, 1e-30)
}

// drawTails draws latent values below a cutpoint by inversion: z is normal about
// βθ given that it lies where it has probability p. It gives Σθz and Σθ².
func drawTails(votes []uint16, theta []float64, beta float64, rnd *stream, p, z []float64) (tz, tt float64) {
	p, z = p[:len(votes)], z[:len(votes)]
	s := *rnd
	for i, v := range votes {
		t := theta[v]
		u := s.uniform() * p[i] * cells
		var x float64
		// quantile, written out: a call here costs a tenth of all time.
		if k := int(u); uint(k-outer) < cells-2*outer {
			a := quantileTable[k&(cells-1)]
			x = a + (u-float64(k))*(quantileTable[k&(cells-1)+1]-a)
		} else {
			x = exactQuantile(u / cells)
		}
		if x += beta * t; x < -reach {
			x = -reach
		} else if x > reach {
			x = reach
		}
		z[i] = x
		tz += t * x
		tt += t * t
	}
	*rnd = s
	return tz, tt
}

func drawMiddles(votes []uint16, theta []float64, beta float64, rnd *stream, from, width, z []float64) (tz, tt float64) {
	for i, v := range votes {
		t := theta[v]
		var x float64
		if from[i] < 0 {
			x = beta*t - quantile(rnd.uniform()*width[i]-from[i])
		} else {
			x = beta*t + quantile(rnd.uniform()*width[i]+from[i])
		}
		x = min(reach, max(-reach, x))
		z[i] = x
		tz += t * x
		tt += t * t
	}
	return tz, tt
}

// sweepChain draws a state's positions one after the other, each given its
// neighbours in time.
func (m *model) sweepChain(state int, seed uint64, sweep int) {
	cells := m.chain[m.chainStart[state]:m.chainStart[state+1]]
	rnd := newStream(seed, sweep, partChains, state)
	before := 0.0
	for i, c := range cells {
		bz, b2 := m.evidence(c)
		w := m.weight[c]
		precision, mean := b2+w, bz+w*before
		if i+1 < len(cells) {
			next := cells[i+1]
			precision += m.weight[next]
			mean += m.weight[next] * m.theta[next]
		}
		t := mean/precision + rnd.normal()/math.Sqrt(precision)
		before = min(thetaBound, max(-thetaBound, t))
		m.theta[c] = before
	}
}
