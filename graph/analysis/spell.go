package analysis

import (
	"cmp"
	"slices"
	"strings"

	"entente/graph"
)

// Held says whether something was so at a date.
type Held string

// The answers. NotKnown is no weak no: the records end before the date, or are
// not loaded.
const (
	HeldYes      Held = "yes"
	HeldNo       Held = "no"
	HeldPossible Held = "possible" // the dates on record are too coarse to tell (B36)
	HeldNotKnown Held = "not_known"
)

// heldOrder puts the answer that says most first: what one source has weighs
// more than what another lacks.
var heldOrder = map[Held]int{HeldYes: 0, HeldPossible: 1, HeldNotKnown: 2, HeldNo: 3}

// better tells whether a says more than b; "" says nothing.
func (h Held) better(b Held) bool { return b == "" || h != "" && heldOrder[h] < heldOrder[b] }

// Spell is a period in which one source says something was so, and how that
// stands at the date asked.
type Spell struct {
	Since, Until        graph.Date // zero where the source gives none
	FirstSeen, LastSeen graph.Date // first and last day the source speaks of it
	Held                Held
	Note                string // why Held is what it is, "" where the dates say it
	Source, Ref         string // import name, and the record in the source's numbering
}

// SourceIDs names where the spell comes from: a citation, where the record
// names one, and the dataset.
func (s *Spell) SourceIDs() []string { return sourceIDs(s.Source, s.Ref) }

// citePrefix begins the ref of a record that rests on a citation of its own.
const citePrefix = "cite/"

func sourceIDs(source, ref string) []string {
	if strings.HasPrefix(ref, citePrefix) {
		return []string{ref, source}
	}
	return []string{source}
}

// edgeSources names the sources of edges, each once, in order of name.
func edgeSources(edges ...graph.Edge) []string {
	var out []string
	for _, e := range edges {
		out = append(out, sourceIDs(e.Source, e.Props.String("ref"))...)
	}
	return distinct(out)
}

func distinct(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

// spellOf reads an edge's dates and judges them at a date, zero where none was
// asked. covered is the last day the edge's source speaks of anything, for
// edges that do not say themselves.
func spellOf(e graph.Edge, at, covered graph.Date) Spell {
	s := Spell{
		Since: e.Props.Date("since"), Until: e.Props.Date("until"), FirstSeen: e.Props.Date("firstSeen"), LastSeen: e.Props.Date("lastSeen"),
		Source: e.Source, Ref: e.Props.String("ref"),
	}
	if s.Until.IsZero() && s.LastSeen.IsZero() {
		s.LastSeen = covered
	}
	s.judge(at)
	return s
}

// judge sets Held and Note. An open end holds to the last day the source speaks
// of and is not known after it (B32, B33); a spell without any date is
// undecided (B28).
func (s *Spell) judge(at graph.Date) {
	s.Held, s.Note = s.standing(at)
}

func (s *Spell) standing(at graph.Date) (Held, string) {
	if at.IsZero() {
		return "", ""
	}
	if s.Since.IsZero() && s.Until.IsZero() && s.FirstSeen.IsZero() {
		return HeldNotKnown, "undecided: its dates are not on record"
	}
	from := s.Since
	switch {
	case !from.IsZero() && (graph.Interval{Since: from}).Contains(at) == graph.No:
		return HeldNo, "begins " + from.String()
	case from.IsZero() && !s.FirstSeen.IsZero() && (graph.Interval{Since: s.FirstSeen}).Contains(at) == graph.No:
		return HeldNotKnown, "first seen " + s.FirstSeen.String() + "; its beginning is not on record"
	}
	end, ended := s.Until, true
	if end.IsZero() {
		if end, ended = s.LastSeen, false; end.IsZero() {
			return HeldNotKnown, "no end is on record, nor until when the source speaks"
		}
	}
	switch (graph.Interval{Since: from, Until: end}).Contains(at) {
	case graph.Certain:
		return HeldYes, ""
	case graph.Possible:
		if at.Precision() < graph.DayPrecision && (at == from || at == end) {
			// Asked as coarsely as the source speaks: it held at some time in it.
			return HeldYes, "in that " + coarsest(at)
		}
		if at.Precision() < graph.DayPrecision {
			return HeldPossible, "for part of " + at.String()
		}
		return HeldPossible, "its dates are known to the " + coarsest(from, end) + " only"
	}
	if ended {
		return HeldNo, "ended " + end.String()
	}
	return HeldNotKnown, "last seen " + end.String() + "; after it not known"
}

// open tells whether the spell has begun by the date, or was seen by then where
// its beginning is not on record, and no end of it is.
func (s *Spell) open(at graph.Date) bool {
	return s.Until.IsZero() && (graph.Interval{Since: cmp.Or(s.Since, s.FirstSeen)}).Contains(at) != graph.No
}

// bridge makes sure what is only possible as the date lies in the first or last
// year (or month) of a spell, where the same source has another spell of the same
// thing up to that year or from the next: its terms changed, the thing went on.
// spell gives the spell of each of n things.
func bridge(n int, spell func(int) *Spell, at graph.Date) {
	next := func(a, b graph.Date) bool {
		return !a.IsZero() && !b.IsZero() && a.Precision() == b.Precision() && a.Last().AddDays(1) == b.First()
	}
	in := func(end graph.Date) bool {
		return !end.IsZero() && end.Precision() < graph.DayPrecision && (graph.Interval{Since: end, Until: end}).Contains(at) != graph.No
	}
	var sure []int
	for i := range n {
		v := spell(i)
		first, last := in(v.Since), in(v.Until)
		if v.Held != HeldPossible || !first && !last {
			continue
		}
		for j := range n {
			o := spell(j)
			if j == i || o.Source != v.Source {
				continue
			}
			first, last = first && !next(o.Until, v.Since), last && !next(v.Until, o.Since)
		}
		if !first && !last {
			sure = append(sure, i)
		}
	}
	for _, i := range sure {
		spell(i).Held, spell(i).Note = HeldYes, ""
	}
}

func coarsest(ds ...graph.Date) string {
	p := graph.DayPrecision
	for _, d := range ds {
		if !d.IsZero() {
			p = min(p, d.Precision())
		}
	}
	return map[graph.Precision]string{graph.YearPrecision: "year", graph.MonthPrecision: "month", graph.DayPrecision: "day"}[p]
}

// within tells whether a span touches a window; a window without bounds takes
// everything. last is the end of a span that has none: the last day it was seen.
func within(since, until, last, from, to graph.Date) bool {
	if until.IsZero() {
		until = last
	}
	if since.IsZero() && until.IsZero() {
		return true
	}
	return (graph.Interval{Since: since, Until: until}).Overlaps(graph.Interval{Since: from, Until: to})
}

// window judges a span against a period asked for: surely in it, or possibly,
// where the span's dates are coarser than the period's (B36).
func window(since, until, from, to graph.Date) Held {
	if from.IsZero() && to.IsZero() {
		return HeldYes
	}
	if since.IsZero() && until.IsZero() {
		return HeldPossible
	}
	if until.IsZero() {
		until = since
	}
	if since.IsZero() {
		since = until
	}
	if !(graph.Interval{Since: since, Until: until}).Overlaps(graph.Interval{Since: from, Until: to}) {
		return HeldNo
	}
	// Sure where it touches the period however its dates are read: it ends at
	// the earliest after the beginning and begins at the latest before the end.
	sure := (from.IsZero() || until.First().Compare(from.First()) >= 0) && (to.IsZero() || since.Last().Compare(to.Last()) <= 0)
	if sure {
		return HeldYes
	}
	return HeldPossible
}

// Judged gives the spell of whatever has one.
func (s *Spell) Judged() *Spell { return s }
