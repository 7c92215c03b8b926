package textread

import (
	"strings"

	"entente/graph/vocab"
)

const (
	maxGap  = 8  // items a gap of a rule passes over
	maxLeft = 30 // items looked at for the subject of a verb
)

// sentence is one sentence as it is matched.
type sentence struct {
	text   string
	toks   []token
	ms     []found
	dates  []dated
	items  []item
	ctx    *context
	scopes []scope
	// joined remembers what verbSubjectBefore found from each item, two more
	// than it and 0 for not looked yet: a long row of joined verbs takes no more
	// than its length.
	joined []int
}

// context is what earlier sentences leave to later ones.
type context struct {
	persons []Argument // of the previous sentence, in order
	states  []Argument
	pair    []Argument // the last two joined
}

// binding is what a match has bound.
type binding struct {
	objects, second, agent, office, subject2 int // items, -1
	event                                    [2]int
	class                                    string
	end                                      int // item behind the last one used
}

func (s *sentence) low(i int) string {
	if i < 0 || i >= len(s.items) {
		return ""
	}
	return s.items[i].low
}

func (s *sentence) np(i int) *phrase {
	if i < 0 || i >= len(s.items) {
		return nil
	}
	return s.items[i].np
}

// small reports an item that rules pass over between their elements.
func (s *sentence) small(i int) bool {
	it := &s.items[i]
	return it.kind == isDate || it.kind == isWord && (determiners[it.low] && it.low != "no" && it.low != "neither" && it.low != "that" || adverb(it.low) || it.low == "mr" || it.low == "mrs") || it.kind == isMark && it.low == `"`
}

// stop reports an item no gap passes.
func (s *sentence) stop(i int) bool {
	it := &s.items[i]
	switch it.kind {
	case isMark:
		return it.low == ";" || it.low == ":" || it.low == "?" || it.low == "!" || it.low == "—" || it.low == "–" && !s.toks[it.first].glued
	case isWord:
		if boundaries[it.low] || it.low == "and" && s.verbAt(i+1) || it.low == "but" || modal(it.low) || haveForms[it.low] && it.low != "having" {
			return true
		}
		f, ok := verbForms[it.low]
		return ok && f.verb && f.form == third || beForms[it.low] && it.low != "being" && it.low != "been"
	}
	return false
}

// verbAt reports a finite verb at item i, adverbs passed over.
func (s *sentence) verbAt(i int) bool {
	for i < len(s.items) && s.items[i].kind == isWord && adverb(s.items[i].low) {
		i++
	}
	return i < len(s.items) && s.items[i].kind == isWord && finite(s.items[i].low)
}

// words reports the item behind the longest phrase of an element at item i, 0
// for none.
func (s *sentence) words(e *elem, i int) int {
	it := &s.items[i]
	if it.kind != isWord && it.kind != isPhrase {
		return 0
	}
	best := 0
	if it.kind == isWord && e.words[it.low] {
		best = i + 1
	}
	tok := it.first
	for _, p := range e.phrases {
		if p[0] != s.toks[tok].low[0] {
			continue
		}
		end := phraseEnd(s.toks, tok, p)
		if end == 0 {
			continue
		}
		for k := i; k < len(s.items); k++ {
			if s.items[k].last+1 == end {
				if k+1 > best {
					best = k + 1
				}
				break
			}
			if s.items[k].last >= end {
				break
			}
		}
	}
	return best
}

// fits reports whether an item can fill a slot.
func (s *sentence) fits(e *elem, i int) bool {
	it := &s.items[i]
	if it.kind != isPhrase {
		return false
	}
	p := it.np
	if e.slot == 'P' {
		return true
	}
	if e.poss {
		if !p.poss && !p.adj {
			return false
		}
	} else if p.poss || p.adj {
		return false
	}
	if e.many && len(p.heads) < 2 && !(p.pronoun && (p.heads[0].Via == "both" || p.heads[0].Via == "both-persons" || p.heads[0].Via == "they")) {
		return false
	}
	for n := range p.heads {
		if !suits(e.filter, &p.heads[n]) {
			return false
		}
	}
	return true
}

func suits(filter string, a *Argument) bool {
	switch filter {
	case "state":
		return a.Kind == Country || a.Kind == Government || a.Kind == Pronoun && a.Via != "person" || (a.Kind == City && a.Country != "") || a.Kind == Person || a.Kind == Office && a.Country != "" || a.Kind == Organisation && a.Country == ""
	case "place":
		return a.Kind == Country || a.Kind == City || a.Kind == Place || a.Kind == Government || a.Kind == Pronoun && (a.Via == "both" || a.Via == "home")
	case "person":
		return a.Kind == Person || a.Kind == Office || a.Kind == Pronoun && a.Via != "state" && a.Via != "we"
	case "actor":
		return a.Kind != Place
	}
	return true
}

// right matches the elements behind the anchor from item i.
func (s *sentence) right(r *rule, es []elem, i int, b binding) (binding, bool) {
	if len(es) == 0 {
		return b, true
	}
	e := &es[0]
	if e.kind == elemGap {
		commas := 0
		far, verb := i+maxGap, false
		outcome := len(es) > 1 && es[1].kind == elemClass && es[1].class == "nothing"
		if outcome {
			far = i + 3*maxGap
		}
		if len(es) > 1 && es[1].kind == elemWord && es[1].verb {
			verb = true
		}
		for k := i; k <= far && k < len(s.items); k++ {
			if out, ok := s.right(r, es[1:], k, b); ok {
				return out, true
			}
			if outcome {
				if w := s.low(k); w == ";" || w == "but" {
					break
				}
				continue
			}
			if s.stop(k) && !(r.be && k == i) && !(verb && (beForms[s.low(k)] || haveForms[s.low(k)])) {
				break
			}
			if s.low(k) == "," {
				if commas++; commas > 2 {
					break
				}
			}
		}
		return b, false
	}
	if e.kind == elemEnd {
		if i >= len(s.items) {
			return b, true
		}
		it := &s.items[i]
		if it.kind == isDate {
			return s.right(r, es, i+1, b)
		}
		if it.kind == isMark && it.low != `"` && it.low != "'s" || boundaries[it.low] || it.low == "and" || it.low == "in" || it.low == "at" {
			return b, true
		}
		return b, false
	}
	if i >= len(s.items) {
		if e.optional {
			return s.right(r, es[1:], i, b)
		}
		return b, false
	}
	end := 0
	next := b
	switch e.kind {
	case elemWord, elemClass:
		if end = s.words(e, i); end > 0 {
			if e.kind == elemClass && next.class == "" {
				next.class = strings.ToLower(s.text[s.toks[s.items[i].first].start:s.toks[s.items[end-1].last].end])
			}
		}
	case elemSlot:
		if e.slot == 'F' {
			if next.office = s.officeAt(e, i); next.office >= 0 {
				end = i + 1
			}
		} else if s.fits(e, i) {
			end = i + 1
			switch e.slot {
			case 'O':
				next.objects = i
			case 'P':
				next.second = i
			case 'A':
				next.agent = i
			case '2':
				next.subject2 = i
			case 'S':
				next.agent = i
			}
		}
	case elemEvent:
		if end = s.eventAt(i); end > 0 {
			next.event = [2]int{i, end}
		}
	}
	if end > 0 {
		next.end = end
		if out, ok := s.right(r, es[1:], end, next); ok {
			return out, true
		}
	}
	if e.optional {
		if out, ok := s.right(r, es[1:], i, b); ok {
			return out, true
		}
	}
	if s.small(i) || e.kind == elemWord && (e.words["been"] || e.words["become"]) && haveForms[s.low(i)] {
		return s.right(r, es, i+1, b)
	}
	return b, false
}

// officeAt finds an office with a country at item i: a phrase whose head is it.
func (s *sentence) officeAt(e *elem, i int) int {
	p := s.np(i)
	if p == nil || len(p.heads) != 1 {
		return -1
	}
	for _, f := range s.ms {
		if f.Kind != Office || f.Country == "" && f.body == 0 || f.first < s.items[i].first || f.last > s.items[i].last {
			continue
		}
		if e.filter == "head" && (!f.leads || f.Country == "") {
			return -1
		}
		if p.heads[0].Kind == Office {
			return i
		}
	}
	return -1
}

var eventStops = wordSet("and but , ; : . where which that who while after before with alongside ( — –")

// eventAt reads the words of an event from item i: "the summit in Buenos Aires".
func (s *sentence) eventAt(i int) int {
	k := i
	for k < len(s.items) && k < i+14 {
		it := &s.items[k]
		if it.kind == isMark && it.low != "'s" || it.kind == isWord && (eventStops[it.low] || finite(it.low)) {
			break
		}
		if it.kind == isDate && k > i {
			break
		}
		k++
	}
	if k == i {
		return 0
	}
	return k
}

// try matches a rule at its anchor.
func (s *sentence) try(r *rule, a int) []Candidate {
	end := s.words(&r.anchor, a)
	if end == 0 {
		return nil
	}
	if r.anchor.verb {
		if haveForms[s.low(a)] {
			// "has supported": the auxiliary.
			k := a + 1
			for k < len(s.items) && s.items[k].kind == isWord && adverb(s.low(k)) {
				k++
			}
			if f := verbForms[s.low(k)]; f.form == past || f.form == participle || s.low(k) == "been" || s.low(k) == "to" {
				return nil
			}
		}
		n := verbForms[s.low(a)]
		if (!n.verb || n.form == ing && a > 0 && determiners[s.low(a-1)]) && s.nounHere(a) {
			return nil
		}
		if (n.form == past || n.form == participle) && s.attribute(a) {
			return nil
		}
	}
	if c, ok := r.opts["if"]; ok && !s.has(c) {
		return nil
	}
	if c, ok := r.opts["unless"]; ok && s.has(c) {
		return nil
	}
	none := binding{objects: -1, second: -1, agent: -1, office: -1, subject2: -1, end: end}
	if r.anchor.kind == elemClass {
		none.class = strings.ToLower(s.text[s.toks[s.items[a].first].start:s.toks[s.items[end-1].last].end])
	}
	switch {
	case hasOption(r, "say"):
		return s.audience(r, a, end, none)
	case r.subject.slot == 0:
		b, ok := s.right(r, r.right, end, none)
		if !ok {
			return nil
		}
		g := s.nominal(a)
		if r.anchor.verb {
			g = s.group(a)
		}
		if hasOption(r, "main") {
			// "flew to Hanoi for talks with": what the clause's subject does.
			v := s.mainVerb(a)
			if v < 0 {
				return nil
			}
			g = s.group(v)
			b.agent = s.subject(v, &g)
			if b.agent < 0 || !s.np(b.agent).actor() && !g.possessed {
				return nil
			}
		}
		return s.build(r, a, b, b.agent, g)
	case r.subject.poss:
		b, ok := s.right(r, r.right, end, none)
		if !ok {
			return nil
		}
		owner, g := s.owner(r, a)
		if owner < 0 {
			return nil
		}
		return s.build(r, a, b, owner, g)
	}
	g := s.group(a)
	if g.passive && r.anchor.verb && !r.be {
		return s.passive(r, a, end, g, none)
	}
	b, ok := s.right(r, r.right, end, none)
	if !ok && r.opts["open"] != "" || ok && r.pred == vocab.PredVetoed && r.id == "veto" {
		b, ok = none, true
	}
	if r.id == "veto" && !ok {
		b, ok = none, true
	}
	if !ok {
		return nil
	}
	subject := s.subject(a, &g)
	if subject < 0 {
		subject = s.listed(a, g.left)
	}
	if subject < 0 || !s.fits(&r.subject, subject) && !s.fitsOwner(&r.subject, subject) {
		return nil
	}
	if p := s.np(subject); !p.actor() && (r.pred == vocab.PredVisited || r.pred == vocab.PredMet || r.pred == vocab.PredAttended) && !peopleNouns[s.low(subject+1)] && !headNoun[s.low(subject+1)] && !g.possessed {
		return nil
	} else if !p.actor() && r.pred == vocab.PredVisited && goods[s.low(subject+1)] {
		return nil
	}
	if len(r.pre) > 0 && r.pre[0].kind == elemClass {
		hit := false
		for k := subject; k < a; k++ {
			if s.words(&r.pre[0], k) > 0 {
				hit = true
			}
		}
		if !hit {
			return nil
		}
	}
	return s.build(r, a, b, subject, g)
}

var counted = wordSet("countries states members nations governments others delegations powers governments")

// listed finds those whom a plain "five countries" before the verb means: a list
// behind a colon, or "among them X and Y".
func (s *sentence) listed(a, left int) int {
	at := -1
	for k := left - 1; k >= 0 && k > left-14; k-- {
		if s.items[k].kind == isWord && counted[s.low(k)] {
			at = k
			break
		}
	}
	if at < 0 {
		return -1
	}
	for k := at + 1; k < left; k++ {
		if p := s.np(k); p != nil && p.actor() {
			if w := s.low(k - 1); w == "including" || w == "them" {
				return k
			}
			return -1
		}
	}
	for k := a + 1; k+1 < len(s.items); k++ {
		if w := s.low(k); w == ":" || w == "—" || w == "–" {
			if p := s.np(k + 1); p != nil && p.actor() {
				return k + 1
			}
			return -1
		}
	}
	return -1
}

// mainVerb is the nearest verb of a clause before item a.
func (s *sentence) mainVerb(a int) int {
	for k := a - 1; k >= 0 && k > a-14; k-- {
		if s.items[k].kind != isWord {
			if s.low(k) == ";" {
				return -1
			}
			continue
		}
		f, ok := verbForms[s.low(k)]
		if beForms[s.low(k)] && s.low(k+1) == "in" {
			return k
		}
		if ok && motion[s.low(k)] && !(!f.verb && s.nounHere(k)) {
			return k
		}
	}
	return -1
}

var goods = wordSet("exports imports trade economy industry policy support foreign")

func ruleByID(id string) *rule {
	for n := range rules {
		if rules[n].id == id {
			return &rules[n]
		}
	}
	return nil
}

func hasOption(r *rule, name string) bool {
	_, ok := r.opts[name]
	return ok
}

// audience reads for whom something is published: the state named nearest
// before, in a sentence that tells of publishing.
func (s *sentence) audience(r *rule, a, end int, b binding) []Candidate {
	if !s.has("publish") {
		return nil
	}
	for _, forward := range []bool{false, true} {
		for n := 1; n < maxLeft; n++ {
			k := a - n
			if forward {
				k = a + n
			}
			p := s.np(k)
			if p == nil || p.pronoun {
				continue
			}
			if x := &p.heads[0]; x.Country != "" && x.Kind != City {
				g := s.nominal(a)
				return s.build(r, a, b, k, g)
			}
		}
	}
	return nil
}

// attribute reports a participle before a noun: "to recognise annexed Crimea".
func (s *sentence) attribute(a int) bool {
	if a == 0 || s.low(a+1) == "by" {
		return false
	}
	p := &s.items[a-1]
	if p.kind != isWord || s.np(a+1) == nil {
		return false
	}
	w := p.low
	f, ok := verbForms[w]
	return prepositions[w] && w != "after" && w != "since" || w == "the" || w == "a" || ok && (f.form == base || f.form == ing) && f.verb
}

func (s *sentence) fitsOwner(e *elem, i int) bool {
	p := s.np(i)
	if p == nil || !p.poss && !p.adj || e.many && len(p.heads) < 2 {
		return false
	}
	for n := range p.heads {
		if !suits(e.filter, &p.heads[n]) {
			return false
		}
	}
	return true
}

// passive reads "O was visited by S": the rule's object stands before the verb.
func (s *sentence) passive(r *rule, a, end int, g group, b binding) []Candidate {
	at := -1
	elems := r.right
	for len(elems) > 1 && (elems[0].kind == elemGap || elems[0].optional) {
		elems = elems[1:]
	}
	for n := range elems {
		if e := &elems[n]; e.kind == elemSlot && e.slot == 'O' && !e.poss {
			if n == 0 {
				at = n
			}
			break
		}
	}
	if r.id == "veto" || r.id == "veto-block" {
		at = 0
	}
	if at < 0 || r.subject.many && r.pred != vocab.PredVetoedWith {
		return nil
	}
	rest := elems
	if len(rest) > 0 {
		rest = rest[1:]
	}
	if r.id == "veto-block" {
		rest = nil
	}
	b, ok := s.right(r, rest, end, b)
	if !ok {
		return nil
	}
	agent := s.by(b.end)
	if r.pred == vocab.PredVetoed {
		if agent < 0 {
			return nil
		}
		if len(s.np(agent).heads) > 1 {
			r = ruleByID("veto-both")
		}
		return s.build(r, a, b, agent, g)
	}
	object := s.subject(a, &g)
	if object < 0 {
		return nil
	}
	slot := elems[at]
	if !s.fits(&slot, object) {
		return nil
	}
	b.objects = object
	if agent < 0 {
		// Nobody is named who does it.
		return nil
	}
	return s.build(r, a, b, agent, g)
}

// by finds "by X" from item i on.
func (s *sentence) by(i int) int {
	for k := i; k < len(s.items) && k < i+maxGap; k++ {
		if s.low(k) == "by" && k+1 < len(s.items) {
			if p := s.np(k + 1); p != nil && !p.adj && !p.poss {
				return k + 1
			}
			if k+2 < len(s.items) && s.small(k+1) && s.np(k+2) != nil && s.np(k+2).actor() {
				return k + 2
			}
			return -1
		}
		if s.stop(k) {
			return -1
		}
	}
	return -1
}

// nounHere reports that a form that is a verb and a noun is a noun here: behind
// an article, an owner, an adjective or a preposition.
func (s *sentence) nounHere(a int) bool {
	if a == 0 {
		return true
	}
	p := &s.items[a-1]
	switch p.kind {
	case isPhrase:
		if p.np.poss || p.np.adj {
			return true
		}
		// "for UN sanctions"; but "the leaders of Iran visit".
		w := s.low(a - 2)
		if s.low(a+1) == "that" || peopleNouns[s.low(a-3)] || headNoun[s.low(a-3)] {
			return false
		}
		return a > 1 && len(p.np.heads) == 1 && prepositions[w] && !(w == "of" || w == "from") && verbForms[s.low(a)].form != past
	case isDate:
		return false
	case isMark:
		return p.low == "-" || p.low == "'s" || p.low == "'"
	}
	w := p.low
	if w == "to" {
		// "travel to visit": a verb; "contrary to reports": a noun.
		return verbForms[s.low(a)].form == third
	}
	if determiners[w] && w != "both" && w != "all" && w != "that" && w != "this" || prepositions[w] && w != "to" && w != "than" {
		return true
	}
	if adverb(w) || modal(w) || w == "not" || w == "who" || w == "which" || w == "that" || w == "and" || w == "but" || w == "or" || w == "longer" || doForms[w] {
		// "and votes": as what stands before it.
		return false
	}
	if f, ok := verbForms[w]; ok && (f.form == past || f.form == third || f.verb) {
		return !(f.lemma == "help")
	}
	if beForms[w] || haveForms[w] {
		return false
	}
	// A plain word: "trade supports", "officials visit".
	return !strings.HasSuffix(w, "s") && !peopleNouns[w] || strings.HasSuffix(w, "ous")
}

func (s *sentence) has(class string) bool {
	e := elem{kind: elemClass, phrases: classes[class]}
	if class == "arms" {
		e.phrases = append([]string{"security", "defence", "defense", "protection", "military"}, e.phrases...)
	}
	for i := range s.items {
		if s.words(&e, i) > 0 {
			return true
		}
	}
	return false
}

// owner finds the owner of a noun at item a: "Shoigu's recent visit", "Russian
// vetoes", "his trip". Adjectives may stand between.
func (s *sentence) owner(r *rule, a int) (int, group) {
	g := s.nominal(a)
	for k := a - 1; k >= 0 && k >= a-6; k-- {
		it := &s.items[k]
		switch it.kind {
		case isPhrase:
			if s.fits(&r.subject, k) || r.subject.many && s.ownerPair(it.np) {
				if k > 0 && undone[verbForms[s.low(k-1)].lemma] && s.items[k-1].kind == isWord {
					if x := s.group(k - 1); x.demand == "" {
						g.neg = !x.neg
						g.effect, g.future, g.would = x.effect, x.future, x.would
						g.cues = append(append(g.cues, x.cues...), s.low(k-1))
					}
				}
				s.copula(k-1, &g)
				return k, g
			}
			return -1, g
		case isDate:
			continue
		case isMark:
			if it.low == "," || it.low == `"` || it.low == "-" || it.low == "'s" {
				continue
			}
			return -1, g
		}
		if prepositions[it.low] && it.low != "of" || determiners[it.low] || finite(it.low) || boundaries[it.low] {
			// "attempts to improve relations": the owner of the attempt.
			if it.low == "to" && len(r.right) > 0 {
				continue
			}
			return -1, g
		}
		if k < a-3 && it.low != "and" && len(r.right) == 0 {
			return -1, g
		}
		s.modify(&g, it.low)
	}
	return -1, g
}

// undone are verbs that end what the noun behind them is: "withdrew its
// recognition".
var undone = wordSet("withdraw revoke rescind suspend cancel end halt stop cease lift remove waive drop abandon postpone")

func (s *sentence) ownerPair(p *phrase) bool { return len(p.heads) > 1 && (p.adj || p.poss) }
