// Package analysis answers questions in the field's words: it resolves names at
// a date, picks the mask of roll calls, calls the measures and gives back
// counts, scores, the filter as understood, sources and warnings. It knows
// neither GraphQL, HTTP nor Cypher.
package analysis

import (
	"errors"
	"fmt"

	"entente/graph"
)

// VoteFilter says which roll calls a question is about, in the asker's words.
// Bodies, outcomes and kinds are the lower-case words of vocab; zero values
// mean the defaults of the API: all bodies, all dates, votes on the whole.
type VoteFilter struct {
	Body         []string
	Since, Until graph.Date
	Sessions     []string
	Topics       []string // topic ids or names; a country's name means About
	About        []string // countries by any name
	Text         string
	Outcomes     []string
	Kinds        []string
	Contested    *bool
	Important    *bool
	Unanimous    *bool
	Symbols      []string
	Sources      []string
}

// Applied is the filter as understood.
type Applied struct {
	Body         []string
	Since, Until graph.Date // of the roll calls that were asked for, zero where unbounded
	BoundBy      []string   // why the period is what it is, one sentence each
	Topics       []Topic
	About        []graph.Key
	Kinds        []string
	Contested    *bool
	RollCalls    int // roll calls that pass the filter
}

// Topic is a subject of roll calls.
type Topic struct{ ID, Name string }

// Measure is one value with what it rests on. Value is nil where the measure
// is undefined, and UndefinedBecause says why.
type Measure struct {
	Name             string // as in the API: IDENTICAL
	Value            *float64
	N                int
	Low, High, Level *float64
	Definition       string
	UndefinedBecause string
}

// Point is the pair's counts over one part of the roll calls asked for.
type Point struct {
	Label                          string
	Body                           string // "" where both bodies are in it
	Since, Until                   graph.Date
	N, Same, OneAbstained, Opposed int
	Members, Missing, Unknown      int // Unknown: part of Missing, a position no source gives
	Identical, HalfCredit          Measure
}

// Split is a roll call and the two positions on it.
type Split struct {
	RollCall graph.Key
	A, B     string // yes, no, abstain
	Opposed  bool
}

// RollCall is a roll call as the projection has it. Totals are -1 where no
// source states them.
type RollCall struct {
	Key                             graph.Key
	Symbol, Draft, Meeting, Session string
	Title                           string
	Body, Kind, Outcome             string
	Date                            graph.Date
	Yes, No, Abstain, Absent        int
	VetoedBy, Concerns              []graph.Key
	Topics                          []Topic
	Sources                         []string // import names
	Warnings                        []string
}

// Position is a member's vote: Choice, or "" and the reason in None.
type Position struct {
	Country graph.Key
	Choice  string // yes, no, abstain, absent, ""
	None    string // not_member, unknown, "" where there is a choice
}

// Country is a state as the names table has it.
type Country struct {
	Key                      graph.Key
	Name, ISO3               string
	Codes                    []Code
	Names                    []Name
	Since, Until             graph.Date
	Predecessors, Successors []graph.Key
}

// Code is a code of a state in a system: iso2, iso3, m49, cow, gw, gec, ioc.
type Code struct {
	System, Value string
	Since, Until  graph.Date
}

// Name is a name of a state.
type Name struct {
	Text, Lang, Kind string
	Since, Until     graph.Date
}

// Neighbour is one row of a ranking.
type Neighbour struct {
	Country graph.Key
	Rank    int
	Measure Measure
}

// Matrix holds one measure for all pairs among some countries: Values[i][j] is
// nil where it is undefined; the diagonal is a country with itself.
type Matrix struct {
	Countries []graph.Key
	Measure   string
	Values    [][]*float64
	N         [][]int
	Applied   Applied
}

// Cohesion says how much a group of states voted as one.
type Cohesion struct {
	Countries      []graph.Key
	AgreementIndex Measure // Hix, Noury & Roland, mean over roll calls
	Rice           Measure // Rice, mean over roll calls with a yes or no
	AsOne          Measure // share of roll calls on which all present took one position
	RollCalls      int     // roll calls with at least two of them present
	Applied        Applied
	Warnings       []string
}

// SourceInfo is a dataset or citation.
type SourceInfo struct {
	ID, Name, Kind, Citation, URL, Licence, Version string
	Since, Until                                    graph.Date
	Loaded                                          string // "starter", "file" or "" where nothing of it is in the store
	Records                                         int
	Imported                                        graph.Date // day of the last import that changed something
}

// Hit is one result of a search.
type Hit struct {
	Key   graph.Key
	Name  string
	Why   string // what matched
	Score float64
}

// Candidate is a reading of a name that could have been meant.
type Candidate struct {
	ID, Name, Why string
	Since, Until  graph.Date
}

// NameError says that a name is unknown or ambiguous and what it could mean.
type NameError struct {
	Asked      string
	At         graph.Date
	Ambiguous  bool
	Candidates []Candidate
	Sentence   string
}

func (e *NameError) Error() string { return e.Sentence }

// BadRequest is a question that cannot be asked so.
type BadRequest struct{ Sentence string }

func (e *BadRequest) Error() string { return e.Sentence }

func badf(format string, args ...any) error { return &BadRequest{fmt.Sprintf(format, args...)} }

// IsBadRequest reports whether err blames the question.
func IsBadRequest(err error) bool {
	var b *BadRequest
	return errors.As(err, &b)
}
