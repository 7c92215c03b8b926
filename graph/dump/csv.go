package dump

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"entente/graph"
)

// The files of a CSV export that hold no rows.
const (
	// SumsFile lists the SHA-256 of every file, as sha256sum -c takes it.
	SumsFile = "SHA256SUMS"

	// RecipeFile says what the files are and holds the command that loads them.
	RecipeFile = "README.txt"
)

// delimiters are what may stand between the texts of a list, best first. A
// list cannot be escaped in Neo4j's CSV, so the first is taken that stands in
// no text of any list.
var delimiters = []struct {
	char byte
	flag string
}{{';', ";"}, {'|', "|"}, {0x1f, `U+001F`}, {0x1e, `U+001E`}, {0x1d, `U+001D`}, {0x1c, `U+001C`}}

// WriteCSV writes the graph as files that `neo4j-admin database import full`
// takes: nodes-<Kind>.csv, edges-<RELATION>-<From>-<To>.csv (one for each pair
// of kinds, since the header of a file names the kinds), RecipeFile with the
// command and SumsFile. create makes a file and is called for one at a time.
//
// Ids and properties get the names the Neo4j store uses, so that it can go on
// with the database: a node's id is id, :START_ID and :END_ID name that same
// id, an edge's own id is id and its source is source (B83). Dates are text. A
// missing property is an empty field, an empty text is "". Two values cannot be
// said to the importer: an empty list and a list of one empty text come out as
// missing.
func WriteCSV(ctx context.Context, r graph.Reader, create func(name string) (io.WriteCloser, error), o Options) (Manifest, error) {
	w, err := collect(ctx, r, o)
	if err != nil {
		return Manifest{}, err
	}
	m := w.manifest()
	x := &csvExport{ctx: ctx, whole: w, schema: o.schema(), create: create, read: newReader()}
	if err := x.pickDelimiter(); err != nil {
		return m, err
	}
	for _, kind := range slices.Sorted(maps.Keys(m.Nodes)) {
		if err := x.nodeFile(kind); err != nil {
			return m, err
		}
	}
	for start := 0; start < len(w.edges); {
		end := start + 1
		for end < len(w.edges) && w.edges[end].kind == w.edges[start].kind {
			end++
		}
		if err := x.edgeFiles(w.edges[start:end]); err != nil {
			return m, err
		}
		start = end
	}
	err = x.file(RecipeFile, func(f *csvFile) error { f.b = append(f.b, x.recipe(m)...); return nil })
	if err != nil {
		return m, err
	}
	sums := x.sums.String()
	err = x.file(SumsFile, func(f *csvFile) error { f.b = append(f.b, sums...); return nil })
	all := sha256.Sum256([]byte(sums))
	m.SHA256 = hex.EncodeToString(all[:])
	return m, err
}

type csvExport struct {
	ctx    context.Context
	whole  *whole
	schema *graph.Schema
	create func(string) (io.WriteCloser, error)
	read   *reader

	delimiter byte
	flag      string
	nodes     []string // names of files
	edges     []string
	sums      strings.Builder
}

// csvFile is a file being written; b is the row.
type csvFile struct {
	b   []byte
	out *bufio.Writer
	sum hash.Hash
}

func (f *csvFile) row() error {
	f.b = append(f.b, '\n')
	return f.flush()
}

func (f *csvFile) flush() error {
	f.sum.Write(f.b)
	_, err := f.out.Write(f.b)
	f.b = f.b[:0]
	return err
}

func (x *csvExport) file(name string, fill func(*csvFile) error) error {
	c, err := x.create(name)
	if err != nil {
		return fmt.Errorf("make the file %s: %w", name, err)
	}
	f := &csvFile{out: bufio.NewWriterSize(c, 1<<18), sum: sha256.New()}
	err = fill(f)
	if err == nil {
		err = f.flush()
	}
	if err == nil {
		err = f.out.Flush()
	}
	if e := c.Close(); err == nil {
		err = e
	}
	if err != nil {
		return fmt.Errorf("write the file %s: %w", name, err)
	}
	fmt.Fprintf(&x.sums, "%s  %s\n", hex.EncodeToString(f.sum.Sum(nil)), name)
	return nil
}

func (x *csvExport) nodeFile(kind graph.Kind) error {
	name := "nodes-" + string(kind) + ".csv"
	x.nodes = append(x.nodes, name)
	types := x.schema.Kinds[kind]
	names := slices.Sorted(maps.Keys(types))
	return x.file(name, func(f *csvFile) error {
		f.b = append(f.b, "id:ID("+string(kind)+"),:LABEL"...)
		f.columns(names, types)
		if err := f.row(); err != nil {
			return err
		}
		for i := range x.whole.nodes {
			n := &x.whole.nodes[i]
			if n.Kind != kind {
				continue
			}
			f.b = appendQuoted(f.b, n.ID)
			f.b = append(f.b, ',')
			f.b = append(f.b, kind...)
			x.values(f, names, n.Props)
			if err := f.row(); err != nil {
				return err
			}
		}
		return x.ctx.Err()
	})
}

// edgeFiles writes the edges of one relation, a file for each pair of kinds.
func (x *csvExport) edgeFiles(edges []edge) error {
	nodes := x.whole.nodes
	ends := map[[2]graph.Kind]bool{}
	for i := range edges {
		ends[[2]graph.Kind{nodes[edges[i].from].Kind, nodes[edges[i].to].Kind}] = true
	}
	pairs := slices.SortedFunc(maps.Keys(ends), func(a, b [2]graph.Kind) int { return slices.Compare(a[:], b[:]) })
	kind := x.whole.kinds.list[edges[0].kind]
	types := x.schema.Relations[graph.Relation(kind)].Props
	names := slices.Sorted(maps.Keys(types))
	for _, p := range pairs {
		name := fmt.Sprintf("edges-%s-%s-%s.csv", kind, p[0], p[1])
		x.edges = append(x.edges, name)
		err := x.file(name, func(f *csvFile) error {
			f.b = fmt.Appendf(f.b, ":START_ID(%s),:END_ID(%s),:TYPE,id:string,source:string", p[0], p[1])
			f.columns(names, types)
			if err := f.row(); err != nil {
				return err
			}
			for i := range edges {
				if i%pause == 0 && x.ctx.Err() != nil {
					return x.ctx.Err()
				}
				if nodes[edges[i].from].Kind != p[0] || nodes[edges[i].to].Kind != p[1] {
					continue
				}
				e, err := x.whole.edge(&edges[i], x.read)
				if err != nil {
					return err
				}
				f.b = appendQuoted(f.b, e.From.ID)
				f.b = append(f.b, ',')
				f.b = appendQuoted(f.b, e.To.ID)
				f.b = append(f.b, ',')
				f.b = append(f.b, kind...)
				f.b = append(f.b, ',')
				if e.ID != "" {
					f.b = appendQuoted(f.b, e.ID)
				}
				f.b = append(f.b, ',')
				f.b = appendQuoted(f.b, e.Source)
				x.values(f, names, e.Props)
				if err := f.row(); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (f *csvFile) columns(names []string, types map[string]graph.ValueType) {
	words := map[graph.ValueType]string{graph.Int: "long", graph.Float: "double", graph.Bool: "boolean", graph.StringList: "string[]"}
	for _, n := range names {
		word := words[types[n]]
		if word == "" {
			word = "string"
		}
		f.b = append(f.b, ","+n+":"+word...)
	}
}

// values writes a field for each name; both lists are sorted.
func (x *csvExport) values(f *csvFile, names []string, ps graph.Props) {
	for _, n := range names {
		f.b = append(f.b, ',')
		if len(ps) == 0 || ps[0].Name != n {
			continue
		}
		switch v := ps[0].Value.(type) {
		case string:
			f.b = appendQuoted(f.b, v)
		case int64:
			f.b = strconv.AppendInt(f.b, v, 10)
		case float64:
			f.b = appendFloat(f.b, v)
		case bool:
			f.b = strconv.AppendBool(f.b, v)
		case graph.Date:
			f.b = appendQuoted(f.b, v.String())
		case []string:
			f.b = appendQuoted(f.b, strings.Join(v, string(x.delimiter)))
		}
		ps = ps[1:]
	}
}

// appendQuoted writes a text in quotes, which tell an empty text from none.
func appendQuoted(b []byte, s string) []byte {
	b = append(b, '"')
	for {
		i := strings.IndexByte(s, '"')
		if i < 0 {
			break
		}
		b = append(b, s[:i]...)
		b = append(b, '"', '"')
		s = s[i+1:]
	}
	b = append(b, s...)
	return append(b, '"')
}

// pickDelimiter finds a character that stands in no list.
func (x *csvExport) pickDelimiter() error {
	used := [256]bool{}
	look := func(ps graph.Props) {
		for _, p := range ps {
			list, _ := p.Value.([]string)
			for _, s := range list {
				for i := range len(s) {
					used[s[i]] = true
				}
			}
		}
	}
	for i := range x.whole.nodes {
		look(x.whole.nodes[i].Props)
	}
	for i := range x.whole.edges {
		e := &x.whole.edges[i]
		if !slices.Contains(slices.Collect(maps.Values(x.schema.Relations[graph.Relation(x.whole.kinds.list[e.kind])].Props)), graph.StringList) {
			continue
		}
		ps, err := x.read.props(x.whole.text(e.props))
		if err != nil {
			return err
		}
		look(ps)
	}
	for _, d := range delimiters {
		if !used[d.char] {
			x.delimiter, x.flag = d.char, d.flag
			return nil
		}
	}
	return fmt.Errorf("%w: the lists of the graph use every character that could stand between their texts in CSV; export as ndjson", graph.ErrInvalid)
}

// recipe is the text of RecipeFile.
func (x *csvExport) recipe(m Manifest) string {
	nodes, edges := m.Totals()
	var b strings.Builder
	fmt.Fprintf(&b, `A graph of entente as CSV for Neo4j's importer: %d nodes, %d edges.

nodes-<Kind>.csv has one row for each node. Its id is the column id.
edges-<RELATION>-<From>-<To>.csv has one row for each edge. :START_ID and :END_ID
are ids of nodes, the same as in the column id of nodes-<From>.csv and
nodes-<To>.csv. The column id of an edge tells apart several edges between two
nodes and is mostly empty; source says who reported the edge. An empty field is a
property that is not there; "" is an empty text. Dates are text: 1977, 1977-12
or 1977-12-24.

To see whether a file was changed:

    sha256sum -c %s

To load everything into the database neo4j, which must not be running, from
inside this folder, which must be writable for the importer's report (what the
database held is lost):

    neo4j-admin database import full neo4j --overwrite-destination \
        --id-type=string --multiline-fields=true --array-delimiter='%s'`, nodes, edges, SumsFile, x.flag)
	for _, n := range x.nodes {
		fmt.Fprintf(&b, " \\\n        --nodes=%s", n)
	}
	for _, n := range x.edges {
		fmt.Fprintf(&b, " \\\n        --relationships=%s", n)
	}
	b.WriteString("\n\nentente makes its constraints when it first opens the database.\n")
	return b.String()
}
