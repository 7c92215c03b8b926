package idealpoint

import "math"

// The standard normal's distribution function, its density and the ratio of the
// two are read from tables with linear interpolation over ±reach: the relative
// error of the distribution function is below 1e-5 down to Φ(-9) = 1.1e-19, which
// is far below the noise of the sampler, at a tenth of the cost.
const (
	reach = 9
	cells = 16384
	scale = cells / (2 * reach)
)

// table holds a function at the ends of the cells. One more than the ends lets a
// masked index be followed by its neighbour without a check of bounds.
type table [cells + 2]float64

var cdfTable, pdfTable, millsTable = tables()

func tables() (cdf, pdf, mills *table) {
	cdf, pdf, mills = new(table), new(table), new(table)
	for i := range cdf {
		x := float64(i)/scale - reach
		cdf[i] = math.Erfc(-x/math.Sqrt2) / 2
		pdf[i] = math.Exp(-x*x/2) / math.Sqrt(2*math.Pi)
		mills[i] = pdf[i] / cdf[i]
	}
	return cdf, pdf, mills
}

func (t *table) at(x float64) float64 {
	x = (x + reach) * scale
	i := int(x)
	if uint(i) >= cells {
		return t.end(x)
	}
	a := t[i&(cells-1)]
	return a + (x-float64(i))*(t[i&(cells-1)+1]-a)
}

// end is the value beyond the table: that of its end.
func (t *table) end(x float64) float64 {
	if x < 0 {
		return t[0]
	}
	return t[cells]
}

// cdf is Φ(x).
func cdf(x float64) float64 { return cdfTable.at(x) }

// density is φ(x).
func density(x float64) float64 { return pdfTable.at(x) }

// mills is φ(x)/Φ(x): how far the mean of a standard normal cut to (-∞, x] lies
// below 0.
func mills(x float64) float64 {
	if x < -reach {
		return -x - 1/x // φ/Φ → -x - 1/x + 2/x³ … in the tail
	}
	return millsTable.at(x)
}

// The inverse of Φ is read from a table as well, but for the outer cells, where
// it bends too much: there it is computed. The error is below 2e-5.
const outer = cells / 256

var quantileTable = quantiles()

func quantiles() *table {
	t := new(table)
	for i := 1; i < cells; i++ {
		t[i] = exactQuantile(float64(i) / cells)
	}
	return t
}

// quantile is the inverse of Φ for 0 < p < 1, fit for drawing.
func quantile(p float64) float64 {
	x := p * cells
	i := int(x)
	if uint(i-outer) >= cells-2*outer {
		return exactQuantile(p)
	}
	a := quantileTable[i&(cells-1)]
	return a + (x-float64(i))*(quantileTable[i&(cells-1)+1]-a)
}

// centre is where the rational function of the middle begins.
const centre = 0.02425

// exactQuantile is the inverse of Φ for 0 < p < 1 by P. J. Acklam's rational
// functions (An algorithm for computing the inverse normal cumulative
// distribution function, 2003), relative error below 1.15e-9.
func exactQuantile(p float64) float64 {
	if p < centre {
		return tailQuantile(p)
	}
	if p > 1-centre {
		return -tailQuantile(1 - p)
	}
	q := p - 0.5
	r := q * q
	return (((((-3.969683028665376e+01*r+2.209460984245205e+02)*r-2.759285104469687e+02)*r+1.383577518672690e+02)*r-3.066479806614716e+01)*r + 2.506628277459239e+00) * q /
		(((((-5.447609879822406e+01*r+1.615858368580409e+02)*r-1.556989798598866e+02)*r+6.680131188771972e+01)*r-1.328068155288572e+01)*r + 1)
}

func tailQuantile(p float64) float64 {
	if p < 1e-300 {
		p = 1e-300
	}
	q := math.Sqrt(-2 * math.Log(p))
	return (((((-7.784894002430293e-03*q-3.223964580411365e-01)*q-2.400758277161838e+00)*q-2.549732539343734e+00)*q+4.374664141464968e+00)*q + 2.938163982698783e+00) /
		((((7.784695709041462e-03*q+3.224671290700398e-01)*q+2.445134137142996e+00)*q+3.754408661907416e+00)*q + 1)
}

// Cell gives the probabilities of yes, abstain and no of a state at theta on a
// roll call with slope beta and cutpoints g1 ≤ g2, exactly (not from the
// tables). They add up to 1.
func Cell(theta, beta, g1, g2 float64) [3]float64 {
	phi := func(x float64) float64 { return math.Erfc(-x/math.Sqrt2) / 2 }
	a, b := g1-beta*theta, g2-beta*theta
	no := phi(-b)
	between := phi(b) - phi(a)
	if a > 0 {
		between = phi(-a) - phi(-b) // without cancellation in the upper tail
	}
	return [3]float64{phi(a), max(0, between), no}
}
