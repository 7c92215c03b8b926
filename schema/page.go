package schema

import (
	"encoding/base64"
	"strings"

	"github.com/graphql-go/graphql"
)

// page is the part of a list that a connection shows. A cursor names the row
// and its place in the order, never an offset, so that rows that come in
// between two pages are neither repeated nor lost (B73, B75).
type page struct {
	total, from, to int
	node            func(i int) (any, error)
	order
}

// order is the order of a list: id gives a row's id, unique in the list; rank
// what the rows are ordered by before that ("" where the id alone orders), and
// descending says that ranks go down.
type order struct {
	id, rank   func(i int) string
	descending bool
}

func (o order) cursor(i int) string { return encodeCursor(o.rank(i), o.id(i)) }

type edge struct {
	page *page
	i    int
}

const cursorVersion = "1"

func encodeCursor(rank, id string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(cursorVersion + "|" + rank + "|" + id))
}

func decodeCursor(c string) (rank, id string, err error) {
	raw, e := base64.RawURLEncoding.DecodeString(c)
	parts := strings.SplitN(string(raw), "|", 3)
	if e != nil || len(parts) != 3 || parts[0] != cursorVersion {
		return "", "", badRequest("The argument after is no cursor of this list. Take it from pageInfo.endCursor, or leave it out to begin from the start.")
	}
	return parts[1], parts[2], nil
}

// newPage cuts out what first and after ask for of a list of n rows. Where the
// row of a cursor has vanished, the page goes on at its rank: rows may then be
// shown twice, but none is lost.
func newPage(a args, n int, o order, node func(i int) (any, error)) (*page, error) {
	first := a.number("first", DefaultFirst)
	if first < 0 {
		return nil, badRequest("The argument first is %d; it must not be negative.", first)
	}
	p := &page{total: n, node: node, order: o}
	if after := a.text("after"); after != "" {
		rank, id, err := decodeCursor(after)
		if err != nil {
			return nil, err
		}
		p.from = n
		found := false
		for i := 0; i < n && !found; i++ {
			if found = o.id(i) == id; found {
				p.from = i + 1
			}
		}
		for i := 0; i < n && !found; i++ {
			r := o.rank(i)
			found = o.descending && r <= rank || !o.descending && (r > rank || r == rank && o.id(i) > id)
			if found {
				p.from = i
			}
		}
	}
	p.to = min(n, p.from+min(first, n))
	return p, nil
}

func (p *page) nodes() ([]any, error) {
	out := make([]any, 0, p.to-p.from)
	for i := p.from; i < p.to; i++ {
		x, err := p.node(i)
		if err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	return out, nil
}

// connection declares the connection and edge types of a node type.
func (b *builder) connection(node *graphql.Object, info *graphql.Object) *graphql.Object {
	name := node.Name()
	edgeType := b.object(name+"Edge", "A row of a "+name+"Connection.", func() []field {
		return []field{
			{"node", "The row.", must(node), nil, func(p graphql.ResolveParams) (any, error) {
				e := p.Source.(edge)
				return e.page.node(e.i)
			}},
			{"cursor", "Its place in the list, for the argument after.", must(graphql.String), nil,
				get(func(e edge) any { return e.page.cursor(e.i) })},
		}
	})
	return b.object(name+"Connection", "One page of a list, and how to go on.", func() []field {
		return []field{
			{"nodes", "The rows of the page.", listOf(node), nil, func(p graphql.ResolveParams) (any, error) { return p.Source.(*page).nodes() }},
			{"edges", "The rows with their cursors.", listOf(edgeType), nil, get(func(p *page) any {
				out := make([]any, 0, p.to-p.from)
				for i := p.from; i < p.to; i++ {
					out = append(out, edge{p, i})
				}
				return out
			})},
			{"pageInfo", "Where the page ends and whether there is more.", must(info), nil, get(func(p *page) any { return p })},
			{"totalCount", "Rows of the whole list.", must(graphql.Int), nil, get(func(p *page) any { return p.total })},
		}
	})
}

func (b *builder) pageInfo() *graphql.Object {
	return b.object("PageInfo", "Where a page ends and whether there is more.", func() []field {
		return []field{
			{"hasNextPage", "Whether rows follow.", must(graphql.Boolean), nil, get(func(p *page) any { return p.to < p.total })},
			{"hasPreviousPage", "Whether rows precede.", must(graphql.Boolean), nil, get(func(p *page) any { return p.from > 0 })},
			{"startCursor", "Cursor of the first row of the page.", graphql.String, nil, get(func(p *page) any {
				if p.from == p.to {
					return nil
				}
				return p.cursor(p.from)
			})},
			{"endCursor", "Cursor of the last row of the page; give it as after for the next one.", graphql.String, nil, get(func(p *page) any {
				if p.from == p.to {
					return nil
				}
				return p.cursor(p.to - 1)
			})},
		}
	})
}
