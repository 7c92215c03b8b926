package neo4jstore

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"entente/graph"
)

// column is a property and its type.
type column struct {
	name string
	typ  graph.ValueType
}

// relation is what the queries need to know of one.
type relation struct {
	kind   graph.Relation
	cols   []column // sorted by name
	types  map[string]graph.ValueType
	froms  map[graph.Kind][]graph.Kind // by to
	tos    []graph.Kind                // sorted
	source map[graph.Kind]bool         // kinds an edge may come from
}

// tables is the schema in the order and form the queries want. Labels, types
// and property names in queries come from here alone.
type tables struct {
	labels    []string // sorted
	nodes     map[graph.Kind][]column
	relations []*relation // sorted by kind
	byKind    map[graph.Relation]*relation
}

func newTables(schema *graph.Schema) (tables, error) {
	t := tables{nodes: map[graph.Kind][]column{}, byKind: map[graph.Relation]*relation{}}
	if schema == nil {
		return t, fmt.Errorf("%w: a Neo4j store needs a schema", graph.ErrInvalid)
	}
	for _, kind := range slices.Sorted(maps.Keys(schema.Kinds)) {
		cols, err := columns(schema.Kinds[kind], idProp, lockProp, newProp)
		if err != nil || kind == "" || kind == metaLabel {
			return t, fmt.Errorf("%w: the node kind %q or one of its properties has a name that the Neo4j store keeps for itself", graph.ErrInvalid, kind)
		}
		t.labels = append(t.labels, string(kind))
		t.nodes[kind] = cols
	}
	for _, kind := range slices.Sorted(maps.Keys(schema.Relations)) {
		def := schema.Relations[kind]
		cols, err := columns(def.Props, idProp, sourceProp)
		if err != nil || kind == "" {
			return t, fmt.Errorf("%w: the relation %q or one of its properties has a name that the Neo4j store keeps for itself", graph.ErrInvalid, kind)
		}
		r := &relation{kind: kind, cols: cols, types: def.Props, froms: map[graph.Kind][]graph.Kind{}, source: map[graph.Kind]bool{}}
		for _, e := range def.Ends {
			r.froms[e[1]] = append(r.froms[e[1]], e[0])
			r.source[e[0]] = true
		}
		r.tos = slices.Sorted(maps.Keys(r.froms))
		t.relations = append(t.relations, r)
		t.byKind[kind] = r
	}
	return t, nil
}

func columns(types map[string]graph.ValueType, reserved ...string) ([]column, error) {
	var cols []column
	for _, name := range slices.Sorted(maps.Keys(types)) {
		if name == "" || slices.Contains(reserved, name) {
			return nil, graph.ErrInvalid
		}
		cols = append(cols, column{name, types[name]})
	}
	return cols, nil
}

// chosen gives the columns a filter asks for; nil means all.
func chosen(cols []column, names []string) []column {
	if names == nil {
		return cols
	}
	var out []column
	for _, c := range cols {
		if slices.Contains(names, c.name) {
			out = append(out, c)
		}
	}
	return out
}

// list writes the properties of a variable for RETURN, each after a comma.
func list(variable string, cols []column) string {
	var b strings.Builder
	for _, c := range cols {
		b.WriteString(", " + variable + "." + quote(c.name))
	}
	return b.String()
}

// toNeo is a value as it is kept: dates as text.
func toNeo(v any) any {
	if d, ok := v.(graph.Date); ok {
		return d.String()
	}
	return v
}

// fromNeo reads a kept value as the schema's type. A whole number where a
// float belongs is taken, since Cypher users write 1 for 1.0.
func fromNeo(v any, typ graph.ValueType) (any, bool) {
	switch typ {
	case graph.String:
		s, ok := v.(string)
		return s, ok
	case graph.Int:
		n, ok := v.(int64)
		return n, ok
	case graph.Bool:
		b, ok := v.(bool)
		return b, ok
	case graph.Float:
		switch f := v.(type) {
		case float64:
			return f, true
		case int64:
			return float64(f), true
		}
	case graph.DateType:
		if s, ok := v.(string); ok {
			d, err := graph.ParseDate(s)
			return d, err == nil
		}
	case graph.StringList:
		if l, ok := v.([]any); ok {
			out := make([]string, len(l))
			for i, x := range l {
				if out[i], ok = x.(string); !ok {
					return nil, false
				}
			}
			return out, true
		}
	}
	return nil, false
}

// props reads the values of the columns, nulls being properties that are not
// there.
func props[S fmt.Stringer](what S, cols []column, values []any) (graph.Props, error) {
	n := 0
	for _, v := range values {
		if v != nil {
			n++
		}
	}
	if n == 0 {
		return nil, nil
	}
	ps := make(graph.Props, 0, n)
	for i, v := range values {
		if v == nil {
			continue
		}
		x, ok := fromNeo(v, cols[i].typ)
		if !ok {
			return nil, fmt.Errorf("%w: property %q of %s holds a %T where a %s belongs", graph.ErrCorrupt, cols[i].name, what, v, cols[i].typ)
		}
		ps = append(ps, graph.Prop{Name: cols[i].name, Value: x})
	}
	return ps, nil
}

// wanted tells whether values of the given types can match where at all: a
// value of another type equals none.
func wanted(where graph.Props, types func(string) graph.ValueType) bool {
	for _, p := range where {
		if t := graph.TypeOf(p.Value); t == 0 || t != types(p.Name) {
			return false
		}
	}
	return true
}

func typeIn(cols []column) func(string) graph.ValueType {
	return func(name string) graph.ValueType {
		for _, c := range cols {
			if c.name == name {
				return c.typ
			}
		}
		return 0
	}
}
