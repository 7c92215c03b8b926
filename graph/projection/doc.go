// Package projection turns a stored graph's recorded votes into immutable
// arrays that answer questions about pairs of countries in about a
// microsecond: roll calls in order of time, and for each country one bit per
// roll call for each position.
//
// # What is counted
//
// The settled position of a member on a roll call is its VOTED edge. Further
// sources' VOTED_PER edges are never counted; where they differ they are kept
// as conflicts. A country was eligible on a roll call when a MEMBER_OF spell of
// the body covers every day its date can mean, or when it has a position there;
// eligible without a position is unknown, which is neither absent nor "not a
// member" (B31, B40, B49). Roll calls of kind without_vote have no positions
// and enter no pair's counts; they are counted apart (Consensus).
//
// # Dates of limited precision
//
// A roll call dated "1977" stands at 1977-01-01 in the order. A filter by date
// takes it when every day it can mean lies within the filter's span, and counts
// it as possible when some do (B36).
//
// The package knows no formulas, no country names and no particular store.
package projection
