package trade

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"entente/graph"
	"entente/graph/names"
	"entente/graph/vocab"
	"entente/internal/laytest"
	"entente/internal/records"
	"entente/seed"
)

const exportHeader = "exp,imp,time,export,id,agreement,ad_prov_14"

func exportDelivery() laytest.Delivery {
	return laytest.Delivery{Dataset: Exports, Header: exportHeader, Rows: []string{
		"USA,CAN,2000,152910462976,36,North American Free Trade Agreement (NAFTA),1",
		"USA,CAN,1964,1000.5,0,,0",
		"CHN,PRK,2000,428713696.4,0,,0",
		"RUS,KAZ,2016,10251595776,45,,0",
		"USA,SVU,1988,2772115968,0,,0",
	}, Needs: []string{"exp", "imp", "time", "export"}}
}

func totalDelivery() laytest.Delivery {
	return laytest.Delivery{Dataset: Totals, Header: "ccode,year,imports,exports", Rows: []string{
		"2,2000,1238248.2,772146.8", "731,1964,,28.16", "255,1988,250553.8,323336.3", "255,2014,1202804.2925,", "365,1980,68522.5078125,76449.28125"},
		Needs: []string{"ccode", "year", "imports", "exports"}}
}

func TestExportsCourse(t *testing.T) { laytest.Check(t, exportDelivery()) }
func TestTotalsCourse(t *testing.T)  { laytest.Check(t, totalDelivery()) }

func country(id string) graph.Key { return vocab.Key(vocab.Country, id) }

func TestExports(t *testing.T) {
	s := laytest.Open(t)
	laytest.Load(t, s, Exports, exportDelivery().Text())
	var got []string
	for _, e := range laytest.Edges(t, s, graph.EdgeFilter{Kinds: []graph.Relation{vocab.ExportsTo}}) {
		usd, _ := e.Props.Int("usd")
		year, _ := e.Props.Int("year")
		got = append(got, fmt.Sprint(vocab.Rest(e.From), " ", vocab.Rest(e.To), " ", e.ID, " ", year, " ", usd, " ", e.Props.Bool("agreement"), " ", e.Props.String("reporter"), " ", e.Props.String("ref")))
	}
	want := []string{
		"CHN PRK 2000 2000 428713696 false country/CHN CHN-PRK-2000",
		"RUS KAZ 2016 2016 10251595776 true country/RUS RUS-KAZ-2016",
		"USA CAN 1964 1964 1001 false country/USA USA-CAN-1964",
		"USA CAN 2000 2000 152910462976 true country/USA USA-CAN-2000",
		"USA RUS 1988 1988 2772115968 false country/USA USA-SVU-1988",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
}

func TestExportsTraps(t *testing.T) {
	const head = "exp,imp,year,export\n" // as other files call the year; no agreements
	for _, c := range []struct {
		name, rows string
		kept       []string // from to year = usd
		refused    string
		line       int
		note       string
	}{
		{name: "B06: 842 and 840 are the United States, 251 is not one state",
			rows: "842,CAN,2000,5\n840,MEX,2000,7\n251,CAN,2000,9\n", kept: []string{"USA CAN 2000 = 5", "USA MEX 2000 = 7"}, refused: "251", line: 4},
		{name: "B09: a second row of the same key is refused, not summed",
			rows: "SRB,DEU,2008,6900000\nSRB,DEU,2008,1800000\n", kept: []string{"SRB DEU 2008 = 6900000"}, refused: "says otherwise", line: 3},
		{name: "B06, B09: two codes of one state in a year: the second row is refused, not summed",
			rows: "842,CAN,2000,5\n840,CAN,2000,5\n", kept: []string{"USA CAN 2000 = 5"}, refused: "says otherwise", line: 3},
		{name: "B10: an aggregate is not added to its parts",
			rows: "BLX,DEU,2000,100\nBEL,DEU,2000,80\nLUX,DEU,2000,20\n", kept: []string{"BEL DEU 2000 = 80", "LUX DEU 2000 = 20"}, refused: "Belgium and Luxembourg together) stands beside its part", line: 2},
		{name: "a unit counts where its parts do not report, and is no state",
			rows: "BLX,DEU,2000,100\nBLX,DEU,2004,7\nBEL,DEU,2004,8\n", kept: []string{"BEL DEU 2004 = 8", "trade-BLX DEU 2000 = 100"}, refused: "beside its part BEL", line: 3},
		{name: "B11: Other Asia, nes is Taiwan, with a note",
			rows: "CHN,490,2000,12\n\"JPN\",\"Other Asia, nes\",2000,3\n", kept: []string{"CHN TWN 2000 = 12", "JPN TWN 2000 = 3"}, note: "Other Asia"},
		{name: "B33: a filled-in zero is no value",
			rows: "ZAF,CHN,1980,0\nZAF,CHN,2000,3\n", kept: []string{"ZAF CHN 2000 = 3"}, refused: FilledIn, line: 2},
		{name: "the DPRK reports nothing and never shows 0",
			rows: "PRK,CHN,2000,0\nCHN,PRK,2000,4\n", kept: []string{"CHN PRK 2000 = 4"}, refused: FilledIn, line: 2},
		{name: "unspecified partners", rows: "IRQ,UNS,2008,61415002112\n", kept: []string{"IRQ trade-UNS 2008 = 61415002112"}},
		{name: "one state", rows: "RUS,SVU,1988,5\n", refused: "one state", line: 2},
		{name: "no code", rows: ",CAN,2000,5\n", refused: "code of a country is empty", line: 2},
		{name: "foreign code", rows: "QQQ,CAN,2000,5\n", refused: "QQQ", line: 2},
		{name: "negative", rows: "USA,CAN,2000,-1\n", refused: "value of the exports", line: 2},
		{name: "missing", rows: "USA,CAN,2000,\n", refused: "value of the exports", line: 2},
		{name: "no number", rows: "USA,CAN,2000,NaN\n", refused: "value of the exports", line: 2},
		{name: "infinite", rows: "USA,CAN,2000,1e300\n", refused: "value of the exports", line: 2},
		{name: "year", rows: "USA,CAN,00,5\n", refused: "year", line: 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := laytest.Open(t)
			rep := laytest.Load(t, s, Exports, head+c.rows)
			var got []string
			for _, e := range laytest.Edges(t, s, graph.EdgeFilter{Kinds: []graph.Relation{vocab.ExportsTo}}) {
				usd, _ := e.Props.Int("usd")
				got = append(got, fmt.Sprint(vocab.Rest(e.From), " ", vocab.Rest(e.To), " ", e.ID, " = ", usd))
				if e.Props.Get("agreement") != nil {
					t.Error("what the file does not code is missing, not false (B55)")
				}
			}
			if !slices.Equal(got, c.kept) {
				t.Errorf("%v, want %v", got, c.kept)
			}
			if c.refused != "" && (rep.Refused != 1 || !strings.Contains(rep.RefusedBy[0].Reason, c.refused) || rep.RefusedBy[0].Lines[0] != c.line) || c.refused == "" && rep.Refused != 0 {
				t.Errorf("%s", rep)
			}
			if c.note != "" && !strings.Contains(strings.Join(rep.Notes, "\n"), c.note) {
				t.Errorf("no note on %s: %v", c.note, rep.Notes)
			}
		})
	}
}

// TestAggregate: in the numbers of another trade source China has an aggregate
// and parts; the names table refuses the aggregate (B10).
func TestAggregate(t *testing.T) {
	for code, want := range map[string]string{"351": "", "41": "CHN", "214": "TWN", "96": "HKG"} {
		k, err := names.ResolveRecordedCode("fao", code, graph.Year(2000))
		if want == "" && err == nil || want != "" && k != country(want) {
			t.Errorf("%s is %v (%v)", code, k, err)
		}
	}
}

func TestTotals(t *testing.T) {
	s := laytest.Open(t)
	laytest.Load(t, s, Totals, totalDelivery().Text())
	var got []string
	for _, e := range laytest.Edges(t, s, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Reports}}) {
		if e.From != seed.SourceKey("cow-trade") || e.Props.String("ref") == "" {
			t.Errorf("%v", e)
		}
		got = append(got, fmt.Sprint(vocab.Rest(e.To), " ", e.ID, " ", e.Props.Get("importsUsd"), " ", e.Props.Get("exportsUsd"), " ", e.Props.Get("year")))
	}
	want := []string{"DEU 1988 250553800000 323336300000 1988", "DEU 2014 1202804292500 <nil> 2014", "PRK 1964 <nil> 28160000 1964",
		"RUS 1980 68522507813 76449281250 1980", "USA 2000 1238248200000 772146800000 2000"}
	if !slices.Equal(got, want) {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
	for _, c := range []struct {
		row, why string
		blind    bool
	}{
		{"2,1990,,", "neither", false}, {"2,1990,-9,NA", "neither", false}, {"999,1995,1,2", `"999"`, false}, {"265,2008,1,2", "nobody bears it", false},
		{"2,19x0,1,2", "year", true}, {"2,1990,1,x", "value of exports", true}, {"2,1990,-1,2", "value of imports", true},
	} {
		// B62: a row that states nothing readable of a year it may have stated
		// before takes nothing away.
		rep := laytest.Load(t, s, Totals, strings.Replace(totalDelivery().Text(), "255,2014,1202804.2925,", c.row, 1))
		if rep.Refused != 1 || !strings.Contains(rep.RefusedBy[0].Reason, c.why) || (rep.Withdrawn == 0) != c.blind {
			t.Errorf("%s\n%s", c.row, rep)
		}
		laytest.Load(t, s, Totals, totalDelivery().Text())
	}
}

func TestSumsByFilter(t *testing.T) {
	// B74: a sum over the edges of one year holds those alone.
	s := laytest.Open(t)
	laytest.Load(t, s, Exports, exportDelivery().Text())
	sum := int64(0)
	for _, e := range laytest.Edges(t, s, graph.EdgeFilter{Kinds: []graph.Relation{vocab.ExportsTo}, From: []graph.Key{country("USA")}, Where: graph.P("year", 2000)}) {
		usd, _ := e.Props.Int("usd")
		sum += usd
	}
	if sum != 152910462976 {
		t.Error(sum)
	}
}

// TestExportRecord reads the whole file. Counts and values were taken from it
// with another program.
func TestExportRecord(t *testing.T) {
	if testing.Short() {
		t.Skip("three hundred thousand rows")
	}
	s := laytest.Open(t)
	rep := laytest.LoadFile(t, s, Exports, records.Dir(t), "trade", "bilateral_exports_1964_2016.csv.gz")
	if rep.Read != 316_317 || rep.Kept != 191_213 || rep.Refused != 125_104 || rep.RefusedBy[0].Reason != FilledIn || rep.RefusedBy[0].Count != 125_104 {
		t.Fatalf("%s", rep)
	}
	usd := map[string]int64{} // by from to year
	sums := map[string]int64{}
	agreements := 0
	rows, units := map[string]int{}, map[string]int{}
	for e, err := range s.Edges(context.Background(), graph.EdgeFilter{Kinds: []graph.Relation{vocab.ExportsTo}}) {
		if err != nil {
			t.Fatal(err)
		}
		v, _ := e.Props.Int("usd")
		if v <= 0 {
			t.Fatalf("%s shows %d", e.EdgeKey, v)
		}
		from, to := vocab.Rest(e.From), vocab.Rest(e.To)
		usd[from+" "+to+" "+e.ID] = v
		sums["from "+from+" "+e.ID] += v
		sums["to "+to+" "+e.ID] += v
		rows[from+" "+e.ID]++
		for _, k := range []graph.Key{e.From, e.To} {
			if k.Kind == vocab.Organisation {
				units[vocab.Rest(k)]++
			}
		}
		if from == "PRK" {
			t.Errorf("the DPRK does not report, and has %v", e)
		}
		if e.Props.Bool("agreement") {
			agreements++
		}
	}
	if agreements != 29_909 {
		t.Errorf("%d with an agreement", agreements)
	}
	for k, want := range map[string]int64{
		"USA CAN 2000": 152910462976, "USA MEX 1964": 987694720, "CHN PRK 1984": 228582912, "CHN PRK 2000": 428713696, "CHN PRK 2016": 2838495488, "RUS PRK 1996": 31715060,
		"RUS PRK 2004": 203270624, "USA PRK 2000": 2637333, "VEN USA 2012": 422997120, "CHN USA 2016": 384921141248, "DEU FRA 1988": 40118349824, "JPN CHN 2004": 70479159296,
		"RUS UKR 2012": 14685733888, "USA RUS 1988": 2772115968, "FRA COD 1964": 13474044, "KOR TWN 2008": 11308254208, "TWN CHN 2012": 75555692544, "FRA RVN 1968": 18253224, "IND PRK 2012": 229663280,
		"KOR PRK 2008": 0, "RUS ARM 2000": 0, "PRK CHN 2000": 0, "GBR VNM 1972": 0,
	} {
		if usd[k] != want {
			t.Errorf("%s: %d, want %d", k, usd[k], want)
		}
	}
	for k, want := range map[string]int64{
		"from USA 2000": 676578294237, "from CHN 2000": 247101855927, "to PRK 2000": 1560673747, "to PRK 2016": 3109303648, "to RUS 2016": 168200003414, "to RUS 1988": 52667063437, "from DEU 2016": 1268511161801,
		"from trade-BLX 2000": 177768421918, "to trade-UNS 2008": 438355000064,
	} {
		if sums[k] != want {
			t.Errorf("%s: %d, want %d", k, sums[k], want)
		}
	}
	for k, want := range map[string]int{"trade-BLX": 1619 + 2672, "trade-KN1": 517 + 131, "trade-UNS": 1589, "trade-BUN": 357, "trade-USP": 306, "trade-SPE": 219, "trade-FRE": 145, "trade-PCZ": 108, "trade-PCE": 67,
		"trade-ZW1": 45, "trade-NZE": 28, "trade-RYU": 23, "trade-BAT": 9, "trade-SIK": 3} {
		if units[k] != want {
			t.Errorf("%s has %d flows, want %d", k, units[k], want)
		}
	}
	// Years in which a return names no state leave flows to unspecified partners
	// alone.
	for k, want := range map[string]int{"ZAF 1976": 1, "ZAF 1980": 1, "ZAF 1984": 2, "SAU 1988": 1, "IRQ 2008": 1, "ZAF 2000": 209} {
		if rows[k] != want {
			t.Errorf("%s: %d partners, want %d", k, rows[k], want)
		}
	}
	// China's share in what the DPRK bought, by its partners' returns.
	for year, want := range map[string]string{"2000": "0.275", "2016": "0.913"} {
		if got := strconv.FormatFloat(float64(usd["CHN PRK "+year])/float64(sums["to PRK "+year]), 'f', 3, 64); got != want {
			t.Errorf("%s: %s, want %s", year, got, want)
		}
	}
}

func TestTotalRecord(t *testing.T) {
	s := laytest.Open(t)
	rep := laytest.LoadFile(t, s, Totals, records.Dir(t), "trade", "cow_trade_state_year_1870_2014.csv.gz")
	if rep.Read != 14_410 || rep.Kept != 13_595 || rep.Refused != 815 || rep.RefusedBy[0].Count != 809 {
		t.Fatalf("%s", rep)
	}
	const none = -1
	onlyExports, onlyImports := 0, 0
	got := map[string][2]int64{}
	for _, e := range laytest.Edges(t, s, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Reports}}) {
		v := [2]int64{none, none}
		for i, n := range []string{"importsUsd", "exportsUsd"} {
			if x, ok := e.Props.Int(n); ok {
				v[i] = x
			}
		}
		if v[0] == none {
			onlyExports++
		}
		if v[1] == none {
			onlyImports++
		}
		got[vocab.Rest(e.To)+" "+e.ID] = v
	}
	if onlyExports != 733 || onlyImports != 6 {
		t.Errorf("%d give exports alone, %d imports alone", onlyExports, onlyImports)
	}
	for k, want := range map[string][2]int64{
		"USA 2000": {1238248200000, 772146800000}, "USA 1870": {450000000, 418000000}, "PRK 1948": {122000000, 87620003}, "PRK 1964": {none, 28160000}, "PRK 1990": {1325774758, 923627104},
		"PRK 2014": {4879314038, 3287412414}, "CHN 1950": {580000000, 550000000}, "CHN 2014": {2519304500000, 2818426750000}, "RUS 1980": {68522507813, 76449281250}, "RUS 1992": {34981400000, 39931400000},
		"RUS 2000": {33853003691, 103002295526}, "DEU 1988": {250553800000, 323336300000}, "DEU 2014": {1202804292500, 1418624715200}, "GBR 1913": {3295840088, 2626270020}, "JPN 1937": {1373198853, 1206916382},
		"KOR 2012": {519584170436, 547860499736}, "CSK 1992": {13946410500, 12319837000}, "DDR 1989": {22238855000, 22218877000}, "VNM 1976": {517500000, 130600006}, "DEU 1938": {2222000000, 2162000000},
	} {
		if got[k] != want {
			t.Errorf("%s: %v, want %v", k, got[k], want)
		}
	}
	if _, ok := got["DDR 2008"]; ok {
		t.Error("East Germany trades in 2008")
	}
}

func BenchmarkExportRecord(b *testing.B) {
	var m runtime.MemStats
	for b.Loop() {
		laytest.LoadFile(b, laytest.Open(b), Exports, records.Dir(b), "trade", "bilateral_exports_1964_2016.csv.gz")
	}
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.Sys)/(1<<20), "MB-of-Go")
}

func BenchmarkTotalRecord(b *testing.B) {
	for b.Loop() {
		laytest.LoadFile(b, laytest.Open(b), Totals, records.Dir(b), "trade", "cow_trade_state_year_1870_2014.csv.gz")
	}
}
