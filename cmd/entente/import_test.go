package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"entente/internal/records"
)

func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestImportAll(t *testing.T) {
	store := freshStore(t)
	const majors = "ccode,styear,stmonth,stday,endyear,endmonth,endday,version\n2,1898,8,13,2016,12,31,2016\n"
	dir := folder(t, map[string]string{
		"countries/cow_majors.csv":     majors,
		"relations/cow_contdir.csv":    "ccode1,ccode2,conttype,stdate,enddate\n2,20,1,1920-01-01,2016-12-01\n20,2,1,1920-01-01,2016-12-01\n2,20,9,1920-01-01,2016-12-01\n",
		"relations/cow_war_inter.csv":  "warnum,ccode1\n1,2\n",
		"undl/something_else_1946.csv": "nothing we know",
	})
	out, errs, code := ententeOn(t, store, "", "import", "all", dir)
	// The wars' file has the wrong header: it is told, and the others are in.
	if code != exitFailed || !strings.Contains(errs, "wars: ") || !strings.Contains(errs, "lacks the columns") {
		t.Errorf("exit %d, %s", code, errs)
	}
	for _, want := range []string{"cow-majors", "contiguity", "not in the folder: undl-ga (undl/ga_voting_*.csv*)"} {
		if !strings.Contains(out, want) {
			t.Errorf("the report lacks %q:\n%s", want, out)
		}
	}
	if err := os.Remove(filepath.Join(dir, "relations", "cow_war_inter.csv")); err != nil {
		t.Fatal(err)
	}
	if _, errs, code = ententeOn(t, store, "", "import", "all", dir); code != exitRefused {
		t.Errorf("with a row refused: exit %d, %s", code, errs)
	}
	if _, errs, code = ententeOn(t, store, "", "import", "all", folder(t, map[string]string{"countries/cow_majors.csv": majors})); code != exitOK {
		t.Errorf("a folder without faults: exit %d, %s", code, errs)
	}
	if _, errs, code = ententeOn(t, store, "", "import", "all", t.TempDir()); code != exitFailed || !strings.Contains(errs, "none of the files") {
		t.Errorf("an empty folder: exit %d, %s", code, errs)
	}
	if _, _, code = ententeOn(t, store, "", "import", "all", dir, dir); code != exitUsage {
		t.Errorf("two folders: exit %d", code)
	}
	out, errs, code = ententeOn(t, store, "", "verify")
	if code != exitOK || strings.Contains(out, "DAMAGE") || !strings.Contains(out, "cow-majors") {
		t.Errorf("verify: exit %d, %s\n%s", code, errs, out)
	}
}

// Every file of the shared records is one that "import all" takes, but for the
// other form of the votes and what is no record.
func TestLayoutKnowsEveryFile(t *testing.T) {
	dir := records.Dir(t)
	known := map[string]bool{}
	for _, e := range layout() {
		for _, pattern := range e.files {
			found, err := filepath.Glob(filepath.Join(dir, filepath.FromSlash(pattern)))
			if err != nil || len(found) == 0 {
				t.Errorf("%s: no file is %s (%v)", e.Manifest().ID, pattern, err)
			}
			for _, f := range found {
				if known[f] {
					t.Errorf("%s is of two datasets", f)
				}
				known[f] = true
			}
		}
	}
	other := []string{"un_data_wide_1946_2021.csv.gz", "member_names.csv", "sc_membership_1992_2023.csv"}
	for _, sub := range []string{"undl", "unvotes", "sc_vetoes", "alliances", "leaders", "factbook", "sanctions", "trade", "trade_agreements", "relations", "events"} {
		files, err := filepath.Glob(filepath.Join(dir, sub, "*.csv*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if !known[f] && !slices.Contains(other, filepath.Base(f)) {
				t.Errorf("nothing imports %s", f)
			}
		}
	}
}
