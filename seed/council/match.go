package council

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"entente/graph"
	"entente/graph/vocab"
)

// vote is a roll call as a delivery speaks of it.
type vote struct {
	ref   string // of its record, behind the dataset's name
	lines []int  // rows it was read from

	symbol   string // S/RES/2640(2022) or a draft's, in the one form; "" where the record has none
	number   int    // a resolution's number
	nameless bool   // the draft has no symbol but a meeting's, or none at all
	draft    string
	meeting  sitting
	date     graph.Date // the day, as far as the delivery alone can tell it
	said     graph.Date // the day it gives, right or wrong
	kind     string     // paragraph, amendment, motion, where the words tell; else ""
	outcome  string     // adopted, vetoed, failed
	without  bool
	vetoers  []graph.Key
	tally    tally
	counted  bool // the tally is counted from the rows, not stated
	all      bool // the record says "unanimously"
	agenda   string
	texts    []string // what topics and countries are read from
	about    []graph.Key
	places   []place
	doubt    string // why its positions settle nothing, "" where they do
	report   graph.Props
	create   bool  // it may become a roll call of its own
	again    bool  // the delivery has it once more under an earlier record
	twin     *vote // that record

	key      graph.Key
	warnings []string
	order    int // in the delivery, whatever the order of its rows
}

// place is a member's position: the row it stood in, the member and the choice.
type place struct {
	line   int
	member graph.Key
	choice string
}

func (v *vote) warn(format string, args ...any) {
	v.warnings = append(v.warnings, fmt.Sprintf(format, args...))
}

// name is how reports call it.
func (v *vote) name() string {
	if !v.key.IsZero() {
		return vocab.Rest(v.key)
	}
	return cmp.Or(v.symbol, v.meeting.symbol(), v.ref)
}

// index finds the Council's roll calls in the store.
type index struct {
	have      map[graph.Key]graph.Props
	bySymbol  map[string][]graph.Key // by symbol, without the mark of a part
	byDraft   map[string][]graph.Key
	byMeeting map[string][]graph.Key
	byNumber  map[int][]graph.Key
	byDay     map[graph.Date][]graph.Key
	about     map[graph.Key][]graph.Key
	prior     map[string][]graph.Key // by recordOf: what a record was found to be before
}

func newIndex() *index {
	return &index{map[graph.Key]graph.Props{}, map[string][]graph.Key{}, map[string][]graph.Key{}, map[string][]graph.Key{}, map[int][]graph.Key{}, map[graph.Date][]graph.Key{}, map[graph.Key][]graph.Key{}, map[string][]graph.Key{}}
}

func (x *index) add(k graph.Key, ps graph.Props) {
	x.have[k] = ps
	base, _ := parts(k)
	x.bySymbol[base] = append(x.bySymbol[base], k)
	if d := ps.String("draft"); d != "" {
		x.byDraft[d] = append(x.byDraft[d], k)
	}
	if d := ps.Date("date"); !d.IsZero() {
		x.byDay[d] = append(x.byDay[d], k)
	}
	if m := ps.String("meeting"); m != "" {
		x.byMeeting[m] = append(x.byMeeting[m], k)
	}
	if _, n := resolution(base); strings.HasPrefix(base, "S/RES/") && n > 0 {
		x.byNumber[n] = append(x.byNumber[n], k)
	}
}

// recordOf names a record by what its report says of itself, which holds from
// one delivery to the next.
func recordOf(ref string, report graph.Props) string {
	return ref + "\x00" + report.String("symbol") + "\x00" + report.String("agenda")
}

// parts splits rollcall/S/1076#2 into S/1076 and 2; a whole is 0.
func parts(k graph.Key) (base string, part int) {
	base, mark, _ := strings.Cut(vocab.Rest(k), "#")
	part, _ = strconv.Atoi(mark)
	return base, part
}

// What a likeness between a record and a roll call weighs. A symbol alone is
// enough; a meeting alone is not, but a meeting with the same kind, tally and
// vetoes is. A symbol at another meeting with another tally is another vote.
const (
	likeSymbol  = 8
	likePart    = 4 // a part of the text of that symbol, or a text without symbol of that meeting
	likeDraft   = 3
	likeSlip    = 2
	likeMeeting = 4
	farMeeting  = -6
	likeDay     = 1
	farDay      = -4
	likeKind    = 4
	otherKind   = -4
	likeOutcome = 2
	likeTally   = 4
	otherTally  = -2
	likeVetoes  = 2
	likeAbout   = 3

	likeEnough = 8
)

// like says how well a roll call in the store fits a record; sure is false
// where the symbol does not fit, but may be a slip.
func (x *index) like(v *vote, k graph.Key) (score int, sure bool) {
	ps := x.have[k]
	base, part := parts(k)
	switch {
	case v.nameless:
		// One of those that have no symbol but the meeting's. A record that
		// leaves out the symbol may mean any of the meeting's drafts, so the
		// tally must tell it.
		switch {
		case v.meeting.symbol() == "" || v.meeting.symbol() != ps.String("meeting"):
			return 0, false
		case part > 0 && strings.HasPrefix(base, "S/PV."):
			score, sure = likePart, true
		case v.symbol != "" || ps.String("outcome") == "adopted":
			return 0, false
		}
	case base == v.symbol && part == 0:
		score, sure = likeSymbol, true
	case base == v.symbol:
		score, sure = likePart, true
	case v.symbol != "" && ps.String("draft") == v.symbol && v.number == 0 && ps.String("outcome") != "adopted":
		score, sure = likeDraft, true
	case slip(v.symbol, base):
		score = likeSlip
	default:
		return 0, false
	}
	if m, have := v.meeting.symbol(), ps.String("meeting"); m != "" && have != "" {
		if m == have {
			score += likeMeeting
		} else {
			score += farMeeting
		}
	}
	if at := ps.Date("date"); !at.IsZero() && !v.date.IsZero() {
		switch days := apart(at, v.date); {
		case days == 0:
			score += likeDay
		case days > 3:
			if other, ok := exchanged(v.said); !ok || other != at {
				score += farDay
			}
		}
	}
	kind := ps.String("kind")
	switch {
	case v.kind == kind:
		score += likeKind
	case v.kind != "":
		score += otherKind
	case kind != "whole" && kind != "without_vote":
		score--
	}
	if v.outcome == ps.String("outcome") {
		score += likeOutcome
	} else if v.outcome == "adopted" || ps.String("outcome") == "adopted" {
		score -= likeOutcome
	}
	if yes, ok := ps.Int("yes"); ok && v.tally.known {
		no, _ := ps.Int("no")
		abstain, _ := ps.Int("abstain")
		if int(yes) == v.tally.yes && int(no) == v.tally.no && int(abstain) == v.tally.abstain {
			score += likeTally
		} else {
			score += otherTally
		}
	}
	if by := ps.Strings("vetoedBy"); len(by) > 0 && len(v.vetoers) > 0 {
		if slices.Equal(ids(v.vetoers), by) {
			score += likeVetoes
		} else {
			score -= likeVetoes
		}
	}
	for _, c := range v.about {
		if slices.Contains(x.about[k], c) {
			score += likeAbout
			break
		}
	}
	return score, sure
}

// likeResolution says how well a roll call fits a record that gives a
// resolution's number. Numbers go through, so a number with another year is the
// same resolution where the meeting or the day is; with another figure it is a
// slip there (S/RES/425(2002) for S/RES/1425(2002)).
func (x *index) likeResolution(v *vote, k graph.Key) (score int, sure bool) {
	base, _ := parts(k)
	_, n := resolution(base)
	if n == 0 || !strings.HasPrefix(base, "S/RES/") {
		return 0, false
	}
	if base == v.symbol {
		return 10 * likeSymbol, true
	}
	ps := x.have[k]
	day := !ps.Date("date").IsZero() && apart(ps.Date("date"), v.date) <= 3
	meeting := v.meeting.symbol() != "" && v.meeting.symbol() == ps.String("meeting")
	switch {
	case !day && !meeting:
		return 0, false
	case n == v.number:
		return 5 * likeSymbol, true
	case meeting && slip(base, v.symbol), day && (n < v.number-near || n > v.number+near) && slip(base, v.symbol):
		return likeEnough, true
	}
	return 0, false
}

// near is how far the numbers of resolutions of neighbouring days may lie apart:
// within it, one figure more or less is as good as another text.
const near = 12

// apart counts the days between two dates, 0 where one lies within the other.
func apart(a, b graph.Date) int {
	if (graph.Interval{Since: a, Until: a}).Contains(b) != graph.No {
		return 0
	}
	if b.First().Before(a.First()) {
		a, b = b, a
	}
	// Beyond a week it does not matter how many.
	for n := 1; n <= 7; n++ {
		if !a.Last().AddDays(n).Before(b.First()) {
			return n
		}
	}
	return 8
}

// ids gives the ids of countries, sorted, as RollCall.vetoedBy has them.
func ids(keys []graph.Key) []string {
	out := make([]string, len(keys))
	for i, k := range keys {
		out[i] = k.ID
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// match finds for each record the roll call it speaks of, each roll call for
// one record, and gives the rest keys of their own where they may become roll
// calls. A record of a vote that an earlier one has already is marked again.
// Records that find nothing and may not be created keep a zero key. It returns
// those whose choice between equally good roll calls was by their order alone.
func (x *index) match(list []*vote) (byOrder []*vote) {
	type pair struct {
		v     *vote
		k     graph.Key
		score int
		plain int // without what it was found to be before
	}
	var pairs []pair
	best := map[*vote][]pair{}
	twins(list)
	for _, v := range list {
		if v.twin != nil {
			continue
		}
		before := x.prior[recordOf(v.ref, v.report)]
		seen := map[graph.Key]bool{}
		var keys []graph.Key
		for _, group := range [][]graph.Key{x.bySymbol[v.symbol], x.byDraft[v.symbol], x.byMeeting[v.meeting.symbol()], x.byNumber[v.number], x.byDay[v.date], before} {
			for _, k := range group {
				if !seen[k] {
					seen[k] = true
					keys = append(keys, k)
				}
			}
		}
		for _, k := range keys {
			score, sure := x.like(v, k)
			if v.number > 0 {
				score, sure = x.likeResolution(v, k)
			}
			plain := score
			if slices.Contains(before, k) {
				// What it was found to be before it stays, unless something
				// fits better now.
				score, sure = max(score, likeEnough)+1, true
			}
			if score < likeEnough || !sure && score < likeEnough+likeSlip {
				continue
			}
			p := pair{v, k, score, plain}
			pairs = append(pairs, p)
			best[v] = append(best[v], p)
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int {
		_, i := parts(a.k)
		_, j := parts(b.k)
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.v.order, b.v.order), cmp.Compare(i, j), a.k.Compare(b.k))
	})
	taken := map[graph.Key]*vote{}
	for _, p := range pairs {
		if p.v.key.IsZero() && taken[p.k] == nil {
			p.v.key, taken[p.k] = p.k, p.v
		}
	}
	for _, v := range list {
		for _, p := range best[v] {
			o := taken[p.k]
			if v.key.IsZero() || p.k == v.key || o == nil || o == v || v.number > 0 {
				continue
			}
			// Each fits the other's as well as its own.
			own, other := 0, 0
			for _, q := range best[v] {
				if q.k == v.key {
					own = q.plain
				}
			}
			for _, q := range best[o] {
				if q.k == v.key {
					other = q.plain
				}
			}
			if p.plain == own && other == own {
				byOrder = append(byOrder, v)
				break
			}
		}
	}
	for _, v := range list {
		if !v.key.IsZero() || v.twin != nil {
			continue
		}
		// The same vote once more, under a symbol that is written otherwise.
		for _, p := range best[v] {
			if o := taken[p.k]; o != nil && !v.nameless && (v.number > 0 || o.tally == v.tally || !v.tally.known) {
				v.key, v.again = p.k, true
				break
			}
		}
		if !v.key.IsZero() || !v.create {
			continue
		}
		// A draft that another record of the delivery has already, and otherwise.
		if len(best[v]) > 0 && !v.nameless && v.kind == "" {
			continue
		}
		if o := taken[vocab.Key(vocab.RollCall, v.symbol)]; o != nil && v.kind == "" && !v.nameless && v.meeting.number > 0 && o.meeting == v.meeting {
			continue
		}
		v.key = x.free(v, taken)
		taken[v.key] = v
	}
	for _, v := range list {
		if v.twin != nil {
			v.key, v.again = v.twin.key, true
		}
	}
	return byOrder
}

// twins finds records of one vote in a delivery: the same symbol with the same
// tally, whatever the meeting, since tables repeat a vote beside a later one.
// With another tally it is another vote on the text.
func twins(list []*vote) {
	first := map[string][]*vote{}
next:
	for _, v := range list {
		if v.symbol == "" || v.nameless || v.kind != "" {
			continue
		}
		for _, o := range first[v.symbol] {
			if v.number > 0 || v.tally == o.tally || !v.tally.known || !o.tally.known {
				v.twin = o
				continue next
			}
		}
		first[v.symbol] = append(first[v.symbol], v)
	}
}

// free gives a record a key that no roll call has: its symbol, or the meeting's
// with a number where it has none, or the symbol with a number for a vote on a
// part of the text or a second vote.
func (x *index) free(v *vote, taken map[graph.Key]*vote) graph.Key {
	base, n := v.symbol, 0
	switch {
	case v.nameless && v.meeting.symbol() != "":
		base, n = v.meeting.symbol(), 1
	case base == "":
		base = v.ref
	case v.draft == v.symbol && v.kind != "":
		n = 1
	}
	for {
		k := vocab.Key(vocab.RollCall, base)
		if n > 0 {
			k = vocab.Key(vocab.RollCall, fmt.Sprintf("%s#%d", base, n))
		}
		if x.have[k] == nil && taken[k] == nil {
			return k
		}
		n = max(n+1, 2)
	}
}
