package api

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// selfSigned writes a certificate for 127.0.0.1 and its key.
func selfSigned(t *testing.T, dir string, serial int64) (cert, key string, pool *x509.CertPool) {
	t.Helper()
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(serial), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &k.PublicKey, k)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(k)
	if err != nil {
		t.Fatal(err)
	}
	cert, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	certPEM := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	for path, b := range map[string][]byte{cert: certPEM, key: pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private})} {
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	pool = x509.NewCertPool()
	pool.AppendCertsFromPEM(certPEM)
	return cert, key, pool
}

func TestTLS(t *testing.T) {
	noLeaks(t)
	dir := t.TempDir()
	cert, key, pool := selfSigned(t, dir, 1)
	config, err := TLS(cert, key)
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := NewServer(newAPI(t, &questions{}, Options{Secure: true}), "")
	s.TLSConfig = config
	ctx, cancel := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- Serve(ctx, s, LimitListener(l, 10), time.Second) }()
	ask := func(pool *x509.CertPool, most uint16) (*http.Response, error) {
		transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool, MaxVersion: most}, ForceAttemptHTTP2: true}
		defer transport.CloseIdleConnections()
		r, err := (&http.Client{Transport: transport, Timeout: 10 * time.Second}).Post("https://"+l.Addr().String()+"/graphql", "application/json", strings.NewReader(small))
		if err == nil {
			r.Body.Close()
		}
		return r, err
	}
	r, err := ask(pool, 0)
	if err != nil || r.StatusCode != 200 || r.ProtoMajor != 2 || r.Header.Get("Strict-Transport-Security") == "" {
		t.Errorf("%v %+v", err, r)
	}
	if _, err := ask(pool, tls.VersionTLS11); err == nil {
		t.Error("TLS 1.1 is spoken")
	}
	// A renewed certificate is in use at the next look.
	c := &certificate{certFile: cert, keyFile: key}
	if err := c.read(time.Now()); err != nil {
		t.Fatal(err)
	}
	first, _ := c.get(nil)
	selfSigned(t, dir, 2)
	if err := os.Chtimes(cert, time.Now().Add(time.Minute), time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	if same, _ := c.get(nil); same != first {
		t.Error("the files are read for every connection")
	}
	c.looked = time.Time{}
	if other, _ := c.get(nil); other == first {
		t.Error("a renewed certificate is not taken")
	}
	if err := os.WriteFile(cert, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	c.looked = time.Time{}
	if kept, err := c.get(nil); kept == nil || err != nil {
		t.Errorf("a half-written certificate: %v %v", kept, err)
	}
	if _, err := TLS(cert, key); err == nil {
		t.Error("a broken certificate is taken")
	}
	cancel()
	if err := <-served; err != nil {
		t.Error(err)
	}
}

// No more connections than allowed are open; one that ends makes room.
func TestLimitListener(t *testing.T) {
	inner, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l := LimitListener(inner, 1)
	accepted := make(chan net.Conn)
	go func() {
		defer close(accepted)
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			accepted <- c
		}
	}()
	dial := func() net.Conn {
		c, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	a, b := dial(), dial()
	defer a.Close()
	defer b.Close()
	first := <-accepted
	select {
	case <-accepted:
		t.Error("two connections at once")
	case <-time.After(50 * time.Millisecond):
	}
	first.Close()
	first.Close()
	second := <-accepted
	l.Close()
	l.Close()
	second.Close()
	if _, open := <-accepted; open {
		t.Error("a closed listener accepts")
	}
}
