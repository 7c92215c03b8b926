package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"entente/graph"
	"entente/graph/analysis"
	"entente/graph/vocab"
)

// deriveAnswer is what derive prints with --json.
type deriveAnswer struct {
	Overall   int    `json:"overall"`
	Years     int    `json:"years"`
	Created   int    `json:"created"`
	Updated   int    `json:"updated"`
	Unchanged int    `json:"unchanged"`
	Removed   int    `json:"removed"`
	Revision  string `json:"revision"`

	IdealPoints *derivedIdealAnswer `json:"idealPoints,omitempty"`
}

type derivedIdealAnswer struct {
	Points    int     `json:"points"`
	RollCalls int     `json:"rollCalls"`
	Votes     int     `json:"votes"`
	Computed  bool    `json:"computed"`
	Converged float64 `json:"converged"`
	WorstRHat float64 `json:"worstRhat"`
}

// derivedAnswer is what derive --check and status print with --json.
type derivedAnswer struct {
	State    string `json:"state"` // none, current, stale, broken
	Edges    int    `json:"edges"`
	Revision string `json:"revision,omitempty"`
	Day      string `json:"day,omitempty"`
}

// deriveCost was measured on one core with an embedded store.
const deriveCost = `with all records of the Assembly (5,200 roll calls, 860,000 positions) 22,562 edges over all years take 1.4 s and 4 MB,
the Council's years 7,438 edges and 1 MB more, --by year for both bodies 883,733 edges, 10 s and 130 MB more.
`

func newDerive(io stdio, store *storeOptions) *cobra.Command {
	var body []string
	var by string
	var check, asJSON, withIdeal bool
	c := &cobra.Command{
		Use:   "derive",
		Short: "Write alignment back into the graph, as marked edges for Cypher users",
		Long: `Write how often each two states voted the same into the graph as ALIGNED_WITH edges, one per pair and body.
They replace those of an earlier run as a whole; where no vote changed, nothing is written.
No answer of this program reads them. Each names the revision it was computed from.

With --by year there is an edge per pair and calendar year besides. That is far more:
` + deriveCost + `
With --ideal-points the positions of all states in all sessions of the Assembly are estimated besides (see entente ideal) and kept as
IDEAL_POINT edges: 10,887 edges, 12 s of processor time shared by all cores, 13 MB. Where the votes are the same nothing is computed.

--check writes nothing and tells whether the edges rest on the votes there are: current (exit 0), none, stale or broken (exit 1).`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			bodies, err := storedBodies("--body", body)
			if err != nil {
				return err
			}
			years, err := yearBodies(by, bodies)
			if err != nil {
				return err
			}
			service, s, err := store.service(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			defer service.Close()
			if check {
				return checkDerived(cmd, io, service, asJSON)
			}

			began := time.Now()
			r, err := service.Derive(cmd.Context(), analysis.DeriveOptions{Bodies: bodies, ByYear: years, Day: graph.DateOf(began.UTC())})
			if analysis.IsBadRequest(err) {
				return &exitError{exitUsage, err}
			}
			if err != nil {
				return err
			}
			a := deriveAnswer{Overall: r.Overall, Years: r.Years, Created: r.Edges.Created, Updated: r.Edges.Updated, Unchanged: r.Edges.Unchanged, Removed: r.Removed, Revision: r.Revision}
			var ideal [][]string
			if withIdeal {
				p, err := deriveIdeal(cmd.Context(), io, service)
				if err != nil {
					return err
				}
				a.IdealPoints = &derivedIdealAnswer{p.Points, p.RollCalls, p.Votes, p.Computed, p.Converged, p.WorstRHat}
				ideal = idealRows(p)
			}
			if asJSON {
				return json.NewEncoder(io.out).Encode(a)
			}
			table(io.out, append([][]string{
				{"edges over all years", thousands(r.Overall)},
				{"edges by year", thousands(r.Years)},
				{"written", thousands(r.Edges.Created + r.Edges.Updated)},
				{"unchanged", thousands(r.Edges.Unchanged)},
				{"removed", thousands(r.Removed)},
				{"computed from revision", r.Revision},
			}, ideal...))
			fmt.Fprintf(io.err, "took %s\n", time.Since(began).Round(10*time.Millisecond))
			return nil
		},
	}
	c.Flags().StringSliceVar(&body, "body", nil, "bodies: ga, sc (default both)")
	c.Flags().StringVar(&by, "by", "", "finer edges besides: year, or year:sc for one body alone")
	c.Flags().BoolVar(&withIdeal, "ideal-points", false, "estimate and keep the ideal points of the Assembly besides")
	c.Flags().BoolVar(&check, "check", false, "tell how the edges stand and write nothing")
	c.Flags().BoolVar(&asJSON, "json", false, "print as JSON")
	return c
}

// storedBodies reads the words for bodies; none mean all.
func storedBodies(flag string, asked []string) ([]string, error) {
	var out []string
	for _, a := range asked {
		w, ok := bodyWords[strings.ToLower(a)]
		if !ok {
			return nil, usagef("%s takes ga or sc as a body, not %q", flag, a)
		}
		out = append(out, strings.ToLower(w))
	}
	return out, nil
}

// yearBodies reads --by: "", "year" (all bodies asked for) or "year:sc".
func yearBodies(by string, bodies []string) ([]string, error) {
	period, of, some := strings.Cut(by, ":")
	switch {
	case by == "":
		return nil, nil
	case period != analysis.PeriodYear || some && of == "":
		return nil, usagef("--by takes year, or year:sc and year:ga for one body, not %q", by)
	case some:
		return storedBodies("--by", []string{of})
	case len(bodies) > 0:
		return bodies, nil
	}
	return vocab.Bodies, nil
}

func derivedState(d analysis.Derived, ok bool) *derivedAnswer {
	a := &derivedAnswer{"current", d.Edges, d.Revision, d.Day.String()}
	switch {
	case !ok:
		a.State = "none"
	case d.Broken:
		a.State = "broken"
	case d.Stale:
		a.State = "stale"
	}
	return a
}

func checkDerived(cmd *cobra.Command, io stdio, service *analysis.Service, asJSON bool) error {
	d, ok, err := service.Derived(cmd.Context())
	if err != nil {
		return err
	}
	a := derivedState(d, ok)
	if asJSON {
		if err := json.NewEncoder(io.out).Encode(a); err != nil {
			return err
		}
	} else {
		table(io.out, [][]string{{"state", a.State}, {"edges", thousands(a.Edges)}, {"computed from revision", a.Revision}, {"on", a.Day}})
	}
	if a.State != "current" {
		return &exitError{exitFailed, fmt.Errorf("the derived edges are not those of the votes in the store (%s); run entente derive", a.State)}
	}
	return nil
}
