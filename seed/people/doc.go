// Package people is the identity of persons across sources and spellings. An
// importer whose rows name leaders or officials gives it the persons its
// delivery speaks of; it answers with the node of each.
//
// # The rule
//
// A person of a source is one with a person of another source (they get the
// same node) only where that is certain:
//
//   - both hold or held an office in the same state, one's family name is the
//     other's, their given names do not contradict, and two of their spells
//     begin within 31 days of one another; or
//   - both held office in the same state at the same time, and their full names
//     of two words or more are equal; or
//   - their full names of two words or more (or a name with a regnal number)
//     are equal, and so is a day on which spells of theirs begin, in whatever
//     states: one king of many realms;
//
// and neither of them fits a second person as well. Birth years that contradict
// rule it out. Where a node has curated facts, these alone decide; the other
// sources decide for the other nodes. So the set of persons does not depend on
// the order in which the sources come.
//
// Whatever is likely and not certain becomes a second node and a SAME_PERSON
// edge with the verdict "proposed", for a reader to decide. A decided pair is
// never proposed again; two nodes decided to be one count as one candidate, two
// decided to be different never become one.
//
// Within one source the source's own numbering rules, and where it has none,
// one name written in one state is one person.
//
// Names are compared word by word, without case, accents and hyphens, and under
// one key for the usual romanisations of Russian, Arabic and Korean names.
package people
