package desta

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"entente/graph"
	"entente/graph/vocab"
	"entente/internal/laytest"
	"entente/internal/records"
)

const header = `"number";"base_treaty";"name";"entry_type";"consolidated";"year";"entryforceyear";"c1";"c2";"c3";"c4";"mc1";"mc2";"mc3";"mc4"`

// entryRow writes a row: parties as "code/role", as many as there are.
func entryRow(number, base, name, kind, year, force string, parties ...string) string {
	codes, roles := []string{"NA", "NA", "NA", "NA"}, []string{"NA", "NA", "NA", "NA"}
	for i, p := range parties {
		codes[i], roles[i], _ = strings.Cut(p, "/")
	}
	return fmt.Sprintf(`"%s";%s;"%s";"%s";0;%s;%s;%s;%s`, number, base, name, kind, year, force, strings.Join(codes, ";"), strings.Join(roles, ";"))
}

func delivery() laytest.Delivery {
	return laytest.Delivery{Dataset: Treaties, Comma: ";", Header: header, Rows: []string{
		entryRow("1", "1", "Bhutan India", base, "1972", "1972", "64/0", "356/0"),
		entryRow("2", "2", "Bhutan India", base, "2006", "NA", "64/0", "356/0"),
		entryRow("3", "3", "A free trade association", base, "1960", "1960", "208/0", "826/0", "578/0"),
		entryRow("3+1", "3", "A free trade association Iceland accession", accession, "1969", "1970", "208/2", "826/2", "578/2", "352/1"),
		entryRow("3_1", "3", "A free trade association withdrawal Denmark UK", withdrawal, "1973", "NA", "208/1", "826/1", "578/2", "352/2"),
		entryRow("4", "4", "Algeria and a community", base, "1976", "1978", "12/1", "56/2"),
		entryRow("4+1", "4", "Algeria and a community Portugal accession", accession, "1985", "NA", "12/3", "620/2"),
		entryRow("5", "5", "China Korea Japan", negotiation, "NA", "NA", "156/0", "410/0", "392/0"),
		entryRow("6", "3", "A free trade association Protocol on services", protocol, "1997", "2003", "578/0", "352/0"),
		entryRow("6a", "3", "A free trade association Protocol on services", consolidated, "1997", "2003", "578/0", "352/0"),
		entryRow("7", "7", "Albania Kosovo", base, "2003", "2003", "8/0", "900/0"),
		entryRow("8", "8", "A pact that all left", base, "1980", "1980", "862/0"),
		entryRow("8_1", "8", "A pact that all left withdrawal", withdrawal, "2006", "NA", "862/1"),
		entryRow("9", "9", "United States Russia", base, "1999", "2001", "840/0", "643/0"),
	}, Needs: []string{"number", "base_treaty", "name", "entry_type", "year", "entryforceyear", "c1", "c2", "mc1", "mc2"}}
}

func TestCourse(t *testing.T) { laytest.Check(t, delivery()) }

func country(id string) graph.Key { return vocab.Key(vocab.Country, id) }

func parties(t testing.TB, s graph.Store, number string) map[string]graph.Props {
	t.Helper()
	out := map[string]graph.Props{}
	for _, e := range laytest.Edges(t, s, graph.EdgeFilter{Kinds: []graph.Relation{vocab.PartyTo}, To: []graph.Key{Agreement(number)}}) {
		out[vocab.Rest(e.From)+" "+e.ID] = e.Props
	}
	return out
}

func TestEntries(t *testing.T) {
	s := laytest.Open(t)
	rep := laytest.Load(t, s, Treaties, delivery().Text())
	if rep.Records != 10 {
		t.Errorf("%d agreements\n%s", rep.Records, rep)
	}
	node := func(number string) graph.Props {
		n, err := s.Node(t.Context(), Agreement(number))
		if err != nil {
			t.Fatal(err)
		}
		return n.Props
	}
	is := func(what string, got, want any) {
		t.Helper()
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s is %v, want %v", what, got, want)
		}
	}
	// B19: two agreements of one name stay two.
	is("name", node("1").String("name"), node("2").String("name"))
	is("kind", node("1").String("kind"), "trade")
	is("since", node("1").Date("since"), "1972")
	is("signed", node("2").Date("signed"), "2006")
	is("since", node("2").Date("since"), "")
	is("status", node("5").String("status"), "negotiated")

	p := parties(t, s, "1")["IND 1"]
	is("since", p.Date("since"), "1972")
	is("lastSeen", p.Date("lastSeen"), "2006") // last year of the file (B32)
	is("role", p.String("role"), "signatory")
	is("ref", p.String("ref"), "1")
	p = parties(t, s, "2")["IND 2"]
	is("since of one not known to be in force", p.Date("since"), "")

	all := parties(t, s, "3")
	is("parties", len(all), 4)
	for who, want := range map[string]string{"DNK 3": "1960..1973 withdrawing", "GBR 3": "1960..1973 withdrawing", "NOR 3": "1960.. signatory", "ISL 3+1": "1970.. acceding"} {
		p := all[who]
		is(who, fmt.Sprintf("%s..%s %s", p.Date("since"), p.Date("until"), p.String("role")), want)
	}
	is("lastSeen of one that left", all["GBR 3"].Date("lastSeen"), "")
	is("note", all["GBR 3"].String("note"), "withdrawal: entry 3_1")
	all = parties(t, s, "4")
	is("parties", len(all), 3)
	is("since", all["PRT 4+1"].Date("since"), "")
	is("note", all["PRT 4+1"].String("note"), "acceded by an instrument of 1985")
	all = parties(t, s, "5")
	is("parties", len(all), 3)
	is("role", all["KOR 5"].String("role"), "negotiating")
	is("lastSeen", all["KOR 5"].Date("lastSeen"), "")
	is("parties", len(parties(t, s, "6a")), 2)
	is("Kosovo", parties(t, s, "7")["XKX 7"].Date("since"), "2003") // B08
	is("left by all", parties(t, s, "8")["VEN 8"].Date("until"), "2006")
	part := laytest.Edges(t, s, graph.EdgeFilter{Kinds: []graph.Relation{vocab.PartOf}})
	is("parts", len(part), 2)
	is("part", part[0].To, Agreement("3"))
}

// TestWithdrawalGone: a withdrawal that a later file has no more leaves its
// party bound as before.
func TestWithdrawalGone(t *testing.T) {
	s := laytest.Open(t)
	laytest.Load(t, s, Treaties, delivery().Text())
	d := delivery()
	d.Rows = slices.DeleteFunc(d.Rows, func(r string) bool { return strings.HasPrefix(r, `"3_1"`) })
	laytest.Load(t, s, Treaties, d.Text())
	p := parties(t, s, "3")["GBR 3"]
	if !p.Date("until").IsZero() || p.Date("lastSeen") != graph.Year(2006) || p.String("role") != "signatory" {
		t.Errorf("%v", p)
	}
}

func TestRefused(t *testing.T) {
	for _, c := range []struct{ row, why string }{
		{entryRow("90", "90", "X", base, "2000", "2001", "999/0", "840/0"), `"999"`},
		{entryRow("90", "90", "X", base, "2000", "2001", "abc/0", "840/0"), "is no number"},
		{entryRow("90", "90", "X", base, "2000", "2001"), "names no party"},
		{entryRow("90", "90", "X", base, "NA", "2001", "840/0"), "has no year"},
		{entryRow("90", "90", "X", base, "20x0", "2001", "840/0"), "year in year"},
		{entryRow("90", "90", "X", base, "2000", "99", "840/0"), "year in entryforceyear"},
		{entryRow("90", "90", "NA", base, "2000", "2001", "840/0"), "no name"},
		{entryRow("90", "90", "X", "treaty", "2000", "2001", "840/0"), "kind of entry"},
		{entryRow("90+1", "90", "X", accession, "2000", "2001", "840/1"), "base treaty 90 is not"},
		{entryRow("3+9", "3", "X", accession, "2000", "2001", "578/0"), "who acceded"},
		{entryRow("3_9", "3", "X", withdrawal, "2000", "NA", "578/2"), "who withdrew"},
		{entryRow("NA", "3", "X", base, "2000", "2001", "840/0"), "no number"},
		{entryRow("1", "1", "Bhutan India", base, "1973", "1973", "64/0", "356/0"), "same number"}, // B09
	} {
		s := laytest.Open(t)
		laytest.Load(t, s, Treaties, delivery().Text())
		rep := laytest.Load(t, s, Treaties, delivery().Text()+c.row+"\n")
		if rep.Refused != 1 || !strings.Contains(rep.RefusedBy[0].Reason, c.why) || rep.RefusedBy[0].Lines[0] != 16 || rep.Withdrawn != 0 || rep.Unchanged != 14 {
			t.Errorf("%s\n%s", c.row, rep)
		}
	}
}

// TestRefusedIsNotGone: a treaty of which a row can no longer be read keeps
// what it had (B62).
func TestRefusedIsNotGone(t *testing.T) {
	s := laytest.Open(t)
	laytest.Load(t, s, Treaties, delivery().Text())
	rep := laytest.Load(t, s, Treaties, strings.Replace(delivery().Text(), ";840;643;", ";840;6439;", 1))
	if rep.Refused != 1 || rep.Withdrawn != 0 || len(parties(t, s, "9")) != 2 {
		t.Errorf("%s", rep)
	}
}

func TestForceBeforeSigning(t *testing.T) {
	s := laytest.Open(t)
	rep := laytest.Load(t, s, Treaties, header+"\n"+entryRow("419", "419", "El Salvador Panama", base, "1986", "1974", "222/0", "591/0")+"\n")
	n, _ := s.Node(t.Context(), Agreement("419"))
	if len(rep.Warnings) != 1 || !n.Props.Date("since").IsZero() || n.Props.Date("signed") != graph.Year(1986) || !parties(t, s, "419")["PAN 419"].Date("since").IsZero() {
		t.Errorf("%s%v", rep, n)
	}
}

// TestRecord reads the whole list. The figures were taken from the file with
// another program.
func TestRecord(t *testing.T) {
	s := laytest.Open(t)
	rep := laytest.LoadFile(t, s, Treaties, records.Dir(t), "trade_agreements", "desta_treaties.csv")
	if rep.Read != 1217 || rep.Kept != 1217 || rep.Records != 988 || len(rep.Warnings) != 4 {
		t.Fatalf("%s", rep)
	}
	of := map[graph.Key]map[graph.Key]bool{} // parties by agreement
	roles := map[string]int{}
	left := 0
	edges := laytest.Edges(t, s, graph.EdgeFilter{Kinds: []graph.Relation{vocab.PartyTo}})
	for _, e := range edges {
		if of[e.To] == nil {
			of[e.To] = map[graph.Key]bool{}
		}
		of[e.To][e.From] = true
		roles[e.Props.String("role")]++
		if !e.Props.Date("until").IsZero() {
			left++
		}
	}
	parts := laytest.Edges(t, s, graph.EdgeFilter{Kinds: []graph.Relation{vocab.PartOf}})
	if len(edges) != 6021 || len(parts) != 65 || roles["negotiating"] != 630 || left != 51 || roles["withdrawing"] != 51 {
		t.Errorf("%d parties, %d parts, %v, %d left", len(edges), len(parts), roles, left)
	}
	status := map[graph.Key]string{}
	for n, err := range s.Nodes(t.Context(), graph.NodeFilter{Kinds: []graph.Kind{vocab.Agreement}}) {
		if err != nil {
			t.Fatal(err)
		}
		status[n.Key] = n.Props.String("status")
	}
	if len(status) != 988 {
		t.Errorf("%d agreements", len(status))
	}
	for _, c := range []struct {
		a, b string
		n    int
		some string
	}{
		{"USA", "CAN", 5, "1007 169 170 636 899"}, {"USA", "MEX", 3, "1007 636 899"}, {"CHN", "KOR", 3, "100 62 909"}, {"CHN", "JPN", 0, ""}, {"RUS", "KAZ", 12, "244 434 915"}, {"RUS", "BLR", 13, "107 109"},
		{"PRK", "CUB", 1, "461"}, {"PRK", "CHN", 0, ""}, {"PRK", "KOR", 1, "461"}, {"IND", "BTN", 7, "116 117 707 708 709"}, {"GBR", "NOR", 5, "375 1023"}, {"FRA", "DEU", 110, ""},
		{"CHL", "PER", 11, ""}, {"ALB", "XKX", 3, "10 193 193a"}, {"AUS", "NZL", 9, "77 78 78a"}, {"RUS", "VNM", 1, "915"}, {"RUS", "CHN", 0, ""}, {"USA", "CHN", 0, ""},
	} {
		n := 0
		for k, ps := range of {
			if ps[country(c.a)] && ps[country(c.b)] && status[k] != "negotiated" {
				n++
			}
		}
		if n != c.n {
			t.Errorf("%s and %s share %d agreements, want %d", c.a, c.b, n, c.n)
		}
		for _, number := range strings.Fields(c.some) {
			if ps := of[Agreement(number)]; !ps[country(c.a)] || !ps[country(c.b)] {
				t.Errorf("%s and %s are not both in %s", c.a, c.b, number)
			}
		}
	}
	for _, c := range []struct {
		number, who, want string
	}{
		{"324", "GBR", "2009..2020"}, {"375", "GBR", "1960..1973"}, {"375", "PRT", "1960..1986"}, {"375", "NOR", "1960.."}, {"244", "GEO", "1994..2009"}, {"636", "USA", "1994.."}, {"899", "USA", ".."},
		{"1007", "MEX", "2020.."}, {"909", "CHN", "2015.."}, {"1", "AFG", "2003.."}, {"692", "MAR", ".."}, {"461", "PRK", "1989.."}, {"461", "ROU", "1989..2007"},
	} {
		found := false
		for _, e := range edges {
			if e.To == Agreement(c.number) && e.From == country(c.who) {
				found = true
				if got := e.Props.Date("since").String() + ".." + e.Props.Date("until").String(); got != c.want {
					t.Errorf("%s in %s: %s, want %s", c.who, c.number, got, c.want)
				}
			}
		}
		if !found {
			t.Errorf("%s is not in %s", c.who, c.number)
		}
	}
	for number, n := range map[string]int{"324": 28, "375": 10, "62": 7, "899": 12, "3": 52, "461": 48} {
		if len(of[Agreement(number)]) != n {
			t.Errorf("%s has %d parties, want %d", number, len(of[Agreement(number)]), n)
		}
	}
}

func BenchmarkRecord(b *testing.B) {
	for b.Loop() {
		laytest.LoadFile(b, laytest.Open(b), Treaties, records.Dir(b), "trade_agreements", "desta_treaties.csv")
	}
}
