package claim

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"entente/graph"
	"entente/graph/measure"
	"entente/graph/vocab"
)

var bodyNames = map[string]string{"general_assembly": "General Assembly", "security_council": "Security Council"}

// tally counts a pair's votes in one body.
type tally struct {
	body                      string
	n, same, opposed, missing int
	cn, csame                 int // over contested roll calls
	since, until              graph.Date
}

func (t *tally) share() (low, high float64) {
	low, high, _ = measure.Wilson(float64(t.same), float64(t.n))
	return low, high
}

// body is the body claimed: the detail may name it.
func (k *checker) body() string {
	q := k.q
	if q.Body == "" {
		for _, b := range vocab.Bodies {
			if d := fold(q.Detail); d != "" && (d == fold(b) || d == fold(bodyNames[b])) {
				q.Body = b
			}
		}
	}
	return q.Body
}

// pairVotes counts the votes of the two in scope, and puts those on which they
// differed, or agreed when it mattered, on the sides.
func (k *checker) pairVotes(agree bool) ([]*tally, error) {
	k.body()
	a, b := k.q.Subject, k.q.Object
	calls, err := k.r.Calls(k.ctx, k.scope(), a, b)
	if err != nil {
		return nil, err
	}
	by := map[string]*tally{}
	for i := range calls {
		c := &calls[i]
		t := by[c.Body]
		if t == nil {
			t = &tally{body: c.Body}
			by[c.Body] = t
		}
		ca, cb := c.Choice[a], c.Choice[b]
		if ca == "" || cb == "" || ca == "absent" || cb == "absent" {
			if ca != "" || cb != "" {
				t.missing++
			}
			continue
		}
		t.n++
		t.until = c.Date
		if t.since.IsZero() {
			t.since = c.Date
		}
		same := ca == cb
		if same {
			t.same++
		} else if ca != "abstain" && cb != "abstain" {
			t.opposed++
		}
		if c.Contested {
			t.cn++
			if same {
				t.csame++
			}
		}
		switch {
		case same && c.Contested && agree, !same && !agree:
			k.forIt(k.callEvidence(c, a, b))
		case !same && agree, same && c.Contested && !agree:
			k.against(k.callEvidence(c, a, b))
		}
		k.v.N++
	}
	var out []*tally
	for _, body := range vocab.Bodies {
		t := by[body]
		if t == nil || t.n == 0 {
			continue
		}
		out = append(out, t)
		low, high := t.share()
		k.v.Numbers = append(k.v.Numbers, Number{Name: "identical share, " + bodyNames[body], Value: ptr(float64(t.same) / float64(t.n)), N: t.n, Low: ptr(low), High: ptr(high), Unit: "share",
			Note: fmt.Sprintf("same in %d of %d, opposed in %d, %d more left out as one took no part; %s to %s", t.same, t.n, t.opposed, t.missing, t.since, t.until)})
		if t.cn > 0 {
			low, high, _ := measure.Wilson(float64(t.csame), float64(t.cn))
			k.v.Numbers = append(k.v.Numbers, Number{Name: "identical share over contested votes, " + bodyNames[body], Value: ptr(float64(t.csame) / float64(t.cn)), N: t.cn, Low: ptr(low), High: ptr(high), Unit: "share"})
		}
	}
	k.reachOf()
	return out, nil
}

// callEvidence words a roll call with the positions of some states.
func (k *checker) callEvidence(c *Call, states ...graph.Key) Evidence {
	var ps []string
	for _, s := range states {
		choice := cmp.Or(c.Choice[s], "no position on record")
		if slices.Contains(c.VetoedBy, s) {
			choice = "no (veto)"
		}
		ps = append(ps, k.r.Name(s, c.Date)+" "+choice)
	}
	text := c.Symbol + " of " + c.Date.String() + ": " + strings.Join(ps, ", ")
	return Evidence{ID: c.Key.ID, Date: c.Date, Text: text, Sources: c.Sources}
}

// reachOf says to which day votes are on record, and gives the last of them.
func (k *checker) reachOf() graph.Date {
	rs, err := k.r.Reach(k.ctx)
	if err != nil {
		return graph.Date{}
	}
	var last graph.Date
	for _, r := range rs {
		if k.q.Body != "" && r.Body != k.q.Body || r.N == 0 {
			continue
		}
		k.v.Coverage = append(k.v.Coverage, fmt.Sprintf("%s: %d roll calls on record, %s to %s", bodyNames[r.Body], r.N, r.Since, r.Until))
		if r.Until.After(last) {
			last = r.Until
		}
		if until := k.v.Until; r.Until.Last().Compare(until.First()) < 0 {
			k.limit("Roll calls of the %s are on record to %s; later ones are not known.", bodyNames[r.Body], r.Until)
		}
	}
	return last
}

func (t *tally) words() string {
	low, high := t.share()
	text := fmt.Sprintf("in the %s the same vote in %d of %d", bodyNames[t.body], t.same, t.n)
	if t.n >= MinVotes {
		text += fmt.Sprintf(" (%.1f %%, interval %.1f to %.1f %%)", 100*float64(t.same)/float64(t.n), 100*low, 100*high)
	}
	if t.cn > 0 {
		text += fmt.Sprintf(", of %d contested %d", t.cn, t.csame)
	}
	return text
}

// side judges one body: yes, no or divided; "" where there are too few votes.
func (t *tally) side() string {
	if t.n < MinVotes {
		return ""
	}
	low, high := t.share()
	contested := ""
	if t.cn >= MinVotes {
		if l, h, _ := measure.Wilson(float64(t.csame), float64(t.cn)); h < EvenShare {
			contested = no
		} else if l > StrongShare {
			contested = yes
		}
	}
	switch {
	case low > StrongShare && contested != no:
		return yes
	case high < EvenShare && contested != yes:
		return no
	}
	return divided
}

// combine makes a word of the sides of bodies.
func combine(sides []string) string {
	sides = slices.DeleteFunc(slices.Clone(sides), func(s string) bool { return s == "" })
	if len(sides) == 0 {
		return ""
	}
	for _, s := range sides {
		if s != sides[0] {
			return divided
		}
	}
	return sides[0]
}

func (k *checker) votesWith() error { return k.pairShare(true) }

func (k *checker) pairShare(agree bool) error {
	ts, err := k.pairVotes(agree)
	if err != nil {
		return err
	}
	var sides, words []string
	for _, t := range ts {
		sides = append(sides, t.side())
		words = append(words, t.words())
	}
	why := strings.Join(words, "; ")
	switch combine(sides) {
	case "":
		k.say(NotKnown, fmt.Sprintf("%s; at least %d are needed", cmp.Or(why, "no roll call on which both voted is on record"), MinVotes))
	case yes:
		k.say(map[bool]Word{true: Supported, false: Contradicted}[agree], why)
	case no:
		k.say(map[bool]Word{true: Contradicted, false: Supported}[agree], why)
	default:
		k.say(Mixed, why)
	}
	return nil
}

func (k *checker) opposes() error {
	q := k.q
	d := fold(q.Detail)
	country := q.Subject.Kind == vocab.Country
	switch {
	case strings.Contains(d, "condemn"):
		k.say(NotDecidable, "statements of condemnation are not in the records held here")
		return nil
	case strings.Contains(d, "rival"):
		return k.state(func(day graph.Date) (Standing, error) {
			return k.r.Stand(k.ctx, Rivalries, q.Subject, q.Object, "", day)
		})
	case !country || !q.Object.IsZero() && q.Object.Kind != vocab.Country:
		k.say(NotDecidable, "only states are on record as standing against one another, by their votes")
		return nil
	case !q.Object.IsZero():
		return k.pairShare(false)
	case q.Topic == "" && q.About.IsZero() && q.Symbol == "":
		k.say(NotKnown, "the claim says neither against whom nor against what")
		return nil
	}
	return k.ownVotes("no")
}

// ownVotes judges the share of one choice among a state's votes on a matter.
func (k *checker) ownVotes(choice string) error {
	k.body()
	calls, err := k.r.Calls(k.ctx, k.scope(), k.q.Subject)
	if err != nil {
		return err
	}
	hits := 0
	for i := range calls {
		c := &calls[i]
		got := c.Choice[k.q.Subject]
		if got == "" || got == "absent" && choice != "absent" {
			continue
		}
		k.v.N++
		if got == choice {
			hits++
			k.forIt(k.callEvidence(c, k.q.Subject))
		} else {
			k.against(k.callEvidence(c, k.q.Subject))
		}
	}
	k.reachOf()
	if k.v.N == 0 {
		k.say(NotKnown, "no vote of it on the matter is on record")
		return nil
	}
	low, high, _ := measure.Wilson(float64(hits), float64(k.v.N))
	k.v.Numbers = append(k.v.Numbers, Number{Name: "share of " + choice, Value: ptr(float64(hits) / float64(k.v.N)), N: k.v.N, Low: ptr(low), High: ptr(high), Unit: "share"})
	why := fmt.Sprintf("%s in %d of %d votes", choice, hits, k.v.N)
	switch {
	case k.v.N < MinVotes:
		k.say(NotKnown, why+fmt.Sprintf("; at least %d are needed", MinVotes))
	case low > EvenShare:
		k.say(Supported, why)
	case high < EvenShare:
		k.say(Contradicted, why)
	default:
		k.say(Mixed, why)
	}
	return nil
}

// vetoes are the vetoed drafts in scope on which any of some states cast one.
func (k *checker) vetoes(states ...graph.Key) (calls []Call, last graph.Date, err error) {
	s := k.scope()
	s.Body, s.Outcomes = "security_council", []string{"vetoed"}
	if !k.q.At.IsZero() {
		s.Since = k.q.At.First() // a veto is an act of a day
	}
	k.q.Body = s.Body
	all, err := k.r.Calls(k.ctx, s, states...)
	if err != nil {
		return nil, last, err
	}
	last = k.reachOf()
	for _, c := range all {
		if slices.ContainsFunc(states, func(x graph.Key) bool { return slices.Contains(c.VetoedBy, x) }) {
			calls = append(calls, c)
		}
	}
	return calls, last, nil
}

// reaches tells whether the Council's record touches the period; after it
// nothing is known.
func (k *checker) reaches(last graph.Date) bool {
	since := k.v.Since
	return !last.IsZero() && (since.IsZero() || since.First().Compare(last.Last()) <= 0)
}

func (k *checker) vetoedWith() error {
	q := k.q
	calls, last, err := k.vetoes(q.Subject, q.Object)
	if err != nil {
		return err
	}
	var s, o, joint int
	for i := range calls {
		c := &calls[i]
		a, b := slices.Contains(c.VetoedBy, q.Subject), slices.Contains(c.VetoedBy, q.Object)
		switch {
		case a && b:
			joint++
			k.forIt(k.callEvidence(c, q.Subject, q.Object))
		case a || !q.Every:
			k.against(k.callEvidence(c, q.Subject, q.Object))
		}
		if a {
			s++
		}
		if b {
			o++
		}
	}
	k.v.N = s
	share := func(of graph.Key, n int) {
		num := Number{Name: "joint veto share of " + k.name(of), N: n, Unit: "share", Note: fmt.Sprintf("drafts both vetoed, of those %s vetoed", k.name(of))}
		if n > 0 {
			low, high, _ := measure.Wilson(float64(joint), float64(n))
			num.Value, num.Low, num.High = ptr(float64(joint)/float64(n)), ptr(low), ptr(high)
		}
		k.v.Numbers = append(k.v.Numbers, num)
	}
	share(q.Subject, s)
	share(q.Object, o)
	why := fmt.Sprintf("%s by both, of %s by %s and %d by %s", count(joint, "veto", "vetoes"), count(s, "veto", "vetoes"), k.name(q.Subject), o, k.name(q.Object))
	switch {
	case joint > 0 && (!q.Every || joint == s):
		k.say(Supported, why)
	case joint > 0:
		k.say(Mixed, why)
	case !k.reaches(last):
		k.say(NotKnown, fmt.Sprintf("the Council's votes are on record to %s", last))
	case s == 0 && q.Every:
		k.say(NotKnown, "it cast no veto on the matter")
	default:
		k.say(Contradicted, why)
	}
	return nil
}

func (k *checker) vetoed() error {
	q := k.q
	if q.Object.Kind == vocab.RollCall && q.Symbol == "" {
		q.Symbol = vocab.Rest(q.Object)
	}
	if q.Symbol == "" && looksSymbol(q.Detail) {
		q.Symbol = q.Detail
	}
	calls, last, err := k.vetoes(q.Subject)
	if err != nil {
		return err
	}
	for i := range calls {
		k.forIt(k.callEvidence(&calls[i], append([]graph.Key{q.Subject}, calls[i].VetoedBy...)[0]))
	}
	k.v.N = len(calls)
	k.v.Numbers = append(k.v.Numbers, Number{Name: "vetoes", Value: ptr(float64(len(calls))), N: len(calls), Unit: "count"})
	if q.Symbol != "" && len(calls) == 0 {
		s := Scope{Symbol: q.Symbol, Until: k.v.Until}
		named, err := k.r.Calls(k.ctx, s, q.Subject)
		if err != nil {
			return err
		}
		if len(named) == 0 {
			k.say(NotKnown, "no roll call on record has the symbol "+q.Symbol)
			return nil
		}
		for i := range named {
			k.against(k.callEvidence(&named[i], q.Subject))
		}
		k.say(Contradicted, k.v.Against[0].Text)
		return nil
	}
	switch {
	case len(calls) > 0:
		why := count(len(calls), "draft", "drafts")
		if len(calls) <= 3 {
			var syms []string
			for _, c := range calls {
				syms = append(syms, c.Symbol+" on "+c.Date.String())
			}
			why = strings.Join(syms, ", ")
		}
		k.say(Supported, why)
	case !k.reaches(last):
		k.say(NotKnown, fmt.Sprintf("the Council's votes are on record to %s", last))
	default:
		k.say(Contradicted, fmt.Sprintf("none among the Council's votes on record to %s", last))
	}
	return nil
}

func looksSymbol(s string) bool {
	s = strings.ToUpper(strings.TrimSpace(s))
	return strings.HasPrefix(s, "S/") || strings.HasPrefix(s, "A/")
}

var choices = map[string]string{"yes": "yes", "for": "yes", "in favour": "yes", "in favor": "yes", "no": "no", "against": "no", "abstain": "abstain", "abstained": "abstain", "abstains": "abstain", "absent": "absent", "did not vote": "absent"}

func (k *checker) voted() error {
	q := k.q
	choice := choices[fold(q.Detail)]
	if q.Object.Kind == vocab.RollCall && q.Symbol == "" {
		q.Symbol = vocab.Rest(q.Object)
	}
	k.body()
	s := k.scope()
	if !q.At.IsZero() {
		s.Since = q.At.First()
	}
	if s.Symbol == "" && len(s.Topics)+len(s.About) == 0 && q.At.IsZero() {
		k.say(NotKnown, "the claim names neither a roll call nor a matter nor a day")
		return nil
	}
	calls, err := k.r.Calls(k.ctx, s, q.Subject)
	if err != nil {
		return err
	}
	hits, gone := 0, 0
	for i := range calls {
		c := &calls[i]
		got := c.Choice[q.Subject]
		if got == "" {
			gone++
			continue
		}
		k.v.N++
		if got == choice || choice == "" && got != "absent" {
			hits++
			k.forIt(k.callEvidence(c, q.Subject))
		} else {
			k.against(k.callEvidence(c, q.Subject))
		}
	}
	k.reachOf()
	switch {
	case len(calls) == 0 && s.Symbol != "":
		k.say(NotKnown, "no roll call on record has the symbol "+s.Symbol)
	case k.v.N == 0 && gone > 0:
		k.say(NotKnown, "it has no position on record in "+count(gone, "roll call", "roll calls")+": no member, or not told")
	case k.v.N == 0:
		k.say(NotKnown, "no roll call of the matter and period is on record")
	case hits == k.v.N:
		k.say(Supported, votedWords(k, hits))
	case hits == 0:
		k.say(Contradicted, votedWords(k, hits))
	default:
		k.say(Mixed, votedWords(k, hits))
	}
	return nil
}

func votedWords(k *checker, hits int) string {
	if k.v.N == 1 {
		if len(k.v.For) > 0 {
			return k.v.For[0].Text
		}
		return k.v.Against[0].Text
	}
	return fmt.Sprintf("%s in %d of %d roll calls", cmp.Or(choices[fold(k.q.Detail)], "with a position"), hits, k.v.N)
}

func (k *checker) supportedSanctions() error {
	q := k.q
	if q.Subject.Kind != vocab.Country {
		k.say(NotDecidable, "only states vote on sanctions")
		return nil
	}
	if q.Topic == "" && q.About.IsZero() && q.Object.Kind == vocab.Country {
		q.About = q.Object
	}
	k.body()
	s := k.scope()
	q.Body = cmp.Or(q.Body, "security_council")
	s.Body = q.Body
	states := []graph.Key{q.Subject}
	if !q.AgreedWith.IsZero() {
		states = append(states, q.AgreedWith)
	}
	calls, err := k.r.Calls(k.ctx, s, states...)
	if err != nil {
		return err
	}
	onSanctions, err := k.r.Calls(k.ctx, Scope{Body: s.Body, Topics: []string{"sanctions"}, Since: s.Since, Until: s.Until}, q.Subject)
	if err != nil {
		return err
	}
	about := map[graph.Key]bool{}
	for _, c := range onSanctions {
		about[c.Key] = true
	}
	yesses, others := 0, 0
	for i := range calls {
		c := &calls[i]
		vetoed := slices.Contains(c.VetoedBy, q.Subject)
		if !about[c.Key] && !vetoed || !q.AgreedWith.IsZero() && c.Choice[q.AgreedWith] != "yes" {
			continue
		}
		if !about[c.Key] {
			k.limit("%s is not coded as being about sanctions; a veto on the matter is counted as against them.", c.Symbol)
		}
		switch c.Choice[q.Subject] {
		case "":
			continue
		case "yes":
			yesses++
			k.forIt(k.callEvidence(c, states...))
		default:
			others++
			k.against(k.callEvidence(c, states...))
		}
	}
	last := k.reachOf()
	n := yesses + others
	k.v.N = n
	if n > 0 {
		low, high, _ := measure.Wilson(float64(yesses), float64(n))
		k.v.Numbers = append(k.v.Numbers, Number{Name: "share of yes on sanctions", Value: ptr(float64(yesses) / float64(n)), N: n, Low: ptr(low), High: ptr(high), Unit: "share"})
	}
	why := fmt.Sprintf("yes in %d of %d roll calls on sanctions", yesses, n)
	if !q.AgreedWith.IsZero() {
		why += " to which " + k.name(q.AgreedWith) + " said yes"
	}
	if others > 0 {
		why += "; otherwise: " + k.v.Against[len(k.v.Against)-1].Text
	}
	switch {
	case n == 0:
		k.say(NotKnown, fmt.Sprintf("no vote of it on sanctions about the matter is on record (to %s)", last))
	case others == 0:
		k.say(Supported, why)
	case yesses == 0:
		k.say(Contradicted, why)
	default:
		k.say(Mixed, why)
	}
	return nil
}

func (k *checker) follows() error {
	k.body()
	p, err := k.r.Follows(k.ctx, k.q.Subject, k.q.Object, k.scope())
	if err != nil {
		return err
	}
	k.say(p.Word, cmp.Or(p.Why, p.Sentence))
	k.v.Numbers = append(k.v.Numbers, p.Numbers...)
	k.v.N = p.N
	k.sources(p.Sources...)
	for _, l := range p.Limit {
		k.limit("%s", l)
	}
	// The votes on which the two parted are against it, contested agreement is
	// for it.
	calls, err := k.r.Calls(k.ctx, k.scope(), k.q.Subject, k.q.Object)
	if err != nil {
		return err
	}
	for i := range calls {
		c := &calls[i]
		a, b := c.Choice[k.q.Subject], c.Choice[k.q.Object]
		if a == "" || b == "" || a == "absent" || b == "absent" {
			continue
		}
		if a == b && c.Contested {
			k.forIt(k.callEvidence(c, k.q.Subject, k.q.Object))
		} else if a != b {
			k.against(k.callEvidence(c, k.q.Subject, k.q.Object))
		}
	}
	k.reachOf()
	return nil
}

func (k *checker) tradeNegligible() error {
	return k.trade(NegligibleShare, false)
}

func (k *checker) tradeDependent() error { return k.trade(DependentShare, true) }

// trade judges shares against a bound, source by source and flow by flow.
func (k *checker) trade(bound float64, above bool) error {
	q := k.q
	ts, cov, err := k.r.Trade(k.ctx, q.Subject, q.Object)
	if err != nil {
		return err
	}
	k.cover(cov...)
	from, _, _ := k.v.Since.YMD()
	to, _, _ := k.v.Until.YMD()
	flow := fold(q.Detail)
	type slot struct{ source, flow string }
	last := map[slot]Trade{}
	why := ""
	for _, t := range ts {
		if t.Year > to || !q.Since.IsZero() && t.Year < from || (flow == "exports" || flow == "imports") && t.Flow != flow {
			continue
		}
		if t.Share == nil {
			why = t.Why
			continue
		}
		s := slot{t.Source, t.Flow}
		if have, ok := last[s]; !ok || t.Year > have.Year || t.Year == have.Year && t.Stated {
			last[s] = t
		}
	}
	if len(last) == 0 {
		k.say(NotKnown, cmp.Or(why, "no share of the two is on record in the period"))
		return nil
	}
	slots := make([]slot, 0, len(last))
	for s := range last {
		slots = append(slots, s)
	}
	slices.SortFunc(slots, func(a, b slot) int {
		return cmp.Or(strings.Compare(a.source, b.source), strings.Compare(a.flow, b.flow))
	})
	newest := 0
	for _, t := range last {
		newest = max(newest, t.Year)
	}
	asked := to
	var sides, words []string
	for _, s := range slots {
		t := last[s]
		holds := *t.Share < bound
		if above {
			holds = *t.Share >= bound
		}
		who := t.Basis
		if t.Stated {
			who = "stated by the source"
		}
		text := fmt.Sprintf("%.1f %% of the %s of %s in %d (%s)", 100**t.Share, t.Flow, k.name(q.Subject), t.Year, t.Source)
		n := Number{Name: fmt.Sprintf("share of %s in the %s of %s", k.name(q.Object), t.Flow, k.name(q.Subject)), Value: t.Share, Unit: "share", Year: t.Year, Source: t.Source, Note: who}
		e := Evidence{ID: q.Subject.ID, Date: graph.Year(t.Year), Text: text + "; " + who, Sources: t.IDs}
		if newest-t.Year > StaleYears {
			n.Note += "; left out of the verdict: other figures are newer"
			k.v.Numbers = append(k.v.Numbers, n)
			continue
		}
		k.v.Numbers = append(k.v.Numbers, n)
		words = append(words, text)
		if holds {
			sides = append(sides, yes)
			k.forIt(e)
		} else {
			sides = append(sides, no)
			k.against(e)
		}
	}
	k.v.N = len(sides)
	text := strings.Join(words, "; ")
	if len(sides) == 1 {
		k.limit("Only one flow of one source is on record.")
	}
	if asked-newest > StaleYears {
		k.limit("The last figures are of %d.", newest)
		if !q.Open() || combine(sides) != yes {
			k.say(NotKnown, fmt.Sprintf("the last figures are of %d: %s", newest, text))
			return nil
		}
		k.say(Consistent, fmt.Sprintf("as last known in %d: %s", newest, text))
		return nil
	}
	switch combine(sides) {
	case yes:
		k.say(Supported, text)
	case no:
		k.say(Contradicted, text)
	default:
		k.say(Mixed, text)
	}
	return nil
}

func (k *checker) returns() error {
	q := k.q
	d := fold(q.Detail)
	switch {
	case strings.Contains(d, "trade") && !q.Object.IsZero() && q.Object.Kind == vocab.Country:
		return k.tradeReturns()
	case (d == "" || strings.Contains(d, "vote") || strings.Contains(d, "relation")) && !q.Object.IsZero() && q.Object.Kind == vocab.Country && q.Subject.Kind == vocab.Country:
		return k.votesReturn()
	}
	k.say(NotDecidable, "what is said to have come back is not measured in the records held here; votes of two states and trade are")
	return nil
}

func (k *checker) votesReturn() error {
	ts, err := k.r.Turns(k.ctx, k.q.Subject, k.q.Object, k.scope())
	if err != nil {
		return err
	}
	back := 0
	var words []string
	for _, t := range ts {
		text := fmt.Sprintf("%s, %s: %s", bodyNames[t.Body], t.Year, t.Change)
		if t.Returned != "" {
			back++
			text += ", back in " + t.Returned
		}
		words = append(words, text)
	}
	k.v.N = len(ts)
	k.v.Numbers = append(k.v.Numbers, Number{Name: "turning points", Value: ptr(float64(len(ts))), Unit: "count"}, Number{Name: "of them followed by a return", Value: ptr(float64(back)), N: len(ts), Unit: "count"})
	why := strings.Join(words, "; ")
	switch {
	case len(ts) == 0:
		k.say(NotKnown, "no turn in their votes is on record")
	case back == len(ts):
		k.say(Supported, why)
	case back == 0:
		k.say(Contradicted, why)
	default:
		k.say(Mixed, why)
	}
	return nil
}

func (k *checker) tradeReturns() error {
	ts, cov, err := k.r.Trade(k.ctx, k.q.Subject, k.q.Object)
	if err != nil {
		return err
	}
	k.cover(cov...)
	from, _, _ := k.v.Since.YMD()
	to, _, _ := k.v.Until.YMD()
	by := map[string][]Trade{}
	var keys []string
	for _, t := range ts {
		if t.Share == nil || t.Year > to || t.Year < from {
			continue
		}
		id := t.Source + ", " + t.Flow
		if by[id] == nil {
			keys = append(keys, id)
		}
		by[id] = append(by[id], t)
	}
	slices.Sort(keys)
	var sides, words []string
	for _, id := range keys {
		series := by[id]
		slices.SortFunc(series, func(a, b Trade) int { return cmp.Compare(a.Year, b.Year) })
		if len(series) < 3 {
			continue
		}
		base, end, swing := *series[0].Share, *series[len(series)-1].Share, 0.0
		for _, t := range series {
			swing = max(swing, *t.Share-base, base-*t.Share)
		}
		if swing == 0 {
			continue
		}
		gap := max(end-base, base-end)
		words = append(words, fmt.Sprintf("%s: %.1f %% in %d, widest swing %.1f points, %.1f %% in %d", id, 100*base, series[0].Year, 100*swing, 100*end, series[len(series)-1].Year))
		if gap <= swing/2 {
			sides = append(sides, yes)
		} else {
			sides = append(sides, no)
		}
		k.v.N += len(series)
		k.sources(series[0].IDs...)
	}
	why := strings.Join(words, "; ")
	switch combine(sides) {
	case "":
		k.say(NotKnown, "fewer than three years of shares are on record")
	case yes:
		k.say(Supported, why)
	case no:
		k.say(Contradicted, why)
	default:
		k.say(Mixed, why)
	}
	return nil
}

func (k *checker) neverBefore() error {
	q := k.q
	day := cmp.Or(q.At, q.Since, q.Until, k.r.AsOf())
	before := day.First().AddDays(-1)
	inner := *q
	inner.Predicate, inner.Since, inner.Until, inner.At, inner.Negated = strings.ToUpper(strings.TrimSpace(q.Detail)), graph.Date{}, before, graph.Date{}, false
	inner.Detail = ""
	switch inner.Predicate {
	case vocab.PredVetoed, vocab.PredVetoedWith, vocab.PredVoted, vocab.PredVisited, vocab.PredMet, vocab.PredAttended, vocab.PredRecognises:
	default:
		k.say(NotDecidable, "what is said to be the first is named by no predicate that is looked for backwards: VETOED, VETOED_WITH, VOTED, VISITED, MET, ATTENDED, RECOGNISES")
		return nil
	}
	if inner.Predicate == vocab.PredAttended && q.Object.Kind == vocab.Event {
		// Another of its kind at the same place, not the event itself.
		return k.noneLike(before)
	}
	v, err := Run(k.ctx, k.r, inner)
	if err != nil {
		return err
	}
	k.v.N, k.v.Numbers = v.N, v.Numbers
	k.v.Coverage = append(k.v.Coverage, v.Coverage...)
	k.v.Limits = append(k.v.Limits, v.Limits...)
	k.against(v.For...)
	switch v.Word {
	case Supported, Mixed:
		k.say(Contradicted, "before "+day.String()+" there was "+v.For[len(v.For)-1].Text)
	case Consistent:
		k.say(Mixed, "one possibly before: "+v.For[0].Text)
	case Contradicted:
		k.say(Supported, "none before "+day.String()+" in a record that is complete for its kind")
	default:
		k.say(NotKnown, "none before "+day.String()+" is on record, and the list of such acts is not complete")
	}
	return nil
}

// noneLike looks for earlier events like the one named: of its kind, with the
// subject and with the hosts.
func (k *checker) noneLike(before graph.Date) error {
	q := k.q
	es, cov, err := k.r.Events(k.ctx, []graph.Key{q.Subject}, graph.Date{}, graph.Date{})
	if err != nil {
		return err
	}
	k.cover(cov...)
	i := slices.IndexFunc(es, func(e Event) bool { return e.Key == q.Object })
	if i < 0 {
		k.say(NotKnown, "the subject is not on record as taking part in it")
		return nil
	}
	this := es[i]
	for j := range es {
		e := &es[j]
		if e.Key == this.Key || e.Kind != this.Kind || e.Since.IsZero() || e.Since.After(before) {
			continue
		}
		for host, role := range this.Roles {
			if _, in := e.Roles[host]; in && role == "host" && host != q.Subject {
				k.against(e.evidence())
				break
			}
		}
	}
	k.v.N = len(k.v.Against)
	if k.v.N > 0 {
		k.say(Contradicted, "earlier: "+k.v.Against[0].Text)
		return nil
	}
	k.say(NotKnown, "no earlier one is on record, and no list of events held here is complete")
	return nil
}
