package textread

import (
	"slices"
	"strings"

	"entente/graph"
	"entente/graph/names"
)

// found is a mention in a sentence: the tokens first..last, both included.
type found struct {
	Mention
	first, last int
	metonym     bool // a capital: place or government is decided by what stands around it
	leads       bool // of an office: head of state or government
	bare        bool // of an office: without a country
	body        int  // of an office: the first token of the organisation it belongs to, 0 for none
	title       string
	person      int // index in the lexicon, -1
}

// scanner finds the mentions of a text, sentence by sentence. It remembers the
// persons named in full, whom later family names mean.
type scanner struct {
	text    string
	lex     *Lexicon
	at      graph.Date
	states  []names.Mention
	next    int            // in states
	earlier map[string]int // family name to the person last named in full
	unknown map[string]string
	keys    []string // of the sentence's tokens, made when needed
}

func (s *scanner) key(toks []token, i int) string {
	if s.keys[i] == "" {
		s.keys[i] = nameKey(toks[i].low)
	}
	return s.keys[i]
}

// find gives the mentions of a sentence in order, without overlap.
func (s *scanner) find(toks []token) []found {
	s.keys = slices.Grow(s.keys[:0], len(toks))[:len(toks)]
	clear(s.keys)
	var out []found
	headline := shouting(toks)
	for i := 0; i < len(toks); {
		f, ok := s.longest(toks, i, headline, out)
		if !ok {
			i++
			continue
		}
		out = append(out, f)
		i = f.last + 1
	}
	out = s.offices(toks, out)
	out = s.bodies(toks, out)
	out = s.strangers(toks, out)
	out = s.unknownPlaces(toks, out)
	s.seated(toks, out)
	s.metonyms(toks, out)
	s.linkOffices(toks, out)
	return out
}

// shouting reports a sentence in capitals alone, where capitals say nothing.
func shouting(toks []token) bool {
	low, up := 0, 0
	for i := range toks {
		if toks[i].word && !toks[i].number {
			if toks[i].caps {
				up++
			} else if !toks[i].cap {
				low++
			}
		}
	}
	return low == 0 && up > 4
}

func (s *scanner) mention(toks []token, i, j int, kind Kind, form string) found {
	return found{Mention: Mention{Start: toks[i].start, End: toks[j].end, Text: s.text[toks[i].start:toks[j].end], Kind: kind, Form: form}, first: i, last: j, person: -1}
}

// longest finds the longest name that begins at token i.
func (s *scanner) longest(toks []token, i int, headline bool, before []found) (found, bool) {
	t := &toks[i]
	if !t.word {
		return found{}, false
	}
	var best found
	have := false
	// The states were found in one go over the whole text.
	for s.next < len(s.states) && s.states[s.next].End <= t.start {
		s.next++
	}
	if s.next < len(s.states) && s.states[s.next].Start < t.end && s.states[s.next].Start >= t.start && !s.warName(toks, i) {
		m := s.states[s.next]
		j := i
		for j+1 < len(toks) && toks[j+1].start < m.End {
			j++
		}
		best, have = s.state(toks, i, j, m), true
		// The name may end inside a word; its own bytes count.
		best.Start, best.End, best.Text = m.Start, m.End, m.Text
	}
	if !t.cap && isASCII(t.low) && !nameParticles[t.low] {
		return best, have
	}
	// Names of the lexicon: persons, bodies, towns, territories.
	for _, n := range s.lex.first[s.key(toks, i)] {
		e := &s.lex.entries[n]
		j, ok := s.matches(toks, i, e.words)
		if !ok || have && toks[j].end <= best.End && !(e.kind == Place && toks[j].end == best.End) {
			continue
		}
		if !s.written(toks, i, j, e, headline) {
			continue
		}
		best, have = s.mention(toks, i, j, e.kind, "name"), true
		best.Key, best.Country, best.person, best.metonym = e.key, e.country, e.person, e.metonym
		if e.person >= 0 {
			// Two persons of one name: the one in office, else both.
			var all []int
			for _, m := range s.lex.first[s.key(toks, i)] {
				if o := &s.lex.entries[m]; o.person >= 0 && slices.Equal(o.words, e.words) && !slices.Contains(all, o.person) {
					all = append(all, o.person)
				}
			}
			s.settle(&best, all)
			if best.person >= 0 {
				s.remember(best.person, e.words)
			}
		}
		break
	}
	if have && best.Kind == Person {
		return best, true
	}
	// A person not in the lexicon whom the text named in full before, or a
	// family name of the lexicon.
	if !have && t.cap {
		if f, ok := s.family(toks, i, headline, before); ok {
			return f, true
		}
	}
	return best, have
}

// warName reports a state's name that is a war's: "the Korean War".
func (s *scanner) warName(toks []token, i int) bool {
	m := &s.states[s.next]
	for j := i; j < len(toks) && j < i+4; j++ {
		if toks[j].start >= m.End {
			return toks[j].cap && toks[j].low == "war"
		}
	}
	return false
}

// matches reports whether the words stand at token i, hyphens aside; j is the
// last token.
func (s *scanner) matches(toks []token, i int, words []string) (j int, ok bool) {
	w := 0
	for j = i; j < len(toks); j++ {
		if !toks[j].word {
			if toks[j].low == "-" || toks[j].low == "." && toks[j].glued || isApostropheToken(toks[j].low) && toks[j].glued {
				continue
			}
			return 0, false
		}
		rest := toks[j].low
		if strings.Contains(rest, "-") {
			for part := range strings.SplitSeq(rest, "-") {
				if w >= len(words) || nameKey(part) != words[w] {
					return 0, false
				}
				w++
			}
		} else {
			if s.key(toks, j) != words[w] {
				return 0, false
			}
			w++
		}
		if w == len(words) {
			return j, true
		}
	}
	return 0, false
}

func isApostropheToken(s string) bool { return s == "'" || s == "’" || s == "ʼ" }

// theOnly are names that are common words: they need "the" before them and no
// capital beside them.
var theOnly = wordSet("council assembly commission quad")

// written reports whether the tokens are written as the name is: in capitals
// where it is in capitals, with a capital else.
func (s *scanner) written(toks []token, i, j int, e *entry, headline bool) bool {
	if e.person < 0 && len(e.raw) == 1 {
		raw := e.raw[0]
		if len(raw) > 1 && strings.ToUpper(raw) == raw && isASCII(raw) && strings.ReplaceAll(s.text[toks[i].start:toks[j].end], ".", "") != strings.ReplaceAll(raw, ".", "") {
			return false
		}
		if theOnly[toks[i].low] {
			return i > 0 && toks[i-1].low == "the" && (j+1 >= len(toks) || !toks[j+1].cap && toks[j+1].low != "of") && !headline
		}
	}
	for k := i; k <= j; k++ {
		if toks[k].cap || !isASCII(toks[k].low) {
			// A name inside a longer one is not that name: "Lima" in "Adriana Lima".
			if e.kind == City && !headline && s.insideName(toks, i, j) {
				return false
			}
			return true
		}
	}
	return false
}

// insideName reports that the one-word town is the last word of a personal name.
func (s *scanner) insideName(toks []token, i, j int) bool {
	if i == 0 || i != j {
		return false
	}
	p := &toks[i-1]
	return p.cap && givenNames[p.low] && toks[i].start == p.end+1
}

// remember notes whom a family name means from here on.
func (s *scanner) remember(person int, words []string) {
	for _, w := range []string{words[0], words[len(words)-1]} {
		if slices.Contains(s.lex.surnames[w], person) {
			s.earlier[w] = person
		}
	}
}

// settle picks the person meant among those of one name: the one named before,
// the only one, the only one in office at the date of the text.
func (s *scanner) settle(f *found, all []int) {
	pick := func(p int) {
		f.person, f.Key, f.Country, f.Candidates = p, s.lex.persons[p].key, s.lex.persons[p].country, nil
	}
	if len(all) == 1 {
		pick(all[0])
		return
	}
	in := -1
	for _, p := range all {
		for _, o := range s.lex.persons[p].offices {
			if (graph.Interval{Since: o.Since, Until: o.Until}).Contains(s.at) != graph.No && !s.at.IsZero() {
				if in >= 0 && in != p {
					in = -2
				} else if in != -2 {
					in = p
				}
				break
			}
		}
	}
	if in >= 0 {
		pick(in)
		return
	}
	f.person, f.Key, f.Country, f.Candidates = -1, "", "", nil
	for _, p := range all {
		f.Candidates = append(f.Candidates, s.lex.persons[p].key)
	}
	slices.Sort(f.Candidates)
	f.Candidates = slices.Compact(f.Candidates)
}

// commonWords are family names that are words, months or given names too: they
// need a title or an earlier full name.
var commonWords = wordSet(`may march june august rice brown hope bush ford day long young king church love power cook hunt wood major small white black green gray grey stone hill field park lake rivers bank price best good
	will mark grant bill frank jack martin thomas james john paul peter george lee ban no so do an he she they we it the in on at to of but and or if as is was be are a i you this that these those with by from for not
	north south east west new first last former general minister president prime foreign state united national council union china korea one two three four five war peace sea sun moon
	monday tuesday wednesday thursday friday saturday sunday january february april july september october november december blair's court law party house chief major speaker rose carter baker cooper mason judge earl duke`)

// family finds a person by the family name alone.
func (s *scanner) family(toks []token, i int, headline bool, before []found) (found, bool) {
	t := &toks[i]
	k := s.key(toks, i)
	titled := i > 0 && (honorifics[toks[i-1].low] || officeHeads[toks[i-1].low]) || i > 1 && toks[i-1].low == "." && honorifics[toks[i-2].low]
	earlier, named := s.earlier[k]
	if !named {
		if full, ok := s.unknown[k]; ok {
			f := s.mention(toks, i, i, Person, "surname")
			f.title = full
			return f, true
		}
	}
	all := s.lex.surnames[k]
	if !named && len(all) == 0 || headline && !named {
		return found{}, false
	}
	if !named && !titled {
		if commonWords[t.low] || givenNames[t.low] || len(t.low) < 2 || len(t.low) == 2 && t.caps || i == 0 && starters[t.low] {
			return found{}, false
		}
		// "Nelson Mandela", where the lexicon has no such full name.
		if i > 0 && toks[i-1].cap && givenNames[unaccented(toks[i-1].low)] && toks[i-1].end+1 == t.start {
			return found{}, false
		}
		// Part of a longer name in capitals.
		if i > 0 && toks[i-1].cap && !toks[i-1].caps && toks[i-1].end+1 == t.start && i > 1 && (len(before) == 0 || before[len(before)-1].last != i-1) && !officeFields[toks[i-1].low] {
			return found{}, false
		}
		if i+1 < len(toks) && toks[i+1].cap && toks[i+1].start == t.end+1 {
			return found{}, false
		}
	}
	f := s.mention(toks, i, i, Person, "surname")
	if named {
		p := s.lex.persons[earlier]
		f.person, f.Key, f.Country = earlier, p.key, p.country
		return f, true
	}
	s.settle(&f, all)
	if f.person < 0 && !titled && len(f.Candidates) > 6 {
		return found{}, false // a name of many: nothing is known
	}
	return f, true
}

// state makes a mention of a name of a state.
func (s *scanner) state(toks []token, i, j int, m names.Mention) found {
	f := s.mention(toks, i, j, Country, "name")
	switch m.Kind {
	case names.Adjective:
		f.Form = "adjective"
	case names.Demonym:
		f.Form = "people"
	case names.Capital:
		f.Form, f.Kind, f.metonym = "capital", City, true
	case names.Seat:
		f.Form, f.Kind = "seat", Government
	}
	if m.Key.IsZero() {
		for _, c := range m.Candidates {
			f.Candidates = append(f.Candidates, c.ID)
		}
	} else {
		f.Country = m.Key.ID
		if f.Kind == Country {
			f.Key = m.Key.ID
		}
		if f.Kind == Government {
			f.Key = m.Key.ID
		}
	}
	// Names that are both the adjective and the people are the adjective before
	// a small word, the people else.
	if f.Form == "people" && j+1 < len(toks) && toks[j+1].word && !toks[j+1].cap && peopleNouns[toks[j+1].low] {
		f.Form = "adjective"
	}
	if f.Kind == City && j+2 < len(toks) && toks[j+1].low == "," && toks[j+2].cap {
		// "Seoul, South Korea": the town.
		if s.next+1 < len(s.states) && s.states[s.next+1].Start == toks[j+2].start && s.states[s.next+1].Key == m.Key {
			f.metonym = false
		}
	}
	return f
}

// after is the index in ms of the first mention that begins at token i or
// behind it.
func after(ms []found, i int) int {
	n, _ := slices.BinarySearchFunc(ms, i, func(f found, i int) int { return f.first - i })
	return n
}

func covered(ms []found, i int) *found {
	n := after(ms, i)
	if n < len(ms) && ms[n].first == i {
		return &ms[n]
	}
	if n > 0 && ms[n-1].last >= i {
		return &ms[n-1]
	}
	return nil
}

// offices finds titles: "defence minister", "Secretary of State", "president".
func (s *scanner) offices(toks []token, ms []found) []found {
	var add []found
	for i := 0; i < len(toks); i++ {
		low := toks[i].low
		if !toks[i].word || !officeHeads[low] || covered(ms, i) != nil {
			continue
		}
		first, last := i, i
		for first > 0 && officeFields[toks[first-1].low] && covered(ms, first-1) == nil && (len(add) == 0 || add[len(add)-1].last < first-1) {
			first--
		}
		// "crown prince" but not "general secretary general".
		if low == "secretary-general" || low == "director-general" {
		} else if i+2 < len(toks) && toks[i+1].low == "-" && toks[i+2].low == "general" {
			last = i + 2
		} else if i+1 < len(toks) && low == "secretary" && (toks[i+1].low == "general" || toks[i+1].low == "-") {
			last = i + 1
		}
		if low == "minister" || low == "secretary" || low == "commissioner" || low == "chief" {
			j := i + 1
			if j < len(toks) && (toks[j].low == "of" || toks[j].low == "for") {
				k := j + 1
				if k < len(toks) && toks[k].low == "the" {
					k++
				}
				n := k
				for n < len(toks) && (ofFields[toks[n].low] && covered(ms, n) == nil) {
					n++
				}
				for n > k && toks[n-1].low == "and" {
					n--
				}
				if n > k && !(low == "chief" && toks[k].low != "staff") {
					last = n - 1
				}
			}
		}
		field := first < i || last > i
		f := s.mention(toks, first, last, Office, "title")
		f.title = officeTitle(f.Text)
		if !field && last == i && !bareOffices[low] && !strings.HasSuffix(low, "-general") {
			// "leader", "minister", "head" alone: only beside a country or a name.
			if !s.besideCountry(toks, ms, first, last) {
				continue
			}
		}
		if low == "chief" || low == "head" || low == "representative" || low == "chairman" || low == "director" {
			if !field && low != "chairman" {
				continue
			}
		}
		if low == "party" {
			continue
		}
		f.leads = headOffices[strings.ReplaceAll(officeKey(f.title), " ", "-")]
		f.bare = true
		add = append(add, f)
		i = last
	}
	return merge(ms, add)
}

func officeTitle(text string) string {
	t := strings.ToLower(text)
	return strings.ReplaceAll(t, "defense", "defence")
}

func (s *scanner) besideCountry(toks []token, ms []found, first, last int) bool {
	if f := covered(ms, first-1); first > 0 && f != nil && (f.Kind == Country || f.Kind == Government || f.Kind == City) {
		return true
	}
	if first > 1 && isPossessive(toks[first-1].low) && covered(ms, first-2) != nil {
		return true
	}
	if last+1 < len(toks) {
		if f := covered(ms, last+1); f != nil && f.Kind == Person {
			return true
		}
		if toks[last+1].low == "of" {
			for k := last + 2; k < len(toks) && k < last+5; k++ {
				if f := covered(ms, k); f != nil {
					return f.Kind == Country || f.Kind == Government
				}
				if toks[k].low != "the" && !officeAdjective[toks[k].low] {
					return false
				}
			}
		}
	}
	return false
}

var officeAdjective = wordSet(`former then acting late outgoing new current incoming late interim first next last ousted exiled deposed veteran long-time longtime strongman`)

func isPossessive(s string) bool { return s == "'s" || s == "'" }

// merge brings two ordered lists into one, the first winning where they overlap.
func merge(a, b []found) []found {
	if len(b) == 0 {
		return a
	}
	out := make([]found, 0, len(a)+len(b))
	i := 0
	for _, f := range b {
		for i < len(a) && a[i].first < f.first {
			out = append(out, a[i])
			i++
		}
		if len(out) > 0 && out[len(out)-1].last >= f.first || i < len(a) && a[i].first <= f.last {
			continue
		}
		out = append(out, f)
	}
	return append(out, a[i:]...)
}

// bodies finds the bodies of a state or a town: "the Russian army", "the
// Foreign Ministry of Japan", "Seoul city hall", and parties; a country in such
// a name is no mention of its own.
func (s *scanner) bodies(toks []token, ms []found) []found {
	// Parties by their word.
	for i := range toks {
		if toks[i].low != "party" || covered(ms, i) != nil {
			continue
		}
		first := i
		for first > 0 && toks[first-1].word && (toks[first-1].cap || covered(ms, first-1) != nil && toks[first-1].cap) && toks[first-1].low != "the" {
			first--
			if first > 1 && isPossessive(toks[first-1].low) && toks[first-2].cap {
				first--
			}
		}
		named := false
		for k := first; k < i; k++ {
			if f := covered(ms, k); f == nil || f.Kind != Country {
				named = true
			}
		}
		if first == i || !toks[i].cap && !named {
			first, named = i, false
		}
		last := i
		country := ""
		if last+2 <= len(toks)-1 && toks[last+1].low == "of" {
			k := last + 2
			if toks[k].low == "the" && k+1 < len(toks) {
				k++
			}
			if f := covered(ms, k); f != nil && f.Kind == Country && f.Form == "name" && (first < i) {
				last, country = f.last, f.Country
			}
		}
		if first == i && last == i || first == i && !toks[i].cap {
			continue
		}
		f := s.mention(toks, first, last, Party, "pattern")
		f.Country = country
		for k := first; k <= last && country == ""; k++ {
			if c := covered(ms, k); c != nil && c.Kind == Country {
				country = c.Country
			}
		}
		if country == "" && first > 1 {
			k := first - 1
			if isPossessive(toks[k].low) {
				k--
			}
			if c := covered(ms, k); c != nil && (c.Kind == Country || c.metonym) {
				country = c.Country
			}
		}
		f.Country = country
		ms = replace(ms, f)
	}
	// Ministries, armies, parliaments with their state.
	for n := 0; n < len(ms); n++ {
		c := ms[n]
		if c.Kind != Country && c.Kind != City {
			continue
		}
		k := c.last + 1
		if k < len(toks) && isPossessive(toks[k].low) {
			k++
		}
		if c.Kind == City {
			if end := phraseAt(toks, k, cityBodies); end > 0 {
				f := s.mention(toks, c.first, end-1, Organisation, "pattern")
				f.Country = c.Country
				ms = replace(ms, f)
			}
			continue
		}
		if k < len(toks) && rulerNouns[toks[k].low] && covered(ms, k) == nil {
			f := s.mention(toks, c.first, k, Government, "pattern")
			f.Country, f.Key, f.Candidates = c.Country, c.Country, c.Candidates
			if k == c.last+1 {
				ms = replace(ms, f)
			}
			continue
		}
		if w := word(toks, k); officeAdjective[w] || w == "domestic" || w == "state-run" || w == "official" || w == "local" || w == "federal" || w == "national" {
			k++
		}
		if end := phraseAt(toks, k, bodyNouns); end > 0 && covered(ms, k) == nil {
			// "Russia's media" is one as well; "North Korean media" too. The
			// noun must close its phrase: not "army commander".
			if end < len(toks) && toks[end].word && !toks[end].cap && bodyGoesOn[toks[end].low] {
				continue
			}
			from := c.first
			if isPossessive(word(toks, c.last+1)) {
				// The state keeps its own mention, the body is beside it.
				f := s.mention(toks, k, end-1, Organisation, "pattern")
				f.Country = c.Country
				ms = replace(ms, f)
				continue
			}
			f := s.mention(toks, from, end-1, Organisation, "pattern")
			f.Country, f.Candidates = c.Country, nil
			ms = replace(ms, f)
		}
	}
	for i := range toks {
		// "the Defence Ministry of Russia", "the government of Japan".
		end := phraseAt(toks, i, bodyNouns)
		ruler := end == 0 && rulerNouns[toks[i].low]
		if ruler {
			end = i + 1
		}
		if end == 0 || end >= len(toks)-1 || toks[end].low != "of" || covered(ms, i) != nil {
			continue
		}
		k := end + 1
		if toks[k].low == "the" && k+1 < len(toks) {
			k++
		}
		c := covered(ms, k)
		if c == nil || c.Kind != Country || c.Form != "name" {
			continue
		}
		kind := Organisation
		if ruler {
			kind = Government
		}
		f := s.mention(toks, i, c.last, kind, "pattern")
		f.Country = c.Country
		if ruler {
			f.Key = c.Country
		}
		ms = replace(ms, f)
	}
	// Names in capitals that end in the word of a body.
	for i := range toks {
		if !toks[i].cap || !orgHeads[toks[i].low] || i == 0 || covered(ms, i) != nil {
			continue
		}
		first := i
		for first > 0 && (toks[first-1].cap || toks[first-1].low == "-" && first > 1 && toks[first-2].cap) && !(first == 1 && starters[toks[0].low]) {
			if f := covered(ms, first-1); f != nil && (f.Kind == Person || f.Kind == Organisation || f.Kind == Office) {
				break
			}
			first--
		}
		if first == i {
			continue
		}
		f := s.mention(toks, first, i, Organisation, "pattern")
		for k := first; k <= i; k++ {
			if c := covered(ms, k); c != nil && c.Country != "" {
				f.Country = c.Country
			}
		}
		ms = replace(ms, f)
	}
	return ms
}

var bodyGoesOn = wordSet(`chief commander general officer officers officials official spokesman spokeswoman base bases exercise exercises drill drills aid support pact alliance agreement cooperation ties strategy strategies action operation operations campaign
	coverage reports report barrage parade equipment hardware spending budget treaty doctrine conflict presence assistance outlet outlets supplies government rule coup junta buildup build-up industry satellite satellites service might power analysts analyst experts`)

func word(toks []token, i int) string {
	if i < 0 || i >= len(toks) {
		return ""
	}
	return toks[i].low
}

// phraseAt reports the end of the longest of the phrases that stands at token
// i, 0 for none.
func phraseAt(toks []token, i int, phrases []string) int {
	if i < 0 || i >= len(toks) || !toks[i].word {
		return 0
	}
	best := 0
	for _, p := range phrases {
		if p[0] != toks[i].low[0] {
			continue
		}
		if end := phraseEnd(toks, i, p); end > best {
			best = end
		}
	}
	return best
}

func phraseEnd(toks []token, i int, phrase string) int {
	for w := range strings.SplitSeq(phrase, " ") {
		if i >= len(toks) || toks[i].low != w {
			return 0
		}
		i++
	}
	return i
}

// replace puts f in place of the mentions it covers.
func replace(ms []found, f found) []found {
	n := after(ms, f.first)
	if n > 0 && ms[n-1].last >= f.first {
		n--
	}
	m := n
	for m < len(ms) && ms[m].first <= f.last {
		m++
	}
	return slices.Replace(ms, n, m, f)
}

// strangers finds persons who are in no lexicon: names in capitals behind a
// title, before a title in apposition, or that begin with a common given name.
// They get no key.
func (s *scanner) strangers(toks []token, ms []found) []found {
	var add []found
	for i := 0; i < len(toks); i++ {
		if !toks[i].cap || toks[i].number || covered(ms, i) != nil || orgHeads[toks[i].low] {
			continue
		}
		// The run of capitals from here.
		j := i
		n := 1
		for j+1 < len(toks) && covered(ms, j+1) == nil {
			t := &toks[j+1]
			if t.cap && !t.number && !starters[t.low] && t.start <= toks[j].end+1 {
				j++
				n++
				continue
			}
			if (nameParticles[t.low] || t.low == "-" && t.glued) && j+2 < len(toks) && covered(ms, j+2) == nil && (toks[j+2].cap || t.low == "-" && toks[j+2].glued || j+3 < len(toks) && toks[j+2].low == "-" && toks[j+3].cap) {
				j += 2
				if toks[j].cap {
					n++
				} else if toks[j].low == "-" && j+1 < len(toks) {
					j++
					n++
				}
				continue
			}
			break
		}
		end := j
		first := i
		for first <= end && (first == 0 && starters[toks[first].low] || honorifics[toks[first].low] || officeAdjective[toks[first].low]) {
			first++
			n--
		}
		i = end
		if first > end || n < 1 || n > 5 || monthWord(toks[first].low) || notNames[toks[first].low] || notNames[toks[end].low] {
			continue
		}
		titled := first > 0 && (honorifics[toks[first-1].low] || toks[first-1].low == "." && first > 1 && honorifics[toks[first-2].low])
		if f := covered(ms, first-1); first > 0 && f != nil && f.Kind == Office {
			titled = true
		}
		if f := covered(ms, first-2); first > 1 && n > 1 && toks[first-1].low == "," && f != nil && f.Kind == Office && (end+1 >= len(toks) || toks[end+1].low == "," || toks[end+1].low == ".") {
			titled = true // "the foreign minister, Qin Gang,"
		}
		if first > 4 && n > 1 && toks[first-1].low == "," && word(toks, end+1) == "," {
			// "the mayor of Istanbul, Ekrem Imamoglu,".
			if g := covered(ms, first-2); g != nil && g.first > 1 && (toks[g.first-1].low == "of" || toks[g.first-1].low == "the" && toks[g.first-2].low == "of") {
				k := g.first - 2
				if toks[g.first-1].low == "the" {
					k--
				}
				if o := covered(ms, k); o != nil && o.Kind == Office {
					titled = true
				}
			}
		}
		if n > 1 && first > 1 && !orgHeads[toks[end].low] {
			// "met Ebrahim Raisi", "Kim Jong Un and Moon Jae-in".
			switch w := toks[first-1].low; w {
			case "met", "meet", "meeting", "meets":
				titled = true
			case "and":
				if f := covered(ms, first-2); f != nil && f.Kind == Person {
					titled = true
				} else if len(add) > 0 && add[len(add)-1].last == first-2 {
					titled = true
				}
			}
		}
		given := givenNames[unaccented(toks[first].low)] && n > 1
		appos := n > 1 && s.appositive(toks, ms, end+1)
		spoke := n > 1 && first == i-(end-first) && speaks(toks, end+1)
		if !titled && !given && !appos && !spoke || toks[first].caps && n == 1 {
			continue
		}
		f := s.mention(toks, first, end, Person, "pattern")
		s.knownByFamily(&f, toks, end)
		add = append(add, f)
		if n > 1 {
			s.unknown[nameKey(toks[end].low)] = f.Text
			if titled || given {
				// Family name first, where the given names are joined or unknown.
				if !givenNames[toks[first].low] {
					s.unknown[nameKey(toks[first].low)] = f.Text
				}
			}
		} else {
			s.unknown[nameKey(toks[end].low)] = f.Text
		}
	}
	return merge(ms, add)
}

// knownByFamily gives a full name the key of the one person of its family name
// whom the lexicon knows by that name alone.
func (s *scanner) knownByFamily(f *found, toks []token, end int) {
	all := s.lex.surnames[nameKey(toks[end].low)]
	if len(all) == 1 && s.lex.persons[all[0]].family && f.first < f.last {
		p := &s.lex.persons[all[0]]
		f.person, f.Key, f.Country = all[0], p.key, p.country
		s.earlier[nameKey(toks[end].low)] = all[0]
	}
}

// unaccented is a given name as the list has it: "josé" is there as "jose".
func unaccented(w string) string {
	if isASCII(w) {
		return w
	}
	return names.Fold(w)
}

var notNames = wordSet(`monday tuesday wednesday thursday friday saturday sunday resolution treaty agreement pact war cold world korean street square day week games olympics summit conference north south east west article chapter declaration
	minister president christmas easter ramadan islam christian muslim jewish internet english french ministry party king queen`)

// appositive reports ", the [adjective] office" or ", Russia's office" at token i.
func (s *scanner) appositive(toks []token, ms []found, i int) bool {
	if word(toks, i) != "," {
		return false
	}
	for k := i + 1; k < len(toks) && k < i+8; k++ {
		if f := covered(ms, k); f != nil {
			if f.Kind == Office {
				return true
			}
			if f.Kind == Person {
				return false
			}
			k = f.last
			continue
		}
		if toks[k].low == "," || finite(toks[k].low) {
			return false
		}
	}
	return false
}

// speaks reports a verb of speech or motion at token i: the name before it is a
// person's.
func speaks(toks []token, i int) bool {
	f, ok := verbForms[word(toks, i)]
	return ok && f.personal
}

// metonyms decides which capitals stand for their government.
func (s *scanner) metonyms(toks []token, ms []found) {
	for n := range ms {
		f := &ms[n]
		if !f.metonym {
			continue
		}
		if s.government(toks, ms, n) {
			f.Kind, f.Key, f.Form = Government, f.Country, "capital"
		}
		if f.Kind == City && f.Form == "capital" && f.Key == "" {
			// The place node of the capital, where the lexicon has one.
			for _, m := range s.lex.first[s.key(toks, f.first)] {
				e := &s.lex.entries[m]
				if (e.kind == City || e.kind == Place) && e.key != "" {
					if j, ok := s.matches(toks, f.first, e.words); ok && j == f.last {
						f.Key = e.key
						break
					}
				}
			}
		}
	}
	// Coordination: what is one with a state is its government ("between
	// Moscow and Pyongyang").
	for n := range ms {
		f := &ms[n]
		if !f.metonym || f.Kind == Government || s.locative(toks, ms, n) {
			continue
		}
		for _, m := range []int{n - 1, n + 1} {
			if m >= 0 && m < len(ms) && ms[m].Kind == Government && ms[m].Form != "seat" && together(toks, ms, min(n, m), max(n, m)) {
				f.Kind, f.Key = Government, f.Country
			}
		}
	}
}

func together(toks []token, ms []found, a, b int) bool {
	gap := ms[b].first - ms[a].last - 1
	return gap == 1 && (word(toks, ms[a].last+1) == "and" || word(toks, ms[a].last+1) == "or" || word(toks, ms[a].last+1) == "-")
}

var locatives = wordSet(`in at near outside around inside across through via into over throughout beyond above toward towards within`)

var cityOf = wordSet(`capital city streets street mayor outskirts suburbs centre center airport north south east west people residents population embassy ambassador skies heart siege fall battle bombing port district university governor`)

var cityNouns = wordSet(`airport streets street subway metro mayor residents skyline suburbs suburb university stadium museum theatre theater square district cathedral hotel restaurant train station zoo weather concert hospital hospitals
	population suburbanites bureau correspondent time apartment apartments marathon cafes parks slums traffic police court protest protests rally bridge zoo opera exhibition ghetto olympics summit conference talks meeting declaration accords accord protocol agreement treaty visit trip`)

var motion = wordSet(`visit visits visited visiting trip trips fly flies flew flying travel travels travelled traveled travelling traveling went go goes going return returned returns returning tour journey journeys flight flights train trains road
	move moved moves moving arrive arrived arrives arriving came come comes coming delegation delegations envoy envoys rushed headed heading sailed drove march marched advance advanced fled flee escaped back way invited invitation ticket tickets pilgrimage relocated relocate transferred welcomed bring brought dispatched summoned flown visitors pilgrims stopover`)

var cityObjects = wordSet(`visit visits visited visiting tour toured touring reach reached leave left leaving bomb bombed bombing shell shelled capture captured seize seized besiege besieged enter entered storm stormed hit struck liberate liberated evacuate evacuated flee fled surround surrounded tours leaves`)

// locative reports that what stands before makes the name a place.
func (s *scanner) locative(toks []token, ms []found, n int) bool {
	f := &ms[n]
	p := f.first - 1
	for p >= 0 && (toks[p].low == "the" || toks[p].low == "central" || toks[p].low == "downtown" || toks[p].low == "nearby" || toks[p].low == "'s") {
		if toks[p].low == "'s" {
			break
		}
		p--
	}
	// A coordination takes the preposition of its first member: "in Moscow and Beijing".
	for p > 0 && (toks[p].low == "and" || toks[p].low == "or" || toks[p].low == ",") {
		if g := covered(ms, p-1); g != nil && (g.Kind == City || g.Kind == Government && g.metonym) {
			p = g.first - 1
			continue
		}
		break
	}
	prev := word(toks, p)
	if locatives[prev] {
		// "confidence in Moscow", "interest in Beijing": still a place more often.
		return true
	}
	switch prev {
	case "to", "from", "for", "on":
		if prev == "on" {
			return false
		}
		far := 8
		if prev == "from" {
			far = 4
		}
		for k := p - 1; k >= 0 && k > p-far; k-- {
			if toks[k].low == ";" || prev == "from" && toks[k].low == "from" {
				break
			}
			if motion[toks[k].low] && !(prev == "for" && !leaves[toks[k].low]) {
				return true
			}
			if prev == "for" && leaves[toks[k].low] && k >= p-2 {
				return true
			}
			if finite(toks[k].low) && k < p-1 && !motion[toks[k].low] {
				break
			}
		}
		return false
	case "of":
		return cityOf[word(toks, p-1)]
	}
	return cityObjects[prev] && !(prev == "left" && p > 0 && toks[p-1].low == "the")
}

var leaves = wordSet("left leave leaves leaving departed depart departs bound headed")

// government reports whether a capital stands for its government here.
func (s *scanner) government(toks []token, ms []found, n int) bool {
	f := &ms[n]
	if s.locative(toks, ms, n) {
		return false
	}
	k := f.last + 1
	next := word(toks, k)
	prev := word(toks, f.first-1)
	switch {
	case isPossessive(next):
		i := k + 1
		if i < len(toks) && !toks[i].cap && officeAdjective[toks[i].low] {
			i++
		}
		return !cityNouns[word(toks, i)] || toks[min(i, len(toks)-1)].low == "visit" || toks[min(i, len(toks)-1)].low == "summit"
	case next == "-":
		return word(toks, k+1) != "based" && word(toks, k+1) != "born" && word(toks, k+1) != "area"
	case next == "(" || prev == "(":
		return false
	case next == "," && f.first == 0 && k+1 < len(toks) && toks[k+1].word:
		// "Moscow, which ..." or a dateline "Moscow, 3 May".
		return !toks[k+1].number && !monthWord(toks[k+1].low)
	case cityNouns[next]:
		return false
	case next == "was" || next == "were" || next == "is" || next == "has" || next == "had":
		// "Pyongyang was decorated", "Kyiv was visited by": the town; "Moscow
		// was angry", "Seoul has refused": the government.
		i := k + 1
		for i < len(toks) && (adverb(toks[i].low) || toks[i].low == "been" || toks[i].low == "being") {
			if toks[i].low == "been" && next != "has" && next != "had" {
				break
			}
			i++
		}
		w := word(toks, i)
		if physical[w] {
			return false
		}
		if (w == "the" || w == "a" || w == "home") && (cityOf[word(toks, i+1)] || cityOf[word(toks, i+2)] || w == "home") {
			return false
		}
		return true
	case f.first > 0 && (prev == "of" || prev == "to" || prev == "from" || prev == "with" || prev == "against" || prev == "between" || prev == "by" || prev == "for" || prev == "on" || prev == "about" || prev == "than" || prev == "like" || prev == "unlike"):
		return true
	case f.first == 0 || next != "":
		v := k
		for v < len(toks) && (adverb(toks[v].low)) {
			v++
		}
		w := word(toks, v)
		if w == "and" || w == "," || w == "or" {
			return f.first == 0 || finite(prev) || prev == "both" || prev == "and" || actsLater(toks, v)
		}
		if _, ok := verbForms[w]; ok || modal(w) || w == "do" || w == "did" || w == "does" {
			return !cityVerbs[w]
		}
		if finite(w) {
			return !cityVerbs[w]
		}
		return finite(prev) || verbForms[prev].lemma != "" || prev == "that"
	}
	return finite(prev) || verbForms[prev].lemma != "" // the object of a verb: "backing Beijing"
}

var cityVerbs = wordSet(`lies lay sits hosted hosts host woke sleeps celebrated burned burnt fell hosting stands`)

// physical are what is done to a town, not to a government.
var physical = wordSet(`decorated visited bombed shelled captured founded built rebuilt hit struck besieged destroyed flooded evacuated liberated taken stormed occupied reached chosen renamed quiet crowded covered lined located lit surrounded seized hosting`)

// actsLater reports a verb of action behind a coordination.
func actsLater(toks []token, i int) bool {
	for k := i; k < len(toks) && k < i+8; k++ {
		if v, ok := verbForms[toks[k].low]; ok && v.verb && !cityVerbs[toks[k].low] {
			return true
		}
		if finite(toks[k].low) {
			return true
		}
	}
	return false
}

// linkOffices gives offices their country and, where the lexicon knows who held
// it at the date of the text, their holder. A bare title keeps none: "the
// president said" is nobody's (B63).
func (s *scanner) linkOffices(toks []token, ms []found) {
	for n := range ms {
		f := &ms[n]
		if f.Kind != Office {
			continue
		}
		country := ""
		p := f.first - 1
		if p >= 0 && isPossessive(toks[p].low) {
			p--
		}
		for p >= 0 && officeAdjective[toks[p].low] {
			p--
		}
		if p >= 0 && isPossessive(toks[p].low) {
			p--
		}
		if g := covered(ms, p); p >= 0 && g != nil && g.last == p && (g.Kind == Country || g.Kind == Government || g.metonym) {
			country = g.Country
			if g.metonym && g.Kind == City {
				g.Kind, g.Key = Government, g.Country
			}
		}
		if country == "" && word(toks, f.last+1) == "of" {
			k := f.last + 2
			if word(toks, k) == "the" {
				k++
			}
			if g := covered(ms, k); g != nil && (g.Kind == Country || g.Kind == Government) {
				country = g.Country
			}
		}
		f.Country = country
		f.bare = country == ""
		if f.bare && word(toks, f.last+1) == "of" {
			// "secretary-general of the United Nations".
			k := f.last + 2
			if word(toks, k) == "the" {
				k++
			}
			if g := covered(ms, k); g != nil {
				switch {
				case g.Kind == Organisation:
					f.body = g.first
				case (g.Kind == City || g.metonym) && townOffices[word(toks, f.last)]:
					f.bare = false // "the mayor of Istanbul": a town's, not a state's
					if g.metonym && g.Kind == Government {
						g.Kind, g.Key = City, ""
					}
				}
			}
		}
		if country != "" && !s.other(toks, ms, n) {
			f.Holder = s.lex.holder(country, f.title, s.at)
		}
	}
}

// unknownPlaces finds names in capitals that stand where only a place can: "in
// Sochi", "near Bakhmut". They get no key.
func (s *scanner) unknownPlaces(toks []token, ms []found) []found {
	var add []found
	for i := 1; i < len(toks); i++ {
		t := &toks[i]
		switch toks[i-1].low {
		case "in", "at", "near", "outside":
		default:
			continue
		}
		if !t.cap || t.caps || t.number || covered(ms, i) != nil || monthWord(t.low) || notNames[t.low] || officeHeads[t.low] || orgHeads[t.low] || starters[t.low] || languages[t.low] || seasons[t.low][0] > 0 {
			continue
		}
		j := i
		for j+1 < len(toks) && toks[j+1].cap && !toks[j+1].number && toks[j+1].start == toks[j].end+1 && covered(ms, j+1) == nil {
			j++
		}
		if j > i+2 || orgHeads[toks[j].low] || toks[j].low == "war" || j+1 < len(toks) && isPossessive(toks[j+1].low) || j+2 < len(toks) && toks[j+1].low == "," && toks[j+2].cap || covered(ms, j+1) != nil && j+1 < len(toks) {
			continue
		}
		add = append(add, s.mention(toks, i, j, Place, "pattern"))
		i = j
	}
	return merge(ms, add)
}

var languages = wordSet("english parliament congress christianity cabinet brexit spanish arabic latin hebrew farsi mandarin hindi god heaven ukrainian dollars")

// seated gives a ministry its state by the capital it sits in: "the Foreign
// Ministry in Beijing".
func (s *scanner) seated(toks []token, ms []found) {
	for n := 0; n+1 < len(ms); n++ {
		f, g := &ms[n], &ms[n+1]
		if f.Kind == Organisation && f.Country == "" && f.Key == "" && g.metonym && g.first == f.last+2 && (toks[f.last+1].low == "in" || toks[f.last+1].low == "of") && toks[f.last].low == "ministry" {
			f.Country = g.Country
		}
	}
}

var townOffices = wordSet("mayor governor")

// other reports an office that is not the one held at the date of the text: a
// former one, any one ("a Turkish president"), one whose holder is named beside.
func (s *scanner) other(toks []token, ms []found, n int) bool {
	f := &ms[n]
	first := f.first
	for first > 0 {
		if g := covered(ms, first-1); g != nil && (g.Kind == Country || g.Kind == Government) {
			first = g.first
			continue
		}
		w := toks[first-1].low
		switch {
		case isPossessive(w):
			first--
			continue
		case w == "a" || w == "an" || w == "no" || w == "any" || w == "every" || officeAdjective[w] && w != "current" && w != "new":
			return true
		}
		break
	}
	k := f.last + 1
	if word(toks, k) == "of" {
		for k < len(toks) && k < f.last+6 {
			if g := covered(ms, k); g != nil && g.first > f.last {
				k = g.last + 1
				break
			}
			k++
		}
	}
	if word(toks, k) == "," {
		k++
	}
	for honorifics[word(toks, k)] || word(toks, k) == "." {
		k++
	}
	g := covered(ms, k)
	return g != nil && g.Kind == Person
}
