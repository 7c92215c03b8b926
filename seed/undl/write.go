package undl

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"slices"
	"strconv"
	"strings"

	"entente/graph"
	"entente/graph/names"
	"entente/graph/vocab"
	"entente/seed"
	"entente/seed/topics"
	"entente/seed/votes"
)

// writer lays a delivery over the graph.
type writer struct {
	dataset
	ctx   context.Context
	store graph.Store
	opts  seed.Options
	file  *file
	rep   *seed.Report
	cut   bool // the file broke off

	loader  *graph.Loader
	settler *votes.Settler
	ids     *votes.IDs
	have    map[graph.Key]graph.Props // roll calls in the store
	said    map[graph.Key]graph.Props // what we reported of them before
	better  map[graph.Key]bool        // roll calls that a source before us gives
	nodes   map[graph.Key]bool        // countries and topics in the store
	who     []resolved                // by member of the file

	gone    []graph.Key    // roll calls that the file took back altogether
	span    graph.Interval // of the dates in the file
	done    int
	lists   map[string][]string // records by what is odd about them
	digest  hash.Hash           // of what was kept
	scratch []byte
	numbers map[graph.Key]int32 // countries of the file, numbered
}

// resolved is a member's country at the date last asked for.
type resolved struct {
	at      graph.Date
	key     graph.Key
	refused string
	country int32
}

// What is odd about a record. The texts head the list in the report.
const (
	oddTotals    = "the stated totals differ from the rows"
	oddMissing   = "rows are fewer or more than the stated members; the position of a member left out is unknown"
	oddHeads     = "rows of one record disagree on what they vote on; the majority of its rows is kept"
	oddSymbol    = "no symbol; keyed by the library's number"
	oddSilent    = "no position of any member"
	oddFailed    = "only a draft's symbol and no two thirds in favour; taken as failed"
	oddDraft     = "only a draft's symbol, two thirds in favour; taken as adopted"
	oddTwin      = "all positions equal another record of the day"
	oddNumber    = "a stated total is not a number"
	oddDisagrees = "a position differs from the one of the source that comes before"
	oddDate      = "the date differs from the one of the source that comes before"
	oddTally     = "a total differs from the one of the source that comes before"
)

var oddities = []string{oddTotals, oddMissing, oddHeads, oddSymbol, oddSilent, oddFailed, oddDraft, oddTwin, oddNumber, oddDisagrees, oddDate, oddTally}

func (w *writer) odd(what, record string) {
	w.lists[what] = append(w.lists[what], record)
}

func (w *writer) write() error {
	w.lists, w.numbers, w.digest = map[string][]string{}, map[graph.Key]int32{}, sha256.New()
	w.who = make([]resolved, len(w.file.members))
	if err := w.prepare(); err != nil {
		return err
	}
	sortRecords(w.file.records)
	err := w.records()
	if err == nil {
		err = w.finish()
	}
	w.summary()
	return err
}

// prepare reads what the store has of these roll calls.
func (w *writer) prepare() error {
	id := w.manifest.ID
	if err := seed.DeclareSource(w.ctx, w.store, w.manifest); err != nil {
		return err
	}
	w.have, w.said, w.better, w.nodes = map[graph.Key]graph.Props{}, map[graph.Key]graph.Props{}, map[graph.Key]bool{}, map[graph.Key]bool{}
	for n, err := range w.store.Nodes(w.ctx, graph.NodeFilter{Kinds: []graph.Kind{vocab.RollCall}}) {
		if err != nil {
			return fmt.Errorf("read the roll calls in the store: %w", err)
		}
		w.have[n.Key] = n.Props
	}
	for n, err := range w.store.Nodes(w.ctx, graph.NodeFilter{Kinds: []graph.Kind{vocab.Country, vocab.Topic}, Props: []string{}}) {
		if err != nil {
			return fmt.Errorf("read the countries in the store: %w", err)
		}
		w.nodes[n.Key] = true
	}
	w.ids = votes.NewIDs()
	// Every file that names records by the library's numbers gives a record the
	// same id; what this one said is compared with what it says now.
	library := []string{Assembly.Manifest().ID, Council.Manifest().ID, Wide.Manifest().ID}
	for e, err := range w.store.Edges(w.ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Reports}, Sources: library}) {
		if err != nil {
			return fmt.Errorf("read what %s reported before: %w", id, err)
		}
		// What the starter graph quotes of the file has no record's number; it is
		// not a delivery.
		if number, ok := strings.CutPrefix(e.Props.String("ref"), "undl:"); ok && e.To.Kind == vocab.RollCall {
			if e.Source == id {
				w.said[e.To] = e.Props
			}
			w.ids.Remember(e.To, symbolOf(w.have[e.To].String("body"), e.Props.String("symbol")), number)
		}
	}
	var before []string
	for _, body := range []string{votes.Assembly, votes.Council} {
		if w.body == body || w.body == "" {
			before = append(before, sourcesBefore(body, id)...)
		}
	}
	if len(before) > 0 {
		f := graph.EdgeFilter{Kinds: []graph.Relation{vocab.Reports, vocab.Concerns, vocab.Voted, vocab.VotedPer}, Sources: before, Props: []string{"ref"}}
		for e, err := range w.store.Edges(w.ctx, f) {
			if err != nil {
				return fmt.Errorf("read what %s has: %w", strings.Join(before, ", "), err)
			}
			call := e.To
			if e.From.Kind == vocab.RollCall {
				call = e.From
			}
			if slices.Contains(library, e.Source) && !strings.HasPrefix(e.Props.String("ref"), "undl:") {
				continue // only quoted
			}
			// A source can come before us in one body and after us in the other.
			if body := w.have[call].String("body"); body == "" || votes.Before(body, e.Source, id) {
				w.better[call] = true
			}
		}
	}

	lo := w.opts.LoadOptions(vocab.Voted, vocab.VotedPer, vocab.Reports, vocab.Concerns)
	lo.OnWithdraw = func(edges []graph.Edge) {
		w.settler.Withdrawn(edges)
		for _, e := range edges {
			if e.Kind == vocab.Reports {
				w.gone = append(w.gone, e.To)
			}
		}
	}
	lo.Speaks = w.speaks
	var err error
	if w.loader, err = graph.NewLoader(w.ctx, w.store, id, lo); err != nil {
		return err
	}
	w.settler, err = votes.NewSettler(w.ctx, w.store, id, w.loader)
	return err
}

// sourcesBefore names the sources whose word on a roll call comes before ours.
func sourcesBefore(body, id string) []string {
	order := votes.Order[body]
	if i := slices.Index(order, id); i > 0 {
		return order[:i]
	}
	return nil
}

// speaks tells whether the delivery speaks for an edge: its roll call's day, as
// we reported it, lies within the days the file covers. A file that broke off or
// has a row that could not be read speaks for nothing, and none speaks for a
// record of which a row was refused: what it seems to lack may be there. What
// the starter graph quotes of the file is the starter's to take back.
func (w *writer) speaks(e graph.Edge) bool {
	number, ours := strings.CutPrefix(e.Props.String("ref"), "undl:")
	if !ours || w.cut || w.file.blind || w.span.Since.IsZero() || w.file.unsure[number] {
		return false
	}
	call := e.To
	if call.Kind != vocab.RollCall {
		call = e.From
	}
	date := w.said[call].Date("date")
	if date.IsZero() {
		date = w.have[call].Date("date")
	}
	return !date.IsZero() && w.span.Contains(date) == graph.Certain
}

// call is one record on its way into the graph.
type call struct {
	*record
	head     *head
	key      graph.Key
	symbol   string
	date     graph.Date
	ref      string
	places   []place
	counts   [4]int
	stated   [5]int // yes, no, abstain, absent, members
	has      [5]bool
	silent   bool // no member has a position
	without  bool // adopted without a vote
	kind     string
	outcome  string
	vetoedBy []string
	warnings []string
}

type place struct {
	row
	key     graph.Key
	country int32
}

func (w *writer) records() error {
	calls := make([]*call, len(w.file.records))
	for i, r := range w.file.records {
		calls[i] = w.read(r)
	}
	// Reading what a title is about costs as much as a quarter of writing its
	// votes, so it is done beside it, a few records ahead.
	ctx, stop := context.WithCancel(w.ctx)
	defer stop()
	subjects := make(chan subject, 64)
	go w.subjects(ctx, calls, subjects)

	byDay := map[string]string{} // day and positions to record, for twins
	for _, c := range calls {
		var about subject
		select {
		case about = <-subjects:
		case <-w.ctx.Done():
		}
		if err := w.ctx.Err(); err != nil {
			return fmt.Errorf("the import was stopped; what is written stays, and importing again goes on from there: %w", err)
		}
		if err := w.members(c); err != nil {
			return err
		}
		w.done += len(c.rows)
		if len(c.places) == 0 {
			continue
		}
		w.rep.Records++
		w.check(c, byDay)
		if err := w.put(c, about); err != nil {
			return err
		}
		c.places = nil
		if w.opts.Progress != nil {
			w.opts.Progress((w.file.lines + w.done) / 2)
		}
	}
	return nil
}

// subject is what a roll call is about.
type subject struct {
	topics []string
	about  []graph.Key
}

// subjects gives for each record in turn what it is about, by its words. It
// gives nothing for one that a source before us settled: what such a roll call
// is about was settled with it, and a longer title from here must not move it
// into other topics, since counts would change.
func (w *writer) subjects(ctx context.Context, calls []*call, out chan<- subject) {
	for _, c := range calls {
		var s subject
		if !w.better[c.key] {
			s.topics, s.about = topics.Of(c.date, c.head.get(colTitle), c.head.get(colAgenda), c.head.get(colSubjects))
		}
		select {
		case out <- s:
		case <-ctx.Done():
			return
		}
	}
}

// read makes out what a record says of itself.
func (w *writer) read(r *record) *call {
	columns := w.columns()
	h, differ := r.head(func(c int) string { return columns[c].Name })
	c := &call{record: r, head: h, ref: "undl:" + r.number, symbol: symbolOf(r.body, h.get(colSymbol))}
	c.date, _ = graph.ParseDate(h.get(colDate)) // checked row by row
	c.key = w.ids.Of(c.symbol, r.number)
	if len(differ) > 0 {
		w.odd(oddHeads, c.name())
		c.warn("its rows give different values of %s", strings.Join(differ, ", "))
	}
	return c
}

func (c *call) name() string {
	if c.symbol == "" {
		return c.ref
	}
	return c.symbol + " (" + c.ref + ")"
}

func (c *call) warn(format string, args ...any) {
	c.warnings = append(c.warnings, fmt.Sprintf(format, args...))
}

// members finds the members' countries and takes out rows that repeat or
// contradict one another.
func (w *writer) members(c *call) error {
	c.places = make([]place, 0, len(c.rows))
	for _, r := range c.rows {
		m := &w.who[r.member]
		if m.at != c.date {
			w.resolve(m, w.file.members[r.member], c.date)
		}
		if m.refused != "" {
			w.file.refuse(w.rep, int(r.line), c.number, m.refused)
			continue
		}
		c.places = append(c.places, place{r, m.key, m.country})
	}
	slices.SortFunc(c.places, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.country, b.country), cmp.Compare(a.line, b.line))
	})
	kept := c.places[:0]
	for i := 0; i < len(c.places); {
		j := i + 1
		same := true
		for ; j < len(c.places) && c.places[j].country == c.places[i].country; j++ {
			same = same && c.places[j].choice == c.places[i].choice
		}
		if same {
			kept = append(kept, c.places[i])
			w.rep.Duplicates += j - i - 1
		} else {
			// Which of them is right nobody can tell, so the member's position
			// is unknown and no row is kept.
			for _, p := range c.places[i:j] {
				w.file.refuse(w.rep, int(p.line), c.number, "rows contradict one another on a member's position in one roll call")
			}
			c.warn("rows contradict one another on the position of %s", vocab.Rest(c.places[i].key))
		}
		i = j
	}
	c.places = kept
	for _, p := range c.places {
		c.counts[p.choice]++
	}
	return w.needCountries(c)
}

var totalColumns = [5]int{colYes, colNo, colAbstain, colAbsent, colMembers}
var totalWords = [5]string{"yes", "no", "abstain", "absent", "members"}

// check compares the record with itself and settles kind and outcome.
func (w *writer) check(c *call, byDay map[string]string) {
	for i, col := range totalColumns {
		n, given, ok := total(c.head.get(col))
		if !ok {
			w.odd(oddNumber, c.name())
			c.warn("its total %q of %s is not a number", seed.Clip(c.head.get(col), 40), totalWords[i])
			continue
		}
		c.stated[i], c.has[i] = n, given
	}
	for i, n := range c.counts {
		if c.has[i] && c.stated[i] != n { // B48
			w.odd(oddTotals, c.name())
			c.warn("it states %d %s, its rows have %d", c.stated[i], totalWords[i], n)
		}
	}
	if c.has[4] && c.stated[4] != len(c.places) { // B49
		w.odd(oddMissing, c.name())
		if len(c.places) < c.stated[4] && c.number == w.file.last {
			// A file cut between two rows ends so: its last record takes back
			// nothing of what it had before.
			w.file.unsure[c.number] = true
		}
		c.warn("it states %d members and has rows of %d; the position of a member left out is unknown", c.stated[4], len(c.places))
	}
	if c.symbol == "" {
		w.odd(oddSymbol, c.name())
		c.warn("it gives no symbol")
	}

	c.silent = c.counts[3] == len(c.places)
	c.without = withoutVote(c.head.get(colModality), c.head.get(colNote))
	c.kind = "whole"
	if c.silent && !c.without {
		if c.body == votes.Council {
			// A text of the Council needs seven or nine votes in favour: one
			// that was adopted with none was adopted without a vote. The file
			// to 2021 writes all such with X for every member (B46).
			c.without = true
		} else {
			// The Assembly's file is of recorded votes alone. Three of them
			// have lost their positions; they stay votes.
			w.odd(oddSilent, c.name())
			c.warn("it gives no position of any member")
		}
	}
	if c.without {
		c.kind = "without_vote"
	}
	w.outcome(c)

	if c.without || c.silent {
		return
	}
	// The library has some votes twice, under the draft and under the
	// resolution. Both are kept, since equal votes of a day on two texts are
	// common; only a record with no resolution's symbol is suspicious.
	var b strings.Builder
	b.WriteString(c.date.String())
	for _, p := range c.places {
		b.WriteString(strconv.Itoa(int(p.country)*4 + int(p.choice)))
		b.WriteByte(' ')
	}
	twin, ok := byDay[b.String()]
	if !ok {
		byDay[b.String()] = c.name()
	} else if !strings.Contains(c.symbol, "/RES/") {
		w.odd(oddTwin, c.name())
		c.warn("its positions all equal those of %s; it may be the same vote", twin)
	}
}

// permanent are the permanent members by their codes, in the Council of any
// year; the seat of China was the Republic of China's until 1971.
var permanent = map[string]bool{"CHN": true, "TWN": true, "FRA": true, "GBR": true, "RUS": true, "USA": true}

// outcome settles what became of the text. A text that was carried has a
// resolution's symbol; these files hold such alone, but for slips.
func (w *writer) outcome(c *call) {
	c.outcome = "adopted"
	yes, no := c.counts[0], c.counts[1]
	switch {
	case c.symbol == "" || strings.Contains(c.symbol, "/RES/") || c.without || c.silent:
	case c.body == votes.Assembly:
		// A draft's symbol alone: the record does not tell. One that had two
		// thirds of those voting was carried under any rule; A/73/L.42, with a
		// simple majority only, fell because two thirds were asked for.
		if 3*yes < 2*(yes+no) {
			c.outcome = "failed"
			w.odd(oddFailed, c.name())
			c.warn("it gives only a draft's symbol, and fewer than two thirds were in favour; it is taken as failed")
		} else {
			w.odd(oddDraft, c.name())
			c.warn("it gives only a draft's symbol; with two thirds in favour it is taken as adopted")
		}
	default:
		need := 9
		if c.date.Before(graph.Day(1966, 1, 1)) { // the Council had eleven members
			need = 7
		}
		for _, p := range c.places {
			if p.choice == 1 && permanent[vocab.Rest(p.key)] {
				c.vetoedBy = append(c.vetoedBy, p.key.ID)
			}
		}
		slices.Sort(c.vetoedBy)
		switch {
		case yes < need:
			c.outcome, c.vetoedBy = "failed", nil
		case len(c.vetoedBy) > 0:
			c.outcome = "vetoed"
		}
	}
}

// put writes the roll call, its positions, what the file says of it and what it
// is about.
func (w *writer) put(c *call, about subject) error {
	w.span.Since, w.span.Until = widen(w.span, c.date)
	node := w.have[c.key]
	first := !w.better[c.key] && !w.kindOfOthers(c, node)

	settledKind := c.kind
	if !first && node.String("kind") != "" {
		settledKind = node.String("kind")
	}
	for _, p := range c.places {
		if !c.silent && w.beforeAdmission(c, p) {
			c.warn("%s is listed as non-voting before it was a member", vocab.Rest(p.key))
		}
	}
	want, said := w.values(c)
	if node == nil {
		// A new node goes ahead of its edges; no other source can hold any.
		if err := w.node(c, nil, want, first); err != nil {
			return err
		}
	}
	// Letters of a record without a vote say nothing, whatever was settled.
	rc, err := w.settler.RollCall(c.key, c.body, c.without || c.silent || settledKind == "without_vote")
	if err != nil {
		return err
	}
	var differ []string
	for _, p := range c.places {
		if w.beforeAdmission(c, p) {
			if err := rc.Aside(p.key, choices[p.choice], c.ref); err != nil {
				return err
			}
			continue
		}
		settled, by, err := rc.Place(p.key, choices[p.choice], c.ref)
		if err != nil {
			return err
		}
		if by != "" && by != w.manifest.ID && settled != choices[p.choice] {
			differ = append(differ, fmt.Sprintf("%s %s (%s: %s)", vocab.Rest(p.key), choices[p.choice], by, settled))
		}
	}
	if len(differ) > 0 { // B47 and the like: both stay, the first source counts
		w.odd(oddDisagrees, c.name())
		slices.Sort(differ)
		c.warn("other positions: %s", few(differ, 6))
	}
	if node != nil {
		if err := w.node(c, node, want, first); err != nil {
			return err
		}
	}
	w.said[c.key] = said
	e := graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.Reports, From: seed.SourceKey(w.manifest.ID), To: c.key, Source: w.manifest.ID}, Props: said}
	if err := w.loader.Edge(e); err != nil {
		return err
	}
	w.mark(c)
	if !first {
		return nil
	}
	return w.concerns(c, about)
}

// beforeAdmission tells that a record lists a state as non-voting on a day on
// which it was no member: it was not absent then (B31).
func (w *writer) beforeAdmission(c *call, p place) bool {
	if c.body != votes.Assembly || choices[p.choice] != "absent" {
		return false
	}
	e, ok := names.Lookup(p.key)
	return ok && len(e.UN) > 0 && e.MemberAt(c.date) == graph.No
}

// kindOfOthers tells whether a roll call's kind was settled by a source that
// comes before us and left no other mark: the starter has texts adopted without
// a vote of which it has no position and no topic.
func (w *writer) kindOfOthers(c *call, node graph.Props) bool {
	have := node.String("kind")
	if have == "" || len(sourcesBefore(c.body, w.manifest.ID)) == 0 {
		return false
	}
	if said, ok := w.said[c.key]; ok {
		return said.String("kind") != have
	}
	return c.kind != have
}

func few(list []string, n int) string {
	if len(list) <= n {
		return strings.Join(list, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(list[:n], ", "), len(list)-n)
}

func widen(v graph.Interval, d graph.Date) (since, until graph.Date) {
	since, until = v.Since, v.Until
	if since.IsZero() || d.First().Compare(since) < 0 {
		since = d.First()
	}
	if until.IsZero() || d.Last().Compare(until) > 0 {
		until = d.Last()
	}
	return since, until
}

// values gives what the record would settle on the node, and the edge's
// properties: what the file says, as it says it.
func (w *writer) values(c *call) (want, said graph.Props) {
	h := c.head
	symbol, session := c.symbol, h.get(colSession)
	if symbol == "" {
		symbol = vocab.Rest(c.key)
	}
	if session == "" && c.body == votes.Assembly {
		session = vocab.SessionOf(c.symbol)
	}
	title := h.get(colTitle)
	if c.body == votes.Assembly {
		title = titleOf(title)
	}
	want = graph.P("body", c.body, "kind", c.kind, "date", c.date, "symbol", symbol, "outcome", c.outcome)
	said = graph.P("date", c.date, "symbol", h.get(colSymbol), "kind", c.kind, "outcome", c.outcome, "ref", c.ref)
	text := func(ps *graph.Props, name, value string) {
		if value != "" {
			*ps = ps.With(name, value)
		}
	}
	text(&want, "session", session)
	text(&want, "title", title)
	text(&want, "agenda", h.get(colAgenda))
	text(&want, "draft", vocab.NormalizeSymbol(c.body, h.get(colDraft)))
	text(&want, "meeting", vocab.NormalizeSymbol(c.body, h.get(colMeeting)))
	text(&said, "session", h.get(colSession))
	text(&said, "title", h.get(colTitle))
	text(&said, "agenda", h.get(colAgenda))
	text(&said, "subjects", h.get(colSubjects))
	text(&said, "draft", h.get(colDraft))
	text(&said, "report", h.get(colReport))
	text(&said, "meeting", h.get(colMeeting))
	text(&said, "note", h.get(colNote))
	text(&said, "url", h.get(colLink))
	for i, name := range totalWords {
		if !c.has[i] {
			continue
		}
		said = said.With(name, int64(c.stated[i]))
		if i < 4 {
			want = want.With(name, int64(c.stated[i]))
		}
	}
	if len(c.vetoedBy) > 0 {
		want = want.With("vetoedBy", c.vetoedBy)
	}
	return want, said
}

// node writes what changes of a roll call's node.
func (w *writer) node(c *call, have, want graph.Props, first bool) error {
	changes := w.settle(c, have, want, first)
	merged := have.Merge(changes)
	if have != nil && merged.Equal(have) {
		return nil
	}
	w.have[c.key] = merged
	return w.loader.Node(graph.Node{Key: c.key, Props: changes})
}

// settle gives the changes to the node. Where no source comes before us our
// values are the settled ones; else they fill what is missing, and follow their
// own changes where the node has what we said before.
func (w *writer) settle(c *call, node, want graph.Props, first bool) graph.Props {
	if !first {
		before := w.said[c.key]
		kept := graph.Props{}
		for _, p := range want {
			have := node.Get(p.Name)
			if have == nil || graph.EqualValue(have, p.Value) || before != nil && graph.EqualValue(have, before.Get(p.Name)) {
				kept = append(kept, p)
				continue
			}
			switch p.Name {
			case "date": // B37: both stay, the order of meetings shows which is likelier
				w.odd(oddDate, c.name())
				c.warn("dated %s, settled %s", p.Value, have)
			case "yes", "no", "abstain", "absent":
				w.odd(oddTally, c.name())
				c.warn("%s %d, settled %d", p.Name, p.Value, have)
			}
		}
		want = kept
	}
	warnings := ownWarnings(node.Strings("warnings"), w.manifest.ID, c.warnings)
	switch {
	case len(warnings) > 0:
		want = want.With("warnings", warnings)
	case node.Get("warnings") != nil:
		want = want.With("warnings", nil)
	}
	return want
}

// ownWarnings replaces a source's warnings in a roll call's list and leaves
// those of others.
func ownWarnings(have []string, source string, own []string) []string {
	var out []string
	for _, s := range have {
		if !strings.HasPrefix(s, source+": ") {
			out = append(out, s)
		}
	}
	for _, s := range own {
		if s = source + ": " + s; !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	slices.Sort(out)
	return out
}

// concerns writes what the roll call is about.
func (w *writer) concerns(c *call, is subject) error {
	edge := func(to graph.Key) error {
		return w.loader.Edge(graph.Edge{
			EdgeKey: graph.EdgeKey{Kind: vocab.Concerns, From: c.key, To: to, Source: w.manifest.ID},
			Props:   graph.P("ref", c.ref)})
	}
	for _, id := range is.topics {
		key := vocab.Key(vocab.Topic, id)
		if !w.nodes[key] {
			i := slices.IndexFunc(vocab.Topics, func(t vocab.TopicDef) bool { return t.ID == id })
			if i < 0 {
				continue
			}
			w.nodes[key] = true
			if err := w.loader.Node(graph.Node{Key: key, Props: graph.P("name", vocab.Topics[i].Name, "definition", vocab.Topics[i].Doc)}); err != nil {
				return err
			}
		}
		if err := edge(key); err != nil {
			return err
		}
	}
	for _, key := range is.about {
		if !w.nodes[key] {
			if err := w.country(key); err != nil {
				return err
			}
		}
		if err := edge(key); err != nil {
			return err
		}
	}
	return nil
}

// mark adds the record to the fingerprint. Records come in the order of their
// numbers, so the order and form of the file do not matter.
func (w *writer) mark(c *call) {
	b := append(w.scratch[:0], c.number...)
	for _, t := range c.head.text {
		b = append(append(b, 1), t...)
	}
	slices.SortFunc(c.places, func(a, b place) int { return strings.Compare(a.key.ID, b.key.ID) })
	for _, p := range c.places {
		b = append(append(append(b, 2), p.key.ID...), '0'+p.choice)
	}
	w.scratch = append(b, 0)
	w.digest.Write(w.scratch)
}

func (w *writer) finish() error {
	if err := w.settler.Flush(); err != nil {
		return err
	}
	report, err := w.loader.Finish()
	w.rep.Withdrawn = report.Withdrawn
	var vanished *graph.VanishedError
	if err != nil && !errors.As(err, &vanished) {
		return err
	}
	if err := w.settler.Settle(); err != nil {
		return err
	}
	if err := w.takenBack(); err != nil {
		return err
	}
	if err != nil || w.cut || w.rep.Read == 0 {
		return err
	}
	return seed.FinishSource(w.ctx, w.store, w.manifest.ID, seed.Loaded{
		Covers:      w.span,
		Records:     w.loader.Held(vocab.Voted) + w.loader.Held(vocab.VotedPer),
		Fingerprint: hex.EncodeToString(w.digest.Sum(nil)[:8]),
		Day:         w.opts.Day,
	})
}

// takenBack marks roll calls of which the source withdrew the whole record: the
// node stays, since other records may speak of it, and says so.
func (w *writer) takenBack() error {
	if len(w.gone) == 0 {
		return nil
	}
	text := "the source took this record back"
	if !w.opts.Day.IsZero() {
		text += "; found on " + w.opts.Day.String()
	}
	var b graph.Batch
	for _, key := range w.gone {
		warnings := ownWarnings(w.have[key].Strings("warnings"), w.manifest.ID, []string{text})
		b.Nodes = append(b.Nodes, graph.Node{Key: key, Props: graph.P("warnings", warnings)})
	}
	if _, err := w.store.Upsert(w.ctx, b); err != nil {
		return fmt.Errorf("mark the records that were taken back: %w", err)
	}
	return nil
}

// summary fills the report's counts, warnings and notes.
func (w *writer) summary() {
	if w.settler != nil {
		var aside int
		w.rep.Kept, w.rep.Unchanged, aside = w.settler.Counts()
		if aside > 0 {
			w.rep.Note("%s positions that other sources gave are now given by %s; theirs are kept beside it", seed.Thousands(aside), w.manifest.ID)
		}
	}
	for _, what := range oddities {
		if list := w.lists[what]; len(list) > 0 {
			list = slices.Compact(list)
			w.rep.Warn("%s: %d %s: %s", what, len(list), seed.Plural(len(list), "record", "records"), few(list, 5))
		}
	}
	if !w.span.Since.IsZero() {
		w.rep.Note("the rows are of %s to %s", w.span.Since, w.span.Until)
	}
	w.rep.Note("what it holds: %s", w.manifest.Scope)
	if w.body != votes.Council {
		w.sessionGaps()
	}
	if w.body != votes.Assembly {
		w.numberGaps()
	}
	w.unmatched()
	switch {
	case w.cut:
		w.rep.Note("the file broke off: what was read is kept, and nothing was withdrawn")
	case w.file.blind:
		w.rep.Note("a row could not be read, so what the file lacks was not withdrawn")
	case w.rep.Refused > 0:
		w.rep.Note("of records with refused rows nothing was withdrawn")
	}
}

// sessionGaps names regular sessions without a recorded vote between the first
// and the last (B53).
func (w *writer) sessionGaps() {
	have := map[int]bool{}
	lo, hi := 0, 0
	for _, r := range w.file.records {
		if r.body != votes.Assembly {
			continue
		}
		h, _ := r.head(func(int) string { return "" })
		s := h.get(colSession)
		if s == "" {
			s = vocab.SessionOf(symbolOf(r.body, h.get(colSymbol)))
		}
		if n, err := strconv.Atoi(s); err == nil && n > 0 && n < 1000 {
			if lo == 0 || n < lo {
				lo = n
			}
			hi = max(hi, n)
			have[n] = true
		}
	}
	var gaps []string
	for n := lo + 1; n < hi; n++ {
		switch {
		case have[n]:
		case n == 19:
			w.rep.Note("session 19 (1964-65) has no recorded vote, as expected: the Assembly avoided voting during the dispute over arrears")
		default:
			gaps = append(gaps, strconv.Itoa(n))
		}
	}
	if len(gaps) > 0 {
		w.rep.Warn("no recorded vote in %s %s, between the file's first session and its last; rows may be missing", seed.Plural(len(gaps), "session", "sessions"), few(gaps, 20))
	}
}

// unmatched says so where a source that is matched to these records by its own
// import came before them: until it is imported again a vote can count twice.
func (w *writer) unmatched() {
	n := 0
	for key, have := range w.have {
		if strings.HasPrefix(vocab.Rest(key), "unvotes/") && have.String("kind") == "whole" {
			n++
		}
	}
	if n > 0 && w.body != votes.Council && w.rep.Kept > 0 {
		w.rep.Warn("%s roll calls of unvotes stand in the store on their own; import unvotes again, so that those which are in this file are matched to it and count once", seed.Thousands(n))
	}
}

// numberGaps names Council resolutions missing between the first and the last.
func (w *writer) numberGaps() {
	have := map[int]bool{}
	lo, hi := 0, 0
	for _, r := range w.file.records {
		if r.body != votes.Council {
			continue
		}
		h, _ := r.head(func(int) string { return "" })
		rest, ok := strings.CutPrefix(symbolOf(r.body, h.get(colSymbol)), "S/RES/")
		number, _, _ := strings.Cut(rest, "(")
		if n, err := strconv.Atoi(number); ok && err == nil && n > 0 && n < 100_000 {
			if lo == 0 || n < lo {
				lo = n
			}
			hi = max(hi, n)
			have[n] = true
		}
	}
	var gaps []string
	for n := lo + 1; n < hi; n++ {
		if !have[n] {
			gaps = append(gaps, strconv.Itoa(n))
		}
	}
	if len(gaps) > 0 {
		w.rep.Warn("%d resolutions between the file's first and last are not in it: %s", len(gaps), few(gaps, 20))
	}
}
