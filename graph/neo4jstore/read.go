package neo4jstore

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"entente/graph"
)

const (
	// heldBack is how many elements a scan keeps back until it knows that it
	// saw whole batches only. A scan that ends within them is begun again
	// unseen; a longer one can only end with ErrChanged.
	heldBack = 2000

	// againAtMost is how often such a scan is begun again.
	againAtMost = 8

	// hub is the number of edges to one node beyond which they come one by one
	// and not as one list, so that no single record grows without bound.
	hub = 20_000
)

// Node gives one node. It is read under the lock of the meta node, in one
// statement, so that no half applied write is seen.
func (s *Store) Node(ctx context.Context, key graph.Key) (graph.Node, error) {
	const doing = "read a node"
	cols, ok := s.tables.nodes[key.Kind]
	if !ok {
		if err := s.ready(ctx); err != nil {
			return graph.Node{}, fmt.Errorf("%s: %w", doing, err)
		}
		return graph.Node{}, fmt.Errorf("%w: %s", graph.ErrNotFound, key)
	}
	lock, mode := "OPTIONAL MATCH (m:"+metaLabel+" {id: $meta}) REMOVE m."+lockProp+" WITH count(m) AS lock ", neo4j.AccessModeWrite
	if s.readOnly {
		lock, mode = "", neo4j.AccessModeRead
	}
	st := statement{
		text:   lock + "MATCH (n:" + quote(string(key.Kind)) + " {id: $id}) RETURN n.id" + list("n", cols),
		params: map[string]any{"id": key.ID, "meta": metaID},
	}
	found := false
	n := graph.Node{Key: key}
	err := s.run(ctx, doing, st, mode, func(r *neo4j.Record) (err error) {
		found = true
		n.Props, err = props(key, cols, r.Values[1:])
		return err
	})
	switch {
	case err != nil:
		return graph.Node{}, err
	case !found:
		return graph.Node{}, fmt.Errorf("%w: %s", graph.ErrNotFound, key)
	}
	return n, nil
}

// Nodes yields the nodes that f matches.
func (s *Store) Nodes(ctx context.Context, f graph.NodeFilter) iter.Seq2[graph.Node, error] {
	ids := map[graph.Kind][]string{}
	for _, k := range f.Keys {
		ids[k.Kind] = append(ids[k.Kind], k.ID)
	}
	var queries []query[graph.Node]
	for _, label := range s.tables.labels {
		kind := graph.Kind(label)
		all := s.tables.nodes[kind]
		if len(f.Kinds) > 0 && !slices.Contains(f.Kinds, kind) || len(f.Keys) > 0 && len(ids[kind]) == 0 || !wanted(f.Where, typeIn(all)) {
			continue
		}
		cols := chosen(all, f.Props)
		c := conditions{params: map[string]any{}}
		match := "MATCH (n:" + quote(label) + ")"
		if len(f.Keys) > 0 {
			match = "UNWIND $ids AS id MATCH (n:" + quote(label) + " {id: id})"
			c.params["ids"] = unique(ids[kind])
		}
		c.where("n", f.Where)
		queries = append(queries, query[graph.Node]{
			statement: statement{match + c.text() + " RETURN n.id" + list("n", cols), c.params},
			each: func(r *neo4j.Record, emit func(graph.Node) bool) error {
				n := graph.Node{Key: graph.Key{Kind: kind}}
				var err error
				if n.ID, err = text(r.Values[0]); err != nil {
					return err
				}
				if n.Props, err = props(n.Key, cols, r.Values[1:]); err == nil {
					emit(n)
				}
				return err
			},
		})
	}
	return scan(s, ctx, "read nodes", func(context.Context, neo4j.ExplicitTransaction) ([]query[graph.Node], error) { return queries, nil })
}

// Edges yields the edges that f matches: from the nodes it names, where it
// names any, else relation by relation, collected per end node, which spares
// most of the cost of a record for each edge.
func (s *Store) Edges(ctx context.Context, f graph.EdgeFilter) iter.Seq2[graph.Edge, error] {
	var rels []*relation
	for _, r := range s.tables.relations {
		if (len(f.Kinds) == 0 || slices.Contains(f.Kinds, r.kind)) && wanted(f.Where, func(n string) graph.ValueType { return r.types[n] }) {
			rels = append(rels, r)
		}
	}
	return scan(s, ctx, "read edges", func(ctx context.Context, tx neo4j.ExplicitTransaction) ([]query[graph.Edge], error) {
		if len(rels) == 0 {
			return nil, nil
		}
		if len(f.From)+len(f.To)+len(f.Touching) > 0 {
			return s.anchored(f, rels), nil
		}
		rels, err := s.present(ctx, tx, rels)
		if err != nil {
			return nil, err
		}
		var queries []query[graph.Edge]
		for _, r := range rels {
			for _, to := range r.tos {
				queries = append(queries, s.collected(f, r, to)...)
			}
		}
		return queries, nil
	})
}

// Groups yields all edges of a relation by the node they lead to. Only text
// properties have values.
func (s *Store) Groups(ctx context.Context, kind graph.Relation, prop string) iter.Seq2[graph.Group, error] {
	var queries []query[graph.Group]
	if r := s.tables.byKind[kind]; r != nil {
		value := "''"
		if r.types[prop] == graph.String {
			value = "coalesce(r." + quote(prop) + ", '')"
		}
		for _, to := range r.tos {
			froms := r.froms[to]
			text := "MATCH (t:" + quote(string(to)) + ") CALL (t) { MATCH (t)<-[r:" + quote(string(kind)) + "]-(f) RETURN collect(f.id) AS ids, collect(" + value + ") AS vs"
			if len(froms) > 1 {
				text += ", collect(labels(f)) AS ls"
			}
			text += " } WITH t, ids, vs"
			if len(froms) > 1 {
				text += ", ls"
			}
			text += " WHERE size(ids) > 0 RETURN t.id, ids, vs"
			if len(froms) > 1 {
				text += ", ls"
			}
			known := interner{}
			queries = append(queries, query[graph.Group]{
				statement: statement{text: text},
				each: func(r *neo4j.Record, emit func(graph.Group) bool) error {
					g := graph.Group{To: graph.Key{Kind: to}}
					g.To.ID, _ = r.Values[0].(string)
					ids, _ := r.Values[1].([]any)
					vs, _ := r.Values[2].([]any)
					if len(ids) != len(vs) {
						return fmt.Errorf("%w: relationships to %s lead from nodes without an id", graph.ErrCorrupt, g.To)
					}
					g.From, g.Values = make([]graph.Key, len(ids)), make([]string, len(ids))
					for i := range ids {
						from := graph.Key{Kind: froms[0]}
						if len(froms) > 1 {
							from.Kind = s.kindIn(r.Values[3].([]any)[i])
						}
						from.ID, _ = ids[i].(string)
						from.ID = known.keep(from.ID)
						v, ok := vs[i].(string)
						if !ok {
							return fmt.Errorf("%w: a relationship to %s holds a %T where text belongs", graph.ErrCorrupt, g.To, vs[i])
						}
						g.From[i], g.Values[i] = from, known.keep(v)
					}
					emit(g)
					return nil
				},
			})
		}
	}
	return scan(s, ctx, "read groups", func(context.Context, neo4j.ExplicitTransaction) ([]query[graph.Group], error) { return queries, nil })
}

// present leaves out the relations of which there is none; the server keeps
// count of them.
func (s *Store) present(ctx context.Context, tx neo4j.ExplicitTransaction, rels []*relation) ([]*relation, error) {
	if len(rels) == 1 {
		return rels, nil
	}
	parts := make([]string, len(rels))
	for i, r := range rels {
		parts[i] = "COUNT { ()-[:" + quote(string(r.kind)) + "]->() }"
	}
	res, err := tx.Run(ctx, "RETURN ["+strings.Join(parts, ", ")+"]", nil)
	if err != nil {
		return nil, err
	}
	rec, err := res.Single(ctx)
	if err != nil {
		return nil, err
	}
	counts, _ := rec.Values[0].([]any)
	var out []*relation
	for i, n := range counts {
		if n != int64(0) {
			out = append(out, rels[i])
		}
	}
	return out, nil
}

// collected reads a relation's edges to one kind of node as a list for each
// node, and those of hubs one by one.
func (s *Store) collected(f graph.EdgeFilter, r *relation, to graph.Kind) []query[graph.Edge] {
	cols := chosen(r.cols, f.Props)
	froms := r.froms[to]
	c := conditions{params: map[string]any{"hub": int64(hub)}}
	c.edge(f)
	rel := quote(string(r.kind))
	row := "[f.id, r." + sourceProp + ", r." + idProp
	if len(froms) > 1 {
		row += ", labels(f)"
	}
	row += list("r", cols) + "]"
	ends := "MATCH (t:" + quote(string(to)) + ") WITH t, COUNT { (t)<-[:" + rel + "]-() } AS n "
	walk := "MATCH (t)<-[r:" + rel + "]-(f)" + c.text()
	known := interner{}
	each := func(rec *neo4j.Record, emit func(graph.Edge) bool) error {
		id, err := text(rec.Values[0])
		if err != nil {
			return err
		}
		rows, _ := rec.Values[1].([]any)
		for _, row := range rows {
			v := row.([]any)
			e := graph.Edge{EdgeKey: graph.EdgeKey{Kind: r.kind, From: graph.Key{Kind: froms[0]}, To: graph.Key{Kind: to, ID: id}}}
			e.From.ID, _ = v[0].(string)
			e.From.ID = known.keep(e.From.ID)
			e.Source, _ = v[1].(string)
			e.Source = known.keep(e.Source)
			e.ID, _ = v[2].(string)
			v = v[3:]
			if len(froms) > 1 {
				e.From.Kind = s.kindIn(v[0])
				v = v[1:]
			}
			if e.Props, err = props(e.EdgeKey, cols, v); err != nil {
				return err
			}
			known.props(e.Props)
			if !emit(e) {
				return nil
			}
		}
		return nil
	}
	return []query[graph.Edge]{
		{statement{ends + "WHERE n > 0 AND n <= $hub CALL (t) { " + walk + " RETURN collect(" + row + ") AS es } WITH t, es WHERE size(es) > 0 RETURN t.id, es", c.params}, each},
		{statement{ends + "WHERE n > $hub " + walk + " RETURN t.id, [" + row + "]", c.params}, each},
	}
}

// anchored reads edges from the nodes that the filter names: one query for
// each of their kinds and each direction, whatever the number of relations.
func (s *Store) anchored(f graph.EdgeFilter, rels []*relation) []query[graph.Edge] {
	types := make([]string, len(rels))
	for i, r := range rels {
		types[i] = quote(string(r.kind))
	}
	pattern := "[r:" + strings.Join(types, "|") + "]"

	var queries []query[graph.Edge]
	add := func(anchor []graph.Key, out bool, c func(*conditions)) {
		for _, kind := range kindsOf(anchor) {
			if _, ok := s.tables.nodes[kind]; !ok {
				continue
			}
			cond := conditions{params: map[string]any{"ids": idsOf(anchor, kind)}}
			cond.edge(f)
			c(&cond)
			a, b := "f", "t"
			match := "MATCH (f:" + quote(string(kind)) + " {id: id})-" + pattern + "->(t)"
			if !out {
				a, b = "t", "f"
				match = "MATCH (t:" + quote(string(kind)) + " {id: id})<-" + pattern + "-(f)"
			}
			text := "UNWIND $ids AS id " + match + cond.text() + " RETURN type(r), " + a + ".id, labels(" + b + "), " + b + ".id, r." + sourceProp + ", r." + idProp + ", "
			var cols []column
			if len(rels) == 1 {
				cols = chosen(rels[0].cols, f.Props)
				text += "[" + strings.TrimPrefix(list("r", cols), ", ") + "]"
			} else {
				text += "properties(r)"
			}
			queries = append(queries, query[graph.Edge]{statement{text, cond.params}, s.anchoredRow(kind, out, cols, f.Props)})
		}
	}
	switch {
	case len(f.From) > 0 && (len(f.To) == 0 || len(f.From) <= len(f.To)):
		add(f.From, true, func(c *conditions) {
			c.keys("t", "to", f.To)
			c.touching(f.Touching)
		})
	case len(f.To) > 0:
		add(f.To, false, func(c *conditions) {
			c.keys("f", "from", f.From)
			c.touching(f.Touching)
		})
	default:
		add(f.Touching, true, func(*conditions) {})
		// Edges between two named nodes came with the first query.
		add(f.Touching, false, func(c *conditions) { c.notKeys("f", "from", f.Touching) })
	}
	return queries
}

func (s *Store) anchoredRow(kind graph.Kind, out bool, cols []column, names []string) func(*neo4j.Record, func(graph.Edge) bool) error {
	return func(rec *neo4j.Record, emit func(graph.Edge) bool) error {
		var e graph.Edge
		rel, _ := rec.Values[0].(string)
		e.Kind = graph.Relation(rel)
		near, far := graph.Key{Kind: kind}, graph.Key{Kind: s.kindIn(rec.Values[2])}
		near.ID, _ = rec.Values[1].(string)
		far.ID, _ = rec.Values[3].(string)
		if far.Kind == "" {
			return nil // a node of someone else's
		}
		e.From, e.To = near, far
		if !out {
			e.From, e.To = far, near
		}
		e.Source, _ = rec.Values[4].(string)
		e.ID, _ = rec.Values[5].(string)
		var err error
		switch v := rec.Values[6].(type) {
		case []any:
			e.Props, err = props(e.EdgeKey, cols, v)
		case map[string]any:
			all := chosen(s.tables.byKind[e.Kind].cols, names)
			values := make([]any, len(all))
			for i, c := range all {
				values[i] = v[c.name]
			}
			e.Props, err = props(e.EdgeKey, all, values)
		}
		if err == nil {
			emit(e)
		}
		return err
	}
}

// kindIn gives the kind among a node's labels, "" where there is none.
func (s *Store) kindIn(labels any) graph.Kind {
	list, _ := labels.([]any)
	for _, l := range list {
		if name, ok := l.(string); ok {
			if _, ok := s.tables.nodes[graph.Kind(name)]; ok {
				return graph.Kind(name)
			}
		}
	}
	return ""
}

func text(v any) (string, error) {
	s, ok := v.(string)
	if !ok {
		return "", fmt.Errorf("%w: a node's id is a %T where text belongs", graph.ErrCorrupt, v)
	}
	return s, nil
}

// conditions gathers a WHERE and its parameters.
type conditions struct {
	parts  []string
	params map[string]any
}

func (c *conditions) add(part, name string, value any) {
	c.parts = append(c.parts, part)
	if name != "" {
		c.params[name] = value
	}
}

func (c *conditions) text() string {
	if len(c.parts) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(c.parts, " AND ")
}

func (c *conditions) where(variable string, where graph.Props) {
	for i, p := range where {
		name := fmt.Sprintf("w%d", i)
		c.add(variable+"."+quote(p.Name)+" = $"+name, name, toNeo(p.Value))
	}
}

func (c *conditions) edge(f graph.EdgeFilter) {
	if len(f.Sources) > 0 {
		c.add("r."+sourceProp+" IN $sources", "sources", f.Sources)
	}
	if len(f.NotSources) > 0 {
		c.add("NOT r."+sourceProp+" IN $notSources", "notSources", f.NotSources)
	}
	c.where("r", f.Where)
}

// among writes that a node is one of keys.
func (c *conditions) among(variable, name string, keys []graph.Key) string {
	var parts []string
	for i, kind := range kindsOf(keys) {
		p := fmt.Sprintf("%s%d", name, i)
		c.params[p] = idsOf(keys, kind)
		parts = append(parts, "("+variable+":"+quote(string(kind))+" AND "+variable+".id IN $"+p+")")
	}
	return "(" + strings.Join(parts, " OR ") + ")"
}

func (c *conditions) keys(variable, name string, keys []graph.Key) {
	if len(keys) > 0 {
		c.add(c.among(variable, name, keys), "", nil)
	}
}

func (c *conditions) notKeys(variable, name string, keys []graph.Key) {
	c.add("NOT "+c.among(variable, name, keys), "", nil)
}

func (c *conditions) touching(keys []graph.Key) {
	if len(keys) > 0 {
		c.add("("+c.among("f", "touchingFrom", keys)+" OR "+c.among("t", "touchingTo", keys)+")", "", nil)
	}
}

func kindsOf(keys []graph.Key) []graph.Kind {
	kinds := map[graph.Kind]bool{}
	for _, k := range keys {
		kinds[k.Kind] = true
	}
	return slices.Sorted(maps.Keys(kinds))
}

func idsOf(keys []graph.Key, kind graph.Kind) []string {
	var ids []string
	for _, k := range keys {
		if k.Kind == kind {
			ids = append(ids, k.ID)
		}
	}
	return unique(ids)
}

func unique[T cmp.Ordered](list []T) []T {
	list = slices.Clone(list)
	slices.Sort(list)
	return slices.Compact(list)
}

// interner keeps one copy of texts that come again and again: a million edges
// have a few hundred ids, words and sources.
type interner map[string]string

func (in interner) keep(s string) string {
	if k, ok := in[s]; ok {
		return k
	}
	if len(in) < 4096 {
		in[s] = s
	}
	return s
}

func (in interner) props(ps graph.Props) {
	for i := range ps {
		if v, ok := ps[i].Value.(string); ok && len(v) < 16 {
			ps[i].Value = in.keep(v)
		}
	}
}

// query is a statement and what its records mean. emit tells whether more is
// wanted; each returns nil where it is not.
type query[T any] struct {
	statement
	each func(rec *neo4j.Record, emit func(T) bool) error
}

// errAgain ends an attempt that saw a write and of which nothing was shown.
var errAgain = errors.New("a write came between")

// scan runs queries in one read transaction between two looks at the revision.
// plan is called in the transaction and makes the queries.
func scan[T any](s *Store, ctx context.Context, doing string, plan func(context.Context, neo4j.ExplicitTransaction) ([]query[T], error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		pause := time.Millisecond
		for attempt := 1; ; attempt++ {
			a := &attemptOf[T]{s: s, ctx: ctx, doing: doing, plan: plan, yield: yield}
			err := a.run()
			if errors.Is(err, errAgain) {
				if attempt < againAtMost && sleep(ctx, pause) == nil {
					pause *= 2
					continue
				}
				err = fmt.Errorf("%s: %w", doing, graph.ErrChanged)
				if ctx.Err() != nil {
					err = fmt.Errorf("%s: %w", doing, ctx.Err())
				}
			}
			if err != nil && !a.stopped {
				var zero T
				yield(zero, err)
			}
			return
		}
	}
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// attemptOf is one run through a scan.
type attemptOf[T any] struct {
	s       *Store
	ctx     context.Context // of the call that the attempt is part of
	doing   string
	plan    func(context.Context, neo4j.ExplicitTransaction) ([]query[T], error)
	yield   func(T, error) bool
	held    []T
	shown   bool // something was yielded
	stopped bool // the caller wants no more
}

func (a *attemptOf[T]) run() error {
	s := a.s
	before, err := s.settledRevision(a.ctx)
	if err != nil {
		return err
	}
	if err := a.read(); err != nil || a.stopped {
		return err
	}
	after, err := s.settledRevision(a.ctx)
	if err != nil {
		return err
	}
	if before != after {
		if !a.shown {
			return errAgain
		}
		return fmt.Errorf("%s: %w", a.doing, graph.ErrChanged)
	}
	return a.show()
}

// read runs the queries. Its transaction ends with it, so that no lock and no
// connection is kept while the rest is yielded.
func (a *attemptOf[T]) read() error {
	s := a.s
	l := &limit{parent: a.ctx, each: s.timeout}
	defer l.stop()
	sess := s.session(l.next(), neo4j.AccessModeRead)
	defer s.closeSession(a.ctx, sess)
	tx, err := sess.BeginTransaction(l.next())
	if err != nil {
		return s.fail(a.ctx, a.doing, err)
	}
	queries, err := a.plan(l.next(), tx)
	if err != nil {
		return s.fail(a.ctx, a.doing, err)
	}
	for _, q := range queries {
		res, err := tx.Run(l.next(), q.text, q.params)
		if err != nil {
			return s.fail(a.ctx, a.doing, err)
		}
		var rec *neo4j.Record
		for res.NextRecord(l.next(), &rec) {
			var stop error
			if err := q.each(rec, func(x T) bool { stop = a.emit(x); return stop == nil && !a.stopped }); err != nil {
				return err
			}
			if stop != nil || a.stopped {
				return stop
			}
		}
		if err := res.Err(); err != nil {
			return s.fail(a.ctx, a.doing, err)
		}
	}
	return s.fail(a.ctx, a.doing, tx.Commit(l.next()))
}

func (a *attemptOf[T]) emit(x T) error {
	a.held = append(a.held, x)
	if !a.shown && len(a.held) < heldBack {
		return nil
	}
	return a.show()
}

// show yields what was held back.
func (a *attemptOf[T]) show() error {
	for _, x := range a.held {
		if err := a.s.ready(a.ctx); err != nil {
			return fmt.Errorf("%s: %w", a.doing, err)
		}
		a.shown = true
		if !a.yield(x, nil) {
			a.stopped = true
			return nil
		}
	}
	a.held = a.held[:0]
	return nil
}

// limit gives each step of a stream a deadline of its own: however long the
// caller takes between two elements, the server gets no longer than each for
// one answer. A deadline there must be, since without one the driver does not
// hear a cancelled context.
type limit struct {
	parent context.Context
	each   time.Duration
	until  time.Time
	ctx    context.Context
	cancel context.CancelFunc
}

// next gives a context with at least half of the time left.
func (l *limit) next() context.Context {
	if now := time.Now(); l.ctx == nil || l.until.Sub(now) < l.each/2 {
		l.stop()
		l.until = now.Add(l.each)
		l.ctx, l.cancel = context.WithDeadline(l.parent, l.until)
	}
	return l.ctx
}

func (l *limit) stop() {
	if l.cancel != nil {
		l.cancel()
	}
}
