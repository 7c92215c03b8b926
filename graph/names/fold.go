package names

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold brings the spellings of a name to one form: without case, accents,
// apostrophes and punctuation, composed or decomposed, "&" as "and", "Saint" as
// "St", and without "the". Letters that are letters of their own are kept by
// their usual Latin stand-in (ø as o, ł as l). Folding twice changes nothing.
func Fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	word := 0 // letters since the last border or point
	for _, r := range norm.NFKD.String(strings.ToValidUTF8(s, " ")) {
		switch {
		case isApostrophe(r) || isMark(r) || unicode.Is(unicode.Cf, r):
		case r == '.':
			// "U.S." is one word, "Dem.Rep." two.
			if word > 1 {
				b.WriteByte(' ')
			}
			word = 0
		case r == '&':
			b.WriteString(" and ")
			word = 0
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r):
			r = unicode.ToLower(r)
			if t, ok := plain[r]; ok {
				b.WriteString(t)
			} else {
				b.WriteRune(r)
			}
			word++
		default:
			b.WriteByte(' ')
			word = 0
		}
	}
	words := strings.Fields(b.String())
	out := words[:0]
	for _, w := range words {
		switch w {
		case "the":
			continue
		case "saint":
			w = "st"
		}
		out = append(out, w)
	}
	return strings.Join(out, " ")
}

var plain = map[rune]string{'ß': "ss", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'æ': "ae", 'œ': "oe", 'ı': "i"}

func isApostrophe(r rune) bool {
	switch r {
	case '\'', '’', '‘', '`', '´', 'ʼ', 'ʻ', '′', '‛', '＇':
		return true
	}
	return false
}

// isMark reports combining marks, save the two that make another letter in
// Japanese.
func isMark(r rune) bool {
	return unicode.Is(unicode.Mn, r) && r != 0x3099 && r != 0x309A
}
