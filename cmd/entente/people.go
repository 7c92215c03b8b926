package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os/user"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"entente/graph"
	"entente/graph/analysis"
)

// personAnswer and pairAnswer are what people review prints with --json.
type personAnswer struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Names   []string `json:"names,omitempty"`
	Born    string   `json:"born,omitempty"`
	Offices []string `json:"offices,omitempty"`
	Sources []string `json:"sources,omitempty"`
}

type pairAnswer struct {
	A      personAnswer    `json:"a"`
	B      personAnswer    `json:"b"`
	Score  float64         `json:"score"`
	Reason string          `json:"reason"`
	Log    []verdictAnswer `json:"log,omitempty"`
}

type verdictAnswer struct {
	Verdict string `json:"verdict"`
	Reason  string `json:"reason"`
	By      string `json:"by,omitempty"`
	Day     string `json:"day,omitempty"`
}

func newPeople(io stdio, store *storeOptions) *cobra.Command {
	c := &cobra.Command{
		Use:   "people",
		Short: "Which persons on record are one: proposals, and verdicts that hold",
		Long: `Sources write names differently and number nobody alike. Where an import is sure that two of them speak of one person, it uses one node;
where that is only likely, it proposes the pair here and decides nothing. A verdict is kept in the graph with its reason and holds through later imports;
it moves and deletes nothing, and undo takes it back.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	c.AddCommand(newPeopleReview(io, store),
		newVerdict(io, store, "merge A B --reason R", "Decide that two nodes are one person", "one person from now on", (*analysis.Service).MergePeople),
		newVerdict(io, store, "split A B --reason R", "Decide that two nodes are different persons", "different persons; they are not proposed again", (*analysis.Service).SplitPeople),
		newVerdict(io, store, "undo A B --reason R", "Take a verdict back", "undecided again", (*analysis.Service).UndoPeople))
	return c
}

func newPeopleReview(io stdio, store *storeOptions) *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "review",
		Short: "List the pairs that may be one person and are not decided",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			service, s, err := store.service(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			defer service.Close()
			pairs, err := service.PeopleProposals(cmd.Context())
			if err != nil {
				return err
			}
			if asJSON {
				out := make([]pairAnswer, len(pairs))
				for i, p := range pairs {
					out[i] = pairAnswer{brief(p.A), brief(p.B), p.Score, p.Reason, nil}
					for _, v := range p.Log {
						out[i].Log = append(out[i].Log, verdictAnswer{v.Verdict, v.Reason, v.By, v.Day.String()})
					}
				}
				e := json.NewEncoder(io.out)
				e.SetIndent("", "  ")
				return e.Encode(out)
			}
			if len(pairs) == 0 {
				fmt.Fprintln(io.out, "no pair of persons waits for a verdict")
				return nil
			}
			for _, p := range pairs {
				fmt.Fprintf(io.out, "%s  %s\n  %.2f  %s\n", p.A.Key.ID, p.B.Key.ID, p.Score, p.Reason)
				for _, b := range []analysis.PersonBrief{p.A, p.B} {
					fmt.Fprintf(io.out, "  %s: %s\n", b.Name, strings.Join(b.Offices, "; "))
				}
				for _, v := range p.Log {
					fmt.Fprintf(io.out, "  %s %s: %s\n", v.Day, v.Verdict, v.Reason)
				}
			}
			fmt.Fprintf(io.err, "%s pairs; decide with entente people merge or split\n", thousands(len(pairs)))
			return nil
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print as JSON")
	return c
}

func brief(b analysis.PersonBrief) personAnswer {
	return personAnswer{b.Key.ID, b.Name, b.Names, b.Born.String(), b.Offices, b.Sources}
}

type decide func(s *analysis.Service, ctx context.Context, a, b string, d analysis.Decision) error

func newVerdict(io stdio, store *storeOptions, use, short, done string, f decide) *cobra.Command {
	var reason, by string
	c := &cobra.Command{
		Use:   use,
		Short: short,
		Long:  short + ". A and B are ids, as people review prints them.",
		Args:  cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			if strings.TrimSpace(reason) == "" {
				return usagef("a verdict on persons needs a --reason")
			}
			if by == "" {
				if u, err := user.Current(); err == nil {
					by = u.Username
				}
			}
			service, s, err := store.service(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			defer service.Close()
			err = f(service, cmd.Context(), args[0], args[1], analysis.Decision{Reason: reason, By: by, Day: graph.DateOf(time.Now())})
			switch {
			case errors.Is(err, graph.ErrNotFound):
				return &exitError{exitName, err}
			case analysis.IsBadRequest(err):
				return &exitError{exitUsage, err}
			case err != nil:
				return err
			}
			fmt.Fprintf(io.out, "%s and %s: %s\n", args[0], args[1], done)
			return nil
		},
	}
	c.Flags().StringVar(&reason, "reason", "", "why, kept with the verdict (required)")
	c.Flags().StringVar(&by, "by", "", "who decides (default: the user of this machine)")
	return c
}
