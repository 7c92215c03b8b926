package neo4jstore

import (
	"context"
	"sync"

	"entente/graph"
)

// lanes keeps writers of this process apart where the server would let them
// wait for each other crosswise. Neo4j locks a node of few relationships whole
// for each relationship made at it, in the order they are made; only once it
// has dense (fifty) of them are they kept in groups that several writers add
// to. Two batches that meet at two young countries in different order are a
// deadlock: one is undone, and its time is lost. So a batch holds the sparse
// nodes it adds to until it is written, all or none, and waits for one that
// holds any of them.
type lanes struct {
	mu     sync.Mutex
	free   chan struct{} // closed when nodes become free
	busy   map[graph.Key]bool
	degree map[graph.Key]int // relationships made at a node by this process
}

// dense is how many relationships of our own make a node dense for certain: the
// server's bound is 50, and some of a batch may have been there already.
const dense = 64

// enter waits until no other batch holds a sparse node of these edges. leave
// must be called when the batch is written or given up.
func (l *lanes) enter(ctx context.Context, edges []graph.Edge) (leave func(made bool), err error) {
	count := map[graph.Key]int{}
	for i := range edges {
		count[edges[i].From]++
		count[edges[i].To]++
	}
	for {
		l.mu.Lock()
		if l.busy == nil {
			l.busy, l.degree, l.free = map[graph.Key]bool{}, map[graph.Key]int{}, make(chan struct{})
		}
		met := false
		for k := range count {
			if l.busy[k] {
				met = true
				break
			}
		}
		if !met {
			break
		}
		free := l.free
		l.mu.Unlock()
		select {
		case <-free:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	var held []graph.Key
	for k := range count {
		if l.degree[k] < dense {
			l.busy[k] = true
			held = append(held, k)
		}
	}
	l.mu.Unlock()
	return func(made bool) {
		l.mu.Lock()
		defer l.mu.Unlock()
		for _, k := range held {
			delete(l.busy, k)
			if made {
				l.degree[k] += count[k]
			}
		}
		close(l.free)
		l.free = make(chan struct{})
	}, nil
}
