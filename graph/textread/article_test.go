package textread

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"entente/graph"
	"entente/internal/records"
)

// TestArticle reads the worked example: the claims of its reading that wording
// alone can give, by their number there.
func TestArticle(t *testing.T) {
	path := filepath.Join(records.Dir(t), "..", "article", "article.txt")
	b, err := os.ReadFile(path)
	if err != nil {
		if os.Getenv("REQUIRE_DATA") == "1" {
			t.Fatal(err)
		}
		t.Skipf("the article is not here: %v", err)
	}
	r := Read(string(b), Options{Published: graph.Day(2023, 8, 1), Lexicon: testLexicon()})
	for _, x := range []struct{ row, claim, since string }{
		{"1", "ALLIED_WITH reports RUS>PRK", ""},
		{"1", "ALLIED_WITH denies RUS>PRK", ""},
		{"4", "AGREEMENT_IN_FORCE asserts RUS>PRK", "2000"},
		{"5", "VOTES_WITH asserts RUS>CHN", ""},
		{"5a", "SUPPORTED_SANCTIONS asserts RUS>", ""},
		{"5b", "VETOED asserts RUS>", ""},
		{"6", "FOLLOWS asserts RUS>CHN", ""},
		{"7", "TRADE_NEGLIGIBLE asserts RUS>PRK", ""},
		{"8", "RETURNS_TO_BASELINE asserts PRK>", ""},
		{"8", "TRADE_DEPENDENT asserts PRK>CHN", ""},
		{"9", "VOTES_WITH reports PRK>RUS", ""},
		{"9", "SUPPLIES_ARMS reports PRK>RUS", ""},
		{"10", "SUPPLIES_ARMS unproven PRK>RUS", ""},
		{"12", "STATES_FOR_AUDIENCE asserts PRK>", ""},
		{"14", "RECOGNISES asserts PRK>crimea", "2014"},
		{"17", "ALLIED_WITH reports KOR>USA @KOR", ""},
		{"18", "SUPPLIES_ARMS denies KOR>UKR", ""},
		{"19", "VISITED asserts sergei-shoigu>PRK", ""},
		{"19", "VISITED asserts yoon-suk-yeol>UKR", "2023-07"},
		{"20", "NEVER_BEFORE asserts RUS>events", ""},
		{"20", "ATTENDED asserts sergei-shoigu>celebrations", ""},
		{"22", "RETURNS_TO_BASELINE asserts PRK>", ""},
		{"23", "RETURNS_TO_BASELINE asserts PRK>KOR", ""},
	} {
		hit := false
		for n := range r.Candidates {
			c := &r.Candidates[n]
			if claimFits(c, x.claim) && (x.since == "" || c.Period.Since.String() == x.since) {
				hit = true
			}
		}
		if !hit {
			t.Errorf("row %s: %s was not found", x.row, x.claim)
		}
	}
	for _, s := range r.NotUnderstood() {
		if s.Reason == "" {
			t.Errorf("%q was not understood without a reason", string(b)[s.Start:s.End])
		}
	}
	towns := 0
	for _, m := range r.Mentions {
		if m.Text == "Pyongyang" && m.Kind == City {
			towns++
		}
		if m.Text == "Crimea" && (m.Kind != Place || m.Country != "") {
			t.Errorf("B69: Crimea is %s of %q", m.Kind, m.Country)
		}
	}
	if towns < 4 {
		t.Errorf("B16: Pyongyang is a town %d times only", towns)
	}
	t.Logf("%d sentences, %d not understood, %d candidates, %d mentions", len(r.Sentences), len(r.NotUnderstood()), len(r.Candidates), len(r.Mentions))
	if strings.Contains(r.Fingerprint, " ") || r.Fingerprint == "" {
		t.Error("no fingerprint")
	}
}
