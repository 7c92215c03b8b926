package names

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"entente/graph"
)

// Mention is a name found in a text.
type Mention struct {
	Key        graph.Key // zero where the name is ambiguous
	Start, End int       // bytes of the text
	Text       string    // the text between them
	Kind       NameKind
	Candidates []graph.Key // where the name is ambiguous
}

// Mentions finds the countries a text names: short, official and older names,
// adjectives, peoples, capitals and seats, the longest first and only whole
// words, in order and without overlap ("Papua New Guinea" is not Guinea, B04).
// A name is read at the date given, today for a zero one; one that can mean two
// states there has candidates instead of a key. Names that mostly mean
// something else are not sought, nor names of one language that are common
// words of another: Latin-script names are sought in English alone. Phrases
// that only look like a state ("Georgia, United States", "Indian Ocean") are
// passed over.
func Mentions(text string, at graph.Date) []Mention {
	t := load()
	g := gazetteers()
	day := orToday(at).Last()
	var out []Mention
	words := tokens(text)
	for i := 0; i < len(words); {
		if words[i].cjk {
			out = g.scan(t, text, words[i], day, out)
			i++
			continue
		}
		n, hit := g.longest(words, i)
		if n == 0 {
			i++
			continue
		}
		first, last := words[i], words[i+n-1]
		if !hit.skip {
			m := t.mention(hit.refs, day)
			m.Start, m.End = first.start, last.end
			if m.End < len(text) && text[m.End] == ')' && strings.Contains(text[m.Start:m.End], "(") {
				m.End++ // "Congo (Brazzaville)"
			}
			m.Text = text[m.Start:m.End]
			out = append(out, m)
		}
		i += n
	}
	return out
}

func (t *table) mention(refs []ref, day graph.Date) Mention {
	refs = t.pick(refs, day)
	var m Mention
	for _, r := range refs {
		if k := t.entities[r.entity].Key; !slices.Contains(m.Candidates, k) {
			m.Candidates = append(m.Candidates, k)
		}
		if m.Kind == "" {
			m.Kind = t.name(r).Kind
		}
	}
	if len(m.Candidates) == 1 {
		m.Key, m.Candidates = m.Candidates[0], nil
	}
	slices.SortFunc(m.Candidates, graph.Key.Compare)
	return m
}

// token is a word of a text: its folded form, whether it is written with a
// capital, whether in capitals alone, and whether it is a run of Han, Kana or
// Hangul, in which names are sought by character.
type token struct {
	word        string
	start, end  int
	upper, caps bool
	cased       bool // its script has capitals
	cjk         bool
	joint       bool // no end of a sentence before it
}

// node is a step of the tree of names, word by word.
type node struct {
	next map[string]*node
	hits []*hit
}

// hit is a name of the tree.
type hit struct {
	refs []ref
	caps bool // only in capitals: "US" is not "us"
	skip bool // a phrase that is passed over
}

type gazetteer struct {
	root  node
	chars map[rune][]charName // by first character, longest first
}

type charName struct {
	text string
	refs []ref
}

var gazetteers = sync.OnceValue(func() *gazetteer {
	t := load()
	g := &gazetteer{chars: map[rune][]charName{}}
	chars := map[string][]ref{}
	for i := range t.entities {
		for j, n := range t.entities[i].Names {
			if n.Quiet {
				continue
			}
			r := ref{i, j}
			ts := tokens(n.Text)
			if len(ts) == 0 {
				continue
			}
			switch first, _ := utf8.DecodeRuneInString(n.Text[ts[0].start:]); {
			case ts[0].cjk:
				if utf8.RuneCountInString(n.Text) > 1 {
					text := norm.NFC.String(n.Text)
					chars[text] = append(chars[text], r)
				}
			case unicode.Is(unicode.Latin, first) && n.Lang != "en":
			default:
				// One word in capitals of up to six letters is an abbreviation,
				// and as a word of its own it would be another.
				caps := len(ts) == 1 && ts[0].caps && utf8.RuneCountInString(ts[0].word) <= 6
				g.add(ts, r, caps)
			}
		}
	}
	for text, refs := range chars {
		first, _ := utf8.DecodeRuneInString(text)
		g.chars[first] = append(g.chars[first], charName{text, refs})
	}
	for _, list := range g.chars {
		slices.SortFunc(list, func(a, b charName) int {
			if len(a.text) != len(b.text) {
				return len(b.text) - len(a.text)
			}
			return strings.Compare(a.text, b.text)
		})
	}
	text, err := data.ReadFile("data/phrases.txt")
	if err != nil {
		panic(err)
	}
	for line := range strings.SplitSeq(string(text), "\n") {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			g.at(tokens(line)).hits = []*hit{{skip: true}}
		}
	}
	return g
})

func (g *gazetteer) at(ts []token) *node {
	at := &g.root
	for _, w := range ts {
		if at.next == nil {
			at.next = map[string]*node{}
		}
		n := at.next[w.word]
		if n == nil {
			n = &node{}
			at.next[w.word] = n
		}
		at = n
	}
	return at
}

func (g *gazetteer) add(ts []token, r ref, caps bool) {
	n := g.at(ts)
	for _, h := range n.hits {
		if h.caps == caps {
			h.refs = append(h.refs, r)
			return
		}
	}
	n.hits = append(n.hits, &hit{refs: []ref{r}, caps: caps})
}

// longest finds the longest name that begins at a word.
func (g *gazetteer) longest(words []token, i int) (n int, found *hit) {
	at := &g.root
	for j := i; j < len(words); j++ {
		w := words[j]
		if w.cjk || j > i && !w.joint {
			break
		}
		if at = at.next[w.word]; at == nil {
			break
		}
		for _, h := range at.hits {
			if h.skip || fits(h, words[i:j+1]) {
				n, found = j-i+1, h
				break
			}
		}
	}
	return n, found
}

// fits reports whether words are written as a name is: one word with a capital
// where its script has any ("turkey" is a bird), an abbreviation in capitals,
// several words with one capital at least ("the former Yugoslav Republic of
// Macedonia").
func fits(h *hit, words []token) bool {
	if h.caps {
		return words[0].caps
	}
	for _, w := range words {
		if w.upper || !w.cased {
			return true
		}
	}
	return false
}

// scan finds names in a run of characters written without spaces. In Hangul a
// name begins a word, as particles follow it.
func (g *gazetteer) scan(t *table, text string, w token, day graph.Date, out []Mention) []Mention {
	border := true
	for p := w.start; p < w.end; {
		r, size := utf8.DecodeRuneInString(text[p:])
		found := false
		if border || !unicode.Is(unicode.Hangul, r) {
			for _, c := range g.chars[r] {
				if strings.HasPrefix(text[p:w.end], c.text) {
					m := t.mention(c.refs, day)
					m.Start, m.End, m.Text = p, p+len(c.text), c.text
					out = append(out, m)
					p += len(c.text)
					found = true
					break
				}
			}
		}
		border = found
		if !found {
			p += size
		}
	}
	return out
}

// tokens cuts a text into words as Fold does, with their places. An ending "'s"
// is cut off; "the" is left out, and a sentence's end keeps words apart.
func tokens(text string) []token {
	var out []token
	joint := true
	for p := 0; p < len(text); {
		r, size := utf8.DecodeRuneInString(text[p:])
		switch {
		case isCJK(r):
			start := p
			for p < len(text) {
				if r, size = utf8.DecodeRuneInString(text[p:]); !isCJK(r) {
					break
				}
				p += size
			}
			out = append(out, token{word: text[start:p], start: start, end: p, cjk: true})
			joint = true
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			w := word(text, p)
			p = w.end
			for p < len(text) && w.word != "" {
				// Skip what word cut off: "'s".
				r, n := utf8.DecodeRuneInString(text[p:])
				if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r) && !isApostrophe(r) || isCJK(r) {
					break
				}
				p += n
			}
			w.joint = joint
			if w.word == "the" || w.word == "" {
				continue
			}
			joint = true
			out = append(out, w)
		default:
			if strings.ContainsRune(".;:!?\n", r) {
				joint = false
			}
			if r == '.' && len(out) > 0 && len(out[len(out)-1].word) <= 3 {
				joint = true // "St. Lucia", "Dem. Rep."
			}
			if r == '&' {
				out = append(out, token{word: "and", start: p, end: p + size, joint: joint})
			}
			p += size
		}
	}
	return out
}

// word reads the word that begins at p.
func word(text string, p int) token {
	w := token{start: p, caps: true}
	end := p    // after the last letter
	cutAt := -1 // before an apostrophe that a lone s follows
	letters, after := 0, 0
	plainWord := true
	for q := p; q < len(text); {
		r, size := utf8.DecodeRuneInString(text[q:])
		switch {
		case isCJK(r):
			q = len(text)
			continue
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r):
			if r >= utf8.RuneSelf {
				plainWord = false
			}
			if unicode.IsLower(r) {
				w.caps = false
				w.cased = true
			}
			if unicode.IsUpper(r) || unicode.IsTitle(r) {
				w.cased = true
				w.upper = w.upper || q == p
			}
			letters++
			after++
			q += size
			end = q
		case isApostrophe(r):
			cutAt, after = q, 0
			plainWord = false
			q += size
		case r == '.' && letters == 1 && q+size < len(text):
			// Initials go on: "U.S."
			if next, _ := utf8.DecodeRuneInString(text[q+size:]); !unicode.IsLetter(next) || isCJK(next) {
				q = len(text)
				continue
			}
			plainWord = false
			letters = 0
			q += size
		default:
			q = len(text)
		}
	}
	if cutAt > p && (after == 0 || after == 1 && (text[end-1] == 's' || text[end-1] == 'S')) {
		end = cutAt
		if w.cased && !w.caps && end == cutAt {
			// The s may have been the only small letter.
			w.caps = strings.ToUpper(text[p:end]) == text[p:end]
		}
	}
	if end < len(text) && text[end] == '.' && strings.Contains(text[p:end], ".") {
		end++ // the last point of "U.S."
	}
	w.end = end
	if plainWord {
		w.word = strings.ToLower(text[p:end])
		if w.word == "saint" {
			w.word = "st"
		}
	} else {
		w.word = strings.ReplaceAll(Fold(text[p:end]), " ", "")
		if w.word == "" && strings.EqualFold(text[p:end], "the") {
			w.word = "the"
		}
	}
	if w.word == "peoples" {
		w.word = "people" // the apostrophe of "People's" left out
	}
	return w
}

func isCJK(r rune) bool {
	return r >= 0x1100 && (unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) || r == 'ー')
}
