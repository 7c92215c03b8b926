package facts

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"entente/graph"
	"entente/graph/names"
	"entente/graph/vocab"
	"entente/seed/facts/internal/record"
	"entente/seed/votes"
)

// owned are the relations that the starter graph writes under its own name;
// what others bring under it in other relations is left alone.
var owned = []graph.Relation{vocab.Voted, vocab.VotedPer, vocab.Concerns, vocab.Succeeds, vocab.MemberOf, vocab.Leads, vocab.Serves,
	vocab.PartyTo, vocab.AlliedWith, vocab.TookPart, vocab.At, vocab.PartOf, vocab.RespondsTo, vocab.Reports,
	vocab.States, vocab.HasSubject, vocab.HasObject, vocab.AppearedIn, vocab.ReviewedBy, vocab.SupportedBy, vocab.Contradicted, vocab.PremiseOf, vocab.Contradicts, vocab.SameClaim, vocab.Watches, vocab.NoResponse}

// datasets are the public files the voting records were compiled from. What
// they say where it was not settled is kept under their names.
var datasets = []struct{ id, name, citation, licence, url string }{
	{"undl-ga", "UN Digital Library, General Assembly voting data", "United Nations, Dag Hammarskjöld Library, General Assembly Voting Data", "© United Nations, non-commercial use with attribution", "https://digitallibrary.un.org/record/4060887"},
	{"undl-sc", "UN Digital Library, Security Council voting data", "United Nations, Dag Hammarskjöld Library, Security Council Voting Data", "© United Nations, non-commercial use with attribution", "https://digitallibrary.un.org/record/4055387"},
	{"sc-members", "Security Council votes by member, 1994 to mid-2025", "Security Council votes by member state, drafts not adopted included, from the Council's meeting records", "none stated; facts only", ""},
	{"sc-meetings", "Security Council meetings and outcomes, 1946 to mid-2022", "United Nations, Dag Hammarskjöld Library, Security Council Meetings and Outcomes Tables", "© United Nations, non-commercial use with attribution", "https://research.un.org/en/docs/sc/quick"},
	{"sc-vetoes", "Vetoes cast in the Security Council, 1946 to September 2022", "United Nations, Dag Hammarskjöld Library, Security Council Veto List; table by the World Politics Data Lab", "MIT", "https://research.un.org/en/docs/sc/quick/veto"},
	{"sc-failed", "Security Council drafts not adopted, with lists of members", "Security Council drafts not adopted, 1947 to 2022, with member lists from the meeting records", "none stated; facts only", ""},
}

// Load lays the embedded starter graph over what store has of it: it writes
// only what differs, takes away what an older version had, and leaves alone what
// files have brought. Loading twice changes nothing.
func Load(ctx context.Context, store graph.Store) (Report, error) {
	s, err := parsed()
	if err != nil {
		return Report{}, fmt.Errorf("read the starter graph: %w", err)
	}
	return s.load(ctx, store)
}

// ownClaim tells whether a node is no claim, or one of the starter graph's own:
// of claims that others entered under its name nothing is swept.
func (s *starter) ownClaim(k graph.Key) bool {
	return k.Kind != vocab.Claim || s.curated.claims[k]
}

// load is one run of Load.
func (s *starter) load(ctx context.Context, store graph.Store) (Report, error) {
	r := Report{Outcomes: map[string]int{}, Conflicts: map[string]int{}}
	fail := func(err error) (Report, error) { return r, fmt.Errorf("load the starter graph: %w", err) }

	files, err := loadedFiles(ctx, store)
	if err != nil {
		return fail(err)
	}
	var settler *votes.Settler
	opts := graph.LoadOptions{Relations: owned, Replace: true,
		Speaks:     func(e graph.Edge) bool { return s.ownClaim(e.From) && s.ownClaim(e.To) },
		OnWithdraw: func(es []graph.Edge) { settler.Withdrawn(es) }}
	l, err := graph.NewLoader(ctx, store, Source, opts)
	if err != nil {
		return fail(err)
	}
	if settler, err = votes.NewSettler(ctx, store, Source, l); err != nil {
		return fail(err)
	}
	w := &writer{ctx: ctx, store: store, loader: l, settler: settler, files: files, report: &r, others: map[string]*others{}}
	if err := w.all(s); err != nil {
		return fail(err)
	}
	if err := settler.Flush(); err != nil {
		return fail(err)
	}
	lr, err := l.Finish()
	r.Nodes, r.Edges, r.Withdrawn = lr.Nodes, lr.Edges, lr.Withdrawn
	if err != nil {
		return fail(err)
	}
	if err := settler.Settle(); err != nil {
		return fail(err)
	}
	if err := w.otherSources(); err != nil {
		return fail(err)
	}
	// Last, so that a load that broke off is begun again.
	c, err := store.Upsert(ctx, graph.Batch{Nodes: []graph.Node{{Key: vocab.Key(vocab.Source, Source), Props: graph.P("fingerprint", Fingerprint())}}})
	if err != nil {
		return fail(err)
	}
	r.Nodes = r.Nodes.Add(c)
	return r, nil
}

// loadedFiles tells which datasets a file was imported of.
func loadedFiles(ctx context.Context, store graph.Store) (map[string]bool, error) {
	m := map[string]bool{}
	for n, err := range store.Nodes(ctx, graph.NodeFilter{Kinds: []graph.Kind{vocab.Source}, Props: []string{"loaded"}}) {
		if err != nil {
			return nil, err
		}
		if n.Props.String("loaded") == "file" {
			m[vocab.Rest(n.Key)] = true
		}
	}
	return m, nil
}

type writer struct {
	ctx     context.Context
	store   graph.Store
	loader  *graph.Loader
	settler *votes.Settler
	files   map[string]bool
	report  *Report
	others  map[string]*others

	warnings map[graph.Key][]string // of roll calls in the store
	have     map[graph.Key]bool     // roll calls in the store
}

// others is what the datasets say beside what was settled.
type others struct {
	reports map[graph.Key]graph.Props
	votes   []graph.Edge
}

func (w *writer) all(s *starter) error {
	if err := w.known(); err != nil {
		return err
	}
	for _, step := range []func() error{
		w.sources,
		w.topics,
		func() error { return w.countries() },
		func() error { return w.curated(s.curated) },
		func() error { return w.seats(s.council) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	for _, v := range s.council {
		if err := w.vote(v, votes.Council); err != nil {
			return err
		}
		w.report.Council++
		w.report.Outcomes[v.Outcome]++
		if v.Kind == "without_vote" {
			w.report.WithoutVote++
		}
		for _, c := range v.Conflicts {
			w.report.Conflicts[c.Rule]++
		}
	}
	for _, v := range s.assembly {
		if err := w.vote(v, votes.Assembly); err != nil {
			return err
		}
		w.report.Assembly++
	}
	return nil
}

// known reads which roll calls the store has, and their warnings.
func (w *writer) known() error {
	w.warnings, w.have = map[graph.Key][]string{}, map[graph.Key]bool{}
	for n, err := range w.store.Nodes(w.ctx, graph.NodeFilter{Kinds: []graph.Kind{vocab.RollCall}, Props: []string{"warnings"}}) {
		if err != nil {
			return err
		}
		w.have[n.Key] = true
		if l := n.Props.Strings("warnings"); len(l) > 0 {
			w.warnings[n.Key] = l
		}
	}
	return nil
}

func (w *writer) sources() error {
	n := graph.Node{Key: vocab.Key(vocab.Source, Source), Props: graph.P("name", "Starter graph", "kind", "dataset", "loaded", "starter",
		"citation", "Facts compiled for this program, each with its own citation", "licence", "facts; see the sources cited", "until", Checked)}
	if err := w.loader.Node(n); err != nil {
		return err
	}
	for _, d := range datasets {
		if w.files[d.id] {
			continue
		}
		n := graph.Node{Key: vocab.Key(vocab.Source, d.id), Props: graph.P("name", d.name, "kind", "dataset", "citation", d.citation, "licence", d.licence, "loaded", "starter")}
		if d.url != "" {
			n.Props = n.Props.With("url", d.url)
		}
		if err := w.loader.Node(n); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) topics() error {
	for _, t := range vocab.Topics {
		if err := w.loader.Node(graph.Node{Key: vocab.Key(vocab.Topic, t.ID), Props: graph.P("name", t.Name, "definition", t.Doc)}); err != nil {
			return err
		}
	}
	return nil
}

const (
	citeMembers = "cite/un-members"
	citeSeats   = "cite/un-charter-council"
)

// countries writes the states and territories, how they succeeded one another,
// and their membership of the United Nations.
func (w *writer) countries() error {
	all := names.All()
	byKey := map[graph.Key]*names.Entity{}
	for i := range all {
		e := &all[i]
		byKey[e.Key] = e
		p := graph.P("name", e.Name, "since", e.Since, "until", e.Until)
		if e.ISO3 != "" {
			p = p.With("iso3", e.ISO3)
		}
		if err := w.loader.Node(graph.Node{Key: e.Key, Props: p}); err != nil {
			return err
		}
	}
	un := vocab.Key(vocab.Organisation, "UN")
	if err := w.loader.Node(graph.Node{Key: un, Props: graph.P("name", "United Nations")}); err != nil {
		return err
	}
	for i := range all {
		e := &all[i]
		for _, p := range e.Predecessors {
			from, ok := byKey[p]
			if !ok {
				return fmt.Errorf("%w: %s follows %s, which is no country", graph.ErrDangling, e.Key, p)
			}
			kind := "splits from"
			switch {
			case len(e.Predecessors) > 1:
				kind = "unites"
			case len(from.Successors) == 1:
				kind = "continues"
			}
			day := e.Since
			if day.IsZero() && !from.Until.IsZero() {
				day = from.Until
			}
			if err := w.edge(vocab.Succeeds, e.Key, p, "", citeMembers, graph.P("date", day, "kind", kind)); err != nil {
				return err
			}
		}
		for role, spells := range map[string][]graph.Interval{"member": e.UN, "observer": e.Observer} {
			for _, s := range spells {
				if err := w.edge(vocab.MemberOf, e.Key, un, role+" "+s.Since.String(), citeMembers, graph.P("since", s.Since, "until", s.Until, "role", role)); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (w *writer) edge(kind graph.Relation, from, to graph.Key, id, ref string, p graph.Props) error {
	return w.loader.Edge(graph.Edge{EdgeKey: graph.EdgeKey{Kind: kind, From: from, To: to, ID: id, Source: Source}, Props: p.With("ref", ref)})
}

// spell is a country's time in the Council.
type spell struct {
	since, until graph.Date
	permanent    bool
}

// seats writes the spells of membership in the Council from the seats of the
// voting record.
func (w *writer) seats(council []*record.Vote) error {
	unsc := vocab.Key(vocab.Organisation, "UNSC")
	spells := councilSpells(council)
	keys := make([]string, 0, len(spells))
	for k := range spells {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		for _, s := range spells[k] {
			role := "elected"
			if s.permanent {
				role = "permanent"
			}
			if err := w.edge(vocab.MemberOf, vocab.Key(vocab.Country, k), unsc, s.since.String(), citeSeats, graph.P("since", s.since, "until", s.until, "role", role)); err != nil {
				return err
			}
		}
	}
	return nil
}

// councilSpells derives the spells from the seats lines of the record: they hold from
// their day to the day before the next line, or the end of the year. A term
// that runs in the last year on record ends with its second year.
func councilSpells(council []*record.Vote) map[string][]spell {
	var lines []*record.Seats
	for _, v := range council {
		if len(lines) == 0 || lines[len(lines)-1] != v.Seats && !slices.ContainsFunc(lines, func(s *record.Seats) bool { return s.Since == v.Seats.Since }) {
			lines = append(lines, v.Seats)
		}
	}
	slices.SortFunc(lines, func(a, b *record.Seats) int { return a.Since.Compare(b.Since) })
	out := map[string][]spell{}
	for i, l := range lines {
		y, _, _ := l.Since.YMD()
		end := graph.Day(y, 12, 31)
		if i+1 < len(lines) && lines[i+1].Since.Compare(end) <= 0 {
			end = lines[i+1].Since.AddDays(-1)
		}
		since := l.Since
		if i == 0 {
			since = firstMeeting
		}
		for j, m := range l.Members {
			permanent := j < 5
			s := out[m]
			if n := len(s); n > 0 && s[n-1].until.AddDays(1) == since && s[n-1].permanent == permanent {
				s[n-1].until = end
				continue
			}
			out[m] = append(s, spell{since, end, permanent})
		}
	}
	last := lines[len(lines)-1]
	ly, _, _ := last.Since.YMD()
	for _, m := range last.Members {
		s := &out[m][len(out[m])-1]
		sy, _, _ := s.since.YMD()
		switch {
		case s.permanent:
			s.until = graph.Date{}
		case sy == ly:
			s.until = graph.Day(ly+1, 12, 31)
		}
	}
	return out
}

// firstMeeting is the day the Council first met.
var firstMeeting = graph.MustDate("1946-01-17")

// vote writes one roll call.
func (w *writer) vote(v *record.Vote, body string) error {
	key := vocab.Key(vocab.RollCall, v.Symbol)
	if body == votes.Council || !w.files["undl-ga"] || !w.have[key] {
		if err := w.rollCall(key, v, body); err != nil {
			return err
		}
	}
	for _, t := range v.Topics {
		if err := w.edge(vocab.Concerns, key, vocab.Key(vocab.Topic, t), "", v.Ref, graph.Props{}); err != nil {
			return err
		}
	}
	for _, c := range v.About {
		if err := w.edge(vocab.Concerns, key, vocab.Key(vocab.Country, c), "", v.Ref, graph.Props{}); err != nil {
			return err
		}
	}
	rc, err := w.settler.RollCall(key, body, v.Kind == "without_vote")
	if err != nil {
		return err
	}
	for letter, members := range v.Full {
		for _, m := range members {
			if _, _, err := rc.Place(vocab.Key(vocab.Country, m), record.Choice(letter), v.Ref); err != nil {
				return err
			}
		}
	}
	for i := range len(v.Positions) {
		choice := record.Choice(v.Positions[i])
		if choice == "" {
			continue
		}
		if _, _, err := rc.Place(vocab.Key(vocab.Country, v.Seats.Members[i]), choice, refOf(v, i)); err != nil {
			return err
		}
	}
	w.beside(key, v)
	return nil
}

// refOf gives the record a member's position comes from, and the rule that
// changed it.
func refOf(v *record.Vote, i int) string {
	for _, c := range v.Conflicts {
		if c.What != "votes" || !slices.Contains([]string{"c", "d", "f"}, c.Rule) {
			continue
		}
		for _, x := range c.Values {
			if isVector(x.Value, v) && x.Value[i] != v.Positions[i] {
				return "rule " + c.Rule + "; " + v.Ref
			}
		}
	}
	if strings.HasPrefix(v.Ref, "sc-vetoes:") && !slices.Contains(v.VetoedBy, v.Seats.Members[i]) {
		return "rule f; " + v.Ref
	}
	return v.Ref
}

func isVector(s string, v *record.Vote) bool {
	return len(s) == len(v.Positions) && strings.Trim(s, "YNAX-") == ""
}

func (w *writer) rollCall(key graph.Key, v *record.Vote, body string) error {
	symbol, _, _ := strings.Cut(v.Symbol, "~")
	p := graph.P("body", body, "kind", v.Kind, "date", v.Date, "symbol", symbol, "outcome", v.Outcome, "coded", true)
	for name, text := range map[string]string{"session": v.Session, "meeting": v.Meeting, "draft": v.Draft} {
		if text != "" {
			p = p.With(name, text)
		}
	}
	for name, n := range map[string]int{"yes": v.Tally.Yes, "no": v.Tally.No, "abstain": v.Tally.Abstain, "absent": v.Tally.Absent} {
		if n >= 0 {
			p = p.With(name, int64(n))
		}
	}
	if len(v.VetoedBy) > 0 {
		ids := make([]string, len(v.VetoedBy))
		for i, m := range v.VetoedBy {
			ids[i] = vocab.Key(vocab.Country, m).ID
		}
		p = p.With("vetoedBy", ids)
	}
	var warn []string
	for _, have := range w.warnings[key] {
		if !strings.HasPrefix(have, Source+": ") {
			warn = append(warn, have)
		}
	}
	for _, c := range v.Conflicts {
		warn = append(warn, Source+": "+sentence(c))
	}
	if n := strings.Count(v.Positions, "-"); n > 0 && v.Kind != "without_vote" {
		warn = append(warn, fmt.Sprintf("%s: the positions of %d members are not known", Source, n))
	}
	slices.Sort(warn)
	warn = slices.Compact(warn)
	switch {
	case len(warn) > 0:
		p = p.With("warnings", warn)
	case w.warnings[key] != nil:
		p = p.With("warnings", nil)
	}
	return w.loader.Node(graph.Node{Key: key, Props: p})
}

// sentence says a conflict in words.
func sentence(c record.Conflict) string {
	var b strings.Builder
	b.WriteString(c.What)
	if len(c.Rule) == 1 {
		fmt.Fprintf(&b, " (rule %s)", c.Rule)
	}
	b.WriteString(": ")
	for i, v := range c.Values {
		if i > 0 {
			b.WriteString("; ")
		}
		fmt.Fprintf(&b, "%s has %s", v.Source, v.Value)
	}
	fmt.Fprintf(&b, "; settled: %s", c.Settled)
	return b.String()
}

// beside notes what the datasets say that was not settled: positions as
// VOTED_PER, other values as REPORTS.
func (w *writer) beside(key graph.Key, v *record.Vote) {
	for _, c := range v.Conflicts {
		for _, x := range c.Values {
			if !isDataset(x.Source) || w.files[x.Source] {
				continue
			}
			o := w.others[x.Source]
			if o == nil {
				o = &others{reports: map[graph.Key]graph.Props{}}
				w.others[x.Source] = o
			}
			if isVector(x.Value, v) {
				for i := range len(x.Value) {
					choice := record.Choice(x.Value[i])
					if choice == "" || x.Value[i] == v.Positions[i] {
						continue
					}
					p := graph.P("choice", choice, "ref", x.Source, "note", note(c))
					o.votes = append(o.votes, graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.VotedPer, From: vocab.Key(vocab.Country, v.Seats.Members[i]), To: key, Source: x.Source}, Props: p})
				}
				continue
			}
			o.reports[key] = reported(o.reports[key], c, x)
		}
	}
}

func note(c record.Conflict) string {
	if len(c.Rule) == 1 {
		return "rule " + c.Rule + " settled it otherwise"
	}
	return "settled otherwise"
}

func isDataset(id string) bool {
	for _, d := range datasets {
		if d.id == id {
			return true
		}
	}
	return false
}

// reported adds a value of a conflict to what a dataset reports of a roll call.
func reported(p graph.Props, c record.Conflict, x record.Value) graph.Props {
	p = p.With("ref", x.Source)
	if d, err := graph.ParseDate(x.Value); c.What == "date" && err == nil {
		return p.With("date", d)
	}
	if t, err := record.ParseTally(x.Value); err == nil && t.Known() {
		return p.With("yes", int64(t.Yes)).With("no", int64(t.No)).With("abstain", int64(t.Abstain))
	}
	switch {
	case x.Value == "without-vote":
		return p.With("kind", "without_vote")
	case c.What == "meeting" && strings.HasPrefix(x.Value, "S/PV.") && !strings.Contains(x.Value, " "):
		if p.String("meeting") == "" {
			return p.With("meeting", x.Value)
		}
	}
	text := c.What + ": " + x.Value
	if old := p.String("note"); old != "" {
		text = old + "; " + text
	}
	return p.With("note", text)
}

// otherSources writes what the datasets say beside, each under its own name;
// nothing that a file brought is touched.
func (w *writer) otherSources() error {
	for _, d := range datasets {
		o := w.others[d.id]
		if o == nil {
			continue
		}
		l, err := graph.NewLoader(w.ctx, w.store, d.id, graph.LoadOptions{Relations: []graph.Relation{vocab.VotedPer, vocab.Reports}, Replace: true,
			// What names the dataset alone as its record is ours; what an import
			// that broke off left names a record of the file.
			Speaks: func(e graph.Edge) bool { return e.Props.String("ref") == d.id }})
		if err != nil {
			return err
		}
		seen := map[graph.EdgeKey]bool{}
		for _, e := range o.votes {
			// Two rules may give one letter; the first says why.
			if seen[e.EdgeKey] {
				continue
			}
			seen[e.EdgeKey] = true
			if err := l.Edge(e); err != nil {
				return err
			}
		}
		keys := make([]graph.Key, 0, len(o.reports))
		for k := range o.reports {
			keys = append(keys, k)
		}
		slices.SortFunc(keys, graph.Key.Compare)
		for _, k := range keys {
			e := graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.Reports, From: vocab.Key(vocab.Source, d.id), To: k, Source: d.id}, Props: o.reports[k]}
			if err := l.Edge(e); err != nil {
				return err
			}
		}
		lr, err := l.Finish()
		w.report.Edges = w.report.Edges.Add(lr.Edges)
		w.report.Withdrawn += lr.Withdrawn
		if err != nil {
			return err
		}
	}
	return nil
}
