package projection

import (
	"strconv"
	"time"

	"entente/graph"
)

// openings are the days on which regular sessions of the Assembly opened at
// another time than the rule says.
var openings = map[int]graph.Date{
	1:  graph.Day(1946, 1, 10),
	6:  graph.Day(1951, 11, 6),
	7:  graph.Day(1952, 10, 14),
	11: graph.Day(1956, 11, 12),
	19: graph.Day(1964, 12, 1),
	55: graph.Day(2000, 9, 5),
	56: graph.Day(2001, 9, 12),
	57: graph.Day(2002, 9, 10),
}

// opening is the day a regular session opened: until the 57th the third Tuesday
// of September (rule 1 of the Assembly's rules of procedure), after it the
// Tuesday of the third week, counted from the first week with a working day
// (resolution 57/301).
func opening(session int) graph.Date {
	if d, ok := openings[session]; ok {
		return d
	}
	year := 1945 + session
	first := time.Date(year, 9, 1, 0, 0, 0, 0, time.UTC).Weekday()
	day := 1 + (int(time.Tuesday)-int(first)+7)%7 + 14
	if session > 57 && first >= time.Wednesday && first <= time.Friday {
		day -= 7 // the first working days came after that week's Tuesday
	}
	return graph.Day(year, 9, day)
}

// regularAt is the label of the regular session last opened on the first day d
// can mean, "" before the first.
func regularAt(d graph.Date) string {
	year, _, _ := d.YMD()
	for s := year - 1945; s >= 1; s-- {
		if !d.Before(opening(s)) {
			return strconv.Itoa(s)
		}
	}
	return ""
}

// regularLabel is the label under which a time line by session puts a roll call
// of the Assembly.
func regularLabel(session string, d graph.Date) string {
	if _, err := strconv.ParseUint(session, 10, 16); err == nil {
		return session
	}
	if d.IsZero() {
		return ""
	}
	return regularAt(d)
}
