package almanac

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"entente/graph"
	"entente/graph/vocab"
	"entente/seed"
	"entente/seed/orgs"
)

// Organisations is the dataset factbook-orgs.
var Organisations seed.Dataset = organisations{}

type organisations struct{}

func (organisations) Manifest() seed.Manifest {
	return manifest("factbook-orgs", "World Factbook, participation in international organisations, with revisions",
		"the organisations the Factbook lists for a state, with the first and last day on which it did; when a membership began or ended is not in it, and an organisation that is not listed is no proof of absence")
}

var orgFields = map[string]string{"intl_organizations": "organisations"}

// Import implements seed.Dataset. A state's texts are read in the order of
// time: a membership in the same role that stands in texts that follow each
// other is one edge, one that was missing in between is two. The rows of a state
// are counted together: kept where any edge of theirs changed.
func (d organisations) Import(ctx context.Context, store graph.Store, in seed.Input, opts seed.Options) (seed.Report, error) {
	return seed.Lay(ctx, store, d.Manifest(), in, opts, []graph.Relation{vocab.MemberOf}, func(l *seed.Delivery) error {
		o := &orgReader{reader: newReader(l, orgFields), rows: map[graph.Key][]*listing{}, nodes: orgs.For(l)}
		l.SpeaksFor(func(e graph.Edge) bool { return !o.unsure[about{e.From, "organisations"}] })
		rerr := o.read(o.take)
		if err := o.write(); err != nil {
			return err
		}
		o.left.warn(l.Rep, "organisation")
		return rerr
	})
}

type orgReader struct {
	*reader
	rows  map[graph.Key][]*listing
	order []graph.Key
	nodes *orgs.Nodes
	left  leftOut
}

type listing struct {
	row     *row
	entries []entry
}

// entry is an organisation in a text, with the role and remark it gives.
type entry struct {
	org        orgs.Org
	role, note string
}

func (o *orgReader) take(w *row) {
	x := &listing{row: w}
	items, remark, err := parseOrgs(w.text)
	if err != nil {
		// It is no list, and ends the memberships that the text before had.
		o.Refuse(w.line, err.Error())
		o.rows[w.country] = append(o.rows[w.country], x)
		return
	}
	var out []string
	for _, it := range items {
		org, ok := orgs.Find(it.name)
		if !ok {
			out = append(out, fmt.Sprintf("%q is not in the table of organisations", it.name))
			continue
		}
		role, note := roleOf(it.words)
		switch {
		case role == "member" && org.Mission:
			role = "participant"
		case role == "elected" && org.Key.ID != "organisation/UNSC":
			role = "temporary"
		}
		if remark != "" {
			note = strings.TrimPrefix(note+"; "+remark, "; ")
		}
		if slices.ContainsFunc(x.entries, func(e entry) bool { return e.org.Key == org.Key && e.role == role }) {
			continue
		}
		x.entries = append(x.entries, entry{org, role, note})
	}
	if len(x.entries) == 0 {
		o.unclear(w, "no organisation of the text can be kept: "+out[0])
		return
	}
	for _, what := range out {
		o.left.add(w.line, what)
	}
	if !slices.Contains(o.order, w.country) {
		o.order = append(o.order, w.country)
	}
	o.rows[w.country] = append(o.rows[w.country], x)
	o.Covers(w.first)
	o.Covers(w.last)
}

func (o *orgReader) write() error {
	type held struct {
		org  graph.Key
		role string
	}
	for _, country := range o.order {
		rows := o.rows[country]
		slices.SortFunc(rows, func(a, b *listing) int { return a.row.before(b.row) })
		var lines []int
		var edges []*graph.Edge
		open := map[held]*graph.Edge{} // those the text before had
		for _, x := range rows {
			if x.entries != nil {
				lines = append(lines, x.row.line)
			}
			now := map[held]*graph.Edge{}
			for _, e := range x.entries {
				if err := o.nodes.Need(e.org); err != nil {
					return err
				}
				h := held{e.org.Key, e.role}
				edge := open[h]
				if edge == nil {
					// The day a spell was first seen does not change with later
					// deliveries, so that it can tell spells apart.
					edge = &graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.MemberOf, From: country, To: e.org.Key, ID: e.role + " " + x.row.first.String()},
						Props: graph.P("role", e.role, "firstSeen", x.row.first, "lastSeen", x.row.last, "ref", x.row.ref())}
					edges = append(edges, edge)
				}
				if x.row.last.Compare(edge.Props.Date("lastSeen")) > 0 {
					edge.Props = edge.Props.With("lastSeen", x.row.last)
				}
				if e.note != "" {
					edge.Props = edge.Props.With("note", e.note)
				}
				now[h] = edge
			}
			open = now
		}
		all := make([]graph.Edge, len(edges))
		for i, e := range edges {
			all[i] = *e
		}
		if err := o.Add(lines, all...); err != nil {
			return err
		}
		o.Rep.Records += len(all)
	}
	return nil
}

// item is an organisation as a text writes it, with the words in brackets.
type item struct {
	name  string
	words []string
}

// parseOrgs splits a list of organisations. Commas inside brackets do not split,
// but for brackets that are never closed. remark is what stands before the list.
func parseOrgs(text string) (items []item, remark string, err error) {
	if before, list, ok := strings.Cut(text, ": "); ok {
		if strings.Contains(before, "was a member") {
			return nil, "", errors.New("the text tells of memberships before a day, not of those that are")
		}
		text, remark = list, "the text says: "+strings.TrimSpace(before)
	}
	if list, _, ok := strings.Cut(text, ";"); ok {
		text = list // notes stand behind it
	}
	for text != "" {
		i := strings.IndexAny(text, ",(")
		if i < 0 {
			i = len(text)
		}
		it := item{name: strings.TrimSpace(text[:i])}
		text = text[i:]
		for strings.HasPrefix(text, "(") {
			end := strings.IndexByte(text, ')')
			if again := strings.IndexByte(text[1:], '('); end < 0 || again >= 0 && again+1 < end {
				// Not closed: it goes to the next comma.
				end = strings.IndexByte(text, ',')
				if end < 0 {
					end = len(text)
				}
				it.words = append(it.words, strings.TrimSpace(text[1:end]))
				text = text[end:]
				break
			}
			it.words = append(it.words, strings.TrimSpace(text[1:end]))
			text = strings.TrimSpace(text[end+1:])
		}
		// What follows a bracket before the comma is not known to belong to it.
		rest, after, _ := strings.Cut(text, ",")
		if rest = strings.TrimSpace(rest); rest != "" {
			it.name += " " + rest
		}
		text = after
		if it.name != "" {
			items = append(items, it)
		}
	}
	if len(items) == 0 || len(items) == 1 && strings.EqualFold(items[0].name, "none") {
		return nil, "", errors.New("the text names no organisation")
	}
	return items, remark, nil
}

// roles brings the words in brackets to roles; others stay as they are.
var roles = map[string]string{
	"observer": "observer", "observers": "observer", "associate observer": "observer",
	"associate": "associate", "associate member": "associate", "associated member": "associate",
	"suspended": "suspended", "temporarily suspended": "suspended",
	"permanent": "permanent", "temporary": "elected", "non-permanent": "elected",
	"partner": "partner", "partners": "partner",
	"candidate": "candidate", "candidates": "candidate", "candidate country": "candidate", "accession candidate": "candidate",
	"nonregional member": "nonregional member", "nonregional members": "nonregional member",
	"regional": "member", "de facto member": "member", "compliant country": "member", "implementing country": "member",
	"chinese taipei": "member", "taipei, china": "member",
}

// roleOf gives the role that words in brackets mean and, where they say more
// than the role, the words themselves. No words are a member.
func roleOf(words []string) (role, note string) {
	role = "member"
	const longest = 30 // letters of a role; what is longer is a remark
	for _, w := range words {
		lower := strings.ToLower(w)
		r, known := roles[lower]
		switch {
		case lower == "":
			continue
		case known:
		case strings.HasPrefix(lower, "associate member"):
			r = "associate"
		case strings.HasPrefix(lower, "excluded"):
			r = "suspended"
		case len(lower) <= longest && !strings.ContainsAny(lower, ",0123456789"):
			r = lower
		default:
			r = "member"
		}
		if r != lower {
			note = strings.TrimPrefix(note+"; "+w, "; ")
		}
		if role == "member" || r == "suspended" {
			role = r
		}
	}
	return role, note
}
