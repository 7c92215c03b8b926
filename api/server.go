package api

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"
)

// Timeouts of the server. Reading is short, since requests are; writing leaves
// room for a long answer over a slow line.
const (
	readHeaderTimeout = 5 * time.Second
	readTimeout       = 15 * time.Second
	writeTimeout      = 60 * time.Second
	idleTimeout       = 60 * time.Second
	maxHeaderBytes    = 16 << 10
	// Grace is how long Serve lets running requests finish.
	Grace = 15 * time.Second
)

// NewServer makes a server for a handler with the timeouts of this package.
func NewServer(h http.Handler, addr string) *http.Server {
	return &http.Server{
		Addr: addr, Handler: h,
		ReadHeaderTimeout: readHeaderTimeout, ReadTimeout: readTimeout, WriteTimeout: writeTimeout, IdleTimeout: idleTimeout,
		MaxHeaderBytes: maxHeaderBytes,
	}
}

// Serve serves on l until ctx ends, then says no to readiness checks, lets
// running requests finish within grace, cuts off those that do not, and
// returns. It gives nil after an orderly end. l is closed in any case.
func Serve(ctx context.Context, s *http.Server, l net.Listener, grace time.Duration) error {
	done := make(chan error, 1)
	go func() { done <- s.Serve(l) }()
	select {
	case err := <-done:
		return fmt.Errorf("the server on %s stopped: %w", l.Addr(), err)
	case <-ctx.Done():
	}
	if a, ok := s.Handler.(interface{ Drain() }); ok {
		a.Drain()
	}
	// ctx has ended; the requests that run have time of their own.
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	err := s.Shutdown(end)
	if err != nil {
		// Shutdown past its deadline leaves connections open.
		err = errors.Join(fmt.Errorf("requests were cut off after %s: %w", grace, err), s.Close())
	}
	if e := <-done; !errors.Is(e, http.ErrServerClosed) {
		err = errors.Join(err, e)
	}
	return err
}
