package main

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the pages")

// The committed pages say what the program says.
func TestPagesAreCurrent(t *testing.T) {
	for name, page := range Pages() {
		path := filepath.Join("..", "..", "docs", name)
		if *update {
			if err := os.WriteFile(path, page, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		old, err := os.ReadFile(path)
		if err != nil {
			t.Errorf("%v; run make gen", err)
		} else if string(old) != string(page) {
			t.Errorf("docs/%s is not what the program says; run make gen", name)
		}
	}
}
