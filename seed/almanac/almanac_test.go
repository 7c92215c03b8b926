package almanac

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"entente/graph"
	"entente/graph/vocab"
	"entente/internal/laytest"
	"entente/internal/records"
	"entente/seed"
)

const header = "gec_code,country,field,text,first_seen,last_seen,commit"

var needs = []string{"gec_code", "field", "text", "first_seen", "last_seen"}

func tradeDelivery() laytest.Delivery {
	return laytest.Delivery{Dataset: Trade, Header: header, Needs: needs, Rows: []string{
		`kn,North Korea,imports_partners,"China 91.9% (2017)",2020-11-24,2021-03-01,aaa`,
		`kn,North Korea,exports_partners,"China 86.3% (2017)",2020-11-24,2021-03-01,aaa`,
		`ja,Japan,exports_partners,"US 19%, China 19%, Australia 10%, South Korea 7% (2022)",2024-04-04,2024-05-02,bbb`,
		`ja,Japan,exports_partners,"US 19%, China 19%, South Korea 7%, Taiwan 7% (2022)",2024-05-09,2025-03-06,ccc`,
		`ba,Bahrain,exports_partners,"UAE 16%, Saudi Arabia 15% (2023)",2025-03-13,2026-05-17,ddd`,
		`ch,China,imports_partners,"US 7% (2022)",2024-05-09,2025-03-06,eee`,
	}}
}

func orgDelivery() laytest.Delivery {
	return laytest.Delivery{Dataset: Organisations, Header: header, Needs: needs, Rows: []string{
		`sw,Sweden,intl_organizations,"EU, NATO (observer), UN",2015-10-26,2020-11-23,aaa`,
		`sw,Sweden,intl_organizations,"EU, UN",2020-11-24,2024-03-07,bbb`,
		`sw,Sweden,intl_organizations,"EU, NATO, UN",2024-03-14,2026-05-17,ccc`,
		`kn,North Korea,intl_organizations,"ARF, G-77, NAM, UN, WFTU (NGOs)",2015-10-26,2026-05-17,aaa`,
		`ch,China,intl_organizations,"MINUSMA, SCO, UN, UN Security Council (permanent)",2022-10-06,2023-08-26,ddd`,
	}}
}

func TestTradeCourse(t *testing.T) { laytest.Check(t, tradeDelivery()) }
func TestOrgCourse(t *testing.T)   { laytest.Check(t, orgDelivery()) }

func country(id string) graph.Key { return vocab.Key(vocab.Country, id) }

func shares(t testing.TB, s graph.Store, from string) []string {
	t.Helper()
	var out []string
	for _, e := range laytest.Edges(t, s, graph.EdgeFilter{Kinds: []graph.Relation{vocab.TradeShare}, From: []graph.Key{country(from)}}) {
		p := e.Props
		out = append(out, fmt.Sprint(vocab.Rest(e.To), " ", p.String("flow"), " ", p.Get("year"), " ", p.Get("share"), " ", p.Get("rank"), " ", p.Date("firstSeen"), "..", p.Date("lastSeen"), " ", p.String("ref")))
	}
	return out
}

func TestShares(t *testing.T) {
	s := laytest.Open(t)
	laytest.Load(t, s, Trade, tradeDelivery().Text())
	for from, want := range map[string][]string{
		"PRK": {"CHN exports 2017 0.863 1 2020-11-24..2021-03-01 kn exports_partners aaa", "CHN imports 2017 0.919 1 2020-11-24..2021-03-01 kn imports_partners aaa"},
		// What both revisions say is one statement; its rank is the later one's.
		"JPN": {"AUS exports 2022 0.1 3 2024-04-04..2024-05-02 ja exports_partners bbb", "CHN exports 2022 0.19 2 2024-04-04..2025-03-06 ja exports_partners bbb",
			"KOR exports 2022 0.07 3 2024-04-04..2025-03-06 ja exports_partners bbb", "TWN exports 2022 0.07 4 2024-05-09..2025-03-06 ja exports_partners ccc",
			"USA exports 2022 0.19 1 2024-04-04..2025-03-06 ja exports_partners bbb"},
	} {
		if got := shares(t, s, from); !slices.Equal(got, want) {
			t.Errorf("%s:\n%s", from, strings.Join(got, "\n"))
		}
	}
}

func TestTradeTraps(t *testing.T) {
	row := func(code, name, text string) string {
		return code + "," + name + `,imports_partners,"` + text + `",2020-01-01,2020-12-31,abc`
	}
	for _, c := range []struct {
		name, rows, from string
		kept             []string
		refused, warned  string
	}{
		{name: "B05: KN, RS, CH and GM are codes of the Factbook", rows: row("KN", "North Korea", "China 1% (2017)") + "\n" + row("RS", "Russia", "China 2% (2017)") + "\n" + row("gm", "Germany", "China 3% (2017)"),
			from: "RUS", kept: []string{"CHN 0.02"}},
		{name: "B05: code and name that disagree", rows: row("kn", "Saint Kitts and Nevis", "China 1% (2017)"), from: "PRK", refused: "and the name"},
		{name: "two statements of one year", rows: row("kn", "", "China 91% (2017)") + "\n" + `kn,,imports_partners,"China 92% (2017)",2021-01-01,2021-12-31,abd`, from: "PRK", kept: []string{"CHN 0.91", "CHN 0.92"}},
		{name: "an unknown partner alone is left out", rows: row("rs", "Russia", "Narnia 20%, China 10% (2017)"), from: "RUS", kept: []string{"CHN 0.1"}, warned: `"Narnia"`},
		{name: "B02: an ambiguous partner is left out", rows: row("rs", "Russia", "Korea 20%, China 10% (2017)"), from: "RUS", kept: []string{"CHN 0.1"}, warned: `can mean South Korea`},
		{name: "no partner known", rows: row("mn", "Monaco", "Europe 70.4%, Asia 20.8%, America 4.4%, Africa 4.1% (2013 est.)"), from: "MCO", refused: "continent"},
		{name: "slips the table knows", rows: row("rs", "Russia", "Gernamy 20%, Untied States 10%, Cost Rica 5% (2017)"), from: "RUS", kept: []string{"CRI 0.05", "DEU 0.2", "USA 0.1"}},
		{name: "B02, B03: Koreas and Congos", rows: row("ch", "China", "North Korea 3%, S. Korea 4%, Congo, Republic of the 5%, DRC 6% (2017)"), from: "CHN", kept: []string{"COD 0.06", "COG 0.05", "KOR 0.04", "PRK 0.03"}},
		{name: "itself", rows: row("ch", "China", "China 7%, US 6% (2022)"), from: "CHN", kept: []string{"USA 0.06"}, warned: "no partner of itself"},
		{name: "B09: a partner twice", rows: row("rs", "Russia", "US 7%, USA 6% (2022)"), from: "RUS", kept: []string{"USA 0.07"}, warned: "named before"},
		{name: "more than all", rows: row("ti", "Tajikistan", "China 40%, Russia 38%, Kazakhstan 19%, Uzbekistan 5% (2019)"), from: "TJK", kept: []string{"CHN 0.4", "KAZ 0.19", "RUS 0.38", "UZB 0.05"}, warned: "add up to 102.0 %"},
		{name: "all", rows: row("ti", "Tajikistan", "China 60%, Russia 40% (2019)"), from: "TJK", kept: []string{"CHN 0.6", "RUS 0.4"}},
		{name: "no year", rows: row("aq", "American Samoa", "US 100%"), from: "ASM", kept: []string{"USA 1"}},
		{name: "no shares", rows: row("gk", "Guernsey", "almost entirely United Kingdom (2022)"), from: "GGY", refused: "no shares"},
		{name: "the Union", rows: row("ee", "", "China 20% (2019)"), from: "DEU", refused: "European Union, not a state"},
		{name: "unknown code", rows: row("q9", "", "China 20% (2019)"), from: "DEU", refused: `"q9"`},
		{name: "foreign field", rows: strings.Replace(row("rs", "", "China 20% (2019)"), "imports_partners", "imports", 1), from: "RUS", refused: "not one of this dataset"},
		{name: "day", rows: strings.Replace(row("rs", "", "China 20% (2019)"), "2020-01-01", "2020-13-01", 1), from: "RUS", refused: "first_seen"},
		{name: "order of days", rows: strings.Replace(row("rs", "", "China 20% (2019)"), "2020-12-31", "2019-12-31", 1), from: "RUS", refused: "before it was first seen"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := laytest.Open(t)
			rep := laytest.Load(t, s, Trade, header+"\n"+c.rows+"\n")
			var got []string
			for _, e := range laytest.Edges(t, s, graph.EdgeFilter{Kinds: []graph.Relation{vocab.TradeShare}, From: []graph.Key{country(c.from)}}) {
				got = append(got, fmt.Sprint(vocab.Rest(e.To), " ", e.Props.Get("share")))
			}
			if !slices.Equal(got, c.kept) {
				t.Errorf("%v, want %v", got, c.kept)
			}
			if c.refused != "" && (rep.Refused != 1 || !strings.Contains(rep.RefusedBy[0].Reason, c.refused)) || c.refused == "" && rep.Refused != 0 {
				t.Errorf("%s", rep)
			}
			if w := strings.Join(rep.Warnings, "\n"); c.warned != "" && !strings.Contains(w, c.warned) || c.warned == "" && w != "" {
				t.Errorf("warnings: %s", w)
			}
		})
	}
}

// TestUnclearIsNotGone: a state's field that a later delivery tells in words
// that cannot be read keeps what it had (B62).
func TestUnclearIsNotGone(t *testing.T) {
	s := laytest.Open(t)
	laytest.Load(t, s, Trade, tradeDelivery().Text())
	rep := laytest.Load(t, s, Trade, strings.Replace(tradeDelivery().Text(), "UAE 16%, Saudi Arabia 15% (2023)", "mostly neighbours", 1))
	if rep.Refused != 1 || rep.Withdrawn != 0 || len(shares(t, s, "BHR")) != 2 {
		t.Errorf("%s", rep)
	}
}

func memberships(t testing.TB, s graph.Store, of string) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, e := range laytest.Edges(t, s, graph.EdgeFilter{Kinds: []graph.Relation{vocab.MemberOf}, From: []graph.Key{country(of)}}) {
		if !e.Props.Date("since").IsZero() || !e.Props.Date("until").IsZero() {
			t.Errorf("%s: the Factbook does not say when a membership began or ended", e.EdgeKey)
		}
		if e.ID != e.Props.String("role")+" "+e.Props.Date("firstSeen").String() {
			t.Errorf("id of %v", e)
		}
		out[vocab.Rest(e.To)] += fmt.Sprint("[", e.Props.String("role"), " ", e.Props.Date("firstSeen"), "..", e.Props.Date("lastSeen"), "]")
	}
	return out
}

func TestMemberships(t *testing.T) {
	s := laytest.Open(t)
	laytest.Load(t, s, Organisations, orgDelivery().Text())
	for of, want := range map[string]map[string]string{
		"SWE": {"EU": "[member 2015-10-26..2026-05-17]", "UN": "[member 2015-10-26..2026-05-17]", "NATO": "[member 2024-03-14..2026-05-17][observer 2015-10-26..2020-11-23]"},
		"PRK": {"arf": "[member 2015-10-26..2026-05-17]", "G77": "[member 2015-10-26..2026-05-17]", "NAM": "[member 2015-10-26..2026-05-17]", "UN": "[member 2015-10-26..2026-05-17]", "wftu": "[ngos 2015-10-26..2026-05-17]"},
		"CHN": {"minusma": "[participant 2022-10-06..2023-08-26]", "SCO": "[member 2022-10-06..2023-08-26]", "UN": "[member 2022-10-06..2023-08-26]", "UNSC": "[permanent 2022-10-06..2023-08-26]"},
	} {
		got := memberships(t, s, of)
		for org, w := range want {
			if got[org] != w {
				t.Errorf("%s in %s: %s, want %s", of, org, got[org], w)
			}
		}
		if len(got) != len(want) {
			t.Errorf("%s: %v", of, got)
		}
	}
}

// TestNodeStays: what the curated facts say of an organisation is not written
// over (B12).
func TestNodeStays(t *testing.T) {
	s := laytest.Open(t)
	if _, err := s.Upsert(t.Context(), graph.Batch{Nodes: []graph.Node{{Key: vocab.Key(vocab.Organisation, "NATO"), Props: graph.P("name", "as curated")}}}); err != nil {
		t.Fatal(err)
	}
	laytest.Load(t, s, Organisations, orgDelivery().Text())
	n, err := s.Node(t.Context(), vocab.Key(vocab.Organisation, "NATO"))
	if err != nil || n.Props.String("name") != "as curated" || n.Props.Get("kind") != nil {
		t.Errorf("%v %v", n, err)
	}
}

func TestOrgTraps(t *testing.T) {
	row := func(code, text, first, last string) string {
		return code + `,,intl_organizations,"` + text + `",` + first + "," + last + ",abc"
	}
	load := func(rows ...string) (graph.Store, seed.Report) {
		s := laytest.Open(t)
		return s, laytest.Load(t, s, Organisations, header+"\n"+strings.Join(rows, "\n")+"\n")
	}
	// A membership that was not listed in between is two.
	s, _ := load(row("pk", "SCO, UN", "2020-01-01", "2020-12-31"), row("pk", "UN", "2021-01-01", "2021-12-31"), row("pk", "SCO, UN", "2022-01-01", "2022-12-31"))
	if got := memberships(t, s, "PAK"); got["SCO"] != "[member 2020-01-01..2020-12-31][member 2022-01-01..2022-12-31]" || got["UN"] != "[member 2020-01-01..2022-12-31]" {
		t.Errorf("%v", got)
	}
	// A text on what was before a day is no list, and ends what stood before.
	s, rep := load(row("af", "SCO, UN", "2020-01-01", "2022-01-13"), row("af", "before 15 August, 2021, Afghanistan was a member or participant in the following organizations: SCO, UN", "2022-01-20", "2023-05-11"),
		row("af", "member of the following organizations but cannot participate: SCO, UN", "2023-05-18", "2026-05-17"))
	if got := memberships(t, s, "AFG"); rep.Refused != 1 || got["UN"] != "[member 2020-01-01..2022-01-13][member 2023-05-18..2026-05-17]" {
		t.Errorf("%v\n%s", got, rep)
	}
	for _, e := range laytest.Edges(t, s, graph.EdgeFilter{Kinds: []graph.Relation{vocab.MemberOf}}) {
		if noted := strings.HasPrefix(e.Props.String("note"), "the text says: "); noted != (e.Props.Date("firstSeen") == graph.Day(2023, 5, 18)) {
			t.Errorf("note of %v", e)
		}
	}
	// An organisation that is not known is left out alone, and told.
	s, rep = load(row("rs", "XYZZY, UN", "2020-01-01", "2020-12-31"))
	if got := memberships(t, s, "RUS"); len(got) != 1 || rep.Refused != 0 || len(rep.Warnings) != 1 || !strings.Contains(rep.Warnings[0], `"XYZZY"`) {
		t.Errorf("%v\n%s", got, rep)
	}
	for _, c := range []struct{ row, why string }{
		{row("sv", "none", "2020-01-01", "2020-12-31"), "no organisation"}, {row("ee", "UN (observer)", "2020-01-01", "2020-12-31"), "not a state"},
		{row("rs", "XYZZY", "2020-01-01", "2020-12-31"), "XYZZY"}, {row("rs", "UN", "2020", ""), "last_seen"},
	} {
		if _, rep := load(c.row); rep.Refused != 1 || !strings.Contains(rep.RefusedBy[0].Reason, c.why) {
			t.Errorf("%s\n%s", c.row, rep)
		}
	}
}

// TestTradeRecord reads the whole file; the values were read from it by eye and
// with another program.
func TestTradeRecord(t *testing.T) {
	s := laytest.Open(t)
	rep := laytest.LoadFile(t, s, Trade, records.Dir(t), "factbook", "trade_partners_2014_2026.csv.gz")
	if rep.Read != 2726 || rep.Kept != 2703 || rep.Refused != 23 || len(rep.Warnings) != 4 {
		t.Fatalf("%s", rep)
	}
	for _, f := range rep.RefusedBy {
		if n := map[string]int{"the European Union, not a state": 11, "no shares": 10, "a continent": 2}; n["the European Union, not a state"] == f.Count || n["no shares"] == f.Count || n["a continent"] == f.Count {
			continue
		}
		t.Errorf("%d rows refused: %s", f.Count, f.Reason)
	}
	at := map[string]string{}
	n := 0
	for _, e := range laytest.Edges(t, s, graph.EdgeFilter{Kinds: []graph.Relation{vocab.TradeShare}}) {
		p := e.Props
		at[fmt.Sprint(vocab.Rest(e.From), " ", vocab.Rest(e.To), " ", p.String("flow"), " ", p.Get("year"))] += fmt.Sprint("[", p.Get("share"), " ", p.Get("rank"), " ", p.Date("firstSeen"), "..", p.Date("lastSeen"), "]")
		n++
	}
	if n != rep.Records {
		t.Errorf("%d edges, %d told", n, rep.Records)
	}
	for k, want := range map[string]string{
		"PRK CHN imports 2014": "[0.793 1 2015-10-26..2016-11-06]", "PRK CHN imports 2015": "[0.764 1 2016-11-06..2020-11-23]", "PRK COG imports 2015": "[0.055 2 2016-11-06..2020-11-23]",
		"PRK CHN imports 2017": "[0.919 1 2020-11-24..2021-03-01]", "PRK CHN exports 2017": "[0.863 1 2020-11-24..2021-03-01]", "PRK CHN imports 2019": "[0.96 1 2021-05-23..2024-05-02]",
		"PRK CHN imports 2022": "[0.98 1 2024-05-09..2025-03-06]", "PRK CHN imports 2016": "", "PRK ZWE imports 2022": "[0 2 2024-05-09..2025-03-06]", "PRK POL exports 2023": "[0.03 2 2025-03-13..2026-05-17]",
		"RUS CHN exports 2017": "[0.109 1 2020-11-24..2021-03-01]", "RUS NLD exports 2017": "[0.1 2 2020-11-24..2021-03-01]", "RUS BLR imports 2014": "[0.041 5 2015-10-26..2016-11-06]",
		"VEN USA exports 2014": "[0.346 1 2015-10-26..2016-11-06]", "VEN CUB exports 2014": "[0.053 4 2015-10-26..2016-11-06]",
		"KOR CHN exports 2023": "[0.25 1 2025-03-13..2026-05-17]", "USA CHN imports 2019": "[0.18 1 2021-05-23..2023-06-24]", "CUB USA imports 2017": "[0.045 7 2020-11-24..2021-03-01]",
		"ABW ANT exports 2014": "[0.217 2 2015-10-26..2016-11-06]", "ASM USA exports <nil>": "[1 1 2015-10-26..2020-11-23]", "JPN AUS exports 2022": "[0.1 3 2024-04-04..2024-05-02]", "JPN KOR exports 2022": "[0.07 3 2024-04-04..2025-03-06]",
		"CHN USA imports 2022": "[0.07 1 2024-05-09..2025-03-06]", "CHN CHN imports 2022": "", "LKA ARE imports 2022": "[0.05 3 2024-05-09..2025-03-06][0.06 3 2024-03-14..2024-05-02]", "ARE USA imports 2019": "[0.07 3 2021-05-23..2023-11-02]",
		"MCO USA imports 2013": "", "ISR PSE exports 2022": "[0.06 3 2024-05-09..2025-03-06]",
	} {
		if at[k] != want {
			t.Errorf("%s: %s, want %s", k, at[k], want)
		}
	}
}

func TestOrgRecord(t *testing.T) {
	s := laytest.Open(t)
	rep := laytest.LoadFile(t, s, Organisations, records.Dir(t), "factbook", "intl_organizations_2014_2026.csv.gz")
	if rep.Read != 733 || rep.Kept != 726 || rep.Refused != 7 || len(rep.Warnings) != 0 {
		t.Fatalf("%s", rep)
	}
	is := map[string]map[string]string{}
	for _, c := range []struct{ of, in, want string }{
		{"PRK", "UN", "[member 2015-10-26..2026-05-17]"}, {"PRK", "NAM", "[member 2015-10-26..2026-05-17]"}, {"PRK", "arf", "[member 2015-10-26..2026-05-17]"}, {"PRK", "wto", ""}, {"PRK", "iaea", ""},
		{"FIN", "NATO", "[member 2023-04-06..2026-05-17]"}, {"SWE", "NATO", "[member 2024-03-14..2026-05-17]"}, {"DEU", "NATO", "[member 2015-10-26..2026-05-17]"}, {"RUS", "ce", "[member 2015-10-26..2026-05-17]"}, {"RUS", "G8", ""},
		{"CHN", "SCO", "[member 2015-10-26..2026-05-17]"}, {"IND", "SCO", "[observer 2015-10-26..2026-05-17]"}, {"PAK", "SCO", "[member 2022-02-03..2026-05-17][observer 2015-10-26..2022-01-20]"}, {"IRN", "SCO", "[observer 2015-10-26..2026-05-17]"},
		{"CUB", "oas", "[suspended 2015-10-26..2026-05-17]"}, {"BLR", "SCO", "[dialogue member 2015-10-26..2026-05-17]"}, {"KOR", "g-20", "[member 2015-10-26..2026-05-17]"}, {"CAF", "eiti", "[suspended 2015-10-26..2026-05-17]"},
		{"SAU", "BRICS", "[member 2024-01-04..2026-05-17]"}, {"ARE", "BRICS", "[member 2024-01-04..2026-05-17]"}, {"BRN", "ASEAN", "[member 2015-10-26..2026-05-17]"}, {"TKM", "CIS", "[associate 2015-10-26..2026-05-17]"},
		{"ISL", "EU", "[candidate 2015-10-26..2016-11-06]"}, {"TWN", "apec", "[member 2015-10-26..2026-05-17]"}, {"CHN", "minusma", "[participant 2015-10-26..2023-12-07]"}, {"BRA", "oecd", "[enhanced engagement 2015-10-26..2026-05-17]"},
		{"AFG", "SCO", "[dialogue member 2015-10-26..2022-01-13][dialogue member 2023-05-18..2026-05-17]"},
	} {
		if is[c.of] == nil {
			is[c.of] = memberships(t, s, c.of)
		}
		if got := is[c.of][c.in]; got != c.want {
			t.Errorf("%s in %s: %s, want %s", c.of, c.in, got, c.want)
		}
	}
}

func BenchmarkTradeRecord(b *testing.B) {
	for b.Loop() {
		laytest.LoadFile(b, laytest.Open(b), Trade, records.Dir(b), "factbook", "trade_partners_2014_2026.csv.gz")
	}
}

func BenchmarkOrgRecord(b *testing.B) {
	for b.Loop() {
		laytest.LoadFile(b, laytest.Open(b), Organisations, records.Dir(b), "factbook", "intl_organizations_2014_2026.csv.gz")
	}
}
