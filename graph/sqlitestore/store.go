// Package sqlitestore keeps a graph in one SQLite file, without cgo. It is the
// store the program uses where no database server is named.
//
// Readers see a snapshot and neither wait for a writer nor hold one up; several
// processes may use one file, one of them writing at a time. What a committed
// batch wrote survives the end of the process, however it ends. After a loss of
// power the file is whole, but the last batches before it may be missing as a
// whole: commits are flushed to the disk in groups (SQLite's synchronous=NORMAL
// with a write-ahead log).
package sqlitestore

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	sqlite3 "modernc.org/sqlite/lib"

	"entente/graph"
)

// Memory is the path of a private database in memory. It has one connection, so
// a scan of it is read as a whole before its first element is given out.
const Memory = ":memory:"

// DefaultBusyTimeout is how long a write waits for another process before it is
// ErrBusy: longer than any batch takes, shorter than a user waits in doubt.
const DefaultBusyTimeout = 10 * time.Second

const (
	// pollTime is how long SQLite itself waits for a lock; between two such
	// waits the store looks whether the caller has given up.
	pollTime = 50 * time.Millisecond

	// idleReaders is how many connections are kept for the next scan; a server
	// on two cores rarely has more scans at once.
	idleReaders = 4
)

// Options of a store; the zero value is right for most uses.
type Options struct {
	// BusyTimeout is how long to wait for another process that writes; 0 means
	// DefaultBusyTimeout.
	BusyTimeout time.Duration
}

// Store is an open database. It implements graph.Store and graph.Grouper.
type Store struct {
	path   string
	schema *graph.Schema
	busy   time.Duration
	dict   *dict
	closed atomic.Bool

	// turn is held by the one goroutine that uses writer.
	turn   chan struct{}
	writer *conn

	mu   sync.Mutex
	idle []*conn
}

var (
	_ graph.Store   = (*Store)(nil)
	_ graph.Grouper = (*Store)(nil)
)

// Open opens the database at path, or makes it, and brings it to the current
// format. Writes outside schema are refused. Errors: ErrNewer for a file of a
// newer program, ErrCorrupt for one that is damaged or no database, ErrInvalid
// for the database of another program, ErrBusy where another process keeps it
// locked, ErrUnavailable where it cannot be opened.
func Open(ctx context.Context, path string, schema *graph.Schema, opts Options) (*Store, error) {
	if path == "" || schema == nil {
		return nil, fmt.Errorf("%w: a store needs the path of its file and a schema", graph.ErrInvalid)
	}
	if opts.BusyTimeout <= 0 {
		opts.BusyTimeout = DefaultBusyTimeout
	}
	s := &Store{path: path, schema: schema, busy: opts.BusyTimeout, dict: newDict(), turn: make(chan struct{}, 1)}
	if info, err := os.Stat(path); path != Memory && err == nil && info.IsDir() {
		return nil, fmt.Errorf("%w: %s is a folder; name a file", graph.ErrInvalid, path)
	}
	c, err := s.dial(ctx, writerCache)
	if err == nil {
		s.writer = c
		if err = s.migrate(ctx, c); err == nil {
			_, err = s.dict.sync(c)
		}
		if err != nil {
			c.close()
		}
	}
	if err != nil {
		return nil, s.explain(ctx, "open", err)
	}
	return s, nil
}

// Page caches in KiB: the writer's holds the end of each country's part of the
// index while a million votes come in; readers go through the file in order.
const (
	writerCache = 32_000
	readerCache = 8_000
)

// dial opens a connection and sets what is not kept in the file.
func (s *Store) dial(ctx context.Context, cache int) (*conn, error) {
	c, err := dial(s.path)
	if err != nil {
		return nil, err
	}
	for _, q := range []string{
		fmt.Sprintf(`PRAGMA busy_timeout = %d`, pollTime.Milliseconds()),
		fmt.Sprintf(`PRAGMA cache_size = -%d`, cache),
		`PRAGMA journal_mode = wal`,
		`PRAGMA synchronous = normal`,
		`PRAGMA trusted_schema = off`,
		// A checkpoint each ten thousand pages and not each thousand: the same
		// index pages change in every batch and are then copied once.
		`PRAGMA wal_autocheckpoint = 10000`,
	} {
		err := s.retry(ctx, func() error {
			if q == `PRAGMA journal_mode = wal` {
				// A file of another program must not be turned into WAL, and a
				// random file must be told before anything is written to it.
				if app, err := c.integer(`PRAGMA application_id`); err != nil {
					return err
				} else if n, err := c.integer(`SELECT count(*) FROM sqlite_schema`); err != nil || n > 0 && app != applicationID {
					return err
				}
			}
			_, err := c.exec(q)
			return err
		})
		if err != nil {
			c.close()
			return nil, err
		}
	}
	return c, nil
}

// retry calls f until the database is no longer locked by another process, ctx
// ends or the patience of the store does.
func (s *Store) retry(ctx context.Context, f func() error) error {
	for end := time.Now().Add(s.busy); ; {
		err := f()
		if c := code(err); c != sqlite3.SQLITE_BUSY && c != sqlite3.SQLITE_LOCKED || time.Now().After(end) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// explain turns what went wrong into an error of the contract.
func (s *Store) explain(ctx context.Context, doing string, err error) error {
	kind := graph.ErrUnavailable
	then := ""
	switch code(err) {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return fmt.Errorf("%w: %s: another process has been writing to %s for %s; wait for it to end, or stop it", graph.ErrBusy, doing, s.path, s.busy)
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return s.damaged(doing, err)
	case sqlite3.SQLITE_READONLY:
		kind, then = graph.ErrReadOnly, "; give this user the right to write to it"
	case sqlite3.SQLITE_CANTOPEN:
		then = "; see that its folder exists and may be written to"
	case sqlite3.SQLITE_FULL:
		then = "; the disk is full: what was written before is whole, make room and begin again"
	case 0:
		switch {
		case errors.Is(err, errEncoding):
			return s.damaged(doing, err)
		case ctx.Err() != nil && errors.Is(err, ctx.Err()):
			return fmt.Errorf("%s %s: %w", doing, s.path, err)
		case contract(err):
			return err
		}
	}
	return fmt.Errorf("%w: %s %s: %w%s", kind, doing, s.path, err, then)
}

func (s *Store) damaged(doing string, err error) error {
	return fmt.Errorf("%w: %s %s: %w; put back a copy or restore an export, or move the file away and import again", graph.ErrCorrupt, doing, s.path, err)
}

// contract tells whether err is already one of the store contract's.
func contract(err error) bool {
	for _, e := range []error{graph.ErrNotFound, graph.ErrDangling, graph.ErrClosed, graph.ErrInvalid, graph.ErrNewer, graph.ErrCorrupt, graph.ErrBusy} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

// Path is the path the store was opened with.
func (s *Store) Path() string { return s.path }

// Close frees the database. Scans under way end with ErrClosed.
func (s *Store) Close() error {
	if s.closed.Swap(true) {
		return nil
	}
	s.mu.Lock()
	idle := s.idle
	s.idle = nil
	s.mu.Unlock()
	var errs []error
	for _, c := range idle {
		errs = append(errs, c.close())
	}
	// The writer goes last: the last connection to close folds the log into the
	// file. It waits for a batch under way.
	s.turn <- struct{}{}
	errs = append(errs, s.writer.close())
	<-s.turn
	return errors.Join(errs...)
}

// take waits for the writer's connection; the caller gives it back with <-turn.
func (s *Store) take(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case s.turn <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	if s.closed.Load() {
		<-s.turn
		return graph.ErrClosed
	}
	return nil
}

// Revision is the database's own random name with the number of effective
// writes it has seen.
func (s *Store) Revision(ctx context.Context) (string, error) {
	var rev string
	err := s.read(ctx, "read the revision of", func(r *reading) error {
		row := make([]driver.Value, 2)
		return r.c.each(`SELECT db, revision FROM meta`, row, func() error {
			db, ok1 := row[0].(string)
			n, ok2 := row[1].(int64)
			if !ok1 || !ok2 {
				return errEncoding
			}
			rev = db + "-" + strconv.FormatInt(n, 10)
			return nil
		})
	})
	if err == nil && rev == "" {
		err = s.damaged("read the revision of", errEncoding)
	}
	return rev, err
}
