package textread

import (
	"strconv"
	"strings"
	"time"

	"entente/graph"
)

var months = map[string]int{"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12}

var weekdays = map[string]time.Weekday{"monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6, "sunday": 0}

var seasons = map[string][2]int{"spring": {3, 5}, "summer": {6, 8}, "autumn": {9, 11}}

func monthWord(w string) bool { return months[w] > 0 && len(w) > 3 || w == "may" }

// dated is a date in a sentence, tokens first..last.
type dated struct {
	DateMention
	first, last int
}

type dater struct {
	text string
	toks []token
	pub  graph.Date
}

// dates finds the dates of a sentence in order.
func (d *dater) dates(covered func(int) bool) []dated {
	var out []dated
	for i := 0; i < len(d.toks); {
		if covered(i) {
			i++
			continue
		}
		x, ok := d.at(i)
		if !ok {
			i++
			continue
		}
		x.Start, x.End = d.toks[x.first].start, d.toks[x.last].end
		x.Text = d.text[x.Start:x.End]
		out = append(out, x)
		i = x.last + 1
	}
	return out
}

func (d *dater) low(i int) string {
	if i < 0 || i >= len(d.toks) {
		return ""
	}
	return d.toks[i].low
}

// at reads the date that begins at token i.
func (d *dater) at(i int) (dated, bool) {
	make := func(last int, form string, p Period) (dated, bool) {
		x := dated{first: i, last: last}
		x.Form, x.Period = form, p
		return x, !p.IsZero()
	}
	switch w := d.low(i); w {
	case "between", "from":
		a, n, ok := d.point(i + 1)
		if !ok {
			break
		}
		sep := d.low(n + 1)
		if w == "between" && sep == "and" || w == "from" && (sep == "to" || sep == "until" || sep == "till" || sep == "through") {
			if b, m, ok := d.point(n + 2); ok {
				if b.Until.Last().Before(a.Since) {
					break
				}
				return make(m, "between", Period{a.Since, b.Until})
			}
		}
		if w == "from" {
			return make(n, "since", Period{Since: a.Since})
		}
	case "since":
		if a, n, ok := d.point(i + 1); ok {
			return make(n, "since", Period{Since: a.Since})
		}
	case "until", "till", "before", "by":
		if a, n, ok := d.point(i + 1); ok {
			return make(n, "until", Period{Until: a.Until})
		}
	case "after":
		if a, n, ok := d.point(i + 1); ok {
			return make(n, "since", Period{Since: a.Since})
		}
	case "in", "on", "during", "throughout", "around", "at":
		if a, n, ok := d.point(i + 1); ok {
			form := "on"
			if a.relative {
				form = "relative"
			}
			return make(n, form, a.Period)
		}
		if w == "in" || w == "at" {
			return dated{}, false
		}
	}
	if a, n, ok := d.point(i); ok && !a.weak {
		form := "on"
		if a.relative {
			form = "relative"
		}
		return make(n, form, a.Period)
	}
	return dated{}, false
}

type point struct {
	Period
	relative bool
	weak     bool // only behind a preposition: a bare year, a bare month
}

func day(y, m, dd int) (graph.Date, bool) {
	if y < 1 || y > 9999 || m < 1 || m > 12 || dd < 1 || dd > 31 {
		return graph.Date{}, false
	}
	x, err := graph.ParseDate(pad(y, 4) + "-" + pad(m, 2) + "-" + pad(dd, 2))
	return x, err == nil
}

func month(y, m int) graph.Date {
	x, _ := graph.ParseDate(pad(y, 4) + "-" + pad(m, 2))
	return x
}

func pad(n, k int) string {
	s := strconv.Itoa(n)
	for len(s) < k {
		s = "0" + s
	}
	return s
}

func single(d graph.Date) point { return point{Period: Period{d, d}} }

// point reads one date or period without its preposition; last is its last token.
func (d *dater) point(i int) (p point, last int, ok bool) {
	if i >= len(d.toks) || i < 0 {
		return
	}
	w := d.low(i)
	py, pm, _ := d.pub.YMD()
	switch w {
	case "the":
		// "the 1980s", "the spring of 2023", "the early 2000s".
		p, last, ok = d.point(i + 1)
		if ok && d.toks[i+1].number && !strings.HasSuffix(d.low(i+1), "s") && !ordinal(d.low(i+1)) {
			return point{}, 0, false
		}
		return p, last, ok
	case "early", "late", "mid", "mid-":
		k := i + 1
		if d.low(k) == "-" {
			k++
		}
		return d.point(k)
	case "today", "yesterday", "tomorrow":
		if d.pub.Precision() != graph.DayPrecision {
			return
		}
		shift := map[string]int{"today": 0, "yesterday": -1, "tomorrow": 1}[w]
		p = single(d.pub.AddDays(shift))
		p.relative = true
		return p, i, true
	case "last", "this", "next", "past":
		if py == 0 {
			return
		}
		n := d.low(i + 1)
		shift := map[string]int{"last": -1, "past": -1, "this": 0, "next": 1}[w]
		p.relative = true
		switch {
		case n == "year":
			p.Period = Period{graph.Year(py + shift), graph.Year(py + shift)}
			return p, i + 1, true
		case n == "month" && pm > 0:
			y, m := py, pm+shift
			if m < 1 {
				y, m = y-1, 12
			} else if m > 12 {
				y, m = y+1, 1
			}
			p.Period = Period{month(y, m), month(y, m)}
			return p, i + 1, true
		case n == "week" && d.pub.Precision() == graph.DayPrecision:
			monday := d.pub.AddDays(-((int(weekdayOf(d.pub)) + 6) % 7) + 7*shift)
			p.Period = Period{monday, monday.AddDays(6)}
			return p, i + 1, true
		case months[n] > 0 && len(n) > 2:
			m := months[n]
			y := py
			// "last July": the latest July that is over or under way, never one to come.
			switch w {
			case "last", "past":
				if pm == 0 || m >= pm {
					y--
				}
			case "next":
				if m <= pm {
					y++
				}
			}
			p.Period = Period{month(y, m), month(y, m)}
			return p, i + 1, true
		case seasons[n][0] > 0:
			y := py
			if w == "last" && pm > 0 && seasons[n][0] >= pm {
				y--
			}
			p.Period = Period{month(y, seasons[n][0]), month(y, seasons[n][1])}
			return p, i + 1, true
		}
		if wd, okay := weekdays[n]; okay && d.pub.Precision() == graph.DayPrecision {
			p = single(d.weekday(wd, w == "next"))
			p.relative = true
			return p, i + 1, true
		}
		return point{}, 0, false
	}
	if wd, okay := weekdays[w]; okay && d.toks[i].cap {
		// "Tuesday, 3 May 2022" is the date behind it.
		k := i + 1
		if d.low(k) == "," {
			k++
		}
		if q, n, good := d.point(k); good && q.Since.Precision() == graph.DayPrecision && !q.relative {
			return q, n, true
		}
		if d.pub.Precision() == graph.DayPrecision {
			p = single(d.weekday(wd, false))
			p.relative, p.weak = true, true
			return p, i, true
		}
		return point{}, 0, false
	}
	if s, okay := seasons[w]; okay {
		k := i + 1
		if d.low(k) == "of" {
			k++
		}
		if y, good := yearOf(d.low(k)); good {
			return point{Period: Period{month(y, s[0]), month(y, s[1])}}, k, true
		}
		return point{}, 0, false
	}
	if m := months[w]; m > 0 && d.toks[i].cap {
		k := i + 1
		if d.low(k) == "." {
			k++
		}
		if dd, good := dayOf(d.low(k)); good {
			// "July 27, 2023", "July 27".
			n := k + 1
			if d.low(n) == "," {
				n++
			}
			if y, okay := yearOf(d.low(n)); okay {
				if x, valid := day(y, m, dd); valid {
					return single(x), n, true
				}
				return point{}, 0, false
			}
			if y := d.yearFor(m, dd); y > 0 {
				if x, valid := day(y, m, dd); valid {
					q := single(x)
					q.relative = true
					return q, k, true
				}
			}
			return point{}, 0, false
		}
		if d.low(k) == "of" {
			k++
		}
		if d.low(k) == "," {
			k++
		}
		if y, good := yearOf(d.low(k)); good {
			return single(month(y, m)), k, true
		}
		if py > 0 && len(w) > 2 {
			y := py
			if pm > 0 && m > pm {
				y-- // the latest that has begun, unless the verb looks ahead
			}
			q := single(month(y, m))
			q.relative, q.weak = true, true
			return q, i, true
		}
		return point{}, 0, false
	}
	if !d.toks[i].number {
		return
	}
	if dd, good := dayOf(w); good {
		k := i + 1
		if d.low(k) == "of" {
			k++
		}
		if m := months[d.low(k)]; m > 0 && d.toks[k].cap {
			n := k + 1
			if d.low(n) == "," || d.low(n) == "." {
				n++
			}
			if y, okay := yearOf(d.low(n)); okay {
				if x, valid := day(y, m, dd); valid {
					return single(x), n, true
				}
				return point{}, 0, false
			}
			if y := d.yearFor(m, dd); y > 0 {
				if x, valid := day(y, m, dd); valid {
					q := single(x)
					q.relative = true
					return q, k, true
				}
			}
			return point{}, 0, false
		}
	}
	if len(w) >= 7 && len(w) <= 10 && strings.Contains(w, "-") {
		if x, err := graph.ParseDate(w); err == nil {
			return single(x), i, true
		}
		// "2001-2009".
		if a, b, cut := strings.Cut(w, "-"); cut {
			y, okay := yearOf(a)
			z, good := yearOf(b)
			if !good && len(b) == 2 && okay {
				z, good = yearOf(a[:2] + b)
			}
			if okay && good && z >= y {
				return point{Period: Period{graph.Year(y), graph.Year(z)}}, i, true
			}
		}
		return
	}
	if len(w) == 5 && w[4] == 's' {
		if y, good := yearOf(w[:4]); good && y%10 == 0 {
			return point{Period: Period{graph.Year(y), graph.Year(y + 9)}}, i, true
		}
	}
	if y, good := yearOf(w); good {
		if d.low(i+1) == "–" || d.low(i+1) == "-" {
			if z, okay := yearOf(d.low(i + 2)); okay && z >= y {
				return point{Period: Period{graph.Year(y), graph.Year(z)}}, i + 2, true
			}
		}
		// A year before a plural is a number: "2000 soldiers".
		if next := d.low(i + 1); i+1 < len(d.toks) && d.toks[i+1].word && !prepositions[next] && !finite(next) && strings.HasSuffix(next, "s") && next != "as" && next != "was" && next != "has" {
			return
		}
		q := single(graph.Year(y))
		q.weak = i > 0 && d.toks[i-1].word && !d.toks[i-1].cap
		return q, i, true
	}
	return
}

func weekdayOf(d graph.Date) time.Weekday {
	y, m, dd := d.YMD()
	return time.Date(y, time.Month(m), dd, 0, 0, 0, 0, time.UTC).Weekday()
}

// weekday is the latest such day up to the date of the text, or the next one.
func (d *dater) weekday(w time.Weekday, next bool) graph.Date {
	back := (int(weekdayOf(d.pub)) - int(w) + 7) % 7
	if next {
		return d.pub.AddDays(7 - back)
	}
	return d.pub.AddDays(-back)
}

// yearFor is the year of a day and month without one: the latest up to the date
// of the text.
func (d *dater) yearFor(m, dd int) int {
	y, pm, pd := d.pub.YMD()
	if y == 0 {
		return 0
	}
	if pm > 0 && (m > pm || m == pm && pd > 0 && dd > pd) {
		return y - 1
	}
	return y
}

func yearOf(w string) (int, bool) {
	if len(w) != 4 {
		return 0, false
	}
	y, err := strconv.Atoi(w)
	return y, err == nil && y >= 1500 && y <= 2100
}

func ordinal(w string) bool {
	return len(w) > 2 && (strings.HasSuffix(w, "st") || strings.HasSuffix(w, "nd") || strings.HasSuffix(w, "rd") || strings.HasSuffix(w, "th"))
}

func dayOf(w string) (int, bool) {
	if ordinal(w) {
		w = w[:len(w)-2]
	}
	if len(w) < 1 || len(w) > 2 {
		return 0, false
	}
	n, err := strconv.Atoi(w)
	return n, err == nil && n >= 1 && n <= 31
}
