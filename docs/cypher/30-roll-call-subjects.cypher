// 30. What is a roll call about?
//
// Topics and countries. Who sponsored a draft is another thing and not here.
//
// $rollCall = "rollcall/S/RES/2397(2017)"  // the roll call
//
// Checked against: rollCall.topics, .concerns

MATCH (:RollCall {id: $rollCall})-[x:CONCERNS]->(about:Topic|Country)
RETURN DISTINCT labels(about)[0] AS kind, about.id AS id, about.name AS name
ORDER BY kind, id
