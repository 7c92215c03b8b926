package unvotes

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"slices"
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
	ctx      context.Context
	store    graph.Store
	opts     seed.Options
	file     *file
	rep      *seed.Report
	manifest seed.Manifest

	loader  *graph.Loader
	settler *votes.Settler
	have    map[graph.Key]graph.Props // roll calls of the Assembly in the store
	others  map[graph.Key]bool        // roll calls that another source reports or gives positions of
	said    map[graph.Key]graph.Props // what we reported of them before
	was     map[string][]graph.Key    // by our ref: the roll calls it stood for before; two where an import broke off
	nodes   map[graph.Key]bool        // countries and topics in the store
	numbers map[graph.Key]int32
	country []graph.Key  // by number
	judged  map[int]bool // sessions in which some vote is marked important

	gone    []graph.Key // roll calls of which the source took its word back
	span    graph.Interval
	digest  hash.Hash
	tally   map[string]int
	written int
}

func (w *writer) write() error {
	w.digest, w.numbers, w.tally, w.judged = sha256.New(), map[graph.Key]int32{}, map[string]int{}, map[int]bool{}
	if err := seed.DeclareSource(w.ctx, w.store, w.manifest); err != nil {
		return err
	}
	if err := w.prepare(); err != nil {
		return err
	}
	if err := w.members(); err != nil {
		return err
	}
	records := w.pool() // its members are numbered too
	match(w.file.calls, records, len(w.country))
	w.keys()
	for i, c := range w.file.calls {
		if err := w.ctx.Err(); err != nil {
			return fmt.Errorf("the import was stopped; what is written stays, and importing again goes on from there: %w", err)
		}
		if err := w.call(c); err != nil {
			return err
		}
		if w.opts.Progress != nil && i%64 == 0 {
			w.opts.Progress((w.rep.Read + w.written) / 2)
		}
	}
	if w.opts.Progress != nil {
		w.opts.Progress(w.rep.Read)
	}
	err := w.finish()
	w.summary()
	return err
}

// prepare reads what the store has.
func (w *writer) prepare() error {
	w.have, w.others, w.said, w.was, w.nodes = map[graph.Key]graph.Props{}, map[graph.Key]bool{}, map[graph.Key]graph.Props{}, map[string][]graph.Key{}, map[graph.Key]bool{}
	for n, err := range w.store.Nodes(w.ctx, graph.NodeFilter{Kinds: []graph.Kind{vocab.RollCall}, Where: graph.P("body", votes.Assembly)}) {
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
	for e, err := range w.store.Edges(w.ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Reports}}) {
		switch {
		case err != nil:
			return fmt.Errorf("read what is reported of roll calls: %w", err)
		case e.To.Kind != vocab.RollCall:
		case e.Source == id:
			w.said[e.To] = e.Props
			ref := e.Props.String("ref")
			w.was[ref] = append(w.was[ref], e.To)
		default:
			w.others[e.To] = true
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

// speaks tells whether the delivery speaks for an edge: its roll call's day, as
// we reported it, lies within the period of the file. A file with a row that
// could not be read speaks for nothing, and none for a roll call of which a row
// was refused.
func (w *writer) speaks(e graph.Edge) bool {
	number, ours := strings.CutPrefix(e.Props.String("ref"), id+":")
	if !ours || w.file.blind || w.span.Since.IsZero() || w.file.unsure[number] {
		return false
	}
	call := e.To
	if call.Kind != vocab.RollCall {
		call = e.From
	}
	date := w.said[call].Date("date")
	return !date.IsZero() && w.span.Contains(date) == graph.Certain
}

func (c *call) ref() string { return id + ":" + c.id }

// members finds the countries of all positions and takes out rows that repeat
// or contradict one another.
func (w *writer) members() error {
	type resolved struct {
		at      graph.Date
		number  int32
		refused string
	}
	who := make([]resolved, len(w.file.members))
	// Going by date asks each name as seldom as can be.
	byDate := slices.Clone(w.file.calls)
	slices.SortFunc(byDate, func(a, b *call) int { return cmp.Or(a.date.Compare(b.date), cmp.Compare(a.number, b.number)) })
	for _, c := range byDate {
		if err := w.ctx.Err(); err != nil {
			return err
		}
		c.places = make([]place, 0, len(c.rows))
		for _, r := range c.rows {
			m := &who[r.member]
			if m.at != c.date {
				var key graph.Key
				m.at = c.date
				if key, m.refused = resolve(w.file.members[r.member], c.date); m.refused == "" {
					m.number = w.number(key)
				}
			}
			if m.refused != "" {
				w.file.refuse(w.rep, 2, int(r.line), c.id, m.refused)
				continue
			}
			c.places = append(c.places, place{r.line, m.number, r.choice})
		}
		slices.SortFunc(c.places, func(a, b place) int {
			return cmp.Or(cmp.Compare(a.country, b.country), cmp.Compare(a.line, b.line))
		})
		kept := c.places[:0]
		for i := 0; i < len(c.places); {
			j, same := i+1, true
			for ; j < len(c.places) && c.places[j].country == c.places[i].country; j++ {
				same = same && c.places[j].choice == c.places[i].choice
			}
			if same {
				kept = append(kept, c.places[i])
				w.rep.Duplicates += j - i - 1
			} else {
				for _, p := range c.places[i:j] {
					w.file.refuse(w.rep, 2, int(p.line), c.id, "rows contradict one another on a member's vote in one roll call")
				}
			}
			i = j
		}
		c.places, c.rows = kept, nil
		for _, p := range kept {
			c.counts[p.choice]++
		}
	}
	// A roll call all of whose positions were refused is none.
	calls := w.file.calls[:0]
	for _, c := range w.file.calls {
		if len(c.places) > 0 {
			calls = append(calls, c)
			continue
		}
		w.file.refuse(w.rep, 0, c.line, c.id, "no vote of this roll call can be kept")
		for _, l := range c.accounts[1:] {
			w.file.refuse(w.rep, 1, l, c.id, "its roll call is refused")
		}
	}
	w.file.calls = calls
	return nil
}

// resolve finds the country a row names; where name and code are two states
// neither is guessed.
func resolve(m member, at graph.Date) (graph.Key, string) {
	key, err := names.ResolveRecorded(id, m.name, at)
	if m.name == "" {
		if m.code == "" {
			return key, "the row names no member"
		}
		if key, err = names.ResolveRecordedCode(id, m.code, at); err != nil {
			return key, fmt.Sprintf("the row has no name, and no member has the code %q", seed.Clip(m.code, 40))
		}
		return key, ""
	}
	if err != nil {
		return key, fmt.Sprintf("no member is called %q (code %q)", seed.Clip(m.name, 40), seed.Clip(m.code, 40))
	}
	if m.code != "" {
		if byCode, err := names.ResolveRecordedCode(id, m.code, at); err == nil && byCode != key {
			return key, fmt.Sprintf("the name %q and the code %q are two states", seed.Clip(m.name, 40), seed.Clip(m.code, 40))
		}
	}
	return key, ""
}

func (w *writer) number(k graph.Key) int32 {
	n, ok := w.numbers[k]
	if !ok {
		n = int32(len(w.country))
		w.numbers[k] = n
		w.country = append(w.country, k)
	}
	return n
}

// pool is the Assembly's votes on a whole text that other sources give.
func (w *writer) pool() []*record {
	var out []*record
	for key, ps := range w.have {
		if ps.String("kind") != "whole" {
			continue
		}
		r := &record{key: key, name: ps.String("symbol"), symbol: compareForm(ps.String("symbol")), date: ps.Date("date"), choice: make([]uint8, len(w.numbers))}
		voters := 0
		for member, choice := range w.settler.Held(key) {
			i := int(w.number(member))
			for len(r.choice) <= i {
				r.choice = append(r.choice, 0)
			}
			r.known++
			if k := slices.Index(choices[:], choice); k >= 0 {
				r.choice[i] = uint8(k + 1)
				voters++
			} else {
				r.choice[i] = absent
			}
		}
		if r.known == 0 && !w.others[key] {
			continue // ours alone
		}
		stated := true
		for i, name := range []string{"yes", "no", "abstain"} {
			n, ok := ps.Int(name)
			r.stated[i], stated = int(n), stated && ok
		}
		r.partial = stated && r.stated[0]+r.stated[1]+r.stated[2] > voters
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b *record) int { return a.key.Compare(b.key) })
	return out
}

// keys gives each roll call its key: its twin's, or one of its own. A whole
// text's vote that names a resolution, alone, carried and with no roll call of
// that symbol in the store, has the symbol's, so that the library's record of it
// will be the same node when it comes later.
func (w *writer) keys() {
	taken, claims := map[string]bool{}, map[string]int{}
	for key, ps := range w.have {
		if w.others[key] {
			taken[compareForm(ps.String("symbol"))] = true
		}
	}
	for _, c := range w.file.calls {
		if c.kind == "whole" && c.symbol != "" {
			claims[c.symbol]++
		}
		if c.written[callImportant] == "1" {
			w.judged[c.session] = true
		}
	}
	for _, c := range w.file.calls {
		switch {
		case c.fate == matched:
			c.key = c.twin.key
		case c.fate == own && c.kind == "whole" && c.session >= yearly && c.symbol != "" && claims[c.symbol] == 1 && !taken[c.symbol] && c.counts[0] > c.counts[1]:
			c.key = vocab.Key(vocab.RollCall, c.symbol)
		default:
			c.key = vocab.Key(vocab.RollCall, id+"/"+c.id)
		}
		// A roll call of its own keeps the id it was given: a vote corrected
		// later must not rename it.
		if before := w.was[c.ref()]; c.fate != matched && len(before) == 1 && !w.others[before[0]] {
			c.key = before[0]
		}
	}
}

// call writes one roll call.
func (w *writer) call(c *call) error {
	w.rep.Records++
	w.covers(c.date)
	w.count(c)
	for _, p := range c.places {
		if key := w.country[p.country]; !w.nodes[key] {
			w.nodes[key] = true
			if err := w.loader.Node(graph.Node{Key: key, Props: countryProps(key)}); err != nil {
				return err
			}
		}
	}
	for _, before := range w.was[c.ref()] {
		if before != c.key {
			if err := w.retire(c, before); err != nil {
				return err
			}
		}
	}
	if err := w.node(c); err != nil {
		return err
	}
	if err := w.places(c); err != nil {
		return err
	}
	said := w.values(c)
	w.said[c.key] = said
	same := w.loader.Unchanged()
	e := graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.Reports, From: seed.SourceKey(id), To: c.key, Source: id}, Props: said}
	if err := w.loader.Edge(e); err != nil {
		return err
	}
	if w.loader.Unchanged() > same {
		w.rep.Unchanged += len(c.accounts)
	} else {
		w.rep.Kept += len(c.accounts)
	}
	w.mark(c)
	w.written += len(c.places)
	if c.fate != matched {
		return w.concerns(c, c.key, w.loader.Edge)
	}
	// What a record is about was settled with it, and counts by topic must not
	// change. What we said while it was ours alone goes without a trace.
	if slices.Contains(w.was[c.ref()], c.key) && w.loader.Held(vocab.Concerns) > 0 {
		return w.concerns(c, c.key, func(e graph.Edge) error { return w.loader.Discard(e.EdgeKey) })
	}
	return nil
}

// places writes the positions. Of a record whose members are all known they
// stand beside and count nothing, also those of members it does not name; one
// that gives some members only is filled up. Of a doubted roll call none counts.
func (w *writer) places(c *call) error {
	rc, err := w.settler.RollCall(c.key, votes.Assembly, false)
	if err != nil {
		return err
	}
	for _, p := range c.places {
		choice := choices[p.choice]
		if c.fate == doubted || c.fate == matched && !c.twin.partial {
			err = rc.Aside(w.country[p.country], choice, c.ref())
		} else {
			_, _, err = rc.Place(w.country[p.country], choice, c.ref())
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// values is what the source says of a roll call.
func (w *writer) values(c *call) graph.Props {
	said := graph.P("date", c.date, "kind", c.givenKind(), "session", c.written[callSession],
		"yes", c.counts[0], "no", c.counts[1], "abstain", c.counts[2], "ref", c.ref())
	text := func(name, value string) {
		if value != "" {
			said = said.With(name, value)
		}
	}
	if c.date.String() != c.written[callDate] {
		said = said.With("field", "date").With("quote", c.written[callDate]).With("precision", "month")
	}
	text("symbol", c.written[callSymbol])
	text("title", c.written[callText])
	subjects := []string{}
	if s := c.written[callShort]; s != "" {
		subjects = append(subjects, s)
	}
	for _, code := range c.issues {
		subjects = append(subjects, issueNames[code])
	}
	text("subjects", strings.Join(subjects, "; "))
	if v := w.important(c); v != nil {
		said = said.With("important", v)
	}
	return said
}

// givenKind is the kind by the source's own marks.
func (c *call) givenKind() string {
	if c.text == "text" {
		return "whole"
	}
	return c.kind
}

// important is the source's mark, true or false; nil where it does not judge.
func (w *writer) important(c *call) any {
	if !w.judged[c.session] || c.written[callImportant] == "" {
		return nil
	}
	return c.written[callImportant] == "1"
}

// node writes what changes of the roll call's node.
func (w *writer) node(c *call) error {
	have := w.have[c.key]
	var want graph.Props
	if c.fate != matched {
		symbol := vocab.Rest(c.key)
		if c.symbol != "" && c.session >= yearly {
			symbol = c.symbol
		}
		want = graph.P("body", votes.Assembly, "date", c.date, "symbol", symbol, "session", c.sessionName(),
			"yes", c.counts[0], "no", c.counts[1], "abstain", c.counts[2])
		if title := titleOf(c.written[callText]); title != "" {
			want = want.With("title", title)
		}
		if o := c.outcome(); o != "" {
			want = want.With("outcome", o)
		} else if have.Get("outcome") != nil {
			want = want.With("outcome", nil)
		}
		if c.fate == own {
			want = want.With("kind", c.kind)
		} else if have.Get("kind") != nil {
			want = want.With("kind", nil)
		}
	}
	if v := w.important(c); v != nil || have.Get("important") != nil {
		want = want.With("important", v)
	}
	warnings := ownWarnings(have.Strings("warnings"), w.warnings(c, have))
	if len(warnings) > 0 {
		want = want.With("warnings", warnings)
	} else if have.Get("warnings") != nil {
		want = want.With("warnings", nil)
	}
	merged := have.Merge(want)
	if have != nil && merged.Equal(have) {
		return nil
	}
	w.have[c.key] = merged
	return w.loader.Node(graph.Node{Key: c.key, Props: want})
}

// warnings is what a reader of the roll call should know.
func (w *writer) warnings(c *call, have graph.Props) []string {
	var out []string
	switch c.fate {
	case doubted:
		if c.twin == nil {
			out = append(out, "its description does not tell what was voted on; it is kept and counts nowhere")
			break
		}
		out = append(out, fmt.Sprintf("it may be %s, from which it differs in %d positions; it is kept and counts nowhere", c.twin.name, c.errs))
	case matched:
		if settled := have.Date("date"); !settled.IsZero() && (graph.Interval{Since: c.date.First(), Until: c.date.Last()}).Contains(settled) == graph.No {
			w.tally["dates"]++
			out = append(out, fmt.Sprintf("dated %s, settled %s", c.date, settled))
		}
	}
	return out
}

// outcome is what became of it, where the votes alone decide: with two thirds of
// those voting in favour a text is carried under any rule, and without more in
// favour than against under none.
func (c *call) outcome() string {
	switch yes, no := c.counts[0], c.counts[1]; {
	case yes <= no:
		return "failed"
	case yes >= 2*no:
		return "adopted"
	}
	return ""
}

// titleOf cleans a description of what was left of quotes when the source was
// written: backslashes, and a run of quotes, tabs and digits at the end.
func titleOf(s string) string {
	s, _, _ = strings.Cut(s, "\t")
	s = strings.ReplaceAll(s, `\`, " ")
	return strings.Trim(strings.Join(strings.Fields(s), " "), `" `)
}

// ownWarnings replaces our warnings in a roll call's list and leaves those of
// others.
func ownWarnings(have, ours []string) []string {
	var out []string
	for _, s := range have {
		if !strings.HasPrefix(s, id+": ") {
			out = append(out, s)
		}
	}
	for _, s := range ours {
		out = append(out, id+": "+s)
	}
	slices.Sort(out)
	return out
}

// issueTopics are the topics of ours an issue means the same as. On the roll
// calls that the library has too, where our topics come from its titles, 93 in a
// hundred of those coded "me" have the topic and as many the other way round; of
// "nu" it is 78 and 89, of "di" 80 and 77. "hr" and "co" are drawn differently
// (74 and 61; 50 and 48), and "ec" has no like: those stay subjects.
var issueTopics = map[string]string{"me": "palestine-israel", "nu": "nuclear-nonproliferation", "di": "disarmament"}

// concerns gives what a roll call of its own is about: the topics its issues
// are, and the topics and countries its heading names. Its description is not
// read: until the 30th session it says whose draft it was (B54).
func (w *writer) concerns(c *call, from graph.Key, put func(graph.Edge) error) error {
	ids, about := topics.Of(c.date, c.written[callShort])
	for _, code := range c.issues {
		if t := issueTopics[code]; t != "" && !slices.Contains(ids, t) {
			ids = append(ids, t)
		}
	}
	slices.Sort(ids)
	edge := func(to graph.Key) error {
		return put(graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.Concerns, From: from, To: to, Source: id}, Props: graph.P("ref", c.ref())})
	}
	for _, t := range ids {
		i := slices.IndexFunc(vocab.Topics, func(d vocab.TopicDef) bool { return d.ID == t })
		key := vocab.Key(vocab.Topic, t)
		if i < 0 {
			continue
		}
		if !w.nodes[key] {
			w.nodes[key] = true
			if err := w.loader.Node(graph.Node{Key: key, Props: graph.P("name", vocab.Topics[i].Name, "definition", vocab.Topics[i].Doc)}); err != nil {
				return err
			}
		}
		if err := edge(key); err != nil {
			return err
		}
	}
	for _, key := range about {
		if !w.nodes[key] {
			w.nodes[key] = true
			if err := w.loader.Node(graph.Node{Key: key, Props: countryProps(key)}); err != nil {
				return err
			}
		}
		if err := edge(key); err != nil {
			return err
		}
	}
	return nil
}

// retire takes a roll call off the key it had before: since then another source
// brought the record it is, or the one it was matched to is gone. Nothing of it
// is a withdrawal; its source still says what it said.
//
// The REPORTS edge goes last: by it an import that follows one that broke off
// knows that there is something to retire.
func (w *writer) retire(c *call, before graph.Key) error {
	w.tally["moved"]++
	if err := w.empty(before, "it is now "+vocab.Rest(c.key)); err != nil {
		return err
	}
	for _, p := range c.places {
		for _, kind := range []graph.Relation{vocab.Voted, vocab.VotedPer} {
			if err := w.loader.Discard(graph.EdgeKey{Kind: kind, From: w.country[p.country], To: before, Source: id}); err != nil {
				return err
			}
		}
	}
	if err := w.concerns(c, before, func(e graph.Edge) error { return w.loader.Discard(e.EdgeKey) }); err != nil {
		return err
	}
	return w.loader.Discard(graph.EdgeKey{Kind: vocab.Reports, From: seed.SourceKey(id), To: before, Source: id})
}

// empty leaves a node of ours without a kind, so that it counts nowhere, and
// says why. A node that other sources give is theirs.
func (w *writer) empty(key graph.Key, why string) error {
	have := w.have[key]
	if have == nil || w.others[key] {
		return nil
	}
	want := graph.P("warnings", ownWarnings(have.Strings("warnings"), []string{why})).With("kind", nil)
	if have.Merge(want).Equal(have) {
		return nil
	}
	w.have[key] = have.Merge(want)
	return w.loader.Node(graph.Node{Key: key, Props: want})
}

func countryProps(key graph.Key) graph.Props {
	e, ok := names.Lookup(key)
	if !ok {
		return graph.P("name", vocab.Rest(key))
	}
	ps := graph.P("name", e.Name, "since", e.Since, "until", e.Until)
	if e.ISO3 != "" {
		ps = ps.With("iso3", e.ISO3)
	}
	return ps
}

func (w *writer) covers(d graph.Date) {
	if w.span.Since.IsZero() || d.First().Compare(w.span.Since.First()) < 0 {
		w.span.Since = d
	}
	if w.span.Until.IsZero() || d.Last().Compare(w.span.Until.Last()) > 0 {
		w.span.Until = d
	}
}

// mark adds a roll call to the fingerprint; calls come in the order of their
// numbers.
func (w *writer) mark(c *call) {
	var b []byte
	for _, s := range c.written {
		b = append(append(b, s...), 1)
	}
	b = append(append(b, strings.Join(c.issues, ",")...), 1)
	slices.SortFunc(c.places, func(x, y place) int { return w.country[x.country].Compare(w.country[y.country]) })
	for _, p := range c.places {
		b = append(append(b, w.country[p.country].ID...), '0'+p.choice)
	}
	w.digest.Write(append(b, 0))
}

func (w *writer) finish() error {
	if err := w.settler.Flush(); err != nil {
		return err
	}
	done, err := w.loader.Finish()
	w.rep.Withdrawn = done.Withdrawn
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
	if err != nil {
		return err
	}
	return seed.FinishSource(w.ctx, w.store, id, seed.Loaded{
		Covers:      w.span,
		Records:     w.loader.Held(vocab.Voted) + w.loader.Held(vocab.VotedPer),
		Fingerprint: hex.EncodeToString(w.digest.Sum(nil)[:8]),
		Day:         w.opts.Day,
	})
}

// takenBack marks roll calls of its own that the source took back: the node
// stays, says so and counts nowhere (B62).
func (w *writer) takenBack() error {
	text := "the source took this roll call back"
	if !w.opts.Day.IsZero() {
		text += "; found on " + w.opts.Day.String()
	}
	var b graph.Batch
	for _, key := range w.gone {
		have := w.have[key]
		if have == nil {
			continue
		}
		ps := graph.P("warnings", ownWarnings(have.Strings("warnings"), []string{text}))
		if !w.others[key] {
			ps = ps.With("kind", nil)
		}
		if have.Get("important") != nil {
			ps = ps.With("important", nil)
		}
		b.Nodes = append(b.Nodes, graph.Node{Key: key, Props: ps})
	}
	if len(b.Nodes) == 0 {
		return nil
	}
	if _, err := w.store.Upsert(w.ctx, b); err != nil {
		return fmt.Errorf("mark the roll calls that were taken back: %w", err)
	}
	return nil
}

// count tallies what became of a roll call, for the report.
func (w *writer) count(c *call) {
	switch c.fate {
	case matched:
		w.tally["matched"]++
		if c.errs > 0 {
			w.tally["differ"]++
			w.tally["errors"] += c.errs
		}
	case doubted:
		w.tally["doubted"]++
	default:
		w.tally["own "+c.kind]++
	}
}

func (w *writer) summary() {
	kept, unchanged, _ := w.settler.Counts()
	w.rep.Kept += kept
	w.rep.Unchanged += unchanged
	n := func(what string) string { return seed.Thousands(w.tally[what]) }
	w.rep.Note("%s roll calls are records of other sources and count nothing twice (%s of them differ from the record, in %s positions)", n("matched"), n("differ"), n("errors"))
	w.rep.Note("%s votes on a whole text are in no other source and count: drafts that failed, and what the others lack; beside them %s on paragraphs, %s on amendments and %s motions",
		n("own whole"), n("own paragraph"), n("own amendment"), n("own motion"))
	if w.tally["doubted"] > 0 {
		w.rep.Warn("%s votes on a whole text may be records that are in the store already; they are kept and count nowhere", n("doubted"))
	}
	if w.tally["dates"] > 0 {
		w.rep.Warn("%s roll calls are dated in another month than the record they are; both dates are kept", n("dates"))
	}
	if w.tally["moved"] > 0 {
		w.rep.Note("%s roll calls stand for another record than before", n("moved"))
	}
	w.rep.Note("what it holds: %s", w.manifest.Scope)
	switch {
	case w.file.blind:
		w.rep.Note("a row could not be read, so what the file lacks was not withdrawn")
	case w.rep.Refused > 0:
		w.rep.Note("of roll calls with refused rows nothing was withdrawn")
	}
}
