package analysis

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"entente/graph"
	"entente/graph/names"
	"entente/graph/projection"
	"entente/graph/vocab"
)

// The kinds of conflict that are looked for.
const (
	ConflictVote       = "vote"
	ConflictDate       = "roll_call_date"
	ConflictTally      = "roll_call_tally"
	ConflictOffice     = "office"
	ConflictAlliance   = "alliance"
	ConflictTradeShare = "trade_share"
	ConflictEventDate  = "event_date"
)

// Precedence is the one table of what is picked where sources differ on a kind
// of fact: the datasets in order, best first, and the rule in words. Whatever
// is picked, all of it is kept.
type Precedence struct {
	Kind  string
	Order []string // import names; nil where the import settles it, of which the rule tells
	Rule  string
}

// precedences lists them in the order of the documentation.
var precedences = []Precedence{
	{ConflictVote, nil, "The position that the import settled is counted; docs/sources.md says how it settles them."},
	{ConflictDate, nil, "The date that the import settled stands; docs/sources.md says how it settles them."},
	{ConflictTally, nil, "The tally that the import settled stands; docs/sources.md says how it settles them."},
	{ConflictOffice, []string{starterSource, "archigos", "factbook-executives"}, "Curated facts with a citation first, then the dataset that codes days (Archigos), then the one that was seen saying so (Factbook)."},
	{ConflictAlliance, []string{starterSource, "atop"}, "The text of a treaty with its days first, then the coding by years (ATOP)."},
	{ConflictTradeShare, []string{"trade", "factbook-trade"}, "Shares computed from flows first, then those a source states; they are never averaged."},
	{ConflictEventDate, nil, "The date that the event itself carries stands."},
}

// Precedences gives the table, a copy.
func Precedences() []Precedence { return slices.Clone(precedences) }

func precedenceOf(kind string) Precedence {
	i := slices.IndexFunc(precedences, func(p Precedence) bool { return p.Kind == kind })
	return precedences[max(i, 0)]
}

func (p Precedence) rank(source string) int {
	if i := slices.Index(p.Order, source); i >= 0 {
		return i
	}
	return len(p.Order)
}

// Conflict is a fact on which sources differ. All that is said is kept; one of
// the values is picked by the kind's rule.
type Conflict struct {
	ID     string
	Kind   string
	Date   graph.Date // of the fact
	About  Ref        // the thing: a roll call, an event, a state
	Of     []Ref      // the states it is about
	Text   string
	Values []Said
	Picked string
	Rule   string
}

// Said is one value and who says so.
type Said struct {
	Value   string
	Sources []string
	Picked  bool
}

// conflictCache keeps what a revision's conflicts were found to be: to find
// them takes a look at everything.
type conflictCache struct {
	mu       sync.Mutex
	revision string
	byKind   map[string][]Conflict
}

// ConflictKinds lists the kinds.
func ConflictKinds() []string {
	out := make([]string, len(precedences))
	for i, p := range precedences {
		out[i] = p.Kind
	}
	return out
}

// Conflicts implements Questions. They are found by the program in what is
// loaded, never listed by hand, and are kept until the store changes.
func (s *Service) Conflicts(ctx context.Context, kind string, between []string) ([]Conflict, error) {
	kinds := ConflictKinds()
	if kind != "" {
		if kind = strings.ToLower(kind); !slices.Contains(kinds, kind) {
			return nil, badf("%q is no kind of conflict; there are %s", kind, strings.Join(kinds, ", "))
		}
		kinds = []string{kind}
	}
	states, _, err := s.resolveAll(between, graph.Date{})
	if err != nil {
		return nil, err
	}
	p, err := s.holder.Get(ctx)
	if err != nil {
		return nil, err
	}
	out := []Conflict{}
	for _, k := range kinds {
		all, err := s.conflictsOf(ctx, k)
		if err != nil {
			return nil, err
		}
		for _, c := range all {
			if concerns(p, &c, states) {
				out = append(out, c)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Conflict) int {
		return cmp.Or(-strings.Compare(a.Date.String(), b.Date.String()), strings.Compare(a.ID, b.ID))
	})
	return out, nil
}

// concerns tells whether a conflict is about the states asked for: a roll call
// where all were members, an event all took part in; else where it is about no
// other state, so that of two states it is about one alone or about both.
func concerns(p *projection.Projection, c *Conflict, states []graph.Key) bool {
	about := func(k graph.Key) bool { return slices.ContainsFunc(c.Of, func(r Ref) bool { return r.Key == k }) }
	switch {
	case len(states) == 0:
		return true
	case c.Kind == ConflictDate || c.Kind == ConflictTally:
		i, ok := p.Find(c.About.Key)
		return ok && !slices.ContainsFunc(states, func(k graph.Key) bool {
			j, ok := p.Country(k)
			return !ok || !p.Member(j, i)
		})
	case c.Kind == ConflictEventDate:
		return !slices.ContainsFunc(states, func(k graph.Key) bool { return !about(k) })
	case len(states) == 1:
		return about(states[0])
	}
	return len(c.Of) > 0 && !slices.ContainsFunc(c.Of, func(r Ref) bool { return !slices.Contains(states, r.Key) })
}

func (s *Service) conflictsOf(ctx context.Context, kind string) ([]Conflict, error) {
	rev, err := s.store.Revision(ctx)
	if err != nil {
		return nil, err
	}
	s.conflicts.mu.Lock()
	if s.conflicts.revision == rev {
		if c, ok := s.conflicts.byKind[kind]; ok {
			s.conflicts.mu.Unlock()
			return c, nil
		}
	}
	s.conflicts.mu.Unlock()

	find := map[string]func(context.Context) ([]Conflict, error){
		ConflictVote: s.voteConflicts, ConflictDate: s.rollCallConflicts(ConflictDate), ConflictTally: s.rollCallConflicts(ConflictTally),
		ConflictOffice: s.officeConflicts, ConflictAlliance: s.allianceConflicts, ConflictTradeShare: s.shareConflicts, ConflictEventDate: s.eventConflicts,
	}[kind]
	found, err := find(ctx)
	if err != nil {
		return nil, err
	}
	rule := precedenceOf(kind).Rule
	for i := range found {
		found[i].Kind, found[i].Rule = kind, rule
		for _, v := range found[i].Values {
			if v.Picked {
				found[i].Picked = v.Value
			}
		}
	}
	s.conflicts.mu.Lock()
	defer s.conflicts.mu.Unlock()
	if s.conflicts.revision != rev {
		s.conflicts.revision, s.conflicts.byKind = rev, map[string][]Conflict{}
	}
	s.conflicts.byKind[kind] = found
	return found, nil
}

// voteConflicts are positions that a further source gives otherwise than the
// settled one. The settled one's source is read for all at once.
func (s *Service) voteConflicts(ctx context.Context) ([]Conflict, error) {
	p, err := s.holder.Get(ctx)
	if err != nil {
		return nil, err
	}
	type vote struct{ country, rollCall graph.Key }
	var out []Conflict
	at := map[vote]int{}
	var calls []graph.Key
	for i := range p.Len() {
		rc := p.RollCall(i)
		for _, c := range p.Conflicts(i) {
			state := p.Countries()[c.Country]
			v := vote{state, rc.Key}
			n, ok := at[v]
			if !ok {
				n = len(out)
				at[v] = n
				calls = append(calls, rc.Key)
				name := names.Display(state, rc.Date)
				out = append(out, Conflict{ID: "vote/" + rc.Key.ID + "/" + state.ID, Date: rc.Date, About: Ref{rc.Key, rc.Symbol}, Of: []Ref{{state, name}},
					Text:   fmt.Sprintf("%s on %s", name, rc.Symbol),
					Values: []Said{{Value: c.Settled.String(), Sources: []string{}, Picked: true}}})
			}
			out[n].Values = say(out[n].Values, c.Choice.String(), c.Source)
		}
	}
	slices.SortFunc(calls, graph.Key.Compare)
	calls = slices.Compact(calls)
	for part := range slices.Chunk(calls, 2000) {
		for e, err := range s.store.Edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Voted}, To: part, Props: []string{}}) {
			if err != nil {
				return nil, fmt.Errorf("read the settled votes: %w", err)
			}
			if n, ok := at[vote{e.From, e.To}]; ok {
				out[n].Values[0].Sources = append(out[n].Values[0].Sources, e.Source)
			}
		}
	}
	for i := range out {
		out[i].Text += ": " + saidText(out[i].Values)
	}
	return out, nil
}

// say adds a source to a value, or the value.
func say(values []Said, value, source string) []Said {
	for i := range values {
		if values[i].Value == value {
			if !slices.Contains(values[i].Sources, source) {
				values[i].Sources = append(values[i].Sources, source)
			}
			return values
		}
	}
	return append(values, Said{Value: value, Sources: []string{source}})
}

func saidText(values []Said) string {
	var out []string
	for _, v := range values {
		var who []string
		for _, s := range v.Sources {
			who = append(who, labelOf(s))
		}
		text := v.Value
		if len(who) > 0 {
			text += " (" + strings.Join(who, ", ") + ")"
		}
		out = append(out, text)
	}
	return strings.Join(out, ", ")
}

// rollCallConflicts finds roll calls of which sources report another day, or
// another tally.
func (s *Service) rollCallConflicts(kind string) func(context.Context) ([]Conflict, error) {
	return func(ctx context.Context) ([]Conflict, error) {
		p, err := s.holder.Get(ctx)
		if err != nil {
			return nil, err
		}
		props := []string{"date", "ref"}
		if kind == ConflictTally {
			props = []string{"yes", "no", "abstain", "absent", "ref"}
		}
		by := map[graph.Key][]graph.Edge{}
		for e, err := range s.store.Edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Reports}, Props: props}) {
			if err != nil {
				return nil, fmt.Errorf("read what sources report of roll calls: %w", err)
			}
			if e.To.Kind == vocab.RollCall {
				by[e.To] = append(by[e.To], e)
			}
		}
		var out []Conflict
		for i := range p.Len() {
			rc := p.RollCall(i)
			es := by[rc.Key]
			slices.SortFunc(es, func(a, b graph.Edge) int { return a.EdgeKey.Compare(b.EdgeKey) })
			settled := rc.Date.String()
			if kind == ConflictTally {
				settled = tallyText(rc.Stated.Yes, rc.Stated.No, rc.Stated.Abstain)
			}
			values := []Said{}
			if settled != "" {
				values = append(values, Said{Value: settled, Sources: []string{}, Picked: true})
			}
			differ := false
			for _, e := range es {
				said := e.Props.Date("date").String()
				other := said != "" && apart(e.Props.Date("date"), rc.Date)
				if kind == ConflictTally {
					said = tallyText(propCount(e, "yes"), propCount(e, "no"), propCount(e, "abstain"))
					other = said != "" && settled != "" && said != settled
				}
				if said == "" {
					continue
				}
				differ = differ || other
				values = say(values, said, e.Source)
			}
			if !differ || len(values) < 2 {
				continue
			}
			c := Conflict{ID: kind + "/" + rc.Key.ID, Date: rc.Date, About: Ref{rc.Key, rc.Symbol}, Values: values, Text: rc.Symbol + ": " + saidText(values)}
			out = append(out, c)
		}
		return out, nil
	}
}

func propCount(e graph.Edge, prop string) int {
	if n, ok := e.Props.Int(prop); ok {
		return int(n)
	}
	return -1
}

// tallyText writes a tally as the Council's records do, "" where it is not
// stated whole.
func tallyText(yes, no, abstain int) string {
	if yes < 0 || no < 0 || abstain < 0 {
		return ""
	}
	return fmt.Sprintf("%d-%d-%d", yes, no, abstain)
}

// eventConflicts finds events of which sources report days that cannot both be
// right (B56).
func (s *Service) eventConflicts(ctx context.Context) ([]Conflict, error) {
	by := map[graph.Key][]graph.Edge{}
	for e, err := range s.store.Edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Reports}, Props: []string{"date", "since", "ref"}}) {
		if err != nil {
			return nil, fmt.Errorf("read what sources report of events: %w", err)
		}
		if e.To.Kind == vocab.Event && (!e.Props.Date("date").IsZero() || !e.Props.Date("since").IsZero()) {
			by[e.To] = append(by[e.To], e)
		}
	}
	var keys []graph.Key
	for k, es := range by {
		slices.SortFunc(es, func(a, b graph.Edge) int { return a.EdgeKey.Compare(b.EdgeKey) })
		first := cmp.Or(es[0].Props.Date("since"), es[0].Props.Date("date"))
		if slices.ContainsFunc(es, func(e graph.Edge) bool { return apart(first, cmp.Or(e.Props.Date("since"), e.Props.Date("date"))) }) {
			keys = append(keys, k)
		}
	}
	ts, err := s.Things(ctx, keys, graph.Date{})
	if err != nil {
		return nil, err
	}
	var out []Conflict
	for _, t := range ts {
		c := Conflict{ID: "event_date/" + t.ID, Date: t.Props.Date("since"), About: Ref{t.Key, nodeName(t.Node, graph.Date{})}}
		for _, p := range t.Parts {
			if p.Who.Key.Kind == vocab.Country {
				c.Of = append(c.Of, p.Who)
			}
		}
		if d := t.Props.Date("since"); !d.IsZero() {
			c.Values = append(c.Values, Said{Value: d.String(), Sources: []string{}, Picked: true})
		}
		for _, e := range by[t.Key] {
			c.Values = say(c.Values, cmp.Or(e.Props.Date("since"), e.Props.Date("date")).String(), e.Source)
		}
		c.Text = c.About.Name + ": " + saidText(c.Values)
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b Conflict) int { return strings.Compare(a.ID, b.ID) })
	return out, nil
}

// officeOverlap is by how many days two holders of one office must overlap to
// be a conflict: sources count the day of a change to either.
const officeOverlap = 2

// officeConflicts finds different holders of one office of a state at one time,
// by different sources.
func (s *Service) officeConflicts(ctx context.Context) ([]Conflict, error) {
	es, err := s.edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Leads, vocab.Serves}})
	if err != nil {
		return nil, err
	}
	cov, err := s.readCoverage(ctx)
	if err != nil {
		return nil, err
	}
	one, err := identify(ctx, s.store)
	if err != nil {
		return nil, err
	}
	type office struct {
		state graph.Key
		name  string
	}
	groups := map[office][]Tenure{}
	for _, e := range es {
		t := tenure(e, Ref{Key: one.One(e.From)}, cov, graph.Date{})
		k := office{e.To, fmt.Sprint(t.Leads, " ", names.Fold(t.Office))}
		groups[k] = append(groups[k], t)
	}
	type clash struct{ a, b Tenure }
	var clashes []clash
	var people []graph.Key
	for _, ts := range groups {
		for i := range ts {
			for j := i + 1; j < len(ts); j++ {
				if a, b := ts[i], ts[j]; a.Source != b.Source && a.Person.Key != b.Person.Key && overlap(a, b) >= officeOverlap {
					clashes = append(clashes, clash{a, b})
					people = append(people, a.Person.Key, b.Person.Key)
				}
			}
		}
	}
	name, err := s.refs(ctx, people, graph.Date{})
	if err != nil {
		return nil, err
	}
	p := precedenceOf(ConflictOffice)
	var out []Conflict
	for _, x := range clashes {
		a, b := x.a, x.b
		if p.rank(b.Source) < p.rank(a.Source) {
			a, b = b, a
		}
		date := a.Since
		if b.Since.After(date) {
			date = b.Since
		}
		text := func(t Tenure) string {
			return fmt.Sprintf("%s %s", name[t.Person.Key].Name, strings.TrimPrefix(span(t.Since, cmp.Or(t.Until, t.LastSeen)), "from "))
		}
		values := []Said{{text(a), []string{a.Source}, true}, {text(b), []string{b.Source}, false}}
		out = append(out, Conflict{ID: strings.Join([]string{"office", a.Country.ID, a.Office, a.Person.Key.ID, b.Person.Key.ID, date.String()}, "/"),
			Date: date, About: Ref{a.Country, displayToday(a.Country)}, Of: []Ref{{a.Country, names.Display(a.Country, date)}}, Values: values,
			Text: fmt.Sprintf("%s of %s: %s", a.Office, names.Display(a.Country, date), saidText(values))})
	}
	slices.SortFunc(out, func(a, b Conflict) int { return strings.Compare(a.ID, b.ID) })
	return slices.CompactFunc(out, func(a, b Conflict) bool { return a.ID == b.ID }), nil
}

// overlap is how many days two tenures surely share.
func overlap(a, b Tenure) int {
	since, until := a.Since.Last(), cmp.Or(a.Until, a.LastSeen).First()
	if d := b.Since.Last(); d.Compare(since) > 0 {
		since = d
	}
	if d := cmp.Or(b.Until, b.LastSeen).First(); d.IsZero() || !until.IsZero() && d.Compare(until) < 0 {
		until = d
	}
	if since.IsZero() || until.IsZero() {
		return 0
	}
	n := 0
	for d := since; d.Compare(until) <= 0 && n < officeOverlap; d = d.AddDays(1) {
		n++
	}
	return n
}

// allianceConflicts finds pledges of defence that one source has and another
// one, which covers all of the time, has at no time of it.
func (s *Service) allianceConflicts(ctx context.Context) ([]Conflict, error) {
	es, err := s.edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.AlliedWith}})
	if err != nil {
		return nil, err
	}
	cov, err := s.readCoverage(ctx)
	if err != nil {
		return nil, err
	}
	by := map[[2]graph.Key][]Alliance{}
	for _, e := range es {
		if al := allianceOf(e, e.From, cov.spell(e, graph.Date{})); owes(al.Obligations, DefaultObligation) {
			by[[2]graph.Key{e.From, e.To}] = append(by[[2]graph.Key{e.From, e.To}], al)
		}
	}
	p := precedenceOf(ConflictAlliance)
	var out []Conflict
	for pair, als := range by {
		for _, al := range als {
			end := cmp.Or(al.Until, al.LastSeen)
			for _, c := range cov.of(OfAlliances, graph.Date{}) {
				if !c.Complete || !c.Loaded || c.Dataset == al.Source || al.Since.IsZero() {
					continue
				}
				// The part of the spell that the other source covers.
				spell := graph.Interval{Since: al.Since, Until: end}
				if !spell.Overlaps(graph.Interval{Since: c.Since, Until: c.Until}) ||
					slices.ContainsFunc(als, func(o Alliance) bool {
						return o.Source == c.Dataset && spell.Overlaps(graph.Interval{Since: o.Since, Until: cmp.Or(o.Until, o.LastSeen)})
					}) {
					continue
				}
				has := Said{"a pledge of defence " + span(al.Since, end), []string{al.Source}, p.rank(al.Source) < p.rank(c.Dataset)}
				lacks := Said{"none", []string{c.Dataset}, !has.Picked}
				values := []Said{has, lacks}
				a, b := displayAt(pair[0], al.Since), displayAt(pair[1], al.Since)
				out = append(out, Conflict{ID: strings.Join([]string{"alliance", pair[0].ID, pair[1].ID, al.Since.String(), al.Source, c.Dataset}, "/"),
					Date: al.Since, About: Ref{pair[0], a}, Of: []Ref{{pair[0], a}, {pair[1], b}}, Values: values, Text: fmt.Sprintf("%s and %s: %s", a, b, saidText(values))})
			}
		}
	}
	slices.SortFunc(out, func(a, b Conflict) int { return strings.Compare(a.ID, b.ID) })
	return out, nil
}

// shareConflicts finds shares of trade that a source states and the flows give
// otherwise by an order.
func (s *Service) shareConflicts(ctx context.Context) ([]Conflict, error) {
	stated, err := s.edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.TradeShare}})
	if err != nil || len(stated) == 0 {
		return nil, err
	}
	type flow struct {
		from, to graph.Key
		year     int
	}
	flows := map[flow]map[string]int64{}
	totals := map[flowKey]*flowTotal{}
	for e, err := range s.store.Edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.ExportsTo}, Props: []string{"year", "usd", "reporter"}}) {
		if err != nil {
			return nil, fmt.Errorf("add up exports: %w", err)
		}
		y, ok := e.Props.Int("year")
		usd, ok2 := e.Props.Int("usd")
		if !ok || !ok2 {
			continue
		}
		k := flow{e.From, e.To, int(y)}
		if flows[k] == nil {
			flows[k] = map[string]int64{}
		}
		flows[k][e.Source] = usd
		addTotals(totals, e)
	}
	var out []Conflict
	seen := map[string]bool{}
	for _, e := range stated {
		y, _ := e.Props.Int("year")
		v, ok := e.Props.Get("share").(float64)
		if !ok {
			continue
		}
		st := StatedShare{Of: e.From, Partner: e.To, Flow: e.Props.String("flow"), Year: int(y), Value: v, Source: e.Source, Ref: e.Props.String("ref")}
		from, to := st.Of, st.Partner
		if st.Flow == "imports" {
			from, to = to, from
		}
		st.compare(func(year int) []Share {
			var ss []Share
			for _, source := range sortedKeys(flows[flow{from, to, year}]) {
				usd := flows[flow{from, to, year}][source]
				ss = append(ss, share(totals, st.Of, st.Partner, st.Flow, year, source, &usd))
			}
			return ss
		}, func(year int) string { return strings.Join(sortedKeys(flows[flow{from, to, year}]), "") })
		if !st.Conflict {
			continue
		}
		id := strings.Join([]string{"trade_share", st.Of.ID, st.Partner.ID, st.Flow, fmt.Sprint(st.Year), percent(st.Value)}, "/")
		if seen[id] {
			continue
		}
		seen[id] = true
		out = append(out, Conflict{ID: id, Date: graph.Year(st.Year), About: Ref{st.Of, displayToday(st.Of)},
			Of: []Ref{{st.Of, displayToday(st.Of)}, {st.Partner, displayToday(st.Partner)}}, Text: st.conflict(),
			Values: []Said{{fmt.Sprintf("%s in %d", percent(*st.Computed), st.ComputedYear), []string{st.ComputedSource}, true}, {fmt.Sprintf("%s in %d", percent(st.Value), st.Year), []string{st.Source}, false}}})
	}
	return out, nil
}

// Conflicts lists those about either of the two alone, or about both.
func (r *Relations) Conflicts(ctx context.Context, kind string) ([]Conflict, error) {
	all, err := r.s.Conflicts(ctx, kind, []string{r.A.ID, r.B.ID})
	if err != nil {
		return nil, err
	}
	out := []Conflict{}
	for _, c := range all {
		if within(c.Date, c.Date, graph.Date{}, r.Since, r.Until) {
			out = append(out, c)
		}
	}
	return out, nil
}
