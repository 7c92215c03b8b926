package main

import (
	"archive/zip"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"entente/graph"
	"entente/graph/dump"
)

func newExport(sio stdio, store *storeOptions) *cobra.Command {
	var format string
	c := &cobra.Command{
		Use:   "export FILE",
		Short: "The whole graph out, with counts and a checksum",
		Long: "Write the whole graph to a file; - is standard output, a name that ends in .gz is packed.\n" +
			"ndjson is the format that restore takes: equal graphs give equal bytes. csv makes a folder (or an archive, where FILE ends in .zip)\n" +
			"for Neo4j's importer, with the command to run in README.txt. graphml is for tools that draw.\n" +
			"Counts and the checksum go to standard error. Exit: 0 written, 1 failed.",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch format {
			case "ndjson", "csv", "graphml":
			default:
				return usagef("--format is ndjson, csv or graphml, not %q", format)
			}
			if args[0] == "-" && format == "csv" {
				return usagef("csv is several files: name a folder, or an archive that ends in .zip")
			}
			s, err := store.existing(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			progress, done := progressOn(sio.err, "edges read")
			m, err := exportTo(cmd.Context(), s, sio, args[0], format, dump.Options{Progress: progress})
			done()
			if err != nil {
				return err
			}
			printManifest(sio.err, "exported", m)
			return nil
		},
	}
	c.Flags().StringVar(&format, "format", "ndjson", "ndjson, csv or graphml")
	return c
}

func newRestore(sio stdio, store *storeOptions) *cobra.Command {
	return &cobra.Command{
		Use:   "restore FILE",
		Short: "An exported graph in again",
		Long: "Bring a graph that export wrote as ndjson into an empty store; - is standard input, a packed file is unpacked.\n" +
			"The file is read and checked as a whole before anything is written: one that was cut or altered is refused.\n" +
			"A restore that broke off is finished by repeating it. Exit: 0 restored, 1 refused or failed.",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			in := sio.in
			if args[0] != "-" {
				f, err := os.Open(args[0])
				if err != nil {
					return fmt.Errorf("open the file to restore: %w", err)
				}
				defer f.Close()
				in = f
			}
			// Not open: the starter graph must not come in before the file's.
			s, err := store.connect(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			progress, done := progressOn(sio.err, "edges")
			m, c, err := dump.Read(cmd.Context(), in, s, dump.Options{Progress: progress})
			done()
			if err != nil {
				return fmt.Errorf("restore %s into %s: %w", args[0], store.name(), err)
			}
			printManifest(sio.out, "restored", m)
			if c.Unchanged > 0 {
				fmt.Fprintf(sio.out, "%s of them were there already\n", thousands(c.Unchanged))
			}
			return nil
		},
	}
}

func printManifest(w io.Writer, what string, m dump.Manifest) {
	nodes, edges := m.Totals()
	fmt.Fprintf(w, "%s %s nodes and %s edges\nsha256 %s\n", what, thousands(nodes), thousands(edges), m.SHA256)
}

// existing connects to a store to read all of it, without making one where
// there is none and without renewing the starter graph: a backup holds what is
// there.
func (o *storeOptions) existing(ctx context.Context) (graph.Store, error) {
	if !o.isServer() {
		if _, err := os.Stat(o.address); errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("there is no store at %s; name one with --store", o.address)
		}
	}
	return o.connect(ctx)
}

// exportTo writes to standard output, a file, a folder or an archive. A file, a
// folder or an archive appears under its name only once it is whole.
func exportTo(ctx context.Context, s graph.Reader, sio stdio, path, format string, o dump.Options) (dump.Manifest, error) {
	if path == "-" {
		return writeFormat(ctx, s, sio.out, format, o)
	}
	isZip := format == "csv" && strings.HasSuffix(path, ".zip")
	if format == "csv" && !isZip {
		return exportFolder(ctx, s, path, o)
	}
	target := path
	if real, err := filepath.EvalSymlinks(path); err == nil {
		target = real
	}
	part := partName(target)
	if info, err := os.Stat(target); err == nil && !info.Mode().IsRegular() {
		part = target // a device or a pipe is written to and not replaced
	}
	f, err := os.OpenFile(part, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o666)
	if err != nil {
		return dump.Manifest{}, fmt.Errorf("make the file to export to: %w", err)
	}
	defer f.Close()
	if part != target {
		defer os.Remove(part) // it has its own name by then, or is half a file
	}
	var m dump.Manifest
	switch {
	case isZip:
		z := zip.NewWriter(f)
		m, err = dump.WriteCSV(ctx, s, func(name string) (io.WriteCloser, error) {
			w, err := z.Create(name)
			return openWriter{w}, err
		}, o)
		err = errors.Join(err, z.Close())
	case strings.HasSuffix(path, ".gz"):
		z := gzip.NewWriter(f)
		m, err = writeFormat(ctx, s, z, format, o)
		err = errors.Join(err, z.Close())
	default:
		m, err = writeFormat(ctx, s, f, format, o)
	}
	if err != nil || part == target {
		return m, err
	}
	for _, step := range []func() error{f.Sync, f.Close, func() error { return os.Rename(part, target) }} {
		if err := step(); err != nil {
			return m, fmt.Errorf("finish the export: %w", err)
		}
	}
	return m, nil
}

// partName is where an export grows, beside where it will be.
func partName(path string) string {
	return filepath.Join(filepath.Dir(path), fmt.Sprintf(".%s.%d", filepath.Base(path), os.Getpid()))
}

func writeFormat(ctx context.Context, s graph.Reader, w io.Writer, format string, o dump.Options) (dump.Manifest, error) {
	if format == "graphml" {
		return dump.WriteGraphML(ctx, s, w, o)
	}
	return dump.Write(ctx, s, w, o)
}

// exportFolder writes CSV into a folder that must not be there yet, or be empty.
func exportFolder(ctx context.Context, s graph.Reader, path string, o dump.Options) (dump.Manifest, error) {
	path = filepath.Clean(path)
	files, err := os.ReadDir(path)
	switch {
	case err == nil && len(files) > 0:
		return dump.Manifest{}, fmt.Errorf("the folder %s is not empty; name a new one", path)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return dump.Manifest{}, fmt.Errorf("look into the folder to export to: %w", err)
	}
	temp := partName(path)
	if err := os.Mkdir(temp, 0o777); err != nil {
		return dump.Manifest{}, fmt.Errorf("make the folder to export to: %w", err)
	}
	defer os.RemoveAll(temp)
	m, err := dump.WriteCSV(ctx, s, func(name string) (io.WriteCloser, error) { return os.Create(filepath.Join(temp, name)) }, o)
	if err != nil {
		return m, err
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return m, fmt.Errorf("finish the export: %w", err)
	}
	if err := os.Rename(temp, path); err != nil {
		return m, fmt.Errorf("finish the export: %w", err)
	}
	return m, nil
}

// openWriter is a member of an archive, which the archive itself ends.
type openWriter struct{ io.Writer }

func (openWriter) Close() error { return nil }
