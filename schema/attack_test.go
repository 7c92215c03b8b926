package schema

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"entente/graph"
	"entente/graph/analysis"
)

func repeat(n int, f func(i int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(f(i))
	}
	return b.String()
}

func nested(n int) string {
	return `{ country(name: "Russia") ` + strings.Repeat("{ predecessors ", n) + "{ id }" + strings.Repeat(" }", n) + " }"
}

// The documents that end or stall a server with the bare library, and how each
// is refused. None reaches the records.
func TestAttacks(t *testing.T) {
	bomb := "{ ...F0 }" + repeat(18, func(i int) string { return fmt.Sprintf(" fragment F%d on Query { ...F%d ...F%d }", i, i+1, i+1) }) + " fragment F18 on Query { __typename }"
	aliasBomb := `{ country(name: "Russia") { ...F0 } }` + repeat(9, func(i int) string {
		return fmt.Sprintf(" fragment F%d on Country { a: predecessors { ...F%d } b: successors { ...F%d } c: predecessors { ...F%d } }", i, i+1, i+1, i+1)
	}) + " fragment F9 on Country { id }"
	for _, c := range []struct {
		name, query string
		vars        map[string]any
		code        string // "" where it may be answered
		limit       string
	}{
		{"fragment cycle of 58 bytes", `{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }`, nil, BadRequest, ""},
		{"fragment cycle on itself", `{ ...A } fragment A on Query { ...A }`, nil, BadRequest, ""},
		{"unused fragment cycle", `{ __typename } fragment A on Query { ...B } fragment B on Query { ...A }`, nil, BadRequest, ""},
		{"inline fragment cycle", `{ ...A } fragment A on Query { ... on Query { ...A } }`, nil, BadRequest, ""},
		{"a million braces", strings.Repeat("{", 1_000_000), nil, TooComplex, "max-body"},
		{"braces within the body", strings.Repeat("{", 60_000), nil, TooComplex, "max-nesting"},
		{"brackets within the body", "{ a(b: " + strings.Repeat("[", 60_000), nil, TooComplex, "max-nesting"},
		{"brackets in a type", "query($a: " + strings.Repeat("[", 1000) + "Int", nil, TooComplex, "max-nesting"},
		{"objects in an argument", "{ a(b: " + strings.Repeat("{a:", 1000), nil, TooComplex, "max-nesting"},
		{"nested 40 deep (B77)", nested(40), nil, TooComplex, "max-nesting"},
		{"nested 20 deep", nested(20), nil, TooComplex, "max-depth"},
		{"deep through fragments", `{ country(name: "Russia") { ...F0 } }` + repeat(12, func(i int) string { return fmt.Sprintf(" fragment F%d on Country { predecessors { ...F%d } }", i, i+1) }) + " fragment F12 on Country { id }", nil, TooComplex, "max-depth"},
		{"500 aliases (B77)", "{ " + repeat(500, func(i int) string { return fmt.Sprintf("a%d: __typename ", i) }) + "}", nil, TooComplex, "max-aliases"},
		{"600 fields", "{ " + strings.Repeat("__typename ", 600) + "}", nil, TooComplex, "max-selections"},
		{"6,000 unknown fields", "{ " + repeat(6000, func(i int) string { return fmt.Sprintf("x%d ", i) }) + "}", nil, TooComplex, "max-selections"},
		{"6,000 directives", "{ __typename " + strings.Repeat("@x ", 6000) + "}", nil, TooComplex, "max-directives"},
		{"unknown fields", "{ " + repeat(400, func(i int) string { return fmt.Sprintf("x%d ", i) }) + "}", nil, BadRequest, ""},
		{"a list of 10,000 in the text", `{ alignments(among: [` + strings.Repeat(`"Russia" `, 10_000) + `]) { n } }`, nil, TooComplex, "max-body"},
		{"a list of 5,000 in the text", `{ alignments(among: [` + strings.Repeat(`"a" `, 5_000) + `]) { n } }`, nil, TooComplex, "max-tokens"},
		{"a list of 251 in the text", `{ alignments(among: [` + strings.Repeat(`"a" `, 251) + `]) { n } }`, nil, TooComplex, "max-list"},
		{"a list of 251 in a filter", `{ rollCalls(where: {topics: [` + strings.Repeat(`"a" `, 251) + `]}) { totalCount } }`, nil, TooComplex, "max-list"},
		{"a list of 251 in a variable", `query($a: [String!]!) { alignments(among: $a) { n } }`, map[string]any{"a": slices.Repeat([]any{"a"}, 251)}, TooComplex, "max-list"},
		{"501 rows", `{ rollCalls(first: 501) { totalCount } }`, nil, TooComplex, "max-first"},
		{"501 rows in a variable", `query($n: Int) { rollCalls(first: $n) { totalCount } }`, map[string]any{"n": 501}, TooComplex, "max-first"},
		{"501 rows as a default", `query($n: Int = 501) { rollCalls(first: $n) { totalCount } }`, nil, TooComplex, "max-first"},
		{"rows times votes times names", `{ rollCalls(first: 500) { nodes { votes { country { names { text } } } } } }`, nil, TooComplex, "max-cost"},
		{"pages within a row", `{ alignment(between: ["Russia", "China"]) { splits(first: 500) { nodes { rollCall { votes { country { id name } choice } } } } } }`, nil, TooComplex, "max-cost"},
		{"costs that wrap round", aliasBomb, nil, TooComplex, "max-cost"},
		{"fragment bomb", bomb, nil, "", ""},
		{"circular introspection", `{ __schema { types { fields { type { fields { type { fields { type { name } } } } } } } } }`, nil, TooComplex, "max-introspection-depth"},
		{"deep introspection", `{ __schema { types { ` + strings.Repeat("ofType { ", 14) + "name" + strings.Repeat(" }", 17), nil, TooComplex, "max-introspection-depth"},
		{"not UTF-8", "{ a\xff }", nil, BadRequest, ""},
		{"NUL", "{ a\x00 }", nil, BadRequest, ""},
		{"unfinished block string", `{ a(b: """`, nil, BadRequest, ""},
	} {
		q := &fake{calls: map[string]int{}}
		x := newExecutor(t, q, Limits{})
		q.calls = map[string]int{}
		start := time.Now()
		r := x.Execute(context.Background(), Request{Query: c.query, Variables: c.vars})
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%s took %s", c.name, took)
		}
		if !json.Valid(r.Body) || len(r.Errors) > 5 {
			t.Errorf("%s: %d errors, %.200s", c.name, len(r.Errors), r.Body)
		}
		if c.code == "" {
			continue
		}
		if r.Executed || len(r.Errors) == 0 || r.Errors[0].Code != c.code || r.Errors[0].Limit != c.limit {
			t.Errorf("%s: executed %t, %.300s", c.name, r.Executed, r.Body)
		}
		if c.limit != "" && (r.Errors[0].Value <= r.Errors[0].Max || r.Errors[0].Max == 0) {
			t.Errorf("%s: the limit is not told: %+v", c.name, r.Errors[0])
		}
		if len(q.calls) > 0 {
			t.Errorf("%s reached the records: %v", c.name, q.calls)
		}
	}
}

// What people do ask must pass.
func TestGenerous(t *testing.T) {
	thirty := "{ " + repeat(90, func(i int) string { return fmt.Sprintf(`a%d: alignment(between: ["Russia", "China"]) { n } `, i) }) + "}"
	for _, c := range []string{thirty, IntrospectionQuery, nested(9),
		`{ rollCalls(first: 150) { nodes { symbol votes { choice country { id } } } } }`,
		`{ alignments(among: [` + strings.Repeat(`"Russia" `, 200) + `]) { values n } }`,
		`{ alignment(between: ["Russia", "China"]) { series(by: YEAR) { label identical { value low high n } } splits(first: 500) { nodes { rollCall { symbol date title } aChoice bChoice } } } }`,
	} {
		if r := execute(t, &fake{}, c, nil); len(r.Errors) > 0 {
			t.Errorf("%.80s: %v", c, r.Errors)
		}
	}
}

func TestSuggestions(t *testing.T) {
	q := `{ contry { id } }`
	if r := execute(t, &fake{}, q, nil); !strings.Contains(r.Errors[0].Message, "Did you mean") {
		t.Errorf("%v", r.Errors)
	}
	x, err := New(&fake{}, Options{Logger: quiet, HideSuggestions: true})
	if err != nil {
		t.Fatal(err)
	}
	if r := x.Execute(context.Background(), Request{Query: q}); strings.Contains(string(r.Body), "Did you mean") {
		t.Errorf("%s", r.Body)
	}
}

func FuzzExecute(f *testing.F) {
	for _, s := range []string{pairQuery, IntrospectionQuery, `{ country(name: "Russia", at: "2017") { id } }`, `{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }`,
		`query($a: [VoteFilter!] = [{body: [SECURITY_COUNCIL]}]) { __typename @skip(if: true) }`, "{ a(b: \"\"\"x\\\"\"\"\"\"\") }", "{ a # x\r\n }", `{ closest(to: "x", first: 1e3) { rank } }`} {
		f.Add(s, `{"between":["Russia","China"],"a":null}`)
	}
	x := newExecutor(f, &fake{country: func(context.Context, string, graph.Date) (*analysis.Country, error) { return nil, graph.ErrNotFound }}, Limits{Timeout: time.Second})
	f.Fuzz(func(t *testing.T, query, vars string) {
		var v map[string]any
		if json.Unmarshal([]byte(vars), &v) != nil {
			v = nil
		}
		r := x.Execute(context.Background(), Request{Query: query, Variables: v})
		if !json.Valid(r.Body) {
			t.Errorf("no JSON: %q", r.Body)
		}
		if slices.Contains(codes(r), Internal) {
			t.Errorf("internal error for %q: %+v", query, r.Errors)
		}
	})
}
