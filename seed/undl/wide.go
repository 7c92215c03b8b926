package undl

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"entente/graph"
	"entente/seed"
	"entente/seed/votes"
)

// The columns of the wide file; every other column is a member, by the name it
// had in some record. The labels of its counts are shifted: in all records of
// the file "absent count" is the number of abstentions and "no-vote count" that
// of members who did not vote, as the positions show.
const (
	wideBody = iota
	wideDate
	wideTitle
	wideSymbol
	wideMembers
	wideAbsent
	wideAbstain
	wideNo
	wideYes
	wideLink
	wideID
)

var wideColumns = []seed.Column{
	wideBody:    {Name: "council", Required: true},
	wideDate:    {Name: "date", Required: true},
	wideTitle:   {Name: "title", Required: true},
	wideSymbol:  {Name: "resolution", Required: true},
	wideMembers: {Name: "total votes", Required: true},
	wideAbsent:  {Name: "no-vote count", Required: true},
	wideAbstain: {Name: "absent count", Required: true},
	wideNo:      {Name: "no count", Required: true},
	wideYes:     {Name: "yes count", Required: true},
	wideLink:    {Name: "link", Required: true},
	wideID:      {Name: "token", Required: true},
}

// wideHead is where each column's text goes in a record's head.
var wideHead = map[int]int{wideDate: colDate, wideTitle: colTitle, wideSymbol: colSymbol, wideMembers: colMembers,
	wideAbsent: colAbsent, wideAbstain: colAbstain, wideNo: colNo, wideYes: colYes, wideLink: colLink}

var wideBodies = map[string]string{"General Assembly": votes.Assembly, "Security Council": votes.Council}

// readWide takes a wide file in: what is counted as a row is a position, as in
// the library's files, and a line that cannot be read counts as one.
func (d dataset) readWide(ctx context.Context, in seed.Input, opts seed.Options, rep *seed.Report) (*file, error) {
	t, err := seed.OpenTable(in, wideColumns)
	if err != nil {
		return nil, err
	}
	f := &file{unsure: map[string]bool{}}
	for _, name := range t.Extra {
		if len(f.members) == maxMembers {
			return nil, fmt.Errorf("%w: %s has more than %d columns; this is no voting record", graph.ErrInvalid, in.Name, maxMembers)
		}
		f.members = append(f.members, member{name: strings.ToUpper(name)})
	}
	if len(f.members) == 0 {
		return nil, fmt.Errorf("%w: %s has no column of a member; a line must give the positions behind its own columns", graph.ErrInvalid, in.Name)
	}
	byNumber := map[string]*record{}
	lines := 0
	for {
		line, bad, err := t.Next()
		if errors.Is(err, io.EOF) {
			rep.Note("%s lines, one a roll call; the rows counted are the positions in them", seed.Thousands(lines))
			return f, nil
		}
		if err != nil {
			return f, err
		}
		lines++
		if err := ctx.Err(); err != nil {
			return f, fmt.Errorf("%s was read to line %d: %w", in.Name, line, err)
		}
		body := ""
		var rows []row
		number := ""
		if bad == "" {
			body, number = wideBodies[t.Text(wideBody)], t.Text(wideID)
			bad = wideFault(t, body, number)
		}
		if bad == "" {
			for i := range t.Extra {
				cell := t.ExtraField(i)
				if len(cell) == 0 {
					continue
				}
				choice, ok := choiceOf(cell)
				if !ok {
					rep.Read++
					f.refuse(rep, line, number, fmt.Sprintf("unknown vote letter %q of %s", seed.Clip(string(cell), 40), seed.Clip(f.members[i].name, 40)))
					continue
				}
				rows = append(rows, row{int32(line), uint16(i), choice})
			}
			if len(rows) == 0 {
				bad = "the line gives no position of any member"
			}
		}
		if bad != "" {
			rep.Read++
			f.lines++
			f.refuse(rep, line, number, bad)
			continue
		}
		rep.Read += len(rows)
		f.lines += len(rows)
		if opts.Progress != nil {
			opts.Progress(f.lines / 2) // the other half is writing
		}
		rec := byNumber[number]
		if rec == nil {
			rec = &record{number: number, body: body}
			byNumber[number] = rec
			f.records = append(f.records, rec)
		} else if rec.body != body {
			rep.Read -= len(rows) - 1
			f.lines -= len(rows) - 1
			f.refuse(rep, line, number, "another line gives this record to the other body")
			continue
		}
		h := head{rows: len(rows)}
		for from, to := range wideHead {
			h.text[to-firstHead] = t.Text(from)
		}
		rec.noteAll(h)
		rec.rows = append(rec.rows, rows...)
	}
}

// wideFault says why a line cannot be taken, "" where it can.
func wideFault(t *seed.Table, body, number string) string {
	if number == "" {
		return "the line has no token, the library's number of the record"
	}
	if body == "" {
		return fmt.Sprintf("%q is neither General Assembly nor Security Council", seed.Clip(t.Text(wideBody), 40))
	}
	if _, err := graph.ParseDate(t.Text(wideDate)); err != nil {
		return fmt.Sprintf("%q is not a date", seed.Clip(t.Text(wideDate), 40))
	}
	symbol := t.Field(wideSymbol)
	if foreign(body, symbol) != "" {
		return fmt.Sprintf("the symbol %q is not one of the %s", seed.Clip(string(symbol), 40), t.Text(wideBody))
	}
	return ""
}
