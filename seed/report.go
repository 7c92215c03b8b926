package seed

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Report tells what an import did, in rows of the file. Read is the sum of
// Kept, Unchanged, Duplicates and Refused.
type Report struct {
	Dataset string `json:"dataset"`
	File    string `json:"file"`

	Read       int `json:"read"`       // rows read, without the header
	Kept       int `json:"kept"`       // rows written: created or changed
	Unchanged  int `json:"unchanged"`  // rows the store already had
	Duplicates int `json:"duplicates"` // rows that repeat another row of the file
	Refused    int `json:"refused"`    // rows not kept
	Withdrawn  int `json:"withdrawn"`  // records of earlier deliveries this one no longer has
	Records    int `json:"records"`    // things the rows speak of: roll calls, alliances, …

	RefusedBy []Refusal `json:"refusedBy,omitempty"`
	Warnings  []string  `json:"warnings,omitempty"` // what may be wrong and is kept
	Notes     []string  `json:"notes,omitempty"`    // what is good to know

	Duration      time.Duration `json:"-"`
	Seconds       float64       `json:"seconds"`
	RowsPerSecond int           `json:"rowsPerSecond"`
}

// Refusal is one reason for which rows were refused, how many, and the first
// lines (the header is line 1).
type Refusal struct {
	Reason string `json:"reason"`
	Count  int    `json:"count"`
	Lines  []int  `json:"lines"`
}

const (
	maxLines   = 20  // lines named for one reason: enough to look the fault up
	maxReasons = 200 // reasons told apart: a foreign file would fill memory with them
)

// Refuse counts a row as refused. Rows may come in any order.
func (r *Report) Refuse(line int, reason string) {
	r.Refused++
	i := slices.IndexFunc(r.RefusedBy, func(f Refusal) bool { return f.Reason == reason })
	if i < 0 && len(r.RefusedBy) >= maxReasons {
		const other = "other reasons"
		if i = slices.IndexFunc(r.RefusedBy, func(f Refusal) bool { return f.Reason == other }); i < 0 {
			reason = other
		}
	}
	if i < 0 {
		r.RefusedBy = append(r.RefusedBy, Refusal{Reason: reason})
		i = len(r.RefusedBy) - 1
	}
	f := &r.RefusedBy[i]
	f.Count++
	at, _ := slices.BinarySearch(f.Lines, line)
	if at < maxLines {
		f.Lines = slices.Insert(f.Lines, at, line)
		f.Lines = f.Lines[:min(len(f.Lines), maxLines)]
	}
}

// Warn adds a warning, Note a remark.
func (r *Report) Warn(format string, args ...any) {
	r.Warnings = append(r.Warnings, fmt.Sprintf(format, args...))
}

// Note adds a remark.
func (r *Report) Note(format string, args ...any) {
	r.Notes = append(r.Notes, fmt.Sprintf(format, args...))
}

// Finish sorts the reasons (most rows first) and works out the speed.
func (r *Report) Finish(took time.Duration) {
	slices.SortStableFunc(r.RefusedBy, func(a, b Refusal) int {
		if a.Count != b.Count {
			return b.Count - a.Count
		}
		return strings.Compare(a.Reason, b.Reason)
	})
	r.Duration, r.Seconds = took, took.Seconds()
	if r.Seconds > 0 {
		r.RowsPerSecond = int(float64(r.Read) / r.Seconds)
	}
}

// String is the report as aligned text, several lines.
func (r Report) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s from %s: %s rows in %.1f s (%s rows/s)\n", r.Dataset, r.File, Thousands(r.Read), r.Seconds, Thousands(r.RowsPerSecond))
	for _, l := range []struct {
		name   string
		n      int
		always bool
	}{
		{"read", r.Read, true}, {"kept", r.Kept, true}, {"unchanged", r.Unchanged, true}, {"duplicates", r.Duplicates, false},
		{"refused", r.Refused, true}, {"withdrawn", r.Withdrawn, false}, {"records", r.Records, false},
	} {
		if l.always || l.n > 0 {
			fmt.Fprintf(&b, "  %-10s %12s\n", l.name, Thousands(l.n))
		}
	}
	for _, f := range r.RefusedBy {
		lines := make([]string, len(f.Lines))
		for i, n := range f.Lines {
			lines[i] = strconv.Itoa(n)
		}
		more := ""
		if f.Count > len(f.Lines) {
			more = ", …"
		}
		fmt.Fprintf(&b, "  refused    %12s  %s (line %s%s)\n", Thousands(f.Count), f.Reason, strings.Join(lines, ", "), more)
	}
	for _, w := range r.Warnings {
		fmt.Fprintf(&b, "  warning    %s\n", w)
	}
	for _, n := range r.Notes {
		fmt.Fprintf(&b, "  note       %s\n", n)
	}
	return b.String()
}

// Thousands writes a number with commas: 859,284.
func Thousands(n int) string {
	s := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}
