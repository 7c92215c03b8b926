package analysis

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"entente/graph"
	"entente/graph/vocab"
)

// The import names under which SAME_PERSON edges stand: proposals are worked
// out by the importers of persons, verdicts are a reader's.
const (
	ProposalSource = "people"
	ReviewSource   = "review"
)

// The verdicts on a pair of persons.
const (
	VerdictProposed  = "proposed"
	VerdictSame      = "same"
	VerdictDifferent = "different"
)

// curatedSource is the source whose nodes stand for a person before others.
const curatedSource = "starter"

// Decision is who decides on a pair of persons, why, and on which day.
type Decision struct {
	Reason, By string
	Day        graph.Date
}

// Verdict is a decision on record.
type Verdict struct {
	Verdict    string
	Reason, By string
	Day        graph.Date
}

// PersonBrief is a person as the review list shows one.
type PersonBrief struct {
	Key     graph.Key
	Name    string
	Names   []string
	Born    graph.Date
	Offices []string // "President, Russia, 2012-05-07.., per factbook-executives"
	Sources []string
}

// PersonPair is a pair of persons that may be one.
type PersonPair struct {
	A, B   PersonBrief
	Score  float64 // 0 to 1
	Reason string
	Log    []Verdict // what was decided on it, oldest first
}

func init() { identity = sameNodes }

// review is what is decided on persons.
type review struct {
	log   map[[2]graph.Key][]numbered // by pair, oldest first
	group map[graph.Key]graph.Key     // a node to one of its group, in a union
}

type numbered struct {
	n int
	Verdict
}

func pairKey(a, b graph.Key) [2]graph.Key {
	if a.Compare(b) > 0 {
		a, b = b, a
	}
	return [2]graph.Key{a, b}
}

func readReview(ctx context.Context, r graph.Reader) (*review, error) {
	v := &review{log: map[[2]graph.Key][]numbered{}, group: map[graph.Key]graph.Key{}}
	for e, err := range r.Edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.SamePerson}, NotSources: []string{ProposalSource}}) {
		if err != nil {
			return nil, fmt.Errorf("read what is decided on persons: %w", err)
		}
		n, _ := strconv.Atoi(e.ID)
		k := pairKey(e.From, e.To)
		v.log[k] = append(v.log[k], numbered{n, Verdict{e.Props.String("verdict"), e.Props.String("reason"), e.Props.String("by"), e.Props.Date("date")}})
	}
	for k, l := range v.log {
		slices.SortStableFunc(l, func(a, b numbered) int { return cmp.Compare(a.n, b.n) })
		if l[len(l)-1].Verdict.Verdict == VerdictSame {
			if a, b := v.root(k[0]), v.root(k[1]); a != b {
				v.group[a] = b
			}
		}
	}
	return v, nil
}

func (v *review) root(k graph.Key) graph.Key {
	for {
		up, ok := v.group[k]
		if !ok || up == k {
			return k
		}
		k = up
	}
}

// newest is the verdict that counts on a pair, "" where there is none.
func (v *review) newest(a, b graph.Key) Verdict {
	l := v.log[pairKey(a, b)]
	if len(l) == 0 {
		return Verdict{}
	}
	return l[len(l)-1].Verdict
}

// groups gives the nodes of each group of more than one.
func (v *review) groups() map[graph.Key][]graph.Key {
	out := map[graph.Key][]graph.Key{}
	seen := map[graph.Key]bool{}
	for k := range v.log {
		for _, x := range k {
			if seen[x] {
				continue
			}
			seen[x] = true
			out[v.root(x)] = append(out[v.root(x)], x)
		}
	}
	for r, l := range out {
		if len(l) < 2 {
			delete(out, r)
			continue
		}
		slices.SortFunc(l, graph.Key.Compare)
	}
	return out
}

// sameNodes gives, for each node that was decided to be one person with
// another, the node that stands for all of them: the smallest with curated
// facts, else the smallest.
func sameNodes(ctx context.Context, r graph.Reader) (map[graph.Key]graph.Key, error) {
	v, err := readReview(ctx, r)
	if err != nil {
		return nil, err
	}
	groups := v.groups()
	if len(groups) == 0 {
		return nil, nil
	}
	var keys []graph.Key
	for _, l := range groups {
		keys = append(keys, l...)
	}
	curated := map[graph.Key]bool{}
	for e, err := range r.Edges(ctx, graph.EdgeFilter{Touching: keys, Sources: []string{curatedSource}, Props: []string{}}) {
		if err != nil {
			return nil, fmt.Errorf("read which persons are curated: %w", err)
		}
		curated[e.From], curated[e.To] = true, true
	}
	out := map[graph.Key]graph.Key{}
	for _, l := range groups {
		one := l[0]
		if i := slices.IndexFunc(l, func(k graph.Key) bool { return curated[k] }); i >= 0 {
			one = l[i]
		}
		for _, k := range l {
			out[k] = one
		}
	}
	return out, nil
}

// PersonIdentity gives the node that stands for a person and all nodes that
// were decided to be the same person, the first one first. A node on which
// nothing is decided stands for itself. graph.ErrNotFound where there is no
// such person.
func (s *Service) PersonIdentity(ctx context.Context, key graph.Key) (canonical graph.Key, all []graph.Key, err error) {
	if key.Kind != vocab.Person {
		return graph.Key{}, nil, badf("%s is no person", key.ID)
	}
	if _, err := s.store.Node(ctx, key); err != nil {
		return graph.Key{}, nil, err
	}
	one, err := identify(ctx, s.store)
	if err != nil {
		return graph.Key{}, nil, err
	}
	return one.One(key), one.All(key), nil
}

// PeopleProposals lists the pairs of persons that may be one and are not
// decided, the likeliest first.
func (s *Service) PeopleProposals(ctx context.Context) ([]PersonPair, error) {
	v, err := readReview(ctx, s.store)
	if err != nil {
		return nil, err
	}
	var out []PersonPair
	keys := map[graph.Key]bool{}
	for e, err := range s.store.Edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.SamePerson}, Sources: []string{ProposalSource}}) {
		if err != nil {
			return nil, fmt.Errorf("read the proposals: %w", err)
		}
		if w := v.newest(e.From, e.To).Verdict; w == VerdictSame || w == VerdictDifferent || v.root(e.From) == v.root(e.To) {
			continue
		}
		p := PersonPair{A: PersonBrief{Key: e.From}, B: PersonBrief{Key: e.To}, Reason: e.Props.String("reason"), Log: v.verdicts(e.From, e.To)}
		p.Score, _ = e.Props.Get("score").(float64)
		out = append(out, p)
		keys[e.From], keys[e.To] = true, true
	}
	briefs, err := s.briefs(ctx, keys)
	if err != nil {
		return nil, err
	}
	for i := range out {
		out[i].A, out[i].B = briefs[out[i].A.Key], briefs[out[i].B.Key]
	}
	slices.SortFunc(out, func(a, b PersonPair) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), a.A.Key.Compare(b.A.Key), a.B.Key.Compare(b.B.Key))
	})
	return out, nil
}

func (v *review) verdicts(a, b graph.Key) []Verdict {
	var out []Verdict
	for _, n := range v.log[pairKey(a, b)] {
		out = append(out, n.Verdict)
	}
	return out
}

// briefs reads what the review list shows of persons, in two calls.
func (s *Service) briefs(ctx context.Context, keys map[graph.Key]bool) (map[graph.Key]PersonBrief, error) {
	out := map[graph.Key]PersonBrief{}
	if len(keys) == 0 {
		return out, nil
	}
	list := make([]graph.Key, 0, len(keys))
	for k := range keys {
		list = append(list, k)
	}
	for n, err := range s.store.Nodes(ctx, graph.NodeFilter{Keys: list}) {
		if err != nil {
			return nil, err
		}
		out[n.Key] = PersonBrief{Key: n.Key, Name: n.Props.String("name"), Names: n.Props.Strings("names"), Born: n.Props.Date("born")}
	}
	for e, err := range s.store.Edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Leads, vocab.Serves}, From: list}) {
		if err != nil {
			return nil, err
		}
		b := out[e.From]
		end := e.Props.Date("until").String()
		if seen := e.Props.Date("lastSeen"); end == "" && !seen.IsZero() {
			end = "last seen " + seen.String()
		}
		b.Offices = append(b.Offices, fmt.Sprintf("%s..%s %s, %s (%s)", e.Props.Date("since"), end, e.Props.String("office"), s.DisplayName(e.To, e.Props.Date("since")), e.Source))
		if !slices.Contains(b.Sources, e.Source) {
			b.Sources = append(b.Sources, e.Source)
		}
		out[e.From] = b
	}
	for k, b := range out {
		slices.Sort(b.Offices)
		slices.Sort(b.Sources)
		out[k] = b
	}
	return out, nil
}

// MergePeople records that two nodes, given by id, are one person. Nothing is
// moved or taken away: their relations are answered as one person's from then
// on, and UndoPeople or SplitPeople takes it back. *BadRequest where it
// contradicts a verdict on record. Two that are one already are left alone.
func (s *Service) MergePeople(ctx context.Context, a, b string, d Decision) error {
	v, x, y, err := s.pair(ctx, a, b, d)
	if err != nil {
		return err
	}
	if v.root(x) == v.root(y) {
		return nil
	}
	for k := range v.log {
		w := v.newest(k[0], k[1])
		if w.Verdict != VerdictDifferent || k == pairKey(x, y) {
			continue
		}
		if i, j := v.root(k[0]), v.root(k[1]); i == v.root(x) && j == v.root(y) || i == v.root(y) && j == v.root(x) {
			return badf("%s and %s would become one person, and were decided to be different%s: %s; undo that first", k[0].ID, k[1].ID, byOn(w), w.Reason)
		}
	}
	return s.record(ctx, v, x, y, VerdictSame, d)
}

// SplitPeople records that two nodes, given by id, are different persons: they
// are never proposed again, nor joined by an import. *BadRequest where a third
// node joins them.
func (s *Service) SplitPeople(ctx context.Context, a, b string, d Decision) error {
	v, x, y, err := s.pair(ctx, a, b, d)
	if err != nil {
		return err
	}
	if v.newest(x, y).Verdict == VerdictDifferent {
		return nil
	}
	v.log[pairKey(x, y)] = append(v.log[pairKey(x, y)], numbered{v.next(x, y), Verdict{Verdict: VerdictDifferent}})
	if via := v.joined(x, y); via != "" {
		return badf("%s and %s are joined by other verdicts (%s); undo one of these first", x.ID, y.ID, via)
	}
	v.log[pairKey(x, y)] = v.log[pairKey(x, y)][:len(v.log[pairKey(x, y)])-1]
	return s.record(ctx, v, x, y, VerdictDifferent, d)
}

// UndoPeople takes the verdict on a pair back: it is undecided again. The
// verdict stays in the log.
func (s *Service) UndoPeople(ctx context.Context, a, b string, d Decision) error {
	v, x, y, err := s.pair(ctx, a, b, d)
	if err != nil {
		return err
	}
	if w := v.newest(x, y).Verdict; w != VerdictSame && w != VerdictDifferent {
		return badf("nothing is decided on %s and %s", x.ID, y.ID)
	}
	return s.record(ctx, v, x, y, VerdictProposed, d)
}

func byOn(v Verdict) string {
	out := ""
	if v.By != "" {
		out += " by " + v.By
	}
	if !v.Day.IsZero() {
		out += " on " + v.Day.String()
	}
	return out
}

// joined tells by which pairs two nodes are one, "" where they are not, going
// by the log alone.
func (v *review) joined(a, b graph.Key) string {
	next := map[graph.Key][]graph.Key{}
	for k, l := range v.log {
		if l[len(l)-1].Verdict.Verdict == VerdictSame {
			next[k[0]] = append(next[k[0]], k[1])
			next[k[1]] = append(next[k[1]], k[0])
		}
	}
	from := map[graph.Key]graph.Key{a: a}
	queue := []graph.Key{a}
	for len(queue) > 0 {
		k := queue[0]
		queue = queue[1:]
		if k == b {
			var path []string
			for ; k != a; k = from[k] {
				path = append(path, k.ID+" and "+from[k].ID)
			}
			slices.Reverse(path)
			return strings.Join(path, ", ")
		}
		slices.SortFunc(next[k], graph.Key.Compare)
		for _, n := range next[k] {
			if _, seen := from[n]; !seen {
				from[n] = k
				queue = append(queue, n)
			}
		}
	}
	return ""
}

func (v *review) next(a, b graph.Key) int {
	l := v.log[pairKey(a, b)]
	if len(l) == 0 {
		return 1
	}
	return l[len(l)-1].n + 1
}

// pair reads the two ids of a verdict and what is decided so far.
func (s *Service) pair(ctx context.Context, a, b string, d Decision) (v *review, x, y graph.Key, err error) {
	if strings.TrimSpace(d.Reason) == "" {
		return nil, x, y, badf("a verdict on persons needs a reason")
	}
	for i, id := range []string{a, b} {
		k, ok := vocab.ParseID(strings.TrimSpace(id))
		if !ok || k.Kind != vocab.Person {
			return nil, x, y, badf("%q is no id of a person; ids look like person/sergei-shoigu", id)
		}
		if _, err := s.store.Node(ctx, k); errors.Is(err, graph.ErrNotFound) {
			return nil, x, y, fmt.Errorf("%s: %w", k.ID, err)
		} else if err != nil {
			return nil, x, y, err
		}
		if i == 0 {
			x = k
		} else {
			y = k
		}
	}
	if x == y {
		return nil, x, y, badf("%s is one node already", x.ID)
	}
	v, err = readReview(ctx, s.store)
	return v, x, y, err
}

// record writes a verdict behind those there are on the pair.
func (s *Service) record(ctx context.Context, v *review, a, b graph.Key, verdict string, d Decision) error {
	k := pairKey(a, b)
	props := graph.P("verdict", verdict, "reason", strings.TrimSpace(d.Reason), "date", d.Day, "ref", ReviewSource)
	if by := strings.TrimSpace(d.By); by != "" {
		props = props.With("by", by)
	}
	batch := graph.Batch{
		Nodes: []graph.Node{{Key: vocab.Key(vocab.Source, ReviewSource), Props: graph.P("name", "Review of persons", "kind", "dataset",
			"citation", "Decided by readers of this graph, each decision with its reason")}},
		Edges: []graph.Edge{{EdgeKey: graph.EdgeKey{Kind: vocab.SamePerson, From: k[0], To: k[1], ID: fmt.Sprintf("%04d", v.next(a, b)), Source: ReviewSource}, Props: props}},
	}
	if _, err := s.store.Upsert(ctx, batch); err != nil {
		return fmt.Errorf("write the verdict: %w", err)
	}
	return nil
}

// PersonRelation is a relation of a person, whichever of its nodes and sources
// it stands under.
type PersonRelation struct {
	Edge    graph.Edge // with the node that stands for the person
	Sources []string   // which say the same
}

// PersonRelations lists the relations of a person over all nodes that were
// decided to be it. What several sources say alike, of one kind, with the same
// end and the same dates, is one relation with several sources (B20).
func (s *Service) PersonRelations(ctx context.Context, key graph.Key) ([]PersonRelation, error) {
	canonical, all, err := s.PersonIdentity(ctx, key)
	if err != nil {
		return nil, err
	}
	type same struct {
		kind     graph.Relation
		from, to graph.Key
		v        graph.Interval
		id       string
	}
	at := map[same]int{}
	var out []PersonRelation
	kinds := []graph.Relation{vocab.Leads, vocab.Serves, vocab.MemberOf, vocab.TookPart, vocab.States, vocab.HasSubject, vocab.HasObject}
	edges, err := graph.Collect(s.store.Edges(ctx, graph.EdgeFilter{Kinds: kinds, Touching: all}))
	if err != nil {
		return nil, fmt.Errorf("read the relations of %s: %w", key.ID, err)
	}
	slices.SortFunc(edges, func(a, b graph.Edge) int {
		// Curated facts give the words where several sources say the same.
		return cmp.Or(cmp.Compare(b2i(a.Source != curatedSource), b2i(b.Source != curatedSource)), a.EdgeKey.Compare(b.EdgeKey))
	})
	for _, e := range edges {
		if slices.Contains(all, e.From) {
			e.From = canonical
		}
		if slices.Contains(all, e.To) {
			e.To = canonical
		}
		k := same{e.Kind, e.From, e.To, e.Interval(), ""}
		if k.v == (graph.Interval{}) {
			k.id = e.ID
		}
		if i, ok := at[k]; ok {
			if !slices.Contains(out[i].Sources, e.Source) {
				out[i].Sources = append(out[i].Sources, e.Source)
				slices.Sort(out[i].Sources)
				continue
			}
			// One source's two offices of the same dates are two relations.
			if out[i].Edge.Props.String("office") == e.Props.String("office") {
				continue
			}
		} else {
			at[k] = len(out)
		}
		out = append(out, PersonRelation{e, []string{e.Source}})
	}
	slices.SortStableFunc(out, func(a, b PersonRelation) int {
		return cmp.Or(a.Edge.Props.Date("since").Compare(b.Edge.Props.Date("since")), a.Edge.EdgeKey.Compare(b.Edge.EdgeKey))
	})
	return out, nil
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
