package main

import (
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"entente/graph"
)

// row is a record of a CSV file by column name.
type row map[string]string

// readCSV reads a whole CSV file (.gz too) of the folder of records.
func readCSV(dir, name string) ([]row, error) {
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	c := csv.NewReader(r)
	c.ReuseRecord = true
	head, err := c.Read()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	cols := make([]string, len(head))
	for i, h := range head {
		cols[i] = strings.TrimPrefix(h, "\ufeff")
	}
	var rows []row
	for {
		rec, err := c.Read()
		if err == io.EOF {
			return rows, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		m := make(row, len(cols))
		for i, v := range rec {
			// No-break spaces hide in symbols and meeting numbers (B21).
			m[cols[i]] = strings.TrimSpace(strings.ReplaceAll(v, "\u00a0", " "))
		}
		rows = append(rows, m)
	}
}

// group keeps the rows of one record together, records in the file's order.
func group(rows []row, by func(row) string) [][]row {
	at := map[string]int{}
	var out [][]row
	for _, r := range rows {
		k := by(r)
		i, ok := at[k]
		if !ok {
			i = len(out)
			at[k] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], r)
	}
	return out
}

var (
	resolutionRE = regexp.MustCompile(`(?:S/RES/|Resolution )?\b(\d{1,4}) ?[(/](\d{4})\)?`)
	meetingRE    = regexp.MustCompile(`^(?:S/)?(?:PV\.?)?(\d{1,5})`)
)

// resolution makes "S/RES/893(1994)" of "893 (1994)", "Resolution 2618 (2022)",
// "S/RES/2776/2025" (B51); "" where there is none.
func resolution(s string) string {
	if strings.HasPrefix(s, "S/") && !strings.HasPrefix(s, "S/RES/") {
		return ""
	}
	m := resolutionRE.FindStringSubmatch(s)
	if m == nil {
		return ""
	}
	return "S/RES/" + strings.TrimLeft(m[1], "0") + "(" + m[2] + ")"
}

// meeting makes "S/PV.3326" of "3326", "PV.8823", "S/PV9180", "S/PV.8228
// (Resumption 1)"; "" for votes taken by letter ("V100").
func meeting(s string) string {
	m := meetingRE.FindStringSubmatch(s)
	if m == nil {
		return ""
	}
	return "S/PV." + m[1]
}

var draftRE = regexp.MustCompile(`S/(?:PV\.\d+|\d+(?:/\d+)?(?:/(?:Rev|Add|Corr)\.\d+)*)`)

// draft gives the first draft symbol in s, without remarks such as "as orally
// revised".
func draft(s string) string { return draftRE.FindString(s) }

// prcSeat is the day from which China's seat is the People's Republic's.
var prcSeat = graph.MustDate("1971-10-25")

// seat gives the part of the country id behind the prefix for a code of the
// records at a date: the Soviet Union's chain is Russia's, and China's seat was
// the Republic of China's to 1971-10-24.
func seat(code string, at graph.Date) string {
	if code == "CHN" && at.Before(prcSeat) {
		return "TWN"
	}
	if code == "SUN" {
		return "RUS"
	}
	return code
}

// names reads recorded names: in upper case, to codes.
func readNames(dir string) (map[string]string, error) {
	rows, err := readCSV(dir, "undl/member_names.csv")
	if err != nil {
		return nil, err
	}
	m := map[string]string{}
	for _, r := range rows {
		if r["ms_code"] != "" {
			m[strings.ToUpper(r["recorded_name"])] = r["ms_code"]
			m[strings.ToUpper(r["clean_name"])] = r["ms_code"]
		}
	}
	for n, c := range map[string]string{"CÔTE D'IVOIRE": "CIV", "COTE D' IVOIRE": "CIV", "LIBYA": "LBY", "SYRIA": "SYR", "TANZANIA": "TZA",
		"ETHIPIA": "ETH", "USSR": "SUN", "UK": "GBR", "USA": "USA", "RUSSIA": "RUS", "THE RUSSIAN FEDERATION": "RUS", "DEMOCRATIC YEMEN": "YMD",
		"LIBYAN ARAB REPUBLIC": "LBY", "UNITED REPUBLIC OF TANZANIA": "TZA", "UKRANIAN SOVIET SOCIALIST REPUBLIC": "UKR",
		"UNION OF SOVIET SOCIALIST REPUBLICS": "SUN", "THE UNITED STATES": "USA", "CZECHIA": "CZE"} {
		m[n] = c
	}
	return m, nil
}
