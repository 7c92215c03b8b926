// 11. Which drafts did a member veto, and who else voted no?
//
// joined lists all other members with a no, vetoing or not. Of most drafts lost before 1994 only the
// vetoing members and a tally are on record.
//
// $member = "country/CHN"  // the member
//
// Checked against: rollCalls(where: {outcomes: VETOED}).vetoedBy, .votes

MATCH (r:RollCall {body: 'security_council', kind: 'whole', outcome: 'vetoed'})
WHERE $member IN r.vetoedBy
OPTIONAL MATCH (c:Country)-[:VOTED {choice: 'no'}]->(r) WHERE c.id <> $member
WITH r, c ORDER BY c.id
RETURN r.id AS draft, r.date AS date, r.title AS title, r.vetoedBy AS vetoedBy, collect(c.id) AS joined
ORDER BY date DESC, draft
