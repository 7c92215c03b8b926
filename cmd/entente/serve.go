package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"time"

	"github.com/spf13/cobra"

	"entente/api"
	"entente/graph"
	"entente/graph/analysis"
	"entente/schema"
)

// App is the server as a value: tests start the same thing that serve does.
type App struct {
	store    graph.Store
	service  *analysis.Service
	handler  *api.API
	listener net.Listener
	log      *slog.Logger
}

// AppOptions say what an App serves.
type AppOptions struct {
	Listen  string
	Limits  schema.Limits
	Origins []string
	Log     *slog.Logger

	// Cypher switches /cypher on, which needs a store that speaks it.
	Cypher        bool
	CypherRows    int
	CypherTimeout time.Duration
}

// cypherReader is the ability of a store to run a reader's own Cypher.
type cypherReader interface {
	ReadCypher(ctx context.Context, text string, params map[string]any, maxRows int, timeout time.Duration) (columns []string, rows [][]any, more bool, err error)
}

// cypherOf gives what answers /cypher, nil where it is off.
func cypherOf(store graph.Store, o AppOptions) (func(context.Context, string, map[string]any) (api.CypherResult, error), error) {
	if !o.Cypher {
		return nil, nil
	}
	r, ok := graph.As[cypherReader](store)
	if !ok {
		return nil, usagef("--cypher needs a Neo4j store: the embedded store speaks no Cypher")
	}
	return func(ctx context.Context, text string, params map[string]any) (api.CypherResult, error) {
		columns, rows, more, err := r.ReadCypher(ctx, text, plainNumbers(params), o.CypherRows, o.CypherTimeout)
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
	a := &App{store: store, log: o.Log}
	a.service = analysis.New(store, analysis.Options{Datasets: datasetInfo()})
	x, err := schema.New(a.service, schema.Options{Limits: o.Limits, Logger: o.Log})
	if err != nil {
		return nil, errors.Join(err, a.Close())
	}
	cypher, err := cypherOf(store, o)
	if err != nil {
		return nil, errors.Join(err, a.Close())
	}
	a.handler, err = api.New(x, api.Options{
		Cypher: cypher,
		Logger: o.Log, Origins: o.Origins,
		Revision: a.service.Revision,
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
	a.listener, err = net.Listen("tcp", o.Listen)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("listen on %s: %w (is another server running there?)", o.Listen, err), a.Close())
	}
	return a, nil
}

// URL is where the App answers.
func (a *App) URL() string { return "http://" + a.listener.Addr().String() }

// Run serves until ctx ends, then lets running requests finish.
func (a *App) Run(ctx context.Context) error {
	warm := make(chan struct{})
	go func() {
		defer close(warm)
		started := time.Now()
		if err := a.service.Warm(ctx); err != nil {
			a.log.Error("the records cannot be read yet", "error", err)
			return
		}
		a.log.Info("ready", "after", time.Since(started).Round(time.Millisecond).String())
	}()
	err := api.Serve(ctx, api.NewServer(a.handler, a.listener.Addr().String()), a.listener, api.Grace)
	<-warm
	return err
}

// Close frees what the App holds.
func (a *App) Close() error {
	if a.listener != nil {
		a.listener.Close()
	}
	if a.service != nil {
		a.service.Close()
	}
	return a.store.Close()
}

func newServe(io stdio, store *storeOptions) *cobra.Command {
	var o AppOptions
	var logJSON bool
	limits := schema.LimitTable()
	values := make([]int64, len(limits))
	c := &cobra.Command{
		Use:   "serve",
		Short: "Answer GraphQL over HTTP, with a console page for people",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			var h slog.Handler = slog.NewTextHandler(io.err, nil)
			if logJSON || !isTerminal(io.err) {
				h = slog.NewJSONHandler(io.err, nil)
			}
			o.Log = slog.New(h)
			for i, l := range limits {
				l.Set(&o.Limits, values[i])
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
	c.Flags().StringVar(&o.Listen, "listen", "127.0.0.1:8080", "address to listen on; keep it on loopback unless a proxy stands in front")
	c.Flags().StringSliceVar(&o.Origins, "allow-origin", nil, "other sites whose pages may ask: https://example.org")
	c.Flags().BoolVar(&o.Cypher, "cypher", false, "answer readers' own Cypher at /cypher (Neo4j only; see docs/cypher.md for what protects the database)")
	c.Flags().IntVar(&o.CypherRows, "cypher-rows", 1000, "most rows of one Cypher answer")
	c.Flags().DurationVar(&o.CypherTimeout, "cypher-timeout", 10*time.Second, "longest time of one Cypher query")
	c.Flags().BoolVar(&logJSON, "log-json", false, "log lines as JSON also on a terminal")
	for i, l := range limits {
		doc := l.Doc
		if l.Unit != "" {
			doc += " (" + l.Unit + ")"
		}
		c.Flags().Int64Var(&values[i], l.Name, l.Default, doc)
	}
	return c
}
