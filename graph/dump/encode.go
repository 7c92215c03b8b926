package dump

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"unicode/utf8"

	"entente/graph"
)

// The lines of a file. Members stand in this order, with no blanks between:
//
//	{"entente":"graph","version":1,"createdBy":"entente","nodes":{"Country":206},"edges":{"VOTED":861404}}
//	{"node":"Country","id":"country/RUS","props":{"iso3":"RUS","name":"Russia","since":{"date":"1991-12"}}}
//	{"edge":"VOTED","from":["Country","country/RUS"],"to":["RollCall","rollcall/A/RES/1(I)"],"id":"","source":"undl-ga","props":{"choice":"yes"}}
//	{"end":true,"nodes":9012,"edges":902345,"sha256":"…"}
//
// A text is a string, a truth value true or false, a list of text an array, a
// date {"date":"1977"} in the precision it has. An integer has neither point
// nor exponent, a number always has one of them: 1 is an integer, 1.0 a number.

// header is the first line.
type header struct {
	Entente   string                 `json:"entente"`
	Version   int                    `json:"version"`
	CreatedBy string                 `json:"createdBy"`
	Nodes     map[graph.Kind]int     `json:"nodes"`
	Edges     map[graph.Relation]int `json:"edges"`
}

// The fixed values of a header: no version of the program and no day stand in
// it, since equal graphs are to give equal bytes.
const (
	formatName = "graph"
	creator    = "entente"
)

func appendHeader(b []byte, m Manifest) []byte {
	b = append(b, `{"entente":"`+formatName+`","version":`...)
	b = strconv.AppendInt(b, Version, 10)
	b = append(b, `,"createdBy":"`+creator+`","nodes":`...)
	b = appendCounts(b, m.Nodes)
	b = append(b, `,"edges":`...)
	b = appendCounts(b, m.Edges)
	return append(b, '}', '\n')
}

func appendCounts[K ~string](b []byte, counts map[K]int) []byte {
	b = append(b, '{')
	for i, k := range slices.Sorted(maps.Keys(counts)) {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendText(b, string(k))
		b = append(b, ':')
		b = strconv.AppendInt(b, int64(counts[k]), 10)
	}
	return append(b, '}')
}

func appendTrailer(b []byte, m Manifest) []byte {
	nodes, edges := m.Totals()
	return fmt.Appendf(b, `{"end":true,"nodes":%d,"edges":%d,"sha256":"%s"}`+"\n", nodes, edges, m.SHA256)
}

func appendNode(b []byte, n *graph.Node) []byte {
	b = append(b, `{"node":`...)
	b = appendText(b, string(n.Kind))
	b = append(b, `,"id":`...)
	b = appendText(b, n.ID)
	b = append(b, `,"props":`...)
	b = appendProps(b, n.Props)
	return append(b, '}', '\n')
}

// appendEdge writes an edge whose properties are text already.
func appendEdge(b []byte, k graph.EdgeKey, props []byte) []byte {
	b = append(b, `{"edge":`...)
	b = appendText(b, string(k.Kind))
	b = append(b, `,"from":`...)
	b = appendKey(b, k.From)
	b = append(b, `,"to":`...)
	b = appendKey(b, k.To)
	b = append(b, `,"id":`...)
	b = appendText(b, k.ID)
	b = append(b, `,"source":`...)
	b = appendText(b, k.Source)
	b = append(b, `,"props":`...)
	b = append(b, props...)
	return append(b, '}', '\n')
}

func appendKey(b []byte, k graph.Key) []byte {
	b = append(b, '[')
	b = appendText(b, string(k.Kind))
	b = append(b, ',')
	b = appendText(b, k.ID)
	return append(b, ']')
}

func appendProps(b []byte, ps graph.Props) []byte {
	b = append(b, '{')
	for i, p := range ps {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendText(b, p.Name)
		b = append(b, ':')
		switch v := p.Value.(type) {
		case string:
			b = appendText(b, v)
		case int64:
			b = strconv.AppendInt(b, v, 10)
		case float64:
			b = appendFloat(b, v)
		case bool:
			b = strconv.AppendBool(b, v)
		case graph.Date:
			b = append(b, `{"date":"`...)
			b = append(b, v.String()...)
			b = append(b, `"}`...)
		case []string:
			b = appendList(b, v)
		}
	}
	return append(b, '}')
}

func appendList(b []byte, list []string) []byte {
	b = append(b, '[')
	for i, s := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendText(b, s)
	}
	return append(b, ']')
}

// appendFloat writes the shortest number that reads back as f, with a point or
// an exponent.
func appendFloat(b []byte, f float64) []byte {
	start := len(b)
	b = strconv.AppendFloat(b, f, 'g', -1, 64)
	if bytes.IndexByte(b[start:], '.') < 0 && bytes.IndexByte(b[start:], 'e') < 0 {
		b = append(b, ".0"...)
	}
	return b
}

// appendText writes a JSON string. Besides what JSON demands it escapes what
// some programs take for the end of a line.
func appendText(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	plain := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= ' ' && c < 0x7f && c != '"' && c != '\\' {
			i++
			continue
		}
		r, size := rune(c), 1
		if c >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		if r > 0x9f && r != '\u2028' && r != '\u2029' {
			i += size
			continue
		}
		b = append(b, s[plain:i]...)
		switch r {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\n':
			b = append(b, '\\', 'n')
		case '\t':
			b = append(b, '\\', 't')
		default:
			b = append(b, '\\', 'u', hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15])
		}
		i += size
		plain = i
	}
	b = append(b, s[plain:]...)
	return append(b, '"')
}

// reader reads lines that Write made. Its texts are shared, since kinds, ids
// and sources repeat a million times.
type reader struct {
	b     []byte
	i     int
	texts map[string]string
	buf   []byte
}

func newReader() *reader { return &reader{texts: map[string]string{}} }

type syntax string

func (s syntax) Error() string { return string(s) }

const (
	errSyntax = syntax("the line does not have the form of an export")
	errText   = syntax("a text is not closed or not valid")
	errValue  = syntax("a value has no type of the graph")
)

// skip takes a fixed text, or tells that it is not there.
func (r *reader) skip(s string) bool {
	if r.i+len(s) > len(r.b) || string(r.b[r.i:r.i+len(s)]) != s {
		return false
	}
	r.i += len(s)
	return true
}

func (r *reader) expect(s string) error {
	if !r.skip(s) {
		return errSyntax
	}
	return nil
}

// quoted reads a string. The bytes are good until the next call.
func (r *reader) quoted() ([]byte, error) {
	if !r.skip(`"`) {
		return nil, errSyntax
	}
	rest := r.b[r.i:]
	end := bytes.IndexByte(rest, '"')
	if end < 0 {
		return nil, errText
	}
	if bytes.IndexByte(rest[:end], '\\') < 0 {
		r.i += end + 1
		if !utf8.Valid(rest[:end]) {
			return nil, errText
		}
		return rest[:end], nil
	}
	for end = 0; end < len(rest) && rest[end] != '"'; end++ {
		if rest[end] == '\\' {
			end++
		}
	}
	if end >= len(rest) {
		return nil, errText
	}
	var s string
	if err := json.Unmarshal(r.b[r.i-1:r.i+end+1], &s); err != nil {
		return nil, errText
	}
	r.i += end + 1
	r.buf = append(r.buf[:0], s...)
	return r.buf, nil
}

// string reads a text that is likely to come again.
func (r *reader) string() (string, error) {
	b, err := r.quoted()
	if err != nil {
		return "", err
	}
	s, ok := r.texts[string(b)]
	if !ok {
		s = string(b)
		const most = 1 << 18 // beyond that texts do not repeat enough
		if len(r.texts) < most {
			r.texts[s] = s
		}
	}
	return s, nil
}

// node reads the line of a node.
func (r *reader) node(line []byte) (n graph.Node, err error) {
	r.b, r.i = line, 0
	var kind string
	for _, f := range []struct {
		lead string
		into *string
	}{{`{"node":`, &kind}, {`,"id":`, &n.ID}} {
		if err = r.expect(f.lead); err != nil {
			return n, err
		}
		if *f.into, err = r.string(); err != nil {
			return n, err
		}
	}
	n.Kind = graph.Kind(kind)
	if err = r.expect(`,"props":`); err != nil {
		return n, err
	}
	if n.Props, err = r.members(); err != nil {
		return n, err
	}
	return n, r.close()
}

// edge reads the line of an edge.
func (r *reader) edge(line []byte) (e graph.Edge, err error) {
	r.b, r.i = line, 0
	var kind, fromKind, toKind string
	for _, f := range [...]struct {
		lead string
		into *string
	}{{`{"edge":`, &kind}, {`,"from":[`, &fromKind}, {`,`, &e.From.ID}, {`],"to":[`, &toKind}, {`,`, &e.To.ID}, {`],"id":`, &e.ID}, {`,"source":`, &e.Source}} {
		if err = r.expect(f.lead); err != nil {
			return e, err
		}
		if *f.into, err = r.string(); err != nil {
			return e, err
		}
	}
	e.Kind, e.From.Kind, e.To.Kind = graph.Relation(kind), graph.Kind(fromKind), graph.Kind(toKind)
	if err = r.expect(`,"props":`); err != nil {
		return e, err
	}
	if e.Props, err = r.members(); err != nil {
		return e, err
	}
	return e, r.close()
}

// close reads the end of a line.
func (r *reader) close() error {
	if !r.skip("}") || r.i != len(r.b) {
		return errSyntax
	}
	return nil
}

// props reads properties alone.
func (r *reader) props(text []byte) (graph.Props, error) {
	r.b, r.i = text, 0
	ps, err := r.members()
	if err == nil && r.i != len(text) {
		err = errSyntax
	}
	return ps, err
}

func (r *reader) members() (graph.Props, error) {
	if err := r.expect("{"); err != nil {
		return nil, err
	}
	if r.skip("}") {
		return nil, nil
	}
	var ps graph.Props
	for {
		name, err := r.string()
		if err != nil {
			return nil, err
		}
		if err := r.expect(":"); err != nil {
			return nil, err
		}
		v, err := r.value()
		if err != nil {
			return nil, err
		}
		ps = append(ps, graph.Prop{Name: name, Value: v})
		if r.skip("}") {
			return ps, nil
		}
		if err := r.expect(","); err != nil {
			return nil, err
		}
	}
}

func (r *reader) value() (any, error) {
	switch {
	case r.i >= len(r.b):
		return nil, errSyntax
	case r.b[r.i] == '"':
		return r.string()
	case r.skip("true"):
		return true, nil
	case r.skip("false"):
		return false, nil
	case r.skip(`{"date":`):
		b, err := r.quoted()
		if err != nil {
			return nil, err
		}
		d, err := graph.ParseDate(string(b))
		if err != nil {
			return nil, err
		}
		return d, r.expect("}")
	case r.skip("["):
		return r.list()
	}
	end := r.i
	whole := true
	for ; end < len(r.b) && r.b[end] != ',' && r.b[end] != '}'; end++ {
		if c := r.b[end]; (c < '0' || c > '9') && c != '-' {
			whole = false
		}
	}
	text := string(r.b[r.i:end])
	r.i = end
	if whole {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return nil, errValue
		}
		return n, nil
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return nil, errValue
	}
	return f, nil
}

func (r *reader) list() ([]string, error) {
	out := []string{}
	if r.skip("]") {
		return out, nil
	}
	for {
		s, err := r.string()
		if err != nil {
			return nil, err
		}
		out = append(out, s)
		if r.skip("]") {
			return out, nil
		}
		if err := r.expect(","); err != nil {
			return nil, err
		}
	}
}
