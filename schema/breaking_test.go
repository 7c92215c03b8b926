package schema_test

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/graphql-go/graphql/language/ast"
	"github.com/graphql-go/graphql/language/parser"
	"github.com/graphql-go/graphql/language/printer"
)

// A change that can break a client fails, unless testdata/breaking.txt lists it.
func TestBreakingChanges(t *testing.T) {
	read := func(path string) string {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	listed := map[string]bool{}
	for line := range strings.Lines(read("testdata/breaking.txt")) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			listed[line] = true
		}
	}
	changes := breaking(declarations(t, read("testdata/baseline.graphql")), declarations(t, read("schema.graphql")))
	for _, c := range changes {
		if !listed[c] {
			t.Errorf("a client can break: %s\nTake it back, or write this line into testdata/breaking.txt and into CHANGELOG.md.", c)
		}
	}
	for line := range listed {
		if !slices.Contains(changes, line) {
			t.Errorf("testdata/breaking.txt lists what is no change: %s", line)
		}
	}
}

// The check must be able to fail.
func TestBreakingRules(t *testing.T) {
	const old = `
enum E { A B }
input I { a: Int b: [Int!] = [1] }
interface N { id: ID! }
type T implements N { id: ID! a(x: Int, y: Int = 1): Int l: [Int]! gone: Int }
type U { a: Int }
type Query { t: T }`
	for _, c := range []struct{ from, to, want string }{
		{"type U { a: Int }", "", "type U is gone"},
		{"type U { a: Int }", "enum U { A }", "U was a type and is a enum"},
		{" gone: Int", "", "T.gone is gone"},
		{"a(x: Int, y: Int = 1): Int", "a(x: Int, y: Int = 1): String", "T.a was Int and is String"},
		{"a(x: Int, y: Int = 1): Int", "a(x: Int, y: Int = 1): Int!", ""},
		{"l: [Int]!", "l: [Int]", "T.l was [Int]! and is [Int]"},
		{"l: [Int]!", "l: [Int!]!", ""},
		{"a(x: Int, y: Int = 1)", "a(x: Int)", "T.a(y) is gone"},
		{"a(x: Int, y: Int = 1)", "a(x: Int, y: Int = 2)", "the default of T.a(y) was 1 and is 2"},
		{"a(x: Int, y: Int = 1)", "a(x: Int!, y: Int = 1)", "T.a(x) was Int and is Int!"},
		{"a(x: Int, y: Int = 1)", "a(x: Int, y: Int = 1, z: Int)", ""},
		{"a(x: Int, y: Int = 1)", "a(x: Int, y: Int = 1, z: Int!)", "T.a(z) is new and must be given"},
		{"enum E { A B }", "enum E { A }", "E.B is gone"},
		{"enum E { A B }", "enum E { A B C }", ""},
		{"input I { a: Int", "input I { a: Int!", "I.a was Int and is Int!"},
		{"input I { a: Int", "input I { n: Int! a: Int", "I.n is new and must be given"},
		{"input I { a: Int", "input I { ", "I.a is gone"},
		{"T implements N", "T", "T is no N any more"},
	} {
		got := strings.Join(breaking(declarations(t, old), declarations(t, strings.Replace(old, c.from, c.to, 1))), "; ")
		if got != c.want {
			t.Errorf("%s → %s: %q, want %q", c.from, c.to, got, c.want)
		}
	}
}

// declared is a type as far as clients can be broken by it.
type declared struct {
	kind   string
	fields map[string]ast.Type            // of objects, interfaces, inputs
	args   map[string]map[string]argument // of fields; of an input under ""
	words  []string                       // of enums
	ifaces []string
}

type argument struct {
	typ ast.Type
	def string
}

func declarations(t *testing.T, sdl string) map[string]*declared {
	t.Helper()
	doc, err := parser.Parse(parser.ParseParams{Source: sdl})
	if err != nil {
		t.Fatal(err)
	}
	def := func(v ast.Value) string {
		if v == nil {
			return ""
		}
		return fmt.Sprint(printer.Print(v))
	}
	arguments := func(list []*ast.InputValueDefinition) map[string]argument {
		out := map[string]argument{}
		for _, a := range list {
			out[a.Name.Value] = argument{a.Type, def(a.DefaultValue)}
		}
		return out
	}
	fields := func(d *declared, list []*ast.FieldDefinition) {
		d.fields, d.args = map[string]ast.Type{}, map[string]map[string]argument{}
		for _, f := range list {
			d.fields[f.Name.Value], d.args[f.Name.Value] = f.Type, arguments(f.Arguments)
		}
	}
	out := map[string]*declared{}
	for _, n := range doc.Definitions {
		d := &declared{}
		switch n := n.(type) {
		case *ast.ObjectDefinition:
			d.kind = "type"
			fields(d, n.Fields)
			for _, i := range n.Interfaces {
				d.ifaces = append(d.ifaces, i.Name.Value)
			}
			out[n.Name.Value] = d
		case *ast.InterfaceDefinition:
			d.kind = "interface"
			fields(d, n.Fields)
			out[n.Name.Value] = d
		case *ast.InputObjectDefinition:
			d.kind = "input"
			d.args = map[string]map[string]argument{"": arguments(n.Fields)}
			out[n.Name.Value] = d
		case *ast.EnumDefinition:
			d.kind = "enum"
			for _, v := range n.Values {
				d.words = append(d.words, v.Name.Value)
			}
			out[n.Name.Value] = d
		case *ast.ScalarDefinition:
			d.kind = "scalar"
			out[n.Name.Value] = d
		case *ast.UnionDefinition:
			d.kind = "union"
			for _, m := range n.Types {
				d.words = append(d.words, m.Name.Value)
			}
			out[n.Name.Value] = d
		default:
			t.Fatalf("a %T in the schema, which this check does not know", n)
		}
	}
	return out
}

func breaking(old, now map[string]*declared) []string {
	var out []string
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	show := func(t ast.Type) any { return printer.Print(t) }
	given := func(where func(string) string, old, now map[string]argument) {
		for _, n := range slices.Sorted(maps.Keys(old)) {
			a, b := old[n], now[n]
			switch {
			case b.typ == nil:
				say("%s is gone", where(n))
			case !fits(a.typ, b.typ):
				say("%s was %v and is %v", where(n), show(a.typ), show(b.typ))
			case a.def != b.def:
				say("the default of %s was %s and is %s", where(n), a.def, b.def)
			}
		}
		for _, n := range slices.Sorted(maps.Keys(now)) {
			if _, required := now[n].typ.(*ast.NonNull); required && now[n].def == "" && old[n].typ == nil {
				say("%s is new and must be given", where(n))
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(old)) {
		a, b := old[name], now[name]
		switch {
		case b == nil:
			say("%s %s is gone", a.kind, name)
			continue
		case a.kind != b.kind:
			say("%s was a %s and is a %s", name, a.kind, b.kind)
			continue
		}
		for _, w := range a.words {
			if !slices.Contains(b.words, w) {
				say("%s.%s is gone", name, w)
			}
		}
		for _, i := range a.ifaces {
			if !slices.Contains(b.ifaces, i) {
				say("%s is no %s any more", name, i)
			}
		}
		if a.kind == "input" {
			given(func(n string) string { return name + "." + n }, a.args[""], b.args[""])
			continue
		}
		for _, f := range slices.Sorted(maps.Keys(a.fields)) {
			switch {
			case b.fields[f] == nil:
				say("%s.%s is gone", name, f)
				continue
			case !fits(b.fields[f], a.fields[f]):
				say("%s.%s was %v and is %v", name, f, show(a.fields[f]), show(b.fields[f]))
			}
			given(func(n string) string { return name + "." + f + "(" + n + ")" }, a.args[f], b.args[f])
		}
	}
	return out
}

// fits tells that every value of the type a is one of the type b.
func fits(a, b ast.Type) bool {
	if nb, ok := b.(*ast.NonNull); ok {
		na, ok := a.(*ast.NonNull)
		return ok && fits(na.Type, nb.Type)
	}
	if na, ok := a.(*ast.NonNull); ok {
		return fits(na.Type, b)
	}
	if lb, ok := b.(*ast.List); ok {
		la, ok := a.(*ast.List)
		return ok && fits(la.Type, lb.Type)
	}
	an, ok := a.(*ast.Named)
	bn, ok2 := b.(*ast.Named)
	return ok && ok2 && an.Name.Value == bn.Name.Value
}
