package facts

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"entente/graph"
	"entente/graph/vocab"
)

// offices are the spells of an office by those who held it.
func offices(t *testing.T) map[string][]graph.Edge {
	t.Helper()
	by := map[string][]graph.Edge{}
	for _, e := range mustParse(t).curated.edges {
		if e.Kind == vocab.Leads || e.Kind == vocab.Serves {
			k := vocab.Rest(e.To) + " " + e.Props.String("office")
			by[k] = append(by[k], e)
		}
		if e.Kind == vocab.MemberOf && e.From.Kind == vocab.Person {
			k := vocab.Rest(e.To) + " " + e.Props.String("role")
			by[k] = append(by[k], e)
		}
	}
	for _, l := range by {
		slices.SortFunc(l, func(a, b graph.Edge) int { return a.Props.Date("since").Compare(b.Props.Date("since")) })
	}
	return by
}

// Nobody holds an office while another does, save on the day it changes hands
// (or in the month, where that is all that is known).
func TestOfficesChangeHands(t *testing.T) {
	for office, l := range offices(t) {
		for i, e := range l {
			since, until := e.Props.Date("since"), e.Props.Date("until")
			if since.IsZero() || !until.IsZero() && until.Last().Compare(since.First()) < 0 {
				t.Errorf("%s: %s from %s to %s", office, e.From.ID, since, until)
			}
			if until.IsZero() && e.Props.Date("lastSeen").IsZero() {
				t.Errorf("%s: %s has neither an end nor a day last seen", office, e.From.ID)
			}
			if i+1 < len(l) {
				next := l[i+1].Props.Date("since")
				if until.IsZero() || next.Last().Compare(until.First()) < 0 {
					t.Errorf("%s: %s to %s, %s from %s", office, e.From.ID, until, l[i+1].From.ID, next)
				}
			}
		}
	}
}

// The states and offices the starter graph covers since 2000: no gap of more
// than half a year.
func TestOfficesAreCovered(t *testing.T) {
	all := offices(t)
	for _, tt := range []struct{ state, words string }{
		{"USA", "President"}, {"USA", "Secretary of State"}, {"USA", "Secretary of Defense"},
		{"GBR", "Monarch"}, {"GBR", "Prime Minister"}, {"GBR", "Foreign Secretary"}, {"GBR", "Defence Secretary"},
		{"FRA", "President"}, {"FRA", "Prime Minister"}, {"FRA", "Foreign Affairs"}, {"FRA", "Defence|Armed Forces"},
		{"RUS", "President"}, {"RUS", "Prime Minister"}, {"RUS", "Foreign Affairs"}, {"RUS", "Defence"},
		{"CHN", "President"}, {"CHN", "Premier"}, {"CHN", "Foreign Affairs"}, {"CHN", "Defence"},
		{"PRK", "Leader"}, {"PRK", "Premier"}, {"PRK", "Foreign Affairs"}, {"PRK", "Defence|Armed Forces"},
		{"KOR", "President"}, {"KOR", "Foreign Affairs"}, {"KOR", "Defence"},
		{"JPN", "Emperor"}, {"JPN", "Prime Minister"}, {"JPN", "Foreign Affairs"}, {"JPN", "Minister of Defense|Defense Agency"},
		{"UKR", "President"}, {"UKR", "Prime Minister"}, {"UKR", "Foreign Affairs"}, {"UKR", "Defence"},
		{"UN", "Secretary-General"},
	} {
		var l []graph.Edge
		for office, es := range all {
			state, name, _ := strings.Cut(office, " ")
			if state == tt.state && slices.ContainsFunc(strings.Split(tt.words, "|"), func(w string) bool { return strings.Contains(name, w) }) {
				l = append(l, es...)
			}
		}
		slices.SortFunc(l, func(a, b graph.Edge) int { return a.Props.Date("since").Compare(b.Props.Date("since")) })
		day := graph.MustDate("2000-02-01") // two terms began in the month before
		for _, e := range l {
			if since := e.Props.Date("since"); since.First().Compare(day.AddDays(230)) > 0 && !strings.Contains(e.Props.String("office"), "of the Presidium") {
				t.Errorf("%s %s: nobody from %s to %s", tt.state, tt.words, day, since)
			}
			end := e.Props.Date("until")
			if end.IsZero() {
				end = graph.MustDate("2025-10-31")
			}
			if end.Last().Compare(day) > 0 {
				day = end.Last()
			}
		}
		if day.Compare(graph.MustDate("2025-06-30")) < 0 {
			t.Errorf("%s %s: nobody after %s", tt.state, tt.words, day)
		}
	}
}

func TestKnownOfficials(t *testing.T) {
	all := offices(t)
	for _, tt := range []struct{ office, day, want string }{
		{"RUS Minister of Defence", "2023-07-25", "sergei-shoigu"},
		{"RUS Minister of Foreign Affairs", "2023-07-25", "sergei-lavrov"},
		{"RUS Minister of Defence", "2024-06-19", "andrei-belousov"},
		{"RUS President", "2010-01-01", "dmitry-medvedev"},
		{"RUS Prime Minister", "2010-01-01", "vladimir-putin"},
		{"USA Secretary of State", "2003-02-05", "colin-powell"},
		{"USA Secretary of Defense", "2003-03-20", "donald-rumsfeld"},
		{"GBR Foreign Secretary", "2003-03-20", "jack-straw"},
		{"GBR Prime Minister", "2022-09-20", "liz-truss"},
		{"FRA Minister of Foreign Affairs", "2003-02-14", "dominique-de-villepin"},
		{"CHN Minister of Foreign Affairs", "2023-07-01", "qin-gang"},
		{"CHN Minister of Foreign Affairs", "2023-08-01", "wang-yi"},
		{"CHN Minister of National Defence", "2023-11-15", ""},
		{"PRK Leader", "1994-07-01", "kim-il-sung"},
		{"PRK Leader", "1994-07-10", "kim-jong-il"},
		{"PRK Leader", "2012-01-01", "kim-jong-un"},
		{"PRK Minister of Foreign Affairs", "2024-06-19", "choe-son-hui"},
		{"KOR President", "2000-06-15", "kim-dae-jung"},
		{"KOR President", "2018-04-27", "moon-jae-in"},
		{"KOR Minister of Foreign Affairs", "2018-06-12", "kang-kyung-wha"},
		{"JPN Prime Minister", "2002-09-17", "junichiro-koizumi"},
		{"JPN Minister of Defense", "2022-07-08", "nobuo-kishi"},
		{"UKR President", "2022-02-24", "volodymyr-zelensky"},
		{"UKR Minister of Defence", "2022-02-24", "oleksii-reznikov"},
		{"UN Secretary-General", "2006-10-14", "kofi-annan"},
		{"UN Secretary-General", "2013-03-07", "ban-ki-moon"},
		{"UN Secretary-General", "1961-10-01", ""},
	} {
		var got []string
		for _, e := range all[tt.office] {
			if e.Interval().Contains(graph.MustDate(tt.day)) == graph.Certain {
				got = append(got, vocab.Rest(e.From))
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(strings.Fields(tt.want)) {
			t.Errorf("%s on %s: %q, want %q", tt.office, tt.day, got, tt.want)
		}
	}
}
