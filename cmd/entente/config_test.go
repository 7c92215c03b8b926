package main

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/spf13/pflag"

	"entente/schema"
)

func write(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "entente.conf")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Flags go before the environment, the environment before the file.
func TestConfigFile(t *testing.T) {
	path := write(t, "\ufeff# settings\n\nstore = \""+starter+"\"\nmax-depth=9\n  splits = 2\nbody = sc\n")
	answer := func(args ...string) (string, string, int) {
		var o, e bytes.Buffer
		code := run(t.Context(), args, stdio{strings.NewReader(""), &o, &e})
		return o.String(), e.String(), code
	}
	out, errs, code := answer("align", "Moscow", "Beijing", "--topic", "dprk", "--config", path, "--json")
	if code != 0 || !strings.Contains(out, `"n":27`) && !strings.Contains(out, `"n": 27`) {
		t.Fatalf("exit %d: %s%s", code, out, errs)
	}
	t.Setenv("ENTENTE_CONFIG", path)
	t.Setenv("ENTENTE_BODY", "no such body")
	if _, errs, code := answer("align", "Moscow", "Beijing"); code != exitUsage || !strings.Contains(errs, "ga or sc") {
		t.Errorf("the file went before the environment: exit %d: %s", code, errs)
	}
	if _, errs, code := answer("align", "Moscow", "Beijing", "--topic", "dprk", "--body", "sc"); code != 0 {
		t.Errorf("the environment went before the flag: exit %d: %s", code, errs)
	}
	os.Unsetenv("ENTENTE_CONFIG")
	os.Unsetenv("ENTENTE_BODY")
	for _, c := range []struct{ text, says string }{
		{"store", `"name = value"`}, {"stor = x", "no setting"}, {"store = a\nstore = b", "twice"}, {"config = x", "no setting"},
		{"neo4j-password = x", "ENTENTE_NEO4J_PASSWORD_FILE"}, {"max-depth = deep", ""}, {"splits = many", "splits"},
	} {
		_, errs, code := answer("align", "Moscow", "Beijing", "--config", write(t, c.text), "--store", starter)
		if c.says == "" { // another command's setting
			if code != 0 {
				t.Errorf("%q: exit %d: %s", c.text, code, errs)
			}
			continue
		}
		if code != exitUsage || !strings.Contains(errs, c.says) {
			t.Errorf("%q: exit %d: %s", c.text, code, errs)
		}
	}
	if _, errs, code := answer("status", "--config", "no-such-file.conf"); code != exitUsage || !strings.Contains(errs, "no-such-file.conf") {
		t.Errorf("exit %d: %s", code, errs)
	}
}

// What cannot be served is said before anything is opened.
func TestServeRefuses(t *testing.T) {
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"--max-depth", "1"}, exitUsage, "between 4 and 30"}, {[]string{"--query-timeout", "soon"}, exitUsage, "no whole number"}, {[]string{"--query-timeout", "1ms"}, exitUsage, "between"},
		{[]string{"--trusted-proxies", "proxy.example"}, exitUsage, "no address"}, {[]string{"--tls-cert", "x"}, exitUsage, "belong together"}, {[]string{"--tls-cert", "x", "--tls-key", "y"}, exitFailed, "certificate"},
		{[]string{"--persisted-only"}, exitUsage, "--persisted"}, {[]string{"--persisted", "no-such-file"}, exitFailed, "no-such-file"}, {[]string{"--otlp-endpoint", "collector"}, exitUsage, "collector"},
		{[]string{"--allow-origin", "*"}, exitFailed, "origin"}, {[]string{"--cypher"}, exitUsage, "Neo4j"},
	} {
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		var o, e bytes.Buffer
		code := run(ctx, append([]string{"serve", "--listen", "127.0.0.1:0", "--store", starter}, c.args...), stdio{strings.NewReader(""), &o, &e})
		cancel()
		if code != c.code || !strings.Contains(e.String(), c.says) {
			t.Errorf("%v: exit %d: %s", c.args, code, e.String())
		}
	}
}

// Every flag of serve is in the pages about it, every limit in the table.
func TestServeIsDocumented(t *testing.T) {
	var pages string
	for _, name := range []string{"operation.md", "configuration.md"} {
		b, err := os.ReadFile(filepath.Join("..", "..", "docs", name))
		if err != nil {
			t.Fatal(err)
		}
		pages += string(b)
	}
	root := newRoot(stdio{})
	serve, _, err := root.Find([]string{"serve"})
	if err != nil {
		t.Fatal(err)
	}
	look := func(f *pflag.Flag) {
		if f.Name != "help" && !strings.Contains(pages, "`--"+f.Name+"`") {
			t.Errorf("--%s is in neither docs/operation.md nor docs/configuration.md", f.Name)
		}
	}
	serve.Flags().VisitAll(look)
	root.PersistentFlags().VisitAll(look)
	for _, l := range schema.LimitTable() {
		f := serve.Flags().Lookup(l.Name)
		if f == nil || f.DefValue != fmt.Sprint(l.Default) {
			t.Errorf("the limit %s is no flag with its default: %+v", l.Name, f)
		}
	}
}

func TestLoopback(t *testing.T) {
	for addr, want := range map[string]bool{"127.0.0.1:8080": true, "localhost:0": true, "[::1]:80": true, ":8080": false, "0.0.0.0:80": false, "192.0.2.1:80": false, "": false, "x": false} {
		if isLoopback(addr) != want {
			t.Errorf("%s", addr)
		}
	}
}

// A client that asks too much of a server beyond loopback is told so.
func TestAppIsMetered(t *testing.T) {
	opts := storeOptions{address: freshStore(t)}
	s, err := opts.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	app, err := NewApp(t.Context(), s, AppOptions{Listen: "127.0.0.1:0", Log: slog.New(slog.DiscardHandler), Limits: schema.Limits{ClientRate: 1, ClientBurst: 30}})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- app.Run(ctx) }()
	var last int
	for range 5 {
		r, err := http.Post(app.URL()+"/graphql", "application/json", strings.NewReader(`{"query":"{ __typename }"}`))
		if err != nil {
			t.Fatal(err)
		}
		r.Body.Close()
		last = r.StatusCode
	}
	if last != http.StatusTooManyRequests {
		t.Errorf("the fifth request: %d", last)
	}
	http.DefaultClient.CloseIdleConnections()
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if err := app.Close(); err != nil {
		t.Error(err)
	}
}
