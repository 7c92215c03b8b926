package schema

import (
	"context"
	"fmt"
	"log/slog"
	"math"
	"reflect"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"

	"github.com/graphql-go/graphql"

	"entente/graph"
)

// maxFieldErrors bounds the errors of one answer: a fault that hits each of
// 500 rows is told often enough by then.
const maxFieldErrors = 20

// run is one execution. It writes the answer into buf as it goes; where a value
// that must not be null is, buf is cut back to the nearest value that may be.
type run struct {
	x    *Executor
	ctx  context.Context
	vars map[string]any
	info graphql.ResolveInfo
	text string // the query, for places in errors
	buf  []byte
	path []any
	errs []Error
	step int
	over error // the context's error, once it was seen
}

// selection writes an object. It reports false where a field that must not be
// null is.
func (r *run) selection(p *plan, source any) bool {
	r.buf = append(r.buf, '{')
	for i := range p.fields {
		if i > 0 {
			r.buf = append(r.buf, ',')
		}
		f := &p.fields[i]
		r.buf = append(r.buf, f.prefix...)
		r.path = append(r.path, f.key)
		ok := r.field(f, source)
		r.path = r.path[:len(r.path)-1]
		if !ok {
			return false
		}
	}
	r.buf = append(r.buf, '}')
	return true
}

func (r *run) field(f *planField, source any) bool {
	// The context is looked at now and then: it costs as much as a small field.
	if r.step++; r.step&31 == 0 && r.over == nil {
		r.over = r.ctx.Err()
	}
	if r.over != nil {
		return false
	}
	if f.def == graphql.TypeNameMetaFieldDef {
		r.buf = appendString(r.buf, f.parent.Name())
		return true
	}
	v, err := r.resolve(f, source)
	if err != nil {
		if ctxErr := r.ctx.Err(); ctxErr != nil {
			r.over = ctxErr
			return false
		}
		r.fail(f, err)
		return r.null(f.shape)
	}
	return r.complete(f, f.shape, v)
}

func (r *run) resolve(f *planField, source any) (v any, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	args := f.args
	if f.dynamic {
		args = arguments(f.def.Args, f.node.Arguments, r.vars)
	}
	info := r.info
	info.FieldName, info.FieldASTs, info.ReturnType, info.ParentType = f.def.Name, f.nodes, f.def.Type, f.parent
	return f.resolve(graphql.ResolveParams{Source: source, Args: args, Info: info, Context: r.ctx})
}

// null writes null, or reports false where null is not allowed; the error is
// told by then.
func (r *run) null(s *shape) bool {
	if s.nonNull {
		return false
	}
	r.buf = append(r.buf, "null"...)
	return true
}

// cut takes back what was written since mark and puts null in its place.
func (r *run) cut(mark int, s *shape) bool {
	if r.over != nil {
		return false
	}
	r.buf = r.buf[:mark]
	return r.null(s)
}

func (r *run) complete(f *planField, s *shape, v any) bool {
	if v == nil || isNil(v) && s.kind != listShape {
		if s.nonNull {
			r.fail(f, fmt.Errorf("null where %v must have a value", s.typ))
			return false
		}
		r.buf = append(r.buf, "null"...)
		return true
	}
	mark := len(r.buf)
	switch s.kind {
	case leafShape:
		buf, err := appendLeaf(r.buf, s.typ, v)
		if err != nil {
			r.buf = r.buf[:mark]
			r.fail(f, err)
			return r.null(s)
		}
		r.buf = buf
		return true
	case enumShape:
		var word string
		if reflect.TypeOf(v).Comparable() {
			word = s.words[v]
		}
		if word == "" {
			r.fail(f, fmt.Errorf("%v is no value of %v", v, s.typ))
			return r.null(s)
		}
		r.buf = append(r.buf, word...)
		return true
	case listShape:
		if r.list(f, s, v) {
			return true
		}
		return r.cut(mark, s)
	}
	object := s.object
	if object == nil {
		p := graphql.ResolveTypeParams{Value: v, Info: r.info, Context: r.ctx}
		if s.typed != nil && s.typed.ResolveType != nil {
			object = s.typed.ResolveType(p)
		} else if s.union != nil && s.union.ResolveType != nil {
			object = s.union.ResolveType(p)
		}
	}
	sub := f.subs[object]
	if object == nil || sub == nil {
		r.fail(f, fmt.Errorf("a %T is nothing of the type %v", v, s.typ))
		return r.null(s)
	}
	if r.selection(sub, v) {
		return true
	}
	return r.cut(mark, s)
}

// list writes a list. A nil slice is an empty list.
func (r *run) list(f *planField, s *shape, v any) bool {
	switch l := v.(type) {
	case []any:
		return items(r, f, s, l, func(x any) any { return x })
	case []string:
		return items(r, f, s, l, func(x string) any { return x })
	case []int:
		return items(r, f, s, l, func(x int) any { return x })
	case []*float64:
		return items(r, f, s, l, optFloat)
	case []graphql.Type:
		// graphql-go keeps types and their parts in maps; by name they come out
		// the same each time.
		return items(r, f, s, byName(l, func(t graphql.Type) string { return t.Name() }), func(x graphql.Type) any { return x })
	case []*graphql.Argument:
		return items(r, f, s, byName(l, (*graphql.Argument).Name), func(x *graphql.Argument) any { return x })
	case []*graphql.FieldDefinition:
		return items(r, f, s, byName(l, func(d *graphql.FieldDefinition) string { return d.Name }), func(x *graphql.FieldDefinition) any { return x })
	case []*graphql.InputObjectField:
		return items(r, f, s, byName(l, (*graphql.InputObjectField).Name), func(x *graphql.InputObjectField) any { return x })
	case []*graphql.EnumValueDefinition:
		return items(r, f, s, byName(l, func(d *graphql.EnumValueDefinition) string { return d.Name }), func(x *graphql.EnumValueDefinition) any { return x })
	}
	rv := reflect.ValueOf(v)
	if rv.Kind() != reflect.Slice {
		r.fail(f, fmt.Errorf("a %T is no list", v))
		return false
	}
	l := make([]any, rv.Len())
	for i := range l {
		l[i] = rv.Index(i).Interface()
	}
	return items(r, f, s, l, func(x any) any { return x })
}

func byName[T any](list []T, name func(T) string) []T {
	return slices.SortedFunc(slices.Values(list), func(a, b T) int { return strings.Compare(name(a), name(b)) })
}

func items[T any](r *run, f *planField, s *shape, list []T, value func(T) any) bool {
	r.buf = append(r.buf, '[')
	for i, x := range list {
		if i > 0 {
			r.buf = append(r.buf, ',')
		}
		r.path = append(r.path, i)
		ok := r.complete(f, s.elem, value(x))
		r.path = r.path[:len(r.path)-1]
		if !ok {
			return false
		}
	}
	r.buf = append(r.buf, ']')
	return true
}

// isNil finds nil pointers and the like in an interface.
func isNil(v any) bool {
	switch v.(type) {
	case string, int, bool, float64, graph.Date:
		return false
	}
	switch rv := reflect.ValueOf(v); rv.Kind() {
	case reflect.Pointer, reflect.Map, reflect.Slice, reflect.Func, reflect.Interface:
		return rv.IsNil()
	}
	return false
}

// appendLeaf writes a scalar. What does not fit its type is an error, not null:
// a count beyond 32 bits must not vanish in silence.
func appendLeaf(buf []byte, t graphql.Type, v any) ([]byte, error) {
	switch t {
	case graphql.String, graphql.ID:
		switch s := v.(type) {
		case string:
			return appendString(buf, s), nil
		case *string:
			return appendString(buf, *s), nil
		case fmt.Stringer:
			return appendString(buf, s.String()), nil
		}
	case graphql.Int:
		if n, ok := wholeNumber(v, math.MinInt32, math.MaxInt32).(int64); ok {
			return strconv.AppendInt(buf, n, 10), nil
		}
	case graphql.Float:
		switch f := v.(type) {
		case float64:
			if b, ok := appendFloat(buf, f); ok {
				return b, nil
			}
		case int:
			return strconv.AppendInt(buf, int64(f), 10), nil
		}
	case graphql.Boolean:
		if b, ok := v.(bool); ok {
			return strconv.AppendBool(buf, b), nil
		}
	case dateScalar:
		if d, ok := v.(graph.Date); ok && !d.IsZero() {
			return appendString(buf, d.String()), nil
		}
	case longScalar:
		if n, ok := wholeNumber(v, math.MinInt64, math.MaxInt64).(int64); ok {
			return strconv.AppendInt(buf, n, 10), nil
		}
	}
	return buf, fmt.Errorf("%v (%T) cannot be written as %v", v, v, t)
}

// fail tells an error at the place where the run is.
func (r *run) fail(f *planField, err error) {
	if r.over != nil {
		return
	}
	if len(r.errs) >= maxFieldErrors {
		return
	}
	e := r.x.public(r.ctx, err, slog.String("field", f.parent.Name()+"."+f.def.Name))
	e.Path = slices.Clone(r.path)
	if f.node.Loc != nil {
		e.Locations = []Location{placeOf(r.text, f.node.Loc.Start)}
	}
	r.errs = append(r.errs, e)
}

// public turns an error into what a client may read; the text of internal ones
// goes to the log.
func (x *Executor) public(ctx context.Context, err error, attrs ...any) Error {
	e, internal := publicError(err)
	if internal {
		id := RequestID(ctx)
		x.log.ErrorContext(ctx, "internal error in a query", append(attrs, slog.String("request", id), slog.String("error", err.Error()))...)
		e.Message, e.RequestID = "internal error", id
	}
	return e
}

// placeOf turns a position of graphql-go, counted in runes, into line and
// column.
func placeOf(text string, at int) Location {
	l := Location{1, 1}
	n := 0
	for i, c := range text {
		if n >= at {
			break
		}
		n++
		switch {
		case c == '\n', c == '\r' && !strings.HasPrefix(text[i+1:], "\n"):
			l.Line++
			l.Column = 1
		default:
			l.Column++
		}
	}
	return l
}
