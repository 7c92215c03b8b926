package idealpoint

// stream is a sequence of random numbers that belongs to one row of one sweep,
// so that no draw rests on who drew before: splitmix64 (G. L. Steele, D. Lea &
// C. H. Flood, Fast splittable pseudorandom number generators, OOPSLA 2014),
// begun at a mixture of seed, sweep, part and row.
type stream uint64

const gamma = 0x9E3779B97F4A7C15

// The parts of a sweep that draw.
const (
	partCalls = iota + 1
	partChains
)

func newStream(seed uint64, sweep, part, row int) stream {
	h := mix(seed + gamma)
	h = mix(h + uint64(sweep)*gamma)
	h = mix(h + uint64(part)*gamma)
	return stream(mix(h + uint64(row)*gamma))
}

func mix(z uint64) uint64 {
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}

// uniform is a number strictly between 0 and 1.
func (s *stream) uniform() float64 {
	*s += gamma
	return (float64(int64(mix(uint64(*s))>>11)) + 0.5) * 0x1p-53
}

// normal is a standard normal number.
func (s *stream) normal() float64 { return quantile(s.uniform()) }

// between is a normal number with mean m and standard deviation sd cut to
// [lo, hi].
func (s *stream) between(m, sd, lo, hi float64) float64 {
	a, b := cdf((lo-m)/sd), cdf((hi-m)/sd)
	return min(hi, max(lo, m+sd*quantile(a+s.uniform()*(b-a))))
}
