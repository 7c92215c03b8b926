var e=`// 02. How often did two states vote the same in the Security Council?
//
// The same question in the other body. The two are never added up: in the Council most votes are
// unanimous.
//
// $a = "country/RUS"          // first state
// $b = "country/USA"          // second state
// $body = "security_council"  // body
// $since = "1946-01-01"       // first day
// $until = "2025-06-30"       // last day
//
// Checked against: alignment.byBody

MATCH (:Country {id: $a})-[x:VOTED]->(r:RollCall {kind: 'whole'})<-[y:VOTED]-(:Country {id: $b})
WHERE r.body = $body AND x.choice <> 'absent' AND y.choice <> 'absent'
  AND r.date + substring('-01-01', size(r.date) - 4) >= $since
  AND r.date + substring('-12-31', size(r.date) - 4) <= $until
WITH count(*) AS n,
       count(CASE WHEN x.choice = y.choice THEN 1 END) AS same,
       count(CASE WHEN x.choice <> y.choice AND 'abstain' IN [x.choice, y.choice] THEN 1 END) AS oneAbstained,
       count(CASE WHEN x.choice <> y.choice AND NOT 'abstain' IN [x.choice, y.choice] THEN 1 END) AS opposed
RETURN n, same, oneAbstained, opposed,
       CASE WHEN n > 0 THEN toFloat(same) / n END AS identical,
       CASE WHEN n > 0 THEN (same + 0.5 * oneAbstained) / n END AS halfCredit
`;export{e as default};