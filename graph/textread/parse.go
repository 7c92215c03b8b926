package textread

import "slices"

// item is a step of a sentence as the rules see it: a word, a mark, a date or
// a noun phrase of actors.
type item struct {
	kind        itemKind
	first, last int // tokens
	low         string
	np          *phrase
	date        int // index in the dates
	quoted      bool
}

type itemKind uint8

const (
	isWord itemKind = iota
	isMark
	isPhrase
	isDate
)

// phrase is a noun phrase: one actor or several joined.
type phrase struct {
	heads   []Argument
	adj     bool   // an adjective before a noun: "the Russian" of "the Russian invasion"
	poss    bool   // followed by 's
	joint   string // and, or, nor, -
	pronoun bool
	noun    string // what follows an adjective and was taken in: "officials"
	counter bool   // "his Pakistani counterpart"
	neg     bool   // "neither A nor B", "no Israeli prime minister"
}

func (p *phrase) actor() bool { return !p.adj && !p.poss }

type parser struct {
	text  string
	toks  []token
	ms    []found
	dates []dated
}

// items cuts the sentence.
func (p *parser) items() []item {
	var out []item
	quoted := false
	nd := 0
	for i := 0; i < len(p.toks); {
		t := &p.toks[i]
		for nd < len(p.dates) && p.dates[nd].last < i {
			nd++
		}
		if nd < len(p.dates) && p.dates[nd].first == i {
			out = append(out, item{kind: isDate, first: i, last: p.dates[nd].last, low: "<date>", date: nd, quoted: quoted})
			i = p.dates[nd].last + 1
			continue
		}
		if isQuoteMark(t.low) {
			switch t.low {
			case "“", "«", "„":
				quoted = true
			case "”", "»":
				quoted = false
			default:
				quoted = !quoted
			}
			out = append(out, item{kind: isMark, first: i, last: i, low: `"`, quoted: quoted})
			i++
			continue
		}
		if np, next := p.phrase(i); np != nil {
			out = append(out, item{kind: isPhrase, first: i, last: next - 1, low: "<np>", np: np, quoted: quoted})
			i = next
			continue
		}
		k := isWord
		if !t.word {
			k = isMark
		}
		out = append(out, item{kind: k, first: i, last: i, low: t.low, quoted: quoted})
		i++
	}
	return out
}

var determiners = wordSet("the a an this that these those its their his her both several some all most neither either no")

// phrase reads the noun phrase that begins at token i; next is the token behind it.
func (p *parser) phrase(i int) (*phrase, int) {
	start := i
	neither, no := false, false
	for i < len(p.toks) && p.toks[i].word && !p.toks[i].cap || i == start && i < len(p.toks) && determiners[p.toks[i].low] {
		w := p.toks[i].low
		if w == "neither" {
			neither = true
		} else if w == "no" {
			no = true
		} else if w == "both" {
			// passed over: "both Iran and Iraq"
		} else if w != "the" && !(i > start && officeAdjective[w]) && !(w == "then" || w == "former" || w == "a" || w == "an" || w == "his" || w == "her" || w == "its" || w == "their") {
			break
		}
		i++
		if i-start > 3 {
			break
		}
	}
	one, next := p.head(i)
	if one == nil {
		if q, n := p.pronoun(start); q != nil {
			return q, n
		}
		return nil, start
	}
	out := one
	if (neither || no) && !out.adj {
		out.neg = true
	}
	joint := false
	// Others joined to it.
	for next < len(p.toks) && !(out.poss) {
		k, word := next, ""
		switch w := p.toks[k].low; w {
		case "and", "or", "nor", "&":
			word, k = w, k+1
		case ",":
			k++
			if k < len(p.toks) && (p.toks[k].low == "and" || p.toks[k].low == "or") {
				word, k = p.toks[k].low, k+1
			} else if !p.listGoesOn(k) || p.fronted(start, k) {
				k = -1
			} else {
				word = ","
			}
		case "as":
			if phraseEnd(p.toks, k, "as well as") > 0 {
				word, k = "and", k+3
			} else {
				k = -1
			}
		case "along", "together":
			if k+1 < len(p.toks) && p.toks[k+1].low == "with" && out.actor() && !(start > 0 && prepositions[p.toks[start-1].low]) {
				word, k = "and", k+2
			} else {
				k = -1
			}
		case "-", "–", "—":
			if p.toks[k].glued && k+1 < len(p.toks) && p.toks[k+1].glued {
				word, k = "-", k+1
			} else {
				k = -1
			}
		default:
			k = -1
		}
		if k < 0 {
			break
		}
		for k < len(p.toks) && (p.toks[k].low == "the" || p.toks[k].low == "a") {
			k++
		}
		if word == "-" && (out.heads[0].Kind != Country && out.heads[0].Kind != Government && out.heads[0].Kind != City) {
			break
		}
		two, n := p.head(k)
		if two == nil {
			break
		}
		// An adjective joins only what is one too: "Russian and Chinese envoys".
		if two.adj && !out.adj && word != "-" || word == "," && two.adj != out.adj && !out.adj {
			break
		}
		// "met Putin and Russia voted": what a verb of its own follows is a new clause.
		if word == "and" && p.clauseFollows(n, out) && start > 0 && p.objectPlace(start) {
			break
		}
		out = &phrase{heads: append(slices.Clip(out.heads), two.heads...), adj: two.adj, poss: two.poss, noun: two.noun, joint: "and", neg: out.neg, counter: two.counter}
		if word == "-" {
			out.adj, out.joint = true, "-"
			out.poss = false
		} else if word == "or" || word == "nor" {
			out.joint = word
		}
		if out.adj && !two.adj {
			out.adj = false
		}
		joint = true
		next = n
	}
	if joint && one.adj && !out.adj && out.noun != "" {
		for n := range out.heads {
			if out.heads[n].Via == "" && out.heads[n].Kind == Country {
				out.heads[n].Via = "people"
			}
		}
	}
	return out, next
}

// objectPlace reports that the phrase at token i stands behind a verb or a
// preposition, where a following "and X did" begins a new clause.
func (p *parser) objectPlace(i int) bool {
	w := p.toks[i-1].low
	if prepositions[w] && w != "as" {
		// "with Russia and China": joined, unless "between".
		return w != "between"
	}
	f, ok := verbForms[w]
	return ok && (f.verb || f.form == past) && !speech[f.lemma] && f.lemma != "expect" && f.lemma != "doubt" && f.lemma != "deny" && f.lemma != "predict"
}

// clauseFollows reports that a finite verb stands at token i.
func (p *parser) clauseFollows(i int, before *phrase) bool {
	for i < len(p.toks) && adverb(p.toks[i].low) {
		i++
	}
	return i < len(p.toks) && finite(p.toks[i].low)
}

// fronted reports that the phrase at token start stands behind a preposition that
// opens the sentence, and the list from token k on does not go back to a comma:
// "In the Council, Malta and Peru voted".
func (p *parser) fronted(start, k int) bool {
	if start == 0 || start > 8 || !prepositions[p.toks[start-1].low] || !prepositions[p.toks[0].low] && !adverb(p.toks[0].low) {
		return false
	}
	for i := 0; i < start-1; i++ {
		if finite(p.toks[i].low) {
			return false
		}
	}
	for k < len(p.toks) && p.toks[k].low != "and" && p.toks[k].low != "or" {
		k++
	}
	k++
	for k < len(p.toks) && p.toks[k].low == "the" {
		k++
	}
	_, next := p.head(k)
	return word(p.toks, next) != ","
}

// listGoesOn reports that the words from token k on are the next member of a
// list that ends in "and" or "or".
func (p *parser) listGoesOn(k int) bool {
	for range 40 {
		for k < len(p.toks) && p.toks[k].low == "the" {
			k++
		}
		np, next := p.head(k)
		if np == nil || np.poss || np.adj && next >= len(p.toks) {
			return false
		}
		switch word(p.toks, next) {
		case "and", "or", "nor", "&":
			n := next + 1
			for n < len(p.toks) && (p.toks[n].low == "the" || p.toks[n].low == "a") {
				n++
			}
			q, _ := p.head(n)
			return q != nil && q.adj == np.adj
		case ",":
			k = next + 1
			if w := word(p.toks, k); w == "and" || w == "or" {
				q, _ := p.head(k + 1)
				return q != nil
			}
		default:
			return false
		}
	}
	return false
}

func (p *parser) argument(f *found) Argument {
	a := Argument{Text: f.Text, Start: f.Start, End: f.End, Kind: f.Kind, Key: f.Key, Country: f.Country, Candidates: f.Candidates}
	if f.Kind == Office && f.Holder != "" {
		a.Key, a.Via = f.Holder, "holder"
	}
	return a
}

func (p *parser) mentionAt(i int) *found {
	n := after(p.ms, i)
	if n < len(p.ms) && p.ms[n].first == i {
		return &p.ms[n]
	}
	return nil
}

// head reads one actor at token i with its title and apposition.
func (p *parser) head(i int) (*phrase, int) {
	if i >= len(p.toks) {
		return nil, i
	}
	start := i
	for i < len(p.toks) && (honorifics[p.toks[i].low] && p.toks[i].cap || p.toks[i].low == "." && i > start) && p.mentionAt(i) == nil {
		i++
	}
	if i > start {
		if f := p.mentionAt(i); f == nil || f.Kind != Person {
			return nil, start
		}
	}
	if i < len(p.toks) && officeAdjective[p.toks[i].low] && p.mentionAt(i) == nil {
		if f := p.mentionAt(i + 1); f == nil || f.Kind != Office && f.Kind != Country {
			return nil, start
		}
		i++
	}
	f := p.mentionAt(i)
	if f == nil {
		return nil, start
	}
	next := f.last + 1
	one := func(a Argument) *phrase { return &phrase{heads: []Argument{a}} }
	switch f.Kind {
	case Country, Government, City:
		k := next
		possessive := isPossessive(word(p.toks, k))
		if possessive {
			k++
		}
		q := k
		for q < len(p.toks) && officeAdjective[p.toks[q].low] {
			q++
		}
		if g := p.mentionAt(q); g != nil && (f.Form == "adjective" || possessive || f.Form == "name") {
			switch {
			case g.Kind == Office && (g.Country == f.Country || f.Form == "adjective"):
				return p.head(q)
			case g.Kind == Organisation && possessive && g.Country == f.Country && g.Form == "pattern" || g.Kind == Party && possessive:
				return p.head(q)
			case g.Kind == Person && (f.Form == "adjective" || possessive) && q == k:
				q, n := p.head(q)
				if q != nil && q.heads[0].Country == "" {
					q.heads[0].Country = f.Country
				}
				return q, n
			}
		}
		if f.Kind == City && !possessive {
			return one(p.argument(f)), next
		}
		if f.Form == "adjective" || possessive || f.Form == "name" && f.Kind == Country {
			// "Russian military officials", "China's negotiators", "US troops".
			for m := k; m < len(p.toks) && m <= k+2 && p.toks[m].word; m++ {
				w := p.toks[m].low
				if w == "counterpart" || w == "counterparts" {
					a := p.argument(f)
					a.Via = "people"
					a.Text, a.End = p.text[f.Start:p.toks[m].end], p.toks[m].end
					return &phrase{heads: []Argument{a}, noun: w, counter: true}, m + 1
				}
				if peopleNouns[w] && p.mentionAt(m) == nil && !(m+1 < len(p.toks) && p.toks[m+1].word && peopleNouns[p.toks[m+1].low]) {
					if (w == "state" || w == "force" || w == "official" || w == "team") && m > k {
						break
					}
					if inArms[w] {
						break
					}
					a := p.argument(f)
					a.Via = "people"
					return &phrase{heads: []Argument{a}, noun: w, poss: isPossessive(word(p.toks, m+1))}, m + 1 + b2i(isPossessive(word(p.toks, m+1)))
				}
				if p.toks[m].cap || prepositions[w] || finite(w) || adverb(w) || p.mentionAt(m) != nil || determiners[w] || w == "and" || w == "or" {
					break
				}
			}
		}
		if possessive {
			ph := one(p.argument(f))
			ph.poss = true
			return ph, next + 1
		}
		ph := one(p.argument(f))
		ph.adj = f.Form == "adjective" || p.attributive(f, next)
		return ph, next
	case Office:
		a := p.argument(f)
		// "president of France", "minister for X of Y".
		if word(p.toks, next) == "of" && !f.bare {
			k := next + 1
			if word(p.toks, k) == "the" {
				k++
			}
			if g := p.mentionAt(k); g != nil && (g.Country == f.Country || f.Country == "") {
				next = g.last + 1
			}
		}
		k := next
		comma := word(p.toks, k) == ","
		if comma {
			k++
		}
		for word(p.toks, k) != "" && honorifics[word(p.toks, k)] && p.mentionAt(k) == nil || word(p.toks, k) == "." && k > next+1 {
			k++
		}
		if g := p.mentionAt(k); g != nil && g.Kind == Person && !(comma && f.bare && word(p.toks, g.last+1) != ",") {
			n := g.last + 1
			if comma {
				if w := word(p.toks, n); w == "," {
					n++
				} else if n < len(p.toks) && p.toks[n].word && w != "and" {
					return one(a), next
				}
			}
			ph := one(p.argument(g))
			if ph.heads[0].Country == "" {
				ph.heads[0].Country = f.Country
			}
			if isPossessive(word(p.toks, n)) {
				ph.poss = true
				n++
			} else if !comma {
				n = p.apposition(n)
			}
			return ph, n
		}
		ph := one(a)
		if isPossessive(word(p.toks, next)) {
			ph.poss = true
			next++
		}
		return ph, next
	default:
		ph := one(p.argument(f))
		if isPossessive(word(p.toks, next)) {
			// "Putin's government" is still Putin's; "Putin's Russia" is Russia.
			ph.poss = true
			next++
			return ph, next
		}
		if f.Kind == Organisation && f.last == f.first && p.attributive(f, next) {
			ph.adj = true
		}
		if f.Kind == Person {
			before := next
			next = p.apposition(next)
			if ph.heads[0].Country == "" && next > before {
				for _, m := range p.ms {
					if m.first >= before && m.last < next && m.Kind == Office && m.Country != "" {
						ph.heads[0].Country = m.Country
					}
				}
			}
		}
		return ph, next
	}
}

// attributive reports an abbreviation before a noun: "U.S. allies"; not before a
// verb: "the US sanctions Iran".
func (p *parser) attributive(f *found, next int) bool {
	if !p.toks[f.last].caps && p.toks[f.last].low != "u.s." && p.toks[f.last].low != "u.k." || next >= len(p.toks) {
		return false
	}
	t := &p.toks[next]
	if !t.word || t.cap || prepositions[t.low] || adverb(t.low) || determiners[t.low] || boundaries[t.low] || t.low == "and" || t.low == "or" || t.low == "but" || t.low == "as" || t.low == "to" {
		return false
	}
	v, ok := verbForms[t.low]
	if !ok {
		return !finite(t.low) && !beForms[t.low]
	}
	if v.verb {
		return false
	}
	k := next + 1
	return k >= len(p.toks) || !p.toks[k].cap && !determiners[p.toks[k].low] && p.mentionAt(k) == nil && p.toks[k].low != "that" && p.toks[k].low != "for" && p.toks[k].low != "against"
}

var inArms = wordSet("missiles tanks aircraft jets warplanes bombers warships")

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// apposition takes in ", the Russian defence minister," behind a name: words up
// to the closing comma, with an office and no verb in them.
func (p *parser) apposition(i int) int {
	if word(p.toks, i) != "," {
		return i
	}
	office := false
	for k := i + 1; k < len(p.toks) && k < i+16; k++ {
		w := p.toks[k].low
		if f := covered(p.ms, k); f != nil {
			if f.Kind == Office {
				office = true
			}
			if f.Kind == Person {
				return i
			}
			k = f.last
			continue
		}
		switch {
		case w == ",":
			if office {
				return k + 1
			}
			return i
		case finite(w) || w == "who" || w == "which" || w == ";" || w == ":":
			return i
		}
		if k == len(p.toks)-1 && office {
			return k
		}
	}
	return i
}

var homeWords = wordSet("country homeland nation government")

// pronoun reads what stands for persons or states named before.
func (p *parser) pronoun(i int) (*phrase, int) {
	w := word(p.toks, i)
	arg := func(n int, via string) (*phrase, int) {
		a := Argument{Text: p.text[p.toks[i].start:p.toks[i+n-1].end], Start: p.toks[i].start, End: p.toks[i+n-1].end, Kind: Pronoun, Via: via}
		return &phrase{heads: []Argument{a}, pronoun: true}, i + n
	}
	switch w {
	case "he", "she", "him":
		return arg(1, "person")
	case "they", "them":
		return arg(1, "they")
	case "it":
		return arg(1, "state")
	case "we", "us":
		if w == "us" && p.toks[i].cap {
			return nil, i
		}
		return arg(1, "we")
	case "our":
		if homeWords[word(p.toks, i+1)] {
			return arg(2, "home")
		}
		q, n := arg(1, "we")
		q.poss = true
		return q, n
	case "my":
		if homeWords[word(p.toks, i+1)] {
			return arg(2, "home")
		}
		return nil, i
	case "his":
		if homeWords[word(p.toks, i+1)] {
			return arg(2, "home")
		}
		q, n := arg(1, "person")
		q.poss = true
		return q, n
	case "her":
		if homeWords[word(p.toks, i+1)] {
			return arg(2, "home")
		}
		q, n := arg(1, "person")
		q.poss = true
		return q, n
	case "its":
		q, n := arg(1, "state")
		q.poss = true
		return q, n
	case "their":
		q, n := arg(1, "they")
		q.poss = true
		return q, n
	case "both", "the":
		k := i + 1
		if w == "the" {
			if word(p.toks, k) != "two" {
				return nil, i
			}
			k++
		}
		switch word(p.toks, k) {
		case "countries", "states", "sides", "nations", "governments", "neighbours", "neighbors", "capitals", "powers":
			return arg(k-i+1, "both")
		case "koreas":
			q, n := arg(k-i+1, "both")
			one, two := q.heads[0], q.heads[0]
			one.Kind, one.Key, one.Country, one.Via = Country, "country/PRK", "country/PRK", ""
			two.Kind, two.Key, two.Country, two.Via = Country, "country/KOR", "country/KOR", ""
			q.heads, q.pronoun, q.joint = []Argument{one, two}, false, "and"
			return q, n
		case "leaders", "presidents", "ministers", "men":
			return arg(k-i+1, "both-persons")
		}
	case "each", "one":
		if n := word(p.toks, i+1); n == "other" || w == "one" && n == "another" {
			return arg(2, "both")
		}
	}
	return nil, i
}
