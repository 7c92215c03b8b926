package idealpoint_test

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"entente/graph/idealpoint"
)

func near(t *testing.T, what string, got, want, by float64) {
	t.Helper()
	if math.IsNaN(got) || math.Abs(got-want) > by {
		t.Errorf("%s = %.5f, want %.5f", what, got, want)
	}
}

// The hand check of the probabilities.
func TestCell(t *testing.T) {
	a, b := idealpoint.Cell(.5, 1.2, .3, 1.1), idealpoint.Cell(-.5, 1.2, .3, 1.1)
	same := 0.
	for i, want := range [2][3]float64{{.3821, .3094, .3085}, {.8159, .1395, .0446}} {
		for k := range want {
			near(t, "P", [2][3]float64{a, b}[i][k], want[k], .00005)
		}
	}
	for k := range a {
		same += a[k] * b[k]
	}
	near(t, "P(same)", same, .3687, .00005)
	for _, theta := range []float64{-40, -8, 0, 8, 40} {
		p := idealpoint.Cell(theta, 1, -1, 1)
		near(t, "sum", p[0]+p[1]+p[2], 1, 1e-12)
		if p[1] <= 0 && math.Abs(theta) < 30 {
			t.Errorf("θ = %v: an abstention is impossible", theta)
		}
	}
}

// world makes votes of known positions: each state wanders over the sessions in
// which it is there.
type world struct {
	idealpoint.Votes
	theta [][]float64 // by state, session; NaN where it is not there
}

type worldOptions struct {
	states, sessions, calls int
	abstain                 float64 // width between the cutpoints
	here                    func(state, session int) bool
	seed                    uint64
}

func makeWorld(o worldOptions) *world {
	if o.here == nil {
		o.here = func(int, int) bool { return true }
	}
	r := rand.New(rand.NewPCG(o.seed, 7))
	w := &world{Votes: idealpoint.Votes{States: o.states, Sessions: o.sessions, High: 0, Low: o.states - 1, Start: []int{0}}}
	for s := range o.states {
		var row []float64
		x := 2 - 4*float64(s)/float64(max(1, o.states-1)) // spread, the first state highest
		for t := range o.sessions {
			x += .15 * r.NormFloat64()
			row = append(row, x)
			if !o.here(s, t) {
				row[t] = math.NaN()
			}
		}
		w.theta = append(w.theta, row)
	}
	for t := range o.sessions {
		for range o.calls {
			beta := 1.2 * r.NormFloat64()
			g1 := 1.2 * r.NormFloat64()
			g2 := g1 + o.abstain
			for s := range o.states {
				if math.IsNaN(w.theta[s][t]) || r.Float64() < .08 {
					continue
				}
				z := beta*w.theta[s][t] + r.NormFloat64()
				c := idealpoint.Yes
				if z > g2 {
					c = idealpoint.No
				} else if z > g1 {
					c = idealpoint.Abstain
				}
				w.State, w.Choice = append(w.State, int32(s)), append(w.Choice, c)
			}
			w.Session = append(w.Session, int32(t))
			w.Start = append(w.Start, len(w.State))
		}
	}
	return w
}

// brief keeps tests quick where the last digit does not matter.
var brief = idealpoint.Options{Burn: 60, Keep: 150, Thin: 1}

func estimate(t *testing.T, v *idealpoint.Votes, o idealpoint.Options) *idealpoint.Result {
	t.Helper()
	r, err := idealpoint.Estimate(context.Background(), v, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range r.Points {
		if math.IsNaN(p.Mean) || math.IsInf(p.Mean, 0) || !(p.Low <= p.Mean && p.Mean <= p.High) || p.SD < 0 || !(p.RHat >= 0) {
			t.Fatalf("no position: %+v", p)
		}
	}
	return r
}

func correlation(x, y []float64) float64 {
	n := float64(len(x))
	var a, b, c, d, e float64
	for i := range x {
		a, b, c, d, e = a+x[i], b+y[i], c+x[i]*x[i], d+y[i]*y[i], e+x[i]*y[i]
	}
	return (e - a*b/n) / math.Sqrt((c-a*a/n)*(d-b*b/n))
}

func means(r *idealpoint.Result) (out []float64) {
	for _, p := range r.Points {
		out = append(out, p.Mean)
	}
	return out
}

// Known positions are found again, session by session, also over gaps.
func TestRecovery(t *testing.T) {
	gap := func(s, session int) bool { return s%5 != 2 || session < 2 || session > 3 }
	w := makeWorld(worldOptions{states: 40, sessions: 6, calls: 60, abstain: .6, here: gap, seed: 1})
	r := estimate(t, &w.Votes, idealpoint.Options{Burn: 100, Keep: 200, Thin: 1})
	if len(r.Reversed) > 0 {
		t.Errorf("sessions %v are the wrong way round", r.Reversed)
	}
	covered := 0
	for session := range int32(w.Sessions) {
		var x, y []float64
		for _, p := range r.Points {
			if p.Session == session {
				truth := w.theta[p.State][session]
				x, y = append(x, p.Mean), append(y, truth)
			}
		}
		if want := 40; session == 2 || session == 3 {
			want = 32
			if len(x) != want {
				t.Errorf("session %d has %d positions, want %d", session, len(x), want)
			}
		}
		if c := correlation(x, y); c < .95 {
			t.Errorf("session %d: correlation with the truth %.3f", session, c)
		}
		mx, my := 0., 0.
		for i := range x {
			mx, my = mx+x[i]/float64(len(x)), my+y[i]/float64(len(y))
		}
		for _, p := range r.Points { // levels and scale are the model's own
			if p.Session == session && math.Abs((p.Mean-mx)-(w.theta[p.State][session]-my)/1.2) < 3*p.SD {
				covered++
			}
		}
	}
	if share := float64(covered) / float64(len(r.Points)); share < .8 {
		t.Errorf("%.2f of the truths lie within three standard deviations", share)
	}
	all := means(r)
	sum, squares := 0., 0.
	for _, x := range all {
		sum += x
		squares += x * x
	}
	near(t, "mean of all positions", sum/float64(len(all)), 0, .01)
	if v := squares / float64(len(all)); v < .85 || v > 1.001 {
		t.Errorf("variance of the posterior means %.3f; the draws have 1", v)
	}
	for j, it := range r.Items {
		if it.Used && !(it.G1 <= it.G2 && math.Abs(it.G2) <= 7) {
			t.Fatalf("roll call %d: %+v", j, it)
		}
	}
}

// The same votes give the same bytes whatever the number of workers, another
// seed others.
func TestWorkers(t *testing.T) {
	w := makeWorld(worldOptions{states: 30, sessions: 5, calls: 70, abstain: .5, seed: 2})
	var first *idealpoint.Result
	for _, n := range []int{1, 2, 3, 7} {
		o := brief
		o.Workers = n
		r := estimate(t, &w.Votes, o)
		if first == nil {
			first = r
			continue
		}
		if !slices.Equal(r.Draws.Packed, first.Draws.Packed) || !slices.Equal(r.Points, first.Points) || !slices.Equal(r.Items, first.Items) {
			t.Errorf("%d workers give another result than one", n)
		}
	}
	o := brief
	o.Seed = 99
	r := estimate(t, &w.Votes, o)
	if slices.Equal(r.Draws.Packed, first.Draws.Packed) {
		t.Error("another seed gives the same draws")
	}
	if c := correlation(means(r), means(first)); c < .995 {
		t.Errorf("two seeds agree by %.4f only", c)
	}
}

// Relabelling yes and no leaves the positions as they were.
func TestFlip(t *testing.T) {
	w := makeWorld(worldOptions{states: 30, sessions: 4, calls: 50, abstain: .5, seed: 3})
	a := estimate(t, &w.Votes, brief)
	for k := range w.Choice {
		w.Choice[k] = idealpoint.No - w.Choice[k]
	}
	b := estimate(t, &w.Votes, brief)
	if c := correlation(means(a), means(b)); c < .995 {
		t.Errorf("flipped votes: correlation %.4f", c)
	}
	for i := range a.Points {
		if d := math.Abs(a.Points[i].Mean - b.Points[i].Mean); d > 1.5*(a.Points[i].SD+b.Points[i].SD) {
			t.Errorf("point %d moved by %.2f", i, d)
		}
	}
}

// Twice the roll calls, smaller intervals.
func TestDoubling(t *testing.T) {
	w := makeWorld(worldOptions{states: 25, sessions: 4, calls: 25, abstain: .5, seed: 4})
	a := estimate(t, &w.Votes, brief)
	v := w.Votes
	n, m := len(v.Session), len(v.State)
	v.Session = append(slices.Clone(v.Session), v.Session...)
	v.State, v.Choice = append(slices.Clone(v.State), v.State...), append(slices.Clone(v.Choice), v.Choice...)
	v.Start = slices.Clone(v.Start)
	for j := 1; j <= n; j++ {
		v.Start = append(v.Start, m+v.Start[j])
	}
	b := estimate(t, &v, brief)
	wa, wb := 0., 0.
	for i := range a.Points {
		wa, wb = wa+a.Points[i].SD, wb+b.Points[i].SD
	}
	if wb > .9*wa {
		t.Errorf("mean standard deviation %.3f with all roll calls doubled, %.3f before", wb/float64(len(b.Points)), wa/float64(len(a.Points)))
	}
}

// A state copied under a second code stands where the first does.
func TestCopy(t *testing.T) {
	w := makeWorld(worldOptions{states: 25, sessions: 4, calls: 40, abstain: .5, seed: 5})
	const of = 7
	var v idealpoint.Votes
	v.States, v.Sessions, v.High, v.Low, v.Session, v.Start = w.States+1, w.Sessions, w.High, w.Low, w.Session, []int{0}
	for j := range w.Session {
		for k := w.Start[j]; k < w.Start[j+1]; k++ {
			v.State, v.Choice = append(v.State, w.State[k]), append(v.Choice, w.Choice[k])
			if w.State[k] == of {
				v.State, v.Choice = append(v.State, int32(w.States)), append(v.Choice, w.Choice[k])
			}
		}
		v.Start = append(v.Start, len(v.State))
	}
	r := estimate(t, &v, idealpoint.Options{Burn: 60, Keep: 300, Thin: 1})
	at := map[int32]idealpoint.Point{}
	for _, p := range r.Points {
		if p.State == of {
			at[p.Session] = p
		}
	}
	for i, p := range r.Points {
		if int(p.State) != w.States {
			continue
		}
		q := at[p.Session]
		if p.Mean < q.Low || p.Mean > q.High {
			t.Errorf("session %d: the copy stands at %.2f, the state at %.2f (%.2f to %.2f)", p.Session, p.Mean, q.Mean, q.Low, q.High)
		}
		for j, o := range r.Points {
			if o.State == of && o.Session == p.Session {
				if d := idealpoint.DistanceOf(r.Draws.Of(i), r.Draws.Of(j)); d.Low > 0 {
					t.Errorf("session %d: the copy is %.2f away, at least %.2f", p.Session, d.Value, d.Low)
				}
			}
		}
	}
}

// Positions nobody took: no cutpoint runs away, nothing certain becomes
// impossible.
func TestMissingPositions(t *testing.T) {
	base := makeWorld(worldOptions{states: 30, sessions: 3, calls: 40, abstain: .5, seed: 6})
	full := means(estimate(t, &base.Votes, brief))
	for _, c := range []struct {
		name   string
		change func(c uint8) uint8
		check  func(it idealpoint.Item) bool
	}{
		{"nobody abstained", func(c uint8) uint8 {
			if c == idealpoint.Abstain {
				return idealpoint.No
			}
			return c
		}, func(it idealpoint.Item) bool { return it.G2-it.G1 < 1.5 && math.Abs(it.G1) < 6 }},
		{"nobody said no", func(c uint8) uint8 { return min(c, idealpoint.Abstain) },
			func(it idealpoint.Item) bool { return it.G2 > 3 && it.G1 < 5 }},
		{"nobody said yes", func(c uint8) uint8 { return max(c, idealpoint.Abstain) },
			func(it idealpoint.Item) bool { return it.G1 < -3 && it.G2 > -5 }},
	} {
		v := base.Votes
		v.Choice = slices.Clone(v.Choice)
		for k := range v.Choice {
			v.Choice[k] = c.change(v.Choice[k])
		}
		r := estimate(t, &v, brief)
		if k := correlation(means(r), full); k < .9 || len(r.Reversed) > 0 {
			t.Errorf("%s: correlation with all three positions %.3f, reversed %v", c.name, k, r.Reversed)
		}
		for j, it := range r.Items {
			if it.Used && !c.check(it) {
				t.Errorf("%s: roll call %d has %+v", c.name, j, it)
			}
		}
	}
}

// A state with few votes is computed, stays near its neighbours in time and is
// unsure.
func TestFewVotes(t *testing.T) {
	w := makeWorld(worldOptions{states: 30, sessions: 3, calls: 50, abstain: .5, seed: 8})
	v := w.Votes
	v.State, v.Choice, v.Start = nil, nil, []int{0}
	kept := 0
	for j := range w.Session {
		for k := w.Start[j]; k < w.Start[j+1]; k++ {
			if w.State[k] == 10 && w.Session[j] == 1 {
				if kept++; kept > 3 {
					continue
				}
			}
			v.State, v.Choice = append(v.State, w.State[k]), append(v.Choice, w.Choice[k])
		}
		v.Start = append(v.Start, len(v.State))
	}
	r := estimate(t, &v, brief)
	var ps []idealpoint.Point
	for _, p := range r.Points {
		if p.State == 10 {
			ps = append(ps, p)
		}
	}
	if len(ps) != 3 || ps[1].Votes >= idealpoint.FewVotes || ps[1].Votes < 1 {
		t.Fatalf("points of the state: %+v", ps)
	}
	if ps[1].SD < 1.1*ps[0].SD || math.Abs(ps[1].Mean-(ps[0].Mean+ps[2].Mean)/2) > 1 {
		t.Errorf("a position from %d votes: %+v between %+v and %+v", ps[1].Votes, ps[1], ps[0], ps[2])
	}
}

func TestSmall(t *testing.T) {
	if r := estimate(t, &idealpoint.Votes{}, brief); len(r.Points) != 0 {
		t.Errorf("no votes give %d points", len(r.Points))
	}
	one := &idealpoint.Votes{States: 1, Sessions: 1, Session: []int32{0, 0}, Start: []int{0, 1, 1}, State: []int32{0}, Choice: []uint8{2}}
	if r := estimate(t, one, brief); len(r.Points) != 0 || r.Items[0].Used {
		t.Errorf("one state, always unanimous: %+v", r)
	}
	two := &idealpoint.Votes{States: 2, Sessions: 1, Session: []int32{0}, Start: []int{0, 2}, State: []int32{0, 1}, Choice: []uint8{2, 0}, High: 0, Low: 1}
	if r := estimate(t, two, brief); len(r.Points) != 2 || r.Points[0].Mean <= r.Points[1].Mean {
		t.Errorf("two states, one vote: %+v", r.Points)
	}
	two.Low = 5
	if _, err := idealpoint.Estimate(context.Background(), two, brief); !errors.Is(err, idealpoint.ErrAnchors) {
		t.Errorf("without an anchor: %v", err)
	}
	for name, v := range map[string]*idealpoint.Votes{
		"twice":   {States: 2, Sessions: 1, Session: []int32{0}, Start: []int{0, 2}, State: []int32{0, 0}, Choice: []uint8{2, 0}},
		"session": {States: 2, Sessions: 1, Session: []int32{1}, Start: []int{0, 2}, State: []int32{0, 1}, Choice: []uint8{2, 0}},
		"state":   {States: 2, Sessions: 1, Session: []int32{0}, Start: []int{0, 2}, State: []int32{0, 2}, Choice: []uint8{2, 0}},
		"choice":  {States: 2, Sessions: 1, Session: []int32{0}, Start: []int{0, 2}, State: []int32{0, 1}, Choice: []uint8{2, 3}},
		"start":   {States: 2, Sessions: 1, Session: []int32{0}, Start: []int{0, 1}, State: []int32{0, 1}, Choice: []uint8{2, 0}},
		"lengths": {States: 2, Sessions: 1, Session: []int32{0}, Start: []int{0, 2}, State: []int32{0, 1}, Choice: []uint8{2}},
		"falling": {States: 2, Sessions: 1, Session: []int32{0, 0, 0}, Start: []int{0, 2, 1, 2}, State: []int32{0, 1}, Choice: []uint8{2, 0}},
	} {
		if _, err := idealpoint.Estimate(context.Background(), v, brief); !errors.Is(err, idealpoint.ErrVotes) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCancel(t *testing.T) {
	w := makeWorld(worldOptions{states: 40, sessions: 5, calls: 60, abstain: .5, seed: 9})
	ctx, cancel := context.WithCancelCause(context.Background())
	why := errors.New("enough")
	last := 0
	_, err := idealpoint.Estimate(ctx, &w.Votes, idealpoint.Options{Keep: 100_000, Progress: func(done, all int) {
		if done != last+1 || all < 300_000 {
			t.Errorf("progress %d of %d after %d", done, all, last)
		}
		if last = done; done == 30 {
			cancel(why)
		}
	}})
	if !errors.Is(err, why) || last > 31 {
		t.Errorf("cancelled after 30: %v after %d", err, last)
	}
	ctx, stop := context.WithTimeout(context.Background(), time.Nanosecond)
	defer stop()
	<-ctx.Done()
	if _, err := idealpoint.Estimate(ctx, &w.Votes, brief); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("out of time: %v", err)
	}
}

func TestDistance(t *testing.T) {
	var a, b []int16
	for i := range 101 {
		a, b = append(a, int16(1000+i)), append(b, int16(i))
	}
	d := idealpoint.DistanceOf(a, b) // draws go together: the difference is sure
	near(t, "distance", d.Value, 1000./idealpoint.DrawScale, 1e-9)
	if d.Low != d.Value || d.High != d.Value || idealpoint.DistanceOf(b, a) != d {
		t.Errorf("distance %+v", d)
	}
	slices.Reverse(b)
	d = idealpoint.DistanceOf(a, b) // differences 900, 902 … 1100
	near(t, "low", d.Low, 910./idealpoint.DrawScale, 1e-9)
	near(t, "high", d.High, 1090./idealpoint.DrawScale, 1e-9)
	d = idealpoint.DistanceOf(b, b[:0])
	if d != (idealpoint.Distance{}) {
		t.Errorf("no draws: %+v", d)
	}
	slices.Reverse(b)
	c := slices.Clone(b)
	slices.Reverse(c)
	if d = idealpoint.DistanceOf(b, c); d.Value != 0 || d.Low != 0 || d.High <= 0 { // -100 … 100
		t.Errorf("a difference about 0: %+v", d)
	}
}

func TestJumps(t *testing.T) {
	var r idealpoint.Result
	for session := range int32(4) {
		for s := range int32(5) {
			mean := float64(s) + .5*float64(session) // the level of all moves
			if s == 2 && session >= 2 {
				mean += 1.5
			}
			votes := int32(80)
			if s == 3 {
				votes = 10
				mean += 3 * float64(session%2)
			}
			r.Points = append(r.Points, idealpoint.Point{State: s, Session: session, Mean: mean, Votes: votes})
		}
	}
	js := r.Jumps()
	if len(js) != 1 || js[0].State != 2 || js[0].From != 1 || js[0].To != 2 {
		t.Fatalf("jumps: %+v", js)
	}
	near(t, "jump", js[0].Change, 1.5, 1e-9)
}
