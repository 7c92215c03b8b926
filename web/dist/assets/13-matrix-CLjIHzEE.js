var e=`// 13. How often does each pair among some states vote the same?
//
// Each pair once: the pattern has an arrow, since the edge leads from the smaller id. Without it each
// pair would come twice.
//
// $among = ["country/CHN", "country/FRA", "country/GBR", "country/RUS", "country/USA"]  // the states
// $body = "security_council"                                                            // body
//
// Checked against: alignments

MATCH (a:Country)-[x:ALIGNED_WITH {body: $body, period: 'overall'}]->(b:Country)
WHERE a.id IN $among AND b.id IN $among
RETURN a.id AS a, b.id AS b, x.n AS n, x.identical AS identical
ORDER BY a, b
`;export{e as default};