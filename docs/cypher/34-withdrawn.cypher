// 34. Which records did their sources take back?
//
// They stay findable with the day they were found gone, and are counted nowhere. The starter graph has
// none.
//
// $since = "2000-01-01"  // found gone since
//
// Checked against: the edges WITHDRAWN

MATCH (a)-[x:WITHDRAWN]->(b)
WHERE x.withdrawn >= $since
RETURN a.id AS from, x.relation AS relation, b.id AS to, x.source AS source, x.withdrawn AS withdrawn
ORDER BY withdrawn DESC, from, relation, to, source
