// Package neo4jstore keeps a graph in a Neo4j server, so that it can be asked
// in Cypher. It is the only package that knows the driver and Cypher.
//
// # Layout
//
// A node has its kind as label, its id as the property id and its properties as
// they are called in the schema; a uniqueness constraint per label on id. An
// edge is a relationship of its relation's type with the properties source, id
// (only where the edge's ID is not empty) and those of the schema. Dates are
// ISO text at the precision known: it sorts, and date(n.since) makes a native
// one where a day is known. One node (:EntenteMeta {id: "entente"}) keeps the
// version of this layout and the revision.
//
// # Consistency
//
// Neo4j reads committed data and has no snapshots. Each write therefore counts
// the revision up in its own transaction, which holds the lock of the meta node
// from then until all of it is applied, and each scan reads the revision before
// and after under that lock: a scan that saw part of a write ends with
// ErrChanged. What fits a small buffer is simply read again, unseen by the
// caller. A store opened read-only may not lock and compares the revision
// alone, which leaves a gap of the milliseconds in which a commit is applied.
//
// # Twins
//
// Relationships have no key that a constraint could hold in affordable room, so
// two writers could make the same edge twice. Each write first locks the nodes
// its edges lead to, then reads which of its edges are there, then creates and
// changes the rest.
package neo4jstore
