package analysis

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"entente/graph"
	"entente/graph/vocab"
)

// The directions of a pledge, as seen from the state asked about.
const (
	PledgeMutual = "mutual"
	PledgeOwes   = "owes" // the state owes it to the ally
	PledgeOwed   = "owed" // the ally owes it to the state
)

// Ally is a state bound by a pledge at a date.
type Ally struct {
	Country     graph.Key
	Obligations []string // all that either owes, by the spells of the date
	Direction   string   // of the obligation asked for
	Held        Held
	Note        string
	Spells      []Alliance
	Sources     []string
}

// Allies is the answer to "who were a state's allies at a date".
type Allies struct {
	Of         graph.Key
	At         graph.Date
	Obligation string
	Sentence   string
	Allies     []Ally // surely or possibly, in order of id
	LastKnown  []Ally // bound when their source last saw them; now not known
	// NotKnown says why others may be missing: no complete source covers the
	// date. Empty where one does, so that an empty list of allies means none.
	NotKnown []string
	Coverage []Coverage
	Sources  []string
	Warnings []string
}

// Allies implements Questions.
func (s *Service) Allies(ctx context.Context, of string, at graph.Date, obligation string) (*Allies, error) {
	obligation, err := checkObligation(obligation)
	if err != nil {
		return nil, err
	}
	at = s.day(at)
	m, err := resolve(of, at)
	if err != nil {
		return nil, err
	}
	cov, err := s.readCoverage(ctx)
	if err != nil {
		return nil, err
	}
	es, err := s.edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.AlliedWith}, Touching: []graph.Key{m.Key}})
	if err != nil {
		return nil, err
	}
	a := &Allies{Of: m.Key, At: at, Obligation: obligation, Allies: []Ally{}, LastKnown: []Ally{}, Coverage: cov.of(OfAlliances, at, m.Key), NotKnown: cov.notKnown(OfAlliances, at, m.Key)}
	by := map[graph.Key][]graph.Edge{}
	for _, e := range es {
		other := e.From
		if other == m.Key {
			other = e.To
		}
		if other != m.Key {
			by[other] = append(by[other], e)
		}
	}
	others := make([]graph.Key, 0, len(by))
	for k := range by {
		others = append(others, k)
	}
	slices.SortFunc(others, graph.Key.Compare)
	for _, k := range others {
		ally := Ally{Country: k}
		var mine []Alliance
		for _, e := range by[k] {
			if al := allianceOf(e, m.Key, cov.spell(e, at)); owes(al.Obligations, obligation) {
				mine = append(mine, al)
			}
		}
		if len(mine) == 0 {
			continue
		}
		answer := s.allied(cov, mine, at, m.Key, k)
		ally.Held, ally.Note, ally.Sources = answer.Held, answer.Note, answer.Sources
		last := ally.Held == HeldNotKnown
		forth, back := false, false
		for _, al := range mine {
			if al.Held == HeldNo || last != (al.Held == HeldNotKnown) {
				continue
			}
			forth, back = forth || owes(al.AOwes, obligation), back || owes(al.BOwes, obligation)
			ally.Obligations = append(ally.Obligations, al.Obligations...)
			ally.Spells = append(ally.Spells, al)
		}
		ally.Obligations = distinct(ally.Obligations)
		switch {
		case forth && !back:
			ally.Direction = PledgeOwes
		case back && !forth:
			ally.Direction = PledgeOwed
		default:
			ally.Direction = PledgeMutual
		}
		switch {
		case ally.Held == HeldYes, ally.Held == HeldPossible:
			a.Allies = append(a.Allies, ally)
		case last && len(ally.Spells) > 0:
			a.LastKnown = append(a.LastKnown, ally)
		default:
			continue
		}
		a.Sources = append(a.Sources, ally.Sources...)
		if obligation == DefaultObligation {
			a.Warnings = append(a.Warnings, s.allianceWarnings(cov, by[k], at, m.Key, k)...)
		}
	}
	for _, c := range a.Coverage {
		if c.Answers {
			a.Sources = append(a.Sources, c.SourceIDs...)
		}
	}
	a.Sources = distinct(a.Sources)
	a.Sentence = a.sentence()
	return a, nil
}

func (a *Allies) sentence() string {
	name := withArticle(displayAt(a.Of, a.At))
	what := "a pledge of " + strings.ReplaceAll(a.Obligation, "_", "-")
	if a.Obligation == "any" {
		what = "any pledge"
	}
	list := func(as []Ally) string {
		var out []string
		for _, x := range as {
			n := displayAt(x.Country, a.At)
			if x.Held == HeldPossible {
				n += " (possibly)"
			}
			out = append(out, n)
		}
		return strings.Join(out, ", ")
	}
	var b strings.Builder
	fmt.Fprintf(&b, "At %s, by %s, ", a.At, what)
	switch {
	case len(a.Allies) > 0:
		fmt.Fprintf(&b, "%s had %s on record: %s.", name, count(len(a.Allies), "ally", "allies"), list(a.Allies))
	case len(a.NotKnown) == 0:
		fmt.Fprintf(&b, "%s had no ally.", name)
	default:
		fmt.Fprintf(&b, "no ally of %s is on record, which does not mean that it had none.", name)
	}
	if len(a.LastKnown) > 0 {
		fmt.Fprintf(&b, " Last known, and since then not: %s.", list(a.LastKnown))
	}
	if len(a.NotKnown) > 0 {
		fmt.Fprintf(&b, " Others: %s.", strings.Join(a.NotKnown, "; "))
	}
	return b.String()
}
