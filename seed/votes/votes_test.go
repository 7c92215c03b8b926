package votes

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"entente/graph"
	"entente/graph/sqlitestore"
	"entente/graph/vocab"
)

func open(t testing.TB) graph.Store {
	t.Helper()
	s, err := sqlitestore.Open(context.Background(), ":memory:", vocab.Schema(), sqlitestore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// say lets a source give positions: "call member choice", and optionally that a
// call was without a vote.
func say(s graph.Store, source string, withdraw bool, lines ...string) error {
	ctx := context.Background()
	var settler *Settler
	lo := graph.LoadOptions{Relations: []graph.Relation{vocab.Voted, vocab.VotedPer}, Day: graph.Day(2024, 1, 1),
		OnWithdraw: func(e []graph.Edge) { settler.Withdrawn(e) }}
	if withdraw {
		lo.Speaks = func(graph.Edge) bool { return true }
	}
	l, err := graph.NewLoader(ctx, s, source, lo)
	if err != nil {
		return err
	}
	if settler, err = NewSettler(ctx, s, source, l); err != nil {
		return err
	}
	for _, line := range lines {
		f := strings.Fields(line)
		call, body := vocab.Key(vocab.RollCall, f[0]), Council
		if strings.HasPrefix(f[0], "A/") {
			body = Assembly
		}
		member := vocab.Key(vocab.Country, f[1])
		without := len(f) > 3
		kind := "whole"
		if without {
			kind = "without_vote"
		}
		l.Node(graph.Node{Key: call, Props: graph.P("body", body, "kind", kind)})
		l.Node(graph.Node{Key: member, Props: graph.P("name", f[1])})
		rc, err := settler.RollCall(call, body, without)
		if err != nil {
			return err
		}
		if _, _, err := rc.Place(member, f[2], source+":1"); err != nil {
			return err
		}
	}
	if err := settler.Flush(); err != nil {
		return err
	}
	if _, err := l.Finish(); err != nil {
		return err
	}
	return settler.Settle()
}

// state is every position in the store, one a line, sorted.
func state(t testing.TB, s graph.Reader) string {
	t.Helper()
	var out []string
	for e, err := range s.Edges(context.Background(), graph.EdgeFilter{}) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprintf("%s %s %s %s %s", e.Kind, vocab.Rest(e.To), vocab.Rest(e.From), e.Source, e.Props.String("choice")))
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func want(t testing.TB, s graph.Reader, lines ...string) {
	t.Helper()
	if got := state(t, s); got != strings.Join(lines, "\n") {
		t.Errorf("got\n%s\nwant\n%s", got, strings.Join(lines, "\n"))
	}
}

func TestOrder(t *testing.T) {
	for _, c := range []struct {
		body, a, b string
		want       bool
	}{
		{Council, Starter, "undl-sc", true}, {Assembly, "undl-ga", Starter, true}, {Assembly, Starter, "unvotes", true},
		{Council, "undl-wide", "undl-sc", false}, {Assembly, "zzz", "unvotes", false}, {Assembly, "aaa", "bbb", true},
	} {
		if got := Before(c.body, c.a, c.b); got != c.want {
			t.Errorf("Before(%s, %s, %s) = %v", c.body, c.a, c.b, got)
		}
	}
}

func TestBetterSourceTakesOver(t *testing.T) {
	s := open(t)
	must(t, say(s, Starter, false, "A/RES/1 RUS yes", "A/RES/1 FRA no"))
	must(t, say(s, "undl-ga", false, "A/RES/1 RUS abstain", "A/RES/1 USA no"))
	all := []string{"VOTED A/RES/1 FRA starter no", "VOTED A/RES/1 RUS undl-ga abstain", "VOTED A/RES/1 USA undl-ga no", "VOTED_PER A/RES/1 RUS starter yes"}
	want(t, s, all...)

	rev, _ := s.Revision(context.Background())
	must(t, say(s, Starter, true, "A/RES/1 RUS yes", "A/RES/1 FRA no"))
	must(t, say(s, "undl-ga", true, "A/RES/1 RUS abstain", "A/RES/1 USA no"))
	want(t, s, all...)
	if now, _ := s.Revision(context.Background()); now != rev {
		t.Error("repeating both moved the revision")
	}
}

func TestFurtherSourceChangesNothingThatCounts(t *testing.T) {
	s := open(t)
	must(t, say(s, Starter, false, "S/RES/305(1971) CHN absent")) // B47
	must(t, say(s, "undl-sc", false, "S/RES/305(1971) CHN abstain", "S/RES/305(1971) FRA yes"))
	want(t, s, "VOTED S/RES/305(1971) CHN starter absent", "VOTED S/RES/305(1971) FRA undl-sc yes", "VOTED_PER S/RES/305(1971) CHN undl-sc abstain")
}

func TestWithoutVote(t *testing.T) {
	s := open(t) // B46
	must(t, say(s, "undl-sc", false, "S/RES/702(1991) FRA yes"))
	must(t, say(s, Starter, false, "S/RES/702(1991) FRA yes without"))
	want(t, s, "VOTED_PER S/RES/702(1991) FRA starter yes", "VOTED_PER S/RES/702(1991) FRA undl-sc yes")
}

func TestSourceChangesItsMind(t *testing.T) {
	s := open(t)
	must(t, say(s, "undl-sc", true, "S/RES/1 FRA yes"))
	must(t, say(s, "undl-sc", true, "S/RES/1 FRA yes without"))
	want(t, s, "VOTED_PER S/RES/1 FRA undl-sc yes")
	must(t, say(s, "undl-sc", true, "S/RES/1 FRA no"))
	want(t, s, "VOTED S/RES/1 FRA undl-sc no")
}

func TestNextSourceGivesWhatWasTakenBack(t *testing.T) {
	s := open(t) // B62
	must(t, say(s, "undl-ga", false, "A/RES/1 RUS yes", "A/RES/1 FRA no"))
	must(t, say(s, "unvotes", false, "A/RES/1 RUS no"))
	must(t, say(s, Starter, false, "A/RES/1 RUS abstain"))
	must(t, say(s, "undl-ga", true, "A/RES/1 FRA no"))
	want(t, s, "VOTED A/RES/1 FRA undl-ga no", "VOTED A/RES/1 RUS starter abstain", "VOTED_PER A/RES/1 RUS unvotes no", "WITHDRAWN A/RES/1 RUS undl-ga yes")
	must(t, say(s, "undl-ga", true, "A/RES/1 FRA no", "A/RES/1 RUS yes"))
	want(t, s, "VOTED A/RES/1 FRA undl-ga no", "VOTED A/RES/1 RUS undl-ga yes", "VOTED_PER A/RES/1 RUS starter abstain", "VOTED_PER A/RES/1 RUS unvotes no")
}

// breaking fails from its nth write on.
type breaking struct {
	graph.Store
	left int
}

var errBroken = errors.New("broken")

func (b *breaking) Upsert(ctx context.Context, x graph.Batch) (graph.Changes, error) {
	if b.left--; b.left < 0 {
		return graph.Changes{}, errBroken
	}
	return b.Store.Upsert(ctx, x)
}

func (b *breaking) Remove(ctx context.Context, source string, k []graph.EdgeKey) (int, error) {
	if b.left--; b.left < 0 {
		return 0, errBroken
	}
	return b.Store.Remove(ctx, source, k)
}

// TestOneSettledPosition loads sources in any order, breaks some imports off at
// any write and repeats them, and asks that each pair has exactly the position
// of the best source, however it came about.
func TestOneSettledPosition(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	names := []string{Starter, "undl-ga", "undl-wide", "unvotes"}
	for round := range 60 {
		s := open(t)
		said := map[string][]string{}
		for _, n := range names {
			for c := range 3 {
				for m := range 4 {
					if r.IntN(3) > 0 {
						said[n] = append(said[n], fmt.Sprintf("A/RES/%d M%d %s", c, m, choices[r.IntN(4)]))
					}
				}
			}
		}
		r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		for _, n := range names {
			if r.IntN(2) == 0 {
				if err := say(&breaking{s, r.IntN(6)}, n, true, said[n]...); err != nil && !errors.Is(err, errBroken) {
					t.Fatal(err)
				}
				checkSingle(t, s)
			}
			must(t, say(s, n, true, said[n]...))
			checkSingle(t, s)
		}
		var expect []string
		done := map[string]bool{}
		for _, n := range Order[Assembly] {
			for _, line := range said[n] {
				f := strings.Fields(line)
				kind := "VOTED"
				if done[f[0]+f[1]] {
					kind = "VOTED_PER"
				}
				done[f[0]+f[1]] = true
				expect = append(expect, fmt.Sprintf("%s %s %s %s %s", kind, f[0], f[1], n, f[2]))
			}
		}
		slices.Sort(expect)
		if got := state(t, s); got != strings.Join(expect, "\n") {
			t.Fatalf("round %d, order %v:\n%s\nwant\n%s", round, names, got, strings.Join(expect, "\n"))
		}
	}
}

func checkSingle(t *testing.T, s graph.Reader) {
	t.Helper()
	seen := map[[2]graph.Key]string{}
	for e, err := range s.Edges(context.Background(), graph.EdgeFilter{Kinds: []graph.Relation{vocab.Voted}}) {
		must(t, err)
		pair := [2]graph.Key{e.From, e.To}
		if seen[pair] != "" {
			t.Fatalf("%s and %s both hold %s", seen[pair], e.Source, e.EdgeKey)
		}
		seen[pair] = e.Source
	}
}

func TestIDs(t *testing.T) {
	ids := NewIDs()
	for _, c := range []struct{ symbol, number, want string }{
		{"A/76/L.14", "3949879", "rollcall/A/76/L.14"},
		{"A/76/L.14", "3949880", "rollcall/A/76/L.14~3949880"},
		{"A/76/L.14", "3949879", "rollcall/A/76/L.14"},
		{"", "3836031", "rollcall/undl/3836031"},
		{"S/RES/1(1946)", "280453", "rollcall/S/RES/1(1946)"},
	} {
		if got := ids.Of(c.symbol, c.number); got.ID != c.want {
			t.Errorf("Of(%q, %s) = %s", c.symbol, c.number, got.ID)
		}
	}
	later := NewIDs()
	later.Remember(vocab.Key(vocab.RollCall, "A/76/L.14~3949880"), "A/76/L.14", "3949880")
	if got := later.Of("A/76/L.14", "3949880"); got.ID != "rollcall/A/76/L.14~3949880" {
		t.Errorf("an id changed to %s", got.ID)
	}
}
