package ties

import (
	"fmt"
	"slices"

	"entente/graph"
	"entente/graph/vocab"
	"entente/seed"
)

// Alliances is the dataset atop: who owes whom what by treaties of alliance,
// year by year.
//
// A row of the file says what the first state owes the second in a year; the
// two rows of a pair can differ. Each run of years in which the pair owed each
// other the same is one ALLIED_WITH edge: owes is what from owes to, owed what
// to owes from, obligations both together. Its id is its first year, its ref
// the two numbers in the edge's order and that year: 731-365-1961.
var Alliances seed.Dataset = dataset{seed.Manifest{
	ID: "atop", Name: "Alliance Treaty Obligations and Provisions, directed dyad-years", Publisher: "ATOP Project",
	Origin: "http://www.atopdata.org/", Licence: "free for research; cite Leeds et al. 2002",
	Citation: "Leeds, Brett Ashley, Jeffrey M. Ritter, Sara McLaughlin Mitchell and Andrew G. Long. 2002. Alliance Treaty Obligations and Provisions, 1815-1944. International Interactions 28: 237-260. Version 5.1",
	Version:  "5.1",
	Scope:    "pledges of defence, offence, neutrality, non-aggression and consultation by year; no names of treaties, no days, nothing after 2018; a year counts if the pledge held at some time in it",
	Covers:   graph.Interval{Since: graph.Year(1815), Until: graph.Year(2018)},
}, []graph.Relation{vocab.AlliedWith}, readAlliances}

// pledges are bits: 1<<i is the i-th of pledgeWords.
type pledges uint8

var pledgeWords = [...]string{"defence", "offence", "neutrality", "non_aggression", "consultation"}

func (p pledges) words() []string {
	out := []string{}
	for i, w := range pledgeWords {
		if p&(1<<i) != 0 {
			out = append(out, w)
		}
	}
	return out
}

// dyadYear is a row of the file: two numbers, in their order, and a year.
type dyadYear struct{ a, b, year int16 }

// stated is what a row states, and its line.
type stated struct {
	owes pledges
	line int
}

// allied is a year of a pair of nodes.
type allied struct {
	owes, owed pledges
	a, b       int16 // the numbers, the smaller where several mean a node
	lines      []int
}

func readAlliances(d *seed.Delivery) error {
	columns := required("ccode1", "ccode2", "year", "atop_defense", "atop_offense", "atop_neutral", "atop_nonagg", "atop_consul")
	var twins seed.Twins[dyadYear, pledges]
	last := 0
	err := d.Rows(columns, func(line int, t *seed.Table) error {
		r := reader{t: t}
		k := dyadYear{int16(r.state(0)), int16(r.state(1)), int16(r.year(2))}
		var p pledges
		for i := range pledgeWords {
			if r.flag(3+i, false) {
				p |= 1 << i
			}
		}
		if r.err != nil {
			d.Damaged(line, r.err.Error())
			return nil
		}
		d.Covers(graph.Year(int(k.year)))
		last = max(last, int(k.year))
		twins.Add(line, k, p)
		return nil
	})
	if err != nil {
		return err
	}

	rows := map[dyadYear]stated{}
	var order []dyadYear
	twins.Settle(d, func(line int, k dyadYear, p pledges) {
		rows[k] = stated{p, line}
		order = append(order, k)
	})
	known := numbers("atop")
	pairs := map[[2]graph.Key]map[int]*allied{}
	for _, k := range order {
		there := rows[k]
		back, ok := rows[dyadYear{k.b, k.a, k.year}]
		if !ok {
			// All versions have both rows. One alone is what a cut file leaves,
			// and would say that the other owes nothing.
			d.Damaged(there.line, "the row of the other direction is missing")
			continue
		}
		if there.owes|back.owes == 0 {
			d.Refuse(there.line, "neither state owes the other anything, so that there is no pledge to keep")
			continue
		}
		a, err := known.find(int(k.a), graph.Year(int(k.year)))
		if err != nil {
			d.Refuse(there.line, err.Error())
			continue
		}
		b, err := known.find(int(k.b), graph.Year(int(k.year)))
		if err != nil {
			d.Refuse(there.line, err.Error())
			continue
		}
		from, to, swapped := seed.Undirected(a, b)
		if from == to {
			d.Refuse(there.line, sameState)
			continue
		}
		byYear := pairs[[2]graph.Key{from, to}]
		if byYear == nil {
			byYear = map[int]*allied{}
			pairs[[2]graph.Key{from, to}] = byYear
		}
		y := byYear[int(k.year)]
		na, nb := k.a, k.b
		if swapped {
			na, nb = nb, na
		}
		if y == nil {
			y = &allied{a: na, b: nb}
			byYear[int(k.year)] = y
		}
		// Both numbers of a node in the year in which one took over from the
		// other (260 and 255 in 1990): what either owed was owed.
		y.a, y.b = min(y.a, na), min(y.b, nb)
		if swapped {
			y.owed |= there.owes
		} else {
			y.owes |= there.owes
		}
		y.lines = append(y.lines, there.line)
	}

	for pair, byYear := range pairs {
		if err := addAlliances(d, pair, byYear, last); err != nil {
			return err
		}
	}
	return nil
}

// addAlliances adds the spells of a pair.
func addAlliances(d *seed.Delivery, pair [2]graph.Key, byYear map[int]*allied, last int) error {
	ys := sorted(byYear)
	for i := 0; i < len(ys); {
		begun := byYear[ys[i]]
		lines := slices.Clone(begun.lines)
		j := i + 1
		for ; j < len(ys) && ys[j] == ys[j-1]+1 && byYear[ys[j]].owes == begun.owes && byYear[ys[j]].owed == begun.owed; j++ {
			lines = append(lines, byYear[ys[j]].lines...)
		}
		since := ys[i]
		e := graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.AlliedWith, From: pair[0], To: pair[1], ID: graph.Year(since).String()},
			Props: ends(graph.Year(since), graph.Year(ys[j-1]), graph.Year(last),
				"obligations", (begun.owes | begun.owed).words(), "owes", begun.owes.words(), "owed", begun.owed.words(),
				"ref", fmt.Sprintf("%d-%d-%d", begun.a, begun.b, since))}
		d.Rep.Records++
		if err := d.Add(lines, e); err != nil {
			return err
		}
		i = j
	}
	return nil
}
