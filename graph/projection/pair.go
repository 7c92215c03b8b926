package projection

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"
	"strconv"

	"entente/graph"
)

// add counts 64 roll calls of two countries, of which mask are asked for.
func (c *Counts) add(mask uint64, a, b *planes) {
	e := mask & a.eligible & b.eligible
	if e == 0 {
		return
	}
	by, bn, ba, bx := b.yes, b.no, b.abstain, b.absent
	c.Members += int32(bits.OnesCount64(e))
	x := a.yes & e
	c.C[0][0] += int32(bits.OnesCount64(x & by))
	c.C[0][1] += int32(bits.OnesCount64(x & bn))
	c.C[0][2] += int32(bits.OnesCount64(x & ba))
	c.C[0][3] += int32(bits.OnesCount64(x & bx))
	x = a.no & e
	c.C[1][0] += int32(bits.OnesCount64(x & by))
	c.C[1][1] += int32(bits.OnesCount64(x & bn))
	c.C[1][2] += int32(bits.OnesCount64(x & ba))
	c.C[1][3] += int32(bits.OnesCount64(x & bx))
	x = a.abstain & e
	c.C[2][0] += int32(bits.OnesCount64(x & by))
	c.C[2][1] += int32(bits.OnesCount64(x & bn))
	c.C[2][2] += int32(bits.OnesCount64(x & ba))
	c.C[2][3] += int32(bits.OnesCount64(x & bx))
	x = a.absent & e
	c.C[3][0] += int32(bits.OnesCount64(x & by))
	c.C[3][1] += int32(bits.OnesCount64(x & bn))
	c.C[3][2] += int32(bits.OnesCount64(x & ba))
	c.C[3][3] += int32(bits.OnesCount64(x & bx))
}

// addPresent is add for the votes cast alone, in little more than half the time.
func (c *Counts) addPresent(mask uint64, a, b *planes) {
	e := mask & a.eligible & b.eligible
	if e == 0 {
		return
	}
	by, bn, ba := b.yes, b.no, b.abstain
	c.Members += int32(bits.OnesCount64(e))
	x := a.yes & mask
	c.C[0][0] += int32(bits.OnesCount64(x & by))
	c.C[0][1] += int32(bits.OnesCount64(x & bn))
	c.C[0][2] += int32(bits.OnesCount64(x & ba))
	x = a.no & mask
	c.C[1][0] += int32(bits.OnesCount64(x & by))
	c.C[1][1] += int32(bits.OnesCount64(x & bn))
	c.C[1][2] += int32(bits.OnesCount64(x & ba))
	x = a.abstain & mask
	c.C[2][0] += int32(bits.OnesCount64(x & by))
	c.C[2][1] += int32(bits.OnesCount64(x & bn))
	c.C[2][2] += int32(bits.OnesCount64(x & ba))
}

// Pair gives the counts of two countries, by index, over a set of roll calls.
// Roll calls without a vote in m count for nothing.
func (p *Projection) Pair(a, b int, m Mask) Counts {
	var c Counts
	va, vb := p.votes[a], p.votes[b]
	hi := min(m.hi, len(va), len(vb), len(m.w))
	for i := m.lo; i < hi; i++ {
		if x := m.w[i]; x != 0 {
			c.add(x, &va[i], &vb[i])
		}
	}
	return c
}

// Consensus counts the roll calls without a vote in m while both countries were
// members (Selection.Consensus is the set to give). Ask HasConsensus first:
// where none are on record the number is not 0 but unknown.
func (p *Projection) Consensus(a, b int, m Mask) int {
	if p.consensus == nil {
		return 0
	}
	n := 0
	for i := m.lo; i < min(m.hi, p.words); i++ {
		n += bits.OnesCount64(m.w[i] & p.consensus[a][i] & p.consensus[b][i])
	}
	return n
}

// Point is one span of a time line.
type Point struct {
	Label        string     // "1977", "76", "1970s"
	Since, Until graph.Date // dates of its first and its last roll call in the set
	RollCalls    int
}

// Periods is a set of roll calls cut into points of time.
type Periods struct {
	Points []Point // in order of time; only those with roll calls

	// LeftOut is the number of roll calls in no point: without a date, or, by
	// session, of the Council or without a session to put them under.
	LeftOut int

	pieces []piece
}

// piece is the part of a word that belongs to one point.
type piece struct {
	mask        uint64
	word, point int32
}

// Cut cuts a set of roll calls into points of time. A year is the calendar year
// of the date; by session the Assembly's special sessions stand with the
// regular session open on that date (so a point can have more roll calls than
// the filter of its label), and the Council's votes are left out. Roll calls
// without a vote stay out of it and are not counted as left out.
func (p *Projection) Cut(m Mask, by Period) *Periods {
	ps := &Periods{}
	at := map[int]int{} // number of the year, decade or session → point
	var numbers []int
	for i := range m.Oldest() {
		if i >= len(p.calls) {
			break
		}
		c := &p.calls[i]
		if c.Kind == WithoutVote {
			continue
		}
		number, ok := c.number(by)
		if !ok {
			ps.LeftOut++
			continue
		}
		k, seen := at[number]
		if !seen {
			k = len(ps.Points)
			at[number] = k
			numbers = append(numbers, number)
			label := strconv.Itoa(number)
			switch by {
			case ByYear:
				label = fmt.Sprintf("%04d", number)
			case ByDecade:
				label = fmt.Sprintf("%04ds", number)
			}
			ps.Points = append(ps.Points, Point{Label: label, Since: c.Date})
		}
		pt := &ps.Points[k]
		pt.RollCalls++
		if pt.Since.IsZero() {
			pt.Since = c.Date
		}
		if !c.Date.IsZero() && (pt.Until.IsZero() || c.Date.Last().Compare(pt.Until.Last()) >= 0) {
			pt.Until = c.Date
		}
		ps.put(i, int32(k))
	}

	// Sessions can begin in another order than they are numbered (a session
	// resumed after the next has begun), so the order is by number.
	order := make([]int, len(numbers))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(numbers[a], numbers[b]) })
	points, place := make([]Point, len(order)), make([]int32, len(order))
	for to, from := range order {
		points[to], place[from] = ps.Points[from], int32(to)
	}
	ps.Points = points
	for i := range ps.pieces {
		ps.pieces[i].point = place[ps.pieces[i].point]
	}
	return ps
}

func (c *RollCall) number(by Period) (int, bool) {
	if by == BySession {
		n, err := strconv.Atoi(c.Regular)
		return n, err == nil
	}
	year, _, _ := c.Date.YMD()
	if by == ByDecade {
		year -= year % 10
	}
	return year, !c.Date.IsZero()
}

// put adds a roll call, later than all before, to its point's piece.
func (ps *Periods) put(i int, point int32) {
	word, bit := int32(i>>6), uint64(1)<<(uint(i)&63)
	for k := len(ps.pieces) - 1; k >= 0 && ps.pieces[k].word == word; k-- {
		if ps.pieces[k].point == point {
			ps.pieces[k].mask |= bit
			return
		}
	}
	ps.pieces = append(ps.pieces, piece{bit, word, point})
}

// ByPeriod gives the counts of two countries for each point of ps; they add up
// to the counts over the set that was cut, without what was left out.
func (p *Projection) ByPeriod(a, b int, ps *Periods) []Counts {
	out := make([]Counts, len(ps.Points))
	va, vb := p.votes[a], p.votes[b][:len(p.votes[a])]
	for k := range ps.pieces {
		if x := &ps.pieces[k]; int(x.word) < len(va) {
			out[x.point].add(x.mask, &va[x.word], &vb[x.word])
		}
	}
	return out
}

// AllPairs calls f with the counts of each pair of the given countries, among[i]
// with among[j] for i < j (nil: all countries). c is reused for the next pair.
func (p *Projection) AllPairs(m Mask, among []int, f func(a, b int, c *Counts)) {
	among = p.those(among)
	masked := p.masked(among, m)
	for i, a := range among {
		for j := i + 1; j < len(among); j++ {
			var c Counts
			va, vb := masked[i], masked[j][:len(masked[i])]
			for k := range va {
				c.add(^uint64(0), &va[k], &vb[k])
			}
			f(a, among[j], &c)
		}
	}
}

// AllPairsPresent is AllPairs for measures of votes cast, in little more than
// half the time: the cells of Absent stay 0, so that N, Same, OneAbstained,
// Opposed, Members and Missing hold and Unknown does not. It is not for the
// measures with the membership denominator.
func (p *Projection) AllPairsPresent(m Mask, among []int, f func(a, b int, c *Counts)) {
	among = p.those(among)
	masked := p.masked(among, m)
	for i, a := range among {
		for j := i + 1; j < len(among); j++ {
			var c Counts
			va, vb := masked[i], masked[j][:len(masked[i])]
			for k := range va {
				c.addPresent(^uint64(0), &va[k], &vb[k])
			}
			f(a, among[j], &c)
		}
	}
}

// AllPairsByPeriod is AllPairsPresent with one Counts for each point of ps; the
// slice is reused for the next pair.
func (p *Projection) AllPairsByPeriod(ps *Periods, among []int, f func(a, b int, c []Counts)) {
	among = p.those(among)
	out := make([]Counts, len(ps.Points))
	for i, a := range among {
		for _, b := range among[i+1:] {
			clear(out)
			va, vb := p.votes[a], p.votes[b][:len(p.votes[a])]
			for k := range ps.pieces {
				if x := &ps.pieces[k]; int(x.word) < len(va) {
					out[x.point].addPresent(x.mask, &va[x.word], &vb[x.word])
				}
			}
			f(a, b, out)
		}
	}
}

func (p *Projection) those(among []int) []int {
	if among != nil {
		return among
	}
	all := make([]int, len(p.countries))
	for i := range all {
		all[i] = i
	}
	return all
}

// masked copies the words of countries in which m has anything, cut to m.
func (p *Projection) masked(among []int, m Mask) [][]planes {
	var words []int
	for i := m.lo; i < min(m.hi, p.words); i++ {
		if m.w[i] != 0 {
			words = append(words, i)
		}
	}
	out := planesFor[planes](len(among), len(words))
	for i, country := range among {
		for k, w := range words {
			x, v := m.w[w], &p.votes[country][w]
			out[i][k] = planes{v.yes & x, v.no & x, v.abstain & x, v.absent & x, v.eligible & x}
		}
	}
	return out
}

// Difference says which roll calls of a pair are listed.
type Difference uint8

// The lists.
const (
	Agreed   Difference = iota // same vote
	Differed                   // both present, another vote
	Opposed                    // yes against no
	Partial                    // one abstained, the other voted yes or no
	Missed                     // both members, one took no part or is unknown
)

// List gives the indexes of a pair's roll calls in m of one sort, newest first.
// The numbers listed are those of Pair: Agreed is Same, Opposed is Opposed,
// Partial is OneAbstained, Missed is Missing.
func (p *Projection) List(a, b int, m Mask, d Difference) []int {
	var out []int
	for i := min(m.hi, p.words) - 1; i >= m.lo; i-- {
		va, vb := &p.votes[a][i], &p.votes[b][i]
		var x uint64
		switch present := (va.yes | va.no | va.abstain) & (vb.yes | vb.no | vb.abstain); d {
		case Agreed:
			x = va.yes&vb.yes | va.no&vb.no | va.abstain&vb.abstain
		case Differed:
			x = present &^ (va.yes&vb.yes | va.no&vb.no | va.abstain&vb.abstain)
		case Opposed:
			x = va.yes&vb.no | va.no&vb.yes
		case Partial:
			x = present & (va.abstain ^ vb.abstain)
		case Missed:
			x = va.eligible & vb.eligible &^ present
		}
		for k := range newestBits(x&m.w[i], i) {
			out = append(out, k)
		}
	}
	return out
}

// Triple counts A with B against A with C over the roll calls of m on which all
// three were present.
func (p *Projection) Triple(a, b, c int, m Mask) Triple {
	var t Triple
	for i := m.lo; i < min(m.hi, p.words); i++ {
		va, vb, vc := &p.votes[a][i], &p.votes[b][i], &p.votes[c][i]
		ab := va.yes&vb.yes | va.no&vb.no | va.abstain&vb.abstain
		ac := va.yes&vc.yes | va.no&vc.no | va.abstain&vc.abstain
		all := m.w[i] & (va.yes | va.no | va.abstain) & (vb.yes | vb.no | vb.abstain) & (vc.yes | vc.no | vc.abstain)
		t.N += bits.OnesCount64(all)
		t.Both += bits.OnesCount64(all & ab & ac)
		t.OnlyB += bits.OnesCount64(all & ab &^ ac)
		t.OnlyC += bits.OnesCount64(all & ac &^ ab)
		t.Neither += bits.OnesCount64(all &^ ab &^ ac)
	}
	return t
}

// Tallies gives a bloc's positions on each roll call of m, oldest first. member,
// if not nil, says whether a country belonged to the bloc on a roll call, since
// membership of a bloc is by date. Roll calls on which no country of the bloc
// was a member of the body are left out.
func (p *Projection) Tallies(countries []int, m Mask, member func(country, rollCall int) bool) []Tally {
	var out []Tally
	for i := range m.Oldest() {
		if i >= len(p.calls) {
			break
		}
		t := Tally{RollCall: i}
		any := false
		for _, country := range countries {
			c := p.Choice(country, i)
			if c == NotMember || p.calls[i].Kind == WithoutVote || member != nil && !member(country, i) {
				continue
			}
			any = true
			switch c {
			case Yes:
				t.Yes++
			case No:
				t.No++
			case Abstain:
				t.Abstain++
			case Absent:
				t.Absent++
			case Unknown:
				t.Unknown++
			}
		}
		if any {
			out = append(out, t)
		}
	}
	return out
}
