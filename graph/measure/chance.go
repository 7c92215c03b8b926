package measure

import "math"

// chance fills in κ, π or τ_b with its bootstrap interval.
func chance(r Result, t *table, o Options) Result {
	f := chanceFormula(r.Name)
	v, ok := f(&t.c)
	if !ok {
		r.UndefinedBecause = "both always took the same single position, so chance alone explains all agreement"
		if r.Name == TauB {
			r.UndefinedBecause = "one of the two always took the same position, so there is no order to compare"
		}
		return r
	}
	r.Value, r.Defined = v, true
	if o.NoInterval {
		return r
	}
	if low, high, ok := bootstrap(t, f, o); ok {
		r.Low, r.High, r.HasInterval, r.Level = low, high, true, Level
	}
	return r
}

// formula computes a measure from a table in the order Y A N; false where it is
// undefined.
type formula func(c *[3][3]int) (float64, bool)

func chanceFormula(name Name) formula {
	switch name {
	case KappaNominal:
		return kappa(nominal)
	case KappaAbsolute:
		return kappa(absolute)
	case KappaSquared:
		return kappa(squared)
	case PiNominal:
		return pi(nominal)
	case PiAbsolute:
		return pi(absolute)
	case PiSquared:
		return pi(squared)
	}
	return tauB
}

// weights are distances of positions Y, A, N.
type weights [3][3]int

var (
	nominal  = weights{{0, 1, 1}, {1, 0, 1}, {1, 1, 0}}
	absolute = weights{{0, 1, 2}, {1, 0, 1}, {2, 1, 0}}
	squared  = weights{{0, 1, 4}, {1, 0, 1}, {4, 1, 0}}
)

// kappa is 1 - observed distance / distance expected from the two margins. All
// sums are of integers, so that no order of adding makes a difference.
func kappa(w weights) formula {
	return func(c *[3][3]int) (float64, bool) {
		row, col := margins(c)
		n := row[0] + row[1] + row[2]
		observed, expected := 0, 0
		for i := range 3 {
			for j := range 3 {
				observed += w[i][j] * c[i][j]
				expected += w[i][j] * row[i] * col[j]
			}
		}
		if expected == 0 {
			return 0, false
		}
		return 1 - float64(n)*float64(observed)/float64(expected), true
	}
}

// pi is kappa with the two margins' mean for both.
func pi(w weights) formula {
	return func(c *[3][3]int) (float64, bool) {
		row, col := margins(c)
		n := row[0] + row[1] + row[2]
		observed, expected := 0, 0
		for i := range 3 {
			for j := range 3 {
				observed += w[i][j] * c[i][j]
				expected += w[i][j] * (row[i] + col[i]) * (row[j] + col[j])
			}
		}
		if expected == 0 {
			return 0, false
		}
		return 1 - 4*float64(n)*float64(observed)/float64(expected), true
	}
}

// tauB is Kendall's rank correlation with ties: (C - D)/√((n₀-t_A)(n₀-t_B)).
func tauB(c *[3][3]int) (float64, bool) {
	row, col := margins(c)
	n := row[0] + row[1] + row[2]
	pairs := func(k int) int { return k * (k - 1) / 2 }
	a, b := pairs(n), pairs(n)
	for i := range 3 {
		a -= pairs(row[i])
		b -= pairs(col[i])
	}
	if a <= 0 || b <= 0 {
		return 0, false
	}
	balance := 0 // concordant less discordant pairs
	for i := range 3 {
		for j := range 3 {
			for k := i + 1; k < 3; k++ {
				for l := range 3 {
					switch {
					case l > j:
						balance += c[i][j] * c[k][l]
					case l < j:
						balance -= c[i][j] * c[k][l]
					}
				}
			}
		}
	}
	v := float64(balance) / (math.Sqrt(float64(a)) * math.Sqrt(float64(b)))
	return max(-1, min(1, v)), true
}

func (t *table) margins() (row, col [3]int) { return margins(&t.c) }

func margins(c *[3][3]int) (row, col [3]int) {
	for i := range 3 {
		for j := range 3 {
			row[i] += c[i][j]
			col[j] += c[i][j]
		}
	}
	return row, col
}
