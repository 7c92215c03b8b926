package analysis

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"entente/graph"
	"entente/graph/names"
	"entente/graph/vocab"
)

// The states an office can be in at a date.
const (
	OfficeHeld      = "held"
	OfficePossible  = "possible"   // the dates are too coarse to tell
	OfficeLastKnown = "last_known" // the last holder on record, whom no source follows to the date (B32)
	OfficeUndecided = "undecided"  // holders on record without dates (B28)
	OfficeEmpty     = "empty"      // all holders on record had left or not yet come (B29)
)

// Office is an office of a state and who held it at a date. Sources that name
// an office otherwise have an office of their own: no titles are equated.
type Office struct {
	Name    string
	Country graph.Key
	Leads   bool // of a head of state or government
	Status  string
	Note    string

	// Holders are those of the status: who held it, or is the last known, or
	// may have. Of one source or several; a warning tells where they differ.
	Holders []Tenure

	// Last is whose post ended last before the date, where it is not held.
	Last     *Tenure
	Warnings []string
}

// OfficeHolders is the answer to "who held office in a state at a date".
type OfficeHolders struct {
	Country  graph.Key
	At       graph.Date
	Offices  []Office
	Coverage []Coverage
	NotKnown []string // why leaders are not known, empty where a source covers the date
	Sources  []string
	Warnings []string
}

func tenure(e graph.Edge, person Ref, cov *coverage, at graph.Date) Tenure {
	t := Tenure{Person: person, Country: e.To, Office: e.Props.String("office"), Leads: e.Kind == vocab.Leads,
		Entry: e.Props.String("entry"), Exit: e.Props.String("exit"), Remark: e.Props.String("note"), Spell: cov.spell(e, at)}
	if t.Office == "" {
		t.Office = map[bool]string{true: "Leader", false: "Official"}[t.Leads]
	}
	return t
}

// OfficeHolders implements Questions.
func (s *Service) OfficeHolders(ctx context.Context, country string, at graph.Date) (*OfficeHolders, error) {
	at = s.day(at)
	m, err := resolve(country, at)
	if err != nil {
		return nil, err
	}
	cov, err := s.readCoverage(ctx)
	if err != nil {
		return nil, err
	}
	byState, err := s.officesOf(ctx, []graph.Key{m.Key}, cov, at, false)
	if err != nil {
		return nil, err
	}
	h := &OfficeHolders{Country: m.Key, At: at, Offices: byState[m.Key]}
	h.Coverage = append(cov.of(OfLeaders, at, m.Key), cov.of(OfOfficials, at, m.Key)...)
	h.NotKnown = cov.notKnown(OfLeaders, at, m.Key)
	for i := range h.Offices {
		o := &h.Offices[i]
		h.Warnings = append(h.Warnings, o.Warnings...)
		for j := range o.Holders {
			h.Sources = append(h.Sources, o.Holders[j].SourceIDs()...)
		}
		if o.Last != nil {
			h.Sources = append(h.Sources, o.Last.SourceIDs()...)
		}
	}
	h.Sources = distinct(h.Sources)
	return h, nil
}

// officesOf reads the offices of states at a date in two calls to the store;
// leads restricts them to heads of state and government.
func (s *Service) officesOf(ctx context.Context, states []graph.Key, cov *coverage, at graph.Date, leads bool) (map[graph.Key][]Office, error) {
	ts, err := s.tenures(ctx, states, cov, at, leads)
	if err != nil {
		return nil, err
	}
	out := map[graph.Key][]Office{}
	for state, list := range ts {
		groups := map[string][]Tenure{}
		var order []string
		for _, t := range list {
			id := fmt.Sprint(t.Leads, " ", names.Fold(t.Office))
			if groups[id] == nil {
				order = append(order, id)
			}
			groups[id] = append(groups[id], t)
		}
		for _, g := range groups {
			outlived(g, at)
		}
		slices.SortFunc(order, func(a, b string) int { return -strings.Compare(a, b) }) // "true" first
		for _, id := range order {
			o := office(groups[id], at)
			if o.Status == OfficeEmpty && o.Last == nil {
				continue // all its holders came later: nothing says it was there yet
			}
			out[state] = append(out[state], o)
		}
		slices.SortStableFunc(out[state], func(a, b Office) int {
			return cmp.Or(-compareBool(a.Leads, b.Leads), strings.Compare(a.Name, b.Name))
		})
	}
	return out, nil
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// tenures reads who led or served states, each person under one name.
func (s *Service) tenures(ctx context.Context, states []graph.Key, cov *coverage, at graph.Date, leads bool) (map[graph.Key][]Tenure, error) {
	kinds := []graph.Relation{vocab.Leads, vocab.Serves}
	if leads {
		kinds = kinds[:1]
	}
	f := graph.EdgeFilter{Kinds: kinds, To: states}
	es, err := s.edges(ctx, f)
	if err != nil {
		return nil, err
	}
	one, err := identify(ctx, s.store)
	if err != nil {
		return nil, err
	}
	var people []graph.Key
	for _, e := range es {
		people = append(people, one.One(e.From))
	}
	name, err := s.refs(ctx, people, at)
	if err != nil {
		return nil, err
	}
	out := map[graph.Key][]Tenure{}
	for _, e := range es {
		out[e.To] = append(out[e.To], tenure(e, name[one.One(e.From)], cov, at))
	}
	return out, nil
}

// office says who held one office at a date, from all tenures on record.
func office(ts []Tenure, at graph.Date) Office {
	o := Office{Name: ts[0].Office, Country: ts[0].Country, Leads: ts[0].Leads}
	by := map[string][]Tenure{}
	for _, t := range ts {
		switch {
		case t.Held == HeldYes:
			by[OfficeHeld] = append(by[OfficeHeld], t)
		case t.Held == HeldPossible:
			by[OfficePossible] = append(by[OfficePossible], t)
		case t.Held == HeldNotKnown && t.Since.IsZero() && t.Until.IsZero() && t.FirstSeen.IsZero():
			by[OfficeUndecided] = append(by[OfficeUndecided], t)
		case t.Held == HeldNotKnown && !followed(t, ts, at) && t.open(at):
			by[OfficeLastKnown] = append(by[OfficeLastKnown], t)
		}
	}
	for _, status := range []string{OfficeHeld, OfficePossible, OfficeUndecided, OfficeLastKnown} {
		if len(by[status]) > 0 {
			o.Status, o.Holders = status, by[status]
			break
		}
	}
	switch o.Status {
	case OfficeHeld:
		// A second source may still have the holder as a possible one.
		for _, t := range by[OfficePossible] {
			if slices.ContainsFunc(o.Holders, func(h Tenure) bool { return h.Person == t.Person }) {
				o.Holders = append(o.Holders, t)
			}
		}
	case OfficeUndecided:
		o.Note = "undecided: their dates are not on record"
		o.Holders = append(o.Holders, by[OfficeLastKnown]...)
	case OfficeLastKnown:
		latest := graph.Date{}
		for _, t := range o.Holders {
			if t.LastSeen.Last().Compare(latest.Last()) > 0 {
				latest = t.LastSeen
			}
		}
		o.Holders = slices.DeleteFunc(o.Holders, func(t Tenure) bool { return t.LastSeen.Last() != latest.Last() })
		o.Note = fmt.Sprintf("last known %s, now unknown", latest)
		if latest.IsZero() {
			o.Note = "begun, but no source says until when it speaks; now unknown"
		}
	case "":
		o.Status = OfficeEmpty
	}
	if o.Status != OfficeHeld {
		for i := range ts {
			t := &ts[i]
			if t.Held == HeldNo && !t.Until.IsZero() && (graph.Interval{Since: t.Until}).Contains(at) != graph.No &&
				(o.Last == nil || t.Until.Last().Compare(o.Last.Until.Last()) > 0) {
				o.Last = t
			}
		}
	}
	if o.Status == OfficeEmpty {
		o.Note = "no holder on record for the day"
		if o.Last != nil {
			o.Note = fmt.Sprintf("empty for the day; the last post on record ended %s", o.Last.Until)
		}
	}
	slices.SortStableFunc(o.Holders, func(a, b Tenure) int {
		return cmp.Or(strings.Compare(a.Person.Name, b.Person.Name), byPrecedence(OfLeaders)(a.Source, b.Source))
	})
	o.Warnings = officeWarnings(&o)
	return o
}

// followed tells whether the source of an open tenure has a successor in the
// office since it last saw the holder: then the holder is not the last known.
func followed(t Tenure, ts []Tenure, at graph.Date) bool {
	return slices.ContainsFunc(ts, func(n Tenure) bool {
		begun := n.Since
		if begun.IsZero() {
			begun = n.FirstSeen
		}
		return n.Person != t.Person && !begun.IsZero() && begun.After(t.Since) &&
			(t.LastSeen.IsZero() || begun.Last().Compare(t.LastSeen.First()) >= 0) && (graph.Interval{Since: begun}).Contains(at) != graph.No
	})
}

// outlived makes possible what a text says that stood too long: a source that is
// looked at now and then still had the old holder of an office when the new one
// had begun, as the source itself says once it names him in the other's stead.
func outlived(ts []Tenure, at graph.Date) {
	for i := range ts {
		t := &ts[i]
		if t.Held != HeldYes || !t.Until.IsZero() || t.LastSeen.IsZero() {
			continue
		}
		for _, n := range ts {
			if n.Source == t.Source && n.Person != t.Person && n.Since.After(cmp.Or(t.Since, t.FirstSeen)) && !n.FirstSeen.Before(t.LastSeen) &&
				(graph.Interval{Since: n.Since}).Contains(at) == graph.Certain {
				t.Held = HeldPossible
				t.Note = fmt.Sprintf("%s was still named when last seen, but %s is named after that as in office since %s", t.Person.Name, n.Person.Name, n.Since)
				break
			}
		}
	}
}

func officeWarnings(o *Office) []string {
	if o.Status != OfficeHeld {
		return nil
	}
	by := map[string][]string{} // person to sources
	var order []string
	sources := map[string]bool{}
	for _, t := range o.Holders {
		if by[t.Person.Name] == nil {
			order = append(order, t.Person.Name)
		}
		by[t.Person.Name] = append(by[t.Person.Name], t.Source)
		sources[t.Source] = true
	}
	if len(order) < 2 || len(sources) < 2 {
		return nil
	}
	var said []string
	for _, p := range order {
		said = append(said, fmt.Sprintf("%s per %s", p, labelOf(by[p][0])))
	}
	return []string{fmt.Sprintf("Sources differ on who was %s of %s: %s.", o.Name, displayToday(o.Country), strings.Join(said, ", "))}
}

// Person implements Questions: a name in any spelling or script on record, or a
// part of one that means one person only.
func (s *Service) Person(ctx context.Context, name string, at graph.Date) (*Thing, error) {
	key, err := s.person(ctx, name, at)
	if err != nil {
		return nil, err
	}
	ts, err := s.Things(ctx, []graph.Key{key}, at)
	if err != nil {
		return nil, err
	}
	if len(ts) == 0 {
		return nil, fmt.Errorf("%s: %w", key.ID, graph.ErrNotFound)
	}
	return ts[0], nil
}

// person finds a person. Of several of one name those in office at the date
// count, if there is one.
func (s *Service) person(ctx context.Context, asked string, at graph.Date) (graph.Key, error) {
	folded := names.Fold(asked)
	if folded == "" {
		return graph.Key{}, &NameError{Asked: asked, At: at, Sentence: "no person is named"}
	}
	one, err := identify(ctx, s.store)
	if err != nil {
		return graph.Key{}, err
	}
	words := strings.Fields(folded)
	found := [2]map[graph.Key]string{{}, {}} // by the whole name, by all words asked
	var near []Candidate
	for n, err := range s.store.Nodes(ctx, graph.NodeFilter{Kinds: []graph.Kind{vocab.Person}, Props: []string{"name", "names"}}) {
		if err != nil {
			return graph.Key{}, fmt.Errorf("look for a person: %w", err)
		}
		if n.ID == strings.TrimSpace(asked) {
			return one.One(n.Key), nil
		}
		shown := n.Props.String("name")
		for _, text := range append(n.Props.Strings("names"), shown) {
			f := names.Fold(text)
			have := strings.Fields(f)
			matched := 0
			for _, w := range words {
				if slices.Contains(have, w) {
					matched++
				}
			}
			switch {
			case f == folded || matched == len(words) && len(have) == len(words):
				found[0][one.One(n.Key)] = shown
			case matched == len(words):
				found[1][one.One(n.Key)] = shown
			case alike(words, have) && len(near) < MaxRows:
				near = append(near, Candidate{ID: n.ID, Name: shown, Why: "has a like name"})
			}
		}
	}
	for _, m := range found {
		if len(m) == 0 {
			continue
		}
		if len(m) > 1 && !at.IsZero() {
			if m, err = s.inOffice(ctx, one, m, at); err != nil {
				return graph.Key{}, err
			}
		}
		var cs []Candidate
		for k, n := range m {
			cs = append(cs, Candidate{ID: k.ID, Name: n, Why: "has the name"})
		}
		slices.SortFunc(cs, func(a, b Candidate) int { return strings.Compare(a.ID, b.ID) })
		if len(cs) == 1 {
			return graph.Key{Kind: vocab.Person, ID: cs[0].ID}, nil
		}
		return graph.Key{}, &NameError{Asked: asked, At: at, Ambiguous: true, Candidates: cs[:min(len(cs), 20)],
			Sentence: fmt.Sprintf("%q can mean %d people; name one of them by the whole name or the id", asked, len(cs))}
	}
	slices.SortFunc(near, func(a, b Candidate) int { return strings.Compare(a.ID, b.ID) })
	near = slices.CompactFunc(near, func(a, b Candidate) bool { return a.ID == b.ID })
	return graph.Key{}, &NameError{Asked: asked, At: at, Candidates: near[:min(len(near), 10)],
		Sentence: fmt.Sprintf("no person on record is called %q", asked)}
}

// alikeLetters is how many letters a word must begin with in common to be worth
// a suggestion.
const alikeLetters = 4

// alike tells whether a name has a word that begins like one of those asked.
func alike(asked, have []string) bool {
	for _, a := range asked {
		for _, h := range have {
			if a == h || len(a) >= alikeLetters && len(h) >= alikeLetters && a[:alikeLetters] == h[:alikeLetters] {
				return true
			}
		}
	}
	return false
}

// inOffice keeps of some people those in office at a date, all where none was.
func (s *Service) inOffice(ctx context.Context, one persons, of map[graph.Key]string, at graph.Date) (map[graph.Key]string, error) {
	keys := make([]graph.Key, 0, len(of))
	for k := range of {
		keys = append(keys, one.All(k)...)
	}
	es, err := s.edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Leads, vocab.Serves}, From: keys})
	if err != nil {
		return nil, err
	}
	in := map[graph.Key]string{}
	for _, e := range es {
		if v := spellOf(e, at, graph.Date{}); v.Held == HeldYes || v.Held == HeldPossible {
			in[one.One(e.From)] = of[one.One(e.From)]
		}
	}
	if len(in) == 0 {
		return of, nil
	}
	return in, nil
}
