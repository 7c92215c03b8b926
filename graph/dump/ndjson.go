package dump

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"maps"

	"entente/graph"
)

// pause is after how many lines a long loop looks at its context.
const pause = 4096

// Write writes the whole graph of r as NDJSON, nodes by kind and id, edges by
// kind, from, to, id and source. It holds the graph in memory, some 50 to 100
// bytes for an edge. A store that is written to meanwhile is graph.ErrChanged:
// begin again.
func Write(ctx context.Context, r graph.Reader, out io.Writer, o Options) (Manifest, error) {
	w, err := collect(ctx, r, o)
	if err != nil {
		return Manifest{}, err
	}
	m := w.manifest()
	sum := sha256.New()
	buf := bufio.NewWriterSize(out, 1<<18)
	put := func(line []byte) error {
		if len(line) > maxLine {
			return fmt.Errorf("%w: a line of %d bytes, beyond the format's bound of %d", graph.ErrInvalid, len(line), maxLine)
		}
		sum.Write(line)
		if _, err := buf.Write(line); err != nil {
			return fmt.Errorf("write the export: %w", err)
		}
		return nil
	}
	line := appendHeader(nil, m)
	if err := put(line); err != nil {
		return m, err
	}
	for i := range w.nodes {
		if line = appendNode(line[:0], &w.nodes[i]); i%pause == 0 && ctx.Err() != nil {
			return m, ctx.Err()
		}
		if err := put(line); err != nil {
			return m, fmt.Errorf("%s: %w", w.nodes[i].Key, err)
		}
	}
	for i := range w.edges {
		e := &w.edges[i]
		k := w.key(e)
		if line = appendEdge(line[:0], k, w.text(e.props)); i%pause == 0 && ctx.Err() != nil {
			return m, ctx.Err()
		}
		if err := put(line); err != nil {
			return m, fmt.Errorf("%s: %w", k, err)
		}
	}
	m.SHA256 = hex.EncodeToString(sum.Sum(nil))
	if _, err := buf.Write(appendTrailer(line[:0], m)); err != nil {
		return m, fmt.Errorf("write the export: %w", err)
	}
	if err := buf.Flush(); err != nil {
		return m, fmt.Errorf("write the export: %w", err)
	}
	return m, nil
}

// Read brings the graph that Write wrote into an empty store; in may be packed
// with gzip. All of it is read and checked before anything is written: ErrFile
// where the file is cut, altered, of another program or against the schema,
// ErrVersion where it is of another version. It holds the graph in memory as
// Write does.
//
// A restore that broke off is finished by repeating it: a store that holds
// nothing but what the file holds, with the same values, is taken. Any other is
// ErrOccupied and stays as it was. Changes tell what was written now and what
// was there.
func Read(ctx context.Context, in io.Reader, s graph.Store, o Options) (Manifest, graph.Changes, error) {
	w, m, err := load(ctx, in, o.schema())
	if err != nil {
		return m, graph.Changes{}, err
	}
	if err := w.compare(ctx, s); err != nil {
		return m, graph.Changes{}, err
	}
	c, err := w.restore(ctx, s, o)
	return m, c, err
}

// Check reads a file as Read does, without a store.
func Check(ctx context.Context, in io.Reader, o Options) (Manifest, error) {
	_, m, err := load(ctx, in, o.schema())
	return m, err
}

// load reads a whole file and checks all there is to check. The edges are
// sorted by their end: stores write those of one node together best.
func load(ctx context.Context, in io.Reader, schema *graph.Schema) (*whole, Manifest, error) {
	l, err := newLines(in)
	if err != nil {
		return nil, Manifest{}, err
	}
	head, err := l.header()
	if err != nil {
		return nil, Manifest{}, err
	}
	w := newWhole()
	r := newReader()
	said := Manifest{Nodes: head.Nodes, Edges: head.Edges}
	var again []byte
	var lastEdge graph.EdgeKey
	nodes := true
	for {
		if l.number%pause == 1 && ctx.Err() != nil {
			return nil, said, ctx.Err()
		}
		line, err := l.next()
		if err != nil {
			return nil, said, err
		}
		body := line[:len(line)-1]
		switch {
		case bytes.HasPrefix(body, []byte(`{"node":`)) && nodes:
			n, err := r.node(body)
			if err == nil {
				again = appendNode(again[:0], &n)
				err = sameLine(again, line)
			}
			if err == nil {
				err = schema.CheckNode(n)
			}
			if err == nil && len(w.nodes) > 0 && w.nodes[len(w.nodes)-1].Compare(n.Key) >= 0 {
				err = syntax("nodes are out of order")
			}
			if err != nil {
				return nil, said, l.error(err)
			}
			w.nodes = append(w.nodes, n)
		case bytes.HasPrefix(body, []byte(`{"edge":`)):
			if nodes {
				nodes = false
				if err := w.sortNodes(); err != nil {
					return nil, said, l.error(err)
				}
			}
			e, err := r.edge(body)
			if err == nil {
				err = schema.CheckEdge(e)
			}
			if err == nil && len(w.edges) > 0 && lastEdge.Compare(e.EdgeKey) >= 0 {
				err = syntax("edges are out of order")
			}
			if err == nil {
				err = w.add(e)
			}
			if err == nil {
				again = appendEdge(again[:0], e.EdgeKey, w.text(w.edges[len(w.edges)-1].props))
				err = sameLine(again, line)
			}
			if err != nil {
				return nil, said, l.error(err)
			}
			lastEdge = e.EdgeKey
		case bytes.HasPrefix(body, []byte(`{"end":`)):
			m := w.manifest()
			m.SHA256 = l.sum()
			if !maps.Equal(m.Nodes, said.Nodes) || !maps.Equal(m.Edges, said.Edges) {
				return nil, said, l.error(syntax("the header counts other nodes or edges than the file has"))
			}
			if string(appendTrailer(again[:0], m)) != string(line) {
				return nil, said, l.error(syntax("the checksum or the counts differ from what the file holds: it was altered"))
			}
			if err := l.end(); err != nil {
				return nil, said, err
			}
			if nodes {
				if err := w.sortNodes(); err != nil {
					return nil, said, l.error(err)
				}
			}
			return w, m, w.sortEdges(byTo)
		default:
			return nil, said, l.error(errSyntax)
		}
	}
}

// sameLine refuses what says the same in another way: what is restored is to be
// exported as the same bytes.
func sameLine(want, got []byte) error {
	if !bytes.Equal(want, got) {
		return syntax("the line is not written as an export writes it")
	}
	return nil
}

// compare refuses a store that holds what the file does not.
func (w *whole) compare(ctx context.Context, s graph.Reader) error {
	other := func(what fmt.Stringer) error {
		return fmt.Errorf("%w than the file: %s; restore into an empty store (nothing was written)", ErrOccupied, what)
	}
	for n, err := range s.Nodes(ctx, graph.NodeFilter{}) {
		if err != nil {
			return fmt.Errorf("look whether the store is empty: %w", err)
		}
		i, ok := w.place[n.Key]
		if !ok || !w.nodes[i].Props.Equal(n.Props) {
			return other(n.Key)
		}
	}
	var text []byte
	for e, err := range s.Edges(ctx, graph.EdgeFilter{}) {
		if err != nil {
			return fmt.Errorf("look whether the store is empty: %w", err)
		}
		text = appendProps(text[:0], e.Props)
		if have, ok := w.find(e.EdgeKey, byTo); !ok || !bytes.Equal(have, text) {
			return other(e.EdgeKey)
		}
	}
	return nil
}

// restore writes the graph, nodes first.
func (w *whole) restore(ctx context.Context, s graph.Writer, o Options) (graph.Changes, error) {
	chunk := o.Chunk
	if chunk <= 0 {
		chunk = graph.DefaultChunk
	}
	var sum graph.Changes
	write := func(b graph.Batch) error {
		c, err := s.Upsert(ctx, b)
		if err != nil {
			return fmt.Errorf("the restore broke off (repeat it to finish it): %w", err)
		}
		sum = sum.Add(c)
		return nil
	}
	for i := 0; i < len(w.nodes); i += chunk {
		if err := write(graph.Batch{Nodes: w.nodes[i:min(i+chunk, len(w.nodes))]}); err != nil {
			return sum, err
		}
	}
	r := newReader()
	batch := make([]graph.Edge, 0, min(chunk, len(w.edges)))
	for i := range w.edges {
		e, err := w.edge(&w.edges[i], r)
		if err != nil {
			return sum, err
		}
		batch = append(batch, e)
		o.progress(i + 1)
		if len(batch) == chunk || i == len(w.edges)-1 {
			if err := write(graph.Batch{Edges: batch}); err != nil {
				return sum, err
			}
			batch = batch[:0]
		}
	}
	return sum, nil
}

// lines reads a file line by line and sums it.
type lines struct {
	in     *bufio.Reader
	hash   hash.Hash
	number int
	long   []byte
	last   []byte
}

func newLines(in io.Reader) (*lines, error) {
	b := bufio.NewReaderSize(in, 1<<18)
	if magic, err := b.Peek(2); err == nil && magic[0] == 0x1f && magic[1] == 0x8b {
		z, err := gzip.NewReader(b)
		if err != nil {
			return nil, fileErrorf("unpack it: %v", err)
		}
		b = bufio.NewReaderSize(z, 1<<18)
	}
	return &lines{in: b, hash: sha256.New()}, nil
}

// sum is the checksum of all lines before the one read last.
func (l *lines) sum() string { return hex.EncodeToString(l.hash.Sum(nil)) }

// next gives the next line with its line end; it is good until the next call.
func (l *lines) next() ([]byte, error) {
	l.hash.Write(l.last)
	l.long, l.last = l.long[:0], nil
	var corrupt flate.CorruptInputError
	for {
		part, err := l.in.ReadSlice('\n')
		switch {
		case err == nil && len(l.long) == 0:
			l.last = part
		case err == nil:
			l.long = append(l.long, part...)
			l.last = l.long
		case errors.Is(err, bufio.ErrBufferFull) && len(l.long)+len(part) <= maxLine:
			l.long = append(l.long, part...)
			continue
		case errors.Is(err, bufio.ErrBufferFull):
			return nil, fileErrorf("line %d is longer than any of an export", l.number+1)
		case errors.Is(err, io.EOF):
			return nil, fileErrorf("it is cut after line %d", l.number)
		case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader), errors.As(err, &corrupt):
			return nil, fileErrorf("it cannot be unpacked after line %d: %v", l.number, err)
		default:
			return nil, fmt.Errorf("read the file after line %d: %w", l.number, err)
		}
		l.number++
		return l.last, nil
	}
}

// header reads the first line.
func (l *lines) header() (header, error) {
	var h header
	line, err := l.next()
	if err != nil {
		return h, err
	}
	if !bytes.HasPrefix(line, []byte(`{"entente":"`+formatName+`","version":`)) {
		return h, fileErrorf("its first line is not that of an export by entente")
	}
	if err := json.Unmarshal(line, &h); err != nil {
		return h, l.error(errSyntax)
	}
	if h.Version != Version {
		return h, fmt.Errorf("%w: it has version %d, this program takes version %d", ErrVersion, h.Version, Version)
	}
	if string(appendHeader(nil, Manifest{Nodes: h.Nodes, Edges: h.Edges})) != string(line) {
		return h, l.error(errSyntax)
	}
	return h, nil
}

// end refuses anything behind the trailer.
func (l *lines) end() error {
	_, err := l.in.ReadByte()
	if err == nil {
		return fileErrorf("something follows its last line, %d", l.number)
	}
	if !errors.Is(err, io.EOF) {
		return fileErrorf("it cannot be read to its end: %v", err)
	}
	return nil
}

func (l *lines) error(err error) error {
	return fmt.Errorf("%w: line %d: %w", ErrFile, l.number, err)
}
