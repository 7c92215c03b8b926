package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/pflag"

	"entente/graph"
	"entente/graph/analysis"
	"entente/graph/neo4jstore"
	"entente/graph/sqlitestore"
	"entente/graph/vocab"
	"entente/seed/facts"
)

// storeOptions say where the graph is.
type storeOptions struct {
	address  string
	user     string
	database string
}

func (o *storeOptions) flags(fs *pflag.FlagSet) {
	fs.StringVar(&o.address, "store", "entente.db", "where the graph is: a file (embedded), or a neo4j:// or bolt:// address")
	fs.StringVar(&o.user, "neo4j-user", "neo4j", "user at the Neo4j server; the password comes from ENTENTE_NEO4J_PASSWORD or the file named by ENTENTE_NEO4J_PASSWORD_FILE")
	fs.StringVar(&o.database, "neo4j-database", "neo4j", "database at the Neo4j server")
}

// isServer tells a server's address from a file's path. It is asked by the
// constructor and by the words for people, by nothing else.
func (o *storeOptions) isServer() bool { return strings.Contains(o.address, "://") }

// name is the store as it may be printed: never with credentials.
func (o *storeOptions) name() string {
	if !o.isServer() {
		return o.address
	}
	scheme, rest, _ := strings.Cut(o.address, "://")
	if i := strings.LastIndex(rest, "@"); i >= 0 {
		rest = "***@" + rest[i+1:]
	}
	return scheme + "://" + rest
}

// open opens the store and fills or renews the starter graph in it.
func (o *storeOptions) open(ctx context.Context) (graph.Store, error) {
	s, err := o.connect(ctx)
	if err != nil {
		return nil, err
	}
	if _, _, err := facts.Ensure(ctx, s); err != nil {
		s.Close()
		return nil, fmt.Errorf("bring the starter graph into %s: %w", o.name(), err)
	}
	return s, nil
}

func (o *storeOptions) connect(ctx context.Context) (graph.Store, error) {
	if !o.isServer() {
		return sqlitestore.Open(ctx, o.address, vocab.Schema(), sqlitestore.Options{})
	}
	password, err := secret("NEO4J_PASSWORD")
	if err != nil {
		return nil, err
	}
	return neo4jstore.Open(ctx, o.address, vocab.Schema(), neo4jstore.Options{User: o.user, Password: password, Database: o.database})
}

// secret reads a secret from the environment or from the file the environment
// names; secrets are never flags, which other users of a machine can see.
func secret(name string) (string, error) {
	if v, ok := os.LookupEnv(envPrefix + name); ok {
		return v, nil
	}
	path, ok := os.LookupEnv(envPrefix + name + "_FILE")
	if !ok {
		return "", nil
	}
	b, err := os.ReadFile(path) // #nosec G304 -- the operator names it
	if err != nil {
		return "", fmt.Errorf("read the secret named by %s%s_FILE: %w", envPrefix, name, err)
	}
	return strings.TrimRight(string(b), "\r\n"), nil
}

// service opens the store and the analysis on it. Close the store when done.
func (o *storeOptions) service(ctx context.Context) (*analysis.Service, graph.Store, error) {
	s, err := o.open(ctx)
	if err != nil {
		return nil, nil, err
	}
	return analysis.New(s, analysis.Options{Datasets: datasetInfo(), ReadClaim: newReader(s).claim}), s, nil
}
