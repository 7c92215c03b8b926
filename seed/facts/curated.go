package facts

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"entente/graph"
	"entente/graph/names"
	"entente/graph/vocab"
)

// curated is what is written by hand: nodes and edges, each with a citation.
type curated struct {
	nodes  []graph.Node
	edges  []graph.Edge
	claims map[graph.Key]bool
}

// readCurated reads citations.txt and every *.facts.txt. Faults are all given
// at once, each with its line.
//
// A block begins with "kind id | name [citation]"; indented lines below are
// properties "name: value" or relations "RELATION -> id; name=value [citation]"
// ("<-" where the block's node is the other end). What is behind a # is a
// remark. An edge's id property tells several of one kind between two nodes
// apart.
func readCurated(files fs.FS) (*curated, error) {
	p := &curatedParser{cites: map[string]bool{}, known: map[graph.Key]string{}, schema: vocab.Schema()}
	for _, e := range names.All() {
		p.known[e.Key] = "names"
	}
	for _, t := range vocab.TopicIDs {
		p.known[vocab.Key(vocab.Topic, t)] = "topics"
	}
	list, err := fs.Glob(files, "*.facts.txt")
	if err != nil {
		return nil, err
	}
	slices.Sort(list)
	for _, name := range append([]string{"citations.txt"}, list...) {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		p.file = name
		for i, line := range strings.Split(string(text), "\n") {
			p.line = i + 1
			if name == "citations.txt" {
				p.citation(line)
			} else {
				p.fact(line)
			}
		}
		p.endBlock()
	}
	p.resolve()
	p.alliances()
	if len(p.faults) > 0 {
		return nil, errors.Join(p.faults...)
	}
	return &p.out, nil
}

type curatedParser struct {
	schema *graph.Schema
	out    curated
	cites  map[string]bool
	known  map[graph.Key]string
	file   string
	line   int
	faults []error

	block *graph.Node
	cite  string
	// Ends are checked when all is read: facts may name what stands below.
	ends []pending
}

type pending struct {
	edge graph.Edge
	file string
	line int
}

func (p *curatedParser) fail(format string, args ...any) {
	p.faults = append(p.faults, &graph.RowError{Source: p.file, Line: p.line, Err: fmt.Errorf("%w: "+format, append([]any{graph.ErrInvalid}, args...)...)})
}

// citation reads "id | text | address".
func (p *curatedParser) citation(line string) {
	if s := strings.TrimSpace(line); s == "" || strings.HasPrefix(s, "#") {
		return
	}
	parts := strings.Split(line, " | ")
	id := strings.TrimSpace(parts[0])
	if len(parts) < 2 || len(parts) > 3 || id == "" || strings.ContainsAny(id, " []") {
		p.fail("a citation is written: id | text | address")
		return
	}
	if p.cites[id] {
		p.fail("the citation %s stands twice", id)
		return
	}
	p.cites[id] = true
	props := graph.P("name", strings.TrimSpace(parts[1]), "kind", "citation", "citation", strings.TrimSpace(parts[1]))
	if len(parts) == 3 {
		props = props.With("url", strings.TrimSpace(parts[2]))
	}
	n := graph.Node{Key: vocab.Key(vocab.Source, "cite/"+id), Props: props}
	p.known[n.Key] = p.file
	p.out.nodes = append(p.out.nodes, n)
}

// cut takes the citation off a line's end.
func (p *curatedParser) cut(line string) (rest, cite string, ok bool) {
	line = strings.TrimSpace(line)
	i := strings.LastIndexByte(line, '[')
	if i < 0 || !strings.HasSuffix(line, "]") {
		return line, "", false
	}
	cite = line[i+1 : len(line)-1]
	if !p.cites[cite] {
		p.fail("there is no citation %q", cite)
	}
	return strings.TrimSpace(line[:i]), cite, true
}

func (p *curatedParser) fact(line string) {
	if i := strings.Index(line, " #"); i >= 0 {
		line = line[:i]
	}
	s := strings.TrimSpace(line)
	switch {
	case s == "" || s[0] == '#':
	case line[0] != ' ':
		p.endBlock()
		p.begin(s)
	case p.block == nil:
		p.fail("a line below no block")
	case strings.Contains(s, " -> ") || strings.Contains(s, " <- "):
		p.relation(s)
	default:
		p.property(s)
	}
}

func (p *curatedParser) begin(s string) {
	rest, cite, ok := p.cut(s)
	if !ok {
		p.fail("a block ends its first line with a citation: %s", s)
	}
	head, name, _ := strings.Cut(rest, " | ")
	kind, id, ok2 := strings.Cut(head, " ")
	var def *vocab.KindDef
	for i := range vocab.Kinds {
		if strings.EqualFold(string(vocab.Kinds[i].Kind), kind) {
			def = &vocab.Kinds[i]
		}
	}
	if def == nil || !ok2 || strings.Contains(id, " ") {
		p.fail("a block begins with a kind and an id: %s", s)
		return
	}
	n := graph.Node{Key: vocab.Key(def.Kind, id)}
	if _, twice := p.known[n.Key]; twice {
		p.fail("%s stands twice", n.Key)
	}
	field := "name"
	switch def.Kind {
	case vocab.Event:
		field = "title"
	case vocab.Claim, vocab.Condition:
		field = "text"
	}
	n.Props = graph.P(field, strings.TrimSpace(name))
	p.block, p.cite = &n, cite
	p.known[n.Key] = p.file
}

func (p *curatedParser) endBlock() {
	if p.block == nil {
		return
	}
	n := *p.block
	p.block = nil
	if err := p.schema.CheckNode(n); err != nil {
		p.fail("%s", err)
	}
	p.words(n.Key.String(), n.Props, map[graph.Kind]map[string][]string{
		vocab.Event:        {"kind": vocab.EventKinds},
		vocab.Agreement:    {"obligations": vocab.Obligations, "kind": {"alliance", "friendship", "armistice", "trade", "other"}},
		vocab.Organisation: {"kind": {"international", "military", "media", "government", "party", "other"}},
		vocab.Place:        {"kind": {"city", "territory", "other"}},
		vocab.Claim:        {"predicate": predicateNames, "status": {"open", "retracted", "superseded"}},
		vocab.Condition:    {"predicate": predicateNames},
	}[n.Kind])
	if n.Props.Bool("absence") && !scoped(n.Props) {
		p.fail("%s: a finding of absence says where was looked and over which period (lookedIn, lookedSince, lookedUntil)", n.Key)
	}
	p.out.nodes = append(p.out.nodes, n)
	if n.Kind == vocab.Claim {
		if p.out.claims == nil {
			p.out.claims = map[graph.Key]bool{}
		}
		p.out.claims[n.Key] = true
	}
	// The block's citation is what says the node's own values.
	if p.cite != "" {
		e := graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.Reports, From: vocab.Key(vocab.Source, "cite/"+p.cite), To: n.Key, Source: Source}, Props: graph.P("ref", "cite/"+p.cite)}
		p.out.edges = append(p.out.edges, e)
	}
}

// predicateNames are the predicates of claims.
var predicateNames = func() (out []string) {
	for _, d := range vocab.Predicates {
		out = append(out, d.Name)
	}
	return out
}()

// scoped tells whether a finding of absence says where was looked, and when
// (B67).
func scoped(p graph.Props) bool {
	return len(p.Strings("lookedIn")) > 0 && !p.Date("lookedSince").IsZero() && !p.Date("lookedUntil").IsZero()
}

// claims checks what a relation of claims and conjectures must say.
func (p *curatedParser) claims(e graph.Edge) {
	switch e.Kind {
	case vocab.States:
		if e.Props.String("stance") == vocab.StanceUnproven && !scoped(e.Props) {
			p.fail("%s: that there is no evidence is said with where was looked and over which period (lookedIn, lookedSince, lookedUntil)", e.EdgeKey)
		}
		if c, ok := e.Props.Int("credibility"); ok && (c < 1 || c > 6) {
			p.fail("%s: credibility is 1 to 6", e.EdgeKey)
		}
	case vocab.NoResponse:
		if since, until := e.Props.Date("since"), e.Props.Date("until"); since.IsZero() || until.IsZero() || since.First().Compare(until.Last()) > 0 {
			p.fail("%s: a response that did not come is said with the window in which it was expected (since, until)", e.EdgeKey)
		}
	}
}

// words checks closed vocabularies.
func (p *curatedParser) words(what string, props graph.Props, closed map[string][]string) {
	for name, allowed := range closed {
		values := props.Strings(name)
		if v := props.String(name); v != "" {
			values = []string{v}
		}
		for _, v := range values {
			if !slices.Contains(allowed, v) {
				p.fail("%s: %q is not a word for %s; there are %s", what, v, name, strings.Join(allowed, ", "))
			}
		}
	}
}

func (p *curatedParser) property(s string) {
	name, text, ok := strings.Cut(s, ":")
	if !ok {
		p.fail("neither a property nor a relation: %s", s)
		return
	}
	v, err := value(p.schema.Kinds[p.block.Kind][name], strings.TrimSpace(text))
	if err != nil {
		p.fail("%s %s: %s", p.block.Key, name, err)
		return
	}
	p.block.Props = p.block.Props.With(name, v)
}

func value(t graph.ValueType, s string) (any, error) {
	switch t {
	case graph.String:
		return s, nil
	case graph.DateType:
		return graph.ParseDate(s)
	case graph.Int:
		return strconv.ParseInt(s, 10, 64)
	case graph.Bool:
		return strconv.ParseBool(s)
	case graph.StringList:
		var out []string
		for _, x := range strings.Split(s, ",") {
			out = append(out, strings.TrimSpace(x))
		}
		return out, nil
	}
	return nil, errors.New("there is no such property")
}

func (p *curatedParser) relation(s string) {
	rest, cite, ok := p.cut(s)
	if !ok {
		p.fail("a relation ends with its citation: %s", s)
	}
	arrow := " -> "
	if !strings.Contains(rest, arrow) {
		arrow = " <- "
	}
	kind, rest, _ := strings.Cut(rest, arrow)
	parts := strings.Split(rest, ";")
	other, ok := vocab.ParseID(strings.TrimSpace(parts[0]))
	if !ok {
		p.fail("%q is no id of a node", parts[0])
		return
	}
	e := graph.Edge{EdgeKey: graph.EdgeKey{Kind: graph.Relation(strings.TrimSpace(kind)), From: p.block.Key, To: other, Source: Source}}
	if arrow == " <- " {
		e.From, e.To = e.To, e.From
	}
	rel, ok := p.schema.Relations[e.Kind]
	if !ok {
		p.fail("there is no relation %q", e.Kind)
		return
	}
	for _, x := range parts[1:] {
		name, text, _ := strings.Cut(strings.TrimSpace(x), "=")
		if name == "id" {
			e.ID = text
			continue
		}
		v, err := value(rel.Props[name], text)
		if err != nil {
			p.fail("%s %s: %s", e.Kind, name, err)
			return
		}
		e.Props = e.Props.With(name, v)
	}
	e.Props = e.Props.With("ref", "cite/"+cite)
	for _, d := range vocab.Relations {
		// A relation that says the same from both ends is stored once, from the
		// smaller id.
		if d.Kind == e.Kind && !d.Directed && e.From.Compare(e.To) > 0 {
			e.From, e.To = e.To, e.From
		}
	}
	if err := p.schema.CheckEdge(e); err != nil {
		p.fail("%s", err)
	}
	p.words(string(e.Kind), e.Props, map[graph.Relation]map[string][]string{
		vocab.AlliedWith: {"obligations": vocab.Obligations},
		vocab.TookPart:   {"role": {"visitor", "host", "actor", "target", "participant"}},
		vocab.RespondsTo: {"certainty": {"possible", "probable", "stated"}},
		vocab.States:     {"stance": vocab.Stances, "reliability": {"A", "B", "C", "D", "E", "F"}},
	}[e.Kind])
	p.claims(e)
	p.ends = append(p.ends, pending{e, p.file, p.line})
}

// resolve refuses edges whose end is no node, and edges that stand twice.
func (p *curatedParser) resolve() {
	seen := map[graph.EdgeKey]bool{}
	begins := map[graph.Key]graph.Date{}
	for _, n := range p.out.nodes {
		begins[n.Key] = n.Props.Date("since")
	}
	for _, x := range p.ends {
		p.file, p.line = x.file, x.line
		if a, b := begins[x.edge.From], begins[x.edge.To]; x.edge.Kind == vocab.RespondsTo && !a.IsZero() && !b.IsZero() && a.Last().Compare(b.First()) < 0 {
			p.fail("%s: what responds (%s) lies before what it responds to (%s)", x.edge.EdgeKey, a, b)
		}
		for _, k := range []graph.Key{x.edge.From, x.edge.To} {
			if _, ok := p.known[k]; !ok {
				p.faults = append(p.faults, &graph.RowError{Source: p.file, Line: p.line, Err: fmt.Errorf("%w: there is no %s", graph.ErrDangling, k)})
			}
		}
		if seen[x.edge.EdgeKey] {
			p.fail("%s stands twice; give one of them an id", x.edge.EdgeKey)
		}
		seen[x.edge.EdgeKey] = true
		p.out.edges = append(p.out.edges, x.edge)
	}
}

// alliances makes the dyadic spells of the agreements that pledge defence: one
// for each pair of parties that are states, while both are bound.
func (p *curatedParser) alliances() {
	parties := map[graph.Key][]graph.Edge{}
	for _, e := range p.out.edges {
		if e.Kind == vocab.PartyTo && e.From.Kind == vocab.Country {
			parties[e.To] = append(parties[e.To], e)
		}
	}
	for _, n := range p.out.nodes {
		if n.Kind != vocab.Agreement || !slices.Contains(n.Props.Strings("obligations"), "defence") {
			continue
		}
		bound := parties[n.Key]
		for i, a := range bound {
			for _, b := range bound[i+1:] {
				from, to := a.From, b.From
				if from.Compare(to) > 0 {
					from, to = to, from
				}
				v := graph.Interval{Since: later(a.Props.Date("since"), b.Props.Date("since")), Until: sooner(a.Props.Date("until"), b.Props.Date("until"))}
				p.out.edges = append(p.out.edges, graph.Edge{
					EdgeKey: graph.EdgeKey{Kind: vocab.AlliedWith, From: from, To: to, ID: vocab.Rest(n.Key), Source: Source},
					Props:   graph.P("since", v.Since, "until", v.Until, "obligations", n.Props.Strings("obligations"), "ref", a.Props.String("ref"))})
			}
		}
	}
}

func later(a, b graph.Date) graph.Date {
	if b.After(a) {
		return b
	}
	return a
}

func sooner(a, b graph.Date) graph.Date {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// curated writes what is written by hand.
func (w *writer) curated(c *curated) error {
	for _, n := range c.nodes {
		if err := w.loader.Node(n); err != nil {
			return err
		}
	}
	for _, e := range c.edges {
		if err := w.loader.Edge(e); err != nil {
			return err
		}
	}
	w.report.Curated = len(c.edges)
	return nil
}
