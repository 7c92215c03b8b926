package facts

import (
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"entente/graph"
	"entente/graph/vocab"
	"entente/seed/facts/internal/record"
	"entente/seed/votes"
)

// Source is the import name of the starter graph, the source of its edges.
const Source = votes.Starter

// Checked is the last day that the facts written by hand speak of: what has no
// end in them was so on that day, and is not known after it (B32).
var Checked = graph.MustDate("2025-06-30")

//go:embed data
var embedded embed.FS

// Report tells what a load brought.
type Report struct {
	Nodes, Edges graph.Changes
	Withdrawn    int // edges an older program's starter graph had

	Council, Assembly int            // roll calls
	Outcomes          map[string]int // Council: adopted, vetoed, failed
	WithoutVote       int            // of the adopted
	Conflicts         map[string]int // by rule
	Curated           int            // facts written by hand
}

// starter is the parsed starter graph.
type starter struct {
	curated  *curated
	council  []*record.Vote
	assembly []*record.Vote
}

var parsed = sync.OnceValues(func() (*starter, error) {
	sub, err := fs.Sub(embedded, "data")
	if err != nil {
		return nil, err
	}
	return parse(sub)
})

// parse reads the files of a starter graph and refuses the whole where a part
// is not right.
func parse(files fs.FS) (*starter, error) {
	s := &starter{}
	names, err := fs.Glob(files, "*.txt")
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	for _, n := range names {
		council, assembly := strings.HasPrefix(n, "council-"), strings.HasPrefix(n, "assembly-")
		if !council && !assembly {
			continue
		}
		text, err := fs.ReadFile(files, n)
		if err != nil {
			return nil, err
		}
		f, err := record.Parse(n, text)
		if err != nil {
			return nil, err
		}
		for _, v := range f.Votes {
			if err := checkVote(v, council); err != nil {
				return nil, &graph.RowError{Source: n, Line: v.Line, Err: err}
			}
		}
		if council {
			s.council = append(s.council, f.Votes...)
		} else {
			s.assembly = append(s.assembly, f.Votes...)
		}
	}
	seen := map[string]bool{}
	for _, v := range append(slices.Clone(s.council), s.assembly...) {
		if seen[v.Symbol] {
			return nil, fmt.Errorf("%w: %s stands twice", graph.ErrInvalid, v.Symbol)
		}
		seen[v.Symbol] = true
	}
	s.curated, err = readCurated(files)
	return s, err
}

// checkVote refuses a roll call that is uncited, outside the vocabulary or at
// odds with itself.
func checkVote(v *record.Vote, council bool) error {
	bad := func(format string, args ...any) error {
		return fmt.Errorf("%w: %s: "+format, append([]any{graph.ErrInvalid, v.Symbol}, args...)...)
	}
	switch {
	case v.Ref == "":
		return bad("it cites no record")
	case !slices.Contains(vocab.VoteKinds, v.Kind):
		return bad("there is no kind of vote %q", v.Kind)
	case !slices.Contains(vocab.Outcomes, v.Outcome):
		return bad("there is no outcome %q", v.Outcome)
	case (v.Outcome == "vetoed") != (len(v.VetoedBy) > 0):
		return bad("a vetoed draft names who vetoed it, and no other")
	case v.Positions == "" && v.Full == nil:
		return bad("it has no positions")
	case council && v.Positions == "":
		return bad("it has no line of positions")
	}
	for _, t := range v.Topics {
		if !slices.Contains(vocab.TopicIDs, t) {
			return bad("there is no topic %q", t)
		}
	}
	for _, m := range v.VetoedBy {
		if i := slices.Index(v.Seats.Members, m); i < 0 || v.Positions[i] != record.No {
			return bad("%s vetoed it and did not vote no", m)
		}
	}
	n := record.Count(v.Positions)
	if v.Kind == "without_vote" {
		if n != (record.Tally{}) {
			return bad("adopted without a vote, yet it has positions")
		}
		return nil
	}
	if council && v.Tally.Known() {
		t := v.Tally
		if n.Yes > t.Yes || n.No > t.No || n.Abstain > t.Abstain || !strings.Contains(v.Positions, "-") && (n.Yes != t.Yes || n.No != t.No || n.Abstain != t.Abstain) {
			return bad("its positions %s do not fit its tally %s", n, t)
		}
	}
	return nil
}

// Fingerprint names the version of the embedded facts: it changes where any of
// them does.
func Fingerprint() string { return fingerprint() }

var fingerprint = sync.OnceValue(func() string {
	h := sha256.New()
	fmt.Fprintln(h, "layout 1") // of what Load makes of the files
	err := fs.WalkDir(embedded, "data", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := embedded.ReadFile(path)
		fmt.Fprintf(h, "%s %d\n", path, len(b))
		h.Write(b)
		return err
	})
	if err != nil {
		// The files are part of the program; they cannot fail to be read.
		return "unreadable"
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
})

// Ensure loads the starter graph into a store that has none or another one: a
// newer program renews the facts of an older database. loaded tells whether it
// had to.
func Ensure(ctx context.Context, store graph.Store) (loaded bool, r Report, err error) {
	n, err := store.Node(ctx, vocab.Key(vocab.Source, Source))
	switch {
	case err == nil && n.Props.String("fingerprint") == Fingerprint():
		return false, Report{}, nil
	case err != nil && !errors.Is(err, graph.ErrNotFound):
		return false, Report{}, fmt.Errorf("look for the starter graph: %w", err)
	}
	r, err = Load(ctx, store)
	return err == nil, r, err
}
