// 27. On which roll calls did a state take no part?
//
// absent is a member that did not vote. A state that was no member has no edge, and so has a member
// whose position no source gives: neither is an absence.
//
// $state = "country/CHN"      // the state
// $body = "security_council"  // body
//
// Checked against: rollCalls.vote(of)

MATCH (:Country {id: $state})-[:VOTED {choice: 'absent'}]->(r:RollCall {body: $body, kind: 'whole'})
RETURN r.id AS rollCall, r.date AS date, r.title AS title
ORDER BY date DESC, rollCall
