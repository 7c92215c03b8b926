package unvotes

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"entente/graph"
)

// fate is what becomes of a roll call.
type fate uint8

const (
	own     fate = iota // it is no other source's: a roll call of its own
	matched             // it is its twin, certainly
	doubted             // it may be its twin: kept, and counted nowhere
)

// record is a roll call of the Assembly that other sources give.
type record struct {
	key     graph.Key
	name    string
	symbol  string // in compare form: without brackets
	date    graph.Date
	choice  []uint8 // by country: 0 nothing is known, else 1 and the choice; 4 is absent
	known   int     // countries of which something is known
	stated  [3]int  // totals stated
	partial bool    // positions are known of some members only, and all totals are stated
	by      *call   // the call matched to it
}

const absent = 4 // in record.choice

// The bounds of a match. They are counted in errors: members whose position
// differs, one that took no part against one that voted included, and of members
// the record says nothing of the difference in the stated totals. Of roll calls
// that name one resolution in both sources 95 in a hundred have 4 errors or
// fewer; two votes on different texts in one month mostly have dozens, but some
// have none. So a symbol allows for many errors and needs no more; without one
// there must be few, and no other roll call of the month nearly as good, on
// either side.
func nearBySymbol(n int) int   { return max(2, n/10) }
func nearByPosition(n int) int { return max(2, n/33) }
func gap(n int) int            { return max(3, n/25) }
func doubtful(n int) int       { return max(4, n/12) }

// matcher finds the record that each call is.
type matcher struct {
	calls   []*call
	records []*record
	month   map[int][]*record // by year*12+month; records dated by a year alone stand in all twelve
	peers   map[int][]*call
	symbol  map[string][]*record
	votes   map[*call][]uint8 // by country as record.choice
	width   int
}

func monthOf(d graph.Date) (from, to int) {
	y, m, _ := d.YMD()
	if m == 0 {
		return y * 12, y*12 + 11
	}
	return y*12 + m - 1, y*12 + m - 1
}

// match settles the fate of all calls. It does not depend on the order of
// either list.
func match(calls []*call, records []*record, countries int) {
	m := &matcher{calls: calls, records: records, month: map[int][]*record{}, peers: map[int][]*call{}, symbol: map[string][]*record{}, votes: map[*call][]uint8{}, width: countries}
	for _, r := range records {
		r.choice = append(r.choice, make([]uint8, countries-len(r.choice))...)
		if !r.date.IsZero() {
			for from, to := monthOf(r.date); from <= to; from++ {
				m.month[from] = append(m.month[from], r)
			}
		}
		if r.symbol != "" {
			m.symbol[r.symbol] = append(m.symbol[r.symbol], r)
		}
	}
	block := make([]uint8, countries*len(calls))
	for i, c := range calls {
		v := block[i*countries : (i+1)*countries]
		for _, p := range c.places {
			v[p.country] = p.choice + 1
		}
		m.votes[c] = v
		from, _ := monthOf(c.date)
		m.peers[from] = append(m.peers[from], c)
	}
	m.bySymbol()
	m.byPosition()
	m.flagged()
	m.doubts()
}

// errors counts the errors between a call and a record.
func (m *matcher) errors(c *call, r *record) int {
	v, n := m.votes[c], 0
	if !r.partial {
		for i, x := range v {
			if y := r.choice[i]; x != y && !(x == 0 && y == absent) {
				n++
			}
		}
		return n
	}
	var rest [3]int
	for k := range rest {
		rest[k] = c.counts[k] - r.stated[k]
	}
	for i, y := range r.choice {
		if y == 0 {
			continue
		}
		x := v[i]
		if x != y && !(x == 0 && y == absent) {
			n++
		}
		if x != 0 {
			rest[x-1]--
		}
		if y != absent {
			rest[y-1]++
		}
	}
	for _, d := range rest {
		n += max(d, -d)
	}
	return n
}

func (c *call) voters() int { return c.counts[0] + c.counts[1] + c.counts[2] }

func (c *call) take(r *record, errs int) {
	c.fate, c.twin, c.errs = matched, r, errs
	r.by = c
}

// bySymbol matches votes on a whole to the record of their symbol, the nearest
// where several name it. Those that the source describes by quoting the
// President were added to it later, to bring in votes on paragraphs; where one
// is on a whole it mostly stands there a second time.
func (m *matcher) bySymbol() {
	claims := map[*record][]*call{}
	for _, c := range m.calls {
		if c.kind != "whole" || c.symbol == "" || c.part || c.quoted {
			continue
		}
		for _, r := range m.symbol[c.symbol] {
			claims[r] = append(claims[r], c)
		}
	}
	type claim struct {
		c *call
		r *record
		n int
	}
	var all []claim
	for r, cs := range claims {
		best, second := claim{}, 1<<30
		for _, c := range cs {
			n := m.errors(c, r)
			if best.c == nil || n < best.n {
				if best.c != nil {
					second = best.n
				}
				best = claim{c, r, n}
			} else {
				second = min(second, n)
			}
		}
		if best.n <= nearBySymbol(best.c.voters()) && best.n < second && r.known > 0 {
			all = append(all, best)
		}
	}
	// Two records can have one symbol; a call is the nearer of them, or neither
	// where both are as near.
	slices.SortFunc(all, func(a, b claim) int {
		return cmp.Or(cmp.Compare(a.c.number, b.c.number), cmp.Compare(a.n, b.n), a.r.key.Compare(b.r.key))
	})
	for i, x := range all {
		if i > 0 && all[i-1].c == x.c || i+1 < len(all) && all[i+1].c == x.c && all[i+1].n == x.n {
			continue
		}
		x.c.take(x.r, x.n)
	}
}

// byPosition matches votes on a whole that name no resolution's number to the
// one record of the month that has their positions, where no other is nearly so.
func (m *matcher) byPosition() {
	type pair struct {
		c *call
		r *record
		n int
	}
	var found []pair
	for _, c := range m.calls {
		if c.kind != "whole" || c.fate == matched || c.part || c.quoted {
			continue
		}
		best, second := pair{}, 1<<30
		for _, r := range m.candidates(c) {
			if r.known == 0 {
				continue
			}
			n := m.errors(c, r)
			if best.r == nil || n < best.n {
				if best.r != nil {
					second = best.n
				}
				best = pair{c, r, n}
			} else {
				second = min(second, n)
			}
		}
		voters := c.voters()
		if best.r == nil || best.r.by != nil || best.n > nearByPosition(voters) || second < best.n+gap(voters) || !m.compatible(c, best.r) {
			continue
		}
		found = append(found, best)
	}
	for _, p := range found {
		rival := false
		for from, to := monthOf(p.r.date); from <= to && !rival; from++ {
			for _, o := range m.peers[from] {
				if o != p.c && (o.fate != matched) && m.errors(o, p.r) < p.n+gap(p.c.voters()) {
					// A vote on a paragraph or an amendment with nearly the same
					// positions is no rival where the other is equal to the letter.
					if p.n == 0 && o.kind != "whole" {
						continue
					}
					rival = true
					break
				}
			}
		}
		if !rival {
			p.c.take(p.r, p.n)
		}
	}
}

// candidates are the records of a call's month, and of its symbol.
func (m *matcher) candidates(c *call) []*record {
	from, _ := monthOf(c.date)
	return m.month[from]
}

// compatible tells whether the symbols of the two allow them to be one. A
// number of which there is no record is a slip where all else agrees: the source
// has R/24/2506 for 2505 (XXIV).
func (m *matcher) compatible(c *call, r *record) bool {
	return len(m.symbol[c.symbol]) == 0 || c.symbol == "" || bare(c.symbol) == bare(r.symbol)
}

// bare is a symbol without the letter of a part.
func bare(s string) string { return strings.TrimRight(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ-,") }

// flagged matches a vote that the source marks as one on a paragraph or an
// amendment to the record of its symbol where the two are equal to the letter
// and the source has no vote on the whole: then it is the mark that is wrong.
// The library's texts "as amended" are marked so.
func (m *matcher) flagged() {
	whole := map[string]bool{}
	claims := map[*record][]*call{}
	for _, c := range m.calls {
		if c.symbol == "" || c.part {
			continue
		}
		if c.kind == "whole" {
			whole[c.symbol] = true
			continue
		}
		for _, r := range m.symbol[c.symbol] {
			claims[r] = append(claims[r], c)
		}
	}
	for r, cs := range claims {
		if len(cs) == 1 && r.by == nil && r.known > 0 && !whole[r.symbol] && cs[0].fate != matched && m.errors(cs[0], r) == 0 {
			cs[0].take(r, 0)
		}
	}
}

// doubts keeps apart what may be a vote that is in the store already: the
// source calls it a vote on the whole, and a record has its symbol, or nearly its
// positions in its month.
func (m *matcher) doubts() {
	for _, c := range m.calls {
		if c.kind != "whole" || c.fate == matched {
			continue
		}
		best, least := (*record)(nil), 1<<30
		for _, r := range m.candidates(c) {
			if n := m.errors(c, r); r.known > 0 && (n < least || n == least && r.key.Compare(best.key) < 0) {
				best, least = r, n
			}
		}
		if least > doubtful(c.voters()) {
			best = nil
		}
		for _, r := range m.symbol[c.symbol] {
			if c.symbol != "" && (best == nil || best.symbol != c.symbol) {
				best, least = r, m.errors(c, r)
			}
		}
		if best != nil {
			c.fate, c.twin, c.errs = doubted, best, least
		} else if c.quoted {
			c.fate = doubted // what was voted on nobody can tell
		}
	}
}

var (
	resolutionRE = regexp.MustCompile(`^(?:A/RES|R)/(\d+)/(\d+)([A-Z]?)$`)
	specialRE    = regexp.MustCompile(`^A/RES/(E?S-\d+/\d+)$`)
	sectionRE    = regexp.MustCompile(`^R/(\d+)/(\d+)([A-Z]?)/([IVX]+)$`)
	pageRE       = regexp.MustCompile(`^(E?)SS/(\d+)`)
)

// numbered is the first session of which unres gives resolutions' numbers;
// yearly the first whose resolutions are numbered by session, 31/1.
const numbered, yearly = 18, 31

// symbolOf reads a resolution's symbol out of unres, in compare form, "" where
// it names none; part tells that it names a section of one.
func symbolOf(unres string, session int) (symbol string, part bool) {
	if m := specialRE.FindStringSubmatch(unres); m != nil {
		return "A/RES/" + m[1], false
	}
	m := resolutionRE.FindStringSubmatch(unres)
	if m == nil {
		if m = sectionRE.FindStringSubmatch(unres); m == nil {
			return "", false
		}
		part = true
	}
	if n, err := strconv.Atoi(m[1]); err != nil || n != session || n < numbered {
		return "", false // a page, or a slip: R/677/46
	}
	if session >= yearly {
		return "A/RES/" + m[1] + "/" + m[2] + m[3], part
	}
	return "A/RES/" + m[2] + "(" + roman(session) + ")" + m[3], part
}

// roman writes a number below 40.
func roman(n int) string {
	return strings.Repeat("X", n/10) + [...]string{"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"}[n%10]
}

// compareForm is a symbol without the brackets that sources set differently.
func compareForm(symbol string) string {
	return strings.ToUpper(strings.NewReplacer("[", "", "]", "").Replace(symbol))
}

// sessionName is the session's name: special and emergency special sessions the
// source counts under the regular one of their year.
func (c *call) sessionName() string {
	if m := specialRE.FindStringSubmatch(c.written[callSymbol]); m != nil {
		name, _, _ := strings.Cut(m[1], "/")
		return name
	}
	if m := pageRE.FindStringSubmatch(c.written[callSymbol]); m != nil {
		return m[1] + "S-" + m[2]
	}
	return strconv.Itoa(c.session)
}

// The words by which descriptions show what was put to the vote. Those of the
// first 30 sessions say so: "TO ADOPT A MALI MOTION THAT …"; where a word of
// procedure comes before the draft it is the procedure that was voted on. Later
// ones say what the resolution says, but for some of the 52nd session on that
// quote the President.
var (
	motionRE = regexp.MustCompile(`\b(?:MOTION|2/3[ -](?:MAJORITY|RULE)|TWO-THIRDS MAJORITY|SIMPLE MAJORITY|RULING|SEPARATE VOT\w*|PRIORITY|GENERAL +COMM\S* +(?:RECOM|REPORT)\w*|GEN\. COMM\S* RECOM\w*|PROPOSAL THAT (?:THE )?DRAFT|RECONSIDERATION|ADJOURN\w*|POSTPON\w*|SUSPEN\w+|AGENDA|CLOSURE|ALLOCAT\w+|SUB-ITEM|INCLUSION OF(?: THE)? (?:SUB-)?ITEMS?|RETAIN THE TITLE)\b`)
	draftRE  = regexp.MustCompile(`\b(?:DRAFT RES|RES\b|RESOL)`)
	pieceRE  = regexp.MustCompile(`^(?:TO (?:ADOPT|RETAIN|DELETE)|RETENTION OF) (?:THE |THAT )?(?:\d+(?:ST|ND|RD|TH) |FIRST |LAST |REMAINDER OF (?:THE )?)?(?:OPERATIVE |PREAMBULAR )?(?:PARAG|PREAMBLE|WORDS?\b|PHRASE|SECTION|SENTENCE|PORTION|ARTICLE|ART\b|ANNEX|PART )`)
	amendRE  = regexp.MustCompile(`^TO ADOPT (?:AN? |THE )?(?:FOLLOWING )?(?:[^ ]+ ){0,3}?(?:SUB-?)?AMENDMENT`)

	presidentRE = regexp.MustCompile(`^The (?:Acting )?President\b`)
	putRE       = regexp.MustCompile(`(?i)(?:put to ?the ?votes?,?|decision on|submitted an?) ?(?:the |an )?(?:oral |proposed |draft )*(motion|amendment|(?:operative |preambular )?paragraph)`)
)

const described = 30 // the last session whose descriptions say what was put to the vote

// kindOf settles what was voted on: by the source's marks, else by its words.
func kindOf(c *call) (kind, why string) {
	given := c.written[callText]
	text := strings.ToUpper(given)
	switch {
	case c.written[callAmend] == "1":
		return "amendment", "column"
	case c.written[callPara] == "1":
		return "paragraph", "column"
	case c.part:
		return "paragraph", "symbol"
	case c.quoted:
		m := putRE.FindStringSubmatch(given)
		switch {
		case m == nil:
			return "whole", ""
		case strings.EqualFold(m[1], "motion"), strings.EqualFold(m[1], "amendment"):
			return strings.ToLower(m[1]), "text"
		}
		return "paragraph", "text"
	case c.session > described:
		return "whole", ""
	case pieceRE.MatchString(text):
		return "paragraph", "text"
	case amendRE.MatchString(text):
		return "amendment", "text"
	}
	if m := motionRE.FindStringIndex(text); m != nil {
		if d := draftRE.FindStringIndex(text); d == nil || m[0] < d[0] {
			return "motion", "text"
		}
	}
	return "whole", ""
}
