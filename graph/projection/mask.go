package projection

import (
	"iter"
	"math/bits"
)

// Mask is a set of roll calls of one Projection. It is immutable and may be
// shared; the zero Mask is empty. Masks of two projections must not be mixed.
type Mask struct {
	w      []uint64 // all words of the projection
	lo, hi int      // non-zero words lie in [lo, hi)
	n      int
}

func newMask(w []uint64) Mask {
	m := Mask{w: w, hi: len(w)}
	for m.hi > 0 && w[m.hi-1] == 0 {
		m.hi--
	}
	for m.lo < m.hi && w[m.lo] == 0 {
		m.lo++
	}
	for _, x := range w[m.lo:m.hi] {
		m.n += bits.OnesCount64(x)
	}
	return m
}

// Count is the number of roll calls in the set.
func (m Mask) Count() int { return m.n }

// Has reports whether roll call i is in the set.
func (m Mask) Has(i int) bool {
	return i >= 0 && i>>6 < len(m.w) && m.w[i>>6]>>(uint(i)&63)&1 != 0
}

// And gives the roll calls in both sets.
func (m Mask) And(o Mask) Mask {
	return m.combine(o, func(x, y uint64) uint64 { return x & y })
}

// Or gives the roll calls in either set.
func (m Mask) Or(o Mask) Mask {
	return m.combine(o, func(x, y uint64) uint64 { return x | y })
}

// AndNot gives the roll calls of m that are not in o.
func (m Mask) AndNot(o Mask) Mask {
	return m.combine(o, func(x, y uint64) uint64 { return x &^ y })
}

func (m Mask) combine(o Mask, f func(x, y uint64) uint64) Mask {
	at := func(w []uint64, i int) uint64 {
		if i < len(w) {
			return w[i]
		}
		return 0
	}
	w := make([]uint64, max(len(m.w), len(o.w)))
	for i := range w {
		w[i] = f(at(m.w, i), at(o.w, i))
	}
	return newMask(w)
}

// Oldest yields the indexes of the set's roll calls, oldest first.
func (m Mask) Oldest() iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := m.lo; i < m.hi; i++ {
			for x := m.w[i]; x != 0; x &= x - 1 {
				if !yield(i<<6 + bits.TrailingZeros64(x)) {
					return
				}
			}
		}
	}
}

// Newest yields the indexes of the set's roll calls, newest first.
func (m Mask) Newest() iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := m.hi - 1; i >= m.lo; i-- {
			for x := m.w[i]; x != 0; {
				b := 63 - bits.LeadingZeros64(x)
				if !yield(i<<6 + b) {
					return
				}
				x &^= 1 << b
			}
		}
	}
}
