package textread

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"entente/graph"
	"entente/graph/names"
	"entente/graph/vocab"
)

// Options are the options of Read. The zero value works.
type Options struct {
	// Published is the date of the text: relative dates are counted from it,
	// offices and names are read at it. Zero: relative dates are left out, names
	// are read as of today, offices keep no holder.
	Published graph.Date
	// Lexicon holds the persons, organisations and places sought; nil for
	// states and the reader's own short lists alone.
	Lexicon *Lexicon
}

// maxSentence is the number of tokens beyond which a sentence is cut: what is
// longer is a list or no prose, and the rules look at every pair of words.
const maxSentence = 400

// Read finds the sentences, mentions, dates and candidate claims of a text. It
// never fails: bytes that are no UTF-8 are passed over, and what is not
// understood is listed with its reason. Offsets are bytes of text and always lie
// between characters. Its time grows with the length of the text.
func Read(text string, opts Options) Reading {
	lex := opts.Lexicon
	if lex == nil {
		lex = noLexicon
	}
	r := Reading{Fingerprint: fingerprint(text), Sentences: []Sentence{}, Mentions: []Mention{}, Dates: []DateMention{}, Candidates: []Candidate{}}
	sc := &scanner{text: text, lex: lex, at: opts.Published, earlier: map[string]int{}, unknown: map[string]string{}}
	sc.states = names.Mentions(text, opts.Published)
	ctx := &context{}
	var toks []token
	for _, sp := range sentences(text) {
		toks = cut(text, sp.start, sp.end, toks[:0])
		for len(toks) > 0 {
			part := toks
			if len(part) > maxSentence {
				part = toks[:maxSentence]
			}
			toks = toks[len(part):]
			one := span{part[0].start, part[len(part)-1].end}
			if len(toks) == 0 {
				one.end = sp.end
			}
			r.sentence(one, part, sc, ctx, opts)
		}
	}
	return r
}

func fingerprint(text string) string {
	h := sha256.Sum256([]byte(text))
	return hex.EncodeToString(h[:8])
}

func (r *Reading) sentence(sp span, toks []token, sc *scanner, ctx *context, opts Options) {
	ms := sc.find(toks)
	d := &dater{text: sc.text, toks: toks, pub: opts.Published}
	ds := d.dates(func(i int) bool { return covered(ms, i) != nil })
	for n := range ms {
		r.Mentions = append(r.Mentions, ms[n].Mention)
	}
	for n := range ds {
		r.Dates = append(r.Dates, ds[n].DateMention)
	}
	p := &parser{text: sc.text, toks: toks, ms: ms, dates: ds}
	s := &sentence{text: sc.text, toks: toks, ms: ms, dates: ds, items: p.items(), ctx: ctx}
	s.findScopes()
	number := len(r.Sentences)
	claims, reason := s.claims()
	back := s.lookBack(r, number)
	claims = append(claims, back...)
	for n := range claims {
		c := &claims[n]
		c.ID = "s" + strconv.Itoa(number+1) + "c" + strconv.Itoa(n+1)
		c.Sentence = number
		c.Text = sc.text[c.Start:c.End]
	}
	r.Candidates = append(r.Candidates, claims...)
	out := Sentence{Start: sp.start, End: sp.end, Candidates: len(claims)}
	if len(claims) == 0 {
		out.Reason = reason
	}
	r.Sentences = append(r.Sentences, out)
	s.remember()
}

// remember leaves the persons and states of the sentence to the next one.
func (s *sentence) remember() {
	var persons, states, pair []Argument
	for k := range s.items {
		p := s.np(k)
		if p == nil || p.pronoun {
			continue
		}
		var here []Argument
		for _, a := range p.heads {
			switch a.Kind {
			case Person:
				if !hasArgument(persons, &a) {
					persons = append(persons, a)
				}
				here = append(here, a)
			case Country, Government:
				if !hasArgument(states, &a) {
					states = append(states, a)
				}
				here = append(here, a)
			}
		}
		if len(here) > 1 {
			pair = here
		}
	}
	if len(persons) > 0 {
		s.ctx.persons = persons
	}
	if len(states) > 0 {
		s.ctx.states, s.ctx.pair = states, pair
	}
}

// claims tries every rule at every word that anchors one.
func (s *sentence) claims() (out []Candidate, reason string) {
	question := len(s.items) > 0 && (s.low(len(s.items)-1) == "?" || s.low(len(s.items)-1) == `"` && s.low(len(s.items)-2) == "?")
	unheld, nominal := "", []Candidate(nil)
	anchored := false
	for a := range s.items {
		if s.items[a].kind != isWord && s.items[a].kind != isPhrase {
			continue
		}
		took := map[string]bool{}
		for _, n := range ruleIndex[s.toks[s.items[a].first].low] {
			r := &rules[n]
			if took[family(r)] {
				continue
			}
			found := s.try(r, a)
			if len(found) == 0 {
				continue
			}
			took[family(r)] = true
			for _, c := range found {
				anchored = true
				if c.Stance == "" {
					if len(c.Doubts) > 0 {
						unheld = c.Doubts[len(c.Doubts)-1]
					}
					continue
				}
				if question && !c.Quoted {
					unheld = "a question"
					continue
				}
				s.where(&c, a)
				if war := strings.HasPrefix(r.id, "war-"); backgroundNoun[r.id] && (war || s.background(a)) {
					if war && s.background(a) {
						continue
					}
					nominal = append(nominal, c)
					continue
				}
				out = keep(out, c)
				for _, d := range s.also(&c, a) {
					out = keep(out, d)
				}
				if s.firsts(&c, a) && c.Predicate != vocab.PredNeverBefore {
					first := c
					first.Detail, first.Predicate, first.Pattern = c.Predicate, vocab.PredNeverBefore, c.Pattern+"+first"
					first.Objects = slices.Clone(c.Objects)
					out = keep(out, first)
				}
			}
		}
	}
	// A war or a visit that is only the background of a claim is none itself.
	if len(out) == 0 {
		for _, c := range nominal {
			out = keep(out, c)
		}
	}
	// What a noun says is left out where a verb says it of the same.
	out = slices.DeleteFunc(out, func(c Candidate) bool {
		return c.nominal && slices.ContainsFunc(out, func(o Candidate) bool {
			return !o.nominal && o.Predicate == c.Predicate && len(o.Objects) > 0 && len(c.Objects) > 0 && same(&o.Objects[0], &c.Objects[0]) ||
				c.Predicate == vocab.PredMet && o.Predicate == vocab.PredReturnsToBaseline
		}) || c.Predicate == vocab.PredVetoed && slices.ContainsFunc(out, func(o Candidate) bool {
			return o.Predicate == vocab.PredVetoedWith && (same(&o.Subject, &c.Subject) || same(&o.Objects[0], &c.Subject)) && o.Stance == c.Stance
		})
	})
	if len(out) > 0 {
		return out, ""
	}
	switch {
	case unheld != "":
		return nil, "nothing is claimed: " + unheld
	case question:
		return nil, "a question"
	case anchored:
		return nil, "the claim's ends are not known"
	case len(s.ms) == 0:
		return nil, "no name of a country, person or body known"
	}
	return nil, "no pattern of a claim matched"
}

// family groups rules that read one wording in several ways: only the first
// that matches counts.
func family(r *rule) string {
	switch r.pred {
	case vocab.PredVetoed, vocab.PredVetoedWith:
		return "veto"
	case vocab.PredVoted, vocab.PredVotesWith, vocab.PredSupportedSanctions:
		return "vote"
	case vocab.PredAgreementInForce, vocab.PredAlliedWith:
		return "treaty"
	case vocab.PredLeads, vocab.PredHoldsOffice:
		return "office"
	case vocab.PredOpposes:
		return "vote"
	}
	return r.pred
}

// backgroundNoun are the rules for nouns that mostly stand for something known
// already: "after Russia's invasion of Ukraine".
var backgroundNoun = wordSet("war-noun war-noun-between war-noun-joint war-noun-by war-annex-noun visit-noun visit-noun-there visit-noun-by meet-noun meet-noun-between meet-noun-joint treaty-between treaty-noun treaty-noun-joint recognise-passive-as recognise-noun-by")

// background reports that the noun at item a stands behind a preposition.
func (s *sentence) background(a int) bool {
	for k := a - 1; k >= 0 && k > a-9; k-- {
		it := &s.items[k]
		if it.kind == isWord && prepositions[it.low] && it.low != "of" || it.low == "while" || it.low == "when" {
			return true
		}
		if it.kind == isMark && it.low != `"` && it.low != "-" || it.kind == isWord && (finite(it.low) || it.low == "that") {
			return false
		}
	}
	return false
}

// keep adds a candidate unless it says what another of the sentence says.
func keep(out []Candidate, c Candidate) []Candidate {
	for n := range out {
		o := &out[n]
		if o.Predicate != c.Predicate || o.Stance != c.Stance || o.Detail != c.Detail && c.Predicate == vocab.PredVoted && o.Detail != "" && c.Detail != "" {
			continue
		}
		if !same(&o.Subject, &c.Subject) {
			def, _ := vocab.Predicate(c.Predicate)
			if !def.Symmetric || len(o.Objects) == 0 || len(c.Objects) == 0 || !same(&o.Subject, &c.Objects[0]) || !same(&o.Objects[0], &c.Subject) {
				continue
			}
			return out
		}
		if len(o.Objects) == 0 || len(c.Objects) == 0 || same(&o.Objects[0], &c.Objects[0]) {
			if len(o.Objects) == 0 && len(c.Objects) > 0 {
				out[n] = c
			}
			return out
		}
	}
	return append(out, c)
}

func same(a, b *Argument) bool {
	if a.Key != "" && a.Key == b.Key || a.Start == b.Start && a.End == b.End && a.Key == b.Key && a.Country == b.Country {
		return true
	}
	isState := func(x *Argument) bool { return x.Kind == Country || x.Kind == Government }
	return isState(a) && isState(b) && a.Country != "" && a.Country == b.Country
}

// deniesBefore reads "Tehran dismissed the report as baseless", "He denied it":
// somebody denies what the sentence before reports.
func (s *sentence) deniesBefore(r *Reading, number int) []Candidate {
	at := -1
	for k := 1; k < len(s.items) && k < 9; k++ {
		if s.items[k].kind == isWord && denialVerbs[verbForms[s.low(k)].lemma] {
			at = k
			break
		}
	}
	if at < 0 {
		return nil
	}
	hit := false
	for k := at + 1; k < len(s.items) && k < at+5; k++ {
		w := s.low(k)
		if w == "that" && k+1 < len(s.items) && s.items[k+1].kind != isMark || w == "of" {
			return nil
		}
		it := s.np(k)
		hit = hit || denied[w] || w == "this" || w == "these" || w == "that" || it != nil && it.pronoun && it.heads[0].Via == "state"
	}
	g := group{subject: -1, claimant: -1}
	s.leftOf(at, at-1, verbForms[s.low(at)], &g)
	if !hit || g.neg || g.effect != plain || g.demand != "" {
		return nil
	}
	n := s.subjectAt(at, &g)
	if n < 0 {
		return nil
	}
	who, _ := s.resolve(n, at, nil)
	out := s.judge(r, number, denies, s.low(at))
	for n := range out {
		x := who[0]
		if x.Kind == City {
			x.Kind, x.Key, x.Via = Government, x.Country, "people"
		}
		out[n].Claimant = &x
	}
	return out
}

// lookBack reads a sentence that judges the one before: "Neither of these
// assertions is accurate", "That is not true", "These reports are unconfirmed".
func (s *sentence) lookBack(r *Reading, number int) []Candidate {
	if number == 0 || len(s.items) < 3 {
		return nil
	}
	i := 0
	neither := false
	if out := s.deniesBefore(r, number); out != nil {
		return out
	}
	switch s.low(0) {
	case "neither", "none":
		neither = true
	case "this", "that", "these", "those", "both", "all", "such":
	case "the":
	default:
		return nil
	}
	judged := false
	e := plain
	cue := ""
	for k := i; k < len(s.items) && k < 16; k++ {
		w := s.low(k)
		if s.items[k].kind == isPhrase && k < 4 && !s.items[k].np.pronoun {
			return nil
		}
		switch w {
		case "assertion", "assertions", "claim", "claims", "report", "reports", "allegation", "allegations", "statement", "statements", "rumours", "rumors", "story", "stories", "message", "messages":
			judged = judged || k < 6
		}
		if k == 1 && (beForms[w]) && (s.low(0) == "this" || s.low(0) == "that") {
			judged = true
		}
		if !beForms[w] && w != "remain" && w != "remains" {
			continue
		}
		for n := k + 1; n < len(s.items) && n < k+7; n++ {
			x := s.low(n)
			v, ok := verdictsBehind[x]
			neg := neither || s.low(n-1) == "not" || s.low(n-2) == "not" || s.low(n-1) == "simply" && s.low(n-2) == "not"
			switch {
			case neg && (x == "true" || x == "accurate" || x == "correct" || x == "right" || x == "so" || x == "reflection"):
				e, cue = denies, s.low(k)+" not "+x
			case neg && (x == "proven" || x == "confirmed" || x == "verified"):
				e, cue = unproven, "not "+x
			case ok && !neg && v != expects:
				e, cue = v, x
			}
			if e != plain {
				break
			}
		}
		break
	}
	if s.low(0) == "the" && !judged || !judged || e == plain {
		return nil
	}
	return s.judge(r, number, e, cue)
}

// judge repeats the claims of the sentence before with the stance this one
// takes to them.
func (s *sentence) judge(r *Reading, number int, e effect, cue string) []Candidate {
	// What others say is judged first; what the author said himself only where
	// there is nothing else.
	reported := false
	for n := range r.Candidates {
		if c := &r.Candidates[n]; c.Sentence == number-1 && (c.Stance == vocab.StanceReports || c.Stance == vocab.StancePossible) {
			reported = true
		}
	}
	var out []Candidate
	for n := range r.Candidates {
		c := r.Candidates[n]
		if c.Sentence != number-1 || backgroundNoun[c.Pattern] || reported && c.Stance != vocab.StanceReports && c.Stance != vocab.StancePossible {
			continue
		}
		c.Objects = slices.Clone(c.Objects)
		c.Claimant, c.Quoted = nil, false
		c.Cues = []string{cue}
		c.Doubts = append(slices.Clone(c.Doubts), "judges the sentence before")
		c.Pattern = strings.TrimSuffix(c.Pattern, "+back") + "+back"
		c.Start, c.End = s.toks[0].start, s.toks[len(s.toks)-1].end
		switch e {
		case denies:
			c.Stance, c.Certainty = vocab.StanceDenies, "stated"
		case unproven:
			c.Stance, c.Certainty = vocab.StanceUnproven, "none"
		case possible:
			c.Stance, c.Certainty = vocab.StancePossible, "possible"
		}
		out = append(out, c)
	}
	return out
}
