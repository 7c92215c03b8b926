package vocab

import (
	"strconv"
	"strings"
	"unicode"
)

// NormalizeSymbol brings the symbol of a resolution or a draft into the one
// form roll calls are keyed by, however it is written (B21, B51):
//
//	S/RES/1718 (2006), s/res/1718(2006), 1718 (2006),
//	Resolution 1718 (2006), UNSCR 1718 (2006)           S/RES/1718(2006)
//	76/245, A/RES/76/245, resolution 76/245             A/RES/76/245
//	3541 (XXX) [C], A/RES/3541(XXX)[C]                  A/RES/3541(XXX)[C]
//	S/2023/212 followed by a no-break space, S/2023-212 S/2023/212
//
// Spaces of every kind go, letters are written large, dashes become hyphens,
// doubled slashes one, and leading zeros of a number are dropped. body is one of
// Bodies, or "" where it is not known; it decides what a bare "2397" means and
// is otherwise not needed, since the forms of the two bodies differ. What is
// neither form is given back cleaned and not changed further; text of spaces
// alone gives "".
func NormalizeSymbol(body, s string) string {
	s = cleanSymbol(s)
	if s == "" {
		return ""
	}
	head, tail := s, ""
	if i := strings.IndexByte(s, '['); i >= 0 {
		head, tail = s[:i], s[i:]
	}
	head = strings.ToUpper(head)
	for _, word := range symbolWords {
		if rest, ok := strings.CutPrefix(head, word.text); ok && rest != "" && (isDigit(rest[0]) || strings.HasPrefix(rest, "ES-") || strings.HasPrefix(rest, "S-")) {
			head = rest
			if word.body != "" {
				body = word.body
			}
			break
		}
	}
	if !strings.HasPrefix(head, "S/") && !strings.HasPrefix(head, "A/") {
		head = resolutionForm(body, head)
	}
	return dropZeros(councilForm(head)) + bracketForm(tail)
}

// councilForm mends the other ways in which the Council's symbols are written:
// S/RES/1718/2006 for S/RES/1718(2006), S/2005-554 for S/2005/554.
func councilForm(s string) string {
	if rest, ok := strings.CutPrefix(s, "S/RES/"); ok {
		if number, year, ok := strings.Cut(rest, "/"); ok && isDigits(number) && isYear(year) {
			return "S/RES/" + number + "(" + year + ")"
		}
		return s
	}
	if rest, ok := strings.CutPrefix(s, "S/"); ok && len(rest) > 5 && isYear(rest[:4]) && rest[4] == '-' && isDigit(rest[5]) {
		return "S/" + rest[:4] + "/" + rest[5:]
	}
	return s
}

func isYear(s string) bool { return len(s) == 4 && isDigits(s) }

// symbolWords are the words people write before a resolution's number, the
// spaces already taken out; the longest stand first.
var symbolWords = []struct{ text, body string }{
	{"UNSECURITYCOUNCILRESOLUTION", "security_council"},
	{"UNGENERALASSEMBLYRESOLUTION", "general_assembly"},
	{"SECURITYCOUNCILRESOLUTION", "security_council"},
	{"GENERALASSEMBLYRESOLUTION", "general_assembly"},
	{"UNSCRESOLUTION", "security_council"},
	{"UNGARESOLUTION", "general_assembly"},
	{"UNRESOLUTION", ""},
	{"RESOLUTION", ""},
	{"UNSCRES", "security_council"},
	{"UNGARES", "general_assembly"},
	{"UNSCR", "security_council"},
	{"UNGAR", "general_assembly"},
	{"RES.", ""},
	{"RES/", ""},
	{"RES", ""},
}

// cleanSymbol takes out every space and invisible character and makes all
// dashes hyphens.
func cleanSymbol(s string) string {
	clean := true
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c >= 0x7f || c == '/' && i > 0 && s[i-1] == '/' {
			clean = false
			break
		}
	}
	if clean {
		return s
	}
	var b strings.Builder
	last := rune(0)
	for _, r := range s {
		switch {
		case unicode.IsSpace(r), unicode.IsControl(r), unicode.Is(unicode.Cf, r):
			continue
		case unicode.Is(unicode.Pd, r) || r == '\u2212':
			r = '-'
		case r == '/' && last == '/':
			continue
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}

// resolutionForm completes a bare number: 1718(2006), 3541(XXX), 76/245,
// ES-11/1, and 2397 where the body is known.
func resolutionForm(body, s string) string {
	for len(s) > 1 && s[0] == '0' && isDigit(s[1]) {
		s = s[1:]
	}
	special := strings.TrimPrefix(strings.TrimPrefix(s, "E"), "S-")
	switch {
	case len(s) > len(special) && strings.Contains(special, "/") && isDigit(special[0]):
		return "A/RES/" + s
	case s == "" || !isDigit(s[0]):
		return s
	}
	number, rest := s, ""
	if i := strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }); i >= 0 {
		number, rest = s[:i], s[i:]
	}
	switch {
	case rest == "" && body == "security_council":
		return "S/RES/" + number
	case strings.HasPrefix(rest, "(") && strings.HasSuffix(rest, ")"):
		if isYear(rest[1 : len(rest)-1]) {
			return "S/RES/" + s
		}
		return "A/RES/" + s
	case strings.HasPrefix(rest, "(") && isYear(rest[1:]):
		return "S/RES/" + s + ")"
	case strings.HasPrefix(rest, "/") && len(rest) > 1 && isDigit(rest[1]) && len(number) <= 3:
		return "A/RES/" + s
	}
	return s
}

// dropZeros takes leading zeros off the numbers between slashes: S/RES/0242(1967).
func dropZeros(s string) string {
	if !strings.Contains(s, "/0") {
		return s
	}
	parts := strings.Split(s, "/")
	for i, p := range parts {
		for len(p) > 1 && p[0] == '0' && isDigit(p[1]) {
			p = p[1:]
		}
		parts[i] = p
	}
	return strings.Join(parts, "/")
}

// bracketForm writes the mark of a part in capitals, but for the word Section,
// which the record writes small.
func bracketForm(s string) string {
	up := strings.ToUpper(s)
	return strings.ReplaceAll(up, "[SECTION", "[Section")
}

// SessionOf reads the session of the Assembly out of a symbol in the form of
// NormalizeSymbol: 76 of A/RES/76/245 and A/76/L.14, ES-11 of A/RES/ES-11/1,
// 30 of A/RES/3541(XXX), ES-1 of A/RES/997(ES-I), S-3 of A/RES/1622(S-III). It
// gives "" where the symbol tells none. A session is not a year: 66 began in
// 2011 and still voted in 2012 (B39).
func SessionOf(symbol string) string {
	rest, ok := strings.CutPrefix(symbol, "A/")
	if !ok {
		return ""
	}
	rest = strings.TrimPrefix(rest, "RES/")
	if i := strings.IndexByte(rest, '['); i >= 0 {
		rest = rest[:i]
	}
	if open := strings.IndexByte(rest, '('); open >= 0 && strings.HasSuffix(rest, ")") {
		return sessionWord(rest[open+1 : len(rest)-1])
	}
	if slash := strings.IndexByte(rest, '/'); slash > 0 {
		return sessionWord(rest[:slash])
	}
	return ""
}

// sessionWord reads 76, ES-11, XXX, ES-I, S-III.
func sessionWord(s string) string {
	prefix := ""
	for _, p := range []string{"ES-", "S-"} {
		if rest, ok := strings.CutPrefix(s, p); ok {
			prefix, s = p, rest
			break
		}
	}
	if isDigits(s) && len(s) <= 3 {
		return prefix + s
	}
	if n := roman(s); n > 0 {
		return prefix + strconv.Itoa(n)
	}
	return ""
}

// roman reads a Roman number to 89, which is as far as sessions were counted
// so; 0 for anything else.
func roman(s string) int {
	values := map[byte]int{'I': 1, 'V': 5, 'X': 10, 'L': 50}
	n := 0
	for i := range len(s) {
		v := values[s[i]]
		if v == 0 {
			return 0
		}
		if i+1 < len(s) && v < values[s[i+1]] {
			v = -v
		}
		n += v
	}
	return max(n, 0)
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isDigits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return s != ""
}
