package cookbook

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"entente/graph"
	"entente/graph/vocab"
)

// oracles answer the questions of the cookbook without Cypher.
var oracles = map[string]func(*env, map[string]any) table{
	"agreement-assembly":      (*env).agreement,
	"agreement-council":       (*env).agreement,
	"agreement-on-topic":      (*env).agreement,
	"agreement-about-country": (*env).agreement,
	"agreement-contested":     (*env).contested,
	"agreement-by-year":       (*env).byYear,
	"positions-table":         (*env).positionsTable,
	"splits":                  func(e *env, p map[string]any) table { return e.splits(p, "") },
	"splits-opposed":          func(e *env, p map[string]any) table { return e.splits(p, "opposed: true, ") },
	"vetoes-per-member":       (*env).vetoes,
	"vetoes-joined":           (*env).vetoesJoined,
	"closest-partners":        (*env).closest,
	"matrix":                  (*env).matrix,
	"derived-state":           (*env).derivedState,
	"leader-at":               (*env).leaders,
	"offices-at":              (*env).offices,
	"agreements-at":           (*env).agreementsAt,
	"agreements-counted":      (*env).agreementsCounted,
	"allies-at":               (*env).allies,
	"around-a-visit":          (*env).around,
	"events-between":          (*env).eventsBetween,
	"responds-to":             (*env).respondsTo,
	"paths-between-people":    (*env).paths,
	"sources-of-a-fact":       (*env).sourcesOf,
	"reports-of-a-roll-call":  (*env).reports,
	"conflicting-positions":   (*env).conflicting,
	"absences":                (*env).absences,
	"members-at":              (*env).members,
	"roll-call-positions":     (*env).positions,
	"roll-call-subjects":      (*env).subjects,
	"record-by-year":          (*env).record,
	"successors":              (*env).successors,
	"relations-counted":       (*env).relationsCounted,
	"withdrawn":               (*env).withdrawn,
	"claims-about-a-pair":     (*env).claimsAbout,
	"evidence-of-a-claim":     (*env).evidence,
	"claims-taken-back":       (*env).takenBack,
}

func text(p map[string]any, name string) string { s, _ := p[name].(string); return s }

// where makes the GraphQL filter of a query's parameters.
func where(p map[string]any) map[string]any {
	w := map[string]any{}
	if s := text(p, "body"); s != "" {
		w["body"] = []any{strings.ToUpper(s)}
	}
	for _, name := range []string{"since", "until"} {
		if s := text(p, name); s != "" {
			w[name] = s
		}
	}
	if s := text(p, "topic"); s != "" {
		w["topics"] = []any{strings.TrimPrefix(s, vocab.TopicPrefix)}
	}
	if s := text(p, "about"); s != "" {
		w["about"] = []any{s}
	}
	return w
}

func (e *env) pair(p map[string]any, fields string) any {
	e.t.Helper()
	return at(e.graphql(`query($between: [String!]!, $where: VoteFilter) { alignment(between: $between, where: $where) { `+fields+` } }`,
		map[string]any{"between": []any{p["a"], p["b"]}, "where": where(p)}), "alignment")
}

const point = `n same oneAbstained opposed identical { value } halfCredit { value }`

var pointColumns = []string{"n", "same", "oneAbstained", "opposed", "identical", "halfCredit"}

func pointRow(v any) []any {
	return []any{at(v, "n"), at(v, "same"), at(v, "oneAbstained"), at(v, "opposed"), at(v, "identical", "value"), at(v, "halfCredit", "value")}
}

func (e *env) agreement(p map[string]any) table {
	return table{columns: pointColumns, rows: [][]any{pointRow(items(e.pair(p, `byBody { `+point+` }`), "byBody")[0])}}
}

func (e *env) contested(p map[string]any) table {
	return table{columns: pointColumns, rows: [][]any{pointRow(at(e.pair(p, `contested { `+point+` }`), "contested"))}}
}

func (e *env) byYear(p map[string]any) table {
	out := table{columns: append([]string{"year"}, pointColumns...), ordered: true}
	for _, v := range items(e.pair(p, `series(by: YEAR) { label `+point+` }`), "series") {
		if at(v, "n") != 0.0 {
			out.add(append([]any{at(v, "label")}, pointRow(v)...)...)
		}
	}
	return out
}

func (e *env) positionsTable(p map[string]any) table {
	out := table{columns: []string{"a", "b", "votes"}}
	c := e.pair(p, `counts { order table }`)
	order := items(c, "counts", "order")
	for i, row := range items(c, "counts", "table") {
		for j, n := range row.([]any) {
			if n != 0.0 {
				out.add(lower(order[i]), lower(order[j]), n)
			}
		}
	}
	return out
}

func (e *env) splits(p map[string]any, args string) table {
	out := table{columns: []string{"rollCall", "date", "title", "a", "b"}}
	if args == "" {
		out.columns = append(out.columns, "opposed")
	}
	for _, v := range items(e.pair(p, `splits(`+args+`first: 5000) { nodes { rollCall { id date title } aChoice bChoice opposed } }`), "splits", "nodes") {
		row := []any{at(v, "rollCall", "id"), at(v, "rollCall", "date"), at(v, "rollCall", "title"), lower(at(v, "aChoice")), lower(at(v, "bChoice"))}
		if args == "" {
			row = append(row, at(v, "opposed"))
		}
		out.add(row...)
	}
	return out
}

// rollCalls gives all roll calls of a filter.
func (e *env) rollCalls(w map[string]any, fields string) []any {
	e.t.Helper()
	a := e.graphql(`query($where: VoteFilter) { rollCalls(where: $where, first: 5000) { totalCount nodes { `+fields+` } } }`, map[string]any{"where": w})
	l := items(a, "rollCalls", "nodes")
	if at(a, "rollCalls", "totalCount") != float64(len(l)) {
		l2 := items(e.graphql(`query($where: VoteFilter) { rollCalls(where: $where, first: 5000) { pageInfo { endCursor } } }`, map[string]any{"where": w}), "rollCalls")
		e.t.Fatalf("more than %d roll calls: %v", len(l), l2)
	}
	return l
}

func (e *env) vetoes(p map[string]any) table {
	w := where(p)
	w["body"], w["outcomes"] = []any{"SECURITY_COUNCIL"}, []any{"VETOED"}
	n := map[string]int{}
	for _, v := range e.rollCalls(w, `vetoedBy { id }`) {
		for _, m := range items(v, "vetoedBy") {
			n[at(m, "id").(string)]++
		}
	}
	out := table{columns: []string{"member", "vetoes"}}
	for m, k := range n {
		out.add(m, k)
	}
	return out
}

func (e *env) vetoesJoined(p map[string]any) table {
	out := table{columns: []string{"draft", "date", "title", "vetoedBy", "joined"}}
	for _, v := range e.rollCalls(map[string]any{"body": []any{"SECURITY_COUNCIL"}, "outcomes": []any{"VETOED"}}, `id date title vetoedBy { id } votes { country { id } choice }`) {
		var by, joined = []string{}, []string{}
		for _, m := range items(v, "vetoedBy") {
			by = append(by, at(m, "id").(string))
		}
		if !slices.Contains(by, text(p, "member")) {
			continue
		}
		for _, x := range items(v, "votes") {
			if id := at(x, "country", "id").(string); at(x, "choice") == "NO" && id != text(p, "member") {
				joined = append(joined, id)
			}
		}
		slices.Sort(joined)
		out.add(at(v, "id"), at(v, "date"), at(v, "title"), by, joined)
	}
	return out
}

func (e *env) closest(p map[string]any) table {
	out := table{columns: []string{"state", "identical", "n"}, ordered: true}
	a := e.graphql(`query($to: String!, $where: VoteFilter, $least: Int, $first: Int) { closest(to: $to, where: $where, minVotes: $least, first: $first) { country { id } measure { value n } } }`,
		map[string]any{"to": p["to"], "where": where(p), "least": p["least"], "first": p["first"]})
	for _, v := range items(a, "closest") {
		out.add(at(v, "country", "id"), at(v, "measure", "value"), at(v, "measure", "n"))
	}
	return out
}

func (e *env) matrix(p map[string]any) table {
	out := table{columns: []string{"a", "b", "n", "identical"}}
	var among []any
	for _, c := range p["among"].([]string) {
		among = append(among, c)
	}
	m := at(e.graphql(`query($among: [String!]!, $where: VoteFilter) { alignments(among: $among, where: $where) { countries { id } values n } }`,
		map[string]any{"among": among, "where": where(p)}), "alignments")
	cs, n, values := items(m, "countries"), items(m, "n"), items(m, "values")
	for i := range cs {
		for j := range cs {
			if a, b := at(cs[i], "id").(string), at(cs[j], "id").(string); a < b && n[i].([]any)[j] != 0.0 {
				out.add(a, b, n[i].([]any)[j], values[i].([]any)[j])
			}
		}
	}
	return out
}

func (e *env) derivedState(map[string]any) table {
	d, ok, err := e.service.Derived(context.Background())
	if !ok || err != nil || d.Stale {
		e.t.Fatalf("derived: %+v %v %v", d, ok, err)
	}
	return table{columns: []string{"revision", "edges", "finished"}, rows: [][]any{{d.Revision, d.Edges, !d.Broken}}}
}

// holds are the edges that can hold on the day.
func (e *env) holds(p map[string]any, f graph.EdgeFilter) []graph.Edge {
	day := graph.MustDate(text(p, "at"))
	return slices.DeleteFunc(e.edges(f), func(x graph.Edge) bool { return x.Interval().Contains(day) == graph.No })
}

func keys(ids ...string) []graph.Key {
	out := make([]graph.Key, len(ids))
	for i, id := range ids {
		out[i], _ = vocab.ParseID(id)
	}
	return out
}

func (e *env) leaders(p map[string]any) table {
	out := table{columns: []string{"person", "name", "office", "since", "until", "state", "ref"}}
	for _, x := range e.holds(p, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Leads}, To: keys(text(p, "country"))}) {
		state := "held"
		if seen := x.Props.Date("lastSeen"); x.Props.Date("until").IsZero() && !seen.IsZero() && graph.MustDate(text(p, "at")).After(seen.Last()) {
			state = "last known " + seen.String()
		}
		out.add(x.From.ID, e.node(x.From.ID).Props.Get("name"), x.Props.Get("office"), x.Props.Date("since"), x.Props.Date("until"), state, x.Props.Get("ref"))
	}
	return out
}

func (e *env) offices(p map[string]any) table {
	out := table{columns: []string{"country", "person", "relation", "office", "since", "until"}}
	for _, x := range e.holds(p, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Leads, vocab.Serves}, To: keys(text(p, "a"), text(p, "b"))}) {
		out.add(x.To.ID, x.From.ID, string(x.Kind), x.Props.Get("office"), x.Props.Date("since"), x.Props.Date("until"))
	}
	return out
}

// bound are the agreements a state is bound by on the day.
func (e *env) bound(p map[string]any, state string) map[string]bool {
	out := map[string]bool{}
	for _, x := range e.holds(p, graph.EdgeFilter{Kinds: []graph.Relation{vocab.PartyTo}, From: keys(state)}) {
		out[x.To.ID] = true
	}
	return out
}

func (e *env) agreementsAt(p map[string]any) table {
	out := table{columns: []string{"agreement", "name", "kind", "since", "until", "obligations"}}
	b := e.bound(p, text(p, "b"))
	for id := range e.bound(p, text(p, "a")) {
		if b[id] {
			n := e.node(id)
			out.add(id, n.Props.Get("name"), n.Props.Get("kind"), n.Props.Date("since"), n.Props.Date("until"), n.Props.Strings("obligations"))
		}
	}
	return out
}

func (e *env) agreementsCounted(p map[string]any) table {
	out := table{columns: []string{"state", "agreements"}}
	for _, c := range p["among"].([]string) {
		out.add(c, len(e.bound(p, c)))
	}
	return out
}

func (e *env) allies(p map[string]any) table {
	out := table{columns: []string{"ally", "since", "until", "obligations"}}
	for _, x := range e.holds(p, graph.EdgeFilter{Kinds: []graph.Relation{vocab.AlliedWith}, Touching: keys(text(p, "state"))}) {
		if !slices.Contains(x.Props.Strings("obligations"), text(p, "obligation")) {
			continue
		}
		ally := x.From.ID
		if ally == text(p, "state") {
			ally = x.To.ID
		}
		out.add(ally, x.Props.Date("since"), x.Props.Date("until"), x.Props.Strings("obligations"))
	}
	return out
}

func (e *env) around(p map[string]any) table {
	out := table{columns: []string{"kind", "id", "what", "day", "distance"}}
	day := func(d graph.Date) int {
		t, err := time.Parse(time.DateOnly, d.String())
		if err != nil {
			e.t.Fatal(err)
		}
		return int(t.Unix() / 86400)
	}
	visit := day(e.node(text(p, "event")).Props.Date("since"))
	for _, n := range e.nodes(graph.NodeFilter{Kinds: []graph.Kind{vocab.Event, vocab.Agreement}}) {
		d, what := n.Props.Date("since"), n.Props.String("title")
		if n.Kind == vocab.Agreement {
			d, what = n.Props.Date("signed"), n.Props.String("name")
		}
		if d.Precision() != graph.DayPrecision || n.ID == text(p, "event") {
			continue
		}
		if k := day(d) - visit; int64(max(k, -k)) <= p["days"].(int64) {
			out.add(string(n.Kind), n.ID, what, d, k)
		}
	}
	return out
}

func (e *env) took(state string) map[string]bool {
	out := map[string]bool{}
	for _, x := range e.edges(graph.EdgeFilter{Kinds: []graph.Relation{vocab.TookPart}, From: keys(state)}) {
		out[x.To.ID] = true
	}
	return out
}

func (e *env) eventsBetween(p map[string]any) table {
	out := table{columns: []string{"event", "kind", "since", "until", "title"}}
	b := e.took(text(p, "b"))
	for id := range e.took(text(p, "a")) {
		if b[id] {
			n := e.node(id)
			out.add(id, n.Props.Get("kind"), n.Props.Date("since"), n.Props.Date("until"), n.Props.Get("title"))
		}
	}
	return out
}

func (e *env) respondsTo(p map[string]any) table {
	out := table{columns: []string{"step", "event", "respondsTo", "certainty", "ref"}}
	from := []string{text(p, "event")}
	for step := 1; step <= 4 && len(from) > 0; step++ {
		var next []string
		for _, x := range e.edges(graph.EdgeFilter{Kinds: []graph.Relation{vocab.RespondsTo}, From: keys(from...)}) {
			out.add(step, x.From.ID, x.To.ID, x.Props.Get("certainty"), x.Props.Get("ref"))
			next = append(next, x.To.ID)
		}
		from = next
	}
	return out
}

func (e *env) claimsAbout(p map[string]any) table {
	out := table{columns: []string{"claim", "predicate", "status", "claimant", "stance", "date"}}
	a := e.graphql(`query($about: [String!]) { claims(about: $about, first: 500) { nodes { id predicate status statements { claimant { id } stance date } } } }`, map[string]any{"about": []any{p["a"], p["b"]}})
	for _, c := range items(a, "claims", "nodes") {
		for _, s := range items(c, "statements") {
			out.add(at(c, "id"), at(c, "predicate"), at(c, "status"), at(s, "claimant", "id"), lower(at(s, "stance")), at(s, "date"))
		}
	}
	return out
}

func (e *env) evidence(p map[string]any) table {
	out := table{columns: []string{"side", "record", "date", "note", "by"}}
	a := e.graphql(`query($id: ID!) { claim(id: $id) { evidence { what { id } against date note by } } }`, map[string]any{"id": p["claim"]})
	for _, x := range items(a, "claim", "evidence") {
		side := "SUPPORTED_BY"
		if at(x, "against") == true {
			side = "CONTRADICTED_BY"
		}
		out.add(side, at(x, "what", "id"), at(x, "date"), at(x, "note"), at(x, "by"))
	}
	return out
}

func (e *env) takenBack(map[string]any) table {
	out := table{columns: []string{"claim", "text", "status", "reason", "by", "action"}}
	for _, c := range items(e.graphql(`{ claims(first: 500) { nodes { id text status statusReason log { by action } } } }`, nil), "claims", "nodes") {
		if at(c, "status") == "open" {
			continue
		}
		for _, l := range items(c, "log") {
			if at(l, "action") == at(c, "status") {
				out.add(at(c, "id"), at(c, "text"), at(c, "status"), at(c, "statusReason"), at(l, "by"), at(l, "action"))
			}
		}
	}
	return out
}

// paths goes breadth first and gives all shortest ways.
func (e *env) paths(p map[string]any) table {
	next := map[string]map[string]bool{}
	for _, x := range e.edges(graph.EdgeFilter{Kinds: []graph.Relation{vocab.Leads, vocab.Serves, vocab.TookPart, vocab.PartyTo, vocab.AlliedWith, vocab.RespondsTo}}) {
		for _, d := range [][2]string{{x.From.ID, x.To.ID}, {x.To.ID, x.From.ID}} {
			if next[d[0]] == nil {
				next[d[0]] = map[string]bool{}
			}
			next[d[0]][d[1]] = true
		}
	}
	out := table{columns: []string{"nodes", "steps"}}
	ways := [][]string{{text(p, "a")}}
	seen := map[string]bool{text(p, "a"): true}
	for step := 1; step <= 6 && len(out.rows) == 0; step++ {
		var longer [][]string
		for _, w := range ways {
			for _, n := range slices.Sorted(maps.Keys(next[w[len(w)-1]])) {
				if !seen[n] {
					longer = append(longer, append(slices.Clone(w), n))
				}
			}
		}
		for _, w := range longer {
			seen[w[len(w)-1]] = true
			if w[len(w)-1] == text(p, "b") {
				out.add(w, step)
			}
		}
		ways = longer
	}
	return out
}

func (e *env) sourcesOf(p map[string]any) table {
	out := table{columns: []string{"relation", "other", "source", "ref", "citation"}}
	for _, x := range e.edges(graph.EdgeFilter{Touching: keys(text(p, "id"))}) {
		other := x.From
		if other.ID == text(p, "id") {
			other = x.To
		}
		if other.Kind == vocab.Source {
			continue
		}
		out.add(string(x.Kind), other.ID, x.Source, x.Props.Get("ref"), e.node("source/"+x.Props.String("ref")).Props.Get("citation"))
	}
	return out
}

func (e *env) reports(p map[string]any) table {
	out := table{columns: []string{"source", "per", "date", "meeting", "outcome", "yes", "no", "abstain", "note"}}
	for _, x := range e.edges(graph.EdgeFilter{Kinds: []graph.Relation{vocab.Reports}, To: keys(text(p, "rollCall"))}) {
		out.add(x.From.ID, x.Source, x.Props.Date("date"), x.Props.Get("meeting"), x.Props.Get("outcome"), x.Props.Get("yes"), x.Props.Get("no"), x.Props.Get("abstain"), x.Props.Get("note"))
	}
	return out
}

func (e *env) conflicting(p map[string]any) table {
	out := table{columns: []string{"rollCall", "settled", "per", "other", "otherPer", "note"}}
	settled := map[graph.Key]graph.Edge{}
	for _, x := range e.edges(graph.EdgeFilter{Kinds: []graph.Relation{vocab.Voted}, From: keys(text(p, "state"))}) {
		settled[x.To] = x
	}
	for _, y := range e.edges(graph.EdgeFilter{Kinds: []graph.Relation{vocab.VotedPer}, From: keys(text(p, "state"))}) {
		if x, ok := settled[y.To]; ok && x.Props.String("choice") != y.Props.String("choice") {
			out.add(x.To.ID, x.Props.Get("choice"), x.Source, y.Props.Get("choice"), y.Source, y.Props.Get("note"))
		}
	}
	return out
}

func (e *env) absences(p map[string]any) table {
	out := table{columns: []string{"rollCall", "date", "title"}}
	// Some thousand roll calls are asked for in parts, as a client would.
	for decade := 1940; decade < 2030; decade += 10 {
		w := where(p)
		w["since"], w["until"] = fmt.Sprint(decade), fmt.Sprint(decade+9)
		a := e.graphql(`query($where: VoteFilter, $of: String!) { rollCalls(where: $where, first: 5000) { nodes { id date title vote(of: $of) { choice } } } }`, map[string]any{"where": w, "of": p["state"]})
		for _, v := range items(a, "rollCalls", "nodes") {
			if at(v, "vote", "choice") == "ABSENT" {
				out.add(at(v, "id"), at(v, "date"), at(v, "title"))
			}
		}
	}
	return out
}

func (e *env) members(p map[string]any) table {
	out := table{columns: []string{"state"}, ordered: true}
	a := e.graphql(`query($of: String, $at: Date) { countries(memberOf: $of, at: $at, first: 500) { nodes { id } } }`, map[string]any{"of": p["organisation"], "at": p["at"]})
	for _, v := range items(a, "countries", "nodes") {
		out.add(at(v, "id"))
	}
	return out
}

func (e *env) rollCall(p map[string]any, fields string) any {
	return at(e.graphql(`query($symbol: String!) { rollCall(symbol: $symbol) { `+fields+` } }`, map[string]any{"symbol": strings.TrimPrefix(text(p, "rollCall"), "rollcall/")}), "rollCall")
}

func (e *env) positions(p map[string]any) table {
	out := table{columns: []string{"state", "choice"}}
	for _, v := range items(e.rollCall(p, `votes { country { id } choice }`), "votes") {
		out.add(at(v, "country", "id"), lower(at(v, "choice")))
	}
	return out
}

func (e *env) subjects(p map[string]any) table {
	out := table{columns: []string{"kind", "id"}}
	r := e.rollCall(p, `topics { id } concerns { id }`)
	for _, v := range items(r, "topics") {
		out.add("Topic", vocab.TopicPrefix+at(v, "id").(string))
	}
	for _, v := range items(r, "concerns") {
		out.add("Country", at(v, "id"))
	}
	return out
}

func (e *env) record(p map[string]any) table {
	out := table{columns: []string{"year", "rollCalls", "vetoed"}, ordered: true}
	for y := 1945; y < 2030; y++ {
		w := where(p)
		w["since"], w["until"] = fmt.Sprint(y), fmt.Sprint(y)
		v := maps.Clone(w)
		v["outcomes"] = []any{"VETOED"}
		a := e.graphql(`query($w: VoteFilter, $v: VoteFilter) { all: rollCalls(where: $w, first: 1) { totalCount } vetoed: rollCalls(where: $v, first: 1) { totalCount } }`, map[string]any{"w": w, "v": v})
		if n := at(a, "all", "totalCount"); n != 0.0 {
			out.add(fmt.Sprint(y), n, at(a, "vetoed", "totalCount"))
		}
	}
	return out
}

func (e *env) successors(p map[string]any) table {
	out := table{columns: []string{"successor", "predecessor"}}
	c := at(e.graphql(`query($name: String!) { country(name: $name) { predecessors { id } successors { id } } }`, map[string]any{"name": p["state"]}), "country")
	for _, v := range items(c, "predecessors") {
		out.add(p["state"], at(v, "id"))
	}
	for _, v := range items(c, "successors") {
		out.add(at(v, "id"), p["state"])
	}
	return out
}

func (e *env) relationsCounted(p map[string]any) table {
	a, b := text(p, "a"), text(p, "b")
	common := func(x, y map[string]bool) int {
		n := 0
		for k := range x {
			if y[k] {
				n++
			}
		}
		return n
	}
	party := func(state string) map[string]bool {
		m := map[string]bool{}
		for _, x := range e.edges(graph.EdgeFilter{Kinds: []graph.Relation{vocab.PartyTo}, From: keys(state)}) {
			m[x.To.ID] = true
		}
		return m
	}
	alliances := map[string]bool{}
	for _, x := range e.edges(graph.EdgeFilter{Kinds: []graph.Relation{vocab.AlliedWith}, From: keys(a, b), To: keys(a, b)}) {
		alliances[x.ID] = true
	}
	calls := 0.0
	for _, row := range items(e.pair(p, `counts { table }`), "counts", "table") {
		for _, n := range row.([]any) {
			calls += n.(float64)
		}
	}
	return table{columns: []string{"agreements", "alliances", "events", "rollCalls"},
		rows: [][]any{{common(party(a), party(b)), len(alliances), common(e.took(a), e.took(b)), calls}}}
}

func (e *env) withdrawn(p map[string]any) table {
	out := table{columns: []string{"from", "relation", "to", "source", "withdrawn"}}
	for _, x := range e.edges(graph.EdgeFilter{Kinds: []graph.Relation{vocab.Withdrawn}}) {
		if d := x.Props.Date("withdrawn"); d.String() >= text(p, "since") {
			out.add(x.From.ID, x.Props.Get("relation"), x.To.ID, x.Source, d)
		}
	}
	return out
}
