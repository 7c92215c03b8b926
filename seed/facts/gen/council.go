package main

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"entente/graph"
	"entente/graph/vocab"
	"entente/seed/facts/internal/record"
	"entente/seed/votes"
)

// lastLetters is the last year of which the letters of sc_voting speak (rule
// a); later texts and all lost drafts come from the table by member.
const lastLetters = 2021

// council compiles the Security Council's record.
type council struct {
	names map[string]string

	meetings map[string]*meetingRow   // by meeting
	outcomes []*outcome               // in the meetings' order
	byRes    map[string][]*outcome    // by resolution symbol
	byNumber map[string][]*outcome    // by a resolution's number
	members  [][]row                  // table by member, a vote each
	mByRes   map[string][]row         // the same by resolution symbol
	years    map[int][]string         // letters' codes seen in a year
	seats    map[string]*record.Seats // by first day
	votes    []*vote
}

// vote is a roll call under construction.
type vote struct {
	record.Vote
	order int      // within its day
	texts []string // what title, agenda and subjects say
	list  bool     // positions come from a list of members
}

type meetingRow struct {
	date  graph.Date
	topic string
	order int
}

// outcome is one result in the meetings' table.
type outcome struct {
	meeting, symbol, label string
	date                   graph.Date
	word                   string // adopted, without vote, unanimous, vetoed, not adopted
	vetoedBy               []string
	tally                  record.Tally
	pv                     bool // the draft has no symbol but the meeting's
	used                   bool
}

var (
	resOutRE  = regexp.MustCompile(`S/RES/(\d+) ?\((\d{4})\)\s*\|?\s*(?i)(\d+-\d+-\d+|adopted unanimously|adopted by consensus|without (?:a )?vote)?`)
	lostOutRE = regexp.MustCompile(`(S/(?:PV\.)?\d[^|]*?)\)?\s*(vetoed by|was not adopted|not adopted)[\s|]*([A-Za-z, ]*)\s*\|?\s*(\d+-\d+-\d+)?`)
	labelRE   = regexp.MustCompile(`\(([^)]*)\)?`)
)

// parseOutcomes reads a meeting's outcome text.
func (c *council) parseOutcomes(m string, date graph.Date, text string) ([]*outcome, error) {
	type hit struct {
		at int
		o  *outcome
	}
	var hits []hit
	for _, i := range resOutRE.FindAllStringSubmatchIndex(text, -1) {
		o := &outcome{meeting: m, date: date, symbol: fmt.Sprintf("S/RES/%s(%s)", text[i[2]:i[3]], text[i[4]:i[5]]), tally: record.NoTally, word: "adopted"}
		if i[6] >= 0 {
			switch w := strings.ToLower(text[i[6]:i[7]]); {
			case strings.HasPrefix(w, "without"), strings.Contains(w, "consensus"):
				o.word = "without vote"
			case strings.Contains(w, "unanimously"):
				o.word = "unanimous"
			default:
				t, err := record.ParseTally(w)
				if err != nil {
					return nil, err
				}
				o.tally = t
			}
		}
		hits = append(hits, hit{i[0], o})
	}
	for _, i := range lostOutRE.FindAllStringSubmatchIndex(text, -1) {
		raw := text[i[2]:i[3]]
		o := &outcome{meeting: m, date: date, symbol: draft(raw), tally: record.NoTally, word: "not adopted"}
		if l := labelRE.FindStringSubmatch(raw); l != nil {
			o.label = l[1]
		}
		o.pv = strings.HasPrefix(o.symbol, "S/PV.")
		if text[i[4]:i[5]] == "vetoed by" {
			o.word = "vetoed"
			for _, w := range regexp.MustCompile(`,| and `).Split(text[i[6]:i[7]], -1) {
				if w = strings.TrimSpace(w); w == "" {
					continue
				}
				code, ok := c.names[strings.ToUpper(w)]
				if !ok {
					return nil, fmt.Errorf("meeting %s: who is %q?", m, w)
				}
				o.vetoedBy = append(o.vetoedBy, seat(code, date))
			}
		}
		if i[8] >= 0 {
			t, err := record.ParseTally(text[i[8]:i[9]])
			if err != nil {
				return nil, err
			}
			o.tally = t
		}
		hits = append(hits, hit{i[0], o})
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Compare(a.at, b.at) })
	var out []*outcome
	for _, h := range hits {
		out = append(out, h.o)
	}
	return out, nil
}

func (c *council) readMeetings(dir string) error {
	rows, err := readCSV(dir, "undl/sc_meetings_outcomes_1946_2022.csv.gz")
	if err != nil {
		return err
	}
	c.meetings, c.byRes, c.byNumber = map[string]*meetingRow{}, map[string][]*outcome{}, map[string][]*outcome{}
	// Two lists in the file are sorted each in its own way; meeting numbers
	// give the order.
	for i, r := range rows {
		m := meeting(r["meeting_record"])
		var d graph.Date // some rows give the day in words only
		if r["date"] != "" {
			if d, err = graph.ParseDate(r["date"]); err != nil {
				return fmt.Errorf("meeting %s: %w", r["meeting_record"], err)
			}
		}
		if c.meetings[m] == nil {
			c.meetings[m] = &meetingRow{d, r["topic"], i}
		}
		out, err := c.parseOutcomes(m, d, r["outcome_vote"])
		if err != nil {
			return err
		}
		for _, o := range out {
			c.outcomes = append(c.outcomes, o)
			if strings.HasPrefix(o.symbol, "S/RES/") {
				c.byRes[o.symbol] = append(c.byRes[o.symbol], o)
				c.byNumber[number(o.symbol)] = append(c.byNumber[number(o.symbol)], o)
			}
		}
	}
	return nil
}

// itemTopic is the agenda of a meeting with a single item: of one with several
// it is not known which a text belongs to.
func (c *council) itemTopic(m string, force bool) []string {
	r := c.meetings[m]
	if r == nil || !force && strings.Contains(r.topic, "|") {
		return nil
	}
	return []string{r.topic}
}

// swapped says that the columns Resolution and Draft of a row are exchanged.
func swapped(r row) bool { return strings.HasPrefix(r["Draft"], "S/RES/") }

func (c *council) readMembers(dir string) error {
	rows, err := readCSV(dir, "undl/sc_votes_by_member_1994_2025_incl_failed.csv.gz")
	if err != nil {
		return err
	}
	c.members = group(rows, func(r row) string { return r["ID"] })
	c.mByRes = map[string][]row{}
	for _, g := range c.members {
		r := g[0]
		s := resolution(r["Resolution"])
		if swapped(r) {
			s = resolution(r["Draft"])
		}
		if s == "" {
			continue
		}
		if c.mByRes[s] != nil {
			return fmt.Errorf("the table by member has %s twice", s)
		}
		c.mByRes[s] = g
	}
	return nil
}

// Days in the middle of a year on which a seat passed to another state: Egypt
// (so the records call it from then on) after Syria had left the United Arab
// Republic, the People's Republic of China, and Yemen after its two parts had
// united.
var (
	uarSplit    = graph.MustDate("1961-09-29")
	yemenUnited = graph.MustDate("1990-05-22")
)

// seatsAt gives the members on a day, the permanent ones first. It is made of
// the members that the letters (to 2021) and the table by member (after) show
// in the year.
func (c *council) seatsAt(at graph.Date) *record.Seats {
	y, _, _ := at.YMD()
	since := graph.Day(y, 1, 1)
	for _, d := range [...]graph.Date{uarSplit, prcSeat, yemenUnited} {
		if dy, _, _ := d.YMD(); dy == y && !at.Before(d) {
			since = d
		}
	}
	if s := c.seats[since.String()]; s != nil {
		return s
	}
	permanent := map[string]int{"CHN": 1, "FRA": 2, "GBR": 3, "RUS": 4, "SUN": 4, "USA": 5}
	list := slices.Clone(c.years[y])
	slices.SortFunc(list, func(a, b string) int {
		return cmp.Or(cmp.Compare(cmp.Or(permanent[a], 9), cmp.Or(permanent[b], 9)), strings.Compare(a, b))
	})
	s := &record.Seats{Since: since}
	for _, code := range list {
		if y == 1990 && (code == "YMD" && !since.Before(yemenUnited) || code == "YEM" && since.Before(yemenUnited)) ||
			y == 1961 && (code == "UAR" && !since.Before(uarSplit) || code == "EGY" && since.Before(uarSplit)) {
			continue
		}
		if k := seat(code, at); !slices.Contains(s.Members, k) {
			s.Members = append(s.Members, k)
		}
	}
	c.seats[since.String()] = s
	return s
}

func (c *council) readYears(letters [][]row) {
	c.years, c.seats = map[int][]string{}, map[string]*record.Seats{}
	add := func(date, code string) {
		y, _ := strconv.Atoi(date[:4])
		if code != "" && !slices.Contains(c.years[y], code) {
			c.years[y] = append(c.years[y], code)
		}
	}
	for _, g := range letters {
		for _, r := range g {
			add(r["date"], r["ms_code"])
		}
	}
	for _, g := range c.members {
		for _, r := range g {
			if r["date_checked"] > strconv.Itoa(lastLetters+1) {
				add(r["date_checked"], c.names[strings.ToUpper(r["Member State"])])
			}
		}
	}
}

// conflict notes that a rule was applied.
func (v *vote) conflict(rule, what, settled string, pairs ...string) {
	x := record.Conflict{Rule: rule, What: what, Settled: settled}
	for i := 0; i < len(pairs); i += 2 {
		x.Values = append(x.Values, record.Value{Source: pairs[i], Value: pairs[i+1]})
	}
	v.Conflicts = append(v.Conflicts, x)
}

// letters lays a group of rows over the seats: the positions, members whose row
// is missing as unknown, members with two different rows as unknown and named,
// and rows of countries that had no seat then.
func letters(s *record.Seats, g []row, member func(row) string, letter func(row) byte) (pos string, twice, strangers []string) {
	p := []byte(strings.Repeat("-", len(s.Members)))
	for _, r := range g {
		m := member(r)
		i := slices.Index(s.Members, m)
		if i < 0 {
			strangers = append(strangers, cmp.Or(m, "?"))
			continue
		}
		l := letter(r)
		switch {
		case slices.Contains(twice, m):
		case p[i] == record.Unknown:
			p[i] = l
		case p[i] != l:
			twice = append(twice, m)
			p[i] = record.Unknown
		}
	}
	return string(p), twice, strangers
}

func (c *council) memberLetters(s *record.Seats, g []row, at graph.Date) (pos string, twice, strangers []string) {
	return letters(s, g,
		func(r row) string { return seat(c.names[strings.ToUpper(r["Member State"])], at) },
		func(r row) byte { return r["Vote"][0] })
}

// adopted compiles the texts of sc_voting.
func (c *council) adopted(groups [][]row) error {
	for i, g := range groups {
		r := g[0]
		at, err := graph.ParseDate(r["date"])
		if err != nil {
			return err
		}
		s := c.seatsAt(at)
		v := &vote{order: i}
		v.Date, v.Symbol, v.Kind, v.Outcome, v.Seats = at, r["resolution"], "whole", "adopted", s
		v.Ref = "undl:" + r["undl_id"]
		v.texts = append(v.texts, r["description"])

		nameless := 0
		own := slices.DeleteFunc(slices.Clone(g), func(r row) bool {
			if r["ms_code"] == "" {
				nameless++
				return true
			}
			return false
		})
		raw, twice, strangers := letters(s, own, func(r row) string { return seat(r["ms_code"], at) }, func(r row) byte { return r["ms_vote"][0] })
		if len(twice)+len(strangers) > 0 {
			return fmt.Errorf("%s: %v have two letters, %v no seat", v.Symbol, twice, strangers)
		}
		if j := strings.IndexByte(raw, record.Unknown); nameless == 1 && j >= 0 && strings.Count(raw, "-") == 1 {
			// One row names no member and one seat has no row: the row is that
			// seat's.
			for _, r := range g {
				if r["ms_code"] == "" {
					raw = raw[:j] + r["ms_vote"] + raw[j+1:]
					v.conflict("name", s.Members[j], "the only seat without a row", "undl-sc", "no name: "+r["ms_vote"], "roster", s.Members[j])
				}
			}
		}

		rows := c.byRes[v.Symbol]
		if len(rows) == 0 {
			// Resolutions are numbered through: a row with another year behind
			// the number is this one's.
			if rows = c.byNumber[number(v.Symbol)]; len(rows) > 0 {
				v.conflict("row", "symbol", v.Symbol, "undl-sc", v.Symbol, "sc-meetings", rows[0].symbol)
			}
		}
		var out *outcome
		for _, o := range rows {
			o.used = true
			if out == nil || o.date == at && out.date != at {
				out = o
			}
		}
		for _, o := range rows {
			if o != out && o.meeting != out.meeting {
				v.conflict("row", "meeting", out.meeting+", the row of the day", "sc-meetings", out.meeting, "sc-meetings", o.meeting)
			}
		}
		pos := raw
		if out != nil {
			v.Meeting = out.meeting
			v.texts = append(v.texts, c.itemTopic(out.meeting, false)...)
			if out.date != at && !out.date.IsZero() {
				v.conflict("date", "date", at.String(), "undl-sc", at.String(), "sc-meetings", out.date.String())
			}
			pos = c.settle(v, raw, out)
		}
		v.Positions = pos
		if v.Kind != "without_vote" {
			v.Tally = record.Count(pos)
		} else {
			v.Tally = record.NoTally
		}
		if m := c.mByRes[v.Symbol]; m != nil {
			if err := c.compare(v, m); err != nil {
				return err
			}
		}
		c.votes = append(c.votes, v)
	}
	return nil
}

// settle applies rules b to e to the letters of an adopted text.
func (c *council) settle(v *vote, raw string, out *outcome) string {
	n := len(raw)
	letters := record.Count(raw)
	t := out.tally
	word := t.String()
	if out.word == "unanimous" {
		t = record.Tally{Yes: n}
		word = "unanimous"
	} else if t.Known() {
		word = fmt.Sprintf("%d-%d-%d", t.Yes, t.No, t.Abstain)
	}
	switch {
	case out.word == "without vote": // b
		v.Kind = "without_vote"
		v.conflict("b", "votes", "without a vote", "undl-sc", raw, "sc-meetings", "without-vote")
		return strings.Repeat("-", n)
	case !t.Known():
		return raw
	case letters.Absent == n && t.Yes == n && t.No == 0 && t.Abstain == 0: // c
		v.conflict("c", "votes", "all yes", "undl-sc", raw, "sc-meetings", word)
		return strings.Repeat("Y", n)
	case letters.Abstain > t.Abstain && t.Abstain == 0 && t.Present()+letters.Abstain <= n: // d
		// The tally must leave seats for members that took no part: S/RES/400
		// and S/RES/1022, with fifteen yes in it, differ otherwise (rule e).
		v.conflict("d", "votes", "absent: "+strings.Join(list(v.Seats, raw, record.Abstain), " "), "undl-sc", raw, "sc-meetings", word)
		return strings.ReplaceAll(raw, "A", "X")
	case letters.Abstain == t.Abstain+1 && slices.Contains(list(v.Seats, raw, record.Abstain), "CHN") &&
		!v.Date.Before(prcSeat) && !v.Date.After(graph.MustDate("1981-12-31")) && t.Present() < n: // d, China
		i := slices.Index(v.Seats.Members, "CHN")
		v.conflict("d", "votes", "absent: CHN", "undl-sc", raw, "sc-meetings", word)
		return raw[:i] + "X" + raw[i+1:]
	case letters.Yes != t.Yes || letters.No != t.No || letters.Abstain != t.Abstain: // e
		v.conflict("e", "votes", "the letters", "undl-sc", raw, "sc-meetings", word)
	}
	return raw
}

func list(s *record.Seats, pos string, letter byte) []string {
	var out []string
	for i := range len(pos) {
		if pos[i] == letter {
			out = append(out, s.Members[i])
		}
	}
	return out
}

// compare sets the table by member beside an adopted text of sc_voting.
func (c *council) compare(v *vote, g []row) error {
	r := g[0]
	d, err := graph.ParseDate(r["date_checked"])
	if err != nil {
		return err
	}
	v.texts = append(v.texts, r["Agenda item"], r["Topic"])
	ref := "sc-members"
	if v.Meeting == "" {
		v.Meeting = meeting(r["Meeting"])
	}
	if x := draft(r["Draft"]); x != "" {
		v.Draft = x
	}
	if m := meeting(r["Meeting"]); m != "" && m != v.Meeting {
		v.conflict("row", "meeting", v.Meeting, "sc-meetings", v.Meeting, ref, m)
	}
	if d != v.Date {
		v.conflict("date", "date", v.Date.String(), "undl-sc", v.Date.String(), ref, d.String())
	}
	pos, twice, strangers := c.memberLetters(v.Seats, g, v.Date)
	if len(strangers) > 0 {
		v.conflict("row", "votes", "no members then", ref, strings.Join(strangers, "+"), "undl-sc", "no rows")
	}
	for _, m := range twice {
		v.conflict("double", m, "the letter of undl-sc", ref, "two different votes", "undl-sc", string(v.Positions[slices.Index(v.Seats.Members, m)]))
	}
	without := strings.Contains(r["Outcome results"], "consensus") || strings.Contains(r["Outcome results"], "acclamation")
	if without && v.Kind != "without_vote" {
		v.conflict("b", "kind", "a vote: only the meetings' outcome decides", ref, strings.ToLower(r["Outcome results"]), "undl-sc", v.Positions)
	}
	if v.Kind == "without_vote" {
		return nil
	}
	differ := 0
	for i := range len(pos) {
		if pos[i] != record.Unknown && pos[i] != v.Positions[i] {
			differ++
		}
	}
	if differ > 0 {
		v.conflict("a", "votes", fmt.Sprintf("undl-sc; positions that differ: %d", differ), "undl-sc", v.Positions, ref, pos)
	}
	return nil
}

// Drafts that the sources list under more than one symbol, or under another
// one than the record's.
var draftFixes = map[string]string{
	"S/25977":          "S/25997",
	"S/7591/Rev.2":     "S/7951/Rev.2",
	"S/PV.3038":        "S/PV.303",
	"S/18087":          "S/18087/Rev.1",
	"S/9696/Corr.1":    "S/9696",
	"S/10768/Corr.1":   "S/10768",
	"S/471/Add.1":      "S/471",
	"S/1148/Corr.1":    "S/1148",
	"S/2015/508/Rev.1": "S/2015/508",
}

// Lost drafts that were amendments to the text before the Council at the same
// meeting, where the table by member does not say so. From the meetings'
// verbatim records S/PV.9442, S/PV.9518 and S/PV.9866.
var amendments = map[string]bool{
	"S/2023/775": true, "S/2023/776": true, "S/2023/1023": true,
	"S/2025/114": true, "S/2025/115": true, "S/2025/116": true, "S/2025/117": true, "S/2025/118": true,
}

// later compiles lost drafts from 1994 and all texts from 2022.
func (c *council) later() error {
	lost, last := map[string]bool{}, map[string]string{}
	for _, g := range c.members {
		if strings.HasPrefix(g[0]["Outcome results"], "Not") {
			lost[draft(g[0]["Draft"])] = true
			last[draft(g[0]["Draft"])] = g[0]["ID"]
		}
	}
	counts := map[string]int{}
	for i, g := range c.members {
		r := g[0]
		at, err := graph.ParseDate(r["date_checked"])
		if err != nil {
			return err
		}
		res, dr := resolution(r["Resolution"]), r["Draft"]
		exchanged := swapped(r)
		if exchanged {
			res, dr = resolution(r["Draft"]), r["Resolution"]
		}
		year, _, _ := at.YMD()
		isLost := strings.HasPrefix(r["Outcome results"], "Not")
		sym := draft(dr)
		switch {
		case !isLost && res == "" && lost[sym]:
			// A lost draft that the table also has under "Adopted": noted where
			// the real one is compiled.
			continue
		case !isLost && year <= lastLetters:
			if res == "" && r["Resolution"] != "Missing" {
				return fmt.Errorf("table by member, vote %s: no resolution %q", r["ID"], r["Resolution"])
			}
			continue
		}
		s := c.seatsAt(at)
		v := &vote{order: i}
		v.Date, v.Seats, v.Kind, v.Meeting = at, s, "whole", meeting(r["Meeting"])
		v.Ref = "sc-members:" + r["ID"]
		v.texts = append(v.texts, r["Agenda item"], r["Topic"])
		v.texts = append(v.texts, c.itemTopic(v.Meeting, false)...)
		switch {
		case res != "":
			v.Symbol, v.Draft = res, sym
		case sym == "":
			// An oral amendment or proposal has no symbol but its meeting's.
			counts[v.Meeting]++
			v.Symbol, v.Kind = fmt.Sprintf("%s#%d", v.Meeting, counts[v.Meeting]), "motion"
			if strings.Contains(strings.ToLower(dr), "amendment") {
				v.Kind = "amendment"
			}
		default:
			v.Symbol = sym
			if strings.HasSuffix(dr, " amendment") {
				// An amendment to the draft of that symbol, not the draft.
				v.Symbol, v.Draft = sym+"#1", sym
			}
			if strings.Contains(dr, "amendment") || amendments[sym] {
				v.Kind = "amendment"
			}
			if isLost && last[sym] != r["ID"] {
				// Another vote under the symbol of a draft that was put later.
				v.Symbol, v.Draft, v.Kind = sym+"#1", sym, "amendment"
				v.conflict("double", "draft", "an amendment to the draft", "sc-members", "vote "+r["ID"]+": "+sym, "sc-members", "vote "+last[sym]+": "+sym)
			}
		}
		if exchanged {
			v.conflict("columns", "draft", v.Symbol, "sc-members", "the columns Resolution and Draft are exchanged", "sc-members", v.Draft)
		}
		if v.Draft == "S/2025/270" && v.Symbol == "S/RES/2781(2025)" {
			v.Draft = ""
			v.conflict("double", "draft", "draft not known", "sc-members", "S/2025/270", "sc-members", "S/2025/270 for S/RES/2779(2025) too")
		}
		pos, twice, strangers := c.memberLetters(s, g, at)
		if len(strangers) > 0 {
			v.conflict("row", "votes", "no members then", "sc-members", strings.Join(strangers, "+"), "seats", strings.Join(s.Members, "+"))
		}
		for _, m := range twice {
			v.conflict("double", m, "unknown", "sc-members", "two different votes", "sc-members", "rows "+strings.Join(rowsOf(c, g, m, at), "+"))
		}
		v.Positions, v.Tally = pos, record.NoTally
		switch {
		case isLost:
			v.Outcome = "failed"
			err = c.lost(v, r, twice)
		default:
			v.Outcome = "adopted"
			err = c.recent(v, r)
		}
		if err != nil {
			return err
		}
		if v.Tally == record.NoTally && !strings.Contains(v.Positions, "-") {
			v.Tally = record.Count(v.Positions)
		}
		c.votes = append(c.votes, v)
	}
	return nil
}

func rowsOf(c *council, g []row, m string, at graph.Date) []string {
	var out []string
	for _, r := range g {
		if seat(c.names[strings.ToUpper(r["Member State"])], at) == m {
			out = append(out, strings.ToLower(r["Vote"]))
		}
	}
	return out
}

// recent finishes an adopted text from 2022 on.
func (c *council) recent(v *vote, r row) error {
	without := strings.Contains(r["Outcome results"], "consensus") || strings.Contains(r["Outcome results"], "acclamation")
	var out *outcome
	for _, o := range c.byRes[v.Symbol] {
		o.used = true
		out = o
	}
	if out != nil {
		if out.date != v.Date {
			v.conflict("date", "date", v.Date.String(), "sc-members", v.Date.String(), "sc-meetings", out.date.String())
		}
		if t := record.Count(v.Positions); out.tally.Known() && (t.Yes != out.tally.Yes || t.No != out.tally.No || t.Abstain != out.tally.Abstain) {
			v.conflict("a", "votes", "the table by member", "sc-members", v.Positions, "sc-meetings", short(out.tally))
		}
		without = without || out.word == "without vote"
	}
	if without {
		v.Kind = "without_vote"
		v.conflict("b", "votes", "without a vote", "sc-members", v.Positions, "sc-members", strings.ToLower(r["Outcome results"]))
		v.Positions = strings.Repeat("-", len(v.Positions))
	}
	return nil
}

func short(t record.Tally) string {
	if !t.Known() {
		return "?"
	}
	return fmt.Sprintf("%d-%d-%d", t.Yes, t.No, t.Abstain)
}

// lost finishes a lost draft from 1994 on: what the meetings say, what settles
// a missing row, whose no was a veto.
func (c *council) lost(v *vote, r row, twice []string) error {
	base := draft(v.Symbol)
	var out *outcome
	for _, o := range c.outcomes {
		if o.symbol == base && !strings.Contains(v.Symbol, "#") && (o.word == "vetoed" || o.word == "not adopted") {
			out, o.used = o, true
		}
	}
	if out != nil {
		if out.date != v.Date {
			v.conflict("date", "date", v.Date.String(), "sc-members", v.Date.String(), "sc-meetings", out.date.String())
		}
		if out.tally.Known() {
			if !strings.Contains(v.Positions, "-") {
				if t := record.Count(v.Positions); t.Yes != out.tally.Yes || t.No != out.tally.No || t.Abstain != out.tally.Abstain {
					v.conflict("a", "votes", "the table by member", "sc-members", v.Positions, "sc-meetings", short(out.tally))
				}
			} else {
				was := v.Positions
				v.Tally = out.tally
				v.Positions, v.Tally.Absent = settleByTally(v.Positions, out.tally)
				if was != v.Positions {
					v.conflict("f", "votes", "what the tally leaves: "+changed(v.Seats, was, v.Positions), "sc-members", was, "sc-meetings", short(out.tally))
				}
			}
		}
	}
	for _, g := range c.members {
		if d := g[0]; d["ID"] != r["ID"] && !strings.HasPrefix(d["Outcome results"], "Not") && d["Resolution"] == "" && draft(d["Draft"]) == base {
			v.conflict("double", "outcome", "not adopted", "sc-members", "vote "+r["ID"]+": "+strings.ToLower(r["Outcome results"]), "sc-members", "vote "+d["ID"]+": "+strings.ToLower(d["Outcome results"]))
		}
	}
	t := record.Count(v.Positions)
	if t.Yes >= majority(v.Date) {
		for i, m := range v.Seats.Members[:5] {
			if v.Positions[i] == record.No {
				v.VetoedBy = append(v.VetoedBy, m)
			}
		}
	}
	says := strings.Contains(r["Outcome results"], "veto")
	if len(v.VetoedBy) > 0 {
		v.Outcome = "vetoed"
	}
	if says != (len(v.VetoedBy) > 0) {
		v.conflict("outcome", "outcome", v.Outcome, "sc-members", strings.ToLower(r["Outcome results"]), "sc-members", v.Positions)
	}
	if out != nil && len(out.vetoedBy) > 0 && !sameSet(out.vetoedBy, v.VetoedBy) {
		v.conflict("outcome", "veto", strings.Join(v.VetoedBy, " "), "sc-members", strings.Join(v.VetoedBy, "+"), "sc-meetings", strings.Join(out.vetoedBy, "+"))
	}
	return nil
}

func sameSet(a, b []string) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

// majority is the number of yes votes a decision needs: nine of fifteen since
// the Council grew on 1966-01-01, seven of eleven before.
func majority(at graph.Date) int {
	if at.Before(graph.MustDate("1966-01-01")) {
		return 7
	}
	return 9
}

// settleByTally fills unknown positions where the tally leaves but one choice
// for them (rule f), and gives the number of members that took no part.
func settleByTally(pos string, t record.Tally) (string, int) {
	n := record.Count(pos)
	absent := len(pos) - t.Present()
	if !t.Known() || absent < 0 {
		return pos, -1
	}
	rest := map[byte]int{'Y': t.Yes - n.Yes, 'N': t.No - n.No, 'A': t.Abstain - n.Abstain, 'X': absent - n.Absent}
	open := strings.Count(pos, "-")
	for l, k := range rest {
		if k < 0 {
			return pos, absent
		}
		if k == open && open > 0 {
			return strings.ReplaceAll(pos, "-", string(l)), absent
		}
	}
	return pos, absent
}

func changed(s *record.Seats, was, is string) string {
	var out []string
	for i := range len(was) {
		if was[i] != is[i] {
			out = append(out, s.Members[i]+" "+record.Choice(is[i]))
		}
	}
	return strings.Join(out, ", ")
}

func dateMDY(s string) (graph.Date, error) {
	t, err := time.Parse("1/2/2006", s)
	if err != nil {
		return graph.Date{}, err
	}
	return graph.DateOf(t), nil
}

// finish adds topics and countries and sorts.
func (c *council) finish() error {
	// In the form in which symbols are looked up: S/18087/REV.1.
	for _, v := range c.votes {
		v.Symbol, v.Draft = vocab.NormalizeSymbol(votes.Council, v.Symbol), vocab.NormalizeSymbol(votes.Council, v.Draft)
	}
	seen, lost := map[string]bool{}, map[string]*vote{}
	for _, v := range c.votes {
		if v.Outcome != "adopted" {
			lost[v.Symbol] = v
		}
	}
	for _, v := range c.votes {
		if x := lost[v.Draft]; x != nil && v.Outcome == "adopted" {
			// A draft that was lost cannot be the text adopted.
			v.conflict("double", "draft", "draft not known", "sc-members", v.Symbol+": "+v.Draft, "sc-members", "lost: "+x.Symbol)
			v.Draft = ""
		}
		if seen[v.Symbol] {
			return fmt.Errorf("two roll calls have the symbol %s", v.Symbol)
		}
		seen[v.Symbol] = true
		v.Topics, v.About = about(v.Date, v.texts...)
	}
	slices.SortStableFunc(c.votes, func(a, b *vote) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(meetingNo(a.Meeting), meetingNo(b.Meeting)), cmp.Compare(a.order, b.order))
	})
	return nil
}

// number is a resolution's number: "207" of "S/RES/207(1965)".
func number(symbol string) string {
	n, _, _ := strings.Cut(strings.TrimPrefix(symbol, "S/RES/"), "(")
	return n
}

func meetingNo(m string) int {
	n, _ := strconv.Atoi(strings.TrimPrefix(m, "S/PV."))
	return n
}
