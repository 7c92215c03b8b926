package council

import (
	"context"
	"fmt"

	"entente/graph"
	"entente/graph/vocab"
)

// roster is who had a seat when: by the spells of membership in the store, else,
// for a year, by the rows of the file itself.
type roster struct {
	spells map[graph.Key][]graph.Interval
	years  map[int]seats
}

// seats are the members of a day; nil where they are not known.
type seats map[graph.Key]bool

func (s seats) without(member graph.Key) bool { return s != nil && !s[member] }

// fewest is the least number of members that makes a list of seats one: the
// Council had eleven to 1965.
const fewest = 11

func (r *roster) load(ctx context.Context, s graph.Store) error {
	r.spells = map[graph.Key][]graph.Interval{}
	f := graph.EdgeFilter{Kinds: []graph.Relation{vocab.MemberOf}, To: []graph.Key{vocab.Key(vocab.Organisation, "UNSC")}}
	for e, err := range s.Edges(ctx, f) {
		if err != nil {
			return fmt.Errorf("read the members of the Council: %w", err)
		}
		if e.From.Kind == vocab.Country {
			r.spells[e.From] = append(r.spells[e.From], e.Interval())
		}
	}
	return nil
}

// at gives the members on a day. A day that is not known exactly has all that
// may have been.
func (r *roster) at(day graph.Date) seats {
	if day.IsZero() {
		return nil
	}
	out := seats{}
	for k, spells := range r.spells {
		for _, v := range spells {
			if v.Contains(day) != graph.No {
				out[k] = true
			}
		}
	}
	if len(out) >= fewest {
		return out
	}
	y, _, _ := day.YMD()
	return r.years[y]
}
