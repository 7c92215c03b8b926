package schema

import (
	"context"
	"fmt"
	"math"
	"strings"

	"github.com/graphql-go/graphql"

	"entente/graph"
)

// builder declares types. graphql-go keeps fields, arguments and enum values in
// maps; builder remembers the order they were declared in, for the SDL.
type builder struct {
	order map[string][]string // "Type" → fields or values, "Type.field" → arguments
}

type field struct {
	name, doc string
	typ       graphql.Output
	args      []arg
	resolve   graphql.FieldResolveFn
}

type arg struct {
	name, doc string
	typ       graphql.Input
	def       any
}

func (b *builder) fields(typ string, fs []field) graphql.Fields {
	out := graphql.Fields{}
	var names []string
	for _, f := range fs {
		g := &graphql.Field{Name: f.name, Description: f.doc, Type: f.typ, Resolve: f.resolve, Args: graphql.FieldConfigArgument{}}
		var args []string
		for _, a := range f.args {
			g.Args[a.name] = &graphql.ArgumentConfig{Type: a.typ, Description: a.doc, DefaultValue: a.def}
			args = append(args, a.name)
		}
		out[f.name] = g
		names = append(names, f.name)
		b.order[typ+"."+f.name] = args
	}
	b.order[typ] = names
	return out
}

func (b *builder) object(name, doc string, fs func() []field, ifaces ...*graphql.Interface) *graphql.Object {
	return graphql.NewObject(graphql.ObjectConfig{Name: name, Description: doc, Interfaces: ifaces,
		Fields: graphql.FieldsThunk(func() graphql.Fields { return b.fields(name, fs()) })})
}

// word is an enum value: the name and what it means. The value inside is the
// lower-case word of the stores, except where keep is set.
type word struct{ name, doc string }

func (b *builder) enum(name, doc string, keep bool, words ...word) *graphql.Enum {
	values := graphql.EnumValueConfigMap{}
	for _, w := range words {
		inside := strings.ToLower(w.name)
		if keep {
			inside = w.name
		}
		values[w.name] = &graphql.EnumValueConfig{Value: inside, Description: w.doc}
		b.order[name] = append(b.order[name], w.name)
	}
	return graphql.NewEnum(graphql.EnumConfig{Name: name, Description: doc, Values: values})
}

func (b *builder) input(name, doc string, fs []arg) *graphql.InputObject {
	m := graphql.InputObjectConfigFieldMap{}
	for _, f := range fs {
		m[f.name] = &graphql.InputObjectFieldConfig{Type: f.typ, Description: f.doc, DefaultValue: f.def}
		b.order[name] = append(b.order[name], f.name)
	}
	return graphql.NewInputObject(graphql.InputObjectConfig{Name: name, Description: doc, Fields: m})
}

func must(t graphql.Type) graphql.Output      { return graphql.NewNonNull(t) }
func mustInput(t graphql.Type) graphql.Input  { return graphql.NewNonNull(t) }
func listOf(t graphql.Type) graphql.Output    { return must(graphql.NewList(must(t))) }
func listInput(t graphql.Type) graphql.Input  { return graphql.NewList(graphql.NewNonNull(t)) }
func mustListIn(t graphql.Type) graphql.Input { return graphql.NewNonNull(listInput(t)) }

// get makes a resolver that reads a value of the source.
func get[T any](f func(T) any) graphql.FieldResolveFn {
	return func(p graphql.ResolveParams) (any, error) {
		s, ok := p.Source.(T)
		if !ok {
			return nil, fmt.Errorf("field %s got a %T", p.Info.FieldName, p.Source)
		}
		return f(s), nil
	}
}

// ask makes a resolver that asks a question.
func ask[T any](f func(ctx context.Context, s T, a args) (any, error)) graphql.FieldResolveFn {
	return func(p graphql.ResolveParams) (any, error) {
		s, ok := p.Source.(T)
		if !ok {
			return nil, fmt.Errorf("field %s got a %T", p.Info.FieldName, p.Source)
		}
		return f(p.Context, s, p.Args)
	}
}

// askRoot makes a resolver of a field of Query.
func askRoot(f func(ctx context.Context, a args) (any, error)) graphql.FieldResolveFn {
	return func(p graphql.ResolveParams) (any, error) { return f(p.Context, p.Args) }
}

// args are the coerced arguments of a field; what was not given is zero.
type args map[string]any

func (a args) text(name string) string     { s, _ := a[name].(string); return s }
func (a args) date(name string) graph.Date { d, _ := a[name].(graph.Date); return d }
func (a args) truth(name string) bool      { t, _ := a[name].(bool); return t }
func (a args) number(name string, def int) int {
	if n, ok := a[name].(int); ok {
		return n
	}
	return def
}

func (a args) maybe(name string) *bool {
	if t, ok := a[name].(bool); ok {
		return &t
	}
	return nil
}

func (a args) texts(name string) []string {
	list, _ := a[name].([]any)
	var out []string
	for _, x := range list {
		if s, ok := x.(string); ok {
			out = append(out, s)
		}
	}
	return out
}

// Values that may be missing: nil is null in the answer.

func optText(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func optDate(d graph.Date) any {
	if d.IsZero() {
		return nil
	}
	return d
}

func optCount(n int) any {
	if n < 0 {
		return nil
	}
	return n
}

// optFloat gives nil also for what is no GraphQL Float (B79): a measure says in
// undefinedBecause why it has no value.
func optFloat(f *float64) any {
	if f == nil || math.IsNaN(*f) || math.IsInf(*f, 0) {
		return nil
	}
	return *f
}

func optBool(t *bool) any {
	if t == nil {
		return nil
	}
	return *t
}
