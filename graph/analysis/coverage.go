package analysis

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

// The subjects that records speak to. Each question has its subject, and each
// subject its datasets.
const (
	OfAlliances   = "alliances"
	OfAgreements  = "agreements"
	OfLeaders     = "leaders"
	OfOfficials   = "officials"
	OfSanctions   = "sanctions"
	OfTrade       = "trade"
	OfTradeShares = "trade shares"
	OfMemberships = "memberships"
	OfWars        = "wars"
	OfConflicts   = "armed conflicts"
	OfRivalries   = "rivalries"
	OfContiguity  = "contiguity"
	OfEvents      = "events"
)

// speaker is a dataset that speaks to a subject. complete says that what it
// lacks within its period was not so; of bounds that to one state's affairs, and
// states to those that have a number in a system: of others it cannot speak.
type speaker struct {
	subject, dataset, label string
	complete                bool
	of                      graph.Key
	states                  string // the system of states whose numbers it goes by, "" where it goes by names
}

// starterSource is the import name of the curated starter graph.
const starterSource = "starter"

// starterUntil is the last day the starter graph speaks of, where its own node, in
// a store an older program filled,
// does not say.
var starterUntil = graph.MustDate("2025-06-30")

// speakers is the one table of which dataset speaks to which subject, in the
// order of precedence within each subject (see Precedence).
var speakers = []speaker{
	{subject: OfAlliances, dataset: starterSource, label: "the starter graph"},
	{subject: OfAlliances, dataset: "atop", label: "ATOP", complete: true, states: "cow"},
	{subject: OfAgreements, dataset: starterSource, label: "the starter graph"},
	{subject: OfAgreements, dataset: "desta", label: "DESTA"},
	{subject: OfLeaders, dataset: starterSource, label: "the starter graph"},
	{subject: OfLeaders, dataset: "archigos", label: "Archigos", complete: true, states: "gw"},
	{subject: OfLeaders, dataset: "factbook-executives", label: "the World Factbook", complete: true},
	{subject: OfOfficials, dataset: starterSource, label: "the starter graph"},
	{subject: OfOfficials, dataset: "factbook-executives", label: "the World Factbook"},
	{subject: OfSanctions, dataset: "gsdb", label: "GSDB", complete: true},
	{subject: OfTrade, dataset: "trade", label: "the bilateral trade file"},
	{subject: OfTrade, dataset: "cow-trade", label: "COW trade"},
	{subject: OfTradeShares, dataset: "factbook-trade", label: "the World Factbook"},
	{subject: OfMemberships, dataset: starterSource, label: "the starter graph"},
	{subject: OfMemberships, dataset: "factbook-orgs", label: "the World Factbook"},
	{subject: OfWars, dataset: "wars", label: "COW wars", complete: true, states: "cow"},
	{subject: OfConflicts, dataset: "conflicts", label: "UCDP", complete: true, states: "gw"},
	{subject: OfRivalries, dataset: "tss-rivalries", label: "Thompson, Sakuwa and Suhas", complete: true, states: "cow"},
	{subject: OfRivalries, dataset: "td-rivalries", label: "Thompson and Dreyer", complete: true, states: "cow"},
	{subject: OfContiguity, dataset: "contiguity", label: "COW contiguity", complete: true, states: "cow"},
	{subject: OfEvents, dataset: starterSource, label: "the starter graph"},
	{subject: OfEvents, dataset: "engagements", label: "China Vitae", of: vocab.Key(vocab.Country, "CHN")},
	{subject: OfEvents, dataset: "missile-tests", label: "the missile tests", of: vocab.Key(vocab.Country, "PRK")},
}

// subjects in the order they are told.
var subjects = []string{OfAlliances, OfAgreements, OfLeaders, OfOfficials, OfSanctions, OfTrade, OfTradeShares, OfMemberships, OfWars, OfConflicts, OfRivalries, OfContiguity, OfEvents}

// Coverage says what a dataset knows of a subject.
type Coverage struct {
	Subject, Dataset string
	Loaded           bool
	Complete         bool       // what it lacks within its period was not so
	Since, Until     graph.Date // the period it covers, zero where that is not known
	Answers          bool       // loaded, and the date asked lies within the period
	Sentence         string     // "ATOP covers 1815 to 2018.", "not loaded: entente import atop FILE"
	SourceIDs        []string

	label string
}

// coverage is the period of every dataset, read once per question.
type coverage struct {
	info map[string]SourceInfo // by import name; those in the store
}

// readCoverage reads the Source nodes of all datasets that speak to a subject.
func (s *Service) readCoverage(ctx context.Context) (*coverage, error) {
	var keys []graph.Key
	for _, sp := range speakers {
		if k := vocab.Key(vocab.Source, sp.dataset); !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	c := &coverage{info: map[string]SourceInfo{}}
	for n, err := range s.store.Nodes(ctx, graph.NodeFilter{Kinds: []graph.Kind{vocab.Source}, Keys: keys}) {
		if err != nil {
			return nil, fmt.Errorf("read what the sources cover: %w", err)
		}
		i := sourceInfo(n)
		id := strings.TrimPrefix(i.ID, "source/")
		for _, d := range s.opts.Datasets {
			if d.ID != id {
				continue
			}
			if i.Since.IsZero() {
				i.Since = d.Since
			}
			if i.Until.IsZero() {
				i.Until = d.Until
			}
		}
		if id == starterSource && i.Until.IsZero() {
			i.Until = starterUntil
		}
		c.info[id] = i
	}
	return c, nil
}

// until is the last day a source speaks of, zero where that is not known.
func (c *coverage) until(source string) graph.Date {
	if d := c.info[source].Until; !d.IsZero() || source != starterSource {
		return d
	}
	return starterUntil
}

// spell judges an edge at a date.
func (c *coverage) spell(e graph.Edge, at graph.Date) Spell { return spellOf(e, at, c.until(e.Source)) }

// of lists what speaks to a subject, for the states asked about.
func (c *coverage) of(subject string, at graph.Date, states ...graph.Key) []Coverage {
	var out []Coverage
	for _, sp := range speakers {
		if sp.subject != subject || !sp.of.IsZero() && len(states) > 0 && !slices.Contains(states, sp.of) {
			continue
		}
		i, known := c.info[sp.dataset]
		v := Coverage{Subject: subject, Dataset: sp.dataset, Complete: sp.complete, Since: i.Since, Until: i.Until, label: sp.label,
			Loaded: known && (i.Loaded != "" || i.Records > 0), SourceIDs: []string{sp.dataset}}
		period := graph.Interval{Since: v.Since, Until: v.Until}
		stranger := sp.stranger(states)
		v.Answers = v.Loaded && (at.IsZero() || period.Contains(at) != graph.No) && stranger == ""
		switch {
		case !v.Loaded:
			v.Sentence = "not loaded: entente import " + sp.dataset + " FILE"
		case stranger != "":
			v.Sentence = fmt.Sprintf("%s is not among the states of %s", stranger, sp.label)
		case !at.IsZero() && !v.Until.IsZero() && (graph.Interval{Until: v.Until}).Contains(at) == graph.No:
			v.Sentence = fmt.Sprintf("not known after %s (%s)", v.Until, sp.label)
		case !at.IsZero() && !v.Since.IsZero() && (graph.Interval{Since: v.Since}).Contains(at) == graph.No:
			v.Sentence = fmt.Sprintf("not known before %s (%s)", v.Since, sp.label)
		case v.Since.IsZero() && v.Until.IsZero():
			v.Sentence = capital(sp.label) + " is loaded; it does not say which period it covers"
		case v.Since.IsZero():
			v.Sentence = fmt.Sprintf("%s reaches to %s", capital(sp.label), v.Until)
		default:
			v.Sentence = capital(sp.label) + " covers " + strings.TrimPrefix(span(v.Since, v.Until), "from ")
		}
		if v.Loaded && !sp.complete {
			v.Sentence += "; what it lacks may still have been so"
		}
		out = append(out, v)
	}
	return out
}

// stranger names the first of some states that the dataset cannot speak of, as
// it has no number in the dataset's system of states; "" where it can of all.
func (sp *speaker) stranger(states []graph.Key) string {
	if sp.states == "" {
		return ""
	}
	for _, k := range states {
		if e, ok := names.Lookup(k); ok && e.Code(sp.states) == "" {
			return e.Name
		}
	}
	return ""
}

// all lists the coverage of every subject.
func (c *coverage) all(at graph.Date, states ...graph.Key) []Coverage {
	var out []Coverage
	for _, s := range subjects {
		out = append(out, c.of(s, at, states...)...)
	}
	return out
}

// silence says what it means that no record of a subject holds at a date: no,
// where a complete source covers the date; not known else, and why.
func (c *coverage) silence(subject string, at graph.Date, states ...graph.Key) (Held, string, []string) {
	list := c.of(subject, at, states...)
	var why, ids []string
	for _, v := range list {
		if v.Complete && v.Answers {
			return HeldNo, fmt.Sprintf("%s covers %s and has none", v.label, strings.TrimPrefix(span(v.Since, v.Until), "from ")), v.SourceIDs
		}
	}
	complete := slices.ContainsFunc(list, func(v Coverage) bool { return v.Complete })
	for _, v := range list {
		if v.Complete || !complete {
			why = append(why, v.Sentence)
			if v.Loaded {
				ids = append(ids, v.SourceIDs...)
			}
		}
	}
	if len(why) == 0 {
		why = []string{"no dataset speaks of " + subject}
	}
	return HeldNotKnown, strings.Join(why, "; "), ids
}

// notKnown lists the sentences of silence one by one, for a subject no complete
// source answers at the date; empty where one does.
func (c *coverage) notKnown(subject string, at graph.Date, states ...graph.Key) []string {
	out := []string{}
	list := c.of(subject, at, states...)
	for _, v := range list {
		if v.Complete && v.Answers {
			return out
		}
	}
	for _, v := range list {
		if v.Complete {
			out = append(out, v.Sentence)
		}
	}
	if len(out) == 0 {
		for _, v := range list {
			out = append(out, v.Sentence)
		}
	}
	return out
}

// rankOf is a dataset's place in the precedence of a subject.
func rankOf(subject, dataset string) int {
	n := 0
	for _, sp := range speakers {
		if sp.subject == subject {
			if sp.dataset == dataset {
				return n
			}
			n++
		}
	}
	return n
}

// byPrecedence orders datasets as a subject prefers them.
func byPrecedence(subject string) func(a, b string) int {
	return func(a, b string) int {
		return cmp.Or(cmp.Compare(rankOf(subject, a), rankOf(subject, b)), strings.Compare(a, b))
	}
}

// labelOf is how a dataset is called in a sentence.
func labelOf(dataset string) string {
	for _, sp := range speakers {
		if sp.dataset == dataset {
			return sp.label
		}
	}
	return dataset
}
