package schema

import (
	"strings"
	"testing"
)

func TestIdealPoints(t *testing.T) {
	f := &fake{calls: map[string]int{}}
	r := execute(t, f, `{ idealPoints(of: ["Russia"], sessions: ["74"]) { country { id } session position sd low high votes rhat fewVotes definition } }`, nil)
	want := `{"data":{"idealPoints":[{"country":{"id":"country/RUS"},"session":"74","position":-0.25,"sd":0.125,"low":-0.5,"high":0,"votes":96,"rhat":1.01,"fewVotes":false,"definition":"posterior mean"}]}}`
	if got := strings.TrimSpace(string(r.Body)); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	for session, want := range map[string]string{"1": Unavailable, "2": NotFound} {
		r := execute(t, f, `{ idealPoints(sessions: ["`+session+`"]) { position } }`, nil)
		if len(r.Errors) != 1 || r.Errors[0].Code != want || !strings.HasPrefix(r.Errors[0].Message, "ideal points: ") {
			t.Errorf("session %s: %+v", session, r.Errors)
		}
	}
	if f.calls["IdealPoints"] != 3 {
		t.Errorf("asked %d times", f.calls["IdealPoints"])
	}
}
