var e=`// 04. How did the agreement of two states change from year to year?
//
// Years without a vote of both do not appear. Read n before the share.
//
// $a = "country/RUS"          // first state
// $b = "country/CHN"          // second state
// $body = "general_assembly"  // body
//
// Checked against: alignment.series(by: YEAR)

MATCH (:Country {id: $a})-[x:VOTED]->(r:RollCall {kind: 'whole'})<-[y:VOTED]-(:Country {id: $b})
WHERE r.body = $body AND x.choice <> 'absent' AND y.choice <> 'absent'
WITH left(r.date, 4) AS year,
       count(*) AS n,
       count(CASE WHEN x.choice = y.choice THEN 1 END) AS same,
       count(CASE WHEN x.choice <> y.choice AND 'abstain' IN [x.choice, y.choice] THEN 1 END) AS oneAbstained,
       count(CASE WHEN x.choice <> y.choice AND NOT 'abstain' IN [x.choice, y.choice] THEN 1 END) AS opposed
RETURN year, n, same, oneAbstained, opposed,
       CASE WHEN n > 0 THEN toFloat(same) / n END AS identical,
       CASE WHEN n > 0 THEN (same + 0.5 * oneAbstained) / n END AS halfCredit
ORDER BY year
`;export{e as default};