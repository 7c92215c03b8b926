package analysis

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"entente/graph"
	"entente/graph/names"
	"entente/graph/projection"
	"entente/graph/vocab"
)

// RollCall implements Questions. Where one symbol stands for several votes the
// vote on the whole is meant.
func (s *Service) RollCall(ctx context.Context, symbol string) (*RollCall, error) {
	p, err := s.holder.Get(ctx)
	if err != nil {
		return nil, err
	}
	if i, ok := p.Find(graph.Key{Kind: vocab.RollCall, ID: symbol}); ok {
		return rollCall(p, i), nil
	}
	found := p.FindSymbol(symbol)
	slices.SortStableFunc(found, func(a, b int) int {
		return cmp.Compare(wholeFirst(p.RollCall(a).Kind), wholeFirst(p.RollCall(b).Kind))
	})
	if len(found) == 0 {
		return nil, fmt.Errorf("roll call %q: %w", symbol, graph.ErrNotFound)
	}
	return rollCall(p, found[0]), nil
}

func wholeFirst(k projection.Kind) int {
	if k == projection.Whole || k == projection.WithoutVote {
		return 0
	}
	return 1
}

// RollCallByKey implements Questions.
func (s *Service) RollCallByKey(ctx context.Context, key graph.Key) (*RollCall, error) {
	p, err := s.holder.Get(ctx)
	if err != nil {
		return nil, err
	}
	i, ok := p.Find(key)
	if !ok {
		return nil, fmt.Errorf("%s: %w", key.ID, graph.ErrNotFound)
	}
	return rollCall(p, i), nil
}

func rollCall(p *projection.Projection, i int) *RollCall {
	r := p.RollCall(i)
	out := &RollCall{
		Key: r.Key, Symbol: r.Symbol, Draft: r.Draft, Meeting: r.Meeting, Session: r.Session, Title: r.Title,
		Body: r.Body.String(), Kind: r.Kind.String(), Outcome: r.Outcome.String(), Date: r.Date,
		Yes: r.Stated.Yes, No: r.Stated.No, Abstain: r.Stated.Abstain, Absent: r.Stated.Absent,
		VetoedBy: r.VetoedBy, Concerns: r.Concerns, Sources: r.Sources, Warnings: slices.Clone(r.Warnings),
	}
	for _, t := range r.Topics {
		out.Topics = append(out.Topics, topic(t))
	}
	for _, c := range p.Conflicts(i) {
		out.Warnings = append(out.Warnings, fmt.Sprintf("%s: %s is counted, %s says %s",
			names.Display(p.Countries()[c.Country], r.Date), c.Settled, c.Source, c.Choice))
	}
	return out
}

// RollCalls implements Questions.
func (s *Service) RollCalls(ctx context.Context, f VoteFilter) ([]graph.Key, *Applied, error) {
	p, err := s.holder.Get(ctx)
	if err != nil {
		return nil, nil, err
	}
	sel, err := ask(p, f, nil)
	if err != nil {
		return nil, nil, err
	}
	keys := make([]graph.Key, 0, sel.Mask.Count())
	for i := range sel.Mask.Newest() {
		keys = append(keys, p.RollCall(i).Key)
	}
	return keys, &sel.applied, nil
}

// Positions implements Questions.
func (s *Service) Positions(ctx context.Context, rc graph.Key) ([]Position, error) {
	p, err := s.holder.Get(ctx)
	if err != nil {
		return nil, err
	}
	i, ok := p.Find(rc)
	if !ok {
		return nil, fmt.Errorf("%s: %w", rc.ID, graph.ErrNotFound)
	}
	var out []Position
	p.Votes(i, func(country int, c projection.Choice) { out = append(out, position(p.Countries()[country], c)) })
	return out, nil
}

// PositionOf implements Questions.
func (s *Service) PositionOf(ctx context.Context, rc, country graph.Key) (Position, error) {
	p, err := s.holder.Get(ctx)
	if err != nil {
		return Position{}, err
	}
	i, ok := p.Find(rc)
	if !ok {
		return Position{}, fmt.Errorf("%s: %w", rc.ID, graph.ErrNotFound)
	}
	c := projection.NotMember
	if j, ok := p.Country(country); ok {
		c = p.Choice(j, i)
	}
	return position(country, c), nil
}

func position(k graph.Key, c projection.Choice) Position {
	if c.Known() {
		return Position{Country: k, Choice: c.String()}
	}
	return Position{Country: k, None: c.String()}
}

// Search implements Questions: countries by name, roll calls by symbol, topics,
// and the named things of the store.
func (s *Service) Search(ctx context.Context, text string, kinds []string, first int) ([]Hit, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return nil, badf("nothing to search for")
	}
	if first <= 0 {
		first = DefaultFirst
	}
	want := func(k graph.Kind) bool {
		return len(kinds) == 0 || slices.ContainsFunc(kinds, func(w string) bool { return strings.EqualFold(w, string(k)) })
	}
	var hits []Hit
	if want(vocab.Country) {
		for _, c := range names.Search(text, first) {
			hits = append(hits, Hit{c.Key, c.Name, c.Why, c.Score})
		}
	}
	folded := names.Fold(text)
	if want(vocab.Topic) {
		for _, t := range vocab.Topics {
			if strings.Contains(names.Fold(t.Name), folded) || strings.Contains(t.ID, folded) {
				hits = append(hits, Hit{vocab.Key(vocab.Topic, t.ID), t.Name, "topic", 0.9})
			}
		}
	}
	if want(vocab.RollCall) {
		p, err := s.holder.Get(ctx)
		if err != nil {
			return nil, err
		}
		for _, i := range p.FindSymbol(text) {
			r := p.RollCall(i)
			hits = append(hits, Hit{r.Key, r.Symbol, "symbol", 1})
		}
	}
	more, err := s.searchStore(ctx, folded, want)
	if err != nil {
		return nil, err
	}
	hits = append(hits, more...)
	slices.SortStableFunc(hits, func(a, b Hit) int { return cmp.Or(cmp.Compare(b.Score, a.Score), a.Key.Compare(b.Key)) })
	hits = slices.CompactFunc(hits, func(a, b Hit) bool { return a.Key == b.Key })
	return hits[:min(first, len(hits))], nil
}

// searchStore looks through the named things that are few: people,
// organisations, places, agreements, events.
func (s *Service) searchStore(ctx context.Context, folded string, want func(graph.Kind) bool) ([]Hit, error) {
	var kinds []graph.Kind
	for _, k := range []graph.Kind{vocab.Person, vocab.Organisation, vocab.Place, vocab.Agreement, vocab.Event} {
		if want(k) {
			kinds = append(kinds, k)
		}
	}
	if len(kinds) == 0 {
		return nil, nil
	}
	var hits []Hit
	for n, err := range s.store.Nodes(ctx, graph.NodeFilter{Kinds: kinds, Props: []string{"name", "names", "title"}}) {
		if err != nil {
			return nil, err
		}
		shown := cmp.Or(n.Props.String("name"), n.Props.String("title"))
		best := 0.0
		for _, name := range append(n.Props.Strings("names"), shown) {
			switch f := names.Fold(name); {
			case f == folded:
				best = 1
			case strings.Contains(" "+f+" ", " "+folded+" "):
				best = max(best, 0.8)
			case strings.HasPrefix(f, folded) || strings.Contains(f, " "+folded):
				best = max(best, 0.6)
			}
		}
		if best > 0 {
			hits = append(hits, Hit{n.Key, shown, "name", best})
		}
	}
	return hits, nil
}

// Sources implements Questions.
func (s *Service) Sources(ctx context.Context) ([]SourceInfo, error) {
	loaded := map[string]SourceInfo{}
	for n, err := range s.store.Nodes(ctx, graph.NodeFilter{Kinds: []graph.Kind{vocab.Source}}) {
		if err != nil {
			return nil, err
		}
		loaded[n.ID] = sourceInfo(n)
	}
	for _, d := range s.opts.Datasets {
		id := vocab.Key(vocab.Source, d.ID).ID
		if _, ok := loaded[id]; !ok {
			d.ID = id
			loaded[id] = d
		}
	}
	out := make([]SourceInfo, 0, len(loaded))
	for _, i := range loaded {
		out = append(out, i)
	}
	slices.SortFunc(out, func(a, b SourceInfo) int {
		return cmp.Or(cmp.Compare(kindOrder(a.Kind), kindOrder(b.Kind)), strings.Compare(a.ID, b.ID))
	})
	return out, nil
}

func kindOrder(kind string) int {
	if kind == "dataset" {
		return 0
	}
	return 1
}

func sourceInfo(n graph.Node) SourceInfo {
	records, _ := n.Props.Int("records")
	return SourceInfo{
		ID: n.ID, Name: n.Props.String("name"), Kind: n.Props.String("kind"), Citation: n.Props.String("citation"), URL: n.Props.String("url"),
		Licence: n.Props.String("licence"), Version: n.Props.String("version"), Since: n.Props.Date("since"), Until: n.Props.Date("until"),
		Loaded: n.Props.String("loaded"), Records: int(records), Imported: n.Props.Date("imported"),
	}
}

// SourcesByID implements Questions. An id may be an import name.
func (s *Service) SourcesByID(ctx context.Context, ids []string) ([]SourceInfo, error) {
	keys := make([]graph.Key, len(ids))
	for i, id := range ids {
		keys[i] = vocab.Key(vocab.Source, strings.TrimPrefix(id, "source/"))
	}
	found := map[string]SourceInfo{}
	if len(keys) > 0 {
		for n, err := range s.store.Nodes(ctx, graph.NodeFilter{Kinds: []graph.Kind{vocab.Source}, Keys: keys}) {
			if err != nil {
				return nil, err
			}
			found[n.ID] = sourceInfo(n)
		}
	}
	out := make([]SourceInfo, 0, len(ids))
	for _, k := range keys {
		info, ok := found[k.ID]
		if !ok {
			info = SourceInfo{ID: k.ID, Name: vocab.Rest(k), Kind: "dataset"}
		}
		out = append(out, info)
	}
	return out, nil
}
