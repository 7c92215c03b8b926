package projection

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// foldWords gives the words of texts in lower case without accents, each
// between spaces: " peoples republic ". Apostrophes vanish, other punctuation
// parts words. "" where there is no word.
func foldWords(texts ...string) string {
	var b strings.Builder
	gap := true
	for _, t := range texts {
		for _, r := range decompose(t) {
			switch {
			case r == '\'' || r == '’' || r == 'ʼ' || unicode.Is(unicode.Mn, r):
			case unicode.IsLetter(r) || unicode.IsDigit(r):
				if gap {
					b.WriteByte(' ')
				}
				gap = false
				b.WriteRune(unicode.ToLower(r))
			default:
				gap = true
			}
		}
		gap = true
	}
	if b.Len() == 0 {
		return ""
	}
	b.WriteByte(' ')
	return b.String()
}

func decompose(s string) string {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return norm.NFKD.String(s)
		}
	}
	return s
}

// textQuery is the words of a filter's text, each to be found whole (" word ")
// or, where it ended in a star, as a beginning (" word").
func textQuery(text string) []string {
	var out []string
	for _, f := range strings.Fields(text) {
		words := strings.Fields(foldWords(f))
		for i, w := range words {
			if i == len(words)-1 && strings.HasSuffix(f, "*") {
				out = append(out, " "+w)
			} else {
				out = append(out, " "+w+" ")
			}
		}
	}
	return out
}
