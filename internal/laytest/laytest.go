// Package laytest checks what every importer must do with a delivery, on a
// small made-up one: whole, repeated, packed, copied, shuffled, cut, damaged,
// shortened and without its columns.
package laytest

import (
	"bytes"
	"compress/gzip"
	"context"
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
	"entente/seed"
)

// Delivery is a made-up delivery of which every row is kept.
type Delivery struct {
	Dataset seed.Dataset
	Comma   string // what separates fields; "" is ","
	Header  string
	Rows    []string
	Needs   []string // columns without which a file is useless
}

// Open opens an empty store in memory, closed with the test.
func Open(t testing.TB) graph.Store {
	t.Helper()
	s, err := sqlitestore.Open(context.Background(), ":memory:", vocab.Schema(), sqlitestore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// Try imports a text.
func Try(s graph.Store, d seed.Dataset, text string) (seed.Report, error) {
	return d.Import(context.Background(), s, seed.Input{Name: "made-up", Reader: strings.NewReader(text)}, seed.Options{Day: graph.Day(2026, 6, 1)})
}

// Load imports a text that must go in without an error, and checks the account
// of rows.
func Load(t testing.TB, s graph.Store, d seed.Dataset, text string) seed.Report {
	t.Helper()
	rep, err := Try(s, d, text)
	if err != nil {
		t.Fatal(err)
	}
	Account(t, rep)
	return rep
}

// LoadFile imports a real record, of which path is the way to the file.
func LoadFile(t testing.TB, s graph.Store, d seed.Dataset, path ...string) seed.Report {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(path...))
	if err != nil {
		t.Fatal(err)
	}
	return Load(t, s, d, string(b))
}

// Account checks that every row read is kept, unchanged, a duplicate or refused.
func Account(t testing.TB, r seed.Report) {
	t.Helper()
	if r.Read != r.Kept+r.Unchanged+r.Duplicates+r.Refused {
		t.Errorf("of %d rows, %d kept, %d unchanged, %d duplicates and %d refused", r.Read, r.Kept, r.Unchanged, r.Duplicates, r.Refused)
	}
	by := 0
	for _, f := range r.RefusedBy {
		by += f.Count
	}
	if by != r.Refused {
		t.Errorf("%d rows refused, %d with a reason", r.Refused, by)
	}
}

// Edges gives the edges that a filter selects, by their order.
func Edges(t testing.TB, s graph.Reader, f graph.EdgeFilter) []graph.Edge {
	t.Helper()
	var out []graph.Edge
	for e, err := range s.Edges(context.Background(), f) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, e)
	}
	slices.SortFunc(out, func(a, b graph.Edge) int { return a.EdgeKey.Compare(b.EdgeKey) })
	return out
}

// Graph writes all of a store as lines.
func Graph(t testing.TB, s graph.Reader) string {
	t.Helper()
	var lines []string
	for n, err := range s.Nodes(context.Background(), graph.NodeFilter{}) {
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, fmt.Sprintf("%s %v", n.Key, n.Props))
	}
	slices.Sort(lines)
	for _, e := range Edges(t, s, graph.EdgeFilter{}) {
		lines = append(lines, fmt.Sprintf("%s %v", e.EdgeKey, e.Props))
	}
	return strings.Join(lines, "\n")
}

// Revision gives the store's revision.
func Revision(t testing.TB, s graph.Store) string {
	t.Helper()
	r, err := s.Revision(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Text is the delivery as a file.
func (d Delivery) Text() string { return d.Header + "\n" + strings.Join(d.Rows, "\n") + "\n" }

// Pack packs a text with gzip.
func Pack(text string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(text))
	z.Close()
	return b.String()
}

// Check runs all checks on d.
func Check(t *testing.T, d Delivery) {
	comma := d.Comma
	if comma == "" {
		comma = ","
	}
	n := len(d.Rows)
	base := Open(t)
	rep := Load(t, base, d.Dataset, d.Text())
	if rep.Read != n || rep.Kept != n {
		t.Fatalf("not every row of the delivery is kept:\n%s", rep)
	}
	whole := Graph(t, base)

	t.Run("again", func(t *testing.T) {
		rev := Revision(t, base)
		for name, text := range map[string]string{"plain": d.Text(), "packed": Pack(d.Text()),
			"mark": "\xef\xbb\xbf" + strings.ReplaceAll(d.Text(), "\n", "\r\n"), "shuffled": d.Header + "\n" + strings.Join(shuffled(d.Rows), "\n")} {
			rep := Load(t, base, d.Dataset, text)
			if rep.Kept != 0 || rep.Unchanged != n || rep.Withdrawn != 0 || Revision(t, base) != rev {
				t.Errorf("%s: the second import changes something:\n%s", name, rep)
			}
		}
	})
	t.Run("copies B58", func(t *testing.T) {
		s := Open(t)
		rep := Load(t, s, d.Dataset, d.Text()+strings.Join(d.Rows, "\n")+"\n")
		if rep.Kept+rep.Duplicates != 2*n || rep.Duplicates != n {
			t.Errorf("%s", rep)
		}
		if edgesOf(t, s) != edgesOf(t, base) {
			t.Error("copies change the graph")
		}
	})
	t.Run("shuffled", func(t *testing.T) {
		s := Open(t)
		Load(t, s, d.Dataset, d.Header+"\n"+strings.Join(shuffled(d.Rows), "\n"))
		if got := Graph(t, s); got != whole {
			t.Errorf("order matters:\n%s\n\nwas\n%s", got, whole)
		}
	})
	t.Run("cut", func(t *testing.T) {
		s := Open(t)
		Load(t, s, d.Dataset, d.Text())
		packed := Pack(d.Text())
		rep, err := Try(s, d.Dataset, packed[:len(packed)-10])
		if err == nil {
			t.Error("a cut file is taken for whole")
		}
		Account(t, rep)
		if rep.Withdrawn != 0 || Graph(t, s) != whole {
			t.Error("a cut file changes what is there")
		}
	})
	t.Run("damaged", func(t *testing.T) {
		s := Open(t)
		Load(t, s, d.Dataset, d.Text())
		for name, row := range map[string]string{"short": strings.SplitN(d.Rows[0], comma, 2)[0], "encoding": strings.Replace(d.Rows[0], comma, "\xff"+comma, 1), "NUL": strings.Replace(d.Rows[0], comma, "\x00"+comma, 1)} {
			rep := Load(t, s, d.Dataset, d.Header+"\n"+strings.Join(d.Rows[1:], "\n")+"\n"+row+"\n")
			if rep.Refused != 1 || rep.RefusedBy[0].Lines[0] != n+1 || rep.Withdrawn != 0 {
				t.Errorf("%s:\n%s", name, rep)
			}
		}
		after := strings.Split(edgesOf(t, s), "\n")
		for _, e := range strings.Split(edgesOf(t, base), "\n") {
			if !slices.Contains(after, e) {
				t.Errorf("an unreadable row takes away or changes %s", e)
			}
		}
	})
	t.Run("shortened B62", func(t *testing.T) {
		s := Open(t)
		Load(t, s, d.Dataset, d.Text())
		rep := Load(t, s, d.Dataset, d.Header+"\n"+strings.Join(d.Rows[:n-1], "\n"))
		gone := Edges(t, s, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Withdrawn}})
		if rep.Withdrawn == 0 || len(gone) != rep.Withdrawn || gone[0].Props.Date("withdrawn") != graph.Day(2026, 6, 1) {
			t.Errorf("%v\n%s", gone, rep)
		}
		Load(t, s, d.Dataset, d.Text())
		if edgesOf(t, s) != edgesOf(t, base) {
			t.Error("a row that comes back is not what it was")
		}
	})
	t.Run("columns", func(t *testing.T) {
		names := strings.Split(d.Header, comma)
		for _, c := range d.Needs {
			var without []string
			for _, name := range names {
				if strings.Trim(name, `"`) != c {
					without = append(without, name)
				}
			}
			if _, err := Try(Open(t), d.Dataset, strings.Join(without, comma)+"\n"); err == nil || !strings.Contains(err.Error(), c) {
				t.Errorf("without %s: %v", c, err)
			}
		}
		if _, err := Try(Open(t), d.Dataset, ""); err == nil {
			t.Error("an empty file is taken")
		}
	})
	t.Run("manifest", func(t *testing.T) {
		m := d.Dataset.Manifest()
		for name, v := range map[string]string{"ID": m.ID, "Name": m.Name, "Publisher": m.Publisher, "Origin": m.Origin, "Licence": m.Licence, "Citation": m.Citation, "Scope": m.Scope} {
			if v == "" {
				t.Errorf("the manifest has no %s", name)
			}
		}
		if m.Covers.Since.IsZero() || m.Covers.Until.IsZero() {
			t.Error("the manifest does not say what it covers")
		}
		node, err := base.Node(context.Background(), seed.SourceKey(m.ID))
		if err != nil || node.Props.String("name") != m.Name || node.Props.Date("since").IsZero() {
			t.Errorf("%v %v", node, err)
		}
	})
}

func edgesOf(t testing.TB, s graph.Reader) string {
	t.Helper()
	var lines []string
	for _, e := range Edges(t, s, graph.EdgeFilter{}) {
		lines = append(lines, fmt.Sprintf("%s %v", e.EdgeKey, e.Props))
	}
	return strings.Join(lines, "\n")
}

func shuffled(rows []string) []string {
	out := slices.Clone(rows)
	r := rand.New(rand.NewPCG(3, 5))
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}
