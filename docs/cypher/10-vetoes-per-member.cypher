// 10. How many drafts did each permanent member veto?
//
// A draft vetoed by two counts for both, so the sum exceeds the number of drafts. Votes on the whole;
// leave kind out for amendments and paragraphs too. Russia is the Soviet Union before 1991-12-24; the
// seat of China was held by country/TWN until 1971-10-25.
//
// $since = "1946-01-01"  // first day
// $until = "2025-06-30"  // last day
//
// Checked against: rollCalls(where: {outcomes: VETOED})

MATCH (r:RollCall {body: 'security_council', kind: 'whole', outcome: 'vetoed'})
WHERE r.date >= $since AND r.date <= $until
UNWIND r.vetoedBy AS member
RETURN member, count(*) AS vetoes
ORDER BY vetoes DESC, member
