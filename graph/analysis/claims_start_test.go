package analysis_test

import (
	"sync"
	"testing"

	"entente/graph"
	"entente/graph/analysis"
	"entente/graph/sqlitestore"
	"entente/graph/vocab"
	"entente/seed/facts"
)

var starterOnce struct {
	sync.Once
	s   graph.Store
	err error
}

// starterService is a service over the starter graph, which is loaded once and
// not written to.
func starterService(t testing.TB) *analysis.Service {
	t.Helper()
	starterOnce.Do(func() {
		starterOnce.s, starterOnce.err = sqlitestore.Open(t.Context(), sqlitestore.Memory, vocab.Schema(), sqlitestore.Options{})
		if starterOnce.err == nil {
			_, starterOnce.err = facts.Load(t.Context(), starterOnce.s)
		}
	})
	if starterOnce.err != nil {
		t.Fatal(starterOnce.err)
	}
	s := analysis.New(starterOnce.s, analysis.Options{})
	t.Cleanup(s.Close)
	return s
}
