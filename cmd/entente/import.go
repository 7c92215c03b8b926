package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"entente/graph"
	"entente/graph/analysis"
	"entente/seed"
	"entente/seed/undl"
)

// datasets lists every importer, in the order they are shown.
func datasets() []seed.Dataset { return []seed.Dataset{undl.Assembly, undl.Council} }

// datasetInfo describes the datasets for the list of sources.
func datasetInfo() []analysis.SourceInfo {
	var out []analysis.SourceInfo
	for _, d := range datasets() {
		m := d.Manifest()
		out = append(out, analysis.SourceInfo{ID: m.ID, Name: m.Name, Kind: "dataset", Citation: m.Citation, URL: m.Origin,
			Licence: m.Licence, Version: m.Version, Since: m.Covers.Since, Until: m.Covers.Until})
	}
	return out
}

func newImport(sio stdio, store *storeOptions) *cobra.Command {
	var asJSON, withdraw bool
	c := &cobra.Command{
		Use:   "import DATASET FILE…",
		Short: "Bring a dataset's records into the store",
		Long:  "Bring a dataset's records into the store. A file may be packed with gzip; - is standard input.\nExit: 0 all rows are in, 4 rows were refused (the report says which and why), 1 stopped.\n\nDatasets: " + datasetList(),
		Args:  cobra.MinimumNArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			d, err := seed.Find(datasets(), args[0])
			if err != nil {
				return &exitError{exitUsage, err}
			}
			s, err := store.open(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			refused := false
			for _, path := range args[1:] {
				rep, err := importFile(cmd, d, s, sio, path, withdraw)
				if err != nil && rep.Read == 0 {
					return err // nothing to report on
				}
				if asJSON {
					if e := json.NewEncoder(sio.out).Encode(rep); e != nil {
						return fmt.Errorf("write the report: %w", e)
					}
				} else {
					fmt.Fprintln(sio.out, strings.TrimRight(rep.String(), "\n"))
				}
				if err != nil {
					return err
				}
				refused = refused || rep.Refused > 0
			}
			if refused {
				return &exitError{exitRefused, errors.New("some rows were refused; the report says which")}
			}
			return nil
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print the report as JSON")
	c.Flags().BoolVar(&withdraw, "withdraw", false, "withdraw whatever the file no longer has, however much that is")
	return c
}

func datasetList() string {
	var ids []string
	for _, d := range datasets() {
		ids = append(ids, d.Manifest().ID)
	}
	return strings.Join(ids, ", ")
}

func importFile(cmd *cobra.Command, d seed.Dataset, s graph.Store, sio stdio, path string, withdraw bool) (seed.Report, error) {
	in := seed.Input{Name: path, Reader: sio.in}
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return seed.Report{Dataset: d.Manifest().ID, File: path}, fmt.Errorf("open the file to import: %w", err)
		}
		defer f.Close()
		in.Reader = f
	} else {
		in.Name = "standard input"
	}
	progress, done := progressOn(sio.err, "rows")
	defer done()
	return d.Import(cmd.Context(), s, in, seed.Options{Progress: progress, Withdraw: withdraw, Day: graph.DateOf(time.Now())})
}

// progressOn shows progress on one line of a terminal, and nothing elsewhere.
func progressOn(w io.Writer, what string) (show func(int), done func()) {
	if !isTerminal(w) {
		return nil, func() {}
	}
	last := time.Time{}
	shown := false
	show = func(n int) {
		if now := time.Now(); now.Sub(last) > 100*time.Millisecond {
			last, shown = now, true
			fmt.Fprintf(w, "\r%s %s", thousands(n), what)
		}
	}
	return show, func() {
		if shown {
			fmt.Fprint(w, "\r\033[K")
		}
	}
}
