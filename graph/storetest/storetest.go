// Package storetest is the contract of graph.Store as a suite of tests that
// every store runs. Each subtest's number is that of the contract's line.
package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"entente/graph"
)

// Caps tells what a store cannot do or takes long for; the zero value is a
// store that has no snapshots and cannot be reopened.
type Caps struct {
	// Snapshots: a scan shows the store as it was when it began, whatever is
	// written meanwhile. Without it a scan may end with ErrChanged.
	Snapshots bool

	// Slow: each call costs milliseconds; the random tests take fewer rounds.
	Slow bool

	// Reopen closes s and opens the same data again; nil where it cannot be.
	Reopen func(t *testing.T, s graph.Store) graph.Store
}

// Open gives an empty store with the schema, freed when t ends. Only one is in
// use at a time.
type Open func(t *testing.T, schema *graph.Schema) graph.Store

// Run runs the whole contract.
func Run(t *testing.T, open Open, caps Caps) {
	r := &runner{open: open, caps: caps}
	for _, c := range []struct {
		name string
		test func(*testing.T, *runner)
	}{
		{"01-sizes", sizes}, {"01-twice-in-a-batch", twiceInABatch}, {"01-invalid", invalid}, {"01-cancelled-write", cancelledWrite}, {"01-keeps-no-input", keepsNoInput},
		{"02-hostile-keys", hostileKeys},
		{"03-identity", identity},
		{"04-merge-and-replace", mergeAndReplace},
		{"05-dangling", dangling},
		{"06-types", types},
		{"07-once", once}, {"07-early-break", earlyBreak}, {"07-cancellation", cancellation}, {"07-scan-in-scan", scanInScan}, {"07-write-in-scan", writeInScan},
		{"08-filters", filters}, {"08-random-filters", randomFilters}, {"08-many-keys", manyKeys}, {"08-props-hint", propsHint},
		{"09-missing", missing},
		{"10-revision", revision}, {"10-reopen", reopen},
		{"11-one-node-B80", oneNode}, {"11-whole-batches", wholeBatches}, {"11-mixed", mixed},
		{"12-close", closing},
		{"13-random-batches", randomBatches},
		{"14-remove", remove}, {"14-load-repeat-B58", loadRepeat}, {"14-load-withdraw-B62", loadWithdraw}, {"14-load-broken-off", loadBrokenOff},
		{"14-load-replace", loadReplace}, {"14-load-cut-file", loadCut}, {"14-load-other-source", loadOther},
		{"groups", groups}, {"neighbors", neighbors},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, r) })
	}
}

type runner struct {
	open Open
	caps Caps
}

// store opens an empty store with the suite's schema.
func (r *runner) store(t *testing.T) graph.Store {
	t.Helper()
	return r.open(t, Schema())
}

// rounds scales the length of a random test.
func (r *runner) rounds(n int) int {
	if r.caps.Slow || testing.Short() {
		return max(n/5, 1)
	}
	return n
}

// The kinds and relations of the suite.
const (
	Thing   graph.Kind     = "Thing"
	Other   graph.Kind     = "Other"
	Links   graph.Relation = "LINKS"
	Bare    graph.Relation = "BARE" // has no properties but ref
	Voted   graph.Relation = "VOTED"
	State   graph.Kind     = "State"
	Ballot  graph.Kind     = "Ballot"
	sourceA                = "source-a"
	sourceB                = "source-b"
)

// Schema is the schema the suite opens stores with.
func Schema() *graph.Schema {
	all := func() map[string]graph.ValueType {
		return map[string]graph.ValueType{"s": graph.String, "t": graph.String, "i": graph.Int, "f": graph.Float, "b": graph.Bool, "d": graph.DateType, "e": graph.DateType, "l": graph.StringList}
	}
	votes := map[string]graph.ValueType{"choice": graph.String, "ref": graph.String}
	withdrawn := all()
	withdrawn["relation"], withdrawn["withdrawn"] = graph.String, graph.DateType
	withdrawn["choice"], withdrawn["ref"] = graph.String, graph.String
	ends := [][2]graph.Kind{{Thing, Thing}, {Thing, Other}, {Other, Thing}, {Other, Other}}
	return &graph.Schema{
		Kinds: map[graph.Kind]map[string]graph.ValueType{Thing: all(), Other: all(), State: {"name": graph.String}, Ballot: {"date": graph.DateType}},
		Relations: map[graph.Relation]graph.RelationSchema{
			Links:           {Ends: ends, Props: all()},
			Bare:            {Ends: ends, Props: map[string]graph.ValueType{"ref": graph.String}},
			Voted:           {Ends: [][2]graph.Kind{{State, Ballot}}, Props: votes},
			graph.Withdrawn: {Ends: append(ends, [2]graph.Kind{State, Ballot}), Props: withdrawn},
		},
	}
}

func thing(id string) graph.Key { return graph.Key{Kind: Thing, ID: id} }

func things(n int) []graph.Node {
	ns := make([]graph.Node, n)
	for i := range ns {
		ns[i] = graph.Node{Key: thing(fmt.Sprintf("thing/%05d", i)), Props: graph.P("i", i, "s", fmt.Sprint("name ", i))}
	}
	return ns
}

func link(from, to graph.Key, id, source string, pairs ...any) graph.Edge {
	return graph.Edge{EdgeKey: graph.EdgeKey{Kind: Links, From: from, To: to, ID: id, Source: source}, Props: graph.P(pairs...)}
}

// chain links each node to the next, and the last to the first.
func chain(ns []graph.Node, source string) []graph.Edge {
	es := make([]graph.Edge, len(ns))
	for i := range ns {
		es[i] = link(ns[i].Key, ns[(i+1)%len(ns)].Key, "", source, "i", i%7, "t", "same for many")
	}
	return es
}

func upsert(t *testing.T, s graph.Store, b graph.Batch) graph.Changes {
	t.Helper()
	c, err := s.Upsert(t.Context(), b)
	if err != nil {
		t.Fatalf("Upsert: %v", err)
	}
	if c.Total() != b.Len() {
		t.Fatalf("Upsert of %d elements reports %+v", b.Len(), c)
	}
	return c
}

func wantChanges(t *testing.T, got graph.Changes, created, updated, unchanged int) {
	t.Helper()
	if want := (graph.Changes{Created: created, Updated: updated, Unchanged: unchanged}); got != want {
		t.Errorf("changes %+v, want %+v", got, want)
	}
}

func wantIs(t *testing.T, err, target error) {
	t.Helper()
	if !errors.Is(err, target) {
		t.Errorf("error %v, want one that is %q", err, target)
	}
}

func rev(t *testing.T, s graph.Store) string {
	t.Helper()
	r, err := s.Revision(t.Context())
	if err != nil || r == "" {
		t.Fatalf("Revision: %q, %v", r, err)
	}
	return r
}

// collect reads a stream, again where it ended with ErrChanged, and refuses an
// element given twice.
func collect[T any, K comparable](t *testing.T, seq func() func(func(T, error) bool), key func(T) K) []T {
	t.Helper()
	for {
		var out []T
		var failed error
		seen := map[K]bool{}
		for x, err := range seq() {
			if failed != nil {
				t.Fatalf("the stream goes on after %v", failed)
			}
			if err != nil {
				failed = err
				continue
			}
			if seen[key(x)] {
				t.Fatalf("%v is given twice", key(x))
			}
			seen[key(x)] = true
			out = append(out, x)
		}
		if errors.Is(failed, graph.ErrChanged) {
			continue
		}
		if failed != nil {
			t.Fatalf("scan: %v", failed)
		}
		return out
	}
}

func nodes(t *testing.T, s graph.Reader, f graph.NodeFilter) []graph.Node {
	t.Helper()
	return collect(t, func() func(func(graph.Node, error) bool) { return s.Nodes(t.Context(), f) }, func(n graph.Node) graph.Key { return n.Key })
}

func edges(t *testing.T, s graph.Reader, f graph.EdgeFilter) []graph.Edge {
	t.Helper()
	return collect(t, func() func(func(graph.Edge, error) bool) { return s.Edges(t.Context(), f) }, func(e graph.Edge) graph.EdgeKey { return e.EdgeKey })
}

// text writes properties so that types, emptiness and bytes show.
func text(ps graph.Props) string {
	var b strings.Builder
	for _, p := range ps {
		fmt.Fprintf(&b, " %s=%T:%#v", p.Name, p.Value, p.Value)
	}
	return b.String()
}

func nodeLines(ns []graph.Node) []string {
	out := make([]string, len(ns))
	for i, n := range ns {
		out[i] = fmt.Sprintf("%q %q%s", n.Kind, n.ID, text(n.Props))
	}
	slices.Sort(out)
	return out
}

func edgeLines(es []graph.Edge) []string {
	out := make([]string, len(es))
	for i, e := range es {
		out[i] = fmt.Sprintf("%q->%q %q %q %q%s", e.From, e.To, e.Kind, e.ID, e.Source, text(e.Props))
	}
	slices.Sort(out)
	return out
}

// all is the whole store as text.
func all(t *testing.T, s graph.Reader) []string {
	t.Helper()
	return append(nodeLines(nodes(t, s, graph.NodeFilter{})), edgeLines(edges(t, s, graph.EdgeFilter{}))...)
}

// same compares two lists of lines and shows the first few that differ.
func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	if slices.Equal(got, want) {
		return
	}
	shown := 0
	show := func(sign string, list, other []string) {
		for _, l := range list {
			if _, found := slices.BinarySearch(other, l); !found && shown < 12 {
				t.Errorf("%s: %s %s", what, sign, l)
				shown++
			}
		}
	}
	got, want = slices.Clone(got), slices.Clone(want)
	slices.Sort(got)
	slices.Sort(want)
	show("unwanted", got, want)
	show("missing", want, got)
	t.Fatalf("%s: %d lines, want %d", what, len(got), len(want))
}

// cancelled is a context that has ended.
func cancelled() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}
