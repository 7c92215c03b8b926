package seed

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"entente/graph"
	"entente/graph/names"
	"entente/graph/vocab"
)

// Delivery is one delivery of a dataset on its way into a store. It is the
// common course of the importers whose rows become edges one by one or in
// groups: it keeps the account of rows (each is kept, unchanged, a duplicate or
// refused), brings the countries its edges stand between, and withdraws what
// the dataset had before and the delivery lacks. Use it from one goroutine.
type Delivery struct {
	Ctx   context.Context
	Store graph.Store // to look things up; writing goes through Add
	ID    string      // the dataset's import name, the source of its edges
	Opts  Options
	Rep   *Report

	in     Input
	loader *graph.Loader
	known  map[graph.Key]bool // countries in the store
	digest [sha256.Size]byte  // sum of the rows' hashes, so that their order does not matter
	covers graph.Interval
	blind  bool                   // a row could not be read: the delivery speaks for nothing it lacks
	unsure map[graph.EdgeKey]bool // edges whose rows were refused: the delivery does not lack them
	speaks func(graph.Edge) bool
}

// Lay reads a delivery with read and lays it over what the dataset brought
// before. relations are what the dataset writes. read calls Rows, then Add, Refuse
// and Damaged, and returns the error that ended it, if any; what was added before
// stays, and nothing is withdrawn then.
func Lay(ctx context.Context, store graph.Store, m Manifest, in Input, opts Options, relations []graph.Relation, read func(*Delivery) error) (rep Report, err error) {
	begun := time.Now()
	rep = Report{Dataset: m.ID, File: in.Name}
	defer func() { rep.Finish(time.Since(begun)) }()

	d := &Delivery{Ctx: ctx, Store: store, ID: m.ID, Opts: opts, Rep: &rep, in: in, known: map[graph.Key]bool{}, unsure: map[graph.EdgeKey]bool{}}
	if err := DeclareSource(ctx, store, m); err != nil {
		return rep, err
	}
	for n, err := range store.Nodes(ctx, graph.NodeFilter{Kinds: []graph.Kind{vocab.Country}, Props: []string{}}) {
		if err != nil {
			return rep, fmt.Errorf("read the countries in the store: %w", err)
		}
		d.known[n.Key] = true
	}
	lo := opts.LoadOptions(relations...)
	lo.Speaks = func(e graph.Edge) bool {
		return !d.blind && !d.unsure[e.EdgeKey] && (d.speaks == nil || d.speaks(e))
	}
	if d.loader, err = graph.NewLoader(ctx, store, m.ID, lo); err != nil {
		return rep, err
	}
	if err := read(d); err != nil {
		d.blind = true
		_, werr := d.loader.Finish()
		return rep, errors.Join(err, werr)
	}
	done, err := d.loader.Finish()
	rep.Withdrawn = done.Withdrawn
	if err != nil {
		return rep, err
	}
	held := 0
	for _, r := range relations {
		held += d.loader.Held(r)
	}
	return rep, FinishSource(ctx, store, m.ID, Loaded{Covers: d.covers, Records: held, Fingerprint: hex.EncodeToString(d.digest[:]), Day: opts.Day})
}

// SpeaksFor bounds what the delivery may withdraw to the edges that f names;
// without it a delivery speaks for all the dataset brought.
func (d *Delivery) SpeaksFor(f func(graph.Edge) bool) { d.speaks = f }

// Blind says that part of the delivery could not be read, so that it withdraws
// nothing.
func (d *Delivery) Blind() { d.blind = true }

// Refuse counts the row at line as refused though it could be read: it names
// what is not known, or states nothing that can be kept. The delivery still
// speaks for all it lacks.
func (d *Delivery) Refuse(line int, reason string) { d.Rep.Refuse(line, reason) }

// Damaged refuses the row at line because it cannot be trusted: a value that
// is none, a row that contradicts another. What it would have said may be what
// the delivery seems to lack, so the delivery withdraws nothing.
func (d *Delivery) Damaged(line int, reason string) {
	d.blind = true
	d.Rep.Refuse(line, reason)
}

// Covers widens the period the delivery covers.
func (d *Delivery) Covers(at graph.Date) {
	if at.IsZero() {
		return
	}
	if d.covers.Since.IsZero() || at.First().Compare(d.covers.Since.First()) < 0 {
		d.covers.Since = at
	}
	if d.covers.Until.IsZero() || at.Last().Compare(d.covers.Until.Last()) > 0 {
		d.covers.Until = at
	}
}

// Rows reads the delivery as a table and calls row for each row that can be
// read; rows that cannot are refused and leave the delivery blind. A row is
// valid only during the call.
func (d *Delivery) Rows(columns []Column, row func(line int, t *Table) error) error {
	t, err := OpenTable(d.in, columns)
	if err != nil {
		return err
	}
	return d.rows(t, row)
}

// RowsBy is Rows for a file whose fields another character than the comma
// separates.
func (d *Delivery) RowsBy(comma byte, columns []Column, row func(line int, t *Table) error) error {
	t, err := OpenTableBy(comma, d.in, columns)
	if err != nil {
		return err
	}
	return d.rows(t, row)
}

func (d *Delivery) rows(t *Table, row func(line int, t *Table) error) error {
	var text []byte
	for {
		line, bad, err := t.Next()
		if errors.Is(err, io.EOF) {
			if d.Rep.Read == 0 {
				// A header alone is what is left of a file, not a dataset that
				// has lost all it had.
				d.blind = true
				d.Rep.Warn("the file has a header and no row; nothing was withdrawn")
			}
			return nil
		}
		if err != nil {
			return err
		}
		if err := d.Ctx.Err(); err != nil {
			return err
		}
		d.Rep.Read++
		if d.Opts.Progress != nil && d.Rep.Read%1024 == 0 {
			d.Opts.Progress(d.Rep.Read)
		}
		if bad != "" {
			d.blind = true
			d.Rep.Refuse(line, bad)
			continue
		}
		text = text[:0]
		for i := range t.at {
			text = append(append(text, t.Field(i)...), 0)
		}
		d.addDigest(sha256.Sum256(text))
		if err := row(line, t); err != nil {
			return err
		}
	}
}

// addDigest adds a row's hash as a number, so that the sum does not depend on
// the order and counts a row as often as it stands.
func (d *Delivery) addDigest(h [sha256.Size]byte) {
	carry := 0
	for i := range h {
		carry += int(d.digest[i]) + int(h[i])
		d.digest[i] = byte(carry)
		carry >>= 8
	}
}

// country adds the node of a country the store lacks, as graph/names knows it.
// Add does so for the ends of the edges it is given.
func (d *Delivery) country(k graph.Key) error {
	if k.Kind != vocab.Country || d.known[k] {
		return nil
	}
	d.known[k] = true
	e, ok := names.Lookup(k)
	if !ok {
		return fmt.Errorf("%w: %s is no country on record", graph.ErrInvalid, k.ID)
	}
	return d.loader.Node(graph.Node{Key: k, Props: graph.P("name", e.Name, "iso3", e.ISO3, "since", e.Since, "until", e.Until)})
}

// Node takes in a node that edges given later stand at.
func (d *Delivery) Node(n graph.Node) error { return d.loader.Node(n) }

// Has tells whether the dataset has this edge already, from before or from
// this delivery.
func (d *Delivery) Has(k graph.EdgeKey) bool { return d.loader.Has(k) }

// Add takes in the edges that the rows at lines make, together: the rows count
// as duplicates where the delivery gave all of the edges before with the same
// values, as unchanged where the store had them, as kept else. An edge that
// stands in the delivery with other values already refuses the rows, which are
// not written then; nothing is withdrawn in their stead. Which of two such rows
// stands depends on their order: where rows can contradict each other, Twins
// refuses both. Edges get the dataset as their source. An edge between
// countries that graph/names does not know is ErrInvalid.
func (d *Delivery) Add(lines []int, edges ...graph.Edge) error {
	if len(edges) == 0 {
		return fmt.Errorf("%w: rows %v make no edge", graph.ErrInvalid, lines)
	}
	again, same := 0, 0
	for i := range edges {
		e := &edges[i]
		e.Source = d.ID
		switch d.loader.Stands(e) {
		case graph.StandsOther:
			return d.contradicts(lines, edges, "another row of the file says otherwise of the same thing")
		case graph.StandsAgain:
			again++
		}
	}
	if twice(edges) {
		return d.contradicts(lines, edges, "the rows say two things of the same thing")
	}
	for _, e := range edges {
		for _, k := range []graph.Key{e.From, e.To} {
			if err := d.country(k); err != nil {
				return err
			}
		}
		before := d.loader.Unchanged()
		if err := d.loader.Edge(e); err != nil {
			return err
		}
		same += d.loader.Unchanged() - before
	}
	switch {
	case again == len(edges):
		d.Rep.Duplicates += len(lines)
	case same == len(edges):
		d.Rep.Unchanged += len(lines)
	default:
		d.Rep.Kept += len(lines)
	}
	return nil
}

func (d *Delivery) contradicts(lines []int, edges []graph.Edge, reason string) error {
	for _, l := range lines {
		d.Rep.Refuse(l, reason)
	}
	for _, e := range edges {
		e.Source = d.ID
		d.unsure[e.EdgeKey] = true
	}
	return nil
}

// twice tells whether edges hold one edge with two values.
func twice(edges []graph.Edge) bool {
	if len(edges) < 2 {
		return false
	}
	seen := make(map[graph.EdgeKey]graph.Props, len(edges))
	for _, e := range edges {
		if have, ok := seen[e.EdgeKey]; ok && !have.Equal(e.Props) {
			return true
		}
		seen[e.EdgeKey] = e.Props
	}
	return false
}

// Line is Add for the one row at line.
func (d *Delivery) Line(line int, edges ...graph.Edge) error { return d.Add([]int{line}, edges...) }

// YearSpell is a run of years in which something was so.
type YearSpell struct {
	From, To int
	Lines    []int // the rows it comes from
}

// Spells joins years into runs without a gap. rows gives for each year the rows
// that state it.
func Spells(rows map[int][]int) []YearSpell {
	years := make([]int, 0, len(rows))
	for y := range rows {
		years = append(years, y)
	}
	slices.Sort(years)
	var out []YearSpell
	for _, y := range years {
		if n := len(out); n > 0 && out[n-1].To == y-1 {
			out[n-1].To = y
			out[n-1].Lines = append(out[n-1].Lines, rows[y]...)
			continue
		}
		out = append(out, YearSpell{y, y, slices.Clone(rows[y])})
	}
	return out
}

// Twins gathers rows that each state a value of one thing, so that neither
// their order nor a copy matters. The zero value is ready for use.
type Twins[K, V comparable] struct {
	at   map[K]int
	list []twin[K, V]
}

type twin[K, V comparable] struct {
	key   K
	value V
	line  int
	more  []int // lines of further rows
	clash bool
}

// Add takes in the row at line, which states value of key.
func (t *Twins[K, V]) Add(line int, key K, value V) {
	if t.at == nil {
		t.at = map[K]int{}
	}
	i, ok := t.at[key]
	if !ok {
		t.at[key] = len(t.list)
		t.list = append(t.list, twin[K, V]{key: key, value: value, line: line})
		return
	}
	w := &t.list[i]
	w.clash = w.clash || w.value != value
	w.more = append(w.more, line)
}

// Settle gives each key that the rows agree on to keep, with the first line
// that states it, and counts the others as duplicates. Rows that do not agree
// are all refused as Damaged.
func (t *Twins[K, V]) Settle(d *Delivery, keep func(line int, key K, value V)) {
	for i := range t.list {
		w := &t.list[i]
		if w.clash {
			d.Damaged(w.line, "rows of the file contradict each other on the same thing")
			for _, l := range w.more {
				d.Damaged(l, "rows of the file contradict each other on the same thing")
			}
			continue
		}
		d.Rep.Duplicates += len(w.more)
		keep(w.line, w.key, w.value)
	}
}

// Undirected gives the ends of an edge that says the same from both in the
// order in which it is stored, and whether that is not the order given (B34).
func Undirected(a, b graph.Key) (from, to graph.Key, swapped bool) {
	if a.Compare(b) > 0 {
		return b, a, true
	}
	return a, b, false
}
