package analysis

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"entente/graph"
	"entente/graph/claim"
	"entente/graph/names"
	"entente/graph/projection"
	"entente/graph/vocab"
)

// Options are the ways a Service can be set up; the zero value works.
type Options struct {
	Projection projection.HolderOptions

	// Datasets are what can be loaded, so that Sources also lists what is not.
	Datasets []SourceInfo

	// IdealWait bounds how long a question waits for ideal points that are being
	// estimated before it answers that they are; 0 means DefaultIdealWait,
	// negative not at all. No question waits longer than half of what its
	// context leaves it.
	IdealWait time.Duration

	// ReadClaim, if set, reads a claim that is given as text alone; without it
	// claim.Read does, which knows plain sentences.
	ReadClaim func(text string, at graph.Date) (claim.Asked, error)

	// Today, if set, is the day questions without a date are asked about; tests
	// stand still with it.
	Today func() graph.Date
}

// Service answers questions from one store. It is safe for concurrent use.
type Service struct {
	store  graph.Store
	holder *projection.Holder
	opts   Options

	entering  sync.Mutex // one entry of a claim at a time: each looks first what is there
	conflicts conflictCache
	ideal     ideals
	general   generalCache
}

// New makes a Service; it reads nothing yet. The store stays the caller's.
func New(store graph.Store, opts Options) *Service {
	return &Service{store: store, holder: projection.NewHolder(store, opts.Projection), opts: opts}
}

var _ Questions = (*Service)(nil)

// Warm builds the projection, so that the first question does not wait.
func (s *Service) Warm(ctx context.Context) error {
	_, err := s.holder.Get(ctx)
	return err
}

// Status tells how the projection stands, without asking the store.
func (s *Service) Status() projection.Status { return s.holder.Status() }

// Close ends work in the background; the store stays open.
func (s *Service) Close() {
	s.ideal.close()
	s.holder.Close()
}

// Revision is that of the projection answers come from.
func (s *Service) Revision(ctx context.Context) (string, error) {
	p, err := s.holder.Get(ctx)
	if err != nil {
		return "", err
	}
	return p.Revision(), nil
}

// resolve reads a name at a date.
func resolve(name string, at graph.Date) (names.Match, error) {
	m, err := names.Resolve(name, at)
	if err == nil {
		return m, nil
	}
	out := &NameError{Asked: name, At: at, Sentence: err.Error()}
	var unknown *names.UnknownError
	var ambiguous *names.AmbiguousError
	switch {
	case errors.As(err, &ambiguous):
		out.Ambiguous = true
		out.Candidates = candidates(ambiguous.Candidates)
	case errors.As(err, &unknown):
		out.Candidates = candidates(unknown.Candidates)
	default:
		return m, err
	}
	return m, out
}

func candidates(in []names.Candidate) []Candidate {
	out := make([]Candidate, len(in))
	for i, c := range in {
		out[i] = Candidate{c.Key.ID, c.Name, c.Why, c.Since, c.Until}
	}
	return out
}

// Country implements Questions.
func (s *Service) Country(_ context.Context, name string, at graph.Date) (*Country, error) {
	m, err := resolve(name, at)
	if err != nil {
		return nil, err
	}
	return s.CountryByKey(m.Key), nil
}

// CountryByKey implements Questions.
func (s *Service) CountryByKey(key graph.Key) *Country {
	e, ok := names.Lookup(key)
	if !ok {
		return nil
	}
	c := &Country{Key: e.Key, Name: e.Name, ISO3: e.ISO3, Since: e.Since, Until: e.Until, Predecessors: e.Predecessors, Successors: e.Successors}
	for _, n := range e.Names {
		c.Names = append(c.Names, Name{n.Text, n.Lang, fmt.Sprint(n.Kind), n.Since, n.Until})
	}
	for _, k := range e.Codes {
		c.Codes = append(c.Codes, Code{k.System, k.Value, k.Since, k.Until})
	}
	return c
}

// DisplayName implements Questions.
func (s *Service) DisplayName(key graph.Key, at graph.Date) string { return names.Display(key, at) }

// Countries implements Questions.
func (s *Service) Countries(ctx context.Context, memberOf string, at graph.Date) ([]graph.Key, error) {
	if memberOf == "" {
		var keys []graph.Key
		for _, e := range names.All() {
			if at.IsZero() || (graph.Interval{Since: e.Since, Until: e.Until}).Contains(at) != graph.No {
				keys = append(keys, e.Key)
			}
		}
		slices.SortFunc(keys, graph.Key.Compare)
		return keys, nil
	}

	org, err := s.organisation(ctx, memberOf)
	if err != nil {
		return nil, err
	}
	cov, err := s.readCoverage(ctx)
	if err != nil {
		return nil, err
	}
	es, err := s.edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.MemberOf}, To: []graph.Key{org}})
	if err != nil {
		return nil, err
	}
	members := map[graph.Key]bool{}
	for _, e := range bestDated(es) {
		// An observer or associate is no member (B31); one that is suspended is.
		if e.From.Kind != vocab.Country || noMember[strings.ToLower(e.Props.String("role"))] {
			continue
		}
		v := cov.spell(e, graph.Date{})
		span := graph.Interval{Since: v.Since, Until: v.Until}
		if v.Since.IsZero() && !v.FirstSeen.IsZero() {
			// Where no beginning is given it is one from the day it was seen, and
			// to the day it was no more where its source went on.
			if span.Since = v.FirstSeen; v.Until.IsZero() && v.LastSeen.Before(cov.until(e.Source)) {
				span.Until = v.LastSeen
			}
		}
		if at.IsZero() && span.Until.IsZero() || !at.IsZero() && span.Contains(at) != graph.No {
			members[e.From] = true
		}
	}
	keys := make([]graph.Key, 0, len(members))
	for k := range members {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, graph.Key.Compare)
	return keys, nil
}

// organisation finds an organisation by id, the part behind its prefix, name or
// other name.
func (s *Service) organisation(ctx context.Context, asked string) (graph.Key, error) {
	folded := names.Fold(asked)
	var close []Candidate
	for n, err := range s.store.Nodes(ctx, graph.NodeFilter{Kinds: []graph.Kind{vocab.Organisation}}) {
		if err != nil {
			return graph.Key{}, err
		}
		if n.ID == asked || vocab.Rest(n.Key) == asked {
			return n.Key, nil
		}
		for _, name := range append(n.Props.Strings("names"), n.Props.String("name"), vocab.Rest(n.Key)) {
			if names.Fold(name) == folded {
				return n.Key, nil
			}
		}
		close = append(close, Candidate{ID: n.ID, Name: n.Props.String("name"), Why: "an organisation on record"})
	}
	slices.SortFunc(close, func(a, b Candidate) int { return strings.Compare(a.ID, b.ID) })
	return graph.Key{}, &NameError{Asked: asked, Candidates: close[:min(len(close), 10)],
		Sentence: fmt.Sprintf("no organisation is known as %q", asked)}
}

// Node implements Questions.
func (s *Service) Node(ctx context.Context, id string) (graph.Node, error) {
	key, ok := vocab.ParseID(id)
	if !ok {
		return graph.Node{}, badf("%q is no id; ids look like country/RUS or rollcall/S/RES/2397(2017)", id)
	}
	return s.store.Node(ctx, key)
}
