package projection

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"entente/graph"
)

func oneVote() *memory {
	m := &memory{}
	m.country("AAA")
	m.call("S/RES/1(1946)", "security_council", "1946-01-25", map[string]string{"AAA": "Y"})
	return m
}

// write changes the store.
func write(m *memory) {
	x := &memory{}
	x.call("S/RES/2(1946)", "security_council", "1946-01-30", nil)
	m.Upsert(context.Background(), graph.Batch{Nodes: x.nodes})
}

func TestHolderFollowsTheStore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx := context.Background()
		m := oneVote()
		h := NewHolder(m, HolderOptions{})
		defer h.Close()
		first, err := h.Get(ctx)
		if err != nil || first.Len() != 1 {
			t.Fatal(first, err)
		}
		write(m)
		if p, _ := h.Get(ctx); p != first {
			t.Error("asked again before CheckEvery was over")
		}
		time.Sleep(DefaultCheckEvery)
		if p, _ := h.Get(ctx); p != first {
			t.Error("the older projection is given while the newer one is built")
		}
		synctest.Wait()
		p, _ := h.Get(ctx)
		if p.Len() != 2 || h.Status().Revision != p.Revision() {
			t.Errorf("%d roll calls, status %+v", p.Len(), h.Status())
		}
		write(m)
		if p, err := h.Refresh(ctx); err != nil || p.Len() != 3 {
			t.Errorf("refresh: %d, %v", p.Len(), err)
		}
		same, _ := h.Refresh(ctx)
		if q, _ := h.Get(ctx); q != same {
			t.Error("built anew for the same revision")
		}
	})
}

func TestHolderKeepsTheOlderOneWhenTheStoreIsAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx := context.Background()
		m := oneVote()
		h := NewHolder(m, HolderOptions{CheckEvery: -1})
		defer h.Close()
		first, err := h.Get(ctx)
		if err != nil {
			t.Fatal(err)
		}
		m.revisionErr = graph.ErrUnavailable
		before := time.Now()
		for range 3 {
			if p, err := h.Get(ctx); p != first || err != nil {
				t.Fatal(p, err)
			}
			synctest.Wait()
			time.Sleep(time.Second)
		}
		if s := h.Status(); !errors.Is(s.Err, graph.ErrUnavailable) || !s.StaleSince.Equal(before) {
			t.Errorf("status %+v", s)
		}
		if _, err := h.Refresh(ctx); !errors.Is(err, graph.ErrUnavailable) {
			t.Errorf("refresh: %v", err)
		}
		m.revisionErr = nil
		h.Get(ctx)
		synctest.Wait()
		if s := h.Status(); s.Err != nil || !s.StaleSince.IsZero() || s.Building {
			t.Errorf("status %+v", s)
		}
	})
}

func TestHolderBuildsOnceForAll(t *testing.T) {
	m := oneVote()
	var scans atomic.Int32
	m.onRead = func() { scans.Add(1); time.Sleep(time.Millisecond) }
	h := NewHolder(m, HolderOptions{})
	defer h.Close()
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			if p, err := h.Get(context.Background()); err != nil || p.Len() != 1 {
				t.Error(p, err)
			}
		})
	}
	wg.Wait()
	if n := scans.Load(); n > 10 {
		t.Errorf("%d scans for one build", n)
	}
}

// A store that changes while it is read is read again, but not for ever.
func TestHolderBeginsAgain(t *testing.T) {
	m := oneVote()
	left := 2
	m.onRead = func() {
		if left > 0 {
			left--
			write(m)
		}
	}
	h := NewHolder(m, HolderOptions{})
	p, err := h.Get(context.Background())
	if err != nil || p.Len() != 3 {
		t.Errorf("%v, %v", p, err)
	}
	h.Close()

	left = 1 << 30
	h = NewHolder(m, HolderOptions{})
	defer h.Close()
	if _, err := h.Get(context.Background()); !errors.Is(err, graph.ErrChanged) {
		t.Errorf("error %v, want ErrChanged", err)
	}
}

// The build is bounded by itself, not by the first caller.
func TestHolderCallerMayLeave(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := oneVote()
		m.onRead = func() { time.Sleep(time.Second) }
		h := NewHolder(m, HolderOptions{})
		ctx, cancel := context.WithTimeout(context.Background(), time.Second/2)
		defer cancel()
		if _, err := h.Get(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error %v", err)
		}
		if p, err := h.Get(context.Background()); err != nil || p.Len() != 1 {
			t.Error(p, err)
		}
		write(m)
		go h.Refresh(context.Background())
		synctest.Wait()
		h.Close()
		h.Close()
		if p, err := h.Get(context.Background()); err != nil || p.Len() != 1 {
			t.Error("the projection given out stays usable", p, err)
		}
		if _, err := h.Refresh(context.Background()); !errors.Is(err, graph.ErrClosed) {
			t.Errorf("refresh after close: %v", err)
		}
	})
}

func TestHolderTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := oneVote()
		m.onRead = func() { time.Sleep(time.Minute) }
		h := NewHolder(m, HolderOptions{Timeout: time.Second})
		defer h.Close()
		if _, err := h.Get(context.Background()); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error %v", err)
		}
	})
}
