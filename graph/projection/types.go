package projection

import (
	"entente/graph"
)

// Choice is a country's position on a roll call. The first four are in the
// order of the tables of counts.
type Choice uint8

// The positions. Absent is a member that took no part; Unknown a member whose
// position no source gives; NotMember a country that was no member of the body
// on that day.
const (
	Yes Choice = iota
	No
	Abstain
	Absent
	Unknown
	NotMember
)

var choiceWords = [...]string{"yes", "no", "abstain", "absent", "unknown", "not_member"}

// String gives the word the stores keep: "yes", "no", "abstain", "absent"; and
// "unknown", "not_member".
func (c Choice) String() string { return word(choiceWords[:], int(c)) }

// Present reports whether c is a vote that was cast: yes, no or abstain.
func (c Choice) Present() bool { return c <= Abstain }

// Known reports whether a source gives the position (absence is one).
func (c Choice) Known() bool { return c <= Absent }

// ParseChoice reads a stored word; false for any other than the four.
func ParseChoice(s string) (Choice, bool) {
	switch s {
	case "yes":
		return Yes, true
	case "no":
		return No, true
	case "abstain":
		return Abstain, true
	case "absent":
		return Absent, true
	}
	return Unknown, false
}

// Body is a voting body.
type Body uint8

// The bodies.
const (
	GeneralAssembly Body = iota
	SecurityCouncil
)

// Bodies are all bodies in their order.
var Bodies = []Body{GeneralAssembly, SecurityCouncil}

var bodyWords = [...]string{"general_assembly", "security_council"}

// String gives the stored word: "general_assembly", "security_council".
func (b Body) String() string { return word(bodyWords[:], int(b)) }

// ParseBody reads a stored word.
func ParseBody(s string) (Body, bool) { i, ok := index(bodyWords[:], s); return Body(i), ok }

// Kind says what was voted on.
type Kind uint8

// The kinds of roll calls.
const (
	Whole Kind = iota
	Paragraph
	Amendment
	Motion
	WithoutVote
)

var kindWords = [...]string{"whole", "paragraph", "amendment", "motion", "without_vote"}

// String gives the stored word: "whole", …, "without_vote".
func (k Kind) String() string { return word(kindWords[:], int(k)) }

// ParseKind reads a stored word.
func ParseKind(s string) (Kind, bool) { i, ok := index(kindWords[:], s); return Kind(i), ok }

// Outcome is what came of a roll call.
type Outcome uint8

// The outcomes; OutcomeUnknown where no source gives one.
const (
	OutcomeUnknown Outcome = iota
	Adopted
	Vetoed
	Failed
)

var outcomeWords = [...]string{"", "adopted", "vetoed", "failed"}

// String gives the stored word, "" for OutcomeUnknown.
func (o Outcome) String() string { return word(outcomeWords[:], int(o)) }

// ParseOutcome reads a stored word.
func ParseOutcome(s string) (Outcome, bool) {
	i, ok := index(outcomeWords[:], s)
	return Outcome(i), ok
}

// Truth is a flag that can be unsaid: unsaid is neither true nor false (B55).
type Truth uint8

// The values of a Truth.
const (
	Unsaid Truth = iota
	True
	False
)

// TruthOf makes a Truth of a bool.
func TruthOf(b bool) Truth {
	if b {
		return True
	}
	return False
}

func word(words []string, i int) string {
	if i < len(words) {
		return words[i]
	}
	return ""
}

func index(words []string, s string) (int, bool) {
	for i, w := range words {
		if w == s {
			return i, true
		}
	}
	return 0, false
}

// Totals are numbers of members by position; -1 where unknown.
type Totals struct{ Yes, No, Abstain, Absent int }

// Complete reports whether yes, no and abstain are all known.
func (t Totals) Complete() bool { return t.Yes >= 0 && t.No >= 0 && t.Abstain >= 0 }

// Present is yes + no + abstain; use it where Complete.
func (t Totals) Present() int { return t.Yes + t.No + t.Abstain }

// RollCall is one recorded vote or adoption without a vote. It is shared: treat
// it as read-only.
type RollCall struct {
	Key    graph.Key
	Symbol string // canonical resolution or draft symbol
	Draft  string // canonical draft symbol, "" where none is known
	Body   Body
	Kind   Kind
	Date   graph.Date // at the precision known; zero where no source gives one

	Meeting       string
	MeetingNumber int // the number in Meeting ("S/PV.6141": 6141), 0 where there is none

	Session string // the body's label: "76", "ES-11"; "" in the Council

	// Regular is the regular session under which "by session" time lines put
	// the roll call: Session itself, or for a special or emergency session the
	// regular session last opened on that date. "" in the Council and where
	// there is neither a session nor a date.
	Regular string

	Title, Agenda string
	Outcome       Outcome

	Stated Totals // as a source states them
	Known  Totals // counted from the settled positions, never -1
	// Unknown is the number of members whose position is not known.
	Unknown int

	Topics   []graph.Key // sorted by id
	Concerns []graph.Key // countries it is about, sorted by id
	VetoedBy []graph.Key // in the stored order
	Sources  []string    // datasets that report it, sorted
	Warnings []string

	Important Truth // a source's flag
	Contested Truth // see Build
	Unanimous Truth // all present took one position

	coded bool   // its title or agenda item was read for topics
	text  string // folded words of title and agenda between spaces, "" where there are none
}

// HasText reports whether a source gives a title or an agenda item.
func (r *RollCall) HasText() bool { return r.text != "" }

// Coded reports whether the roll call has been coded for topics: it has a topic
// or a country it is about, a title or agenda item to tell it by, or the mark
// that one was read. Filters by topic or country leave out and count what is
// not coded.
func (r *RollCall) Coded() bool {
	return r.coded || len(r.Topics) > 0 || len(r.Concerns) > 0 || r.HasText()
}

// Conflict is what a further source says of a position, where it differs from
// the settled one (B47).
type Conflict struct {
	RollCall int // index
	Country  int // index
	Settled  Choice
	Choice   Choice
	Source   string
}

// Counts is everything about two countries' positions on a set of roll calls.
// The zero value is an empty set.
type Counts struct {
	// C has rows for A's position, columns for B's, in the order Yes, No,
	// Abstain, Absent. Both positions known.
	C [4][4]int32

	// Members is the number of roll calls while both were members of the body.
	Members int32
}

// N is the number of roll calls on which both voted yes, no or abstain.
func (c *Counts) N() int {
	n := int32(0)
	for i := range 3 {
		n += c.C[i][0] + c.C[i][1] + c.C[i][2]
	}
	return int(n)
}

// Same is the number of identical votes among N.
func (c *Counts) Same() int { return int(c.C[0][0] + c.C[1][1] + c.C[2][2]) }

// Opposed is the number of votes of yes against no.
func (c *Counts) Opposed() int { return int(c.C[0][1] + c.C[1][0]) }

// OneAbstained is the number of votes where one abstained and the other voted
// yes or no.
func (c *Counts) OneAbstained() int {
	return int(c.C[0][2] + c.C[1][2] + c.C[2][0] + c.C[2][1])
}

// Missing is Members - N: roll calls left out since one took no part or its
// position is unknown.
func (c *Counts) Missing() int { return int(c.Members) - c.N() }

// Unknown is the part of Missing where at least one position is unknown.
func (c *Counts) Unknown() int {
	known := int32(0)
	for i := range c.C {
		for _, n := range c.C[i] {
			known += n
		}
	}
	return int(c.Members - known)
}

// Add gives the sum of two counts, of disjoint sets of roll calls.
func (c Counts) Add(d Counts) Counts {
	for i := range c.C {
		for j := range c.C[i] {
			c.C[i][j] += d.C[i][j]
		}
	}
	c.Members += d.Members
	return c
}

// Transposed gives the counts with A and B exchanged.
func (c Counts) Transposed() Counts {
	t := Counts{Members: c.Members}
	for i := range c.C {
		for j := range c.C[i] {
			t.C[j][i] = c.C[i][j]
		}
	}
	return t
}

// Triple counts three countries A, B and C over the roll calls on which all
// three voted yes, no or abstain: the paired set for comparing A with B against
// A with C.
type Triple struct {
	N       int // all three present
	Both    int // A voted as B and as C
	OnlyB   int // A voted as B, not as C
	OnlyC   int // A voted as C, not as B
	Neither int
}

// Tally is a bloc's positions on one roll call: members of the bloc present.
type Tally struct {
	RollCall         int // index
	Yes, No, Abstain int
	Absent, Unknown  int // members of the body that took no part; whose position is unknown
}

// Period is a way to cut time.
type Period uint8

// The periods. BySession is the Assembly's alone.
const (
	ByYear Period = iota
	BySession
	ByDecade
)
