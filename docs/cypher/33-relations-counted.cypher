// 33. What is on record between two states, counted?
//
// One COUNT per relation. Several MATCHes in a row would multiply what they find.
//
// $a = "country/RUS"  // first state
// $b = "country/PRK"  // second state
//
// Checked against: the edges named

MATCH (a:Country {id: $a}), (b:Country {id: $b})
RETURN COUNT { MATCH (a)-[:PARTY_TO]->(g:Agreement)<-[:PARTY_TO]-(b) RETURN DISTINCT g } AS agreements,
       COUNT { MATCH (a)-[x:ALLIED_WITH]-(b) RETURN DISTINCT x.id } AS alliances,
       COUNT { MATCH (a)-[:TOOK_PART]->(e:Event)<-[:TOOK_PART]-(b) RETURN DISTINCT e } AS events,
       COUNT { MATCH (a)-[:VOTED]->(r:RollCall)<-[:VOTED]-(b) WHERE r.kind = 'whole' RETURN DISTINCT r } AS rollCalls
