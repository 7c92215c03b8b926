var e=`// 17. Which agreements were in force between two states on a day?
//
// Both must be bound on that day. DISTINCT, since two sources that report one fact are two edges.
//
// $a = "country/RUS"  // first state
// $b = "country/PRK"  // second state
// $at = "2023-07-27"  // the day
//
// Checked against: the edges PARTY_TO

MATCH (:Country {id: $a})-[x:PARTY_TO]->(g:Agreement)<-[y:PARTY_TO]-(:Country {id: $b})
WHERE (x.since IS NULL OR left($at, size(x.since)) >= x.since)
  AND (x.until IS NULL OR left($at, size(x.until)) <= x.until)
  AND (y.since IS NULL OR left($at, size(y.since)) >= y.since)
  AND (y.until IS NULL OR left($at, size(y.until)) <= y.until)
RETURN DISTINCT g.id AS agreement, g.name AS name, g.kind AS kind, g.since AS since, g.until AS until, g.obligations AS obligations
ORDER BY since, agreement
`;export{e as default};