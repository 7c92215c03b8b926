package factbook

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"entente/graph"
)

// bracket is what stands in a pair of brackets behind a name.
type bracket struct {
	kind         bracketKind
	since, until graph.Date
	both, all    bool
	office       string // of a remark: it is an office, "(Prime Minister)"; of a date: see first
	first        string // the office the first date is of, where it is named
	more         []dateOf
	note         string
}

// dateOf is a further office of the same person, with its date.
type dateOf struct {
	office string
	since  graph.Date
	note   string
}

type bracketKind uint8

const (
	remark bracketKind = iota
	dated
	vacancy
)

const (
	monthText = `January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec`
	dateText  = `(?:\d{1,2} )?(?:` + monthText + `)\.? ?\d{4}|\d{4}`
)

var (
	dateRE   = regexp.MustCompile(`^(?:(\d{1,2}) )?(?:(` + monthText + `)\.? ?)?(\d{4})$`)
	sinceRE  = regexp.MustCompile(`^(both |all )?(?:since ?)+(?:about |seizing power on |coming to power on )?(` + dateText + `)\b\.?(.*)$`)
	beganRE  = regexp.MustCompile(`(?i)^(?:in office since|assumes office(?: on)?|assumed office(?: on)?|took office(?: on)?|sworn in(?: on)?|inaugurated(?: on)?|installed(?: on)?|as of) (` + dateText + `)\b(.*)$`)
	officeRE = regexp.MustCompile(`^(?:and )?([A-Za-z’ -]+?) (?:since|from) (` + dateText + `)\b(.*)$`)
	periodRE = regexp.MustCompile(`^(?:for the period )?(` + dateText + `) ?(?:-|to) ?(` + dateText + `)$`)
	bareRE   = regexp.MustCompile(`^(?:` + dateText + `)$`)
	yearRE   = regexp.MustCompile(`^\d{4}$`)
	seatRE   = regexp.MustCompile(`^ - (Croat|Serb|Bosniak)(?: seat)?$`)
)

// clauseOffice are offices that brackets give in words of their own.
var clauseOffice = map[string]bool{"presidency member": true, "head of state and supreme assembly chairman": true, "chairman": true, "chairperson": true,
	"chairman of the supreme soviet": true}

// readBracket reads the inside of brackets clause by clause.
func readBracket(s string) bracket {
	b := bracket{}
	switch {
	case strings.Contains(strings.ToLower(s), "vacant"):
		b.kind = vacancy
		return b
	case yearRE.MatchString(s):
		return b // the year of the page's data
	case bareRE.MatchString(s):
		// Among brackets with "since" it does not say what the date is of.
		return bracket{kind: dated, note: "dated " + s}
	}
	if m := periodRE.FindStringSubmatch(s); m != nil {
		since, ok := readDate(m[1])
		until, ok2 := readDate(m[2])
		if ok && ok2 && !until.Before(since) {
			return bracket{kind: dated, since: since, until: until, both: true}
		}
	}
	for _, c := range clauses(s) {
		if noteRE.MatchString(c) {
			break
		}
		if m := sinceRE.FindStringSubmatch(c); m != nil && b.since.IsZero() {
			if d, ok := readDate(m[2]); ok {
				b.kind, b.since, b.note = dated, d, remarkOn(m[3])
				b.both, b.all = m[1] == "both ", m[1] == "all "
			}
			continue
		}
		if m := beganRE.FindStringSubmatch(c); m != nil && b.since.IsZero() {
			if d, ok := readDate(m[1]); ok {
				b.kind, b.since = dated, d
			}
			continue
		}
		m := officeRE.FindStringSubmatch(c)
		if m == nil {
			continue
		}
		d, ok := readDate(m[2])
		if ws := strings.Fields(m[1]); !ok || !clauseOffice[strings.ToLower(m[1])] && officeOf(ws).words != len(ws) {
			continue
		}
		office, note := sentence(m[1]), ""
		if seat := seatRE.FindStringSubmatch(m[3]); seat != nil {
			note = seat[1] + " seat"
		}
		if b.since.IsZero() {
			b.kind, b.since, b.office, b.first, b.note = dated, d, office, office, note
		} else {
			b.more = append(b.more, dateOf{office, d, note})
		}
	}
	if b.kind == dated {
		return b
	}
	if a := actingRE.FindString(s); a != "" {
		b.note = strings.ToLower(a)
		return b
	}
	if ws := strings.Fields(s); len(ws) > 0 && officeOf(ws).words == len(ws) {
		b.office = s
	}
	return b
}

// clauses cuts the inside of brackets at semicolons and commas, and before
// "and prime minister since".
func clauses(s string) []string {
	var out []string
	for _, c := range splitOutside(s, ';') {
		for _, d := range splitOutside(c, ',') {
			head, tail, two := strings.Cut(d, " and prime minister since ")
			out = append(out, strings.TrimSpace(head))
			if two {
				out = append(out, "prime minister since "+strings.TrimSpace(tail))
			}
		}
	}
	return out
}

// remarkOn keeps what a clause says behind its date, where that is short.
func remarkOn(s string) string {
	if s = strings.Trim(s, " ,;.-"); len(s) > 60 {
		return ""
	}
	return s
}

func sentence(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

var months = map[string]int{"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12}

// readDate reads "7 May 2012", "May 2012" and "2012" at the precision given. A
// day that is none, and a year no office of today can date from, are not read.
func readDate(s string) (graph.Date, bool) {
	m := dateRE.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil || m[1] != "" && m[2] == "" || m[3] < "1900" || m[3] > "2100" {
		return graph.Date{}, false
	}
	text := m[3]
	if m[2] != "" {
		text += fmt.Sprintf("-%02d", months[strings.ToLower(m[2][:3])])
	}
	if m[1] != "" {
		day, _ := strconv.Atoi(m[1])
		text += fmt.Sprintf("-%02d", day)
	}
	d, err := graph.ParseDate(text)
	return d, err == nil
}
