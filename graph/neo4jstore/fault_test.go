package neo4jstore

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/Shopify/toxiproxy/v2"
	"github.com/rs/zerolog"

	"entente/graph"
	"entente/graph/storetest"
	"entente/internal/neo4jtest"
)

// proxied gives a store that reaches the server through a proxy which can be
// made to fail. It waits at most four seconds for anything.
func proxied(t *testing.T) (*Store, *toxiproxy.Proxy, *neo4jtest.Server) {
	t.Helper()
	srv := neo4jtest.Start(t)
	u, err := url.Parse(srv.URI)
	if err != nil {
		t.Fatal(err)
	}
	quiet := zerolog.Nop()
	p := toxiproxy.NewProxy(toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), quiet), "neo4j", freeAddress(t), u.Host)
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Stop)
	opts := options(srv)
	opts.Timeout = 4 * time.Second
	s, err := Open(t.Context(), "bolt://"+p.Listen, storetest.Schema(), opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s, p, srv
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// faults are what a network does; each begins the trouble.
var faults = map[string]struct {
	begin  func(*testing.T, *toxiproxy.Proxy)
	harmed bool // calls fail while it lasts
}{
	"latency": {toxic("latency", `"latency": 100, "jitter": 20`, "downstream"), false},
	"slow":    {toxic("bandwidth", `"rate": 2000`, "downstream"), false},
	"reset":   {toxic("reset_peer", `"timeout": 0`, "downstream"), true},
	"cut":     {toxic("limit_data", `"bytes": 300`, "downstream"), true},
	"hole":    {toxic("timeout", `"timeout": 60000`, "downstream"), true},
	"down":    {func(t *testing.T, p *toxiproxy.Proxy) { p.Stop() }, true},
}

func toxic(kind, attributes, stream string) func(*testing.T, *toxiproxy.Proxy) {
	return func(t *testing.T, p *toxiproxy.Proxy) {
		t.Helper()
		def := fmt.Sprintf(`{"name": "x", "type": %q, "stream": %q, "toxicity": 1, "attributes": {%s}}`, kind, stream, attributes)
		if _, err := p.Toxics.AddToxicJson(strings.NewReader(def)); err != nil {
			t.Fatal(err)
		}
	}
}

func end(t *testing.T, p *toxiproxy.Proxy) {
	t.Helper()
	if !p.Enabled {
		if err := p.Start(); err != nil {
			t.Fatal(err)
		}
		return
	}
	p.Toxics.ResetToxics(context.Background())
}

// Whatever the network does: no call hangs, none gives a wrong answer, what is
// broken off is ErrUnavailable (or a batch written whole), and within five
// seconds of the end of it all works again, without twins.
func TestFaults(t *testing.T) {
	t.Logf("counted: %d faults between the store and the server", len(faults))
	for name, fault := range faults {
		t.Run(name, func(t *testing.T) {
			s, p, srv := proxied(t)
			var batch graph.Batch
			for i := range 3000 {
				k := graph.Key{Kind: "Thing", ID: fmt.Sprintf("thing/%04d", i)}
				batch.Nodes = append(batch.Nodes, graph.Node{Key: k, Props: graph.P("s", "some text of a usual length", "i", i)})
				batch.Edges = append(batch.Edges, graph.Edge{EdgeKey: graph.EdgeKey{Kind: "LINKS", From: k, To: batch.Nodes[i/2].Key, Source: "s"}, Props: graph.P("i", i)})
			}
			// What is there before does not come through the proxy.
			if _, err := reopen(t, srv, storetest.Schema(), options(srv)).Upsert(t.Context(), batch); err != nil {
				t.Fatal(err)
			}

			fault.begin(t, p)
			timed := func(what string, call func() error) {
				t.Helper()
				start := time.Now()
				err := call()
				if d := time.Since(start); d > 15*time.Second {
					t.Errorf("%s took %s", what, d)
				}
				if err == nil && fault.harmed && name != "cut" {
					t.Errorf("%s did not fail", what)
				}
				if err != nil && !errors.Is(err, graph.ErrUnavailable) {
					t.Errorf("%s: %v", what, err)
				}
				if err != nil && !fault.harmed {
					t.Errorf("%s: %v", what, err)
				}
				if err != nil && (strings.Contains(err.Error(), p.Listen) || strings.Contains(err.Error(), srv.Password) && srv.Password != "") {
					t.Errorf("%s shows too much: %v", what, err)
				}
			}
			timed("Revision", func() error { _, err := s.Revision(t.Context()); return err })
			timed("Node", func() error {
				n, err := s.Node(t.Context(), batch.Nodes[7].Key)
				if err == nil && !n.Props.Equal(batch.Nodes[7].Props) {
					t.Errorf("a wrong node: %v", n)
				}
				return err
			})
			timed("Edges", func() error {
				n, err := 0, error(nil)
				for _, e := range s.Edges(t.Context(), graph.EdgeFilter{Props: []string{}, From: []graph.Key{batch.Nodes[1].Key, batch.Nodes[2].Key}}) {
					if err = e; e == nil {
						n++
					}
				}
				if err == nil && n != 2 {
					t.Errorf("%d edges without an error", n)
				}
				return err
			})
			more := graph.Batch{Nodes: []graph.Node{{Key: graph.Key{Kind: "Thing", ID: "more"}}, {Key: graph.Key{Kind: "Thing", ID: "even more"}}},
				Edges: []graph.Edge{{EdgeKey: graph.EdgeKey{Kind: "LINKS", From: graph.Key{Kind: "Thing", ID: "more"}, To: batch.Nodes[0].Key, Source: "s"}}}}
			timed("Upsert", func() error { _, err := s.Upsert(t.Context(), more); return err })
			end(t, p)

			healed := time.Now()
			for {
				_, err := s.Upsert(t.Context(), more)
				if err == nil {
					break
				}
				if !errors.Is(err, graph.ErrUnavailable) {
					t.Errorf("after it: %v", err)
				}
				if time.Since(healed) > 5*time.Second {
					t.Fatalf("not well again: %v", err)
				}
			}
			if got := dump(t, s); len(got) != len(batch.Nodes)+len(batch.Edges)+3 {
				t.Errorf("%d elements, want %d", len(got), len(batch.Nodes)+len(batch.Edges)+3)
			}
		})
	}
}

// A connection that breaks in the middle of a long scan ends it with one error
// and never with silence.
func TestScanCutInTheMiddle(t *testing.T) {
	s, p, _ := proxied(t)
	var batch graph.Batch
	for i := range 9000 {
		batch.Nodes = append(batch.Nodes, graph.Node{Key: graph.Key{Kind: "Thing", ID: fmt.Sprint(i)}, Props: graph.P("s", strings.Repeat("x", 100))})
	}
	if _, err := s.Upsert(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	n, errs := 0, 0
	for _, err := range s.Nodes(t.Context(), graph.NodeFilter{}) {
		if err != nil {
			errs++
			if !errors.Is(err, graph.ErrUnavailable) {
				t.Error(err)
			}
			continue
		}
		if n++; n == 1000 {
			faults["down"].begin(t, p)
		}
	}
	if errs != 1 || n >= len(batch.Nodes) {
		t.Errorf("%d nodes, %d errors", n, errs)
	}
}

// A batch cut off on its way is there as a whole or not at all.
func TestImportCutOff(t *testing.T) {
	s, p, srv := proxied(t)
	for bytes := 500; bytes < 400_000; bytes *= 3 {
		var batch graph.Batch
		for i := range 2000 {
			batch.Nodes = append(batch.Nodes, graph.Node{Key: graph.Key{Kind: "Thing", ID: fmt.Sprint(bytes, "/", i)}, Props: graph.P("s", strings.Repeat("x", 100))})
		}
		toxic("limit_data", fmt.Sprintf(`"bytes": %d`, bytes), "upstream")(t, p)
		_, err := s.Upsert(t.Context(), batch)
		end(t, p)
		if err != nil && !errors.Is(err, graph.ErrUnavailable) {
			t.Errorf("%d bytes: %v", bytes, err)
		}
		n := srv.Run(t, "MATCH (n:Thing) WHERE n.id STARTS WITH $p RETURN count(n)", map[string]any{"p": fmt.Sprint(bytes, "/")})[0][0]
		if n != int64(0) && n != int64(len(batch.Nodes)) || err == nil && n == int64(0) {
			t.Errorf("%d bytes: %d nodes, %v", bytes, n, err)
		}
	}
}
