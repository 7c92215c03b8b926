package neo4jstore

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"entente/graph"
)

// Upsert writes a batch in one transaction. Where the server's answer to the
// commit was lost (ErrUnavailable) the batch may be there; upserting it again
// settles that.
func (s *Store) Upsert(ctx context.Context, b graph.Batch) (graph.Changes, error) {
	const doing = "write a batch"
	for i := range b.Nodes {
		if err := s.schema.CheckNode(b.Nodes[i]); err != nil {
			return graph.Changes{}, err
		}
	}
	for i := range b.Edges {
		if err := s.schema.CheckEdge(b.Edges[i]); err != nil {
			return graph.Changes{}, err
		}
	}
	nodes, edges := groupNodes(b.Nodes), groupEdges(b.Edges)

	leave, err := s.lanes.enter(ctx, b.Edges)
	if err != nil {
		return graph.Changes{}, fmt.Errorf("%s: %w", doing, err)
	}
	var changes graph.Changes
	defer func() { leave(changes.Created > 0) }()
	err = s.write(ctx, doing, func(ctx context.Context, tx neo4j.ManagedTransaction) error {
		changes = graph.Changes{} // of an attempt that was begun again
		for _, g := range nodes {
			c, err := s.upsertNodes(ctx, tx, g)
			if err != nil {
				return err
			}
			changes = changes.Add(c)
		}
		for _, g := range edges {
			c, err := s.upsertEdges(ctx, tx, g)
			if err != nil {
				return err
			}
			changes = changes.Add(c)
		}
		if changes.Created+changes.Updated == 0 {
			return nil
		}
		return s.advance(ctx, tx)
	})
	if err != nil {
		changes = graph.Changes{}
	}
	return changes, err
}

// Remove takes edges of one source away in one transaction.
func (s *Store) Remove(ctx context.Context, source string, keys []graph.EdgeKey) (int, error) {
	const doing = "remove edges"
	if source == "" {
		return 0, fmt.Errorf("%s: %w: no source named", doing, graph.ErrInvalid)
	}
	edges := make([]graph.Edge, 0, len(keys))
	for _, k := range keys {
		if k.Source != source {
			return 0, fmt.Errorf("%s: %w: %s is not of %s", doing, graph.ErrInvalid, k, source)
		}
		// What the schema does not have cannot be there.
		if r := s.tables.byKind[k.Kind]; r != nil && slices.Contains(r.froms[k.To.Kind], k.From.Kind) {
			edges = append(edges, graph.Edge{EdgeKey: k})
		}
	}
	groups := groupEdges(edges)
	removed := 0
	err := s.write(ctx, doing, func(ctx context.Context, tx neo4j.ManagedTransaction) error {
		removed = 0
		for _, g := range groups {
			if err := s.find(ctx, tx, g, true); err != nil {
				return err
			}
			var ids []string
			for _, e := range g.edges {
				if e.element != "" {
					ids = append(ids, e.element)
				}
			}
			if len(ids) == 0 {
				continue
			}
			text := "UNWIND $ids AS id MATCH ()-[r:" + quote(string(g.rel)) + "]->() WHERE elementId(r) = id DELETE r RETURN count(*)"
			n, err := single(ctx, tx, statement{text, map[string]any{"ids": ids}})
			if err != nil {
				return err
			}
			if n != int64(len(ids)) {
				return fmt.Errorf("%s: %w: a relationship went away meanwhile", doing, graph.ErrChanged)
			}
			removed += len(ids)
		}
		if removed == 0 {
			return nil
		}
		return s.advance(ctx, tx)
	})
	if err != nil {
		return 0, err
	}
	return removed, nil
}

// advance counts the revision up. It comes last in a transaction, so that the
// meta node's lock, which all writers and scans need, is held but for the
// commit.
func (s *Store) advance(ctx context.Context, tx neo4j.ManagedTransaction) error {
	_, err := single(ctx, tx, statement{
		text: "MERGE (m:" + metaLabel + " {id: $id}) " +
			"ON CREATE SET m.version = $version, m.store = left(randomUUID(), 8), m.revision = 1 " +
			"ON MATCH SET m.revision = m.revision + 1 RETURN m.revision",
		params: map[string]any{"id": metaID, "version": int64(layoutVersion)},
	})
	return err
}

// change is what a batch does to one element: the property lists it gives, in
// order, and what is there.
type change struct {
	given   []graph.Props
	have    bool
	old     graph.Props
	element string // server's id of a relationship that is there

	// of an edge: its key and the places of its ends in the group's lists
	key      graph.EdgeKey
	from, to int
}

// play applies the given lists to what is there and gives the outcome.
func (c *change) play(merge func(old, given graph.Props) graph.Props) (graph.Props, graph.Changes) {
	var n graph.Changes
	now, have := c.old, c.have
	for _, ps := range c.given {
		next := merge(now, ps)
		switch {
		case !have:
			n.Created++
			have = true
		case next.Equal(now):
			n.Unchanged++
		default:
			n.Updated++
		}
		now = next
	}
	return now, n
}

// nodeGroup is a batch's nodes of one kind, sorted by id: writers that lock in
// the same order do not wait for each other crosswise.
type nodeGroup struct {
	kind  graph.Kind
	ids   []string
	nodes []*change
}

func groupNodes(nodes []graph.Node) []*nodeGroup {
	byKind := map[graph.Kind]map[string]*change{}
	for _, n := range nodes {
		ids := byKind[n.Kind]
		if ids == nil {
			ids = map[string]*change{}
			byKind[n.Kind] = ids
		}
		c := ids[n.ID]
		if c == nil {
			c = &change{}
			ids[n.ID] = c
		}
		c.given = append(c.given, n.Props)
	}
	var groups []*nodeGroup
	for kind, ids := range byKind {
		g := &nodeGroup{kind: kind, ids: make([]string, 0, len(ids))}
		for id := range ids {
			g.ids = append(g.ids, id)
		}
		slices.Sort(g.ids)
		for _, id := range g.ids {
			g.nodes = append(g.nodes, ids[id])
		}
		groups = append(groups, g)
	}
	slices.SortFunc(groups, func(a, b *nodeGroup) int { return cmp.Compare(a.kind, b.kind) })
	return groups
}

func (s *Store) upsertNodes(ctx context.Context, tx neo4j.ManagedTransaction, g *nodeGroup) (graph.Changes, error) {
	cols := s.tables.nodes[g.kind]
	label := quote(string(g.kind))
	// MERGE under the uniqueness constraint makes no twins (B80); the lock is
	// taken before the properties are read, so nobody changes them until the
	// commit.
	rows, err := single(ctx, tx, statement{
		text: "UNWIND range(0, size($ids) - 1) AS i " +
			"MERGE (n:" + label + " {id: $ids[i]}) ON CREATE SET n." + newProp + " = true " +
			"REMOVE n." + lockProp + " WITH i, n, n." + newProp + " AS new REMOVE n." + newProp + " WITH i, n, new " +
			"RETURN collect([i, new" + list("n", cols) + "])",
		params: map[string]any{"ids": g.ids},
	})
	if err != nil {
		return graph.Changes{}, err
	}
	for _, row := range rows.([]any) {
		row := row.([]any)
		i := row[0].(int64)
		n := g.nodes[i]
		n.have = row[1] == nil
		if n.old, err = props(graph.Key{Kind: g.kind, ID: g.ids[i]}, cols, row[2:]); err != nil {
			return graph.Changes{}, err
		}
	}

	var sum graph.Changes
	var ids []string
	var sets []map[string]any
	for i, n := range g.nodes {
		now, c := n.play(graph.Props.Merge)
		sum = sum.Add(c)
		set := map[string]any{}
		for _, p := range n.old {
			if now.Get(p.Name) == nil {
				set[p.Name] = nil
			}
		}
		for _, p := range now {
			if old := n.old.Get(p.Name); old == nil || !graph.EqualValue(old, p.Value) {
				set[p.Name] = toNeo(p.Value)
			}
		}
		if len(set) > 0 {
			ids, sets = append(ids, g.ids[i]), append(sets, set)
		}
	}
	if len(ids) == 0 {
		return sum, nil
	}
	_, err = single(ctx, tx, statement{
		text:   "UNWIND range(0, size($ids) - 1) AS i MATCH (n:" + label + " {id: $ids[i]}) SET n += $sets[i] RETURN count(*)",
		params: map[string]any{"ids": ids, "sets": sets},
	})
	return sum, err
}

// edgeGroup is a batch's edges of one relation between nodes of two kinds.
type edgeGroup struct {
	rel       graph.Relation
	from, to  graph.Kind
	fromIDs   []string
	toIDs     []string // sorted
	edges     []*change
	sources   []string
	byKey     map[graph.EdgeKey]*change
	fromIndex map[string]int
	toIndex   map[string]int
}

func groupEdges(edges []graph.Edge) []*edgeGroup {
	type id struct {
		rel      graph.Relation
		from, to graph.Kind
	}
	byID := map[id]*edgeGroup{}
	for i := range edges {
		e := &edges[i]
		k := id{e.Kind, e.From.Kind, e.To.Kind}
		g := byID[k]
		if g == nil {
			g = &edgeGroup{rel: k.rel, from: k.from, to: k.to, byKey: map[graph.EdgeKey]*change{}, fromIndex: map[string]int{}, toIndex: map[string]int{}}
			byID[k] = g
		}
		c := g.byKey[e.EdgeKey]
		if c == nil {
			c = &change{key: e.EdgeKey}
			g.byKey[e.EdgeKey] = c
			g.edges = append(g.edges, c)
			if !slices.Contains(g.sources, e.Source) {
				g.sources = append(g.sources, e.Source)
			}
			g.fromIDs = place(g.fromIndex, g.fromIDs, e.From.ID)
			g.toIDs = place(g.toIndex, g.toIDs, e.To.ID)
		}
		c.given = append(c.given, e.Props)
	}
	groups := make([]*edgeGroup, 0, len(byID))
	for _, g := range byID {
		slices.Sort(g.toIDs)
		for i, id := range g.toIDs {
			g.toIndex[id] = i
		}
		for _, e := range g.edges {
			e.from, e.to = g.fromIndex[e.key.From.ID], g.toIndex[e.key.To.ID]
		}
		groups = append(groups, g)
	}
	slices.SortFunc(groups, func(a, b *edgeGroup) int {
		return cmp.Or(cmp.Compare(a.to, b.to), cmp.Compare(a.rel, b.rel), cmp.Compare(a.from, b.from))
	})
	return groups
}

func place(index map[string]int, ids []string, id string) []string {
	if _, ok := index[id]; ok {
		return ids
	}
	index[id] = len(ids)
	return append(ids, id)
}

func (s *Store) upsertEdges(ctx context.Context, tx neo4j.ManagedTransaction, g *edgeGroup) (graph.Changes, error) {
	if err := s.find(ctx, tx, g, false); err != nil {
		return graph.Changes{}, err
	}
	var sum graph.Changes
	made := map[string]*created{}
	var elements []string
	var sets []map[string]any
	for _, e := range g.edges {
		now, c := e.play(func(_, given graph.Props) graph.Props { return given })
		sum = sum.Add(c)
		if !e.have {
			shape := shapeOf(e.key.ID != "", now)
			m := made[shape]
			if m == nil {
				m = newCreated(e.key.ID != "", now)
				made[shape] = m
			}
			m.add(e, now)
			continue
		}
		if now.Equal(e.old) {
			continue
		}
		set := map[string]any{sourceProp: e.key.Source}
		if e.key.ID != "" {
			set[idProp] = e.key.ID
		}
		for _, p := range now {
			set[p.Name] = toNeo(p.Value)
		}
		elements, sets = append(elements, e.element), append(sets, set)
	}
	if len(elements) > 0 {
		n, err := single(ctx, tx, statement{
			text: "UNWIND range(0, size($ids) - 1) AS i MATCH ()-[r:" + quote(string(g.rel)) + "]->() WHERE elementId(r) = $ids[i] " +
				"SET r = $sets[i] RETURN count(*)",
			params: map[string]any{"ids": elements, "sets": sets},
		})
		if err != nil {
			return graph.Changes{}, err
		}
		if n != int64(len(elements)) {
			return graph.Changes{}, fmt.Errorf("write a batch: %w: a relationship went away meanwhile", graph.ErrChanged)
		}
	}
	for _, m := range made {
		n, err := single(ctx, tx, m.statement(g))
		if err != nil {
			return graph.Changes{}, err
		}
		if n != int64(len(m.edges)) {
			return graph.Changes{}, fmt.Errorf("write a batch: %w: a node went away meanwhile", graph.ErrChanged)
		}
	}
	return sum, nil
}

// created are new edges with the same property names.
type created struct {
	names []string // of the columns: source, the id where the edges have one, the properties
	edges []newEdge
}

type newEdge struct {
	from, to int
	values   []any // by column
}

func shapeOf(withID bool, ps graph.Props) string {
	var b strings.Builder
	if withID {
		b.WriteByte(1)
	}
	for _, p := range ps {
		b.WriteString(p.Name)
		b.WriteByte(0)
	}
	return b.String()
}

func newCreated(withID bool, ps graph.Props) *created {
	m := &created{names: []string{sourceProp}}
	if withID {
		m.names = append(m.names, idProp)
	}
	for _, p := range ps {
		m.names = append(m.names, quote(p.Name))
	}
	return m
}

func (m *created) add(e *change, ps graph.Props) {
	values := make([]any, 0, len(m.names))
	values = append(values, e.key.Source)
	if e.key.ID != "" {
		values = append(values, e.key.ID)
	}
	for _, p := range ps {
		values = append(values, toNeo(p.Value))
	}
	m.edges = append(m.edges, newEdge{e.from, e.to, values})
}

// How far a column's value reaches: it is sent once for all edges, once for
// the edges that lead to one node, or for each.
const (
	sameForAll = iota
	sameForEnd
	forEach
)

func (m *created) reach(column int) int {
	first, end := m.edges[0].values[column], m.edges[0].values[column]
	reach := sameForAll
	for i := range m.edges {
		v := m.edges[i].values[column]
		if i > 0 && m.edges[i].to != m.edges[i-1].to {
			end = v
		}
		if _, ok := v.([]string); ok || v != end {
			return forEach // lists are not compared
		}
		if v != first {
			reach = sameForEnd
		}
	}
	return reach
}

// statement looks each end node up once, and sends the edges grouped by the
// node they lead to, each value as seldom as it changes: an index seek for each
// edge would cost as much as making it, and every value sent and looked up
// costs too. Naming each property in the query is a third faster than setting
// them from a map.
func (m *created) statement(g *edgeGroup) statement {
	slices.SortStableFunc(m.edges, func(a, b newEdge) int { return cmp.Compare(a.to, b.to) })
	params := map[string]any{"f": g.fromIDs}
	var set, lists []string
	reaches := make([]int, len(m.names))
	for j, name := range m.names {
		c := fmt.Sprintf("c%d", j)
		switch reaches[j] = m.reach(j); reaches[j] {
		case sameForAll:
			params[c] = m.edges[0].values[j]
			set = append(set, name+": $"+c)
		case sameForEnd:
			lists = append(lists, fmt.Sprintf("r[%d] AS %s", 2+len(lists), c))
			set = append(set, name+": "+c)
		default:
			lists = append(lists, fmt.Sprintf("r[%d] AS %s", 2+len(lists), c))
			set = append(set, name+": "+c+"[i]")
		}
	}
	var rows []any
	for i := 0; i < len(m.edges); {
		n := i + 1
		for n < len(m.edges) && m.edges[n].to == m.edges[i].to {
			n++
		}
		from := make([]int64, n-i)
		for k := range from {
			from[k] = int64(m.edges[i+k].from)
		}
		row := []any{g.toIDs[m.edges[i].to], from}
		for j, reach := range reaches {
			switch reach {
			case sameForEnd:
				row = append(row, m.edges[i].values[j])
			case forEach:
				values := make([]any, n-i)
				for k := range values {
					values[k] = m.edges[i+k].values[j]
				}
				row = append(row, values)
			}
		}
		rows = append(rows, row)
		i = n
	}
	params["r"] = rows
	vars := ""
	if len(lists) > 0 {
		vars = ", " + strings.Join(lists, ", ")
	}
	return statement{
		text: "UNWIND range(0, size($f) - 1) AS i MATCH (n:" + quote(string(g.from)) + " {id: $f[i]}) WITH n, i ORDER BY i WITH collect(n) AS fs " +
			"UNWIND $r AS r MATCH (t:" + quote(string(g.to)) + " {id: r[0]}) WITH fs, t, r[1] AS a" + vars + " UNWIND range(0, size(a) - 1) AS i " +
			"WITH *, fs[a[i]] AS f CREATE (f)-[:" + quote(string(g.rel)) + " {" + strings.Join(set, ", ") + "}]->(t) RETURN count(*)",
		params: params,
	}
}

// find locks the nodes that the group's edges lead to, checks that all ends are
// there and reads which of the edges are. With lenient, missing ends are taken
// for edges that are not there; else they are ErrDangling.
func (s *Store) find(ctx context.Context, tx neo4j.ManagedTransaction, g *edgeGroup, lenient bool) error {
	for _, e := range g.edges {
		e.have, e.old, e.element = false, nil, "" // of an attempt that was begun again
	}
	rel := quote(string(g.rel))
	in, err := s.degrees(ctx, tx, statement{
		text: "UNWIND range(0, size($ids) - 1) AS i MATCH (t:" + quote(string(g.to)) + " {id: $ids[i]}) REMOVE t." + lockProp +
			" WITH i, t RETURN collect([i, COUNT { (t)<-[:" + rel + "]-() }])",
		params: map[string]any{"ids": g.toIDs},
	}, len(g.toIDs))
	if err != nil {
		return err
	}
	out, err := s.degrees(ctx, tx, statement{
		text: "UNWIND range(0, size($ids) - 1) AS i MATCH (f:" + quote(string(g.from)) + " {id: $ids[i]}) " +
			"RETURN collect([i, COUNT { (f)-[:" + rel + "]->() }])",
		params: map[string]any{"ids": g.fromIDs},
	}, len(g.fromIDs))
	if err != nil {
		return err
	}

	// An edge is looked for among all that lead to its end or among all that
	// leave its beginning, once for all edges of the batch that do, or between
	// its two nodes, where the server walks the shorter of their lists. The
	// lengths tell which is the least work.
	leading, leaving := make([]int64, len(in)), make([]float64, len(out)) // edges of the batch; what they cost, looked for at their ends
	for _, e := range g.edges {
		if in[e.to] < 0 || out[e.from] < 0 {
			if lenient {
				continue
			}
			end := e.key.From
			if in[e.to] < 0 {
				end = e.key.To
			}
			return fmt.Errorf("%w: %s, which %s needs", graph.ErrDangling, end, e.key)
		}
		leading[e.to]++
	}
	for _, e := range g.edges {
		if in[e.to] > 0 && out[e.from] > 0 {
			leaving[e.from] += float64(in[e.to]) / float64(leading[e.to])
		}
	}
	var begins []string
	fromHere := make([]bool, len(out))
	for i, n := range out {
		if n > 0 && float64(n) < leaving[i] {
			fromHere[i] = true
			begins = append(begins, g.fromIDs[i])
		}
	}
	pairwise := make([]int64, len(in))
	for _, e := range g.edges {
		if in[e.to] > 0 && out[e.from] > 0 && !fromHere[e.from] {
			pairwise[e.to] += min(in[e.to], out[e.from])
		}
	}
	var ends, pairFrom, pairTo []string
	for i, n := range in {
		if n > 0 && n <= pairwise[i] {
			ends = append(ends, g.toIDs[i])
		}
	}
	asked := map[[2]int]bool{}
	for _, e := range g.edges {
		k := [2]int{e.from, e.to}
		if in[e.to] > 0 && out[e.from] > 0 && !fromHere[e.from] && in[e.to] > pairwise[e.to] && !asked[k] {
			asked[k] = true
			pairFrom, pairTo = append(pairFrom, e.key.From.ID), append(pairTo, e.key.To.ID)
		}
	}
	cols := s.tables.byKind[g.rel].cols
	values := ", r." + sourceProp + ", r." + idProp + ", elementId(r)" + list("r", cols) + "])"
	row := "collect([f.id" + values
	if len(begins) > 0 {
		err := s.found(ctx, tx, g, cols, true, statement{
			text: "UNWIND $ids AS id MATCH (f:" + quote(string(g.from)) + " {id: id}) CALL (f) { MATCH (f)-[r:" + rel + "]->(t:" + quote(string(g.to)) + ") " +
				"WHERE r." + sourceProp + " IN $sources RETURN collect([t.id" + values + " AS es } RETURN id, es",
			params: map[string]any{"ids": begins, "sources": g.sources},
		})
		if err != nil {
			return err
		}
	}
	if len(ends) > 0 {
		err := s.found(ctx, tx, g, cols, false, statement{
			text: "UNWIND $ids AS id MATCH (t:" + quote(string(g.to)) + " {id: id}) CALL (t) { MATCH (t)<-[r:" + rel + "]-(f:" + quote(string(g.from)) + ") " +
				"WHERE r." + sourceProp + " IN $sources RETURN " + row + " AS es } RETURN id, es",
			params: map[string]any{"ids": ends, "sources": g.sources},
		})
		if err != nil {
			return err
		}
	}
	if len(pairFrom) > 0 {
		return s.found(ctx, tx, g, cols, false, statement{
			text: "UNWIND range(0, size($f) - 1) AS i MATCH (f:" + quote(string(g.from)) + " {id: $f[i]}) MATCH (t:" + quote(string(g.to)) + " {id: $t[i]}) " +
				"MATCH (f)-[r:" + rel + "]->(t) WHERE r." + sourceProp + " IN $sources RETURN t.id, " + row,
			params: map[string]any{"f": pairFrom, "t": pairTo, "sources": g.sources},
		})
	}
	return nil
}

// degrees gives, for each of n ids, how many edges the node has, -1 where there
// is no node.
func (s *Store) degrees(ctx context.Context, tx neo4j.ManagedTransaction, st statement, n int) ([]int64, error) {
	rows, err := single(ctx, tx, st)
	if err != nil {
		return nil, err
	}
	out := make([]int64, n)
	for i := range out {
		out[i] = -1
	}
	for _, row := range rows.([]any) {
		row := row.([]any)
		out[row[0].(int64)] = row[1].(int64)
	}
	return out, nil
}

// found runs a statement that gives ends and the edges that lead to them (or,
// turned, beginnings and the edges that leave them), and notes those of the
// group. An edge that was noted already was asked for from both sides.
func (s *Store) found(ctx context.Context, tx neo4j.ManagedTransaction, g *edgeGroup, cols []column, turned bool, st statement) error {
	res, err := tx.Run(ctx, st.text, st.params)
	if err != nil {
		return err
	}
	var rec *neo4j.Record
	for res.NextRecord(ctx, &rec) {
		k := graph.EdgeKey{Kind: g.rel, From: graph.Key{Kind: g.from}, To: graph.Key{Kind: g.to}}
		near, far := &k.To, &k.From
		if turned {
			near, far = far, near
		}
		near.ID, _ = rec.Values[0].(string)
		rows, _ := rec.Values[1].([]any)
		for _, row := range rows {
			v := row.([]any)
			far.ID, _ = v[0].(string)
			k.Source, _ = v[1].(string)
			k.ID, _ = v[2].(string)
			e := g.byKey[k]
			if e == nil {
				continue
			}
			element, _ := v[3].(string)
			if e.have && e.element == element {
				continue
			}
			if e.have {
				return fmt.Errorf("%w: %s stands twice in the graph", graph.ErrCorrupt, k)
			}
			e.have = true
			e.element = element
			if e.old, err = props(k, cols, v[4:]); err != nil {
				return err
			}
		}
	}
	return res.Err()
}
