package council

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"entente/graph"
)

func TestParseOutcomes(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"--", ""},
		{"Communiqué", ""},
		{"S/RES/2640 (2022) | 13-0-2", "S/RES/2640(2022) adopted 13-0-2"},
		{"S/RES/1(1946)|without vote", "S/RES/1(1946) adopted without"},
		{"S/RES/2 (1946) | adopted unanimously", "S/RES/2(1946) adopted all"},
		{"S/RES/702 (1991) | adopted by consensus", "S/RES/702(1991) adopted without"},
		{"S/RES/10 (1946) | 7-2-2 | S/RES/11 (1946) | 10-0-1", "S/RES/10(1946) adopted 7-2-2; S/RES/11(1946) adopted 10-0-1"},
		{"S/RES/10 (2000) | 15-0-0S/PRST/2000/1", "S/RES/10(2000) adopted 15-0-0; S/PRST/2000/1 statement ?"},
		{"S/RES/10 (2000) | 14-0-0 | (France did not participate in the voting.)", "S/RES/10(2000) adopted 14-0-0 {France did not participate in the voting.}"},
		{"Draft resolution S/2022/431 vetoed by China, Russian Federation | 13-0-2", "S/2022/431 vetoed 13-0-2 by China+Russian Federation"},
		{"Draft resolutionS/2004/240vetoed by USA | 11-1-3", "S/2004/240 vetoed 11-1-3 by USA"},
		{"Draft resolution S/1 vetoed by the Russian Federation9-1-5 S/2 not adopted | 4-4-7", "S/1 vetoed 9-1-5 by Russian Federation; S/2 failed 4-4-7"},
		{"Draft resolution S/3 (as amended) vetoed by | USSR 9-1-1", "S/3 vetoed 9-1-1 by USSR [as amended]"},
		{"Draft resolution S/PV.57 (Transjordan) vetoed by USSR 8-2-1", "S/PV.57 vetoed 8-2-1 by USSR [Transjordan]"},
		{"Draft resolution S/9696 and Corr.1 and Corr.2 vetoed by UK and USA | 9-2-4", "S/9696 vetoed 9-2-4 by UK+USA"},
		{"Draft resolution S/3995 (incorporating amendment in S/3998) vetoed by USSR | 10-1-0", "S/3995 vetoed 10-1-0 by USSR [incorporating amendment in S/3998]"},
		{"Draft resolution (S/2007/14) was not adopted | 8-7-0", "S/2007/14 failed 8-7-0"},
		{"Draft resolutions S/507 & Add.1 & S/516 not adopted | 6-1-3", "S/507 failed 6-1-3 {together with S/516}; S/516 statement ?"},
		{"Draft resolution S/8 not adopted | Draft resolution S/9/Rev.1 not adopted | 6-0-5", "S/8 failed ?; S/9/REV.1 failed 6-0-5"},
		{"S/25000 (PRST)", "S/25000 statement ?"},
		{"Note (S/1999/1)", "S/1999/1 statement ?"},
		{"S/2021/732 --", "S/2021/732  ?"},
	} {
		list, ok := parseOutcomes(c.text)
		var got []string
		for _, o := range list {
			s := o.symbol + " " + o.result
			switch {
			case o.without:
				s += " without"
			case o.all:
				s += " all"
			default:
				s += " " + o.tally.String()
			}
			if len(o.vetoedBy) > 0 {
				s += " by " + strings.Join(o.vetoedBy, "+")
			}
			if o.label != "" {
				s += " [" + o.label + "]"
			}
			if o.note != "" {
				s += " {" + o.note + "}"
			}
			got = append(got, s)
		}
		if g := strings.Join(got, "; "); g != c.want || !ok {
			t.Errorf("%q:\n got %s\nwant %s", c.text, g, c.want)
		}
	}
	for _, text := range []string{"The situation in the Middle East", "South Africa"} {
		if list, ok := parseOutcomes(text); ok || list != nil {
			t.Errorf("%q was understood: %v", text, list)
		}
	}
}

func FuzzParseOutcomes(f *testing.F) {
	for _, s := range []string{"S/RES/2640 (2022) | 13-0-2", "Draft resolution S/PV.57 (Ireland) vetoed by USSR and UK 9-1-1 | S/3 not adopted", "S/1 & S/2 & Add.1 not adopted", "(S/1) ((S/2", "S/RES/1 (", "S/PRST/"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		list, _ := parseOutcomes(text)
		again, _ := parseOutcomes(text)
		if fmt.Sprint(list) != fmt.Sprint(again) {
			t.Fatal("reads differently a second time")
		}
		for _, o := range list {
			if o.symbol == "" || !strings.HasPrefix(o.symbol, "S/") {
				t.Fatalf("%q gives an outcome without symbol: %+v", text, o)
			}
			if o.tally.known && o.tally.yes+o.tally.no+o.tally.abstain > 15 {
				t.Fatalf("%q: %v", text, o.tally)
			}
		}
	})
}

func TestPyList(t *testing.T) {
	for in, want := range map[string]string{
		"[]": "", "['Poland']": "Poland", `['A', "Côte d'Ivoire" , 'B']`: "A|Côte d'Ivoire|B", `['d\'x']`: "d'x",
		"": "bad", "[": "bad", "['A'": "bad", "['A' 'B']": "bad", "['A',]": "bad", "[A]": "bad",
	} {
		list, ok := pyList(in)
		if got := strings.Join(list, "|"); !ok && want != "bad" || ok && got != want {
			t.Errorf("%q: %q %v", in, got, ok)
		}
	}
	if got := pyTally("(2, 0, 9)"); got != (tally{2, 9, 0, true}) {
		t.Errorf("for, abstaining, against: %v", got)
	}
	for _, bad := range []string{"", "(1,2)", "(1,2,99)", "(a,b,c)"} {
		if pyTally(bad).known {
			t.Errorf("%q is a tally", bad)
		}
	}
}

func FuzzPyList(f *testing.F) {
	f.Add(`['Poland', "Côte d'Ivoire"]`)
	f.Add(`['`)
	f.Fuzz(func(t *testing.T, s string) {
		if list, ok := pyList(s); !ok && list != nil && len(list) > len(s) {
			t.Fatal(list)
		}
	})
}

func TestSymbols(t *testing.T) { // B21, B51
	for in, want := range map[string]string{
		"893 (1994)": "S/RES/893(1994)", "Resolution 2627 (2022)": "S/RES/2627(2022)", "S/RES/2627(2022)": "S/RES/2627(2022)", "S/RES/2776/2025": "S/RES/2776(2025)",
		"2541 (2020": "S/RES/2541(2020)", "\u00a0S/RES/2777 (2025)": "S/RES/2777(2025)", "2457\u00a0(2019)": "S/RES/2457(2019)", "0893 (1994)": "S/RES/893(1994)",
		"Missing": "", "": "", "S/2025/270": "", "12": "", "12 (19": "",
	} {
		if got, n := resolution(in); got != want || (n > 0) != (want != "") {
			t.Errorf("resolution(%q) = %q %d", in, got, n)
		}
	}
	for in, want := range map[string]string{
		"S/2023/212\u00a0": "S/2023/212", "\u00a0S/2024/383\u00a0": "S/2024/383", "s/1994/11": "S/1994/11", "S/3713/Rev.1 (as amended)": "S/3713/REV.1", "S/471 and S/471/Add.1": "S/471",
		"S/2007/14 as orally revised": "S/2007/14", "para # of S/1999/7": "S/1999/7", "S/PV.3038": "S/PV.3038", "Oral amendment 1": "", "S/15255/Rev.2(as corrected)": "S/15255/REV.2", "S/": "",
	} {
		if got := draft(in); got != want {
			t.Errorf("draft(%q) = %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{
		"3326": "council-meeting/S/PV.3326", "S/PV9180": "council-meeting/S/PV.9180", "PV.8823": "council-meeting/S/PV.8823", "S/PV.4 | (closed)": "council-meeting/S/PV.4",
		"S/PV.4020 (Resumption 1) 8 July": "council-meeting/S/PV.4020/resumption-1", "S/PV.3 (ResumptionI)": "council-meeting/S/PV.3/resumption-1", "S/PV.4+Corr.1": "council-meeting/S/PV.4",
		"S/PV.5 | (Part II)": "council-meeting/S/PV.5/part-2", "S/PV.5 (PartI) | S/PV.5 (PartII)": "council-meeting/S/PV.5",
	} {
		m, ok := meetingOf(in)
		if !ok || strings.TrimPrefix(m.key().ID, "event/") != want {
			t.Errorf("meetingOf(%q) = %v %v", in, m, ok)
		}
	}
	if m, ok := meetingOf("V100"); !ok || m.series != "V" || m.symbol() != "" {
		t.Errorf("a vote by letter: %v %v", m, ok)
	}
	for _, bad := range []string{"", "S/2020/661 S/2020/657", "x", "S/PV."} {
		if m, ok := meetingOf(bad); ok {
			t.Errorf("meetingOf(%q) = %v", bad, m)
		}
	}
	for _, p := range [][2]string{{"S/25977", "S/25997"}, {"S/7591/REV.2", "S/7951/REV.2"}, {"S/18087", "S/18087/REV.1"}, {"S/RES/425(2002)", "S/RES/1425(2002)"}} {
		if !slip(p[0], p[1]) || !slip(p[1], p[0]) {
			t.Errorf("%v is no slip", p)
		}
	}
	for _, p := range [][2]string{{"S/1", "S/1"}, {"S/123", "S/456"}, {"", "S/1"}, {"S/2017/962", "S/2017/1060"}} {
		if slip(p[0], p[1]) {
			t.Errorf("%v is a slip", p)
		}
	}
	for in, want := range map[string]string{"15 Sep.": "2004-09-15 2004-09-15", "14-15 October": "2004-10-14 2004-10-15", "29 + 30 March": "2004-03-29 2004-03-30", "22/23 November": "2004-11-22 2004-11-23", "SC/6730": "", "31 April": "", "1 2 3 May": ""} {
		a, b, ok := wordDays(2004, in)
		if got := strings.TrimSpace(a.String() + " " + b.String()); ok != (want != "") || ok && got != want {
			t.Errorf("wordDays(%q) = %q %v", in, got, ok)
		}
	}
}

func FuzzSymbols(f *testing.F) {
	f.Add("S/PV.4020 (Resumption 1)", "S/RES/1 (1946)")
	f.Fuzz(func(t *testing.T, a, b string) {
		draft(a)
		resolution(b)
		monthDay(b)
		wordDays(2000, a)
		if m, ok := meetingOf(a); ok && (m.number < 1 || m.number > 99_999) {
			t.Fatal(m)
		}
		if slip(a, b) != slip(b, a) {
			t.Fatalf("slip(%q, %q) depends on the order", a, b)
		}
	})
}

func TestInOrder(t *testing.T) { // B37
	day := graph.MustDate
	things := [][]graph.Date{
		{day("2009-05-20")},
		{day("2009-12-06"), day("2009-06-12")}, // S/RES/1874, meeting 6141
		{day("2009-06-15")},
		{day("2009-01-30")}, // out of order, no other day offered
		{},
		{day("2009-07-08"), day("2009-08-07")}, // either fits: the recorded one
		{day("2009-09-01"), day("2009-01-09")},
	}
	want := []fit{{0, false}, {1, false}, {0, false}, {-1, false}, {-1, false}, {0, true}, {0, false}}
	if got := inOrder(things); !slices.Equal(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
	if got := inOrder(nil); len(got) != 0 {
		t.Error(got)
	}
}
