package main

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"entente/graph"
	"entente/graph/names"
	"entente/graph/vocab"
	"entente/seed/facts/internal/record"
	"entente/seed/topics"
	"entente/seed/votes"
)

// nine are the states whose positions in the Assembly the starter graph has.
var nine = []string{"RUS", "CHN", "PRK", "KOR", "USA", "JPN", "UKR", "GBR", "FRA"}

// full are the votes of which it has every member's.
var full = []string{"A/RES/68/262", "A/RES/ES-11/1", "A/RES/ES-11/2", "A/RES/ES-11/3"}

// compileAssembly compiles the Assembly's record for the nine states, and the
// full votes apart.
func compileAssembly(data string) (short, whole []*vote, err error) {
	rows, err := readCSV(data, "undl/ga_voting_1946_2021.csv.gz")
	if err != nil {
		return nil, nil, err
	}
	late, err := readCSV(data, "undl/ga_voting_2022_es11_1_to_3.csv")
	if err != nil {
		return nil, nil, err
	}
	groups := group(append(rows, late...), func(r row) string { return r["undl_id"] })
	slices.SortFunc(groups, func(a, b []row) int {
		x, _ := strconv.Atoi(a[0]["undl_id"])
		y, _ := strconv.Atoi(b[0]["undl_id"])
		return cmp.Compare(x, y)
	})
	ids := votes.NewIDs()
	roc := &record.Seats{Since: graph.MustDate("1946-01-10"), Members: slices.Clone(nine)}
	roc.Members[1] = "TWN"
	prc := &record.Seats{Since: prcSeat, Members: nine}
	for _, g := range groups {
		r := g[0]
		at, err := graph.ParseDate(r["date"])
		if err != nil {
			return nil, nil, fmt.Errorf("record %s: %w", r["undl_id"], err)
		}
		symbol := vocab.NormalizeSymbol(votes.Assembly, r["resolution"])
		if !strings.Contains(symbol, "/") {
			symbol = "" // "MISSING_DATA"
		}
		v := &vote{}
		v.Date, v.Session, v.Kind, v.Outcome, v.Ref = at, r["session"], "whole", "adopted", "undl:"+r["undl_id"]
		v.Symbol = vocab.Rest(ids.Of(symbol, r["undl_id"]))
		for name, n := range map[string]*int{"total_yes": &v.Tally.Yes, "total_no": &v.Tally.No, "total_abstentions": &v.Tally.Abstain, "total_non_voting": &v.Tally.Absent} {
			if *n, err = strconv.Atoi(r[name]); err != nil {
				return nil, nil, fmt.Errorf("record %s, %s: %w", r["undl_id"], name, err)
			}
		}
		// The file has recorded votes alone. Of a record with a draft's symbol
		// it does not say whether it was carried: one with two thirds in favour
		// was, under any rule.
		if !strings.Contains(symbol, "/RES/") {
			said := "adopted"
			if 3*v.Tally.Yes < 2*(v.Tally.Yes+v.Tally.No) {
				v.Outcome, said = "failed", "failed: fewer than two thirds in favour"
			}
			v.conflict("outcome", "outcome", said, "undl-ga", "a draft's symbol", "tally", short3(v.Tally))
		}
		if v.Tally.Absent == len(g) {
			v.conflict("row", "votes", "no position is known", "undl-ga", "all members non-voting", "title", "adopted")
		}
		v.Topics, v.About = about(at, r["title"], r["agenda_title"], r["subjects"])
		if slices.Contains(full, symbol) {
			v.Full = map[byte][]string{}
			for _, x := range g {
				l := x["ms_vote"][0]
				v.Full[l] = append(v.Full[l], seat(x["ms_code"], at))
			}
			for _, l := range v.Full {
				slices.Sort(l)
			}
			whole = append(whole, v)
			continue
		}
		v.Seats = prc
		if at.Before(prcSeat) {
			v.Seats = roc
		}
		pos := []byte(strings.Repeat(string(record.NotMember), len(nine)))
		for _, x := range g {
			i := slices.Index(v.Seats.Members, seat(x["ms_code"], at))
			if i < 0 {
				continue
			}
			if pos[i] != record.NotMember {
				return nil, nil, fmt.Errorf("record %s: %s stands twice", r["undl_id"], v.Seats.Members[i])
			}
			pos[i] = x["ms_vote"][0]
			if v.Tally.Absent == len(g) {
				pos[i] = record.Unknown
			}
			// Some records list a state before it was admitted (B31).
			e, _ := names.Lookup(vocab.Key(vocab.Country, v.Seats.Members[i]))
			if pos[i] == record.Absent && e.MemberAt(at) == graph.No {
				pos[i] = record.NotMember
				v.conflict("row", v.Seats.Members[i], "not a member yet", "undl-ga", "non-voting", "membership", e.UN[0].Since.String())
			}
		}
		v.Positions = string(pos)
		short = append(short, v)
	}

	// Sessions in the order they began, in them by date.
	begin := map[string]graph.Date{}
	for _, v := range short {
		if b, ok := begin[v.Session]; !ok || v.Date.Precision() == graph.DayPrecision && v.Date.Before(b) {
			begin[v.Session] = v.Date
		}
	}
	slices.SortStableFunc(short, func(a, b *vote) int {
		return cmp.Or(begin[a.Session].Compare(begin[b.Session]), strings.Compare(a.Session, b.Session), a.Date.Compare(b.Date), strings.Compare(a.Symbol, b.Symbol))
	})
	slices.SortFunc(whole, func(a, b *vote) int { return a.Date.Compare(b.Date) })
	return short, whole, nil
}

func short3(t record.Tally) string { return fmt.Sprintf("%d-%d-%d", t.Yes, t.No, t.Abstain) }

// about gives the topics and countries of title, agenda and subjects.
func about(at graph.Date, texts ...string) (ids, countries []string) {
	ids, keys := topics.Of(at, texts...)
	for _, k := range keys {
		countries = append(countries, vocab.Rest(k))
	}
	return ids, countries
}
