// 36. What was linked to a claim as evidence?
//
// Evidence that people linked, for and against. What a check finds is no edge: checkClaim computes it
// anew from the records.
//
// $claim = "claim/article-23"  // the claim
//
// Checked against: claim(id:)

MATCH (:Claim {id: $claim})-[x:SUPPORTED_BY|CONTRADICTED_BY]->(e)
RETURN type(x) AS side, e.id AS record, coalesce(e.date, e.signed, e.since) AS date, x.note AS note, x.by AS by
ORDER BY side, date, record
