package projection

import (
	"iter"
	"math/bits"
	"slices"
	"strings"

	"entente/graph"
)

// Filter says which roll calls are meant. Empty fields select all, except that
// empty Kinds means Whole alone; fields are joined by and, the values of one
// field by or. Values of a field are used in any order.
type Filter struct {
	Bodies       []Body
	Since, Until graph.Date // either may be a year or a month: its first, its last day
	Sessions     []string   // the body's own label: "76", "ES-11"
	Topics       []graph.Key
	About        []graph.Key // countries the roll call is about

	// Text is words that must all stand in title or agenda item, whole, without
	// regard to case, accents and punctuation; "nuclear*" is any word that
	// begins so.
	Text string

	Outcomes  []Outcome
	Kinds     []Kind // empty: Whole
	Contested Truth  // Unsaid: no matter
	Important Truth
	Unanimous Truth
	Symbols   []string // of resolution or draft, in any written form
	Sources   []string // datasets any of which reports it
}

// Lack is a reason for which a roll call cannot be judged by a filter.
type Lack string

// The reasons, in the order in which they are counted.
const (
	NoDateGiven   Lack = "date"      // filter by date, no source gives one
	NoSession     Lack = "session"   // filter by session, no source gives one; the Council has none
	NoTopicCoding Lack = "topic"     // filter by topic or country, nothing to tell it by
	NoTitle       Lack = "title"     // filter by text, neither title nor agenda item
	NoOutcome     Lack = "outcome"   // filter by outcome, none given
	NoFlag        Lack = "important" // filter by the flag, its sources do not have it
	NoTotals      Lack = "contested" // filter by contested or unanimous, neither totals nor positions
)

// Selection is what a filter selects.
type Selection struct {
	Mask Mask // the roll calls selected

	// Consensus is the adoptions without a vote that the filter would select if
	// its Kinds were WithoutVote alone.
	Consensus Mask

	// Possible is the number of roll calls left out since their date is not
	// known well enough to say whether they lie in the period (B36).
	Possible int

	// LeftOut counts the roll calls left out since their sources lack what the
	// filter asks, each by the first such reason in the order of the constants.
	// A roll call that another part of the filter rules out is not counted.
	LeftOut map[Lack]int

	// UnknownSymbols are the symbols asked for that no roll call of any kind
	// carries, as written.
	UnknownSymbols []string
}

// Select applies a filter. A filter of bodies, kinds and dates costs a few
// microseconds, others some hundred; keep the result where a filter is used
// again.
func (p *Projection) Select(f Filter) Selection {
	var out Selection
	kinds := f.Kinds
	if len(kinds) == 0 {
		kinds = []Kind{Whole}
	}
	base := p.between(f.Since.First(), f.Until.Last())
	dated := !f.Since.IsZero() || !f.Until.IsZero()
	if dated {
		// A roll call that can lie in the period may begin before it.
		for _, i := range p.imprecise {
			base[i>>6] |= 1 << (uint(i) & 63)
		}
	}
	if len(f.Bodies) > 0 {
		and(base, p.union(p.body[:], len(f.Bodies), func(i int) int { return int(f.Bodies[i]) }))
	}
	if len(f.Symbols) > 0 {
		and(base, p.carrying(f.Symbols, &out.UnknownSymbols))
	}
	wanted := p.union(p.kind[:], len(kinds), func(i int) int { return int(kinds[i]) })

	j := p.judgeOf(f)
	mask, consensus := make([]uint64, p.words), make([]uint64, p.words)
	for w := range base {
		x := base[w] & wanted[w]
		y := base[w] & p.kind[WithoutVote][w]
		if x|y == 0 {
			continue
		}
		if j != nil || dated && p.roughWord(w) {
			keep := uint64(0)
			for i := range newestBits(x|y, w) {
				bit := uint64(1) << (uint(i) & 63)
				c := &p.calls[i]
				in, lack := True, Lack("")
				possible := false
				if dated && c.Date.Precision() != graph.DayPrecision {
					in, lack, possible = c.within(f.Since, f.Until)
				}
				if in == False {
					continue
				}
				if j != nil {
					switch v, l := j.judge(c); {
					case v == False:
						continue
					case v == Unsaid && lack == "":
						lack = l
					}
				}
				switch {
				case lack == "" && !possible:
					keep |= bit
				case x&bit == 0: // only asked about for its consensus
				case lack != "":
					if out.LeftOut == nil {
						out.LeftOut = map[Lack]int{}
					}
					out.LeftOut[lack]++
				default:
					out.Possible++
				}
			}
			x, y = x&keep, y&keep
		}
		mask[w], consensus[w] = x, y
	}
	out.Mask, out.Consensus = newMask(mask), newMask(consensus)
	return out
}

// within judges a roll call whose date is not known to the day.
func (c *RollCall) within(since, until graph.Date) (in Truth, lack Lack, possible bool) {
	if c.Date.IsZero() {
		return Unsaid, NoDateGiven, false
	}
	switch (graph.Interval{Since: since.First(), Until: until.Last()}).Contains(c.Date) {
	case graph.Certain:
		return True, "", false
	case graph.Possible:
		return Unsaid, "", true
	}
	return False, "", false
}

func (p *Projection) roughWord(w int) bool {
	for _, i := range p.imprecise {
		if int(i)>>6 == w {
			return true
		}
	}
	return false
}

// judgement is the part of a filter that looks at each roll call.
type judgement struct {
	f     Filter
	words []string
}

func (p *Projection) judgeOf(f Filter) *judgement {
	j := &judgement{f: f, words: textQuery(f.Text)}
	if len(f.Sessions)+len(f.Topics)+len(f.About)+len(j.words)+len(f.Outcomes)+len(f.Sources) == 0 &&
		f.Contested == Unsaid && f.Important == Unsaid && f.Unanimous == Unsaid {
		return nil
	}
	return j
}

// judge says whether c is meant: True, False, or Unsaid for lack of something.
func (j *judgement) judge(c *RollCall) (Truth, Lack) {
	f := &j.f
	if len(f.Sources) > 0 && !slices.ContainsFunc(f.Sources, func(s string) bool { return slices.Contains(c.Sources, s) }) {
		return False, ""
	}
	lack := Lack("")
	missing := func(l Lack) {
		if lack == "" {
			lack = l
		}
	}
	if len(f.Sessions) > 0 {
		if c.Session == "" {
			missing(NoSession)
		} else if !slices.Contains(f.Sessions, c.Session) {
			return False, ""
		}
	}
	for _, s := range [...]struct{ want, have []graph.Key }{{f.Topics, c.Topics}, {f.About, c.Concerns}} {
		if len(s.want) == 0 || slices.ContainsFunc(s.want, func(k graph.Key) bool { return slices.Contains(s.have, k) }) {
			continue
		}
		if c.Coded() {
			return False, ""
		}
		missing(NoTopicCoding)
	}
	if len(j.words) > 0 {
		if !c.HasText() {
			missing(NoTitle)
		} else if slices.ContainsFunc(j.words, func(w string) bool { return !strings.Contains(c.text, w) }) {
			return False, ""
		}
	}
	if len(f.Outcomes) > 0 && !slices.Contains(f.Outcomes, c.Outcome) {
		if c.Outcome != OutcomeUnknown {
			return False, ""
		}
		missing(NoOutcome)
	}
	for _, t := range [...]struct {
		want, have Truth
		lack       Lack
	}{{f.Important, c.Important, NoFlag}, {f.Contested, c.Contested, NoTotals}, {f.Unanimous, c.Unanimous, NoTotals}} {
		switch {
		case t.want == Unsaid || t.want == t.have:
		case t.have == Unsaid:
			missing(t.lack)
		default:
			return False, ""
		}
	}
	if lack != "" {
		return Unsaid, lack
	}
	return True, ""
}

// carrying is the set of roll calls that carry any of the symbols.
func (p *Projection) carrying(symbols []string, unknown *[]string) []uint64 {
	w := make([]uint64, p.words)
	for _, s := range symbols {
		found := p.bySymbol[symbolKey(s)]
		if len(found) == 0 {
			*unknown = append(*unknown, s)
		}
		for _, i := range found {
			w[i>>6] |= 1 << (uint(i) & 63)
		}
	}
	return w
}

// union joins those of sets that at names; names outside sets are nothing.
func (p *Projection) union(sets [][]uint64, n int, at func(i int) int) []uint64 {
	w := make([]uint64, p.words)
	for i := range n {
		if k := at(i); k < len(sets) {
			for j, x := range sets[k] {
				w[j] |= x
			}
		}
	}
	return w
}

func and(w, x []uint64) {
	for i := range w {
		w[i] &= x[i]
	}
}

// newestBits yields the roll calls of one word, newest first.
func newestBits(x uint64, word int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for x != 0 {
			b := 63 - bits.LeadingZeros64(x)
			if !yield(word<<6 + b) {
				return
			}
			x &^= 1 << b
		}
	}
}
