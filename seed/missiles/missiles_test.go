package missiles

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
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
)

func open(t testing.TB) graph.Store {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), ":memory:", vocab.Schema(), sqlitestore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func load(t testing.TB, s graph.Store, body string) seed.Report {
	t.Helper()
	rep, err := Dataset().Import(t.Context(), s, seed.Input{Name: "made up", Reader: strings.NewReader(body)}, seed.Options{Day: graph.Day(2026, 5, 1)})
	if err != nil {
		t.Fatal(err)
	}
	if rep.Read != rep.Kept+rep.Unchanged+rep.Duplicates+rep.Refused {
		t.Errorf("the rows do not add up: %s", rep)
	}
	return rep
}

func revision(t testing.TB, s graph.Store) string {
	t.Helper()
	r, err := s.Revision(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func state(t testing.TB, s graph.Reader) string {
	t.Helper()
	var out []string
	for e, err := range s.Edges(t.Context(), graph.EdgeFilter{Sources: []string{ID}}) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprint(e))
	}
	for n, err := range s.Nodes(t.Context(), graph.NodeFilter{Kinds: []graph.Kind{vocab.Event, vocab.Place}}) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprint(n))
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

const header = "date,time,series,missile,facility,landing,apogee,distance,bearing,outcome,description,glide\n"

var made = []string{
	"1984-04-09,unknown,1,scud-b,tonghae,unknown,unknown,unknown,90,success,\"These were spread out rather than on the same days as they are entered here, we think\",\n",
	"2017-11-28,18:18 (UTC),,hwasong-15,pyongsong,sea-of-japan,4475,950,90,success,made up,\n",
	"1986-05,unknown,,unknown,tonghae,na,na,na,90,unknown,made up,\n",
	"2025-01-06,03:00 (UTC),,er-scud,unknown,pacific-ocean,,0,90,failure,made up,\n",
	"2025-01-07,03:00 (UTC),,a-new-one,a-new-site,elsewhere,97.5,1500,90,failure,made up,\n",
}

func test1(t testing.TB, s graph.Reader, id string) string {
	t.Helper()
	key := vocab.Key(vocab.Event, "prk-missile-test-"+id)
	n, err := s.Node(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	out := []string{n.Props.String("kind"), n.Props.String("title"), n.Props.Date("since").String(), n.Props.String("outcome")}
	for e, err := range s.Edges(t.Context(), graph.EdgeFilter{To: []graph.Key{key}}) {
		if err != nil {
			t.Fatal(err)
		}
		if e.Kind == vocab.TookPart {
			out = append(out, vocab.Rest(e.From)+" "+e.Props.String("role"))
			continue
		}
		for _, p := range e.Props {
			if p.Name != "ref" && p.Name != "kind" && p.Name != "note" {
				out = append(out, fmt.Sprintf("%s=%v", p.Name, p.Value))
			}
		}
	}
	for e, err := range s.Edges(t.Context(), graph.EdgeFilter{From: []graph.Key{key}}) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, "at "+vocab.Rest(e.To))
	}
	slices.Sort(out[4:])
	return strings.Join(out, ", ")
}

func TestImport(t *testing.T) {
	s := open(t)
	if rep := load(t, open(t), header+strings.Join(made, "")+made[1]); rep.Kept != 5 || rep.Duplicates != 1 { // B58
		t.Errorf("%s", rep)
	}
	rep := load(t, s, header+strings.Join(made, ""))
	if rep.Kept != 5 || rep.Duplicates != 0 || rep.Refused != 0 || rep.Records != 5 || len(rep.Warnings) != 1 {
		t.Fatalf("%s", rep)
	}
	for id, want := range map[string]string{
		"1984-04-09-1-scud-b-tonghae":     "missile_test, North Korea tested a Scud-B from Tonghae, 1984-04-09, success, PRK actor, at tonghae-satellite-launching-ground-prk, date=1984-04-09, facility=tonghae, missile=scud-b, outcome=success, precision=estimate",
		"2017-11-28-hwasong-15-pyongsong": "missile_test, North Korea tested a Hwasong-15 from Pyongsong Field, 2017-11-28, success, PRK actor, apogeeKm=4475, at pyongsong-field-prk, date=2017-11-28, distanceKm=950, facility=pyongsong, landing=Sea of Japan (East Sea), missile=hwasong-15, outcome=success, time=18:18 (UTC)",
		// A month stays a month (B36); unknown is missing.
		"1986-05-tonghae":                 "missile_test, North Korea tested a missile from Tonghae, 1986-05, , PRK actor, at tonghae-satellite-launching-ground-prk, date=1986-05, facility=tonghae",
		"2025-01-06-er-scud":              "missile_test, North Korea tested an ER Scud, 2025-01-06, failure, PRK actor, date=2025-01-06, distanceKm=0, landing=Pacific Ocean, missile=er-scud, outcome=failure, time=03:00 (UTC)",
		"2025-01-07-a-new-one-a-new-site": "missile_test, North Korea tested a missile (a-new-one), 2025-01-07, failure, PRK actor, apogeeKm=97.5, date=2025-01-07, distanceKm=1500, facility=a-new-site, landing=elsewhere, missile=a-new-one, outcome=failure, time=03:00 (UTC)",
	} {
		if got := test1(t, s, id); got != want {
			t.Errorf("%s\n got %s\nwant %s", id, got, want)
		}
	}

	was, full := revision(t, s), state(t, s)
	rows := slices.Clone(made)
	for i := range uint64(5) {
		rand.New(rand.NewPCG(i, 7)).Shuffle(len(rows), func(a, b int) { rows[a], rows[b] = rows[b], rows[a] })
		if rep := load(t, s, header+strings.Join(rows, "")); rep.Unchanged != 5 {
			t.Errorf("again: %s", rep)
		}
		fresh := open(t)
		load(t, fresh, header+strings.Join(rows, ""))
		if state(t, fresh) != full {
			t.Error("another order, another graph")
		}
	}
	if revision(t, s) != was {
		t.Error("a repeat moved the revision")
	}

	// A correction replaces what was said; a row that vanished is withdrawn (B62).
	rep = load(t, s, header+strings.Replace(made[1], "success", "unknown", 1)+strings.Join(made[2:], ""))
	if rep.Kept != 1 || rep.Unchanged != 3 || rep.Withdrawn != 3 {
		t.Errorf("%s", rep)
	}
	if got := test1(t, s, "2017-11-28-hwasong-15-pyongsong"); strings.Contains(got, "success") {
		t.Errorf("the outcome that was taken back is still there: %s", got)
	}
	load(t, s, header+strings.Join(made, ""))
	if state(t, s) != full {
		t.Error("what came back is not what was there")
	}
}

func TestRefused(t *testing.T) {
	s := open(t)
	load(t, s, header+strings.Join(made, ""))
	for _, x := range []struct{ row, why string }{
		{"1984-13-09,unknown,1,scud-b,tonghae,unknown,unknown,unknown,90,success,,\n", "is no date"},
		{"1984-04-09,25:00,1,scud-b,tonghae,unknown,unknown,unknown,90,success,,\n", "is no time"},
		{"1984-04-09,unknown,x,scud-b,tonghae,unknown,unknown,unknown,90,success,,\n", "is no number"},
		{"1984-04-09,unknown,1,Scud B,tonghae,unknown,unknown,unknown,90,success,,\n", "is no id"},
		{"1984-04-09,unknown,1,scud-b,tonghae,unknown,high,unknown,90,success,,\n", "is no distance"},
		{"1984-04-09,unknown,1,scud-b,tonghae,unknown,NaN,unknown,90,success,,\n", "is no distance"},
		{"1984-04-09,unknown,1,scud-b,tonghae,unknown,-4,unknown,90,success,,\n", "is no distance"},
		{"1984-04-09,unknown,1,scud-b,tonghae,unknown,unknown,unknown,90,13y,,\n", "is no outcome"}, // B57
		{"1984-04-09,unknown,1\n", "fields instead of"}, {"1984-04-09,unknown,1,\xff,tonghae,unknown,unknown,unknown,90,success,,\n", "not UTF-8"},
	} {
		rep := load(t, s, header+made[1]+x.row)
		if rep.Refused != 1 || rep.Withdrawn != 0 || !strings.Contains(rep.RefusedBy[0].Reason, x.why) || rep.RefusedBy[0].Lines[0] != 3 {
			t.Errorf("%q: %s", x.row, rep)
		}
	}
	// Two rows that contradict each other are both refused, in whatever order.
	other := strings.Replace(made[1], "success", "failure", 1)
	for _, body := range []string{made[1] + other, other + made[1]} {
		if rep := load(t, open(t), header+body); rep.Refused != 2 || rep.Kept != 0 {
			t.Errorf("%s", rep)
		}
	}
	_, err := Dataset().Import(t.Context(), s, seed.Input{Name: "x", Reader: strings.NewReader("date,time\n")}, seed.Options{})
	if !errors.Is(err, graph.ErrInvalid) || !strings.Contains(err.Error(), "series, missile, facility, landing, apogee, distance, outcome") {
		t.Errorf("a header that lacks columns: %v", err)
	}
}

// TestSites: every site is in North Korea.
func TestSites(t *testing.T) {
	for id, s := range sites {
		if s.lat < 37.6 || s.lat > 43.1 || s.lon < 124 || s.lon > 130.8 || s.name == "" {
			t.Errorf("%s: %+v", id, s)
		}
	}
}

// TestRealFile holds the real records against counts worked out beforehand with
// other tools.
func TestRealFile(t *testing.T) {
	b, err := os.ReadFile(filepath.Join(records.Dir(t), "events", "nk_missile_tests_1984_2026.csv"))
	if err != nil {
		t.Fatal(err)
	}
	s := open(t)
	in := func() seed.Report {
		rep, err := Dataset().Import(t.Context(), s, seed.Input{Name: "missile tests", Reader: bytes.NewReader(b)}, seed.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return rep
	}
	rep := in()
	t.Logf("%s", rep)
	if rep.Read != 339 || rep.Kept != 339 || rep.Records != 339 || len(rep.Warnings) != 0 {
		t.Errorf("%s", rep)
	}
	got := map[string][3]int{} // by year: tests, successes, failures
	months := 0
	for n, err := range s.Nodes(t.Context(), graph.NodeFilter{Kinds: []graph.Kind{vocab.Event}}) {
		if err != nil {
			t.Fatal(err)
		}
		d := n.Props.Date("since")
		if d.Precision() == graph.MonthPrecision {
			months++
		}
		g := got[d.String()[:4]]
		g[0]++
		switch n.Props.String("outcome") {
		case "success":
			g[1]++
		case "failure":
			g[2]++
		}
		got[d.String()[:4]] = g
	}
	for year, want := range map[string][3]int{"1984": {6, 3, 3}, "1986": {1, 0, 0}, "1990": {2, 1, 1}, "1991": {1, 1, 0}, "1992": {1, 0, 1}, "1993": {4, 3, 0}, "1998": {1, 0, 1}, "2006": {7, 6, 1}, "2009": {8, 7, 1},
		"2012": {2, 1, 1}, "2013": {6, 6, 0}, "2014": {19, 19, 0}, "2015": {15, 13, 2}, "2016": {24, 14, 10}, "2017": {21, 14, 6}, "2018": {}, "2019": {27, 26, 1}, "2020": {9, 9, 0}, "2021": {6, 6, 0},
		"2022": {69, 42, 5}, "2023": {33, 21, 3}, "2024": {41, 37, 1}, "2025": {11, 0, 0}, "2026": {25, 0, 1}} {
		if got[year] != want {
			t.Errorf("%s: %v, want %v", year, got[year], want)
		}
	}
	if months != 8 {
		t.Errorf("%d tests dated by month, want 8", months)
	}
	var heights, ranges, places int
	var height, far float64
	site, kind := map[string]int{}, map[string]int{}
	for e, err := range s.Edges(t.Context(), graph.EdgeFilter{Sources: []string{ID}}) {
		if err != nil {
			t.Fatal(err)
		}
		if e.Kind == vocab.PartOf {
			places++
		}
		if e.Kind == vocab.At {
			site[vocab.Rest(e.To)]++
		}
		if e.Kind != vocab.Reports {
			continue
		}
		kind[e.Props.String("missile")]++
		if v, ok := e.Props.Get("apogeeKm").(float64); ok {
			heights, height = heights+1, height+v
		}
		if v, ok := e.Props.Get("distanceKm").(float64); ok {
			ranges, far = ranges+1, far+v
		}
	}
	if heights != 230 || ranges != 260 || int(height*10) != 926824 || far != 137742 {
		t.Errorf("%d heights of %v km in all, %d ranges of %v km", heights, height, ranges, far)
	}
	if places != 55 || site["pyongyang-international-airport-prk"] != 56 || site["hodo-peninsula-prk"] != 26 || site["sohae-satellite-launching-station-prk"] != 18 || kind["kn-25"] != 77 || kind["scud-c"] != 27 || kind[""] != 66 {
		t.Errorf("%d places, %v, %v", places, site, kind)
	}
	was := revision(t, s)
	if rep := in(); rep.Unchanged != 339 || revision(t, s) != was {
		t.Errorf("again: %s", rep)
	}
}

func BenchmarkImport(b *testing.B) {
	file, err := os.ReadFile(filepath.Join(records.Dir(b), "events", "nk_missile_tests_1984_2026.csv"))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		s := open(b)
		if _, err := Dataset().Import(b.Context(), s, seed.Input{Name: "x", Reader: bytes.NewReader(file)}, seed.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func FuzzImport(f *testing.F) {
	for _, r := range made {
		f.Add(r)
	}
	s := open(f)
	f.Fuzz(func(t *testing.T, row string) {
		rep, err := Dataset().Import(t.Context(), s, seed.Input{Name: "x", Reader: strings.NewReader(header + row)}, seed.Options{Day: graph.Day(2026, 5, 1)})
		if err != nil || rep.Read != rep.Kept+rep.Unchanged+rep.Duplicates+rep.Refused {
			t.Errorf("%q: %v, %+v", row, err, rep)
		}
	})
}
