package sqlitestore

import (
	"context"
	"database/sql/driver"
	"fmt"

	"entente/graph"
)

// Verify reads the whole database and gives ErrCorrupt, with the first fault
// found, where SQLite finds its structure damaged, an edge's end is missing, a
// handle leads nowhere or a property list cannot be read. It takes some seconds
// for a million edges and holds up nobody but, in memory, everyone.
func (s *Store) Verify(ctx context.Context) error {
	return s.read(ctx, "verify", func(r *reading) error {
		v, found, err := r.c.one(`PRAGMA integrity_check(1)`)
		if err != nil {
			return err
		}
		if v != "ok" || !found {
			return fmt.Errorf("%w: %v", errEncoding, v)
		}
		if err := r.nodes(`SELECT id, props FROM node`, func(int64, graph.Node) error { return ctx.Err() }); err != nil {
			return err
		}
		bundles := map[int64]bool{0: true}
		row := make([]driver.Value, 2)
		err = r.c.each(`SELECT id, data FROM bundle`, row, func() error {
			id, ok1 := row[0].(int64)
			data, ok2 := row[1].([]byte)
			if !ok1 || !ok2 {
				return errEncoding
			}
			bundles[id] = true
			if _, err := decode(string(data), r.v.words); err != nil {
				return fmt.Errorf("shared list %d: %w", id, err)
			}
			return ctx.Err()
		})
		if err != nil {
			return err
		}
		for _, q := range []struct{ what, query string }{
			{"edges that lead nowhere", `SELECT count(*) FROM edge WHERE src NOT IN (SELECT id FROM node) OR dst NOT IN (SELECT id FROM node)`},
			{"edges outside the table of parts", `SELECT count(*) FROM edge WHERE (rel, source) NOT IN (SELECT rel, source FROM part)`},
			{"unnamed relations or sources", `SELECT count(*) FROM part WHERE rel NOT IN (SELECT id FROM word) OR source NOT IN (SELECT id FROM word)`},
			{"databases without a revision", `SELECT 1 - count(*) FROM meta`},
		} {
			if n, err := r.c.integer(q.query); err != nil {
				return err
			} else if n != 0 {
				return fmt.Errorf("%w: %d %s", errEncoding, n, q.what)
			}
		}
		one := row[:1]
		return r.c.each(`SELECT props FROM edge`, one, func() error {
			switch v := one[0].(type) {
			case int64:
				if !bundles[v] {
					return fmt.Errorf("%w: an edge names the shared list %d, which is not there", errEncoding, v)
				}
			case []byte:
				if _, err := decode(string(v), r.v.words); err != nil {
					return err
				}
			default:
				return errEncoding
			}
			return ctx.Err()
		})
	})
}
