package names

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"entente/graph"
)

// maxNear is the number of names an error offers: more would hide the likely
// one.
const maxNear = 5

// near gives the entities whose names are a few slips of the pen away from what
// was asked, best first. A slip is a letter missing, added, changed or swapped
// with its neighbour; one is allowed in short names, two from five letters, three
// from ten.
func (t *table) near(asked string, day graph.Date) []Candidate {
	f := Fold(asked)
	if f == "" {
		return nil
	}
	want := []rune(f)
	slips := 1
	switch n := len(want); {
	case n >= 10:
		slips = 3
	case n >= 5:
		slips = 2
	}
	best := map[int]Candidate{}
	rank := map[int]float64{}
	var d distance
	for _, name := range t.folded {
		if n := utf8.RuneCountInString(name) - len(want); n > slips || -n > slips {
			continue
		}
		k := d.between(want, []rune(name), slips)
		if k > slips || k >= len(want) {
			continue
		}
		score := 1 - float64(k)/float64(max(len(want), 1))
		for _, r := range t.names[name] {
			n := t.name(r)
			// Of equals the state's own English name in use comes first.
			order := score
			if n.Kind.Strong() {
				order += .02
			}
			if n.Lang == "en" {
				order += .02
			}
			if t.inUse(r, day) {
				order += .02
			}
			if old, ok := rank[r.entity]; ok && old >= order {
				continue
			}
			c := t.candidate(r.entity, n.Text, score)
			rank[r.entity], best[r.entity] = order, c
		}
	}
	var out []Candidate
	var at []int
	for i := range best {
		at = append(at, i)
	}
	slices.SortFunc(at, func(a, b int) int { return cmp.Or(cmp.Compare(rank[b], rank[a]), cmp.Compare(a, b)) })
	for _, i := range at[:min(len(at), maxNear)] {
		out = append(out, best[i])
	}
	return out
}

// distance computes edit distances with transpositions of neighbours (optimal
// string alignment), reusing its rows.
type distance struct{ a, b, c []int }

// between gives the distance of two texts, or something above limit where it is
// above limit.
func (d *distance) between(s, t []rune, limit int) int {
	n := len(t) + 1
	if cap(d.a) < n {
		d.a, d.b, d.c = make([]int, n), make([]int, n), make([]int, n)
	}
	two, one, row := d.a[:n], d.b[:n], d.c[:n]
	for j := range one {
		one[j] = j
	}
	for i := 1; i <= len(s); i++ {
		row[0] = i
		least := i
		for j := 1; j < n; j++ {
			cost := 1
			if s[i-1] == t[j-1] {
				cost = 0
			}
			v := min(one[j]+1, row[j-1]+1, one[j-1]+cost)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				v = min(v, two[j-2]+1)
			}
			row[j] = v
			least = min(least, v)
		}
		if least > limit {
			return limit + 1
		}
		two, one, row = one, row, two
	}
	return one[n-1]
}

// Search gives at most n entities for what a user has typed so far: names that
// equal it, then names that begin with it, then names in which a word begins
// with it, then names a slip away. Present states come before past ones.
func Search(prefix string, n int) []Candidate {
	t := load()
	f := Fold(prefix)
	if f == "" || n <= 0 {
		return nil
	}
	best := map[int]Candidate{}
	order := map[int]float64{}
	take := func(r ref, score float64) {
		e, name := &t.entities[r.entity], t.name(r)
		o := score
		for _, b := range []bool{e.Until.IsZero(), name.Kind.Strong(), r.name == 0, e.Status == State, name.Lang == "en"} {
			if b {
				o += .01
			}
		}
		if old, ok := order[r.entity]; ok && old >= o {
			return
		}
		order[r.entity], best[r.entity] = o, t.candidate(r.entity, name.Text, score)
	}
	for _, r := range t.names[f] {
		take(r, 1)
	}
	for _, c := range t.bareCode(strings.TrimSpace(prefix), today()) {
		if _, ok := order[c.entity]; !ok {
			order[c.entity], best[c.entity] = .95, t.candidate(c.entity, systemNames[c.code.System]+" "+c.code.Value, .95)
		}
	}
	for _, name := range t.folded {
		switch {
		case strings.HasPrefix(name, f):
			for _, r := range t.names[name] {
				take(r, .8)
			}
		case strings.Contains(name, " "+f):
			for _, r := range t.names[name] {
				take(r, .6)
			}
		}
	}
	if len(best) < n && utf8.RuneCountInString(f) > 2 {
		for _, c := range t.near(prefix, today()) {
			i := t.byKey[c.Key]
			if _, ok := order[i]; !ok {
				c.Score *= .5
				order[i], best[i] = c.Score, c
			}
		}
	}
	at := make([]int, 0, len(best))
	for i := range best {
		at = append(at, i)
	}
	slices.SortFunc(at, func(a, b int) int {
		return cmp.Or(cmp.Compare(order[b], order[a]), strings.Compare(t.entities[a].Name, t.entities[b].Name))
	})
	out := make([]Candidate, 0, min(n, len(at)))
	for _, i := range at[:min(n, len(at))] {
		out = append(out, best[i])
	}
	return out
}
