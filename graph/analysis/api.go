package analysis

import (
	"context"

	"entente/graph"
)

// Questions is what Service answers; schema and the command line ask through
// it.
type Questions interface {
	// Country resolves any name, code, capital, metonym or id at a date (zero:
	// today) or fails with *NameError.
	Country(ctx context.Context, name string, at graph.Date) (*Country, error)
	// CountryByKey gives a country by its key, nil where there is none.
	CountryByKey(key graph.Key) *Country
	// DisplayName is a country's name at a date (zero: today).
	DisplayName(key graph.Key, at graph.Date) string
	// Countries lists all states in order of id; memberOf ("UN", "UNSC", any
	// organisation's id or name) and at restrict it to the members of that day.
	Countries(ctx context.Context, memberOf string, at graph.Date) ([]graph.Key, error)

	// RollCall finds the vote on the whole by any form of its symbol, or
	// graph.ErrNotFound.
	RollCall(ctx context.Context, symbol string) (*RollCall, error)
	// RollCallByKey gives a roll call by its key, or graph.ErrNotFound.
	RollCallByKey(ctx context.Context, key graph.Key) (*RollCall, error)
	// RollCalls lists what passes the filter, newest first.
	RollCalls(ctx context.Context, f VoteFilter) ([]graph.Key, *Applied, error)
	// Positions gives every member's position (also unknown ones), by country id.
	Positions(ctx context.Context, rollCall graph.Key) ([]Position, error)
	// PositionOf gives one state's position, also where it was no member.
	PositionOf(ctx context.Context, rollCall, country graph.Key) (Position, error)

	Alignment(ctx context.Context, a, b string, f VoteFilter) (Pair, error)
	Matrix(ctx context.Context, among []string, f VoteFilter, measure string) (*Matrix, error)
	// Closest ranks states by a measure; minVotes 0 means the rule of
	// measures.md section 3.
	Closest(ctx context.Context, to string, f VoteFilter, measure string, minVotes, first int) ([]Neighbour, error)
	Cohesion(ctx context.Context, of []string, f VoteFilter) (*Cohesion, error)

	Search(ctx context.Context, text string, kinds []string, first int) ([]Hit, error)
	// Sources lists every dataset known, loaded or not.
	Sources(ctx context.Context) ([]SourceInfo, error)
	// SourcesByID gives the named ones, in the order asked.
	SourcesByID(ctx context.Context, ids []string) ([]SourceInfo, error)
	// Node reads one node from the store, or graph.ErrNotFound.
	Node(ctx context.Context, id string) (graph.Node, error)
	// Revision is the revision the answers are computed from.
	Revision(ctx context.Context) (string, error)
}

// Pair is the answer to "how often does A vote with B"; its parts are computed
// when asked for, all from one projection and one mask.
type Pair interface {
	A() graph.Key
	B() graph.Key
	Sentence() string
	N() int
	Members() int
	Missing() int
	Unknown() int
	ByBody() []Point
	Contested() Point
	Identical() Measure
	HalfCredit() Measure
	// Measure computes any measure of the API by name (IDENTICAL …);
	// *BadRequest for an unknown name.
	Measure(name string, withConsensus bool) (Measure, error)
	// Counts is the table of positions, rows A, columns B, in the order yes, no,
	// abstain, absent.
	Counts() [4][4]int
	// Series gives the points by "year", "session" or "decade".
	Series(period string) ([]Point, error)
	// Splits lists the roll calls on which the two differed, newest first;
	// opposed true: yes against no alone, false: the others, nil: both.
	Splits(opposed *bool) []Split
	Agreed() []Split
	Applied() Applied
	SourceIDs() []string
	Warnings() []string
}
