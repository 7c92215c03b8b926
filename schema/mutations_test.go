package schema_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"entente/graph"
	"entente/graph/analysis"
	"entente/graph/sqlitestore"
	"entente/graph/vocab"
	"entente/schema"
	"entente/seed/facts"
)

type writes struct {
	t     *testing.T
	store graph.Store
	x     *schema.Executor
	token string
}

const token = "a token of the test"

func newWrites(t *testing.T, atServer string) *writes {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), sqlitestore.Memory, vocab.Schema(), sqlitestore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	if _, err := facts.Load(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	service := analysis.New(s, analysis.Options{Today: func() graph.Date { return graph.MustDate("2025-06-30") }})
	t.Cleanup(service.Close)
	x, err := schema.New(service, schema.Options{Logger: slog.New(slog.DiscardHandler), WriteToken: atServer, Limits: schema.Limits{Timeout: 5 * time.Minute}})
	if err != nil {
		t.Fatal(err)
	}
	return &writes{t, s, x, token}
}

// do runs a document and gives its data, or the code and message of its first
// error.
func (w *writes) do(query string) (data map[string]any, code, message string) {
	w.t.Helper()
	r := w.x.Execute(w.t.Context(), schema.Request{Query: query, Token: w.token})
	var body struct{ Data map[string]any }
	if err := json.Unmarshal(r.Body, &body); err != nil {
		w.t.Fatal(err)
	}
	if len(r.Errors) > 0 {
		return body.Data, r.Errors[0].Code, r.Errors[0].Message
	}
	return body.Data, "", ""
}

func (w *writes) must(query string) map[string]any {
	w.t.Helper()
	data, code, message := w.do(query)
	if code != "" {
		w.t.Fatalf("%s: %s %s", query, code, message)
	}
	return data
}

func (w *writes) revision() string {
	r, err := w.store.Revision(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	return r
}

const addAlly = `mutation { addClaim(claim: {text: "Japan is an ally of Brazil.", predicate: ALLIED_WITH, subject: "Japan", object: "Brazil"}, id: "test-1", by: "A. Reader", reason: "a test", key: "k1") { id status log { by action reason } verdict { word } } }`

// Writing is off without a token at the server, and refused without the right
// one at the client, whatever the document and also where it is known already.
func TestMayWrite(t *testing.T) {
	off := newWrites(t, "")
	if _, code, message := off.do(addAlly); code != schema.Forbidden || !strings.Contains(message, "ENTENTE_WRITE_TOKEN") {
		t.Errorf("writing off: %s %s", code, message)
	}
	w := newWrites(t, token)
	before := w.revision()
	for _, x := range []struct{ token, code string }{{"", schema.Unauthenticated}, {"wrong", schema.Forbidden}, {token + " ", schema.Forbidden}} {
		w.token = x.token
		if _, code, _ := w.do(addAlly); code != x.code {
			t.Errorf("token %q: %s, want %s", x.token, code, x.code)
		}
	}
	if w.revision() != before {
		t.Error("a refused write changed the store")
	}
	w.token = token
	w.must(addAlly) // the document is kept now
	for _, x := range []struct{ token, code string }{{"", schema.Unauthenticated}, {"wrong", schema.Forbidden}} {
		w.token = x.token
		if _, code, _ := w.do(addAlly); code != x.code {
			t.Errorf("kept document, token %q: %s, want %s", x.token, code, x.code)
		}
	}
	r := w.x.Execute(t.Context(), schema.Request{Query: addAlly, Token: token, ReadOnly: true})
	if !r.ReadOnly || r.Executed {
		t.Errorf("a mutation by GET: %+v", r)
	}
}

func TestWrites(t *testing.T) {
	w := newWrites(t, token)
	got := w.must(addAlly)["addClaim"].(map[string]any)
	if got["id"] != "claim/test-1" || got["status"] != "open" || got["verdict"].(map[string]any)["word"] != "NOT_KNOWN" || len(got["log"].([]any)) != 1 {
		t.Errorf("%v", got)
	}
	// The same key again: nothing changes. Another write under it: refused.
	before := w.revision()
	w.must(addAlly)
	if w.revision() != before {
		t.Error("a repeated write changed the store")
	}
	if _, code, message := w.do(strings.Replace(addAlly, "test-1", "test-2", 1)); code != schema.BadRequest || !strings.Contains(message, "idempotency key") {
		t.Errorf("another write under the same key: %s %s", code, message)
	}

	// B68: claimant, medium and reviewer are three, none of them the dataset.
	w.must(`mutation { addStatement(claim: "claim/test-1", claimant: "Japan", stance: DENIES, date: "2025-06-01", medium: "a briefing", appearedIn: "organisation/carnegie-politika",
		reviewedBy: "UN", review: "unclear", manner: "outright", reliability: "B", credibility: 2, by: "A. Reader", reason: "heard", key: "k2") { id } }`)
	w.must(`mutation { addEvidence(claim: "test-1", what: "agreement/rus-prk-2024", against: true, note: "not about it", by: "A. Reader", reason: "a test", key: "k3") { id } }`)
	c := w.must(`{ claim(id: "claim/test-1") { statements { claimant { id } stance appearedIn { id } reliability credibility sources { importName } } reviews { reviewer { id } verdict }
		evidence { what { id } against by } log { action target } } }`)["claim"]
	if got, want := fmt.Sprint(c), "map[evidence:[map[against:true by:A. Reader what:map[id:agreement/rus-prk-2024]]] log:[map[action:added target:<nil>] map[action:statement target:country/JPN] map[action:evidence target:agreement/rus-prk-2024]] "+
		"reviews:[map[reviewer:map[id:organisation/UN] verdict:unclear]] statements:[map[appearedIn:[map[id:organisation/carnegie-politika]] claimant:map[id:country/JPN] credibility:2 reliability:B sources:[map[importName:entry]] stance:DENIES]]]"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}

	// B66: what is retracted stays visible, with its reason.
	w.must(`mutation { retract(claim: "claim/test-1", by: "A. Reader", reason: "was wrong", key: "k4") { status statusReason warnings } }`)
	list := fmt.Sprint(w.must(`{ claims(about: ["Japan", "Brazil"]) { nodes { id status statusReason warnings log { action } } } }`))
	if !strings.Contains(list, "claim/test-1") || !strings.Contains(list, "status:retracted statusReason:was wrong") {
		t.Error(list)
	}
	if _, code, message := w.do(`mutation { retract(claim: "claim/test-1", by: "x", reason: "again", key: "k5") { id } }`); code != schema.BadRequest || !strings.Contains(message, "already") {
		t.Errorf("retracted twice: %s %s", code, message)
	}

	// B67: a finding of absence without its scope is refused; with it, other
	// years stay unexamined.
	none := `mutation { addClaim(claim: {text: "No transfer of arms is reported.", until: "%s"}, absence: true, %s by: "A. Reader", reason: "a test", key: "%s") { id verdict { word sentence } } }`
	if _, code, message := w.do(fmt.Sprintf(none, "2020", "", "k6")); code != schema.BadRequest || !strings.Contains(message, "scope") {
		t.Errorf("absence without scope: %s %s", code, message)
	}
	scope := `lookedIn: ["panel reports"], lookedSince: "2017", lookedUntil: "2022",`
	for until, want := range map[string]string{"2020": "CONSISTENT", "2024": "NOT_KNOWN"} {
		v := fmt.Sprint(w.must(fmt.Sprintf(none, until, scope, "k"+until)))
		if !strings.Contains(v, "word:"+want) {
			t.Errorf("absence asked of %s: %s", until, v)
		}
	}
	if _, code, message := w.do(`mutation { addStatement(claim: "test-1", claimant: "Japan", stance: UNPROVEN, by: "x", reason: "y", key: "k7") { id } }`); code != schema.BadRequest || !strings.Contains(message, "scope") {
		t.Errorf("unproven without scope: %s %s", code, message)
	}
	for _, bad := range []string{
		`addClaim(claim: {predicate: ALLIED_WITH, subject: "Japan", object: "Brazil"}, by: "x", reason: "y", key: "b1")`,
		`addClaim(claim: {text: "x"}, by: " ", reason: "y", key: "b2")`,
		`addClaim(claim: {text: "x"}, by: "x", reason: "", key: "b3")`,
		`addClaim(claim: {text: "x"}, by: "x", reason: "y", key: "")`,
		`addClaim(claim: {text: "x"}, id: "test-1", by: "x", reason: "y", key: "b4")`,
		`addClaim(claim: {text: "x"}, id: "with blank", by: "x", reason: "y", key: "b5")`,
		`addClaim(claim: {text: "x"}, premiseOf: ["claim/none"], by: "x", reason: "y", key: "b6")`,
		`addStatement(claim: "claim/none", claimant: "Japan", stance: ASSERTS, by: "x", reason: "y", key: "b7")`,
		`addStatement(claim: "claim/test-1", claimant: "Japan", stance: ASSERTS, reliability: "Z", by: "x", reason: "y", key: "b8")`,
		`addEvidence(claim: "claim/test-1", what: "agreement/none", by: "x", reason: "y", key: "b9")`,
		`addEvidence(claim: "claim/test-1", what: "country/JPN", by: "x", reason: "y", key: "b10")`,
	} {
		before := w.revision()
		if _, code, message := w.do("mutation { " + bad + " { id } }"); code != schema.BadRequest || message == "" {
			t.Errorf("%s: %s %s", bad, code, message)
		}
		if w.revision() != before {
			t.Errorf("%s was refused and yet written", bad)
		}
	}
	// B84: two claims, three statements on one pair: two claims.
	w.must(`mutation { addClaim(claim: {text: "Japan votes with Brazil.", predicate: VOTES_WITH, subject: "Japan", object: "Brazil"}, id: "test-2", contradicts: ["test-1"], by: "A. Reader", reason: "a test", key: "k8") { id } }`)
	for _, who := range []string{"Japan", "Brazil"} {
		w.must(`mutation { addStatement(claim: "test-2", claimant: "` + who + `", stance: ASSERTS, by: "A. Reader", reason: "a test", key: "k9` + who + `") { id } }`)
	}
	if n := w.must(`{ claims(about: ["Japan", "Brazil"], stance: [ASSERTS, DENIES]) { totalCount } }`)["claims"].(map[string]any)["totalCount"]; n != 2.0 {
		t.Errorf("%v claims, want 2", n)
	}
	list = fmt.Sprint(w.must(`{ claims(about: ["Japan", "Brazil"]) { nodes { id status statusReason warnings log { action } } } }`))
	// The starter graph, laid again, takes nothing of it away.
	if _, err := facts.Load(t.Context(), w.store); err != nil {
		t.Fatal(err)
	}
	if again := fmt.Sprint(w.must(`{ claims(about: ["Japan", "Brazil"]) { nodes { id status statusReason warnings log { action } } } }`)); again != list {
		t.Errorf("after the starter graph was laid again: %s", again)
	}
}

// Two writers of one key: one write.
func TestWritesAtOnce(t *testing.T) {
	w := newWrites(t, token)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() { w.x.Execute(t.Context(), schema.Request{Query: addAlly, Token: token}) })
	}
	group.Wait()
	c := fmt.Sprint(w.must(`{ claim(id: "test-1") { log { action } } }`))
	if strings.Count(c, "added") != 1 {
		t.Error(c)
	}
}

// The query of a condition says what the condition says.
func TestConditionsAsk(t *testing.T) {
	w := newWrites(t, "")
	asked := 0
	for _, c := range w.must(`{ claims(first: 500) { nodes { watch { id query happened } } } }`)["claims"].(map[string]any)["nodes"].([]any) {
		for _, x := range c.(map[string]any)["watch"].([]any) {
			m := x.(map[string]any)
			query, _ := m["query"].(string)
			if query == "" {
				if m["happened"] != "NOT_DECIDABLE" {
					t.Errorf("%v is told without a query", m)
				}
				continue
			}
			asked++
			word := w.must(query)["checkClaim"].(map[string]any)["word"]
			yes := word == "SUPPORTED" || word == "MIXED"
			if yes != (m["happened"] == "YES") {
				t.Errorf("%v: the query says %v", m, word)
			}
		}
	}
	if asked == 0 {
		t.Error("no condition has a query")
	}
}
