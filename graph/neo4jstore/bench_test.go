package neo4jstore

import (
	"compress/gzip"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"entente/graph"
	"entente/graph/vocab"
	"entente/internal/neo4jtest"
	"entente/internal/records"
)

// assembly reads the votes of the General Assembly, as plain as can be: how
// they are read rightly is the importer's business.
func assembly(b *testing.B) ([]graph.Node, []graph.Edge) {
	b.Helper()
	f, err := os.Open(filepath.Join(records.Dir(b), "undl", "ga_voting_1946_2021.csv.gz"))
	if err != nil {
		b.Skip(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		b.Fatal(err)
	}
	r := csv.NewReader(z)
	r.ReuseRecord = true
	header, err := r.Read()
	if err != nil {
		b.Fatal(err)
	}
	at := map[string]int{}
	for i, name := range header {
		at[name] = i
	}
	choices := map[string]string{"Y": "yes", "N": "no", "A": "abstain", "X": "absent"}
	known := interner{}
	seen := map[graph.Key]bool{}
	var nodes []graph.Node
	var edges []graph.Edge
	key := func(kind graph.Kind, id string) graph.Key {
		k := vocab.Key(kind, id)
		k.ID = known.keep(k.ID)
		if !seen[k] {
			seen[k] = true
			nodes = append(nodes, graph.Node{Key: k})
		}
		return k
	}
	for {
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nodes, edges
		}
		if err != nil {
			b.Fatal(err)
		}
		edges = append(edges, graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.Voted, From: key(vocab.Country, rec[at["ms_code"]]), To: key(vocab.RollCall, rec[at["undl_id"]]), Source: "undl-ga"},
			Props: graph.Props{{Name: "choice", Value: choices[rec[at["ms_vote"]]]}, {Name: "ref", Value: known.keep(string([]byte(rec[at["undl_id"]])))}}})
	}
}

// parts cuts edges into batches, for one writer or, by the node they lead to,
// for several.
func parts(edges []graph.Edge, size, writers int) [][]graph.Batch {
	out := make([][]graph.Batch, writers)
	place := map[graph.Key]int{}
	lists := make([][]graph.Edge, writers)
	for _, e := range edges {
		w, ok := place[e.To]
		if !ok {
			w = len(place) % writers
			place[e.To] = w
		}
		if lists[w] = append(lists[w], e); len(lists[w]) == size {
			out[w] = append(out[w], graph.Batch{Edges: lists[w]})
			lists[w] = nil
		}
	}
	for w, l := range lists {
		out[w] = append(out[w], graph.Batch{Edges: l})
	}
	return out
}

// BenchmarkLoad writes the Assembly's votes: by Upsert with one and two
// writers, and the usual way, a thousand rows to a CREATE.
func BenchmarkLoad(b *testing.B) {
	nodes, edges := assembly(b)
	prepare := func(b *testing.B) *Store {
		s := open(b, vocab.Schema())
		if _, err := s.Upsert(b.Context(), graph.Batch{Nodes: nodes}); err != nil {
			b.Fatal(err)
		}
		return s
	}
	write := func(size, writers int, upsert func(*Store, graph.Batch) error) func(*testing.B) {
		return func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				s := prepare(b)
				work := parts(edges, size, writers)
				b.StartTimer()
				var wg sync.WaitGroup
				for _, batches := range work {
					wg.Go(func() {
						for _, batch := range batches {
							if err := upsert(s, batch); err != nil {
								b.Error(err)
								return
							}
						}
					})
				}
				wg.Wait()
			}
			b.ReportMetric(float64(len(edges)*b.N)/b.Elapsed().Seconds(), "votes/s")
		}
	}
	upsert := func(s *Store, batch graph.Batch) error { _, err := s.Upsert(b.Context(), batch); return err }
	plain := func(s *Store, batch graph.Batch) error {
		rows := make([]any, len(batch.Edges))
		for i, e := range batch.Edges {
			rows[i] = []any{e.From.ID, e.To.ID, e.Props.String("choice"), e.Props.String("ref")}
		}
		return s.write(b.Context(), "create", func(ctx context.Context, tx neo4j.ManagedTransaction) error {
			_, err := single(ctx, tx, statement{
				"UNWIND $rows AS r MATCH (f:Country {id: r[0]}) MATCH (t:RollCall {id: r[1]}) CREATE (f)-[:VOTED {choice: r[2], ref: r[3], source: 'undl-ga'}]->(t) RETURN count(*)",
				map[string]any{"rows": rows}})
			return err
		})
	}
	b.Run("upsert-1-writer", write(graph.DefaultChunk, 1, upsert))
	b.Run("upsert-2-writers", write(graph.DefaultChunk, 2, upsert))
	b.Run("create-1000-rows", write(1000, 1, plain))
	b.Run("upsert-2-writers-again", write(graph.DefaultChunk, 2, upsert))
}

// BenchmarkVotes reads the votes back and writes them a second time.
func BenchmarkVotes(b *testing.B) {
	nodes, edges := assembly(b)
	srv := neo4jtest.Start(b)
	s := reopen(b, srv, vocab.Schema(), options(srv))
	if _, err := s.Upsert(b.Context(), graph.Batch{Nodes: nodes}); err != nil {
		b.Fatal(err)
	}
	for _, batches := range parts(edges, graph.DefaultChunk, 1) {
		for _, batch := range batches {
			if _, err := s.Upsert(b.Context(), batch); err != nil {
				b.Fatal(err)
			}
		}
	}
	count := func(b *testing.B, n int) {
		if n != len(edges) {
			b.Fatalf("%d votes, want %d", n, len(edges))
		}
	}
	b.Run("groups", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			n := 0
			for g, err := range s.Groups(b.Context(), vocab.Voted, "choice") {
				if err != nil {
					b.Fatal(err)
				}
				n += len(g.From)
			}
			count(b, n)
		}
	})
	b.Run("edges", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			n := 0
			for _, err := range s.Edges(b.Context(), graph.EdgeFilter{Kinds: []graph.Relation{vocab.Voted}, Sources: []string{"undl-ga"}}) {
				if err != nil {
					b.Fatal(err)
				}
				n++
			}
			count(b, n)
		}
	})
	b.Run("row-per-vote", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sess := s.session(b.Context(), readMode)
			res, err := sess.Run(b.Context(), "MATCH (f:Country)-[r:VOTED]->(t:RollCall) RETURN f.id, t.id, r.choice", nil)
			if err != nil {
				b.Fatal(err)
			}
			n := 0
			var rec *neo4j.Record
			for res.NextRecord(b.Context(), &rec) {
				n++
			}
			count(b, n)
			sess.Close(b.Context())
		}
	})
	b.Run("one-country", func(b *testing.B) {
		for b.Loop() {
			n := 0
			for _, err := range s.Edges(b.Context(), graph.EdgeFilter{From: []graph.Key{vocab.Key(vocab.Country, "RUS")}}) {
				if err != nil {
					b.Fatal(err)
				}
				n++
			}
		}
	})
	b.Run("node", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Node(b.Context(), nodes[0].Key); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("upsert-again", func(b *testing.B) {
		for b.Loop() {
			for _, batch := range parts(edges, graph.DefaultChunk, 1)[0] {
				if c, err := s.Upsert(b.Context(), batch); err != nil || c.Unchanged != batch.Len() {
					b.Fatal(c, err)
				}
			}
		}
	})
	b.Run("load-again", func(b *testing.B) {
		for b.Loop() {
			l, err := graph.NewLoader(b.Context(), s, "undl-ga", graph.LoadOptions{})
			if err != nil {
				b.Fatal(err)
			}
			for _, e := range edges {
				if err := l.Edge(e); err != nil {
					b.Fatal(err)
				}
			}
			if r, err := l.Finish(); err != nil || r.Edges.Unchanged != len(edges) {
				b.Fatal(r, err)
			}
		}
	})
}
