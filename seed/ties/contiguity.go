package ties

import (
	"cmp"
	"fmt"
	"slices"

	"entente/graph"
	"entente/graph/vocab"
	"entente/seed"
)

// Contiguity is the dataset contiguity: which states have a border or little
// water between them, by months. Each spell is one CONTIGUOUS_WITH edge,
// whether the file has one row of it or one for each direction; spells of a
// type that touch, because a state changed its number, are one. Its id is the
// first month, its ref the two numbers in the edge's order and that month:
// 731-365-1948-08.
//
// The dates are months: the first of the month that the table writes for the
// source's year and month says nothing. Rows of type 0 say that two states
// were not contiguous (the table adds them); there is nothing to keep of them.
var Contiguity seed.Dataset = dataset{seed.Manifest{
	ID: "contiguity", Name: "Direct contiguity (Correlates of War)", Publisher: "Correlates of War Project",
	Origin: "https://correlatesofwar.org/data-sets/direct-contiguity/", Licence: "free for research; cite Stinnett et al. 2002",
	Citation: "Stinnett, Douglas M., Jaroslav Tir, Philip Schafer, Paul F. Diehl and Charles Gochman. 2002. The Correlates of War Project Direct Contiguity Data, Version 3. Conflict Management and Peace Science 19 (2): 58-66. Version 3.2",
	Version:  "3.2",
	Scope:    "borders by land, and by up to 400 miles of water, of the members of the system of states; not through colonies; nothing after 2016",
	Covers:   graph.Interval{Since: graph.Day(1816, 1, 0), Until: graph.Day(2016, 12, 0)},
}, []graph.Relation{vocab.Contiguous}, readContiguity}

var contiguityTypes = [...]string{"", "land", "water_12", "water_24", "water_150", "water_400"}

// border is a row of the file without its type and end.
type border struct {
	a, b  int
	since graph.Date
}

type borderIs struct {
	kind  int
	until graph.Date
}

// touch is a spell of a pair of nodes.
type touch struct {
	a, b         int
	since, until graph.Date
	lines        []int
}

func readContiguity(d *seed.Delivery) error {
	columns := []seed.Column{
		{Name: "ccode1", Also: []string{"state1no"}, Required: true}, {Name: "ccode2", Also: []string{"state2no"}, Required: true},
		{Name: "conttype", Required: true}, {Name: "stdate", Also: []string{"begin"}, Required: true}, {Name: "enddate", Also: []string{"end"}, Required: true},
	}
	var twins seed.Twins[border, borderIs]
	var last graph.Date
	err := d.Rows(columns, func(line int, t *seed.Table) error {
		r := reader{t: t}
		k := border{a: r.state(0), b: r.state(1), since: r.month(3)}
		v := borderIs{r.count(2, "a type of contiguity, 0 to 5", 0, 5), r.month(4)}
		if r.err == nil && k.since.Compare(v.until) > 0 {
			r.err = fmt.Errorf("the contiguity ends in %s, before it begins in %s", v.until, k.since)
		}
		if r.err != nil {
			d.Damaged(line, r.err.Error())
			return nil
		}
		d.Covers(k.since)
		d.Covers(v.until)
		if v.until.Compare(last) > 0 {
			last = v.until
		}
		twins.Add(line, k, v)
		return nil
	})
	if err != nil {
		return err
	}

	type row struct {
		borderIs
		line int
	}
	rows := map[border]row{}
	var order []border
	twins.Settle(d, func(line int, k border, v borderIs) {
		if v.kind == 0 {
			d.Refuse(line, "the row says that the two were not contiguous (type 0), so that there is nothing to keep")
			return
		}
		rows[k] = row{v, line}
		order = append(order, k)
	})
	type pairType struct {
		from, to graph.Key
		kind     int
	}
	known := numbers("cow")
	spells := map[pairType][]touch{}
	for _, k := range order {
		v := rows[k]
		back, ok := rows[border{k.b, k.a, k.since}]
		if ok && back.borderIs != v.borderIs {
			d.Damaged(v.line, "the two directions of the pair contradict each other")
			continue
		}
		parts, _, err := known.pair(k.a, k.b, k.since, v.until)
		if err != nil {
			d.Refuse(v.line, err.Error())
			continue
		}
		kept := false
		for _, p := range parts {
			from, to, swapped := seed.Undirected(p.a, p.b)
			if from == to {
				continue
			}
			a, b := k.a, k.b
			if swapped {
				a, b = b, a
			}
			kept = true
			at := pairType{from, to, v.kind}
			spells[at] = append(spells[at], touch{a, b, p.since, p.until, []int{v.line}})
		}
		if !kept {
			d.Refuse(v.line, sameState)
		}
	}

	// A row that falls into several spells counts with the first of them: edges
	// of one row are added together.
	groups := lineGroups{}
	for at, ts := range spells {
		for _, t := range merge(ts) {
			groups.add(t.lines, graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.Contiguous, From: at.from, To: at.to, ID: t.since.String()},
				Props: ends(t.since, t.until, last, "type", contiguityTypes[at.kind], "ref", fmt.Sprintf("%d-%d-%s", t.a, t.b, t.since))})
			d.Rep.Records++
		}
	}
	return groups.lay(d)
}

// merge joins spells that touch or overlap.
func merge(ts []touch) []touch {
	slices.SortFunc(ts, func(x, y touch) int {
		return cmp.Or(x.since.Compare(y.since), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b), y.until.Compare(x.until))
	})
	var out []touch
	for _, t := range ts {
		if n := len(out); n > 0 && t.since.Compare(next(out[n-1].until)) <= 0 {
			o := &out[n-1]
			if t.until.Compare(o.until) > 0 {
				o.until = t.until
			}
			o.lines = append(o.lines, t.lines...)
			continue
		}
		out = append(out, t)
	}
	return out
}

// month reads 1948-08-01 or 194808.
func (r *reader) month(column int) graph.Date {
	text := r.text(column)
	if len(text) == 6 {
		text = text[:4] + "-" + text[4:]
	}
	at, err := graph.ParseDate(text)
	if y, m, _ := at.YMD(); err == nil && m > 0 {
		return graph.Day(y, m, 0)
	}
	return take(r, graph.Date{}, fmt.Errorf("%q is not a month", seed.Clip(r.text(column), 40)))
}
