package engagements

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"entente/graph"
	"entente/graph/names"
	"entente/graph/vocab"
)

// site is where something happened, as far as the text tells.
type site struct {
	country graph.Key // zero where no state is named
	name    string    // the city, "" where none is named
	home    bool      // in China
	clash   bool      // the state written is not the city's
}

// slips are the source's spellings of cities that have another usual one.
var slips = map[string]string{
	"Alma-ata": "Almaty", "Alma-Ata": "Almaty", "Erivan": "Yerevan", "Baghad": "Baghdad", "Hague": "The Hague", "Putra Jaja": "Putrajaya", "Dares Salaam": "Dar es Salaam",
	"Bamako City": "Bamako", "Singapore City": "Singapore", "Pusan": "Busan", "Jeju City": "Jeju", "Washington D.C.": "Washington", "Kiev": "Kyiv", "Surt": "Sirte",
}

// elsewhere are cities that the source writes under a state they are not in while
// the text speaks for the state: the city is then left out.
var elsewhere = map[string]string{"Almaty": "KAZ"}

// locate reads a place. The state is read by its whole name at the date. Where
// the city is the capital of another state (the source puts Brazzaville into
// the Democratic Republic of the Congo), or the state written was gone by then
// (Prague in Czechoslovakia), the city decides.
func locate(place []string, at graph.Date) site {
	if len(place) == 0 {
		return site{}
	}
	first, last := place[0], place[len(place)-1]
	if name, ok := inChina(place); ok {
		return site{country: china, name: name, home: true}
	}
	first, _, _ = strings.Cut(first, " (")
	var s site
	if m, err := names.Resolve(first, at); err == nil && m.Kind.Strong() {
		s.country = m.Key
	}
	if len(place) > 1 {
		s.name = last
		if right, ok := slips[last]; ok {
			s.name = right
		}
	} else if first == "Singapore" {
		s.name = first
	}
	if id := elsewhere[s.name]; id != "" && s.country != vocab.Key(vocab.Country, id) {
		s.name = ""
	}
	city := capitalOf(s.name, at)
	switch {
	case s.country.IsZero() || !alive(s.country, at):
		s.clash = !s.country.IsZero() && !city.IsZero()
		s.country = city
	case !city.IsZero() && city != s.country && s.name != first:
		s.country, s.clash = city, true
	}
	if s.country.IsZero() {
		s.name = ""
	}
	return s
}

// inChina tells whether a place is in China, and the city.
func inChina(place []string) (city string, ok bool) {
	first, last := place[0], place[len(place)-1]
	switch {
	case first == "Beijing":
		return "Beijing", true
	case first == "People's Republic of China":
		return "", true
	}
	for _, end := range []string{" Municipality", " SAR"} {
		if name, found := strings.CutSuffix(first, end); found {
			return name, true
		}
	}
	if strings.HasSuffix(first, " Province") || strings.HasSuffix(first, "Autonomous Region") {
		if len(place) == 1 {
			return "", true
		}
		return strings.TrimSuffix(last, " City"), true
	}
	return "", false
}

// capitalOf gives the state whose capital a city was, zero where it was none.
func capitalOf(city string, at graph.Date) graph.Key {
	m, err := names.Resolve(city, at)
	if err != nil || m.Kind != names.Capital || !alive(m.Key, at) {
		return graph.Key{}
	}
	e, _ := names.Lookup(m.Key)
	for _, n := range e.Names {
		if n.Kind == names.Capital && n.Text == m.Name && (graph.Interval{Since: n.Since, Until: n.Until}).Contains(at) != graph.No {
			return m.Key
		}
	}
	return graph.Key{}
}

// stateAt gives the state a name meant at a date: Montenegro in 2005 was Serbia
// and Montenegro, South Sudan in 2008 the Sudan.
func stateAt(k graph.Key, at graph.Date) graph.Key {
	if e, ok := names.Lookup(k); ok && len(e.Predecessors) == 1 && !e.Since.IsZero() && at.Before(e.Since) && alive(e.Predecessors[0], at) {
		return e.Predecessors[0]
	}
	return k
}

func alive(k graph.Key, at graph.Date) bool {
	e, ok := names.Lookup(k)
	return ok && (graph.Interval{Since: e.Since, Until: e.Until}).Contains(at) != graph.No
}

// mention is a state a text names. office tells that it is named with an office
// ("the Russian foreign minister", "President X of France").
type mention struct {
	names.Mention
	office bool
}

const offices = `(?:president|vice-president|prime minister|premier|pm|chancellor|king|queen|emir|sultan|prince|fm|foreign minister|foreign secretary|foreign chief|secretary|` +
	`defen[cs]e minister|minister|finance minister|counterpart|leader|governor[- ]general|speaker|envoy|ambassador|party chief|national security advis[eo]r|ruler|taoiseach|negotiator|diplomat|head of state)s?\b`

var (
	officeAfter  = regexp.MustCompile(`(?i)^(?:'s|’s)?\s+(?:(?:new|newly|appointed|elected|top|nuclear|former|visiting|outgoing|incoming|deputy|vice|acting|interim|party|state|first|crown|designate)[- ]+)*` + offices)
	officeBefore = regexp.MustCompile(`(?i)` + offices + `(?:\s+[\p{L}.'’-]+){0,5}?\s+(?:of|from)\s+(?:the\s+)?$`)
	possessive   = regexp.MustCompile(`^(?:'s|’s)\s+\p{Lu}`)
	joined       = regexp.MustCompile(`^[\s,#]*(?:and)?[\s,#]*$`)
)

// mentioned gives the states a text names, China left out; one that can mean
// two states has no key.
func mentioned(text string, at graph.Date) []mention {
	var out []mention
	for _, m := range names.Mentions(text, at) {
		if slices.Contains(ownParts, m.Key) {
			continue
		}
		m.Key = stateAt(m.Key, at)
		x := mention{Mention: m}
		after, before := text[m.End:], text[:m.Start]
		x.office = officeAfter.MatchString(after) || officeBefore.MatchString(before) || possessive.MatchString(after)
		out = append(out, x)
	}
	// "Malaysian, Dutch leaders": an office goes for all that are joined to it.
	for i := len(out) - 2; i >= 0; i-- {
		if out[i+1].office && joined.MatchString(text[out[i].End:out[i+1].Start]) {
			out[i].office = true
		}
	}
	return out
}

// towards finds a state that an office is turned to, not held in: "Ambassador
// to Japan"; but "Adviser to the Indian Prime Minister" is India's.
var towards = regexp.MustCompile(`(?i)\b(?:to|in|for|on)\s+(?:the\s+)?$`)

// parties are parties of one state whose name does not tell it by itself.
var parties = map[string]graph.Key{"workers party of korea": vocab.Key(vocab.Country, "PRK")}

// ofTitle gives the state whose office somebody holds, zero where the words in
// parentheses do not settle it. A name that can mean two states is settled by a
// name beside it that means one of them ("Public of Korea (DPRK)"), else by the
// place.
func ofTitle(title string, at graph.Date, place graph.Key) graph.Key {
	folded := names.Fold(strings.ReplaceAll(title, "Worker's", "Workers"))
	for name, k := range parties {
		if strings.Contains(folded, name) {
			return k
		}
	}
	var found graph.Key
	var open []graph.Key
	for _, m := range names.Mentions(title, at) {
		k := stateAt(m.Key, at)
		// What stands in parentheses alone shortens what is before it: "Chinese
		// Development Research Center (DRC)" is no Congo.
		alone := m.Start > 0 && title[m.Start-1] == '(' && strings.HasPrefix(title[m.End:], ")")
		switch {
		case slices.Contains(ownParts, m.Key) || towards.MatchString(title[:m.Start]) && !officeAfter.MatchString(title[m.End:]):
		case m.Key.IsZero():
			if open == nil {
				open = m.Candidates
			}
		case found.IsZero() && (open == nil && !alone || slices.Contains(open, k)):
			found = k
		}
	}
	if found.IsZero() && slices.Contains(open, place) {
		found = place
	}
	return found
}

// starter reads the people and places of the starter graph: a person met is
// tied to one of them where name, state and time in office agree.
func (w *writer) starter() error {
	w.people, w.places = map[string][]office{}, map[string]graph.Key{}
	offices := map[graph.Key][]office{}
	cities := map[graph.Key]graph.Key{}
	f := graph.EdgeFilter{Kinds: []graph.Relation{vocab.Leads, vocab.Serves, vocab.PartOf}, Sources: []string{"starter"}}
	for e, err := range w.d.Store.Edges(w.d.Ctx, f) {
		switch {
		case err != nil:
			return fmt.Errorf("read the offices in the store: %w", err)
		case e.Kind == vocab.PartOf:
			if e.From.Kind == vocab.Place && e.Props.String("role") != "claimed by" {
				cities[e.From] = e.To
			}
		default:
			in := e.Interval()
			if in.Until.IsZero() {
				in.Until = e.Props.Date("lastSeen")
			}
			offices[e.From] = append(offices[e.From], office{e.From, e.To, in})
		}
	}
	for n, err := range w.d.Store.Nodes(w.d.Ctx, graph.NodeFilter{Kinds: []graph.Kind{vocab.Person, vocab.Place}, Props: []string{"name", "names"}}) {
		if err != nil {
			return fmt.Errorf("read the people in the store: %w", err)
		}
		for _, name := range append([]string{n.Props.String("name")}, n.Props.Strings("names")...) {
			if at, ok := cities[n.Key]; ok {
				w.places[names.Fold(name)+" "+at.ID] = n.Key
			}
			for _, o := range offices[n.Key] {
				k := wordsOf(name)
				if !slices.Contains(w.people[k], o) {
					w.people[k] = append(w.people[k], o)
				}
			}
		}
	}
	return nil
}

// wordsOf is a name without regard to the order of its parts: the source writes
// "Jong Un Kim".
func wordsOf(name string) string {
	ws := strings.FieldsFunc(names.Fold(name), func(r rune) bool { return r == ' ' || r == '-' })
	slices.Sort(ws)
	return strings.Join(ws, " ")
}

// known gives the person of the starter graph that bears the name and held an
// office of the state then, zero where there is none or more than one.
func (w *writer) known(name string, country graph.Key, at graph.Date) graph.Key {
	var found graph.Key
	if country.IsZero() {
		return found
	}
	for _, o := range w.people[wordsOf(name)] {
		if o.country != country || o.in.Contains(at) == graph.No {
			continue
		}
		if !found.IsZero() && found != o.person {
			return graph.Key{}
		}
		found = o.person
	}
	return found
}

// place gives the node of a site; isNew tells that the starter graph has none.
func (w *writer) place(s site) (k graph.Key, isNew bool) {
	if k, ok := w.places[names.Fold(s.name)+" "+s.country.ID]; ok {
		return k, false
	}
	return vocab.Key(vocab.Place, slug(names.Fold(s.name))+"-"+strings.ToLower(vocab.Rest(s.country))), true
}
