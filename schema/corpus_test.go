package schema_test

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

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

// The corpus: questions in testdata/[0-9]*.graphql, their answers beside them. The
// embedded store makes the answers, every other store must give the same bytes.
func TestCorpusEmbedded(t *testing.T) {
	s, err := sqlitestore.Open(t.Context(), sqlitestore.Memory, vocab.Schema(), sqlitestore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	corpus(t, s, golden.Equal)
}

func TestCorpusNeo4j(t *testing.T) {
	server := neo4jtest.Start(t)
	s, err := neo4jstore.Open(t.Context(), server.URI, vocab.Schema(), neo4jstore.Options{User: server.User, Password: server.Password})
	if err != nil {
		t.Fatal(err)
	}
	corpus(t, s, func(t testing.TB, path string, got []byte) {
		t.Helper()
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("Neo4j answers %s otherwise than the embedded store:\n%s", path, got)
		}
	})
}

func corpus(t *testing.T, s graph.Store, equal func(testing.TB, string, []byte)) {
	t.Cleanup(func() { s.Close() })
	if _, err := facts.Load(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	service := analysis.New(s, analysis.Options{})
	t.Cleanup(service.Close)
	x, err := schema.New(service, schema.Options{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("testdata/[0-9]*.graphql")
	if err != nil || len(files) == 0 {
		t.Fatalf("no questions in testdata: %v", err)
	}
	for _, path := range files {
		query, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := json.Indent(&out, x.Execute(t.Context(), schema.Request{Query: string(query)}).Body, "", " "); err != nil {
			t.Fatal(err)
		}
		out.WriteByte('\n')
		equal(t, strings.TrimSuffix(path, ".graphql")+".json", out.Bytes())
	}
	t.Logf("counted: %d questions of the corpus answered", len(files))
}
