package analysis

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"entente/graph"
	"entente/graph/measure"
	"entente/graph/projection"
	"entente/graph/vocab"
)

// DeriveSource is the import name under which derived edges stand, so that no
// scan of a dataset's records meets them.
const DeriveSource = "derive"

// The periods of derived edges.
const (
	PeriodOverall = "overall"
	PeriodYear    = "year"
)

// DeriveOptions say what Derive writes. The zero value is one edge per pair and
// body over all its roll calls.
type DeriveOptions struct {
	// Bodies are the bodies derived, as in vocab.Bodies; empty means all.
	Bodies []string

	// ByYear are the bodies for which edges by calendar year are written
	// besides; each must be among Bodies. They are some thirty times as many
	// as those over all years.
	ByYear []string

	// Day is recorded as the day of the write; zero leaves it out.
	Day graph.Date

	// Progress, if set, is told the number of edges computed so far.
	Progress func(edges int)
}

// DeriveReport tells what Derive did.
type DeriveReport struct {
	Edges   graph.Changes
	Removed int // edges of an earlier run that this one does not have

	Overall, Years int    // edges over all years, edges of one year
	Revision       string // the store's revision the edges were computed from
}

// Written is whether the run changed the store.
func (r DeriveReport) Written() bool { return r.Edges.Created+r.Edges.Updated+r.Removed > 0 }

// Derived is how the derived edges of a store stand to its votes.
type Derived struct {
	Edges    int    // as the last run counted them
	Revision string // the revision they were computed from
	Day      graph.Date

	// Broken: a run began and did not end, so that edges of two runs can stand
	// side by side.
	Broken bool

	// Stale: votes or formulas are others than those the edges rest on. A
	// changed revision alone does not make them stale: most writes, Derive's
	// own among them, change no vote.
	Stale bool
}

// deriveNode describes the derived edges: fingerprint of the votes and formulas
// they rest on, version the revision, records their number. It has no
// fingerprint while a run is under way.
func deriveNode() graph.Key { return vocab.Key(vocab.Source, DeriveSource) }

// Derive writes how often each two states voted the same back into the graph as
// ALIGNED_WITH edges: one for each pair, body and period with at least one roll
// call on which both voted yes, no or abstain; votes on the whole alone, as in
// the default filter of a question. The edges replace those of the run before
// as a whole. Where neither votes nor formulas changed since, nothing is
// written and the revision stays. Projections do not read what Derive writes.
//
// n, same, identical and halfCredit are those of Alignment over the same body
// and period. since and until are, over all years, the days of the first and
// the last roll call while both were members, and the year for a year.
//
// A run that breaks off leaves edges that Derived tells to be broken; the next
// run mends them. *BadRequest for a body that is none.
func (s *Service) Derive(ctx context.Context, o DeriveOptions) (DeriveReport, error) {
	var rep DeriveReport
	bodies, err := deriveBodies(o.Bodies, projection.Bodies)
	if err != nil {
		return rep, err
	}
	years, err := deriveBodies(o.ByYear, nil)
	if err != nil {
		return rep, err
	}
	for _, b := range years {
		if !slices.Contains(bodies, b) {
			return rep, badf("edges by year are asked for %s, which is not among the bodies to derive", b)
		}
	}
	p, err := s.holder.Refresh(ctx)
	if err != nil {
		return rep, err
	}
	fail := func(err error) (DeriveReport, error) { return rep, fmt.Errorf("derive alignment: %w", err) }

	node, err := s.store.Node(ctx, deriveNode())
	if err != nil && !errors.Is(err, graph.ErrNotFound) {
		return fail(err)
	}
	print := deriveFingerprint(p, bodies, years)
	rep.Revision = p.Revision()
	same := err == nil && node.Props.String("fingerprint") == print
	if same {
		// The same votes: the edges keep the revision they have, and the run
		// only mends what someone took away by hand.
		rep.Revision = node.Props.String("version")
	} else {
		n := graph.Node{Key: deriveNode(), Props: graph.P("name", "Derived by entente derive", "kind", "dataset",
			"citation", "Computed by this program from the votes in this graph", "fingerprint", nil)}
		if _, err := s.store.Upsert(ctx, graph.Batch{Nodes: []graph.Node{n}}); err != nil {
			return fail(err)
		}
	}

	l, err := graph.NewLoader(ctx, s.store, DeriveSource, graph.LoadOptions{
		Relations: []graph.Relation{vocab.AlignedWith}, Replace: true, Speaks: func(graph.Edge) bool { return true }, Progress: o.Progress})
	if err != nil {
		return fail(err)
	}
	d := deriver{ctx: ctx, p: p, loader: l, revision: rep.Revision}
	for _, b := range bodies {
		if err := d.overall(b); err != nil {
			return fail(err)
		}
	}
	rep.Overall = d.edges
	for _, b := range years {
		if err := d.byYear(b); err != nil {
			return fail(err)
		}
	}
	rep.Years = d.edges - rep.Overall
	lr, err := l.Finish()
	rep.Edges, rep.Removed = lr.Edges, lr.Withdrawn
	if err != nil {
		return fail(err)
	}
	if same {
		return rep, nil
	}
	// Last, so that a run that broke off is seen to have.
	n := graph.Node{Key: deriveNode(), Props: graph.P("fingerprint", print, "version", rep.Revision, "records", d.edges, "imported", o.Day)}
	if _, err := s.store.Upsert(ctx, graph.Batch{Nodes: []graph.Node{n}}); err != nil {
		return fail(err)
	}
	return rep, nil
}

// Derived tells how the derived edges stand, without reading them; ok is false
// where Derive never ran.
func (s *Service) Derived(ctx context.Context) (d Derived, ok bool, err error) {
	n, err := s.store.Node(ctx, deriveNode())
	if errors.Is(err, graph.ErrNotFound) {
		return Derived{}, false, nil
	}
	if err != nil {
		return Derived{}, false, fmt.Errorf("look for derived edges: %w", err)
	}
	records, _ := n.Props.Int("records")
	d = Derived{Edges: int(records), Revision: n.Props.String("version"), Day: n.Props.Date("imported")}
	print := n.Props.String("fingerprint")
	if print == "" {
		d.Broken, d.Stale = true, true
		return d, true, nil
	}
	p, err := s.holder.Refresh(ctx)
	if err != nil {
		return Derived{}, false, err
	}
	bodies, years, _ := strings.Cut(head(print), "+")
	d.Stale = print != deriveFingerprint(p, headBodies(bodies), headBodies(years))
	return d, true, nil
}

func deriveBodies(asked []string, none []projection.Body) ([]projection.Body, error) {
	if len(asked) == 0 {
		return none, nil
	}
	var out []projection.Body
	if err := words("body", asked, projection.ParseBody, &out); err != nil {
		return nil, err
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// deriveFingerprint names everything derived edges rest on: the formulas, what
// was asked for, and each position on each roll call that counts. It begins
// with what was asked for ("general_assembly,security_council+security_council:"),
// so that it can be made again of other votes.
func deriveFingerprint(p *projection.Projection, bodies, years []projection.Body) string {
	h := sha256.New()
	asked := bodyList(bodies) + "+" + bodyList(years)
	fmt.Fprintf(h, "layout 1, measures %s, %s\n", measure.Version, asked)
	row := make([]byte, len(p.Countries()))
	for _, k := range p.Countries() {
		h.Write([]byte(k.ID + "\n"))
	}
	for i := range p.Select(projection.Filter{Bodies: bodies}).Mask.Oldest() {
		c := p.RollCall(i)
		fmt.Fprintf(h, "%s %s %s\n", c.Key.ID, c.Body, c.Date)
		for k := range row {
			row[k] = byte(p.Choice(k, i))
		}
		h.Write(row)
	}
	return asked + ":" + hex.EncodeToString(h.Sum(nil))[:16]
}

func head(print string) string { h, _, _ := strings.Cut(print, ":"); return h }

func bodyList(bs []projection.Body) string {
	var out []string
	for _, b := range bs {
		out = append(out, b.String())
	}
	return strings.Join(out, ",")
}

func headBodies(list string) []projection.Body {
	var out []projection.Body
	for w := range strings.SplitSeq(list, ",") {
		if b, ok := projection.ParseBody(w); ok {
			out = append(out, b)
		}
	}
	return out
}

// deriver gives edges to the loader.
type deriver struct {
	ctx      context.Context
	p        *projection.Projection
	loader   *graph.Loader
	revision string
	edges    int
}

func (d *deriver) overall(b projection.Body) error {
	m := d.p.Select(projection.Filter{Bodies: []projection.Body{b}}).Mask
	var err error
	eligible := -1
	var of projection.Mask
	d.p.AllPairsPresent(m, nil, func(x, y int, c *projection.Counts) {
		if err != nil || c.N() == 0 {
			return
		}
		if x != eligible {
			eligible, of = x, m.And(d.p.Eligible(x))
			if err = d.ctx.Err(); err != nil {
				return
			}
		}
		since, until := d.p.Span(of.And(d.p.Eligible(y)))
		err = d.edge(x, y, b, PeriodOverall, PeriodOverall, since, until, c)
	})
	return err
}

func (d *deriver) byYear(b projection.Body) error {
	ps := d.p.Cut(d.p.Select(projection.Filter{Bodies: []projection.Body{b}}).Mask, projection.ByYear)
	years := make([]graph.Date, len(ps.Points))
	for i, pt := range ps.Points {
		y, err := graph.ParseDate(pt.Label)
		if err != nil {
			return err
		}
		years[i] = y
	}
	var err error
	d.p.AllPairsByPeriod(ps, nil, func(x, y int, cs []projection.Counts) {
		if err != nil {
			return
		}
		if err = d.ctx.Err(); err != nil {
			return
		}
		for i := range cs {
			if c := &cs[i]; c.N() > 0 && err == nil {
				err = d.edge(x, y, b, PeriodYear, ps.Points[i].Label, years[i], years[i], c)
			}
		}
	})
	return err
}

// edge gives one edge to the loader. Countries are in order of id, so that it
// leads from the smaller.
func (d *deriver) edge(x, y int, b projection.Body, period, label string, since, until graph.Date, c *projection.Counts) error {
	identical := measure.Compute(measure.Identical, *c, measure.Options{NoInterval: true})
	half := measure.Compute(measure.HalfCredit, *c, measure.Options{NoInterval: true})
	if !identical.Defined || !half.Defined {
		return nil // there is nothing to write that would not be made up
	}
	d.edges++
	return d.loader.Edge(graph.Edge{
		EdgeKey: graph.EdgeKey{Kind: vocab.AlignedWith, From: d.p.Countries()[x], To: d.p.Countries()[y], ID: b.String() + "/" + label, Source: DeriveSource},
		Props: graph.P("body", b.String(), "period", period, "since", since, "until", until, "n", c.N(), "same", c.Same(),
			"identical", identical.Value, "halfCredit", half.Value, "measureVersion", measure.Version, "revision", d.revision),
	})
}
