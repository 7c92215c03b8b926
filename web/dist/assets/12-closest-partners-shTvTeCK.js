var e=`// 12. With which states does a state vote most often?
//
// From the edges that entente derive writes. The relation is stored once per pair, so the pattern has
// no arrow and is anchored at one end. $least keeps states with few votes from winning.
//
// $to = "country/CHN"         // the state
// $body = "general_assembly"  // body
// $least = 100                // fewest roll calls
// $first = 10                 // rows
//
// Checked against: closest

MATCH (:Country {id: $to})-[x:ALIGNED_WITH {body: $body, period: 'overall'}]-(other:Country)
WHERE x.n >= $least
RETURN other.id AS state, x.identical AS identical, x.halfCredit AS halfCredit, x.n AS n, x.since AS since, x.until AS until
ORDER BY identical DESC, n DESC, state
LIMIT $first
`;export{e as default};