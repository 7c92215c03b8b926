package analysis

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"entente/graph"
	"entente/graph/names"
	"entente/graph/vocab"
)

// TradeFilter selects years of trade by their own properties; zero fields
// select all. Sums obey it (B74).
type TradeFilter struct {
	SinceYear, UntilYear int // 0: the window's
	Sources              []string
	MinUSD               int64 // years in which either exported at least that
	Agreement            *bool // years in which the source has a trade agreement in force, or none

	OrderBy    string // year (default), a_exports, b_exports
	Descending bool
}

var tradeOrders = []string{"year", "a_exports", "b_exports"}

// Trade is the trade of A and B.
type Trade struct {
	Years    []TradeYear
	Sum      TradeSum
	Stated   []StatedShare
	Totals   []TradeTotal
	Coverage []Coverage
	Sources  []string
	Warnings []string
}

// TradeYear is one year as one source has it. An amount is nil where the source
// has none; that is not known, never 0.
type TradeYear struct {
	Year                 int
	AExports, BExports   *int64 // A to B and B to A, US dollars of that year
	AReporter, BReporter string // who reported it, as the source names it
	Agreement            *bool  // a trade agreement was in force, as the source codes it
	Shares               []Share
	Source, Ref          string
}

// SourceIDs names where the year is from.
func (t *TradeYear) SourceIDs() []string { return sourceIDs(t.Source, t.Ref) }

// Share is the partner's share in a state's exports or imports of a year,
// computed from the flows of one source.
type Share struct {
	Of, Partner graph.Key
	Flow        string   // exports or imports
	Value       *float64 // 0 to 1, nil where it is not known
	USD, Total  *int64   // numerator and denominator
	Partners    int      // flows in the denominator
	Basis       string   // whose figures: the state's own, or mirror data
	Mirror      bool
	Why         string // why there is no value
}

// TradeSum adds up the years that passed the filter, source by source, since
// sources are never added.
type TradeSum struct{ BySource []SourceSum }

// SourceSum is the sum over the years of one source.
type SourceSum struct {
	Source             string
	Years              int
	AExports, BExports *int64 // nil where no year has the flow
}

// StatedShare is a share as a source states it, beside what the flows give for
// the nearest year.
type StatedShare struct {
	Of, Partner         graph.Key
	Flow                string
	Year                int
	Value               float64
	Rank                int
	FirstSeen, LastSeen graph.Date
	Source, Ref         string
	Computed            *float64 // nil where the flows of that year or two years about it give none
	ComputedYear        int
	ComputedSource      string
	Conflict            bool // the two differ by an order
}

// SourceIDs names where the share is from.
func (t *StatedShare) SourceIDs() []string { return sourceIDs(t.Source, t.Ref) }

// TradeTotal is what a source states of all trade of a state in a year.
type TradeTotal struct {
	Of                     graph.Key
	Year                   int
	ImportsUSD, ExportsUSD *int64
	Source, Ref            string
}

// SourceIDs names where the total is from.
func (t *TradeTotal) SourceIDs() []string { return sourceIDs(t.Source, t.Ref) }

// orderApart is when two shares differ by an order of magnitude, and
// nearYears how far apart their years may be to be compared.
const (
	orderApart = 10
	nearYears  = 2
)

// flowKey names all exports or imports of a state in a year by one source.
type flowKey struct {
	state  graph.Key
	flow   string
	year   int
	source string
}

// flowTotal adds up flows. own counts those the state itself reported.
type flowTotal struct {
	usd, ownUSD int64
	n, own      int
}

// addTotals adds the flows to or from the states asked for.
func addTotals(totals map[flowKey]*flowTotal, e graph.Edge, states ...graph.Key) {
	year, ok := e.Props.Int("year")
	usd, ok2 := e.Props.Int("usd")
	if !ok || !ok2 {
		return
	}
	reporter := reporterKey(e)
	for _, side := range []struct {
		state graph.Key
		flow  string
	}{{e.From, "exports"}, {e.To, "imports"}} {
		if len(states) > 0 && !slices.Contains(states, side.state) {
			continue
		}
		k := flowKey{side.state, side.flow, int(year), e.Source}
		t := totals[k]
		if t == nil {
			t = &flowTotal{}
			totals[k] = t
		}
		t.usd += usd
		t.n++
		if reporter == side.state {
			t.ownUSD += usd
			t.own++
		}
	}
}

// reporterKey is the state that reported a flow: an id, a name or the word
// exporter or importer. Where the source does not say, the exporter.
func reporterKey(e graph.Edge) graph.Key {
	switch r := strings.TrimSpace(e.Props.String("reporter")); strings.ToLower(r) {
	case "", "exporter":
		return e.From
	case "importer":
		return e.To
	default:
		if k, ok := vocab.ParseID(r); ok {
			return k
		}
		if m, err := names.Resolve(r, graph.Date{}); err == nil {
			return m.Key
		}
	}
	return graph.Key{}
}

// share computes the partner's share in a state's flow of a year. usd is the
// flow between the two, nil where the source has none.
func share(totals map[flowKey]*flowTotal, of, partner graph.Key, flow string, year int, source string, usd *int64) Share {
	s := Share{Of: of, Partner: partner, Flow: flow}
	t := totals[flowKey{of, flow, year, source}]
	name := displayToday(of)
	switch {
	case t == nil && flow == "exports":
		s.Why = fmt.Sprintf("not known: %s has no exports of %s in %d", labelOf(source), name, year)
		return s
	case t == nil:
		s.Why = fmt.Sprintf("not known: %s has no exports of any state to %s in %d", labelOf(source), name, year)
		return s
	case usd == nil:
		s.Why = fmt.Sprintf("not known: %s has no flow between the two in %d", labelOf(source), year)
		return s
	}
	s.USD, s.Partners = usd, t.n
	total := t.usd
	switch {
	case t.own == t.n:
		s.Basis = "reported by " + name
	default:
		s.Mirror = true
		s.Basis = fmt.Sprintf("mirror data: what %s of %s", map[string]string{"imports": "the exporting partners report", "exports": "the importing partners report"}[flow], name)
	}
	s.Total = &total
	if total <= 0 {
		s.Why = "not known: the flows add up to nothing"
		return s
	}
	v := float64(*usd) / float64(total)
	s.Value = &v
	return s
}

// Trade gives the trade of the two by year and source, each one's share in the
// other's exports and imports, and the shares that sources state.
func (r *Relations) Trade(ctx context.Context, f TradeFilter) (*Trade, error) {
	if f.OrderBy != "" && !slices.Contains(tradeOrders, f.OrderBy) {
		return nil, badf("%q is no order of trade; there are %s", f.OrderBy, strings.Join(tradeOrders, ", "))
	}
	if f.SinceYear == 0 && !r.Since.IsZero() {
		f.SinceYear, _, _ = r.Since.YMD()
	}
	if f.UntilYear == 0 && !r.Until.IsZero() {
		f.UntilYear, _, _ = r.Until.YMD()
	}
	inYears := func(y int) bool {
		return (f.SinceYear == 0 || y >= f.SinceYear) && (f.UntilYear == 0 || y <= f.UntilYear)
	}
	of := func(source string) bool { return len(f.Sources) == 0 || slices.Contains(f.Sources, source) }

	flows, err := r.ties(ctx, vocab.ExportsTo)
	if err != nil {
		return nil, err
	}
	stated, err := r.ties(ctx, vocab.TradeShare)
	if err != nil {
		return nil, err
	}
	t := &Trade{Years: []TradeYear{}, Stated: []StatedShare{}, Totals: []TradeTotal{},
		Coverage: append(r.cov.of(OfTrade, r.At, r.A, r.B), r.cov.of(OfTradeShares, r.At, r.A, r.B)...)}
	totals := map[flowKey]*flowTotal{}
	if len(flows) > 0 || len(stated) > 0 {
		if totals, err = r.s.flowTotals(ctx, r.both()); err != nil {
			return nil, err
		}
	}

	type yearKey struct {
		year   int
		source string
	}
	years := map[yearKey]*TradeYear{}
	for _, e := range flows {
		y, ok := e.Props.Int("year")
		usd, ok2 := e.Props.Int("usd")
		if !ok || !ok2 || !of(e.Source) {
			continue
		}
		k := yearKey{int(y), e.Source}
		ty := years[k]
		if ty == nil {
			ty = &TradeYear{Year: int(y), Source: e.Source, Ref: e.Props.String("ref")}
			years[k] = ty
		}
		reporter := reporterName(e)
		if e.From == r.A {
			ty.AExports, ty.AReporter = &usd, reporter
		} else {
			ty.BExports, ty.BReporter = &usd, reporter
		}
		if e.Props.Get("agreement") != nil {
			v := e.Props.Bool("agreement")
			ty.Agreement = &v
		}
	}
	computed := map[shareKey][]Share{}
	for k, ty := range years {
		ty.Shares = []Share{
			share(totals, r.B, r.A, "imports", k.year, k.source, ty.AExports),
			share(totals, r.B, r.A, "exports", k.year, k.source, ty.BExports),
			share(totals, r.A, r.B, "imports", k.year, k.source, ty.BExports),
			share(totals, r.A, r.B, "exports", k.year, k.source, ty.AExports),
		}
		for _, s := range ty.Shares {
			sk := shareKey{s.Of, s.Flow, k.year}
			computed[sk] = append(computed[sk], s)
		}
		big := func(n *int64) bool { return n != nil && *n >= f.MinUSD }
		if inYears(k.year) && (f.MinUSD == 0 || big(ty.AExports) || big(ty.BExports)) &&
			(f.Agreement == nil || ty.Agreement != nil && *ty.Agreement == *f.Agreement) {
			t.Years = append(t.Years, *ty)
			t.Sources = append(t.Sources, ty.SourceIDs()...)
		}
	}
	slices.SortFunc(t.Years, func(a, b TradeYear) int {
		var c int
		switch f.OrderBy {
		case "a_exports":
			c = compareMissing(a.AExports, b.AExports)
		case "b_exports":
			c = compareMissing(a.BExports, b.BExports)
		default:
			c = cmp.Compare(a.Year, b.Year)
		}
		if f.Descending {
			c = -c
		}
		return cmp.Or(c, cmp.Compare(a.Year, b.Year), byPrecedence(OfTrade)(a.Source, b.Source))
	})
	t.Years = t.Years[:min(len(t.Years), MaxRows)]
	t.Sum = sumTrade(t.Years)

	for _, e := range stated {
		y, _ := e.Props.Int("year")
		v, ok := e.Props.Get("share").(float64)
		if !ok || !inYears(int(y)) || !of(e.Source) {
			continue
		}
		rank, _ := e.Props.Int("rank")
		st := StatedShare{Of: e.From, Partner: e.To, Flow: e.Props.String("flow"), Year: int(y), Value: v, Rank: int(rank),
			FirstSeen: e.Props.Date("firstSeen"), LastSeen: e.Props.Date("lastSeen"), Source: e.Source, Ref: e.Props.String("ref")}
		st.compare(func(year int) []Share { return computed[shareKey{st.Of, st.Flow, year}] }, func(year int) string {
			for k := range years {
				if k.year == year {
					return k.source
				}
			}
			return ""
		})
		if st.Conflict {
			t.Warnings = append(t.Warnings, st.conflict())
		}
		t.Stated = append(t.Stated, st)
		t.Sources = append(t.Sources, st.SourceIDs()...)
	}
	slices.SortStableFunc(t.Stated, func(a, b StatedShare) int {
		return cmp.Or(cmp.Compare(a.Year, b.Year), strings.Compare(a.Flow, b.Flow), a.Of.Compare(b.Of), a.FirstSeen.Compare(b.FirstSeen))
	})
	t.Stated = t.Stated[:min(len(t.Stated), MaxRows)]

	if t.Totals, err = r.s.statedTotals(ctx, r.both(), inYears, of); err != nil {
		return nil, err
	}
	for i := range t.Totals {
		t.Sources = append(t.Sources, t.Totals[i].SourceIDs()...)
	}
	t.Sources = distinct(t.Sources)
	slices.Sort(t.Warnings)
	t.Warnings = slices.Compact(t.Warnings)
	return t, nil
}

type shareKey struct {
	of   graph.Key
	flow string
	year int
}

// compare sets the computed share of the nearest year beside the stated one.
func (st *StatedShare) compare(shares func(year int) []Share, source func(year int) string) {
	for d := 0; d <= nearYears && st.Computed == nil; d++ {
		for _, y := range []int{st.Year - d, st.Year + d} {
			for _, s := range shares(y) {
				if s.Value != nil && st.Computed == nil {
					st.Computed, st.ComputedYear, st.ComputedSource = s.Value, y, source(y)
				}
			}
		}
	}
	st.Conflict = st.Computed != nil && byAnOrder(st.Value, *st.Computed)
}

func byAnOrder(a, b float64) bool {
	lo, hi := min(a, b), max(a, b)
	return hi > 0 && (lo <= 0 && hi >= 0.01 || lo > 0 && hi/lo >= orderApart)
}

func (st *StatedShare) conflict() string {
	return fmt.Sprintf("Sources differ on the share of %s in the %s of %s by an order: %s states %s for %d, the flows of %s give %s for %d.",
		displayToday(st.Partner), st.Flow, displayToday(st.Of), labelOf(st.Source), percent(st.Value), st.Year, labelOf(st.ComputedSource), percent(*st.Computed), st.ComputedYear)
}

func reporterName(e graph.Edge) string {
	k := reporterKey(e)
	if k.IsZero() {
		return e.Props.String("reporter")
	}
	y, _ := e.Props.Int("year")
	return names.Display(k, graph.Year(int(y)))
}

func compareMissing(a, b *int64) int {
	v := func(p *int64) int64 {
		if p == nil {
			return math.MinInt64
		}
		return *p
	}
	return cmp.Compare(v(a), v(b))
}

func sumTrade(years []TradeYear) TradeSum {
	var out TradeSum
	at := map[string]int{}
	add := func(sum **int64, n *int64) {
		if n == nil {
			return
		}
		if *sum == nil {
			*sum = new(int64)
		}
		**sum += *n
	}
	for _, y := range years {
		i, ok := at[y.Source]
		if !ok {
			i = len(out.BySource)
			at[y.Source] = i
			out.BySource = append(out.BySource, SourceSum{Source: y.Source})
		}
		s := &out.BySource[i]
		s.Years++
		add(&s.AExports, y.AExports)
		add(&s.BExports, y.BExports)
	}
	slices.SortFunc(out.BySource, func(a, b SourceSum) int { return byPrecedence(OfTrade)(a.Source, b.Source) })
	return out
}

// flowTotals adds up all exports and imports of some states, in one call.
func (s *Service) flowTotals(ctx context.Context, states []graph.Key) (map[flowKey]*flowTotal, error) {
	totals := map[flowKey]*flowTotal{}
	f := graph.EdgeFilter{Kinds: []graph.Relation{vocab.ExportsTo}, Touching: states, Props: []string{"year", "usd", "reporter"}}
	for e, err := range s.store.Edges(ctx, f) {
		if err != nil {
			return nil, fmt.Errorf("add up exports: %w", err)
		}
		addTotals(totals, e, states...)
	}
	return totals, nil
}

// statedTotals reads what sources state of all trade of some states.
func (s *Service) statedTotals(ctx context.Context, states []graph.Key, year func(int) bool, of func(string) bool) ([]TradeTotal, error) {
	es, err := s.edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Reports}, To: states})
	if err != nil {
		return nil, err
	}
	out := []TradeTotal{}
	for _, e := range es {
		y, ok := e.Props.Int("year")
		t := TradeTotal{Of: e.To, Year: int(y), Source: e.Source, Ref: e.Props.String("ref")}
		if n, ok := e.Props.Int("importsUsd"); ok {
			t.ImportsUSD = &n
		}
		if n, ok := e.Props.Int("exportsUsd"); ok {
			t.ExportsUSD = &n
		}
		if ok && year(t.Year) && of(t.Source) && (t.ImportsUSD != nil || t.ExportsUSD != nil) {
			out = append(out, t)
		}
	}
	slices.SortStableFunc(out, func(a, b TradeTotal) int { return cmp.Or(cmp.Compare(a.Year, b.Year), a.Of.Compare(b.Of)) })
	return out[:min(len(out), MaxRows)], nil
}

// displayAt is a country's name at a date, with what other nodes have none.
func displayAt(k graph.Key, at graph.Date) string {
	if k.Kind == vocab.Country {
		return names.Display(k, at)
	}
	return vocab.Rest(k)
}
