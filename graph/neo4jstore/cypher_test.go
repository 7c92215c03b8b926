package neo4jstore

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"entente/graph"
	"entente/graph/storetest"
)

// hostileCypher are queries that write, administer, or reach beyond the graph,
// plainly or in disguise.
var hostileCypher = []string{
	"CREATE (n:Thing {id: 'evil'})",
	"MATCH (n) CREATE (m:Thing {id: 'evil'}) RETURN m",
	"MATCH (n) SET n.s = 'evil'",
	"MATCH (n) sEt n += {s: 'evil'} RETURN n",
	"MATCH (n) REMOVE n.s",
	"MATCH (n) DELETE n",
	"MATCH (n) DETACH DELETE n",
	"MATCH (n) NODETACH DELETE n",
	"MERGE (n:Thing {id: 'evil'}) RETURN n",
	"INSERT (n:Thing {id: 'evil'})",
	"MATCH (n) FOREACH (x IN [1] | CREATE (:Thing {id: 'evil'}))",
	"LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
	"LOAD CSV WITH HEADERS FROM 'http://127.0.0.1:1/' AS line RETURN line",
	"MATCH (n) LOAD CSV FROM $u AS line RETURN line",
	"USING PERIODIC COMMIT LOAD CSV FROM 'file:///x' AS line RETURN line",
	"CALL { LOAD CSV FROM 'file:///x' AS line RETURN line } RETURN line",
	"RETURN 1 AS x UNION LOAD CSV FROM 'file:///x' AS x RETURN x",
	"RETURN COUNT { LOAD CSV FROM 'file:///x' AS x RETURN x }",
	"/* MATCH */ LOAD /**/ CSV FROM 'file:///x' AS line RETURN line",
	"MATCH (n) // comment\nLOAD CSV FROM 'file:///x' AS line RETURN line",
	"MATCH (n) // comment\rLOAD CSV FROM 'file:///x' AS line RETURN line",
	"MATCH (n) // comment '\rRETURN 1 // '\nLOAD CSV FROM 'file:///x' AS l RETURN l",
	"MATCH (n) //\u2028LOAD CSV FROM 'file:///x' AS line RETURN line",
	"MATCH (n) LOAD\u00a0CSV FROM 'file:///x' AS line RETURN line",
	"MATCH (n) LOAD\x0bCSV FROM 'file:///x' AS line RETURN line",
	`\u004cOAD CSV FROM 'file:///x' AS line RETURN line`,
	`MATCH (n) WHERE n.s = 'a\u0027 LOAD CSV FROM "file:///x" AS l RETURN l //'`,
	`RETURN '\\' LOAD CSV FROM 'file:///x' AS line RETURN line`,
	"RETURN `a``b` LOAD CSV FROM 'file:///x' AS line RETURN line",
	"RETURN '/*' LOAD CSV FROM 'file:///x' AS l RETURN '*/'",
	"RETURN /*/ LOAD CSV */ 1 LOAD CSV FROM 'file:///x' AS l RETURN l",
	"RETURN 1 /* unclosed",
	"RETURN 'unclosed",
	"RETURN `unclosed",
	"RETURN 1.LOAD CSV FROM 'file:///x' AS l RETURN l",
	"RETURN 1LOAD CSV FROM 'file:///x' AS l RETURN l",
	"USE system SHOW USERS",
	"USE system RETURN 1",
	"SHOW USERS",
	"SHOW DATABASES",
	"SHOW TRANSACTIONS YIELD *",
	"TERMINATE TRANSACTIONS 'neo4j-transaction-1'",
	"CREATE USER evil SET PASSWORD 'evil1234'",
	"ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'b'",
	"DROP CONSTRAINT x",
	"DROP DATABASE neo4j",
	"STOP DATABASE neo4j",
	"GRANT ROLE admin TO evil",
	"CALL dbms.components()",
	"CALL dbms.listConfig() YIELD name, value RETURN name, value",
	"CALL dbms.killQuery('query-1')",
	"CALL db.createLabel('Evil')",
	"CALL `db`.`createLabel`('Evil')",
	"CALL `db.createLabel`('Evil')",
	"call /* db.labels() */ db . createLabel ('Evil')",
	"CALL db.labels CALL db.createLabel('Evil')",
	"MATCH (n) CALL apoc.load.json('http://127.0.0.1:1') YIELD value RETURN value",
	"CALL tx.setMetaData({a: 1})",
	"CALL db.clearQueryCaches()",
	"RETURN apoc.util.md5(['x'])",
	"RETURN `apoc`.`load`.`x`('file:///x')",
	"RETURN graph.names()",
	"MATCH (n) WITH n CALL (n) { WITH n SET n.s = 'evil' } IN TRANSACTIONS OF 1 ROWS RETURN 1",
	"RETURN 1; MATCH (n) RETURN n",
	"EXPLAIN MATCH (n) RETURN n",
	"PROFILE MATCH (n) RETURN n",
	"CYPHER runtime=slotted MATCH (n) RETURN n",
	"", "   ", ";", "// nothing", "\xff\xfe",
	"RETURN " + strings.Repeat("(", 70_000),
}

// harmlessCypher look dangerous and are not.
var harmlessCypher = []string{
	"MATCH (n:Thing) RETURN n.id AS id ORDER BY id",
	"MATCH (n:Thing) RETURN n.id AS id ORDER BY id;",
	"RETURN 'LOAD CSV; CREATE (n) // */ /*' AS s",
	`RETURN "it\"s; DELETE" AS s, 'a\'b SET' AS t`,
	"RETURN 1 AS `CREATE``; LOAD CSV`",
	"// CREATE\nMATCH /* DELETE */ (n) RETURN count(n) AS n",
	"/* a /* b */ RETURN 1 AS x",
	"MATCH (n) WHERE n.`set` IS NULL RETURN count(*) AS n",
	"CALL db.labels() YIELD label RETURN label",
	"CALL db.labels",
	"CALL { MATCH (n) RETURN count(n) AS c } RETURN c",
	"MATCH (n) CALL (n) { MATCH (n)-->(m) RETURN count(m) AS c } RETURN sum(c) AS c",
	"RETURN date.truncate('year', date('2017-12-22')) AS d, duration.between(date('2017-01-01'), date('2018-01-01')).months AS m",
	"UNWIND [1, 2] AS x WITH x WHERE x > 1 RETURN x",
	"OPTIONAL MATCH (n:Nothing) RETURN n",
	"MATCH p = (a:Thing)-[:LINKS*1..2]->(b) RETURN p LIMIT 3",
	"RETURN 0.5e3 AS a, 0x1F AS b, 1_000 AS c, $p AS d",
	"RETURN 日本 AS x, 1 AS y",
	"RETURN exists { MATCH (n:Thing) } AS e, [x IN range(1, 3) | x * 2] AS l",
	"RETURN 0.0 / 0.0 AS nan, point({x: 1, y: 2}) AS p, datetime('2020-01-01T00:00:00Z') AS t",
}

func TestCheckCypher(t *testing.T) {
	if len(hostileCypher) < 40 {
		t.Errorf("only %d hostile queries", len(hostileCypher))
	}
	for _, q := range hostileCypher {
		if err := CheckCypher(q); !errors.Is(err, graph.ErrInvalid) {
			t.Errorf("%.80q passes: %v", q, err)
		}
	}
	for _, q := range harmlessCypher {
		if err := CheckCypher(q); err != nil {
			t.Errorf("%q is refused: %v", q, err)
		}
	}
}

func FuzzCheckCypher(f *testing.F) {
	for _, q := range append(hostileCypher, harmlessCypher...) {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, q string) {
		// What passes still passes with a comment before it, and not with a
		// write behind it: the reader is not left inside a text or a comment.
		if CheckCypher(q) != nil {
			return
		}
		if err := CheckCypher("/* x */" + q); err != nil && len(q) < maxCypher-7 {
			t.Errorf("with a comment: %v", err)
		}
		if CheckCypher(q+"\nDELETE n") == nil {
			t.Error("a write behind it passes")
		}
	})
}

// What the guard refuses is also tried on the server in read mode where it is a
// write, to know that there are two walls; and what it lets pass must run.
func TestReadCypher(t *testing.T) {
	s := open(t, storetest.Schema())
	a, b := graph.Key{Kind: "Thing", ID: "a"}, graph.Key{Kind: "Thing", ID: "b"}
	if _, err := s.Upsert(t.Context(), graph.Batch{Nodes: []graph.Node{{Key: a, Props: graph.P("s", "x", "d", graph.Year(1977))}, {Key: b}},
		Edges: []graph.Edge{{EdgeKey: graph.EdgeKey{Kind: "LINKS", From: a, To: b, Source: "s"}, Props: graph.P("i", 1)}}}); err != nil {
		t.Fatal(err)
	}
	was := dump(t, s)
	t.Logf("counted: %d hostile statements, %d harmless ones", len(hostileCypher), len(harmlessCypher))
	for _, q := range hostileCypher {
		if _, _, _, err := s.ReadCypher(t.Context(), q, nil, 10, time.Second); !errors.Is(err, graph.ErrInvalid) {
			t.Errorf("%.80q: %v", q, err)
		}
	}
	for _, q := range harmlessCypher {
		if strings.Contains(q, "日本") {
			continue // a variable that is not there
		}
		cols, _, _, err := s.ReadCypher(t.Context(), q, map[string]any{"p": int64(1)}, 10, 10*time.Second)
		if err != nil || len(cols) == 0 {
			t.Errorf("%q: %v, %v", q, cols, err)
		}
	}
	if now := dump(t, s); !reflect.DeepEqual(now, was) {
		t.Errorf("the graph changed:\n%v\n%v", was, now)
	}

	_, rows, more, err := s.ReadCypher(t.Context(), "MATCH p = (x:Thing {id: $id})-[r]->(y) RETURN x, r.i, p, 0.0/0.0, date('2020-02-03')", map[string]any{"id": "a"}, 10, 0)
	if err != nil || more || len(rows) != 1 {
		t.Fatal(rows, more, err)
	}
	want := map[string]any{"kind": "Thing", "id": "a", "properties": map[string]any{"id": "a", "s": "x", "d": "1977"}}
	if row := rows[0]; !reflect.DeepEqual(row[0], want) || row[1] != int64(1) || len(row[2].([]any)) != 3 || row[3] != nil || row[4] != "2020-02-03" {
		t.Errorf("row: %v", row)
	}
	_, rows, more, err = s.ReadCypher(t.Context(), "UNWIND range(1, 100000) AS x RETURN x", nil, 7, 0)
	if err != nil || !more || len(rows) != 7 {
		t.Errorf("%d rows, more %t, %v", len(rows), more, err)
	}
	_, _, _, err = s.ReadCypher(t.Context(), "MATCH (n) RETURN m", nil, 7, 0)
	if !errors.Is(err, graph.ErrInvalid) || !strings.Contains(err.Error(), "m") {
		t.Errorf("a faulty query: %v", err)
	}
	_, _, _, err = s.ReadCypher(t.Context(), "RETURN range(1, 2000000) AS x", nil, 7, 0)
	if !errors.Is(err, graph.ErrInvalid) {
		t.Errorf("a huge row: %v", err)
	}
	start := time.Now()
	_, _, _, err = s.ReadCypher(t.Context(), "UNWIND range(1, 100000) AS x UNWIND range(1, 100000) AS y WITH x, y WHERE x * y < 0 RETURN count(*)", nil, 7, 500*time.Millisecond)
	if !errors.Is(err, graph.ErrUnavailable) || time.Since(start) > 5*time.Second {
		t.Errorf("an endless query: %v after %s", err, time.Since(start))
	}
	// The second wall.
	for _, q := range []string{"CREATE (n:Thing {id: 'evil'})", "MATCH (n) SET n.s = 'evil'", "MATCH (n) DETACH DELETE n"} {
		if err := s.run(t.Context(), "try", statement{text: q}, readMode, nil); err == nil {
			t.Errorf("%q runs in read mode", q)
		}
	}
}
