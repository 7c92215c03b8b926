// 19. Which states owed a state defence on a day?
//
// The relation says the same from both ends and is stored once: no arrow, anchored at one end,
// DISTINCT over sources.
//
// $state = "country/PRK"   // the state
// $at = "2023-07-27"       // the day
// $obligation = "defence"  // what is owed
//
// Checked against: the edges ALLIED_WITH

MATCH (:Country {id: $state})-[x:ALLIED_WITH]-(ally:Country)
WHERE $obligation IN x.obligations
  AND (x.since IS NULL OR left($at, size(x.since)) >= x.since)
  AND (x.until IS NULL OR left($at, size(x.until)) <= x.until)
RETURN DISTINCT ally.id AS ally, x.since AS since, x.until AS until, x.obligations AS obligations
ORDER BY since, ally
