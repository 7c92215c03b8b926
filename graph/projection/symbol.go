package projection

import (
	"regexp"
	"strings"
	"unicode"
)

var (
	symbolWords = regexp.MustCompile(`(?i)^(?:(?:the|un|u\.n\.|united nations|security council|general assembly|unsc|unga|sc|ga|draft|resolution|res\.?|no\.?)\s+|unscr\s*)+`)
	councilWord = regexp.MustCompile(`(?i)\b(?:security council|unsc|unscr|sc)\b`)

	councilForm = regexp.MustCompile(`^S/RES/(\d+)[(/](\d{4})\)?$`)
	yearForm    = regexp.MustCompile(`^(\d+)\((\d{4})\)?$`)
	numberForm  = regexp.MustCompile(`^(?:S/RES/)?(\d+)$`)
	romanForm   = regexp.MustCompile(`^(?:A/RES/)?(\d+)\((E?S-[IVX\d]+|[IVXL]+)\)(.*)$`)
	sessionForm = regexp.MustCompile(`^(?:A/RES/)?((?:E?S-)?\d+)/(\d+)(\[?[^/]*)$`)
	draftForm   = regexp.MustCompile(`^S/(\d{4})[/-](\d+)(.*)$`)
	revision    = regexp.MustCompile(`/(REV|ADD|CORR)\.?(\d+)`)

	draftWithin = regexp.MustCompile(`(?i)\b[SA]/[A-Z0-9./-]*\d(?:/Rev\.\d+)?`)
)

// NormalizeSymbol gives the canonical form of a resolution's or draft's symbol,
// as the United Nations Digital Library writes it, from any form in use:
// "1718 (2006)", "Resolution 1718(2006)" and "S/RES/1718 (2006)" are
// "S/RES/1718(2006)"; "66/254" is "A/RES/66/254"; "377 (V)" is "A/RES/377(V)";
// "s/2005-554" is "S/2005/554". White space of any kind, also the no-break
// space, and leading zeros go (B21, B51). A bare number is taken as the
// Council's: "1718" is "S/RES/1718", which FindSymbol finds without its year.
// What has no known form is given back trimmed, with single spaces.
func NormalizeSymbol(s string) string {
	s = strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, "\ufffd"), isSpace), " ")
	plain := s
	words := symbolWords.FindString(s)
	s = strings.ToUpper(strings.ReplaceAll(s[len(words):], " ", ""))

	if m := councilForm.FindStringSubmatch(s); m != nil {
		return "S/RES/" + unzero(m[1]) + "(" + m[2] + ")"
	}
	if m := yearForm.FindStringSubmatch(s); m != nil {
		return "S/RES/" + unzero(m[1]) + "(" + m[2] + ")"
	}
	if m := numberForm.FindStringSubmatch(s); m != nil {
		return "S/RES/" + unzero(m[1])
	}
	if m := romanForm.FindStringSubmatch(s); m != nil {
		return "A/RES/" + unzero(m[1]) + "(" + m[2] + ")" + m[3]
	}
	if m := sessionForm.FindStringSubmatch(s); m != nil && !councilWord.MatchString(words) {
		return "A/RES/" + unzero(m[1]) + "/" + unzero(m[2]) + m[3]
	}
	if m := draftForm.FindStringSubmatch(s); m != nil {
		s = "S/" + m[1] + "/" + unzero(m[2]) + m[3]
	}
	if strings.HasPrefix(s, "S/") || strings.HasPrefix(s, "A/") {
		return revision.ReplaceAllStringFunc(s, func(r string) string {
			m := revision.FindStringSubmatch(r)
			return "/" + m[1][:1] + strings.ToLower(m[1][1:]) + "." + m[2]
		})
	}
	return plain
}

// symbolKeys are the keys under which a stored symbol is found: its canonical
// form without square brackets (sources differ in "105[M]" and "105M"), for the
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
	}, NormalizeSymbol(s))
}

// isSpace also takes what is no space to unicode but stands in files as one.
func isSpace(r rune) bool {
	return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '\u2060'
}

func unzero(digits string) string {
	// The head of a session's number ("ES-011") stays before its zeros.
	head := digits[:strings.LastIndexByte(digits, '-')+1]
	tail := strings.TrimLeft(digits[len(head):], "0")
	if tail == "" {
		tail = "0"
	}
	return head + tail
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
