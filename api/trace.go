package api

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// traceContext is a request's place in a trace (W3C Trace Context): trace is ""
// where the client named none.
type traceContext struct {
	trace, parent, span string
	sampled             bool
}

// parseTrace reads a traceparent header; what is none is no trace.
func parseTrace(header string) traceContext {
	parts := strings.Split(header, "-")
	if len(parts) < 4 || len(header) > 128 || !isHex(parts[0], 2) || parts[0] == "ff" || parts[0] == "00" && len(parts) != 4 ||
		!isHex(parts[1], 32) || !isHex(parts[2], 16) || !isHex(parts[3], 2) ||
		strings.Trim(parts[1], "0") == "" || strings.Trim(parts[2], "0") == "" {
		return traceContext{}
	}
	flags, err := strconv.ParseUint(parts[3], 16, 8)
	return traceContext{trace: parts[1], parent: parts[2], sampled: err == nil && flags&1 == 1}
}

func isHex(s string, n int) bool {
	if len(s) != n {
		return false
	}
	for i := range len(s) {
		if c := s[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

// child gives the context a span of its own; a request without a trace begins
// one.
func (t traceContext) child() traceContext {
	if t.trace == "" {
		t.trace, t.sampled = randomHex(16), true
	}
	t.span = randomHex(8)
	return t
}

// randomHex is a name of n bytes nobody else has.
func randomHex(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b) // which never fails
	return hex.EncodeToString(b)
}

type span struct {
	traceContext
	name, request string
	status        int
	start         time.Time
	took          time.Duration
	asked         *asked // nil where it was no GraphQL request
}

// Spans sends a span per request to an OpenTelemetry collector, in OTLP's JSON
// over HTTP: the few lines of it that a server needs, without the library. A
// collector that is slow or away costs spans, never answers.
type Spans struct {
	address string
	client  http.Client
	log     *slog.Logger
	queue   chan span
	dropped atomic.Int64
	stop    chan struct{}
	done    sync.WaitGroup
	once    sync.Once
}

const (
	spanQueue   = 2048
	spanBatch   = 256
	spanEvery   = 2 * time.Second
	spanTimeout = 5 * time.Second
)

// NewSpans sends to a collector's endpoint, such as http://127.0.0.1:4318. Close
// sends what is left and ends it.
func NewSpans(endpoint string, log *slog.Logger) (*Spans, error) {
	u, err := url.Parse(endpoint)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, fmt.Errorf("the collector's endpoint must be an address such as http://127.0.0.1:4318")
	}
	if log == nil {
		log = slog.Default()
	}
	s := &Spans{address: u.JoinPath("v1", "traces").String(), client: http.Client{Timeout: spanTimeout}, log: log,
		queue: make(chan span, spanQueue), stop: make(chan struct{})}
	s.done.Go(s.send)
	return s, nil
}

func (s *Spans) add(x span) {
	if x.parent != "" && !x.sampled {
		return
	}
	select {
	case s.queue <- x:
	default:
		s.dropped.Add(1)
	}
}

// Close sends what is left and ends; closing twice is fine.
func (s *Spans) Close() {
	s.once.Do(func() { close(s.stop) })
	s.done.Wait()
	s.client.CloseIdleConnections()
}

func (s *Spans) send() {
	t := time.NewTicker(spanEvery)
	defer t.Stop()
	var batch []span
	flush := func() {
		if len(batch) == 0 {
			return
		}
		if err := s.post(batch); err != nil {
			// The address may hold a token; the error quotes it.
			s.log.Warn("spans were not taken by the collector", "spans", len(batch), "dropped", s.dropped.Load())
		}
		batch = batch[:0]
	}
	for {
		select {
		case x := <-s.queue:
			if batch = append(batch, x); len(batch) >= spanBatch {
				flush()
			}
		case <-t.C:
			flush()
		case <-s.stop:
			for {
				select {
				case x := <-s.queue:
					batch = append(batch, x)
					continue
				default:
				}
				flush()
				return
			}
		}
	}
}

type otlpValue map[string]any

func otlpText(key, v string) otlpValue {
	return otlpValue{"key": key, "value": otlpValue{"stringValue": v}}
}

func otlpInt(key string, v int) otlpValue {
	return otlpValue{"key": key, "value": otlpValue{"intValue": strconv.Itoa(v)}}
}

func (s *Spans) post(batch []span) error {
	spans := make([]otlpValue, len(batch))
	for i, x := range batch {
		attrs := []otlpValue{otlpInt("http.response.status_code", x.status), otlpText("entente.request", x.request)}
		if x.asked != nil {
			attrs = append(attrs, otlpText("graphql.operation.name", x.asked.operation), otlpInt("entente.cost", x.asked.cost))
		}
		o := otlpValue{"traceId": x.trace, "spanId": x.span, "name": x.name, "kind": 2, "attributes": attrs,
			"startTimeUnixNano": strconv.FormatInt(x.start.UnixNano(), 10), "endTimeUnixNano": strconv.FormatInt(x.start.Add(x.took).UnixNano(), 10)}
		if x.parent != "" {
			o["parentSpanId"] = x.parent
		}
		if x.status >= 500 {
			o["status"] = otlpValue{"code": 2}
		}
		spans[i] = o
	}
	text, err := json.Marshal(otlpValue{"resourceSpans": []otlpValue{{
		"resource":   otlpValue{"attributes": []otlpValue{otlpText("service.name", "entente")}},
		"scopeSpans": []otlpValue{{"scope": otlpValue{"name": "entente/api"}, "spans": spans}}}}})
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), spanTimeout)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.address, bytes.NewReader(text))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	resp, err := s.client.Do(r)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, io.LimitReader(resp.Body, 1<<20)); err != nil {
		return err
	}
	if resp.StatusCode >= 300 {
		return fmt.Errorf("the collector answered %s", resp.Status)
	}
	return nil
}
