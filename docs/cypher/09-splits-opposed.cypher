// 09. On which roll calls did one vote yes and the other no?
//
// The hard splits alone.
//
// $a = "country/CHN"          // first state
// $b = "country/USA"          // second state
// $body = "security_council"  // body
//
// Checked against: alignment.splits(opposed: true)

MATCH (:Country {id: $a})-[x:VOTED]->(r:RollCall {kind: 'whole', body: $body})<-[y:VOTED]-(:Country {id: $b})
WHERE x.choice IN ['yes', 'no'] AND y.choice IN ['yes', 'no'] AND x.choice <> y.choice
RETURN r.id AS rollCall, r.date AS date, r.title AS title, x.choice AS a, y.choice AS b
ORDER BY date DESC, rollCall
