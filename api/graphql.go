package api

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"entente/schema"
)

// The two media types of GraphQL over HTTP. Under the old one a refused
// document still answers 200, since old clients read the body only then.
const (
	newType = "application/graphql-response+json"
	oldType = "application/json"
)

// graphql answers POST and GET /graphql.
func (a *API) graphql(c *gin.Context) {
	h := c.Writer.Header()
	media, ok := negotiate(c.Request.Header)
	if !ok {
		a.refuse(c, http.StatusNotAcceptable, schema.BadRequest, "Answers are "+newType+" or "+oldType+", in utf-8; Accept allows neither.")
		return
	}
	var who netip.Prefix
	if a.clients != nil {
		who = client(c.Request, a.trusted)
		if wait, ok := a.clients.spend(who, requestCost); !ok {
			a.spent(c, wait)
			return
		}
	}
	if a.begin != nil {
		c.Request = c.Request.WithContext(a.begin(c.Request.Context()))
	}
	ctx := c.Request.Context()
	readOnly := c.Request.Method == http.MethodGet

	// What the request says, as bytes: the key of what is kept.
	buf := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buf)
	buf.Reset()
	rev := a.revisionNow(ctx)
	if rev != "" {
		buf.WriteString(rev)
		buf.WriteByte(0)
		buf.WriteString(a.now().UTC().Format(time.DateOnly))
		buf.WriteByte(0)
		buf.WriteString(c.Request.Method)
		buf.WriteByte(0)
	}
	head := buf.Len()
	if readOnly {
		buf.WriteString(c.Request.URL.RawQuery)
	} else if bad := a.readBody(c, buf); bad != nil {
		a.refuse(c, bad.status, bad.code, bad.message)
		return
	}
	h["Vary"] = append(h["Vary"], "Accept", "Accept-Encoding")
	h["Cache-Control"] = noStore
	since := a.staleSince()
	if !since.IsZero() {
		h.Set("Entente-Stale-Since", since.UTC().Format(time.RFC3339))
	}

	// A GET's tag names the request as its bytes are written. What is stale has
	// none, since it is not what the records say.
	tag := ""
	if readOnly && rev != "" && since.IsZero() {
		tag = etag(buf.Bytes(), media)
		if matches(c.Request.Header.Get("If-None-Match"), tag) {
			h["Cache-Control"] = noCache
			h.Set("ETag", `"`+tag+`"`)
			c.Status(http.StatusNotModified)
			c.Writer.WriteHeaderNow()
			return
		}
	}
	if rev != "" {
		if kept := a.kept.get(buf.Bytes()); kept != nil {
			if a.clients != nil {
				a.clients.owe(who, len(kept.body)/64)
			}
			c.Set(askedKey, &asked{operation: kept.operation, cost: kept.cost, cached: true})
			a.metrics.kept.Inc()
			if tag != "" {
				h["Cache-Control"] = noCache
			}
			a.send(c, http.StatusOK, media, tag, kept.body, kept, since)
			return
		}
	}

	var b bodyOfRequest
	var bad *refusal
	if readOnly {
		bad = readQuery(c.Request.URL.RawQuery, &b)
	} else {
		bad = parseBody(buf.Bytes()[head:], &b)
	}
	var req schema.Request
	if bad == nil {
		req, bad = a.request(&b)
	}
	if bad != nil {
		a.refuse(c, bad.status, bad.code, bad.message)
		return
	}
	req.ReadOnly, req.Token = readOnly, bearer(c.Request)

	if !a.enter(ctx) {
		a.metrics.limited.WithLabelValues("max-running").Inc()
		c.Header("Retry-After", "1")
		a.refuse(c, http.StatusServiceUnavailable, schema.Unavailable, "The server is busy. Come again in a second.")
		return
	}
	defer a.leave()
	began := a.now()
	var wait time.Duration
	charged := false
	if a.clients != nil {
		req.Charge = func(cost int) *schema.Error {
			charged = true
			if wait, ok = a.clients.spend(who, cost); !ok {
				return &schema.Error{Code: schema.TooComplex}
			}
			return nil
		}
	}
	resp := a.x.Execute(ctx, req)
	if wait > 0 {
		a.spent(c, wait)
		return
	}
	if a.clients != nil && !charged {
		// A refused document costs the time it took, a microsecond each.
		a.clients.owe(who, int(a.now().Sub(began).Microseconds()))
	}
	q := &asked{operation: resp.Operation, cost: resp.Cost, cached: resp.Cached}
	for i := range resp.Errors {
		q.codes = append(q.codes, resp.Errors[i].Code)
	}
	c.Set(askedKey, q)
	a.metrics.answer(resp)

	status := http.StatusOK
	switch {
	case resp.ReadOnly:
		h["Allow"] = []string{http.MethodPost}
		status = http.StatusMethodNotAllowed
	case !resp.Executed && resp.Errors[0].Code == schema.Internal:
		status = http.StatusInternalServerError
	case !resp.Executed && media == newType:
		status = http.StatusBadRequest
	}
	if !resp.Executed {
		since = time.Time{}
	}
	lasting := resp.Executed && !resp.Wrote && len(resp.Errors) == 0 && (a.passing == nil || !a.passing(resp.Body))
	if !lasting {
		tag = ""
	}
	if tag != "" {
		h["Cache-Control"] = noCache
	}
	var kept *answer
	if lasting && rev != "" && since.IsZero() {
		// Small answers are worth keeping compressed too.
		if k := (&answer{key: buf.String(), body: resp.Body, operation: resp.Operation, cost: resp.Cost}); a.kept.put(k) {
			kept = k
		}
	}
	a.send(c, status, media, tag, resp.Body, kept, since)
}

// enter waits for a place among the requests executed at once; false where none
// came free.
func (a *API) enter(ctx context.Context) bool {
	select {
	case a.running <- struct{}{}:
		return true
	default:
	}
	t := time.NewTimer(maxQueue)
	defer t.Stop()
	select {
	case a.running <- struct{}{}:
		return true
	case <-ctx.Done():
	case <-t.C:
	}
	return false
}

func (a *API) leave() { <-a.running }

// maxQueue is how long a request waits to be executed: longer than a person
// does, so that what is refused is not wanted any more.
const maxQueue = 2 * time.Second

var (
	noCache  = []string{"no-cache"}
	noStore  = []string{"no-store"}
	newValue = []string{newType + "; charset=utf-8"}
	oldValue = []string{oldType + "; charset=utf-8"}
)

var writers = sync.Pool{New: func() any {
	w, err := gzip.NewWriterLevel(io.Discard, gzip.BestSpeed)
	if err != nil {
		return gzip.NewWriter(io.Discard)
	}
	return w
}}

// withStale adds to an answer since when the records behind it could not be
// asked for newer ones.
func withStale(body []byte, since time.Time) []byte {
	if since.IsZero() || len(body) < 2 || body[len(body)-1] != '}' {
		return body
	}
	out := make([]byte, 0, len(body)+80)
	out = append(out, body[:len(body)-1]...)
	out = append(out, `,"extensions":{"stale":{"since":"`...)
	out = since.UTC().AppendFormat(out, time.RFC3339)
	return append(out, `"}}}`...)
}

// send writes an answer, compressed where the client takes it. kept, where not
// nil, is what is kept of it.
func (a *API) send(c *gin.Context, status int, media, tag string, body []byte, kept *answer, since time.Time) {
	h := c.Writer.Header()
	h["Content-Type"] = oldValue
	if media == newType {
		h["Content-Type"] = newValue
	}
	if !since.IsZero() {
		body, kept = withStale(body, since), nil
	}
	if len(body) >= a.limits.GzipFrom && takesGzip(c.Request.Header.Get("Accept-Encoding")) {
		var z []byte
		if kept != nil {
			z = a.kept.zippedBody(kept)
		} else {
			z = zip(body)
		}
		if z != nil {
			h["Content-Encoding"] = []string{"gzip"}
			body = z
			if tag != "" {
				tag += gzipTag
			}
		}
	}
	if tag != "" {
		h["Etag"] = []string{`"` + tag + `"`}
	}
	h["Content-Length"] = []string{strconv.Itoa(len(body))}
	c.Status(status)
	// The client may be gone; there is nobody left to tell.
	_, _ = c.Writer.Write(body)
}

// gzipTag marks the ETag of compressed bytes, which are other bytes.
const gzipTag = "-gz"

func matches(header, tag string) bool {
	for part := range strings.SplitSeq(header, ",") {
		part = strings.TrimPrefix(strings.TrimSpace(part), "W/")
		if part == "*" || strings.TrimSuffix(strings.Trim(part, `"`), gzipTag) == tag {
			return true
		}
	}
	return false
}

func takesGzip(header string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, params, _ := strings.Cut(part, ";")
		if name = strings.TrimSpace(name); name != "gzip" && name != "*" {
			continue
		}
		return quality(params) > 0
	}
	return false
}

// quality reads a q parameter, 1 where there is none.
func quality(params string) float64 {
	for p := range strings.SplitSeq(params, ";") {
		if v, ok := strings.CutPrefix(strings.ToLower(strings.TrimSpace(p)), "q="); ok {
			q, err := strconv.ParseFloat(v, 64)
			if err != nil {
				return 0
			}
			return q
		}
	}
	return 1
}

// negotiate picks the media type of the answer; false where Accept allows none.
func negotiate(h http.Header) (string, bool) {
	accept := h["Accept"]
	if len(accept) == 0 {
		return oldType, true
	}
	if len(accept) == 1 {
		switch accept[0] {
		case newType, oldType:
			return accept[0], true
		case "", "*/*":
			return oldType, true
		}
	}
	var best string
	var bestQ float64
	take := func(media string, q float64) {
		// At equal weight the new type wins if it was named.
		if q > bestQ || q == bestQ && q > 0 && media == newType {
			best, bestQ = media, q
		}
	}
	for part := range strings.SplitSeq(strings.Join(accept, ","), ",") {
		name, params, _ := strings.Cut(part, ";")
		charset := true
		for p := range strings.SplitSeq(params, ";") {
			if v, ok := strings.CutPrefix(strings.ToLower(strings.TrimSpace(p)), "charset="); ok {
				charset = strings.Trim(v, `"`) == "utf-8" || strings.Trim(v, `"`) == "utf8"
			}
		}
		if !charset {
			continue
		}
		switch q := quality(params); strings.ToLower(strings.TrimSpace(name)) {
		case newType:
			take(newType, q)
		case oldType, "application/*", "*/*":
			take(oldType, q)
		}
	}
	return best, best != ""
}

// refusal is a request that could not be read.
type refusal struct {
	status        int
	code, message string
}

func badRequest(message string) *refusal {
	return &refusal{http.StatusBadRequest, schema.BadRequest, message}
}

// bodyOfRequest is the object a POST carries. Each field may be null.
type bodyOfRequest struct {
	Query         *string        `json:"query"`
	DocumentID    *string        `json:"documentId"`
	OperationName *string        `json:"operationName"`
	Variables     map[string]any `json:"variables"`
	Extensions    map[string]any `json:"extensions"`
}

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// readBody reads the bytes of a POST behind what is in buf.
func (a *API) readBody(c *gin.Context, buf *bytes.Buffer) *refusal {
	r := c.Request
	if !jsonContent(r.Header) {
		return &refusal{http.StatusUnsupportedMediaType, schema.BadRequest, "The body must be application/json in utf-8, not compressed."}
	}
	limit := int64(a.limits.BodyBytes)
	tooLong := &refusal{http.StatusRequestEntityTooLarge, schema.TooComplex,
		"The request's body is longer than " + strconv.FormatInt(limit, 10) + " bytes (limit max-body)."}
	if r.ContentLength > limit {
		return tooLong
	}
	if _, err := buf.ReadFrom(http.MaxBytesReader(c.Writer, r.Body, limit)); err != nil {
		var long *http.MaxBytesError
		if errors.As(err, &long) {
			return tooLong
		}
		return badRequest("The request's body broke off.")
	}
	return nil
}

func parseBody(text []byte, b *bodyOfRequest) *refusal {
	// A body without an object at its start, such as null or a batch, is none.
	if start := bytes.TrimLeft(text, " \t\r\n"); len(start) == 0 || start[0] != '{' {
		return badRequest("The body must be one JSON object with the field query; batches are not taken.")
	}
	if err := decode(text, b); err != nil {
		return badRequest(jsonMessage("The body", err))
	}
	return nil
}

// bearer is the token a request brings, "" where it brings none.
func bearer(r *http.Request) string {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}

func (a *API) request(b *bodyOfRequest) (schema.Request, *refusal) {
	query, bad := a.document(b)
	if bad != nil {
		return schema.Request{}, bad
	}
	req := schema.Request{Query: query, Variables: b.Variables, Extensions: b.Extensions}
	if b.OperationName != nil {
		req.OperationName = *b.OperationName
	}
	return req, nil
}

// decode reads one value of JSON with nothing after it; numbers keep all their
// digits.
func decode(text []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if err := d.Decode(into); err != nil {
		return err
	}
	if _, err := d.Token(); err != io.EOF {
		return errTrailing
	}
	return nil
}

var errTrailing = errors.New("something follows the object")

func jsonMessage(what string, err error) string {
	var wrong *json.UnmarshalTypeError
	switch {
	case errors.As(err, &wrong) && wrong.Field != "":
		return what + ": the field " + wrong.Field + " is a " + wrong.Value + "; query and operationName are text, variables and extensions are objects."
	case errors.Is(err, errTrailing):
		return what + " must be one JSON object and nothing after it."
	}
	return what + " is not a JSON object as it must be."
}

func jsonContent(h http.Header) bool {
	if h.Get("Content-Encoding") != "" {
		return false
	}
	switch v := h.Get("Content-Type"); v {
	case "application/json", "application/json; charset=utf-8":
		return true
	default:
		media, params, err := mime.ParseMediaType(v)
		charset, given := params["charset"]
		return err == nil && media == "application/json" && (!given || strings.EqualFold(charset, "utf-8"))
	}
}

// readQuery reads a GET: variables and extensions are JSON in text.
func readQuery(raw string, b *bodyOfRequest) *refusal {
	values, err := url.ParseQuery(raw)
	if err != nil {
		return badRequest("The address's parameters cannot be read.")
	}
	for _, p := range []struct {
		name string
		text **string
		json *map[string]any
	}{
		{"query", &b.Query, nil}, {"documentId", &b.DocumentID, nil}, {"operationName", &b.OperationName, nil},
		{"variables", nil, &b.Variables}, {"extensions", nil, &b.Extensions},
	} {
		given := values[p.name]
		switch {
		case len(given) > 1:
			return badRequest("The parameter " + p.name + " is given twice.")
		case len(given) == 0 || given[0] == "":
		case p.text != nil:
			*p.text = &given[0]
		default:
			if err := decode([]byte(given[0]), p.json); err != nil {
				return badRequest(jsonMessage("The parameter "+p.name, err))
			}
		}
	}
	return nil
}
