package ties

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"entente/graph"
	"entente/graph/sqlitestore"
	"entente/graph/vocab"
	"entente/seed"
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

var today = graph.Day(2026, 1, 1)

func load(t testing.TB, s graph.Store, d seed.Dataset, text string) seed.Report {
	t.Helper()
	rep, err := d.Import(context.Background(), s, seed.Input{Name: "test.csv", Reader: strings.NewReader(text)}, seed.Options{Day: today})
	must(t, err)
	balanced(t, rep)
	return rep
}

func balanced(t testing.TB, rep seed.Report) {
	t.Helper()
	if rep.Read != rep.Kept+rep.Unchanged+rep.Duplicates+rep.Refused {
		t.Errorf("the account of rows does not add up: %s", rep)
	}
}

func revision(t testing.TB, s graph.Store) string {
	t.Helper()
	r, err := s.Revision(context.Background())
	must(t, err)
	return fmt.Sprint(r)
}

// edgesOf gives the edges of relations as lines of text, sorted.
func edgesOf(t testing.TB, s graph.Store, kinds ...graph.Relation) []string {
	t.Helper()
	var out []string
	for e, err := range s.Edges(context.Background(), graph.EdgeFilter{Kinds: kinds}) {
		must(t, err)
		out = append(out, fmt.Sprintf("%s %s %s %s %s", e.Kind, vocab.Rest(e.From), vocab.Rest(e.To), e.ID, props(e.Props)))
	}
	slices.Sort(out)
	return out
}

func props(ps graph.Props) string {
	var out []string
	for _, p := range ps {
		out = append(out, fmt.Sprintf("%s=%v", p.Name, p.Value))
	}
	return strings.Join(out, " ")
}

// whole gives all nodes and edges but the sources' own nodes.
func whole(t testing.TB, s graph.Store) []string {
	t.Helper()
	out := edgesOf(t, s)
	for n, err := range s.Nodes(context.Background(), graph.NodeFilter{}) {
		must(t, err)
		if n.Kind != vocab.Source {
			out = append(out, fmt.Sprintf("%s %s", n.ID, props(n.Props)))
		}
	}
	slices.Sort(out)
	return out
}

func same(t testing.TB, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n%s\nwant\n%s", what, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func text(head string, rows ...string) string { return head + "\n" + strings.Join(rows, "\n") + "\n" }

// made is a small delivery of our own making: rows that stand, the number of
// rows at the end that another delivery drops, a row of an unknown state, a
// row with a value that is none.
type made struct {
	set              seed.Dataset
	head             string
	rows             []string
	drop             int
	unknown, damaged string
}

const (
	atopHead       = "ccode1,ccode2,year,atop_defense,atop_offense,atop_neutral,atop_nonagg,atop_consul"
	tssHead        = "tssr_id,rivalry,ccode1,ccode2,start,end,positional,spatial,ideological,interventionary,principal,aprin"
	tdHead         = "rivalryno,rivalryname,ccode1,ccode2,styear,endyear,region,type1,type2,type3"
	contiguityHead = "ccode1,ccode2,conttype,stdate,enddate"
	warHead        = "warnum,ccode1,ccode2,year,cowinterongoing,cowinteronset,sidea1,sidea2,initiator1,initiator2,outcome1,outcome2,batdeath1,batdeath2,resume"
	conflictHead   = "conflict_id,year,gwno_a,gwno_a_2nd,gwno_b,gwno_b_2nd,incompatibility,intensity_level,type_of_conflict,start_date,start_prec,start_date2,start_prec2,ep_end,ep_end_date"
	statesHead     = "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version"
	majorsHead     = "ccode,styear,stmonth,stday,endyear,endmonth,endday,version"
)

func deliveries() []made {
	return []made{
		{Alliances, atopHead, []string{
			"365,731,1995,1,0,0,1,0", "731,365,1995,1,0,0,1,0", "365,731,1996,1,0,0,1,0", "731,365,1996,1,0,0,1,0",
			"2,666,1990,1,0,0,0,1", "666,2,1990,0,0,0,0,1", "710,731,1996,1,0,0,1,0", "731,710,1996,1,0,0,1,0"}, 2,
			"2,999,1990,1,0,0,0,0\n999,2,1990,1,0,0,0,0", "2,20,1990,yes,0,0,0,0"},
		{Rivalries, tssHead, []string{
			"100,United States-USSR 2,2,365,1945,1989,1,,1,,1,", "114,North Korea-South Korea,731,732,1948,2020,1,,1,1,1,", "107,India-Pakistan,750,770,1947,2020,1,1,,,1,1"}, 1,
			"6,Portugal-Venice,235,324,1494,1516,1,,,,,", "7,Two and two,2,365,1950,1940,1,,,,,"},
		{OldRivalries, tdHead, []string{
			"1,First,2,365,1945,1989,Global,positional,ideological,", "2,Second,731,732,1948,2010,East Asia,ideological,interventionary,", "3,Third,750,770,1947,2010,South Asia,spatial,,"}, 1,
			"8,Portugal-Venice,235,324,1494,1580,European GPs,positional,,", "9,Odd,2,20,1950,1960,,warm,,"},
		{Contiguity, contiguityHead, []string{
			"2,20,1,1920-01-01,2016-12-01", "20,2,1,1920-01-01,2016-12-01", "365,731,1,1948-08-01,2016-12-01", "731,365,1,1948-08-01,2016-12-01",
			"2,365,2,1959-01-01,2016-12-01", "365,2,2,1959-01-01,2016-12-01"}, 2,
			"2,999,1,1920-01-01,2016-12-01", "2,70,7,1920-01-01,2016-12-01"},
		{Wars, warHead, []string{
			"900,731,732,1950,1,1,2,1,1,0,6,6,100,200,0", "900,732,731,1950,1,1,1,2,0,1,6,6,200,100,0",
			"901,2,645,1990,1,1,1,2,0,1,1,2,-9,300,0", "901,645,2,1990,1,1,2,1,1,0,2,1,300,-9,0"}, 2,
			"902,2,999,1950,1,1,1,2,0,1,1,2,1,1,0", "903,2,645,1990,1,1,1,1,0,1,1,2,1,1,0"},
		{Conflicts, conflictHead, []string{
			"13243,2022,365,,369,,both,2,interstate,2014-03-18,1,2022-02-24,1,0,", "13243,2023,365,731,369,,both,2,interstate,2014-03-18,1,2022-02-24,1,0,",
			"400,1990,750,,,,territory,1,intrastate,1989-04-30,3,1989-12-31,5,1,1990-05-06"}, 1,
			"401,1947,751,,,,government,1,intrastate,1946-01-01,1,1946-01-01,1,0,", "402,1990,750,,,,cake,1,intrastate,1989-01-01,1,1989-01-01,1,0,"},
		{States, statesHead, []string{"PRK,731,North Korea,1948,9,8,2016,12,31,2016", "GDR,265,German Democratic Republic,1954,3,25,1990,10,2,2016"}, 1,
			"XXX,999,Nowhere,1948,9,8,2016,12,31,2016", "USA,2,United States of America,1816,1,32,2016,12,31,2016"},
		{Majors, majorsHead, []string{"2,1898,8,13,2016,12,31,2016", "300,1816,1,1,1918,11,3,2016"}, 1,
			"999,1950,1,1,2016,12,31,2016", "365,1922,2,30,2016,12,31,2016"},
	}
}

// each runs f for every dataset.
func each(t *testing.T, f func(t *testing.T, m made)) {
	for _, m := range deliveries() {
		t.Run(m.set.Manifest().ID, func(t *testing.T) { f(t, m) })
	}
}

// TestSpellsOfEachDataset is what the made-up deliveries lead to.
func TestSpellsOfEachDataset(t *testing.T) {
	want := map[string][]string{
		"atop": {
			"ALLIED_WITH CHN PRK 1996 lastSeen=1996 obligations=[defence non_aggression] owed=[defence non_aggression] owes=[defence non_aggression] ref=710-731-1996 since=1996",
			// From the smaller id, what it owes and what it is owed (B34, B72).
			"ALLIED_WITH ISR USA 1990 obligations=[defence consultation] owed=[defence consultation] owes=[consultation] ref=666-2-1990 since=1990 until=1990",
			"ALLIED_WITH PRK RUS 1995 lastSeen=1996 obligations=[defence non_aggression] owed=[defence non_aggression] owes=[defence non_aggression] ref=731-365-1995 since=1995",
		},
		"tss-rivalries": {
			"RIVAL_OF IND PAK 107-1947 lastSeen=2020 name=India-Pakistan ref=107 since=1947 types=[positional spatial principal asymmetric_principal]",
			"RIVAL_OF KOR PRK 114-1948 lastSeen=2020 name=North Korea-South Korea ref=114 since=1948 types=[positional ideological interventionary principal]",
			"RIVAL_OF RUS USA 100-1945 name=United States-USSR 2 ref=100 since=1945 types=[positional ideological principal] until=1989",
		},
		"td-rivalries": {
			"RIVAL_OF IND PAK 3-1947 lastSeen=2010 name=Third ref=3 since=1947 types=[spatial]",
			"RIVAL_OF KOR PRK 2-1948 lastSeen=2010 name=Second ref=2 since=1948 types=[ideological interventionary]",
			"RIVAL_OF RUS USA 1-1945 name=First ref=1 since=1945 types=[positional ideological] until=1989",
		},
		"contiguity": {
			"CONTIGUOUS_WITH CAN USA 1920-01 lastSeen=2016-12 ref=20-2-1920-01 since=1920-01 type=land",
			"CONTIGUOUS_WITH PRK RUS 1948-08 lastSeen=2016-12 ref=731-365-1948-08 since=1948-08 type=land",
			"CONTIGUOUS_WITH RUS USA 1959-01 lastSeen=2016-12 ref=365-2-1959-01 since=1959-01 type=water_12",
		},
		"wars": {
			"AT_WAR_WITH IRQ USA 901-1990 begunBy=country/IRQ event=event/cow-war-901 note=IRQ: outcome 2 (defeat); USA: outcome 1 (victory) ref=901 since=1990 until=1990",
			"AT_WAR_WITH KOR PRK 900-1950 begunBy=country/PRK event=event/cow-war-900 note=KOR: outcome 6 (stalemate); PRK: outcome 6 (stalemate) ref=900 since=1950 until=1950",
			"REPORTS wars cow-war-900  kind=war between states ref=900 since=1950 until=1950",
			"REPORTS wars cow-war-901  kind=war between states ref=901 since=1990 until=1990",
			"TOOK_PART IRQ cow-war-901 side_2-1990 deaths=300 initiator=true outcome=defeat ref=901 role=side_2 since=1990 until=1990",
			"TOOK_PART KOR cow-war-900 side_1-1950 deaths=200 initiator=false outcome=stalemate ref=900 role=side_1 since=1950 until=1950",
			"TOOK_PART PRK cow-war-900 side_2-1950 deaths=100 initiator=true outcome=stalemate ref=900 role=side_2 since=1950 until=1950",
			"TOOK_PART USA cow-war-901 side_1-1990 initiator=false outcome=victory ref=901 role=side_1 since=1990 until=1990",
		},
		"conflicts": {
			"REPORTS conflicts ucdp-13243  field=conflict precision=1 ref=13243 since=2014-03-18",
			"REPORTS conflicts ucdp-13243 episode-2022-02-24-2022 field=episode lastSeen=2023 precision=1 ref=13243 since=2022-02-24",
			"REPORTS conflicts ucdp-13243 intensity-2022 field=intensity intensity=war: 1,000 battle deaths or more in the year kind=interstate lastSeen=2023 note=over government and territory ref=13243 since=2022",
			"REPORTS conflicts ucdp-400  field=conflict precision=3 ref=400 since=1989-04",
			"REPORTS conflicts ucdp-400 episode-1989-1990 field=episode precision=5 ref=400 since=1989 until=1990-05-06",
			"REPORTS conflicts ucdp-400 intensity-1990 field=intensity intensity=minor: 25 to 999 battle deaths in the year kind=intrastate note=over territory ref=400 since=1990 until=1990",
			"TOOK_PART IND ucdp-400 side_1-1990 ref=400 role=side_1 since=1990 until=1990",
			"TOOK_PART PRK ucdp-13243 side_1-support-2023 lastSeen=2023 note=in support, with troops ref=13243 role=side_1 since=2023",
			"TOOK_PART RUS ucdp-13243 side_1-2022 lastSeen=2023 ref=13243 role=side_1 since=2022",
			"TOOK_PART UKR ucdp-13243 side_2-2022 lastSeen=2023 ref=13243 role=side_2 since=2022",
		},
		"cow-states": {
			"REPORTS cow-states DDR 1954-03-25 field=member of the state system name=German Democratic Republic ref=265-2016 since=1954-03-25 until=1990-10-02",
			"REPORTS cow-states PRK 1948-09-08 field=member of the state system lastSeen=2016-12-31 name=North Korea ref=731-2016 since=1948-09-08",
		},
		"cow-majors": {
			"REPORTS cow-majors AUH 1816-01-01 field=major power ref=300-2016 since=1816-01-01 until=1918-11-03",
			"REPORTS cow-majors USA 1898-08-13 field=major power lastSeen=2016-12-31 ref=2-2016 since=1898-08-13",
		},
	}
	titles := map[string]string{
		"event/cow-war-900": "War of South Korea against North Korea, 1950 (war 900 of the Correlates of War)",
		"event/ucdp-13243":  "Armed conflict of Russia with Ukraine, over government and territory, 2022 to at least 2023 (UCDP conflict 13243)",
		"event/ucdp-400":    "Armed conflict within India, over territory, 1990 (UCDP conflict 400)",
	}
	each(t, func(t *testing.T, m made) {
		s := open(t)
		rep := load(t, s, m.set, text(m.head, m.rows...))
		if rep.Kept != len(m.rows) {
			t.Errorf("%s", rep)
		}
		same(t, "edges", edgesOf(t, s), want[m.set.Manifest().ID])
		for n, err := range s.Nodes(context.Background(), graph.NodeFilter{Kinds: []graph.Kind{vocab.Event}}) {
			must(t, err)
			if want, ok := titles[n.ID]; ok && n.Props.String("title") != want {
				t.Errorf("%s is called %q, want %q", n.ID, n.Props.String("title"), want)
			}
		}
		n, err := s.Node(context.Background(), seed.SourceKey(m.set.Manifest().ID))
		must(t, err)
		if records, _ := n.Props.Int("records"); records != int64(len(want[m.set.Manifest().ID])) || n.Props.String("licence") == "" || n.Props.Date("since").IsZero() {
			t.Errorf("the source has %s", props(n.Props))
		}
	})
}

// TestOrderCopiesAndRepeats: order and copies change nothing, a repeat writes
// nothing, packed or not, whatever the file is called (B58).
func TestOrderCopiesAndRepeats(t *testing.T) {
	each(t, func(t *testing.T, m made) {
		s := open(t)
		load(t, s, m.set, text(m.head, m.rows...))
		want, rev := whole(t, s), revision(t, s)
		rep := load(t, s, m.set, text(m.head, m.rows...))
		if rep.Unchanged != len(m.rows) || rep.Withdrawn != 0 || revision(t, s) != rev {
			t.Errorf("a repeat: %s", rep)
		}
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		z.Write([]byte(text(m.head, m.rows...)))
		must(t, z.Close())
		rep, err := m.set.Import(context.Background(), s, seed.Input{Name: "other.gz", Reader: &b}, seed.Options{})
		must(t, err)
		if rep.Unchanged != len(m.rows) || revision(t, s) != rev {
			t.Errorf("packed: %s", rep)
		}
		for seedNo := range uint64(8) {
			rows := slices.Clone(m.rows)
			rand.New(rand.NewPCG(1, seedNo)).Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
			rep := load(t, s, m.set, text(m.head, rows...))
			if rep.Unchanged != len(rows) || revision(t, s) != rev {
				t.Errorf("shuffled: %s", rep)
			}
			fresh := open(t)
			rep = load(t, fresh, m.set, text(m.head, append(rows, m.rows...)...))
			if rep.Kept != len(rows) || rep.Duplicates != len(rows) {
				t.Errorf("with copies: %s", rep)
			}
			same(t, "shuffled with copies", whole(t, fresh), want)
		}
	})
}

// TestRefusals: what is not known is refused with its line (B06) and withdraws
// as before; what is damaged withdraws nothing (B62).
func TestRefusals(t *testing.T) {
	each(t, func(t *testing.T, m made) {
		s := open(t)
		load(t, s, m.set, text(m.head, m.rows...))
		before := whole(t, s)
		less := m.rows[:len(m.rows)-m.drop]
		bad := strings.Split(m.unknown, "\n")

		for what, rows := range map[string][]string{
			"damaged":        append([]string{m.damaged}, less...),
			"too few fields": append([]string{"1,2"}, less...),
			"not UTF-8":      append([]string{"\xff" + m.rows[0]}, less...),
		} {
			rep := load(t, s, m.set, text(m.head, rows...))
			if rep.Refused != 1 || rep.RefusedBy[0].Lines[0] != 2 || rep.Withdrawn != 0 {
				t.Errorf("%s: %s", what, rep)
			}
			for _, l := range edgesOf(t, s, graph.Withdrawn) {
				t.Errorf("%s: withdrawn %s", what, l)
			}
		}
		load(t, s, m.set, text(m.head, m.rows...))
		same(t, "the whole file again", whole(t, s), before)

		rep := load(t, s, m.set, text(m.head, append(slices.Clone(bad), less...)...))
		if rep.Refused != len(bad) || rep.RefusedBy[0].Lines[0] != 2 || rep.Withdrawn == 0 {
			t.Errorf("unknown: %s", rep)
		}
		gone := edgesOf(t, s, graph.Withdrawn)
		if len(gone) != rep.Withdrawn || !strings.Contains(gone[0], "withdrawn=2026-01-01") {
			t.Errorf("withdrawn %q, %s", gone, rep)
		}
		rep = load(t, s, m.set, text(m.head, m.rows...))
		if rep.Withdrawn != 0 {
			t.Errorf("back again: %s", rep)
		}
		same(t, "back again", whole(t, s), before)
	})
}

// TestContradictions: of rows that contradict each other none is kept, and
// nothing is withdrawn in their stead.
func TestContradictions(t *testing.T) {
	twins := map[string][2]string{
		"atop":          {"365,731,1996,1,0,0,1,0", "365,731,1996,0,0,0,1,0"},
		"tss-rivalries": {",1948,2020,1,,1,1,1,", ",1948,2019,1,,1,1,1,"},
		"td-rivalries":  {",1948,2010,", ",1949,2010,"},
		"contiguity":    {"365,731,1,1948-08-01", "365,731,3,1948-08-01"},
		"wars":          {"900,731,732,1950,1,1,2,1,1,0,6,6,100,200,0", "900,731,732,1950,1,1,2,1,1,0,2,6,100,200,0"},
		"conflicts":     {"13243,2023,365,731,369,,both,2", "13243,2023,365,731,369,,both,1"},
		"cow-states":    {"PRK,731,North Korea,1948,9,8,2016,12,31", "PRK,731,North Korea,1948,9,8,2016,12,30"},
		"cow-majors":    {"2,1898,8,13,2016,12,31", "2,1898,8,13,2016,12,30"},
	}
	each(t, func(t *testing.T, m made) {
		s := open(t)
		whole0 := text(m.head, m.rows...)
		load(t, s, m.set, whole0)
		before := len(edgesOf(t, s))
		pair := twins[m.set.Manifest().ID]
		i := slices.IndexFunc(m.rows, func(r string) bool { return strings.Contains(r, pair[0]) })
		odd := strings.Replace(m.rows[i], pair[0], pair[1], 1)
		var first []string
		for _, rows := range [][]string{append(slices.Clone(m.rows), odd), append([]string{odd}, m.rows...)} {
			rep := load(t, s, m.set, text(m.head, rows...))
			if rep.Refused < 2 || rep.Withdrawn != 0 || len(edgesOf(t, s)) < before {
				t.Errorf("%s", rep)
			}
			fresh := open(t)
			load(t, fresh, m.set, text(m.head, rows...))
			if got := whole(t, fresh); first == nil {
				first = got
			} else {
				same(t, "the other order", got, first)
			}
		}
	})
}

// TestEnds: files without a header, cut files and cancelled imports say so and
// withdraw nothing.
func TestEnds(t *testing.T) {
	each(t, func(t *testing.T, m made) {
		s := open(t)
		load(t, s, m.set, text(m.head, m.rows...))
		before := whole(t, s)
		imp := func(ctx context.Context, b []byte) (seed.Report, error) {
			return m.set.Import(ctx, s, seed.Input{Name: "cut.csv", Reader: bytes.NewReader(b)}, seed.Options{})
		}
		cols := strings.Split(m.head, ",")
		_, err := imp(context.Background(), []byte(cols[len(cols)-1]+",other\n"))
		if !errors.Is(err, graph.ErrInvalid) || !strings.Contains(err.Error(), cols[0]) && !strings.Contains(err.Error(), cols[1]) || !strings.Contains(err.Error(), "columns") {
			t.Errorf("a header that lacks columns: %v", err)
		}
		if _, err := imp(context.Background(), nil); !errors.Is(err, graph.ErrInvalid) {
			t.Errorf("empty: %v", err)
		}
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		z.Write([]byte(text(m.head, m.rows...)))
		must(t, z.Close())
		if rep, err := imp(context.Background(), b.Bytes()[:b.Len()-20]); err == nil || rep.Withdrawn != 0 {
			t.Errorf("cut: %v, %s", err, rep)
		}
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if _, err := imp(ctx, []byte(text(m.head, m.rows...))); err == nil {
			t.Error("a cancelled import ended well")
		}
		same(t, "after all that", whole(t, s), before)
	})
}

// TestSuccession: a number means the node that bears it at the date (B22 to
// B26): one spell goes on where two numbers are one node, and is cut where one
// number passes to another.
func TestSuccession(t *testing.T) {
	s := open(t)
	var rows []string
	both := func(a, b, year int) {
		rows = append(rows, fmt.Sprintf("%d,%d,%d,1,0,0,0,0", a, b, year), fmt.Sprintf("%d,%d,%d,1,0,0,0,0", b, a, year))
	}
	for y := 1989; y <= 1990; y++ {
		both(2, 260, y)
	}
	for y := 1990; y <= 1992; y++ {
		both(2, 255, y)
	}
	for y := 2001; y <= 2007; y++ {
		both(345, 365, y)
	}
	both(2, 365, 1991) // the Soviet Union and Russia are one node
	both(2, 365, 1992)
	both(816, 710, 2000)
	both(817, 2, 1970)
	rep := load(t, s, Alliances, text(atopHead, rows...))
	if rep.Refused != 0 {
		t.Errorf("%s", rep)
	}
	var got []string
	for _, l := range edgesOf(t, s, vocab.AlliedWith) {
		f := strings.Fields(l)
		got = append(got, strings.Join(append(f[1:4], f[len(f)-1]), " "))
	}
	same(t, "spells", got, []string{
		"CHN VNM 2000 until=2000", "DEU USA 1989 until=1992", "RUS SCG 2003 until=2005", "RUS SRB 2006 since=2006", "RUS USA 1991 until=1992", "RUS YUG 2001 until=2002", "RVN USA 1970 until=1970",
	})

	s = open(t)
	load(t, s, Contiguity, text(contiguityHead, "345,355,1,1944-11-01,2016-12-01", "220,260,1,1955-05-01,1990-10-01", "220,255,1,1990-10-01,2016-12-01", "255,305,0,1900-01-01,1910-01-01"))
	same(t, "contiguity", edgesOf(t, s, vocab.Contiguous), []string{
		"CONTIGUOUS_WITH BGR SCG 2003-02 ref=355-345-2003-02 since=2003-02 type=land until=2006-05",
		"CONTIGUOUS_WITH BGR SRB 2006-06 lastSeen=2016-12 ref=355-345-2006-06 since=2006-06 type=land",
		"CONTIGUOUS_WITH BGR YUG 1944-11 ref=355-345-1944-11 since=1944-11 type=land until=2003-01",
		"CONTIGUOUS_WITH DEU FRA 1955-05 lastSeen=2016-12 ref=260-220-1955-05 since=1955-05 type=land",
	})

	s = open(t)
	rep = load(t, s, Rivalries, text(tssHead, "76,Austria (Hungary)-Yugoslavia,300,345,1903,1920,1,1,,1,,1", "20,France-Germany,220,255,1756,1955,1,1,,,1,", "205,Bosnia-Serbia,345,346,1992,2020,,1,,1,,1"))
	if len(rep.Notes) != 1 || !strings.Contains(rep.Notes[0], "kept to 1918") {
		t.Errorf("%q", rep.Notes)
	}
	got = nil
	for _, l := range edgesOf(t, s, vocab.RivalOf) {
		f := strings.Fields(l)
		got = append(got, strings.Join(f[1:4], " "))
	}
	same(t, "rivalries", got, []string{"AUH SRB 76-1903", "BIH SCG 205-2003", "BIH SRB 205-2006", "BIH YUG 205-1992", "DEU FRA 20-1756"})

	s = open(t)
	load(t, s, States, text(statesHead, "YUG,345,Yugoslavia,1944,10,20,2016,12,31,2016"))
	got = nil
	for _, l := range edgesOf(t, s, vocab.Reports) {
		f := strings.Fields(l)
		got = append(got, strings.Join(append(f[2:4], f[len(f)-1], f[9]), " "))
	}
	same(t, "the system", got, []string{
		"SCG 2003-02-04 until=2006-06-02 name=Yugoslavia", "SRB 2006-06-03 since=2006-06-03 lastSeen=2016-12-31", "YUG 1944-10-20 until=2003-02-03 name=Yugoslavia"})
}

// TestNumbers: the numbers are the Correlates of War's and nobody else's (840
// and 780 are other states by M49, B05, B08), China and Taiwan are apart (B10),
// and a number means nothing before its state (B24, B25).
func TestNumbers(t *testing.T) {
	s := open(t)
	war := func(a, b, year int) string {
		return fmt.Sprintf("900,%d,%d,%d,1,1,1,2,1,0,1,2,1,1,0", a, b, year)
	}
	rep := load(t, s, Wars, text(warHead, war(840, 780, 1990), war(710, 713, 1990), war(347, 345, 2010), war(816, 265, 1980), war(260, 817, 1970), war(730, 2, 1904),
		war(2, 732, 1905), war(2, 817, 1980), war(2, 255, 1975), war(2, 260, 1995), war(2, 999, 1995)))
	if rep.Refused != 5 || rep.Kept != 6 {
		t.Errorf("%s", rep)
	}
	var lines []int
	for _, r := range rep.RefusedBy {
		lines = append(lines, r.Lines...)
	}
	slices.Sort(lines)
	if !slices.Equal(lines, []int{8, 9, 10, 11, 12}) {
		t.Errorf("refused %v", lines)
	}
	var got []string
	for _, l := range edgesOf(t, s, vocab.AtWarWith) {
		f := strings.Fields(l)
		got = append(got, f[1]+" "+f[2])
	}
	same(t, "pairs", got, []string{"CHN TWN", "DDR VNM", "DEU RVN", "KOREA USA", "LKA PHL", "SRB XKX"})
}

// TestAlliancesOneSided: a row without its other direction is what a cut file
// leaves. It is refused, and the file withdraws nothing.
func TestAlliancesOneSided(t *testing.T) {
	s := open(t)
	whole := []string{"2,365,1990,1,0,0,0,0", "2,731,1990,1,0,0,0,0", "365,2,1990,1,0,0,0,0", "731,2,1990,1,0,0,0,0"}
	load(t, s, Alliances, text(atopHead, whole...))
	rep := load(t, s, Alliances, text(atopHead, whole[:3]...))
	if rep.Refused != 1 || rep.Unchanged != 2 || rep.Withdrawn != 0 || len(edgesOf(t, s)) != 2 {
		t.Errorf("%s", rep)
	}
	// Neither pledge nor state is made up: 1990 in both numbers of Germany is
	// no alliance with itself, a row of zeros is no alliance.
	s = open(t)
	rep = load(t, s, Alliances, text(atopHead, "255,260,1990,1,0,0,0,0", "260,255,1990,1,0,0,0,0", "2,20,1990,0,0,0,0,0", "20,2,1990,0,0,0,0,0", "2,70,1990,0,0,0,0,0", "70,2,1990,1,0,0,0,0"))
	if rep.Refused != 4 || rep.Kept != 2 {
		t.Errorf("%s", rep)
	}
	same(t, "one-sided pledge", edgesOf(t, s), []string{"ALLIED_WITH MEX USA 1990 lastSeen=1990 obligations=[defence] owed=[] owes=[defence] ref=70-2-1990 since=1990"})
}

// TestSpellsGrow: a later version goes on where the earlier one ended, under
// the same ids, and says of nothing that it ended in between.
func TestSpellsGrow(t *testing.T) {
	s := open(t)
	rows := []string{"365,731,2017,0,0,0,1,1", "731,365,2017,0,0,0,1,1", "365,731,2018,0,0,0,1,1", "731,365,2018,0,0,0,1,1"}
	load(t, s, Alliances, text(atopHead, rows...))
	rep := load(t, s, Alliances, text(atopHead, append(rows, "365,731,2019,0,0,0,1,1", "731,365,2019,0,0,0,1,1")...))
	if rep.Kept != 6 || rep.Withdrawn != 0 {
		t.Errorf("%s", rep)
	}
	got := edgesOf(t, s)
	if len(got) != 1 || !strings.Contains(got[0], "lastSeen=2019") || strings.Contains(got[0], "until") {
		t.Errorf("%q", got)
	}
	n, err := s.Node(context.Background(), seed.SourceKey("atop"))
	must(t, err)
	if n.Props.Date("until") != graph.Year(2019) {
		t.Errorf("covers to %s", n.Props.Date("until"))
	}
}

// TestWarsOfManyYears: a state that changed sides has a spell on each; a war
// that was resumed is one; sides are told apart from both ends (B35).
func TestWarsOfManyYears(t *testing.T) {
	s := open(t)
	rep := load(t, s, Wars, text(warHead,
		"139,255,360,1944,1,1,2,1,1,0,2,1,900,10,0", "139,360,255,1944,1,1,1,2,0,1,1,2,10,900,0",
		"139,255,360,1945,1,0,2,1,1,0,2,1,900,10,0", "139,360,255,1945,1,0,1,2,0,1,1,2,10,900,0",
		"139,360,365,1941,1,1,2,1,0,0,2,1,290,700,0", "139,365,360,1941,1,1,1,2,0,0,1,2,700,290,0",
		"46,255,390,1864,1,1,1,2,1,0,1,2,1048,2933,0", "46,390,255,1864,1,1,2,1,0,1,2,1,2933,1048,0",
		"46,255,390,1864,1,1,1,2,1,0,,,1048,2933,1", "46,390,255,1864,1,1,2,1,0,1,,,2933,1048,1"))
	if rep.Kept != 10 || rep.Records != 2 {
		t.Errorf("%s", rep)
	}
	same(t, "parts", edgesOf(t, s, vocab.TookPart), []string{
		"TOOK_PART DEU cow-war-139 side_2-1944 deaths=900 initiator=true outcome=defeat ref=139 role=side_2 since=1944 until=1945",
		"TOOK_PART DEU cow-war-46 side_1-1864 deaths=1048 initiator=true outcome=victory ref=46 role=side_1 since=1864 until=1864",
		"TOOK_PART DNK cow-war-46 side_2-1864 deaths=2933 initiator=false outcome=defeat ref=46 role=side_2 since=1864 until=1864",
		"TOOK_PART ROU cow-war-139 side_1-1944 deaths=10 initiator=false outcome=victory ref=139 role=side_1 since=1944 until=1945",
		"TOOK_PART ROU cow-war-139 side_2-1941 deaths=290 initiator=false outcome=defeat ref=139 role=side_2 since=1941 until=1941",
		"TOOK_PART RUS cow-war-139 side_1-1941 deaths=700 initiator=false outcome=victory ref=139 role=side_1 since=1941 until=1941",
	})
	same(t, "pairs", edgesOf(t, s, vocab.AtWarWith), []string{
		"AT_WAR_WITH DEU DNK 46-1864 begunBy=country/DEU event=event/cow-war-46 note=DEU: outcome 1 (victory); DNK: outcome 2 (defeat) ref=46 since=1864 until=1864",
		"AT_WAR_WITH DEU ROU 139-1944 begunBy=country/DEU event=event/cow-war-139 note=DEU: outcome 2 (defeat); ROU: outcome 1 (victory) ref=139 since=1944 until=1945",
		"AT_WAR_WITH ROU RUS 139-1941 event=event/cow-war-139 note=ROU: outcome 2 (defeat); RUS: outcome 1 (victory) ref=139 since=1941 until=1941",
	})
	// A war that the source has going on has no end.
	s = open(t)
	load(t, s, Wars, text(warHead, "900,2,645,2006,1,1,1,2,1,0,5,5,1,1,0", "900,645,2,2006,1,1,2,1,0,1,5,5,1,1,0"))
	n, err := s.Node(context.Background(), vocab.Key(vocab.Event, "cow-war-900"))
	must(t, err)
	if n.Props.Get("until") != nil || !strings.Contains(edgesOf(t, s, vocab.AtWarWith)[0], "lastSeen=2006") {
		t.Errorf("%s, %q", props(n.Props), edgesOf(t, s))
	}
}

// TestConflictsOfManyStates: rows are combinations of states, so that a state
// stands in many of them and is counted once; lists and the source's own
// numbers are read too; a conflict that came to an end gets one.
func TestConflictsOfManyStates(t *testing.T) {
	s := open(t)
	rows := []string{
		"300,1979,811,816,,,government,2,II,1967-04-30,3,1967-05-31,3,0,", "300,1979,811,812,,,government,2,II,1967-04-30,3,1967-05-31,3,0,",
		"300,1980,811,,,,government,1,intrastate,1967-04-30,3,1967-05-31,3,1,1980-02-01", "300,1983,811,,,,government,1,intrastate,1967-04-30,3,1983-01-03,1,0,",
		`500,1983,"700, 770",,750,"2,365",3,2,2,1983-01-01,7,1983-01-02,1,0,`,
	}
	rep := load(t, s, Conflicts, text(conflictHead, rows...))
	if rep.Kept != 5 || rep.Records != 2 {
		t.Errorf("%s", rep)
	}
	var got []string
	for _, l := range edgesOf(t, s, vocab.TookPart) {
		f := strings.Fields(l)
		got = append(got, strings.Join(f[1:4], " "))
	}
	same(t, "parts", got, []string{"AFG ucdp-500 side_1-1983", "IND ucdp-500 side_2-1983", "KHM ucdp-300 side_1-1979", "KHM ucdp-300 side_1-1983", "LAO ucdp-300 side_1-support-1979",
		"PAK ucdp-500 side_1-1983", "RUS ucdp-500 side_2-support-1983", "USA ucdp-500 side_2-support-1983", "VNM ucdp-300 side_1-support-1979"})

	// The conflict ends in a later version: its end appears, and goes where the
	// version after that has it going on again.
	ended := append(slices.Clone(rows[:3]), "300,1983,811,,,,government,1,intrastate,1967-04-30,3,1983-01-03,1,1,1983-09-09", rows[4])
	until := func() any {
		n, err := s.Node(context.Background(), vocab.Key(vocab.Event, "ucdp-300"))
		must(t, err)
		return n.Props.Get("until")
	}
	if until() != nil {
		t.Errorf("ended %v", until())
	}
	load(t, s, Conflicts, text(conflictHead, ended...))
	if until() != graph.Day(1983, 9, 9) {
		t.Errorf("ended %v", until())
	}
	load(t, s, Conflicts, text(conflictHead, rows...))
	if until() != nil {
		t.Errorf("ended %v", until())
	}
	rep = load(t, s, Conflicts, text(conflictHead, append(rows, "600,1983,,,,,government,1,intrastate,1983-01-01,1,1983-01-01,1,0,", "601,1983,x,,,,government,1,intrastate,1983-01-01,1,1983-01-01,1,0,")...))
	if rep.Refused != 2 || rep.Unchanged != 5 {
		t.Errorf("%s", rep)
	}
}

// sink is a store that keeps source nodes only: opening a real one for each
// input would leave the fuzzer with nothing but that.
type sink struct {
	graph.Store
	t      *testing.T
	schema *graph.Schema
	nodes  map[graph.Key]graph.Node
}

func (s *sink) Nodes(context.Context, graph.NodeFilter) iter.Seq2[graph.Node, error] {
	return func(func(graph.Node, error) bool) {}
}

func (s *sink) Edges(context.Context, graph.EdgeFilter) iter.Seq2[graph.Edge, error] {
	return func(func(graph.Edge, error) bool) {}
}

func (s *sink) Node(_ context.Context, k graph.Key) (graph.Node, error) { return s.nodes[k], nil }

func (s *sink) Upsert(_ context.Context, b graph.Batch) (graph.Changes, error) {
	for _, n := range b.Nodes {
		if err := s.schema.CheckNode(n); err != nil {
			s.t.Error(err)
		}
		s.nodes[n.Key] = n
	}
	for _, e := range b.Edges {
		if err := s.schema.CheckEdge(e); err != nil {
			s.t.Error(err)
		}
	}
	return graph.Changes{Created: b.Len()}, nil
}

// FuzzImport: whatever a delivery holds, nothing panics, every row read is
// accounted for and every edge fits the vocabulary.
func FuzzImport(f *testing.F) {
	sets := deliveries()
	for i, m := range sets {
		f.Add(uint8(i), strings.Join(m.rows, "\n"))
		f.Add(uint8(i), m.unknown+"\n"+m.damaged)
	}
	schema := vocab.Schema()
	f.Fuzz(func(t *testing.T, which uint8, rows string) {
		m := sets[int(which)%len(sets)]
		s := &sink{t: t, schema: schema, nodes: map[graph.Key]graph.Node{}}
		rep, err := m.set.Import(context.Background(), s, seed.Input{Name: "fuzz", Reader: strings.NewReader(m.head + "\n" + rows)}, seed.Options{})
		if err != nil {
			t.Fatal(err)
		}
		balanced(t, rep)
	})
}
