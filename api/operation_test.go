package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"entente/graph"
	"entente/graph/vocab"
	"entente/internal/faultstore"
	"entente/schema"
)

func TestPersisted(t *testing.T) {
	const query = `query Who($n: String!) { country(name: $n) { id } }`
	hash := hashOf(query)
	const vars = `"variables":{"n":"Russia"}`
	list, err := ReadPersisted(strings.NewReader(`{"` + hash + `":` + fmt.Sprintf("%q", query) + `}`))
	if err != nil {
		t.Fatal(err)
	}
	open := newAPI(t, &questions{}, Options{Persisted: list})
	only := newAPI(t, &questions{}, Options{Persisted: list, PersistedOnly: true})
	ext := `"extensions":{"persistedQuery":{"version":1,"sha256Hash":"` + hash + `"}}`
	for _, c := range []struct {
		name, body string
		open, only int
	}{
		{"by hash", `{` + ext + `,` + vars + `}`, 200, 200},
		{"by documentId", `{"documentId":"sha256:` + hash + `",` + vars + `}`, 200, 200},
		{"hash and its query", `{"query":` + fmt.Sprintf("%q", query) + `,` + ext + `,` + vars + `}`, 200, 200},
		{"the query of the list, without its hash", `{"query":` + fmt.Sprintf("%q", query) + `,` + vars + `}`, 200, 200},
		{"another query", small, 200, 403},
		{"a query under another's hash", `{"query":"{ __typename }",` + ext + `}`, 400, 400},
		{"an unknown hash", strings.Replace(`{`+ext+`}`, hash, hashOf("x"), 1), 404, 404},
		{"a hash that is none", strings.Replace(`{`+ext+`}`, hash, "../../etc/passwd", 1), 404, 404},
		{"a hash of a wrong type", `{"extensions":{"persistedQuery":{"sha256Hash":{}}}}`, 400, 400},
		{"nothing", `{}`, 400, 400},
	} {
		for name, a := range map[string]struct {
			*API
			want int
		}{"open": {open, c.open}, "only": {only, c.only}} {
			w := ask(a, c.body)
			if w.Code != a.want || w.Code == 200 && !strings.Contains(w.Body.String(), "country/RUS") && !strings.Contains(w.Body.String(), `"data"`) {
				t.Errorf("%s, %s: %d, want %d: %s", c.name, name, w.Code, a.want, w.Body)
			}
		}
	}
	if w := do(only, "GET", "/graphql?documentId=sha256:"+hash+"&variables=%7B%22n%22:%22Russia%22%7D", ""); w.Code != 200 {
		t.Errorf("GET by documentId: %d %s", w.Code, w.Body)
	}
	for _, text := range []string{`["` + "{ a }" + `"]`, `{"operations":[{"id":"` + hashOf("{ a }") + `","body":"{ a }"}]}`} {
		if p, err := ReadPersisted(strings.NewReader(text)); err != nil || p[hashOf("{ a }")] != "{ a }" {
			t.Errorf("%s: %v %v", text, p, err)
		}
	}
	for _, bad := range []string{"", "5", `{"a":"b"}`, `{"a":5}`, `[5]`, `{"operations":5}`, `{"a":`} {
		if _, err := ReadPersisted(strings.NewReader(bad)); err == nil {
			t.Errorf("%q is taken for an allow-list", bad)
		}
	}
	if _, err := New(open.x, Options{PersistedOnly: true}); err == nil {
		t.Error("nothing may be asked, and nobody says so")
	}
}

// A client that spends more than its rate is told when to come again; others
// are not held up.
func TestClientRate(t *testing.T) {
	x, err := schema.New(&questions{}, schema.Options{Logger: quiet, Limits: schema.Limits{ClientRate: 100, ClientBurst: 300, Clients: 10}})
	if err != nil {
		t.Fatal(err)
	}
	a, err := New(x, Options{Logger: quiet, TrustedProxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}})
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	a.now = func() time.Time { return now }
	from := func(peer string, forwarded ...string) *httptest.ResponseRecorder {
		r := httptest.NewRequest("POST", "/graphql", strings.NewReader(small))
		r.RemoteAddr = peer
		r.Header.Set("Content-Type", "application/json")
		r.Header["X-Forwarded-For"] = forwarded
		w := httptest.NewRecorder()
		a.ServeHTTP(w, r)
		return w
	}
	spend := func(n int, peer string, forwarded ...string) (last *httptest.ResponseRecorder) {
		for range n {
			last = from(peer, forwarded...)
		}
		return last
	}
	w := spend(30, "192.0.2.1:1")
	if w.Code != 429 || w.Header().Get("Retry-After") == "" || !strings.Contains(w.Body.String(), `"limit":"client-rate"`) {
		t.Fatalf("%d %v %s", w.Code, w.Header(), w.Body)
	}
	if w := from("192.0.2.2:1"); w.Code != 200 {
		t.Errorf("another client: %d", w.Code)
	}
	if w := from("192.0.2.1:1", "192.0.2.77"); w.Code != 429 {
		t.Errorf("a client that forges X-Forwarded-For: %d", w.Code)
	}
	now = now.Add(5 * time.Second)
	if w := from("192.0.2.1:1"); w.Code != 200 {
		t.Errorf("after a rest: %d", w.Code)
	}
	if w := spend(30, "10.0.0.1:1", "198.51.100.1"); w.Code != 429 {
		t.Errorf("behind the proxy: %d", w.Code)
	}
	for name, w := range map[string]*httptest.ResponseRecorder{
		"its own lies before":           from("10.0.0.1:1", "203.0.113.9, 198.51.100.1"),
		"its own lies in a line before": from("10.0.0.1:1", "203.0.113.9", "198.51.100.1"),
		"two proxies":                   from("10.0.0.1:1", "198.51.100.1, 10.0.0.2"),
	} {
		if w.Code != 429 {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
	if w := from("10.0.0.1:1", "198.51.100.2"); w.Code != 200 {
		t.Errorf("another client behind the proxy: %d", w.Code)
	}
	if w := spend(30, "[2001:db8::1]:1"); w.Code != 429 {
		t.Errorf("IPv6: %d", w.Code)
	}
	if w := from("[2001:db8::ffff]:1"); w.Code != 429 {
		t.Errorf("another address of the same house: %d", w.Code)
	}
	for i := range 100 {
		from(fmt.Sprintf("192.0.2.%d:1", i))
	}
	if n := a.clients.order.Len(); n != 10 || len(a.clients.byKey) != 10 {
		t.Errorf("%d clients remembered", n)
	}
	if !strings.Contains(do(a, "GET", "/metrics", "").Body.String(), `entente_limited_requests_total{limit="client-rate"}`) {
		t.Error("metrics do not tell")
	}
}

// A dear document costs its estimate, a refused one the time it took.
func TestClientRateByCost(t *testing.T) {
	x, err := schema.New(&questions{}, schema.Options{Logger: quiet, Limits: schema.Limits{ClientRate: 1, ClientBurst: 5000}})
	if err != nil {
		t.Fatal(err)
	}
	a, err := New(x, Options{Logger: quiet})
	if err != nil {
		t.Fatal(err)
	}
	intro, _ := json.Marshal(map[string]string{"query": schema.IntrospectionQuery})
	if w := ask(a, string(intro)); w.Code != 200 {
		t.Fatalf("the first: %d", w.Code)
	}
	if w := ask(a, string(intro)); w.Code != 429 {
		t.Errorf("the second: %d %.200s", w.Code, w.Body)
	}
}

// Answers are kept for one revision and one day; those with errors, those that
// pass and those of a stale record are not.
func TestKeptAnswers(t *testing.T) {
	rev, day, stale := "r1", time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), time.Time{}
	q := &questions{}
	a := newAPI(t, q, Options{Revision: func(context.Context) (string, error) { return rev, nil }, StaleSince: func() time.Time { return stale },
		Passing: func(b []byte) bool { return bytes.Contains(b, []byte("passing")) }})
	a.now = func() time.Time { return day }
	kept := func() float64 { // of the counter
		for line := range strings.Lines(do(a, "GET", "/metrics", "").Body.String()) {
			var n float64
			if _, err := fmt.Sscanf(line, "entente_graphql_kept_answers_total %g", &n); err == nil {
				return n
			}
		}
		return -1
	}
	hits := func(name string, want float64, body string) *httptest.ResponseRecorder {
		t.Helper()
		before := kept()
		w := ask(a, body)
		if got := kept() - before; got != want {
			t.Errorf("%s: %g from what was kept, want %g", name, got, want)
		}
		return w
	}
	first := hits("first", 0, large)
	if again := hits("again", 1, large); again.Body.String() != first.Body.String() {
		t.Error("another answer")
	}
	plain := ask(a, large)
	zipped := ask(a, large, "Accept-Encoding", "gzip")
	if zipped.Header().Get("Content-Encoding") != "gzip" || plain.Header().Get("Content-Encoding") != "" {
		t.Errorf("%v %v", zipped.Header(), plain.Header())
	}
	hits("new type", 1, large)
	rev = "r2"
	hits("another revision", 0, large)
	day = day.AddDate(0, 0, 1)
	hits("another day", 0, large)
	hits("errors", 0, `{"query":"{ country(name: \"x\") { id } }"}`)
	hits("errors again", 0, `{"query":"{ country(name: \"x\") { id } }"}`)
	hits("passing", 0, `{"query":"{ passing: country(name: \"Russia\") { id } }"}`)
	hits("passing again", 0, `{"query":"{ passing: country(name: \"Russia\") { id } }"}`)
	stale = day
	w := hits("stale", 1, large)
	var s struct {
		Extensions struct{ Stale struct{ Since time.Time } }
	}
	if err := json.Unmarshal(w.Body.Bytes(), &s); err != nil || !s.Extensions.Stale.Since.Equal(stale) || w.Header().Get("Entente-Stale-Since") == "" {
		t.Errorf("%v %v %.100s", err, w.Header(), w.Body)
	}
	if w := do(a, "GET", get(`{ country(name: "Russia") { id } }`), ""); w.Header().Get("ETag") != "" || w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("a stale answer has a tag: %v", w.Header())
	}
	stale = time.Time{}
	a.kept.most = 3000
	for i := range 50 {
		ask(a, fmt.Sprintf(`{"query":"{ a%d: country(name: \"Russia\") { id } }"}`, i))
	}
	if a.kept.held > 3000 || a.kept.order.Len() == 0 || len(a.kept.byKey) != a.kept.order.Len() {
		t.Errorf("%d bytes held, %d answers", a.kept.held, a.kept.order.Len())
	}
}

// No more requests than allowed are executed at once; one that waits too long
// is told to come again.
func TestRunning(t *testing.T) {
	release := make(chan struct{})
	q := &questions{}
	a := newAPI(t, q, Options{})
	a.running = make(chan struct{}, 1)
	a.running <- struct{}{}
	go func() { time.Sleep(20 * time.Millisecond); <-a.running; close(release) }()
	if w := ask(a, small); w.Code != 200 {
		t.Errorf("the next in the queue: %d", w.Code)
	}
	<-release
	a.running <- struct{}{}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	r := httptest.NewRequest("POST", "/graphql", strings.NewReader(small)).WithContext(ctx)
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	a.ServeHTTP(w, r)
	if w.Code != 503 || w.Header().Get("Retry-After") == "" {
		t.Errorf("%d %v", w.Code, w.Header())
	}
	<-a.running
}

// What a client reads of an error of the store: its kind, at most a number to
// ask the operator about, never a word of it.
func TestNothingLeaks(t *testing.T) {
	const secret = "s3cr3t"
	texts := []string{
		"dial tcp: bolt://neo4j:" + secret + "@db.internal:7687: connect: connection refused",
		"open /var/lib/entente/" + secret + "/entente.db: permission denied",
		"SQL logic error: near \"" + secret + "\": SELECT * FROM nodes WHERE id = '" + secret + "' (1)",
		"Neo.ClientError.Statement.SyntaxError: MATCH (n:" + secret + ") RETURN n",
		"panic: runtime error: " + secret + "\ngoroutine 17 [running]:\nentente/graph.secret()",
	}
	var faults []error
	if testing.Short() {
		texts = texts[:1]
	}
	for _, text := range texts {
		faults = append(faults, errors.New(text))
		for _, sentinel := range []error{graph.ErrUnavailable, graph.ErrCorrupt, graph.ErrInvalid, graph.ErrBusy, graph.ErrChanged, graph.ErrClosed, graph.ErrDangling, graph.ErrReadOnly, graph.ErrNewer, graph.ErrNotFound, context.DeadlineExceeded} {
			faults = append(faults, fmt.Errorf("%s: %w", text, sentinel))
		}
	}
	var log bytes.Buffer
	var mu sync.Mutex
	h := newHouse(t, schema.Limits{}, Options{Unmetered: true, Logger: slog.New(slog.NewTextHandler(&locked{w: &log, mu: &mu}, nil)), Cypher: func(context.Context, string, map[string]any) (CypherResult, error) {
		return CypherResult{}, errors.New(texts[0])
	}}, time.Minute)
	questions := []string{
		`{ node(id: \"person/nobody\") { id } }`, `{ relations(between: [\"Russia\", \"China\"]) { sentence warnings agreements { name } alliances { name } } }`, `{ sources { id records } }`,
		`{ person(name: \"Putin\") { name } }`, `{ search(text: \"Pyongyang\") { id } }`, `{ countries(memberOf: \"UN\") { totalCount } }`, `{ allies(of: \"Russia\") { allies { country { id } } } }`,
		`{ paths(from: \"Russia\", to: \"China\") { steps { relation } } }`, `{ conflicts { id } }`, `{ statements(of: \"country/RUS\") { text } }`, `{ alignment(between: [\"Russia\", \"China\"]) { sentence sources { name } } }`,
	}
	check := func(what string, w *httptest.ResponseRecorder) {
		t.Helper()
		all := w.Body.String() + fmt.Sprint(w.Header())
		for _, bad := range []string{secret, "bolt:", "neo4j:", "SELECT", "MATCH", "/var/", ".go:", "goroutine", "runtime error", "permission", "tcp"} {
			if strings.Contains(all, bad) {
				t.Errorf("%s: a client reads %q: %.300s", what, bad, all)
			}
		}
	}
	failed := 0
	for _, fault := range faults {
		h.fault.Set(func(_ context.Context, op string) error {
			if op == "Revision" {
				return nil
			}
			return fault
		})
		for _, q := range questions {
			w := ask(h, `{"query":"`+q+`"}`)
			check(q+" of "+fault.Error(), w)
			var a struct {
				Errors []struct {
					Message    string
					Extensions struct{ Code, RequestID string }
				}
			}
			if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil {
				t.Errorf("%s: %v: %s", q, err, w.Body)
			}
			for _, e := range a.Errors {
				failed++
				if e.Extensions.Code == schema.Internal && (e.Extensions.RequestID == "" || e.Extensions.RequestID != w.Header().Get("X-Request-Id") || e.Message != "internal error") {
					t.Errorf("%s: an internal error must carry its request's id and no more: %s", q, w.Body)
				}
			}
		}
		// A store found away must not stand in the way of the next fault.
		if !h.away.Since().IsZero() {
			h.fault.Set(nil)
			if err := h.away.Look(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
	}
	if failed < 5*len(faults) {
		t.Errorf("only %d errors reached clients: the questions do not ask the store", failed)
	}
	h.fault.Set(faultstore.Fail(errors.New(texts[0])))
	check("/cypher", do(h, "POST", "/cypher", `{"query":"RETURN 1"}`, "Content-Type", "application/json"))
	check("/readyz", do(h, "GET", "/readyz", ""))
	b := newAPI(t, nil, Options{Ready: func(context.Context) error { return errors.New(texts[0]) }})
	if w := do(b, "GET", "/readyz", ""); w.Code != 503 {
		t.Errorf("/readyz: %d", w.Code)
	} else {
		check("/readyz, not ready", w)
	}
	mu.Lock()
	defer mu.Unlock()
	if !strings.Contains(log.String(), secret) {
		t.Error("the operator cannot read what went wrong")
	}
	t.Logf("counted: %d faults, %d questions, %d errors told", len(faults), len(questions), failed)
}

// locked is a writer for several goroutines.
type locked struct {
	w  io.Writer
	mu *sync.Mutex
}

func (l *locked) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(b)
}

// Names that would break out of a query, a page or a terminal go in and come
// out as they are, on the way through store, projection and HTTP.
func TestHostileNames(t *testing.T) {
	h := newHouse(t, schema.Limits{}, Options{Unmetered: true}, time.Minute)
	hostileNames(t, h)
}

func hostileNames(t *testing.T, h *house) {
	names := []string{
		`'; DROP TABLE nodes; --`, `" OR ""="`, "`) DETACH DELETE n //", `\u0027}) RETURN 1 //`, `$name`, `{{name}}`, `<script>alert(1)</script>`, "tab\tnew\nline\rreturn",
		"\u202eright to left\u202c", "e\u0301 é", "👩‍👩‍👧‍👦", "\ufeffmark", "朝鲜民主主义人民共和国", "…/../../etc/passwd", "%s%n%d", strings.Repeat("ä", 5000), "\u2028\u2029", `\`, `"`, "''", "null", "\x7f\x1b[31mred",
	}
	// A NUL is in no name; it is refused at the door.
	nul := graph.Node{Key: graph.Key{Kind: vocab.Person, ID: "person/nul"}, Props: graph.P("name", "a\x00b")}
	if _, err := h.inner.Upsert(t.Context(), graph.Batch{Nodes: []graph.Node{nul}}); !errors.Is(err, graph.ErrInvalid) {
		t.Errorf("a NUL in a name: %v", err)
	}
	var batch graph.Batch
	for i, n := range names {
		batch.Nodes = append(batch.Nodes, graph.Node{Key: graph.Key{Kind: vocab.Person, ID: fmt.Sprintf("person/hostile-%d", i)}, Props: graph.P("name", n, "names", []string{n})})
	}
	if _, err := h.inner.Upsert(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	for i, n := range names {
		w := ask(h, fmt.Sprintf(`{"query":"{ node(id: \"person/hostile-%d\") { id ... on Person { name names } } }"}`, i))
		var a struct {
			Data struct {
				Node struct {
					ID, Name string
					Names    []string
				}
			}
			Errors []struct{ Message string }
		}
		if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil || len(a.Errors) > 0 || a.Data.Node.Name != n || len(a.Data.Node.Names) != 1 || a.Data.Node.Names[0] != n {
			t.Errorf("%.60q: %v: came out as %.200s", n, err, w.Body)
		}
		// As an argument it finds its own or nothing, and never another.
		text, _ := json.Marshal(map[string]any{"query": `query($n: String!) { person(name: $n) { id } country(name: $n) { id } search(text: $n) { id } rollCalls(where: {text: $n}) { totalCount } }`, "variables": map[string]any{"n": n}})
		w = ask(h, string(text))
		if w.Code != 200 || !json.Valid(w.Body.Bytes()) || strings.Contains(w.Body.String(), `"INTERNAL"`) {
			t.Errorf("%.60q as an argument: %d %.300s", n, w.Code, w.Body)
		}
	}
}

// While the store is away measures answer, marked as stale since when; what
// must be asked of the store fails soon; when it is back all answers again.
func TestStoreAway(t *testing.T) {
	for name, fault := range map[string]faultstore.Fault{
		"refuses": faultstore.Fail(fmt.Errorf("bolt://user:secret@host: %w", graph.ErrUnavailable)),
		"hangs":   faultstore.Hang,
	} {
		t.Run(name, func(t *testing.T) {
			noLeaks(t)
			const wait = 400 * time.Millisecond
			h := newHouse(t, schema.Limits{}, Options{Unmetered: true}, wait)
			const measure = `{"query":"{ alignment(between: [\"Moscow\", \"Beijing\"], where: {body: [SECURITY_COUNCIL], topics: [\"dprk\"]}) { n identical { value } } }"}`
			const bound = `{"query":"{ m: alignment(between: [\"Moscow\", \"Beijing\"], where: {body: [SECURITY_COUNCIL]}) { n } node(id: \"person/kim-jong-un\") { id } }"}`
			before := ask(h, measure)
			began := time.Now()
			h.fault.Set(fault)
			for h.away.Since().IsZero() {
				if time.Since(began) > 10*time.Second {
					t.Fatal("nobody sees that the store is away")
				}
				start := time.Now()
				if w := ask(h, bound); !strings.Contains(w.Body.String(), `"data":{"m":{"n":`) {
					t.Errorf("the measure beside it does not answer: %s", w.Body)
				}
				if took := time.Since(start); took > 10*wait {
					t.Errorf("a question waited %s", took)
				}
			}
			w := ask(h, measure)
			var a struct {
				Data       any
				Extensions struct{ Stale struct{ Since time.Time } }
			}
			if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil || a.Data == nil || a.Extensions.Stale.Since.IsZero() || a.Extensions.Stale.Since.Before(began.Add(-time.Second)) || w.Header().Get("Entente-Stale-Since") == "" {
				t.Errorf("%v: %v %s", err, w.Header(), w.Body)
			}
			start := time.Now()
			w = ask(h, bound)
			if s := w.Body.String(); !strings.Contains(s, `"UNAVAILABLE"`) || strings.Contains(s, "secret") || !strings.Contains(s, `"node":null`) {
				t.Errorf("%s", s)
			}
			t.Logf("refused after %s", time.Since(start))
			if w := do(h, "GET", "/readyz", ""); w.Code != 200 {
				t.Errorf("the server answers and says it is not ready: %d", w.Code)
			}
			if !strings.Contains(do(h, "GET", "/metrics", "").Body.String(), "entente_stale_seconds") {
				t.Error("metrics do not tell")
			}

			h.fault.Set(nil)
			back := time.Now()
			for {
				w := ask(h, measure)
				x := ask(h, bound)
				if w.Body.String() == before.Body.String() && !strings.Contains(x.Body.String(), "UNAVAILABLE") {
					break
				}
				if time.Since(back) > 5*time.Second {
					t.Fatalf("five seconds after the store came back: %s %s", w.Body, x.Body)
				}
				time.Sleep(5 * time.Millisecond)
			}
			t.Logf("recovered after %s", time.Since(back))
		})
	}
}

// Readers during an import see one revision in each answer. Each batch of the
// import gives two roll calls; an answer that counts them twice over, with a
// measure beside it, must see the same number everywhere, and never go back.
func TestReadersDuringImport(t *testing.T) {
	if testing.Short() {
		t.Skip("the records are read anew again and again; slow under the race detector")
	}
	h := newHouse(t, schema.Limits{}, Options{Unmetered: true}, time.Minute)
	const question = `{"query":"{ r%d: __typename a: rollCalls(where: {text: \"consistency\", kinds: [WHOLE]}) { totalCount nodes { votes { choice } } } b: rollCalls(where: {text: \"consistency\"}) { totalCount } c: alignment(between: [\"France\", \"Russia\"], where: {text: \"consistency\"}) { n members identical { n } } d: rollCalls(where: {text: \"consistency\"}, first: 0) { totalCount } }"}`
	stop := make(chan struct{})
	var readers sync.WaitGroup
	var mu sync.Mutex
	seen := map[int]int{}
	for reader := range 2 {
		readers.Go(func() {
			last := 0
			for i := reader; ; i += 2 {
				select {
				case <-stop:
					return
				default:
				}
				w := ask(h, fmt.Sprintf(question, i)) // never one that was kept
				var a struct {
					Data struct {
						A struct {
							TotalCount int
							Nodes      []struct{ Votes []struct{ Choice string } }
						}
						B, D struct{ TotalCount int }
						C    struct {
							N         int
							Identical struct{ N int }
						}
					}
				}
				if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil || strings.Contains(w.Body.String(), `"errors"`) {
					t.Errorf("%v: %.300s", err, w.Body)
					return
				}
				d := a.Data
				if d.A.TotalCount != d.B.TotalCount || d.A.TotalCount != d.D.TotalCount || d.C.N != d.A.TotalCount || d.C.Identical.N != d.C.N || len(d.A.Nodes) != min(50, d.A.TotalCount) {
					t.Errorf("one answer saw several revisions: %d, %d, %d roll calls, n %d", d.A.TotalCount, d.B.TotalCount, d.D.TotalCount, d.C.N)
				}
				if d.A.TotalCount%2 != 0 {
					t.Errorf("half a batch was seen: %d", d.A.TotalCount)
				}
				if d.A.TotalCount < last {
					t.Errorf("an older revision came after a newer one: %d after %d", d.A.TotalCount, last)
				}
				last = d.A.TotalCount
				mu.Lock()
				seen[d.A.TotalCount]++
				mu.Unlock()
				time.Sleep(5 * time.Millisecond) // leave the builder some room
			}
		})
	}
	const batches = 6
	for i := range batches {
		var b graph.Batch
		for j := range 2 {
			k := graph.Key{Kind: vocab.RollCall, ID: fmt.Sprintf("rollcall/A/RES/77/%d", 9000+2*i+j)}
			b.Nodes = append(b.Nodes, graph.Node{Key: k, Props: graph.P("body", "general_assembly", "kind", "whole", "date", graph.MustDate("2023-05-02"), "session", "77", "title", "A made-up text on consistency", "outcome", "adopted", "yes", 1, "no", 1, "abstain", 0, "absent", 0)})
			for c, choice := range map[string]string{"FRA": "yes", "RUS": "no"} {
				b.Edges = append(b.Edges, graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.Voted, From: graph.Key{Kind: vocab.Country, ID: "country/" + c}, To: k, Source: "undl-ga"}, Props: graph.P("choice", choice, "ref", "x")})
			}
		}
		if _, err := h.inner.Upsert(t.Context(), b); err != nil {
			t.Error(err)
			break
		}
		// Every third batch waits until a reader has seen it; the others fall into
		// the reading of the one before.
		for start := time.Now(); i%3 == 0 && time.Since(start) < 20*time.Second; time.Sleep(time.Millisecond) {
			mu.Lock()
			n := seen[2*(i+1)]
			mu.Unlock()
			if n > 0 {
				break
			}
		}
	}
	deadline := time.Now().Add(20 * time.Second)
	for {
		mu.Lock()
		n := seen[2*batches]
		mu.Unlock()
		if n > 0 || time.Now().After(deadline) {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	close(stop)
	readers.Wait()
	if seen[2*batches] == 0 || len(seen) < 3 {
		t.Errorf("revisions seen: %v", seen)
	}
	t.Logf("counted: answers by roll calls seen: %v", seen)
}

// A span is sent per request, in the trace the client named; a collector that
// is away costs nothing.
func TestSpans(t *testing.T) {
	noLeaks(t)
	got := make(chan map[string]any, 10)
	collector := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var x map[string]any
		if err := json.NewDecoder(r.Body).Decode(&x); err != nil || r.URL.Path != "/v1/traces" {
			t.Errorf("%s: %v", r.URL.Path, err)
		}
		got <- x
	}))
	defer collector.Close()
	spans, err := NewSpans(collector.URL, quiet)
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	a := newAPI(t, &questions{}, Options{Spans: spans, Logger: slog.New(slog.NewTextHandler(&log, nil))})
	const trace = "0af7651916cd43dd8448eb211c80319c"
	ask(a, `{"query":"query Who { country(name: \"Russia\") { id } }"}`, "Traceparent", "00-"+trace+"-b7ad6b7169203331-01")
	ask(a, small)
	do(a, "GET", "/livez", "")
	spans.Close()
	text, _ := json.Marshal(<-got)
	for _, want := range []string{trace, "b7ad6b7169203331", `"Who"`, "POST /graphql", "startTimeUnixNano"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("the spans lack %s: %s", want, text)
		}
	}
	if n := strings.Count(string(text), `"spanId"`); n != 2 || !strings.Contains(log.String(), trace) {
		t.Errorf("%d spans; log %s", n, log.String())
	}
	away, err := NewSpans("http://127.0.0.1:1", quiet)
	if err != nil {
		t.Fatal(err)
	}
	b := newAPI(t, &questions{}, Options{Spans: away})
	for range 3 {
		if w := ask(b, small); w.Code != 200 {
			t.Errorf("%d", w.Code)
		}
	}
	away.Close()
	for _, bad := range []string{"", "127.0.0.1:4318", "ftp://x"} {
		if _, err := NewSpans(bad, quiet); err == nil {
			t.Errorf("%q is taken for an endpoint", bad)
		}
	}
	for _, bad := range []string{"", "x", "00-" + trace + "-b7ad6b7169203331", "00-" + strings.Repeat("0", 32) + "-b7ad6b7169203331-01", "ff-" + trace + "-b7ad6b7169203331-01", "00-" + strings.ToUpper(trace) + "-b7ad6b7169203331-01", "00-" + trace + "-b7ad6b7169203331-01-x", strings.Repeat("0", 1000)} {
		if c := parseTrace(bad); c.trace != "" {
			t.Errorf("%q is taken for a trace: %+v", bad, c)
		}
	}
}
