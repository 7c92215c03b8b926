// Package cookbook reads the Cypher queries of docs/cypher and makes the pages
// that list them. Its tests run each on a real Neo4j and compare the answer
// with GraphQL's, so that the two cannot tell a user different things.
package cookbook

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Param is a parameter of a query, with the value it is shown with.
type Param struct {
	Name  string
	Value any // string, int64 or []string
	JSON  string
	Doc   string
}

// Query is one file: a question, what to know about the answer, parameters and
// the Cypher.
type Query struct {
	File    string // "01-agreement-assembly.cypher"
	Name    string // "agreement-assembly"
	Number  int
	Title   string // the question
	About   string // one paragraph
	Params  []Param
	Against string // what the answer is compared with
	Cypher  string // without the header
}

// Defaults gives the parameters as a driver takes them.
func (q *Query) Defaults() map[string]any {
	m := map[string]any{}
	for _, p := range q.Params {
		m[p.Name] = p.Value
	}
	return m
}

var (
	fileName  = regexp.MustCompile(`^(\d\d)-([a-z0-9-]+)\.cypher$`)
	titleLine = regexp.MustCompile(`^// (\d\d)\. (.+)$`)
	paramLine = regexp.MustCompile(`^// \$([a-zA-Z]+) = (.+?) +// (.+)$`)
	used      = regexp.MustCompile(`\$([a-zA-Z]+)`)
)

const (
	against = "// Checked against: "
	all     = "all.cypher"
)

// Read reads all queries of a folder in their order. A file that does not keep
// to the form is an error that names it: a title with the file's number, a
// paragraph, the parameters, what it is checked against, an empty line, the
// query; parameters named in the header and in the query are the same.
func Read(dir fs.FS) ([]Query, error) {
	files, err := fs.Glob(dir, "*.cypher")
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	var out []Query
	for _, f := range files {
		if f == all {
			continue
		}
		text, err := fs.ReadFile(dir, f)
		if err != nil {
			return nil, err
		}
		q, err := parse(f, string(text))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f, err)
		}
		if q.Number != len(out)+1 {
			return nil, fmt.Errorf("%s: number %02d is expected here", f, len(out)+1)
		}
		out = append(out, q)
	}
	return out, nil
}

func parse(file, text string) (Query, error) {
	m := fileName.FindStringSubmatch(file)
	if m == nil {
		return Query{}, fmt.Errorf("the name is not of the form 01-name.cypher")
	}
	q := Query{File: file, Name: m[2]}
	q.Number, _ = strconv.Atoi(m[1]) // two digits
	head, body, ok := strings.Cut(text, "\n\n")
	if !ok || strings.Contains(body, "\n\n") || !strings.HasSuffix(body, "\n") {
		return q, fmt.Errorf("one empty line must part the header from the query, which ends with its last line")
	}
	q.Cypher = strings.TrimSuffix(body, "\n")

	lines := strings.Split(head, "\n")
	t := titleLine.FindStringSubmatch(lines[0])
	if t == nil || t[1] != m[1] {
		return q, fmt.Errorf("the first line must be the number and the question")
	}
	q.Title = t[2]
	for _, l := range lines[1:] {
		switch p := paramLine.FindStringSubmatch(l); {
		case p != nil:
			v, err := value(p[2])
			if err != nil {
				return q, fmt.Errorf("the parameter %s: %w", p[1], err)
			}
			q.Params = append(q.Params, Param{p[1], v, p[2], p[3]})
		case strings.HasPrefix(l, against):
			q.Against = strings.TrimPrefix(l, against)
		case l == "//":
		case strings.HasPrefix(l, "// "):
			q.About = strings.TrimSpace(q.About + " " + l[3:])
		default:
			return q, fmt.Errorf("the header has a line that is no comment: %q", l)
		}
	}
	if q.About == "" || q.Against == "" {
		return q, fmt.Errorf("the header lacks a paragraph or what the query is checked against")
	}

	have, want := map[string]bool{}, map[string]bool{}
	for _, p := range q.Params {
		have[p.Name] = true
	}
	for _, u := range used.FindAllStringSubmatch(q.Cypher, -1) {
		want[u[1]] = true
	}
	if !maps.Equal(have, want) {
		return q, fmt.Errorf("the header has the parameters %v and the query %v", slices.Sorted(maps.Keys(have)), slices.Sorted(maps.Keys(want)))
	}
	return q, nil
}

// value reads a text, a whole number or a list of texts in JSON, which Cypher
// writes the same way.
func value(text string) (any, error) {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	switch v := v.(type) {
	case string:
		return v, nil
	case json.Number:
		return v.Int64()
	case []any:
		out := make([]string, len(v))
		for i, x := range v {
			s, ok := x.(string)
			if !ok {
				return nil, fmt.Errorf("a list holds texts only")
			}
			out[i] = s
		}
		return out, nil
	}
	return nil, fmt.Errorf("%s is no text, whole number or list of texts", text)
}

// The index stands between these lines of docs/cypher.md.
const (
	indexBegin = "<!-- The list is made by the test of internal/cookbook from the files; run it with -update. -->\n"
	indexEnd   = "<!-- end of the list -->\n"
)

// Index puts the list of queries into a page, in the place of the one there.
func Index(page []byte, qs []Query) ([]byte, error) {
	before, rest, ok := bytes.Cut(page, []byte(indexBegin))
	_, after, ok2 := bytes.Cut(rest, []byte(indexEnd))
	if !ok || !ok2 {
		return nil, fmt.Errorf("the page has no place for the list of queries")
	}
	var b bytes.Buffer
	b.Write(before)
	b.WriteString(indexBegin + "\n| | question | checked against |\n|---|---|---|\n")
	for _, q := range qs {
		fmt.Fprintf(&b, "| %02d | [%s](%s) | %s |\n", q.Number, q.Title, path.Join("cypher", q.File), q.Against)
	}
	b.WriteString("\n" + indexEnd)
	b.Write(after)
	return b.Bytes(), nil
}

// All makes the file with all queries, each with its parameters set, which
// cypher-shell and Neo4j Browser read as it is.
func All(qs []Query) []byte {
	var b bytes.Buffer
	b.WriteString("// All queries of the cookbook (docs/cypher.md) with their parameters set.\n// Made by the test of internal/cookbook from the single files; run it with -update.\n")
	for _, q := range qs {
		fmt.Fprintf(&b, "\n// %02d. %s\n", q.Number, q.Title)
		for _, p := range q.Params {
			fmt.Fprintf(&b, ":param %s => %s\n", p.Name, p.JSON)
		}
		b.WriteString(q.Cypher + ";\n")
	}
	return b.Bytes()
}
