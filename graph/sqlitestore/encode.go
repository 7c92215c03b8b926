package sqlitestore

import (
	"encoding/binary"
	"errors"
	"math"

	"entente/graph"
)

// A property list is encoded as, for each property, the handle of its name (as
// a uvarint), a tag and the value. The encoding of a list is unique, so equal
// bytes are equal lists.
const (
	tagString = iota + 1
	tagInt
	tagFloat
	tagFalse
	tagTrue
	tagDate
	tagList
)

var errEncoding = errors.New("a property list cannot be read")

// encode appends ps to b; nil values are left out. word gives a name's handle.
func encode(b []byte, ps graph.Props, word func(string) (int64, error)) ([]byte, error) {
	for _, p := range ps {
		if p.Value == nil {
			continue
		}
		id, err := word(p.Name)
		if err != nil {
			return b, err
		}
		b = binary.AppendUvarint(b, uint64(id))
		switch v := p.Value.(type) {
		case string:
			b = appendText(append(b, tagString), v)
		case int64:
			b = binary.AppendVarint(append(b, tagInt), v)
		case float64:
			b = binary.LittleEndian.AppendUint64(append(b, tagFloat), math.Float64bits(v))
		case bool:
			if v {
				b = append(b, tagTrue)
			} else {
				b = append(b, tagFalse)
			}
		case graph.Date:
			y, m, d := v.YMD()
			b = binary.LittleEndian.AppendUint16(append(b, tagDate), uint16(int16(y)))
			b = append(b, byte(m), byte(d))
		case []string:
			b = binary.AppendUvarint(append(b, tagList), uint64(len(v)))
			for _, s := range v {
				b = appendText(b, s)
			}
		}
	}
	return b, nil
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// decode reads what encode wrote. The strings of the answer share data's
// memory. It refuses any other bytes and never panics.
func decode(data string, words []string) (graph.Props, error) {
	if data == "" {
		return nil, nil
	}
	ps := make(graph.Props, 0, 4)
	d := decoder{rest: data}
	for len(d.rest) > 0 && !d.bad {
		id := d.uvarint()
		if id == 0 || id >= uint64(len(words)) {
			return nil, errEncoding
		}
		p := graph.Prop{Name: words[id]}
		switch d.take(1) {
		case "\x01":
			p.Value = d.text()
		case "\x02":
			u := d.uvarint() // zigzag, as binary.AppendVarint writes
			p.Value = int64(u>>1) ^ -int64(u&1)
		case "\x03":
			p.Value = math.Float64frombits(d.uint(8))
		case "\x04":
			p.Value = false
		case "\x05":
			p.Value = true
		case "\x06":
			y, m, day := int(int16(d.uint(2))), int(d.uint(1)), int(d.uint(1))
			p.Value = graph.Day(y, m, day)
		case "\x07":
			n := d.uvarint()
			if n > uint64(len(d.rest)) { // each text takes at least a byte
				return nil, errEncoding
			}
			l := make([]string, n)
			for i := range l {
				l[i] = d.text()
			}
			p.Value = l
		default:
			return nil, errEncoding
		}
		ps = append(ps, p)
	}
	if d.bad || ps.Validate(false) != nil {
		return nil, errEncoding
	}
	return ps, nil
}

type decoder struct {
	rest string
	bad  bool
}

func (d *decoder) take(n uint64) string {
	if uint64(len(d.rest)) < n {
		d.rest, d.bad = "", true
		return ""
	}
	s := d.rest[:n]
	d.rest = d.rest[n:]
	return s
}

func (d *decoder) text() string { return d.take(d.uvarint()) }

func (d *decoder) uint(bytes int) (u uint64) {
	s := d.take(uint64(bytes))
	for i := range len(s) {
		u |= uint64(s[i]) << (8 * i)
	}
	return u
}

func (d *decoder) uvarint() (u uint64) {
	for shift := 0; shift < 64; shift += 7 {
		s := d.take(1)
		if s == "" {
			return 0
		}
		u |= uint64(s[0]&0x7f) << shift
		if s[0] < 0x80 {
			return u
		}
	}
	d.bad = true
	return 0
}
