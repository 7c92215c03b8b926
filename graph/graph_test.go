package graph

import (
	"errors"
	"math"
	"slices"
	"testing"
)

func TestProps(t *testing.T) {
	ps := P("s", "x", "i", 7, "l", []string{"a"}, "d", MustDate("1977"), "b", true, "none", Date{})
	if len(ps) != 5 || !slices.IsSortedFunc(ps, func(a, b Prop) int {
		if a.Name < b.Name {
			return -1
		}
		return 1
	}) {
		t.Fatalf("P gives %v", ps)
	}
	i, ok := ps.Int("i")
	if ps.String("s") != "x" || i != 7 || !ok || ps.Date("d") != Year(1977) || !ps.Bool("b") || !slices.Equal(ps.Strings("l"), []string{"a"}) {
		t.Errorf("properties read as %v", ps)
	}
	if _, ok := ps.Int("s"); ok || ps.String("i") != "" || ps.Get("none") != nil || !ps.Date("x").IsZero() || ps.Strings("s") != nil || ps.Bool("i") {
		t.Error("a property of another type is read as one")
	}
	with := ps.With("s", "y").With("a", int64(1)).With("z", 1.5)
	if ps.String("s") != "x" || with.String("s") != "y" || with[0].Name != "a" || with[len(with)-1].Name != "z" || with.Validate(false) != nil {
		t.Errorf("With gives %v from %v", with, ps)
	}
	merged := ps.Merge(P("s", nil, "i", 8, "new", "n"))
	if merged.Get("s") != nil || merged.String("new") != "n" || len(merged) != 5 || merged.Validate(false) != nil || ps.String("s") != "x" {
		t.Errorf("Merge gives %v", merged)
	}
}

func TestEqualValue(t *testing.T) {
	for _, c := range []struct {
		a, b any
		want bool
	}{
		{"a", "a", true}, {"a", "A", false}, {int64(1), 1.0, false}, {1.0, 1.0, true}, {true, true, true}, {Year(1977), MustDate("1977-01"), false},
		{[]string{}, []string(nil), true}, {[]string{"a"}, []string{"a"}, true}, {[]string{"a"}, "a", false}, {"a", []string{"a"}, false}, {[]string{"a", "b"}, []string{"b", "a"}, false}, {nil, nil, true}, {nil, "", false},
	} {
		if EqualValue(c.a, c.b) != c.want {
			t.Errorf("EqualValue(%#v, %#v) is not %v", c.a, c.b, c.want)
		}
	}
}

func TestPropsValidate(t *testing.T) {
	for name, ps := range map[string]Props{
		"unsorted": {{"b", "x"}, {"a", "x"}}, "doubled": {{"a", "x"}, {"a", "x"}}, "unnamed": {{"", "x"}}, "int": {{"a", 1}}, "NaN": {{"a", math.NaN()}},
		"infinite": {{"a", math.Inf(1)}}, "not UTF-8": {{"a", "\xff"}}, "NUL": {{"a", "\x00"}}, "list not UTF-8": {{"a", []string{"\xff"}}}, "no date": {{"a", Date{}}}, "nil": {{"a", nil}},
	} {
		if err := ps.Validate(false); !errors.Is(err, ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := (Props{{"a", nil}, {"b", ""}, {"c", []string(nil)}}).Validate(true); err != nil {
		t.Error(err)
	}
}

func TestMatch(t *testing.T) {
	e := Edge{EdgeKey{"R", Key{"A", "1"}, Key{"B", "2"}, "", "s"}, P("x", 1)}
	for _, c := range []struct {
		f    EdgeFilter
		want bool
	}{
		{EdgeFilter{}, true}, {EdgeFilter{Kinds: []Relation{"R"}}, true}, {EdgeFilter{Kinds: []Relation{"r"}}, false},
		{EdgeFilter{Touching: []Key{{"B", "2"}}}, true}, {EdgeFilter{Touching: []Key{{"A", "2"}}}, false}, {EdgeFilter{From: []Key{{"B", "2"}}}, false},
		{EdgeFilter{NotSources: []string{"s"}}, false}, {EdgeFilter{Sources: []string{"s"}, NotSources: []string{"t"}}, true},
		{EdgeFilter{Where: P("x", 1)}, true}, {EdgeFilter{Where: P("x", 1.0)}, false}, {EdgeFilter{Where: P("y", 1)}, false}, {EdgeFilter{Props: []string{}}, true},
	} {
		if c.f.Match(&e) != c.want {
			t.Errorf("%+v: want %v", c.f, c.want)
		}
	}
}

type abler interface{ Able() string }

type inner struct{ Store }

func (inner) Able() string { return "inner" }

type outer struct{ Store }

func (o outer) Unwrap() Store { return o.Store }

func TestAs(t *testing.T) {
	if a, ok := As[abler](outer{outer{inner{}}}); !ok || a.Able() != "inner" {
		t.Errorf("As gives %v, %v", a, ok)
	}
	if _, ok := As[Grouper](outer{inner{}}); ok {
		t.Error("As finds an ability nobody has")
	}
	if _, ok := As[abler](nil); ok {
		t.Error("As finds an ability in nil")
	}
}

func TestSchemaErrorsNameTheElement(t *testing.T) {
	s := &Schema{Kinds: map[Kind]map[string]ValueType{"A": {"i": Int}}, Relations: map[Relation]RelationSchema{"R": {Ends: [][2]Kind{{"A", "A"}}, Props: map[string]ValueType{"i": Int}}}}
	n := Node{Key{"A", "a/1"}, P("i", "one")}
	if err := s.CheckNode(n); !errors.Is(err, ErrInvalid) || err.Error() != `invalid: A a/1: property "i" is a text, not a integer` {
		t.Error(err)
	}
	e := Edge{EdgeKey{"R", n.Key, n.Key, "", "s"}, P("j", 1)}
	if err := s.CheckEdge(e); !errors.Is(err, ErrInvalid) || err.Error() != `invalid: a/1 -R -> a/1 per s has no property "j"` {
		t.Error(err)
	}
}

func BenchmarkCheckEdge(b *testing.B) {
	s := &Schema{Relations: map[Relation]RelationSchema{"VOTED": {Ends: [][2]Kind{{"Country", "RollCall"}}, Props: map[string]ValueType{"choice": String, "ref": String}}}}
	e := Edge{EdgeKey{"VOTED", Key{"Country", "country/RUS"}, Key{"RollCall", "rollcall/A/RES/77/1"}, "", "undl-ga"}, P("choice", "yes", "ref", "undl/1")}
	b.ReportAllocs()
	for b.Loop() {
		if err := s.CheckEdge(e); err != nil {
			b.Fatal(err)
		}
	}
}
