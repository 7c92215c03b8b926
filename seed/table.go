package seed

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"entente/graph"
)

// Column is a column an importer knows: its name in the header, other names it
// has in other layouts, and whether a file without it is useless.
type Column struct {
	Name     string
	Also     []string
	Required bool
}

// Table reads a delivery of separated rows (by commas, or as OpenTableBy says) strictly and in one pass. It
// finds columns by name in whatever order they stand, copies no field, and
// reads on behind a damaged row: encoding/csv would take all that follows an
// unclosed quote for one field.
type Table struct {
	// Extra names the columns of the file that the importer does not know.
	Extra []string

	in     Input
	comma  byte
	r      *bufio.Reader
	at     []int    // per known column its place in a row, -1 where absent
	extra  []int    // per column of Extra its place in a row
	names  []string // per known column the name found
	width  int
	fields [][]byte
	line   int // lines read so far
	again  [][]byte
	long   []byte
}

const (
	maxLine  = 1 << 20 // longest line kept: far above any title, far below a file without line ends
	maxJoint = 16      // lines one row may run over: beyond it a quote was left open
)

// OpenTable reads the header. Columns that are required and missing are one
// error naming all of them.
func OpenTable(in Input, columns []Column) (*Table, error) { return OpenTableBy(',', in, columns) }

// OpenTableBy is OpenTable for fields separated by another character.
func OpenTableBy(comma byte, in Input, columns []Column) (*Table, error) {
	r, err := in.Open()
	if err != nil {
		return nil, err
	}
	t := &Table{in: in, r: r, comma: comma}
	head, err := t.readLine()
	if errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%w: %s is empty; a file with a header was expected", graph.ErrInvalid, in.title())
	}
	if err != nil {
		return nil, fmt.Errorf("read the header of %s: %w", in.title(), err)
	}
	if !utf8.Valid(head) {
		return nil, fmt.Errorf("%w: the header of %s is not UTF-8 text", graph.ErrInvalid, in.title())
	}
	fields, why := split(head, comma, nil)
	if why != "" {
		return nil, fmt.Errorf("%w: the header of %s: %s", graph.ErrInvalid, in.title(), why)
	}
	t.width = len(fields)
	found := make([]string, len(fields))
	for i, f := range fields {
		found[i] = strings.ToLower(strings.TrimSpace(string(f)))
	}
	used := make([]bool, len(found))
	var missing, double []string
	for _, c := range columns {
		at := -1
		for _, name := range append([]string{c.Name}, c.Also...) {
			for i, f := range found {
				if f != name {
					continue
				}
				if at >= 0 {
					double = append(double, f)
				}
				at, used[i] = i, true
			}
		}
		if at < 0 && c.Required {
			missing = append(missing, c.Name)
		}
		t.at = append(t.at, at)
		name := c.Name
		if at >= 0 {
			name = found[at]
		}
		t.names = append(t.names, name)
	}
	switch {
	case len(missing) > 0:
		return nil, fmt.Errorf("%w: %s lacks the %s %s; its header has %s", graph.ErrInvalid, in.title(),
			Plural(len(missing), "column", "columns"), strings.Join(missing, ", "), Clip(strings.Join(found, ","), 400))
	case len(double) > 0:
		slices.Sort(double)
		return nil, fmt.Errorf("%w: %s gives more than once what its header calls %s", graph.ErrInvalid, in.title(), strings.Join(slices.Compact(double), ", "))
	}
	for i, f := range found {
		if !used[i] {
			t.Extra = append(t.Extra, f)
			t.extra = append(t.extra, i)
		}
	}
	return t, nil
}

// Has reports whether the file has a known column.
func (t *Table) Has(column int) bool { return t.at[column] >= 0 }

// Header gives the name under which the file has a known column.
func (t *Table) Header(column int) string { return t.names[column] }

// Next reads the next row and gives the line it begins on (the header is line
// 1). bad, where not "", says why the row cannot be read; reading goes on with
// the next. err is io.EOF at the end; any other error ends the reading and
// names the line reached.
func (t *Table) Next() (line int, bad string, err error) {
	for {
		row, err := t.readLine()
		if err != nil {
			if errors.Is(err, io.EOF) {
				return t.line, "", io.EOF
			}
			if errors.Is(err, errLong) {
				return t.line, "the line is longer than a row can be", nil
			}
			return t.line, "", fmt.Errorf("%s ends early, after line %d: %w", t.in.title(), t.line, err)
		}
		if len(row) == 0 {
			continue
		}
		line := t.line
		bad, err := t.parse(row)
		return line, bad, err
	}
}

// Field gives the text of a known column in the current row, without spaces at
// its ends; nil where the file lacks the column. It is valid until Next.
func (t *Table) Field(column int) []byte {
	if t.at[column] < 0 {
		return nil
	}
	return bytes.TrimSpace(t.fields[t.at[column]])
}

// ExtraField is Field for the column named Extra[i].
func (t *Table) ExtraField(i int) []byte { return bytes.TrimSpace(t.fields[t.extra[i]]) }

// Text is Field as a string.
func (t *Table) Text(column int) string { return string(t.Field(column)) }

func (t *Table) parse(row []byte) (bad string, err error) {
	if bytes.IndexByte(row, '"') < 0 {
		t.fields = cut(row, t.comma, t.fields[:0])
		return t.check(row), nil
	}
	// A quoted field may run over several lines. What was read beyond the
	// first line is read again where that leads nowhere.
	whole := slices.Clone(row)
	var beyond [][]byte
	for {
		var why string
		t.fields, why = split(slices.Clone(whole), t.comma, t.fields[:0])
		if why != unclosed {
			if why == "" {
				why = t.check(whole)
			}
			if why != "" {
				t.unread(beyond)
			}
			return why, nil
		}
		if len(beyond) >= maxJoint || len(whole) > maxLine {
			t.unread(beyond)
			return unclosed, nil
		}
		next, err := t.readLine()
		if err != nil {
			t.unread(beyond)
			if errors.Is(err, io.EOF) || errors.Is(err, errLong) {
				return unclosed, nil
			}
			return "", fmt.Errorf("%s ends early, after line %d: %w", t.in.title(), t.line, err)
		}
		next = slices.Clone(next)
		beyond = append(beyond, next)
		whole = append(append(whole, '\n'), next...)
	}
}

func (t *Table) check(row []byte) string {
	switch {
	case len(t.fields) != t.width:
		return fmt.Sprintf("the row has %d fields instead of %d", len(t.fields), t.width)
	case bytes.IndexByte(row, 0) >= 0:
		return "the row holds a NUL character"
	case !utf8.Valid(row):
		return "the row is not UTF-8 text"
	}
	return ""
}

func (t *Table) unread(lines [][]byte) {
	t.line -= len(lines)
	t.again = append(slices.Clone(lines), t.again...)
}

var errLong = errors.New("the line is too long")

// readLine gives the next line without its end, valid until the next call.
func (t *Table) readLine() ([]byte, error) {
	if len(t.again) > 0 {
		l := t.again[0]
		t.again = t.again[1:]
		t.line++
		return l, nil
	}
	l, err := t.r.ReadSlice('\n')
	if err == bufio.ErrBufferFull {
		t.long = append(t.long[:0], l...)
		for err == bufio.ErrBufferFull {
			l, err = t.r.ReadSlice('\n')
			if len(t.long) <= maxLine {
				t.long = append(t.long, l...)
			}
		}
		if l = t.long; len(l) > maxLine && (err == nil || err == io.EOF) {
			t.line++
			return nil, errLong
		}
	}
	if err == io.EOF && len(l) > 0 {
		err = nil
	}
	if err != nil {
		return nil, err
	}
	t.line++
	l = bytes.TrimSuffix(l, []byte{'\n'})
	return bytes.TrimSuffix(l, []byte{'\r'}), nil
}

// cut splits a row without quotes.
func cut(row []byte, comma byte, fields [][]byte) [][]byte {
	for {
		i := bytes.IndexByte(row, comma)
		if i < 0 {
			return append(fields, row)
		}
		fields = append(fields, row[:i])
		row = row[i+1:]
	}
}

const unclosed = "a quote is not closed"

// split splits a row with quotes, unquoting within row. A quote inside a field
// that does not begin with one stands for itself.
func split(row []byte, comma byte, fields [][]byte) ([][]byte, string) {
	for {
		if len(row) == 0 || row[0] != '"' {
			i := bytes.IndexByte(row, comma)
			if i < 0 {
				return append(fields, row), ""
			}
			fields = append(fields, row[:i])
			row = row[i+1:]
			continue
		}
		row = row[1:]
		field := row[:0]
		for {
			i := bytes.IndexByte(row, '"')
			if i < 0 {
				return fields, unclosed
			}
			field = append(field, row[:i]...)
			row = row[i+1:]
			if len(row) == 0 || row[0] != '"' {
				break
			}
			field = append(field, '"')
			row = row[1:]
		}
		fields = append(fields, field)
		if len(row) == 0 {
			return fields, ""
		}
		if row[0] != comma {
			return fields, "text stands behind a closing quote"
		}
		row = row[1:]
	}
}

// Plural gives the word that goes with n.
func Plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// Clip shortens a foreign text to n bytes for a message.
func Clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "") + "…"
}
