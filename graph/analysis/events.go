package analysis

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"entente/graph"
	"entente/graph/vocab"
)

func checkEventKinds(kinds []string) error {
	for _, k := range kinds {
		if !slices.Contains(vocab.EventKinds, k) {
			return badf("%q is no kind of event; there are %s", k, strings.Join(vocab.EventKinds, ", "))
		}
	}
	return nil
}

// sharedBy gives the nodes that edges lead to from all of some nodes: never nil,
// which to eventsOf means all events there are.
func sharedBy(es []graph.Edge, all []graph.Key) []graph.Key {
	from := map[graph.Key]map[graph.Key]bool{}
	for _, e := range es {
		if from[e.To] == nil {
			from[e.To] = map[graph.Key]bool{}
		}
		from[e.To][e.From] = true
	}
	out := []graph.Key{}
	for k, f := range from {
		if !slices.ContainsFunc(all, func(a graph.Key) bool { return !f[a] }) {
			out = append(out, k)
		}
	}
	slices.SortFunc(out, graph.Key.Compare)
	return out
}

// eventsOf reads the keys, dates, kinds and titles of events, nil keys meaning
// all, and keeps those of the kinds that touch a period, oldest first.
func (s *Service) eventsOf(ctx context.Context, keys []graph.Key, kinds []string, since, until graph.Date) ([]graph.Node, error) {
	out := []graph.Node{}
	if keys != nil && len(keys) == 0 {
		return out, nil
	}
	f := graph.NodeFilter{Kinds: []graph.Kind{vocab.Event}, Keys: keys, Props: []string{"since", "until", "kind", "title"}}
	if len(kinds) == 1 {
		f.Where = graph.P("kind", kinds[0])
	}
	for n, err := range s.store.Nodes(ctx, f) {
		if err != nil {
			return nil, fmt.Errorf("read events: %w", err)
		}
		if len(kinds) > 0 && !slices.Contains(kinds, n.Props.String("kind")) {
			continue
		}
		if window(n.Props.Date("since"), n.Props.Date("until"), since, until) != HeldNo {
			out = append(out, n)
		}
	}
	slices.SortFunc(out, func(a, b graph.Node) int {
		return cmp.Or(a.Props.Date("since").Compare(b.Props.Date("since")), a.Key.Compare(b.Key))
	})
	return out, nil
}

// Events implements Questions.
func (s *Service) Events(ctx context.Context, involving, kinds []string, since, until graph.Date) ([]graph.Node, error) {
	if err := checkEventKinds(kinds); err != nil {
		return nil, err
	}
	if !since.IsZero() && !until.IsZero() && since.First().Compare(until.Last()) > 0 {
		return nil, badf("the period is empty: since %s lies after until %s", since, until)
	}
	if len(involving) > MaxAmong {
		return nil, badf("%d names asked for; at most %d are allowed", len(involving), MaxAmong)
	}
	if len(involving) == 0 {
		return s.eventsOf(ctx, nil, kinds, since, until)
	}
	var all, from []graph.Key
	group := map[graph.Key]graph.Key{}
	one, err := identify(ctx, s.store)
	if err != nil {
		return nil, err
	}
	for _, asked := range involving {
		k, err := s.actor(ctx, asked, until)
		if err != nil {
			return nil, err
		}
		all = append(all, k)
		nodes := []graph.Key{k}
		if k.Kind == vocab.Person {
			nodes = one.All(k)
		}
		for _, n := range nodes {
			group[n] = k
			from = append(from, n)
		}
	}
	es, err := s.edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.TookPart}, From: from, Props: []string{}})
	if err != nil {
		return nil, err
	}
	for i := range es {
		es[i].From = group[es[i].From]
	}
	return s.eventsOf(ctx, sharedBy(es, all), kinds, since, until)
}

// actor finds who can take part in an event: an id, a state, an organisation or
// a person, in this order.
func (s *Service) actor(ctx context.Context, asked string, at graph.Date) (graph.Key, error) {
	if k, ok := vocab.ParseID(strings.TrimSpace(asked)); ok && (k.Kind == vocab.Person || k.Kind == vocab.Organisation) {
		if _, err := s.store.Node(ctx, k); err != nil {
			return graph.Key{}, err
		}
		return k, nil
	}
	m, err := resolve(asked, at)
	var ne *NameError
	if err == nil || !errors.As(err, &ne) || ne.Ambiguous {
		return m.Key, err
	}
	k, oerr := s.organisation(ctx, asked)
	if oerr == nil {
		return k, nil
	}
	k, perr := s.person(ctx, asked, at)
	if perr == nil {
		return k, nil
	}
	var pe *NameError
	if errors.As(perr, &pe) && pe.Ambiguous {
		return graph.Key{}, perr
	}
	ne.Sentence = fmt.Sprintf("no state, organisation or person is known as %q", asked)
	return graph.Key{}, ne
}

// EventThings reads events with who took part, and judges them against the
// period asked for.
func (s *Service) EventThings(ctx context.Context, keys []graph.Key, since, until graph.Date) ([]*Thing, error) {
	ts, err := s.Things(ctx, keys, graph.Date{})
	if err != nil {
		return nil, err
	}
	if since.IsZero() && until.IsZero() {
		return ts, nil
	}
	for _, t := range ts {
		if t.Held = window(t.Props.Date("since"), t.Props.Date("until"), since, until); t.Held == HeldPossible {
			t.HeldNote = fmt.Sprintf("its date, %s, is coarser than the period asked for", cmp.Or(t.Props.Date("since"), t.Props.Date("until")))
		}
	}
	return ts, nil
}

// Agreements implements Questions.
func (s *Service) Agreements(ctx context.Context, between []string, kind string, at graph.Date) ([]*Thing, error) {
	keys, _, err := s.resolveAll(between, at)
	if err != nil {
		return nil, err
	}
	cov, err := s.readCoverage(ctx)
	if err != nil {
		return nil, err
	}
	ts, err := s.agreementsOf(ctx, cov, keys, at)
	if err != nil {
		return nil, err
	}
	out := []*Thing{}
	for _, t := range ts {
		if (kind == "" || t.Props.String("kind") == kind) && t.Held != HeldNo {
			out = append(out, t)
		}
	}
	return out, nil
}

// agreementsOf lists the agreements all of some states are party to, nil
// meaning all on record, oldest first, and judges at a date whether they bound
// them all: Held is "" where no date is given. Parties are read besides, the
// rest by Things.
func (s *Service) agreementsOf(ctx context.Context, cov *coverage, states []graph.Key, at graph.Date) ([]*Thing, error) {
	f := graph.EdgeFilter{Kinds: []graph.Relation{vocab.PartyTo}, From: states}
	es, err := s.edges(ctx, f)
	if err != nil {
		return nil, err
	}
	nf := graph.NodeFilter{Kinds: []graph.Kind{vocab.Agreement}}
	if len(states) > 0 {
		if nf.Keys = sharedBy(es, states); len(nf.Keys) == 0 {
			return []*Thing{}, nil
		}
	}
	bound := map[graph.Key]map[string]map[graph.Key][]bond{} // agreement, source, party
	left := map[[3]string]graph.Date{}                       // the same, withdrawn
	for _, e := range es {
		if bound[e.To] == nil {
			bound[e.To] = map[string]map[graph.Key][]bond{}
		}
		by := bound[e.To][e.Source]
		if by == nil {
			by = map[graph.Key][]bond{}
			bound[e.To][e.Source] = by
		}
		switch e.Props.String("role") {
		case "negotiating":
			continue
		case "withdrawing":
			if e.Props.Date("since").IsZero() {
				// A withdrawal alone ends what else the source says of the party.
				left[[3]string{e.To.ID, e.Source, e.From.ID}] = e.Props.Date("until")
			}
		}
		by[e.From] = append(by[e.From], bondOf(e, cov.spell(e, at)))
	}
	for a, bySource := range bound {
		for source, by := range bySource {
			for party, spells := range by {
				out, ok := left[[3]string{a.ID, source, party.ID}]
				for i := range spells {
					if v := &spells[i]; ok && v.Until.IsZero() && (v.Since.IsZero() || !v.Since.After(out)) {
						v.Until = out
					}
				}
			}
		}
	}
	out := []*Thing{}
	for n, err := range s.store.Nodes(ctx, nf) {
		if err != nil {
			return nil, fmt.Errorf("read agreements: %w", err)
		}
		t := &Thing{Node: n}
		for _, source := range sortedKeys(bound[n.Key]) {
			by := bound[n.Key][source]
			for _, spells := range by {
				for _, v := range spells {
					t.Sources = append(t.Sources, v.SourceIDs()...)
				}
			}
			h, note := inForce(n, by, states, at, cov.until(source))
			if h.better(t.Held) {
				t.Held, t.HeldNote = h, note
			}
		}
		t.Sources = distinct(t.Sources)
		if t.Held == "" && !at.IsZero() {
			t.Held, t.HeldNote = inForce(n, nil, states, at, graph.Date{})
		}
		out = append(out, t)
	}
	slices.SortFunc(out, func(a, b *Thing) int {
		return cmp.Or(agreementDate(a.Node).Compare(agreementDate(b.Node)), a.Key.Compare(b.Key))
	})
	return out, nil
}

// agreementDate is what agreements are ordered by: the signature, else the
// entry into force.
func agreementDate(n graph.Node) graph.Date {
	return cmp.Or(n.Props.Date("signed"), n.Props.Date("since"), n.Props.Date("until"))
}

// bond is what one source says of a party's being bound.
type bond struct {
	Spell
	acceded bool       // later than the agreement was made
	signed  graph.Date // when, zero where not known
}

func bondOf(e graph.Edge, v Spell) bond {
	return bond{v, e.Props.String("role") == "acceding", e.Props.Date("signed")}
}

// judge judges the bond at a date, in an agreement in force during whole. An
// accession whose entry into force is not on record binds possibly from the day
// it was made, never from the beginning of the agreement.
func (b *bond) judge(whole Spell, at graph.Date) {
	if b.Until.IsZero() {
		b.Until = whole.Until
	}
	late := b.acceded && b.Since.IsZero()
	if b.Since.IsZero() {
		b.Since = cmp.Or(b.signed, whole.Since)
	}
	b.Spell.judge(at)
	switch {
	case !late || b.Held == HeldNotKnown:
	case b.Held == HeldNo && strings.HasPrefix(b.Note, "begins"):
		b.Note = "acceded " + b.signed.String()
	case b.Held != HeldNo:
		b.Held, b.Note = HeldPossible, "acceded; the entry into force is not on record"
		if !b.signed.IsZero() {
			b.Note = "acceded " + b.signed.String() + "; the entry into force is not on record"
		}
	}
}

// inForce judges an agreement at a date for all of some states, by what one
// source says of each: it holds as far as it does for the one least bound.
func inForce(n graph.Node, by map[graph.Key][]bond, states []graph.Key, at, covered graph.Date) (Held, string) {
	if at.IsZero() {
		return "", ""
	}
	if st := n.Props.String("status"); st == "negotiated" {
		return HeldNo, "negotiated, not signed"
	}
	whole := Spell{Since: n.Props.Date("since"), Until: n.Props.Date("until"), LastSeen: covered}
	if len(states) == 0 || by == nil {
		whole.judge(at)
		return signedOnly(n, whole, at)
	}
	var worst Spell
	for i, k := range states {
		var best Spell
		for _, v := range by[k] {
			if v.judge(whole, at); v.Held.better(best.Held) {
				best = v.Spell
			}
		}
		if best.Held == "" {
			return "", "" // this source does not name all of them
		}
		if gone := goneBy(k, at); gone != "" {
			best.Held, best.Note = HeldNo, gone
		}
		if i == 0 || worst.Held.better(best.Held) {
			worst = best
		}
	}
	return signedOnly(n, worst, at)
}

// consolidated is the status of a text put together of an agreement and what
// amended it: it is no agreement of its own.
const consolidated = "consolidated"

// signedOnly says of an agreement whose entry into force is not on record when
// it was signed.
func signedOnly(n graph.Node, v Spell, at graph.Date) (Held, string) {
	signed := n.Props.Date("signed")
	if v.Held == HeldYes && v.Note == "" && n.Props.String("status") == consolidated {
		v.Note = "a consolidated text of an agreement that is listed too"
	}
	if !v.Since.IsZero() || signed.IsZero() || v.Held == HeldNo {
		return v.Held, v.Note
	}
	if (graph.Interval{Since: signed}).Contains(at) == graph.No {
		return HeldNo, "signed " + signed.String()
	}
	return HeldNotKnown, "signed " + signed.String() + "; its entry into force is not on record"
}
