package idealpoint_test

import (
	"context"
	"fmt"
	"testing"

	"entente/graph/idealpoint"
)

// The whole Assembly on one worker and on all. One worker's time is the cost in
// processor seconds.
func BenchmarkAssembly(b *testing.B) {
	a := readAssembly(b)
	for _, workers := range []int{1, 0} {
		b.Run(fmt.Sprintf("workers=%d", workers), func(b *testing.B) {
			for b.Loop() {
				r, err := idealpoint.Estimate(context.Background(), &a.Votes, idealpoint.Options{Workers: workers})
				if err != nil {
					b.Fatal(err)
				}
				share, worst := r.Converged()
				b.ReportMetric(float64(r.Votes), "votes")
				b.ReportMetric(100*share, "%converged")
				b.ReportMetric(worst, "worst-R̂")
			}
		})
	}
}
