// Package ties imports what the classic datasets of international relations say
// of states and pairs of states: pledges of alliance (atop), rivalries
// (tss-rivalries, td-rivalries), contiguity (contiguity), wars between states
// (wars), armed conflicts (conflicts) and membership of the system of states
// (cow-states, cow-majors).
//
// Their rows are states or pairs by the numbers of the Correlates of War or of
// Gleditsch and Ward, often one for each year. Here they become one edge for
// each spell in which the same held: of the node a number means at the date, so
// that a spell is cut where the number passes to another state (345 is
// Yugoslavia, Serbia and Montenegro, Serbia) and goes on where two numbers are
// one node (260 and 255 are Germany).
//
// What a file still has at its end has no end here: until is left out and
// lastSeen says how far the file speaks (B32, B33). The end of a file is the
// last date in it, so that an older version of a dataset closes nothing that it
// only did not live to see.
package ties

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"entente/graph"
	"entente/graph/names"
	"entente/seed"
)

// All gives the datasets of the package.
func All() []seed.Dataset {
	return []seed.Dataset{Alliances, Rivalries, OldRivalries, Contiguity, Wars, Conflicts, States, Majors}
}

type dataset struct {
	manifest  seed.Manifest
	relations []graph.Relation
	read      func(*seed.Delivery) error
}

func (d dataset) Manifest() seed.Manifest { return d.manifest }

// Import implements seed.Dataset.
func (d dataset) Import(ctx context.Context, store graph.Store, in seed.Input, opts seed.Options) (seed.Report, error) {
	return seed.Lay(ctx, store, d.manifest, in, opts, d.relations, d.read)
}

// states finds the nodes of a dataset's numbers of states, each once for a
// date.
type states struct {
	dataset string // by the name graph/names has for it
	memo    map[numberAt]found
}

type numberAt struct {
	number int
	at     graph.Date
}

type found struct {
	key graph.Key
	err error
}

func numbers(dataset string) *states {
	return &states{dataset, map[numberAt]found{}}
}

func (s *states) find(number int, at graph.Date) (graph.Key, error) {
	f, ok := s.memo[numberAt{number, at}]
	if !ok {
		f.key, f.err = names.ResolveRecordedCode(s.dataset, strconv.Itoa(number), at)
		s.memo[numberAt{number, at}] = f
	}
	return f.key, f.err
}

// part is a part of a spell in which a number, or each of two, means one node.
type part struct {
	a, b         graph.Key // b is zero where one number is asked for
	since, until graph.Date
}

// parts cuts the spell of a number where it passes to another state. Both dates
// must have one precision, since not after until. A number that nobody bears
// for a while stays with its last bearer for as long as that state lasts;
// beyond tells whether the spell outlives it and was cut there.
func (s *states) parts(number int, since, until graph.Date) (out []part, beyond bool, err error) {
	first, err := s.find(number, since)
	last, lastErr := s.find(number, until)
	if err == nil && first == last {
		return []part{{a: first, since: since, until: until}}, false, nil
	}
	for at := since; at.Compare(until) <= 0; at = next(at) {
		key, ferr := s.find(number, at)
		n := len(out)
		switch {
		case ferr != nil && n == 0:
			return nil, false, ferr
		case ferr != nil:
			if e, ok := names.Lookup(out[n-1].a); ok && !e.Until.IsZero() && at.First().Compare(e.Until) > 0 {
				if lastErr != nil {
					return out, true, nil
				}
				continue
			}
			out[n-1].until = at
		case n > 0 && out[n-1].a == key:
			out[n-1].until = at
		default:
			out = append(out, part{a: key, since: at, until: at})
		}
	}
	return out, false, nil
}

// pair is parts for two numbers at once.
func (s *states) pair(a, b int, since, until graph.Date) (out []part, beyond bool, err error) {
	as, cutA, err := s.parts(a, since, until)
	if err != nil {
		return nil, false, err
	}
	bs, cutB, err := s.parts(b, since, until)
	if err != nil {
		return nil, false, err
	}
	for _, p := range as {
		for _, q := range bs {
			lo, hi := p.since, p.until
			if q.since.Compare(lo) > 0 {
				lo = q.since
			}
			if q.until.Compare(hi) < 0 {
				hi = q.until
			}
			if lo.Compare(hi) <= 0 {
				out = append(out, part{p.a, q.a, lo, hi})
			}
		}
	}
	return out, cutA || cutB, nil
}

// next gives the year, month or day after d, at d's own precision.
func next(d graph.Date) graph.Date {
	y, m, _ := d.YMD()
	switch d.Precision() {
	case graph.YearPrecision:
		return graph.Year(y + 1)
	case graph.MonthPrecision:
		if m == 12 {
			y, m = y+1, 0
		}
		return graph.Day(y, m+1, 0)
	}
	return d.AddDays(1)
}

// ends gives the properties since, and until or lastSeen, of a spell in a file
// that speaks of nothing after its end.
func ends(since, until, end graph.Date, more ...any) graph.Props {
	name := "until"
	if until.Compare(end) >= 0 {
		name = "lastSeen"
	}
	return graph.P(append(more, "since", since, name, until)...)
}

// year reads a year from 1 to 2999.
func year(text string) (int, error) {
	y, err := strconv.Atoi(text)
	if err != nil || y < 1 || y > 2999 || len(text) != 4 {
		return 0, fmt.Errorf("%q is not a year", seed.Clip(text, 40))
	}
	return y, nil
}

// stateNumber reads the number of a state.
func stateNumber(text string) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > 9999 {
		return 0, fmt.Errorf("%q is not the number of a state", seed.Clip(text, 40))
	}
	return n, nil
}

// count reads a number from lo to hi.
func count(what, text string, lo, hi int) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < lo || n > hi {
		return 0, fmt.Errorf("%q is not %s", seed.Clip(text, 40), what)
	}
	return n, nil
}

// flag reads 0 or 1; an empty field and R's NA are 0 where lenient.
func flag(text string, lenient bool) (bool, error) {
	switch {
	case text == "1":
		return true, nil
	case text == "0", lenient && (text == "" || text == "NA"):
		return false, nil
	}
	return false, fmt.Errorf("%q is neither 0 nor 1", seed.Clip(text, 40))
}

// reader reads the fields of a row and keeps the first fault.
type reader struct {
	t   *seed.Table
	err error
}

func (r *reader) text(column int) string { return r.t.Text(column) }

func take[T any](r *reader, v T, err error) T {
	if r.err == nil {
		r.err = err
	}
	return v
}

func (r *reader) year(column int) int {
	y, err := year(r.text(column))
	return take(r, y, err)
}

func (r *reader) state(column int) int {
	n, err := stateNumber(r.text(column))
	return take(r, n, err)
}

func (r *reader) flag(column int, lenient bool) bool {
	b, err := flag(r.text(column), lenient)
	return take(r, b, err)
}

func (r *reader) count(column int, what string, lo, hi int) int {
	n, err := count(what, r.text(column), lo, hi)
	return take(r, n, err)
}

// required makes a list of columns that must all be there.
func required(names ...string) []seed.Column {
	out := make([]seed.Column, len(names))
	for i, n := range names {
		out[i] = seed.Column{Name: n, Required: true}
	}
	return out
}

// sorted gives the keys of a map in order.
func sorted[K cmp.Ordered, V any](m map[K]V) []K {
	out := make([]K, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// list joins names as a sentence does: "A, B and C"; beyond most the rest is
// counted.
func list(names []string, most int) string {
	if n := len(names); n > most+1 {
		names = append(slices.Clone(names[:most]), fmt.Sprintf("%d others", n-most))
	}
	switch n := len(names); n {
	case 0:
		return ""
	case 1:
		return names[0]
	default:
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
}

// years writes a span of years: "1950–1953", "1967".
func years(from, to int) string {
	if from == to {
		return strconv.Itoa(from)
	}
	return fmt.Sprintf("%d–%d", from, to)
}

const sameState = "both numbers are one state here"
