// 25. What does each dataset say of a roll call?
//
// A node holds the settled values; what a dataset says otherwise is an edge from it. A value that is
// missing agrees with the settled one or is not given.
//
// $rollCall = "rollcall/S/RES/1(1946)"  // the roll call
//
// Checked against: the edges REPORTS

MATCH (s:Source)-[x:REPORTS]->(r:RollCall {id: $rollCall})
RETURN s.id AS source, x.source AS per, x.date AS date, x.meeting AS meeting, x.outcome AS outcome, x.yes AS yes, x.no AS no, x.abstain AS abstain, x.note AS note
ORDER BY source, per
