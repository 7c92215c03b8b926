// Package orgs is the table of international organisations that datasets name
// by abbreviations and titles: which node each is. Organisations that the
// curated facts have keep the ids they have there; others have their
// abbreviation in lower case.
package orgs

import (
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"entente/graph"
	"entente/graph/vocab"
	"entente/seed"
)

//go:embed orgs.txt
var text string

// Org is an organisation of the table.
type Org struct {
	Key          graph.Key
	Name         string
	Names        []string // other names and abbreviations
	Since, Until graph.Date
	Mission      bool // states serve in it; they are no members
}

// Find gives the organisation of that name or abbreviation, compared letter by
// letter but for spaces at the ends: "ICC" and "ICCt" are two.
func Find(name string) (Org, bool) {
	o, ok := load().byName[strings.TrimSpace(name)]
	return o, ok
}

// All lists the table in its own order.
func All() []Org { return slices.Clone(load().all) }

// Nodes brings organisations into a delivery. Where the store has a node
// already it is left as it is: what the curated facts say of it counts.
type Nodes struct {
	d    *seed.Delivery
	done map[graph.Key]bool
}

// For makes a Nodes for one delivery.
func For(d *seed.Delivery) *Nodes { return &Nodes{d, map[graph.Key]bool{}} }

// Need sees that the organisation has a node before edges stand at it.
func (n *Nodes) Need(o Org) error {
	if n.done[o.Key] {
		return nil
	}
	n.done[o.Key] = true
	_, err := n.d.Store.Node(n.d.Ctx, o.Key)
	if err == nil {
		return nil
	}
	if !errors.Is(err, graph.ErrNotFound) {
		return fmt.Errorf("read %s: %w", o.Key, err)
	}
	p := graph.P("name", o.Name, "kind", "international", "since", o.Since, "until", o.Until)
	if len(o.Names) > 0 {
		p = p.With("names", o.Names)
	}
	return n.d.Node(graph.Node{Key: o.Key, Props: p})
}

type table struct {
	all    []Org
	byName map[string]Org
}

var load = sync.OnceValue(func() *table {
	t, err := parse(text)
	if err != nil {
		panic(err) // the table is part of the program and its tests read it
	}
	return t
})

func parse(text string) (*table, error) {
	t := &table{byName: map[string]Org{}}
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		fail := func(format string, args ...any) error {
			return fmt.Errorf("%w: orgs.txt, line %d: %s", graph.ErrInvalid, i+1, fmt.Sprintf(format, args...))
		}
		f := strings.Split(line, "|")
		for j := range f {
			f[j] = strings.TrimSpace(f[j])
		}
		if len(f) < 2 || len(f) > 4 || f[0] == "" || f[1] == "" {
			return nil, fail("%q is not id | name | other names | since..until", line)
		}
		o := Org{Key: vocab.Key(vocab.Organisation, f[0]), Name: f[1]}
		if len(f) > 2 && f[2] != "" {
			for _, n := range strings.Split(f[2], ";") {
				o.Names = append(o.Names, strings.TrimSpace(n))
			}
		}
		switch {
		case len(f) < 4:
		case f[3] == "mission":
			o.Mission = true
		default:
			since, until, ok := strings.Cut(f[3], "..")
			if !ok {
				return nil, fail("%q is no period", f[3])
			}
			for _, x := range []struct {
				text string
				date *graph.Date
			}{{since, &o.Since}, {until, &o.Until}} {
				if x.text == "" {
					continue
				}
				d, err := graph.ParseDate(x.text)
				if err != nil {
					return nil, fail("%v", err)
				}
				*x.date = d
			}
		}
		names := append([]string{f[0], o.Name}, o.Names...)
		for j, n := range names {
			if was, ok := t.byName[n]; ok && was.Key != o.Key {
				return nil, fail("%q is also %s", n, was.Key.ID)
			}
			// A lower-case id is no name that a source writes.
			if j > 0 || f[0] == strings.ToUpper(f[0]) {
				t.byName[n] = o
			}
		}
		if slices.ContainsFunc(t.all, func(p Org) bool { return p.Key == o.Key }) {
			return nil, fail("%s stands twice", f[0])
		}
		t.all = append(t.all, o)
	}
	return t, nil
}
