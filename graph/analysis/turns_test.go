package analysis_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"entente/graph"
	"entente/graph/analysis"
	"entente/graph/sqlitestore"
	"entente/graph/vocab"
	"entente/internal/records"
	"entente/seed"
	"entente/seed/facts"
	"entente/seed/undl"
)

// realService is a service over the whole Assembly to 2021 and the starter
// graph, made once for all tests that need it.
var realService = sync.OnceValues(func() (*analysis.Service, error) {
	ctx := context.Background()
	s, err := sqlitestore.Open(ctx, sqlitestore.Memory, vocab.Schema(), sqlitestore.Options{})
	if err != nil {
		return nil, err
	}
	if _, err := facts.Load(ctx, s); err != nil {
		return nil, err
	}
	b, err := os.ReadFile(realFile)
	if err != nil {
		return nil, err
	}
	if _, err := undl.Assembly.Import(ctx, s, seed.Input{Name: "ga", Reader: bytes.NewReader(b)}, seed.Options{Day: graph.Day(2026, 1, 1)}); err != nil {
		return nil, err
	}
	return analysis.New(s, analysis.Options{}), nil
})

var realFile string

func assemblyService(t testing.TB) *analysis.Service {
	t.Helper()
	if testing.Short() {
		t.Skip("imports the whole Assembly")
	}
	realFile = filepath.Join(records.Dir(t), "undl", "ga_voting_1946_2021.csv.gz")
	q, err := realService()
	if err != nil {
		t.Fatal(err)
	}
	return q
}

var assemblyOnly = analysis.VoteFilter{Body: []string{"general_assembly"}}

// knownTurns are changes of government or of alliance that students of the
// Assembly name, with the year of the event and whether the pair should come
// nearer (+) or part (-). The year found may be the event's or one of the two
// after it: sessions begin in autumn.
//
// Sources: M. A. Bailey, A. Strezhnev & E. Voeten, JCR 61 (2017) 430–456 (changes
// of leader and Cold War moves seen in ideal points); E. Voeten, International
// Organization 54 (2000) 185–215 (1989–91); A. Dreher & N. M. Jensen, European
// Journal of Political Economy 29 (2013) 183–196 (changes of leader). The events
// themselves are dated in any chronicle; which way a pair should move is our
// expectation, written down before the votes were looked at.
var knownTurns = []struct {
	a, b string
	year int
	sign string
	why  string
}{
	{"Hungary", "Russia", 1989, "-", "end of communist rule"},
	{"Poland", "Russia", 1989, "-", "end of communist rule"},
	{"Hungary", "United States", 1989, "+", "end of communist rule"},
	{"Poland", "United States", 1989, "+", "end of communist rule"},
	{"Bulgaria", "United States", 1989, "+", "end of communist rule"},
	{"Russia", "United States", 1990, "+", "end of the Cold War"},
	{"Russia", "United Kingdom", 1990, "+", "end of the Cold War"},
	{"Russia", "Cuba", 1990, "-", "end of the Cold War"},
	{"Ukraine", "Russia", 2014, "-", "annexation of Crimea"},
	{"Georgia", "Russia", 2003, "-", "Rose Revolution"},
	{"Albania", "Russia", 1961, "-", "Soviet–Albanian split"},
	{"Albania", "United States", 1991, "+", "end of communist rule"},
	{"Iran", "United States", 1979, "-", "Islamic Revolution"},
	{"Iran", "Israel", 1979, "-", "Islamic Revolution"},
	{"Egypt", "United States", 1972, "+", "Sadat's turn from the Soviet Union"},
	{"Nicaragua", "United States", 1979, "-", "Sandinista revolution"},
	{"Nicaragua", "United States", 1990, "+", "Sandinistas voted out"},
	{"Nicaragua", "Cuba", 1979, "+", "Sandinista revolution"},
	{"Grenada", "United States", 1983, "+", "US invasion"},
	{"Chile", "Cuba", 1973, "-", "coup against Allende"},
	{"Chile", "United States", 1970, "-", "Allende elected"},
	{"Afghanistan", "Russia", 1978, "+", "Saur revolution"},
	{"Afghanistan", "Russia", 1992, "-", "fall of Najibullah"},
	{"Ethiopia", "Russia", 1974, "+", "revolution"},
	{"Ethiopia", "United States", 1991, "+", "fall of Mengistu"},
	{"Australia", "United States", 1972, "-", "Whitlam's Labor government"},
	{"New Zealand", "United States", 1984, "-", "Labour's anti-nuclear turn"},
	{"South Africa", "United States", 1994, "-", "end of apartheid"},
	{"South Africa", "India", 1994, "+", "end of apartheid"},
	{"Portugal", "India", 1974, "+", "Carnation Revolution"},
	{"Spain", "United States", 1975, "-", "end of Franco's rule"},
	{"Greece", "United States", 1981, "-", "PASOK government"},
	{"Turkey", "Israel", 1964, "-", "turn to the Arab states after the Johnson letter"},
	{"Iraq", "United Kingdom", 1958, "-", "revolution"},
	{"Cuba", "United States", 1959, "-", "revolution"},
	{"Canada", "Israel", 2006, "+", "Harper government"},
	{"Libya", "United States", 1969, "-", "Gaddafi's coup"},
	{"Venezuela", "United States", 1999, "-", "Chávez elected"},
	{"Argentina", "United States", 1989, "+", "Menem's alignment"},
	{"Israel", "United States", 1967, "+", "Six-Day War"},
}

// Recall on known turns, measured on the real Assembly: reported, and held
// against a floor so that it cannot get worse unseen.
func TestKnownTurns(t *testing.T) {
	q := assemblyService(t)
	found, near, turns, pairs := 0, 0, 0, map[string]bool{}
	var lines []string
	for _, k := range knownTurns {
		r, err := q.TurningPoints(t.Context(), k.a, k.b, assemblyOnly, 0)
		if err != nil {
			t.Fatal(err)
		}
		c := r.ByBody[0]
		if !pairs[k.a+k.b] {
			pairs[k.a+k.b] = true
			turns += len(c.Turns)
		}
		hit, within := "", ""
		var all []string
		for _, x := range c.Turns {
			year, _ := strconv.Atoi(x.Year)
			from, _ := strconv.Atoi(x.Earliest)
			to, _ := strconv.Atoi(x.Latest)
			sign := "+"
			if *x.Change.Value < 0 {
				sign = "-"
			}
			all = append(all, fmt.Sprintf("%s%+.0f", x.Year, 100**x.Change.Value))
			if sign != k.sign {
				continue
			}
			if year >= k.year && year <= k.year+2 {
				hit = x.Year
			}
			if from <= k.year+2 && to >= k.year {
				within = x.Year
			}
		}
		if hit != "" {
			found++
		}
		if hit != "" || within != "" {
			near++
		}
		lines = append(lines, fmt.Sprintf("%-12s %-14s %d %s %-40s found %-5s [%s]", k.a, k.b, k.year, k.sign, k.why, hit, strings.Join(all, " ")))
	}
	t.Logf("counted: %d of %d known turns found in the event's year or the two after, %d with the year's own interval; %d turns in %d pairs\n%s",
		found, len(knownTurns), near, turns, len(pairs), strings.Join(lines, "\n"))
	if found < 22 || near < 26 {
		t.Errorf("%d and %d of %d known turns found: fewer than there were", found, near, len(knownTurns))
	}
}
