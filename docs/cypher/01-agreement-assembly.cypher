// 01. How often did two states vote the same in the General Assembly?
//
// From the votes themselves, over a period. n counts the votes on the whole on which both voted yes,
// no or abstain. A roll call known to its year alone counts where the year lies wholly in the period.
//
// $a = "country/RUS"          // first state
// $b = "country/CHN"          // second state
// $body = "general_assembly"  // body
// $since = "1992-01-01"       // first day
// $until = "2020-12-31"       // last day
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
