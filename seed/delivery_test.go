package seed

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"entente/graph"
	"entente/graph/sqlitestore"
	"entente/graph/vocab"
)

func openStore(t testing.TB) graph.Store {
	t.Helper()
	s, err := sqlitestore.Open(context.Background(), ":memory:", vocab.Schema(), sqlitestore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// shares is a small importer: rows become TRADE_SHARE edges one by one, the
// length of the rank their rank. It refuses the country ?? as not known and a
// year that is none as damage.
func shares(d *Delivery) error {
	columns := []Column{{Name: "from", Required: true}, {Name: "to", Required: true}, {Name: "year", Required: true}, {Name: "rank", Required: true}}
	return d.Rows(columns, func(line int, t *Table) error {
		from, to, year := t.Text(0), t.Text(1), t.Text(2)
		at, err := graph.ParseDate(year)
		if err != nil {
			d.Damaged(line, "no year")
			return nil
		}
		if from == "??" {
			d.Refuse(line, "not known")
			return nil
		}
		d.Covers(at)
		y, _, _ := at.YMD()
		return d.Line(line, graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.TradeShare, From: vocab.Key(vocab.Country, from), To: vocab.Key(vocab.Country, to), ID: year},
			Props: graph.P("year", y, "rank", len(t.Field(3)))})
	})
}

var testManifest = Manifest{ID: "test", Name: "Test", Licence: "none"}

const sharesHead = "from,to,year,rank\n"

func lay(t testing.TB, s graph.Store, text string, read func(*Delivery) error) (Report, error) {
	t.Helper()
	rep, err := Lay(context.Background(), s, testManifest, Input{Name: "t.csv", Reader: strings.NewReader(text)}, Options{Day: graph.Day(2026, 1, 1)}, []graph.Relation{vocab.TradeShare}, read)
	if err == nil && rep.Read != rep.Kept+rep.Unchanged+rep.Duplicates+rep.Refused {
		t.Errorf("the account of rows does not add up: %s", rep)
	}
	return rep, err
}

func mustLay(t testing.TB, s graph.Store, rows ...string) Report {
	t.Helper()
	rep, err := lay(t, s, sharesHead+strings.Join(rows, "\n")+"\n", shares)
	if err != nil {
		t.Fatal(err)
	}
	return rep
}

// account is a report in short: kept, unchanged, duplicates, refused, withdrawn.
func account(r Report) [5]int {
	return [5]int{r.Kept, r.Unchanged, r.Duplicates, r.Refused, r.Withdrawn}
}

func held(t testing.TB, s graph.Store, kind graph.Relation) (out []string) {
	t.Helper()
	for e, err := range s.Edges(context.Background(), graph.EdgeFilter{Kinds: []graph.Relation{kind}}) {
		if err != nil {
			t.Fatal(err)
		}
		rank, _ := e.Props.Int("rank")
		out = append(out, fmt.Sprintf("%s-%s-%s=%d", vocab.Rest(e.From), vocab.Rest(e.To), e.ID, rank))
	}
	slices.Sort(out)
	return out
}

func sourceProps(t testing.TB, s graph.Store) graph.Props {
	t.Helper()
	n, err := s.Node(context.Background(), SourceKey("test"))
	if err != nil {
		t.Fatal(err)
	}
	return n.Props
}

func revisionOf(t testing.TB, s graph.Store) string {
	t.Helper()
	r, err := s.Revision(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestDeliveryAccount(t *testing.T) {
	s := openStore(t)
	rows := []string{"PRK,CHN,2000,x", "PRK,RUS,2000,xx", "PRK,RUS,2001,xx"}
	if got := account(mustLay(t, s, rows...)); got != [5]int{3, 0, 0, 0, 0} {
		t.Error(got)
	}
	// Countries come with their names.
	n, err := s.Node(context.Background(), vocab.Key(vocab.Country, "PRK"))
	if err != nil || n.Props.String("name") != "North Korea" || n.Props.String("iso3") != "PRK" {
		t.Errorf("%v, %v", n, err)
	}
	src := sourceProps(t, s)
	if records, _ := src.Int("records"); records != 3 || src.Date("since") != graph.Year(2000) || src.Date("until") != graph.Year(2001) || src.String("loaded") != "file" || src.Date("imported") != graph.Day(2026, 1, 1) {
		t.Error(src)
	}
	rev := revisionOf(t, s)
	if got := account(mustLay(t, s, rows...)); got != [5]int{0, 3, 0, 0, 0} || revisionOf(t, s) != rev {
		t.Errorf("a repeat: %v", got)
	}
	if got := account(mustLay(t, s, rows[0], rows[0], rows[1], rows[2], rows[2])); got != [5]int{0, 3, 2, 0, 0} {
		t.Errorf("copies of what is there: %v", got)
	}
	if got := account(mustLay(t, s, rows[0], rows[1], "PRK,RUS,2001,xxx", "PRK,JPN,2001,x", "PRK,JPN,2001,x", "??,RUS,2001,x")); got != [5]int{2, 2, 1, 1, 0} {
		t.Errorf("changed, new, copied and refused: %v", got)
	}
	if got := held(t, s, vocab.TradeShare); !slices.Equal(got, []string{"PRK-CHN-2000=1", "PRK-JPN-2001=1", "PRK-RUS-2000=2", "PRK-RUS-2001=3"}) {
		t.Error(got)
	}
}

func TestDeliveryWithdrawal(t *testing.T) { // B62
	rows := []string{"PRK,CHN,2000,x", "PRK,RUS,2000,xx", "PRK,RUS,2001,xx"}
	for _, c := range []struct {
		name string
		text string
		gone int
		bad  int
	}{
		{"a row is gone", sharesHead + rows[0] + "\n" + rows[1] + "\n", 1, 0},
		{"gone beside a row of an unknown country", sharesHead + rows[0] + "\n" + rows[1] + "\n??,RUS,2001,x\n", 1, 1},
		{"gone beside a damaged row", sharesHead + rows[0] + "\n" + rows[1] + "\nPRK,RUS,20x1,xx\n", 0, 1},
		{"gone beside a row of another width", sharesHead + rows[0] + "\n" + rows[1] + "\nPRK,RUS\n", 0, 1},
		{"gone beside a row that is no text", sharesHead + rows[0] + "\n" + rows[1] + "\n\xff\xfe,RUS,2001,x\n", 0, 1},
		{"contradicted, not gone", sharesHead + strings.Join(rows, "\n") + "\nPRK,RUS,2001,xxx\n", 0, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := openStore(t)
			mustLay(t, s, rows...)
			rep, err := lay(t, s, c.text, shares)
			if err != nil || rep.Withdrawn != c.gone || rep.Refused != c.bad || len(held(t, s, graph.Withdrawn)) != c.gone || len(held(t, s, vocab.TradeShare)) != 3-c.gone {
				t.Errorf("%v, %s", err, rep)
			}
			mustLay(t, s, rows...)
			if got := held(t, s, vocab.TradeShare); len(got) != 3 || len(held(t, s, graph.Withdrawn)) != 0 {
				t.Errorf("back: %v", got)
			}
		})
	}
}

func TestDeliverySpeaksFor(t *testing.T) {
	s := openStore(t)
	mustLay(t, s, "PRK,CHN,2000,x", "PRK,RUS,2001,x")
	rep, err := lay(t, s, sharesHead+"PRK,CHN,2002,x\n", func(d *Delivery) error {
		d.SpeaksFor(func(e graph.Edge) bool { return e.ID == "2001" })
		return shares(d)
	})
	if err != nil || rep.Withdrawn != 1 {
		t.Errorf("%v, %s", err, rep)
	}
	if got := held(t, s, vocab.TradeShare); !slices.Equal(got, []string{"PRK-CHN-2000=1", "PRK-CHN-2002=1"}) {
		t.Error(got)
	}
	rep, err = lay(t, s, sharesHead+"PRK,CHN,2003,x\n", func(d *Delivery) error {
		d.Blind()
		return shares(d)
	})
	if err != nil || rep.Withdrawn != 0 {
		t.Errorf("%v, %s", err, rep)
	}
}

// A delivery that lacks most of what there was is held back, unless it is told
// that it may.
func TestDeliveryGuard(t *testing.T) {
	s := openStore(t)
	var rows []string
	for y := 1000; y < 2300; y++ {
		rows = append(rows, fmt.Sprintf("PRK,CHN,%d,x", y))
	}
	mustLay(t, s, rows...)
	_, err := lay(t, s, sharesHead+rows[0]+"\n", shares)
	var v *graph.VanishedError
	if !errors.As(err, &v) || v.Vanished != 1299 || len(held(t, s, vocab.TradeShare)) != 1300 {
		t.Error(err)
	}
	rep, err := Lay(context.Background(), s, testManifest, Input{Reader: strings.NewReader(sharesHead + rows[0])}, Options{Withdraw: true}, []graph.Relation{vocab.TradeShare}, shares)
	if err != nil || rep.Withdrawn != 1299 {
		t.Errorf("%v, %s", err, rep)
	}
}

// TestDeliveryFingerprint: the order of rows and columns changes nothing in it,
// a row more or less does.
func TestDeliveryFingerprint(t *testing.T) {
	print := func(text string) string {
		s := openStore(t)
		if _, err := lay(t, s, text, shares); err != nil {
			t.Fatal(err)
		}
		return sourceProps(t, s).String("fingerprint")
	}
	rows := []string{"PRK,CHN,2000,x", "PRK,RUS,2000,xx", "PRK,RUS,2001,xx", "PRK,JPN,2001,x", "PRK,USA,2001,x"}
	whole := func(rows []string) string { return sharesHead + strings.Join(rows, "\n") + "\n" }
	want := print(whole(rows))
	if len(want) != 64 {
		t.Errorf("%q", want)
	}
	for i := range uint64(5) {
		mixed := slices.Clone(rows)
		rand.New(rand.NewPCG(2, i)).Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		if got := print(whole(mixed)); got != want {
			t.Errorf("shuffled: %s, %s", got, want)
		}
	}
	if got := print("rank,year,to,from\r\nx,2000,CHN,PRK\r\nxx,2000,RUS,PRK\r\nxx,2001,RUS,PRK\r\nx,2001,JPN,PRK\r\nx,2001,USA,PRK"); got != want {
		t.Error("other columns, line ends: another fingerprint")
	}
	for what, text := range map[string]string{
		"a row less": whole(rows[1:]), "a row twice": whole(append(rows, rows[0])), "another value": whole(append([]string{"PRK,CHN,2000,xx"}, rows[1:]...)),
		"a shifted border": whole(append([]string{"PRK,CHN2,000,x"}, rows[1:]...)),
	} {
		if print(text) == want {
			t.Errorf("%s: the same fingerprint", what)
		}
	}
}

func TestDeliveryFaults(t *testing.T) {
	s := openStore(t)
	mustLay(t, s, "PRK,CHN,2000,x", "PRK,RUS,2001,x")
	before := held(t, s, vocab.TradeShare)

	// An importer that lets a country through which nobody knows is stopped.
	rep, err := lay(t, s, sharesHead+"PRK,CHN,2000,x\nPRK,ATLANTIS,2000,x\n", shares)
	if !errors.Is(err, graph.ErrInvalid) || !strings.Contains(err.Error(), "ATLANTIS") || rep.Read != 2 {
		t.Errorf("%v, %s", err, rep)
	}
	// What a failed reading left out is not withdrawn, what it gave is kept.
	broken := errors.New("broken")
	_, err = lay(t, s, sharesHead+"PRK,JPN,2000,x\n", func(d *Delivery) error {
		if err := shares(d); err != nil {
			return err
		}
		return broken
	})
	if !errors.Is(err, broken) || len(held(t, s, vocab.TradeShare)) != 3 {
		t.Errorf("%v, %v", err, held(t, s, vocab.TradeShare))
	}
	_, err = Lay(context.Background(), s, testManifest, Input{Name: "cut.gz", Reader: io.LimitReader(strings.NewReader(string(packed(sharesHead+strings.Repeat("PRK,CHN,2000,x\n", 1000)))), 60)}, Options{}, []graph.Relation{vocab.TradeShare}, shares)
	if !errors.Is(err, io.ErrUnexpectedEOF) || !strings.Contains(err.Error(), "cut.gz") {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Lay(ctx, s, testManifest, Input{Reader: strings.NewReader(sharesHead)}, Options{}, []graph.Relation{vocab.TradeShare}, shares); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if _, err := lay(t, s, "from,to\n", shares); !errors.Is(err, graph.ErrInvalid) || !strings.Contains(err.Error(), "columns year, rank") {
		t.Error(err)
	}
	if _, err := lay(t, s, sharesHead+"PRK,CHN,2000,x\n", func(d *Delivery) error { return d.Add([]int{2}) }); !errors.Is(err, graph.ErrInvalid) {
		t.Errorf("rows without an edge: %v", err)
	}
	mustLay(t, s, "PRK,CHN,2000,x", "PRK,RUS,2001,x")
	if got := held(t, s, vocab.TradeShare); !slices.Equal(got, before) {
		t.Errorf("%v, want %v", got, before)
	}
}

// TestDeliveryGroups: rows that make several edges together are kept, refused
// and counted together.
func TestDeliveryGroups(t *testing.T) {
	s := openStore(t)
	edge := func(to string, rank int) graph.Edge {
		return graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.TradeShare, From: vocab.Key(vocab.Country, "PRK"), To: vocab.Key(vocab.Country, to)}, Props: graph.P("rank", rank)}
	}
	group := func(adds ...[]graph.Edge) (Report, error) {
		return lay(t, s, sharesHead+strings.Repeat("a,b,2000,x\n", 2*len(adds)), func(d *Delivery) error {
			var lines []int
			columns := []Column{{Name: "from", Required: true}, {Name: "rank"}}
			if err := d.Rows(columns, func(line int, _ *Table) error { lines = append(lines, line); return nil }); err != nil {
				return err
			}
			for i, edges := range adds {
				if err := d.Add(lines[2*i:2*i+2], edges...); err != nil {
					return err
				}
			}
			if !d.Has(graph.EdgeKey{Kind: vocab.TradeShare, From: vocab.Key(vocab.Country, "PRK"), To: vocab.Key(vocab.Country, "CHN"), Source: "test"}) {
				t.Error("what was added is not there")
			}
			return nil
		})
	}
	for _, c := range []struct {
		name string
		adds [][]graph.Edge
		want [5]int
	}{
		{"two edges", [][]graph.Edge{{edge("CHN", 1), edge("RUS", 2)}}, [5]int{2, 0, 0, 0, 0}},
		{"again, and a copy", [][]graph.Edge{{edge("CHN", 1), edge("RUS", 2)}, {edge("RUS", 2), edge("CHN", 1)}}, [5]int{0, 2, 2, 0, 0}},
		{"one of two changed", [][]graph.Edge{{edge("CHN", 1), edge("RUS", 3)}}, [5]int{2, 0, 0, 0, 0}},
		// USA stands or falls with the contradicted edge of its rows.
		{"a contradiction", [][]graph.Edge{{edge("CHN", 1), edge("RUS", 3)}, {edge("USA", 1), edge("CHN", 2)}}, [5]int{0, 2, 0, 2, 0}},
		{"a contradiction in itself", [][]graph.Edge{{edge("CHN", 1), edge("RUS", 3)}, {edge("USA", 1), edge("USA", 2)}}, [5]int{0, 2, 0, 2, 0}},
		{"an edge twice in itself", [][]graph.Edge{{edge("CHN", 1), edge("RUS", 3), edge("RUS", 3)}}, [5]int{0, 2, 0, 0, 0}},
	} {
		rep, err := group(c.adds...)
		if got := account(rep); err != nil || got != c.want {
			t.Errorf("%s: %v, %v, want %v", c.name, err, got, c.want)
		}
		if got := held(t, s, vocab.TradeShare); len(got) != 2 {
			t.Errorf("%s: %v", c.name, got)
		}
	}
	// What a contradiction holds back is not withdrawn either.
	if _, err := group([]graph.Edge{edge("CHN", 1), edge("RUS", 3)}, []graph.Edge{edge("USA", 1)}); err != nil {
		t.Fatal(err)
	}
	rep, err := group([]graph.Edge{edge("CHN", 1), edge("RUS", 3)}, []graph.Edge{edge("CHN", 2), edge("USA", 1)})
	if err != nil || rep.Withdrawn != 0 || len(held(t, s, vocab.TradeShare)) != 3 {
		t.Errorf("%v, %s", err, rep)
	}
}

func TestTwins(t *testing.T) {
	for _, c := range []struct {
		rows string // "key=value", lines from 2 on
		want string
		acc  [5]int
	}{
		{"a=1 b=2 c=3", "2:a=1 3:b=2 4:c=3", [5]int{3, 0, 0, 0, 0}},
		{"a=1 a=1 b=2 a=1", "2:a=1 4:b=2", [5]int{2, 0, 2, 0, 0}},
		{"a=1 b=2 a=2 b=2 a=1", "3:b=2", [5]int{1, 0, 1, 3, 0}},
		{"", "", [5]int{}},
	} {
		var got []string
		s := openStore(t)
		rep, err := lay(t, s, "kv\n"+strings.ReplaceAll(c.rows, " ", "\n")+"\n", func(d *Delivery) error {
			var twins Twins[string, string]
			if err := d.Rows([]Column{{Name: "kv", Required: true}}, func(line int, t *Table) error {
				k, v, _ := strings.Cut(t.Text(0), "=")
				twins.Add(line, k, v)
				return nil
			}); err != nil {
				return err
			}
			twins.Settle(d, func(line int, k, v string) {
				got = append(got, fmt.Sprintf("%d:%s=%s", line, k, v))
				d.Rep.Kept++
			})
			return nil
		})
		if err != nil || strings.Join(got, " ") != c.want || account(rep) != c.acc {
			t.Errorf("%s: %v, %q, %v", c.rows, err, got, account(rep))
		}
	}
}

func TestSpells(t *testing.T) {
	got := Spells(map[int][]int{1991: {7}, 1989: {2, 3}, 1990: {5}, 1995: {9}, 1997: {1}, 1998: {4}})
	if fmt.Sprint(got) != "[{1989 1991 [2 3 5 7]} {1995 1995 [9]} {1997 1998 [1 4]}]" || Spells(nil) != nil {
		t.Error(got)
	}
}

func TestUndirected(t *testing.T) { // B34, B72
	a, b := vocab.Key(vocab.Country, "PRK"), vocab.Key(vocab.Country, "RUS")
	f1, t1, s1 := Undirected(a, b)
	f2, t2, s2 := Undirected(b, a)
	if f1 != a || t1 != b || s1 || f2 != a || t2 != b || !s2 {
		t.Error(f1, t1, s1, f2, t2, s2)
	}
}

func TestDeliveryCovers(t *testing.T) {
	var d Delivery
	for _, at := range []graph.Date{{}, graph.Year(2000), graph.Day(1999, 5, 1), graph.Day(2000, 6, 1), {}} {
		d.Covers(at)
	}
	if d.covers.Since != graph.Day(1999, 5, 1) || d.covers.Until != graph.Year(2000) {
		t.Errorf("%v", d.covers)
	}
}
