// Package graph says what a graph is: keyed nodes and edges with typed
// properties, the contract every store keeps, the filters that carry their own
// meaning, and Load, which brings a source's records into a store.
//
// It knows the standard library and nothing of countries, votes, Cypher, SQL,
// JSON, files or the clock.
package graph
