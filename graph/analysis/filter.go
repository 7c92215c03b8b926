package analysis

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"entente/graph"
	"entente/graph/names"
	"entente/graph/projection"
	"entente/graph/vocab"
)

// maxList bounds the lists of a filter: more is a fault of the asking program.
const maxList = 250

// selection is a filter read, applied and explained.
type selection struct {
	projection.Selection
	filter   projection.Filter
	applied  Applied
	warnings []string
}

// ask reads a filter and applies it. bounds are the periods that the names
// asked for are limited to, each with its sentence.
func ask(p *projection.Projection, f VoteFilter, bounds []bound) (*selection, error) {
	for _, list := range [][]string{f.Body, f.Sessions, f.Topics, f.About, f.Outcomes, f.Kinds, f.Symbols, f.Sources} {
		if len(list) > maxList {
			return nil, badf("a filter's list has %d entries; at most %d are allowed", len(list), maxList)
		}
	}
	if !f.Since.IsZero() && !f.Until.IsZero() && f.Since.First().Compare(f.Until.Last()) > 0 {
		return nil, badf("the period is empty: since %s lies after until %s", f.Since, f.Until)
	}

	s := &selection{}
	q := &s.filter
	q.Since, q.Until, q.Text, q.Symbols, q.Sources = f.Since, f.Until, f.Text, f.Symbols, f.Sources
	q.Sessions = sessions(f.Sessions)
	if err := words("body", f.Body, projection.ParseBody, &q.Bodies); err != nil {
		return nil, err
	}
	if err := words("outcome", f.Outcomes, projection.ParseOutcome, &q.Outcomes); err != nil {
		return nil, err
	}
	if err := words("kind", f.Kinds, projection.ParseKind, &q.Kinds); err != nil {
		return nil, err
	}
	q.Contested, q.Important, q.Unanimous = truth(f.Contested), truth(f.Important), truth(f.Unanimous)
	if err := s.subjects(f); err != nil {
		return nil, err
	}
	for _, src := range f.Sources {
		if !slices.Contains(p.Sources(), src) {
			return nil, badf("no roll call here is reported by a source called %q; there are %s", src, strings.Join(p.Sources(), ", "))
		}
	}

	a := &s.applied
	if !f.Since.IsZero() {
		a.BoundBy = append(a.BoundBy, fmt.Sprintf("from %s as asked", f.Since))
	}
	if !f.Until.IsZero() {
		a.BoundBy = append(a.BoundBy, fmt.Sprintf("to %s as asked", f.Until))
	}
	for _, b := range bounds {
		narrowed := false
		if !b.Since.IsZero() && (q.Since.IsZero() || b.Since.After(q.Since)) {
			q.Since, narrowed = b.Since, true
		}
		if !b.Until.IsZero() && (q.Until.IsZero() || b.Until.Last().Compare(q.Until.Last()) < 0) {
			q.Until, narrowed = b.Until, true
		}
		if narrowed {
			a.BoundBy = append(a.BoundBy, b.why)
		}
	}
	if !q.Since.IsZero() && !q.Until.IsZero() && q.Since.First().Compare(q.Until.Last()) > 0 {
		s.applied.Since, s.applied.Until = q.Since, q.Until
		s.warnings = append(s.warnings, "The names and the period asked for have no day in common.")
		// Nothing can pass; the projection is not asked.
	} else {
		s.Selection = p.Select(*q)
	}

	a.Since, a.Until = q.Since, q.Until
	a.Contested = f.Contested
	a.RollCalls = s.Mask.Count()
	for _, b := range q.Bodies {
		a.Body = append(a.Body, b.String())
	}
	if len(a.Body) == 0 {
		a.Body = slices.Clone(vocab.Bodies)
	}
	for _, k := range q.Kinds {
		a.Kinds = append(a.Kinds, k.String())
	}
	if len(a.Kinds) == 0 {
		a.Kinds = []string{projection.Whole.String()}
	}
	s.explain()
	return s, nil
}

// bound limits the period for a reason.
type bound struct {
	graph.Interval
	why string
}

func words[T any](field string, in []string, parse func(string) (T, bool), out *[]T) error {
	for _, w := range in {
		v, ok := parse(w)
		if !ok || w == "" {
			return badf("%q is no %s", w, field)
		}
		*out = append(*out, v)
	}
	return nil
}

func truth(b *bool) projection.Truth {
	if b == nil {
		return projection.Unsaid
	}
	return projection.TruthOf(*b)
}

// sessions takes "ES-11", "es11" and "11th emergency special session" no
// further than case and blanks: a label is the record's own.
func sessions(in []string) []string {
	out := make([]string, len(in))
	for i, s := range in {
		out[i] = strings.ToUpper(strings.TrimSpace(s))
	}
	return out
}

// subjects reads topics and countries: a topic is an id or a name; another word
// is tried as a country's name.
func (s *selection) subjects(f VoteFilter) error {
	at := f.Until
	for _, t := range f.Topics {
		if def, ok := topicNamed(t); ok {
			key := vocab.Key(vocab.Topic, def.ID)
			if !slices.Contains(s.filter.Topics, key) {
				s.filter.Topics = append(s.filter.Topics, key)
				s.applied.Topics = append(s.applied.Topics, Topic{def.ID, def.Name})
			}
			continue
		}
		m, err := resolve(t, at)
		if ne, ok := err.(*NameError); ok && !ne.Ambiguous {
			ne.Sentence = fmt.Sprintf("no topic and no country is known as %q; topics are %s", t, strings.Join(vocab.TopicIDs, ", "))
		}
		if err != nil {
			return err
		}
		s.about(m.Key)
	}
	for _, c := range f.About {
		m, err := resolve(c, at)
		if err != nil {
			return err
		}
		s.about(m.Key)
	}
	return nil
}

func (s *selection) about(k graph.Key) {
	if !slices.Contains(s.filter.About, k) {
		s.filter.About = append(s.filter.About, k)
		s.applied.About = append(s.applied.About, k)
	}
}

func topicNamed(asked string) (vocab.TopicDef, bool) {
	folded := names.Fold(strings.TrimPrefix(asked, vocab.TopicPrefix))
	for _, t := range vocab.Topics {
		if names.Fold(t.ID) == folded || names.Fold(t.Name) == folded {
			return t, true
		}
	}
	return vocab.TopicDef{}, false
}

// topic gives a topic by its node's key.
func topic(k graph.Key) Topic {
	id := vocab.Rest(k)
	for _, t := range vocab.Topics {
		if t.ID == id {
			return Topic{t.ID, t.Name}
		}
	}
	return Topic{id, id}
}

// explain says what the filter could not judge.
func (s *selection) explain() {
	if s.Possible > 0 {
		s.warnings = append(s.warnings, fmt.Sprintf("%s left out: known only to the year or month, so they may or may not lie in the period.", count(s.Possible, "roll call is", "roll calls are")))
	}
	lacks := make([]string, 0, len(s.LeftOut))
	for lack, n := range s.LeftOut {
		if n > 0 {
			lacks = append(lacks, fmt.Sprintf("%s left out: no source gives %s.", count(n, "roll call is", "roll calls are"), lackWords[lack]))
		}
	}
	sort.Strings(lacks)
	s.warnings = append(s.warnings, lacks...)
	for _, sym := range s.UnknownSymbols {
		s.warnings = append(s.warnings, fmt.Sprintf("No roll call on record has the symbol %q.", sym))
	}
}

var lackWords = map[projection.Lack]string{
	projection.NoDateGiven:   "a date",
	projection.NoSession:     "a session (the Security Council has none)",
	projection.NoTopicCoding: "a title or an agenda item to tell the subject by",
	projection.NoTitle:       "a title or an agenda item",
	projection.NoOutcome:     "the outcome",
	projection.NoFlag:        "the flag \"important\"",
	projection.NoTotals:      "totals or all positions",
}

// count writes "1 roll call is" or "12 roll calls are".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(n) + " " + many
}

// thousands writes 859284 as 859,284.
func thousands(n int) string {
	t := fmt.Sprint(n)
	for i := len(t) - 3; i > 0 && t[i-1] != '-'; i -= 3 {
		t = t[:i] + "," + t[i:]
	}
	return t
}
