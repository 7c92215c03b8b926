package measure

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
)

// Link is an undirected edge of a network between two different nodes; a weight
// that is not positive makes it none.
type Link struct {
	A, B   int
	Weight float64
}

// Centrality is what a network says of its nodes, by index.
type Centrality struct {
	Degree   []int     // links
	Strength []float64 // sum of their weights: weighted degree (A. Barrat et al., PNAS 101 (2004) 3747–3752)

	// Betweenness is the share of all pairs of other nodes whose shortest paths
	// lead through the node, 0..1 (L. C. Freeman, Sociometry 40 (1977) 35–41;
	// algorithm of U. Brandes, J. Math. Sociol. 25 (2001) 163–177). A path's
	// length is its number of links: weights play no part.
	Betweenness []float64

	// Eigenvector is the leading eigenvector of the matrix of weights, its
	// largest entry 1 (P. Bonacich, J. Math. Sociol. 2 (1972) 113–120). In a
	// network of several components only the one with the largest eigenvalue has
	// entries above 0; all are 0 where there are no links.
	Eigenvector []float64
}

// Centralities computes the four for n nodes. Two links of one pair are one with
// the sum of their weights.
func Centralities(n int, links []Link) Centrality {
	adj := adjacency(n, links)
	c := Centrality{Degree: make([]int, n), Strength: make([]float64, n), Betweenness: betweenness(adj), Eigenvector: eigenvector(adj)}
	for i, list := range adj {
		c.Degree[i] = len(list)
		for _, l := range list {
			c.Strength[i] += l.w
		}
	}
	return c
}

type half struct {
	to int
	w  float64
}

// adjacency gives every node's neighbours in order of index.
func adjacency(n int, links []Link) [][]half {
	adj := make([][]half, n)
	for _, l := range links {
		if l.A == l.B || l.A < 0 || l.B < 0 || l.A >= n || l.B >= n || !(l.Weight > 0) || math.IsInf(l.Weight, 0) {
			continue
		}
		adj[l.A] = append(adj[l.A], half{l.B, l.Weight})
		adj[l.B] = append(adj[l.B], half{l.A, l.Weight})
	}
	for i, list := range adj {
		slices.SortFunc(list, func(a, b half) int { return cmp.Or(cmp.Compare(a.to, b.to), cmp.Compare(a.w, b.w)) })
		out := list[:0]
		for _, h := range list {
			if k := len(out); k > 0 && out[k-1].to == h.to {
				out[k-1].w += h.w
				continue
			}
			out = append(out, h)
		}
		adj[i] = out
	}
	return adj
}

func betweenness(adj [][]half) []float64 {
	n := len(adj)
	out := make([]float64, n)
	stack, queue := make([]int, 0, n), make([]int, 0, n)
	paths, delta, dist := make([]float64, n), make([]float64, n), make([]int, n)
	for s := range n {
		stack, queue = stack[:0], append(queue[:0], s)
		for i := range n {
			paths[i], delta[i], dist[i] = 0, 0, -1
		}
		paths[s], dist[s] = 1, 0
		for len(queue) > 0 {
			v := queue[0]
			queue = queue[1:]
			stack = append(stack, v)
			for _, h := range adj[v] {
				if dist[h.to] < 0 {
					dist[h.to] = dist[v] + 1
					queue = append(queue, h.to)
				}
				if dist[h.to] == dist[v]+1 {
					paths[h.to] += paths[v]
				}
			}
		}
		for i := len(stack) - 1; i > 0; i-- {
			w := stack[i]
			for _, h := range adj[w] {
				if dist[h.to] == dist[w]-1 {
					delta[h.to] += paths[h.to] / paths[w] * (1 + delta[w])
				}
			}
			out[w] += delta[w]
		}
	}
	if n > 2 {
		for i := range out {
			out[i] /= float64(n-1) * float64(n-2) // every pair was counted from both ends
		}
	} else {
		clear(out)
	}
	return out
}

// eigenRounds and eigenClose end the power iteration: at the default size it
// needs some dozen rounds.
const (
	eigenRounds = 10000
	eigenClose  = 1e-12
)

func eigenvector(adj [][]half) []float64 {
	n := len(adj)
	x, y := make([]float64, n), make([]float64, n)
	shift := 0.0
	for i, list := range adj {
		s := 0.0
		for _, h := range list {
			s += h.w
		}
		shift = max(shift, s)
		if len(list) > 0 {
			x[i] = 1
		}
	}
	if shift == 0 {
		return x
	}
	// Half the largest strength on the diagonal keeps the vector and makes the
	// iteration settle also where the network is bipartite.
	shift /= 2
	for range eigenRounds {
		most := 0.0
		for i, list := range adj {
			y[i] = shift * x[i]
			for _, h := range list {
				y[i] += h.w * x[h.to]
			}
			most = max(most, y[i])
		}
		moved := 0.0
		for i := range y {
			y[i] /= most
			moved = max(moved, math.Abs(y[i]-x[i]))
		}
		x, y = y, x
		if moved < eigenClose {
			break
		}
	}
	for i := range x {
		if x[i] < 1e-9 { // of a component with a smaller eigenvalue
			x[i] = 0
		}
	}
	return x
}

// communityOrders is the number of orders in which Communities visits the
// nodes: the first by index, the others by a fixed seed.
const communityOrders = 10

// Communities cuts a network into groups of nodes that are linked more among
// themselves than their weights make likely, by the Louvain method
// (V. D. Blondel et al., J. Stat. Mech. (2008) P10008), and gives each node's
// group and the cut's modularity (M. E. J. Newman, Phys. Rev. E 70 (2004)
// 056131). Groups are numbered by size, the largest first, then by their first
// node; a node without links is a group of its own. It runs from ten fixed
// orders and keeps the best cut, so the same network gives the same groups.
func Communities(n int, links []Link) (groups []int, modularity float64) {
	adj := adjacency(n, links)
	r := rand.New(rand.NewPCG(DefaultSeed, 1))
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	for k := range communityOrders {
		if k > 0 {
			r.Shuffle(n, func(i, j int) { order[i], order[j] = order[j], order[i] })
		}
		g := louvain(adj, order)
		if q := modularityOf(adj, g); k == 0 || q > modularity+1e-12 {
			groups, modularity = g, q
		}
	}
	return renumber(groups), modularity
}

func modularityOf(adj [][]half, group []int) float64 {
	all := 0.0
	inside, total := map[int]float64{}, map[int]float64{}
	for i, list := range adj {
		for _, h := range list {
			all += h.w
			total[group[i]] += h.w
			if group[h.to] == group[i] {
				inside[group[i]] += h.w
			}
		}
	}
	if all == 0 {
		return 0
	}
	// The sum in the order of groups, so that it is always the same.
	q := 0.0
	for g := range len(adj) {
		t := total[g] / all
		q += inside[g]/all - t*t
	}
	return q
}

// louvain moves nodes, in the given order, to the neighbouring group that gains
// most, until none gains; then makes each group a node and begins again.
func louvain(adj [][]half, order []int) []int {
	n := len(adj)
	member := make([]int, n) // of the original nodes: node of the present level
	for i := range member {
		member[i] = i
	}
	level, visit := adj, slices.Clone(order)
	self := make([]float64, n) // weight of a node's links with itself, both ends
	for {
		group, moved := moveNodes(level, self, visit)
		if !moved {
			return member
		}
		// Groups by the order of their first visit.
		number := map[int]int{}
		for _, v := range visit {
			if _, ok := number[group[v]]; !ok {
				number[group[v]] = len(number)
			}
		}
		for i := range member {
			member[i] = number[group[member[i]]]
		}
		k := len(number)
		sums, nextSelf := make([]map[int]float64, k), make([]float64, k)
		for i := range sums {
			sums[i] = map[int]float64{}
		}
		for v, list := range level {
			g := number[group[v]]
			nextSelf[g] += self[v]
			for _, h := range list {
				if o := number[group[h.to]]; o == g {
					nextSelf[g] += h.w
				} else {
					sums[g][o] += h.w
				}
			}
		}
		next := make([][]half, k)
		for g, m := range sums {
			for o, w := range m {
				next[g] = append(next[g], half{o, w})
			}
			slices.SortFunc(next[g], func(a, b half) int { return a.to - b.to })
		}
		level, self = next, nextSelf
		visit = make([]int, k)
		for i := range visit {
			visit[i] = i
		}
	}
}

func moveNodes(adj [][]half, self []float64, visit []int) (group []int, moved bool) {
	n := len(adj)
	group = make([]int, n)
	strength, total := make([]float64, n), make([]float64, n)
	all := 0.0
	for i, list := range adj {
		group[i] = i
		strength[i] = self[i]
		for _, h := range list {
			strength[i] += h.w
		}
		total[i] = strength[i]
		all += strength[i]
	}
	if all == 0 {
		return group, false
	}
	to := make([]float64, n) // weight to each group near a node
	var near []int
	// Each move raises the modularity, so this ends; the bound is for rounding.
	for again, rounds := true, 0; again && rounds < 1000; rounds++ {
		again = false
		for _, v := range visit {
			near = near[:0]
			for _, h := range adj[v] {
				g := group[h.to]
				if to[g] == 0 {
					near = append(near, g)
				}
				to[g] += h.w
			}
			own := group[v]
			total[own] -= strength[v]
			best, gain := own, to[own]-strength[v]*total[own]/all
			slices.Sort(near)
			for _, g := range near {
				if x := to[g] - strength[v]*total[g]/all; x > gain+1e-12*all {
					best, gain = g, x
				}
			}
			total[best] += strength[v]
			if best != own {
				group[v], again, moved = best, true, true
			}
			for _, g := range near {
				to[g] = 0
			}
		}
	}
	return group, moved
}

func renumber(group []int) []int {
	type g struct{ id, size, first int }
	at := map[int]int{}
	var gs []g
	for i, x := range group {
		if _, ok := at[x]; !ok {
			at[x] = len(gs)
			gs = append(gs, g{x, 0, i})
		}
		gs[at[x]].size++
	}
	slices.SortFunc(gs, func(a, b g) int { return cmp.Or(b.size-a.size, a.first-b.first) })
	number := map[int]int{}
	for i, x := range gs {
		number[x.id] = i
	}
	out := make([]int, len(group))
	for i, x := range group {
		out[i] = number[x]
	}
	return out
}
