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
	// Farthest is Closest from its other end.
	Farthest(ctx context.Context, from string, f VoteFilter, measure string, minVotes, first int) ([]Neighbour, error)
	// Similar ranks states by several measures side by side (none: DefaultSimilar).
	Similar(ctx context.Context, to string, by []string, f VoteFilter, first int) ([]Similar, error)
	// ComparePairs is of with first against of with second, over the same roll calls.
	ComparePairs(ctx context.Context, of, first, second string, f VoteFilter) (*PairComparison, error)
	// Change is a pair's agreement in one period against another.
	Change(ctx context.Context, a, b string, first, second Period, f VoteFilter) (*Change, error)
	// TurningPoints cuts a pair's agreement by year into spells; baseline is in
	// years, 0 for DefaultBaseline.
	TurningPoints(ctx context.Context, a, b string, f VoteFilter, baseline int) (*TurningPoints, error)
	// Cohesion, Loyalty and BlocDistance take states and organisations; of an
	// organisation its members on the day of each roll call count.
	Cohesion(ctx context.Context, of []string, f VoteFilter) (*Cohesion, error)
	Loyalty(ctx context.Context, of string, to []string, f VoteFilter) (*Loyalty, error)
	BlocDistance(ctx context.Context, first, second []string, f VoteFilter) (*BlocDistance, error)
	// Follows is what the record says of "a follows b" on an issue; topic and
	// about, where not empty, are added to the filter.
	Follows(ctx context.Context, a, b, topic, about string, f VoteFilter) (*Follows, error)
	// WhenTheyDiffer is with whom the others vote when a and b differ; first 0
	// means all.
	WhenTheyDiffer(ctx context.Context, a, b string, f VoteFilter, first int) (*WhenTheyDiffer, error)
	// WhoJoins is who joins whom when a third state opposes a and b.
	WhoJoins(ctx context.Context, against, a, b string, f VoteFilter, first int) (*WhenTheyDiffer, error)
	// Network gives a network of Networks at a date (zero: today; of alignment:
	// the filter's period).
	Network(ctx context.Context, kind string, at graph.Date, obligation string, f VoteFilter, first int) (*Network, error)
	// IdealPoints gives estimated positions by regular session of the Assembly;
	// empty lists mean all states, all sessions.
	IdealPoints(ctx context.Context, of, sessions []string) ([]IdealPoint, error)

	Search(ctx context.Context, text string, kinds []string, first int) ([]Hit, error)
	// Sources lists every dataset known, loaded or not.
	Sources(ctx context.Context) ([]SourceInfo, error)
	// SourcesByID gives the named ones, in the order asked.
	SourcesByID(ctx context.Context, ids []string) ([]SourceInfo, error)
	// Relations gives everything between two states; the parts are methods of
	// the answer. at is the date things are judged at (zero: until, else today).
	Relations(ctx context.Context, a, b string, at, since, until graph.Date) (*Relations, error)
	// Allies gives a state's allies at a date (zero: today) by an obligation of
	// vocab.Obligations, "any", or "" for defence.
	Allies(ctx context.Context, of string, at graph.Date, obligation string) (*Allies, error)
	// Agreements lists agreements all of some states are party to, by kind where
	// one is given, at a date those in force, possibly in force, or last known.
	Agreements(ctx context.Context, between []string, kind string, at graph.Date) ([]*Thing, error)
	// Events lists the events all of some actors took part in, oldest first.
	Events(ctx context.Context, involving, kinds []string, since, until graph.Date) ([]graph.Node, error)
	// EventThings reads events and judges them against a period.
	EventThings(ctx context.Context, keys []graph.Key, since, until graph.Date) ([]*Thing, error)
	// Person finds a person by any name, or fails with *NameError.
	Person(ctx context.Context, name string, at graph.Date) (*Thing, error)
	// OfficeHolders gives the offices of a state and who held them at a date
	// (zero: today).
	OfficeHolders(ctx context.Context, country string, at graph.Date) (*OfficeHolders, error)
	// Paths gives the shortest paths between two things; maxLength 0 means 3.
	Paths(ctx context.Context, from, to string, maxLength int, relations []string, at graph.Date) ([]Path, error)
	// Conflicts lists the facts on which sources differ, newest first; kind ""
	// means all kinds, between nil all states.
	Conflicts(ctx context.Context, kind string, between []string) ([]Conflict, error)
	// Statements lists what each source says of one thing, by its id.
	Statements(ctx context.Context, of string, at graph.Date) ([]Statement, error)
	// Things reads nodes with what is said of them, in the order asked; what is
	// not in the store is left out.
	Things(ctx context.Context, keys []graph.Key, at graph.Date) ([]*Thing, error)

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
	// MeasureBySession is Measure with the interval of a block bootstrap that
	// draws whole sessions of the Assembly and years of the Council.
	MeasureBySession(name string, withConsensus bool) (Measure, error)
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
