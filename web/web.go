// Package web is the user interface: its sources and its build, embedded. The
// build in dist is committed, so that the program is built without Node; make
// web renews it, and CI compares it with a fresh one.
package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
)

//go:embed dist
var dist embed.FS

//go:embed src/views.json
var viewNames []byte

// FS is the build: index.html and what it loads.
func FS() fs.FS {
	sub, err := fs.Sub(dist, "dist")
	if err != nil {
		// The name is valid, so this cannot be.
		panic(err)
	}
	return sub
}

// Policies of the page. It runs its own script and style, asks its own server
// and nobody else; pictures it makes itself (blob:) when a chart is saved.
const (
	policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors "
	// PagePolicy is the Content-Security-Policy of the page.
	PagePolicy = policy + "'none'"
	// EmbedPolicy is that of /embed, which other sites may show in a frame.
	EmbedPolicy = policy + "*"
)

// gzipFrom is the size from which a file is packed: less fits in one packet.
const gzipFrom = 1 << 10

type file struct {
	name, kind, etag string
	plain, packed    []byte // packed is nil where it would not be smaller
}

// Page serves the build: its files by their paths, and index.html at the
// address of each view.
type Page struct {
	files map[string]*file
	pack  func()
}

// New reads the build. An error is a build that was not made.
func New() (*Page, error) {
	build := FS()
	files := map[string]*file{}
	err := fs.WalkDir(build, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(build, name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(b)
		files["/"+name] = &file{name: name, kind: kindOf(name), etag: hex.EncodeToString(sum[:12]), plain: b}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("the build of the page: %w", err)
	}
	index := files["/index.html"]
	if index == nil {
		return nil, fmt.Errorf("the build of the page has no index.html; run make web")
	}
	var views []string
	if err := json.Unmarshal(viewNames, &views); err != nil {
		return nil, fmt.Errorf("src/views.json: %w", err)
	}
	for _, v := range append(views, "", "embed") {
		files["/"+v] = index
	}
	// Packed at the first request: a program that only answers on the command
	// line does not pay for it.
	return &Page{files, sync.OnceFunc(func() {
		for _, f := range files {
			if f.packed == nil && len(f.plain) >= gzipFrom {
				f.pack()
			}
		}
	})}, nil
}

// Serve answers a GET or HEAD for an address of the page and tells whether it
// did; other requests are left as they are. Files whose names hold a hash of
// what is in them may be kept for a year. It sets the headers the page needs
// over those that are set.
func (p *Page) Serve(w http.ResponseWriter, r *http.Request) bool {
	f := p.files[r.URL.Path]
	if f == nil || r.Method != http.MethodGet && r.Method != http.MethodHead {
		return false
	}
	p.pack()
	h := w.Header()
	h.Set("Content-Security-Policy", PagePolicy)
	if r.URL.Path == "/embed" {
		h.Set("Content-Security-Policy", EmbedPolicy)
		h.Del("X-Frame-Options")
	}
	f.serve(w, r)
	return true
}

func (f *file) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", f.kind)
	h.Set("Vary", "Accept-Encoding")
	if strings.HasPrefix(f.name, "assets/") {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	} else {
		h.Set("Cache-Control", "no-cache")
	}
	body, etag := f.plain, `"`+f.etag+`"`
	if f.packed != nil && takesGzip(r.Header) {
		body, etag = f.packed, `"`+f.etag+`-gz"`
		h.Set("Content-Encoding", "gzip")
	}
	h.Set("ETag", etag)
	for _, have := range strings.Split(strings.Join(r.Header.Values("If-None-Match"), ","), ",") {
		if have = strings.TrimSpace(have); have == "*" || strings.TrimPrefix(have, "W/") == etag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(http.StatusOK)
	if r.Method == http.MethodGet {
		// The client went away: nobody is left to be told.
		_, _ = w.Write(body)
	}
}

func (f *file) pack() {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return
	}
	if _, err := z.Write(f.plain); err != nil || z.Close() != nil {
		return
	}
	if b.Len() < len(f.plain) {
		f.packed = b.Bytes()
	}
}

// kindOf does not ask the system, whose tables differ.
func kindOf(name string) string {
	switch path.Ext(name) {
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".html":
		return "text/html; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".txt":
		return "text/plain; charset=utf-8"
	}
	if t := mime.TypeByExtension(path.Ext(name)); t != "" {
		return t
	}
	return "application/octet-stream"
}

// takesGzip reads Accept-Encoding: gzip or *, not with q=0.
func takesGzip(h http.Header) bool {
	takes := false
	for _, part := range strings.Split(strings.Join(h.Values("Accept-Encoding"), ","), ",") {
		name, q, _ := strings.Cut(part, ";")
		name = strings.ToLower(strings.TrimSpace(name))
		if name != "gzip" && name != "*" {
			continue
		}
		_, weight, given := strings.Cut(strings.TrimSpace(q), "=")
		if v, err := strconv.ParseFloat(strings.TrimSpace(weight), 64); given && err == nil && v == 0 {
			if name == "gzip" {
				return false
			}
			continue
		}
		takes = true
	}
	return takes
}
