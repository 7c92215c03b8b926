// Package awaystore wraps a store so that who asks it on behalf of a waiting
// client learns soon when the store is away, and everybody learns since when.
package awaystore

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"entente/graph"
)

// The defaults of Options.
const (
	DefaultWait  = 2 * time.Second
	DefaultEvery = 500 * time.Millisecond
)

// Options of a Store; the zero value works.
type Options struct {
	// Wait is how long a question of a waiting client, or one for the revision,
	// waits for the store's next word: a node, the next element of a stream. 0
	// means DefaultWait.
	Wait time.Duration

	// Every is how often the store is asked for its revision, by which its
	// going and its coming back are seen. 0 means DefaultEvery.
	Every time.Duration

	// Logger is told of both; nil means slog.Default().
	Logger *slog.Logger
}

// Store is the wrapped store. Calls whose context is marked by ForClient, and
// Revision, fail with graph.ErrUnavailable where the store says nothing for
// Options.Wait; from then on they fail at once, until the store answers a
// look. Other calls (imports, whole reads) pass with the time they need.
type Store struct {
	inner graph.Store
	opts  Options
	since atomic.Int64 // unix nanoseconds since when the store is away, 0 while it is not

	stop context.CancelFunc
	done sync.WaitGroup
}

var _ graph.Wrapper = (*Store)(nil)

// New wraps a store and begins to look after it. Close closes both.
func New(s graph.Store, o Options) *Store {
	if o.Wait <= 0 {
		o.Wait = DefaultWait
	}
	if o.Every <= 0 {
		o.Every = DefaultEvery
	}
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	w := &Store{inner: s, opts: o}
	ctx, stop := context.WithCancel(context.Background())
	w.stop = stop
	w.done.Go(func() { w.look(ctx) })
	return w
}

// Unwrap gives the store beneath.
func (s *Store) Unwrap() graph.Store { return s.inner }

// Since is when the store was first found away; zero while it answers.
func (s *Store) Since() time.Time {
	if n := s.since.Load(); n != 0 {
		return time.Unix(0, n)
	}
	return time.Time{}
}

type clientKey struct{}

// ForClient marks a context: a client waits for what is asked under it.
func ForClient(ctx context.Context) context.Context {
	return context.WithValue(ctx, clientKey{}, true)
}

func forClient(ctx context.Context) bool { return ctx.Value(clientKey{}) != nil }

// look asks for the revision again and again.
func (s *Store) look(ctx context.Context) {
	t := time.NewTicker(s.opts.Every)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
		// What it finds is in s.
		_ = s.Look(ctx)
	}
}

// Look asks the store now whether it is there. An error is the store's, or that
// ctx ended.
func (s *Store) Look(ctx context.Context) error {
	wctx, cancel := context.WithTimeout(ctx, s.opts.Wait)
	defer cancel()
	_, err := s.inner.Revision(wctx)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		s.lost(err)
		return err
	}
	if from := s.since.Swap(0); from != 0 {
		s.opts.Logger.Info("the store answers again", "after", time.Since(time.Unix(0, from)).Round(time.Millisecond).String())
	}
	return nil
}

func (s *Store) lost(err error) {
	if s.since.CompareAndSwap(0, time.Now().UnixNano()) {
		s.opts.Logger.Warn("the store is away", "error", err)
	}
}

func (s *Store) away() error {
	if s.since.Load() != 0 {
		return fmt.Errorf("%w: it did not answer when it was last asked", graph.ErrUnavailable)
	}
	return nil
}

// judge turns the error of a call that had only Wait for its next word. late
// tells that the time was over; ctx is the caller's.
func (s *Store) judge(ctx context.Context, late bool, err error) error {
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return err
	case late:
		err = fmt.Errorf("%w: no word within %s", graph.ErrUnavailable, s.opts.Wait)
	case !errors.Is(err, graph.ErrUnavailable):
		return err
	}
	s.lost(err)
	return err
}

func soon[T any](s *Store, ctx context.Context, call func(context.Context) (T, error)) (T, error) {
	if err := s.away(); err != nil {
		var zero T
		return zero, err
	}
	wctx, cancel := context.WithTimeout(ctx, s.opts.Wait)
	defer cancel()
	x, err := call(wctx)
	return x, s.judge(ctx, wctx.Err() != nil, err)
}

func stream[T any](s *Store, ctx context.Context, read func(context.Context) iter.Seq2[T, error]) iter.Seq2[T, error] {
	if !forClient(ctx) {
		return read(ctx)
	}
	return func(yield func(T, error) bool) {
		var zero T
		if err := s.away(); err != nil {
			yield(zero, err)
			return
		}
		wctx, cancel := context.WithCancel(ctx)
		defer cancel()
		var late atomic.Bool
		t := time.AfterFunc(s.opts.Wait, func() { late.Store(true); cancel() })
		defer t.Stop()
		for x, err := range read(wctx) {
			t.Stop()
			if err != nil {
				yield(zero, s.judge(ctx, late.Load(), err))
				return
			}
			if !yield(x, nil) {
				return
			}
			t.Reset(s.opts.Wait)
		}
	}
}

// Node implements graph.Reader.
func (s *Store) Node(ctx context.Context, key graph.Key) (graph.Node, error) {
	if !forClient(ctx) {
		return s.inner.Node(ctx, key)
	}
	return soon(s, ctx, func(ctx context.Context) (graph.Node, error) { return s.inner.Node(ctx, key) })
}

// Nodes implements graph.Reader.
func (s *Store) Nodes(ctx context.Context, f graph.NodeFilter) iter.Seq2[graph.Node, error] {
	return stream(s, ctx, func(ctx context.Context) iter.Seq2[graph.Node, error] { return s.inner.Nodes(ctx, f) })
}

// Edges implements graph.Reader.
func (s *Store) Edges(ctx context.Context, f graph.EdgeFilter) iter.Seq2[graph.Edge, error] {
	return stream(s, ctx, func(ctx context.Context) iter.Seq2[graph.Edge, error] { return s.inner.Edges(ctx, f) })
}

// Upsert implements graph.Writer.
func (s *Store) Upsert(ctx context.Context, b graph.Batch) (graph.Changes, error) {
	return s.inner.Upsert(ctx, b)
}

// Remove implements graph.Writer.
func (s *Store) Remove(ctx context.Context, source string, edges []graph.EdgeKey) (int, error) {
	return s.inner.Remove(ctx, source, edges)
}

// Revision implements graph.Store. It never waits longer than Options.Wait.
func (s *Store) Revision(ctx context.Context) (string, error) {
	return soon(s, ctx, s.inner.Revision)
}

// Close ends the looks and closes the store beneath.
func (s *Store) Close() error {
	s.stop()
	s.done.Wait()
	return s.inner.Close()
}
