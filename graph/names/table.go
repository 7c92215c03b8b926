package names

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"entente/graph"
	"entente/graph/vocab"
)

// table is everything read from the data files, indexed.
type table struct {
	entities []Entity
	byKey    map[graph.Key]int
	names    map[string][]ref    // by Fold of the name
	folded   []string            // the keys of names, for searching
	codes    map[codeKey][]code  // by system and upper-case value
	recorded map[string]*dataset // by name of the dataset
}

// ref is one name of one entity.
type ref struct{ entity, name int }

type codeKey struct{ system, value string }

type code struct {
	entity int
	code   Code
}

// today is a variable so that tests can stand still.
var today = func() graph.Date { return graph.DateOf(time.Now().UTC()) }

func orToday(at graph.Date) graph.Date {
	if at.IsZero() {
		return today()
	}
	return at
}

// load reads the table at first use. The files are part of the program, so a
// fault in them is a fault of the build; a test reads them.
var load = sync.OnceValue(func() *table {
	t, err := read()
	if err != nil {
		panic(err)
	}
	return t
})

func read() (*table, error) {
	t := &table{byKey: map[graph.Key]int{}, names: map[string][]ref{}, codes: map[codeKey][]code{}}
	for _, file := range []string{"states.txt", "historical.txt", "territories.txt"} {
		text, err := data.ReadFile("data/" + file)
		if err != nil {
			return nil, err
		}
		es, err := parseEntities(file, string(text))
		if err != nil {
			return nil, err
		}
		t.entities = append(t.entities, es...)
	}
	for i := range t.entities {
		k := t.entities[i].Key
		if _, ok := t.byKey[k]; ok {
			return nil, fmt.Errorf("%w: %s stands twice in the table", graph.ErrInvalid, k)
		}
		t.byKey[k] = i
	}
	text, err := data.ReadFile("data/languages.txt")
	if err != nil {
		return nil, err
	}
	if err := t.readLanguages(string(text)); err != nil {
		return nil, err
	}
	t.addRegionNames()
	t.link()
	t.index()
	if text, err = data.ReadFile("data/recorded.txt"); err != nil {
		return nil, err
	}
	t.recorded, err = t.readRecorded(string(text))
	return t, err
}

// readLanguages reads "ID lang name; name" lines, with an optional period.
func (t *table) readLanguages(text string) error {
	for i, line := range strings.Split(text, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.SplitN(line, " ", 3)
		if len(f) != 3 {
			return fmt.Errorf("languages.txt, line %d: %w: %q is not id, language, names", i+1, graph.ErrInvalid, line)
		}
		at, ok := t.byKey[countryKey(f[0])]
		if !ok {
			return fmt.Errorf("languages.txt, line %d: %w: there is no entity %s", i+1, graph.ErrInvalid, f[0])
		}
		e := &t.entities[at]
		kind, rest, ok := strings.Cut(f[2], ": ")
		if !ok {
			kind, rest = "short", f[2]
		}
		n := len(e.Names)
		if err := e.set(kind, rest); err != nil {
			return fmt.Errorf("languages.txt, line %d: %w", i+1, err)
		}
		for j := n; j < len(e.Names); j++ {
			e.Names[j].Lang, e.Names[j].Called = f[1], false
		}
	}
	return nil
}

// languages are those whose names of regions are taken from x/text: the six of
// the United Nations, Korean, German and Japanese.
var languages = []language.Tag{language.English, language.French, language.Spanish, language.Russian, language.Chinese,
	language.Arabic, language.Korean, language.German, language.Japanese}

func (t *table) addRegionNames() {
	for _, tag := range languages {
		namer := display.Regions(tag)
		for i := range t.entities {
			e := &t.entities[i]
			iso := e.Code("iso2")
			if iso == "" || namer == nil {
				continue
			}
			for _, c := range e.Codes {
				if c.System == "iso2" && c.Value == iso && !c.Until.IsZero() {
					iso = "" // withdrawn: x/text may know the code for its heir
				}
			}
			r, err := language.ParseRegion(iso)
			if err != nil {
				continue
			}
			if text := namer.Name(r); text != "" && !e.hasName(text, tag.String()) {
				e.Names = append(e.Names, Name{Text: text, Lang: tag.String(), Kind: Short})
			}
		}
	}
}

func (e *Entity) hasName(text, lang string) bool {
	for _, n := range e.Names {
		if n.Lang == lang && n.Text == text {
			return true
		}
	}
	return false
}

// link makes predecessors and successors agree from both ends.
func (t *table) link() {
	add := func(list *[]graph.Key, k graph.Key) {
		if !slices.Contains(*list, k) {
			*list = append(*list, k)
		}
	}
	for i := range t.entities {
		e := &t.entities[i]
		for _, k := range e.Successors {
			if j, ok := t.byKey[k]; ok {
				add(&t.entities[j].Predecessors, e.Key)
			}
		}
		for _, k := range e.Predecessors {
			if j, ok := t.byKey[k]; ok {
				add(&t.entities[j].Successors, e.Key)
			}
		}
	}
}

func (t *table) index() {
	for i := range t.entities {
		e := &t.entities[i]
		for j := range e.Names {
			f := Fold(e.Names[j].Text)
			t.names[f] = append(t.names[f], ref{i, j})
		}
		for _, c := range e.Codes {
			k := codeKey{c.System, c.Value}
			t.codes[k] = append(t.codes[k], code{i, c})
		}
	}
	delete(t.names, "")
	t.folded = make([]string, 0, len(t.names))
	for f := range t.names {
		t.folded = append(t.folded, f)
	}
	slices.Sort(t.folded)
}

func (t *table) name(r ref) *Name { return &t.entities[r.entity].Names[r.name] }

// All gives every entity, states first, in a slice of the caller's own whose
// elements' lists are shared and must not be changed.
func All() []Entity { return slices.Clone(load().entities) }

// Lookup gives the entity of a key. The lists in it are shared and must not be
// changed.
func Lookup(key graph.Key) (Entity, bool) {
	t := load()
	i, ok := t.byKey[key]
	if !ok {
		return Entity{}, false
	}
	return t.entities[i], true
}

// Display gives the name a state goes by at a date (today for a zero one), at
// the last day an imprecise date can mean: Turkey before 2022-06-01, Türkiye
// from then on; the Soviet Union before 1991-12-26, Russia after. A key that is
// not in the table is given by its id.
func Display(key graph.Key, at graph.Date) string {
	e, ok := Lookup(key)
	if !ok {
		return vocab.Rest(key)
	}
	return e.nameAt(orToday(at).Last())
}

func (e *Entity) nameAt(at graph.Date) string {
	for _, n := range e.Names {
		if n.Called && (graph.Interval{Since: n.Since, Until: n.Until}).Contains(at) != graph.No {
			return n.Text
		}
	}
	return e.Name
}
