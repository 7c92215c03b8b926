package textread

import (
	"strings"
)

// scope is a stretch of a sentence that a wording governs: "X said that …",
// "there is no evidence that …", "…, according to X".
type scope struct {
	from, to    int // items, to not included
	effect      effect
	neg         bool
	claimant    int // item, -1
	cue         string
	conditional bool
	skip        string // the claims in it are none, and why
	also        bool   // a further stance, beside the author's: "…, which Tehran denies"
}

// cuePhrase is a fixed wording and what it says of the words behind it.
type cuePhrase struct {
	words  string
	effect effect
	neg    bool
	// link is what must follow within three words for the wording to govern a
	// clause: that, of, whether; empty for any.
	link string
}

var cuePhrases = []cuePhrase{
	{"no evidence", unproven, false, ""}, {"no hard evidence", unproven, false, ""}, {"no firm evidence", unproven, false, ""}, {"no clear evidence", unproven, false, ""}, {"no credible evidence", unproven, false, ""}, {"no direct evidence", unproven, false, ""}, {"no public evidence", unproven, false, ""}, {"no solid evidence", unproven, false, ""}, {"no independent evidence", unproven, false, ""}, {"no conclusive evidence", unproven, false, ""},
	{"little evidence", unproven, false, ""}, {"scant evidence", unproven, false, ""}, {"any evidence", unproven, false, ""}, {"not any evidence", unproven, false, ""}, {"no proof", unproven, false, ""}, {"no sign", unproven, false, ""}, {"no signs", unproven, false, ""}, {"no indication", unproven, false, ""}, {"no indications", unproven, false, ""}, {"no confirmation", unproven, false, ""}, {"no independent confirmation", unproven, false, ""},
	{"nothing to suggest", unproven, false, ""}, {"anything to suggest", unproven, false, ""}, {"nothing suggests", unproven, false, ""}, {"nothing to indicate", unproven, false, ""}, {"unproven that", unproven, false, ""}, {"unproven whether", unproven, false, ""}, {"not proven that", unproven, false, ""}, {"not been proven that", unproven, false, ""}, {"never been proven that", unproven, false, ""}, {"not been proved that", unproven, false, ""}, {"yet to be proven that", unproven, false, ""},
	{"unconfirmed that", unproven, false, ""}, {"unclear whether", unproven, false, ""}, {"unclear if", unproven, false, ""}, {"not clear whether", unproven, false, ""}, {"not clear if", unproven, false, ""}, {"not known whether", unproven, false, ""}, {"unknown whether", unproven, false, ""}, {"not certain whether", unproven, false, ""}, {"uncertain whether", unproven, false, ""}, {"not confirmed that", unproven, false, ""}, {"not been confirmed that", unproven, false, ""},
	{"unconfirmed reports", unproven, false, ""}, {"unverified reports", unproven, false, ""}, {"unconfirmed claims", unproven, false, ""}, {"unverified claims", unproven, false, ""}, {"unproven claims", unproven, false, ""}, {"unproven allegations", unproven, false, ""}, {"unsubstantiated claims", unproven, false, ""}, {"unsubstantiated reports", unproven, false, ""}, {"without evidence that", unproven, false, ""}, {"without proof that", unproven, false, ""},
	{"could not verify", unproven, false, ""}, {"cannot verify", unproven, false, ""}, {"could not confirm", unproven, false, ""}, {"could not be verified", unproven, false, ""}, {"could not independently verify", unproven, false, ""}, {"unable to verify", unproven, false, ""}, {"unable to confirm", unproven, false, ""}, {"has not been established", unproven, false, ""}, {"found no", unproven, false, ""}, {"have found no", unproven, false, ""},
	{"remains to be seen whether", unproven, false, ""}, {"open question whether", unproven, false, ""},

	{"possible that", possible, false, ""}, {"conceivable that", possible, false, ""}, {"plausible that", possible, false, ""}, {"be excluded that", possible, false, ""}, {"be ruled out that", possible, false, ""}, {"rule out that", possible, false, ""}, {"not exclude that", possible, false, ""}, {"possibility that", possible, false, ""}, {"chance that", possible, false, ""}, {"risk that", possible, false, ""}, {"fears that", possible, false, ""}, {"fear that", possible, false, ""}, {"feared that", possible, false, ""}, {"suspicions that", possible, false, ""}, {"suspicion that", possible, false, ""}, {"suspect that", possible, false, ""}, {"suspects that", possible, false, ""}, {"suspected that", possible, false, ""}, {"speculation that", possible, false, ""}, {"speculated that", possible, false, ""}, {"speculate that", possible, false, ""}, {"perhaps", possible, false, ""}, {"maybe", possible, false, ""}, {"possibly", possible, false, ""},
	{"not impossible that", possible, false, ""}, {"not inconceivable that", possible, false, ""}, {"not out of the question that", possible, false, ""},

	{"not true that", denies, false, ""}, {"untrue that", denies, false, ""}, {"false that", denies, false, ""}, {"not the case that", denies, false, ""}, {"no truth", denies, false, ""}, {"wrong to say", denies, false, ""}, {"wrong that", denies, false, ""}, {"myth that", denies, false, ""}, {"false reports", denies, false, ""}, {"false claims", denies, false, ""}, {"false claim", denies, false, ""}, {"impossible that", denies, false, ""}, {"incorrect to say", denies, false, ""}, {"incorrect that", denies, false, ""}, {"misleading to say", denies, false, ""}, {"mistake to think", denies, false, ""}, {"mistaken belief that", denies, false, ""}, {"ruled out", denies, false, "that"}, {"not correct that", denies, false, ""}, {"not accurate to say", denies, false, ""}, {"out of the question that", denies, false, ""}, {"nonsense that", denies, false, ""},

	{"unlikely that", expects, true, ""}, {"likely that", expects, false, ""}, {"probable that", expects, false, ""}, {"expected that", expects, false, ""}, {"expectation that", expects, false, ""}, {"expectations that", expects, false, ""}, {"predicted that", expects, false, ""}, {"certain that", expects, false, ""}, {"in all likelihood", expects, false, ""}, {"in all probability", expects, false, ""},

	{"reports that", reports, false, ""}, {"reports of", reports, false, ""}, {"report that", reports, false, ""}, {"rumours that", reports, false, ""}, {"rumors that", reports, false, ""}, {"rumours of", reports, false, ""}, {"rumors of", reports, false, ""}, {"rumour that", reports, false, ""}, {"rumor that", reports, false, ""}, {"claims that", reports, false, ""}, {"claim that", reports, false, ""}, {"allegations that", reports, false, ""}, {"allegation that", reports, false, ""}, {"allegations of", reports, false, ""}, {"accusations that", reports, false, ""}, {"accusation that", reports, false, ""}, {"reported that", reports, false, ""}, {"rumoured that", reports, false, ""}, {"rumored that", reports, false, ""}, {"believed that", reports, false, ""}, {"said that", reports, false, ""}, {"alleged that", reports, false, ""}, {"claimed that", reports, false, ""}, {"assertion that", reports, false, ""}, {"word that", reports, false, ""}, {"suggestions that", reports, false, ""}, {"suggestion that", reports, false, ""}, {"messages that", reports, false, ""}, {"message that", reports, false, ""}, {"statement that", reports, false, ""}, {"statements that", reports, false, ""},
	{"reportedly", reports, false, ""}, {"allegedly", reports, false, ""}, {"supposedly", reports, false, ""}, {"purportedly", reports, false, ""},
}

var cueIndex = func() map[string][]int {
	m := map[string][]int{}
	for n, c := range cuePhrases {
		w, _, _ := strings.Cut(c.words, " ")
		m[w] = append(m[w], n)
	}
	return m
}()

// verdictsBehind follow a clause that whether, that, reports or claims opened:
// "… are unconfirmed".
var verdictsBehind = map[string]effect{"unproven": unproven, "unconfirmed": unproven, "unverified": unproven, "unclear": unproven, "unsubstantiated": unproven, "uncertain": unproven, "unknown": unproven, "disputed": unproven,
	"false": denies, "untrue": denies, "wrong": denies, "baseless": denies, "fabricated": denies, "incorrect": denies, "unfounded": denies, "nonsense": denies, "groundless": denies, "inaccurate": denies, "fake": denies, "mistaken": denies, "fiction": denies, "propaganda": denies, "impossible": denies,
	"possible": possible, "conceivable": possible, "plausible": possible, "thinkable": possible, "likely": expects, "probable": expects}

var denialVerbs = map[string]bool{"deny": true, "dispute": true, "refute": true, "dismiss": true, "rebuff": true, "reject": true, "debunk": true, "contradict": true}

var denied = wordSet("report reports claim claims allegation allegations suggestion suggestions accusation accusations rumour rumours rumor rumors idea notion charge charges assertion assertions talk speculation story stories statement statements view")

var speech = wordSet(speechVerbs)

// clauseEnd is the item where a clause from item i ends: at "but", a semicolon,
// "while", a closing quotation mark where it began inside.
func (s *sentence) clauseEnd(i int) int {
	quoted := i < len(s.items) && s.items[i].quoted
	for k := i; k < len(s.items); k++ {
		switch w := s.low(k); {
		case s.items[k].kind == isPhrase:
		case w == ";" || w == "but" || w == "although" || w == "though" || w == "whereas" || w == "yet" && s.low(k-1) == ",":
			return k
		case w == "while" && s.low(k-1) == ",":
			return k
		case w == `"` && quoted && !s.items[k].quoted:
			return k
		}
	}
	return len(s.items)
}

// clauseStart is the first item of the clause that item i is in.
func (s *sentence) clauseStart(i int) int {
	for k := i - 1; k >= 0; k-- {
		w := s.low(k)
		if w == ";" || w == "but" && s.items[k].kind == isWord || w == "while" && s.low(k-1) == "," || w == "whereas" {
			return k + 1
		}
	}
	return 0
}

// findScopes finds the wordings of a sentence that govern claims.
func (s *sentence) findScopes() {
	var out []scope
	add := func(x scope) {
		if x.from < x.to {
			out = append(out, x)
		}
	}
	none := -1
	for i := range s.items {
		it := &s.items[i]
		if it.kind != isWord {
			continue
		}
		w := it.low
		// Fixed wordings.
		for _, n := range cueIndex[w] {
			c := &cuePhrases[n]
			end := phraseEnd(s.toks, it.first, c.words)
			if stem, that := strings.CutSuffix(c.words, " that"); end == 0 && that {
				// "possible, therefore, that".
				if end = phraseEnd(s.toks, it.first, stem); end > 0 {
					k := end
					for k < len(s.toks) && k < end+4 && (s.toks[k].low == "," || s.toks[k].low == ":" || adverb(s.toks[k].low)) {
						k++
					}
					if k == end || word(s.toks, k) != "that" {
						continue
					}
					end = k + 1
				}
			}
			if end == 0 {
				continue
			}
			k := i
			for k < len(s.items) && s.items[k].first < end {
				k++
			}
			if c.link != "" && s.low(k) != c.link || c.words == "ruled out" && (s.low(i-1) == "be" || s.negatedBefore(i)) {
				continue
			}
			x := scope{k, s.clauseEnd(k), c.effect, c.neg, none, c.words, false, "", false}
			if c.effect == reports && strings.HasSuffix(c.words, "ly") || c.words == "perhaps" || c.words == "maybe" || c.words == "possibly" || strings.HasPrefix(c.words, "in all") {
				// An adverb governs its own clause, at most from the mark before it.
				x.from = s.clauseStart(i)
				x.to = s.clauseEnd(i)
				if j := s.commaBefore(i); j > x.from && s.verbAt(j) {
					x.from = j
				}
				if i > 0 && s.low(i-1) == "," || i == 0 {
					x.from = i
				}
			}
			if c.effect == possible && (s.low(i-1) == "not" || s.low(i-1) == "no") && (c.words == "possible that" || c.words == "possibility that" || c.words == "chance that" || c.words == "conceivable that") {
				x.effect = denies
			}
			if c.effect == denies && s.low(i-1) == "not" && c.words != "no truth" {
				continue
			}
			if c.effect == expects && s.low(i-1) == "not" {
				x.neg = !x.neg
			}
			if c.words == "any evidence" && !s.negatedBefore(i) || c.words == "anything to suggest" && !s.negatedBefore(i) {
				continue
			}
			if (c.words == "found no" || c.words == "have found no") && s.low(k) != "evidence" && s.low(k) != "sign" && s.low(k) != "trace" && s.low(k) != "proof" && s.low(k) != "indication" {
				continue
			}
			if c.effect == reports || c.effect == possible || c.effect == expects {
				// Whose report: "Kyiv's claim that".
				for j := i - 1; j >= 0 && j >= i-3; j-- {
					if p := s.np(j); p != nil && (p.poss || p.adj) {
						x.claimant = j
						break
					}
				}
			}
			if strings.HasPrefix(c.words, "could not") || strings.HasPrefix(c.words, "unable") || strings.HasSuffix(c.words, "found no") {
				if p := s.np(i - 1); p != nil && p.actor() {
					x.claimant = i - 1
				}
			}
			add(x)
		}
		switch w {
		case "according":
			if s.low(i+1) == "to" {
				x := scope{s.clauseStart(i), s.clauseEnd(i), reports, false, none, "according to", false, "", false}
				if k := s.firstPhrase(i+2, 5); k >= 0 {
					x.claimant = k
				}
				add(x)
			}
			continue
		case "if", "unless", "provided", "assuming", "should":
			if w == "should" && i > 0 && !(s.low(i-1) == "," || s.low(i-1) == `"`) || w == "if" && (s.low(i-1) == "even" || s.low(i-1) == "as" || s.low(i-1) == "clear" || s.low(i-1) == "unclear" || s.low(i-1) == "ask" || s.low(i-1) == "asked" || s.low(i-1) == "wonder") {
				if !(w == "if" && s.low(i-1) == "even") {
					continue
				}
			}
			if w == "should" && s.np(i+1) == nil {
				continue
			}
			if w == "if" && (s.low(i+1) == "not" || s.low(i+2) == "ever" || s.low(i+1) == "it" && s.low(i+2) == "ever") {
				continue
			}
			end := len(s.items)
			for k := i + 1; k < len(s.items); k++ {
				if s.low(k) == "," && k > i+2 || s.low(k) == ";" || s.low(k) == "then" {
					end = k
					break
				}
			}
			add(scope{i, end, possible, false, none, w, true, "", false})
			// The rest depends on it.
			if i > 0 {
				add(scope{s.clauseStart(i), i, plain, false, none, w, true, "", false})
			}
			add(scope{end, s.clauseEnd(end), plain, false, none, w, true, "", false})
			continue
		case "whether":
			end := s.clauseEnd(i)
			for k := i + 1; k < end; k++ {
				if s.low(k) == "," {
					end = k
					break
				}
			}
			add(scope{i, end, plain, false, none, w, false, "a question (\"whether\")", false})
			continue
		case "is", "are", "was", "were", "remain", "remains", "remained", "seems", "seem", "been":
			s.verdictBehind(i, add)
		}
		f, ok := verbForms[w]
		if !ok {
			continue
		}
		switch {
		case denialVerbs[f.lemma]:
			s.denial(i, f, add)
		case f.lemma == "prove" || f.lemma == "show" || f.lemma == "demonstrate" || f.lemma == "establish":
			if s.low(i+1) != "that" {
				break
			}
			g := group{subject: -1, claimant: -1}
			s.leftOf(i, i-1, f, &g)
			who := s.low(g.left - 1)
			if g.neg || who == "nobody" || who == "one" && s.low(g.left-2) == "no" || who == "none" {
				add(scope{i + 2, s.clauseEnd(i + 2), unproven, false, none, w, false, "", false})
			}
		case f.lemma == "doubt":
			s.governing(i, f, denies, add)
		case f.lemma == "expect" || f.lemma == "predict" || f.lemma == "forecast" || f.lemma == "anticipate":
			if s.low(i+1) != "to" && f.form != ing {
				s.governing(i, f, expects, add)
			}
		case speech[f.lemma]:
			s.speech(i, f, add)
		}
	}
	// A quotation behind a colon: whose it is stands in front.
	for i := range s.items {
		if s.low(i) == ":" && s.low(i+1) == `"` {
			for k := 0; k < i; k++ {
				if p := s.np(k); p != nil && !(prepositions[s.low(k-1)] && k > 0) {
					add(scope{i + 1, s.clauseEnd(i + 2), reports, false, k, ":", false, "", false})
					s.scopes = out
					break
				}
			}
			break
		}
	}
	s.scopes = out
}

// negatedBefore reports a "not", "nor" or "no" in the words before item i.
func (s *sentence) negatedBefore(i int) bool {
	for k := i - 1; k >= 0 && k > i-8; k-- {
		switch s.low(k) {
		case "not", "nor", "never", "without", "neither":
			return true
		}
	}
	return false
}

// commaBefore is the item behind the last comma before item i, 0 for none.
func (s *sentence) commaBefore(i int) int {
	for k := i - 1; k >= 0; k-- {
		if s.low(k) == "," {
			return k + 1
		}
	}
	return 0
}

// firstPhrase finds the first phrase among the n items from i.
func (s *sentence) firstPhrase(i, n int) int {
	for k := i; k < len(s.items) && k < i+n; k++ {
		if p := s.np(k); p != nil {
			return k
		}
		if s.low(k) == "," || s.items[k].kind == isWord && finite(s.low(k)) {
			return -1
		}
	}
	return -1
}

// verdictBehind reads "whether … is unproven", "reports that … are false".
func (s *sentence) verdictBehind(i int, add func(scope)) {
	k := i + 1
	neg := false
	for k < len(s.items) && s.items[k].kind == isWord && (adverb(s.low(k)) || s.low(k) == "been" || s.low(k) == "a" || s.low(k) == "pure") {
		if s.low(k) == "not" || s.low(k) == "never" {
			neg = true
		}
		k++
	}
	w := s.low(k)
	e, ok := verdictsBehind[w]
	if neg {
		switch w {
		case "true", "accurate", "correct", "right", "so":
			e, ok = denies, true
		case "proven", "proved", "confirmed", "verified", "established", "clear", "known", "certain", "substantiated":
			e, ok = unproven, true
		case "impossible", "excluded":
			e, ok = possible, true
		default:
			return
		}
	}
	if !ok || s.low(k+1) == "that" || s.low(k+1) == "whether" || s.low(k+1) == "if" {
		return
	}
	// What opened the clause.
	for j := i - 1; j >= 0; j-- {
		switch s.low(j) {
		case "whether", "that", "reports", "report", "claims", "claim", "rumours", "rumors", "allegations", "suggestions", "idea", "notion", "accusations", "stories", "story", "assertion", "assertions", "belief":
			add(scope{j, i, e, false, -1, w, false, "", false})
			return
		case ";":
			return
		}
	}
}

// denial reads "denied that", "rejected reports of", "denies supplying".
func (s *sentence) denial(i int, f verbForm, add func(scope)) {
	if !f.verb && s.nounHere(i) {
		return
	}
	// The noun within four words, where the verb alone does not deny.
	k := i + 1
	noun := false
	for n := k; n < len(s.items) && n < k+6; n++ {
		if denied[s.low(n)] && s.items[n].kind == isWord {
			noun = true
			k = n + 1
			break
		}
		if s.items[n].kind == isMark && s.low(n) != `"` || s.low(n) == "that" {
			break
		}
	}
	strong := f.lemma == "deny" || f.lemma == "dispute" || f.lemma == "refute"
	if !noun && !strong {
		return
	}
	g := group{subject: -1, claimant: -1}
	s.leftOf(i, i-1, f, &g)
	x := scope{from: k, to: s.clauseEnd(k), effect: denies, claimant: -1, cue: s.low(i)}
	if g.passive {
		x.from, x.to = s.clauseStart(i), g.left
		if b := s.by(i + 1); b >= 0 {
			x.claimant = b
		}
	} else {
		x.claimant = s.speaker(i, &g)
	}
	if g.neg {
		// "has not denied that": neither denied nor said.
		x.effect, x.cue = possible, "not "+s.low(i)
	}
	if f.form == ing && x.claimant < 0 {
		x.claimant = s.mainSubject(i, i)
	}
	// ", X denied": what was said stands before; ", a charge X denies", ", which X
	// denies": a stance beside the first.
	if k >= len(s.items)-2 && !g.passive {
		c := s.commaBeforeSubject(i, &g)
		if c == 0 && x.claimant > 1 && (s.low(x.claimant-1) == "which" || s.low(x.claimant-1) == "that" || s.low(x.claimant-1) == "but") {
			c = x.claimant - 1
		}
		if c > 0 {
			x.from, x.to = 0, c
			w := s.low(c + 1)
			x.also = w == "a" || w == "an" || w == "something" || w == "which" || w == "but" || w == "and" || w == "though" || w == "although" || w == "while" || s.low(c) == "which" || s.low(c) == "but"
		}
	}
	add(x)
}

// governing reads "X doubts that", "X expects".
func (s *sentence) governing(i int, f verbForm, e effect, add func(scope)) {
	if !f.verb && s.nounHere(i) {
		return
	}
	g := group{subject: -1, claimant: -1}
	s.leftOf(i, i-1, f, &g)
	x := scope{from: i + 1, to: s.clauseEnd(i + 1), effect: e, claimant: s.speaker(i, &g), cue: s.low(i)}
	if g.neg {
		if e == denies {
			x.effect = plain
		} else {
			x.neg = true
		}
	}
	if g.passive && s.low(i+1) == "to" {
		return // read with the verb
	}
	if i >= len(s.items)-3 && !g.passive {
		if c := s.commaBeforeSubject(i, &g); c > 0 {
			x.from, x.to = 0, c
		}
	}
	add(x)
}

// speaker is the item of who says it.
func (s *sentence) speaker(i int, g *group) int {
	n := s.subjectAt(i, g)
	if n < 0 {
		return -1
	}
	return n
}

// commaBeforeSubject finds the comma or quotation mark that closes what was
// said before "X says"; 0 for none.
func (s *sentence) commaBeforeSubject(i int, g *group) int {
	n := s.subjectAt(i, g)
	from := g.left
	if n >= 0 {
		from = n
	}
	for k := from - 1; k >= 0 && k >= from-7; k-- {
		if s.low(k) == "," || s.low(k) == `"` {
			return k
		}
		if s.items[k].kind == isWord && (finite(s.low(k)) || boundaries[s.low(k)] && s.low(k) != "which" && s.low(k) != "that") {
			return 0
		}
	}
	return 0
}

// speech reads "X said that", "it was reported that", "…, X said", "said X".
func (s *sentence) speech(i int, f verbForm, add func(scope)) {
	if !f.verb && s.nounHere(i) {
		return
	}
	if f.form == base && f.lemma != "say" && s.low(i+1) != "that" && s.np(i-1) == nil && !peopleNouns[s.low(i-1)] && !strings.HasSuffix(s.low(i-1), "s") && s.low(i+1) != "" {
		return
	}
	g := group{subject: -1, claimant: -1}
	s.leftOf(i, i-1, f, &g)
	if g.passive && s.low(i+1) == "to" {
		return // "is believed to have": read with the verb
	}
	e := reports
	// Who is told: "told reporters", "wrote to Kim".
	k := i + 1
	for k < len(s.items) && k < i+7 {
		w := s.low(k)
		it := &s.items[k]
		if w == "that" || w == "," || w == `"` || w == ":" {
			break
		}
		if f.lemma == "tell" && k == i+1 && (it.kind == isPhrase || !finite(w)) {
			k++
			continue
		}
		if it.kind == isDate || it.kind == isWord && (adverb(w)) {
			k++
			continue
		}
		if it.kind == isWord && (w == "to" || w == "in" || w == "at" || w == "on") && f.lemma != "warn" {
			// "in an interview", "to reporters", "on television".
			n := k + 1
			for n < len(s.items) && n < k+6 && s.low(n) != "that" && s.low(n) != "," && !finite(s.low(n)) {
				n++
			}
			if s.low(n) == "that" {
				k = n
			}
			break
		}
		break
	}
	next := s.low(k)
	if next == "whether" || next == "if" || next == "when" || next == "how" || next == "why" {
		return
	}
	claimant := -1
	if !g.passive {
		claimant = s.speaker(i, &g)
		if f.form == ing && claimant < 0 {
			claimant = s.mainSubject(i, i)
		}
	}
	if w := s.low(g.left - 1); g.left > 0 && (w == "nobody" || w == "none" || w == "few" || w == "one" && s.low(g.left-2) == "no") {
		if f.lemma == "believe" || f.lemma == "think" || f.lemma == "suggest" || f.lemma == "claim" {
			if next == "that" {
				k++
			}
			add(scope{k, s.clauseEnd(k), denies, false, -1, w + " " + s.low(i), false, "", false})
		}
		return
	}
	// ", X said." and ", said X": all that stands before.
	rest := len(s.items) - k
	before := 0
	if c := s.commaBeforeSubject(i, &g); c > 0 {
		before = c
	} else if i > 0 && (s.low(i-1) == "," || s.low(i-1) == `"`) && (claimant < 0 || claimant >= i-1) {
		before = i - 1
		if s.np(i+1) != nil {
			claimant = i + 1
		} else if n := s.firstPhrase(i+1, 5); n >= 0 {
			claimant = n
		}
	}
	if before > 0 && next != "," && next != `"` && s.low(before) == "," && s.low(before-1) != `"` && !finiteBetween(s, 0, before) {
		before = 0 // "Visiting Hanoi, he said nothing"
	}
	if before == i-1 && s.np(i+1) != nil && s.low(before) == "," && s.verbAt(i+2) && (claimant < 0 || claimant == i+1) {
		// "The report, which Moscow rejects, says Russian forces shelled": what
		// is said stands behind.
		before, claimant = 0, -1
	}
	if before > 0 && next != "that" {
		from := 0
		if s.low(before) == `"` || s.low(before-1) == `"` || s.low(before) == "," && s.low(before-1) == `"` {
			// A quotation closed here: it alone, unless it is the whole.
			for q := before - 2; q >= 0; q-- {
				if s.low(q) == `"` && s.items[q].quoted {
					from = q
					break
				}
			}
			if from < 3 {
				from = 0
			}
		}
		if s.items[i].quoted {
			return
		}
		// Mid-sentence "Seoul, officials said, has refused": the whole.
		to := before
		if rest > 3 && (s.low(k) == "," || s.low(k) == `"`) {
			to = s.clauseEnd(k)
		} else if rest > 3 && !finiteAhead(s, k) {
			to = before
		} else if rest > 3 && s.low(i-1) != "," && s.low(i-1) != `"` {
			// "In Moscow, officials said Japan …": a new clause.
			add(scope{k, s.clauseEnd(k), e, false, claimant, s.low(i), false, "", false})
			return
		}
		add(scope{from, to, e, false, claimant, s.low(i), false, "", false})
		return
	}
	if next == "that" || next == `"` || next == ":" || next == "," && s.low(k+1) == `"` {
		k++
	}
	x := scope{k, s.clauseEnd(k), e, g.neg && (f.lemma == "think" || f.lemma == "believe"), claimant, s.low(i), false, "", false}
	if g.neg && !x.neg {
		switch f.lemma {
		case "confirm", "say", "report", "announce":
			x.effect = unproven // "has not confirmed that"
		case "admit", "acknowledge":
			x.effect = possible
		}
		x.cue = "not " + x.cue
	}
	if g.effect == possible || g.demand != "" {
		x.effect = possible
	}
	add(x)
}

func finiteBetween(s *sentence, from, to int) bool {
	for k := from; k < to; k++ {
		if s.items[k].kind == isWord && finite(s.low(k)) {
			return true
		}
	}
	return false
}

// finiteAhead reports a verb of a clause from item k on.
func finiteAhead(s *sentence, k int) bool {
	for ; k < len(s.items); k++ {
		if s.items[k].kind == isWord && finite(s.low(k)) {
			return true
		}
	}
	return false
}
