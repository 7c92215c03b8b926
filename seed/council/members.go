package council

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"entente/graph"
	"entente/graph/vocab"
	"entente/seed"
)

// Members is the dataset sc-members.
var Members seed.Dataset = dataset{manifest: seed.Manifest{
	ID: "sc-members", Name: "Security Council votes by member, 1994 to mid-2025", Publisher: "oliverunv (Voting-Agent)",
	Origin: "https://github.com/oliverunv/Voting-Agent", Licence: "none stated; facts only",
	Citation: "Security Council votes by member state, drafts not adopted included, from the Council's meeting records, 1994–2025",
	Version:  "June 2025",
	Scope:    "votes on resolutions and on drafts that were vetoed or short of votes, 1994 to 2025-06-04; members that took no part have no row, and nothing says why",
	Covers:   graph.Interval{Since: graph.Day(1994, 1, 6), Until: graph.Day(2025, 6, 4)},
}, rows: true, columns: []seed.Column{
	colMemberDate:    {Name: "date", Required: true},
	colMemberRes:     {Name: "resolution", Required: true},
	colMemberMeeting: {Name: "meeting", Required: true},
	colMemberDraft:   {Name: "draft", Required: true},
	colMemberAgenda:  {Name: "agenda item", Required: true},
	colMemberBy:      {Name: "submitted by"},
	colMemberOutcome: {Name: "outcome results", Required: true},
	colMemberTopic:   {Name: "topic"},
	colMemberChecked: {Name: "date_checked"},
	colMemberID:      {Name: "id", Required: true},
	colMemberVote:    {Name: "vote", Required: true},
	colMemberState:   {Name: "member state", Required: true},
	colMemberYear:    {Name: "year"},
	colMemberKind:    {Name: "category"},
	colMemberRegion:  {Name: "region"},
	colMemberStatus:  {Name: "membership_status"},
	colMemberBasis:   {Name: "date_basis"},
}, read: readMembers, lay: layMembers}

// The columns up to memberHead say the same in all rows of a record.
const (
	colMemberDate = iota
	colMemberRes
	colMemberMeeting
	colMemberDraft
	colMemberAgenda
	colMemberBy
	colMemberOutcome
	colMemberTopic
	colMemberChecked
	memberHead
	colMemberID = iota - 1
	colMemberVote
	colMemberState
	colMemberYear
	colMemberKind
	colMemberRegion
	colMemberStatus
	colMemberBasis
)

// What is odd about a record of sc-members.
const (
	oddHeads       = "rows of one record disagree on what they vote on; the majority of its rows is kept"
	oddExchanged   = "day and month are exchanged, by the order of meetings"
	oddLoose       = "day and month may be exchanged: the order of meetings allows both"
	oddOutOfOrder  = "dated out of the order of meetings"
	oddChecked     = "date_checked says otherwise than the order of meetings"
	oddTwoRows     = "a member stands twice with different votes; its position is unknown"
	oddMissing     = "names fewer members than the Council has; the position of one left out, or left open, is unknown"
	oddContradict  = "its rows contradict its outcome; they settle nothing"
	oddOtherVote   = "its rows are of members without a seat that day; they settle nothing"
	oddSlipped     = "adopted against a permanent member's no, beside records that contradict themselves; the columns have slipped and settle nothing"
	oddNoOnText    = "adopted against a permanent member's no: a vote on procedure, or a slip"
	oddMajority    = "adopted by majority, yet every member is written yes"
	oddLostTwice   = "a draft that was lost stands as adopted too; it was lost"
	oddColumns     = "the columns of resolution and draft are exchanged"
	oddNumber      = "the resolution's number is missing; found by meeting or draft"
	oddYearOfVote  = "the resolution's year is not the vote's; the vote's is taken"
	oddNumberSlip  = "the resolution's number is out of order; the only missing one it can be a slip of is taken"
	oddNumberOrder = "the resolution's number is out of order"
	oddShared      = "one draft symbol for two texts; the roll calls get none"
	oddNoRoster    = "who had a seat in the year cannot be told from the rows, nor from the store"
	oddWord        = "unknown outcome"
)

var memberChoices = map[string]string{"Yes": "yes", "No": "no", "Abstain": "abstain"}

// ballot is a record of sc-members: its heads, with the number of rows that
// have each, and its rows.
type ballot struct {
	id    string
	heads map[[memberHead]string]int
	rows  []ballotRow

	head    [memberHead]string
	vote    *vote
	strange int
}

type ballotRow struct {
	line         int
	name, choice string
}

func (b *ballot) lost() bool { return strings.HasPrefix(b.head[colMemberOutcome], "Not adopted") }

func readMembers(c *course, t *seed.Table) error {
	byID := map[string]*ballot{}
	names := map[string]string{}
	c.table = byID
	return c.rowsOf(t, func(line int) {
		id := t.Text(colMemberID)
		if id == "" {
			c.refuse(line, "", "the row has no ID")
			return
		}
		ref := c.manifest.ID + ":" + id
		choice, ok := memberChoices[t.Text(colMemberVote)]
		if !ok {
			c.refuse(line, ref, fmt.Sprintf("unknown vote %q", seed.Clip(t.Text(colMemberVote), 60)))
			return
		}
		if _, err := graph.ParseDate(t.Text(colMemberDate)); err != nil {
			c.refuse(line, ref, fmt.Sprintf("%q is not a date", seed.Clip(t.Text(colMemberDate), 60)))
			return
		}
		b := byID[id]
		if b == nil {
			b = &ballot{id: id, heads: map[[memberHead]string]int{}}
			byID[id] = b
		}
		var head [memberHead]string
		for i := range head {
			head[i] = string(t.Field(i))
		}
		b.heads[head]++
		name := string(t.Field(colMemberState))
		if have, ok := names[name]; ok {
			name = have
		} else {
			names[name] = name
		}
		b.rows = append(b.rows, ballotRow{line, name, choice})
	})
}

func layMembers(c *course) error {
	var list []*ballot
	for _, b := range c.table.(map[string]*ballot) {
		list = append(list, b)
	}
	slices.SortFunc(list, func(a, b *ballot) int {
		x, _ := strconv.Atoi(a.id)
		y, _ := strconv.Atoi(b.id)
		return cmp.Or(cmp.Compare(x, y), strings.Compare(a.id, b.id))
	})
	for i, b := range list {
		c.openBallot(b, i)
	}
	list = slices.DeleteFunc(list, func(b *ballot) bool { return b.vote == nil })
	c.dateBallots(list)
	c.numberBallots(list)
	list = c.lostTwice(list)
	c.nameBallots(list)
	c.rosterOf(list)
	var all []*vote
	for _, b := range list {
		if err := c.fillBallot(b); err != nil {
			return err
		}
		all = append(all, b.vote)
	}
	c.judgeBallots(list)
	return c.putAll(all)
}

// openBallot makes out what a record says of itself.
func (c *course) openBallot(b *ballot, order int) {
	ref := c.manifest.ID + ":" + b.id
	rows := 0
	for h, n := range b.heads {
		if n > rows || n == rows && slices.Compare(h[:], b.head[:]) < 0 {
			b.head, rows = h, n
		}
	}
	if len(b.heads) > 1 {
		c.odd(oddHeads, ref)
	}
	word := b.head[colMemberOutcome]
	v := &vote{ref: ref, order: order, create: true, agenda: spaces(b.head[colMemberAgenda])}
	switch {
	case word == "Adopted unanimously", word == "Adopted by majority":
		v.outcome = "adopted"
	case word == "Adopted by consensus", word == "Adopted by acclamation":
		v.outcome, v.without = "adopted", true
	case strings.HasPrefix(word, "Not adopted - veto"):
		v.outcome = "vetoed"
	case strings.HasPrefix(word, "Not adopted"):
		v.outcome = "failed"
	default:
		c.odd(oddWord, ref)
		for _, r := range b.rows {
			c.refuse(r.line, ref, fmt.Sprintf("unknown outcome %q", seed.Clip(word, 60)))
		}
		return
	}
	v.all = word == "Adopted unanimously"
	v.said, _ = graph.ParseDate(b.head[colMemberDate]) // checked row by row
	v.meeting, _ = meetingOf(b.head[colMemberMeeting])
	v.texts = []string{b.head[colMemberAgenda], b.head[colMemberTopic]}
	for _, r := range b.rows {
		v.lines = append(v.lines, r.line)
	}

	res, dr := b.head[colMemberRes], b.head[colMemberDraft]
	if _, n := resolution(dr); n > 0 && strings.HasPrefix(strings.ToUpper(spaces(dr)), "S/RES/") {
		c.odd(oddColumns, ref+" "+spaces(dr))
		v.warn("the columns of resolution and draft are exchanged")
		res, dr = dr, res
	}
	v.symbol, v.number = resolution(res)
	v.draft = draft(dr)
	report := graph.P("date", v.said, "outcome", word)
	for name, text := range map[string]string{"symbol": cmp.Or(spaces(res), spaces(dr)), "draft": spaces(dr), "meeting": spaces(b.head[colMemberMeeting]), "agenda": v.agenda, "subjects": spaces(b.head[colMemberTopic])} {
		if text != "" {
			report = report.With(name, text)
		}
	}
	if by := spaces(b.head[colMemberBy]); by != "" {
		report = report.With("note", "submitted by "+strings.ReplaceAll(by, ",", ", "))
	}
	v.report = report
	b.vote = v
}

// dateBallots finds exchanged days and months by the order of meetings, and
// dates the records: by the table's own checked date where it has one.
func (c *course) dateBallots(list []*ballot) {
	series := map[string][]*ballot{}
	for _, b := range list {
		m := b.vote.meeting
		series[m.series] = append(series[m.series], b) // "" where there is no meeting
		b.vote.date = b.vote.said
	}
	for _, name := range []string{"PV", "V"} {
		in := series[name]
		slices.SortStableFunc(in, func(a, b *ballot) int {
			if name == "V" { // counted anew
				x, _, _ := a.vote.said.YMD()
				y, _, _ := b.vote.said.YMD()
				if x != y {
					return cmp.Compare(x, y)
				}
			}
			return cmp.Compare(a.vote.meeting.number, b.vote.meeting.number)
		})
		offers := make([][]graph.Date, len(in))
		for i, b := range in {
			offers[i] = []graph.Date{b.vote.said}
			if d, ok := exchanged(b.vote.said); ok {
				offers[i] = append(offers[i], d)
			}
		}
		for i, f := range inOrder(offers) {
			v := in[i].vote
			other, _ := exchanged(v.said)
			switch {
			case f.choice < 0:
				c.odd(oddOutOfOrder, v.ref+" "+v.said.String())
			case f.loose:
				c.odd(oddLoose, v.ref+" "+v.said.String())
			case f.choice == 1:
				c.odd(oddExchanged, v.ref+" "+v.said.String())
				v.date = other
				v.warn("dated %s; by the order of meetings %s", v.said, other)
			}
			checked, err := graph.ParseDate(in[i].head[colMemberChecked])
			if err != nil || checked == v.date {
				continue
			}
			if f.choice >= 0 && !f.loose {
				c.odd(oddChecked, v.ref+" "+v.said.String()+" "+checked.String())
			}
			v.date = checked
		}
	}
	for _, b := range series[""] {
		if checked, err := graph.ParseDate(b.head[colMemberChecked]); err == nil {
			b.vote.date = checked
		}
	}
}

// numberBallots mends the symbols of resolutions by their order: the year is
// that of the vote, and a number that stands between two others of which it is
// not is the one missing there, where it differs from it by a slip.
func (c *course) numberBallots(list []*ballot) {
	var in []*ballot
	have := map[int]bool{}
	for _, b := range list {
		v := b.vote
		if v.number == 0 {
			continue
		}
		y, _, _ := v.date.YMD()
		if fixed := ofYear(v.number, y); fixed != v.symbol {
			c.odd(oddYearOfVote, v.symbol+" for "+fixed)
			v.warn("calls it %s", v.symbol)
			v.symbol = fixed
		}
		have[v.number] = true
		in = append(in, b)
	}
	slices.SortStableFunc(in, func(a, b *ballot) int { return a.vote.date.Compare(b.vote.date) })
	// Texts of one day may stand in any order.
	for i, b := range in {
		lo, hi := 0, 0
		for _, o := range in[max(0, i-near):min(len(in), i+near+1)] {
			switch n := o.vote.number; {
			case o == b:
			case lo == 0:
				lo, hi = n, n
			default:
				lo, hi = min(lo, n), max(hi, n)
			}
		}
		v := b.vote
		if lo == 0 || hi-lo > 4*near || v.number >= lo-near && v.number <= hi+near {
			continue
		}
		y, _, _ := v.date.YMD()
		var open []string
		for n := lo; n <= hi; n++ {
			if s := ofYear(n, y); !have[n] && slip(s, v.symbol) {
				open = append(open, s)
			}
		}
		if len(open) == 1 {
			c.odd(oddNumberSlip, v.symbol+" for "+open[0])
			v.warn("calls it %s", v.symbol)
			v.symbol, v.number = resolution(open[0])
		} else {
			c.odd(oddNumberOrder, v.symbol+" "+v.date.String())
		}
	}
}

// lostTwice takes out records that give as adopted, without a resolution's
// number, a draft that another record gives as lost.
func (c *course) lostTwice(list []*ballot) []*ballot {
	lost := map[string]*ballot{}
	for _, b := range list {
		if b.lost() && b.vote.draft != "" {
			lost[b.vote.draft] = b
		}
	}
	return slices.DeleteFunc(list, func(b *ballot) bool {
		v, real := b.vote, lost[b.vote.draft]
		if b.lost() || v.number > 0 || real == nil {
			return false
		}
		c.odd(oddLostTwice, v.draft)
		real.vote.warn("another record (%s) has it as adopted", v.ref)
		said := map[ballotRow]bool{}
		for _, r := range real.rows {
			said[ballotRow{0, r.name, r.choice}] = true
		}
		for _, r := range b.rows {
			if said[ballotRow{0, r.name, r.choice}] {
				c.rep.Duplicates++
			} else {
				c.refuse(r.line, v.ref, "another record of the file has the draft as lost, with another vote of the member")
			}
		}
		return true
	})
}

// nameBallots gives the records the symbols they are found by.
func (c *course) nameBallots(list []*ballot) {
	numbers, drafts, lost := map[int]bool{}, map[string]int{}, map[string]*ballot{}
	for _, b := range list {
		numbers[b.vote.number] = true
		switch d := b.vote.draft; {
		case d == "":
		case !b.lost():
			drafts[d]++
		case lost[d] == nil || !b.vote.date.Before(lost[d].vote.date):
			lost[d] = b // the last one is the draft's
		}
	}
	for _, b := range list {
		v, words := b.vote, strings.ToLower(spaces(b.head[colMemberDraft]))
		switch {
		case v.number > 0:
			if drafts[v.draft] > 1 || lost[v.draft] != nil {
				c.odd(oddShared, v.draft+" for "+v.symbol)
				v.draft = ""
			}
		case v.draft == "" && v.meeting.number > 0:
			v.nameless, v.kind = true, "motion"
			if strings.Contains(words, "amendment") {
				v.kind = "amendment"
			}
		case !b.lost() && spaces(b.head[colMemberRes]) != "":
			// A word instead of the number: the roll call may have it.
			v.symbol = v.draft
			if k, ok := c.numberOf(v, numbers); ok {
				v.symbol, v.number = resolution(vocab.Rest(k))
				c.odd(oddNumber, v.ref+" "+v.symbol)
				v.warn("the resolution's number is missing in the file")
			} else {
				v.draft = ""
			}
		default:
			v.symbol = v.draft
			part := strings.HasSuffix(words, " amendment")
			switch {
			case part, b.lost() && lost[v.draft] != b:
				// A vote on a change to the draft of that symbol.
				v.kind = "amendment"
			case !b.lost(), strings.Contains(words, "amendment"):
				// What is adopted without a resolution's number is no resolution.
				v.kind, v.draft = "amendment", ""
			default:
				v.draft = ""
			}
		}
	}
}

// numberOf finds the roll call of an adopted text of which the file has lost the
// number: the only one of its draft, its meeting or its day that no other record
// of the file is about.
func (c *course) numberOf(v *vote, numbers map[int]bool) (graph.Key, bool) {
	day := []graph.Key{}
	for k, ps := range c.index.have {
		if ps.Date("date") == v.date {
			day = append(day, k)
		}
	}
	for _, group := range [][]graph.Key{c.index.byDraft[v.draft], c.index.byMeeting[v.meeting.symbol()], day} {
		var open []graph.Key
		for _, k := range group {
			if _, n := resolution(vocab.Rest(k)); strings.HasPrefix(vocab.Rest(k), "S/RES/") && n > 0 && !numbers[n] {
				open = append(open, k)
			}
		}
		if len(open) == 1 {
			return open[0], true
		}
	}
	return graph.Key{}, false
}

// rosterOf finds who had a seat in a year by the file itself: the fifteen that
// most of the year's records name.
func (c *course) rosterOf(list []*ballot) {
	named := map[int]map[graph.Key]int{}
	records := map[int]int{}
	for _, b := range list {
		y, _, _ := b.vote.date.YMD()
		records[y]++
		if named[y] == nil {
			named[y] = map[graph.Key]int{}
		}
		seen := map[graph.Key]bool{}
		for _, r := range b.rows {
			if k, why := c.member(r.name, b.vote.date); why == "" && !seen[k] {
				seen[k] = true
				named[y][k]++
			}
		}
	}
	c.roster.years = map[int]seats{}
	var years []int
	for y := range records {
		years = append(years, y)
	}
	slices.Sort(years)
	for _, y := range years {
		s := seats{}
		for k, n := range named[y] {
			if 2*n >= records[y] {
				s[k] = true
			}
		}
		if len(s) == 15 {
			c.roster.years[y] = s
		} else if c.roster.at(graph.Day(y, 6, 30)) == nil {
			c.odd(oddNoRoster, strconv.Itoa(y))
		}
	}
}

// fillBallot resolves the members of a record and takes out rows that repeat or
// contradict one another.
func (c *course) fillBallot(b *ballot) error {
	v := b.vote
	slices.SortStableFunc(b.rows, func(x, y ballotRow) int { return cmp.Compare(x.line, y.line) })
	choice := map[graph.Key]string{}
	two := map[graph.Key]bool{}
	member := make([]graph.Key, len(b.rows))
	for i, r := range b.rows {
		k, why := c.member(r.name, v.date)
		if why != "" {
			c.refuse(r.line, v.ref, why)
			continue
		}
		member[i] = k
		if have := choice[k]; have != "" && have != r.choice {
			two[k] = true
		}
		choice[k] = r.choice
	}
	done := map[graph.Key]bool{}
	for i, r := range b.rows {
		k := member[i]
		switch {
		case k.IsZero():
		case two[k]:
			c.refuse(r.line, v.ref, "the record has the member twice with different votes")
		case done[k]:
			c.rep.Duplicates++
		default:
			done[k] = true
			v.places = append(v.places, place{r.line, k, r.choice})
		}
	}
	for k := range two {
		c.odd(oddTwoRows, v.ref+" "+cmp.Or(v.symbol, v.draft)+" "+vocab.Rest(k))
		v.warn("%s stands twice with different votes", vocab.Rest(k))
	}
	slices.Sort(v.warnings)
	slices.Sort(c.lists[oddTwoRows])
	slices.SortFunc(v.places, func(a, b place) int { return a.member.Compare(b.member) })

	here := c.roster.at(v.date)
	var n [3]int
	for _, p := range v.places {
		if here.without(p.member) {
			b.strange++
			continue
		}
		n[slices.Index([]string{"yes", "no", "abstain"}, p.choice)]++
		if p.choice == "no" && permanent[vocab.Rest(p.member)] && v.outcome == "vetoed" {
			v.vetoers = append(v.vetoers, p.member)
		}
	}
	v.counted = true
	if n[0]+n[1]+n[2] == 15 {
		v.tally = tally{n[0], n[1], n[2], true}
	}
	return nil
}

// strangers is how many members without a seat a record may name before all
// its rows are taken for those of another vote: one or two are slips of a name.
const strangers = 3

// judgeBallots finds records of which the rows cannot be right: they name
// members that had no seat, or contradict their own outcome. A text that was
// adopted against a permanent member's no is a slip where the records beside it
// are; alone it may be a vote on procedure.
func (c *course) judgeBallots(list []*ballot) {
	against := make([]bool, len(list))
	for i, b := range list {
		v := b.vote
		here := c.roster.at(v.date)
		var other, no, yes int
		for _, p := range v.places {
			if here.without(p.member) {
				continue
			}
			if p.choice == "yes" {
				yes++
			} else {
				other++
			}
			if p.choice == "no" && permanent[vocab.Rest(p.member)] {
				no++
			}
		}
		name := cmp.Or(v.symbol, v.draft, v.ref)
		against[i] = v.outcome == "adopted" && no > 0
		switch {
		case b.strange >= strangers:
			c.odd(oddOtherVote, name)
			v.doubt = oddOtherVote
		case (v.all || v.without) && other > 0,
			v.outcome == "vetoed" && (no == 0 || v.tally.known && yes < 9),
			v.outcome == "failed" && v.tally.known && yes >= 9 && v.kind == "",
			v.outcome == "adopted" && v.tally.known && yes < 9:
			c.odd(oddContradict, name+" ("+strings.ToLower(b.head[colMemberOutcome])+")")
			v.doubt = oddContradict
		case v.outcome == "adopted" && !v.all && !v.without && other == 0 && v.tally.known:
			c.odd(oddMajority, name)
			v.warn("adopted by majority, yet every member is written yes")
		}
	}
	for changed := true; changed; {
		changed = false
		for i, b := range list {
			beside := i > 0 && list[i-1].vote.doubt != "" || i+1 < len(list) && list[i+1].vote.doubt != ""
			if against[i] && b.vote.doubt == "" && beside {
				b.vote.doubt, changed = oddSlipped, true
			}
		}
	}
	for i, b := range list {
		v := b.vote
		switch {
		case v.doubt == oddSlipped:
			c.odd(oddSlipped, cmp.Or(v.symbol, v.draft))
		case against[i] && v.doubt == "":
			c.odd(oddNoOnText, cmp.Or(v.symbol, v.draft))
			v.warn("adopted against a permanent member's no")
		}
		if here := c.roster.at(v.date); v.doubt == "" && !v.tally.known {
			n := 0
			for _, p := range v.places {
				if !here.without(p.member) {
					n++
				}
			}
			if n < 15 { // B49
				c.odd(oddMissing, fmt.Sprintf("%s (%d)", cmp.Or(v.symbol, v.draft, v.ref), n))
				v.warn("the positions of %d members are known, of 15; one left out is unknown", n)
			}
		}
		if v.doubt != "" {
			// What cannot be right does not serve to find or to count either.
			v.tally, v.vetoers = tally{}, nil
			v.warn("%s", v.doubt)
		}
	}
}
