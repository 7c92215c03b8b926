// 28. Who sat in the Security Council on a day?
//
// Any organisation by its id; a spell without an end lasts on. Observers and
// associates are no members.
//
// $organisation = "organisation/UNSC"  // the organisation
// $at = "2017-12-22"                   // the day
//
// Checked against: countries(memberOf)

MATCH (c:Country)-[x:MEMBER_OF]->(:Organisation {id: $organisation})
WHERE (x.since IS NULL OR left($at, size(x.since)) >= x.since)
  AND (x.until IS NULL OR left($at, size(x.until)) <= x.until)
  AND NOT coalesce(x.role, 'member') IN ['observer', 'associate']
RETURN DISTINCT c.id AS state, c.name AS name, x.role AS role
ORDER BY state
