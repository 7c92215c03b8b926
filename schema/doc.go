// Package schema is the GraphQL interface: its types, its resolvers, the limits
// on what may be asked and the codes of its errors. The HTTP server, the web
// page and the command line all ask through an Executor, so they cannot
// disagree.
//
// The types are declared with graphql-go, whose parser and validation rules are
// used as they are, behind a guard. Execution is our own (execute.go): it
// writes the answer in the order of the query, keeps a compiled plan per
// document, refuses what does not fit a type instead of writing null, and is
// several times faster. A test runs both on the same queries and compares.
package schema
