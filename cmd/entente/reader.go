package main

import (
	"context"
	"errors"
	"strings"
	"sync"

	"entente/graph"
	"entente/graph/claim"
	"entente/graph/textread"
	"entente/graph/vocab"
)

// reader reads claims out of sentences and texts, with the people,
// organisations and places of a store. The names are read once, at first use.
type reader struct {
	store   graph.Reader
	once    sync.Once
	lexicon *textread.Lexicon
	err     error
}

func newReader(s graph.Reader) *reader { return &reader{store: s} }

// claim reads one sentence: by the plain forms, else by the rules for texts.
func (r *reader) claim(text string, at graph.Date) (claim.Asked, error) {
	a, err := claim.Read(text)
	var un *claim.NotReadError
	if err == nil || !errors.As(err, &un) {
		return a, err
	}
	reading, rerr := r.text(context.Background(), text, at)
	if rerr != nil {
		return a, rerr
	}
	for i := range reading.Candidates {
		if c, problem := askedOf(&reading.Candidates[i]); problem == "" {
			c.Text = text
			return c, nil
		}
	}
	return a, err
}

// text reads a text as of the day it was published.
func (r *reader) text(ctx context.Context, text string, published graph.Date) (*textread.Reading, error) {
	r.once.Do(func() { r.lexicon, r.err = lexicon(ctx, r.store) })
	if r.err != nil {
		return nil, r.err
	}
	reading := textread.Read(text, textread.Options{Published: published, Lexicon: r.lexicon})
	return &reading, nil
}

// lexicon gathers the names a text may use.
func lexicon(ctx context.Context, s graph.Reader) (*textread.Lexicon, error) {
	people := map[graph.Key]*textread.PersonEntry{}
	var order []graph.Key
	var named []textread.Named
	country := map[graph.Key]graph.Key{}
	for e, err := range s.Edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.PartOf}}) {
		if err != nil {
			return nil, err
		}
		if e.To.Kind == vocab.Country && e.Props.String("role") != "claimed by" {
			country[e.From] = e.To
		}
	}
	for n, err := range s.Nodes(ctx, graph.NodeFilter{Kinds: []graph.Kind{vocab.Person, vocab.Organisation, vocab.Place}, Props: []string{"name", "names", "kind"}}) {
		if err != nil {
			return nil, err
		}
		names := append([]string{n.Props.String("name")}, n.Props.Strings("names")...)
		switch n.Kind {
		case vocab.Person:
			people[n.Key] = &textread.PersonEntry{Key: n.Key, Names: names}
			order = append(order, n.Key)
		case vocab.Organisation:
			k := textread.Organisation
			if n.Props.String("kind") == "party" {
				k = textread.Party
			}
			named = append(named, textread.Named{Key: n.Key, Kind: k, Names: names, Country: country[n.Key]})
		default:
			k := textread.Place
			if n.Props.String("kind") == "city" {
				k = textread.City
			}
			named = append(named, textread.Named{Key: n.Key, Kind: k, Names: names, Country: country[n.Key]})
		}
	}
	for e, err := range s.Edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Leads, vocab.Serves}}) {
		if err != nil {
			return nil, err
		}
		if p := people[e.From]; p != nil {
			p.Offices = append(p.Offices, textread.OfficeSpell{Office: e.Props.String("office"), Country: e.To, Since: e.Props.Date("since"), Until: e.Props.Date("until"), Leads: e.Kind == vocab.Leads})
		}
	}
	persons := make([]textread.PersonEntry, len(order))
	for i, k := range order {
		persons[i] = *people[k]
	}
	return textread.NewLexicon(persons, named), nil
}

// askedOf makes a claim to check of a candidate, or says why it cannot be.
func askedOf(c *textread.Candidate) (claim.Asked, string) {
	a := claim.Asked{Text: c.Text, Predicate: c.Predicate, Detail: c.Detail, Stance: c.Stance, Start: c.Start, End: c.End, Sentence: c.Sentence, Doubts: c.Doubts,
		Since: c.Period.Since, Until: c.Period.Until}
	if c.Period.Since == c.Period.Until {
		a.At, a.Since, a.Until = c.Period.Since, graph.Date{}, graph.Date{}
	}
	def, ok := vocab.Predicate(c.Predicate)
	if !ok {
		return a, "there is no check for " + c.Predicate
	}
	fit := func(x textread.Argument, kinds []graph.Kind) string {
		for _, id := range []string{x.Key, x.Country} {
			if k, ok := vocab.ParseID(id); ok {
				for _, want := range kinds {
					if k.Kind == want {
						return id
					}
				}
			}
		}
		return ""
	}
	if a.Subject = fit(c.Subject, def.Subject); a.Subject == "" {
		return a, "it is not known whom \"" + c.Subject.Text + "\" means"
	}
	for _, o := range c.Objects {
		if id := fit(o, def.Object); id != "" && id != a.Subject {
			a.Object = id
			break
		}
	}
	if a.Object == "" && def.Objects == vocab.Required {
		var said []string
		for _, o := range c.Objects {
			said = append(said, o.Text)
		}
		return a, "it is not known whom \"" + strings.Join(said, ", ") + "\" means"
	}
	a.Topic = strings.TrimPrefix(c.Topic, vocab.TopicPrefix)
	if c.Place != nil && strings.HasPrefix(c.Place.Key, "place/") {
		a.Place = c.Place.Key
	}
	if c.Claimant != nil {
		a.Claimant = c.Claimant.Text
		if c.Claimant.Key != "" {
			a.Claimant = c.Claimant.Key
		}
	}
	return a, ""
}
