package web

import (
	"bytes"
	"compress/gzip"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
)

// firstView is the most gzipped script that the first view may load.
const firstView = 60 << 10

func handler(t *testing.T) http.Handler {
	t.Helper()
	p, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !p.Serve(w, r) {
			http.NotFound(w, r)
		}
	})
}

func get(h http.Handler, method, path string, head map[string]string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, nil)
	for k, v := range head {
		r.Header.Set(k, v)
	}
	w := httptest.NewRecorder()
	w.Header().Set("X-Frame-Options", "DENY") // as the API sets it
	h.ServeHTTP(w, r)
	return w
}

func TestServe(t *testing.T) {
	h := handler(t)
	asset := regexp.MustCompile(`assets/index-[\w-]+\.js`).FindString(get(h, "GET", "/", nil).Body.String())
	if asset == "" {
		t.Fatal("index.html loads no script")
	}
	for _, c := range []struct {
		name, method, path string
		status             int
		cache, kind        string
	}{
		{"the beginning", "GET", "/", 200, "no-cache", "text/html; charset=utf-8"},
		{"a view", "GET", "/pair", 200, "no-cache", "text/html; charset=utf-8"},
		{"a view's parameters", "GET", "/pair?a=Russia&b=China", 200, "no-cache", "text/html; charset=utf-8"},
		{"the console", "GET", "/console", 200, "no-cache", "text/html; charset=utf-8"},
		{"a file that changes its name with what is in it", "GET", "/" + asset, 200, "public, max-age=31536000, immutable", "text/javascript; charset=utf-8"},
		{"head", "HEAD", "/matrix", 200, "no-cache", "text/html; charset=utf-8"},
		{"post", "POST", "/pair", 404, "", ""},
		{"no view", "GET", "/nothing", 404, "", ""},
		{"an old build's file", "GET", "/assets/index-00000000.js", 404, "", ""},
		{"below a view", "GET", "/pair/x", 404, "", ""},
		{"out of the folder", "GET", "/../web.go", 404, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := get(h, c.method, c.path, nil)
			if w.Code != c.status {
				t.Fatalf("status %d, want %d", w.Code, c.status)
			}
			if c.status != 200 {
				return
			}
			if got := w.Header().Get("Cache-Control"); got != c.cache {
				t.Errorf("Cache-Control %q, want %q", got, c.cache)
			}
			if got := w.Header().Get("Content-Type"); got != c.kind {
				t.Errorf("Content-Type %q, want %q", got, c.kind)
			}
			if got := w.Header().Get("Content-Security-Policy"); got != PagePolicy || strings.Contains(got, "unsafe") {
				t.Errorf("policy %q", got)
			}
			if c.method == "HEAD" && w.Body.Len() != 0 {
				t.Error("HEAD has a body")
			}
		})
	}
}

func TestEmbedMayBeFramed(t *testing.T) {
	h := handler(t)
	w := get(h, "GET", "/embed?view=pair", nil)
	if w.Code != 200 || w.Header().Get("X-Frame-Options") != "" || !strings.HasSuffix(w.Header().Get("Content-Security-Policy"), "frame-ancestors *") {
		t.Errorf("%d %v", w.Code, w.Header())
	}
	if get(h, "GET", "/pair", nil).Header().Get("X-Frame-Options") != "DENY" {
		t.Error("a page may be framed")
	}
}

func TestGzipAndETag(t *testing.T) {
	h := handler(t)
	asset := "/" + regexp.MustCompile(`assets/index-[\w-]+\.js`).FindString(get(h, "GET", "/", nil).Body.String())
	plain := get(h, "GET", asset, nil)
	packed := get(h, "GET", asset, map[string]string{"Accept-Encoding": "br, gzip;q=0.8"})
	if packed.Header().Get("Content-Encoding") != "gzip" || packed.Header().Get("ETag") == plain.Header().Get("ETag") {
		t.Fatalf("not packed, or under the same name: %v", packed.Header())
	}
	z, err := gzip.NewReader(packed.Body)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil || !bytes.Equal(b, plain.Body.Bytes()) {
		t.Fatalf("unpacked it is another: %v", err)
	}
	for _, refused := range []string{"", "br", "gzip;q=0", "identity, gzip; q=0.0", "*;q=0"} {
		if get(h, "GET", asset, map[string]string{"Accept-Encoding": refused}).Header().Get("Content-Encoding") != "" {
			t.Errorf("packed for %q", refused)
		}
	}
	again := get(h, "GET", asset, map[string]string{"If-None-Match": `"x", ` + plain.Header().Get("ETag")})
	if again.Code != 304 || again.Body.Len() != 0 {
		t.Errorf("what the client has came again: %d", again.Code)
	}
}

// Nothing in the build may run or be asked from elsewhere, and nothing in it
// needs a looser policy.
func TestBuildIsSelfContained(t *testing.T) {
	page, err := fs.ReadFile(FS(), "index.html")
	if err != nil {
		t.Fatal(err)
	}
	if m := regexp.MustCompile(`(?is)<style|\sstyle=|\son[a-z]+=|<script(?:[^>]*)>[^<]|(?:src|href)="(?:https?:)?//`).Find(page); m != nil {
		t.Errorf("index.html has %q", m)
	}
	err = fs.WalkDir(FS(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(name, ".svg") {
			return err
		}
		b, err := fs.ReadFile(FS(), name)
		if err != nil {
			return err
		}
		for _, bad := range []string{"new Function(", "eval(", "@import url(http", "sourceMappingURL"} {
			if bytes.Contains(b, []byte(bad)) {
				t.Errorf("%s has %s", name, bad)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// The script of the beginning and of the pair view, with all they import.
func TestFirstViewIsSmall(t *testing.T) {
	for _, view := range []string{"home", "pair"} {
		seen := map[string]int{}
		var add func(name string)
		load := regexp.MustCompile(`(?:from|import)\s*"\./([\w.-]+\.js)"`)
		add = func(name string) {
			if _, ok := seen[name]; ok {
				return
			}
			b, err := fs.ReadFile(FS(), "assets/"+name)
			if err != nil {
				t.Fatal(err)
			}
			f := file{plain: b}
			f.pack()
			seen[name] = min(len(b), max(len(f.packed), 1))
			for _, m := range load.FindAllSubmatch(b, -1) {
				add(string(m[1]))
			}
		}
		page, err := fs.ReadFile(FS(), "index.html")
		if err != nil {
			t.Fatal(err)
		}
		entry := string(regexp.MustCompile(`assets/(index-[\w-]+\.js)`).FindSubmatch(page)[1])
		add(entry)
		b, err := fs.ReadFile(FS(), "assets/"+entry)
		if err != nil {
			t.Fatal(err)
		}
		// The view itself and what the builder lists to be loaded with it.
		for _, m := range regexp.MustCompile(`import\(("|`+"`"+`)\./(`+view+`-[\w-]+\.js)`).FindAllSubmatch(b, -1) {
			add(string(m[2]))
		}
		sum := 0
		for _, n := range seen {
			sum += n
		}
		if len(seen) < 2 {
			t.Errorf("%s: its script was not found", view)
		}
		if sum > firstView {
			t.Errorf("%s: %d bytes of gzipped script, at most %d: %v", view, sum, firstView, seen)
		}
		t.Logf("%s: %d bytes of gzipped script in %d files", view, sum, len(seen))
	}
}
