package dump

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"entente/graph"
	"entente/graph/neo4jstore"
	"entente/graph/sqlitestore"
	"entente/graph/storetest"
	"entente/graph/vocab"
	"entente/internal/neo4jtest"
)

func TestMain(m *testing.M) { os.Exit(neo4jtest.Main(m)) }

// hostile are texts that break formats.
var hostile = []string{
	"", " ", "a\nb", "a\r\nb\r", "tab\tand \"quotes\" and 'more'", `back\slash \u0041 \\`, "</data><node id=\"x\"/>&amp;<!--]]>", "a,b;c|d",
	"\u2028line\u2029par\u0085nel", "\x01\x1f\x7f\u009f", "Côte d\u2019Ivoire \u0301", "조선민주주의인민공화국", "🇷🇺", "\ufeffbom", "\uffff\ufffd",
	"null", "true", "1977", `{"date":"1977"}`, "=1+1", "\"", "\\", strings.Repeat("long ", 60_000),
}

// fixture is a graph with every type, precision and hostile text, in storetest's
// schema.
func fixture() graph.Batch {
	r := rand.New(rand.NewPCG(1, 2))
	text := func() string { return hostile[r.IntN(len(hostile)-1)] }
	ints := []int64{0, 1, -1, math.MaxInt64, math.MinInt64, 1 << 53, 1<<53 + 1}
	floats := []float64{0, 1, -1.5, 1e21, 1e-300, math.MaxFloat64, math.SmallestNonzeroFloat64, 0.1, 100000, 1 << 53}
	dates := []string{"1977", "1977-12", "1977-12-24", "0001", "9999-12-31"}
	lists := [][]string{{}, {""}, {"", ""}, {"a"}, hostile[:22], {";", "|"}}
	props := func(i int) graph.Props {
		ps := graph.P("s", hostile[i%len(hostile)])
		for _, p := range graph.P("t", text(), "i", ints[r.IntN(len(ints))], "f", floats[r.IntN(len(floats))], "b", r.IntN(2) == 0,
			"d", graph.MustDate(dates[r.IntN(len(dates))]), "e", graph.MustDate(dates[r.IntN(len(dates))]), "l", lists[r.IntN(len(lists))]) {
			if r.IntN(4) > 0 {
				ps = ps.With(p.Name, p.Value)
			}
		}
		return ps
	}
	var b graph.Batch
	for i, s := range hostile {
		for _, kind := range []graph.Kind{storetest.Thing, storetest.Other} {
			id := s
			if len(id) > 200 || id == "" {
				id = fmt.Sprint("long ", i)
			}
			b.Nodes = append(b.Nodes, graph.Node{Key: graph.Key{Kind: kind, ID: id}, Props: props(i)})
		}
	}
	b.Nodes = append(b.Nodes, graph.Node{Key: graph.Key{Kind: storetest.Other, ID: "bare"}})
	seen := map[graph.EdgeKey]bool{}
	for i := range 300 {
		e := graph.Edge{EdgeKey: graph.EdgeKey{Kind: storetest.Links, From: b.Nodes[r.IntN(len(b.Nodes))].Key, To: b.Nodes[r.IntN(len(b.Nodes))].Key, ID: text(), Source: "source-a"}, Props: props(i)}
		if i%3 == 0 {
			e.Kind, e.Props = storetest.Bare, nil
		}
		if i%2 == 0 {
			e.Source = hostile[10+i%5]
		}
		if !seen[e.EdgeKey] {
			seen[e.EdgeKey] = true
			b.Edges = append(b.Edges, e)
		}
	}
	return b
}

func options() Options { return Options{Schema: storetest.Schema(), Chunk: 17} }

func sqlite(t testing.TB, schema *graph.Schema) *sqlitestore.Store {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), filepath.Join(t.TempDir(), "g.db"), schema, sqlitestore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// filled is a store that holds b, written in an order of chance.
func filled(t testing.TB, b graph.Batch, seed uint64) *sqlitestore.Store {
	t.Helper()
	s := sqlite(t, storetest.Schema())
	r := rand.New(rand.NewPCG(seed, 0))
	b.Nodes, b.Edges = slices.Clone(b.Nodes), slices.Clone(b.Edges)
	r.Shuffle(len(b.Nodes), func(i, j int) { b.Nodes[i], b.Nodes[j] = b.Nodes[j], b.Nodes[i] })
	r.Shuffle(len(b.Edges), func(i, j int) { b.Edges[i], b.Edges[j] = b.Edges[j], b.Edges[i] })
	if _, err := s.Upsert(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	return s
}

func export(t testing.TB, s graph.Reader, o Options) ([]byte, Manifest) {
	t.Helper()
	var b bytes.Buffer
	m, err := Write(t.Context(), s, &b, o)
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), m
}

func wantEmpty(t testing.TB, s graph.Reader) {
	t.Helper()
	totals, err := graph.Count(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	for k, n := range totals.Nodes {
		if n > 0 {
			t.Fatalf("%d nodes of kind %s were written", n, k)
		}
	}
}

func TestRoundTrip(t *testing.T) {
	b := fixture()
	first, m := export(t, filled(t, b, 1), options())
	if nodes, edges := m.Totals(); nodes != len(b.Nodes) || edges != len(b.Edges) {
		t.Errorf("the manifest counts %d nodes and %d edges of %d and %d", nodes, edges, len(b.Nodes), len(b.Edges))
	}
	if again, _ := export(t, filled(t, b, 2), options()); !bytes.Equal(first, again) {
		t.Error("the order of writing shows in the export")
	}
	s := sqlite(t, storetest.Schema())
	got, c, err := Read(t.Context(), bytes.NewReader(first), s, options())
	if err != nil {
		t.Fatal(err)
	}
	if got.SHA256 != m.SHA256 || c.Created != len(b.Nodes)+len(b.Edges) || c.Total() != c.Created {
		t.Errorf("restored %+v, %+v", got, c)
	}
	if second, _ := export(t, s, options()); !bytes.Equal(first, second) {
		t.Error("the restored graph is exported as other bytes")
	}
	// B64: the same sources on each value, checked against what was put in and
	// not against another export.
	want := map[graph.EdgeKey]graph.Props{}
	for _, e := range b.Edges {
		want[e.EdgeKey] = e.Props
	}
	for e, err := range s.Edges(t.Context(), graph.EdgeFilter{}) {
		if err != nil {
			t.Fatal(err)
		}
		if ps, ok := want[e.EdgeKey]; !ok || !ps.Equal(e.Props) {
			t.Errorf("%s has %v, had %v", e.EdgeKey, e.Props, ps)
		}
	}
	for _, n := range b.Nodes {
		if got, err := s.Node(t.Context(), n.Key); err != nil || !got.Props.Equal(n.Props) {
			t.Errorf("%s has %v (%v), had %v", n.Key, got.Props, err, n.Props)
		}
	}
}

func TestEmptyGraph(t *testing.T) {
	s := sqlite(t, storetest.Schema())
	data, m := export(t, s, options())
	if got, _, err := Read(t.Context(), bytes.NewReader(data), s, options()); err != nil || got.SHA256 != m.SHA256 {
		t.Errorf("%+v, %v", got, err)
	}
	if n := bytes.Count(data, []byte("\n")); n != 2 {
		t.Errorf("%d lines", n)
	}
}

// Each line is JSON that any program reads, and the checksum is that of the
// lines before the trailer, so that a user can check it with other tools.
func TestLinesAreJSON(t *testing.T) {
	data, m := export(t, filled(t, fixture(), 1), options())
	lines := strings.SplitAfter(string(data), "\n")
	lines = lines[:len(lines)-1]
	sum := sha256.Sum256([]byte(strings.Join(lines[:len(lines)-1], "")))
	if hex.EncodeToString(sum[:]) != m.SHA256 || !strings.Contains(lines[len(lines)-1], m.SHA256) {
		t.Error("the checksum is not that of the lines before the trailer")
	}
	for i, line := range lines {
		if !json.Valid([]byte(line)) {
			t.Errorf("line %d is no JSON: %.200q", i+1, line)
		}
		if strings.ContainsAny(line, "\u2028\u2029\u0085\x7f") {
			t.Errorf("line %d has a character that some programs take for its end", i+1)
		}
	}
}

func TestCutFileIsRefused(t *testing.T) {
	data, _ := export(t, filled(t, fixture(), 1), options())
	s := sqlite(t, storetest.Schema())
	ends := []int{0, 1, len(data) - 1, len(data) - 2}
	for i, c := range data[:len(data)-1] {
		if c == '\n' {
			ends = append(ends, i, i+1)
		}
	}
	for _, end := range ends {
		if _, _, err := Read(t.Context(), bytes.NewReader(data[:end]), s, options()); !errors.Is(err, ErrFile) {
			t.Fatalf("cut to %d of %d bytes: %v", end, len(data), err)
		}
	}
	wantEmpty(t, s)
}

func TestAlteredFileIsRefused(t *testing.T) {
	b := fixture()
	for i := range b.Nodes {
		if len(b.Nodes[i].Props.String("s")) > 1000 {
			b.Nodes[i].Props = nil // half a million flips of one text tell no more
		}
	}
	for i := range b.Edges {
		if len(b.Edges[i].Props.String("s")) > 1000 {
			b.Edges[i].Props = nil
		}
	}
	b.Edges = b.Edges[:20]
	data, _ := export(t, filled(t, b, 1), options())
	r := rand.New(rand.NewPCG(3, 4))
	s := sqlite(t, storetest.Schema())
	refuse := func(what string, altered []byte) {
		t.Helper()
		if _, _, err := Read(t.Context(), bytes.NewReader(altered), s, options()); !errors.Is(err, ErrFile) && !errors.Is(err, ErrVersion) {
			t.Fatalf("%s: %v", what, err)
		}
	}
	head := bytes.IndexByte(data, '\n')
	tail := bytes.LastIndexByte(data[:len(data)-1], '\n')
	for i := range data {
		// All bytes of the header and the trailer, and every tenth of the rest.
		if i > head && i < tail && i%10 != 0 {
			continue
		}
		altered := bytes.Clone(data)
		altered[i] ^= 1 << r.IntN(8)
		refuse(fmt.Sprintf("byte %d flipped", i), altered)
	}
	lines := bytes.SplitAfter(data, []byte("\n"))
	lines = lines[:len(lines)-1]
	for i := range lines {
		refuse(fmt.Sprint("without line ", i+1), bytes.Join(slices.Delete(slices.Clone(lines), i, i+1), nil))
		refuse(fmt.Sprintf("line %d twice", i+1), bytes.Join(slices.Insert(slices.Clone(lines), i, lines[i]), nil))
		if i > 0 {
			swapped := slices.Clone(lines)
			swapped[i], swapped[i-1] = swapped[i-1], swapped[i]
			refuse(fmt.Sprint("swapped before ", i+1), bytes.Join(swapped, nil))
		}
	}
	refuse("something behind", append(bytes.Clone(data), '\n'))
	refuse("twice", append(bytes.Clone(data), data...))
	wantEmpty(t, s)
}

// forge makes a file with a right checksum and right counts around lines.
func forge(nodes, edges string, lines ...string) string {
	body := `{"entente":"graph","version":1,"createdBy":"entente","nodes":` + nodes + `,"edges":` + edges + "}\n"
	n, m := 0, 0
	for _, l := range lines {
		if strings.HasPrefix(l, `{"node"`) {
			n++
		} else {
			m++
		}
		body += l + "\n"
	}
	return body + fmt.Sprintf(`{"end":true,"nodes":%d,"edges":%d,"sha256":"%x"}`+"\n", n, m, sha256.Sum256([]byte(body)))
}

// A file whose checksum is right is still looked at: it may be written by hand.
func TestForgedFileIsRefused(t *testing.T) {
	const a, b = `{"node":"Thing","id":"a","props":{}}`, `{"node":"Thing","id":"b","props":{}}`
	edge := func(rest string) string {
		return `{"edge":"LINKS","from":["Thing","a"],"to":["Thing","b"],` + rest + "}"
	}
	plain := edge(`"id":"","source":"x","props":{}`)
	if storetest.Links != "LINKS" || storetest.Thing != "Thing" {
		t.Fatal("the suite's names changed")
	}
	s := sqlite(t, storetest.Schema())
	for name, file := range map[string]string{
		"unknown kind":       forge(`{"Nothing":1}`, `{}`, `{"node":"Nothing","id":"a","props":{}}`),
		"no id":              forge(`{"Thing":1}`, `{}`, `{"node":"Thing","id":"","props":{}}`),
		"unknown property":   forge(`{"Thing":1}`, `{}`, `{"node":"Thing","id":"a","props":{"zzz":1}}`),
		"wrong type":         forge(`{"Thing":1}`, `{}`, `{"node":"Thing","id":"a","props":{"s":1}}`),
		"float for int":      forge(`{"Thing":1}`, `{}`, `{"node":"Thing","id":"a","props":{"i":1.0}}`),
		"int for float":      forge(`{"Thing":1}`, `{}`, `{"node":"Thing","id":"a","props":{"f":1}}`),
		"int too large":      forge(`{"Thing":1}`, `{}`, `{"node":"Thing","id":"a","props":{"i":9223372036854775808}}`),
		"float too large":    forge(`{"Thing":1}`, `{}`, `{"node":"Thing","id":"a","props":{"f":1e999}}`),
		"not a number":       forge(`{"Thing":1}`, `{}`, `{"node":"Thing","id":"a","props":{"f":NaN}}`),
		"null":               forge(`{"Thing":1}`, `{}`, `{"node":"Thing","id":"a","props":{"s":null}}`),
		"impossible date":    forge(`{"Thing":1}`, `{}`, `{"node":"Thing","id":"a","props":{"d":{"date":"1977-02-30"}}}`),
		"date as text":       forge(`{"Thing":1}`, `{}`, `{"node":"Thing","id":"a","props":{"d":"1977"}}`),
		"unsorted":           forge(`{"Thing":1}`, `{}`, `{"node":"Thing","id":"a","props":{"t":"","s":""}}`),
		"NUL":                forge(`{"Thing":1}`, `{}`, `{"node":"Thing","id":"a\u0000","props":{}}`),
		"not UTF-8":          forge(`{"Thing":1}`, `{}`, "{\"node\":\"Thing\",\"id\":\"\xff\",\"props\":{}}"),
		"half a surrogate":   forge(`{"Thing":1}`, `{}`, `{"node":"Thing","id":"\ud800","props":{}}`),
		"other escape":       forge(`{"Thing":1}`, `{}`, `{"node":"Thing","id":"\u0061","props":{}}`),
		"blanks":             forge(`{"Thing":1}`, `{}`, `{"node":"Thing","id":"a","props":{} }`),
		"blank line":         forge(`{"Thing":1}`, `{}`, a, ``),
		"member more":        forge(`{"Thing":1}`, `{}`, `{"node":"Thing","id":"a","props":{},"x":1}`),
		"twice":              forge(`{"Thing":2}`, `{}`, a, a),
		"out of order":       forge(`{"Thing":2}`, `{}`, b, a),
		"dangling":           forge(`{"Thing":1}`, `{"LINKS":1}`, a, plain),
		"edge before node":   forge(`{"Thing":2}`, `{"LINKS":1}`, plain, a, b),
		"edge twice":         forge(`{"Thing":2}`, `{"LINKS":2}`, a, b, plain, plain),
		"edges out of order": forge(`{"Thing":2}`, `{"LINKS":2}`, a, b, edge(`"id":"2","source":"x","props":{}`), plain),
		"no source":          forge(`{"Thing":2}`, `{"LINKS":1}`, a, b, edge(`"id":"","source":"","props":{}`)),
		"counts":             forge(`{"Thing":3}`, `{}`, a, b),
		"counts of kinds":    forge(`{"Other":1,"Thing":1}`, `{}`, a, b),
		"count of nothing":   forge(`{"Other":0,"Thing":2}`, `{}`, a, b),
		"counts null":        forge(`null`, `{}`),
		"negative count":     forge(`{"Thing":-1}`, `{}`),
		"not ours":           "id,name\n1,x\n",
		"other JSON":         `{"type":"FeatureCollection"}` + "\n",
		"graphml":            "<?xml version=\"1.0\"?>\n<graphml/>\n",
		"a store":            "SQLite format 3\x00\n",
		"no lines":           strings.Repeat("x", maxLine+1<<19),
		"gzip head only":     "\x1f\x8b",
		"gzip rubbish":       "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff" + strings.Repeat("rubbish", 20),
	} {
		if _, _, err := Read(t.Context(), strings.NewReader(file), s, options()); !errors.Is(err, ErrFile) {
			t.Errorf("%s: %v", name, err)
		}
	}
	wantEmpty(t, s)
	for _, v := range []string{"0", "2", "11"} {
		file := strings.Replace(forge(`{"Thing":2}`, `{"LINKS":1}`, a, b, plain), `"version":1`, `"version":`+v, 1)
		if _, _, err := Read(t.Context(), strings.NewReader(file), s, options()); !errors.Is(err, ErrVersion) {
			t.Errorf("version %s: %v", v, err)
		}
	}
	wantEmpty(t, s)
	if _, _, err := Read(t.Context(), strings.NewReader(forge(`{"Thing":2}`, `{"LINKS":1}`, a, b, plain)), s, options()); err != nil {
		t.Errorf("a right file: %v", err)
	}
}

func TestPackedFile(t *testing.T) {
	data, m := export(t, filled(t, fixture(), 1), options())
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	z.Write(data)
	z.Close()
	s := sqlite(t, storetest.Schema())
	for _, end := range []int{1, 5, 10, 11, packed.Len() / 2, packed.Len() - 8, packed.Len() - 1} {
		if _, _, err := Read(t.Context(), bytes.NewReader(packed.Bytes()[:end]), s, options()); !errors.Is(err, ErrFile) {
			t.Errorf("cut to %d of %d: %v", end, packed.Len(), err)
		}
	}
	for i := 10; i < packed.Len(); i += 97 {
		altered := bytes.Clone(packed.Bytes())
		altered[i] ^= 4
		if _, _, err := Read(t.Context(), bytes.NewReader(altered), s, options()); !errors.Is(err, ErrFile) {
			t.Fatalf("byte %d flipped: %v", i, err)
		}
	}
	wantEmpty(t, s)
	if got, _, err := Read(t.Context(), &packed, s, options()); err != nil || got.SHA256 != m.SHA256 {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestOccupiedStoreIsRefused(t *testing.T) {
	b := fixture()
	data, _ := export(t, filled(t, b, 1), options())
	free := 0
	for ; b.Edges[free].Kind != storetest.Bare; free++ {
	}
	for name, other := range map[string]graph.Batch{
		"another node":       {Nodes: []graph.Node{{Key: graph.Key{Kind: storetest.Thing, ID: "elsewhere"}}}},
		"another value":      {Nodes: []graph.Node{{Key: b.Nodes[0].Key, Props: graph.P("s", "elsewhere")}}},
		"another edge":       {Nodes: b.Nodes, Edges: []graph.Edge{{EdgeKey: graph.EdgeKey{Kind: storetest.Links, From: b.Nodes[0].Key, To: b.Nodes[1].Key, ID: "new", Source: "x"}}}},
		"another edge value": {Nodes: b.Nodes, Edges: []graph.Edge{{EdgeKey: b.Edges[free].EdgeKey, Props: graph.P("ref", "elsewhere")}}},
	} {
		s := filled(t, other, 1)
		before, _ := s.Revision(t.Context())
		_, _, err := Read(t.Context(), bytes.NewReader(data), s, options())
		if !errors.Is(err, ErrOccupied) {
			t.Errorf("%s: %v", name, err)
		}
		if after, _ := s.Revision(t.Context()); after != before {
			t.Errorf("%s: the store changed", name)
		}
	}
}

// failing is a store whose writing breaks off.
type failing struct {
	graph.Store
	left int
}

var errBroken = errors.New("the disk is full")

func (f *failing) Upsert(ctx context.Context, b graph.Batch) (graph.Changes, error) {
	if f.left--; f.left < 0 {
		return graph.Changes{}, errBroken
	}
	return f.Store.Upsert(ctx, b)
}

// A restore that broke off anywhere is finished by repeating it.
func TestRestoreResumes(t *testing.T) {
	b := fixture()
	data, _ := export(t, filled(t, b, 1), options())
	for _, good := range []int{0, 1, 2, 3, 5, 9} {
		s := sqlite(t, storetest.Schema())
		if _, _, err := Read(t.Context(), bytes.NewReader(data), &failing{s, good}, options()); !errors.Is(err, errBroken) {
			t.Fatalf("after %d batches: %v", good, err)
		}
		_, c, err := Read(t.Context(), bytes.NewReader(data), s, options())
		if err != nil || c.Total() != len(b.Nodes)+len(b.Edges) || c.Updated != 0 || c.Unchanged != min(good*17, c.Total()) && good < 3 {
			t.Fatalf("after %d batches, again: %+v, %v", good, c, err)
		}
		if got, _ := export(t, s, options()); !bytes.Equal(got, data) {
			t.Fatalf("after %d batches, again: another graph", good)
		}
		if _, c, err = Read(t.Context(), bytes.NewReader(data), s, options()); err != nil || c.Unchanged != c.Total() {
			t.Fatalf("a third time: %+v, %v", c, err)
		}
	}
}

func TestCancelled(t *testing.T) {
	s := filled(t, fixture(), 1)
	data, _ := export(t, s, options())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	to := sqlite(t, storetest.Schema())
	if _, _, err := Read(ctx, bytes.NewReader(data), to, options()); !errors.Is(err, context.Canceled) {
		t.Errorf("Read: %v", err)
	}
	wantEmpty(t, to)
	none := func(string) (io.WriteCloser, error) { t.Error("a file was made"); return nil, io.ErrClosedPipe }
	if _, err := Write(ctx, s, io.Discard, options()); !errors.Is(err, context.Canceled) {
		t.Errorf("Write: %v", err)
	}
	if _, err := WriteGraphML(ctx, s, io.Discard, options()); !errors.Is(err, context.Canceled) {
		t.Errorf("WriteGraphML: %v", err)
	}
	if _, err := WriteCSV(ctx, s, none, options()); !errors.Is(err, context.Canceled) {
		t.Errorf("WriteCSV: %v", err)
	}
}

// full is a writer that takes so many bytes.
type full struct{ left int }

func (f *full) Write(b []byte) (int, error) {
	if f.left -= len(b); f.left < 0 {
		return 0, errBroken
	}
	return len(b), nil
}

func (f *full) Close() error { return nil }

func TestWriterFails(t *testing.T) {
	s := filled(t, fixture(), 1)
	for _, n := range []int{0, 300_000} {
		if _, err := Write(t.Context(), s, &full{n}, options()); !errors.Is(err, errBroken) {
			t.Errorf("Write: %v", err)
		}
		if _, err := WriteGraphML(t.Context(), s, &full{n}, options()); !errors.Is(err, errBroken) {
			t.Errorf("WriteGraphML: %v", err)
		}
		f := &full{n}
		if _, err := WriteCSV(t.Context(), s, func(string) (io.WriteCloser, error) { return f, nil }, options()); !errors.Is(err, errBroken) {
			t.Errorf("WriteCSV: %v", err)
		}
	}
}

// moving is a store that is written to during the first scan of edges.
type moving struct{ graph.Store }

func (m moving) Edges(ctx context.Context, f graph.EdgeFilter) iter.Seq2[graph.Edge, error] {
	n := graph.Node{Key: graph.Key{Kind: storetest.Thing, ID: "late"}}
	e := graph.Edge{EdgeKey: graph.EdgeKey{Kind: storetest.Links, From: n.Key, To: n.Key, Source: "x"}}
	if _, err := m.Upsert(ctx, graph.Batch{Nodes: []graph.Node{n}, Edges: []graph.Edge{e}}); err != nil {
		return func(yield func(graph.Edge, error) bool) { yield(graph.Edge{}, err) }
	}
	return m.Store.Edges(ctx, f)
}

func TestStoreChangesMeanwhile(t *testing.T) {
	if _, err := Write(t.Context(), moving{filled(t, fixture(), 1)}, io.Discard, options()); !errors.Is(err, graph.ErrChanged) {
		t.Error(err)
	}
}

// buffers keeps the files of a CSV export.
type buffers map[string]*bytes.Buffer

type nopCloser struct{ io.Writer }

func (nopCloser) Close() error { return nil }

func (b buffers) create(name string) (io.WriteCloser, error) {
	b[name] = &bytes.Buffer{}
	return nopCloser{b[name]}, nil
}

// B83: one id name in node and edge files; every :START_ID and :END_ID is an id
// of the node file of its kind. What the files say is the graph.
func TestCSV(t *testing.T) {
	b := fixture()
	s := filled(t, b, 1)
	files := buffers{}
	m, err := WriteCSV(t.Context(), s, files.create, options())
	if err != nil {
		t.Fatal(err)
	}
	if _, edges := m.Totals(); edges != len(b.Edges) {
		t.Errorf("%d edges", edges)
	}
	recipe := files[RecipeFile].String()
	delimiter := "\x1f"
	if !strings.Contains(recipe, "--array-delimiter='U+001F'") {
		// The fixture's lists hold ;, | and U+001F.
		delimiter = "\x1e"
		if !strings.Contains(recipe, "--array-delimiter='U+001E'") {
			t.Fatal(recipe)
		}
	}
	got := graph.Batch{}
	ids := map[graph.Key]bool{}
	for _, pass := range []string{"nodes-", "edges-"} {
		for name, f := range files {
			if !strings.HasPrefix(name, pass) {
				continue
			}
			if strings.Count(recipe, "="+name) != 1 {
				t.Errorf("the recipe does not load %s once", name)
			}
			// encoding/csv makes \r\n inside quotes to \n; fields are compared
			// with that done to both.
			rows, err := csv.NewReader(f).ReadAll()
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			head := rows[0]
			for _, row := range rows[1:] {
				var ps graph.Props
				var n graph.Node
				var e graph.Edge
				for i, v := range row {
					col, typ, _ := strings.Cut(head[i], ":")
					kind := graph.Kind(strings.TrimSuffix(typ[strings.IndexByte(typ, '(')+1:], ")"))
					switch {
					case typ == "LABEL":
						if "nodes-"+v+".csv" != name {
							t.Errorf("%s has the label %s", name, v)
						}
					case typ == "TYPE":
						e.Kind = graph.Relation(v)
					case strings.HasPrefix(typ, "ID("):
						if col != "id" {
							t.Errorf("the id's column is called %q", col)
						}
						n.Key = graph.Key{Kind: kind, ID: v}
						ids[n.Key] = true
					case strings.HasPrefix(typ, "START_ID("):
						e.From = graph.Key{Kind: kind, ID: v}
					case strings.HasPrefix(typ, "END_ID("):
						e.To = graph.Key{Kind: kind, ID: v}
					case pass == "edges-" && col == "id":
						e.ID = v
					case pass == "edges-" && col == "source":
						e.Source = v
					default:
						ps = ps.With(col, typ+"="+v)
					}
				}
				if pass == "nodes-" {
					n.Props = ps
					got.Nodes = append(got.Nodes, n)
				} else {
					e.Props = ps
					got.Edges = append(got.Edges, e)
					if !ids[e.From] || !ids[e.To] {
						t.Errorf("%s: %s leads to no row of a node file", name, e.EdgeKey)
					}
				}
			}
		}
	}
	text := func(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") }
	check := func(what fmt.Stringer, got, want graph.Props) {
		t.Helper()
		for _, p := range got {
			typ, field, _ := strings.Cut(p.Value.(string), "=")
			wantType, wantField := "", ""
			switch v := want.Get(p.Name).(type) {
			case nil:
				wantType = typ
			case string:
				wantType, wantField = "string", text(v)
			case int64:
				wantType, wantField = "long", strconv.FormatInt(v, 10)
			case float64:
				wantType = "double"
				if f, err := strconv.ParseFloat(field, 64); err != nil || f != v {
					t.Errorf("%s: %s is %s, not %v", what, p.Name, field, v)
				}
				wantField = field
			case bool:
				wantType, wantField = "boolean", strconv.FormatBool(v)
			case graph.Date:
				wantType, wantField = "string", v.String()
			case []string:
				wantType, wantField = "string[]", text(strings.Join(v, delimiter))
			}
			if typ != wantType || field != wantField {
				t.Errorf("%s: %s is %s %.80q, not %s %.80q", what, p.Name, typ, field, wantType, wantField)
			}
		}
	}
	nodes := map[graph.Key]graph.Props{}
	for _, n := range b.Nodes {
		nodes[graph.Key{Kind: n.Kind, ID: text(n.ID)}] = n.Props
	}
	for _, n := range got.Nodes {
		want, ok := nodes[n.Key]
		if !ok {
			t.Errorf("%s is no node of the graph", n.Key)
		}
		check(n.Key, n.Props, want)
	}
	edges := map[graph.EdgeKey]graph.Props{}
	for _, e := range b.Edges {
		e.From.ID, e.To.ID, e.ID, e.Source = text(e.From.ID), text(e.To.ID), text(e.ID), text(e.Source)
		edges[e.EdgeKey] = e.Props
	}
	for _, e := range got.Edges {
		want, ok := edges[e.EdgeKey]
		if !ok {
			t.Errorf("%s is no edge of the graph", e.EdgeKey)
		}
		check(e.EdgeKey, e.Props, want)
	}
	if len(got.Nodes) != len(b.Nodes) || len(got.Edges) != len(b.Edges) {
		t.Errorf("%d nodes and %d edges of %d and %d", len(got.Nodes), len(got.Edges), len(b.Nodes), len(b.Edges))
	}
}

// An empty text is not a missing one, which only the quotes tell.
func TestCSVEmptyAndMissing(t *testing.T) {
	s := filled(t, graph.Batch{Nodes: []graph.Node{{Key: graph.Key{Kind: storetest.Thing, ID: `a"b`}, Props: graph.P("s", "", "l", []string{"x", "y"})}}}, 1)
	files := buffers{}
	if _, err := WriteCSV(t.Context(), s, files.create, options()); err != nil {
		t.Fatal(err)
	}
	want := "id:ID(Thing),:LABEL,b:boolean,d:string,e:string,f:double,i:long,l:string[],s:string,t:string\n" + `"a""b",Thing,,,,,,"x;y","",` + "\n"
	if got := files["nodes-Thing.csv"].String(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	for _, line := range strings.Split(strings.TrimSpace(files[SumsFile].String()), "\n") {
		sum, name, _ := strings.Cut(line, "  ")
		if fmt.Sprintf("%x", sha256.Sum256(files[name].Bytes())) != sum {
			t.Errorf("the sum of %s is wrong", name)
		}
	}
}

func TestCSVWithoutDelimiterLeft(t *testing.T) {
	s := filled(t, graph.Batch{Nodes: []graph.Node{{Key: graph.Key{Kind: storetest.Thing, ID: "a"}, Props: graph.P("l", []string{";|\x1f", "\x1e\x1d\x1c"})}}}, 1)
	if _, err := WriteCSV(t.Context(), s, buffers{}.create, options()); !errors.Is(err, graph.ErrInvalid) {
		t.Error(err)
	}
}

type graphmlFile struct {
	Keys []struct {
		ID   string `xml:"id,attr"`
		For  string `xml:"for,attr"`
		Name string `xml:"attr.name,attr"`
		Type string `xml:"attr.type,attr"`
	} `xml:"key"`
	Graph struct {
		Nodes []graphmlElement `xml:"node"`
		Edges []graphmlElement `xml:"edge"`
	} `xml:"graph"`
}

type graphmlElement struct {
	ID     string `xml:"id,attr"`
	Source string `xml:"source,attr"`
	Target string `xml:"target,attr"`
	Data   []struct {
		Key  string `xml:"key,attr"`
		Text string `xml:",chardata"`
	} `xml:"data"`
}

func TestGraphML(t *testing.T) {
	b := fixture()
	s := filled(t, b, 1)
	var out bytes.Buffer
	m, err := WriteGraphML(t.Context(), s, &out, options())
	if err != nil {
		t.Fatal(err)
	}
	if fmt.Sprintf("%x", sha256.Sum256(out.Bytes())) != m.SHA256 {
		t.Error("the checksum is not that of the document")
	}
	var doc graphmlFile
	if err := xml.Unmarshal(out.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	names := map[string]string{}
	for _, k := range doc.Keys {
		if names[k.ID] != "" {
			t.Errorf("the key %s stands twice", k.ID)
		}
		names[k.ID] = k.Name
	}
	if len(doc.Graph.Nodes) != len(b.Nodes) || len(doc.Graph.Edges) != len(b.Edges) {
		t.Fatalf("%d nodes, %d edges", len(doc.Graph.Nodes), len(doc.Graph.Edges))
	}
	clean := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r < ' ' && r != '\n' && r != '\t' && r != '\r' || r == 0xffff || r == 0xfffe {
				return 0xfffd
			}
			return r
		}, s)
	}
	want := map[string]int{}
	for _, n := range b.Nodes {
		want[clean(string(n.Kind)+" "+n.ID+" "+n.Props.String("s"))]++
	}
	ids := map[string]bool{}
	for _, n := range doc.Graph.Nodes {
		ids[n.ID] = true
		has := map[string]string{}
		for _, d := range n.Data {
			if names[d.Key] == "" {
				t.Errorf("the key %s is not declared", d.Key)
			}
			has[names[d.Key]] = d.Text
		}
		want[has["label"]+" "+has["id"]+" "+has["s"]]--
	}
	for what, n := range want {
		if n != 0 {
			t.Errorf("%.100q: %+d", what, n)
		}
	}
	for _, e := range doc.Graph.Edges {
		if !ids[e.Source] || !ids[e.Target] {
			t.Errorf("the edge %s leads nowhere", e.ID)
		}
	}
}

// Embedded → Neo4j → embedded, byte for byte.
func TestThroughNeo4j(t *testing.T) {
	srv := neo4jtest.Start(t)
	b := fixture()
	first, _ := export(t, filled(t, b, 1), options())
	n, err := neo4jstore.Open(t.Context(), srv.URI, storetest.Schema(), neo4jstore.Options{User: srv.User, Password: srv.Password})
	if err != nil {
		t.Fatal(err)
	}
	defer n.Close()
	// A cut file leaves it empty, a restore that breaks off can be repeated.
	if _, _, err := Read(t.Context(), bytes.NewReader(first[:len(first)-1]), n, options()); !errors.Is(err, ErrFile) {
		t.Errorf("a cut file: %v", err)
	}
	wantEmpty(t, n)
	if _, _, err := Read(t.Context(), bytes.NewReader(first), &failing{n, 5}, options()); !errors.Is(err, errBroken) {
		t.Fatal(err)
	}
	if _, c, err := Read(t.Context(), bytes.NewReader(first), n, options()); err != nil || c.Unchanged == 0 || c.Updated > 0 {
		t.Fatalf("%+v, %v", c, err)
	}
	second, _ := export(t, n, options())
	if !bytes.Equal(first, second) {
		t.Fatal("the graph in Neo4j is exported as other bytes")
	}
	s := sqlite(t, storetest.Schema())
	if _, _, err := Read(t.Context(), bytes.NewReader(second), s, options()); err != nil {
		t.Fatal(err)
	}
	if third, _ := export(t, s, options()); !bytes.Equal(first, third) {
		t.Error("embedded, Neo4j, embedded gave other bytes")
	}
}

// The words an export has for types stand in Neo4j's header for the program's
// own graph too.
func TestVocabularyFits(t *testing.T) {
	s := sqlite(t, vocab.Schema())
	if _, err := s.Upsert(t.Context(), graph.Batch{Nodes: []graph.Node{
		{Key: vocab.Key(vocab.Country, "RUS"), Props: graph.P("name", "Russia")},
		{Key: vocab.Key(vocab.RollCall, "A/RES/1(I)"), Props: graph.P("yes", 40, "date", graph.Day(1946, 1, 24))},
	}, Edges: []graph.Edge{{EdgeKey: graph.EdgeKey{Kind: vocab.Voted, From: vocab.Key(vocab.Country, "RUS"), To: vocab.Key(vocab.RollCall, "A/RES/1(I)"), Source: "undl-ga"}, Props: graph.P("choice", "yes")}}}); err != nil {
		t.Fatal(err)
	}
	data, _ := export(t, s, Options{})
	want := `{"entente":"graph","version":1,"createdBy":"entente","nodes":{"Country":1,"RollCall":1},"edges":{"VOTED":1}}
{"node":"Country","id":"country/RUS","props":{"name":"Russia"}}
{"node":"RollCall","id":"rollcall/A/RES/1(I)","props":{"date":{"date":"1946-01-24"},"yes":40}}
{"edge":"VOTED","from":["Country","country/RUS"],"to":["RollCall","rollcall/A/RES/1(I)"],"id":"","source":"undl-ga","props":{"choice":"yes"}}
`
	if got := string(data); !strings.HasPrefix(got, want) {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if _, err := Check(t.Context(), bytes.NewReader(data), Options{}); err != nil {
		t.Error(err)
	}
}

func FuzzRead(f *testing.F) {
	const a, b = `{"node":"Thing","id":"a","props":{"d":{"date":"1977"},"f":1.5,"i":-3,"l":["x",""],"s":"\u0001\"\\"}}`, `{"node":"Thing","id":"b","props":{"b":true}}`
	const e = `{"edge":"LINKS","from":["Thing","a"],"to":["Thing","b"],"id":"","source":"x","props":{"t":"\n"}}`
	f.Add([]byte(a), []byte(e))
	f.Add([]byte(`{"node":"Thing","id":"\`), []byte(`{"edge":"LINKS","from":[`))
	f.Add([]byte(`{"node":"Thing","id":"a","props":{"f":1e`), []byte(`{"edge":"LINKS","from":["Thing","a"],"to":["Thing","b"],"id":"","source":"x","props":{"l":["`))
	f.Fuzz(func(t *testing.T, node, edge []byte) {
		for _, file := range []string{string(node), forge(`{"Thing":2}`, `{"LINKS":1}`, string(node), b, string(edge)), forge(`{"Thing":1}`, `{}`, string(node))} {
			w, m, err := load(t.Context(), strings.NewReader(file), storetest.Schema())
			if err != nil {
				if !errors.Is(err, ErrFile) && !errors.Is(err, ErrVersion) {
					t.Fatalf("%v", err)
				}
				continue
			}
			// What is taken is what an export of it would be.
			if err := w.sortEdges(byFrom); err != nil {
				t.Fatal(err)
			}
			line := appendHeader(nil, w.manifest())
			for i := range w.nodes {
				line = appendNode(line, &w.nodes[i])
			}
			for i := range w.edges {
				line = appendEdge(line, w.key(&w.edges[i]), w.text(w.edges[i].props))
			}
			if line = appendTrailer(line, m); string(line) != file {
				t.Fatalf("taken as %q, was %q", line, file)
			}
		}
	})
}

// votes are a graph of n countries that each voted on m roll calls.
func votes(t testing.TB, n, m int) graph.Store {
	t.Helper()
	s := sqlite(t, vocab.Schema())
	var b graph.Batch
	for i := range n {
		b.Nodes = append(b.Nodes, graph.Node{Key: vocab.Key(vocab.Country, fmt.Sprintf("C%03d", i))})
	}
	for j := range m {
		b.Nodes = append(b.Nodes, graph.Node{Key: vocab.Key(vocab.RollCall, fmt.Sprintf("A/RES/70/%d", j)), Props: graph.P("yes", j)})
		for i := range n {
			b.Edges = append(b.Edges, graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.Voted, From: b.Nodes[i].Key, To: b.Nodes[n+j].Key, Source: "undl-ga"},
				Props: graph.P("choice", vocab.Choices[(i+j)%4], "ref", fmt.Sprint("undl:", j))})
		}
	}
	if _, err := s.Upsert(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	return s
}

func BenchmarkWrite(b *testing.B) {
	s := votes(b, 190, 500)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Write(b.Context(), s, io.Discard, Options{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/95_000, "ns/edge")
}

func BenchmarkCheck(b *testing.B) {
	data, _ := export(b, votes(b, 190, 500), Options{})
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Check(b.Context(), bytes.NewReader(data), Options{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/95_000, "ns/edge")
}
