package people

import (
	"context"
	"fmt"
	"slices"

	"entente/graph"
	"entente/graph/vocab"
)

// ProposeReport tells what Propose left.
type ProposeReport struct {
	Proposals int // pairs to be decided
	Written   int // of them new or changed
	Removed   int // that stand no more
}

// Propose works out from all that the store holds which two persons are likely
// one and writes each pair as a SAME_PERSON edge with the verdict "proposed",
// from the smaller id, under the source "people". Pairs that are decided are
// left out. It replaces the proposals there were; where nothing changed it
// writes nothing. Importers of persons call it when they are done.
func Propose(ctx context.Context, s graph.Store) (ProposeReport, error) {
	var rep ProposeReport
	k, err := Read(ctx, s, "")
	if err != nil {
		return rep, err
	}
	list := k.proposals()
	rep.Proposals = len(list)
	if _, err := s.Upsert(ctx, graph.Batch{Nodes: []graph.Node{{Key: vocab.Key(vocab.Source, Source), Props: graph.P("name", "Persons that may be one", "kind", "dataset",
		"citation", "Worked out by this program from the persons in this graph, for a reader to decide")}}}); err != nil {
		return rep, fmt.Errorf("write the source %s: %w", Source, err)
	}
	l, err := graph.NewLoader(ctx, s, Source, graph.LoadOptions{Relations: []graph.Relation{vocab.SamePerson}, Replace: true, Speaks: func(graph.Edge) bool { return true }})
	if err != nil {
		return rep, err
	}
	for _, p := range list {
		pair := pairOf(p.a.key, p.b.key)
		e := graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.SamePerson, From: pair[0], To: pair[1], Source: Source},
			Props: graph.P("verdict", Proposed, "score", p.score, "reason", p.reason, "ref", Source)}
		if err := l.Edge(e); err != nil {
			return rep, err
		}
	}
	done, err := l.Finish()
	rep.Written, rep.Removed = done.Edges.Created+done.Edges.Updated, done.Withdrawn
	return rep, err
}

// proposals lists the pairs that are likely one person and not decided.
func (k *Known) proposals() []proposal {
	type pair struct{ a, b *identity }
	pairs := map[pair]bool{}
	meet := func(list []*identity) {
		for i, a := range list {
			for _, b := range list[i+1:] {
				if a.key.Compare(b.key) > 0 {
					a, b = b, a
				}
				pairs[pair{a, b}] = true
			}
		}
	}
	byCountry := map[graph.Key][]*identity{}
	byFull := map[string][]*identity{}
	for _, id := range k.ids {
		countries, fulls := map[graph.Key]bool{}, map[string]bool{}
		for _, v := range id.said {
			for _, s := range v.spells {
				countries[s.Country] = true
			}
			for _, n := range v.names {
				if n.full() {
					fulls[n.sorted] = true
				}
			}
		}
		for c := range countries {
			byCountry[c] = append(byCountry[c], id)
		}
		for f := range fulls {
			byFull[f] = append(byFull[f], id)
		}
	}
	for _, l := range byCountry {
		meet(l)
	}
	for _, l := range byFull {
		meet(l)
	}
	var out []proposal
	for p := range pairs {
		if k.verdict(p.a, p.b) == Different {
			continue
		}
		best := proposal{a: p.a, b: p.b}
		for _, v := range ordered(p.a) {
			for _, w := range ordered(p.b) {
				if v.source == w.source && numbered(v, w) {
					continue
				}
				if s, why := likely(v, w); s > best.score {
					best.score, best.reason = s, why
				}
			}
		}
		if best.score > 0 {
			out = append(out, best)
		}
	}
	slices.SortFunc(out, func(x, y proposal) int {
		if c := x.a.key.Compare(y.a.key); c != 0 {
			return c
		}
		return x.b.key.Compare(y.b.key)
	})
	return out
}

func ordered(id *identity) []*evidence {
	out := make([]*evidence, 0, len(id.said))
	for _, e := range id.said {
		out = append(out, e)
	}
	slices.SortFunc(out, func(a, b *evidence) int {
		if a.source < b.source {
			return -1
		}
		return 1
	})
	return out
}

// numbered reports whether one source tells two persons apart itself: it is
// curated, or it gives both a year of birth and the years differ.
func numbered(v, w *evidence) bool { return v.source == curated || bornApart(v.born, w.born) > 0 }
