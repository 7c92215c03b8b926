package sqlitestore

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"entente/graph"
)

// The size of the Assembly's record.
const (
	benchCountries = 202
	benchRollCalls = 5238
	benchVotes     = 859_284
)

var benchSchema = &graph.Schema{
	Kinds: map[graph.Kind]map[string]graph.ValueType{
		"Country":  {"name": graph.String},
		"RollCall": {"date": graph.DateType, "title": graph.String},
	},
	Relations: map[graph.Relation]graph.RelationSchema{
		"VOTED":         {Ends: [][2]graph.Kind{{"Country", "RollCall"}}, Props: map[string]graph.ValueType{"choice": graph.String, "ref": graph.String}},
		graph.Withdrawn: {Ends: [][2]graph.Kind{{"Country", "RollCall"}}, Props: map[string]graph.ValueType{"choice": graph.String, "ref": graph.String, "relation": graph.String, "withdrawn": graph.DateType}},
	},
}

// assembly makes nodes and votes of the record's size and shape.
func assembly() (nodes []graph.Node, votes []graph.Edge) {
	countries := make([]graph.Key, benchCountries)
	for i := range countries {
		countries[i] = graph.Key{Kind: "Country", ID: fmt.Sprintf("country/%03d", i)}
		nodes = append(nodes, graph.Node{Key: countries[i], Props: graph.P("name", fmt.Sprint("Country ", i))})
	}
	choices := [...]string{"yes", "yes", "yes", "yes", "abstain", "yes", "no", "absent", "yes", "yes", "abstain"}
	votes = make([]graph.Edge, 0, benchVotes)
	for r := range benchRollCalls {
		to := graph.Key{Kind: "RollCall", ID: fmt.Sprintf("rollcall/A/RES/%d/%d", r/70, r%70)}
		nodes = append(nodes, graph.Node{Key: to, Props: graph.P("date", graph.Year(1946+r/70), "title", fmt.Sprint("Question ", r))})
		n := benchVotes*(r+1)/benchRollCalls - benchVotes*r/benchRollCalls
		ref := fmt.Sprint("undl/", 600_000+r)
		for c := range n {
			votes = append(votes, graph.Edge{EdgeKey: graph.EdgeKey{Kind: "VOTED", From: countries[(c*7+r)%benchCountries], To: to, Source: "undl-ga"},
				Props: graph.P("choice", choices[(c*c+r)%len(choices)], "ref", ref)})
		}
	}
	return nodes, votes
}

func fill(b testing.TB, s *Store, nodes []graph.Node, votes []graph.Edge) graph.Changes {
	b.Helper()
	ctx := context.Background()
	var all graph.Changes
	if _, err := s.Upsert(ctx, graph.Batch{Nodes: nodes}); err != nil {
		b.Fatal(err)
	}
	for i := 0; i < len(votes); i += graph.DefaultChunk {
		c, err := s.Upsert(ctx, graph.Batch{Edges: votes[i:min(i+graph.DefaultChunk, len(votes))]})
		if err != nil {
			b.Fatal(err)
		}
		all = all.Add(c)
	}
	return all
}

func openBench(b testing.TB, path string) *Store {
	b.Helper()
	s, err := Open(context.Background(), path, benchSchema, Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	return s
}

func BenchmarkImport(b *testing.B) {
	nodes, votes := assembly()
	for b.Loop() {
		path := filepath.Join(b.TempDir(), "g.db")
		s := openBench(b, path)
		if c := fill(b, s, nodes, votes); c.Created != benchVotes {
			b.Fatal(c)
		}
		s.Close()
		info, err := os.Stat(path)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(info.Size())/1e6, "MB/file")
	}
	b.ReportMetric(float64(benchVotes)*float64(b.N)/b.Elapsed().Seconds(), "votes/s")
}

// BenchmarkLoad is an import as the program does it, through graph.Loader, and
// the same delivery again.
func BenchmarkLoad(b *testing.B) {
	nodes, votes := assembly()
	s := openBench(b, filepath.Join(b.TempDir(), "g.db"))
	load := func(b *testing.B) graph.LoadReport {
		l, err := graph.NewLoader(context.Background(), s, "undl-ga", graph.LoadOptions{Day: graph.Day(2024, 1, 2), Speaks: func(graph.Edge) bool { return true }})
		if err != nil {
			b.Fatal(err)
		}
		for _, n := range nodes {
			if err := l.Node(n); err != nil {
				b.Fatal(err)
			}
		}
		for _, e := range votes {
			if err := l.Edge(e); err != nil {
				b.Fatal(err)
			}
		}
		r, err := l.Finish()
		if err != nil {
			b.Fatal(err)
		}
		return r
	}
	b.Run("first", func(b *testing.B) {
		b.ReportAllocs()
		for range b.N {
			load(b)
		}
	})
	b.Run("again", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if r := load(b); r.Edges.Unchanged != benchVotes {
				b.Fatal(r)
			}
		}
	})
}

func BenchmarkRepeat(b *testing.B) {
	nodes, votes := assembly()
	s := openBench(b, filepath.Join(b.TempDir(), "g.db"))
	fill(b, s, nodes, votes)
	for b.Loop() {
		if c := fill(b, s, nodes, votes); c.Unchanged != benchVotes {
			b.Fatal(c)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	nodes, votes := assembly()
	s := openBench(b, filepath.Join(b.TempDir(), "g.db"))
	fill(b, s, nodes, votes)
	ctx := context.Background()
	edges := func(f graph.EdgeFilter, want int) func(*testing.B) {
		return func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				n := 0
				for _, err := range s.Edges(ctx, f) {
					if err != nil {
						b.Fatal(err)
					}
					n++
				}
				if want > 0 && n != want {
					b.Fatal(n)
				}
			}
		}
	}
	b.Run("scan", edges(graph.EdgeFilter{Sources: []string{"undl-ga"}}, benchVotes))
	b.Run("scan-choice", edges(graph.EdgeFilter{Kinds: []graph.Relation{"VOTED"}, Props: []string{"choice"}}, benchVotes))
	b.Run("of-country", edges(graph.EdgeFilter{From: []graph.Key{votes[0].From}}, 0))
	b.Run("of-rollcall", edges(graph.EdgeFilter{Kinds: []graph.Relation{"VOTED"}, To: []graph.Key{votes[0].To}}, 164))
	b.Run("groups", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			n := 0
			for g, err := range s.Groups(ctx, "VOTED", "choice") {
				if err != nil {
					b.Fatal(err)
				}
				n += len(g.From)
			}
			if n != benchVotes {
				b.Fatal(n)
			}
		}
	})
	b.Run("node", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Node(ctx, votes[0].To); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("nodes-by-10000-keys", func(b *testing.B) {
		keys := make([]graph.Key, 10_000)
		for i := range keys {
			keys[i] = nodes[i%len(nodes)].Key
		}
		for b.Loop() {
			if all, err := graph.Collect(s.Nodes(ctx, graph.NodeFilter{Keys: keys})); err != nil || len(all) != len(nodes) {
				b.Fatal(len(all), err)
			}
		}
	})
}
