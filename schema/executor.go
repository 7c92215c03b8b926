package schema

import (
	"container/list"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/gqlerrors"
	"github.com/graphql-go/graphql/language/ast"
	"github.com/graphql-go/graphql/language/parser"
	"github.com/graphql-go/graphql/language/printer"
	"github.com/graphql-go/graphql/language/source"

	"entente/graph/analysis"
)

// Options of an Executor; the zero value works.
type Options struct {
	Limits Limits
	// Logger gets internal errors; nil means slog.Default().
	Logger *slog.Logger
	// HideSuggestions leaves "Did you mean" out of messages. The schema is
	// public, so they are told by default.
	HideSuggestions bool
	// WriteToken is the bearer token that mutations need; "" turns them off.
	WriteToken string
}

// Request is one GraphQL request. Variables are values of JSON; numbers may be
// json.Number, which keeps all digits of a Long.
type Request struct {
	Query         string
	OperationName string
	Variables     map[string]any
	Extensions    map[string]any // not read here
	// ReadOnly refuses mutations before anything else is said about the
	// document, as a GET must; Response.ReadOnly tells it.
	ReadOnly bool
	// Token is the bearer token a mutation is sent with, "" where there is none.
	Token string
	// Charge, if set, is told the cost before anything is executed; its error
	// refuses the request.
	Charge func(cost int) *Error
}

// Response is the answer to a request.
type Response struct {
	// Body is the whole answer in JSON: data in the order of the query (left
	// out where nothing was executed), then errors where there are any.
	Body []byte
	// Executed is false where the request was refused: a fault of its text, its
	// variables or its size.
	Executed bool
	// ReadOnly is set where a mutation came with Request.ReadOnly.
	ReadOnly bool
	// Wrote is set where a mutation was executed: its answer is not to be kept.
	Wrote     bool
	Errors    []Error
	Operation string // its name, "" where it has none
	Cost      int    // estimated values in the answer, 0 where refused
	Cached    bool   // whether the document was known
}

// Executor answers GraphQL requests. It may be used by many goroutines.
type Executor struct {
	schema graphql.Schema
	build  *builder
	limits Limits
	token  string
	log    *slog.Logger
	hide   bool
	enums  map[*graphql.Enum]enumWords
	// possible tells which objects an interface or union can be, by names.
	possible map[string]map[string]bool
	cache    documentCache
	hits     atomic.Int64
	misses   atomic.Int64
}

type enumWords struct {
	inside  map[string]any // name to value inside
	outside map[any]string // value inside to JSON
}

// New makes an executor over the questions. An error is a fault of the schema
// or of the limits.
func New(q analysis.Questions, o Options) (*Executor, error) {
	limits, err := o.Limits.WithDefaults()
	if err != nil {
		return nil, err
	}
	s, b, err := newSchema(q)
	if err != nil {
		return nil, fmt.Errorf("the GraphQL schema is not valid: %w", err)
	}
	x := &Executor{schema: s, build: b, limits: limits, token: o.WriteToken, log: o.Logger, hide: o.HideSuggestions, enums: map[*graphql.Enum]enumWords{}, possible: map[string]map[string]bool{}}
	if x.log == nil {
		x.log = slog.Default()
	}
	x.cache.entries, x.cache.bytes = limits.CachedDocuments, 4<<20
	// graphql-go fills some tables at first use, which is no place for two
	// goroutines: one look at each enum from either side and one introspection
	// fill them. Its table of possible types is written to at every look, so
	// that we keep our own.
	for _, t := range s.TypeMap() {
		switch t := t.(type) {
		case *graphql.Enum:
			w := enumWords{map[string]any{}, map[any]string{}}
			for _, v := range t.Values() {
				w.inside[v.Name], w.outside[v.Value] = v.Value, `"`+v.Name+`"`
				t.Serialize(v.Value)
			}
			t.ParseValue("")
			x.enums[t] = w
		case graphql.Abstract:
			objects := map[string]bool{}
			for _, o := range s.PossibleTypes(t) {
				objects[o.Name()] = true
			}
			x.possible[t.Name()] = objects
		}
	}
	if r := graphql.Do(graphql.Params{Schema: s, RequestString: IntrospectionQuery}); r.HasErrors() {
		return nil, fmt.Errorf("the GraphQL schema cannot describe itself: %w", r.Errors[0])
	}
	return x, nil
}

// Limits gives the limits in force.
func (x *Executor) Limits() Limits { return x.limits }

// CacheStats gives how many requests found their document parsed and
// validated, and how many did not.
func (x *Executor) CacheStats() (hits, misses int64) { return x.hits.Load(), x.misses.Load() }

// document is a parsed and validated document with the operation chosen.
type document struct {
	key         string
	op          *ast.OperationDefinition
	fragments   map[string]*ast.FragmentDefinition
	cost        int
	dynamicCost bool
	conditional bool  // @skip or @include rest on a variable: a plan per request
	plan        *plan // nil where conditional or large
	size        atomic.Int64
}

// cachedPlanFields bounds the plans kept: fragments can make a small document
// into a large plan.
const cachedPlanFields = 4000

// Execute answers a request. It never panics and never fails: what went wrong
// is in the response. ctx bounds it besides the limit query-timeout.
func (x *Executor) Execute(ctx context.Context, req Request) (resp *Response) {
	defer func() {
		if p := recover(); p != nil {
			resp = x.refuse(ctx, fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
		}
	}()
	key := req.Query + "\x00" + req.OperationName
	d := x.cache.get(key)
	cached := d != nil
	if cached {
		x.hits.Add(1)
		if r := x.mayWrite(ctx, req, d.op); r != nil {
			return r
		}
	} else {
		x.misses.Add(1)
		var r *Response
		if d, r = x.prepare(ctx, key, req); r != nil {
			return r
		}
		x.cache.put(d)
	}
	vars, e := x.variables(d.op, req.Variables)
	if e != nil {
		return x.refuse(ctx, e)
	}
	cost := d.cost
	if d.dynamicCost {
		c := costing{x: x, fragments: d.fragments, vars: vars, memo: map[string]int{}}
		cost = c.set(d.op.SelectionSet, x.root(d.op))
		if c.err != nil {
			return x.refuse(ctx, c.err)
		}
	}
	if cost > x.limits.Cost {
		return x.refuse(ctx, tooComplex("max-cost", "values in its answer, as estimated,", cost, x.limits.Cost))
	}
	if req.Charge != nil {
		if e := req.Charge(cost); e != nil {
			return x.refuse(ctx, e)
		}
	}
	p := d.plan
	if p == nil {
		var err error
		c := compiler{x: x, fragments: d.fragments, vars: vars}
		if p, err = c.compile(x.root(d.op), []*ast.SelectionSet{d.op.SelectionSet}); err != nil {
			return x.refuse(ctx, err)
		}
	}

	ctx, cancel := context.WithTimeout(ctx, x.limits.Timeout)
	defer cancel()
	ctx = context.WithValue(ctx, sourceMemoKey{}, map[string]analysis.SourceInfo{})
	r := run{x: x, ctx: ctx, vars: vars, text: req.Query, path: make([]any, 0, 16), buf: make([]byte, 0, d.size.Load()+512)}
	r.info = graphql.ResolveInfo{Schema: x.schema, Operation: d.op, VariableValues: vars}
	r.buf = append(r.buf, `{"data":`...)
	mark := len(r.buf)
	if !r.selection(p, nil) {
		r.buf = append(r.buf[:mark], "null"...)
	}
	if r.over != nil {
		r.errs = []Error{x.public(ctx, r.over)}
	}
	if len(r.errs) > 0 {
		r.buf = append(r.buf, `,"errors":`...)
		r.buf = appendErrors(r.buf, r.errs)
	}
	r.buf = append(r.buf, '}')
	d.size.Store(int64(min(len(r.buf), 64<<10)))
	resp = &Response{Body: r.buf, Executed: true, Errors: r.errs, Cost: cost, Cached: cached, Wrote: d.op.Operation == ast.OperationTypeMutation}
	if d.op.Name != nil {
		resp.Operation = d.op.Name.Value
	}
	return resp
}

// refuse answers that nothing was executed.
func (x *Executor) refuse(ctx context.Context, errs ...error) *Response {
	r := &Response{}
	for _, err := range errs {
		r.Errors = append(r.Errors, x.public(ctx, err))
	}
	r.Body = append(appendErrors([]byte(`{"errors":`), r.Errors), '}')
	return r
}

// Refuse makes the answer to a request that could not even be read.
func Refuse(code, message string) *Response { return RefuseError(Error{Code: code, Message: message}) }

// RefuseError does the same with all an error can say.
func RefuseError(e Error) *Response {
	r := &Response{Errors: []Error{e}}
	r.Body = append(appendErrors([]byte(`{"errors":`), r.Errors), '}')
	return r
}

// prepare takes a document from its text to a plan: guard, parser, rules,
// depth, cost.
func (x *Executor) prepare(ctx context.Context, key string, req Request) (*document, *Response) {
	if strings.TrimSpace(req.Query) == "" {
		return nil, x.refuse(ctx, badRequest("The request has no query."))
	}
	if e := guard(req.Query, &x.limits); e != nil {
		return nil, x.refuse(ctx, e)
	}
	text := source.NewSource(&source.Source{Body: []byte(fold(req.Query)), Name: "query"})
	doc, err := parser.Parse(parser.ParseParams{Source: text})
	if err != nil {
		return nil, x.refuse(ctx, syntaxError(req.Query, err))
	}
	// For each error of the rules the library searches the whole text for line
	// breaks. Without a text every place is told as line 1, and the column is its
	// offset, of which places makes line and column.
	text.Body = nil
	d := &document{key: key, fragments: map[string]*ast.FragmentDefinition{}}
	if e := x.lists(doc); e != nil {
		return nil, x.refuse(ctx, e)
	}
	if errs := x.faults(req.Query, doc); errs != nil {
		return nil, x.refuse(ctx, errs...)
	}
	operations := 0
	for _, def := range doc.Definitions {
		switch def := def.(type) {
		case *ast.OperationDefinition:
			operations++
			if req.OperationName == "" || def.Name != nil && def.Name.Value == req.OperationName {
				d.op = def
			}
		case *ast.FragmentDefinition:
			d.fragments[def.Name.Value] = def
		default:
			return nil, x.refuse(ctx, badRequest("A request may define operations and fragments, nothing else."))
		}
	}
	switch {
	case operations == 0:
		return nil, x.refuse(ctx, badRequest("The document has no operation."))
	case d.op == nil:
		return nil, x.refuse(ctx, badRequest("The document has no operation named %s.", quote(req.OperationName)))
	case req.OperationName == "" && operations > 1:
		return nil, x.refuse(ctx, badRequest("The document has %d operations; say with operationName which one is meant.", operations))
	case d.op.Operation == ast.OperationTypeSubscription:
		return nil, x.refuse(ctx, badRequest("There is no subscription: everything here is a query or a mutation."))
	}
	if r := x.mayWrite(ctx, req, d.op); r != nil {
		return nil, r
	}
	// A cycle of fragments ends the process inside the other rules (graphql-go
	// issue #742), so its rule runs alone first.
	if errs := x.validate(req.Query, doc, []graphql.ValidationRuleFn{graphql.NoFragmentCyclesRule}); errs != nil {
		return nil, x.refuse(ctx, errs...)
	}
	walk := depthWalk{d.fragments, map[string]depths{}}
	for _, def := range doc.Definitions {
		// Fragments count where they are used; unused ones a rule refuses.
		if op, ok := def.(*ast.OperationDefinition); ok {
			if e := walk.check(op.SelectionSet, &x.limits); e != nil {
				return nil, x.refuse(ctx, e)
			}
		}
	}
	if errs := x.validate(req.Query, doc, graphql.SpecifiedRules); errs != nil {
		return nil, x.refuse(ctx, errs...)
	}
	// Lists and pages are bounded in every definition, asked for or not.
	for _, def := range doc.Definitions {
		c := costing{x: x, fragments: d.fragments, memo: map[string]int{}}
		switch def := def.(type) {
		case *ast.OperationDefinition:
			for _, v := range def.VariableDefinitions {
				c.longest(v.DefaultValue)
			}
			if n := c.set(def.SelectionSet, x.root(def)); def == d.op {
				d.cost, d.dynamicCost = n, c.dynamic
			}
		case *ast.FragmentDefinition:
			c.set(def.SelectionSet, x.schema.Type(def.TypeCondition.Name.Value))
		}
		if c.err != nil {
			return nil, x.refuse(ctx, c.err)
		}
	}
	if !d.dynamicCost && d.cost > x.limits.Cost {
		return nil, x.refuse(ctx, tooComplex("max-cost", "values in its answer, as estimated,", d.cost, x.limits.Cost))
	}
	if d.conditional = conditional(doc); !d.conditional && d.cost <= x.limits.Cost {
		c := compiler{x: x, fragments: d.fragments}
		p, err := c.compile(x.root(d.op), []*ast.SelectionSet{d.op.SelectionSet})
		if err != nil {
			return nil, x.refuse(ctx, err)
		}
		if p.count() <= cachedPlanFields {
			d.plan = p
		}
	}
	return d, nil
}

func (p *plan) count() int {
	n := len(p.fields)
	for i := range p.fields {
		for _, sub := range p.fields[i].subs {
			n += sub.count()
		}
	}
	return n
}

// conditional reports whether any directive of the document has a variable.
func conditional(doc *ast.Document) bool {
	var in func(s *ast.SelectionSet) bool
	has := func(ds []*ast.Directive) bool {
		for _, d := range ds {
			for _, a := range d.Arguments {
				if hasVariable(a.Value) {
					return true
				}
			}
		}
		return false
	}
	in = func(s *ast.SelectionSet) bool {
		if s == nil {
			return false
		}
		for _, sel := range s.Selections {
			switch sel := sel.(type) {
			case *ast.Field:
				if has(sel.Directives) || in(sel.SelectionSet) {
					return true
				}
			case *ast.InlineFragment:
				if has(sel.Directives) || in(sel.SelectionSet) {
					return true
				}
			case *ast.FragmentSpread:
				if has(sel.Directives) {
					return true
				}
			}
		}
		return false
	}
	for _, def := range doc.Definitions {
		if h, ok := def.(graphql.HasSelectionSet); ok && in(h.GetSelectionSet()) {
			return true
		}
	}
	return false
}

var suggestion = regexp.MustCompile(` Did you mean .*$`)

// validate runs rules and gives at most as many errors as the limit says.
func (x *Executor) validate(text string, doc *ast.Document, rules []graphql.ValidationRuleFn) []error {
	v := graphql.ValidateDocument(&x.schema, doc, rules)
	if v.IsValid {
		return nil
	}
	var errs []error
	for _, e := range v.Errors[:min(len(v.Errors), x.limits.Errors)] {
		message := e.Message
		if x.hide {
			message = suggestion.ReplaceAllString(message, "")
		}
		errs = append(errs, &Error{Code: BadRequest, Message: message, Locations: places(text, e)})
	}
	return errs
}

// places gives where an error of the rules is: line 1 and the offset behind it.
func places(text string, e gqlerrors.FormattedError) []Location {
	var ls []Location
	for _, l := range e.Locations {
		ls = append(ls, placeOf(text, l.Column-1))
	}
	return ls
}

// syntaxError makes one line of the parser's message. The parser knows no null
// in a query's text, which deserves to be told as what it is.
func syntaxError(text string, err error) *Error {
	e := &Error{Code: BadRequest}
	e.Message, _, _ = strings.Cut(err.Error(), "\n")
	var own *gqlerrors.Error
	if errors.As(err, &own) {
		for _, at := range own.Positions {
			e.Locations = append(e.Locations, placeOf(text, at))
		}
	}
	if len(e.Locations) > 0 {
		// The text the parser had may have had other lines.
		e.Message = syntaxPlace.ReplaceAllString(e.Message, fmt.Sprintf("Syntax Error query (%d:%d) ", e.Locations[0].Line, e.Locations[0].Column))
	}
	if strings.HasSuffix(e.Message, `Unexpected Name "null"`) {
		e.Message = "null cannot be written in the text of a query. Leave the argument out, or declare a variable for it and give null in variables."
	}
	return e
}

var syntaxPlace = regexp.MustCompile(`^Syntax Error query \(\d+:\d+\) `)

// lists refuses a document with a list that is longer than allowed, before the
// rules look at each element.
func (x *Executor) lists(doc *ast.Document) *Error {
	c := costing{x: x}
	var in func(s *ast.SelectionSet)
	directives := func(ds []*ast.Directive) {
		for _, d := range ds {
			for _, a := range d.Arguments {
				c.longest(a.Value)
			}
		}
	}
	in = func(s *ast.SelectionSet) {
		if s == nil {
			return
		}
		for _, sel := range s.Selections {
			switch sel := sel.(type) {
			case *ast.Field:
				for _, a := range sel.Arguments {
					c.longest(a.Value)
				}
				directives(sel.Directives)
				in(sel.SelectionSet)
			case *ast.InlineFragment:
				directives(sel.Directives)
				in(sel.SelectionSet)
			case *ast.FragmentSpread:
				directives(sel.Directives)
			}
		}
	}
	for _, def := range doc.Definitions {
		switch def := def.(type) {
		case *ast.OperationDefinition:
			for _, v := range def.VariableDefinitions {
				c.longest(v.DefaultValue)
			}
			directives(def.Directives)
			in(def.SelectionSet)
		case *ast.FragmentDefinition:
			directives(def.Directives)
			in(def.SelectionSet)
		}
	}
	return c.err
}

// faults finds, in one walk, mistakes of which a document can have so many that
// the rules take long to tell them all: fields side by side under one name that
// ask for different things (the rules compare each with each), and variables of
// unknown types (the rules look for similar names). It stops at the limit of
// errors; a few of them are left to the rules, which say more.
func (x *Executor) faults(text string, doc *ast.Document) []error {
	var errs []error
	tell := func(at *ast.Location, format string, args ...any) {
		e := badRequest(format, args...)
		if at != nil {
			e.Locations = []Location{placeOf(text, at.Start)}
		}
		errs = append(errs, e)
	}
	most := x.limits.Errors
	var in func(s *ast.SelectionSet)
	in = func(s *ast.SelectionSet) {
		if s == nil || len(errs) > most {
			return
		}
		first := make(map[string]*ast.Field, len(s.Selections))
		for _, sel := range s.Selections {
			switch sel := sel.(type) {
			case *ast.Field:
				key := responseKey(sel)
				if f := first[key]; f == nil {
					first[key] = sel
				} else if len(errs) <= most && !sameField(f, sel) {
					tell(sel.Loc, "Fields %s conflict: they ask for different things under one name. Give one of them an alias.", quote(key))
				}
				in(sel.SelectionSet)
			case *ast.InlineFragment:
				in(sel.SelectionSet)
			}
		}
	}
	for _, def := range doc.Definitions {
		switch def := def.(type) {
		case *ast.OperationDefinition:
			for _, v := range def.VariableDefinitions {
				if name := namedType(v.Type); name != nil && len(errs) <= most && x.schema.Type(name.Name.Value) == nil {
					tell(name.Loc, "Unknown type %s.", quote(name.Name.Value))
				}
			}
			in(def.SelectionSet)
		case *ast.FragmentDefinition:
			in(def.SelectionSet)
		}
	}
	if len(errs) <= most {
		return nil
	}
	return errs[:most]
}

func namedType(t ast.Type) *ast.Named {
	switch t := t.(type) {
	case *ast.NonNull:
		return namedType(t.Type)
	case *ast.List:
		return namedType(t.Type)
	case *ast.Named:
		return t
	}
	return nil
}

// sameField tells that two fields ask for the same, their subfields aside.
func sameField(a, b *ast.Field) bool {
	if a.Name.Value != b.Name.Value || len(a.Arguments) != len(b.Arguments) {
		return false
	}
	for i, arg := range a.Arguments {
		other := b.Arguments[i]
		if other.Name.Value != arg.Name.Value {
			// In another order, which is rare.
			if other = argumentNamed(b.Arguments, arg.Name.Value); other == nil {
				return false
			}
		}
		if printer.Print(arg.Value) != printer.Print(other.Value) {
			return false
		}
	}
	return true
}

func argumentNamed(list []*ast.Argument, name string) *ast.Argument {
	for _, a := range list {
		if a.Name.Value == name {
			return a
		}
	}
	return nil
}

// documentCache keeps documents by text and operation name, the least recently
// used going first, bounded by number and by bytes of text.
type documentCache struct {
	entries, bytes int

	mu    sync.Mutex
	byKey map[string]*list.Element // guarded by mu, as are the others
	order list.List                // of *document, the most recently used in front
	held  int
}

func (c *documentCache) get(key string) *document {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.byKey[key]
	if e == nil {
		return nil
	}
	c.order.MoveToFront(e)
	return e.Value.(*document)
}

func (c *documentCache) put(d *document) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.byKey == nil {
		c.byKey = map[string]*list.Element{}
	}
	if c.byKey[d.key] != nil {
		return
	}
	c.byKey[d.key] = c.order.PushFront(d)
	c.held += len(d.key)
	for c.order.Len() > c.entries || c.held > c.bytes {
		last := c.order.Back()
		old := c.order.Remove(last).(*document)
		delete(c.byKey, old.key)
		c.held -= len(old.key)
	}
}
