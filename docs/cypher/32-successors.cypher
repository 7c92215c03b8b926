// 32. Which states did a state follow, and which followed it?
//
// Votes stay with the state that cast them; continues is the one kind under which a node keeps its
// votes.
//
// $state = "country/CSK"  // the state
//
// Checked against: country.predecessors, .successors

MATCH (a:Country)-[x:SUCCEEDS]->(b:Country)
WHERE $state IN [a.id, b.id]
RETURN DISTINCT a.id AS successor, b.id AS predecessor, x.date AS date, x.kind AS kind
ORDER BY date, successor, predecessor
