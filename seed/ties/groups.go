package ties

import (
	"strings"

	"entente/graph"
	"entente/seed"
)

// lineGroups brings together edges that share a row, so that each row is
// counted once: rows 1 and 2 that make an edge, and rows 2 and 3 that make
// another, are counted as one group.
type lineGroups struct {
	group map[int]int // line to group
	lines [][]int
	edges [][]graph.Edge
}

func (g *lineGroups) add(lines []int, e graph.Edge) {
	if g.group == nil {
		g.group = map[int]int{}
	}
	to := -1
	for _, l := range lines {
		at, ok := g.group[l]
		switch {
		case ok && to < 0:
			to = at
		case ok && at != to:
			for _, m := range g.lines[at] {
				g.group[m] = to
			}
			g.lines[to] = append(g.lines[to], g.lines[at]...)
			g.edges[to] = append(g.edges[to], g.edges[at]...)
			g.lines[at], g.edges[at] = nil, nil
		}
	}
	if to < 0 {
		to = len(g.lines)
		g.lines, g.edges = append(g.lines, nil), append(g.edges, nil)
	}
	for _, l := range lines {
		if _, ok := g.group[l]; !ok {
			g.group[l] = to
			g.lines[to] = append(g.lines[to], l)
		}
	}
	g.edges[to] = append(g.edges[to], e)
}

// lay adds the groups to the delivery.
func (g *lineGroups) lay(d *seed.Delivery) error {
	for i, lines := range g.lines {
		if len(lines) == 0 {
			continue
		}
		if err := d.Add(lines, g.edges[i]...); err != nil {
			return err
		}
	}
	return nil
}

func join(words []string) string { return strings.Join(words, " ") }

func split(words string) []string {
	out := []string{}
	return append(out, strings.Fields(words)...)
}
