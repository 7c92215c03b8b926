package main

import (
	"github.com/spf13/cobra"
)

func newWho(io stdio, store *storeOptions) *cobra.Command {
	var at string
	var asJSON bool
	c := &cobra.Command{
		Use:     "who COUNTRY",
		Short:   "Who held the offices of a state at a date",
		Example: "  entente who DPRK --at 1994-07-01",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			vars := map[string]any{"country": args[0]}
			given(vars, "at", at)
			var a struct {
				OfficeHolders struct {
					Offices  []officeAnswer
					NotKnown []string
					Coverage []struct{ Subject, Sentence string }
					Warnings []string
				}
			}
			const q = `query Who($country: String!, $at: Date) {
  officeHolders(country: $country, at: $at) {
    country { id name } at offices ` + officeFields + ` notKnown coverage { subject dataset loaded sentence } warnings sources { importName }
  }
}`
			return ask(cmd.Context(), store, io, q, vars, asJSON, &a, func() {
				rows := [][]string{{"office", "who", "status", "when", "source"}}
				for _, o := range a.OfficeHolders.Offices {
					rows = append(rows, o.lines()...)
				}
				table(io.out, rows)
				rows = [][]string{{"about", "what is known"}}
				for _, c := range a.OfficeHolders.Coverage {
					rows = append(rows, []string{c.Subject, c.Sentence})
				}
				section(io.out, "Coverage", rows)
				printList(io.out, "Note", a.OfficeHolders.Warnings)
			})
		},
	}
	c.Flags().StringVar(&at, "at", "", "the date: 2017-12-22, 2017-12 or 2017; default today")
	c.Flags().BoolVar(&asJSON, "json", false, "print what GraphQL answers")
	return c
}
