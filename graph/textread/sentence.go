package textread

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

type span struct{ start, end int }

// abbreviations end with a point that ends no sentence where a name or a
// number follows.
var abbreviations = wordSet(`mr mrs ms dr prof gen col lt maj capt cmdr adm sgt brig sen rep gov pres min amb hon rev st sr jr fr
	mt no nos vol art para pp p cf vs etc e.g i.e eg ie approx est dept univ corp inc ltd co bros
	jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun a.m p.m u.s u.n u.k u.s.a`)

// mayEnd are abbreviations that often close a sentence too: a word that begins
// sentences decides.
var mayEnd = wordSet(`u.s u.n u.k u.s.a a.m p.m etc inc ltd co corp d.c u.s.s.r jr sr e.u`)

var starters = wordSet(`the a an this that these those it he she they we i you there here in on at by for from after before since during
	when while if although though but and so yet however moreover meanwhile instead still then now both neither some many most all no
	its his her their our my as to with despite under over according last next earlier later what who why how`)

// sentences cuts a text. A sentence ends at a point, a question mark, an
// exclamation mark or an ellipsis with what follows it of quotes and brackets,
// or at an empty line; not after an abbreviation or an initial, inside a
// number, or where a small letter follows.
func sentences(text string) []span {
	var out []span
	start := 0
	add := func(end int) {
		s := strings.TrimRightFunc(text[start:end], unicode.IsSpace)
		t := strings.TrimLeftFunc(s, unicode.IsSpace)
		if t != "" {
			from := start + len(s) - len(t)
			out = append(out, span{from, from + len(t)})
		}
		start = end
	}
	for p := 0; p < len(text); {
		c := text[p]
		switch c {
		case '\n':
			q := p + 1
			for q < len(text) && (text[q] == ' ' || text[q] == '\t' || text[q] == '\r') {
				q++
			}
			if q < len(text) && text[q] == '\n' || strings.HasPrefix(text[q:], "* ") || strings.HasPrefix(text[q:], "- ") {
				add(p)
			}
			p++
			continue
		case '.', '!', '?':
		case 0xE2:
			if strings.HasPrefix(text[p:], "…") {
				break
			}
			p++
			continue
		case 0xE3: // the ideographic full stop
			if strings.HasPrefix(text[p:], "。") {
				p += 3
				add(p)
				continue
			}
			p++
			continue
		default:
			p++
			continue
		}
		first := p
		// Take all the marks, then closing quotes and brackets.
		for p < len(text) {
			r, n := utf8.DecodeRuneInString(text[p:])
			if r == '.' || r == '!' || r == '?' || r == '…' || r == '"' || r == '”' || r == '’' || r == '\'' || r == ')' || r == ']' || r == '»' {
				p += n
				continue
			}
			break
		}
		if p < len(text) && !isSpaceAt(text, p) {
			continue // inside a number, a symbol, an address
		}
		if c == '.' && p == first+1 && !ends(text, start, first, p) {
			continue
		}
		if next := nextRune(text, p); next != 0 && (unicode.IsLower(next) || next == ',' || next == ';' || next == ':') {
			continue
		}
		add(p)
	}
	add(len(text))
	return out
}

func isSpaceAt(text string, p int) bool {
	r, _ := utf8.DecodeRuneInString(text[p:])
	return unicode.IsSpace(r)
}

// nextRune is the next letter, digit or mark that says how the text goes on,
// past space and opening quotes.
func nextRune(text string, p int) rune {
	for i, r := range text[p:] {
		if i > 40 {
			break
		}
		if unicode.IsSpace(r) || r == '"' || r == '“' || r == '‘' || r == '«' || r == '(' || r == '[' {
			continue
		}
		return r
	}
	return 0
}

// ends reports whether the single point at dot ends a sentence.
func ends(text string, start, dot, after int) bool {
	w := dot
	for w > start {
		r, n := utf8.DecodeLastRuneInString(text[start:w])
		if !isLetter(r) && r != '.' || dot-w > 24 {
			break
		}
		w -= n
	}
	word := strings.ToLower(strings.TrimLeft(text[w:dot], "."))
	switch {
	case word == "":
		return true
	case mayEnd[word]:
		return starters[strings.ToLower(nextWord(text, after))]
	case abbreviations[word]:
		// "No." and "in." are words as well: they end a sentence before a
		// capital that begins one.
		if word == "no" {
			r := nextRune(text, after)
			return !unicode.IsDigit(r)
		}
		if len(word) == 3 && !strings.Contains(word, ".") && text[w] >= 'a' && text[w] <= 'z' {
			// "sat.", "sun.", "min." written small.
			return !unicode.IsDigit(nextRune(text, after))
		}
		return false
	case utf8.RuneCountInString(word) == 1 && unicode.IsUpper(rune(text[w])) && word != "i":
		return false // an initial
	case strings.Contains(word, ".") && initials(text[w:dot]):
		return starters[strings.ToLower(nextWord(text, after))]
	}
	return true
}

func nextWord(text string, p int) string {
	for p < len(text) {
		r, n := utf8.DecodeRuneInString(text[p:])
		if isLetter(r) {
			break
		}
		p += n
	}
	q := p
	for q < len(text) && q-p < 40 {
		r, n := utf8.DecodeRuneInString(text[q:])
		if !isLetter(r) {
			break
		}
		q += n
	}
	return text[p:q]
}

func wordSet(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
