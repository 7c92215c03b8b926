package analysis

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"entente/graph"
	"entente/graph/measure"
	"entente/graph/names"
	"entente/graph/projection"
	"entente/graph/vocab"
)

// The verdicts of Follows, by a fixed rule (see verdictOf).
const (
	VerdictSupported    = "supported"
	VerdictConsistent   = "consistent"
	VerdictMixed        = "mixed"
	VerdictContradicted = "contradicted"
	VerdictNotKnown     = "not_known"
)

// NamedCount is one of the counts behind a part.
type NamedCount struct {
	Name  string
	Count int
}

// FollowsPart is one thing the record can say about "A follows B".
type FollowsPart struct {
	Name  string // F1 … F8; F5_REVERSE and F8_REVERSE from B's side
	Title string
	Body  string // "" where it is of no body
	Reads string // what it is good for, in a few words

	Counts           []NamedCount
	Value, Low, High *float64
	Z                *float64 // F3 alone
	N                int
	Examined         bool
	Why              string // why it was not examined, or has no value
	Definition       string
	Sources          []string
}

// FollowsBody is the verdict of one body's record.
type FollowsBody struct {
	Body, Verdict, Why string

	low bool // enough roll calls, but F1 not surely above strongShare
}

// Follows is what the record says of "A follows B" or "A backs B".
type Follows struct {
	A, B     graph.Key
	Verdict  string
	Why      string
	Sentence string
	Parts    []FollowsPart
	ByBody   []FollowsBody
	Applied  Applied
	Warnings []string
	Sources  []string
}

// The rule's bounds.
const (
	strongContested = .8
	strongShare     = .7
	evenShare       = .5
	excessZ         = 2
	asCloseShare    = .25 // of the states compared: no more may agree with B as fully as A
)

// countryTopics are the topics that are one country's affairs; the others are
// matters. A topic's siblings are the others of its sort.
var countryTopics = []string{"dprk", "ukraine", "syria", "palestine-israel", "iran", "iraq", "balkans", "libya", "sudan", "afghanistan"}

// part finds a part by name and body, nil where there is none.
func (f *Follows) part(name, body string) *FollowsPart {
	for i := range f.Parts {
		if f.Parts[i].Name == name && (f.Parts[i].Body == body || f.Parts[i].Body == "") {
			return &f.Parts[i]
		}
	}
	return nil
}

// Follows implements Questions.
func (s *Service) Follows(ctx context.Context, a, b, topic, about string, v VoteFilter) (*Follows, error) {
	if topic != "" {
		v.Topics = append(slices.Clone(v.Topics), topic)
	}
	if about != "" {
		v.About = append(slices.Clone(v.About), about)
	}
	p, keys, sel, err := s.among(ctx, []string{a, b}, v)
	if err != nil {
		return nil, err
	}
	f := &Follows{A: keys[0], B: keys[1], Applied: sel.applied, Warnings: slices.Clone(sel.warnings), Sources: sourcesOf(p, sel.Mask)}
	q := &followsQuestion{s: s, p: p, sel: sel, f: f, na: displayAt(keys[0], v.Until), nb: displayAt(keys[1], v.Until)}
	ia, oka := p.Country(keys[0])
	ib, okb := p.Country(keys[1])
	q.a, q.b, q.known = ia, ib, oka && okb

	for _, body := range projection.Bodies {
		if !slices.Contains(sel.applied.Body, body.String()) {
			continue
		}
		if err := q.body(ctx, body); err != nil {
			return nil, err
		}
	}
	seventh, err := s.order(ctx, f.A, f.B, sel)
	if err != nil {
		return nil, err
	}
	f.Parts = append(f.Parts, seventh)
	for _, body := range sel.applied.Body {
		verdict, why := f.verdictOf(body)
		f1 := f.part("F1", body)
		f.ByBody = append(f.ByBody, FollowsBody{body, verdict, why, f1.N >= measure.MinShare && !(f1.Low != nil && *f1.Low > strongShare)})
	}
	f.Verdict, f.Why = overall(f.ByBody)
	f.Sentence = q.sentence()
	f.Sources = distinct(append(f.Sources, seventh.Sources...))
	if len(sel.applied.Topics)+len(sel.applied.About) == 0 && strings.TrimSpace(v.Text) == "" && len(v.Symbols) == 0 {
		f.Warnings = append(f.Warnings, "No issue was named: the parts are over all votes, so nothing can be told of an issue.")
	}
	return f, nil
}

type followsQuestion struct {
	s      *Service
	p      *projection.Projection
	sel    *selection
	f      *Follows
	a, b   int
	known  bool // both have votes on record
	na, nb string
}

func (q *followsQuestion) add(part FollowsPart) { q.f.Parts = append(q.f.Parts, part) }

func (q *followsQuestion) pair(m projection.Mask) projection.Counts {
	if !q.known {
		return projection.Counts{}
	}
	return q.p.Pair(q.a, q.b, m)
}

// shared makes a part of a share with its interval.
func sharePart(name, body, title, reads string, r measure.Result, counts ...NamedCount) FollowsPart {
	m := fromResult(r)
	return FollowsPart{Name: name, Body: body, Title: title, Reads: reads, Counts: counts, Value: m.Value, Low: m.Low, High: m.High, N: r.N,
		Examined: r.Defined, Why: r.UndefinedBecause, Definition: r.Definition}
}

// body computes the parts of one body's record.
func (q *followsQuestion) body(ctx context.Context, body projection.Body) error {
	word, p := body.String(), q.p
	m := q.sel.Mask.And(p.OfBody(body))
	c := q.pair(m)
	identical := measure.Compute(measure.Identical, c, measure.Options{})
	q.add(sharePart("F1", word, "agreement on the issue", "how often", identical,
		NamedCount{"same", c.Same()}, NamedCount{"oneAbstained", c.OneAbstained()}, NamedCount{"opposed", c.Opposed()}, NamedCount{"missing", c.Missing()}))

	only := q.sel.filter
	only.Contested = projection.True
	contested := p.Select(only).Mask.And(m)
	cc := q.pair(contested)
	r := measure.Compute(measure.Identical, cc, measure.Options{})
	r.Definition += " Contested roll calls only."
	q.add(sharePart("F2", word, "agreement on contested roll calls", "how often when it mattered", r,
		NamedCount{"same", cc.Same()}, NamedCount{"oneAbstained", cc.OneAbstained()}, NamedCount{"opposed", cc.Opposed()}, NamedCount{"missing", cc.Missing()}))

	if err := q.third(ctx, body, m); err != nil {
		return err
	}
	q.fourth(body, m, c)
	q.fifth(body, m)
	q.sixth(body, m)
	if body == projection.SecurityCouncil {
		q.eighth(m)
	}
	return nil
}

const thirdDefinition = "Identical votes seen less those expected from the two states' positions in a one-dimensional model of all recorded votes of the Assembly (Bailey, Strezhnev & Voeten 2017), in which their votes on these items are hidden, as a share of n; z is the same in standard deviations. " +
	"The other states' positions are held at those of the kept fit; these roll calls are fitted anew to the others' votes alone, and the two states' positions anew to their votes on all other roll calls. Roll calls on which all others took one position are not in the model and left out."

func (q *followsQuestion) third(ctx context.Context, body projection.Body, m projection.Mask) error {
	part := FollowsPart{Name: "F3", Body: body.String(), Title: "excess over their general alignment", Reads: "is the issue special", Definition: thirdDefinition}
	switch {
	case body == projection.SecurityCouncil:
		part.Why = "not examined: the Council has no ideal points; its members change and its drafts are bargained over before the vote"
	case !q.known:
		part.Why = "no vote of one of the two is on record"
	default:
		x, err := q.s.excessOf(ctx, q.p, q.f.A, q.f.B, m)
		if err != nil {
			return err
		}
		if !x.Defined {
			part.Why = "not examined: " + x.why
			break
		}
		low, high := x.Interval()
		part.Value, part.Low, part.High, part.Z, part.N, part.Examined = &x.Value, &low, &high, &x.Z, x.N, true
		expected := int(x.Expected + .5)
		part.Counts = []NamedCount{{"same", x.Same}, {"expectedRounded", expected}, {"leftOut", x.outside}}
	}
	q.add(part)
	return nil
}

// siblings is the roll calls on other items of the same sort.
func (q *followsQuestion) siblings(m projection.Mask) (projection.Mask, string) {
	f := q.sel.filter
	switch {
	case len(f.Topics) > 0:
		var ids []string
		own := vocab.Rest(f.Topics[0])
		country := slices.Contains(countryTopics, own)
		var keys []graph.Key
		for _, t := range vocab.Topics {
			k := vocab.Key(vocab.Topic, t.ID)
			if slices.Contains(countryTopics, t.ID) == country && !slices.Contains(f.Topics, k) {
				keys, ids = append(keys, k), append(ids, t.Name)
			}
		}
		f.Topics, f.About = keys, nil
		return q.p.Select(f).Mask.And(q.p.All()).AndNot(q.sel.Mask), "the topics " + strings.Join(ids, ", ")
	case len(f.About) > 0:
		var others []graph.Key
		for _, k := range q.p.Countries() {
			if !slices.Contains(f.About, k) {
				others = append(others, k)
			}
		}
		f.About = others
		return q.p.Select(f).Mask.AndNot(q.sel.Mask), "texts about any other country"
	}
	return projection.Mask{}, ""
}

func (q *followsQuestion) fourth(body projection.Body, m projection.Mask, c projection.Counts) {
	part := FollowsPart{Name: "F4", Body: body.String(), Title: "specificity", Reads: "is it this issue, or a principle",
		Definition: "Identical share on the issue less that on its siblings, with Newcombe's interval (1998): other items of the same sort in the same body and period. And how many other states, with at least 10 and half as many votes in common, agree with the second on the same items as fully as the first does. The issue stands out where the interval lies above 0 and no more than a quarter of those states agree as fully."}
	sibs, what := q.siblings(m)
	if what == "" {
		part.Why = "not examined: no topic and no country was asked about, so there are no sibling issues"
		q.add(part)
		return
	}
	d := q.pair(sibs.And(q.p.OfBody(body)))
	x := measure.Newcombe(float64(c.Same()), float64(c.N()), float64(d.Same()), float64(d.N()))
	compared, asClose := 0, 0
	if q.known && c.N() > 0 {
		least := max(measure.MinShare, (c.N()+1)/2)
		own := float64(c.Same()) / float64(c.N())
		for i := range q.p.Countries() {
			if i == q.a || i == q.b {
				continue
			}
			if o := q.p.Pair(q.b, i, m); o.N() >= least {
				compared++
				if float64(o.Same())/float64(o.N()) >= own {
					asClose++
				}
			}
		}
	}
	part.Definition += " Siblings here: " + what + "."
	part.Counts = []NamedCount{{"same", c.Same()}, {"of", c.N()}, {"siblingSame", d.Same()}, {"siblingOf", d.N()}, {"statesCompared", compared}, {"statesAsClose", asClose}}
	part.N = d.N()
	if x.Defined {
		part.Value, part.Low, part.High, part.Examined = &x.Value, &x.Low, &x.High, true
	} else {
		part.Why = "there is no roll call on the issue, or none on its siblings, on which both voted"
	}
	q.add(part)
}

func (p *FollowsPart) count(name string) int {
	for _, c := range p.Counts {
		if c.Name == name {
			return c.Count
		}
	}
	return 0
}

// standsOut is F4's answer.
func (p *FollowsPart) standsOut() bool {
	return p != nil && p.Low != nil && *p.Low > 0 && float64(p.count("statesAsClose")) <= asCloseShare*float64(p.count("statesCompared")) && p.count("statesCompared") > 0
}

// pluralityOf gives the position of most members on a roll call; false where two
// share the first place or the totals are not known.
func pluralityOf(r *projection.RollCall) (projection.Choice, bool) {
	t := r.Stated
	if !t.Complete() {
		if r.Unknown > 0 {
			return projection.Unknown, false
		}
		t = r.Known
	}
	return measure.Plurality(t.Yes, t.Abstain, t.No)
}

func (q *followsQuestion) fifth(body projection.Body, m projection.Mask) {
	var aLeft, bLeft, together int
	if q.known {
		for i := range m.Oldest() {
			ca, cb := q.p.Choice(q.a, i), q.p.Choice(q.b, i)
			top, ok := pluralityOf(q.p.RollCall(i))
			if !ok || !ca.Present() || !cb.Present() {
				continue
			}
			if ca != top {
				aLeft++
			}
			if cb != top {
				bLeft++
			}
			if ca != top && ca == cb {
				together++
			}
		}
	}
	one := func(name, leaver, other string, n int) {
		r := measure.Share(together, n, fmt.Sprintf("Among the roll calls on which %s left the plurality of all members and both voted, the share on which %s took the same position. Both directions have the same numerator: their difference is no asymmetry.", leaver, other))
		if n == 0 {
			r.UndefinedBecause = fmt.Sprintf("%s never left the plurality of all members on a roll call on which both voted", leaver)
		}
		q.add(sharePart(name, body.String(), "off-plurality support of "+leaver, "support when isolated", r, NamedCount{"together", together}, NamedCount{"left", n}))
	}
	one("F5", q.nb, q.na, bLeft)
	one("F5_REVERSE", q.na, q.nb, aLeft)
}

func (q *followsQuestion) sixth(body projection.Body, m projection.Mask) {
	type text struct {
		steps []measure.Step
		twice map[int]bool
	}
	texts := map[string]*text{}
	var order []string
	for i := range m.Oldest() {
		r := q.p.RollCall(i)
		title := recurring(r.Title)
		session, ok := sessionNumber(r)
		if title == "" || !ok || !q.known {
			continue
		}
		t := texts[title]
		if t == nil {
			t = &text{twice: map[int]bool{}}
			texts[title] = t
			order = append(order, title)
		}
		if n := len(t.steps); n > 0 && slices.ContainsFunc(t.steps, func(s measure.Step) bool { return s.Session == session }) {
			t.twice[session] = true
			continue
		}
		t.steps = append(t.steps, measure.Step{Session: session, A: q.p.Choice(q.a, i), B: q.p.Choice(q.b, i)})
	}
	var l measure.Ledger
	recurringTexts := 0
	for _, title := range order {
		t := texts[title]
		steps := slices.DeleteFunc(t.steps, func(s measure.Step) bool { return t.twice[s.Session] })
		if len(steps) > 1 {
			recurringTexts++
		}
		slices.SortStableFunc(steps, func(a, b measure.Step) int { return cmp.Compare(a.Session, b.Session) })
		l.Add(steps)
	}
	part := sharePart("F6", body.String(), "convergence ledger", "who adapts", l.Share(),
		NamedCount{"texts", recurringTexts}, NamedCount{"steps", l.Steps},
		NamedCount{"convergedAMoved", l.ConvergedA}, NamedCount{"convergedBMoved", l.ConvergedB}, NamedCount{"convergedBothMoved", l.ConvergedBoth},
		NamedCount{"divergedAMoved", l.DivergedA}, NamedCount{"divergedBMoved", l.DivergedB}, NamedCount{"divergedBothMoved", l.DivergedBoth})
	if body == projection.SecurityCouncil {
		part.Definition += " The Council has no sessions: calendar years stand for them."
	}
	// The ledger was kept even where nobody moved.
	part.Examined = l.Steps > 0
	if l.Steps == 0 {
		part.Why = "no text with an equal title recurs in another session on which both voted"
	}
	q.add(part)
}

// sessionNumber is the session for the ledger: the regular session of the
// Assembly's own label, in the Council the year.
func sessionNumber(r *projection.RollCall) (int, bool) {
	if r.Body == projection.SecurityCouncil {
		y, _, _ := r.Date.YMD()
		return y, y > 0
	}
	n, err := strconv.Atoi(r.Session)
	return n, err == nil
}

// recurring is a title as far as it recurs: without case, accents, punctuation,
// and the words that every title ends in.
func recurring(title string) string {
	t := names.Fold(title)
	for _, end := range []string{" resolution adopted by general assembly", " adopted by general assembly", " resolution"} {
		t = strings.TrimSuffix(t, end)
	}
	return strings.TrimSpace(t)
}

func (q *followsQuestion) eighth(m projection.Mask) {
	everything := q.p.OfBody(projection.SecurityCouncil)
	of := func(m projection.Mask) (a, b, both int) {
		for i := range m.Oldest() {
			r := q.p.RollCall(i)
			va, vb := slices.Contains(r.VetoedBy, q.f.A), slices.Contains(r.VetoedBy, q.f.B)
			if va {
				a++
			}
			if vb {
				b++
			}
			if va && vb {
				both++
			}
		}
		return a, b, both
	}
	a, b, both := of(m)
	allA, allB, allBoth := of(everything)
	one := func(name, who, other string, n, all int) {
		r := measure.Share(both, n, fmt.Sprintf("Of the drafts on the issue that %s vetoed, the share that %s vetoed too; a veto is a permanent member's no on a draft that had the votes. It is not symmetric.", who, other))
		if n == 0 {
			r.UndefinedBecause = who + " vetoed no draft on the issue"
		}
		q.add(sharePart(name, projection.SecurityCouncil.String(), "joint vetoes among those of "+who, "who needs whom", r,
			NamedCount{"both", both}, NamedCount{"vetoes", n}, NamedCount{"bothOnAnything", allBoth}, NamedCount{"vetoesOnAnything", all}))
	}
	one("F8", q.na, q.nb, a, allA)
	one("F8_REVERSE", q.nb, q.na, b, allB)
}

// leastOccasions is how many occasions F7 needs.
const leastOccasions = 10

// order is F7: who spoke or acted first on the occasions on record.
func (s *Service) order(ctx context.Context, a, b graph.Key, sel *selection) (FollowsPart, error) {
	part := FollowsPart{Name: "F7", Title: "order of dated acts", Reads: "who speaks first",
		Definition: fmt.Sprintf("Per occasion (a claim on which officials or bodies of both states spoke, an event both responded to) the first dated statement or act of each: share of occasions on which the second came first and the first then took the same position, among those not of one day. At least %d occasions. Statements not loaded are not there.", leastOccasions)}
	os, sources, err := s.occasions(ctx, a, b, sel)
	if err != nil {
		return part, err
	}
	var first, later, ties, then int
	for _, o := range os {
		switch c := o.a.First().Compare(o.b.First()); {
		case o.a.Precision() != graph.DayPrecision || o.b.Precision() != graph.DayPrecision || c == 0:
			ties++
		case c < 0:
			first++
		default:
			later++
			if o.same {
				then++
			}
		}
	}
	n := first + later
	part.Counts = []NamedCount{{"occasions", len(os)}, {"aFirst", first}, {"bFirst", later}, {"bFirstThenSame", then}, {"ties", ties}}
	part.N, part.Sources = n, sources
	switch {
	case len(os) == 0:
		part.Why = "not examined: no dated statements or acts of both on one occasion are loaded"
	case n < leastOccasions:
		part.Why = fmt.Sprintf("not examined: %s with an order, fewer than %d", count(n, "occasion", "occasions"), leastOccasions)
	default:
		x := fromResult(measure.Share(then, n, ""))
		part.Value, part.Low, part.High, part.Examined = x.Value, x.Low, x.High, true
		part.Why = fmt.Sprintf("sign test of who came first: p %s", pText(measure.SignTest(first, later)))
	}
	return part, nil
}

// occasion is one on which both states spoke or acted, with the first date of
// each.
type occasion struct {
	a, b graph.Date
	same bool // the same stance; acts have none
}

// occasions reads statements on one claim, and events that respond to one event,
// within the period and, where the filter has a topic or a country, about it.
func (s *Service) occasions(ctx context.Context, a, b graph.Key, sel *selection) ([]occasion, []string, error) {
	period := graph.Interval{Since: sel.filter.Since, Until: sel.filter.Until}
	subjects := append(slices.Clone(sel.filter.Topics), sel.filter.About...)
	for _, t := range sel.filter.Topics {
		// The topic of one country: claims name the country.
		if k, ok := topicCountry[vocab.Rest(t)]; ok {
			subjects = append(subjects, vocab.Key(vocab.Country, k))
		}
	}
	speakers := map[graph.Key]int{a: 1, b: 2}
	es, err := s.edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Leads, vocab.Serves, vocab.PartOf}, To: []graph.Key{a, b}, Props: []string{}})
	if err != nil {
		return nil, nil, err
	}
	for _, e := range es {
		if e.From.Kind == vocab.Person || e.From.Kind == vocab.Organisation {
			who := speakers[e.To]
			if old, ok := speakers[e.From]; ok && old != who {
				who = 0 // of both: nobody's
			}
			speakers[e.From] = who
		}
	}
	type said struct {
		date   graph.Date
		stance string
	}
	first := map[graph.Key][3]said{} // by claim or event
	note := func(at graph.Key, who int, d graph.Date, stance string) {
		if who == 0 || d.IsZero() || period.Contains(d) == graph.No {
			return
		}
		v := first[at]
		if v[who].date.IsZero() || d.First().Compare(v[who].date.First()) < 0 {
			v[who] = said{d, stance}
		}
		first[at] = v
	}
	stated, err := s.edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.States}})
	if err != nil {
		return nil, nil, err
	}
	var ids []string
	for _, e := range stated {
		note(e.To, speakers[e.From], e.Props.Date("date"), e.Props.String("stance"))
	}
	responds, err := s.edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.RespondsTo}, Props: []string{}})
	if err != nil {
		return nil, nil, err
	}
	if len(responds) > 0 {
		var keys []graph.Key
		for _, e := range responds {
			keys = append(keys, e.From)
		}
		acts, err := s.edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.TookPart}, To: keys, Props: []string{}})
		if err != nil {
			return nil, nil, err
		}
		when := map[graph.Key]graph.Date{}
		for n, err := range s.store.Nodes(ctx, graph.NodeFilter{Kinds: []graph.Kind{vocab.Event}, Keys: keys, Props: []string{"since"}}) {
			if err != nil {
				return nil, nil, fmt.Errorf("read events: %w", err)
			}
			when[n.Key] = n.Props.Date("since")
		}
		for _, r := range responds {
			for _, e := range acts {
				if e.To == r.From {
					note(r.To, speakers[e.From], when[r.From], "")
				}
			}
		}
	}
	if len(first) == 0 {
		return nil, nil, nil
	}
	about := map[graph.Key]bool{}
	if len(subjects) > 0 {
		of, err := s.edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Concerns, vocab.HasSubject, vocab.HasObject}, To: subjects, Props: []string{}})
		if err != nil {
			return nil, nil, err
		}
		for _, e := range of {
			about[e.From] = true
		}
	}
	var out []occasion
	for k, v := range first {
		if v[1].date.IsZero() || v[2].date.IsZero() || len(subjects) > 0 && !about[k] {
			continue
		}
		out = append(out, occasion{v[1].date, v[2].date, v[1].stance != "" && v[1].stance == v[2].stance})
	}
	for _, e := range append(stated, responds...) {
		if v := first[e.To]; !v[1].date.IsZero() && !v[2].date.IsZero() {
			ids = append(ids, sourceIDs(e.Source, e.Props.String("ref"))...)
		}
	}
	return out, distinct(ids), nil
}

// topicCountry is the country whose affairs a topic is.
var topicCountry = map[string]string{"dprk": "PRK", "ukraine": "UKR", "syria": "SYR", "iran": "IRN", "iraq": "IRQ", "libya": "LBY", "afghanistan": "AFG"}

// verdictOf gives the word for one body's record, by the rule:
//
//	contradicted  F2 has n ≥ 10 and its upper bound is below ½
//	supported     F2 has n ≥ 10 and its lower bound is above .8, F3's z ≥ 2, F4
//	              shows the issue stands out, and F6 or F7 has its lower bound
//	              above ½
//	mixed         F1 has n ≥ 10 and its lower bound is above .7, but a part is
//	              against it
//	consistent    F1 has n ≥ 10 and its lower bound is above .7, no part against
//	not known     otherwise
//
// A part is against it: F2 with n ≥ 10 and its upper bound below .7; F3 with z ≤
// -2; F5 with n ≥ 10, F6 with n ≥ 10, or F7, and its upper bound below ½.
func (f *Follows) verdictOf(body string) (verdict, why string) {
	get := func(name string) *FollowsPart {
		if p := f.part(name, body); p != nil {
			return p
		}
		return &FollowsPart{}
	}
	f1, f2, f3, f4, f5, f6, f7 := get("F1"), get("F2"), get("F3"), get("F4"), get("F5"), get("F6"), get("F7")
	above := func(p *FollowsPart, least float64) bool { return p.Low != nil && *p.Low > least }
	below := func(p *FollowsPart, most float64) bool { return p.High != nil && *p.High < most }
	enough := func(p *FollowsPart) bool { return p.N >= measure.MinShare }

	switch {
	case enough(f2) && below(f2, evenShare):
		return VerdictContradicted, "on contested roll calls they agreed on less than half, interval included (F2)"
	case enough(f2) && above(f2, strongContested) && f3.Z != nil && *f3.Z >= excessZ && f4.standsOut() &&
		(above(f6, evenShare) || f7.Examined && above(f7, evenShare)):
		return VerdictSupported, "contested agreement is high (F2), higher than their general positions expect (F3), the issue stands out (F4), and the order of moves points one way (F6 or F7)"
	case !enough(f1):
		return VerdictNotKnown, fmt.Sprintf("only %s on which both voted; at least %d are needed", count(f1.N, "roll call", "roll calls"), measure.MinShare)
	case !above(f1, strongShare):
		return VerdictNotKnown, "agreement on the issue is not surely above 70 % (F1), nor surely below half on contested roll calls (F2)"
	}
	var against []string
	for _, x := range []struct {
		is   bool
		name string
	}{
		{enough(f2) && below(f2, strongShare), "agreement falls short when the roll call was contested (F2)"},
		{f3.Z != nil && *f3.Z <= -excessZ, "they agreed less than their general positions expect (F3)"},
		{enough(f5) && below(f5, evenShare), "no support when isolated (F5)"},
		{enough(f6) && below(f6, evenShare), "the other one moved more often (F6)"},
		{f7.Examined && below(f7, evenShare), "the order of statements does not fit (F7)"},
	} {
		if x.is {
			against = append(against, x.name)
		}
	}
	if len(against) > 0 {
		return VerdictMixed, "agreement is high (F1), but " + strings.Join(against, "; ")
	}
	why = "agreement on the issue is surely above 70 % (F1) and no part is against it"
	if !(above(f6, evenShare) || f7.Examined && above(f7, evenShare)) {
		why += "; who moves first is not shown (F6, F7), without which the record cannot support more"
	}
	return VerdictConsistent, why
}

// overall joins the bodies' verdicts: the weaker of two that go together, mixed
// where they disagree, as they do where one has agreement that is surely high
// and the other, with enough roll calls, has not.
func overall(bodies []FollowsBody) (verdict, why string) {
	var known []FollowsBody
	for _, b := range bodies {
		if b.Verdict != VerdictNotKnown {
			known = append(known, b)
		}
	}
	switch len(known) {
	case 0:
		var parts []string
		for _, b := range bodies {
			parts = append(parts, bodyName(b.Body)+": "+b.Why)
		}
		return VerdictNotKnown, strings.Join(parts, "; ")
	case 1:
		for _, b := range bodies {
			if b.low && b.Verdict == VerdictNotKnown && (known[0].Verdict == VerdictSupported || known[0].Verdict == VerdictConsistent) {
				return VerdictMixed, fmt.Sprintf("the bodies disagree: %s: %s; %s: %s", bodyName(known[0].Body), known[0].Why, bodyName(b.Body), b.Why)
			}
		}
		return known[0].Verdict, bodyName(known[0].Body) + " alone: " + known[0].Why
	}
	order := []string{VerdictSupported, VerdictConsistent, VerdictMixed, VerdictContradicted}
	worst := known[0]
	good := func(v string) bool { return v == VerdictSupported || v == VerdictConsistent }
	for _, b := range known[1:] {
		if good(b.Verdict) != good(worst.Verdict) || !good(b.Verdict) && b.Verdict != worst.Verdict {
			return VerdictMixed, fmt.Sprintf("the bodies disagree: %s %s, %s %s", bodyName(worst.Body), worst.Verdict, bodyName(b.Body), b.Verdict)
		}
		if slices.Index(order, b.Verdict) > slices.Index(order, worst.Verdict) {
			worst = b
		}
	}
	return worst.Verdict, bodyName(worst.Body) + ": " + worst.Why
}

func (q *followsQuestion) sentence() string {
	f := q.f
	a, b := withArticle(q.na), withArticle(q.nb)
	on := subjectOf(f.Applied)
	var out strings.Builder
	switch f.Verdict {
	case VerdictSupported:
		fmt.Fprintf(&out, "The record supports that %s follows %s%s.", a, b, on)
	case VerdictConsistent:
		fmt.Fprintf(&out, "The record is consistent with %s backing %s%s.", a, b, on)
	case VerdictMixed:
		fmt.Fprintf(&out, "The record is mixed on whether %s backs %s%s.", a, b, on)
	case VerdictContradicted:
		fmt.Fprintf(&out, "The record contradicts that %s backs %s%s.", a, b, on)
	default:
		fmt.Fprintf(&out, "There is not enough record to say whether %s backs %s%s.", a, b, on)
	}
	var ledger []string
	for _, body := range f.Applied.Body {
		name := map[string]string{projection.GeneralAssembly.String(): "Assembly", projection.SecurityCouncil.String(): "Council"}[body]
		f1, f2, f3, f4, f6 := f.part("F1", body), f.part("F2", body), f.part("F3", body), f.part("F4", body), f.part("F6", body)
		fmt.Fprintf(&out, " %s: same vote in %s of %s", name, thousands(f1.count("same")), thousands(f1.N))
		if f1.N == 0 {
			out.WriteString(".")
			continue
		}
		fmt.Fprintf(&out, ", of which %s contested, same in %s", count(f2.N, "was", "were"), thousands(f2.count("same")))
		if body == projection.GeneralAssembly.String() {
			if f3.Examined {
				fmt.Fprintf(&out, "; on %s that divided the others their general positions expect %s, seen %s (z %+.1f)", thousands(f3.N), thousands(f3.count("expectedRounded")), thousands(f3.count("same")), *f3.Z)
			} else {
				out.WriteString("; what their general positions expect was " + f3.Why)
			}
		}
		if f4.Examined {
			fmt.Fprintf(&out, "; on similar items elsewhere %s of %s; %s of %s other states agreed with %s as fully", thousands(f4.count("siblingSame")), thousands(f4.count("siblingOf")), thousands(f4.count("statesAsClose")), thousands(f4.count("statesCompared")), b)
		}
		out.WriteString(".")
		if f6 != nil && f6.Examined {
			ledger = append(ledger, fmt.Sprintf("on recurring texts of the %s %s moved to %s %s, %s to %s %s (apart again: %d and %d)", name, a, b, times(f6.count("convergedAMoved")), b, a, times(f6.count("convergedBMoved")), f6.count("divergedAMoved"), f6.count("divergedBMoved")))
		}
	}
	out.WriteString(" Who moved first cannot be told from votes cast together")
	if len(ledger) > 0 {
		out.WriteString("; " + strings.Join(ledger, "; "))
	} else {
		out.WriteString("; no recurring text tells who adapts")
	}
	if f7 := f.part("F7", ""); f7.Examined {
		fmt.Fprintf(&out, "; on %s %s spoke first and %s then took the same position, of %s", thousands(f7.count("bFirstThenSame")), b, a, count(f7.N, "occasion", "occasions"))
	} else {
		out.WriteString("; statements were " + strings.SplitN(f7.Why, ":", 2)[0])
	}
	out.WriteString(".")
	return out.String()
}

func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return thousands(n) + " times"
}

// Company is a third state's part in a question about two others.
type Company struct {
	Country graph.Key
	WithA   int // as A (or as the two)
	WithB   int // as B (or as the third who opposed them)
	Neither int // another position
	Missing int // a member that took no part, or whose position is unknown
	N       int // WithA + WithB + Neither
	Share   Measure
}

// WhenTheyDiffer is with whom the other states vote when two differ.
type WhenTheyDiffer struct {
	A, B           graph.Key
	N              int // roll calls on which both voted and differed
	Opposed        int // of them yes against no
	WithA, WithB   int // votes of other states
	Neither        int
	MostA, MostB   int // roll calls on which more others were with A, with B
	Others         []Company
	Sentence       string
	Applied        Applied
	Warnings       []string
	Sources        []string
	Against        graph.Key // WhoJoins: the third state
	ByBody         []string  // the counts of each body in words, where there are two
	OpposedByThird bool
}

// WhenTheyDiffer implements Questions.
func (s *Service) WhenTheyDiffer(ctx context.Context, a, b string, f VoteFilter, first int) (*WhenTheyDiffer, error) {
	return s.company(ctx, []string{a, b}, f, first)
}

// WhoJoins implements Questions.
func (s *Service) WhoJoins(ctx context.Context, against, a, b string, f VoteFilter, first int) (*WhenTheyDiffer, error) {
	return s.company(ctx, []string{a, b, against}, f, first)
}

func (s *Service) company(ctx context.Context, asked []string, f VoteFilter, first int) (*WhenTheyDiffer, error) {
	if first < 0 {
		return nil, badf("first cannot be negative")
	}
	p, keys, sel, err := s.among(ctx, asked, f)
	if err != nil {
		return nil, err
	}
	w := &WhenTheyDiffer{A: keys[0], B: keys[1], Others: []Company{}, Applied: sel.applied, Warnings: slices.Clone(sel.warnings), Sources: sourcesOf(p, sel.Mask)}
	if len(keys) == 3 {
		w.Against, w.OpposedByThird = keys[2], true
	}
	idx := make([]int, len(keys))
	for i, k := range keys {
		var ok bool
		if idx[i], ok = p.Country(k); !ok {
			w.Warnings = append(w.Warnings, fmt.Sprintf("No vote of %s is on record.", displayToday(k)))
			w.Sentence = w.words()
			return w, nil
		}
	}
	others := make([]Company, len(p.Countries()))
	byBody := map[projection.Body]*[3]int{projection.GeneralAssembly: {}, projection.SecurityCouncil: {}}
	for i := range sel.Mask.Oldest() {
		ca, cb := p.Choice(idx[0], i), p.Choice(idx[1], i)
		if !ca.Present() || !cb.Present() {
			continue
		}
		one, two := ca, cb // the two camps
		if w.OpposedByThird {
			// The third opposes both: yes against their common no, or the reverse.
			cc := p.Choice(idx[2], i)
			if ca != cb || !opposite(ca, cc) {
				continue
			}
			two = cc
		} else if ca == cb {
			continue
		}
		w.N++
		if opposite(one, two) {
			w.Opposed++
		}
		withA, withB := 0, 0
		for j := range others {
			if slices.Contains(idx, j) {
				continue
			}
			switch c := p.Choice(j, i); {
			case c == projection.NotMember:
			case c == one:
				others[j].WithA++
				withA++
			case c == two:
				others[j].WithB++
				withB++
			case c.Present():
				others[j].Neither++
				w.Neither++
			default:
				others[j].Missing++
			}
		}
		w.WithA, w.WithB = w.WithA+withA, w.WithB+withB
		if withA > withB {
			w.MostA++
		}
		if withB > withA {
			w.MostB++
		}
		t := byBody[p.RollCall(i).Body]
		t[0], t[1], t[2] = t[0]+1, t[1]+withA, t[2]+withB
	}
	least := 0
	for j := range others {
		o := &others[j]
		o.Country, o.N = p.Countries()[j], o.WithA+o.WithB+o.Neither
		least = max(least, o.N)
	}
	definition := "Of the roll calls counted on which the state voted, the share on which it took the first's position."
	if w.OpposedByThird {
		definition = "Of the roll calls counted on which the state voted, the share on which it took the common position of the two."
	}
	for _, o := range others {
		if o.N > 0 {
			o.Share = fromResult(measure.Share(o.WithA, o.N, definition))
			o.Share.Name = "WITH_A"
			w.Others = append(w.Others, o)
		}
	}
	// States with few votes come last, or they would lead (B43).
	few := func(o Company) bool { return o.N < max(measure.MinShare, (least+1)/2) }
	slices.SortFunc(w.Others, func(x, y Company) int {
		fx, fy := few(x), few(y)
		if fx != fy {
			if fx {
				return 1
			}
			return -1
		}
		return cmp.Or(cmp.Compare(float64(y.WithA)/float64(y.N), float64(x.WithA)/float64(x.N)), cmp.Compare(y.N, x.N), x.Country.Compare(y.Country))
	})
	if first > 0 {
		w.Others = w.Others[:min(first, len(w.Others))]
	}
	if len(sel.applied.Body) > 1 {
		for _, body := range projection.Bodies {
			t := byBody[body]
			w.ByBody = append(w.ByBody, fmt.Sprintf("%s: %s; other states' votes with %s %s, with %s %s", bodyName(body.String()), count(t[0], "roll call", "roll calls"), w.camp(0), thousands(t[1]), w.camp(1), thousands(t[2])))
		}
	}
	w.Sentence = w.words()
	return w, nil
}

func opposite(a, b projection.Choice) bool {
	return a == projection.Yes && b == projection.No || a == projection.No && b == projection.Yes
}

func (w *WhenTheyDiffer) camp(i int) string {
	at := w.Applied.Until
	a, b := withArticle(displayAt(w.A, at)), withArticle(displayAt(w.B, at))
	switch {
	case !w.OpposedByThird && i == 0:
		return a
	case !w.OpposedByThird:
		return b
	case i == 0:
		return a + " and " + b
	}
	return withArticle(displayAt(w.Against, at))
}

func (w *WhenTheyDiffer) words() string {
	on := subjectOf(w.Applied)
	where := "In the General Assembly and the Security Council together"
	if len(w.Applied.Body) == 1 {
		where = "In the " + bodyName(w.Applied.Body[0])
	}
	what := fmt.Sprintf("%s and %s both voted and differed", w.camp(0), w.camp(1))
	if w.OpposedByThird {
		what = fmt.Sprintf("%s voted against the common position of %s (yes against no)", w.camp(1), w.camp(0))
	}
	if w.N == 0 {
		return fmt.Sprintf("%s%s, there is no roll call on which %s.", where, on, what)
	}
	text := fmt.Sprintf("%s%s, on %s on which %s, other states cast %s votes with %s, %s with %s and %s with neither; more of them were with %s on %s, with %s on %s.",
		where, on, count(w.N, "roll call", "roll calls"), what, thousands(w.WithA), w.camp(0), thousands(w.WithB), w.camp(1), thousands(w.Neither),
		w.camp(0), thousands(w.MostA), w.camp(1), thousands(w.MostB))
	if len(w.ByBody) > 0 {
		text += " " + strings.Join(w.ByBody, ". ") + "."
	}
	return text
}
