package analysis

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"entente/graph"
	"entente/graph/names"
	"entente/graph/vocab"
)

// MaxRows bounds the lists that no page cuts: what one question gives of one
// kind.
const MaxRows = 500

// Ref points to a node: its key and the name it is shown with.
type Ref struct {
	Key  graph.Key
	Name string
}

// Part is who took part in an event or is party to an agreement, as one source
// says.
type Part struct {
	Who       Ref
	Role      string
	Outcome   string
	Initiator bool
	Note      string
	Spell
}

// Tenure is a post of a person, as one source says.
type Tenure struct {
	Person      Ref
	Country     graph.Key
	Office      string
	Leads       bool // head of state or government
	Entry, Exit string
	Remark      string
	Spell
}

// Thing is a node that is shown as the store keeps it (a person, an agreement,
// an event, …) with what is said of it.
type Thing struct {
	graph.Node
	Parts    []Part   // parties of an agreement, participants of an event
	Places   []Ref    // of an event
	Tenures  []Tenure // of a person
	Others   []Ref    // other nodes of the same person
	Sources  []string // datasets and citations that speak of it
	Warnings []string // what its sources disagree on

	// Held is how it stands to the date or period asked for, "" where none was:
	// an agreement in force, an event within the period.
	Held     Held
	HeldNote string
}

// Name is the name or title a node is shown with.
func nodeName(n graph.Node, at graph.Date) string {
	if n.Kind == vocab.Country {
		return names.Display(n.Key, at)
	}
	return cmp.Or(n.Props.String("name"), n.Props.String("title"), n.Props.String("symbol"), n.Props.String("text"), vocab.Rest(n.Key))
}

// refs names nodes, in one look-up for all of them. A country needs none.
func (s *Service) refs(ctx context.Context, keys []graph.Key, at graph.Date) (map[graph.Key]Ref, error) {
	out := map[graph.Key]Ref{}
	var ask []graph.Key
	for _, k := range keys {
		if _, ok := out[k]; ok {
			continue
		}
		out[k] = Ref{k, vocab.Rest(k)}
		if k.Kind == vocab.Country {
			out[k] = Ref{k, names.Display(k, at)}
		} else {
			ask = append(ask, k)
		}
	}
	if len(ask) == 0 {
		return out, nil
	}
	for n, err := range s.store.Nodes(ctx, graph.NodeFilter{Keys: ask, Props: []string{"name", "title", "symbol", "text"}}) {
		if err != nil {
			return nil, fmt.Errorf("read the names of %d things: %w", len(ask), err)
		}
		out[n.Key] = Ref{n.Key, nodeName(n, at)}
	}
	return out, nil
}

// edges reads a filter's edges in order of key, so that answers are the same
// from every store.
func (s *Service) edges(ctx context.Context, f graph.EdgeFilter) ([]graph.Edge, error) {
	out, err := graph.Collect(s.store.Edges(ctx, f))
	if err != nil {
		return nil, fmt.Errorf("read the relations of a question: %w", err)
	}
	slices.SortFunc(out, func(a, b graph.Edge) int { return a.EdgeKey.Compare(b.EdgeKey) })
	return out, nil
}

// Things implements Questions. Whatever their number, they are read in a
// handful of calls to the store (B78).
func (s *Service) Things(ctx context.Context, keys []graph.Key, at graph.Date) ([]*Thing, error) {
	if len(keys) == 0 {
		return []*Thing{}, nil
	}
	cov, err := s.readCoverage(ctx)
	if err != nil {
		return nil, err
	}
	found := map[graph.Key]*Thing{}
	for n, err := range s.store.Nodes(ctx, graph.NodeFilter{Keys: keys}) {
		if err != nil {
			return nil, fmt.Errorf("read %d things: %w", len(keys), err)
		}
		found[n.Key] = &Thing{Node: n}
	}
	one, err := identify(ctx, s.store)
	if err != nil {
		return nil, err
	}
	alias := map[graph.Key]graph.Key{} // node of a person to the one asked for
	var people, events []graph.Key
	for k, t := range found {
		switch k.Kind {
		case vocab.Event:
			events = append(events, k)
		case vocab.Person:
			for _, other := range one.All(k) {
				alias[other] = k
				people = append(people, other)
				if other != k {
					t.Others = append(t.Others, Ref{Key: other})
				}
			}
		}
	}

	to, err := s.edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.PartyTo, vocab.TookPart, vocab.Reports}, To: append(slices.Clone(keys), people...)})
	if err != nil {
		return nil, err
	}
	var from []graph.Edge
	if len(people)+len(events) > 0 {
		from, err = s.edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Leads, vocab.Serves, vocab.At}, From: append(events, people...)})
		if err != nil {
			return nil, err
		}
	}
	var ends []graph.Key
	for _, e := range to {
		if e.Kind != vocab.Reports {
			ends = append(ends, e.From)
		}
	}
	for _, e := range from {
		ends = append(ends, e.From)
		if e.Kind == vocab.At {
			ends = append(ends, e.To)
		}
	}
	for _, t := range found {
		for _, o := range t.Others {
			ends = append(ends, o.Key)
		}
	}
	name, err := s.refs(ctx, ends, at)
	if err != nil {
		return nil, err
	}

	reports := map[graph.Key][]graph.Edge{}
	for _, e := range to {
		t := found[owner(alias, e.To)]
		if t == nil {
			continue
		}
		t.Sources = append(t.Sources, edgeSources(e)...)
		if e.Kind == vocab.Reports {
			reports[t.Key] = append(reports[t.Key], e)
			if e.Source == starterSource {
				t.Sources = append(t.Sources, strings.TrimPrefix(e.From.ID, "source/"))
			}
			continue
		}
		t.Parts = append(t.Parts, Part{Who: name[e.From], Role: e.Props.String("role"), Outcome: e.Props.String("outcome"),
			Initiator: e.Props.Bool("initiator"), Note: e.Props.String("note"), Spell: cov.spell(e, at)})
	}
	for _, e := range from {
		t := found[owner(alias, e.From)]
		if t == nil {
			continue
		}
		t.Sources = append(t.Sources, edgeSources(e)...)
		if e.Kind == vocab.At {
			t.Places = append(t.Places, name[e.To])
			continue
		}
		t.Tenures = append(t.Tenures, tenure(e, name[e.From], cov, at))
	}
	out := make([]*Thing, 0, len(keys))
	for _, k := range keys {
		t := found[k]
		if t == nil {
			continue
		}
		slices.SortStableFunc(t.Tenures, func(a, b Tenure) int { return a.Since.Compare(b.Since) })
		t.Places = slices.CompactFunc(t.Places, func(a, b Ref) bool { return a == b })
		for i := range t.Others {
			t.Others[i] = name[t.Others[i].Key]
		}
		t.Sources = distinct(t.Sources)
		t.Warnings = append(t.Warnings, disagreements(reports[k])...)
		out = append(out, t)
	}
	return out, nil
}

func owner(alias map[graph.Key]graph.Key, k graph.Key) graph.Key {
	if o, ok := alias[k]; ok {
		return o
	}
	return k
}

// disagreements tells where sources give a thing other dates (B56).
func disagreements(reports []graph.Edge) []string {
	var out []string
	for _, prop := range []string{"date", "since", "until"} {
		var said []string
		var first graph.Date
		differ := false
		for _, e := range reports {
			d := e.Props.Date(prop)
			if d.IsZero() {
				continue
			}
			if first.IsZero() {
				first = d
			}
			differ = differ || apart(first, d)
			said = append(said, fmt.Sprintf("%s says %s", labelOf(e.Source), d))
		}
		if differ {
			what := map[string]string{"date": "its date", "since": "its beginning", "until": "its end"}[prop]
			out = append(out, fmt.Sprintf("Sources differ on %s: %s.", what, strings.Join(said, ", ")))
		}
	}
	return out
}

// apart tells whether two dates cannot both be right: a year and a day in it
// can.
func apart(a, b graph.Date) bool {
	return !(graph.Interval{Since: a, Until: a}).Overlaps(graph.Interval{Since: b, Until: b})
}

// persons is which nodes stand for one person. The zero value knows each node
// as a person of its own.
type persons struct {
	of  map[graph.Key]graph.Key   // to the node that stands for all
	all map[graph.Key][]graph.Key // from that node to all
}

// One is the node that stands for a person.
func (p persons) One(k graph.Key) graph.Key {
	if o, ok := p.of[k]; ok {
		return o
	}
	return k
}

// All lists the nodes of one person, the one that stands for all first.
func (p persons) All(k graph.Key) []graph.Key {
	if l := p.all[p.One(k)]; len(l) > 0 {
		return l
	}
	return []graph.Key{k}
}

// identity gives, for each node of a person that was merged into another, the
// node that stands for both. It is nil where nobody merges people.
var identity func(ctx context.Context, r graph.Reader) (map[graph.Key]graph.Key, error)

func identify(ctx context.Context, r graph.Reader) (persons, error) {
	if identity == nil {
		return persons{}, nil
	}
	of, err := identity(ctx, r)
	if err != nil {
		return persons{}, fmt.Errorf("read which people are one: %w", err)
	}
	p := persons{of, map[graph.Key][]graph.Key{}}
	for k, one := range of {
		if k != one {
			p.all[one] = append(p.all[one], k)
		}
	}
	for one, list := range p.all {
		slices.SortFunc(list, graph.Key.Compare)
		p.all[one] = append([]graph.Key{one}, list...)
	}
	return p, nil
}
