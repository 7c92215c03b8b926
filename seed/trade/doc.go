// Package trade imports what states say they traded: exports from one to
// another (trade), and their total imports and exports (cow-trade).
package trade

import (
	"math"
	"strconv"
)

// dollars reads an amount in units of so many dollars each, to the dollar.
func dollars(b []byte, unit float64) (int64, bool) {
	v, err := strconv.ParseFloat(string(b), 64)
	if err != nil || math.IsNaN(v) || v < 0 || v*unit >= 1<<53 {
		return 0, false
	}
	return int64(math.Round(v * unit)), true
}

func year(b []byte) (int, bool) {
	n, err := strconv.Atoi(string(b))
	return n, err == nil && n >= 1000 && n <= 9999
}
