package ties

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"entente/graph"
	"entente/graph/names"
	"entente/graph/vocab"
	"entente/seed"
)

// Conflicts is the dataset conflicts: armed conflicts that at least one state
// takes part in, by year, 1946 to 2024.
//
// The file has a row for each conflict, year and combination of the states on
// its two sides, first and supporting. From it come an Event of kind
// armed_conflict for each conflict (event/ucdp-11342; its title is ours),
// TOOK_PART for each spell of years of a state on a side (note tells those that
// support with troops), and REPORTS from the source to the event: one for the
// conflict's beginning, one for each episode (field episode, with days as far
// as the source has them), one for each run of years of the same intensity,
// type and matter (field intensity). Groups that are no states are not in this
// file.
//
// A gap between years means that fewer than 25 people died in battle, not that
// peace was made.
var Conflicts seed.Dataset = dataset{seed.Manifest{
	ID: "conflicts", Name: "UCDP/PRIO Armed Conflict Dataset, states and years", Publisher: "Uppsala Conflict Data Program and PRIO",
	Origin: "https://ucdp.uu.se/downloads/", Licence: "CC BY 4.0; cite Gleditsch et al. 2002",
	Citation: "Gleditsch, Nils Petter, Peter Wallensteen, Mikael Eriksson, Margareta Sollenberg and Håvard Strand. 2002. Armed Conflict 1946-2001: A New Dataset. Journal of Peace Research 39 (5): 615-637",
	Version:  "25.1",
	Scope:    "conflicts over government or territory with at least 25 battle deaths in a year and a state on one side; rebel groups are not named; conflicts between groups without a state are not in it",
	Covers:   graph.Interval{Since: graph.Year(1946), Until: graph.Year(2024)},
}, []graph.Relation{vocab.TookPart, vocab.Reports}, readConflicts}

var (
	matters     = [...]string{"", "territory", "government", "both"}
	matterWords = [...]string{"", "over territory", "over government", "over government and territory"}
	types       = [...]string{"", "extrasystemic", "interstate", "intrastate", "II"}
	typeWords   = [...]string{"", "extrasystemic", "interstate", "intrastate", "internationalised intrastate"}
	intensities = [...]string{"", "minor: 25 to 999 battle deaths in the year", "war: 1,000 battle deaths or more in the year"}
)

// datedTo is a date with the source's code of how precise it is.
type datedTo struct {
	at   graph.Date
	code int
}

// conflictState is what all rows of a conflict and year say alike.
type conflictState struct {
	matter, intensity, kind int
	begun, episode          datedTo
	ended                   bool
	end                     graph.Date
}

type conflictYear struct{ id, year int }

// conflictRow is a row: its year and its four lists of states.
type conflictRow struct {
	conflictYear
	sides [4]string // numbers by side, joined by spaces: first and second of A, first and second of B
	conflictState
}

func readConflicts(d *seed.Delivery) error {
	columns := required("conflict_id", "year", "gwno_a", "gwno_a_2nd", "gwno_b", "gwno_b_2nd", "incompatibility", "intensity_level", "type_of_conflict",
		"start_date", "start_prec", "start_date2", "start_prec2", "ep_end", "ep_end_date")
	var twins seed.Twins[conflictRow, struct{}]
	last := 0
	err := d.Rows(columns, func(line int, t *seed.Table) error {
		r := reader{t: t}
		row := conflictRow{conflictYear: conflictYear{r.count(0, "the number of a conflict", 1, 1<<30), r.year(1)}}
		for i := range row.sides {
			row.sides[i] = r.states(2 + i)
		}
		if row.sides == [4]string{} {
			take(&r, 0, errors.New("the row names no state"))
		}
		row.matter = r.word(6, "a matter of conflict", matters[:])
		row.intensity = r.count(7, "an intensity, 1 or 2", 1, 2)
		row.kind = r.word(8, "a type of conflict", types[:])
		row.begun = r.dated(9)
		row.episode = r.dated(11)
		row.ended = r.flag(13, false)
		if row.ended {
			row.end = r.day(14)
		}
		if r.err != nil {
			d.Damaged(line, r.err.Error())
			return nil
		}
		d.Covers(graph.Year(row.year))
		last = max(last, row.year)
		twins.Add(line, row, struct{}{})
		return nil
	})
	if err != nil {
		return err
	}

	type yearRows struct {
		rows  []conflictRow
		lines []int
		clash bool
	}
	conflicts := map[int]map[int]*yearRows{}
	twins.Settle(d, func(line int, row conflictRow, _ struct{}) {
		if conflicts[row.id] == nil {
			conflicts[row.id] = map[int]*yearRows{}
		}
		y := conflicts[row.id][row.year]
		if y == nil {
			y = &yearRows{}
			conflicts[row.id][row.year] = y
		}
		y.rows, y.lines = append(y.rows, row), append(y.lines, line)
		y.clash = y.clash || y.rows[0].conflictState != row.conflictState
	})
	known := numbers("ucdp")
	for _, id := range sorted(conflicts) {
		c := &conflict{id: id, years: map[int]conflictState{}, parties: map[party]map[int][]int{}, last: last}
		for _, n := range sorted(conflicts[id]) {
			y := conflicts[id][n]
			for i, row := range y.rows {
				if y.clash {
					d.Damaged(y.lines[i], fmt.Sprintf("the rows of conflict %d in %d contradict each other", id, n))
					continue
				}
				if err := c.take(known, row, y.lines[i]); err != nil {
					d.Refuse(y.lines[i], err.Error())
				}
			}
		}
		if len(c.lines) == 0 {
			continue
		}
		d.Rep.Records++
		if err := d.Node(c.node()); err != nil {
			return err
		}
		if err := d.Add(c.lines, c.edges(d.ID)...); err != nil {
			return err
		}
	}
	return nil
}

// party is a state on a side, as a first party or in support of one.
type party struct {
	key     graph.Key
	side    int
	support bool
}

// conflict is what the rows of a conflict say.
type conflict struct {
	id      int
	years   map[int]conflictState
	parties map[party]map[int][]int // by year the lines that name them
	lines   []int
	last    int // year the file ends with
}

// take takes a row in, wholly or, where a number is not known, not at all.
func (c *conflict) take(known *states, row conflictRow, line int) error {
	var ps []party
	for i, list := range row.sides {
		for n := range strings.FieldsSeq(list) {
			number, err := stateNumber(n)
			if err != nil {
				return err
			}
			key, err := known.find(number, graph.Year(row.year))
			if err != nil {
				return err
			}
			ps = append(ps, party{key, 1 + i/2, i%2 == 1})
		}
	}
	for _, p := range ps {
		if c.parties[p] == nil {
			c.parties[p] = map[int][]int{}
		}
		c.parties[p][row.year] = append(c.parties[p][row.year], line)
	}
	c.years[row.year] = row.conflictState
	c.lines = append(c.lines, line)
	return nil
}

func (c *conflict) key() graph.Key { return vocab.Key(vocab.Event, fmt.Sprintf("ucdp-%d", c.id)) }

// open tells whether the conflict went on when the file ended.
func (c *conflict) open() bool {
	s, ok := c.years[c.last]
	return ok && !s.ended
}

func (c *conflict) node() graph.Node {
	ys := sorted(c.years)
	first, last := c.years[ys[0]], c.years[ys[len(ys)-1]]
	var until any
	switch {
	case c.open():
	case last.ended:
		until = last.end
	default:
		until = graph.Year(ys[len(ys)-1])
	}
	return graph.Node{Key: c.key(), Props: graph.P("kind", "armed_conflict", "title", c.title(ys[0], ys[len(ys)-1]), "since", first.begun.at, "until", until)}
}

// title says who fights whom over what and when, in our words.
func (c *conflict) title(first, last int) string {
	var sides [3][]string
	var keys [3][]graph.Key
	for _, p := range c.firstParties() {
		if !slices.Contains(keys[p.side], p.key) {
			keys[p.side] = append(keys[p.side], p.key)
			sides[p.side] = append(sides[p.side], names.Display(p.key, graph.Year(sorted(c.parties[p])[0])))
		}
	}
	a, b := list(sides[1], 3), list(sides[2], 3)
	what := matterWords[c.years[first].matter]
	span := years(first, last)
	if c.open() {
		span = fmt.Sprintf("%d to at least %d", first, last)
	}
	var text string
	switch kind := c.years[first].kind; {
	case a == "" && b == "":
		text = "Armed conflict"
	case b != "":
		text = fmt.Sprintf("Armed conflict of %s with %s", a, b)
	case typeWords[kind] == "extrasystemic":
		text = fmt.Sprintf("Armed conflict of %s outside its own territory", a)
	default:
		text = fmt.Sprintf("Armed conflict within %s", a)
	}
	return fmt.Sprintf("%s, %s, %s (UCDP conflict %d)", text, what, span, c.id)
}

// firstParties gives the parties that do not merely support, in the order they
// came in.
func (c *conflict) firstParties() []party {
	var ps []party
	for p := range c.parties {
		if !p.support {
			ps = append(ps, p)
		}
	}
	slices.SortFunc(ps, func(a, b party) int {
		if x, y := sorted(c.parties[a])[0], sorted(c.parties[b])[0]; x != y {
			return x - y
		}
		return a.key.Compare(b.key)
	})
	return ps
}

func (c *conflict) edges(source string) []graph.Edge {
	ref := strconv.Itoa(c.id)
	end := graph.Year(c.last)
	var out []graph.Edge
	for p, byYear := range c.parties {
		for _, s := range seed.Spells(byYear) {
			// A side that fought in an episode which ended in the last year
			// itself fought to its end: the file knows how that went on.
			over := end
			if c.years[s.To].ended {
				over = graph.Year(c.last + 1)
			}
			props := ends(graph.Year(s.From), graph.Year(s.To), over, "role", fmt.Sprintf("side_%d", p.side), "ref", ref)
			id := fmt.Sprintf("side_%d-%d", p.side, s.From)
			if p.support {
				id = fmt.Sprintf("side_%d-support-%d", p.side, s.From)
				props = props.With("note", "in support, with troops")
			}
			out = append(out, graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.TookPart, From: p.key, To: c.key(), ID: id}, Props: props})
		}
	}
	report := func(id string, props graph.Props) {
		out = append(out, graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.Reports, From: seed.SourceKey(source), To: c.key(), ID: id}, Props: props.With("ref", ref)})
	}
	ys := sorted(c.years)
	begun := c.years[ys[0]].begun
	report("", graph.P("field", "conflict", "since", begun.at, "precision", strconv.Itoa(begun.code)))
	for i := 0; i < len(ys); {
		ep := c.years[ys[i]].episode
		j := i + 1
		for j < len(ys) && c.years[ys[j]].episode == ep {
			j++
		}
		lastYear := c.years[ys[j-1]]
		props := graph.P("field", "episode", "since", ep.at, "precision", strconv.Itoa(ep.code))
		if lastYear.ended {
			props = props.With("until", lastYear.end)
		} else {
			props = props.With("lastSeen", graph.Year(ys[j-1]))
		}
		report("episode-"+ep.at.String()+"-"+strconv.Itoa(ys[i]), props)
		i = j
	}
	for i := 0; i < len(ys); {
		s := c.years[ys[i]]
		j := i + 1
		for j < len(ys) && ys[j] == ys[j-1]+1 && c.years[ys[j]].matter == s.matter && c.years[ys[j]].intensity == s.intensity && c.years[ys[j]].kind == s.kind {
			j++
		}
		over := end
		if c.years[ys[j-1]].ended {
			over = graph.Year(c.last + 1)
		}
		report("intensity-"+strconv.Itoa(ys[i]), ends(graph.Year(ys[i]), graph.Year(ys[j-1]), over, "field", "intensity",
			"intensity", intensities[s.intensity], "kind", typeWords[s.kind], "note", matterWords[s.matter]))
		i = j
	}
	return out
}

// word reads a word of a list, or its place in it, as the source's own tables
// have it.
func (r *reader) word(column int, what string, words []string) int {
	text := r.text(column)
	for i, w := range words {
		if i > 0 && (text == w || text == strconv.Itoa(i)) {
			return i
		}
	}
	return take(r, 0, fmt.Errorf("%q is not %s", seed.Clip(text, 40), what))
}

// states reads the numbers of a field, one or several with commas between, and
// joins them by spaces.
func (r *reader) states(column int) string {
	var out []string
	for n := range strings.SplitSeq(r.text(column), ",") {
		if n = strings.TrimSpace(n); n != "" && n != "NA" {
			_, err := stateNumber(n)
			out = append(out, take(r, n, err))
		}
	}
	return join(out)
}

func (r *reader) day(column int) graph.Date {
	at, err := graph.ParseDate(r.text(column))
	return take(r, at, err)
}

// dated reads a date and, in the next column, the code of its precision: 1 for
// an exact day, 2 and 3 where the day was filled in, more where the month was
// too. What was filled in is left out (B36); the code is kept beside it.
func (r *reader) dated(column int) datedTo {
	at := r.day(column)
	code := r.count(column+1, "a code of precision, 1 to 7", 1, 7)
	y, m, _ := at.YMD()
	switch {
	case code <= 1:
	case code <= 3:
		at = graph.Day(y, m, 0)
	default:
		at = graph.Year(y)
	}
	return datedTo{at, code}
}
