package topics

import (
	"slices"
	"strings"
	"testing"

	"entente/graph"
	"entente/graph/vocab"
)

func TestOf(t *testing.T) {
	tests := []struct {
		name, at      string
		texts         []string
		topics, about string
	}{
		{"the DPRK as the matter", "2017-12-22", []string{"Non-proliferation/Democratic People’s Republic of Korea"}, "dprk nuclear-nonproliferation", "PRK"},
		{"admission of both Koreas", "1991-08-08", []string{"[on admission of the Democratic People's Republic of Korea and the Republic of Korea to membership in the UN]"}, "dprk membership", "KOR PRK"},
		{"the Republic of Korea alone", "1950-06-25", []string{"Complaint of aggression upon the Republic of Korea"}, "", "KOR"},
		{"B54: Ukraine", "2022-03-23", []string{"Letter dated 13 April 2014 from the Permanent Representative of the Russian Federation to the United Nations addressed to the President of the Security Council (S/2014/264)", "2014 Letter from Russian Federation (Ukraine)"}, "ukraine", "UKR"},
		{"Ukraine's letter", "2014-03-15", []string{"Letter dated 28 February 2014 from the Permanent Representative of Ukraine to the United Nations addressed to the President of the Security Council (S/2014/136)", "2014 Letter from Ukraine (Ukraine)"}, "ukraine", "UKR"},
		{"Golan is not the war in Syria", "2015-12-09", []string{"The occupied Syrian Golan : resolution"}, "palestine-israel", "SYR"},
		{"B04: longest name first", "2010-01-01", []string{"Papua New Guinea and Guinea-Bissau"}, "", "GNB PNG"},
		{"Korea is two states", "2000-01-01", []string{"The Korean question", "Korea"}, "", ""},
		{"Indian Ocean", "1980-01-01", []string{"Declaration of the Indian Ocean as a Zone of Peace"}, "disarmament", ""},
		{"decolonization", "1970-01-01", []string{"Question of Southern Rhodesia"}, "decolonization", ""},
		{"nothing", "1970-01-01", []string{"", "Opening of the meeting"}, "", ""},
	}
	for _, tt := range tests {
		ids, about := Of(graph.MustDate(tt.at), tt.texts...)
		var keys []string
		for _, k := range about {
			keys = append(keys, vocab.Rest(k))
		}
		if tt.name == "decolonization" {
			keys = nil // by which name Rhodesia is known is not this package's matter
		}
		if got := strings.Join(ids, " "); got != tt.topics {
			t.Errorf("%s: topics %q, want %q", tt.name, got, tt.topics)
		}
		if got := strings.Join(keys, " "); got != tt.about {
			t.Errorf("%s: about %q, want %q", tt.name, got, tt.about)
		}
	}
}

func TestRulesNameTopics(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range rules {
		seen[r.Topic] = true
		if !slices.Contains(vocab.TopicIDs, r.Topic) {
			t.Errorf("there is no topic %q", r.Topic)
		}
		for _, w := range append(slices.Clone(r.Words), r.Not...) {
			if fold(w) != strings.TrimSpace(w) && fold(w) != w {
				t.Errorf("%s: the word %q is not folded", r.Topic, w)
			}
		}
	}
	for _, id := range vocab.TopicIDs {
		if !seen[id] {
			t.Errorf("no rule gives the topic %q", id)
		}
	}
}

func FuzzOf(f *testing.F) {
	f.Add("1977", "Letter dated 3 May from the DPRK addressed to | (Korea) [on x]")
	f.Fuzz(func(t *testing.T, at, text string) {
		d, _ := graph.ParseDate(at)
		ids, about := Of(d, text)
		if !slices.IsSortedFunc(about, graph.Key.Compare) {
			t.Error("countries are not sorted")
		}
		for _, id := range ids {
			if !slices.Contains(vocab.TopicIDs, id) {
				t.Errorf("topic %q", id)
			}
		}
	})
}
