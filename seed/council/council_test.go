package council

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"entente/graph"
	"entente/graph/sqlitestore"
	"entente/graph/vocab"
	"entente/seed"
	"entente/seed/votes"
)

func open(t testing.TB) graph.Store {
	t.Helper()
	s, err := sqlitestore.Open(context.Background(), ":memory:", vocab.Schema(), sqlitestore.Options{})
	must(t, err)
	t.Cleanup(func() { s.Close() })
	return s
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func try(s graph.Store, d seed.Dataset, body string) (seed.Report, error) {
	rep, err := d.Import(context.Background(), s, seed.Input{Name: "test.csv", Reader: strings.NewReader(body)}, seed.Options{Day: graph.Day(2026, 3, 1)})
	if rep.Read != rep.Kept+rep.Unchanged+rep.Duplicates+rep.Refused && err == nil {
		err = fmt.Errorf("the report does not add up: %+v", rep)
	}
	return rep, err
}

func load(t testing.TB, s graph.Store, d seed.Dataset, body string) seed.Report {
	t.Helper()
	rep, err := try(s, d, body)
	must(t, err)
	return rep
}

// state is the whole store as text.
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

func rollCall(symbol string) graph.Key { return vocab.Key(vocab.RollCall, symbol) }

func node(t testing.TB, s graph.Reader, k graph.Key) graph.Props {
	t.Helper()
	n, err := s.Node(context.Background(), k)
	must(t, err)
	return n.Props
}

func positions(t testing.TB, s graph.Reader, kind graph.Relation, symbol string) string {
	t.Helper()
	var out []string
	for e, err := range s.Edges(context.Background(), graph.EdgeFilter{Kinds: []graph.Relation{kind}, To: []graph.Key{rollCall(symbol)}}) {
		must(t, err)
		out = append(out, vocab.Rest(e.From)+"="+e.Props.String("choice"))
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// reported gives what a dataset reports of a node, one edge a line.
func reported(t testing.TB, s graph.Reader, d seed.Dataset, k graph.Key) (out []graph.Props) {
	t.Helper()
	for e, err := range s.Edges(context.Background(), graph.EdgeFilter{Kinds: []graph.Relation{vocab.Reports}, To: []graph.Key{k}, Sources: []string{d.Manifest().ID}}) {
		must(t, err)
		out = append(out, e.Props)
	}
	return out
}

func revision(t testing.TB, s graph.Store) string {
	t.Helper()
	r, err := s.Revision(context.Background())
	must(t, err)
	return r
}

func warned(rep seed.Report, head string) string {
	for _, w := range rep.Warnings {
		if strings.HasPrefix(w, head+": ") {
			return strings.TrimPrefix(w, head+": ")
		}
	}
	return ""
}

func has(list []string, part string) bool {
	return slices.ContainsFunc(list, func(s string) bool { return strings.Contains(s, part) })
}

const memberHeader = "Year,Date,Resolution,Meeting,Draft,Agenda item,Category,Region,Submitted by,Outcome results,Vote,Member State,ID,Membership_Status,Topic\n"

var fifteen = []string{"China", "France", "Russian Federation", "United Kingdom", "United States", "Japan", "Brazil", "Gabon", "Ghana", "Malta", "Albania", "Ecuador", "Mozambique", "Switzerland", "United Arab Emirates"}

// ballots lays out a record, a row a member; letters stand in the order of
// fifteen, - leaves a member out.
func ballots(id, date, res, meeting, draft, agenda, outcome, letters string) string {
	var b strings.Builder
	for i, l := range letters {
		vote := map[rune]string{'Y': "Yes", 'N': "No", 'A': "Abstain"}[l]
		if vote != "" {
			fmt.Fprintf(&b, "%s,%s,%s,%s,%s,%s,,,Ruritania,%s,%s,%s,%s,Other,\n", date[:4], date, res, meeting, draft, agenda, outcome, vote, fifteen[i], id)
		}
	}
	return b.String()
}

const (
	unanimous = "YYYYYYYYYYYYYYY"
	koreaText = "Non-proliferation/Democratic People's Republic of Korea"
)

func membersFile() string {
	return memberHeader +
		ballots("1", "2023-01-20", "S/RES/2701 (2023)", "S/PV.9001", "S/2023/1", "The situation in Haiti", "Adopted unanimously", unanimous) +
		ballots("2", "2023-05-02", "2702 (2023)", "9005", "S/2023/2\u00a0", "The situation in Haiti", "Adopted by majority", "AYAYYYYYYYYYYYY") + // 5 February, by meetings
		ballots("3", "2023-02-20", "", "S/PV.9010", "S/2023/3", koreaText, "Not adopted - veto", "NYNYYYYYYYYYYYY") +
		ballots("4", "2023-03-01", "", "S/PV.9012", "S/2023/4", "The situation in the Middle East", "Not adopted - failed to receive required number of votes", "YNYNNAAAAAAAAAA") +
		ballots("5", "2023-03-20", "2703 (2023)", "S/PV.9015", "S/2023/5", "The situation in Haiti", "Adopted by consensus", unanimous) +
		ballots("6", "2023-03-22", "2704 (2023)", "S/PV.9016", "S/2023/6", "The situation in Haiti", "Adopted unanimously", "YYYYNYYYYYYYYYY") // cannot be
}

func TestMembers(t *testing.T) {
	s := open(t)
	rep := load(t, s, Members, membersFile())
	if rep.Read != 90 || rep.Kept != 90 || rep.Records != 6 {
		t.Fatalf("%s", rep)
	}
	if n := node(t, s, rollCall("S/2023/3")); n.String("outcome") != "vetoed" || n.String("kind") != "whole" || !slices.Equal(n.Strings("vetoedBy"), []string{"country/CHN", "country/RUS"}) || n.Date("date") != graph.Day(2023, 2, 20) {
		t.Errorf("%v", n)
	}
	if got := positions(t, s, vocab.Voted, "S/2023/3"); strings.Count(got, "=yes") != 13 || !strings.Contains(got, "CHN=no") {
		t.Error(got)
	}
	if n := node(t, s, rollCall("S/2023/4")); n.String("outcome") != "failed" || n.Get("vetoedBy") != nil { // a no that did not decide
		t.Errorf("%v", n)
	}
	// B37: the day as written is kept, the one in the order of meetings counts.
	if n := node(t, s, rollCall("S/RES/2702(2023)")); n.Date("date") != graph.Day(2023, 2, 5) || n.String("meeting") != "S/PV.9005" || n.String("draft") != "S/2023/2" {
		t.Errorf("%v", n)
	}
	if r := reported(t, s, Members, rollCall("S/RES/2702(2023)")); len(r) != 1 || r[0].Date("date") != graph.Day(2023, 5, 2) || r[0].String("ref") != "sc-members:2" {
		t.Errorf("%v", r)
	}
	if w := warned(rep, oddExchanged); !strings.Contains(w, "sc-members:2 2023-05-02") || strings.Contains(w, ",") {
		t.Errorf("%q", w)
	}
	// B46: without a vote nobody's position counts.
	if n := node(t, s, rollCall("S/RES/2703(2023)")); n.String("kind") != "without_vote" || positions(t, s, vocab.Voted, "S/RES/2703(2023)") != "" || strings.Count(positions(t, s, vocab.VotedPer, "S/RES/2703(2023)"), "yes") != 15 {
		t.Errorf("%v", n)
	}
	// Rows that contradict their outcome settle nothing.
	if positions(t, s, vocab.Voted, "S/RES/2704(2023)") != "" || !strings.Contains(positions(t, s, vocab.VotedPer, "S/RES/2704(2023)"), "USA=no") || !strings.Contains(warned(rep, oddContradict), "S/RES/2704(2023)") {
		t.Errorf("%s", rep)
	}
	if !has(rep.Notes, "short of votes") { // B50
		t.Errorf("%s", rep)
	}
	// B54: about the DPRK by its agenda; a sponsor is no subject.
	about := ""
	for e, err := range s.Edges(context.Background(), graph.EdgeFilter{Kinds: []graph.Relation{vocab.Concerns}, From: []graph.Key{rollCall("S/2023/3"), rollCall("S/2023/4")}}) {
		must(t, err)
		about += vocab.Rest(e.From) + " " + vocab.Rest(e.To) + "; "
	}
	if !strings.Contains(about, "S/2023/3 PRK") || strings.Contains(about, "S/2023/4 PRK") {
		t.Error(about)
	}
}

func TestMembersOddRows(t *testing.T) {
	s := open(t)
	file := membersFile()
	twice := ballots("7", "2023-04-01", "2705 (2023)", "S/PV.9020", "S/2023/7", "The situation in Haiti", "Adopted by majority", "YYAYYYYYYYYYYYY") +
		ballots("7", "2023-04-01", "2705 (2023)", "S/PV.9020", "S/2023/7", "The situation in Haiti", "Adopted by majority", "--Y") // Russia again
	copied := ballots("1", "2023-01-20", "S/RES/2701 (2023)", "S/PV.9001", "S/2023/1", "The situation in Haiti", "Adopted unanimously", "YY")
	lost := ballots("8", "2023-02-20", "", "S/PV.9010", "S/2023/3", koreaText, "Adopted unanimously", "NYYYYYYYYYYYYYY")
	bad := strings.Join([]string{
		strings.Replace(ballots("9", "2023-04-09", "2706 (2023)", "S/PV.9021", "", "x", "Adopted unanimously", "Y"), "China", "Atlantis", 1),
		strings.Replace(ballots("9", "2023-04-09", "2706 (2023)", "S/PV.9021", "", "x", "Adopted unanimously", "-Y"), ",Yes,", ",Perhaps,", 1),
		strings.Replace(ballots("9", "2023-04-09", "2706 (2023)", "S/PV.9021", "", "x", "Adopted unanimously", "--Y"), "2023-04-09", "2023-13-09", 1),
		strings.Replace(ballots("9", "2023-04-09", "2706 (2023)", "S/PV.9021", "", "x", "Adopted unanimously", "---Y"), ",9,Other", ",,Other", 1),
		"too,few\n", ballots("10", "2023-04-09", "2707 (2023)", "S/PV.9022", "", "x", "Postponed", "Y")}, "")
	rep := load(t, s, Members, file+twice+copied+lost+bad)
	// Of the 15 rows of the draft that is given as lost and as adopted 14 repeat.
	if rep.Duplicates != 2+14 || rep.Refused != 2+1+6 {
		t.Errorf("%s", rep)
	}
	for _, why := range []string{"twice with different votes", "another record of the file has the draft as lost", `"Atlantis"`, `unknown vote "Perhaps"`, `"2023-13-09" is not a date`, "no ID", "2 fields instead of 15", `unknown outcome "Postponed"`} {
		if !slices.ContainsFunc(rep.RefusedBy, func(f seed.Refusal) bool { return strings.Contains(f.Reason, why) }) {
			t.Errorf("nothing was refused because %s:\n%s", why, rep)
		}
	}
	if got := positions(t, s, vocab.Voted, "S/RES/2705(2023)"); strings.Contains(got, "RUS") || strings.Count(got, "=yes") != 14 { // B49: unknown, not absent
		t.Error(got)
	}
	if n := node(t, s, rollCall("S/2023/3")); n.String("outcome") != "vetoed" || !strings.Contains(warned(rep, oddLostTwice), "S/2023/3") {
		t.Errorf("%v", n)
	}
}

// TestMembersOverOthers: what a better source settled stays; what it lacks is
// filled, and what differs is named.
func TestMembersOverOthers(t *testing.T) {
	s := open(t)
	ctx := context.Background()
	key := rollCall("S/RES/2702(2023)")
	var b graph.Batch
	unsc := vocab.Key(vocab.Organisation, "UNSC")
	b.Nodes = append(b.Nodes, graph.Node{Key: unsc, Props: graph.P("name", "Security Council")},
		graph.Node{Key: key, Props: graph.P("body", votes.Council, "kind", "whole", "date", graph.Day(2023, 2, 5), "symbol", "S/RES/2702(2023)", "outcome", "adopted", "meeting", "S/PV.9005", "coded", true)})
	for i, c := range []string{"CHN", "FRA", "RUS", "GBR", "USA", "JPN", "BRA", "GAB", "GHA", "MLT", "ALB", "ECU", "MOZ", "CHE", "KOR"} {
		k := vocab.Key(vocab.Country, c)
		b.Nodes = append(b.Nodes, graph.Node{Key: k, Props: graph.P("name", c)})
		b.Edges = append(b.Edges, graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.MemberOf, From: k, To: unsc, ID: "x", Source: votes.Starter}, Props: graph.P("since", graph.Day(2023, 1, 1))})
		if i != 5 { // Japan's is not known
			b.Edges = append(b.Edges, graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.Voted, From: k, To: key, Source: votes.Starter}, Props: graph.P("choice", "yes", "ref", "x")})
		}
	}
	_, err := s.Upsert(ctx, b)
	must(t, err)
	rep := load(t, s, Members, membersFile())
	if got := positions(t, s, vocab.Voted, "S/RES/2702(2023)"); strings.Count(got, "=yes") != 15 || !strings.Contains(got, "JPN=yes") || strings.Contains(got, "ARE") {
		t.Error(got)
	}
	// B31: the Emirates had no seat; B47: the differing letters stay beside.
	if got := positions(t, s, vocab.VotedPer, "S/RES/2702(2023)"); !strings.Contains(got, "ARE=yes") || !strings.Contains(got, "CHN=abstain") || !strings.Contains(got, "RUS=abstain") {
		t.Error(got)
	}
	n := node(t, s, key)
	if w := n.Strings("warnings"); !has(w, "sc-members: other positions: CHN abstain (settled: yes), RUS abstain") || !has(w, "day and month are exchanged") || !has(w, "ARE had no seat") {
		t.Errorf("%q", w)
	}
	if n.Get("agenda") != nil || n.Get("yes") != nil || n.Date("date") != graph.Day(2023, 2, 5) || n.String("draft") != "S/2023/2" {
		t.Errorf("%v", n)
	}
	if !strings.Contains(warned(rep, oddPermanent), "S/RES/2702(2023) CHN RUS") || !strings.Contains(warned(rep, oddStranger), "ARE") {
		t.Errorf("%s", rep)
	}
	before := state(t, s)
	if rep = load(t, s, Members, membersFile()); state(t, s) != before || rep.Unchanged != 90 {
		for _, l := range strings.Split(state(t, s), "\n") {
			if !strings.Contains(before, l) {
				t.Log(l)
			}
		}
		t.Errorf("a repeat changed something: %s", rep)
	}
}

const vetoHeader = "year,date,month,draft,meeting_record,agenda_item,crisis_topic,region,member_veto1,member_veto2,member_veto3,single_veto,multiple_vetoes,China,France,Russia,USSR,USA,UK\n"

func vetoesFile() string {
	return vetoHeader +
		"1946,6/26/1946,6,S/PV.49,S/PV.49,The Spanish question,Spain,Europe,USSR,,,1,0,0,0,0,1,0,0\n" +
		"1946,6/26/1946,6,S/PV.49,S/PV.49,The Spanish question preliminary question,Spain,Europe,USSR,,,1,0,0,0,0,1,0,0\n" +
		"1946,6/26/1946,6,S/PV.49,S/PV.49,The Spanish question,Spain,Europe,USSR,,,1,0,0,0,0,1,0,0\n" +
		"1976,2/6/1976,2,S/11967,S/PV.1888,The situation in the Comoros,Comoros,Africa,France,,,1,0,0,0,0,0,0,0\n" +
		"2020,7/7/2020,7,S/2020/654,\"S/2020/661\nS/2020/657\",The situation in Syria,Syria,Middle East,China,Russia,,0,1,1,0,1,0,0,0\n" +
		"2022,5/26/2022,5,S/2022/431,S/PV.9048," + koreaText + ",North Korea,Asia,China,Russia,,0,1,1,0,1,0,0,0\n"
}

func TestVetoes(t *testing.T) {
	s := open(t)
	rep := load(t, s, Vetoes, vetoesFile())
	if rep.Read != 6 || rep.Kept != 6 || rep.Records != 6 {
		t.Fatalf("%s", rep)
	}
	kinds := map[string]int{}
	for i := 1; i <= 3; i++ {
		n := node(t, s, rollCall(fmt.Sprintf("S/PV.49#%d", i)))
		kinds[n.String("kind")]++
		if n.String("outcome") != "vetoed" || positions(t, s, vocab.Voted, fmt.Sprintf("S/PV.49#%d", i)) != "RUS=no" {
			t.Errorf("%v", n)
		}
	}
	if kinds["whole"] != 2 || kinds["motion"] != 1 {
		t.Error(kinds)
	}
	if n := node(t, s, rollCall("S/2022/431")); !slices.Equal(n.Strings("vetoedBy"), []string{"country/CHN", "country/RUS"}) || n.Date("date") != graph.Day(2022, 5, 26) || n.String("meeting") != "S/PV.9048" {
		t.Errorf("%v", n)
	}
	if n := node(t, s, rollCall("S/2020/654")); n.Get("meeting") != nil {
		t.Errorf("votes by letter have no meeting: %v", n)
	}
	if w := warned(rep, oddFlags); !strings.Contains(w, "S/11967, 2/6/1976 (names France; flags none)") || strings.Contains(w, "2 records") {
		t.Errorf("%q", w)
	}
	rev := revision(t, s)
	if rep = load(t, s, Vetoes, vetoesFile()); revision(t, s) != rev || rep.Unchanged != 6 {
		t.Errorf("%s", rep)
	}
	// A file that holds itself twice is the same file (B58).
	rows := strings.TrimPrefix(vetoesFile(), vetoHeader)
	if rep = load(t, s, Vetoes, vetoHeader+rows+rows); rep.Duplicates != 6 || rep.Unchanged != 6 {
		t.Errorf("%s", rep)
	}
	// What vanishes is withdrawn, and the roll call says so (B62).
	rep = load(t, s, Vetoes, strings.Replace(vetoesFile(), "1976,2/6/1976,2,S/11967,S/PV.1888,The situation in the Comoros,Comoros,Africa,France,,,1,0,0,0,0,0,0,0\n", "", 1))
	if rep.Withdrawn == 0 || positions(t, s, vocab.Voted, "S/11967") != "" || !strings.HasPrefix(positions(t, s, vocab.Withdrawn, "S/11967"), "FRA=no") || !has(node(t, s, rollCall("S/11967")).Strings("warnings"), "took this record back; found on 2026-03-01") {
		t.Errorf("%s", rep)
	}
	load(t, s, Vetoes, vetoesFile())
	if positions(t, s, vocab.Voted, "S/11967") != "FRA=no" {
		t.Error("it does not come back")
	}
}

func TestVetoesRefused(t *testing.T) {
	s := open(t)
	load(t, s, Vetoes, vetoesFile())
	before := state(t, s)
	rep := load(t, s, Vetoes, vetoHeader+
		"1946,16.2.1946,2,S/PV.23,S/PV.23,x,,,USSR,,,1,0,0,0,0,1,0,0\n"+
		"1946,2/16/1946,2,none,S/PV.23,x,,,USSR,,,1,0,0,0,0,1,0,0\n"+
		"1946,2/16/1946,2,S/PV.23,S/PV.23,x,,,Atlantis,,,1,0,0,0,0,1,0,0\n"+
		"1946,2/16/1946,2,S/PV.23,S/PV.23,x,,,,,,1,0,0,0,0,1,0,0\n")
	if rep.Refused != 4 || rep.Withdrawn != 0 {
		t.Errorf("%s", rep)
	}
	if strings.Count(state(t, s), "\n") != strings.Count(before, "\n") {
		t.Error("a delivery with rows that cannot be read took something away")
	}
	if _, err := try(s, Vetoes, "year,date\n"); !errors.Is(err, graph.ErrInvalid) || !strings.Contains(err.Error(), "draft, meeting_record, agenda_item, member_veto1, member_veto2, member_veto3") {
		t.Errorf("%v", err)
	}
}

const meetingHeader = "year,meeting_record,date,date_text,press_release,topic,outcome_vote\n"

func meetingsFile() string {
	return meetingHeader +
		"1946,S/PV.57,1946-08-29,29 August,,Admission of new Members,Draft resolution S/PV.57 (Transjordan) vetoed by USSR 8-2-1 | Draft resolution S/PV.57 (Portugal) vetoed by USSR 8-2-1 | S/RES/8 (1946) | 10-0-1\n" +
		"2004,S/PV.5028,,2 Sep.,SC/8181,The situation in Lebanon,S/RES/1559 (2004) | 9-0-6\n" +
		"2009,S/PV.6141,2009-06-12,12 June,SC/9679," + koreaText + ",S/RES/1874 (2009) | 15-0-0\n" +
		"2009,S/PV.6142,2009-06-12,12 June,,The situation in Haiti,--\n" +
		"2009,S/PV.6142 (Resumption 1),2009-07-01,1 July,,The situation in Haiti,S/PRST/2009/1\n" +
		"2022,S/PV.9048,2022-05-26,26 May,SC/14911," + koreaText + ",\"Draft resolution S/2022/431 vetoed by China, Russian Federation | 13-0-2\"\n" +
		"2022,S/PV.9049,2022-05-25,25 May,,The situation in Haiti,The situation in Haiti\n" +
		"2022,S/PV.9050,2022-05-27,27 May,,The situation in Haiti,S/RES/2634 (2022) | without vote\n"
}

func TestMeetings(t *testing.T) {
	s := open(t)
	rep := load(t, s, Meetings, meetingsFile())
	if rep.Read != 8 || rep.Kept != 8 || rep.Records != 8 {
		t.Fatalf("%s", rep)
	}
	m := vocab.Key(vocab.Event, "council-meeting/S/PV.6141")
	if n := node(t, s, m); n.String("title") != "Security Council meeting 6141" || n.String("kind") != "council_meeting" || n.Date("since") != graph.Day(2009, 6, 12) {
		t.Errorf("%v", n)
	}
	if r := reported(t, s, Meetings, m); len(r) != 1 || r[0].String("agenda") != koreaText || r[0].String("outcome") != "S/RES/1874 (2009) | 15-0-0" || r[0].String("report") != "SC/9679" {
		t.Errorf("%v", r)
	}
	if n := node(t, s, vocab.Key(vocab.Event, "council-meeting/S/PV.5028")); n.Date("since") != graph.Day(2004, 9, 2) { // only in words
		t.Errorf("%v", n)
	}
	if n := node(t, s, vocab.Key(vocab.Event, "council-meeting/S/PV.6142/resumption-1")); n.String("title") != "Security Council meeting 6142, resumption 1" {
		t.Errorf("%v", n)
	}
	parts := ""
	for e, err := range s.Edges(context.Background(), graph.EdgeFilter{Kinds: []graph.Relation{vocab.PartOf}}) {
		must(t, err)
		parts += vocab.Rest(e.From) + ">" + vocab.Rest(e.To) + " "
	}
	for _, want := range []string{"S/RES/1874(2009)>council-meeting/S/PV.6141 ", "S/2022/431>council-meeting/S/PV.9048 ", "council-meeting/S/PV.6142/resumption-1>council-meeting/S/PV.6142 ", "S/PV.57#2>council-meeting/S/PV.57 "} {
		if !strings.Contains(parts, want) {
			t.Errorf("%s is missing in %s", want, parts)
		}
	}
	if n := node(t, s, rollCall("S/2022/431")); n.String("outcome") != "vetoed" || positions(t, s, vocab.Voted, "S/2022/431") != "CHN=no RUS=no" {
		t.Errorf("%v", n)
	}
	if n := node(t, s, rollCall("S/RES/2634(2022)")); n.String("kind") != "without_vote" { // B46
		t.Errorf("%v", n)
	}
	if r := reported(t, s, Meetings, rollCall("S/RES/1559(2004)")); len(r) != 1 || fmt.Sprint(r[0].Get("yes"), r[0].Get("no"), r[0].Get("abstain")) != "9 0 6" || r[0].String("ref") != "sc-meetings:S/PV.5028" {
		t.Errorf("%v", r)
	}
	if w := warned(rep, oddOutOfOrder); !strings.Contains(w, "S/PV.9049 2022-05-25") && !strings.Contains(w, "S/PV.9048 2022-05-26") { // B37
		t.Errorf("%s", rep)
	}
	if !strings.Contains(warned(rep, oddText), `S/PV.9049 "The situation in Haiti"`) || !strings.Contains(warned(rep, oddGap), "S/PV.58 to 5027") { // B53
		t.Errorf("%s", rep)
	}
	rev := revision(t, s)
	if rep = load(t, s, Meetings, meetingsFile()); revision(t, s) != rev || rep.Unchanged != 8 {
		t.Errorf("%s", rep)
	}
	// The vetoes' table finds what the meetings' made: Portugal is Portugal.
	rep = load(t, s, Vetoes, vetoHeader+
		"1946,8/29/1946,8,S/PV.57,S/PV.57,Application for Membership Portugal,Admission,,USSR,,,1,0,0,0,0,1,0,0\n"+
		"1946,8/29/1946,8,S/PV.57,S/PV.57,Application for Membership Transjordan,Admission,,USSR,,,1,0,0,0,0,1,0,0\n"+
		"2022,5/27/2022,5,S/2022/431,S/PV.9048,x,,,China,Russia,,0,1,1,0,1,0,0,0\n")
	if warned(rep, oddCreated) != "" || warned(rep, oddOrder) != "" {
		t.Errorf("%s", rep)
	}
	if r := reported(t, s, Vetoes, rollCall("S/PV.57#2")); len(r) != 1 || !strings.Contains(r[0].String("agenda"), "Portugal") {
		t.Errorf("%v", r)
	}
	if n := node(t, s, rollCall("S/2022/431")); n.Date("date") != graph.Day(2022, 5, 26) || !has(n.Strings("warnings"), "sc-vetoes: dated 2022-05-27, settled 2022-05-26") {
		t.Errorf("%v", n)
	}
	if got := positions(t, s, vocab.VotedPer, "S/2022/431"); got != "CHN=no RUS=no" {
		t.Error(got)
	}
}

const failedHeader = `Meeting Number,Voting On,Year,Submitted By,In Favor,Abstain,Against,Note,"For,Abstain,Against"` + "\n"

func failedFile() string {
	return failedHeader +
		`174,174th Meeting Draft Resolution,1947,['Russian Federation'],"['Poland', 'Russian Federation']",[],"['Australia', 'Belgium', 'Brazil', 'China', 'Colombia', 'France', 'Syria', 'United Kingdom', 'United States']",,"(2, 0, 9)"` + "\n" +
		`381,S/1076 Paragraph 5,1948,,"['Ukraine', 'Russian Federation']",['Belgium'],[],,"(2, 9, 0)"` + "\n" +
		`8105,S/2017/962,2017,"['United States', ""Côte d'Ivoire""]","['Ethiopia', 'France', 'Italy', 'Japan', 'Kazakhstan', 'Senegal', 'Sweden', 'Ukraine', 'United Kingdom', 'United States', 'Uruguay']","['China', 'Egypt']","['Bolivia (Plurinational State of)', 'Russian Federation']",Negative vote,"(11, 2, 2)"` + "\n"
}

func TestFailed(t *testing.T) {
	s := open(t)
	rep := load(t, s, Failed, failedFile())
	if rep.Kept != 3 {
		t.Fatalf("%s", rep)
	}
	if n := node(t, s, rollCall("S/PV.174#1")); n.Date("date") != graph.Year(1947) || n.String("outcome") != "failed" { // B36
		t.Errorf("%v", n)
	}
	if got := positions(t, s, vocab.Voted, "S/PV.174#1"); !strings.Contains(got, "RUS=yes") || !strings.Contains(got, "TWN=no") { // China was the Republic
		t.Error(got)
	}
	if n := node(t, s, rollCall("S/1076#1")); n.String("kind") != "paragraph" || n.String("draft") != "S/1076" || !has(n.Strings("warnings"), "its lists have 2-0-1") { // B45, B48
		t.Errorf("%v", n)
	}
	if n := node(t, s, rollCall("S/2017/962")); n.String("outcome") != "vetoed" || !slices.Equal(n.Strings("vetoedBy"), []string{"country/RUS"}) {
		t.Errorf("%v", n)
	}
	rep = load(t, s, Failed, failedFile()+
		`8105,S/2017/962,2017,,['Egypt'],[],['France'],,"(1, 0, 1)"`+"\n"+
		`1,S/9,2017,,['Egypt'],['Egypt'],[],,`+"\n"+
		`1,S/9,2017,,Egypt,[],[],,`+"\n"+
		`x,S/9,2017,,['Egypt'],[],[],,`+"\n"+
		`1,S/9,2017,,['Atlantis'],[],[],,`+"\n"+
		`1,S/9,2017,,[],[],[],,`+"\n")
	if rep.Refused != 6 || rep.Unchanged != 3 {
		t.Errorf("%s", rep)
	}
}

// TestShuffledAndCut: the order of rows does not matter, a packed file reads the
// same, and a file that ends early takes nothing away.
func TestShuffledAndCut(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 9))
	for _, c := range []struct {
		d    seed.Dataset
		body string
	}{{Members, membersFile()}, {Failed, failedFile()}, {Meetings, meetingsFile()}, {Vetoes, strings.Replace(vetoesFile(), "661\nS", "661 S", 1)}} {
		d, body := c.d, c.body
		id := d.Manifest().ID
		one := open(t)
		load(t, one, d, body)
		want := state(t, one)
		lines := strings.SplitAfter(strings.TrimSuffix(body, "\n"), "\n")
		lines[len(lines)-1] += "\n"
		for range 3 {
			rows := slices.Clone(lines[1:])
			r.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
			other := open(t)
			load(t, other, d, lines[0]+strings.Join(rows, ""))
			if got := state(t, other); got != want {
				t.Errorf("%s: shuffled rows end in another graph", id)
			}
		}
		var z bytes.Buffer
		gz := gzip.NewWriter(&z)
		gz.Write([]byte(body))
		gz.Close()
		packed := open(t)
		load(t, packed, d, z.String())
		if state(t, packed) != want {
			t.Errorf("%s: a packed file ends in another graph", id)
		}
		rep, err := try(one, d, z.String()[:z.Len()*3/4])
		if err == nil || rep.Withdrawn != 0 {
			t.Errorf("%s: a file that ends early: %v %s", id, err, rep)
		}
		if load(t, one, d, body); state(t, one) != want {
			t.Errorf("%s: the whole file does not mend what a broken one left", id)
		}
		damaged := lines[0] + "\xff\n" + strings.Join(lines[2:], "")
		if rep := load(t, one, d, damaged); rep.Withdrawn != 0 || rep.Refused == 0 {
			t.Errorf("%s: a damaged file: %s", id, rep)
		}
		ctx, stop := context.WithCancel(context.Background())
		stop()
		if _, err := d.Import(ctx, open(t), seed.Input{Reader: strings.NewReader(body)}, seed.Options{}); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: cancelled: %v", id, err)
		}
		if _, err := try(open(t), d, "a,b\n1,2\n"); !errors.Is(err, graph.ErrInvalid) {
			t.Errorf("%s: a foreign file: %v", id, err)
		}
	}
}

// FuzzImport asks of any text that importing it never panics, that the report
// adds up, and that a repeat changes nothing.
func FuzzImport(f *testing.F) {
	f.Add(byte(0), strings.TrimPrefix(membersFile(), memberHeader))
	f.Add(byte(1), strings.TrimPrefix(vetoesFile(), vetoHeader))
	f.Add(byte(2), strings.TrimPrefix(meetingsFile(), meetingHeader))
	f.Add(byte(3), strings.TrimPrefix(failedFile(), failedHeader))
	f.Add(byte(2), "2022,S/PV.1,2022-01-01,,,x,S/RES/1 (2022) | 1-0-0 | S/RES/1 (2022) | 2-0-0\n2022,S/PV.2,,,,,S/1 & S/2 not adopted S/1 vetoed by USSR\n")
	f.Fuzz(func(t *testing.T, which byte, rows string) {
		d := []seed.Dataset{Members, Vetoes, Meetings, Failed}[which%4]
		body := []string{memberHeader, vetoHeader, meetingHeader, failedHeader}[which%4] + rows
		s := open(t)
		if _, err := try(s, d, body); err != nil {
			t.Fatal(err)
		}
		before, rev := state(t, s), revision(t, s)
		if _, err := try(s, d, body); err != nil {
			t.Fatalf("the same again: %v", err)
		}
		if revision(t, s) != rev {
			t.Fatalf("a repeat moved the revision:\n%s\nto\n%s", before, state(t, s))
		}
	})
}
