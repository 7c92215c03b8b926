package sqlitestore

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"entente/graph"
	"entente/graph/storetest"
)

func node(id string, pairs ...any) graph.Node {
	return graph.Node{Key: graph.Key{Kind: storetest.Thing, ID: id}, Props: graph.P(pairs...)}
}

func link(from, to, source string, pairs ...any) graph.Edge {
	return graph.Edge{EdgeKey: graph.EdgeKey{Kind: storetest.Links, From: node(from).Key, To: node(to).Key, Source: source}, Props: graph.P(pairs...)}
}

// filled makes a database file with some thousand elements and closes it.
func filled(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "graph.db")
	s, err := Open(t.Context(), path, storetest.Schema(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	var b graph.Batch
	for i := range 3000 {
		b.Nodes = append(b.Nodes, node(fmt.Sprint(i), "s", fmt.Sprint("name ", i)))
		b.Edges = append(b.Edges, link(fmt.Sprint(i), fmt.Sprint(i*7%3000), "a", "s", fmt.Sprint("text ", i), "i", i))
	}
	if _, err := s.Upsert(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func count(ctx context.Context, s *Store) (n int, err error) {
	for _, err := range s.Nodes(ctx, graph.NodeFilter{}) {
		if err != nil {
			return n, err
		}
		n++
	}
	for _, err := range s.Edges(ctx, graph.EdgeFilter{}) {
		if err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// wantError opens a file that must be refused, with the file's name in the
// sentence.
func wantError(t *testing.T, path string, target error) {
	t.Helper()
	s, err := Open(t.Context(), path, storetest.Schema(), Options{BusyTimeout: 100 * time.Millisecond})
	if err == nil {
		s.Close()
	}
	if !errors.Is(err, target) || !strings.Contains(err.Error(), filepath.Base(path)) {
		t.Errorf("Open gives %v, want %q and the file's name", err, target)
	}
}

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	t.Run("newer", func(t *testing.T) {
		path := filled(t)
		c, err := dial(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.exec(fmt.Sprintf(`PRAGMA user_version = %d`, len(migrations)+1)); err != nil {
			t.Fatal(err)
		}
		c.close()
		wantError(t, path, graph.ErrNewer)
	})
	t.Run("other program", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "other.db")
		c, err := dial(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.exec(`CREATE TABLE theirs (x)`); err != nil {
			t.Fatal(err)
		}
		c.close()
		before, _ := os.ReadFile(path)
		wantError(t, path, graph.ErrInvalid)
		if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
			t.Error("another program's database was changed")
		}
	})
	t.Run("no database", func(t *testing.T) {
		path := filepath.Join(dir, "votes.csv")
		text := []byte(strings.Repeat("date,resolution,yes,no\n", 500))
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		wantError(t, path, graph.ErrCorrupt)
		if after, _ := os.ReadFile(path); !bytes.Equal(text, after) {
			t.Error("a file that is no database was changed")
		}
	})
	t.Run("folder", func(t *testing.T) { wantError(t, dir, graph.ErrInvalid) })
	t.Run("no folder", func(t *testing.T) { wantError(t, filepath.Join(dir, "no", "graph.db"), graph.ErrUnavailable) })
	t.Run("no path", func(t *testing.T) {
		if _, err := Open(t.Context(), "", storetest.Schema(), Options{}); !errors.Is(err, graph.ErrInvalid) {
			t.Error(err)
		}
		if _, err := Open(t.Context(), Memory, nil, Options{}); !errors.Is(err, graph.ErrInvalid) {
			t.Error(err)
		}
	})
}

func TestOpenAgain(t *testing.T) {
	for _, name := range []string{"plain.db", "with space.db", "what?mode=ro.db", "50%25.db", "a#b.db", "Ж'\".db", "file:x.db"} {
		path := filepath.Join(t.TempDir(), name)
		for range 2 {
			s, err := Open(t.Context(), path, storetest.Schema(), Options{})
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		}
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
	}
	// An empty file, as a temporary one is, is a new database.
	path := filepath.Join(t.TempDir(), "empty.db")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	open(t, path, storetest.Schema())

	// Two databases differ also where nothing is in them.
	a, b := open(t, Memory, storetest.Schema()), open(t, Memory, storetest.Schema())
	ra, err1 := a.Revision(t.Context())
	rb, err2 := b.Revision(t.Context())
	if ra == rb || err1 != nil || err2 != nil {
		t.Errorf("revisions %q, %v and %q, %v", ra, err1, rb, err2)
	}
}

// TestDamage breaks a database in many ways: every one must end in ErrCorrupt
// or in all rows, never in fewer rows in silence or in a panic.
func TestDamage(t *testing.T) {
	whole, err := os.ReadFile(filled(t))
	if err != nil {
		t.Fatal(err)
	}
	damaged := 0
	try := func(name string, data []byte) {
		path := filepath.Join(t.TempDir(), name+".db")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Open(t.Context(), path, storetest.Schema(), Options{})
		if err == nil {
			defer s.Close()
			var n int
			if n, err = count(t.Context(), s); err == nil && n != 6000 {
				// SQLite cannot see every flipped bit when it reads; Verify
				// does.
				if err = s.Verify(t.Context()); err == nil {
					t.Errorf("%s: %d elements and no error", name, n)
				}
			}
		}
		if err != nil {
			damaged++
			if !errors.Is(err, graph.ErrCorrupt) {
				t.Errorf("%s: %v, want one that is %q", name, err, graph.ErrCorrupt)
			}
		}
	}
	try("half", whole[:len(whole)/2])
	try("half a page", whole[:len(whole)/2+100])
	try("one page", whole[:4096])
	try("head only", whole[:100])
	try("all but the last page", whole[:len(whole)-4096])
	if damaged != 5 {
		t.Errorf("%d of 5 cut files are found damaged", damaged)
	}
	rnd := rand.New(rand.NewPCG(3, 4))
	noise := make([]byte, 8192)
	for i := range noise {
		noise[i] = byte(rnd.Uint32())
	}
	try("noise", noise)
	for i := range 40 {
		data := bytes.Clone(whole)
		for range 1 + rnd.IntN(3) {
			at := rnd.IntN(len(data) - 600)
			for j := range rnd.IntN(600) {
				data[at+j] = byte(rnd.Uint32())
			}
		}
		try(fmt.Sprint("bytes", i), data)
	}
	if damaged < 20 {
		t.Errorf("only %d damaged files are found damaged", damaged)
	}
}

// TestDamagedInside changes rows past the store.
func TestDamagedInside(t *testing.T) {
	for _, q := range []string{
		`DELETE FROM node WHERE id = 17`, `DELETE FROM node WHERE id = 3000`, `DELETE FROM word WHERE id = 2`, `UPDATE edge SET props = x'ff01'`, `UPDATE edge SET props = 999`,
		`UPDATE edge SET props = 'text' WHERE dst = 5`, `UPDATE node SET props = x'0101'`, `UPDATE node SET props = x'010140'`, `UPDATE node SET props = x'0107ffffffff0f'`, `DELETE FROM meta`,
		`UPDATE edge SET dst = 99999 WHERE dst = 7`,
	} {
		path := filled(t)
		c, err := dial(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.exec(q); err != nil {
			t.Fatal(q, err)
		}
		c.close()
		s, err := Open(t.Context(), path, storetest.Schema(), Options{})
		if err == nil {
			err = s.Verify(t.Context())
			s.Close()
		}
		if !errors.Is(err, graph.ErrCorrupt) {
			t.Errorf("%s: %v, want one that is %q", q, err, graph.ErrCorrupt)
		}
	}
}

// TestTwoStores: two stores on one file, as two processes are, see each other's
// writes and whole batches only, and wait for each other.
func TestTwoStores(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	a, b := open(t, path, storetest.Schema()), open(t, path, storetest.Schema())
	errs := make(chan error, 2)
	for i, s := range []*Store{a, b} {
		go func() {
			var err error
			for k := range 40 {
				own, next := fmt.Sprintf("%d/%d", i, k), fmt.Sprintf("both/%d", k)
				if _, err = s.Upsert(context.Background(), graph.Batch{
					Nodes: []graph.Node{node(own), node(next, "i", i)},
					Edges: []graph.Edge{link(own, next, fmt.Sprint("source-", i), "s", "the same text for both"), link(next, own, fmt.Sprint("source-", i), "s", "the same text for both")},
				}); err != nil {
					break
				}
			}
			errs <- err
		}()
	}
	for range 2 {
		if err := <-errs; err != nil {
			t.Fatal(err)
		}
	}
	for _, s := range []*Store{a, b} {
		if n, err := count(t.Context(), s); n != 3*40+4*40 || err != nil {
			t.Errorf("%d elements, %v", n, err)
		}
		verify(t, s)
	}
	ra, _ := a.Revision(t.Context())
	rb, _ := b.Revision(t.Context())
	if ra != rb {
		t.Errorf("revisions %q and %q", ra, rb)
	}
}

func TestBusy(t *testing.T) {
	path := filled(t)
	s, err := Open(t.Context(), path, storetest.Schema(), Options{BusyTimeout: 150 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	other, err := dial(path)
	if err != nil {
		t.Fatal(err)
	}
	defer other.close()
	if _, err := other.exec(`BEGIN IMMEDIATE`); err != nil {
		t.Fatal(err)
	}
	_, err = s.Upsert(t.Context(), graph.Batch{Nodes: []graph.Node{node("new")}})
	if !errors.Is(err, graph.ErrBusy) || !strings.Contains(err.Error(), path) {
		t.Errorf("a write while another process writes: %v", err)
	}
	// Reading goes on, and so does opening.
	if n, err := count(t.Context(), s); n != 6000 || err != nil {
		t.Errorf("%d elements, %v", n, err)
	}
	open(t, path, storetest.Schema())

	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := s.Upsert(ctx, graph.Batch{Nodes: []graph.Node{node("new")}}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a write whose time is over while it waits: %v", err)
	}
	if _, err := other.exec(`ROLLBACK`); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Upsert(t.Context(), graph.Batch{Nodes: []graph.Node{node("new")}}); err != nil {
		t.Errorf("a write after the other process ended: %v", err)
	}
}

// TestFull: a full disk, made here by a bound on the file's pages, is told and
// leaves the last whole batch.
func TestFull(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "graph.db"), storetest.Schema())
	if _, err := s.writer.integer(`PRAGMA max_page_count = 60`); err != nil {
		t.Fatal(err)
	}
	kept := 0
	for i := 0; ; i++ {
		var b graph.Batch
		for j := range 100 {
			b.Nodes = append(b.Nodes, node(fmt.Sprint(i, "/", j), "s", strings.Repeat("x", 50)))
		}
		_, err := s.Upsert(t.Context(), b)
		if err != nil {
			if !errors.Is(err, graph.ErrUnavailable) || !strings.Contains(err.Error(), "full") {
				t.Errorf("a full disk gives %v", err)
			}
			break
		}
		kept += 100
	}
	if n, err := count(t.Context(), s); n != kept || err != nil || kept == 0 {
		t.Errorf("%d elements, %v; want %d", n, err, kept)
	}
	verify(t, s)
	if _, err := s.Upsert(t.Context(), graph.Batch{Nodes: []graph.Node{node("0/0", "i", 1)}}); err != nil {
		t.Errorf("a small write afterwards: %v", err)
	}
}

func TestReadOnly(t *testing.T) {
	path := filled(t)
	if err := os.Chmod(path, 0o400); err != nil {
		t.Fatal(err)
	}
	if f, err := os.OpenFile(path, os.O_WRONLY, 0); err == nil {
		f.Close()
		t.Skip("this user may write to any file")
	}
	s := open(t, path, storetest.Schema())
	if n, err := count(t.Context(), s); n != 6000 || err != nil {
		t.Errorf("%d elements, %v", n, err)
	}
	if _, err := s.Upsert(t.Context(), graph.Batch{Nodes: []graph.Node{node("new")}}); !errors.Is(err, graph.ErrReadOnly) {
		t.Errorf("a write to a read-only file: %v", err)
	}
}

// The child of TestKill writes batches until it is killed: batch k gives a
// hundred nodes the number k and each an edge to the next with it.
const killEnv = "SQLITESTORE_TEST_KILL"

func TestMain(m *testing.M) {
	if path := os.Getenv(killEnv); path != "" {
		fmt.Println(killChild(path))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

func killBatch(k int) graph.Batch {
	var b graph.Batch
	for i := range 100 {
		b.Nodes = append(b.Nodes, node(fmt.Sprint(i), "i", k))
		b.Edges = append(b.Edges, link(fmt.Sprint(i), fmt.Sprint((i+1)%100), "a", "i", k, "s", fmt.Sprint("batch ", k)))
	}
	b.Nodes = append(b.Nodes, node(fmt.Sprint("batch/", k)))
	return b
}

func killChild(path string) error {
	s, err := Open(context.Background(), path, storetest.Schema(), Options{})
	if err != nil {
		return err
	}
	from, err := committed(s)
	if err != nil {
		return err
	}
	for k := from + 1; ; k++ {
		if _, err := s.Upsert(context.Background(), killBatch(k)); err != nil {
			return err
		}
		fmt.Println(k)
	}
}

// committed is the number of the last batch, or an error where a part of one is
// there.
func committed(s *Store) (int, error) {
	ctx := context.Background()
	values := map[int64]int{}
	last := 0
	for n, err := range s.Nodes(ctx, graph.NodeFilter{}) {
		if err != nil {
			return 0, err
		}
		if i, ok := n.Props.Int("i"); ok {
			values[i]++
		} else {
			last++
		}
	}
	for e, err := range s.Edges(ctx, graph.EdgeFilter{}) {
		if err != nil {
			return 0, err
		}
		i, _ := e.Props.Int("i")
		values[i]++
	}
	if last == 0 && len(values) == 0 {
		return 0, nil
	}
	if len(values) != 1 || values[int64(last)] != 200 {
		return 0, fmt.Errorf("after %d batches the numbers are %v", last, values)
	}
	return last, nil
}

func TestKill(t *testing.T) {
	if testing.Short() {
		t.Skip("starts and kills processes")
	}
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "graph.db")
	rnd := rand.New(rand.NewPCG(5, 6))
	last := 0
	for round := range 10 {
		cmd := exec.Command(exe)
		cmd.Env = append(os.Environ(), killEnv+"="+path)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		told := last
		kill := time.AfterFunc(time.Duration(30+rnd.IntN(300))*time.Millisecond, func() { cmd.Process.Kill() })
		for lines.Scan() {
			if _, err := fmt.Sscan(lines.Text(), &told); err != nil {
				t.Errorf("round %d: the child says %s", round, lines.Text())
			}
		}
		cmd.Wait() // ends by the kill, so its error says nothing
		kill.Stop()

		s, err := Open(t.Context(), path, storetest.Schema(), Options{})
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		now, err := committed(s)
		if err != nil || now < told {
			t.Fatalf("round %d: the child told of batch %d, the store has %d, %v", round, told, now, err)
		}
		verify(t, s)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		last = now
	}
	t.Logf("%d batches in ten rounds", last)
	if last == 0 {
		t.Error("no child lived long enough to write")
	}
}

func FuzzDecode(f *testing.F) {
	words := []string{"", "a", "b", "c", "d", "e", "f"}
	id := func(w string) (int64, error) { return int64(strings.Index("abcdef", w) + 1), nil }
	full, err := encode(nil, graph.P("a", "text", "b", -7, "c", 1.5, "d", true, "e", graph.MustDate("1977-12"), "f", []string{"", "x"}), id)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(full)
	f.Add([]byte{1, tagList, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1})
	f.Add([]byte{1, tagString, 0x80})
	f.Fuzz(func(t *testing.T, data []byte) {
		ps, err := decode(string(data), words)
		if err != nil {
			return
		}
		again, err := encode(nil, ps, id)
		if err != nil {
			t.Fatal(err)
		}
		qs, err := decode(string(again), words)
		if err != nil || !ps.Equal(qs) {
			t.Errorf("%v comes back as %v, %v", ps, qs, err)
		}
	})
}
