// Package council imports four public records of the Security Council, each a
// dataset of its own:
//
//	sc-members   votes by member, 1994 to mid-2025, drafts not adopted included
//	sc-failed    drafts not adopted, with lists of members
//	sc-meetings  meetings and their outcomes, 1946 to mid-2022
//	sc-vetoes    vetoes, 1946 to September 2022
//
// None of them has the library's numbers, and none settles what a better source
// settles (votes.Order): each finds the roll call it speaks of, says what it has
// to say beside it (REPORTS, VOTED_PER), and adds a roll call or a position only
// where nobody else gives one. A roll call is found by its symbol, meeting and
// day, and where these leave a choice by kind, tally, vetoes and the countries
// it is about (match.go).
//
// What is known to be wrong in these files is not listed here: the importers
// find it, by the order of meetings, by what a record says of its own outcome,
// by who had a seat, and by what other sources in the store say of the same
// roll call.
package council
