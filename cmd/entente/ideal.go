package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"entente/graph"
	"entente/graph/analysis"
)

// idealPointAnswer and what follows are what ideal prints with --json.
type idealPointAnswer struct {
	ID       string  `json:"id"`
	Name     string  `json:"name"`
	Session  string  `json:"session"`
	Position float64 `json:"position"`
	SD       float64 `json:"sd"`
	Low      float64 `json:"low"`
	High     float64 `json:"high"`
	Votes    int     `json:"votes"`
	RHat     float64 `json:"rhat"`
	FewVotes bool    `json:"fewVotes"`
}

type idealDistanceAnswer struct {
	A                string   `json:"a"`
	B                string   `json:"b"`
	Session          string   `json:"session"`
	Distance         *float64 `json:"distance"`
	Low              *float64 `json:"low"`
	High             *float64 `json:"high"`
	N                int      `json:"n"`
	Rank             int      `json:"rank,omitempty"`
	Of               int      `json:"of,omitempty"`
	UndefinedBecause string   `json:"undefinedBecause,omitempty"`
}

type idealAnswer struct {
	Points     []idealPointAnswer    `json:"points"`
	Distances  []idealDistanceAnswer `json:"distances"`
	Definition string                `json:"definition,omitempty"`
}

func newIdeal(io stdio, store *storeOptions) *cobra.Command {
	var session string
	var asJSON bool
	c := &cobra.Command{
		Use:   "ideal A [B …]",
		Short: "Where states stand in the Assembly by a model of all its votes, and how far apart",
		Long: `Estimated positions of states by session of the General Assembly, and the distance of each two.
Distances and order within a session are what the votes tell; the level of a whole session is not in them.
One state gives its positions in all sessions, several give one session: the last complete one in which the first two voted, or --session.
The first time the positions of all states are estimated, which takes some seconds, and kept in the store.`,
		Example: "  entente ideal Moscow Beijing Washington\n  entente ideal France --session 58",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			service, s, err := store.service(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			defer service.Close()
			if _, err := deriveIdeal(cmd.Context(), io, service); err != nil && !errors.Is(err, graph.ErrReadOnly) {
				return err
			}
			a, err := askIdeal(cmd.Context(), service, args, session)
			if analysis.IsBadRequest(err) {
				return &exitError{exitUsage, err}
			}
			if err != nil {
				return err
			}
			if asJSON {
				e := json.NewEncoder(io.out)
				e.SetIndent("", "  ")
				return e.Encode(a)
			}
			printIdeal(io, a)
			return nil
		},
	}
	c.Flags().StringVar(&session, "session", "", "a regular session: 74")
	c.Flags().BoolVar(&asJSON, "json", false, "print as JSON")
	return c
}

// deriveIdeal estimates the positions where that is needed, telling how far it
// is on a terminal.
func deriveIdeal(ctx context.Context, io stdio, service *analysis.Service) (analysis.IdealReport, error) {
	shown := false
	r, err := service.DeriveIdeal(ctx, func(percent int) {
		if isTerminal(io.err) {
			fmt.Fprintf(io.err, "\restimating ideal points: %d %%", percent)
			shown = true
		}
	})
	if shown {
		fmt.Fprintln(io.err)
	}
	return r, err
}

func askIdeal(ctx context.Context, service *analysis.Service, of []string, session string) (*idealAnswer, error) {
	a := &idealAnswer{Points: []idealPointAnswer{}, Distances: []idealDistanceAnswer{}}
	name := func(k graph.Key) string { return service.DisplayName(k, graph.Date{}) }
	for i, x := range of {
		for _, y := range of[:i] {
			d, err := service.IdealPointDistance(ctx, y, x, session)
			if err != nil {
				return nil, err
			}
			if session == "" {
				session = d.Session // of the first two; the others are shown beside them
			}
			row := idealDistanceAnswer{A: name(d.A), B: name(d.B), Session: d.Session, N: d.N, Rank: d.Rank, Of: d.Of, UndefinedBecause: d.UndefinedBecause}
			if d.Defined {
				row.Distance, row.Low, row.High = &d.Distance, &d.Low, &d.High
			}
			a.Distances = append(a.Distances, row)
		}
	}
	var sessions []string
	if session != "" {
		sessions = []string{session}
	}
	points, err := service.IdealPoints(ctx, of, sessions)
	if err != nil {
		return nil, err
	}
	for _, p := range points {
		a.Points = append(a.Points, idealPointAnswer{p.Country.ID, name(p.Country), p.Session, p.Position, p.SD, p.Low, p.High, p.Votes, p.RHat, p.FewVotes})
		a.Definition = p.Definition
	}
	return a, nil
}

func printIdeal(io stdio, a *idealAnswer) {
	if len(a.Points) == 0 {
		fmt.Fprintln(io.out, "No position: no vote that counts is on record.")
	} else {
		rows := [][]string{{"session", "country", "position", "5–95 %", "votes", ""}}
		for _, p := range a.Points {
			note := ""
			if p.FewVotes {
				note = "few votes: mostly the prior"
			}
			rows = append(rows, []string{p.Session, p.Name, fmt.Sprintf("%+.2f", p.Position), fmt.Sprintf("%+.2f to %+.2f", p.Low, p.High), thousands(p.Votes), note})
		}
		table(io.out, rows)
	}
	if len(a.Distances) > 0 {
		rows := [][]string{{"session", "pair", "distance", "5–95 %", "roll calls", "nearest first"}}
		for _, d := range a.Distances {
			row := []string{d.Session, d.A + " – " + d.B, "–", "–", thousands(d.N), d.UndefinedBecause}
			if d.Distance != nil {
				row[2], row[3] = fmt.Sprintf("%.2f", *d.Distance), fmt.Sprintf("%.2f to %.2f", *d.Low, *d.High)
				row[5] = "not ranked: few votes"
				if d.Rank > 0 {
					row[5] = fmt.Sprintf("place %s of %s", thousands(d.Rank), thousands(d.Of))
				}
			}
			rows = append(rows, row)
		}
		fmt.Fprintln(io.out)
		table(io.out, rows)
	}
	if a.Definition != "" {
		fmt.Fprintln(io.out, "\n"+wrap(a.Definition, lineWidth))
	}
}

// idealRows are the lines of derive about ideal points.
func idealRows(r analysis.IdealReport) [][]string {
	from := "the store had them"
	if r.Computed {
		from = "computed"
	}
	rows := [][]string{
		{"ideal points", fmt.Sprintf("%s in %d sessions from %s votes on %s roll calls (%s)", thousands(r.Points), r.Sessions, thousands(r.Votes), thousands(r.RollCalls), from)},
		{"settled", fmt.Sprintf("%.1f %% have a split R-hat of at most 1.1; the worst is %.2f", 100*r.Converged, r.WorstRHat)},
	}
	if len(r.Reversed) > 0 {
		rows = append(rows, []string{"wrong way round", "sessions " + strings.Join(r.Reversed, ", ")})
	}
	for _, j := range r.Jumps {
		rows = append(rows, []string{"to be looked at", fmt.Sprintf("%s moved by %+.2f from session %s to %s", strings.TrimPrefix(j.Country.ID, "country/"), j.Change, j.From, j.To)})
	}
	return rows
}
