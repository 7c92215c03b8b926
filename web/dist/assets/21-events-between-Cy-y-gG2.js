var e=`// 21. Which events did two countries take part in, in order?
//
// One row per event, however many sources and roles: roles are collected.
//
// $a = "country/RUS"  // first state
// $b = "country/PRK"  // second country
//
// Checked against: the edges TOOK_PART

MATCH (:Country {id: $a})-[x:TOOK_PART]->(e:Event)<-[y:TOOK_PART]-(:Country {id: $b})
WITH e, collect(DISTINCT x.role) AS rolesOfA, collect(DISTINCT y.role) AS rolesOfB
OPTIONAL MATCH (e)-[:AT]->(p:Place)
RETURN e.id AS event, e.kind AS kind, e.since AS since, e.until AS until, e.title AS title, rolesOfA, rolesOfB, collect(DISTINCT p.name) AS places
ORDER BY since, event
`;export{e as default};