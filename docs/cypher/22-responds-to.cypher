// 22. What is said to have led to what?
//
// Conjectured causes, never counted as fact: certainty says how sure whoever says so is.
//
// $event = "event/shoigu-visit-pyongyang-2023"  // the event
//
// Checked against: the edges RESPONDS_TO

MATCH (:Event {id: $event})-[chain:RESPONDS_TO*0..3]->(e:Event)-[x:RESPONDS_TO]->(cause:Event)
RETURN DISTINCT size(chain) + 1 AS step, e.id AS event, cause.id AS respondsTo, x.certainty AS certainty, x.ref AS ref
ORDER BY step, event, respondsTo
