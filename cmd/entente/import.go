package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"entente/graph"
	"entente/graph/analysis"
	"entente/seed"
)

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
		Long:  "Bring a dataset's records into the store. A file may be packed with gzip; - is standard input.\nThe dataset all takes a folder and imports every dataset it has, in the right order.\nExit: 0 all rows are in, 4 rows were refused (the report says which and why), 1 stopped.\n\nDatasets: " + datasetList(),
		Args:  cobra.MinimumNArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			im := importer{cmd: cmd, io: sio, withdraw: withdraw, asJSON: asJSON}
			if args[0] == "all" {
				return im.all(store, args[1:])
			}
			d, err := seed.Find(datasets(), args[0])
			if err != nil {
				return &exitError{exitUsage, err}
			}
			if im.store, err = store.open(cmd.Context()); err != nil {
				return err
			}
			defer im.store.Close()
			refused, err := im.files(d, args[1:])
			if err == nil && refused > 0 {
				err = errRefused
			}
			return err
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

var errRefused = &exitError{exitRefused, errors.New("some rows were refused; the report says which")}

// importer is one run of the import command.
type importer struct {
	cmd              *cobra.Command
	io               stdio
	store            graph.Store
	withdraw, asJSON bool
	reports          []seed.Report
}

// files imports the files of one dataset and prints a report of each delivery;
// it gives the rows refused.
func (im *importer) files(d seed.Dataset, paths []string) (refused int, err error) {
	var ins []seed.Input
	for _, path := range paths {
		in := seed.Input{Name: path, Reader: im.io.in}
		if path == "-" {
			in.Name = "standard input"
		} else {
			f, err := os.Open(path)
			if err != nil {
				return 0, fmt.Errorf("open the file to import: %w", err)
			}
			defer f.Close()
			in.Reader = f
		}
		ins = append(ins, in)
	}
	progress, done := progressOn(im.io.err, "rows of "+d.Manifest().ID)
	opts := seed.Options{Progress: progress, Withdraw: im.withdraw, Day: graph.DateOf(time.Now())}
	report := func(rep seed.Report, err error) error {
		done()
		if err != nil && rep.Read == 0 {
			return err // nothing to report on
		}
		refused += rep.Refused
		im.reports = append(im.reports, rep)
		if e := im.print(rep); e != nil {
			return e
		}
		return err
	}
	if p, ok := d.(seed.Parted); ok {
		return refused, report(p.ImportAll(im.cmd.Context(), im.store, ins, opts))
	}
	for _, in := range ins {
		if err := report(d.Import(im.cmd.Context(), im.store, in, opts)); err != nil {
			return refused, err
		}
	}
	return refused, nil
}

func (im *importer) print(rep seed.Report) error {
	if im.asJSON {
		if err := json.NewEncoder(im.io.out).Encode(rep); err != nil {
			return fmt.Errorf("write the report: %w", err)
		}
		return nil
	}
	fmt.Fprintln(im.io.out, strings.TrimRight(rep.String(), "\n"))
	return nil
}

// all imports every dataset that a folder has, laid out as datasets.go says, in
// the order there. One that fails does not keep the others out, unless the
// store itself is gone.
func (im *importer) all(store *storeOptions, dirs []string) error {
	if len(dirs) != 1 {
		return usagef("import all takes one folder")
	}
	type part struct {
		d     seed.Dataset
		files []string
	}
	var parts []part
	var missing []string
	for _, e := range layout() {
		var files []string
		for _, pattern := range e.files {
			found, err := filepath.Glob(filepath.Join(dirs[0], filepath.FromSlash(pattern)))
			if err != nil {
				return fmt.Errorf("look into %s: %w", dirs[0], err)
			}
			files = append(files, found...)
		}
		switch {
		case len(files) > 0:
			parts = append(parts, part{e.Dataset, files})
		case len(e.files) > 0:
			missing = append(missing, e.Manifest().ID+" ("+strings.Join(e.files, ", ")+")")
		}
	}
	if len(parts) == 0 {
		return fmt.Errorf("%s has none of the files of any dataset; expected were %s", dirs[0], strings.Join(missing, "; "))
	}
	var err error
	if im.store, err = store.open(im.cmd.Context()); err != nil {
		return err
	}
	defer im.store.Close()
	refused := 0
	var failed []string
	for _, p := range parts {
		n, err := im.files(p.d, p.files)
		refused += n
		if err == nil {
			continue
		}
		err = fmt.Errorf("%s: %w", p.d.Manifest().ID, err)
		if im.cmd.Context().Err() != nil || errors.Is(err, graph.ErrUnavailable) || errors.Is(err, graph.ErrReadOnly) || errors.Is(err, graph.ErrCorrupt) {
			return err
		}
		failed = append(failed, err.Error())
	}
	if !im.asJSON {
		im.summary(missing)
	}
	switch {
	case len(failed) > 0:
		return fmt.Errorf("not all datasets are in: %s", strings.Join(failed, "; "))
	case refused > 0:
		return errRefused
	}
	return nil
}

// summary prints one line for each delivery.
func (im *importer) summary(missing []string) {
	rows := [][]string{{"dataset", "rows", "kept", "unchanged", "duplicates", "refused", "withdrawn", "seconds"}}
	var sum seed.Report
	line := func(name string, r seed.Report) {
		rows = append(rows, []string{name, thousands(r.Read), thousands(r.Kept), thousands(r.Unchanged), thousands(r.Duplicates), thousands(r.Refused), thousands(r.Withdrawn), fmt.Sprintf("%.1f", r.Seconds)})
	}
	for _, r := range im.reports {
		line(r.Dataset, r)
		sum.Read, sum.Kept, sum.Unchanged, sum.Duplicates = sum.Read+r.Read, sum.Kept+r.Kept, sum.Unchanged+r.Unchanged, sum.Duplicates+r.Duplicates
		sum.Refused, sum.Withdrawn, sum.Seconds = sum.Refused+r.Refused, sum.Withdrawn+r.Withdrawn, sum.Seconds+r.Seconds
	}
	line("all", sum)
	fmt.Fprintln(im.io.out)
	table(im.io.out, rows)
	for _, m := range missing {
		fmt.Fprintln(im.io.out, "not in the folder: "+m)
	}
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
