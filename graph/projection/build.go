package projection

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"entente/graph"
	"entente/graph/vocab"
)

// Options are the ways a projection can be built; the zero value works.
type Options struct {
	// Members are the organisations whose members vote in each body; a zero key
	// means organisation/UN for the Assembly and organisation/UNSC for the
	// Council.
	Members [len(bodyWords)]graph.Key
}

// Build reads the votes of a graph. revision names the state of the store and
// is kept, not checked: a store that changes while it is read may give
// graph.ErrChanged here, or a mixture of two states, so compare the revision
// before and after (Holder does).
//
// Contested, in the Council: at least one member voted no or abstained, by the
// settled positions where all members' are known, else by the stated totals,
// else by the positions there are. In the Assembly: at least a quarter of those
// present left the plurality position, by the stated totals where yes, no and
// abstain are all stated (so that a few loaded positions are not taken for the
// whole), else by the positions. Unanimous is judged by the same numbers: all
// present took one position. With nobody present both are unsaid. An adoption
// without a vote is unanimous and not contested.
func Build(ctx context.Context, r graph.Reader, revision string, o Options) (*Projection, error) {
	b := builder{
		ctx: ctx, r: r, opts: o,
		p:       &Projection{revision: revision, index: map[string]int{}, byID: map[string]int{}, bySymbol: map[string][]int32{}, skipped: map[string]int{}},
		ignored: map[string]bool{},
	}
	for _, step := range []struct {
		what string
		do   func() error
	}{
		{"countries", b.readCountries},
		{"roll calls", b.readCalls},
		{"subjects of roll calls", b.readConcerns},
		{"memberships", b.readMembers},
		{"votes", b.readVotes},
		{"further sources' votes", b.readConflicts},
		{"reporting sources", b.readSources},
	} {
		if err := step.do(); err != nil {
			return nil, fmt.Errorf("build the projection: read %s: %w", step.what, err)
		}
	}
	b.judge()
	return b.p, nil
}

type builder struct {
	ctx     context.Context
	r       graph.Reader
	opts    Options
	p       *Projection
	ignored map[string]bool // ids of roll calls that cannot be used
	sources []map[string]bool
}

func (b *builder) readCountries() error {
	for n, err := range b.r.Nodes(b.ctx, graph.NodeFilter{Kinds: []graph.Kind{vocab.Country}, Props: []string{}}) {
		if err != nil {
			return err
		}
		b.p.countries = append(b.p.countries, n.Key)
	}
	b.p.countries = sortKeys(b.p.countries)
	for i, k := range b.p.countries {
		b.p.index[k.ID] = i
	}
	return nil
}

func (b *builder) readCalls() error {
	p := b.p
	for n, err := range b.r.Nodes(b.ctx, graph.NodeFilter{Kinds: []graph.Kind{vocab.RollCall}}) {
		if err != nil {
			return err
		}
		c, why := readCall(n)
		if why != "" {
			p.skipped[why]++
			b.ignored[n.ID] = true
			continue
		}
		p.calls = append(p.calls, c)
	}
	slices.SortFunc(p.calls, func(x, y RollCall) int { return compareCalls(&x, &y) })

	p.words = (len(p.calls) + 63) / 64
	for i := range p.body {
		p.body[i] = make([]uint64, p.words)
	}
	for i := range p.kind {
		p.kind[i] = make([]uint64, p.words)
	}
	p.firsts = make([]graph.Date, len(p.calls))
	p.conflicts = make([][]Conflict, len(p.calls))
	for i := range p.calls {
		c := &p.calls[i]
		p.byID[c.Key.ID] = i
		w, bit := i>>6, uint64(1)<<(uint(i)&63)
		p.body[c.Body][w] |= bit
		p.kind[c.Kind][w] |= bit
		p.firsts[i] = c.Date.First()
		if c.Date.Precision() != graph.DayPrecision {
			p.imprecise = append(p.imprecise, int32(i))
		}
		for _, k := range append(symbolKeys(c.Symbol), symbolKeys(c.Draft)...) {
			if l := p.bySymbol[k]; len(l) == 0 || l[len(l)-1] != int32(i) {
				p.bySymbol[k] = append(l, int32(i))
			}
		}
	}
	p.votes = planesFor[planes](len(p.countries), p.words)
	p.differs = planesFor[uint64](len(p.countries), p.words)
	if slices.ContainsFunc(p.kind[WithoutVote], func(w uint64) bool { return w != 0 }) {
		p.consensus = planesFor[uint64](len(p.countries), p.words)
	}
	return nil
}

// planesFor lays all countries' words into one block.
func planesFor[T any](countries, words int) [][]T {
	block := make([]T, countries*words)
	out := make([][]T, countries)
	for i := range out {
		out[i] = block[i*words : (i+1)*words : (i+1)*words]
	}
	return out
}

func readCall(n graph.Node) (c RollCall, why string) {
	ps := n.Props
	body, ok := ParseBody(ps.String("body"))
	if !ok {
		return c, "roll calls of no known body"
	}
	kind, ok := ParseKind(ps.String("kind"))
	if !ok {
		return c, "roll calls of no known kind"
	}
	outcome, _ := ParseOutcome(ps.String("outcome"))
	c = RollCall{
		Key: n.Key, Body: body, Kind: kind, Outcome: outcome,
		Symbol: clean(ps.String("symbol")), Draft: clean(ps.String("draft")),
		Date: ps.Date("date"), Meeting: ps.String("meeting"), Session: ps.String("session"),
		Title: ps.String("title"), Agenda: ps.String("agenda"), Warnings: ps.Strings("warnings"),
		Stated: Totals{total(ps, "yes"), total(ps, "no"), total(ps, "abstain"), total(ps, "absent")},
	}
	c.MeetingNumber = meetingNumber(c.Meeting)
	if body == GeneralAssembly {
		c.Regular = regularLabel(c.Session, c.Date)
	}
	c.coded = ps.Bool("coded")
	c.text = foldWords(c.Title, c.Agenda)
	if v := ps.Get("important"); v != nil {
		c.Important = TruthOf(ps.Bool("important"))
	}
	for _, id := range ps.Strings("vetoedBy") {
		c.VetoedBy = append(c.VetoedBy, graph.Key{Kind: vocab.Country, ID: id})
	}
	return c, ""
}

func clean(s string) string { return strings.TrimFunc(s, isSpace) }

func total(ps graph.Props, name string) int {
	if n, ok := ps.Int(name); ok && n >= 0 {
		return int(n)
	}
	return -1
}

// meetingNumber is the last number in a meeting's name that is not a session or
// a resumption: "S/PV.6141" 6141, "S/PV.8900 (Resumption 1)" 8900, "A/76/PV.54"
// 54, "6141" 6141.
func meetingNumber(s string) int {
	if i := strings.Index(s, "PV."); i >= 0 {
		s = s[i+3:]
	}
	i := strings.IndexAny(s, "0123456789")
	if i < 0 {
		return 0
	}
	s = s[i:]
	n, err := strconv.Atoi(s[:digits(s)])
	if err != nil {
		return 0
	}
	return n
}

func (b *builder) readConcerns() error {
	for e, err := range b.r.Edges(b.ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Concerns}, Props: []string{}}) {
		if err != nil {
			return err
		}
		if e.From.Kind != vocab.RollCall || b.ignored[e.From.ID] {
			continue
		}
		i, ok := b.p.byID[e.From.ID]
		if !ok {
			return appeared(e.From)
		}
		c := &b.p.calls[i]
		switch e.To.Kind {
		case vocab.Topic:
			c.Topics = append(c.Topics, e.To)
		case vocab.Country:
			c.Concerns = append(c.Concerns, e.To)
		}
	}
	for i := range b.p.calls {
		c := &b.p.calls[i]
		c.Topics, c.Concerns = sortKeys(c.Topics), sortKeys(c.Concerns)
	}
	return nil
}

// appeared is the error for an element that was not there when its kind was
// read.
func appeared(k graph.Key) error {
	return fmt.Errorf("%w (%s was not there before)", graph.ErrChanged, k)
}

func (b *builder) readMembers() error {
	p := b.p
	orgs := b.opts.Members
	for body, rest := range [...]string{"UN", "UNSC"} {
		if orgs[body].IsZero() {
			orgs[body] = vocab.Key(vocab.Organisation, rest)
		}
	}
	f := graph.EdgeFilter{Kinds: []graph.Relation{vocab.MemberOf}, To: orgs[:], Props: []string{"since", "until", "firstSeen", "lastSeen", "role"}}
	// Who had a seat when is on record as a whole where it has dates; a list
	// that only was seen on some days adds nobody to it.
	var members []graph.Edge
	dated := map[graph.Key]bool{}
	for e, err := range b.r.Edges(b.ctx, f) {
		if err != nil {
			return err
		}
		if e.From.Kind != vocab.Country || e.Props.String("role") == "observer" {
			continue
		}
		members = append(members, e)
		if !e.Props.Date("since").IsZero() {
			dated[e.To] = true
		}
	}
	for _, e := range members {
		if dated[e.To] && e.Props.Date("since").IsZero() {
			continue
		}
		i, ok := p.index[e.From.ID]
		if !ok {
			return appeared(e.From)
		}
		// A term given by years is those whole years. A source that gives no
		// beginning vouches for the days it saw, not for those before (B31).
		since, until := e.Props.Date("since"), e.Props.Date("until")
		if since.IsZero() {
			if since = e.Props.Date("firstSeen"); !since.IsZero() && until.IsZero() {
				until = e.Props.Date("lastSeen")
			}
		}
		span := graph.Interval{Since: since.First(), Until: until.Last()}
		for body := range orgs {
			if orgs[body] == e.To {
				b.admit(i, body, span)
			}
		}
	}
	return nil
}

// admit marks a country as a member on the body's roll calls of which every
// possible day lies within span.
func (b *builder) admit(country, body int, span graph.Interval) {
	p := b.p
	in := p.between(span.Since, span.Until)
	for _, i := range p.imprecise {
		w, bit := i>>6, uint64(1)<<(uint(i)&63)
		in[w] &^= bit
		if d := p.calls[i].Date; !d.IsZero() && span.Contains(d) == graph.Certain {
			in[w] |= bit
		}
	}
	for w, x := range in {
		x &= p.body[body][w]
		p.votes[country][w].eligible |= x &^ p.kind[WithoutVote][w]
		if p.consensus != nil {
			p.consensus[country][w] |= x & p.kind[WithoutVote][w]
		}
	}
}

// between is the range of roll calls whose first possible day lies in the span;
// open where an end is zero.
func (p *Projection) between(since, until graph.Date) []uint64 {
	lo, hi := 0, len(p.firsts)
	if !since.IsZero() {
		lo, _ = slices.BinarySearchFunc(p.firsts, since, graph.Date.Compare)
	}
	if !until.IsZero() {
		hi, _ = slices.BinarySearchFunc(p.firsts, until.AddDays(1), graph.Date.Compare)
	}
	w := make([]uint64, p.words)
	for i := lo >> 6; i < len(w) && i<<6 < hi; i++ {
		x := ^uint64(0)
		if i == lo>>6 {
			x <<= uint(lo) & 63
		}
		if hi-i<<6 < 64 {
			x &= 1<<uint(hi-i<<6) - 1
		}
		w[i] = x
	}
	return w
}

func (b *builder) readVotes() error {
	p := b.p
	for g, err := range graph.Groups(b.ctx, b.r, vocab.Voted, "choice") {
		if err != nil {
			return err
		}
		if b.ignored[g.To.ID] {
			continue
		}
		i, ok := p.byID[g.To.ID]
		if !ok {
			return appeared(g.To)
		}
		call := &p.calls[i]
		if call.Kind == WithoutVote {
			p.skipped["positions on adoptions without a vote"] += len(g.From)
			continue
		}
		w, bit := i>>6, uint64(1)<<(uint(i)&63)
		for j, from := range g.From {
			country, ok := p.index[from.ID]
			if !ok {
				return appeared(from)
			}
			choice, ok := ParseChoice(g.Values[j])
			if !ok {
				p.skipped["positions that are no known choice"]++
				continue
			}
			v := &p.votes[country][w]
			if (v.yes|v.no|v.abstain|v.absent)&bit != 0 {
				p.skipped["second positions of one member on one roll call"]++
				if before := p.Choice(country, i); before <= choice {
					continue
				} else {
					v.clear(bit)
					*call.Known.at(before)--
				}
			}
			v.set(choice, bit)
			*call.Known.at(choice)++
		}
	}
	return nil
}

func (v *planes) set(c Choice, bit uint64) {
	v.eligible |= bit
	switch c {
	case Yes:
		v.yes |= bit
	case No:
		v.no |= bit
	case Abstain:
		v.abstain |= bit
	case Absent:
		v.absent |= bit
	}
}

func (v *planes) clear(bit uint64) {
	v.yes, v.no, v.abstain, v.absent = v.yes&^bit, v.no&^bit, v.abstain&^bit, v.absent&^bit
}

func (v *planes) known() uint64 { return v.yes | v.no | v.abstain | v.absent }

func (t *Totals) at(c Choice) *int {
	switch c {
	case Yes:
		return &t.Yes
	case No:
		return &t.No
	case Abstain:
		return &t.Abstain
	}
	return &t.Absent
}

// conflictChunk is how many roll calls' further votes are asked for at once.
const conflictChunk = 500

// readConflicts finds the roll calls on which any further source differs by the
// fast way, and reads only those edge by edge, for the sources' names.
func (b *builder) readConflicts() error {
	p := b.p
	var which []graph.Key
	for g, err := range graph.Groups(b.ctx, b.r, vocab.VotedPer, "choice") {
		if err != nil {
			return err
		}
		i, ok := p.byID[g.To.ID]
		if !ok || p.calls[i].Kind == WithoutVote {
			continue
		}
		for j, from := range g.From {
			country, ok := p.index[from.ID]
			choice, ok2 := ParseChoice(g.Values[j])
			if ok && ok2 && p.Choice(country, i) != choice {
				which = append(which, g.To)
				break
			}
		}
	}
	slices.SortFunc(which, graph.Key.Compare)

	for part := range slices.Chunk(which, conflictChunk) {
		f := graph.EdgeFilter{Kinds: []graph.Relation{vocab.VotedPer}, To: part, Props: []string{"choice"}}
		for e, err := range b.r.Edges(b.ctx, f) {
			if err != nil {
				return err
			}
			i, ok := p.byID[e.To.ID]
			country, ok2 := p.index[e.From.ID]
			choice, ok3 := ParseChoice(e.Props.String("choice"))
			if !ok || !ok2 || !ok3 {
				continue
			}
			settled := p.Choice(country, i)
			if settled == choice {
				continue
			}
			p.conflicts[i] = append(p.conflicts[i], Conflict{i, country, settled, choice, e.Source})
			p.differs[country][i>>6] |= 1 << (uint(i) & 63)
		}
	}
	for _, cs := range p.conflicts {
		slices.SortFunc(cs, func(x, y Conflict) int {
			if x.Country != y.Country {
				return x.Country - y.Country
			}
			if c := strings.Compare(x.Source, y.Source); c != 0 {
				return c
			}
			return int(x.Choice) - int(y.Choice)
		})
	}
	return nil
}

func (b *builder) readSources() error {
	p := b.p
	b.sources = make([]map[string]bool, len(p.calls))
	report := func(f graph.EdgeFilter) error {
		for e, err := range b.r.Edges(b.ctx, f) {
			if err != nil {
				return err
			}
			i, ok := p.byID[e.To.ID]
			if !ok || e.To.Kind != vocab.RollCall {
				continue
			}
			if b.sources[i] == nil {
				b.sources[i] = map[string]bool{}
			}
			b.sources[i][e.Source] = true
		}
		return nil
	}
	if err := report(graph.EdgeFilter{Kinds: []graph.Relation{vocab.Reports}, Props: []string{}}); err != nil {
		return err
	}

	// The votes' own sources are asked for only where nothing else reports the
	// roll call: reading a million edges for their source would double the time
	// of the build.
	var bare []graph.Key
	for i := range p.calls {
		if b.sources[i] == nil {
			bare = append(bare, p.calls[i].Key)
		}
	}
	for part := range slices.Chunk(bare, conflictChunk) {
		f := graph.EdgeFilter{Kinds: []graph.Relation{vocab.Voted, vocab.VotedPer}, To: part, Props: []string{}}
		if err := report(f); err != nil {
			return err
		}
	}

	all, sets := map[string]bool{}, map[string][]string{}
	for i, set := range b.sources {
		names := make([]string, 0, len(set))
		for s := range set {
			names = append(names, s)
			all[s] = true
		}
		slices.Sort(names)
		k := strings.Join(names, "\x00")
		if sets[k] == nil {
			sets[k] = names
		}
		p.calls[i].Sources = sets[k]
	}
	for s := range all {
		p.sources = append(p.sources, s)
	}
	slices.Sort(p.sources)
	return nil
}

// judge counts the unknown positions and says what is contested and unanimous.
func (b *builder) judge() {
	p := b.p
	for _, vs := range p.votes {
		for w := range vs {
			for i := range newestBits(vs[w].eligible&^vs[w].known(), w) {
				p.calls[i].Unknown++
			}
		}
	}
	for i := range p.calls {
		c := &p.calls[i]
		if c.Kind == WithoutVote {
			c.Contested, c.Unanimous = False, True
			continue
		}
		t := c.judged()
		present := t.Present()
		if present == 0 {
			continue
		}
		most := max(t.Yes, t.No, t.Abstain)
		c.Unanimous = TruthOf(most == present)
		if c.Body == SecurityCouncil {
			c.Contested = TruthOf(t.No > 0 || t.Abstain > 0)
		} else {
			c.Contested = TruthOf(4*(present-most) >= present)
		}
	}
}

// judged are the totals by which a roll call is contested or unanimous (see
// Build).
func (c *RollCall) judged() Totals {
	stated := c.Stated.Complete() && c.Stated.Present() > 0
	if !stated {
		return c.Known
	}
	whole := c.Unknown == 0 && c.Known.Present() >= c.Stated.Present()
	if c.Body == SecurityCouncil && whole {
		return c.Known
	}
	return c.Stated
}
