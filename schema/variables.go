package schema

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/language/ast"
	"github.com/graphql-go/graphql/language/printer"
)

// variables reads the values of an operation's variables as the specification
// says (CoerceVariableValues). A variable that was not given and has no default
// is left out, one given as null is nil.
func (x *Executor) variables(op *ast.OperationDefinition, given map[string]any) (map[string]any, *Error) {
	if len(op.VariableDefinitions) == 0 {
		return nil, nil
	}
	out := make(map[string]any, len(op.VariableDefinitions))
	for _, def := range op.VariableDefinitions {
		name := def.Variable.Name.Value
		t := x.inputType(def.Type)
		if t == nil {
			return nil, badRequest("Variable $%s has the type %v, which is no input type.", name, printer.Print(def.Type))
		}
		v, ok := given[name]
		_, required := t.(*graphql.NonNull)
		switch {
		case !ok && def.DefaultValue != nil:
			out[name], _ = literal(def.DefaultValue, t, nil)
		case !ok && required:
			return nil, badRequest("Variable $%s of the type %v was not given.", name, t)
		case !ok:
		case v == nil && required:
			return nil, badRequest("Variable $%s of the type %v must not be null.", name, t)
		case v == nil:
			out[name] = nil
		default:
			c, err := x.coerce(v, t, "$"+name)
			if err != nil {
				return nil, err
			}
			out[name] = c
		}
	}
	return out, nil
}

// inputType finds the type a variable is declared with.
func (x *Executor) inputType(t ast.Type) graphql.Input {
	switch t := t.(type) {
	case *ast.NonNull:
		if inner := x.inputType(t.Type); inner != nil {
			return graphql.NewNonNull(inner)
		}
	case *ast.List:
		if inner := x.inputType(t.Type); inner != nil {
			return graphql.NewList(inner)
		}
	case *ast.Named:
		if in, ok := x.schema.Type(t.Name.Value).(graphql.Input); ok && graphql.IsInputType(in) {
			return in
		}
	}
	return nil
}

// coerce reads a value of JSON as an input type; where says what to call it in
// an error.
func (x *Executor) coerce(v any, t graphql.Input, where string) (any, *Error) {
	if n, ok := t.(*graphql.NonNull); ok {
		if v == nil {
			return nil, badRequest("%s of the type %v must not be null.", where, t)
		}
		t, _ = n.OfType.(graphql.Input)
	}
	if v == nil {
		return nil, nil
	}
	switch t := t.(type) {
	case *graphql.List:
		elem, _ := t.OfType.(graphql.Input)
		list, ok := v.([]any)
		if !ok {
			c, err := x.coerce(v, elem, where)
			return []any{c}, err
		}
		if len(list) > x.limits.ListArgument {
			return nil, tooComplex("max-list", "elements in the list "+where, len(list), x.limits.ListArgument)
		}
		out := make([]any, len(list))
		for i, e := range list {
			c, err := x.coerce(e, elem, fmt.Sprintf("%s[%d]", where, i))
			if err != nil {
				return nil, err
			}
			out[i] = c
		}
		return out, nil
	case *graphql.InputObject:
		m, ok := v.(map[string]any)
		if !ok {
			return nil, mismatch(where, v, t)
		}
		fields := t.Fields()
		for name := range m {
			if fields[name] == nil {
				known := make([]string, 0, len(fields))
				for f := range fields {
					known = append(known, f)
				}
				slices.Sort(known)
				return nil, badRequest("%s has no field %s; %s has %v.", where, quote(name), t.Name(), known)
			}
		}
		out := make(map[string]any, len(m))
		for name, f := range fields {
			e, ok := m[name]
			if !ok {
				if f.DefaultValue != nil {
					out[name] = f.DefaultValue
				} else if _, required := f.Type.(*graphql.NonNull); required {
					return nil, badRequest("%s.%s of the type %v was not given.", where, name, f.Type)
				}
				continue
			}
			c, err := x.coerce(e, f.Type, where+"."+name)
			if err != nil {
				return nil, err
			}
			out[name] = c
		}
		return out, nil
	case *graphql.Enum:
		if s, ok := v.(string); ok {
			if c, ok := x.enums[t].inside[s]; ok {
				return c, nil
			}
		}
		return nil, mismatch(where, v, t)
	case *graphql.Scalar:
		if c := parseInput(t, v); c != nil {
			return c, nil
		}
		return nil, mismatch(where, v, t)
	}
	return nil, mismatch(where, v, t)
}

func mismatch(where string, v any, t graphql.Type) *Error {
	text, err := json.Marshal(v)
	if err != nil {
		text = []byte("?")
	}
	shown := string(text)
	if r := []rune(shown); len(r) > 80 {
		shown = string(r[:80]) + "…"
	}
	if e, ok := t.(*graphql.Enum); ok {
		var words []string
		for _, w := range e.Values() {
			words = append(words, w.Name)
		}
		slices.Sort(words)
		return badRequest("%s is %s, which is none of the values of %s: %v.", where, shown, e.Name(), words)
	}
	return badRequest("%s is %s, which is no %s.", where, shown, t)
}

// literal reads a value written in a document that was found valid; ok is
// false where it is a variable that was not given.
func literal(v ast.Value, t graphql.Input, vars map[string]any) (value any, ok bool) {
	if ref, is := v.(*ast.Variable); is {
		value, ok = vars[ref.Name.Value]
		return value, ok
	}
	if n, is := t.(*graphql.NonNull); is {
		t, _ = n.OfType.(graphql.Input)
	}
	switch t := t.(type) {
	case *graphql.List:
		elem, _ := t.OfType.(graphql.Input)
		list, is := v.(*ast.ListValue)
		if !is {
			e, _ := literal(v, elem, vars)
			return []any{e}, true
		}
		out := make([]any, len(list.Values))
		for i, e := range list.Values {
			out[i], _ = literal(e, elem, vars)
		}
		return out, true
	case *graphql.InputObject:
		obj, is := v.(*ast.ObjectValue)
		if !is {
			return nil, true
		}
		out := map[string]any{}
		for name, f := range t.Fields() {
			if f.DefaultValue != nil {
				out[name] = f.DefaultValue
			}
		}
		for _, of := range obj.Fields {
			f := t.Fields()[of.Name.Value]
			if f == nil {
				continue
			}
			if e, ok := literal(of.Value, f.Type, vars); ok {
				out[of.Name.Value] = e
			}
		}
		return out, true
	case *graphql.Enum:
		return t.ParseLiteral(v), true
	case *graphql.Scalar:
		return t.ParseLiteral(v), true
	}
	return nil, true
}

// arguments gives a field's arguments; what was not given and has no default
// is left out.
func arguments(defs []*graphql.Argument, given []*ast.Argument, vars map[string]any) map[string]any {
	if len(defs) == 0 {
		return nil
	}
	out := make(map[string]any, len(defs))
	for _, d := range defs {
		if d.DefaultValue != nil {
			out[d.PrivateName] = d.DefaultValue
		}
		for _, g := range given {
			if g.Name.Value != d.PrivateName {
				continue
			}
			if v, ok := literal(g.Value, d.Type, vars); ok {
				out[d.PrivateName] = v
			}
		}
	}
	return out
}

// hasVariable reports whether a value rests on a variable.
func hasVariable(v ast.Value) bool {
	switch v := v.(type) {
	case *ast.Variable:
		return true
	case *ast.ListValue:
		return slices.ContainsFunc(v.Values, hasVariable)
	case *ast.ObjectValue:
		return slices.ContainsFunc(v.Fields, func(f *ast.ObjectField) bool { return hasVariable(f.Value) })
	}
	return false
}
