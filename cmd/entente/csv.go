package main

import (
	"encoding/csv"
	"fmt"
	"io"
)

// printMatrixCSV prints a matrix as one line per pair, an undefined value as an
// empty field.
func printMatrixCSV(w io.Writer, countries []struct{ ID, Name string }, values [][]*float64, n [][]int) {
	out := csv.NewWriter(w)
	out.Write([]string{"a", "b", "value", "n"})
	for i := range countries {
		for j := i + 1; j < len(countries); j++ {
			v := ""
			if values[i][j] != nil {
				v = fmt.Sprintf("%.6f", *values[i][j])
			}
			out.Write([]string{countries[i].ID, countries[j].ID, v, fmt.Sprint(n[i][j])})
		}
	}
	out.Flush()
}
