package textread

import (
	"slices"
	"strings"

	"entente/graph/vocab"
)

// build makes the candidates of a match: one for each subject and object, one
// for each pair where the rule holds between its subjects.
func (s *sentence) build(r *rule, a int, b binding, subject int, g group) []Candidate {
	first, last := a, max(b.end-1, a)
	see := func(i int) {
		if i >= 0 {
			first, last = min(first, i), max(last, i)
		}
	}
	var subjects, objects []Argument
	var doubts []string
	if subject >= 0 {
		subjects, doubts = s.resolve(subject, a, doubts)
		see(subject)
	}
	if b.objects >= 0 {
		objects, doubts = s.resolve(b.objects, a, doubts)
		see(b.objects)
		if s.np(b.objects).neg && b.objects > a {
			g.neg = !g.neg // "follows neither India nor China"
		}
	}
	see(b.second)
	see(b.office)
	if b.subject2 >= 0 {
		subjects, doubts = s.resolve(b.subject2, a, doubts)
		see(b.subject2)
	}
	_, swap := r.opts["swap"]
	if swap {
		subjects, objects = objects, subjects
	}
	def, _ := vocab.Predicate(r.pred)
	detail := r.opts["detail"]
	if strings.HasPrefix(detail, "<") {
		detail = b.class
		if c := strings.Trim(r.opts["detail"], "<>"); c == "attack" {
			detail = verbForms[s.low(a)].lemma
		}
	}
	if r.id == "vote-of" {
		detail = map[string]string{"yes": "yes", "affirmative": "yes", "no": "no", "negative": "no", "dissenting": "no"}[detail]
	}
	if b.event[1] > b.event[0] {
		i, j := b.event[0], b.event[1]-1
		for i < j && determiners[s.low(i)] {
			i++
		}
		text := s.text[s.toks[s.items[i].first].start:s.toks[s.items[j].last].end]
		detail = text
		objects = []Argument{{Text: text, Start: s.toks[s.items[i].first].start, End: s.toks[s.items[j].last].end, Kind: Thing}}
		if personalEvents[strings.ToLower(text)] {
			return nil
		}
	}
	if b.office >= 0 {
		p := s.np(b.office)
		var office *found
		for n := range s.ms {
			if f := &s.ms[n]; f.Kind == Office && (f.Country != "" || f.body > 0) && f.first >= s.items[b.office].first && f.last <= s.items[b.office].last {
				office = f
				break
			}
		}
		if office == nil || p == nil {
			return nil
		}
		detail = office.title
		if office.body > 0 {
			g := covered(s.ms, office.body)
			if g == nil {
				return nil
			}
			objects = []Argument{{Text: g.Text, Start: g.Start, End: g.End, Kind: g.Kind, Key: g.Key}}
		} else {
			objects = []Argument{{Text: office.Country[len("country/"):], Start: office.Start, End: office.End, Kind: Country, Key: office.Country, Country: office.Country}}
			for n := range s.ms {
				if f := &s.ms[n]; f.Country == office.Country && f.Kind == Country {
					objects[0] = Argument{Text: f.Text, Start: f.Start, End: f.End, Kind: Country, Key: f.Country, Country: f.Country}
				}
			}
		}
		if r.id == "office-appoint" {
			subjects, _ = s.resolve(b.objects, a, nil)
		}
	}
	if len(subjects) == 0 && r.subject.slot == 0 && s.manyObject(r) {
		subjects = objects
	}
	if _, near := r.opts["near"]; near && len(subjects) == 0 {
		subjects, doubts = s.near(a, objects, doubts)
	}
	if len(subjects) == 0 {
		return nil
	}
	var extra []Argument
	if b.second >= 0 {
		extra, doubts = s.resolve(b.second, a, doubts)
	}
	if _, soft := r.opts["soft"]; soft {
		if r.pred == vocab.PredVotesWith {
			doubts = append(doubts, "support can be of another kind than a vote")
		} else {
			doubts = append(doubts, "the verb can mean something else")
		}
	}

	var out []Candidate
	add := func(x Argument, os ...Argument) {
		c := Candidate{Predicate: r.pred, Subject: x, Pattern: r.id, Detail: detail, Doubts: slices.Clone(doubts)}
		if len(def.Object) > 0 {
			for _, o := range os {
				if sameArgument(&o, &x) {
					return
				}
				c.Objects = append(c.Objects, o)
			}
		}
		c.Objects = append(c.Objects, extra...)
		if def.Objects == vocab.Required && len(c.Objects) == 0 {
			return
		}
		if !s.sensible(&c, r) {
			return
		}
		c.Start, c.End = s.toks[s.items[first].first].start, s.toks[s.items[last].last].end
		s.stance(&c, a, &g, r)
		s.about(&c, a, b.end, r)
		s.when(&c, a)
		out = append(out, c)
	}
	switch {
	case r.subject.many || len(objects) > 1 && b.objects >= 0 && s.manyObject(r) && (r.subject.slot == 0):
		all := subjects
		if !r.subject.many {
			all = objects
			if swap {
				all = subjects
			}
		}
		if r.pred == vocab.PredReturnsToBaseline && len(all) < 2 {
			return nil
		}
		for i := range all {
			for j := i + 1; j < len(all); j++ {
				add(all[i], all[j])
			}
		}
	case s.manyObject(r) && r.subject.slot != 0 && b.objects >= 0:
		for i := range objects {
			for j := i + 1; j < len(objects); j++ {
				add(objects[i], objects[j])
			}
		}
	default:
		for _, x := range subjects {
			if len(objects) == 0 {
				add(x)
				continue
			}
			for _, o := range objects {
				add(x, o)
			}
		}
	}
	if g.demand != "" {
		for n := range out {
			out[n].Stance = ""
			out[n].Doubts = append(out[n].Doubts, g.demand)
		}
	}
	return out
}

// near finds whom a claim without an owner is about: the nearest state before
// it, the one of the sentence before, or the only side named.
func (s *sentence) near(a int, objects []Argument, doubts []string) ([]Argument, []string) {
	for k := a - 1; k >= 0; k-- {
		p := s.np(k)
		if p == nil || p.pronoun {
			continue
		}
		for _, x := range p.heads {
			if (x.Kind == Country || x.Kind == Government) && !hasArgument(objects, &x) {
				return []Argument{x}, append(doubts, "whose it is was taken from the words before")
			}
		}
	}
	for _, x := range s.ctx.states {
		if !hasArgument(objects, &x) {
			x.Via = "pronoun"
			x.Start, x.End = s.toks[s.items[a].first].start, s.toks[s.items[a].last].end
			return []Argument{x}, append(doubts, "whose it is was taken from the sentence before")
		}
	}
	return nil, doubts
}

var personalEvents = wordSet("school university college church him her it them")

func (s *sentence) manyObject(r *rule) bool {
	for n := range r.right {
		if r.right[n].slot == 'O' && r.right[n].many {
			return true
		}
	}
	return false
}

func sameArgument(a, b *Argument) bool {
	if a.Key != "" || b.Key != "" {
		return a.Key == b.Key || a.Kind != Person && b.Kind != Person && a.Kind != Office && b.Kind != Office && a.Country != "" && a.Country == b.Country && a.Kind != Organisation && b.Kind != Organisation && a.Kind != City && b.Kind != City
	}
	return a.Text == b.Text
}

var envoys = wordSet("ambassador envoy representative")

// sensible refuses what the predicate cannot mean: no vote hangs on a party or
// a town (B17), no state visits itself.
func (s *sentence) sensible(c *Candidate, r *rule) bool {
	def, _ := vocab.Predicate(c.Predicate)
	x := &c.Subject
	states := len(def.Subject) == 1 && def.Subject[0] == vocab.Country
	state := func(a *Argument) bool {
		switch a.Kind {
		case Country, Government:
			return true
		case City:
			return a.Country != "" && a.Via != ""
		case Pronoun:
			return a.Via == "state" || a.Via == "they" || a.Via == "we" || a.Via == "home"
		case Person, Office:
			// A president votes for nobody; he stands for his state in what
			// states do.
			return a.Country != "" && c.Predicate != vocab.PredVoted
		}
		return false
	}
	if x.Kind == Office && x.Country != "" && (c.Predicate == vocab.PredVoted || c.Predicate == vocab.PredVetoed) && envoys[strings.ToLower(x.Text)] {
		// It is the state that votes by its envoy's hand.
		x.Kind, x.Key, x.Via = Country, x.Country, "people"
	}
	switch c.Predicate {
	case vocab.PredVoted, vocab.PredVetoed, vocab.PredVetoedWith, vocab.PredVotesWith, vocab.PredTradeNegligible, vocab.PredTradeDependent, vocab.PredAlliedWith:
		if !state(x) {
			return false
		}
		for n := range c.Objects {
			if o := &c.Objects[n]; !state(o) && !(c.Predicate == vocab.PredTradeDependent && o.Kind == Organisation) {
				return false
			}
		}
	case vocab.PredRecognises:
		if !state(x) && x.Kind != Organisation {
			return false
		}
	case vocab.PredAtWar:
		for _, a := range append([]Argument{*x}, c.Objects...) {
			if a.Kind == Person || a.Kind == Office && a.Country == "" || a.Kind == Party {
				return false
			}
		}
	case vocab.PredVisited:
		if x.Kind == City || x.Kind == Place {
			return false
		}
		for n := range c.Objects {
			o := &c.Objects[n]
			if o.Kind == Government && x.Country == o.Country || x.Kind == Country && o.Country == x.Country {
				return false
			}
		}
	case vocab.PredMet:
		for _, a := range append([]Argument{*x}, c.Objects...) {
			if a.Kind == Place || a.Kind == City {
				return false
			}
		}
		if len(c.Objects) > 0 && c.Objects[0].Kind == Country && c.Objects[0].Via == "" && r.id == "meet" {
			return false // "met Turkey": a match
		}
	case vocab.PredOpposes, vocab.PredFollows:
		if x.Kind == City || x.Kind == Place || len(c.Objects) > 0 && (c.Objects[0].Kind == Pronoun || c.Objects[0].Via == "pronoun") {
			return false
		}
	case vocab.PredSanctions, vocab.PredSupportedSanctions, vocab.PredSuppliesArms:
		if x.Kind == City || x.Kind == Place {
			return false
		}
	}
	if states && x.Kind == Organisation && c.Predicate != vocab.PredRecognises {
		return false
	}
	return true
}

// resolve gives the arguments of the phrase at item i; pronouns are looked up
// in what was named before, with a doubt.
func (s *sentence) resolve(i, anchor int, doubts []string) ([]Argument, []string) {
	p := s.np(i)
	out := slices.Clone(p.heads)
	if !p.pronoun {
		for n := range out {
			a := &out[n]
			switch {
			case a.Kind == Office && a.Country == "":
				doubts = append(doubts, "“"+a.Text+"” is nobody's without a country")
			case len(a.Candidates) > 0:
				doubts = append(doubts, "“"+a.Text+"” can mean "+strings.Join(a.Candidates, " or "))
			case a.Kind == Person && a.Key == "":
				doubts = append(doubts, "“"+a.Text+"” is not in the lexicon")
			}
		}
		return out, doubts
	}
	via := out[0].Via
	var persons, states []Argument
	for k := 0; k < i; k++ {
		q := s.np(k)
		if q == nil || q.pronoun {
			continue
		}
		for _, a := range q.heads {
			switch a.Kind {
			case Person, Office:
				if a.Kind == Office && a.Country == "" {
					break
				}
				if !hasArgument(persons, &a) {
					persons = append(persons, a)
				}
			case Country, Government, Organisation, Party:
				if !hasArgument(states, &a) {
					states = append(states, a)
				}
			}
		}
	}
	stand := func(as ...Argument) ([]Argument, []string) {
		for n := range as {
			as[n].Via = "pronoun"
			as[n].Start, as[n].End = out[0].Start, out[0].End
		}
		return as, append(doubts, "“"+out[0].Text+"” was read as "+texts(as))
	}
	switch via {
	case "home":
		// "her country": of the last person named before it.
		for n := len(persons) - 1; n >= 0; n-- {
			if x := persons[n]; x.Country != "" {
				return stand(Argument{Text: rest(x.Country), Kind: Country, Key: x.Country, Country: x.Country})
			}
		}
		for _, x := range s.ctx.persons {
			if x.Country != "" {
				return stand(Argument{Text: rest(x.Country), Kind: Country, Key: x.Country, Country: x.Country})
			}
		}
	case "person":
		if len(persons) > 0 {
			return stand(persons[0])
		}
		if len(s.ctx.persons) > 0 {
			return stand(s.ctx.persons[0])
		}
	case "state":
		if len(states) >= 1 {
			return stand(states[0])
		}
		if len(persons) == 0 && len(s.ctx.states) >= 1 {
			return stand(s.ctx.states[0])
		}
	case "both":
		for k := i - 1; k >= 0; k-- {
			if q := s.np(k); q != nil && len(q.heads) == 2 && !q.pronoun {
				return stand(slices.Clone(q.heads)...)
			}
		}
		if len(states) == 2 {
			return stand(states...)
		}
		if len(states) == 0 && len(s.ctx.pair) == 2 {
			return stand(slices.Clone(s.ctx.pair)...)
		}
		if len(states) == 0 && len(s.ctx.states) == 2 {
			return stand(slices.Clone(s.ctx.states)...)
		}
	case "both-persons":
		if len(persons) == 2 {
			return stand(persons...)
		}
		if len(persons) == 0 && len(s.ctx.persons) == 2 {
			return stand(slices.Clone(s.ctx.persons)...)
		}
	case "they":
		for k := i - 1; k >= 0; k-- {
			if q := s.np(k); q != nil && len(q.heads) > 1 && !q.pronoun {
				return stand(slices.Clone(q.heads)...)
			}
		}
		if len(states)+len(persons) == 0 && len(s.ctx.pair) > 1 {
			return stand(slices.Clone(s.ctx.pair)...)
		}
	}
	return out, append(doubts, "whom “"+out[0].Text+"” means is not known")
}

func rest(id string) string {
	_, r, _ := strings.Cut(id, "/")
	return r
}

func texts(as []Argument) string {
	var out []string
	for n := range as {
		out = append(out, as[n].Text)
	}
	return strings.Join(out, " and ")
}

func hasArgument(as []Argument, a *Argument) bool {
	for n := range as {
		if as[n].Key == a.Key && a.Key != "" || as[n].Text == a.Text {
			return true
		}
	}
	return false
}

// stance decides who says it and how, from the verb's own group and the
// wordings that govern it. What is said outright (denied, unproven) outweighs a
// possibility, that an expectation, that a report, that a plain negation.
func (s *sentence) stance(c *Candidate, a int, g *group, r *rule) {
	neg := g.neg
	if _, ok := r.opts["neg"]; ok {
		neg = !neg
	}
	if _, ok := r.opts["absent"]; ok {
		// "did not take part in the vote": absent; "took part": it voted.
		if neg {
			neg, c.Detail = false, "absent"
		}
	}
	best := g.effect
	if r.opts["effect"] == "expects" && best < expects {
		best = expects
	}
	cues := slices.Clone(g.cues)
	claimant := g.claimant
	skip := ""
	governed := plain // the most a wording around it says
	bestScope := plain
	for n := range s.scopes {
		x := &s.scopes[n]
		if a < x.from || a >= x.to || x.also {
			continue
		}
		if x.skip != "" {
			skip = x.skip
			continue
		}
		if x.conditional {
			if x.effect == possible || g.would || g.future || g.effect == possible {
				c.Conditional = true
				cues = append(cues, x.cue)
				if best < possible && !(g.future && x.effect == plain) {
					best = possible
				} else if best < expects {
					best = expects
				}
			}
			continue
		}
		if g.nominal && x.effect != reports && x.effect != plain && s.given(a, x) {
			// "It is possible that the visit of X to Y was …": the visit is given.
			continue
		}
		cues = append(cues, x.cue)
		if x.neg {
			neg = !neg
		}
		if x.effect == denies && neg && g.effect != denies {
			// "denied that it had not": what is denied is the negation.
			if x.cue != "doubt" {
				neg = false
			}
		}
		if x.effect > best {
			best = x.effect
		}
		governed = max(governed, x.effect)
		if x.claimant >= 0 && (claimant < 0 || x.effect >= bestScope) {
			claimant = x.claimant
			bestScope = x.effect
		}
	}
	// A report of the author's own wording in a sentence that someone else
	// denies stays a denial; a report in quotes is one.
	if s.items[a].quoted {
		c.Quoted = true
		if best == plain {
			best = reports
		}
	}
	if g.selfClaim && claimant < 0 {
		x := c.Subject
		c.Claimant = &x
	}
	if claimant >= 0 {
		who, doubts := s.resolve(claimant, a, nil)
		x := who[0]
		if s.np(claimant).poss && x.Kind != Person {
			x.Via = "people"
		}
		if x.Kind == City {
			x.Kind, x.Key, x.Via = Government, x.Country, "people"
		}
		c.Claimant = &x
		if x.Kind == Pronoun || x.Kind == Office && x.Country == "" {
			c.Doubts = append(c.Doubts, doubts...)
		}
	}
	if best == plain && g.future {
		best = expects
	}
	if best == plain && g.would {
		best = possible
		if g.never {
			best = plain
		}
	}
	if s.np2neg(c, a) {
		neg = true
	}
	c.Negated = neg
	c.Certainty = "stated"
	switch best {
	case plain:
		c.Stance = vocab.StanceAsserts
		if neg {
			c.Stance = vocab.StanceDenies
		}
	case reports:
		c.Stance = vocab.StanceReports
	case expects:
		c.Stance, c.Certainty = vocab.StanceExpects, "probable"
	case possible:
		c.Stance, c.Certainty = vocab.StancePossible, "possible"
	case unproven:
		c.Stance, c.Certainty = vocab.StanceUnproven, "none"
	case denies:
		c.Stance = vocab.StanceDenies
	}
	c.Cues = cues
	// "We" is who speaks.
	for _, x := range append([]*Argument{&c.Subject}, pointers(c.Objects)...) {
		if x.Kind == Pronoun && (x.Via == "we" || x.Via == "home") && c.Claimant != nil && c.Claimant.Country != "" {
			x.Key, x.Country = c.Claimant.Country, c.Claimant.Country
			x.Kind, x.Via = Country, "pronoun"
		}
	}
	if skip != "" && (best < possible || governed < possible) {
		c.Stance = ""
		c.Doubts = append(c.Doubts, skip)
	}
	c.first, c.nominal = g.first && !g.nominal, g.nominal
	s.neverBefore(c, a, g)
}

// also gives the claim once more for each further stance taken to it.
func (s *sentence) also(c *Candidate, a int) (out []Candidate) {
	for n := range s.scopes {
		x := &s.scopes[n]
		if !x.also || a < x.from || a >= x.to {
			continue
		}
		d := *c
		d.Objects, d.Cues = slices.Clone(c.Objects), []string{x.cue}
		d.Stance, d.Certainty, d.Claimant, d.Negated = vocab.StanceDenies, "stated", nil, false
		if x.claimant >= 0 {
			who, _ := s.resolve(x.claimant, a, nil)
			d.Claimant = &who[0]
		}
		out = append(out, d)
	}
	return out
}

// given reports that a claim that is a noun is no part of what a wording says:
// it stands away from it, or is the subject of the clause.
func (s *sentence) given(a int, x *scope) bool {
	if a-x.from > 6 {
		return true
	}
	for k := a + 1; k < x.to && k < a+8; k++ {
		if s.items[k].kind == isWord && finite(s.low(k)) {
			return s.low(x.from-1) == "that" || strings.HasSuffix(x.cue, "that") || x.cue == "doubt"
		}
		if s.items[k].kind == isMark && s.low(k) != `"` {
			return false
		}
	}
	return false
}

func pointers(as []Argument) []*Argument {
	out := make([]*Argument, len(as))
	for n := range as {
		out[n] = &as[n]
	}
	return out
}

// np2neg reports a subject that denies: "no Israeli prime minister", "neither
// Iran nor Iraq".
func (s *sentence) np2neg(c *Candidate, a int) bool {
	// "Never before had a pope visited": the verb is in front.
	if k := s.clauseStart(a); k < a && (s.low(k) == "never" || s.low(k) == "not" && s.low(k+1) == "once") {
		return true
	}
	for k := range s.items {
		p := s.np(k)
		if p == nil || !p.neg || k > a {
			continue
		}
		if s.toks[s.items[k].first].start <= c.Subject.Start && c.Subject.End <= s.toks[s.items[k].last].end {
			return true
		}
	}
	return false
}

// neverBefore turns "had never visited before" into the claim that it is the
// first of its kind.
func (s *sentence) neverBefore(c *Candidate, a int, g *group) {
	before := s.low(s.clauseStart(a)) == "never" && s.low(s.clauseStart(a)+1) == "before"
	for k := max(0, g.left-1); k < len(s.items); k++ {
		w := s.low(k)
		if s.items[k].kind != isWord {
			if k > a && (w == "," || w == ";") {
				break
			}
			continue
		}
		if w == "previously" || w == "before" && (k+1 >= len(s.items) || s.items[k+1].kind == isMark && s.low(k+1) != `"` || k < a || s.low(k+1) == "and" || s.low(k+1) == "but") {
			before = true
		}
		if k > a && (w == "but" || w == "which") {
			break
		}
	}
	switch {
	case c.Negated && before && (c.Stance == vocab.StanceDenies || c.Stance == vocab.StanceReports):
		c.Detail = c.Predicate
		c.Predicate = vocab.PredNeverBefore
		c.Negated = false
		if c.Stance == vocab.StanceDenies {
			c.Stance = vocab.StanceAsserts
		}
	}
}

// firsts gives the claims that what is claimed is the first of its kind.
func (s *sentence) firsts(c *Candidate, a int) bool {
	if c.first {
		return !slices.ContainsFunc(s.dates, func(d dated) bool { return d.Form == "since" })
	}
	e := elem{phrases: []string{"for the first time", "first ever", "first-ever"}}
	for k := range s.items {
		if n := s.words(&e, k); n > 0 && s.clauseStart(a) <= k && k < s.clauseEnd(a) {
			// "for the first time since 1990" is not the first.
			rest := s.low(n)
			if rest == "since" || rest == "in" && s.low(n+1) != "its" && s.low(n+1) != "the" && s.items[min(n+1, len(s.items)-1)].kind != isPhrase {
				return false
			}
			if n < len(s.items) && s.items[n].kind == isDate && s.dates[s.items[n].date].Form == "since" {
				return false
			}
			return true
		}
	}
	return false
}

var topicWords = []struct{ words, topic string }{
	{"nuclear", "nuclear-nonproliferation"}, {"missile", "nuclear-nonproliferation"}, {"disarmament", "disarmament"}, {"chemical weapons", "disarmament"}, {"terrorism", "terrorism"}, {"human rights", "human-rights"}, {"peacekeeping", "peacekeeping"}, {"peacekeepers", "peacekeeping"},
	{"decolonisation", "decolonization"}, {"decolonization", "decolonization"}, {"sanctions", "sanctions"}, {"membership", "membership"}, {"middle east", "palestine-israel"}, {"middle eastern", "palestine-israel"},
}

// about finds the matter of a vote, a veto or a line: a country or a topic that
// the sentence names besides the parties.
func (s *sentence) about(c *Candidate, a, end int, r *rule) {
	def, _ := vocab.Predicate(c.Predicate)
	if def.Topic == vocab.None {
		return
	}
	// A state behind the match that is no party of the claim.
	for k := end; k < len(s.items) && k < end+12; k++ {
		if s.low(k) == ";" || s.low(k) == "but" || s.low(k) == "while" || s.items[k].kind == isWord && finite(s.low(k)) && k > end+1 {
			break
		}
		p := s.np(k)
		if p == nil || p.pronoun {
			continue
		}
		prev := s.low(k - 1)
		if prev == "in" && p.heads[0].Kind == City {
			continue
		}
		if !(prev == "on" || prev == "of" || prev == "about" || prev == "against" || prev == "over" || prev == "in" || prev == "for" || prev == "concerning" || prev == "regarding" || prev == "condemning" || prev == "to" || p.adj || p.poss || verbForms[prev].form == ing) {
			continue
		}
		for n := range p.heads {
			x := &p.heads[n]
			if (x.Kind == Country || x.Kind == Place) && x.Country != "" && x.Country != c.Subject.Country && !(len(c.Objects) > 0 && c.Objects[0].Country == x.Country) {
				c.Topic = x.Country
				return
			}
		}
	}
	for _, w := range topicWords {
		e := elem{phrases: []string{w.words}}
		for k := range s.items {
			if s.words(&e, k) > 0 {
				c.Topic = vocab.TopicPrefix + w.topic
				return
			}
		}
	}
}

// when gives a claim the date nearest to it in its clause, else in the sentence.
func (s *sentence) when(c *Candidate, a int) {
	best, dist := -1, 1<<30
	from, to := s.clauseStart(a), s.clauseEnd(a)
	for k := range s.items {
		if s.items[k].kind != isDate {
			continue
		}
		d := max(k-a, a-k)
		if k < from || k >= to {
			d += 1000
		}
		// A date behind the verb is its own more than one before.
		if k < a {
			d += 2
		}
		// The date of the saying is not that of what is said.
		for n := range s.scopes {
			if x := &s.scopes[n]; x.claimant >= 0 && k < x.from && x.from <= a && k > x.claimant {
				d += 500
			}
		}
		if d < dist {
			best, dist = s.items[k].date, d
		}
	}
	if best < 0 {
		return
	}
	if dist >= 500 && dist < 1000 {
		return
	}
	c.Period = s.dates[best].Period
}

// where gives a claim its place: "in X", "at X" in its clause, if no argument.
func (s *sentence) where(c *Candidate, a int) {
	def, _ := vocab.Predicate(c.Predicate)
	if def.Place == vocab.None {
		return
	}
	from, to := s.clauseStart(a), s.clauseEnd(a)
	best, dist := -1, 1<<30
	for k := from; k < to; k++ {
		p := s.np(k)
		if p == nil || len(p.heads) != 1 || p.heads[0].Kind != City && p.heads[0].Kind != Place || !locatives[s.low(k-1)] {
			continue
		}
		x := p.heads[0]
		own := false
		for n := range c.Objects {
			own = own || c.Objects[n].Start == x.Start
		}
		if d := max(k-a, a-k); !own && d < dist {
			best, dist = k, d
		}
	}
	if best >= 0 {
		x := s.np(best).heads[0]
		c.Place = &x
	}
}
