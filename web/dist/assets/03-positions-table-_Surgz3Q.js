var e=`// 03. How did two states vote, position by position?
//
// The whole table with absences, which are in no share. Rows that do not appear are 0. A member whose
// position no source gives has no edge and is in no cell.
//
// $a = "country/RUS"          // first state
// $b = "country/CHN"          // second state
// $body = "security_council"  // body
//
// Checked against: alignment.counts

MATCH (:Country {id: $a})-[x:VOTED]->(r:RollCall {kind: 'whole'})<-[y:VOTED]-(:Country {id: $b})
WHERE r.body = $body
RETURN x.choice AS a, y.choice AS b, count(*) AS votes
ORDER BY a, b
`;export{e as default};