package graph

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// Kind is a kind of node, the label in Neo4j: "Country".
type Kind string

// Relation is a kind of edge, the relationship type in Neo4j: "VOTED".
type Relation string

// Key names a node: its kind and its id, which is unique within the kind and
// readable ("country/RUS", "rollcall/S/RES/2397(2017)"). Keys compare byte by
// byte.
type Key struct {
	Kind Kind
	ID   string
}

func (k Key) String() string { return string(k.Kind) + " " + k.ID }

// IsZero reports whether k names nothing.
func (k Key) IsZero() bool { return k == Key{} }

// Compare orders keys by kind, then id.
func (k Key) Compare(l Key) int {
	return cmp.Or(strings.Compare(string(k.Kind), string(l.Kind)), strings.Compare(k.ID, l.ID))
}

// Prop is one property. Value is a string (valid UTF-8), int64, finite
// float64, bool, Date or []string; in a node given to Upsert, nil removes the
// property. Empty is not missing.
type Prop struct {
	Name  string
	Value any
}

// Props are properties sorted by name, no name twice. A slice of pairs takes a
// third of a map's memory, which counts with a million edges.
type Props []Prop

// P makes Props from name, value, name, value, … It panics where a name is not
// a string or a value is missing: both are faults of the code that calls it.
// Nil values are left in (they remove a node's property); a zero Date is left
// out, since it is no date at all.
func P(pairs ...any) Props {
	ps := make(Props, 0, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		v := pairs[i+1]
		if d, ok := v.(Date); ok && d.IsZero() {
			continue
		}
		if n, ok := v.(int); ok {
			v = int64(n)
		}
		ps = append(ps, Prop{pairs[i].(string), v})
	}
	slices.SortFunc(ps, func(a, b Prop) int { return strings.Compare(a.Name, b.Name) })
	return ps
}

// Get gives the value of a property, nil where it is missing.
func (ps Props) Get(name string) any {
	for i := range ps {
		if ps[i].Name == name {
			return ps[i].Value
		}
	}
	return nil
}

// String gives a string property, "" where it is missing or of another type.
func (ps Props) String(name string) string { s, _ := ps.Get(name).(string); return s }

// Int gives an int64 property and whether it is there.
func (ps Props) Int(name string) (int64, bool) { n, ok := ps.Get(name).(int64); return n, ok }

// Date gives a date property, the zero Date where it is missing.
func (ps Props) Date(name string) Date { d, _ := ps.Get(name).(Date); return d }

// Strings gives a list property, nil where it is missing.
func (ps Props) Strings(name string) []string { l, _ := ps.Get(name).([]string); return l }

// Bool gives a bool property, false where it is missing.
func (ps Props) Bool(name string) bool { b, _ := ps.Get(name).(bool); return b }

// With gives a copy with one property set (or, with nil, marked as removed).
func (ps Props) With(name string, value any) Props {
	out := make(Props, 0, len(ps)+1)
	out = append(out, ps...)
	i, found := slices.BinarySearchFunc(out, name, func(p Prop, n string) int { return strings.Compare(p.Name, n) })
	if found {
		out[i].Value = value
		return out
	}
	return slices.Insert(out, i, Prop{name, value})
}

// Merge lays changes over ps as a node upsert does: a nil value removes.
func (ps Props) Merge(changes Props) Props {
	out := make(Props, 0, len(ps)+len(changes))
	i, j := 0, 0
	for i < len(ps) || j < len(changes) {
		switch {
		case j == len(changes) || i < len(ps) && ps[i].Name < changes[j].Name:
			out = append(out, ps[i])
			i++
		default:
			if i < len(ps) && ps[i].Name == changes[j].Name {
				i++
			}
			if changes[j].Value != nil {
				out = append(out, changes[j])
			}
			j++
		}
	}
	return out
}

// Equal reports whether two property lists hold the same names and values.
func (ps Props) Equal(qs Props) bool {
	return slices.EqualFunc(ps, qs, func(a, b Prop) bool { return a.Name == b.Name && EqualValue(a.Value, b.Value) })
}

// EqualValue compares two property values; an int64 never equals a float64.
func EqualValue(a, b any) bool {
	x, ok := a.([]string)
	y, ok2 := b.([]string)
	if ok || ok2 {
		return ok && ok2 && slices.Equal(x, y)
	}
	return a == b
}

// Validate refuses with ErrInvalid what no store can keep: unsorted or doubled
// names, types outside the contract, text that is not UTF-8 or holds NUL,
// floats that are not finite. nilOK allows nil values (node upserts).
func (ps Props) Validate(nilOK bool) error {
	for i, p := range ps {
		if p.Name == "" || i > 0 && ps[i-1].Name >= p.Name {
			return fmt.Errorf("%w: property %q is unnamed, doubled or out of order", ErrInvalid, p.Name)
		}
		if p.Value == nil && nilOK {
			continue
		}
		if err := validValue(p.Value); err != nil {
			return fmt.Errorf("%w: property %q %s", ErrInvalid, p.Name, err)
		}
	}
	return nil
}

type reason string

func (r reason) Error() string { return string(r) }

func validValue(v any) error {
	switch v := v.(type) {
	case string:
		return validText(v)
	case []string:
		for _, s := range v {
			if err := validText(s); err != nil {
				return err
			}
		}
		return nil
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return reason("is not a finite number")
		}
		return nil
	case Date:
		if v.IsZero() {
			return reason("is a date without a year")
		}
		return nil
	case int64, bool:
		return nil
	}
	return reason(fmt.Sprintf("has type %T, which no store keeps", v))
}

func validText(s string) error {
	if !utf8.ValidString(s) || strings.IndexByte(s, 0) >= 0 {
		return reason("is not valid UTF-8 text")
	}
	return nil
}

// Node is a thing: a country, a roll call, a person. It keeps its key and the
// settled values; what each source says of it is an edge from that source.
type Node struct {
	Key
	Props Props
}

// Edge is a relation as one source reports it. Kind, From, To, ID and Source
// together identify it; ID tells apart several of one kind between two nodes
// (an alliance of 1961 and one of 2024) and is "" where there is but one.
type Edge struct {
	EdgeKey
	Props Props
}

// EdgeKey identifies an edge.
type EdgeKey struct {
	Kind     Relation
	From, To Key
	ID       string
	Source   string // import name of the source: "undl-ga", "starter"
}

// Compare orders edge keys by kind, from, to, id, source.
func (k EdgeKey) Compare(l EdgeKey) int {
	return cmp.Or(strings.Compare(string(k.Kind), string(l.Kind)), k.From.Compare(l.From), k.To.Compare(l.To),
		strings.Compare(k.ID, l.ID), strings.Compare(k.Source, l.Source))
}

func (k EdgeKey) String() string {
	return fmt.Sprintf("%s -%s %s-> %s per %s", k.From.ID, k.Kind, k.ID, k.To.ID, k.Source)
}

// Interval gives the edge's since and until properties.
func (e Edge) Interval() Interval { return Interval{e.Props.Date("since"), e.Props.Date("until")} }

// ValueType is the type of a property.
type ValueType uint8

// The property types of the contract.
const (
	String ValueType = iota + 1
	Int
	Float
	Bool
	DateType
	StringList
)

func (t ValueType) String() string {
	return [...]string{"?", "text", "integer", "number", "truth value", "date", "list of text"}[min(int(t), 6)]
}

// TypeOf gives the type of a property value, 0 for nil and foreign types.
func TypeOf(v any) ValueType {
	switch v.(type) {
	case string:
		return String
	case int64:
		return Int
	case float64:
		return Float
	case bool:
		return Bool
	case Date:
		return DateType
	case []string:
		return StringList
	}
	return 0
}

// Schema tells a store, when it is opened, which kinds, relations and
// properties there are: Neo4j keeps dates as text and needs labels and
// constraints by name. A store refuses with ErrInvalid what the schema does not
// have. vocab.Schema makes the program's own; tests make small ones.
type Schema struct {
	Kinds     map[Kind]map[string]ValueType
	Relations map[Relation]RelationSchema
}

// RelationSchema is the part of the schema about one relation. Ends lists the
// allowed pairs of kinds; Props the types of its properties.
type RelationSchema struct {
	Ends  [][2]Kind
	Props map[string]ValueType
}

// CheckNode refuses with ErrInvalid a node outside the schema.
func (s *Schema) CheckNode(n Node) error {
	types, ok := s.Kinds[n.Kind]
	switch {
	case !ok:
		return fmt.Errorf("%w: no node kind is called %q", ErrInvalid, n.Kind)
	case n.ID == "":
		return fmt.Errorf("%w: a %s node without an id", ErrInvalid, n.Kind)
	}
	if err := validText(n.ID); err != nil {
		return fmt.Errorf("%w: the id %q %s", ErrInvalid, n.ID, err)
	}
	if err := n.Props.Validate(true); err != nil {
		return fmt.Errorf("%s: %w", n.Key, err)
	}
	return checkTypes(n.Key, n.Props, types)
}

// CheckEdge refuses with ErrInvalid an edge outside the schema.
func (s *Schema) CheckEdge(e Edge) error {
	r, ok := s.Relations[e.Kind]
	switch {
	case !ok:
		return fmt.Errorf("%w: no relation is called %q", ErrInvalid, e.Kind)
	case e.Source == "":
		return fmt.Errorf("%w: %s has no source", ErrInvalid, e.EdgeKey)
	case !slices.Contains(r.Ends, [2]Kind{e.From.Kind, e.To.Kind}):
		return fmt.Errorf("%w: %s does not lead from %s to %s", ErrInvalid, e.Kind, e.From.Kind, e.To.Kind)
	}
	for _, t := range []string{e.From.ID, e.To.ID, e.ID, e.Source} {
		if err := validText(t); err != nil {
			return fmt.Errorf("%w: %q in an edge's key %s", ErrInvalid, t, err)
		}
	}
	if err := e.Props.Validate(false); err != nil {
		return fmt.Errorf("%s: %w", e.EdgeKey, err)
	}
	return checkTypes(e.EdgeKey, e.Props, r.Props)
}

// checkTypes takes what it checks as a value and not as text: the text is only
// made for an error, and a million edges have none.
func checkTypes[S fmt.Stringer](what S, ps Props, types map[string]ValueType) error {
	for _, p := range ps {
		want, ok := types[p.Name]
		if !ok {
			return fmt.Errorf("%w: %s has no property %q", ErrInvalid, what, p.Name)
		}
		if got := TypeOf(p.Value); p.Value != nil && got != want {
			return fmt.Errorf("%w: %s: property %q is a %s, not a %s", ErrInvalid, what, p.Name, got, want)
		}
	}
	return nil
}
