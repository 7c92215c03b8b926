// 16. Who held which office in two countries on a day?
//
// Leaders and officials together. A beginning or an end known to its month or year alone counts as
// holding within it.
//
// $a = "country/RUS"  // first state
// $b = "country/PRK"  // second country
// $at = "2023-07-27"  // the day
//
// Checked against: the edges LEADS and SERVES

MATCH (p:Person)-[x:LEADS|SERVES]->(c:Country)
WHERE c.id IN [$a, $b]
  AND (x.since IS NULL OR left($at, size(x.since)) >= x.since)
  AND (x.until IS NULL OR left($at, size(x.until)) <= x.until)
RETURN DISTINCT c.id AS country, p.id AS person, type(x) AS relation, x.office AS office, x.since AS since, x.until AS until
ORDER BY country, office, person
