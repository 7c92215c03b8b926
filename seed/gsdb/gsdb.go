// Package gsdb imports the Global Sanctions Data Base: one case in a row, by
// one or several senders on one or several targets, with its years, its kinds
// and what came of its aims.
package gsdb

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"entente/graph"
	"entente/graph/names"
	"entente/graph/vocab"
	"entente/seed"
	"entente/seed/orgs"
)

// Cases is the dataset gsdb.
var Cases seed.Dataset = dataset{}

type dataset struct{}

// lastYear is the last year the release speaks of: a case it calls ongoing then
// has no end on record (B32).
const lastYear = 2022

func (dataset) Manifest() seed.Manifest {
	return seed.Manifest{
		ID: "gsdb", Name: "Global Sanctions Data Base", Publisher: "G. Felbermayr, A. Kirilakha, C. Syropoulos, E. Yalcin and Y. V. Yotov",
		Origin: "https://www.globalsanctionsdatabase.com", Licence: "free for research, with citation",
		Citation: "Felbermayr, G., Kirilakha, A., Syropoulos, C., Yalcin, E. and Yotov, Y. V. (2020), The Global Sanctions Data Base, European Economic Review 129, 103561; Syropoulos et al. (2024), release 3",
		Version:  "3",
		Scope:    "publicly traceable sanctions by states and organisations on states, by year; what was threatened and not imposed is not in it, nor is how far a sanction was kept",
		Covers:   graph.Interval{Since: graph.Year(1949), Until: graph.Year(lastYear)},
	}
}

const (
	colCase = iota
	colTarget
	colSender
	colBegin
	colEnd
	colTrade
	colArms
	colMilitary
	colFinancial
	colTravel
	colOther
	colObjective
	colSuccess
	colTradeKind
)

var columns = []seed.Column{
	{Name: "case_id", Required: true}, {Name: "sanctioned_state", Required: true}, {Name: "sanctioning_state", Required: true},
	{Name: "begin", Required: true}, {Name: "end", Required: true},
	{Name: "trade", Required: true}, {Name: "arms", Required: true}, {Name: "military", Required: true},
	{Name: "financial", Required: true}, {Name: "travel", Required: true}, {Name: "other", Required: true},
	{Name: "objective", Required: true}, {Name: "success", Required: true}, {Name: "descr_trade"},
}

// kinds are the columns of flags and what they are called in the graph.
var kinds = [...]string{"trade", "arms", "military", "financial", "travel", "other"}

// Import implements seed.Dataset. A cell that names several states is split
// where that is certain, and makes an edge for each sender and target; a case
// of which one party is unknown is refused as a whole, since half of it would
// look like all of it.
func (d dataset) Import(ctx context.Context, store graph.Store, in seed.Input, opts seed.Options) (seed.Report, error) {
	m := d.Manifest()
	return seed.Lay(ctx, store, m, in, opts, []graph.Relation{vocab.Sanctions}, func(l *seed.Delivery) error {
		r := reader{Delivery: l, orgs: orgs.For(l), cells: map[cellAt]cell{}, seen: map[string]string{}, unsure: map[string]bool{}}
		// What a refused row says of its case is not known: it is not gone.
		l.SpeaksFor(func(e graph.Edge) bool { return !r.unsure[e.ID] })
		err := l.Rows(columns, r.row)
		if r.early > 0 {
			l.Rep.Note("%d cases are called ongoing and end before %d; they keep the end they give", r.early, lastYear)
		}
		return err
	})
}

type reader struct {
	*seed.Delivery
	orgs  *orgs.Nodes
	cells map[cellAt]cell
	seen  map[string]string // the row of each case
	early int

	unsure map[string]bool // cases of refused rows
}

type cellAt struct {
	text string
	year int
}

type cell struct {
	parties []party
	bad     string
}

type party struct {
	key graph.Key
	org orgs.Org
}

func (r *reader) row(line int, t *seed.Table) error {
	id := t.Text(colCase)
	if id == "" {
		r.Damaged(line, "the case has no number")
		return nil
	}
	refuse := func(format string, args ...any) error {
		r.Refuse(line, fmt.Sprintf(format, args...))
		r.unsure[id] = true
		return nil
	}
	var whole strings.Builder
	for i := range columns {
		whole.Write(t.Field(i))
		whole.WriteByte(0)
	}
	switch was, ok := r.seen[id]; {
	case !ok:
		r.seen[id] = whole.String()
	case was != whole.String():
		r.Refuse(line, "another row of the file has the same case number and says otherwise")
		return nil
	}
	begin, ok := year(t.Field(colBegin))
	if !ok {
		return refuse("the year in begin cannot be read")
	}
	end, ok := year(t.Field(colEnd))
	switch {
	case !ok:
		return refuse("the year in end cannot be read")
	case end < begin:
		return refuse("the case ends before it begins")
	}
	var types []string
	for i, name := range kinds {
		switch t.Text(colTrade + i) {
		case "1":
			types = append(types, name)
		case "0":
		default:
			return refuse("the flag in %s is neither 0 nor 1", t.Header(colTrade+i))
		}
	}
	if len(types) == 0 {
		return refuse("the case says of no kind of sanction that it was used")
	}
	senders := r.parties(t.Text(colSender), begin)
	if senders.bad != "" {
		return refuse("sender: %s", senders.bad)
	}
	targets := r.parties(t.Text(colTarget), begin)
	if targets.bad != "" {
		return refuse("target: %s", targets.bad)
	}
	for _, s := range senders.parties {
		for _, g := range targets.parties {
			if s.key == g.key {
				return refuse("%s is both sender and target", s.key.ID)
			}
		}
	}

	p := graph.P("since", graph.Year(begin), "types", types, "ref", id)
	objectives, outcomes := list(t.Text(colObjective)), list(t.Text(colSuccess))
	if len(objectives) > 0 {
		p = p.With("objectives", objectives)
	}
	switch {
	case len(outcomes) == 0:
	case len(outcomes) == len(objectives):
		p = p.With("outcomes", outcomes)
	default:
		r.Rep.Warn("case %s (line %d) has %d objectives and %d outcomes, which are not in step: its outcomes are left out", id, line, len(objectives), len(outcomes))
	}
	ongoing := slices.Contains(outcomes, "ongoing")
	switch {
	case ongoing && end >= lastYear:
		p = p.With("lastSeen", graph.Year(end))
	default:
		p = p.With("until", graph.Year(end))
		if ongoing {
			r.early++
		}
	}
	if k := list(t.Text(colTradeKind)); len(k) > 0 && types[0] == "trade" {
		p = p.With("note", "trade: "+strings.Join(k, ", "))
	}

	var edges []graph.Edge
	for _, s := range senders.parties {
		for _, g := range targets.parties {
			edges = append(edges, graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.Sanctions, From: s.key, To: g.key, ID: id}, Props: p})
		}
	}
	for _, x := range slices.Concat(senders.parties, targets.parties) {
		if x.key.Kind == vocab.Organisation {
			if err := r.orgs.Need(x.org); err != nil {
				return err
			}
		}
	}
	before := r.Rep.Refused + r.Rep.Duplicates
	if err := r.Line(line, edges...); err != nil {
		return err
	}
	if r.Rep.Refused+r.Rep.Duplicates == before {
		r.Rep.Records++
		r.Covers(graph.Year(begin))
		r.Covers(graph.Year(end))
	}
	return nil
}

func (r *reader) parties(text string, begin int) cell {
	at := cellAt{text, begin}
	c, ok := r.cells[at]
	if !ok {
		c = split(text, begin)
		r.cells[at] = c
	}
	return c
}

// split reads a cell of parties. Names hold commas themselves ("Egypt, Arab
// Rep."), so that a comma is a border only where that leaves known names on
// both sides; a cell that can be cut in more than one way is not cut at all.
func split(text string, begin int) cell {
	pieces := strings.Split(text, ",")
	for i := range pieces {
		pieces[i] = strings.TrimSpace(pieces[i])
	}
	// ways[i] is in how many ways the first i pieces can be read, last[i] the
	// last party of such a reading and from[i] where it begins.
	n := len(pieces)
	ways, last, from := make([]int, n+1), make([]party, n+1), make([]int, n+1)
	ways[0] = 1
	reach, why := 0, ""
	const longest = 4 // pieces of one name
	for i := range n {
		if ways[i] == 0 {
			continue
		}
		reach = i
		why = ""
		for j := i + 1; j <= min(n, i+longest); j++ {
			p, err := resolve(strings.Join(pieces[i:j], ", "), begin)
			if err != nil {
				if j == i+1 {
					why = err.Error()
				}
				continue
			}
			ways[j] = min(ways[j]+ways[i], 2)
			last[j], from[j] = p, i
		}
	}
	switch {
	case ways[n] > 1:
		return cell{bad: fmt.Sprintf("%q can be split in more than one way", text)}
	case ways[n] == 0 && n == 1:
		return cell{bad: why}
	case ways[n] == 0:
		return cell{bad: fmt.Sprintf("in %q, %s", text, orElse(why, fmt.Sprintf("nothing is known from %q on", pieces[reach])))}
	}
	var c cell
	for i := n; i > 0; i = from[i] {
		if !slices.ContainsFunc(c.parties, func(p party) bool { return p.key == last[i].key }) {
			c.parties = append(c.parties, last[i])
		}
	}
	slices.Reverse(c.parties)
	return c
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func resolve(name string, begin int) (party, error) {
	if o, ok := orgs.Find(name); ok {
		return party{o.Key, o}, nil
	}
	k, err := names.ResolveRecorded("gsdb", name, graph.Year(begin))
	return party{key: k}, err
}

// list splits a list in a cell; its words are kept as they stand.
func list(s string) []string {
	var out []string
	for _, w := range strings.Split(s, ",") {
		if w = strings.TrimSpace(w); w != "" {
			out = append(out, w)
		}
	}
	return out
}

func year(b []byte) (int, bool) {
	n, err := strconv.Atoi(string(b))
	return n, err == nil && n >= 1000 && n <= 9999
}
