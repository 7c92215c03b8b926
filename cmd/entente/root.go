package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"entente/graph/analysis"
)

// Exit codes: answered, failed, usage, unknown or ambiguous name, rows refused.
const (
	exitOK      = 0
	exitFailed  = 1
	exitUsage   = 2
	exitName    = 3
	exitRefused = 4
)

// envPrefix begins every environment twin of a flag: --store is ENTENTE_STORE.
const envPrefix = "ENTENTE_"

// stdio is where a command reads and writes: answers go to out, everything
// else to err.
type stdio struct {
	in       io.Reader
	out, err io.Writer
}

// exitError carries an exit code with an error already worded for people.
type exitError struct {
	code int
	err  error
}

func (e *exitError) Error() string { return e.err.Error() }
func (e *exitError) Unwrap() error { return e.err }

func usagef(format string, args ...any) error {
	return &exitError{exitUsage, fmt.Errorf(format, args...)}
}

// run executes one command line and gives the exit code.
func run(ctx context.Context, args []string, io stdio) int {
	root := newRoot(io)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitOK
	}
	if text := err.Error(); text != "" {
		fmt.Fprintln(io.err, "entente: "+text)
	}
	var coded *exitError
	var name *analysis.NameError
	switch {
	case errors.As(err, &coded):
		return coded.code
	case errors.As(err, &name):
		return exitName
	case isUsage(err):
		return exitUsage
	}
	return exitFailed
}

// isUsage recognises cobra's own complaints, which have no type.
func isUsage(err error) bool {
	for _, head := range []string{"unknown command", "unknown flag", "unknown shorthand", "accepts ", "requires at least", "invalid argument", "flag needs", "required flag"} {
		if strings.HasPrefix(err.Error(), head) {
			return true
		}
	}
	return false
}

func newRoot(io stdio) *cobra.Command {
	var opts storeOptions
	root := &cobra.Command{
		Use:           "entente",
		Short:         "How states relate: votes, agreements and claims, each with its source",
		SilenceErrors: true,
		SilenceUsage:  true,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			if err := fromEnvironment(cmd.Flags()); err != nil {
				return err
			}
			return fromFile(cmd)
		},
	}
	root.SetOut(io.out)
	root.SetErr(io.err)
	root.CompletionOptions.HiddenDefaultCmd = true
	opts.flags(root.PersistentFlags())
	root.PersistentFlags().String("config", "", "file of settings, a line each: name = value, the names being the flags'; flags and environment go before it")

	root.AddCommand(
		newServe(io, &opts), newAlign(io, &opts), newClosest(io, &opts), newMatrix(io, &opts), newCohesion(io, &opts), newFollows(io, &opts), newChange(io, &opts), newNetwork(io, &opts),
		newRelations(io, &opts), newTimeline(io, &opts), newAllies(io, &opts), newWho(io, &opts), newConflicts(io, &opts),
		newCheck(io, &opts), newBrief(io, &opts),
		newImport(io, &opts), newExport(io, &opts), newRestore(io, &opts), newDerive(io, &opts), newIdeal(io, &opts), newQuery(io, &opts), newStatus(io, &opts), newVerify(io, &opts), newPeople(io, &opts), newSources(io, &opts), newVersion(io), newHealthy(),
	)
	return root
}

// fromEnvironment gives every flag that was not set its environment twin.
func fromEnvironment(flags *pflag.FlagSet) error {
	var err error
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Changed || err != nil {
			return
		}
		name := envPrefix + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
		value, ok := os.LookupEnv(name)
		if !ok {
			return
		}
		if e := flags.Set(f.Name, value); e != nil {
			err = usagef("%s in the environment is not a value for --%s: %v", name, f.Name, e)
		}
	})
	return err
}
