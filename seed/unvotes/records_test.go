package unvotes

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"entente/graph"
	"entente/graph/projection"
	"entente/graph/sqlitestore"
	"entente/graph/vocab"
	"entente/internal/records"
	"entente/seed"
	"entente/seed/facts"
	"entente/seed/undl"
	"entente/seed/votes"
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

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func bytesOf(t testing.TB, path ...string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(append([]string{records.Dir(t)}, path...)...))
	must(t, err)
	return b
}

// theFiles are the three real files, votes first: any order will do.
func theFiles(t testing.TB) func() []seed.Input {
	t.Helper()
	var all [][]byte
	names := []string{"un_votes.csv.gz", "un_roll_call_issues.csv.gz", "un_roll_calls.csv.gz"}
	for _, n := range names {
		all = append(all, bytesOf(t, "unvotes", n))
	}
	return func() []seed.Input {
		var ins []seed.Input
		for i, n := range names {
			ins = append(ins, seed.Input{Name: n, Reader: bytes.NewReader(all[i])})
		}
		return ins
	}
}

func loadReal(t testing.TB, s graph.Store, ins []seed.Input) seed.Report {
	t.Helper()
	rep, err := Assembly.ImportAll(context.Background(), s, ins, seed.Options{Day: graph.Day(2026, 1, 1)})
	must(t, err)
	if rep.Read != rep.Kept+rep.Unchanged+rep.Duplicates+rep.Refused {
		t.Fatalf("the report does not add up: %s", rep)
	}
	return rep
}

func loadAssembly(t testing.TB, s graph.Store) {
	t.Helper()
	_, err := undl.Assembly.Import(context.Background(), s, seed.Input{Name: "ga", Reader: bytes.NewReader(bytesOf(t, "undl", "ga_voting_1946_2021.csv.gz"))}, seed.Options{Day: graph.Day(2026, 1, 1)})
	must(t, err)
}

// TestRealAlone: in a store of their own the source's votes give what it
// publishes: of all roll calls of a session on which both voted, how many they
// voted alike on. The figures were counted from the files by another program.
func TestRealAlone(t *testing.T) {
	if testing.Short() {
		t.Skip("reads all records")
	}
	s, ins := open(t), theFiles(t)
	rep := loadReal(t, s, ins())
	if rep.Read != 869_937+6_202+5_745 || rep.Kept != rep.Read || rep.Records != 6202 {
		t.Fatalf("%s", rep)
	}
	choices := map[string]int{}
	for e, err := range s.Edges(context.Background(), graph.EdgeFilter{Kinds: []graph.Relation{vocab.Voted, vocab.VotedPer}, Props: []string{"choice"}}) {
		must(t, err)
		choices[e.Props.String("choice")]++
	}
	if choices["yes"] != 693_544 || choices["no"] != 65_500 || choices["abstain"] != 110_893 || len(choices) != 3 {
		t.Errorf("%v", choices)
	}
	p := project(t, s)
	all := p.Select(projection.Filter{Bodies: []projection.Body{projection.GeneralAssembly}, Kinds: everyKind, Sources: []string{"unvotes"}}).Mask
	// Votes that the source describes by quoting the President and that are on a
	// whole are left out: most stand in it twice.
	aside := map[graph.Key]map[string]string{}
	for e, err := range s.Edges(context.Background(), graph.EdgeFilter{Kinds: []graph.Relation{vocab.VotedPer}, Props: []string{"choice"}}) {
		must(t, err)
		if aside[e.To] == nil {
			aside[e.To] = map[string]string{}
		}
		aside[e.To][vocab.Rest(e.From)] = e.Props.String("choice")
	}
	if all.Count()+len(aside) != 6202 || len(aside) > 40 {
		t.Errorf("%d roll calls and %d aside", all.Count(), len(aside))
	}
	for _, c := range []struct {
		a, b     string
		n, same  int
		sessions map[string][2]int
	}{
		{"USA", "RUS", 6118, 1342, map[string][2]int{"5": {52, 9}, "26": {125, 35}, "36": {133, 14}, "46": {70, 17}, "70": {73, 21}, "74": {86, 18}}},
		{"USA", "GBR", 6116, 3957, map[string][2]int{"5": {53, 34}, "26": {120, 82}, "36": {133, 86}, "46": {72, 40}, "70": {73, 46}, "74": {90, 48}}},
		{"RUS", "CHN", 4488, 3262, map[string][2]int{"26": {50, 40}, "36": {117, 85}, "46": {67, 36}, "50": {78, 37}, "70": {72, 52}, "74": {86, 68}}},
		{"USA", "ISR", 5656, 3819, map[string][2]int{"5": {48, 29}, "26": {116, 69}, "31": {69, 45}, "42": {140, 75}, "50": {80, 66}, "74": {88, 83}}},
		{"IND", "PAK", 5995, 4920, map[string][2]int{"5": {52, 30}, "26": {108, 98}, "31": {86, 79}, "46": {71, 66}, "70": {73, 63}, "74": {89, 77}}},
		{"FRA", "GBR", 6045, 5068, map[string][2]int{"5": {53, 40}, "26": {120, 98}, "36": {134, 118}, "50": {79, 60}, "70": {73, 69}, "74": {90, 81}}},
		{"CUB", "USA", 5967, 1136, map[string][2]int{"5": {53, 34}, "26": {123, 46}, "36": {132, 10}, "46": {72, 4}, "70": {73, 11}, "74": {88, 10}}},
		{"JPN", "USA", 5626, 2463, map[string][2]int{"26": {123, 72}, "36": {133, 60}, "42": {140, 42}, "46": {72, 25}, "70": {73, 26}, "74": {90, 27}}},
		{"PRK", "RUS", 2088, 1323, map[string][2]int{"46": {54, 29}, "50": {65, 27}, "70": {67, 46}, "74": {77, 60}}},
		{"KOR", "PRK", 2073, 984, map[string][2]int{"46": {55, 43}, "50": {64, 37}, "70": {67, 26}, "74": {80, 37}}},
		{"UKR", "RUS", 6095, 5149, map[string][2]int{"5": {52, 52}, "26": {126, 126}, "46": {71, 53}, "50": {81, 56}, "70": {71, 38}, "74": {85, 38}}},
		{"BRA", "ARG", 6089, 5085, map[string][2]int{"5": {53, 34}, "26": {119, 88}, "31": {86, 80}, "42": {145, 133}, "50": {79, 45}, "74": {90, 65}}},
		{"ZAF", "GBR", 3519, 2037, map[string][2]int{"5": {53, 35}, "26": {81, 51}, "50": {81, 38}, "70": {73, 32}, "74": {88, 39}}},
		{"UAR", "ISR", 0, 0, map[string][2]int{"21": {50, 20}}},
		{"EGY", "ISR", 0, 0, map[string][2]int{"5": {47, 20}, "26": {109, 71}, "42": {140, 40}, "74": {88, 15}}},
	} {
		a, b := index(t, p, c.a), index(t, p, c.b)
		counts := p.Pair(a, b, all)
		n, same := counts.N(), counts.Same()
		for _, calls := range aside {
			if x, y := calls[c.a], calls[c.b]; x != "" && y != "" {
				n++
				if x == y {
					same++
				}
			}
		}
		if c.n > 0 && (n != c.n || same != c.same) {
			t.Errorf("%s-%s: %d of %d, not %d of %d", c.a, c.b, same, n, c.same, c.n)
		}
		for session, want := range c.sessions {
			got := p.Pair(a, b, p.Select(projection.Filter{Bodies: []projection.Body{projection.GeneralAssembly}, Kinds: everyKind, Sessions: []string{session}}).Mask)
			if got.N() != want[0] || got.Same() != want[1] {
				t.Errorf("%s-%s in session %s: %d of %d, not %d of %d", c.a, c.b, session, got.Same(), got.N(), want[1], want[0])
			}
		}
	}
	rev := revision(t, s)
	if rep = loadReal(t, s, ins()); rep.Unchanged != rep.Read || revision(t, s) != rev {
		t.Errorf("%s", rep)
	}
}

var everyKind = []projection.Kind{projection.Whole, projection.Paragraph, projection.Amendment, projection.Motion}

func project(t testing.TB, s graph.Reader) *projection.Projection {
	t.Helper()
	p, err := projection.Build(context.Background(), s, "", projection.Options{})
	must(t, err)
	return p
}

func index(t testing.TB, p *projection.Projection, code string) int {
	t.Helper()
	i, ok := p.Country(vocab.Key(vocab.Country, code))
	if !ok {
		t.Fatalf("no country %s", code)
	}
	return i
}

// TestRealOverLibrary: over the library's record the source changes no position
// that counts, and a default question counts, beside what it counted, the votes
// on a whole text that the library lacks and nothing else.
func TestRealOverLibrary(t *testing.T) {
	if testing.Short() {
		t.Skip("reads all records, twice")
	}
	s, ins := open(t), theFiles(t)
	loadAssembly(t, s)
	before := project(t, s)
	rep := loadReal(t, s, ins())
	if rep.Kept != 881_884 || rep.Refused != 0 {
		t.Fatalf("%s", rep)
	}
	notes := strings.Join(append(rep.Notes, rep.Warnings...), "\n")
	for _, want := range []string{"4,687 roll calls are records of other sources", "125 votes on a whole text are in no other source", "98 votes on a whole text may be records", "14 roll calls are dated in another month"} {
		if !strings.Contains(notes, want) {
			t.Errorf("%q is not in\n%s", want, notes)
		}
	}
	after := project(t, s)
	for i := range before.Len() {
		c := before.RollCall(i)
		j, ok := after.Find(c.Key)
		if !ok || after.RollCall(j).Kind != c.Kind || after.RollCall(j).Date != c.Date || !slices.Equal(after.RollCall(j).Topics, c.Topics) || !slices.Equal(after.RollCall(j).Concerns, c.Concerns) {
			t.Fatalf("%s is not what it was", c.Symbol)
		}
		for country, k := range before.Countries() {
			now, _ := after.Country(k)
			if x, y := before.Choice(country, i), after.Choice(now, j); x != y {
				t.Fatalf("%s of %s was %s and is %s", c.Symbol, k.ID, x, y)
			}
		}
	}
	// What is new under the default kinds stands on roll calls of its own.
	whole := projection.Filter{Bodies: []projection.Body{projection.GeneralAssembly}}
	added := after.Select(whole).Mask
	for i := range before.Len() {
		j, _ := after.Find(before.RollCall(i).Key)
		added = added.AndNot(after.MaskOf([]int{j}))
	}
	if added.Count() != 125 {
		t.Errorf("%d votes on a whole text more", added.Count())
	}
	pairs := [][2]string{{"USA", "RUS"}, {"USA", "GBR"}, {"RUS", "CHN"}, {"USA", "ISR"}, {"IND", "PAK"}, {"FRA", "GBR"}, {"CUB", "USA"}, {"JPN", "USA"}, {"PRK", "RUS"}, {"KOR", "PRK"}, {"UKR", "RUS"}, {"BRA", "ARG"}, {"DEU", "FRA"}, {"EGY", "ISR"}, {"ZAF", "GBR"}}
	for _, pair := range pairs {
		for session := 1; session <= 76; session++ {
			f := whole
			f.Sessions = []string{fmt.Sprint(session)}
			was := before.Pair(index(t, before, pair[0]), index(t, before, pair[1]), before.Select(f).Mask)
			mask := after.Select(f).Mask
			a, b := index(t, after, pair[0]), index(t, after, pair[1])
			is := after.Pair(a, b, mask.AndNot(added))
			if was != is {
				t.Fatalf("%v in session %d: %v before, %v after", pair, session, was, is)
			}
		}
	}
	// Asked of the source, its roll calls alone are looked at.
	of := after.Select(projection.Filter{Bodies: []projection.Body{projection.GeneralAssembly}, Sources: []string{"unvotes"}}).Mask
	if of.Count() != 4_687+125 {
		t.Errorf("%d votes on a whole text are the source's", of.Count())
	}
	rev := revision(t, s)
	if rep = loadReal(t, s, ins()); rep.Unchanged != 881_884 || revision(t, s) != rev {
		t.Errorf("%s", rep)
	}
}

// TestRealOrder: before the library or after it, once all is in the same counts.
func TestRealOrder(t *testing.T) {
	if testing.Short() {
		t.Skip("reads all records, three times")
	}
	ins := theFiles(t)
	a, b := open(t), open(t)
	loadAssembly(t, a)
	loadReal(t, a, ins())
	loadReal(t, b, ins())
	loadAssembly(t, b)
	if rep := loadReal(t, b, ins()); rep.Withdrawn != 0 {
		t.Errorf("%s", rep)
	}
	x, y := counted(t, a), counted(t, b)
	if !slices.Equal(x, y) {
		n := 0
		for _, l := range y {
			if _, ok := slices.BinarySearch(x, l); !ok {
				if n++; n < 10 {
					t.Log(l)
				}
			}
		}
		t.Errorf("%d positions count, and %d", len(x), len(y))
	}
}

// TestRealOverStarter: the starter graph knows nine members' positions and the
// totals of most votes; they stay as they are, and the rest is filled in.
func TestRealOverStarter(t *testing.T) {
	if testing.Short() {
		t.Skip("reads all records")
	}
	s := open(t)
	_, err := facts.Load(context.Background(), s)
	must(t, err)
	of := func() (out []string) {
		for e, err := range s.Edges(context.Background(), graph.EdgeFilter{Kinds: []graph.Relation{vocab.Voted}, Sources: []string{votes.Starter}, Props: []string{"choice"}}) {
			must(t, err)
			out = append(out, e.From.ID+e.To.ID+e.Props.String("choice"))
		}
		slices.Sort(out)
		return out
	}
	before := of()
	rep := loadReal(t, s, theFiles(t)())
	if !slices.Equal(before, of()) || rep.Refused != 0 {
		t.Errorf("%s", rep)
	}
	t.Log(rep)
	if got := positions(t, s, vocab.Voted, "A/RES/377(V)[A-C]", "unvotes"); strings.Count(got, "=") < 45 || strings.Contains(got, "USA") {
		t.Error(got)
	}
}

func BenchmarkImportUnvotes(b *testing.B) {
	ins := theFiles(b)
	for b.Loop() {
		s := fileStore(b)
		rep := loadReal(b, s, ins())
		b.ReportMetric(float64(rep.RowsPerSecond), "rows/s")
		s.Close()
	}
}

func BenchmarkImportUnvotesOverLibrary(b *testing.B) {
	ins := theFiles(b)
	for b.Loop() {
		b.StopTimer()
		s := fileStore(b)
		loadAssembly(b, s)
		b.StartTimer()
		rep := loadReal(b, s, ins())
		b.ReportMetric(float64(rep.RowsPerSecond), "rows/s")
		s.Close()
	}
}

func fileStore(b *testing.B) graph.Store {
	s, err := sqlitestore.Open(context.Background(), filepath.Join(b.TempDir(), "entente.db"), vocab.Schema(), sqlitestore.Options{})
	must(b, err)
	b.Cleanup(func() { s.Close() })
	return s
}
