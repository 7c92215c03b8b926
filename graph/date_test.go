package graph

import (
	"errors"
	"testing"
	"time"
)

func TestParseDate(t *testing.T) {
	for _, c := range []struct {
		in          string
		precision   Precision
		first, last string
	}{
		{"1977", YearPrecision, "1977-01-01", "1977-12-31"},
		{"1977-02", MonthPrecision, "1977-02-01", "1977-02-28"},
		{"2024-02", MonthPrecision, "2024-02-01", "2024-02-29"},
		{"1900-02", MonthPrecision, "1900-02-01", "1900-02-28"},
		{"2000-02", MonthPrecision, "2000-02-01", "2000-02-29"},
		{"1977-12-24", DayPrecision, "1977-12-24", "1977-12-24"},
		{"0001", YearPrecision, "0001-01-01", "0001-12-31"},
		{"9999-12-31", DayPrecision, "9999-12-31", "9999-12-31"},
	} {
		d, err := ParseDate(c.in)
		if err != nil {
			t.Errorf("%s: %v", c.in, err)
			continue
		}
		if d.String() != c.in || d.Precision() != c.precision || d.First().String() != c.first || d.Last().String() != c.last {
			t.Errorf("%s reads as %s, %d, from %s to %s", c.in, d, d.Precision(), d.First(), d.Last())
		}
	}
	for _, bad := range []string{"", "0000", "77", "1977-", "1977-00", "1977-13", "1977-1", "1977-01-00", "1977-02-29", "2023-04-31", "1977/01/01", "1977-01/01", "01.01.1977", "1977-01-01 ", " 1977", "19770101", "+977", "-977", "197a", "1977-0a", "1977-01-0a", "1977-01-01T00:00:00Z", "١٩٧٧"} {
		if d, err := ParseDate(bad); !errors.Is(err, ErrInvalid) || !d.IsZero() {
			t.Errorf("%q reads as %s, %v", bad, d, err)
		}
	}
	if d := (Date{}); !d.IsZero() || d.String() != "" || d.Precision() != NoDate || !d.First().IsZero() || !d.Last().IsZero() {
		t.Error("the zero Date is a date")
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"1977", "1977-12", "1977-12-24", "2024-02-29", "0000-00-00", "9999-99-99", "é"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDate(s)
		if err != nil {
			if !d.IsZero() {
				t.Errorf("%q gives %s with an error", s, d)
			}
			return
		}
		if d.String() != s {
			t.Errorf("%q prints as %q", s, d)
		}
		first, last := d.First(), d.Last()
		if first.After(last) || d.Before(first) || first.Precision() != DayPrecision || last.Precision() != DayPrecision {
			t.Errorf("%q lasts from %s to %s", s, first, last)
		}
		if _, err := time.Parse(time.DateOnly, last.String()); err != nil {
			t.Errorf("%q ends on no day: %v", s, err)
		}
		if (Interval{d, d}).Contains(d) == No {
			t.Errorf("%q does not contain itself", s)
		}
	})
}

// B36: dates known to the year or month alone.
func TestIntervalContains(t *testing.T) {
	date := func(s string) Date {
		if s == "" {
			return Date{}
		}
		return MustDate(s)
	}
	for _, c := range []struct {
		since, until, at string
		want             Certainty
	}{
		{"1977-01-01", "1977-06-30", "1977", Possible},
		{"1977-01-01", "1977-12-31", "1977", Certain},
		{"1978-01-01", "1978-12-31", "1977", No},
		{"1977-03", "1977-06", "1977-04", Certain},
		{"1977-03-02", "1977-06", "1977-03", Possible},
		{"1977", "1979", "1977-05-01", Possible},
		{"1977", "1979", "1978-05-01", Certain},
		{"1977", "1979", "1979-05", Possible},
		{"1977", "1977", "1977", Possible},
		{"1977", "1979", "1980-01-01", No},
		{"1977", "1979", "1976-12-31", No},
		{"", "1979", "1900", Certain},
		{"1977", "", "2024-01-01", Certain},
		{"", "", "2024", Certain},
		{"1977", "1979", "", Certain},
		{"1977-01-01", "1977-01-01", "1977-01-01", Certain},
		{"1977-01-01", "1977-01-01", "1977-01-02", No},
	} {
		if got := (Interval{date(c.since), date(c.until)}).Contains(date(c.at)); got != c.want {
			t.Errorf("%s … %s contains %s: %d, want %d", c.since, c.until, c.at, got, c.want)
		}
	}
}

func TestIntervalOverlaps(t *testing.T) {
	v := func(since, until string) (i Interval) {
		if since != "" {
			i.Since = MustDate(since)
		}
		if until != "" {
			i.Until = MustDate(until)
		}
		return i
	}
	for _, c := range []struct {
		a, b Interval
		want bool
	}{
		{v("1945", "1991-12-26"), v("1991-12-26", ""), true},
		{v("1945", "1991-12-25"), v("1991-12-26", ""), false},
		{v("1945", "1991"), v("1991-12-26", ""), true},
		{v("", ""), v("1977", "1977"), true},
		{v("", "1976"), v("1977", ""), false},
		{v("1977-02", "1977-02"), v("1977-02-28", "1977-03"), true},
	} {
		if c.a.Overlaps(c.b) != c.want || c.b.Overlaps(c.a) != c.want {
			t.Errorf("%v and %v: want %v both ways", c.a, c.b, c.want)
		}
	}
}

func TestDateArithmetic(t *testing.T) {
	for _, c := range []struct {
		from string
		days int
		want string
	}{
		{"2023-12-31", 1, "2024-01-01"}, {"2024-03-01", -1, "2024-02-29"}, {"1977", 31, "1977-02-01"}, {"2023-07-25", -4, "2023-07-21"},
	} {
		if got := MustDate(c.from).AddDays(c.days).String(); got != c.want {
			t.Errorf("%s and %d days: %s, want %s", c.from, c.days, got, c.want)
		}
	}
	order := []string{"1976-12-31", "1977", "1977-01", "1977-01-01", "1977-01-02", "1977-02"}
	for i, a := range order {
		for j, b := range order {
			got := MustDate(a).Compare(MustDate(b))
			if want := map[bool]int{true: 0, false: 1}[i == j]; i < j && got >= 0 || i > j && got <= 0 || i == j && got != want {
				t.Errorf("Compare(%s, %s) = %d", a, b, got)
			}
			if (got < 0) != (a < b) {
				t.Errorf("%s and %s sort otherwise as text", a, b)
			}
		}
	}
}
