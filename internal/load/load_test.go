package load

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
)

var (
	binary  = flag.String("binary", "", "the built program; without it the load test is skipped (make load)")
	store   = flag.String("store", "", "a store to serve a copy of; without it the starter graph")
	each    = flag.Duration("each", 4*time.Second, "how long each kind of question is asked")
	soak    = flag.Duration("soak", 20*time.Second, "how long the soak lasts")
	clients = flag.Int("clients", 16, "clients that ask at once")
)

// plainAddress makes the test's own program a plain gin server, in a process of
// its own as the real one is.
const plainAddress = "ENTENTE_LOAD_PLAIN"

func TestMain(m *testing.M) {
	if addr := os.Getenv(plainAddress); addr != "" {
		if err := plain(addr); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	flag.Parse()
	os.Exit(m.Run())
}

// plain serves what a GraphQL server does at least: read JSON, answer JSON.
func plain(addr string) error {
	gin.SetMode(gin.ReleaseMode)
	e := gin.New()
	e.POST("/graphql", func(c *gin.Context) {
		var q struct {
			Query     string         `json:"query"`
			Variables map[string]any `json:"variables"`
		}
		if c.ShouldBindJSON(&q) != nil {
			c.Status(http.StatusBadRequest)
			return
		}
		c.JSON(http.StatusOK, gin.H{"data": gin.H{"alignment": gin.H{"n": 27, "identical": gin.H{"value": 0.9259259259259259}}}})
	})
	s := &http.Server{Addr: addr, Handler: e, ReadHeaderTimeout: 5 * time.Second}
	return s.ListenAndServe()
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// start runs a server until the test ends and waits until path answers.
func start(t *testing.T, cmd *exec.Cmd, addr, path string) {
	t.Helper()
	log, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
			t.Error(err)
		}
		// The plain server knows no orderly end.
		_ = cmd.Wait()
		log.Close()
	})
	for range 300 {
		if r, err := http.Get("http://" + addr + path); err == nil {
			r.Body.Close()
			if path == "/" || r.StatusCode == http.StatusOK {
				return
			}
		}
		time.Sleep(100 * time.Millisecond)
	}
	b, _ := os.ReadFile(log.Name())
	t.Fatalf("the server is not ready after 30 s: %.2000s", b)
}

func pair(alias, since string) string {
	return fmt.Sprintf(`{"query":"query P($between: [String!]!, $where: VoteFilter) { %s: alignment(between: $between, where: $where) { n identical { value low high } } }","variables":{"between":["Russia","China"],"where":{"body":["SECURITY_COUNCIL"],"since":%q}}}`, alias, since)
}

// TestLoad is make load. It asserts no time: it prints what there is, and fails
// where answers fail or a soak leaves goroutines or memory behind.
func TestLoad(t *testing.T) {
	if *binary == "" {
		t.Skip("make load runs it")
	}
	plainAt, at := freeAddress(t), freeAddress(t)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p := exec.Command(self)
	p.Env = append(os.Environ(), plainAddress+"="+plainAt)
	start(t, p, plainAt, "/")

	db := filepath.Join(t.TempDir(), "load.db")
	if *store != "" {
		from, err := os.Open(*store)
		if err != nil {
			t.Fatal(err)
		}
		to, err := os.Create(db)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(to, from); err != nil {
			t.Fatal(err)
		}
		from.Close()
		to.Close()
	}
	s := exec.Command(*binary, "serve", "--store", db, "--listen", at) // #nosec G204 -- the program under test
	start(t, s, at, "/readyz")

	var years []string // 60 different questions under one document
	for y := 1950; y < 2010; y++ {
		years = append(years, pair("x", strconv.Itoa(y)))
	}
	var fresh []string // each a document of its own, more than are kept
	for i := range 5000 {
		fresh = append(fresh, pair("x"+strconv.Itoa(i), "1990"))
	}
	questions := []struct {
		name   string
		bodies []string
	}{
		{"one pair, asked again", []string{pair("x", "2006")}},
		{"sixty pair questions, one document", years},
		{"a new document each time", fresh},
		{"a pair by year", []string{`{"query":"{ alignment(between: [\"Russia\", \"China\"], where: {body: [SECURITY_COUNCIL]}) { series(by: YEAR) { label n identical { value } } } }"}`}},
		{"closest", []string{`{"query":"{ closest(to: \"China\", where: {body: [SECURITY_COUNCIL]}) { rank country { name } measure { value n } } }"}`}},
		{"relations, from the store", []string{`{"query":"{ relations(between: [\"Russia\", \"North Korea\"]) { agreements { name since } alliances { note } } }"}`}},
	}
	run := func(url string, bodies []string, d time.Duration) Result {
		return Run(t.Context(), Plan{URL: "http://" + url + "/graphql", Bodies: bodies, Clients: *clients, For: d})
	}
	run(plainAt, questions[0].bodies, *each/4) // warm both
	run(at, questions[0].bodies, *each/4)
	base := run(plainAt, questions[0].bodies, *each)
	t.Logf("%-36s %s", "a plain gin handler", base)
	for _, q := range questions {
		r := run(at, q.bodies, *each)
		t.Logf("%-36s %s, %.2f of the plain handler's", q.name, r, r.PerSecond()/base.PerSecond())
		if r.Failed > 0 || r.Answers == 0 {
			t.Errorf("%s: %d answers, %d failed: %s", q.name, r.Answers, r.Failed, r.Example)
		}
	}

	var mixed []string
	for i := range 300 {
		mixed = append(mixed, questions[i%len(questions)].bodies[i%len(questions[i%len(questions)].bodies)], `{"query":"{ __typename }"}`)
	}
	run(at, mixed, *soak/5) // what is kept is kept by now
	before := state(t, at, s.Process.Pid)
	r := run(at, mixed, *soak)
	// Connections of the clients are closed; the server sees it in a moment.
	var after usage
	for range 50 {
		if after = state(t, at, s.Process.Pid); after.goroutines <= before.goroutines+2 {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Logf("%-36s %s", "soak, all mixed", r)
	t.Logf("goroutines %d → %d, resident %d → %d MiB, heap %d → %d MiB in %s", before.goroutines, after.goroutines, before.resident>>20, after.resident>>20, before.heap>>20, after.heap>>20, *soak)
	if r.Failed > 0 {
		t.Errorf("soak: %d failed: %s", r.Failed, r.Example)
	}
	if after.goroutines > before.goroutines+10 {
		t.Errorf("goroutines grew from %d to %d", before.goroutines, after.goroutines)
	}
	if after.resident > before.resident*3/2+64<<20 {
		t.Errorf("memory grew from %d to %d MiB", before.resident>>20, after.resident>>20)
	}
}

type usage struct{ goroutines, resident, heap int }

// state reads the server's own metrics and what the system says of its memory.
func state(t *testing.T, addr string, pid int) usage {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+addr+"/metrics", nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	var u usage
	for s := bufio.NewScanner(r.Body); s.Scan(); {
		name, value, _ := strings.Cut(s.Text(), " ")
		v, err := strconv.ParseFloat(value, 64)
		if err != nil {
			continue
		}
		switch name {
		case "go_goroutines":
			u.goroutines = int(v)
		case "go_memstats_heap_inuse_bytes":
			u.heap = int(v)
		}
	}
	if b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid)); err == nil {
		for line := range strings.Lines(string(b)) {
			if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
				kb, _ := strconv.Atoi(strings.Fields(rest)[0])
				u.resident = kb << 10
			}
		}
	}
	return u
}

// The tool itself: it counts what fails and does not outlive its plan.
func TestRun(t *testing.T) {
	bad := false
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &http.Server{ReadHeaderTimeout: time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if b, _ := io.ReadAll(r.Body); string(b) == "bad" {
			w.WriteHeader(http.StatusTooManyRequests)
		}
	})}
	go func() { _ = s.Serve(l) }()
	defer s.Close()
	for _, bodies := range [][]string{{"good"}, {"good", "bad"}} {
		r := Run(t.Context(), Plan{URL: "http://" + l.Addr().String(), Bodies: bodies, Clients: 2, For: 100 * time.Millisecond})
		if r.Answers == 0 || (r.Failed > 0) != bad || r.P99 < r.P50 || r.PerSecond() <= 0 || !strings.Contains(r.String(), "p99") {
			t.Errorf("%+v", r)
		}
		bad = true
	}
}
