package topics

import (
	"regexp"
	"slices"
	"strings"

	"entente/graph"
	"entente/graph/names"
	"entente/graph/vocab"
)

// languages are phrases in which a people's name is a language.
var languages = regexp.MustCompile(`(?i)\b(?:arabic|chinese|english|french|german|russian|spanish)\b(?:,? (?:and )?(?:arabic|chinese|english|french|german|russian|spanish))*(?: as| among| in the| language| version)`)

// formerYugoslav is a name of Macedonia, not of Yugoslavia.
var formerYugoslav = regexp.MustCompile(`(?i)\b(?:the )?former yugoslav republic of macedonia\b`)

// Until the larger of the two called itself Zaire both were the Republic of the
// Congo, and the records' "the Congo" was the larger one, where the operation
// of 1960 to 1964 stood; the smaller one they call by its capital.
var (
	brazzaville  = vocab.Key(vocab.Country, "COG")
	leopoldville = vocab.Key(vocab.Country, "COD")
	zaire        = graph.MustDate("1971-10-27")
)

// Before their union of 2003 Serbia and Montenegro stand behind Yugoslavia's
// name in brackets.
var (
	yugoslavia       = vocab.Key(vocab.Country, "YUG")
	serbiaMontenegro = vocab.Key(vocab.Country, "SCG")
	union            = graph.MustDate("2003-02-04")
)

// Countries gives the countries that a text names by an official, short or
// older name, an adjective or a people, each once, in order of first mention.
// Names that can mean two states at the date are left out, and so are capitals
// and seats: in titles they are places.
func Countries(at graph.Date, text string) []graph.Key {
	text = languages.ReplaceAllString(text, " ")
	text = formerYugoslav.ReplaceAllString(text, "Macedonia")
	var out []graph.Key
	for _, m := range names.Mentions(text, at) {
		switch m.Kind {
		case names.Short, names.Official, names.Former, names.Recorded, names.Adjective, names.Demonym:
			k := m.Key
			if at.Before(zaire) && (k == brazzaville || slices.Contains(m.Candidates, brazzaville) && slices.Contains(m.Candidates, leopoldville)) {
				k = leopoldville
				if strings.Contains(strings.ToLower(text), "brazzaville") {
					k = brazzaville
				}
			}
			if k == serbiaMontenegro && at.Before(union) {
				k = yugoslavia // "Federal Republic of Yugoslavia (Serbia and Montenegro)"
			}
			// "Member States" are not the United States.
			if !k.IsZero() && !strings.EqualFold(m.Text, "states") && !slices.Contains(out, k) {
				out = append(out, k)
			}
		}
	}
	return out
}
