// Package archigos imports Archigos: who was the effective leader of each
// state, day by day, 1840 to 2015.
package archigos

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
	"entente/seed/people"
)

// Office is the office of all spells: Archigos names who in fact ruled, not a
// title.
const Office = "effective leader"

// stillInOffice is what the source writes where its end, not the leader's, ends
// a spell (B32).
const stillInOffice = "Still in Office"

// Dataset is the importer.
var Dataset seed.Dataset = dataset{}

type dataset struct{}

// Manifest implements seed.Dataset.
func (dataset) Manifest() seed.Manifest {
	return seed.Manifest{
		ID:        "archigos",
		Name:      "Archigos: a dataset of political leaders",
		Publisher: "H. E. Goemans, K. S. Gleditsch and G. Chiozza",
		Origin:    "https://www.rochester.edu/college/faculty/hgoemans/data.htm",
		Licence:   "free for research with citation; the file is read as packed by the R package peacesciencer (GPL-2)",
		Citation: "Goemans, H. E., Gleditsch, K. S. and Chiozza, G. (2009), Introducing Archigos: A Dataset of Political Leaders, " +
			"Journal of Peace Research 46(2): 269-283; version 4.1",
		Version: "4.1",
		Scope: "one effective leader per state and day, so that a president without power is not in it (Russia 2008-2012 is Putin's, China 1980-1997 Deng Xiaoping's); " +
			"ends on 31 December 2015: a leader in office then has no end here",
		Covers: graph.Interval{Since: graph.Day(1840, 7, 23), Until: graph.Day(2015, 12, 31)},
	}
}

const (
	colID = iota
	colState
	colLeaderID
	colLeader
	colBorn
	colStart
	colEnd
	colEntry
	colExit
	colExitCode
)

var columns = []seed.Column{
	{Name: "obsid", Required: true},
	{Name: "gwcode", Required: true, Also: []string{"ccode"}},
	{Name: "leadid", Required: true},
	{Name: "leader", Required: true},
	{Name: "yrborn"},
	{Name: "startdate", Required: true},
	{Name: "enddate", Required: true},
	{Name: "entry"},
	{Name: "exit", Required: true},
	{Name: "exitcode"},
}

// spell is a row.
type spell struct {
	lines              []int
	id, leader, name   string
	state              graph.Key
	born               int
	since, until, seen graph.Date
	entry, exit, note  string
}

func (s *spell) sameAs(t *spell) bool {
	a, b := *s, *t
	a.lines, b.lines = nil, nil
	return fmt.Sprint(a) == fmt.Sprint(b)
}

// Import implements seed.Dataset.
func (m dataset) Import(ctx context.Context, store graph.Store, in seed.Input, opts seed.Options) (seed.Report, error) {
	rep, err := seed.Lay(ctx, store, m.Manifest(), in, opts, []graph.Relation{vocab.Leads, vocab.Reports}, read)
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

func read(d *seed.Delivery) error {
	byID := map[string]*spell{}
	refuse := map[string]bool{} // ids that stand twice with different values
	err := d.Rows(columns, func(line int, t *seed.Table) error {
		s, why, damaged := parse(t)
		if damaged {
			d.Damaged(line, why)
			return nil
		}
		if why != "" {
			d.Refuse(line, why)
			return nil
		}
		s.lines = []int{line}
		have := byID[s.id]
		if have == nil {
			byID[s.id] = s
			return nil
		}
		if !have.sameAs(s) {
			refuse[s.id] = true
		}
		have.lines = append(have.lines, line)
		return nil
	})
	if err != nil {
		return err
	}
	ids := make([]string, 0, len(byID))
	for id, s := range byID {
		if !refuse[id] {
			ids = append(ids, id)
			continue
		}
		for _, l := range s.lines {
			d.Damaged(l, "the id "+id+" stands twice with different values, and nothing tells which is right")
		}
	}
	slices.Sort(ids)
	spells := make([]*spell, len(ids))
	for i, id := range ids {
		spells[i] = byID[id]
		d.Covers(spells[i].since)
		d.Covers(latest(spells[i]))
	}
	return write(d, spells)
}

func latest(s *spell) graph.Date {
	if s.until.IsZero() {
		return s.seen
	}
	return s.until
}

// parse reads a row. why says why it is refused, damaged that a value of it is
// none.
func parse(t *seed.Table) (s *spell, why string, damaged bool) {
	s = &spell{id: t.Text(colID), leader: t.Text(colLeaderID), name: t.Text(colLeader), entry: t.Text(colEntry), exit: t.Text(colExit)}
	switch {
	case s.id == "":
		return nil, "it has no obsid", true
	case s.leader == "":
		return nil, "it has no leadid", true
	case people.ParseName(s.name).IsZero():
		return nil, fmt.Sprintf("%q is no name", s.name), true
	}
	var err error
	if s.since, err = graph.ParseDate(t.Text(colStart)); err != nil || s.since.Precision() != graph.DayPrecision {
		return nil, fmt.Sprintf("startdate %q is no day", t.Text(colStart)), true
	}
	end, err := graph.ParseDate(t.Text(colEnd))
	if err != nil || end.Precision() != graph.DayPrecision {
		return nil, fmt.Sprintf("enddate %q is no day", t.Text(colEnd)), true
	}
	if end.Before(s.since) {
		return nil, "it ends before it begins", true
	}
	if s.state, err = names.ResolveRecordedCode("archigos", t.Text(colState), s.since); err != nil {
		return nil, "gwcode: " + err.Error(), false
	}
	if y := t.Text(colBorn); y != "" {
		s.born, err = strconv.Atoi(y)
		if b, _, _ := s.since.YMD(); err != nil || s.born < 1700 || s.born > b {
			return nil, fmt.Sprintf("yrborn %q is no year a leader can be born in", y), true
		}
	}
	if s.exit == stillInOffice {
		s.seen, s.exit = end, ""
	} else {
		s.until = end
		if code := t.Text(colExitCode); code != s.exit && code != "Unknown" {
			s.note = code
		}
	}
	return s, "", false
}

// leader is a person as the source knows it.
type leader struct {
	people.Person
	spells []*spell
}

// leaders joins spells into persons: those of one leadid, unless their names
// have no word in common (the file gives one number to two men), and those of
// one full name and year of birth in one state (it gives two numbers to one).
func leaders(spells []*spell) []*leader {
	parent := make([]int, len(spells))
	for i := range parent {
		parent[i] = i
	}
	var root func(int) int
	root = func(i int) int {
		if parent[i] != i {
			parent[i] = root(parent[i])
		}
		return parent[i]
	}
	parsed := make([]people.Name, len(spells))
	byLeader := map[string][]int{}
	byName := map[string][]int{}
	for i, s := range spells {
		parsed[i] = people.ParseName(s.name)
		byLeader[s.leader] = append(byLeader[s.leader], i)
		if len(parsed[i].Words) > 1 && s.born != 0 {
			k := fmt.Sprintf("%s %s %d", s.state.ID, strings.Join(parsed[i].Words, " "), s.born)
			byName[k] = append(byName[k], i)
		}
	}
	for _, l := range byLeader {
		for n, i := range l {
			for _, j := range l[:n] {
				if slices.ContainsFunc(parsed[i].Words, func(w string) bool { return slices.Contains(parsed[j].Words, w) }) {
					parent[root(i)] = root(j)
				}
			}
		}
	}
	for _, l := range byName {
		for _, i := range l[1:] {
			parent[root(i)] = root(l[0])
		}
	}
	byRoot := map[int]*leader{}
	var out []*leader
	for i := range spells {
		r := root(i)
		if byRoot[r] == nil {
			byRoot[r] = &leader{}
			out = append(out, byRoot[r])
		}
		byRoot[r].spells = append(byRoot[r].spells, spells[i])
	}
	for _, l := range out {
		l.describe()
	}
	return out
}

// describe gathers what the spells say of the person. Where they give several
// years of birth none is known.
func (l *leader) describe() {
	said := map[string]bool{}
	born := l.spells[0].born
	for _, s := range l.spells {
		if s.born != born {
			born = 0
		}
		// One mark for each number and name: the file gives some numbers to two
		// persons.
		if ref := s.leader + " " + s.name; !said[ref] {
			said[ref] = true
			l.Refs = append(l.Refs, ref)
			l.Names = append(l.Names, people.ParseName(s.name))
		}
		l.Spells = append(l.Spells, people.Spell{Country: s.state, Office: Office, Since: s.since, Until: s.until, LastSeen: s.seen, Leads: true})
	}
	if born != 0 {
		l.Born = graph.Year(born)
	}
}

func write(d *seed.Delivery, spells []*spell) error {
	known, err := people.Read(d.Ctx, d.Store, d.ID)
	if err != nil {
		return err
	}
	var all []people.Name
	for _, s := range spells {
		all = append(all, people.ParseName(s.name))
	}
	kept := spells[:0]
	for i, s := range spells {
		if err := known.Glued(all[i], all); err != nil {
			for _, l := range s.lines {
				d.Refuse(l, fmt.Sprintf("leader %q: %s; to be looked at", s.name, err))
			}
			continue
		}
		kept = append(kept, s)
	}
	list := leaders(kept)
	persons := make([]people.Person, len(list))
	for i, l := range list {
		persons[i] = l.Person
	}
	assigned := known.Assign(persons)
	fresh := 0
	for i, a := range assigned {
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
		for _, s := range list[i].spells {
			p := graph.P("office", Office, "since", s.since, "until", s.until, "lastSeen", s.seen, "ref", s.id)
			for name, text := range map[string]string{"entry": s.entry, "exit": s.exit, "note": s.note} {
				if text != "" {
					p = p.With(name, text)
				}
			}
			if err := d.Line(s.lines[0], graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.Leads, From: a.Key, To: s.state, ID: s.id}, Props: p}); err != nil {
				return err
			}
			d.Rep.Duplicates += len(s.lines) - 1
		}
	}
	d.Rep.Records = len(list)
	d.Rep.Note("%d leaders, %d of them new to the store", len(list), fresh)
	return nil
}
