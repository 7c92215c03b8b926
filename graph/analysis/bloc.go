package analysis

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"entente/graph"
	"entente/graph/measure"
	"entente/graph/projection"
	"entente/graph/vocab"
)

// bloc is a group of states: a fixed list, or the members of organisations on
// the day of each roll call (B30).
type bloc struct {
	name      string
	keys      []graph.Key // all that are or ever were in it, sorted or in the order asked
	idx       []int       // of those that the projection has
	fixed     map[int]bool
	spells    map[int][]Spell // of members of organisations
	bounds    []bound
	organised []graph.Key // the organisations
	warnings  []string
	sources   []string
}

// noMember are the roles that make no member.
var noMember = map[string]bool{"observer": true, "associate": true, "candidate": true, "partner": true, "participant": true,
	"associate member": true, "dialogue member": true, "observer state": true, "dialogue partner": true, "applicant": true, "signatory": true, "guest": true}

// blocOf reads the names of states and organisations. A word that is both is a
// state.
func (s *Service) blocOf(ctx context.Context, p *projection.Projection, asked []string, at graph.Date) (*bloc, error) {
	if len(asked) == 0 {
		return nil, badf("a bloc needs a name: states or an organisation")
	}
	if len(asked) > MaxAmong {
		return nil, badf("%d names asked for; at most %d are allowed", len(asked), MaxAmong)
	}
	b := &bloc{fixed: map[int]bool{}, spells: map[int][]Spell{}}
	var cov *coverage
	for _, a := range asked {
		m, err := resolve(a, at)
		var ne *NameError
		if err == nil {
			if slices.Contains(b.keys, m.Key) {
				return nil, badf("%q names a state that is in the list already (%s)", a, m.Key.ID)
			}
			b.keys = append(b.keys, m.Key)
			if i, ok := p.Country(m.Key); ok {
				b.fixed[i] = true
			} else {
				b.warnings = append(b.warnings, fmt.Sprintf("No vote of %s is on record.", displayToday(m.Key)))
			}
			if m.Bounds != (graph.Interval{}) {
				b.bounds = append(b.bounds, bound{m.Bounds, fmt.Sprintf("%q names %s %s only", a, displayToday(m.Key), span(m.Bounds.Since, m.Bounds.Until))})
			}
			continue
		}
		if !errors.As(err, &ne) || ne.Ambiguous {
			return nil, err
		}
		org, oerr := s.organisation(ctx, a)
		if oerr != nil {
			if !errors.As(oerr, new(*NameError)) {
				return nil, oerr
			}
			ne.Sentence = fmt.Sprintf("no state and no organisation is known as %q", a)
			return nil, ne
		}
		if cov == nil {
			if cov, err = s.readCoverage(ctx); err != nil {
				return nil, err
			}
		}
		if err := s.addOrganisation(ctx, p, cov, b, org); err != nil {
			return nil, err
		}
	}
	for i := range p.Countries() {
		if b.fixed[i] || len(b.spells[i]) > 0 {
			b.idx = append(b.idx, i)
		}
	}
	var parts []string
	for _, k := range b.organised {
		parts = append(parts, vocab.Rest(k))
	}
	for _, k := range b.keys {
		if i, ok := p.Country(k); !ok || b.fixed[i] || len(b.spells[i]) == 0 {
			parts = append(parts, displayToday(k))
		}
	}
	b.name = strings.Join(parts, ", ")
	b.sources = distinct(b.sources)
	return b, nil
}

func (s *Service) addOrganisation(ctx context.Context, p *projection.Projection, cov *coverage, b *bloc, org graph.Key) error {
	es, err := s.edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.MemberOf}, To: []graph.Key{org}})
	if err != nil {
		return err
	}
	var last graph.Date
	members := map[graph.Key]bool{}
	for _, e := range bestDated(es) {
		if e.From.Kind != vocab.Country || noMember[strings.ToLower(e.Props.String("role"))] {
			continue
		}
		i, ok := p.Country(e.From)
		if !ok {
			continue
		}
		v := cov.spell(e, graph.Date{})
		if end := cmp.Or(v.Until, v.LastSeen); last.IsZero() || end.Last().Compare(last.Last()) > 0 {
			last = end
		}
		b.spells[i] = append(b.spells[i], v)
		b.sources = append(b.sources, v.SourceIDs()...)
		members[e.From] = true
	}
	if len(members) == 0 {
		return badf("no members of %s are on record", vocab.Rest(org))
	}
	b.organised = append(b.organised, org)
	var added []graph.Key
	for k := range members {
		if !slices.Contains(b.keys, k) {
			added = append(added, k)
		}
	}
	slices.SortFunc(added, graph.Key.Compare)
	b.keys = append(b.keys, added...)
	note := fmt.Sprintf("%s counts its members on the day of each roll call (%s in all).", vocab.Rest(org), count(len(members), "state", "states"))
	if !last.IsZero() {
		note += fmt.Sprintf(" Its membership is not known after %s.", last)
	}
	b.warnings = append(b.warnings, note)
	return nil
}

var unKey, councilKey = vocab.Key(vocab.Organisation, "UN"), vocab.Key(vocab.Organisation, "UNSC")

// bestDated keeps of the memberships in one organisation those of each member by
// the first source in the order of precedence that dates them, all of a member
// that none dates: what a source saw now and then says less than dates do (B30).
// Who was in a body of the United Nations is on record as a whole where it has
// dates, and nobody is added to it.
func bestDated(es []graph.Edge) []graph.Edge {
	best := map[graph.Key]string{}
	for _, e := range es {
		if e.Props.Date("since").IsZero() && e.Props.Date("until").IsZero() {
			continue
		}
		if have, ok := best[e.From]; !ok || byPrecedence(OfMemberships)(e.Source, have) < 0 {
			best[e.From] = e.Source
		}
	}
	return slices.DeleteFunc(slices.Clone(es), func(e graph.Edge) bool {
		s, ok := best[e.From]
		if !ok && len(best) > 0 && (e.To == unKey || e.To == councilKey) {
			return true
		}
		return ok && s != e.Source
	})
}

// member tells whether a state surely belonged to the bloc on the day of a roll
// call.
func (b *bloc) member(p *projection.Projection) func(country, rollCall int) bool {
	if len(b.spells) == 0 {
		return nil
	}
	return func(country, rollCall int) bool {
		if b.fixed[country] {
			return true
		}
		d := p.RollCall(rollCall).Date
		if d.IsZero() {
			return false
		}
		for _, v := range b.spells[country] {
			if v.judge(d); v.Held == HeldYes {
				return true
			}
		}
		return false
	}
}

// in asks about one state on one roll call.
func (b *bloc) in(p *projection.Projection, country, rollCall int) bool {
	if f := b.member(p); f != nil {
		return f(country, rollCall)
	}
	return b.fixed[country]
}

// Cohesion implements Questions.
func (s *Service) Cohesion(ctx context.Context, of []string, f VoteFilter) (*Cohesion, error) {
	p, err := s.holder.Get(ctx)
	if err != nil {
		return nil, err
	}
	b, err := s.blocOf(ctx, p, of, f.Until)
	if err != nil {
		return nil, err
	}
	if len(b.keys) < 2 {
		return nil, badf("cohesion needs at least two countries")
	}
	sel, err := ask(p, f, b.bounds)
	if err != nil {
		return nil, err
	}
	warnings := append(slices.Clone(sel.warnings), b.warnings...)
	ts := p.Tallies(b.idx, sel.Mask, b.member(p))
	c := measure.CohesionOf(ts)
	c.Agreement.Name, c.Rice.Name, c.Unity.Name = "AGREEMENT_INDEX", "RICE", "AS_ONE"
	unknown, used := 0, 0
	for _, t := range ts {
		if t.Unknown > 0 {
			unknown++
		}
		if t.Yes+t.No+t.Abstain >= 2 {
			used++
		}
	}
	if unknown > 0 {
		warnings = append(warnings, fmt.Sprintf("On %s the position of at least one of them is not on record; it is left out there.", count(unknown, "roll call", "roll calls")))
	}
	if len(b.keys) < 10 {
		warnings = append(warnings, "The agreement index of a small group is higher by chance alone: never compare groups of different size without saying so.")
	}
	return &Cohesion{
		Countries: b.keys, AgreementIndex: fromResult(c.Agreement), Rice: fromResult(c.Rice), AsOne: fromResult(c.Unity),
		RollCalls: used, Applied: sel.applied, Warnings: warnings,
	}, nil
}

// Loyalty says how often a member took its bloc's position.
type Loyalty struct {
	Member   graph.Key
	Bloc     string
	Share    Measure
	Same     int
	N        int
	Ties     int // left out: the others had no plurality
	Alone    int // left out: fewer than two others voted
	Sentence string
	Applied  Applied
	Warnings []string
	Sources  []string
}

// Loyalty implements Questions.
func (s *Service) Loyalty(ctx context.Context, of string, to []string, f VoteFilter) (*Loyalty, error) {
	p, err := s.holder.Get(ctx)
	if err != nil {
		return nil, err
	}
	keys, bounds, err := s.resolveAll([]string{of}, f.Until)
	if err != nil {
		return nil, err
	}
	b, err := s.blocOf(ctx, p, to, f.Until)
	if err != nil {
		return nil, err
	}
	sel, err := ask(p, f, append(bounds, b.bounds...))
	if err != nil {
		return nil, err
	}
	l := &Loyalty{Member: keys[0], Bloc: b.name, Applied: sel.applied, Warnings: append(slices.Clone(sel.warnings), b.warnings...), Sources: distinct(append(sourcesOf(p, sel.Mask), b.sources...))}
	me, ok := p.Country(keys[0])
	var own []projection.Choice
	var others []projection.Tally
	inside := ok && (b.fixed[me] || len(b.spells[me]) > 0)
	if ok {
		var rest []int
		for _, i := range b.idx {
			if i != me {
				rest = append(rest, i)
			}
		}
		m := sel.Mask
		for _, t := range p.Tallies(rest, m, b.member(p)) {
			if inside && !b.in(p, me, t.RollCall) {
				continue // not a member on that day
			}
			own, others = append(own, p.Choice(me, t.RollCall)), append(others, t)
		}
	}
	x := measure.LoyaltyOf(own, others)
	x.Share.Name = "LOYALTY"
	l.Share, l.Same, l.N, l.Ties, l.Alone = fromResult(x.Share), x.Same, x.N, x.Ties, x.Alone
	who := withArticle(displayAt(keys[0], f.Until))
	if ok && !inside {
		l.Warnings = append(l.Warnings, fmt.Sprintf("%s is not in the bloc itself: this is how often it voted as the bloc did.", capital(who)))
	}
	l.Sentence = fmt.Sprintf("%s voted as the plurality of the others of %s on %s of %s%s", capital(who), b.name, thousands(l.Same), count(l.N, "roll call", "roll calls"), subjectOf(sel.applied))
	if l.N >= measure.MinShare {
		l.Sentence += fmt.Sprintf(": %s (95 %% interval %s–%s)", percent(*l.Share.Value), strings.TrimSuffix(percent(*l.Share.Low), " %"), percent(*l.Share.High))
	}
	l.Sentence += "."
	return l, nil
}

// BlocDistance says how far apart two blocs voted.
type BlocDistance struct {
	First, Second                         string
	Plurality, Across, Likeness, Distance Measure
	RollCalls                             int // with at least one of each present
	Shared                                int // states that were in both on some roll call counted
	Applied                               Applied
	Warnings                              []string
	Sources                               []string
}

// BlocDistance implements Questions.
func (s *Service) BlocDistance(ctx context.Context, first, second []string, f VoteFilter) (*BlocDistance, error) {
	p, err := s.holder.Get(ctx)
	if err != nil {
		return nil, err
	}
	var bs [2]*bloc
	for i, asked := range [][]string{first, second} {
		if bs[i], err = s.blocOf(ctx, p, asked, f.Until); err != nil {
			return nil, err
		}
	}
	a, b := bs[0], bs[1]
	sel, err := ask(p, f, append(slices.Clone(a.bounds), b.bounds...))
	if err != nil {
		return nil, err
	}
	d := &BlocDistance{First: a.name, Second: b.name, Applied: sel.applied, Warnings: append(append(slices.Clone(sel.warnings), a.warnings...), b.warnings...),
		Sources: distinct(append(append(sourcesOf(p, sel.Mask), a.sources...), b.sources...))}

	var common []int
	for _, i := range a.idx {
		if slices.Contains(b.idx, i) {
			common = append(common, i)
		}
	}
	of := func(idx []int, member func(country, rollCall int) bool) map[int]projection.Tally {
		out := map[int]projection.Tally{}
		for _, t := range p.Tallies(idx, sel.Mask, member) {
			out[t.RollCall] = t
		}
		return out
	}
	ta, tb := of(a.idx, a.member(p)), of(b.idx, b.member(p))
	shared := map[int]bool{}
	tc := of(common, func(c, r int) bool {
		in := a.in(p, c, r) && b.in(p, c, r)
		if in && p.Choice(c, r).Present() {
			shared[c] = true
		}
		return in
	})
	var xs, ys, zs []projection.Tally
	for i := range sel.Mask.Oldest() {
		x, oka := ta[i]
		y, okb := tb[i]
		if !oka || !okb {
			continue
		}
		if x.Yes+x.No+x.Abstain > 0 && y.Yes+y.No+y.Abstain > 0 {
			d.RollCalls++
		}
		xs, ys, zs = append(xs, x), append(ys, y), append(zs, tc[i])
	}
	r := measure.BlocDistanceOf(xs, ys, zs)
	r.Plurality.Name, r.Across.Name, r.Likeness.Name, r.Distance.Name = "PLURALITY_SAME", "AGREEMENT_ACROSS", "LIKENESS", "DISTANCE"
	d.Plurality, d.Across, d.Likeness, d.Distance = fromResult(r.Plurality), fromResult(r.Across), fromResult(r.Likeness), fromResult(r.Distance)
	if d.Shared = len(shared); d.Shared > 0 {
		d.Warnings = append(d.Warnings, fmt.Sprintf("%s in both blocs: they draw the two together.", count(d.Shared, "state was", "states were")))
	}
	return d, nil
}

// Farthest implements Questions: the ranking of Closest from its other end.
func (s *Service) Farthest(ctx context.Context, from string, f VoteFilter, name string, minVotes, first int) ([]Neighbour, error) {
	if first < 0 {
		return nil, badf("minVotes and first cannot be negative")
	}
	if first == 0 {
		first = DefaultFirst
	}
	all, err := s.Closest(ctx, from, f, name, minVotes, MaxAmong)
	if err != nil {
		return nil, err
	}
	value := func(n Neighbour) float64 { return *n.Measure.Value }
	info, _ := measure.Lookup(measure.Name(name))
	slices.SortStableFunc(all, func(a, b Neighbour) int {
		c := cmp.Compare(value(a), value(b))
		if info.Distance {
			c = -c
		}
		return cmp.Or(c, cmp.Compare(b.Measure.N, a.Measure.N), a.Country.Compare(b.Country))
	})
	all = all[:min(first, len(all))]
	for i := range all {
		all[i].Rank = i + 1
		if i > 0 && value(all[i]) == value(all[i-1]) {
			all[i].Rank = all[i-1].Rank
		}
	}
	return all, nil
}
