package ties

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"entente/graph"
	"entente/graph/names"
	"entente/graph/vocab"
	"entente/seed"
)

// Wars is the dataset wars: wars between states, 1823 to 2003.
//
// The file has a row for each pair of enemies, in both directions, and each
// year. From it come an Event of kind war for each war (event/cow-war-151; its
// title is ours, the file has no names), TOOK_PART for each spell of a state on
// a side, and AT_WAR_WITH for each spell of a pair on opposite sides. A state
// that changed sides has a spell on each. The refs are the source's numbers of
// wars.
//
// The sides are only told apart: the source does not say that the first began
// it. Who did is initiator on TOOK_PART, and begunBy on AT_WAR_WITH where it
// was one of the two alone. Unknown deaths (-9) are left out.
var Wars seed.Dataset = dataset{seed.Manifest{
	ID: "wars", Name: "Inter-state wars, directed dyad-years (Correlates of War)", Publisher: "Correlates of War Project",
	Origin: "https://correlatesofwar.org/data-sets/cow-war/", Licence: "free for research; cite Sarkees and Wayman 2010",
	Citation: "Sarkees, Meredith Reid and Frank Whelon Wayman. 2010. Resort to War: 1816-2007. CQ Press. Version 4.0",
	Version:  "4.0",
	Scope:    "wars between members of the system of states with 1,000 battle deaths or more, by year; no names, no days; no wars within states; nothing after 2007, the last war is of 2003",
	Covers:   graph.Interval{Since: graph.Year(1816), Until: graph.Year(2007)},
}, []graph.Relation{vocab.TookPart, vocab.AtWarWith, vocab.Reports}, readWars}

// warOutcomes are the source's codes of what a side got.
var warOutcomes = [...]string{"", "victory", "defeat", "compromise", "transformed into another war", "ongoing", "stalemate", "went on below the level of war", "changed sides"}

const ongoing = 5

// foes is what identifies a row.
type foes struct{ war, a, b, year, resume int }

// fought is what a row says of its two states, in order.
type fought [2]fighter

type fighter struct {
	side, outcome int // outcome 0 is not stated
	initiator     bool
	deaths        int // -1 is unknown
}

// warRow is a row with its nodes.
type warRow struct {
	year int
	keys [2]graph.Key
	fought
	line int
}

func readWars(d *seed.Delivery) error {
	columns := required("warnum", "ccode1", "ccode2", "year", "sidea1", "sidea2", "initiator1", "initiator2", "outcome1", "outcome2", "batdeath1", "batdeath2", "resume")
	columns = append(columns, seed.Column{Name: "cowinterongoing"}, seed.Column{Name: "cowinteronset"})
	var twins seed.Twins[foes, fought]
	err := d.Rows(columns, func(line int, t *seed.Table) error {
		r := reader{t: t}
		k := foes{r.count(0, "the number of a war", 1, 99_999), r.state(1), r.state(2), r.year(3), r.count(12, "0 or 1", 0, 1)}
		var v fought
		for i := range v {
			v[i].side = r.count(4+i, "a side, 1 or 2", 1, 2)
			v[i].initiator = r.flag(6+i, false)
			if o := r.text(8 + i); o != "" && o != "NA" {
				v[i].outcome = r.count(8+i, "a code of an outcome, 1 to 8", 1, len(warOutcomes)-1)
			}
			v[i].deaths = max(-1, r.count(10+i, "a number of deaths", -9, 1<<30))
		}
		if r.err == nil && v[0].side == v[1].side {
			r.err = fmt.Errorf("both states stand on side %d", v[0].side)
		}
		if r.err != nil {
			d.Damaged(line, r.err.Error())
			return nil
		}
		d.Covers(graph.Year(k.year))
		twins.Add(line, k, v)
		return nil
	})
	if err != nil {
		return err
	}

	known := numbers("cow")
	wars := map[int][]warRow{}
	twins.Settle(d, func(line int, k foes, v fought) {
		a, err := known.find(k.a, graph.Year(k.year))
		b, errB := known.find(k.b, graph.Year(k.year))
		switch err := cmp.Or(err, errB); {
		case err != nil:
			d.Refuse(line, err.Error())
		case a == b:
			d.Refuse(line, sameState)
		default:
			wars[k.war] = append(wars[k.war], warRow{k.year, [2]graph.Key{a, b}, v, line})
		}
	})
	for _, n := range sorted(wars) {
		if err := addWar(d, n, wars[n]); err != nil {
			return err
		}
	}
	return nil
}

// sided is a state on a side, facing a pair of states.
type sided struct {
	key  graph.Key
	side int
}

// spellFacts gathers what the rows of a spell say.
type spellFacts struct {
	years map[int][]int
	fighter
	clash bool
}

// take lays what a row says over what others said. An outcome left empty, as
// in the rows of a war that was resumed, says nothing.
func (f *spellFacts) take(year, line int, v fighter) {
	if f.years == nil {
		f.years, f.fighter = map[int][]int{}, v
	}
	if f.outcome == 0 {
		f.outcome = v.outcome
	}
	f.clash = f.clash || f.initiator != v.initiator || f.deaths != v.deaths || v.outcome != 0 && f.outcome != v.outcome
	f.years[year] = append(f.years[year], line)
}

func addWar(d *seed.Delivery, number int, rows []warRow) error {
	states := map[sided]*spellFacts{}
	// For a pair, the facts of both in the order of the edge.
	pairs := map[[2]graph.Key]*[2]spellFacts{}
	first, last := rows[0].year, rows[0].year
	var lines []int
	unended := false
	for _, r := range rows {
		first, last = min(first, r.year), max(last, r.year)
		lines = append(lines, r.line)
		from, to, swapped := seed.Undirected(r.keys[0], r.keys[1])
		p := pairs[[2]graph.Key{from, to}]
		if p == nil {
			p = &[2]spellFacts{}
			pairs[[2]graph.Key{from, to}] = p
		}
		for i, key := range r.keys {
			s := states[sided{key, r.fought[i].side}]
			if s == nil {
				s = &spellFacts{}
				states[sided{key, r.fought[i].side}] = s
			}
			s.take(r.year, r.line, r.fought[i])
			at := i
			if swapped {
				at = 1 - i
			}
			f := r.fought[i]
			f.side = 0 // a pair can change sides together
			p[at].take(r.year, r.line, f)
			unended = unended || f.outcome == ongoing
		}
	}
	for k, s := range states {
		if !s.clash {
			continue
		}
		for _, l := range lines {
			d.Damaged(l, fmt.Sprintf("the rows of war %d contradict each other on %s on side %d", number, k.key.ID, k.side))
		}
		return nil
	}

	end := graph.Year(last + 1)
	if unended {
		end = graph.Year(last)
	}
	event := vocab.Key(vocab.Event, fmt.Sprintf("cow-war-%d", number))
	ref := strconv.Itoa(number)
	var edges []graph.Edge
	for k, s := range states {
		for _, y := range seed.Spells(s.years) {
			props := ends(graph.Year(y.From), graph.Year(y.To), end, "role", fmt.Sprintf("side_%d", k.side), "initiator", s.initiator, "ref", ref)
			if s.outcome != 0 {
				props = props.With("outcome", warOutcomes[s.outcome])
			}
			if s.deaths >= 0 {
				props = props.With("deaths", int64(s.deaths))
			}
			edges = append(edges, graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.TookPart, From: k.key, To: event, ID: fmt.Sprintf("side_%d-%d", k.side, y.From)}, Props: props})
		}
	}
	for k, p := range pairs {
		for _, y := range seed.Spells(p[0].years) {
			props := ends(graph.Year(y.From), graph.Year(y.To), end, "event", event.ID, "ref", ref)
			switch {
			case p[0].initiator && !p[1].initiator:
				props = props.With("begunBy", k[0].ID)
			case p[1].initiator && !p[0].initiator:
				props = props.With("begunBy", k[1].ID)
			}
			var note []string
			for i, f := range p {
				if f.outcome != 0 {
					note = append(note, fmt.Sprintf("%s: outcome %d (%s)", vocab.Rest(k[i]), f.outcome, warOutcomes[f.outcome]))
				}
			}
			if len(note) > 0 {
				props = props.With("note", strings.Join(note, "; "))
			}
			edges = append(edges, graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.AtWarWith, From: k[0], To: k[1], ID: fmt.Sprintf("%d-%d", number, y.From)}, Props: props})
		}
	}
	edges = append(edges, graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.Reports, From: seed.SourceKey(d.ID), To: event},
		Props: ends(graph.Year(first), graph.Year(last), end, "kind", "war between states", "ref", ref)})
	var until any
	if !unended {
		until = graph.Year(last)
	}
	node := graph.Node{Key: event, Props: graph.P("kind", "war", "title", warTitle(number, states, first, last), "since", graph.Year(first), "until", until)}
	if err := d.Node(node); err != nil {
		return err
	}
	d.Rep.Records++
	return d.Add(lines, edges...)
}

// warTitle says who fought whom and when, in our words. A state that changed
// sides stands on the side it began on.
func warTitle(number int, states map[sided]*spellFacts, first, last int) string {
	type named struct {
		key   graph.Key
		begun int
		*spellFacts
	}
	joined := map[graph.Key]sided{}
	for k, s := range states {
		begun := sorted(s.years)[0]
		have, ok := joined[k.key]
		if ok {
			other := sorted(states[have].years)[0]
			if other < begun || other == begun && have.side < k.side {
				continue
			}
		}
		joined[k.key] = k
	}
	var sides [3][]named
	for _, k := range joined {
		s := states[k]
		sides[k.side] = append(sides[k.side], named{k.key, sorted(s.years)[0], s})
	}
	text := func(ns []named) string {
		// Those who began it first, then by year and by losses: who is named
		// before the "others" must be who the war is known for.
		slices.SortFunc(ns, func(a, b named) int {
			if a.initiator != b.initiator {
				if a.initiator {
					return -1
				}
				return 1
			}
			return cmp.Or(cmp.Compare(a.begun, b.begun), cmp.Compare(b.deaths, a.deaths), a.key.Compare(b.key))
		})
		out := make([]string, len(ns))
		for i, n := range ns {
			out[i] = names.Display(n.key, graph.Year(n.begun))
		}
		return list(out, 3)
	}
	return fmt.Sprintf("War of %s against %s, %s (war %d of the Correlates of War)", text(sides[1]), text(sides[2]), years(first, last), number)
}
