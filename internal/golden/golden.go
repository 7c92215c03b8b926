// Package golden compares what a test made with a file kept in the repository.
package golden

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "rewrite golden files with what the tests make")

// Equal compares got with the file at path (relative to the test's package) and
// fails the test where they differ, naming the first line that does. With the
// flag -update the file is rewritten instead.
func Equal(t testing.TB, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (run the test with -update to make the file)", err)
	}
	if bytes.Equal(want, got) {
		return
	}
	line, w, g := firstDifference(want, got)
	t.Errorf("%s differs at line %d:\n file: %s\n made: %s\n(run the test with -update if the change is meant)", path, line, w, g)
}

func firstDifference(a, b []byte) (line int, x, y []byte) {
	as, bs := bytes.Split(a, []byte("\n")), bytes.Split(b, []byte("\n"))
	for i := 0; i < len(as) || i < len(bs); i++ {
		x, y = []byte("(end)"), []byte("(end)")
		if i < len(as) {
			x = as[i]
		}
		if i < len(bs) {
			y = bs[i]
		}
		if !bytes.Equal(x, y) {
			return i + 1, x, y
		}
	}
	return 0, nil, nil
}
