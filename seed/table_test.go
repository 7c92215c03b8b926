package seed

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"entente/graph"
)

var testColumns = []Column{{Name: "id", Required: true}, {Name: "vote", Also: []string{"votes"}, Required: true}, {Name: "title"}, {Name: "note"}}

func input(s string) Input { return Input{Name: "test.csv", Reader: strings.NewReader(s)} }

// rows reads all of a table into lines of text; refused rows stand as their
// reason.
func rows(t testing.TB, in Input) (out []string, err error) {
	t.Helper()
	tab, err := OpenTable(in, testColumns)
	if err != nil {
		return nil, err
	}
	for {
		line, bad, err := tab.Next()
		switch {
		case err == io.EOF:
			return out, nil
		case err != nil:
			return out, err
		case bad != "":
			out = append(out, fmt.Sprintf("%d: %s", line, bad))
		default:
			out = append(out, fmt.Sprintf("%d: %s|%s|%s", line, tab.Text(0), tab.Text(1), tab.Text(2)))
		}
	}
}

func packed(s string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(s))
	z.Close()
	return b.Bytes()
}

func TestTableRows(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"in order", "id,vote,title\n1,Y,A\n2,N,B\n", []string{"2: 1|Y|A", "3: 2|N|B"}},
		{"any order and other names", "title,votes,ID\nA,Y,1\n", []string{"2: 1|Y|A"}},
		{"byte order mark, line ends of Windows, spaces, no last line end", "\xef\xbb\xbfid,vote\r\n 1 ,Y\r\n2,N", []string{"2: 1|Y|", "3: 2|N|"}},
		{"empty lines", "id,vote\n\n1,Y\n\n", []string{"3: 1|Y|"}},
		{"quotes", "id,vote,title\n1,Y,\"a, \"\"b\"\" c\"\n2,N,say \"x\"\n", []string{`2: 1|Y|a, "b" c`, `3: 2|N|say "x"`}},
		{"a field over two lines", "id,vote,title\n1,Y,\"a\nb\"\n2,N,c\n", []string{"2: 1|Y|a\nb", "4: 2|N|c"}},
		{"an unclosed quote costs one row", "id,vote,title\n1,Y,\"a\n2,N,b\n3,Y,c\n", []string{"2: a quote is not closed", "3: 2|N|b", "4: 3|Y|c"}},
		{"an unclosed quote that a later one closes", "id,vote,title\n1,Y,\"a\n2,N,\"b\"\n3,Y,c\n", []string{"2: text stands behind a closing quote", "3: 2|N|b", "4: 3|Y|c"}},
		{"too few and too many fields", "id,vote\n1\n2,N,x\n3,Y\n", []string{"2: the row has 1 fields instead of 2", "3: the row has 3 fields instead of 2", "4: 3|Y|"}},
		{"not UTF-8, NUL", "id,vote,title\n1,Y,\xff\n2,N,\x00\n3,Y,é\n", []string{"2: the row is not UTF-8 text", "3: the row holds a NUL character", "4: 3|Y|é"}},
		{"a line without end", "id,vote\n1," + strings.Repeat("x", maxLine+10) + "\n2,N\n", []string{"2: the line is longer than a row can be", "3: 2|N|"}},
		{"only a header", "id,vote\n", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := rows(t, input(c.in))
			if err != nil || strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("got %q, %v\nwant %q", got, err, c.want)
			}
			z, err := rows(t, Input{Name: "named.csv", Reader: bytes.NewReader(packed(c.in))})
			if err != nil || strings.Join(z, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("packed: got %q, %v", z, err)
			}
		})
	}
}

func TestTableHeader(t *testing.T) {
	_, err := OpenTable(input("title,other\n"), testColumns)
	if !errors.Is(err, graph.ErrInvalid) || !strings.Contains(err.Error(), "columns id, vote") {
		t.Errorf("missing columns: %v", err)
	}
	if _, err := OpenTable(input("id,vote,votes\n"), testColumns); !errors.Is(err, graph.ErrInvalid) || !strings.Contains(err.Error(), "more than once") {
		t.Errorf("doubled column: %v", err)
	}
	if _, err := OpenTable(input(""), testColumns); !errors.Is(err, graph.ErrInvalid) {
		t.Errorf("empty file: %v", err)
	}
	if _, err := OpenTable(Input{Name: "x"}, testColumns); !errors.Is(err, graph.ErrInvalid) {
		t.Errorf("no reader: %v", err)
	}
	tab, err := OpenTable(input("new,id,vote\n"), testColumns)
	if err != nil || len(tab.Extra) != 1 || tab.Extra[0] != "new" || tab.Has(2) || !tab.Has(0) {
		t.Errorf("extra columns: %v, %+v", err, tab)
	}
}

func TestTableThatEndsEarly(t *testing.T) {
	var b strings.Builder
	b.WriteString("id,vote\n")
	for i := range 50_000 {
		fmt.Fprintf(&b, "%d,Y\n", i*7919)
	}
	whole := packed(b.String())
	got, err := rows(t, Input{Name: "cut.gz", Reader: bytes.NewReader(whole[:len(whole)/2])})
	if !errors.Is(err, io.ErrUnexpectedEOF) || !strings.Contains(err.Error(), "cut.gz ends early, after line ") || len(got) < 1000 {
		t.Errorf("%d rows, then %v", len(got), err)
	}
	if _, err := rows(t, Input{Name: "no.gz", Reader: strings.NewReader("\x1f\x8bnonsense, not packed")}); err == nil {
		t.Error("a damaged gzip header was taken")
	}
}

// FuzzTable compares with encoding/csv wherever that reads the whole input
// without complaint, and else asks that lines go up and nothing panics.
func FuzzTable(f *testing.F) {
	for _, s := range []string{"1,Y,A\n", "1,Y,\"a\n\"\n", "\"\n\"\"\n", "1,Y,\"a\"b\n", "\xff,\x00\n", "1,2\r\n\r\n3,\"4\r\n5\"\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, body string) {
		text := "id,vote,title\n" + body
		tab, err := OpenTable(input(text), testColumns)
		if err != nil {
			t.Fatal(err)
		}
		var got [][]string
		last, clean := 1, true
		for {
			line, bad, err := tab.Next()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			if line <= last {
				t.Fatalf("line %d after %d", line, last)
			}
			last = line
			if bad != "" {
				clean = false
				continue
			}
			got = append(got, []string{tab.Text(0), tab.Text(1), tab.Text(2)})
		}
		want, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil || !clean || strings.Contains(body, "\r") {
			return
		}
		if len(got) != len(want)-1 {
			t.Fatalf("%d rows, encoding/csv has %d", len(got), len(want)-1)
		}
		for i, row := range want[1:] {
			for j := range row {
				if got[i][j] != string(bytes.TrimSpace([]byte(row[j]))) {
					t.Fatalf("row %d: %q, encoding/csv has %q", i, got[i], row)
				}
			}
		}
	})
}

func BenchmarkTable(b *testing.B) {
	var text strings.Builder
	text.WriteString("id,vote,title,note\n")
	for i := range 20_000 {
		fmt.Fprintf(&text, "%d,Y,Some title of a text of middling length : resolution / adopted,https://example.org/%d\n", i, i)
	}
	b.SetBytes(int64(text.Len()))
	for b.Loop() {
		if _, err := OpenTable(input(text.String()), testColumns); err != nil {
			b.Fatal(err)
		}
		tab, _ := OpenTable(input(text.String()), testColumns)
		for {
			if _, _, err := tab.Next(); err != nil {
				break
			}
		}
	}
}
