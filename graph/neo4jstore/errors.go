package neo4jstore

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"entente/graph"
)

// fail turns an error of the driver into one of the contract. The driver's own
// text names addresses and quotes queries, so nothing of it goes on but the
// server's error code. ctx is the caller's: where it has ended, that is the
// reason, whatever the driver says.
func (s *Store) fail(ctx context.Context, doing string, err error) error {
	switch {
	case err == nil:
		return nil
	case ownError(err):
		return err
	case s.closed.Load():
		return fmt.Errorf("%s: %w", doing, graph.ErrClosed)
	case ctx.Err() != nil:
		return fmt.Errorf("%s: %w", doing, ctx.Err())
	}
	s.log.Debug("Neo4j refused or failed", "doing", doing, "error", kindOf(err))

	err = lastAttempt(err)
	var srv *neo4j.Neo4jError
	if !errors.As(err, &srv) {
		if errors.Is(err, context.DeadlineExceeded) {
			return fmt.Errorf("%s: %w: Neo4j did not answer within %s", doing, graph.ErrUnavailable, s.timeout)
		}
		if neo4j.IsUsageError(err) {
			return fmt.Errorf("%s: the Neo4j driver was used wrongly", doing)
		}
		return fmt.Errorf("%s: %w: no connection to Neo4j", doing, graph.ErrUnavailable)
	}
	why, sentinel := meaning(srv.Code)
	if sentinel == nil {
		return fmt.Errorf("%s: %s (%s)", doing, why, srv.Code)
	}
	return fmt.Errorf("%s: %w: %s (%s)", doing, sentinel, why, srv.Code)
}

// lastAttempt gives what ended the last attempt of a transaction that the driver
// gave up repeating; the driver's own error does not unwrap to it.
func lastAttempt(err error) error {
	var limit *neo4j.TransactionExecutionLimit
	if errors.As(err, &limit) && len(limit.Errors) > 0 {
		return lastAttempt(limit.Errors[len(limit.Errors)-1])
	}
	return err
}

// isDeadlock tells that a transaction was undone because it and another waited
// for each other.
func isDeadlock(err error) bool {
	var srv *neo4j.Neo4jError
	return errors.As(lastAttempt(err), &srv) && srv.Code == "Neo.TransientError.Transaction.DeadlockDetected"
}

// meaning sorts the server's error codes.
func meaning(code string) (string, error) {
	switch {
	case strings.HasSuffix(code, "Security.Unauthorized"):
		return "Neo4j refused the user name or password", graph.ErrUnavailable
	case strings.HasSuffix(code, "Security.Forbidden"), strings.HasSuffix(code, "ReadOnlyDatabase"), strings.HasSuffix(code, "Statement.AccessMode"):
		return "Neo4j does not allow this user or database to write", graph.ErrReadOnly
	case strings.Contains(code, ".Security."):
		return "Neo4j refused the login", graph.ErrUnavailable
	case strings.HasSuffix(code, "DatabaseNotFound"):
		return "the server has no database of that name", graph.ErrUnavailable
	case strings.HasSuffix(code, "Schema.ConstraintValidationFailed"), strings.HasSuffix(code, "Schema.ConstraintCreationFailed"):
		return "two nodes of one kind have the same id", graph.ErrCorrupt
	case strings.Contains(code, "TransactionTimedOut"), strings.HasPrefix(code, "Neo.TransientError."), strings.HasPrefix(code, "Neo.DatabaseError."):
		return "Neo4j could not finish this now", graph.ErrUnavailable
	}
	return "Neo4j refused the query", nil
}

// kindOf describes an error of the driver without its text, for the log.
func kindOf(err error) string {
	err = lastAttempt(err)
	var srv *neo4j.Neo4jError
	switch {
	case errors.As(err, &srv):
		return srv.Code
	case errors.Is(err, context.DeadlineExceeded):
		return "deadline"
	case errors.Is(err, context.Canceled):
		return "cancelled"
	case neo4j.IsConnectivityError(err):
		return "connection"
	}
	return fmt.Sprintf("%T", err)
}
