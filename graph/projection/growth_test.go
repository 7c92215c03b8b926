package projection

import (
	"context"
	"fmt"
	"testing"
)

// BenchmarkGrowth answers with ten times the roll calls and with ten times the
// members: a pair's time and memory are linear in roll calls, all pairs'
// quadratic in members.
func BenchmarkGrowth(b *testing.B) {
	for _, x := range []struct{ members, calls int }{{202, 5238}, {202, 52380}, {2020, 5238}} {
		p, err := Build(context.Background(), madeAssembly(x.members, x.calls), "1", Options{})
		if err != nil {
			b.Fatal(err)
		}
		m := p.All()
		name := fmt.Sprintf("members=%d/calls=%d", x.members, x.calls)
		b.Run("pair/"+name, func(b *testing.B) {
			for b.Loop() {
				sink = p.Pair(7, 11, m)
			}
			b.ReportMetric(float64(p.Bytes())/1024, "KB-kept")
		})
		b.Run("all/"+name, func(b *testing.B) {
			for b.Loop() {
				p.AllPairs(m, nil, func(_, _ int, c *Counts) { sink = *c })
			}
		})
	}
}
