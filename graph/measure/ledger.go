package measure

import "entente/graph/projection"

// Ledger counts who moved between one vote on a recurring text and the next.
type Ledger struct {
	// Converged: the two differed and now agree. Diverged: the reverse.
	ConvergedA, ConvergedB, ConvergedBoth int
	DivergedA, DivergedB, DivergedBoth    int
	Steps                                 int // from one vote to the next, both present on both
}

// Step is one vote on a recurring text by two states.
type Step struct {
	Session int
	A, B    projection.Choice
}

// MaxGap is the most sessions from one vote on a text to the next for the two to
// be counted as one text's.
const MaxGap = 3

// Add counts the steps of one text, in the order of sessions. Steps on which
// either took no part are left out before gaps are judged.
func (l *Ledger) Add(text []Step) {
	var last *Step
	for i := range text {
		s := &text[i]
		if !s.A.Present() || !s.B.Present() {
			continue
		}
		if last != nil && s.Session-last.Session <= MaxGap {
			l.Steps++
			a, b := last.A != s.A, last.B != s.B
			switch {
			case last.A != last.B && s.A == s.B:
				tally(a, b, &l.ConvergedA, &l.ConvergedB, &l.ConvergedBoth)
			case last.A == last.B && s.A != s.B:
				tally(a, b, &l.DivergedA, &l.DivergedB, &l.DivergedBoth)
			}
		}
		last = s
	}
}

func tally(a, b bool, onlyA, onlyB, both *int) {
	switch {
	case a && b:
		*both++
	case a:
		*onlyA++
	case b:
		*onlyB++
	}
}

// Share is the share of A among the convergences on which one alone moved.
func (l *Ledger) Share() Result {
	r := Share(l.ConvergedA, l.ConvergedA+l.ConvergedB, "Recurring texts (equal title, once a session, at most 3 sessions apart) on which the two had differed and then agreed: share on which the first alone had moved, of those on which one alone had. To be read beside the divergences: a state that moves more in general leads in both.")
	if r.N == 0 {
		r.UndefinedBecause = "on no recurring text did one of the two alone move to the other's position"
	}
	return r
}
