package schema

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/graphql-go/graphql"

	"entente/graph"
)

// partTypes have no field sources: they are parts of what has, or name a thing
// that has its own.
var partTypes = []string{
	"NodeRef", "SanctionAim", "StatementValue", "TradeShare", "PageInfo", // shown inside what has sources
	"Path", // its steps have them
}

// B65: what the questions over ties give has sources wherever it has a value.
func TestTiesHaveSources(t *testing.T) {
	x := newExecutor(t, &fake{}, Limits{})
	n := 0
	var walk func(typ graphql.Type, seen map[string]bool)
	walk = func(typ graphql.Type, seen map[string]bool) {
		o, ok := graphql.GetNamed(typ).(*graphql.Object)
		if !ok || seen[o.Name()] {
			return
		}
		seen[o.Name()] = true
		switch o.Name() {
		case "Alignment", "Country", "Source": // have tests of their own
			return
		}
		if !strings.HasSuffix(o.Name(), "Connection") && !strings.HasSuffix(o.Name(), "Edge") && !slices.Contains(partTypes, o.Name()) {
			n++
			if o.Fields()["sources"] == nil {
				t.Errorf("%s has no sources", o.Name())
			}
		}
		for _, f := range o.Fields() {
			walk(f.Type, seen)
		}
	}
	seen := map[string]bool{}
	for _, name := range []string{"relations", "timeline", "allies", "agreements", "events", "person", "officeHolders", "paths", "conflicts", "statements"} {
		f := x.schema.QueryType().Fields()[name]
		if f == nil {
			t.Fatalf("there is no question %s", name)
		}
		walk(f.Type, seen)
	}
	if n < 20 {
		t.Errorf("only %d types were looked at", n)
	}
}

// B73, B78: pages of equal dates give each row once, and read their rows
// together.
func TestEventPages(t *testing.T) {
	f := &fake{calls: map[string]int{}}
	for i := range 130 {
		f.events = append(f.events, graph.Node{Key: key(fmt.Sprintf("event/%03d", i)), Props: graph.P("since", graph.MustDate("2020-01-01"))})
	}
	x := newExecutor(t, f, Limits{})
	seen := map[string]bool{}
	after := any(nil)
	pages := 0
	for {
		r := x.Execute(context.Background(), Request{Query: `query($after: String) { events(first: 40, after: $after) { totalCount nodes { id title sources { id } } pageInfo { hasNextPage endCursor } } }`, Variables: map[string]any{"after": after}})
		if len(r.Errors) > 0 {
			t.Fatal(r.Errors)
		}
		var a struct {
			Data struct {
				Events struct {
					TotalCount int
					Nodes      []struct{ ID string }
					PageInfo   struct {
						HasNextPage bool
						EndCursor   string
					}
				}
			}
		}
		if err := json.Unmarshal(r.Body, &a); err != nil {
			t.Fatal(err)
		}
		pages++
		for _, n := range a.Data.Events.Nodes {
			if seen[n.ID] {
				t.Errorf("%s twice", n.ID)
			}
			seen[n.ID] = true
		}
		if pages == 1 {
			// One comes in between two pages.
			f.events = slices.Insert(f.events, 10, graph.Node{Key: key("event/009a"), Props: graph.P("since", graph.MustDate("2020-01-01"))})
		}
		if !a.Data.Events.PageInfo.HasNextPage {
			break
		}
		after = a.Data.Events.PageInfo.EndCursor
	}
	if len(seen) != 130 || f.calls["EventThings"] != pages {
		t.Errorf("%d rows on %d pages with %d readings", len(seen), pages, f.calls["EventThings"])
	}
	if f.calls["SourcesByID"] > pages {
		t.Errorf("sources were read %d times on %d pages", f.calls["SourcesByID"], pages)
	}
}

func TestTieRequests(t *testing.T) {
	for _, c := range []struct{ query, code string }{
		{`{ relations(between: ["Russia"]) { sentence } }`, BadRequest},
		{`{ timeline(between: ["Russia", "China", "Japan"]) { totalCount } }`, BadRequest},
		{`{ events(first: 501) { totalCount } }`, TooComplex},
		{`{ conflicts(first: -1) { totalCount } }`, BadRequest},
		{`{ statements(of: "event/none") { totalCount } }`, NotFound},
		{`{ person(name: "Nobody") { id } }`, UnknownName},
		{`{ relations(between: ["Russia", "China"]) { sentence } }`, Unavailable},
	} {
		if got := codes(execute(t, &fake{}, c.query, nil)); len(got) != 1 || got[0] != c.code {
			t.Errorf("%s: %v, want %s", c.query, got, c.code)
		}
	}
}
