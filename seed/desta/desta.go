// Package desta imports the trade agreements of the DESTA project: treaties
// with their parties, what was added to them later, who joined and who left.
package desta

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"entente/graph"
	"entente/graph/names"
	"entente/graph/vocab"
	"entente/seed"
)

// Treaties is the dataset desta.
var Treaties seed.Dataset = dataset{}

type dataset struct{}

func (dataset) Manifest() seed.Manifest {
	return seed.Manifest{
		ID: "desta", Name: "Design of Trade Agreements (DESTA), list of treaties", Publisher: "A. Dür, L. Baccini and M. Elsig",
		Origin: "https://www.designoftradeagreements.org", Licence: "free for research, with citation",
		Citation: "Dür, A., Baccini, L. and Elsig, M. (2014), The Design of International Trade Agreements: Introducing a New Dataset, Review of International Organizations 9(3), 353-375",
		Version:  "2020 (as packaged with manytrade)",
		Scope:    "preferential trade agreements with their parties, by year; the content of the agreements is not in it; where a year of entry into force is missing, whether an agreement ever was in force is not known",
		Covers:   graph.Interval{Since: graph.Year(1948), Until: graph.Year(2020)},
	}
}

const (
	colNumber = iota
	colBase
	colName
	colType
	colYear
	colForce
	colParty
	most    = 91 // parties a row has room for
	colRole = colParty + most
)

var columns = func() []seed.Column {
	c := []seed.Column{{Name: "number", Required: true}, {Name: "base_treaty", Required: true}, {Name: "name", Required: true},
		{Name: "entry_type", Required: true}, {Name: "year", Required: true}, {Name: "entryforceyear", Required: true}}
	for _, name := range []string{"c", "mc"} {
		for i := range most {
			// A release whose largest agreement is smaller has fewer columns.
			c = append(c, seed.Column{Name: name + strconv.Itoa(i+1), Required: i < 2})
		}
	}
	return c
}()

// Import implements seed.Dataset. All rows are read before one is written,
// since an accession or a withdrawal changes the parties of another row's
// treaty.
func (d dataset) Import(ctx context.Context, store graph.Store, in seed.Input, opts seed.Options) (seed.Report, error) {
	return seed.Lay(ctx, store, d.Manifest(), in, opts, []graph.Relation{vocab.PartyTo, vocab.PartOf}, func(l *seed.Delivery) error {
		f := file{Delivery: l, entries: map[string]*entry{}, seen: map[string]string{}, unsure: map[graph.Key]bool{}}
		// What a refused row says of its treaty is not known: it is not gone.
		l.SpeaksFor(func(e graph.Edge) bool { return !f.unsure[e.To] && !f.unsure[e.From] })
		rerr := l.RowsBy(';', columns, f.row)
		if err := f.write(); err != nil {
			return err
		}
		return rerr
	})
}

// The kinds of entries.
const (
	base         = "base_treaty"
	accession    = "accession"
	negotiation  = "negotiation"
	protocol     = "protocol or amendment"
	withdrawal   = "withdrawal"
	consolidated = "consolidated"
)

type entry struct {
	line         int
	number, base string
	name, kind   string
	signed       int // year, 0 where not known
	force        int // year of entry into force, 0 where not known
	parties      []party
}

type party struct {
	key  graph.Key
	code string // role in the entry, in the source's code
}

type file struct {
	*seed.Delivery
	entries map[string]*entry
	order   []*entry
	seen    map[string]string
	unsure  map[graph.Key]bool // treaties of which a row was refused
	last    int                // last year the file speaks of
}

// Agreement gives the key of the node of an entry, by its number.
func Agreement(number string) graph.Key { return vocab.Key(vocab.Agreement, "desta-"+number) }

// unclear refuses a row that does not tell what its treaty is.
func (f *file) unclear(line int, number, base, format string, args ...any) {
	f.Refuse(line, fmt.Sprintf(format, args...))
	f.unsure[Agreement(number)] = true
	f.unsure[Agreement(base)] = true
}

func (f *file) row(line int, t *seed.Table) error {
	e := &entry{line: line, number: value(t.Text(colNumber)), base: value(t.Text(colBase)), name: value(t.Text(colName)), kind: value(t.Text(colType))}
	if e.number == "" || e.base == "" {
		f.Damaged(line, "the entry has no number, or none of its base treaty")
		return nil
	}
	refuse := func(format string, args ...any) error {
		f.unclear(line, e.number, e.base, format, args...)
		return nil
	}
	var whole strings.Builder
	for i := range columns {
		whole.Write(t.Field(i))
		whole.WriteByte(0)
	}
	switch was, ok := f.seen[e.number]; {
	case !ok:
		f.seen[e.number] = whole.String()
	case was == whole.String():
		f.Rep.Duplicates++
		return nil
	default:
		f.Refuse(line, "another row of the file has the same number and says otherwise")
		return nil
	}
	switch e.kind {
	case base, accession, negotiation, protocol, withdrawal, consolidated:
	default:
		return refuse("the kind of entry %q is not known", e.kind)
	}
	if e.name == "" {
		return refuse("the entry has no name")
	}
	for _, x := range []struct {
		column int
		year   *int
	}{{colYear, &e.signed}, {colForce, &e.force}} {
		text := value(t.Text(x.column))
		if text == "" {
			continue
		}
		y, err := strconv.Atoi(text)
		if err != nil || y < 1000 || y > 9999 {
			return refuse("the year in %s cannot be read", t.Header(x.column))
		}
		*x.year = y
	}
	if e.signed == 0 && e.kind != negotiation {
		return refuse("the entry has no year")
	}
	for i := range most {
		code := value(t.Text(colParty + i))
		if code == "" {
			continue
		}
		if _, err := strconv.Atoi(code); err != nil {
			return refuse("the code of the party in %s is no number", t.Header(colParty+i))
		}
		k, err := names.ResolveRecordedCode("desta", code, yearDate(e.signed))
		if err != nil {
			return refuse("party: %v", err)
		}
		if slices.ContainsFunc(e.parties, func(p party) bool { return p.key == k }) {
			continue
		}
		e.parties = append(e.parties, party{k, value(t.Text(colRole + i))})
	}
	if len(e.parties) == 0 {
		return refuse("the entry names no party")
	}
	f.last = max(f.last, e.signed, e.force)
	f.entries[e.number] = e
	f.order = append(f.order, e)
	return nil
}

// write makes edges of the entries: those of one treaty in the order of the
// years, so that a withdrawal finds how its party came in.
func (f *file) write() error {
	slices.SortFunc(f.order, func(a, b *entry) int {
		if rank(a) != rank(b) {
			return rank(a) - rank(b)
		}
		if a.signed != b.signed {
			return a.signed - b.signed
		}
		return strings.Compare(a.number, b.number)
	})
	type joining struct {
		edge  graph.Edge
		entry *entry
		year  int // of joining, for what came first
	}
	stays := map[[2]graph.Key][]*joining{} // by party and agreement
	made := map[*entry][]*joining{}        // edges that a row makes
	first := map[*entry]*joining{}         // one of those it made before others changed them
	join := func(p graph.Key, at graph.Key, e *entry, props graph.Props) {
		j := &joining{graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.PartyTo, From: p, To: at, ID: e.number}, Props: props}, e, e.signed}
		stays[[2]graph.Key{p, at}] = append(stays[[2]graph.Key{p, at}], j)
		made[e] = append(made[e], j)
		if first[e] == nil {
			first[e] = j
		}
	}
	kept := f.order[:0]
	for _, e := range f.order {
		to := Agreement(e.number)
		force := e.force
		if force != 0 && force < e.signed {
			f.Rep.Warn("entry %s (line %d) is of %d and in force from %d, before it was made: the year of entry into force is left out", e.number, e.line, e.signed, force)
			force = 0
		}
		if e.number != e.base && f.entries[e.base] == nil && e.kind != negotiation {
			f.unclear(e.line, e.number, e.base, "its base treaty %s is not among the rows kept", e.base)
			continue
		}
		props := graph.P("since", yearDate(force), "ref", e.number)
		switch e.kind {
		case base, protocol, consolidated:
			for _, p := range e.parties {
				join(p.key, to, e, props.With("role", "signatory"))
			}
		case negotiation:
			for _, p := range e.parties {
				join(p.key, to, e, props.With("role", "negotiating"))
			}
		case accession:
			joins := e.with("1")
			if len(joins) == 0 {
				joins = e.with("2") // to an agreement of a union with others, whose code is 3
			}
			if len(joins) == 0 {
				f.unclear(e.line, e.number, e.base, "the accession does not say who acceded")
				continue
			}
			for _, p := range joins {
				join(p, Agreement(e.base), e, props.With("role", "acceding").With("signed", yearDate(e.signed)).With("note", fmt.Sprintf("acceded by an instrument of %d", e.signed)))
			}
		case withdrawal:
			leaves := e.with("1")
			if len(leaves) == 0 {
				f.unclear(e.line, e.number, e.base, "the withdrawal does not say who withdrew")
				continue
			}
			for _, p := range leaves {
				at := Agreement(e.base)
				var stay *joining
				for _, j := range stays[[2]graph.Key{p, at}] {
					if j.year <= e.signed && j.edge.Props.Date("until").IsZero() {
						stay = j
					}
				}
				if stay == nil {
					join(p, at, e, graph.P("ref", e.number, "role", "withdrawing", "until", yearDate(e.signed)))
					continue
				}
				// The edge is now this row's: it says the last of it.
				made[stay.entry] = slices.DeleteFunc(made[stay.entry], func(j *joining) bool { return j == stay })
				stay.edge.Props = stay.edge.Props.With("until", yearDate(e.signed)).With("role", "withdrawing").
					With("note", "withdrawal: entry "+e.number)
				stay.entry = e
				made[e] = append(made[e], stay)
			}
		}
		kept = append(kept, e)
	}

	edges := map[*entry][]graph.Edge{}
	for _, e := range kept {
		for _, j := range made[e] {
			if p := j.edge.Props; p.Date("until").IsZero() && p.String("role") != "negotiating" {
				// That no withdrawal is on record says nothing after the file's
				// last year (B32).
				j.edge.Props = p.With("lastSeen", yearDate(f.last))
			}
			edges[e] = append(edges[e], j.edge)
		}
		switch e.kind {
		case base, protocol, consolidated, negotiation:
			if err := f.Node(e.node()); err != nil {
				return err
			}
			f.Rep.Records++
			if e.base != e.number && f.entries[e.base] != nil {
				edges[e] = append(edges[e], graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.PartOf, From: Agreement(e.number), To: Agreement(e.base)}, Props: graph.P("ref", e.number)})
			}
		}
	}
	// A row of which all parties have withdrawn is told by the withdrawal's row:
	// the two stand together.
	lines := map[*entry][]int{}
	for _, e := range kept {
		teller := e
		for len(edges[teller]) == 0 {
			teller = first[teller].entry
		}
		lines[teller] = append(lines[teller], e.line)
	}
	for _, e := range kept {
		if len(lines[e]) > 0 {
			if err := f.Add(lines[e], edges[e]...); err != nil {
				return err
			}
		}
		f.Covers(yearDate(e.signed))
	}
	return nil
}

// rank puts treaties before what is done to them.
func rank(e *entry) int {
	switch e.kind {
	case base:
		return 0
	case negotiation:
		return 1
	case protocol:
		return 2
	case consolidated:
		return 3
	}
	return 4
}

// with lists the parties that have a code.
func (e *entry) with(code string) (out []graph.Key) {
	for _, p := range e.parties {
		if p.code == code {
			out = append(out, p.key)
		}
	}
	return out
}

func (e *entry) node() graph.Node {
	p := graph.P("name", e.name, "kind", "trade", "signed", nil, "since", nil, "status", nil)
	if e.signed != 0 {
		p = p.With("signed", graph.Year(e.signed))
	}
	if e.force != 0 && e.force >= e.signed {
		p = p.With("since", graph.Year(e.force))
	}
	switch e.kind {
	case negotiation:
		p = p.With("status", "negotiated")
	case consolidated:
		p = p.With("status", "consolidated")
	}
	return graph.Node{Key: Agreement(e.number), Props: p}
}

// value gives a cell's text, "" where it is missing.
func value(s string) string {
	if s == "NA" {
		return ""
	}
	return s
}

func yearDate(y int) graph.Date {
	if y == 0 {
		return graph.Date{}
	}
	return graph.Year(y)
}
