// 37. Which claims were taken back, and why?
//
// A claim that was retracted or superseded stays, with its reason. The starter graph has none.
//
// Checked against: claims

MATCH (c:Claim)
WHERE c.status IN ['retracted', 'superseded']
OPTIONAL MATCH (:Source)-[x:REVISED]->(c)
WHERE x.status = c.status
RETURN c.id AS claim, c.text AS text, c.status AS status, c.statusReason AS reason, x.by AS by, x.action AS action
ORDER BY claim
