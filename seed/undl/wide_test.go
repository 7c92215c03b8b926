package undl

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"entente/graph"
	"entente/graph/vocab"
	"entente/seed/facts"
	"entente/seed/votes"
)

const (
	wideFile   = "un_data_wide_1946_2021.csv.gz"
	wideHeader = "\ufeffCouncil,Date,Title,Resolution,TOTAL VOTES,NO-VOTE COUNT,ABSENT COUNT,NO COUNT,YES COUNT,Link,token"
)

// wideText lays votes out as the wide file does: a column for each name, the
// counts under the labels of their neighbours.
func wideText(vs ...vote) string {
	var names []string
	for _, v := range vs {
		for _, p := range v.pos {
			who, _, _ := strings.Cut(p, "=")
			if _, name, _ := strings.Cut(who, "/"); !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	quote := func(s string) string {
		if strings.ContainsAny(s, ",\"") {
			return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
		}
		return s
	}
	var b strings.Builder
	b.WriteString(wideHeader)
	for _, n := range names {
		b.WriteString("," + quote(n))
	}
	b.WriteByte('\n')
	for _, v := range vs {
		body := "General Assembly"
		if strings.HasPrefix(v.cols["resolution"], "S/") {
			body = "Security Council"
		}
		row := []string{body}
		for _, c := range []string{"date", "title", "resolution", "total_ms", "total_non_voting", "total_abstentions", "total_no", "total_yes", "undl_link", "undl_id"} {
			row = append(row, quote(v.cols[c]))
		}
		cells := make([]string, len(names))
		for _, p := range v.pos {
			who, letter, _ := strings.Cut(p, "=")
			_, name, _ := strings.Cut(who, "/")
			cells[slices.Index(names, name)] = letter
		}
		b.WriteString(strings.Join(append(row, cells...), ",") + "\n")
	}
	return b.String()
}

func councilVotes() []vote {
	return []vote{
		made("2001", "2006-10-14", "S/RES/1718(2006)", "Security Council resolution 1718 (2006) [on measures against the Democratic People's Republic of Korea]", "3-0-0-0-3", rus+"=Y", usa+"=Y", chn+"=Y"),
		made("2002", "1973-04-20", "S/RES/331(1973)", "d", "0-0-0-3-3", "SUN/USSR=X", usa+"=X", fra+"=X"),
	}
}

// answers is what roll calls say and what counts of their positions, without
// the names of the sources.
func answers(t testing.TB, s graph.Reader) []string {
	t.Helper()
	var out []string
	for n, err := range s.Nodes(context.Background(), graph.NodeFilter{Kinds: []graph.Kind{vocab.RollCall}}) {
		must(t, err)
		ps := n.Props
		if w := ps.Strings("warnings"); len(w) > 0 {
			for i := range w {
				_, w[i], _ = strings.Cut(w[i], ": ")
			}
			ps = ps.With("warnings", w)
		}
		out = append(out, fmt.Sprint(n.ID, " ", ps))
	}
	for e, err := range s.Edges(context.Background(), graph.EdgeFilter{Kinds: []graph.Relation{vocab.Voted, vocab.VotedPer, vocab.Concerns}}) {
		must(t, err)
		if e.Kind == vocab.VotedPer && !strings.HasPrefix(e.Props.String("ref"), "undl:") {
			continue // what the starter graph quotes of further sources
		}
		source := e.Source
		if source != votes.Starter {
			source = "file"
		}
		out = append(out, strings.Join([]string{string(e.Kind), e.From.ID, e.To.ID, source, e.Props.String("choice"), e.Props.String("ref")}, " "))
	}
	slices.Sort(out)
	return out
}

// differ shows the first lines that only one of two sorted lists has.
func differ(t testing.TB, a, b []string) {
	t.Helper()
	shown := 0
	for _, side := range []struct {
		name      string
		have, not []string
	}{{"only here", a, b}, {"only there", b, a}} {
		n := 0
		for _, x := range side.have {
			if _, ok := slices.BinarySearch(side.not, x); !ok {
				if n++; shown < 12 {
					shown++
					t.Logf("%s: %.300s", side.name, x)
				}
			}
		}
		if n > 0 {
			t.Errorf("%d lines %s", n, side.name)
		}
	}
}

func TestWide(t *testing.T) {
	vs := append(assemblyVotes(), councilVotes()...)
	s := open(t)
	rep := load(t, s, Wide, wideText(vs...))
	if rep.Read != 21 || rep.Kept != 21 || rep.Records != 5 || rep.Refused != 0 {
		t.Errorf("%s", rep)
	}
	apart := open(t)
	load(t, apart, Assembly, text(ga2026, assemblyVotes()...))
	load(t, apart, Council, text(sc2026, councilVotes()...))
	// The wide file gives no draft, meeting or agenda.
	want := answers(t, apart)
	for i := range want {
		for _, p := range []string{" {agenda An agenda item}", " {draft A/66/L.37}", " {meeting A/66/PV.98}"} {
			want[i] = strings.Replace(want[i], p, "", 1)
		}
	}
	if got := answers(t, s); !slices.Equal(got, want) {
		differ(t, got, want)
	}
	rev := revision(t, s)
	lines := strings.Split(strings.TrimSpace(wideText(vs...)), "\n")
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(lines)-1, func(i, j int) { lines[i+1], lines[j+1] = lines[j+1], lines[i+1] })
	if rep := load(t, s, Wide, strings.Join(lines, "\r\n")); rep.Unchanged != 21 || revision(t, s) != rev {
		t.Errorf("shuffled: %s", rep)
	}
	// Beside the library's own files it is a further source that counts nothing.
	before := len(answers(t, apart))
	if rep := load(t, apart, Wide, wideText(vs...)); rep.Kept != 21 || len(answers(t, apart)) != before+21 || positions(t, apart, vocab.VotedPer, "A/RES/66/254") == "" {
		t.Errorf("%s", rep)
	}
	// And the library's own files, loaded after it, take its place (B62: what it
	// said stays beside).
	load(t, s, Assembly, text(ga2026, assemblyVotes()...))
	for e, err := range s.Edges(context.Background(), graph.EdgeFilter{Kinds: []graph.Relation{vocab.Voted}, To: []graph.Key{rollCall("A/RES/66/254")}}) {
		must(t, err)
		if e.Source != "undl-ga" {
			t.Errorf("%v", e)
		}
	}
}

func TestWideFaults(t *testing.T) {
	if _, err := try(open(t), Wide, "Council,Date,Link,CHILE\n"); !errors.Is(err, graph.ErrInvalid) || !strings.Contains(err.Error(), "title, resolution, total votes, no-vote count, absent count, no count, yes count, token") {
		t.Errorf("%v", err)
	}
	if _, err := try(open(t), Wide, wideHeader+"\n"); !errors.Is(err, graph.ErrInvalid) || !strings.Contains(err.Error(), "no column of a member") {
		t.Errorf("%v", err)
	}
	head := wideHeader + ",CHILE, CHILE,TKAZAKHSTAN,DONOTKNOW,FRANCE\n"
	good := "General Assembly,2012-02-23,t,A/RES/66/254,2,0,0,0,2,l,7,Y,,Y,,\n"
	for name, c := range map[string]struct {
		row, reason string
		read, kept  int
	}{
		"dirty names":    {"General Assembly,2012-02-23,t,A/RES/66/255,2,0,1,0,1,l,8,,A,Y,,\n", "", 4, 4},
		"unknown member": {"General Assembly,2012-02-23,t,A/RES/66/255,2,0,0,0,2,l,8,Y,,,Y,\n", `no member is called "DONOTKNOW" (code "")`, 4, 3},
		"letter":         {"General Assembly,2012-02-23,t,A/RES/66/255,2,0,0,0,2,l,8,Y,,Q,,\n", `unknown vote letter "Q" of TKAZAKHSTAN`, 4, 3},
		"body":           {"Trusteeship Council,2012-02-23,t,A/RES/66/255,2,0,0,0,2,l,8,Y,,Y,,\n", `"Trusteeship Council" is neither General Assembly nor Security Council`, 3, 2},
		"symbol":         {"Security Council,2012-02-23,t,A/RES/66/255,2,0,0,0,2,l,8,Y,,Y,,\n", `the symbol "A/RES/66/255" is not one of the Security Council`, 3, 2},
		"date":           {"General Assembly,23 Feb,t,A/RES/66/255,2,0,0,0,2,l,8,Y,,Y,,\n", `"23 Feb" is not a date`, 3, 2},
		"no number":      {"General Assembly,2012-02-23,t,A/RES/66/255,2,0,0,0,2,l,,Y,,Y,,\n", "the line has no token, the library's number of the record", 3, 2},
		"nobody":         {"General Assembly,2012-02-23,t,A/RES/66/255,2,0,0,0,2,l,8,,,,,\n", "the line gives no position of any member", 3, 2},
		"fields":         {"General Assembly,2012-02-23,t,A/RES/66/255\n", "the row has 4 fields instead of 16", 3, 2},
		"contradiction":  {"General Assembly,2012-02-23,t,A/RES/66/255,2,0,0,0,2,l,8,Y,N,Y,,\n", "rows contradict one another on a member's position in one roll call", 5, 3},
		"other body":     {"Security Council,2012-02-23,t,S/RES/1(2012),2,0,0,0,2,l,7,Y,,Y,,\n", "another line gives this record to the other body", 3, 2},
	} {
		rep := load(t, open(t), Wide, head+good+c.row)
		if rep.Read != c.read || rep.Kept != c.kept {
			t.Errorf("%s: %s", name, rep)
		}
		if c.reason != "" && (len(rep.RefusedBy) != 1 || rep.RefusedBy[0].Reason != c.reason || rep.RefusedBy[0].Lines[0] != 3) {
			t.Errorf("%s: %v", name, rep.RefusedBy)
		}
	}
	// The same line twice adds nothing; the same number with another date is
	// one record, flagged.
	s := open(t)
	rep := load(t, s, Wide, head+good+good+strings.Replace(good, "2012-02-23", "2012-02-24", 1))
	if rep.Kept != 2 || rep.Duplicates != 4 || len(node(t, s, rollCall("A/RES/66/254")).Strings("warnings")) != 1 {
		t.Errorf("%s", rep)
	}
	broken := strings.TrimSuffix(good, "\n") + ",x\n"
	if rep := load(t, s, Wide, head+broken); rep.Withdrawn != 0 || positions(t, s, vocab.Voted, "A/RES/66/254") == "" {
		t.Errorf("a damaged file withdrew: %s", rep)
	}
	less := strings.Replace(good, "7,Y,,Y", "7,Y,,", 1)
	if rep := load(t, s, Wide, head+less); rep.Withdrawn != 1 || positions(t, s, vocab.Voted, "A/RES/66/254") != "CHL=yes" {
		t.Errorf("%s", rep)
	}
}

// TestRealWide: the wide file alone ends in the answers of the library's two
// files, in an empty store and over the starter graph.
func TestRealWide(t *testing.T) {
	if testing.Short() {
		t.Skip("a million rows, twice")
	}
	wide, ga, sc := bytesOf(t, wideFile), bytesOf(t, assemblyFile), bytesOf(t, councilFile)
	for name, starter := range map[string]bool{"empty store": false, "starter graph": true} {
		t.Run(name, func(t *testing.T) {
			a, b := open(t), open(t)
			if starter {
				for _, s := range []graph.Store{a, b} {
					_, err := facts.Load(context.Background(), s)
					must(t, err)
				}
			}
			rep := loadFile(t, a, Wide, wideFile, wide)
			if rep.Read != 859_284+38_379 || rep.Records != 7855 || rep.Refused != 1 || !strings.Contains(rep.RefusedBy[0].Reason, "DONOTKNOW") {
				t.Fatalf("%s", rep)
			}
			loadFile(t, b, Assembly, assemblyFile, ga)
			loadFile(t, b, Council, councilFile, sc)
			got, want := answers(t, a), answers(t, b)
			if !slices.Equal(got, want) {
				differ(t, got, want)
			}
			rev := revision(t, a)
			if rep := loadFile(t, a, Wide, "again", wide); rep.Unchanged != 859_284+38_378 || revision(t, a) != rev {
				t.Errorf("a repeat changed something: %s", rep)
			}
		})
	}
}

// FuzzWide asks of any text that reading it never panics and that each row is
// kept or refused.
func FuzzWide(f *testing.F) {
	f.Add(wideText(append(assemblyVotes(), councilVotes()...)...))
	f.Add(wideHeader + ",CHILE, CHILE\nGeneral Assembly,2012,\"t,A/RES/1\n,,,,,,,,,,,Y,Y\n")
	f.Fuzz(func(t *testing.T, body string) {
		s := open(t)
		if _, err := try(s, Wide, body); err != nil {
			if strings.Contains(err.Error(), "add up") {
				t.Fatal(err)
			}
			return
		}
		rev := revision(t, s)
		if _, err := try(s, Wide, body); err != nil || revision(t, s) != rev {
			t.Fatalf("the same again: %v", err)
		}
	})
}

func BenchmarkImportWide(b *testing.B) {
	data := bytesOf(b, wideFile)
	for b.Loop() {
		s := fileStore(b)
		rep := loadFile(b, s, Wide, wideFile, data)
		b.ReportMetric(float64(rep.RowsPerSecond), "rows/s")
		s.Close()
	}
}

// TestUnmatchedVotes: a source that its own import matches to these records, and
// that came before them, is to be imported again.
func TestUnmatchedVotes(t *testing.T) {
	s := open(t)
	_, err := s.Upsert(context.Background(), graph.Batch{Nodes: []graph.Node{{Key: rollCall("unvotes/77"), Props: graph.P("body", votes.Assembly, "kind", "whole", "symbol", "unvotes/77")}}})
	must(t, err)
	for _, body := range []string{text(ga2026, assemblyVotes()...), strings.Replace(text(ga2026, assemblyVotes()...), "1001,CHN,CHINA,X", "1001,CHN,CHINA,Y", 1)} {
		if rep := load(t, s, Assembly, body); !strings.Contains(strings.Join(rep.Warnings, "\n"), "import unvotes again") {
			t.Errorf("%s", rep)
		}
	}
	if rep := load(t, s, Council, text(sc2026, councilVotes()...)); strings.Contains(strings.Join(rep.Warnings, "\n"), "unvotes") {
		t.Errorf("%s", rep)
	}
}
