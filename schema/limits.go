package schema

import (
	"fmt"
	"time"
)

// Limits bound what one request may ask for. The zero value of a field means
// its default.
type Limits struct {
	BodyBytes          int           // bytes of a request body
	Tokens             int           // tokens of a document
	Nesting            int           // open brackets of any sort at one place
	Selections         int           // fields and fragment spreads written in a document
	Aliases            int           // aliases in a document
	Directives         int           // directives in a document
	Depth              int           // levels of fields, fragments followed
	IntrospectionDepth int           // the same below __schema and __type
	Cost               int           // estimated values in the answer
	ListArgument       int           // elements of a list given as an argument
	First              int           // rows of one page
	Errors             int           // errors told about one document
	Timeout            time.Duration // from the request to its answer
	CachedDocuments    int           // parsed and validated documents kept
}

// Limit describes one field of Limits: flags, environment names and docs are
// made from it. Values are whole numbers in Unit.
type Limit struct {
	Name              string // "max-depth"; as an environment name ENTENTE_MAX_DEPTH
	Doc               string // one sentence
	Unit              string // "bytes", "ms", "" for a count
	Default, Min, Max int64
	Get               func(*Limits) int64
	Set               func(*Limits, int64)
}

// LimitTable lists every limit. It is the only place where a default stands.
func LimitTable() []Limit {
	count := func(name, doc, unit string, def, lo, hi int64, at func(*Limits) *int) Limit {
		return Limit{name, doc, unit, def, lo, hi,
			func(l *Limits) int64 { return int64(*at(l)) },
			func(l *Limits, v int64) { *at(l) = int(v) }}
	}
	return []Limit{
		count("max-body", "Largest request body; a larger one is refused unread.", "bytes", 64<<10, 1<<10, 1<<20, func(l *Limits) *int { return &l.BodyBytes }),
		count("max-tokens", "Tokens of a document; the parser and the rules are slow on long ones.", "", 2000, 100, 20000, func(l *Limits) *int { return &l.Tokens }),
		count("max-nesting", "Brackets open at one place; the parser recurses with each.", "", 40, 16, 200, func(l *Limits) *int { return &l.Nesting }),
		count("max-selections", "Fields and fragment spreads written in a document; the rules compare them pairwise.", "", 500, 50, 2000, func(l *Limits) *int { return &l.Selections }),
		count("max-aliases", "Aliases in a document; enough to compare thirty states three ways.", "", 100, 1, 1000, func(l *Limits) *int { return &l.Aliases }),
		count("max-directives", "Directives in a document.", "", 50, 1, 500, func(l *Limits) *int { return &l.Directives }),
		count("max-depth", "Levels of fields, fragments followed.", "", 12, 4, 30, func(l *Limits) *int { return &l.Depth }),
		count("max-introspection-depth", "Levels of fields below __schema and __type; the usual tools need 13.", "", 15, 4, 30, func(l *Limits) *int { return &l.IntrospectionDepth }),
		count("max-cost", "Estimated number of values in the answer; about a microsecond each.", "", 200_000, 1000, 10_000_000, func(l *Limits) *int { return &l.Cost }),
		count("max-list", "Elements of a list argument; more than there are states is no question.", "", 250, 10, 5000, func(l *Limits) *int { return &l.ListArgument }),
		count("max-first", "Rows of one page.", "", 500, 50, 5000, func(l *Limits) *int { return &l.First }),
		count("max-errors", "Errors told about one document.", "", 5, 1, 50, func(l *Limits) *int { return &l.Errors }),
		{"query-timeout", "Time from a request to its answer.", "ms", 10_000, 50, 600_000,
			func(l *Limits) int64 { return l.Timeout.Milliseconds() },
			func(l *Limits, v int64) { l.Timeout = time.Duration(v) * time.Millisecond }},
		count("cached-documents", "Parsed and validated documents kept for reuse.", "", 512, 1, 100_000, func(l *Limits) *int { return &l.CachedDocuments }),
	}
}

// DefaultFirst is the size of a page where the query names none: a screen or
// two, cheap enough to be asked for by accident.
const DefaultFirst = 50

// withDefaults fills zero fields and refuses values out of range.
func (l Limits) withDefaults() (Limits, error) {
	for _, d := range LimitTable() {
		switch v := d.Get(&l); {
		case v == 0:
			d.Set(&l, d.Default)
		case v < d.Min || v > d.Max:
			return l, fmt.Errorf("%s is %d %s; it must be between %d and %d", d.Name, v, d.Unit, d.Min, d.Max)
		}
	}
	return l, nil
}
