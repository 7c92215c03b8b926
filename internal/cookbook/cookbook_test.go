package cookbook

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"entente/graph"
	"entente/graph/analysis"
	"entente/graph/neo4jstore"
	"entente/graph/sqlitestore"
	"entente/graph/vocab"
	"entente/internal/golden"
	"entente/internal/neo4jtest"
	"entente/schema"
	"entente/seed/facts"
)

func TestMain(m *testing.M) { os.Exit(neo4jtest.Main(m)) }

const docs = "../../docs/"

func read(t testing.TB) []Query {
	t.Helper()
	qs, err := Read(os.DirFS(docs + "cypher"))
	if err != nil {
		t.Fatal(err)
	}
	return qs
}

// The files keep to the form, may be asked of the program's own reader for
// Cypher, and the pages made from them are up to date.
func TestFiles(t *testing.T) {
	qs := read(t)
	if len(qs) < 20 {
		t.Errorf("the cookbook has %d queries", len(qs))
	}
	for _, q := range qs {
		if err := neo4jstore.CheckCypher(q.Cypher); err != nil {
			t.Errorf("%s: %v", q.File, err)
		}
		if oracles[q.Name] == nil {
			t.Errorf("%s is compared with nothing", q.File)
		}
	}
	page, err := os.ReadFile(docs + "cypher.md")
	if err != nil {
		t.Fatal(err)
	}
	page, err = Index(page, qs)
	if err != nil {
		t.Fatal(err)
	}
	golden.Equal(t, docs+"cypher.md", page)
	golden.Equal(t, docs+"cypher/"+all, All(qs))
}

func TestForm(t *testing.T) {
	good := "// 01. Who?\n//\n// About.\n//\n// $a = \"x\"  // one\n//\n// Checked against: it\n\nRETURN $a AS a\n"
	read := func(name, text string) error {
		_, err := Read(fstest.MapFS{name: {Data: []byte(text)}})
		return err
	}
	if err := read("01-who.cypher", good); err != nil {
		t.Fatal(err)
	}
	for name, bad := range map[string][2]string{
		"another number":        {"02-who.cypher", good},
		"a foreign name":        {"01_who.cypher", good},
		"a title of another":    {"01-who.cypher", strings.Replace(good, "01.", "02.", 1)},
		"a parameter missing":   {"01-who.cypher", strings.Replace(good, "RETURN $a", "RETURN $a + $b", 1)},
		"a parameter too many":  {"01-who.cypher", strings.Replace(good, "RETURN $a", "RETURN 1", 1)},
		"a value not JSON":      {"01-who.cypher", strings.Replace(good, `"x"`, `'x'`, 1)},
		"a fraction":            {"01-who.cypher", strings.Replace(good, `"x"`, `1.5`, 1)},
		"a map":                 {"01-who.cypher", strings.Replace(good, `"x"`, `{}`, 1)},
		"no paragraph":          {"01-who.cypher", strings.Replace(good, "// About.\n", "", 1)},
		"nothing to compare":    {"01-who.cypher", strings.Replace(good, "// Checked against: it", "//", 1)},
		"no empty line":         {"01-who.cypher", strings.Replace(good, "\n\n", "\n", 1)},
		"a query in the header": {"01-who.cypher", strings.Replace(good, "// About.", "MATCH (n)", 1)},
	} {
		if err := read(bad[0], bad[1]); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

// env is the same graph in Neo4j and in the embedded store. Cypher asks the
// first, GraphQL too; edges are read from the second.
type env struct {
	t        *testing.T
	neo      *neo4jstore.Store
	embedded graph.Store
	service  *analysis.Service
	exec     *schema.Executor
}

func newEnv(t *testing.T) *env {
	t.Helper()
	srv := neo4jtest.Start(t)
	ctx := context.Background()
	neo, err := neo4jstore.Open(ctx, srv.URI, vocab.Schema(), neo4jstore.Options{User: srv.User, Password: srv.Password})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { neo.Close() })
	embedded, err := sqlitestore.Open(ctx, sqlitestore.Memory, vocab.Schema(), sqlitestore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { embedded.Close() })
	e := &env{t: t, neo: neo, embedded: embedded}
	for name, s := range map[string]graph.Store{"neo4j": neo, "embedded": embedded} {
		began := time.Now()
		if _, err := facts.Load(ctx, s); err != nil {
			t.Fatal(err)
		}
		loaded := time.Now()
		q := analysis.New(s, analysis.Options{})
		t.Cleanup(q.Close)
		rep, err := q.Derive(ctx, analysis.DeriveOptions{})
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: starter graph %s, %d derived edges %s", name, loaded.Sub(began).Round(time.Millisecond), rep.Overall, time.Since(loaded).Round(time.Millisecond))
		if s == graph.Store(neo) {
			e.service = q
			if err := q.Warm(ctx); err != nil {
				t.Fatal(err)
			}
		}
	}
	e.exec, err = schema.New(e.service, schema.Options{Limits: schema.Limits{Cost: 10_000_000, First: 5000}})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// graphql asks and gives data.
func (e *env) graphql(query string, vars map[string]any) map[string]any {
	e.t.Helper()
	r := e.exec.Execute(context.Background(), schema.Request{Query: query, Variables: vars})
	if len(r.Errors) > 0 {
		e.t.Fatalf("graphql: %s\n%s", r.Body, query)
	}
	var out struct{ Data map[string]any }
	if err := json.Unmarshal(r.Body, &out); err != nil {
		e.t.Fatal(err)
	}
	return out.Data
}

// at walks down a GraphQL answer.
func at(v any, path ...string) any {
	for _, p := range path {
		m, _ := v.(map[string]any)
		v = m[p]
	}
	return v
}

func items(v any, path ...string) []any { l, _ := at(v, path...).([]any); return l }

func lower(v any) any {
	if s, ok := v.(string); ok {
		return strings.ToLower(s)
	}
	return v
}

func (e *env) edges(f graph.EdgeFilter) []graph.Edge {
	e.t.Helper()
	es, err := graph.Collect(e.embedded.Edges(context.Background(), f))
	if err != nil {
		e.t.Fatal(err)
	}
	return es
}

func (e *env) nodes(f graph.NodeFilter) []graph.Node {
	e.t.Helper()
	ns, err := graph.Collect(e.embedded.Nodes(context.Background(), f))
	if err != nil {
		e.t.Fatal(err)
	}
	return ns
}

func (e *env) node(id string) graph.Node {
	e.t.Helper()
	k, ok := vocab.ParseID(id)
	if !ok {
		e.t.Fatalf("%q is no id", id)
	}
	n, err := e.embedded.Node(context.Background(), k)
	if err != nil {
		e.t.Fatal(err)
	}
	return n
}

// table is an answer: the columns compared and their rows.
type table struct {
	columns []string
	rows    [][]any
	ordered bool // the rows come in this order
}

func (t *table) add(values ...any) { t.rows = append(t.rows, values) }

// text writes rows as JSON, without doubles of a set of facts.
func (t *table) text(e *env) []string {
	out := make([]string, len(t.rows))
	for i, r := range t.rows {
		for j, v := range r {
			if d, ok := v.(graph.Date); ok {
				r[j] = d.String()
				if d.IsZero() {
					r[j] = nil
				}
			}
			if s, ok := v.([]string); ok && s == nil {
				r[j] = nil
			}
		}
		b, err := json.Marshal(r)
		if err != nil {
			e.t.Fatal(err)
		}
		out[i] = string(b)
	}
	if !t.ordered {
		slices.Sort(out)
	}
	return out
}

// cypher runs a query and gives the columns named.
func (e *env) cypher(q *Query, params map[string]any, columns []string) [][]any {
	e.t.Helper()
	cols, rows, more, err := e.neo.ReadCypher(context.Background(), q.Cypher, params, 10_000, 0)
	if err != nil {
		e.t.Fatalf("%s: %v", q.File, err)
	}
	if more {
		e.t.Fatalf("%s: more than 10,000 rows", q.File)
	}
	at := make([]int, len(columns))
	for i, c := range columns {
		if at[i] = slices.Index(cols, c); at[i] < 0 {
			e.t.Fatalf("%s: no column %s among %v", q.File, c, cols)
		}
	}
	if d := slices.Index(cols, "date"); d >= 0 && strings.Contains(q.Cypher, "ORDER BY date DESC") &&
		!slices.IsSortedFunc(rows, func(a, b []any) int { return strings.Compare(fmt.Sprint(b[d]), fmt.Sprint(a[d])) }) {
		e.t.Errorf("%s: not newest first", q.File)
	}
	out := make([][]any, len(rows))
	for i, r := range rows {
		for _, c := range at {
			out[i] = append(out[i], r[c])
		}
	}
	return out
}

func (e *env) compare(q *Query, params map[string]any) int {
	e.t.Helper()
	want := oracles[q.Name](e, params)
	got := table{columns: want.columns, rows: e.cypher(q, params, want.columns), ordered: want.ordered}
	n := len(got.rows)
	if d := cmp.Diff(want.text(e), got.text(e)); d != "" {
		e.t.Errorf("%s %v: (-graphql +cypher)\n%s", q.File, params, d)
	}
	return n
}

// others are further parameters to ask with, besides those in the files.
var others = map[string][]map[string]any{
	"agreement-assembly": {
		{"a": "country/CHN", "b": "country/RUS"}, {"a": "country/USA", "b": "country/GBR", "since": "1946-01-01", "until": "2025-12-31"},
		{"a": "country/USA", "b": "country/GBR", "since": "1977-01-01", "until": "1977-06-30"}, // B36
		{"a": "country/USA", "b": "country/GBR", "since": "1977-01-01", "until": "1977-12-31"}, // B36
		{"a": "country/PRK", "b": "country/RUS", "since": "1946-01-01", "until": "1990-12-31"}, // B31, B79: no member, no value
	},
	"agreement-council":       {{"since": "1947-08-01", "until": "1947-08-31"}, {"since": "1947-08-01", "until": "1947-08-15"}, {"a": "country/FRA", "b": "country/GBR"}, {"a": "country/JPN", "b": "country/RUS"}, {"a": "country/TWN", "b": "country/CHN"}},
	"positions-table":         {{"a": "country/CHN", "b": "country/RUS"}, {"b": "country/BRA", "body": "general_assembly"}}, // B40
	"agreement-by-year":       {{"a": "country/FRA", "b": "country/USA", "body": "security_council"}},
	"agreement-on-topic":      {{"a": "country/USA", "topic": "topic/ukraine"}, {"body": "general_assembly", "topic": "topic/human-rights"}},
	"agreement-about-country": {{"about": "country/PRK"}, {"about": "country/ISR", "body": "general_assembly"}},
	"agreement-contested":     {{"a": "country/CHN", "b": "country/RUS"}},
	"splits":                  {{"a": "country/CHN", "b": "country/RUS"}, {"b": "country/USA", "body": "security_council"}},
	"splits-opposed":          {{"a": "country/USA", "b": "country/CHN"}, {"body": "general_assembly", "b": "country/RUS"}},
	"vetoes-per-member":       {{"since": "2011-01-01"}, {"until": "1949-12-31"}},
	"vetoes-joined":           {{"member": "country/RUS"}, {"member": "country/FRA"}},
	"closest-partners":        {{"to": "country/PRK"}, {"to": "country/USA", "body": "security_council", "least": int64(20)}, {"to": "country/ZWE", "first": int64(500), "least": int64(1)}},
	"matrix":                  {{"body": "general_assembly"}, {"among": []string{"country/PRK", "country/CHN", "country/RUS"}, "body": "general_assembly"}},
	"leader-at":               {{"country": "country/USA", "at": "2018-06-12"}, {"at": "2030-01-01"}, {"at": "2010-01-01"}, {"country": "country/PRK", "at": "2025-08-01"}}, // B32
	"offices-at":              {{"at": "2014-12-15"}, {"at": "2024-05-12"}, {"at": "2026-02-01"}},                                                                           // B36
	"agreements-at":           {{"at": "1970-01-01"}, {"at": "1998-01-01"}, {"a": "country/PRK", "b": "country/RUS", "at": "2000-10-15"}, {"b": "country/KOR"}},
	"agreements-counted":      {{"at": "1950-01-01"}},                                                                                                                                                         // B81: all 0
	"allies-at":               {{"state": "country/RUS"}, {"state": "country/RUS", "at": "2025-01-01"}, {"state": "country/PRK", "at": "1980-01-01"}, {"state": "country/USA", "obligation": "consultation"}}, // B34
	"around-a-visit":          {{"event": "event/trump-kim-hanoi-2019", "days": int64(60)}},
	"events-between":          {{"a": "country/PRK", "b": "country/RUS"}, {"b": "country/UKR"}, {"a": "country/KOR"}},
	"responds-to":             {{"event": "event/unfriendly-list-kor-2022"}},
	"paths-between-people":    {{"b": "person/kim-jong-un"}, {"a": "person/donald-trump"}, {"a": "person/boris-yeltsin", "b": "person/alexander-matsegora"}},
	"sources-of-a-fact":       {{"id": "agreement/rus-prk-2024"}, {"id": "person/sergei-shoigu"}},
	"reports-of-a-roll-call":  {{"rollCall": "rollcall/S/RES/980(1995)"}, {"rollCall": "rollcall/S/2001/270"}, {"rollCall": "rollcall/S/RES/2397(2017)"}},
	"conflicting-positions":   {{"state": "country/USA"}, {"state": "country/POL"}},
	"absences":                {{"state": "country/LBY"}, {"state": "country/CHN", "body": "general_assembly"}},
	"members-at":              {{"at": "1946-02-01"}, {"at": "1971-10-24"}, {"at": "1971-10-25"}, {"organisation": "organisation/UN", "at": "1991-09-17"}},
	"roll-call-positions":     {{"rollCall": "rollcall/S/RES/1718(2006)"}, {"rollCall": "rollcall/S/RES/305(1971)"}}, // B47
	"roll-call-subjects":      {{"rollCall": "rollcall/S/2022/231"}},                                                 // B54
	"record-by-year":          {{"body": "general_assembly"}},
	"successors":              {{"state": "country/DDR"}, {"state": "country/BRA"}},
	"claims-about-a-pair":     {{"b": "country/CHN"}, {"a": "country/KOR", "b": "country/UKR"}, {"a": "country/BRA"}}, // B84
	"evidence-of-a-claim":     {{"claim": "claim/article-26"}, {"claim": "claim/article-1"}},
	"relations-counted":       {{"a": "country/PRK", "b": "country/RUS"}, {"b": "country/BRA"}, {"a": "country/CHN"}}, // B84
}

// TestAnswers runs every query with the parameters it is shown with and with
// others, and compares with GraphQL or with the edges of the embedded store.
func TestAnswers(t *testing.T) {
	qs := read(t)
	e := newEnv(t)
	t.Logf("counted: %d queries of the cookbook", len(qs))
	for i := range qs {
		q := &qs[i]
		t.Run(q.Name, func(t *testing.T) {
			e.t = t
			began := time.Now()
			n := e.compare(q, q.Defaults())
			t.Logf("%d rows, %s", n, time.Since(began).Round(time.Millisecond))
			if n == 0 && q.Name != "withdrawn" && q.Name != "claims-taken-back" {
				t.Errorf("%s: the question as it is shown has no answer", q.File)
			}
			for _, o := range others[q.Name] {
				p := q.Defaults()
				for name, v := range o {
					if p[name] == nil {
						t.Fatalf("%s has no parameter %s", q.File, name)
					}
					p[name] = v
				}
				t.Logf("%v: %d rows", o, e.compare(q, p))
			}
		})
	}
	t.Run("traps", func(t *testing.T) {
		e.t = t
		traps(e, qs)
	})
}

// traps shows that what the queries avoid does go wrong.
func traps(e *env, qs []Query) {
	t := e.t
	find := func(name string) *Query {
		return &qs[slices.IndexFunc(qs, func(q Query) bool { return q.Name == name })]
	}
	count := func(text string, params map[string]any) int64 {
		t.Helper()
		_, rows, _, err := e.neo.ReadCypher(context.Background(), text, params, 10, 0)
		if err != nil {
			t.Fatal(err)
		}
		return rows[0][0].(int64)
	}
	ctx := context.Background()

	// B71: without an arrow each pair comes twice.
	three := map[string]any{"among": []string{"country/CHN", "country/PRK", "country/RUS"}, "body": "general_assembly"}
	if n := len(e.cypher(find("matrix"), three, []string{"a", "b"})); n != 3 {
		t.Errorf("B71: %d pairs among three states", n)
	}
	if n := count("MATCH (a:Country)-[x:ALIGNED_WITH {body: $body, period: 'overall'}]-(b:Country) WHERE a.id IN $among AND b.id IN $among RETURN count(*)", three); n != 6 {
		t.Errorf("B71: the pattern to avoid gives %d", n)
	}

	// B81: a state without an agreement has 0.
	if rows := e.cypher(find("agreements-counted"), map[string]any{"among": []string{"country/BRA"}, "at": "2023-07-27"}, []string{"agreements"}); len(rows) != 1 || rows[0][0] != int64(0) {
		t.Errorf("B81: %v", rows)
	}

	// B84: no product of matches.
	pair := map[string]any{"a": "country/PRK", "b": "country/RUS"}
	rows := e.cypher(find("relations-counted"), pair, []string{"agreements", "alliances", "events"})
	product := count("MATCH (a:Country {id: $a}) MATCH (b:Country {id: $b}) MATCH (a)-[:PARTY_TO]->(g:Agreement)<-[:PARTY_TO]-(b) MATCH (a)-[:TOOK_PART]->(e:Event)<-[:TOOK_PART]-(b) RETURN count(g)", pair)
	if n := rows[0][0].(int64); n != 3 || product <= n {
		t.Errorf("B84: %v agreements, the product %d", n, product)
	}

	// B62: a record that was taken back is found, with the day, and counted no
	// more.
	for _, s := range []graph.Store{e.neo, e.embedded} {
		key := graph.EdgeKey{Kind: vocab.TookPart, From: vocab.Key(vocab.Country, "BRA"), To: vocab.Key(vocab.Event, "korean-war"), Source: "cookbook-test"}
		for _, deliver := range [][]graph.Edge{{{EdgeKey: key, Props: graph.P("role", "participant", "ref", "1")}}, {}} {
			l, err := graph.NewLoader(ctx, s, key.Source, graph.LoadOptions{Speaks: func(graph.Edge) bool { return true }, Day: graph.MustDate("2026-01-02")})
			if err != nil {
				t.Fatal(err)
			}
			for _, x := range deliver {
				if err := l.Edge(x); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := l.Finish(); err != nil {
				t.Fatal(err)
			}
		}
	}
	q := find("withdrawn")
	if n := e.compare(q, q.Defaults()); n != 1 {
		t.Errorf("B62: %d withdrawn records", n)
	}
	if n := e.compare(find("events-between"), map[string]any{"a": "country/BRA", "b": "country/PRK"}); n != 0 {
		t.Errorf("B62: a withdrawn record is counted: %d", n)
	}

	// A run of derive that broke off is seen in the edges.
	q = find("derived-state")
	key := vocab.Key(vocab.Source, analysis.DeriveSource)
	n, err := e.neo.Node(ctx, key)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		fingerprint any
		finished    bool
	}{{nil, false}, {n.Props.Get("fingerprint"), true}} {
		if _, err := e.neo.Upsert(ctx, graph.Batch{Nodes: []graph.Node{{Key: key, Props: graph.P("fingerprint", c.fingerprint)}}}); err != nil {
			t.Fatal(err)
		}
		if rows := e.cypher(q, nil, []string{"finished"}); len(rows) != 1 || rows[0][0] != c.finished {
			t.Errorf("fingerprint %v: %v", c.fingerprint, rows)
		}
	}
}
