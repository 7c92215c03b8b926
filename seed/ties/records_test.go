package ties

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"entente/graph"
	"entente/graph/vocab"
	"entente/internal/records"
	"entente/seed"
)

// files are the published files, below the folder of records.
var files = map[string]string{
	"atop": "alliances/atop_dyad_year_1815_2018.csv.gz", "tss-rivalries": "relations/tss_rivalries.csv", "td-rivalries": "relations/td_rivalries.csv",
	"contiguity": "relations/cow_contdir.csv", "wars": "relations/cow_war_inter.csv", "conflicts": "relations/ucdp_acd.csv",
	"cow-states": "countries/cow_states.csv", "cow-majors": "countries/cow_majors.csv",
}

func bytesOf(t testing.TB, id string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(records.Dir(t), filepath.FromSlash(files[id])))
	must(t, err)
	return b
}

// real imports the published file of a dataset and checks the account of it
// and that a repeat changes nothing.
func real(t *testing.T, d seed.Dataset, read, refused, spoken int) (graph.Store, seed.Report) {
	t.Helper()
	b := bytesOf(t, d.Manifest().ID)
	s := open(t)
	imp := func(name string) seed.Report {
		rep, err := d.Import(context.Background(), s, seed.Input{Name: name, Reader: bytes.NewReader(b)}, seed.Options{Day: today})
		must(t, err)
		balanced(t, rep)
		return rep
	}
	rep := imp("one.csv")
	if rep.Read != read || rep.Refused != refused || rep.Duplicates != 0 || rep.Records != spoken {
		t.Errorf("%s", rep)
	}
	rev := revision(t, s)
	if again := imp("two.csv"); again.Unchanged != read-refused || again.Withdrawn != 0 || revision(t, s) != rev {
		t.Errorf("a repeat changed something: %s", again)
	}
	return s, rep
}

func collect(t testing.TB, s graph.Store, kind graph.Relation) []graph.Edge {
	t.Helper()
	es, err := graph.Collect(s.Edges(context.Background(), graph.EdgeFilter{Kinds: []graph.Relation{kind}}))
	must(t, err)
	return es
}

// span gives the first and last year of an edge as its source states it.
func span(e graph.Edge) (from, to int) {
	from, _, _ = e.Props.Date("since").YMD()
	last := e.Props.Date("until")
	if last.IsZero() {
		last = e.Props.Date("lastSeen")
	}
	to, _, _ = last.YMD()
	return from, to
}

func in(e graph.Edge, year int) bool {
	from, to := span(e)
	return from <= year && year <= to
}

func nodes(es []graph.Edge, of string) []string {
	var out []string
	for _, e := range es {
		switch of {
		case vocab.Rest(e.From):
			out = append(out, vocab.Rest(e.To))
		case vocab.Rest(e.To):
			out = append(out, vocab.Rest(e.From))
		}
	}
	slices.Sort(out)
	return out
}

func where(es []graph.Edge, f func(graph.Edge) bool) (out []graph.Edge) {
	for _, e := range es {
		if f(e) {
			out = append(out, e)
		}
	}
	return out
}

// The known answers below were computed from the files by another program,
// which knows of states only that 260 and 255 are one, and 679 and 678.

func TestRealAlliances(t *testing.T) {
	if testing.Short() {
		t.Skip("a quarter of a million rows, twice")
	}
	// 46 rows owe nothing in either direction.
	s, _ := real(t, Alliances, 273_296, 46, 7768)
	es := collect(t, s, vocab.AlliedWith)

	// Every year of every spell, in both directions, is a row of the file: by
	// pledge what the file has, less the rows of 1990 in which 255 repeats 260
	// and 679 repeats 678.
	rows, byPledge := 0, map[string]int{}
	defence, owing := map[int]int{}, map[int]int{}
	for _, e := range es {
		from, to := span(e)
		years := to - from + 1
		rows += 2 * years
		union := append(e.Props.Strings("owes"), e.Props.Strings("owed")...)
		for _, w := range union {
			byPledge[w] += years
			if !slices.Contains(e.Props.Strings("obligations"), w) {
				t.Errorf("%s: %s is owed and no obligation", e.EdgeKey, w)
			}
		}
		for y := from; y <= to; y++ {
			if slices.Contains(union, "defence") {
				defence[y]++
			}
			for _, of := range []string{"owes", "owed"} {
				if slices.Contains(e.Props.Strings(of), "defence") {
					owing[y]++
				}
			}
		}
		if (to == 2018) != e.Props.Date("until").IsZero() || e.From.Compare(e.To) >= 0 { // B32, B33, B34
			t.Errorf("%s %s", e.EdgeKey, props(e.Props))
		}
	}
	if rows != 273_148 || byPledge["defence"] != 137_696 || byPledge["offence"] != 6342 || byPledge["neutrality"] != 4465 || byPledge["non_aggression"] != 261_736 || byPledge["consultation"] != 131_264 {
		t.Errorf("%d directed years, %v", rows, byPledge)
	}
	sum := 0
	for _, n := range owing {
		sum += n
	}
	if sum != 137_762-66 { // 66 rows of 1990 are repeats
		t.Errorf("%d rows with a pledge of defence", sum)
	}
	for y, want := range map[int][2]int{ // pairs, directed pairs
		1816: {53, 106}, 1850: {49, 97}, 1866: {55, 110}, 1900: {8, 15}, 1913: {12, 23}, 1914: {15, 27}, 1925: {18, 27}, 1938: {48, 95}, 1939: {51, 101},
		1942: {363, 723}, 1945: {929, 1856}, 1949: {309, 618}, 1950: {312, 624}, 1955: {404, 807}, 1960: {416, 827}, 1968: {496, 987}, 1975: {607, 1211},
		1980: {696, 1388}, 1989: {917, 1829}, 1990: {916, 1828}, 1991: {955, 1905}, 1992: {964, 1925}, 1995: {995, 1987}, 2000: {1104, 2205},
		2005: {1332, 2661}, 2010: {1681, 3359}, 2015: {1679, 3356}, 2018: {1707, 3412}} {
		if got := [2]int{defence[y], owing[y]}; got != want {
			t.Errorf("%d: %v pairs with a pledge of defence, want %v", y, got, want)
		}
	}

	// Single pledges, as "defence", "offence", … by their first letters: who
	// owes is the first named.
	const d, dn, dc, dnc, n, nc, c, none, do = "d", "dn", "dc", "dnc", "n", "nc", "c", "", "do"
	short := map[string]string{"defence": "d", "offence": "o", "neutrality": "u", "non_aggression": "n", "consultation": "c"}
	pledge := func(a, b string, year int) string {
		out := "-"
		for _, e := range es {
			if !in(e, year) {
				continue
			}
			of := ""
			switch {
			case vocab.Rest(e.From) == a && vocab.Rest(e.To) == b:
				of = "owes"
			case vocab.Rest(e.From) == b && vocab.Rest(e.To) == a:
				of = "owed"
			default:
				continue
			}
			if out != "-" {
				t.Errorf("%s and %s have two spells in %d", a, b, year)
			}
			out = ""
			for _, w := range e.Props.Strings(of) {
				out += short[w]
			}
		}
		return out
	}
	for _, k := range []struct {
		a, b   string
		year   int
		ab, ba string
	}{
		{"RUS", "PRK", 1960, "-", "-"}, {"RUS", "PRK", 1961, dn, dn}, {"RUS", "PRK", 1975, dn, dn}, {"RUS", "PRK", 1990, dn, dn}, {"RUS", "PRK", 1996, dn, dn},
		{"RUS", "PRK", 1997, "-", "-"}, {"RUS", "PRK", 1999, "-", "-"}, {"RUS", "PRK", 2000, c, c}, {"RUS", "PRK", 2005, c, c}, {"RUS", "PRK", 2008, nc, nc}, {"RUS", "PRK", 2018, nc, nc}, {"RUS", "PRK", 2019, "-", "-"},
		{"CHN", "PRK", 1960, "-", "-"}, {"CHN", "PRK", 1961, dn, dn}, {"CHN", "PRK", 1990, dn, dn}, {"CHN", "PRK", 2018, dn, dn},
		{"USA", "JPN", 1908, c, c}, {"USA", "JPN", 1941, "-", "-"}, {"USA", "JPN", 1951, dc, c}, {"USA", "JPN", 1960, dnc, nc}, {"USA", "JPN", 2018, dnc, nc},
		{"USA", "KOR", 1952, "-", "-"}, {"USA", "KOR", 1953, dnc, dnc}, {"USA", "KOR", 2018, dnc, dnc},
		{"USA", "RUS", 1942, do, do}, {"USA", "RUS", 1946, "-", "-"}, {"USA", "RUS", 1963, c, c}, {"USA", "RUS", 1974, "-", "-"}, {"USA", "RUS", 1975, n, n}, {"USA", "RUS", 2018, n, n},
		{"USA", "ISR", 1980, "-", "-"}, {"USA", "ISR", 1981, dc, c}, {"USA", "ISR", 1991, dc, c}, {"USA", "ISR", 1992, "-", "-"},
		{"USA", "GBR", 1949, dnc, dnc}, {"USA", "CAN", 2000, dnc, dnc}, {"USA", "DEU", 1953, "-", "-"}, {"USA", "DEU", 1954, dnc, dnc}, {"USA", "DEU", 1990, dnc, dnc}, {"USA", "DEU", 2018, dnc, dnc},
		{"USA", "TWN", 1954, dn, dn}, {"USA", "TWN", 1980, dn, dn}, {"USA", "TWN", 1981, "-", "-"}, {"USA", "CHN", 1943, do, do}, {"USA", "CHN", 1975, "-", "-"}, {"USA", "CHN", 2009, n, n},
		{"CHN", "RUS", 1896, do, do}, {"CHN", "RUS", 1950, "don", "don"}, {"CHN", "RUS", 1970, dn, dn}, {"CHN", "RUS", 1981, "-", "-"}, {"CHN", "RUS", 1992, n, n}, {"CHN", "RUS", 2001, nc, nc},
		{"GBR", "FRA", 1932, d, none}, {"FRA", "GBR", 1932, none, d}, {"GBR", "FRA", 1915, "doc", "doc"}, {"GBR", "FRA", 2018, dnc, dnc},
		{"RUS", "FIN", 1948, dc, dc}, {"RUS", "FIN", 1991, dnc, dnc}, {"RUS", "FIN", 1993, "unc", "unc"},
		{"DEU", "RUS", 1939, "un", "un"}, {"DEU", "RUS", 1943, "-", "-"}, {"DEU", "RUS", 1975, n, n}, {"DEU", "RUS", 1990, "unc", "unc"},
		{"YUG", "RUS", 1992, n, n}, {"YUG", "RUS", 1995, "-", "-"}, {"YUG", "RUS", 2002, n, n}, {"SCG", "RUS", 2003, n, n}, {"SRB", "RUS", 2006, n, n}, {"SRB", "RUS", 2002, "-", "-"}, {"YUG", "RUS", 2003, "-", "-"},
	} {
		ab, ba := pledge(k.a, k.b, k.year), pledge(k.b, k.a, k.year)
		if ab != k.ab || ba != k.ba {
			t.Errorf("%s and %s in %d owe each other %q and %q, want %q and %q", k.a, k.b, k.year, ab, ba, k.ab, k.ba)
		}
	}

	allies := func(of string, year int) []string {
		return nodes(where(es, func(e graph.Edge) bool {
			return in(e, year) && slices.Contains(e.Props.Strings("obligations"), "defence")
		}), of)
	}
	same(t, "the Soviet Union's allies of 1960", allies("RUS", 1960), []string{"ALB", "BGR", "CHN", "CSK", "DDR", "FIN", "HUN", "MNG", "POL", "ROU"})
	same(t, "North Korea's of 1975", allies("PRK", 1975), []string{"CHN", "RUS"})
	same(t, "North Korea's of 2018", allies("PRK", 2018), []string{"CHN", "CUB"})
	pact := []string{"RUS", "BGR", "CSK", "DDR", "HUN", "POL", "ROU"}
	nato := []string{"USA", "CAN", "GBR", "NLD", "BEL", "LUX", "FRA", "ESP", "PRT", "DEU", "POL", "HUN", "CZE", "ITA", "GRC", "NOR", "DNK", "ISL", "TUR"}
	for year, members := range map[int][]string{1960: pact, 2000: nato} {
		for i, a := range members {
			for _, b := range members[i+1:] {
				if p := pledge(a, b, year); !strings.HasPrefix(p, "d") || !strings.HasPrefix(pledge(b, a, year), "d") {
					t.Errorf("%s and %s in %d: %q", a, b, year, p)
				}
			}
		}
	}
	if got := len(allies("USA", 2000)); got != 56 {
		t.Errorf("the United States had %d allies in 2000", got)
	}
	for _, e := range es { // the pair's spell is one through the change of number from 260 to 255
		if vocab.Rest(e.From) == "DEU" && vocab.Rest(e.To) == "USA" && in(e, 1990) {
			if from, to := span(e); from != 1954 || to != 2018 || e.Props.String("ref") != "260-2-1954" {
				t.Errorf("%d to %d, %s", from, to, props(e.Props))
			}
		}
	}
}

func TestRealRivalries(t *testing.T) {
	s, rep := real(t, Rivalries, 264, 2, 262)
	es := collect(t, s, vocab.RivalOf)
	// Four rivalries pass from Serbia to Yugoslavia, two of them in their first year, 1918.
	if len(es) != 268 || !slices.Equal(rep.RefusedBy[0].Lines, []int{5, 7}) || !strings.Contains(rep.RefusedBy[0].Reason, "Venice") {
		t.Errorf("%d edges, %s", len(es), rep)
	}
	// Counted without the rows of Venice. The rivalry of Austria-Hungary that
	// the file has go on to 1920 ends with it.
	for y, want := range map[int]int{1500: 6, 1700: 7, 1816: 15, 1914: 41, 1919: 42 - 1, 1939: 38, 1950: 36, 1960: 45, 1975: 65, 1990: 65, 2000: 74, 2010: 51, 2020: 56} {
		if got := len(where(es, func(e graph.Edge) bool { return in(e, y) })); got != want {
			t.Errorf("%d: %d rivalries, want %d", y, got, want)
		}
	}
	if got := len(where(es, func(e graph.Edge) bool { return e.Props.Date("until").IsZero() })); got != 56 {
		t.Errorf("%d go on in 2020", got)
	}
	var got []string
	for _, e := range where(es, func(e graph.Edge) bool {
		return vocab.Rest(e.From) == "RUS" && vocab.Rest(e.To) == "USA" || vocab.Rest(e.To) == "PRK"
	}) {
		from, to := span(e)
		got = append(got, fmt.Sprint(e.ID, " ", from, " ", to, " ", e.Props.Strings("types")))
	}
	slices.Sort(got)
	same(t, "rivalries", got, []string{"100-1945 1945 1989 [positional ideological principal]", "114-1948 1948 2020 [positional ideological interventionary principal]",
		"246-2007 2007 2020 [positional asymmetric_principal]", "78-1918 1918 1920 [ideological interventionary]"})

	s, _ = real(t, OldRivalries, 197, 2, 195)
	es = collect(t, s, vocab.RivalOf)
	for y, want := range map[int]int{1500: 6, 1700: 7, 1816: 18, 1914: 40, 1919: 39 - 1, 1939: 36, 1950: 35, 1960: 43, 1975: 58, 1990: 56, 2000: 48, 2010: 42} {
		if got := len(where(es, func(e graph.Edge) bool { return in(e, y) })); got != want {
			t.Errorf("%d: %d rivalries of the older list, want %d", y, got, want)
		}
	}
}

func TestRealContiguity(t *testing.T) {
	// 180 rows say that two states were not contiguous.
	s, _ := real(t, Contiguity, 1874, 180, 859)
	es := collect(t, s, vocab.Contiguous)
	at := func(of string, day graph.Date, land bool) []string {
		return nodes(where(es, func(e graph.Edge) bool {
			until := e.Props.Date("until")
			if until.IsZero() {
				until = e.Props.Date("lastSeen")
			}
			v := graph.Interval{Since: e.Props.Date("since"), Until: until}
			return v.Contains(day) == graph.Certain && (!land || e.Props.String("type") == "land")
		}), of)
	}
	for _, k := range []struct {
		of   string
		day  string
		land string
		all  int
	}{
		{"PRK", "2016-06-15", "CHN KOR RUS", 4},
		{"RUS", "1985-06-15", "AFG CHN CSK FIN HUN IRN MNG NOR POL PRK ROU TUR", 20},
		{"RUS", "2010-06-15", "AZE BLR CHN EST FIN GEO KAZ LTU LVA MNG NOR POL PRK UKR", 22},
		{"CHN", "2016-06-15", "AFG BTN IND KAZ KGZ LAO MMR MNG NPL PAK PRK RUS TJK VNM", 18},
		{"DEU", "1985-06-15", "AUT BEL CHE CSK DDR DNK FRA LUX NLD", 13}, // number 260
		{"DEU", "2010-06-15", "AUT BEL CHE CZE DNK FRA LUX NLD POL", 16},
		{"KOR", "2016-06-15", "PRK", 4},
		{"YUG", "1985-06-15", "ALB AUT BGR GRC HUN ITA ROU", 7},
		{"SRB", "2010-06-15", "BGR BIH HRV HUN MKD MNE ROU XKX", 8}, // 347 is Kosovo (B08)
		{"USA", "2016-06-15", "CAN MEX", 5},
		{"JPN", "2016-06-15", "", 6},
	} {
		land, all := at(k.of, graph.MustDate(k.day), true), at(k.of, graph.MustDate(k.day), false)
		if strings.Join(land, " ") != k.land || len(all) != k.all {
			t.Errorf("%s on %s borders on %s, %d in all; want %s, %d", k.of, k.day, land, len(all), k.land, k.all)
		}
	}
	open := 0
	for _, e := range es {
		if e.Props.Date("until").IsZero() {
			open++
			if e.Props.Date("lastSeen") != graph.Day(2016, 12, 0) {
				t.Errorf("%s %s", e.EdgeKey, props(e.Props))
			}
		}
	}
	if open != 556 {
		t.Errorf("%d spells go on at the end of the file", open)
	}
}

func TestRealWars(t *testing.T) {
	s, _ := real(t, Wars, 1932, 0, 95)
	parts, pairs := collect(t, s, vocab.TookPart), collect(t, s, vocab.AtWarWith)
	if len(parts) != 337 || len(pairs) != 374 || len(collect(t, s, vocab.Reports)) != 95 {
		t.Errorf("%d parts, %d pairs", len(parts), len(pairs))
	}
	years := map[int]map[graph.Key]bool{}
	begun := 0
	for _, e := range parts {
		from, to := span(e)
		for y := from; y <= to; y++ {
			if years[y] == nil {
				years[y] = map[graph.Key]bool{}
			}
			years[y][e.To] = true
		}
		if e.Props.Bool("initiator") {
			begun++
		}
	}
	sum := 0
	for _, w := range years {
		sum += len(w)
	}
	if sum != 205 || begun != 109 {
		t.Errorf("%d years of wars, %d initiators", sum, begun)
	}
	for y, want := range map[int]int{1866: 4, 1900: 2, 1914: 1, 1918: 3, 1919: 6, 1939: 4, 1942: 1, 1945: 1, 1948: 2, 1950: 1, 1953: 1, 1967: 2, 1973: 3, 1982: 3, 1991: 1, 1999: 3, 2001: 1, 2003: 1} {
		if len(years[y]) != want {
			t.Errorf("%d: %d wars, want %d", y, len(years[y]), want)
		}
	}
	pairYears, byYear := 0, map[int]int{}
	for _, e := range pairs {
		from, to := span(e)
		pairYears += to - from + 1
		for y := from; y <= to; y++ {
			byYear[y]++
		}
	}
	if pairYears != 958 {
		t.Errorf("%d years of pairs", pairYears)
	}
	for y, want := range map[int]int{1866: 29, 1914: 18, 1917: 44, 1942: 56, 1944: 68, 1951: 28, 1967: 9, 1991: 13, 2003: 3} {
		if byYear[y] != want {
			t.Errorf("%d: %d pairs at war, want %d", y, byYear[y], want)
		}
	}
	for of, want := range map[string]int{"USA": 13, "GBR": 13, "FRA": 18, "DEU": 8, "RUS": 16, "CHN": 14, "PRK": 1, "ISR": 6, "TUR": 13, "JPN": 9, "AUH": 6} {
		wars := map[graph.Key]bool{}
		for _, e := range parts {
			if vocab.Rest(e.From) == of {
				wars[e.To] = true
			}
		}
		if len(wars) != want {
			t.Errorf("%s fought in %d wars, want %d", of, len(wars), want)
		}
	}
	korea := map[string]string{}
	for _, e := range parts {
		if e.To.ID == "event/cow-war-151" {
			from, _ := span(e)
			deaths, _ := e.Props.Int("deaths")
			korea[vocab.Rest(e.From)] = fmt.Sprint(e.Props.String("role"), " ", from, " ", deaths, " ", e.Props.String("outcome"), " ", e.Props.Bool("initiator"))
		}
	}
	if len(korea) != 16 || korea["PRK"] != "side_2 1950 316579 stalemate true" || korea["CHN"] != "side_2 1950 422612 stalemate false" || korea["USA"] != "side_1 1950 54487 stalemate false" || korea["FRA"] != "side_1 1951 288 stalemate false" || korea["RUS"] != "" {
		t.Errorf("%q", korea)
	}
	n, err := s.Node(context.Background(), vocab.Key(vocab.Event, "cow-war-151"))
	must(t, err)
	if n.Props.String("kind") != "war" || n.Props.Date("since") != graph.Year(1950) || n.Props.Date("until") != graph.Year(1953) { // B36
		t.Errorf("%s", props(n.Props))
	}
}

func TestRealConflicts(t *testing.T) {
	s, rep := real(t, Conflicts, 5652, 3, 301)
	if !slices.Equal(rep.RefusedBy[0].Lines, []int{626, 627, 1794}) || !strings.Contains(rep.RefusedBy[0].Reason, "Hyderabad") {
		t.Errorf("%s", rep)
	}
	parts, reports := collect(t, s, vocab.TookPart), collect(t, s, vocab.Reports)
	type cys struct {
		conflict graph.Key
		year     int
		role     string
	}
	of := map[string]map[cys]bool{}
	for _, e := range parts {
		from, to := span(e)
		for y := from; y <= to; y++ {
			c := vocab.Rest(e.From)
			if of[c] == nil {
				of[c] = map[cys]bool{}
			}
			of[c][cys{e.To, y, e.Props.String("role")}] = true
		}
	}
	sum := 0
	for _, m := range of {
		sum += len(m)
	}
	if sum != 6320 {
		t.Errorf("%d years of states in conflicts", sum)
	}
	for c, want := range map[string]int{"USA": 169, "RUS": 110, "CHN": 54, "PRK": 17, "KOR": 24, "IND": 217, "MMR": 304, "ISR": 99, "GBR": 142, "FRA": 154, "UKR": 32, "PAK": 136,
		"IRQ": 81, "SYR": 48, "YEM": 47, "TUR": 92, "VNM": 56, "RVN": 36, "THA": 54} {
		if len(of[c]) != want {
			t.Errorf("%s: %d years in conflicts, want %d", c, len(of[c]), want)
		}
	}
	if n := len(of["YUG"]) + len(of["SCG"]) + len(of["SRB"]); n != 20 { // B26
		t.Errorf("Yugoslavia and its heirs: %d", n)
	}
	byYear, war, interstate := map[int]int{}, map[int]int{}, map[int]int{}
	episodes, openEpisodes, warYears := 0, 0, 0
	for _, e := range reports {
		switch e.Props.String("field") {
		case "episode":
			episodes++
			if e.Props.Date("until").IsZero() {
				openEpisodes++
			}
		case "intensity":
			from, to := span(e)
			for y := from; y <= to; y++ {
				byYear[y]++
				if strings.HasPrefix(e.Props.String("intensity"), "war") {
					war[y]++
					warYears++
				}
				if e.Props.String("kind") == "interstate" {
					interstate[y]++
				}
			}
		}
	}
	if episodes != 618 || openEpisodes != 61 || warYears != 683 {
		t.Errorf("%d episodes, %d open, %d years of war", episodes, openEpisodes, warYears)
	}
	for y, want := range map[int]int{1946: 17, 1950: 18, 1975: 30, 1991: 53, 2000: 40, 2010: 31, 2016: 54, 2022: 56, 2024: 61} {
		if byYear[y] != want {
			t.Errorf("%d: %d conflicts, want %d", y, byYear[y], want)
		}
	}
	for y, want := range map[int]int{1950: 8, 1988: 16, 2005: 5, 2022: 8, 2024: 11} {
		if war[y] != want {
			t.Errorf("%d: %d conflicts at the level of war, want %d", y, war[y], want)
		}
	}
	for y, want := range map[int]int{1967: 5, 2022: 3, 2024: 4} {
		if interstate[y] != want {
			t.Errorf("%d: %d conflicts between states, want %d", y, interstate[y], want)
		}
	}
	ukraine := map[string]string{}
	for _, e := range parts {
		if e.To.ID == "event/ucdp-13243" {
			from, to := span(e)
			ukraine[vocab.Rest(e.From)] = fmt.Sprint(e.Props.String("role"), " ", from, " ", to, " ", e.Props.Date("until"), " ", e.Props.String("note"))
		}
	}
	if len(ukraine) != 3 || ukraine["RUS"] != "side_1 2022 2024  " || ukraine["UKR"] != "side_2 2022 2024  " || ukraine["PRK"] != "side_1 2024 2024  in support, with troops" {
		t.Errorf("%q", ukraine)
	}
	n, err := s.Node(context.Background(), vocab.Key(vocab.Event, "ucdp-13243"))
	must(t, err)
	if n.Props.String("kind") != "armed_conflict" || n.Props.Date("since") != graph.Day(2014, 3, 18) || n.Props.Get("until") != nil {
		t.Errorf("%s", props(n.Props))
	}
}

func TestRealStates(t *testing.T) {
	s, _ := real(t, States, 243, 0, 243)
	es := collect(t, s, vocab.Reports)
	if len(es) != 247 || len(where(es, func(e graph.Edge) bool { return e.Props.Date("until").IsZero() })) != 195 {
		t.Errorf("%d spells", len(es))
	}
	member := func(of string, day graph.Date) bool {
		return slices.ContainsFunc(es, func(e graph.Edge) bool {
			return vocab.Rest(e.To) == of && e.Interval().Contains(day) == graph.Certain && !day.After(graph.Day(2016, 12, 31))
		})
	}
	for _, k := range []struct {
		of, day string
		want    bool
	}{
		{"PRK", "1948-09-07", false}, {"PRK", "1948-09-09", true}, {"DDR", "1985-01-01", true}, {"DDR", "1990-10-03", false}, {"RUS", "1985-01-01", true}, {"RUS", "2000-01-01", true},
		{"SRB", "1900-01-01", true}, {"YUG", "1900-01-01", false}, {"YUG", "2003-02-03", true}, {"YUG", "2003-02-04", false}, {"SCG", "2003-02-04", true}, {"SRB", "2010-01-01", true}, {"XKX", "2010-01-01", true}, {"KOREA", "1900-01-01", true},
		{"TZA", "1970-01-01", true}, {"EAT", "1963-01-01", true}, {"DEU", "1950-01-01", false}, {"DEU", "1960-01-01", true}, {"VNM", "1960-01-01", true}, {"RVN", "1960-01-01", true}, {"RVN", "1980-01-01", false},
	} {
		if got := member(k.of, graph.MustDate(k.day)); got != k.want {
			t.Errorf("%s a member on %s: %v", k.of, k.day, got)
		}
	}
	s, _ = real(t, Majors, 14, 0, 14)
	es = collect(t, s, vocab.Reports)
	got := map[string]int{}
	for _, e := range es {
		got[vocab.Rest(e.To)]++
	}
	if fmt.Sprint(got) != "map[AUH:1 CHN:1 DEU:3 FRA:2 GBR:1 ITA:1 JPN:2 RUS:2 USA:1]" {
		t.Error(got)
	}
}

// TestRealTogether: all datasets stand side by side in one store, none touches
// another's records.
func TestRealTogether(t *testing.T) {
	if testing.Short() {
		t.Skip("all files twice")
	}
	s := open(t)
	for range 2 {
		for _, d := range All() {
			rep, err := d.Import(context.Background(), s, seed.Input{Name: files[d.Manifest().ID], Reader: bytes.NewReader(bytesOf(t, d.Manifest().ID))}, seed.Options{})
			must(t, err)
			if rep.Withdrawn != 0 {
				t.Errorf("%s", rep)
			}
		}
	}
	c, err := graph.Count(context.Background(), s)
	must(t, err)
	want := map[graph.Relation]int{vocab.AlliedWith: 7768, vocab.RivalOf: 268 + 201, vocab.Contiguous: 859, vocab.AtWarWith: 374, vocab.TookPart: 337 + 1617, vocab.Reports: 95 + 1873 + 247 + 14}
	for r, n := range want {
		if c.Edges[r] != n {
			t.Errorf("%s: %d edges, want %d", r, c.Edges[r], n)
		}
	}
	if c.Nodes[vocab.Event] != 95+301 || c.Nodes[vocab.Source] != 8 {
		t.Errorf("%v", c.Nodes)
	}
}

func BenchmarkImport(b *testing.B) {
	for _, d := range All() {
		id := d.Manifest().ID
		b.Run(id, func(b *testing.B) {
			data := bytesOf(b, id)
			rows := 0
			for b.Loop() {
				s := open(b)
				rep, err := d.Import(context.Background(), s, seed.Input{Name: id, Reader: bytes.NewReader(data)}, seed.Options{})
				must(b, err)
				rows += rep.Read
			}
			b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}
