package answers

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"entente/graph"
	"entente/graph/sqlitestore"
	"entente/graph/vocab"
	"entente/internal/laytest"
	"entente/internal/records"
	"entente/seed/undl"
)

// sampleRows is how many lines of a large file stand for it.
const sampleRows = 1000

// sample is a part of a delivery's real files, each a header and rows.
type sample struct {
	name  string
	head  string
	comma string
	rows  []string // without line ends; a row may hold some
}

func (s sample) text() string { return s.head + "\n" + strings.Join(s.rows, "\n") + "\n" }

// sampled takes of every file of a delivery its header and first rows. The files
// of the Assembly's votes by Voeten are cut to the same roll calls.
func sampled(t testing.TB, d delivery, dir string) []sample {
	t.Helper()
	var out []sample
	for _, f := range d.read(t, dir) {
		text := f.text
		if bytes.HasPrefix(text, []byte{0x1f, 0x8b}) {
			z, err := gzip.NewReader(bytes.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			if text, err = io.ReadAll(io.LimitReader(z, 32<<20)); err != nil {
				t.Fatal(err)
			}
		}
		rows := rowsOf(strings.TrimPrefix(string(text), "\ufeff"))
		s := sample{name: strings.TrimSuffix(f.name, ".gz"), head: rows[0], comma: ",", rows: rows[1:]}
		if d.Manifest().ID == "desta" {
			s.comma = ";"
		}
		n := sampleRows
		switch d.Manifest().ID {
		case "unvotes":
			few := strings.Fields("3 4 5 6 7 8 9 10 11 12 13 14 77") // the last has issues
			s.rows = slices.DeleteFunc(s.rows, func(r string) bool { id, _, _ := strings.Cut(r, ","); return !slices.Contains(few, id) })
			n = len(s.rows)
		case "undl-wide":
			n = 12
		}
		s.rows = s.rows[:min(n, len(s.rows))]
		out = append(out, s)
	}
	return out
}

// rowsOf splits a text where a line ends outside quotes.
func rowsOf(text string) (out []string) {
	quoted, from := false, 0
	for i := range len(text) {
		switch {
		case text[i] == '"':
			quoted = !quoted
		case text[i] == '\n' && !quoted:
			out = append(out, strings.TrimSuffix(text[from:i], "\r"))
			from = i + 1
		}
		if len(out) > 60_000 {
			return out
		}
	}
	if from < len(text) {
		out = append(out, text[from:])
	}
	return out
}

func open(t testing.TB) graph.Store {
	t.Helper()
	s, err := sqlitestore.Open(context.Background(), sqlitestore.Memory, vocab.Schema(), sqlitestore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// try imports texts as the files of a delivery and checks what holds for every
// delivery, however damaged: no panic, an error of one sentence and a known kind,
// and an account of rows that adds up.
func try(t *testing.T, s graph.Store, d delivery, of []sample, texts []string) (withdrawn, refused int, err error) {
	t.Helper()
	var files []file
	for i, text := range texts {
		files = append(files, file{of[i].name, []byte(text)})
	}
	reps, err := lay(context.Background(), s, d.Dataset, files)
	for _, r := range reps {
		if err == nil { // a delivery that ends early has rows of which nothing was made
			laytest.Account(t, r)
		}
		withdrawn += r.Withdrawn
		refused += r.Refused
	}
	if err != nil {
		if text := err.Error(); strings.Contains(text, "\n") || len(text) > 900 || !utf8.ValidString(text) || strings.Contains(text, "panic") {
			t.Errorf("the error is no sentence: %q", text)
		}
		var vanished *graph.VanishedError
		if !errors.Is(err, graph.ErrInvalid) && !errors.As(err, &vanished) && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, gzip.ErrChecksum) && !errors.Is(err, gzip.ErrHeader) {
			t.Errorf("the error is of no known kind: %v", err)
		}
	}
	return withdrawn, refused, err
}

func texts(of []sample) []string {
	var out []string
	for _, s := range of {
		out = append(out, s.text())
	}
	return out
}

// with gives the texts of the samples with the largest one replaced.
func with(of []sample, f func(sample) string) []string {
	out := texts(of)
	at := 0
	for i := range of {
		if len(out[i]) > len(out[at]) {
			at = i
		}
	}
	out[at] = f(of[at])
	return out
}

// each gives the texts of the samples, all of them replaced.
func each(of []sample, f func(sample) string) []string {
	var out []string
	for _, s := range of {
		out = append(out, f(s))
	}
	return out
}

// stands is all of the graph but for what was withdrawn: a spell that a damaged
// copy tore in two is on record as taken back.
func stands(t testing.TB, s graph.Reader) string {
	var keep []string
	for l := range strings.SplitSeq(laytest.Graph(t, s), "\n") {
		if !strings.Contains(l, " -"+string(vocab.Withdrawn)+" ") {
			keep = append(keep, l)
		}
	}
	return strings.Join(keep, "\n")
}

// factsOf is the graph but for the day and content of the import itself.
func factsOf(t testing.TB, s graph.Reader) string {
	var keep []string
	for _, l := range strings.Split(laytest.Graph(t, s), "\n") {
		if !strings.HasPrefix(l, "Source source/") {
			keep = append(keep, l)
		}
	}
	return strings.Join(keep, "\n")
}

func mixed(s sample) []string {
	rows := slices.Clone(s.rows)
	r := rand.New(rand.NewPCG(7, 11))
	r.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	return rows
}

// columns gives the fields of a row; quotes stay in them.
func columns(row, comma string) (out []string) {
	quoted, from := false, 0
	for i := range len(row) {
		switch {
		case row[i] == '"':
			quoted = !quoted
		case !quoted && row[i] == comma[0]:
			out = append(out, row[from:i])
			from = i + 1
		}
	}
	return append(out, row[from:])
}

// reversed gives a file with its columns in the other order.
func reversed(s sample) string {
	turn := func(row string) string {
		c := columns(row, s.comma)
		slices.Reverse(c)
		return strings.Join(c, s.comma)
	}
	var b strings.Builder
	b.WriteString(turn(s.head) + "\n")
	for _, r := range s.rows {
		b.WriteString(turn(r) + "\n")
	}
	return b.String()
}

// TestDamagedCopies feeds every dataset, after a good copy of a part of its real
// file, damaged ones. None may take anything away, and a good copy after it must
// give the graph it was.
func TestDamagedCopies(t *testing.T) {
	if testing.Short() {
		t.Skip("imports every dataset many times")
	}
	dir := records.Dir(t)
	list := append(deliveries(), delivery{undl.Wide, []string{"undl/un_data_wide_*.csv*"}})
	for _, d := range list {
		t.Run(d.Manifest().ID, func(t *testing.T) {
			of := sampled(t, d, dir)
			good := texts(of)
			base := open(t)
			if _, _, err := try(t, base, d, of, good); err != nil {
				t.Fatal(err)
			}
			whole, dump := factsOf(t, base), stands(t, base)

			// Copies that say the same.
			for name, text := range map[string][]string{
				"carriage returns": each(of, func(s sample) string { return strings.ReplaceAll(s.text(), "\n", "\r\n") }),
				"a mark":           each(of, func(s sample) string { return "\ufeff" + s.text() }),
				"packed":           each(of, func(s sample) string { return laytest.Pack(s.text()) }),
				"columns reversed": each(of, reversed),
			} {
				withdrawn, _, err := try(t, base, d, of, text)
				if got := factsOf(t, base); err != nil || withdrawn != 0 || got != whole {
					t.Errorf("%s: %v, %d withdrawn, %s", name, err, withdrawn, difference(whole, got))
				}
			}
			for name, text := range map[string][]string{
				"shuffled": each(of, func(s sample) string { return s.head + "\n" + strings.Join(mixed(s), "\n") + "\n" }),
				"doubled":  each(of, func(s sample) string { return s.text() + strings.Join(s.rows, "\n") + "\n" }),
			} {
				s := open(t)
				if _, _, err := try(t, s, d, of, text); err != nil {
					t.Errorf("%s: %v", name, err)
				}
				if got := factsOf(t, s); got != whole {
					t.Errorf("%s: another graph: %s", name, difference(whole, got))
				}
			}

			// Damage. What can be read may be kept, nothing may go.
			row := func(s sample) int { return len(s.rows) / 2 }
			for _, bad := range []struct {
				name string
				text []string
				fail bool // the delivery as a whole is refused
			}{
				{"cut", with(of, func(s sample) string { x := s.text(); return x[:cutAt(s)] }), false},
				{"cut between rows", with(of, func(s sample) string {
					if len(s.rows) > 150 { // of a shorter file it cannot be told
						s.rows = s.rows[:len(s.rows)*6/10]
					}
					return s.text()
				}), false},
				{"cut in a pack", with(of, func(s sample) string { p := laytest.Pack(s.text()); return p[:len(p)*6/10] }), true},
				{"not UTF-8", with(of, func(s sample) string { return damage(s, row(s), "\xe9\xff") }), false},
				{"NUL", with(of, func(s sample) string { return damage(s, row(s), "\x00") }), false},
				{"an open quote", with(of, func(s sample) string { return damage(s, row(s), "\"") }), false},
				{"a column gone", with(of, func(s sample) string { return without(s) }), true},
				{"a column renamed", with(of, func(s sample) string { return renamed(s) }), true},
				{"empty", each(of, func(sample) string { return "" }), true},
				{"a header alone", each(of, func(s sample) string { return s.head + "\n" }), false},
				{"a foreign file", each(of, func(sample) string { return "city,population\nParis,2100000\n" }), true},
				{"no table", each(of, func(sample) string { return "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n" }), true},
			} {
				withdrawn, _, err := try(t, base, d, of, bad.text)
				if bad.fail && err == nil {
					t.Errorf("%s: taken", bad.name)
				}
				if withdrawn != 0 {
					t.Errorf("%s: %d withdrawn (%v)", bad.name, withdrawn, err)
				}
				if _, _, err := try(t, base, d, of, good); err != nil {
					t.Fatalf("%s, and the good file after it: %v", bad.name, err)
				}
				if got := stands(t, base); got != dump {
					t.Errorf("%s, and the good file after it: another graph: %s", bad.name, difference(dump, got))
				}
			}
		})
	}
}

// cutAt is a place in the middle of the first field of a row behind the middle of
// the file.
func cutAt(s sample) int {
	n := len(s.head) + 1
	for _, r := range s.rows[:len(s.rows)*6/10] {
		n += len(r) + 1
	}
	return min(n+2, len(s.text())-1)
}

// damage puts bytes into a row, behind its first separator.
func damage(s sample, at int, with string) string {
	s.rows = slices.Clone(s.rows)
	s.rows[at] = strings.Replace(s.rows[at], s.comma, s.comma+with, 1)
	return s.text()
}

// required is a column of each dataset's file that none can do without, where the
// first is not it.
func required(s sample) int {
	for i, c := range columns(s.head, s.comma) {
		switch strings.Trim(c, `"`) {
		case "ms_code", "ms_vote", "Member State", "draft", "In Favor", "meeting_record", "vote", "ccode", "ccode1", "conflict_id", "gwcode", "gec_code", "sanctioned_state", "entry_type", "exp", "leader", "missile", "Resolution":
			return i
		}
	}
	return 0
}

func without(s sample) string {
	at := required(s)
	drop := func(row string) string {
		return strings.Join(slices.Delete(columns(row, s.comma), at, at+1), s.comma)
	}
	var b strings.Builder
	b.WriteString(drop(s.head) + "\n")
	for _, r := range s.rows {
		b.WriteString(drop(r) + "\n")
	}
	return b.String()
}

func renamed(s sample) string {
	c := columns(s.head, s.comma)
	c[required(s)] = "something_else"
	s.head = strings.Join(c, s.comma)
	return s.text()
}

// difference names the first line in which two graphs differ.
func difference(a, b string) string {
	as, bs := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range max(len(as), len(bs)) {
		var x, y string
		if i < len(as) {
			x = as[i]
		}
		if i < len(bs) {
			y = bs[i]
		}
		if x != y {
			return "was " + x + ", is " + y
		}
	}
	return ""
}
