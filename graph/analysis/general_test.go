package analysis

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"entente/graph"
	"entente/graph/idealpoint"
	"entente/graph/measure"
	"entente/graph/names"
	"entente/graph/projection"
	"entente/graph/sqlitestore"
	"entente/graph/vocab"
)

// The cheap way of hiding two states' votes on some items expects what a full
// fit with those votes taken out expects.
func TestExcessIsThatOfAFullFit(t *testing.T) {
	ctx := context.Background()
	s, err := sqlitestore.Open(ctx, sqlitestore.Memory, vocab.Schema(), sqlitestore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()

	// Votes from the model: 60 states, six sessions of 50 roll calls. On the
	// issue (every fifth) the two states always vote as the first of them does.
	r := rand.New(rand.NewPCG(11, 11))
	var states []graph.Key
	for _, e := range names.All() {
		if len(states) < 58 && e.Until.IsZero() {
			states = append(states, e.Key)
		}
	}
	for _, id := range []string{idealHigh, idealLow} {
		if k := (graph.Key{Kind: vocab.Country, ID: id}); !slices.Contains(states, k) {
			states = append(states, k)
		}
	}
	const first, second = 3, 40
	theta := make([]float64, len(states))
	var b graph.Batch
	for i, k := range states {
		theta[i] = r.NormFloat64()
		switch k.ID {
		case idealHigh:
			theta[i] = 2
		case idealLow:
			theta[i] = -2
		}
		b.Nodes = append(b.Nodes, graph.Node{Key: k, Props: graph.P("name", k.ID)})
	}
	theta[first], theta[second] = -.8, .9
	words := []string{"yes", "abstain", "no"}
	for session := range 6 {
		for j := range 50 {
			key := vocab.Key(vocab.RollCall, fmt.Sprintf("S%d-%d", session, j))
			beta, g1 := 1.2*r.NormFloat64(), .6*r.NormFloat64()
			var counts [3]int
			var took [3]string
			for i, k := range states {
				x := beta*theta[i] + r.NormFloat64()
				c := 2
				if x < g1 {
					c = 0
				} else if x < g1+.5 {
					c = 1
				}
				w := words[c]
				if i == first {
					took[0] = w
				}
				if i == second && j%5 == 0 {
					w = took[0]
					c = slices.Index(words, w)
				}
				counts[c]++
				b.Edges = append(b.Edges, graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.Voted, From: k, To: key, Source: "test"}, Props: graph.P("choice", w)})
			}
			b.Nodes = append(b.Nodes, graph.Node{Key: key, Props: graph.P("body", "general_assembly", "kind", "whole", "date", graph.Day(2000+session, 10, j%28+1),
				"session", fmt.Sprint(55+session), "symbol", key.ID, "outcome", "adopted", "title", map[bool]string{true: "the issue", false: "another matter"}[j%5 == 0],
				"yes", counts[0], "abstain", counts[1], "no", counts[2], "absent", 0)})
		}
	}
	if _, err := s.Upsert(ctx, b); err != nil {
		t.Fatal(err)
	}

	q := New(s, Options{})
	defer q.Close()
	p, err := q.holder.Get(ctx)
	if err != nil {
		t.Fatal(err)
	}
	issue := p.Select(projection.Filter{Text: "issue"}).Mask
	got, err := q.excessOf(ctx, p, states[first], states[second], issue)
	if err != nil || !got.Defined || got.N != 60 || got.Same != 60 {
		t.Fatalf("%+v, %v", got, err)
	}

	// The full fit without those votes.
	in := newIdealInput(p)
	a, c := int32(slices.Index(in.keys, states[first])), int32(slices.Index(in.keys, states[second]))
	v := in.votes
	full := idealpoint.Votes{States: v.States, Sessions: v.Sessions, Session: v.Session, High: v.High, Low: v.Low, Start: []int{0}}
	for j, at := range in.calls {
		for k := v.Start[j]; k < v.Start[j+1]; k++ {
			if !issue.Has(at) || v.State[k] != a && v.State[k] != c {
				full.State, full.Choice = append(full.State, v.State[k]), append(full.Choice, v.Choice[k])
			}
		}
		full.Start = append(full.Start, len(full.State))
	}
	fit, err := idealpoint.Estimate(ctx, &full, idealpoint.Options{})
	if err != nil {
		t.Fatal(err)
	}
	at := map[[2]int32]idealpoint.Point{}
	for _, x := range fit.Points {
		at[[2]int32{x.State, x.Session}] = x
	}
	want := 0.
	for j, call := range in.calls {
		if it := fit.Items[j]; issue.Has(call) && it.Used {
			x, y := at[[2]int32{a, in.votes.Session[j]}], at[[2]int32{c, in.votes.Session[j]}]
			want += measure.Ordinal{Beta: it.Beta, G1: it.G1, G2: it.G2}.SameChance(x.Mean, x.SD*x.SD, y.Mean, y.SD*y.SD)
		}
	}
	t.Logf("counted: expected %.2f of %d, the full fit %.2f; z %.1f", got.Expected, got.N, want, got.Z)
	if math.Abs(got.Expected-want) > .03*float64(got.N) {
		t.Errorf("expected %.2f of %d, the full fit %.2f", got.Expected, got.N, want)
	}
	if got.Z < excessZ {
		t.Errorf("an issue on which they always agree: z %.2f", got.Z)
	}
	// Without an issue there is no excess to speak of.
	rest, err := q.excessOf(ctx, p, states[5], states[41], issue)
	if err != nil || !rest.Defined || math.Abs(rest.Z) > 3 {
		t.Errorf("two states that vote by the model: %+v, %v", rest, err)
	}
}

func TestRecurring(t *testing.T) {
	a := recurring("Situation of human rights in the Democratic People's Republic of Korea : resolution / adopted by the General Assembly")
	b := recurring("SITUATION OF HUMAN RIGHTS IN THE DEMOCRATIC PEOPLE’S REPUBLIC OF KOREA")
	if a == "" || a != b || recurring("Situation of human rights in Myanmar") == a || recurring("") != "" {
		t.Errorf("%q and %q", a, b)
	}
}
