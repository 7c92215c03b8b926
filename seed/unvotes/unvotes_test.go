package unvotes

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"entente/graph"
	"entente/graph/vocab"
	"entente/seed"
	"entente/seed/undl"
	"entente/seed/votes"
)

const (
	callsHeader  = "rcid,session,importantvote,date,unres,amend,para,short,descr"
	issuesHeader = "rcid,short_name,issue"
	votesHeader  = "rcid,country,country_code,vote"
)

// states are twelve members as the file writes them.
var states = []string{"United States,US", "Russia,RU", "China,CN", "France,FR", "United Kingdom,GB", "Japan,JP", "India,IN", "Brazil,BR", "Cuba,CU", "Chad,TD", "Norway,NO", "Peru,PE"}

// iso are the same in the library's file.
var iso = []string{"USA/UNITED STATES", "RUS/RUSSIAN FEDERATION", "CHN/CHINA", "FRA/FRANCE", "GBR/UNITED KINGDOM", "JPN/JAPAN", "IND/INDIA", "BRA/BRAZIL", "CUB/CUBA", "TCD/CHAD", "NOR/NORWAY", "PER/PERU"}

// delivery is a delivery of our own making: roll calls as rows, the positions of
// each as a letter for each of states, y n a, or - for no row.
type delivery struct {
	calls  []string
	votes  []string
	issues []string
}

func (d *delivery) call(row, positions string, issues ...string) *delivery {
	d.calls = append(d.calls, row)
	rcid, _, _ := strings.Cut(row, ",")
	for i, p := range positions {
		if p != '-' {
			d.votes = append(d.votes, rcid+","+states[i]+","+map[rune]string{'y': "yes", 'n': "no", 'a': "abstain"}[p])
		}
	}
	for _, i := range issues {
		d.issues = append(d.issues, rcid+","+i+","+issueNames[i])
	}
	return d
}

func (d *delivery) inputs() []seed.Input {
	text := func(name, header string, rows []string) seed.Input {
		return seed.Input{Name: name, Reader: strings.NewReader(strings.Join(append([]string{header}, rows...), "\n") + "\n")}
	}
	return []seed.Input{text("votes.csv", votesHeader, d.votes), text("calls.csv", callsHeader, d.calls), text("issues.csv", issuesHeader, d.issues)}
}

func try(s graph.Store, ins []seed.Input) (seed.Report, error) {
	rep, err := Assembly.ImportAll(context.Background(), s, ins, seed.Options{Day: graph.Day(2026, 3, 1), Chunk: 7})
	if rep.Read != rep.Kept+rep.Unchanged+rep.Duplicates+rep.Refused && err == nil {
		err = fmt.Errorf("the report does not add up: %s", rep)
	}
	return rep, err
}

func load(t testing.TB, s graph.Store, d *delivery) seed.Report {
	t.Helper()
	rep, err := try(s, d.inputs())
	must(t, err)
	return rep
}

// library loads records of the library's: "number date symbol positions" with x
// for a member that took no part.
func library(t testing.TB, s graph.Store, records ...string) {
	t.Helper()
	lines := []string{"undl_id,ms_code,ms_name,ms_vote,date,resolution,title,total_yes,total_no,total_abstentions,total_non_voting,total_ms"}
	for _, r := range records {
		f := strings.Fields(r)
		n := func(c string) int { return strings.Count(f[3], c) }
		for i, p := range f[3] {
			if p == '-' {
				continue
			}
			code, name, _ := strings.Cut(iso[i], "/")
			lines = append(lines, fmt.Sprintf("%s,%s,%s,%s,%s,%s,A text,%d,%d,%d,%d,%d", f[0], code, name, strings.ToUpper(string(p)), f[1], f[2], n("y"), n("n"), n("a"), n("x"), len(f[3])-n("-")))
		}
	}
	_, err := undl.Assembly.Import(context.Background(), s, seed.Input{Name: "ga", Reader: strings.NewReader(strings.Join(lines, "\n"))}, seed.Options{Day: graph.Day(2026, 3, 1)})
	must(t, err)
}

func state(t testing.TB, s graph.Reader) string {
	t.Helper()
	var out []string
	for n, err := range s.Nodes(context.Background(), graph.NodeFilter{}) {
		must(t, err)
		out = append(out, fmt.Sprint(n.Key, n.Props))
	}
	for e, err := range s.Edges(context.Background(), graph.EdgeFilter{}) {
		must(t, err)
		out = append(out, fmt.Sprint(e.EdgeKey, e.Props))
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

func revision(t testing.TB, s graph.Store) string {
	t.Helper()
	r, err := s.Revision(context.Background())
	must(t, err)
	return r
}

func node(t testing.TB, s graph.Reader, id string) graph.Props {
	t.Helper()
	n, err := s.Node(context.Background(), vocab.Key(vocab.RollCall, id))
	must(t, err)
	return n.Props
}

// positions gives "RUS=yes …" of a roll call as one source has them.
func positions(t testing.TB, s graph.Reader, kind graph.Relation, id, source string) string {
	t.Helper()
	var out []string
	f := graph.EdgeFilter{Kinds: []graph.Relation{kind}, To: []graph.Key{vocab.Key(vocab.RollCall, id)}, Sources: []string{source}}
	for e, err := range s.Edges(context.Background(), f) {
		must(t, err)
		out = append(out, vocab.Rest(e.From)+"="+e.Props.String("choice"))
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

func said(t testing.TB, s graph.Reader, id string) graph.Props {
	t.Helper()
	for e, err := range s.Edges(context.Background(), graph.EdgeFilter{Kinds: []graph.Relation{vocab.Reports}, Sources: []string{"unvotes"}, To: []graph.Key{vocab.Key(vocab.RollCall, id)}}) {
		must(t, err)
		return e.Props
	}
	return nil
}

func TestOwn(t *testing.T) {
	s := open(t)
	d := (&delivery{}).
		call(`250,5,0,1950-10-07,R/5/501,0,0,"KOREA","TO ADOPT USSR DRAFT RESOLUTION (A/1427) CALLING FOR CESSATION OF \BOMBING\\ IN KOREA."`, "nynnnnaannnn", "di").
		call(`4445,70,1,2015-11-05,R/70/1,,,CUBA--UNITED STATES,Necessity of something`, "nyyyyyy-yyyy", "ec").
		call(`4446,70,0,2015-11-06,R/70/2,,1,,The President: I shall now put to the vote operative paragraph 2.`, "nyyyyyyyyyyy").
		call(`4447,70,,2015-11-06,R/70/3,1,,,An amendment`, "nnnnnnyyyyyy").
		call(`5000,71,,2016-11-06,A/RES/71/1,,,,No mark in this session`, "yyyyyyyyyyyy")
	rep := load(t, s, d)
	if rep.Read != 66 || rep.Kept != 66 || rep.Records != 5 || rep.Refused != 0 {
		t.Errorf("%s", rep)
	}
	n := node(t, s, "unvotes/250")
	for name, want := range map[string]any{"body": votes.Assembly, "kind": "whole", "date": graph.MustDate("1950-10"), "session": "5", "outcome": "failed", "yes": int64(1), "no": int64(9), "abstain": int64(2), "symbol": "unvotes/250",
		"title": "TO ADOPT USSR DRAFT RESOLUTION (A/1427) CALLING FOR CESSATION OF BOMBING IN KOREA.", "important": nil, "warnings": nil} {
		if got := n.Get(name); got != want {
			t.Errorf("%s is %v, not %v", name, got, want)
		}
	}
	r := said(t, s, "unvotes/250")
	for name, want := range map[string]any{"date": graph.MustDate("1950-10"), "quote": "1950-10-07", "field": "date", "precision": "month", "symbol": "R/5/501", "subjects": "KOREA; Arms control and disarmament", "kind": "whole", "ref": "unvotes:250"} {
		if got := r.Get(name); got != want {
			t.Errorf("reported %s is %v, not %v", name, got, want)
		}
	}
	// A whole text that names a resolution is keyed by it; whom no row names is
	// unknown, not absent (B31).
	if got := positions(t, s, vocab.Voted, "A/RES/70/1", "unvotes"); strings.Contains(got, "BRA") || strings.Contains(got, "absent") || strings.Count(got, "=") != 11 {
		t.Error(got)
	}
	// B55: a session's mark tells both ways where any vote of it is marked.
	for id, want := range map[string]any{"A/RES/70/1": true, "unvotes/4446": false, "unvotes/4447": nil, "A/RES/71/1": nil, "unvotes/250": nil} {
		if got := node(t, s, id).Get("important"); got != want {
			t.Errorf("%s: important is %v", id, got)
		}
	}
	for id, want := range map[string]string{"unvotes/4446": "paragraph", "unvotes/4447": "amendment"} { // B45
		if n := node(t, s, id); n.String("kind") != want || n.String("symbol") != "A/RES/70/"+id[len(id)-1:] && n.String("symbol") == "" {
			t.Errorf("%v", n)
		}
	}
	// B54: whose draft it was is no subject, and neither is a heading that can
	// mean two states.
	about, err := graph.Collect(s.Edges(context.Background(), graph.EdgeFilter{Kinds: []graph.Relation{vocab.Concerns}, From: []graph.Key{vocab.Key(vocab.RollCall, "unvotes/250")}}))
	must(t, err)
	if len(about) != 1 || about[0].To.ID != "topic/disarmament" {
		t.Errorf("%v", about)
	}
	src, err := s.Node(context.Background(), seed.SourceKey("unvotes"))
	must(t, err)
	if n, _ := src.Props.Int("records"); n != 59 || src.Props.Date("since") != graph.MustDate("1950-10") || src.Props.Date("until") != graph.Day(2016, 11, 6) {
		t.Errorf("%v", src.Props)
	}
	rev := revision(t, s)
	shuffled := *d
	shuffled.votes, shuffled.calls = slices.Clone(d.votes), slices.Clone(d.calls)
	r2 := rand.New(rand.NewPCG(5, 6))
	r2.Shuffle(len(d.votes), func(i, j int) { shuffled.votes[i], shuffled.votes[j] = shuffled.votes[j], shuffled.votes[i] })
	slices.Reverse(shuffled.calls)
	ins := shuffled.inputs()
	slices.Reverse(ins)
	if rep, err := try(s, ins); err != nil || rep.Unchanged != 66 || revision(t, s) != rev { // B58
		t.Errorf("%v %s", err, rep)
	}
}

func TestFilesOfADelivery(t *testing.T) {
	d := (&delivery{}).call("1,70,0,2015-11-05,R/70/1,,,,t", "yy----------")
	ins := d.inputs()
	for _, c := range []struct {
		ins  []seed.Input
		want string
	}{
		{ins[:1], "missing the roll calls (rcid, session, importantvote, date, unres, amend, para, short, descr) and the issues (rcid, short_name, issue)"},
		{d.inputs()[1:], "missing the votes (rcid, country, country_code, vote)"},
		{append(d.inputs(), d.inputs()[0]), "votes.csv and votes.csv are both the votes"},
		{[]seed.Input{{Name: "x.csv", Reader: strings.NewReader("a,b\n1,2\n")}}, "x.csv is none of the files of unvotes"},
		{append(d.inputs()[:2], seed.Input{Name: "i.csv", Reader: strings.NewReader("rcid,issue\n")}), "i.csv lacks the column short_name"},
		{append(d.inputs()[1:], seed.Input{Name: "v.csv", Reader: strings.NewReader("country,vote\n")}), "v.csv lacks the columns rcid, country_code"},
		{[]seed.Input{{Name: "e.csv", Reader: strings.NewReader("")}}, "e.csv is none of the files"},
	} {
		s := open(t)
		_, err := try(s, c.ins)
		if !errors.Is(err, graph.ErrInvalid) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v, not %q", err, c.want)
		}
	}
	_, err := Assembly.Import(context.Background(), open(t), d.inputs()[0], seed.Options{})
	if !errors.Is(err, graph.ErrInvalid) || !strings.Contains(err.Error(), "all three of its files at once") {
		t.Errorf("%v", err)
	}
}

func TestRefusals(t *testing.T) {
	base := func() *delivery {
		return (&delivery{}).call("1,70,0,2015-11-05,R/70/1,,,,t", "yyn---------", "me").call("2,70,0,2015-11-05,R/70/2,,,,u", "ny----------")
	}
	for name, c := range map[string]struct {
		change  func(*delivery)
		reason  string
		refused int
	}{
		"vote word":       {func(d *delivery) { d.votes[0] = "1,United States,US,maybe" }, `votes: unknown vote "maybe"`, 1},
		"member":          {func(d *delivery) { d.votes[0] = "1,Freedonia,FD,yes" }, `votes: no member is called "Freedonia" (code "FD")`, 1},
		"two states":      {func(d *delivery) { d.votes[0] = "1,United States,RU,yes" }, `votes: the name "United States" and the code "RU" are two states`, 1},
		"nobody":          {func(d *delivery) { d.votes[0] = "1,,,yes" }, "votes: the row names no member", 1},
		"code alone":      {func(d *delivery) { d.votes[0] = "1,,QQ,yes" }, `votes: the row has no name, and no member has the code "QQ"`, 1},
		"no roll call":    {func(d *delivery) { d.votes[0] = "9,United States,US,yes" }, "votes: no roll call has this rcid", 1},
		"no rcid":         {func(d *delivery) { d.votes[0] = ",United States,US,yes" }, "votes: the row has no rcid", 1},
		"fields":          {func(d *delivery) { d.votes[0] = "1,United States" }, "votes: the row has 2 fields instead of 4", 1},
		"not UTF-8":       {func(d *delivery) { d.votes[0] = "1,United \xff States,US,yes" }, "votes: the row is not UTF-8 text", 1},
		"contradiction":   {func(d *delivery) { d.votes = append(d.votes, "1,United States,US,no") }, "votes: rows contradict one another on a member's vote in one roll call", 2},
		"issue":           {func(d *delivery) { d.issues[0] = "1,xx,Something" }, `issues: there is no issue "xx", "Something"`, 1},
		"issue's call":    {func(d *delivery) { d.issues[0] = "7,me,Palestinian conflict" }, "issues: no roll call has this rcid", 1},
		"no votes":        {func(d *delivery) { d.calls = append(d.calls, "3,70,0,2015-11-05,R/70/3,,,,u") }, "roll calls: no vote of this roll call can be read", 1},
		"two rows":        {func(d *delivery) { d.calls = append(d.calls, "2,70,0,2015-11-06,R/70/2,,,,u") }, "roll calls: two rows of one rcid say different things", 4},
		"session":         {func(d *delivery) { d.calls[1] = "2,seventy,0,2015-11-05,R/70/2,,,,u" }, `roll calls: "seventy" is not a session`, 3},
		"date":            {func(d *delivery) { d.calls[1] = "2,70,0,2015-13-05,R/70/2,,,,u" }, `roll calls: "2015-13-05" is not a date`, 3},
		"mark":            {func(d *delivery) { d.calls[1] = "2,70,yes,2015-11-05,R/70/2,,,,u" }, `roll calls: "yes" in importantvote is neither 0 nor 1`, 3},
		"rcid":            {func(d *delivery) { d.calls[1] = "02,70,0,2015-11-05,R/70/2,,,,u" }, `roll calls: "02" is not an rcid, which is a number`, 3},
		"quote left open": {func(d *delivery) { d.calls[1] = `2,70,0,2015-11-05,R/70/2,,,,"u` }, "roll calls: a quote is not closed", 3},
	} {
		t.Run(name, func(t *testing.T) {
			d := base()
			s := open(t)
			load(t, s, d)
			c.change(d)
			fresh := open(t)
			rep := load(t, fresh, d)
			if rep.Refused != c.refused || !slices.ContainsFunc(rep.RefusedBy, func(r seed.Refusal) bool { return r.Reason == c.reason }) {
				t.Fatalf("%s", rep)
			}
			// Over the undamaged delivery nothing is withdrawn.
			rep = load(t, s, d)
			// Where the row names another roll call the first has one less.
			if want := map[string]int{"issue's call": 1, "no roll call": 1}[name]; rep.Withdrawn != want {
				t.Errorf("%s", rep)
			}
		})
	}
	d := base()
	d.votes = append(d.votes, d.votes[0])
	d.calls = append(d.calls, d.calls[0])
	d.issues = append(d.issues, d.issues[0])
	if rep := load(t, open(t), d); rep.Duplicates != 3 || rep.Refused != 0 {
		t.Errorf("%s", rep)
	}
}

// TestMatch: what is certainly the library's record counts nothing twice, what
// may be it counts nowhere, and what is not it counts.
func TestMatch(t *testing.T) {
	s := open(t)
	library(t, s,
		"11 2015-11-05 A/RES/70/1 yyyynnnnaaxx",
		"12 2015-11-05 A/RES/70/2 ynynynynynyn",
		"13 1950-10-12 A/RES/390(V) yynnyynnyynn",
		"14 1950-10-13 A/RES/391(V) yyyyyyyyyyyy",
		"15 1950-10-13 A/RES/392(V) yyyyyyyyyyyy",
		"16 2015-12-01 A/RES/70/9 nnnnnnyyyyyy",
		"17 2015-12-02 A/RES/70/10 nnnnnnnyyyyy",
		"18 1951-02-02 A/RES/500(V) yaynyaynyayn")
	before := counted(t, s)
	d := (&delivery{}).
		call("1,70,1,2015-11-05,R/70/1,,,CUBA,same", "yyyynnnnaaa-").                           // by symbol, one more vote than the record has
		call("2,70,0,2015-11-09,R/70/2,,1,,its paragraph", "ynynynynynyn").                     // a paragraph's, equal, but the whole is there
		call("3,70,0,2015-11-09,R/70/2,,,,whole", "ynynynynyny-").                              // by symbol, dated otherwise
		call("4,5,0,1950-10-01,R/5/66,0,0,KOREA,TO ADOPT A DRAFT RESOLUTION", "yynnyynnyynn").  // by positions; 66 is a page
		call("5,5,0,1950-10-01,R/5/67,0,0,X,TO ADOPT A DRAFT RESOLUTION", "yyyyyyyyyyyy").      // either of two
		call("6,5,0,1950-10-01,R/5/68,0,0,X,TO ADOPT A POLISH MOTION", "yyyyyyyyyyyy").         // a motion
		call("7,5,0,1950-10-02,R/5/69,0,0,X,TO ADOPT A USSR DRAFT RESOLUTION", "nynnnnnnnnnn"). // failed
		call("8,70,0,2015-12-01,R/70/9,,1,,as amended", "nnnnnnyyyyyy").                        // marked wrongly: equal, and no vote on the whole
		call("9,70,0,2015-12-02,R/70/10,,,,another", "yyyyyyynnnnn").                           // the symbol, other positions
		call("10,5,0,1950-11-02,R/5/70,0,0,X,TO ADOPT A DRAFT RESOLUTION", "yaynyaynyayn")      // the positions, another month
	rep := load(t, s, d)
	for id, want := range map[string]string{"A/RES/70/1": "unvotes:1", "A/RES/70/2": "unvotes:3", "A/RES/390(V)": "unvotes:4", "A/RES/70/9": "unvotes:8"} {
		if r := said(t, s, id); r.String("ref") != want {
			t.Errorf("%s is said to be %v", id, r)
		}
		if positions(t, s, vocab.Voted, id, "unvotes") != "" || positions(t, s, vocab.VotedPer, id, "unvotes") == "" {
			t.Errorf("%s: positions of unvotes count", id)
		}
	}
	for id, kind := range map[string]string{"unvotes/2": "paragraph", "unvotes/6": "motion", "unvotes/7": "whole", "unvotes/10": "whole"} {
		if n := node(t, s, id); n.String("kind") != kind || positions(t, s, vocab.Voted, id, "unvotes") == "" || n.Get("warnings") != nil {
			t.Errorf("%s: %v", id, n)
		}
	}
	for id, twin := range map[string]string{"unvotes/5": "A/RES/391(V)", "unvotes/9": "A/RES/70/10"} {
		if n := node(t, s, id); n.Get("kind") != nil || positions(t, s, vocab.Voted, id, "unvotes") != "" || !strings.Contains(strings.Join(n.Strings("warnings"), ""), "it may be "+twin) {
			t.Errorf("%s: %v", id, n)
		}
	}
	// What counted before counts as before.
	after := counted(t, s)
	for _, x := range before {
		if _, ok := slices.BinarySearch(after, x); !ok {
			t.Errorf("gone: %s", x)
		}
	}
	if n := len(after) - len(before); n != 12*4 { // the paragraph, the motion, two wholes
		t.Errorf("%d positions more", n)
	}
	if n := node(t, s, "A/RES/70/1"); n.Get("important") != true || n.Get("warnings") != nil || n.String("title") != "A text" {
		t.Errorf("%v", n)
	}
	if n := node(t, s, "A/RES/70/2"); !slices.Equal(n.Strings("warnings"), []string{"unvotes: dated 2015-11-09, settled 2015-11-05"}) { // B37
		t.Errorf("%v", n)
	}
	notes := strings.Join(append(rep.Notes, rep.Warnings...), "\n")
	for _, want := range []string{"4 roll calls are records of other sources", "2 votes on a whole text are in no other source", "2 votes on a whole text may be records"} {
		if !strings.Contains(notes, want) {
			t.Errorf("%q is not in\n%s", want, notes)
		}
	}
	rev := revision(t, s)
	if rep := load(t, s, d); revision(t, s) != rev || rep.Kept != 0 {
		t.Errorf("%s", rep)
	}
}

// counted is what counts: settled positions of roll calls with a kind.
func counted(t testing.TB, s graph.Reader) []string {
	t.Helper()
	kinds := map[graph.Key]string{}
	for n, err := range s.Nodes(context.Background(), graph.NodeFilter{Kinds: []graph.Kind{vocab.RollCall}, Props: []string{"kind"}}) {
		must(t, err)
		kinds[n.Key] = n.Props.String("kind")
	}
	var out []string
	for e, err := range s.Edges(context.Background(), graph.EdgeFilter{Kinds: []graph.Relation{vocab.Voted}, Props: []string{"choice"}}) {
		must(t, err)
		if kinds[e.To] == "" {
			t.Errorf("%s has no kind and a position that counts", e.To.ID)
		}
		out = append(out, fmt.Sprint(kinds[e.To], e.From.ID, e.To.ID, e.Source, e.Props.String("choice")))
	}
	slices.Sort(out)
	return out
}

// TestOrder: whichever source comes first, once unvotes was imported after the
// library the same counts.
func TestOrder(t *testing.T) {
	d := (&delivery{}).
		call("1,70,0,2015-11-05,R/70/1,,,X,same", "yyyynnnnaaa-").
		call("2,30,0,1975-11-05,R/30/3401,0,0,X,same", "yaynyaynyayn").
		call("3,70,0,2015-11-05,R/70/3B,,,X,same", "yaynyaynyayn").
		call("4,70,0,2015-12-05,R/70/4,,,X,its own", "nnnnyyyyyyyy")
	records := []string{"11 2015-11-05 A/RES/70/1 yyyynnnnaaxx", "12 1975-11-11 A/RES/3401(XXX) yaynyaynyayn", "13 2015-11-05 A/RES/70/3[B] yaynyaynyayn"}
	a, b := open(t), open(t)
	library(t, a, records...)
	load(t, a, d)
	load(t, b, d)
	library(t, b, records...)
	if n := node(t, b, "A/RES/70/1"); n.String("title") != "A text" || positions(t, b, vocab.Voted, "A/RES/70/1", "unvotes") != "" {
		t.Errorf("the library's record does not take its place: %v", n)
	}
	rep := load(t, b, d)
	if rep.Withdrawn != 0 {
		t.Errorf("%s", rep)
	}
	if x, y := counted(t, a), counted(t, b); !slices.Equal(x, y) {
		t.Errorf("%q\nand\n%q", x, y)
	}
	for _, id := range []string{"unvotes/2", "A/RES/70/3B"} {
		if n := node(t, b, id); n.Get("kind") != nil || !strings.Contains(strings.Join(n.Strings("warnings"), ""), "it is now A/RES/") || said(t, b, id) != nil || positions(t, b, vocab.VotedPer, id, "unvotes") != "" {
			t.Errorf("%s: %v", id, n)
		}
	}
	rev := revision(t, b)
	load(t, b, d)
	if revision(t, b) != rev {
		t.Error("a repeat moved the revision")
	}
}

// TestPartial: a record of which some members' positions and the totals are
// known is matched by both, and filled up.
func TestPartial(t *testing.T) {
	s := open(t)
	key := vocab.Key(vocab.RollCall, "A/RES/390(V)")
	var b graph.Batch
	b.Nodes = append(b.Nodes, graph.Node{Key: seed.SourceKey(votes.Starter), Props: graph.P("name", "starter", "kind", "dataset")},
		graph.Node{Key: key, Props: graph.P("body", votes.Assembly, "kind", "whole", "date", graph.Day(1950, 10, 12), "symbol", "A/RES/390(V)", "outcome", "adopted", "yes", 6, "no", 6, "abstain", 0)})
	for c, choice := range map[string]string{"USA": "yes", "RUS": "yes", "CHN": "no", "FRA": "no", "NOR": "absent"} {
		k := vocab.Key(vocab.Country, c)
		b.Nodes = append(b.Nodes, graph.Node{Key: k, Props: graph.P("name", c)})
		b.Edges = append(b.Edges, graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.Voted, From: k, To: key, Source: votes.Starter}, Props: graph.P("choice", choice, "ref", "x")})
	}
	_, err := s.Upsert(context.Background(), b)
	must(t, err)
	d := (&delivery{}).call("4,5,0,1950-10-01,R/5/66,0,0,KOREA,TO ADOPT A DRAFT RESOLUTION", "yynnyynnyynn")
	load(t, s, d)
	if got := positions(t, s, vocab.Voted, "A/RES/390(V)", "unvotes"); got != "BRA=no CUB=yes GBR=yes IND=no JPN=yes PER=no TCD=yes" {
		t.Error(got)
	}
	if got := positions(t, s, vocab.VotedPer, "A/RES/390(V)", "unvotes"); got != "CHN=no FRA=no NOR=no RUS=yes USA=yes" {
		t.Error(got)
	}
	rev := revision(t, s)
	load(t, s, d)
	if revision(t, s) != rev {
		t.Error("a repeat moved the revision")
	}
}

func TestWithdrawal(t *testing.T) {
	s := open(t) // B62
	d := (&delivery{}).call("1,70,0,2015-11-05,R/70/1,,,X,a", "yyyyynnnaaa-").call("2,70,0,2015-11-06,R/70/2,,,X,b", "yyyyynnnaaa-").call("3,70,0,2015-11-07,R/70/3,,,X,c", "yyyyynnnaaa-")
	load(t, s, d)
	less := (&delivery{}).call("1,70,0,2015-11-05,R/70/1,,,X,a", "-yyyynnnaaa-").call("3,70,0,2015-11-07,R/70/3,,,X,c", "yyyyynnnaaa-")
	rep := load(t, s, less)
	if rep.Withdrawn != 1+11+1 {
		t.Errorf("%s", rep)
	}
	n := node(t, s, "A/RES/70/2")
	if n.Get("kind") != nil || !slices.Equal(n.Strings("warnings"), []string{"unvotes: the source took this roll call back; found on 2026-03-01"}) || positions(t, s, vocab.Voted, "A/RES/70/2", "unvotes") != "" {
		t.Errorf("%v", n)
	}
	rev := revision(t, s)
	if rep := load(t, s, less); rep.Withdrawn != 0 || revision(t, s) != rev {
		t.Errorf("%s", rep)
	}
	load(t, s, d)
	if n := node(t, s, "A/RES/70/2"); n.String("kind") != "whole" || n.Get("warnings") != nil || positions(t, s, vocab.Voted, "A/RES/70/2", "unvotes") == "" {
		t.Errorf("%v", n)
	}
	// A file of another period withdraws nothing; one cut off writes nothing.
	if rep := load(t, s, (&delivery{}).call("9,71,0,2016-11-07,R/71/3,,,X,c", "yyyyynnnaaa-")); rep.Withdrawn != 0 {
		t.Errorf("%s", rep)
	}
	ins := d.inputs()
	ins[0].Reader = io.MultiReader(strings.NewReader(votesHeader+"\n"), strings.NewReader("1,United States,US,yes\n"), &failing{})
	rev = revision(t, s)
	if _, err := try(s, ins); !errors.Is(err, io.ErrUnexpectedEOF) || !strings.Contains(err.Error(), "nothing is written") || revision(t, s) != rev {
		t.Errorf("%v", err)
	}
}

type failing struct{}

func (*failing) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

// breaking breaks the store's writes off at the nth.
type breaking struct {
	graph.Store
	left int
}

var errBroken = errors.New("the disk is full")

func (f *breaking) Upsert(ctx context.Context, b graph.Batch) (graph.Changes, error) {
	if f.left--; f.left < 0 {
		return graph.Changes{}, errBroken
	}
	return f.Store.Upsert(ctx, b)
}

func (f *breaking) Remove(ctx context.Context, source string, k []graph.EdgeKey) (int, error) {
	if f.left--; f.left < 0 {
		return 0, errBroken
	}
	return f.Store.Remove(ctx, source, k)
}

// TestResume: an import that breaks off is completed by the next, also where it
// was moving roll calls to records that came after it.
func TestResume(t *testing.T) {
	d := (&delivery{}).call("1,70,0,2015-11-05,R/70/1,,,X,same", "yyyynnnnaaa-").call("2,30,0,1975-11-05,R/30/3401,0,0,X,same", "yaynyaynyayn", "di").call("4,70,0,2015-12-05,R/70/4,,,X,own", "nnnnyyyyyyyy", "me")
	begin := func() graph.Store {
		s := open(t)
		load(t, s, d)
		library(t, s, "11 2015-11-05 A/RES/70/1 yyyynnnnaaxx", "12 1975-11-11 A/RES/3401(XXX) yaynyaynyayn")
		return s
	}
	clean := begin()
	load(t, clean, d)
	want := state(t, clean)
	for n := range 30 {
		s := begin()
		_, err := Assembly.ImportAll(context.Background(), &breaking{s, n}, d.inputs(), seed.Options{Chunk: 3, Day: graph.Day(2026, 3, 1)})
		if err != nil && !errors.Is(err, errBroken) {
			t.Fatal(err)
		}
		load(t, s, d)
		if got := state(t, s); got != want {
			for _, l := range strings.Split(got, "\n") {
				if !strings.Contains(want, l) {
					t.Log("new:", l)
				}
			}
			for _, l := range strings.Split(want, "\n") {
				if !strings.Contains(got, l) {
					t.Log("gone:", l)
				}
			}
			t.Fatalf("broken at write %d and repeated, another state", n)
		}
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, err := Assembly.ImportAll(ctx, open(t), d.inputs(), seed.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestKindOf(t *testing.T) {
	for _, c := range []struct{ session, amend, para, unres, text, kind string }{
		{"1", "0", "0", "R/1/79", "TO ADOPT A USSR PROPOSAL ADJOURNING DEBATE ON AND POSTPONING ELECTIONS", "motion"},
		{"15", "0", "0", "R/15/1", "TO ADOPT A MALI MOTION THAT THE VOTE ON THE 23-POWER DRAFT RESOLUTION BE DECIDED BY A SIMPLE MAJORITY", "motion"},
		{"24", "0", "0", "R/24/2500", "TO ADOPT DRAFT RESOLUTION (A/L. 567) AFFIRMING THAT A PROPOSAL NEEDS A 2/3 MAJORITY", "whole"},
		{"16", "0", "0", "R/16/74", "TO ADOPT A GENERAL COMM. RECOMMENDATION (A/4882) TO INCLUDE ITEM 83 ON TIBET, IN THE AGENDA.", "motion"},
		{"16", "0", "0", "R/16/1", "TO ADOPT PREAMBLE OF THE MONGOLIAN DRAFT RESOLUTION", "paragraph"},
		{"16", "0", "0", "R/16/1", "TO ADOPT 1ST MEXICAN AMENDMENT (A/C.1/302) TO THE DRAFT RESOLUTION", "amendment"},
		{"16", "0", "0", "R/16/1", "TO ADOPT U.S. DRAFT RESOL. (A/3256) AS AMENDED", "whole"},
		{"16", "0", "1", "R/16/1", "TO ADOPT U.S. DRAFT RESOL.", "paragraph"},
		{"16", "1", "1", "R/16/1", "TO ADOPT U.S. DRAFT RESOL.", "amendment"},
		{"50", "", "", "R/50/38B/IV", "British Virgin Islands", "paragraph"},
		{"70", "", "", "R/70/1", "Follow-up to Agenda 21 and promotion of a moratorium motion", "whole"},
		{"59", "", "", "R/59/206", "The President (spoke in French): I shall now put to the vote the motion submitted by the representative of Turkmenistan", "motion"},
		{"59", "", "", "R/59/206", "The President: The representative of Azerbaijan has submitted an oral amendment to operative paragraph 6", "amendment"},
		{"59", "", "", "R/59/206", "The Acting President: I shall now put to the vote operative paragraph 5 of draft resolution XII", "paragraph"},
		{"59", "", "", "R/59/206", "The Acting President: A recorded vote has been requested.", "whole"},
	} {
		x := &call{id: "1"}
		x.written = [9]string{"1", c.session, "", "2000-01-01", c.unres, c.amend, c.para, "", c.text}
		if why := x.read(); why != "" || x.kind != c.kind {
			t.Errorf("%s: %s %s, want %s", c.text, x.kind, why, c.kind)
		}
	}
}

func TestSymbolOf(t *testing.T) {
	for _, c := range []struct {
		unres   string
		session int
		symbol  string
		part    bool
	}{
		{"R/1/66", 1, "", false}, {"R/15/1478", 15, "", false}, {"R/18/1889", 18, "A/RES/1889(XVIII)", false}, {"R/25/2671C", 25, "A/RES/2671(XXV)C", false},
		{"R/30/3463", 30, "A/RES/3463(XXX)", false}, {"R/31/4", 31, "A/RES/31/4", false}, {"R/66/254", 66, "A/RES/66/254", false}, {"A/RES/74/112", 74, "A/RES/74/112", false},
		{"A/RES/ES-10/19", 72, "A/RES/ES-10/19", false}, {"R/677/46", 67, "", false}, {"R/50/38B/IV", 50, "A/RES/50/38B", true}, {"ESS/1/34", 11, "", false}, {"", 74, "", false}, {"R/16/1398", 17, "", false},
	} {
		if symbol, part := symbolOf(c.unres, c.session); symbol != c.symbol || part != c.part {
			t.Errorf("%s in session %d: %q, %t", c.unres, c.session, symbol, part)
		}
	}
	for unres, want := range map[string]string{"ESS/1/34": "ES-1", "SS/5": "S-5", "A/RES/ES-10/19": "ES-10", "R/11/6": "11"} {
		if got := (&call{session: 11, written: [9]string{callSymbol: unres}}).sessionName(); got != want {
			t.Errorf("%s: session %s", unres, got)
		}
	}
}

// FuzzImport asks of any three texts that importing them never panics, that the
// account adds up, and that the same again changes nothing.
func FuzzImport(f *testing.F) {
	f.Add("1,70,0,2015-11-05,R/70/1,,,X,a\n2,5,0,1950-10-07,R/5/1,0,1,Y,\"TO ADOPT\nX\"", "1,me,Palestinian conflict", "1,United States,US,yes\n1,Russia,RU,no\n2,Yemen Arab Republic,,abstain")
	f.Add("1,70,0,2015,A/RES/ES-1/1,,,,", "", "1,,SU,yes\n1,\"Côte d'Ivoire,CI,yes\n")
	f.Fuzz(func(t *testing.T, calls, issues, rows string) {
		ins := func() []seed.Input {
			return []seed.Input{{Name: "c", Reader: strings.NewReader(callsHeader + "\n" + calls)}, {Name: "i", Reader: strings.NewReader(issuesHeader + "\n" + issues)}, {Name: "v", Reader: strings.NewReader(votesHeader + "\n" + rows)}}
		}
		s := open(t)
		library(t, s, "11 2015-11-05 A/RES/70/1 yyyynnnnaaxx")
		if _, err := try(s, ins()); err != nil {
			if strings.Contains(err.Error(), "add up") {
				t.Fatal(err)
			}
			return
		}
		rev := revision(t, s)
		if _, err := try(s, ins()); err != nil || revision(t, s) != rev {
			t.Fatalf("the same again: %v", err)
		}
	})
}
