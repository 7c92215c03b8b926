package textread

import (
	"slices"
	"strings"
	"unicode"

	"entente/graph"
	"entente/graph/names"
	"entente/graph/vocab"
)

// PersonEntry is a person a text may name. Names are the usual spelling first,
// then others, in any script.
type PersonEntry struct {
	Key     graph.Key
	Names   []string
	Offices []OfficeSpell
}

// OfficeSpell is an office a person held. An open Until holds on.
type OfficeSpell struct {
	Office       string
	Country      graph.Key
	Since, Until graph.Date
	Leads        bool // head of state or government
}

// Named is an organisation, a party, a city or a place a text may name. Country
// is the one it belongs to, zero for none.
type Named struct {
	Key     graph.Key
	Kind    Kind
	Names   []string
	Country graph.Key
}

// Lexicon holds the names the reader looks for besides those of states. It is
// not changed once made; any number of readings may share one.
type Lexicon struct {
	entries  []entry
	first    map[string][]int // by the key of the first word, longest first
	persons  []personInfo
	surnames map[string][]int // persons by the key of the family name
	holders  map[string][]holding
}

type entry struct {
	words   []string
	raw     []string // as written, for names in capitals
	person  int      // index, -1
	kind    Kind
	key     string
	country string
	metonym bool // a capital that can stand for its government
}

type personInfo struct {
	key     string
	country string
	offices []OfficeSpell
	family  bool // known by the family name alone
}

type holding struct {
	person       int
	since, until graph.Date
}

var noLexicon = NewLexicon(nil, nil)

// NewLexicon makes a lexicon of persons and other names. Names that are empty
// are passed over. It adds the reader's own short list of well-known
// organisations, towns and territories, which take their keys from named.
func NewLexicon(persons []PersonEntry, named []Named) *Lexicon {
	l := &Lexicon{first: map[string][]int{}, surnames: map[string][]int{}, holders: map[string][]holding{}}
	for _, p := range persons {
		l.addPerson(p)
	}
	known := map[string]Named{}
	for _, n := range named {
		for _, name := range n.Names {
			known[joined(name)] = n
			l.add(entry{raw: strings.Fields(name), person: -1, kind: n.Kind, key: n.Key.ID, country: n.Country.ID}, name)
		}
	}
	own := func(kind Kind, country string, metonym bool, all ...string) {
		var n Named
		for _, name := range all {
			if k, ok := known[joined(name)]; ok {
				n = k
				break
			}
		}
		for _, name := range all {
			l.add(entry{raw: strings.Fields(name), person: -1, kind: kind, key: n.Key.ID, country: country, metonym: metonym}, name)
		}
	}
	for _, line := range lines(organisationNames) {
		own(Organisation, "", false, strings.Split(line, "|")...)
	}
	for _, line := range lines(cityNames) {
		code, cities, _ := strings.Cut(line, " ")
		for name := range strings.SplitSeq(cities, ";") {
			bare := strings.TrimPrefix(name, "*")
			own(City, vocab.Key(vocab.Country, code).ID, bare != name, bare)
		}
	}
	for _, line := range lines(placeNames) {
		for name := range strings.SplitSeq(line, ";") {
			country := ""
			if code := placeCountry[name]; code != "" {
				country = vocab.Key(vocab.Country, code).ID
			}
			own(Place, country, false, name)
		}
	}
	for name, code := range partyCountry {
		country := ""
		if code != "" {
			country = vocab.Key(vocab.Country, code).ID
		}
		own(Party, country, false, name)
	}
	for _, name := range partyNames {
		if _, ok := partyCountry[name]; !ok {
			own(Party, "", false, name)
		}
	}
	for _, list := range l.first {
		slices.SortStableFunc(list, func(a, b int) int { return len(l.entries[b].words) - len(l.entries[a].words) })
	}
	return l
}

func joined(name string) string { return strings.Join(nameWords(name), " ") }

func (l *Lexicon) add(e entry, name string) {
	e.words = nameWords(name)
	if len(e.words) == 0 {
		return
	}
	for _, i := range l.first[e.words[0]] {
		if x := &l.entries[i]; x.person == e.person && x.kind == e.kind && slices.Equal(x.words, e.words) {
			x.metonym = x.metonym || e.metonym
			if x.country == "" {
				x.country = e.country
			}
			return // the same name again
		}
	}
	l.entries = append(l.entries, e)
	l.first[e.words[0]] = append(l.first[e.words[0]], len(l.entries)-1)
}

// familyFirst are the countries whose people write the family name first.
var familyFirst = map[string]bool{"country/CHN": true, "country/PRK": true, "country/KOR": true, "country/TWN": true, "country/VNM": true, "country/RVN": true}

func (l *Lexicon) addPerson(p PersonEntry) {
	i := len(l.persons)
	info := personInfo{key: p.Key.ID, offices: p.Offices, family: true}
	for _, name := range p.Names {
		info.family = info.family && len(nameWords(name)) < 2
	}
	for _, o := range p.Offices {
		if info.country == "" {
			info.country = o.Country.ID
		}
		k := o.Country.ID + "|" + officeKey(o.Office)
		l.holders[k] = append(l.holders[k], holding{i, o.Since, o.Until})
		if o.Leads {
			k = o.Country.ID + "|leads"
			l.holders[k] = append(l.holders[k], holding{i, o.Since, o.Until})
		}
	}
	l.persons = append(l.persons, info)
	for n, name := range p.Names {
		words := nameWords(name)
		if len(words) < 2 {
			if n == 0 && len(words) == 1 {
				l.surname(words[0], i)
			}
			if len(words) == 0 || n > 0 && len(words[0]) > 1 && isASCII(words[0]) && strings.EqualFold(name, words[0]) && len(name) < 4 {
				continue
			}
			if len(words) == 1 && isASCII(name) {
				continue // one Latin word is a family name, found as such
			}
		}
		add := func(ws []string) {
			l.add(entry{person: i, kind: Person, key: info.key, country: info.country}, strings.Join(ws, " "))
		}
		add(words)
		// Without the inner names, and the other way round.
		if k := len(words); k > 2 && (len(words[1]) == 1 || patronymic(words[1]) || patronymic(words[k-1])) {
			if patronymic(words[k-1]) {
				add([]string{words[1], words[0]})
				l.surname(words[0], i)
				continue
			}
			add([]string{words[0], words[k-1]})
		} else if k == 2 && isASCII(words[0]) && len(words[0]) > 1 {
			add([]string{words[1], words[0]})
		}
		if familyFirst[info.country] {
			l.surname(words[0], i)
		} else {
			l.surname(words[len(words)-1], i)
		}
	}
}

func (l *Lexicon) surname(w string, person int) {
	if len(w) > 1 && !slices.Contains(l.surnames[w], person) {
		l.surnames[w] = append(l.surnames[w], person)
	}
}

func patronymic(w string) bool {
	return len(w) > 5 && (strings.HasSuffix(w, "vich") || strings.HasSuffix(w, "vna"))
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// nameWords are the words of a name in the form that spellings share.
func nameWords(name string) []string {
	var out []string
	for _, t := range cut(name, 0, len(name), nil) {
		if !t.word {
			continue
		}
		for part := range strings.SplitSeq(t.low, "-") {
			if w := nameKey(part); w != "" {
				out = append(out, w)
			}
		}
	}
	return out
}

// nameKey brings a word of a name to the form its spellings share: Sergey and
// Sergei, Shoygu and Шойгу, Горбачёв and Gorbachev, Zelenskyy and Zelensky.
func nameKey(w string) string {
	if !isASCII(w) {
		w = strings.ReplaceAll(names.Fold(w), " ", "")
	}
	plain := true
	for i := range len(w) {
		if c := w[i]; c >= 0x80 || c == 'y' || c == 'x' || c == 'j' || c == '.' || i > 0 && c == 'i' && w[i-1] == 'i' || c >= 'A' && c <= 'Z' {
			plain = false
			break
		}
	}
	if plain {
		return w
	}
	var b strings.Builder
	for _, r := range strings.ToLower(w) {
		switch {
		case r == 'y':
			b.WriteByte('i')
		case r == 'x':
			b.WriteString("ks")
		case r == '.':
		case unicode.Is(unicode.Cyrillic, r):
			b.WriteString(latin[r])
		default:
			b.WriteRune(r)
		}
	}
	s := b.String()
	for strings.Contains(s, "ii") {
		s = strings.ReplaceAll(s, "ii", "i")
	}
	return s
}

var latin = map[rune]string{'а': "a", 'б': "b", 'в': "v", 'г': "g", 'ґ': "g", 'д': "d", 'е': "e", 'ё': "e", 'є': "ie", 'ж': "zh", 'з': "z", 'и': "i", 'і': "i", 'ї': "i", 'й': "i", 'к': "k", 'л': "l", 'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ў': "u", 'ф': "f", 'х': "kh", 'ц': "ts", 'ч': "ch", 'ш': "sh", 'щ': "shch", 'ы': "i", 'э': "e", 'ю': "iu", 'я': "ia"}

// holder finds who held an office of a country at a date: one person or none.
func (l *Lexicon) holder(country, office string, at graph.Date) string {
	if country == "" || at.IsZero() {
		return ""
	}
	key := country + "|" + officeKey(office)
	if office == "leader" || office == "supreme leader" {
		if id := l.only(country+"|"+officeKey(office), at); id != "" {
			return id
		}
		key = country + "|leads"
	}
	return l.only(key, at)
}

func (l *Lexicon) only(key string, at graph.Date) string {
	found := -1
	for _, h := range l.holders[key] {
		if (graph.Interval{Since: h.since, Until: h.until}).Contains(at) != graph.Certain {
			continue
		}
		if found >= 0 && found != h.person {
			return ""
		}
		found = h.person
	}
	if found < 0 {
		return ""
	}
	return l.persons[found].key
}

// officeKey brings titles to one form: "Minister of Defence", "defense
// minister", "Defence Secretary".
func officeKey(office string) string {
	o := strings.ToLower(office)
	o = strings.ReplaceAll(o, "-", " ")
	o = strings.ReplaceAll(o, "defense", "defence")
	o = strings.ReplaceAll(o, "minister for ", "minister of ")
	o = strings.ReplaceAll(o, "of the ", "of ")
	if f, ok := strings.CutPrefix(o, "minister of "); ok {
		f = strings.TrimSuffix(f, " affairs")
		o = f + " minister"
	}
	if f, ok := strings.CutPrefix(o, "secretary of "); ok && f != "state" {
		o = f + " secretary"
	}
	if o == "premier" {
		o = "prime minister"
	}
	return o
}
