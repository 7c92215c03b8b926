// Package topics says what a roll call is about: a readable table of words,
// laid over title, agenda and subjects, gives the topics of our own vocabulary;
// the countries named there are the countries it concerns. It copies nothing of
// the texts it reads.
package topics

import (
	"regexp"
	"slices"
	"strings"

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
	words, not *regexp.Regexp
}

var compiled = func() []compiledRule {
	out := make([]compiledRule, len(rules))
	for i, r := range rules {
		out[i] = compiledRule{rule: r, words: phrases(r.Words)}
		if len(r.Not) > 0 {
			out[i].not = phrases(r.Not)
		}
	}
	return out
}()

func phrases(words []string) *regexp.Regexp {
	alt := make([]string, len(words))
	for i, w := range words {
		alt[i] = regexp.QuoteMeta(strings.TrimSpace(w))
		if strings.HasSuffix(w, " ") {
			alt[i] += `\b`
		}
	}
	return regexp.MustCompile(`(?:^|[^\pL\pN-])(?:` + strings.Join(alt, "|") + `)`)
}

func (r *compiledRule) holds(at graph.Date) bool {
	return graph.Interval{Since: r.Since, Until: r.Until}.Contains(at) != graph.No
}

func (r *compiledRule) matches(plain string) bool {
	if !r.words.MatchString(plain) {
		return false
	}
	if r.not == nil {
		return true
	}
	return r.words.MatchString(r.not.ReplaceAllString(plain, " "))
}

var folder = strings.NewReplacer("’", "'", "‘", "'", "`", "'", "–", "-", "—", "-", "\u00a0", " ", "\n", " ")

func fold(s string) string {
	return strings.Join(strings.Fields(folder.Replace(strings.ToLower(s))), " ")
}
