package idealpoint_test

import (
	"context"
	"fmt"
	"syscall"
	"testing"
	"time"

	"entente/graph/idealpoint"
)

// The whole Assembly on one worker and on all. One worker's time is the cost in
// processor seconds.
func BenchmarkAssembly(b *testing.B) {
	a := readAssembly(b)
	for _, workers := range []int{1, 0} {
		b.Run(fmt.Sprintf("workers=%d", workers), func(b *testing.B) {
			began := processor(b)
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
			b.ReportMetric((processor(b)-began).Seconds()/float64(b.N), "cpu-s/op")
		})
	}
}

// processor is the processor time used so far: on a machine shared with others
// it says more than the clock.
func processor(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// Ten times the roll calls, ten times the members, on made votes: linear in the
// votes. Few sweeps, since each costs the same.
func BenchmarkGrowth(b *testing.B) {
	o := idealpoint.Options{Workers: 1, Rounds: 5, Burn: 5, Keep: 15, Thin: 1}
	for _, c := range []struct {
		name          string
		states, calls int
	}{{"base", 190, 70}, {"roll-calls×10", 190, 700}, {"members×10", 1900, 70}} {
		w := makeWorld(worldOptions{states: c.states, sessions: 20, calls: c.calls, abstain: .5, seed: 1})
		b.Run(c.name, func(b *testing.B) {
			began := processor(b)
			for b.Loop() {
				if _, err := idealpoint.Estimate(context.Background(), &w.Votes, o); err != nil {
					b.Fatal(err)
				}
			}
			took := (processor(b) - began).Seconds() / float64(b.N)
			b.ReportMetric(float64(len(w.State)), "votes")
			b.ReportMetric(took, "cpu-s/op")
			b.ReportMetric(1e9*took/float64(len(w.State)), "cpu-ns/vote")
		})
	}
}
