package gsdb

import (
	"slices"
	"strings"
	"testing"

	"entente/graph"
	"entente/graph/vocab"
	"entente/internal/laytest"
	"entente/internal/records"
)

const header = "case_id,sanctioned_state,sanctioning_state,begin,end,trade,descr_trade,arms,military,financial,travel,other,target_mult,sender_mult,objective,success"

func delivery() laytest.Delivery {
	return laytest.Delivery{Dataset: Cases, Header: header, Rows: []string{
		`1,"Korea, North",United States,1950,1954,1,"exp_compl, imp_compl",0,0,1,0,0,0,0,end_war,success_total`,
		`2,"Korea, North",UN,2006,2022,1,exp_part,1,0,1,1,0,0,1,prevent_war,ongoing`,
		`3,"Syria, Russia, Iran",United States,2018,2022,0,,0,0,1,0,0,1,0,"policy_change,human_rights","ongoing,ongoing"`,
		`4,Sudan,"Mauritania, Yemen, North, Niger",1998,2001,0,,1,0,0,0,0,0,1,other,failed`,
		`5,EU,Russia,2014,2022,1,imp_part,0,0,0,0,0,1,0,policy_change,ongoing`,
		`6,Libya,EEC,1986,1992,0,,1,0,0,1,0,0,1,terrorism,ongoing`,
		`7,Burundi,EU,2016,2022,0,,0,0,1,0,0,0,1,"democracy,human_rights","failed,failed"`,
	}, Needs: []string{"case_id", "sanctioned_state", "sanctioning_state", "begin", "end", "trade", "arms", "military", "financial", "travel", "other", "objective", "success"}}
}

func TestCourse(t *testing.T) { laytest.Check(t, delivery()) }

func country(id string) graph.Key { return vocab.Key(vocab.Country, id) }
func org(id string) graph.Key     { return vocab.Key(vocab.Organisation, id) }

func TestCases(t *testing.T) {
	s := laytest.Open(t)
	laytest.Load(t, s, Cases, delivery().Text())
	edges := laytest.Edges(t, s, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Sanctions}})
	if len(edges) != 11 {
		t.Errorf("%d edges", len(edges))
	}
	at := func(from, to graph.Key, id string) graph.Props {
		for _, e := range edges {
			if e.From == from && e.To == to && e.ID == id {
				if e.Props.String("ref") != id {
					t.Errorf("%s has no ref", e.EdgeKey)
				}
				return e.Props
			}
		}
		t.Errorf("there is no edge %s from %s to %s", id, from, to)
		return nil
	}
	p := at(country("USA"), country("PRK"), "1")
	if p.Date("since") != graph.Year(1950) || p.Date("until") != graph.Year(1954) || p.Date("lastSeen") != (graph.Date{}) ||
		!slices.Equal(p.Strings("types"), []string{"trade", "financial"}) || p.String("note") != "trade: exp_compl, imp_compl" {
		t.Errorf("%v", p) // B36: a year stays a year
	}
	// B32, B33: what is ongoing at the end of the source has no end.
	p = at(org("UN"), country("PRK"), "2")
	if !p.Date("until").IsZero() || p.Date("lastSeen") != graph.Year(2022) || !slices.Equal(p.Strings("types"), []string{"trade", "arms", "financial", "travel"}) {
		t.Errorf("%v", p)
	}
	for _, to := range []string{"SYR", "RUS", "IRN"} {
		p = at(country("USA"), country(to), "3")
		if !slices.Equal(p.Strings("objectives"), []string{"policy_change", "human_rights"}) || !slices.Equal(p.Strings("outcomes"), []string{"ongoing", "ongoing"}) {
			t.Errorf("%v", p)
		}
	}
	for _, from := range []string{"MRT", "YEM", "NER"} {
		at(country(from), country("SDN"), "4")
	}
	at(country("RUS"), org("EU"), "5")
	// What ended before the release ends, whatever its outcome is called.
	if p = at(org("eec"), country("LBY"), "6"); p.Date("until") != graph.Year(1992) {
		t.Errorf("%v", p)
	}
	// What is decided in the last year ended in it.
	if p = at(org("EU"), country("BDI"), "7"); p.Date("until") != graph.Year(2022) || !p.Date("lastSeen").IsZero() {
		t.Errorf("%v", p)
	}
}

func TestRefused(t *testing.T) {
	row := func(target, sender, begin, end, flags, objective, success string) string {
		return `9,"` + target + `","` + sender + `",` + begin + "," + end + "," + flags + `,0,0,"` + objective + `","` + success + `"`
	}
	const arms = "0,,1,0,0,0,0"
	for _, c := range []struct{ row, why string }{
		{row("Nowhere", "UN", "2000", "2001", arms, "other", "failed"), `target: "Nowhere"`},
		{row("Iran", "Nowhere", "2000", "2001", arms, "other", "failed"), `sender: "Nowhere"`},
		{row("Iran, Nowhere", "UN", "2000", "2001", arms, "other", "failed"), `in "Iran, Nowhere", "Nowhere" is not`},
		{row("Iran", "UN, ", "2000", "2001", arms, "other", "failed"), `the name is empty`},
		{row("", "UN", "2000", "2001", arms, "other", "failed"), `the name is empty`},
		{row("Korea", "UN", "2000", "2001", arms, "other", "failed"), `can mean`},
		{row("Iran", "Iran, UN", "2000", "2001", arms, "other", "failed"), "both sender and target"},
		{row("Iran", "UN", "20x0", "2001", arms, "other", "failed"), "year in begin"},
		{row("Iran", "UN", "2000", "", arms, "other", "failed"), "year in end"},
		{row("Iran", "UN", "2001", "2000", arms, "other", "failed"), "ends before"},
		{row("Iran", "UN", "2000", "2001", "0,,2,0,0,0,0", "other", "failed"), "flag in arms"},
		{row("Iran", "UN", "2000", "2001", "0,,0,0,0,0,0", "other", "failed"), "no kind of sanction"},
		{strings.Replace(row("Iran", "UN", "2000", "2001", arms, "other", "failed"), "9", "", 1), "no number"},
	} {
		s := laytest.Open(t)
		laytest.Load(t, s, Cases, delivery().Text())
		rep := laytest.Load(t, s, Cases, delivery().Text()+c.row+"\n")
		if rep.Refused != 1 || !strings.Contains(rep.RefusedBy[0].Reason, c.why) || rep.RefusedBy[0].Lines[0] != 9 || rep.Withdrawn != 0 {
			t.Errorf("%s\n%s", c.row, rep)
		}
	}
}

// TestSecondRow: a case number that stands twice is refused the second time;
// nothing is summed or written over (B09).
func TestSecondRow(t *testing.T) {
	s := laytest.Open(t)
	rep := laytest.Load(t, s, Cases, delivery().Text()+"1,Iran,United States,1950,1954,1,,0,0,1,0,0,0,0,end_war,failed\n")
	if rep.Refused != 1 || rep.Kept != 7 {
		t.Errorf("%s", rep)
	}
}

// TestRefusedIsNotGone: a case that a later delivery tells in words that cannot
// be read is not taken for withdrawn (B62).
func TestRefusedIsNotGone(t *testing.T) {
	s := laytest.Open(t)
	laytest.Load(t, s, Cases, delivery().Text())
	rep := laytest.Load(t, s, Cases, strings.Replace(delivery().Text(), "Burundi", "Burundy", 1))
	if rep.Refused != 1 || rep.Withdrawn != 0 {
		t.Errorf("%s", rep)
	}
}

func TestNotInStep(t *testing.T) {
	s := laytest.Open(t)
	rep := laytest.Load(t, s, Cases, header+"\n"+`1275,Iran,UN,2020,2022,0,,1,0,0,0,0,0,0,"democracy,end_war",ongoing`+"\n")
	e := laytest.Edges(t, s, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Sanctions}})[0]
	if len(rep.Warnings) != 1 || e.Props.Strings("outcomes") != nil || len(e.Props.Strings("objectives")) != 2 || e.Props.Date("lastSeen") != graph.Year(2022) {
		t.Errorf("%s%v", rep, e.Props)
	}
}

func TestSplit(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"Korea, North", []string{"PRK"}}, {"Korea, South", []string{"KOR"}}, {"Egypt, Arab Rep.", []string{"EGY"}},
		{"Egypt, Arab Rep., Syria", []string{"EGY", "SYR"}}, {"Poland,Hungary", []string{"POL", "HUN"}},
		{"Congo, Democratic Republic of the, Eritrea, Ethiopia (excludes Eritrea)", []string{"COD", "ERI", "ETH"}},
		{"Mauritania, Djibouti, Comoros, Jordan, Libya, Yemen, North, Niger", []string{"MRT", "DJI", "COM", "JOR", "LBY", "YEM", "NER"}},
		{"G7, EU", []string{"G7", "EU"}}, {"League of Arab States", []string{"ARAB-LEAGUE"}}, {"ChinCom", []string{"chincom"}},
		{"Iran, Iran", []string{"IRN"}}, {"Denmark, Netherlands,  Sweden, Germany", []string{"DNK", "NLD", "SWE", "DEU"}},
		{"Korea, Iran", nil}, {"North", nil}, {"Western Balkans", nil}, {",", nil}, {"Korea, North, Nowhere", nil},
	} {
		got := split(c.text, 1998)
		var ids []string
		for _, p := range got.parties {
			ids = append(ids, vocab.Rest(p.key))
		}
		if !slices.Equal(ids, c.want) || (got.bad == "") == (c.want == nil) {
			t.Errorf("%q is %v (%s)", c.text, ids, got.bad)
		}
	}
}

func FuzzSplit(f *testing.F) {
	for _, s := range []string{"Korea, North", "EU, United States", "Egypt, Arab Rep., Syria", ",,", "Iran, Nowhere"} {
		f.Add(s, 1990)
	}
	f.Fuzz(func(t *testing.T, s string, year int) {
		if year < 1000 || year > 9999 {
			return
		}
		c := split(s, year)
		if (c.bad == "") == (len(c.parties) == 0) {
			t.Errorf("%q: %+v", s, c)
		}
		if len(c.parties) > strings.Count(s, ",")+1 {
			t.Errorf("%q makes %d parties", s, len(c.parties))
		}
	})
}

// TestRecord reads the whole release. The counts were taken from the file with
// another program.
func TestRecord(t *testing.T) {
	s := laytest.Open(t)
	rep := laytest.LoadFile(t, s, Cases, records.Dir(t), "sanctions", "gsdb_v3.csv")
	if rep.Read != 1325 || rep.Kept != 1314 || rep.Refused != 11 {
		t.Fatalf("%s", rep)
	}
	edges := laytest.Edges(t, s, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Sanctions}})
	from, to, on, by, types := map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}
	open, openOn := 0, 0
	for _, e := range edges {
		from[vocab.Rest(e.From)]++
		to[vocab.Rest(e.To)]++
		if e.To == country("PRK") {
			on[vocab.Rest(e.From)]++
		}
		if e.From == country("RUS") && e.Props.Date("since").Compare(graph.Year(1992)) >= 0 {
			by[vocab.Rest(e.To)]++
		}
		if !e.Props.Date("lastSeen").IsZero() {
			open++
			if e.To == country("PRK") {
				openOn++
			}
			if !e.Props.Date("until").IsZero() {
				t.Errorf("%s has both an end and a last sight", e.EdgeKey)
			}
		}
		for _, k := range e.Props.Strings("types") {
			types[k]++
		}
		if o := e.Props.Strings("outcomes"); o != nil && len(o) != len(e.Props.Strings("objectives")) {
			t.Errorf("%s: outcomes are not in step", e.EdgeKey)
		}
	}
	check := func(what string, got map[string]int, want map[string]int) {
		t.Helper()
		for k, n := range want {
			if got[k] != n {
				t.Errorf("%s %s: %d, want %d", what, k, got[k], n)
			}
		}
	}
	check("in all", map[string]int{"edges": len(edges), "open": open, "open on the DPRK": openOn}, map[string]int{"edges": 1878, "open": 634, "open on the DPRK": 17})
	check("sender", from, map[string]int{"USA": 493, "EU": 139, "UN": 80, "RUS": 53, "CHN": 14, "PRK": 0, "KOR": 6, "JPN": 39, "GBR": 89, "FRA": 32, "DEU": 29,
		"CHE": 36, "ARAB-LEAGUE": 17, "AU": 15, "OAU": 6, "ecowas": 13, "eec": 14, "NATO": 2, "cocom": 2, "chincom": 1, "commonwealth": 10, "osce": 4, "NOR": 51, "LIE": 38, "G7": 1, "G8": 2})
	check("target", to, map[string]int{"PRK": 22, "IRN": 49, "RUS": 60, "CHN": 33, "CUB": 12, "SYR": 40, "MMR": 83, "IRQ": 17, "EGY": 43, "YEM": 11,
		"EU": 6, "eec": 2, "eaeu": 1, "comecon": 5, "ARAB-LEAGUE": 1, "TWN": 6, "ZAF": 33, "PSE": 8, "COD": 21})
	check("on the DPRK by", on, map[string]int{"USA": 10, "JPN": 4, "UN": 3, "AUS": 1, "EU": 1, "KOR": 1, "CAN": 1, "BFA": 1, "CHN": 0, "RUS": 0})
	if len(on) != 8 {
		t.Errorf("senders on the DPRK: %v", on)
	}
	check("by Russia since 1992 on", by, map[string]int{"UKR": 5, "EST": 4, "GEO": 3, "EU": 3, "LTU": 2, "TKM": 2, "MDA": 2, "ERI": 2, "USA": 2, "LVA": 1, "KAZ": 1, "BLR": 1,
		"AUS": 1, "CAN": 1, "NOR": 1, "ALB": 1, "MNE": 1, "LIE": 1, "ISL": 1, "BGR": 1, "eaeu": 1, "POL": 1})
	check("kind", types, map[string]int{"trade": 747, "arms": 547, "military": 430, "financial": 1116, "travel": 671, "other": 294})
	for _, x := range []struct{ case_, reason string }{
		{"599", "both sender and target"}, {"960", "Kimberly Process Participants"}, {"399", "Paris Agreement Signatories"}, {"663", "Balkans"}, {"685", "ICC Rome Statute Signatories"}, {"176", "Western countries"}, {"1262", "Western Balkans"},
	} {
		if !strings.Contains(rep.String(), "(line "+x.case_+")") || !strings.Contains(rep.String(), x.reason) {
			t.Errorf("line %s is not refused for %q:\n%s", x.case_, x.reason, rep)
		}
	}
}

func BenchmarkRecord(b *testing.B) {
	for b.Loop() {
		laytest.LoadFile(b, laytest.Open(b), Cases, records.Dir(b), "sanctions", "gsdb_v3.csv")
	}
}
