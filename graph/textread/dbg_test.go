package textread

import (
	"os"
	"strings"
	"testing"
)

func TestDbg(t *testing.T) {
	b, _ := os.ReadFile(os.Getenv("TXT"))
	for _, x := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		r := Read(x, Options{Published: published, Lexicon: testLexicon()})
		t.Log("## ", x)
		var ms []string
		for _, m := range r.Mentions {
			ms = append(ms, m.Text+"="+string(m.Kind)+":"+m.Key)
		}
		t.Log("   ", strings.Join(ms, "; "))
		for i := range r.Candidates {
			c := &r.Candidates[i]
			t.Logf("   ** %s det=%q per=%v top=%s cues=%q doubts=%d", brief(c), c.Detail, c.Period, c.Topic, c.Cues, len(c.Doubts))
		}
	}
}
