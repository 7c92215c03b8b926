// 23. How are two people connected?
//
// The shortest ways over offices, events, agreements and alliances. Votes are left out: over them
// everybody is two steps from everybody.
//
// $a = "person/yoon-suk-yeol"  // first person
// $b = "person/sergei-shoigu"  // second person
//
// Checked against: the edges named

MATCH p = allShortestPaths((:Person {id: $a})-[:LEADS|SERVES|TOOK_PART|PARTY_TO|ALLIED_WITH|RESPONDS_TO*..6]-(:Person {id: $b}))
RETURN DISTINCT [n IN nodes(p) | n.id] AS nodes, length(p) AS steps
ORDER BY nodes
