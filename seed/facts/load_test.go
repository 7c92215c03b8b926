package facts

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"entente/graph"
	"entente/graph/sqlitestore"
	"entente/graph/vocab"
	"entente/seed/facts/internal/record"
	"entente/seed/votes"
)

func openStore(t testing.TB) graph.Store {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), filepath.Join(t.TempDir(), "facts.db"), vocab.Schema(), sqlitestore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func mustParse(t testing.TB) *starter {
	t.Helper()
	s, err := parsed()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestLoadTwiceChangesNothing(t *testing.T) {
	ctx := t.Context()
	s := openStore(t)
	loaded, r, err := Ensure(ctx, s)
	if err != nil || !loaded {
		t.Fatalf("Ensure on an empty store: %v, %v", loaded, err)
	}
	t.Logf("nodes %+v edges %+v council %d %v without vote %d assembly %d conflicts %v curated %d",
		r.Nodes, r.Edges, r.Council, r.Outcomes, r.WithoutVote, r.Assembly, r.Conflicts, r.Curated)
	was, _ := s.Revision(ctx)
	if loaded, _, err = Ensure(ctx, s); err != nil || loaded {
		t.Errorf("Ensure again: %v, %v", loaded, err)
	}
	r, err = Load(ctx, s)
	if err != nil {
		t.Fatal(err)
	}
	if is, _ := s.Revision(ctx); is != was {
		t.Errorf("loading again moved the revision: %+v %+v, withdrawn %d", r.Nodes, r.Edges, r.Withdrawn)
	}
}

// A newer program renews the facts of an older database: what the older had
// and the newer has not goes, what files brought stays.
func TestEnsureRenews(t *testing.T) {
	if testing.Short() {
		t.Skip("loads the starter graph many times; slow under the race detector")
	}
	ctx := t.Context()
	s := openStore(t)
	if _, err := Load(ctx, s); err != nil {
		t.Fatal(err)
	}
	call := vocab.Key(vocab.RollCall, "S/RES/2397(2017)")
	old := graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.Concerns, From: call, To: vocab.Key(vocab.Topic, "libya"), Source: Source}}
	file := graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.VotedPer, From: vocab.Key(vocab.Country, "RUS"), To: call, Source: "sc-members"}, Props: graph.P("choice", "yes", "ref", "1554")}
	claim := graph.Node{Key: vocab.Key(vocab.Claim, "x")}
	said := graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.HasSubject, From: claim.Key, To: vocab.Key(vocab.Country, "RUS"), Source: Source}}
	b := graph.Batch{Edges: []graph.Edge{old, file, said}, Nodes: []graph.Node{claim,
		{Key: vocab.Key(vocab.Source, Source), Props: graph.P("fingerprint", "older")}}}
	if _, err := s.Upsert(ctx, b); err != nil {
		t.Fatal(err)
	}
	loaded, r, err := Ensure(ctx, s)
	if err != nil || !loaded || r.Withdrawn != 1 {
		t.Fatalf("Ensure: %v, %d withdrawn, %v", loaded, r.Withdrawn, err)
	}
	for _, e := range []graph.Edge{file, said} {
		got, err := graph.Collect(s.Edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{e.Kind}, From: []graph.Key{e.From}, To: []graph.Key{e.To}, Sources: []string{e.Source}}))
		if err != nil || len(got) != 1 {
			t.Errorf("%s: %d, %v", e.EdgeKey, len(got), err)
		}
	}
}

// Loading the starter again over an imported Assembly disturbs nothing: the
// file's positions count, the starter's stand beside.
func TestLoadOverImportedAssembly(t *testing.T) {
	if testing.Short() {
		t.Skip("loads the starter graph many times; slow under the race detector")
	}
	ctx := t.Context()
	s := openStore(t)
	if _, err := Load(ctx, s); err != nil {
		t.Fatal(err)
	}
	call, prk := vocab.Key(vocab.RollCall, "A/RES/68/262"), vocab.Key(vocab.Country, "PRK")
	if _, err := s.Upsert(ctx, graph.Batch{Nodes: []graph.Node{
		{Key: vocab.Key(vocab.Source, "undl-ga"), Props: graph.P("loaded", "file", "name", "as the file has it")},
		{Key: call, Props: graph.P("title", "Territorial integrity of Ukraine", "warnings", []string{"undl-ga: a remark"})}}}); err != nil {
		t.Fatal(err)
	}
	l, err := graph.NewLoader(ctx, s, "undl-ga", graph.LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	settler, err := votes.NewSettler(ctx, s, "undl-ga", l)
	if err != nil {
		t.Fatal(err)
	}
	rc, err := settler.RollCall(call, votes.Assembly, false)
	if err != nil {
		t.Fatal(err)
	}
	if _, by, err := rc.Place(prk, "no", "767565"); err != nil || by != "undl-ga" {
		t.Fatalf("by %q, %v", by, err)
	}
	if err := settler.Flush(); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Finish(); err != nil {
		t.Fatal(err)
	}
	was, _ := s.Revision(ctx)
	r, err := Load(ctx, s)
	if err != nil {
		t.Fatal(err)
	}
	if is, _ := s.Revision(ctx); is != was {
		t.Errorf("the revision moved: nodes %+v, edges %+v, withdrawn %d", r.Nodes, r.Edges, r.Withdrawn)
	}
	es, err := graph.Collect(s.Edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Voted}, From: []graph.Key{prk}, To: []graph.Key{call}}))
	if err != nil || len(es) != 1 || es[0].Source != "undl-ga" {
		t.Errorf("%v, %v", es, err)
	}
}

func position(t *testing.T, s *starter, symbol, member string) string {
	t.Helper()
	for _, v := range slices.Concat(s.council, s.assembly) {
		if v.Symbol != symbol {
			continue
		}
		if v.Kind == "without_vote" {
			return "without a vote"
		}
		for l, ms := range v.Full {
			if slices.Contains(ms, member) {
				return record.Choice(l)
			}
		}
		i := slices.Index(v.Seats.Members, member)
		if i < 0 || v.Positions[i] == record.NotMember {
			return "no member"
		}
		if c := record.Choice(v.Positions[i]); c != "" {
			return c
		}
		return "unknown"
	}
	t.Fatalf("there is no roll call %s", symbol)
	return ""
}

func TestWellKnownVotes(t *testing.T) {
	s := mustParse(t)
	for _, tt := range []struct{ symbol, member, want string }{
		{"S/RES/82(1950)", "RUS", "absent"},          // the Soviet boycott
		{"S/RES/82(1950)", "TWN", "yes"},             // the seat of China to 1971-10-24
		{"S/RES/82(1950)", "CHN", "no member"},       //
		{"S/RES/305(1971)", "CHN", "absent"},         // B47
		{"S/RES/338(1973)", "CHN", "absent"},         // rule d
		{"S/RES/425(1978)", "CHN", "absent"},         // rule d, one too many
		{"S/RES/425(1978)", "RUS", "abstain"},        //
		{"S/RES/346(1974)", "IRQ", "absent"},         // rule d, the tally has none
		{"S/RES/282(1970)", "USA", "abstain"},        // rule e: before the People's Republic
		{"S/RES/401(1976)", "CHN", "yes"},            // rule e
		{"S/RES/400(1976)", "CHN", "abstain"},        // rule e: the tally leaves nobody out
		{"S/RES/1022(1995)", "RUS", "abstain"},       // rule e
		{"S/RES/726(1992)", "RUS", "yes"},            // rule c
		{"S/RES/678(1990)", "CHN", "abstain"},        //
		{"S/RES/678(1990)", "CUB", "no"},             //
		{"S/RES/678(1990)", "YEM", "no"},             //
		{"S/RES/702(1991)", "USA", "without a vote"}, // rule b, B46
		{"S/RES/725(1991)", "RUS", "yes"},            // recorded as the USSR
		{"S/RES/1973(2011)", "RUS", "abstain"},       //
		{"S/RES/1973(2011)", "DEU", "abstain"},       //
		{"S/RES/1973(2011)", "FRA", "yes"},           //
		{"S/RES/2397(2017)", "RUS", "yes"},           //
		{"S/RES/2397(2017)", "CHN", "yes"},           //
		{"S/RES/825(1993)", "CHN", "abstain"},        //
		{"S/RES/825(1993)", "RUS", "yes"},            //
		{"S/RES/1966(2010)", "MEX", "yes"},           // the row without a name
		{"S/2022/431", "CHN", "no"},                  //
		{"S/2022/431", "RUS", "no"},                  //
		{"S/2024/255", "CHN", "abstain"},             //
		{"S/2024/255", "RUS", "no"},                  //
		{"S/12022", "GBR", "yes"},                    // rule f: 14-1-0
		{"S/12022", "USA", "no"},                     //
		{"S/13729", "GBR", "unknown"},                // rule f: 13-2-0 and one veto
		{"S/2001/270", "UKR", "absent"},              // rule f: 9-1-4
		{"S/2020/797", "RUS", "unknown"},             // two different rows
		{"A/RES/68/262", "PRK", "no"},                //
		{"A/RES/68/262", "CHN", "abstain"},           //
		{"A/RES/68/262", "IRN", "absent"},            //
		{"A/RES/ES-11/3", "CHN", "no"},               //
		{"A/RES/46/9", "PRK", "yes"},                 //
		{"A/RES/1127(XI)", "JPN", "no member"},       // B31
	} {
		if got := position(t, s, tt.symbol, tt.member); got != tt.want {
			t.Errorf("%s, %s: %s, want %s", tt.symbol, tt.member, got, tt.want)
		}
	}
}

// B50, B54 and the worked example: on the DPRK China and Russia differed twice.
func TestChinaAndRussiaOnTheDPRK(t *testing.T) {
	var differ, about []string
	both := 0
	for _, v := range mustParse(t).council {
		if v.Symbol == "S/2022/231" && slices.Contains(v.Topics, "dprk") {
			t.Error("S/2022/231 is about Ukraine, the DPRK only sponsored it (B54)")
		}
		if !slices.Contains(v.Topics, "dprk") || v.Kind == "without_vote" {
			continue
		}
		about = append(about, v.Symbol)
		c, r := slices.Index(v.Seats.Members, "CHN"), slices.Index(v.Seats.Members, "RUS")
		if c < 0 || r < 0 || v.Positions[c] == record.Unknown || v.Positions[r] == record.Unknown {
			continue
		}
		both++
		if v.Positions[c] != v.Positions[r] {
			differ = append(differ, v.Symbol)
		}
	}
	if want := []string{"S/RES/825(1993)", "S/2024/255"}; !slices.Equal(differ, want) {
		t.Errorf("differ on %v, want %v", differ, want)
	}
	for _, s := range []string{"S/RES/1695(2006)", "S/RES/1718(2006)", "S/RES/1874(2009)", "S/RES/2087(2013)", "S/RES/2094(2013)", "S/RES/2270(2016)",
		"S/RES/2321(2016)", "S/RES/2356(2017)", "S/RES/2371(2017)", "S/RES/2375(2017)", "S/RES/2397(2017)", "S/2022/431"} {
		if !slices.Contains(about, s) {
			t.Errorf("%s is not about the DPRK", s)
		}
	}
	t.Logf("%d roll calls about the DPRK, both voting on %d", len(about), both)
}

// B21, B51: symbols are stored in one form, with no space of any kind.
func TestSymbolsAreClean(t *testing.T) {
	s := mustParse(t)
	for _, v := range slices.Concat(s.council, s.assembly) {
		head, _, _ := strings.Cut(v.Symbol, "~")
		body := "security_council"
		if v.Session != "" {
			body = "general_assembly"
		}
		if got := vocab.NormalizeSymbol(body, head); got != head && !strings.HasPrefix(head, "undl/") {
			t.Errorf("%s is written %s", v.Symbol, got)
		}
	}
	position(t, s, "S/2023/212", "CHN") // ends in a no-break space in its source
}

// B37: both dates stay.
func TestBothDatesStay(t *testing.T) {
	ctx := t.Context()
	s := openStore(t)
	if _, err := Load(ctx, s); err != nil {
		t.Fatal(err)
	}
	key := vocab.Key(vocab.RollCall, "S/RES/338(1973)")
	n, err := s.Node(ctx, key)
	if err != nil || n.Props.Date("date") != graph.MustDate("1973-10-22") {
		t.Fatalf("%v %v", n.Props, err)
	}
	es, err := graph.Collect(s.Edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Reports}, To: []graph.Key{key}, Sources: []string{"sc-meetings"}}))
	if err != nil || len(es) != 1 || es[0].Props.Date("date") != graph.MustDate("1973-10-21") {
		t.Errorf("sc-meetings reports %v, %v", es, err)
	}
	es, err = graph.Collect(s.Edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.VotedPer}, To: []graph.Key{key}}))
	if err != nil || len(es) != 1 || es[0].Props.String("choice") != "abstain" || es[0].Source != "undl-sc" {
		t.Errorf("beside: %v, %v", es, err)
	}
	for _, k := range []string{"S/RES/702(1991)", "S/RES/726(1992)"} {
		es, err = graph.Collect(s.Edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.VotedPer}, To: []graph.Key{vocab.Key(vocab.RollCall, k)}, Sources: []string{"undl-sc"}}))
		if err != nil || len(es) != 15 {
			t.Errorf("%s: %d raw letters, %v", k, len(es), err)
		}
	}
}

func TestCouncilSpells(t *testing.T) {
	s := councilSpells(mustParse(t).council)
	day := graph.MustDate
	for _, tt := range []struct {
		member string
		want   []spell
	}{
		{"USA", []spell{{day("1946-01-17"), graph.Date{}, true}}},
		{"RUS", []spell{{day("1946-01-17"), graph.Date{}, true}}},
		{"TWN", []spell{{day("1946-01-17"), day("1971-10-24"), true}}},
		{"CHN", []spell{{day("1971-10-25"), graph.Date{}, true}}},
		{"UAR", []spell{{day("1961-01-01"), day("1961-09-28"), false}}},
		{"YMD", []spell{{day("1990-01-01"), day("1990-05-21"), false}}},
		{"YEM", []spell{{day("1990-05-22"), day("1991-12-31"), false}}},
		{"KOR", []spell{{day("1996-01-01"), day("1997-12-31"), false}, {day("2013-01-01"), day("2014-12-31"), false}, {day("2024-01-01"), day("2025-12-31"), false}}},
	} {
		if !slices.Equal(s[tt.member], tt.want) {
			t.Errorf("%s: %v, want %v", tt.member, s[tt.member], tt.want)
		}
	}
	if got := s["PAK"]; got[len(got)-1].until != day("2026-12-31") {
		t.Errorf("a term of two years: %v", got)
	}
}

func BenchmarkLoad(b *testing.B) {
	mustParse(b)
	for b.Loop() {
		s, err := sqlitestore.Open(context.Background(), filepath.Join(b.TempDir(), "facts.db"), vocab.Schema(), sqlitestore.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := Load(context.Background(), s); err != nil {
			b.Fatal(err)
		}
		s.Close()
	}
}
