package measure

import (
	"math"
	"math/rand/v2"
	"slices"
)

// The defaults of the bootstrap. The seed is fixed so that the same votes give
// the same interval everywhere.
const (
	DefaultSeed  = 20171222
	DefaultDraws = 1000
)

// bootstrap gives the 2.5 and 97.5 % points of a formula over tables drawn
// anew. To draw n roll calls with replacement and count them is to draw the
// table from the multinomial distribution with the table's own shares, which
// takes eight binomial draws however many roll calls there are. Draws on which
// the formula is undefined are left out; false where fewer than half are left.
func bootstrap(t *table, f formula, o Options) (low, high float64, ok bool) {
	draws, seed := o.Draws, o.Seed
	if draws <= 0 {
		draws = DefaultDraws
	}
	if seed == 0 {
		seed = DefaultSeed
	}
	src := rand.NewPCG(seed, seed^0x9e3779b97f4a7c15)
	r := rand.New(src)

	var draw func() [3][3]int
	if len(o.Blocks) > 0 {
		draw = drawBlocks(r, t, o)
	} else {
		start := canonical(t.c)
		n := t.n()
		draw = func() [3][3]int { return multinomial(r, n, &start) }
	}
	vs := make([]float64, 0, draws)
	for range draws {
		c := draw()
		if v, ok := f(&c); ok {
			vs = append(vs, v)
		}
	}
	if 2*len(vs) < draws || len(vs) == 0 {
		return 0, 0, false
	}
	slices.Sort(vs)
	return percentile(vs, (1-Level)/2), percentile(vs, (1+Level)/2), true
}

// percentile interpolates between the sorted values.
func percentile(vs []float64, q float64) float64 {
	at := q * float64(len(vs)-1)
	i := int(at)
	if i+1 >= len(vs) {
		return vs[len(vs)-1]
	}
	return vs[i] + (at-float64(i))*(vs[i+1]-vs[i])
}

// canonical gives the least of the tables that the measures cannot tell apart
// (countries exchanged, yes and no exchanged in both), so that the random draws
// cannot either.
func canonical(c [3][3]int) [3][3]int {
	best := c
	for _, d := range [...][3][3]int{transposed(c), flipped(c), transposed(flipped(c))} {
		if less(&d, &best) {
			best = d
		}
	}
	return best
}

func transposed(c [3][3]int) (t [3][3]int) {
	for i := range 3 {
		for j := range 3 {
			t[j][i] = c[i][j]
		}
	}
	return t
}

func flipped(c [3][3]int) (t [3][3]int) {
	for i := range 3 {
		for j := range 3 {
			t[2-i][2-j] = c[i][j]
		}
	}
	return t
}

func less(a, b *[3][3]int) bool {
	for i := range 3 {
		for j := range 3 {
			if a[i][j] != b[i][j] {
				return a[i][j] < b[i][j]
			}
		}
	}
	return false
}

// drawBlocks draws as many blocks as there are. The texts adopted without a
// vote belong to no block and stay in every draw.
func drawBlocks(r *rand.Rand, t *table, o Options) func() [3][3]int {
	blocks := make([][3][3]int, 0, len(o.Blocks))
	var sum [3][3]int
	for i := range o.Blocks {
		b := tableOf(&o.Blocks[i])
		if b.n() > 0 {
			blocks = append(blocks, b.c)
			sum = plus(sum, b.c)
		}
	}
	// The form of the whole decides for all blocks, or symmetric questions
	// would draw other tables.
	turn := turnOf(sum)
	for i := range blocks {
		blocks[i] = turn(blocks[i])
	}
	extra := 0
	if o.WithConsensus {
		extra = o.Consensus
	}
	return func() (c [3][3]int) {
		for range blocks {
			c = plus(c, blocks[r.IntN(len(blocks))])
		}
		k := [3][3]int{{extra}}
		return plus(c, turn(k))
	}
}

func turnOf(sum [3][3]int) func([3][3]int) [3][3]int {
	want := canonical(sum)
	for _, f := range []func([3][3]int) [3][3]int{
		func(c [3][3]int) [3][3]int { return c }, transposed, flipped,
	} {
		if f(sum) == want {
			return f
		}
	}
	return func(c [3][3]int) [3][3]int { return transposed(flipped(c)) }
}

func plus(a, b [3][3]int) [3][3]int {
	for i := range 3 {
		for j := range 3 {
			a[i][j] += b[i][j]
		}
	}
	return a
}

// multinomial draws a table of n with the shares of p, cell by cell: each is
// binomial in what is left.
func multinomial(r *rand.Rand, n int, p *[3][3]int) (c [3][3]int) {
	rest := 0
	for i := range 3 {
		rest += p[i][0] + p[i][1] + p[i][2]
	}
	for i := range 3 {
		for j := range 3 {
			if p[i][j] == 0 || n == 0 {
				continue
			}
			k := n
			if p[i][j] < rest {
				k = binomial(r, n, float64(p[i][j])/float64(rest))
			}
			c[i][j] = k
			n -= k
			rest -= p[i][j]
		}
	}
	return c
}

// binomial draws the number of successes in n trials of chance p, 0 < p < 1: by
// inversion where few are expected, else by Hörmann's transformed rejection
// (BTRS; J. Statist. Comput. Simul. 46 (1993) 101–110).
func binomial(r *rand.Rand, n int, p float64) int {
	if p > .5 {
		return n - binomial(r, n, 1-p)
	}
	if float64(n)*p < 10 {
		return inversion(r, n, p)
	}
	m := math.Floor(float64(n+1) * p)
	q := p / (1 - p)
	spq := math.Sqrt(float64(n) * p * (1 - p))
	b := 1.15 + 2.53*spq
	a := -.0873 + .0248*b + .01*p
	centre := float64(n)*p + .5
	vr := .92 - 4.2/b
	alpha := (2.83 + 5.1/b) * spq
	for {
		u := r.Float64() - .5
		v := r.Float64()
		us := .5 - math.Abs(u)
		k := math.Floor((2*a/us+b)*u + centre)
		if us >= .07 && v <= vr {
			return int(k)
		}
		if k < 0 || k > float64(n) {
			continue
		}
		v *= alpha / (a/(us*us) + b)
		bound := (m+.5)*math.Log((m+1)/(q*(float64(n)-m+1))) +
			(float64(n)+1)*math.Log((float64(n)-m+1)/(float64(n)-k+1)) +
			(k+.5)*math.Log(q*(float64(n)-k+1)/(k+1)) +
			stirling(m) + stirling(float64(n)-m) - stirling(k) - stirling(float64(n)-k)
		if math.Log(v) <= bound {
			return int(k)
		}
	}
}

// inversion walks up the distribution's terms.
func inversion(r *rand.Rand, n int, p float64) int {
	q := p / (1 - p)
	term := math.Exp(float64(n) * math.Log1p(-p))
	u := r.Float64()
	for k := 0; k < n; k++ {
		if u < term {
			return k
		}
		u -= term
		term *= q * float64(n-k) / float64(k+1)
	}
	return n
}

// stirling is the remainder of Stirling's formula, ln k! less its main part.
func stirling(k float64) float64 {
	table := [...]float64{
		.0810614667953272, .0413406959554092, .0276779256849983, .0207906721037650, .0166446911898211,
		.0138761288230707, .0118967099458917, .0104112652619720, .0092554621827127, .0083305634333628,
	}
	if k < 10 {
		return table[int(k)]
	}
	x := 1 / (k + 1)
	y := x * x
	return (1./12 - (1./360-y/1260)*y) * x
}
