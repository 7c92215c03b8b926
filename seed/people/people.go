package people

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"entente/graph"
	"entente/graph/vocab"
)

// Source is the import name under which proposals stand: they rest on what all
// sources say together and are no source's own.
const Source = "people"

// The verdicts of SAME_PERSON edges.
const (
	Proposed  = "proposed"
	Same      = "same"
	Different = "different"
)

// curated is the source whose facts on a person decide where there are any.
const curated = "starter"

// window is how many days apart two spells may begin and count as one
// beginning: sources date from the election, the oath or the day after.
const window = 31

// Spell is a time in an office.
type Spell struct {
	Country      graph.Key
	Office       string
	Since, Until graph.Date
	LastSeen     graph.Date // where Until is open: the last day the source speaks of
	Leads        bool       // head of state or government
}

// Person is a person as one source knows it.
type Person struct {
	// Refs are the source's own marks of the person, stable from delivery to
	// delivery: a number of its own, or state and name where it has none.
	Refs   []string
	Names  []Name // as it writes them, the best first
	Born   graph.Date
	Spells []Spell
}

// Assigned is the node of a person.
type Assigned struct {
	Key  graph.Key
	New  bool         // the store had no such node
	Node graph.Node   // what to write of it
	Said []graph.Edge // what the source says of the person, one REPORTS edge for each of Refs and name
}

// evidence is what one source says of a node.
type evidence struct {
	source string
	names  []Name
	born   graph.Date
	spells []Spell
}

// identity is a node, or several that were decided to be one, with what each
// source says of it.
type identity struct {
	key     graph.Key // the one with curated facts, else the smallest
	keys    []graph.Key
	curated bool
	said    map[string]*evidence
}

func (id *identity) evidence() []*evidence {
	if id.curated {
		return []*evidence{id.said[curated]}
	}
	out := make([]*evidence, 0, len(id.said))
	for _, e := range id.said {
		out = append(out, e)
	}
	slices.SortFunc(out, func(a, b *evidence) int { return strings.Compare(a.source, b.source) })
	return out
}

// Known is what a store holds on persons.
type Known struct {
	source string // the importing source, "" for none
	nodes  map[graph.Key]graph.Node
	ids    []*identity
	byKey  map[graph.Key]*identity
	sticky map[string]graph.Key // the importing source's refs
	mine   map[graph.Key]bool   // nodes the importing source speaks of
	judged map[[2]graph.Key]string
	byName map[string][]*identity // by key of each word of its names
}

// Read reads what the store holds on persons, for the source that imports (""
// for a reader that is none): its own facts are no evidence on whom its persons
// are, only its earlier refs are kept to.
func Read(ctx context.Context, s graph.Reader, source string) (*Known, error) {
	k := &Known{source: source, nodes: map[graph.Key]graph.Node{}, byKey: map[graph.Key]*identity{}, sticky: map[string]graph.Key{}, mine: map[graph.Key]bool{},
		judged: map[[2]graph.Key]string{}, byName: map[string][]*identity{}}
	if err := k.read(ctx, s); err != nil {
		return nil, fmt.Errorf("read the persons in the store: %w", err)
	}
	return k, nil
}

func (k *Known) read(ctx context.Context, s graph.Reader) error {
	for n, err := range s.Nodes(ctx, graph.NodeFilter{Kinds: []graph.Kind{vocab.Person}}) {
		if err != nil {
			return err
		}
		k.nodes[n.Key] = n
	}
	said := map[graph.Key]map[string]*evidence{}
	of := func(p graph.Key, source string) *evidence {
		if said[p] == nil {
			said[p] = map[string]*evidence{}
		}
		e := said[p][source]
		if e == nil {
			e = &evidence{source: source}
			said[p][source] = e
		}
		return e
	}
	decided := map[[2]graph.Key]int{}
	kinds := []graph.Relation{vocab.Leads, vocab.Serves, vocab.MemberOf, vocab.Reports, vocab.SamePerson, vocab.TookPart, vocab.Withdrawn}
	keys := make([]graph.Key, 0, len(k.nodes))
	for n := range k.nodes {
		keys = append(keys, n)
	}
	if len(keys) == 0 {
		return nil
	}
	for e, err := range s.Edges(ctx, graph.EdgeFilter{Kinds: kinds}) {
		if err != nil {
			return err
		}
		switch {
		case e.Kind == vocab.SamePerson:
			if n, pair := verdictNumber(e), pairOf(e.From, e.To); e.Props.String("verdict") != Proposed || e.Source != Source {
				if n >= decided[pair] {
					decided[pair], k.judged[pair] = n, e.Props.String("verdict")
				}
			}
		case e.Kind == vocab.Reports && e.To.Kind == vocab.Person, e.Kind == vocab.Withdrawn && e.To.Kind == vocab.Person && e.From.Kind == vocab.Source:
			if e.Source == k.source {
				ref := e.Props.String("ref")
				if _, held := k.sticky[ref]; !held || e.Kind == vocab.Reports {
					k.sticky[ref] = e.To
				}
				k.mine[e.To] = true
				continue
			}
			if e.Kind == vocab.Withdrawn {
				continue
			}
			v := of(e.To, e.Source)
			if t := e.Props.String("name"); t != "" {
				v.names = append(v.names, ParseName(t))
			}
			if b := e.Props.Date("born"); !b.IsZero() {
				v.born = b
			}
		case e.From.Kind == vocab.Person && e.Kind != vocab.Withdrawn && e.Source != k.source:
			v := of(e.From, e.Source)
			if (e.Kind == vocab.Leads || e.Kind == vocab.Serves) && e.To.Kind == vocab.Country {
				v.spells = append(v.spells, Spell{Country: e.To, Office: e.Props.String("office"), Since: e.Props.Date("since"), Until: e.Props.Date("until"),
					LastSeen: e.Props.Date("lastSeen"), Leads: e.Kind == vocab.Leads})
			}
		}
	}
	for key, sources := range said {
		for source, v := range sources {
			n := k.nodes[key]
			if len(v.names) == 0 || source == curated {
				v.names = v.names[:0]
				for _, t := range append([]string{n.Props.String("name")}, n.Props.Strings("names")...) {
					if p := ParseName(t); !p.IsZero() {
						v.names = append(v.names, p)
					}
				}
			}
			if source == curated && v.born.IsZero() {
				v.born = n.Props.Date("born")
			}
		}
	}
	k.group(said)
	return nil
}

// group joins the nodes decided to be one.
func (k *Known) group(said map[graph.Key]map[string]*evidence) {
	parent := map[graph.Key]graph.Key{}
	var root func(graph.Key) graph.Key
	root = func(x graph.Key) graph.Key {
		if p, ok := parent[x]; ok && p != x {
			parent[x] = root(p)
			return parent[x]
		}
		return x
	}
	for pair, v := range k.judged {
		if a, b := root(pair[0]), root(pair[1]); v == Same && a != b {
			parent[a] = b
		}
	}
	groups := map[graph.Key]*identity{}
	for key := range k.nodes {
		r := root(key)
		id := groups[r]
		if id == nil {
			id = &identity{said: map[string]*evidence{}}
			groups[r] = id
			k.ids = append(k.ids, id)
		}
		id.keys = append(id.keys, key)
		k.byKey[key] = id
	}
	for _, id := range k.ids {
		slices.SortFunc(id.keys, graph.Key.Compare)
		id.key = id.keys[0]
		for i := len(id.keys) - 1; i >= 0; i-- {
			for source, v := range said[id.keys[i]] {
				if source == curated {
					id.curated, id.key = true, id.keys[i]
				}
				if have := id.said[source]; have != nil {
					have.names, have.spells = append(have.names, v.names...), append(have.spells, v.spells...)
				} else {
					id.said[source] = v
				}
			}
		}
		for _, v := range id.said {
			sortEvidence(v)
			for _, n := range v.names {
				for _, w := range n.Words {
					if l := k.byName[w]; len(l) == 0 || l[len(l)-1] != id {
						k.byName[w] = append(k.byName[w], id)
					}
				}
			}
		}
	}
	slices.SortFunc(k.ids, func(a, b *identity) int { return a.key.Compare(b.key) })
	for w := range k.byName {
		slices.SortFunc(k.byName[w], func(a, b *identity) int { return a.key.Compare(b.key) })
		k.byName[w] = slices.Compact(k.byName[w])
	}
}

func sortEvidence(v *evidence) {
	slices.SortFunc(v.names, func(a, b Name) int { return strings.Compare(a.Text, b.Text) })
	v.names = slices.CompactFunc(v.names, func(a, b Name) bool { return a.Text == b.Text })
	slices.SortFunc(v.spells, func(a, b Spell) int {
		if c := a.Country.Compare(b.Country); c != 0 {
			return c
		}
		if c := a.Since.Compare(b.Since); c != 0 {
			return c
		}
		return strings.Compare(a.Office, b.Office)
	})
}

// verdictNumber orders the verdicts on a pair: the newest has the greatest.
func verdictNumber(e graph.Edge) int {
	n, _ := strconv.Atoi(e.ID)
	return n + 1
}

func pairOf(a, b graph.Key) [2]graph.Key {
	if a.Compare(b) > 0 {
		a, b = b, a
	}
	return [2]graph.Key{a, b}
}

// forbidden reports whether some two nodes of the identities were decided to be
// different persons.
func (k *Known) verdict(a, b *identity) string {
	for _, x := range a.keys {
		for _, y := range b.keys {
			if v := k.judged[pairOf(x, y)]; v != "" {
				return v
			}
		}
	}
	return ""
}

// ErrGlued says that a text holds the names of two persons.
var ErrGlued = errors.New("two names stand in one cell")

// Glued tells whether a name is those of two persons written as one (B70):
// whether it falls into two parts of two words or more, each the full name of
// someone in the store or among more.
func (k *Known) Glued(n Name, more []Name) error {
	if len(n.Words) < 4 {
		return nil
	}
	for i := 2; i <= len(n.Words)-2; i++ {
		a, b := Name{Words: n.Words[:i]}, Name{Words: n.Words[i:]}
		if x, y := k.someone(a, more), k.someone(b, more); x != "" && y != "" && x != y {
			return fmt.Errorf("%w: %s and %s", ErrGlued, x, y)
		}
	}
	return nil
}

func (k *Known) someone(n Name, more []Name) string {
	for _, id := range k.byName[n.Words[0]] {
		for _, v := range id.said {
			for _, m := range v.names {
				if len(m.Words) >= 2 && equal(m, n) {
					return k.nodes[id.key].Props.String("name")
				}
			}
		}
	}
	for _, m := range more {
		if len(m.Words) >= 2 && equal(m, n) {
			return m.Text
		}
	}
	return ""
}

// Find gives the person that a name means in a state at a date: its full name,
// or the family name of who held an office there then. Where it means nobody,
// or several, the error is graph.ErrNotFound and nothing is guessed; a bare
// title is no name (B63).
func (k *Known) Find(name string, country graph.Key, at graph.Date) (graph.Key, error) {
	n := ParseName(name)
	if n.IsZero() {
		return graph.Key{}, fmt.Errorf("%w: %q is no name", graph.ErrNotFound, name)
	}
	var full, held []*identity
	for _, id := range k.candidates(n) {
		isFull, isHeld := false, false
		for _, v := range id.said {
			for _, m := range v.names {
				same, given := family(n, m)
				isFull = isFull || n.full() && equal(n, m)
				isHeld = isHeld || same && given != contradict && slices.ContainsFunc(v.spells, func(s Spell) bool {
					return (country.IsZero() || s.Country == country) && !at.IsZero() && s.interval().Contains(at) != graph.No
				})
			}
		}
		if isFull {
			full = append(full, id)
		}
		if isHeld && !country.IsZero() {
			held = append(held, id)
		}
	}
	for _, l := range [][]*identity{full, held} {
		if len(l) == 1 {
			return l[0].key, nil
		}
		if len(l) > 1 {
			var ids []string
			for _, id := range l {
				ids = append(ids, id.key.ID)
			}
			return graph.Key{}, fmt.Errorf("%w: %q can mean %s", graph.ErrNotFound, name, strings.Join(ids, ", "))
		}
	}
	return graph.Key{}, fmt.Errorf("%w: no person on record is called %q there and then", graph.ErrNotFound, name)
}

func (k *Known) candidates(n Name) []*identity {
	var out []*identity
	for _, w := range n.Words {
		out = append(out, k.byName[w]...)
	}
	slices.SortFunc(out, func(a, b *identity) int { return a.key.Compare(b.key) })
	return slices.Compact(out)
}

// interval is the time a spell is known to have lasted.
func (s Spell) interval() graph.Interval {
	if s.Until.IsZero() {
		return graph.Interval{Since: s.Since, Until: s.LastSeen}
	}
	return graph.Interval{Since: s.Since, Until: s.Until}
}
