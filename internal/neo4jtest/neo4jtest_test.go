package neo4jtest

import (
	"os"
	"testing"
)

func TestMain(m *testing.M) { os.Exit(Main(m)) }

func TestServerAnswersAndIsEmptied(t *testing.T) {
	s := Start(t)
	s.Run(t, "CREATE (:EntenteTest {id: 1})-[:LEADS_TO]->(:EntenteTest {id: 2})", nil)
	s.Clear(t)
	if n := s.Run(t, "MATCH (n) RETURN count(n)", nil)[0][0]; n != int64(0) {
		t.Errorf("%d nodes are left", n)
	}
}
