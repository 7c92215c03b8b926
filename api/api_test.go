package api

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"entente/graph"
	"entente/graph/analysis"
	"entente/schema"
)

// questions answers what these tests ask; the rest of the interface is nil and
// asked by none of them.
type questions struct {
	analysis.Questions
	country func(ctx context.Context, name string) (*analysis.Country, error)
}

func (q *questions) Country(ctx context.Context, name string, _ graph.Date) (*analysis.Country, error) {
	if q.country != nil {
		return q.country(ctx, name)
	}
	if name != "Russia" {
		return nil, &analysis.NameError{Asked: name, Sentence: "No state is called " + name + "."}
	}
	return q.CountryByKey(graph.Key{}), nil
}

func (q *questions) CountryByKey(graph.Key) *analysis.Country { return russia }

var russia = func() *analysis.Country {
	c := &analysis.Country{Key: graph.Key{Kind: "Country", ID: "country/RUS"}, Name: "Russia", ISO3: "RUS"}
	for range 100 {
		c.Names = append(c.Names, analysis.Name{Text: "Russian Federation"})
	}
	return c
}()

func (q *questions) DisplayName(graph.Key, graph.Date) string { return "Russia" }

var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

func newAPI(t testing.TB, q analysis.Questions, o Options) *API {
	t.Helper()
	if o.Logger == nil {
		o.Logger = quiet
	}
	x, err := schema.New(q, schema.Options{Logger: o.Logger})
	if err != nil {
		t.Fatal(err)
	}
	a, err := New(x, o)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func do(a http.Handler, method, target, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	a.ServeHTTP(w, r)
	return w
}

// TestServeForAudit serves on 127.0.0.1 for the audits of .ci/graphql-http
// where ENTENTE_AUDIT_ADDR asks for it, until the test is stopped.
func TestServeForAudit(t *testing.T) {
	addr := os.Getenv("ENTENTE_AUDIT_ADDR")
	if addr == "" {
		t.Skip("set ENTENTE_AUDIT_ADDR to serve for the audits")
	}
	a := newAPI(t, &questions{}, Options{Revision: func(context.Context) (string, error) { return "r1", nil }})
	s := NewServer(a, addr)
	time.AfterFunc(2*time.Minute, func() { s.Close() })
	t.Log(s.ListenAndServe())
}
