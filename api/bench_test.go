package api

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/graphql-go/graphql"

	"entente/schema"
)

// discard is a response writer without the recorder's own work.
type discard struct {
	h http.Header
	n int
}

func (d *discard) Header() http.Header         { return d.h }
func (d *discard) Write(b []byte) (int, error) { d.n += len(b); return len(b), nil }
func (d *discard) WriteHeader(int)             {}

func post(b *testing.B, h http.Handler, body string) {
	b.ReportAllocs()
	for b.Loop() {
		r := httptest.NewRequest("POST", "/graphql", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		w := &discard{h: http.Header{}}
		h.ServeHTTP(w, r)
		if w.n == 0 {
			b.Fatal("no answer")
		}
	}
}

// BenchmarkHandler compares, without the network: a gin handler that reads and
// writes JSON, graphql.Do behind gin, and this package. The question is the
// same small one; schema's BenchmarkPair has the pair query.
func BenchmarkHandler(b *testing.B) {
	gin.SetMode(gin.ReleaseMode)
	type asked struct {
		Query     string         `json:"query"`
		Variables map[string]any `json:"variables"`
	}
	b.Run("plain-gin", func(b *testing.B) {
		e := gin.New()
		e.POST("/graphql", func(c *gin.Context) {
			var q asked
			if c.ShouldBindJSON(&q) != nil {
				c.Status(400)
				return
			}
			c.JSON(200, gin.H{"data": gin.H{"country": gin.H{"name": "Russia", "id": "country/RUS"}}})
		})
		post(b, e, small)
	})
	b.Run("entente", func(b *testing.B) { post(b, newAPI(b, &questions{}, Options{}), small) })
	b.Run("graphql.Do", func(b *testing.B) {
		country := graphql.NewObject(graphql.ObjectConfig{Name: "Country", Fields: graphql.Fields{
			"name": &graphql.Field{Type: graphql.String}, "id": &graphql.Field{Type: graphql.ID}}})
		s, err := graphql.NewSchema(graphql.SchemaConfig{Query: graphql.NewObject(graphql.ObjectConfig{Name: "Query", Fields: graphql.Fields{
			"country": &graphql.Field{Type: country, Args: graphql.FieldConfigArgument{"name": &graphql.ArgumentConfig{Type: graphql.String}},
				Resolve: func(graphql.ResolveParams) (any, error) {
					return map[string]any{"name": "Russia", "id": "country/RUS"}, nil
				}}}})})
		if err != nil {
			b.Fatal(err)
		}
		e := gin.New()
		e.POST("/graphql", func(c *gin.Context) {
			var q asked
			if c.ShouldBindJSON(&q) != nil {
				c.Status(400)
				return
			}
			c.JSON(200, graphql.Do(graphql.Params{Schema: s, RequestString: q.Query, VariableValues: q.Variables, Context: c.Request.Context()}))
		})
		post(b, e, small)
	})
}

// BenchmarkHTTP is the same over connections on 127.0.0.1, client included.
func BenchmarkHTTP(b *testing.B) {
	run := func(b *testing.B, h http.Handler) {
		s := httptest.NewServer(h)
		defer s.Close()
		client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
		b.SetParallelism(8)
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				r, err := client.Post(s.URL+"/graphql", "application/json", bytes.NewReader([]byte(small)))
				if err != nil {
					b.Error(err)
					return
				}
				_, _ = io.Copy(io.Discard, r.Body)
				_ = r.Body.Close()
			}
		})
	}
	e := gin.New()
	e.POST("/graphql", func(c *gin.Context) {
		var q schema.Request
		if err := json.NewDecoder(c.Request.Body).Decode(&q); err != nil {
			c.Status(400)
			return
		}
		c.JSON(200, gin.H{"data": gin.H{"country": gin.H{"name": "Russia", "id": "country/RUS"}}})
	})
	b.Run("plain-gin", func(b *testing.B) { run(b, e) })
	b.Run("entente", func(b *testing.B) { run(b, newAPI(b, &questions{}, Options{})) })
}
