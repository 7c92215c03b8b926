var e=`// 15. Who led a country on a day?
//
// An end that is missing is not "still": lastSeen is the last day the source speaks of, and after it
// the answer is known to be old.
//
// $country = "country/RUS"  // the country
// $at = "2023-07-27"        // the day
//
// Checked against: the edges LEADS

MATCH (p:Person)-[x:LEADS]->(:Country {id: $country})
WHERE (x.since IS NULL OR left($at, size(x.since)) >= x.since)
  AND (x.until IS NULL OR left($at, size(x.until)) <= x.until)
RETURN p.id AS person, p.name AS name, x.office AS office, x.since AS since, x.until AS until,
       CASE WHEN x.until IS NULL AND x.lastSeen IS NOT NULL AND $at > x.lastSeen THEN 'last known ' + x.lastSeen ELSE 'held' END AS state,
       x.ref AS ref
ORDER BY since, person
`;export{e as default};