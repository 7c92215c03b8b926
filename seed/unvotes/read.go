package unvotes

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"entente/graph"
	"entente/seed"
)

// file is a delivery as read.
type file struct {
	calls   []*call
	byID    map[string]*call
	members []member

	// Rows that were refused may be what the file seems to lack: blind says
	// that one could not be read at all, unsure names the roll calls of others.
	blind  bool
	unsure map[string]bool
}

// call is one roll call of the file.
type call struct {
	id       string // the source's number of it, rcid
	number   int
	line     int
	session  int
	written  [9]string  // its row, column by column
	date     graph.Date // as far as it can be trusted
	issues   []string   // short names, sorted
	symbol   string     // of a resolution, where the row names one; without brackets
	part     bool       // the row names a part of a resolution
	quoted   bool       // its description quotes the President
	kind     string     // whole, paragraph, amendment or motion
	text     string     // why it is not a whole: "column" or "text"; "" for a whole
	rows     []row
	accounts []int // lines of its row and issues, for the account of rows

	places []place
	counts [3]int
	key    graph.Key
	fate   fate
	twin   *record // the record it is, or may be
	errs   int     // positions in which it differs from its twin
}

type row struct {
	line   int32
	member uint16
	choice uint8
}

// place is a position once its country is found; country indexes the writer's
// countries.
type place struct {
	line    int32
	country int32
	choice  uint8
}

type member struct{ code, name string }

// choices are those of the file; an index of one is a choice.
var choices = [...]string{"yes", "no", "abstain"}

// issueNames are the source's issues.
var issueNames = map[string]string{
	"me": "Palestinian conflict", "nu": "Nuclear weapons and nuclear material", "di": "Arms control and disarmament",
	"hr": "Human rights", "co": "Colonialism", "ec": "Economic development",
}

type reader struct {
	ctx  context.Context
	opts seed.Options
	rep  *seed.Report
	file *file
	bad  map[*call][]int // roll calls that two rows give differently, with the lines
}

// refuse counts a row as refused; id is its roll call's, "" where the row could
// not be read. The report has one list of lines for three files, so a reason
// begins with the file's name.
func (f *file) refuse(rep *seed.Report, part int, line int, id, reason string) {
	rep.Refuse(line, files[part].name+": "+reason)
	if id == "" {
		f.blind = true
		return
	}
	f.unsure[id] = true
}

// table reads one of the files row by row.
func (r *reader) table(part int, in seed.Input, row func(line int, t *seed.Table)) error {
	t, err := seed.OpenTable(in, files[part].columns)
	if err != nil {
		return err
	}
	if len(t.Extra) > 0 {
		r.rep.Note("columns of the %s not known and not read: %s", files[part].name, strings.Join(t.Extra, ", "))
	}
	for {
		line, bad, err := t.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("nothing is written: %w", err)
		}
		r.rep.Read++
		if r.rep.Read%4096 == 0 {
			if err := r.ctx.Err(); err != nil {
				return fmt.Errorf("%s was read to line %d, and nothing is written: %w", in.Name, line, err)
			}
			if r.opts.Progress != nil {
				r.opts.Progress(r.rep.Read / 2) // the other half is writing
			}
		}
		switch {
		case bad != "":
			r.file.refuse(r.rep, part, line, "", bad)
		case len(t.Field(0)) == 0:
			r.file.refuse(r.rep, part, line, "", "the row has no rcid")
		default:
			row(line, t)
		}
	}
}

func (r *reader) rollCalls(in seed.Input) error {
	r.bad = map[*call][]int{}
	return r.table(0, in, func(line int, t *seed.Table) {
		c := &call{id: t.Text(callID), line: line}
		for i := range c.written {
			c.written[i] = t.Text(i)
		}
		if before := r.file.byID[c.id]; before != nil {
			if before.written == c.written {
				r.rep.Duplicates++
			} else {
				r.bad[before] = append(r.bad[before], line)
			}
			return
		}
		if why := c.read(); why != "" {
			r.file.refuse(r.rep, 0, line, c.id, why)
			return
		}
		c.accounts = []int{line}
		r.file.byID[c.id] = c
		r.file.calls = append(r.file.calls, c)
	})
}

// read makes out what the row says; "" or the reason why it cannot be kept.
func (c *call) read() string {
	var err error
	if c.number, err = strconv.Atoi(c.id); err != nil || c.number <= 0 || strconv.Itoa(c.number) != c.id {
		return fmt.Sprintf("%q is not an rcid, which is a number", seed.Clip(c.id, 40))
	}
	session := c.written[callSession]
	if c.session, err = strconv.Atoi(session); err != nil || c.session <= 0 || c.session > 999 {
		return fmt.Sprintf("%q is not a session", seed.Clip(session, 40))
	}
	if c.date, err = graph.ParseDate(c.written[callDate]); err != nil {
		return fmt.Sprintf("%q is not a date", seed.Clip(c.written[callDate], 40))
	}
	c.date = trusted(c.date)
	for _, i := range []int{callImportant, callAmend, callPara} {
		if v := c.written[i]; v != "" && v != "0" && v != "1" {
			return fmt.Sprintf("%q in %s is neither 0 nor 1", seed.Clip(v, 40), files[0].columns[i].Name)
		}
	}
	c.symbol, c.part = symbolOf(c.written[callSymbol], c.session)
	c.quoted = presidentRE.MatchString(c.written[callText])
	c.kind, c.text = kindOf(c)
	return ""
}

// daysFrom is the first day from which the file's dates are days of the month:
// the 58th session.
var daysFrom = graph.Day(2003, 7, 1)

// trusted gives as much of a date as holds.
func trusted(d graph.Date) graph.Date {
	if d.Precision() == graph.DayPrecision && d.Before(daysFrom) {
		d, _ = graph.ParseDate(d.String()[:len("1946-01")])
	}
	return d
}

func (r *reader) issues(in seed.Input) error {
	return r.table(1, in, func(line int, t *seed.Table) {
		rcid, code := t.Text(issueID), t.Text(issueCode)
		c := r.file.byID[rcid]
		switch {
		case c == nil:
			r.file.refuse(r.rep, 1, line, rcid, "no roll call has this rcid")
		case issueNames[code] == "" || issueNames[code] != t.Text(issueName):
			r.file.refuse(r.rep, 1, line, rcid, fmt.Sprintf("there is no issue %q, %q", seed.Clip(code, 40), seed.Clip(t.Text(issueName), 40)))
		case slices.Contains(c.issues, code):
			r.rep.Duplicates++
		default:
			c.issues = append(c.issues, code)
			c.accounts = append(c.accounts, line)
		}
	})
}

func (r *reader) votes(in seed.Input) error {
	index := map[string]uint16{}
	var scratch []byte
	var c *call
	return r.table(2, in, func(line int, t *seed.Table) {
		if rcid := t.Field(voteID); c == nil || string(rcid) != c.id {
			if c = r.file.byID[string(rcid)]; c == nil {
				r.file.refuse(r.rep, 2, line, string(rcid), "no roll call has this rcid")
				return
			}
		}
		choice := slices.Index(choices[:], string(t.Field(voteVote)))
		if choice < 0 {
			r.file.refuse(r.rep, 2, line, c.id, fmt.Sprintf("unknown vote %q", seed.Clip(t.Text(voteVote), 40)))
			return
		}
		scratch = append(append(append(scratch[:0], t.Field(voteCode)...), 0), t.Field(voteCountry)...)
		m, ok := index[string(scratch)]
		if !ok {
			if len(r.file.members) == 1<<16-1 {
				r.file.refuse(r.rep, 2, line, c.id, "the file names more members than there can be")
				return
			}
			m = uint16(len(r.file.members))
			index[string(scratch)] = m
			r.file.members = append(r.file.members, member{t.Text(voteCode), t.Text(voteCountry)})
		}
		c.rows = append(c.rows, row{int32(line), m, uint8(choice)})
	})
}

// close takes out roll calls that cannot be kept and sorts the rest by the
// source's numbers.
func (r *reader) close() {
	f := r.file
	kept := f.calls[:0]
	for _, c := range f.calls {
		why := ""
		if lines := r.bad[c]; lines != nil {
			why = "two rows of one rcid say different things"
			for _, l := range lines {
				f.refuse(r.rep, 0, l, c.id, why)
			}
		} else if len(c.rows) == 0 {
			why = "no vote of this roll call can be read"
		}
		if why == "" {
			slices.Sort(c.issues)
			kept = append(kept, c)
			continue
		}
		f.refuse(r.rep, 0, c.line, c.id, why)
		for _, l := range c.accounts[1:] {
			f.refuse(r.rep, 1, l, c.id, "its roll call is refused")
		}
		for _, v := range c.rows {
			f.refuse(r.rep, 2, int(v.line), c.id, "its roll call is refused")
		}
	}
	f.calls = kept
	slices.SortFunc(f.calls, func(a, b *call) int { return cmp.Compare(a.number, b.number) })
}
