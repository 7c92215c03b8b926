package schema

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/graphql-go/graphql"
)

// The pair query in-process: ours with its cache, ours with an unknown
// document each time, and the library from text to JSON.
func BenchmarkPair(b *testing.B) {
	q := &fake{}
	x := newExecutor(b, q, Limits{})
	b.Run("ours", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if r := x.Execute(context.Background(), Request{Query: pairQuery, Variables: pairVars}); len(r.Errors) > 0 {
				b.Fatal(r.Errors)
			}
		}
	})
	b.Run("ours-unknown", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			x.cache = documentCache{entries: 8, bytes: 1 << 20}
			x.Execute(context.Background(), Request{Query: pairQuery, Variables: pairVars})
		}
	})
	b.Run("graphql.Do", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			r := graphql.Do(graphql.Params{Schema: x.schema, RequestString: pairQuery, VariableValues: pairVars, Context: context.Background()})
			if _, err := json.Marshal(r); err != nil || r.HasErrors() {
				b.Fatal(err, r.Errors)
			}
		}
	})
}
