// 31. How many roll calls are on record, year by year?
//
// A gap here is a gap in every answer. Texts that the Assembly adopted without a vote are not in the
// files.
//
// $body = "security_council"  // body
//
// Checked against: rollCalls.totalCount

MATCH (r:RollCall {body: $body, kind: 'whole'})
RETURN left(r.date, 4) AS year, count(*) AS rollCalls, count(CASE WHEN r.outcome = 'vetoed' THEN 1 END) AS vetoed
ORDER BY year
