package textread

import "strings"

// group is a verb with its auxiliaries and what governs it: "is not expected to
// have visited". effect is what it says of the stance.
type group struct {
	left      int // first item
	neg       bool
	never     bool
	passive   bool
	be        bool
	nominal   bool
	future    bool
	would     bool
	effect    effect
	demand    string // why it states nothing: "a demand", "an attempt"
	subject   int    // item of the subject where the grammar of the governing verb gives it, else -1
	claimant  int    // item, -1
	selfClaim bool   // the subject itself is the claimant ("denied supplying")
	adjunct   bool   // subject is the main clause's
	possessed bool
	ruledOut  bool
	first     bool // "for the first time", "the first to visit"
	cues      []string
}

type effect uint8

const (
	plain effect = iota
	reports
	expects
	possible
	unproven
	denies
)

func (g *group) set(e effect, cue string) {
	if e > g.effect {
		g.effect = e
	}
	g.cues = append(g.cues, cue)
}

var expectWords = wordSet("expected due set likely certain sure bound scheduled poised planning going about slated planned anticipated predicted destined tipped forecast")
var readyWords = wordSet("ready willing prepared eager keen able free tempted inclined")
var reportWords = wordSet("reported said believed thought alleged rumoured rumored claimed known understood reckoned supposed purported suspected")
var unwillingWords = wordSet("reluctant unwilling unable refusing hesitant loath")

var futureVerbs = wordSet("plan intend promise pledge vow agree decide prepare undertake schedule expect")
var offerVerbs = wordSet("threaten offer consider")
var wishVerbs = wordSet("hope want wish aim seek try attempt struggle need")
var refuseVerbs = wordSet("refuse decline fail neglect cease")
var plainVerbs = wordSet("continue begin start manage help come go rush proceed use tend happen choose move travel fly return gather vote unite dare")
var seemVerbs = wordSet("seem appear")
var urgeVerbs = wordSet("urge ask call tell order invite press push want encourage demand forbid beg warn")
var causeVerbs = wordSet("prompt lead cause trigger allow force persuade convince help oblige lead enable get")

// group reads the verb at item a leftwards.
func (s *sentence) group(a int) group {
	g := group{subject: -1, claimant: -1}
	f := verbForms[s.low(a)]
	j := a - 1
	switch {
	case beForms[s.low(a)]:
		g.be = true
		if s.low(a) == "be" || s.low(a) == "been" || s.low(a) == "being" {
			f.form = map[string]form{"be": base, "been": participle, "being": ing}[s.low(a)]
		}
	case f.form == ing:
		j = s.ingLeft(a, &g)
	}
	s.leftOf(a, j, f, &g)
	// A participle without "be" before "by X": "a draft vetoed by Russia".
	if !g.passive && !g.be && (f.form == past || f.form == participle) && s.low(a+1) == "by" && s.np(a+2) != nil {
		g.passive = true
	}
	s.rightOf(a, &g)
	if g.ruledOut {
		if g.neg {
			g.neg = false
			g.set(possible, "not ruled out")
		} else {
			g.neg = true
			g.cues = append(g.cues, "ruled out")
		}
	}
	return g
}

// rightOf reads negations and certainty behind the verb.
func (s *sentence) rightOf(a int, g *group) {
	if g.be {
		k := a + 1
		for k < len(s.items) && s.items[k].kind == isWord && adverb(s.low(k)) && s.low(k) != "not" && s.low(k) != "never" {
			k++
		}
		if k > a+1 && s.low(k) == "no" && s.low(k+1) == "longer" {
			g.neg = true
			g.cues = append(g.cues, "no longer")
		}
	}
	if w := s.low(a + 1); w == "not" || w == "never" || w == "no" && s.low(a+2) == "longer" || w == "neither" || g.be && (w == "no" && s.low(a+2) != "ally" || w == "hardly" || w == "far") {
		if w == "never" {
			g.never = true
		}
		if w != "far" || s.low(a+2) == "from" {
			g.neg = true
			g.cues = append(g.cues, w)
		}
		if w == "not" {
			// "is not yet", "is not in fact", "is not only".
			if s.low(a+2) == "only" || s.low(a+2) == "just" {
				g.neg = false
			}
		}
	}
	if s.low(a+2) == "neither" {
		g.neg = true
	}
	if g.be {
		for k := a + 1; k < len(s.items) && k < a+4; k++ {
			w := s.low(k)
			if w == "no" && (s.low(k+1) == "ally" || s.low(k+1) == "friend") {
				g.neg = true
				g.cues = append(g.cues, "no")
			}
			if w == "no" && s.low(k-1) == "under" {
				g.neg = true
				g.cues = append(g.cues, "under no")
			}
			if w == "not" && !g.neg {
				g.neg = true
				g.cues = append(g.cues, w)
			}
			if adverb(w) {
				s.adverb(g, w)
			}
			if s.items[k].kind == isPhrase {
				break
			}
		}
	}
	for k := a + 1; k < len(s.items) && k <= a+2; k++ {
		if !g.be && s.items[k].kind == isWord && adverb(s.low(k)) {
			s.adverb(g, s.low(k))
		}
	}
}

func (s *sentence) adverb(g *group, w string) {
	switch w {
	case "not":
		g.neg = true
	case "never":
		g.neg, g.never = true, true
	case "reportedly", "allegedly", "supposedly", "purportedly", "ostensibly", "apparently":
		g.set(reports, w)
		return
	case "possibly", "perhaps", "maybe", "conceivably", "potentially":
		g.set(possible, w)
		return
	case "likely", "probably", "presumably":
		g.set(expects, w)
		return
	case "rarely", "seldom", "hardly", "scarcely", "barely":
		g.neg = true
	default:
		return
	}
	g.cues = append(g.cues, w)
}

// ingLeft reads what governs an -ing form.
func (s *sentence) ingLeft(a int, g *group) int {
	j := a - 1
	for j >= 0 && (s.items[j].kind == isWord && adverb(s.low(j)) || haveForms[s.low(j)] && s.low(j) == "having") {
		s.adverb(g, s.low(j))
		j--
	}
	w := s.low(j)
	switch {
	case j < 0:
		g.adjunct, g.left = true, 0
		return -2
	case w == "without" || w == "instead":
		g.neg, g.adjunct = true, true
		g.cues = append(g.cues, w)
		g.left = j
		return -2
	case w == "of" || w == "for" || w == "from" || w == "against":
		k := j - 1
		target := -1
		if p := s.np(k); p != nil {
			target = k
			k--
		}
		for k >= 0 && s.items[k].kind == isWord && (adverb(s.low(k)) || s.low(k) == "being") {
			k--
		}
		f := verbForms[s.low(k)]
		switch f.lemma {
		case "accuse", "suspect":
			e := reports
			if f.lemma == "suspect" {
				e = possible
			}
			g.set(e, s.low(k))
			if target >= 0 {
				g.subject = target
				gg := group{subject: -1, claimant: -1}
				s.leftOf(k, k-1, f, &gg)
				if gg.neg {
					g.demand = "a negated accusation"
				}
				if c := s.subjectAt(k, &gg); c >= 0 {
					g.claimant = c
				}
				g.left = target
				return -2
			}
			// "is accused of supplying".
			return k - 1
		case "refrain", "abstain", "stop", "desist", "shy", "prevent", "keep", "retreat", "step":
			if target >= 0 {
				g.demand = "something prevented"
				g.subject = target
				return -2
			}
			g.neg = true
			g.cues = append(g.cues, s.low(k)+" from")
			return s.governed(k, g)
		case "criticise", "criticize", "condemn", "blame", "praise", "thank", "denounce", "censure", "rebuke":
			if target >= 0 {
				g.subject, g.left = target, target
				return -2
			}
		case "consist":
			return s.governed(k, g)
		case "vote":
			g.demand = "what was voted on"
			g.adjunct, g.left = true, j
			return -2
		}
		if s.low(k) == "guilty" || s.low(k) == "capable" || s.low(k) == "possibility" || s.low(k) == "chance" || s.low(k) == "prospect" {
			if s.low(k) != "guilty" {
				g.set(possible, s.low(k))
			}
			if target >= 0 {
				g.subject = target
			}
		}
		if target >= 0 && g.subject < 0 && w == "of" {
			// "reports of Russia supplying".
			g.subject, g.left = target, target
			return -2
		}
		g.adjunct, g.left = true, j
		return -2
	case w == "by" || w == "in" || w == "after" || w == "before" || w == "while" || w == "when" || w == "since" || w == "on" || w == "despite" || w == "and" || w == "or" || w == "," || w == ";" || w == ":" || w == "but" || w == "as":
		g.adjunct, g.left = true, j+1
		return -2
	}
	if beForms[w] {
		return j
	}
	f, ok := verbForms[w]
	if ok {
		switch f.lemma {
		case "deny", "dispute", "refute":
			g.set(denies, w)
			g.selfClaim = true
		case "admit", "acknowledge", "confirm", "report", "concede":
			g.set(reports, w)
			g.selfClaim = true
		case "stop", "cease", "avoid", "halt", "quit", "end", "suspend", "resist", "oppose", "refuse":
			g.neg = true
			g.cues = append(g.cues, w)
		case "consider", "discuss", "contemplate", "mull", "risk":
			g.set(possible, w)
		case "rule":
			g.neg = true
		case "plan", "intend", "propose":
			g.set(expects, w)
		}
		return s.governed(j, g)
	}
	if w == "out" && verbForms[s.low(j-1)].lemma == "rule" {
		g.ruledOut = true
		return s.governed(j-1, g)
	}
	if p := s.np(j); p != nil {
		g.subject, g.left = j, j
		return -2
	}
	g.adjunct, g.left = true, a
	return -2
}

// governed goes on to the left of a governing verb at item k.
func (s *sentence) governed(k int, g *group) int {
	f := verbForms[s.low(k)]
	if f.form == ing {
		return s.ingLeft(k, g)
	}
	return k - 1
}

// leftOf reads auxiliaries and governing verbs to the left from item j.
func (s *sentence) leftOf(a, j int, f verbForm, g *group) {
	if j == -2 {
		return
	}
	part := f.form == past || f.form == participle
	for steps := 0; j >= 0 && steps < 16; steps++ {
		it := &s.items[j]
		if it.kind == isDate && j > 0 && s.items[j-1].kind == isWord && (haveForms[s.low(j-1)] || modal(s.low(j-1))) {
			j--
			continue
		}
		if it.kind != isWord {
			break
		}
		w := it.low
		if w == "longer" && s.low(j-1) == "no" {
			g.neg = true
			g.cues = append(g.cues, "no longer")
			j -= 2
			continue
		}
		if adverb(w) {
			s.adverb(g, w)
			j--
			continue
		}
		if w == "before" && (s.low(j-1) == "never" || s.low(j-1) == "not" || s.low(j-1) == "ever") {
			j--
			continue
		}
		switch {
		case (w == "neither" || w == "nor") && j > 0:
			g.neg = true
			g.cues = append(g.cues, w)
		case beForms[w]:
			if part && !g.be {
				g.passive = true
			}
			part = w == "been" // "has been", "had been"
			if w == "being" {
				part = false
			}
		case haveForms[w]:
			part = false
		case doForms[w]:
		case w == "will" || w == "shall":
			g.future = true
			g.cues = append(g.cues, w)
		case w == "would":
			g.would = true
			g.cues = append(g.cues, w)
		case w == "may" || w == "might" || w == "could":
			g.set(possible, w)
		case w == "can":
			if !g.neg {
				g.set(possible, w)
			}
		case w == "should" || w == "must" || w == "ought":
			g.demand = "a demand (\"" + w + "\")"
		case w == "to":
			n, ok := s.toLeft(j, g)
			if !ok {
				j = n
				g.left = j + 1
				return
			}
			j = n
			part = false // the passive of what governs is not the verb's own
			continue
		default:
			g.left = j + 1
			return
		}
		j--
	}
	g.left = j + 1
}

// toLeft reads what stands before "to" at item j; the item to go on from, or
// false where the group ends.
func (s *sentence) toLeft(j int, g *group) (int, bool) {
	k := j - 1
	for k >= 0 && s.items[k].kind == isWord && (adverb(s.low(k)) || s.low(k) == "in" || s.low(k) == "order" || s.low(k) == "so" || s.low(k) == "as") && s.low(k) != "likely" && s.low(k) != "unlikely" {
		s.adverb(g, s.low(k))
		k--
	}
	if k < 0 {
		g.adjunct = true
		return k, false
	}
	w := s.low(k)
	if p := s.np(k); p != nil {
		v := k - 1
		for v >= 0 && s.items[v].kind == isWord && (adverb(s.low(v)) || s.low(v) == "on" || s.low(v) == "upon" || s.low(v) == "for") {
			v--
		}
		if s.items[k].kind == isPhrase && v >= 0 {
			f := verbForms[s.low(v)]
			switch {
			case f.lemma == "expect" || f.lemma == "predict":
				g.set(expects, s.low(v))
				g.subject = k
				gg := group{subject: -1, claimant: -1}
				s.leftOf(v, v-1, f, &gg)
				if gg.neg {
					g.neg = true
				}
				g.claimant = s.subjectAt(v, &gg)
				return k, false
			case urgeVerbs[f.lemma] || s.low(v) == "calls" || f.lemma == "pressure":
				g.demand = "a demand (\"" + s.low(v) + "\")"
				g.subject = k
				return k, false
			case causeVerbs[f.lemma]:
				g.subject = k
				return k, false
			}
		}
		if s.low(k-1) == "for" {
			g.demand = "a wish"
			g.subject = k
			return k, false
		}
		// "Putin flew to Moscow to meet": a purpose of the subject's.
		if g.subject < 0 && p.actor() && s.prepBefore(k) {
			g.adjunct = true
			g.cues = append(g.cues, "to")
			return k, false
		}
		g.adjunct = true
		return k, false
	}
	// "the first to visit", "the first leader to visit".
	for n := k; n >= 0 && n >= k-4; n-- {
		if s.low(n) == "first" {
			g.first = true
		}
		if s.low(n) == "last" || s.low(n) == "only" {
			break
		}
		if finite(s.low(n)) {
			break
		}
	}
	nth := g.first
	for n := k; n >= 0 && n >= k-4 && !nth; n-- {
		switch s.low(n) {
		case "next", "latest", "second", "third", "last", "only", "fourth", "fifth":
			nth = true // "the next country to recognise"
		}
		if s.items[n].kind == isWord && finite(s.low(n)) {
			break
		}
	}
	if nth {
		n := k
		for n >= 0 && !beForms[s.low(n)] && verbForms[s.low(n)].lemma != "become" && n > k-9 {
			n--
		}
		if n >= 0 && (beForms[s.low(n)] || verbForms[s.low(n)].lemma == "become") {
			return n - 1, true
		}
		if g.first {
			return n - 1, n >= 0
		}
	}
	f, ok := verbForms[w]
	if ok && !f.verb && s.nounHere(k) {
		ok = false // "had no plans to"
	}
	switch {
	case w == "likely" || expectWords[w] && (beForms[s.behind(k)] || w == "due" || w == "poised" || w == "slated"):
		g.set(expects, w)
		return k - 1, true
	case w == "unlikely":
		g.set(expects, w)
		g.neg = !g.neg
		return k - 1, true
	case reportWords[w] && beForms[s.behind(k)]:
		g.set(reports, w)
		return k - 1, true
	case unwillingWords[w]:
		g.neg = true
		g.cues = append(g.cues, w)
		return k - 1, true
	case readyWords[w]:
		g.set(possible, w)
		return k - 1, true
	case w == "forced" || w == "obliged" || w == "compelled" || w == "required" || w == "allowed" || w == "able":
		return k - 1, true
	case w == "used":
		return k - 1, true
	case w == "has" || w == "have" || w == "had":
		return k - 1, true
	case ok && futureVerbs[f.lemma]:
		g.future = true
		g.cues = append(g.cues, w)
		return s.governed(k, g), true
	case ok && offerVerbs[f.lemma]:
		g.set(possible, w)
		return s.governed(k, g), true
	case ok && refuseVerbs[f.lemma]:
		g.neg = !g.neg
		g.cues = append(g.cues, w)
		return s.governed(k, g), true
	case ok && wishVerbs[f.lemma]:
		g.demand = "a wish or an attempt (\"" + w + "\")"
		return s.governed(k, g), true
	case ok && seemVerbs[f.lemma]:
		g.set(possible, w)
		return s.governed(k, g), true
	case ok && f.lemma == "claim":
		g.set(reports, w)
		g.selfClaim = true
		return s.governed(k, g), true
	case ok && plainVerbs[f.lemma]:
		return s.governed(k, g), true
	}
	// A noun: "plans to", "its refusal to".
	for _, x := range []struct {
		stem string
		act  func()
	}{
		{"plan", func() { g.set(expects, w) }}, {"promise", func() { g.set(expects, w) }}, {"pledge", func() { g.set(expects, w) }}, {"decision", func() { g.cues = append(g.cues, w) }},
		{"threat", func() { g.set(possible, w) }}, {"offer", func() { g.set(possible, w) }}, {"readiness", func() { g.set(possible, w) }}, {"willingness", func() { g.set(possible, w) }}, {"ability", func() { g.set(possible, w) }},
		{"refusal", func() { g.neg = true; g.cues = append(g.cues, w) }}, {"reluctance", func() { g.neg = true; g.cues = append(g.cues, w) }}, {"failure", func() { g.neg = true; g.cues = append(g.cues, w) }},
		{"attempt", func() { g.demand = "an attempt" }}, {"effort", func() { g.demand = "an attempt" }}, {"bid", func() { g.demand = "an attempt" }}, {"desire", func() { g.demand = "a wish" }}, {"demand", func() { g.demand = "a demand" }}, {"call", func() { g.demand = "a demand" }},
	} {
		if strings.HasPrefix(w, x.stem) && len(w) <= len(x.stem)+1 {
			x.act()
			if s.low(k-1) == "no" {
				g.neg = true
				g.cues = append(g.cues, "no "+w)
				g.effect = plain
			}
			for n := k - 1; n >= 0 && n >= k-3; n-- {
				if p := s.np(n); p != nil && (p.poss || p.adj) {
					g.subject, g.possessed = n, true
					return n, false
				}
			}
			g.adjunct = true
			return k, false
		}
	}
	g.adjunct = true
	return k, false
}

// behind is the word before item k, adverbs passed over.
func (s *sentence) behind(k int) string {
	for k--; k >= 0 && s.items[k].kind == isWord && adverb(s.low(k)); k-- {
	}
	return s.low(k)
}

func (s *sentence) prepBefore(k int) bool { return k > 0 && prepositions[s.low(k-1)] }

// nominal reads what stands around a noun that is a claim: "a planned visit".
func (s *sentence) nominal(a int) group {
	g := group{subject: -1, claimant: -1, nominal: true, left: a}
	for k := a - 1; k >= 0 && k >= a-3; k-- {
		if s.items[k].kind != isWord {
			break
		}
		s.modify(&g, s.low(k))
		if s.low(k) == "the" || s.low(k) == "a" || determiners[s.low(k)] {
			s.copula(k-1, &g)
			break
		}
	}
	return g
}

// copula reads the "be" before a claim that is a noun: "it would be the first
// visit".
func (s *sentence) copula(k int, g *group) {
	if k < 1 || !beForms[s.low(k)] {
		return
	}
	x := group{subject: -1, claimant: -1, be: true}
	s.leftOf(k, k-1, verbForm{form: base}, &x)
	g.future, g.would = x.future, x.would
	if x.neg {
		g.neg = true
	}
	if x.effect > g.effect {
		g.effect = x.effect
	}
	g.cues = append(g.cues, x.cues...)
}

var notYet = wordSet("planned upcoming proposed scheduled expected forthcoming next future impending looming")

// modify reads an adjective before a claim that is a noun.
func (s *sentence) modify(g *group, w string) {
	switch {
	case notYet[w]:
		g.set(expects, w)
	case w == "possible" || w == "potential":
		g.set(possible, w)
	case w == "alleged" || w == "reported" || w == "rumoured" || w == "rumored" || w == "supposed" || w == "purported" || w == "suspected" || w == "so-called":
		g.set(reports, w)
	case w == "cancelled" || w == "canceled" || w == "postponed" || w == "no" || w == "aborted":
		g.neg = true
		g.cues = append(g.cues, w)
	case w == "unconfirmed" || w == "unproven":
		g.set(unproven, w)
	case w == "first" || w == "first-ever":
		g.first = true
	}
}

// subject is the item of the verb's subject, -1 for none.
func (s *sentence) subject(a int, g *group) int {
	if g.subject >= 0 {
		return g.subject
	}
	return s.subjectAt(a, g)
}

// subjectAt looks for the subject to the left of a verb group.
func (s *sentence) subjectAt(a int, g *group) int {
	if g.subject >= 0 {
		return g.subject
	}
	left := g.left
	if g.adjunct {
		return s.mainSubject(left, a)
	}
	j := left - 1
	// A conjunction: the subject of the verb before it.
	joined := false
	for j >= 0 && (s.low(j) == "and" || s.low(j) == "but" || s.low(j) == "or" || s.low(j) == "," || s.low(j) == "then" || s.low(j) == "yet") && s.items[j].kind != isPhrase {
		if s.low(j) != "," {
			joined = true
		}
		if s.low(j) == "," && !joined {
			break
		}
		j--
	}
	if joined {
		return s.verbSubjectBefore(j)
	}
	relative := false
	if w := s.low(j); w == "which" || w == "who" || w == "that" {
		relative = true
		j--
		if s.low(j) == "," {
			j--
		}
	}
	if j >= 0 && s.low(j) == "," && !relative {
		// ", a close ally of Moscow,": back to the comma that opens it.
		open := -1
		for k := j - 1; k >= 0 && k > j-16; k-- {
			if s.low(k) == "," {
				open = k
				break
			}
			if s.low(k) == ";" || s.low(k) == ":" {
				break
			}
		}
		if open < 0 {
			return -1
		}
		j = open - 1
	} else if j >= 0 && s.low(j) == ")" {
		for j >= 0 && s.low(j) != "(" {
			j--
		}
		j--
	}
	for n := 0; j >= 0 && n < maxLeft; n++ {
		it := &s.items[j]
		switch it.kind {
		case isPhrase:
			if it.np.adj {
				// "Russian investigators said": not an actor the lists know.
				if n > 0 && n <= 2 && !prepositions[s.low(j-1)] {
					g.possessed = true
					return j
				}
				return -1
			}
			if it.np.poss && n == 0 {
				return -1
			}
			if it.np.poss && (s.low(j-1) == "and" || s.low(j-1) == "or") && it.np.pronoun && j > 1 && s.np(j-2) != nil && s.np(j-2).actor() {
				return j - 2 // "the United States and its partners"
			}
			if it.np.poss {
				// "Iran's economy depends": the owner acts through what is its own.
				if ownActs[s.low(left-1)] || ownActs[s.low(j+1)] || ownActs[s.low(j+2)] && s.items[j+1].kind == isWord {
					g.possessed = true
					return j
				}
				return -1
			}
			if w := s.low(j - 1); j > 0 && prepositions[w] && !relative && w != "than" {
				if w == "of" && headNoun[s.low(j-2)] {
					return j // "Both of Iran", "the leaders of Japan met"
				}
				// "leaders from Japan", "after the test in Iran": not the subject,
				// unless nothing else stands before.
				if w == "in" && rulersIn[s.low(j-2)] && it.np.heads[0].Kind == City && it.np.heads[0].Country != "" {
					return j // "officials in Kigali denied"
				}
				if k := s.peopleBefore(j - 1); k {
					return j
				}
				j -= 2
				continue
			}
			return j
		case isWord:
			if finite(it.low) && verbForms[it.low].form != past || verbForms[it.low].verb && verbForms[it.low].form == past && n > 0 && s.np(j+1) != nil {
				return -1
			}
			if it.low == "that" && n > 0 || it.low == "because" || it.low == "if" || it.low == "while" {
				return -1
			}
		case isMark:
			if it.low == ";" || it.low == ":" || it.low == `"` && n > 1 {
				return -1
			}
			if it.low == "," && n > 0 {
				return -1
			}
		}
		j--
	}
	return -1
}

var rulersIn = wordSet("officials authorities leaders ministers lawmakers government rulers")
var ownActs = wordSet("economy army government military troops forces industry trade exports imports leader president policy support foreign leadership junta parliament delegation companies farmers state people population ships aircraft jets planes warplanes missiles drones side")
var headNoun = wordSet("spokesman spokeswoman spokesperson spokesmen official adviser advisor aide ambassador envoy minister ministers diplomat diplomats leaders presidents ministers governments armies people members representatives heads officials both rulers kings forces")

// peopleBefore reports "officials from", "leaders of" before the preposition at
// item p.
func (s *sentence) peopleBefore(p int) bool {
	return headNoun[s.low(p-1)] || peopleNouns[s.low(p-1)] && s.low(p) != "in"
}

// verbSubjectBefore finds the subject of the nearest verb at or before item j:
// the one a joined verb shares.
func (s *sentence) verbSubjectBefore(j int) int {
	if j < 0 {
		return -1
	}
	if s.joined == nil {
		s.joined = make([]int, len(s.items))
	}
	if n := s.joined[j]; n != 0 {
		return n - 2
	}
	n := s.lookForSubject(j)
	s.joined[j] = n + 2
	return n
}

func (s *sentence) lookForSubject(j int) int {
	for k := j; k >= 0 && k > j-maxLeft; k-- {
		it := &s.items[k]
		if it.low == ";" {
			return -1
		}
		if it.kind != isWord {
			continue
		}
		f, ok := verbForms[it.low]
		be := beForms[it.low] || haveForms[it.low] || modal(it.low)
		if !be && (!ok || f.form == ing || f.form == base || !f.verb && s.nounHere(k)) {
			continue
		}
		if s.low(k-1) == "to" {
			continue
		}
		if f.form == participle || f.form == past && ok && !be && s.low(k+1) == "by" {
			// Part of a longer group, or "a text backed by".
			if !beForms[s.behind(k)] && !haveForms[s.behind(k)] {
				continue
			}
		}
		g := group{subject: -1, claimant: -1}
		s.leftOf(k, k-1, f, &g)
		if n := s.subjectAt(k, &g); n >= 0 {
			if p := s.np(n); p != nil && (p.actor() || g.possessed) {
				return n
			}
		}
		if f.form != past || be {
			return -1
		}
		// "sanctions agreed with China": no verb of a clause; go on.
	}
	return -1
}

// mainSubject finds whose act an adjunct is: "after visiting Moscow, Modi",
// "Modi left after visiting Moscow".
func (s *sentence) mainSubject(left, a int) int {
	if left <= 1 {
		// In front: the first actor behind the comma.
		for k := a + 1; k < len(s.items); k++ {
			if s.low(k) == "," {
				for n := k + 1; n < len(s.items) && n < k+6; n++ {
					if p := s.np(n); p != nil {
						if p.actor() {
							return n
						}
						return -1
					}
					if finite(s.low(n)) {
						return -1
					}
				}
			}
		}
		return -1
	}
	return s.verbSubjectBefore(left - 1)
}
