package analysis

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"entente/graph"
	"entente/graph/measure"
	"entente/graph/projection"
)

// Difference is one share less another, nil where there is none.
type Difference struct {
	Value, Low, High, Level *float64
	Definition              string
	UndefinedBecause        string
}

func difference(d measure.Difference, definition, why string) Difference {
	out := Difference{Definition: definition, UndefinedBecause: why}
	if d.Defined {
		out.Value, out.Low, out.High, out.Level, out.UndefinedBecause = &d.Value, &d.Low, &d.High, &d.Level, ""
	}
	return out
}

// PairComparison is A with B against A with C over the roll calls on which all
// three voted yes, no or abstain.
type PairComparison struct {
	Of, First, Second graph.Key
	Body              string // "" for all bodies asked for
	Sentence          string
	N                 int
	Both              int // A voted as B and as C
	OnlyFirst         int // as B, not as C
	OnlySecond        int
	Neither           int

	ShareFirst, ShareSecond Measure
	Difference              Difference
	P                       *float64 // exact McNemar test, nil where N = 0
	Test                    string   // what P is

	ByBody   []PairComparison // where more than one body was asked for
	Applied  Applied
	Warnings []string
	Sources  []string
}

const (
	pairedShare = "Identical share (yes, no or abstain) over the roll calls on which all three voted."
	pairedTest  = "Two-sided exact McNemar test: among the roll calls on which the first voted as one of the two alone, would a fair coin lie as far off the half? (Q. McNemar, Psychometrika 12 (1947) 153–157.)"
	pairedDiff  = "Difference of the two shares over the same roll calls, with the adjusted interval of Agresti and Min (Statistics in Medicine 24 (2005) 729–740)."
	noTriple    = "there is no roll call on which all three voted"
)

// ComparePairs implements Questions.
func (s *Service) ComparePairs(ctx context.Context, of, first, second string, f VoteFilter) (*PairComparison, error) {
	p, keys, sel, err := s.among(ctx, []string{of, first, second}, f)
	if err != nil {
		return nil, err
	}
	c := comparePairs(p, keys, sel.Mask)
	c.Applied, c.Warnings = sel.applied, slices.Clone(sel.warnings)
	if bodies := sel.applied.Body; len(bodies) == 1 {
		c.Body = bodies[0]
	} else {
		for _, b := range projection.Bodies {
			if slices.Contains(bodies, b.String()) {
				x := comparePairs(p, keys, sel.Mask.And(p.OfBody(b)))
				x.Body, x.Applied = b.String(), sel.applied
				x.Sentence = x.sentence()
				c.ByBody = append(c.ByBody, *x)
			}
		}
	}
	c.Sentence = c.sentence()
	if len(c.ByBody) > 1 {
		var parts []string
		for _, x := range c.ByBody {
			parts = append(parts, fmt.Sprintf("%s alone: %s against %s of %s", bodyName(x.Body), thousands(x.Both+x.OnlyFirst), thousands(x.Both+x.OnlySecond), thousands(x.N)))
		}
		c.Sentence += " " + strings.Join(parts, "; ") + "."
	}
	if c.N > 0 && c.N < measure.MinShare {
		c.Warnings = append(c.Warnings, fmt.Sprintf("Only %s: too few for a percentage (at least %d).", count(c.N, "roll call", "roll calls"), measure.MinShare))
	}
	c.Sources = sourcesOf(p, sel.Mask)
	return c, nil
}

// among resolves states and applies a filter bounded by their names.
func (s *Service) among(ctx context.Context, asked []string, f VoteFilter) (*projection.Projection, []graph.Key, *selection, error) {
	p, err := s.holder.Get(ctx)
	if err != nil {
		return nil, nil, nil, err
	}
	keys, bounds, err := s.resolveAll(asked, f.Until)
	if err != nil {
		return nil, nil, nil, err
	}
	sel, err := ask(p, f, bounds)
	return p, keys, sel, err
}

// sourcesOf names the datasets that report a set of roll calls.
func sourcesOf(p *projection.Projection, m projection.Mask) []string {
	seen := map[string]bool{}
	for i := range m.Oldest() {
		for _, id := range p.RollCall(i).Sources {
			seen[id] = true
		}
	}
	return sortedKeys(seen)
}

func comparePairs(p *projection.Projection, k []graph.Key, m projection.Mask) *PairComparison {
	c := &PairComparison{Of: k[0], First: k[1], Second: k[2], Test: pairedTest}
	var t projection.Triple
	a, oka := p.Country(k[0])
	b, okb := p.Country(k[1])
	d, okd := p.Country(k[2])
	if oka && okb && okd {
		t = p.Triple(a, b, d, m)
	}
	c.N, c.Both, c.OnlyFirst, c.OnlySecond, c.Neither = t.N, t.Both, t.OnlyB, t.OnlyC, t.Neither
	one := func(k int) Measure {
		r := measure.Share(k, t.N, pairedShare)
		r.Name = measure.Identical
		if t.N == 0 {
			r.UndefinedBecause = noTriple
		}
		return fromResult(r)
	}
	c.ShareFirst, c.ShareSecond = one(t.Both+t.OnlyB), one(t.Both+t.OnlyC)
	c.Difference = difference(measure.PairedDifference(t), pairedDiff, noTriple)
	if x := measure.McNemar(t); x.Defined {
		c.P = &x.P
	}
	return c
}

func (c *PairComparison) sentence() string {
	at := c.Applied.Until
	a, b, d := withArticle(displayAt(c.Of, at)), withArticle(displayAt(c.First, at)), withArticle(displayAt(c.Second, at))
	where := "In the General Assembly and the Security Council together"
	if c.Body != "" {
		where = "In the " + bodyName(c.Body)
	}
	where += subjectOf(c.Applied)
	if c.N == 0 {
		return fmt.Sprintf("%s, no roll call is on record on which %s, %s and %s all voted yes, no or abstain.", where, a, b, d)
	}
	text := fmt.Sprintf("%s, on %s on which all three voted, %s voted as %s on %s and as %s on %s",
		where, count(c.N, "recorded vote", "recorded votes"), a, b, thousands(c.Both+c.OnlyFirst), d, thousands(c.Both+c.OnlySecond))
	if c.N < measure.MinShare {
		return text + "; that is too few for a percentage."
	}
	text += fmt.Sprintf(" (%s against %s). ", percent(*c.ShareFirst.Value), percent(*c.ShareSecond.Value))
	who := "neither more often"
	switch {
	case c.OnlyFirst > c.OnlySecond:
		who = "more often with " + b
	case c.OnlyFirst < c.OnlySecond:
		who = "more often with " + d
	}
	text += fmt.Sprintf("Where it voted as one of the two alone it was %s on %s and %s on %s: %s; exact McNemar test p %s.",
		b, thousands(c.OnlyFirst), d, thousands(c.OnlySecond), who, pText(*c.P))
	return text
}

// pText writes a p: no more digits than matter.
func pText(p float64) string {
	if p < .0001 {
		return "below 0.0001"
	}
	return fmt.Sprintf("= %.2g", p)
}

// subjectOf says what a filter is about.
func subjectOf(a Applied) string {
	var parts []string
	for _, t := range a.Topics {
		parts = append(parts, t.Name)
	}
	text := ""
	if len(parts) > 0 {
		text += " on the topic " + strings.Join(parts, " or ")
	}
	parts = nil
	for _, k := range a.About {
		parts = append(parts, withArticle(displayToday(k)))
	}
	if len(parts) > 0 {
		text += " on texts about " + strings.Join(parts, " or ")
	}
	if !a.Since.IsZero() || !a.Until.IsZero() {
		text += ", " + span(a.Since, a.Until)
	}
	if a.Contested != nil && *a.Contested {
		text += ", contested votes only"
	}
	return text
}

// Similar is a state beside another by several measures.
type Similar struct {
	Country graph.Key
	Ranks   []SimilarRank // in the order of the measures asked for
}

// SimilarRank is one measure's value and its rank; Rank is 0 where the measure is
// undefined or rests on too little to be ranked.
type SimilarRank struct {
	Rank    int
	Of      int // states ranked by it
	Measure Measure
}

// DefaultSimilar are the measures states are compared by where none are named.
var DefaultSimilar = []string{string(measure.Identical), string(measure.HalfCredit), string(measure.KappaSquared)}

// Similar implements Questions. Never one number made of several measures: each
// has its own rank.
func (s *Service) Similar(ctx context.Context, to string, by []string, f VoteFilter, first int) ([]Similar, error) {
	if first < 0 {
		return nil, badf("first cannot be negative")
	}
	if first == 0 {
		first = DefaultFirst
	}
	if len(by) == 0 {
		by = DefaultSimilar
	}
	if len(by) > len(measure.All()) {
		return nil, badf("%d measures asked for; there are %d", len(by), len(measure.All()))
	}
	lists := make([]map[graph.Key]Neighbour, len(by))
	sizes := make([]int, len(by))
	var order []graph.Key
	for i, name := range by {
		if slices.Contains(by[:i], name) {
			return nil, badf("the measure %s is named twice", name)
		}
		list, err := s.Closest(ctx, to, f, name, 0, MaxAmong)
		if err != nil {
			return nil, err
		}
		lists[i], sizes[i] = map[graph.Key]Neighbour{}, len(list)
		for j, n := range list {
			lists[i][n.Country] = n
			// The first of each measure, in the order of the first measure.
			if j < first && !slices.Contains(order, n.Country) {
				order = append(order, n.Country)
			}
		}
	}
	place := func(k graph.Key, i int) int {
		if n, ok := lists[i][k]; ok {
			return n.Rank
		}
		return 1 << 30
	}
	slices.SortStableFunc(order, func(a, b graph.Key) int {
		for i := range by {
			if c := cmp.Compare(place(a, i), place(b, i)); c != 0 {
				return c
			}
		}
		return a.Compare(b)
	})
	out := make([]Similar, 0, len(order))
	for _, k := range order {
		row := Similar{Country: k}
		for i, name := range by {
			n, ok := lists[i][k]
			r := SimilarRank{Of: sizes[i], Rank: n.Rank, Measure: n.Measure}
			if !ok {
				r.Measure = Measure{Name: name, Definition: measure.Definition(measure.Name(name)), UndefinedBecause: "undefined, or too few votes in common to be ranked"}
			}
			row.Ranks = append(row.Ranks, r)
		}
		out = append(out, row)
	}
	return out, nil
}
