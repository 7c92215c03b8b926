// Package missiles reads the record of North Korea's missile tests that the
// James Martin Center for Nonproliferation Studies keeps for the Nuclear Threat
// Initiative, as laid out in nk-missile-tests (dataset missile-tests): one row
// for each missile launched.
//
// What the file calls "unknown" or "na" is missing, not a value. The
// descriptions are not kept; what they say of a date that is an estimate is
// noted beside it.
package missiles

import (
	"context"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"entente/graph"
	"entente/graph/vocab"
	"entente/seed"
)

// ID is the dataset's import name.
const ID = "missile-tests"

// Dataset is the importer.
func Dataset() seed.Dataset { return dataset{} }

type dataset struct{}

func (dataset) Manifest() seed.Manifest {
	return seed.Manifest{
		ID: ID, Name: "North Korea's missile tests, 1984 to 2026", Publisher: "James Martin Center for Nonproliferation Studies; Nuclear Threat Initiative",
		Origin:   "https://github.com/nagix/nk-missile-tests",
		Licence:  "Apache-2.0 (the layout); facts of the CNS North Korea Missile Test Database",
		Citation: "James Martin Center for Nonproliferation Studies, The CNS North Korea Missile Test Database, Nuclear Threat Initiative; A. Kusanagi, nk-missile-tests",
		Version:  "2026-04",
		Scope: "flight tests of missiles that can carry 500 kg at least 300 km, one record for each missile, from 1984; artillery rockets and shorter missiles are mostly left out, and what was not noticed " +
			"is not there. Days are those of universal time, often the day before Korea's. The days of the tests of 1984 are the source's estimate. Outcomes of 2025 and 2026 are mostly not given",
		Covers: graph.Interval{Since: graph.Day(1984, 4, 9), Until: graph.Day(2026, 4, 18)},
	}
}

const (
	colDate = iota
	colTime
	colSeries
	colMissile
	colFacility
	colLanding
	colApogee
	colDistance
	colOutcome
	colDescription
)

var columns = []seed.Column{{Name: "date", Required: true}, {Name: "time", Required: true}, {Name: "series", Required: true}, {Name: "missile", Required: true}, {Name: "facility", Required: true},
	{Name: "landing", Required: true}, {Name: "apogee", Required: true}, {Name: "distance", Required: true}, {Name: "outcome", Required: true}, {Name: "description"}}

var relations = []graph.Relation{vocab.TookPart, vocab.At, vocab.PartOf, vocab.Reports}

// test is one row. Two rows of one key that differ contradict each other.
type test struct {
	date                             graph.Date
	time, missile, facility, landing string
	outcome                          string
	apogee, distance                 float64 // km, -1 where not given
	estimate                         bool    // the date is the source's estimate
}

// Import implements seed.Dataset.
func (ds dataset) Import(ctx context.Context, store graph.Store, in seed.Input, opts seed.Options) (seed.Report, error) {
	return seed.Lay(ctx, store, ds.Manifest(), in, opts, relations, func(d *seed.Delivery) error {
		var all seed.Twins[string, test]
		err := d.Rows(columns, func(line int, t *seed.Table) error {
			key, x, why := read(t)
			if why != "" {
				d.Damaged(line, why)
				return nil
			}
			all.Add(line, key, x)
			d.Covers(x.date)
			return nil
		})
		if err != nil {
			return err
		}
		strange := map[string]bool{}
		all.Settle(d, func(line int, key string, x test) {
			if err != nil {
				return
			}
			err = write(d, line, key, x)
			d.Rep.Records++
			if _, ok := sites[x.facility]; !ok && x.facility != "" {
				strange[x.facility] = true
			}
		})
		for f := range strange {
			d.Rep.Warn("the place %q is not in the table of sites; its tests have no place", f)
		}
		return err
	})
}

var (
	word  = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{0,39}$`)
	clock = regexp.MustCompile(`^([01]\d|2[0-3]):[0-5]\d( \(UTC\))?$`)
	// guessed are the words by which a description says that its date is none.
	guessed = regexp.MustCompile(`(?i)rather than on the same days as they are entered|exact date (?:is )?(?:not known|unknown)`)
)

// missing are the words for what is not given.
func given(s string) string {
	if s == "unknown" || s == "na" {
		return ""
	}
	return s
}

// read reads a row. key tells one test from another.
func read(t *seed.Table) (key string, x test, why string) {
	var err error
	if x.date, err = graph.ParseDate(t.Text(colDate)); err != nil {
		return "", x, fmt.Sprintf("%.40q is no date", t.Text(colDate))
	}
	x.time = given(t.Text(colTime))
	if x.time != "" && !clock.MatchString(x.time) {
		return "", x, fmt.Sprintf("%.40q is no time of day", x.time)
	}
	series := given(t.Text(colSeries))
	if _, err := strconv.Atoi(series); series != "" && err != nil {
		return "", x, fmt.Sprintf("%.40q is no number in a series", series)
	}
	x.missile, x.facility, x.landing = given(t.Text(colMissile)), given(t.Text(colFacility)), given(t.Text(colLanding))
	for _, s := range []string{x.missile, x.facility, x.landing} {
		if s != "" && !word.MatchString(s) {
			return "", x, fmt.Sprintf("%.60q is no id of a missile, site or landing", s)
		}
	}
	switch x.outcome = t.Text(colOutcome); x.outcome {
	case "success", "failure":
	case "unknown", "":
		x.outcome = ""
	default:
		return "", x, fmt.Sprintf("%.40q is no outcome; there are success, failure and unknown", x.outcome)
	}
	for _, km := range []struct {
		column int
		at     *float64
	}{{colApogee, &x.apogee}, {colDistance, &x.distance}} {
		*km.at = -1
		s := given(t.Text(km.column))
		if s == "" {
			continue
		}
		n, err := strconv.ParseFloat(s, 64)
		if err != nil || math.IsNaN(n) || n < 0 || n > 50_000 {
			return "", x, fmt.Sprintf("%.40q is no distance in kilometres", s)
		}
		*km.at = n
	}
	x.estimate = t.Has(colDescription) && guessed.Match(t.Field(colDescription))
	parts := []string{x.date.String()}
	for _, s := range []string{series, x.missile, x.facility} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, "-"), x, ""
}

var korea = vocab.Key(vocab.Country, "PRK")

// write gives a test to the delivery.
func write(d *seed.Delivery, line int, id string, x test) error {
	key := vocab.Key(vocab.Event, "prk-missile-test-"+id)
	p := graph.P("title", title(x), "kind", "missile_test", "since", x.date)
	if x.outcome != "" {
		p = p.With("outcome", x.outcome)
	} else {
		p = p.With("outcome", nil)
	}
	if err := d.Node(graph.Node{Key: key, Props: p}); err != nil {
		return err
	}
	says := graph.P("date", x.date, "kind", "missile_test", "ref", id)
	for name, v := range map[string]string{"time": x.time, "missile": x.missile, "facility": x.facility, "landing": landing(x.landing), "outcome": x.outcome} {
		if v != "" {
			says = says.With(name, v)
		}
	}
	if x.apogee >= 0 {
		says = says.With("apogeeKm", x.apogee)
	}
	if x.distance >= 0 {
		says = says.With("distanceKm", x.distance)
	}
	if x.estimate {
		says = says.With("precision", "estimate").With("note", "the source enters the tests of this time under days that are its best estimate")
	}
	edges := []graph.Edge{
		{EdgeKey: graph.EdgeKey{Kind: vocab.TookPart, From: korea, To: key}, Props: graph.P("role", "actor", "ref", id)},
		{EdgeKey: graph.EdgeKey{Kind: vocab.Reports, From: seed.SourceKey(ID), To: key}, Props: says},
	}
	if s, ok := sites[x.facility]; ok {
		place := vocab.Key(vocab.Place, strings.ToLower(strings.ReplaceAll(s.name, " ", "-"))+"-prk")
		if err := d.Node(graph.Node{Key: place, Props: graph.P("name", s.name, "kind", "facility", "lat", s.lat, "lon", s.lon)}); err != nil {
			return err
		}
		edges = append(edges,
			graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.At, From: key, To: place}, Props: graph.P("ref", id)},
			graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.PartOf, From: place, To: korea}, Props: graph.P("ref", x.facility)})
	}
	return d.Line(line, edges...)
}

func landing(id string) string {
	if name := landings[id]; name != "" {
		return name
	}
	return id
}

// title says in our words what happened.
func title(x test) string {
	what := missiles[x.missile]
	switch {
	case x.missile == "":
		what = "a missile"
	case what == "":
		what = "a missile (" + x.missile + ")"
	}
	t := "North Korea tested " + what
	if s, ok := sites[x.facility]; ok {
		t += " from " + general.ReplaceAllString(s.name, "")
	}
	return t
}

// general are the words of a site's name that a title can do without.
var general = regexp.MustCompile(` (?:Satellite Launching (?:Ground|Station)|Missile Base|(?:North )?Testing Ground|Arms Plant|International Airport|Airport|Airbase|Airfield|Shipyard)$`)
