package api

import (
	"container/list"
	"math"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"entente/schema"
)

// requestCost is what every request costs its client besides the cost of its
// document: reading it, the log line, the answer's head.
const requestCost = 20

// clients keeps what each client has left to spend: a bucket that fills by rate
// per second up to burst. A client may spend while its bucket is not in debt,
// so that one request dearer than the bucket is not refused for ever.
type clients struct {
	rate, burst float64
	most        int
	now         func() time.Time

	mu    sync.Mutex
	byKey map[netip.Prefix]*list.Element // guarded by mu, as is order
	order list.List                      // of *bucket, the last seen in front
}

type bucket struct {
	key  netip.Prefix
	left float64
	at   time.Time
}

func newClients(l schema.Limits, now func() time.Time) *clients {
	return &clients{rate: float64(l.ClientRate), burst: float64(l.ClientBurst), most: l.Clients, now: now, byKey: map[netip.Prefix]*list.Element{}}
}

// bucket gives a client's bucket, filled up to now. mu is held.
func (c *clients) bucket(key netip.Prefix) *bucket {
	now := c.now()
	if e := c.byKey[key]; e != nil {
		c.order.MoveToFront(e)
		b := e.Value.(*bucket)
		b.left = min(c.burst, b.left+c.rate*max(0, now.Sub(b.at).Seconds()))
		b.at = now
		return b
	}
	b := &bucket{key, c.burst, now}
	c.byKey[key] = c.order.PushFront(b)
	for c.order.Len() > c.most {
		old := c.order.Remove(c.order.Back()).(*bucket)
		delete(c.byKey, old.key)
	}
	return b
}

// spend takes cost from a client that is not in debt; else it tells how long
// until it is not.
func (c *clients) spend(key netip.Prefix, cost int) (wait time.Duration, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	b := c.bucket(key)
	if b.left < 0 {
		return time.Duration(-b.left / c.rate * float64(time.Second)), false
	}
	b.left -= float64(cost)
	return 0, true
}

// owe takes cost from a client whatever it has left.
func (c *clients) owe(key netip.Prefix, cost int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.bucket(key).left -= float64(cost)
}

// client is who asks, as far as limits go: an IPv4 address, or the 64 bits of
// an IPv6 address that one household has. X-Forwarded-For counts only where the
// peer is a trusted proxy, and is read from its end, since a client writes at
// its beginning what it likes.
func client(r *http.Request, trusted []netip.Prefix) netip.Prefix {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Prefix{}
	}
	a := peer.Addr().Unmap().WithZone("")
	if isTrusted(a, trusted) {
		hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
		for i := len(hops) - 1; i >= 0 && isTrusted(a, trusted); i-- {
			next, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
			if err != nil {
				break
			}
			a = next.Unmap().WithZone("")
		}
	}
	bits := a.BitLen()
	if a.Is6() {
		bits = 64
	}
	p, err := a.Prefix(bits)
	if err != nil {
		return netip.Prefix{}
	}
	return p
}

func isTrusted(a netip.Addr, trusted []netip.Prefix) bool {
	for _, p := range trusted {
		if p.Contains(a) {
			return true
		}
	}
	return false
}

// ParseProxies reads addresses and networks: "127.0.0.1", "10.0.0.0/8".
func ParseProxies(texts []string) ([]netip.Prefix, error) {
	var out []netip.Prefix
	for _, t := range texts {
		p, err := netip.ParsePrefix(t)
		if err != nil {
			var a netip.Addr
			if a, err = netip.ParseAddr(t); err != nil {
				return nil, &proxyError{t}
			}
			p = netip.PrefixFrom(a.Unmap(), a.Unmap().BitLen())
		}
		out = append(out, p.Masked())
	}
	return out, nil
}

type proxyError struct{ text string }

func (e *proxyError) Error() string {
	return strconv.Quote(e.text) + " is no address or network of a proxy; write 127.0.0.1 or 10.0.0.0/8"
}

// spent refuses a request of a client that has used up its rate.
func (a *API) spent(c *gin.Context, wait time.Duration) {
	seconds := max(1, int(math.Ceil(wait.Seconds())))
	c.Header("Retry-After", strconv.Itoa(seconds))
	a.metrics.limited.WithLabelValues("client-rate").Inc()
	a.refuseError(c, http.StatusTooManyRequests, schema.Error{Code: schema.TooComplex, Limit: "client-rate", Value: a.limits.ClientRate + 1, Max: a.limits.ClientRate,
		Message: "This client has asked for more than " + strconv.Itoa(a.limits.ClientRate) + " of cost per second (limit client-rate). Come again in " + strconv.Itoa(seconds) + " s, or ask for less."})
}
