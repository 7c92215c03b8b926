// Package api is HTTP in and HTTP out: GraphQL over HTTP, health, metrics and
// the page of package web. It knows no countries, measures or stores.
package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"runtime/debug"
	"slices"
	"sync/atomic"
	"time"

	"github.com/gin-gonic/gin"

	"entente/schema"
	"entente/web"
)

// Executor answers GraphQL requests; *schema.Executor is one.
type Executor interface {
	Execute(ctx context.Context, r schema.Request) *schema.Response
	Limits() schema.Limits
}

// Options of an API; the zero value works.
type Options struct {
	// Logger gets a line per request, never with variables; nil means
	// slog.Default().
	Logger *slog.Logger
	// Revision is the revision of the records that answers are computed from.
	// With it answers to GET carry a strong ETag, and answers are kept; nil:
	// neither.
	Revision func(ctx context.Context) (string, error)
	// Begin gives the context a request is answered under, Revision included.
	Begin func(ctx context.Context) context.Context
	// StaleSince is since when the records could not be asked whether there are
	// newer ones; zero while they can. Answers then say so.
	StaleSince func() time.Time
	// Passing tells of an answer that will change without a new revision, so
	// that it is not kept; nil: none does.
	Passing func(body []byte) bool
	// Persisted are the documents that can be asked for by hash.
	Persisted Persisted
	// PersistedOnly refuses all others.
	PersistedOnly bool
	// Unmetered switches the limit client-rate off.
	Unmetered bool
	// TrustedProxies are the networks whose X-Forwarded-For tells who asks.
	TrustedProxies []netip.Prefix
	// Spans gets a span per request; nil: there is none.
	Spans *Spans
	// Secure tells browsers to come by TLS alone from now on.
	Secure bool
	// Ready says why the server cannot answer yet; nil: it always can.
	Ready func(ctx context.Context) error
	// Origins are other sites whose pages may ask ("https://example.org"); by
	// default none may.
	Origins []string
	// Cypher runs a reader's own Cypher query at /cypher; nil: there is no such
	// address. What a client may read of an error comes as *schema.Error.
	Cypher func(ctx context.Context, query string, params map[string]any) (CypherResult, error)
	// Web serves what no route of the API takes; nil: the page of package web,
	// whose console is at /console.
	Web http.Handler
}

// API is the HTTP handler.
type API struct {
	x        Executor
	log      *slog.Logger
	revision func(ctx context.Context) (string, error)
	ready    func(ctx context.Context) error
	cypher   func(ctx context.Context, query string, params map[string]any) (CypherResult, error)
	origins  map[string]bool
	cross    *http.CrossOriginProtection
	metrics  *metrics
	limits   schema.Limits
	engine   *gin.Engine
	draining atomic.Bool
	now      func() time.Time

	begin         func(ctx context.Context) context.Context
	staleSince    func() time.Time
	passing       func(body []byte) bool
	persisted     Persisted
	persistedOnly bool
	clients       *clients // nil: no client-rate
	trusted       []netip.Prefix
	running       chan struct{} // a place for each request executed at once
	kept          answers
	spans         *Spans
	secure        bool
}

// New makes the handler. An error is an origin that is none.
func New(x Executor, o Options) (*API, error) {
	a := &API{x: x, log: o.Logger, revision: o.Revision, ready: o.Ready, cypher: o.Cypher, origins: map[string]bool{},
		cross: http.NewCrossOriginProtection(), limits: x.Limits(), now: time.Now,
		begin: o.Begin, staleSince: o.StaleSince, passing: o.Passing, persisted: o.Persisted, persistedOnly: o.PersistedOnly, trusted: o.TrustedProxies,
		spans: o.Spans, secure: o.Secure}
	a.running = make(chan struct{}, a.limits.Running)
	a.kept.most = a.limits.CachedAnswers
	if !o.Unmetered {
		a.clients = newClients(a.limits, func() time.Time { return a.now() })
	}
	if a.staleSince == nil {
		a.staleSince = func() time.Time { return time.Time{} }
	}
	a.metrics = newMetrics(a.staleSince)
	if a.log == nil {
		a.log = slog.Default()
	}
	if a.persistedOnly && len(a.persisted) == 0 {
		return nil, errors.New("only documents of the allow-list are to be answered, and there are none on it")
	}
	for _, origin := range o.Origins {
		if u, err := url.Parse(origin); err != nil || u.Host == "" || u.Path != "" {
			return nil, fmt.Errorf("the origin %q is none; write https://example.org", origin)
		}
		if err := a.cross.AddTrustedOrigin(origin); err != nil {
			return nil, fmt.Errorf("the origin %q is none: %w", origin, err)
		}
		a.origins[origin] = true
	}

	gin.SetMode(gin.ReleaseMode)
	e := gin.New()
	if err := e.SetTrustedProxies(nil); err != nil {
		return nil, err
	}
	e.HandleMethodNotAllowed = true
	e.RedirectTrailingSlash, e.RedirectFixedPath = false, false
	e.Use(a.around)
	e.POST("/graphql", a.graphql)
	e.GET("/graphql", a.graphql)
	e.OPTIONS("/graphql", a.preflight)
	if o.Cypher != nil {
		e.POST("/cypher", a.cypherQuery)
	}
	e.GET("/livez", func(c *gin.Context) { a.text(c, http.StatusOK, "ok") })
	e.GET("/readyz", a.readyz)
	e.GET("/metrics", gin.WrapH(a.metrics.handler()))
	if o.Web == nil {
		page, err := web.New()
		if err != nil {
			return nil, err
		}
		e.NoRoute(func(c *gin.Context) {
			if !page.Serve(c.Writer, c.Request) {
				a.refuse(c, http.StatusNotFound, schema.NotFound, "There is nothing at this address. Questions go to /graphql.")
			}
		})
	} else {
		e.NoRoute(gin.WrapH(o.Web))
	}
	e.NoMethod(func(c *gin.Context) {
		if c.Request.URL.Path == "/graphql" {
			c.Header("Allow", "GET, POST")
		}
		a.refuse(c, http.StatusMethodNotAllowed, schema.BadRequest, "The method "+c.Request.Method+" is not allowed here.")
	})
	a.engine = e
	return a, nil
}

func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) { a.engine.ServeHTTP(w, r) }

// Drain makes /readyz say no from now on, so that no new requests are sent here
// while those running are finished.
func (a *API) Drain() { a.draining.Store(true) }

// asked is what the log says of a GraphQL request.
type asked struct {
	operation string
	cost      int
	cached    bool
	codes     []string
}

const askedKey = "asked"

// around is what every request passes: its id, the headers that keep browsers
// safe, other sites' requests, panics, the log line.
func (a *API) around(c *gin.Context) {
	start := a.now()
	r := c.Request
	id := requestID(r.Header.Get("X-Request-Id"))
	c.Request = r.WithContext(schema.WithRequestID(r.Context(), id))
	h := c.Writer.Header()
	h["X-Request-Id"] = []string{id}
	h["X-Content-Type-Options"] = nosniff
	h["Referrer-Policy"] = noReferrer
	h["X-Frame-Options"] = deny
	h["Content-Security-Policy"] = apiCSP
	if a.secure {
		h["Strict-Transport-Security"] = oneYear
	}
	trace := parseTrace(r.Header.Get("Traceparent"))
	if a.spans != nil {
		trace = trace.child()
	}
	defer func() {
		if p := recover(); p != nil {
			if p == http.ErrAbortHandler {
				panic(p)
			}
			a.log.ErrorContext(r.Context(), "panic in a request", slog.String("request", id), slog.Any("panic", p), slog.String("stack", string(debug.Stack())))
			if !c.Writer.Written() {
				a.refuse(c, http.StatusInternalServerError, schema.Internal, "internal error, request "+id)
			}
			c.Abort()
		}
		a.done(c, start, id, trace)
	}()
	if origin := r.Header.Get("Origin"); origin != "" && a.origins[origin] {
		h.Set("Access-Control-Allow-Origin", origin)
		h.Add("Vary", "Origin")
	}
	if err := a.cross.Check(r); err != nil {
		a.refuse(c, http.StatusForbidden, schema.Forbidden, "Another site's page may not ask this server.")
		c.Abort()
		return
	}
	c.Next()
}

var (
	nosniff    = []string{"nosniff"}
	noReferrer = []string{"no-referrer"}
	deny       = []string{"DENY"}
	oneYear    = []string{"max-age=31536000"}
	apiCSP     = []string{"default-src 'none'; frame-ancestors 'none'"}
)

func (a *API) done(c *gin.Context, start time.Time, id string, trace traceContext) {
	took := a.now().Sub(start)
	status := c.Writer.Status()
	path := c.FullPath()
	if path == "" {
		path = "other"
	}
	a.metrics.request(path, status, took)
	var q *asked
	if v, ok := c.Get(askedKey); ok {
		q, _ = v.(*asked)
	}
	if a.spans != nil && path != "/livez" && path != "/readyz" && path != "/metrics" {
		a.spans.add(span{trace, c.Request.Method + " " + path, id, status, start, took, q})
	}
	level := slog.LevelInfo
	if path == "/livez" || path == "/readyz" || path == "/metrics" {
		level = slog.LevelDebug
	}
	ctx := c.Request.Context()
	if !a.log.Enabled(ctx, level) {
		return
	}
	attrs := make([]slog.Attr, 0, 12)
	attrs = append(attrs, slog.String("request", id), slog.String("method", c.Request.Method), slog.String("path", path),
		slog.Int("status", status), slog.Int("bytes", max(0, c.Writer.Size())), slog.Duration("took", took))
	if trace.trace != "" {
		attrs = append(attrs, slog.String("trace", trace.trace))
	}
	if q != nil {
		attrs = append(attrs, slog.String("operation", q.operation), slog.Int("cost", q.cost), slog.Bool("cached", q.cached))
		if len(q.codes) > 0 {
			attrs = append(attrs, slog.Any("errors", q.codes))
		}
	}
	a.log.LogAttrs(ctx, level, "request", attrs...)
}

// requestID takes over an id from a proxy where it is fit for a log, else makes
// one.
func requestID(given string) string {
	ok := given != "" && len(given) <= 64
	for i := 0; ok && i < len(given); i++ {
		c := given[i]
		ok = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.'
	}
	if ok {
		return given
	}
	return randomHex(8)
}

func (a *API) text(c *gin.Context, status int, text string) {
	c.Header("Cache-Control", "no-store")
	c.String(status, "%s\n", text)
}

func (a *API) readyz(c *gin.Context) {
	if a.draining.Load() {
		a.text(c, http.StatusServiceUnavailable, "shutting down")
		return
	}
	if a.ready != nil {
		if err := a.ready(c.Request.Context()); err != nil {
			a.log.WarnContext(c.Request.Context(), "not ready", slog.String("error", err.Error()))
			a.text(c, http.StatusServiceUnavailable, "not ready")
			return
		}
	}
	a.text(c, http.StatusOK, "ok")
}

// preflight answers a browser that asks on behalf of another site.
func (a *API) preflight(c *gin.Context) {
	if !a.origins[c.GetHeader("Origin")] {
		c.Header("Allow", "GET, POST")
		a.refuse(c, http.StatusMethodNotAllowed, schema.BadRequest, "The method OPTIONS is not allowed here.")
		return
	}
	c.Header("Access-Control-Allow-Methods", "GET, POST")
	c.Header("Access-Control-Allow-Headers", "Content-Type, X-Request-Id, Traceparent")
	c.Header("Access-Control-Expose-Headers", "Entente-Stale-Since, Retry-After, X-Request-Id")
	c.Header("Access-Control-Max-Age", "600")
	c.Status(http.StatusNoContent)
}

// refuse answers that a request could not even be read.
func (a *API) refuse(c *gin.Context, status int, code, message string) {
	a.refuseError(c, status, schema.Error{Code: code, Message: message})
}

func (a *API) refuseError(c *gin.Context, status int, e schema.Error) {
	c.Header("Cache-Control", "no-store")
	r := schema.RefuseError(e)
	accept, ok := negotiate(c.Request.Header)
	if !ok {
		accept = oldType
	}
	if c.Request.URL.Path == "/graphql" {
		if h := c.Writer.Header(); !slices.Contains(h["Vary"], "Accept") {
			h.Add("Vary", "Accept")
		}
	}
	c.Data(status, accept+"; charset=utf-8", r.Body)
}

// revisionNow is the revision a request is answered from, "" where there is none
// to be had.
func (a *API) revisionNow(ctx context.Context) string {
	if a.revision == nil {
		return ""
	}
	rev, err := a.revision(ctx)
	if err != nil {
		return ""
	}
	return rev
}

// etag names an answer: the same records, the same day (today bounds questions
// that name no end), both in key, and the same request give the same bytes.
func etag(key []byte, media string) string {
	h := sha256.New()
	h.Write(key)
	h.Write([]byte{0})
	h.Write([]byte(media))
	return hex.EncodeToString(h.Sum(nil)[:16])
}
