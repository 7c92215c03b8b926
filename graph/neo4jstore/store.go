package neo4jstore

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"

	"entente/graph"
)

const (
	// DefaultTimeout bounds each step of a call: a write, the answer to a
	// query, the next record. A cold server takes about a second for a batch of
	// ten thousand edges; half a minute means that something is wrong.
	DefaultTimeout = 30 * time.Second

	// The driver's own limits. They only shorten the waiting within a call: the
	// driver alone would still wait long for a silent server, so that every
	// call has a deadline besides.
	connectTimeout = time.Second
	acquireTimeout = 5 * time.Second
	retryTime      = 5 * time.Second

	// closeTimeout is how long giving back a session may take; it gets time of
	// its own, since a cancelled call must still free what it holds.
	closeTimeout = 500 * time.Millisecond

	// layoutVersion is the version of the layout in doc.go.
	layoutVersion = 1

	defaultDatabase = "neo4j"
	defaultUser     = "neo4j"
	metaLabel       = "EntenteMeta"
	metaID          = "entente"
)

// Names of properties that the layout needs for itself.
const (
	idProp     = "id"
	sourceProp = "source"
	lockProp   = "_lock" // never set: removing it takes the lock of a node and writes nothing
	newProp    = "_new"  // tells within one transaction whether MERGE made the node
)

// Options say how to reach the server. The zero value is a server without
// authentication.
type Options struct {
	User, Password string        // Password "" means no authentication; User "" with a password means "neo4j"
	Database       string        // "" means "neo4j"
	Timeout        time.Duration // for each step of a call; 0 means DefaultTimeout
	ReadOnly       bool          // Upsert and Remove are ErrReadOnly, and nothing is written when opening
	Logger         *slog.Logger  // gets what a caller need not know; nil means silence
}

// String hides the password, as the other two do.
func (o Options) String() string {
	secret := ""
	if o.Password != "" {
		secret = "***"
	}
	return fmt.Sprintf("{User:%s Password:%s Database:%s Timeout:%s ReadOnly:%t}", o.User, secret, o.Database, o.Timeout, o.ReadOnly)
}

// GoString hides the password from %#v.
func (o Options) GoString() string { return "neo4jstore.Options" + o.String() }

// LogValue hides the password from slog.
func (o Options) LogValue() slog.Value { return slog.StringValue(o.String()) }

// Store is a graph in a Neo4j server. It implements graph.Store and
// graph.Grouper and is safe for concurrent use.
type Store struct {
	driver   neo4j.DriverWithContext
	schema   *graph.Schema
	tables   tables
	database string
	timeout  time.Duration
	readOnly bool
	log      *slog.Logger
	closed   atomic.Bool
	lanes    lanes
}

var (
	_ graph.Store   = (*Store)(nil)
	_ graph.Grouper = (*Store)(nil)
)

// Open connects to the server at uri (neo4j:// or bolt://, with +s or +ssc for
// TLS), checks that it answers and sees to the constraints. User and password
// never stand in the uri: that is ErrInvalid. A server that does not answer, or
// not to this user, is ErrUnavailable; a layout of a newer version ErrNewer.
// No error shows the address or the password.
func Open(ctx context.Context, uri string, schema *graph.Schema, opts Options) (*Store, error) {
	if err := checkURI(uri); err != nil {
		return nil, err
	}
	t, err := newTables(schema)
	if err != nil {
		return nil, err
	}
	s := &Store{schema: schema, tables: t, database: opts.Database, timeout: opts.Timeout, readOnly: opts.ReadOnly, log: opts.Logger}
	if s.database == "" {
		s.database = defaultDatabase
	}
	if s.timeout <= 0 {
		s.timeout = DefaultTimeout
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	auth := neo4j.NoAuth()
	if opts.Password != "" {
		user := opts.User
		if user == "" {
			user = defaultUser
		}
		auth = neo4j.BasicAuth(user, opts.Password, "")
	}
	s.driver, err = neo4j.NewDriverWithContext(uri, auth, func(c *config.Config) {
		c.SocketConnectTimeout = connectTimeout
		c.ConnectionAcquisitionTimeout = acquireTimeout
		c.MaxTransactionRetryTime = retryTime
		c.ConnectionLivenessCheckTimeout = time.Second // a server that restarted costs a look, not an error
		c.UserAgent = "entente"
	})
	if err != nil {
		return nil, fmt.Errorf("%w: the driver does not take the Neo4j address", graph.ErrInvalid)
	}
	if err := s.prepare(ctx); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// schemes are those the driver knows.
var schemes = []string{"neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"}

func checkURI(uri string) error {
	u, err := url.Parse(uri)
	switch {
	case err != nil: // err would show the address
		return fmt.Errorf("%w: the Neo4j address cannot be read; write neo4j://host:port", graph.ErrInvalid)
	case !slices.Contains(schemes, u.Scheme) || u.Hostname() == "":
		return fmt.Errorf("%w: a Neo4j address is written %s://host:port", graph.ErrInvalid, strings.Join(schemes, ", "))
	case u.User != nil:
		return fmt.Errorf("%w: user and password do not belong in the Neo4j address; give them by environment or file", graph.ErrInvalid)
	case strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "":
		return fmt.Errorf("%w: a Neo4j address ends with the port", graph.ErrInvalid)
	}
	return nil
}

// prepare checks the server and brings it up to the layout.
func (s *Store) prepare(ctx context.Context) error {
	const doing = "open the Neo4j store"
	lctx, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	info, err := s.driver.GetServerInfo(lctx)
	if err != nil {
		return s.fail(ctx, doing, err)
	}
	if !recent(info.Agent()) {
		return fmt.Errorf("%s: %w: the server is %q; version 5.23 or later is needed", doing, graph.ErrUnavailable, info.Agent())
	}
	if !s.readOnly {
		if err := s.constraints(ctx); err != nil {
			return err
		}
		// The name of the lock must be known to the server, or removing it would
		// be left out of the plan.
		err := s.run(ctx, doing, statement{text: "CALL db.createProperty($p)", params: map[string]any{"p": lockProp}}, neo4j.AccessModeWrite, nil)
		if err != nil {
			return err
		}
		err = s.run(ctx, doing, statement{
			text:   "MERGE (m:" + metaLabel + " {id: $id}) ON CREATE SET m.version = $version, m.store = left(randomUUID(), 8), m.revision = 0",
			params: map[string]any{"id": metaID, "version": int64(layoutVersion)},
		}, neo4j.AccessModeWrite, nil)
		if err != nil {
			return err
		}
	}
	return s.run(ctx, doing, statement{text: "MATCH (m:" + metaLabel + " {id: $id}) RETURN m.version", params: map[string]any{"id": metaID}},
		neo4j.AccessModeRead, func(r *neo4j.Record) error {
			if v, _ := r.Values[0].(int64); v > layoutVersion {
				return fmt.Errorf("%s: %w: its layout has version %d, this program knows %d", doing, graph.ErrNewer, v, layoutVersion)
			}
			return nil
		})
}

// recent tells whether a server of this agent ("Neo4j/5.26.12", "Neo4j/2025.05.0")
// knows CALL with a scope clause. What cannot be read is let pass: the first
// query will tell.
func recent(agent string) bool {
	_, version, ok := strings.Cut(agent, "/")
	if !ok {
		return true
	}
	parts := strings.SplitN(version, ".", 3)
	major, err := strconv.Atoi(parts[0])
	if err != nil || major != 5 {
		return err != nil || major > 5
	}
	if len(parts) < 2 {
		return true
	}
	minor, err := strconv.Atoi(parts[1])
	return err != nil || minor >= 23
}

// constraints makes the missing ones: creating all and each time would cost a
// transaction for every label.
func (s *Store) constraints(ctx context.Context) error {
	const doing = "see to the constraints"
	have := map[string]bool{}
	err := s.run(ctx, doing, statement{text: "SHOW CONSTRAINTS YIELD type, labelsOrTypes, properties"}, neo4j.AccessModeRead, func(r *neo4j.Record) error {
		kind, _ := r.Values[0].(string)
		labels, _ := r.Values[1].([]any)
		props, _ := r.Values[2].([]any)
		if (kind == "UNIQUENESS" || kind == "NODE_KEY") && len(labels) == 1 && len(props) == 1 && props[0] == idProp {
			have[fmt.Sprint(labels[0])] = true
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, label := range append([]string{metaLabel}, s.tables.labels...) {
		if have[label] {
			continue
		}
		text := fmt.Sprintf("CREATE CONSTRAINT IF NOT EXISTS FOR (n:%s) REQUIRE n.%s IS UNIQUE", quote(label), idProp)
		if err := s.run(ctx, doing+" on "+label, statement{text: text}, neo4j.AccessModeWrite, nil); err != nil {
			return err
		}
	}
	return nil
}

// Close frees the connections; closing twice is fine.
func (s *Store) Close() error {
	if s.closed.Swap(true) {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), closeTimeout)
	defer cancel()
	if err := s.driver.Close(ctx); err != nil {
		s.log.Debug("closing the Neo4j driver", "error", kindOf(err))
	}
	return nil
}

// Revision is the store's mark and the number of effective writes.
func (s *Store) Revision(ctx context.Context) (string, error) {
	rev := emptyRevision
	err := s.run(ctx, "read the revision", statement{text: plainRevision, params: metaParams}, neo4j.AccessModeRead, func(r *neo4j.Record) error {
		rev, _ = r.Values[0].(string)
		return nil
	})
	return rev, err
}

// Writers is how many Upserts at a time pay: the server applies two batches
// that lead to separate nodes in little more than the time of one. Batches that
// share a sparse node still go one after the other (see lanes).
func (s *Store) Writers() int { return 2 }

// The revision, and the same under the meta node's lock, which waits until a
// commit under way is wholly applied.
const (
	emptyRevision  = "0" // of a store that nothing was ever written to
	plainRevision  = "MATCH (m:" + metaLabel + " {id: $id}) RETURN m.store + '-' + toString(m.revision)"
	lockedRevision = "MATCH (m:" + metaLabel + " {id: $id}) REMOVE m." + lockProp + " WITH m RETURN m.store + '-' + toString(m.revision)"
)

var metaParams = map[string]any{"id": metaID}

// settledRevision is the revision with no commit half applied.
func (s *Store) settledRevision(ctx context.Context) (string, error) {
	if s.readOnly {
		return s.Revision(ctx)
	}
	rev := emptyRevision
	err := s.run(ctx, "read the revision", statement{text: lockedRevision, params: metaParams}, neo4j.AccessModeWrite, func(r *neo4j.Record) error {
		rev, _ = r.Values[0].(string)
		return nil
	})
	return rev, err
}

// statement is a query and its parameters.
type statement struct {
	text   string
	params map[string]any
}

// ready refuses what cannot go on: a closed store, a cancelled call.
func (s *Store) ready(ctx context.Context) error {
	if s.closed.Load() {
		return graph.ErrClosed
	}
	return ctx.Err()
}

func (s *Store) session(ctx context.Context, mode neo4j.AccessMode) neo4j.SessionWithContext {
	return s.driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: s.database, AccessMode: mode})
}

// closeSession gives a session back even where ctx has ended.
func (s *Store) closeSession(ctx context.Context, sess neo4j.SessionWithContext) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeTimeout)
	defer cancel()
	if err := sess.Close(ctx); err != nil {
		s.log.Debug("closing a Neo4j session", "error", kindOf(err))
	}
}

// run runs one short statement in a transaction of its own, which costs one
// round trip, and hands on its few records. A broken connection is tried once
// more: the pool may have kept it over a restart of the server. All that goes
// through run may be done twice.
func (s *Store) run(ctx context.Context, doing string, st statement, mode neo4j.AccessMode, each func(*neo4j.Record) error) error {
	if err := s.ready(ctx); err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	lctx, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	once := func() error {
		sess := s.session(lctx, mode)
		defer s.closeSession(ctx, sess)
		res, err := sess.Run(lctx, st.text, st.params, neo4j.WithTxTimeout(s.timeout))
		if err != nil {
			return err
		}
		recs, err := res.Collect(lctx)
		if err != nil || each == nil {
			return err
		}
		for _, r := range recs {
			if err := each(r); err != nil {
				return err
			}
		}
		return nil
	}
	err := once()
	if err != nil && lctx.Err() == nil && neo4j.IsRetryable(err) {
		s.log.Debug("trying a statement again", "doing", doing, "error", kindOf(err))
		err = once()
	}
	return s.fail(ctx, doing, err)
}

// write runs fn in a managed transaction: the driver begins it again after
// deadlocks and broken connections, so fn may run several times. A commit whose
// answer is lost is not repeated, and ErrUnavailable is given; since upserting
// and removing twice is the same as once, the caller may.
func (s *Store) write(ctx context.Context, doing string, fn func(context.Context, neo4j.ManagedTransaction) error) error {
	if s.readOnly {
		return fmt.Errorf("%s: %w", doing, graph.ErrReadOnly)
	}
	if err := s.ready(ctx); err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	lctx, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	sess := s.session(lctx, neo4j.AccessModeWrite)
	defer s.closeSession(ctx, sess)
	for {
		_, err := sess.ExecuteWrite(lctx, func(tx neo4j.ManagedTransaction) (any, error) { return nil, fn(lctx, tx) }, neo4j.WithTxTimeout(s.timeout))
		// The driver gives a transaction up after retryTime, which says that a
		// server is away; one that only lost to another writer goes on until
		// the deadline.
		if err == nil || !isDeadlock(err) || lctx.Err() != nil {
			return s.fail(ctx, doing, err)
		}
	}
}

// single runs a statement in tx and gives the first value of its only record.
func single(ctx context.Context, tx neo4j.ManagedTransaction, st statement) (any, error) {
	res, err := tx.Run(ctx, st.text, st.params)
	if err != nil {
		return nil, err
	}
	rec, err := res.Single(ctx)
	if err != nil {
		return nil, err
	}
	return rec.Values[0], nil
}

// quote makes a name safe in a query. Names come from the schema alone.
func quote(name string) string { return "`" + strings.ReplaceAll(name, "`", "``") + "`" }

// ownError tells an error of ours from the driver's.
func ownError(err error) bool {
	for _, own := range []error{graph.ErrNotFound, graph.ErrDangling, graph.ErrClosed, graph.ErrChanged, graph.ErrInvalid, graph.ErrUnavailable,
		graph.ErrNewer, graph.ErrCorrupt, graph.ErrReadOnly} {
		if errors.Is(err, own) {
			return true
		}
	}
	return false
}
