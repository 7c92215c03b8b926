package claim

import (
	"fmt"
	"regexp"
	"strings"

	"entente/graph"
	"entente/graph/vocab"
)

// Asked is a claim in the asker's words: names not yet resolved.
type Asked struct {
	Text, Predicate          string
	Subject, Object, Place   string
	Topic, Body, Symbol      string
	Obligation, Detail       string
	Coder, AgreedWith        string
	Every, Negated, Sometime bool
	Since, Until, At         graph.Date
	Stance, Claimant         string // where a text gives them
	Start, End, Sentence     int    // bytes and number of the sentence in a text
	Doubts                   []string
}

// NotReadError says that no rule understands a sentence.
type NotReadError struct{ Text string }

func (e *NotReadError) Error() string {
	return fmt.Sprintf("no claim was understood in %q; say it as \"A is an ally of B\", \"A votes with B on X\", \"A vetoed S/2022/431\", or name predicate, subject and object", e.Text)
}

func (e *NotReadError) Unwrap() error { return graph.ErrInvalid }

type pattern struct {
	re        *regexp.Regexp
	predicate string
	set       func(a *Asked, m map[string]string)
}

func pat(predicate, expr string, set ...func(a *Asked, m map[string]string)) pattern {
	p := pattern{re: regexp.MustCompile(`(?i)^` + expr + `$`), predicate: predicate}
	if len(set) > 0 {
		p.set = set[0]
	}
	return p
}

const (
	be     = `(?:is|are|was|were)`
	a      = `(?P<a>.+?)`
	b      = `(?P<b>.+?)`
	on     = `(?: (?:on|about|over|concerning) (?P<t>.+?))?`
	notPat = `(?P<not> not| no longer| never)?`
)

// patterns are tried in this order.
var patterns = []pattern{
	pat(vocab.PredAlliedWith, a+` and `+b+` `+be+notPat+` (?:in fact )?allie[sd]`),
	pat(vocab.PredAlliedWith, a+` `+be+notPat+` (?:in fact )?(?:an ally|allies|allied) (?:of|to|with) `+b),
	pat(vocab.PredAlliedWith, a+` `+be+notPat+` `+b+`['’]s ally`),
	pat(vocab.PredAtWar, a+` and `+b+` `+be+notPat+` at war`),
	pat(vocab.PredAtWar, a+` `+be+notPat+` at war with `+b),
	pat(vocab.PredAtWar, a+` (?P<d>invaded|attacked|annexed) `+b, func(x *Asked, m map[string]string) { x.Detail = m["d"] }),
	pat(vocab.PredFollows, a+` (?:(?:largely |mostly )?follows|backs)(?: the line of)? `+b+on),
	pat(vocab.PredVetoedWith, a+` and `+b+` (?:both |jointly )?vetoed(?: together)?`+on),
	pat(vocab.PredVetoed, a+` (?:did(?P<not> not) veto|vetoed|has vetoed) (?P<s>[SA]/\S+)`, symbol),
	pat(vocab.PredVetoed, a+` (?:did(?P<not> not) veto|vetoed|has vetoed) (?:a draft|drafts|sanctions|resolutions?)`+on),
	pat(vocab.PredVoted, a+` (?:voted|abstained) ?(?P<d>for|against|in favour of|in favor of|on) (?P<s>[SA]/\S+)`, func(x *Asked, m map[string]string) {
		x.Symbol, x.Detail = m["s"], strings.TrimSuffix(m["d"], " of")
		if m["d"] == "on" {
			x.Detail = "abstain"
		}
	}),
	pat(vocab.PredSupportedSanctions, a+` (?:voted for|supported|supports|backed) sanctions (?:on|against) `+b),
	pat(vocab.PredVotesWith, a+` (?:does(?P<not> not) vote|votes?|voted) (?:with|like|as) `+b+`(?: does)?(?: in the (?P<body>General Assembly|Security Council))?`+on, body),
	pat(vocab.PredOpposes, a+` (?:opposes|opposed|votes against|voted against|stands against) `+b),
	pat(vocab.PredSanctions, a+` (?:has|had|imposed|keeps) sanctions (?:on|against) `+b),
	pat(vocab.PredSanctions, b+` `+be+notPat+` under sanctions (?:by|from|of) `+a),
	pat(vocab.PredTradeNegligible, `(?:trade|economic ties) between `+a+` and `+b+` `+be+notPat+` (?:negligible|next to nothing|practically non-existent|nearly nonexistent)`),
	pat(vocab.PredTradeDependent, a+` (?:depends|depended|relies|relied) on `+b+`(?: (?:for|in) (?:trade|its trade))?`),
	pat(vocab.PredTradeDependent, a+` `+be+notPat+` dependent on `+b+`(?: (?:for|in) (?:trade|its trade))?`),
	pat(vocab.PredSuppliesArms, a+` (?:supplies|supplied|is supplying|sends|sent|delivers) (?P<d>arms|weapons|ammunition|shells|munitions) to `+b, detail),
	pat(vocab.PredSuppliesArms, a+` (?:supplies|supplied|is supplying) `+b+` with (?P<d>arms|weapons|ammunition|shells|munitions)`, detail),
	pat(vocab.PredRecognises, a+` (?:recogni[sz]es?|recogni[sz]ed) (?P<pl>.+?) as (?:part of |belonging to )?`+b, func(x *Asked, m map[string]string) { x.Place, x.Object = m["pl"], m["b"] }),
	pat(vocab.PredRecognises, a+` (?:recogni[sz]es?|recogni[sz]ed|does(?P<not> not) recogni[sz]e) `+b),
	pat(vocab.PredLeads, a+` (?:leads|led|rules|ruled) `+b),
	pat(vocab.PredHoldsOffice, a+` `+be+notPat+` (?:the |an? )?(?P<d>.+?) of `+b, detail),
	pat(vocab.PredVisited, a+` (?:visited|visits|went to|travelled to) `+b),
	pat(vocab.PredMet, a+` (?:met|meets|met with) `+b),
	pat(vocab.PredAttended, a+` (?:attended|took part in) (?:the )?(?P<d>.+)`, detail),
	pat(vocab.PredAgreementInForce, `(?:an agreement|a treaty) between `+a+` and `+b+` `+be+notPat+` in force`),
}

func symbol(x *Asked, m map[string]string) { x.Symbol = m["s"] }
func detail(x *Asked, m map[string]string) { x.Detail = m["d"] }
func body(x *Asked, m map[string]string) {
	x.Body = strings.ReplaceAll(strings.ToLower(m["body"]), " ", "_")
}

var (
	tail     = regexp.MustCompile(`(?i)^(.*?)[, ]+(on|in|since|until|before|after|from) (\d{4}(?:-\d\d(?:-\d\d)?)?)(?: to (\d{4}(?:-\d\d(?:-\d\d)?)?))?$`)
	past     = regexp.MustCompile(`(?i)\b(was|were)\b`)
	relation = regexp.MustCompile(`(?i)^(?:that|claim:)\s+`)
)

// Read reads one sentence of a plain form. It is small on purpose: texts are
// read by the reader of texts, which can take its place.
func Read(sentence string) (Asked, error) {
	text := strings.Join(strings.Fields(sentence), " ")
	s := strings.TrimRight(relation.ReplaceAllString(text, ""), ".!? ")
	x := Asked{Text: text}
	if m := tail.FindStringSubmatch(s); m != nil {
		d, err := graph.ParseDate(m[3])
		if err != nil {
			return x, err
		}
		s = m[1]
		switch strings.ToLower(m[2]) {
		case "since", "after":
			x.Since = d
		case "until", "before":
			x.Until = d
		case "from":
			x.Since = d
			if m[4] != "" {
				if x.Until, err = graph.ParseDate(m[4]); err != nil {
					return x, err
				}
			}
		default:
			x.At = d
		}
	}
	for _, p := range patterns {
		m := p.re.FindStringSubmatch(s)
		if m == nil {
			continue
		}
		g := map[string]string{}
		for i, n := range p.re.SubexpNames() {
			if n != "" && m[i] != "" {
				g[n] = m[i]
			}
		}
		x.Predicate = p.predicate
		x.Subject, x.Object, x.Topic = noun(g["a"]), noun(g["b"]), noun(g["t"])
		x.Negated = g["not"] != ""
		// "Was" without a date: at some time.
		x.Sometime = past.MatchString(s) && x.At.IsZero() && x.Until.IsZero()
		if p.set != nil {
			p.set(&x, g)
		}
		return x, nil
	}
	return x, &NotReadError{text}
}

// noun takes the article and a possessive off a name. "The" stays where it is
// part of one, which the table of names decides: it knows both.
func noun(s string) string {
	s = strings.TrimSpace(s)
	for _, w := range []string{"in fact", "largely", "mostly"} {
		s = strings.TrimSuffix(s, " "+w)
	}
	return s
}
