package people

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"entente/graph"
	"entente/graph/names"
	"entente/graph/vocab"
)

// Assign gives each person of a delivery its node, in the order given; which
// one does not depend on the order. Persons that share a ref, or that the store
// has under one, are the importer's to join beforehand.
func (k *Known) Assign(persons []Person) []Assigned {
	out := make([]Assigned, len(persons))
	suits := make([][]*identity, len(persons)) // that a person fits for certain
	suitors := map[*identity]int{}
	byCountry := map[graph.Key][]*identity{}
	for _, id := range k.ids {
		seen := map[graph.Key]bool{}
		for _, v := range id.said {
			for _, s := range v.spells {
				if !seen[s.Country] {
					seen[s.Country] = true
					byCountry[s.Country] = append(byCountry[s.Country], id)
				}
			}
		}
	}
	for i := range persons {
		p := &persons[i]
		mine := evidence{source: k.source, names: p.Names, born: p.Born, spells: p.Spells}
		var near []*identity
		for _, s := range p.Spells {
			near = append(near, byCountry[s.Country]...)
		}
		for _, n := range p.Names {
			if n.full() {
				near = append(near, k.candidates(n)...)
			}
		}
		slices.SortFunc(near, func(a, b *identity) int { return a.key.Compare(b.key) })
		for _, id := range slices.Compact(near) {
			if slices.ContainsFunc(id.evidence(), func(v *evidence) bool { return certain(&mine, v) }) {
				suits[i] = append(suits[i], id)
				suitors[id]++
			}
		}
	}

	taken := map[graph.Key]int{} // by which person
	for i, p := range persons {
		key, ok := k.held(p.Refs)
		if !ok {
			key, ok = k.only(suits[i], suitors)
		}
		if ok {
			out[i].Key = key
			taken[key] = i
		}
	}
	k.name(persons, out, taken)
	for i := range persons {
		k.describe(&persons[i], &out[i])
	}
	k.merge(out)
	return out
}

// Held gives the node that an earlier delivery of the source gave a ref.
func (k *Known) Held(ref string) (graph.Key, bool) {
	key, ok := k.sticky[ref]
	return key, ok
}

// held finds the node that an earlier delivery gave one of the refs.
func (k *Known) held(refs []string) (graph.Key, bool) {
	best := graph.Key{}
	for _, r := range refs {
		if key, ok := k.sticky[r]; ok && (best.IsZero() || key.Compare(best) < 0) {
			best = key
		}
	}
	return best, !best.IsZero()
}

// only gives the one node that a person fits and that no other person of the
// delivery fits. Nodes with curated facts come before all others.
func (k *Known) only(suits []*identity, suitors map[*identity]int) (graph.Key, bool) {
	for _, wanted := range []bool{true, false} {
		var of []*identity
		for _, id := range suits {
			if id.curated == wanted {
				of = append(of, id)
			}
		}
		if len(of) == 1 && suitors[of[0]] == 1 {
			return of[0].key, true
		}
		if len(of) > 0 {
			return graph.Key{}, false
		}
	}
	return graph.Key{}, false
}

// name gives ids to the persons without a node. Persons of one slug are told
// apart by the year of birth, else by the state, else by the year their first
// spell begins.
func (k *Known) name(persons []Person, out []Assigned, taken map[graph.Key]int) {
	free := func(id string) bool {
		key := vocab.Key(vocab.Person, id)
		if _, has := k.nodes[key]; has {
			return false
		}
		_, used := taken[key]
		return !used
	}
	bySlug := map[string][]int{}
	for i := range persons {
		if out[i].Key.IsZero() {
			s := slug(best(persons[i].Names))
			if s == "" {
				s = "unnamed"
			}
			bySlug[s] = append(bySlug[s], i)
		}
	}
	slugs := make([]string, 0, len(bySlug))
	for s := range bySlug {
		slugs = append(slugs, s)
	}
	slices.Sort(slugs)
	for _, s := range slugs {
		list := bySlug[s]
		slices.SortFunc(list, func(a, b int) int { return cmp.Or(compare(&persons[a], &persons[b]), cmp.Compare(a, b)) })
		for _, i := range list {
			id := s
			if len(list) > 1 || !free(id) {
				id = s + "-" + tellApart(&persons[i])
			}
			for n := 2; !free(id); n++ {
				id = fmt.Sprintf("%s-%s-%d", s, tellApart(&persons[i]), n)
			}
			out[i].Key, out[i].New = vocab.Key(vocab.Person, id), true
			taken[out[i].Key] = i
		}
	}
}

// tellApart is what is appended to an id that several persons would have.
func tellApart(p *Person) string {
	if y, _, _ := p.Born.YMD(); y != 0 {
		return fmt.Sprint(y)
	}
	if f := first(p.Spells); !f.Country.IsZero() {
		return strings.ToLower(vocab.Rest(f.Country))
	}
	return "other"
}

func first(spells []Spell) Spell {
	out := Spell{}
	for i, s := range spells {
		if i == 0 || cmp.Or(s.Since.Compare(out.Since), s.Country.Compare(out.Country)) < 0 {
			out = s
		}
	}
	return out
}

// compare orders persons by what does not depend on the order of rows.
func compare(a, b *Person) int {
	x, y := first(a.Spells), first(b.Spells)
	return cmp.Or(x.Since.Compare(y.Since), x.Country.Compare(y.Country), strings.Compare(best(a.Names).Text, best(b.Names).Text),
		strings.Compare(strings.Join(a.Refs, " "), strings.Join(b.Refs, " ")))
}

// best is the name a person is shown by: the one of most words, of these the
// first in the alphabet.
func best(ns []Name) Name {
	out := Name{}
	for _, n := range ns {
		if c := len(n.Words) - len(out.Words); c > 0 || c == 0 && (out.Text == "" || n.Text < out.Text) {
			out = n
		}
	}
	return out
}

// describe says what to write of a person's node and what the source reports.
func (k *Known) describe(p *Person, a *Assigned) {
	a.Node.Key = a.Key
	all := slices.Clone(p.Names)
	have, known := k.nodes[a.Key]
	isCurated := false
	if id := k.byKey[a.Key]; id != nil {
		isCurated = id.curated
		for _, v := range id.said {
			all = append(all, v.names...)
		}
	}
	shown := best(all).Text
	if isCurated || known && shown == "" {
		shown = have.Props.String("name")
	}
	others := map[string]bool{}
	for _, n := range all {
		others[n.Text] = true
	}
	for _, t := range have.Props.Strings("names") {
		others[t] = true
	}
	delete(others, shown)
	list := make([]string, 0, len(others))
	for t := range others {
		list = append(list, t)
	}
	slices.Sort(list)
	props := graph.P("name", shown)
	if len(list) > 0 {
		props = props.With("names", list)
	}
	if b := have.Props.Date("born"); b.IsZero() && !p.Born.IsZero() {
		props = props.With("born", p.Born)
	}
	a.Node.Props = props
	from := vocab.Key(vocab.Source, k.source)
	for i, ref := range p.Refs {
		n := p.Names[min(i, len(p.Names)-1)]
		r := graph.P("ref", ref, "name", n.As)
		if !p.Born.IsZero() {
			r = r.With("born", p.Born)
		}
		a.Said = append(a.Said, graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.Reports, From: from, To: a.Key, ID: ref, Source: k.source}, Props: r})
	}
}

// merge gives the persons of a delivery that lead to one node one and the same
// description.
func (k *Known) merge(out []Assigned) {
	at := map[graph.Key]int{}
	for i := range out {
		j, twice := at[out[i].Key]
		if !twice {
			at[out[i].Key] = i
			continue
		}
		a, b := out[j].Node.Props, out[i].Node.Props
		texts := slices.Concat([]string{a.String("name"), b.String("name")}, a.Strings("names"), b.Strings("names"))
		slices.Sort(texts)
		shown := a.String("name")
		if id := k.byKey[out[i].Key]; id == nil || !id.curated {
			var all []Name
			for _, t := range texts {
				all = append(all, ParseName(t))
			}
			shown = best(all).Text
		}
		texts = slices.DeleteFunc(slices.Compact(texts), func(t string) bool { return t == shown })
		p := a.Merge(b).With("name", shown)
		if len(texts) > 0 {
			p = p.With("names", texts)
		}
		out[j].Node.Props = p
	}
	for i := range out {
		out[i].Node = out[at[out[i].Key]].Node
	}
}

// certain is the rule of the package: whether two sources speak of one person.
func certain(a, b *evidence) bool {
	if bornApart(a.born, b.born) > 0 {
		return false
	}
	for _, n := range a.names {
		for _, m := range b.names {
			same, given := family(n, m)
			isEqual := n.full() && m.full() && equal(n, m)
			if (!same || given == contradict) && !isEqual {
				continue
			}
			for _, s := range a.spells {
				for _, t := range b.spells {
					here := s.Country == t.Country
					switch {
					case here && apart(s.Since, t.Since) <= window,
						here && isEqual && s.interval().Overlaps(t.interval()) && !s.Since.IsZero() && !t.Since.IsZero(),
						isEqual && s.Since == t.Since && s.Since.Precision() == graph.DayPrecision:
						return true
					}
				}
			}
		}
	}
	return false
}

// bornApart is how many years two dates of birth surely differ by, 0 where one
// is not known.
func bornApart(a, b graph.Date) int {
	x, _, _ := a.YMD()
	y, _, _ := b.YMD()
	if x == 0 || y == 0 || x == y {
		return 0
	}
	return max(x-y, y-x)
}

// apart is how many days at most two dates are apart; a large number where one
// is not known to the month.
func apart(a, b graph.Date) int {
	const far = 1 << 20
	if a.Precision() < graph.MonthPrecision || b.Precision() < graph.MonthPrecision {
		return far
	}
	lo, hi := a, b
	if hi.Before(lo) {
		lo, hi = hi, lo
	}
	if lo.Precision() == graph.MonthPrecision && hi.Precision() == graph.MonthPrecision && lo == hi {
		return 0
	}
	d := days(hi.First()) - days(lo.First())
	if lo.Precision() == graph.MonthPrecision || hi.Precision() == graph.MonthPrecision {
		// The month against a day in it or near it.
		d = max(days(hi.First())-days(lo.Last()), 0)
		if lo.Precision() == graph.DayPrecision {
			d = max(days(hi.First())-days(lo), 0)
		}
	}
	return d
}

// days numbers the days, for differences.
func days(d graph.Date) int {
	y, m, dd := d.YMD()
	if m <= 2 {
		y--
		m += 12
	}
	return 365*y + y/4 - y/100 + y/400 + (153*(m-3)+2)/5 + dd
}

// proposal is a pair that may be one person.
type proposal struct {
	a, b   *identity
	score  float64
	reason string
}

// likely tells how likely two persons are one, with the reason; 0 where they
// are not worth a reader's time.
func likely(a, b *evidence) (float64, string) {
	// Sources guess years of birth; a few years apart are likely one.
	const bornWindow = 2
	if bornApart(a.born, b.born) > bornWindow {
		return 0, ""
	}
	best, why := 0.0, ""
	for _, n := range a.names {
		for _, m := range b.names {
			same, given := family(n, m)
			alike, givenAlike := same, given
			if !same {
				alike, givenAlike = near(n, m)
			}
			if !alike || givenAlike == contradict {
				continue
			}
			isEqual := n.full() && m.full() && equal(n, m)
			for _, s := range a.spells {
				for _, t := range b.spells {
					score := 0.0
					gap := apart(s.Since, t.Since)
					meet := !s.Since.IsZero() && !t.Since.IsZero() && s.interval().Overlaps(t.interval())
					switch here := s.Country == t.Country; {
					case here && same && gap <= window:
						score = 0.9
					case here && isEqual:
						score = 0.85
					case here && gap <= window:
						score = 0.7
					case here && same && meet:
						score = 0.6
					case here && meet && givenAlike == agree:
						score = 0.5
					case !here && isEqual && meet:
						score = 0.5
					}
					if score > 0 && given == agree {
						score += 0.05
					}
					if score > best {
						best = score
						why = reason(n, m, s, t)
					}
				}
			}
		}
	}
	return best, why
}

func reason(n, m Name, s, t Spell) string {
	texts := []string{n.Text, m.Text}
	slices.Sort(texts)
	places := []string{names.Display(s.Country, s.Since), names.Display(t.Country, t.Since)}
	froms := []string{orUnknown(s.Since), orUnknown(t.Since)}
	if texts[0] != n.Text || texts[0] == texts[1] && (places[0] > places[1] || places[0] == places[1] && froms[0] > froms[1]) {
		slices.Reverse(places)
		slices.Reverse(froms)
	}
	if places[0] == places[1] {
		return fmt.Sprintf("%s and %s, in office in %s from %s and from %s", texts[0], texts[1], places[0], froms[0], froms[1])
	}
	return fmt.Sprintf("%s and %s, in office in %s from %s and in %s from %s", texts[0], texts[1], places[0], froms[0], places[1], froms[1])
}

func orUnknown(d graph.Date) string {
	if d.IsZero() {
		return "an unknown day"
	}
	return d.String()
}
