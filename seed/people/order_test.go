package people_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"entente/graph"
	"entente/graph/sqlitestore"
	"entente/graph/vocab"
	"entente/internal/records"
	"entente/seed"
	"entente/seed/archigos"
	"entente/seed/factbook"
	"entente/seed/facts"
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

func bring(t testing.TB, s graph.Store, d seed.Dataset, parts ...string) seed.Report {
	t.Helper()
	f, err := os.Open(filepath.Join(append([]string{records.Dir(t)}, parts...)...))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rep, err := d.Import(context.Background(), s, seed.Input{Name: parts[len(parts)-1], Reader: f}, seed.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if rep.Read != rep.Kept+rep.Unchanged+rep.Duplicates+rep.Refused {
		t.Errorf("the counts do not add up: %s", rep)
	}
	return rep
}

func leaders(t testing.TB, s graph.Store) seed.Report {
	return bring(t, s, archigos.Dataset, "leaders", "archigos_4.1.csv")
}

func executives(t testing.TB, s graph.Store) seed.Report {
	return bring(t, s, factbook.Dataset, "factbook", "executives_2014_2026.csv.gz")
}

// sets gives each person of a store as the list of what the sources call it.
func sets(t testing.TB, s graph.Store) []string {
	t.Helper()
	by := map[graph.Key][]string{}
	for e, err := range s.Edges(context.Background(), graph.EdgeFilter{Kinds: []graph.Relation{vocab.Reports, vocab.Leads, vocab.Serves, vocab.MemberOf}}) {
		if err != nil {
			t.Fatal(err)
		}
		if e.To.Kind == vocab.Person && e.Source != "starter" {
			by[e.To] = append(by[e.To], e.Source+": "+e.Props.String("ref"))
		}
		if e.From.Kind == vocab.Person && e.Source == "starter" {
			by[e.From] = append(by[e.From], "starter: "+e.From.ID)
		}
	}
	var out []string
	for _, l := range by {
		slices.Sort(l)
		out = append(out, strings.Join(slices.Compact(l), " = "))
	}
	slices.Sort(out)
	return out
}

// The set of persons does not depend on which source comes first.
func TestOrderOfSources(t *testing.T) {
	a, b := open(t), open(t)
	if _, _, err := facts.Ensure(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	if _, _, err := facts.Ensure(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	t.Log(leaders(t, a))
	t.Log(executives(t, a))
	executives(t, b)
	leaders(t, b)
	x, y := sets(t, a), sets(t, b)
	both := 0
	for _, l := range x {
		if strings.Contains(l, "archigos:") && strings.Contains(l, "factbook-executives:") {
			both++
		}
	}
	t.Log(len(x), "persons,", both, "in archigos and the factbook")
	if both < 140 {
		t.Errorf("%d persons are in both sources; leaders in office in 2015 are in both", both)
	}
	if !slices.Equal(x, y) {
		for _, l := range x {
			if !slices.Contains(y, l) {
				t.Errorf("only when archigos comes first: %s", l)
			}
		}
		for _, l := range y {
			if !slices.Contains(x, l) {
				t.Errorf("only when the factbook comes first: %s", l)
			}
		}
	}
	for i, s := range []graph.Store{a, b} {
		was, _ := s.Revision(t.Context())
		leaders(t, s)
		executives(t, s)
		if is, _ := s.Revision(t.Context()); is != was {
			t.Errorf("order %d: importing both again moved the revision", i)
		}
	}
}

func BenchmarkImport(b *testing.B) {
	for _, d := range []struct {
		name string
		run  func(testing.TB, graph.Store) seed.Report
	}{{"archigos", leaders}, {"factbook-executives", executives}} {
		b.Run(d.name, func(b *testing.B) {
			rows := 0
			for b.Loop() {
				b.StopTimer()
				s := open(b)
				b.StartTimer()
				rows = d.run(b, s).Read
			}
			b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}
