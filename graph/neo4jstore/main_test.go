package neo4jstore

import (
	"os"
	"testing"

	"entente/graph"
	"entente/graph/storetest"
	"entente/internal/neo4jtest"
)

func TestMain(m *testing.M) { os.Exit(neo4jtest.Main(m)) }

func options(srv *neo4jtest.Server) Options {
	return Options{User: srv.User, Password: srv.Password}
}

// open gives a store on the package's server, emptied.
func open(t testing.TB, schema *graph.Schema) *Store {
	t.Helper()
	srv := neo4jtest.Start(t)
	return reopen(t, srv, schema, options(srv))
}

func reopen(t testing.TB, srv *neo4jtest.Server, schema *graph.Schema, opts Options) *Store {
	t.Helper()
	s, err := Open(t.Context(), srv.URI, schema, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestContract(t *testing.T) {
	storetest.Run(t, func(t *testing.T, schema *graph.Schema) graph.Store { return open(t, schema) }, storetest.Caps{
		Slow: true,
		Reopen: func(t *testing.T, s graph.Store) graph.Store {
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			return reopen(t, neo4jtest.Running(t), storetest.Schema(), options(neo4jtest.Running(t)))
		},
	})
}
