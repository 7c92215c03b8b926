package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"entente/graph"
	"entente/internal/records"
	"entente/seed/facts/internal/record"
)

// The generated files are what the records give.
func TestGeneratedFilesAreCurrent(t *testing.T) {
	if testing.Short() {
		t.Skip("reads all records")
	}
	data := records.Dir(t)
	root := filepath.Join("..", "..", "..")
	out, err := Compile(data, root)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range out {
		if have, err := os.ReadFile(filepath.Join(root, name)); err != nil || !bytes.Equal(have, want) {
			t.Errorf("%s is not current (%v); run go run ./seed/facts/gen", name, err)
		}
		if len(want) > 400_000 {
			t.Errorf("%s has %d bytes", name, len(want))
		}
	}
}

func TestSymbols(t *testing.T) { // B21, B51
	for in, want := range map[string]string{"893 (1994)": "S/RES/893(1994)", "Resolution 2618 (2022)": "S/RES/2618(2022)", "S/RES/2776/2025": "S/RES/2776(2025)",
		"2541 (2020": "S/RES/2541(2020)", "2367(2017)": "S/RES/2367(2017)", "S/2025/270": "", "Missing": "", "": ""} {
		if got := resolution(in); got != want {
			t.Errorf("resolution(%q) = %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{"3326": "S/PV.3326", "PV.8823": "S/PV.8823", "S/PV9180": "S/PV.9180", "S/PV.8228 (Resumption 1)": "S/PV.8228", "V104": "", "": ""} {
		if got := meeting(in); got != want {
			t.Errorf("meeting(%q) = %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{"S/2007/14 as orally revised": "S/2007/14", "S/471 and S/471/Add.1": "S/471", "S/15255/Rev.2(as corrected)": "S/15255/Rev.2", "Oral amendment 1": ""} {
		if got := draft(in); got != want {
			t.Errorf("draft(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestOutcomes(t *testing.T) {
	c := &council{names: map[string]string{"USSR": "SUN", "CHINA": "CHN", "RUSSIAN FEDERATION": "RUS", "FRANCE": "FRA", "UK": "GBR", "USA": "USA"}}
	type want struct {
		symbol, word, tally, by string
	}
	for text, wants := range map[string][]want{
		"Draft resolutionS/1995/394vetoed by USA | 14-1-0":                                                             {{"S/1995/394", "vetoed", "14-1-0", "USA"}},
		"Draft resolution S/6113 (as amended) vetoed by | USSR 8-3-0":                                                  {{"S/6113", "vetoed", "8-3-0", "RUS"}},
		"S/RES/663 (1990) | 13-2-0 | Draft Resolution S/21742/Rev.1 not adopted | 3-5-7":                               {{"S/RES/663(1990)", "adopted", "13-2-0", ""}, {"S/21742/Rev.1", "not adopted", "3-5-7", ""}},
		"Draft resolution S/2016/846 vetoed by Russian Federation11-2-2 Draft resolution S/2016/847 not adopted 4-9-2": {{"S/2016/846", "vetoed", "11-2-2", "RUS"}, {"S/2016/847", "not adopted", "4-9-2", ""}},
		"Draft resolution S/PV.49 vetoed by USSR | S/RES/7 (1946) | 11-0-0":                                            {{"S/PV.49", "vetoed", "?", "RUS"}, {"S/RES/7(1946)", "adopted", "11-0-0", ""}},
		"Draft resolution S/3713/Rev.1 vetoed by France and UK | 7-2-2":                                                {{"S/3713/Rev.1", "vetoed", "7-2-2", "FRA GBR"}},
		"S/RES/702 (1991) | without vote":                                                                              {{"S/RES/702(1991)", "without vote", "?", ""}},
		"S/RES/9 (1946) | Adopted unanimously":                                                                         {{"S/RES/9(1946)", "unanimous", "?", ""}},
		"S/PRST/1995/1 | Note (S/1/2)":                                                                                 nil,
	} {
		got, err := c.parseOutcomes("S/PV.1", graph.MustDate("1990-01-01"), text)
		if err != nil || len(got) != len(wants) {
			t.Errorf("%q: %d outcomes, %v", text, len(got), err)
			continue
		}
		for i, w := range wants {
			o := got[i]
			by := ""
			for j, m := range o.vetoedBy {
				if j > 0 {
					by += " "
				}
				by += m
			}
			if o.symbol != w.symbol || o.word != w.word || short(o.tally) != w.tally || by != w.by {
				t.Errorf("%q: %s %s %s by %q, want %v", text, o.symbol, o.word, short(o.tally), by, w)
			}
		}
	}
}

func TestRules(t *testing.T) {
	seats := &record.Seats{Members: []string{"CHN", "FRA", "GBR", "RUS", "USA", "A", "B", "C", "D", "E", "F", "G", "H", "I", "J"}}
	for _, tt := range []struct {
		name, date, letters, word, tally, want, rule, kind string
	}{
		{"b", "1991-08-08", "YYYYYYYYYYYYYYY", "without vote", "", "---------------", "b", "without_vote"},
		{"c", "1992-02-07", "XXXXXXXXXXXXXXX", "adopted", "15-0-0", "YYYYYYYYYYYYYYY", "c", "whole"},
		{"d, the tally has none", "1975-10-17", "YAYYYYYYYYYYYYY", "adopted", "14-0-0", "YXYYYYYYYYYYYYY", "d", "whole"},
		{"d, China", "1978-03-19", "AYYAYAYYYYYYYYY", "adopted", "12-0-2", "XYYAYAYYYYYYYYY", "d", "whole"},
		{"China after its practice", "1990-01-01", "AYYAYAYYYYYYYYY", "adopted", "12-0-2", "AYYAYAYYYYYYYYY", "e", "whole"},
		{"no seat left out", "1995-11-22", "YYYAYYYYYYYYYYY", "adopted", "15-0-0", "YYYAYYYYYYYYYYY", "e", "whole"},
		{"e", "1976-11-22", "AYYYYYYYYYYYYYY", "adopted", "13-0-1", "AYYYYYYYYYYYYYY", "e", "whole"},
		{"no conflict", "1976-11-22", "AYYYYYYYYYYYYYY", "adopted", "14-0-1", "AYYYYYYYYYYYYYY", "", "whole"},
	} {
		c := &council{}
		v := &vote{}
		v.Date, v.Seats, v.Kind = graph.MustDate(tt.date), seats, "whole"
		o := &outcome{word: tt.word, tally: record.NoTally}
		if tt.tally != "" {
			o.tally, _ = record.ParseTally(tt.tally)
		}
		rule := ""
		got := c.settle(v, tt.letters, o)
		for _, x := range v.Conflicts {
			rule += x.Rule
		}
		if got != tt.want || rule != tt.rule || v.Kind != tt.kind {
			t.Errorf("%s: %s by rule %q, %s; want %s by %q, %s", tt.name, got, rule, v.Kind, tt.want, tt.rule, tt.kind)
		}
	}
}

func TestSettleByTally(t *testing.T) { // rule f
	for _, tt := range []struct{ pos, tally, want string }{
		{"----N----------", "14-1-0", "YYYYNYYYYYYYYYY"},
		{"-NN-N----------", "12-3-0", "YNNYNYYYYYYYYYY"},
		{"---N-----------", "13-2-0", "---N-----------"},
		{"----N----------", "13-1-0", "----N----------"},
		{"YAAYNYYAYYYAYY-", "9-1-4", "YAAYNYYAYYYAYYX"},
		{"----N----------", "?-?-?", "----N----------"},
	} {
		tally, _ := record.ParseTally(tt.tally)
		if got, _ := settleByTally(tt.pos, tally); got != tt.want {
			t.Errorf("%s with %s: %s, want %s", tt.pos, tt.tally, got, tt.want)
		}
	}
}

func TestSeat(t *testing.T) {
	for _, tt := range []struct{ code, date, want string }{
		{"CHN", "1971-10-24", "TWN"}, {"CHN", "1971-10-25", "CHN"}, {"SUN", "1991-12-31", "RUS"}, {"UAR", "1961-01-01", "UAR"}, {"CSK", "1990-01-01", "CSK"}} {
		if got := seat(tt.code, graph.MustDate(tt.date)); got != tt.want {
			t.Errorf("%s at %s: %s, want %s", tt.code, tt.date, got, tt.want)
		}
	}
}

func TestAmendmentsAreInTheRecord(t *testing.T) {
	c, err := compileCouncil(records.Dir(t))
	if err != nil {
		t.Fatal(err)
	}
	for s := range amendments {
		if i := slices.IndexFunc(c.votes, func(v *vote) bool { return v.Symbol == s }); i < 0 || c.votes[i].Kind != "amendment" {
			t.Errorf("%s is no amendment in the record", s)
		}
	}
}
