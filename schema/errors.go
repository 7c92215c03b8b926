package schema

import (
	"context"
	"errors"
	"fmt"

	"entente/graph"
	"entente/graph/analysis"
)

// The codes of errors, in extensions.code. There are no others.
const (
	UnknownName     = "UNKNOWN_NAME"
	AmbiguousName   = "AMBIGUOUS_NAME"
	BadRequest      = "BAD_REQUEST"
	NotFound        = "NOT_FOUND"
	TooComplex      = "TOO_COMPLEX"
	Timeout         = "TIMEOUT"
	Unavailable     = "UNAVAILABLE"
	Unauthenticated = "UNAUTHENTICATED"
	Forbidden       = "FORBIDDEN"
	Internal        = "INTERNAL"
)

// Error is one error of an answer, as GraphQL spells it. Path elements are
// strings and ints.
type Error struct {
	Message    string
	Locations  []Location
	Path       []any
	Code       string
	Candidates []analysis.Candidate // of UNKNOWN_NAME and AMBIGUOUS_NAME
	Limit      string               // of TOO_COMPLEX: which limit, what the document has (at least), what is allowed
	Value, Max int
	RequestID  string // of INTERNAL
}

func (e *Error) Error() string { return e.Message }

// Location is a place in the query, both counted from 1.
type Location struct{ Line, Column int }

func badRequest(format string, args ...any) *Error {
	return &Error{Code: BadRequest, Message: fmt.Sprintf(format, args...)}
}

// tooComplex tells which limit was passed, by how much, and what to do.
func tooComplex(limit, what string, value, most int) *Error {
	return &Error{Code: TooComplex, Limit: limit, Value: value, Max: most,
		Message: fmt.Sprintf("The request has %d %s; at most %d are allowed (limit %s). Ask for less, or in several requests.", value, what, most, limit)}
}

// publicError is the one table from our errors to what a client may read.
// internal is set where the error is a fault of ours, whose text stays inside.
func publicError(err error) (e Error, internal bool) {
	var (
		own  *Error
		name *analysis.NameError
		bad  *analysis.BadRequest
		un   *analysis.IdealUnavailable
	)
	switch {
	case errors.As(err, &own):
		return *own, own.Code == Internal
	case errors.As(err, &name):
		code := UnknownName
		if name.Ambiguous {
			code = AmbiguousName
		}
		return Error{Code: code, Message: name.Sentence, Candidates: name.Candidates}, false
	case errors.As(err, &bad):
		return Error{Code: BadRequest, Message: bad.Sentence}, false
	case errors.As(err, &un):
		code := NotFound
		if un.Computing {
			code = Unavailable
		}
		return Error{Code: code, Message: un.Error() + "."}, false
	case errors.Is(err, context.DeadlineExceeded):
		return Error{Code: Timeout, Message: "The answer took too long. Ask for less, or in several requests."}, false
	case errors.Is(err, context.Canceled):
		return Error{Code: Timeout, Message: "The request was given up before it was answered."}, false
	case errors.Is(err, graph.ErrNotFound):
		return Error{Code: NotFound, Message: "There is no such record."}, false
	case errors.Is(err, graph.ErrUnavailable), errors.Is(err, graph.ErrBusy), errors.Is(err, graph.ErrChanged), errors.Is(err, graph.ErrClosed):
		return Error{Code: Unavailable, Message: "The records cannot be read at the moment. Try again."}, false
	}
	return Error{Code: Internal}, true
}

type requestIDKey struct{}

// WithRequestID marks a context with the id of a request, which internal
// errors carry to the client and to the log.
func WithRequestID(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, requestIDKey{}, id)
}

// RequestID gives the id a context was marked with, "" where it has none.
func RequestID(ctx context.Context) string {
	id, _ := ctx.Value(requestIDKey{}).(string)
	return id
}

func isNotFound(err error) bool { return errors.Is(err, graph.ErrNotFound) }

// quote shows what a client wrote, cut to a length fit for a message.
func quote(s string) string {
	if r := []rune(s); len(r) > 80 {
		s = string(r[:80]) + "…"
	}
	return fmt.Sprintf("%q", s)
}
