package factbook

import (
	"compress/gzip"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"entente/graph"
	"entente/graph/sqlitestore"
	"entente/graph/vocab"
	"entente/internal/records"
	"entente/seed"
	"entente/seed/facts"
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

const header = "gec_code,country,field,text,first_seen,last_seen,commit\n"

func importText(t testing.TB, s graph.Store, text string) seed.Report {
	t.Helper()
	rep, err := Dataset.Import(context.Background(), s, seed.Input{Name: "made.csv", Reader: strings.NewReader(text)}, seed.Options{Day: graph.Day(2026, 6, 1)})
	if err != nil {
		t.Fatal(err)
	}
	if rep.Read != rep.Kept+rep.Unchanged+rep.Duplicates+rep.Refused {
		t.Errorf("the counts do not add up: %s", rep)
	}
	return rep
}

func edges(t testing.TB, s graph.Store, f graph.EdgeFilter) []graph.Edge {
	t.Helper()
	es, err := graph.Collect(s.Edges(context.Background(), f))
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(es, func(a, b graph.Edge) int { return a.EdgeKey.Compare(b.EdgeKey) })
	return es
}

func revision(t testing.TB, s graph.Store) string {
	t.Helper()
	r, err := s.Revision(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// offices lists what the source says of a state, one line an office.
func offices(t testing.TB, s graph.Store, country string) []string {
	t.Helper()
	var out []string
	for _, e := range edges(t, s, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Leads, vocab.Serves}, To: []graph.Key{vocab.Key(vocab.Country, country)}, Sources: []string{"factbook-executives"}}) {
		p := e.Props
		out = append(out, fmt.Sprintf("%s %s %s %s..%s seen %s..%s %s", e.Kind, vocab.Rest(e.From), p.String("office"), p.Date("since"), p.Date("until"), p.Date("firstSeen"), p.Date("lastSeen"), p.String("ref")))
	}
	return out
}

func equal(t *testing.T, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

const made = header +
	"rs,Russia,chief_of_state,President Vladimir Vladimirovich PUTIN (since 7 May 2012),2015-10-26,2020-11-23,c1\n" +
	"rs,Russia,head_of_government,Premier Dmitriy Anatolyevich MEDVEDEV (since 8 May 2012); First Deputy Premier Igor Ivanovich SHUVALOV (since 12 May 2008),2015-10-26,2018-05-01,c1\n" +
	"rs,Russia,head_of_government,Premier Dmitriy Anatolyevich MEDVEDEV (since 8 May 2012),2018-05-02,2020-01-20,c2\n" +
	"rs,Russia,head_of_government,Premier Mikhail MISHUSTIN (since 16 January 2020),2020-01-21,2026-05-17,c3\n" +
	"ti,Tajikistan,chief_of_state,President Emomali RAHMON (since 16 November 1994; head of state and Supreme Assembly chairman since 20 November 1992),2015-10-26,2026-05-17,c1\n" +
	"uk,United Kingdom,chief_of_state,Queen ELIZABETH II (since 6 February 1952),2015-10-26,2022-09-11,c1\n" +
	"ca,Canada,chief_of_state,Queen ELIZABETH II (since 6 February 1952); represented by Governor General David JOHNSTON (since 1 October 2010),2015-10-26,2017-10-10,c1\n" +
	"ja,Japan,head_of_government,vacant (since 7 September 2025),2025-10-07,2025-10-07,c4\n"

func TestFacts(t *testing.T) {
	s := open(t)
	rep := importText(t, s, made)
	if rep.Kept != 8 || rep.Refused != 0 {
		t.Fatal(rep)
	}
	// The earlier holder has no until: when the office changed hands is not
	// said, only when the text last stood.
	equal(t, offices(t, s, "RUS"), []string{
		"LEADS dmitriy-medvedev Premier 2012-05-08.. seen 2015-10-26..2020-01-20 rs/head_of_government@c1",
		"LEADS mikhail-mishustin Premier 2020-01-16.. seen 2020-01-21..2026-05-17 rs/head_of_government@c3",
		"LEADS vladimir-putin President 2012-05-07.. seen 2015-10-26..2020-11-23 rs/chief_of_state@c1",
		"SERVES igor-shuvalov First Deputy Premier 2008-05-12.. seen 2015-10-26..2018-05-01 rs/head_of_government@c1",
	})
	// B38: one person, two dated posts.
	equal(t, offices(t, s, "TJK"), []string{
		"LEADS emomali-rahmon Head of state and Supreme Assembly chairman 1992-11-20.. seen 2015-10-26..2026-05-17 ti/chief_of_state@c1",
		"LEADS emomali-rahmon President 1994-11-16.. seen 2015-10-26..2026-05-17 ti/chief_of_state@c1",
	})
	// One queen of two realms.
	equal(t, offices(t, s, "CAN"), []string{
		"LEADS elizabeth-ii Queen 1952-02-06.. seen 2015-10-26..2017-10-10 ca/chief_of_state@c1",
		"SERVES david-johnston Governor General 2010-10-01.. seen 2015-10-26..2017-10-10 ca/chief_of_state@c1",
	})
	if es := edges(t, s, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Reports}, To: []graph.Key{vocab.Key(vocab.Country, "JPN")}}); len(es) != 1 || es[0].Props.String("quote") != "vacant (since 7 September 2025)" {
		t.Errorf("the text that names nobody: %v", es)
	}
	was := revision(t, s)
	if rep := importText(t, s, made); rep.Unchanged != 8 || revision(t, s) != was {
		t.Errorf("a second import changed something: %s", rep)
	}
	if rep := importText(t, s, made+strings.TrimPrefix(made, header)); rep.Unchanged != 8 || rep.Duplicates != 8 {
		t.Errorf("copies: %s", rep)
	}
	// B62: a text that the source takes back is withdrawn, with the day.
	lines := strings.SplitAfter(made, "\n")
	rep = importText(t, s, strings.Join(slices.Delete(slices.Clone(lines), 4, 5), ""))
	gone := edges(t, s, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Withdrawn}, From: []graph.Key{vocab.Key(vocab.Person, "mikhail-mishustin")}})
	if rep.Withdrawn != 3 || len(gone) != 1 || gone[0].Props.Date("withdrawn") != graph.Day(2026, 6, 1) {
		t.Errorf("withdrawn: %s %v", rep, gone)
	}
	importText(t, s, made)
	equal(t, offices(t, s, "RUS")[1:2], []string{"LEADS mikhail-mishustin Premier 2020-01-16.. seen 2020-01-21..2026-05-17 rs/head_of_government@c3"})
}

func TestSpellingsOfOne(t *testing.T) {
	s := open(t)
	importText(t, s, header+
		"bo,Belarus,head_of_government,Prime Minister Andrey KOBYAKOV (since 27 December 2014),2015-10-26,2016-01-01,c1\n"+
		"bo,Belarus,head_of_government,Prime Minister Andrey KABYAKOW (since 27 December 2014),2016-01-02,2018-01-01,c2\n"+
		"bh,Belize,head_of_government,Prime Minister John BRICENO (since 12 November 2020),2020-11-24,2021-01-01,c1\n"+
		"bh,Belize,head_of_government,Prime Minister Juan Antonio BRICENO (since 12 November 2020),2021-01-02,2026-05-17,c2\n"+
		"bc,Botswana,chief_of_state,Vice President Mokgweetsi Eric MASISI (since 12 November 2014),2015-10-26,2018-05-01,c1\n"+
		"bc,Botswana,chief_of_state,President Mokgweetsi Eric MASISI (since 1 April 2018),2018-05-02,2024-11-01,c2\n"+
		"ae,United Arab Emirates,chief_of_state,President MUHAMMAD bin Rashid Al-Nuhayan (since 14 May 2022),2022-05-19,2022-08-11,c1\n"+
		"ae,United Arab Emirates,chief_of_state,President MUHAMMAD BIN ZAYID Al-Nuhayyan (since 14 May 2022),2022-08-12,2026-05-17,c2\n")
	equal(t, offices(t, s, "BLR"), []string{"LEADS andrey-kabyakow Prime Minister 2014-12-27.. seen 2015-10-26..2018-01-01 bo/head_of_government@c1"})
	if o := offices(t, s, "BWA"); len(o) != 2 || !strings.HasPrefix(o[0], "LEADS mokgweetsi-masisi ") || !strings.HasPrefix(o[1], "SERVES mokgweetsi-masisi ") {
		t.Errorf("one person in two offices: %q", o)
	}
	// Given names that contradict are not joined in silence.
	if o := offices(t, s, "BLZ"); len(o) != 2 {
		t.Errorf("%q", o)
	}
	if o := offices(t, s, "ARE"); len(o) != 2 {
		t.Errorf("%q", o)
	}
}

func TestRefusals(t *testing.T) {
	for _, tt := range []struct{ row, reason string }{
		{"zz,Nowhere,chief_of_state,President A BBBB (since 7 May 2012),2015-10-26,2020-11-23,c1", "gec_code"},
		{"xx,World,chief_of_state,there are 27 monarchies,2015-10-26,2020-11-23,c1", "not a state"},
		{"rs,Russia,cabinet,President A BBBB (since 7 May 2012),2015-10-26,2020-11-23,c1", "not about executives"},
		{"rs,Russia,chief_of_state,President A BBBB (since 7 May 2012),2015-13-26,2020-11-23,c1", "first_seen"},
		{"rs,Russia,chief_of_state,President A BBBB (since 7 May 2012),2015-10-26,2014-11-23,c1", "last_seen"},
		{"rs,Russia,chief_of_state,President A BBBB (since 7 May 2012),2015-10-26,2020-11-23,", "commit"},
		{"rs,Russia,chief_of_state,Prime Minister (since 5 January 2006),2015-10-26,2020-11-23,c9", "names no office and holder"},
		{"rs,Russia,chief_of_state,the president said so,2015-10-26,2020-11-23,c9", "names no office and holder"},                                   // B63
		{"rs,Russia,chief_of_state,President KIM Jong Un Sergei SHOIGU (since 7 May 2012),2015-10-26,2020-11-23,c9", "two names stand in one cell"}, // B70
	} {
		s := open(t)
		rep := importText(t, s, made+tt.row+"\n")
		if rep.Refused != 1 || !strings.Contains(rep.RefusedBy[0].Reason, tt.reason) || rep.RefusedBy[0].Lines[0] != 10 {
			t.Errorf("%s: %s", tt.row, rep)
		}
	}
	_, err := Dataset.Import(t.Context(), open(t), seed.Input{Name: "x", Reader: strings.NewReader("gec_code,country,field\n")}, seed.Options{})
	if !errors.Is(err, graph.ErrInvalid) || !strings.Contains(err.Error(), "text, first_seen, last_seen, commit") {
		t.Errorf("header: %v", err)
	}
}

func readFile(t testing.TB) string {
	t.Helper()
	f, err := os.Open(filepath.Join(records.Dir(t), "factbook", "executives_2014_2026.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestShuffled(t *testing.T) {
	text := readFile(t)
	lines := strings.Split(strings.TrimSpace(text), "\n")
	r := rand.New(rand.NewPCG(3, 3))
	r.Shuffle(len(lines)-1, func(i, j int) { lines[i+1], lines[j+1] = lines[j+1], lines[i+1] })
	a, b := open(t), open(t)
	importText(t, a, text)
	importText(t, b, strings.Join(lines, "\n")+"\n")
	x, y := edges(t, a, graph.EdgeFilter{}), edges(t, b, graph.EdgeFilter{})
	if len(x) != len(y) {
		t.Fatalf("%d and %d edges", len(x), len(y))
	}
	for i := range x {
		if x[i].EdgeKey != y[i].EdgeKey || !x[i].Props.Equal(y[i].Props) {
			t.Fatalf("the order of rows matters: %s %v, %s %v", x[i].EdgeKey, x[i].Props, y[i].EdgeKey, y[i].Props)
		}
	}
}

// Answers looked up in the texts themselves.
func TestKnownAnswers(t *testing.T) {
	s := open(t)
	if _, _, err := facts.Ensure(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	rep := importText(t, s, readFile(t))
	rows, err := csv.NewReader(strings.NewReader(readFile(t))).ReadAll()
	if err != nil || rep.Read != len(rows)-1 || rep.Refused > 40 {
		t.Fatalf("%d rows, %v: %s", len(rows)-1, err, rep)
	}
	for _, tt := range []struct{ country, person, office, since, lastSeen string }{
		{"RUS", "vladimir-putin", "President", "2012-05-07", ""},
		{"RUS", "mikhail-mishustin", "Premier", "2020-01-16", "2026-05-17"},
		{"PRK", "kim-jong-un", "State Affairs Commission President", "2011-12-17", "2026-05-17"},
		{"CHN", "xi-jinping", "President", "2013-03-14", "2026-05-17"},
		{"FRA", "emmanuel-macron", "President", "2017-05-14", "2026-05-17"},
		{"GBR", "elizabeth-ii", "Queen", "1952-02-06", "2022-09-11"},
		{"GBR", "charles-iii", "King", "2022-09-08", "2026-05-17"},
		{"CAN", "elizabeth-ii", "Queen", "1952-02-06", ""},
		{"AUS", "charles-iii", "King", "2022-09-08", ""},
		{"USA", "barack-obama", "President", "2009-01-20", ""},
		{"USA", "joe-biden", "President", "2021-01-20", ""},
		{"KOR", "yoon-suk-yeol", "President", "2022-05-10", ""},
		{"KOR", "lee-jae-myung", "President", "2025-06-04", "2026-05-17"},
		{"JPN", "naruhito", "Emperor", "2019-05-01", "2026-05-17"},
		{"UKR", "volodymyr-zelensky", "President", "2019-05-20", "2026-05-17"},
		{"TJK", "emomali-rahmon", "President", "1994-11-16", "2026-05-17"},
		{"DEU", "angela-merkel", "Chancellor", "2005-11-22", ""},
		{"NCL", "emmanuel-macron", "President", "2017-05-14", ""},
		{"AND", "emmanuel-macron", "Co-prince", "2017-05-14", ""},
		{"BLR", "aleksandr-lukashenko", "President", "1994-07-20", ""},
	} {
		found := false
		var have []string
		for _, e := range edges(t, s, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Leads}, To: []graph.Key{vocab.Key(vocab.Country, tt.country)}, Sources: []string{"factbook-executives"}}) {
			p := e.Props
			have = append(have, fmt.Sprintf("%s %s %s %s", e.From.ID, p.String("office"), p.Date("since"), p.Date("lastSeen")))
			found = found || e.From.ID == "person/"+tt.person && p.String("office") == tt.office && p.Date("since").String() == tt.since &&
				(tt.lastSeen == "" || p.Date("lastSeen").String() == tt.lastSeen)
		}
		if !found {
			t.Errorf("%+v is not among\n%s", tt, strings.Join(have, "\n"))
		}
	}
	// Who was president of Russia in 2010 the text of 2015 does not say: an
	// office begun in 2012 is all there is.
	for _, e := range edges(t, s, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Leads}, To: []graph.Key{vocab.Key(vocab.Country, "RUS")}, Sources: []string{"factbook-executives"}}) {
		if e.Interval().Contains(graph.Day(2010, 1, 1)) != graph.No {
			t.Errorf("%s is said to have led Russia in 2010: %v", e.From.ID, e.Props)
		}
	}
}
