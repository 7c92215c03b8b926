package schema

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/graphql-go/graphql"

	"entente/graph"
	"entente/graph/analysis"
)

const pairQuery = `query Pair($between: [String!]!, $where: VoteFilter) {
  alignment(between: $between, where: $where) {
    sentence n members missing
    identical { value n low high } halfCredit { value }
    byBody { label n same oneAbstained opposed identical { value } }
    contested { n identical { value } }
    applied { since until boundBy rollCalls }
    warnings
  }
}`

var pairVars = map[string]any{"between": []any{"Russia", "China"}, "where": map[string]any{"body": []any{"SECURITY_COUNCIL"}, "since": "2006"}}

// Our execution and the library's must agree on everything but order.
func TestSameAsLibrary(t *testing.T) {
	x := newExecutor(t, &fake{}, Limits{})
	for _, c := range []struct {
		query string
		vars  map[string]any
	}{
		{`{ country(name: "Russia") { id name iso3 codes { system value since } names { text lang kind } since until predecessors { id } } }`, nil},
		{`{ a: country(name: "Russia") { n: name } b: country(name: "China") { ...C } } fragment C on Country { id name ... on Node { id } }`, nil},
		{`{ node(id: "country/RUS") { id __typename ... on Country { name } ... on RollCall { symbol } } }`, nil},
		{`{ node(id: "person/sergei-shoigu") { __typename ... on Person { name born died names } } }`, nil},
		{`{ node(id: "topic/dprk") { id ... on TopicNode { topic { id name } definition } } other: node(id: "topic/none") { id } }`, nil},
		{`{ rollCall(symbol: "S/RES/2397(2017)") { id symbol draft body kind date outcome yes no absent topics { id } votes { choice noChoice country { id } } vote(of: "Russia") { choice } sources { id importName } warnings } }`, nil},
		{`{ rollCall(symbol: "none") { id } }`, nil},
		{`{ alignment(between: ["Russia", "China"]) { counts { order table } series(by: YEAR) { label since n identical { value undefinedBecause } } splits(first: 5) { totalCount pageInfo { hasNextPage endCursor } nodes { opposed } } measure(name: KAPPA_SQUARED) { name value } } }`, nil},
		{`{ alignments(among: ["Russia", "China"], measure: S_ABSOLUTE) { countries { id } measure values n } }`, nil},
		{`{ closest(to: "Russia") { rank country { id } measure { name value } } cohesion(of: ["Russia", "China"]) { agreementIndex { name value } rice { value undefinedBecause } rollCalls } sources { id name records loaded } search(text: "x") { id } }`, nil},
		{`{ countries(first: 1) { totalCount edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`, nil},
		{`query($yes: Boolean!) { sources { id name @skip(if: $yes) kind @include(if: $yes) } ... @include(if: $yes) { c: country(name: "China") { id } } }`, map[string]any{"yes": true}},
		{pairQuery, pairVars},
		{`{ country(name: "Nowhere") { id } rollCalls { nodes { id } } }`, nil},
		{`{ alignment(between: ["Russia", "Nowhere"]) { n } }`, nil},
		{`{ __typename __type(name: "Country") { name kind fields { name type { name kind ofType { name } } } interfaces { name } } }`, nil},
		{IntrospectionQuery, nil},
	} {
		ours := x.Execute(context.Background(), Request{Query: c.query, Variables: c.vars})
		theirs := graphql.Do(graphql.Params{Schema: x.schema, RequestString: c.query, VariableValues: c.vars, Context: context.Background()})
		got, want := decodeData(t, ours.Body), sorted(roundTrip(t, theirs.Data))
		if !reflect.DeepEqual(sorted(got), want) {
			t.Errorf("%s\n ours:   %v\n theirs: %v", c.query, got, want)
		}
		if len(ours.Errors) != len(theirs.Errors) {
			t.Errorf("%s\n ours: %v, theirs: %v", c.query, ours.Errors, theirs.Errors)
			continue
		}
		for i := range ours.Errors {
			if len(ours.Errors[i].Path) == 0 || len(theirs.Errors[i].Locations) > 0 && ours.Errors[i].Locations[0] != (Location{theirs.Errors[i].Locations[0].Line, theirs.Errors[i].Locations[0].Column}) {
				t.Errorf("%s: error %+v, theirs %+v", c.query, ours.Errors[i], theirs.Errors[i])
			}
		}
	}
}

func decodeData(t *testing.T, body []byte) any {
	t.Helper()
	var r struct{ Data any }
	if err := json.Unmarshal(body, &r); err != nil {
		t.Fatalf("%v in %s", err, body)
	}
	return r.Data
}

func roundTrip(t *testing.T, v any) any {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var out any
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// sorted orders the lists of introspection, which the library gives in random
// order.
func sorted(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k, e := range v {
			v[k] = sorted(e)
		}
		// The library spells an enum's default as text.
		if v["defaultValue"] == `"IDENTICAL"` {
			v["defaultValue"] = "IDENTICAL"
		}
	case []any:
		for i := range v {
			v[i] = sorted(v[i])
		}
		if len(v) > 0 {
			if m, ok := v[0].(map[string]any); ok && m["name"] != nil {
				slices.SortFunc(v, func(a, b any) int {
					return strings.Compare(fmt.Sprint(a.(map[string]any)["name"]), fmt.Sprint(b.(map[string]any)["name"]))
				})
			}
		}
	}
	return v
}

func TestOrderOfQuery(t *testing.T) {
	for _, c := range []struct{ query, want string }{
		{`{ country(name: "Russia") { name id iso3 z: id a: name } }`, `{"data":{"country":{"name":"RUS","id":"country/RUS","iso3":"RUS","z":"country/RUS","a":"RUS"}}}`},
		{`{ b: country(name: "China") { ...F name } a: country(name: "Russia") { name ...F } } fragment F on Country { iso3 id }`,
			`{"data":{"b":{"iso3":"CHN","id":"country/CHN","name":"CHN"},"a":{"name":"RUS","iso3":"RUS","id":"country/RUS"}}}`},
		{`{ country(name: "China") { id } country(name: "China") { name id } }`, `{"data":{"country":{"id":"country/CHN","name":"CHN"}}}`},
		{`{ rollCall(symbol: "S/RES/2397(2017)") { date yes topics { name id } } }`, `{"data":{"rollCall":{"date":"2017-12-22","yes":15,"topics":[{"name":"North Korea","id":"dprk"}]}}}`},
	} {
		if got := string(execute(t, &fake{}, c.query, nil).Body); got != c.want {
			t.Errorf("%s\n got  %s\n want %s", c.query, got, c.want)
		}
	}
}

func TestErrors(t *testing.T) {
	failing := func(err error) *fake {
		return &fake{country: func(context.Context, string, graph.Date) (*analysis.Country, error) { return nil, err }}
	}
	for _, c := range []struct {
		name     string
		q        *fake
		query    string
		vars     map[string]any
		executed bool
		code     string
		message  string // a part of it
	}{
		{"ambiguous (B02)", &fake{}, `{ country(name: "Korea") { id } }`, nil, true, AmbiguousName, "two states"},
		{"unknown", &fake{}, `{ country(name: "Nowhere") { id } }`, nil, true, UnknownName, "Nowhere"},
		{"bad request inside", failing(&analysis.BadRequest{Sentence: "cannot be asked so"}), `{ country(name: "x") { id } }`, nil, true, BadRequest, "cannot be asked so"},
		{"not found", &fake{}, `{ rollCall(symbol: "S/RES/9999(2099)") { id } }`, nil, true, NotFound, "S/RES/9999(2099)"},
		{"unavailable", failing(fmt.Errorf("bolt://user:secret@host: %w", graph.ErrUnavailable)), `{ country(name: "x") { id } }`, nil, true, Unavailable, "Try again"},
		{"internal", failing(errors.New("secret")), `{ country(name: "x") { id } }`, nil, true, Internal, "internal error"},
		{"panic", &fake{country: func(context.Context, string, graph.Date) (*analysis.Country, error) { panic("secret") }}, `{ country(name: "x") { id } }`, nil, true, Internal, "internal error"},
		{"deadline inside", failing(context.DeadlineExceeded), `{ country(name: "x") { id } }`, nil, true, Timeout, "too long"},
		{"two states", &fake{}, `{ alignment(between: ["Russia"]) { n } }`, nil, true, BadRequest, "name two"},
		{"bad id", &fake{}, `{ node(id: "RUS") { id } }`, nil, true, BadRequest, "no id"},
		{"bad cursor", &fake{}, `{ countries(after: "x") { totalCount } }`, nil, true, BadRequest, "no cursor"},
		{"negative first", &fake{}, `{ countries(first: -1) { totalCount } }`, nil, true, BadRequest, "negative"},
		{"empty", &fake{}, ` `, nil, false, BadRequest, "no query"},
		{"syntax", &fake{}, `{ country(`, nil, false, BadRequest, "Syntax Error"},
		{"unknown field", &fake{}, `{ nothing }`, nil, false, BadRequest, "nothing"},
		{"null literal", &fake{}, `{ country(name: "Russia", at: null) { id } }`, nil, false, BadRequest, "declare a variable"},
		{"mutation", &fake{}, `mutation { x }`, nil, false, Forbidden, "Writing is off"},
		{"subscription", &fake{}, `subscription { x }`, nil, false, BadRequest, "no subscription"},
		{"subscription", &fake{}, `subscription { x }`, nil, false, BadRequest, "no subscription"},
		{"type definition", &fake{}, `type X { a: Int }`, nil, false, BadRequest, "nothing else"},
		{"two operations", &fake{}, `query A { __typename } query B { __typename }`, nil, false, BadRequest, "operationName"},
		{"date literal", &fake{}, `{ country(name: "Russia", at: "2017-13") { id } }`, nil, false, BadRequest, "at"},
		{"date variable", &fake{}, `query($d: Date) { country(name: "Russia", at: $d) { id } }`, map[string]any{"d": "yesterday"}, false, BadRequest, `$d is "yesterday"`},
		{"date of a wrong type", &fake{}, `query($d: Date) { country(name: "Russia", at: $d) { id } }`, map[string]any{"d": map[string]any{}}, false, BadRequest, "no Date"},
		{"missing variable", &fake{}, `query($n: String!) { country(name: $n) { id } }`, nil, false, BadRequest, "$n"},
		{"null variable", &fake{}, `query($n: String!) { country(name: $n) { id } }`, map[string]any{"n": nil}, false, BadRequest, "null"},
		{"number for text", &fake{}, `query($n: String!) { country(name: $n) { id } }`, map[string]any{"n": json.Number("5")}, false, BadRequest, "no String"},
		{"text for a number", &fake{}, `query($n: Int) { countries(first: $n) { totalCount } }`, map[string]any{"n": "5"}, false, BadRequest, "no Int"},
		{"number beyond 32 bits", &fake{}, `query($n: Int) { countries(first: $n) { totalCount } }`, map[string]any{"n": json.Number("3000000000")}, false, BadRequest, "no Int"},
		{"unknown enum value", &fake{}, `query($w: VoteFilter) { rollCalls(where: $w) { totalCount } }`, map[string]any{"w": map[string]any{"body": []any{"SENATE"}}}, false, BadRequest, "SECURITY_COUNCIL"},
		{"unknown input field", &fake{}, `query($w: VoteFilter) { rollCalls(where: $w) { totalCount } }`, map[string]any{"w": map[string]any{"bodies": []any{}}}, false, BadRequest, "sessions"},
		{"null in a list", &fake{}, `query($b: [String!]!) { alignment(between: $b) { n } }`, map[string]any{"b": []any{"Russia", nil}}, false, BadRequest, "$b[1]"},
	} {
		r := execute(t, c.q, c.query, c.vars)
		if r.Executed != c.executed || !slices.Equal(codes(r), []string{c.code}) || !strings.Contains(r.Errors[0].Message, c.message) {
			t.Errorf("%s: executed %t, %+v", c.name, r.Executed, r.Errors)
		}
		if strings.Contains(string(r.Body), "secret") {
			t.Errorf("%s: the answer tells what is inside: %s", c.name, r.Body)
		}
		if strings.Contains(string(r.Body), `"data"`) != c.executed {
			t.Errorf("%s: data in %s", c.name, r.Body)
		}
		if !json.Valid(r.Body) {
			t.Errorf("%s: no JSON: %s", c.name, r.Body)
		}
	}
}

func TestInternalErrorIsLogged(t *testing.T) {
	var log strings.Builder
	x, err := New(&fake{country: func(context.Context, string, graph.Date) (*analysis.Country, error) {
		return nil, errors.New("the disk is gone")
	}},
		Options{Logger: slog.New(slog.NewTextHandler(&log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	r := x.Execute(WithRequestID(context.Background(), "r-17"), Request{Query: `query($n: String!) { country(name: $n) { id } }`, Variables: map[string]any{"n": "a private name"}})
	if e := r.Errors[0]; e.RequestID != "r-17" || strings.Contains(string(r.Body), "disk") {
		t.Errorf("answer %s", r.Body)
	}
	if s := log.String(); !strings.Contains(s, "the disk is gone") || !strings.Contains(s, "r-17") || strings.Contains(s, "private") {
		t.Errorf("log %s", s)
	}
}

// A null where none is allowed goes up to the nearest value that may be null,
// and what stands beside it stays.
func TestNullGoesUp(t *testing.T) {
	q := &fake{rollCalls: func(context.Context, analysis.VoteFilter) ([]graph.Key, *analysis.Applied, error) {
		return nil, nil, errors.New("x")
	}}
	r := execute(t, q, `{ country(name: "Russia") { id } rollCalls { totalCount } }`, nil)
	if want := `{"data":null,"errors":[`; !strings.HasPrefix(string(r.Body), want) {
		t.Errorf("got %s", r.Body)
	}
	r = execute(t, &fake{}, `{ a: country(name: "Russia") { id } b: rollCall(symbol: "S/RES/2397(2017)") { id vote(of: "Nowhere") { choice } } c: country(name: "China") { id } }`, nil)
	if want := `{"data":{"a":{"id":"country/RUS"},"b":null,"c":{"id":"country/CHN"}},"errors":[`; !strings.HasPrefix(string(r.Body), want) {
		t.Errorf("got %s", r.Body)
	}
	if p := r.Errors[0].Path; !reflect.DeepEqual(p, []any{"b", "vote"}) {
		t.Errorf("path %v", p)
	}
}

// B79: a pair with no shared vote has n 0 and null, no error; so has NaN.
func TestUndefinedMeasures(t *testing.T) {
	const query = `{ alignment(between: ["Russia", "China"]) { n identical { value low n undefinedBecause } } }`
	q := &fake{alignment: func(context.Context, string, string, analysis.VoteFilter) (analysis.Pair, error) {
		return &fakePair{}, nil
	}}
	r := execute(t, q, query, nil)
	if want := `{"data":{"alignment":{"n":0,"identical":{"value":null,"low":null,"n":0,"undefinedBecause":"there is no roll call on which both voted"}}}}`; string(r.Body) != want {
		t.Errorf("got %s", r.Body)
	}
	nan := math.NaN()
	q = &fake{closest: func(context.Context, string, analysis.VoteFilter, string, int, int) ([]analysis.Neighbour, error) {
		return []analysis.Neighbour{{Country: chn, Rank: 1, Measure: analysis.Measure{Name: "IDENTICAL", Value: &nan}}}, nil
	}}
	r = execute(t, q, `{ closest(to: "Russia") { measure { value undefinedBecause } } }`, nil)
	if want := `{"data":{"closest":[{"measure":{"value":null,"undefinedBecause":"It is not a finite number."}}]}}`; string(r.Body) != want {
		t.Errorf("got %s", r.Body)
	}
	q = &fake{matrix: func(context.Context, []string, analysis.VoteFilter, string) (*analysis.Matrix, error) {
		return &analysis.Matrix{Measure: "IDENTICAL", Values: [][]*float64{{&nan, nil}}, N: nil}, nil
	}}
	r = execute(t, q, `{ alignments(among: ["Russia"]) { values n countries { id } } }`, nil)
	if want := `{"data":{"alignments":{"values":[[null,null]],"n":[],"countries":[]}}}`; string(r.Body) != want {
		t.Errorf("got %s", r.Body)
	}
}

func TestLeaves(t *testing.T) {
	for _, c := range []struct {
		typ  graphql.Type
		v    any
		want string // "" for an error
	}{
		{graphql.Int, math.MaxInt32, "2147483647"}, {graphql.Int, math.MaxInt32 + 1, ""}, {graphql.Int, int64(5), "5"},
		{longScalar, int64(math.MaxInt64), "9223372036854775807"}, {longScalar, "5", ""},
		{graphql.Float, 0.1, "0.1"}, {graphql.Float, 1e300, "1e+300"}, {graphql.Float, math.NaN(), ""}, {graphql.Float, math.Inf(1), ""},
		{graphql.String, "a\"\\\n\t\x01é\xff", `"a\"\\\n\t\u0001é\ufffd"`}, {graphql.String, 5, ""},
		{graphql.Boolean, true, "true"}, {graphql.Boolean, 1, ""},
		{dateScalar, graph.Year(1977), `"1977"`}, {dateScalar, "1977", ""},
	} {
		got, err := appendLeaf(nil, c.typ, c.v)
		if (err == nil) != (c.want != "") || err == nil && string(got) != c.want {
			t.Errorf("%v of %v: %s, %v", c.typ, c.v, got, err)
		}
	}
}

func TestScalarsNeverPanic(t *testing.T) {
	values := []any{nil, "", "x", 5, 5.5, math.NaN(), true, json.Number("1e999"), json.Number("-"), []any{1}, map[string]any{}, struct{}{}, &struct{}{}, []byte("x"), graph.Date{}}
	for _, s := range []*graphql.Scalar{dateScalar, longScalar, graphql.Int, graphql.Float, graphql.String, graphql.Boolean, graphql.ID} {
		for _, v := range values {
			parseInput(s, v)
			if s == dateScalar || s == longScalar {
				s.ParseValue(v)
				s.Serialize(v)
				s.ParseLiteral(nil)
			}
		}
	}
}

func TestVariables(t *testing.T) {
	var got analysis.VoteFilter
	q := &fake{rollCalls: func(_ context.Context, f analysis.VoteFilter) ([]graph.Key, *analysis.Applied, error) {
		got = f
		return nil, nil, nil
	}}
	yes := true
	want := analysis.VoteFilter{Body: []string{"security_council"}, Since: graph.Year(2006), Topics: []string{"dprk"}, Contested: &yes, Kinds: []string{"whole", "paragraph"}}
	for _, c := range []struct {
		query string
		vars  map[string]any
	}{
		{`{ rollCalls(where: {body: SECURITY_COUNCIL, since: "2006", topics: "dprk", contested: true, kinds: [WHOLE, PARAGRAPH]}) { totalCount } }`, nil},
		{`query($w: VoteFilter) { rollCalls(where: $w) { totalCount } }`, map[string]any{"w": map[string]any{"body": "SECURITY_COUNCIL", "since": "2006", "topics": []any{"dprk"}, "contested": true, "kinds": []any{"WHOLE", "PARAGRAPH"}, "text": nil}}},
		{`query($b: [Body!], $s: Date = "2006", $t: [String!], $none: Date) { rollCalls(where: {body: $b, since: $s, until: $none, topics: $t, contested: true, kinds: [WHOLE, PARAGRAPH]}) { totalCount } }`,
			map[string]any{"b": []any{"SECURITY_COUNCIL"}, "t": "dprk"}},
	} {
		r := execute(t, q, c.query, c.vars)
		if len(r.Errors) > 0 || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, %v", c.query, got, r.Errors)
		}
	}
}

func TestConditions(t *testing.T) {
	x := newExecutor(t, &fake{}, Limits{})
	const query = `query($a: Boolean!) { country(name: "Russia") { id name @include(if: $a) ...F @skip(if: $a) } } fragment F on Country { iso3 }`
	for _, c := range []struct {
		a    bool
		want string
	}{{true, `{"id":"country/RUS","name":"RUS"}`}, {false, `{"id":"country/RUS","iso3":"RUS"}`}, {true, `{"id":"country/RUS","name":"RUS"}`}} {
		r := x.Execute(context.Background(), Request{Query: query, Variables: map[string]any{"a": c.a}})
		if want := `{"data":{"country":` + c.want + `}}`; string(r.Body) != want {
			t.Errorf("%t: %s", c.a, r.Body)
		}
	}
}

func TestTimeout(t *testing.T) {
	q := &fake{country: func(ctx context.Context, _ string, _ graph.Date) (*analysis.Country, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	}}
	x := newExecutor(t, q, Limits{Timeout: 50 * time.Millisecond})
	r := x.Execute(context.Background(), Request{Query: `{ sources { id } country(name: "x") { id } }`})
	if !slices.Equal(codes(r), []string{Timeout}) || !strings.HasPrefix(string(r.Body), `{"data":null,`) {
		t.Errorf("got %s", r.Body)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if r = x.Execute(ctx, Request{Query: `{ country(name: "x") { id } }`}); !slices.Equal(codes(r), []string{Timeout}) {
		t.Errorf("got %s", r.Body)
	}
}

// B78: calls do not grow with the rows.
func TestCallsDoNotGrow(t *testing.T) {
	var keys []graph.Key
	for i := range 200 {
		keys = append(keys, key(fmt.Sprintf("rollcall/A/RES/1/%d", i)))
	}
	q := &fake{calls: map[string]int{}, rollCalls: func(context.Context, analysis.VoteFilter) ([]graph.Key, *analysis.Applied, error) {
		return keys, nil, nil
	}}
	r := execute(t, q, `{ rollCalls(first: 200) { nodes { id sources { id name } } } }`, nil)
	if len(r.Errors) > 0 || q.calls["SourcesByID"] != 1 || q.calls["Node"] != 0 || q.calls["RollCalls"] != 1 {
		t.Errorf("calls %v, errors %v", q.calls, r.Errors)
	}
}

// B73, B75: every row once, with a cursor of its own, also when rows come in or
// go away between pages.
func TestPages(t *testing.T) {
	var keys []graph.Key
	for i := range 250 {
		keys = append(keys, key(fmt.Sprintf("rollcall/A/RES/1/%03d", i)))
	}
	q := &fake{rollCalls: func(context.Context, analysis.VoteFilter) ([]graph.Key, *analysis.Applied, error) {
		return keys, nil, nil
	}}
	x := newExecutor(t, q, Limits{})
	seen, cursors := map[string]int{}, map[string]bool{}
	vars := map[string]any{}
	for page := 0; page < 30; page++ {
		r := x.Execute(context.Background(), Request{Query: `query($after: String) { rollCalls(first: 20, after: $after) { edges { cursor node { id } } pageInfo { hasNextPage endCursor } totalCount } }`, Variables: vars})
		var a struct {
			Data struct {
				RollCalls struct {
					Edges []struct {
						Cursor string
						Node   struct{ ID string }
					}
					PageInfo struct {
						HasNextPage bool
						EndCursor   string
					}
				}
			}
		}
		if err := json.Unmarshal(r.Body, &a); err != nil || len(r.Errors) > 0 {
			t.Fatal(err, r.Errors)
		}
		for _, e := range a.Data.RollCalls.Edges {
			seen[e.Node.ID]++
			cursors[e.Cursor] = true
		}
		if !a.Data.RollCalls.PageInfo.HasNextPage {
			break
		}
		vars["after"] = a.Data.RollCalls.PageInfo.EndCursor
		if page == 3 {
			keys = append([]graph.Key{key("rollcall/A/RES/1/new")}, keys...)
		}
	}
	delete(seen, "rollcall/A/RES/1/new")
	if len(seen) != 250 || len(cursors) < 250 {
		t.Errorf("%d rows, %d cursors", len(seen), len(cursors))
	}
	for id, n := range seen {
		if n != 1 {
			t.Errorf("%s came %d times", id, n)
		}
	}
	// The row of a cursor is gone: the page goes on at its place, losing none.
	c := encodeCursor("2017-12-22", "rollcall/gone")
	r := x.Execute(context.Background(), Request{Query: `query($after: String) { rollCalls(first: 500, after: $after) { nodes { id } } }`, Variables: map[string]any{"after": c}})
	if n := strings.Count(string(r.Body), `"id"`); n != 251 {
		t.Errorf("%d rows after a vanished one", n)
	}
}

func TestConcurrent(t *testing.T) {
	x := newExecutor(t, &fake{}, Limits{CachedDocuments: 3})
	var wg sync.WaitGroup
	for i := range 200 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			query := []string{pairQuery, IntrospectionQuery, `{ node(id: "country/RUS") { id } }`, `{ rollCalls { nodes { id votes { choice } } } }`, `{ nothing }`}[i%5]
			r := x.Execute(context.Background(), Request{Query: query, Variables: pairVars})
			if i%5 != 4 && len(r.Errors) > 0 {
				t.Errorf("%v", r.Errors)
			}
		}()
	}
	wg.Wait()
}

func TestCacheIsBounded(t *testing.T) {
	x := newExecutor(t, &fake{}, Limits{CachedDocuments: 10})
	for i := range 50 {
		x.Execute(context.Background(), Request{Query: fmt.Sprintf(`{ a%d: __typename }`, i)})
	}
	if n := x.cache.order.Len(); n != 10 || len(x.cache.byKey) != 10 {
		t.Errorf("%d documents kept", n)
	}
	if r := x.Execute(context.Background(), Request{Query: `{ a49: __typename }`}); !r.Cached {
		t.Error("the last document was not kept")
	}
	if r := x.Execute(context.Background(), Request{Query: `{ a0: __typename }`}); r.Cached {
		t.Error("the first document was kept")
	}
	two := `query A { a: __typename } query B { b: __typename }`
	a := x.Execute(context.Background(), Request{Query: two, OperationName: "A"})
	b := x.Execute(context.Background(), Request{Query: two, OperationName: "B"})
	if string(a.Body) != `{"data":{"a":"Query"}}` || string(b.Body) != `{"data":{"b":"Query"}}` {
		t.Errorf("%s %s", a.Body, b.Body)
	}
}

// An enum's default is told as the enum value it is.
func TestEnumDefault(t *testing.T) {
	r := execute(t, &fake{}, `{ __type(name: "Query") { fields { name args { name defaultValue } } } }`, nil)
	if s := string(r.Body); !strings.Contains(s, `{"name":"measure","defaultValue":"IDENTICAL"}`) || !strings.Contains(s, `{"name":"first","defaultValue":"50"}`) {
		t.Errorf("%s", s)
	}
}
