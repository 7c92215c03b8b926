// Package facts is the starter graph: the countries and how they succeeded one
// another, the people, agreements, places, organisations and events a reader of
// the news on Russia and North Korea meets, the Security Council's whole voting
// record, and nine states' record in the General Assembly. It is embedded, so
// that the program answers from the first start.
//
// The facts are text files in data. Those written by hand (facts.txt, with
// citations.txt) cite a source line by line; the voting records are compiled by
// the command in gen from public files that contradict each other in places,
// by rules that docs/sources.md gives, each application with both values. What
// is uncited, dangling or outside the vocabulary is refused.
package facts
