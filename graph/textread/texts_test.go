package textread

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"entente/graph"
	"entente/graph/vocab"
)

// marked is a text with what a reader finds in it.
type marked struct {
	text     string
	mentions []string // words=kind[:key]
	claims   []string
}

func readMarked(t testing.TB, name string) []marked {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	var out []marked
	for line := range strings.SplitSeq(string(b), "\n") {
		head, rest, _ := strings.Cut(line, " ")
		switch head {
		case "T":
			out = append(out, marked{text: rest})
		case "E":
			for m := range strings.SplitSeq(rest, "; ") {
				out[len(out)-1].mentions = append(out[len(out)-1].mentions, m)
			}
		case "C":
			out[len(out)-1].claims = append(out[len(out)-1].claims, rest)
		}
	}
	return out
}

func country(id string) graph.Key { return vocab.Key(vocab.Country, id) }

// testPersons are persons as a caller reads them from the store.
func testPersons() []PersonEntry {
	p := func(id, c, office string, leads bool, since, until string, all ...string) PersonEntry {
		date := func(s string) graph.Date {
			if s == "" {
				return graph.Date{}
			}
			return graph.MustDate(s)
		}
		return PersonEntry{Key: vocab.Key(vocab.Person, id), Names: all, Offices: []OfficeSpell{{office, country(c), date(since), date(until), leads}}}
	}
	return []PersonEntry{
		p("sergei-shoigu", "RUS", "Minister of Defence", false, "2012-11-06", "2024-05-12", "Sergei Shoigu", "Sergey Shoygu", "Сергей Шойгу", "Шойгу Сергей Кужугетович"),
		p("kim-jong-un", "PRK", "Leader", true, "2011-12-17", "", "Kim Jong Un", "Kim Jong-un", "김정은"),
		p("vladimir-putin", "RUS", "President", true, "2012-05-07", "", "Vladimir Putin", "Vladimir Vladimirovich Putin", "Владимир Путин"),
		p("boris-yeltsin", "RUS", "President", true, "1991-07-10", "1999-12-31", "Boris Yeltsin"),
		p("yoon-suk-yeol", "KOR", "President", true, "2022-05-10", "2025-04-04", "Yoon Suk Yeol", "Yoon Suk-yeol"),
		p("donald-trump", "USA", "President", true, "2017-01-20", "2021-01-20", "Donald Trump"),
		p("joe-biden", "USA", "President", true, "2021-01-20", "2025-01-20", "Joe Biden", "Joseph R. Biden"),
		p("antony-blinken", "USA", "Secretary of State", false, "2021-01-26", "2025-01-20", "Antony Blinken"),
		p("xi-jinping", "CHN", "President", true, "2013-03-14", "", "Xi Jinping"),
		p("wang-yi", "CHN", "Minister of Foreign Affairs", false, "2023-07-25", "", "Wang Yi"),
		p("emmanuel-macron", "FRA", "President", true, "2017-05-14", "", "Emmanuel Macron"),
		p("angela-merkel", "DEU", "Chancellor", true, "2005-11-22", "2021-12-08", "Angela Merkel"),
		p("olaf-scholz", "DEU", "Chancellor", true, "2021-12-08", "2025-05-06", "Olaf Scholz"),
		p("recep-tayyip-erdogan", "TUR", "President", true, "2014-08-28", "", "Recep Tayyip Erdoğan"),
		p("narendra-modi", "IND", "Prime Minister", true, "2014-05-26", "", "Narendra Modi"),
		p("sergei-lavrov", "RUS", "Minister of Foreign Affairs", false, "2004-03-09", "", "Sergei Lavrov", "Sergey Lavrov"),
		p("volodymyr-zelensky", "UKR", "President", true, "2019-05-20", "", "Volodymyr Zelensky", "Volodymyr Zelenskyy"),
		p("benjamin-netanyahu", "ISR", "Prime Minister", true, "2022-12-29", "", "Benjamin Netanyahu"),
		p("mohammed-bin-salman", "SAU", "Crown Prince", false, "2017-06-21", "", "Mohammed bin Salman"),
		p("fumio-kishida", "JPN", "Prime Minister", true, "2021-10-04", "2024-10-01", "Fumio Kishida"),
		p("bashar-al-assad", "SYR", "President", true, "2000-07-17", "2024-12-08", "Bashar al-Assad"),
		p("alexander-lukashenko", "BLR", "President", true, "1994-07-20", "", "Alexander Lukashenko"),
		p("mikhail-gorbachev", "RUS", "President", true, "1990-03-15", "1991-12-25", "Mikhail Gorbachev", "Михаил Горбачёв"),
		p("alexander-matsegora", "RUS", "Ambassador to North Korea", false, "2014-12", "2025-12", "Alexander Matsegora"),
	}
}

func testLexicon() *Lexicon {
	named := []Named{
		{Key: vocab.Key(vocab.Organisation, "UN"), Kind: Organisation, Names: []string{"United Nations"}},
		{Key: vocab.Key(vocab.Organisation, "NATO"), Kind: Organisation, Names: []string{"North Atlantic Treaty Organization"}},
		{Key: vocab.Key(vocab.Place, "crimea"), Kind: Place, Names: []string{"Crimea", "Republic of Crimea"}},
		{Key: vocab.Key(vocab.Place, "pyongyang"), Kind: City, Names: []string{"Pyongyang"}, Country: country("PRK")},
	}
	return NewLexicon(testPersons(), named)
}

// argumentFits reports whether an argument is the one marked: by its key's rest,
// its country's code or a word of its text.
func argumentFits(a Argument, want string) bool {
	if want == "" {
		return true
	}
	if rest(a.Key) == want || a.Country == "country/"+want && a.Kind != Person || a.Kind == Person && a.Via == "" && rest(a.Key) == want {
		return true
	}
	return strings.Contains(strings.ToLower(a.Text), strings.ToLower(want))
}

func claimFits(c *Candidate, want string) bool {
	f := strings.Fields(want)
	pred, stance := f[0], f[1]
	body := strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(want, pred), " "+stance))
	body, claimant, _ := strings.Cut(body, " @")
	subject, object, _ := strings.Cut(body, ">")
	if c.Predicate != pred || c.Stance != stance {
		return false
	}
	if claimant != "" && (c.Claimant == nil || !argumentFits(*c.Claimant, claimant)) {
		return false
	}
	def, _ := vocab.Predicate(pred)
	fits := func(x, y string) bool {
		if !argumentFits(c.Subject, x) {
			return false
		}
		if y == "" {
			return true
		}
		return len(c.Objects) > 0 && argumentFits(c.Objects[0], y)
	}
	return fits(subject, object) || def.Symmetric && object != "" && fits(object, subject)
}

// score is what an evaluation counts.
type score struct {
	entFound, entMarked, entGiven int
	claimFound, claimMarked       int
	claimGiven                    int
	byStance                      map[string]*[3]int // found, marked, given
	log                           []string
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}

func (s *score) meanF1() float64 {
	sum, n := 0.0, 0
	for _, st := range vocab.Stances {
		x := s.byStance[st]
		if x == nil || x[1] == 0 {
			continue
		}
		p, r := ratio(x[0], x[2]), ratio(x[0], x[1])
		if p+r > 0 {
			sum += 2 * p * r / (p + r)
		}
		n++
	}
	return sum / float64(max(n, 1))
}

func (s *score) String() string {
	return fmt.Sprintf("entities: recall %.3f (%d of %d), precision %.3f (of %d); claims with the right stance: recall %.3f (%d of %d), precision %.3f (of %d); mean F1 over the stances %.3f",
		ratio(s.entFound, s.entMarked), s.entFound, s.entMarked, ratio(s.entFound, s.entGiven), s.entGiven,
		ratio(s.claimFound, s.claimMarked), s.claimFound, s.claimMarked, ratio(s.claimFound, s.claimGiven), s.claimGiven, s.meanF1())
}

func evaluate(texts []marked, opts Options) *score {
	s := &score{byStance: map[string]*[3]int{}}
	for _, st := range vocab.Stances {
		s.byStance[st] = &[3]int{}
	}
	for _, x := range texts {
		r := Read(x.text, opts)
		s.entMarked += len(x.mentions)
		s.entGiven += len(r.Mentions)
		used := map[int]bool{}
		for _, want := range x.mentions {
			words, kind, _ := strings.Cut(want, "=")
			kind, key, _ := strings.Cut(kind, ":")
			hit := false
			for n, m := range r.Mentions {
				if !used[n] && m.Text == words && string(m.Kind) == kind && (key == "" || rest(m.Key) == key || m.Country == "country/"+key) {
					used[n], hit = true, true
					s.entFound++
					break
				}
			}
			if !hit {
				s.log = append(s.log, fmt.Sprintf("missed mention %s in %q", want, x.text))
			}
		}
		for n, m := range r.Mentions {
			if !used[n] {
				s.log = append(s.log, fmt.Sprintf("extra mention %s=%s:%s in %q", m.Text, m.Kind, m.Key+"|"+m.Country, x.text))
			}
		}
		s.claimMarked += len(x.claims)
		s.claimGiven += len(r.Candidates)
		taken := map[int]bool{}
		for _, want := range x.claims {
			stance := strings.Fields(want)[1]
			s.byStance[stance][1]++
			hit := false
			for n := range r.Candidates {
				if !taken[n] && claimFits(&r.Candidates[n], want) {
					taken[n], hit = true, true
					s.claimFound++
					s.byStance[stance][0]++
					break
				}
			}
			if !hit {
				s.log = append(s.log, fmt.Sprintf("missed claim %s in %q", want, x.text))
			}
		}
		for n := range r.Candidates {
			c := &r.Candidates[n]
			s.byStance[c.Stance][2]++
			if !taken[n] {
				s.log = append(s.log, fmt.Sprintf("extra claim %s in %q", brief(c), x.text))
			}
		}
	}
	return s
}

func brief(c *Candidate) string {
	arg := func(a *Argument) string {
		if a == nil {
			return ""
		}
		if a.Key != "" {
			return rest(a.Key)
		}
		if a.Country != "" && a.Kind != Person {
			return rest(a.Country)
		}
		return a.Text
	}
	var os []string
	for n := range c.Objects {
		os = append(os, arg(&c.Objects[n]))
	}
	out := fmt.Sprintf("%s %s %s>%s", c.Predicate, c.Stance, arg(&c.Subject), strings.Join(os, "&"))
	if c.Claimant != nil {
		out += " @" + arg(c.Claimant)
	}
	if c.Negated {
		out += " neg"
	}
	return out + " [" + c.Pattern + "]"
}

var published = graph.Day(2023, 8, 1)

func evaluateFile(t *testing.T, name string) *score {
	t.Helper()
	texts := readMarked(t, name)
	s := evaluate(texts, Options{Published: published, Lexicon: testLexicon()})
	t.Logf("%s, %d texts: %s", name, len(texts), s)
	for _, st := range vocab.Stances {
		x := s.byStance[st]
		t.Logf("  %-9s marked %d, given %d, right %d", st, x[1], x[2], x[0])
	}
	if os.Getenv("TEXTREAD_LOG") != "" {
		slices.Sort(s.log)
		for _, l := range s.log {
			t.Log(l)
		}
	}
	return s
}

// TestTexts measures the reader on three sets: own.txt, which the rules were
// tuned on; heldout.txt, written before the rules; fresh.txt, written after them.
func TestTexts(t *testing.T) {
	for _, name := range []string{"own.txt", "heldout.txt", "fresh.txt", "fresh2.txt", "fresh3.txt"} {
		s := evaluateFile(t, name)
		for _, x := range []struct {
			what       string
			got, least float64
		}{
			{"recall of mentions", ratio(s.entFound, s.entMarked), .9}, {"precision of mentions", ratio(s.entFound, s.entGiven), .9},
			{"recall of claims with the right stance", ratio(s.claimFound, s.claimMarked), .8}, {"precision of claims with the right stance", ratio(s.claimFound, s.claimGiven), .8},
			{"mean F1 over the stances", s.meanF1(), .7},
		} {
			if x.got < x.least {
				t.Errorf("%s: %s is %.3f, below %.2f", name, x.what, x.got, x.least)
			}
		}
		if t.Failed() {
			for _, l := range s.log {
				t.Log(l)
			}
		}
	}
}
