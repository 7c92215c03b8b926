package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

type allyAnswer struct {
	Country     struct{ Name string }
	Obligations []string
	Direction   string
	Held, Note  *string
	Spells      []spellAnswer
}

func newAllies(io stdio, store *storeOptions) *cobra.Command {
	var at, obligation string
	var asJSON bool
	c := &cobra.Command{
		Use:     "allies A",
		Short:   "A state's allies at a date, by a pledge of defence unless another is named",
		Example: "  entente allies China --at 1975\n  entente allies Russia --at 2010-01-01 --obligation consultation",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			vars := map[string]any{"of": args[0]}
			given(vars, "at", at, "obligation", obligation)
			var a struct {
				Allies struct {
					Sentence          string
					Allies, LastKnown []allyAnswer
					Coverage          []struct{ Subject, Sentence string }
					Warnings          []string
				}
			}
			const ally = `{ country { id name } obligations direction held note spells { ` + spellFields + ` } }`
			const q = `query Allies($of: String!, $at: Date, $obligation: String) {
  allies(of: $of, at: $at, obligation: $obligation) {
    of { id name } at obligation sentence allies ` + ally + ` lastKnown ` + ally + ` notKnown coverage { subject dataset loaded sentence } warnings sources { importName }
  }
}`
			return ask(cmd.Context(), store, io, q, vars, asJSON, &a, func() {
				fmt.Fprintln(io.out, wrap(a.Allies.Sentence, lineWidth))
				rows := [][]string{{"ally", "bound", "who owes", "obligations", "when", "source"}}
				for _, list := range [][]allyAnswer{a.Allies.Allies, a.Allies.LastKnown} {
					for _, x := range list {
						when, from := "–", ""
						if len(x.Spells) > 0 {
							when, from = x.Spells[0].when(), x.Spells[0].from()
						}
						rows = append(rows, []string{x.Country.Name, answerLine{x.Held, x.Note}.text(), strings.ToLower(x.Direction), words(x.Obligations), when, from})
					}
				}
				if len(rows) > 1 {
					fmt.Fprintln(io.out)
					table(io.out, rows)
				}
				rows = [][]string{{"about", "what is known"}}
				for _, c := range a.Allies.Coverage {
					rows = append(rows, []string{c.Subject, c.Sentence})
				}
				section(io.out, "Coverage", rows)
				printList(io.out, "Note", a.Allies.Warnings)
			})
		},
	}
	c.Flags().StringVar(&at, "at", "", "the date: 2017-12-22, 2017-12 or 2017; default today")
	c.Flags().StringVar(&obligation, "obligation", "", "the pledge: defence (default), offence, neutrality, non_aggression, consultation, any")
	c.Flags().BoolVar(&asJSON, "json", false, "print what GraphQL answers")
	return c
}
