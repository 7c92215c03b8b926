package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

type followsPartAnswer struct {
	Name, Title string
	Body        *string
	Counts      []struct {
		Name  string
		Count int
	}
	Value, Low, High, Z *float64
	N                   int
	Examined            bool
	Why                 *string
}

func newFollows(io stdio, store *storeOptions) *cobra.Command {
	var f filterFlags
	var asJSON bool
	c := &cobra.Command{
		Use:   "follows A B",
		Short: "What the record can say of \"A follows B\" or \"A backs B\" on an issue",
		Long: `What the record can say of "A follows B" or "A backs B" on an issue: eight parts, each with its counts, and a word by a fixed rule.
Votes are cast at one moment: agreement, however high, does not tell who follows whom.`,
		Example: "  entente follows China Russia --topic dprk\n  entente follows Belarus Russia --about Ukraine --body ga",
		Args:    cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			where, err := f.where()
			if err != nil {
				return err
			}
			var a struct {
				Follows struct {
					Verdict, Why, Sentence string
					Parts                  []followsPartAnswer
					ByBody                 []struct{ Body, Verdict, Why string }
					Sources                []struct{ Name, Citation string }
					Warnings               []string
				}
			}
			const q = `query Follows($a: String!, $b: String!, $where: VoteFilter) {
  follows(a: $a, b: $b, where: $where) {
    a { id name } b { id name } verdict why sentence
    parts { name title body reads counts { name count } value low high z n examined why definition }
    byBody { body verdict why }
    applied { body since until boundBy topics { id name } about { id name } kinds contested rollCalls }
    sources { id name citation } warnings
  }
}`
			return ask(cmd.Context(), store, io, q, map[string]any{"a": args[0], "b": args[1], "where": where}, asJSON, &a, func() {
				x := &a.Follows
				fmt.Fprintln(io.out, wrap(x.Sentence, lineWidth))
				fmt.Fprintln(io.out, "\n"+wrap("Verdict: "+strings.ToLower(strings.ReplaceAll(x.Verdict, "_", " "))+" – "+x.Why+".", lineWidth)+"\n")
				rows := [][]string{{"part", "body", "", "value", "95 % interval", "n", "counts"}}
				for _, p := range x.Parts {
					rows = append(rows, partRow(p))
				}
				table(io.out, rows)
				for _, p := range x.Parts {
					if !p.Examined && p.Why != nil {
						printList(io.out, p.Name, []string{*p.Why})
					}
				}
				printList(io.out, "Note", x.Warnings)
				var sources []string
				for _, s := range x.Sources {
					sources = append(sources, s.Name+": "+s.Citation)
				}
				printList(io.out, "Source", sources)
			})
		},
	}
	f.flags(c.Flags())
	c.Flags().BoolVar(&asJSON, "json", false, "print what GraphQL answers")
	return c
}

var bodyShort = map[string]string{"GENERAL_ASSEMBLY": "Assembly", "SECURITY_COUNCIL": "Council"}

func partRow(p followsPartAnswer) []string {
	row := []string{strings.Replace(p.Name, "_REVERSE", "'", 1), "", p.Title, "–", "–", thousands(p.N)}
	if p.Body != nil {
		row[1] = bodyShort[*p.Body]
	}
	if p.Value != nil {
		row[3] = fmt.Sprintf("%.3f", *p.Value)
		if p.Z != nil {
			row[3] += fmt.Sprintf(" (z %+.1f)", *p.Z)
		}
	}
	if p.Low != nil && p.High != nil {
		row[4] = fmt.Sprintf("%.3f–%.3f", *p.Low, *p.High)
	}
	var counts []string
	for _, c := range p.Counts {
		counts = append(counts, fmt.Sprintf("%s %s", c.Name, thousands(c.Count)))
	}
	return append(row, strings.Join(counts, ", "))
}

func newChange(io stdio, store *storeOptions) *cobra.Command {
	var f filterFlags
	var baseline int
	var asJSON bool
	c := &cobra.Command{
		Use:     "change A B",
		Short:   "When the agreement of two states turned, with sizes and confidence",
		Example: "  entente change Russia \"United States\" --body ga",
		Args:    cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			where, err := f.where()
			if err != nil {
				return err
			}
			type spell struct {
				Since, Until string
				N, Same      int
				Share        struct{ Value, Low, High *float64 }
			}
			var a struct {
				TurningPoints struct {
					Sentence, Method string
					Warnings         []string
					ByBody           []struct {
						Body   string
						Spells []spell
						Turns  []struct {
							Year, Earliest, Latest string
							Change                 struct{ Value, Low, High *float64 }
							Confidence             float64
							Returned               *struct{ Since string }
							AElsewhere, BElsewhere *float64
						}
						Dispersion float64
					}
				}
			}
			const q = `query Change($between: [String!]!, $where: VoteFilter, $baseline: Int) {
  turningPoints(between: $between, where: $where, baseline: $baseline) {
    a { id name } b { id name } sentence method warnings
    byBody {
      body sentence dispersion
      spells { since until n same share { value low high } }
      turns { year earliest latest before { value n } after { value n } change { value low high } p confidence baselineYears baseline { value n } returned { since until } aElsewhere bElsewhere }
    }
    applied { body since until boundBy topics { id name } about { id name } kinds contested rollCalls }
  }
}`
			return ask(cmd.Context(), store, io, q, map[string]any{"between": args, "where": where, "baseline": baseline}, asJSON, &a, func() {
				t := &a.TurningPoints
				fmt.Fprintln(io.out, wrap(t.Sentence, lineWidth))
				for _, b := range t.ByBody {
					if len(b.Spells) == 0 {
						continue
					}
					fmt.Fprintf(io.out, "\n%s (dispersion %.2f)\n", bodyShort[b.Body], b.Dispersion)
					rows := [][]string{{"from", "to", "same", "of", "share", "95 % interval", "turn", "95 % interval", "confidence", "A elsewhere", "B elsewhere", "back"}}
					for i, s := range b.Spells {
						row := []string{s.Since, s.Until, thousands(s.Same), thousands(s.N), share(s.Share.Value), share(s.Share.Low) + "–" + share(s.Share.High)}
						if i > 0 {
							x := b.Turns[i-1]
							back := "–"
							if x.Returned != nil {
								back = x.Returned.Since
							}
							row = append(row, signed(x.Change.Value), signed(x.Change.Low)+" to "+signed(x.Change.High), fmt.Sprintf("%.3f", x.Confidence), signed(x.AElsewhere), signed(x.BElsewhere), back)
						}
						rows = append(rows, row)
					}
					table(io.out, rows)
				}
				fmt.Fprintln(io.out, "\n"+wrap(t.Method, lineWidth))
				printList(io.out, "Note", t.Warnings)
			})
		},
	}
	f.flags(c.Flags())
	c.Flags().IntVar(&baseline, "baseline", 5, "years before a turn that make its baseline")
	c.Flags().BoolVar(&asJSON, "json", false, "print what GraphQL answers")
	return c
}

// signed writes a difference of shares in percentage points.
func signed(v *float64) string {
	if v == nil {
		return "–"
	}
	return strings.Replace(fmt.Sprintf("%+.1f", 100**v), "-", "−", 1)
}

var networks = []string{"alliances", "agreements", "alignment"}

func newNetwork(io stdio, store *storeOptions) *cobra.Command {
	var f filterFlags
	var at, obligation string
	var first int
	var asJSON bool
	c := &cobra.Command{
		Use:     "network " + strings.Join(networks, "|"),
		Short:   "A network of states at a date: who is central, which communities there are",
		Example: "  entente network alliances --at 1980\n  entente network alignment --at 1985 --json",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			kind := strings.ToLower(args[0])
			if !slices.Contains(networks, kind) {
				return usagef("there is no network %q; there are %s", args[0], strings.Join(networks, ", "))
			}
			where, err := f.where()
			if err != nil {
				return err
			}
			vars := map[string]any{"of": strings.ToUpper(kind), "where": where, "first": first}
			if at != "" {
				vars["at"] = at
			}
			if obligation != "" {
				vars["obligation"] = obligation
			}
			var a struct {
				Network struct {
					Definition                        string
					NodeCount, LinkCount, Communities int
					Modularity                        *float64
					Nodes                             []struct {
						Country                            struct{ ID, Name string }
						Degree, Community                  int
						Weighted, Betweenness, Eigenvector float64
					}
					Coverage, NotKnown, Warnings []string
				}
			}
			const q = `query Network($of: NetworkKind!, $at: Date, $obligation: String, $where: VoteFilter, $first: Int!) {
  network(of: $of, at: $at, obligation: $obligation, where: $where, first: $first) {
    kind at definition nodeCount linkCount communities modularity density
    nodes { country { id name } degree weighted betweenness eigenvector community }
    coverage notKnown warnings sources { id name citation }
  }
}`
			return ask(cmd.Context(), store, io, q, vars, asJSON, &a, func() {
				n := &a.Network
				fmt.Fprintf(io.out, "%s states, %s links, %s communities", thousands(n.NodeCount), thousands(n.LinkCount), thousands(n.Communities))
				if n.Modularity != nil {
					fmt.Fprintf(io.out, ", modularity %.3f", *n.Modularity)
				}
				fmt.Fprint(io.out, ".\n\n")
				rows := [][]string{{"country", "degree", "weighted", "betweenness", "eigenvector", "community"}}
				for _, x := range n.Nodes {
					rows = append(rows, []string{x.Country.Name, thousands(x.Degree), fmt.Sprintf("%.2f", x.Weighted), fmt.Sprintf("%.4f", x.Betweenness), fmt.Sprintf("%.4f", x.Eigenvector), fmt.Sprint(x.Community)})
				}
				table(io.out, rows)
				fmt.Fprintln(io.out, "\n"+wrap(n.Definition, lineWidth))
				printList(io.out, "Coverage", n.Coverage)
				printList(io.out, "Links may be missing", n.NotKnown)
				printList(io.out, "Note", n.Warnings)
			})
		},
	}
	f.flags(c.Flags())
	c.Flags().StringVar(&at, "at", "", "the date: 1980, 1980-06 or 1980-06-30; default today")
	c.Flags().StringVar(&obligation, "obligation", "", "of alliances: defence (default), neutrality, non_aggression, consultation, offence, any")
	c.Flags().IntVar(&first, "first", 30, "how many states to list")
	c.Flags().BoolVar(&asJSON, "json", false, "print what GraphQL answers")
	return c
}
