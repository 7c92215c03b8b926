package sqlitestore

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"strings"

	"modernc.org/sqlite"
)

// conn is one SQLite connection with its prepared statements. It is used below
// database/sql because a statement per vote is the hot path of an import, and
// the pool's bookkeeping there costs as much as the insert.
type conn struct {
	dc    driver.Conn
	stmts map[string]*stmt
}

// stmt is a prepared statement. It serves one query at a time.
type stmt struct {
	st   driver.Stmt
	args []driver.NamedValue
}

// dsn turns a path into the URI SQLite opens, so that no character of a file's
// name is read as an option.
func dsn(path string) string {
	if path == Memory {
		return Memory
	}
	p := filepath.ToSlash(path)
	if filepath.VolumeName(path) != "" {
		p = "/" + p
	}
	return "file:" + strings.ReplaceAll((&url.URL{Path: p}).EscapedPath(), "?", "%3f")
}

func dial(path string) (*conn, error) {
	dc, err := new(sqlite.Driver).Open(dsn(path))
	if err != nil {
		return nil, err
	}
	return &conn{dc: dc, stmts: map[string]*stmt{}}, nil
}

func (c *conn) close() error {
	var errs []error
	for _, s := range c.stmts {
		errs = append(errs, s.st.Close())
	}
	return errors.Join(append(errs, c.dc.Close())...)
}

// prepare makes a statement the caller closes; stmt keeps one for good.
func (c *conn) prepare(query string) (*stmt, error) {
	p, ok := c.dc.(driver.ConnPrepareContext)
	if !ok {
		return nil, errors.New("the SQLite driver cannot prepare statements")
	}
	st, err := p.PrepareContext(context.Background(), query)
	if err != nil {
		return nil, err
	}
	return &stmt{st: st}, nil
}

func (c *conn) stmt(query string) (*stmt, error) {
	if s := c.stmts[query]; s != nil {
		return s, nil
	}
	s, err := c.prepare(query)
	if err == nil {
		c.stmts[query] = s
	}
	return s, err
}

func (s *stmt) bind(args []driver.Value) []driver.NamedValue {
	for len(s.args) < len(args) {
		s.args = append(s.args, driver.NamedValue{Ordinal: len(s.args) + 1})
	}
	for i, a := range args {
		s.args[i].Value = a
	}
	return s.args[:len(args)]
}

// exec runs a statement and gives the number of rows it changed.
func (s *stmt) exec(args ...driver.Value) (int64, error) {
	// The background context keeps the driver from starting a goroutine per
	// row; callers look at their own context between rows.
	r, err := s.st.(driver.StmtExecContext).ExecContext(context.Background(), s.bind(args))
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

func (c *conn) exec(query string, args ...driver.Value) (int64, error) {
	s, err := c.stmt(query)
	if err != nil {
		return 0, err
	}
	return s.exec(args...)
}

// each runs a query and calls f with every row; the row is only good until f
// returns. It ends at f's error.
func (s *stmt) each(row []driver.Value, f func() error, args ...driver.Value) (err error) {
	rows, err := s.st.(driver.StmtQueryContext).QueryContext(context.Background(), s.bind(args))
	if err != nil {
		return err
	}
	defer func() {
		if e := rows.Close(); err == nil {
			err = e
		}
	}()
	for {
		switch err := rows.Next(row); err {
		case nil:
			if err := f(); err != nil {
				return err
			}
		case io.EOF:
			return nil
		default:
			return err
		}
	}
}

func (c *conn) each(query string, row []driver.Value, f func() error, args ...driver.Value) error {
	s, err := c.stmt(query)
	if err != nil {
		return err
	}
	return s.each(row, f, args...)
}

// one reads the single value of a query; found is false where it has no row.
func (c *conn) one(query string, args ...driver.Value) (v driver.Value, found bool, err error) {
	var row [1]driver.Value
	err = c.each(query, row[:], func() error { v, found = row[0], true; return nil }, args...)
	return v, found, err
}

func (c *conn) integer(query string, args ...driver.Value) (int64, error) {
	v, _, err := c.one(query, args...)
	if err != nil {
		return 0, err
	}
	n, ok := v.(int64)
	if !ok && v != nil {
		return 0, fmt.Errorf("%q gave a %T", query, v)
	}
	return n, nil
}

// code is the primary SQLite result code of err, 0 where it has none.
func code(err error) int {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code() & 0xff
	}
	return 0
}
