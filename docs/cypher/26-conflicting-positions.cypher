// 26. Where do sources differ on how a state voted?
//
// VOTED is the settled position, VOTED_PER what a further source says. Only the first is ever counted.
//
// $state = "country/CHN"  // the state
//
// Checked against: the edges VOTED and VOTED_PER

MATCH (c:Country {id: $state})-[x:VOTED]->(r:RollCall)<-[y:VOTED_PER]-(c)
WHERE x.choice <> y.choice
RETURN r.id AS rollCall, r.date AS date, x.choice AS settled, x.source AS per, y.choice AS other, y.source AS otherPer, y.note AS note
ORDER BY date DESC, rollCall, otherPer
