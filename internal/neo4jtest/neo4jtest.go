// Package neo4jtest gives tests a real Neo4j server: the one that
// NEO4J_TEST_URI names (with NEO4J_TEST_USER and NEO4J_TEST_PASSWORD; it is
// emptied!), else a container of the image neo4j:5.26-community on loopback, if
// that image is on the machine: none is pulled. Where there is neither, tests
// skip with the reason; under REQUIRE_NEO4J=1 they fail.
//
// A package that uses it has
//
//	func TestMain(m *testing.M) { os.Exit(neo4jtest.Main(m)) }
//
// so that all its tests share one server, which is started by the first that
// asks and stopped after the last.
package neo4jtest

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/moby/moby/api/types/container"
	"github.com/moby/moby/api/types/network"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
	"github.com/testcontainers/testcontainers-go"
	tclog "github.com/testcontainers/testcontainers-go/log"
)

const (
	image    = "neo4j:5.26-community"
	boltPort = "7687/tcp"
	loopback = "127.0.0.1"
	password = "entente-test" // of a container that only this machine reaches

	// startTime bounds the start of a container: a busy machine of two cores
	// takes half a minute.
	startTime = 3 * time.Minute

	// queryTime bounds one statement of the fixture.
	queryTime = time.Minute
)

// Server is a running Neo4j of a package's tests.
type Server struct {
	URI, User, Password string

	driver    neo4j.DriverWithContext
	container testcontainers.Container
}

var (
	inMain bool
	start  sync.Once
	server *Server
	reason error
)

// Main runs a package's tests and stops the server they used. It gives the
// exit code.
func Main(m *testing.M) int {
	inMain = true
	code := m.Run()
	if server != nil {
		if err := server.stop(); err != nil {
			fmt.Fprintln(os.Stderr, "neo4jtest: stopping the server:", err)
			if code == 0 {
				code = 1
			}
		}
	}
	return code
}

// Start gives the package's server, emptied for this test, or skips or fails.
// Tests that use it must not run in parallel.
func Start(t testing.TB) *Server {
	t.Helper()
	s := Running(t)
	s.Clear(t)
	return s
}

// Running is Start without the emptying.
func Running(t testing.TB) *Server {
	t.Helper()
	if testing.Short() {
		t.Skip("needs a Neo4j server: not with -short")
	}
	if !inMain {
		t.Fatal("neo4jtest.Start needs a TestMain that calls neo4jtest.Main, or its container would stay")
	}
	start.Do(func() { server, reason = open() })
	if reason != nil {
		if os.Getenv("REQUIRE_NEO4J") == "1" {
			t.Fatal("no Neo4j: ", reason)
		}
		t.Skip("no Neo4j: ", reason)
	}
	return server
}

// Clear empties the database; constraints stay.
func (s *Server) Clear(t testing.TB) {
	t.Helper()
	for _, what := range []string{"MATCH ()-[x]->()", "MATCH (x)"} {
		s.Run(t, what+" CALL (x) { DELETE x } IN TRANSACTIONS OF 20000 ROWS", nil)
	}
}

// Run runs a statement past the store and gives its rows.
func (s *Server) Run(t testing.TB, text string, params map[string]any) [][]any {
	t.Helper()
	rows, err := s.query(context.Background(), text, params)
	if err != nil {
		t.Fatalf("neo4jtest: %s: %v", text, err)
	}
	return rows
}

func (s *Server) query(ctx context.Context, text string, params map[string]any) ([][]any, error) {
	ctx, cancel := context.WithTimeout(ctx, queryTime)
	defer cancel()
	sess := s.driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: "neo4j"})
	defer sess.Close(ctx)
	res, err := sess.Run(ctx, text, params)
	if err != nil {
		return nil, err
	}
	recs, err := res.Collect(ctx)
	rows := make([][]any, len(recs))
	for i, r := range recs {
		rows[i] = r.Values
	}
	return rows, err
}

func open() (*Server, error) {
	s := &Server{URI: os.Getenv("NEO4J_TEST_URI"), User: os.Getenv("NEO4J_TEST_USER"), Password: os.Getenv("NEO4J_TEST_PASSWORD")}
	if s.User == "" {
		s.User = "neo4j"
	}
	ctx, cancel := context.WithTimeout(context.Background(), startTime)
	defer cancel()
	if s.URI == "" {
		if err := s.run(ctx); err != nil {
			return nil, err
		}
	}
	auth := neo4j.NoAuth()
	if s.Password != "" {
		auth = neo4j.BasicAuth(s.User, s.Password, "")
	}
	var err error
	s.driver, err = neo4j.NewDriverWithContext(s.URI, auth, func(c *config.Config) {
		c.SocketConnectTimeout = time.Second
		c.ConnectionAcquisitionTimeout = 2 * time.Second
	})
	if err != nil {
		return nil, errors.Join(err, s.stop())
	}
	if err := s.wait(ctx); err != nil {
		return nil, errors.Join(err, s.stop())
	}
	return s, nil
}

// run starts a container. It is removed by Main; testcontainers' own remover is
// an image that cannot be had everywhere and is left out.
func (s *Server) run(ctx context.Context) error {
	if out, err := exec.CommandContext(ctx, "docker", "image", "inspect", "-f", "ok", image).CombinedOutput(); err != nil {
		said := strings.TrimSpace(string(out))
		if said == "" {
			said = err.Error()
		}
		return fmt.Errorf("neither NEO4J_TEST_URI nor the image %s (docker says: %s)", image, firstLine(said))
	}
	os.Setenv("TESTCONTAINERS_RYUK_DISABLED", "true")
	c, err := testcontainers.Run(ctx, image,
		testcontainers.WithLogger(tclog.NewNoopLogger()),
		testcontainers.WithExposedPorts(boltPort),
		testcontainers.WithHostConfigModifier(func(c *container.HostConfig) {
			c.PortBindings = network.PortMap{network.MustParsePort(boltPort): {{HostIP: netip.MustParseAddr(loopback)}}}
		}),
		testcontainers.WithEnv(map[string]string{
			"NEO4J_AUTH":                             s.User + "/" + password,
			"NEO4J_server_memory_heap_initial__size": "1G",
			"NEO4J_server_memory_heap_max__size":     "1G",
			"NEO4J_server_memory_pagecache_size":     "512M",
		}),
	)
	if err != nil {
		return errors.Join(fmt.Errorf("start a container of %s: %w", image, err), testcontainers.TerminateContainer(c))
	}
	s.container, s.Password = c, password
	port, err := c.MappedPort(ctx, boltPort)
	if err != nil {
		return errors.Join(err, s.stop())
	}
	s.URI = "bolt://" + net.JoinHostPort(loopback, port.Port())
	return nil
}

// wait asks until the database answers a query that writes: the port is open
// before that (B82).
func (s *Server) wait(ctx context.Context) error {
	for {
		_, err := s.query(ctx, "CREATE (n:EntenteTest) DELETE n", nil)
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("the server does not answer a query: %w%s", err, s.lastWords())
		case <-time.After(100 * time.Millisecond):
		}
	}
}

func (s *Server) lastWords() string {
	if s.container == nil {
		return ""
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	logs, err := s.container.Logs(ctx)
	if err != nil {
		return ""
	}
	defer logs.Close()
	all, _ := io.ReadAll(logs)
	if len(all) > 2000 {
		all = all[len(all)-2000:]
	}
	return "\n" + string(bytes.TrimSpace(all))
}

func (s *Server) stop() error {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	var err error
	if s.driver != nil {
		err = s.driver.Close(ctx)
	}
	if s.container != nil {
		err = errors.Join(err, testcontainers.TerminateContainer(s.container, testcontainers.StopTimeout(0)))
	}
	return err
}

func firstLine(s string) string {
	sc := bufio.NewScanner(strings.NewReader(s))
	sc.Scan()
	return sc.Text()
}
