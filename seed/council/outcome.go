package council

import (
	"slices"
	"strconv"
	"strings"
)

// An outcome is one decision in the text by which the meetings' table gives a
// meeting's outcome.
type outcome struct {
	symbol  string // S/RES/2640(2022), S/2022/431, S/PV.23; of a statement its own
	number  int    // a resolution's number, 0 for others
	written string // as the text has it
	label   string // what stands in brackets behind it: (Transjordan)

	result   string // adopted, vetoed, failed, statement; "" where the text does not tell
	without  bool   // adopted without a vote
	all      bool   // "adopted unanimously"
	vetoedBy []string
	tally    tally
	note     string // "France did not participate in the voting."
}

// tally is yes, no and abstentions as a source states them.
type tally struct {
	yes, no, abstain int
	known            bool
}

// parseOutcomes reads an outcome text:
//
//	S/RES/2640 (2022) | 13-0-2
//	Draft resolution S/2022/431 vetoed by China, Russian Federation | 13-0-2
//	S/RES/1 (1946) | without vote
//	S/PRST/2000/28
//
// Several stand one behind the other, with or without a sign between them. A
// symbol within brackets is a remark, unless the brackets hold nothing else.
// ok is false where the text is neither empty ("--") nor says anything that is
// understood: in some rows it is an agenda item.
func parseOutcomes(text string) (list []outcome, ok bool) {
	text = spaces(text)
	type mark struct {
		from, to int
		o        outcome
	}
	var marks []mark
	depth, open := 0, 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '(':
			depth++
			open = i
			continue
		case ')':
			depth = max(depth-1, 0)
			continue
		case 'S', 's':
		default:
			continue
		}
		o, rest, ok := decision(text[i:])
		if !ok {
			continue
		}
		to := len(text) - len(rest)
		o.written = strings.TrimSpace(text[i:to])
		if depth > 0 && strings.TrimSpace(text[open+1:i]) != "" {
			i = to - 1
			continue
		}
		marks = append(marks, mark{from: i, to: to, o: o})
		i = to - 1
	}
	for i := range marks {
		m := &marks[i]
		end := len(text)
		if i+1 < len(marks) {
			end = marks[i+1].from
		}
		m.o.read(text[m.to:end])
		if m.o.result == "" && m.o.number > 0 {
			m.o.result = "adopted"
		}
		before := text[:m.from]
		if i > 0 {
			before = text[marks[i-1].to:m.from]
		}
		// A note or a letter is a paper, not a draft.
		if w := strings.TrimRight(before, " ("); m.o.result == "" && (strings.HasSuffix(w, "Note") || strings.HasSuffix(w, "Letter")) {
			m.o.result = "statement"
		}
	}
	// "S/507 & Add.1 & S/516 not adopted | 6-1-3" is one vote: what is said
	// behind the last symbol is said of the first, and the others go with it.
	for i := len(marks) - 2; i >= 0; i-- {
		o, next := &marks[i].o, &marks[i+1].o
		if o.result == "" && next.number == 0 && (next.result == "failed" || next.result == "vetoed") && joined(text[marks[i].to:marks[i+1].from]) {
			o.result, o.vetoedBy, o.tally, o.label = next.result, next.vetoedBy, next.tally, next.label
			o.note = "together with " + next.written
			*next = outcome{symbol: next.symbol, written: next.written, result: "statement"}
		}
	}
	for _, m := range marks {
		list = append(list, m.o)
	}
	if len(list) > 0 {
		return list, true
	}
	words := strings.ToLower(strings.Trim(text, "-– |"))
	if words == "" {
		return nil, true
	}
	for _, w := range []string{"communiqué", "election", "decision", "prst", "referral", "note", "letter"} {
		if strings.Contains(words, w) {
			return nil, true
		}
	}
	return nil, false
}

// joined tells that what stands between two symbols joins them: "and", "&",
// also with an addendum of the first.
func joined(between string) bool {
	some := false
	for _, w := range strings.Fields(strings.NewReplacer("&", " & ", ",", " & ").Replace(between)) {
		switch {
		case w == "&", w == "and":
			some = true
		case strings.HasPrefix(w, "Add."), strings.HasPrefix(w, "Corr."):
		default:
			return false
		}
	}
	return some
}

// decision reads the symbol at the beginning of s.
func decision(s string) (o outcome, rest string, ok bool) {
	if len(s) >= 6 && strings.EqualFold(s[:6], "S/RES/") {
		_, after, ok := digits(s[6:])
		if !ok {
			return o, s, false
		}
		after = strings.TrimLeft(after, " ")
		close := strings.IndexByte(after, ')')
		if after == "" || after[0] != '(' || close < 0 {
			return o, s, false
		}
		rest = after[close+1:]
		o.symbol, o.number = resolution(s[:len(s)-len(rest)])
		return o, rest, o.number > 0
	}
	if len(s) >= 7 && strings.EqualFold(s[:7], "S/PRST/") {
		_, after, ok := digits(s[7:])
		if !ok || after == "" || after[0] != '/' {
			return o, s, false
		}
		_, rest, ok = digits(after[1:])
		if !ok {
			return o, s, false
		}
		o.symbol, o.result = strings.ToUpper(s[:len(s)-len(rest)]), "statement"
		return o, rest, true
	}
	o.symbol, rest, ok = symbolAt(s)
	return o, rest, ok
}

// read takes in what stands behind a symbol, up to the next one.
func (o *outcome) read(tail string) {
	lower := strings.ToLower(tail)
	t, at, after := tallyIn(tail)
	if o.number > 0 {
		o.tally = t
		// A tally says more than words, and the words may be of another text.
		switch {
		case t.known:
		case strings.Contains(lower, "without vote"), strings.Contains(lower, "without a vote"), strings.Contains(lower, "consensus"), strings.Contains(lower, "acclamation"):
			o.without = true
		case strings.Contains(lower, "unanimous"):
			o.all = true
		}
		if t.known {
			rest := strings.Trim(tail[after:], " |+")
			if i := strings.IndexByte(rest, ')'); strings.HasPrefix(rest, "(") && i > 0 {
				o.note = strings.TrimSpace(rest[1:i])
			}
		}
		return
	}
	if o.result == "statement" {
		return
	}
	verb, word := -1, ""
	for _, w := range []string{"vetoed by", "not adopted"} {
		if i := strings.Index(lower, w); i >= 0 && (verb < 0 || i < verb) {
			verb, word = i, w
		}
	}
	if verb < 0 {
		if strings.Contains(lower, "(prst)") {
			o.result = "statement"
		}
		return
	}
	if i, j := strings.IndexByte(tail, '('), strings.IndexByte(tail, ')'); i >= 0 && i < j && j <= verb {
		o.label = strings.TrimSpace(tail[i+1 : j])
	}
	o.result = "failed"
	if at >= verb {
		o.tally = t
	}
	if word == "vetoed by" {
		o.result = "vetoed"
		o.vetoedBy = namesIn(tail[verb+len(word):])
	}
}

// namesIn reads the names behind "vetoed by", up to a figure or a line, in
// whatever way they are joined.
func namesIn(s string) []string {
	s = strings.TrimLeft(s, " |")
	if i := strings.IndexAny(s, "|0123456789(+"); i >= 0 {
		s = s[:i]
	}
	var out []string
	for _, part := range strings.FieldsFunc(strings.ReplaceAll(s, " and ", ","), func(r rune) bool { return r == ',' || r == '&' }) {
		part = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(part), "the "))
		if i := strings.Index(strings.ToLower(part), "draft resolution"); i >= 0 {
			part = strings.TrimSpace(part[:i])
		}
		if part != "" && !slices.Contains(out, part) {
			out = append(out, part)
		}
	}
	return out
}

// tallyIn finds the first "13-0-2" in s, where it begins and ends.
func tallyIn(s string) (t tally, from, to int) {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' || i > 0 && (s[i-1] >= '0' && s[i-1] <= '9' || s[i-1] == '-' || s[i-1] == '/' || s[i-1] == '.') {
			continue
		}
		var n [3]int
		rest, ok := s[i:], true
		for k := range n {
			if k > 0 {
				if rest == "" || rest[0] != '-' {
					ok = false
					break
				}
				rest = rest[1:]
			}
			if n[k], rest, ok = digits(rest); !ok {
				break
			}
		}
		if ok && n[0]+n[1]+n[2] <= 15 && (rest == "" || rest[0] != '-') {
			return tally{n[0], n[1], n[2], true}, i, len(s) - len(rest)
		}
	}
	return tally{}, -1, 0
}

func (t tally) String() string {
	if !t.known {
		return "?"
	}
	return strconv.Itoa(t.yes) + "-" + strconv.Itoa(t.no) + "-" + strconv.Itoa(t.abstain)
}
