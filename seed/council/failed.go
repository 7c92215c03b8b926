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

// Failed is the dataset sc-failed.
var Failed seed.Dataset = dataset{manifest: seed.Manifest{
	ID: "sc-failed", Name: "Security Council drafts not adopted, with lists of members", Publisher: "unsc_for_us",
	Origin: "https://github.com/emilytong123/unsc_for_us", Licence: "none stated; facts only",
	Citation: "Security Council drafts not adopted, 1947 to 2022, with lists of members from the meeting records",
	Version:  "2022",
	Scope:    "53 of the drafts, and paragraphs of drafts, that were not adopted from 1947 to 2022, with who voted how; dated by the year alone; far from complete",
	Covers:   graph.Interval{Since: graph.Year(1947), Until: graph.Year(2022)},
}, columns: []seed.Column{
	colFailedMeeting: {Name: "meeting number", Required: true},
	colFailedOn:      {Name: "voting on", Required: true},
	colFailedYear:    {Name: "year", Required: true},
	colFailedBy:      {Name: "submitted by"},
	colFailedYes:     {Name: "in favor", Also: []string{"in favour"}, Required: true},
	colFailedAbstain: {Name: "abstain", Required: true},
	colFailedNo:      {Name: "against", Required: true},
	colFailedNote:    {Name: "note"},
	colFailedTally:   {Name: "for,abstain,against"},
	colFailedMembers: {Name: "members"},
	colFailedJoint:   {Name: "joint submission"},
	colFailedLone1:   {Name: "lone/none/multiple for"},
	colFailedLone2:   {Name: "lone/none/multiple abstain"},
	colFailedLone3:   {Name: "lone/none/multiple against"},
	colFailedTitle:   {Name: "meeting number: voting on"},
}, read: readFailed, lay: layFailed}

const (
	colFailedMeeting = iota
	colFailedOn
	colFailedYear
	colFailedBy
	colFailedYes
	colFailedAbstain
	colFailedNo
	colFailedNote
	colFailedTally
	failedHead

	colFailedMembers = iota - 1
	colFailedJoint
	colFailedLone1
	colFailedLone2
	colFailedLone3
	colFailedTitle
)

const oddLists = "the lists of members do not have as many as the tally"

// pyList reads a list as Python prints it: ['Poland', "Côte d'Ivoire"].
func pyList(s string) (list []string, ok bool) {
	s = strings.TrimSpace(s)
	if len(s) < 2 || s[0] != '[' || s[len(s)-1] != ']' {
		return nil, false
	}
	s = strings.TrimSpace(s[1 : len(s)-1])
	for s != "" {
		quote := s[0]
		if quote != '\'' && quote != '"' {
			return nil, false
		}
		var b strings.Builder
		i := 1
		for ; i < len(s) && s[i] != quote; i++ {
			if s[i] == '\\' && i+1 < len(s) {
				i++
			}
			b.WriteByte(s[i])
		}
		if i >= len(s) {
			return nil, false
		}
		list = append(list, b.String())
		s = strings.TrimSpace(s[i+1:])
		if s == "" {
			return list, true
		}
		if s[0] != ',' {
			return nil, false
		}
		if s = strings.TrimSpace(s[1:]); s == "" {
			return nil, false
		}
	}
	return list, true
}

// pyTally reads "(2, 0, 9)": for, abstaining, against.
func pyTally(s string) tally {
	f := strings.Split(strings.Trim(strings.TrimSpace(s), "()"), ",")
	var n [3]int
	if len(f) != 3 {
		return tally{}
	}
	for i := range f {
		v, rest, ok := digits(strings.TrimSpace(f[i]))
		if !ok || rest != "" || v > 15 {
			return tally{}
		}
		n[i] = v
	}
	return tally{n[0], n[2], n[1], true}
}

// majority is the number of yes votes a decision needs: nine of fifteen since
// the Council grew on 1966-01-01, seven of eleven before.
func majority(year int) int {
	if year < 1966 {
		return 7
	}
	return 9
}

type failedRow struct {
	head  [failedHead]string
	lists [3][]string // in favour, against, abstaining
	lines []int
}

func readFailed(c *course, t *seed.Table) error {
	byHead := map[[failedHead]string]*failedRow{}
	c.table = byHead
	return c.rowsOf(t, func(line int) {
		r := &failedRow{}
		for i := range r.head {
			r.head[i] = spaces(t.Text(i))
		}
		if have := byHead[r.head]; have != nil {
			have.lines = append(have.lines, line)
			return
		}
		if m, ok := meetingOf(r.head[colFailedMeeting]); !ok || m.series != "PV" {
			c.refuse(line, "", fmt.Sprintf("%q is not a meeting", seed.Clip(r.head[colFailedMeeting], 60)))
			return
		}
		if y, err := strconv.Atoi(r.head[colFailedYear]); err != nil || y < 1946 || y > 9999 {
			c.refuse(line, "", fmt.Sprintf("%q is not a year", seed.Clip(r.head[colFailedYear], 60)))
			return
		}
		for i, col := range []int{colFailedYes, colFailedNo, colFailedAbstain} {
			list, ok := pyList(t.Text(col))
			if !ok {
				c.refuse(line, "", fmt.Sprintf("%s is not a list of members", t.Header(col)))
				return
			}
			r.lists[i] = list
		}
		if len(r.lists[0])+len(r.lists[1])+len(r.lists[2]) == 0 {
			c.refuse(line, "", "the row names no member")
			return
		}
		r.lines = []int{line}
		byHead[r.head] = r
	})
}

func layFailed(c *course) error {
	var rows []*failedRow
	for _, r := range c.table.(map[[failedHead]string]*failedRow) {
		slices.Sort(r.lines)
		rows = append(rows, r)
	}
	slices.SortFunc(rows, func(a, b *failedRow) int {
		x, _ := meetingOf(a.head[colFailedMeeting])
		y, _ := meetingOf(b.head[colFailedMeeting])
		return cmp.Or(cmp.Compare(x.number, y.number), slices.Compare(a.head[:], b.head[:]))
	})
	var list []*vote
	refs := map[string]int{}
	for _, r := range rows {
		v, why := c.failedVote(r)
		if why != "" {
			for _, l := range r.lines {
				c.refuse(l, v.ref, why)
			}
			continue
		}
		if refs[v.ref]++; refs[v.ref] > 1 {
			v.ref += fmt.Sprintf("~%d", refs[v.ref])
		}
		c.rep.Duplicates += len(r.lines) - 1
		v.lines, v.order = r.lines[:1], len(list)
		list = append(list, v)
	}
	return c.putAll(list)
}

// failedVote makes out what a row says; why says what is wrong with it.
func (c *course) failedVote(r *failedRow) (v *vote, why string) {
	h := r.head
	v = &vote{create: true, outcome: "failed", tally: pyTally(h[colFailedTally])}
	v.meeting, _ = meetingOf(h[colFailedMeeting])
	year, _ := strconv.Atoi(h[colFailedYear])
	v.date = graph.Year(year)
	v.said = v.date
	v.symbol = draft(h[colFailedOn])
	switch words := strings.ToLower(h[colFailedOn]); {
	case v.symbol == "":
		v.nameless = true
	case strings.Contains(words, "paragraph"):
		v.kind, v.draft = "paragraph", v.symbol
	}
	v.ref = fmt.Sprintf("%s:%s/%s/%s", c.manifest.ID, v.meeting.symbol(), strings.ReplaceAll(h[colFailedOn], " ", "-"), v.tally)
	in := map[graph.Key]bool{}
	var n [3]int
	for i, choice := range []string{"yes", "no", "abstain"} {
		for _, name := range r.lists[i] {
			k, why := c.member(name, v.date)
			if why != "" {
				return v, why
			}
			if in[k] {
				return v, fmt.Sprintf("%q stands twice in the lists", seed.Clip(name, 60))
			}
			in[k] = true
			n[i]++
			v.places = append(v.places, place{r.lines[0], k, choice})
			if choice == "no" && permanent[vocab.Rest(k)] {
				v.vetoers = append(v.vetoers, k)
			}
		}
	}
	slices.SortFunc(v.vetoers, graph.Key.Compare)
	slices.SortFunc(v.places, func(a, b place) int { return a.member.Compare(b.member) })
	counted := tally{n[0], n[1], n[2], true}
	switch {
	case !v.tally.known:
		v.tally, v.counted = counted, true
	case v.tally != counted: // B48
		c.odd(oddLists, fmt.Sprintf("%s (tally %s, lists %s)", v.ref, v.tally, counted))
		v.warn("its tally is %s, its lists have %s", v.tally, counted)
	}
	// A veto is a permanent member's no on a draft that had the votes it needed.
	if v.tally.yes >= majority(year) && len(v.vetoers) > 0 {
		v.outcome = "vetoed"
	} else {
		v.vetoers = nil
	}
	v.report = graph.P("date", v.date, "symbol", h[colFailedOn], "meeting", h[colFailedMeeting], "outcome", v.outcome,
		"yes", v.tally.yes, "no", v.tally.no, "abstain", v.tally.abstain)
	var notes []string
	if h[colFailedNote] != "" {
		notes = append(notes, h[colFailedNote])
	}
	if by, ok := pyList(h[colFailedBy]); ok && len(by) > 0 {
		notes = append(notes, "submitted by "+strings.Join(by, ", "))
	}
	if len(notes) > 0 {
		v.report = v.report.With("note", strings.Join(notes, "; "))
	}
	return v, ""
}
