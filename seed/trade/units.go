package trade

import (
	"entente/graph"
	"entente/graph/vocab"
)

// units are what the file counts as a partner and is no state with a node of
// its own: territories reported together or now gone, and what trade statistics
// set aside. Their flows belong to the totals of the states they trade with:
// without Belgium and Luxembourg, which are there together alone, every share
// would be too large. They are organisations of kind other, and take part in
// nothing but trade.
var units = map[string]string{
	"BLX": "Belgium and Luxembourg together",
	"KN1": "Saint Kitts, Nevis and Anguilla together",
	"USP": "American islands in the Pacific together",
	"PCE": "Trust Territory of the Pacific Islands",
	"ZW1": "Federation of Rhodesia and Nyasaland",
	"PCZ": "Panama Canal Zone",
	"RYU": "Ryukyu Islands under American rule",
	"SIK": "Sikkim before 1975",
	"BAT": "British Antarctic Territory",
	"NZE": "Neutral zone between Iraq and Saudi Arabia",
	"UNS": "Partners not specified",
	"SPE": "Special categories of trade",
	"BUN": "Ships' and aircraft's bunkers",
	"FRE": "Free zones",
}

// partsOf names the states that report in a unit's stead in other deliveries.
var partsOf = map[string][]string{"BLX": {"BEL", "LUX"}, "KN1": {"KNA"}}

// unit gives the node of a unit, if the code is one.
func unit(code string) (graph.Node, bool) {
	name, ok := units[code]
	if !ok {
		return graph.Node{}, false
	}
	return graph.Node{Key: vocab.Key(vocab.Organisation, "trade-"+code), Props: graph.P("name", name, "kind", "other",
		"note", "a unit of trade statistics, no state; it counts in the totals of its partners alone")}, true
}
