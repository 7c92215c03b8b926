// 05. How often did two states vote the same on a topic?
//
// A topic is an edge of the roll call, not a word in its title. Topic ids are in docs/data-model.md.
//
// $a = "country/RUS"          // first state
// $b = "country/CHN"          // second state
// $body = "security_council"  // body
// $topic = "topic/dprk"       // topic
//
// Checked against: alignment(where: {topics})

MATCH (:Country {id: $a})-[x:VOTED]->(r:RollCall {kind: 'whole'})<-[y:VOTED]-(:Country {id: $b})
WHERE r.body = $body AND x.choice <> 'absent' AND y.choice <> 'absent'
  AND EXISTS { (r)-[:CONCERNS]->(:Topic {id: $topic}) }
WITH count(*) AS n,
       count(CASE WHEN x.choice = y.choice THEN 1 END) AS same,
       count(CASE WHEN x.choice <> y.choice AND 'abstain' IN [x.choice, y.choice] THEN 1 END) AS oneAbstained,
       count(CASE WHEN x.choice <> y.choice AND NOT 'abstain' IN [x.choice, y.choice] THEN 1 END) AS opposed
RETURN n, same, oneAbstained, opposed,
       CASE WHEN n > 0 THEN toFloat(same) / n END AS identical,
       CASE WHEN n > 0 THEN (same + 0.5 * oneAbstained) / n END AS halfCredit
