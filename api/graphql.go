package api

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"

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
	var (
		req       schema.Request
		variables string
		bad       *refusal
	)
	if c.Request.Method == http.MethodGet {
		req, variables, bad = readQuery(c.Request)
	} else {
		req, bad = a.readBody(c)
	}
	if bad != nil {
		a.refuse(c, bad.status, bad.code, bad.message)
		return
	}
	h["Vary"] = append(h["Vary"], "Accept", "Accept-Encoding")

	var tag string
	if req.ReadOnly {
		h["Cache-Control"] = noCache
		if tag = a.etag(c.Request.Context(), req, variables, media); tag != "" && matches(c.Request.Header.Get("If-None-Match"), tag) {
			h.Set("ETag", `"`+tag+`"`)
			c.Status(http.StatusNotModified)
			c.Writer.WriteHeaderNow()
			return
		}
	} else {
		h["Cache-Control"] = noStore
	}

	resp := a.x.Execute(c.Request.Context(), req)
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
	if len(resp.Errors) > 0 {
		tag = ""
	}
	send(c, status, media, tag, resp.Body)
}

var (
	noCache  = []string{"no-cache"}
	noStore  = []string{"no-store"}
	newValue = []string{newType + "; charset=utf-8"}
	oldValue = []string{oldType + "; charset=utf-8"}
)

// minGzip is the size from which compression pays: below it the answer fits in
// one packet anyway.
const minGzip = 1 << 10

var writers = sync.Pool{New: func() any {
	w, err := gzip.NewWriterLevel(io.Discard, gzip.BestSpeed)
	if err != nil {
		return gzip.NewWriter(io.Discard)
	}
	return w
}}

// send writes an answer, compressed where the client takes it.
func send(c *gin.Context, status int, media, tag string, body []byte) {
	h := c.Writer.Header()
	h["Content-Type"] = oldValue
	if media == newType {
		h["Content-Type"] = newValue
	}
	if len(body) >= minGzip && takesGzip(c.Request.Header.Get("Accept-Encoding")) {
		var b bytes.Buffer
		w := writers.Get().(*gzip.Writer)
		w.Reset(&b)
		_, err := w.Write(body)
		if err == nil {
			err = w.Close()
		}
		writers.Put(w)
		if err == nil {
			h["Content-Encoding"] = []string{"gzip"}
			body = b.Bytes()
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
	OperationName *string        `json:"operationName"`
	Variables     map[string]any `json:"variables"`
	Extensions    map[string]any `json:"extensions"`
}

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func (a *API) readBody(c *gin.Context) (schema.Request, *refusal) {
	r := c.Request
	if !jsonContent(r.Header) {
		return schema.Request{}, &refusal{http.StatusUnsupportedMediaType, schema.BadRequest, "The body must be application/json in utf-8, not compressed."}
	}
	limit := int64(a.limits.BodyBytes)
	tooLong := &refusal{http.StatusRequestEntityTooLarge, schema.TooComplex,
		"The request's body is longer than " + strconv.FormatInt(limit, 10) + " bytes (limit max-body)."}
	if r.ContentLength > limit {
		return schema.Request{}, tooLong
	}
	buf := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buf)
	buf.Reset()
	if _, err := buf.ReadFrom(http.MaxBytesReader(c.Writer, r.Body, limit)); err != nil {
		var long *http.MaxBytesError
		if errors.As(err, &long) {
			return schema.Request{}, tooLong
		}
		return schema.Request{}, badRequest("The request's body broke off.")
	}
	var b bodyOfRequest
	// A body without an object at its start, such as null or a batch, is none.
	if text := bytes.TrimLeft(buf.Bytes(), " \t\r\n"); len(text) == 0 || text[0] != '{' {
		return schema.Request{}, badRequest("The body must be one JSON object with the field query; batches are not taken.")
	}
	if err := decode(buf.Bytes(), &b); err != nil {
		return schema.Request{}, badRequest(jsonMessage("The body", err))
	}
	return b.request()
}

func (b *bodyOfRequest) request() (schema.Request, *refusal) {
	if b.Query == nil || *b.Query == "" {
		return schema.Request{}, badRequest("The request has no query.")
	}
	req := schema.Request{Query: *b.Query, Variables: b.Variables, Extensions: b.Extensions}
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

// readQuery reads a GET: variables and extensions are JSON in text. It gives
// the text of the variables for the ETag.
func readQuery(r *http.Request) (schema.Request, string, *refusal) {
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return schema.Request{}, "", badRequest("The address's parameters cannot be read.")
	}
	for _, name := range []string{"query", "operationName", "variables", "extensions"} {
		if len(values[name]) > 1 {
			return schema.Request{}, "", badRequest("The parameter " + name + " is given twice.")
		}
	}
	var b bodyOfRequest
	if q := values.Get("query"); q != "" {
		b.Query = &q
	}
	if o := values.Get("operationName"); o != "" {
		b.OperationName = &o
	}
	for name, into := range map[string]*map[string]any{"variables": &b.Variables, "extensions": &b.Extensions} {
		if text := values.Get(name); text != "" {
			if err := decode([]byte(text), into); err != nil {
				return schema.Request{}, "", badRequest(jsonMessage("The parameter "+name, err))
			}
		}
	}
	req, bad := b.request()
	req.ReadOnly = true
	return req, values.Get("variables"), bad
}
