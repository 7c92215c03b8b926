package analysis

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"entente/graph"
	"entente/graph/claim"
	"entente/graph/names"
	"entente/graph/vocab"
)

// ClaimQuestions are the questions about claims that Service answers.
type ClaimQuestions interface {
	// CheckClaim holds a claim in the asker's words against the record as of a
	// day (zero: today). A claim that is text alone is read by Options.ReadClaim.
	CheckClaim(ctx context.Context, a claim.Asked, asOf graph.Date) (*claim.Verdict, error)
	// CheckRecorded does the same for a claim on record, with what is linked to
	// it by hand.
	CheckRecorded(ctx context.Context, id string, asOf graph.Date) (*claim.Verdict, error)
	// ClaimOf gives a claim on record, or graph.ErrNotFound.
	ClaimOf(ctx context.Context, id string, asOf graph.Date) (*ClaimRecord, error)
	// Claims lists the claims on record in order of id, retracted ones too:
	// about all of some things, with a statement of any of some stances, from a
	// source (an import name, a citation, a claimant or a medium).
	Claims(ctx context.Context, about, stances []string, source string, asOf graph.Date) ([]*ClaimRecord, error)
	// VerdictHistory gives how a claim's verdict changed: as written down, and as
	// computed for the days on which evidence appeared.
	VerdictHistory(ctx context.Context, id string) ([]Judgement, error)
	// Brief gives the argument of a text, "article", as a tree.
	Brief(ctx context.Context, of string, asOf graph.Date) (*Brief, error)
}

var _ ClaimQuestions = (*Service)(nil)

// ClaimRecord is a claim on record with all that is said of it.
type ClaimRecord struct {
	graph.Node
	Args         map[string]string
	Status       string // open, retracted, superseded, as of the day
	StatusReason string
	Subject      Ref
	Objects      []Ref
	Topics       []Ref
	Statements   []ClaimStatement
	AppearedIn   []Appearance
	Reviews      []Review
	Evidence     []LinkedEvidence
	Premises     []Ref // claims it rests on
	PremiseOf    []Ref
	Contradicts  []Ref
	Same         []Ref
	Watch        []Watched
	Log          []LogEntry // oldest first
	Sources      []string
}

// ClaimStatement is who says a claim, and how.
type ClaimStatement struct {
	Claimant                       Ref
	Stance                         string
	Date                           graph.Date
	Audience, Medium, Manner, Note string
	Reliability                    string // A to F
	Credibility                    int    // 1 to 6, 0 where not judged
	LookedIn                       []string
	LookedSince, LookedUntil       graph.Date
	Status, StatusReason           string
	AppearedIn                     []Ref
	Source, Ref                    string
}

// SourceIDs names where the statement is from.
func (s *ClaimStatement) SourceIDs() []string { return sourceIDs(s.Source, s.Ref) }

// Appearance is where a claim appeared.
type Appearance struct {
	In       Ref
	Claimant graph.Key
	Date     graph.Date
	URL      string
	Note     string
}

// Review is who judged a claim that others made.
type Review struct {
	By      Ref
	Verdict string
	Date    graph.Date
	Note    string
}

// LinkedEvidence is evidence that a person linked to a claim.
type LinkedEvidence struct {
	What         Ref
	Against      bool
	Date         graph.Date // of what it is
	Entered      graph.Date
	By, Note     string
	Query        string
	Status       string // retracted or empty
	StatusReason string
	Source, Ref  string
}

// Watched is a condition to watch and whether it has happened.
type Watched struct {
	Condition graph.Node
	Note      string // what it would change
	Happened  string // yes, no, not_known, not_decidable
	On        graph.Date
	Sentence  string
	By        []claim.Evidence
}

// LogEntry is an entry of a claim's log.
type LogEntry struct {
	By, Time, Action, Reason, Target, Status, Key string
	Date                                          graph.Date
}

// Judgement is a verdict at a point of knowledge.
type Judgement struct {
	AsOf     graph.Date
	Word     claim.Word
	N        int
	Sentence string
	Revision string
	Day      graph.Date // day it was computed and written down; zero where it was computed now
	Written  bool
}

// text gives an argument of a claim.
func (c *ClaimRecord) arg(name string) string { return c.Args[name] }

// claims reads all claims with what is linked to them: there are few.
func (s *Service) claims(ctx context.Context, only []graph.Key, asOf graph.Date) ([]*ClaimRecord, error) {
	by := map[graph.Key]*ClaimRecord{}
	var out []*ClaimRecord
	for n, err := range s.store.Nodes(ctx, graph.NodeFilter{Kinds: []graph.Kind{vocab.Claim}, Keys: only}) {
		if err != nil {
			return nil, fmt.Errorf("read the claims: %w", err)
		}
		c := &ClaimRecord{Node: n, Args: map[string]string{}, Status: cmp.Or(n.Props.String("status"), "open"), StatusReason: n.Props.String("statusReason")}
		for _, a := range n.Props.Strings("args") {
			name, value, _ := strings.Cut(a, "=")
			c.Args[strings.TrimSpace(name)] = strings.TrimSpace(value)
		}
		by[n.Key] = c
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b *ClaimRecord) int {
		x, _ := a.Props.Int("order")
		y, _ := b.Props.Int("order")
		return cmp.Or(cmp.Compare(x, y), a.Key.Compare(b.Key))
	})
	if len(out) == 0 {
		return out, nil
	}
	keys := make([]graph.Key, len(out))
	for i, c := range out {
		keys[i] = c.Key
	}
	es, err := s.edges(ctx, graph.EdgeFilter{Touching: keys, Kinds: []graph.Relation{vocab.States, vocab.HasSubject, vocab.HasObject, vocab.AppearedIn, vocab.ReviewedBy, vocab.SupportedBy,
		vocab.Contradicted, vocab.PremiseOf, vocab.Contradicts, vocab.SameClaim, vocab.Watches, vocab.Revised, vocab.Reports}})
	if err != nil {
		return nil, err
	}
	var ends []graph.Key
	for _, e := range es {
		ends = append(ends, e.From, e.To)
	}
	name, err := s.refs(ctx, ends, asOf)
	if err != nil {
		return nil, err
	}
	dates, conditions, err := s.datesOf(ctx, es)
	if err != nil {
		return nil, err
	}
	for _, e := range es {
		from, to := by[e.From], by[e.To]
		p := e.Props
		switch e.Kind {
		case vocab.States:
			if to == nil {
				continue
			}
			cred, _ := p.Int("credibility")
			to.Statements = append(to.Statements, ClaimStatement{Claimant: name[e.From], Stance: p.String("stance"), Date: p.Date("date"), Audience: p.String("audience"), Medium: p.String("medium"),
				Manner: p.String("manner"), Note: p.String("note"), Reliability: p.String("reliability"), Credibility: int(cred), LookedIn: p.Strings("lookedIn"), LookedSince: p.Date("lookedSince"),
				LookedUntil: p.Date("lookedUntil"), Status: p.String("status"), StatusReason: p.String("statusReason"), Source: e.Source, Ref: p.String("ref")})
		case vocab.HasSubject:
			if from != nil {
				from.Subject = name[e.To]
			}
		case vocab.HasObject:
			switch {
			case from == nil:
			case e.To.Kind == vocab.Topic:
				from.Topics = append(from.Topics, Ref{e.To, topic(e.To).Name})
			default:
				from.Objects = append(from.Objects, name[e.To])
			}
		case vocab.AppearedIn:
			if from != nil {
				a := Appearance{In: name[e.To], Date: p.Date("date"), URL: p.String("url"), Note: p.String("note")}
				a.Claimant, _ = vocab.ParseID(p.String("claimant"))
				from.AppearedIn = append(from.AppearedIn, a)
			}
		case vocab.ReviewedBy:
			if from != nil {
				from.Reviews = append(from.Reviews, Review{By: name[e.To], Verdict: p.String("verdict"), Date: p.Date("date"), Note: p.String("note")})
			}
		case vocab.SupportedBy, vocab.Contradicted:
			if _, known := dates[e.To]; from != nil && known { // what came later is not known yet
				from.Evidence = append(from.Evidence, LinkedEvidence{What: name[e.To], Against: e.Kind == vocab.Contradicted, Date: dates[e.To], Entered: p.Date("date"), By: p.String("by"), Note: p.String("note"),
					Query: p.String("query"), Status: p.String("status"), StatusReason: p.String("statusReason"), Source: e.Source, Ref: p.String("ref")})
			}
		case vocab.PremiseOf:
			if from != nil {
				from.PremiseOf = append(from.PremiseOf, name[e.To])
			}
			if to != nil {
				to.Premises = append(to.Premises, name[e.From])
			}
		case vocab.Contradicts, vocab.SameClaim:
			for _, x := range []struct {
				c     *ClaimRecord
				other graph.Key
			}{{from, e.To}, {to, e.From}} {
				if x.c == nil {
					continue
				}
				if e.Kind == vocab.Contradicts {
					x.c.Contradicts = append(x.c.Contradicts, name[x.other])
				} else {
					x.c.Same = append(x.c.Same, name[x.other])
				}
			}
		case vocab.Watches:
			if from != nil {
				from.Watch = append(from.Watch, Watched{Condition: conditions[e.To], Note: p.String("note")})
			}
		case vocab.Revised:
			if to != nil {
				to.Log = append(to.Log, LogEntry{By: p.String("by"), Time: p.String("time"), Action: p.String("action"), Reason: p.String("reason"), Target: p.String("target"), Status: p.String("status"), Key: e.ID, Date: p.Date("date")})
			}
		}
		for _, c := range []*ClaimRecord{from, to} {
			if c != nil && e.Kind != vocab.Revised && e.Kind != vocab.PremiseOf {
				c.Sources = append(c.Sources, edgeSources(e)...)
			}
		}
	}
	for _, c := range out {
		c.Sources = distinct(c.Sources)
		for i := range c.Statements {
			st := &c.Statements[i]
			for _, a := range c.AppearedIn {
				if a.Claimant == st.Claimant.Key {
					st.AppearedIn = append(st.AppearedIn, a.In)
				}
			}
		}
		slices.SortStableFunc(c.Statements, func(a, b ClaimStatement) int { return a.Date.Compare(b.Date) })
		slices.SortStableFunc(c.Log, func(a, b LogEntry) int { return strings.Compare(a.Time, b.Time) })
		order := func(rs []Ref) {
			slices.SortStableFunc(rs, func(a, b Ref) int { return cmp.Or(cmp.Compare(len(a.Key.ID), len(b.Key.ID)), a.Key.Compare(b.Key)) })
		}
		order(c.Premises)
		order(c.PremiseOf)
		c.asOf(asOf)
	}
	return out, nil
}

// asOf takes back what the log says came later: a claim retracted after the day
// stood then.
func (c *ClaimRecord) asOf(day graph.Date) {
	if day.IsZero() {
		return
	}
	later := func(d graph.Date) bool { return !d.IsZero() && d.First().Compare(day.Last()) > 0 }
	keep := c.Log[:0]
	changed := false
	for _, l := range c.Log {
		if later(l.Date) {
			changed = changed || l.Status != ""
			continue
		}
		keep = append(keep, l)
	}
	c.Log = keep
	if !changed {
		return
	}
	c.Status, c.StatusReason = "open", ""
	for _, l := range c.Log {
		if l.Status != "" {
			c.Status, c.StatusReason = l.Status, l.Reason
		}
	}
}

// datesOf reads when the things linked as evidence happened, and the conditions
// watched.
func (s *Service) datesOf(ctx context.Context, es []graph.Edge) (map[graph.Key]graph.Date, map[graph.Key]graph.Node, error) {
	var keys []graph.Key
	for _, e := range es {
		if e.Kind == vocab.SupportedBy || e.Kind == vocab.Contradicted || e.Kind == vocab.Watches {
			keys = append(keys, e.To)
		}
	}
	dates, conditions := map[graph.Key]graph.Date{}, map[graph.Key]graph.Node{}
	if len(keys) == 0 {
		return dates, conditions, nil
	}
	for n, err := range s.store.Nodes(ctx, graph.NodeFilter{Keys: distinctKeys(keys)}) {
		if err != nil {
			return nil, nil, fmt.Errorf("read the evidence: %w", err)
		}
		if n.Kind == vocab.Condition {
			conditions[n.Key] = n
			continue
		}
		dates[n.Key] = cmp.Or(n.Props.Date("date"), n.Props.Date("signed"), n.Props.Date("since"))
	}
	return dates, conditions, nil
}

// ClaimOf implements ClaimQuestions.
func (s *Service) ClaimOf(ctx context.Context, id string, asOf graph.Date) (*ClaimRecord, error) {
	r, err := s.recordAsOf(ctx, asOf)
	if err != nil {
		return nil, err
	}
	c, err := r.claim(ctx, id)
	if err != nil {
		return nil, err
	}
	return c, r.watch(ctx, c)
}

func claimKey(id string) graph.Key {
	id = strings.TrimSpace(id)
	if k, ok := vocab.ParseID(id); ok && k.Kind == vocab.Claim {
		return k
	}
	return vocab.Key(vocab.Claim, id)
}

func (r *record) claim(ctx context.Context, id string) (*ClaimRecord, error) {
	k := claimKey(id)
	cs, err := r.then.claims(ctx, []graph.Key{k}, r.day)
	if err != nil {
		return nil, err
	}
	if len(cs) == 0 {
		return nil, fmt.Errorf("claim %s: %w", k.ID, graph.ErrNotFound)
	}
	return cs[0], nil
}

// Claims implements ClaimQuestions.
func (s *Service) Claims(ctx context.Context, about, stances []string, source string, asOf graph.Date) ([]*ClaimRecord, error) {
	r, err := s.recordAsOf(ctx, asOf)
	if err != nil {
		return nil, err
	}
	var keys []graph.Key
	for _, a := range about {
		k, err := r.thing(ctx, a, r.day)
		if err != nil {
			return nil, err
		}
		keys = append(keys, k)
	}
	all, err := r.then.claims(ctx, nil, r.day)
	if err != nil {
		return nil, err
	}
	from := names.Fold(strings.TrimPrefix(source, "source/"))
	out := []*ClaimRecord{}
	for _, c := range all {
		if slices.ContainsFunc(keys, func(k graph.Key) bool { return !c.about(k) }) {
			continue
		}
		if len(stances)+len(from) > 0 && !slices.ContainsFunc(c.Statements, func(st ClaimStatement) bool {
			return (len(stances) == 0 || slices.Contains(stances, st.Stance)) && (from == "" || st.from(from))
		}) {
			continue
		}
		if err := r.watch(ctx, c); err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

func (c *ClaimRecord) about(k graph.Key) bool {
	is := func(r Ref) bool { return r.Key == k }
	return c.Subject.Key == k || slices.ContainsFunc(c.Objects, is) || slices.ContainsFunc(c.Topics, is)
}

func (st *ClaimStatement) from(folded string) bool {
	for _, x := range append(st.SourceIDs(), st.Claimant.Name, st.Claimant.Key.ID, st.Medium) {
		if names.Fold(strings.TrimPrefix(x, "cite/")) == folded || names.Fold(x) == folded {
			return true
		}
	}
	return slices.ContainsFunc(st.AppearedIn, func(r Ref) bool { return names.Fold(r.Name) == folded })
}

// thing finds what a claim can be about: an id, a state, an organisation, a
// person, a topic, a place.
func (r *record) thing(ctx context.Context, asked string, at graph.Date) (graph.Key, error) {
	asked = strings.TrimSpace(asked)
	if k, ok := vocab.ParseID(asked); ok {
		if k.Kind == vocab.Country || k.Kind == vocab.Topic {
			return k, nil
		}
		if k.Kind == vocab.RollCall {
			return k, nil
		}
		_, err := r.then.store.Node(ctx, k)
		return k, err
	}
	k, err := r.then.actor(ctx, asked, at)
	var ne *NameError
	if err == nil || !errors.As(err, &ne) || ne.Ambiguous {
		return k, err
	}
	if p, ok, perr := r.place(ctx, asked); perr != nil || ok {
		return p, perr
	}
	if def, ok := topicNamed(asked); ok {
		return vocab.Key(vocab.Topic, def.ID), nil
	}
	return k, err
}

// place finds a place by one of its names.
func (r *record) place(ctx context.Context, asked string) (graph.Key, bool, error) {
	folded := names.Fold(strings.TrimPrefix(strings.TrimSpace(asked), "place/"))
	for n, err := range r.then.store.Nodes(ctx, graph.NodeFilter{Kinds: []graph.Kind{vocab.Place}, Props: []string{"name", "names"}}) {
		if err != nil {
			return graph.Key{}, false, fmt.Errorf("look for a place: %w", err)
		}
		for _, x := range append(n.Props.Strings("names"), n.Props.String("name"), vocab.Rest(n.Key)) {
			if names.Fold(x) == folded {
				return n.Key, true, nil
			}
		}
	}
	return graph.Key{}, false, nil
}

// question resolves a claim in the asker's words.
func (r *record) question(ctx context.Context, a claim.Asked) (claim.Question, error) {
	q := claim.Question{Text: a.Text, Predicate: strings.ToUpper(strings.TrimSpace(a.Predicate)), Body: strings.ToLower(a.Body), Symbol: a.Symbol, Detail: a.Detail, Coder: a.Coder,
		Every: a.Every, Negated: a.Negated, Sometime: a.Sometime, Since: a.Since, Until: a.Until, At: a.At}
	if o := strings.ToLower(strings.ReplaceAll(strings.TrimSpace(a.Obligation), "-", "_")); o != "" {
		checked, err := checkObligation(o)
		if err != nil {
			return q, err
		}
		q.Obligation = checked
	}
	def, ok := vocab.Predicate(q.Predicate)
	if !ok {
		return q, badf("there is no predicate %q; there are %s", a.Predicate, strings.Join(claim.Names(), ", "))
	}
	at := cmp.Or(a.At, a.Until, r.day)
	if a.Until.IsZero() && a.At.IsZero() && !a.Since.IsZero() && a.Since.Last().Compare(at.First()) > 0 {
		at = a.Since
	}
	resolveOne := func(asked string, kinds []graph.Kind) (graph.Key, error) {
		if k, ok := vocab.ParseID(strings.TrimSpace(asked)); ok && k.Kind != vocab.Country {
			return r.thing(ctx, asked, at)
		}
		if len(kinds) > 0 && kinds[0] == vocab.Person && !slices.Contains(kinds, vocab.Country) {
			return r.then.person(ctx, asked, at)
		}
		if slices.Contains(kinds, vocab.Country) {
			m, err := resolve(strings.TrimSpace(asked), at)
			if err == nil {
				if b := m.Bounds; b != (graph.Interval{}) && q.At.IsZero() {
					// The name is of a time: the claim is of it too.
					if q.Since.IsZero() && q.Until.IsZero() {
						q.Sometime = true
					}
					if !b.Since.IsZero() && (q.Since.IsZero() || b.Since.After(q.Since)) {
						q.Since = b.Since
					}
					if !b.Until.IsZero() && (q.Until.IsZero() || b.Until.Last().Compare(q.Until.Last()) < 0) {
						q.Until = b.Until
					}
				}
				return m.Key, nil
			}
			if len(kinds) == 1 {
				return graph.Key{}, err
			}
			var ne *NameError
			if errors.As(err, &ne) && ne.Ambiguous {
				return graph.Key{}, err
			}
		}
		if slices.Contains(kinds, vocab.Place) {
			if p, ok, err := r.place(ctx, asked); err != nil || ok {
				return p, err
			}
		}
		if slices.Contains(kinds, vocab.RollCall) {
			rc, err := r.s.RollCall(ctx, asked)
			if err == nil {
				return rc.Key, nil
			}
			if !errors.Is(err, graph.ErrNotFound) {
				return graph.Key{}, err
			}
			q.Symbol = strings.TrimSpace(asked)
			return graph.Key{}, nil
		}
		return r.thing(ctx, asked, at)
	}
	var err error
	if a.Subject != "" {
		if q.Subject, err = resolveOne(a.Subject, def.Subject); err != nil {
			return q, err
		}
	}
	if a.Object != "" {
		if q.Object, err = resolveOne(a.Object, def.Object); err != nil {
			return q, err
		}
	}
	if a.Place != "" {
		p, ok, err := r.place(ctx, a.Place)
		if err != nil {
			return q, err
		}
		if !ok {
			return q, &NameError{Asked: a.Place, Sentence: fmt.Sprintf("no place is known as %q", a.Place)}
		}
		q.Place = p
	}
	for _, t := range strings.Split(a.Topic, ",") {
		if t = strings.TrimSpace(t); t == "" {
			continue
		}
		if def, ok := topicNamed(t); ok && q.Topic == "" {
			q.Topic = def.ID
			continue
		}
		m, err := resolve(t, at)
		if err != nil {
			var ne *NameError
			if errors.As(err, &ne) && !ne.Ambiguous {
				ne.Sentence = fmt.Sprintf("no topic and no country is known as %q; topics are %s", t, strings.Join(vocab.TopicIDs, ", "))
			}
			return q, err
		}
		q.About = m.Key
	}
	if a.AgreedWith != "" {
		m, err := resolve(a.AgreedWith, at)
		if err != nil {
			return q, err
		}
		q.AgreedWith = m.Key
	}
	return q, nil
}

// CheckClaim implements ClaimQuestions.
func (s *Service) CheckClaim(ctx context.Context, a claim.Asked, asOf graph.Date) (*claim.Verdict, error) {
	r, err := s.recordAsOf(ctx, asOf)
	if err != nil {
		return nil, err
	}
	if strings.TrimSpace(a.Predicate) == "" {
		if strings.TrimSpace(a.Text) == "" {
			return nil, badf("the claim has neither a text nor a predicate")
		}
		if a, err = s.read(a); err != nil {
			return nil, err
		}
	}
	q, err := r.question(ctx, a)
	if err != nil {
		return nil, err
	}
	return r.run(ctx, q)
}

// read reads a claim's text and lays what the asker named over it.
func (s *Service) read(a claim.Asked) (claim.Asked, error) {
	read := s.opts.ReadClaim
	if read == nil {
		read = func(text string, _ graph.Date) (claim.Asked, error) { return claim.Read(text) }
	}
	got, err := read(a.Text, cmp.Or(a.At, a.Until))
	var un *claim.NotReadError
	if errors.As(err, &un) {
		return a, badf("%s", un.Error())
	}
	if err != nil {
		return a, err
	}
	for _, x := range []struct{ to, from *string }{{&got.Subject, &a.Subject}, {&got.Object, &a.Object}, {&got.Place, &a.Place}, {&got.Topic, &a.Topic}, {&got.Body, &a.Body},
		{&got.Symbol, &a.Symbol}, {&got.Obligation, &a.Obligation}, {&got.Detail, &a.Detail}, {&got.Coder, &a.Coder}, {&got.AgreedWith, &a.AgreedWith}} {
		if *x.from != "" {
			*x.to = *x.from
		}
	}
	got.Every, got.Sometime = got.Every || a.Every, got.Sometime || a.Sometime
	if a.Negated {
		got.Negated = !got.Negated
	}
	if !a.At.IsZero() || !a.Since.IsZero() || !a.Until.IsZero() {
		got.At, got.Since, got.Until = a.At, a.Since, a.Until
		got.Sometime = a.Sometime
	}
	got.Text = a.Text
	return got, nil
}

// run checks a question; what the claim lacks is the asker's fault.
func (r *record) run(ctx context.Context, q claim.Question) (*claim.Verdict, error) {
	v, err := claim.Run(ctx, r, q)
	if errors.Is(err, graph.ErrInvalid) {
		return nil, badf("%s", strings.TrimPrefix(err.Error(), graph.ErrInvalid.Error()+": "))
	}
	if err != nil {
		return nil, err
	}
	v.Revision, err = r.s.Revision(ctx)
	return v, err
}

// CheckRecorded implements ClaimQuestions.
func (s *Service) CheckRecorded(ctx context.Context, id string, asOf graph.Date) (*claim.Verdict, error) {
	r, err := s.recordAsOf(ctx, asOf)
	if err != nil {
		return nil, err
	}
	c, err := r.claim(ctx, id)
	if err != nil {
		return nil, err
	}
	return r.judge(ctx, c)
}

// asked is a claim on record as a question.
func (c *ClaimRecord) question() (claim.Question, error) {
	q := claim.Question{Text: c.Props.String("text"), Predicate: c.Props.String("predicate"), Subject: c.Subject.Key, Since: c.Props.Date("since"), Until: c.Props.Date("until"),
		Body: c.arg("body"), Symbol: c.arg("symbol"), Obligation: c.arg("obligation"), Detail: c.arg("detail"), Coder: c.arg("coder"), Topic: c.arg("topic"),
		Every: c.arg("every") == "true", Negated: c.arg("negated") == "true", Sometime: c.arg("sometime") == "true"}
	for _, o := range c.Objects {
		if o.Key.Kind == vocab.Place && !q.Object.IsZero() {
			q.Place = o.Key
			continue
		}
		q.Object = o.Key
	}
	return q, argKeys(&q, c.Args)
}

// argKeys reads the arguments that are ids or dates.
func argKeys(q *claim.Question, args map[string]string) error {
	for name, to := range map[string]*graph.Key{"subject": &q.Subject, "object": &q.Object, "place": &q.Place, "about": &q.About, "agreed_with": &q.AgreedWith} {
		if id := args[name]; id != "" {
			k, ok := vocab.ParseID(id)
			if !ok {
				return badf("the argument %s of a claim is no id: %q", name, id)
			}
			*to = k
		}
	}
	if at := args["at"]; at != "" {
		d, err := graph.ParseDate(at)
		if err != nil {
			return badf("the argument at of a claim is no date: %q", at)
		}
		q.At = d
	}
	return nil
}

const handLimit = "Evidence linked by hand was not found by a check: a person says that it bears on the claim."

// judge checks a claim on record and weighs what is linked to it by hand.
func (r *record) judge(ctx context.Context, c *ClaimRecord) (*claim.Verdict, error) {
	v := &claim.Verdict{Word: claim.NotDecidable, AsOf: r.day, Predicate: c.Props.String("predicate"),
		Sentence:    "No kind of record held here would decide it.",
		Definition:  "A claim without a predicate: only evidence linked by hand speaks for or against it.",
		WouldChange: []string{"Evidence linked to the claim, or a predicate with a check."}}
	if v.Predicate != "" {
		q, err := c.question()
		if err != nil {
			return nil, err
		}
		if v, err = r.run(ctx, q); err != nil {
			return nil, fmt.Errorf("check %s: %w", c.ID, err)
		}
	} else {
		rev, err := r.s.Revision(ctx)
		if err != nil {
			return nil, err
		}
		v.Revision, v.Question.Text = rev, c.Props.String("text")
	}
	r.scope(c, v)
	var hand [2]int
	for _, e := range c.Evidence {
		if e.Status == "retracted" || !e.Date.IsZero() && e.Date.First().Compare(r.day.Last()) > 0 {
			continue
		}
		text := e.What.Name
		if e.Note != "" {
			text += ": " + e.Note
		}
		x := claim.Evidence{ID: e.What.Key.ID, Date: e.Date, Text: text, Sources: sourceIDs(e.Source, e.Ref), ByHand: true}
		if e.Against {
			hand[1]++
			v.Against = append(v.Against, x)
		} else {
			hand[0]++
			v.For = append(v.For, x)
		}
	}
	if n := hand[0] + hand[1]; n > 0 {
		v.Limits = append(v.Limits, handLimit)
		if v.Word == claim.NotDecidable || v.Word == claim.NotKnown {
			said := fmt.Sprintf("%s for it and %d against it %s linked by hand.", count(hand[0], "record", "records"), hand[1], map[bool]string{true: "is", false: "are"}[n == 1])
			switch {
			case hand[0] > 0 && hand[1] > 0:
				v.Word = claim.Mixed
			case hand[0] > 0:
				v.Word = claim.Consistent
			default:
				v.Word = claim.Contradicted
			}
			v.Sentence += " " + said
			v.N = n
		}
	}
	if c.Status != "open" {
		v.Limits = append(v.Limits, fmt.Sprintf("The claim is %s: %s", c.Status, cmp.Or(c.StatusReason, "no reason given")))
	}
	return v, nil
}

// scope judges a finding of absence by where was looked, and when (B67).
func (r *record) scope(c *ClaimRecord, v *claim.Verdict) {
	if !c.Props.Bool("absence") {
		return
	}
	since, until := c.Props.Date("lookedSince"), c.Props.Date("lookedUntil")
	where := strings.Join(c.Props.Strings("lookedIn"), ", ")
	period := graph.Interval{Since: since, Until: until}
	asked := cmp.Or(c.Props.Date("until"), r.day)
	v.Definition = "A finding of absence: it holds for where was looked, and for that period alone."
	if period.Contains(asked) != graph.No {
		v.Word, v.Sentence = claim.Consistent, fmt.Sprintf("Nothing was found in %s, %s.", where, strings.TrimSpace(span(since, until)))
	} else {
		v.Word, v.Sentence = claim.NotKnown, fmt.Sprintf("Looked in %s, %s; other years were not examined.", where, strings.TrimSpace(span(since, until)))
	}
}

// watch tells of each condition of a claim whether it has happened.
func (r *record) watch(ctx context.Context, c *ClaimRecord) error {
	for i := range c.Watch {
		if err := r.happened(ctx, &c.Watch[i]); err != nil {
			return err
		}
	}
	return nil
}

func (r *record) happened(ctx context.Context, w *Watched) error {
	p := w.Condition.Props
	if p.String("predicate") == "" {
		w.Happened, w.Sentence = string(claim.NotDecidable), "No record held here would tell."
		return nil
	}
	args := map[string]string{}
	for _, a := range p.Strings("args") {
		name, value, _ := strings.Cut(a, "=")
		args[strings.TrimSpace(name)] = strings.TrimSpace(value)
	}
	q := claim.Question{Text: p.String("text"), Predicate: p.String("predicate"), Topic: args["topic"], Body: args["body"], Symbol: args["symbol"], Obligation: args["obligation"], Detail: args["detail"],
		Every: args["every"] == "true", Negated: args["negated"] == "true", Sometime: args["sometime"] == "true", Since: p.Date("since"), Until: p.Date("until")}
	if args["now"] == "true" {
		q.Since = graph.Date{}
	}
	if !q.Since.IsZero() && q.Since.First().Compare(r.day.Last()) > 0 {
		w.Happened, w.Sentence = string(HeldNo), "Not yet watched: it is watched from "+q.Since.String()+"."
		return nil
	}
	if err := argKeys(&q, args); err != nil {
		return err
	}
	v, err := r.run(ctx, q)
	if err != nil {
		return fmt.Errorf("check %s: %w", w.Condition.ID, err)
	}
	w.Sentence = v.Sentence
	switch v.Word {
	case claim.Supported, claim.Mixed:
		w.Happened, w.By = string(HeldYes), v.For
		for _, e := range v.For {
			on := e.Date
			if n, err := r.then.store.Node(ctx, mustKey(e.ID)); err == nil && n.Kind == vocab.Agreement {
				on = cmp.Or(n.Props.Date("since"), on)
			}
			if w.On.IsZero() || on.Before(w.On) {
				w.On = on
			}
		}
	case claim.NotKnown, claim.NotDecidable:
		w.Happened = string(v.Word)
	default:
		w.Happened = string(HeldNo)
	}
	return nil
}

func mustKey(id string) graph.Key { k, _ := vocab.ParseID(id); return k }
