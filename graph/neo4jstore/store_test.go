package neo4jstore

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"entente/graph"
	"entente/graph/storetest"
	"entente/graph/vocab"
	"entente/internal/neo4jtest"
)

const readMode = neo4j.AccessModeRead

// dump is the whole graph as text.
func dump(t testing.TB, s *Store) []string {
	t.Helper()
	var out []string
	for n, err := range s.Nodes(t.Context(), graph.NodeFilter{}) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprint(n))
	}
	for e, err := range s.Edges(t.Context(), graph.EdgeFilter{}) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprint(e))
	}
	slices.Sort(out)
	return out
}

func TestAddressesRefused(t *testing.T) {
	for _, uri := range []string{"", "x", "http://host:7474", "neo4j://", "neo4j://user:hunter2@host:7687", "bolt://host:7687/db?x=hunter2", "neo4j://ho st:hunter2", "NEO4J+x://host"} {
		_, err := Open(t.Context(), uri, storetest.Schema(), Options{Password: "hunter2"})
		if !errors.Is(err, graph.ErrInvalid) {
			t.Errorf("%q: %v", uri, err)
		}
		if err != nil && strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%q: the error shows the password: %v", uri, err)
		}
	}
}

func TestSchemaRefused(t *testing.T) {
	for name, schema := range map[string]*graph.Schema{
		"none":            nil,
		"node property":   {Kinds: map[graph.Kind]map[string]graph.ValueType{"A": {"id": graph.String}}},
		"lock":            {Kinds: map[graph.Kind]map[string]graph.ValueType{"A": {"_lock": graph.String}}},
		"meta label":      {Kinds: map[graph.Kind]map[string]graph.ValueType{metaLabel: {}}},
		"source property": {Relations: map[graph.Relation]graph.RelationSchema{"R": {Props: map[string]graph.ValueType{"source": graph.String}}}},
	} {
		if _, err := Open(t.Context(), "bolt://127.0.0.1:1", schema, Options{}); !errors.Is(err, graph.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := newTables(vocab.Schema()); err != nil {
		t.Errorf("the program's own schema: %v", err)
	}
}

func TestOptionsHideThePassword(t *testing.T) {
	o := Options{User: "u", Password: "hunter2"}
	var b bytes.Buffer
	slog.New(slog.NewJSONHandler(&b, nil)).Info("x", "options", o)
	all := fmt.Sprintf("%v %+v %#v %s", o, o, o, o) + b.String()
	if strings.Contains(all, "hunter2") || !strings.Contains(all, "***") {
		t.Error(all)
	}
}

func TestRecent(t *testing.T) {
	for agent, want := range map[string]bool{"Neo4j/5.26.12": true, "Neo4j/5.23.0": true, "Neo4j/5.9.0": false, "Neo4j/4.4.40": false, "Neo4j/2025.05.0": true, "Neo4j/6.0": true, "other": true, "Neo4j/x": true} {
		if got := recent(agent); got != want {
			t.Errorf("%s: %t", agent, got)
		}
	}
}

// A server that is not there, one that never answers, and one that refuses the
// password: ErrUnavailable soon, and no secret in the error or in the log.
func TestUnreachable(t *testing.T) {
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	go func() {
		for {
			if _, err := silent.Accept(); err != nil {
				return
			}
		}
	}()
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed.Close()
	for name, addr := range map[string]string{"closed": closed.Addr().String(), "silent": silent.Addr().String()} {
		for _, scheme := range []string{"bolt", "neo4j"} {
			var log bytes.Buffer
			start := time.Now()
			_, err := Open(t.Context(), scheme+"://"+addr, storetest.Schema(), Options{Password: "hunter2", Timeout: 2 * time.Second,
				Logger: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
			if !errors.Is(err, graph.ErrUnavailable) {
				t.Errorf("%s %s: %v", scheme, name, err)
			}
			if d := time.Since(start); d > 5*time.Second {
				t.Errorf("%s %s: took %s", scheme, name, d)
			}
			for _, secret := range []string{"hunter2", addr} {
				if strings.Contains(fmt.Sprint(err), secret) || strings.Contains(log.String(), secret) {
					t.Errorf("%s %s: %q is shown: %v %s", scheme, name, secret, err, log.String())
				}
			}
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if _, err := Open(ctx, "bolt://"+silent.Addr().String(), storetest.Schema(), Options{}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the caller's deadline: %v", err)
	}
}

func TestWrongPassword(t *testing.T) {
	srv := neo4jtest.Start(t)
	if srv.Password == "" {
		t.Skip("the server asks for no password")
	}
	_, err := Open(t.Context(), srv.URI, storetest.Schema(), Options{User: srv.User, Password: "hunter2-wrong"})
	if !errors.Is(err, graph.ErrUnavailable) || strings.Contains(fmt.Sprint(err), "hunter2") {
		t.Error(err)
	}
	_, err = Open(t.Context(), srv.URI, storetest.Schema(), Options{User: srv.User, Password: srv.Password, Database: "nothing"})
	if !errors.Is(err, graph.ErrUnavailable) {
		t.Error("a database that is not there:", err)
	}
}

func TestRoutingScheme(t *testing.T) {
	srv := neo4jtest.Start(t)
	s, err := Open(t.Context(), strings.Replace(srv.URI, "bolt://", "neo4j://", 1), storetest.Schema(), options(srv))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Upsert(t.Context(), graph.Batch{Nodes: []graph.Node{{Key: graph.Key{Kind: "Thing", ID: "a"}}}}); err != nil {
		t.Error(err)
	}
	if got := dump(t, s); len(got) != 1 {
		t.Error(got)
	}
}

// The layout is what api.md's table and doc.go promise Cypher users, and ids
// have one name (B83); an undirected pattern counted the right way (B71).
func TestLayout(t *testing.T) {
	srv := neo4jtest.Start(t)
	s := reopen(t, srv, vocab.Schema(), options(srv))
	c := func(x string) graph.Key { return vocab.Key(vocab.Country, x) }
	rc := vocab.Key(vocab.RollCall, "S/RES/2397(2017)")
	ally := func(from, to, id string) graph.Edge {
		return graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.AlliedWith, From: c(from), To: c(to), ID: id, Source: "atop"}, Props: graph.P("since", graph.MustDate("1961-07"), "obligations", []string{"defence"})}
	}
	_, err := s.Upsert(t.Context(), graph.Batch{
		Nodes: []graph.Node{{Key: c("RUS"), Props: graph.P("name", "Russia")}, {Key: c("PRK")}, {Key: c("CHN")}, {Key: rc, Props: graph.P("date", graph.Day(2017, 12, 22), "yes", 15)}},
		Edges: []graph.Edge{
			{EdgeKey: graph.EdgeKey{Kind: vocab.Voted, From: c("RUS"), To: rc, Source: "undl-sc"}, Props: graph.P("choice", "yes", "ref", "1")},
			ally("PRK", "RUS", "1961"), ally("CHN", "PRK", "1961"), ally("CHN", "RUS", "2001"),
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	for query, want := range map[string]string{
		"MATCH (c:Country)-[v:VOTED]->(r:RollCall) RETURN c.id, c.name, v {.*}, r.id, r.date, date(r.date).year": "[[country/RUS Russia map[choice:yes ref:1 source:undl-sc] rollcall/S/RES/2397(2017) 2017-12-22 2017]]",
		"MATCH (:Country)-[a:ALLIED_WITH]->(:Country) RETURN a.id, a.since, a.obligations ORDER BY a.id LIMIT 1": "[[1961 1961-07 [defence]]]",
		"MATCH (:Country)-[a:ALLIED_WITH]->(:Country) RETURN count(a)":                                           "[[3]]",
		"MATCH (a:Country)-[x:ALLIED_WITH]-(b:Country) WHERE a.id < b.id RETURN count(x)":                        "[[3]]",
		"MATCH (m:EntenteMeta) RETURN count(m), m.version, m.revision":                                           "[[1 1 1]]",
		"MATCH (n) WHERE n._lock IS NOT NULL OR n._new IS NOT NULL RETURN count(n)":                              "[[0]]",
		"SHOW CONSTRAINTS YIELD labelsOrTypes, properties WHERE 'RollCall' IN labelsOrTypes RETURN properties":   "[[[id]]]",
	} {
		if got := fmt.Sprint(srv.Run(t, query, nil)); got != want {
			t.Errorf("%s\n got %s\nwant %s", query, got, want)
		}
	}
}

// What others put into the database is not ours and does not disturb; what they
// break of ours is told.
func TestForeignData(t *testing.T) {
	srv := neo4jtest.Start(t)
	s := reopen(t, srv, storetest.Schema(), options(srv))
	a, b := graph.Key{Kind: "Thing", ID: "a"}, graph.Key{Kind: "Thing", ID: "b"}
	if _, err := s.Upsert(t.Context(), graph.Batch{Nodes: []graph.Node{{Key: a}, {Key: b}}, Edges: []graph.Edge{{EdgeKey: graph.EdgeKey{Kind: "LINKS", From: a, To: b, Source: "s"}}}}); err != nil {
		t.Fatal(err)
	}
	was := dump(t, s)
	srv.Run(t, "MATCH (a:Thing {id: 'a'}), (b:Thing {id: 'b'}) CREATE (a)-[:FOREIGN]->(:Foreign {x: 1})-[:FOREIGN]->(b) SET a.foreign = 1", nil)
	if now := dump(t, s); fmt.Sprint(now) != fmt.Sprint(was) {
		t.Errorf("%v, then %v", was, now)
	}
	if es, err := graph.Collect(s.Edges(t.Context(), graph.EdgeFilter{Touching: []graph.Key{a}})); err != nil || len(es) != 1 {
		t.Error(es, err)
	}
	srv.Run(t, "MATCH (a:Thing {id: 'a'}) SET a.i = 'text', a.f = 1", nil)
	if _, err := s.Node(t.Context(), a); !errors.Is(err, graph.ErrCorrupt) || !strings.Contains(err.Error(), `"i"`) {
		t.Error(err)
	}
	srv.Run(t, "MATCH (a:Thing {id: 'a'}) REMOVE a.i", nil)
	if n, err := s.Node(t.Context(), a); err != nil || n.Props.Get("f") != 1.0 {
		t.Error(n, err)
	}
	srv.Run(t, "MATCH (a:Thing {id: 'a'})-[r:LINKS]->(b) CREATE (a)-[s:LINKS]->(b) SET s = r", nil)
	if _, err := s.Upsert(t.Context(), graph.Batch{Edges: []graph.Edge{{EdgeKey: graph.EdgeKey{Kind: "LINKS", From: a, To: b, Source: "s"}, Props: graph.P("i", 3)}}}); !errors.Is(err, graph.ErrCorrupt) {
		t.Error("a twin made by hand:", err)
	}
	srv.Run(t, "MATCH (m:EntenteMeta) SET m.version = 99", nil)
	if _, err := Open(t.Context(), srv.URI, storetest.Schema(), options(srv)); !errors.Is(err, graph.ErrNewer) {
		t.Error(err)
	}
}

func TestReadOnly(t *testing.T) {
	srv := neo4jtest.Start(t)
	opts := options(srv)
	opts.ReadOnly = true
	ro := reopen(t, srv, storetest.Schema(), opts)
	rev, err := ro.Revision(t.Context())
	if err != nil || rev == "" {
		t.Error(rev, err)
	}
	if n := srv.Run(t, "MATCH (n) RETURN count(n)", nil)[0][0]; n != int64(0) {
		t.Errorf("opening read-only made %d nodes", n)
	}
	s := reopen(t, srv, storetest.Schema(), options(srv))
	a := graph.Node{Key: graph.Key{Kind: "Thing", ID: "a"}, Props: graph.P("s", "x")}
	if _, err := s.Upsert(t.Context(), graph.Batch{Nodes: []graph.Node{a}}); err != nil {
		t.Fatal(err)
	}
	if n, err := ro.Node(t.Context(), a.Key); err != nil || n.Props.String("s") != "x" {
		t.Error(n, err)
	}
	if got := dump(t, ro); len(got) != 1 {
		t.Error(got)
	}
	if _, err := ro.Upsert(t.Context(), graph.Batch{Nodes: []graph.Node{a}}); !errors.Is(err, graph.ErrReadOnly) {
		t.Error(err)
	}
	if _, err := ro.Remove(t.Context(), "s", nil); !errors.Is(err, graph.ErrReadOnly) {
		t.Error(err)
	}
}

// Removing a property that is not there must take the node's lock: all rests on
// it.
func TestLockHolds(t *testing.T) {
	srv := neo4jtest.Start(t)
	s := reopen(t, srv, storetest.Schema(), options(srv))
	if _, err := s.Upsert(t.Context(), graph.Batch{Nodes: []graph.Node{{Key: graph.Key{Kind: "Thing", ID: "a"}}}}); err != nil {
		t.Fatal(err)
	}
	lock := "MATCH (n:Thing {id: 'a'}) REMOVE n." + lockProp
	held, release := make(chan bool), make(chan bool)
	var wg sync.WaitGroup
	wg.Go(func() {
		err := s.write(t.Context(), "hold", func(ctx context.Context, tx neo4j.ManagedTransaction) error {
			if _, err := tx.Run(ctx, lock, nil); err != nil {
				return err
			}
			if _, err := tx.Run(ctx, "RETURN 1", nil); err != nil { // the first has run
				return err
			}
			close(held)
			<-release
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
	<-held
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	err := s.run(ctx, "lock", statement{text: lock}, neo4j.AccessModeWrite, nil)
	cancel()
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the second lock was given: %v", err)
	}
	close(release)
	wg.Wait()
	if err := s.run(t.Context(), "lock", statement{text: lock}, neo4j.AccessModeWrite, nil); err != nil {
		t.Error("after the release:", err)
	}
}

// Twenty writers of the same edges, and of edges between the same nodes both
// ways (B80): no twin, and the counts of created add up.
func TestWritersMakeNoTwins(t *testing.T) {
	s := open(t, storetest.Schema())
	key := func(i int) graph.Key { return graph.Key{Kind: "Thing", ID: fmt.Sprintf("thing/%02d", i)} }
	var batch graph.Batch
	const nodes, edges, writers = 12, 100, 20
	r := rand.New(rand.NewPCG(1, 2))
	for i := range nodes {
		batch.Nodes = append(batch.Nodes, graph.Node{Key: key(i)})
	}
	for i := range edges {
		batch.Edges = append(batch.Edges, graph.Edge{EdgeKey: graph.EdgeKey{Kind: "LINKS", From: key(r.IntN(nodes)), To: key(r.IntN(nodes)), ID: fmt.Sprint(i), Source: "s"}, Props: graph.P("i", i)})
	}
	var mu sync.Mutex
	var sum graph.Changes
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			mine := graph.Batch{Nodes: batch.Nodes, Edges: append([]graph.Edge(nil), batch.Edges...)}
			rand.New(rand.NewPCG(3, uint64(w))).Shuffle(edges, func(i, j int) { mine.Edges[i], mine.Edges[j] = mine.Edges[j], mine.Edges[i] })
			c, err := s.Upsert(t.Context(), mine)
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			sum = sum.Add(c)
		})
	}
	wg.Wait()
	if want := (graph.Changes{Created: nodes + edges, Unchanged: (writers - 1) * (nodes + edges)}); sum != want {
		t.Errorf("%+v, want %+v", sum, want)
	}
	if got := dump(t, s); len(got) != nodes+edges {
		t.Errorf("%d elements, want %d", len(got), nodes+edges)
	}
}

// Edges to a hub come one by one and once, beside those that come as lists.
func TestHub(t *testing.T) {
	s := open(t, storetest.Schema())
	to := graph.Key{Kind: "Other", ID: "hub"}
	small := graph.Key{Kind: "Other", ID: "small"}
	batch := graph.Batch{Nodes: []graph.Node{{Key: to}, {Key: small}}}
	for i := range hub + 10 {
		k := graph.Key{Kind: "Thing", ID: fmt.Sprint(i)}
		batch.Nodes = append(batch.Nodes, graph.Node{Key: k})
		batch.Edges = append(batch.Edges, graph.Edge{EdgeKey: graph.EdgeKey{Kind: "BARE", From: k, To: to, Source: "s"}})
	}
	batch.Edges = append(batch.Edges, graph.Edge{EdgeKey: graph.EdgeKey{Kind: "BARE", From: batch.Nodes[2].Key, To: small, Source: "s"}})
	if _, err := s.Upsert(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	seen := map[graph.EdgeKey]bool{}
	for e, err := range s.Edges(t.Context(), graph.EdgeFilter{}) {
		if err != nil {
			t.Fatal(err)
		}
		if seen[e.EdgeKey] {
			t.Fatalf("%s twice", e.EdgeKey)
		}
		seen[e.EdgeKey] = true
	}
	if len(seen) != len(batch.Edges) {
		t.Errorf("%d edges, want %d", len(seen), len(batch.Edges))
	}
}

func TestTimesRoundTripB76(t *testing.T) {
	s := open(t, storetest.Schema())
	k := graph.Key{Kind: "Thing", ID: "a"}
	for _, d := range []graph.Date{graph.Year(1977), graph.MustDate("1977-12"), graph.Day(1977, 12, 24)} {
		if _, err := s.Upsert(t.Context(), graph.Batch{Nodes: []graph.Node{{Key: k, Props: graph.P("d", d)}}}); err != nil {
			t.Fatal(err)
		}
		if n, err := s.Node(t.Context(), k); err != nil || n.Props.Date("d") != d {
			t.Error(n, err)
		}
	}
	if _, err := s.Upsert(t.Context(), graph.Batch{Nodes: []graph.Node{{Key: k, Props: graph.Props{{Name: "d", Value: nil}}}}}); err != nil {
		t.Fatal(err)
	}
	if n, err := s.Node(t.Context(), k); err != nil || n.Props.Get("d") != nil {
		t.Error(n, err)
	}
}

// Whichever side an edge is looked for from, one that is there is found: from
// its end (a roll call's whole row again), from its beginning (a member's row
// again, where each end has many others) and between the two.
func TestEdgesFoundFromEitherSide(t *testing.T) {
	s := open(t, storetest.Schema())
	key := func(side string, i int) graph.Key { return graph.Key{Kind: "Thing", ID: fmt.Sprint(side, i)} }
	const n = 30
	edge := func(i, j int) graph.Edge {
		return graph.Edge{EdgeKey: graph.EdgeKey{Kind: "BARE", From: key("f", i), To: key("t", j), Source: "s"}}
	}
	var all graph.Batch
	for i := range n {
		all.Nodes = append(all.Nodes, graph.Node{Key: key("f", i)}, graph.Node{Key: key("t", i)})
		for j := range n {
			if (i+j)%7 > 0 { // some are not there yet
				all.Edges = append(all.Edges, edge(i, j))
			}
		}
	}
	if _, err := s.Upsert(t.Context(), all); err != nil {
		t.Fatal(err)
	}
	batches := map[string]func(k int) graph.Edge{
		"one end":       func(k int) graph.Edge { return edge(k, 3) },
		"one beginning": func(k int) graph.Edge { return edge(4, k) },
		"pairs":         func(k int) graph.Edge { return edge(k, (k+1)%n) },
	}
	for _, name := range []string{"one end", "one beginning", "pairs"} {
		var b graph.Batch
		there := 0
		for k := range n {
			e := batches[name](k)
			b.Edges = append(b.Edges, e)
			var i, j int
			fmt.Sscanf(e.From.ID, "f%d", &i)
			fmt.Sscanf(e.To.ID, "t%d", &j)
			if (i+j)%7 > 0 {
				there++
			}
		}
		c, err := s.Upsert(t.Context(), b)
		if want := (graph.Changes{Created: n - there, Unchanged: there}); err != nil || c != want {
			t.Errorf("%s: %+v, %v, want %+v", name, c, err, want)
		}
		// What was made goes again, so that the next begins the same.
		var gone []graph.EdgeKey
		for _, e := range b.Edges {
			if !slices.ContainsFunc(all.Edges, func(a graph.Edge) bool { return a.EdgeKey == e.EdgeKey }) {
				gone = append(gone, e.EdgeKey)
			}
		}
		if got, err := s.Remove(t.Context(), "s", gone); err != nil || got != len(gone) {
			t.Errorf("%s: removed %d, %v, want %d", name, got, err, len(gone))
		}
	}
}
