package council

import (
	"fmt"
	"strconv"
	"strings"

	"entente/graph"
	"entente/graph/vocab"
	"entente/seed/votes"
)

// digits reads the number at the beginning of s; ok is false where there is
// none or it has more than seven digits.
func digits(s string) (n int, rest string, ok bool) {
	i := 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	if i == 0 || i > 7 {
		return 0, s, false
	}
	n, err := strconv.Atoi(s[:i])
	return n, s[i:], err == nil
}

// spaces takes out the spaces of every kind that tables have at odd places: a
// symbol may end in a no-break space (B21).
func spaces(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r <= ' ' || r == '\u00a0' || r == '\u200b' || r == '\ufeff' }), " ")
}

// resolution reads "893 (1994)", "Resolution 2618 (2022)", "S/RES/2776/2025" or
// "2541 (2020" as S/RES/893(1994) and its number (B51); number is 0 where s is
// none of these.
func resolution(s string) (symbol string, number int) {
	s = strings.ToUpper(strings.ReplaceAll(spaces(s), " ", ""))
	for _, word := range []string{"S/RES/", "RESOLUTION", "SCR"} {
		s = strings.TrimPrefix(s, word)
	}
	n, rest, ok := digits(s)
	if !ok || n == 0 || n > 9999 || rest == "" || rest[0] != '(' && rest[0] != '/' {
		return "", 0
	}
	year, tail, ok := digits(rest[1:])
	if !ok || year < 1946 || year > 2999 || tail != "" && tail != ")" {
		return "", 0
	}
	return vocab.NormalizeSymbol(votes.Council, fmt.Sprintf("S/RES/%d(%d)", n, year)), n
}

// ofYear is the symbol of a resolution by its number and the year of its vote.
func ofYear(number, year int) string { return fmt.Sprintf("S/RES/%d(%d)", number, year) }

// symbolAt reads the draft symbol at the beginning of s: "S/836", "S/PV.23",
// "S/2015/508", "S/3713/Rev.1", and gives what follows it. ok is false where s
// does not begin with one.
func symbolAt(s string) (symbol, rest string, ok bool) {
	if len(s) < 3 || s[0] != 'S' && s[0] != 's' || s[1] != '/' {
		return "", s, false
	}
	at := s[2:]
	if len(at) > 3 && strings.EqualFold(at[:3], "PV.") {
		at = at[3:]
	}
	_, at, ok = digits(at)
	if !ok {
		return "", s, false
	}
	for len(at) > 1 && at[0] == '/' {
		next := at[1:]
		if i := strings.IndexByte(next, '.'); i > 0 && i <= 4 && isLetters(next[:i]) {
			next = next[i+1:]
		}
		_, after, ok := digits(next)
		if !ok {
			break
		}
		at = after
	}
	return vocab.NormalizeSymbol(votes.Council, s[:len(s)-len(at)]), at, true
}

func isLetters(s string) bool {
	for i := range len(s) {
		if c := s[i] | 0x20; c < 'a' || c > 'z' {
			return false
		}
	}
	return s != ""
}

// draft gives the first draft symbol in s, without remarks such as "as orally
// revised"; "" where there is none.
func draft(s string) string {
	for i := 0; i+2 < len(s); i++ {
		if s[i+1] != '/' || i > 0 && isLetters(s[i-1:i]) {
			continue
		}
		if sym, _, ok := symbolAt(s[i:]); ok {
			return sym
		}
	}
	return ""
}

// sitting is a meeting or one of its resumptions.
type sitting struct {
	number int    // the meeting's
	part   string // "" for the meeting itself, "resumption-1", "part-2"
	series string // "PV", or "V" for votes taken by letter
}

// meetingOf reads "3326", "S/PV.3326", "PV.8823", "S/PV9180", "S/PV.4020
// (Resumption 1)", and the "V100" by which votes taken by letter are counted.
func meetingOf(s string) (m sitting, ok bool) {
	s = strings.ToUpper(spaces(s))
	s = strings.TrimPrefix(s, "S/")
	m.series = "PV"
	switch {
	case strings.HasPrefix(s, "PV"):
		s = strings.TrimLeft(s[2:], ". ")
	case strings.HasPrefix(s, "V"):
		m.series, s = "V", s[1:]
	}
	n, rest, ok := digits(s)
	if !ok || n == 0 || n > 99_999 || strings.HasPrefix(rest, "/") {
		return sitting{}, false
	}
	m.number = n
	for _, word := range []string{"PART", "RESUMPTION"} {
		i := strings.Index(rest, word)
		if i < 0 {
			continue
		}
		k := 1
		after := strings.TrimLeft(rest[i+len(word):], " ")
		if d, _, ok := digits(after); ok {
			k = d
		} else if n := len(after) - len(strings.TrimLeft(after, "I")); n > 0 {
			k = n
		}
		// A row that holds both parts is the meeting itself.
		if word != "PART" || strings.Count(rest, word) == 1 {
			m.part = fmt.Sprintf("%s-%d", strings.ToLower(word), k)
		}
	}
	return m, true
}

// symbol is the meeting record's symbol, "S/PV.3326"; a resumption has its
// meeting's. Votes by letter have none.
func (m sitting) symbol() string {
	if m.number == 0 || m.series != "PV" {
		return ""
	}
	return "S/PV." + strconv.Itoa(m.number)
}

// key is the event's key: event/council-meeting/S/PV.6141.
func (m sitting) key() graph.Key {
	id := "council-meeting/" + m.symbol()
	if m.part != "" {
		id += "/" + m.part
	}
	return vocab.Key(vocab.Event, id)
}

// exchanged gives a date with day and month exchanged, where that is another
// possible date.
func exchanged(d graph.Date) (graph.Date, bool) {
	y, m, day := d.YMD()
	if d.Precision() != graph.DayPrecision || day > 12 || day == m {
		return graph.Date{}, false
	}
	return graph.Day(y, day, m), true
}

// monthDay reads "2/16/1946", as the vetoes' table writes dates.
func monthDay(s string) (graph.Date, bool) {
	f := strings.Split(strings.TrimSpace(s), "/")
	if len(f) != 3 {
		return graph.Date{}, false
	}
	var n [3]int
	for i := range f {
		v, rest, ok := digits(f[i])
		if !ok || rest != "" || v > 9999 {
			return graph.Date{}, false
		}
		n[i] = v
	}
	d, err := graph.ParseDate(fmt.Sprintf("%04d-%02d-%02d", n[2], n[0], n[1]))
	return d, err == nil
}

var months = []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}

// wordDays reads a day in words, "15 Sep.", "14-15 October", "29 + 30 March", of
// a year: the first and the last day it names.
func wordDays(year int, s string) (first, last graph.Date, ok bool) {
	var days []int
	month := 0
	for _, f := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" -/+&.,–", r) }) {
		if n, rest, ok := digits(f); ok && rest == "" {
			days = append(days, n)
			continue
		}
		if len(f) < 3 {
			return graph.Date{}, graph.Date{}, false
		}
		for i, m := range months {
			if strings.HasPrefix(strings.ToLower(f), m) {
				month = i + 1
			}
		}
	}
	if month == 0 || len(days) == 0 || len(days) > 2 {
		return graph.Date{}, graph.Date{}, false
	}
	day := func(n int) graph.Date {
		d, err := graph.ParseDate(fmt.Sprintf("%04d-%02d-%02d", year, month, n))
		if err != nil {
			return graph.Date{}
		}
		return d
	}
	first, last = day(days[0]), day(days[len(days)-1])
	return first, last, !first.IsZero() && !last.IsZero() && !last.Before(first)
}

// slip tells that one symbol may be the other's misprint: one figure wrong, too
// many or exchanged with its neighbour, or a revision's mark left out.
func slip(a, b string) bool {
	if a == b || a == "" || b == "" {
		return false
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	if rest, ok := strings.CutPrefix(b, a+"/"); ok {
		return strings.HasPrefix(rest, "REV.") || strings.HasPrefix(rest, "CORR.") || strings.HasPrefix(rest, "ADD.")
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	switch {
	case len(a) == len(b):
		return a[i+1:] == b[i+1:] || i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
	case len(b) == len(a)+1:
		return a[i:] == b[i+1:]
	}
	return false
}
