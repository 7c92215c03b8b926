package sqlitestore

import (
	"bytes"
	"context"
	"database/sql/driver"
	"fmt"
	"slices"

	"entente/graph"
)

// minBundle is the size from which an encoded property list that occurs more
// than once is kept apart: a handle takes up to four bytes.
const minBundle = 6

// tx is one write: what it gave handles to comes into the dict only once it is
// committed.
type tx struct {
	s *Store
	c *conn
	v view // at the beginning

	words    []string
	wordID   map[string]int64
	keys     []graph.Key
	keyID    map[graph.Key]int64
	bundles  []bundle
	bundleID map[string]int64
	firstBdl int64
	parts    map[[2]int64]bool
}

// write runs f in a transaction. It is committed, and the revision moved, where
// f says that it changed something.
func (s *Store) write(ctx context.Context, doing string, f func(*tx) (bool, error)) error {
	if s.closed.Load() {
		return graph.ErrClosed
	}
	if err := s.take(ctx); err != nil {
		return err
	}
	defer func() { <-s.turn }()

	c := s.writer
	if err := s.retry(ctx, func() error { _, err := c.exec(`BEGIN IMMEDIATE`); return err }); err != nil {
		return s.explain(ctx, doing, err)
	}
	open := true
	defer func() {
		if open {
			c.exec(`ROLLBACK`) // fails where SQLite has rolled back itself
		}
	}()
	t := &tx{s: s, c: c, wordID: map[string]int64{}, keyID: map[graph.Key]int64{}, bundleID: map[string]int64{}, parts: map[[2]int64]bool{}}
	err := func() (err error) {
		if t.v, err = s.dict.sync(c); err != nil {
			return err
		}
		changed, err := f(t)
		if err != nil || !changed {
			return err
		}
		if n, err := c.exec(`UPDATE meta SET revision = revision + 1`); err != nil || n != 1 {
			return cmpErr(err, errEncoding)
		}
		if err := s.retry(ctx, func() error { _, err := c.exec(`COMMIT`); return err }); err != nil {
			return err
		}
		open = false
		t.publish()
		return nil
	}()
	if err != nil {
		return s.explain(ctx, doing, err)
	}
	return nil
}

func cmpErr(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}

func (t *tx) publish() {
	d := t.s.dict
	for i, w := range t.words {
		d.addWord(int64(len(t.v.words)+i), w)
	}
	d.mu.Lock()
	for i, k := range t.keys {
		d.addKey(int64(len(t.v.keys)+i), k)
	}
	d.mu.Unlock()
	words := d.view().words
	for i, b := range t.bundles {
		var err error
		if b.props, err = decode(b.data, words); err == nil {
			d.addBundle(t.firstBdl+int64(i), b)
		}
	}
}

// word gives the handle of a name, a new one where it has none.
func (t *tx) word(text string) (int64, error) {
	if id, ok := t.s.dict.word(text); ok {
		return id, nil
	}
	if id, ok := t.wordID[text]; ok {
		return id, nil
	}
	id := int64(len(t.v.words) + len(t.words))
	if _, err := t.c.exec(`INSERT INTO word (id, text) VALUES (?, ?)`, id, text); err != nil {
		return 0, err
	}
	t.words = append(t.words, text)
	t.wordID[text] = id
	return id, nil
}

func (t *tx) node(k graph.Key) (int64, bool) {
	if id, ok := t.s.dict.node(k); ok {
		return id, true
	}
	id, ok := t.keyID[k]
	return id, ok
}

// intern gives the handle of a shared property list, a new one where it has
// none.
func (t *tx) intern(data []byte) (int64, error) {
	if id, ok := t.s.dict.bundleOf(data); ok {
		return id, nil
	}
	if id, ok := t.bundleID[string(data)]; ok {
		return id, nil
	}
	v, found, err := t.c.one(`SELECT id FROM bundle WHERE data = ?`, data)
	if err != nil {
		return 0, err
	}
	if found {
		id, _ := v.(int64)
		t.bundleID[string(data)] = id
		return id, nil
	}
	if t.firstBdl == 0 {
		last, err := t.c.integer(`SELECT max(id) FROM bundle`)
		if err != nil {
			return 0, err
		}
		t.firstBdl = last + 1
	}
	id := t.firstBdl + int64(len(t.bundles))
	if _, err := t.c.exec(`INSERT INTO bundle (id, data) VALUES (?, ?)`, id, data); err != nil {
		return 0, err
	}
	b := bundle{data: string(data)}
	t.bundles = append(t.bundles, b)
	t.bundleID[b.data] = id
	return id, nil
}

// allWords are the words including those of this write.
func (t *tx) allWords() []string {
	if len(t.words) == 0 {
		return t.v.words
	}
	return slices.Concat(t.v.words, t.words)
}

// Upsert implements graph.Writer. One batch is one transaction.
func (s *Store) Upsert(ctx context.Context, b graph.Batch) (graph.Changes, error) {
	var ch graph.Changes
	if s.closed.Load() {
		return ch, graph.ErrClosed
	}
	for i := range b.Nodes {
		if err := s.schema.CheckNode(b.Nodes[i]); err != nil {
			return ch, err
		}
	}
	for i := range b.Edges {
		if err := s.schema.CheckEdge(b.Edges[i]); err != nil {
			return ch, err
		}
	}
	if b.Len() == 0 {
		return ch, ctx.Err()
	}
	err := s.write(ctx, "write to", func(t *tx) (bool, error) {
		if err := t.upsertNodes(ctx, b.Nodes, &ch); err != nil {
			return false, err
		}
		if err := t.upsertEdges(ctx, b.Edges, &ch); err != nil {
			return false, err
		}
		return ch.Created+ch.Updated > 0, nil
	})
	if err != nil {
		return graph.Changes{}, err
	}
	return ch, nil
}

func (t *tx) upsertNodes(ctx context.Context, nodes []graph.Node, ch *graph.Changes) error {
	var buf []byte
	for _, n := range nodes {
		if err := ctx.Err(); err != nil {
			return err
		}
		var err error
		if id, ok := t.node(n.Key); ok {
			v, found, err := t.c.one(`SELECT props FROM node WHERE id = ?`, id)
			if err != nil {
				return err
			}
			old, isBlob := v.([]byte)
			if !found || !isBlob {
				return errEncoding
			}
			had, err := decode(string(old), t.allWords())
			if err != nil {
				return err
			}
			if buf, err = encode(buf[:0], had.Merge(n.Props), t.word); err != nil {
				return err
			}
			if bytes.Equal(buf, old) {
				ch.Unchanged++
				continue
			}
			if _, err := t.c.exec(`UPDATE node SET props = ? WHERE id = ?`, blob(buf), id); err != nil {
				return err
			}
			ch.Updated++
			continue
		}
		kind, err := t.word(string(n.Kind))
		if err != nil {
			return err
		}
		if buf, err = encode(buf[:0], n.Props, t.word); err != nil {
			return err
		}
		id := int64(len(t.v.keys) + len(t.keys))
		if _, err := t.c.exec(`INSERT INTO node (id, kind, key, props) VALUES (?, ?, ?, ?)`, id, kind, n.ID, blob(buf)); err != nil {
			return err
		}
		t.keys = append(t.keys, n.Key)
		t.keyID[n.Key] = id
		ch.Created++
	}
	return nil
}

// blob keeps an empty list from being bound as NULL.
func blob(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

func (t *tx) upsertEdges(ctx context.Context, edges []graph.Edge, ch *graph.Changes) error {
	if len(edges) == 0 {
		return nil
	}
	insert, err := t.c.stmt(`INSERT INTO edge (rel, source, dst, src, id, props) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`)
	if err != nil {
		return err
	}
	blobs, ends, counts, err := t.encodeAll(edges)
	if err != nil {
		return err
	}

	// Deliveries are mostly all new or all known; which way to try first is
	// learnt from the edge before.
	known := false
	var begin int
	for i := range edges {
		if err := ctx.Err(); err != nil {
			return err
		}
		e := &edges[i]
		data := blobs[begin:ends[i]]
		begin = ends[i]

		k, err := t.edgeHandles(e)
		if err != nil {
			return err
		}
		if known {
			if known, err = t.replace(k, e.ID, data, counts, ch); err != nil {
				return err
			} else if known {
				continue
			}
		}
		props, err := t.stored(data, counts)
		if err != nil {
			return err
		}
		n, err := insert.exec(k.rel, k.source, k.dst, k.src, e.ID, props)
		if err != nil {
			return err
		}
		if n == 1 {
			ch.Created++
			continue
		}
		if known, err = t.replace(k, e.ID, data, counts, ch); err != nil {
			return err
		} else if !known {
			return fmt.Errorf("%w: %s is refused by the table and not in it", errEncoding, e.EdgeKey)
		}
	}
	return nil
}

// encodeAll encodes the property lists of a batch one behind the other, with
// where each ends and how often each that is not shared yet occurs.
func (t *tx) encodeAll(edges []graph.Edge) (blobs []byte, ends []int, counts map[string]int, err error) {
	ends = make([]int, len(edges))
	counts = map[string]int{}
	for i := range edges {
		begin := len(blobs)
		if blobs, err = encode(blobs, edges[i].Props, t.word); err != nil {
			return nil, nil, nil, err
		}
		ends[i] = len(blobs)
		if data := blobs[begin:]; len(data) >= minBundle {
			counts[string(data)]++
		}
	}
	return blobs, ends, counts, nil
}

// stored gives the value of an edge's props column.
func (t *tx) stored(data []byte, counts map[string]int) (driver.Value, error) {
	switch {
	case len(data) == 0:
		return int64(0), nil
	case counts[string(data)] < 2:
		if id, ok := t.s.dict.bundleOf(data); ok {
			return id, nil
		}
		return data, nil
	}
	return t.intern(data)
}

// handles are an edge's key but for its id.
type handles struct{ rel, source, dst, src int64 }

func (t *tx) edgeHandles(e *graph.Edge) (k handles, err error) {
	var ok bool
	if k.dst, ok = t.node(e.To); !ok {
		return k, fmt.Errorf("%w: %s: there is no %s", graph.ErrDangling, e.EdgeKey, e.To)
	}
	if k.src, ok = t.node(e.From); !ok {
		return k, fmt.Errorf("%w: %s: there is no %s", graph.ErrDangling, e.EdgeKey, e.From)
	}
	if k.rel, err = t.word(string(e.Kind)); err != nil {
		return k, err
	}
	if k.source, err = t.word(e.Source); err != nil {
		return k, err
	}
	if p := [2]int64{k.rel, k.source}; !t.parts[p] {
		t.parts[p] = true
		if _, err := t.c.exec(`INSERT INTO part (rel, source) VALUES (?, ?) ON CONFLICT DO NOTHING`, k.rel, k.source); err != nil {
			return k, err
		}
	}
	return k, nil
}

// replace puts new properties to an edge that is there, and says whether it is.
func (t *tx) replace(k handles, id string, data []byte, counts map[string]int, ch *graph.Changes) (bool, error) {
	v, found, err := t.c.one(`SELECT props FROM edge WHERE rel = ? AND source = ? AND dst = ? AND src = ? AND id = ?`, k.rel, k.source, k.dst, k.src, id)
	if err != nil || !found {
		return false, err
	}
	same := false
	switch v := v.(type) {
	case []byte:
		same = bytes.Equal(v, data)
	case int64:
		same, err = t.isBundle(v, data)
	default:
		err = errEncoding
	}
	if err != nil {
		return true, err
	}
	if same {
		ch.Unchanged++
		return true, nil
	}
	props, err := t.stored(data, counts)
	if err != nil {
		return true, err
	}
	ch.Updated++
	_, err = t.c.exec(`UPDATE edge SET props = ? WHERE rel = ? AND source = ? AND dst = ? AND src = ? AND id = ?`, props, k.rel, k.source, k.dst, k.src, id)
	return true, err
}

// isBundle tells whether the shared list of that handle is data.
func (t *tx) isBundle(id int64, data []byte) (bool, error) {
	if id == 0 || len(data) == 0 {
		return id == 0 && len(data) == 0, nil
	}
	if of, ok := t.s.dict.bundleOf(data); ok {
		return of == id, nil
	}
	if t.firstBdl > 0 && id >= t.firstBdl {
		return t.bundles[id-t.firstBdl].data == string(data), nil
	}
	b, err := t.s.dict.bundle(t.c, id, t.v.words)
	return b.data == string(data), err
}

// Remove implements graph.Writer.
func (s *Store) Remove(ctx context.Context, source string, edges []graph.EdgeKey) (int, error) {
	if s.closed.Load() {
		return 0, graph.ErrClosed
	}
	for _, k := range edges {
		if k.Source != source {
			return 0, fmt.Errorf("%w: %s is not an edge of the source %q; nothing was removed", graph.ErrInvalid, k, source)
		}
	}
	if len(edges) == 0 {
		return 0, ctx.Err()
	}
	removed := 0
	err := s.write(ctx, "remove from", func(t *tx) (bool, error) {
		for _, e := range edges {
			if err := ctx.Err(); err != nil {
				return false, err
			}
			rel, ok1 := s.dict.word(string(e.Kind))
			src, ok2 := s.dict.node(e.From)
			dst, ok3 := s.dict.node(e.To)
			of, ok4 := s.dict.word(source)
			if !ok1 || !ok2 || !ok3 || !ok4 {
				continue
			}
			n, err := t.c.exec(`DELETE FROM edge WHERE rel = ? AND source = ? AND dst = ? AND src = ? AND id = ?`, rel, of, dst, src, e.ID)
			if err != nil {
				return false, err
			}
			removed += int(n)
		}
		return removed > 0, nil
	})
	if err != nil {
		return 0, err
	}
	return removed, nil
}
