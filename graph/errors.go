package graph

import (
	"errors"
	"fmt"
)

// The sentinel errors of the store contract and of Load. They are wrapped with
// what and which; test them with errors.Is.
var (
	ErrNotFound    = errors.New("not found")
	ErrDangling    = errors.New("an edge's end is missing")
	ErrClosed      = errors.New("the store is closed")
	ErrChanged     = errors.New("the store changed during the scan; begin it again")
	ErrInvalid     = errors.New("invalid")
	ErrUnavailable = errors.New("the store is not available")
	ErrNewer       = errors.New("the store was written by a newer version")
	ErrCorrupt     = errors.New("the store is damaged")
	ErrBusy        = errors.New("the store is in use by another process")
	ErrReadOnly    = errors.New("the store is read-only")
)

// RowError says where in a source a record could not be read or kept.
type RowError struct {
	Source string // import name, "undl-ga"
	Line   int    // line of the file, the header being line 1
	Field  string // column, "" when the whole row is meant
	Err    error
}

func (e *RowError) Error() string {
	if e.Field == "" {
		return fmt.Sprintf("%s, line %d: %v", e.Source, e.Line, e.Err)
	}
	return fmt.Sprintf("%s, line %d, %s: %v", e.Source, e.Line, e.Field, e.Err)
}

func (e *RowError) Unwrap() error { return e.Err }
