package engagements

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"entente/graph"
	"entente/graph/sqlitestore"
	"entente/graph/vocab"
	"entente/internal/records"
	"entente/seed"
	"entente/seed/facts"
)

func open(t testing.TB) graph.Store {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), ":memory:", vocab.Schema(), sqlitestore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func load(t testing.TB, s graph.Store, body string, opts ...seed.Options) seed.Report {
	t.Helper()
	o := seed.Options{Day: graph.Day(2026, 3, 1)}
	if len(opts) > 0 {
		o = opts[0]
	}
	rep, err := Dataset().Import(t.Context(), s, seed.Input{Name: "made up", Reader: strings.NewReader(body)}, o)
	if err != nil {
		t.Fatal(err)
	}
	if rep.Read != rep.Kept+rep.Unchanged+rep.Duplicates+rep.Refused {
		t.Errorf("the rows do not add up: %+v", rep)
	}
	return rep
}

func revision(t testing.TB, s graph.Store) string {
	t.Helper()
	r, err := s.Revision(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// state is what the dataset has in the store, as sorted text.
func state(t testing.TB, s graph.Reader) string {
	t.Helper()
	var out []string
	for e, err := range s.Edges(t.Context(), graph.EdgeFilter{Sources: []string{ID}}) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprint(e))
	}
	for n, err := range s.Nodes(t.Context(), graph.NodeFilter{Kinds: []graph.Kind{vocab.Event, vocab.Place, vocab.Person}}) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprint(n))
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

const header = "date,year,country,leader,text\n"

func line(date, country, leader, text string) string {
	return fmt.Sprintf("%s,%s,%s,%s,\"%s\"\n", date, date[:4], country, leader, strings.ReplaceAll(text, `"`, `""`))
}

// made is a small delivery of our own.
func made() []string {
	summit := "Xi Jinping travelled to Argentina, Buenos Aires and met with the following: Vladimir Putin (Russian President) Narendra Modi (Indian Prime Minister)"
	return []string{
		line("2018-12-07", "North Korea", "Xi Jinping", "Xi Jinping was in Beijing Municipality and met with the following:  Ri Yong Ho (Foreign Minister of the Democratic People's Republic of Korea (DPRK))"),
		line("2014-10-14", "North Korea", "Xi Jinping", "Xi Jinping was in Beijing Municipality and met with the following: A Guest (Chairman of a party of the Republic of Korea (ROK))"),
		line("2018-11-30", "Russia", "Xi Jinping", summit), line("2018-11-30", "India", "Xi Jinping", summit), line("2018-11-30", "Argentina", "Xi Jinping", summit),
		line("2018-11-30", "Japan", "Xi Jinping", "Xi Jinping travelled to Argentina, Buenos Aires and met with the following: Shinzo Abe (Japanese Prime Minister)"),
		line("2010-05-01", "Fiji", "Wen Jiabao", "Wen Jiabao was in Beijing Municipality and met with the following: One Guest (Prime Minister of Fiji) Others Attending: Yang Jiechi"),
		line("2010-05-01", "Fiji", "Yang Jiechi", "Wen Jiabao was in Beijing Municipality and met with the following: One Guest (Prime Minister of Fiji) Others Attending: Ma Kai, Yang Jiechi"),
		line("2010-05-01", "Tonga", "Wen Jiabao", "Wen Jiabao was in Beijing Municipality and met with the following: Two Guest (King of Tonga)"),
		line("2003-10-11", "Iraq", "Li Zhaoxing", "Li Zhaoxing spoke over the telephone with Russian Foreign Minister Igor Ivanov on Iraq. (Beijing Municipality)"),
		line("2011-07-23", "Norway", "Wen Jiabao", "Chinese premier extends condolences over attacks in Norway (Beijing Municipality)"),
		line("2012-07-23", "Norway", "Wen Jiabao", "Fish of Norway"),
	}
}

func of(t testing.TB, s graph.Reader, event string) (props graph.Props, edges string) {
	t.Helper()
	key := vocab.Key(vocab.Event, event)
	n, err := s.Node(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range []graph.EdgeFilter{{To: []graph.Key{key}}, {From: []graph.Key{key}}} {
		for e, err := range s.Edges(t.Context(), f) {
			if err != nil {
				t.Fatal(err)
			}
			switch e.Kind {
			case vocab.TookPart:
				out = append(out, vocab.Rest(e.From)+" "+e.Props.String("role"))
			case vocab.Reports:
				out = append(out, "says "+e.Props.String("name"))
			default:
				out = append(out, string(e.Kind)+" "+vocab.Rest(e.To))
			}
		}
	}
	slices.Sort(out)
	return n.Props, strings.Join(out, ", ")
}

func TestImport(t *testing.T) {
	s := open(t)
	if _, err := facts.Load(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	rep := load(t, s, header+strings.Join(made(), ""))
	if rep.Kept != 11 || rep.Refused != 1 || rep.Records != 8 {
		t.Fatalf("%s", rep)
	}
	if why := rep.RefusedBy[0].Reason; why != "the text speaks of South Korea, not of North Korea" || rep.RefusedBy[0].Lines[0] != 3 {
		t.Errorf("%s", rep)
	}
	for _, x := range []struct{ id, title, kind, edges string }{
		{"xi-jinping-meeting-beijing-ri-yong-ho-2018-12-07", "Xi Jinping met Ri Yong Ho in Beijing", "meeting", "AT beijing, CHN host, PRK visitor, ri-yong-ho visitor, says Ri Yong Ho, xi-jinping host"},
		// Rows of one text are one event; a known leader is tied to the person.
		{"xi-jinping-visit-buenos-aires-narendra-modi-2018-11-30-and-1-", "Xi Jinping met Vladimir Putin and Narendra Modi in Buenos Aires", "visit",
			"ARG host, AT buenos-aires-arg, CHN visitor, IND participant, RUS participant, says Narendra Modi, says Vladimir Putin, vladimir-putin participant, xi-jinping visitor"},
		// B61: two texts of one day are two events.
		{"xi-jinping-visit-buenos-aires-shinzo-abe-2018-11-30", "Xi Jinping met Shinzo Abe in Buenos Aires", "visit", "ARG host, AT buenos-aires-arg, CHN visitor, JPN participant, says Shinzo Abe, shinzo-abe participant, xi-jinping visitor"},
		{"wen-jiabao-meeting-beijing-one-guest-2010-05-01", "Wen Jiabao met One Guest in Beijing", "meeting", "AT beijing, CHN host, FJI visitor, says One Guest, wen-jiabao host, yang-jiechi participant"},
		{"wen-jiabao-meeting-beijing-two-guest-2010-05-01", "Wen Jiabao met Two Guest in Beijing", "meeting", "AT beijing, CHN host, TON visitor, says Two Guest, wen-jiabao host"},
		{"china-telephone-rus-2003-10-11-", "Telephone call of Li Zhaoxing with Russia, concerning Iraq", "call", "AT beijing, CHN participant, CONCERNS IRQ, RUS participant, li-zhaoxing participant, says "},
		{"china-condolences-nor-2011-07-23-", "Condolences of China to Norway", "statement", "AT beijing, CHN actor, NOR target, says , wen-jiabao participant"},
		{"china-report-nor-2012-07-23-", "Report on China, concerning Norway", "other", "CHN actor, CONCERNS NOR, says , wen-jiabao participant"}, // B60
	} {
		id := x.id
		if strings.HasSuffix(id, "-") {
			for n, err := range s.Nodes(t.Context(), graph.NodeFilter{Kinds: []graph.Kind{vocab.Event}, Props: []string{}}) {
				if err != nil {
					t.Fatal(err)
				}
				if strings.HasPrefix(vocab.Rest(n.Key), id) {
					id = vocab.Rest(n.Key)
				}
			}
		}
		p, edges := of(t, s, id)
		if p.String("title") != x.title || p.String("kind") != x.kind || edges != x.edges {
			t.Errorf("%s\n got %s | %s | %s\nwant %s | %s | %s", id, p.String("title"), p.String("kind"), edges, x.title, x.kind, x.edges)
		}
		if !slices.Contains(vocab.EventKinds, p.String("kind")) {
			t.Errorf("%s: %q is no kind of event", id, p.String("kind"))
		}
	}

	// Again, shuffled, as a copy under another name (B58): nothing changes.
	was := revision(t, s)
	rows := made()
	for i := range uint64(5) {
		rand.New(rand.NewPCG(i, 7)).Shuffle(len(rows), func(a, b int) { rows[a], rows[b] = rows[b], rows[a] })
		rep := load(t, s, header+strings.Join(rows, ""))
		if rep.Unchanged != 11 || rep.Kept != 0 {
			t.Errorf("again: %s", rep)
		}
	}
	if revision(t, s) != was {
		t.Error("a repeat moved the revision")
	}

	// A row that vanished is withdrawn and stays findable (B62); it comes back.
	full := state(t, s)
	rep = load(t, s, header+strings.Join(made()[:8], "")+strings.Join(made()[9:], ""))
	if rep.Withdrawn != 5 {
		t.Errorf("%s", rep)
	}
	gone, err := graph.Collect(s.Edges(t.Context(), graph.EdgeFilter{Kinds: []graph.Relation{vocab.Withdrawn}, Sources: []string{ID}}))
	if err != nil || len(gone) != rep.Withdrawn {
		t.Errorf("%d marks, %v", len(gone), err)
	}
	load(t, s, header+strings.Join(made(), ""))
	if state(t, s) != full {
		t.Error("what came back is not what was there")
	}
}

// TestOrder: shuffled rows end in an equal graph.
func TestOrder(t *testing.T) {
	rows := made()
	want := ""
	for i := range uint64(6) {
		s := open(t)
		rand.New(rand.NewPCG(i, 3)).Shuffle(len(rows), func(a, b int) { rows[a], rows[b] = rows[b], rows[a] })
		load(t, s, header+strings.Join(rows, ""))
		got := state(t, s)
		if want == "" {
			want = got
		} else if got != want {
			t.Fatal("another order, another graph")
		}
	}
}

func TestRefused(t *testing.T) {
	s := open(t)
	ok := made()[0]
	rep := load(t, s, header+ok+ok+
		"2018-13-07,2018,North Korea,Xi Jinping,x\n"+"2018-12,2018,North Korea,Xi Jinping,x\n"+
		"2018-12-07,2017,North Korea,Xi Jinping,x\n"+
		line("2018-12-07", "North Korea", "Somebody Else", "x")+line("2018-12-07", "Atlantis", "Xi Jinping", "x")+
		line("2018-12-07", "North Korea", "Xi Jinping", "")+
		line("2018-12-07", "Congo", "Xi Jinping", "Xi Jinping met Congo")+
		line("2007-09-08", "Japan", "Yang Jiechi", "Hu Jintao was in Beijing Municipality and met with the following: A B (Prime Minister of Japan)")+
		line("2011-07-18", "Mali", "Wen Jiabao", "Wen Jiabao was in Beijing Municipality and met with the following: Nouri al-Maliki (Prime Minister of Iraq)")+
		line("2003-10-23", "Wales", "Hu Jintao", "Hu Jintao travelled to Australia, Sydney and met with the following: A B (Governor of New South Wales)")+
		line("2013-06-01", "Spain", "Xi Jinping", "Xi Jinping travelled to Trinidad and Tobago, Port of Spain ")+
		line("2018-12-07", "Kenya", "Xi Jinping", "Xi Jinping was in Beijing Municipality and met with the following: A B (Mayor)")+
		"2018-12-07,2018,North Korea,Xi Jinping\n"+"2018-12-07,2018,North Korea,Xi Jinping,\xff\n")
	if rep.Kept != 1 || rep.Duplicates != 1 || rep.Refused != 14 {
		t.Fatalf("%s", rep)
	}
	for _, why := range []string{`"2018-13-07" is no day`, `"2018-12" is no day`, "the year 2017 is not that of the date", "is none of the leaders", "Atlantis", "no text", "Congo",
		"does not name the row's leader", "the text speaks of Iraq, not of Mali", "the text speaks of Australia, not of United Kingdom", "the text speaks of Trinidad and Tobago, not of Spain",
		"the text names no office, place or state of Kenya", "4 fields instead of 5", "not UTF-8"} {
		if !slices.ContainsFunc(rep.RefusedBy, func(r seed.Refusal) bool { return strings.Contains(r.Reason, why) }) {
			t.Errorf("no row is refused because %s:\n%s", why, rep)
		}
	}

	// A delivery with rows that cannot be read withdraws nothing.
	if rep := load(t, s, header+"2018-12-07\n"); rep.Withdrawn != 0 {
		t.Errorf("%s", rep)
	}
	_, err := Dataset().Import(t.Context(), s, seed.Input{Name: "x", Reader: strings.NewReader("date,text\n")}, seed.Options{})
	if !errors.Is(err, graph.ErrInvalid) || !strings.Contains(err.Error(), "country, leader") {
		t.Errorf("a header that lacks columns: %v", err)
	}
}

func realFile(t testing.TB) []byte {
	b, err := os.ReadFile(filepath.Join(records.Dir(t), "events", "china_vitae_engagements_2003_2018.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func importReal(t testing.TB, s graph.Store, b []byte) seed.Report {
	t.Helper()
	rep, err := Dataset().Import(t.Context(), s, seed.Input{Name: "engagements", Reader: bytes.NewReader(b)}, seed.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return rep
}

// TestRealFile holds the real records against counts worked out beforehand with
// other tools: regular expressions over the texts, without the tables of names.
func TestRealFile(t *testing.T) {
	b := realFile(t)
	s := open(t)
	if _, err := facts.Load(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	rep := importReal(t, s, b)
	t.Logf("%s", rep)
	if rep.Read != 5649 || rep.Kept != 5584 || rep.Duplicates != 4 || rep.Refused != 61 {
		t.Errorf("%s", rep)
	}
	reasons := map[string]int{}
	for _, r := range rep.RefusedBy {
		reasons[r.Reason] = r.Count
	}
	for why, n := range map[string]int{"the text speaks of North Korea, not of South Korea": 12, "the text speaks of South Korea, not of North Korea": 3, "the text speaks of Congo, not of Democratic Republic of the Congo": 6,
		"the text speaks of Dominican Republic, not of Dominica": 2, "the text speaks of Niger, not of Nigeria": 1, "the text speaks of Trinidad and Tobago, not of Spain": 2} {
		if reasons[why] != n {
			t.Errorf("%s: %d rows, want %d", why, reasons[why], n)
		}
	}

	kinds, years := map[string]int{}, map[string]int{}
	event := map[graph.Key]graph.Props{}
	for n, err := range s.Nodes(t.Context(), graph.NodeFilter{Kinds: []graph.Kind{vocab.Event}}) {
		if err != nil {
			t.Fatal(err)
		}
		event[n.Key] = n.Props
	}
	with := map[string]int{}
	for e, err := range s.Edges(t.Context(), graph.EdgeFilter{Kinds: []graph.Relation{vocab.TookPart}, Sources: []string{ID}}) {
		if err != nil {
			t.Fatal(err)
		}
		p, who := event[e.To], vocab.Rest(e.From)
		year := p.Date("since").String()[:4]
		kind := p.String("kind")
		switch {
		case who == "CHN":
			kinds[kind]++
			years[kind+" "+year]++
		case e.From.Kind == vocab.Person && strings.HasPrefix(vocab.Rest(e.To), who+"-"):
			with[who+" "+kind]++
		case e.From.Kind == vocab.Country && !strings.HasPrefix(vocab.Rest(e.To), "china-"):
			with[who]++
			with[who+" "+year]++
		}
	}
	// Calls, by year and in all.
	for year, n := range map[string]int{"2003": 18, "2004": 15, "2005": 12, "2006": 17, "2007": 16, "2008": 17, "2009": 11, "2010": 3, "2011": 7, "2012": 6, "2013": 13, "2014": 4, "2015": 4, "2016": 7, "2017": 2} {
		if got := years["call "+year]; got != n {
			t.Errorf("%d calls in %s, want %d", got, year, n)
		}
	}
	if kinds["call"] != 152 {
		t.Errorf("%d calls", kinds["call"])
	}
	// Visits and meetings of each leader: all that the file has but for those
	// whose every row is refused.
	for who, n := range map[string][2]int{"xi-jinping": {273, 345}, "hu-jintao": {351, 465}, "li-keqiang": {185, 246}, "wen-jiabao": {278, 475}, "wang-yi": {325, 149}, "yang-jiechi": {194, 102}, "li-zhaoxing": {137, 128}} {
		if v, m := with[who+" visit"], with[who+" meeting"]; v != n[0] || m != n[1] {
			t.Errorf("%s: %d visits, %d meetings; want %v", who, v, m, n)
		}
	}
	for who, n := range map[string]int{"PAK": 90, "KAZ": 86, "CUB": 26, "MNG": 47, "EGY": 41, "VNM": 107, "NPL": 26, "PRK": 31,
		"PAK 2003": 3, "PAK 2004": 7, "PAK 2005": 8, "PAK 2006": 5, "PAK 2007": 2, "PAK 2008": 5, "PAK 2009": 3, "PAK 2010": 8, "PAK 2011": 2, "PAK 2012": 8, "PAK 2013": 7, "PAK 2014": 8, "PAK 2015": 8, "PAK 2016": 4, "PAK 2017": 5, "PAK 2018": 7,
		"PRK 2018": 7, "PRK 2017": 1, "PRK 2014": 0, "PRK 2015": 0} {
		if with[who] != n {
			t.Errorf("%s: %d visits and meetings, want %d", who, with[who], n)
		}
	}

	// The wrong row of 2014-10-14 is nowhere.
	for k, p := range event {
		if p.Date("since") == graph.Day(2014, 10, 14) && strings.Contains(k.ID, "moo-sung") {
			if _, edges := of(t, s, vocab.Rest(k)); strings.Contains(edges, "PRK") {
				t.Errorf("%s: %s", k, edges)
			}
		}
	}
	was := revision(t, s)
	rep = importReal(t, s, b)
	if rep.Unchanged != 5584 || rep.Kept != 0 || rep.Withdrawn != 0 || revision(t, s) != was {
		t.Errorf("again: %s", rep)
	}
}

func BenchmarkImport(b *testing.B) {
	file := realFile(b)
	for b.Loop() {
		b.StopTimer()
		s := open(b)
		b.StartTimer()
		importReal(b, s, file)
	}
}
