package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"os"
	"time"

	"github.com/spf13/cobra"

	"entente/api"
	"entente/graph"
	"entente/graph/analysis"
	"entente/graph/projection"
	"entente/internal/awaystore"
	"entente/schema"
)

// App is the server as a value: tests start the same thing that serve does.
type App struct {
	store    graph.Store
	service  *analysis.Service
	handler  *api.API
	listener net.Listener
	tls      *tls.Config
	spans    *api.Spans
	log      *slog.Logger
}

// AppOptions say what an App serves.
type AppOptions struct {
	Listen  string
	Limits  schema.Limits
	Origins []string
	Log     *slog.Logger

	// Cypher switches /cypher on, which needs a store that speaks it.
	Cypher bool

	Persisted       api.Persisted
	PersistedOnly   bool
	HideSuggestions bool

	// Unmetered switches the limit client-rate off.
	Unmetered      bool
	TrustedProxies []netip.Prefix

	// TLS, where not nil, is spoken on Listen.
	TLS *tls.Config

	// Collector is the endpoint of an OpenTelemetry collector, "" for none.
	Collector string
}

// cypherReader is the ability of a store to run a reader's own Cypher.
type cypherReader interface {
	ReadCypher(ctx context.Context, text string, params map[string]any, maxRows int, timeout time.Duration) (columns []string, rows [][]any, more bool, err error)
}

// cypherOf gives what answers /cypher, nil where it is off.
func cypherOf(store graph.Store, o AppOptions, limits schema.Limits) (func(context.Context, string, map[string]any) (api.CypherResult, error), error) {
	if !o.Cypher {
		return nil, nil
	}
	r, ok := graph.As[cypherReader](store)
	if !ok {
		return nil, usagef("--cypher needs a Neo4j store: the embedded store speaks no Cypher")
	}
	return func(ctx context.Context, text string, params map[string]any) (api.CypherResult, error) {
		columns, rows, more, err := r.ReadCypher(ctx, text, plainNumbers(params), limits.CypherRows, limits.CypherTimeout)
		switch {
		case errors.Is(err, graph.ErrInvalid):
			err = &schema.Error{Code: schema.BadRequest, Message: err.Error()}
		case errors.Is(err, graph.ErrUnavailable):
			err = &schema.Error{Code: schema.Unavailable, Message: "The database does not answer at the moment. Try again."}
		case errors.Is(err, context.DeadlineExceeded):
			err = &schema.Error{Code: schema.Timeout, Message: "The query took too long."}
		}
		if rows == nil {
			rows = [][]any{}
		}
		return api.CypherResult{Columns: columns, Rows: rows, More: more}, err
	}, nil
}

// plainNumbers gives parameters the number types the driver knows.
func plainNumbers(params map[string]any) map[string]any {
	var plain func(any) any
	plain = func(v any) any {
		switch v := v.(type) {
		case json.Number:
			if i, err := v.Int64(); err == nil {
				return i
			}
			f, err := v.Float64()
			if err != nil {
				return v.String()
			}
			return f
		case []any:
			for i := range v {
				v[i] = plain(v[i])
			}
		case map[string]any:
			for k := range v {
				v[k] = plain(v[k])
			}
		}
		return v
	}
	for k := range params {
		params[k] = plain(params[k])
	}
	return params
}

// NewApp listens, wires the house together on a store and builds the
// projection in the background. It takes the store over: Close closes it.
func NewApp(ctx context.Context, store graph.Store, o AppOptions) (*App, error) {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	a := &App{log: o.Log, tls: o.TLS}
	limits, err := o.Limits.WithDefaults()
	if err != nil {
		return nil, errors.Join(usagef("%v", err), store.Close())
	}
	away := awaystore.New(store, awaystore.Options{Wait: limits.StoreWait, Logger: o.Log})
	a.store = away
	token, err := secret("WRITE_TOKEN")
	if err != nil {
		return nil, errors.Join(err, store.Close())
	}
	a.service = analysis.New(away, analysis.Options{Datasets: datasetInfo(), ReadClaim: newReader(away).claim})
	x, err := schema.New(a.service, schema.Options{Limits: limits, Logger: o.Log, HideSuggestions: o.HideSuggestions, WriteToken: token})
	if err != nil {
		return nil, errors.Join(err, a.Close())
	}
	cypher, err := cypherOf(store, o, limits)
	if err != nil {
		return nil, errors.Join(err, a.Close())
	}
	if o.Collector != "" {
		if a.spans, err = api.NewSpans(o.Collector, o.Log); err != nil {
			return nil, errors.Join(usagef("%v", err), a.Close())
		}
	}
	a.handler, err = api.New(x, api.Options{
		Cypher: cypher,
		Logger: o.Log, Origins: o.Origins,
		Revision: a.service.Revision,
		Begin: func(ctx context.Context) context.Context {
			return awaystore.ForClient(projection.Pin(ctx))
		},
		StaleSince: func() time.Time {
			if t := away.Since(); !t.IsZero() {
				return t
			}
			return a.service.Status().StaleSince
		},
		Passing:   passing,
		Persisted: o.Persisted, PersistedOnly: o.PersistedOnly,
		Unmetered: o.Unmetered, TrustedProxies: o.TrustedProxies,
		Spans: a.spans, Secure: o.TLS != nil,
		Ready: func(context.Context) error {
			if st := a.service.Status(); st.Revision == "" {
				return errors.New("the records are being read")
			}
			return nil
		},
	})
	if err != nil {
		return nil, errors.Join(err, a.Close())
	}
	l, err := net.Listen("tcp", o.Listen)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("listen on %s: %w (is another server running there?)", o.Listen, err), a.Close())
	}
	a.listener = api.LimitListener(l, limits.Connections)
	return a, nil
}

// passing tells of an answer with ideal points that are being computed: it will
// be another one soon, for the same records.
func passing(body []byte) bool { return bytes.Contains(body, []byte("being computed")) }

// URL is where the App answers.
func (a *App) URL() string {
	if a.tls != nil {
		return "https://" + a.listener.Addr().String()
	}
	return "http://" + a.listener.Addr().String()
}

// Run serves until ctx ends, then lets running requests finish.
func (a *App) Run(ctx context.Context) error {
	warm := make(chan struct{})
	go func() {
		defer close(warm)
		started := time.Now()
		for {
			err := a.service.Warm(ctx)
			if err == nil {
				a.log.Info("ready", "after", time.Since(started).Round(time.Millisecond).String())
				if err := a.service.PrepareIdeal(ctx); err != nil {
					a.log.Warn("ideal points are not estimated", "error", err)
				}
				return
			}
			a.log.Error("the records cannot be read yet", "error", err)
			select {
			case <-ctx.Done():
				return
			case <-time.After(warmAgain):
			}
		}
	}()
	s := api.NewServer(a.handler, a.listener.Addr().String())
	s.TLSConfig = a.tls
	// What net/http has to say is about connections, often the noise of scans.
	s.ErrorLog = slog.NewLogLogger(a.log.Handler(), slog.LevelDebug)
	err := api.Serve(ctx, s, a.listener, api.Grace)
	<-warm
	return err
}

// warmAgain is how long the server waits before it tries again to read the
// records it could not read.
const warmAgain = time.Second

// Close frees what the App holds.
func (a *App) Close() error {
	if a.listener != nil {
		_ = a.listener.Close() // Serve has closed it where it ran
	}
	if a.service != nil {
		a.service.Close()
	}
	if a.spans != nil {
		a.spans.Close()
	}
	return a.store.Close()
}

func newServe(io stdio, store *storeOptions) *cobra.Command {
	var o AppOptions
	var logJSON bool
	var proxies []string
	var persisted, certFile, keyFile string
	limits := schema.LimitTable()
	values := make([]int64, len(limits))
	c := &cobra.Command{
		Use:   "serve",
		Short: "Answer GraphQL over HTTP, with the page for people",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			var h slog.Handler = slog.NewTextHandler(io.err, nil)
			if logJSON || !isTerminal(io.err) {
				h = slog.NewJSONHandler(io.err, nil)
			}
			o.Log = slog.New(h)
			for i, l := range limits {
				if values[i] < l.Min || values[i] > l.Max {
					return usagef("--%s is %d; it must be between %d and %d", l.Name, values[i], l.Min, l.Max)
				}
				l.Set(&o.Limits, values[i])
			}
			var err error
			if o.TrustedProxies, err = api.ParseProxies(proxies); err != nil {
				return usagef("--trusted-proxies: %v", err)
			}
			// Who can reach a loopback address is on this machine, unless a proxy
			// stands in front.
			o.Unmetered = !cmd.Flags().Changed("client-rate") && len(proxies) == 0 && isLoopback(o.Listen)
			if (certFile == "") != (keyFile == "") {
				return usagef("--tls-cert and --tls-key belong together")
			}
			if certFile != "" {
				if o.TLS, err = api.TLS(certFile, keyFile); err != nil {
					return err
				}
			}
			if o.Persisted, err = readPersisted(persisted); err != nil {
				return err
			}
			if o.PersistedOnly && len(o.Persisted) == 0 {
				return usagef("--persisted-only needs documents in the file of --persisted")
			}
			ctx := cmd.Context()
			s, err := store.open(ctx)
			if err != nil {
				return err
			}
			a, err := NewApp(ctx, s, o)
			if err != nil {
				return err
			}
			fmt.Fprintf(io.err, "Entente answers at %s (GraphQL: %s/graphql). Stop with Ctrl-C.\n", a.URL(), a.URL())
			return errors.Join(a.Run(ctx), a.Close())
		},
	}
	f := c.Flags()
	f.StringVar(&o.Listen, "listen", "127.0.0.1:8080", "address to listen on; keep it on loopback unless docs/operation.md was read")
	f.StringSliceVar(&o.Origins, "allow-origin", nil, "other sites whose pages may ask: https://example.org")
	f.BoolVar(&o.Cypher, "cypher", false, "answer readers' own Cypher at /cypher (Neo4j only; see docs/cypher.md for what protects the database)")
	f.BoolVar(&logJSON, "log-json", false, "log lines as JSON also on a terminal")
	f.StringSliceVar(&proxies, "trusted-proxies", nil, "addresses or networks of proxies whose X-Forwarded-For tells who asks")
	f.StringVar(&persisted, "persisted", "", "file of documents that can be asked for by their SHA-256 (JSON: hash to document, or a list)")
	f.BoolVar(&o.PersistedOnly, "persisted-only", false, "answer no documents but those of --persisted")
	f.BoolVar(&o.HideSuggestions, "hide-suggestions", false, "leave \"Did you mean\" out of messages about unknown names in a query")
	f.StringVar(&certFile, "tls-cert", "", "certificate (PEM, with its chain) to speak TLS with; read again when it changes")
	f.StringVar(&keyFile, "tls-key", "", "the certificate's key (PEM)")
	f.StringVar(&o.Collector, "otlp-endpoint", "", "OpenTelemetry collector to send a span per request to (OTLP over HTTP): http://127.0.0.1:4318")
	for i, l := range limits {
		values[i] = l.Default
		f.Var(limitValue{&values[i], l.Unit}, l.Name, l.Doc)
	}
	return c
}

// readPersisted reads the allow-list of documents, none where path is "".
func readPersisted(path string) (api.Persisted, error) {
	if path == "" {
		return nil, nil
	}
	file, err := os.Open(path) // #nosec G304 -- the operator names it
	if err != nil {
		return nil, fmt.Errorf("read the documents of --persisted: %w", err)
	}
	defer file.Close()
	p, err := api.ReadPersisted(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return p, nil
}

// isLoopback tells that only this machine reaches an address to listen on.
func isLoopback(listen string) bool {
	host, _, err := net.SplitHostPort(listen)
	if err != nil {
		return false
	}
	if host == "localhost" {
		return true
	}
	a, err := netip.ParseAddr(host)
	return err == nil && a.IsLoopback()
}
