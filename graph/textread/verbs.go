package textread

import "strings"

// verbForm is what a written form of a verb is.
type verbForm struct {
	lemma    string
	form     form
	verb     bool // never a noun as well
	personal bool // its subject is a person or a body: speech, motion, meeting
}

type form uint8

const (
	base form = iota
	third
	past // past and participle, where they are one
	participle
	ing
)

// Irregular verbs: base past participle.
const irregular = `
meet met met
fly flew flown
go went gone
hold held held
send sent sent
sell sold sold
buy bought bought
give gave given
take took taken
fight fought fought
stand stood stood
lead led led
become became become
say said said
tell told told
make made made
cast cast cast
come came come
break broke broken
seek sought sought
think thought thought
get got got
write wrote written
speak spoke spoken
bring brought brought
keep kept kept
lift lifted lifted
forbid forbade forbidden
withdraw withdrew withdrawn
arise arose arisen
begin began begun
see saw seen
know knew known
win won won
lose lost lost
pay paid paid
leave left left
fall fell fallen
rise rose risen
draw drew drawn
drive drove driven
ride rode ridden
run ran run
set set set
put put put
cut cut cut
let let let
hit hit hit
strike struck struck
shoot shot shot
build built built
lend lent lent
spend spent spent
bind bound bound
find found found
understand understood understood
undertake undertook undertaken
forge forged forged
vet vetted vetted
show showed shown
grow grew grown
throw threw thrown
choose chose chosen
forget forgot forgotten
overthrow overthrew overthrown
uphold upheld upheld
rebuild rebuilt rebuilt
foresee foresaw foreseen
shake shook shaken
`

// Regular verbs. A star marks those whose form is a noun too, a plus those that
// persons and bodies do.
const regular = `
visit*+ tour*+ travel*+ journey* arrive+ land* head* attend+ join+ participate+ host*+ receive welcome+ greet+ return*+
ally* remain form* forge sign*+ conclude ratify initial renew reach* agree+ negotiate+ denounce+ abrogate terminate suspend scrap
vote*+ side* back* support* oppose+ condemn+ denounce criticise+ criticize+ reject+ protest*+ resist object*+ deplore+ veto*+ block* abstain+ approve+ endorse+ adopt+ favour* favor*
recognise recognize sanction* impose introduce place* announce+ tighten extend maintain ease remove waive embargo* freeze reimpose slap expand
trade* depend rely account* import* export* purchase* acquire obtain
lead rule* govern* elect appoint name* serve resign+ step* swear
invade attack* annex bomb* shell* occupy declare+ wage* clash* bombard
supply* provide arm* equip furnish deliver ship* transfer* donate funnel* airlift* smuggle
follow echo* mirror* copy* toe* emulate
collapse* fail fizzle end* stall* revert
deny+ refute+ dismiss+ dispute*+ doubt*+ rebuff+ refuse+ decline* cease stop* halt* avoid refrain desist neglect
report*+ claim*+ state*+ add+ insist+ argue+ note*+ confirm+ allege+ admit+ acknowledge+ warn+ believe+ reckon+ explain+ suggest+ assert+ estimate*+ concede+ remark*+ stress*+ reveal+ disclose+ observe+ assess+ repeat+ testify+ recall+ contend+ accuse+ suspect* blame*
expect predict+ forecast* anticipate plan*+ intend hope*+ promise*+ pledge*+ vow*+ threaten offer* prepare decide+ aim* want wish* try* attempt* struggle* continue start* manage help* seem appear tend happen use* consider resume praise*+ urge*+ ask+ call*+ order*+ invite+ press push* allow force* persuade convince encourage demand*+ prevent oblige
hail+ thank+ mention* publish broadcast* address* air* aim* mean discuss+ talk*+ confer+ negotiate reaffirm+ signal* issue* launch* test* fire* deploy suspend withdraw open* close* serve lack need* create consist fear* worry change* increase* include cause* result* look* turn* play* work* live move* cancel+ postpone+ plan schedule
defend protect pressure* punish isolate trust* distrust* fear* arm help* contact* pay anger please irritate alarm reassure join isolate surprise shock court* woo embrace shun snub ignore challenge* confront contain deter distance* heads head* congratulate
celebrate mark* commemorate prove demonstrate establish prompt trigger add reserve improve revive restore diversify reform* thaw* retreat* backtrack unravel conclude lapse* expire bolster exchange* share* control* produce* develop* ban* buoy belong welcome+ assist
`

var verbForms = makeForms()

func makeForms() map[string]verbForm {
	m := map[string]verbForm{}
	speech := wordSet(speechVerbs)
	add := func(w string, f verbForm) {
		if old, ok := m[w]; ok && old.form <= f.form && old.lemma != f.lemma {
			return
		} else if ok && old.lemma == f.lemma && old.form < f.form {
			return
		}
		m[w] = f
	}
	irr := map[string]bool{}
	for _, line := range lines(irregular) {
		w := strings.Fields(line)
		irr[w[0]] = true
		personal := speech[w[0]] || w[0] == "meet" || w[0] == "fly" || w[0] == "speak"
		add(w[0], verbForm{w[0], base, true, personal})
		add(thirdOf(w[0]), verbForm{w[0], third, true, personal})
		add(ingOf(w[0]), verbForm{w[0], ing, true, personal})
		add(w[1], verbForm{w[0], past, true, personal})
		if w[2] != w[1] {
			add(w[2], verbForm{w[0], participle, true, personal})
		}
	}
	for v := range strings.FieldsSeq(regular) {
		personal := strings.HasSuffix(v, "+")
		v = strings.TrimSuffix(v, "+")
		noun := strings.HasSuffix(v, "*")
		v = strings.TrimSuffix(v, "*")
		if irr[v] {
			continue
		}
		add(v, verbForm{v, base, !noun, personal})
		add(thirdOf(v), verbForm{v, third, !noun, personal})
		add(ingOf(v), verbForm{v, ing, true, personal})
		add(pastOf(v), verbForm{v, past, true, personal})
	}
	for _, x := range []struct{ w, lemma string }{{"travelled", "travel"}, {"traveled", "travel"}, {"signalled", "signal"}, {"cancelled", "cancel"}, {"canceled", "cancel"}} {
		m[x.w] = verbForm{x.lemma, past, true, true}
	}
	for _, x := range []struct{ w, lemma string }{{"travelling", "travel"}, {"traveling", "travel"}} {
		m[x.w] = verbForm{x.lemma, ing, true, true}
	}
	m["sworn"] = verbForm{"swear", past, true, false}
	m["froze"], m["frozen"] = verbForm{"freeze", past, true, false}, verbForm{"freeze", participle, true, false}
	return m
}

var doubled = wordSet("stop ship step plan ban travel signal refer cancel transfer occur regret admit commit permit forget begin cut get hit let put run set win sit swim rebut patrol control compel rebel expel scrap slap")

func thirdOf(v string) string {
	switch {
	case v == "veto" || v == "echo" || v == "go" || v == "do":
		return v + "es"
	case strings.HasSuffix(v, "y") && !vowel(v[len(v)-2]):
		return v[:len(v)-1] + "ies"
	case strings.HasSuffix(v, "s"), strings.HasSuffix(v, "x"), strings.HasSuffix(v, "z"), strings.HasSuffix(v, "ch"), strings.HasSuffix(v, "sh"):
		return v + "es"
	}
	return v + "s"
}

func pastOf(v string) string {
	switch {
	case strings.HasSuffix(v, "e"):
		return v + "d"
	case strings.HasSuffix(v, "y") && !vowel(v[len(v)-2]):
		return v[:len(v)-1] + "ied"
	case doubled[v]:
		return v + v[len(v)-1:] + "ed"
	}
	return v + "ed"
}

func ingOf(v string) string {
	switch {
	case strings.HasSuffix(v, "ie"):
		return v[:len(v)-2] + "ying"
	case strings.HasSuffix(v, "ee") || strings.HasSuffix(v, "oe"):
		return v + "ing"
	case strings.HasSuffix(v, "e"):
		return v[:len(v)-1] + "ing"
	case doubled[v]:
		return v + v[len(v)-1:] + "ing"
	}
	return v + "ing"
}

func vowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }

var beForms = wordSet("be is are was were been being am")
var haveForms = wordSet("have has had having")
var doForms = wordSet("do does did")

func modal(w string) bool {
	switch w {
	case "will", "would", "may", "might", "could", "can", "should", "must", "shall", "ought":
		return true
	}
	return false
}

// finite reports a word that can only be a verb with a subject.
func finite(w string) bool {
	if beForms[w] && w != "be" && w != "being" && w != "been" || haveForms[w] && w != "having" || doForms[w] || modal(w) {
		return true
	}
	f, ok := verbForms[w]
	return ok && (f.form == past || f.form == third && f.verb)
}

var adverbs = wordSet(`also still already again once long now then soon since ever just even twice both all not never always often sometimes rarely seldom hardly barely perhaps maybe
	yet too only thus therefore however instead later earlier first almost together alone though quite so far indeed meanwhile then largely in-turn nevertheless nonetheless n't rather usually apparently back further recently today yesterday`)

func adverb(w string) bool {
	return adverbs[w] || len(w) > 4 && strings.HasSuffix(w, "ly") && w != "ally" && w != "supply" && w != "reply" && w != "italy" && w != "family" && w != "apply" && w != "assembly" && w != "rely" && w != "anomaly" && w != "monthly" && w != "imply" && w != "comply" && w != "rally" && w != "july" && w != "early"
}

var prepositions = wordSet(`of in from with at on for to by after before since during against about over under between among despite within without near into through across toward towards until till like unlike via upon amid following besides except including inside outside around behind beyond per than alongside`)

// boundaries are words at which a clause ends for the slots of a rule.
var boundaries = wordSet(`that which who whom whose because while whereas although though but if unless when where whether after before since until despite amid`)

// stems of nouns: the singular and the plural of a noun of a rule.
func nounForms(n string) []string {
	switch {
	case strings.HasSuffix(n, "y") && len(n) > 1 && !vowel(n[len(n)-2]):
		return []string{n, n[:len(n)-1] + "ies"}
	case strings.HasSuffix(n, "s"), strings.HasSuffix(n, "x"), strings.HasSuffix(n, "ch"), strings.HasSuffix(n, "sh"):
		return []string{n, n + "es"}
	}
	return []string{n, n + "s"}
}

func formsOf(lemma string) []string {
	var out []string
	for w, f := range verbForms {
		if f.lemma == lemma {
			out = append(out, w)
		}
	}
	return out
}
