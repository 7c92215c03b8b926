package golden

import "testing"

func TestFirstDifference(t *testing.T) {
	for _, c := range []struct {
		a, b string
		line int
	}{
		{"x\ny\n", "x\nz\n", 2}, {"x", "x\ny", 2}, {"", "a", 1}, {"a\nb", "a", 2},
	} {
		if line, _, _ := firstDifference([]byte(c.a), []byte(c.b)); line != c.line {
			t.Errorf("%q, %q: line %d, want %d", c.a, c.b, line, c.line)
		}
	}
}
