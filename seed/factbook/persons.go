package factbook

import (
	"slices"
	"strings"

	"entente/graph"
	"entente/graph/vocab"
	"entente/seed/people"
)

// variant is one name as the texts of one state write it.
type variant struct {
	ref   string // stable mark: state and name
	name  people.Name
	state graph.Key
	facts []*fact
	last  graph.Date
}

// persons joins the names of the texts into persons. The source numbers
// nobody; within it
//
//   - one name written in one state is one person, however its words are
//     romanised;
//   - so are two names in one state that share the family name and do not
//     contradict in the given names, where the office and the day it began on
//     are the same;
//   - so is one full name in several states, where an office began on the same
//     day in them: one king of many realms, one president of the republic and
//     its territories.
func (r *reader) persons(known *people.Known) ([]people.Person, [][]*fact) {
	byRef := map[string]*variant{}
	for _, f := range r.facts {
		n := people.ParseName(f.Name)
		if n.IsZero() {
			continue
		}
		ref := vocab.Rest(f.state) + " " + n.Text
		v := byRef[ref]
		if v == nil {
			v = &variant{ref: ref, name: n, state: f.state}
			byRef[ref] = v
		}
		// Two ways of capitals are one name; of two the first in the alphabet
		// counts that shows a family name, so that the order of rows does not.
		if f, g := len(n.Family) > 0, len(v.name.Family) > 0; f && !g || f == g && n.As < v.name.As {
			v.name = n
		}
		v.facts = append(v.facts, f)
		if f.last.After(v.last) {
			v.last = f.last
		}
	}
	list := make([]*variant, 0, len(byRef))
	for _, v := range byRef {
		slices.SortFunc(v.facts, compareFacts)
		list = append(list, v)
	}
	slices.SortFunc(list, func(a, b *variant) int { return strings.Compare(a.ref, b.ref) })

	parent := make([]int, len(list))
	for i := range parent {
		parent[i] = i
	}
	var root func(int) int
	root = func(i int) int {
		if parent[i] != i {
			parent[i] = root(parent[i])
		}
		return parent[i]
	}
	// Names that an earlier delivery gave two nodes stay two: a later text does
	// not merge what may have been decided to be different.
	held := make([]graph.Key, len(list))
	for i, v := range list {
		held[i], _ = known.Held(v.ref)
	}
	for i, v := range list {
		for j := range i {
			a, b := root(i), root(j)
			if a == b || !held[a].IsZero() && !held[b].IsZero() && held[a] != held[b] || !one(v, list[j]) {
				continue
			}
			parent[a] = b
			if held[b].IsZero() {
				held[b] = held[a]
			}
		}
	}
	at := map[int]int{}
	var persons []people.Person
	var facts [][]*fact
	for i, v := range list {
		n, ok := at[root(i)]
		if !ok {
			n = len(persons)
			at[root(i)] = n
			persons, facts = append(persons, people.Person{}), append(facts, nil)
		}
		p := &persons[n]
		p.Refs, p.Names = append(p.Refs, v.ref), append(p.Names, v.name)
		for _, f := range v.facts {
			p.Spells = append(p.Spells, people.Spell{Country: f.state, Office: f.Office, Since: f.Since, Until: f.Until, LastSeen: f.last, Leads: f.Role == Head})
		}
		facts[n] = append(facts[n], v.facts...)
	}
	return persons, facts
}

func one(a, b *variant) bool {
	if a.state != b.state {
		return sharesDay(a, b, false) && people.FullEqual(a.name, b.name)
	}
	return people.Equal(a.name, b.name) || sharesDay(a, b, true) && people.Alike(a.name, b.name)
}

// sharesDay reports whether an office of both began on one day; same asks for
// the same office.
func sharesDay(a, b *variant, same bool) bool {
	for _, f := range a.facts {
		for _, g := range b.facts {
			if f.Since == g.Since && f.Since.Precision() == graph.DayPrecision && (!same || strings.EqualFold(f.Office, g.Office)) {
				return true
			}
		}
	}
	return false
}

func compareFacts(a, b *fact) int {
	for _, c := range []int{a.Since.Compare(b.Since), strings.Compare(a.Office, b.Office), strings.Compare(a.Name, b.Name), a.first.Compare(b.first), strings.Compare(a.Note, b.Note)} {
		if c != 0 {
			return c
		}
	}
	return int(a.Role) - int(b.Role)
}
