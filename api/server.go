package api

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"sync"
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
// returns. It gives nil after an orderly end. l is closed in any case. With a
// TLSConfig it serves TLS.
func Serve(ctx context.Context, s *http.Server, l net.Listener, grace time.Duration) error {
	done := make(chan error, 1)
	go func() {
		if s.TLSConfig != nil {
			done <- s.ServeTLS(l, "", "")
		} else {
			done <- s.Serve(l)
		}
	}()
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

// certificateEvery is how often the files of a certificate are looked at: a
// renewed one is in use within a minute, without a restart.
const certificateEvery = time.Minute

// TLS gives a configuration for a certificate and its key in PEM files, which
// are read again when they change. An error is that they cannot be used.
func TLS(certFile, keyFile string) (*tls.Config, error) {
	c := &certificate{certFile: certFile, keyFile: keyFile}
	if err := c.read(time.Now()); err != nil {
		return nil, fmt.Errorf("the certificate %s with the key %s: %w", certFile, keyFile, err)
	}
	return &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: c.get}, nil
}

type certificate struct {
	certFile, keyFile string

	mu      sync.Mutex
	current *tls.Certificate // guarded by mu, as are the others
	changed time.Time
	looked  time.Time
}

func (c *certificate) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if now := time.Now(); now.Sub(c.looked) >= certificateEvery {
		// One that cannot be read (it may be half written) leaves the old one in
		// use until the next look.
		_ = c.read(now)
	}
	return c.current, nil
}

// read reads the files where they changed. mu is held, but for the first time.
func (c *certificate) read(now time.Time) error {
	c.looked = now
	info, err := os.Stat(c.certFile)
	if err != nil {
		return err
	}
	if c.current != nil && info.ModTime().Equal(c.changed) {
		return nil
	}
	pair, err := tls.LoadX509KeyPair(c.certFile, c.keyFile)
	if err != nil {
		return err
	}
	c.current, c.changed = &pair, info.ModTime()
	return nil
}

// LimitListener accepts at most n connections at once; others wait in the
// system's queue.
func LimitListener(l net.Listener, n int) net.Listener {
	return &limitListener{Listener: l, places: make(chan struct{}, n), closed: make(chan struct{})}
}

type limitListener struct {
	net.Listener
	places chan struct{}
	closed chan struct{}
	once   sync.Once
}

func (l *limitListener) Accept() (net.Conn, error) {
	select {
	case l.places <- struct{}{}:
	case <-l.closed:
		return nil, net.ErrClosed
	}
	c, err := l.Listener.Accept()
	if err != nil {
		<-l.places
		return nil, err
	}
	return &limitedConn{Conn: c, free: func() { <-l.places }}, nil
}

func (l *limitListener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return l.Listener.Close()
}

type limitedConn struct {
	net.Conn
	free func()
	once sync.Once
}

func (c *limitedConn) Close() error {
	err := c.Conn.Close()
	c.once.Do(c.free)
	return err
}
