var e=`// 29. How did each member vote on one roll call?
//
// With the members whose position no source gives: choice is null for them.
//
// $rollCall = "rollcall/S/RES/2397(2017)"  // the roll call
//
// Checked against: rollCall.votes

MATCH (r:RollCall {id: $rollCall})
MATCH (c:Country)-[m:MEMBER_OF]->(o:Organisation)
WHERE o.id = CASE r.body WHEN 'security_council' THEN 'organisation/UNSC' ELSE 'organisation/UN' END
  AND (m.since IS NULL OR m.since <= r.date) AND (m.until IS NULL OR m.until >= r.date)
WITH DISTINCT r, c
OPTIONAL MATCH (c)-[x:VOTED]->(r)
RETURN c.id AS state, x.choice AS choice, x.source AS source, x.ref AS ref
ORDER BY state
`;export{e as default};