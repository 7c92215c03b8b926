package analysis

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"entente/graph"
	"entente/graph/names"
	"entente/graph/projection"
	"entente/graph/vocab"
)

// day is a date asked, today where none was.
func (s *Service) day(at graph.Date) graph.Date {
	if !at.IsZero() {
		return at
	}
	if s.opts.Today != nil {
		return s.opts.Today()
	}
	return graph.DateOf(time.Now().UTC())
}

// Relations is everything between two states. Its parts are read from the store
// when asked for, each once; use it from one goroutine.
type Relations struct {
	A, B         graph.Key
	At           graph.Date // the date at which things are judged
	Since, Until graph.Date // the window of what is listed over time, zero where unbounded
	BoundBy      []string   // why the window is what it is

	s   *Service
	cov *coverage

	between, took, member, sanctions []graph.Edge // of the two, read once
	have                             struct{ between, took, member, sanctions bool }
	agreed                           []*Thing
	pair                             Pair
	offices                          map[graph.Key][]Office
}

// Relations implements Questions. at decides what is in force and what the
// names mean; without it until does, and else today.
func (s *Service) Relations(ctx context.Context, a, b string, at, since, until graph.Date) (*Relations, error) {
	if !since.IsZero() && !until.IsZero() && since.First().Compare(until.Last()) > 0 {
		return nil, badf("the period is empty: since %s lies after until %s", since, until)
	}
	r := &Relations{s: s, Since: since, Until: until}
	r.At = s.day(cmp.Or(at, until))
	var ms [2]names.Match
	for i, asked := range []string{a, b} {
		m, err := resolve(asked, r.At)
		if err != nil {
			return nil, err
		}
		ms[i] = m
		if m.Bounds != (graph.Interval{}) {
			r.bind(m.Bounds, fmt.Sprintf("%q names %s %s only", asked, displayToday(m.Key), span(m.Bounds.Since, m.Bounds.Until)))
		}
	}
	if ms[0].Key == ms[1].Key {
		return nil, badf("%q and %q are the same state (%s); ask for two", a, b, ms[0].Key.ID)
	}
	r.A, r.B = ms[0].Key, ms[1].Key
	if at.IsZero() && until.IsZero() && !r.Until.IsZero() {
		r.At = r.Until // the last day of a name that has one
	}
	var err error
	r.cov, err = s.readCoverage(ctx)
	return r, err
}

func (r *Relations) bind(b graph.Interval, why string) {
	narrowed := false
	if !b.Since.IsZero() && (r.Since.IsZero() || b.Since.After(r.Since)) {
		r.Since, narrowed = b.Since, true
	}
	if !b.Until.IsZero() && (r.Until.IsZero() || b.Until.Last().Compare(r.Until.Last()) < 0) {
		r.Until, narrowed = b.Until, true
	}
	if narrowed {
		r.BoundBy = append(r.BoundBy, why)
	}
}

// Name is how one of the two is called at the date.
func (r *Relations) name(k graph.Key) string { return withArticle(names.Display(k, r.At)) }

// both are the two, for filters.
func (r *Relations) both() []graph.Key { return []graph.Key{r.A, r.B} }

// dyadic are the relations that lead from one of the two to the other.
var dyadic = []graph.Relation{vocab.AlliedWith, vocab.RivalOf, vocab.Contiguous, vocab.AtWarWith, vocab.ExportsTo, vocab.TradeShare}

// ties gives the edges of a relation between the two, whichever way they were
// stored (B34, B72).
func (r *Relations) ties(ctx context.Context, kind graph.Relation) ([]graph.Edge, error) {
	if !r.have.between {
		es, err := r.s.edges(ctx, graph.EdgeFilter{Kinds: dyadic, From: r.both(), To: r.both()})
		if err != nil {
			return nil, err
		}
		r.between, r.have.between = es, true
	}
	var out []graph.Edge
	for _, e := range r.between {
		if e.Kind == kind && e.From != e.To {
			out = append(out, e)
		}
	}
	return out, nil
}

// inWindow tells whether a spell touches the window.
func (r *Relations) inWindow(v *Spell) bool {
	return within(v.Since, v.Until, v.LastSeen, r.Since, r.Until)
}

// Alliance is a spell of an alliance between A and B, as one source says.
type Alliance struct {
	A, B        graph.Key
	Obligations []string // what either owes the other
	AOwes       []string // what A owes B
	BOwes       []string
	Spell
}

// allianceOf reads an edge as seen from one of its ends.
func allianceOf(e graph.Edge, from graph.Key, v Spell) Alliance {
	al := Alliance{A: e.From, B: e.To, Obligations: e.Props.Strings("obligations"), AOwes: e.Props.Strings("owes"), BOwes: e.Props.Strings("owed"), Spell: v}
	if al.AOwes == nil && al.BOwes == nil {
		// The source does not tell who owes: both do.
		al.AOwes, al.BOwes = al.Obligations, al.Obligations
	}
	if al.Obligations == nil {
		al.Obligations = distinct(append(slices.Clone(al.AOwes), al.BOwes...))
	}
	if from == al.B {
		al.A, al.B, al.AOwes, al.BOwes = al.B, al.A, al.BOwes, al.AOwes
	}
	return al
}

// Alliances lists the alliance spells that touch the window, oldest first, each
// judged at the date.
func (r *Relations) Alliances(ctx context.Context) ([]Alliance, error) {
	es, err := r.ties(ctx, vocab.AlliedWith)
	if err != nil {
		return nil, err
	}
	out := []Alliance{}
	for _, e := range es {
		if v := r.cov.spell(e, r.At); r.inWindow(&v) {
			out = append(out, allianceOf(e, r.A, v))
		}
	}
	slices.SortStableFunc(out, func(a, b Alliance) int {
		return cmp.Or(a.Since.Compare(b.Since), byPrecedence(OfAlliances)(a.Source, b.Source))
	})
	return out, nil
}

// Answer is whether something was so at the date, and by whom.
type Answer struct {
	Held    Held
	Note    string
	Sources []string
}

// DefaultObligation is the pledge that makes an ally where none is named
// (section 5 of the measures).
const DefaultObligation = "defence"

// checkObligation refuses words that are no obligation; "" is the default.
func checkObligation(o string) (string, error) {
	o = strings.ToLower(strings.ReplaceAll(strings.TrimSpace(o), "-", "_"))
	switch {
	case o == "":
		return DefaultObligation, nil
	case o == "defense":
		return "defence", nil
	case o != "any" && !slices.Contains(vocab.Obligations, o):
		return "", badf("%q is no obligation; there are any, %s", o, strings.Join(vocab.Obligations, ", "))
	}
	return o, nil
}

func owes(list []string, obligation string) bool {
	return obligation == "any" && len(list) > 0 || slices.Contains(list, obligation)
}

// Allied says whether either owed the other the obligation at the date: by any
// source, else by what the silence of those that cover the date means (B33).
func (r *Relations) Allied(ctx context.Context, obligation string) (Answer, error) {
	obligation, err := checkObligation(obligation)
	if err != nil {
		return Answer{}, err
	}
	es, err := r.ties(ctx, vocab.AlliedWith)
	if err != nil {
		return Answer{}, err
	}
	var spells []Alliance
	for _, e := range es {
		if al := allianceOf(e, r.A, r.cov.spell(e, r.At)); owes(al.Obligations, obligation) {
			spells = append(spells, al)
		}
	}
	return r.s.allied(r.cov, spells, r.At, r.A, r.B), nil
}

// allied settles spells of one pledge between two states at a date.
func (s *Service) allied(cov *coverage, spells []Alliance, at graph.Date, a, b graph.Key) Answer {
	spells = slices.Clone(spells)
	bridge(len(spells), func(i int) *Spell { return &spells[i].Spell }, at)
	best, finer := Answer{}, Answer{}
	for _, al := range spells {
		if o := refined(al, spells); o != nil {
			if o.Held == HeldNo {
				finer = Answer{HeldNo, o.Note + " (" + labelOf(o.Source) + ")", o.SourceIDs()}
			}
			continue
		}
		h, note := al.Held, al.Note
		if gone := goneBy(a, at); gone != "" {
			h, note = HeldNo, gone
		} else if gone := goneBy(b, at); gone != "" {
			h, note = HeldNo, gone
		}
		switch {
		case h == HeldNo:
		case h.better(best.Held):
			best = Answer{h, note, al.SourceIDs()}
		case h == best.Held:
			best.Sources = append(best.Sources, al.SourceIDs()...)
		}
	}
	if best.Held == "" && finer.Held == HeldNo {
		return finer
	}
	if best.Held == "" {
		if no, ok := between(spells, at); ok {
			return no
		}
	}
	silent, why, ids := cov.silence(OfAlliances, at, a, b)
	if best.Held == HeldYes || best.Held == HeldPossible {
		best.Sources = distinct(best.Sources)
		return best
	}
	if silent == HeldNo || best.Held == "" {
		// A complete source covers the date, or nothing says more than silence.
		if silent == HeldNotKnown && len(spells) > 0 {
			for _, al := range spells {
				ids = append(ids, al.SourceIDs()...)
			}
			if last := spells[len(spells)-1]; last.Note != "" {
				why = last.Note + " (" + labelOf(last.Source) + "); " + why
			}
		}
		return Answer{silent, why, distinct(ids)}
	}
	best.Sources = distinct(best.Sources)
	best.Note += " (" + labelOf(best.Sources[len(best.Sources)-1]) + ")"
	return best
}

// between finds a source that has the pledge ended before the date and begun
// again after it: it followed the two through the date, whatever the period of
// the source as a whole, and its gap is a no.
func between(spells []Alliance, at graph.Date) (Answer, bool) {
	if at.IsZero() {
		return Answer{}, false
	}
	for _, before := range spells {
		if before.Until.IsZero() || before.Until.Last().Compare(at.First()) >= 0 {
			continue
		}
		for _, after := range spells {
			if after.Source == before.Source && !after.Since.IsZero() && after.Since.First().Compare(at.Last()) > 0 {
				return Answer{HeldNo, fmt.Sprintf("ended %s and begins again %s (%s)", before.Until, after.Since, labelOf(before.Source)),
					distinct(append(before.SourceIDs(), after.SourceIDs()...))}, true
			}
		}
	}
	return Answer{}, false
}

// refined finds the spell that says of a possible one when exactly it was: of a
// source that comes first, with dates that agree with the coarser ones.
func refined(al Alliance, all []Alliance) *Alliance {
	if al.Held != HeldPossible {
		return nil
	}
	for i := range all {
		o := &all[i]
		if rankOf(OfAlliances, o.Source) < rankOf(OfAlliances, al.Source) && !o.Since.IsZero() && !apart(o.Since, al.Since) &&
			(o.Until.IsZero() && al.Until.IsZero() || !o.Until.IsZero() && !al.Until.IsZero() && !apart(o.Until, al.Until)) {
			return o
		}
	}
	return nil
}

// goneBy says that a state had ended by a date, "" where it had not (B22).
func goneBy(k graph.Key, at graph.Date) string {
	e, ok := names.Lookup(k)
	if !ok || e.Until.IsZero() || at.IsZero() || (graph.Interval{Until: e.Until}).Contains(at) != graph.No {
		return ""
	}
	return fmt.Sprintf("%s ended %s", e.Name, e.Until)
}

// Tie is a spell of rivalry, contiguity or war between A and B.
type Tie struct {
	Relation string
	A, B     graph.Key
	Name     string
	Types    []string
	Event    Ref       // the war, zero where the source names none
	BegunBy  graph.Key // the state that began it, zero where not known
	Remark   string
	Spell
}

// tieSubjects are the relations that Ties lists, with their subject.
var tieSubjects = map[graph.Relation]string{vocab.RivalOf: OfRivalries, vocab.Contiguous: OfContiguity, vocab.AtWarWith: OfWars}

// Ties lists the spells of one relation between the two that touch the window,
// oldest first.
func (r *Relations) Ties(ctx context.Context, kind graph.Relation) ([]Tie, error) {
	all, err := r.allTies(ctx, kind)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(t Tie) bool { return !r.inWindow(&t.Spell) }), nil
}

// allTies are the spells of one relation of all times: what stood at the date
// does not depend on the window of what is listed.
func (r *Relations) allTies(ctx context.Context, kind graph.Relation) ([]Tie, error) {
	es, err := r.ties(ctx, kind)
	if err != nil {
		return nil, err
	}
	var wars []graph.Key
	out := []Tie{}
	for _, e := range es {
		v := r.cov.spell(e, r.At)
		t := Tie{Relation: string(e.Kind), A: r.A, B: r.B, Name: e.Props.String("name"), Types: e.Props.Strings("types"), Remark: e.Props.String("note"), Spell: v}
		if typ := e.Props.String("type"); typ != "" {
			t.Types = append(t.Types, typ)
		}
		if k, ok := vocab.ParseID(e.Props.String("event")); ok {
			t.Event = Ref{Key: k}
			wars = append(wars, k)
		}
		if k, ok := vocab.ParseID(e.Props.String("begunBy")); ok {
			t.BegunBy = k
		}
		out = append(out, t)
	}
	if len(wars) > 0 {
		name, err := r.s.refs(ctx, wars, r.At)
		if err != nil {
			return nil, err
		}
		for i := range out {
			if k := out[i].Event.Key; !k.IsZero() {
				out[i].Event = name[k]
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Tie) int { return a.Since.Compare(b.Since) })
	return out, nil
}

// Tied says whether one of those relations held at the date.
func (r *Relations) Tied(ctx context.Context, kind graph.Relation) (Answer, error) {
	ts, err := r.allTies(ctx, kind)
	if err != nil {
		return Answer{}, err
	}
	bridge(len(ts), func(i int) *Spell { return &ts[i].Spell }, r.At)
	best, seen := Answer{}, graph.Date{}
	for i := range ts {
		// Of those that were when last seen, the one seen last is told.
		if t := &ts[i]; t.Held != HeldNo && (t.Held.better(best.Held) || t.Held == HeldNotKnown && best.Held == HeldNotKnown && t.LastSeen.After(seen)) {
			best, seen = Answer{t.Held, t.Note, t.SourceIDs()}, t.LastSeen
		}
	}
	if best.Held == HeldYes || best.Held == HeldPossible {
		return best, nil
	}
	h, why, ids := r.cov.silence(tieSubjects[kind], r.At, r.A, r.B)
	if best.Held == HeldNotKnown && h == HeldNotKnown {
		return best, nil
	}
	return Answer{h, why, ids}, nil
}

// membershipEdges are all memberships of the two.
func (r *Relations) membershipEdges(ctx context.Context) ([]graph.Edge, error) {
	if !r.have.member {
		es, err := r.s.edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.MemberOf}, From: r.both()})
		if err != nil {
			return nil, err
		}
		r.member, r.have.member = es, true
	}
	return r.member, nil
}

// Membership is a spell of membership.
type Membership struct {
	Member       graph.Key
	Organisation Ref
	Role         string
	Spell
}

// Shared is an organisation of which both were members, at the date or ever.
type Shared struct {
	Organisation Ref
	Held         Held // whether both were at the date
	Note         string
	A, B         []Membership
	Sources      []string
}

// Memberships lists the organisations of which both are on record as members
// within the window, those shared at the date first. ever is false for those
// alone that are shared, or may be, at the date.
func (r *Relations) Memberships(ctx context.Context, ever bool) ([]Shared, error) {
	es, err := r.membershipEdges(ctx)
	if err != nil {
		return nil, err
	}
	by := map[graph.Key]*Shared{}
	var orgs []graph.Key
	for _, e := range es {
		v := r.cov.spell(e, r.At)
		if !r.inWindow(&v) || !isMember(e) {
			continue
		}
		sh := by[e.To]
		if sh == nil {
			sh = &Shared{}
			by[e.To] = sh
			orgs = append(orgs, e.To)
		}
		m := Membership{Member: e.From, Organisation: Ref{Key: e.To}, Role: e.Props.String("role"), Spell: v}
		if e.From == r.A {
			sh.A = append(sh.A, m)
		} else {
			sh.B = append(sh.B, m)
		}
	}
	name, err := r.s.refs(ctx, orgs, r.At)
	if err != nil {
		return nil, err
	}
	out := []Shared{}
	for _, k := range orgs {
		sh := by[k]
		if len(sh.A) == 0 || len(sh.B) == 0 {
			continue
		}
		sh.Organisation = name[k]
		a, b := bestMembership(r.spellsOf(es, r.A, k)), bestMembership(r.spellsOf(es, r.B, k))
		worse := a
		if a.Held.better(b.Held) {
			worse = b
		}
		sh.Held, sh.Note = worse.Held, worse.Note
		for _, list := range [][]Membership{sh.A, sh.B} {
			for i := range list {
				list[i].Organisation = sh.Organisation
				sh.Sources = append(sh.Sources, list[i].SourceIDs()...)
			}
		}
		sh.Sources = distinct(sh.Sources)
		if ever || sh.Held != HeldNo {
			out = append(out, *sh)
		}
	}
	slices.SortStableFunc(out, func(a, b Shared) int {
		return cmp.Or(cmp.Compare(heldOrder[a.Held], heldOrder[b.Held]), a.Organisation.Key.Compare(b.Organisation.Key))
	})
	return out[:min(len(out), MaxRows)], nil
}

// isMember tells whether a membership edge makes a member: observers, associates
// and candidates are none, and a suspension stands beside the membership.
func isMember(e graph.Edge) bool {
	switch e.Props.String("role") {
	case "", "member", "permanent", "elected":
		return true
	}
	return false
}

func bestMembership(ms []Membership) *Membership {
	best := &ms[0]
	for i := range ms {
		if ms[i].Held.better(best.Held) {
			best = &ms[i]
		}
	}
	return best
}

// Leaders gives the offices of head of state and government of A or B at the
// date.
func (r *Relations) Leaders(ctx context.Context, of graph.Key) ([]Office, error) {
	if r.offices == nil {
		o, err := r.s.officesOf(ctx, r.both(), r.cov, r.At, true)
		if err != nil {
			return nil, err
		}
		r.offices = o
	}
	// An office of another time is told only where there is nothing else.
	all := r.offices[of]
	if !slices.ContainsFunc(all, func(o Office) bool { return o.Status != OfficeEmpty }) {
		return all, nil
	}
	out := []Office{}
	for _, o := range all {
		if o.Status != OfficeEmpty {
			out = append(out, o)
		}
	}
	return out, nil
}

// Votes is the pair's alignment over the window.
func (r *Relations) Votes(ctx context.Context) (Pair, error) {
	if r.pair == nil {
		p, err := r.s.Alignment(ctx, r.A.ID, r.B.ID, VoteFilter{Since: r.Since, Until: r.Until})
		if err != nil {
			return nil, err
		}
		r.pair = p
	}
	return r.pair, nil
}

// Coverage says what each dataset knows at the date.
func (r *Relations) Coverage() []Coverage { return r.cov.all(r.At, r.A, r.B) }

// takenPart are all the events either took part in.
func (r *Relations) takenPart(ctx context.Context) ([]graph.Edge, error) {
	if !r.have.took {
		es, err := r.s.edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.TookPart}, From: r.both()})
		if err != nil {
			return nil, err
		}
		r.took, r.have.took = es, true
	}
	return r.took, nil
}

// Events lists the events that both took part in within the window, oldest
// first; kinds restricts them. Only the keys and dates are read: Things reads
// the rest.
func (r *Relations) Events(ctx context.Context, kinds []string) ([]graph.Node, error) {
	if err := checkEventKinds(kinds); err != nil {
		return nil, err
	}
	es, err := r.takenPart(ctx)
	if err != nil {
		return nil, err
	}
	return r.s.eventsOf(ctx, sharedBy(es, r.both()), kinds, r.Since, r.Until)
}

// Agreements lists the agreements both are party to that touch the window,
// judged at the date: Held is how each stands. kind restricts them.
func (r *Relations) Agreements(ctx context.Context, kind string) ([]*Thing, error) {
	if r.agreed == nil {
		ts, err := r.s.agreementsOf(ctx, r.cov, r.both(), r.At)
		if err != nil {
			return nil, err
		}
		r.agreed = ts
	}
	out := []*Thing{}
	for _, t := range r.agreed {
		if (kind == "" || t.Props.String("kind") == kind) && within(cmp.Or(t.Props.Date("signed"), t.Props.Date("since")), t.Props.Date("until"), graph.Date{}, r.Since, r.Until) {
			out = append(out, t)
		}
	}
	return out, nil
}

// Sentence sums up what stood between the two at the date.
func (r *Relations) Sentence(ctx context.Context) (string, error) {
	allied, err := r.Allied(ctx, "")
	if err != nil {
		return "", err
	}
	a, b := r.name(r.A), r.name(r.B)
	var parts []string
	switch allied.Held {
	case HeldYes:
		parts = append(parts, fmt.Sprintf("%s and %s were bound by a pledge of defence", a, b))
	case HeldPossible:
		parts = append(parts, fmt.Sprintf("%s and %s were possibly bound by a pledge of defence (%s)", a, b, allied.Note))
	case HeldNo:
		parts = append(parts, fmt.Sprintf("%s and %s were not bound by a pledge of defence (%s)", a, b, allied.Note))
	default:
		parts = append(parts, fmt.Sprintf("whether %s and %s were bound by a pledge of defence is not known (%s)", a, b, allied.Note))
	}
	agreements, err := r.Agreements(ctx, "")
	if err != nil {
		return "", err
	}
	inForce := 0
	for _, t := range agreements {
		if t.Held == HeldYes && t.Props.String("status") != consolidated {
			inForce++
		}
	}
	parts = append(parts, count(inForce, "agreement of both is on record as in force", "agreements of both are on record as in force"))
	sanctions, err := r.Sanctions(ctx, SanctionFilter{Held: []Held{HeldYes, HeldPossible}})
	if err != nil {
		return "", err
	}
	if len(sanctions) > 0 {
		parts = append(parts, count(len(sanctions), "case of sanctions is on record", "cases of sanctions are on record"))
	}
	war, err := r.Tied(ctx, vocab.AtWarWith)
	if err != nil {
		return "", err
	}
	if war.Held == HeldYes {
		parts = append(parts, "they were at war")
	}
	if p, err := r.Votes(ctx); err == nil && p.N() > 0 {
		for _, pt := range p.ByBody() {
			if pt.N > 0 {
				parts = append(parts, fmt.Sprintf("in the %s they cast the same vote in %s of %s roll calls (%s)", bodyName(pt.Body), thousands(pt.Same), thousands(pt.N), strings.TrimPrefix(span(pt.Since, pt.Until), "from ")))
			}
		}
	} else if err != nil {
		return "", err
	}
	when := "On " + r.At.String()
	if r.At.Precision() < graph.DayPrecision {
		when = "In " + r.At.String()
	}
	return when + ", " + strings.Join(parts, "; ") + ".", nil
}

// Sources names what the answer rests on, of the parts read so far.
func (r *Relations) Sources(ctx context.Context) ([]string, error) {
	// The ties, memberships and agreements are few and always read.
	if _, err := r.ties(ctx, vocab.AlliedWith); err != nil {
		return nil, err
	}
	as, err := r.Agreements(ctx, "")
	if err != nil {
		return nil, err
	}
	ids := edgeSources(r.between...)
	for _, t := range as {
		ids = append(ids, t.Sources...)
	}
	shared := sharedBy(r.took, r.both())
	for _, e := range r.took {
		if _, ok := slices.BinarySearchFunc(shared, e.To, graph.Key.Compare); ok {
			ids = append(ids, edgeSources(e)...)
		}
	}
	if r.have.sanctions {
		ss, err := r.Sanctions(ctx, SanctionFilter{})
		if err != nil {
			return nil, err
		}
		for i := range ss {
			ids = append(ids, ss[i].SourceIDs()...)
		}
	}
	if r.have.member {
		ms, err := r.Memberships(ctx, false)
		if err != nil {
			return nil, err
		}
		for _, m := range ms {
			ids = append(ids, m.Sources...)
		}
	}
	for _, os := range r.offices {
		for _, o := range os {
			for i := range o.Holders {
				ids = append(ids, o.Holders[i].SourceIDs()...)
			}
		}
	}
	if r.pair != nil {
		ids = append(ids, r.pair.SourceIDs()...)
	}
	return distinct(ids), nil
}

// Warnings tells where sources differ at the date and what is not known.
func (r *Relations) Warnings(ctx context.Context) ([]string, error) {
	out := []string{}
	for _, why := range r.BoundBy {
		out = append(out, why+".")
	}
	if !r.Since.IsZero() && !r.Until.IsZero() && r.Since.First().Compare(r.Until.Last()) > 0 {
		out = append(out, "The names and the period asked for have no day in common.")
	}
	for _, k := range r.both() {
		if gone := goneBy(k, r.At); gone != "" {
			out = append(out, gone+".")
		}
	}
	es, err := r.ties(ctx, vocab.AlliedWith)
	if err != nil {
		return nil, err
	}
	out = append(out, r.s.allianceWarnings(r.cov, es, r.At, r.A, r.B)...)
	for _, k := range r.both() {
		os, err := r.Leaders(ctx, k)
		if err != nil {
			return nil, err
		}
		for _, o := range os {
			out = append(out, o.Warnings...)
		}
	}
	t, err := r.Trade(ctx, TradeFilter{})
	if err != nil {
		return nil, err
	}
	out = append(out, t.Warnings...)
	for _, subject := range []string{OfAlliances, OfSanctions, OfLeaders, OfWars} {
		for _, why := range r.cov.notKnown(subject, r.At, r.A, r.B) {
			out = append(out, capital(subject)+": "+why+".")
		}
	}
	return out, nil
}

// allianceWarnings tells where one source has a pledge of defence at the date
// and another that covers the date has none.
func (s *Service) allianceWarnings(cov *coverage, es []graph.Edge, at graph.Date, a, b graph.Key) []string {
	yes, covers := map[string]bool{}, map[string]string{}
	for _, e := range es {
		v := cov.spell(e, at)
		if al := allianceOf(e, a, v); owes(al.Obligations, DefaultObligation) && (v.Held == HeldYes || v.Held == HeldPossible) {
			yes[e.Source] = true
		}
	}
	for _, c := range cov.of(OfAlliances, at, a, b) {
		if c.Complete && c.Answers && !yes[c.Dataset] {
			covers[c.Dataset] = c.label
		}
	}
	var out []string
	for _, has := range sortedKeys(yes) {
		for _, lacks := range sortedKeys(covers) {
			out = append(out, fmt.Sprintf("Sources differ: %s has a pledge of defence between %s and %s at %s, %s has none.",
				labelOf(has), displayToday(a), displayToday(b), at, covers[lacks]))
		}
	}
	return out
}

func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// councilVotes are the roll calls of the Council on which the two were opposed,
// or one of them cast a veto while the other was a member or the matter, within
// the window.
func (r *Relations) councilVotes(ctx context.Context) ([]Entry, error) {
	p, err := r.s.holder.Get(ctx)
	if err != nil {
		return nil, err
	}
	ia, oka := p.Country(r.A)
	ib, okb := p.Country(r.B)
	if !oka || !okb || !r.Since.IsZero() && !r.Until.IsZero() && r.Since.First().Compare(r.Until.Last()) > 0 {
		return nil, nil
	}
	sel := p.Select(projection.Filter{Bodies: []projection.Body{projection.SecurityCouncil}, Since: r.Since, Until: r.Until})
	var out []Entry
	for i := range sel.Mask.Oldest() {
		rc := p.RollCall(i)
		ca, cb := p.Choice(ia, i), p.Choice(ib, i)
		var veto []string
		for _, k := range rc.VetoedBy {
			if k == r.A || k == r.B {
				veto = append(veto, names.Display(k, rc.Date))
			}
		}
		opposed := ca == projection.Yes && cb == projection.No || ca == projection.No && cb == projection.Yes
		both := p.Member(ia, i) && p.Member(ib, i)
		matter := slices.Contains(rc.Concerns, r.A) || slices.Contains(rc.Concerns, r.B)
		if !opposed && (len(veto) == 0 || !both && !matter) {
			continue
		}
		e := Entry{Date: rc.Date, Kind: "split", Ref: Ref{rc.Key, rc.Symbol}, Sources: rc.Sources, ID: rc.Key.ID + "/vote"}
		e.Text = fmt.Sprintf("%s: %s, %s", rc.Symbol, positionText(r.A, ca, rc.Date), positionText(r.B, cb, rc.Date))
		if len(veto) > 0 {
			e.Kind = "veto"
			e.Text += "; vetoed by " + strings.Join(veto, " and ")
		}
		if rc.Title != "" {
			e.Text += " (" + shorten(rc.Title, 100) + ")"
		}
		out = append(out, e)
	}
	return out, nil
}

func positionText(k graph.Key, c projection.Choice, at graph.Date) string {
	word := map[projection.Choice]string{projection.NotMember: "not a member", projection.Unknown: "not on record"}[c]
	return names.Display(k, at) + " " + cmp.Or(word, c.String())
}

// shorten cuts text to about n characters at a blank.
func shorten(text string, n int) string {
	r := []rune(text)
	if len(r) <= n {
		return text
	}
	cut := string(r[:n])
	if i := strings.LastIndexByte(cut, ' '); i > n/2 {
		cut = cut[:i]
	}
	return cut + "…"
}
