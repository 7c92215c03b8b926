package analysis

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"entente/graph"
	"entente/graph/vocab"
)

// Statement is what one source says of a thing: one relation, or its own values
// for the thing.
type Statement struct {
	ID        string // unique among the statements of the thing
	Relation  string // the relation it has, or had before it was withdrawn
	Other     Ref    // the other end, the source itself for its own values
	Forward   bool   // the relation leads from the thing to the other
	Text      string // in words
	Values    []Value
	Withdrawn graph.Date // the day it was found gone, zero where it stands
	Gone      bool       // its source took it back
	Present   bool       // it stood at the date asked
	Spell
}

// Value is one property, as text.
type Value struct{ Name, Value string }

// dense are the relations that a state has by the thousand: they are what the
// questions about votes and trade are for.
var dense = []graph.Relation{vocab.Voted, vocab.VotedPer, vocab.ExportsTo, vocab.AlignedWith, vocab.IdealPoint}

// Statements implements Questions. Withdrawn ones are listed as such, with the
// day; at decides which stood then (B62). Of a state the votes, its trade and
// what is derived are left out.
func (s *Service) Statements(ctx context.Context, of string, at graph.Date) ([]Statement, error) {
	key, ok := vocab.ParseID(strings.TrimSpace(of))
	if !ok {
		return nil, badf("%q is no id; ids look like country/RUS or rollcall/S/RES/2397(2017)", of)
	}
	if _, err := s.store.Node(ctx, key); err != nil {
		return nil, err
	}
	at = s.day(at)
	cov, err := s.readCoverage(ctx)
	if err != nil {
		return nil, err
	}
	one, err := identify(ctx, s.store)
	if err != nil {
		return nil, err
	}
	keys := []graph.Key{key}
	if key.Kind == vocab.Person {
		keys = one.All(key)
	}
	f := graph.EdgeFilter{Touching: keys}
	if key.Kind == vocab.Country {
		for _, d := range vocab.Relations {
			if !slices.Contains(dense, d.Kind) {
				f.Kinds = append(f.Kinds, d.Kind)
			}
		}
	}
	es, err := s.edges(ctx, f)
	if err != nil {
		return nil, err
	}
	others := make([]graph.Key, 0, len(es))
	for _, e := range es {
		others = append(others, e.From, e.To)
	}
	name, err := s.refs(ctx, others, at)
	if err != nil {
		return nil, err
	}
	out := []Statement{}
	for _, e := range es {
		st := Statement{ID: e.EdgeKey.String(), Relation: string(e.Kind), Forward: slices.Contains(keys, e.From), Spell: cov.spell(e, at)}
		st.Other = name[e.From]
		if st.Forward {
			st.Other = name[e.To]
		}
		st.Present = true
		if st.Since.IsZero() && st.Until.IsZero() && st.FirstSeen.IsZero() {
			st.Held, st.Note, st.LastSeen = "", "", e.Props.Date("lastSeen") // it has no time of its own
		}
		if e.Kind == graph.Withdrawn {
			st.Gone, st.Withdrawn, st.Relation = true, e.Props.Date("withdrawn"), e.Props.String("relation")
			// A day not recorded is before any that is asked for.
			st.Present = !st.Withdrawn.IsZero() && at.Last().Compare(st.Withdrawn.First()) < 0
			if !slices.Contains(relationsOf(key.Kind), graph.Relation(st.Relation)) {
				continue
			}
			if !st.Present {
				st.Held, st.Note = HeldNo, "withdrawn "+cmp.Or(st.Withdrawn.String(), "on a day not recorded")
			}
		}
		for _, p := range e.Props {
			if p.Name != "ref" && p.Name != "relation" && p.Name != "withdrawn" {
				st.Values = append(st.Values, Value{p.Name, valueText(p.Value)})
			}
		}
		st.Text = statementText(e, st, name)
		out = append(out, st)
	}
	slices.SortStableFunc(out, func(a, b Statement) int {
		return cmp.Or(compareBool(a.Gone, b.Gone), strings.Compare(a.Relation, b.Relation), cmp.Or(a.Since, a.FirstSeen).Compare(cmp.Or(b.Since, b.FirstSeen)), strings.Compare(a.ID, b.ID))
	})
	return out, nil
}

// relationsOf lists the relations whose statements are given for a kind.
func relationsOf(k graph.Kind) []graph.Relation {
	var out []graph.Relation
	for _, d := range vocab.Relations {
		if k != vocab.Country || !slices.Contains(dense, d.Kind) {
			out = append(out, d.Kind)
		}
	}
	return out
}

func valueText(v any) string {
	switch v := v.(type) {
	case []string:
		return strings.Join(v, ", ")
	case graph.Date:
		return v.String()
	case float64:
		return strings.TrimRight(strings.TrimRight(fmt.Sprintf("%.6f", v), "0"), ".")
	}
	return fmt.Sprint(v)
}

func statementText(e graph.Edge, st Statement, name map[graph.Key]Ref) string {
	var vs []string
	for _, v := range st.Values {
		vs = append(vs, v.Name+" "+shorten(v.Value, 120))
	}
	text := fmt.Sprintf("%s %s %s", name[e.From].Name, strings.ToLower(strings.ReplaceAll(st.Relation, "_", " ")), name[e.To].Name)
	if len(vs) > 0 {
		text += ": " + strings.Join(vs, ", ")
	}
	if st.Gone {
		text += " (withdrawn " + cmp.Or(st.Withdrawn.String(), "on a day not recorded") + ")"
	}
	return text
}
