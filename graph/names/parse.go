package names

import (
	"embed"
	"fmt"
	"strings"

	"entente/graph"
	"entente/graph/vocab"
)

//go:embed data/*.txt
var data embed.FS

var nameKinds = map[string]NameKind{
	"short": Short, "official": Official, "called": Former, "former": Former, "adjective": Adjective,
	"people": Demonym, "capital": Capital, "seat": Seat, "hostile": Hostile, "recorded": Recorded,
}

// parseEntities reads the blocks of one file; the form is told at its top.
func parseEntities(file, text string) ([]Entity, error) {
	var out []Entity
	for i, line := range strings.Split(text, "\n") {
		fail := func(err error) error { return fmt.Errorf("%s, line %d: %w", file, i+1, err) }
		line = strings.TrimRight(line, " \r")
		switch {
		case line == "" || line[0] == '#':
		case line[0] != ' ':
			id, name, ok := strings.Cut(line, " ")
			if !ok {
				return nil, fail(fmt.Errorf("%w: %q has an id without a name", graph.ErrInvalid, line))
			}
			name, quiet := strings.CutPrefix(name, "~")
			out = append(out, Entity{Key: countryKey(id), Name: name, Status: State,
				Names: []Name{{Text: name, Lang: "en", Kind: Short, Quiet: quiet}}})
		default:
			if len(out) == 0 {
				return nil, fail(fmt.Errorf("%w: %q stands before any entity", graph.ErrInvalid, line))
			}
			kind, value, ok := strings.Cut(strings.TrimSpace(line), ": ")
			if !ok {
				return nil, fail(fmt.Errorf("%w: %q is not kind: value", graph.ErrInvalid, line))
			}
			if err := out[len(out)-1].set(kind, value); err != nil {
				return nil, fail(err)
			}
		}
	}
	for i := range out {
		e := &out[i]
		if v := e.Code("iso3"); v == vocab.Rest(e.Key) && v != "XKX" && e.Code("m49") != "" {
			e.ISO3 = v
		}
	}
	return out, nil
}

func countryKey(id string) graph.Key { return vocab.Key(vocab.Country, id) }

func (e *Entity) set(kind, value string) (err error) {
	switch kind {
	case "since":
		if e.Spells, err = parseSpells(value); err == nil {
			e.Since, e.Until = e.Spells[0].Since, e.Spells[len(e.Spells)-1].Until
		}
	case "status":
		e.Status = Status(value)
	case "un":
		e.UN, err = parseSpells(value)
	case "observer":
		e.Observer, err = parseSpells(value)
	case "pred":
		e.Predecessors = keys(value)
	case "succ":
		e.Successors = keys(value)
	case "codes":
		for _, f := range strings.Fields(value) {
			system, values, _ := strings.Cut(f, "=")
			for v := range strings.SplitSeq(values, ",") {
				v, period, _ := strings.Cut(v, "@")
				iv, err := parseInterval(period)
				if err != nil {
					return err
				}
				e.Codes = append(e.Codes, Code{system, v, iv.Since, iv.Until})
			}
		}
	default:
		k, ok := nameKinds[kind]
		if !ok {
			return fmt.Errorf("%w: there is no kind %q", graph.ErrInvalid, kind)
		}
		texts, period, dated := strings.Cut(value, " @")
		period, bounding := strings.CutPrefix(period, "!")
		iv, err := parseInterval(period)
		if err != nil {
			return err
		}
		for t := range strings.SplitSeq(texts, ";") {
			t, quiet := strings.CutPrefix(strings.TrimSpace(t), "~")
			e.Names = append(e.Names, Name{Text: t, Lang: "en", Kind: k, Since: iv.Since, Until: iv.Until,
				Bounding: bounding, Called: kind == "called" && dated, Quiet: quiet})
		}
	}
	return err
}

func keys(ids string) (out []graph.Key) {
	for _, id := range strings.Fields(ids) {
		out = append(out, countryKey(id))
	}
	return out
}

// parseSpells reads "since..until, since.." with either end open; a bare date
// is a beginning.
func parseSpells(s string) (out []graph.Interval, err error) {
	for f := range strings.SplitSeq(s, ",") {
		f = strings.TrimSpace(f)
		if !strings.Contains(f, "..") {
			f += ".."
		}
		iv, err := parseInterval(f)
		if err != nil {
			return nil, err
		}
		out = append(out, iv)
	}
	return out, nil
}

func parseInterval(s string) (iv graph.Interval, err error) {
	if s == "" {
		return iv, nil
	}
	a, b, ok := strings.Cut(s, "..")
	if !ok {
		return iv, fmt.Errorf("%w: %q is not since..until", graph.ErrInvalid, s)
	}
	if a != "" {
		if iv.Since, err = graph.ParseDate(a); err != nil {
			return iv, err
		}
	}
	if b != "" {
		iv.Until, err = graph.ParseDate(b)
	}
	return iv, err
}
