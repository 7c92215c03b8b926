package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

type measureAnswer struct {
	Name             string
	Value, Low, High *float64
	N                int
	Definition       string
	UndefinedBecause *string
}

func (m measureAnswer) text() string {
	if m.Value == nil {
		return "–"
	}
	return fmt.Sprintf("%.4f", *m.Value)
}

func newClosest(io stdio, store *storeOptions) *cobra.Command {
	var f filterFlags
	var measure string
	var first, minVotes int
	var asJSON, farthest bool
	c := &cobra.Command{
		Use:   "closest A",
		Short: "Which states vote most like one state",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			where, err := f.where()
			if err != nil {
				return err
			}
			vars := map[string]any{"to": args[0], "where": where, "measure": strings.ToUpper(measure), "first": first, "farthest": farthest}
			if minVotes > 0 {
				vars["minVotes"] = minVotes
			}
			var a struct {
				Closest []struct {
					Country struct{ ID, Name string }
					Rank    int
					Measure measureAnswer
				}
				Sources []struct {
					ImportName string
					Loaded     *string
				}
			}
			const q = `query Closest($to: String!, $where: VoteFilter, $measure: MeasureName!, $minVotes: Int, $first: Int!, $farthest: Boolean!) {
  closest(to: $to, where: $where, measure: $measure, minVotes: $minVotes, first: $first, farthest: $farthest) {
    rank country { id name } measure ` + measureFields + `
  }
  sources { importName loaded }
}`
			return ask(cmd.Context(), store, io, q, vars, asJSON, &a, func() {
				rows := [][]string{{"rank", "country", strings.ToLower(strings.ReplaceAll(measure, "_", " ")), "95 % interval", "n"}}
				for _, n := range a.Closest {
					interval := "–"
					if n.Measure.Low != nil && n.Measure.High != nil {
						interval = fmt.Sprintf("%.4f–%.4f", *n.Measure.Low, *n.Measure.High)
					}
					rows = append(rows, []string{fmt.Sprint(n.Rank), n.Country.Name, n.Measure.text(), interval, thousands(n.Measure.N)})
				}
				table(io.out, rows)
				if len(a.Closest) == 0 {
					fmt.Fprintln(io.out, "No state has enough votes in common (--min-votes lowers the bound).")
				} else {
					fmt.Fprintln(io.out, "\n"+wrap(a.Closest[0].Measure.Definition, lineWidth))
				}
				for _, s := range a.Sources {
					if s.ImportName == "undl-ga" && (s.Loaded == nil || *s.Loaded != "file") && !slices.Equal(f.body, []string{"sc"}) {
						printList(io.out, "Note", []string{"In the General Assembly only the nine states of the starter graph can be ranked; import the Assembly's records to have all: entente import undl-ga FILE."})
					}
				}
			})
		},
	}
	f.flags(c.Flags())
	c.Flags().StringVar(&measure, "measure", "identical", "a measure of the API: identical, half_credit, kappa_squared, …")
	c.Flags().IntVar(&first, "first", 10, "how many")
	c.Flags().BoolVar(&farthest, "farthest", false, "rank from the other end")
	c.Flags().IntVar(&minVotes, "min-votes", 0, "least number of votes in common; 0: at least 30 and half of the most in the list")
	c.Flags().BoolVar(&asJSON, "json", false, "print what GraphQL answers")
	return c
}

func newMatrix(io stdio, store *storeOptions) *cobra.Command {
	var f filterFlags
	var measure string
	var asJSON, asCSV bool
	c := &cobra.Command{
		Use:   "matrix A B C …",
		Short: "One measure for all pairs of some states",
		Args:  cobra.MinimumNArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			where, err := f.where()
			if err != nil {
				return err
			}
			vars := map[string]any{"among": args, "where": where, "measure": strings.ToUpper(measure)}
			var a struct {
				Alignments struct {
					Countries []struct{ ID, Name string }
					Values    [][]*float64
					N         [][]int
				}
			}
			const q = `query Matrix($among: [String!]!, $where: VoteFilter, $measure: MeasureName!) {
  alignments(among: $among, where: $where, measure: $measure) {
    measure countries { id name } values n
    applied { body since until boundBy topics { id name } about { id name } kinds contested rollCalls }
  }
}`
			return ask(cmd.Context(), store, io, q, vars, asJSON, &a, func() {
				m := &a.Alignments
				if asCSV {
					printMatrixCSV(io.out, m.Countries, m.Values, m.N)
					return
				}
				rows := [][]string{{strings.ToLower(measure)}}
				for _, c := range m.Countries {
					rows[0] = append(rows[0], strings.TrimPrefix(c.ID, "country/"))
				}
				for i, c := range m.Countries {
					row := []string{c.Name}
					for j := range m.Countries {
						if m.Values[i][j] == nil {
							row = append(row, "–")
							continue
						}
						row = append(row, fmt.Sprintf("%.3f (%d)", *m.Values[i][j], m.N[i][j]))
					}
					rows = append(rows, row)
				}
				table(io.out, rows)
				fmt.Fprintln(io.out, "\nIn brackets: the number of roll calls on which both voted. – : no value.")
			})
		},
	}
	f.flags(c.Flags())
	c.Flags().StringVar(&measure, "measure", "identical", "a measure of the API")
	c.Flags().BoolVar(&asJSON, "json", false, "print what GraphQL answers")
	c.Flags().BoolVar(&asCSV, "csv", false, "print one line per pair: a,b,value,n")
	return c
}

func newCohesion(io stdio, store *storeOptions) *cobra.Command {
	var f filterFlags
	var asJSON bool
	c := &cobra.Command{
		Use:   "cohesion A B C …",
		Short: "How much a group of states, or an organisation's members of the day, votes as one",
		Example: "  entente cohesion NATO --body ga\n" +
			"  entente cohesion France Germany Italy",
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			where, err := f.where()
			if err != nil {
				return err
			}
			var a struct {
				Cohesion struct {
					RollCalls                   int
					AgreementIndex, Rice, AsOne measureAnswer
					Warnings                    []string
				}
			}
			const q = `query Cohesion($of: [String!]!, $where: VoteFilter) {
  cohesion(of: $of, where: $where) {
    countries { id name } rollCalls
    agreementIndex ` + measureFields + ` rice ` + measureFields + ` asOne ` + measureFields + `
    applied { body since until boundBy topics { id name } about { id name } kinds contested rollCalls }
    warnings
  }
}`
			return ask(cmd.Context(), store, io, q, map[string]any{"of": args, "where": where}, asJSON, &a, func() {
				co := &a.Cohesion
				fmt.Fprintf(io.out, "%s on which at least two of them voted.\n\n", thousands(co.RollCalls)+" roll calls")
				rows := [][]string{{"", "mean", "roll calls"}}
				for _, m := range []struct {
					name string
					m    measureAnswer
				}{{"agreement index", co.AgreementIndex}, {"Rice cohesion", co.Rice}, {"voted as one", co.AsOne}} {
					rows = append(rows, []string{m.name, m.m.text(), thousands(m.m.N)})
				}
				table(io.out, rows)
				printList(io.out, "Definition", []string{co.AgreementIndex.Definition, co.Rice.Definition, co.AsOne.Definition})
				printList(io.out, "Note", co.Warnings)
			})
		},
	}
	f.flags(c.Flags())
	c.Flags().BoolVar(&asJSON, "json", false, "print what GraphQL answers")
	return c
}
