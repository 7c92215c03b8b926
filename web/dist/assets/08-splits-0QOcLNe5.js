var e=`// 08. On which roll calls did two states differ?
//
// Newest first, with both positions. opposed is yes against no; else one of them abstained.
//
// $a = "country/RUS"          // first state
// $b = "country/CHN"          // second state
// $body = "security_council"  // body
//
// Checked against: alignment.splits

MATCH (:Country {id: $a})-[x:VOTED]->(r:RollCall {kind: 'whole'})<-[y:VOTED]-(:Country {id: $b})
WHERE r.body = $body AND x.choice <> 'absent' AND y.choice <> 'absent'
  AND x.choice <> y.choice
RETURN r.id AS rollCall, r.date AS date, r.title AS title, x.choice AS a, y.choice AS b,
       NOT 'abstain' IN [x.choice, y.choice] AS opposed
ORDER BY date DESC, rollCall
`;export{e as default};