package analysis_test

import (
	"math"
	"strings"
	"testing"

	"entente/graph"
	"entente/graph/analysis"
)

// Numbers counted apart from the program, by a script over the published file:
// 5,238 roll calls to the end of 2021.
func TestRealCompanyAndBlocs(t *testing.T) {
	q := assemblyService(t)
	f := assemblyOnly
	f.Until = graph.MustDate("2021-12-31")
	w, err := q.WhoJoins(ctx, "USA", "Russia", "China", f, 5)
	if err != nil {
		t.Fatal(err)
	}
	if w.N != 1951 || w.WithA != 251245 || w.WithB != 24708 || w.Neither != 32768 {
		t.Errorf("who joins: %d, %d %d %d", w.N, w.WithA, w.WithB, w.Neither)
	}
	if d, err := q.WhenTheyDiffer(ctx, "Russia", "China", f, 5); err != nil || d.N != 1152 {
		t.Errorf("when they differ: %d, %v", d.N, err)
	}
	if c, err := q.ComparePairs(ctx, "India", "Russia", "USA", f); err != nil || c.N != 5146 || c.Both+c.OnlyFirst != 3562 || c.Both+c.OnlySecond != 993 {
		t.Errorf("compare: %+v, %v", c, err)
	}
	// NATO as it was on each day (B30).
	c, err := q.Cohesion(ctx, []string{"NATO"}, f)
	if err != nil || c.RollCalls != 5172 || math.Abs(*c.AgreementIndex.Value-.7851915453939146) > 1e-9 {
		t.Errorf("NATO: %d, %.10f, %v", c.RollCalls, *c.AgreementIndex.Value, err)
	}
	if l, err := q.Loyalty(ctx, "Turkey", []string{"NATO"}, f); err != nil || l.N != 4975 || l.Same != 3572 || l.Ties != 49 {
		t.Errorf("Turkey in NATO: %+v, %v", l, err)
	}
}

// What the record says of a few well-known pairs, with the model of all votes.
func TestRealFollows(t *testing.T) {
	q := assemblyService(t)
	for _, x := range []struct {
		a, b, topic, verdict string
		z                    float64 // F3's at least this, or at most where negative
	}{
		{"Belarus", "Russia", "ukraine", analysis.VerdictConsistent, 2},
		{"India", "Russia", "disarmament", analysis.VerdictContradicted, -10},
		{"Canada", "United States", "palestine-israel", analysis.VerdictMixed, 0},
	} {
		f, err := q.Follows(t.Context(), x.a, x.b, x.topic, "", analysis.VoteFilter{})
		if err != nil {
			t.Fatal(err)
		}
		if f.Verdict != x.verdict {
			t.Errorf("%s, %s, %s: %s (%s), want %s", x.a, x.b, x.topic, f.Verdict, f.Why, x.verdict)
		}
		for _, p := range f.Parts {
			if p.Name != "F3" || p.Body != ga {
				continue
			}
			if !p.Examined || p.Z == nil || x.z > 0 && *p.Z < x.z || x.z < 0 && *p.Z > x.z {
				t.Errorf("%s, %s, %s: F3 %+v", x.a, x.b, x.topic, p)
			}
		}
		if !strings.Contains(f.Sentence, "Who moved first cannot be told from votes cast together") {
			t.Errorf("the sentence: %s", f.Sentence)
		}
	}
}

func BenchmarkFollows(b *testing.B) {
	q := assemblyService(b)
	if _, err := q.Follows(b.Context(), "Belarus", "Russia", "ukraine", "", analysis.VoteFilter{}); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := q.Follows(b.Context(), "India", "Russia", "disarmament", "", analysis.VoteFilter{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTurningPoints(b *testing.B) {
	q := assemblyService(b)
	for b.Loop() {
		if _, err := q.TurningPoints(b.Context(), "Russia", "USA", assemblyOnly, 0); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAlignmentNetwork(b *testing.B) {
	q := assemblyService(b)
	for b.Loop() {
		if _, err := q.Network(b.Context(), "alignment", graph.Year(1985), "", analysis.VoteFilter{}, 0); err != nil {
			b.Fatal(err)
		}
	}
}
