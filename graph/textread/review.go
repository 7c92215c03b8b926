package textread

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"entente/graph"
	"entente/graph/vocab"
)

// Review is a reading laid out for a person to judge: nothing of a text enters
// the graph before that. It is written as JSON, edited, and read back.
type Review struct {
	Fingerprint string       `json:"fingerprint"`
	Items       []ReviewItem `json:"items"`
	// NotUnderstood are the sentences without a candidate. Changes to them are
	// not read.
	NotUnderstood []UnreadSentence `json:"notUnderstood"`
}

// ReviewItem is a candidate and the decision on it.
type ReviewItem struct {
	ID       string    `json:"id"`
	Sentence string    `json:"sentence"`
	Claim    Candidate `json:"claim"` // as read; changes to it are not read
	// Accept is the decision: true, false, or null while it is open.
	Accept  *bool       `json:"accept"`
	Correct *Correction `json:"correct,omitempty"`
	Note    string      `json:"note,omitempty"`
}

// UnreadSentence is a sentence in which nothing was understood.
type UnreadSentence struct {
	Sentence string `json:"sentence"`
	Reason   string `json:"reason"`
}

// Correction holds what a reader puts right; what is left out stays as read.
// Subject, Objects, Place and Claimant are ids; an empty Claimant is the author.
type Correction struct {
	Predicate string   `json:"predicate,omitempty"`
	Subject   string   `json:"subject,omitempty"`
	Objects   []string `json:"objects,omitempty"`
	Topic     *string  `json:"topic,omitempty"`
	Place     *string  `json:"place,omitempty"`
	Period    *Period  `json:"period,omitempty"`
	Detail    *string  `json:"detail,omitempty"`
	Stance    string   `json:"stance,omitempty"`
	Claimant  *string  `json:"claimant,omitempty"`
	Negated   *bool    `json:"negated,omitempty"`
}

// Sheet lays a reading of a text out for review, every decision open.
func (r *Reading) Sheet(text string) Review {
	out := Review{Fingerprint: r.Fingerprint, Items: []ReviewItem{}, NotUnderstood: []UnreadSentence{}}
	cut := func(i int) string {
		s := r.Sentences[i]
		if s.Start < 0 || s.End > len(text) || s.Start > s.End {
			return ""
		}
		return text[s.Start:s.End]
	}
	for _, c := range r.Candidates {
		out.Items = append(out.Items, ReviewItem{ID: c.ID, Sentence: cut(c.Sentence), Claim: c})
	}
	for i, s := range r.Sentences {
		if s.Candidates == 0 {
			out.NotUnderstood = append(out.NotUnderstood, UnreadSentence{cut(i), s.Reason})
		}
	}
	return out
}

// Write writes the review as indented JSON.
func (v Review) Write(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// ReadReview reads a review back. Unknown fields, a second value and wrong types
// are graph.ErrInvalid.
func ReadReview(r io.Reader) (Review, error) {
	var v Review
	d := json.NewDecoder(r)
	d.DisallowUnknownFields()
	if err := d.Decode(&v); err != nil {
		return Review{}, fmt.Errorf("%w: the review cannot be read: %v", graph.ErrInvalid, err)
	}
	if _, err := d.Token(); err != io.EOF {
		return Review{}, fmt.Errorf("%w: something follows the review's JSON object", graph.ErrInvalid)
	}
	return v, nil
}

// Reviewed is what came of a review.
type Reviewed struct {
	Accepted []Candidate // with their corrections
	Rejected []string    // ids
	Open     []string    // ids without a decision, and those the review leaves out
}

// Apply joins a review to the reading it was made from. A review of another
// text, an unknown or a repeated id, a correction that names no predicate,
// stance or node the predicate takes is graph.ErrInvalid, and nothing is
// applied.
func Apply(r Reading, v Review) (Reviewed, error) {
	var out Reviewed
	if v.Fingerprint != r.Fingerprint {
		return out, fmt.Errorf("%w: the review is of another text (fingerprint %q, this text has %q); read the text again", graph.ErrInvalid, v.Fingerprint, r.Fingerprint)
	}
	items := map[string]*ReviewItem{}
	for n := range v.Items {
		it := &v.Items[n]
		if items[it.ID] != nil {
			return out, fmt.Errorf("%w: the review has %q twice", graph.ErrInvalid, it.ID)
		}
		items[it.ID] = it
	}
	for _, c := range r.Candidates {
		it := items[c.ID]
		delete(items, c.ID)
		switch {
		case it == nil || it.Accept == nil:
			out.Open = append(out.Open, c.ID)
		case !*it.Accept:
			out.Rejected = append(out.Rejected, c.ID)
		default:
			fixed, err := it.Correct.apply(c)
			if err != nil {
				return Reviewed{}, fmt.Errorf("candidate %s: %w", c.ID, err)
			}
			out.Accepted = append(out.Accepted, fixed)
		}
	}
	for _, it := range v.Items {
		if items[it.ID] != nil {
			return Reviewed{}, fmt.Errorf("%w: the reading has no candidate %q", graph.ErrInvalid, it.ID)
		}
	}
	return out, nil
}

func (x *Correction) apply(c Candidate) (Candidate, error) {
	c.Objects = slices.Clone(c.Objects)
	if x == nil {
		return c, nil
	}
	if x.Predicate != "" {
		c.Predicate = x.Predicate
	}
	def, ok := vocab.Predicate(c.Predicate)
	if !ok {
		return c, fmt.Errorf("%w: %q is no predicate", graph.ErrInvalid, c.Predicate)
	}
	if x.Stance != "" {
		if !slices.Contains(vocab.Stances, x.Stance) {
			return c, fmt.Errorf("%w: %q is no stance; take one of %v", graph.ErrInvalid, x.Stance, vocab.Stances)
		}
		c.Stance = x.Stance
	}
	if x.Subject != "" {
		a, err := argumentOf(x.Subject, def.Subject, c.Subject)
		if err != nil {
			return c, fmt.Errorf("subject: %w", err)
		}
		c.Subject = a
	}
	if x.Objects != nil {
		c.Objects = nil
		for _, id := range x.Objects {
			a, err := argumentOf(id, def.Object, Argument{Start: c.Start, End: c.End})
			if err != nil {
				return c, fmt.Errorf("object: %w", err)
			}
			c.Objects = append(c.Objects, a)
		}
	}
	if def.Objects == vocab.Required && len(c.Objects) == 0 {
		return c, fmt.Errorf("%w: %s needs an object", graph.ErrInvalid, c.Predicate)
	}
	if x.Place != nil {
		c.Place = nil
		if *x.Place != "" {
			a, err := argumentOf(*x.Place, []graph.Kind{vocab.Place, vocab.Country}, Argument{Start: c.Start, End: c.End})
			if err != nil {
				return c, fmt.Errorf("place: %w", err)
			}
			c.Place = &a
		}
	}
	if x.Claimant != nil {
		c.Claimant = nil
		if *x.Claimant != "" {
			a, err := argumentOf(*x.Claimant, []graph.Kind{vocab.Person, vocab.Organisation, vocab.Country}, Argument{Start: c.Start, End: c.End})
			if err != nil {
				return c, fmt.Errorf("claimant: %w", err)
			}
			c.Claimant = &a
		}
	}
	if x.Topic != nil {
		c.Topic = *x.Topic
	}
	if x.Period != nil {
		c.Period = *x.Period
	}
	if x.Detail != nil {
		c.Detail = *x.Detail
	}
	if x.Negated != nil {
		c.Negated = *x.Negated
	}
	return c, nil
}

// kindOf is the kind of mention a node is.
var kindOf = map[graph.Kind]Kind{vocab.Country: Country, vocab.Person: Person, vocab.Organisation: Organisation, vocab.Place: Place}

// argumentOf makes an argument of an id a reader gives.
func argumentOf(id string, kinds []graph.Kind, as Argument) (Argument, error) {
	key, ok := vocab.ParseID(id)
	if !ok {
		return Argument{}, fmt.Errorf("%w: %q is no id; write it like country/RUS", graph.ErrInvalid, id)
	}
	if len(kinds) > 0 && !slices.Contains(kinds, key.Kind) {
		return Argument{}, fmt.Errorf("%w: %q is a %s; the predicate takes %v", graph.ErrInvalid, id, key.Kind, kinds)
	}
	a := Argument{Text: as.Text, Start: as.Start, End: as.End, Kind: kindOf[key.Kind], Key: id, Via: "review"}
	if a.Kind == "" {
		a.Kind = Thing
	}
	if key.Kind == vocab.Country {
		a.Country = id
	}
	return a, nil
}
