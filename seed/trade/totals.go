package trade

import (
	"context"
	"fmt"
	"strconv"

	"entente/graph"
	"entente/graph/names"
	"entente/graph/vocab"
	"entente/seed"
)

// Totals is the dataset cow-trade.
var Totals seed.Dataset = totals{}

type totals struct{}

func (totals) Manifest() seed.Manifest {
	return seed.Manifest{
		ID: "cow-trade", Name: "Correlates of War trade data, totals of states", Publisher: "K. Barbieri and O. M. G. Omar Keshk, Correlates of War Project",
		Origin: "https://correlatesofwar.org/data-sets/bilateral-trade/", Licence: "free for research, with citation",
		Citation: "Barbieri, K. and Keshk, O. M. G. (2016), Correlates of War Project Trade Data Set Codebook, Version 4.0",
		Version:  "4.0 (as packaged with peacesciencer)",
		Scope:    "total imports and exports of a state in a year, in current US dollars; the file gives millions; a value that is missing is unknown, not zero",
		Covers:   graph.Interval{Since: graph.Year(1870), Until: graph.Year(2014)},
	}
}

const (
	totCode = iota
	totYear
	totImports
	totExports
)

var totalColumns = []seed.Column{{Name: "ccode", Required: true}, {Name: "year", Required: true}, {Name: "imports", Required: true}, {Name: "exports", Required: true}}

const million = 1e6

// Import implements seed.Dataset. The number of a state is read at the year:
// 255 is Germany, and the Federal Republic in this file.
func (d totals) Import(ctx context.Context, store graph.Store, in seed.Input, opts seed.Options) (seed.Report, error) {
	return seed.Lay(ctx, store, d.Manifest(), in, opts, []graph.Relation{vocab.Reports}, func(l *seed.Delivery) error {
		source := seed.SourceKey(l.ID)
		return l.Rows(totalColumns, func(line int, t *seed.Table) error {
			y, ok := year(t.Field(totYear))
			if !ok {
				l.Damaged(line, "the year cannot be read")
				return nil
			}
			code := t.Text(totCode)
			k, err := names.ResolveRecordedCode("cow-trade", code, graph.Year(y))
			if err != nil {
				l.Refuse(line, fmt.Sprintf("state: %v", err))
				return nil
			}
			p := graph.P("year", y, "ref", code+"-"+strconv.Itoa(y))
			none := true
			for _, c := range []struct {
				column int
				prop   string
			}{{totImports, "importsUsd"}, {totExports, "exportsUsd"}} {
				b := t.Field(c.column)
				if s := string(b); s == "" || s == "NA" || s == "-9" {
					continue
				}
				usd, ok := dollars(b, million)
				if !ok {
					l.Damaged(line, fmt.Sprintf("the value of %s cannot be read", t.Header(c.column)))
					return nil
				}
				p = p.With(c.prop, usd)
				none = false
			}
			if none {
				l.Refuse(line, "neither imports nor exports are given")
				return nil
			}
			before := l.Rep.Refused + l.Rep.Duplicates
			if err := l.Line(line, graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.Reports, From: source, To: k, ID: strconv.Itoa(y)}, Props: p}); err != nil {
				return err
			}
			if l.Rep.Refused+l.Rep.Duplicates == before {
				l.Rep.Records++
				l.Covers(graph.Year(y))
			}
			return nil
		})
	})
}
