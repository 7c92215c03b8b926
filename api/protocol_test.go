package api

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"entente/graph/analysis"
)

const (
	small = `{"query":"{ country(name: \"Russia\") { name id } }"}`
	large = `{"query":"{ country(name: \"Russia\") { names { text } } }"}`
)

func get(query string) string { return "/graphql?query=" + url.QueryEscape(query) }

func TestProtocol(t *testing.T) {
	a := newAPI(t, &questions{}, Options{})
	jsonType := []string{"Content-Type", "application/json"}
	with := func(hs ...string) []string { return append(append([]string{}, jsonType...), hs...) }
	for _, c := range []struct {
		name, method, target, body string
		headers                    []string
		status                     int
		media                      string // of the answer
		data                       bool   // whether the answer has the key data
	}{
		{"plain", "POST", "/graphql", small, jsonType, 200, oldType, true},
		{"charset", "POST", "/graphql", small, []string{"Content-Type", "application/json; charset=UTF-8"}, 200, oldType, true},
		{"new type", "POST", "/graphql", small, with("Accept", newType), 200, newType, true},
		{"both types", "POST", "/graphql", small, with("Accept", "application/json, "+newType), 200, newType, true},
		{"weights", "POST", "/graphql", small, with("Accept", newType+";q=0.5, application/json"), 200, oldType, true},
		{"anything", "POST", "/graphql", small, with("Accept", "*/*"), 200, oldType, true},
		{"a browser's Accept", "POST", "/graphql", small, with("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"), 200, oldType, true},
		{"nothing usable", "POST", "/graphql", small, with("Accept", "text/html"), 406, oldType, false},
		{"forbidden by weight", "POST", "/graphql", small, with("Accept", "application/json;q=0"), 406, oldType, false},
		{"another charset", "POST", "/graphql", small, with("Accept", "application/json; charset=iso-8859-1"), 406, oldType, false},
		{"utf-8 asked for", "POST", "/graphql", small, with("Accept", newType+`; charset="utf-8"`), 200, newType, true},
		{"text/plain (CSRF)", "POST", "/graphql", small, []string{"Content-Type", "text/plain"}, 415, oldType, false},
		{"no type", "POST", "/graphql", small, nil, 415, oldType, false},
		{"urlencoded (CSRF)", "POST", "/graphql", "query=%7B__typename%7D", []string{"Content-Type", "application/x-www-form-urlencoded"}, 415, oldType, false},
		{"multipart", "POST", "/graphql", "x", []string{"Content-Type", "multipart/form-data; boundary=x"}, 415, oldType, false},
		{"latin-1", "POST", "/graphql", small, []string{"Content-Type", "application/json; charset=iso-8859-1"}, 415, oldType, false},
		{"compressed body", "POST", "/graphql", small, with("Content-Encoding", "gzip"), 415, oldType, false},
		{"too long", "POST", "/graphql", `{"query":"` + strings.Repeat(" ", 70_000) + `"}`, jsonType, 413, oldType, false},
		{"batch", "POST", "/graphql", "[" + small + "]", jsonType, 400, oldType, false},
		{"null", "POST", "/graphql", "null", jsonType, 400, oldType, false},
		{"empty", "POST", "/graphql", "", jsonType, 400, oldType, false},
		{"broken", "POST", "/graphql", `{"query":`, jsonType, 400, oldType, false},
		{"trailing object", "POST", "/graphql", small + small, jsonType, 400, oldType, false},
		{"trailing word", "POST", "/graphql", small + " x", jsonType, 400, oldType, false},
		{"trailing space", "POST", "/graphql", small + " \n", jsonType, 200, oldType, true},
		{"no query", "POST", "/graphql", `{}`, jsonType, 400, oldType, false},
		{"query of a wrong type", "POST", "/graphql", `{"query":5}`, jsonType, 400, oldType, false},
		{"name of a wrong type", "POST", "/graphql", `{"query":"{__typename}","operationName":{}}`, jsonType, 400, oldType, false},
		{"variables as text", "POST", "/graphql", `{"query":"{__typename}","variables":"{}"}`, jsonType, 400, oldType, false},
		{"variables as a list", "POST", "/graphql", `{"query":"{__typename}","variables":[]}`, jsonType, 400, oldType, false},
		{"extensions of a wrong type", "POST", "/graphql", `{"query":"{__typename}","extensions":0}`, jsonType, 400, oldType, false},
		{"nulls", "POST", "/graphql", `{"query":"{__typename}","operationName":null,"variables":null,"extensions":null}`, jsonType, 200, oldType, true},
		{"syntax, old type", "POST", "/graphql", `{"query":"{"}`, jsonType, 200, oldType, false},
		{"syntax, new type", "POST", "/graphql", `{"query":"{"}`, with("Accept", newType), 400, newType, false},
		{"validation, new type", "POST", "/graphql", `{"query":"{ nothing }"}`, with("Accept", newType), 400, newType, false},
		{"variables, new type", "POST", "/graphql", `{"query":"query($a: Int!) { __typename @skip(if: false) countries(first: $a) { totalCount } }","variables":{"a":"x"}}`, with("Accept", newType), 400, newType, false},
		{"too complex, new type", "POST", "/graphql", `{"query":"{ countries(first: 501) { totalCount } }"}`, with("Accept", newType), 400, newType, false},
		{"field error, new type", "POST", "/graphql", `{"query":"{ country(name: \"x\") { id } }"}`, with("Accept", newType), 200, newType, true},
		{"GET", "GET", get("{ country(name: \"Russia\") { id } }"), "", nil, 200, oldType, true},
		{"GET with variables", "GET", get("query($n: String!) { country(name: $n) { id } }") + "&variables=" + url.QueryEscape(`{"n":"Russia"}`), "", nil, 200, oldType, true},
		{"GET with an operation", "GET", get("query A { __typename } query B { __typename }") + "&operationName=B", "", nil, 200, oldType, true},
		{"GET with bad variables", "GET", get("{ __typename }") + "&variables=%5B%5D", "", nil, 400, oldType, false},
		{"GET with bad extensions", "GET", get("{ __typename }") + "&extensions=x", "", nil, 400, oldType, false},
		{"GET with two queries", "GET", get("{ __typename }") + "&query=x", "", nil, 400, oldType, false},
		{"GET with a bad escape", "GET", "/graphql?query=%7B__typename%7D&x=%zz", "", nil, 400, oldType, false},
		{"GET without a query", "GET", "/graphql", "", nil, 400, oldType, false},
		{"GET mutation", "GET", get("mutation { x }"), "", nil, 405, oldType, false},
		{"PUT", "PUT", "/graphql", small, jsonType, 405, oldType, false},
		{"DELETE", "DELETE", "/graphql", "", nil, 405, oldType, false},
		{"TRACE", "TRACE", "/graphql", "", nil, 405, oldType, false},
		{"OPTIONS", "OPTIONS", "/graphql", "", []string{"Origin", "https://evil.example"}, 405, oldType, false},
		{"another address", "GET", "/nothing", "", nil, 404, oldType, false},
		{"another site", "POST", "/graphql", small, with("Sec-Fetch-Site", "cross-site"), 403, oldType, false},
		{"another origin", "POST", "/graphql", small, with("Origin", "https://evil.example"), 403, oldType, false},
		{"the same origin", "POST", "/graphql", small, with("Sec-Fetch-Site", "same-origin"), 200, oldType, true},
	} {
		w := do(a, c.method, c.target, c.body, c.headers...)
		if w.Code != c.status || w.Header().Get("Content-Type") != c.media+"; charset=utf-8" {
			t.Errorf("%s: %d %s: %.300s", c.name, w.Code, w.Header().Get("Content-Type"), w.Body)
			continue
		}
		var body map[string]json.RawMessage
		if err := json.Unmarshal(w.Body.Bytes(), &body); err != nil {
			t.Errorf("%s: %v in %s", c.name, err, w.Body)
			continue
		}
		if _, has := body["data"]; has != c.data {
			t.Errorf("%s: data %t: %s", c.name, has, w.Body)
		}
		if !c.data && body["errors"] == nil {
			t.Errorf("%s: no errors: %s", c.name, w.Body)
		}
		if w.Code == 405 && w.Header().Get("Allow") == "" {
			t.Errorf("%s: 405 without Allow", c.name)
		}
		if strings.HasPrefix(c.target, "/graphql") && c.status != 403 && c.status != 404 && !strings.Contains(strings.Join(w.Header().Values("Vary"), ","), "Accept") {
			t.Errorf("%s: no Vary", c.name)
		}
		for _, h := range []string{"X-Request-Id", "X-Content-Type-Options", "Content-Security-Policy", "Referrer-Policy"} {
			if w.Header().Get(h) == "" {
				t.Errorf("%s: no %s", c.name, h)
			}
		}
	}
}

// The twelve checks of graphql-cop, as our own requests.
func TestCop(t *testing.T) {
	a := newAPI(t, &questions{}, Options{})
	post := func(query string) *httptest.ResponseRecorder {
		body, _ := json.Marshal(map[string]string{"query": query})
		return do(a, "POST", "/graphql", string(body), "Content-Type", "application/json")
	}
	refused := func(w *httptest.ResponseRecorder) bool { return !strings.Contains(w.Body.String(), `"data"`) }
	many := func(n int, f func(i int) string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(f(i))
		}
		return "{ " + b.String() + " }"
	}
	for name, ok := range map[string]bool{
		"alias overloading":        refused(post(many(101, func(i int) string { return fmt.Sprintf("a%d: __typename ", i) }))),
		"field duplication":        refused(post(many(501, func(int) string { return "__typename " }))),
		"directive overloading":    refused(post("{ __typename " + strings.Repeat("@aa ", 60) + "}")),
		"array-based batching":     do(a, "POST", "/graphql", "["+strings.Repeat(small+",", 9)+small+"]", "Content-Type", "application/json").Code == 400,
		"circular introspection":   refused(post("{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }")),
		"GET mutation":             do(a, "GET", get("mutation { __typename }"), "").Code == 405,
		"POST urlencoded":          do(a, "POST", "/graphql", "query=%7B__typename%7D", "Content-Type", "application/x-www-form-urlencoded").Code == 415,
		"GET from another site":    do(a, "GET", get("{ __typename }"), "", "Origin", "https://evil.example").Header().Get("Access-Control-Allow-Origin") == "",
		"tracing":                  !strings.Contains(post("{ __typename }").Body.String(), "tracing"),
		"unhandled errors":         !strings.Contains(do(a, "POST", "/graphql", `{"query":5}`, "Content-Type", "application/json").Body.String(), "Unmarshal"),
		"foreign console":          !strings.Contains(strings.ToLower(do(a, "GET", "/", "").Body.String()), "graphiql"),
		"introspection, by design": !refused(post("{ __schema { queryType { name } } }")), // the schema is public
	} {
		if !ok {
			t.Error(name)
		}
	}
}

func TestETag(t *testing.T) {
	rev := "r1"
	a := newAPI(t, &questions{}, Options{Revision: func(context.Context) (string, error) { return rev, nil }})
	day := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	a.now = func() time.Time { return day }
	target := get("query($n: String!) { country(name: $n) { id names { text } } }") + "&variables=" + url.QueryEscape(`{"n":"Russia"}`)
	first := do(a, "GET", target, "")
	tag := first.Header().Get("ETag")
	if !regexp.MustCompile(`^"[0-9a-f]{32}"$`).MatchString(tag) || first.Header().Get("Cache-Control") != "no-cache" {
		t.Fatalf("ETag %s, %v", tag, first.Header())
	}
	for _, given := range []string{tag, "W/" + tag, `"x", ` + tag, "*"} {
		if w := do(a, "GET", target, "", "If-None-Match", given); w.Code != 304 || w.Body.Len() != 0 || w.Header().Get("ETag") != tag {
			t.Errorf("%s: %d %s", given, w.Code, w.Header().Get("ETag"))
		}
	}
	zipped := do(a, "GET", target, "", "Accept-Encoding", "gzip")
	if z := zipped.Header().Get("ETag"); z == tag || z == "" {
		t.Errorf("other bytes under one strong ETag: %s", z)
	} else if w := do(a, "GET", target, "", "If-None-Match", z); w.Code != 304 {
		t.Errorf("the ETag of the compressed answer: %d", w.Code)
	}
	for name, w := range map[string]*httptest.ResponseRecorder{
		"other variables": do(a, "GET", strings.Replace(target, "Russia", "Nowhere", 1), "", "If-None-Match", tag),
		"other type":      do(a, "GET", target, "", "If-None-Match", tag, "Accept", newType),
	} {
		if w.Code != 200 {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
	rev = "r2"
	if w := do(a, "GET", target, "", "If-None-Match", tag); w.Code != 200 || w.Header().Get("ETag") == tag {
		t.Errorf("another revision: %d", w.Code)
	}
	rev, day = "r1", day.AddDate(0, 0, 1)
	if w := do(a, "GET", target, "", "If-None-Match", tag); w.Code != 200 {
		t.Errorf("another day: %d", w.Code)
	}
	if w := do(a, "GET", get(`{ country(name: "Nowhere") { id } }`), ""); w.Header().Get("ETag") != "" {
		t.Error("an answer with errors has an ETag")
	}
	if w := do(a, "POST", "/graphql", small, "Content-Type", "application/json"); w.Header().Get("ETag") != "" || w.Header().Get("Cache-Control") != "no-store" {
		t.Error("a POST may be kept")
	}
}

func TestGzip(t *testing.T) {
	a := newAPI(t, &questions{}, Options{})
	plain := do(a, "POST", "/graphql", large, "Content-Type", "application/json")
	w := do(a, "POST", "/graphql", large, "Content-Type", "application/json", "Accept-Encoding", "br, gzip")
	if w.Header().Get("Content-Encoding") != "gzip" || w.Header().Get("Content-Length") != fmt.Sprint(w.Body.Len()) {
		t.Fatalf("%v", w.Header())
	}
	z, err := gzip.NewReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil || !bytes.Equal(text, plain.Body.Bytes()) {
		t.Errorf("%v: not the same answer", err)
	}
	for name, w := range map[string]*httptest.ResponseRecorder{
		"a short answer": do(a, "POST", "/graphql", small, "Content-Type", "application/json", "Accept-Encoding", "gzip"),
		"refused gzip":   do(a, "POST", "/graphql", large, "Content-Type", "application/json", "Accept-Encoding", "gzip;q=0"),
		"metrics":        do(a, "GET", "/metrics", "", "Accept-Encoding", "gzip"),
	} {
		if w.Code != 200 || w.Header().Get("Content-Encoding") != "" {
			t.Errorf("%s: %d %v", name, w.Code, w.Header())
		}
	}
}

func TestOrigins(t *testing.T) {
	const friend = "https://friend.example"
	a := newAPI(t, &questions{}, Options{Origins: []string{friend}})
	w := do(a, "POST", "/graphql", small, "Content-Type", "application/json", "Origin", friend, "Sec-Fetch-Site", "cross-site")
	if w.Code != 200 || w.Header().Get("Access-Control-Allow-Origin") != friend {
		t.Errorf("%d %v", w.Code, w.Header())
	}
	if w = do(a, "OPTIONS", "/graphql", "", "Origin", friend); w.Code != 204 || w.Header().Get("Access-Control-Allow-Methods") == "" {
		t.Errorf("preflight: %d %v", w.Code, w.Header())
	}
	if w = do(a, "POST", "/graphql", small, "Content-Type", "application/json", "Origin", "https://evil.example"); w.Code != 403 || w.Header().Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("another origin: %d", w.Code)
	}
	for _, bad := range []string{"*", "friend.example", "https://friend.example/x"} {
		if _, err := New(a.x, Options{Origins: []string{bad}}); err == nil {
			t.Errorf("origin %s is taken", bad)
		}
	}
}

func TestHealth(t *testing.T) {
	var ready error
	a := newAPI(t, &questions{}, Options{Ready: func(context.Context) error { return ready }})
	check := func(path string, want int) {
		t.Helper()
		if w := do(a, "GET", path, ""); w.Code != want || strings.Contains(w.Body.String(), "secret") {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
	check("/livez", 200)
	check("/readyz", 200)
	ready = errors.New("secret")
	check("/readyz", 503)
	check("/livez", 200)
	ready = nil
	a.Drain()
	check("/readyz", 503)
	check("/livez", 200)
	do(a, "POST", "/graphql", `{"query":"{ country(name: \"x\") { id } }"}`, "Content-Type", "application/json")
	m := do(a, "GET", "/metrics", "").Body.String()
	for _, want := range []string{`entente_http_requests_total{path="/livez",status="200"} 3`, `entente_graphql_errors_total{code="UNKNOWN_NAME"} 1`} {
		if !strings.Contains(m, want) {
			t.Errorf("metrics lack %s", want)
		}
	}
}

type broken struct{ Executor }

func TestPanic(t *testing.T) {
	var log bytes.Buffer
	a := newAPI(t, &questions{}, Options{Logger: slog.New(slog.NewTextHandler(&log, nil))})
	a.x = broken{} // its nil Execute panics
	w := do(a, "POST", "/graphql", small, "Content-Type", "application/json", "X-Request-Id", "abc-1")
	if w.Code != 500 || !strings.Contains(w.Body.String(), "abc-1") || strings.Contains(w.Body.String(), "nil pointer") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if !strings.Contains(log.String(), "nil pointer") || !strings.Contains(log.String(), "abc-1") {
		t.Errorf("log %s", log.String())
	}
}

func TestLogLine(t *testing.T) {
	var log bytes.Buffer
	a := newAPI(t, &questions{}, Options{Logger: slog.New(slog.NewTextHandler(&log, nil))})
	do(a, "POST", "/graphql", `{"query":"query Who($n: String!) { country(name: $n) { id } }","variables":{"n":"a private name"}}`, "Content-Type", "application/json", "X-Request-Id", "bad id\n")
	do(a, "GET", "/livez", "")
	s := log.String()
	if strings.Count(s, "\n") != 1 || !strings.Contains(s, "operation=Who") || !strings.Contains(s, "UNKNOWN_NAME") || strings.Contains(s, "private") || strings.Contains(s, "bad id") {
		t.Errorf("log %s", s)
	}
}

// The page asks nobody else, and its policy allows it and nothing more. What is
// not of the page is refused in the API's own words.
func TestPage(t *testing.T) {
	a := newAPI(t, &questions{}, Options{})
	for _, path := range []string{"/", "/pair?a=Russia&b=China", "/console", "/embed?view=pair"} {
		w := do(a, "GET", path, "")
		csp := w.Header().Get("Content-Security-Policy")
		if w.Code != 200 || strings.Contains(csp, "unsafe") || !strings.Contains(csp, "default-src 'none'; script-src 'self'; style-src 'self'") {
			t.Errorf("%s: %d %s", path, w.Code, csp)
		}
		if framed := w.Header().Get("X-Frame-Options") == ""; framed != strings.HasPrefix(path, "/embed") {
			t.Errorf("%s: may be framed: %v", path, framed)
		}
	}
	for _, c := range []struct{ method, path string }{{"GET", "/nothing"}, {"POST", "/pair"}, {"GET", "/assets/none.js"}} {
		w := do(a, c.method, c.path, "")
		if w.Code != 404 || !strings.Contains(w.Body.String(), "NOT_FOUND") || w.Header().Get("Content-Security-Policy") != apiCSP[0] {
			t.Errorf("%s %s: %d %s", c.method, c.path, w.Code, w.Body)
		}
	}
	b := newAPI(t, &questions{}, Options{Web: http.NotFoundHandler()})
	if do(b, "GET", "/", "").Code != 404 {
		t.Error("the page is served over another")
	}
}

// A running request is answered, readiness says no, and Serve returns.
func TestServe(t *testing.T) {
	started, release := make(chan struct{}), make(chan struct{})
	q := &questions{country: func(context.Context, string) (*analysis.Country, error) {
		close(started)
		<-release
		return nil, errors.New("x")
	}}
	a := newAPI(t, q, Options{})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	served := make(chan error, 1)
	go func() { served <- Serve(ctx, NewServer(a, ""), l, 10*time.Second) }()
	answered := make(chan error, 1)
	go func() {
		r, err := http.Post("http://"+l.Addr().String()+"/graphql", "application/json", strings.NewReader(small))
		if err == nil {
			_, err = io.Copy(io.Discard, r.Body)
			err = errors.Join(err, r.Body.Close())
		}
		answered <- err
	}()
	<-started
	cancel()
	for !a.draining.Load() {
		time.Sleep(time.Millisecond)
	}
	close(release)
	if err := <-answered; err != nil {
		t.Error(err)
	}
	if err := <-served; err != nil {
		t.Error(err)
	}
}

func TestConcurrent(t *testing.T) {
	a := newAPI(t, &questions{}, Options{})
	s := httptest.NewServer(a)
	defer s.Close()
	var wg sync.WaitGroup
	for i := range 200 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			body := []string{small, large, `{"query":"{"}`, `[]`}[i%4]
			r, err := http.Post(s.URL+"/graphql", "application/json", strings.NewReader(body))
			if err != nil {
				t.Error(err)
				return
			}
			defer r.Body.Close()
			if text, err := io.ReadAll(r.Body); err != nil || !json.Valid(text) {
				t.Errorf("%v %s", err, text)
			}
		}()
	}
	wg.Wait()
}

func FuzzRequest(f *testing.F) {
	for _, s := range []string{small, large, "null", "[]", `{"query":5}`, `{"query":"{__typename}","variables":{"a":1e999}}`, small + "x"} {
		f.Add(s, "query=%7B__typename%7D&variables=%7B%7D", "application/json;q=0.5, */*")
	}
	a := newAPI(f, &questions{}, Options{})
	f.Fuzz(func(t *testing.T, body, rawQuery, accept string) {
		r := httptest.NewRequest("GET", "/graphql", nil)
		r.URL.RawQuery = rawQuery
		p := httptest.NewRequest("POST", "/graphql", strings.NewReader(body))
		p.Header.Set("Content-Type", "application/json")
		for _, r := range []*http.Request{r, p} {
			r.Header["Accept"] = []string{accept}
			w := httptest.NewRecorder()
			a.ServeHTTP(w, r)
			if w.Code >= 500 || !json.Valid(w.Body.Bytes()) {
				t.Errorf("%d %q", w.Code, w.Body)
			}
		}
	})
}
