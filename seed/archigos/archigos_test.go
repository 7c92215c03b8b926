package archigos

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
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

func importText(t testing.TB, s graph.Store, text string) seed.Report {
	t.Helper()
	rep, err := Dataset.Import(context.Background(), s, seed.Input{Name: "made.csv", Reader: strings.NewReader(text)}, seed.Options{Day: graph.Day(2026, 1, 2)})
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

const header = "obsid,gwcode,leadid,leader,yrborn,gender,startdate,enddate,entry,exit,exitcode\n"

const made = header +
	"PRK-1948,731,aa-1,Kim Il-Sung,1912,M,1948-09-09,1994-07-08,Foreign Imposition,Natural Death,Regular\n" +
	"PRK-1994,731,aa-2,Kim Jong-Il,1941,M,1994-07-08,2011-12-17,Regular,Natural Death,Regular\n" +
	"PRK-2011,731,aa-3,Kim Jong Un,1983,M,2011-12-17,2015-12-31,Regular,Still in Office,Still in Office\n" +
	"RUS-1999,365,aa-4,Putin,1952,M,2000-01-01,2015-12-31,Regular,Still in Office,Still in Office\n" +
	"USA-1961,2,aa-5,Kennedy,1917,M,1961-01-20,1963-11-22,Regular,Irregular,Assassination by Unsupported Individual\n"

func TestSpells(t *testing.T) {
	s := open(t)
	rep := importText(t, s, made)
	if rep.Kept != 5 || rep.Refused != 0 || rep.Records != 5 {
		t.Fatal(rep)
	}
	for _, tt := range []struct{ id, ref, since, until, seen, exit, note string }{
		{"person/kim-il-sung", "PRK-1948", "1948-09-09", "1994-07-08", "", "Natural Death", "Regular"},
		{"person/kim-jong-un", "PRK-2011", "2011-12-17", "", "2015-12-31", "", ""}, // B32: no end, last seen
		{"person/putin", "RUS-1999", "2000-01-01", "", "2015-12-31", "", ""},
		{"person/kennedy", "USA-1961", "1961-01-20", "1963-11-22", "", "Irregular", "Assassination by Unsupported Individual"},
	} {
		es := edges(t, s, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Leads}, From: []graph.Key{{Kind: vocab.Person, ID: tt.id}}})
		if len(es) != 1 {
			t.Errorf("%s: %d edges", tt.id, len(es))
			continue
		}
		p := es[0].Props
		got := []string{p.String("ref"), p.Date("since").String(), p.Date("until").String(), p.Date("lastSeen").String(), p.String("exit"), p.String("note"), p.String("office")}
		if want := []string{tt.ref, tt.since, tt.until, tt.seen, tt.exit, tt.note, Office}; !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", tt.id, got, want)
		}
	}
	n, err := s.Node(t.Context(), vocab.Key(vocab.Person, "putin"))
	if err != nil || n.Props.Date("born") != graph.Year(1952) {
		t.Errorf("born %v, %v", n.Props, err)
	}

	was := revision(t, s)
	if rep := importText(t, s, made); rep.Unchanged != 5 || revision(t, s) != was {
		t.Errorf("a second import changed something: %s", rep)
	}
	// B58: copies within one file are duplicates.
	if rep := importText(t, s, made+strings.TrimPrefix(made, header)); rep.Unchanged != 5 || rep.Duplicates != 5 {
		t.Errorf("copies: %s", rep)
	}
}

func TestRefusals(t *testing.T) {
	for _, tt := range []struct {
		name, row string
		refused   int
		reason    string
	}{
		{"no such state", "X-1,999,l,Somebody,1900,M,1990-01-01,1991-01-01,Regular,Regular,Regular", 1, "gwcode"},
		{"a state before its time (B24)", "X-1,731,l,Somebody,1850,M,1905-01-01,1906-01-01,Regular,Regular,Regular", 1, "gwcode"},
		{"no day", "X-1,2,l,Somebody,1900,M,1990-02-30,1991-01-01,Regular,Regular,Regular", 1, "startdate"},
		{"ends first", "X-1,2,l,Somebody,1900,M,1990-02-03,1989-01-01,Regular,Regular,Regular", 1, "ends before"},
		{"no name", "X-1,2,l,,1900,M,1990-02-03,1991-01-01,Regular,Regular,Regular", 1, "is no name"},
		{"no id", ",2,l,Somebody,1900,M,1990-02-03,1991-01-01,Regular,Regular,Regular", 1, "obsid"},
		{"born later", "X-1,2,l,Somebody,1995,M,1990-02-03,1991-01-01,Regular,Regular,Regular", 1, "yrborn"},
		{"two names in one cell (B70)", "X-1,2,l,Kim Jong Un Kim Il-Sung,1900,M,1990-02-03,1991-01-01,Regular,Regular,Regular", 1, "two names"},
		{"another row of one id", "PRK-1994,731,aa-2,Kim Jong-Il,1941,M,1994-07-09,2011-12-17,Regular,Natural Death,Regular", 2, "stands twice"},
		{"too few fields", "X-1,2,l", 1, "fields"},
	} {
		s := open(t)
		rep := importText(t, s, made+tt.row+"\n")
		if rep.Refused != tt.refused || len(rep.RefusedBy) != 1 || !strings.Contains(rep.RefusedBy[0].Reason, tt.reason) {
			t.Errorf("%s: %s", tt.name, rep)
		}
	}
	_, err := Dataset.Import(t.Context(), open(t), seed.Input{Name: "x", Reader: strings.NewReader("obsid,gwcode,leader\n")}, seed.Options{})
	if !errors.Is(err, graph.ErrInvalid) || !strings.Contains(err.Error(), "leadid, startdate, enddate, exit") {
		t.Errorf("header: %v", err)
	}
}

// The file gives one number to two men, two numbers to one, and one man two
// years of birth.
func TestWhoIsOne(t *testing.T) {
	s := open(t)
	importText(t, s, header+
		"CAN-1,20,n1,King,1874,M,1921-12-29,1926-06-28,Regular,Regular,Regular\n"+
		"DOM-1,42,n1,Buenaventura Baez,1812,M,1849-09-24,1853-02-15,Regular,Regular,Regular\n"+
		"DNK-1,390,n2,Lars Lokke Rasmussen,1964,M,2009-04-05,2011-10-03,Regular,Regular,Regular\n"+
		"DNK-2,390,n3,Lars Lokke Rasmussen,1964,M,2015-06-28,2015-12-31,Regular,Still in Office,Still in Office\n"+
		"LTU-1,368,n4,Adamkus,1926,M,1998-02-26,2003-02-26,Regular,Regular,Regular\n"+
		"LTU-2,368,n4,Adamkus,1953,M,2004-07-12,2009-07-12,Regular,Regular,Regular\n"+
		"USA-1,2,n5,Johnson,1908,M,1963-11-22,1969-01-20,Regular,Regular,Regular\n"+
		"USA-2,2,n6,\"Johnson, A.\",1808,M,1865-04-15,1869-03-04,Regular,Regular,Regular\n"+
		"BEL-1,211,n7,Janson,1872,M,1937-11-24,1938-05-15,Regular,Regular,Regular\n"+
		"BEL-2,211,n8,Janson,1874,M,1939-11-24,1940-05-15,Regular,Regular,Regular\n")
	var got []string
	for _, e := range edges(t, s, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Leads}}) {
		got = append(got, e.From.ID+" "+e.ID)
	}
	want := []string{"person/a-johnson USA-2", "person/adamkus LTU-1", "person/adamkus LTU-2", "person/buenaventura-baez DOM-1", "person/janson-1872 BEL-1", "person/janson-1874 BEL-2",
		"person/johnson USA-1", "person/king CAN-1", "person/lars-lokke-rasmussen DNK-1", "person/lars-lokke-rasmussen DNK-2"}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if n, _ := s.Node(t.Context(), vocab.Key(vocab.Person, "adamkus")); !n.Props.Date("born").IsZero() {
		t.Errorf("two years of birth are none known: %v", n.Props)
	}
}

func dump(t testing.TB, s graph.Store) []string {
	var out []string
	for n, err := range s.Nodes(context.Background(), graph.NodeFilter{}) {
		if err != nil {
			t.Fatal(err)
		}
		line := n.Key.String()
		for _, p := range n.Props {
			line += " " + p.Name + "=" + strings.Join(append(n.Props.Strings(p.Name), n.Props.String(p.Name), n.Props.Date(p.Name).String()), "|")
		}
		out = append(out, line)
	}
	for _, e := range edges(t, s, graph.EdgeFilter{}) {
		line := e.EdgeKey.String()
		for _, p := range e.Props {
			line += " " + p.Name + "=" + e.Props.String(p.Name) + e.Props.Date(p.Name).String()
		}
		out = append(out, line)
	}
	slices.Sort(out)
	return out
}

func readFile(t testing.TB) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(records.Dir(t), "leaders", "archigos_4.1.csv"))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func shuffled(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	r := rand.New(rand.NewPCG(7, 7))
	r.Shuffle(len(lines)-1, func(i, j int) { lines[i+1], lines[j+1] = lines[j+1], lines[i+1] })
	return strings.Join(lines, "\n") + "\n"
}

func TestShuffled(t *testing.T) {
	text := readFile(t)
	a, b := open(t), open(t)
	importText(t, a, text)
	importText(t, b, shuffled(text))
	x, y := dump(t, a), dump(t, b)
	for i := range x {
		if i >= len(y) || x[i] != y[i] {
			t.Fatalf("the order of rows matters: %s", x[i])
		}
	}
}

// A cut file withdraws nothing; a file that lacks a row withdraws it (B62).
func TestCutAndCorrected(t *testing.T) {
	text := readFile(t)
	s := open(t)
	importText(t, s, text)
	was := revision(t, s)
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	w.Write([]byte(text))
	w.Close()
	if _, err := Dataset.Import(t.Context(), s, seed.Input{Name: "cut.gz", Reader: bytes.NewReader(z.Bytes()[:z.Len()/2])}, seed.Options{}); err == nil {
		t.Error("half a packed file was taken for a whole one")
	}
	if revision(t, s) != was {
		t.Error("half a file changed the store")
	}
	if rep := importText(t, s, strings.Replace(text, "USA-1961,2,", "USA-1961,2\xff,", 1)); rep.Refused != 1 || rep.Withdrawn != 0 || rep.Kept != 0 {
		t.Errorf("a damaged row: %s", rep)
	}
	i := strings.Index(text, "USA-1961,")
	j := i + strings.IndexByte(text[i:], '\n') + 1
	rep := importText(t, s, text[:i]+text[j:])
	gone := edges(t, s, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Withdrawn}, To: []graph.Key{vocab.Key(vocab.Country, "USA")}})
	if rep.Withdrawn == 0 || len(gone) != 1 || gone[0].Props.String("ref") != "USA-1961" {
		t.Errorf("withdrawn: %s, %v", rep, gone)
	}
	importText(t, s, text)
	es := edges(t, s, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Leads}, To: []graph.Key{vocab.Key(vocab.Country, "USA")}, Where: graph.P("ref", "USA-1961")})
	if len(es) != 1 || es[0].From.ID != "person/kennedy" {
		t.Errorf("the row came back as %v", es)
	}
}

// at gives who led a state on a day, per the source: known to lead, and last
// known to.
func at(t testing.TB, s graph.Store, country, day string) (led, last []string) {
	d := graph.MustDate(day)
	for _, e := range edges(t, s, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Leads}, To: []graph.Key{vocab.Key(vocab.Country, country)}, Sources: []string{"archigos"}}) {
		v := e.Interval()
		seen := e.Props.Date("lastSeen")
		switch {
		case v.Contains(d) != graph.Certain:
		case v.Until.IsZero() && d.After(seen):
			last = append(last, strings.TrimPrefix(e.From.ID, "person/"))
		default:
			led = append(led, strings.TrimPrefix(e.From.ID, "person/"))
		}
	}
	return led, last
}

func TestKnownAnswers(t *testing.T) {
	s := open(t)
	rep := importText(t, s, readFile(t))
	if rep.Read != 3409 || rep.Kept != 3409 {
		t.Fatal(rep)
	}
	for _, tt := range []struct{ country, day, want string }{
		{"PRK", "1948-09-09", "kim-il-sung"},
		{"PRK", "1994-07-01", "kim-il-sung"},
		{"PRK", "1994-07-08", "kim-il-sung kim-jong-il"}, // the day of the change is both's
		{"PRK", "1994-07-10", "kim-jong-il"},
		{"PRK", "2012-01-01", "kim-jong-un"},
		{"PRK", "2015-12-31", "kim-jong-un"},
		{"PRK", "2016-01-01", "last kim-jong-un"}, // B32
		{"PRK", "1947-01-01", ""},
		{"RUS", "1941-06-22", "stalin"},
		{"RUS", "1953-03-10", "malenkov"},
		{"RUS", "1962-10-27", "khrushchev"},
		{"RUS", "1975-06-01", "brezhnev"},
		{"RUS", "1983-09-26", "andropov"},
		{"RUS", "1985-01-01", "chernenko"},
		{"RUS", "1985-03-11", "gorbachev"},
		{"RUS", "1993-10-03", "yeltsin"},
		{"RUS", "2010-01-01", "putin"},
		{"RUS", "2023-07-25", "last putin"},
		{"FRA", "1962-01-01", "de-gaulle"},
		{"FRA", "1969-05-15", "poher"},
		{"FRA", "1974-05-01", "poher"},
		{"FRA", "1981-05-22", "mitterand"},
		{"FRA", "2000-01-01", "chirac"},
		{"FRA", "2013-01-01", "hollande"},
		{"USA", "1963-11-22", "johnson kennedy"},
		{"USA", "1963-11-21", "kennedy"},
		{"USA", "1945-04-13", "truman"},
		{"USA", "1974-08-10", "ford"},
		{"USA", "1990-01-01", "ghw-bush"},
		{"USA", "2003-03-20", "gw-bush"},
		{"USA", "2012-01-01", "obama"},
		{"CHN", "1950-01-01", "mao-tse-tung"},
		{"CHN", "1976-09-08", "mao-tse-tung"},
		{"CHN", "1978-01-01", "hua-guofeng"},
		{"CHN", "1989-06-04", "deng-xiaoping"},
		{"CHN", "2001-01-01", "jiang-zemin"},
		{"CHN", "2010-01-01", "hu-jintao"},
		{"CHN", "2013-01-01", "xi-jinping"},
		{"KOR", "1979-10-25", "hee-park"},
		{"KOR", "1988-01-01", "chun-doo-hwan"},
		{"KOR", "2000-06-15", "kim-dae-jung"},
		{"KOR", "2005-01-01", "roh-moo-hyun"},
		{"KOR", "2014-01-01", "park-geun-hye"},
		{"JPN", "2001-05-01", "junichiro-koizumi"},
		{"JPN", "2007-01-01", "shinzo-abe"},
		{"JPN", "2013-01-01", "shinzo-abe"},
		{"UKR", "2000-01-01", "kuchma"},
		{"UKR", "2014-03-18", "oleksandr-turchynov"},
		{"UKR", "2015-01-01", "petro-poroshenko"},
		{"GBR", "1940-05-09", "chamberlin"},
		{"GBR", "1956-11-01", "eden-1897"},
		{"GBR", "1982-05-01", "thatcher"},
		{"GBR", "2003-03-20", "blair"},
		{"CUB", "1962-10-27", "castro-1927"},
		{"VNM", "1975-04-30", "le-duan"},
		{"SRB", "2006-07-01", "kostunica"},
	} {
		led, last := at(t, s, tt.country, tt.day)
		got := strings.Join(led, " ")
		if len(led) == 0 && len(last) > 0 {
			got = "last " + strings.Join(last, " ")
		}
		if got != tt.want {
			t.Errorf("%s on %s: %q, want %q", tt.country, tt.day, got, tt.want)
		}
	}
}

// Numbers of spells, counted in the file by hand: rows of a gwcode.
func TestSpellsByState(t *testing.T) {
	text := readFile(t)
	s := open(t)
	importText(t, s, text)
	for code, country := range map[string]string{"2": "USA", "731": "PRK", "732": "KOR", "710": "CHN", "740": "JPN", "200": "GBR", "369": "UKR"} {
		want := 0
		for line := range strings.SplitSeq(text, "\n") {
			if f := strings.SplitN(line, ",", 3); len(f) == 3 && f[1] == code {
				want++
			}
		}
		if got := len(edges(t, s, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Leads}, To: []graph.Key{vocab.Key(vocab.Country, country)}})); got != want {
			t.Errorf("%s: %d spells, %d in the file", country, got, want)
		}
	}
	open, ended := 0, 0
	for _, e := range edges(t, s, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Leads}}) {
		if e.Props.Date("until").IsZero() {
			open++
		} else {
			ended++
		}
	}
	if open != 168 || ended != 3241 { // exit is "Still in Office" in 168 rows
		t.Errorf("%d without an end, %d with", open, ended)
	}
}

// Every leader of the nine states since 2000 is a curated person.
func TestCuratedLeaders(t *testing.T) {
	s := open(t)
	if _, _, err := facts.Ensure(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	importText(t, s, readFile(t))
	curated := map[graph.Key]bool{}
	for _, e := range edges(t, s, graph.EdgeFilter{Sources: []string{"starter"}, Kinds: []graph.Relation{vocab.Leads, vocab.Serves}}) {
		curated[e.From] = true
	}
	for _, c := range []string{"USA", "GBR", "FRA", "RUS", "CHN", "PRK", "KOR", "JPN", "UKR"} {
		for _, e := range edges(t, s, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Leads}, To: []graph.Key{vocab.Key(vocab.Country, c)}, Sources: []string{"archigos"}}) {
			if e.Props.Date("since").Compare(graph.Day(2000, 1, 1)) >= 0 && !curated[e.From] && e.From.ID != "person/mikio-aoki" { // in office for three days
				t.Errorf("%s of %s since %s is no curated person", e.From.ID, c, e.Props.Date("since"))
			}
		}
	}
}
