package measure

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// Two triangles joined by one link, the worked example: modularity 6/7 - ½.
var triangles = []Link{{0, 1, 1}, {0, 2, 1}, {1, 2, 1}, {3, 4, 1}, {3, 5, 1}, {4, 5, 1}, {2, 3, 1}}

func TestCommunitiesExample(t *testing.T) {
	g, q := Communities(7, triangles)
	if fmt.Sprint(g) != "[0 0 0 1 1 1 2]" || !near(q, 6./7-.5) {
		t.Errorf("%v, %.4f", g, q)
	}
	if g, q := Communities(3, nil); fmt.Sprint(g) != "[0 1 2]" || q != 0 {
		t.Errorf("without links: %v %v", g, q)
	}
}

func TestCentralitiesExample(t *testing.T) {
	c := Centralities(6, triangles)
	if fmt.Sprint(c.Degree) != "[2 2 3 3 2 2]" {
		t.Errorf("degrees %v", c.Degree)
	}
	// All 2·3 pairs across go through nodes 2 and 3: 6 of 10 for either, as each
	// of its own 2 companions has 3 partners beyond.
	for i, want := range []float64{0, 0, .6, .6, 0, 0} {
		if !near(c.Betweenness[i], want) {
			t.Errorf("betweenness %v", c.Betweenness)
		}
	}
	// Star of three: the middle is √3 times as central as a leaf.
	s := Centralities(4, []Link{{0, 1, 2}, {0, 2, 2}, {0, 3, 2}})
	if s.Eigenvector[0] != 1 || math.Abs(s.Eigenvector[1]-1/math.Sqrt(3)) > 1e-6 || s.Strength[0] != 6 || s.Betweenness[0] != 1 {
		t.Errorf("%+v", s)
	}
	// Two components: the heavier one alone has entries.
	two := Centralities(4, []Link{{0, 1, 3}, {2, 3, 1}})
	if two.Eigenvector[0] != 1 || two.Eigenvector[2] != 0 {
		t.Errorf("%v", two.Eigenvector)
	}
	// What is no link counts for nothing; two links of one pair add up.
	odd := Centralities(2, []Link{{0, 0, 1}, {0, 1, math.NaN()}, {0, 1, -1}, {0, 7, 1}, {0, 1, 1}, {1, 0, 2}})
	if odd.Degree[0] != 1 || odd.Strength[1] != 3 {
		t.Errorf("%+v", odd)
	}
}

// Centralities do not depend on the names of nodes or the order of links, nor do
// communities where they are plain.
func TestNetworkRelabelled(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	const n = 60
	var links []Link
	for i := range n {
		for j := range i {
			p := .02
			if i%3 == j%3 {
				p = .5
			}
			if r.Float64() < p {
				links = append(links, Link{i, j, .5 + r.Float64()})
			}
		}
	}
	a := Centralities(n, links)
	ga, qa := Communities(n, links)
	to := r.Perm(n)
	moved := make([]Link, len(links))
	for i, l := range links {
		moved[i] = Link{to[l.B], to[l.A], l.Weight}
	}
	r.Shuffle(len(moved), func(i, j int) { moved[i], moved[j] = moved[j], moved[i] })
	b := Centralities(n, moved)
	gb, qb := Communities(n, moved)
	for i := range n {
		j := to[i]
		if a.Degree[i] != b.Degree[j] || math.Abs(a.Strength[i]-b.Strength[j]) > 1e-9 || math.Abs(a.Betweenness[i]-b.Betweenness[j]) > 1e-9 || math.Abs(a.Eigenvector[i]-b.Eigenvector[j]) > 1e-6 {
			t.Fatalf("node %d differs once it is called %d", i, j)
		}
		for k := range n {
			if (ga[i] == ga[k]) != (gb[j] == gb[to[k]]) {
				t.Fatalf("groups differ at %d, %d", i, k)
			}
			if (ga[i] == ga[k]) != (i%3 == k%3) {
				t.Fatalf("%d and %d: the groups made are not found", i, k)
			}
		}
		if a.Betweenness[i] < 0 || a.Betweenness[i] > 1 || a.Eigenvector[i] < 0 || a.Eigenvector[i] > 1 {
			t.Fatalf("out of bounds: %v %v", a.Betweenness[i], a.Eigenvector[i])
		}
	}
	if math.Abs(qa-qb) > 1e-9 || qa < .4 || qa > 1 {
		t.Errorf("modularity %v and %v", qa, qb)
	}
}

func BenchmarkCommunities(b *testing.B) {
	links := dense(200)
	for b.Loop() {
		Communities(200, links)
	}
}

func BenchmarkCentralities(b *testing.B) {
	links := dense(200)
	for b.Loop() {
		Centralities(200, links)
	}
}

func dense(n int) []Link {
	r := rand.New(rand.NewPCG(6, 6))
	var links []Link
	for i := range n {
		for j := range i {
			if w := r.Float64(); w > .5 || i%4 == j%4 {
				links = append(links, Link{i, j, w})
			}
		}
	}
	return links
}
