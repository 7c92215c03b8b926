package schema

import (
	"math"
	"strconv"
	"unicode/utf8"
)

const hexDigits = "0123456789abcdef"

// appendString writes a JSON string. Text that is not UTF-8 is repaired, since
// JSON cannot carry it.
func appendString(buf []byte, s string) []byte {
	buf = append(buf, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && n == 1 {
				buf = append(append(buf, s[from:i]...), `\ufffd`...)
				from = i + 1
			}
			i += n
			continue
		}
		if c >= 0x20 && c != '"' && c != '\\' {
			i++
			continue
		}
		buf = append(buf, s[from:i]...)
		switch c {
		case '"', '\\':
			buf = append(buf, '\\', c)
		case '\n':
			buf = append(buf, '\\', 'n')
		case '\t':
			buf = append(buf, '\\', 't')
		default:
			buf = append(buf, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		}
		i++
		from = i
	}
	return append(append(buf, s[from:]...), '"')
}

// appendFloat writes a finite number as JavaScript does, so that clients print
// what we meant; it reports false for NaN and the infinities, which JSON lacks.
func appendFloat(buf []byte, f float64) ([]byte, bool) {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return buf, false
	}
	format := byte('f')
	if abs := math.Abs(f); abs != 0 && (abs < 1e-6 || abs >= 1e21) {
		format = 'e'
	}
	return strconv.AppendFloat(buf, f, format, -1, 64), true
}

// appendValue writes a value of an error's extensions or path.
func appendValue(buf []byte, v any) []byte {
	switch v := v.(type) {
	case string:
		return appendString(buf, v)
	case int:
		return strconv.AppendInt(buf, int64(v), 10)
	}
	return append(buf, "null"...)
}

// appendErrors writes the list of errors.
func appendErrors(buf []byte, errs []Error) []byte {
	buf = append(buf, '[')
	for i := range errs {
		if i > 0 {
			buf = append(buf, ',')
		}
		buf = errs[i].appendJSON(buf)
	}
	return append(buf, ']')
}

func (e *Error) appendJSON(buf []byte) []byte {
	buf = append(buf, `{"message":`...)
	buf = appendString(buf, e.Message)
	for i, l := range e.Locations {
		if i == 0 {
			buf = append(buf, `,"locations":[`...)
		} else {
			buf = append(buf, ',')
		}
		buf = append(buf, `{"line":`...)
		buf = strconv.AppendInt(buf, int64(l.Line), 10)
		buf = append(buf, `,"column":`...)
		buf = strconv.AppendInt(buf, int64(l.Column), 10)
		buf = append(buf, '}')
	}
	if len(e.Locations) > 0 {
		buf = append(buf, ']')
	}
	for i, p := range e.Path {
		if i == 0 {
			buf = append(buf, `,"path":[`...)
		} else {
			buf = append(buf, ',')
		}
		buf = appendValue(buf, p)
	}
	if len(e.Path) > 0 {
		buf = append(buf, ']')
	}
	buf = append(buf, `,"extensions":{"code":`...)
	buf = appendString(buf, e.Code)
	if e.Code == UnknownName || e.Code == AmbiguousName {
		buf = append(buf, `,"candidates":[`...)
		for i, c := range e.Candidates {
			if i > 0 {
				buf = append(buf, ',')
			}
			buf = append(buf, `{"id":`...)
			buf = appendString(buf, c.ID)
			buf = append(buf, `,"name":`...)
			buf = appendString(buf, c.Name)
			buf = append(buf, `,"why":`...)
			buf = appendString(buf, c.Why)
			if !c.Since.IsZero() {
				buf = append(buf, `,"since":`...)
				buf = appendString(buf, c.Since.String())
			}
			if !c.Until.IsZero() {
				buf = append(buf, `,"until":`...)
				buf = appendString(buf, c.Until.String())
			}
			buf = append(buf, '}')
		}
		buf = append(buf, ']')
	}
	if e.Limit != "" {
		buf = append(buf, `,"limit":`...)
		buf = appendString(buf, e.Limit)
		buf = append(buf, `,"value":`...)
		buf = strconv.AppendInt(buf, int64(e.Value), 10)
		buf = append(buf, `,"max":`...)
		buf = strconv.AppendInt(buf, int64(e.Max), 10)
	}
	if e.RequestID != "" {
		buf = append(buf, `,"requestId":`...)
		buf = appendString(buf, e.RequestID)
	}
	return append(buf, '}', '}')
}
