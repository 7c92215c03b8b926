// All queries of the cookbook (docs/cypher.md) with their parameters set.
// Made by the test of internal/cookbook from the single files; run it with -update.

// 01. How often did two states vote the same in the General Assembly?
:param a => "country/RUS"
:param b => "country/CHN"
:param body => "general_assembly"
:param since => "1992-01-01"
:param until => "2020-12-31"
MATCH (:Country {id: $a})-[x:VOTED]->(r:RollCall {kind: 'whole'})<-[y:VOTED]-(:Country {id: $b})
WHERE r.body = $body AND x.choice <> 'absent' AND y.choice <> 'absent'
  AND r.date + substring('-01-01', size(r.date) - 4) >= $since
  AND r.date + substring('-12-31', size(r.date) - 4) <= $until
WITH count(*) AS n,
       count(CASE WHEN x.choice = y.choice THEN 1 END) AS same,
       count(CASE WHEN x.choice <> y.choice AND 'abstain' IN [x.choice, y.choice] THEN 1 END) AS oneAbstained,
       count(CASE WHEN x.choice <> y.choice AND NOT 'abstain' IN [x.choice, y.choice] THEN 1 END) AS opposed
RETURN n, same, oneAbstained, opposed,
       CASE WHEN n > 0 THEN toFloat(same) / n END AS identical,
       CASE WHEN n > 0 THEN (same + 0.5 * oneAbstained) / n END AS halfCredit;

// 02. How often did two states vote the same in the Security Council?
:param a => "country/RUS"
:param b => "country/USA"
:param body => "security_council"
:param since => "1946-01-01"
:param until => "2025-06-30"
MATCH (:Country {id: $a})-[x:VOTED]->(r:RollCall {kind: 'whole'})<-[y:VOTED]-(:Country {id: $b})
WHERE r.body = $body AND x.choice <> 'absent' AND y.choice <> 'absent'
  AND r.date + substring('-01-01', size(r.date) - 4) >= $since
  AND r.date + substring('-12-31', size(r.date) - 4) <= $until
WITH count(*) AS n,
       count(CASE WHEN x.choice = y.choice THEN 1 END) AS same,
       count(CASE WHEN x.choice <> y.choice AND 'abstain' IN [x.choice, y.choice] THEN 1 END) AS oneAbstained,
       count(CASE WHEN x.choice <> y.choice AND NOT 'abstain' IN [x.choice, y.choice] THEN 1 END) AS opposed
RETURN n, same, oneAbstained, opposed,
       CASE WHEN n > 0 THEN toFloat(same) / n END AS identical,
       CASE WHEN n > 0 THEN (same + 0.5 * oneAbstained) / n END AS halfCredit;

// 03. How did two states vote, position by position?
:param a => "country/RUS"
:param b => "country/CHN"
:param body => "security_council"
MATCH (:Country {id: $a})-[x:VOTED]->(r:RollCall {kind: 'whole'})<-[y:VOTED]-(:Country {id: $b})
WHERE r.body = $body
RETURN x.choice AS a, y.choice AS b, count(*) AS votes
ORDER BY a, b;

// 04. How did the agreement of two states change from year to year?
:param a => "country/RUS"
:param b => "country/CHN"
:param body => "general_assembly"
MATCH (:Country {id: $a})-[x:VOTED]->(r:RollCall {kind: 'whole'})<-[y:VOTED]-(:Country {id: $b})
WHERE r.body = $body AND x.choice <> 'absent' AND y.choice <> 'absent'
WITH left(r.date, 4) AS year,
       count(*) AS n,
       count(CASE WHEN x.choice = y.choice THEN 1 END) AS same,
       count(CASE WHEN x.choice <> y.choice AND 'abstain' IN [x.choice, y.choice] THEN 1 END) AS oneAbstained,
       count(CASE WHEN x.choice <> y.choice AND NOT 'abstain' IN [x.choice, y.choice] THEN 1 END) AS opposed
RETURN year, n, same, oneAbstained, opposed,
       CASE WHEN n > 0 THEN toFloat(same) / n END AS identical,
       CASE WHEN n > 0 THEN (same + 0.5 * oneAbstained) / n END AS halfCredit
ORDER BY year;

// 05. How often did two states vote the same on a topic?
:param a => "country/RUS"
:param b => "country/CHN"
:param body => "security_council"
:param topic => "topic/dprk"
MATCH (:Country {id: $a})-[x:VOTED]->(r:RollCall {kind: 'whole'})<-[y:VOTED]-(:Country {id: $b})
WHERE r.body = $body AND x.choice <> 'absent' AND y.choice <> 'absent'
  AND EXISTS { (r)-[:CONCERNS]->(:Topic {id: $topic}) }
WITH count(*) AS n,
       count(CASE WHEN x.choice = y.choice THEN 1 END) AS same,
       count(CASE WHEN x.choice <> y.choice AND 'abstain' IN [x.choice, y.choice] THEN 1 END) AS oneAbstained,
       count(CASE WHEN x.choice <> y.choice AND NOT 'abstain' IN [x.choice, y.choice] THEN 1 END) AS opposed
RETURN n, same, oneAbstained, opposed,
       CASE WHEN n > 0 THEN toFloat(same) / n END AS identical,
       CASE WHEN n > 0 THEN (same + 0.5 * oneAbstained) / n END AS halfCredit;

// 06. How often did two states vote the same on a third one?
:param a => "country/RUS"
:param b => "country/USA"
:param body => "security_council"
:param about => "country/SYR"
MATCH (:Country {id: $a})-[x:VOTED]->(r:RollCall {kind: 'whole'})<-[y:VOTED]-(:Country {id: $b})
WHERE r.body = $body AND x.choice <> 'absent' AND y.choice <> 'absent'
  AND EXISTS { (r)-[:CONCERNS]->(:Country {id: $about}) }
WITH count(*) AS n,
       count(CASE WHEN x.choice = y.choice THEN 1 END) AS same,
       count(CASE WHEN x.choice <> y.choice AND 'abstain' IN [x.choice, y.choice] THEN 1 END) AS oneAbstained,
       count(CASE WHEN x.choice <> y.choice AND NOT 'abstain' IN [x.choice, y.choice] THEN 1 END) AS opposed
RETURN n, same, oneAbstained, opposed,
       CASE WHEN n > 0 THEN toFloat(same) / n END AS identical,
       CASE WHEN n > 0 THEN (same + 0.5 * oneAbstained) / n END AS halfCredit;

// 07. How often did two states vote the same on contested roll calls?
:param a => "country/USA"
:param b => "country/ISR"
:param body => "general_assembly"
MATCH (:Country {id: $a})-[x:VOTED]->(r:RollCall {kind: 'whole'})<-[y:VOTED]-(:Country {id: $b})
WHERE r.body = $body AND x.choice <> 'absent' AND y.choice <> 'absent'
WITH x, y, r.yes + r.no + r.abstain AS present,
     CASE WHEN r.yes >= r.no AND r.yes >= r.abstain THEN r.yes WHEN r.no >= r.abstain THEN r.no ELSE r.abstain END AS most
WHERE present > 0 AND 4 * (present - most) >= present
WITH count(*) AS n,
       count(CASE WHEN x.choice = y.choice THEN 1 END) AS same,
       count(CASE WHEN x.choice <> y.choice AND 'abstain' IN [x.choice, y.choice] THEN 1 END) AS oneAbstained,
       count(CASE WHEN x.choice <> y.choice AND NOT 'abstain' IN [x.choice, y.choice] THEN 1 END) AS opposed
RETURN n, same, oneAbstained, opposed,
       CASE WHEN n > 0 THEN toFloat(same) / n END AS identical,
       CASE WHEN n > 0 THEN (same + 0.5 * oneAbstained) / n END AS halfCredit;

// 08. On which roll calls did two states differ?
:param a => "country/RUS"
:param b => "country/CHN"
:param body => "security_council"
MATCH (:Country {id: $a})-[x:VOTED]->(r:RollCall {kind: 'whole'})<-[y:VOTED]-(:Country {id: $b})
WHERE r.body = $body AND x.choice <> 'absent' AND y.choice <> 'absent'
  AND x.choice <> y.choice
RETURN r.id AS rollCall, r.date AS date, r.title AS title, x.choice AS a, y.choice AS b,
       NOT 'abstain' IN [x.choice, y.choice] AS opposed
ORDER BY date DESC, rollCall;

// 09. On which roll calls did one vote yes and the other no?
:param a => "country/CHN"
:param b => "country/USA"
:param body => "security_council"
MATCH (:Country {id: $a})-[x:VOTED]->(r:RollCall {kind: 'whole', body: $body})<-[y:VOTED]-(:Country {id: $b})
WHERE x.choice IN ['yes', 'no'] AND y.choice IN ['yes', 'no'] AND x.choice <> y.choice
RETURN r.id AS rollCall, r.date AS date, r.title AS title, x.choice AS a, y.choice AS b
ORDER BY date DESC, rollCall;

// 10. How many drafts did each permanent member veto?
:param since => "1946-01-01"
:param until => "2025-06-30"
MATCH (r:RollCall {body: 'security_council', kind: 'whole', outcome: 'vetoed'})
WHERE r.date >= $since AND r.date <= $until
UNWIND r.vetoedBy AS member
RETURN member, count(*) AS vetoes
ORDER BY vetoes DESC, member;

// 11. Which drafts did a member veto, and who else voted no?
:param member => "country/CHN"
MATCH (r:RollCall {body: 'security_council', kind: 'whole', outcome: 'vetoed'})
WHERE $member IN r.vetoedBy
OPTIONAL MATCH (c:Country)-[:VOTED {choice: 'no'}]->(r) WHERE c.id <> $member
WITH r, c ORDER BY c.id
RETURN r.id AS draft, r.date AS date, r.title AS title, r.vetoedBy AS vetoedBy, collect(c.id) AS joined
ORDER BY date DESC, draft;

// 12. With which states does a state vote most often?
:param to => "country/CHN"
:param body => "general_assembly"
:param least => 100
:param first => 10
MATCH (:Country {id: $to})-[x:ALIGNED_WITH {body: $body, period: 'overall'}]-(other:Country)
WHERE x.n >= $least
RETURN other.id AS state, x.identical AS identical, x.halfCredit AS halfCredit, x.n AS n, x.since AS since, x.until AS until
ORDER BY identical DESC, n DESC, state
LIMIT $first;

// 13. How often does each pair among some states vote the same?
:param among => ["country/CHN", "country/FRA", "country/GBR", "country/RUS", "country/USA"]
:param body => "security_council"
MATCH (a:Country)-[x:ALIGNED_WITH {body: $body, period: 'overall'}]->(b:Country)
WHERE a.id IN $among AND b.id IN $among
RETURN a.id AS a, b.id AS b, x.n AS n, x.identical AS identical
ORDER BY a, b;

// 14. What do the derived edges rest on?
MATCH (s:Source {id: 'source/derive'})
OPTIONAL MATCH (:Country)-[x:ALIGNED_WITH]->(:Country)
RETURN x.measureVersion AS measureVersion, x.revision AS revision, count(x) AS edges,
       s.fingerprint IS NOT NULL AND x.revision = s.version AS finished
ORDER BY revision;

// 15. Who led a country on a day?
:param country => "country/RUS"
:param at => "2023-07-27"
MATCH (p:Person)-[x:LEADS]->(:Country {id: $country})
WHERE (x.since IS NULL OR left($at, size(x.since)) >= x.since)
  AND (x.until IS NULL OR left($at, size(x.until)) <= x.until)
RETURN p.id AS person, p.name AS name, x.office AS office, x.since AS since, x.until AS until,
       CASE WHEN x.until IS NULL AND x.lastSeen IS NOT NULL AND $at > x.lastSeen THEN 'last known ' + x.lastSeen ELSE 'held' END AS state,
       x.ref AS ref
ORDER BY since, person;

// 16. Who held which office in two countries on a day?
:param a => "country/RUS"
:param b => "country/PRK"
:param at => "2023-07-27"
MATCH (p:Person)-[x:LEADS|SERVES]->(c:Country)
WHERE c.id IN [$a, $b]
  AND (x.since IS NULL OR left($at, size(x.since)) >= x.since)
  AND (x.until IS NULL OR left($at, size(x.until)) <= x.until)
RETURN DISTINCT c.id AS country, p.id AS person, type(x) AS relation, x.office AS office, x.since AS since, x.until AS until
ORDER BY country, office, person;

// 17. Which agreements were in force between two states on a day?
:param a => "country/RUS"
:param b => "country/PRK"
:param at => "2023-07-27"
MATCH (:Country {id: $a})-[x:PARTY_TO]->(g:Agreement)<-[y:PARTY_TO]-(:Country {id: $b})
WHERE (x.since IS NULL OR left($at, size(x.since)) >= x.since)
  AND (x.until IS NULL OR left($at, size(x.until)) <= x.until)
  AND (y.since IS NULL OR left($at, size(y.since)) >= y.since)
  AND (y.until IS NULL OR left($at, size(y.until)) <= y.until)
RETURN DISTINCT g.id AS agreement, g.name AS name, g.kind AS kind, g.since AS since, g.until AS until, g.obligations AS obligations
ORDER BY since, agreement;

// 18. How many agreements did each of some states have in force on a day?
:param among => ["country/RUS", "country/PRK", "country/CHN", "country/KOR", "country/BRA"]
:param at => "2023-07-27"
MATCH (c:Country)
WHERE c.id IN $among
RETURN c.id AS state, COUNT {
  MATCH (c)-[x:PARTY_TO]->(g:Agreement)
  WHERE (x.since IS NULL OR left($at, size(x.since)) >= x.since)
    AND (x.until IS NULL OR left($at, size(x.until)) <= x.until)
  RETURN DISTINCT g
} AS agreements
ORDER BY agreements DESC, state;

// 19. Which states owed a state defence on a day?
:param state => "country/PRK"
:param at => "2023-07-27"
:param obligation => "defence"
MATCH (:Country {id: $state})-[x:ALLIED_WITH]-(ally:Country)
WHERE $obligation IN x.obligations
  AND (x.since IS NULL OR left($at, size(x.since)) >= x.since)
  AND (x.until IS NULL OR left($at, size(x.until)) <= x.until)
RETURN DISTINCT ally.id AS ally, x.since AS since, x.until AS until, x.obligations AS obligations
ORDER BY since, ally;

// 20. What happened around a visit?
:param event => "event/shoigu-visit-pyongyang-2023"
:param days => 14
MATCH (v:Event {id: $event})
MATCH (n:Event|Agreement)
WHERE n <> v
WITH v, n, CASE WHEN n:Agreement THEN n.signed ELSE n.since END AS day
WHERE size(day) = 10 AND size(v.since) = 10
WITH n, day, duration.inDays(date(v.since), date(day)).days AS distance
WHERE abs(distance) <= $days
RETURN labels(n)[0] AS kind, n.id AS id, coalesce(n.title, n.name) AS what, day, distance
ORDER BY day, id;

// 21. Which events did two countries take part in, in order?
:param a => "country/RUS"
:param b => "country/PRK"
MATCH (:Country {id: $a})-[x:TOOK_PART]->(e:Event)<-[y:TOOK_PART]-(:Country {id: $b})
WITH e, collect(DISTINCT x.role) AS rolesOfA, collect(DISTINCT y.role) AS rolesOfB
OPTIONAL MATCH (e)-[:AT]->(p:Place)
RETURN e.id AS event, e.kind AS kind, e.since AS since, e.until AS until, e.title AS title, rolesOfA, rolesOfB, collect(DISTINCT p.name) AS places
ORDER BY since, event;

// 22. What is said to have led to what?
:param event => "event/shoigu-visit-pyongyang-2023"
MATCH (:Event {id: $event})-[chain:RESPONDS_TO*0..3]->(e:Event)-[x:RESPONDS_TO]->(cause:Event)
RETURN DISTINCT size(chain) + 1 AS step, e.id AS event, cause.id AS respondsTo, x.certainty AS certainty, x.ref AS ref
ORDER BY step, event, respondsTo;

// 23. How are two people connected?
:param a => "person/yoon-suk-yeol"
:param b => "person/sergei-shoigu"
MATCH p = allShortestPaths((:Person {id: $a})-[:LEADS|SERVES|TOOK_PART|PARTY_TO|ALLIED_WITH|RESPONDS_TO*..6]-(:Person {id: $b}))
RETURN DISTINCT [n IN nodes(p) | n.id] AS nodes, length(p) AS steps
ORDER BY nodes;

// 24. Who says so?
:param id => "event/shoigu-visit-pyongyang-2023"
MATCH (n:Event|Agreement|Person {id: $id})-[x]-(other)
WHERE NOT other:Source
OPTIONAL MATCH (c:Source {id: 'source/' + x.ref})
RETURN type(x) AS relation, other.id AS other, x.source AS source, x.ref AS ref, c.citation AS citation
ORDER BY relation, other, source, ref;

// 25. What does each dataset say of a roll call?
:param rollCall => "rollcall/S/RES/1(1946)"
MATCH (s:Source)-[x:REPORTS]->(r:RollCall {id: $rollCall})
RETURN s.id AS source, x.source AS per, x.date AS date, x.meeting AS meeting, x.outcome AS outcome, x.yes AS yes, x.no AS no, x.abstain AS abstain, x.note AS note
ORDER BY source, per;

// 26. Where do sources differ on how a state voted?
:param state => "country/CHN"
MATCH (c:Country {id: $state})-[x:VOTED]->(r:RollCall)<-[y:VOTED_PER]-(c)
WHERE x.choice <> y.choice
RETURN r.id AS rollCall, r.date AS date, x.choice AS settled, x.source AS per, y.choice AS other, y.source AS otherPer, y.note AS note
ORDER BY date DESC, rollCall, otherPer;

// 27. On which roll calls did a state take no part?
:param state => "country/CHN"
:param body => "security_council"
MATCH (:Country {id: $state})-[:VOTED {choice: 'absent'}]->(r:RollCall {body: $body, kind: 'whole'})
RETURN r.id AS rollCall, r.date AS date, r.title AS title
ORDER BY date DESC, rollCall;

// 28. Who sat in the Security Council on a day?
:param organisation => "organisation/UNSC"
:param at => "2017-12-22"
MATCH (c:Country)-[x:MEMBER_OF]->(:Organisation {id: $organisation})
WHERE (x.since IS NULL OR left($at, size(x.since)) >= x.since)
  AND (x.until IS NULL OR left($at, size(x.until)) <= x.until)
  AND NOT coalesce(x.role, 'member') IN ['observer', 'associate']
RETURN DISTINCT c.id AS state, c.name AS name, x.role AS role
ORDER BY state;

// 29. How did each member vote on one roll call?
:param rollCall => "rollcall/S/RES/2397(2017)"
MATCH (r:RollCall {id: $rollCall})
MATCH (c:Country)-[m:MEMBER_OF]->(o:Organisation)
WHERE o.id = CASE r.body WHEN 'security_council' THEN 'organisation/UNSC' ELSE 'organisation/UN' END
  AND (m.since IS NULL OR m.since <= r.date) AND (m.until IS NULL OR m.until >= r.date)
WITH DISTINCT r, c
OPTIONAL MATCH (c)-[x:VOTED]->(r)
RETURN c.id AS state, x.choice AS choice, x.source AS source, x.ref AS ref
ORDER BY state;

// 30. What is a roll call about?
:param rollCall => "rollcall/S/RES/2397(2017)"
MATCH (:RollCall {id: $rollCall})-[x:CONCERNS]->(about:Topic|Country)
RETURN DISTINCT labels(about)[0] AS kind, about.id AS id, about.name AS name
ORDER BY kind, id;

// 31. How many roll calls are on record, year by year?
:param body => "security_council"
MATCH (r:RollCall {body: $body, kind: 'whole'})
RETURN left(r.date, 4) AS year, count(*) AS rollCalls, count(CASE WHEN r.outcome = 'vetoed' THEN 1 END) AS vetoed
ORDER BY year;

// 32. Which states did a state follow, and which followed it?
:param state => "country/CSK"
MATCH (a:Country)-[x:SUCCEEDS]->(b:Country)
WHERE $state IN [a.id, b.id]
RETURN DISTINCT a.id AS successor, b.id AS predecessor, x.date AS date, x.kind AS kind
ORDER BY date, successor, predecessor;

// 33. What is on record between two states, counted?
:param a => "country/RUS"
:param b => "country/PRK"
MATCH (a:Country {id: $a}), (b:Country {id: $b})
RETURN COUNT { MATCH (a)-[:PARTY_TO]->(g:Agreement)<-[:PARTY_TO]-(b) RETURN DISTINCT g } AS agreements,
       COUNT { MATCH (a)-[x:ALLIED_WITH]-(b) RETURN DISTINCT x.id } AS alliances,
       COUNT { MATCH (a)-[:TOOK_PART]->(e:Event)<-[:TOOK_PART]-(b) RETURN DISTINCT e } AS events,
       COUNT { MATCH (a)-[:VOTED]->(r:RollCall)<-[:VOTED]-(b) WHERE r.kind = 'whole' RETURN DISTINCT r } AS rollCalls;

// 34. Which records did their sources take back?
:param since => "2000-01-01"
MATCH (a)-[x:WITHDRAWN]->(b)
WHERE x.withdrawn >= $since
RETURN a.id AS from, x.relation AS relation, b.id AS to, x.source AS source, x.withdrawn AS withdrawn
ORDER BY withdrawn DESC, from, relation, to, source;

// 35. What is claimed about two states, and by whom?
:param a => "country/RUS"
:param b => "country/PRK"
MATCH (who)-[s:STATES]->(c:Claim)
WHERE EXISTS { (c)-[:HAS_SUBJECT|HAS_OBJECT]->(:Country {id: $a}) }
  AND EXISTS { (c)-[:HAS_SUBJECT|HAS_OBJECT]->(:Country {id: $b}) }
RETURN c.id AS claim, c.predicate AS predicate, coalesce(c.status, 'open') AS status, who.id AS claimant, s.stance AS stance, s.date AS date
ORDER BY claim, date, claimant;

// 36. What was linked to a claim as evidence?
:param claim => "claim/article-23"
MATCH (:Claim {id: $claim})-[x:SUPPORTED_BY|CONTRADICTED_BY]->(e)
RETURN type(x) AS side, e.id AS record, coalesce(e.date, e.signed, e.since) AS date, x.note AS note, x.by AS by
ORDER BY side, date, record;

// 37. Which claims were taken back, and why?
MATCH (c:Claim)
WHERE c.status IN ['retracted', 'superseded']
OPTIONAL MATCH (:Source)-[x:REVISED]->(c)
WHERE x.status = c.status
RETURN c.id AS claim, c.text AS text, c.status AS status, c.statusReason AS reason, x.by AS by, x.action AS action
ORDER BY claim;
