package api

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"entente/schema"
)

func TestCypherEndpoint(t *testing.T) {
	x, err := schema.New(&questions{}, schema.Options{})
	if err != nil {
		t.Fatal(err)
	}
	ask := func(o Options, method, contentType, body string) *httptest.ResponseRecorder {
		a, err := New(x, o)
		if err != nil {
			t.Fatal(err)
		}
		w := httptest.NewRecorder()
		r := httptest.NewRequest(method, "/cypher", strings.NewReader(body))
		if contentType != "" {
			r.Header.Set("Content-Type", contentType)
		}
		a.ServeHTTP(w, r)
		return w
	}
	run := Options{Cypher: func(_ context.Context, query string, params map[string]any) (CypherResult, error) {
		switch query {
		case "bad":
			return CypherResult{}, &schema.Error{Code: schema.BadRequest, Message: "no such word"}
		case "away":
			return CypherResult{}, &schema.Error{Code: schema.Unavailable, Message: "away"}
		case "fault":
			return CypherResult{}, errors.New("bolt://user:secret@host")
		}
		return CypherResult{Columns: []string{"x"}, Rows: [][]any{{params["x"]}}}, nil
	}}
	for _, c := range []struct {
		o                 Options
		method, kind, say string
		status            int
		want              string
	}{
		{Options{}, "POST", "application/json", `{"query":"RETURN 1"}`, http.StatusNotFound, "nothing at this address"}, // off unless switched on
		{run, "GET", "", "", http.StatusMethodNotAllowed, "not allowed"},
		{run, "POST", "text/plain", `{"query":"RETURN 1"}`, http.StatusUnsupportedMediaType, "application/json"},
		{run, "POST", "application/json", `{"query":"RETURN $x AS x","variables":{"x":"hé"}}`, http.StatusOK, `"rows":[["hé"]]`},
		{run, "POST", "application/json", `{"query":"bad"}`, http.StatusBadRequest, "no such word"},
		{run, "POST", "application/json", `{"query":"away"}`, http.StatusServiceUnavailable, "away"},
		{run, "POST", "application/json", `{"query":"fault"}`, http.StatusInternalServerError, "nternal error"},
		{run, "POST", "application/json", `[]`, http.StatusBadRequest, "object"},
	} {
		w := ask(c.o, c.method, c.kind, c.say)
		if w.Code != c.status || !strings.Contains(w.Body.String(), c.want) || strings.Contains(w.Body.String(), "secret") {
			t.Errorf("%s %s: %d %s, want %d %s", c.method, c.say, w.Code, w.Body, c.status, c.want)
		}
	}
}
