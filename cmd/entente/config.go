package main

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// maxConfig bounds a file of settings.
const maxConfig = 1 << 20

// fromFile gives every flag of cmd that neither the command line nor the
// environment set its line of the file named by --config. A line is
// "name = value", the name being a flag's; # begins a comment. It needs no
// library and no second spelling of any name. A name that no command has is an
// error; one that another command has is for that command.
func fromFile(cmd *cobra.Command) error {
	f := cmd.Flags().Lookup("config")
	if f == nil || f.Value.String() == "" {
		return nil
	}
	path := f.Value.String()
	file, err := os.Open(path) // #nosec G304 -- the operator names it
	if err != nil {
		return usagef("the file of --config cannot be read: %v", err)
	}
	defer file.Close()

	known := map[string]bool{}
	var names func(c *cobra.Command)
	names = func(c *cobra.Command) {
		c.Flags().VisitAll(func(f *pflag.Flag) { known[f.Name] = true })
		c.PersistentFlags().VisitAll(func(f *pflag.Flag) { known[f.Name] = true })
		for _, sub := range c.Commands() {
			names(sub)
		}
	}
	names(cmd.Root())

	set := map[string]bool{}
	s := bufio.NewScanner(file)
	s.Buffer(nil, maxConfig)
	for n := 1; s.Scan(); n++ {
		line := strings.TrimSpace(strings.TrimPrefix(s.Text(), "\ufeff"))
		if line == "" || line[0] == '#' {
			continue
		}
		name, value, ok := strings.Cut(line, "=")
		name, value = strings.TrimSpace(name), strings.TrimSpace(value)
		if unquoted, err := strconv.Unquote(value); err == nil {
			value = unquoted
		}
		switch {
		case !ok:
			return usagef("%s, line %d: a line is \"name = value\"", path, n)
		case strings.Contains(name, "password"):
			return usagef("%s, line %d: a password is no setting; put it into %sNEO4J_PASSWORD or the file that %sNEO4J_PASSWORD_FILE names", path, n, envPrefix, envPrefix)
		case name == "config" || !known[name]:
			return usagef("%s, line %d: there is no setting %q; the names are those of the flags", path, n, name)
		case set[name]:
			return usagef("%s, line %d: %s is set twice", path, n, name)
		}
		set[name] = true
		flag := cmd.Flags().Lookup(name)
		if flag == nil || flag.Changed {
			continue
		}
		if err := cmd.Flags().Set(name, value); err != nil {
			return usagef("%s, line %d: %q is not a value for %s: %v", path, n, value, name, err)
		}
	}
	if err := s.Err(); err != nil {
		return fmt.Errorf("read the settings in %s: %w", path, err)
	}
	return nil
}

// limitValue is a limit as a flag: a whole number, for times also "2s".
type limitValue struct {
	value *int64
	unit  string
}

func (v limitValue) String() string {
	if v.value == nil {
		return "0"
	}
	return strconv.FormatInt(*v.value, 10)
}

func (v limitValue) Type() string {
	if v.unit == "" {
		return "number"
	}
	return v.unit
}

func (v limitValue) Set(s string) error {
	if v.unit == "ms" {
		if d, err := time.ParseDuration(s); err == nil {
			*v.value = d.Milliseconds()
			return nil
		}
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return fmt.Errorf("%q is no whole number", s)
	}
	*v.value = n
	return nil
}
