package analysis

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"strings"
	"sync"

	"entente/graph"
	"entente/graph/measure"
	"entente/graph/names"
	"entente/graph/projection"
)

// pair is a Pair. Everything is computed from one projection and one mask.
type pair struct {
	p      *projection.Projection
	sel    *selection
	f      VoteFilter
	ka, kb graph.Key
	na, nb string // names for sentences
	a, b   int    // indexes, -1 for a state that has no vote on record
	counts projection.Counts

	first, last graph.Date // first and last roll call while both were members

	contested func() (Point, error)   // once
	ideal     func() (Measure, error) // the distance of ideal points
}

// Alignment implements Questions.
func (s *Service) Alignment(ctx context.Context, a, b string, f VoteFilter) (Pair, error) {
	p, err := s.holder.Get(ctx)
	if err != nil {
		return nil, err
	}
	var ms [2]names.Match
	var bounds []bound
	for i, asked := range []string{a, b} {
		m, err := resolve(asked, f.Until)
		if err != nil {
			return nil, err
		}
		ms[i] = m
		if m.Bounds != (graph.Interval{}) {
			bounds = append(bounds, bound{m.Bounds, fmt.Sprintf("%q names %s %s only", asked, names.Display(m.Key, graph.Date{}), span(m.Bounds.Since, m.Bounds.Until))})
		}
	}
	if ms[0].Key == ms[1].Key {
		return nil, badf("%q and %q are the same state (%s); ask for two", a, b, ms[0].Key.ID)
	}
	sel, err := ask(p, f, bounds)
	if err != nil {
		return nil, err
	}
	r := newPair(p, sel, f, ms[0].Key, ms[1].Key)
	r.ideal = func() (Measure, error) { return s.idealMeasure(ctx, p, sel.Mask, r.ka, r.kb) }
	return r, nil
}

func newPair(p *projection.Projection, sel *selection, f VoteFilter, ka, kb graph.Key) *pair {
	r := &pair{p: p, sel: sel, f: f, ka: ka, kb: kb, a: -1, b: -1}
	at := sel.filter.Until
	r.na, r.nb = withArticle(names.Display(ka, at)), withArticle(names.Display(kb, at))
	ia, oka := p.Country(ka)
	ib, okb := p.Country(kb)
	if oka && okb {
		r.a, r.b = ia, ib
		r.counts = p.Pair(ia, ib, sel.Mask)
	}
	r.contested = sync.OnceValues(r.countContested)
	r.bounds()
	return r
}

// both is the part of m on which both were members.
func (r *pair) both(m projection.Mask) projection.Mask {
	if r.a < 0 {
		return projection.Mask{}
	}
	return m.And(r.p.Eligible(r.a)).And(r.p.Eligible(r.b))
}

// bounds completes the filter as understood: where the record itself bounds the
// period, it says so.
func (r *pair) bounds() {
	first, last := r.p.Span(r.both(r.sel.Mask))
	r.first, r.last = first, last
	if first.IsZero() {
		return
	}
	a := &r.sel.applied
	if a.Since.IsZero() {
		a.Since = first
		a.BoundBy = append(a.BoundBy, fmt.Sprintf("from %s, the first such roll call while both were members", first))
	}
	if a.Until.IsZero() {
		a.Until = last
		a.BoundBy = append(a.BoundBy, fmt.Sprintf("to %s, the last such roll call on record", last))
	}
}

func (r *pair) A() graph.Key { return r.ka }
func (r *pair) B() graph.Key { return r.kb }
func (r *pair) N() int       { return r.counts.N() }
func (r *pair) Members() int { return int(r.counts.Members) }
func (r *pair) Missing() int { return r.counts.Missing() }
func (r *pair) Unknown() int { return r.counts.Unknown() }

func (r *pair) Applied() Applied { return r.sel.applied }

func (r *pair) Identical() Measure { return compute(measure.Identical, r.counts, measure.Options{}) }
func (r *pair) HalfCredit() Measure {
	return compute(measure.HalfCredit, r.counts, measure.Options{})
}

func (r *pair) Measure(name string, withConsensus bool) (Measure, error) {
	if _, ok := measure.Lookup(measure.Name(name)); !ok {
		return Measure{}, badf("%q is no measure", name)
	}
	if measure.Name(name) == measure.IdealPointDistance {
		if !withConsensus {
			return r.ideal()
		}
		m := compute(measure.IdealPointDistance, r.counts, measure.Options{})
		m.UndefinedBecause = "a text adopted without a vote tells nothing of positions, so it is not in the model"
		return m, nil
	}
	o := measure.Options{}
	if withConsensus {
		o.WithConsensus = true
		o.ConsensusKnown = r.a >= 0 && r.consensusKnown()
		if o.ConsensusKnown {
			o.Consensus = r.p.Consensus(r.a, r.b, r.sel.Consensus)
		}
	}
	return compute(measure.Name(name), r.counts, o), nil
}

// consensusKnown: texts adopted without a vote are on record for every body
// the question is about.
func (r *pair) consensusKnown() bool {
	bodies := r.sel.filter.Bodies
	if len(bodies) == 0 {
		bodies = projection.Bodies
	}
	return !slices.ContainsFunc(bodies, func(b projection.Body) bool { return !r.p.HasConsensus(b) })
}

func compute(name measure.Name, c projection.Counts, o measure.Options) Measure {
	return fromResult(measure.Compute(name, c, o))
}

func fromResult(r measure.Result) Measure {
	m := Measure{Name: string(r.Name), N: r.N, Definition: r.Definition, UndefinedBecause: r.UndefinedBecause}
	if r.Defined {
		m.Value = &r.Value
	}
	if r.Defined && r.HasInterval {
		m.Low, m.High, m.Level = &r.Low, &r.High, &r.Level
	}
	return m
}

func (r *pair) Counts() [4][4]int {
	var out [4][4]int
	for i := range out {
		for j := range out[i] {
			out[i][j] = int(r.counts.C[i][j])
		}
	}
	return out
}

func point(label, body string, since, until graph.Date, c projection.Counts) Point {
	return Point{
		Label: label, Body: body, Since: since, Until: until,
		N: c.N(), Same: c.Same(), OneAbstained: c.OneAbstained(), Opposed: c.Opposed(),
		Members: int(c.Members), Missing: c.Missing(), Unknown: c.Unknown(),
		Identical:  compute(measure.Identical, c, measure.Options{}),
		HalfCredit: compute(measure.HalfCredit, c, measure.Options{}),
	}
}

// ByBody gives one point for each body the question is about.
func (r *pair) ByBody() []Point {
	var out []Point
	for _, b := range projection.Bodies {
		if !slices.Contains(r.sel.applied.Body, b.String()) {
			continue
		}
		m := r.sel.Mask.And(r.p.OfBody(b))
		var c projection.Counts
		if r.a >= 0 {
			c = r.p.Pair(r.a, r.b, m)
		}
		since, until := r.p.Span(r.both(m))
		out = append(out, point(bodyName(b.String()), b.String(), since, until, c))
	}
	return out
}

// Contested is the same question over contested roll calls alone.
func (r *pair) Contested() Point {
	pt, _ := r.contested()
	return pt
}

func (r *pair) countContested() (Point, error) {
	q := r.sel.filter
	q.Contested = projection.True
	m := r.p.Select(q).Mask.And(r.sel.Mask)
	var c projection.Counts
	if r.a >= 0 {
		c = r.p.Pair(r.a, r.b, m)
	}
	since, until := r.p.Span(r.both(m))
	body := ""
	if len(r.sel.applied.Body) == 1 {
		body = r.sel.applied.Body[0]
	}
	return point("contested", body, since, until, c), nil
}

var periods = map[string]projection.Period{"year": projection.ByYear, "session": projection.BySession, "decade": projection.ByDecade}

// Series implements Pair. Points stand only where both were members.
func (r *pair) Series(period string) ([]Point, error) {
	by, ok := periods[period]
	if !ok {
		return nil, badf("%q is no period; there are year, session and decade", period)
	}
	if r.a < 0 {
		return []Point{}, nil
	}
	ps := r.p.Cut(r.both(r.sel.Mask), by)
	body := ""
	if len(r.sel.applied.Body) == 1 {
		body = r.sel.applied.Body[0]
	}
	if by == projection.BySession {
		body = projection.GeneralAssembly.String()
	}
	out := make([]Point, len(ps.Points))
	for i, c := range r.p.ByPeriod(r.a, r.b, ps) {
		pt := ps.Points[i]
		out[i] = point(pt.Label, body, pt.Since, pt.Until, c)
	}
	return out, nil
}

func (r *pair) list(d projection.Difference) []Split {
	if r.a < 0 {
		return nil
	}
	idx := r.p.List(r.a, r.b, r.sel.Mask, d)
	out := make([]Split, len(idx))
	for i, j := range idx {
		ca, cb := r.p.Choice(r.a, j), r.p.Choice(r.b, j)
		out[i] = Split{r.p.RollCall(j).Key, ca.String(), cb.String(),
			ca == projection.Yes && cb == projection.No || ca == projection.No && cb == projection.Yes}
	}
	return out
}

func (r *pair) Splits(opposed *bool) []Split {
	switch {
	case opposed == nil:
		return r.list(projection.Differed)
	case *opposed:
		return r.list(projection.Opposed)
	}
	return r.list(projection.Partial)
}

func (r *pair) Agreed() []Split { return r.list(projection.Agreed) }

// SourceIDs are the datasets that report the roll calls counted.
func (r *pair) SourceIDs() []string {
	seen := map[string]bool{}
	for i := range r.both(r.sel.Mask).Oldest() {
		for _, s := range r.p.RollCall(i).Sources {
			seen[s] = true
		}
	}
	ids := make([]string, 0, len(seen))
	for s := range seen {
		ids = append(ids, s)
	}
	sort.Strings(ids)
	return ids
}

// maxNamed is how many roll calls a warning names before it counts the rest.
const maxNamed = 5

// Warnings implements Pair.
func (r *pair) Warnings() []string {
	w := slices.Clone(r.sel.warnings)
	c := r.counts
	switch {
	case r.a < 0:
		for _, k := range []graph.Key{r.ka, r.kb} {
			if _, ok := r.p.Country(k); !ok {
				w = append(w, fmt.Sprintf("No vote of %s is on record.", names.Display(k, graph.Date{})))
			}
		}
	case c.Members == 0:
		w = append(w, fmt.Sprintf("%s and %s were never members together on a roll call of this kind.", capital(r.na), r.nb))
	case c.N() == 0:
		w = append(w, "There is no roll call on which both voted yes, no or abstain, so there is no value.")
	case c.N() < measure.MinShare:
		w = append(w, fmt.Sprintf("Only %s: too few for a percentage (at least %d); read the list of votes.", count(c.N(), "roll call", "roll calls"), measure.MinShare))
	case c.N() < measure.MinChance:
		w = append(w, fmt.Sprintf("Only %d roll calls: too few for chance-corrected measures and ranks (at least %d).", c.N(), measure.MinChance))
	}
	if u := c.Unknown(); u > 0 {
		w = append(w, r.unknownWarning(u))
	}
	if c.N() >= measure.MinShare && c.Same() == c.N() {
		if u := r.unanimous(); u == c.N() {
			w = append(w, "All these roll calls were unanimous, so the share says nothing about the two in particular.")
		}
	}
	if w2 := r.conflicts(); w2 != "" {
		w = append(w, w2)
	}
	if slices.Contains(r.sel.applied.Body, projection.GeneralAssembly.String()) && r.a >= 0 &&
		r.both(r.sel.Mask).And(r.p.OfBody(projection.GeneralAssembly)).Count() > 0 {
		w = append(w, "The General Assembly's records loaded hold adopted resolutions with a recorded vote; paragraph votes, most drafts that failed and adoptions without a vote are not in them.")
	}
	return w
}

// unknownWarning says whose positions are missing and how to get them.
func (r *pair) unknownWarning(u int) string {
	m := r.both(r.sel.Mask)
	var who []string
	for _, s := range []struct {
		i    int
		name string
	}{{r.a, r.na}, {r.b, r.nb}} {
		if n := r.p.Where(s.i, projection.Unknown, m).Count(); n > 0 {
			who = append(who, fmt.Sprintf("%s's on %s", s.name, thousands(n)))
		}
	}
	text := fmt.Sprintf("%s left out since the records loaded do not give a position: %s.", count(u, "roll call is", "roll calls are"), strings.Join(who, ", "))
	ga := m.And(r.p.OfBody(projection.GeneralAssembly))
	if r.p.Where(r.a, projection.Unknown, ga).Count()+r.p.Where(r.b, projection.Unknown, ga).Count() > 0 {
		text += " Import the Assembly's records to have them: entente import undl-ga FILE."
	}
	if n := u - r.p.Where(r.a, projection.Unknown, ga).Or(r.p.Where(r.b, projection.Unknown, ga)).Count(); n > 0 {
		text += " Of most drafts vetoed or lost in the Security Council before 1994 only the vetoing members and a tally are on record."
	}
	return text
}

func (r *pair) unanimous() int {
	q := r.sel.filter
	q.Unanimous = projection.True
	c := r.p.Pair(r.a, r.b, r.p.Select(q).Mask.And(r.sel.Mask))
	return c.N()
}

// conflicts names roll calls on which a further source gives another position
// of one of the two.
func (r *pair) conflicts() string {
	if r.a < 0 || r.p.ConflictCount(r.a, r.b, r.sel.Mask) == 0 {
		return ""
	}
	var named []string
	n := 0
	for i := range r.both(r.sel.Mask).Newest() {
		for _, c := range r.p.Conflicts(i) {
			if c.Country != r.a && c.Country != r.b {
				continue
			}
			n++
			if len(named) < maxNamed {
				named = append(named, fmt.Sprintf("%s: %s %s, %s says %s", r.p.RollCall(i).Symbol, names.Display(r.p.Countries()[c.Country], r.p.RollCall(i).Date), c.Settled, c.Source, c.Choice))
			}
		}
	}
	if n == 0 {
		return ""
	}
	text := fmt.Sprintf("Sources differ on %s of the two; the settled one is counted (%s", count(n, "position", "positions"), strings.Join(named, "; "))
	if n > len(named) {
		text += fmt.Sprintf("; and %d more", n-len(named))
	}
	return text + ")."
}
