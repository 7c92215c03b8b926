// 20. What happened around a visit?
//
// Agreements signed and events begun within some days of an event, with the distance in days. Dates
// not known to the day are left out.
//
// $event = "event/shoigu-visit-pyongyang-2023"  // the event
// $days = 14                                    // days before and after
//
// Checked against: the nodes Event and Agreement

MATCH (v:Event {id: $event})
MATCH (n:Event|Agreement)
WHERE n <> v
WITH v, n, CASE WHEN n:Agreement THEN n.signed ELSE n.since END AS day
WHERE size(day) = 10 AND size(v.since) = 10
WITH n, day, duration.inDays(date(v.since), date(day)).days AS distance
WHERE abs(distance) <= $days
RETURN labels(n)[0] AS kind, n.id AS id, coalesce(n.title, n.name) AS what, day, distance
ORDER BY day, id
