package names

import (
	"errors"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"entente/graph"
	"entente/internal/records"
)

// elsewhere are the files whose country columns another test of this package
// reads, and files that have none.
var elsewhere = map[string]string{
	"alliances/atop_dyad_year_1815_2018.csv.gz": "TestStateSystems", "countries/cow_states.csv": "TestStateSystems", "countries/cow_state_years.csv.gz": "TestStateSystems",
	"countries/gw_state_years.csv.gz": "TestStateSystems", "leaders/archigos_4.1.csv": "TestStateSystems", "relations/cow_war_inter.csv": "TestStateSystems",
	"relations/td_rivalries.csv": "TestStateSystems", "relations/tss_rivalries.csv": "TestStateSystems", "relations/ucdp_acd.csv": "TestStateSystems",
	"trade/cow_trade_state_year_1870_2014.csv.gz": "TestStateSystems",
	"countries/unsd_m49_en.csv":                   "TestCodesAgree", "countries/un_names_6_languages.csv": "TestCodesAgree",
	"events/china_vitae_engagements_2003_2018.csv.gz": "TestSanctionNames", "sanctions/gsdb_v3.csv": "TestSanctionNames and the lists below",
	"events/nk_missile_tests_1984_2026.csv": "no country column: all are North Korea's",
	"factbook/executives_2014_2026.csv.gz":  "TestFactbookCodes", "factbook/trade_partners_2014_2026.csv.gz": "TestFactbookCodes", "factbook/intl_organizations_2014_2026.csv.gz": "TestFactbookCodes",
	"trade/bilateral_exports_1964_2016.csv.gz": "TestTradeCodes", "undl/member_names.csv": "TestMemberNames", "undl/sc_membership_1992_2023.csv": "TestCouncilNames",
	"unvotes/un_votes.csv.gz": "TestUnvotesNames", "unvotes/un_roll_calls.csv.gz": "no country column", "unvotes/un_roll_call_issues.csv.gz": "no country column",
}

// TestEveryFile: the names and codes in the country columns of every file of
// records lead to a country, or are refused for a reason that is known. A file
// that is new and not looked at fails.
func TestEveryFile(t *testing.T) {
	dir := records.Dir(t)
	done := map[string]bool{}
	year := func(s string) graph.Date {
		y, err := strconv.Atoi(s[:min(len(s), 4)])
		if err != nil {
			t.Fatal(err)
		}
		return graph.Year(y)
	}
	file := func(path string, each func(row func(string) string)) {
		done[path] = true
		n := 0
		rows(t, path, func(row func(string) string) { n++; each(row) })
		if n == 0 {
			t.Errorf("%s has no rows", path)
		}
	}

	c := newChecker(t, nil)
	c.orWhy = true // the lists of capitals begin before some states do (B24)
	for path, col := range map[string]string{"countries/cow_capitals.csv": "cow ccode stdate", "countries/gw_capitals.csv": "gw gwcode stdate", "countries/cow_majors.csv": "cow ccode styear"} {
		f := strings.Fields(col)
		file(path, func(row func(string) string) { c.check(f[0], row(f[1]), year(row(f[2])), "") })
	}
	file("relations/cow_contdir.csv", func(row func(string) string) {
		for _, col := range []string{"ccode1", "ccode2"} {
			c.check("cow", row(col), year(row("stdate")), "")
			c.check("cow", row(col), year(row("enddate")), "")
		}
	})

	// Reference lists: their codes agree with ours.
	same := func(where, iso3 string, codes map[string]string) {
		want, err := Resolve("iso3:"+iso3, graph.Date{})
		if err != nil {
			t.Errorf("%s: %v", where, err)
			return
		}
		for system, v := range codes {
			if v = strings.TrimSpace(v); v == "" || v == "NA" || strings.ContainsAny(v, ", ") {
				continue
			}
			if n, err := strconv.Atoi(v); err == nil && system == "m49" {
				v = strconv.Itoa(1000 + n)[1:]
			}
			m, err := Resolve(system+":"+v, graph.Day(2020, 1, 1))
			if err == nil && m.Key != want.Key && others[iso3+" "+system+":"+v] == "" {
				t.Errorf("%s, %s: %s:%s is %s", where, iso3, system, v, m.Key.ID)
			}
			// The lists keep Olympic codes that are out of use, and groups of
			// letters for several territories: these lead nowhere.
			if u := (*UnknownError)(nil); err != nil && (!errors.As(err, &u) || u.Why == "" || system != "ioc" && len(v) == 3) {
				t.Errorf("%s, %s: %s:%s: %v", where, iso3, system, v, err)
			}
		}
	}
	file("countries/country-codes.csv", func(row func(string) string) {
		if row("ISO3166-1-Alpha-3") == "" {
			return
		}
		same("country-codes.csv", row("ISO3166-1-Alpha-3"), map[string]string{"iso2": row("ISO3166-1-Alpha-2"), "m49": row("ISO3166-1-numeric"), "gec": row("FIPS"), "ioc": row("IOC")})
	})
	file("countries/codelist.csv", func(row func(string) string) {
		if iso := row("iso3c"); len(iso) == 3 {
			same("codelist.csv", iso, map[string]string{"iso2": row("iso2c"), "m49": row("un"), "gec": row("fips"), "ioc": row("ioc"), "cow": row("cown"), "gw": row("gwn")})
		}
	})
	file("countries/un_m49_regions.csv", func(row func(string) string) {
		c.check("m49", row("un"), graph.Year(2020), "")
	})
	file("countries/country_name_regex.csv", func(row func(string) string) {
		name := row("country.name.en")
		_, err := Resolve(name, graph.Date{})
		if _, known := unlisted[name]; (err != nil) != known {
			t.Errorf("country_name_regex.csv: %q: %v", name, err)
		}
	})

	// The records of the United Nations.
	for _, path := range []string{"undl/ga_voting_1946_2021.csv.gz", "undl/ga_voting_2022_es11_1_to_3.csv", "undl/sc_voting_1946_2021.csv.gz"} {
		u := newChecker(t, map[string]string{"DONOTKNOW": "the source does not know"})
		seen := map[string]bool{}
		file(path, func(row func(string) string) {
			name, code, day := row("ms_name"), row("ms_code"), row("date")
			if id := name + "|" + code + "|" + day[:4]; seen[id] {
				return
			} else {
				seen[strings.Clone(id)] = true
			}
			at := date(t, day)
			want := ""
			if code != "" {
				k, err := ResolveRecordedCode("undl", code, at)
				if err != nil {
					t.Errorf("%s: %v", path, err)
				}
				want = strings.TrimPrefix(k.ID, "country/")
			}
			u.check("undl", strings.Clone(name), at, want)
		})
	}
	done["undl/un_data_wide_1946_2021.csv.gz"] = true
	wide := newChecker(t, map[string]string{"DONOTKNOW": "the source does not know"})
	for _, name := range rowsBy(t, "undl/un_data_wide_1946_2021.csv.gz", ',', func(func(string) string) {})[11:] {
		wide.check("undl", name, graph.Year(1990), "")
	}
	// The column of sponsors beside the members is free text.
	m := newChecker(t, nil)
	file("undl/sc_votes_by_member_1994_2025_incl_failed.csv.gz", func(row func(string) string) {
		m.check("sc-members", row("Member State"), date(t, row("date_checked")), "")
	})
	vetoed := regexp.MustCompile(`vetoed by ([^|0-9]*)`)
	v := newChecker(t, nil)
	file("undl/sc_meetings_outcomes_1946_2022.csv.gz", func(row func(string) string) {
		for _, m := range vetoed.FindAllStringSubmatch(row("outcome_vote"), -1) {
			for name := range strings.SplitSeq(strings.ReplaceAll(m[1], " and ", ","), ",") {
				if name = strings.TrimSpace(name); name != "" {
					v.check("sc-meetings", name, year(row("date")), "")
				}
			}
		}
	})
	quoted := regexp.MustCompile(`'([^']*)'|"([^"]*)"`)
	f := newChecker(t, nil)
	file("sc_vetoes/failed_drafts_1947_2022.csv", func(row func(string) string) {
		for _, col := range []string{"Submitted By", "Members", "In Favor", "Abstain", "Against"} {
			for _, m := range quoted.FindAllStringSubmatch(row(col), -1) {
				f.check("sc-failed", m[1]+m[2], graph.Year(1990), "")
			}
		}
	})
	file("sc_vetoes/unsc_vetoes_1946_sept2022.csv", func(func(string) string) {})
	for _, col := range []string{"China", "France", "Russia", "USSR", "USA", "UK"} {
		f.check("sc-vetoes", col, graph.Year(1990), "")
	}

	// Trade agreements: members by number.
	d := newChecker(t, nil)
	done["trade_agreements/desta_treaties.csv"] = true
	rowsBy(t, "trade_agreements/desta_treaties.csv", ';', func(row func(string) string) {
		at := graph.Date{}
		if y := row("year"); y != "" && y != "NA" {
			at = year(y)
		}
		for i := 1; i <= 91; i++ {
			if n := row("c" + strconv.Itoa(i)); n != "" && n != "NA" {
				d.check("desta", n, at, "")
			}
		}
	})

	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.Contains(path, ".csv") {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if rel = filepath.ToSlash(rel); err == nil && !done[rel] && elsewhere[rel] == "" {
			t.Errorf("%s: no test reads its countries; add it", rel)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// others are codes of the reference lists that mean something else at present.
var others = map[string]string{
	"BES gec:NL": "the code of the Netherlands", "BES ioc:AHO": "the code of the Netherlands Antilles",
	"VAT cow:327": "the number of the Papal States", "VAT gw:327": "the number of the Papal States", "VNM gw:815": "the number of the older Annam",
}

// unlisted are names of the reference list that have no entry here, and those
// that mean two states.
var unlisted = map[string]string{
	"Brunswick": "a German state to 1871", "Hamburg": "a German state to 1871", "Oldenburg": "a German state to 1871", "Saxe-Weimar-Eisenach": "a German state to 1871",
	"Channel Islands": "Guernsey and Jersey together", "Congo": "ambiguous (B03)", "Stateless": "no state", "Unknown": "no state",
}
