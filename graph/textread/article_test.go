package textread

import (
	"os"
	"testing"

	"entente/graph"
)

func TestDebugArticle(t *testing.T) {
	b, err := os.ReadFile(os.Getenv("ART"))
	if err != nil {
		t.Skip()
	}
	text := string(b)
	r := Read(text, Options{Published: graph.Day(2023, 8, 1), Lexicon: testLexicon()})
	n := 0
	for i, s := range r.Sentences {
		t.Logf("S%d %s", i+1, text[s.Start:s.End])
		if s.Reason != "" {
			t.Logf("    -- %s", s.Reason)
		}
		for ; n < len(r.Candidates) && r.Candidates[n].Sentence == i; n++ {
			c := r.Candidates[n]
			t.Logf("    ** %s  detail=%q period=%v topic=%s place=%v cues=%q doubts=%q", brief(&c), c.Detail, c.Period, c.Topic, c.Place != nil, c.Cues, c.Doubts)
		}
	}
	for _, m := range r.Mentions {
		t.Logf("%s=%s:%s|%s %v", m.Text, m.Kind, m.Key, m.Country, m.Candidates)
	}
}
