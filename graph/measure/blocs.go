package measure

import (
	"math"

	"entente/graph/projection"
)

// Plurality gives the position with most votes; false where there is none, or
// where two share the first place.
func Plurality(yes, abstain, no int) (projection.Choice, bool) {
	m := max(yes, abstain, no)
	switch {
	case m <= 0:
		return projection.Unknown, false
	case yes == m && abstain < m && no < m:
		return projection.Yes, true
	case no == m && abstain < m && yes < m:
		return projection.No, true
	case abstain == m && yes < m && no < m:
		return projection.Abstain, true
	}
	return projection.Unknown, false
}

// Loyalty counts how often a member took its bloc's position.
type Loyalty struct {
	Share Result // of N: same as the plurality of the others
	Same  int
	N     int // member present, two or more others present with a plurality
	Ties  int // left out: the others had no plurality
	Alone int // left out: fewer than two others were present
}

const loyaltyDefinition = "Share of the roll calls on which the member voted and the other members of the bloc present (two or more) had a plurality, on which the member took that position. " +
	"The plurality is of the others alone, so that no member agrees with itself; ties are left out. The loyalty of the roll-call literature (G. W. Cox & M. D. McCubbins, Legislative Leviathan (1993); S. Hix, A. Noury & G. Roland, Democratic Politics in the European Parliament (2007)), with the plurality in place of a party's majority."

// LoyaltyOf counts a member's positions against those of the others of its bloc:
// others[i] are the others' positions on the roll call on which the member took
// own[i].
func LoyaltyOf(own []projection.Choice, others []projection.Tally) Loyalty {
	var l Loyalty
	for i, t := range others {
		if !own[i].Present() {
			continue
		}
		if t.Yes+t.Abstain+t.No < 2 {
			l.Alone++
			continue
		}
		p, ok := Plurality(t.Yes, t.Abstain, t.No)
		if !ok {
			l.Ties++
			continue
		}
		l.N++
		if p == own[i] {
			l.Same++
		}
	}
	l.Share = Share(l.Same, l.N, loyaltyDefinition)
	if l.N == 0 {
		l.Share.UndefinedBecause = "there is no roll call on which the member voted and two or more others of the bloc had a plurality"
	}
	return l
}

// BlocDistance says how far apart two blocs voted. The parts differ in n.
type BlocDistance struct {
	Plurality Result // share of roll calls on which both pluralities were the same
	Across    Result // mean share of cross pairs of members with the same position
	Likeness  Result // Rice's index of likeness
	Distance  Result // mean difference of mean positions
}

// BlocDistanceOf compares two blocs roll call by roll call; first[i] and
// second[i] are of one roll call, both[i] counts the states present that belong
// to both blocs by their position: a state's agreement with itself is in no
// part of Across.
func BlocDistanceOf(first, second, both []projection.Tally) BlocDistance {
	var same, pluralities int
	var across, likeness, distance float64
	var acrossN, likenessN, distanceN int
	for i := range first {
		a, b, s := first[i], second[i], projection.Tally{}
		if both != nil {
			s = both[i]
		}
		ta, tb := a.Yes+a.Abstain+a.No, b.Yes+b.Abstain+b.No
		if ta == 0 || tb == 0 {
			continue
		}
		distance += math.Abs(meanPosition(a) - meanPosition(b))
		distanceN++
		if pairs := ta*tb - (s.Yes + s.Abstain + s.No); pairs > 0 {
			agree := a.Yes*b.Yes + a.Abstain*b.Abstain + a.No*b.No - (s.Yes + s.Abstain + s.No)
			across += float64(agree) / float64(pairs)
			acrossN++
		}
		if a.Yes+a.No > 0 && b.Yes+b.No > 0 {
			likeness += 1 - math.Abs(float64(a.Yes)/float64(a.Yes+a.No)-float64(b.Yes)/float64(b.Yes+b.No))
			likenessN++
		}
		pa, oka := Plurality(a.Yes, a.Abstain, a.No)
		pb, okb := Plurality(b.Yes, b.Abstain, b.No)
		if oka && okb {
			pluralities++
			if pa == pb {
				same++
			}
		}
	}
	const none = "there is no roll call on which members of both blocs voted"
	d := BlocDistance{
		Plurality: Share(same, pluralities, "Share of the roll calls on which both blocs had a plurality position, on which it was the same; ties are left out."),
		Across:    average(across, acrossN, "Mean over roll calls of the share of pairs of a member of one bloc and a member of the other, both present, that took the same position; a state in both blocs is not paired with itself.", none),
		Likeness: average(likeness, likenessN, "Rice's index of likeness: 1 less the difference of the two blocs' shares of yes among yes and no, mean over roll calls (S. A. Rice, Quantitative Methods in Politics (1928)).",
			"there is no roll call on which members of both blocs voted yes or no"),
		Distance: average(distance, distanceN, "Mean over roll calls of the difference of the two blocs' mean positions, yes 1, abstain ½, no 0 (the coding of Lijphart 1963): 0 alike, 1 opposed.", none),
	}
	if pluralities == 0 {
		d.Plurality.UndefinedBecause = "there is no roll call on which both blocs had a plurality position"
	}
	return d
}

func meanPosition(t projection.Tally) float64 {
	return (float64(t.Yes) + float64(t.Abstain)/2) / float64(t.Yes+t.Abstain+t.No)
}
