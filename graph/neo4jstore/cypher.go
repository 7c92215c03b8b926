package neo4jstore

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"entente/graph"
)

// maxLeaves bounds the values in one answer to ReadCypher, lists and maps
// counted through: rows alone bound nothing where a row can hold a list.
const maxLeaves = 1_000_000

// maxCypher bounds the length of a query given to ReadCypher, in bytes.
const maxCypher = 64 << 10

// ReadCypher runs a reader's own query, if CheckCypher lets it pass, in read
// access mode and for at most timeout on the server (0 or more than the store's
// timeout: that). It gives at most maxRows rows; more tells whether there were
// others. Nodes are maps of kind, id and properties, relationships of relation,
// from, to and properties (from and to being Neo4j's element ids), paths lists
// of both in turn; dates, times and points are text; a float that is no number
// is nil. What the server finds wrong with the query is ErrInvalid with the
// server's words.
//
// A single row is read whole before it is counted: the server's own memory
// limit for transactions has to bound that.
func (s *Store) ReadCypher(ctx context.Context, text string, params map[string]any, maxRows int, timeout time.Duration) (columns []string, rows [][]any, more bool, err error) {
	const doing = "run a Cypher query"
	if err := CheckCypher(text); err != nil {
		return nil, nil, false, err
	}
	if err := s.ready(ctx); err != nil {
		return nil, nil, false, fmt.Errorf("%s: %w", doing, err)
	}
	if timeout <= 0 || timeout > s.timeout {
		timeout = s.timeout
	}
	lctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	sess := s.session(lctx, neo4j.AccessModeRead)
	defer s.closeSession(ctx, sess)
	tx, err := sess.BeginTransaction(lctx, neo4j.WithTxTimeout(timeout))
	if err != nil {
		return nil, nil, false, s.failCypher(ctx, doing, timeout, err)
	}
	res, err := tx.Run(lctx, text, params)
	if err != nil {
		return nil, nil, false, s.failCypher(ctx, doing, timeout, err)
	}
	if columns, err = res.Keys(); err != nil {
		return nil, nil, false, s.failCypher(ctx, doing, timeout, err)
	}
	c := converter{left: maxLeaves}
	var rec *neo4j.Record
	for res.NextRecord(lctx, &rec) {
		if len(rows) == maxRows {
			return columns, rows, true, nil // closing the session gives the rest up
		}
		row := make([]any, len(rec.Values))
		for i, v := range rec.Values {
			row[i] = c.plain(v)
		}
		if c.left < 0 {
			return nil, nil, false, fmt.Errorf("%w: the answer holds more than %d values; ask for less", graph.ErrInvalid, maxLeaves)
		}
		rows = append(rows, row)
	}
	if err := res.Err(); err != nil {
		return nil, nil, false, s.failCypher(ctx, doing, timeout, err)
	}
	return columns, rows, false, nil
}

// failCypher is fail for a query that is not ours: the server's words about it
// are for who wrote it.
func (s *Store) failCypher(ctx context.Context, doing string, timeout time.Duration, err error) error {
	var srv *neo4j.Neo4jError
	if ctx.Err() == nil {
		switch {
		case errors.As(err, &srv) && strings.Contains(srv.Code, "TransactionTimedOut"), errors.Is(err, context.DeadlineExceeded):
			return fmt.Errorf("%s: %w: it took longer than %s", doing, graph.ErrUnavailable, timeout)
		case srv != nil && strings.HasPrefix(srv.Code, "Neo.ClientError.Statement.") && !strings.HasSuffix(srv.Code, "AccessMode"):
			return fmt.Errorf("%w: %s", graph.ErrInvalid, srv.Msg)
		}
	}
	return s.fail(ctx, doing, err)
}

type converter struct{ left int }

func (c *converter) plain(v any) any {
	c.left--
	if c.left < 0 {
		return nil
	}
	switch v := v.(type) {
	case nil, string, bool, int64:
		return v
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil
		}
		return v
	case []any:
		out := make([]any, len(v))
		for i, x := range v {
			out[i] = c.plain(x)
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, x := range v {
			out[k] = c.plain(x)
		}
		return out
	case neo4j.Node:
		kind := ""
		if len(v.Labels) > 0 {
			kind = v.Labels[0]
		}
		return map[string]any{"kind": kind, "id": c.plain(v.Props[idProp]), "properties": c.plain(v.Props)}
	case neo4j.Relationship:
		return map[string]any{"relation": v.Type, "from": v.StartElementId, "to": v.EndElementId, "properties": c.plain(v.Props)}
	case neo4j.Path:
		out := make([]any, 0, len(v.Nodes)+len(v.Relationships))
		for i, n := range v.Nodes {
			out = append(out, c.plain(n))
			if i < len(v.Relationships) {
				out = append(out, c.plain(v.Relationships[i]))
			}
		}
		return out
	case fmt.Stringer: // the driver's dates, times, durations and points
		return v.String()
	}
	return fmt.Sprint(v)
}

// refusedWords may not stand in a query outside text, comments and backticks.
// Read access mode refuses writes as well, but LOAD CSV, most procedures and
// SHOW count as reads.
var refusedWords = map[string]bool{
	"create": true, "merge": true, "set": true, "delete": true, "detach": true, "nodetach": true, "remove": true, "foreach": true, "insert": true,
	"load": true, "csv": true, "periodic": true, "transactions": true,
	"drop": true, "alter": true, "rename": true, "grant": true, "deny": true, "revoke": true, "enable": true, "dryrun": true, "deallocate": true, "reallocate": true,
	"use": true, "show": true, "terminate": true, "start": true, "stop": true, "cypher": true, "explain": true, "profile": true,
}

// firstWords are those a query may begin with.
var firstWords = []string{"match", "optional", "unwind", "with", "return", "call"}

// allowedProcedures read the graph's own shape.
var allowedProcedures = []string{"db.labels", "db.relationshiptypes", "db.propertykeys", "db.schema.visualization", "db.schema.nodetypeproperties", "db.schema.reltypeproperties"}

// allowedNamespaces are those of the built-in functions with a dotted name.
// Functions that an administrator installed (files, networks) have others.
var allowedNamespaces = []string{"date", "datetime", "time", "localtime", "localdatetime", "duration", "point"}

// CheckCypher refuses with ErrInvalid what is not plainly a reading query: words
// that write, administer, choose a database or reach files and networks;
// procedures and functions outside a short list; a second statement; and what
// this reader could take otherwise than the server does (\u escapes, control
// characters). A property or label whose name is such a word is written in
// backticks. It is the first of two walls: ReadCypher also asks for read access.
func CheckCypher(text string) error {
	refuse := func(format string, args ...any) error {
		return fmt.Errorf("%w: %s", graph.ErrInvalid, fmt.Sprintf(format, args...))
	}
	if len(text) > maxCypher {
		return refuse("the query is longer than %d bytes", maxCypher)
	}
	tokens, err := lex(text)
	if err != nil {
		return err
	}
	for len(tokens) > 0 && tokens[len(tokens)-1].is(";") {
		tokens = tokens[:len(tokens)-1]
	}
	if len(tokens) == 0 {
		return refuse("the query is empty")
	}
	if t := tokens[0]; t.kind != word || !slices.Contains(firstWords, t.text) {
		return refuse("a query begins with MATCH, OPTIONAL MATCH, UNWIND, WITH, CALL { or RETURN")
	}
	for i, t := range tokens {
		switch {
		case t.is(";"):
			return refuse("only one statement at a time")
		case t.kind == word && refusedWords[t.text]:
			return refuse("%s is not for reading; where it is a name, put it in backticks", strings.ToUpper(t.text))
		case t.kind == word && t.text == "call" && i+1 < len(tokens) && !tokens[i+1].is("{") && !tokens[i+1].is("("):
			name, _ := dotted(tokens[i+1:])
			if !slices.Contains(allowedProcedures, name) {
				return refuse("the procedure %q is not allowed; these are: %s", name, strings.Join(allowedProcedures, ", "))
			}
		case (t.kind == word || t.kind == quoted) && (i == 0 || !tokens[i-1].is(".") && !(tokens[i-1].kind == word && tokens[i-1].text == "call")):
			name, n := dotted(tokens[i:])
			if space, _, is := strings.Cut(name, "."); is && i+n < len(tokens) && tokens[i+n].is("(") && !slices.Contains(allowedNamespaces, space) {
				return refuse("the function %q is not allowed", name)
			}
		}
	}
	return nil
}

// dotted reads a name with dots and tells how many tokens it took.
func dotted(tokens []token) (string, int) {
	var b strings.Builder
	n := 0
	for n < len(tokens) && (tokens[n].kind == word || tokens[n].kind == quoted) {
		b.WriteString(strings.ToLower(tokens[n].text))
		n++
		if n+1 >= len(tokens) || !tokens[n].is(".") || tokens[n+1].kind != word && tokens[n+1].kind != quoted {
			break
		}
		b.WriteByte('.')
		n++
	}
	return b.String(), n
}

type tokenKind uint8

const (
	symbol  tokenKind = iota // one character
	word                     // lower case
	quoted                   // a name in backticks
	literal                  // text
)

type token struct {
	kind tokenKind
	text string
}

func (t token) is(s string) bool { return t.kind == symbol && t.text == s }

// lex cuts a query into tokens and leaves comments out. Whatever Neo4j's
// versions read differently is refused and not guessed at.
func lex(text string) ([]token, error) {
	refuse := func(what string) ([]token, error) { return nil, fmt.Errorf("%w: %s", graph.ErrInvalid, what) }
	if strings.ToValidUTF8(text, "") != text {
		return refuse("the query is not valid UTF-8")
	}
	if strings.Contains(text, `\u`) || strings.Contains(text, `\U`) {
		return refuse(`\u escapes are not taken; write the character itself`)
	}
	rs := []rune(strings.ReplaceAll(text, "\r\n", "\n"))
	for _, r := range rs {
		if r != '\n' && r != '\t' && (unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) || r == unicode.ReplacementChar) {
			return refuse(fmt.Sprintf("the query holds the control character %U", r))
		}
		if r != ' ' && r != '\n' && r != '\t' && unicode.IsSpace(r) {
			return refuse(fmt.Sprintf("the query holds the unusual space %U", r))
		}
	}

	var tokens []token
	at := func(i int) rune {
		if i < len(rs) {
			return rs[i]
		}
		return 0
	}
	for i := 0; i < len(rs); {
		r := rs[i]
		switch {
		case r == ' ' || r == '\n' || r == '\t':
			i++
		case r == '/' && at(i+1) == '/':
			for i < len(rs) && rs[i] != '\n' {
				i++
			}
		case r == '/' && at(i+1) == '*':
			i += 2
			for i < len(rs) && (rs[i] != '*' || at(i+1) != '/') {
				i++
			}
			if i >= len(rs) {
				return refuse("a comment has no end")
			}
			i += 2
		case r == '\'' || r == '"':
			i++
			for i < len(rs) && rs[i] != r {
				if rs[i] == '\\' {
					i++
				}
				i++
			}
			if i >= len(rs) {
				return refuse("a text has no end")
			}
			i++
			tokens = append(tokens, token{kind: literal})
		case r == '`':
			var b strings.Builder
			i++
			for {
				if i >= len(rs) {
					return refuse("a name in backticks has no end")
				}
				if rs[i] == '`' {
					i++
					if at(i) != '`' {
						break
					}
				}
				b.WriteRune(rs[i])
				i++
			}
			tokens = append(tokens, token{quoted, b.String()})
		case r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
			start := i
			for i < len(rs) && (rs[i] == '_' || unicode.In(rs[i], unicode.L, unicode.N, unicode.M, unicode.Pc, unicode.Sc)) {
				i++
			}
			w := string(rs[start:i])
			tokens = append(tokens, token{word, strings.ToLower(w)})
			// "1CREATE" may be a number and a word to the server.
			if unicode.IsDigit(r) {
				if letters := strings.TrimLeft(w, "0123456789"); letters != "" && letters != w {
					tokens = append(tokens, token{word, strings.ToLower(letters)})
				}
			}
		default:
			tokens = append(tokens, token{symbol, string(r)})
			i++
		}
	}
	return tokens, nil
}
