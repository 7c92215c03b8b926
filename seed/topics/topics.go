// Package topics says what a roll call is about: a readable table of words,
// laid over title, agenda and subjects, gives the topics of our own vocabulary;
// the countries named there are the countries it concerns. It copies nothing of
// the texts it reads.
package topics

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"entente/graph"
	"entente/graph/vocab"
)

// Of gives the topics (ids of vocab.Topics, in its order) and the countries
// (sorted by id) that a roll call of the day at is about, by what its title,
// its agenda item and its subjects say. Each text is read on its own. At may be
// zero or imprecise; rules that hold only for a time then hold where any day
// that at can mean lies in it.
func Of(at graph.Date, texts ...string) (topicIDs []string, about []graph.Key) {
	found := map[string]bool{}
	countries := map[graph.Key]bool{}
	for _, t := range texts {
		t = WithoutSenders(t)
		if t == "" {
			continue
		}
		plain := fold(t)
		for i := range compiled {
			r := &compiled[i]
			if !found[r.Topic] && r.holds(at) && r.matches(plain) {
				found[r.Topic] = true
			}
		}
		for _, k := range Countries(at, t) {
			countries[k] = true
		}
	}
	for _, id := range vocab.TopicIDs {
		if found[id] {
			topicIDs = append(topicIDs, id)
		}
	}
	for k := range countries {
		about = append(about, k)
	}
	slices.SortFunc(about, graph.Key.Compare)
	return topicIDs, about
}

// senderRE finds who sent a letter that an agenda item is called after: the
// sender is not what the item is about.
var senderRE = regexp.MustCompile(`(?i)\b(?:letters?|notes?(?: verbale)?|cablegrams?|telegrams?|communications?|notifications?)\b(?: dated)?[^()|;\[]*? from [^()|;\[]*?(?: to the (?:united nations )?(?:addressed to|president|secretary-general|security council)[^()|;\[,]*| addressed to [^()|;\[,]*|$|(\(|\||;|\[)| concerning| regarding| relating| on the| transmitting| in respect)`)

// WithoutSenders takes the senders of letters out of an agenda item.
func WithoutSenders(s string) string {
	return strings.TrimSpace(senderRE.ReplaceAllString(s, "letter $1"))
}

type compiledRule struct {
	rule
	words, not []phrase
}

// phrase is a word of a rule: text without its last space, which makes it whole.
type phrase struct {
	text  string
	whole bool
}

var compiled = func() []compiledRule {
	out := make([]compiledRule, len(rules))
	for i, r := range rules {
		out[i] = compiledRule{r, phrases(r.Words), phrases(r.Not)}
	}
	return out
}()

func phrases(words []string) []phrase {
	out := make([]phrase, len(words))
	for i, w := range words {
		out[i] = phrase{strings.TrimSpace(w), strings.HasSuffix(w, " ")}
	}
	return out
}

// in finds the phrase in folded text from place from on, at the beginning of a
// word: behind neither a letter nor a digit nor a hyphen. -1 where it is not.
// Plain search is ten times faster here than one expression of all the words.
func (p phrase) in(s string, from int) int {
	for from < len(s) {
		i := strings.Index(s[from:], p.text)
		if i < 0 {
			return -1
		}
		i += from
		before, _ := utf8.DecodeLastRuneInString(s[:i])
		starts := i == 0 || before != '-' && !unicode.IsLetter(before) && !unicode.IsNumber(before)
		if end := i + len(p.text); starts && !(p.whole && end < len(s) && isWordByte(s[end])) {
			return i
		}
		from = i + 1
	}
	return -1
}

func isWordByte(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z'
}

func (r *compiledRule) holds(at graph.Date) bool {
	return graph.Interval{Since: r.Since, Until: r.Until}.Contains(at) != graph.No
}

func (r *compiledRule) matches(plain string) bool {
	return anyIn(r.words, plain) && (len(r.not) == 0 || anyIn(r.words, without(r.not, plain)))
}

func anyIn(ps []phrase, s string) bool {
	return slices.ContainsFunc(ps, func(p phrase) bool { return p.in(s, 0) >= 0 })
}

// without takes the phrases out of s, the first in the text first, of several
// at one place the one listed first.
func without(ps []phrase, s string) string {
	var b strings.Builder
	from := 0
	for {
		at, n := -1, 0
		for _, p := range ps {
			if i := p.in(s, from); i >= 0 && (at < 0 || i < at) {
				at, n = i, len(p.text)
			}
		}
		if at < 0 {
			b.WriteString(s[from:])
			return b.String()
		}
		b.WriteString(s[from:at])
		b.WriteByte(' ')
		from = at + n
	}
}

var folder = strings.NewReplacer("’", "'", "‘", "'", "`", "'", "–", "-", "—", "-", "\u00a0", " ", "\n", " ")

func fold(s string) string {
	return strings.Join(strings.Fields(folder.Replace(strings.ToLower(s))), " ")
}
