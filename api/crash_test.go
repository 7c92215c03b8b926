package api

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"entente/schema"
)

func checkJSON(t *testing.T, what string, r *http.Response) {
	t.Helper()
	defer r.Body.Close()
	text, err := io.ReadAll(r.Body)
	if err != nil || !json.Valid(text) {
		t.Errorf("%.80s: %v, %.200q", what, err, text)
	}
}

func rep(n int, f func(i int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(f(i))
	}
	return b.String()
}

// hostile is documents and bodies that end, stall or swell a server that does
// not look first. Those that begin with "{" or "[" in body are sent as they are.
func hostile() []struct{ name, query, vars, body string } {
	tree := func(depth int) string {
		var node func(d int) string
		node = func(d int) string {
			if d == 0 {
				return "{ id name }"
			}
			return "{ p: predecessors " + node(d-1) + " p: predecessors " + node(d-1) + " }"
		}
		return `{ country(name: "Russia") ` + node(depth) + " }"
	}
	spreads := func(n, width int) string {
		return "{ country(name: \"Russia\") { ...F0 } } " + rep(n, func(i int) string {
			return fmt.Sprintf("fragment F%d on Country { %s } ", i, rep(width, func(j int) string { return fmt.Sprintf("...F%d ", i+1) }))
		}) + fmt.Sprintf("fragment F%d on Country { id }", n)
	}
	q := func(name, query string) struct{ name, query, vars, body string } {
		return struct{ name, query, vars, body string }{name: name, query: query}
	}
	v := func(name, query, vars string) struct{ name, query, vars, body string } {
		return struct{ name, query, vars, body string }{name: name, query: query, vars: vars}
	}
	b := func(name, body string) struct{ name, query, vars, body string } {
		return struct{ name, query, vars, body string }{name: name, body: body}
	}
	const named = `query($n: String!) { country(name: $n) { id } }`
	const paged = `query($n: Int) { countries(first: $n) { totalCount } }`
	const dated = `query($d: Date) { country(name: "Russia", at: $d) { id } }`
	const many = `query($a: [String!]!) { alignments(among: $a) { n } }`
	const filtered = `query($w: VoteFilter) { rollCalls(where: $w) { totalCount } }`
	return []struct{ name, query, vars, body string }{
		// Cycles of fragments.
		q("fragment cycle of 58 bytes", `{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }`),
		q("fragment cycle on itself", `{ ...A } fragment A on Query { ...A }`),
		q("fragment cycle of 100", "{ ...F0 } "+rep(100, func(i int) string { return fmt.Sprintf("fragment F%d on Query { ...F%d } ", i, (i+1)%100) })),
		q("unused fragment cycle", `{ __typename } fragment A on Query { ...B } fragment B on Query { ...A }`),
		q("fragment cycle in an inline fragment", `{ ...A } fragment A on Query { ... on Query { ... { ...A } } }`),
		q("fragment cycle with fields", `{ ...A } fragment A on Query { country(name: "x") { ...B } } fragment B on Country { predecessors { ...B } }`),
		q("fragment named twice", `{ ...A } fragment A on Query { ...B } fragment A on Query { __typename } fragment B on Query { ...A }`),
		q("fragment on nothing", `{ ...A } fragment A on Nothing { ...A }`),
		q("spread of nothing", `{ ...A }`),
		// Nesting.
		q("braces", strings.Repeat("{", 60_000)), q("brackets", "{ a(b: "+strings.Repeat("[", 60_000)),
		q("parentheses", strings.Repeat("(", 60_000)), q("closing braces", strings.Repeat("}", 60_000)),
		q("objects", "{ a(b: "+strings.Repeat("{a:", 15_000)), q("lists and objects", "{ a(b: "+strings.Repeat("[{a:", 12_000)),
		q("type brackets", "query($a: "+strings.Repeat("[", 30_000)+"Int"), q("inline fragments", strings.Repeat("{ ... ", 10_000)),
		q("balanced braces", "{ a "+strings.Repeat("{ a ", 39)+strings.Repeat("} ", 40)), q("inline fragments within nesting", strings.Repeat("{ ... ", 38)+"{ __typename }"+strings.Repeat("}", 38)),
		q("deep", `{ country(name: "Russia") `+strings.Repeat("{ predecessors ", 30)+"{ id }"+strings.Repeat(" }", 31)),
		q("brackets in a string", `{ country(name: "`+strings.Repeat("{", 50_000)+`") { id } }`),
		q("brackets in a comment", "# "+strings.Repeat("{", 50_000)+"\n{ __typename }"),
		q("brackets after a comment ended by a return", "# x\r"+strings.Repeat("{", 50_000)),
		q("brackets in a block string", `{ country(name: """`+strings.Repeat("[", 50_000)+`""") { id } }`),
		// Wide.
		q("fields", "{ "+strings.Repeat("__typename ", 5000)+"}"), q("unknown fields", "{ "+rep(480, func(i int) string { return fmt.Sprintf("x%d ", i) })+"}"),
		q("aliases", "{ "+rep(5000, func(i int) string { return fmt.Sprintf("a%d:id ", i) })+"}"),
		q("aliases within the limit", "{ "+rep(100, func(i int) string {
			return fmt.Sprintf("a%d:country(name:\"Russia\"){names{text}} ", i)
		})+"}"),
		q("the same field with other arguments", "{ "+rep(230, func(i int) string { return fmt.Sprintf("country(name:\"x%d\"){id} ", i) })+"}"),
		q("150 of the same field with other arguments", "{ "+rep(150, func(i int) string { return fmt.Sprintf("country(name:\"x%d\"){id} ", i) })+"}"),
		q("200 of the same field with other arguments", "{ "+rep(200, func(i int) string { return fmt.Sprintf("country(name:\"x%d\") ", i) })+"}"),
		q("fragments that disagree", "{ "+rep(140, func(i int) string { return fmt.Sprintf("...F%d ", i) })+"} "+rep(140, func(i int) string { return fmt.Sprintf("fragment F%d on Query { country(name:\"%d\"){id} } ", i, i) })),
		q("a mistake far to the right", "{ country(name:\"x\") { id } "+strings.Repeat(" ", 60_000)+"!}"), q("an end far to the right", "{ country(name:\"x\") { id } "+strings.Repeat(" ", 60_000)),
		q("texts without a break", `{ alignments(among: [`+strings.Repeat(`"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"`, 1800)+`!`), q("a mistake behind a long text", `{ country(name: "`+strings.Repeat("x ", 30_000)+`") ! }`),
		q("unknown arguments", "{ country("+rep(480, func(i int) string { return fmt.Sprintf("a%d:1 ", i) })+"){id} }"),
		q("unknown types", "query("+rep(380, func(i int) string { return fmt.Sprintf("$a%d:T%d ", i, i) })+") { __typename }"),
		q("variables that nobody defined", "{ "+rep(180, func(i int) string { return fmt.Sprintf("country(name:$a%d){id} ", i) })+"}"),
		q("leaves with fields", "{ country(name:\"x\") { "+strings.Repeat("id { a } ", 240)+"} }"), q("fields without fields", "{ "+strings.Repeat("sources ", 490)+"}"),
		q("wrong values", "{ "+rep(100, func(i int) string { return fmt.Sprintf("a%d:country(name:[{a:{b:%d}}]){id} ", i, i) })+"}"),
		q("tree of the same fields", tree(7)), q("tree of the same fields, deep", tree(9)),
		q("spreads of one fragment", "{ "+strings.Repeat("...A ", 490)+"} fragment A on Query { __typename }"),
		q("fragment bomb, two wide", spreads(60, 2)), q("fragment bomb, seven wide", spreads(60, 7)), q("fragment bomb, long", spreads(150, 1)),
		q("fragments never used", "{ __typename } "+rep(150, func(i int) string { return fmt.Sprintf("fragment F%d on Query { __typename } ", i) })),
		q("operations", rep(300, func(i int) string { return fmt.Sprintf("query Q%d { __typename } ", i) })),
		q("operations of one name", strings.Repeat("query Q { __typename } ", 300)),
		q("variables defined", "query("+rep(380, func(i int) string { return fmt.Sprintf("$a%d:Int ", i) })+") { __typename }"),
		q("variables of one name", "query("+strings.Repeat("$a:Int ", 380)+") { __typename }"),
		q("arguments of one name", `{ country(`+strings.Repeat(`name:"x" `, 600)+`) { id } }`),
		q("fields of an input", `{ rollCalls(where: {`+strings.Repeat(`text:"x" `, 600)+`}) { totalCount } }`),
		q("list in a literal", `{ alignments(among: [`+strings.Repeat(`"a" `, 1900)+`]) { n } }`),
		// Directives.
		q("directives", "{ __typename "+strings.Repeat("@x ", 6000)+"}"), q("directives within the limit", "{ __typename "+strings.Repeat("@skip(if:false) ", 50)+"}"),
		q("unknown directives", "{ __typename "+rep(50, func(i int) string { return fmt.Sprintf("@d%d ", i) })+"}"),
		q("directives on everything", "query @include(if:true) { ...A @skip(if:false) ... @include(if:true) { __typename @deprecated } } fragment A on Query @skip(if:true) { __typename }"),
		q("directive with a list", `{ __typename @skip(if:[`+strings.Repeat("true ", 1900)+`]) }`),
		// Texts and numbers.
		q("long name", "{ "+strings.Repeat("a", 60_000)+" }"), q("long string", `{ country(name: "`+strings.Repeat("x", 60_000)+`") { id } }`),
		q("unfinished string", `{ country(name: "`+strings.Repeat("x", 60_000)), q("unfinished block string", `{ country(name: """`+strings.Repeat("x\n", 30_000)),
		q("block string of lines", `{ country(name: """`+strings.Repeat(" \n", 30_000)+`""") { id } }`),
		q("block string of indents", `{ country(name: """`+rep(300, func(i int) string { return strings.Repeat(" ", i%200) + "x\n" })+`""") { id } }`),
		q("quotes in a block string", `{ country(name: """`+strings.Repeat(`\"""`, 15_000)+`""") { id } }`),
		q("quotes", strings.Repeat(`"`, 60_000)), q("backslashes", `{ country(name: "`+strings.Repeat(`\\`, 30_000)+`") { id } }`),
		q("unicode escapes", `{ country(name: "`+strings.Repeat(`\u0000`, 5000)+`") { id } }`), q("half a surrogate pair", `{ country(name: "\uD800") { id } }`),
		q("bad escape", `{ country(name: "\u{110000}\q") { id } }`),
		q("huge integer", `{ countries(first: `+strings.Repeat("9", 50_000)+`) { totalCount } }`), q("huge float", `{ countries(first: 1e`+strings.Repeat("9", 50_000)+`) { totalCount } }`),
		q("negative first", `{ countries(first: -2147483648) { totalCount } }`), q("first beyond 32 bits", `{ countries(first: 2147483648) { totalCount } }`),
		q("octal", `{ countries(first: 007) { totalCount } }`), q("minus alone", `{ countries(first: -) { totalCount } }`),
		q("spaces", strings.Repeat(" ", 60_000)+"{ __typename }"), q("commas", strings.Repeat(",", 60_000)+"{ __typename }"), q("comments", strings.Repeat("#\n", 30_000)+"{ __typename }"),
		q("byte order marks", strings.Repeat("\ufeff", 1000)+"{ __typename }"), q("NUL", "{ a\x00b }"), q("right to left", "{ \u202ea }"), q("dots", strings.Repeat("...", 20_000)), q("dollars", strings.Repeat("$", 60_000)),
		q("null", `{ country(name: null) { id } }`), q("type system", `schema { query: Q } type Q { a: Int }`), q("extension", `extend type Query { a: Int }`),
		q("subscription", `subscription { a }`), q("mutation", `mutation { a }`), q("only a fragment", `fragment A on Query { __typename }`),
		// Introspection.
		q("circular introspection", `{ __schema { types { fields { type { fields { type { fields { type { name } } } } } } } } }`),
		q("introspection, four times over", "{ "+rep(4, func(i int) string {
			return fmt.Sprintf("a%d: __schema { types { name fields(includeDeprecated: true) { name args { name type { name } } type { name } } } } ", i)
		})+"}"),
		q("introspection, a hundred times over", "{ "+rep(100, func(i int) string {
			return fmt.Sprintf("a%d: __schema { types { fields { name } } } ", i)
		})+"}"),
		q("introspection of types", "{ "+rep(90, func(i int) string {
			return fmt.Sprintf("a%d: __type(name: \"Query\") { fields { name description } } ", i)
		})+"}"),
		q("possible types of possible types", `{ __schema { types { possibleTypes { interfaces { possibleTypes { name } } } } } }`),
		// Cost.
		q("rows times votes times names", `{ rollCalls(first: 500) { nodes { votes { country { names { text } } } } } }`),
		q("connections in a row", `{ alignment(between: ["Russia", "China"]) { splits(first: 500) { nodes { rollCall { votes { country { successors { successors { names { text } } } } } } } } } }`),
		q("products that wrap round", `{ country(name: "Russia") { ...F0 } }`+rep(9, func(i int) string {
			return fmt.Sprintf(" fragment F%d on Country { a: predecessors { ...F%d } b: successors { ...F%d } c: predecessors { ...F%d } }", i, i+1, i+1, i+1)
		})+" fragment F9 on Country { id }"),
		q("paths", `{ paths(from: "Russia", to: "China", maxLength: 2147483647) { steps { relation } } }`),
		// Variables.
		v("name with NUL", named, `{"n":"\u0000"}`), v("name of a number", named, `{"n":5}`), v("name of a list", named, `{"n":[["a"]]}`), v("name, long", named, `{"n":"`+strings.Repeat("x", 60_000)+`"}`),
		v("half a surrogate in a variable", named, `{"n":"\ud800"}`), v("first as text", paged, `{"n":"5"}`), v("first, 1e999", paged, `{"n":1e999}`), v("first, 1e400000000", paged, `{"n":1e400000000}`),
		v("first, many digits", paged, `{"n":`+strings.Repeat("9", 60_000)+`}`), v("first, a fraction of many digits", paged, `{"n":0.`+strings.Repeat("0", 60_000)+`1}`), v("first, a whole float", paged, `{"n":5.0}`),
		v("date of a number", dated, `{"d":2017}`), v("date of an object", dated, `{"d":{"a":[]}}`), v("date of a list", dated, `{"d":["2017"]}`), v("date, long", dated, `{"d":"`+strings.Repeat("9", 60_000)+`"}`), v("date 0000", dated, `{"d":"0000-00-00"}`),
		v("date far away", dated, `{"d":"9999999999-12-31"}`), v("date, negative", dated, `{"d":"-2017"}`),
		v("list, long", many, `{"a":[`+strings.Repeat(`"a",`, 14_000)+`"a"]}`), v("list of nulls", many, `{"a":[null]}`), v("list of lists", many, `{"a":[["a"]]}`),
		v("list, nested 9,000 deep", many, `{"a":`+strings.Repeat("[", 9_000)+strings.Repeat("]", 9_000)+`}`),
		v("list, nested 20,000 deep", many, `{"a":`+strings.Repeat("[", 20_000)+strings.Repeat("]", 20_000)+`}`),
		v("objects, nested 9,000 deep", filtered, `{"w":`+strings.Repeat(`{"a":`, 9_000)+"1"+strings.Repeat("}", 9_000)+`}`),
		v("object of many unknown fields", filtered, `{"w":{`+rep(3000, func(i int) string { return fmt.Sprintf(`"x%d":1,`, i) })+`"text":"x"}}`),
		v("variables nobody defined", `{ __typename }`, `{`+rep(5000, func(i int) string { return fmt.Sprintf(`"x%d":1,`, i) })+`"y":1}`),
		v("prototype", filtered, `{"w":{"__proto__":{"text":"x"},"constructor":1}}`),
		// Bodies.
		b("keys twice", `{"query":"{","query":"{ __typename }"}`), b("keys twice, the worse last", `{"query":"{ __typename }","query":5}`), b("keys in another case", `{"QUERY":"{ __typename }"}`),
		b("escapes", `{"query":"`+strings.Repeat(`\u007b`, 10_000)+`"}`), b("arrays", strings.Repeat("[", 60_000)), b("objects", strings.Repeat(`{"query":`, 7_000)), b("objects in extensions", `{"query":"{ __typename }","extensions":`+strings.Repeat(`{"a":`, 9_000)+"1"+strings.Repeat("}", 9_001)),
		b("not UTF-8", "{\"query\":\"{ a\xff }\"}"), b("UTF-16", "\xff\xfe{\x00"), b("NUL at the end", `{"query":"{ __typename }"}`+"\x00"), b("two objects", `{"query":"{ __typename }"}{"query":"{ __typename }"}`), b("a number", "5"), b("nothing", ""), b("spaces alone", strings.Repeat(" ", 60_000)),
		b("hash of nothing", `{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"`+strings.Repeat("a", 64)+`"}}}`), b("hash of a wrong type", `{"extensions":{"persistedQuery":{"version":1,"sha256Hash":5}}}`), b("a megabyte", `{"query":"`+strings.Repeat("{", 1_000_000)+`"}`),
	}
}

// Whatever comes, the process lives, answers JSON, blames the request and not
// itself, and says by which limit it refused. How long it took is logged.
func TestCrashCorpus(t *testing.T) {
	most := schema.Limits{}
	for _, l := range schema.LimitTable() {
		switch l.Name {
		case "max-body", "max-tokens", "max-nesting", "max-selections", "max-aliases", "max-directives", "max-depth", "max-introspection-depth", "max-list":
			l.Set(&most, l.Max)
		}
	}
	for name, limits := range map[string]schema.Limits{"default limits": {}, "the widest limits": most} {
		t.Run(name, func(t *testing.T) {
			noLeaks(t)
			if name != "default limits" && testing.Short() {
				t.Skip("the widest limits let slow documents in")
			}
			h := newHouse(t, limits, Options{Unmetered: true}, 5*time.Second)
			var worst, worstRefused time.Duration
			var slow, slowRefused string
			corpus := hostile()
			for _, c := range corpus {
				body := c.body
				if c.query != "" {
					text, err := json.Marshal(c.query)
					if err != nil {
						t.Fatal(err)
					}
					body = `{"query":` + string(text)
					if c.vars != "" {
						body += `,"variables":` + c.vars
					}
					body += "}"
				}
				start := time.Now()
				w := ask(h, body, "Accept", newType)
				took := time.Since(start)
				var a struct {
					Data   any
					Errors []struct {
						Message    string
						Extensions struct {
							Code, Limit string
							Value, Max  int
						}
					}
				}
				if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil || w.Code >= 500 {
					t.Errorf("%s: %d, %v: %.300s", c.name, w.Code, err, w.Body)
					continue
				}
				if took > 50*time.Millisecond {
					t.Logf("%s: %d in %s", c.name, w.Code, took)
				}
				if w.Code != 200 && took > worstRefused {
					worstRefused, slowRefused = took, c.name
				} else if w.Code == 200 && took > worst {
					worst, slow = took, c.name
				}
				for _, e := range a.Errors {
					if e.Extensions.Code == schema.Internal {
						t.Errorf("%s: an internal error: %.300s", c.name, w.Body)
					}
					if x := e.Extensions; x.Code == schema.TooComplex && x.Limit != "" &&
						(x.Value <= x.Max || !strings.Contains(e.Message, x.Limit) || !strings.Contains(e.Message, fmt.Sprint(x.Max)) || !strings.Contains(e.Message, fmt.Sprint(x.Value))) {
						t.Errorf("%s: the refusal must tell limit, value and bound: %.300s", c.name, w.Body)
					}
				}
				if w.Body.Len() > 200_000 && w.Code != 200 {
					t.Errorf("%s: a refusal of %d bytes", c.name, w.Body.Len())
				}
				// The server still answers.
				if w := ask(h, small); w.Code != 200 || !strings.Contains(w.Body.String(), "country/RUS") {
					t.Fatalf("after %s: %d %s", c.name, w.Code, w.Body)
				}
			}
			t.Logf("counted: %d hostile requests; the longest refusal took %s (%s), the longest answer %s (%s)", len(corpus), worstRefused, slowRefused, worst, slow)
		})
	}
}

// FuzzHandler looks for a request that ends the process, is blamed on the
// server, or is answered by something that is no JSON.
func FuzzHandler(f *testing.F) {
	for _, c := range hostile() {
		if c.query != "" && len(c.query) < 2000 {
			f.Add(c.query, c.vars)
		}
	}
	h := newHouse(f, schema.Limits{Timeout: time.Second}, Options{Unmetered: true}, 5*time.Second)
	f.Fuzz(func(t *testing.T, query, vars string) {
		text, err := json.Marshal(query)
		if err != nil {
			t.Skip()
		}
		body := `{"query":` + string(text) + `}`
		if json.Valid([]byte(vars)) {
			body = body[:len(body)-1] + `,"variables":` + vars + "}"
		}
		w := ask(h, body)
		if w.Code >= 500 || !json.Valid(w.Body.Bytes()) || strings.Contains(w.Body.String(), `"INTERNAL"`) {
			t.Errorf("%d %.500s", w.Code, w.Body)
		}
	})
}
