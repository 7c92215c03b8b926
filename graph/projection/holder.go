package projection

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/singleflight"

	"entente/graph"
)

// The defaults of HolderOptions.
const (
	// DefaultCheckEvery keeps the question for the revision off the path of
	// requests while a change is still seen at once by a person's measure.
	DefaultCheckEvery = 250 * time.Millisecond

	// DefaultTimeout is some hundred times what a build takes.
	DefaultTimeout = 2 * time.Minute

	// DefaultTries is how often a build begins again because the store changed
	// under it; a long import writes all the time.
	DefaultTries = 5
)

// HolderOptions are the ways a Holder can be set up; the zero value works.
type HolderOptions struct {
	Build Options

	// CheckEvery is how long a revision is trusted before the store is asked
	// again; 0 means DefaultCheckEvery, negative means at every Get.
	CheckEvery time.Duration

	// Timeout bounds one build with all its tries, whoever asked for it; 0
	// means DefaultTimeout.
	Timeout time.Duration

	// Tries bounds how often a build begins again when the store changed while
	// it was read; 0 means DefaultTries.
	Tries int
}

// Status is how a Holder stands.
type Status struct {
	Revision   string        // of the projection given out, "" before the first
	Built      time.Time     // when it was finished
	Took       time.Duration // how long building took
	Building   bool          // the store is being asked or read
	StaleSince time.Time     // since when the store could not be asked or read; zero while it can
	Err        error         // why, nil while it can
}

// Holder keeps the projection of a store's newest revision. Use it from many
// goroutines.
type Holder struct {
	store graph.Store
	opts  HolderOptions

	current atomic.Pointer[Projection]
	checked atomic.Int64 // unix nanoseconds of the last answer about the revision
	busy    atomic.Int32
	flight  singleflight.Group

	ctx  context.Context // of the builds in the background, which outlive their callers; ends with Close
	stop context.CancelFunc
	wait sync.WaitGroup

	mu     sync.Mutex
	closed bool
	status Status
}

// NewHolder makes a Holder; it reads nothing yet.
func NewHolder(s graph.Store, o HolderOptions) *Holder {
	if o.CheckEvery == 0 {
		o.CheckEvery = DefaultCheckEvery
	}
	if o.Timeout <= 0 {
		o.Timeout = DefaultTimeout
	}
	if o.Tries <= 0 {
		o.Tries = DefaultTries
	}
	h := &Holder{store: s, opts: o}
	h.ctx, h.stop = context.WithCancel(context.Background())
	return h
}

// Get gives the current projection. The first call waits for the build; later
// calls never wait. When the revision was last asked for longer than CheckEvery
// ago, Get has it asked in the background and, where it moved, a new projection
// built, once for all callers and with a deadline of its own; until that is
// done everybody gets the older one. Where the store cannot be asked or read,
// the older one stays in use (see Status). Use Refresh to wait for the newest.
//
// Under a context of Pin the first Get decides for all.
func (h *Holder) Get(ctx context.Context) (*Projection, error) {
	if pin, ok := ctx.Value(pinKey{}).(*pin); ok {
		return pin.get(ctx, h)
	}
	return h.get(ctx)
}

func (h *Holder) get(ctx context.Context) (*Projection, error) {
	p := h.current.Load()
	if p == nil {
		return h.Refresh(ctx)
	}
	if time.Now().UnixNano()-h.checked.Load() >= int64(h.opts.CheckEvery) && h.busy.Load() == 0 {
		h.start()
	}
	return p, nil
}

// Pin gives a context under which every Get of one Holder gives the same
// projection, that of the first: the parts of one answer rest on one revision,
// also while an import is running.
func Pin(ctx context.Context) context.Context {
	return context.WithValue(ctx, pinKey{}, &pin{})
}

type pinKey struct{}

type pin struct {
	mu     sync.Mutex
	holder *Holder
	p      *Projection
}

func (c *pin) get(ctx context.Context, h *Holder) (*Projection, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.p != nil && c.holder == h {
		return c.p, nil
	}
	p, err := h.get(ctx)
	if err == nil && c.p == nil {
		c.holder, c.p = h, p
	}
	return p, err
}

// Refresh asks the store for its revision, waits until the projection of it is
// there and gives it. The wait is bounded by ctx; the build it may leave behind
// goes on for others. An error is the store's, the deadline's, or graph.ErrClosed
// after Close.
func (h *Holder) Refresh(ctx context.Context) (*Projection, error) {
	// A flight under way may have asked before the caller's last write, so its
	// answer is good only if it is of the present revision.
	for range h.opts.Tries {
		ch := h.start()
		if ch == nil {
			return nil, fmt.Errorf("the projection: %w", graph.ErrClosed)
		}
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("wait for the projection: %w", context.Cause(ctx))
		case r := <-ch:
			if r.Err != nil {
				return nil, r.Err
			}
			p := r.Val.(*Projection)
			if !r.Shared {
				return p, nil
			}
			rev, err := h.store.Revision(ctx)
			if err != nil {
				return nil, fmt.Errorf("ask for the revision: %w", err)
			}
			if rev == p.revision {
				return p, nil
			}
		}
	}
	return nil, fmt.Errorf("the projection: %d tries: %w", h.opts.Tries, graph.ErrChanged)
}

// start joins or begins the flight that asks for the revision and builds; nil
// after Close.
func (h *Holder) start() <-chan singleflight.Result {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return nil
	}
	h.wait.Add(1)
	h.busy.Add(1)
	ch := h.flight.DoChan("", func() (any, error) { return h.renew() })
	out := make(chan singleflight.Result, 1)
	go func() {
		defer h.wait.Done()
		out <- <-ch
		h.busy.Add(-1)
	}()
	return out
}

// renew asks the store and builds where the revision moved.
func (h *Holder) renew() (*Projection, error) {
	ctx, cancel := context.WithTimeout(h.ctx, h.opts.Timeout)
	defer cancel()

	began := time.Now()
	p, built, err := h.build(ctx)
	now := time.Now()
	h.checked.Store(now.UnixNano())
	h.mu.Lock()
	defer h.mu.Unlock()
	if err != nil {
		if h.status.Err == nil {
			h.status.StaleSince = now
		}
		h.status.Err = err
		return nil, err
	}
	h.status.StaleSince, h.status.Err = time.Time{}, nil
	if built {
		h.status.Revision, h.status.Built, h.status.Took = p.revision, now, now.Sub(began)
		h.current.Store(p)
	}
	return p, nil
}

func (h *Holder) build(ctx context.Context) (p *Projection, built bool, err error) {
	for range h.opts.Tries {
		rev, err := h.store.Revision(ctx)
		if err != nil {
			return nil, false, fmt.Errorf("ask for the revision: %w", err)
		}
		if p := h.current.Load(); p != nil && p.revision == rev {
			return p, false, nil
		}
		p, err := Build(ctx, h.store, rev, h.opts.Build)
		if err != nil {
			if errors.Is(err, graph.ErrChanged) {
				continue
			}
			return nil, false, err
		}
		after, err := h.store.Revision(ctx)
		if err != nil {
			return nil, false, fmt.Errorf("ask for the revision: %w", err)
		}
		if after == rev {
			return p, true, nil
		}
	}
	return nil, false, fmt.Errorf("build the projection: %d tries: %w", h.opts.Tries, graph.ErrChanged)
}

// Status tells how the Holder stands, without asking the store.
func (h *Holder) Status() Status {
	h.mu.Lock()
	defer h.mu.Unlock()
	s := h.status
	s.Building = h.busy.Load() > 0
	return s
}

// Close ends a build under way and waits for it. The projection given out stays
// usable; Refresh, and Get before the first projection, are graph.ErrClosed
// afterwards. Closing twice is fine.
func (h *Holder) Close() {
	h.mu.Lock()
	h.closed = true
	h.mu.Unlock()
	h.stop()
	h.wait.Wait()
}
