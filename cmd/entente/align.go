package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"entente/graph/measure"
)

// filterFlags are the flags of a VoteFilter.
type filterFlags struct {
	body, topic, about, session, outcome, kind, symbol, source []string
	since, until, text                                         string
	contested, important                                       bool
}

func (f *filterFlags) flags(fs *pflag.FlagSet) {
	fs.StringSliceVar(&f.body, "body", nil, "ga (General Assembly), sc (Security Council); default both")
	fs.StringSliceVar(&f.topic, "topic", nil, "topic id or name; a country's name means --about")
	fs.StringSliceVar(&f.about, "about", nil, "countries the roll calls are about")
	fs.StringVar(&f.since, "since", "", "first day: 2017-12-22, 2017-12 or 2017")
	fs.StringVar(&f.until, "until", "", "last day")
	fs.StringSliceVar(&f.session, "session", nil, "sessions of the Assembly: 76, ES-11")
	fs.StringSliceVar(&f.outcome, "outcome", nil, "adopted, vetoed, failed; default all")
	fs.StringSliceVar(&f.kind, "kind", nil, "whole (default), paragraph, amendment, motion")
	fs.StringSliceVar(&f.symbol, "symbol", nil, "resolution or draft symbols")
	fs.StringSliceVar(&f.source, "source", nil, "datasets by import name")
	fs.StringVar(&f.text, "text", "", "words in title or agenda item")
	fs.BoolVar(&f.contested, "contested", false, "contested roll calls only")
	fs.BoolVar(&f.important, "important", false, "roll calls that a source flags as important only")
}

var bodyWords = map[string]string{
	"ga": "GENERAL_ASSEMBLY", "general_assembly": "GENERAL_ASSEMBLY", "assembly": "GENERAL_ASSEMBLY",
	"sc": "SECURITY_COUNCIL", "security_council": "SECURITY_COUNCIL", "council": "SECURITY_COUNCIL",
}

// where makes the GraphQL variable. Only what was given is in it.
func (f *filterFlags) where() (map[string]any, error) {
	w := map[string]any{}
	if len(f.body) > 0 {
		var bodies []string
		for _, b := range f.body {
			word, ok := bodyWords[strings.ToLower(b)]
			if !ok {
				return nil, usagef("--body takes ga or sc, not %q", b)
			}
			bodies = append(bodies, word)
		}
		w["body"] = bodies
	}
	upper := func(in []string) []string {
		out := make([]string, len(in))
		for i, s := range in {
			out[i] = strings.ToUpper(s)
		}
		return out
	}
	for name, list := range map[string][]string{"topics": f.topic, "about": f.about, "sessions": f.session, "outcomes": upper(f.outcome), "kinds": upper(f.kind), "symbols": f.symbol, "sources": f.source} {
		if len(list) > 0 {
			w[name] = list
		}
	}
	for name, s := range map[string]string{"since": f.since, "until": f.until, "text": f.text} {
		if s != "" {
			w[name] = s
		}
	}
	if f.contested {
		w["contested"] = true
	}
	if f.important {
		w["important"] = true
	}
	return w, nil
}

const measureFields = `{ name value n low high level definition undefinedBecause }`
const pointFields = `{ label body since until n same oneAbstained opposed members missing unknown identical { value n low high } halfCredit { value n } }`

const alignQuery = `query Align($between: [String!]!, $where: VoteFilter, $splits: Int!, $opposed: Boolean, $by: Period!, $series: Boolean!) {
  alignment(between: $between, where: $where) {
    a { id name }
    b { id name }
    sentence
    n members missing unknown
    identical ` + measureFields + `
    halfCredit ` + measureFields + `
    contested ` + pointFields + `
    byBody ` + pointFields + `
    counts { order table }
    series(by: $by) @include(if: $series) ` + pointFields + `
    splits(opposed: $opposed, first: $splits) {
      totalCount
      nodes { opposed aChoice bChoice rollCall { id symbol draft date body title outcome topics { id } } }
    }
    applied { body since until boundBy topics { id name } about { id name } kinds contested rollCalls }
    sources { id name citation url licence since until loaded }
    warnings
  }
}`

type pointAnswer struct {
	Label                                                     string
	Body                                                      *string
	Since, Until                                              *string
	N, Same, OneAbstained, Opposed, Members, Missing, Unknown int
	Identical, HalfCredit                                     struct {
		Value, Low, High *float64
		N                int
	}
}

type alignAnswer struct {
	Alignment struct {
		A, B      struct{ ID, Name string }
		Sentence  string
		Contested pointAnswer
		ByBody    []pointAnswer
		Series    []pointAnswer
		Counts    struct {
			Order []string
			Table [][]int
		}
		Splits struct {
			TotalCount int
			Nodes      []struct {
				Opposed          bool
				AChoice, BChoice string
				RollCall         struct {
					Symbol, Draft, Title *string
					Date, Body           string
					Outcome              *string
				}
			}
		}
		Applied  struct{ BoundBy []string }
		Sources  []struct{ ID, Name, Citation string }
		Warnings []string
	}
}

func newAlign(io stdio, store *storeOptions) *cobra.Command {
	var f filterFlags
	var by string
	var splits int
	var opposed, asJSON bool
	c := &cobra.Command{
		Use:   "align A B",
		Short: "How often two states cast the same vote",
		Example: "  entente align Moscow Beijing --body sc --topic dprk\n" +
			"  entente align \"Soviet Union\" China --body ga --by decade",
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			where, err := f.where()
			if err != nil {
				return err
			}
			period := strings.ToUpper(by)
			switch period {
			case "", "YEAR", "SESSION", "DECADE":
			default:
				return usagef("--by takes year, session or decade, not %q", by)
			}
			vars := map[string]any{"between": args, "where": where, "splits": splits, "by": "YEAR", "series": period != ""}
			if period != "" {
				vars["by"] = period
			}
			if opposed {
				vars["opposed"] = true
			}
			var a alignAnswer
			return ask(cmd.Context(), store, io, alignQuery, vars, asJSON, &a, func() { printAlign(io.out, &a) })
		},
	}
	f.flags(c.Flags())
	c.Flags().StringVar(&by, "by", "", "a line per year, session or decade")
	c.Flags().IntVar(&splits, "splits", 20, "how many differing votes to list, newest first")
	c.Flags().BoolVar(&opposed, "opposed", false, "list only votes of yes against no")
	c.Flags().BoolVar(&asJSON, "json", false, "print what GraphQL answers")
	return c
}

func printAlign(w io.Writer, a *alignAnswer) {
	al := &a.Alignment
	fmt.Fprintln(w, wrap(al.Sentence, lineWidth))

	head := []string{"", "same", "of", "share", "95 % interval", "half credit", "one abstained", "opposed", "left out"}
	rows := [][]string{head}
	for _, p := range append(al.ByBody, al.Contested) {
		rows = append(rows, pointRow(p))
	}
	fmt.Fprintln(w)
	table(w, rows)

	if len(al.Series) > 0 {
		fmt.Fprintln(w)
		rows = [][]string{head}
		for _, p := range al.Series {
			rows = append(rows, pointRow(p))
		}
		table(w, rows)
	}

	if len(al.Splits.Nodes) > 0 {
		fmt.Fprintf(w, "\nThey differed (%s in all, newest first):\n", thousands(al.Splits.TotalCount))
		rows = [][]string{{"date", "roll call", al.A.Name, al.B.Name, "outcome", ""}}
		for _, s := range al.Splits.Nodes {
			r := s.RollCall
			note := "one abstained"
			if s.Opposed {
				note = "opposed"
			}
			rows = append(rows, []string{r.Date, orDash(r.Symbol), strings.ToLower(s.AChoice), strings.ToLower(s.BChoice), strings.ToLower(orDash(r.Outcome)), note})
		}
		table(w, rows)
	}

	if len(al.Applied.BoundBy) > 0 {
		fmt.Fprintf(w, "\nPeriod: %s.\n", strings.Join(al.Applied.BoundBy, "; "))
	}
	printList(w, "Note", al.Warnings)
	var sources []string
	for _, s := range al.Sources {
		sources = append(sources, s.Name+": "+s.Citation)
	}
	printList(w, "Source", sources)
}

// minShare is the smallest n for which a table shows a percentage.
const minShare = measure.MinShare

func printList(w io.Writer, head string, lines []string) {
	for _, l := range lines {
		fmt.Fprintln(w)
		text := wrap(head+": "+l, lineWidth-2)
		fmt.Fprintln(w, strings.ReplaceAll(text, "\n", "\n  "))
	}
}

func pointRow(p pointAnswer) []string {
	if p.N < minShare {
		// Too few for a percentage: the counts speak.
		return []string{p.Label, thousands(p.Same), thousands(p.N), "–", "–", "–", thousands(p.OneAbstained), thousands(p.Opposed), thousands(p.Missing)}
	}
	interval := "–"
	if p.Identical.Low != nil && p.Identical.High != nil {
		interval = fmt.Sprintf("%.1f–%.1f %%", 100**p.Identical.Low, 100**p.Identical.High)
	}
	return []string{p.Label, thousands(p.Same), thousands(p.N), share(p.Identical.Value), interval, share(p.HalfCredit.Value),
		thousands(p.OneAbstained), thousands(p.Opposed), thousands(p.Missing)}
}

func orDash(s *string) string {
	if s == nil || *s == "" {
		return "–"
	}
	return *s
}
