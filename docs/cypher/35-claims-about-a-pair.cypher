// 35. What is claimed about two states, and by whom?
//
// One row for each statement: who takes which stance to a claim, and when. The claimant is neither
// the medium nor the dataset. A claim that was taken back is listed as such.
//
// $a = "country/RUS"  // one state
// $b = "country/PRK"  // the other
//
// Checked against: claims(about:)

MATCH (who)-[s:STATES]->(c:Claim)
WHERE EXISTS { (c)-[:HAS_SUBJECT|HAS_OBJECT]->(:Country {id: $a}) }
  AND EXISTS { (c)-[:HAS_SUBJECT|HAS_OBJECT]->(:Country {id: $b}) }
RETURN c.id AS claim, c.predicate AS predicate, coalesce(c.status, 'open') AS status, who.id AS claimant, s.stance AS stance, s.date AS date
ORDER BY claim, date, claimant
