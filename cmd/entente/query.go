package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
)

func newQuery(sio stdio, store *storeOptions) *cobra.Command {
	var file string
	var vars []string
	c := &cobra.Command{
		Use:   "query [GRAPHQL]",
		Short: "Answer any GraphQL query without a server",
		Example: "  entente query '{ country(name: \"Moscow\") { id name } }'\n" +
			"  entente query -f question.graphql --var a=Moscow --var 'where={\"body\":\"SECURITY_COUNCIL\"}'",
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			text, err := queryText(sio.in, file, args)
			if err != nil {
				return err
			}
			values := map[string]any{}
			for _, v := range vars {
				name, value, ok := strings.Cut(v, "=")
				if !ok {
					return usagef("--var takes name=value, not %q", v)
				}
				values[name] = varValue(value)
			}
			return ask(cmd.Context(), store, sio, text, values, true, nil, nil)
		},
	}
	c.Flags().StringVarP(&file, "file", "f", "", "read the query from a file; - for standard input")
	c.Flags().StringArrayVar(&vars, "var", nil, "name=value; a value that is JSON is taken as such, another as text")
	return c
}

func queryText(in io.Reader, file string, args []string) (string, error) {
	switch {
	case file != "" && len(args) > 0:
		return "", usagef("give the query as an argument or by -f, not both")
	case file == "-":
		b, err := io.ReadAll(in)
		return string(b), err
	case file != "":
		b, err := os.ReadFile(file) // #nosec G304 -- whoever asks names it
		if err != nil {
			return "", fmt.Errorf("read the query: %w", err)
		}
		return string(b), nil
	case len(args) == 1:
		return args[0], nil
	}
	return "", usagef("no query: give it as an argument or by -f FILE")
}

// varValue takes JSON as JSON and anything else as text, so that --var a=Moscow
// needs no quotes inside quotes.
func varValue(s string) any {
	d := json.NewDecoder(strings.NewReader(s))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil || d.More() {
		return s
	}
	return v
}
