package analysis_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"entente/graph"
	"entente/graph/analysis"
	"entente/graph/sqlitestore"
	"entente/graph/vocab"
	"entente/internal/records"
	"entente/seed"
	"entente/seed/archigos"
	"entente/seed/facts"
	"entente/seed/gsdb"
	"entente/seed/ties"
	"entente/seed/trade"
)

var world struct {
	once    sync.Once
	service *analysis.Service
	err     error
}

// worldService has the starter graph and the datasets whose answers are known.
// It is made once and lives as long as the tests.
func worldService(t testing.TB) *analysis.Service {
	t.Helper()
	dir := records.Dir(t)
	world.once.Do(func() {
		ctx := t.Context()
		s, err := sqlitestore.Open(ctx, sqlitestore.Memory, vocab.Schema(), sqlitestore.Options{})
		if err != nil {
			world.err = err
			return
		}
		if _, err := facts.Load(ctx, s); err != nil {
			world.err = err
			return
		}
		for _, x := range []struct {
			d    seed.Dataset
			file string
		}{
			{ties.Alliances, "alliances/atop_dyad_year_1815_2018.csv.gz"}, {archigos.Dataset, "leaders/archigos_4.1.csv"},
			{gsdb.Cases, "sanctions/gsdb_v3.csv"}, {trade.Exports, "trade/bilateral_exports_1964_2016.csv.gz"}, {ties.Wars, "relations/cow_war_inter.csv"},
		} {
			f, err := os.Open(filepath.Join(dir, filepath.FromSlash(x.file)))
			if err != nil {
				world.err = err
				return
			}
			_, err = x.d.Import(ctx, s, seed.Input{Name: x.file, Reader: f}, seed.Options{})
			f.Close()
			if err != nil {
				world.err = err
				return
			}
		}
		world.service = analysis.New(s, analysis.Options{})
	})
	if world.err != nil {
		t.Fatal(world.err)
	}
	return world.service
}

// Known answers, counted from the files by other means.
func TestWorldTies(t *testing.T) {
	s := worldService(t)
	ctx := t.Context()
	ask := func(a, b, at string) *analysis.Relations {
		r, err := s.Relations(ctx, a, b, graph.MustDate(at), graph.Date{}, graph.Date{})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	for _, c := range []struct {
		a, b, at string
		want     analysis.Held
	}{
		{"Moscow", "Pyongyang", "1975-06-01", analysis.HeldYes}, {"Moscow", "Pyongyang", "2005-06-01", analysis.HeldNo}, {"Moscow", "Pyongyang", "2025-01-01", analysis.HeldYes},
		{"Moscow", "Beijing", "1975-06-01", analysis.HeldYes}, {"Moscow", "Beijing", "1985-06-01", analysis.HeldNo}, {"Moscow", "Beijing", "2023-07-25", analysis.HeldNotKnown},
		{"USA", "Moscow", "1990-06-01", analysis.HeldNo}, // the Helsinki pledge is one of non-aggression
	} {
		got, err := ask(c.a, c.b, c.at).Allied(ctx, "")
		if err != nil || got.Held != c.want {
			t.Errorf("%s and %s at %s: %+v, %v, want %s", c.a, c.b, c.at, got, err, c.want)
		}
	}
	for _, c := range []struct {
		of, at string
		n      int
	}{{"PRK", "1975", 2}, {"PRK", "2005", 2}, {"Moscow", "1985", 9}, {"France", "1985", 20}, {"USA", "2010", 65}, {"Moscow", "2010", 7}, {"China", "1975", 2}, {"China", "2010", 1}} {
		a, err := s.Allies(ctx, c.of, graph.MustDate(c.at), "")
		if err != nil || len(a.Allies) != c.n || len(a.NotKnown) != 0 {
			t.Errorf("allies of %s in %s: %d, want %d (%v, %v)", c.of, c.at, len(a.Allies), c.n, a.NotKnown, err)
		}
	}
	// B22: among France's partners the Soviet Union of 1985 is one, and is called so.
	r := ask("France", "Moscow", "1985-01-01")
	if text, err := r.Sentence(ctx); err != nil || !strings.Contains(text, "Soviet Union") {
		t.Errorf("%s, %v", text, err)
	}

	tr, err := ask("China", "North Korea", "2016-06-01").Trade(ctx, analysis.TradeFilter{})
	if err != nil {
		t.Fatal(err)
	}
	// Of all exports that the file has, those of Belgium and Luxembourg together
	// among them.
	want := map[int]float64{2000: 0.2746978, 2016: 0.9129039}
	for _, y := range tr.Years {
		for _, sh := range y.Shares {
			if w, ok := want[y.Year]; ok && sh.Of.ID == "country/PRK" && sh.Flow == "imports" {
				delete(want, y.Year)
				if sh.Value == nil || *sh.Value < w-1e-6 || *sh.Value > w+1e-6 || !sh.Mirror {
					t.Errorf("China's share in the DPRK's imports of %d: %+v, want %v from mirror data", y.Year, sh, w)
				}
			}
			if sh.Of.ID == "country/PRK" && sh.Flow == "exports" && sh.Value != nil {
				t.Errorf("the DPRK does not report exports: %+v", sh)
			}
		}
	}
	if len(want) > 0 {
		t.Errorf("no share for %v", want)
	}

	for at, leader := range map[string]string{"1994-07-01": "Kim Il Sung", "1994-08-01": "Kim Jong Il", "2012-01-01": "Kim Jong Un"} {
		h, err := s.OfficeHolders(ctx, "DPRK", graph.MustDate(at))
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, o := range h.Offices {
			for _, x := range o.Holders {
				found = found || o.Leads && o.Status == analysis.OfficeHeld && x.Source == "archigos" && strings.ReplaceAll(x.Person.Name, "-", " ") == leader
			}
		}
		if !found {
			t.Errorf("who led the DPRK on %s: no %s in %+v", at, leader, h.Offices)
		}
	}

	for other, n := range map[string]int{"United States": 10, "Japan": 4, "South Korea": 1, "Australia": 1, "Canada": 1} {
		direct := true
		ss, err := ask(other, "North Korea", "2020-01-01").Sanctions(ctx, analysis.SanctionFilter{Target: "b", Direct: &direct})
		if err != nil || len(ss) != n {
			t.Errorf("sanctions of %s on the DPRK: %d, want %d (%v)", other, len(ss), n, err)
		}
	}
	ss, err := ask("France", "North Korea", "2020-01-01").Sanctions(ctx, analysis.SanctionFilter{Target: "b"})
	if err != nil || !slices.ContainsFunc(ss, func(x analysis.Sanction) bool { return x.From.Key.ID == "organisation/EU" && x.Through != nil }) {
		t.Errorf("sanctions of the European Union through France: %+v, %v", ss, err)
	}
	war, err := ask("France", "Germany", "1915-12-01").Tied(ctx, vocab.AtWarWith)
	if err != nil || war.Held != analysis.HeldYes {
		t.Errorf("France and Germany in December 1915: %+v, %v", war, err)
	}
	peace, err := ask("France", "Germany", "1930-12-01").Tied(ctx, vocab.AtWarWith)
	if err != nil || peace.Held != analysis.HeldNo {
		t.Errorf("France and Germany in 1930: %+v, %v", peace, err)
	}
}

// What the questions over the world's records cost once all is warm.
func BenchmarkTies(b *testing.B) {
	s := worldService(b)
	ctx := b.Context()
	at := graph.MustDate("2016-06-01")
	for _, c := range []struct {
		name string
		ask  func() error
	}{
		{"allies", func() error { _, err := s.Allies(ctx, "USA", at, ""); return err }},
		{"officeHolders", func() error { _, err := s.OfficeHolders(ctx, "Russia", at); return err }},
		{"relations", func() error {
			r, err := s.Relations(ctx, "China", "North Korea", at, graph.Date{}, graph.Date{})
			if err == nil {
				_, err = r.Warnings(ctx)
			}
			return err
		}},
		{"timeline", func() error {
			r, err := s.Relations(ctx, "Russia", "USA", at, graph.Date{}, graph.Date{})
			if err == nil {
				_, err = r.Timeline(ctx)
			}
			return err
		}},
		{"paths", func() error { _, err := s.Paths(ctx, "DPRK", "person/boris-yeltsin", 4, nil, graph.Date{}); return err }},
		{"conflicts", func() error { _, err := s.Conflicts(ctx, "", []string{"Russia", "China"}); return err }},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if err := c.ask(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
