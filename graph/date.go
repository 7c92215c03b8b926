package graph

import (
	"cmp"
	"fmt"
	"time"
)

// Date is a calendar date that keeps the precision it was given with: a year
// ("1977"), a month ("1977-12") or a day ("1977-12-24"). The zero Date means
// "no date" and prints as "". Dates are comparable with ==.
type Date struct {
	y    int16
	m, d uint8 // 0 where the precision does not reach
}

// Precision says how much of a Date is known.
type Precision uint8

// The precisions of a Date, from nothing known to a day known.
const (
	NoDate Precision = iota
	YearPrecision
	MonthPrecision
	DayPrecision
)

// Day gives the date of one day. It panics on no input: an impossible day is
// the caller's to check with ParseDate.
func Day(year, month, day int) Date { return Date{int16(year), uint8(month), uint8(day)} }

// Year gives a date known to the year alone.
func Year(year int) Date { return Date{y: int16(year)} }

// DateOf gives the day of t in t's own location.
func DateOf(t time.Time) Date { return Day(t.Year(), int(t.Month()), t.Day()) }

// ParseDate reads "2017-12-22", "2017-12" or "2017". Impossible days, other
// layouts and years outside 1..9999 are ErrInvalid.
func ParseDate(s string) (Date, error) {
	bad := func() (Date, error) {
		return Date{}, fmt.Errorf("%w: %q is not a date; write 2017-12-22, 2017-12 or 2017", ErrInvalid, s)
	}
	num := func(t string) int {
		n := 0
		for i := range len(t) {
			if t[i] < '0' || t[i] > '9' {
				return -1
			}
			n = n*10 + int(t[i]-'0')
		}
		return n
	}

	if len(s) != 4 && len(s) != 7 && len(s) != 10 {
		return bad()
	}
	d := Date{}
	y := num(s[:4])
	if y < 1 {
		return bad()
	}
	d.y = int16(y)
	if len(s) >= 7 {
		m := num(s[5:7])
		if s[4] != '-' || m < 1 || m > 12 {
			return bad()
		}
		d.m = uint8(m)
	}
	if len(s) == 10 {
		day := num(s[8:])
		if s[7] != '-' || day < 1 || day > monthDays(y, int(d.m)) {
			return bad()
		}
		d.d = uint8(day)
	}
	return d, nil
}

// MustDate is ParseDate for constants in code; it panics on a bad one.
func MustDate(s string) Date {
	d, err := ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func monthDays(y, m int) int {
	switch m {
	case 2:
		if y%4 == 0 && (y%100 != 0 || y%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// IsZero reports whether there is no date at all.
func (d Date) IsZero() bool { return d == Date{} }

// Precision says whether d is known to the year, the month or the day.
func (d Date) Precision() Precision {
	switch {
	case d.y == 0:
		return NoDate
	case d.m == 0:
		return YearPrecision
	case d.d == 0:
		return MonthPrecision
	}
	return DayPrecision
}

// YMD gives the parts; month and day are 0 where they are not known.
func (d Date) YMD() (year, month, day int) { return int(d.y), int(d.m), int(d.d) }

// First is the earliest day d can mean, Last the latest. Both of a zero Date
// are zero.
func (d Date) First() Date {
	if d.y != 0 && d.m == 0 {
		d.m = 1
	}
	if d.y != 0 && d.d == 0 {
		d.d = 1
	}
	return d
}

// Last is the latest day d can mean.
func (d Date) Last() Date {
	if d.y != 0 && d.m == 0 {
		d.m = 12
	}
	if d.y != 0 && d.d == 0 {
		d.d = uint8(monthDays(int(d.y), int(d.m)))
	}
	return d
}

// Compare orders dates by year, then month, then day; what is less precise
// comes before the days it contains, as its text sorts.
func (d Date) Compare(e Date) int {
	if c := cmp.Compare(d.y, e.y); c != 0 {
		return c
	}
	if c := cmp.Compare(d.m, e.m); c != 0 {
		return c
	}
	return cmp.Compare(d.d, e.d)
}

// Before and After compare the earliest days of two dates.
func (d Date) Before(e Date) bool { return d.First().Compare(e.First()) < 0 }

// After reports whether d's first day comes after e's first day.
func (d Date) After(e Date) bool { return d.First().Compare(e.First()) > 0 }

// AddDays moves a day-precise date; others are taken at their first day.
func (d Date) AddDays(n int) Date {
	f := d.First()
	return DateOf(time.Date(int(f.y), time.Month(f.m), int(f.d)+n, 0, 0, 0, 0, time.UTC))
}

// String is the ISO text at the precision known, "" for no date.
func (d Date) String() string {
	switch d.Precision() {
	case NoDate:
		return ""
	case YearPrecision:
		return fmt.Sprintf("%04d", d.y)
	case MonthPrecision:
		return fmt.Sprintf("%04d-%02d", d.y, d.m)
	}
	b := [10]byte{4: '-', 7: '-'}
	b[0], b[1], b[2], b[3] = '0'+byte(d.y/1000), '0'+byte(d.y/100%10), '0'+byte(d.y/10%10), '0'+byte(d.y%10)
	b[5], b[6] = '0'+d.m/10, '0'+d.m%10
	b[8], b[9] = '0'+d.d/10, '0'+d.d%10
	return string(b[:])
}

// Interval is a span of time, both ends included. A zero Since has no known
// beginning, a zero Until no known end: what an open end means ("still" or
// "last seen") is the source's to say, not the interval's.
type Interval struct{ Since, Until Date }

// Contains answers whether the interval holds on the day (or in the month or
// year) at: Certain when every day at can mean lies within every span the
// interval can mean, Possible when some do (B36).
func (v Interval) Contains(at Date) Certainty {
	if at.IsZero() {
		return Certain
	}
	lo, hi := at.First(), at.Last()
	certain, possible := true, true
	if !v.Since.IsZero() {
		certain = certain && lo.Compare(v.Since.Last()) >= 0
		possible = possible && hi.Compare(v.Since.First()) >= 0
	}
	if !v.Until.IsZero() {
		certain = certain && hi.Compare(v.Until.First()) <= 0
		possible = possible && lo.Compare(v.Until.Last()) <= 0
	}
	switch {
	case certain:
		return Certain
	case possible:
		return Possible
	}
	return No
}

// Overlaps reports whether two intervals can share a day.
func (v Interval) Overlaps(w Interval) bool {
	return (v.Until.IsZero() || w.Since.IsZero() || w.Since.First().Compare(v.Until.Last()) <= 0) &&
		(w.Until.IsZero() || v.Since.IsZero() || v.Since.First().Compare(w.Until.Last()) <= 0)
}

// Certainty is the answer to a question about dates of limited precision.
type Certainty uint8

// The answers: not, perhaps, surely.
const (
	No Certainty = iota
	Possible
	Certain
)
