// Package seed is what importers of public datasets share: what a dataset is
// (Manifest), how a delivery is read (Input, Table), what is told about it
// (Report), and the Source node that stands for it in the graph. The importers
// themselves are packages below; cmd lists the ones it offers.
//
// Nothing here opens a file or a connection: an importer is given a reader.
package seed

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"entente/graph"
	"entente/graph/vocab"
)

// Manifest says what a dataset is, who publishes it and on what terms.
type Manifest struct {
	ID        string         // import name, the source of every edge it brings: "undl-ga"
	Name      string         // what it is called
	Publisher string         // who publishes it
	Origin    string         // address where it is found
	Licence   string         // terms of use, in a few words
	Citation  string         // how to cite it
	Version   string         // the published version the importer was written for
	Scope     string         // what is in it and, above all, what is not (B50)
	Covers    graph.Interval // what the published version covers
}

// Dataset is an importer: one dataset's records into a store.
type Dataset interface {
	Manifest() Manifest

	// Import reads one delivery and lays it over what the dataset brought
	// before: it writes only what changed, and withdraws what the delivery
	// covers and no longer has. Where it ends early (ctx, a damaged file, a
	// store that fails) the error says where, the report counts what was read
	// until then, what was kept stays and nothing is withdrawn; importing again
	// goes on from there. Rows that cannot be read or kept are refused one by
	// one, counted in the report, and are no error.
	Import(ctx context.Context, store graph.Store, in Input, opts Options) (Report, error)
}

// Parted is a Dataset whose delivery is several files that mean something only
// together. Its Import takes one of them and says which others it needs.
type Parted interface {
	Dataset

	// ImportAll is Import for all files of one delivery, in any order. Each is
	// known by its header. A file that is missing or given twice is an error
	// that says which, and nothing is written then.
	ImportAll(ctx context.Context, store graph.Store, ins []Input, opts Options) (Report, error)
}

// Input is a delivery: its name, for messages only, and its bytes, plain or
// packed with gzip.
type Input struct {
	Name string
	io.Reader
}

// Options are what every importer obeys. The zero value works.
type Options struct {
	// Progress, if set, is told now and then how many rows are done.
	Progress func(done int)

	// Withdraw lets a delivery take away any share of what its source brought
	// before; without it a delivery that lacks more than a fifth of it (and
	// more than 25 records) withdraws nothing and is a *graph.VanishedError.
	Withdraw bool

	// Day is the day of the delivery, recorded on what is withdrawn.
	Day graph.Date

	// Chunk is the number of edges written at once; 0 means
	// graph.DefaultChunk.
	Chunk int
}

// MaxVanished and MinVanished are the guard against a cut or foreign file: it
// holds back a withdrawal of more than a fifth of what the source had for the
// period, once that is more than 25 records. A version of a dataset corrects few
// records of the one before, be the dataset of a hundred records or of a
// million; a file cut between two rows cannot be told in any other way.
const (
	MaxVanished = 0.2
	MinVanished = 25
)

// LoadOptions gives the options of the graph.Loader that opts ask for, with
// the guard against cut files unless opts lift it.
func (o Options) LoadOptions(relations ...graph.Relation) graph.LoadOptions {
	l := graph.LoadOptions{Chunk: o.Chunk, Day: o.Day, Relations: relations, MaxVanished: MaxVanished, MinVanished: MinVanished}
	if o.Withdraw {
		l.MaxVanished = 0
	}
	return l
}

// Open gives the delivery's text: unpacked where its first bytes are gzip's
// (its name is not asked), without a byte order mark.
func (in Input) Open() (*bufio.Reader, error) {
	const size = 256 << 10
	if in.Reader == nil {
		return nil, fmt.Errorf("%w: %s has no content to read", graph.ErrInvalid, in.title())
	}
	r := bufio.NewReaderSize(in.Reader, size)
	head, err := r.Peek(2)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read %s: %w", in.title(), err)
	}
	if bytes.Equal(head, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(r)
		if err != nil {
			return nil, fmt.Errorf("unpack %s: %w", in.title(), err)
		}
		r = bufio.NewReaderSize(z, size)
	}
	if head, _ := r.Peek(3); string(head) == "\xef\xbb\xbf" {
		r.Discard(3)
	}
	return r, nil
}

func (in Input) title() string {
	if in.Name == "" {
		return "the input"
	}
	return in.Name
}

// SourceKey is the key of the Source node of a dataset.
func SourceKey(id string) graph.Key { return vocab.Key(vocab.Source, id) }

// DeclareSource writes the dataset's Source node with what its manifest says.
// It must stand before the REPORTS edges that begin at it.
func DeclareSource(ctx context.Context, s graph.Store, m Manifest) error {
	n := graph.Node{Key: SourceKey(m.ID), Props: graph.P(
		"name", m.Name, "kind", "dataset", "citation", m.Citation, "url", m.Origin, "licence", m.Licence)}
	if _, err := s.Upsert(ctx, graph.Batch{Nodes: []graph.Node{n}}); err != nil {
		return fmt.Errorf("write the source %s: %w", m.ID, err)
	}
	return nil
}

// Loaded is what a finished import records on the dataset's Source node.
type Loaded struct {
	Covers      graph.Interval // first and last day of the delivery
	Records     int            // records of the source in the store, all deliveries together
	Fingerprint string         // of the delivery's content, in whatever order and form it came
	Version     string         // what the delivery is a version of, "" where it does not tell
	Day         graph.Date     // day of the import, kept where it changed something; zero: not kept
}

// FinishSource completes the Source node once all of a delivery is in. A
// delivery of another period widens the period covered and never narrows it.
// Nothing is written where nothing changed.
func FinishSource(ctx context.Context, s graph.Store, id string, l Loaded) error {
	key := SourceKey(id)
	have, err := s.Node(ctx, key)
	if err != nil {
		return fmt.Errorf("read the source %s: %w", id, err)
	}
	since, until := l.Covers.Since, l.Covers.Until
	if d := have.Props.Date("since"); !d.IsZero() && (since.IsZero() || d.First().Compare(since.First()) < 0) {
		since = d
	}
	if d := have.Props.Date("until"); !d.IsZero() && (until.IsZero() || d.Last().Compare(until.Last()) > 0) {
		until = d
	}
	n := graph.Node{Key: key, Props: graph.P("loaded", "file", "records", l.Records, "fingerprint", l.Fingerprint, "since", since, "until", until)}
	if l.Version != "" {
		n.Props = n.Props.With("version", l.Version)
	}
	if have.Props.Merge(n.Props).Equal(have.Props) {
		return nil
	}
	if !l.Day.IsZero() {
		n.Props = n.Props.With("imported", l.Day)
	}
	if _, err := s.Upsert(ctx, graph.Batch{Nodes: []graph.Node{n}}); err != nil {
		return fmt.Errorf("write the source %s: %w", id, err)
	}
	return nil
}

// Find gives the dataset of that import name.
func Find(sets []Dataset, id string) (Dataset, error) {
	names := make([]string, len(sets))
	for i, d := range sets {
		if names[i] = d.Manifest().ID; names[i] == id {
			return d, nil
		}
	}
	return nil, fmt.Errorf("%w: no dataset is called %q; there are %s", graph.ErrNotFound, id, strings.Join(names, ", "))
}
