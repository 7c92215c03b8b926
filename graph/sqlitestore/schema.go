package sqlitestore

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"

	"entente/graph"
)

// applicationID marks the file as ours in SQLite's header ("Ent1").
const applicationID = 0x456e7431

// migrations bring a database from one version to the next; the number of those
// done is kept in user_version. Entries are never changed, only added.
//
// Layout: everything that repeats is an integer handle. Handles count up from 1
// and are never used again, so that they can be cached without being asked for.
//   - word: names of kinds, relations, sources and properties.
//   - node: key and properties.
//   - bundle: encoded property lists that several edges share, as all yes votes
//     on one roll call do.
//   - edge: clustered by relation, source and end, so that what one source says
//     of a relation is read in one go and the edges of an end lie together.
//     props is a bundle's handle, 0 for none, or the encoded list itself.
//   - part: the pairs of relation and source that edges were ever written for.
//   - meta: what Revision is made of.
var migrations = [][]string{{
	`CREATE TABLE meta (one INTEGER PRIMARY KEY CHECK (one = 1), db TEXT NOT NULL, revision INTEGER NOT NULL) STRICT`,
	`CREATE TABLE word (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT`,
	`CREATE TABLE node (id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, key TEXT NOT NULL, props BLOB NOT NULL, UNIQUE (kind, key)) STRICT`,
	`CREATE TABLE bundle (id INTEGER PRIMARY KEY, data BLOB NOT NULL UNIQUE) STRICT`,
	`CREATE TABLE part (rel INTEGER NOT NULL, source INTEGER NOT NULL, PRIMARY KEY (rel, source)) STRICT, WITHOUT ROWID`,
	`CREATE TABLE edge (rel INTEGER NOT NULL, source INTEGER NOT NULL, dst INTEGER NOT NULL, src INTEGER NOT NULL, id TEXT NOT NULL, props ANY NOT NULL,
		PRIMARY KEY (rel, source, dst, src, id)) STRICT, WITHOUT ROWID`,
	`CREATE INDEX edge_src ON edge (src, rel)`,
}}

// migrate makes the database at c ours and current.
func (s *Store) migrate(ctx context.Context, c *conn) error {
	if done, err := s.current(c); done || err != nil {
		return err
	}
	if err := s.retry(ctx, func() error { _, err := c.exec(`BEGIN IMMEDIATE`); return err }); err != nil {
		return err
	}
	if err := s.upgrade(c); err != nil {
		c.exec(`ROLLBACK`) // the first error is the one to tell
		return err
	}
	_, err := c.exec(`COMMIT`)
	return err
}

// current tells whether nothing needs doing, and refuses what is not ours to
// change.
func (s *Store) current(c *conn) (bool, error) {
	version, err := c.integer(`PRAGMA user_version`)
	if err != nil {
		return false, err
	}
	app, err := c.integer(`PRAGMA application_id`)
	if err != nil {
		return false, err
	}
	tables, err := c.integer(`SELECT count(*) FROM sqlite_schema`)
	switch {
	case err != nil:
		return false, err
	case app != applicationID && (app != 0 || version != 0 || tables != 0):
		return false, fmt.Errorf("%w: %s is an SQLite database of another program; name another file", graph.ErrInvalid, s.path)
	case version > int64(len(migrations)):
		return false, fmt.Errorf("%w: %s has format %d and this program knows up to %d; use the newer program, or export there and restore here",
			graph.ErrNewer, s.path, version, len(migrations))
	}
	return app == applicationID && version == int64(len(migrations)), nil
}

func (s *Store) upgrade(c *conn) error {
	// Another process may have done it while this one waited for the lock.
	if done, err := s.current(c); done || err != nil {
		return err
	}
	version, err := c.integer(`PRAGMA user_version`)
	if err != nil {
		return err
	}
	for _, script := range migrations[version:] {
		for _, q := range script {
			if _, err := c.exec(q); err != nil {
				return err
			}
		}
	}
	if version == 0 {
		id := make([]byte, 6)
		if _, err := rand.Read(id); err != nil {
			return err
		}
		if _, err := c.exec(`INSERT INTO meta VALUES (1, ?, 0)`, hex.EncodeToString(id)); err != nil {
			return err
		}
	}
	for _, q := range []string{
		fmt.Sprintf(`PRAGMA application_id = %d`, applicationID),
		fmt.Sprintf(`PRAGMA user_version = %d`, len(migrations)),
	} {
		if _, err := c.exec(q); err != nil {
			return err
		}
	}
	return nil
}
