package council

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"entente/graph"
	"entente/graph/names"
	"entente/graph/vocab"
	"entente/seed"
	"entente/seed/topics"
	"entente/seed/votes"
)

// dataset is one of the four.
type dataset struct {
	manifest seed.Manifest
	columns  []seed.Column
	read     func(*course, *seed.Table) error // takes the rows in
	lay      func(*course) error              // writes what was read
	rows     bool                             // the report counts positions, which are rows; else records
}

func (d dataset) Manifest() seed.Manifest { return d.manifest }

// minVanished bounds how much a delivery may lack before it counts as cut: the
// smallest of the tables has 53 records, so seed's thousand would never hold.
const minVanished = 25

// Import implements seed.Dataset. The delivery is read as a whole before any of
// it is written, so that the order of its rows does not matter.
func (d dataset) Import(ctx context.Context, store graph.Store, in seed.Input, opts seed.Options) (rep seed.Report, err error) {
	begun := time.Now()
	rep = seed.Report{Dataset: d.manifest.ID, File: in.Name}
	defer func() { rep.Finish(time.Since(begun)) }()

	t, err := seed.OpenTable(in, d.columns)
	if err != nil {
		return rep, err
	}
	c := &course{dataset: d, ctx: ctx, store: store, opts: opts, rep: &rep, index: newIndex(), lists: map[string][]string{}, unsure: map[string]bool{}}
	if len(t.Extra) > 0 {
		rep.Note("columns not known and not read: %s", strings.Join(t.Extra, ", "))
	}
	// What was read before a file broke off is kept, but such a file speaks for
	// nothing that it lacks.
	rerr := d.read(c, t)
	c.cut = rerr != nil
	if err := c.prepare(); err != nil {
		return rep, errors.Join(rerr, err)
	}
	err = d.lay(c)
	if err == nil {
		err = c.finish()
	} else {
		_, werr := c.loader.Finish()
		err = errors.Join(err, werr)
	}
	c.summary()
	return rep, errors.Join(rerr, err)
}

// course is one import on its way.
type course struct {
	dataset
	ctx    context.Context
	store  graph.Store
	opts   seed.Options
	rep    *seed.Report
	index  *index
	roster roster

	loader  *graph.Loader
	settler *votes.Settler
	said    map[graph.Key]graph.Props // what we reported of roll calls before
	better  map[graph.Key]bool        // roll calls that a source before us gives
	nodes   map[graph.Key]bool        // countries and topics in the store
	placed  map[[2]graph.Key]string   // what was placed in this delivery
	others  map[[2]graph.Key]string   // settled by others, in roll calls of which our positions are in doubt
	gone    []graph.Key
	span    graph.Interval
	digest  [sha256.Size]byte
	lists   map[string][]string // records by what is odd about them
	heads   []string            // of lists, in the order in which they came up
	cut     bool                // the file broke off
	blind   bool                // a row could not be read
	unsure  map[string]bool     // records with a refused row, by ref

	table any // what read took in, for lay
}

// rowsOf reads the table and calls row for each row that can be read.
func (c *course) rowsOf(t *seed.Table, row func(line int)) error {
	var text []byte
	for {
		line, bad, err := t.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := c.ctx.Err(); err != nil {
			return err
		}
		c.rep.Read++
		if c.opts.Progress != nil && c.rep.Read%1024 == 0 {
			c.opts.Progress(c.rep.Read)
		}
		if bad != "" {
			c.refuse(line, "", bad)
			continue
		}
		text = text[:0]
		for i := range c.columns {
			text = append(append(text, t.Field(i)...), 0)
		}
		// The sum of the rows' hashes is the same in whatever order they come.
		h, carry := sha256.Sum256(text), 0
		for i := range h {
			carry += int(c.digest[i]) + int(h[i])
			c.digest[i] = byte(carry)
			carry >>= 8
		}
		row(line)
	}
}

// refuse counts a row as refused; ref is its record's, "" where it is not known.
func (c *course) refuse(line int, ref, why string) {
	c.rep.Refuse(line, why)
	if ref == "" {
		c.blind = true
		return
	}
	c.unsure[ref] = true
}

// odd notes a record under what is odd about it.
func (c *course) odd(what, record string) {
	if c.lists[what] == nil {
		c.heads = append(c.heads, what)
	}
	c.lists[what] = append(c.lists[what], record)
}

// prepare reads what the store has of the Council.
func (c *course) prepare() error {
	id := c.manifest.ID
	if err := seed.DeclareSource(c.ctx, c.store, c.manifest); err != nil {
		return err
	}
	c.said, c.better, c.nodes, c.placed = map[graph.Key]graph.Props{}, map[graph.Key]bool{}, map[graph.Key]bool{}, map[[2]graph.Key]string{}
	for n, err := range c.store.Nodes(c.ctx, graph.NodeFilter{Kinds: []graph.Kind{vocab.RollCall}, Where: graph.P("body", votes.Council)}) {
		if err != nil {
			return fmt.Errorf("read the roll calls in the store: %w", err)
		}
		c.index.add(n.Key, n.Props)
		if n.Props.Bool("coded") { // the starter graph's
			c.better[n.Key] = true
		}
	}
	for n, err := range c.store.Nodes(c.ctx, graph.NodeFilter{Kinds: []graph.Kind{vocab.Country, vocab.Topic, vocab.Event}, Props: []string{}}) {
		if err != nil {
			return fmt.Errorf("read the countries in the store: %w", err)
		}
		c.nodes[n.Key] = true
	}
	for e, err := range c.store.Edges(c.ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Reports}}) {
		switch {
		case err != nil:
			return fmt.Errorf("read what sources report: %w", err)
		case c.index.have[e.To] == nil:
		case e.Source == id:
			if strings.HasPrefix(e.Props.String("ref"), id+":") && e.ID == "" {
				c.said[e.To] = e.Props
				record := recordOf(e.Props.String("ref"), e.Props)
				c.index.prior[record] = append(c.index.prior[record], e.To)
			}
		case votes.Before(votes.Council, e.Source, id):
			c.better[e.To] = true
		}
	}
	for e, err := range c.store.Edges(c.ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Concerns}}) {
		if err != nil {
			return fmt.Errorf("read what roll calls are about: %w", err)
		}
		if c.index.have[e.From] != nil && e.To.Kind == vocab.Country {
			c.index.about[e.From] = append(c.index.about[e.From], e.To)
		}
	}
	if err := c.roster.load(c.ctx, c.store); err != nil {
		return err
	}

	lo := c.opts.LoadOptions(vocab.Voted, vocab.VotedPer, vocab.Reports, vocab.Concerns, vocab.PartOf)
	lo.MinVanished = minVanished
	lo.OnWithdraw = func(edges []graph.Edge) {
		c.settler.Withdrawn(edges)
		for _, e := range edges {
			if e.Kind == vocab.Reports && e.ID == "" && e.To.Kind == vocab.RollCall {
				c.gone = append(c.gone, e.To)
			}
		}
	}
	lo.Speaks = func(e graph.Edge) bool {
		ref := e.Props.String("ref")
		// What the starter graph quotes of the file is the starter's.
		return strings.HasPrefix(ref, id+":") && !c.cut && !c.blind && !c.unsure[ref]
	}
	var err error
	if c.loader, err = graph.NewLoader(c.ctx, c.store, id, lo); err != nil {
		return err
	}
	c.settler, err = votes.NewSettler(c.ctx, c.store, id, c.loader)
	return err
}

// country sees to it that a country is in the store.
func (c *course) country(k graph.Key) error {
	if c.nodes[k] {
		return nil
	}
	c.nodes[k] = true
	e, ok := names.Lookup(k)
	if !ok {
		return c.loader.Node(graph.Node{Key: k, Props: graph.P("name", vocab.Rest(k))})
	}
	ps := graph.P("name", e.Name, "since", e.Since, "until", e.Until)
	if e.ISO3 != "" {
		ps = ps.With("iso3", e.ISO3)
	}
	return c.loader.Node(graph.Node{Key: k, Props: ps})
}

// member resolves a member's name at a date; why says what is wrong with it.
func (c *course) member(name string, at graph.Date) (k graph.Key, why string) {
	if name == "" {
		return k, "the row names no member"
	}
	k, err := names.ResolveRecorded(c.manifest.ID, name, at)
	if err != nil {
		return k, fmt.Sprintf("no member is called %q", seed.Clip(name, 60))
	}
	return k, ""
}

// What is odd about a record, where several datasets may find it.
const (
	oddDate     = "the date differs from the one of the source that comes before"
	oddTally    = "the tally differs from the one of the source that comes before"
	oddModality = "adopted without a vote by one source and by vote by another"
	oddOutcome  = "the outcome differs from the one of the source that comes before"
	oddVetoes   = "other members are named as vetoing than the source before has"
	oddSymbol   = "the symbol looks like a slip; found by meeting, kind, tally and vetoes"
	oddOrder    = "told apart from others of the meeting by their order alone"
	oddCreated  = "in no other source; a roll call of its own"
	oddNowhere  = "no roll call fits and the text is too uncertain to make one"
	oddPlaces   = "a position differs from the one of the source that comes before"
	oddTwice    = "the file speaks of it more than once and differently; the first stands"
	oddStranger = "names a state that had no seat that day; its letter settles nothing"
)

// put writes all that a record says of its roll call, and tells whether any of
// what it reports was new.
func (c *course) put(v *vote) (changed bool, err error) {
	node := c.index.have[v.key]
	first := !c.better[v.key]
	c.widen(v.said)
	settledKind := node.String("kind")
	if first || node == nil {
		settledKind = v.settledKind()
	}
	switch {
	case node == nil:
		c.odd(oddCreated, v.name())
	case !first:
		c.compare(v, node)
	}
	here := c.roster.at(v.dateOr(node))
	for _, p := range v.places {
		if err := c.country(p.member); err != nil {
			return false, err
		}
		if here.without(p.member) && v.doubt == "" { // B31
			c.odd(oddStranger, v.name()+" "+vocab.Rest(p.member))
			v.warn("%s had no seat that day", vocab.Rest(p.member))
		}
	}
	if node == nil && !v.again {
		// A new node goes ahead of its edges; no other source can hold any.
		if err := c.node(v, nil, first); err != nil {
			return false, err
		}
	}
	rc, err := c.settler.RollCall(v.key, votes.Council, settledKind == "without_vote")
	if err != nil {
		return false, err
	}
	var differ, permanents []string
	for _, p := range v.places {
		pair := [2]graph.Key{p.member, v.key}
		if was := c.placed[pair]; was != "" {
			switch {
			case !c.rows:
			case was == p.choice:
				c.rep.Duplicates++
			default:
				c.refuse(p.line, v.ref, "another record of the file gives the member another position in the same roll call")
			}
			continue
		}
		c.placed[pair] = p.choice
		stranger := here.without(p.member)
		if stranger || v.doubt != "" {
			if err := rc.Aside(p.member, p.choice, v.ref); err != nil {
				return false, err
			}
			if stranger {
				continue
			}
		}
		settled := c.others[pair]
		if v.doubt == "" {
			var by string
			if settled, by, err = rc.Place(p.member, p.choice, v.ref); err != nil {
				return false, err
			}
			if by == c.manifest.ID {
				settled = ""
			}
		}
		if settled != "" && settled != p.choice {
			text := fmt.Sprintf("%s %s (settled: %s)", vocab.Rest(p.member), p.choice, settled)
			differ = append(differ, text)
			if permanent[vocab.Rest(p.member)] {
				permanents = append(permanents, vocab.Rest(p.member))
			}
		}
	}
	if len(differ) > 0 {
		slices.Sort(differ)
		c.odd(oddPlaces, v.name())
		v.warn("other positions: %s", few(differ, 6))
		if len(permanents) > 0 {
			slices.Sort(permanents)
			c.odd(oddPermanent, v.name()+" "+strings.Join(permanents, " "))
		}
	}
	if node != nil && !v.again {
		if err := c.node(v, node, first); err != nil {
			return false, err
		}
	}
	id := ""
	if v.again {
		id = strings.TrimPrefix(v.ref, c.manifest.ID+":")
	}
	edges := []graph.Edge{{
		EdgeKey: graph.EdgeKey{Kind: vocab.Reports, From: seed.SourceKey(c.manifest.ID), To: v.key, ID: id, Source: c.manifest.ID},
		Props:   v.report.With("ref", v.ref)}}
	if k := v.meeting.key(); v.meeting.number > 0 && c.nodes[k] {
		e := graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.PartOf, From: v.key, To: k, Source: c.manifest.ID}, Props: graph.P("ref", v.ref)}
		if c.manifest.ID == meetingsID && c.loader.Stands(&e) == graph.StandsNew {
			edges = append(edges, e)
		}
	}
	for _, e := range edges {
		now, err := c.edge(e)
		if err != nil {
			return changed, err
		}
		changed = changed || now
	}
	if !first || v.again {
		return changed, nil
	}
	return changed, c.concerns(v)
}

// edge writes an edge and tells whether it changed anything. One that stands in
// the delivery with other values already stays as it is.
func (c *course) edge(e graph.Edge) (changed bool, err error) {
	switch c.loader.Stands(&e) {
	case graph.StandsOther:
		c.odd(oddTwice, vocab.Rest(e.To)+" ("+e.Props.String("ref")+")")
		return false, nil
	case graph.StandsAgain:
		return false, nil
	}
	was := c.loader.Unchanged()
	err = c.loader.Edge(e)
	return c.loader.Unchanged() == was, err
}

const oddPermanent = "permanent members' positions differ from the source that comes before: the columns may have slipped"

// permanent are the permanent members by their codes.
var permanent = map[string]bool{"CHN": true, "TWN": true, "FRA": true, "GBR": true, "RUS": true, "USA": true}

func (v *vote) settledKind() string {
	if v.without {
		return "without_vote"
	}
	return cmp.Or(v.kind, "whole")
}

// dateOr is the settled date, or the record's own where there is none.
func (v *vote) dateOr(node graph.Props) graph.Date {
	if d := node.Date("date"); !d.IsZero() {
		return d
	}
	return v.date
}

// compare sets a record beside the roll call as it is settled.
func (c *course) compare(v *vote, node graph.Props) {
	have := node.Date("date")
	said := v.said
	if said.IsZero() {
		said = v.date
	}
	if !have.IsZero() && !said.IsZero() && apart(have, said) > 0 {
		c.odd(oddDate, v.name())
		if other, ok := exchanged(said); ok && other == have {
			v.warn("dated %s, settled %s: day and month are exchanged", said, have)
		} else {
			v.warn("dated %s, settled %s", said, have)
		}
	}
	kind := node.String("kind")
	if v.without != (kind == "without_vote") && (v.without || v.tally.known || len(v.places) > 0 && v.outcome == "adopted") {
		c.odd(oddModality, v.name())
		if v.without {
			v.warn("adopted without a vote; settled: by vote")
		} else {
			v.warn("adopted by vote %s; settled: without a vote", v.tally)
		}
	}
	if yes, ok := node.Int("yes"); ok && !v.counted && kind != "without_vote" {
		no, _ := node.Int("no")
		abstain, _ := node.Int("abstain")
		switch s := (tally{int(yes), int(no), int(abstain), true}); {
		case v.tally.known && s != v.tally:
			c.odd(oddTally, v.name())
			v.warn("tally %s, settled %s", v.tally, s)
		case v.all && s.no+s.abstain > 0:
			c.odd(oddTally, v.name())
			v.warn("adopted unanimously, settled %s", s)
		}
	}
	if o := node.String("outcome"); o != "" && v.outcome != "" && o != v.outcome {
		c.odd(oddOutcome, v.name())
		v.warn("%s, settled: %s", v.outcome, o)
	}
	if by := node.Strings("vetoedBy"); len(by) > 0 && len(v.vetoers) > 0 && !slices.Equal(ids(v.vetoers), by) {
		c.odd(oddVetoes, v.name())
		v.warn("vetoed by %s, settled: %s", codes(ids(v.vetoers)), codes(by))
	}
	base, _ := parts(v.key)
	if v.symbol != "" && !v.nameless && base != v.symbol && node.String("draft") != v.symbol {
		c.odd(oddSymbol, v.symbol+" for "+v.name())
		v.warn("calls it %s", v.symbol)
	}
}

func codes(ids []string) string {
	out := make([]string, len(ids))
	for i, s := range ids {
		out[i] = strings.TrimPrefix(s, "country/")
	}
	return strings.Join(out, ", ")
}

// node writes what changes of a roll call's node. Where no source comes before
// ours our values are the settled ones; else they fill in a draft's symbol, a
// meeting and who vetoed where these are missing, and nothing that is counted.
func (c *course) node(v *vote, have graph.Props, first bool) error {
	want := graph.P("body", votes.Council, "kind", v.settledKind(), "date", v.date, "symbol", vocab.Rest(v.key))
	text := func(name, value string) {
		if value != "" {
			want = want.With(name, value)
		}
	}
	text("outcome", v.outcome)
	text("draft", v.draft)
	text("meeting", v.meeting.symbol())
	text("agenda", v.agenda)
	if v.tally.known && !v.without {
		want = want.With("yes", int64(v.tally.yes)).With("no", int64(v.tally.no)).With("abstain", int64(v.tally.abstain))
	}
	if v.outcome == "vetoed" && len(v.vetoers) > 0 {
		want = want.With("vetoedBy", ids(v.vetoers))
	}
	kept := graph.Props{}
	for _, p := range want {
		now := have.Get(p.Name)
		switch {
		case have == nil, now == nil && first:
		case p.Name == "date" && now != nil && !have.Bool("coded") && finer(p.Value.(graph.Date), now.(graph.Date)):
		case p.Name == "date" && now != nil && finer(now.(graph.Date), p.Value.(graph.Date)):
			continue
		case first:
		case now != nil:
			continue
		case p.Name == "draft" || p.Name == "meeting":
		case p.Name == "vetoedBy" && have.String("outcome") == "vetoed":
		default:
			continue
		}
		kept = append(kept, p)
	}
	warnings := ownWarnings(have.Strings("warnings"), c.manifest.ID, v.warnings)
	switch {
	case len(warnings) > 0:
		kept = kept.With("warnings", warnings)
	case have.Get("warnings") != nil:
		kept = kept.With("warnings", nil)
	}
	merged := have.Merge(kept)
	if have != nil && merged.Equal(have) {
		return nil
	}
	c.index.have[v.key] = merged
	return c.loader.Node(graph.Node{Key: v.key, Props: kept})
}

// finer tells that one date says what another says, and more precisely.
func finer(a, b graph.Date) bool {
	return a.Precision() > b.Precision() && (graph.Interval{Since: b, Until: b}).Contains(a) == graph.Certain
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

// concerns writes what a roll call is about, by its agenda alone: who sponsored
// a draft is no matter of the draft (B54).
func (c *course) concerns(v *vote) error {
	ids, about := topics.Of(v.date, v.texts...)
	to := make([]graph.Key, 0, len(ids)+len(about))
	for _, id := range ids {
		k := vocab.Key(vocab.Topic, id)
		if i := slices.IndexFunc(vocab.Topics, func(t vocab.TopicDef) bool { return t.ID == id }); !c.nodes[k] && i >= 0 {
			c.nodes[k] = true
			if err := c.loader.Node(graph.Node{Key: k, Props: graph.P("name", vocab.Topics[i].Name, "definition", vocab.Topics[i].Doc)}); err != nil {
				return err
			}
		}
		to = append(to, k)
	}
	for _, k := range about {
		if err := c.country(k); err != nil {
			return err
		}
		to = append(to, k)
	}
	for _, k := range to {
		e := graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.Concerns, From: v.key, To: k, Source: c.manifest.ID}, Props: graph.P("ref", v.ref)}
		if c.loader.Stands(&e) != graph.StandsNew {
			continue
		}
		if err := c.loader.Edge(e); err != nil {
			return err
		}
	}
	return nil
}

func (c *course) widen(d graph.Date) {
	if d.IsZero() {
		return
	}
	if c.span.Since.IsZero() || d.First().Compare(c.span.Since.First()) < 0 {
		c.span.Since = d
	}
	if c.span.Until.IsZero() || d.Last().Compare(c.span.Until.Last()) > 0 {
		c.span.Until = d
	}
}

func (c *course) finish() error {
	if err := c.settler.Flush(); err != nil {
		return err
	}
	done, err := c.loader.Finish()
	c.rep.Withdrawn = done.Withdrawn
	var vanished *graph.VanishedError
	if err != nil && !errors.As(err, &vanished) {
		return err
	}
	if err := c.settler.Settle(); err != nil {
		return err
	}
	if err := c.takenBack(); err != nil {
		return err
	}
	if err != nil || c.cut || c.rep.Read == 0 {
		return err
	}
	records := c.loader.Held(vocab.Reports)
	if c.rows {
		records = c.loader.Held(vocab.Voted) + c.loader.Held(vocab.VotedPer)
	}
	return seed.FinishSource(c.ctx, c.store, c.manifest.ID, seed.Loaded{Covers: c.span, Records: records, Fingerprint: hex.EncodeToString(c.digest[:]), Day: c.opts.Day})
}

// takenBack marks roll calls of which the source withdrew its record: the node
// stays, since other records may speak of it, and says so.
func (c *course) takenBack() error {
	if len(c.gone) == 0 {
		return nil
	}
	text := "the source took this record back"
	if !c.opts.Day.IsZero() {
		text += "; found on " + c.opts.Day.String()
	}
	var b graph.Batch
	for _, k := range c.gone {
		warnings := ownWarnings(c.index.have[k].Strings("warnings"), c.manifest.ID, []string{text})
		b.Nodes = append(b.Nodes, graph.Node{Key: k, Props: graph.P("warnings", warnings)})
	}
	if _, err := c.store.Upsert(c.ctx, b); err != nil {
		return fmt.Errorf("mark the records that were taken back: %w", err)
	}
	return nil
}

// shown is how many records a warning of the report names; the lists of the
// real files are short enough to be named in full.
const shown = 100

func (c *course) summary() {
	if c.settler != nil && c.rows {
		kept, unchanged, _ := c.settler.Counts()
		c.rep.Kept += kept
		c.rep.Unchanged += unchanged
	}
	for _, what := range c.heads {
		list := slices.Compact(c.lists[what])
		c.rep.Warn("%s: %d %s: %s", what, len(list), seed.Plural(len(list), "record", "records"), few(list, shown))
	}
	if !c.span.Since.IsZero() {
		c.rep.Note("the rows are of %s to %s", c.span.Since, c.span.Until)
	}
	c.rep.Note("what it holds: %s", c.manifest.Scope)
	switch {
	case c.cut:
		c.rep.Note("the file broke off: what was read is kept, and nothing was withdrawn")
	case c.blind:
		c.rep.Note("a row could not be read, so what the file lacks was not withdrawn")
	case c.rep.Refused > 0:
		c.rep.Note("of records with refused rows nothing was withdrawn")
	}
}

// putAll writes the records in the order of the delivery and counts their rows:
// kept, unchanged, or refused where no roll call fits.
func (c *course) putAll(list []*vote) error {
	c.find(list)
	if err := c.doubtful(list); err != nil {
		return err
	}
	// A record that repeats one comes after it.
	slices.SortStableFunc(list, func(a, b *vote) int {
		switch {
		case a.again == b.again:
			return 0
		case a.again:
			return 1
		}
		return -1
	})
	for _, v := range list {
		if err := c.ctx.Err(); err != nil {
			return fmt.Errorf("the import was stopped; what is written stays, and importing again goes on from there: %w", err)
		}
		if v.key.IsZero() {
			c.odd(oddNowhere, v.name())
			for _, l := range v.lines {
				c.refuse(l, v.ref, "no roll call fits, or another row of the file has it already and says otherwise")
			}
			continue
		}
		changed, err := c.put(v)
		if err != nil {
			return err
		}
		c.rep.Records++
		switch {
		case c.rows:
		case changed:
			c.rep.Kept += len(v.lines)
		default:
			c.rep.Unchanged += len(v.lines)
		}
	}
	return nil
}

// find finds the roll calls that the records speak of.
func (c *course) find(list []*vote) {
	for _, v := range c.index.match(list) {
		if c.better[v.key] { // of those we made the order is ours
			c.odd(oddOrder, v.name())
			v.warn("which of the meeting's texts it means was told by their order alone")
		}
	}
}

// doubtful reads what others settled in the roll calls of which our positions
// are in doubt, to name where they differ.
func (c *course) doubtful(list []*vote) error {
	c.others = map[[2]graph.Key]string{}
	var keys []graph.Key
	for _, v := range list {
		if v.doubt != "" && c.index.have[v.key] != nil {
			keys = append(keys, v.key)
		}
	}
	if len(keys) == 0 {
		return nil
	}
	for e, err := range c.store.Edges(c.ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Voted}, To: keys, NotSources: []string{c.manifest.ID}, Props: []string{"choice"}}) {
		if err != nil {
			return fmt.Errorf("read the positions other sources hold: %w", err)
		}
		c.others[[2]graph.Key{e.From, e.To}] = e.Props.String("choice")
	}
	return nil
}

func few(list []string, n int) string {
	if len(list) <= n {
		return strings.Join(list, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(list[:n], ", "), len(list)-n)
}
