package measure

import (
	"math/rand/v2"
	"testing"

	"entente/graph/projection"
)

var kept Result

// BenchmarkAllMeasures computes every measure of a table for all 20,301 pairs of
// 202 states, without intervals.
func BenchmarkAllMeasures(b *testing.B) {
	r := rand.New(rand.NewPCG(2, 2))
	tables := make([]projection.Counts, 202*201/2)
	for i := range tables {
		var c [3][3]int
		for j := range c {
			for k := range c[j] {
				c[j][k] = r.IntN(800)
			}
		}
		tables[i] = counts(c, r.IntN(300), 0)
	}
	names := All()
	for b.Loop() {
		for i := range tables {
			for _, n := range names {
				kept = Compute(n.Name, tables[i], Options{NoInterval: true})
			}
		}
	}
}
