// Package crash kills the built program with SIGKILL at random moments of
// import, derive and restore, on both stores, and lets it go on: what was
// written must be sound at once, and complete and equal to an undisturbed store
// after the command is given again.
//
// CRASH_ROUNDS sets the number of kills for each store (ten without it),
// CRASH_SEED the moments.
package crash

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"entente/graph"
	"entente/graph/names"
	"entente/internal/neo4jtest"
)

var program string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "crash")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	program = filepath.Join(dir, "entente")
	if out, err := exec.Command("go", "build", "-o", program, "entente/cmd/entente").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "build: %v\n%s", err, out)
		os.Exit(1)
	}
	code := neo4jtest.Main(m)
	os.RemoveAll(dir)
	os.Exit(code)
}

// place is a store the program is run on.
type place struct {
	store string
	env   []string
}

func (p place) command(ctx context.Context, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, program, append([]string{"--store", p.store}, args...)...)
	c.Env = append(os.Environ(), p.env...)
	return c
}

func (p place) run(t *testing.T, args ...string) time.Duration {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	begun := time.Now()
	if out, err := p.command(ctx, args...).CombinedOutput(); err != nil {
		t.Fatalf("entente %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return time.Since(begun)
}

// kill runs the program and kills it after a while; it tells whether the kill
// came before the end.
func (p place) kill(t *testing.T, after time.Duration, args ...string) bool {
	t.Helper()
	var out bytes.Buffer
	c := p.command(t.Context(), args...)
	c.Stdout, c.Stderr = &out, &out
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(after, func() { c.Process.Kill() })
	err := c.Wait()
	timer.Stop()
	if err != nil && c.ProcessState.ExitCode() >= 0 {
		t.Fatalf("entente %s ended by itself: %v\n%s", strings.Join(args, " "), err, out.String())
	}
	return err != nil
}

// revisions are those that derived edges were computed from: a disturbed store
// has counted further.
var revisions = regexp.MustCompile(`"(revision|version|fingerprint)":"[0-9a-f]{8,}(-[0-9]+)?"`)

func (p place) export(t *testing.T) []byte {
	t.Helper()
	file := filepath.Join(t.TempDir(), "export.ndjson")
	p.run(t, "export", file)
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	body, _, _ := bytes.Cut(text, []byte(`{"end":true`)) // its checksum is of the revisions too
	return revisions.ReplaceAll(body, []byte(`"$1":""`))
}

// deliveries writes files of the Assembly's votes, one for each round, in the
// layout of 2026; every delivery is of another session.
func deliveries(t *testing.T, rounds int) []string {
	t.Helper()
	var codes, titles []string
	for _, e := range names.All() {
		if e.ISO3 != "" && len(codes) < 150 && e.MemberAt(today) == graph.Certain {
			codes = append(codes, e.ISO3)
			titles = append(titles, strings.ToUpper(e.Name))
		}
	}
	dir := t.TempDir()
	rnd := rand.New(rand.NewPCG(1, 2))
	var files []string
	for round := range rounds {
		var b strings.Builder
		b.WriteString("undl_id,ms_code,ms_name,ms_vote,date,session,resolution,draft,committee_report,meeting,title,agenda_title,subjects,vote_note,total_yes,total_no,total_abstentions,total_non_voting,total_ms,undl_link\n")
		session := 100 + round%800
		for n := range 100 {
			votes := make([]byte, len(codes))
			count := map[byte]int{}
			for i := range votes {
				votes[i] = "YYYNAX"[rnd.IntN(6)]
				count[votes[i]]++
			}
			for i, code := range codes {
				fmt.Fprintf(&b, "%d,%s,\"%s\",%c,%s,%d,A/RES/%d/%d,,,,\"A made-up text on question %d\",,,,%d,%d,%d,%d,%d,\n", 9_000_000+1000*round+n, code, titles[i], votes[i],
					fmt.Sprintf("2026-%02d-%02d", 1+round%11, 1+n%28), session, session, n+1, n, count['Y'], count['N'], count['A'], count['X'], len(codes))
			}
		}
		file := filepath.Join(dir, fmt.Sprintf("round-%03d.csv", round))
		if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return files
}

// today is the day of the votes: those who vote are members then.
var today = graph.Day(2026, 1, 1)

func TestKilledEmbedded(t *testing.T) {
	if testing.Short() {
		t.Skip("starts and kills processes")
	}
	disturb(t, func(name string) place { return place{store: filepath.Join(t.TempDir(), name+".db")} })
}

func TestKilledOnNeo4j(t *testing.T) {
	if testing.Short() {
		t.Skip("starts and kills processes")
	}
	srv := neo4jtest.Start(t)
	disturb(t, func(string) place {
		srv.Clear(t)
		return place{srv.URI, []string{"ENTENTE_NEO4J_USER=" + srv.User, "ENTENTE_NEO4J_PASSWORD=" + srv.Password}}
	})
}

// disturb kills import, derive and restore in turn on a store that fresh makes.
func disturb(t *testing.T, fresh func(name string) place) {
	rounds := number("CRASH_ROUNDS", 10)
	seed := uint64(number("CRASH_SEED", int(time.Now().UnixNano()%1_000_000)))
	t.Logf("%d kills, CRASH_SEED=%d", rounds, seed)
	rnd := rand.New(rand.NewPCG(seed, 0))
	moment := func(took time.Duration) time.Duration { return time.Duration(rnd.Float64() * 1.05 * float64(took)) }

	// Half of the kills meet imports, the rest derive and restore.
	imports := max(1, rounds/2)
	derives := max(1, rounds/4)
	files := deliveries(t, imports)
	calm := place{store: filepath.Join(t.TempDir(), "calm.db")}
	calm.run(t, "status")
	for _, f := range files {
		calm.run(t, "import", "undl-ga", f)
	}
	want := calm.export(t)
	calm.run(t, "derive", "--body", "sc")
	wantDerived := calm.export(t)
	whole := filepath.Join(t.TempDir(), "whole.ndjson")
	calm.run(t, "export", whole)

	hit := 0
	killed := func(p place, took time.Duration, args ...string) {
		if p.kill(t, moment(took), args...) {
			hit++
		}
		p.run(t, "verify")
	}
	p := fresh("disturbed")
	p.run(t, "status")
	took := p.run(t, "import", "undl-ga", files[0])
	for _, f := range files {
		killed(p, took, "import", "undl-ga", f)
		took = max(took/2, p.run(t, "import", "undl-ga", f))
	}
	compare(t, "import", want, p.export(t))
	took = p.run(t, "derive", "--body", "sc")
	for range derives {
		killed(p, took, "derive", "--body", "sc")
	}
	p.run(t, "derive", "--body", "sc")
	compare(t, "derive", wantDerived, p.export(t))

	q := fresh("restored")
	took = 2 * time.Second
	for range max(1, rounds-imports-derives) {
		if q.kill(t, moment(took), "restore", whole) {
			hit++
		}
	}
	q.run(t, "restore", whole)
	compare(t, "restore", wantDerived, q.export(t))
	t.Logf("%d of %d kills came before the end", hit, rounds)
	if hit == 0 {
		t.Error("no command was killed before its end")
	}
}

func compare(t *testing.T, what string, want, got []byte) {
	t.Helper()
	if bytes.Equal(want, got) {
		return
	}
	a, b := strings.Split(string(want), "\n"), strings.Split(string(got), "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			t.Fatalf("%s: line %d is\n%s\nand in an undisturbed store\n%s", what, i+1, b[i], a[i])
		}
	}
	t.Fatalf("%s: %d lines, %d in an undisturbed store", what, len(b), len(a))
}

func number(name string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil && n > 0 {
		return n
	}
	return otherwise
}
