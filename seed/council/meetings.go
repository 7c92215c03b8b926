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
	"entente/seed/topics"
)

const meetingsID = "sc-meetings"

// Meetings is the dataset sc-meetings.
var Meetings seed.Dataset = dataset{manifest: seed.Manifest{
	ID: meetingsID, Name: "Security Council meetings and outcomes, 1946 to mid-2022", Publisher: "United Nations, Dag Hammarskjöld Library",
	Origin: "https://research.un.org/en/docs/sc/quick", Licence: "(c) United Nations; non-commercial use with attribution",
	Citation: "United Nations, Dag Hammarskjöld Library, Security Council Meetings and Outcomes Tables",
	Version:  "June 2022",
	Scope:    "meetings with their day, agenda and outcome, 1946-01-17 to 2022-06-30; of votes only the totals and who vetoed; some 280 meetings are missing (the report names them), and so are the votes taken by letter in 2020 and 2021",
	Covers:   graph.Interval{Since: graph.Day(1946, 1, 17), Until: graph.Day(2022, 6, 30)},
}, columns: []seed.Column{
	colMeetingYear:    {Name: "year", Required: true},
	colMeetingRecord:  {Name: "meeting_record", Required: true},
	colMeetingDate:    {Name: "date", Required: true},
	colMeetingText:    {Name: "date_text"},
	colMeetingPress:   {Name: "press_release"},
	colMeetingTopic:   {Name: "topic", Required: true},
	colMeetingOutcome: {Name: "outcome_vote", Required: true},
}, read: readMeetings, lay: layMeetings}

const (
	colMeetingYear = iota
	colMeetingRecord
	colMeetingDate
	colMeetingText
	colMeetingPress
	colMeetingTopic
	colMeetingOutcome
	meetingColumns
)

const (
	oddTwoSittings = "one meeting in two rows that differ; both are kept"
	oddNoDay       = "no day, or several"
	oddWords       = "date and date in words differ"
	oddText        = "the outcome's text is not understood; it is kept as it is"
	oddNoFate      = "a draft is named and not what became of it"
	oddGap         = "no row for meetings between the first and the last"
	oddTwoFates    = "one row says vetoed and another not adopted"
	oddYearOf      = "the resolution's year is not the meeting's; the meeting's is taken"
	oddFewYes      = "called vetoed with fewer votes in favour than a decision needs; taken as failed"
	oddWho         = "who vetoed is not understood"
)

// meetingRow is a row of the table; rows that are equal stand together.
type meetingRow struct {
	field [meetingColumns]string
	at    sitting
	lines []int

	since, until graph.Date
	ref, id      string // id tells two rows of one meeting apart
}

func readMeetings(c *course, t *seed.Table) error {
	byText := map[[meetingColumns]string]*meetingRow{}
	c.table = byText
	return c.rowsOf(t, func(line int) {
		var f [meetingColumns]string
		for i := range f {
			f[i] = spaces(t.Text(i))
		}
		if have := byText[f]; have != nil {
			have.lines = append(have.lines, line)
			return
		}
		at, ok := meetingOf(f[colMeetingRecord])
		if !ok || at.series != "PV" {
			c.refuse(line, "", fmt.Sprintf("%q is not a meeting", seed.Clip(f[colMeetingRecord], 60)))
			return
		}
		if y, err := strconv.Atoi(f[colMeetingYear]); err != nil || y < 1946 || y > 9999 {
			c.refuse(line, "", fmt.Sprintf("%q is not a year", seed.Clip(f[colMeetingYear], 60)))
			return
		}
		if d := f[colMeetingDate]; d != "" {
			if _, err := graph.ParseDate(d); err != nil {
				c.refuse(line, "", fmt.Sprintf("%q is not a date", seed.Clip(d, 60)))
				return
			}
		}
		byText[f] = &meetingRow{field: f, at: at, lines: []int{line}}
	})
}

func layMeetings(c *course) error {
	var rows []*meetingRow
	for _, r := range c.table.(map[[meetingColumns]string]*meetingRow) {
		slices.Sort(r.lines)
		rows = append(rows, r)
	}
	slices.SortFunc(rows, func(a, b *meetingRow) int {
		return cmp.Or(cmp.Compare(a.at.number, b.at.number), strings.Compare(a.at.part, b.at.part), slices.Compare(a.field[:], b.field[:]))
	})
	var list []*vote
	of := map[*vote]*meetingRow{}
	count := map[sitting]int{}
	for _, r := range rows {
		c.rep.Duplicates += len(r.lines) - 1
		c.dateMeeting(r)
		r.ref = c.manifest.ID + ":" + strings.TrimPrefix(vocab.Rest(r.at.key()), "council-meeting/")
		if count[r.at]++; count[r.at] > 1 {
			r.id = strconv.Itoa(count[r.at])
			r.ref += "~" + r.id
			c.odd(oddTwoSittings, r.at.symbol())
		}
		for _, v := range c.votesOf(r) {
			v.order = len(list)
			list = append(list, v)
			of[v] = r
		}
	}
	c.orderMeetings(rows)
	changed := map[*meetingRow]bool{}
	for _, r := range rows {
		now, err := c.event(r)
		if err != nil {
			return err
		}
		changed[r] = now
	}
	c.find(list)
	c.vetoedOnce(list)
	slices.SortStableFunc(list, func(a, b *vote) int {
		switch {
		case a.again == b.again:
			return 0
		case a.again:
			return 1
		}
		return -1
	})
	for _, v := range list {
		if err := c.ctx.Err(); err != nil {
			return fmt.Errorf("the import was stopped; what is written stays, and importing again goes on from there: %w", err)
		}
		if v.key.IsZero() {
			c.odd(oddNowhere, cmp.Or(v.symbol, "a text without symbol")+" ("+v.meeting.symbol()+")")
			continue
		}
		now, err := c.put(v)
		if err != nil {
			return err
		}
		changed[of[v]] = changed[of[v]] || now
	}
	for _, r := range rows {
		if changed[r] {
			c.rep.Kept++
		} else {
			c.rep.Unchanged++
		}
	}
	c.rep.Records = len(count)
	return nil
}

// vetoedOnce settles rows that give one vote as vetoed and as not adopted: who
// vetoed it makes it vetoed.
func (c *course) vetoedOnce(list []*vote) {
	of := map[graph.Key]*vote{}
	for _, v := range list {
		if !v.again {
			of[v.key] = v
		}
	}
	for _, v := range list {
		o := of[v.key]
		if !v.again || v.key.IsZero() || o == nil || o.outcome == v.outcome {
			continue
		}
		c.odd(oddTwoFates, v.name())
		o.warn("%s at %s, %s at %s", o.outcome, o.meeting.symbol(), v.outcome, v.meeting.symbol())
		if o.outcome == "failed" && v.outcome == "vetoed" {
			o.outcome, o.vetoers, o.places = v.outcome, v.vetoers, v.places
		}
		v.outcome = o.outcome
	}
}

// dateMeeting makes out the day of a meeting: the table's, or, where it has
// none, the day it gives in words or behind the record's symbol. A meeting of
// two days has both.
func (c *course) dateMeeting(r *meetingRow) {
	year, _ := strconv.Atoi(r.field[colMeetingYear])
	first, last, words := wordDays(year, r.field[colMeetingText])
	if d, err := graph.ParseDate(r.field[colMeetingDate]); err == nil {
		r.since, r.until = d, d
		if words && (first != d || last != d) {
			c.odd(oddWords, fmt.Sprintf("%s (%s, %s)", r.at.symbol(), d, r.field[colMeetingText]))
		}
		return
	}
	if !words {
		// The words slipped into the column before.
		f := strings.Fields(r.field[colMeetingRecord])
		for n := 2; n <= 3 && n <= len(f) && !words; n++ {
			first, last, words = wordDays(year, strings.Join(f[len(f)-n:], " "))
		}
	}
	if words {
		r.since, r.until = first, last
	} else {
		r.since, r.until = graph.Year(year), graph.Year(year)
	}
	if r.since != r.until || !words {
		c.odd(oddNoDay, fmt.Sprintf("%s (%s)", r.at.symbol(), r.field[colMeetingText]))
	}
}

// day is the day of a meeting's votes: of two days it is not known which, so
// the month stands for it.
func (r *meetingRow) day() graph.Date {
	if r.since == r.until {
		return r.since
	}
	y, m, _ := r.since.YMD()
	d, err := graph.ParseDate(fmt.Sprintf("%04d-%02d", y, m))
	if err != nil {
		return graph.Year(y)
	}
	return d
}

// orderMeetings names meetings that are missing between the first and the last
// (B53), and flags days that are out of the order of meetings (B37). A
// resumption may be held long after the next meeting.
func (c *course) orderMeetings(rows []*meetingRow) {
	var in []*meetingRow
	var offers [][]graph.Date
	for _, r := range rows {
		if r.at.part != "" || r.id != "" {
			continue
		}
		in = append(in, r)
		offer := []graph.Date{r.since}
		if d, ok := exchanged(r.since); ok {
			offer = append(offer, d)
		}
		offers = append(offers, offer)
	}
	for i := 1; i < len(rows); i++ {
		switch a, b := rows[i-1].at.number+1, rows[i].at.number-1; {
		case a == b:
			c.odd(oddGap, fmt.Sprintf("S/PV.%d", a))
		case a < b:
			c.odd(oddGap, fmt.Sprintf("S/PV.%d to %d", a, b))
		}
	}
	for i, f := range inOrder(offers) {
		switch {
		case f.choice < 0:
			c.odd(oddOutOfOrder, in[i].at.symbol()+" "+in[i].since.String())
		case f.choice == 1 && !f.loose:
			c.odd(oddExchanged, in[i].at.symbol()+" "+in[i].since.String())
		}
	}
}

// event writes a meeting and what the row says of it, and tells whether that
// was new.
func (c *course) event(r *meetingRow) (changed bool, err error) {
	key := r.at.key()
	title := "Security Council meeting " + strconv.Itoa(r.at.number)
	if r.at.part != "" {
		title += ", " + strings.ReplaceAll(r.at.part, "-", " ")
	}
	c.widen(r.since)
	edges := []graph.Edge{}
	if r.id == "" {
		n := graph.Node{Key: key, Props: graph.P("title", title, "kind", "council_meeting", "since", r.since, "until", r.until)}
		if err := c.loader.Node(n); err != nil {
			return false, err
		}
		c.nodes[key] = true
		if whole := (sitting{number: r.at.number, series: r.at.series}); r.at.part != "" && c.nodes[whole.key()] {
			edges = append(edges, graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.PartOf, From: key, To: whole.key(), Source: c.manifest.ID}, Props: graph.P("ref", r.ref)})
		}
	}
	said := graph.P("symbol", r.field[colMeetingRecord], "ref", r.ref, "date", r.day())
	for name, text := range map[string]string{"agenda": r.field[colMeetingTopic], "outcome": r.field[colMeetingOutcome], "report": r.field[colMeetingPress]} {
		if strings.Trim(text, "-") != "" {
			said = said.With(name, text)
		}
	}
	edges = append(edges, graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.Reports, From: seed.SourceKey(c.manifest.ID), To: key, ID: r.id, Source: c.manifest.ID}, Props: said})
	for _, e := range edges {
		now, err := c.edge(e)
		if err != nil {
			return changed, err
		}
		changed = changed || now
	}
	return changed, nil
}

// votesOf reads the roll calls out of a meeting's outcome.
func (c *course) votesOf(r *meetingRow) []*vote {
	out, ok := parseOutcomes(r.field[colMeetingOutcome])
	if !ok {
		c.odd(oddText, fmt.Sprintf("%s %q", r.at.symbol(), seed.Clip(r.field[colMeetingOutcome], 60)))
	}
	year, _ := strconv.Atoi(r.field[colMeetingYear])
	var list []*vote
	for _, o := range out {
		if o.result == "statement" {
			continue
		}
		if o.result == "" {
			c.odd(oddNoFate, o.symbol+" ("+r.at.symbol()+")")
			continue
		}
		v := &vote{ref: r.ref, symbol: o.symbol, number: o.number, meeting: r.at, date: r.day(), said: r.day(),
			outcome: o.result, without: o.without, all: o.all, tally: o.tally, create: true}
		v.nameless = strings.HasPrefix(o.symbol, "S/PV.")
		if v.nameless && o.symbol != r.at.symbol() {
			v.draft = o.symbol
		}
		if strings.Contains(o.label, "preliminary") {
			v.kind = "motion"
		}
		v.report = graph.P("date", v.said, "symbol", o.written, "meeting", r.field[colMeetingRecord], "outcome", o.result)
		if o.number > 0 {
			if fixed := ofYear(o.number, year); fixed != o.symbol {
				c.odd(oddYearOf, o.symbol+" ("+r.at.symbol()+")")
				v.warn("calls it %s", o.symbol)
				v.symbol = fixed
			}
			if !o.tally.known && !o.all && !o.without {
				v.create = false
			}
		}
		if v.outcome == "vetoed" && o.tally.known && o.tally.yes < majority(year) {
			c.odd(oddFewYes, o.symbol+" "+o.tally.String())
			v.warn("called vetoed with %s, which is too few for a veto", o.tally)
			v.outcome = "failed"
		}
		if o.tally.known {
			v.report = v.report.With("yes", int64(o.tally.yes)).With("no", int64(o.tally.no)).With("abstain", int64(o.tally.abstain))
		}
		var notes []string
		switch {
		case o.without:
			v.report = v.report.With("kind", "without_vote")
		case o.all:
			notes = append(notes, "adopted unanimously")
		}
		if len(o.vetoedBy) > 0 {
			notes = append(notes, "vetoed by "+strings.Join(o.vetoedBy, ", "))
		}
		if o.label != "" {
			notes = append(notes, o.label)
		}
		if o.note != "" {
			notes = append(notes, o.note)
		}
		if len(notes) > 0 {
			v.report = v.report.With("note", strings.Join(notes, "; "))
		}
		for _, name := range o.vetoedBy {
			k, why := c.member(name, v.date)
			if why != "" {
				c.odd(oddWho, fmt.Sprintf("%q (%s)", seed.Clip(name, 60), r.at.symbol()))
				continue
			}
			v.vetoers = append(v.vetoers, k)
			v.places = append(v.places, place{r.lines[0], k, "no"})
		}
		slices.SortFunc(v.vetoers, graph.Key.Compare)
		if v.outcome == "failed" {
			v.vetoers = nil
		}
		// Of a meeting with several items it is not known which a text belongs to.
		if topic := r.field[colMeetingTopic]; !strings.Contains(topic, "|") {
			v.texts = append(v.texts, topic)
		}
		if o.label != "" {
			v.texts = append(v.texts, o.label)
			_, v.about = topics.Of(v.date, o.label)
		} else if !strings.Contains(r.field[colMeetingTopic], "|") {
			_, v.about = topics.Of(v.date, r.field[colMeetingTopic])
		}
		list = append(list, v)
	}
	return list
}
