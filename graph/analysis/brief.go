package analysis

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"entente/graph"
	"entente/graph/claim"
	"entente/graph/vocab"
)

// Whether a claim holds as its author put it: one denied holds where the record
// contradicts what is denied.
const (
	Holds   = "holds"
	Fallen  = "fallen"
	Doubted = "doubted" // the record is divided
	Unknown = "open"    // not known, not decidable, or held possible only
)

// Brief is the argument of a text.
type Brief struct {
	Of     string
	Author Ref        // who takes the most stances in it
	Then   graph.Date // the day of the text
	AsOf   graph.Date
	Roots  []*BriefClaim // conclusions, which are premises of nothing in the text
	Claims int
	// Changed are the claims that stand otherwise as of the day than as of the text.
	Changed []*BriefClaim
	Watch   []Watched
}

// BriefClaim is a claim of the text with its verdicts and premises.
type BriefClaim struct {
	Claim     *ClaimRecord
	Stance    string // the author's
	Then, Now *claim.Verdict
	HeldThen  string // Holds, Fallen, Doubted, Unknown
	HeldNow   string
	Since     graph.Date       // when what changed it happened
	By        *claim.Evidence  // what changed it, nil where nothing did or no single record
	New       []claim.Evidence // on record since, and against the claim as its author put it
	Premises  []*BriefClaim
	Again     bool // told above already
}

// Brief implements ClaimQuestions.
func (s *Service) Brief(ctx context.Context, of string, asOf graph.Date) (*Brief, error) {
	of = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(of), "claim/"), "-")
	now, err := s.recordAsOf(ctx, asOf)
	if err != nil {
		return nil, err
	}
	all, err := now.then.claims(ctx, nil, now.day)
	if err != nil {
		return nil, err
	}
	b := &Brief{Of: of, AsOf: now.day}
	in := map[graph.Key]*ClaimRecord{}
	var order []*ClaimRecord
	for _, c := range all {
		if rest := vocab.Rest(c.Key); rest == of || strings.HasPrefix(rest, of+"-") {
			in[c.Key] = c
			order = append(order, c)
			for _, st := range c.Statements {
				if st.Date.After(b.Then) {
					b.Then = st.Date
				}
			}
		}
	}
	if len(order) == 0 {
		return nil, fmt.Errorf("no claim of a text %q is on record as of %s: %w", of, now.day, graph.ErrNotFound)
	}
	if b.Then.IsZero() || b.Then.After(now.day) {
		b.Then = now.day
	}
	then := now
	if b.Then.Last().Compare(now.day.First()) < 0 {
		if then, err = s.recordAsOf(ctx, b.Then.Last()); err != nil {
			return nil, err
		}
	}
	b.Author = Ref{Key: authorOf(order)}
	for _, c := range order {
		for _, st := range c.Statements {
			if st.Claimant.Key == b.Author.Key {
				b.Author = st.Claimant
			}
		}
	}
	made := map[graph.Key]*BriefClaim{}
	conditions := map[string]bool{}
	for _, c := range order {
		x := &BriefClaim{Claim: c, Stance: stanceOf(c, b.Author.Key)}
		if x.Now, err = now.judge(ctx, c); err != nil {
			return nil, err
		}
		x.Then = x.Now
		if then != now {
			if x.Then, err = then.judge(ctx, c); err != nil {
				return nil, err
			}
		}
		x.HeldThen, x.HeldNow = stands(x.Stance, x.Then.Word), stands(x.Stance, x.Now.Word)
		x.changed()
		if err := now.watch(ctx, c); err != nil {
			return nil, err
		}
		for _, w := range c.Watch {
			if !conditions[w.Condition.ID] {
				conditions[w.Condition.ID] = true
				b.Watch = append(b.Watch, w)
			}
		}
		made[c.Key] = x
		if x.Then.Word != x.Now.Word {
			b.Changed = append(b.Changed, x)
		}
	}
	b.Claims = len(order)
	told := map[graph.Key]bool{}
	for _, c := range order {
		if !slices.ContainsFunc(c.PremiseOf, func(r Ref) bool { return in[r.Key] != nil }) {
			b.Roots = append(b.Roots, tree(made[c.Key], made, told, 0))
		}
	}
	for _, c := range order { // what stands only in a circle of premises
		if !told[c.Key] {
			b.Roots = append(b.Roots, tree(made[c.Key], made, told, 0))
		}
	}
	return b, nil
}

// maxDepth bounds a tree of premises.
const maxDepth = 20

// tree hangs the premises under a claim; one told before is named again only.
func tree(x *BriefClaim, made map[graph.Key]*BriefClaim, told map[graph.Key]bool, depth int) *BriefClaim {
	out := *x
	if told[x.Claim.Key] || depth > maxDepth {
		out.Again = true
		return &out
	}
	told[x.Claim.Key] = true
	for _, p := range x.Claim.Premises {
		if c := made[p.Key]; c != nil {
			out.Premises = append(out.Premises, tree(c, made, told, depth+1))
		}
	}
	return &out
}

// authorOf is who takes the most stances on the claims of a text.
func authorOf(cs []*ClaimRecord) graph.Key {
	n := map[graph.Key]int{}
	var best graph.Key
	for _, c := range cs {
		for _, st := range c.Statements {
			k := st.Claimant.Key
			if n[k]++; n[k] > n[best] || n[k] == n[best] && k.Compare(best) < 0 {
				best = k
			}
		}
	}
	return best
}

// stanceOf is the stance of the text's author where the author takes one, else
// of the first who does: what the media assert and the author denies is denied.
func stanceOf(c *ClaimRecord, author graph.Key) string {
	stance := ""
	for _, st := range c.Statements {
		if st.Status != "retracted" && (stance == "" || st.Claimant.Key == author) {
			stance = st.Stance
		}
	}
	return stance
}

// stands tells whether a claim holds as its author put it.
func stands(stance string, w claim.Word) string {
	switch stance {
	case vocab.StanceDenies:
		switch w {
		case claim.Contradicted:
			return Holds
		case claim.Supported, claim.Consistent:
			return Fallen
		case claim.Mixed:
			return Doubted
		}
		return Unknown
	case vocab.StancePossible, vocab.StanceUnproven, vocab.StanceExpects:
		switch w {
		case claim.Contradicted:
			return Fallen
		case claim.Supported, claim.Consistent:
			if stance == vocab.StanceUnproven {
				return Doubted
			}
			return Holds
		case claim.Mixed:
			return Doubted
		}
		return Unknown
	}
	switch w {
	case claim.Supported, claim.Consistent:
		return Holds
	case claim.Contradicted:
		return Fallen
	case claim.Mixed:
		return Doubted
	}
	return Unknown
}

// changed finds what came on record since the text against the claim as its
// author put it, and what made the verdict another.
func (x *BriefClaim) changed() {
	if x.Then == x.Now {
		return
	}
	known := map[string]bool{}
	for _, list := range [][]claim.Evidence{x.Then.For, x.Then.Against} {
		for _, e := range list {
			known[e.ID+e.Date.String()] = true
		}
	}
	fresh := func(list []claim.Evidence) (out []claim.Evidence) {
		for _, e := range list {
			if !known[e.ID+e.Date.String()] && (e.Date.IsZero() || e.Date.Last().Compare(x.Then.AsOf.First()) > 0) {
				out = append(out, e)
			}
		}
		return out
	}
	x.New = fresh(x.Now.Against)
	if x.Stance == vocab.StanceDenies {
		x.New = fresh(x.Now.For)
	}
	if x.Then.Word == x.Now.Word {
		return
	}
	candidates := x.New
	if len(candidates) == 0 {
		candidates = append(fresh(x.Now.For), fresh(x.Now.Against)...)
	}
	if len(candidates) == 0 && len(x.Now.Against) > 0 {
		// What was known to hold has ended since.
		candidates = x.Now.Against
	}
	for i := range candidates {
		if e := &candidates[i]; x.By == nil || e.Date.Before(x.By.Date) {
			x.By, x.Since = e, e.Date
		}
	}
}

// maxHistory bounds the days a verdict is computed anew for.
const maxHistory = 16

// VerdictHistory implements ClaimQuestions.
func (s *Service) VerdictHistory(ctx context.Context, id string) ([]Judgement, error) {
	now, err := s.recordAsOf(ctx, graph.Date{})
	if err != nil {
		return nil, err
	}
	c, err := now.claim(ctx, id)
	if err != nil {
		return nil, err
	}
	latest, err := now.judge(ctx, c)
	if err != nil {
		return nil, err
	}
	// The days on which something became known: those of the statements and of
	// the evidence, and of the day after each end.
	var days []graph.Date
	add := func(d graph.Date) {
		if !d.IsZero() && d.Last().Compare(now.day.Last()) < 0 {
			days = append(days, d.Last())
		}
	}
	for _, st := range c.Statements {
		add(st.Date)
	}
	for _, list := range [][]claim.Evidence{latest.For, latest.Against} {
		for _, e := range list {
			add(e.Date)
			if n, err := now.then.store.Node(ctx, mustKey(e.ID)); err == nil {
				for _, p := range []string{"signed", "since", "until"} {
					add(n.Props.Date(p))
				}
			}
		}
	}
	slices.SortFunc(days, graph.Date.Compare)
	days = slices.Compact(days)
	if len(c.Statements) > 0 && !c.Statements[0].Date.IsZero() {
		first := c.Statements[0].Date.Last()
		days = slices.DeleteFunc(days, func(d graph.Date) bool { return d.Before(first) })
	}
	if n := len(days); n > maxHistory {
		days = append(days[:1], days[n-maxHistory+1:]...)
	}
	out := []Judgement{}
	last := claim.Word("")
	for _, d := range append(days, now.day) {
		v := latest
		if d != now.day {
			then, err := s.recordAsOf(ctx, d)
			if err != nil {
				return nil, err
			}
			if v, err = then.judge(ctx, c); err != nil {
				return nil, err
			}
		}
		if v.Word != last {
			out = append(out, Judgement{AsOf: d, Word: v.Word, N: v.N, Sentence: v.Sentence, Revision: v.Revision})
			last = v.Word
		}
	}
	es, err := s.edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Judges}, To: []graph.Key{c.Key}})
	if err != nil {
		return nil, err
	}
	for _, e := range es {
		n, _ := e.Props.Int("n")
		out = append(out, Judgement{AsOf: e.Props.Date("asOf"), Word: claim.Word(e.Props.String("verdict")), N: int(n), Sentence: e.Props.String("sentence"), Revision: e.Props.String("revision"), Day: e.Props.Date("date"), Written: true})
	}
	slices.SortStableFunc(out, func(a, b Judgement) int {
		return cmp.Or(a.AsOf.Compare(b.AsOf), compareBool(a.Written, b.Written))
	})
	return out, nil
}

// JudgeSource is the import name under which verdicts are written down.
const JudgeSource = "derive-claims"

// sameVerdict tells whether a verdict is the one written down: the word and what
// it rests on. The sentence may name another day.
func sameVerdict(e graph.Edge, v *claim.Verdict) bool {
	n, _ := e.Props.Int("n")
	return e.Props.String("verdict") == string(v.Word) && int(n) == v.N
}

// WriteVerdicts judges every claim on record as of a day (zero: today) and
// writes those verdicts down that differ from the last written one. It tells how
// many it wrote.
func (s *Service) WriteVerdicts(ctx context.Context, asOf graph.Date) (written int, err error) {
	r, err := s.recordAsOf(ctx, asOf)
	if err != nil {
		return 0, err
	}
	cs, err := r.then.claims(ctx, nil, r.day)
	if err != nil {
		return 0, err
	}
	es, err := s.edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Judges}, Sources: []string{JudgeSource}})
	if err != nil {
		return 0, err
	}
	last := map[graph.Key]graph.Edge{}
	for _, e := range es {
		if d := e.Props.Date("asOf"); d.Last().Compare(r.day.Last()) <= 0 && !d.Before(last[e.To].Props.Date("asOf")) {
			last[e.To] = e
		}
	}
	source := vocab.Key(vocab.Source, JudgeSource)
	b := graph.Batch{Nodes: []graph.Node{{Key: source, Props: graph.P("name", "Verdicts on claims, derived by entente", "kind", "dataset",
		"citation", "Computed by this program from the records in this graph; docs/claims.md has the rules")}}}
	for _, c := range cs {
		v, err := r.judge(ctx, c)
		if err != nil {
			return 0, err
		}
		if old, ok := last[c.Key]; ok && sameVerdict(old, v) {
			continue
		}
		b.Edges = append(b.Edges, graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.Judges, From: source, To: c.Key, ID: r.day.String(), Source: JudgeSource},
			Props: graph.P("asOf", r.day, "date", s.day(graph.Date{}), "verdict", string(v.Word), "n", v.N, "sentence", v.Sentence, "revision", v.Revision, "measureVersion", claim.Version, "ref", JudgeSource)})
	}
	if len(b.Edges) == 0 {
		return 0, nil
	}
	if _, err := s.store.Upsert(ctx, b); err != nil {
		return 0, fmt.Errorf("write the verdicts: %w", err)
	}
	return len(b.Edges), nil
}
