package projection

import (
	"slices"
	"strings"

	"entente/graph"
	"entente/graph/vocab"
)

// planes are 64 roll calls of one country. The four positions exclude each
// other; eligible holds all of them, and no roll call without a vote.
type planes struct{ yes, no, abstain, absent, eligible uint64 }

// Projection is the votes of one revision of a store. It is immutable and may
// be used by many goroutines at once.
type Projection struct {
	revision  string
	countries []graph.Key
	index     map[string]int // by country id
	calls     []RollCall
	byID      map[string]int // by roll call id
	bySymbol  map[string][]int32

	votes     [][]planes // [country][word]
	words     int
	consensus [][]uint64 // [country][word]: member on a roll call without a vote; nil where there are none

	body      [len(bodyWords)][]uint64
	kind      [len(kindWords)][]uint64
	imprecise []int32 // roll calls whose date is not known to the day
	firsts    []graph.Date

	conflicts [][]Conflict // by roll call, nil where there are none
	differs   [][]uint64   // [country][word]: a further source gives another position
	sources   []string
	skipped   map[string]int
}

// Revision is the store's revision the projection was built from.
func (p *Projection) Revision() string { return p.revision }

// Countries are all countries of the graph sorted by id. Read-only.
func (p *Projection) Countries() []graph.Key { return p.countries }

// Country gives a country's index; false where the graph does not have it.
func (p *Projection) Country(k graph.Key) (int, bool) {
	i, ok := p.index[k.ID]
	return i, ok && k.Kind == vocab.Country
}

// Len is the number of roll calls.
func (p *Projection) Len() int { return len(p.calls) }

// RollCall gives roll call i, 0 ≤ i < Len, in the order of date (its first
// possible day), body, number of the meeting, symbol, id. Read-only.
func (p *Projection) RollCall(i int) *RollCall { return &p.calls[i] }

// Find gives a roll call's index by its key.
func (p *Projection) Find(k graph.Key) (int, bool) {
	i, ok := p.byID[k.ID]
	return i, ok && k.Kind == vocab.RollCall
}

// FindSymbol gives the indexes, oldest first, of the roll calls that carry a
// resolution's or draft's symbol, written in any of its forms (see
// vocab.NormalizeSymbol). Votes on parts of a text carry its symbol too: look at Kind
// for the vote on the whole.
func (p *Projection) FindSymbol(s string) []int {
	var out []int
	for _, i := range p.bySymbol[symbolKey(s)] {
		out = append(out, int(i))
	}
	return out
}

// Sources are the datasets that report any roll call, sorted. Read-only.
func (p *Projection) Sources() []string { return p.sources }

// Skipped counts by reason what the store holds and the projection cannot use.
// Read-only; empty for a store written by the program's own importers.
func (p *Projection) Skipped() map[string]int { return p.skipped }

// HasConsensus reports whether adoptions without a vote of a body are on
// record. Where they are not, a measure with consensus is not available.
func (p *Projection) HasConsensus(b Body) bool {
	for i, w := range p.kind[WithoutVote] {
		if w&p.body[b][i] != 0 {
			return true
		}
	}
	return false
}

// Choice gives a country's position on a roll call, by indexes. On a roll call
// without a vote a member's position is Unknown.
func (p *Projection) Choice(country, rollCall int) Choice {
	w, bit := rollCall>>6, uint64(1)<<(uint(rollCall)&63)
	v := &p.votes[country][w]
	switch {
	case v.yes&bit != 0:
		return Yes
	case v.no&bit != 0:
		return No
	case v.abstain&bit != 0:
		return Abstain
	case v.absent&bit != 0:
		return Absent
	case v.eligible&bit != 0 || p.consensus != nil && p.consensus[country][w]&bit != 0:
		return Unknown
	}
	return NotMember
}

// Member reports whether a country was a member of the body on a roll call.
func (p *Projection) Member(country, rollCall int) bool {
	return p.Choice(country, rollCall) != NotMember
}

// Votes calls f with each member of the body on a roll call and its position,
// in the order of countries; Unknown is among them, NotMember is not.
func (p *Projection) Votes(rollCall int, f func(country int, c Choice)) {
	for i := range p.countries {
		if c := p.Choice(i, rollCall); c != NotMember {
			f(i, c)
		}
	}
}

// Conflicts gives what further sources say of a roll call's positions where
// they differ from the settled ones, sorted by country and source. Read-only.
func (p *Projection) Conflicts(rollCall int) []Conflict { return p.conflicts[rollCall] }

// ConflictCount is the number of roll calls in m on which a further source
// gives another position for a or for b, both being members.
func (p *Projection) ConflictCount(a, b int, m Mask) int {
	n := 0
	for i := range m.Oldest() {
		w, bit := i>>6, uint64(1)<<(uint(i)&63)
		if (p.differs[a][w]|p.differs[b][w])&bit != 0 && p.votes[a][w].eligible&p.votes[b][w].eligible&bit != 0 {
			n++
		}
	}
	return n
}

// All is the set of every roll call, of any kind.
func (p *Projection) All() Mask {
	w := make([]uint64, p.words)
	for i := range p.calls {
		w[i>>6] |= 1 << (uint(i) & 63)
	}
	return newMask(w)
}

// OfBody is the set of a body's roll calls, of any kind.
func (p *Projection) OfBody(b Body) Mask { return newMask(p.body[b]) }

// MaskOf makes a set of roll calls from their indexes; those outside the
// projection are left out.
func (p *Projection) MaskOf(rollCalls []int) Mask {
	w := make([]uint64, p.words)
	for _, i := range rollCalls {
		if i >= 0 && i < len(p.calls) {
			w[i>>6] |= 1 << (uint(i) & 63)
		}
	}
	return newMask(w)
}

// Eligible is the set of roll calls with a vote on which a country was a
// member.
func (p *Projection) Eligible(country int) Mask {
	w := make([]uint64, p.words)
	for i, v := range p.votes[country] {
		w[i] = v.eligible
	}
	return newMask(w)
}

// Where is the part of m on which a country took the position c (not
// NotMember).
func (p *Projection) Where(country int, c Choice, m Mask) Mask {
	w := make([]uint64, p.words)
	for i := m.lo; i < min(m.hi, p.words); i++ {
		v := &p.votes[country][i]
		x := [...]uint64{v.yes, v.no, v.abstain, v.absent, v.eligible &^ (v.yes | v.no | v.abstain | v.absent), 0}[min(c, NotMember)]
		w[i] = x & m.w[i]
	}
	return newMask(w)
}

// Span gives the dates of the first and the last roll call of m, zero where m
// is empty or has no dates.
func (p *Projection) Span(m Mask) (first, last graph.Date) {
	for i := range m.Oldest() {
		d := p.calls[i].Date
		if d.IsZero() {
			continue
		}
		if first.IsZero() {
			first = d
		}
		if last.IsZero() || d.Last().Compare(last.Last()) > 0 {
			last = d
		}
	}
	return first, last
}

// Bytes is the memory the bit planes hold.
func (p *Projection) Bytes() int {
	n := 0
	for _, v := range p.votes {
		n += len(v) * 5 * 8
	}
	for _, set := range [...][][]uint64{p.consensus, p.differs} {
		for _, v := range set {
			n += len(v) * 8
		}
	}
	return n
}

func compareCalls(a, b *RollCall) int {
	if c := a.Date.First().Compare(b.Date.First()); c != 0 {
		return c
	}
	if a.Body != b.Body {
		return int(a.Body) - int(b.Body)
	}
	if a.MeetingNumber != b.MeetingNumber {
		return a.MeetingNumber - b.MeetingNumber
	}
	if c := compareNatural(a.Symbol, b.Symbol); c != 0 {
		return c
	}
	return strings.Compare(a.Key.ID, b.Key.ID)
}

// sortKeys sorts keys and drops doubles.
func sortKeys(ks []graph.Key) []graph.Key {
	slices.SortFunc(ks, graph.Key.Compare)
	return slices.Compact(ks)
}
