package projection

import (
	"regexp"
	"strings"
	"unicode"

	"entente/graph/vocab"
)

// draftWithin finds symbols named within a longer text.
var draftWithin = regexp.MustCompile(`(?i)\b[SA]/[A-Z0-9./-]*\d(?:/Rev\.\d+)?`)

// symbolKeys are the keys under which a stored symbol is found: its form of
// vocab.NormalizeSymbol (a bare number is the Council's) without square brackets (sources differ in "105[M]" and "105M"), for the
// Council also without the year, and each symbol named within a longer text.
func symbolKeys(stored string) []string {
	if stored == "" {
		return nil
	}
	keys := []string{symbolKey(stored)}
	if i := strings.IndexByte(keys[0], '('); i > 0 && strings.HasPrefix(keys[0], "S/RES/") {
		keys = append(keys, keys[0][:i])
	}
	if strings.ContainsFunc(strings.TrimFunc(stored, isSpace), func(r rune) bool { return isSpace(r) || r == ';' || r == ',' }) {
		for _, s := range draftWithin.FindAllString(stored, -1) {
			keys = append(keys, symbolKey(s))
		}
	}
	return keys
}

func symbolKey(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '[' || r == ']' {
			return -1
		}
		return unicode.ToUpper(r)
	}, vocab.NormalizeSymbol(SecurityCouncil.String(), s))
}

// isSpace also takes what is no space to unicode but stands in files as one.
func isSpace(r rune) bool {
	return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '\u2060'
}

// compareNatural compares texts with their runs of digits as numbers:
// "A/RES/9/2" before "A/RES/10/1".
func compareNatural(a, b string) int {
	for a != "" && b != "" {
		x, y := digits(a), digits(b)
		if x > 0 && y > 0 {
			m, n := strings.TrimLeft(a[:x], "0"), strings.TrimLeft(b[:y], "0")
			if len(m) != len(n) {
				return len(m) - len(n)
			}
			if c := strings.Compare(m, n); c != 0 {
				return c
			}
			a, b = a[x:], b[y:]
			continue
		}
		if a[0] != b[0] {
			return int(a[0]) - int(b[0])
		}
		a, b = a[1:], b[1:]
	}
	return len(a) - len(b)
}

func digits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}
