package awaystore

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"entente/graph"
	"entente/graph/sqlitestore"
	"entente/graph/storetest"
	"entente/internal/faultstore"
)

func open(t *testing.T) graph.Store {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), sqlitestore.Memory, storetest.Schema(), sqlitestore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestAway(t *testing.T) {
	const wait = 50 * time.Millisecond
	key := graph.Key{Kind: "Thing", ID: "thing/1"}
	for name, fault := range map[string]faultstore.Fault{"hangs": faultstore.Hang, "refuses": faultstore.Fail(graph.ErrUnavailable)} {
		t.Run(name, func(t *testing.T) {
			f := faultstore.New(open(t))
			s := New(f, Options{Wait: wait, Every: time.Hour, Logger: slog.New(slog.DiscardHandler)})
			defer s.Close()
			if _, err := s.Upsert(t.Context(), graph.Batch{Nodes: []graph.Node{{Key: key, Props: graph.P("s", "x")}}}); err != nil {
				t.Fatal(err)
			}
			calls := map[string]func(ctx context.Context) error{
				"Node":     func(ctx context.Context) error { _, err := s.Node(ctx, key); return err },
				"Nodes":    func(ctx context.Context) error { _, err := graph.Collect(s.Nodes(ctx, graph.NodeFilter{})); return err },
				"Edges":    func(ctx context.Context) error { _, err := graph.Collect(s.Edges(ctx, graph.EdgeFilter{})); return err },
				"Revision": func(ctx context.Context) error { _, err := s.Revision(ctx); return err },
			}
			client := ForClient(t.Context())
			for op, call := range calls {
				f.Set(nil)
				if err := s.Look(t.Context()); err != nil || !s.Since().IsZero() {
					t.Fatalf("%v", err)
				}
				if err := call(client); err != nil {
					t.Errorf("%s: %v", op, err)
				}
				f.Set(fault)
				if err := call(client); !errors.Is(err, graph.ErrUnavailable) {
					t.Errorf("%s: %v", op, err)
				}
				if s.Since().IsZero() {
					t.Errorf("%s: nobody knows that the store is away", op)
				}
				before := f.Calls.Load()
				if err := call(client); !errors.Is(err, graph.ErrUnavailable) || f.Calls.Load() != before {
					t.Errorf("%s: a store known to be away is asked again: %v", op, err)
				}
				// Who has given up says so himself, and blames nobody.
				gone, cancel := context.WithCancel(client)
				cancel()
				f.Set(faultstore.Hang)
				s.since.Store(0)
				if err := call(gone); !errors.Is(err, context.Canceled) || !s.Since().IsZero() {
					t.Errorf("%s: given up: %v", op, err)
				}
			}
			// What nobody waits for has its time.
			f.Set(func(context.Context, string) error { time.Sleep(2 * wait); return nil })
			if _, err := graph.Collect(s.Nodes(t.Context(), graph.NodeFilter{})); err != nil || !s.Since().IsZero() {
				t.Errorf("a long read: %v", err)
			}
			// A fault of the question is none of the store's.
			f.Set(faultstore.Fail(graph.ErrNotFound))
			if err := calls["Node"](client); !errors.Is(err, graph.ErrNotFound) || !s.Since().IsZero() {
				t.Errorf("not found: %v", err)
			}
		})
	}
}

// The store's going and its coming back are seen without anybody asking.
func TestLooks(t *testing.T) {
	f := faultstore.New(open(t))
	s := New(f, Options{Wait: 50 * time.Millisecond, Every: 5 * time.Millisecond, Logger: slog.New(slog.DiscardHandler)})
	defer s.Close()
	until := func(what string, ok func() bool) {
		t.Helper()
		for start := time.Now(); !ok(); time.Sleep(time.Millisecond) {
			if time.Since(start) > 10*time.Second {
				t.Fatal(what)
			}
		}
	}
	f.Set(faultstore.Hang)
	until("its going is not seen", func() bool { return !s.Since().IsZero() })
	since := s.Since()
	time.Sleep(20 * time.Millisecond)
	if !s.Since().Equal(since) {
		t.Error("since when it is away changes while it is away")
	}
	f.Set(nil)
	until("its coming back is not seen", func() bool { return s.Since().IsZero() })
}

// It is a store like any other.
func TestContract(t *testing.T) {
	if _, ok := graph.As[graph.Grouper](New(open(t), Options{})); !ok {
		t.Error("the abilities of the store beneath are hidden")
	}
}
