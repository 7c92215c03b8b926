package analysis

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"testing"

	"entente/graph"
	"entente/graph/sqlitestore"
	"entente/graph/vocab"
)

// tampered is a store that also holds what no store lets in.
type tampered struct {
	graph.Store
	nodes   []graph.Node
	edges   []graph.Edge
	broken  error
	written int // revisions seen so far, where it is written to meanwhile
}

func (t *tampered) Nodes(ctx context.Context, f graph.NodeFilter) iter.Seq2[graph.Node, error] {
	return with(t.Store.Nodes(ctx, f), t.nodes)
}

func (t *tampered) Edges(ctx context.Context, f graph.EdgeFilter) iter.Seq2[graph.Edge, error] {
	return with(t.Store.Edges(ctx, f), t.edges)
}

func (t *tampered) Verify(context.Context) error { return t.broken }

func (t *tampered) Revision(ctx context.Context) (string, error) {
	r, err := t.Store.Revision(ctx)
	if t.written > 0 {
		t.written++
		r = fmt.Sprint(r, t.written)
	}
	return r, err
}

func with[T any](all iter.Seq2[T, error], more []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for x, err := range all {
			if !yield(x, err) {
				return
			}
		}
		for _, x := range more {
			if !yield(x, nil) {
				return
			}
		}
	}
}

func TestVerify(t *testing.T) {
	s, err := sqlitestore.Open(t.Context(), ":memory:", vocab.Schema(), sqlitestore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	rus, chn := vocab.Key(vocab.Country, "RUS"), vocab.Key(vocab.Country, "CHN")
	call := vocab.Key(vocab.RollCall, "S/RES/1(1946)")
	vote := func(k graph.Key, choice string) graph.Edge {
		return graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.Voted, From: k, To: call, Source: "d"}, Props: graph.P("choice", choice, "ref", "1")}
	}
	sound := graph.Batch{
		Nodes: []graph.Node{{Key: rus}, {Key: chn},
			{Key: call, Props: graph.P("body", "security_council", "date", graph.Day(1946, 1, 25), "yes", 1, "no", 1, "abstain", 0)},
			{Key: vocab.Key(vocab.Source, "d"), Props: graph.P("loaded", "file", "since", graph.Year(1946), "until", graph.Year(1950))}},
		Edges: []graph.Edge{vote(rus, "yes"), vote(chn, "no")},
	}
	if _, err := s.Upsert(t.Context(), sound); err != nil {
		t.Fatal(err)
	}
	verify := func(t *testing.T, s graph.Store) *Verification {
		t.Helper()
		v, err := Verify(t.Context(), s, VerifyOptions{Today: graph.Day(2026, 11, 25)})
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	v := verify(t, s)
	for _, c := range v.Checks {
		if c.Found > 0 {
			t.Errorf("a sound store: %s found %v", c.Name, c.Examples)
		}
	}
	if !v.Sound() || len(v.Sources) != 1 || v.Sources[0].Edges != 2 {
		t.Errorf("a sound store: %+v", v)
	}

	ally := func(from, to graph.Key, source string, ps graph.Props) graph.Edge {
		return graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.AlliedWith, From: from, To: to, Source: source}, Props: ps.With("ref", "1")}
	}
	for _, c := range []struct {
		check  string
		damage bool
		store  tampered
	}{
		{"nodes", true, tampered{nodes: []graph.Node{{Key: graph.Key{Kind: vocab.Country, ID: "country/X"}, Props: graph.P("colour", "red")}}}},
		{"edges", true, tampered{edges: []graph.Edge{{EdgeKey: graph.EdgeKey{Kind: vocab.Voted, From: call, To: rus, Source: "d"}}}}},
		{"ends", true, tampered{edges: []graph.Edge{vote(vocab.Key(vocab.Country, "ATL"), "yes")}}},
		{"direction", true, tampered{edges: []graph.Edge{ally(rus, chn, "d", nil)}}},
		{"positions", true, tampered{edges: []graph.Edge{{EdgeKey: graph.EdgeKey{Kind: vocab.Voted, From: rus, To: call, Source: "e"}, Props: graph.P("choice", "no", "ref", "2")}}}},
		{"sources", true, tampered{edges: []graph.Edge{ally(chn, rus, "nobody", nil)}}},
		{"roll calls", true, tampered{nodes: []graph.Node{{Key: vocab.Key(vocab.RollCall, "x"), Props: graph.P("body", "security_council")}}}},
		{"structure", true, tampered{broken: fmt.Errorf("%w: page 7", graph.ErrCorrupt)}},
		{"spells", false, tampered{edges: []graph.Edge{ally(chn, rus, "d", graph.P("since", graph.Year(1950), "until", graph.Year(1949)))}}},
		{"future", false, tampered{edges: []graph.Edge{ally(chn, rus, "d", graph.P("since", graph.Year(2031)))}}},
		{"totals", false, tampered{edges: []graph.Edge{vote(vocab.Key(vocab.Country, "USA"), "no")}, nodes: []graph.Node{{Key: vocab.Key(vocab.Country, "USA")}}}},
		{"coverage", false, tampered{edges: []graph.Edge{ally(chn, rus, "d", graph.P("since", graph.Year(1960)))}}},
	} {
		t.Run(c.check, func(t *testing.T) {
			c.store.Store = s
			v := verify(t, &c.store)
			found := 0
			for _, k := range v.Checks {
				if k.Name == c.check {
					if found = k.Found; k.Damage != c.damage || found > 0 && len(k.Examples) == 0 {
						t.Errorf("%+v", k)
					}
				}
			}
			if found == 0 {
				t.Errorf("not found: %+v", v.Checks)
			}
			if v.Sound() == c.damage {
				t.Errorf("sound is %v", v.Sound())
			}
		})
	}
	if _, err := Verify(t.Context(), &tampered{Store: s, written: 1}, VerifyOptions{}); !errors.Is(err, graph.ErrChanged) {
		t.Errorf("written to meanwhile: %v", err)
	}
	if _, err := Verify(t.Context(), &tampered{Store: s, broken: graph.ErrUnavailable}, VerifyOptions{}); !errors.Is(err, graph.ErrUnavailable) {
		t.Errorf("a store that does not answer: %v", err)
	}
}
