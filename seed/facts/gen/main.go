// Command gen compiles the voting records of the starter graph from the public
// files, and the list of what those contradict each other in:
//
//	go run ./seed/facts/gen -data DIR          writes seed/facts/data and docs/sources.md
//	go run ./seed/facts/gen -data DIR -check   compares, and fails where they differ
//
// DIR holds undl and sc_vetoes. Run it in the repository's root.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

func main() {
	data := flag.String("data", "", "folder of the records (undl, sc_vetoes)")
	root := flag.String("root", ".", "the repository's root")
	check := flag.Bool("check", false, "compare with what is there, write nothing")
	flag.Parse()
	if *data == "" || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(*data, *root, *check); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(data, root string, check bool) error {
	out, err := Compile(data, root)
	if err != nil {
		return err
	}
	names := make([]string, 0, len(out))
	for n := range out {
		names = append(names, n)
	}
	slices.Sort(names)
	differ := 0
	for _, n := range names {
		path := filepath.Join(root, filepath.FromSlash(n))
		have, err := os.ReadFile(path)
		if err != nil && !os.IsNotExist(err) {
			return err
		}
		if bytes.Equal(have, out[n]) {
			continue
		}
		if check {
			fmt.Println("differs:", n)
			differ++
			continue
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, out[n], 0o644); err != nil {
			return err
		}
		fmt.Println("wrote", n, len(out[n]))
	}
	if differ > 0 {
		return fmt.Errorf("%d generated files are not what the records give; run gen without -check", differ)
	}
	return nil
}
