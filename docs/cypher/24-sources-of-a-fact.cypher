// 24. Who says so?
//
// The sources of every edge of one node, with the citation behind each. ref names the record; cite/…
// is a citation in the graph.
//
// $id = "event/shoigu-visit-pyongyang-2023"  // the node
//
// Checked against: the edges of the node

MATCH (n:Event|Agreement|Person {id: $id})-[x]-(other)
WHERE NOT other:Source
OPTIONAL MATCH (c:Source {id: 'source/' + x.ref})
RETURN type(x) AS relation, other.id AS other, x.source AS source, x.ref AS ref, c.citation AS citation
ORDER BY relation, other, source, ref
