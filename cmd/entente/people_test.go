package main

import (
	"encoding/json"
	"strings"
	"testing"
)

// A leader whom the source dates otherwise than the starter graph: likely the
// same, not certain.
const yeltsin = "obsid,gwcode,leadid,leader,yrborn,gender,startdate,enddate,entry,exit,exitcode\n" +
	"RUS-1991,365,l1,Yeltsin,1931,M,1991-08-21,1999-12-31,Regular,Regular,Regular\n"

func TestPeople(t *testing.T) {
	if testing.Short() {
		t.Skip("opens many stores; slow under the race detector")
	}
	store := freshStore(t)
	on := func(want int, args ...string) string {
		t.Helper()
		out, errs, code := ententeOn(t, store, yeltsin, args...)
		if code != want {
			t.Fatalf("%v: exit %d: %s%s", args, code, out, errs)
		}
		return out
	}
	review := func() (pairs []pairAnswer) {
		t.Helper()
		if err := json.Unmarshal([]byte(on(exitOK, "people", "review", "--json")), &pairs); err != nil {
			t.Fatal(err)
		}
		return pairs
	}
	if out := on(exitOK, "people", "review"); !strings.Contains(out, "no pair") {
		t.Errorf("before any import: %s", out)
	}
	on(exitOK, "import", "archigos", "-")
	pairs := review()
	if len(pairs) != 1 || pairs[0].A.ID != "person/boris-yeltsin" || pairs[0].B.ID != "person/yeltsin" || pairs[0].B.Born != "1931" || pairs[0].Reason == "" {
		t.Fatalf("%+v", pairs)
	}
	if out := on(exitOK, "people", "review"); !strings.Contains(out, "person/boris-yeltsin  person/yeltsin") || !strings.Contains(out, "effective leader") {
		t.Errorf("%s", out)
	}

	on(exitUsage, "people", "merge", "person/yeltsin", "person/boris-yeltsin")
	on(exitUsage, "people", "merge", "person/yeltsin", "--reason", "x")
	on(exitUsage, "people", "merge", "person/yeltsin", "country/RUS", "--reason", "x")
	on(exitName, "people", "merge", "person/yeltsin", "person/nobody", "--reason", "x")
	on(exitOK, "people", "merge", "person/yeltsin", "person/boris-yeltsin", "--reason", "one man", "--by", "reader")
	if pairs := review(); len(pairs) != 0 {
		t.Errorf("after a merge: %+v", pairs)
	}
	on(exitOK, "people", "undo", "person/yeltsin", "person/boris-yeltsin", "--reason", "too fast")
	if pairs := review(); len(pairs) != 1 || len(pairs[0].Log) != 2 || pairs[0].Log[0].By != "reader" || pairs[0].Log[1].Verdict != "proposed" {
		t.Errorf("after undo: %+v", pairs)
	}
	on(exitOK, "people", "split", "person/yeltsin", "person/boris-yeltsin", "--reason", "for the test")
	on(exitOK, "import", "archigos", "-")
	if pairs := review(); len(pairs) != 0 {
		t.Errorf("a verdict does not hold through an import: %+v", pairs)
	}
}
