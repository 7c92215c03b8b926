package api

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"entente/graph"
	"entente/graph/analysis"
	"entente/graph/projection"
	"entente/graph/sqlitestore"
	"entente/graph/vocab"
	"entente/internal/awaystore"
	"entente/internal/faultstore"
	"entente/schema"
	"entente/seed/facts"
)

// house is the program without its command line: the starter graph in memory, a
// store that can be made to fail around it, and what serve puts on top.
type house struct {
	*API
	inner   graph.Store
	fault   *faultstore.Store
	away    *awaystore.Store
	service *analysis.Service
	limits  schema.Limits
}

// newHouse builds one; wait is how long the store is waited for.
func newHouse(t testing.TB, l schema.Limits, o Options, wait time.Duration) *house {
	t.Helper()
	path := filepath.Join(t.TempDir(), "entente.db")
	starter.once.Do(func() { starter.file, starter.err = makeStarter(path) })
	if starter.err != nil {
		t.Fatal(starter.err)
	}
	if err := os.WriteFile(path, starter.file, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := sqlitestore.Open(t.Context(), path, vocab.Schema(), sqlitestore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return houseOn(t, s, l, o, wait)
}

// starter is a file with the starter graph, which takes long to make under the
// race detector.
var starter struct {
	once sync.Once
	file []byte
	err  error
}

func makeStarter(path string) ([]byte, error) {
	ctx := context.Background()
	s, err := sqlitestore.Open(ctx, path, vocab.Schema(), sqlitestore.Options{})
	if err != nil {
		return nil, err
	}
	if _, err := facts.Load(ctx, s); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
}

func houseOn(t testing.TB, s graph.Store, l schema.Limits, o Options, wait time.Duration) *house {
	t.Helper()
	if o.Logger == nil {
		o.Logger = quiet
	}
	h := &house{inner: s, fault: faultstore.New(s)}
	h.away = awaystore.New(h.fault, awaystore.Options{Wait: wait, Every: wait / 4, Logger: o.Logger})
	h.service = analysis.New(h.away, analysis.Options{Projection: projection.HolderOptions{CheckEvery: 10 * time.Millisecond}})
	x, err := schema.New(h.service, schema.Options{Logger: o.Logger, Limits: l})
	if err != nil {
		t.Fatal(err)
	}
	h.limits = x.Limits()
	o.Revision = h.service.Revision
	o.Begin = func(ctx context.Context) context.Context { return awaystore.ForClient(projection.Pin(ctx)) }
	o.StaleSince = func() time.Time {
		if since := h.away.Since(); !since.IsZero() {
			return since
		}
		return h.service.Status().StaleSince
	}
	o.Ready = func(ctx context.Context) error { _, err := h.service.Revision(ctx); return err }
	if h.API, err = New(x, o); err != nil {
		t.Fatal(err)
	}
	if err := h.service.Warm(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		h.fault.Set(nil)
		h.service.Close()
		if err := h.away.Close(); err != nil {
			t.Error(err)
		}
	})
	return h
}

func ask(h http.Handler, body string, headers ...string) *httptest.ResponseRecorder {
	return do(h, "POST", "/graphql", body, append([]string{"Content-Type", "application/json"}, headers...)...)
}

// noLeaks fails where goroutines that were not there before the test are there
// after everything it made was closed. It must be called before the other
// clean-ups of the test are registered.
func noLeaks(t *testing.T) {
	t.Helper()
	before := goroutines()
	t.Cleanup(func() {
		var left string
		for range 100 {
			left = ""
			for id, stack := range goroutines() {
				if _, ok := before[id]; !ok && !strings.Contains(stack, "testing.") && !strings.Contains(stack, "net/http.(*persistConn)") {
					left += stack + "\n\n"
				}
			}
			if left == "" {
				return
			}
			time.Sleep(20 * time.Millisecond)
		}
		t.Errorf("goroutines are left:\n%s", left)
	})
}

// goroutines gives the stacks of all goroutines by their number.
func goroutines() map[string]string {
	buf := make([]byte, 4<<20)
	out := map[string]string{}
	for stack := range strings.SplitSeq(string(buf[:runtime.Stack(buf, true)]), "\n\n") {
		id, _, _ := strings.Cut(strings.TrimPrefix(stack, "goroutine "), " ")
		out[id] = stack
	}
	return out
}

// What is started is ended: 200 requests at once of every sort leave nothing
// behind, with the store coming and going meanwhile.
func TestTwoHundredAtOnce(t *testing.T) {
	noLeaks(t)
	h := newHouse(t, schema.Limits{Running: 32, Timeout: 5 * time.Second}, Options{Unmetered: true}, 200*time.Millisecond)
	bodies := []string{
		`{"query":"{ alignment(between: [\"Russia\", \"China\"], where: {body: [SECURITY_COUNCIL]}) { sentence n identical { value low high } byBody { label n } splits(first: 3) { nodes { rollCall { symbol } } } } }"}`,
		`{"query":"{ closest(to: \"China\", where: {body: [SECURITY_COUNCIL]}) { rank country { name } } }"}`,
		`{"query":"{ relations(between: [\"Russia\", \"China\"]) { sentence warnings agreements { name } } }"}`,
		`{"query":"{ node(id: \"country/RUS\") { id } sources { id records } }"}`,
		`{"query":"{ country(name: \"Korea\") { id } }"}`,
		`{"query":"{ nothing }"}`, `[]`, `{"query":"` + strings.Repeat("{", 2000) + `"}`,
	}
	srv := httptest.NewServer(h)
	defer srv.Close()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 50}}
	defer client.CloseIdleConnections()
	stop := make(chan struct{})
	var flapping sync.WaitGroup
	flapping.Go(func() {
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			case <-time.After(30 * time.Millisecond):
			}
			switch i % 3 {
			case 0:
				h.fault.Set(faultstore.Fail(graph.ErrUnavailable))
			case 1:
				h.fault.Set(faultstore.Hang)
			case 2:
				h.fault.Set(nil)
			}
		}
	})
	var wg sync.WaitGroup
	for i := range 200 {
		wg.Go(func() {
			r, err := client.Post(srv.URL+"/graphql", "application/json", strings.NewReader(bodies[i%len(bodies)]))
			if err != nil {
				t.Error(err)
				return
			}
			checkJSON(t, bodies[i%len(bodies)], r)
		})
	}
	wg.Wait()
	close(stop)
	flapping.Wait()
}
