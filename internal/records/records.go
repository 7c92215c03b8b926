// Package records finds the folder of real records that some tests read. The
// records are not part of the repository.
package records

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// Dir gives the folder of real records: ENTENTE_DATA, else ../shared/data
// beside the repository. Where there is none the test is skipped with the
// reason; under REQUIRE_DATA=1 it fails.
func Dir(t testing.TB) string {
	t.Helper()
	dir := Find()
	if dir != "" {
		return dir
	}
	const why = "no folder of records: set ENTENTE_DATA or lay it at ../shared/data"
	if os.Getenv("REQUIRE_DATA") == "1" {
		t.Fatal(why)
	}
	t.Skip(why)
	return ""
}

// Find gives the same folder without a test, "" where there is none.
func Find() string {
	dir := os.Getenv("ENTENTE_DATA")
	if dir == "" {
		_, file, _, _ := runtime.Caller(0)
		dir = filepath.Join(filepath.Dir(file), "..", "..", "..", "shared", "data")
	}
	if st, err := os.Stat(dir); err == nil && st.IsDir() {
		return dir
	}
	return ""
}
