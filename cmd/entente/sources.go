package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func newSources(io stdio, store *storeOptions) *cobra.Command {
	var asJSON, all bool
	c := &cobra.Command{
		Use:   "sources",
		Short: "The datasets: what they are, licence, citation, where to get them, what is loaded",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			var a struct {
				Sources []struct {
					ID, Name, Kind                  string
					Citation, URL, Licence, Version *string
					Since, Until, Loaded            *string
					Records                         *int
				}
			}
			const q = `{ sources { id name kind citation url licence version since until loaded records } }`
			return ask(cmd.Context(), store, io, q, nil, asJSON, &a, func() {
				for _, s := range a.Sources {
					if s.Kind != "dataset" && !all {
						continue
					}
					fmt.Fprintf(io.out, "%s\n", s.ID)
					rows := [][]string{{"  name", s.Name}, {"  covers", coverage(s.Since, s.Until)}, {"  loaded", loaded(s.Loaded, s.Records)}}
					for _, f := range []struct {
						name  string
						value *string
					}{{"version", s.Version}, {"licence", s.Licence}, {"cite", s.Citation}, {"get it", s.URL}} {
						if f.value != nil && *f.value != "" {
							rows = append(rows, []string{"  " + f.name, *f.value})
						}
					}
					table(io.out, rows)
					fmt.Fprintln(io.out)
				}
			})
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print what GraphQL answers")
	c.Flags().BoolVar(&all, "all", false, "also the works that single facts of the starter graph cite")
	return c
}

func coverage(since, until *string) string {
	if since == nil && until == nil {
		return "not stated"
	}
	return orDash(since) + " to " + orDash(until)
}

func loaded(how *string, records *int) string {
	if how == nil || *how == "" {
		return "no"
	}
	text := map[string]string{"starter": "as far as the starter graph cites it", "file": "from its file"}[*how]
	if text == "" {
		text = *how
	}
	if records != nil && *records > 0 {
		text += ", " + thousands(*records) + " records"
	}
	return text
}
