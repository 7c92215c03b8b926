package textread

import (
	"os"
	"strings"
	"testing"
)

func TestDbg(t *testing.T) {
	for _, x := range strings.Split(os.Getenv("TXT"), "|") {
		r := Read(x, Options{Published: published, Lexicon: testLexicon()})
		t.Log("## ", x)
		for _, m := range r.Mentions {
			t.Logf("   %s=%s:%s|%s %v %s", m.Text, m.Kind, m.Key, m.Country, m.Candidates, m.Holder)
		}
		for i := range r.Candidates {
			c := &r.Candidates[i]
			t.Logf("   ** %s det=%q per=%v top=%s place=%v cues=%q doubts=%q neg=%v cond=%v q=%v", brief(c), c.Detail, c.Period, c.Topic, c.Place, c.Cues, c.Doubts, c.Negated, c.Conditional, c.Quoted)
		}
		for _, s := range r.NotUnderstood() {
			t.Logf("   -- %s", s.Reason)
		}
	}
}
