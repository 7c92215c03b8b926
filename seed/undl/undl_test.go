package undl

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
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
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// The layouts, as their codebooks and headers give them.
const (
	ga2024 = "undl_id,ms_codes,ms_names,ms_votes,resolutions,title,modality,draft,committee_report,meeting,agenda_titles,subjects,date,yes,no,abstentions,non-voting,total-voting,undl_link"
	ga2025 = "undl_id,ms_code,ms_name,ms_vote,date,session,resolution,draft,committee_report,meeting,title,agenda_title,subjects,total_yes,total_no,total_abstentions,total_non_voting,total_ms,undl_link"
	ga2026 = "undl_id,ms_code,ms_name,ms_vote,date,session,resolution,draft,committee_report,meeting,title,agenda_title,subjects,vote_note,total_yes,total_no,total_abstentions,total_non_voting,total_ms,undl_link"
	sc2026 = "undl_id,ms_code,ms_name,permanent_member,ms_vote,date,resolution,draft,meeting,description,agenda,subjects,vote_note,total_yes,total_no,total_abstentions,total_non_voting,total_ms,modality,undl_link"
)

// vote is a record of our own making: its columns by the names of 2026, and its
// positions as "CODE/NAME=Y".
type vote struct {
	cols map[string]string
	pos  []string
}

func made(id, date, symbol, title, totals string, pos ...string) vote {
	f := strings.Split(totals, "-")
	return vote{map[string]string{"undl_id": id, "date": date, "resolution": symbol, "title": title, "undl_link": "https://example.org/" + id,
		"total_yes": f[0], "total_no": f[1], "total_abstentions": f[2], "total_non_voting": f[3], "total_ms": f[4]}, pos}
}

func (v vote) with(pairs ...string) vote {
	c := map[string]string{}
	for k, x := range v.cols {
		c[k] = x
	}
	for i := 0; i < len(pairs); i += 2 {
		c[pairs[i]] = pairs[i+1]
	}
	return vote{c, v.pos}
}

var other = map[string]string{"ms_codes": "ms_code", "ms_names": "ms_name", "ms_votes": "ms_vote", "resolutions": "resolution", "agenda_titles": "agenda_title",
	"yes": "total_yes", "no": "total_no", "abstentions": "total_abstentions", "non-voting": "total_non_voting", "total-voting": "total_ms",
	"description": "title", "agenda": "agenda_title"}

// text lays votes out in a layout, one row a line behind the header.
func text(header string, vs ...vote) string {
	names := strings.Split(header, ",")
	lines := []string{header}
	for _, v := range vs {
		for _, p := range v.pos {
			who, letter, _ := strings.Cut(p, "=")
			code, name, _ := strings.Cut(who, "/")
			row := make([]string, len(names))
			for i, n := range names {
				key := n
				if o, ok := other[n]; ok {
					key = o
				}
				val := v.cols[key]
				switch key {
				case "ms_code":
					val = code
				case "ms_name":
					val = name
				case "ms_vote":
					if val = letter; n == "ms_votes" && val == "X" {
						val = "NV"
					}
				}
				if strings.ContainsAny(val, ",\"") {
					val = `"` + strings.ReplaceAll(val, `"`, `""`) + `"`
				}
				row[i] = val
			}
			lines = append(lines, strings.Join(row, ","))
		}
	}
	return strings.Join(lines, "\n") + "\n"
}

const (
	rus = "RUS/RUSSIAN FEDERATION"
	usa = "USA/UNITED STATES"
	chn = "CHN/CHINA"
	fra = "FRA/FRANCE"
	prk = "PRK/DEMOCRATIC PEOPLE'S REPUBLIC OF KOREA"
)

func assemblyVotes() []vote {
	return []vote{
		made("1001", "2012-02-23", "A/RES/66/254", "Made-up treaty bodies, an invented title : resolution / adopted by the General Assembly", "2-1-1-1-5",
			rus+"=A", usa+"=Y", chn+"=X", fra+"=Y", prk+"=N").with("session", "66", "meeting", "A/66/PV.98", "draft", "A/66/L.37", "agenda_title", "An agenda item", "committee_report", "A/66/1"),
		made("1002", "2016-12-19", "A/RES/71/202", "Situation of human rights in the Democratic People's Republic of Korea : resolution / adopted by the General Assembly", "2-3-0-0-5",
			rus+"=N", usa+"=Y", chn+"=N", fra+"=Y", prk+"=N").with("session", "71"),
		made("1003", "2017", "A/RES/72/1", "A text dated by its year alone", "4-1-0-0-5",
			rus+"=Y", usa+"=N", chn+"=Y", fra+"=Y", prk+"=Y").with("session", "72"),
	}
}

func load(t testing.TB, s graph.Store, d seed.Dataset, body string, opts ...seed.Options) seed.Report {
	t.Helper()
	rep, err := try(s, d, body, opts...)
	if err != nil {
		t.Fatal(err)
	}
	return rep
}

func try(s graph.Store, d seed.Dataset, body string, opts ...seed.Options) (seed.Report, error) {
	o := seed.Options{Day: graph.Day(2026, 3, 1)}
	if len(opts) > 0 {
		o = opts[0]
	}
	rep, err := d.Import(context.Background(), s, seed.Input{Name: "test.csv", Reader: strings.NewReader(body)}, o)
	if rep.Read != rep.Kept+rep.Unchanged+rep.Duplicates+rep.Refused && err == nil {
		err = fmt.Errorf("the report does not add up: %+v", rep)
	}
	return rep, err
}

// state is the whole store as text.
func state(t testing.TB, s graph.Reader) string {
	t.Helper()
	var out []string
	ctx := context.Background()
	for n, err := range s.Nodes(ctx, graph.NodeFilter{}) {
		must(t, err)
		out = append(out, fmt.Sprint(n.Key, n.Props))
	}
	for e, err := range s.Edges(ctx, graph.EdgeFilter{}) {
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

// positions gives "RUS=yes CHN=absent …" of a roll call.
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

func revision(t testing.TB, s graph.Store) string {
	t.Helper()
	r, err := s.Revision(context.Background())
	must(t, err)
	return r
}

func TestAssembly(t *testing.T) {
	s := open(t)
	rep := load(t, s, Assembly, text(ga2026, assemblyVotes()...))
	if rep.Read != 15 || rep.Kept != 15 || rep.Records != 3 || len(rep.Warnings) != 1 || !strings.Contains(rep.Warnings[0], "67, 68, 69, 70") {
		t.Errorf("report: %s", rep)
	}
	// B39: the session is the file's, the year the date's. B40: four choices.
	n := node(t, s, rollCall("A/RES/66/254"))
	for name, want := range map[string]any{"session": "66", "date": graph.Day(2012, 2, 23), "title": "Made-up treaty bodies, an invented title", "kind": "whole",
		"outcome": "adopted", "body": "general_assembly", "symbol": "A/RES/66/254", "yes": int64(2), "no": int64(1), "abstain": int64(1), "absent": int64(1),
		"draft": "A/66/L.37", "meeting": "A/66/PV.98", "agenda": "An agenda item"} {
		if got := n.Get(name); got != want {
			t.Errorf("%s is %v, not %v", name, got, want)
		}
	}
	if n.Get("warnings") != nil || n.Get("important") != nil {
		t.Errorf("warnings or a flag no one gave: %v", n)
	}
	if got := positions(t, s, vocab.Voted, "A/RES/66/254"); got != "CHN=absent FRA=yes PRK=no RUS=abstain USA=yes" {
		t.Error(got)
	}
	if d := node(t, s, rollCall("A/RES/72/1")).Date("date"); d != graph.Year(2017) { // B36
		t.Errorf("dated %s", d)
	}
	for e, err := range s.Edges(context.Background(), graph.EdgeFilter{To: []graph.Key{rollCall("A/RES/66/254")}, Kinds: []graph.Relation{vocab.Reports}}) {
		must(t, err)
		for name, want := range map[string]any{"ref": "undl:1001", "members": int64(5), "report": "A/66/1", "url": "https://example.org/1001",
			"title": "Made-up treaty bodies, an invented title : resolution / adopted by the General Assembly"} {
			if got := e.Props.Get(name); got != want {
				t.Errorf("reported %s is %v, not %v", name, got, want)
			}
		}
	}
	about, err := graph.Collect(s.Edges(context.Background(), graph.EdgeFilter{From: []graph.Key{rollCall("A/RES/71/202")}, Kinds: []graph.Relation{vocab.Concerns}, To: []graph.Key{vocab.Key(vocab.Topic, "dprk"), vocab.Key(vocab.Country, "PRK")}}))
	must(t, err)
	if len(about) != 2 {
		t.Errorf("A/RES/71/202 concerns %v", about)
	}
	src := node(t, s, seed.SourceKey("undl-ga"))
	if n, _ := src.Int("records"); n != 15 || src.String("loaded") != "file" || src.Date("since") != graph.Day(2012, 2, 23) || src.Date("until") != graph.Day(2017, 12, 31) {
		t.Errorf("source: %v", src)
	}
}

// TestLayouts: all layouts, packed or plain, columns and rows in any order and
// the file under any name end in one state, and a repeat moves no revision
// (B12, B58).
func TestLayouts(t *testing.T) {
	vs := assemblyVotes()
	s := open(t)
	load(t, s, Assembly, text(ga2026, vs...))
	want, rev := state(t, s), revision(t, s)

	columns := strings.Split(ga2026, ",")
	slices.Reverse(columns)
	rows := strings.Split(strings.TrimSpace(text(ga2026, vs...)), "\n")
	r := rand.New(rand.NewPCG(3, 4))
	r.Shuffle(len(rows)-1, func(i, j int) { rows[i+1], rows[j+1] = rows[j+1], rows[i+1] })
	var z bytes.Buffer
	gz := gzip.NewWriter(&z)
	io.WriteString(gz, text(ga2026, vs...))
	gz.Close()
	var decimals []vote
	for _, v := range vs {
		v = v.with()
		for k, x := range v.cols {
			if strings.HasPrefix(k, "total_") {
				v.cols[k] = x + ".0"
			}
		}
		decimals = append(decimals, v)
	}
	for name, body := range map[string]string{
		"2025": text(ga2025, vs...), "2024": text(ga2024, vs...), "columns turned round": text(strings.Join(columns, ","), vs...),
		"rows shuffled": strings.Join(rows, "\n"), "packed": z.String(), "again": text(ga2026, vs...), "mark and line ends": "\xef\xbb\xbf" + strings.ReplaceAll(text(ga2026, vs...), "\n", "\r\n"),
		"extra column": strings.Replace(text(ga2026, vs...), "\n", ",later\n", 1),
	} {
		if name == "extra column" {
			lines := strings.Split(strings.TrimSpace(body), "\n")
			body = lines[0] + "\n" + strings.Join(lines[1:], ",x\n") + ",x\n"
		}
		fresh := open(t)
		load(t, fresh, Assembly, body)
		got := state(t, fresh)
		if name == "2024" { // has no session, so reports none
			if positions(t, fresh, vocab.Voted, "A/RES/66/254") != positions(t, s, vocab.Voted, "A/RES/66/254") || node(t, fresh, rollCall("A/RES/66/254")).String("session") != "66" {
				t.Error("2024: other positions or session")
			}
			continue
		}
		if got != want {
			t.Errorf("%s ends in another state:\n%s\nwant\n%s", name, got, want)
		}
		rep := load(t, s, Assembly, body)
		if rep.Unchanged != 15 || rep.Withdrawn != 0 || revision(t, s) != rev {
			t.Errorf("%s over the same changed something: %s", name, rep)
		}
	}
	fresh := open(t)
	load(t, fresh, Assembly, text(ga2026, decimals...))
	if got, _ := node(t, fresh, rollCall("A/RES/66/254")).Int("yes"); got != 2 {
		t.Errorf("decimal totals: %d", got)
	}
}

func TestHeaderErrors(t *testing.T) {
	_, err := try(open(t), Assembly, "undl_id,ms_name,title\n")
	if !errors.Is(err, graph.ErrInvalid) {
		t.Fatal(err)
	}
	for _, name := range []string{"ms_code", "ms_vote", "date", "resolution"} {
		if !strings.Contains(err.Error(), name) {
			t.Errorf("%q does not name %s", err, name)
		}
	}
	rep := load(t, open(t), Assembly, strings.Replace(text(ga2026), "\n", ",newcomer\n", 1))
	if !strings.Contains(strings.Join(rep.Notes, "\n"), "newcomer") {
		t.Errorf("an unknown column is not noted: %v", rep.Notes)
	}
}

func TestRefusedRows(t *testing.T) {
	good := assemblyVotes()
	lines := strings.Split(strings.TrimSpace(text(ga2026, good...)), "\n")
	bad := map[string]struct{ row, reason string }{
		"letter":        {strings.Replace(lines[1], ",A,", ",Q,", 1), `unknown vote letter "Q"`},
		"date":          {strings.Replace(lines[1], "2012-02-23", "2012-02-30", 1), `"2012-02-30" is not a date`},
		"fields":        {lines[1] + ",x,y", "the row has 22 fields instead of 20"}, // B57
		"name":          {strings.Replace(strings.Replace(lines[1], "RUSSIAN FEDERATION", "FREEDONIA", 1), ",RUS,", ",FRD,", 1), `no member is called "FREEDONIA" (code "FRD")`},
		"part of name":  {strings.Replace(strings.Replace(lines[1], "RUSSIAN FEDERATION", "KOREA", 1), ",RUS,", ",,", 1), `no member is called "KOREA" (code "")`},
		"code and name": {strings.Replace(lines[1], "1001,RUS", "1001,USA", 1), `the name "RUSSIAN FEDERATION" and the code "USA" are two states`}, // B27
		"utf8":          {strings.Replace(lines[1], "An agenda", "An \xff agenda", 1), "the row is not UTF-8 text"},
		"no id":         {strings.Replace(lines[1], "1001", "", 1), "the row has no undl_id"},
		"other body":    {strings.Replace(lines[1], "A/RES/66/254", "S/RES/1(1946)", 1), "the symbol is the Security Council's; its file is imported as undl-sc"},
		"nobody":        {strings.Replace(lines[1], "RUS,RUSSIAN FEDERATION", ",", 1), "the row names no member"},
	}
	for name, c := range bad {
		t.Run(name, func(t *testing.T) {
			s := open(t)
			body := strings.Join(append([]string{lines[0], c.row}, lines[2:]...), "\n")
			rep := load(t, s, Assembly, body)
			if rep.Refused != 1 || rep.Kept != 14 || len(rep.RefusedBy) != 1 || rep.RefusedBy[0].Reason != c.reason || rep.RefusedBy[0].Lines[0] != 2 {
				t.Fatalf("%s", rep)
			}
			// The member whose row could not be kept is unknown: no edge (B49).
			if got := positions(t, s, vocab.Voted, "A/RES/66/254"); got != "CHN=absent FRA=yes PRK=no USA=yes" {
				t.Error(got)
			}
		})
	}
	// B27: a code without a name is read, and the report shows no refusal.
	s := open(t)
	rep := load(t, s, Assembly, text(ga2026, made("7", "1980-01-14", "A/RES/ES-6/2", "t", "1-1-0-0-2", "SUN/=N", usa+"=Y")))
	if rep.Refused != 0 || positions(t, s, vocab.Voted, "A/RES/ES-6/2") != "RUS=no USA=yes" {
		t.Errorf("%s%s", rep, positions(t, s, vocab.Voted, "A/RES/ES-6/2"))
	}
}

func TestNamesOfTheTime(t *testing.T) {
	s := open(t) // B03 and the seat of China
	rep := load(t, s, Assembly, text(ga2026,
		made("1", "1962-11-01", "A/RES/1(XVII)", "t", "4-0-0-0-4", "COG/CONGO (BRAZZAVILLE)=Y", "COD/CONGO (LEOPOLDVILLE)=Y", "CHN/CHINA=Y", "SUN/USSR=Y"),
		made("2", "1975-11-01", "A/RES/2(XXX)", "t", "3-0-0-0-3", "COG/CONGO=Y", "COD/ZAIRE=Y", "CHN/CHINA=Y")))
	if rep.Refused != 0 || positions(t, s, vocab.Voted, "A/RES/1(XVII)") != "COD=yes COG=yes RUS=yes TWN=yes" || positions(t, s, vocab.Voted, "A/RES/2(XXX)") != "CHN=yes COD=yes COG=yes" {
		t.Errorf("%s%s; %s", rep, positions(t, s, vocab.Voted, "A/RES/1(XVII)"), positions(t, s, vocab.Voted, "A/RES/2(XXX)"))
	}
	if node(t, s, rollCall("A/RES/1(XVII)")).String("session") != "17" || node(t, s, vocab.Key(vocab.Country, "COD")).String("name") == "" {
		t.Error("no session from the symbol, or no name on a country")
	}
}

func TestTotals(t *testing.T) {
	s := open(t)
	load(t, s, Assembly, text(ga2026,
		made("1", "2020-01-01", "A/RES/74/1", "t", "2-0-1-0-3", rus+"=Y", usa+"=Y", fra+"=Y"), // B48
		made("2", "2020-01-02", "A/RES/74/2", "t", "2-0-0-0-3", rus+"=Y", usa+"=Y"),           // B49
		made("3", "2020-01-03", "A/RES/74/3", "t", "many-0-0-0-1", rus+"=Y"),
		made("4", "2020-01-04", "A/RES/74/4", "t", "----", rus+"=Y")))
	n := node(t, s, rollCall("A/RES/74/1"))
	if yes, _ := n.Int("yes"); yes != 2 || !slices.Equal(n.Strings("warnings"), []string{"undl-ga: it states 1 abstain, its rows have 0", "undl-ga: it states 2 yes, its rows have 3"}) {
		t.Errorf("%v", n)
	}
	n = node(t, s, rollCall("A/RES/74/2"))
	if w := n.Strings("warnings"); len(w) != 1 || !strings.Contains(w[0], "states 3 members and has rows of 2") {
		t.Errorf("%v", w)
	}
	if got := positions(t, s, vocab.Voted, "A/RES/74/2"); got != "RUS=yes USA=yes" {
		t.Error(got)
	}
	n = node(t, s, rollCall("A/RES/74/3"))
	if w := n.Strings("warnings"); n.Get("yes") != nil || len(w) != 1 || !strings.Contains(w[0], `"many" of yes is not a number`) {
		t.Errorf("%v", n)
	}
	if n = node(t, s, rollCall("A/RES/74/4")); n.Get("yes") != nil || n.Get("warnings") != nil {
		t.Errorf("no totals: %v", n)
	}
}

func TestDoubledRows(t *testing.T) {
	s := open(t)
	rep := load(t, s, Assembly, text(ga2026, made("1", "2020-01-01", "A/RES/74/1", "t", "1-1-0-0-2", rus+"=Y", rus+"=Y", usa+"=N", fra+"=Y", fra+"=N")))
	if rep.Read != 5 || rep.Kept != 2 || rep.Duplicates != 1 || rep.Refused != 2 || !slices.Equal(rep.RefusedBy[0].Lines, []int{5, 6}) {
		t.Errorf("%s", rep)
	}
	if got := positions(t, s, vocab.Voted, "A/RES/74/1"); got != "RUS=yes USA=no" {
		t.Error(got)
	}
}

func TestTwoRecordsOfOneSymbol(t *testing.T) {
	a := made("3949879", "2021-12-01", "A/76/L.14", "Item 39", "2-1-0-0-3", rus+"=Y", usa+"=N", fra+"=Y")
	b := made("3949880", "2021-12-01", "A/76/L.14\u00a0", "Item 39", "2-1-0-0-3", rus+"=Y", usa+"=N", fra+"=Y")
	s := open(t)
	load(t, s, Assembly, text(ga2026, b, a))
	n, m := node(t, s, rollCall("A/76/L.14")), node(t, s, rollCall("A/76/L.14~3949880"))
	if n.String("outcome") != "adopted" || n.String("session") != "76" || m.String("symbol") != "A/76/L.14" || len(m.Strings("warnings")) != 2 {
		t.Errorf("%v\n%v", n, m)
	}
	// The ids stay when a later delivery has one of them only.
	rep := load(t, s, Assembly, text(ga2026, b))
	if rep.Unchanged != 3 || rep.Withdrawn == 0 || positions(t, s, vocab.Voted, "A/76/L.14") != "" || positions(t, s, vocab.Voted, "A/76/L.14~3949880") == "" {
		t.Errorf("%s", rep)
	}
	// No symbol at all: keyed by number, never guessed. A draft short of two
	// thirds did not pass.
	load(t, s, Assembly, text(ga2026, made("77", "2018-12-05", "MISSING_DATA", "t", "1-0-0-0-1", rus+"=Y"),
		made("78", "2018-12-06", "A/73/L.42", "t", "3-2-0-0-5", rus+"=Y", usa+"=Y", fra+"=Y", chn+"=N", prk+"=N")))
	if n := node(t, s, rollCall("undl/77")); n.String("symbol") != "undl/77" || len(n.Strings("warnings")) != 1 {
		t.Errorf("%v", n)
	}
	if n := node(t, s, rollCall("A/73/L.42")); n.String("outcome") != "failed" {
		t.Errorf("%v", n)
	}
}

func TestSymbolForms(t *testing.T) {
	s := open(t) // B21, B51, B45
	load(t, s, Council, text(sc2026, made("1", "2006-10-14", "S/RES/1718 (2006)\u00a0", "d", "1-0-0-0-1", rus+"=Y")))
	if got := positions(t, s, vocab.Voted, "S/RES/1718(2006)"); got != "RUS=yes" {
		t.Error(got)
	}
	load(t, s, Assembly, text(ga2026, made("2", "1946-12-13", "A/RES/63(I)[PARA.8]", "Approval of one agreement", "1-0-0-0-1", usa+"=Y")))
	if n := node(t, s, rollCall("A/RES/63(I)[PARA.8]")); n.String("kind") != "whole" || n.String("session") != "1" {
		t.Errorf("%v", n)
	}
}

func TestRowsThatDisagreeOnTheirRecord(t *testing.T) {
	v := made("1", "2020-01-01", "A/RES/74/1", "t", "3-0-0-0-3", rus+"=Y", usa+"=Y")
	w := v.with("date", "2020-01-02")
	w.pos = []string{fra + "=Y"}
	a, b := open(t), open(t)
	rep := load(t, a, Assembly, text(ga2026, v, w))
	load(t, b, Assembly, text(ga2026, w, v))
	n := node(t, a, rollCall("A/RES/74/1"))
	if n.Date("date") != graph.Day(2020, 1, 1) || len(n.Strings("warnings")) != 1 || len(rep.Warnings) != 1 {
		t.Errorf("%v\n%s", n, rep)
	}
	if state(t, a) != state(t, b) {
		t.Error("the order of rows matters")
	}
}

func TestWithdrawal(t *testing.T) {
	s := open(t) // B62
	vs := assemblyVotes()
	load(t, s, Assembly, text(ga2026, vs...))
	less := slices.Clone(vs)
	less[1].pos = less[1].pos[1:]

	damaged := strings.Replace(text(ga2026, less...), "1003,USA,UNITED STATES,N", "1003,USA,UNITED STATES,N,,", 1)
	if rep := load(t, s, Assembly, damaged); rep.Withdrawn != 0 || rep.Refused != 1 {
		t.Errorf("a damaged file withdrew: %s", rep)
	}
	if rep := load(t, s, Assembly, text(ga2026, vs[2])); rep.Withdrawn != 0 {
		t.Errorf("a file of another period withdrew: %s", rep)
	}
	// A row refused in one record does not hold back what another lacks.
	unknown := strings.Replace(text(ga2026, less...), "1003,USA,UNITED STATES", "1003,,FREEDONIA", 1)
	if rep := load(t, s, Assembly, unknown); rep.Withdrawn != 1 || rep.Refused != 1 {
		t.Errorf("%s", rep)
	}
	if rep := load(t, s, Assembly, text(ga2026, less...)); rep.Withdrawn != 0 {
		t.Errorf("withdrawn twice: %s", rep)
	}
	if got := positions(t, s, vocab.Voted, "A/RES/71/202"); got != "CHN=no FRA=yes PRK=no USA=yes" {
		t.Error(got)
	}
	gone, err := graph.Collect(s.Edges(context.Background(), graph.EdgeFilter{Kinds: []graph.Relation{vocab.Withdrawn}}))
	must(t, err)
	if len(gone) != 1 || gone[0].From.ID != "country/RUS" || gone[0].Props.String("choice") != "no" || gone[0].Props.Date("withdrawn") != graph.Day(2026, 3, 1) {
		t.Errorf("%v", gone)
	}
	if n, _ := node(t, s, seed.SourceKey("undl-ga")).Int("records"); n != 14 {
		t.Errorf("%d records", n)
	}
	load(t, s, Assembly, text(ga2026, vs...))
	if gone, _ = graph.Collect(s.Edges(context.Background(), graph.EdgeFilter{Kinds: []graph.Relation{vocab.Withdrawn}})); len(gone) != 0 || !strings.Contains(positions(t, s, vocab.Voted, "A/RES/71/202"), "RUS=no") {
		t.Errorf("the row did not come back: %v", gone)
	}
}

func TestWholeRecordWithdrawn(t *testing.T) {
	s := open(t)
	vs := assemblyVotes()
	load(t, s, Assembly, text(ga2026, vs...))
	load(t, s, Assembly, text(ga2026, vs[0], vs[2]))
	n := node(t, s, rollCall("A/RES/71/202"))
	if got := n.Strings("warnings"); !slices.Equal(got, []string{"undl-ga: the source took this record back; found on 2026-03-01"}) || positions(t, s, vocab.Voted, "A/RES/71/202") != "" {
		t.Errorf("%v", n)
	}
	if got := positions(t, s, vocab.Withdrawn, "A/RES/71/202"); strings.Count(got, "=") < 5 {
		t.Errorf("the record is not to be found: %s", got)
	}
	rev := revision(t, s)
	load(t, s, Assembly, text(ga2026, vs[0], vs[2]))
	if revision(t, s) != rev {
		t.Error("a repeat moved the revision")
	}
	load(t, s, Assembly, text(ga2026, vs...))
	if n := node(t, s, rollCall("A/RES/71/202")); n.Get("warnings") != nil {
		t.Errorf("the record is back: %v", n)
	}
}

func TestGuardAgainstCutFiles(t *testing.T) {
	var vs []vote
	for i := range 300 {
		v := made(fmt.Sprint(1000+i), "2020-01-01", fmt.Sprintf("A/RES/74/%d", i+1), "t", "5-0-0-0-5", rus+"=Y", usa+"=Y", chn+"=Y", fra+"=Y", prk+"=Y")
		vs = append(vs, v)
	}
	s := open(t)
	load(t, s, Assembly, text(ga2026, vs...))
	_, err := try(s, Assembly, text(ga2026, vs[:50]...))
	var v *graph.VanishedError
	if !errors.As(err, &v) || positions(t, s, vocab.Voted, "A/RES/74/200") == "" {
		t.Fatalf("%v", err)
	}
	rep := load(t, s, Assembly, text(ga2026, vs[:50]...), seed.Options{Withdraw: true, Day: graph.Day(2026, 1, 1)})
	if rep.Withdrawn < 1250 || positions(t, s, vocab.Voted, "A/RES/74/200") != "" {
		t.Errorf("%s", rep)
	}
}

func TestChangedRow(t *testing.T) {
	s := open(t)
	vs := assemblyVotes()
	load(t, s, Assembly, text(ga2026, vs...))
	vs[0].pos = slices.Clone(vs[0].pos)
	vs[0].pos[0] = rus + "=Y"
	vs[0] = vs[0].with("total_yes", "3", "total_abstentions", "0", "title", "A new title")
	rep := load(t, s, Assembly, text(ga2026, vs...))
	if rep.Kept != 1 || rep.Unchanged != 14 || node(t, s, rollCall("A/RES/66/254")).String("title") != "A new title" || !strings.Contains(positions(t, s, vocab.Voted, "A/RES/66/254"), "RUS=yes") {
		t.Errorf("%s", rep)
	}
}

// TestBrokenDelivery: a packed file that ends early keeps what was read, says
// where, withdraws nothing, and the whole file completes it.
func TestBrokenDelivery(t *testing.T) {
	var vs []vote
	for i := range 400 {
		vs = append(vs, made(fmt.Sprint(i*7919), "2020-01-01", fmt.Sprintf("A/RES/74/%d", i+1), fmt.Sprintf("Text %d", i*i), "3-0-0-0-3", rus+"=Y", usa+"=N", chn+"=A"))
	}
	body := text(ga2026, vs...)
	var z bytes.Buffer
	gz := gzip.NewWriter(&z)
	io.WriteString(gz, body)
	gz.Close()
	clean := open(t)
	load(t, clean, Assembly, body)

	s := open(t)
	rep, err := try(s, Assembly, string(z.Bytes()[:z.Len()*2/3]))
	if !errors.Is(err, io.ErrUnexpectedEOF) || !strings.Contains(err.Error(), "after line ") || rep.Kept == 0 || rep.Kept != rep.Read {
		t.Fatalf("%v\n%s", err, rep)
	}
	if node(t, s, seed.SourceKey("undl-ga")).Get("loaded") != nil {
		t.Error("a broken file counts as loaded")
	}
	load(t, s, Assembly, body)
	if state(t, s) != state(t, clean) {
		t.Error("the whole file does not complete the broken one")
	}
	if rep, err := try(s, Assembly, string(z.Bytes()[:z.Len()/3])); err == nil || rep.Withdrawn != 0 || state(t, s) == "" {
		t.Errorf("%v\n%s", err, rep)
	}
}

// failing breaks the store's writes off at the nth.
type failing struct {
	graph.Store
	left int
}

var errFailed = errors.New("the disk is full")

func (f *failing) Upsert(ctx context.Context, b graph.Batch) (graph.Changes, error) {
	if f.left--; f.left < 0 {
		return graph.Changes{}, errFailed
	}
	return f.Store.Upsert(ctx, b)
}

func (f *failing) Remove(ctx context.Context, source string, k []graph.EdgeKey) (int, error) {
	if f.left--; f.left < 0 {
		return 0, errFailed
	}
	return f.Store.Remove(ctx, source, k)
}

func TestResume(t *testing.T) {
	body := text(ga2026, assemblyVotes()...)
	clean := open(t)
	load(t, clean, Assembly, body)
	want := state(t, clean)
	for n := range 20 {
		s := open(t)
		_, err := Assembly.Import(context.Background(), &failing{s, n}, seed.Input{Name: "x", Reader: strings.NewReader(body)}, seed.Options{Chunk: 3, Day: graph.Day(2026, 3, 1)})
		if err != nil && !errors.Is(err, errFailed) {
			t.Fatal(err)
		}
		load(t, s, Assembly, body)
		if state(t, s) != want {
			t.Fatalf("broken at write %d and repeated, another state", n)
		}
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, err := Assembly.Import(ctx, open(t), seed.Input{Reader: strings.NewReader(body)}, seed.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestCouncilWithoutVote(t *testing.T) {
	s := open(t) // B46
	load(t, s, Council, text(sc2026,
		made("1", "1973-04-20", "S/RES/331(1973)", "d", "0-0-0-3-3", rus+"=X", usa+"=X", fra+"=X"),
		made("2", "2024-01-02", "S/RES/2716(2024)", "d", "3-0-0-0-3", rus+"=Y", usa+"=Y", fra+"=Y").with("modality", "Adopted without vote"),
		made("3", "1971-11-24", "S/RES/305(1971)", "d", "2-0-0-1-3", "SUN/USSR=Y", usa+"=Y", chn+"=X").with("vote_note", "China did not participate in the voting.")))
	for _, symbol := range []string{"S/RES/331(1973)", "S/RES/2716(2024)"} {
		if n := node(t, s, rollCall(symbol)); n.String("kind") != "without_vote" || n.String("outcome") != "adopted" || positions(t, s, vocab.Voted, symbol) != "" {
			t.Errorf("%v %s", n, positions(t, s, vocab.Voted, symbol))
		}
	}
	if got := positions(t, s, vocab.VotedPer, "S/RES/2716(2024)"); got != "FRA=yes RUS=yes USA=yes" {
		t.Error(got)
	}
	if got := positions(t, s, vocab.Voted, "S/RES/305(1971)"); got != "CHN=absent RUS=yes USA=yes" { // B47
		t.Error(got)
	}
}

// TestCouncilOverStarter: over a settled record the file changes nothing that
// counts; it fills what is missing and flags what differs (B37, B47).
func TestCouncilOverStarter(t *testing.T) {
	s := open(t)
	ctx := context.Background()
	key, none := rollCall("S/RES/1874(2009)"), rollCall("S/RES/702(1991)")
	var b graph.Batch
	for _, c := range []string{"RUS", "USA", "CHN", "PRK"} {
		b.Nodes = append(b.Nodes, graph.Node{Key: vocab.Key(vocab.Country, c), Props: graph.P("name", c)})
	}
	b.Nodes = append(b.Nodes,
		graph.Node{Key: key, Props: graph.P("body", votes.Council, "kind", "whole", "date", graph.Day(2009, 6, 12), "symbol", "S/RES/1874(2009)", "outcome", "adopted", "yes", 3, "absent", 0, "warnings", []string{"starter: something"})},
		graph.Node{Key: none, Props: graph.P("body", votes.Council, "kind", "without_vote", "date", graph.Day(1991, 8, 8), "symbol", "S/RES/702(1991)", "outcome", "adopted")},
		graph.Node{Key: seed.SourceKey("starter"), Props: graph.P("name", "starter", "kind", "dataset")},
		graph.Node{Key: vocab.Key(vocab.Topic, "dprk"), Props: graph.P("name", "North Korea")})
	for _, c := range []string{"RUS", "USA", "CHN"} {
		b.Edges = append(b.Edges, graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.Voted, From: vocab.Key(vocab.Country, c), To: key, Source: votes.Starter}, Props: graph.P("choice", "yes", "ref", "x")})
	}
	b.Edges = append(b.Edges,
		graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.Concerns, From: key, To: vocab.Key(vocab.Topic, "dprk"), Source: votes.Starter}},
		graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.Reports, From: seed.SourceKey("starter"), To: none, Source: votes.Starter}})
	_, err := s.Upsert(ctx, b)
	must(t, err)
	counted := func() string {
		var out []string
		for e, err := range s.Edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Voted, vocab.Concerns}}) {
			must(t, err)
			out = append(out, fmt.Sprint(e.EdgeKey, e.Props))
		}
		slices.Sort(out)
		return strings.Join(out, "\n")
	}
	before := counted()

	file := text(sc2026,
		made("1", "2009-12-06", "S/RES/1874(2009)", "Resolution on nuclear tests in Iran, sanctions", "2-0-1-0-3", rus+"=Y", usa+"=Y", chn+"=A").with("meeting", "S/PV.6141"),
		made("2", "1991-08-08", "S/RES/702(1991)", "Admission", "2-0-0-0-2", "SUN/USSR=Y", usa+"=Y"))
	load(t, s, Council, file)
	if after := counted(); after != before {
		t.Errorf("counts changed:\n%s\nfrom\n%s", after, before)
	}
	n := node(t, s, key)
	if n.Date("date") != graph.Day(2009, 6, 12) || n.String("title") == "" || n.String("meeting") != "S/PV.6141" {
		t.Errorf("%v", n)
	}
	want := []string{"starter: something", "undl-sc: dated 2009-12-06, settled 2009-06-12", "undl-sc: other positions: CHN abstain (starter: yes)", "undl-sc: yes 2, settled 3"}
	if got := n.Strings("warnings"); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if n := node(t, s, none); n.String("kind") != "without_vote" || positions(t, s, vocab.VotedPer, "S/RES/702(1991)") != "RUS=yes USA=yes" {
		t.Errorf("%v", n)
	}
	rev := revision(t, s)
	load(t, s, Council, file)
	if revision(t, s) != rev {
		t.Error("a repeat moved the revision")
	}
}

func TestGaps(t *testing.T) {
	rep := load(t, open(t), Assembly, text(ga2026, // B53
		made("1", "1963-01-01", "A/RES/1(XVIII)", "t", "1-0-0-0-1", usa+"=Y"), made("2", "1965-12-01", "A/RES/2(XX)", "t", "1-0-0-0-1", usa+"=Y"), made("3", "1967-12-01", "A/RES/3(XXII)", "t", "1-0-0-0-1", usa+"=Y")))
	if len(rep.Warnings) != 1 || !strings.Contains(rep.Warnings[0], "session 21,") || !strings.Contains(strings.Join(rep.Notes, "\n"), "session 19 (1964-65)") {
		t.Errorf("%s", rep)
	}
	if !strings.Contains(strings.Join(rep.Notes, "\n"), "drafts that failed") { // B50
		t.Errorf("the report does not say what is not in the file: %s", rep)
	}
	rep = load(t, open(t), Council, text(sc2026, made("1", "2000-01-01", "S/RES/10(2000)", "t", "1-0-0-0-1", usa+"=Y"), made("2", "2000-02-01", "S/RES/13(2000)", "t", "1-0-0-0-1", usa+"=Y")))
	if len(rep.Warnings) != 1 || !strings.Contains(rep.Warnings[0], "11, 12") {
		t.Errorf("%s", rep)
	}
}

func TestProgress(t *testing.T) {
	last := 0
	rep := load(t, open(t), Assembly, text(ga2026, assemblyVotes()...), seed.Options{Progress: func(n int) {
		if n < last {
			t.Errorf("progress went from %d to %d", last, n)
		}
		last = n
	}})
	if last != rep.Read {
		t.Errorf("progress ended at %d of %d", last, rep.Read)
	}
}

// FuzzRead asks of any text that reading it never panics, that each row is kept
// or refused, and that it reads the same again.
func FuzzRead(f *testing.F) {
	f.Add(text(ga2026, assemblyVotes()[:1]...))
	f.Add(text(ga2024, assemblyVotes()[2:]...))
	f.Add(ga2025 + "\n1,RUS,RUSSIAN FEDERATION,Y,2020,1,\"A/RES/1\n,,,,,,,,1.5,-1,9999999999,,,\n")
	f.Fuzz(func(t *testing.T, body string) {
		read := func() (int, seed.Report) {
			var rep seed.Report
			got, err := Assembly.(dataset).read(context.Background(), seed.Input{Reader: strings.NewReader(body)}, seed.Options{}, &rep)
			if err != nil || got == nil {
				return 0, rep
			}
			n := 0
			for _, r := range got.records {
				n += len(r.rows)
				h, _ := r.head(func(int) string { return "" })
				for _, c := range totalColumns {
					total(h.get(c))
				}
				titleOf(h.get(colTitle))
			}
			if n+rep.Refused != rep.Read {
				t.Fatalf("%d rows kept, %d refused, %d read", n, rep.Refused, rep.Read)
			}
			return n, rep
		}
		n, a := read()
		m, b := read()
		if n != m || a.String() != b.String() {
			t.Fatalf("%d rows, then %d", n, m)
		}
	})
}

func FuzzImport(f *testing.F) {
	f.Add(text(ga2026, assemblyVotes()...))
	f.Add(text(ga2024, assemblyVotes()...))
	f.Add(ga2026 + "\n1,RUS,RUSSIAN FEDERATION,Y,2020,1,\"A/RES/1\n,,,,,,,,1.5,-1,9999999999,,,\n")
	f.Fuzz(func(t *testing.T, body string) {
		s := open(t)
		if _, err := try(s, Assembly, body); err != nil {
			return
		}
		rev := revision(t, s)
		if _, err := try(s, Assembly, body); err != nil {
			t.Fatalf("the same again: %v", err)
		}
		if revision(t, s) != rev {
			t.Fatal("a repeat moved the revision")
		}
	})
}
