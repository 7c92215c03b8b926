package sqlitestore

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"iter"
	"slices"

	"entente/graph"
)

// reading is one consistent look at the database.
type reading struct {
	s *Store
	c *conn
	v view
}

// errStop ends a scan whose reader broke off.
var errStop = errors.New("stop")

// read calls f with a snapshot. In memory, f holds the only connection and must
// not give anything out.
func (s *Store) read(ctx context.Context, doing string, f func(*reading) error) (err error) {
	if s.closed.Load() {
		return graph.ErrClosed
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	r := &reading{s: s}
	if s.path == Memory {
		if err := s.take(ctx); err != nil {
			return err
		}
		defer func() { <-s.turn }()
		r.c = s.writer
	} else {
		if r.c, err = s.reader(ctx); err != nil {
			return s.explain(ctx, doing, err)
		}
		defer func() { s.putBack(r.c) }()
	}
	err = s.retry(ctx, func() error {
		if _, err := r.c.exec(`BEGIN`); err != nil {
			return err
		}
		if r.v, err = s.dict.sync(r.c); err != nil {
			r.c.exec(`ROLLBACK`)
		}
		return err
	})
	if err != nil {
		return s.explain(ctx, doing, err)
	}
	defer func() { r.c.exec(`ROLLBACK`) }() // nothing was written
	if err = f(r); err == nil || err == errStop {
		return err
	}
	return s.explain(ctx, doing, err)
}

// reader takes an idle connection or opens one.
func (s *Store) reader(ctx context.Context) (*conn, error) {
	s.mu.Lock()
	if n := len(s.idle); n > 0 {
		c := s.idle[n-1]
		s.idle = s.idle[:n-1]
		s.mu.Unlock()
		return c, nil
	}
	s.mu.Unlock()
	return s.dial(ctx, readerCache)
}

func (s *Store) putBack(c *conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed.Load() || len(s.idle) >= idleReaders {
		c.close()
		return
	}
	s.idle = append(s.idle, c)
}

// stream makes a scan into the iterator the contract asks for.
func stream[T any](ctx context.Context, s *Store, doing string, scan func(*reading, func(T) error) error) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		give := func(x T) error {
			switch {
			case s.closed.Load():
				return graph.ErrClosed
			case ctx.Err() != nil:
				return ctx.Err()
			case !yield(x, nil):
				return errStop
			}
			return nil
		}
		var err error
		if s.path == Memory {
			var all []T
			err = s.read(ctx, doing, func(r *reading) error {
				return scan(r, func(x T) error { all = append(all, x); return ctx.Err() })
			})
			for i := 0; err == nil && i < len(all); i++ {
				err = give(all[i])
			}
		} else {
			err = s.read(ctx, doing, func(r *reading) error { return scan(r, give) })
		}
		if err != nil && err != errStop {
			var zero T
			yield(zero, err)
		}
	}
}

// Node implements graph.Reader.
func (s *Store) Node(ctx context.Context, key graph.Key) (graph.Node, error) {
	n := graph.Node{Key: key}
	found := false
	err := s.read(ctx, "read from", func(r *reading) error {
		id, ok := s.dict.node(key)
		if !ok {
			return nil
		}
		return r.nodes(`SELECT id, props FROM node WHERE id = ?`, func(_ int64, x graph.Node) error { n, found = x, true; return nil }, id)
	})
	switch {
	case err != nil:
		return graph.Node{}, err
	case !found:
		return graph.Node{}, fmt.Errorf("%w: %s", graph.ErrNotFound, key)
	}
	return n, nil
}

func (r *reading) nodes(query string, f func(int64, graph.Node) error, args ...driver.Value) error {
	row := make([]driver.Value, 2)
	return r.c.each(query, row, func() error {
		id, ok1 := row[0].(int64)
		data, ok2 := row[1].([]byte)
		if key := r.v.key(id); !ok1 || !ok2 || key.IsZero() {
			return errEncoding
		} else if ps, err := decode(string(data), r.v.words); err != nil {
			return err
		} else {
			return f(id, graph.Node{Key: key, Props: ps})
		}
	}, args...)
}

// Nodes implements graph.Reader: by key or kind where the filter has them.
func (s *Store) Nodes(ctx context.Context, f graph.NodeFilter) iter.Seq2[graph.Node, error] {
	return stream(ctx, s, "read from", func(r *reading, give func(graph.Node) error) error {
		where := graph.NodeFilter{Where: f.Where}
		each := func(_ int64, n graph.Node) error {
			if !where.Match(&n) {
				return nil
			}
			n.Props = n.Props.Select(f.Props)
			return give(n)
		}
		switch {
		case len(f.Keys) > 0:
			for _, id := range s.nodeIDs(f.Keys).list {
				if len(f.Kinds) > 0 && !slices.Contains(f.Kinds, r.v.key(id).Kind) {
					continue
				}
				if err := r.nodes(`SELECT id, props FROM node WHERE id = ?`, each, id); err != nil {
					return err
				}
			}
			return nil
		case len(f.Kinds) > 0:
			for _, kind := range wordIDs(s, f.Kinds).list {
				if err := r.nodes(`SELECT id, props FROM node WHERE kind = ?`, each, kind); err != nil {
					return err
				}
			}
			return nil
		}
		return r.nodes(`SELECT id, props FROM node`, each)
	})
}

// ids is a set of handles, in order.
type ids struct {
	given bool // the filter named something, be it nothing known
	list  []int64
	set   map[int64]bool
}

func (x *ids) add(id int64) {
	if !x.set[id] {
		x.set[id] = true
		x.list = append(x.list, id)
	}
}

// has tells whether a filter on these lets id through.
func (x *ids) has(id int64) bool { return !x.given || x.set[id] }

func (s *Store) nodeIDs(keys []graph.Key) ids {
	x := ids{given: len(keys) > 0, set: make(map[int64]bool, len(keys))}
	for _, k := range keys {
		if id, ok := s.dict.node(k); ok {
			x.add(id)
		}
	}
	slices.Sort(x.list)
	return x
}

func wordIDs[T ~string](s *Store, words []T) ids {
	x := ids{given: len(words) > 0, set: make(map[int64]bool, len(words))}
	for _, w := range words {
		if id, ok := s.dict.word(string(w)); ok {
			x.add(id)
		}
	}
	return x
}

// part is what one source says of one relation; such edges lie together.
type part struct{ rel, source int64 }

func (r *reading) parts(kinds, sources, not ids) ([]part, error) {
	var out []part
	row := make([]driver.Value, 2)
	err := r.c.each(`SELECT rel, source FROM part`, row, func() error {
		rel, ok1 := row[0].(int64)
		source, ok2 := row[1].(int64)
		if !ok1 || !ok2 || r.v.word(rel) == "" || r.v.word(source) == "" {
			return errEncoding
		}
		if kinds.has(rel) && sources.has(source) && !not.set[source] {
			out = append(out, part{rel, source})
		}
		return nil
	})
	return out, err
}

// The ways to edges. All columns come in the same order.
const (
	edgeColumns = `SELECT rel, source, dst, src, id, props FROM edge `
	byPart      = edgeColumns + `WHERE rel = ? AND source = ?`
	byTo        = byPart + ` AND dst = ?`
	byEnds      = byTo + ` AND src = ?`
	byFrom      = edgeColumns + `INDEXED BY edge_src WHERE src = ?`
	byFromRel   = byFrom + ` AND rel = ?`
)

// maxPairs is up to how many pairs of ends are looked up one by one.
const maxPairs = 4096

// Edges implements graph.Reader. Every filter but Where and Props is answered
// from the table's order or the index on beginnings.
func (s *Store) Edges(ctx context.Context, f graph.EdgeFilter) iter.Seq2[graph.Edge, error] {
	return stream(ctx, s, "read from", func(r *reading, give func(graph.Edge) error) error {
		from, to, touching := s.nodeIDs(f.From), s.nodeIDs(f.To), s.nodeIDs(f.Touching)
		parts, err := r.parts(wordIDs(s, f.Kinds), wordIDs(s, f.Sources), wordIDs(s, f.NotSources))
		if err != nil {
			return err
		}
		q := &edgeScan{r: r, parts: parts, wanted: make(map[part]bool, len(parts)), where: graph.EdgeFilter{Where: f.Where}, props: f.Props, give: give}
		rels := map[int64]bool{}
		for _, p := range parts {
			q.wanted[p] = true
			rels[p.rel] = true
		}
		if len(f.Kinds) > 0 {
			for rel := range rels {
				q.rels = append(q.rels, rel)
			}
		}
		q.accept = func(h *handles) bool {
			return from.has(h.src) && to.has(h.dst) && (touching.has(h.src) || touching.has(h.dst))
		}

		switch {
		case from.given && to.given && len(from.list)*len(to.list)*len(parts) <= maxPairs:
			for _, p := range parts {
				for _, dst := range to.list {
					for _, src := range from.list {
						if err := q.run(byEnds, p.rel, p.source, dst, src); err != nil {
							return err
						}
					}
				}
			}
			return nil
		case from.given && (!to.given || len(from.list) <= len(to.list)):
			return q.from(from.list)
		case to.given:
			return q.to(to.list)
		case touching.given:
			if err := q.from(touching.list); err != nil {
				return err
			}
			q.accept = func(h *handles) bool { return !touching.set[h.src] } // those were given above
			return q.to(touching.list)
		}
		for _, p := range parts {
			if err := q.run(byPart, p.rel, p.source); err != nil {
				return err
			}
		}
		return nil
	})
}

type edgeScan struct {
	r      *reading
	parts  []part
	wanted map[part]bool
	rels   []int64 // the relations asked for; none means all
	accept func(*handles) bool
	where  graph.EdgeFilter
	props  []string
	give   func(graph.Edge) error
	row    [6]driver.Value
	picked map[int64]graph.Props // bundles cut down to props
}

func (q *edgeScan) from(nodes []int64) error {
	if len(q.parts) == 0 {
		return nil
	}
	for _, src := range nodes {
		if len(q.rels) == 0 {
			if err := q.run(byFrom, src); err != nil {
				return err
			}
		}
		for _, rel := range q.rels {
			if err := q.run(byFromRel, src, rel); err != nil {
				return err
			}
		}
	}
	return nil
}

func (q *edgeScan) to(nodes []int64) error {
	for _, p := range q.parts {
		for _, dst := range nodes {
			if err := q.run(byTo, p.rel, p.source, dst); err != nil {
				return err
			}
		}
	}
	return nil
}

func (q *edgeScan) run(query string, args ...driver.Value) error {
	return q.r.c.each(query, q.row[:], func() error {
		var h handles
		var ok [5]bool
		h.rel, ok[0] = q.row[0].(int64)
		h.source, ok[1] = q.row[1].(int64)
		h.dst, ok[2] = q.row[2].(int64)
		h.src, ok[3] = q.row[3].(int64)
		id, isText := q.row[4].(string)
		ok[4] = isText
		if ok != [5]bool{true, true, true, true, true} {
			return errEncoding
		}
		if !q.wanted[part{h.rel, h.source}] || !q.accept(&h) {
			return nil
		}
		v := q.r.v
		e := graph.Edge{EdgeKey: graph.EdgeKey{Kind: graph.Relation(v.word(h.rel)), From: v.key(h.src), To: v.key(h.dst), ID: id, Source: v.word(h.source)}}
		if e.From.IsZero() || e.To.IsZero() {
			return errEncoding
		}
		if len(q.where.Where) > 0 || q.props == nil || len(q.props) > 0 {
			var err error
			if e.Props, err = q.decode(q.row[5], &e); err != nil {
				return err
			}
			if e.Props == nil && len(q.where.Where) > 0 {
				return nil
			}
		}
		return q.give(e)
	}, args...)
}

// decode gives the properties asked for, nil where Where does not hold.
func (q *edgeScan) decode(v driver.Value, e *graph.Edge) (graph.Props, error) {
	var ps graph.Props
	id, shared := v.(int64)
	if shared {
		if out, ok := q.picked[id]; ok {
			return out, nil
		}
		b, err := q.r.s.dict.bundle(q.r.c, id, q.r.v.words)
		if err != nil {
			return nil, err
		}
		ps = b.props
	} else {
		data, ok := v.([]byte)
		if !ok {
			return nil, errEncoding
		}
		var err error
		if ps, err = decode(string(data), q.r.v.words); err != nil {
			return nil, err
		}
	}
	if len(q.where.Where) > 0 {
		e.Props = ps
		if !q.where.Match(e) {
			ps = nil
		} else {
			ps = ps.Select(q.props)
		}
	} else {
		ps = ps.Select(q.props)
	}
	if shared && (q.props != nil || len(q.where.Where) > 0) {
		if q.picked == nil {
			q.picked = map[int64]graph.Props{}
		}
		q.picked[id] = ps
	}
	return ps, nil
}
