package schema

import (
	"testing"

	"github.com/graphql-go/graphql"

	"entente/internal/golden"
)

func TestSDL(t *testing.T) {
	golden.Equal(t, "schema.graphql", []byte(newExecutor(t, &fake{}, Limits{}).SDL()))
}

// Everything a client can name says what it is.
func TestDescriptions(t *testing.T) {
	x := newExecutor(t, &fake{}, Limits{})
	need := func(what, doc string) {
		if doc == "" {
			t.Errorf("%s has no description", what)
		}
	}
	for name, typ := range x.schema.TypeMap() {
		if len(name) > 2 && name[:2] == "__" {
			continue
		}
		need(name, typ.Description())
		fields := func(fs graphql.FieldDefinitionMap) {
			for n, f := range fs {
				need(name+"."+n, f.Description)
				for _, a := range f.Args {
					need(name+"."+n+"("+a.Name()+")", a.Description())
				}
			}
		}
		switch typ := typ.(type) {
		case *graphql.Object:
			fields(typ.Fields())
		case *graphql.Interface:
			fields(typ.Fields())
		case *graphql.Enum:
			for _, v := range typ.Values() {
				need(name+"."+v.Name, v.Description)
			}
		case *graphql.InputObject:
			for n, f := range typ.Fields() {
				need(name+"."+n, f.Description())
			}
		}
	}
}

func TestLimitTable(t *testing.T) {
	seen := map[string]bool{}
	for _, l := range LimitTable() {
		if seen[l.Name] || l.Doc == "" || l.Default < l.Min || l.Default > l.Max || l.Min < 1 {
			t.Errorf("bad limit %+v", l)
		}
		seen[l.Name] = true
		var x Limits
		l.Set(&x, l.Max)
		if l.Get(&x) != l.Max {
			t.Errorf("%s: Get does not give what Set took", l.Name)
		}
		l.Set(&x, l.Max+1)
		if _, err := x.WithDefaults(); err == nil {
			t.Errorf("%s takes more than its largest value", l.Name)
		}
	}
	if _, err := New(&fake{}, Options{Limits: Limits{Depth: -1}}); err == nil {
		t.Error("a negative depth is taken")
	}
}
