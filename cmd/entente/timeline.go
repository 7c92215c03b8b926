package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

func newTimeline(io stdio, store *storeOptions) *cobra.Command {
	var since, until string
	var first int
	var asJSON bool
	c := &cobra.Command{
		Use:     "timeline A B",
		Short:   "Everything dated between two states, in order of date",
		Example: "  entente timeline Russia \"North Korea\" --since 1990",
		Args:    cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			vars := map[string]any{"between": args, "first": first}
			given(vars, "since", since, "until", until)
			var a struct {
				Timeline struct {
					TotalCount int
					Nodes      []struct {
						Date, Kind, Text, Held string
						Until                  *string
						Sources                []struct{ ImportName string }
					}
				}
			}
			const q = `query Timeline($between: [String!]!, $since: Date, $until: Date, $first: Int!) {
  timeline(between: $between, since: $since, until: $until, first: $first) {
    totalCount nodes { date until kind text held about { id kind name } sources { importName } } pageInfo { hasNextPage endCursor }
  }
}`
			return ask(cmd.Context(), store, io, q, vars, asJSON, &a, func() {
				rows := [][]string{{"date", "kind", "what", "source"}}
				for _, e := range a.Timeline.Nodes {
					date := e.Date
					if e.Until != nil {
						date += " to " + *e.Until
					}
					if e.Held == "POSSIBLE" {
						date += " (possibly)"
					}
					rows = append(rows, []string{date, strings.ReplaceAll(e.Kind, "_", " "), e.Text, spellAnswer{Sources: e.Sources}.from()})
				}
				table(io.out, rows)
				if n := a.Timeline.TotalCount; n > len(a.Timeline.Nodes) {
					fmt.Fprintf(io.out, "\n%s of %s lines; --first has more, --since and --until narrow it.\n", thousands(len(a.Timeline.Nodes)), thousands(n))
				}
			})
		},
	}
	c.Flags().StringVar(&since, "since", "", "first day: 2017-12-22, 2017-12 or 2017")
	c.Flags().StringVar(&until, "until", "", "last day")
	c.Flags().IntVar(&first, "first", 500, "how many lines, at most 500")
	c.Flags().BoolVar(&asJSON, "json", false, "print what GraphQL answers")
	return c
}

func newConflicts(io stdio, store *storeOptions) *cobra.Command {
	var kind string
	var first int
	var asJSON bool
	c := &cobra.Command{
		Use:     "conflicts [A [B]]",
		Short:   "Facts on which sources differ, and which value is used",
		Example: "  entente conflicts Russia China\n  entente conflicts --kind trade_share",
		Args:    cobra.MaximumNArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			vars := map[string]any{"first": first}
			if len(args) > 0 {
				vars["between"] = args
			}
			given(vars, "kind", kind)
			var a struct {
				Conflicts struct {
					TotalCount int
					Nodes      []struct {
						Kind, Text, Rule string
						Date, Picked     *string
					}
				}
			}
			const q = `query Conflicts($kind: String, $between: [String!], $first: Int!) {
  conflicts(kind: $kind, between: $between, first: $first) {
    totalCount nodes { kind date text picked rule about { id kind name } of { id name } values { value picked sources { importName } } } pageInfo { hasNextPage endCursor }
  }
}`
			return ask(cmd.Context(), store, io, q, vars, asJSON, &a, func() {
				rows := [][]string{{"date", "kind", "what the sources say", "used"}}
				rules := map[string]string{}
				var order []string
				for _, x := range a.Conflicts.Nodes {
					rows = append(rows, []string{orDash(x.Date), strings.ReplaceAll(x.Kind, "_", " "), x.Text, orDash(x.Picked)})
					if rules[x.Kind] == "" {
						order = append(order, x.Kind)
						rules[x.Kind] = x.Rule
					}
				}
				table(io.out, rows)
				fmt.Fprintf(io.out, "\n%s of %s in all.\n", thousands(len(a.Conflicts.Nodes)), thousands(a.Conflicts.TotalCount))
				for _, k := range order {
					printList(io.out, "Rule for "+strings.ReplaceAll(k, "_", " "), []string{rules[k]})
				}
			})
		},
	}
	c.Flags().StringVar(&kind, "kind", "", "only of this kind: vote, roll_call_date, roll_call_tally, office, alliance, trade_share, event_date")
	c.Flags().IntVar(&first, "first", 100, "how many, at most 500")
	c.Flags().BoolVar(&asJSON, "json", false, "print what GraphQL answers")
	return c
}
