package main

import (
	"strings"
	"testing"
)

// Without the Assembly's votes there is no estimate, and the answer says what to
// load.
func TestIdealWithoutVotes(t *testing.T) {
	store := freshStore(t)
	for _, args := range [][]string{{"ideal", "Moscow", "Beijing"}, {"derive", "--body", "sc", "--ideal-points"}} {
		out, errs, code := ententeOn(t, store, "", args...)
		if code != exitFailed || !strings.Contains(errs, "entente import undl-ga FILE") {
			t.Errorf("%v: exit %d: %s%s", args, code, out, errs)
		}
	}
	if out, errs, code := ententeOn(t, store, "", "closest", "Moscow", "--measure", "ideal_point_distance"); code != exitFailed || !strings.Contains(errs, "entente import undl-ga FILE") {
		t.Errorf("closest: exit %d: %s%s", code, out, errs)
	}
}
