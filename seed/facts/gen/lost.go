package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"entente/graph"
	"entente/seed/facts/internal/record"
)

// veto is a record of the vetoes' table to 1993.
type veto struct {
	n        int // its place in the table, from 1
	date     graph.Date
	meeting  string
	symbol   string
	pv       bool
	agenda   string
	crisis   string
	vetoedBy []string
	used     bool
}

// memberList is a record of the table of lost drafts with lists of members.
type memberList struct {
	meeting, symbol, what string
	year                  string
	paragraph             bool
	lists                 map[byte][]string
	used                  bool
}

func (c *council) readVetoes(dir string) ([]*veto, error) {
	rows, err := readCSV(dir, "sc_vetoes/unsc_vetoes_1946_sept2022.csv")
	if err != nil {
		return nil, err
	}
	var out []*veto
	for i, r := range rows {
		d, err := dateMDY(r["date"])
		if err != nil {
			return nil, fmt.Errorf("vetoes, record %d: %w", i+1, err)
		}
		v := &veto{n: i + 1, date: d, meeting: meeting(r["meeting_record"]), symbol: draft(r["draft"]), agenda: r["agenda_item"], crisis: r["crisis_topic"]}
		if f := draftFixes[v.symbol]; f != "" {
			v.symbol = f
		}
		v.pv = strings.HasPrefix(v.symbol, "S/PV.")
		// The columns of ones and zeros miss some that the names have.
		for _, k := range []string{"member_veto1", "member_veto2", "member_veto3"} {
			if r[k] == "" {
				continue
			}
			code, ok := c.names[strings.ToUpper(r[k])]
			if !ok {
				return nil, fmt.Errorf("vetoes, record %d: who is %q?", i+1, r[k])
			}
			v.vetoedBy = append(v.vetoedBy, seat(code, d))
		}
		slices.Sort(v.vetoedBy)
		out = append(out, v)
	}
	return out, nil
}

var (
	quotedRE    = regexp.MustCompile(`'([^']*)'|"([^"]*)"`)
	paragraphRE = regexp.MustCompile(`(?i)paragraph`)
)

func (c *council) readLists(dir string) ([]*memberList, error) {
	rows, err := readCSV(dir, "sc_vetoes/failed_drafts_1947_2022.csv")
	if err != nil {
		return nil, err
	}
	var out []*memberList
	for _, r := range rows {
		l := &memberList{meeting: meeting(r["Meeting Number"]), what: r["Voting On"], year: r["Year"], symbol: draft(r["Voting On"]), lists: map[byte][]string{}}
		if f := draftFixes[l.symbol]; f != "" {
			l.symbol = f
		}
		l.paragraph = paragraphRE.MatchString(r["Voting On"])
		for k, col := range map[byte]string{record.Yes: "In Favor", record.Abstain: "Abstain", record.No: "Against"} {
			for _, m := range quotedRE.FindAllStringSubmatch(r[col], -1) {
				name := m[1] + m[2]
				code, ok := c.names[strings.ToUpper(name)]
				if !ok {
					return nil, fmt.Errorf("lost drafts, %s: who is %q?", r["Voting On"], name)
				}
				l.lists[k] = append(l.lists[k], code)
			}
		}
		out = append(out, l)
	}
	return out, nil
}

// vector lays a list of members over the seats; without a row is unknown.
func (l *memberList) vector(s *record.Seats, at graph.Date) (string, error) {
	p := []byte(strings.Repeat("-", len(s.Members)))
	for letter, codes := range l.lists {
		for _, code := range codes {
			k := seat(code, at)
			if k == "YEM" && !slices.Contains(s.Members, k) {
				k = "YMD"
			}
			i := slices.Index(s.Members, k)
			if i < 0 {
				return "", fmt.Errorf("lost drafts, %s: %s has no seat in %s", l.what, k, s.Since)
			}
			if p[i] != record.Unknown {
				return "", fmt.Errorf("lost drafts, %s: %s stands twice", l.what, k)
			}
			p[i] = letter
		}
	}
	return string(p), nil
}

// early compiles the lost drafts to 1993: the meetings' outcomes, the vetoes'
// table and the lists of members, joined by meeting and draft symbol.
func (c *council) early(vetoes []*veto, lists []*memberList) error {
	const end = "1994-01-01"
	limit := graph.MustDate(end)

	// What the meetings say. A draft that a later meeting's row repeats with the
	// same tally is one vote.
	var drafts []*outcome
	for _, o := range c.outcomes {
		if strings.HasPrefix(o.symbol, "S/RES/") || !o.date.Before(limit) {
			continue
		}
		drafts = append(drafts, o)
	}
	slices.SortStableFunc(drafts, func(a, b *outcome) int { return meetingNo(a.meeting) - meetingNo(b.meeting) })

	perMeeting := map[string]int{}
	symbols := map[string]*vote{}
	byMeeting := map[string][]*vote{}
	add := func(m string, at graph.Date, sym string, pv bool) *vote {
		v := &vote{order: len(c.votes)}
		v.Date, v.Meeting, v.Kind, v.Outcome, v.Tally = at, m, "whole", "failed", record.NoTally
		v.Seats = c.seatsAt(at)
		v.Positions = strings.Repeat("-", len(v.Seats.Members))
		v.Symbol = sym
		if pv {
			// The draft has no symbol but the record of the meeting it was moved
			// in.
			perMeeting[m]++
			v.Symbol = fmt.Sprintf("%s#%d", m, perMeeting[m])
			if sym != m {
				v.Draft = sym
			}
		}
		byMeeting[m] = append(byMeeting[m], v)
		symbols[v.Symbol] = v
		c.votes = append(c.votes, v)
		return v
	}
	byOutcome := map[*outcome]*vote{}
	for _, o := range drafts {
		sym := o.symbol
		if f := draftFixes[sym]; f != "" {
			sym = f
		}
		if old := symbols[sym]; old != nil && !o.pv {
			if old.Tally == o.tally || !o.tally.Known() {
				old.conflict("double", "meeting", old.Meeting, "sc-meetings", old.Meeting+" "+short(old.Tally), "sc-meetings", o.meeting+" "+short(o.tally))
				byOutcome[o] = old
				if o.word == "vetoed" && old.Outcome != "vetoed" {
					old.conflict("outcome", "outcome", "vetoed where a permanent member's no kept it from adoption", "sc-meetings", o.meeting+" vetoed", "sc-meetings", old.Meeting+" not adopted")
				}
				continue
			}
			old.conflict("double", "draft", "two votes", "sc-meetings", old.Meeting+" "+short(old.Tally), "sc-meetings", o.meeting+" "+short(o.tally))
			sym += "#2"
		}
		v := add(o.meeting, o.date, sym, o.pv)
		if sym != o.symbol && !o.pv && !strings.HasSuffix(sym, "#2") {
			v.conflict("draft", "draft", sym, "sc-meetings", o.symbol, "record", sym)
		}
		v.Tally = o.tally
		v.Ref = "sc-meetings:" + o.meeting
		if strings.Contains(o.label, "preliminary") {
			v.Kind = "motion"
		}
		byOutcome[o] = v
		o.used = true
	}

	// The vetoes' table.
	labels := map[*vote]string{}
	for _, o := range drafts {
		if v := byOutcome[o]; labels[v] == "" {
			labels[v] = o.label
		}
	}
	groups := map[string][]*veto{}
	var order []string
	for _, x := range vetoes {
		if !x.date.Before(limit) {
			continue
		}
		if groups[x.meeting] == nil {
			order = append(order, x.meeting)
		}
		groups[x.meeting] = append(groups[x.meeting], x)
	}
	for _, m := range order {
		if err := c.joinVetoes(m, groups[m], byMeeting, labels, add); err != nil {
			return err
		}
	}

	// The lists of members.
	for _, l := range lists {
		at, err := c.meetingDate(l.meeting, l.year)
		if err != nil {
			return fmt.Errorf("lost drafts, %s: %w", l.what, err)
		}
		if !at.Before(limit) {
			continue
		}
		if err := c.joinList(l, at, byMeeting, add); err != nil {
			return err
		}
	}

	// A draft that was put and lost paragraph by paragraph was not put as a whole.
	c.votes = slices.DeleteFunc(c.votes, func(v *vote) bool {
		whole := v.Kind == "whole" && !v.Tally.Known() && v.Outcome == "failed" && v.Date.Before(limit) && symbols[v.Symbol+"#1"] != nil
		if whole {
			p := symbols[v.Symbol+"#1"]
			p.conflict("row", "kind", "paragraphs", "sc-meetings", v.Symbol+" without a tally", "sc-failed", "paragraphs")
		}
		return whole
	})

	// A veto that the meetings have and the vetoes' table does not.
	for _, o := range drafts {
		v := byOutcome[o]
		if v.Outcome == "failed" && o.word == "vetoed" && len(v.VetoedBy) == 0 {
			c.vetoOf(v, o.vetoedBy, "sc-meetings")
		}
	}
	for _, v := range c.votes {
		if v.Ref == "" || !v.Date.Before(limit) || v.Outcome == "adopted" {
			continue
		}
		c.finishEarly(v)
	}
	return nil
}

// vetoOf writes the vetoing members' no.
func (c *council) vetoOf(v *vote, by []string, source string) {
	for _, m := range by {
		i := slices.Index(v.Seats.Members, m)
		if i < 0 {
			continue
		}
		if v.Positions[i] == record.Unknown {
			v.Positions = v.Positions[:i] + "N" + v.Positions[i+1:]
		} else if v.Positions[i] != record.No {
			v.conflict("outcome", m, record.Choice(v.Positions[i]), source, "veto", v.Ref, record.Choice(v.Positions[i]))
		}
	}
}

// joinVetoes lays the vetoes of one meeting over what the meetings' table says
// of it.
func (c *council) joinVetoes(m string, group []*veto, byMeeting map[string][]*vote, labels map[*vote]string, add func(string, graph.Date, string, bool) *vote) error {
	mt := c.meetings[m]
	if mt == nil || mt.date.IsZero() {
		mt = &meetingRow{date: group[0].date}
	}
	take := func(v *vote, x *veto, agenda string) {
		x.used = true
		c.vetoOf(v, x.vetoedBy, "sc-vetoes")
		v.VetoedBy = x.vetoedBy
		v.Ref = fmt.Sprintf("sc-vetoes:%d", x.n)
		v.texts = append(v.texts, agenda, x.crisis)
		if x.date != mt.date {
			v.conflict("date", "date", mt.date.String(), "sc-vetoes", x.date.String(), "sc-meetings", mt.date.String())
		}
		// A label of the meeting's own says it of one draft, an agenda item of
		// all that were put under it.
		if strings.Contains(x.agenda, "prelim") && !slices.ContainsFunc(byMeeting[m], func(w *vote) bool { return strings.Contains(labels[w], "prelim") }) {
			v.Kind = "motion"
		}
	}
	done := map[*vote]bool{}
	var pv []*veto
	for _, x := range group {
		if x.pv {
			pv = append(pv, x)
			continue
		}
		if strings.Contains(x.agenda, "prelim") {
			// The preliminary question about a draft is no vote on the draft.
			take(add(m, mt.date, x.symbol, true), x, x.agenda)
			continue
		}
		var v *vote
		for _, w := range byMeeting[m] {
			if !done[w] && w.Symbol == x.symbol {
				v = w
			}
		}
		if v == nil {
			v = add(m, mt.date, x.symbol, false)
		}
		done[v] = true
		take(v, x, x.agenda)
	}
	if len(pv) == 0 {
		return nil
	}

	// Drafts without a symbol: by the label in brackets, else in order. Where
	// the tallies of several differ and no label tells them apart, it is not
	// known which tally is whose, and no country is named.
	var open []*vote
	for _, w := range byMeeting[m] {
		if strings.Contains(w.Symbol, "#") && !done[w] && w.VetoedBy == nil {
			open = append(open, w)
		}
	}
	if len(open) == 0 {
		for range pv {
			open = append(open, add(m, mt.date, pv[0].symbol, true))
		}
	}
	if len(open) > len(pv) {
		// Others of the meeting without a symbol were short of votes.
		open = slices.DeleteFunc(open, func(v *vote) bool { return v.Tally.Known() && v.Tally.Yes < majority(v.Date) })
	}
	if len(open) != len(pv) {
		return fmt.Errorf("meeting %s has %d drafts without a symbol, the vetoes' table %d", m, len(open), len(pv))
	}
	same, labelled := true, true
	for _, v := range open {
		same = same && v.Tally == open[0].Tally
		labelled = labelled && labels[v] != ""
	}
	for i, v := range open {
		x, agenda := pv[i], pv[i].agenda
		switch {
		case len(pv) == 1 || same:
		case labelled && !strings.Contains(labels[v], "preliminary"):
			for _, y := range pv {
				if strings.Contains(y.agenda, labels[v]) {
					x, agenda = y, y.agenda
				}
			}
		case strings.HasPrefix(agenda, "Application for Membership"):
			agenda = "Application for Membership"
			var all []string
			for _, y := range pv {
				all = append(all, strings.TrimPrefix(y.agenda, "Application for Membership "))
			}
			v.conflict("row", "country", "not known which of them", "sc-vetoes", strings.Join(all, "+"), "sc-meetings", "tallies in no named order")
		}
		if x.used {
			return fmt.Errorf("meeting %s: veto %d fits two drafts", m, x.n)
		}
		take(v, x, agenda)
	}
	return nil
}

// meetingDate is the day of a meeting. Of one that the meetings' table lacks it
// is the month where the meetings before and after it share one, else the year.
func (c *council) meetingDate(m, year string) (graph.Date, error) {
	if r := c.meetings[m]; r != nil && !r.date.IsZero() {
		return r.date, nil
	}
	near := func(step int) string {
		for n := meetingNo(m) + step; n > 0 && n < meetingNo(m)+30; n += step {
			if r := c.meetings[fmt.Sprintf("S/PV.%d", n)]; r != nil && !r.date.IsZero() {
				return r.date.String()
			}
		}
		return ""
	}
	if before, after := near(-1), near(1); len(before) == 10 && len(after) == 10 && before[:7] == after[:7] {
		return graph.ParseDate(before[:7])
	}
	return graph.ParseDate(year)
}

// joinList lays a list of members over a lost draft.
func (c *council) joinList(l *memberList, at graph.Date, byMeeting map[string][]*vote, add func(string, graph.Date, string, bool) *vote) error {
	s := c.seatsAt(at)
	pos, err := l.vector(s, at)
	if err != nil {
		return err
	}
	t := record.Count(pos)
	t.Absent = -1
	var v *vote
	if l.paragraph {
		n := 1
		for _, w := range byMeeting[l.meeting] {
			if strings.HasPrefix(w.Symbol, l.symbol+"#") {
				n++
			}
		}
		v = add(l.meeting, at, fmt.Sprintf("%s#%d", l.symbol, n), false)
		v.Kind, v.Draft = "paragraph", l.symbol
		l.symbol = v.Symbol
	} else {
		var fits []*vote
		for _, w := range byMeeting[l.meeting] {
			if w.Symbol == l.symbol || l.symbol == "" && w.Tally.Known() && w.Tally.Yes == t.Yes && w.Tally.No == t.No {
				fits = append(fits, w)
			}
		}
		switch {
		case len(fits) == 1:
			v = fits[0]
		case len(fits) > 1:
			return fmt.Errorf("lost drafts, %s: fits %d drafts", l.what, len(fits))
		case l.symbol == "":
			v = add(l.meeting, at, l.meeting, true)
		default:
			v = add(l.meeting, at, l.symbol, false)
		}
	}
	ref := "sc-failed:" + strings.ReplaceAll(l.meeting+"/"+cmpOr(l.symbol, "draft"), " ", "")
	if beyond(t, v.Tally) {
		v.conflict("f", "votes", "the list of members", "sc-meetings", short(v.Tally), "sc-failed", pos)
		v.Tally = record.NoTally
	}
	for i := range len(pos) {
		if v.Positions[i] != record.Unknown && v.Positions[i] != pos[i] {
			return fmt.Errorf("lost drafts, %s: %s is %c in the list and %c by the vetoes", l.what, s.Members[i], pos[i], v.Positions[i])
		}
	}
	v.Positions, v.Ref, v.list = pos, ref, true
	if !v.Tally.Known() {
		v.Tally = t
	}
	l.used = true
	return nil
}

// beyond reports whether a list of members has more of a position than a known
// tally: then the two contradict each other; fewer is a list with gaps.
func beyond(list, tally record.Tally) bool {
	return tally.Known() && (list.Yes > tally.Yes || list.No > tally.No || list.Abstain > tally.Abstain)
}

func cmpOr(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// finishEarly settles what the tally leaves, the outcome and the agenda.
func (c *council) finishEarly(v *vote) {
	if len(v.texts) == 0 {
		v.texts = c.itemTopic(v.Meeting, true)
	}
	if v.Tally.Known() {
		was := v.Positions
		v.Positions, v.Tally.Absent = settleByTally(v.Positions, v.Tally)
		if v.list && was != v.Positions {
			v.conflict("f", "votes", "what list and tally leave: "+changed(v.Seats, was, v.Positions), "sc-failed", was, "tally", short(v.Tally))
		}
	} else if !strings.Contains(v.Positions, "-") {
		v.Tally = record.Count(v.Positions)
	}
	yes := v.Tally.Yes
	noes := []string{}
	for i, m := range v.Seats.Members {
		if i < 5 && v.Positions[i] == record.No {
			noes = append(noes, m)
		}
	}
	switch {
	case len(noes) == 0 && len(v.VetoedBy) == 0:
	case yes >= 0 && yes < majority(v.Date):
		if len(v.VetoedBy) > 0 {
			v.conflict("outcome", "outcome", "failed: too few yes votes for a veto", v.Ref, "veto: "+strings.Join(v.VetoedBy, " "), "tally", short(v.Tally))
		}
		v.VetoedBy = nil
	default:
		if len(v.VetoedBy) > 0 && !sameSet(noes, v.VetoedBy) {
			v.conflict("outcome", "veto", strings.Join(noes, " "), "sc-vetoes", strings.Join(v.VetoedBy, "+"), "positions", strings.Join(noes, "+"))
		}
		v.VetoedBy, v.Outcome = noes, "vetoed"
	}
}
