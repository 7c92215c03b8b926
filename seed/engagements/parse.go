package engagements

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// how is the form of a text.
type how uint8

const (
	free      how = iota // a sentence or a headline
	travelled            // "X travelled to <place> and met with the following: …"
	stayed               // "X was in <place> and met with the following: …"
)

// account is a text of the source, taken apart. Nothing in it is settled: names
// of places and countries are as written.
type account struct {
	how       how
	principal string   // of travelled and stayed: who
	place     []string // "USA", "New York", "New York"; of a free text the place at its end, nil where none is named
	met       []person
	attending []string // who stood by
	text      string   // of a free text, without the place, spaces made one
}

// person is somebody met: the name and what stands in parentheses behind it.
type person struct{ name, title string }

const (
	metMark    = "met with the following:"
	othersMark = "Others Attending:"
)

// opening finds who did what at a text's beginning: a name of two to four words
// with capitals.
var opening = regexp.MustCompile(`^((?:\p{Lu}[\p{L}'’-]*\.? ){1,3}\p{Lu}[\p{L}'’-]*) (travelled to|was in)(?: |$)`)

// shortened writes out names that the source shortens.
var shortened = strings.NewReplacer("S. Korea", "South Korea", "N. Korea", "North Korea", "S.Korea", "South Korea", "N.Korea", "North Korea",
	"Serbia-Montenegro", "Serbia and Montenegro", "Serbia- Montenegro", "Serbia and Montenegro")

// parse takes a text of the source apart. It gives an empty account for a text
// without words.
func parse(text string) account {
	text = strings.Join(strings.Fields(strings.ToValidUTF8(text, " ")), " ")
	text = shortened.Replace(text)
	m := opening.FindStringSubmatch(text)
	if m == nil {
		return parseFree(text)
	}
	a := account{how: travelled, principal: m[1]}
	if m[2] == "was in" {
		a.how = stayed
	}
	rest := strings.TrimSpace(text[len(m[0]):])
	rest, others, _ := strings.Cut(rest, othersMark)
	for n := range strings.SplitSeq(others, ",") {
		if n = strings.TrimSpace(n); n != "" {
			a.attending = append(a.attending, n)
		}
	}
	place, met, found := strings.Cut(rest, metMark)
	if found {
		place = strings.TrimSuffix(strings.TrimSpace(place), "and")
	}
	a.place = splitPlace(place)
	a.met = people(met)
	return a
}

// parseFree takes the place off the end of a free text: "… (Beijing
// Municipality)".
func parseFree(text string) account {
	a := account{text: text}
	if !strings.HasSuffix(text, ")") {
		return a
	}
	depth := 0
	for i := len(text) - 1; i >= 0; i-- {
		switch text[i] {
		case ')':
			depth++
		case '(':
			depth--
		}
		if depth == 0 {
			a.place = splitPlace(text[i+1 : len(text)-1])
			a.text = strings.TrimSpace(text[:i])
			break
		}
	}
	return a
}

// splitPlace cuts "Country, Region, City" at its commas.
func splitPlace(s string) []string {
	var out []string
	for p := range strings.SplitSeq(s, ",") {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// people reads "Name (Title) Name (Title)", with parentheses inside titles. A
// parenthesis left open holds to the end. A name without a title is kept with
// the words up to the next parenthesis, since nothing tells where it ends.
func people(s string) []person {
	var out []person
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		open := strings.IndexByte(s, '(')
		if open < 0 {
			out = append(out, person{name: s})
			break
		}
		p := person{name: strings.TrimSpace(s[:open])}
		end, depth := len(s), 0
	scan:
		for i := open; i < len(s); i++ {
			switch s[i] {
			case '(':
				depth++
			case ')':
				if depth--; depth == 0 {
					end = i
					break scan
				}
			}
		}
		p.title = strings.TrimSpace(s[open+1 : end])
		s = s[min(end+1, len(s)):]
		if p.name == "" && len(out) > 0 {
			// A second parenthesis belongs to the one before.
			out[len(out)-1].title += "; " + p.title
			continue
		}
		out = append(out, p)
	}
	return out
}

// slug makes a part of an id of a name: lower case, words joined by hyphens.
func slug(folded string) string {
	var words []string
	for w := range strings.FieldsFuncSeq(folded, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		words = append(words, w)
	}
	return strings.Join(words, "-")
}

// kind is the kind of a free text's event, by its words; topic is what the
// title says of it.
func (a *account) kind() (kind, topic string) {
	low := strings.ToLower(a.text)
	has := func(words ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(low, w) })
	}
	switch {
	case has("condolence", "sympath", "mourn"):
		return "statement", "condolences"
	case has("congratul", "greeting", "greets"):
		return "statement", "congratulations"
	case has("phone", "telephon"):
		return "call", "telephone"
	case has("credential"):
		return "meeting", "credentials"
	case has("appoint"):
		return "other", "appointment"
	case has(" to visit", " to meet", " to attend", "will visit", "will meet", "upcoming"):
		return "other", "plan"
	case has(" discuss", "exchange views", "exchanged views", "exchange opinions"):
		return "other", "talks"
	case has(" message", "letter"):
		return "statement", "message"
	case has("met with", " met ", "meets ", "meet with", "received ", "held talks", "holds talks", "hold talks", "held a ceremony to welcome"):
		return "meeting", "meeting"
	case has("urge", "call", "says", "said", "statement", "oppose", "hail", "express", "interview", "remark", "condemn", "welcome", "pledge", "vow"):
		return "statement", "statement"
	}
	return "other", "report"
}
