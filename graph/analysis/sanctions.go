package analysis

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"entente/graph"
	"entente/graph/vocab"
)

// Sanction is one case of sanctions of one of the two, or of an organisation it
// was a member of, on the other, or on an organisation that one was a member of.
type Sanction struct {
	From, To      Ref         // sender and target: states or organisations
	Sender        graph.Key   // the one of the two on the sending side
	Target        graph.Key   // the one on the other side
	Through       *Membership // the sender's membership in the sending organisation
	TargetThrough *Membership // the target's in the organisation that is the target
	Types         []string
	Aims          []Aim
	Remark        string
	Spell
}

// Aim is an objective of sanctions and what came of it, as the source judges.
type Aim struct{ Objective, Outcome string }

// SanctionFilter selects cases by their own properties; zero fields select all.
type SanctionFilter struct {
	Types  []string // any of these
	Held   []Held
	Target string // "a" or "b"
	Direct *bool  // by the state itself, or through an organisation

	Since, Until graph.Date // touching this period, besides the window

	OrderBy    string // since (default), until, last_seen
	Descending bool
}

// sanctionOrders are the properties a list of sanctions is sorted by.
var sanctionOrders = []string{"since", "until", "last_seen"}

// Sanctions lists the cases that touch the window: of either on the other, and
// of organisations of which the other was a member that day on either. A case
// of an organisation counts where the other's membership touches it; Held says
// how both stand at the date.
func (r *Relations) Sanctions(ctx context.Context, f SanctionFilter) ([]Sanction, error) {
	if f.OrderBy != "" && !slices.Contains(sanctionOrders, f.OrderBy) {
		return nil, badf("%q is no order of sanctions; there are %s", f.OrderBy, strings.Join(sanctionOrders, ", "))
	}
	if f.Target != "" && f.Target != "a" && f.Target != "b" {
		return nil, badf("%q is no target; there are a and b", f.Target)
	}
	members, err := r.membershipEdges(ctx)
	if err != nil {
		return nil, err
	}
	ends := r.both()
	for _, e := range members {
		if e.To.Kind == vocab.Organisation && isMember(e) && !slices.Contains(ends, e.To) {
			ends = append(ends, e.To)
		}
	}
	if !r.have.sanctions {
		if r.sanctions, err = r.s.edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Sanctions}, From: ends, To: ends}); err != nil {
			return nil, err
		}
		r.have.sanctions = true
	}
	var orgs []graph.Key
	for _, e := range r.sanctions {
		orgs = append(orgs, e.From, e.To)
	}
	name, err := r.s.refs(ctx, orgs, r.At)
	if err != nil {
		return nil, err
	}
	out := []Sanction{}
	for _, e := range r.sanctions {
		for _, way := range [][2]graph.Key{{r.A, r.B}, {r.B, r.A}} {
			from, to := r.side(members, e, e.From, way[0]), r.side(members, e, e.To, way[1])
			if from == nil || to == nil {
				continue
			}
			s := sanctionOf(e, r.cov.spell(e, r.At))
			s.From, s.To, s.Sender, s.Target = name[e.From], name[e.To], way[0], way[1]
			for i, m := range []*Membership{from, to} {
				if m.Organisation.Key.IsZero() {
					continue
				}
				m.Organisation = name[m.Organisation.Key]
				*[]**Membership{&s.Through, &s.TargetThrough}[i] = m
				if s.Held.better(m.Held) {
					// The case holds only as far as the membership does.
					s.Held, s.Note = m.Held, "membership: "+cmp.Or(m.Note, string(m.Held))
				}
			}
			out = append(out, s)
		}
	}
	keep := out[:0]
	for i := range out {
		s := &out[i]
		v := &s.Spell
		target := "b"
		if s.Target == r.A {
			target = "a"
		}
		switch {
		case !r.inWindow(v), !within(v.Since, v.Until, v.LastSeen, f.Since, f.Until):
		case len(f.Types) > 0 && !slices.ContainsFunc(f.Types, func(t string) bool { return slices.Contains(s.Types, t) }):
		case len(f.Held) > 0 && !slices.Contains(f.Held, s.Held):
		case f.Target != "" && f.Target != target:
		case f.Direct != nil && *f.Direct != (s.Through == nil && s.TargetThrough == nil):
		default:
			keep = append(keep, *s)
		}
	}
	out = keep
	slices.SortStableFunc(out, func(a, b Sanction) int {
		var c int
		switch f.OrderBy {
		case "until":
			c = a.Until.Compare(b.Until)
		case "last_seen":
			c = a.LastSeen.Compare(b.LastSeen)
		default:
			c = a.Since.Compare(b.Since)
		}
		if f.Descending {
			c = -c
		}
		return cmp.Or(c, a.From.Key.Compare(b.From.Key), a.To.Key.Compare(b.To.Key), strings.Compare(a.Ref, b.Ref))
	})
	return out, nil
}

func sanctionOf(e graph.Edge, v Spell) Sanction {
	s := Sanction{Types: e.Props.Strings("types"), Remark: e.Props.String("note"), Spell: v}
	outcomes := e.Props.Strings("outcomes")
	for i, o := range e.Props.Strings("objectives") {
		a := Aim{Objective: o}
		if i < len(outcomes) {
			a.Outcome = outcomes[i]
		}
		s.Aims = append(s.Aims, a)
	}
	return s
}

// side says how one of the two stands at an end of a case: as itself (no
// organisation), as a member whose membership touches the case (B30), or not
// at all (nil).
func (r *Relations) side(members []graph.Edge, c graph.Edge, end, of graph.Key) *Membership {
	if end == of {
		return &Membership{Member: of}
	}
	cs := r.cov.spell(c, r.At)
	last := cmp.Or(cs.Until, cs.LastSeen)
	var best *Membership
	for _, m := range r.spellsOf(members, of, end) {
		if !within(cmp.Or(m.Since, m.FirstSeen), m.Until, m.LastSeen, cs.Since, last) {
			continue
		}
		if best == nil || m.Held.better(best.Held) {
			best = &m
		}
	}
	return best
}

// spellsOf gives the memberships of a state in an organisation by the source
// that knows best: the first in the order of precedence that dates them, else
// all that say when they saw it.
func (r *Relations) spellsOf(members []graph.Edge, of, org graph.Key) []Membership {
	var all []Membership
	best := ""
	for _, e := range members {
		if e.From != of || e.To != org || !isMember(e) {
			continue
		}
		m := Membership{Member: of, Organisation: Ref{Key: org}, Role: e.Props.String("role"), Spell: r.cov.spell(e, r.At)}
		all = append(all, m)
		if (!m.Since.IsZero() || !m.Until.IsZero()) && (best == "" || byPrecedence(OfMemberships)(m.Source, best) < 0) {
			best = m.Source
		}
	}
	if best == "" {
		return all
	}
	return slices.DeleteFunc(all, func(m Membership) bool { return m.Source != best })
}
