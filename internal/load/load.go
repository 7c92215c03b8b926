// Package load asks a server over HTTP as fast as a number of clients can, for
// a time, and tells how it did. Its test, run by make load, does so with a plain
// handler and with the built server, one after the other.
package load

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"
	"time"
)

// Plan says what to ask. All fields must be set.
type Plan struct {
	URL     string
	Bodies  []string // asked in turn, as application/json
	Clients int      // that ask at once, each on a connection of its own
	For     time.Duration
}

// Result is how a server did. Failed answers are those without status 200 or
// with errors; they are not in the times.
type Result struct {
	Answers, Failed int
	Took            time.Duration
	P50, P99, Most  time.Duration
	Example         string // of what failed
}

// PerSecond is the answers a second.
func (r Result) PerSecond() float64 {
	if r.Took <= 0 {
		return 0
	}
	return float64(r.Answers) / r.Took.Seconds()
}

func (r Result) String() string {
	return fmt.Sprintf("%8.0f/s, p50 %6.2f ms, p99 %6.2f ms, longest %7.2f ms, %d answers, %d failed",
		r.PerSecond(), ms(r.P50), ms(r.P99), ms(r.Most), r.Answers, r.Failed)
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// Run carries a plan out. It stops early where ctx ends.
func Run(ctx context.Context, p Plan) Result {
	ctx, cancel := context.WithTimeout(ctx, p.For)
	defer cancel()
	transport := &http.Transport{MaxIdleConnsPerHost: p.Clients, MaxConnsPerHost: p.Clients, DisableCompression: true}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport}

	var mu sync.Mutex
	var out Result
	var times []time.Duration
	var clients sync.WaitGroup
	start := time.Now()
	for c := range p.Clients {
		clients.Go(func() {
			var own []time.Duration
			var failed int
			var example string
			buf := new(bytes.Buffer)
			for i := c; ctx.Err() == nil; i++ {
				began := time.Now()
				err := one(ctx, client, p.URL, p.Bodies[i%len(p.Bodies)], buf)
				switch {
				case err == nil:
					own = append(own, time.Since(began))
				case ctx.Err() == nil:
					failed++
					example = err.Error()
				}
			}
			mu.Lock()
			defer mu.Unlock()
			times = append(times, own...)
			out.Failed += failed
			if example != "" {
				out.Example = example
			}
		})
	}
	clients.Wait()
	out.Took = time.Since(start)
	out.Answers = len(times)
	if len(times) > 0 {
		slices.Sort(times)
		out.P50, out.P99, out.Most = times[len(times)/2], times[len(times)*99/100], times[len(times)-1]
	}
	return out
}

func one(ctx context.Context, client *http.Client, url, body string, buf *bytes.Buffer) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader([]byte(body)))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	resp, err := client.Do(r)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	buf.Reset()
	if _, err := io.Copy(buf, resp.Body); err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK || bytes.Contains(buf.Bytes(), []byte(`"errors":`)) {
		return fmt.Errorf("status %d: %.200s", resp.StatusCode, buf)
	}
	return nil
}
