// Package engagements reads the record of meetings, calls and visits of China's
// leaders with other states, as China Vitae published it (dataset engagements):
// one row for each leader, country and day, with a text.
//
// The source found the country by a name in the text, so a row can be filed
// under a state that the text does not speak of. Each text is taken apart
// (parse.go) and the countries are read from it again, whole names only: a row
// whose country the text does not speak of is refused. Rows of one text are one
// event with several participants; two texts of one day are two events. No text
// is kept, only names, offices and a few words as evidence.
package engagements

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"entente/graph"
	"entente/graph/names"
	"entente/graph/vocab"
	"entente/seed"
)

// ID is the dataset's import name.
const ID = "engagements"

// Dataset is the importer.
func Dataset() seed.Dataset { return dataset{} }

type dataset struct{}

func (dataset) Manifest() seed.Manifest {
	return seed.Manifest{
		ID: ID, Name: "Engagements of China's leaders with other states", Publisher: "China Vitae",
		Origin:   "https://github.com/gbwalker/chinese-diplomacy-and-financing",
		Licence:  "none stated; facts, names and a few words as evidence only",
		Citation: "China Vitae, record of appearances and travel of China's leaders, as compiled by G. B. Walker, Chinese Diplomacy and Financing",
		Version:  "2018-12",
		Scope: "meetings, calls, messages and visits of seven leaders of China (Xi Jinping, Hu Jintao, Li Keqiang, Wen Jiabao, Wang Yi, Yang Jiechi, Li Zhaoxing) with other states. " +
			"It is what one archive collected, thin in some years: that it has no meeting does not say that there was none. The country of a row was found by a name in its text; " +
			"rows whose text speaks of another country are refused. The text itself is not kept",
		Covers: graph.Interval{Since: graph.Day(2003, 3, 23), Until: graph.Day(2018, 12, 7)},
	}
}

const (
	colDate = iota
	colYear
	colCountry
	colLeader
	colText
)

var columns = []seed.Column{{Name: "date", Required: true}, {Name: "year"}, {Name: "country", Required: true}, {Name: "leader", Required: true}, {Name: "text", Required: true}}

// leaders are the people of the source's leader column and their ids.
var leaders = map[string]string{
	"Xi Jinping": "xi-jinping", "Hu Jintao": "hu-jintao", "Li Keqiang": "li-keqiang", "Wen Jiabao": "wen-jiabao",
	"Wang Yi": "wang-yi", "Yang Jiechi": "yang-jiechi", "Li Zhaoxing": "li-zhaoxing",
}

var (
	china = vocab.Key(vocab.Country, "CHN")
	// ownParts are parts of China in the source's view of a leader at home; they
	// are no partners.
	ownParts = []graph.Key{china, vocab.Key(vocab.Country, "HKG"), vocab.Key(vocab.Country, "MAC")}
)

var relations = []graph.Relation{vocab.TookPart, vocab.At, vocab.Concerns, vocab.PartOf, vocab.Reports}

// Import implements seed.Dataset.
func (ds dataset) Import(ctx context.Context, store graph.Store, in seed.Input, opts seed.Options) (seed.Report, error) {
	return seed.Lay(ctx, store, ds.Manifest(), in, opts, relations, func(d *seed.Delivery) error {
		w := &writer{d: d, events: map[string]*event{}}
		if err := w.starter(); err != nil {
			return err
		}
		if err := d.Rows(columns, w.row); err != nil {
			return err
		}
		return w.write()
	})
}

// writer gathers the rows of each text before it writes: who took part in an
// event is told by all of them.
type writer struct {
	d       *seed.Delivery
	events  map[string]*event // by what tells a text from another
	people  map[string][]office
	places  map[string]graph.Key // of the starter graph, by name and country
	cleaned int
}

// office is a person of the starter graph in an office of a country.
type office struct {
	person, country graph.Key
	in              graph.Interval
}

// event is one text with the rows that give it.
type event struct {
	account account
	date    graph.Date
	site    site
	sides   []side
	about   []graph.Key
	kind    string
	topic   string
	rows    []row
	again   []int // lines that repeat one of rows
}

type row struct {
	line    int
	leader  string
	country graph.Key
	ref     string
}

// side is a country that took part, and how.
type side struct {
	country graph.Key
	role    string
}

func (w *writer) row(line int, t *seed.Table) error {
	refuse := func(format string, args ...any) error {
		w.d.Refuse(line, fmt.Sprintf(format, args...))
		return nil
	}
	damaged := func(format string, args ...any) error {
		w.d.Damaged(line, fmt.Sprintf(format, args...))
		return nil
	}
	date, err := graph.ParseDate(t.Text(colDate))
	if err != nil || date.Precision() != graph.DayPrecision {
		return damaged("%q is no day", clip(t.Text(colDate), 40))
	}
	if y, _, _ := date.YMD(); t.Has(colYear) && t.Text(colYear) != "" && t.Text(colYear) != fmt.Sprint(y) {
		return damaged("the year %s is not that of the date", clip(t.Text(colYear), 20))
	}
	w.d.Covers(date)
	leader := t.Text(colLeader)
	if leaders[leader] == "" {
		return refuse("%q is none of the leaders this record is about", clip(leader, 60))
	}
	country, err := names.ResolveRecorded("china-vitae", t.Text(colCountry), date)
	if err != nil {
		return refuse("%s", err)
	}
	country = stateAt(country, date)
	a := parse(t.Text(colText))
	if a.text == "" && a.how == free {
		return damaged("the row has no text that bears it out")
	}
	e := w.read(a, date)
	if why := e.denies(country, leader); why != "" {
		return refuse("%s", why)
	}
	r := row{line, leader, country, leader + " " + date.String() + " " + t.Text(colCountry)}
	if slices.ContainsFunc(e.rows, func(x row) bool { return x.leader == r.leader && x.country == r.country }) {
		e.again = append(e.again, line)
		return nil
	}
	e.rows = append(e.rows, r)
	return nil
}

// read gives the event of a text: the one there is, or a new one.
func (w *writer) read(a account, date graph.Date) *event {
	k := identity(a, date)
	e := w.events[k]
	if e != nil {
		// Lists of those who stood by differ between the leaders' copies of one
		// meeting.
		for _, n := range a.attending {
			if !slices.Contains(e.account.attending, n) {
				e.account.attending = append(e.account.attending, n)
			}
		}
		return e
	}
	e = &event{account: a, date: date, site: locate(a.place, date)}
	if a.how == free {
		e.free()
	} else {
		e.formal()
	}
	w.events[k] = e
	return e
}

// identity is what tells one event from another: day, form, who, where, and
// whom; of a free text its words.
func identity(a account, date graph.Date) string {
	parts := []string{date.String(), a.principal, strings.Join(a.place, ", "), names.Fold(a.text), fmt.Sprint(a.how)}
	var met []string
	for _, p := range a.met {
		met = append(met, names.Fold(p.name))
	}
	slices.Sort(met)
	return strings.Join(append(parts, met...), "\x00")
}

// formal reads the sides of a visit or a meeting from the place and from the
// offices of those met.
func (e *event) formal() {
	a := &e.account
	abroad := !e.site.country.IsZero() && !e.site.home
	switch {
	case a.how == travelled && abroad:
		e.kind = "visit"
	case len(a.met) > 0:
		e.kind = "meeting"
	default:
		e.kind = "other"
	}
	own, guest := "participant", "participant"
	switch {
	case e.site.home:
		own, guest = "host", "visitor"
	case abroad:
		own = "visitor"
		e.add(e.site.country, "host")
	}
	e.add(china, own)
	for _, p := range a.met {
		if k := ofTitle(p.title, e.date, e.site.country); !k.IsZero() {
			e.add(k, guest)
		}
	}
}

// free reads the sides of a sentence. Who is named with an office is a side of
// a call or a meeting; what is only mentioned is what the event is about: a
// call with Russia's minister about Iraq is no call with Iraq.
func (e *event) free() {
	a := &e.account
	e.kind, e.topic = a.kind()
	ms := mentioned(a.text, e.date)
	ms = slices.DeleteFunc(ms, func(m mention) bool { return m.Key.IsZero() })
	foreign := map[graph.Key]bool{}
	for _, m := range ms {
		foreign[m.Key] = true
	}
	own, role := "actor", ""
	switch e.topic {
	case "telephone", "talks":
		own, role = "participant", "participant"
	case "meeting", "credentials":
		own, role = "participant", "participant"
		if e.site.home {
			own, role = "host", "visitor"
		}
	case "condolences", "congratulations", "message":
		role = "target"
	}
	e.add(china, own)
	for _, m := range ms {
		if role != "" && (m.office || e.topic == "credentials" || role == "target" && len(foreign) == 1) {
			e.add(m.Key, role)
		}
	}
	for _, m := range ms {
		if !e.has(m.Key) && !slices.Contains(e.about, m.Key) {
			e.about = append(e.about, m.Key)
		}
	}
}

func (e *event) add(k graph.Key, role string) {
	if !e.has(k) {
		e.sides = append(e.sides, side{k, role})
	}
}

func (e *event) has(k graph.Key) bool {
	return slices.ContainsFunc(e.sides, func(s side) bool { return s.country == k })
}

// denies says why a row does not belong to the event's text, "" where it does.
func (e *event) denies(country graph.Key, leader string) string {
	a := &e.account
	if a.how != free && a.principal != leader && !slices.Contains(a.attending, leader) {
		return "the text does not name the row's leader"
	}
	if e.has(country) || slices.Contains(e.about, country) || e.site.country == country {
		return ""
	}
	var spoken []string
	for _, s := range e.sides {
		if s.country != china {
			spoken = append(spoken, names.Display(s.country, e.date))
		}
	}
	for _, k := range e.about {
		spoken = append(spoken, names.Display(k, e.date))
	}
	asked := names.Display(country, e.date)
	if len(spoken) == 0 {
		return "the text names no office, place or state of " + asked
	}
	slices.Sort(spoken)
	if len(spoken) > 3 {
		spoken = append(spoken[:3:3], "others")
	}
	return fmt.Sprintf("the text speaks of %s, not of %s", list(spoken), asked)
}

// write gives the events to the delivery, in the order of their ids.
func (w *writer) write() error {
	byID := map[string][]*event{}
	for _, e := range w.events {
		if len(e.rows) > 0 {
			byID[e.id()] = append(byID[e.id()], e)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(byID)) {
		same := byID[id]
		slices.SortFunc(same, func(a, b *event) int {
			return strings.Compare(identity(a.account, a.date), identity(b.account, b.date))
		})
		for _, e := range same {
			key := vocab.Key(vocab.Event, id)
			if len(same) > 1 {
				key.ID += "-" + e.hash()
			}
			if err := w.event(key, e); err != nil {
				return err
			}
			w.d.Rep.Records++
		}
	}
	if w.cleaned > 0 {
		w.d.Rep.Warn("%d events are placed by their city, since the state written before it is another or was gone", w.cleaned)
	}
	return nil
}

// id is the readable part of an event's id: the day, who, whom, where. A text
// whose parts do not tell it from others gets a few letters of its hash.
func (e *event) id() string {
	a := &e.account
	day := e.date.String()
	if a.how == free {
		var ids []string
		for _, s := range e.sides {
			if s.country != china {
				ids = append(ids, strings.ToLower(vocab.Rest(s.country)))
			}
		}
		if len(ids) == 0 {
			for _, k := range e.about {
				ids = append(ids, strings.ToLower(vocab.Rest(k)))
			}
		}
		slices.Sort(ids)
		return fmt.Sprintf("china-%s-%s-%s-%s", e.topic, strings.Join(ids[:min(len(ids), 3)], "-"), day, e.hash())
	}
	parts := []string{slug(names.Fold(a.principal)), e.kind}
	if e.site.name != "" {
		parts = append(parts, slug(names.Fold(e.site.name)))
	} else if !e.site.country.IsZero() {
		parts = append(parts, strings.ToLower(vocab.Rest(e.site.country)))
	}
	if len(a.met) > 0 {
		parts = append(parts, slug(names.Fold(firstBy(a.met))))
	}
	parts = append(parts, day)
	if len(a.met) > 1 {
		parts = append(parts, fmt.Sprintf("and-%d", len(a.met)-1), e.hash())
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "-")
}

// firstBy is the name that sorts first, so that the order of a list does not
// matter.
func firstBy(ps []person) string {
	return slices.MinFunc(ps, func(a, b person) int { return cmp.Compare(a.name, b.name) }).name
}

func (e *event) hash() string {
	h := sha256.Sum256([]byte(identity(e.account, e.date)))
	return hex.EncodeToString(h[:3])
}

// event writes one event with its rows.
func (w *writer) event(key graph.Key, e *event) error {
	slices.SortFunc(e.rows, func(a, b row) int { return strings.Compare(a.ref, b.ref) })
	ref := e.rows[0].ref
	refOf := func(k graph.Key) string {
		for _, r := range e.rows {
			if r.country == k {
				return r.ref
			}
		}
		return ref
	}
	var edges []graph.Edge
	edge := func(kind graph.Relation, from, to graph.Key, id string, p graph.Props) {
		edges = append(edges, graph.Edge{EdgeKey: graph.EdgeKey{Kind: kind, From: from, To: to, ID: id}, Props: p})
	}
	if err := w.d.Node(graph.Node{Key: key, Props: graph.P("title", e.title(), "kind", e.kind, "since", e.date)}); err != nil {
		return err
	}
	own := e.sides[slices.IndexFunc(e.sides, func(s side) bool { return s.country == china })].role
	for _, s := range e.sides {
		edge(vocab.TookPart, s.country, key, "", graph.P("role", s.role, "ref", refOf(s.country)))
	}
	for _, k := range e.about {
		edge(vocab.Concerns, key, k, "", graph.P("ref", refOf(k)))
	}

	// China's leaders: those the text names, and those whose record the row is.
	for _, name := range slices.Sorted(maps.Keys(leaders)) {
		i := slices.IndexFunc(e.rows, func(r row) bool { return r.leader == name })
		named := e.names(name)
		if i < 0 && !named {
			continue
		}
		p := graph.P("role", "participant", "ref", ref)
		switch {
		case e.account.principal == name || e.account.how == free && named:
			p = p.With("role", own)
		case !named:
			p = p.With("note", "listed under this leader; the text does not name him")
		}
		if i >= 0 {
			p = p.With("ref", e.rows[i].ref)
		}
		who := vocab.Key(vocab.Person, leaders[name])
		if err := w.d.Node(graph.Node{Key: who, Props: graph.P("name", name)}); err != nil {
			return err
		}
		edge(vocab.TookPart, who, key, "", p)
	}

	source, seen := seed.SourceKey(ID), map[string]bool{}
	for _, m := range e.account.met {
		id := slug(names.Fold(m.name))
		if seen[id] {
			continue
		}
		seen[id] = true
		p := graph.P("date", e.date, "name", clip(m.name, 80), "ref", ref)
		if m.title != "" {
			p = p.With("quote", clip(m.title, 120))
		}
		edge(vocab.Reports, source, key, id, p)
		k := ofTitle(m.title, e.date, e.site.country)
		if who := w.known(m.name, k, e.date); !who.IsZero() {
			role := e.sides[slices.IndexFunc(e.sides, func(s side) bool { return s.country == k })].role
			edge(vocab.TookPart, who, key, "", graph.P("role", role, "ref", refOf(k)))
		}
	}
	if len(e.account.met) == 0 {
		p := graph.P("date", e.date, "ref", ref)
		if e.account.how == free {
			p = p.With("quote", clip(e.account.text, 80))
		} else if len(e.account.place) > 0 {
			p = p.With("quote", clip("travelled to "+strings.Join(e.account.place, ", "), 80))
		}
		edge(vocab.Reports, source, key, "", p)
	}

	if e.site.clash {
		w.cleaned++
	}
	if e.site.name != "" {
		place, isNew := w.place(e.site)
		if isNew {
			if err := w.d.Node(graph.Node{Key: place, Props: graph.P("name", e.site.name, "kind", "city")}); err != nil {
				return err
			}
			edge(vocab.PartOf, place, e.site.country, "", graph.P("ref", e.site.name))
		}
		edge(vocab.At, key, place, "", graph.P("ref", ref))
	}

	lines := make([]int, len(e.rows))
	for i, r := range e.rows {
		lines[i] = r.line
	}
	if err := w.d.Add(lines, edges...); err != nil {
		return err
	}
	if len(e.again) > 0 {
		return w.d.Add(e.again, edges...)
	}
	return nil
}

// surnames are those of the leaders that no other of them bears and no word of
// English is.
var surnames = map[string]*regexp.Regexp{"Xi Jinping": regexp.MustCompile(`\bXi\b`), "Hu Jintao": regexp.MustCompile(`\bHu\b`)}

// names tells whether the text names a leader.
func (e *event) names(leader string) bool {
	a := &e.account
	if a.how != free {
		return a.principal == leader || slices.Contains(a.attending, leader)
	}
	return strings.Contains(a.text, leader) || surnames[leader] != nil && surnames[leader].MatchString(a.text)
}

// title says in our words what happened.
func (e *event) title() string {
	a := &e.account
	if a.how != free {
		where := ""
		switch {
		case e.site.name != "":
			where = e.site.name
		case !e.site.country.IsZero():
			where = names.Display(e.site.country, e.date)
		}
		var met []string
		for _, p := range a.met {
			met = append(met, clip(p.name, 80))
		}
		if len(met) > 4 {
			met = append(met[:3:3], fmt.Sprintf("%d others", len(met)-3))
		}
		switch {
		case len(met) > 0 && where != "":
			return fmt.Sprintf("%s met %s in %s", a.principal, list(met), where)
		case len(met) > 0:
			return fmt.Sprintf("%s met %s", a.principal, list(met))
		case where != "":
			return fmt.Sprintf("%s visited %s", a.principal, where)
		}
		return a.principal + " travelled"
	}
	who := "China"
	if named := slices.DeleteFunc(slices.Sorted(maps.Keys(leaders)), func(n string) bool { return !e.names(n) }); len(named) > 0 {
		who = list(named)
	}
	var with, about []string
	for _, s := range e.sides {
		if s.country != china {
			with = append(with, names.Display(s.country, e.date))
		}
	}
	for _, k := range e.about {
		about = append(about, names.Display(k, e.date))
	}
	slices.Sort(with)
	slices.Sort(about)
	t := map[string]string{"condolences": "Condolences of %s", "congratulations": "Congratulations of %s", "message": "Message of %s", "telephone": "Telephone call of %s", "talks": "Talks of %s",
		"credentials": "Credentials of new ambassadors presented to %s", "appointment": "Appointment of ambassadors by %s", "plan": "Plan of %s", "meeting": "Meeting of %s",
		"statement": "Statement of %s", "report": "Report on %s"}[e.topic]
	t = fmt.Sprintf(t, who)
	if len(with) > 0 {
		t += map[string]string{"target": " to ", "visitor": " with ", "participant": " with "}[e.sides[len(e.sides)-1].role] + list(with)
	}
	if len(about) > 0 {
		t += ", concerning " + list(about)
	}
	return t
}

// list joins words: "a, b and c".
func list(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// clip cuts a text to n bytes at a word.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	s = strings.ToValidUTF8(s[:n], "")
	if i := strings.LastIndexByte(s, ' '); i > n/2 {
		s = s[:i]
	}
	return s + "…"
}
