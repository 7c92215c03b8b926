package undl

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
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
	"entente/seed/facts"
)

const (
	assemblyFile = "ga_voting_1946_2021.csv.gz"
	councilFile  = "sc_voting_1946_2021.csv.gz"
	esFile       = "ga_voting_2022_es11_1_to_3.csv"
)

func bytesOf(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(records.Dir(t), "undl", name))
	must(t, err)
	return b
}

func loadFile(t testing.TB, s graph.Store, d seed.Dataset, name string, b []byte) seed.Report {
	t.Helper()
	rep, err := d.Import(context.Background(), s, seed.Input{Name: name, Reader: bytes.NewReader(b)}, seed.Options{Day: graph.Day(2026, 1, 1)})
	must(t, err)
	return rep
}

func counts(t testing.TB, s graph.Reader) graph.Totals {
	t.Helper()
	c, err := graph.Count(context.Background(), s)
	must(t, err)
	return c
}

// TestRealAssembly imports the whole published record to 2021.
func TestRealAssembly(t *testing.T) {
	if testing.Short() {
		t.Skip("a million rows")
	}
	b := bytesOf(t, assemblyFile)
	s := open(t)
	rep := loadFile(t, s, Assembly, assemblyFile, b)
	if rep.Read != 859_284 || rep.Kept != 859_284 || rep.Refused != 0 || rep.Records != 5238 {
		t.Fatalf("%s", rep)
	}
	for _, w := range rep.Warnings { // in this file all totals equal their rows
		if strings.HasPrefix(w, oddTotals) || strings.HasPrefix(w, oddMissing) || strings.HasPrefix(w, oddHeads) || strings.Contains(w, "no recorded vote in session") {
			t.Error(w)
		}
	}
	c := counts(t, s)
	// Aside are three records that have lost all positions (477 letters) and the
	// letters of states that were no members yet (B31).
	const aside = 493
	if c.Edges[vocab.Voted] != 859_284-aside || c.Edges[vocab.VotedPer] != aside || c.Edges[vocab.Reports] != 5238 || c.Nodes[vocab.RollCall] != 5238 || c.Edges[vocab.Concerns] == 0 {
		t.Errorf("%v", c)
	}
	byChoice := map[string]int{}
	for g, err := range graph.Groups(context.Background(), s, vocab.Voted, "choice") {
		must(t, err)
		for _, v := range g.Values {
			byChoice[v]++
		}
	}
	if byChoice["yes"] != 644_926 || byChoice["no"] != 41_299 || byChoice["abstain"] != 92_852 || byChoice["absent"] != 80_207-aside {
		t.Errorf("%v", byChoice)
	}
	for id, want := range map[string]graph.Date{"A/RES/32/105[M]": graph.Year(1977), "A/RES/66/230": graph.Year(2011), "A/RES/66/254": graph.Day(2012, 2, 23)} { // B36, B39
		if got := node(t, s, rollCall(id)).Date("date"); got != want {
			t.Errorf("%s is dated %s", id, got)
		}
	}
	// B31: no edge before admission, the Soviet Union under its node.
	if got := positions(t, s, vocab.Voted, "A/RES/45/55B"); !strings.Contains(got, "RUS=") || strings.Contains(got, "PRK") {
		t.Errorf("the DPRK, admitted in 1991, on a vote of 1990: %s", got)
	}
	if got := positions(t, s, vocab.Voted, "A/RES/377(V)[A-C]"); !strings.Contains(got, "RUS=no") || strings.Contains(got, "CHN") || !strings.Contains(got, "TWN=yes") {
		t.Error(got)
	}

	rev := revision(t, s)
	if rep = loadFile(t, s, Assembly, "another name.csv.gz", b); rep.Unchanged != 859_284 || revision(t, s) != rev { // B58
		t.Errorf("a repeat changed something: %s", rep)
	}
	rep = loadFile(t, s, Assembly, esFile, bytesOf(t, esFile))
	if rep.Kept != 579 || rep.Withdrawn != 0 {
		t.Errorf("%s", rep)
	}
	src := node(t, s, seed.SourceKey("undl-ga"))
	if n, _ := src.Int("records"); n != 859_863 || src.Date("since") != graph.Day(1946, 1, 26) || src.Date("until") != graph.Day(2022, 4, 7) {
		t.Errorf("%v", src)
	}
	if got := node(t, s, rollCall("A/RES/ES-11/1")); got.String("title") != "Aggression against Ukraine" || got.String("session") != "ES-11" {
		t.Errorf("%v", got)
	}
}

// TestRealCouncil imports the Council's record; one row names nobody.
func TestRealCouncil(t *testing.T) {
	if testing.Short() {
		t.Skip("reads all records")
	}
	b := bytesOf(t, councilFile)
	s := open(t)
	rep := loadFile(t, s, Council, councilFile, b)
	if rep.Read != 38_379 || rep.Records != 2617 || rep.Refused != 1 || !strings.Contains(rep.RefusedBy[0].Reason, "DONOTKNOW") {
		t.Fatalf("%s", rep)
	}
	none := 0
	for n, err := range s.Nodes(context.Background(), graph.NodeFilter{Kinds: []graph.Kind{vocab.RollCall}, Where: graph.P("kind", "without_vote")}) {
		must(t, err)
		none++
		if positions(t, s, vocab.Voted, vocab.Rest(n.Key)) != "" {
			t.Errorf("%s was adopted without a vote and has positions that count", n.ID)
		}
	}
	if none != 42 {
		t.Errorf("%d texts without a vote, not 42", none)
	}
	if got := positions(t, s, vocab.Voted, "S/RES/2397(2017)"); strings.Count(got, "=yes") != 15 {
		t.Error(got)
	}
	rev := revision(t, s)
	if rep = loadFile(t, s, Council, councilFile, b); revision(t, s) != rev {
		t.Errorf("%s", rep)
	}
	// A row that its source took back is withdrawn although another was refused.
	z, err := gzip.NewReader(bytes.NewReader(b))
	must(t, err)
	plain, err := io.ReadAll(z)
	must(t, err)
	lines := strings.SplitAfter(string(plain), "\n")
	less := slices.Delete(lines, 30_000, 30_001)
	if rep = loadFile(t, s, Council, "less.csv", []byte(strings.Join(less, ""))); rep.Withdrawn != 1 || rep.Kept != 0 {
		t.Errorf("%s", rep)
	}
}

func fileStore(b *testing.B) graph.Store {
	s, err := sqlitestore.Open(context.Background(), filepath.Join(b.TempDir(), "entente.db"), vocab.Schema(), sqlitestore.Options{})
	must(b, err)
	b.Cleanup(func() { s.Close() })
	return s
}

// BenchmarkImportAssembly is the whole Assembly into a fresh embedded store;
// BenchmarkRepeatAssembly the same file again.
func BenchmarkImportAssembly(b *testing.B) {
	data := bytesOf(b, assemblyFile)
	for b.Loop() {
		s := fileStore(b)
		rep := loadFile(b, s, Assembly, assemblyFile, data)
		b.ReportMetric(float64(rep.RowsPerSecond), "rows/s")
		s.Close()
	}
}

func BenchmarkRepeatAssembly(b *testing.B) {
	data := bytesOf(b, assemblyFile)
	s := fileStore(b)
	loadFile(b, s, Assembly, assemblyFile, data)
	for b.Loop() {
		rep := loadFile(b, s, Assembly, assemblyFile, data)
		b.ReportMetric(float64(rep.RowsPerSecond), "rows/s")
	}
}

// BenchmarkRead is reading alone: unpacking, rows, grouping.
func BenchmarkRead(b *testing.B) {
	data := bytesOf(b, assemblyFile)
	for b.Loop() {
		var rep seed.Report
		if _, err := Assembly.(dataset).read(context.Background(), seed.Input{Reader: bytes.NewReader(data)}, seed.Options{}, &rep); err != nil {
			b.Fatal(err)
		}
	}
}

// TestRealCouncilOverStarter: the file over the settled record changes nothing
// that counts, nor does the starter loaded once more.
func TestRealCouncilOverStarter(t *testing.T) {
	if testing.Short() {
		t.Skip("reads all records")
	}
	b := bytesOf(t, councilFile)
	ctx := context.Background()
	s := open(t)
	_, err := facts.Load(ctx, s)
	must(t, err)
	counted := func() (all []string) {
		for e, err := range s.Edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Voted, vocab.Concerns}, Props: []string{"choice"}}) {
			must(t, err)
			all = append(all, strings.Join([]string{string(e.Kind), e.From.ID, e.To.ID, e.Source, e.Props.String("choice")}, " "))
		}
		for n, err := range s.Nodes(ctx, graph.NodeFilter{Kinds: []graph.Kind{vocab.RollCall}}) {
			must(t, err)
			for _, p := range []string{"kind", "outcome"} {
				all = append(all, n.ID+" "+p+" "+n.Props.String(p))
			}
			all = append(all, n.ID+" "+n.Props.Date("date").String())
		}
		slices.Sort(all)
		return all
	}
	before := counted()
	rep := loadFile(t, s, Council, councilFile, b)
	after := counted()
	if !slices.Equal(before, after) {
		n := 0
		for i, x := range after {
			if _, ok := slices.BinarySearch(before, x); !ok {
				t.Logf("new: %s", after[i])
				if n++; n == 20 {
					break
				}
			}
		}
		t.Errorf("%d things that count before, %d after; %s", len(before), len(after), rep)
	}
	rev := revision(t, s)
	loadFile(t, s, Council, councilFile, b)
	if revision(t, s) != rev {
		t.Error("a repeat moved the revision")
	}
	_, err = facts.Load(ctx, s)
	must(t, err)
	if !slices.Equal(before, counted()) {
		t.Error("the starter loaded again changed what counts")
	}
}
