package council

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"entente/graph"
	"entente/seed"
	"entente/seed/topics"
)

// Vetoes is the dataset sc-vetoes.
var Vetoes seed.Dataset = dataset{manifest: seed.Manifest{
	ID: "sc-vetoes", Name: "Vetoes cast in the Security Council, 1946 to September 2022", Publisher: "World Politics Data Lab",
	Origin: "https://research.un.org/en/docs/sc/quick/veto", Licence: "MIT",
	Citation: "United Nations, Dag Hammarskjöld Library, Security Council Veto List; table by the World Politics Data Lab",
	Version:  "September 2022",
	Scope:    "drafts that permanent members vetoed and who vetoed them, 1946-02-16 to 2022-07-08; no other member's vote, and no draft that fell short of votes",
	Covers:   graph.Interval{Since: graph.Day(1946, 2, 16), Until: graph.Day(2022, 9, 30)},
}, columns: []seed.Column{
	colVetoDate:    {Name: "date", Required: true},
	colVetoDraft:   {Name: "draft", Required: true},
	colVetoMeeting: {Name: "meeting_record", Required: true},
	colVetoAgenda:  {Name: "agenda_item", Required: true},
	colVetoTopic:   {Name: "crisis_topic"},
	colVetoBy1:     {Name: "member_veto1", Required: true},
	colVetoBy2:     {Name: "member_veto2", Required: true},
	colVetoBy3:     {Name: "member_veto3", Required: true},
	colVetoYear:    {Name: "year"},
	colVetoMonth:   {Name: "month"},
	colVetoSingle:  {Name: "single_veto"},
	colVetoMany:    {Name: "multiple_vetoes"},
	colVetoCHN:     {Name: "china"},
	colVetoFRA:     {Name: "france"},
	colVetoRUS:     {Name: "russia"},
	colVetoSUN:     {Name: "ussr"},
	colVetoUSA:     {Name: "usa"},
	colVetoGBR:     {Name: "uk"},
	colVetoRegion:  {Name: "region"},
	colVetoPair1:   {Name: "russia_china"},
	colVetoPair2:   {Name: "usa_uk"},
	colVetoPair3:   {Name: "usa_france"},
	colVetoPair4:   {Name: "usa_france_uk"},
	colVetoPair5:   {Name: "france_uk"},
}, read: readVetoes, lay: layVetoes}

const (
	colVetoDate = iota
	colVetoDraft
	colVetoMeeting
	colVetoAgenda
	colVetoTopic
	colVetoBy1
	colVetoBy2
	colVetoBy3
	vetoHead // the columns before say which veto it is

	colVetoYear = iota - 1
	colVetoMonth
	colVetoSingle
	colVetoMany
	colVetoCHN
	colVetoFRA
	colVetoRUS
	colVetoSUN
	colVetoUSA
	colVetoGBR
	colVetoRegion
	colVetoPair1
	colVetoPair2
	colVetoPair3
	colVetoPair4
	colVetoPair5
)

// vetoFlags are the columns of ones and zeros, by the names they stand for.
var vetoFlags = map[int]string{colVetoCHN: "China", colVetoFRA: "France", colVetoRUS: "Russia", colVetoSUN: "USSR", colVetoUSA: "USA", colVetoGBR: "UK"}

const (
	oddFlags  = "the columns of ones and zeros differ from the names; the names count"
	oddSingle = "the columns for one and for several vetoes differ from the names; the names count"
	oddYear   = "year or month differ from the date"
)

// veto is a row of the table; rows that are equal stand together.
type veto struct {
	head  [vetoHead]string
	lines []int
}

func readVetoes(c *course, t *seed.Table) error {
	byHead := map[[vetoHead]string]*veto{}
	c.table = byHead
	return c.rowsOf(t, func(line int) {
		var head [vetoHead]string
		for i := range head {
			head[i] = spaces(t.Text(i))
		}
		name := head[colVetoDraft] + ", " + head[colVetoDate]
		d, ok := monthDay(head[colVetoDate])
		if !ok {
			c.refuse(line, "", fmt.Sprintf("%q is not a date", seed.Clip(head[colVetoDate], 60)))
			return
		}
		if draft(head[colVetoDraft]) == "" {
			c.refuse(line, "", fmt.Sprintf("%q names no draft", seed.Clip(head[colVetoDraft], 60)))
			return
		}
		by := []string{}
		for _, col := range []int{colVetoBy1, colVetoBy2, colVetoBy3} {
			if head[col] == "" {
				continue
			}
			if _, why := c.member(head[col], d); why != "" {
				c.refuse(line, "", why)
				return
			}
			by = append(by, head[col])
		}
		if len(by) == 0 {
			c.refuse(line, "", "the row names nobody who vetoed")
			return
		}
		flags := []string{}
		for col, who := range vetoFlags {
			if t.Text(col) == "1" {
				flags = append(flags, who)
			}
		}
		slices.Sort(flags)
		said := slices.Clone(by)
		slices.Sort(said)
		if t.Has(colVetoCHN) && t.Has(colVetoFRA) && !slices.Equal(flags, said) {
			c.odd(oddFlags, fmt.Sprintf("%s (names %s; flags %s)", name, strings.Join(said, ", "), cmp.Or(strings.Join(flags, ", "), "none")))
		}
		if t.Has(colVetoSingle) && t.Has(colVetoMany) && (t.Text(colVetoSingle) == "1" != (len(by) == 1) || t.Text(colVetoMany) == "1" != (len(by) > 1)) {
			c.odd(oddSingle, name)
		}
		y, m, _ := d.YMD()
		if t.Has(colVetoYear) && t.Text(colVetoYear) != fmt.Sprint(y) || t.Has(colVetoMonth) && t.Text(colVetoMonth) != fmt.Sprint(m) {
			c.odd(oddYear, name)
		}
		v := byHead[head]
		if v == nil {
			v = &veto{head: head}
			byHead[head] = v
		}
		v.lines = append(v.lines, line)
	})
}

func layVetoes(c *course) error {
	for _, what := range []string{oddFlags, oddSingle, oddYear} {
		slices.Sort(c.lists[what])
	}
	slices.Sort(c.heads)
	rows := c.table.(map[[vetoHead]string]*veto)
	heads := make([][vetoHead]string, 0, len(rows))
	copies := 0
	for h, v := range rows {
		slices.Sort(v.lines)
		heads = append(heads, h)
		if copies == 0 || len(v.lines) < copies {
			copies = len(v.lines)
		}
	}
	slices.SortFunc(heads, func(a, b [vetoHead]string) int {
		x, _ := meetingOf(a[colVetoMeeting])
		y, _ := meetingOf(b[colVetoMeeting])
		return cmp.Or(cmp.Compare(x.number, y.number), slices.Compare(a[:], b[:]))
	})
	var list []*vote
	refs := map[string]int{}
	for _, h := range heads {
		lines := rows[h].lines
		first := c.vetoVote(h)
		// A draft is vetoed once: its row repeated says nothing new. Drafts
		// without a symbol of their own may have equal rows (three of S/PV.49):
		// then only a table that has every row twice repeats them.
		n := 1
		if first.nameless {
			n = max(len(lines)/copies, 1)
		}
		c.rep.Duplicates += len(lines) - n
		for i := range n {
			v := first
			if i > 0 {
				v = c.vetoVote(h)
			}
			v.lines, v.order = lines[i:i+1], len(list)
			if refs[v.ref]++; refs[v.ref] > 1 {
				v.ref += fmt.Sprintf("~%d", refs[v.ref])
			}
			list = append(list, v)
		}
	}
	c.dateVetoes(list)
	return c.putAll(list)
}

// vetoVote makes out what a row says.
func (c *course) vetoVote(h [vetoHead]string) *vote {
	v := &vote{create: true, outcome: "vetoed", agenda: h[colVetoAgenda]}
	v.said, _ = monthDay(h[colVetoDate]) // checked row by row
	v.date = v.said
	v.meeting, _ = meetingOf(h[colVetoMeeting])
	v.symbol = draft(h[colVetoDraft])
	v.nameless = strings.HasPrefix(v.symbol, "S/PV.")
	v.texts = []string{h[colVetoAgenda], h[colVetoTopic]}
	_, v.about = topics.Of(v.date, v.texts...)
	v.ref = c.manifest.ID + ":" + v.symbol
	if m := v.meeting.symbol(); m != "" && m != v.symbol {
		v.ref = c.manifest.ID + ":" + m + "/" + v.symbol
	}
	// The preliminary question, whether a matter is one of procedure, is put
	// before the draft and is no vote on it.
	if strings.Contains(h[colVetoAgenda], "preliminary") {
		v.kind = "motion"
		if !v.nameless {
			v.draft, v.nameless = v.symbol, true
		}
	} else if v.nameless && v.symbol != v.meeting.symbol() && v.meeting.number > 0 && !slip(v.symbol, v.meeting.symbol()) {
		v.draft = v.symbol // moved at an earlier meeting
	}
	for _, col := range []int{colVetoBy1, colVetoBy2, colVetoBy3} {
		if k, why := c.member(h[col], v.date); why == "" {
			v.vetoers = append(v.vetoers, k)
			v.places = append(v.places, place{0, k, "no"})
		}
	}
	slices.SortFunc(v.vetoers, graph.Key.Compare)
	v.report = graph.P("date", v.said, "symbol", h[colVetoDraft], "meeting", h[colVetoMeeting], "outcome", "vetoed",
		"note", "vetoed by "+strings.Join(slices.DeleteFunc(slices.Clone(h[colVetoBy1:colVetoBy3+1]), func(s string) bool { return s == "" }), ", "))
	for name, text := range map[string]string{"agenda": v.agenda, "subjects": h[colVetoTopic]} {
		if text != "" {
			v.report = v.report.With(name, text)
		}
	}
	return v
}

// dateVetoes flags days that are out of the order of meetings.
func (c *course) dateVetoes(list []*vote) {
	var in []*vote
	var offers [][]graph.Date
	for _, v := range list {
		if v.meeting.number > 0 {
			in = append(in, v)
			offers = append(offers, []graph.Date{v.said})
		}
	}
	for i, f := range inOrder(offers) {
		if f.choice < 0 {
			c.odd(oddOutOfOrder, in[i].ref+" "+in[i].said.String())
		}
	}
}
