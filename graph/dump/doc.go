// Package dump takes a whole graph out of a store and brings it in again.
//
// NDJSON is the exchange and backup format: one header, one line for each node
// and edge in canonical order, one trailer with counts and a SHA-256 of all
// that stands before it. Nothing in it depends on the store, the time or the
// order of writing, so equal graphs give equal bytes, and bytes that differ
// mean graphs that differ. Read takes back only what Write made, whole and
// unaltered, and looks at all of it before it writes anything.
//
// CSV (for Neo4j's importer) and GraphML go out only.
package dump

import (
	"context"
	"errors"
	"fmt"
	"maps"

	"entente/graph"
	"entente/graph/vocab"
)

// Version is the version of the NDJSON format that Write makes and Read takes.
const Version = 1

// maxLine bounds one line of NDJSON in bytes. The longest of the record has a
// few thousand; the bound keeps a foreign file without line ends from filling
// the memory.
const maxLine = 16 << 20

var (
	// ErrFile is wrapped where a file is not a whole and unaltered export:
	// cut, changed or of another program. Nothing was written then.
	ErrFile = errors.New("the file is not a whole and unaltered export")

	// ErrVersion is wrapped where a file is of another version of the format.
	ErrVersion = errors.New("the file has another version of the export format")

	// ErrOccupied is wrapped where the store to restore into holds something
	// that the file does not. Nothing was written then.
	ErrOccupied = errors.New("the store holds other data")
)

// Options of Write, WriteCSV, WriteGraphML and Read; the zero value is right
// for the program's own graph.
type Options struct {
	// Schema is what the graph is checked against; nil means vocab.Schema.
	Schema *graph.Schema

	// Chunk is the number of nodes or edges that Read writes at once; 0 means
	// graph.DefaultChunk.
	Chunk int

	// Progress, if set, is told the number of edges read from the store or
	// written into it so far.
	Progress func(edges int)
}

func (o Options) schema() *graph.Schema {
	if o.Schema == nil {
		return vocab.Schema()
	}
	return o.Schema
}

func (o Options) progress(n int) {
	if o.Progress != nil && n%4096 == 0 {
		o.Progress(n)
	}
}

// Manifest says what an export holds.
type Manifest struct {
	Nodes map[graph.Kind]int
	Edges map[graph.Relation]int

	// SHA256 in hexadecimal: of NDJSON as the trailer has it, that is of all
	// lines before the trailer; of GraphML of the document; of CSV of the text
	// of SHA256SUMS.
	SHA256 string
}

// Totals gives the number of nodes and of edges.
func (m Manifest) Totals() (nodes, edges int) {
	for n := range maps.Values(m.Nodes) {
		nodes += n
	}
	for n := range maps.Values(m.Edges) {
		edges += n
	}
	return nodes, edges
}

func fileErrorf(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrFile, fmt.Sprintf(format, args...))
}

// revisioner is the part of a store that tells whether it changed.
type revisioner interface {
	Revision(ctx context.Context) (string, error)
}

// collect reads the whole graph of r and sorts it. A store that was written to
// meanwhile is graph.ErrChanged; what the schema does not have is
// graph.ErrInvalid, since it could not be restored.
func collect(ctx context.Context, r graph.Reader, o Options) (*whole, error) {
	schema := o.schema()
	before, err := revision(ctx, r)
	if err != nil {
		return nil, err
	}
	w := newWhole()
	for n, err := range r.Nodes(ctx, graph.NodeFilter{}) {
		if err != nil {
			return nil, fmt.Errorf("read the nodes to export: %w", err)
		}
		if err := schema.CheckNode(n); err != nil {
			return nil, fmt.Errorf("a node that could not be restored: %w", err)
		}
		w.nodes = append(w.nodes, n)
	}
	if err := w.sortNodes(); err != nil {
		return nil, err
	}
	var dangling error
	for e, err := range r.Edges(ctx, graph.EdgeFilter{}) {
		if err != nil {
			return nil, fmt.Errorf("read the edges to export: %w", err)
		}
		if err := schema.CheckEdge(e); err != nil {
			return nil, fmt.Errorf("an edge that could not be restored: %w", err)
		}
		if err := w.add(e); err != nil {
			// Most likely its node was made after the nodes were read; the
			// revision tells below.
			dangling = err
			break
		}
		o.progress(len(w.edges))
	}
	after, err := revision(ctx, r)
	switch {
	case err != nil:
		return nil, err
	case before != after:
		return nil, fmt.Errorf("export: %w", graph.ErrChanged)
	case dangling != nil:
		return nil, fmt.Errorf("export: %w: %w", graph.ErrCorrupt, dangling)
	}
	if err := w.sortEdges(byFrom); err != nil {
		return nil, fmt.Errorf("export: %w: %w", graph.ErrCorrupt, err)
	}
	return w, ctx.Err()
}

func revision(ctx context.Context, r graph.Reader) (string, error) {
	s, ok := graph.As[revisioner](r)
	if !ok {
		return "", nil
	}
	rev, err := s.Revision(ctx)
	if err != nil {
		return "", fmt.Errorf("ask for the store's revision: %w", err)
	}
	return rev, nil
}
