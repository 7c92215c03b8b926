package schema

import (
	"fmt"
	"time"
)

// Limits bound what one request, one client and the server as a whole may take.
// The executor keeps those of a request; the others are for who serves it, and
// stand here so that there is one table of limits. The zero value of a field
// means its default.
type Limits struct {
	BodyBytes          int           // bytes of a request body
	Tokens             int           // tokens of a document
	Nesting            int           // open brackets of any sort at one place
	Run                int           // bytes of text or signs without a break
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

	CachedAnswers int           // bytes of answers kept for reuse
	Running       int           // requests executed at once
	Connections   int           // connections open at once
	ClientRate    int           // cost a client may ask for, per second
	ClientBurst   int           // cost a client may ask for at once after a rest
	Clients       int           // clients remembered
	GzipFrom      int           // bytes from which an answer is compressed
	StoreWait     time.Duration // for the store's next word
	CypherRows    int           // rows of one answer to a reader's own Cypher
	CypherTimeout time.Duration // of one such query
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
	wait := func(name, doc string, def, lo, hi int64, at func(*Limits) *time.Duration) Limit {
		return Limit{name, doc, "ms", def, lo, hi,
			func(l *Limits) int64 { return at(l).Milliseconds() },
			func(l *Limits, v int64) { *at(l) = time.Duration(v) * time.Millisecond }}
	}
	return []Limit{
		count("max-body", "Largest request body; a larger one is refused unread.", "bytes", 64<<10, 1<<10, 1<<20, func(l *Limits) *int { return &l.BodyBytes }),
		count("max-tokens", "Tokens of a document; the parser and the rules are slow on long ones.", "", 2000, 100, 20000, func(l *Limits) *int { return &l.Tokens }),
		count("max-nesting", "Brackets open at one place; the parser recurses with each.", "", 40, 16, 200, func(l *Limits) *int { return &l.Nesting }),
		count("max-run", "Bytes of one text, or of signs without a space, comma or line break, in a document; what is longer belongs into a variable.", "bytes", 4096, 256, 16<<10, func(l *Limits) *int { return &l.Run }),
		count("max-selections", "Fields and fragment spreads written in a document; the rules compare them pairwise.", "", 500, 50, 2000, func(l *Limits) *int { return &l.Selections }),
		count("max-aliases", "Aliases in a document; enough to compare thirty states three ways.", "", 100, 1, 1000, func(l *Limits) *int { return &l.Aliases }),
		count("max-directives", "Directives in a document.", "", 50, 1, 500, func(l *Limits) *int { return &l.Directives }),
		count("max-depth", "Levels of fields, fragments followed.", "", 12, 4, 30, func(l *Limits) *int { return &l.Depth }),
		count("max-introspection-depth", "Levels of fields below __schema and __type; the usual tools need 13.", "", 15, 4, 30, func(l *Limits) *int { return &l.IntrospectionDepth }),
		count("max-cost", "Estimated number of values in the answer; about a microsecond each.", "", 200_000, 1000, 10_000_000, func(l *Limits) *int { return &l.Cost }),
		count("max-list", "Elements of a list argument; more than there are states is no question.", "", 250, 10, 5000, func(l *Limits) *int { return &l.ListArgument }),
		count("max-first", "Rows of one page.", "", 500, 50, 5000, func(l *Limits) *int { return &l.First }),
		count("max-errors", "Errors told about one document.", "", 5, 1, 50, func(l *Limits) *int { return &l.Errors }),
		wait("query-timeout", "Time from a request to its answer.", 10_000, 50, 600_000, func(l *Limits) *time.Duration { return &l.Timeout }),
		count("cached-documents", "Parsed and validated documents kept for reuse.", "", 512, 1, 100_000, func(l *Limits) *int { return &l.CachedDocuments }),
		count("cached-answers", "Answers kept for reuse, each for one revision of the records and one day.", "bytes", 16<<20, 1, 1<<30, func(l *Limits) *int { return &l.CachedAnswers }),
		count("max-running", "Requests executed at once; others wait up to two seconds, then are told to come again (503).", "", 64, 1, 10_000, func(l *Limits) *int { return &l.Running }),
		count("max-connections", "Connections open at once; others wait to be accepted.", "", 4096, 1, 1_000_000, func(l *Limits) *int { return &l.Connections }),
		count("client-rate", "Cost a client may ask for per second, beyond which it is told when to come again (429). A server on a loopback address without --trusted-proxies has this limit only where it is set.", "", 300_000, 1, 1_000_000_000_000, func(l *Limits) *int { return &l.ClientRate }),
		count("client-burst", "Cost a client may ask for at once after a rest.", "", 2_000_000, 1, 1_000_000_000_000, func(l *Limits) *int { return &l.ClientBurst }),
		count("max-clients", "Clients remembered for client-rate; the one longest silent is forgotten first.", "", 10_000, 10, 1_000_000, func(l *Limits) *int { return &l.Clients }),
		count("gzip-from", "Size from which an answer is compressed for clients that take it; a smaller one fits in one packet.", "bytes", 1<<10, 1, 1<<30, func(l *Limits) *int { return &l.GzipFrom }),
		wait("store-wait", "Time a question waits for the store's next word before the store counts as away.", 2_000, 50, 60_000, func(l *Limits) *time.Duration { return &l.StoreWait }),
		count("cypher-rows", "Rows of one answer at /cypher.", "", 1000, 1, 1_000_000, func(l *Limits) *int { return &l.CypherRows }),
		wait("cypher-timeout", "Time of one query at /cypher.", 10_000, 50, 600_000, func(l *Limits) *time.Duration { return &l.CypherTimeout }),
	}
}

// DefaultFirst is the size of a page where the query names none: a screen or
// two, cheap enough to be asked for by accident.
const DefaultFirst = 50

// WithDefaults fills zero fields and refuses values out of range.
func (l Limits) WithDefaults() (Limits, error) {
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
