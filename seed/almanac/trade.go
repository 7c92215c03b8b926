package almanac

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"entente/graph"
	"entente/graph/names"
	"entente/graph/vocab"
	"entente/seed"
)

// Trade is the dataset factbook-trade.
var Trade seed.Dataset = trade{}

type trade struct{}

func (trade) Manifest() seed.Manifest {
	return manifest("factbook-trade", "World Factbook, trade partners, with revisions",
		"the main partners in exports and imports with their shares, as the Factbook printed them; a partner that is not listed is not known to have none; shares are estimates, differ between revisions and may add up to more than all")
}

// flows are the fields and the flow each speaks of.
var flows = map[string]string{"exports_partners": "exports", "imports_partners": "imports"}

// Import implements seed.Dataset. A text makes an edge for each partner it
// names with a share. What several texts say alike of one year is one
// statement, with the first and last day on which it stood; what they say
// differently are several. A row is kept where a partner of it is; partners
// that cannot be kept are told in the warnings, by name and line.
func (d trade) Import(ctx context.Context, store graph.Store, in seed.Input, opts seed.Options) (seed.Report, error) {
	return seed.Lay(ctx, store, d.Manifest(), in, opts, []graph.Relation{vocab.TradeShare}, func(l *seed.Delivery) error {
		t := &tradeReader{reader: newReader(l, flows), groups: map[group]*said{}}
		l.SpeaksFor(func(e graph.Edge) bool { return !t.unsure[about{e.From, e.Props.String("flow")}] })
		rerr := t.read(t.take)
		if err := t.write(); err != nil {
			return err
		}
		t.left.warn(l.Rep, "partner")
		return rerr
	})
}

// group is what the rows of a state say of one flow in one year.
type group struct {
	country graph.Key
	flow    string
	year    int
}

type said struct {
	lines      []int
	statements map[statement]*times
}

type statement struct {
	partner graph.Key
	share   float64
}

type times struct {
	rank        int // in the text that stood last
	first, last graph.Date
	earliest    *row
	latest      *row
}

type tradeReader struct {
	*reader
	groups map[group]*said
	order  []group
	left   leftOut
}

func (t *tradeReader) take(w *row) {
	p, err := parsePartners(w.text)
	if err != nil {
		t.unclear(w, err.Error())
		return
	}
	at := w.last
	if p.year != 0 {
		at = graph.Year(p.year)
	}
	type found struct {
		partner
		key graph.Key
	}
	var kept []found
	var out []string
	sum := 0.0
	for _, x := range p.list {
		sum += x.share
		if x.why != "" {
			out = append(out, fmt.Sprintf("%q: %s", x.name, x.why))
			continue
		}
		k, err := names.ResolveRecorded("factbook", x.name, at)
		switch {
		case err != nil:
			out = append(out, err.Error())
		case k == w.country:
			out = append(out, fmt.Sprintf("%q: a state is no partner of itself", x.name))
		case slices.ContainsFunc(kept, func(f found) bool { return f.key == k }):
			out = append(out, fmt.Sprintf("%q: the partner is named before in the same text", x.name))
		default:
			kept = append(kept, found{x, k})
		}
	}
	if len(kept) == 0 {
		t.unclear(w, "no partner of the text can be kept: "+out[0])
		return
	}
	for _, o := range out {
		t.left.add(w.line, o)
	}
	const tolerance = 1e-9 // of adding decimals, not of the source
	if sum > 1+tolerance {
		t.Rep.Warn("the shares of line %d (%s, %s of %d) add up to %.1f %%; all are kept as they stand", w.line, w.country.ID, flows[w.field], p.year, sum*100)
	}
	g := group{w.country, flows[w.field], p.year}
	s := t.groups[g]
	if s == nil {
		s = &said{statements: map[statement]*times{}}
		t.groups[g] = s
		t.order = append(t.order, g)
	}
	s.lines = append(s.lines, w.line)
	for _, f := range kept {
		at := statement{f.key, f.share}
		x := s.statements[at]
		if x == nil {
			s.statements[at] = &times{rank: f.rank, first: w.first, last: w.last, earliest: w, latest: w}
			continue
		}
		if w.before(x.earliest) < 0 {
			x.earliest = w
		}
		if w.first.Compare(x.first) < 0 {
			x.first = w.first
		}
		if w.last.Compare(x.last) > 0 {
			x.last = w.last
		}
		if c := w.last.Compare(x.latest.last); c > 0 || c == 0 && w.before(x.latest) > 0 {
			x.latest, x.rank = w, f.rank
		}
	}
	t.Covers(w.first)
	t.Covers(w.last)
}

func (t *tradeReader) write() error {
	for _, g := range t.order {
		s := t.groups[g]
		var edges []graph.Edge
		year := "-"
		if g.year != 0 {
			year = strconv.Itoa(g.year)
		}
		for at, x := range s.statements {
			p := graph.P("flow", g.flow, "share", at.share, "rank", x.rank, "firstSeen", x.first, "lastSeen", x.last, "ref", x.earliest.ref())
			if g.year != 0 {
				p = p.With("year", int64(g.year))
			}
			id := g.flow + " " + year + " " + strconv.FormatFloat(at.share, 'g', -1, 64)
			edges = append(edges, graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.TradeShare, From: g.country, To: at.partner, ID: id}, Props: p})
		}
		slices.SortFunc(edges, func(a, b graph.Edge) int { return a.EdgeKey.Compare(b.EdgeKey) })
		if err := t.Add(s.lines, edges...); err != nil {
			return err
		}
		t.Rep.Records += len(edges)
	}
	return nil
}
