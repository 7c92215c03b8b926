package measure

import (
	"math"

	"entente/graph/projection"
)

// Difference is one share less another.
type Difference struct {
	Value, Low, High float64
	Defined          bool
	Level            float64
}

// Newcombe gives the difference k1/n1 - k2/n2 of two shares of separate sets of
// roll calls with the 95 % hybrid score interval (R. G. Newcombe, Statistics in
// Medicine 17 (1998) 873–890, method 10). Not defined where either n is not
// positive or a k lies outside 0..n.
func Newcombe(k1, n1, k2, n2 float64) Difference {
	l1, u1, ok1 := Wilson(k1, n1)
	l2, u2, ok2 := Wilson(k2, n2)
	if !ok1 || !ok2 {
		return Difference{}
	}
	p1, p2 := k1/n1, k2/n2
	d := p1 - p2
	return Difference{
		Value: d,
		Low:   max(-1, d-math.Hypot(p1-l1, u2-p2)),
		High:  min(1, d+math.Hypot(u1-p1, p2-l2)),

		Defined: true, Level: Level,
	}
}

// PairedDifference gives the difference of the shares of A with B and of A with
// C over their paired set, with the adjusted 95 % interval of A. Agresti &
// Y. Min, Statistics in Medicine 24 (2005) 729–740: half a roll call is added to
// each of the four cells. Value is the plain difference; the interval is cut to
// -1..1 and widened to hold it.
func PairedDifference(t projection.Triple) Difference {
	if t.N <= 0 {
		return Difference{}
	}
	b, c, n := float64(t.OnlyB)+.5, float64(t.OnlyC)+.5, float64(t.N)+2
	mid := (b - c) / n
	half := z * math.Sqrt(max(0, b+c-(b-c)*(b-c)/n)) / n
	v := float64(t.OnlyB-t.OnlyC) / float64(t.N)
	return Difference{Value: v, Low: min(v, max(-1, mid-half)), High: max(v, min(1, mid+half)), Defined: true, Level: Level}
}
