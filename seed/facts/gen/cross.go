package main

import (
	"fmt"
	"strings"

	"entente/graph"
	"entente/seed/facts/internal/record"
)

// crossCheck sets the vetoes' table and the lists of members beside the lost
// drafts from 1994 on, adds what only the meetings have, and refuses to go on
// where a record of a source was not used.
func (c *council) crossCheck(vetoes []*veto, lists []*memberList) error {
	bySymbol := map[string]*vote{}
	for _, v := range c.votes {
		bySymbol[v.Symbol] = v
	}
	for _, x := range vetoes {
		if x.used {
			continue
		}
		v := bySymbol[x.symbol]
		if v == nil {
			return fmt.Errorf("vetoes, record %d: no roll call has the symbol %s", x.n, x.symbol)
		}
		if x.date != v.Date {
			v.conflict("date", "date", v.Date.String(), "sc-members", v.Date.String(), "sc-vetoes", x.date.String())
		}
		if !sameSet(x.vetoedBy, v.VetoedBy) {
			v.conflict("outcome", "veto", strings.Join(v.VetoedBy, " "), "sc-members", strings.Join(v.VetoedBy, "+"), "sc-vetoes", strings.Join(x.vetoedBy, "+"))
		}
	}
	for _, l := range lists {
		if l.used {
			continue
		}
		v := bySymbol[l.symbol]
		if v == nil {
			// The table by member lacks it.
			if err := c.fromList(l); err != nil {
				return err
			}
			continue
		}
		pos, err := l.vector(v.Seats, v.Date)
		if err != nil {
			return err
		}
		if strings.Contains(v.Positions, "-") {
			return fmt.Errorf("lost drafts, %s: the list could settle %s", l.what, v.Symbol)
		}
		if c.listHasTheTally(v, pos) {
			was := v.Positions
			for i := range v.Conflicts {
				if x := &v.Conflicts[i]; x.Rule == "a" {
					x.Settled = "the list of members"
				}
			}
			v.Positions, v.Tally = pos, record.Count(pos)
			v.Ref = "sc-failed:" + l.meeting + "/" + l.symbol
			v.conflict("a", "votes", "the list of members, whose tally the meetings' table has", "sc-members", was, "sc-failed", pos)
			continue
		}
		for i := range len(pos) {
			if pos[i] != v.Positions[i] && !(pos[i] == record.Unknown && v.Positions[i] == record.Absent) {
				v.conflict("a", "votes", "the table by member", "sc-members", v.Positions, "sc-failed", pos)
				break
			}
		}
	}

	// Texts from 2022 that the table by member lacks.
	for _, o := range c.outcomes {
		if !strings.HasPrefix(o.symbol, "S/RES/") || o.date.Before(graph.Day(lastLetters+1, 1, 1)) || bySymbol[o.symbol] != nil {
			continue
		}
		v := &vote{order: -1}
		v.Date, v.Symbol, v.Kind, v.Outcome, v.Meeting, v.Tally = o.date, o.symbol, "whole", "adopted", o.meeting, o.tally
		v.Seats, v.Ref = c.seatsAt(o.date), "sc-meetings:"+o.meeting
		was := strings.Repeat("-", len(v.Seats.Members))
		switch o.word {
		case "without vote":
			v.Kind, v.Outcome, v.Positions = "without_vote", "adopted", was
			v.conflict("b", "votes", "without a vote", "sc-members", "no-rows", "sc-meetings", "without-vote")
		case "unanimous":
			o.tally = record.Tally{Yes: len(was)}
			v.Tally = o.tally
		}
		v.Positions, v.Tally.Absent = settleByTally(was, o.tally)
		if was != v.Positions {
			v.conflict("f", "votes", "what the tally leaves: all "+record.Choice(v.Positions[0]), "sc-members", "no rows", "sc-meetings", short(o.tally))
		}
		v.texts = c.itemTopic(o.meeting, true)
		c.votes = append(c.votes, v)
		bySymbol[v.Symbol] = v
	}
	for _, o := range c.outcomes {
		if !o.used && bySymbol[o.symbol] == nil && !o.pv {
			fmt.Println("not used:", o.meeting, o.symbol, o.word, short(o.tally))
		}
	}
	return nil
}

// fromList makes a lost draft from 1994 on of a list of members alone.
func (c *council) fromList(l *memberList) error {
	at, err := c.meetingDate(l.meeting, l.year)
	if err != nil {
		return fmt.Errorf("lost drafts, %s: %w", l.what, err)
	}
	v := &vote{order: -1, list: true}
	v.Date, v.Symbol, v.Kind, v.Outcome, v.Meeting = at, l.symbol, "whole", "failed", l.meeting
	v.Seats, v.Ref, v.Tally = c.seatsAt(at), "sc-failed:"+l.meeting+"/"+l.symbol, record.NoTally
	if v.Positions, err = l.vector(v.Seats, at); err != nil {
		return err
	}
	for _, o := range c.outcomes {
		if o.symbol == l.symbol && o.tally.Known() {
			o.used, v.Tally = true, o.tally
		}
	}
	if beyond(record.Count(v.Positions), v.Tally) {
		v.conflict("f", "votes", "the list of members", "sc-meetings", short(v.Tally), "sc-failed", v.Positions)
		v.Tally = record.NoTally
	}
	v.conflict("row", "votes", "the list of members", "sc-members", "no rows", "sc-failed", v.Positions)
	c.votes = append(c.votes, v)
	c.finishEarly(v)
	return nil
}

// listHasTheTally tells that the meetings' table bears out a list of members
// against the table by member, which has yes and no exchanged in a lost draft
// (S/2019/962): two sources against one.
func (c *council) listHasTheTally(v *vote, pos string) bool {
	if strings.Contains(pos, "-") {
		return false
	}
	for _, o := range c.outcomes {
		if o.symbol != v.Symbol || o.word != "vetoed" && o.word != "not adopted" || !o.tally.Known() {
			continue
		}
		list, table := record.Count(pos), record.Count(v.Positions)
		return sameVotes(list, o.tally) && !sameVotes(table, o.tally)
	}
	return false
}

// sameVotes compares what was cast; members that took no part are not in the
// meetings' table.
func sameVotes(a, b record.Tally) bool {
	return a.Yes == b.Yes && a.No == b.No && a.Abstain == b.Abstain
}
