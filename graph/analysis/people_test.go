package analysis_test

import (
	"slices"
	"strings"
	"testing"

	"entente/graph"
	"entente/graph/analysis"
	"entente/graph/sqlitestore"
	"entente/graph/vocab"
)

func person(id string) graph.Key  { return vocab.Key(vocab.Person, id) }
func country(id string) graph.Key { return vocab.Key(vocab.Country, id) }

func leads(p, c, id, source string, props ...any) graph.Edge {
	return graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.Leads, From: person(p), To: country(c), ID: id, Source: source}, Props: graph.P(props...)}
}

// peopleStore holds four nodes of two men, one pair of them proposed.
func peopleStore(t *testing.T) (graph.Store, *analysis.Service) {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), ":memory:", vocab.Schema(), sqlitestore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	proposed := graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.SamePerson, From: person("boris-yeltsin"), To: person("yeltsin"), Source: analysis.ProposalSource},
		Props: graph.P("verdict", "proposed", "score", 0.6, "reason", "one family name")}
	b := graph.Batch{Nodes: []graph.Node{{Key: country("RUS"), Props: graph.P("name", "Russia")}}, Edges: []graph.Edge{
		leads("boris-yeltsin", "RUS", "", "starter", "office", "President", "since", graph.MustDate("1991-07-10"), "until", graph.MustDate("1999-12-31")),
		leads("yeltsin", "RUS", "RUS-1991", "archigos", "office", "effective leader", "since", graph.MustDate("1991-07-10"), "until", graph.MustDate("1999-12-31")),
		leads("yeltsin", "RUS", "RUS-x", "archigos", "office", "effective leader", "since", graph.MustDate("1990")),
		leads("a-yeltsin", "RUS", "", "other", "office", "President", "since", graph.MustDate("1991-07-11")),
		proposed}}
	for _, id := range []string{"boris-yeltsin", "yeltsin", "a-yeltsin", "putin"} {
		b.Nodes = append(b.Nodes, graph.Node{Key: person(id), Props: graph.P("name", id)})
	}
	if _, err := s.Upsert(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	return s, analysis.New(s, analysis.Options{})
}

var because = analysis.Decision{Reason: "the same man", By: "a reader", Day: graph.MustDate("2026-10-01")}

func identities(t *testing.T, q *analysis.Service, id string) string {
	t.Helper()
	one, all, err := q.PersonIdentity(t.Context(), person(id))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, k := range all {
		out = append(out, vocab.Rest(k))
	}
	return vocab.Rest(one) + ": " + strings.Join(out, " ")
}

// B20: a merge doubles no relation, counts nothing twice, and can be undone.
func TestB20MergeAndUndo(t *testing.T) {
	ctx := t.Context()
	s, q := peopleStore(t)
	before, err := graph.Count(ctx, s)
	if err != nil {
		t.Fatal(err)
	}
	pairs, err := q.PeopleProposals(ctx)
	if err != nil || len(pairs) != 1 || pairs[0].Reason != "one family name" || len(pairs[0].A.Offices) != 1 {
		t.Fatalf("%+v, %v", pairs, err)
	}
	if got := identities(t, q, "yeltsin"); got != "yeltsin: yeltsin" {
		t.Error(got)
	}
	if err := q.MergePeople(ctx, "person/yeltsin", "person/boris-yeltsin", because); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"yeltsin", "boris-yeltsin"} {
		if got := identities(t, q, id); got != "boris-yeltsin: boris-yeltsin yeltsin" { // the curated one stands for both
			t.Error(got)
		}
		rs, err := q.PersonRelations(ctx, person(id))
		if err != nil || len(rs) != 2 || rs[1].Edge.From != person("boris-yeltsin") || !slices.Equal(rs[1].Sources, []string{"archigos", "starter"}) || rs[1].Edge.Props.String("office") != "President" {
			t.Errorf("%+v, %v", rs, err)
		}
	}
	after, err := graph.Count(ctx, s)
	if err != nil || after.Nodes[vocab.Person] != before.Nodes[vocab.Person] || after.Edges[vocab.Leads] != before.Edges[vocab.Leads] {
		t.Errorf("counts changed: %v, %v, %v", before, after, err)
	}
	if pairs, _ := q.PeopleProposals(ctx); len(pairs) != 0 {
		t.Errorf("a decided pair is still proposed: %+v", pairs)
	}
	was, _ := s.Revision(ctx)
	if err := q.MergePeople(ctx, "person/boris-yeltsin", "person/yeltsin", because); err != nil {
		t.Error(err)
	}
	if is, _ := s.Revision(ctx); is != was {
		t.Error("merging what is merged wrote something")
	}

	if err := q.UndoPeople(ctx, "person/yeltsin", "person/boris-yeltsin", because); err != nil {
		t.Fatal(err)
	}
	pairs, err = q.PeopleProposals(ctx)
	if err != nil || len(pairs) != 1 || len(pairs[0].Log) != 2 || pairs[0].Log[0].Verdict != "same" || pairs[0].Log[0].By != "a reader" || pairs[0].Log[1].Day != because.Day {
		t.Errorf("%+v, %v", pairs, err)
	}
	if got := identities(t, q, "boris-yeltsin"); got != "boris-yeltsin: boris-yeltsin" {
		t.Error(got)
	}
}

func TestSplitHolds(t *testing.T) {
	ctx := t.Context()
	s, q := peopleStore(t)
	if err := q.SplitPeople(ctx, "person/yeltsin", "person/boris-yeltsin", because); err != nil {
		t.Fatal(err)
	}
	if pairs, err := q.PeopleProposals(ctx); err != nil || len(pairs) != 0 {
		t.Errorf("%+v, %v", pairs, err)
	}
	es, err := graph.Collect(s.Edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.SamePerson}, Sources: []string{analysis.ReviewSource}}))
	if err != nil || len(es) != 1 || es[0].Props.String("verdict") != "different" || es[0].Props.String("by") != "a reader" || es[0].From != person("boris-yeltsin") {
		t.Errorf("%v, %v", es, err)
	}
	if _, err := s.Node(ctx, vocab.Key(vocab.Source, analysis.ReviewSource)); err != nil {
		t.Error(err)
	}
	// A third node must not join what was decided to be different.
	if err := q.MergePeople(ctx, "person/a-yeltsin", "person/yeltsin", because); err != nil {
		t.Fatal(err)
	}
	if err := q.MergePeople(ctx, "person/a-yeltsin", "person/boris-yeltsin", because); !analysis.IsBadRequest(err) || !strings.Contains(err.Error(), "different") {
		t.Errorf("%v", err)
	}
	// A reader may think again.
	if err := q.MergePeople(ctx, "person/yeltsin", "person/boris-yeltsin", because); err != nil {
		t.Error(err)
	}
	if got := identities(t, q, "a-yeltsin"); got != "boris-yeltsin: boris-yeltsin a-yeltsin yeltsin" {
		t.Error(got)
	}
	if err := q.SplitPeople(ctx, "person/a-yeltsin", "person/boris-yeltsin", because); !analysis.IsBadRequest(err) || !strings.Contains(err.Error(), "person/a-yeltsin and person/yeltsin") && !strings.Contains(err.Error(), "person/yeltsin and person/a-yeltsin") {
		t.Errorf("%v", err)
	}
}

func TestVerdictRefusals(t *testing.T) {
	ctx := t.Context()
	s, q := peopleStore(t)
	was, _ := s.Revision(ctx)
	for _, tt := range []struct{ a, b, reason string }{
		{"person/yeltsin", "person/yeltsin", "x"},
		{"person/yeltsin", "person/boris-yeltsin", " "},
		{"yeltsin", "person/boris-yeltsin", "x"},
		{"person/yeltsin", "country/RUS", "x"},
		{"person/yeltsin", "person/nobody", "x"},
	} {
		if err := q.MergePeople(ctx, tt.a, tt.b, analysis.Decision{Reason: tt.reason}); err == nil {
			t.Errorf("%+v was merged", tt)
		}
	}
	if err := q.UndoPeople(ctx, "person/yeltsin", "person/putin", because); !analysis.IsBadRequest(err) {
		t.Error(err)
	}
	if _, _, err := q.PersonIdentity(ctx, country("RUS")); !analysis.IsBadRequest(err) {
		t.Error(err)
	}
	if is, _ := s.Revision(ctx); is != was {
		t.Error("a refused verdict wrote something")
	}
}
