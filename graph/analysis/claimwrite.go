package analysis

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"entente/graph"
	"entente/graph/claim"
	"entente/graph/names"
	"entente/graph/vocab"
)

// EntrySource is the import name under which claims stand that people enter.
const EntrySource = "entry"

// ClaimWriter enters claims. Whoever calls it has checked that the writer may.
type ClaimWriter interface {
	AddClaim(ctx context.Context, w Write, c NewClaim) (*ClaimRecord, error)
	AddStatement(ctx context.Context, w Write, s NewStatement) (*ClaimRecord, error)
	AddEvidence(ctx context.Context, w Write, e NewEvidence) (*ClaimRecord, error)
	// Retract marks a claim as retracted, or as superseded by another. It stays
	// visible, with its reason (B66).
	Retract(ctx context.Context, w Write, claim, supersededBy string) (*ClaimRecord, error)
}

var _ ClaimWriter = (*Service)(nil)

// Write is who writes, why, and the key under which a repeated request is known.
type Write struct {
	Author, Reason string
	Key            string // idempotency key
}

// NewClaim is a claim to enter.
type NewClaim struct {
	claim.Asked
	ID                       string // the part behind "claim/"; "" makes one
	Absence                  bool
	LookedIn                 []string
	LookedSince, LookedUntil graph.Date
	PremiseOf                []string
	Contradicts, Same        []string
}

// NewStatement is who says a claim, to enter.
type NewStatement struct {
	Claim, Claimant                  string
	Stance                           string
	Date                             graph.Date
	Audience, Medium, Manner, Note   string
	Reliability                      string
	Credibility                      int
	AppearedIn, ReviewedBy, Judgment string
	LookedIn                         []string
	LookedSince, LookedUntil         graph.Date
}

// NewEvidence is evidence to link.
type NewEvidence struct {
	Claim, What string // ids; What a roll call, agreement, event, claim or source
	Against     bool
	Note, Query string
}

// ErrKeyUsed says that an idempotency key was used for another write.
var ErrKeyUsed = errors.New("the idempotency key was used for another write")

// maxText bounds what is entered as one text.
const maxText = 2000

func (w Write) check() error {
	switch {
	case strings.TrimSpace(w.Author) == "":
		return badf("a write needs an author")
	case strings.TrimSpace(w.Reason) == "":
		return badf("a write needs a reason")
	case strings.TrimSpace(w.Key) == "":
		return badf("a write needs an idempotency key: any text that names this write and no other")
	case len(w.Author) > maxText || len(w.Reason) > maxText || len(w.Key) > 200:
		return badf("author, reason or key is too long")
	}
	return nil
}

// again finds the write of a key: the claim it touched, "" where there is none.
// done is what the write does, in short; another with the same key is an error.
func (s *Service) again(ctx context.Context, w Write, done string) (string, error) {
	if err := w.check(); err != nil {
		return "", err
	}
	es, err := s.edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.Revised}, From: []graph.Key{entryNode()}, Sources: []string{EntrySource}})
	if err != nil {
		return "", err
	}
	for _, e := range es {
		if e.ID != w.Key {
			continue
		}
		if e.Props.String("ref") != done {
			return "", fmt.Errorf("%w: %w", &BadRequest{fmt.Sprintf("The idempotency key %q was used for another write; take a new one.", w.Key)}, ErrKeyUsed)
		}
		return e.To.ID, nil
	}
	return "", nil
}

func entryNode() graph.Key { return vocab.Key(vocab.Source, EntrySource) }

// printOf is a fingerprint of what a write does.
func printOf(parts ...any) string {
	h := sha256.Sum256([]byte(fmt.Sprintf("%q", parts)))
	return hex.EncodeToString(h[:])[:16]
}

// write lays a batch and the log entry of it down as one.
func (s *Service) write(ctx context.Context, w Write, k graph.Key, action, target, status, print string, b graph.Batch) (*ClaimRecord, error) {
	b.Nodes = append([]graph.Node{{Key: entryNode(), Props: graph.P("name", "Claims entered by people", "kind", "dataset", "citation", "Entered through the interface of this program; each entry names its author")}}, b.Nodes...)
	props := graph.P("by", w.Author, "time", time.Now().UTC().Format(time.RFC3339Nano), "date", s.day(graph.Date{}), "action", action, "reason", w.Reason, "target", target, "ref", print)
	if status != "" {
		props = props.With("status", status)
	}
	b.Edges = append(b.Edges, graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.Revised, From: entryNode(), To: k, ID: w.Key, Source: EntrySource}, Props: props})
	if _, err := s.store.Upsert(ctx, b); err != nil {
		if errors.Is(err, graph.ErrInvalid) || errors.Is(err, graph.ErrDangling) {
			return nil, badf("it cannot be entered: %s", err)
		}
		return nil, err
	}
	return s.ClaimOf(ctx, k.ID, graph.Date{})
}

func entered(kind graph.Relation, from, to graph.Key, id string, props graph.Props) graph.Edge {
	for _, d := range vocab.Relations {
		if d.Kind == kind && !d.Directed && from.Compare(to) > 0 {
			from, to = to, from
		}
	}
	return graph.Edge{EdgeKey: graph.EdgeKey{Kind: kind, From: from, To: to, ID: id, Source: EntrySource}, Props: props.With("ref", EntrySource)}
}

// scopeOf checks that a finding of absence says where was looked, and when (B67).
func scopeOf(what string, in []string, since, until graph.Date) error {
	if len(in) == 0 || since.IsZero() || until.IsZero() {
		return badf("%s needs its scope: lookedIn (where was looked), lookedSince and lookedUntil", what)
	}
	if since.First().Compare(until.Last()) > 0 {
		return badf("the scope of %s is empty: lookedSince %s lies after lookedUntil %s", what, since, until)
	}
	return nil
}

// AddClaim implements ClaimWriter.
func (s *Service) AddClaim(ctx context.Context, w Write, c NewClaim) (*ClaimRecord, error) {
	s.entering.Lock()
	defer s.entering.Unlock()
	print := printOf("claim", c)
	if id, err := s.again(ctx, w, print); err != nil || id != "" {
		if err != nil {
			return nil, err
		}
		return s.ClaimOf(ctx, id, graph.Date{})
	}
	text := strings.TrimSpace(c.Text)
	if text == "" || len(text) > maxText {
		return nil, badf("a claim needs a text of at most %d bytes", maxText)
	}
	if c.Absence {
		if err := scopeOf("a finding of absence", c.LookedIn, c.LookedSince, c.LookedUntil); err != nil {
			return nil, err
		}
	}
	r, err := s.recordAsOf(ctx, graph.Date{})
	if err != nil {
		return nil, err
	}
	props := graph.P("text", text, "status", "open", "since", c.Since, "until", c.Until, "date", s.day(graph.Date{}))
	var edges []graph.Edge
	if c.Predicate != "" {
		a := c.Asked
		q, err := r.question(ctx, a)
		if err != nil {
			return nil, err
		}
		if _, err := r.run(ctx, q); err != nil {
			return nil, err
		}
		var args []string
		add := func(name, value string) {
			if value != "" {
				args = append(args, name+"="+value)
			}
		}
		flag := func(name string, set bool) {
			if set {
				args = append(args, name+"=true")
			}
		}
		add("topic", q.Topic)
		add("about", q.About.ID)
		add("body", q.Body)
		add("symbol", q.Symbol)
		add("obligation", q.Obligation)
		add("detail", q.Detail)
		add("coder", q.Coder)
		add("agreed_with", q.AgreedWith.ID)
		add("at", q.At.String())
		flag("every", q.Every)
		flag("negated", q.Negated)
		flag("sometime", q.Sometime)
		props = props.With("predicate", q.Predicate)
		if len(args) > 0 {
			props = props.With("args", args)
		}
		for _, d := range []struct {
			name string
			d    graph.Date
		}{{"since", q.Since}, {"until", q.Until}} {
			if !d.d.IsZero() {
				props = props.With(d.name, d.d)
			}
		}
		for _, x := range []struct {
			kind graph.Relation
			to   graph.Key
		}{{vocab.HasSubject, q.Subject}, {vocab.HasObject, q.Object}, {vocab.HasObject, q.Place}} {
			if !x.to.IsZero() {
				edges = append(edges, graph.Edge{EdgeKey: graph.EdgeKey{Kind: x.kind, To: x.to}})
			}
		}
		if q.Topic != "" {
			edges = append(edges, graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.HasObject, To: vocab.Key(vocab.Topic, q.Topic)}})
		}
	}
	if c.Absence {
		props = props.With("absence", true).With("lookedIn", c.LookedIn).With("lookedSince", c.LookedSince).With("lookedUntil", c.LookedUntil)
	}
	rest := cmp.Or(strings.TrimPrefix(strings.TrimSpace(c.ID), "claim/"), slug(text)+"-"+printOf(w.Key)[:8])
	if strings.ContainsAny(rest, " \t\n") || len(rest) > 200 {
		return nil, badf("%q is no id for a claim: no blanks, at most 200 bytes", rest)
	}
	key := vocab.Key(vocab.Claim, rest)
	if _, err := s.store.Node(ctx, key); err == nil {
		return nil, badf("there is a claim %s already; add a statement to it, or take another id", key.ID)
	} else if !errors.Is(err, graph.ErrNotFound) {
		return nil, err
	}
	for i := range edges {
		e := &edges[i]
		*e = entered(e.Kind, key, e.To, "", nil)
	}
	for _, l := range []struct {
		ids  []string
		kind graph.Relation
	}{{c.PremiseOf, vocab.PremiseOf}, {c.Contradicts, vocab.Contradicts}, {c.Same, vocab.SameClaim}} {
		for _, id := range l.ids {
			other := claimKey(id)
			if _, err := s.store.Node(ctx, other); err != nil {
				return nil, unknownClaim(other, err)
			}
			edges = append(edges, entered(l.kind, key, other, "", graph.P("by", w.Author, "date", s.day(graph.Date{}))))
		}
	}
	return s.write(ctx, w, key, "added", "", "open", print, graph.Batch{Nodes: []graph.Node{{Key: key, Props: props}}, Edges: edges})
}

func unknownClaim(k graph.Key, err error) error {
	if errors.Is(err, graph.ErrNotFound) {
		return fmt.Errorf("%w: %w", &BadRequest{"There is no claim " + k.ID + "."}, err)
	}
	return err
}

// slug makes the readable part of an id of the first words of a text.
func slug(text string) string {
	words := strings.FieldsFunc(names.Fold(text), func(r rune) bool { return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9') })
	return strings.Join(words[:min(len(words), 6)], "-")
}

// AddStatement implements ClaimWriter.
func (s *Service) AddStatement(ctx context.Context, w Write, n NewStatement) (*ClaimRecord, error) {
	s.entering.Lock()
	defer s.entering.Unlock()
	print := printOf("statement", n)
	if id, err := s.again(ctx, w, print); err != nil || id != "" {
		if err != nil {
			return nil, err
		}
		return s.ClaimOf(ctx, id, graph.Date{})
	}
	if !slices.Contains(vocab.Stances, n.Stance) {
		return nil, badf("%q is no stance; there are %s", n.Stance, strings.Join(vocab.Stances, ", "))
	}
	if n.Stance == vocab.StanceUnproven {
		if err := scopeOf("a finding that there is no evidence", n.LookedIn, n.LookedSince, n.LookedUntil); err != nil {
			return nil, err
		}
	}
	if n.Reliability = strings.ToUpper(n.Reliability); n.Reliability != "" && (len(n.Reliability) != 1 || n.Reliability < "A" || n.Reliability > "F") {
		return nil, badf("reliability is a letter from A to F")
	}
	if n.Credibility < 0 || n.Credibility > 6 {
		return nil, badf("credibility is a number from 1 to 6")
	}
	for _, t := range []string{n.Audience, n.Medium, n.Manner, n.Note} {
		if len(t) > maxText {
			return nil, badf("a text of the statement is too long")
		}
	}
	key := claimKey(n.Claim)
	if _, err := s.store.Node(ctx, key); err != nil {
		return nil, unknownClaim(key, err)
	}
	who, err := s.actor(ctx, n.Claimant, n.Date)
	if err != nil {
		return nil, err
	}
	props := graph.P("stance", n.Stance, "date", n.Date, "lookedSince", n.LookedSince, "lookedUntil", n.LookedUntil)
	for _, x := range []struct{ name, value string }{{"audience", n.Audience}, {"medium", n.Medium}, {"manner", n.Manner}, {"note", n.Note}, {"reliability", n.Reliability}} {
		if x.value != "" {
			props = props.With(x.name, x.value)
		}
	}
	if n.Credibility > 0 {
		props = props.With("credibility", int64(n.Credibility))
	}
	if len(n.LookedIn) > 0 {
		props = props.With("lookedIn", n.LookedIn)
	}
	edges := []graph.Edge{entered(vocab.States, who, key, w.Key, props)}
	if n.AppearedIn != "" {
		in, err := s.organisation(ctx, n.AppearedIn)
		if err != nil {
			return nil, err
		}
		edges = append(edges, entered(vocab.AppearedIn, key, in, w.Key, graph.P("claimant", who.ID, "date", n.Date)))
	}
	if n.ReviewedBy != "" {
		by, err := s.actor(ctx, n.ReviewedBy, n.Date)
		if err != nil {
			return nil, err
		}
		p := graph.P("date", n.Date)
		if n.Judgment != "" {
			p = p.With("verdict", n.Judgment)
		}
		edges = append(edges, entered(vocab.ReviewedBy, key, by, w.Key, p))
	}
	return s.write(ctx, w, key, "statement", who.ID, "", print, graph.Batch{Edges: edges})
}

// AddEvidence implements ClaimWriter.
func (s *Service) AddEvidence(ctx context.Context, w Write, n NewEvidence) (*ClaimRecord, error) {
	s.entering.Lock()
	defer s.entering.Unlock()
	print := printOf("evidence", n)
	if id, err := s.again(ctx, w, print); err != nil || id != "" {
		if err != nil {
			return nil, err
		}
		return s.ClaimOf(ctx, id, graph.Date{})
	}
	key := claimKey(n.Claim)
	if _, err := s.store.Node(ctx, key); err != nil {
		return nil, unknownClaim(key, err)
	}
	what, ok := vocab.ParseID(strings.TrimSpace(n.What))
	if !ok {
		return nil, badf("%q is no id; evidence is named by its id: rollcall/S/2024/255, agreement/rus-prk-2024, event/…, claim/…, source/…", n.What)
	}
	if _, err := s.store.Node(ctx, what); err != nil {
		if errors.Is(err, graph.ErrNotFound) {
			return nil, badf("there is no %s", what.ID)
		}
		return nil, err
	}
	kind := vocab.SupportedBy
	if n.Against {
		kind = vocab.Contradicted
	}
	props := graph.P("by", w.Author, "date", s.day(graph.Date{}))
	for _, x := range []struct{ name, value string }{{"note", n.Note}, {"query", n.Query}} {
		if x.value != "" {
			props = props.With(x.name, x.value)
		}
	}
	return s.write(ctx, w, key, "evidence", what.ID, "", print, graph.Batch{Edges: []graph.Edge{entered(kind, key, what, "", props)}})
}

// Retract implements ClaimWriter.
func (s *Service) Retract(ctx context.Context, w Write, id, supersededBy string) (*ClaimRecord, error) {
	s.entering.Lock()
	defer s.entering.Unlock()
	print := printOf("retract", id, supersededBy)
	if done, err := s.again(ctx, w, print); err != nil || done != "" {
		if err != nil {
			return nil, err
		}
		return s.ClaimOf(ctx, done, graph.Date{})
	}
	key := claimKey(id)
	n, err := s.store.Node(ctx, key)
	if err != nil {
		return nil, unknownClaim(key, err)
	}
	status, reason := "retracted", w.Reason
	var edges []graph.Edge
	if supersededBy != "" {
		other := claimKey(supersededBy)
		if other == key {
			return nil, badf("a claim cannot supersede itself")
		}
		if _, err := s.store.Node(ctx, other); err != nil {
			return nil, unknownClaim(other, err)
		}
		status, reason = "superseded", w.Reason+" (by "+other.ID+")"
	}
	if was := n.Props.String("status"); was == "retracted" || was == "superseded" {
		return nil, badf("%s is %s already: %s", key.ID, was, cmp.Or(n.Props.String("statusReason"), "no reason given"))
	}
	return s.write(ctx, w, key, status, supersededBy, status, print, graph.Batch{Nodes: []graph.Node{{Key: key, Props: graph.P("status", status, "statusReason", reason)}}, Edges: edges})
}
