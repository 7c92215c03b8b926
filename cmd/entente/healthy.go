package main

import (
	"fmt"
	"net/http"
	"time"

	"github.com/spf13/cobra"
)

// newHealthy asks a server whether it is ready. A container made of one binary
// has no curl to ask with.
func newHealthy() *cobra.Command {
	return &cobra.Command{
		Use:    "healthy URL",
		Short:  "Ask a server's /readyz; for container health checks",
		Hidden: true,
		Args:   cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			r, err := http.NewRequestWithContext(cmd.Context(), http.MethodGet, args[0], nil)
			if err != nil {
				return usagef("%q is no address", args[0])
			}
			resp, err := (&http.Client{Timeout: 3 * time.Second}).Do(r)
			if err != nil {
				return fmt.Errorf("the server does not answer: %w", err)
			}
			defer resp.Body.Close()
			if resp.StatusCode != http.StatusOK {
				return fmt.Errorf("the server is not ready: %s", resp.Status)
			}
			return nil
		},
	}
}
