package sqlitestore

import (
	"context"
	"database/sql/driver"
	"errors"
	"io"
	"iter"

	"entente/graph"
)

// Groups implements graph.Grouper. The edges of one source and relation lie in
// the order of their ends, so the groups are read off as they come; several
// sources are read side by side.
func (s *Store) Groups(ctx context.Context, kind graph.Relation, prop string) iter.Seq2[graph.Group, error] {
	return stream(ctx, s, "read from", func(r *reading, give func(graph.Group) error) (err error) {
		parts, err := r.parts(wordIDs(s, []graph.Relation{kind}), ids{}, ids{})
		if err != nil {
			return err
		}
		var heads []*head
		defer func() {
			for _, h := range heads {
				if e := h.close(); err == nil {
					err = e
				}
			}
		}()
		for _, p := range parts {
			h, err := r.head(p)
			if err != nil {
				return err
			}
			heads = append(heads, h)
		}

		values := map[int64]string{}
		var g graph.Group
		for {
			next := int64(-1)
			for _, h := range heads {
				if !h.done && (next < 0 || h.dst < next) {
					next = h.dst
				}
			}
			if next < 0 {
				return nil
			}
			if s.path == Memory { // there the groups are all kept before the first is given
				g = graph.Group{}
			}
			g.To, g.From, g.Values = r.v.key(next), g.From[:0], g.Values[:0]
			if g.To.IsZero() {
				return errEncoding
			}
			for _, h := range heads {
				for !h.done && h.dst == next {
					from := r.v.key(h.src)
					if from.IsZero() {
						return errEncoding
					}
					value, err := r.value(values, h.row[2], prop)
					if err != nil {
						return err
					}
					g.From, g.Values = append(g.From, from), append(g.Values, value)
					if err := h.step(); err != nil {
						return err
					}
				}
			}
			if err := give(g); err != nil {
				return err
			}
		}
	})
}

// value gives one text property of an edge's props column; seen keeps those of
// shared lists.
func (r *reading) value(seen map[int64]string, v driver.Value, prop string) (string, error) {
	switch v := v.(type) {
	case int64:
		if value, ok := seen[v]; ok {
			return value, nil
		}
		b, err := r.s.dict.bundle(r.c, v, r.v.words)
		if err != nil {
			return "", err
		}
		seen[v] = b.props.String(prop)
		return seen[v], nil
	case []byte:
		ps, err := decode(string(v), r.v.words)
		return ps.String(prop), err
	}
	return "", errEncoding
}

// head is a cursor over one part of the edges.
type head struct {
	st       *stmt
	rows     driver.Rows
	row      [3]driver.Value
	dst, src int64
	done     bool
}

func (r *reading) head(p part) (*head, error) {
	st, err := r.c.prepare(`SELECT dst, src, props FROM edge WHERE rel = ? AND source = ? ORDER BY dst`)
	if err != nil {
		return nil, err
	}
	h := &head{st: st}
	h.rows, err = st.st.(driver.StmtQueryContext).QueryContext(context.Background(), st.bind([]driver.Value{p.rel, p.source}))
	if err == nil {
		err = h.step()
	}
	if err != nil {
		h.close()
		return nil, err
	}
	return h, nil
}

func (h *head) step() error {
	switch err := h.rows.Next(h.row[:]); err {
	case nil:
	case io.EOF:
		h.done = true
		return nil
	default:
		return err
	}
	var ok1, ok2 bool
	h.dst, ok1 = h.row[0].(int64)
	h.src, ok2 = h.row[1].(int64)
	if !ok1 || !ok2 {
		return errEncoding
	}
	return nil
}

func (h *head) close() error {
	var err error
	if h.rows != nil {
		err = h.rows.Close()
	}
	return errors.Join(err, h.st.st.Close())
}

// Counts implements graph.Counter.
func (s *Store) Counts(ctx context.Context) (graph.Totals, error) {
	t := graph.Totals{Nodes: map[graph.Kind]int{}, Edges: map[graph.Relation]int{}}
	err := s.read(ctx, "count in", func(r *reading) error {
		row := make([]driver.Value, 2)
		count := func(query string, add func(word string, n int)) error {
			return r.c.each(query, row, func() error {
				id, ok1 := row[0].(int64)
				n, ok2 := row[1].(int64)
				if word := r.v.word(id); ok1 && ok2 && word != "" {
					add(word, int(n))
					return ctx.Err()
				}
				return errEncoding
			})
		}
		if err := count(`SELECT kind, count(*) FROM node GROUP BY kind`, func(w string, n int) { t.Nodes[graph.Kind(w)] = n }); err != nil {
			return err
		}
		return count(`SELECT rel, count(*) FROM edge GROUP BY rel`, func(w string, n int) { t.Edges[graph.Relation(w)] = n })
	})
	if err != nil {
		return graph.Totals{}, err
	}
	return t, nil
}
