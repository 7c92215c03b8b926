package analysis

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"entente/graph"
	"entente/graph/claim"
	"entente/graph/names"
	"entente/graph/projection"
	"entente/graph/vocab"
)

// record answers the checks of claims as of a day: votes from the service's own
// projection, bounded by the day, all else from a view of the store.
type record struct {
	s     *Service // of the whole record: votes alone are asked of it
	then  *Service // of the view
	day   graph.Date
	trade map[[2]graph.Key]*Trade
	one   persons
	took  map[graph.Key][]claim.Event
}

var _ claim.Record = (*record)(nil)

// recordAsOf makes a record; day zero is today.
func (s *Service) recordAsOf(ctx context.Context, day graph.Date) (*record, error) {
	day = s.day(day)
	view, err := asOf(ctx, s.store, day)
	if err != nil {
		return nil, fmt.Errorf("read the record as of %s: %w", day, err)
	}
	opts := s.opts
	opts.Today = func() graph.Date { return day }
	then := &Service{store: view, holder: s.holder, opts: opts}
	one, err := identify(ctx, view)
	if err != nil {
		return nil, err
	}
	return &record{s: s, then: then, day: day, one: one, trade: map[[2]graph.Key]*Trade{}, took: map[graph.Key][]claim.Event{}}, nil
}

// AsOf implements claim.Record.
func (r *record) AsOf() graph.Date { return r.day }

// Name implements claim.Record. Names of things are read once each.
func (r *record) Name(k graph.Key, at graph.Date) string {
	if k.Kind == vocab.Country {
		return withArticle(names.Display(k, at))
	}
	if k.Kind == vocab.Topic {
		return topic(k).Name
	}
	n, err := r.then.store.Node(context.Background(), k)
	if err != nil {
		return vocab.Rest(k)
	}
	return nodeName(n, at)
}

func claimCoverage(cs []Coverage) []claim.Coverage {
	out := make([]claim.Coverage, len(cs))
	for i, c := range cs {
		text := c.Sentence
		if !c.Loaded {
			text = capital(c.Subject) + ": " + text
		}
		out[i] = claim.Coverage{Dataset: c.Dataset, Sentence: text, Loaded: c.Loaded, Complete: c.Complete, Answers: c.Answers, Since: c.Since, Until: c.Until}
	}
	return out
}

func factOf(id, name, text string, words []string, v *Spell) claim.Fact {
	return claim.Fact{ID: id, Name: name, Text: text, Since: v.Since, Until: v.Until, LastSeen: v.LastSeen, Held: string(v.Held), Note: v.Note, Words: words, Source: v.Source, Sources: v.SourceIDs()}
}

// Stand implements claim.Record.
func (r *record) Stand(ctx context.Context, subject string, a, b graph.Key, obligation string, at graph.Date) (claim.Standing, error) {
	if subject == claim.Agreements {
		return r.agreements(ctx, a, b, at)
	}
	if subject == claim.Sanctions {
		return r.sanctions(ctx, a, b, at)
	}
	if a.Kind != vocab.Country || b.Kind != vocab.Country {
		return claim.Standing{Held: string(HeldNotKnown), Note: "only states are on record as " + subject}, nil
	}
	rel, err := r.then.Relations(ctx, a.ID, b.ID, at, graph.Date{}, graph.Date{})
	if err != nil {
		return claim.Standing{}, err
	}
	rel.Since, rel.Until = graph.Date{}, graph.Date{}
	switch subject {
	case claim.Alliances:
		answer, err := rel.Allied(ctx, obligation)
		if err != nil {
			return claim.Standing{}, err
		}
		als, err := rel.Alliances(ctx)
		if err != nil {
			return claim.Standing{}, err
		}
		st := claim.Standing{Held: string(answer.Held), Note: answer.Note, Sources: answer.Sources, Coverage: claimCoverage(rel.cov.of(OfAlliances, at, a, b))}
		es, err := rel.ties(ctx, vocab.AlliedWith)
		if err != nil {
			return claim.Standing{}, err
		}
		treaty := map[string]string{}
		for _, e := range es {
			if e.ID != "" {
				treaty[e.Source+e.Props.Date("since").String()] = e.ID
			}
		}
		for i := range als {
			al := &als[i]
			id := r.A(a, b)
			name := "alliance per " + labelOf(al.Source)
			if t := treaty[al.Source+al.Since.String()]; t != "" {
				if n, err := r.then.store.Node(ctx, vocab.Key(vocab.Agreement, t)); err == nil {
					id, name = n.ID, n.Props.String("name")
				}
			}
			text := fmt.Sprintf("%s: %s, %s", name, strings.ReplaceAll(strings.Join(al.Obligations, ", "), "_", "-"), strings.TrimSpace(span(al.Since, al.Until)))
			st.Facts = append(st.Facts, factOf(id, name, text, al.Obligations, &al.Spell))
		}
		return st, nil
	case claim.Wars:
		answer, err := rel.Tied(ctx, vocab.AtWarWith)
		if err != nil {
			return claim.Standing{}, err
		}
		ts, err := rel.Ties(ctx, vocab.AtWarWith)
		if err != nil {
			return claim.Standing{}, err
		}
		st := claim.Standing{Held: string(answer.Held), Note: answer.Note, Sources: answer.Sources, Coverage: claimCoverage(append(rel.cov.of(OfWars, at, a, b), rel.cov.of(OfConflicts, at, a, b)...))}
		for i := range ts {
			t := &ts[i]
			id, name := cmp.Or(t.Event.Key.ID, r.A(a, b)), cmp.Or(t.Event.Name, "war per "+labelOf(t.Source))
			st.Facts = append(st.Facts, factOf(id, name, name+", "+strings.TrimSpace(span(t.Since, t.Until)), nil, &t.Spell))
		}
		return r.warEvents(ctx, rel, st, a, b, at)
	case claim.Rivalries:
		answer, err := rel.Tied(ctx, vocab.RivalOf)
		if err != nil {
			return claim.Standing{}, err
		}
		ts, err := rel.Ties(ctx, vocab.RivalOf)
		if err != nil {
			return claim.Standing{}, err
		}
		st := claim.Standing{Held: string(answer.Held), Note: answer.Note, Sources: answer.Sources, Coverage: claimCoverage(rel.cov.of(OfRivalries, at, a, b))}
		for i := range ts {
			name := cmp.Or(ts[i].Name, "rivalry") + " per " + labelOf(ts[i].Source)
			st.Facts = append(st.Facts, factOf(r.A(a, b), name, name, ts[i].Types, &ts[i].Spell))
		}
		return st, nil
	}
	return claim.Standing{}, badf("nothing is on record as %s", subject)
}

// A is the node that shows a tie of two states: the first of them.
func (r *record) A(a, b graph.Key) string {
	if a.Compare(b) > 0 {
		a = b
	}
	return a.ID
}

// warKinds are the events that are acts of war between those on its two sides.
var warKinds = []string{"war", "invasion", "armed_conflict"}

// warEvents lays events of war over what the datasets say of a day: one that had
// begun and whose end is not on record goes on to the last day its source speaks of.
func (r *record) warEvents(ctx context.Context, rel *Relations, st claim.Standing, a, b graph.Key, at graph.Date) (claim.Standing, error) {
	es, _, err := r.Events(ctx, []graph.Key{a}, graph.Date{}, graph.Date{})
	if err != nil {
		return st, err
	}
	for i := range es {
		e := &es[i]
		if !slices.Contains(warKinds, e.Kind) || !opposedIn(e.Roles[a], e.Roles[b]) {
			continue
		}
		source := starterSource
		for _, id := range e.Sources {
			if !strings.HasPrefix(id, citePrefix) {
				source = id
			}
		}
		v := Spell{Since: e.Since, Until: e.Until, Source: source}
		if v.Until.IsZero() {
			v.LastSeen = rel.cov.until(source)
		}
		v.judge(at)
		f := factOf(e.Key.ID, e.Title, e.Title+", "+strings.TrimSpace(span(e.Since, e.Until)), nil, &v)
		f.Sources = e.Sources
		st.Facts = append(st.Facts, f)
		if (v.Held == HeldYes || v.Held == HeldPossible) && v.Held.better(Held(st.Held)) {
			st.Held, st.Note, st.Sources = string(v.Held), v.Note, e.Sources
		} else if v.Held == HeldNotKnown && st.Held == string(HeldNotKnown) {
			st.Note = e.Title + ": " + v.Note
		}
	}
	return st, nil
}

func opposedIn(a, b string) bool {
	return a == "actor" && b == "target" || a == "target" && b == "actor" || a == "side_1" && b == "side_2" || a == "side_2" && b == "side_1"
}

// agreements are those on record of both, or of the first and the one named.
func (r *record) agreements(ctx context.Context, a, b graph.Key, at graph.Date) (claim.Standing, error) {
	cov, err := r.then.readCoverage(ctx)
	if err != nil {
		return claim.Standing{}, err
	}
	var states []graph.Key
	for _, k := range []graph.Key{a, b} {
		if !k.IsZero() && k.Kind != vocab.Agreement {
			states = append(states, k)
		}
	}
	ts, err := r.then.agreementsOf(ctx, cov, states, at)
	if err != nil {
		return claim.Standing{}, err
	}
	st := claim.Standing{Held: string(HeldNotKnown), Coverage: claimCoverage(cov.of(OfAgreements, at, states...))}
	for _, t := range ts {
		if b.Kind == vocab.Agreement && t.Key != b {
			continue
		}
		f := claim.Fact{ID: t.ID, Name: nodeName(t.Node, at), Kind: t.Props.String("kind"), Signed: t.Props.Date("signed"), Since: t.Props.Date("since"), Until: t.Props.Date("until"),
			Held: string(t.Held), Note: t.HeldNote, Words: t.Props.Strings("obligations"), Sources: t.Sources}
		for _, id := range t.Sources {
			if !strings.HasPrefix(id, citePrefix) {
				f.Source = id
			}
		}
		if f.Held == string(HeldNotKnown) && f.Until.IsZero() {
			f.LastSeen = cov.until(f.Source)
		}
		st.Facts = append(st.Facts, f)
	}
	return st, nil
}

// sanctions are the cases of one on the other.
func (r *record) sanctions(ctx context.Context, a, b graph.Key, at graph.Date) (claim.Standing, error) {
	if a.Kind == vocab.Country && b.Kind == vocab.Country {
		rel, err := r.then.Relations(ctx, a.ID, b.ID, at, graph.Date{}, graph.Date{})
		if err != nil {
			return claim.Standing{}, err
		}
		rel.Since, rel.Until = graph.Date{}, graph.Date{}
		ss, err := rel.Sanctions(ctx, SanctionFilter{Target: "b"})
		if err != nil {
			return claim.Standing{}, err
		}
		var fs []claim.Fact
		for i := range ss {
			x := &ss[i]
			name := fmt.Sprintf("%s on %s (%s)", x.From.Name, x.To.Name, strings.Join(x.Types, ", "))
			fs = append(fs, factOf(x.From.Key.ID, name, name+", "+strings.TrimSpace(span(x.Since, x.Until)), x.Types, &x.Spell))
		}
		return r.settleSanctions(rel.cov, fs, at, a, b), nil
	}
	cov, err := r.then.readCoverage(ctx)
	if err != nil {
		return claim.Standing{}, err
	}
	es, err := r.then.edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Sanctions}, From: []graph.Key{a}, To: []graph.Key{b}})
	if err != nil {
		return claim.Standing{}, err
	}
	var fs []claim.Fact
	for _, e := range es {
		v := cov.spell(e, at)
		name := fmt.Sprintf("%s on %s (%s)", r.Name(a, at), r.Name(b, at), strings.Join(e.Props.Strings("types"), ", "))
		fs = append(fs, factOf(a.ID, name, name+", "+strings.TrimSpace(span(v.Since, v.Until)), e.Props.Strings("types"), &v))
	}
	return r.settleSanctions(cov, fs, at, a, b), nil
}

func (r *record) settleSanctions(cov *coverage, fs []claim.Fact, at graph.Date, a, b graph.Key) claim.Standing {
	st := claim.Standing{Facts: fs, Coverage: claimCoverage(cov.of(OfSanctions, at, a, b))}
	best := Held("")
	for _, f := range fs {
		if h := Held(f.Held); h.better(best) {
			best, st.Note = h, f.Note
		}
	}
	if best == HeldYes || best == HeldPossible {
		st.Held = string(best)
		return st
	}
	silent, why, ids := cov.silence(OfSanctions, at, a, b)
	if best == HeldNotKnown && silent != HeldNo {
		st.Held = string(HeldNotKnown)
		return st
	}
	st.Held, st.Note, st.Sources = string(silent), why, ids
	return st
}

// Calls implements claim.Record, oldest first.
func (r *record) Calls(ctx context.Context, sc claim.Scope, states ...graph.Key) ([]claim.Call, error) {
	p, err := r.s.holder.Get(ctx)
	if err != nil {
		return nil, err
	}
	f := VoteFilter{Since: sc.Since, Until: r.clamp(sc.Until), Topics: sc.Topics, Outcomes: sc.Outcomes}
	if !f.Since.IsZero() && f.Since.First().Compare(f.Until.Last()) > 0 {
		return nil, nil
	}
	if sc.Body != "" {
		f.Body = []string{sc.Body}
	}
	for _, k := range sc.About {
		f.About = append(f.About, k.ID)
	}
	if sc.Symbol != "" {
		f.Symbols = []string{sc.Symbol}
	}
	sel, err := ask(p, f, nil)
	if err != nil {
		return nil, err
	}
	yes := true
	f.Contested = &yes
	contested, err := ask(p, f, nil)
	if err != nil {
		return nil, err
	}
	isContested := map[int]bool{}
	for i := range contested.Mask.Oldest() {
		isContested[i] = true
	}
	idx := make([]int, len(states))
	for i, k := range states {
		idx[i] = -1
		if n, ok := p.Country(k); ok {
			idx[i] = n
		}
	}
	out := make([]claim.Call, 0, sel.Mask.Count())
	for i := range sel.Mask.Oldest() {
		rc := p.RollCall(i)
		c := claim.Call{Key: rc.Key, Symbol: rc.Symbol, Title: rc.Title, Body: rc.Body.String(), Outcome: rc.Outcome.String(), Date: rc.Date, Contested: isContested[i],
			VetoedBy: rc.VetoedBy, Sources: rc.Sources, Choice: make(map[graph.Key]string, len(states))}
		for j, k := range states {
			if idx[j] >= 0 {
				if ch := p.Choice(idx[j], i); ch.Known() {
					c.Choice[k] = ch.String()
				}
			}
		}
		out = append(out, c)
	}
	return out, nil
}

// clamp bounds an end by the day of knowledge.
func (r *record) clamp(until graph.Date) graph.Date {
	if until.IsZero() || until.Last().Compare(r.day.Last()) > 0 {
		return r.day
	}
	return until
}

// Reach implements claim.Record.
func (r *record) Reach(ctx context.Context) ([]claim.Reach, error) {
	p, err := r.s.holder.Get(ctx)
	if err != nil {
		return nil, err
	}
	all := p.Select(projection.Filter{Until: r.day}).Mask
	var out []claim.Reach
	for _, b := range projection.Bodies {
		m := all.And(p.OfBody(b))
		first, last := p.Span(m)
		out = append(out, claim.Reach{Body: b.String(), Since: first, Until: last, N: m.Count()})
	}
	return out, nil
}

// Trade implements claim.Record.
func (r *record) Trade(ctx context.Context, of, partner graph.Key) ([]claim.Trade, []claim.Coverage, error) {
	rel, err := r.then.Relations(ctx, of.ID, partner.ID, r.day, graph.Date{}, graph.Date{})
	if err != nil {
		return nil, nil, err
	}
	rel.Since, rel.Until = graph.Date{}, graph.Date{}
	t := r.trade[[2]graph.Key{of, partner}]
	if t == nil {
		if t, err = rel.Trade(ctx, TradeFilter{}); err != nil {
			return nil, nil, err
		}
		r.trade[[2]graph.Key{of, partner}] = t
	}
	var out []claim.Trade
	for _, y := range t.Years {
		for _, s := range y.Shares {
			if s.Of != of {
				continue
			}
			out = append(out, claim.Trade{Flow: s.Flow, Year: y.Year, Share: s.Value, USD: s.USD, Mirror: s.Mirror, Basis: s.Basis, Why: s.Why, Source: y.Source, IDs: y.SourceIDs()})
		}
	}
	for _, s := range t.Stated {
		if s.Of != of {
			continue
		}
		v := s.Value
		out = append(out, claim.Trade{Flow: s.Flow, Year: s.Year, Share: &v, Stated: true, Source: s.Source, IDs: s.SourceIDs()})
	}
	return out, claimCoverage(t.Coverage), nil
}

// Offices implements claim.Record.
func (r *record) Offices(ctx context.Context, of graph.Key, at graph.Date) ([]claim.Office, []claim.Coverage, error) {
	h, err := r.then.OfficeHolders(ctx, of.ID, at)
	if err != nil {
		return nil, nil, err
	}
	var out []claim.Office
	for _, o := range h.Offices {
		x := claim.Office{Name: o.Name, Leads: o.Leads, Status: o.Status, Note: o.Note}
		for i := range o.Holders {
			t := &o.Holders[i]
			x.Holders = append(x.Holders, claim.Holder{Person: t.Person.Key, Fact: factOf(t.Person.Key.ID, t.Person.Name, o.Name+" "+t.Person.Name+", "+strings.TrimSpace(span(t.Since, t.Until)), nil, &t.Spell)})
		}
		out = append(out, x)
	}
	return out, claimCoverage(h.Coverage), nil
}

// Events implements claim.Record: those of all the actors that touch the period.
func (r *record) Events(ctx context.Context, actors []graph.Key, since, until graph.Date) ([]claim.Event, []claim.Coverage, error) {
	cov, err := r.then.readCoverage(ctx)
	if err != nil {
		return nil, nil, err
	}
	var all []claim.Event
	for i, k := range actors {
		es, err := r.eventsOf(ctx, k)
		if err != nil {
			return nil, nil, err
		}
		if i == 0 {
			all = es
			continue
		}
		all = slices.DeleteFunc(slices.Clone(all), func(e claim.Event) bool {
			return !slices.ContainsFunc(es, func(o claim.Event) bool { return o.Key == e.Key })
		})
	}
	var out []claim.Event
	for _, e := range all {
		h := window(e.Since, e.Until, since, r.clamp(until))
		if h == HeldNo {
			continue
		}
		e.Possible = h == HeldPossible
		out = append(out, e)
	}
	return out, claimCoverage(cov.of(OfEvents, r.day, actors...)), nil
}

// eventsOf reads the events of one actor with all who took part and where, each
// once.
func (r *record) eventsOf(ctx context.Context, actor graph.Key) ([]claim.Event, error) {
	if es, ok := r.took[actor]; ok {
		return es, nil
	}
	nodes := []graph.Key{actor}
	if actor.Kind == vocab.Person {
		nodes = r.one.All(actor)
	}
	mine, err := r.then.edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.TookPart}, From: nodes, Props: []string{}})
	if err != nil {
		return nil, err
	}
	var keys []graph.Key
	for _, e := range mine {
		keys = append(keys, e.To)
	}
	keys = distinctKeys(keys)
	if len(keys) == 0 {
		r.took[actor] = nil
		return nil, nil
	}
	by := map[graph.Key]*claim.Event{}
	for n, err := range r.then.store.Nodes(ctx, graph.NodeFilter{Kinds: []graph.Kind{vocab.Event}, Keys: keys}) {
		if err != nil {
			return nil, err
		}
		by[n.Key] = &claim.Event{Key: n.Key, Title: n.Props.String("title"), Kind: n.Props.String("kind"), Names: n.Props.Strings("names"), Since: n.Props.Date("since"), Until: n.Props.Date("until"), Roles: map[graph.Key]string{}}
	}
	parts, err := r.then.edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.TookPart}, To: keys})
	if err != nil {
		return nil, err
	}
	for _, e := range parts {
		if ev := by[e.To]; ev != nil {
			ev.Roles[r.one.One(e.From)] = e.Props.String("role")
			ev.Sources = append(ev.Sources, edgeSources(e)...)
		}
	}
	at, err := r.then.edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.At}, From: keys})
	if err != nil {
		return nil, err
	}
	var places []graph.Key
	for _, e := range at {
		if ev := by[e.From]; ev != nil {
			ev.Places = append(ev.Places, e.To)
			places = append(places, e.To)
		}
	}
	if len(places) > 0 {
		in, err := r.then.edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.PartOf}, From: distinctKeys(places)})
		if err != nil {
			return nil, err
		}
		for _, e := range in {
			if e.To.Kind != vocab.Country || e.Props.String("role") == "claimed by" {
				continue
			}
			for _, ev := range by {
				if slices.Contains(ev.Places, e.From) && !slices.Contains(ev.Places, e.To) {
					ev.Places = append(ev.Places, e.To)
				}
			}
		}
	}
	out := make([]claim.Event, 0, len(by))
	for _, k := range keys {
		if ev := by[k]; ev != nil {
			ev.Sources = distinct(ev.Sources)
			out = append(out, *ev)
		}
	}
	slices.SortStableFunc(out, func(a, b claim.Event) int { return cmp.Or(b.Since.Compare(a.Since), a.Key.Compare(b.Key)) })
	r.took[actor] = out
	return out, nil
}

func distinctKeys(ks []graph.Key) []graph.Key {
	ks = slices.Clone(ks)
	slices.SortFunc(ks, graph.Key.Compare)
	return slices.Compact(ks)
}

// filterOf is a scope as a filter of votes.
func (r *record) filterOf(sc claim.Scope) VoteFilter {
	f := VoteFilter{Since: sc.Since, Until: r.clamp(sc.Until), Topics: sc.Topics}
	for _, k := range sc.About {
		f.About = append(f.About, k.ID)
	}
	if sc.Body != "" {
		f.Body = []string{sc.Body}
	}
	return f
}

// Follows implements claim.Record.
func (r *record) Follows(ctx context.Context, a, b graph.Key, sc claim.Scope) (claim.Parts, error) {
	f, err := r.s.Follows(ctx, a.ID, b.ID, "", "", r.filterOf(sc))
	if err != nil {
		return claim.Parts{}, err
	}
	p := claim.Parts{Word: claim.Word(f.Verdict), Why: f.Why, Sentence: f.Sentence, Sources: f.Sources, Limit: f.Warnings}
	for _, x := range f.Parts {
		if !x.Examined && x.Value == nil {
			if x.Why != "" {
				p.Limit = append(p.Limit, x.Name+" ("+x.Title+"): "+x.Why)
			}
			continue
		}
		name := x.Name + " " + x.Title
		if x.Body != "" {
			name += ", " + bodyName(x.Body)
		}
		n := claim.Number{Name: name, Value: x.Value, Low: x.Low, High: x.High, N: x.N, Unit: "share", Note: x.Definition}
		if x.Z != nil {
			n.Note = fmt.Sprintf("z = %.2f. ", *x.Z) + n.Note
		}
		p.Numbers = append(p.Numbers, n)
		if x.Name == "F1" {
			p.N += x.N
		}
	}
	return p, nil
}

// Turns implements claim.Record.
func (r *record) Turns(ctx context.Context, a, b graph.Key, sc claim.Scope) ([]claim.Turn, error) {
	t, err := r.s.TurningPoints(ctx, a.ID, b.ID, r.filterOf(sc), 0)
	if err != nil {
		return nil, err
	}
	var out []claim.Turn
	for _, c := range t.ByBody {
		for _, x := range c.Turns {
			turn := claim.Turn{Body: c.Body, Year: x.Year}
			if x.Change.Value != nil {
				turn.Change = points(*x.Change.Value) + " points"
			}
			if x.Returned != nil {
				turn.Returned = x.Returned.Since + " to " + x.Returned.Until
			}
			out = append(out, turn)
		}
	}
	return out, nil
}
