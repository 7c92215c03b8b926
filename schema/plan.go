package schema

import (
	"fmt"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/language/ast"
)

// plan is a selection set compiled for one object type: its fields in the order
// of the query, fragments merged (CollectFields of the specification).
type plan struct {
	object *graphql.Object
	fields []planField
}

type planField struct {
	key     string // response key
	prefix  []byte // "key":, as it is written
	def     *graphql.FieldDefinition
	parent  *graphql.Object
	node    *ast.Field // the first of those merged: its arguments, its place
	nodes   []*ast.Field
	resolve graphql.FieldResolveFn
	args    map[string]any // where they rest on no variable
	dynamic bool           // they do
	shape   *shape
	subs    map[*graphql.Object]*plan // of fields with subfields
}

// shape is a field's type, taken apart once.
type shape struct {
	kind    shapeKind
	nonNull bool
	elem    *shape // of lists
	typ     graphql.Type
	words   map[any]string // of enums: value inside to JSON
	typed   *graphql.Interface
	union   *graphql.Union
	object  *graphql.Object
}

type shapeKind uint8

const (
	leafShape shapeKind = iota
	enumShape
	listShape
	objectShape
	abstractShape
)

func (x *Executor) shapeOf(t graphql.Type) (*shape, error) {
	if n, ok := t.(*graphql.NonNull); ok {
		s, err := x.shapeOf(n.OfType)
		if err != nil {
			return nil, err
		}
		c := *s
		c.nonNull = true
		return &c, nil
	}
	switch t := t.(type) {
	case *graphql.List:
		elem, err := x.shapeOf(t.OfType)
		return &shape{kind: listShape, elem: elem, typ: t}, err
	case *graphql.Scalar:
		return &shape{kind: leafShape, typ: t}, nil
	case *graphql.Enum:
		return &shape{kind: enumShape, typ: t, words: x.enums[t].outside}, nil
	case *graphql.Object:
		return &shape{kind: objectShape, typ: t, object: t}, nil
	case *graphql.Interface:
		return &shape{kind: abstractShape, typ: t, typed: t}, nil
	case *graphql.Union:
		return &shape{kind: abstractShape, typ: t, union: t}, nil
	}
	return nil, fmt.Errorf("the type %v cannot be in an answer", t)
}

// compiler makes plans for one document; vars decide @skip and @include.
type compiler struct {
	x         *Executor
	fragments map[string]*ast.FragmentDefinition
	vars      map[string]any
}

func (c *compiler) compile(object *graphql.Object, sets []*ast.SelectionSet) (*plan, error) {
	g := grouping{at: map[string]int{}}
	for _, s := range sets {
		c.collect(object, s, &g, map[string]bool{})
	}
	p := &plan{object: object, fields: make([]planField, 0, len(g.groups))}
	for _, nodes := range g.groups {
		f, err := c.field(object, nodes)
		if err != nil {
			return nil, err
		}
		p.fields = append(p.fields, f)
	}
	return p, nil
}

type grouping struct {
	at     map[string]int
	groups [][]*ast.Field
}

func (c *compiler) collect(object *graphql.Object, s *ast.SelectionSet, g *grouping, seen map[string]bool) {
	if s == nil {
		return
	}
	for _, sel := range s.Selections {
		switch sel := sel.(type) {
		case *ast.Field:
			if !c.included(sel.Directives) {
				continue
			}
			key := responseKey(sel)
			i, ok := g.at[key]
			if !ok {
				i = len(g.groups)
				g.at[key] = i
				g.groups = append(g.groups, nil)
			}
			g.groups[i] = append(g.groups[i], sel)
		case *ast.InlineFragment:
			if c.included(sel.Directives) && (sel.TypeCondition == nil || c.applies(object, sel.TypeCondition.Name.Value)) {
				c.collect(object, sel.SelectionSet, g, seen)
			}
		case *ast.FragmentSpread:
			name := sel.Name.Value
			f := c.fragments[name]
			if f == nil || seen[name] || !c.included(sel.Directives) {
				continue
			}
			seen[name] = true
			if c.applies(object, f.TypeCondition.Name.Value) {
				c.collect(object, f.SelectionSet, g, seen)
			}
		}
	}
}

func responseKey(f *ast.Field) string {
	if f.Alias != nil && f.Alias.Value != "" {
		return f.Alias.Value
	}
	return f.Name.Value
}

func (c *compiler) included(ds []*ast.Directive) bool {
	for _, d := range ds {
		name := d.Name.Value
		if name != "skip" && name != "include" {
			continue
		}
		for _, a := range d.Arguments {
			if a.Name.Value == "if" {
				v, _ := literal(a.Value, graphql.Boolean, c.vars)
				if on, _ := v.(bool); on == (name == "skip") {
					return false
				}
			}
		}
	}
	return true
}

func (c *compiler) applies(object *graphql.Object, condition string) bool {
	switch t := c.x.schema.Type(condition).(type) {
	case *graphql.Object:
		return t == object
	case graphql.Abstract:
		return c.x.possible[t.Name()][object.Name()]
	}
	return false
}

func (c *compiler) field(parent *graphql.Object, nodes []*ast.Field) (planField, error) {
	node := nodes[0]
	def := fieldDef(&c.x.schema, parent, node.Name.Value)
	if def == nil {
		return planField{}, fmt.Errorf("type %s has no field %s", parent.Name(), node.Name.Value)
	}
	f := planField{key: responseKey(node), def: def, parent: parent, node: node, nodes: nodes, resolve: def.Resolve}
	f.prefix = append(appendString(nil, f.key), ':')
	if f.resolve == nil {
		f.resolve = graphql.DefaultResolveFn
	}
	if parent == graphql.InputValueType && def.Name == "defaultValue" {
		f.resolve = defaultValue
	}
	for _, a := range node.Arguments {
		f.dynamic = f.dynamic || hasVariable(a.Value)
	}
	if !f.dynamic {
		f.args = arguments(def.Args, node.Arguments, nil)
	}
	var err error
	if f.shape, err = c.x.shapeOf(def.Type); err != nil {
		return f, err
	}
	var sets []*ast.SelectionSet
	for _, n := range nodes {
		if n.SelectionSet != nil {
			sets = append(sets, n.SelectionSet)
		}
	}
	var objects []*graphql.Object
	switch t := graphql.GetNamed(def.Type).(type) {
	case *graphql.Object:
		objects = []*graphql.Object{t}
	case graphql.Abstract:
		objects = c.x.schema.PossibleTypes(t)
	}
	for _, o := range objects {
		p, err := c.compile(o, sets)
		if err != nil {
			return f, err
		}
		if f.subs == nil {
			f.subs = map[*graphql.Object]*plan{}
		}
		f.subs[o] = p
	}
	return f, nil
}
