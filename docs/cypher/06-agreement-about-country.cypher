// 06. How often did two states vote the same on a third one?
//
// EXISTS asks whether there is such an edge; a second MATCH would count a roll call once per edge and
// source.
//
// $a = "country/RUS"          // first state
// $b = "country/USA"          // second state
// $body = "security_council"  // body
// $about = "country/SYR"      // the third state
//
// Checked against: alignment(where: {about})

MATCH (:Country {id: $a})-[x:VOTED]->(r:RollCall {kind: 'whole'})<-[y:VOTED]-(:Country {id: $b})
WHERE r.body = $body AND x.choice <> 'absent' AND y.choice <> 'absent'
  AND EXISTS { (r)-[:CONCERNS]->(:Country {id: $about}) }
WITH count(*) AS n,
       count(CASE WHEN x.choice = y.choice THEN 1 END) AS same,
       count(CASE WHEN x.choice <> y.choice AND 'abstain' IN [x.choice, y.choice] THEN 1 END) AS oneAbstained,
       count(CASE WHEN x.choice <> y.choice AND NOT 'abstain' IN [x.choice, y.choice] THEN 1 END) AS opposed
RETURN n, same, oneAbstained, opposed,
       CASE WHEN n > 0 THEN toFloat(same) / n END AS identical,
       CASE WHEN n > 0 THEN (same + 0.5 * oneAbstained) / n END AS halfCredit
