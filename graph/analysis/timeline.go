package analysis

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"entente/graph"
	"entente/graph/names"
	"entente/graph/vocab"
)

// Entry is one line of a timeline.
type Entry struct {
	ID      string // unique in the timeline, the same each time it is asked
	Date    graph.Date
	Until   graph.Date // of what lasted, zero else
	Kind    string     // an event's kind, or agreement, alliance, sanctions, war, rivalry, leader, membership, split, veto
	Text    string
	Held    Held // whether it surely lies in the period asked for
	Ref     Ref  // the thing it is about, zero where there is none
	Sources []string
}

// Timeline lists everything dated between the two within the window, oldest
// first: events both took part in, agreements, alliances, sanctions, wars,
// rivalries, leaders, memberships, and the Council's roll calls on which they
// were opposed or one cast a veto. What one source has twice, or two sources
// have alike, is one line.
func (r *Relations) Timeline(ctx context.Context) ([]Entry, error) {
	var out []Entry
	for _, part := range []func(context.Context) ([]Entry, error){
		r.eventEntries, r.agreementEntries, r.tieEntries, r.sanctionEntries, r.leaderEntries, r.membershipEntries, r.councilVotes,
	} {
		es, err := part(ctx)
		if err != nil {
			return nil, err
		}
		out = append(out, es...)
	}
	at := map[string]int{}
	merged := out[:0]
	for _, e := range out {
		if e.Date.IsZero() {
			continue
		}
		h := window(e.Date, e.Until, r.Since, r.Until)
		if h == HeldNo {
			continue
		}
		if e.Held = h; e.ID == "" {
			e.ID = strings.Join([]string{e.Date.String(), e.Kind, e.Ref.Key.ID, e.Text}, "/")
		}
		if i, ok := at[e.ID]; ok {
			merged[i].Sources = distinct(append(merged[i].Sources, e.Sources...))
			continue
		}
		at[e.ID] = len(merged)
		merged = append(merged, e)
	}
	slices.SortFunc(merged, func(a, b Entry) int {
		if c := strings.Compare(a.Date.String(), b.Date.String()); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
	return merged, nil
}

func (r *Relations) eventEntries(ctx context.Context) ([]Entry, error) {
	es, err := r.takenPart(ctx)
	if err != nil {
		return nil, err
	}
	nodes, err := r.s.eventsOf(ctx, orNone(sharedBy(es, r.both())), nil, r.Since, r.Until)
	if err != nil {
		return nil, err
	}
	sources := map[graph.Key][]string{}
	for _, e := range es {
		sources[e.To] = append(sources[e.To], edgeSources(e)...)
	}
	var out []Entry
	for _, n := range nodes {
		until := n.Props.Date("until")
		if until == n.Props.Date("since") {
			until = graph.Date{}
		}
		out = append(out, Entry{ID: n.ID, Date: n.Props.Date("since"), Until: until, Kind: n.Props.String("kind"), Text: n.Props.String("title"),
			Ref: Ref{n.Key, n.Props.String("title")}, Sources: distinct(sources[n.Key])})
	}
	return out, nil
}

// orNone makes of a nil list an empty one: nil means all to a filter.
func orNone(keys []graph.Key) []graph.Key {
	if keys == nil {
		return []graph.Key{}
	}
	return keys
}

func (r *Relations) agreementEntries(ctx context.Context) ([]Entry, error) {
	ts, err := r.Agreements(ctx, "")
	if err != nil {
		return nil, err
	}
	var out []Entry
	for _, t := range ts {
		name := t.Props.String("name")
		for _, x := range []struct{ prop, text string }{{"signed", "signed"}, {"since", "in force"}, {"until", "ended"}} {
			out = append(out, Entry{Date: t.Props.Date(x.prop), Kind: "agreement", Text: name + ": " + x.text, Ref: Ref{t.Key, name}, Sources: t.Sources})
		}
	}
	return out, nil
}

// begunEnded makes the lines of a spell's beginning and end. A source's last
// sight of it is no end.
func begunEnded(kind, what string, v *Spell, ref Ref) []Entry {
	out := []Entry{{Date: v.Since, Kind: kind, Text: what + ": begins", Ref: ref, Sources: v.SourceIDs()}}
	if !v.Until.IsZero() {
		out = append(out, Entry{Date: v.Until, Kind: kind, Text: what + ": ends", Ref: ref, Sources: v.SourceIDs()})
	}
	return out
}

func (r *Relations) tieEntries(ctx context.Context) ([]Entry, error) {
	var out []Entry
	als, err := r.Alliances(ctx)
	if err != nil {
		return nil, err
	}
	for i := range als {
		al := &als[i]
		out = append(out, begunEnded("alliance", "pledges of "+strings.ReplaceAll(strings.Join(al.Obligations, ", "), "_", "-"), &al.Spell, Ref{})...)
	}
	for _, k := range []struct {
		rel        graph.Relation
		kind, text string
	}{{vocab.AtWarWith, "war", "war"}, {vocab.RivalOf, "rivalry", "rivalry"}, {vocab.Contiguous, "contiguity", "contiguity"}} {
		ts, err := r.Ties(ctx, k.rel)
		if err != nil {
			return nil, err
		}
		for i := range ts {
			t := &ts[i]
			what := k.text
			switch {
			case t.Event.Name != "":
				what += " (" + t.Event.Name + ")"
			case t.Name != "":
				what += " (" + t.Name + ")"
			case len(t.Types) > 0:
				what += " (" + strings.ReplaceAll(strings.Join(t.Types, ", "), "_", " ") + ")"
			}
			out = append(out, begunEnded(k.kind, what, &t.Spell, t.Event)...)
		}
	}
	return out, nil
}

func (r *Relations) sanctionEntries(ctx context.Context) ([]Entry, error) {
	ss, err := r.Sanctions(ctx, SanctionFilter{})
	if err != nil {
		return nil, err
	}
	var out []Entry
	for i := range ss {
		s := &ss[i]
		what := fmt.Sprintf("sanctions of %s on %s (%s)", withArticle(s.From.Name), withArticle(s.To.Name), strings.Join(s.Types, ", "))
		ref := Ref{}
		for _, m := range []*Membership{s.Through, s.TargetThrough} {
			if m != nil {
				ref = m.Organisation
				what += ", " + withArticle(names.Display(m.Member, s.Since)) + " being a member"
			}
		}
		out = append(out, begunEnded("sanctions", what, &s.Spell, ref)...)
	}
	return out, nil
}

func (r *Relations) leaderEntries(ctx context.Context) ([]Entry, error) {
	byState, err := r.s.tenures(ctx, r.both(), r.cov, r.At, true)
	if err != nil {
		return nil, err
	}
	var out []Entry
	for _, k := range r.both() {
		for i := range byState[k] {
			t := &byState[k][i]
			// The state's name is that of the end of the tenure: Yeltsin was elected
			// in the Soviet Union, as president of Russia.
			what := fmt.Sprintf("%s, %s of %s", t.Person.Name, t.Office, withArticle(names.Display(k, cmp.Or(t.Until, t.LastSeen, t.Since))))
			out = append(out, begunEnded("leader", what, &t.Spell, t.Person)...)
		}
	}
	return out, nil
}

func (r *Relations) membershipEntries(ctx context.Context) ([]Entry, error) {
	ss, err := r.Memberships(ctx, true)
	if err != nil {
		return nil, err
	}
	var out []Entry
	for _, sh := range ss {
		for _, list := range [][]Membership{sh.A, sh.B} {
			for i := range list {
				m := &list[i]
				what := fmt.Sprintf("%s in %s", names.Display(m.Member, m.Since), withArticle(sh.Organisation.Name))
				if m.Role != "" && m.Role != "member" {
					what += " (" + m.Role + ")"
				}
				out = append(out, begunEnded("membership", what, &m.Spell, sh.Organisation)...)
			}
		}
	}
	return out, nil
}
