package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"entente/graph"
	"entente/graph/analysis"
	"entente/graph/vocab"
)

// statusAnswer is what status prints with --json.
type statusAnswer struct {
	Store    string                 `json:"store"`
	Revision string                 `json:"revision"`
	Nodes    map[graph.Kind]int     `json:"nodes"`
	Edges    map[graph.Relation]int `json:"edges"`
	Loaded   []loadedSource         `json:"loaded"`
	Derived  *derivedAnswer         `json:"derived,omitempty"` // missing where derive never ran
}

type loadedSource struct {
	ID      string `json:"id"`
	How     string `json:"how"`
	Records int    `json:"records"`
	Since   string `json:"since,omitempty"`
	Until   string `json:"until,omitempty"`
	Day     string `json:"day,omitempty"`
}

func newStatus(io stdio, store *storeOptions) *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "status",
		Short: "The store: revision, counts, what is loaded, last import",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			s, err := store.open(ctx)
			if err != nil {
				return err
			}
			defer s.Close()
			a := statusAnswer{Store: store.name()}
			if a.Revision, err = s.Revision(ctx); err != nil {
				return err
			}
			t, err := graph.Count(ctx, s)
			if err != nil {
				return err
			}
			a.Nodes, a.Edges = t.Nodes, t.Edges
			service := analysis.New(s, analysis.Options{})
			defer service.Close()
			sources, err := service.Sources(ctx)
			if err != nil {
				return err
			}
			for _, i := range sources {
				if i.Kind == "dataset" && i.Loaded != "" {
					a.Loaded = append(a.Loaded, loadedSource{vocab.Rest(graph.Key{Kind: vocab.Source, ID: i.ID}), i.Loaded, i.Records, i.Since.String(), i.Until.String(), i.Imported.String()})
				}
			}
			if d, ok, err := service.Derived(ctx); err != nil {
				return err
			} else if ok {
				a.Derived = derivedState(d, ok)
			}
			if asJSON {
				e := json.NewEncoder(io.out)
				e.SetIndent("", "  ")
				return e.Encode(a)
			}

			table(io.out, [][]string{{"store", a.Store}, {"revision", a.Revision}})
			fmt.Fprintln(io.out)
			rows := [][]string{{"nodes", ""}}
			for _, k := range slices.Sorted(maps.Keys(a.Nodes)) {
				rows = append(rows, []string{"  " + string(k), thousands(a.Nodes[k])})
			}
			rows = append(rows, []string{"edges", ""})
			for _, k := range slices.Sorted(maps.Keys(a.Edges)) {
				rows = append(rows, []string{"  " + string(k), thousands(a.Edges[k])})
			}
			table(io.out, rows)
			fmt.Fprintln(io.out)
			rows = [][]string{{"source", "loaded", "records", "covers", "last import"}}
			for _, l := range a.Loaded {
				rows = append(rows, []string{l.ID, l.How, thousands(l.Records), l.Since + ".." + l.Until, l.Day})
			}
			table(io.out, rows)
			if d := a.Derived; d != nil {
				fmt.Fprintln(io.out)
				table(io.out, [][]string{{"derived edges", thousands(d.Edges), d.State, "computed from revision " + d.Revision}})
			}
			return nil
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print as JSON")
	return c
}
