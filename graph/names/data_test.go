package names

import (
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"entente/graph"
	"entente/internal/records"
)

// rows reads a file of records and gives each row by its columns' names.
func rows(t *testing.T, path string, each func(row func(column string) string)) {
	t.Helper()
	rowsBy(t, path, ',', each)
}

// rowsBy is rows for fields that another character separates; it gives the
// header.
func rowsBy(t *testing.T, path string, comma rune, each func(row func(column string) string)) []string {
	t.Helper()
	f, err := os.Open(filepath.Join(records.Dir(t), path))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		z, err := gzip.NewReader(f)
		if err != nil {
			t.Fatal(err)
		}
		r = z
	}
	c := csv.NewReader(r)
	c.Comma = comma
	c.Comment, c.FieldsPerRecord, c.LazyQuotes, c.ReuseRecord = '#', -1, true, true
	head, err := c.Read()
	if err != nil {
		t.Fatal(err)
	}
	head = slices.Clone(head)
	at := map[string]int{}
	for i, h := range head {
		at[strings.TrimPrefix(h, "\uFEFF")] = i
	}
	for {
		rec, err := c.Read()
		if err == io.EOF {
			return head
		}
		if err != nil {
			t.Fatal(err)
		}
		each(func(column string) string {
			i, ok := at[column]
			if !ok {
				t.Fatalf("%s has no column %q", path, column)
			}
			if i >= len(rec) {
				return ""
			}
			return rec[i]
		})
	}
}

// checker resolves what a file writes, each thing once, and lists what fails
// and is not expected to.
type checker struct {
	t       *testing.T
	seen    map[string]bool
	refused map[string]string
	orWhy   bool // what is refused with a reason passes
}

func newChecker(t *testing.T, refused map[string]string) *checker {
	return &checker{t: t, seen: map[string]bool{}, refused: refused}
}

func (c *checker) check(dataset, recorded string, at graph.Date, want string) {
	id := fmt.Sprint(dataset, "|", recorded, "|", at)
	if c.seen[id] {
		return
	}
	c.seen[id] = true
	key, err := ResolveRecorded(dataset, recorded, at)
	_, refused := c.refused[recorded]
	switch {
	case refused && err == nil:
		c.t.Errorf("%s %q at %s: %s, though it must be refused", dataset, recorded, at, key.ID)
	case !refused && err != nil:
		if u := (*UnknownError)(nil); c.orWhy && errors.As(err, &u) && u.Why != "" {
			return
		}
		c.t.Errorf("%s at %s: %v", dataset, at, err)
	case !refused && want != "" && key != countryKey(want):
		c.t.Errorf("%s %q at %s: %s, want %s", dataset, recorded, at, key.ID, want)
	}
}

func date(t *testing.T, s string) graph.Date {
	t.Helper()
	if s == "" {
		return graph.Date{}
	}
	d, err := graph.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestMemberNames: every member name in the UN records leads where the records'
// own list says, at the first and the last day it is recorded.
func TestMemberNames(t *testing.T) {
	c := newChecker(t, map[string]string{"DONOTKNOW": "the source does not know"})
	n := 0
	rows(t, "undl/member_names.csv", func(row func(string) string) {
		n++
		for _, col := range []string{"first_date", "last_date"} {
			at := date(t, row(col))
			want := row("ms_code")
			switch {
			case want == "SUN":
				want = "RUS"
			case want == "CHN" && at.Before(graph.Day(1971, 10, 25)):
				want = "TWN"
			}
			c.check("undl", row("recorded_name"), at, want)
			if row("ms_code") == "" {
				continue
			}
			if key, err := ResolveRecordedCode("undl", row("ms_code"), at); err != nil || key != countryKey(want) {
				t.Errorf("code %s at %s: %v, %v; want %s", row("ms_code"), at, key, err, want)
			}
		}
	})
	if n < 250 {
		t.Errorf("%d names read", n)
	}
}

// TestMembershipCoversRecords: where a member is recorded, the table has it as
// a member, to the day, but for the records that are known to be wrong.
func TestMembershipCoversRecords(t *testing.T) {
	// Seven records have the members of the whole session, or a date that
	// cannot be theirs: these stand before the day of admission.
	early := []string{"ANTIGUA AND BARBUDA", "BELIZE", "DOMINICA", "JAPAN", "KIRIBATI", "MONGOLIA", "NAURU", "SAMOA", "TONGA", "UNITED ARAB EMIRATES", "VANUATU"}
	rows(t, "undl/member_names.csv", func(row func(string) string) {
		for _, col := range []string{"first_date", "last_date"} {
			at := date(t, row(col))
			key, err := ResolveRecorded("undl", row("recorded_name"), at)
			if err != nil {
				continue
			}
			e, _ := Lookup(key)
			if e.MemberAt(at) == graph.No && (col != "first_date" || !slices.Contains(early, row("clean_name"))) {
				t.Errorf("%s is recorded on %s, outside its membership %v", row("recorded_name"), at, e.UN)
			}
		}
	})
}

func TestCouncilNames(t *testing.T) {
	c := newChecker(t, nil)
	rows(t, "undl/sc_votes_by_member_1994_2025_incl_failed.csv.gz", func(row func(string) string) {
		c.check("sc-members", row("Member State"), date(t, row("date_checked")), "")
	})
	rows(t, "undl/sc_membership_1992_2023.csv", func(row func(string) string) {
		y, _ := strconv.Atoi(row("start_year"))
		c.check("sc-membership", row("country_org"), graph.Year(y), "")
	})
	rows(t, "sc_vetoes/unsc_vetoes_1946_sept2022.csv", func(row func(string) string) {
		y, err := strconv.Atoi(row("year"))
		if err != nil {
			t.Fatal(err)
		}
		for _, col := range []string{"member_veto1", "member_veto2", "member_veto3"} {
			if row(col) != "" {
				c.check("sc-vetoes", row(col), graph.Year(y), "")
			}
		}
	})
	quoted := regexp.MustCompile(`'([^']*)'|"([^"]*)"`)
	rows(t, "sc_vetoes/failed_drafts_1947_2022.csv", func(row func(string) string) {
		for _, col := range []string{"In Favor", "Abstain", "Against"} {
			for _, m := range quoted.FindAllStringSubmatch(row(col), -1) {
				c.check("sc-failed", m[1]+m[2], graph.Year(1990), "")
			}
		}
	})
}

func TestUnvotesNames(t *testing.T) {
	seen := map[string]bool{}
	rows(t, "unvotes/un_votes.csv.gz", func(row func(string) string) {
		id := row("country") + "|" + row("country_code")
		if seen[id] {
			return
		}
		seen[strings.Clone(id)] = true
		key, err := ResolveRecorded("unvotes", row("country"), graph.Year(1980))
		if err != nil {
			t.Error(err)
			return
		}
		if code := row("country_code"); code != "" {
			if k, err := ResolveRecordedCode("unvotes", code, graph.Year(1980)); err != nil || k != key {
				t.Errorf("%s is %s, its code %s is %v, %v", row("country"), key.ID, code, k, err)
			}
		}
	})
	if len(seen) != 200 {
		t.Errorf("%d names read, want 200", len(seen))
	}
}

// TestStateSystems: every number of the two systems of states in the records
// leads to a state in every year it is used for.
func TestStateSystems(t *testing.T) {
	c := newChecker(t, nil)
	rows(t, "countries/cow_states.csv", func(row func(string) string) {
		for _, col := range []string{"styear", "endyear"} {
			y, _ := strconv.Atoi(row(col))
			c.check("cow", row("ccode"), graph.Year(y), "")
			byName, err := ResolveRecorded("cow", row("statenme"), graph.Year(y))
			if err != nil {
				t.Error(err)
			}
			byCode, _ := ResolveRecordedCode("cow", row("ccode"), graph.Year(y))
			if col == "styear" && byName != byCode && row("ccode") != "345" && row("ccode") != "510" {
				t.Errorf("%s is %s by its name, %s by its number %s in %d", row("statenme"), byName.ID, byCode.ID, row("ccode"), y)
			}
		}
	})
	year := func(row func(string) string, col string) graph.Date {
		y, err := strconv.Atoi(row(col)[:4])
		if err != nil {
			t.Fatal(err)
		}
		return graph.Year(y)
	}
	rows(t, "countries/cow_state_years.csv.gz", func(row func(string) string) {
		c.check("cow", row("cown"), year(row, "year"), "")
	})
	rows(t, "countries/gw_state_years.csv.gz", func(row func(string) string) {
		c.check("gw", row("gwn"), year(row, "year"), "")
	})
	rows(t, "leaders/archigos_4.1.csv", func(row func(string) string) {
		c.check("archigos", row("gwcode"), date(t, row("startdate")), "")
		c.check("archigos", row("gwcode"), date(t, row("enddate")), "")
	})
	rows(t, "alliances/atop_dyad_year_1815_2018.csv.gz", func(row func(string) string) {
		c.check("atop", row("ccode1"), year(row, "year"), "")
		c.check("atop", row("ccode2"), year(row, "year"), "")
	})
	rows(t, "relations/cow_war_inter.csv", func(row func(string) string) {
		c.check("cow", row("ccode1"), year(row, "year"), "")
		c.check("cow", row("ccode2"), year(row, "year"), "")
	})
	rows(t, "trade/cow_trade_state_year_1870_2014.csv.gz", func(row func(string) string) {
		if row("imports") != "" || row("exports") != "" {
			c.check("cow-trade", row("ccode"), year(row, "year"), "")
		}
	})
	r := newChecker(t, map[string]string{"324": "Venice has no entry"})
	for _, f := range []string{"relations/td_rivalries.csv", "relations/tss_rivalries.csv"} {
		col := "styear"
		if strings.Contains(f, "tss") {
			col = "start"
		}
		rows(t, f, func(row func(string) string) {
			r.check("rivalries", row("ccode1"), year(row, col), "")
			r.check("rivalries", row("ccode2"), year(row, col), "")
		})
	}
	u := newChecker(t, map[string]string{"751": "Hyderabad has no entry"})
	rows(t, "relations/ucdp_acd.csv", func(row func(string) string) {
		for _, col := range []string{"gwno_a", "gwno_b", "gwno_a_2nd", "gwno_b_2nd"} {
			for n := range strings.SplitSeq(row(col), ",") {
				if n = strings.TrimSpace(n); n != "" {
					u.check("ucdp", n, year(row, "year"), "")
				}
			}
		}
	})
}

func TestFactbookCodes(t *testing.T) {
	c := newChecker(t, map[string]string{"ax": "Akrotiri", "dx": "Dhekelia", "ee": "the European Union", "xx": "the world"})
	for _, f := range []string{"executives", "trade_partners", "intl_organizations"} {
		rows(t, "factbook/"+f+"_2014_2026.csv.gz", func(row func(string) string) {
			c.check("factbook", row("gec_code"), date(t, row("first_seen")), "")
			if name := row("country"); name != "" && name != "Akrotiri" && name != "Dhekelia" {
				code, _ := ResolveRecordedCode("factbook", row("gec_code"), date(t, row("first_seen")))
				if code.ID != "" {
					c.check("factbook", name, date(t, row("first_seen")), strings.TrimPrefix(code.ID, "country/"))
				}
			}
		})
	}
}

func TestTradeCodes(t *testing.T) {
	refused := map[string]string{"BAT": "", "BLX": "", "BUN": "", "FRE": "", "KN1": "", "NZE": "", "PCE": "", "PCZ": "", "RYU": "", "SIK": "", "SPE": "", "UNS": "", "USP": "", "ZW1": ""}
	c := newChecker(t, refused)
	rows(t, "trade/bilateral_exports_1964_2016.csv.gz", func(row func(string) string) {
		y, _ := strconv.Atoi(row("time"))
		c.check("trade", row("exp"), graph.Year(y), "")
		c.check("trade", row("imp"), graph.Year(y), "")
	})
}

// TestSanctionNames: what is not a list nor an organisation in the sanctions
// records is a state.
func TestSanctionNames(t *testing.T) {
	notStates := regexp.MustCompile(`^(UN|EU|EEC|EEU|G7, EU|G8|NATO|NAFTA|MERCOSUR|UNASUR|SADC|ECOWAS|OIC|OSCE|CSCE|OAPEC|CoCom|ChinCom|Comecon|Commonwealth|Balkans)$|Signatories|Terrorist|Organi[sz]ation|Union$|Participants|League|Forum|countries|Western Balkans`)
	inverted := regexp.MustCompile(`^(Korea|Yemen|Egypt|Gambia|Congo), `)
	c := newChecker(t, nil)
	rows(t, "sanctions/gsdb_v3.csv", func(row func(string) string) {
		y, _ := strconv.Atoi(row("begin"))
		for _, col := range []string{"sanctioned_state", "sanctioning_state"} {
			s := row(col)
			if strings.Contains(s, ",") && (!inverted.MatchString(s) || strings.Count(s, ",") > 1) || s != "Soviet Union" && notStates.MatchString(s) {
				continue
			}
			c.check("gsdb", s, graph.Year(y), "")
		}
	})
	v := newChecker(t, nil)
	rows(t, "events/china_vitae_engagements_2003_2018.csv.gz", func(row func(string) string) {
		if s := row("country"); s != "" {
			v.check("china-vitae", s, graph.Year(2010), "")
		}
	})
}

// TestCodesAgree holds our codes against the reference lists.
func TestCodesAgree(t *testing.T) {
	rows(t, "countries/unsd_m49_en.csv", func(row func(string) string) {
		m49, _ := strconv.Atoi(row("M49 Code"))
		for _, x := range []struct{ system, value string }{{"m49", fmt.Sprintf("%03d", m49)}, {"iso2", row("ISO-alpha2 Code")}, {"iso3", row("ISO-alpha3 Code")}} {
			if x.value == "" || x.value == "000" {
				continue
			}
			if m, err := Resolve(x.system+":"+x.value, graph.Date{}); err != nil || m.Key != countryKey(row("ISO-alpha3 Code")) {
				t.Errorf("%s: %s:%s is %v, %v", row("Country or Area"), x.system, x.value, m.Key, err)
			}
		}
	})
	rows(t, "countries/un_names_6_languages.csv", func(row func(string) string) {
		if row("un.name.en") == "Congo" {
			return // ambiguous, as it must be
		}
		en, err := Resolve(row("un.name.en"), graph.Year(2020))
		if err != nil {
			t.Error(err)
			return
		}
		for _, l := range []string{"fr", "es", "ru", "zh", "ar"} {
			if name := row("un.name." + l); name != "" {
				if m, err := Resolve(name, graph.Year(2020)); err != nil || m.Key != en.Key {
					t.Errorf("%s: the %s name %q: %v, %v", en.Key.ID, l, name, m.Key, err)
				}
			}
		}
	})
}
