package projection

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"entente/graph"
	"entente/graph/vocab"
)

func build(t testing.TB, r graph.Reader) *Projection {
	t.Helper()
	p, err := Build(context.Background(), r, "r", Options{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func who(t testing.TB, p *Projection, id string) int {
	t.Helper()
	i, ok := p.Country(vocab.Key(vocab.Country, id))
	if !ok {
		t.Fatalf("no country %s", id)
	}
	return i
}

func at(t testing.TB, p *Projection, id string) int {
	t.Helper()
	i, ok := p.Find(vocab.Key(vocab.RollCall, id))
	if !ok {
		t.Fatalf("no roll call %s", id)
	}
	return i
}

// symbols lists a mask's roll calls by symbol, oldest first.
func symbolsOf(p *Projection, m Mask) string {
	var out []string
	for i := range m.Oldest() {
		out = append(out, p.RollCall(i).Symbol)
	}
	return strings.Join(out, " ")
}

// The example table of the documentation, from votes to counts.
func TestExampleTable(t *testing.T) {
	m := &memory{}
	m.country("AAA", "UN", "1950", "")
	m.country("BBB", "UN", "1950", "1999-12-31")
	for i, v := range strings.Fields("YY YY YY YA YN AA AY NN NN NA YX") {
		m.call(fmt.Sprintf("A/RES/40/%d", i+1), "general_assembly", fmt.Sprintf("1985-11-%02d", i+1), map[string]string{"AAA": v[:1], "BBB": v[1:]})
	}
	m.call("A/RES/60/1", "general_assembly", "2005-11-01", map[string]string{"AAA": "Y"})
	p := build(t, m)
	a, b := who(t, p, "AAA"), who(t, p, "BBB")
	c := p.Pair(a, b, p.Select(Filter{}).Mask)
	want := Counts{C: [4][4]int32{{3, 1, 1, 1}, {0, 2, 1, 0}, {1, 0, 1, 0}}, Members: 11}
	if c != want {
		t.Errorf("counts %+v, want %+v", c, want)
	}
	if c.N() != 10 || c.Same() != 6 || c.OneAbstained() != 3 || c.Opposed() != 1 || c.Missing() != 1 || c.Unknown() != 0 {
		t.Errorf("n %d, same %d, one abstained %d, opposed %d, missing %d, unknown %d", c.N(), c.Same(), c.OneAbstained(), c.Opposed(), c.Missing(), c.Unknown())
	}
	for d, n := range map[Difference]int{Agreed: 6, Differed: 4, Opposed: 1, Partial: 3, Missed: 1} {
		if l := p.List(a, b, p.All(), d); len(l) != n || !slices.IsSortedFunc(l, func(x, y int) int { return y - x }) {
			t.Errorf("list %d: %v, want %d newest first", d, l, n)
		}
	}
}

// B31, B40, B47, B49: the four choices, unknown and not a member are six things.
func TestB40ChoicesToldApart(t *testing.T) {
	m := &memory{}
	for _, id := range []string{"YES", "NOO", "ABS", "ABX", "UNK"} {
		m.country(id, "UN", "1945-10-24", "")
	}
	m.country("PRK", "UN", "1991-09-17", "")
	k := m.call("A/RES/45/1", "general_assembly", "1990-11-01", map[string]string{"YES": "Y", "NOO": "N", "ABS": "A", "ABX": "X"})
	m.vote("ABX", k, "A", vocab.VotedPer, "second")
	m.vote("YES", k, "Y", vocab.VotedPer, "second")
	p := build(t, m)
	i := at(t, p, "A/RES/45/1")
	for id, want := range map[string]Choice{"YES": Yes, "NOO": No, "ABS": Abstain, "ABX": Absent, "UNK": Unknown, "PRK": NotMember} {
		if got := p.Choice(who(t, p, id), i); got != want {
			t.Errorf("%s: %s, want %s", id, got, want)
		}
	}
	n := 0
	p.Votes(i, func(int, Choice) { n++ })
	if n != 5 {
		t.Errorf("%d members, want 5", n)
	}
	// B31: what is no member enters no denominator.
	if c := p.Pair(who(t, p, "YES"), who(t, p, "PRK"), p.All()); c != (Counts{}) {
		t.Errorf("pair with a state not yet admitted: %+v", c)
	}
	if c := p.Pair(who(t, p, "YES"), who(t, p, "UNK"), p.All()); c.Members != 1 || c.Unknown() != 1 || c.N() != 0 {
		t.Errorf("pair with an unknown: %+v", c)
	}
	// B47: the differing source is a conflict and counts for nothing; the
	// agreeing one is none.
	want := []Conflict{{i, who(t, p, "ABX"), Absent, Abstain, "second"}}
	if got := p.Conflicts(i); !slices.Equal(got, want) {
		t.Errorf("conflicts %v, want %v", got, want)
	}
	if n := p.ConflictCount(who(t, p, "YES"), who(t, p, "ABX"), p.All()); n != 1 {
		t.Errorf("%d conflicts of the pair", n)
	}
	if n := p.ConflictCount(who(t, p, "YES"), who(t, p, "NOO"), p.All()); n != 0 {
		t.Errorf("%d conflicts of another pair", n)
	}
	r := p.RollCall(i)
	if r.Known != (Totals{1, 1, 1, 1}) || r.Unknown != 1 {
		t.Errorf("known %v, unknown %d", r.Known, r.Unknown)
	}
}

// B36: dates of limited precision.
func TestB36DateOfAYear(t *testing.T) {
	m := &memory{}
	m.country("AAA", "UN", "1945", "")
	m.call("A/RES/32/105[M]", "general_assembly", "1977", map[string]string{"AAA": "Y"})
	m.call("A/RES/32/1", "general_assembly", "1977-10-28", map[string]string{"AAA": "Y"})
	m.call("A/RES/31/9", "general_assembly", "1977-05-02", map[string]string{"AAA": "Y"})
	m.call("A/RES/31/1", "general_assembly", "1976-10-21", map[string]string{"AAA": "Y"})
	m.call("A/RES/31/2", "general_assembly", "1977-01", map[string]string{"AAA": "Y"})
	p := build(t, m)
	for _, x := range []struct {
		since, until, want string
		possible           int
	}{
		{"1977-01-01", "1977-06-30", "A/RES/31/2 A/RES/31/9", 1},
		{"1977", "1977", "A/RES/31/2 A/RES/32/105[M] A/RES/31/9 A/RES/32/1", 0},
		{"1977-07", "", "A/RES/32/1", 1},
		{"", "1976-12-31", "A/RES/31/1", 0},
		{"", "1977-01-15", "A/RES/31/1", 2},
		{"1978", "", "", 0},
		{"", "", "A/RES/31/1 A/RES/31/2 A/RES/32/105[M] A/RES/31/9 A/RES/32/1", 0},
	} {
		var f Filter
		if x.since != "" {
			f.Since = graph.MustDate(x.since)
		}
		if x.until != "" {
			f.Until = graph.MustDate(x.until)
		}
		s := p.Select(f)
		if got := symbolsOf(p, s.Mask); got != x.want || s.Possible != x.possible || s.Mask.Count() != len(strings.Fields(x.want)) {
			t.Errorf("%s … %s: %s, %d possible; want %s, %d", x.since, x.until, got, s.Possible, x.want, x.possible)
		}
	}
	if d := p.RollCall(at(t, p, "A/RES/32/105[M]")).Date.String(); d != "1977" {
		t.Errorf("date shown as %s", d)
	}
	ps := p.Cut(p.All(), ByYear)
	if len(ps.Points) != 2 || ps.Points[1].Label != "1977" || ps.Points[1].RollCalls != 4 {
		t.Errorf("years: %+v", ps.Points)
	}
}

// B39: the year is that of the date, not session + 1945.
func TestB39YearIsOfTheDate(t *testing.T) {
	m := &memory{}
	m.country("AAA", "UN", "1945", "")
	m.call("A/RES/66/254", "general_assembly", "2012-02-23", map[string]string{"AAA": "Y"}, "session", "66")
	p := build(t, m)
	if ps := p.Cut(p.All(), ByYear); ps.Points[0].Label != "2012" {
		t.Errorf("year %s", ps.Points[0].Label)
	}
	if ps := p.Cut(p.All(), BySession); ps.Points[0].Label != "66" {
		t.Errorf("session %s", ps.Points[0].Label)
	}
	if ps := p.Cut(p.All(), ByDecade); ps.Points[0].Label != "2010s" {
		t.Errorf("decade %s", ps.Points[0].Label)
	}
}

func TestSpecialSessions(t *testing.T) {
	for _, x := range []struct{ session, date, want string }{
		{"76", "2021-12-01", "76"}, {"ES-11", "2022-03-02", "76"}, {"ES-10", "2017-12-21", "72"},
		{"ES-10", "2003-09-19", "58"}, {"ES-10", "2003-09-08", "57"}, {"S-1", "1947-05-05", "1"},
		{"ES-6", "1980-01-14", "34"}, {"", "2012-02-23", "66"}, {"ES-11", "2022-10-12", "77"},
		{"19", "1965-02-18", "19"}, {"ES-1", "", ""}, {"S-1", "1945-01-01", ""},
	} {
		d := graph.Date{}
		if x.date != "" {
			d = graph.MustDate(x.date)
		}
		if got := regularLabel(x.session, d); got != x.want {
			t.Errorf("session %s on %s stands with %q, want %q", x.session, x.date, got, x.want)
		}
	}
	m := &memory{}
	m.country("AAA", "UN", "1945", "", "UNSC", "1946", "")
	m.call("A/RES/76/1", "general_assembly", "2021-12-01", nil, "session", "76")
	m.call("A/RES/ES-11/1", "general_assembly", "2022-03-02", nil, "session", "ES-11")
	m.call("S/RES/2623(2022)", "security_council", "2022-02-27", nil)
	p := build(t, m)
	// The filter takes the label alone; the time line puts both together.
	s := p.Select(Filter{Sessions: []string{"76"}})
	if got := symbolsOf(p, s.Mask); got != "A/RES/76/1" || s.LeftOut[NoSession] != 1 {
		t.Errorf("session 76: %s, left out %v", got, s.LeftOut)
	}
	ps := p.Cut(p.All(), BySession)
	if len(ps.Points) != 1 || ps.Points[0].RollCalls != 2 || ps.LeftOut != 1 {
		t.Errorf("%+v", ps)
	}
}

func TestContested(t *testing.T) {
	m := &memory{}
	for i := range 5 {
		m.country(fmt.Sprint("C", i), "UN", "1945", "", "UNSC", "1946", "")
	}
	votes := func(s string) map[string]string {
		v := map[string]string{}
		for i := range s {
			if s[i] != '-' {
				v[fmt.Sprint("C", i)] = s[i : i+1]
			}
		}
		return v
	}
	n := 0
	for _, x := range []struct {
		body, votes          string
		yes, no, abstain     int
		contested, unanimous Truth
	}{
		{"security_council", "YYYYY", -1, -1, -1, False, True},
		{"security_council", "YYYYX", -1, -1, -1, False, True}, // X alone does not make a vote contested
		{"security_council", "YYYYA", -1, -1, -1, True, False},
		{"security_council", "YYYYN", -1, -1, -1, True, False},
		{"security_council", "YY---", 4, 0, 1, True, False}, // partly unknown: the tally
		{"security_council", "YYYYA", 5, 0, 0, True, False}, // all known: the letters
		{"security_council", "-----", 5, 0, 0, False, True},
		{"security_council", "-----", -1, -1, -1, Unsaid, Unsaid},
		{"security_council", "XXXXX", -1, -1, -1, Unsaid, Unsaid},
		{"general_assembly", "YYYYN", -1, -1, -1, False, False}, // 20 %
		{"general_assembly", "YYYNX", -1, -1, -1, True, False},  // 25 %
		{"general_assembly", "YY---", 80, 10, 10, False, False}, // the stated totals
		{"general_assembly", "YYYYN", 150, 30, 20, True, False}, // 25 %, whatever the five say
		{"general_assembly", "YYYYA", 5, 0, 0, False, True},
		{"general_assembly", "-----", -1, -1, -1, Unsaid, Unsaid},
		{"general_assembly", "YYY--", 140, -1, 3, False, True}, // totals not whole: the positions
	} {
		n++
		id := fmt.Sprintf("D%d", n)
		props := []any{}
		for i, name := range []string{"yes", "no", "abstain"} {
			if v := []int{x.yes, x.no, x.abstain}[i]; v >= 0 {
				props = append(props, name, v)
			}
		}
		m.call(id, x.body, "2000-01-01", votes(x.votes), props...)
		p := build(t, m)
		c := p.RollCall(at(t, p, id))
		if c.Contested != x.contested || c.Unanimous != x.unanimous {
			t.Errorf("%+v: contested %d, unanimous %d", x, c.Contested, c.Unanimous)
		}
	}
	p := build(t, m)
	s := p.Select(Filter{Bodies: []Body{SecurityCouncil}, Contested: True})
	if s.Mask.Count() != 4 || s.LeftOut[NoTotals] != 2 {
		t.Errorf("contested in the Council: %d, left out %v", s.Mask.Count(), s.LeftOut)
	}
	s = p.Select(Filter{Bodies: []Body{SecurityCouncil}, Unanimous: False})
	if s.Mask.Count() != 4 || s.LeftOut[NoTotals] != 2 {
		t.Errorf("not unanimous in the Council: %d, left out %v", s.Mask.Count(), s.LeftOut)
	}
}

// B45, B46: paragraphs and adoptions without a vote only on request.
func TestB46KindsAndConsensus(t *testing.T) {
	m := &memory{}
	m.country("AAA", "UN", "1945", "")
	m.country("BBB", "UN", "1950-06-01", "")
	m.call("A/RES/50/1", "general_assembly", "1995-01-01", map[string]string{"AAA": "Y", "BBB": "N"})
	m.call("A/RES/50/1-p", "general_assembly", "1995-01-01", map[string]string{"AAA": "Y", "BBB": "Y"}, "kind", "paragraph")
	k := m.call("A/RES/50/2", "general_assembly", "1995-01-02", nil, "kind", "without_vote")
	m.vote("AAA", k, "Y", vocab.Voted, "t") // written Y in some files
	m.call("A/RES/4/2", "general_assembly", "1949-01-02", nil, "kind", "without_vote")
	p := build(t, m)
	a, b := who(t, p, "AAA"), who(t, p, "BBB")
	s := p.Select(Filter{})
	if got := symbolsOf(p, s.Mask); got != "A/RES/50/1" {
		t.Errorf("default: %s", got)
	}
	if got := symbolsOf(p, s.Consensus); got != "A/RES/4/2 A/RES/50/2" {
		t.Errorf("consensus: %s", got)
	}
	if n := p.Consensus(a, b, s.Consensus); n != 1 || !p.HasConsensus(GeneralAssembly) || p.HasConsensus(SecurityCouncil) {
		t.Errorf("%d texts adopted without a vote while both were members", n)
	}
	c := p.Pair(a, b, p.All())
	if c.Members != 2 || c.N() != 2 || c.Same() != 1 {
		t.Errorf("over all: %+v", c)
	}
	if p.Choice(a, at(t, p, "A/RES/50/2")) != Unknown || p.Choice(b, at(t, p, "A/RES/4/2")) != NotMember {
		t.Error("choice on an adoption without a vote")
	}
	if p.Skipped()["positions on adoptions without a vote"] != 1 {
		t.Errorf("skipped %v", p.Skipped())
	}
	if got := symbolsOf(p, p.Select(Filter{Kinds: []Kind{WithoutVote, Paragraph}}).Mask); got != "A/RES/4/2 A/RES/50/1-p A/RES/50/2" {
		t.Errorf("kinds: %s", got)
	}
}

// B51, B21: one key for every written form.
func TestB51Symbols(t *testing.T) {
	for want, forms := range map[string][]string{
		"S/RES/1718(2006)":  {"S/RES/1718(2006)", "1718 (2006)", "S/RES/1718 (2006)", "Resolution 1718 (2006)", "UN Security Council Resolution 1718(2006)", "UNSCR 1718 (2006)", "s/res/01718(2006)", "1718\u00a0(2006)", "S/RES/1718/2006", "1718 (2006"},
		"S/RES/2627(2022)":  {"Resolution 2627 (2022)", "S/RES/2627(2022)", "\u00a0S/RES/2627 (2022)\u00a0"},
		"S/RES/1718":        {"1718", "UNSCR 1718", "resolution 1718", "S/RES/1718"},
		"S/2023/212":        {"S/2023/212", "S/2023/212\u00a0", "s/2023/212", "S/2023-212", "S/2023/0212"},
		"S/2018/321/Rev.1":  {"S/2018/321/Rev.1", "S/2018/321/REV.1", "s/2018/321/rev.1"},
		"A/RES/66/254":      {"A/RES/66/254", "66/254", "General Assembly resolution 66/254", "A/RES/66/0254", "res. 66/254"},
		"A/RES/ES-11/1":     {"A/RES/ES-11/1", "ES-11/1", "es-11/1"},
		"A/RES/377(V)":      {"A/RES/377(V)", "377 (V)", "A/RES/377 (V)"},
		"A/RES/1004(ES-II)": {"A/RES/1004(ES-II)", "1004 (ES-II)"},
		"A/RES/32/105[M]":   {"A/RES/32/105[M]", "32/105 [M]"},
		"A/RES/32/105M":     {"A/RES/32/105M", "32/105 M"},
		"Oral amendment 1":  {"Oral  amendment 1 "},
		"":                  {"", " \u00a0"},
	} {
		for _, f := range forms {
			if got := symbolKey(f); got != symbolKey(want) {
				t.Errorf("%q: %q, want that of %q, %q", f, got, want, symbolKey(want))
			}
		}
	}
	m := &memory{}
	m.call("S/RES/1718(2006)", "security_council", "2006-10-14", nil, "draft", "S/2006/805")
	m.call("draft/S/2023/212", "security_council", "2023-03-27", nil, "symbol", "S/2023/212\u00a0")
	m.call("A/RES/32/105[M]", "general_assembly", "1977", nil)
	m.call("x", "security_council", "2015-01-05", nil, "symbol", "S/2015/37; S/2015/114")
	p := build(t, m)
	for form, want := range map[string]string{
		"1718 (2006)": "S/RES/1718(2006)", "1718": "S/RES/1718(2006)", "S/2006/805": "S/RES/1718(2006)",
		"S/2023/212": "S/2023/212", "32/105 M": "A/RES/32/105[M]", "A/RES/32/105[M]": "A/RES/32/105[M]",
		"s/2015/114": "S/2015/37; S/2015/114",
	} {
		found := p.FindSymbol(form)
		if len(found) != 1 || p.RollCall(found[0]).Symbol != want {
			t.Errorf("find %q: %v", form, found)
		}
	}
	s := p.Select(Filter{Symbols: []string{"1718 (2006)", "9999 (2050)"}})
	if symbolsOf(p, s.Mask) != "S/RES/1718(2006)" || !slices.Equal(s.UnknownSymbols, []string{"9999 (2050)"}) {
		t.Errorf("%s, unknown %v", symbolsOf(p, s.Mask), s.UnknownSymbols)
	}
}

func FuzzSymbolsAndWords(f *testing.F) {
	for _, s := range []string{"S/RES/1718 (2006)", "resolution 66/254", "A/RES/377(V)", "S/2005-554", "es-/", "(", "Rev.1", "A/RES/-0/0", "A/\xc2\xc2\u0085\x85"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		symbolKeys(s)
		foldWords(s)
		textQuery(s)
		meetingNumber(s)
	})
}

// B54, B55, and what a source does not give is left out and counted.
func TestB55WhatIsNotGiven(t *testing.T) {
	m := &memory{}
	prk, topic := m.country("PRK"), vocab.Key(vocab.Topic, "ukraine")
	m.nodes = append(m.nodes, graph.Node{Key: topic})
	a := m.call("S/2022/231", "security_council", "2022-03-23", nil, "title", "Draft on the humanitarian situation in Ukraine", "agenda", "Côte d’Ivoire and others", "outcome", "failed")
	b := m.call("S/2022/431", "security_council", "2022-05-26", nil, "agenda", "Non-proliferation: Democratic People's Republic of Korea", "important", true, "outcome", "vetoed")
	m.call("S/RES/1(1946)", "security_council", "1946-01-25", nil, "outcome", "")
	m.call("A/RES/70/1", "general_assembly", "2015-11-01", nil, "title", "Niger", "important", false)
	m.edge(vocab.Concerns, a, topic, "t")
	m.edge(vocab.Concerns, b, prk, "t")
	src := vocab.Key(vocab.Source, "undl-sc")
	m.edge(vocab.Reports, src, a, "undl-sc")
	m.edge(vocab.Reports, src, a, "unsc-meetings")
	p := build(t, m)
	for _, x := range []struct {
		f    Filter
		want string
		out  map[Lack]int
	}{
		{Filter{About: []graph.Key{prk}}, "S/2022/431", map[Lack]int{NoTopicCoding: 1}},
		{Filter{Topics: []graph.Key{topic}}, "S/2022/231", map[Lack]int{NoTopicCoding: 1}},
		{Filter{Topics: []graph.Key{topic}, Since: graph.Year(2000)}, "S/2022/231", nil},
		{Filter{Important: True}, "S/2022/431", map[Lack]int{NoFlag: 2}},
		{Filter{Important: False}, "A/RES/70/1", map[Lack]int{NoFlag: 2}},
		{Filter{Text: "UKRAINE humanitarian"}, "S/2022/231", map[Lack]int{NoTitle: 1}},
		{Filter{Text: "cote d'ivoire"}, "S/2022/231", map[Lack]int{NoTitle: 1}},
		{Filter{Text: "people's Korea"}, "S/2022/431", map[Lack]int{NoTitle: 1}},
		{Filter{Text: "nige"}, "", map[Lack]int{NoTitle: 1}},
		{Filter{Text: "nige*"}, "A/RES/70/1", map[Lack]int{NoTitle: 1}},
		{Filter{Outcomes: []Outcome{Vetoed, Failed}}, "S/2022/231 S/2022/431", map[Lack]int{NoOutcome: 1}},
		{Filter{Sources: []string{"undl-sc"}}, "S/2022/231", nil},
		{Filter{Sources: []string{"nothing"}}, "", nil},
		{Filter{Text: "ukraine", Important: True}, "", map[Lack]int{NoTitle: 1, NoFlag: 1}},
	} {
		s := p.Select(x.f)
		if got := symbolsOf(p, s.Mask); got != x.want || fmt.Sprint(s.LeftOut) != fmt.Sprint(x.out) {
			t.Errorf("%+v: %s, left out %v; want %s, %v", x.f, got, s.LeftOut, x.want, x.out)
		}
	}
	if got := p.RollCall(at(t, p, "S/2022/231")).Sources; !slices.Equal(got, []string{"undl-sc", "unsc-meetings"}) {
		t.Errorf("sources %v", got)
	}
	if !slices.Equal(p.Sources(), []string{"undl-sc", "unsc-meetings"}) {
		t.Errorf("all sources %v", p.Sources())
	}
}

// Where nothing reports a roll call its votes' source does.
func TestVotesReportTheirRollCall(t *testing.T) {
	m := &memory{}
	m.country("AAA")
	m.call("S/RES/1(1946)", "security_council", "1946-01-25", map[string]string{"AAA": "Y"})
	p := build(t, m)
	if got := p.RollCall(0).Sources; !slices.Equal(got, []string{"t"}) {
		t.Errorf("sources %v", got)
	}
}

func TestOrderOfRollCalls(t *testing.T) {
	m := &memory{}
	m.call("S/RES/10(1990)", "security_council", "1990-01-02", nil, "meeting", "S/PV.2000")
	m.call("S/RES/9(1990)", "security_council", "1990-01-02", nil, "meeting", "S/PV.2000")
	m.call("S/RES/8(1990)", "security_council", "1990-01-02", nil, "meeting", "S/PV.2001 (Resumption 1)")
	m.call("A/RES/44/10", "general_assembly", "1990-01-02", nil)
	m.call("A/RES/44/9", "general_assembly", "1990-01-02", nil)
	m.call("A/RES/44/1", "general_assembly", "1990", nil)
	m.call("nodate", "general_assembly", "", nil)
	p := build(t, m)
	want := "nodate A/RES/44/1 A/RES/44/9 A/RES/44/10 S/RES/9(1990) S/RES/10(1990) S/RES/8(1990)"
	if got := symbolsOf(p, p.All()); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if s := p.Select(Filter{Since: graph.Year(1900)}); s.LeftOut[NoDateGiven] != 1 || s.Mask.Count() != 6 {
		t.Errorf("without a date: %v, %d", s.LeftOut, s.Mask.Count())
	}
	if ps := p.Cut(p.All(), ByYear); ps.LeftOut != 1 {
		t.Errorf("left out of the years: %d", ps.LeftOut)
	}
}

func TestUnusableRecords(t *testing.T) {
	m := &memory{}
	m.country("AAA")
	m.call("x", "league_of_nations", "1930-01-01", map[string]string{"AAA": "Y"})
	k := m.call("y", "general_assembly", "1990-01-01", map[string]string{"AAA": "N"})
	m.vote("AAA", k, "Y", vocab.Voted, "u")
	m.country("BBB")
	m.edges = append(m.edges, graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.Voted, From: vocab.Key(vocab.Country, "BBB"), To: k, Source: "t"}, Props: graph.P("choice", "maybe")})
	p := build(t, m)
	if p.Len() != 1 || p.Choice(0, 0) != Yes || p.Choice(1, 0) != NotMember || p.RollCall(0).Known != (Totals{Yes: 1}) {
		t.Errorf("%d roll calls, %s, %s, %v", p.Len(), p.Choice(0, 0), p.Choice(1, 0), p.RollCall(0).Known)
	}
	if len(p.Skipped()) != 3 {
		t.Errorf("skipped %v", p.Skipped())
	}
	// A vote of a country that was not there when countries were read.
	m.vote("NEW", k, "Y", vocab.Voted, "t")
	if _, err := Build(context.Background(), m, "r", Options{}); !errors.Is(err, graph.ErrChanged) {
		t.Errorf("error %v, want ErrChanged", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Build(ctx, m, "r", Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want Canceled", err)
	}
}

func TestEmptyGraph(t *testing.T) {
	p := build(t, &memory{})
	if p.Len() != 0 || p.All().Count() != 0 || p.Select(Filter{Text: "x", Since: graph.Year(1990)}).Mask.Count() != 0 || len(p.Cut(p.All(), ByYear).Points) != 0 {
		t.Error("an empty graph is not empty")
	}
	p.AllPairs(p.All(), nil, func(int, int, *Counts) { t.Error("a pair") })
}

// madeSmall is a random graph with all that can go wrong in it.
func madeSmall(r *rand.Rand) *memory {
	m := &memory{}
	var ids []string
	for i := range 2 + r.IntN(6) {
		id := fmt.Sprintf("C%02d", i)
		ids = append(ids, id)
		var spells []string
		for range r.IntN(3) {
			from := 1946 + r.IntN(60)
			until := ""
			if r.IntN(2) == 0 {
				until = fmt.Sprint(from + r.IntN(20))
			}
			since := fmt.Sprint(from)
			if r.IntN(2) == 0 {
				since = fmt.Sprintf("%d-%02d-%02d", from, 1+r.IntN(12), 1+r.IntN(28))
			}
			spells = append(spells, []string{"UN", "UNSC"}[r.IntN(2)], since, until)
		}
		m.country(id, spells...)
	}
	topic := vocab.Key(vocab.Topic, "syria")
	m.nodes = append(m.nodes, graph.Node{Key: topic})
	for i := range r.IntN(200) {
		date := fmt.Sprintf("%d-%02d-%02d", 1946+r.IntN(75), 1+r.IntN(12), 1+r.IntN(28))
		date = date[:[]int{10, 10, 10, 10, 10, 7, 4, 0}[r.IntN(8)]]
		kind := vocab.VoteKinds[[]int{0, 0, 0, 1, 4}[r.IntN(5)]]
		votes := map[string]string{}
		if kind != "without_vote" {
			for _, id := range ids {
				if r.IntN(3) > 0 {
					votes[id] = "YNAX"[r.IntN(4):][:1]
				}
			}
		}
		props := []any{"kind", kind, "outcome", append(vocab.Outcomes, "")[r.IntN(4)]}
		if r.IntN(2) == 0 {
			props = append(props, "title", []string{"Syria and peace", "peace", "war"}[r.IntN(3)])
		}
		if r.IntN(2) == 0 {
			props = append(props, "session", []string{"1", "50", "ES-10"}[r.IntN(3)])
		}
		if r.IntN(3) == 0 {
			props = append(props, "important", r.IntN(2) == 0)
		}
		if r.IntN(3) == 0 {
			props = append(props, "yes", r.IntN(8), "no", r.IntN(4), "abstain", r.IntN(4))
		}
		k := m.call(fmt.Sprintf("D%d", i), vocab.Bodies[r.IntN(2)], date, votes, props...)
		if r.IntN(4) == 0 {
			m.edge(vocab.Concerns, k, topic, "t")
		}
		if r.IntN(2) == 0 {
			m.edge(vocab.Reports, vocab.Key(vocab.Source, "s"), k, "s")
		}
	}
	return m
}

func randomFilter(r *rand.Rand) Filter {
	var f Filter
	some := func() bool { return r.IntN(4) == 0 }
	if some() {
		f.Bodies = []Body{Body(r.IntN(2))}
	}
	if some() {
		f.Since = []graph.Date{graph.Year(1980), graph.MustDate("1975-06"), graph.MustDate("1990-02-03")}[r.IntN(3)]
	}
	if some() {
		f.Until = []graph.Date{graph.Year(2000), graph.MustDate("1999-06"), graph.MustDate("2010-02-03")}[r.IntN(3)]
	}
	if some() {
		f.Sessions = []string{"50", "ES-10"}[:1+r.IntN(2)]
	}
	if some() {
		f.Topics = []graph.Key{vocab.Key(vocab.Topic, "syria")}
	}
	if some() {
		f.Text = []string{"peace", "syria peace", "pea*"}[r.IntN(3)]
	}
	if some() {
		f.Outcomes = []Outcome{Adopted, Vetoed}
	}
	if some() {
		f.Kinds = []Kind{Kind(r.IntN(5)), Whole}
	}
	for _, t := range []*Truth{&f.Contested, &f.Important, &f.Unanimous} {
		if some() {
			*t = Truth(1 + r.IntN(2))
		}
	}
	if some() {
		f.Sources = []string{"s"}
	}
	return f
}

// slowSelect judges one roll call by the filter's definition.
func slowSelect(f Filter, c *RollCall) (in, possible bool, lack Lack) {
	in = true
	kinds := f.Kinds
	if len(kinds) == 0 {
		kinds = []Kind{Whole}
	}
	no := func(b bool) {
		if b {
			in, possible, lack = false, false, "no"
		}
	}
	unsure := func(l Lack) {
		in = false
		if lack == "" {
			lack = l
		}
	}
	no(!slices.Contains(kinds, c.Kind))
	no(len(f.Bodies) > 0 && !slices.Contains(f.Bodies, c.Body))
	if !f.Since.IsZero() || !f.Until.IsZero() {
		lo, hi := c.Date.First(), c.Date.Last()
		switch {
		case c.Date.IsZero():
			unsure(NoDateGiven)
		case !f.Since.IsZero() && hi.Compare(f.Since.First()) < 0, !f.Until.IsZero() && lo.Compare(f.Until.Last()) > 0:
			no(true)
		case !f.Since.IsZero() && lo.Compare(f.Since.First()) < 0, !f.Until.IsZero() && hi.Compare(f.Until.Last()) > 0:
			possible = true
		}
	}
	if len(f.Sessions) > 0 {
		if c.Session == "" {
			unsure(NoSession)
		} else {
			no(!slices.Contains(f.Sessions, c.Session))
		}
	}
	if len(f.Topics) > 0 {
		if len(c.Topics) == 0 && c.Title == "" {
			unsure(NoTopicCoding)
		} else {
			no(len(c.Topics) == 0)
		}
	}
	if f.Text != "" {
		if c.Title == "" {
			unsure(NoTitle)
		}
		for _, w := range strings.Fields(f.Text) {
			no(c.Title != "" && !strings.Contains(strings.ToLower(c.Title), strings.TrimSuffix(w, "*")))
		}
	}
	if len(f.Outcomes) > 0 {
		if c.Outcome == OutcomeUnknown {
			unsure(NoOutcome)
		} else {
			no(!slices.Contains(f.Outcomes, c.Outcome))
		}
	}
	for _, x := range []struct {
		want, have Truth
		l          Lack
	}{{f.Important, c.Important, NoFlag}, {f.Contested, c.Contested, NoTotals}, {f.Unanimous, c.Unanimous, NoTotals}} {
		if x.want != Unsaid && x.have == Unsaid {
			unsure(x.l)
		} else {
			no(x.want != Unsaid && x.want != x.have)
		}
	}
	no(len(f.Sources) > 0 && !slices.Contains(c.Sources, "s"))
	if lack == "no" {
		return false, false, ""
	}
	if lack != "" {
		return false, false, lack
	}
	return in && !possible, possible, ""
}

// The projection against maps and loops, on random graphs with random filters.
func TestAgainstOracle(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 15))
	for round := range 120 {
		m := madeSmall(r)
		p := build(t, m)

		// Positions and membership from the edges.
		votes := map[graph.Key]map[graph.Key]Choice{}
		spells := map[graph.Key]map[string][]graph.Interval{}
		for _, e := range m.edges {
			switch e.Kind {
			case vocab.Voted:
				if votes[e.To] == nil {
					votes[e.To] = map[graph.Key]Choice{}
				}
				votes[e.To][e.From], _ = ParseChoice(e.Props.String("choice"))
			case vocab.MemberOf:
				if spells[e.From] == nil {
					spells[e.From] = map[string][]graph.Interval{}
				}
				spells[e.From][e.To.ID] = append(spells[e.From][e.To.ID], e.Interval())
			}
		}
		choice := func(country graph.Key, c *RollCall) Choice {
			if v, ok := votes[c.Key][country]; ok {
				return v
			}
			org := map[Body]string{GeneralAssembly: "organisation/UN", SecurityCouncil: "organisation/UNSC"}[c.Body]
			for _, s := range spells[country][org] {
				after := s.Since.IsZero() || !c.Date.IsZero() && c.Date.First().Compare(s.Since.First()) >= 0
				before := s.Until.IsZero() || !c.Date.IsZero() && c.Date.Last().Compare(s.Until.Last()) <= 0
				if after && before {
					return Unknown
				}
			}
			return NotMember
		}
		for i := range p.Len() {
			for j, k := range p.Countries() {
				if got, want := p.Choice(j, i), choice(k, p.RollCall(i)); got != want {
					t.Fatalf("round %d: %s on %s: %s, want %s", round, k, p.RollCall(i).Key, got, want)
				}
			}
		}

		for range 20 {
			f := randomFilter(r)
			s := p.Select(f)
			g := f
			g.Kinds = []Kind{WithoutVote}
			possible, left := 0, map[Lack]int{}
			for i := range p.Len() {
				in, maybe, lack := slowSelect(f, p.RollCall(i))
				if in != s.Mask.Has(i) {
					t.Fatalf("round %d: %+v: %+v is in: %v", round, f, p.RollCall(i), s.Mask.Has(i))
				}
				if in, _, _ := slowSelect(g, p.RollCall(i)); in != s.Consensus.Has(i) {
					t.Fatalf("round %d: %+v: %+v is in the consensus: %v", round, f, p.RollCall(i), s.Consensus.Has(i))
				}
				if maybe {
					possible++
				}
				if lack != "" {
					left[lack]++
				}
			}
			if possible != s.Possible || fmt.Sprint(left) != fmt.Sprint(s.LeftOut) {
				t.Fatalf("round %d: %+v: possible %d, left out %v; want %d, %v", round, f, s.Possible, s.LeftOut, possible, left)
			}
			checkPairs(t, p, s.Mask)
		}
	}
}

// checkPairs compares everything about pairs over a mask with loops over
// Choice.
func checkPairs(t *testing.T, p *Projection, m Mask) {
	t.Helper()
	all := map[[2]int]Counts{}
	p.AllPairs(m, nil, func(a, b int, c *Counts) { all[[2]int{a, b}] = *c })
	p.AllPairsPresent(m, nil, func(a, b int, c *Counts) {
		want := all[[2]int{a, b}]
		for i := range 4 {
			want.C[i][3], want.C[3][i] = 0, 0
		}
		if *c != want {
			t.Fatalf("votes cast, %d %d: %+v, want %+v", a, b, *c, want)
		}
	})
	years := p.Cut(m, ByYear)
	byYear := map[[2]int][]Counts{}
	p.AllPairsByPeriod(years, nil, func(a, b int, c []Counts) { byYear[[2]int{a, b}] = slices.Clone(c) })

	for a := range p.Countries() {
		for b := range p.Countries() {
			var want Counts
			lists := [5][]int{}
			perYear := map[string]Counts{}
			for i := range m.Newest() {
				x, y := p.Choice(a, i), p.Choice(b, i)
				c := p.RollCall(i)
				if x == NotMember || y == NotMember || c.Kind == WithoutVote {
					continue
				}
				one := Counts{Members: 1}
				if x.Known() && y.Known() {
					one.C[x][y] = 1
				}
				want = want.Add(one)
				if !c.Date.IsZero() {
					year, _, _ := c.Date.YMD()
					perYear[fmt.Sprint(year)] = perYear[fmt.Sprint(year)].Add(one)
				}
				switch {
				case !x.Present() || !y.Present():
					lists[Missed] = append(lists[Missed], i)
				case x == y:
					lists[Agreed] = append(lists[Agreed], i)
				default:
					lists[Differed] = append(lists[Differed], i)
					if x == Abstain || y == Abstain {
						lists[Partial] = append(lists[Partial], i)
					} else {
						lists[Opposed] = append(lists[Opposed], i)
					}
				}
			}
			if got := p.Pair(a, b, m); got != want || got.Transposed() != p.Pair(b, a, m) {
				t.Fatalf("pair %d %d: %+v, want %+v", a, b, got, want)
			}
			for d, l := range lists {
				if got := p.List(a, b, m, Difference(d)); !slices.Equal(got, l) {
					t.Fatalf("pair %d %d, list %d: %v, want %v", a, b, d, got, l)
				}
			}
			got := p.ByPeriod(a, b, years)
			for k, pt := range years.Points {
				if got[k] != perYear[pt.Label] {
					t.Fatalf("pair %d %d in %s: %+v, want %+v", a, b, pt.Label, got[k], perYear[pt.Label])
				}
			}
			for k := range got {
				for i := range 4 {
					got[k].C[i][Absent], got[k].C[Absent][i] = 0, 0
				}
			}
			if a < b && (all[[2]int{a, b}] != want || !slices.Equal(byYear[[2]int{a, b}], got)) {
				t.Fatalf("all pairs, %d %d: %+v, want %+v", a, b, all[[2]int{a, b}], want)
			}
		}
	}
	if len(p.Countries()) > 2 {
		var want Triple
		for i := range m.Oldest() {
			x, y, z := p.Choice(0, i), p.Choice(1, i), p.Choice(2, i)
			if !x.Present() || !y.Present() || !z.Present() {
				continue
			}
			want.N++
			switch {
			case x == y && x == z:
				want.Both++
			case x == y:
				want.OnlyB++
			case x == z:
				want.OnlyC++
			default:
				want.Neither++
			}
		}
		if got := p.Triple(0, 1, 2, m); got != want {
			t.Fatalf("triple %+v, want %+v", got, want)
		}
	}
}

func TestMask(t *testing.T) {
	m := &memory{}
	for i := range 200 {
		m.call(fmt.Sprintf("A/RES/1/%d", i), "general_assembly", "1990-01-01", nil)
	}
	p := build(t, m)
	a, b := p.MaskOf([]int{1, 64, 130, -1, 5000}), p.MaskOf([]int{64, 199})
	for _, x := range []struct {
		m    Mask
		want []int
	}{
		{a, []int{1, 64, 130}}, {a.And(b), []int{64}}, {a.Or(b), []int{1, 64, 130, 199}}, {a.AndNot(b), []int{1, 130}},
		{Mask{}, nil}, {a.And(Mask{}), nil}, {a.Or(Mask{}), []int{1, 64, 130}},
	} {
		old, young := slices.Collect(x.m.Oldest()), slices.Collect(x.m.Newest())
		slices.Reverse(young)
		if !slices.Equal(old, x.want) || !slices.Equal(young, x.want) || x.m.Count() != len(x.want) {
			t.Errorf("%v, %v, %d; want %v", old, young, x.m.Count(), x.want)
		}
	}
	if a.Has(-1) || a.Has(5000) || a.Has(2) || !a.Has(130) || (Mask{}).Has(0) {
		t.Error("Has")
	}
}

func TestTallies(t *testing.T) {
	m := &memory{}
	m.country("AAA", "UN", "1945", "")
	m.country("BBB", "UN", "1945", "")
	m.country("CCC")
	m.call("A/RES/1/1", "general_assembly", "1990-01-01", map[string]string{"AAA": "Y", "BBB": "N", "CCC": "A"})
	m.call("A/RES/1/2", "general_assembly", "1990-01-02", map[string]string{"AAA": "X"})
	p := build(t, m)
	got := p.Tallies([]int{0, 1, 2}, p.All(), nil)
	want := []Tally{{RollCall: 0, Yes: 1, No: 1, Abstain: 1}, {RollCall: 1, Absent: 1, Unknown: 1}}
	if !slices.Equal(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
	got = p.Tallies([]int{0, 2}, p.All(), func(country, _ int) bool { return country == 2 })
	if !slices.Equal(got, []Tally{{RollCall: 0, Abstain: 1}}) {
		t.Errorf("%+v", got)
	}
}
