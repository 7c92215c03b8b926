package analysis

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"entente/graph"
	"entente/graph/measure"
	"entente/graph/projection"
)

// Period is a span of time, either end open where zero.
type Period struct{ Since, Until graph.Date }

// BodyChange is how a pair's agreement changed between two periods in one body.
type BodyChange struct {
	Body          string
	First, Second Point
	Difference    Difference // second less first
}

// Change is how a pair's agreement changed between two periods, body by body.
type Change struct {
	A, B          graph.Key
	First, Second Period
	Sentence      string
	ByBody        []BodyChange
	Applied       Applied
	Warnings      []string
	Sources       []string
}

const changeDefinition = "Identical share in the second period less that in the first, with Newcombe's hybrid score interval for the difference of two shares of separate sets of roll calls (Statistics in Medicine 17 (1998) 873–890, method 10). The two periods had different agendas."

// Change implements Questions. The filter's own dates bound both periods.
func (s *Service) Change(ctx context.Context, a, b string, first, second Period, f VoteFilter) (*Change, error) {
	for _, v := range []Period{first, second} {
		if v.Since.IsZero() && v.Until.IsZero() {
			return nil, badf("each of the two periods needs a beginning or an end")
		}
		if !v.Since.IsZero() && !v.Until.IsZero() && v.Since.First().Compare(v.Until.Last()) > 0 {
			return nil, badf("the period is empty: since %s lies after until %s", v.Since, v.Until)
		}
	}
	if (graph.Interval{Since: first.Since, Until: first.Until}).Overlaps(graph.Interval{Since: second.Since, Until: second.Until}) {
		return nil, badf("the two periods overlap; the difference of two shares needs separate sets of roll calls")
	}
	p, keys, sel, err := s.among(ctx, []string{a, b}, f)
	if err != nil {
		return nil, err
	}
	c := &Change{A: keys[0], B: keys[1], First: first, Second: second, Applied: sel.applied, Warnings: slices.Clone(sel.warnings), Sources: sourcesOf(p, sel.Mask)}
	masks := [2]projection.Mask{}
	for i, v := range []Period{first, second} {
		q := sel.filter
		q.Since, q.Until = v.Since, v.Until
		masks[i] = p.Select(q).Mask.And(sel.Mask)
	}
	ia, oka := p.Country(keys[0])
	ib, okb := p.Country(keys[1])
	var parts []string
	for _, body := range projection.Bodies {
		if !slices.Contains(sel.applied.Body, body.String()) {
			continue
		}
		x := BodyChange{Body: body.String()}
		var ds [2]projection.Counts
		for i, m := range masks {
			m = m.And(p.OfBody(body))
			v := []Period{first, second}[i]
			if oka && okb {
				ds[i] = p.Pair(ia, ib, m)
			}
			pt := point(strings.TrimPrefix(span(v.Since, v.Until), "from "), body.String(), v.Since, v.Until, ds[i])
			if i == 0 {
				x.First = pt
			} else {
				x.Second = pt
			}
		}
		d := measure.Newcombe(float64(ds[1].Same()), float64(ds[1].N()), float64(ds[0].Same()), float64(ds[0].N()))
		x.Difference = difference(d, changeDefinition, "in one of the periods there is no roll call on which both voted")
		c.ByBody = append(c.ByBody, x)
		parts = append(parts, x.words())
		if n := min(x.First.N, x.Second.N); d.Defined && n < measure.MinShare {
			c.Warnings = append(c.Warnings, fmt.Sprintf("%s: one of the periods has only %s: too few for a percentage (at least %d).", bodyName(x.Body), count(n, "roll call", "roll calls"), measure.MinShare))
		}
	}
	c.Sentence = fmt.Sprintf("%s and %s%s: %s.", capital(withArticle(displayAt(keys[0], second.Until))), withArticle(displayAt(keys[1], second.Until)), subjectOf(Applied{Topics: sel.applied.Topics, About: sel.applied.About}), strings.Join(parts, "; "))
	return c, nil
}

func (x *BodyChange) words() string {
	name := "in the " + bodyName(x.Body)
	if x.Difference.Value == nil {
		return fmt.Sprintf("%s no comparison (same vote in %s of %s, then in %s of %s)", name, thousands(x.First.Same), thousands(x.First.N), thousands(x.Second.Same), thousands(x.Second.N))
	}
	text := fmt.Sprintf("%s the same vote in %s of %s %s and in %s of %s %s", name, thousands(x.First.Same), thousands(x.First.N), spanOf(x.First),
		thousands(x.Second.Same), thousands(x.Second.N), spanOf(x.Second))
	if min(x.First.N, x.Second.N) < measure.MinShare {
		return text + ", too few for a percentage"
	}
	return text + fmt.Sprintf(": %s points (95 %% interval %s to %s)", points(*x.Difference.Value), points(*x.Difference.Low), points(*x.Difference.High))
}

func spanOf(p Point) string { return span(p.Since, p.Until) }

// points writes a difference of shares in percentage points with its sign.
func points(d float64) string { return strings.Replace(fmt.Sprintf("%+.1f", 100*d), "-", "−", 1) }

// Course is a pair's agreement in one body, by calendar year, cut into spells.
type Course struct {
	Body       string
	Sentence   string
	Years      []Point
	Spells     []CourseSpell
	Turns      []TurningPoint
	Dispersion float64
}

// CourseSpell is a run of years with one share.
type CourseSpell struct {
	Since, Until string // years
	N, Same      int
	Share        Measure // Wilson's interval over n / dispersion
}

// TurningPoint is a change of a pair's share from one spell to the next.
type TurningPoint struct {
	Year             string // the first of the later spell
	Earliest, Latest string // years at which it may as well begin
	Before, After    Measure
	Change           Difference
	P                float64
	Confidence       float64 // 1 - P

	// Baseline is the share over the years before, at most the number asked for
	// and none before the spell; Returned is the first later spell, not next to
	// the turn, in which the share is back at it.
	Baseline      Measure
	BaselineYears string
	Returned      *CourseSpell

	// How either's mean share with all other states changed between the same
	// two spells: a turn of the two alone leaves both where they were.
	AElsewhere, BElsewhere *float64
}

// TurningPoints is the answer to "when did a pair's agreement turn".
type TurningPoints struct {
	A, B     graph.Key
	Sentence string
	ByBody   []Course
	Method   string
	Applied  Applied
	Warnings []string
	Sources  []string
}

// DefaultBaseline is how many years before a turn make its baseline.
const DefaultBaseline = 5

const turnMethod = "Identical shares by calendar year are cut into spells of one share each by exact optimal partitioning (Jackson et al. 2005): binomial deviance over the dispersion, and 3 log m for each turn, m the number of years (after Zhang & Siegmund 2007); spells have at least 2 years and 10 roll calls. " +
	"The dispersion (at least 1) is read from neighbouring years. A turn smaller than 5 points is dropped, and one for which more than 5 % of 999 shufflings of its years gain as much: that share is p, confidence 1 - p. " +
	"Sizes are differences of shares with Newcombe's interval over n / dispersion. The baseline is the share over the years before the turn; it is returned to in the first later spell whose interval holds it or that differs from it by less than 5 points. A turn can also be the agenda's: see how each changed with all others."

// TurningPoints implements Questions.
func (s *Service) TurningPoints(ctx context.Context, a, b string, f VoteFilter, baseline int) (*TurningPoints, error) {
	if baseline < 0 || baseline > 100 {
		return nil, badf("a baseline is of 1 to 100 years")
	}
	if baseline == 0 {
		baseline = DefaultBaseline
	}
	p, keys, sel, err := s.among(ctx, []string{a, b}, f)
	if err != nil {
		return nil, err
	}
	t := &TurningPoints{A: keys[0], B: keys[1], Method: turnMethod, Applied: sel.applied, Warnings: slices.Clone(sel.warnings), Sources: sourcesOf(p, sel.Mask)}
	ia, oka := p.Country(keys[0])
	ib, okb := p.Country(keys[1])
	var parts []string
	for _, body := range projection.Bodies {
		if !slices.Contains(sel.applied.Body, body.String()) {
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		c := Course{Body: body.String(), Years: []Point{}, Spells: []CourseSpell{}, Turns: []TurningPoint{}, Dispersion: 1}
		if oka && okb {
			c = course(p, ia, ib, sel.Mask.And(p.OfBody(body)), body.String(), baseline)
		}
		c.Sentence = c.words()
		text := c.Sentence
		if len(parts) == 0 {
			text = strings.ToLower(text[:1]) + text[1:]
		}
		parts = append(parts, text)
		t.ByBody = append(t.ByBody, c)
	}
	at := sel.applied.Until
	t.Sentence = fmt.Sprintf("%s and %s%s: %s", capital(withArticle(displayAt(keys[0], at))), withArticle(displayAt(keys[1], at)), subjectOf(sel.applied), strings.Join(parts, " "))
	return t, nil
}

func course(p *projection.Projection, ia, ib int, m projection.Mask, body string, baseline int) Course {
	c := Course{Body: body, Years: []Point{}, Spells: []CourseSpell{}, Turns: []TurningPoint{}}
	ps := p.Cut(m, projection.ByYear)
	var steps []measure.Count
	for i, counts := range p.ByPeriod(ia, ib, ps) {
		if counts.N() == 0 {
			continue
		}
		x := ps.Points[i]
		c.Years = append(c.Years, point(x.Label, body, x.Since, x.Until, counts))
		steps = append(steps, measure.Count{K: counts.Same(), N: counts.N()})
	}
	found := measure.Turns(steps)
	c.Dispersion = found.Dispersion
	for _, g := range found.Segments {
		r := measure.Share(g.K, g.N, "Identical share over the spell; Wilson's interval over n / dispersion.")
		r.Low, r.High = g.Low, g.High
		r.Name = measure.Identical
		c.Spells = append(c.Spells, CourseSpell{c.Years[g.From].Label, c.Years[g.To].Label, g.N, g.K, fromResult(r)})
	}
	for i, t := range found.Turns {
		x := TurningPoint{Year: c.Years[t.At].Label, Earliest: c.Years[t.Earliest].Label, Latest: c.Years[t.Latest].Label,
			Before: c.Spells[t.Before].Share, After: c.Spells[t.Next].Share, P: t.P, Confidence: 1 - t.P,
			Change: difference(t.Size, "Identical share of the later spell less that of the earlier, Newcombe's interval over n / dispersion.", "")}
		var base measure.Count
		from := max(found.Segments[t.Before].From, t.At-baseline)
		for _, y := range steps[from:t.At] {
			base.K, base.N = base.K+y.K, base.N+y.N
		}
		b := measure.Share(base.K, base.N, fmt.Sprintf("Identical share over the up to %d years with votes before the turn, none before the spell.", baseline))
		b.Name = measure.Identical
		x.Baseline, x.BaselineYears = fromResult(b), c.Years[from].Label+"–"+c.Years[t.At-1].Label
		if r := found.Returned(i, base); r >= 0 {
			x.Returned = &c.Spells[r]
		}
		x.AElsewhere, x.BElsewhere = elsewhere(p, m, ia, ib, c.Spells[t.Before], c.Spells[t.Next]), elsewhere(p, m, ib, ia, c.Spells[t.Before], c.Spells[t.Next])
		c.Turns = append(c.Turns, x)
	}
	return c
}

// elsewhere is how a state's mean share with all states but one changed from one
// spell to another, over the states with which it has MinShare votes in both.
func elsewhere(p *projection.Projection, m projection.Mask, of, but int, before, after CourseSpell) *float64 {
	masks := [2]projection.Mask{}
	for i, v := range []CourseSpell{before, after} {
		q := projection.Filter{Since: graph.MustDate(v.Since), Until: graph.MustDate(v.Until), Kinds: allKinds}
		masks[i] = p.Select(q).Mask.And(m)
	}
	sum, n := 0.0, 0
	for j := range p.Countries() {
		if j == of || j == but {
			continue
		}
		x, y := p.Pair(of, j, masks[0]), p.Pair(of, j, masks[1])
		if x.N() < measure.MinShare || y.N() < measure.MinShare {
			continue
		}
		sum += float64(y.Same())/float64(y.N()) - float64(x.Same())/float64(x.N())
		n++
	}
	if n == 0 {
		return nil
	}
	v := sum / float64(n)
	return &v
}

// allKinds lets a mask that is already chosen decide the kinds.
var allKinds = []projection.Kind{projection.Whole, projection.Paragraph, projection.Amendment, projection.Motion}

func (c *Course) words() string {
	name := "In the " + bodyName(c.Body)
	switch {
	case len(c.Years) == 0:
		return name + " there is no roll call on which both voted."
	case len(c.Turns) == 0:
		return fmt.Sprintf("%s no turn is found in %s (%s–%s, same vote in %s of %s).", name, count(len(c.Years), "year", "years"), c.Years[0].Label, c.Years[len(c.Years)-1].Label, thousands(c.Spells[0].Same), thousands(c.Spells[0].N))
	}
	var parts []string
	for _, t := range c.Turns {
		x := fmt.Sprintf("%s: %s points, from %s to %s", t.Year, points(*t.Change.Value), percent(*t.Before.Value), percent(*t.After.Value))
		if t.Earliest != t.Latest {
			x += fmt.Sprintf(" (between %s and %s)", t.Earliest, t.Latest)
		}
		if t.Returned != nil {
			x += ", back from " + t.Returned.Since
		}
		parts = append(parts, x)
	}
	return fmt.Sprintf("%s the share turned %s: %s.", name, count(len(c.Turns), "time", "times"), strings.Join(parts, "; "))
}
