package main

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func readAll(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestExportAndRestore(t *testing.T) {
	if testing.Short() {
		t.Skip("opens many stores; slow under the race detector")
	}
	dir := t.TempDir()
	plain, packed := filepath.Join(dir, "a.ndjson"), filepath.Join(dir, "a.ndjson.gz")
	out, errs, code := entente(t, "export", plain)
	if code != 0 || out != "" || !strings.Contains(errs, "exported ") || !strings.Contains(errs, "\nsha256 ") {
		t.Fatalf("exit %d\n%s%s", code, out, errs)
	}
	if _, again, code := entente(t, "export", packed); code != 0 || again != errs {
		t.Errorf("packed: exit %d, %s", code, again)
	}
	want := readAll(t, plain)
	if out, _, code := entente(t, "export", "-"); code != 0 || out != want {
		t.Errorf("standard output: exit %d, %d bytes of %d", code, len(out), len(want))
	}

	for name, c := range map[string]struct{ file, input string }{"plain": {plain, ""}, "packed": {packed, ""}, "input": {"-", want}} {
		store := filepath.Join(dir, name+".db")
		out, msg, code := ententeOn(t, store, c.input, "restore", c.file)
		if code != 0 || out != strings.Replace(errs, "exported", "restored", 1) {
			t.Errorf("%s: exit %d\n%s%s", name, code, out, msg)
		}
		// A command that sees to the starter graph finds it current.
		if _, msg, code := ententeOn(t, store, "", "status"); code != 0 {
			t.Errorf("%s: exit %d: %s", name, code, msg)
		}
		if out, _, _ := ententeOn(t, store, "", "export", "-"); out != want {
			t.Errorf("%s: the restored graph is exported as other bytes", name)
		}
		if out, msg, code := ententeOn(t, store, c.input, "restore", c.file); code != 0 || !strings.Contains(out, "there already") {
			t.Errorf("%s: again: exit %d\n%s%s", name, code, out, msg)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestRestoreRefuses(t *testing.T) {
	if testing.Short() {
		t.Skip("opens many stores; slow under the race detector")
	}
	dir := t.TempDir()
	whole := filepath.Join(dir, "a.ndjson")
	if _, errs, code := entente(t, "export", whole); code != 0 {
		t.Fatal(errs)
	}
	text := readAll(t, whole)
	cut := filepath.Join(dir, "cut.ndjson")
	if err := os.WriteFile(cut, []byte(text[:len(text)/2]), 0o600); err != nil {
		t.Fatal(err)
	}
	store := filepath.Join(dir, "new.db")
	if out, errs, code := ententeOn(t, store, "", "restore", cut); code != exitFailed || out != "" || !strings.Contains(errs, "not a whole and unaltered export") {
		t.Errorf("cut: exit %d\n%s%s", code, out, errs)
	}
	altered := strings.Replace(text, `"choice":"yes"`, `"choice":"no"`, 1)
	if _, errs, code := ententeOn(t, store, altered, "restore", "-"); code != exitFailed || !strings.Contains(errs, "altered") {
		t.Errorf("altered: exit %d\n%s", code, errs)
	}
	if out, errs, code := ententeOn(t, store, "", "export", "-"); code != 0 || strings.Count(out, "\n") != 2 {
		t.Errorf("the refused files left something: exit %d\n%.500s%s", code, out, errs)
	}
	if _, errs, code := ententeOn(t, store, "", "restore", filepath.Join(dir, "none")); code != exitFailed {
		t.Errorf("no file: exit %d\n%s", code, errs)
	}
	if _, _, code := ententeOn(t, store, "", "restore"); code != exitUsage {
		t.Errorf("no argument: exit %d", code)
	}
}

func TestRestoreIntoOtherData(t *testing.T) {
	if testing.Short() {
		t.Skip("opens many stores; slow under the race detector")
	}
	dir := t.TempDir()
	empty := filepath.Join(dir, "empty.ndjson")
	body := `{"entente":"graph","version":1,"createdBy":"entente","nodes":{},"edges":{}}` + "\n"
	body += fmt.Sprintf(`{"end":true,"nodes":0,"edges":0,"sha256":"%x"}`+"\n", sha256.Sum256([]byte(body)))
	if err := os.WriteFile(empty, []byte(body), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, errs, code := ententeOn(t, freshStore(t), "", "restore", empty); code != exitFailed || !strings.Contains(errs, "holds other data") {
		t.Errorf("exit %d\n%s", code, errs)
	}
	if _, errs, code := ententeOn(t, filepath.Join(dir, "new.db"), "", "restore", empty); code != 0 {
		t.Errorf("exit %d\n%s", code, errs)
	}
}

func TestExportForms(t *testing.T) {
	if testing.Short() {
		t.Skip("opens many stores; slow under the race detector")
	}
	dir := t.TempDir()
	folder, archive := filepath.Join(dir, "csv"), filepath.Join(dir, "csv.zip")
	if _, errs, code := entente(t, "export", "--format", "csv", folder); code != 0 {
		t.Fatal(errs)
	}
	if _, errs, code := entente(t, "export", "--format", "csv", archive); code != 0 {
		t.Fatal(errs)
	}
	z, err := zip.OpenReader(archive)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	recipe := readAll(t, filepath.Join(folder, "README.txt"))
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil || string(b) != readAll(t, filepath.Join(folder, f.Name)) {
			t.Errorf("%s differs in the archive (%v)", f.Name, err)
		}
		if strings.HasSuffix(f.Name, ".csv") && !strings.Contains(recipe, "="+f.Name) {
			t.Errorf("the recipe does not load %s", f.Name)
		}
	}
	if files, _ := os.ReadDir(folder); len(files) != len(z.File) {
		t.Errorf("%d files, %d in the archive", len(files), len(z.File))
	}
	if _, errs, code := entente(t, "export", "--format", "csv", folder); code != exitFailed || !strings.Contains(errs, "not empty") {
		t.Errorf("a second time: exit %d, %s", code, errs)
	}

	drawing, errs, code := entente(t, "export", "--format", "graphml", "-")
	if code != 0 {
		t.Fatal(errs)
	}
	d := xml.NewDecoder(strings.NewReader(drawing))
	for {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}

	for _, args := range [][]string{{"export"}, {"export", "--format", "xml", "x"}, {"export", "--format", "csv", "-"}} {
		if _, _, code := entente(t, args...); code != exitUsage {
			t.Errorf("%v: exit %d", args, code)
		}
	}
	none := filepath.Join(dir, "none.db")
	if _, errs, code := ententeOn(t, none, "", "export", "-"); code != exitFailed || !strings.Contains(errs, "there is no store") {
		t.Errorf("no store: exit %d, %s", code, errs)
	}
	if _, err := os.Stat(none); err == nil {
		t.Error("export made a store")
	}
}

// A failing export leaves the one that was there.
func TestExportKeepsTheOldFile(t *testing.T) {
	if testing.Short() {
		t.Skip("opens many stores; slow under the race detector")
	}
	dir := t.TempDir()
	broken := filepath.Join(dir, "broken.db")
	if err := os.WriteFile(broken, []byte("no database"), 0o600); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "a.ndjson")
	if err := os.WriteFile(file, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, code := ententeOn(t, broken, "", "export", file); code != exitFailed {
		t.Errorf("exit %d", code)
	}
	if got := readAll(t, file); got != "old" {
		t.Errorf("the file holds %q", got)
	}
}
