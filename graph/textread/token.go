package textread

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a word, a number or one mark of a text. "Russia's" is two tokens,
// as is "didn't".
type token struct {
	start, end int
	low        string // the word in small letters, marks as they are
	cap        bool   // begins with a capital
	caps       bool   // more than one letter, all of them capitals
	word       bool   // letters or digits
	number     bool   // begins with a digit
	glued      bool   // no space before it
}

func isQuoteMark(s string) bool {
	switch s {
	case `"`, "“", "”", "«", "»", "„":
		return true
	}
	return false
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' || r == '‘' }

// cut makes tokens of text[from:to].
func cut(text string, from, to int, out []token) []token {
	space := true
	for p := from; p < to; {
		r, n := utf8.DecodeRuneInString(text[p:to])
		switch {
		case unicode.IsSpace(r) || unicode.Is(unicode.Cf, r):
			space = true
			p += n
			continue
		case isLetter(r):
			end := wordEnd(text, p, to)
			t := token{start: p, end: end, word: true, glued: !space}
			t.cap = unicode.IsUpper(r)
			t.number = unicode.IsDigit(r)
			t.low = lower(text[p:end])
			t.caps = t.cap && utf8.RuneCountInString(t.low) > 1 && strings.ToUpper(text[p:end]) == text[p:end]
			out = endings(text, out, t)
			p = end
		default:
			t := token{start: p, end: p + n, low: text[p : p+n], glued: !space}
			// "'s" and "'": endings of the word before.
			if isApostrophe(r) && !space {
				end := wordEnd(text, p+n, to)
				switch s := text[p+n : end]; s {
				case "s", "S", "":
					t.end, t.low = end, "'s"
					if s == "" {
						t.low = "'"
					}
				}
			}
			out = append(out, t)
			p = t.end
		}
		space = false
	}
	return out
}

func isLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r)
}

func lower(s string) string {
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return strings.ToLower(s)
		}
	}
	return s
}

// wordEnd finds the end of the word at p. Inner points of initials and
// decimals, commas of numbers, apostrophes inside a name and hyphens between
// small letters belong to it; a hyphen at a capital does not ("anti-American",
// "Moscow-based"), nor an ending "'s".
func wordEnd(text string, p, to int) int {
	start := p
	for p < to {
		r, n := utf8.DecodeRuneInString(text[p:to])
		if isLetter(r) {
			p += n
			continue
		}
		if p == start {
			return p
		}
		next, m := utf8.DecodeRuneInString(text[p+n : to])
		if m == 0 || !isLetter(next) {
			if r == '.' && initials(text[start:p]) {
				return p + n
			}
			return p
		}
		before, _ := utf8.DecodeLastRuneInString(text[start:p])
		switch {
		case r == '.' && (unicode.IsDigit(before) && unicode.IsDigit(next) || initials(text[start:p])):
		case r == ',' && unicode.IsDigit(before) && unicode.IsDigit(next) && threeDigits(text[p+n:to]):
		case r == '/' && (unicode.IsDigit(before) || unicode.IsUpper(before)) && (unicode.IsDigit(next) || unicode.IsUpper(next)):
		case r == '-':
			first, _ := utf8.DecodeRuneInString(text[start:p])
			if unicode.IsUpper(next) || unicode.IsUpper(first) || unicode.IsUpper(before) {
				return p
			}
		case isApostrophe(r):
			after := p + n + m
			if next == 's' || next == 'S' || next == 't' {
				if q, _ := utf8.DecodeRuneInString(text[after:to]); after == to || !isLetter(q) {
					if next == 't' {
						p = after
						continue
					}
					return p
				}
			}
		default:
			return p
		}
		p += n
	}
	return p
}

// initials reports "U", "U.S", "p.m": single letters with points between.
func initials(s string) bool {
	if len(s) > 12 {
		return false
	}
	letter := false
	for _, r := range s {
		switch {
		case r == '.' && letter:
			letter = false
		case unicode.IsLetter(r) && !letter:
			letter = true
		default:
			return false
		}
	}
	return letter && (len(s) > 1 && strings.Contains(s, ".") || s[0] >= 'A' && s[0] <= 'Z' && s != "I")
}

func threeDigits(s string) bool {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n == 3
}

// endings adds a word, "didn't" as "did" and "not".
func endings(text string, out []token, t token) []token {
	low := t.low
	k := len(low)
	if !strings.HasSuffix(low, "t") || k < 4 || len(low) != t.end-t.start {
		if low == "cannot" {
			a, b := t, t
			a.end, a.low = t.start+3, "can"
			b.start, b.low, b.cap, b.glued = t.start+3, "not", false, true
			return append(out, a, b)
		}
		return append(out, t)
	}
	for _, apo := range []string{"n't", "n’t"} {
		if stem, ok := strings.CutSuffix(low, apo); ok && stem != "" {
			a, b := t, t
			a.end, a.low = t.start+len(stem), stem
			switch stem {
			case "wo":
				a.low = "will"
			case "ca":
				a.low = "can"
			}
			b.start, b.low, b.cap, b.glued = a.end, "not", false, true
			return append(out, a, b)
		}
	}
	return append(out, t)
}
