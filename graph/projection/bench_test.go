package projection

import (
	"context"
	"sync"
	"testing"

	"entente/graph"
)

var assembly = sync.OnceValues(func() (*Projection, error) {
	return Build(context.Background(), madeAssembly(202, 5238), "1", Options{})
})

func made(b *testing.B) *Projection {
	p, err := assembly()
	if err != nil {
		b.Fatal(err)
	}
	return p
}

var sink Counts

func BenchmarkBuild(b *testing.B) {
	g := madeAssembly(202, 5238)
	b.ResetTimer()
	for b.Loop() {
		if _, err := Build(context.Background(), g, "1", Options{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(made(b).Bytes())/1024, "KB-kept")
}

func BenchmarkPair(b *testing.B) {
	p := made(b)
	m := p.Select(Filter{Sessions: sessions(1, 80, 1)}).Mask
	for b.Loop() {
		sink = p.Pair(7, 11, m)
	}
}

func BenchmarkPairTenYears(b *testing.B) {
	p := made(b)
	m := p.Select(Filter{Since: graph.Year(2010), Until: graph.Year(2019)}).Mask
	for b.Loop() {
		sink = p.Pair(7, 11, m)
	}
}

// BenchmarkPairBothBodies has as many roll calls as Assembly and Council
// together.
func BenchmarkPairBothBodies(b *testing.B) {
	p, err := Build(context.Background(), madeAssembly(20, 5238+3100), "1", Options{})
	if err != nil {
		b.Fatal(err)
	}
	m := p.All()
	for b.Loop() {
		sink = p.Pair(1, 2, m)
	}
}

func BenchmarkPairByYear(b *testing.B) {
	p := made(b)
	ps := p.Cut(p.All(), ByYear)
	for b.Loop() {
		sink = p.ByPeriod(7, 11, ps)[3]
	}
}

func BenchmarkAllPairs(b *testing.B) {
	p := made(b)
	m := p.Select(Filter{Sessions: sessions(1, 80, 1)}).Mask
	for b.Loop() {
		p.AllPairs(m, nil, func(_, _ int, c *Counts) { sink = *c })
	}
}

func BenchmarkAllPairsPresent(b *testing.B) {
	p := made(b)
	m := p.Select(Filter{Sessions: sessions(1, 80, 1)}).Mask
	for b.Loop() {
		p.AllPairsPresent(m, nil, func(_, _ int, c *Counts) { sink = *c })
	}
}

func BenchmarkAllPairsByYear(b *testing.B) {
	p := made(b)
	ps := p.Cut(p.All(), ByYear)
	for b.Loop() {
		p.AllPairsByPeriod(ps, nil, func(_, _ int, c []Counts) { sink = c[5] })
	}
}

func BenchmarkSelectDates(b *testing.B) {
	p := made(b)
	for b.Loop() {
		sink.Members = int32(p.Select(Filter{Bodies: []Body{GeneralAssembly}, Since: graph.Year(2010), Until: graph.Year(2019)}).Mask.Count())
	}
}

func BenchmarkSelectText(b *testing.B) {
	p := made(b)
	for b.Loop() {
		sink.Members = int32(p.Select(Filter{Text: "made matters"}).Mask.Count())
	}
}

func BenchmarkSplits(b *testing.B) {
	p := made(b)
	m := p.All()
	for b.Loop() {
		sink.Members = int32(len(p.List(7, 11, m, Differed)))
	}
}

func BenchmarkTallies(b *testing.B) {
	p := made(b)
	m := p.All()
	bloc := p.those(nil)[:27]
	for b.Loop() {
		sink.Members = int32(len(p.Tallies(bloc, m, nil)))
	}
}
