package claim

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"entente/graph"
	"entente/graph/vocab"
)

// divided is a standing on which complete sources differ; no Record says it.
const divided = "divided"

// daily asks how a tie stood on a day.
type daily func(day graph.Date) (Standing, error)

// state judges a tie that holds for a time, by the day rule.
func (k *checker) state(stand daily) error {
	q := k.q
	if !q.At.IsZero() {
		st, err := stand(q.At)
		if err != nil {
			return err
		}
		return k.day(st, q.At)
	}
	asOf := k.r.AsOf()
	if q.Open() && q.Since.IsZero() {
		st, err := stand(asOf)
		if err != nil {
			return err
		}
		if st.Held == notKnown {
			if last := lastSeen(st, asOf); !last.IsZero() {
				then, err := stand(last)
				if err != nil {
					return err
				}
				if then.Held == yes {
					k.limit("The records reach to %s; after it nothing is known.", last)
					then.Note = strings.TrimPrefix(cmp.Or(then.Note, factWords(then, yes))+"; as last known on "+last.String(), "; ")
					k.v.At = last
					return k.day(then, last)
				}
			}
		}
		k.v.At = asOf
		return k.day(st, asOf)
	}
	return k.throughout(stand)
}

// lastSeen is the last day before asOf on which an open record was seen.
func lastSeen(st Standing, asOf graph.Date) graph.Date {
	var last graph.Date
	for _, f := range st.Facts {
		if f.Held == notKnown && f.Until.IsZero() && !f.LastSeen.IsZero() && f.LastSeen.Last().Compare(asOf.Last()) < 0 && f.LastSeen.Last().Compare(last.Last()) > 0 {
			last = f.LastSeen
		}
	}
	return last
}

// day sets the verdict of one day.
func (k *checker) day(st Standing, day graph.Date) error {
	k.cover(st.Coverage...)
	k.sources(st.Sources...)
	k.evidence(st)
	why := cmp.Or(st.Note, "")
	switch st.Held {
	case yes:
		k.say(Supported, cmp.Or(why, factWords(st, yes)))
	case possible:
		k.say(Consistent, cmp.Or(why, "the dates on record are too coarse to tell"))
	case no:
		k.say(Contradicted, cmp.Or(why, "none is on record and the record covers the day"))
	case divided:
		k.say(Mixed, why)
	default:
		k.say(NotKnown, cmp.Or(why, "no record covers "+day.String()))
	}
	k.v.N = len(st.Facts)
	return nil
}

// evidence puts the facts on the side they speak for: what held for the claim,
// what bound the two otherwise or had ended against it.
func (k *checker) evidence(st Standing) {
	for i := range st.Facts {
		f := &st.Facts[i]
		switch {
		case f.Role == otherwise:
			if st.Held != yes {
				k.against(f.evidence())
			}
		case f.Held == yes || f.Held == possible:
			k.forIt(f.evidence())
		case st.Held == no || st.Held == divided:
			k.against(f.evidence())
		}
	}
}

func factWords(st Standing, held string) string {
	var out []string
	for i := range st.Facts {
		f := &st.Facts[i]
		if f.Held != held || f.Role == otherwise {
			continue
		}
		text := cmp.Or(f.Name, f.Text)
		if !f.Since.IsZero() {
			text += ", since " + f.Since.String()
		}
		if !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	if len(out) > 3 {
		out = append(out[:3], fmt.Sprintf("and %d more", len(out)-3))
	}
	return strings.Join(out, "; ")
}

// throughout judges a tie over a period, at all days on which it may change.
func (k *checker) throughout(stand daily) error {
	since, until := k.v.Since, k.v.Until
	if since.IsZero() {
		since = until
		if k.q.Sometime {
			since = graph.Year(1)
		}
	}
	first, err := stand(cmp.Or(until, since))
	if err != nil {
		return err
	}
	days := []graph.Date{until}
	if since != graph.Year(1) {
		days = append(days, since)
	}
	inside := func(d graph.Date) bool {
		return !d.IsZero() && d.First().Compare(since.First()) >= 0 && d.Last().Compare(until.Last()) <= 0
	}
	for _, f := range first.Facts {
		if inside(f.Since) {
			days = append(days, f.Since)
		}
		if d := f.Until; inside(d) {
			if next := d.Last().AddDays(1); inside(next) {
				days = append(days, next)
			}
		}
	}
	slices.SortFunc(days, graph.Date.Compare)
	days = slices.Compact(days)
	by := map[string][]graph.Date{}
	notes := map[string]string{}
	seen := map[string]bool{}
	n := 0
	for _, d := range days {
		st, err := stand(d)
		if err != nil {
			return err
		}
		by[st.Held] = append(by[st.Held], d)
		if notes[st.Held] == "" {
			notes[st.Held] = cmp.Or(st.Note, factWords(st, st.Held))
		}
		k.cover(st.Coverage...)
		k.sources(st.Sources...)
		for i := range st.Facts {
			f := &st.Facts[i]
			n = max(n, len(st.Facts))
			side := "-"
			if (f.Held == yes || f.Held == possible) && f.Role != otherwise {
				side = "+"
			} else if st.Held != no {
				continue
			}
			if id := side + f.ID + f.Since.String(); !seen[id] {
				seen[id] = true
				if side == "+" {
					k.forIt(f.evidence())
				} else if !seen["+"+f.ID+f.Since.String()] {
					k.against(f.evidence())
				}
			}
		}
	}
	k.v.N = n
	has := func(held string) bool { return len(by[held]) > 0 }
	from := func(held string) string {
		ds := by[held]
		text := "on " + ds[0].String()
		if len(ds) > 1 {
			text = fmt.Sprintf("on %s and %s", ds[0], ds[len(ds)-1])
		}
		if notes[held] != "" {
			text += " (" + notes[held] + ")"
		}
		return text
	}
	switch {
	case k.q.Sometime && has(yes):
		k.say(Supported, "it was so "+from(yes))
	case k.q.Sometime && has(possible):
		k.say(Consistent, "it was possibly so "+from(possible))
	case has(divided):
		k.say(Mixed, notes[divided])
	case has(yes) && has(no):
		k.say(Mixed, "it was so "+from(yes)+", and not so "+from(no))
	case has(yes) && (has(notKnown) || has(possible)):
		k.say(Consistent, "it was so "+from(yes)+"; for the rest the records do not reach")
	case has(yes):
		k.say(Supported, cmp.Or(notes[yes], "it was so throughout"))
	case has(possible):
		k.say(Consistent, "it was possibly so "+from(possible))
	case has(no) && has(notKnown):
		k.say(NotKnown, "it was not so "+from(no)+"; for the rest the records do not reach")
	case has(no):
		k.say(Contradicted, cmp.Or(notes[no], "it was not so at any time of it"))
	default:
		k.say(NotKnown, cmp.Or(notes[notKnown], "no record covers it"))
	}
	return nil
}

// otherwise marks a fact that bound the two in another way than claimed.
const otherwise = "otherwise"

func (k *checker) allied() error {
	q := k.q
	if q.Obligation == "" && slices.Contains(append(slices.Clone(vocab.Obligations), "any"), q.Detail) {
		q.Obligation = q.Detail
	}
	k.numberOfPledges()
	return k.state(k.alliedOn)
}

func (k *checker) numberOfPledges() {
	if k.q.Coder != "" {
		k.limit("Judged by one source alone: %s.", k.q.Coder)
	}
}

// alliedOn settles a pledge on a day.
func (k *checker) alliedOn(day graph.Date) (Standing, error) {
	q := k.q
	obligation := cmp.Or(q.Obligation, "defence")
	st, err := k.r.Stand(k.ctx, Alliances, q.Subject, q.Object, obligation, day)
	if err != nil {
		return st, err
	}
	matches := func(words []string) bool {
		return obligation == "any" && len(words) > 0 || slices.Contains(words, obligation)
	}
	all := st.Facts
	var pledged []Fact
	for _, f := range all {
		if matches(f.Words) && (q.Coder == "" || f.Source == q.Coder) {
			pledged = append(pledged, f)
		}
	}
	st.Facts = pledged
	if q.Coder != "" {
		return coded(st, q.Coder), nil
	}
	as, err := k.r.Stand(k.ctx, Agreements, q.Subject, q.Object, "", day)
	if err != nil {
		return st, err
	}
	var with, without []Fact
	for _, f := range as.Facts {
		if f.Held != yes {
			continue
		}
		if matches(f.Words) {
			with = append(with, f)
		} else if len(f.Words) > 0 {
			f.Role = otherwise
			without = append(without, f)
		}
	}
	known := map[string]bool{}
	for _, f := range pledged {
		known[f.ID] = true
	}
	for _, f := range with {
		if !known[f.ID] {
			st.Facts = append(st.Facts, f)
		}
		if st.Held != yes {
			st.Held, st.Note = yes, ""
		}
		st.Sources = append(st.Sources, f.Sources...)
	}
	if st.Held == yes {
		// A complete source that covers the day and has no such pledge differs.
		for _, c := range st.Coverage {
			if c.Complete && c.Answers && !slices.ContainsFunc(st.Facts, func(f Fact) bool { return f.Source == c.Dataset && f.Held != no }) {
				st.Held = divided
				st.Note = fmt.Sprintf("%s; yet %s has none", cmp.Or(factWords(st, yes), st.Note), c.Dataset)
			}
		}
		return st, nil
	}
	if st.Held == no && len(without) == 0 {
		return st, nil
	}
	if st.Held == notKnown || st.Held == no {
		if note := between(pledged, day); note != "" {
			st.Held, st.Note = no, note
		}
	}
	if (st.Held == notKnown || st.Held == no) && len(without) > 0 {
		names := make([]string, 0, len(without))
		for _, f := range without {
			names = append(names, fmt.Sprintf("%s (%s)", f.Name, strings.ReplaceAll(strings.Join(f.Words, ", "), "_", "-")))
			st.Sources = append(st.Sources, f.Sources...)
		}
		note := "in force between the two: " + strings.Join(names, "; ") + ", without " + pledgeWords(q.Obligation)
		if st.Held == no && st.Note != "" {
			note = st.Note + "; " + note
		}
		st.Held, st.Note = no, note
		st.Facts = append(st.Facts, without...)
	}
	return st, nil
}

// coded settles by one source.
func coded(st Standing, coder string) Standing {
	st.Held, st.Note = notKnown, coder+" is not loaded, or speaks of no alliances"
	for _, c := range st.Coverage {
		if c.Dataset != coder {
			continue
		}
		st.Note = c.Sentence
		if c.Complete && c.Answers {
			st.Held, st.Note = no, coder+" covers the day and has none"
		}
	}
	for _, f := range st.Facts {
		if f.Held == yes || f.Held == possible && st.Held != yes {
			st.Held, st.Note = f.Held, f.Note
		}
	}
	return st
}

// between finds one source with a spell that ended before a day and another
// that begins after it: a source that knows both knows of none between them.
func between(facts []Fact, day graph.Date) string {
	for _, a := range facts {
		if a.Until.IsZero() || a.Until.Last().Compare(day.First()) >= 0 {
			continue
		}
		for _, b := range facts {
			if b.Source != a.Source || b.Since.IsZero() || b.Since.First().Compare(day.Last()) <= 0 {
				continue
			}
			// Nothing of that source in between.
			if slices.ContainsFunc(facts, func(f Fact) bool {
				return f.Source == a.Source && f.Held != no
			}) {
				continue
			}
			return fmt.Sprintf("the pledge of %s ended %s, the next began %s", a.Since, a.Until, b.Since)
		}
	}
	return ""
}

func (k *checker) agreement() error {
	q := k.q
	if q.Object.IsZero() && q.Detail == "" {
		k.say(NotKnown, "the claim names neither the other party nor the agreement")
		return nil
	}
	act := map[string]string{"signed": "signed", "signature": "signed", "ratified": "ratified", "ended": "ended"}[fold(q.Detail)]
	if act == "signed" || act == "ended" {
		return k.agreementAct(act)
	}
	return k.state(func(day graph.Date) (Standing, error) {
		st, err := k.r.Stand(k.ctx, Agreements, q.Subject, q.Object, "", day)
		if err != nil {
			return st, err
		}
		named := q.Object.Kind == vocab.Agreement
		if d := fold(q.Detail); d != "" && act == "" {
			keep := st.Facts[:0:0]
			for _, f := range st.Facts {
				if calledSo(f.Name, d) {
					keep = append(keep, f)
				}
			}
			st.Facts, named = keep, true
		}
		st.Held, st.Note = notKnown, "none is on record, and no list of agreements held here is complete"
		best := ""
		for i := range st.Facts {
			f := &st.Facts[i]
			if f.Held == possible && day.Precision() < graph.DayPrecision && !f.Signed.IsZero() && (graph.Interval{Since: day.First(), Until: day.Last()}).Contains(f.Signed) == graph.Certain {
				f.Held, f.Note = yes, "signed "+f.Signed.String() // asked of a year: it was made in it
			}
			switch {
			case f.Held == yes:
				best = yes
			case f.Held == possible && best != yes:
				best = possible
			case f.Held == notKnown && best == "":
				best = notKnown
			}
		}
		switch {
		case best == notKnown:
			st.Held, st.Note = notKnown, st.Facts[len(st.Facts)-1].Note
		case best != "":
			st.Held, st.Note = best, ""
		case named && len(st.Facts) > 0:
			last := st.Facts[len(st.Facts)-1]
			st.Held, st.Note = no, last.Name+": "+cmp.Or(last.Note, "not in force")
		case len(st.Facts) > 0:
			st.Note = "those on record were not in force; no list of agreements held here is complete"
		}
		return st, nil
	})
}

// calledSo tells whether an agreement can be meant by some words: all that are
// no mere words for agreements stand in its name.
func calledSo(name, words string) bool {
	have := strings.Fields(fold(name))
	any := false
	for _, w := range strings.Fields(words) {
		switch w {
		case "the", "a", "an", "of", "on", "and", "between", "current", "new", "agreement", "treaty", "pact", "accord", "deal":
			continue
		}
		any = true
		if !slices.Contains(have, w) {
			return false
		}
	}
	return any || words == fold(name)
}

// agreementAct checks that an agreement was signed, or ended, in the period.
func (k *checker) agreementAct(act string) error {
	q := k.q
	since, until := k.v.Since, k.v.Until
	st, err := k.r.Stand(k.ctx, Agreements, q.Subject, q.Object, "", until)
	if err != nil {
		return err
	}
	k.cover(st.Coverage...)
	for i := range st.Facts {
		f := &st.Facts[i]
		d := f.Signed
		if act == "ended" {
			d = f.Until
		}
		if d.IsZero() {
			continue
		}
		v := graph.Interval{Since: since, Until: until}
		if v.Overlaps(graph.Interval{Since: d, Until: d}) {
			e := f.evidence()
			e.Date, e.Text = d, f.Name
			k.forIt(e)
		}
	}
	k.v.N = len(k.v.For)
	if len(k.v.For) > 0 {
		k.say(Supported, fmt.Sprintf("%s %s %s", k.v.For[0].Text, act, k.v.For[0].Date))
		return nil
	}
	k.say(NotKnown, "none is on record, and no list of agreements held here is complete")
	return nil
}

func (k *checker) sanctions() error {
	q := k.q
	return k.state(func(day graph.Date) (Standing, error) {
		st, err := k.r.Stand(k.ctx, Sanctions, q.Subject, q.Object, "", day)
		if err != nil || q.Detail == "" {
			return st, err
		}
		// Of one kind: the cases of that kind alone count.
		keep := st.Facts[:0:0]
		held := notKnown
		for _, f := range st.Facts {
			if slices.ContainsFunc(f.Words, func(w string) bool { return fold(w) == fold(q.Detail) }) {
				keep = append(keep, f)
				if f.Held == yes || f.Held == possible && held != yes {
					held = f.Held
				}
			}
		}
		if held == notKnown && st.Held != notKnown && slices.ContainsFunc(st.Coverage, func(c Coverage) bool { return c.Complete && c.Answers }) {
			held = no
		}
		st.Facts, st.Held, st.Note = keep, held, map[string]string{no: "no case of that kind, in a source that covers the day", notKnown: "no case of that kind is on record"}[held]
		return st, nil
	})
}

func (k *checker) atWar() error {
	q := k.q
	if q.Object.Kind == vocab.Place || q.Subject.Kind != vocab.Country || q.Object.Kind != vocab.Country {
		return k.warEvents()
	}
	if fits(fold(q.Detail), "invade", "attack", "annex", "began") {
		return k.warEvents()
	}
	return k.state(func(day graph.Date) (Standing, error) {
		return k.r.Stand(k.ctx, Wars, q.Subject, q.Object, "", day)
	})
}

func fits(text string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) })
}

// warEvents looks for an act of war among the events.
func (k *checker) warEvents() error {
	return k.eventCheck([]string{"invasion", "war", "annexation", "armed_conflict"}, func(e *Event) bool {
		s, o := e.Roles[k.q.Subject], e.Roles[k.q.Object]
		if k.q.Object.Kind == vocab.Place {
			return s == "actor" && slices.Contains(e.Places, k.q.Object)
		}
		return opposed(s, o) && (s == "actor" || s == "side_1" || !fits(fold(k.q.Detail), "invade", "attack", "annex", "began"))
	}, "no act of war between the two")
}

func opposed(a, b string) bool {
	pair := [2]string{min(a, b), max(a, b)}
	return pair == [2]string{"actor", "target"} || pair == [2]string{"side_1", "side_2"}
}

func (k *checker) suppliesArms() error {
	k.say(NotDecidable, "votes, treaties, visits and civil trade do not show deliveries of arms")
	return nil
}

func (k *checker) statesForAudience() error {
	k.say(NotDecidable, "that one audience was told and another was not takes a complete archive of both outlets")
	return nil
}

// eventCheck looks for an event of the subject in the period.
func (k *checker) eventCheck(kinds []string, match func(*Event) bool, none string) error {
	q := k.q
	actors := []graph.Key{q.Subject}
	es, cov, err := k.r.Events(k.ctx, actors, k.v.Since, k.v.Until)
	if err != nil {
		return err
	}
	k.cover(cov...)
	sure := false
	var first Evidence
	firstKind := ""
	for i := range es {
		e := &es[i]
		if len(kinds) > 0 && !slices.Contains(kinds, e.Kind) || !match(e) || !q.Place.IsZero() && !slices.Contains(e.Places, q.Place) {
			continue
		}
		sure = sure || !e.Possible
		// The best to name is of the first kind asked for, the newest of it.
		if x := e.evidence(); first.ID == "" || len(kinds) > 0 && e.Kind == kinds[0] && firstKind != kinds[0] {
			first, firstKind = x, e.Kind
		}
		k.forIt(e.evidence())
	}
	k.v.N = len(k.v.For)
	switch {
	case k.v.N == 0:
		k.say(NotKnown, none+" is on record, and no list of events held here is complete")
	case !sure:
		k.say(Consistent, k.v.For[0].Text+", with a date too coarse to tell")
	default:
		k.say(Supported, first.Text)
		if k.v.N > 1 {
			k.why += fmt.Sprintf(" and %d more", k.v.N-1)
		}
	}
	return nil
}

func (e *Event) evidence() Evidence {
	text := e.Title
	if !e.Since.IsZero() {
		text += ", " + e.Since.String()
		if !e.Until.IsZero() && e.Until != e.Since {
			text += " to " + e.Until.String()
		}
	}
	return Evidence{ID: e.Key.ID, Date: e.Since, Text: text, Sources: e.Sources}
}

var guests = []string{"visitor", "participant", "actor", "guest", ""}

func (k *checker) visited() error {
	q := k.q
	if q.Object.IsZero() && q.Place.IsZero() {
		k.say(NotKnown, "the claim does not say where")
		return nil
	}
	return k.eventCheck([]string{"visit", "meeting", "summit", "celebration"}, func(e *Event) bool {
		role, in := e.Roles[q.Subject]
		if !in || !slices.Contains(guests, role) {
			return false
		}
		switch q.Object.Kind {
		case vocab.Place:
			return slices.Contains(e.Places, q.Object)
		case vocab.Country:
			return e.Roles[q.Object] == "host" || slices.Contains(e.Places, q.Object)
		}
		return true
	}, "no such visit")
}

func (k *checker) met() error {
	q := k.q
	return k.eventCheck([]string{"visit", "meeting", "summit", "celebration"}, func(e *Event) bool {
		_, a := e.Roles[q.Subject]
		_, b := e.Roles[q.Object]
		return a && b
	}, "no meeting of the two")
}

func (k *checker) attended() error {
	return k.eventCheck(nil, k.attends, "no such event with it")
}

// attends tells whether the subject took part in the event that is meant.
func (k *checker) attends(e *Event) bool {
	q := k.q
	if _, in := e.Roles[q.Subject]; !in {
		return false
	}
	switch q.Object.Kind {
	case vocab.Event:
		return e.Key == q.Object
	case vocab.Place:
		return slices.Contains(e.Places, q.Object)
	case "":
		return named(e, q.Detail)
	}
	_, in := e.Roles[q.Object]
	return (in || slices.Contains(e.Places, q.Object)) && (q.Detail == "" || named(e, q.Detail))
}

// named tells whether an event is called so: all words of the text stand in its
// title, kind or another name.
func named(e *Event, text string) bool {
	words := strings.Fields(fold(text))
	if len(words) == 0 {
		return false
	}
	for _, n := range append(slices.Clone(e.Names), e.Title+" "+e.Kind) {
		have := fold(n)
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(have, w) }) {
			return true
		}
	}
	return false
}

// recognitionVotes are the votes that stand for a question of recognition: a
// yes denies that the place became part of the other state.
var recognitionVotes = map[string]struct{ symbol, text string }{
	"place/crimea": {"A/RES/68/262", "on Ukraine's territorial integrity, which denies that Crimea became part of Russia"},
}

func (k *checker) recognises() error {
	q := k.q
	es, cov, err := k.r.Events(k.ctx, []graph.Key{q.Subject}, k.v.Since, k.v.Until)
	if err != nil {
		return err
	}
	k.cover(cov...)
	place := q.Place
	if q.Object.Kind == vocab.Place {
		place = q.Object
	}
	for i := range es {
		e := &es[i]
		_, in := e.Roles[q.Object]
		if e.Kind == "recognition" && e.Roles[q.Subject] == "actor" && (in || slices.Contains(e.Places, q.Object)) && (place.IsZero() || slices.Contains(e.Places, place)) {
			k.forIt(e.evidence())
		}
	}
	k.v.N = len(k.v.For)
	vote, has := recognitionVotes[place.ID]
	choice := ""
	if has {
		calls, err := k.r.Calls(k.ctx, Scope{Symbol: vote.symbol, Until: k.v.Until}, q.Subject)
		if err != nil {
			return err
		}
		for _, c := range calls {
			choice = c.Choice[q.Subject]
			e := k.callEvidence(&c, q.Subject)
			k.v.N++
			switch choice {
			case "no":
				k.forIt(e)
			case "yes":
				k.against(e)
			}
		}
		if len(calls) > 0 {
			k.limit("%s was a vote %s; it was no vote on recognition.", vote.symbol, vote.text)
		}
	}
	switch {
	case len(k.v.For) > 0 && k.hasEvent() && choice == "yes":
		k.say(Mixed, "an act of recognition is on record, yet it voted for "+vote.symbol)
	case k.hasEvent():
		k.say(Supported, "an act of recognition is on record")
		if choice == "no" {
			k.why += ", and it voted against " + vote.symbol
		}
	case choice == "no":
		k.say(Consistent, "it voted against "+vote.symbol+", "+vote.text)
	case choice == "yes":
		k.say(Contradicted, "it voted for "+vote.symbol+", "+vote.text)
	case choice != "":
		k.say(NotKnown, "it was "+map[string]string{"abstain": "abstaining", "absent": "absent"}[choice]+" on "+vote.symbol+", and no act is on record")
	default:
		k.say(NotKnown, "no act of recognition is on record, and no list of such acts held here is complete")
	}
	return nil
}

func (k *checker) hasEvent() bool {
	return slices.ContainsFunc(k.v.For, func(e Evidence) bool { return strings.HasPrefix(e.ID, "event/") })
}

func (k *checker) leads() error       { return k.office(true) }
func (k *checker) holdsOffice() error { return k.office(false) }

func (k *checker) office(leads bool) error {
	q := k.q
	if q.Object.Kind != vocab.Country {
		k.say(NotKnown, "offices of organisations are not judged here")
		return nil
	}
	return k.state(func(day graph.Date) (Standing, error) {
		os, cov, err := k.r.Offices(k.ctx, q.Object, day)
		if err != nil {
			return Standing{}, err
		}
		st := Standing{Held: notKnown, Coverage: cov}
		want := fold(q.Detail)
		var other []string
		asked, covered := 0, slices.ContainsFunc(cov, func(c Coverage) bool { return c.Answers && c.Complete })
		for _, o := range os {
			if leads && !o.Leads || want != "" && !sameOffice(fold(o.Name), want) {
				continue
			}
			asked++
			for _, h := range o.Holders {
				f := h.Fact
				f.Name = o.Name + " " + f.Name
				if h.Person == q.Subject {
					switch o.Status {
					case "held":
						f.Held = yes
					case "possible":
						f.Held = possible
					default:
						f.Held = notKnown
					}
					f.Note = cmp.Or(o.Note, f.Note)
					st.Facts = append(st.Facts, f)
					if f.Held == yes || f.Held == possible && st.Held != yes || st.Note == "" {
						st.Held, st.Note = f.Held, f.Note
					}
					if st.Held == yes {
						st.Note = ""
					}
				} else if o.Status == "held" {
					f.Role = otherwise
					st.Facts = append(st.Facts, f)
					other = append(other, f.Name)
				}
			}
		}
		mine := slices.ContainsFunc(st.Facts, func(f Fact) bool { return f.Role != otherwise })
		switch {
		case mine:
		case len(other) > 0 && (want != "" || leads):
			st.Held, st.Note = no, "on record: "+strings.Join(slices.Compact(other), "; ")
			if leads && want == "" && !covered {
				// Another leader of the two or three there can be does not exclude it.
				st.Note += "; no record of another leader"
			}
		case asked > 0:
			st.Note = "no holder of it is on record for the day"
		default:
			st.Note = "no such office is on record"
		}
		return st, nil
	})
}

// sameOffice compares titles by their words: "defence minister" is "Minister of
// Defence".
func sameOffice(have, want string) bool {
	stem := func(w string) string {
		w = strings.NewReplacer("defense", "defence").Replace(w)
		return strings.TrimSuffix(w, "s")
	}
	hs := strings.Fields(have)
	for i := range hs {
		hs[i] = stem(hs[i])
	}
	for _, w := range strings.Fields(want) {
		switch w = stem(w); w {
		case "of", "the", "for":
			continue
		}
		if !slices.Contains(hs, w) {
			return false
		}
	}
	// The vice president is not the president.
	for _, w := range []string{"vice", "deputy", "acting", "former"} {
		if slices.Contains(hs, w) && !strings.Contains(want, w) {
			return false
		}
	}
	return true
}
