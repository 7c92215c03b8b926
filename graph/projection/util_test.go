package projection

import "strconv"

func sessions(from, to, step int) []string {
	var out []string
	for i := from; i <= to; i += step {
		out = append(out, strconv.Itoa(i))
	}
	return out
}
