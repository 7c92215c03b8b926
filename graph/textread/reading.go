package textread

import (
	"encoding/json"
	"fmt"

	"entente/graph"
)

// Kind is the kind of a mention. A country, its government, a party and a city
// are never one kind (a vote is cast by a country, never by a party).
type Kind string

// The kinds of mentions.
const (
	Country      Kind = "country"
	Government   Kind = "government" // a government, also by its capital or seat: "Moscow said"
	Person       Kind = "person"
	Organisation Kind = "organisation"
	Party        Kind = "party"
	City         Kind = "city"  // a capital where the place is meant, any other town
	Place        Kind = "place" // a territory, a region: never a government
	Office       Kind = "office"
	Pronoun      Kind = "pronoun" // only as an argument: "he", "both countries"
	Thing        Kind = "thing"   // only as an argument: words that name no node
)

// Mention is a name found in the text. Start and End are bytes of the text.
type Mention struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
	Kind  Kind   `json:"kind"`
	// Key is the id of the node meant, "" where it is not known: a person who
	// is not in the lexicon is a name to look at, never a new person.
	Key string `json:"key,omitempty"`
	// Country is the id of the country it belongs to: of a city, a party, an
	// office, a government.
	Country string `json:"country,omitempty"`
	// Candidates are the ids it can mean, where it can mean several.
	Candidates []string `json:"candidates,omitempty"`
	// Holder is the id of who held the office at the date of the text, where
	// the lexicon has exactly one.
	Holder string `json:"holder,omitempty"`
	// Form says how it is named: name, adjective, people, capital, seat,
	// surname, title, pattern.
	Form string `json:"form"`
}

// Period is a span of time at the precision the text gives.
type Period struct{ Since, Until graph.Date }

// IsZero reports whether nothing is known of the period.
func (p Period) IsZero() bool { return p.Since.IsZero() && p.Until.IsZero() }

type period struct {
	Since string `json:"since,omitempty"`
	Until string `json:"until,omitempty"`
}

// MarshalJSON writes the dates as ISO text at their precision.
func (p Period) MarshalJSON() ([]byte, error) {
	return json.Marshal(period{p.Since.String(), p.Until.String()})
}

// UnmarshalJSON reads what MarshalJSON writes; a bad date is graph.ErrInvalid.
func (p *Period) UnmarshalJSON(b []byte) error {
	var q period
	if err := json.Unmarshal(b, &q); err != nil {
		return err
	}
	*p = Period{}
	for _, x := range []struct {
		text string
		date *graph.Date
	}{{q.Since, &p.Since}, {q.Until, &p.Until}} {
		if x.text == "" {
			continue
		}
		d, err := graph.ParseDate(x.text)
		if err != nil {
			return err
		}
		*x.date = d
	}
	if !p.Since.IsZero() && !p.Until.IsZero() && p.Until.Last().Compare(p.Since.First()) < 0 {
		return fmt.Errorf("%w: the period ends (%s) before it begins (%s)", graph.ErrInvalid, p.Until, p.Since)
	}
	return nil
}

// DateMention is a date or a period found in the text. Form is on, since,
// until, between or relative.
type DateMention struct {
	Start  int    `json:"start"`
	End    int    `json:"end"`
	Text   string `json:"text"`
	Period Period `json:"period"`
	Form   string `json:"form"`
}

// Argument is one end of a claim.
type Argument struct {
	Text  string `json:"text"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	Kind  Kind   `json:"kind"`
	Key   string `json:"key,omitempty"` // the node's id; "" where it is unknown or unresolved
	// Country is the id of the country the argument is, stands for or belongs to.
	Country    string   `json:"country,omitempty"`
	Candidates []string `json:"candidates,omitempty"`
	// Via says how it was found where that is not by its own name: pronoun,
	// holder (of the office at the date), people (officials, troops of the country).
	Via string `json:"via,omitempty"`
}

// Candidate is a claim as the rules read it, for a reader to accept or correct.
type Candidate struct {
	ID        string     `json:"id"`        // stable: sentence and ordinal, "s3c1"
	Predicate string     `json:"predicate"` // a name of vocab.Predicates
	Subject   Argument   `json:"subject"`
	Objects   []Argument `json:"objects,omitempty"`
	Topic     string     `json:"topic,omitempty"` // id of a topic or of the country that is the matter
	Place     *Argument  `json:"place,omitempty"`
	Period    Period     `json:"period"`
	Detail    string     `json:"detail,omitempty"` // see PredicateDef.Detail
	// Stance is one of vocab.Stances, towards the claim without its negation:
	// "Spain does not recognise Kosovo" denies that Spain recognises it.
	Stance string `json:"stance"`
	// Claimant is who takes the stance; nil is the author of the text.
	Claimant    *Argument `json:"claimant,omitempty"`
	Quoted      bool      `json:"quoted,omitempty"`
	Negated     bool      `json:"negated,omitempty"`
	Conditional bool      `json:"conditional,omitempty"`
	// Certainty is how sure the text is: stated, probable, possible, none.
	Certainty string `json:"certainty"`
	Sentence  int    `json:"sentence"` // index of the sentence
	Start     int    `json:"start"`    // the words that make the claim
	End       int    `json:"end"`
	Text      string `json:"text"`
	// Pattern is the id of the rule that matched, and Cues the words that
	// decided the stance.
	Pattern string   `json:"pattern"`
	Cues    []string `json:"cues,omitempty"`
	// Doubts are reasons to look twice.
	Doubts []string `json:"doubts,omitempty"`

	first   bool // the first of its kind, by the grammar of the sentence
	nominal bool // read from a noun
}

// Sentence is a sentence of the text. Reason says why nothing was understood
// in it; it is empty where candidates were found.
type Sentence struct {
	Start      int    `json:"start"`
	End        int    `json:"end"`
	Candidates int    `json:"candidates"`
	Reason     string `json:"reason,omitempty"`
}

// Reading is what the rules found in a text.
type Reading struct {
	Fingerprint string        `json:"fingerprint"` // of the text; Apply checks it
	Sentences   []Sentence    `json:"sentences"`
	Mentions    []Mention     `json:"mentions"`
	Dates       []DateMention `json:"dates"`
	Candidates  []Candidate   `json:"candidates"`
}

// NotUnderstood are the sentences without a candidate, each with its reason.
func (r *Reading) NotUnderstood() []Sentence {
	var out []Sentence
	for _, s := range r.Sentences {
		if s.Candidates == 0 {
			out = append(out, s)
		}
	}
	return out
}
