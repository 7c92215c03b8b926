package facts

import (
	"slices"
	"strings"
	"testing"

	"entente/graph"
	"entente/graph/analysis"
	"entente/graph/names"
	"entente/graph/vocab"
)

// TestMemberships: how many members an organisation had on a day, as the
// question API tells it, and who was one (B30, B31).
func TestMemberships(t *testing.T) {
	ctx := t.Context()
	s := openStore(t)
	if _, err := Load(ctx, s); err != nil {
		t.Fatal(err)
	}
	q := analysis.New(s, analysis.Options{})
	defer q.Close()
	for _, x := range []struct {
		org, at string
		n       int
	}{
		{"NATO", "1949-04-04", 0}, {"NATO", "1949-08-24", 12}, {"NATO", "1949", 12}, {"NATO", "1952-02-18", 14}, {"NATO", "1955-12-31", 15}, {"NATO", "1982-12-31", 16}, {"NATO", "1989-06-01", 16},
		{"NATO", "1999-03-12", 19}, {"NATO", "2004-03-29", 26}, {"NATO", "2009-04-01", 28}, {"NATO", "2017-06-05", 29}, {"NATO", "2020-12-31", 30}, {"NATO", "2023-04-04", 31}, {"NATO", "2024-12-31", 32}, {"NATO", "", 32},
		{"North Atlantic Treaty Organisation", "2024-12-31", 32},
		{"WARSAW-PACT", "1955-12-31", 8}, {"WARSAW-PACT", "1968-09-13", 8}, {"WARSAW-PACT", "1970-06-01", 7}, {"Warsaw Pact", "1990-12-31", 6}, {"WARSAW-PACT", "1991-07-02", 0},
		{"CSTO", "1995-01-01", 9}, {"CSTO", "2000-01-01", 6}, {"CSTO", "2008-01-01", 7}, {"CSTO", "2020-01-01", 6},
		{"EU", "1960-01-01", 6}, {"EU", "1973-01-01", 9}, {"EU", "1981-01-01", 10}, {"EU", "1986-01-01", 12}, {"EU", "1995-01-01", 15}, {"EU", "2004-05-01", 25}, {"EU", "2007-01-01", 27}, {"EU", "2013-07-01", 28}, {"EU", "2020-01-31", 28}, {"EU", "2020-02-01", 27}, {"EU", "", 27},
		{"ASEAN", "1967-08-08", 5}, {"ASEAN", "1984-12-31", 6}, {"ASEAN", "1995-12-31", 7}, {"ASEAN", "1997-12-31", 9}, {"ASEAN", "1999-04-30", 10}, {"ASEAN", "2025-10-25", 10}, {"ASEAN", "2025-10-26", 11},
		{"OAU", "1963-05-25", 32}, {"OAU", "1963-12-31", 34}, {"OAU", "1990-12-31", 51}, {"OAU", "2002-07-08", 53}, {"OAU", "2002-07-09", 0},
		{"AU", "2002-07-09", 53}, {"AU", "2012-01-01", 54}, {"AU", "2017-01-30", 55}, {"African Union", "", 55},
		{"ARAB-LEAGUE", "1945-03-22", 6}, {"ARAB-LEAGUE", "1945-12-31", 7}, {"ARAB-LEAGUE", "1960-01-01", 10}, {"ARAB-LEAGUE", "1962-12-31", 13}, {"ARAB-LEAGUE", "1980-01-01", 22}, {"ARAB-LEAGUE", "1992-01-01", 21}, {"Arab League", "2020-01-01", 22},
		{"BRICS", "2009-12-31", 4}, {"BRICS", "2015-01-01", 5}, {"BRICS", "2024-01-01", 9}, {"BRICS", "2025-01-06", 10},
		{"SCO", "2001-06-15", 6}, {"SCO", "2017-12-31", 8}, {"SCO", "2023-12-31", 9}, {"SCO", "2024-07-04", 10},
		{"G7", "1975-12-31", 6}, {"G7", "1976-12-31", 7}, {"G7", "2005-01-01", 7}, {"G8", "2005-01-01", 8}, {"G8", "2014-03-25", 0}, {"G-7", "", 7},
		{"CIS", "1992-01-01", 10}, {"CIS", "1995-01-01", 12}, {"CIS", "2007-01-01", 11}, {"CIS", "2010-01-01", 10}, {"CIS", "2020-01-01", 9},
		{"NAM", "1961-09-06", 25}, {"G77", "2000-01-01", 0}, {"OPEC", "1960-12-31", 5}, {"AUKUS", "2022-01-01", 3}, {"QUAD", "2020-01-01", 4},
		{"UN", "1945-12-31", 51}, {"UN", "1960-12-31", 99}, {"UN", "1970-12-31", 127}, {"UN", "1990-12-31", 159}, {"UN", "2000-12-31", 189}, {"UN", "2002-12-31", 191}, {"UN", "2006-12-31", 192}, {"UN", "2011-12-31", 193}, {"UN", "", 193},
		{"UNSC", "1950-06-01", 11}, {"UNSC", "2020-06-01", 15},
	} {
		got, err := q.Countries(ctx, x.org, date(t, x.at))
		if err != nil || len(got) != x.n {
			t.Errorf("%s at %q: %d members, %v; want %d", x.org, x.at, len(got), err, x.n)
		}
	}
	for _, x := range []struct {
		org, country, at string
		in               bool
	}{
		{"EU", "GBR", "2010-06-01", true}, {"EU", "GBR", "2021-06-01", false}, // B30
		{"NATO", "RUS", "2000-01-01", false}, {"WARSAW-PACT", "RUS", "1970-01-01", true}, {"WARSAW-PACT", "DDR", "1990-09-25", false},
		{"CSTO", "UZB", "2003-01-01", false}, {"CSTO", "UZB", "2010-01-01", true}, {"CSTO", "UZB", "2015-01-01", false},
		{"G7", "RUS", "2005-01-01", false}, {"G8", "RUS", "2005-01-01", true}, {"AU", "MAR", "2010-01-01", false}, {"OAU", "MAR", "1970-01-01", true},
		{"ARAB-LEAGUE", "SYR", "2015-01-01", true}, {"ARAB-LEAGUE", "SYR", "1960-01-01", false}, {"CIS", "GEO", "2009-08-19", false}, {"BRICS", "SAU", "2024-06-01", false},
		{"UN", "PRK", "1990-12-31", false}, {"UN", "PRK", "1991-12-31", true}, {"UN", "IDN", "1965-06-01", false},
	} {
		got, err := q.Countries(ctx, x.org, date(t, x.at))
		if err != nil || slices.Contains(got, vocab.Key(vocab.Country, x.country)) != x.in {
			t.Errorf("%s in %s at %s: want %v (%v)", x.country, x.org, x.at, x.in, err)
		}
	}

	// A suspension is a spell of its own beside the membership that goes on.
	es, err := graph.Collect(s.Edges(ctx, graph.EdgeFilter{Kinds: []graph.Relation{vocab.MemberOf},
		From: []graph.Key{vocab.Key(vocab.Country, "SYR")}, To: []graph.Key{vocab.Key(vocab.Organisation, "ARAB-LEAGUE")}}))
	if err != nil {
		t.Fatal(err)
	}
	var spells []string
	for _, e := range es {
		spells = append(spells, e.Props.String("role")+" "+e.Interval().Since.String()+".."+e.Interval().Until.String())
	}
	slices.Sort(spells)
	if got := strings.Join(spells, ", "); got != "member 1945-03-22..1958-02-21, member 1961-10.., suspended 2011-11-16..2023-05-07" {
		t.Errorf("Syria in the Arab League: %s", got)
	}
}

// TestMembershipSpells: spells of one role do not overlap, end after they
// begin, keep within the life of the state, and say how far they were looked at
// where they have no end (B32).
func TestMembershipSpells(t *testing.T) {
	type who struct {
		from, to graph.Key
		role     string
	}
	spells := map[who][]graph.Edge{}
	for _, e := range mustParse(t).curated.edges {
		if e.Kind == vocab.MemberOf {
			k := who{e.From, e.To, e.Props.String("role")}
			spells[k] = append(spells[k], e)
		}
	}
	if len(spells) < 300 {
		t.Fatalf("%d spells", len(spells))
	}
	for k, es := range spells {
		life := lifeOf(k.from)
		for i, e := range es {
			v := e.Interval()
			switch {
			case v.Since.IsZero():
				t.Errorf("%s: no beginning", e.EdgeKey)
			case !v.Until.IsZero() && v.Until.Last().Compare(v.Since.First()) < 0:
				t.Errorf("%s: ends before it begins", e.EdgeKey)
			case v.Until.IsZero() == e.Props.Date("lastSeen").IsZero():
				t.Errorf("%s: an open spell has lastSeen, a closed one has none", e.EdgeKey)
			}
			if !life.Until.IsZero() && (v.Until.IsZero() || v.Until.Last().Compare(life.Until.Last()) > 0) {
				t.Errorf("%s: lasts to %s, the state to %s", e.EdgeKey, v.Until, life.Until)
			}
			for _, f := range es[:i] {
				if w := f.Interval(); v.Overlaps(w) && v.Since != w.Until && w.Since != v.Until {
					t.Errorf("%s overlaps %s", e.EdgeKey, f.EdgeKey)
				}
			}
		}
	}
}

func lifeOf(k graph.Key) graph.Interval {
	e, _ := names.Lookup(k)
	return graph.Interval{Since: e.Since, Until: e.Until}
}

func date(t *testing.T, s string) graph.Date {
	t.Helper()
	if s == "" {
		return graph.Date{}
	}
	d, err := graph.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
