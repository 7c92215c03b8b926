package neo4jstore

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"

	"entente/graph"
	"entente/graph/vocab"
)

func edgesBetween(from, to, n int) []graph.Edge {
	var out []graph.Edge
	for i := range n {
		out = append(out, graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.Voted, From: vocab.Key(vocab.Country, fmt.Sprint(from)),
			To: vocab.Key(vocab.RollCall, fmt.Sprint(to, "/", i)), Source: "s"}})
	}
	return out
}

func TestLanesKeepSparseNodesApart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var l lanes
		enter := func(edges []graph.Edge) (chan func(bool), context.CancelFunc, chan error) {
			ctx, cancel := context.WithCancel(t.Context())
			in, failed := make(chan func(bool), 1), make(chan error, 1)
			go func() {
				leave, err := l.enter(ctx, edges)
				if err != nil {
					failed <- err
					return
				}
				in <- leave
			}()
			synctest.Wait()
			return in, cancel, failed
		}
		first, _, _ := enter(edgesBetween(1, 1, dense))
		if len(first) != 1 {
			t.Fatal("the first batch waits for nobody")
		}
		second, _, _ := enter(edgesBetween(1, 2, 1))
		if len(second) != 0 {
			t.Error("the second meets the first at a sparse node and does not wait")
		}
		other, _, _ := enter(edgesBetween(2, 3, 1))
		if len(other) != 1 {
			t.Error("a batch elsewhere waits")
		}
		third, cancel, failed := enter(edgesBetween(2, 4, 1))
		if cancel(); len(third) != 0 {
			t.Error("the third does not wait")
		}
		if err := <-failed; !errors.Is(err, context.Canceled) {
			t.Errorf("the third, cancelled: %v", err)
		}
		(<-first)(true)
		synctest.Wait()
		if len(second) != 1 {
			t.Error("the second still waits for the first")
		}
		// The node now has dense relationships: nobody waits at it.
		if again, _, _ := enter(edgesBetween(1, 5, 1)); len(again) != 1 {
			t.Error("a batch waits at a dense node")
		}
		// What was given up makes nothing denser.
		(<-other)(false)
		if l.degree[vocab.Key(vocab.Country, "2")] != 0 {
			t.Error("a batch given up counts")
		}
	})
}
