package facts

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"entente/graph"
)

// What claims must say is refused where it does not (B67), and a conjectured
// cause that lies after its effect.
func TestClaimsRefused(t *testing.T) {
	for name, x := range map[string]struct{ facts, want string }{
		"absence without scope":   {"Claim x | None was found. [c]\n  absence: true\n", "where was looked"},
		"unproven without scope":  {"Claim x | It is so. [c]\n  STATES <- country/RUS; stance=unproven [c]\n", "where was looked"},
		"no such stance":          {"Claim x | It is so. [c]\n  STATES <- country/RUS; stance=hopes [c]\n", "stance"},
		"no such predicate":       {"Claim x | It is so. [c]\n  predicate: LIKES\n", "predicate"},
		"credibility":             {"Claim x | It is so. [c]\n  STATES <- country/RUS; stance=asserts; credibility=7 [c]\n", "1 to 6"},
		"response without window": {"Event e | E [c]\n  kind: other\n  since: 2000\n  NO_RESPONSE -> country/RUS; since=2000 [c]\n", "window"},
		"cause after effect":      {"Event e | E [c]\n  kind: other\n  since: 2000-01-01\n  RESPONDS_TO -> event/f; certainty=possible [c]\nEvent f | F [c]\n  kind: other\n  since: 2001\n", "before what it responds to"},
		"premise of nothing":      {"Claim x | It is so. [c]\n  PREMISE_OF -> claim/none [c]\n", "no Claim claim/none"},
	} {
		_, err := readCurated(fstest.MapFS{"citations.txt": {Data: []byte("c | A citation\n")}, "a.facts.txt": {Data: []byte(x.facts)}})
		if err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil && !errors.Is(err, graph.ErrInvalid) && !errors.Is(err, graph.ErrDangling) {
			t.Errorf("%s: %v is of no kind", name, err)
		}
	}
	if _, err := readCurated(fstest.MapFS{"citations.txt": {Data: []byte("c | A citation\n")},
		"a.facts.txt": {Data: []byte("Claim x | None was found. [c]\n  absence: true\n  lookedIn: panel reports\n  lookedSince: 2017\n  lookedUntil: 2022\n")}}); err != nil {
		t.Error(err)
	}
}
