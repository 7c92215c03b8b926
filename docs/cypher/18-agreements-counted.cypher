// 18. How many agreements did each of some states have in force on a day?
//
// A state without one gets 0: COUNT over a subquery, not count(*) over an OPTIONAL MATCH, which would
// say 1.
//
// $among = ["country/RUS", "country/PRK", "country/CHN", "country/KOR", "country/BRA"]  // the states
// $at = "2023-07-27"                                                                    // the day
//
// Checked against: the edges PARTY_TO

MATCH (c:Country)
WHERE c.id IN $among
RETURN c.id AS state, COUNT {
  MATCH (c)-[x:PARTY_TO]->(g:Agreement)
  WHERE (x.since IS NULL OR left($at, size(x.since)) >= x.since)
    AND (x.until IS NULL OR left($at, size(x.until)) <= x.until)
  RETURN DISTINCT g
} AS agreements
ORDER BY agreements DESC, state
