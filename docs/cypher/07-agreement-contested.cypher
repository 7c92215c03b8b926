// 07. How often did two states vote the same on contested roll calls?
//
// Contested in the Assembly: at least a quarter of those present left the largest position, by the
// totals a source states. Unanimous votes say nothing about two states in particular.
//
// $a = "country/USA"          // first state
// $b = "country/ISR"          // second state
// $body = "general_assembly"  // body
//
// Checked against: alignment.contested

MATCH (:Country {id: $a})-[x:VOTED]->(r:RollCall {kind: 'whole'})<-[y:VOTED]-(:Country {id: $b})
WHERE r.body = $body AND x.choice <> 'absent' AND y.choice <> 'absent'
WITH x, y, r.yes + r.no + r.abstain AS present,
     CASE WHEN r.yes >= r.no AND r.yes >= r.abstain THEN r.yes WHEN r.no >= r.abstain THEN r.no ELSE r.abstain END AS most
WHERE present > 0 AND 4 * (present - most) >= present
WITH count(*) AS n,
       count(CASE WHEN x.choice = y.choice THEN 1 END) AS same,
       count(CASE WHEN x.choice <> y.choice AND 'abstain' IN [x.choice, y.choice] THEN 1 END) AS oneAbstained,
       count(CASE WHEN x.choice <> y.choice AND NOT 'abstain' IN [x.choice, y.choice] THEN 1 END) AS opposed
RETURN n, same, oneAbstained, opposed,
       CASE WHEN n > 0 THEN toFloat(same) / n END AS identical,
       CASE WHEN n > 0 THEN (same + 0.5 * oneAbstained) / n END AS halfCredit
