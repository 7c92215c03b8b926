// Package api is HTTP in and HTTP out: GraphQL over HTTP, health, metrics and a
// console page. It knows no countries, measures or stores.
package api

import (
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/url"
	"runtime/debug"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/gin-gonic/gin"

	"entente/schema"
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
	// With it answers to GET carry a strong ETag; nil: none.
	Revision func(ctx context.Context) (string, error)
	// Ready says why the server cannot answer yet; nil: it always can.
	Ready func(ctx context.Context) error
	// Origins are other sites whose pages may ask ("https://example.org"); by
	// default none may.
	Origins []string
	// Cypher runs a reader's own Cypher query at /cypher; nil: there is no such
	// address. What a client may read of an error comes as *schema.Error.
	Cypher func(ctx context.Context, query string, params map[string]any) (CypherResult, error)
	// Web serves what no route of the API takes, such as a user interface; the
	// console page is then at /console alone.
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
}

// New makes the handler. An error is an origin that is none.
func New(x Executor, o Options) (*API, error) {
	a := &API{x: x, log: o.Logger, revision: o.Revision, ready: o.Ready, cypher: o.Cypher, origins: map[string]bool{},
		cross: http.NewCrossOriginProtection(), metrics: newMetrics(), limits: x.Limits(), now: time.Now}
	if a.log == nil {
		a.log = slog.Default()
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
	e.GET("/console", a.console)
	e.HEAD("/console", a.console)
	if o.Web == nil {
		e.GET("/", a.console)
		e.HEAD("/", a.console)
		e.NoRoute(func(c *gin.Context) {
			a.refuse(c, http.StatusNotFound, schema.NotFound, "There is nothing at this address. Questions go to /graphql.")
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
		a.done(c, start, id)
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
	apiCSP     = []string{"default-src 'none'; frame-ancestors 'none'"}
)

func (a *API) done(c *gin.Context, start time.Time, id string) {
	took := a.now().Sub(start)
	status := c.Writer.Status()
	path := c.FullPath()
	if path == "" {
		path = "other"
	}
	a.metrics.request(path, status, took)
	level := slog.LevelInfo
	if path == "/livez" || path == "/readyz" || path == "/metrics" {
		level = slog.LevelDebug
	}
	ctx := c.Request.Context()
	if !a.log.Enabled(ctx, level) {
		return
	}
	attrs := make([]slog.Attr, 0, 10)
	attrs = append(attrs, slog.String("request", id), slog.String("method", c.Request.Method), slog.String("path", path),
		slog.Int("status", status), slog.Int("bytes", max(0, c.Writer.Size())), slog.Duration("took", took))
	if v, ok := c.Get(askedKey); ok {
		q := v.(*asked)
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
	var b [8]byte
	n := rand.Uint64()
	for i := range b {
		b[i] = byte(n >> (8 * i))
	}
	return hex.EncodeToString(b[:])
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
	c.Header("Access-Control-Allow-Headers", "Content-Type, X-Request-Id")
	c.Header("Access-Control-Max-Age", "600")
	c.Status(http.StatusNoContent)
}

//go:embed console.html
var consoleHTML string

var consoleCSP = consolePolicy(consoleHTML)

// consolePolicy allows the page's own script and style by their hashes and
// nothing from elsewhere.
func consolePolicy(page string) string {
	hash := func(open, end string) string {
		_, rest, _ := strings.Cut(page, open)
		body, _, _ := strings.Cut(rest, end)
		sum := sha256.Sum256([]byte(body))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	return "default-src 'none'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; script-src " +
		hash("<script>", "</script>") + "; style-src " + hash("<style>", "</style>")
}

func (a *API) console(c *gin.Context) {
	h := c.Writer.Header()
	h.Set("Content-Security-Policy", consoleCSP)
	h.Set("Cache-Control", "no-cache")
	c.Data(http.StatusOK, "text/html; charset=utf-8", []byte(consoleHTML))
}

// refuse answers that a request could not even be read.
func (a *API) refuse(c *gin.Context, status int, code, message string) {
	c.Header("Cache-Control", "no-store")
	r := schema.Refuse(code, message)
	accept, ok := negotiate(c.Request.Header)
	if !ok {
		accept = oldType
	}
	if c.Request.URL.Path == "/graphql" {
		c.Writer.Header().Add("Vary", "Accept")
	}
	c.Data(status, accept+"; charset=utf-8", r.Body)
}

// etag names an answer: the same records, the same day (today bounds questions
// that name no end) and the same request give the same bytes.
func (a *API) etag(ctx context.Context, r schema.Request, variables, media string) string {
	if a.revision == nil {
		return ""
	}
	rev, err := a.revision(ctx)
	if err != nil {
		return ""
	}
	h := sha256.New()
	for _, part := range []string{rev, a.now().UTC().Format(time.DateOnly), r.Query, r.OperationName, variables, media} {
		h.Write(strconv.AppendInt(nil, int64(len(part)), 10))
		h.Write([]byte{':'})
		h.Write([]byte(part))
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}
