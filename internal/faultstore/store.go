// Package faultstore wraps a store for tests: its calls fail, hang or hurry on
// as a test says.
package faultstore

import (
	"context"
	"iter"
	"sync/atomic"

	"entente/graph"
)

// Fault decides over one call: nil lets it pass, an error ends it. It may wait,
// and must obey ctx as a store does. op is the method's name.
type Fault func(ctx context.Context, op string) error

// Hang is a Fault that waits until the caller gives up.
func Hang(ctx context.Context, _ string) error {
	<-ctx.Done()
	return ctx.Err()
}

// Fail gives a Fault that ends every call with err.
func Fail(err error) Fault { return func(context.Context, string) error { return err } }

// Store is a store with a fault that can be set and taken away at any time.
type Store struct {
	inner graph.Store
	fault atomic.Pointer[Fault]
	// Calls counts the calls that reached the store or its fault.
	Calls atomic.Int64
}

// New wraps a store; it has no fault yet.
func New(s graph.Store) *Store { return &Store{inner: s} }

// Set makes calls that begin from now on meet f; nil: none.
func (s *Store) Set(f Fault) {
	if f == nil {
		s.fault.Store(nil)
		return
	}
	s.fault.Store(&f)
}

func (s *Store) meet(ctx context.Context, op string) error {
	s.Calls.Add(1)
	if f := s.fault.Load(); f != nil {
		return (*f)(ctx, op)
	}
	return nil
}

// Node implements graph.Reader.
func (s *Store) Node(ctx context.Context, key graph.Key) (graph.Node, error) {
	if err := s.meet(ctx, "Node"); err != nil {
		return graph.Node{}, err
	}
	return s.inner.Node(ctx, key)
}

func stream[T any](s *Store, ctx context.Context, op string, read func() iter.Seq2[T, error]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		if err := s.meet(ctx, op); err != nil {
			var zero T
			yield(zero, err)
			return
		}
		for x, err := range read() {
			if !yield(x, err) {
				return
			}
		}
	}
}

// Nodes implements graph.Reader.
func (s *Store) Nodes(ctx context.Context, f graph.NodeFilter) iter.Seq2[graph.Node, error] {
	return stream(s, ctx, "Nodes", func() iter.Seq2[graph.Node, error] { return s.inner.Nodes(ctx, f) })
}

// Edges implements graph.Reader.
func (s *Store) Edges(ctx context.Context, f graph.EdgeFilter) iter.Seq2[graph.Edge, error] {
	return stream(s, ctx, "Edges", func() iter.Seq2[graph.Edge, error] { return s.inner.Edges(ctx, f) })
}

// Groups implements graph.Grouper.
func (s *Store) Groups(ctx context.Context, kind graph.Relation, prop string) iter.Seq2[graph.Group, error] {
	return stream(s, ctx, "Groups", func() iter.Seq2[graph.Group, error] { return graph.Groups(ctx, s.inner, kind, prop) })
}

// Upsert implements graph.Writer.
func (s *Store) Upsert(ctx context.Context, b graph.Batch) (graph.Changes, error) {
	if err := s.meet(ctx, "Upsert"); err != nil {
		return graph.Changes{}, err
	}
	return s.inner.Upsert(ctx, b)
}

// Remove implements graph.Writer.
func (s *Store) Remove(ctx context.Context, source string, edges []graph.EdgeKey) (int, error) {
	if err := s.meet(ctx, "Remove"); err != nil {
		return 0, err
	}
	return s.inner.Remove(ctx, source, edges)
}

// Revision implements graph.Store.
func (s *Store) Revision(ctx context.Context) (string, error) {
	if err := s.meet(ctx, "Revision"); err != nil {
		return "", err
	}
	return s.inner.Revision(ctx)
}

// Close implements graph.Store; it meets no fault.
func (s *Store) Close() error { return s.inner.Close() }
