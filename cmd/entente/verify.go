package main

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"entente/graph/analysis"
)

func newVerify(sio stdio, store *storeOptions) *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "verify",
		Short: "Check the whole store: structure, ends, dates, totals, sources",
		Long:  "Read the whole store and check it. Damage is what must not be in a store; contradictions are the records' own and stay.\nExit: 0 sound, 1 damaged.",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := store.open(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			progress, done := progressOn(sio.err, "elements")
			v, err := analysis.Verify(cmd.Context(), s, analysis.VerifyOptions{Progress: progress})
			done()
			if err != nil {
				return err
			}
			if asJSON {
				e := json.NewEncoder(sio.out)
				e.SetIndent("", "  ")
				if err := e.Encode(v); err != nil {
					return fmt.Errorf("write the answer: %w", err)
				}
			} else {
				printVerification(sio, v)
			}
			if !v.Sound() {
				return errors.New("the store is damaged; restore an export, or import the datasets into a new store")
			}
			return nil
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print as JSON")
	return c
}

func printVerification(sio stdio, v *analysis.Verification) {
	rows := [][]string{{"check", "looked at", "found", "", "what"}}
	for _, c := range v.Checks {
		state := "sound"
		switch {
		case c.Found > 0 && c.Damage:
			state = "DAMAGE"
		case c.Found > 0:
			state = "contradictions"
		}
		rows = append(rows, []string{c.Name, thousands(c.Looked), thousands(c.Found), state, c.Doc})
	}
	table(sio.out, rows)
	for _, c := range v.Checks {
		for i, e := range c.Examples {
			if i == 0 {
				fmt.Fprintf(sio.out, "\n%s:\n", c.Name)
			}
			fmt.Fprintln(sio.out, "  "+e)
		}
		if n := c.Found - len(c.Examples); n > 0 {
			fmt.Fprintf(sio.out, "  and %s more\n", thousands(n))
		}
	}
	fmt.Fprintln(sio.out)
	rows = [][]string{{"source", "edges", "covers"}}
	for _, s := range v.Sources {
		rows = append(rows, []string{s.ID, thousands(s.Edges), s.Covers})
	}
	table(sio.out, rows)
	fmt.Fprintf(sio.out, "\nrevision %s\n", v.Revision)
}
