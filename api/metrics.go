package api

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"entente/schema"
)

// metrics are what /metrics tells. They live in a registry of their own, so
// that two servers in one process, as tests start, do not collide.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	took     *prometheus.HistogramVec
	errors   *prometheus.CounterVec
	cost     prometheus.Counter
	cache    *prometheus.CounterVec
	kept     prometheus.Counter
	limited  *prometheus.CounterVec
}

func newMetrics(staleSince func() time.Time) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "entente_http_requests_total", Help: "Requests answered, by route and status."}, []string{"path", "status"}),
		took: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "entente_http_request_seconds", Help: "Time to answer a request, by route.",
			Buckets: []float64{.0001, .0005, .001, .005, .01, .05, .1, .5, 1, 5, 10}}, []string{"path"}),
		errors:  prometheus.NewCounterVec(prometheus.CounterOpts{Name: "entente_graphql_errors_total", Help: "GraphQL errors told to clients, by code."}, []string{"code"}),
		cost:    prometheus.NewCounter(prometheus.CounterOpts{Name: "entente_graphql_cost_total", Help: "Estimated values in the answers given."}),
		cache:   prometheus.NewCounterVec(prometheus.CounterOpts{Name: "entente_graphql_documents_total", Help: "GraphQL requests by whether their document was known."}, []string{"cached"}),
		kept:    prometheus.NewCounter(prometheus.CounterOpts{Name: "entente_graphql_kept_answers_total", Help: "GraphQL requests answered from the answers kept."}),
		limited: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "entente_limited_requests_total", Help: "Requests sent away for a while, by the limit they met."}, []string{"limit"}),
	}
	stale := prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "entente_stale_seconds", Help: "Since how many seconds the store cannot be asked; 0 while it can."}, func() float64 {
		if t := staleSince(); !t.IsZero() {
			return time.Since(t).Seconds()
		}
		return 0
	})
	m.registry.MustRegister(m.requests, m.took, m.errors, m.cost, m.cache, m.kept, m.limited, stale, collectors.NewGoCollector())
	return m
}

func (m *metrics) request(path string, status int, took time.Duration) {
	m.requests.WithLabelValues(path, strconv.Itoa(status)).Inc()
	m.took.WithLabelValues(path).Observe(took.Seconds())
}

func (m *metrics) answer(r *schema.Response) {
	m.cost.Add(float64(r.Cost))
	m.cache.WithLabelValues(strconv.FormatBool(r.Cached)).Inc()
	for i := range r.Errors {
		m.errors.WithLabelValues(r.Errors[i].Code).Inc()
	}
}

// handler writes the metrics, never compressed.
func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{DisableCompression: true})
}
