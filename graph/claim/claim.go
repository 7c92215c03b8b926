// Package claim holds what is said against what is on record: the table of
// predicates with the check of each, its threshold and its words, and the
// verdict. It reads no store; it asks a Record.
package claim

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"entente/graph"
	"entente/graph/names"
	"entente/graph/vocab"
)

// Version names the rules. It changes when any threshold or rule does, and is
// kept with a verdict that is written down.
const Version = "1"

// Word is a verdict, as the API's VerdictWord in lower case.
type Word string

// The verdicts. NotKnown: records of this kind exist but do not reach; NotDecidable:
// no kind of record held here would tell.
const (
	Supported    Word = "supported"
	Consistent   Word = "consistent"
	Mixed        Word = "mixed"
	Contradicted Word = "contradicted"
	NotKnown     Word = "not_known"
	NotDecidable Word = "not_decidable"
)

// Words are the verdicts, in the order of the API.
var Words = []Word{Supported, Consistent, Mixed, Contradicted, NotKnown, NotDecidable}

// Question is a claim to check, its names resolved.
type Question struct {
	Text            string
	Predicate       string
	Subject, Object graph.Key // zero where there is none
	Topic           string    // id of a topic, "dprk"
	About           graph.Key // a country as the matter
	Place           graph.Key
	Body            string // of vocab.Bodies, "" for both
	Symbol          string // of a roll call
	Obligation      string // of vocab.Obligations or any; "" is defence
	Detail          string // see vocab.PredicateDef.Detail
	Coder           string // import name of the one source that is to judge
	AgreedWith      graph.Key
	Every           bool // each act, not one at least
	Negated         bool // the claim says that it is not so

	// The period claimed. At is one day (month, year) and goes before the
	// others. Without At and Until the claim is open: it is about now.
	Since, Until, At graph.Date
	// Sometime: true at some time within the period is enough.
	Sometime bool
}

// Open tells whether the claim is about now rather than about a time that is over.
func (q *Question) Open() bool { return q.At.IsZero() && q.Until.IsZero() }

// span is the period asked about, an open end reaching to the day of knowledge.
func (q *Question) span(asOf graph.Date) (since, until graph.Date) {
	if !q.At.IsZero() {
		return q.At, q.At
	}
	return q.Since, cmp.Or(q.Until, asOf)
}

// Evidence is one record for or against, by its id.
type Evidence struct {
	ID      string // of a node: rollcall/S/2024/255, agreement/rus-prk-2024
	Date    graph.Date
	Text    string
	Sources []string
	ByHand  bool // linked by a person, not found by the check
}

// Number is one figure of a verdict. Value is nil where it is not known.
type Number struct {
	Name      string
	Value     *float64
	N         int // what it is of; 0 where it is no share or count of something
	Low, High *float64
	Unit      string // share, count, year, usd, …
	Note      string
	Source    string
	Year      int
}

// Verdict is the answer.
type Verdict struct {
	Word      Word
	Sentence  string
	Predicate string
	N         int // what the verdict rests on, counted: roll calls, records
	Numbers   []Number
	For       []Evidence // newest first
	Against   []Evidence
	// More tells how many further records there were on either side.
	MoreFor, MoreAgainst int
	Coverage             []string
	Limits               []string
	WouldChange          []string
	Definition           string
	Sources              []string
	At                   graph.Date // the day judged, zero where it is a period
	Since, Until         graph.Date
	AsOf                 graph.Date
	Revision             string
	Question             Question
}

// maxEvidence bounds what is listed on either side.
const maxEvidence = 25

// The answers of records to "was it so on that day". They are those of the
// analysis.
const (
	yes      = "yes"
	no       = "no"
	possible = "possible"
	notKnown = "not_known"
)

// Fact is a record that holds for a time, judged at the day asked.
type Fact struct {
	ID                     string // of the node that shows it
	Name, Text, Kind, Role string
	Since, Until, LastSeen graph.Date
	Signed                 graph.Date // of agreements
	Held, Note             string
	Words                  []string // obligations, types
	Source                 string   // import name
	Sources                []string
}

func (f *Fact) date() graph.Date { return cmp.Or(f.Signed, f.Since, f.Until) }

func (f *Fact) evidence() Evidence {
	text := cmp.Or(f.Text, f.Name)
	if f.Note != "" {
		text += " (" + f.Note + ")"
	}
	date := f.date()
	if f.Held == no && !f.Until.IsZero() {
		date = f.Until // since then it is not so
	}
	return Evidence{ID: f.ID, Date: date, Text: text, Sources: f.Sources}
}

// Standing is how a tie stood on a day: what the records together say, and why.
type Standing struct {
	Held, Note string
	Facts      []Fact
	Sources    []string
	Coverage   []Coverage
}

// Coverage is what a dataset can tell of a subject.
type Coverage struct {
	Dataset, Sentence         string
	Loaded, Complete, Answers bool
	Since, Until              graph.Date
}

// The subjects a Record is asked about.
const (
	Alliances  = "alliances"
	Agreements = "agreements"
	Sanctions  = "sanctions"
	Wars       = "wars"
	Rivalries  = "rivalries"
)

// Scope says which roll calls.
type Scope struct {
	Body         string
	Topics       []string
	About        []graph.Key
	Since, Until graph.Date
	Symbol       string
	Outcomes     []string
}

// Call is a roll call with the positions of the states asked for.
type Call struct {
	Key                        graph.Key
	Symbol, Title, Body        string
	Outcome                    string
	Date                       graph.Date
	Contested                  bool
	VetoedBy                   []graph.Key
	Choice                     map[graph.Key]string // "" where there is no position
	Sources                    []string
	Yes, No, Abstain, OfTopics int
}

// Reach is the period over which a body's roll calls are on record.
type Reach struct {
	Body         string
	Since, Until graph.Date
	N            int
}

// Trade is a partner's share in a state's flow of a year, as one source has it.
type Trade struct {
	Flow   string // exports or imports
	Year   int
	Share  *float64
	USD    *int64
	Mirror bool
	Basis  string
	Why    string // why there is no share
	Stated bool   // a share that the source states; else computed from its flows
	Source string
	IDs    []string // sources to cite
}

// Office is an office and who is on record as its holder on a day.
type Office struct {
	Name    string
	Leads   bool
	Status  string // held, possible, last_known, undecided, empty
	Note    string
	Holders []Holder
}

// Holder is a person in an office.
type Holder struct {
	Person graph.Key
	Fact   Fact
}

// Event is something that happened, with who took part.
type Event struct {
	Key          graph.Key
	Title, Kind  string
	Names        []string
	Since, Until graph.Date
	Possible     bool // its dates are coarser than the period asked for
	Roles        map[graph.Key]string
	Places       []graph.Key // places and the countries they are in
	Sources      []string
}

// Parts is what the record says of following, from the analysis.
type Parts struct {
	Word           Word
	Why, Sentence  string
	Numbers        []Number
	N              int
	Sources, Limit []string
}

// Turn is a turn in how often two states vote together.
type Turn struct {
	Body, Year string
	Change     string // in words
	Returned   string // the spell in which it was back, "" where it was not
}

// Record answers what the checks ask, as of one day: it knows nothing later.
type Record interface {
	AsOf() graph.Date
	Name(k graph.Key, at graph.Date) string
	Stand(ctx context.Context, subject string, a, b graph.Key, obligation string, at graph.Date) (Standing, error)
	Calls(ctx context.Context, s Scope, states ...graph.Key) ([]Call, error)
	Reach(ctx context.Context) ([]Reach, error)
	Trade(ctx context.Context, of, partner graph.Key) ([]Trade, []Coverage, error)
	Offices(ctx context.Context, of graph.Key, at graph.Date) ([]Office, []Coverage, error)
	Events(ctx context.Context, actors []graph.Key, since, until graph.Date) ([]Event, []Coverage, error)
	Follows(ctx context.Context, a, b graph.Key, s Scope) (Parts, error)
	Turns(ctx context.Context, a, b graph.Key, s Scope) ([]Turn, error)
}

// Run checks a claim. Errors are those of the record, and ErrInvalid where the
// claim lacks an argument its predicate needs.
func Run(ctx context.Context, r Record, q Question) (*Verdict, error) {
	c, ok := Find(q.Predicate)
	if !ok {
		return nil, fmt.Errorf("%w: there is no predicate %q; there are %s", graph.ErrInvalid, q.Predicate, strings.Join(Names(), ", "))
	}
	if err := c.fits(&q); err != nil {
		return nil, err
	}
	v := &Verdict{Predicate: q.Predicate, AsOf: r.AsOf(), Question: q, Definition: c.Test + " " + c.Threshold + " " + c.Why, Limits: slices.Clone(c.Limits), WouldChange: []string{c.Change}}
	v.Since, v.Until = q.span(r.AsOf())
	if !q.At.IsZero() {
		v.At = q.At
	}
	k := &checker{ctx: ctx, r: r, q: &q, v: v, c: c}
	late := cmp.Or(q.At, q.Since)
	if asOf := r.AsOf(); !asOf.IsZero() && !late.IsZero() && late.First().Compare(asOf.Last()) > 0 {
		k.say(NotKnown, fmt.Sprintf("%s lies after the day of knowledge, %s", late, asOf))
	} else if err := runs[c.Predicate](k); err != nil {
		return nil, err
	}
	k.finish()
	return v, nil
}

// checker is one run.
type checker struct {
	ctx context.Context
	r   Record
	q   *Question
	v   *Verdict
	c   *Check
	why string
}

// say sets the verdict with its reason.
func (k *checker) say(w Word, why string) { k.v.Word, k.why = w, why }

func (k *checker) forIt(es ...Evidence)   { k.v.For = append(k.v.For, es...) }
func (k *checker) against(es ...Evidence) { k.v.Against = append(k.v.Against, es...) }
func (k *checker) sources(ids ...string)  { k.v.Sources = append(k.v.Sources, ids...) }
func (k *checker) limit(format string, a ...any) {
	k.v.Limits = append(k.v.Limits, fmt.Sprintf(format, a...))
}

func (k *checker) cover(cs ...Coverage) {
	for _, c := range cs {
		k.v.Coverage = append(k.v.Coverage, c.Sentence)
	}
}

// name is how a thing is called at the time of the claim.
func (k *checker) name(key graph.Key) string {
	if key.IsZero() {
		return ""
	}
	return k.r.Name(key, cmp.Or(k.q.At, k.q.Until, k.q.Since))
}

// when words the period of the claim.
func (k *checker) when() string {
	q := k.q
	switch {
	case k.c.Period == habitRule && q.At.Precision() == graph.DayPrecision:
		return "up to " + q.At.String()
	case !k.v.At.IsZero() && k.v.At.Precision() == graph.DayPrecision:
		return "on " + k.v.At.String()
	case !k.v.At.IsZero():
		return "in " + k.v.At.String()
	case !q.Since.IsZero() && !q.Until.IsZero():
		return "from " + q.Since.String() + " to " + q.Until.String()
	case !q.Since.IsZero():
		return "since " + q.Since.String()
	case !q.Until.IsZero():
		return "up to " + q.Until.String()
	}
	return "up to " + k.r.AsOf().String()
}

var agreementWording = map[Word]string{Supported: "It bound {S} {when}: {why}.", Contradicted: "It did not bind {S} {when}: {why}.", NotKnown: "Whether it bound {S} {when} is not known: {why}."}

var opposite = map[Word]Word{Supported: Contradicted, Contradicted: Supported}

// finish turns a denial round, orders the evidence and words the sentence.
func (k *checker) finish() {
	v, q := k.v, k.q
	fill := strings.NewReplacer("{S}", k.name(q.Subject), "{O}", k.name(q.Object), "{when}", k.when(), "{why}", k.why, "{topic}", topicWords(k), "{detail}", strings.ReplaceAll(q.Detail, "_", " "),
		"{pledge}", pledgeWords(q.Obligation))
	wording := k.c.Wording
	if q.Predicate == vocab.PredAgreementInForce && q.Object.Kind == vocab.Agreement {
		wording = agreementWording
	}
	text := fill.Replace(wording[v.Word])
	if text == "" {
		text = fill.Replace(defaultWording[v.Word])
	}
	if q.Negated {
		if w, ok := opposite[v.Word]; ok {
			v.Word = w
		}
		v.For, v.Against = v.Against, v.For
		text += " The claim denies it."
	}
	for _, list := range []*[]Evidence{&v.For, &v.Against} {
		slices.SortStableFunc(*list, func(a, b Evidence) int { return cmp.Or(b.Date.Compare(a.Date), strings.Compare(a.ID, b.ID)) })
		*list = slices.CompactFunc(*list, func(a, b Evidence) bool { return a.ID == b.ID && a.Text == b.Text })
	}
	for i, list := range []*[]Evidence{&v.For, &v.Against} {
		for _, e := range *list {
			v.Sources = append(v.Sources, e.Sources...)
		}
		if n := len(*list); n > maxEvidence {
			*[]*int{&v.MoreFor, &v.MoreAgainst}[i] = n - maxEvidence
			*list = (*list)[:maxEvidence]
		}
	}
	v.Sentence = strings.ToUpper(text[:1]) + text[1:]
	for _, list := range []*[]string{&v.Sources, &v.Coverage} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
}

func topicWords(k *checker) string {
	var out []string
	if k.q.Topic != "" {
		word := k.q.Topic
		for _, t := range vocab.Topics {
			if t.ID == k.q.Topic {
				word = t.Name
			}
		}
		out = append(out, word)
	}
	if !k.q.About.IsZero() {
		out = append(out, k.name(k.q.About))
	}
	if len(out) == 0 {
		return ""
	}
	return " on " + strings.Join(out, ", ")
}

func pledgeWords(obligation string) string {
	switch obligation {
	case "":
		return "a pledge of defence"
	case "any":
		return "any pledge"
	}
	return "a pledge of " + strings.ReplaceAll(obligation, "_", "-")
}

// fold is how words are compared.
func fold(s string) string { return names.Fold(s) }

// scope is the roll calls the claim is about.
func (k *checker) scope() Scope {
	q := k.q
	since, until := q.span(k.r.AsOf())
	if q.At.Precision() == graph.DayPrecision {
		since = graph.Date{} // a habit is judged by all that was on record by the day
	}
	s := Scope{Body: q.Body, Symbol: q.Symbol, Since: since, Until: until}
	if q.Topic != "" {
		s.Topics = []string{q.Topic}
	}
	if !q.About.IsZero() {
		s.About = []graph.Key{q.About}
	}
	return s
}

func ptr(f float64) *float64 { return &f }

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
