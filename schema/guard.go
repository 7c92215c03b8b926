package schema

import (
	"strings"
	"unicode/utf8"
)

// guard looks at the text of a document before the parser does, which recurses
// without limit and is slow on long input (graphql-go issues #742, #754). It
// reads tokens exactly as the library's lexer cuts them and counts; what is no
// GraphQL it leaves to the parser, which by then has little to read.
func guard(query string, l *Limits) *Error {
	if len(query) > l.BodyBytes {
		return tooComplex("max-body", "bytes of text", len(query), l.BodyBytes)
	}
	if !utf8.ValidString(query) {
		return badRequest("The query is not valid UTF-8 text.")
	}
	s := scan{text: query}
	var broken int // where the last run of signs began
	var tokens, nesting, parens, braces, selections, aliases, directives int
	var prev, beforePrev token
	for {
		before := s.at
		t := s.next()
		if t.kind == 0 {
			return nil
		}
		if s.began > before {
			broken = s.began
		}
		if t.kind == 'a' && len(t.text) > maxName {
			return badRequest("A name in the query has %d bytes; at most %d are allowed.", len(t.text), maxName)
		}
		if run := s.at - broken; run > l.Run {
			return tooComplex("max-run", "bytes or more of text or signs without a break", run, l.Run)
		}
		if tokens++; tokens > l.Tokens {
			return tooComplex("max-tokens", "tokens or more", tokens, l.Tokens)
		}
		switch t.kind {
		case '{', '[', '(':
			if nesting++; nesting > l.Nesting {
				return tooComplex("max-nesting", "brackets open at one place or more", nesting, l.Nesting)
			}
			switch t.kind {
			case '(':
				parens++
			case '{':
				braces++
			}
		case '}', ']', ')':
			nesting = max(0, nesting-1)
			switch t.kind {
			case ')':
				parens = max(0, parens-1)
			case '}':
				braces = max(0, braces-1)
			}
		case '@':
			if directives++; directives > l.Directives {
				return tooComplex("max-directives", "directives or more", directives, l.Directives)
			}
		case '.':
			if parens == 0 && braces > 0 {
				selections++
			}
		case ':':
			if parens == 0 && braces > 0 && prev.kind == 'a' {
				if aliases++; aliases > l.Aliases {
					return tooComplex("max-aliases", "aliases or more", aliases, l.Aliases)
				}
			}
		case 'a':
			// Not a field: the name behind an alias, of a directive, of a
			// fragment, and the type in "... on Type".
			named := prev.kind == ':' || prev.kind == '@' || prev.kind == '.' ||
				prev.kind == 'a' && prev.text == "on" && beforePrev.kind == '.'
			if parens == 0 && braces > 0 && !named {
				selections++
			}
		}
		if selections > l.Selections {
			return tooComplex("max-selections", "fields and spreads or more", selections, l.Selections)
		}
		beforePrev, prev = prev, t
	}
}

// maxName bounds a name, which the rules compare with every name they know.
const maxName = 255

// foldAt is the length from which a line is broken for the parser.
const foldAt = 500

// fold gives the text as the parser gets it: no line much longer than the limit
// max-run, since the parser's message about a mistake takes the square of the
// column it stands at. A space or comma between tokens becomes a line break, so
// every place keeps its offset.
func fold(query string) string {
	if len(query) <= foldAt {
		return query
	}
	var out []byte
	s := scan{text: query}
	line := 0
	for end := false; !end; {
		before := s.at
		from := len(query)
		if end = s.next().kind == 0; !end {
			from = s.began
		}
		for i := before; i < from; i++ {
			switch c := query[i]; {
			case c == '\n' || c == '\r':
				line = i + 1
			case c == '#':
				for i+1 < from && query[i+1] != '\n' && query[i+1] != '\r' {
					i++
				}
			case i-line >= foldAt && (c == ' ' || c == '\t' || c == ','):
				if out == nil {
					out = []byte(query)
				}
				out[i] = '\n'
				line = i + 1
			}
		}
	}
	if out == nil {
		return query
	}
	return string(out)
}

// token is one token: kind is its punctuator, 'a' for a name, '0' for a number,
// '"' for text, '.' for "...", '?' for what is no GraphQL, 0 at the end.
type token struct {
	kind byte
	text string
}

type scan struct {
	text  string
	at    int
	began int // where the token given last begins
}

func (s *scan) next() token {
	for s.at < len(s.text) {
		c := s.text[s.at]
		s.began = s.at
		switch {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',':
			s.at++
		case strings.HasPrefix(s.text[s.at:], "\ufeff"):
			s.at += len("\ufeff")
		case c == '#':
			for s.at < len(s.text) && s.text[s.at] != '\n' && s.text[s.at] != '\r' {
				s.at++
			}
		case nameStart(c):
			from := s.at
			for s.at < len(s.text) && (nameStart(s.text[s.at]) || digit(s.text[s.at])) {
				s.at++
			}
			return token{'a', s.text[from:s.at]}
		case digit(c) || c == '-':
			s.number()
			return token{kind: '0'}
		case c == '"':
			s.quoted()
			return token{kind: '"'}
		case strings.HasPrefix(s.text[s.at:], "..."):
			s.at += 3
			return token{kind: '.'}
		case strings.IndexByte("{}[]()@:$!=|&", c) >= 0:
			s.at++
			return token{kind: c}
		default:
			s.at++
			return token{kind: '?'}
		}
	}
	return token{}
}

func nameStart(c byte) bool { return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
func digit(c byte) bool     { return c >= '0' && c <= '9' }

// number reads what can belong to a number; "1...a" must not eat the dots.
func (s *scan) number() {
	digits := func() {
		for s.at < len(s.text) && digit(s.text[s.at]) {
			s.at++
		}
	}
	peek := func(i int) byte {
		if s.at+i < len(s.text) {
			return s.text[s.at+i]
		}
		return 0
	}
	s.at++
	digits()
	if peek(0) == '.' && digit(peek(1)) {
		s.at++
		digits()
	}
	if e := peek(0); e == 'e' || e == 'E' {
		switch sign := peek(1); {
		case digit(sign):
			s.at++
		case (sign == '+' || sign == '-') && digit(peek(2)):
			s.at += 2
		default:
			return
		}
		digits()
	}
}

// quoted reads a string or a block string. An unterminated string ends at its
// line; the parser refuses it there.
func (s *scan) quoted() {
	rest := s.text[s.at:]
	if strings.HasPrefix(rest, `"""`) {
		i := 3
		for i < len(rest) {
			switch {
			case strings.HasPrefix(rest[i:], `\"""`):
				i += 4
			case strings.HasPrefix(rest[i:], `"""`):
				s.at += i + 3
				return
			default:
				i++
			}
		}
		s.at = len(s.text)
		return
	}
	for i := 1; i < len(rest); i++ {
		switch rest[i] {
		case '\\':
			i++
		case '"':
			s.at += i + 1
			return
		case '\n', '\r':
			s.at += i
			return
		}
	}
	s.at = len(s.text)
}
