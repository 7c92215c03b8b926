package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
)

const briefQuery = `query Brief($of: String!, $asOf: Date) {
  brief(of: $of, asOf: $asOf) { of then asOf claims author { name }
    tree { depth again claim { id text status statements { claimant { name } stance } } stance heldThen heldNow
      then { word sentence } now { word sentence n at } changedOn changedBy ` + evidenceFields + ` newAgainst ` + evidenceFields + ` }
    changed { claim { id text } then { word } now { word } changedOn changedBy ` + evidenceFields + ` heldNow stance }
    watch { text happened on sentence query by ` + evidenceFields + ` } }
}`

type briefRowAnswer struct {
	Depth int
	Again bool
	Claim struct {
		ID, Text, Status string
		Statements       []struct {
			Claimant struct{ Name string }
			Stance   string
		}
	}
	Stance            *string
	HeldThen, HeldNow string
	Then, Now         struct {
		Word, Sentence string
		N              int
	}
	ChangedOn  *string
	ChangedBy  *evidenceAnswer
	NewAgainst []evidenceAnswer
}

type briefAnswer struct {
	Brief struct {
		Of, Then, AsOf string
		Claims         int
		Author         *struct{ Name string }
		Tree, Changed  []briefRowAnswer
		Watch          []struct {
			Text, Happened, Sentence string
			On, Query                *string
			By                       []evidenceAnswer
		}
	}
}

func newBrief(io stdio, store *storeOptions) *cobra.Command {
	var asOf string
	var asJSON bool
	c := &cobra.Command{
		Use:     "brief TEXT",
		Short:   "The argument of a text: conclusions, premises, verdicts then and now, what to watch",
		Example: "  entente brief article\n  entente brief article --as-of 2023-07-31",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			vars := map[string]any{"of": args[0]}
			if asOf != "" {
				vars["asOf"] = asOf
			}
			var answer briefAnswer
			return ask(cmd.Context(), store, io, briefQuery, vars, asJSON, &answer, func() { printBrief(io.out, &answer) })
		},
	}
	c.Flags().StringVar(&asOf, "as-of", "", "what was known on this day; default today")
	c.Flags().BoolVar(&asJSON, "json", false, "print the answer as GraphQL gives it")
	return c
}

// standing is how a claim stands to its author's stance, with a mark.
var standing = map[string]string{"holds": "holds", "fallen": "FALLEN", "doubted": "in doubt", "open": "open"}

func printBrief(w io.Writer, a *briefAnswer) {
	b := &a.Brief
	author := ""
	if b.Author != nil {
		author = " by " + b.Author.Name
	}
	fmt.Fprintf(w, "%s\n", wrap(fmt.Sprintf("%s: %d claims%s, of %s, as of %s.", b.Of, b.Claims, author, b.Then, b.AsOf), lineWidth))
	for _, r := range b.Tree {
		if r.Depth == 0 {
			fmt.Fprintln(w)
		}
		in := strings.Repeat("    ", r.Depth)
		stance := ""
		if r.Stance != nil {
			stance = strings.ToLower(*r.Stance) + ": "
		}
		number := r.Claim.ID[strings.LastIndex(r.Claim.ID, "-")+1:]
		head := fmt.Sprintf("%s. %s%s", number, stance, r.Claim.Text)
		if r.Claim.Status != "open" {
			head += " (" + r.Claim.Status + ")"
		}
		indent(w, in, head)
		if r.Again {
			indent(w, in+"   ", "(as above)")
			continue
		}
		now := fmt.Sprintf("%s, %s. %s", standing[r.HeldNow], strings.ToLower(wordOf(r.Now.Word)), r.Now.Sentence)
		indent(w, in+"   ", now)
		if r.Then.Word != r.Now.Word {
			text := fmt.Sprintf("As of %s: %s, %s.", b.Then, standing[r.HeldThen], strings.ToLower(wordOf(r.Then.Word)))
			if r.ChangedBy != nil {
				text += " Changed by " + evidenceLine(*r.ChangedBy)
			}
			indent(w, in+"   ", text)
		} else {
			for i, e := range r.NewAgainst {
				if i == 3 {
					break
				}
				indent(w, in+"   ", "New against it: "+evidenceLine(e))
			}
		}
	}
	if len(b.Changed) > 0 {
		fmt.Fprintf(w, "\nWhat changed since %s\n", b.Then)
		for _, r := range b.Changed {
			text := fmt.Sprintf("%s: %s to %s", r.Claim.Text, strings.ToLower(wordOf(r.Then.Word)), strings.ToLower(wordOf(r.Now.Word)))
			if r.ChangedBy != nil {
				text += ", by " + evidenceLine(*r.ChangedBy)
			}
			indent(w, "  ", text)
		}
	}
	if len(b.Watch) > 0 {
		fmt.Fprintln(w, "\nWhat to watch")
		for _, x := range b.Watch {
			text := strings.ToLower(wordOf(x.Happened))
			if x.On != nil && x.Happened == "YES" {
				text = "happened " + *x.On
			}
			indent(w, "  ", fmt.Sprintf("[%s] %s", text, x.Text))
		}
	}
}

func indent(w io.Writer, in, text string) {
	fmt.Fprintln(w, in+strings.ReplaceAll(wrap(text, max(40, lineWidth-len(in))), "\n", "\n"+in))
}
