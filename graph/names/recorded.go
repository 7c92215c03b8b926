package names

import (
	"fmt"
	"slices"
	"strings"

	"entente/graph"
)

// dataset is how one dataset is read: its own tables first, then the systems
// its codes are of, then the official, short and older names.
type dataset struct {
	tables  []string
	systems []string

	// before and after are the years by which the dataset outruns the life of a
	// state: leaders of a state to be, alliances that are still counted in the
	// year after. Only for numbers of state systems, and never so far that a
	// number is pushed back over another time (B24).
	before, after int

	own map[string][]meant // by Fold of the name, or "code:" and the code
}

// meant is what a dataset means by something in a period. A refusal has no key.
type meant struct {
	key    graph.Key
	period graph.Interval
	refuse string
	note   string
}

// datasets names the datasets ResolveRecorded knows, the sections of
// recorded.txt they use and the systems of their codes.
var datasets = map[string]dataset{
	"undl":           {tables: []string{"undl"}, systems: []string{"iso3"}},
	"undl-ga":        {tables: []string{"undl"}, systems: []string{"iso3"}},
	"undl-sc":        {tables: []string{"undl"}, systems: []string{"iso3"}},
	"sc-members":     {tables: []string{"sc", "undl"}},
	"sc-membership":  {tables: []string{"sc", "undl"}},
	"sc-vetoes":      {tables: []string{"sc", "undl"}},
	"sc-failed":      {tables: []string{"sc", "undl"}},
	"sc-meetings":    {tables: []string{"sc", "undl"}},
	"unvotes":        {tables: []string{"unvotes"}, systems: []string{"iso2", "iso3"}},
	"cow":            {tables: []string{"cow"}, systems: []string{"cow"}},
	"cow-states":     {tables: []string{"cow"}, systems: []string{"cow"}},
	"cow-trade":      {tables: []string{"cow-trade", "cow"}, systems: []string{"cow"}, before: 30},
	"atop":           {tables: []string{"cow"}, systems: []string{"cow"}, before: 10, after: 1},
	"rivalries":      {tables: []string{"rivalries", "cow"}, systems: []string{"cow"}, before: 10},
	"gw":             {tables: []string{"gw"}, systems: []string{"gw"}},
	"archigos":       {tables: []string{"archigos", "gw"}, systems: []string{"gw"}, before: 25, after: 1},
	"ucdp":           {tables: []string{"ucdp", "gw"}, systems: []string{"gw"}},
	"gec":            {tables: []string{"factbook"}, systems: []string{"gec"}},
	"factbook":       {tables: []string{"factbook"}, systems: []string{"gec"}},
	"iso2":           {systems: []string{"iso2"}},
	"iso3":           {systems: []string{"iso3"}},
	"ioc":            {systems: []string{"ioc"}},
	"m49":            {tables: []string{"trade"}, systems: []string{"m49"}},
	"trade":          {tables: []string{"trade"}, systems: []string{"m49", "iso3"}},
	"comtrade":       {tables: []string{"trade"}, systems: []string{"m49", "iso3"}},
	"desta":          {tables: []string{"desta", "trade"}, systems: []string{"m49"}},
	"fao":            {tables: []string{"fao"}},
	"gsdb":           {tables: []string{"gsdb"}},
	"china-vitae":    {tables: []string{"china-vitae"}},
	"trade-partners": {tables: []string{"factbook"}},
}

// Datasets lists the datasets ResolveRecorded knows.
func Datasets() []string {
	out := make([]string, 0, len(datasets))
	for d := range datasets {
		out = append(out, d)
	}
	slices.Sort(out)
	return out
}

func (t *table) readRecorded(text string) (map[string]*dataset, error) {
	sections := map[string]map[string][]meant{}
	var section map[string][]meant
	for i, line := range strings.Split(text, "\n") {
		fail := func(err error) error { return fmt.Errorf("recorded.txt, line %d: %w", i+1, err) }
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
			continue
		case line[0] == '[':
			section = map[string][]meant{}
			sections[strings.Trim(line, "[]")] = section
			continue
		case section == nil:
			return nil, fail(fmt.Errorf("%w: %q stands before any section", graph.ErrInvalid, line))
		}
		if name, why, ok := strings.Cut(line, " ! "); ok {
			k := recordedKey(name)
			section[k] = append(section[k], meant{refuse: why})
			continue
		}
		line, note, _ := strings.Cut(line, " -- ")
		name, rest, ok := strings.Cut(line, " = ")
		if !ok {
			return nil, fail(fmt.Errorf("%w: %q is not name = id", graph.ErrInvalid, line))
		}
		id, period, _ := strings.Cut(rest, " @")
		iv, err := parseInterval(period)
		if err != nil {
			return nil, fail(err)
		}
		key := countryKey(id)
		if _, ok := t.byKey[key]; !ok {
			return nil, fail(fmt.Errorf("%w: there is no entity %s", graph.ErrInvalid, id))
		}
		k := recordedKey(name)
		section[k] = append(section[k], meant{key: key, period: iv, note: note})
	}

	out := map[string]*dataset{}
	for name, d := range datasets {
		d.own = map[string][]meant{}
		for _, s := range d.tables {
			have, ok := sections[s]
			if !ok {
				return nil, fmt.Errorf("recorded.txt: %w: there is no section [%s]", graph.ErrInvalid, s)
			}
			for k, m := range have {
				if d.own[k] == nil {
					d.own[k] = m
				}
			}
		}
		out[name] = &d
	}
	return out, nil
}

func recordedKey(name string) string {
	if code, ok := strings.CutPrefix(name, "code:"); ok {
		return "code:" + code
	}
	return Fold(name)
}

// ResolveRecorded reads a name, or a code, as a dataset writes it, at the date
// of the record: an imprecise date is read at its last day, or as any part of
// it where nothing holds on that day; a zero date means today. Names are
// compared by Fold, codes as they are (without regard to case).
//
// The dataset's own table comes first: it knows its slips ("TKAZAKHSTAN"), its
// habits ("CHINA" was the Republic of China to 1971-10-24, "USSR" was still
// written on 1991-12-31) and what must be refused ("DONOTKNOW"). What it does
// not list is read by the short, official and older names of states, whole and
// without ambiguity; capitals, peoples and near spellings never count. Anything
// else is an *UnknownError or an *AmbiguousError, for the importer to report
// with its row.
func ResolveRecorded(dataset, recorded string, at graph.Date) (graph.Key, error) {
	return load().resolveRecorded(dataset, recorded, at)
}

// ResolveRecordedCode is ResolveRecorded for a column of codes: nothing is read
// as a name.
func ResolveRecordedCode(dataset, code string, at graph.Date) (graph.Key, error) {
	t := load()
	d := t.recorded[dataset]
	if d == nil {
		return graph.Key{}, unknownDataset(dataset)
	}
	code = strings.TrimSpace(code)
	key, found, err := t.recordedCode(d, dataset, code, at)
	if !found && err == nil {
		err = &UnknownError{Asked: code, At: at, Dataset: dataset}
	}
	return key, err
}

// RecordedNote gives what a loader should say beside a record in which a
// dataset writes a name, or "": that "Other Asia, nes" is Taiwan by convention,
// that a spelling is a slip.
func RecordedNote(dataset, recorded string, at graph.Date) string {
	t := load()
	d := t.recorded[dataset]
	if d == nil {
		return ""
	}
	for _, k := range []string{Fold(recorded), "code:" + strings.ToUpper(strings.TrimSpace(recorded))} {
		if m, ok := inPeriod(d.own[k], orToday(at)); ok {
			return m.note
		}
	}
	return ""
}

func unknownDataset(dataset string) error {
	return fmt.Errorf("%w: there is no table of recorded names for %q; the datasets are %s", graph.ErrInvalid, dataset, strings.Join(Datasets(), ", "))
}

func (t *table) resolveRecorded(dataset, recorded string, at graph.Date) (graph.Key, error) {
	d := t.recorded[dataset]
	if d == nil {
		return graph.Key{}, unknownDataset(dataset)
	}
	f := Fold(recorded)
	if f == "" {
		return graph.Key{}, &UnknownError{Asked: strings.TrimSpace(recorded), At: at, Dataset: dataset, Why: "the name is empty"}
	}
	if ms := d.own[f]; ms != nil {
		return ownMeaning(ms, dataset, recorded, at)
	}
	if looksLikeCode(recorded, d.systems) || d.own["code:"+strings.ToUpper(strings.TrimSpace(recorded))] != nil {
		if key, found, err := t.recordedCode(d, dataset, strings.TrimSpace(recorded), at); found || err != nil {
			return key, err
		}
	}

	day := orToday(at).Last()
	var strong []ref
	for _, r := range t.names[f] {
		if n := t.name(r); n.Lang == "en" && n.Kind.Strong() && n.Kind != Hostile {
			strong = append(strong, r)
		}
	}
	hits := t.pick(strong, day)
	if len(hits) == 0 {
		return graph.Key{}, &UnknownError{Asked: strings.TrimSpace(recorded), At: at, Dataset: dataset}
	}
	m := newMeanings(t, day)
	for _, r := range hits {
		m.addName(r)
	}
	x, err := m.answer(strings.TrimSpace(recorded), at)
	return x.Key, err
}

// looksLikeCode reports whether text has the shape of a code in one of the
// systems: digits for numbers, two or three capitals else.
func looksLikeCode(s string, systems []string) bool {
	s = strings.TrimSpace(s)
	digits := s != "" && strings.Trim(s, "0123456789") == ""
	for _, sys := range systems {
		switch sys {
		case "m49", "cow", "gw":
			if digits {
				return true
			}
		case "iso2", "gec":
			if len(s) == 2 {
				return true
			}
		case "iso3", "ioc":
			if len(s) == 3 && s == strings.ToUpper(s) {
				return true
			}
		}
	}
	return false
}

// recordedCode finds the bearer of a code at a date, by the dataset's own list
// and then by its systems. found tells whether there was one.
func (t *table) recordedCode(d *dataset, name, value string, at graph.Date) (key graph.Key, found bool, err error) {
	upper := strings.ToUpper(value)
	if n := len(upper); n > 0 && n < 3 && strings.Trim(upper, "0123456789") == "" {
		if ms := d.own["code:"+strings.Repeat("0", 3-n)+upper]; ms != nil && slices.Contains(d.systems, "m49") {
			key, err = ownMeaning(ms, name, value, at)
			return key, true, err
		}
	}
	if ms := d.own["code:"+upper]; ms != nil {
		key, err = ownMeaning(ms, name, value, at)
		return key, true, err
	}
	when := orToday(at)
	var known []code
	for _, sys := range d.systems {
		all := t.codes[codeKey{sys, upper}]
		if sys == "m49" && len(all) == 0 && len(upper) < 3 && strings.Trim(upper, "0123456789") == "" {
			all = t.codes[codeKey{sys, strings.Repeat("0", 3-len(upper)) + upper}]
		}
		known = append(known, all...)
		for _, when := range []graph.Date{when.Last(), when} {
			var bearers []int
			for _, c := range all {
				// Alphabetic codes are labels: a dataset may keep an old one, or
				// write a new one for an old year. Numbers of state systems mean
				// a membership, and are refused outside it (B24).
				lenient := sys != "cow" && sys != "gw" && len(all) == 1
				if (lenient || t.codePeriod(c, when) != graph.No) && !slices.Contains(bearers, c.entity) {
					bearers = append(bearers, c.entity)
				}
			}
			if len(bearers) == 1 {
				return t.entities[bearers[0]].Key, true, nil
			}
			if len(bearers) > 1 {
				e := &AmbiguousError{Asked: value, At: at}
				for _, b := range bearers {
					e.Candidates = append(e.Candidates, t.candidate(b, systemNames[sys]+" "+upper, 1))
				}
				return graph.Key{}, false, e
			}
		}
	}
	if c, ok := t.outrun(d, known, when); ok {
		return t.entities[c.entity].Key, true, nil
	}
	if len(known) > 0 {
		e := &UnknownError{Asked: value, At: at, Dataset: name}
		var bearers []string
		for _, c := range known {
			ent := &t.entities[c.entity]
			bearers = append(bearers, ent.Name+" "+span(t.codeSpan(c)))
		}
		e.Why = "nobody bears it at " + when.String() + "; it belongs to " + strings.Join(bearers, " and ")
		return graph.Key{}, false, e
	}
	return graph.Key{}, false, nil
}

// outrun finds the bearer of a code that began or ended its time within the
// years the dataset outruns it by.
func (t *table) outrun(d *dataset, known []code, at graph.Date) (code, bool) {
	y, _, _ := at.YMD()
	for _, c := range known {
		spells := []graph.Interval{{Since: c.code.Since, Until: c.code.Until}}
		if spells[0] == (graph.Interval{}) {
			spells = t.entities[c.entity].Spells
		}
		for _, s := range spells {
			since, _, _ := s.Since.YMD()
			until, _, _ := s.Until.YMD()
			if since != 0 && y < since && since-y <= d.before || until != 0 && y > until && y-until <= d.after {
				return c, true
			}
		}
	}
	return code{}, false
}

func (t *table) codeSpan(c code) graph.Interval {
	if c.code.Since.IsZero() && c.code.Until.IsZero() {
		e := &t.entities[c.entity]
		return graph.Interval{Since: e.Since, Until: e.Until}
	}
	return graph.Interval{Since: c.code.Since, Until: c.code.Until}
}

func span(v graph.Interval) string {
	switch {
	case v.Since.IsZero() && v.Until.IsZero():
		return "at any time"
	case v.Until.IsZero():
		return "from " + v.Since.String()
	case v.Since.IsZero():
		return "to " + v.Until.String()
	}
	return "from " + v.Since.String() + " to " + v.Until.String()
}

func ownMeaning(ms []meant, dataset, recorded string, at graph.Date) (graph.Key, error) {
	m, ok := inPeriod(ms, orToday(at))
	switch {
	case !ok:
		return graph.Key{}, &UnknownError{Asked: strings.TrimSpace(recorded), At: at, Dataset: dataset, Why: "it means nothing at that date"}
	case m.refuse != "":
		return graph.Key{}, &UnknownError{Asked: strings.TrimSpace(recorded), At: at, Dataset: dataset, Why: m.refuse}
	}
	return m.key, nil
}

func inPeriod(ms []meant, at graph.Date) (meant, bool) {
	for _, when := range []graph.Date{at.Last(), at} {
		for _, m := range ms {
			if m.period.Contains(when) != graph.No {
				return m, true
			}
		}
	}
	return meant{}, false
}
