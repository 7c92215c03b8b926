// 14. What do the derived edges rest on?
//
// One row where all is well: every edge names the formulas and the revision it was computed from, and
// the source node the revision of the last finished run. More rows, or finished false, mean that a run
// broke off. Whether votes changed since is told by entente derive --check.
//
// Checked against: entente derive --check

MATCH (s:Source {id: 'source/derive'})
OPTIONAL MATCH (:Country)-[x:ALIGNED_WITH]->(:Country)
RETURN x.measureVersion AS measureVersion, x.revision AS revision, count(x) AS edges,
       s.fingerprint IS NOT NULL AND x.revision = s.version AS finished
ORDER BY revision
