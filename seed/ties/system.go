package ties

import (
	"fmt"

	"entente/graph"
	"entente/graph/names"
	"entente/graph/vocab"
	"entente/seed"
)

// States is the dataset cow-states, membership of the system of states; Majors
// the dataset cow-majors, which of its members were major powers. Each spell is
// a REPORTS edge from the source to the country, or several where the number
// passes to another state; its id is the first day, its ref the state's number
// and the version: 731-2016.
//
// The field is "member of the state system" or "major power". The system is
// the Correlates of War project's, not the United Nations: it knows states
// from 1816, and takes some in later and lets some go under occupation.
var (
	States seed.Dataset = dataset{seed.Manifest{
		ID: "cow-states", Name: "State system membership (Correlates of War)", Publisher: "Correlates of War Project",
		Origin: "https://correlatesofwar.org/data-sets/state-system-membership/", Licence: "free for research; cite the project",
		Citation: "Correlates of War Project. 2017. State System Membership List, v2016",
		Version:  "2016",
		Scope:    "spells of membership in the project's system of states, by days, from 1816-01-01, when it begins; nothing after 2016",
		Covers:   graph.Interval{Since: graph.Day(1816, 1, 1), Until: graph.Day(2016, 12, 31)},
	}, []graph.Relation{vocab.Reports}, func(d *seed.Delivery) error { return readSystem(d, "member of the state system", true) }}

	Majors seed.Dataset = dataset{seed.Manifest{
		ID: "cow-majors", Name: "Major powers (Correlates of War)", Publisher: "Correlates of War Project",
		Origin: "https://correlatesofwar.org/data-sets/state-system-membership/", Licence: "free for research; cite the project",
		Citation: "Correlates of War Project. 2017. State System Membership List, v2016. Major powers",
		Version:  "2016",
		Scope:    "spells in which the project counts a state as a major power, by days, from 1816-01-01; nothing after 2016",
		Covers:   graph.Interval{Since: graph.Day(1816, 1, 1), Until: graph.Day(2016, 12, 31)},
	}, []graph.Relation{vocab.Reports}, func(d *seed.Delivery) error { return readSystem(d, "major power", false) }}
)

type systemSpell struct {
	number int
	since  graph.Date
}

type systemSpellIs struct {
	until         graph.Date
	name, version string
}

func readSystem(d *seed.Delivery, field string, named bool) error {
	columns := required("ccode", "styear", "stmonth", "stday", "endyear", "endmonth", "endday", "version")
	columns = append(columns, seed.Column{Name: "statenme", Required: named}, seed.Column{Name: "stateabb"})
	var twins seed.Twins[systemSpell, systemSpellIs]
	var last graph.Date
	err := d.Rows(columns, func(line int, t *seed.Table) error {
		r := reader{t: t}
		k := systemSpell{r.state(0), r.ymd(1)}
		v := systemSpellIs{r.ymd(4), r.text(8), r.text(7)}
		if r.err == nil && k.since.Compare(v.until) > 0 {
			r.err = fmt.Errorf("the spell ends on %s, before it begins on %s", v.until, k.since)
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
	known := numbers("cow-states")
	var failed error
	twins.Settle(d, func(line int, k systemSpell, v systemSpellIs) {
		if failed != nil {
			return
		}
		parts, beyond, err := known.parts(k.number, k.since, v.until)
		if err != nil {
			d.Refuse(line, err.Error())
			return
		}
		if beyond {
			p := parts[len(parts)-1]
			d.Rep.Note("line %d: the file goes on to %s, beyond the end of %s; kept to %s", line, v.until, names.Display(p.a, p.until), p.until)
		}
		var edges []graph.Edge
		for _, p := range parts {
			props := ends(p.since, p.until, last, "field", field, "ref", fmt.Sprintf("%d-%s", k.number, v.version))
			if v.name != "" {
				props = props.With("name", v.name)
			}
			edges = append(edges, graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.Reports, From: seed.SourceKey(d.ID), To: p.a, ID: p.since.String()}, Props: props})
		}
		d.Rep.Records++
		failed = d.Line(line, edges...)
	})
	return failed
}

// ymd reads a day from three columns.
func (r *reader) ymd(column int) graph.Date {
	y := r.year(column)
	m := r.count(column+1, "a month", 1, 12)
	day := r.count(column+2, "a day", 1, 31)
	at, err := graph.ParseDate(fmt.Sprintf("%04d-%02d-%02d", y, m, day))
	return take(r, at, err)
}
