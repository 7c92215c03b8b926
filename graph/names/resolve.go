package names

import (
	"cmp"
	"slices"
	"strings"

	"entente/graph"
	"entente/graph/vocab"
)

// Resolve finds what a name means at a date; a zero date means today, a month
// or a year its last day.
//
// A name is an id (country/RUS), a code with its system (gec:KN), a name, a
// demonym, a capital or seat, in any language of the table, or a bare code. A
// bare number is read as M49, and by COW and Gleditsch-Ward where M49 has no
// such number. Three letters are read as ISO 3166-1, and by the Olympic code
// where ISO has none. Two letters are read as ISO 3166-1 and as GEC (FIPS 10);
// where the two disagree, the answer is ambiguous (B05).
//
// Of several meanings the one in use at the date counts, and a name of a state
// before that of a city or a people. A name whose time is over is found as long
// as it can mean one thing only. The errors are *UnknownError and
// *AmbiguousError.
func Resolve(name string, at graph.Date) (Match, error) {
	t := load()
	asked := strings.TrimSpace(name)
	day := orToday(at).Last()
	if asked == "" {
		return Match{}, &UnknownError{Asked: asked, At: at}
	}
	if key, ok := vocab.ParseID(asked); ok && key.Kind == vocab.Country {
		if i, ok := t.byKey[key]; ok {
			return t.match(i, asked, CodeKind, "", graph.Interval{}, day), nil
		}
		return Match{}, &UnknownError{Asked: asked, At: at, Candidates: t.near(vocab.Rest(key), day)}
	}
	if system, value, ok := strings.Cut(asked, ":"); ok && slices.Contains(Systems, strings.ToLower(strings.TrimSpace(system))) {
		return t.resolveCode(asked, strings.ToLower(strings.TrimSpace(system)), strings.TrimSpace(value), at, day)
	}

	hits := t.pick(t.names[Fold(asked)], day)
	m := newMeanings(t, day)
	for _, r := range hits {
		m.addName(r)
	}
	if len(hits) == 0 || t.name(hits[0]).Kind.Strong() {
		for _, c := range t.bareCode(asked, day) {
			m.addCode(c)
		}
	}
	return m.answer(asked, at)
}

// pick keeps the refs that count at a day: of a state's own names those in use,
// else of the weaker kinds those in use, else the same without regard to time.
func (t *table) pick(refs []ref, day graph.Date) []ref {
	for _, strict := range []bool{true, false} {
		for _, strong := range []bool{true, false} {
			var out []ref
			for _, r := range refs {
				if n := t.name(r); n.Kind.Strong() == strong && (!strict || t.inUse(r, day)) {
					out = append(out, r)
				}
			}
			if out != nil {
				return out
			}
		}
	}
	return nil
}

func (t *table) inUse(r ref, day graph.Date) bool {
	n, e := t.name(r), &t.entities[r.entity]
	if (graph.Interval{Since: n.Since, Until: n.Until}).Contains(day) == graph.No {
		return false
	}
	return len(e.Spells) == 0 || holds(e.Spells, day) != graph.No
}

// bareCode reads text without a system as a code.
func (t *table) bareCode(s string, day graph.Date) []code {
	digits := strings.Trim(s, "0123456789") == ""
	s = strings.ToUpper(s)
	find := func(systems ...string) (out []code) {
		for _, sys := range systems {
			out = append(out, t.findCode(sys, s, day)...)
		}
		return out
	}
	switch {
	case digits && len(s) <= 3:
		return cmpOr(find("m49"), find("cow", "gw"))
	case len(s) == 2:
		return find("iso2", "gec")
	case len(s) == 3:
		return cmpOr(find("iso3"), find("ioc"))
	}
	return nil
}

func cmpOr(a, b []code) []code {
	if len(a) > 0 {
		return a
	}
	return b
}

// findCode gives the bearers of a code at a day, or its only bearer at any time.
func (t *table) findCode(system, value string, day graph.Date) (out []code) {
	value = strings.ToUpper(value)
	if system == "m49" && len(value) < 3 && strings.Trim(value, "0123456789") == "" {
		value = strings.Repeat("0", 3-len(value)) + value
	}
	all := t.codes[codeKey{system, value}]
	for _, c := range all {
		if t.codeInUse(c, day) {
			out = append(out, c)
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, c := range all {
		// A number of a state system is not pushed back over the time before
		// its state (B24); what is over is found as older names are.
		if c.code.System != "cow" && c.code.System != "gw" || t.codeSpan(c).Until.Before(day) && !t.codeSpan(c).Until.IsZero() {
			out = append(out, c)
		}
	}
	return out
}

func (t *table) codeInUse(c code, day graph.Date) bool {
	return t.codePeriod(c, day) != graph.No
}

// codePeriod tells whether an entity bears a code at a date. A code without a
// period of its own in a system of state membership goes with the state: nobody
// bears 732 in 1905 (B24).
func (t *table) codePeriod(c code, at graph.Date) graph.Certainty {
	e := &t.entities[c.entity]
	if c.code.Since.IsZero() && c.code.Until.IsZero() {
		if (c.code.System == "cow" || c.code.System == "gw") && len(e.Spells) > 0 {
			return holds(yearly(e.Spells), at)
		}
		return graph.Certain
	}
	return (graph.Interval{Since: c.code.Since, Until: c.code.Until}).Contains(at)
}

// yearly widens spells to whole years: records by year count a state in the
// year it began and the year it ended.
func yearly(spells []graph.Interval) []graph.Interval {
	out := slices.Clone(spells)
	for i := range out {
		if y, _, _ := out[i].Since.YMD(); y != 0 {
			out[i].Since = graph.Year(y).First()
		}
		if y, _, _ := out[i].Until.YMD(); y != 0 {
			out[i].Until = graph.Year(y).Last()
		}
	}
	return out
}

func (t *table) resolveCode(asked, system, value string, at, day graph.Date) (Match, error) {
	m := newMeanings(t, day)
	for _, c := range t.findCode(system, value, day) {
		m.addCode(c)
	}
	if len(m.list) == 0 {
		return Match{}, &UnknownError{Asked: asked, At: at, Why: "no state has that " + systemNames[system] + " code"}
	}
	return m.answer(asked, at)
}

var systemNames = map[string]string{"iso2": "ISO 3166-1 alpha-2", "iso3": "ISO 3166-1 alpha-3", "m49": "UN M49", "cow": "Correlates of War",
	"gw": "Gleditsch-Ward", "gec": "GEC (FIPS 10)", "ioc": "Olympic"}

// match makes the answer for an entity. A state that is gone bounds the
// question to its life.
func (t *table) match(i int, name string, kind NameKind, system string, bounds graph.Interval, day graph.Date) Match {
	e := &t.entities[i]
	if bounds == (graph.Interval{}) && !e.Until.IsZero() {
		bounds = graph.Interval{Since: e.Since, Until: e.Until}
	}
	shown := day
	if !bounds.Until.IsZero() && shown.Compare(bounds.Until.Last()) > 0 {
		shown = bounds.Until.Last()
	}
	return Match{Key: e.Key, Name: name, Display: e.nameAt(shown), Kind: kind, System: system, Bounds: bounds}
}

// meanings gathers what a name can mean, one for each entity.
type meanings struct {
	t    *table
	day  graph.Date
	list []meaning
}

type meaning struct {
	entity int
	match  Match
	why    string
}

func newMeanings(t *table, day graph.Date) *meanings { return &meanings{t: t, day: day} }

func (m *meanings) add(i int, x Match, why string) {
	for j := range m.list {
		if old := &m.list[j]; old.entity == i {
			// A second way to the same entity adds no meaning. A name that
			// bounds gives way to one that does not.
			if x.Kind != CodeKind && x.Bounds == (graph.Interval{}) {
				old.match = x
			}
			if old.why == "" {
				old.why = why
			} else if why != "" && !strings.Contains(old.why, why) {
				old.why += ", " + why
			}
			return
		}
	}
	m.list = append(m.list, meaning{entity: i, match: x, why: why})
}

func (m *meanings) addName(r ref) {
	n := m.t.name(r)
	var b graph.Interval
	if n.Bounding {
		b = graph.Interval{Since: n.Since, Until: n.Until}
	}
	m.add(r.entity, m.t.match(r.entity, n.Text, n.Kind, "", b, m.day), why(n))
}

func (m *meanings) addCode(c code) {
	m.add(c.entity, m.t.match(c.entity, c.code.Value, CodeKind, c.code.System, graph.Interval{}, m.day), systemNames[c.code.System]+" "+c.code.Value)
}

func (m *meanings) answer(asked string, at graph.Date) (Match, error) {
	switch len(m.list) {
	case 0:
		return Match{}, &UnknownError{Asked: asked, At: at, Candidates: m.t.near(asked, m.day)}
	case 1:
		return m.list[0].match, nil
	}
	err := &AmbiguousError{Asked: asked, At: at}
	for _, x := range m.list {
		c := m.t.candidate(x.entity, x.why, 1)
		c.Name = x.match.Display
		err.Candidates = append(err.Candidates, c)
	}
	slices.SortStableFunc(err.Candidates, func(a, b Candidate) int { return cmp.Compare(a.Key.ID, b.Key.ID) })
	return Match{}, err
}

// why explains a name that is not the state's own.
func why(n *Name) string {
	switch n.Kind {
	case Capital:
		return n.Text + ", its capital"
	case Seat:
		return n.Text + ", its seat of government"
	case Adjective, Demonym:
		return n.Text
	case Former:
		return n.Text + ", an older name"
	}
	return ""
}

func (t *table) candidate(i int, why string, score float64) Candidate {
	e := &t.entities[i]
	return Candidate{Key: e.Key, Name: e.Name, Why: why, Since: e.Since, Until: e.Until, Score: score}
}
