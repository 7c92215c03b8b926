package main

import (
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"entente/graph/measure"
	"entente/seed/facts"
)

// version is the program's version; releases set it when they link.
var version = "dev"

func newVersion(io stdio) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "The program's version and that of its formulas and starter graph",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			revision := "unknown"
			if info, ok := debug.ReadBuildInfo(); ok {
				for _, s := range info.Settings {
					if s.Key == "vcs.revision" {
						revision = s.Value
					}
				}
			}
			table(io.out, [][]string{
				{"entente", version}, {"commit", revision}, {"formulas", measure.Version},
				{"starter graph", facts.Fingerprint()}, {"built with", runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH},
			})
			return nil
		},
	}
}
