package schema

import (
	"encoding/json"
	"math"
	"strconv"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/language/ast"

	"entente/graph"
)

// Scalars never panic: a panic in ParseValue with anything but an error ends
// the whole process inside graphql-go. What they cannot read is nil, which the
// callers turn into an error.

var dateScalar = graphql.NewScalar(graphql.ScalarConfig{
	Name:        "Date",
	Description: `A calendar date at the precision known: "2017-12-22", "2017-12" or "2017". A year given as a bound means its first day for since and its last for until.`,
	Serialize: func(v any) any {
		if d, ok := v.(graph.Date); ok && !d.IsZero() {
			return d.String()
		}
		return nil
	},
	ParseValue: func(v any) any {
		s, ok := v.(string)
		if !ok {
			return nil
		}
		d, err := graph.ParseDate(s)
		if err != nil {
			return nil
		}
		return d
	},
	ParseLiteral: func(v ast.Value) any {
		s, ok := v.(*ast.StringValue)
		if !ok || s == nil {
			return nil
		}
		d, err := graph.ParseDate(s.Value)
		if err != nil {
			return nil
		}
		return d
	},
})

var longScalar = graphql.NewScalar(graphql.ScalarConfig{
	Name:        "Long",
	Description: "A whole number of up to 64 bits, such as a trade value in US dollars. Written as a number; beyond 2^53 some clients lose digits.",
	Serialize: func(v any) any {
		switch n := v.(type) {
		case int64:
			return n
		case int:
			return int64(n)
		}
		return nil
	},
	ParseValue: func(v any) any { return wholeNumber(v, math.MinInt64, math.MaxInt64) },
	ParseLiteral: func(v ast.Value) any {
		n, ok := v.(*ast.IntValue)
		if !ok || n == nil {
			return nil
		}
		i, err := strconv.ParseInt(n.Value, 10, 64)
		if err != nil {
			return nil
		}
		return i
	},
})

// wholeNumber reads a whole number of JSON (decoded as json.Number) or of Go
// as int64; nil where it is none or out of range.
func wholeNumber(v any, lo, hi int64) any {
	var n int64
	switch x := v.(type) {
	case json.Number:
		i, err := strconv.ParseInt(x.String(), 10, 64)
		if err != nil {
			f, err := x.Float64()
			if err != nil || f != math.Trunc(f) || math.Abs(f) > 1<<53 {
				return nil
			}
			i = int64(f)
		}
		n = i
	case int:
		n = int64(x)
	case int64:
		n = x
	case float64:
		if x != math.Trunc(x) || math.Abs(x) > 1<<53 {
			return nil
		}
		n = int64(x)
	default:
		return nil
	}
	if n < lo || n > hi {
		return nil
	}
	return n
}

// parseInput reads a value of a variable as a scalar. The library's own
// scalars are too kind (the text "5" is an Int, 0 a Boolean); the specification
// is followed instead.
func parseInput(t *graphql.Scalar, v any) any {
	switch t {
	case graphql.Int:
		if n, ok := wholeNumber(v, math.MinInt32, math.MaxInt32).(int64); ok {
			return int(n)
		}
		return nil
	case graphql.Float:
		switch x := v.(type) {
		case json.Number:
			if f, err := x.Float64(); err == nil {
				return f
			}
		case float64:
			if !math.IsNaN(x) && !math.IsInf(x, 0) {
				return x
			}
		case int:
			return float64(x)
		}
		return nil
	case graphql.String:
		if s, ok := v.(string); ok {
			return s
		}
		return nil
	case graphql.Boolean:
		if b, ok := v.(bool); ok {
			return b
		}
		return nil
	case graphql.ID:
		if s, ok := v.(string); ok {
			return s
		}
		if n, ok := wholeNumber(v, math.MinInt64, math.MaxInt64).(int64); ok {
			return strconv.FormatInt(n, 10)
		}
		return nil
	}
	return t.ParseValue(v)
}
