// Package textread reads a text of journalism into candidate claims: who is
// said to have done what, by whom and in what manner.
//
// It works by rules alone, in four steps a reader can follow: sentences and
// words with their bytes (sentence.go, token.go); names of states, governments,
// persons, bodies, towns and offices, told apart (mention.go, with the lexicon of
// the caller and graph/names), and dates (dates.go); noun phrases of actors
// (parse.go); and the rule table (rules.go), whose rules are matched at the verb
// or noun that anchors them, with the verb's own group (group.go) and the
// wordings that govern it (stance.go) deciding the stance.
//
// Nothing is guessed. A bare "the president" is nobody's; a name that can mean
// two persons has candidates and no key; a person not in the lexicon gets no
// key. Everything found is a candidate for a reader to accept or correct
// (review.go), and each sentence in which nothing was understood says why.
//
// The stance is towards the claim without its negation: "Spain does not
// recognise Kosovo" denies RECOGNISES. What is attributed ("said that") is
// reported, and Claimant says by whom; "may" and "could" make it possible, "is
// expected to" and a plain future expected, "no evidence" unproven, "denied
// that" denied. Where several meet, unproven and denied outweigh possible, that
// expected, that reported, that a plain negation. A claim that an article only
// takes for granted ("after the invasion of X by Y") is left out where its
// sentence claims something else.
//
// The claimant, the text it stands in and who reviews it are three different
// things; this package knows the first alone.
package textread
