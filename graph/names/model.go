package names

import (
	"fmt"
	"slices"
	"strings"

	"entente/graph"
)

// NameKind says what kind of name a name is.
type NameKind string

// The kinds of names. Code is the kind of a Match found by a code or an id.
const (
	Short     NameKind = "short"
	Official  NameKind = "official"
	Former    NameKind = "former"
	Adjective NameKind = "adjective"
	Demonym   NameKind = "demonym" // the people: "Russians"
	Capital   NameKind = "capital"
	Seat      NameKind = "seat" // a house that stands for its government: "the Kremlin"
	Hostile   NameKind = "hostile"
	Recorded  NameKind = "recorded" // a form that records use: "Iran (Islamic Republic of)"
	CodeKind  NameKind = "code"
)

// Strong reports whether a name of the kind names the state itself, and not a
// place or a people in it.
func (k NameKind) Strong() bool {
	switch k {
	case Short, Official, Former, Hostile, Recorded, CodeKind:
		return true
	}
	return false
}

// Name is one name of an entity. Since and Until bound the time it was in use,
// both days included; zero is open.
type Name struct {
	Text         string
	Lang         string // BCP 47: "en", "ru"
	Kind         NameKind
	Since, Until graph.Date

	// Bounding: who says the name means the state in that period only, as
	// "the Soviet Union" does.
	Bounding bool
	// Called: the name the state went by in the period; Display gives it.
	Called bool
	// Quiet names are resolved when asked for but not sought in texts, where
	// they mostly mean something else ("Victoria").
	Quiet bool
}

// Code is a code of an entity in a system: iso2, iso3, m49, cow, gw, gec, ioc.
// Since and Until bound its use, at the precision known.
type Code struct {
	System, Value string
	Since, Until  graph.Date
}

// Systems are the systems of codes, in the order they are listed in.
var Systems = []string{"iso2", "iso3", "m49", "cow", "gw", "gec", "ioc"}

// Status tells states from territories.
type Status string

// The statuses. A territory is listed because trade and reference records name
// it beside states; the word decides no dispute.
const (
	State     Status = "state"
	Territory Status = "territory"
)

// Entity is one country node: a state through its changes of name and
// government, or a territory that records treat like one.
type Entity struct {
	Key    graph.Key
	Name   string // short English name today, or at its end
	ISO3   string // ISO 3166-1 alpha-3, the last one of a state that is gone; "" where there never was one
	Status Status
	Names  []Name // Name is the first
	Codes  []Code

	// Since and Until are the first and last day of the state, Spells the
	// periods it was one; zero where open or not settled. Membership of the
	// United Nations can be older (Ukraine, India).
	Since, Until graph.Date
	Spells       []graph.Interval

	Predecessors, Successors []graph.Key

	// UN are the spells of membership of the United Nations, Observer those of
	// a permanent observer.
	UN, Observer []graph.Interval
}

// Code gives the entity's first code in a system, its present one where it has
// one; "" where it has none.
func (e *Entity) Code(system string) string {
	for _, c := range e.Codes {
		if c.System == system {
			return c.Value
		}
	}
	return ""
}

// MemberAt tells whether the entity was a member of the United Nations at a
// date (B31); a zero date means now.
func (e *Entity) MemberAt(at graph.Date) graph.Certainty {
	return holds(e.UN, orToday(at))
}

// Match is what a name was found to mean.
type Match struct {
	Key     graph.Key
	Name    string // the name as the table writes it
	Display string // the state's name at the date asked
	Kind    NameKind
	System  string // of a code

	// Bounds is the period the name itself is limited to, zero where it is
	// not: a question about "the Soviet Union" ends on 1991-12-25, one about
	// East Germany on 1990-10-02; "Burma" is only an older name of a state
	// that goes on and bounds nothing.
	Bounds graph.Interval
}

// Candidate is something a name might mean.
type Candidate struct {
	Key          graph.Key
	Name         string // the entity's name, in an AmbiguousError at the date asked
	Why          string // "Moscow, its capital"
	Since, Until graph.Date
	Score        float64 // 1 is an exact match
}

// UnknownError says that a name means nothing known, and what it resembles.
type UnknownError struct {
	Asked      string
	At         graph.Date
	Dataset    string // set by ResolveRecorded
	Why        string // why it is refused, where there is more to say
	Candidates []Candidate
}

func (e *UnknownError) Error() string {
	var b strings.Builder
	switch {
	case e.Dataset != "":
		fmt.Fprintf(&b, "%q is not in the table of names for %s", e.Asked, e.Dataset)
	case e.Asked == "":
		b.WriteString("the name is empty")
	default:
		fmt.Fprintf(&b, "no country is known by %q", e.Asked)
	}
	if e.Why != "" {
		fmt.Fprintf(&b, ": %s", e.Why)
	}
	if len(e.Candidates) > 0 {
		b.WriteString("; did you mean ")
		b.WriteString(list(e.Candidates, func(c Candidate) string {
			if c.Why == "" || c.Why == c.Name {
				return c.Name
			}
			return c.Why + " (" + c.Name + ")"
		}))
		b.WriteByte('?')
	}
	return b.String()
}

// AmbiguousError says that a name means several things, which are listed.
type AmbiguousError struct {
	Asked      string
	At         graph.Date
	Candidates []Candidate
}

func (e *AmbiguousError) Error() string {
	at := ""
	if !e.At.IsZero() {
		at = " at " + e.At.String()
	}
	return fmt.Sprintf("%q%s can mean %s; name one of them", e.Asked, at, list(e.Candidates, func(c Candidate) string {
		if c.Why == "" {
			return fmt.Sprintf("%s (%s)", c.Name, c.Key.ID)
		}
		return fmt.Sprintf("%s (%s, %s)", c.Name, c.Key.ID, c.Why)
	}))
}

func list(cs []Candidate, text func(Candidate) string) string {
	var out []string
	for _, c := range cs {
		if t := text(c); !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	if len(out) < 2 {
		return strings.Join(out, "")
	}
	return strings.Join(out[:len(out)-1], ", ") + " or " + out[len(out)-1]
}

// holds is the best answer any of the spells gives for a date; no spell at all
// is No.
func holds(spells []graph.Interval, at graph.Date) graph.Certainty {
	best := graph.No
	for _, s := range spells {
		best = max(best, s.Contains(at))
	}
	return best
}
