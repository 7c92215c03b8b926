package trade

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"entente/graph"
	"entente/graph/names"
	"entente/graph/vocab"
	"entente/seed"
)

// Exports is the dataset trade.
var Exports seed.Dataset = exports{}

type exports struct{}

func (exports) Manifest() seed.Manifest {
	return seed.Manifest{
		ID: "trade", Name: "Bilateral exports 1964-2016, every fourth year, with trade agreements", Publisher: "H. Breinlich, V. Corradi, N. Rocha, M. Ruta, J. M. C. Santos Silva and T. Zylkin; packaged with penppml",
		Origin: "https://github.com/tomzylkin/penppml", Licence: "MIT (package)",
		Citation: "Breinlich, H., Corradi, V., Rocha, N., Ruta, M., Santos Silva, J. M. C. and Zylkin, T. (2021), Machine Learning in International Trade Research: Evaluating the Impact of Trade Agreements; data of the R package penppml",
		Scope:    "exports as the exporter reports them, in current US dollars, every fourth year; a state that reports none, as the DPRK, is there as a partner only; a missing pair is unknown, not zero",
		Covers:   graph.Interval{Since: graph.Year(1964), Until: graph.Year(2016)},
	}
}

const (
	expFrom = iota
	expTo
	expYear
	expValue
	expID
	expAgreement
)

var exportColumns = []seed.Column{
	{Name: "exp", Required: true}, {Name: "imp", Required: true}, {Name: "time", Also: []string{"year"}, Required: true}, {Name: "export", Required: true},
	{Name: "id"}, {Name: "agreement"},
}

// FilledIn is why a row with 0 is no record: the file has a row for each
// partner that anybody exported to in a year, and gives 0 where the exporter's
// return has none, even in years whose return names no partner at all (South
// Africa 1976 to 1984, Saudi Arabia 1988, Iraq 2008).
const FilledIn = "0 stands where the exporter's return names no exports to this partner: not a reported value"

// Import implements seed.Dataset.
func (d exports) Import(ctx context.Context, store graph.Store, in seed.Input, opts seed.Options) (seed.Report, error) {
	return seed.Lay(ctx, store, d.Manifest(), in, opts, []graph.Relation{vocab.ExportsTo}, func(l *seed.Delivery) error {
		r := reader{Delivery: l, codes: map[string]resolved{}, notes: map[string]bool{}, parts: map[string]bool{}}
		err := errors.Join(l.Rows(exportColumns, r.row), r.wholes())
		var notes []string
		for n := range r.notes {
			notes = append(notes, n)
		}
		slices.Sort(notes)
		for _, n := range notes {
			l.Rep.Note("%s", n)
		}
		return err
	})
}

type reader struct {
	*seed.Delivery
	codes map[string]resolved // by year and code
	units []graph.Node        // not yet given to the delivery
	parts map[string]bool     // by year and code: those that report in the file
	wait  []waiting           // rows of units that have parts
	notes map[string]bool
	key   []byte
}

type resolved struct {
	key  graph.Key
	text string // the code
	bad  string
}

// code reads a code at a year. Each is looked up once: there are two in every
// row, and a few thousand in all.
func (r *reader) code(code []byte, year int) resolved {
	r.key = strconv.AppendInt(append(append(r.key[:0], code...), ' '), int64(year), 10)
	if c, ok := r.codes[string(r.key)]; ok {
		return c
	}
	c := resolved{text: string(code)}
	k, err := names.ResolveRecorded("trade", c.text, graph.Year(year))
	if err != nil {
		c.bad = err.Error()
		if len(code) == 0 {
			c.bad = "the code of a country is empty"
		}
		if n, ok := unit(c.text); ok {
			k, c.bad = n.Key, ""
			r.units = append(r.units, n)
		}
	}
	c.key = k
	if n := names.RecordedNote("trade", c.text, graph.Year(year)); n != "" && err == nil {
		r.notes[fmt.Sprintf("%s is %s: %s", c.text, k.ID, n)] = true
	}
	r.codes[string(r.key)] = c
	return c
}

func (r *reader) row(line int, t *seed.Table) error {
	refuse := func(format string, args ...any) error {
		r.Refuse(line, fmt.Sprintf(format, args...))
		return nil
	}
	y, ok := year(t.Field(expYear))
	if !ok {
		r.Damaged(line, "the year cannot be read")
		return nil
	}
	from := r.code(t.Field(expFrom), y)
	if from.bad != "" {
		return refuse("exporter: %s", from.bad)
	}
	to := r.code(t.Field(expTo), y)
	switch {
	case to.bad != "":
		return refuse("importer: %s", to.bad)
	case to.key == from.key:
		return refuse("exporter and importer are one state")
	}
	usd, ok := dollars(t.Field(expValue), 1)
	if !ok {
		r.Damaged(line, "the value of the exports cannot be read")
		return nil
	}
	if usd == 0 {
		r.Refuse(line, FilledIn)
		return nil
	}
	p := graph.Props{{Name: "ref", Value: from.text + "-" + to.text + "-" + strconv.Itoa(y)}, {Name: "reporter", Value: from.key.ID},
		{Name: "usd", Value: usd}, {Name: "year", Value: int64(y)}}
	if t.Has(expID) || t.Has(expAgreement) {
		id := t.Text(expID)
		in := id != "" && id != "0" || strings.TrimSpace(t.Text(expAgreement)) != ""
		p = slices.Insert(p, 0, graph.Prop{Name: "agreement", Value: in})
	}
	for _, n := range r.units {
		if err := r.Node(n); err != nil {
			return err
		}
	}
	r.units = r.units[:0]
	e := graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.ExportsTo, From: from.key, To: to.key, ID: strconv.Itoa(y)}, Props: p}
	r.parts[from.text+" "+e.ID] = true
	if len(partsOf[from.text]) > 0 || len(partsOf[to.text]) > 0 {
		r.wait = append(r.wait, waiting{line, y, from.text, to.text, e})
		return nil
	}
	return r.add(line, y, e)
}

// waiting is a row of a unit that may stand beside its parts.
type waiting struct {
	line, year int
	from, to   string
	edge       graph.Edge
}

// wholes adds the units that have parts where no part reports in that year; a
// whole is never added to its parts (B10).
func (r *reader) wholes() error {
	for _, w := range r.wait {
		part := ""
		for _, unit := range []string{w.from, w.to} {
			for _, p := range partsOf[unit] {
				if part == "" && r.parts[p+" "+w.edge.ID] {
					part = fmt.Sprintf("%s (%s) stands beside its part %s in that year", unit, units[unit], p)
				}
			}
		}
		if part != "" {
			r.Refuse(w.line, part)
			continue
		}
		if err := r.add(w.line, w.year, w.edge); err != nil {
			return err
		}
	}
	return nil
}

func (r *reader) add(line, y int, e graph.Edge) error {
	before := r.Rep.Refused + r.Rep.Duplicates
	if err := r.Line(line, e); err != nil {
		return err
	}
	if r.Rep.Refused+r.Rep.Duplicates == before {
		r.Rep.Records++
		r.Covers(graph.Year(y))
	}
	return nil
}
