// Package record is the text form of the starter graph's voting records: one
// line a roll call, written by the generator and read by the loader.
//
// A Council file:
//
//	seats 1973-01-01 CHN FRA GBR RUS USA AUS AUT …
//	1973-10-22 S/RES/338(1973) whole adopted 14-0-0-1 XYYYYYYYYYYYYYY S/PV.1747 topics:palestine-israel ref:undl:93465
//	  ! d votes | undl-sc AYYYYYYYYYYYYYY | sc-meetings 14-0-0 | absent: CHN
//
// Dates come first, then symbol, kind, outcome, tally and the positions in the
// order of the last line of seats. Positions are Y, N, A, X (took no part) and -
// (not known); in the Assembly's files also . (not a member). A tally is
// yes-no-abstain-absent; a part that is not known is ?. A line that begins with
// ! is a conflict of the roll call above it: the rule that settled it, what it is
// about, what each source says, and what was settled.
package record

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"entente/graph"
)

// Letters of positions.
const (
	Yes       = 'Y'
	No        = 'N'
	Abstain   = 'A'
	Absent    = 'X'
	Unknown   = '-'
	NotMember = '.'
)

// Choice gives the vocabulary's word for a letter, "" for unknown and no
// member.
func Choice(letter byte) string {
	switch letter {
	case Yes:
		return "yes"
	case No:
		return "no"
	case Abstain:
		return "abstain"
	case Absent:
		return "absent"
	}
	return ""
}

// Tally counts positions; -1 where a count is not known.
type Tally struct{ Yes, No, Abstain, Absent int }

// NoTally is the tally of which nothing is known.
var NoTally = Tally{-1, -1, -1, -1}

// Known reports whether yes, no and abstentions are known.
func (t Tally) Known() bool { return t.Yes >= 0 && t.No >= 0 && t.Abstain >= 0 }

// Present is the number of yes, no and abstentions.
func (t Tally) Present() int { return t.Yes + t.No + t.Abstain }

func (t Tally) String() string {
	var b strings.Builder
	for i, n := range [...]int{t.Yes, t.No, t.Abstain, t.Absent} {
		if i > 0 {
			b.WriteByte('-')
		}
		if n < 0 {
			b.WriteByte('?')
		} else {
			b.WriteString(strconv.Itoa(n))
		}
	}
	return b.String()
}

// ParseTally reads "14-0-0-1" or "14-0-0".
func ParseTally(s string) (Tally, error) {
	t := NoTally
	parts := strings.Split(s, "-")
	if len(parts) != 3 && len(parts) != 4 {
		return t, fmt.Errorf("%w: %q is not a tally; write yes-no-abstain-absent", graph.ErrInvalid, s)
	}
	for i, p := range parts {
		if p == "?" {
			continue
		}
		n, err := strconv.Atoi(p)
		if err != nil || n < 0 || n > 300 {
			return NoTally, fmt.Errorf("%w: %q is not a tally; write yes-no-abstain-absent", graph.ErrInvalid, s)
		}
		*[...]*int{&t.Yes, &t.No, &t.Abstain, &t.Absent}[i] = n
	}
	return t, nil
}

// Count counts the letters of known positions; Absent counts X.
func Count(letters string) Tally {
	return Tally{strings.Count(letters, "Y"), strings.Count(letters, "N"), strings.Count(letters, "A"), strings.Count(letters, "X")}
}

// Value is what one source says in a conflict.
type Value struct{ Source, Value string }

// Conflict is one application of a rule: what it is about ("votes", "date",
// "tally", "outcome", "draft", "kind", "row"), what the sources say, what was
// settled.
type Conflict struct {
	Rule, What string
	Values     []Value
	Settled    string
}

// Seats is the order of positions from a day on: the parts of country ids
// behind the prefix.
type Seats struct {
	Since   graph.Date
	Members []string
}

// Vote is one roll call.
type Vote struct {
	Line      int // in its file
	Date      graph.Date
	Session   string // Assembly
	Symbol    string
	Kind      string
	Outcome   string
	Tally     Tally
	Positions string // in the order of Seats; "" where a full list follows
	Full      map[byte][]string
	Meeting   string
	Draft     string
	VetoedBy  []string
	Topics    []string // topic ids
	About     []string // country ids behind the prefix
	Ref       string
	Conflicts []Conflict
	Seats     *Seats
}

// File is a file of votes.
type File struct {
	Head  string // comment lines without their #
	Votes []*Vote
}

// Write writes f in the text form.
func (f *File) Write(w io.Writer) error {
	b := bufio.NewWriter(w)
	for _, l := range strings.Split(strings.TrimSpace(f.Head), "\n") {
		fmt.Fprintf(b, "# %s\n", l)
	}
	var seats *Seats
	session := ""
	for _, v := range f.Votes {
		if v.Seats != seats && v.Seats != nil {
			seats = v.Seats
			fmt.Fprintf(b, "\nseats %s %s\n", seats.Since, strings.Join(seats.Members, " "))
		}
		if v.Session != session {
			session = v.Session
			fmt.Fprintf(b, "\nsession %s\n", session)
		}
		fmt.Fprintf(b, "%s %s %s %s %s", v.Date, v.Symbol, v.Kind, v.Outcome, v.Tally)
		if v.Positions != "" {
			fmt.Fprintf(b, " %s", v.Positions)
		}
		if v.Meeting != "" {
			fmt.Fprintf(b, " %s", v.Meeting)
		}
		for _, t := range []struct {
			name string
			list []string
		}{{"draft", one(v.Draft)}, {"veto", v.VetoedBy}, {"topics", v.Topics}, {"about", v.About}, {"ref", one(v.Ref)}} {
			if len(t.list) > 0 {
				fmt.Fprintf(b, " %s:%s", t.name, strings.Join(t.list, ","))
			}
		}
		b.WriteByte('\n')
		for _, l := range []byte{Yes, No, Abstain, Absent} {
			if len(v.Full[l]) > 0 {
				fmt.Fprintf(b, "  %c %s\n", l, strings.Join(v.Full[l], " "))
			}
		}
		for _, c := range v.Conflicts {
			fmt.Fprintf(b, "  ! %s %s", c.Rule, c.What)
			for _, x := range c.Values {
				fmt.Fprintf(b, " | %s %s", x.Source, x.Value)
			}
			fmt.Fprintf(b, " | %s\n", c.Settled)
		}
	}
	return b.Flush()
}

func one(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// Parse reads the text form. Errors name the line.
func Parse(name string, text []byte) (*File, error) {
	f := &File{}
	var seats *Seats
	var last *Vote
	session := ""
	line := 0
	fail := func(format string, args ...any) error {
		return &graph.RowError{Source: name, Line: line, Err: fmt.Errorf("%w: "+format, append([]any{graph.ErrInvalid}, args...)...)}
	}
	for len(text) > 0 {
		line++
		var raw []byte
		raw, text, _ = bytes.Cut(text, []byte{'\n'})
		s := strings.TrimRight(string(raw), "\r")
		switch {
		case strings.TrimSpace(s) == "" || s[0] == '#':
		case strings.HasPrefix(s, "seats "):
			w := strings.Fields(s)
			if len(w) < 3 {
				return nil, fail("seats wants a day and the members")
			}
			d, err := graph.ParseDate(w[1])
			if err != nil {
				return nil, &graph.RowError{Source: name, Line: line, Field: "seats", Err: err}
			}
			seats, last = &Seats{Since: d, Members: w[2:]}, nil
			if slices.Contains(w[3:], w[2]) {
				return nil, fail("%s has two seats", w[2])
			}
		case strings.HasPrefix(s, "session "):
			session, last = strings.TrimSpace(s[8:]), nil
		case strings.HasPrefix(s, "  ! "):
			if last == nil {
				return nil, fail("a conflict line without a roll call above it")
			}
			c, err := parseConflict(s[4:])
			if err != nil {
				return nil, fail("%s", err)
			}
			last.Conflicts = append(last.Conflicts, c)
		case strings.HasPrefix(s, "  "):
			w := strings.Fields(s)
			if last == nil || len(w) < 2 || len(w[0]) != 1 || Choice(w[0][0]) == "" {
				return nil, fail("a list of members begins with Y, N, A or X and stands under a roll call")
			}
			if last.Full == nil {
				last.Full = map[byte][]string{}
			}
			last.Full[w[0][0]] = append(last.Full[w[0][0]], w[1:]...)
		default:
			v, err := parseVote(s, seats)
			if err != nil {
				return nil, fail("%s", err)
			}
			v.Line, v.Session = line, session
			f.Votes = append(f.Votes, v)
			last = v
		}
	}
	return f, nil
}

func parseVote(s string, seats *Seats) (*Vote, error) {
	w := strings.Fields(s)
	if len(w) < 5 {
		return nil, fmt.Errorf("a roll call has a date, a symbol, a kind, an outcome and a tally")
	}
	d, err := graph.ParseDate(w[0])
	if err != nil {
		return nil, err
	}
	t, err := ParseTally(w[4])
	if err != nil {
		return nil, err
	}
	v := &Vote{Date: d, Symbol: w[1], Kind: w[2], Outcome: w[3], Tally: t, Seats: seats}
	for i, x := range w[5:] {
		tag, val, tagged := strings.Cut(x, ":")
		switch {
		case i == 0 && strings.Trim(x, "YNAX-.") == "":
			if seats == nil || len(x) != len(seats.Members) {
				return nil, fmt.Errorf("%d positions do not fit the seats above", len(x))
			}
			v.Positions = x
		case !tagged:
			if v.Meeting != "" {
				return nil, fmt.Errorf("%q is neither a position nor a tagged field", x)
			}
			v.Meeting = x
		case val == "":
			return nil, fmt.Errorf("the field %q is empty", tag)
		case tag == "draft":
			v.Draft = val
		case tag == "veto":
			v.VetoedBy = strings.Split(val, ",")
		case tag == "topics":
			v.Topics = strings.Split(val, ",")
		case tag == "about":
			v.About = strings.Split(val, ",")
		case tag == "ref":
			v.Ref = val
		default:
			return nil, fmt.Errorf("there is no field %q", tag)
		}
	}
	return v, nil
}

func parseConflict(s string) (Conflict, error) {
	parts := strings.Split(s, " | ")
	rule, what, ok := strings.Cut(parts[0], " ")
	if !ok || len(parts) < 3 {
		return Conflict{}, fmt.Errorf("a conflict is written: ! rule what | source value | source value | settled")
	}
	c := Conflict{Rule: rule, What: what, Settled: parts[len(parts)-1]}
	for _, p := range parts[1 : len(parts)-1] {
		src, val, ok := strings.Cut(p, " ")
		if !ok {
			return Conflict{}, fmt.Errorf("%q is not a source and its value", p)
		}
		c.Values = append(c.Values, Value{src, val})
	}
	return c, nil
}
