package main

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestDerive(t *testing.T) {
	if testing.Short() {
		t.Skip("opens many stores; slow under the race detector")
	}
	store := freshStore(t)
	on := func(want int, args ...string) string {
		t.Helper()
		out, errs, code := ententeOn(t, store, "", args...)
		if code != want {
			t.Fatalf("%v: exit %d: %s%s", args, code, out, errs)
		}
		return out
	}
	derive := func(args ...string) (a deriveAnswer) {
		t.Helper()
		if err := json.Unmarshal([]byte(on(exitOK, append([]string{"derive", "--json"}, args...)...)), &a); err != nil {
			t.Fatal(err)
		}
		return a
	}
	if out := on(exitFailed, "derive", "--check"); !strings.Contains(out, "none") {
		t.Errorf("before any run: %s", out)
	}
	if out := on(exitOK, "status"); strings.Contains(out, "derived edges") {
		t.Errorf("status before any run: %s", out)
	}

	before := alignJSON(t, store, "Moscow", "Beijing", "--body", "sc").Data.Alignment
	first := derive("--body", "sc", "--by", "year")
	if first.Overall == 0 || first.Years == 0 || first.Created != first.Overall+first.Years {
		t.Errorf("first run: %+v", first)
	}
	if again := derive("--body", "sc", "--by", "year:sc"); again.Created+again.Updated+again.Removed != 0 || again.Unchanged != first.Created || again.Revision != first.Revision {
		t.Errorf("second run: %+v after %+v", again, first)
	}
	if out := on(exitOK, "derive", "--check"); !strings.Contains(out, "current") {
		t.Errorf("after a run: %s", out)
	}
	if out := on(exitOK, "status"); !strings.Contains(out, "derived edges") || !strings.Contains(out, "current") {
		t.Errorf("status after a run: %s", out)
	}
	if after := alignJSON(t, store, "Moscow", "Beijing", "--body", "sc").Data.Alignment; after.N != before.N || after.Sentence != before.Sentence {
		t.Errorf("derived edges changed an answer: %q, before %q", after.Sentence, before.Sentence)
	}
	if without := derive("--body", "council"); without.Removed != first.Years || without.Years != 0 {
		t.Errorf("without years: %+v", without)
	}

	for _, args := range [][]string{{"--by", "month"}, {"--by", "year:"}, {"--by", "year:senate"}, {"--body", "sc", "--by", "year:ga"}, {"--body", "senate"}, {"Moscow"}} {
		if _, errs, code := ententeOn(t, store, "", append([]string{"derive"}, args...)...); code != exitUsage {
			t.Errorf("%v: exit %d: %s", args, code, errs)
		}
	}
}
