package undl

import (
	"fmt"

	"entente/graph"
	"entente/graph/names"
	"entente/graph/vocab"
	"entente/seed"
)

// needCountries sees to it that the countries of a record are in the store.
func (w *writer) needCountries(c *call) error {
	for _, p := range c.places {
		if !w.nodes[p.key] {
			if err := w.country(p.key); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *writer) country(key graph.Key) error {
	w.nodes[key] = true
	return w.loader.Node(graph.Node{Key: key, Props: countryProps(key)})
}

// resolve finds the country a member's name and code stand for on a day. The
// name is the record's own, at the time of the vote; the code was added later.
// A row with a code and no name is read by its code (B27). Where both speak and
// name two states the row is refused: neither is guessed.
func (w *writer) resolve(m *resolved, as member, at graph.Date) {
	*m = resolved{at: at}
	byName, nameErr := graph.Key{}, error(nil)
	if as.name != "" {
		byName, nameErr = names.ResolveRecorded(recorded, as.name, at)
	}
	byCode, codeErr := graph.Key{}, error(nil)
	if as.code != "" {
		byCode, codeErr = names.ResolveRecordedCode(recorded, as.code, at)
	}
	switch {
	case as.name == "" && as.code == "":
		m.refused = "the row names no member"
	case as.name == "" && codeErr != nil:
		m.refused = fmt.Sprintf("the row has no name, and no member has the code %q", seed.Clip(as.code, 40))
	case as.name == "":
		m.key = byCode
	case nameErr != nil:
		m.refused = fmt.Sprintf("no member is called %q (code %q)", seed.Clip(as.name, 40), seed.Clip(as.code, 40))
	case as.code != "" && codeErr == nil && byCode != byName:
		m.refused = fmt.Sprintf("the name %q and the code %q are two states", seed.Clip(as.name, 40), seed.Clip(as.code, 40))
	default:
		m.key = byName
	}
	if m.refused == "" {
		m.country = w.countryNumber(m.key)
	}
}

// countryProps are a country's settled values, for a store that does not have
// it yet.
func countryProps(key graph.Key) graph.Props {
	e, ok := names.Lookup(key)
	if !ok {
		return graph.P("name", vocab.Rest(key))
	}
	ps := graph.P("name", e.Name, "since", e.Since, "until", e.Until)
	if e.ISO3 != "" {
		ps = ps.With("iso3", e.ISO3)
	}
	return ps
}

// countryNumber numbers the countries of the file.
func (w *writer) countryNumber(key graph.Key) int32 {
	n, ok := w.numbers[key]
	if !ok {
		n = int32(len(w.numbers))
		w.numbers[key] = n
	}
	return n
}
