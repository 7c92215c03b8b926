package schema

import (
	"math"
	"strings"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/language/ast"
)

// The cost of a document is an estimate of the values in its answer: each field
// costs one, or its entry in baseCosts, and what is below a list is counted as
// often as the list is expected to be long. Sums and products stay at the
// largest int instead of wrapping round.

// listSizes are lengths of lists that no argument bounds. They are what the
// records hold, rounded up; a list not named here counts 10.
var listSizes = map[string]int{
	"RollCall.votes": 200, "RollCall.topics": 3, "RollCall.sources": 3, "RollCall.vetoedBy": 2, "RollCall.concerns": 2,
	"Country.codes": 12, "Country.names": 40, "Country.predecessors": 2, "Country.successors": 3,
	"Alignment.series": 80, "Alignment.byBody": 2, "Alignment.sources": 5,
	"Relations.agreements": 30, "Relations.alliances": 20, "Relations.coverage": 30, "Relations.memberships": 30, "Relations.warnings": 10, "Relations.sources": 20,
	"Allies.allies": 60, "Allies.lastKnown": 20, "Allies.coverage": 3, "Ally.spells": 3, "Ally.sources": 3, "OfficeHolders.offices": 10, "OfficeHolders.coverage": 6,
	"Office.holders": 3, "Office.sources": 3, "Trade.years": 20, "Trade.stated": 40, "Trade.totals": 300, "Trade.coverage": 4, "TradeYear.shares": 4, "TradeYear.sources": 1,
	"TradeTotal.sources": 1, "StatedShare.sources": 1, "Agreement.parties": 10, "Event.participants": 5, "Event.places": 1, "Event.sources": 2, "Agreement.sources": 2,
	"Participation.sources": 1, "Tenure.sources": 1, "Alliance.sources": 1, "Sanction.sources": 1, "Tie.sources": 1, "TimelineEntry.sources": 2, "Statement.sources": 1,
	"Statement.values": 6, "Conflict.values": 2, "Conflict.of": 2, "Conflict.sources": 2, "ConflictValue.sources": 2, "PathStep.sources": 2, "Path.steps": 4, "Query.paths": 50,
	"AlignmentMatrix.countries": 30, "Cohesion.countries": 30, "Query.sources": 30, "Query.idealPoints": 400,
	"PairComparison.byBody": 2, "Change.byBody": 2, "TurningPoints.byBody": 2, "Course.years": 80, "Course.spells": 8, "Course.turns": 7, "Follows.parts": 20, "Follows.byBody": 2,
	"FollowsPart.counts": 8, "WhenTheyDiffer.others": 200, "Network.nodes": 250, "Network.links": 500, "Network.coverage": 4, "Similar.ranks": 4, "Loyalty.warnings": 3,
	"__Schema.types": 60, "__Schema.directives": 4, "__Type.fields": 10, "__Type.inputFields": 3, "__Type.enumValues": 3,
	"__Type.possibleTypes": 2, "__Type.interfaces": 1, "__Field.args": 1, "__Directive.args": 1,
}

// baseCosts are fields that compute more than they show.
var baseCosts = map[string]int{
	"Query.alignment": 20, "Query.closest": 2000, "Query.cohesion": 200, "Query.rollCalls": 50, "Query.countries": 20, "Query.search": 100,
	"Query.relations": 50, "Query.timeline": 1000, "Relations.timeline": 1000, "Query.allies": 100, "Query.agreements": 200, "Query.events": 200, "Query.person": 200,
	"Query.officeHolders": 50, "Query.paths": 2000, "Query.conflicts": 5000, "Relations.conflicts": 5000, "Query.statements": 500, "Relations.trade": 1000,
	"Relations.sentence": 100, "Relations.warnings": 1000, "Relations.events": 100, "Relations.sanctions": 100,
	"Query.idealPoints": 500, "Alignment.measure": 500, "Alignment.series": 50, "Alignment.splits": 20, "Alignment.agreed": 20,
}

// costing is one walk over an operation.
type costing struct {
	x         *Executor
	fragments map[string]*ast.FragmentDefinition
	vars      map[string]any
	memo      map[string]int
	dynamic   bool   // whether the result rests on variables
	err       *Error // a page or list that is too long
}

func add(a, b int) int {
	if a > math.MaxInt-b {
		return math.MaxInt
	}
	return a + b
}

func mul(a, b int) int {
	if a != 0 && b > math.MaxInt/a {
		return math.MaxInt
	}
	return a * b
}

func (c *costing) set(s *ast.SelectionSet, parent graphql.Type) int {
	if s == nil {
		return 0
	}
	total := 0
	for _, sel := range s.Selections {
		switch sel := sel.(type) {
		case *ast.Field:
			total = add(total, c.field(sel, parent))
		case *ast.InlineFragment:
			t := parent
			if sel.TypeCondition != nil {
				t = c.x.schema.Type(sel.TypeCondition.Name.Value)
			}
			total = add(total, c.set(sel.SelectionSet, t))
		case *ast.FragmentSpread:
			total = add(total, c.fragment(sel.Name.Value))
		}
	}
	return total
}

func (c *costing) fragment(name string) int {
	if n, ok := c.memo[name]; ok {
		return n
	}
	f := c.fragments[name]
	if f == nil {
		return 0
	}
	n := c.set(f.SelectionSet, c.x.schema.Type(f.TypeCondition.Name.Value))
	c.memo[name] = n
	return n
}

func (c *costing) field(f *ast.Field, parent graphql.Type) int {
	def := fieldDef(&c.x.schema, parent, f.Name.Value)
	if def == nil {
		return 1
	}
	name := parent.Name() + "." + f.Name.Value
	base := max(1, baseCosts[name])
	size := 1
	if isList(def.Type) {
		if size = listSizes[name]; size == 0 {
			size = 10
		}
	}
	for _, d := range def.Args {
		switch t := d.Type.(type) {
		case *graphql.NonNull, *graphql.List, *graphql.InputObject:
			n := c.longest(argumentOf(f, d.PrivateName))
			if name == "Query.alignments" && d.PrivateName == "among" {
				base = add(base, mul(2, mul(n, n)))
			}
		case *graphql.Scalar:
			if d.PrivateName != "first" || t != graphql.Int {
				break
			}
			size = DefaultFirst
			if n, ok := d.DefaultValue.(int); ok {
				size = n
			}
			if n, ok := c.value(argumentOf(f, "first"), graphql.Int).(int); ok {
				size = n
			}
			if size > c.x.limits.First && c.err == nil {
				c.err = tooComplex("max-first", "rows asked for by first", size, c.x.limits.First)
			}
			size = max(0, size)
		}
	}
	named, _ := graphql.GetNamed(def.Type).(graphql.Type)
	if !isList(def.Type) && !strings.HasSuffix(named.Name(), "Connection") {
		size = 1 // first bounds a list within, which counts itself
	}
	if strings.HasSuffix(parent.Name(), "Connection") && isList(def.Type) {
		size = 1 // counted at the connection
	}
	return add(base, mul(size, c.set(f.SelectionSet, named)))
}

func argumentOf(f *ast.Field, name string) ast.Value {
	for _, a := range f.Arguments {
		if a.Name.Value == name {
			return a.Value
		}
	}
	return nil
}

func (c *costing) value(v ast.Value, t graphql.Input) any {
	if v == nil {
		return nil
	}
	if hasVariable(v) {
		c.dynamic = true
	}
	got, _ := literal(v, t, c.vars)
	return got
}

// longest is the length of the longest list in a value; one that is longer than
// allowed is remembered as the error. Lists in variables were bounded when the
// variables were read.
func (c *costing) longest(v ast.Value) int {
	n := 0
	switch v := v.(type) {
	case *ast.Variable:
		c.dynamic = true
		if list, ok := c.vars[v.Name.Value].([]any); ok {
			n = len(list)
		}
	case *ast.ListValue:
		n = len(v.Values)
		for _, e := range v.Values {
			n = max(n, c.longest(e))
		}
	case *ast.ObjectValue:
		for _, f := range v.Fields {
			n = max(n, c.longest(f.Value))
		}
	}
	if n > c.x.limits.ListArgument && c.err == nil {
		c.err = tooComplex("max-list", "elements in a list argument", n, c.x.limits.ListArgument)
	}
	return n
}

func isList(t graphql.Type) bool {
	if n, ok := t.(*graphql.NonNull); ok {
		t = n.OfType
	}
	_, ok := t.(*graphql.List)
	return ok
}

// fieldDef finds a field of a composite type, the meta fields included.
func fieldDef(schema *graphql.Schema, parent graphql.Type, name string) *graphql.FieldDefinition {
	switch name {
	case "__typename":
		return graphql.TypeNameMetaFieldDef
	case "__schema":
		if parent == graphql.Type(schema.QueryType()) {
			return graphql.SchemaMetaFieldDef
		}
	case "__type":
		if parent == graphql.Type(schema.QueryType()) {
			return graphql.TypeMetaFieldDef
		}
	}
	switch t := parent.(type) {
	case *graphql.Object:
		return t.Fields()[name]
	case *graphql.Interface:
		return t.Fields()[name]
	}
	return nil
}

// depths measures how deep a document goes, fragments followed and each looked
// at once: plain is the depth of fields, below that of __schema and __type, and
// lists the number of type lists nested in each other there, each of which
// multiplies the answer.
type depths struct{ plain, below, lists int }

func (d depths) join(e depths) depths {
	return depths{max(d.plain, e.plain), max(d.below, e.below), max(d.lists, e.lists)}
}

var typeLists = map[string]bool{"fields": true, "inputFields": true, "interfaces": true, "possibleTypes": true}

// introspectionLists is how many type lists may be nested; the tools nest one.
const introspectionLists = 2

type depthWalk struct {
	fragments map[string]*ast.FragmentDefinition
	memo      map[string]depths
}

func (w *depthWalk) set(s *ast.SelectionSet) depths {
	var d depths
	if s == nil {
		return d
	}
	for _, sel := range s.Selections {
		switch sel := sel.(type) {
		case *ast.Field:
			e := w.set(sel.SelectionSet)
			e.plain++
			switch name := sel.Name.Value; {
			case name == "__schema" || name == "__type":
				e.below, e.plain = max(e.below, e.plain), 0
			case typeLists[name]:
				e.lists++
			}
			d = d.join(e)
		case *ast.InlineFragment:
			d = d.join(w.set(sel.SelectionSet))
		case *ast.FragmentSpread:
			name := sel.Name.Value
			e, ok := w.memo[name]
			if f := w.fragments[name]; !ok && f != nil {
				e = w.set(f.SelectionSet)
				w.memo[name] = e
			}
			d = d.join(e)
		}
	}
	return d
}

func (w *depthWalk) check(s *ast.SelectionSet, l *Limits) *Error {
	d := w.set(s)
	switch {
	case d.plain > l.Depth:
		return tooComplex("max-depth", "levels of fields", d.plain, l.Depth)
	case d.below > l.IntrospectionDepth:
		return tooComplex("max-introspection-depth", "levels of fields below __schema or __type", d.below, l.IntrospectionDepth)
	case d.below > 0 && d.lists > introspectionLists:
		return tooComplex("max-introspection-depth", "lists of types nested in introspection", d.lists, introspectionLists)
	}
	return nil
}
