package claim

import (
	"errors"
	"strings"
	"testing"

	"entente/graph"
	"entente/graph/vocab"
)

// Every predicate of the one table has a check, and each check says what it
// does, when it decides and what would change it.
func TestEveryPredicateHasACheck(t *testing.T) {
	if len(Checks) != len(vocab.Predicates) {
		t.Errorf("%d checks for %d predicates", len(Checks), len(vocab.Predicates))
	}
	for i, d := range vocab.Predicates {
		c, ok := Find(d.Name)
		if !ok || runs[d.Name] == nil {
			t.Errorf("%s has no check", d.Name)
			continue
		}
		if Checks[i].Predicate != d.Name {
			t.Errorf("%s is out of order", Checks[i].Predicate)
		}
		for what, text := range map[string]string{"period": c.Period, "test": c.Test, "threshold": c.Threshold, "why": c.Why, "change": c.Change} {
			if text == "" {
				t.Errorf("%s does not say its %s", d.Name, what)
			}
		}
		for w, text := range c.Wording {
			if !strings.Contains(text, "{why}") {
				t.Errorf("%s, %s: the wording does not say what decided: %s", d.Name, w, text)
			}
		}
	}
}

func TestRead(t *testing.T) {
	for text, want := range map[string]Asked{
		"Russia is an ally of North Korea":                           {Predicate: "ALLIED_WITH", Subject: "Russia", Object: "North Korea"},
		"Russia and North Korea are allies.":                         {Predicate: "ALLIED_WITH", Subject: "Russia", Object: "North Korea"},
		"Russia is not in fact an ally of North Korea":               {Predicate: "ALLIED_WITH", Subject: "Russia", Object: "North Korea", Negated: true},
		"The Soviet Union was North Korea's ally":                    {Predicate: "ALLIED_WITH", Subject: "The Soviet Union", Object: "North Korea", Sometime: true},
		"Russia was an ally of North Korea in 1975":                  {Predicate: "ALLIED_WITH", Subject: "Russia", Object: "North Korea", At: graph.Year(1975)},
		"France votes with Germany in the General Assembly":          {Predicate: "VOTES_WITH", Subject: "France", Object: "Germany", Body: "general_assembly"},
		"Russia votes with China on North Korea since 2000":          {Predicate: "VOTES_WITH", Subject: "Russia", Object: "China", Topic: "North Korea", Since: graph.Year(2000)},
		"Russia did not veto S/2022/431":                             {Predicate: "VETOED", Subject: "Russia", Symbol: "S/2022/431", Negated: true},
		"Russia and China vetoed together on Syria":                  {Predicate: "VETOED_WITH", Subject: "Russia", Object: "China", Topic: "Syria"},
		"China abstained on S/2024/255":                              {Predicate: "VOTED", Subject: "China", Symbol: "S/2024/255", Detail: "abstain"},
		"North Korea recognises Crimea as part of Russia":            {Predicate: "RECOGNISES", Subject: "North Korea", Object: "Russia", Place: "Crimea"},
		"North Korea depends on China for trade":                     {Predicate: "TRADE_DEPENDENT", Subject: "North Korea", Object: "China"},
		"North Korea supplies shells to Russia":                      {Predicate: "SUPPLIES_ARMS", Subject: "North Korea", Object: "Russia", Detail: "shells"},
		"Sergei Shoigu was defence minister of Russia on 2023-07-26": {Predicate: "HOLDS_OFFICE", Subject: "Sergei Shoigu", Object: "Russia", Detail: "defence minister", At: graph.Day(2023, 7, 26)},
		"Cuba is under sanctions by the United States":               {Predicate: "SANCTIONS", Subject: "the United States", Object: "Cuba"},
	} {
		got, err := Read(text)
		got.Text = ""
		if err != nil || got.key() != want.key() {
			t.Errorf("%s: %+v, %v; want %+v", text, got, err, want)
		}
	}
	var un *NotReadError
	for _, text := range []string{"", "The weather was fine", "Russia", "the president said so", strings.Repeat("is ", 2000)} {
		if a, err := Read(text); !errors.As(err, &un) || !errors.Is(err, graph.ErrInvalid) {
			t.Errorf("%.40q was read as %+v, %v", text, a, err)
		}
	}
}

// key is what two readings are compared by.
func (a Asked) key() [14]any {
	return [14]any{a.Predicate, a.Subject, a.Object, a.Place, a.Topic, a.Body, a.Symbol, a.Detail, a.Negated, a.Sometime, a.Since, a.Until, a.At, a.Obligation}
}

func FuzzRead(f *testing.F) {
	f.Add("Russia is an ally of North Korea in 1975")
	f.Add("A was not the x of B from 1990 to 1980-13")
	f.Fuzz(func(t *testing.T, s string) {
		a, err := Read(s)
		if err == nil && (a.Predicate == "" || a.Subject == "" && a.Object == "") {
			t.Errorf("%q: %+v", s, a)
		}
	})
}

func TestBetween(t *testing.T) {
	d := graph.MustDate
	facts := []Fact{{Source: "a", Since: d("1961"), Until: d("1996"), Held: no}, {Source: "a", Since: d("2024"), Held: no}}
	if between(facts, d("2010-01-01")) == "" {
		t.Error("a day between two spells of one source")
	}
	if between(facts, d("1996-12-31")) != "" || between(facts, d("2024-01-01")) != "" {
		t.Error("a day within a year of a spell is not between")
	}
	facts[1].Source = "b"
	if between(facts, d("2010-01-01")) != "" {
		t.Error("two sources, of which neither knows both")
	}
}

func TestSameOffice(t *testing.T) {
	for _, x := range []struct {
		have, want string
		same       bool
	}{{"Minister of Defence", "defence minister", true}, {"Secretary of Defense", "defence secretary", true}, {"Vice President", "president", false}, {"President", "president", true}, {"Prime Minister", "president", false}} {
		if sameOffice(fold(x.have), fold(x.want)) != x.same {
			t.Errorf("%s and %s", x.have, x.want)
		}
	}
}
