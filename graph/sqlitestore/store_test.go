package sqlitestore

import (
	"context"
	"path/filepath"
	"testing"

	"entente/graph"
	"entente/graph/storetest"
)

func open(t testing.TB, path string, schema *graph.Schema) *Store {
	t.Helper()
	s, err := Open(t.Context(), path, schema, Options{})
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return s
}

func TestContractOnFile(t *testing.T) {
	storetest.Run(t, func(t *testing.T, schema *graph.Schema) graph.Store {
		s := open(t, filepath.Join(t.TempDir(), "graph.db"), schema)
		t.Cleanup(func() { verify(t, s) })
		return s
	}, storetest.Caps{Snapshots: true, Reopen: func(t *testing.T, s graph.Store) graph.Store {
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		return open(t, s.(*Store).Path(), storetest.Schema())
	}})
}

func TestContractInMemory(t *testing.T) {
	storetest.Run(t, func(t *testing.T, schema *graph.Schema) graph.Store {
		s := open(t, Memory, schema)
		t.Cleanup(func() { verify(t, s) })
		return s
	}, storetest.Caps{Snapshots: true})
}

// verify checks a store at the end of a test that left it open.
func verify(t *testing.T, s *Store) {
	t.Helper()
	if s.closed.Load() {
		return
	}
	if err := s.Verify(context.Background()); err != nil {
		t.Errorf("Verify: %v", err)
	}
}
