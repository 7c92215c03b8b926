package analysis

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"entente/graph"
	"entente/graph/sqlitestore"
	"entente/graph/vocab"
)

// counting counts the calls to a store.
type counting struct {
	graph.Store
	calls atomic.Int64
}

func (c *counting) Unwrap() graph.Store { return c.Store }
func (c *counting) Node(ctx context.Context, k graph.Key) (graph.Node, error) {
	c.calls.Add(1)
	return c.Store.Node(ctx, k)
}
func (c *counting) Nodes(ctx context.Context, f graph.NodeFilter) iter.Seq2[graph.Node, error] {
	c.calls.Add(1)
	return c.Store.Nodes(ctx, f)
}
func (c *counting) Edges(ctx context.Context, f graph.EdgeFilter) iter.Seq2[graph.Edge, error] {
	c.calls.Add(1)
	return c.Store.Edges(ctx, f)
}

func id(s string) graph.Key {
	k, ok := vocab.ParseID(s)
	if !ok {
		panic(s)
	}
	return k
}

func cc(code string) graph.Key { return vocab.Key(vocab.Country, code) }

// node and edge make made-up records; dates are texts.
func node(key string, props ...any) graph.Node {
	return graph.Node{Key: id(key), Props: graph.P(dated(props)...)}
}

func edge(rel graph.Relation, from, to, eid, source string, props ...any) graph.Edge {
	return graph.Edge{EdgeKey: graph.EdgeKey{Kind: rel, From: id(from), To: id(to), ID: eid, Source: source}, Props: graph.P(dated(props)...)}
}

var datedProps = map[string]bool{"since": true, "until": true, "firstSeen": true, "lastSeen": true, "date": true, "signed": true, "withdrawn": true}

func dated(props []any) []any {
	out := slices.Clone(props)
	for i := 0; i+1 < len(out); i += 2 {
		if s, ok := out[i+1].(string); ok && datedProps[out[i].(string)] {
			out[i+1] = graph.MustDate(s)
		}
	}
	return out
}

// source declares a dataset as loaded for a period.
func source(name, since, until string) graph.Node {
	return node("source/"+name, "kind", "dataset", "name", name, "loaded", "file", "since", since, "until", until)
}

// service makes a service over made-up nodes and edges; countries come by
// themselves.
func service(t testing.TB, nodes []graph.Node, edges ...graph.Edge) (*Service, *counting) {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), sqlitestore.Memory, vocab.Schema(), sqlitestore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	have := map[graph.Key]bool{}
	for _, n := range nodes {
		have[n.Key] = true
	}
	for _, e := range edges {
		for _, k := range []graph.Key{e.From, e.To} {
			if !have[k] {
				have[k] = true
				n := graph.Node{Key: k}
				if k.Kind == vocab.Person || k.Kind == vocab.Organisation {
					n.Props = graph.P("name", vocab.Rest(k))
				}
				nodes = append(nodes, n)
			}
		}
	}
	if _, err := s.Upsert(t.Context(), graph.Batch{Nodes: nodes, Edges: edges}); err != nil {
		t.Fatal(err)
	}
	c := &counting{Store: s}
	svc := New(c, Options{Today: func() graph.Date { return graph.MustDate("2026-01-01") }})
	t.Cleanup(svc.Close)
	return svc, c
}

func d(s string) graph.Date {
	if s == "" {
		return graph.Date{}
	}
	return graph.MustDate(s)
}

func relations(t testing.TB, s *Service, a, b, at string) *Relations {
	t.Helper()
	r, err := s.Relations(t.Context(), a, b, d(at), graph.Date{}, graph.Date{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// must gives the value of a call that must not fail.
func must[T any](t testing.TB) func(v T, err error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

var alliances = []graph.Edge{
	edge(vocab.AlliedWith, "country/PRK", "country/RUS", "1961", "atop", "since", "1961", "until", "1995", "obligations", []string{"defence"}, "owes", []string{"defence"}, "owed", []string{"defence"}),
	edge(vocab.AlliedWith, "country/PRK", "country/RUS", "2000", "atop", "since", "2000", "lastSeen", "2018", "obligations", []string{"consultation"}, "owes", []string{}, "owed", []string{"consultation"}),
	edge(vocab.AlliedWith, "country/CHN", "country/PRK", "1961", "atop", "since", "1961", "lastSeen", "2018", "obligations", []string{"defence"}),
	edge(vocab.AlliedWith, "country/ISR", "country/USA", "1981", "atop", "since", "1981", "until", "1991", "obligations", []string{"defence"}, "owes", []string{}, "owed", []string{"defence"}),
	edge(vocab.AlliedWith, "country/DDR", "country/RUS", "1955", "atop", "since", "1955", "lastSeen", "2018", "obligations", []string{"defence"}),
}

// B32, B33, B34, B72, B36: an ally by the pledge, the date, the source's period.
func TestAllied(t *testing.T) {
	s, _ := service(t, []graph.Node{source("atop", "1815", "2018")}, append(slices.Clone(alliances),
		edge(vocab.AlliedWith, "country/CUB", "country/RUS", "1", "starter", "since", "1970-01-01", "until", "1991-12-25", "obligations", []string{"defence"}),
		edge(vocab.AlliedWith, "country/CUB", "country/RUS", "2", "starter", "since", "2024-06-01", "obligations", []string{"defence"}),
		edge(vocab.AlliedWith, "country/KOR", "country/USA", "1954", "atop", "since", "1954", "lastSeen", "2018", "obligations", []string{"defence"}),
		edge(vocab.AlliedWith, "country/KOR", "country/USA", "1953", "starter", "since", "1954-11-17", "obligations", []string{"defence"}))...)
	for _, c := range []struct {
		a, b, at, obligation string
		want                 Held
		note                 string
	}{
		{"Moscow", "Pyongyang", "1975-06-01", "", HeldYes, ""},
		{"Moscow", "Pyongyang", "2005-06-01", "", HeldNo, "ATOP covers 1815 to 2018 and has none"},
		{"Moscow", "Pyongyang", "2005-06-01", "consultation", HeldYes, ""},
		{"Moscow", "Pyongyang", "1961-02-01", "", HeldPossible, "known to the year only"}, // B36
		{"Moscow", "Pyongyang", "1961", "", HeldYes, ""},                                  // "in that year"
		{"Moscow", "Pyongyang", "2023-07-25", "", HeldNotKnown, "not known after 2018 (ATOP)"},
		{"Beijing", "Pyongyang", "2023-07-25", "", HeldNotKnown, "last seen 2018"}, // B32
		{"Beijing", "Pyongyang", "2018-06-01", "", HeldPossible, "year only"},
		{"Beijing", "Pyongyang", "2018", "", HeldYes, ""},
		{"Japan", "Pyongyang", "2010", "", HeldNo, ""},
		{"Japan", "Pyongyang", "1800", "", HeldNotKnown, "not known before 1815 (ATOP)"},
		{"country/DDR", "Moscow", "2000-01-01", "", HeldNo, ""},                                    // B22
		{"Seoul", "Washington", "1954-05-01", "", HeldNo, "begins 1954-11-17 (the starter graph)"}, // the day is known elsewhere
		{"Seoul", "Washington", "1954-12-01", "", HeldYes, ""},
		{"Moscow", "Havana", "2023-07-25", "", HeldNo, "ended 1991-12-25 and begins again 2024-06-01 (the starter graph)"}, // a gap in one source
		{"Moscow", "Havana", "2024-06-01", "", HeldYes, ""},
	} {
		one := must[Answer](t)(relations(t, s, c.a, c.b, c.at).Allied(t.Context(), c.obligation))
		two := must[Answer](t)(relations(t, s, c.b, c.a, c.at).Allied(t.Context(), c.obligation))
		if one.Held != c.want || !strings.Contains(one.Note, c.note) {
			t.Errorf("%s and %s at %s by %q: %s (%s), want %s (%s)", c.a, c.b, c.at, c.obligation, one.Held, one.Note, c.want, c.note)
		}
		if one.Held != two.Held || one.Note != two.Note || !slices.Equal(one.Sources, two.Sources) {
			t.Errorf("%s and %s at %s: from one end %+v, from the other %+v", c.a, c.b, c.at, one, two)
		}
	}
}

// B33: nothing loaded is no "no".
func TestNothingLoaded(t *testing.T) {
	s, _ := service(t, nil)
	r := relations(t, s, "Russia", "China", "1980-01-01")
	for name, f := range map[string]func() (Answer, error){
		"atop":       func() (Answer, error) { return r.Allied(t.Context(), "") },
		"wars":       func() (Answer, error) { return r.Tied(t.Context(), vocab.AtWarWith) },
		"contiguity": func() (Answer, error) { return r.Tied(t.Context(), vocab.Contiguous) },
	} {
		if a := must[Answer](t)(f()); a.Held != HeldNotKnown || !strings.Contains(a.Note, "not loaded: entente import "+name+" FILE") {
			t.Errorf("%s: %+v", name, a)
		}
	}
	al := must[*Allies](t)(s.Allies(t.Context(), "China", d("1980-01-01"), ""))
	if len(al.Allies) != 0 || len(al.NotKnown) == 0 {
		t.Errorf("no record reads as no ally: %+v", al)
	}
}

// B22, B34: who the allies are, and which way the pledge goes.
func TestAllies(t *testing.T) {
	s, _ := service(t, []graph.Node{source("atop", "1815", "2018")}, alliances...)
	list := func(of, at, obligation string) string {
		a := must[*Allies](t)(s.Allies(t.Context(), of, d(at), obligation))
		var out []string
		for _, x := range a.Allies {
			out = append(out, vocab.Rest(x.Country)+" "+x.Direction)
		}
		for _, x := range a.LastKnown {
			out = append(out, vocab.Rest(x.Country)+" last known")
		}
		return strings.Join(append(out, a.NotKnown...), ", ")
	}
	for _, c := range [][4]string{
		{"PRK", "1975-06-01", "", "CHN mutual, RUS mutual"},
		{"Russia", "1975-06-01", "", "DDR mutual, PRK mutual"},
		{"Russia", "1995-06-01", "", "PRK mutual"},
		{"PRK", "2010-01-01", "", "CHN mutual"},
		{"PRK", "2010-01-01", "consultation", "RUS owed"},
		{"Russia", "2010-01-01", "consultation", "PRK owes"},
		{"USA", "1985", "", "ISR owes"},
		{"ISR", "1985", "", "USA owed"},
		{"USA", "2010", "", ""},
		{"PRK", "2023-07-25", "", "CHN last known, not known after 2018 (ATOP)"},
		{"Japan", "2023-07-25", "", "not known after 2018 (ATOP)"},
	} {
		if got := list(c[0], c[1], c[2]); got != c[3] {
			t.Errorf("allies of %s at %s by %q: %s, want %s", c[0], c[1], c[2], got, c[3])
		}
	}
	var bad *BadRequest
	if _, err := s.Allies(t.Context(), "PRK", d("2000"), "friendship"); !errors.As(err, &bad) {
		t.Errorf("a word that is no obligation: %v", err)
	}
}

// Two sources that differ are both kept, and the answer says so.
func TestAllianceConflict(t *testing.T) {
	s, _ := service(t, []graph.Node{source("atop", "1815", "2018"), node("source/starter", "loaded", "starter")},
		edge(vocab.AlliedWith, "country/JPN", "country/MNG", "a", "starter", "since", "1990-01-01", "until", "2000-01-01", "obligations", []string{"defence"}))
	r := relations(t, s, "Japan", "Mongolia", "1995-01-01")
	if a := must[Answer](t)(r.Allied(t.Context(), "")); a.Held != HeldYes {
		t.Errorf("the source that has it speaks first: %+v", a)
	}
	w := must[[]string](t)(r.Warnings(t.Context()))
	if !slices.ContainsFunc(w, func(s string) bool { return strings.Contains(s, "ATOP has none") }) {
		t.Errorf("no warning of the difference in %q", w)
	}
	cs := must[[]Conflict](t)(s.Conflicts(t.Context(), "alliance", []string{"Japan", "Mongolia"}))
	if len(cs) != 1 || cs[0].Picked == "none" || len(cs[0].Values) != 2 {
		t.Errorf("conflicts %+v", cs)
	}
	if cs := must[[]Conflict](t)(s.Conflicts(t.Context(), "alliance", []string{"Japan", "China"})); len(cs) != 0 {
		t.Errorf("a conflict about others is listed: %+v", cs)
	}
}

// B28, B29, B32: undated, ended before, and open posts.
func TestOffices(t *testing.T) {
	s, _ := service(t, []graph.Node{source("factbook-executives", "2015-10-26", "2016-12-31")},
		edge(vocab.Serves, "person/a", "country/FRA", "", "factbook-executives", "office", "Minister of Defence"),
		edge(vocab.Serves, "person/b", "country/FRA", "", "factbook-executives", "office", "Minister of defence"),
		edge(vocab.Serves, "person/c", "country/ITA", "", "factbook-executives", "office", "Foreign Minister", "since", "2020-01-01", "until", "2023-07-21"),
		edge(vocab.Leads, "person/d", "country/ESP", "", "factbook-executives", "office", "President", "since", "2012-01-01", "lastSeen", "2016-05-01"),
		edge(vocab.Leads, "person/e", "country/PRT", "", "factbook-executives", "office", "President", "since", "2006", "lastSeen", "2015-11-01"),
		edge(vocab.Leads, "person/f", "country/PRT", "", "factbook-executives", "office", "President", "since", "2016-03-09", "lastSeen", "2016-12-31"),
	)
	for _, c := range []struct{ country, at, status, holders, last, note string }{
		{"France", "2023-07-25", OfficeUndecided, "a b", "", "undecided"},
		{"Italy", "2023-07-25", OfficeEmpty, "", "c", "ended 2023-07-21"},
		{"Italy", "2023-07-21", OfficeHeld, "c", "", ""},
		{"Spain", "2023-07-25", OfficeLastKnown, "d", "", "last known 2016-05-01, now unknown"},
		{"Spain", "2016-05-01", OfficeHeld, "d", "", ""},
		{"Portugal", "2020-01-01", OfficeLastKnown, "f", "", "last known 2016-12-31"},
		{"Portugal", "2016-10-01", OfficeHeld, "f", "", ""},
		{"Portugal", "2006-02-01", OfficePossible, "e", "", ""},
	} {
		h := must[*OfficeHolders](t)(s.OfficeHolders(t.Context(), c.country, d(c.at)))
		if len(h.Offices) != 1 {
			t.Fatalf("%s at %s: %+v", c.country, c.at, h.Offices)
		}
		o := h.Offices[0]
		var who []string
		for _, x := range o.Holders {
			who = append(who, x.Person.Name)
		}
		last := ""
		if o.Last != nil {
			last = o.Last.Person.Name
		}
		if o.Status != c.status || strings.Join(who, " ") != c.holders || last != c.last || !strings.Contains(o.Note, c.note) {
			t.Errorf("%s at %s: %s %v (last %s, %s), want %s %s (last %s, %s)", c.country, c.at, o.Status, who, last, o.Note, c.status, c.holders, c.last, c.note)
		}
	}
}

// Sources that name different holders of one office are a conflict.
func TestOfficeConflict(t *testing.T) {
	s, _ := service(t, []graph.Node{source("archigos", "1840-07-23", "2015-12-31")},
		edge(vocab.Leads, "person/x", "country/RUS", "", "archigos", "office", "Leader", "since", "2008-01-01", "until", "2012-01-01"),
		edge(vocab.Leads, "person/y", "country/RUS", "", "factbook-executives", "office", "leader", "since", "2009-01-01", "until", "2010-01-01"),
		edge(vocab.Leads, "person/z", "country/RUS", "", "factbook-executives", "office", "Leader", "since", "2012-01-01", "until", "2013-01-01")) // a day in common is a change of office
	cs := must[[]Conflict](t)(s.Conflicts(t.Context(), "office", []string{"Russia"}))
	if len(cs) != 1 || !strings.HasPrefix(cs[0].Picked, "x ") {
		t.Errorf("%+v", cs)
	}
	h := must[*OfficeHolders](t)(s.OfficeHolders(t.Context(), "Russia", d("2009-06-01")))
	if len(h.Warnings) != 1 || len(h.Offices[0].Holders) != 2 {
		t.Errorf("warnings %q, %+v", h.Warnings, h.Offices)
	}
}

// B74: the filter on a relation's own properties, its order, and sums that obey.
func TestSanctionsAndTradeFilters(t *testing.T) {
	s, _ := service(t, []graph.Node{source("gsdb", "1949", "2022"), source("trade", "1964", "2016"), source("factbook-trade", "2015-10-26", "2026-05-17"), node("organisation/EU", "name", "European Union")},
		edge(vocab.Sanctions, "country/USA", "country/RUS", "1", "gsdb", "since", "1980", "until", "1981", "types", []string{"trade"}, "objectives", []string{"end_war"}, "outcomes", []string{"failed"}),
		edge(vocab.Sanctions, "country/USA", "country/RUS", "2", "gsdb", "since", "2014", "lastSeen", "2022", "types", []string{"arms", "financial"}),
		edge(vocab.Sanctions, "country/RUS", "country/USA", "3", "gsdb", "since", "2014", "lastSeen", "2022", "types", []string{"trade"}),
		edge(vocab.Sanctions, "organisation/EU", "country/RUS", "4", "gsdb", "since", "2014", "lastSeen", "2022", "types", []string{"trade"}),
		edge(vocab.MemberOf, "country/GBR", "organisation/EU", "", "starter", "role", "member", "since", "1973-01-01", "until", "2020-01-31"),
		edge(vocab.MemberOf, "country/TUR", "organisation/EU", "", "starter", "role", "candidate", "since", "1999-12-11", "lastSeen", "2025-01-01"),
		edge(vocab.ExportsTo, "country/CHN", "country/PRK", "2012", "trade", "year", 2012, "usd", 60),
		edge(vocab.ExportsTo, "country/RUS", "country/PRK", "2012", "trade", "year", 2012, "usd", 20, "agreement", true),
		edge(vocab.ExportsTo, "country/CHN", "country/PRK", "2016", "trade", "year", 2016, "usd", 90, "reporter", "country/CHN"),
		edge(vocab.ExportsTo, "country/RUS", "country/PRK", "2016", "trade", "year", 2016, "usd", 10),
		edge(vocab.ExportsTo, "country/CHN", "country/RUS", "2016", "trade", "year", 2016, "usd", 910),
		edge(vocab.TradeShare, "country/PRK", "country/CHN", "i17", "factbook-trade", "flow", "imports", "year", 2016, "share", 0.05, "rank", 1),
		edge(vocab.Reports, "source/cow-trade", "country/PRK", "2012", "cow-trade", "year", 2012, "importsUsd", 4000))
	r := relations(t, s, "Russia", "USA", "2016-01-01")
	ids := func(f SanctionFilter) string {
		var out []string
		for _, x := range must[[]Sanction](t)(r.Sanctions(t.Context(), f)) {
			out = append(out, x.From.Name+">"+x.To.Name+"@"+x.Since.String()+" "+string(x.Held))
		}
		return strings.Join(out, ", ")
	}
	for _, c := range []struct {
		f    SanctionFilter
		want string
	}{
		{SanctionFilter{}, "United States>Russia@1980 no, Russia>United States@2014 yes, United States>Russia@2014 yes"},
		{SanctionFilter{Types: []string{"trade"}}, "United States>Russia@1980 no, Russia>United States@2014 yes"},
		{SanctionFilter{Types: []string{"trade"}, Held: []Held{HeldYes}}, "Russia>United States@2014 yes"},
		{SanctionFilter{Target: "a", Descending: true}, "United States>Russia@2014 yes, United States>Russia@1980 no"},
		{SanctionFilter{Until: d("1990")}, "United States>Russia@1980 no"},
	} {
		if got := ids(c.f); got != c.want {
			t.Errorf("%+v: %s, want %s", c.f, got, c.want)
		}
	}
	// B30: through an organisation, while a member.
	r = relations(t, s, "United Kingdom", "Russia", "2016-06-01")
	if got := ids(SanctionFilter{}); got != "European Union>Russia@2014 yes" {
		t.Error(got)
	}
	r = relations(t, s, "United Kingdom", "Russia", "2021-06-01")
	if got := ids(SanctionFilter{}); got != "European Union>Russia@2014 no" {
		t.Error(got)
	}
	ms := must[[]Shared](t)(r.Memberships(t.Context(), false))
	if len(ms) != 0 {
		t.Errorf("memberships of one alone: %+v", ms)
	}
	r = relations(t, s, "Turkey", "Russia", "2016-06-01")
	if got := ids(SanctionFilter{}); got != "" {
		t.Error("a candidate sends no sanctions:", got)
	}

	r = relations(t, s, "China", "North Korea", "2016-06-01")
	tr := must[*Trade](t)(r.Trade(t.Context(), TradeFilter{}))
	if len(tr.Years) != 2 || len(tr.Sum.BySource) != 1 || *tr.Sum.BySource[0].AExports != 150 || tr.Sum.BySource[0].BExports != nil || tr.Sum.BySource[0].Years != 2 {
		t.Errorf("trade %+v", tr.Sum)
	}
	tr16 := must[*Trade](t)(r.Trade(t.Context(), TradeFilter{MinUSD: 80}))
	if len(tr16.Years) != 1 || tr16.Years[0].Year != 2016 || *tr16.Sum.BySource[0].AExports != 90 {
		t.Errorf("a sum that does not obey the filter: %+v", tr16.Sum)
	}
	y := tr16.Years[0]
	for _, sh := range y.Shares {
		switch {
		case sh.Of == cc("PRK") && sh.Flow == "imports":
			// Korea's imports are only known from what its partners report.
			if sh.Value == nil || *sh.Value != 0.9 || !sh.Mirror || *sh.Total != 100 || sh.Partners != 2 {
				t.Errorf("China's share in the DPRK's imports: %+v", sh)
			}
		case sh.Of == cc("CHN") && sh.Flow == "exports":
			if sh.Value == nil || *sh.Value != 0.09 || sh.Mirror {
				t.Errorf("the DPRK's share in China's exports: %+v", sh)
			}
		default: // the DPRK reports no exports: never 0
			if sh.Value != nil || !strings.HasPrefix(sh.Why, "not known") {
				t.Errorf("a share nobody reported: %+v", sh)
			}
		}
	}
	if y.BExports != nil {
		t.Error("exports that nobody reported are not 0")
	}
	if len(tr.Stated) != 1 || !tr.Stated[0].Conflict || *tr.Stated[0].Computed != 0.9 || tr.Stated[0].Value != 0.05 || len(tr.Warnings) != 1 {
		t.Errorf("stated beside computed: %+v %q", tr.Stated, tr.Warnings)
	}
	if len(tr.Totals) != 1 || *tr.Totals[0].ImportsUSD != 4000 || tr.Totals[0].ExportsUSD != nil {
		t.Errorf("totals %+v", tr.Totals)
	}
	cs := must[[]Conflict](t)(s.Conflicts(t.Context(), "trade_share", []string{"China"}))
	if len(cs) != 1 || cs[0].Picked != "90.0 % in 2016" {
		t.Errorf("conflicts %+v", cs)
	}
	agreed := true
	rp := relations(t, s, "Russia", "North Korea", "2016")
	if x := must[*Trade](t)(rp.Trade(t.Context(), TradeFilter{Agreement: &agreed})); len(x.Years) != 1 || x.Years[0].Year != 2012 {
		t.Errorf("years with an agreement: %+v", x.Years)
	}
}

// B30: a dated membership comes before a list of members that was seen once.
func TestMemberships(t *testing.T) {
	s, _ := service(t, []graph.Node{source("factbook-orgs", "2015-10-26", "2026-05-17"), node("organisation/UN", "name", "United Nations"), node("organisation/ARF", "name", "ARF")},
		edge(vocab.MemberOf, "country/PRK", "organisation/UN", "a", "starter", "role", "member", "since", "1991-09-17"),
		edge(vocab.MemberOf, "country/CHN", "organisation/UN", "a", "starter", "role", "member", "since", "1971-10-25"),
		edge(vocab.MemberOf, "country/PRK", "organisation/UN", "b", "factbook-orgs", "role", "member", "firstSeen", "2015-10-26", "lastSeen", "2026-05-17"),
		edge(vocab.MemberOf, "country/CHN", "organisation/UN", "b", "factbook-orgs", "role", "member", "firstSeen", "2015-10-26", "lastSeen", "2026-05-17"),
		edge(vocab.MemberOf, "country/CHN", "organisation/ARF", "b", "factbook-orgs", "firstSeen", "2015-10-26", "lastSeen", "2026-05-17"),
		edge(vocab.MemberOf, "country/PRK", "organisation/ARF", "b", "factbook-orgs", "firstSeen", "2015-10-26", "lastSeen", "2026-05-17"),
		edge(vocab.Sanctions, "organisation/UN", "country/CHN", "1", "gsdb", "since", "1951", "until", "1953", "types", []string{"arms"}))
	for at, want := range map[string]string{"1980-01-01": "ARF not_known", "2000-01-01": "UN yes, ARF not_known", "2020-01-01": "ARF yes, UN yes"} {
		r := relations(t, s, "China", "North Korea", at)
		var got []string
		for _, m := range must[[]Shared](t)(r.Memberships(t.Context(), false)) {
			got = append(got, vocab.Rest(m.Organisation.Key)+" "+string(m.Held))
		}
		if g := strings.Join(got, ", "); g != want {
			t.Errorf("at %s: %s, want %s", at, g, want)
		}
		if ss := must[[]Sanction](t)(r.Sanctions(t.Context(), SanctionFilter{})); len(ss) != 0 {
			t.Errorf("sanctions of 1951 through a membership of 1991: %+v", ss)
		}
	}
}

// B81 and in force at a date: certain, possible, last known, withdrawn from.
func TestAgreements(t *testing.T) {
	s, _ := service(t, []graph.Node{source("desta", "1948", "2020"),
		node("agreement/1", "name", "One", "kind", "trade", "signed", "1990", "since", "1992"),
		node("agreement/2", "name", "Two", "kind", "friendship", "signed", "1980-01-01", "since", "1980-06", "until", "1990-05-31"),
		node("agreement/3", "name", "Three", "kind", "trade", "signed", "1995"),
		node("agreement/4", "name", "Four", "kind", "trade", "status", "negotiated")},
		edge(vocab.PartyTo, "country/FRA", "agreement/1", "", "desta", "role", "signatory", "since", "1992", "lastSeen", "2020"),
		edge(vocab.PartyTo, "country/ITA", "agreement/1", "", "desta", "role", "signatory", "since", "1992", "lastSeen", "2020"),
		edge(vocab.PartyTo, "country/ITA", "agreement/1", "w", "desta", "role", "withdrawing", "until", "2010"),
		edge(vocab.PartyTo, "country/FRA", "agreement/2", "", "starter", "role", "signatory"),
		edge(vocab.PartyTo, "country/ITA", "agreement/2", "", "starter", "role", "signatory"),
		edge(vocab.PartyTo, "country/FRA", "agreement/3", "", "desta", "role", "signatory", "lastSeen", "2020"),
		edge(vocab.PartyTo, "country/ITA", "agreement/3", "", "desta", "role", "signatory", "lastSeen", "2020"),
		edge(vocab.PartyTo, "country/FRA", "agreement/4", "", "desta", "role", "negotiating"),
		edge(vocab.PartyTo, "country/ITA", "agreement/4", "", "desta", "role", "negotiating"))
	list := func(between []string, kind, at string) string {
		var out []string
		for _, a := range must[[]*Thing](t)(s.Agreements(t.Context(), between, kind, d(at))) {
			out = append(out, strings.TrimSpace(vocab.Rest(a.Key)+" "+string(a.Held)))
		}
		return strings.Join(out, ", ")
	}
	fi := []string{"France", "Italy"}
	for _, c := range []struct {
		between        []string
		kind, at, want string
	}{
		{fi, "", "1985-01-01", "2 yes"},
		{fi, "", "1980-06-15", "2 possible"},
		{fi, "", "1999-01-01", "1 yes, 3 not_known"},
		{fi, "", "1992-03-01", "1 possible"},
		{fi, "", "2015-01-01", "3 not_known"},
		{[]string{"France"}, "", "2015-01-01", "3 not_known, 1 yes"},
		{[]string{"France"}, "", "2023-01-01", "3 not_known, 1 not_known"},
		{fi, "trade", "", "4, 1, 3"},
		{[]string{"France", "Fiji"}, "", "", ""},
	} {
		got := strings.Split(list(c.between, c.kind, c.at), ", ")
		want := strings.Split(c.want, ", ")
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%v %q at %s: %v, want %v", c.between, c.kind, c.at, got, want)
		}
	}
}

// B35, B36, B56, B61: both sides, coarse dates, two dates, two events.
func TestEvents(t *testing.T) {
	s, _ := service(t, []graph.Node{
		node("event/1", "title", "A visit", "kind", "visit", "since", "2023-07-26", "until", "2023-07-27"),
		node("event/2", "title", "Another visit", "kind", "visit", "since", "2023-07-26", "until", "2023-07-27"),
		node("event/3", "title", "A dispute", "kind", "war", "since", "2011"),
		node("event/77", "title", "Said twice", "kind", "meeting", "since", "2013-11-12")},
		edge(vocab.TookPart, "country/RUS", "event/1", "", "starter", "role", "visitor"),
		edge(vocab.TookPart, "country/PRK", "event/1", "", "starter", "role", "host"),
		edge(vocab.TookPart, "country/CHN", "event/2", "", "starter", "role", "visitor"),
		edge(vocab.TookPart, "country/PRK", "event/2", "", "starter", "role", "host"),
		edge(vocab.TookPart, "country/KHM", "event/3", "", "wars", "role", "side_1"),
		edge(vocab.TookPart, "country/THA", "event/3", "", "wars", "role", "side_2"),
		edge(vocab.TookPart, "country/RUS", "event/77", "", "starter", "role", "participant"),
		edge(vocab.Reports, "source/engagements", "event/77", "", "engagements", "date", "2013-11-12"),
		edge(vocab.Reports, "source/gdelt", "event/77", "", "gdelt", "date", "2014-01-01"))
	list := func(since, until string, involving ...string) string {
		ns := must[[]graph.Node](t)(s.Events(t.Context(), involving, nil, d(since), d(until)))
		keys := make([]graph.Key, len(ns))
		for i := range ns {
			keys[i] = ns[i].Key
		}
		var out []string
		for _, e := range must[[]*Thing](t)(s.EventThings(t.Context(), keys, d(since), d(until))) {
			out = append(out, vocab.Rest(e.Key)+string(e.Held))
		}
		return strings.Join(out, " ")
	}
	if got := list("", "", "North Korea"); got != "1 2" {
		t.Error("two delegations are two events:", got)
	}
	if got := list("", "", "Thailand"); got != "3" {
		t.Error("a dispute is seen from side two:", got)
	}
	for window, want := range map[[2]string]string{{"2011", "2011"}: "3yes", {"2011-01-01", "2011-06-30"}: "3possible", {"2012", "2013"}: ""} {
		if got := list(window[0], window[1], "Thailand"); got != want {
			t.Errorf("%v: %s, want %s", window, got, want)
		}
	}
	ts := must[[]*Thing](t)(s.Things(t.Context(), []graph.Key{id("event/77"), id("event/3")}, graph.Date{}))
	if len(ts) != 2 || len(ts[0].Warnings) != 1 || !strings.Contains(ts[0].Warnings[0], "2014-01-01") || len(ts[1].Parts) != 2 || ts[1].Parts[1].Role != "side_2" {
		t.Errorf("%+v", ts)
	}
	cs := must[[]Conflict](t)(s.Conflicts(t.Context(), "event_date", nil))
	if len(cs) != 1 || cs[0].Picked != "2013-11-12" || len(cs[0].Values) != 2 {
		t.Errorf("%+v", cs)
	}
}

// B62: withdrawn now, present then.
func TestStatements(t *testing.T) {
	s, _ := service(t, []graph.Node{node("event/1", "title", "A visit", "kind", "visit", "since", "2020-01-01")},
		edge(vocab.TookPart, "country/RUS", "event/1", "", "starter", "role", "visitor"),
		edge(graph.Withdrawn, "country/CHN", "event/1", "TOOK_PART ", "engagements", "relation", "TOOK_PART", "withdrawn", "2024-05-01", "role", "host"))
	for at, present := range map[string]bool{"2024-04-01": true, "2024-05-01": false, "2025-01-01": false} {
		xs := must[[]Statement](t)(s.Statements(t.Context(), "event/1", d(at)))
		if len(xs) != 2 || !xs[1].Gone || xs[1].Present != present || xs[1].Relation != "TOOK_PART" || xs[1].Withdrawn != d("2024-05-01") || xs[0].Gone || !xs[0].Present {
			t.Errorf("at %s: %+v", at, xs)
		}
	}
	if _, err := s.Statements(t.Context(), "event/none", graph.Date{}); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("a thing that is not there: %v", err)
	}
	// What was withdrawn is in no other answer.
	if ns := must[[]graph.Node](t)(s.Events(t.Context(), []string{"China"}, nil, graph.Date{}, graph.Date{})); len(ns) != 0 {
		t.Errorf("a withdrawn record counts: %v", ns)
	}
}

func TestPaths(t *testing.T) {
	s, _ := service(t, []graph.Node{source("atop", "1815", "2018"), node("event/1", "title", "Talks", "kind", "meeting", "since", "2000-05-05")},
		edge(vocab.AlliedWith, "country/CHN", "country/PRK", "1961", "atop", "since", "1961", "lastSeen", "2018"),
		edge(vocab.AlliedWith, "country/CHN", "country/PRK", "s", "starter", "since", "1961-09-10", "until", "2000-01-01"),
		edge(vocab.RivalOf, "country/CHN", "country/USA", "r", "x", "since", "1949", "until", "1972"),
		edge(vocab.TookPart, "country/USA", "event/1", "", "starter"),
		edge(vocab.TookPart, "country/PRK", "event/1", "", "starter"),
		edge(vocab.Leads, "person/p", "country/USA", "", "starter", "since", "1993-01-20", "until", "2001-01-20"))
	show := func(from, to string, n int, at string, rels ...string) string {
		ps, err := s.Paths(t.Context(), from, to, n, rels, d(at))
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, p := range ps {
			var b strings.Builder
			for _, st := range p.Steps {
				fmt.Fprintf(&b, "%s-%s(%d)-", st.From.Key.ID, st.Relation, len(st.Spells))
			}
			out = append(out, b.String())
		}
		return strings.Join(out, " ")
	}
	for _, c := range [][2]string{
		{show("USA", "PRK", 4, ""), "country/USA-RIVAL_OF(1)-country/CHN-ALLIED_WITH(2)- country/USA-TOOK_PART(1)-event/1-TOOK_PART(1)-"},
		{show("USA", "PRK", 4, "1965-01-01"), "country/USA-RIVAL_OF(1)-country/CHN-ALLIED_WITH(2)-"},
		{show("USA", "PRK", 4, "2000-05-05"), "country/USA-TOOK_PART(1)-event/1-TOOK_PART(1)-"},
		{show("USA", "PRK", 4, "1990-05-05"), ""},
		{show("USA", "PRK", 1, ""), ""},
		{show("person/p", "PRK", 3, "", "LEADS", "TOOK_PART"), "person/p-LEADS(1)-country/USA-TOOK_PART(1)-event/1-TOOK_PART(1)-"},
		{show("PRK", "person/p", 3, "", "LEADS", "TOOK_PART"), "country/PRK-TOOK_PART(1)-event/1-TOOK_PART(1)-country/USA-LEADS(1)-"},
	} {
		if c[0] != c[1] {
			t.Errorf("%s, want %s", c[0], c[1])
		}
	}
	for _, bad := range [][]string{{"VOTED"}, {"nothing"}} {
		if _, err := s.Paths(t.Context(), "USA", "PRK", 3, bad, graph.Date{}); !IsBadRequest(err) {
			t.Errorf("through %v: %v", bad, err)
		}
	}
}

// B72: the same timeline from both ends; B78: calls do not grow with rows.
func TestTimelineAndCalls(t *testing.T) {
	make := func(n int) (*Service, *counting) {
		nodes := []graph.Node{source("atop", "1815", "2018")}
		edges := slices.Clone(alliances)
		for i := range n {
			e := fmt.Sprintf("event/%03d", i)
			nodes = append(nodes, node(e, "title", "Visit", "kind", "visit", "since", fmt.Sprintf("%d-01-01", 1970+i%40)))
			edges = append(edges, edge(vocab.TookPart, "country/RUS", e, "", "starter", "role", "visitor"), edge(vocab.TookPart, "country/PRK", e, "", "starter", "role", "host"),
				edge(vocab.TookPart, fmt.Sprintf("person/p%d", i), e, "", "starter", "role", "visitor"),
				edge(vocab.Leads, fmt.Sprintf("person/p%d", i), "country/RUS", fmt.Sprint(i), "starter", "office", "President", "since", fmt.Sprintf("%d", 1900+i), "until", fmt.Sprintf("%d", 1901+i)),
				edge(vocab.PartyTo, "country/RUS", fmt.Sprintf("agreement/%d", i), "", "starter", "since", "1990"), edge(vocab.PartyTo, "country/PRK", fmt.Sprintf("agreement/%d", i), "", "starter", "since", "1990"),
				edge(vocab.Sanctions, "country/RUS", "country/PRK", fmt.Sprint(i), "gsdb", "since", "2006", "until", "2010"))
		}
		return service(t, nodes, edges...)
	}
	calls := func(s *Service, c *counting) int64 {
		must[int](t)(0, s.Warm(t.Context()))
		c.calls.Store(0)
		r := relations(t, s, "Russia", "North Korea", "2005-06-01")
		must[[]Entry](t)(r.Timeline(t.Context()))
		must[[]string](t)(r.Warnings(t.Context()))
		must[string](t)(r.Sentence(t.Context()))
		ns := must[[]graph.Node](t)(r.Events(t.Context(), nil))
		keys := []graph.Key{}
		for _, n := range ns {
			keys = append(keys, n.Key)
		}
		must[[]*Thing](t)(s.EventThings(t.Context(), keys, graph.Date{}, graph.Date{}))
		must[*OfficeHolders](t)(s.OfficeHolders(t.Context(), "Russia", d("1905-01-01")))
		return c.calls.Load()
	}
	few, fc := make(2)
	many, mc := make(100)
	a, b := calls(few, fc), calls(many, mc)
	if a != b {
		t.Errorf("%d calls for 2 rows of each kind, %d for 100", a, b)
	}
	t.Logf("counted: %d calls to the store", a)

	one := must[[]Entry](t)(relations(t, many, "Russia", "North Korea", "2005-06-01").Timeline(t.Context()))
	two := must[[]Entry](t)(relations(t, many, "North Korea", "Russia", "2005-06-01").Timeline(t.Context()))
	if len(one) != len(two) {
		t.Fatalf("%d lines from one end, %d from the other", len(one), len(two))
	}
	seen := map[string]bool{}
	for i := range one {
		if one[i].ID != two[i].ID || one[i].Text != two[i].Text {
			t.Errorf("line %d: %+v and %+v", i, one[i], two[i])
		}
		if seen[one[i].ID] {
			t.Errorf("%s twice", one[i].ID)
		}
		seen[one[i].ID] = true
		if i > 0 && one[i-1].Date.String() > one[i].Date.String() {
			t.Errorf("line %d is out of order", i)
		}
		if len(one[i].Sources) == 0 {
			t.Errorf("line %d has no source (B65)", i)
		}
	}
	since, until := d("1980"), d("1989-12-31")
	r := must[*Relations](t)(many.Relations(t.Context(), "Russia", "North Korea", graph.Date{}, since, until))
	for _, e := range must[[]Entry](t)(r.Timeline(t.Context())) {
		if e.Date.Last().Compare(until.Last()) > 0 || !e.Until.IsZero() && e.Until.Last().Compare(since.First()) < 0 || e.Until.IsZero() && e.Date.Last().Compare(since.First()) < 0 {
			t.Errorf("%s lies outside the period", e.ID)
		}
	}
}

// B18, B19: a person by any spelling on record; several are named, not guessed.
func TestPerson(t *testing.T) {
	s, _ := service(t, []graph.Node{
		node("person/sergei-shoigu", "name", "Sergei Shoigu", "names", []string{"Шойгу Сергей Кужугетович", "Sergey Shoygu"}),
		node("person/kim-1", "name", "Kim Il Sung"), node("person/kim-2", "name", "Kim Jong Il"),
		node("person/li-1", "name", "Li Peng"), node("person/li-2", "name", "Li Peng")},
		edge(vocab.Serves, "person/li-1", "country/CHN", "", "starter", "office", "Premier", "since", "1987", "until", "1998"))
	for name, want := range map[string]string{"Шойгу Сергей Кужугетович": "sergei-shoigu", "sergey shoygu": "sergei-shoigu", "Shoigu": "sergei-shoigu", "Il Sung Kim": "kim-1", "person/kim-2": "kim-2"} {
		p := must[*Thing](t)(s.Person(t.Context(), name, graph.Date{}))
		if vocab.Rest(p.Key) != want {
			t.Errorf("%s is %s, want %s", name, p.ID, want)
		}
	}
	var ne *NameError
	for _, name := range []string{"Kim", "Li Peng"} {
		if _, err := s.Person(t.Context(), name, graph.Date{}); !errors.As(err, &ne) || !ne.Ambiguous || len(ne.Candidates) != 2 {
			t.Errorf("%s: %v", name, err)
		}
	}
	if p := must[*Thing](t)(s.Person(t.Context(), "Li Peng", d("1990-01-01"))); p.ID != "person/li-1" {
		t.Errorf("in office then: %s", p.ID)
	}
	if _, err := s.Person(t.Context(), "Shoigo", graph.Date{}); !errors.As(err, &ne) || ne.Ambiguous || len(ne.Candidates) != 1 {
		t.Errorf("unknown: %v", err)
	}
}

// B20: two nodes of one person count once, with the sources of both.
func TestMergedPerson(t *testing.T) {
	s, _ := service(t, []graph.Node{node("person/a", "name", "A. Person"), node("person/b", "name", "Person, Alan")},
		edge(vocab.Leads, "person/a", "country/FRA", "", "archigos", "office", "Leader", "since", "2000-01-01", "until", "2005-01-01"),
		edge(vocab.Leads, "person/b", "country/FRA", "", "factbook-executives", "office", "Leader", "since", "2000-01-02", "until", "2005-01-01"))
	if cs := must[[]Conflict](t)(s.Conflicts(t.Context(), "office", nil)); len(cs) != 1 {
		t.Errorf("two people: %+v", cs)
	}
	before := identity
	identity = func(context.Context, graph.Reader) (map[graph.Key]graph.Key, error) {
		return map[graph.Key]graph.Key{id("person/b"): id("person/a")}, nil
	}
	defer func() { identity = before }()
	s.conflicts.revision = ""
	if cs := must[[]Conflict](t)(s.Conflicts(t.Context(), "office", nil)); len(cs) != 0 {
		t.Errorf("one person differs from himself: %+v", cs)
	}
	h := must[*OfficeHolders](t)(s.OfficeHolders(t.Context(), "France", d("2003-01-01")))
	if len(h.Offices) != 1 || len(h.Warnings) != 0 || h.Offices[0].Holders[0].Person != h.Offices[0].Holders[1].Person {
		t.Errorf("%+v", h.Offices)
	}
	p := must[*Thing](t)(s.Person(t.Context(), "Person, Alan", graph.Date{}))
	if p.ID != "person/a" || len(p.Tenures) != 2 || len(p.Others) != 1 || !slices.Equal(p.Sources, []string{"archigos", "factbook-executives"}) {
		t.Errorf("%+v", p)
	}
}

// B36 in the judging of spells and windows.
func TestStanding(t *testing.T) {
	for _, c := range []struct {
		since, until, last, at string
		want                   Held
	}{
		{"1977", "1977", "", "1977", HeldYes}, {"1977", "1977", "", "1977-03-01", HeldPossible}, {"1977", "1980", "", "1978-03-01", HeldYes},
		{"1977-05-01", "", "", "1976-01-01", HeldNo}, {"1977-05-01", "", "", "1990-01-01", HeldNotKnown}, {"1977-05-01", "", "1985-01-01", "1980-01-01", HeldYes},
		{"", "1980-01-01", "", "1970-01-01", HeldYes}, {"", "", "1980", "1970", HeldNotKnown}, {"1977-05-01", "1980-01-01", "", "1980-01-02", HeldNo},
	} {
		v := Spell{Since: d(c.since), Until: d(c.until), LastSeen: d(c.last)}
		if v.judge(d(c.at)); v.Held != c.want {
			t.Errorf("%s to %s, seen %s, at %s: %s (%s), want %s", c.since, c.until, c.last, c.at, v.Held, v.Note, c.want)
		}
	}
	for _, c := range []struct {
		since, until, from, to string
		want                   Held
	}{
		{"1977", "", "1977-01-01", "1977-12-31", HeldYes}, {"1977", "", "1977-01-01", "1977-06-30", HeldPossible}, {"1977", "", "1978", "1979", HeldNo},
		{"1977", "1979", "1978-01-01", "1978-01-02", HeldYes}, {"1977-05-01", "", "", "1977-05-01", HeldYes}, {"", "", "1977", "1978", HeldPossible},
	} {
		if got := window(d(c.since), d(c.until), d(c.from), d(c.to)); got != c.want {
			t.Errorf("%s to %s in %s to %s: %s, want %s", c.since, c.until, c.from, c.to, got, c.want)
		}
	}
}
