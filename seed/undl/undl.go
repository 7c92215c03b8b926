// Package undl imports the voting data of the UN Digital Library, one file for
// the General Assembly (undl-ga) and one for the Security Council (undl-sc), in
// each of the layouts published so far: the one of 2024 (ms_votes, NV for
// non-voting), that of 2025 (without vote_note) and that of 2026. Columns are
// found by name, in any order. The same records are also about in one wide file
// of both bodies, a line for each roll call and a column for each member
// (undl-wide); its lines become the same records, and all else is shared.
//
// The library's files hold one row per member and roll call. They give the vote on a
// whole text that was adopted: no paragraph votes, no amendments, no drafts that
// failed. Marks in brackets behind a symbol, A/RES/63(I)[PARA.8] or
// A/RES/31/6[A], do not name votes on paragraphs: the titles show that each is a
// decision of its own, adopted as such (eight trusteeship agreements approved
// one by one), so all are votes on a whole (B45).
package undl

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"entente/graph"
	"entente/graph/vocab"
	"entente/seed"
	"entente/seed/votes"
)

// Assembly is the dataset undl-ga, Council the dataset undl-sc, Wide the dataset
// undl-wide.
var (
	Assembly seed.Dataset = dataset{manifest: seed.Manifest{
		ID: "undl-ga", Name: "United Nations General Assembly Voting Data", Publisher: "United Nations, Dag Hammarskjöld Library",
		Origin: "https://digitallibrary.un.org/record/4060887", Licence: "(c) United Nations; non-commercial use with attribution",
		Citation: "United Nations Dag Hammarskjöld Library, General Assembly Voting Data, United Nations, https://digitallibrary.un.org/record/4060887",
		Version:  "5 (February 2026)",
		Scope:    "recorded votes on resolutions the Assembly adopted; drafts that failed, votes on paragraphs and adoptions without a vote are not in it",
		Covers:   graph.Interval{Since: graph.Day(1946, 1, 26), Until: graph.Day(2025, 12, 30)},
	}, body: votes.Assembly}

	Council seed.Dataset = dataset{manifest: seed.Manifest{
		ID: "undl-sc", Name: "United Nations Security Council Voting Data", Publisher: "United Nations, Dag Hammarskjöld Library",
		Origin: "https://digitallibrary.un.org/record/4055387", Licence: "(c) United Nations; non-commercial use with attribution",
		Citation: "United Nations Dag Hammarskjöld Library, Security Council Voting Data, United Nations, https://digitallibrary.un.org/record/4055387",
		Version:  "6 (February 2026)",
		Scope:    "resolutions the Council adopted, with or without a vote; vetoed and failed drafts and votes on paragraphs are not in it",
		Covers:   graph.Interval{Since: graph.Day(1946, 1, 25), Until: graph.Day(2026, 1, 30)},
	}, body: votes.Council}

	Wide seed.Dataset = dataset{manifest: seed.Manifest{
		ID: "undl-wide", Name: "United Nations voting records 1946-2021, one line a roll call", Publisher: "United Nations, Dag Hammarskjöld Library; laid out by a third party",
		Origin: "https://digitallibrary.un.org", Licence: "(c) United Nations; non-commercial use with attribution",
		Citation: "United Nations Dag Hammarskjöld Library, voting data of the General Assembly and the Security Council, https://digitallibrary.un.org, as collected in January 2022",
		Version:  "January 2022",
		Scope:    "the records of undl-ga and undl-sc to 2021 and nothing else: drafts that failed or were vetoed and votes on paragraphs are not in it",
		Covers:   graph.Interval{Since: graph.Day(1946, 1, 25), Until: graph.Day(2021, 12, 31)},
	}}
)

// dataset is one of the three; body is "" for the file of both bodies.
type dataset struct {
	manifest seed.Manifest
	body     string
}

// recorded names the table by which all three read members' names and codes.
const recorded = "undl"

func (d dataset) Manifest() seed.Manifest { return d.manifest }

// Import implements seed.Dataset. The rows are read into eight bytes each,
// grouped by roll call in whatever order they stand, and then written, so that
// a shuffled file ends in the same graph.
func (d dataset) Import(ctx context.Context, store graph.Store, in seed.Input, opts seed.Options) (rep seed.Report, err error) {
	begun := time.Now()
	rep = seed.Report{Dataset: d.manifest.ID, File: in.Name}
	defer func() { rep.Finish(time.Since(begun)) }()

	read := d.read
	if d.body == "" {
		read = d.readWide
	}
	f, err := read(ctx, in, opts, &rep)
	if f == nil {
		return rep, err
	}
	// What was read before a file broke off is kept, but such a file speaks for
	// nothing that it lacks.
	w := &writer{dataset: d, ctx: ctx, store: store, opts: opts, file: f, rep: &rep, cut: err != nil}
	if werr := w.write(); werr != nil {
		return rep, errors.Join(err, werr)
	}
	return rep, err
}

// The columns, by their names in the layout of 2026. Also has those of 2024.
const (
	colID = iota
	colCode
	colName
	colVote
	colDate
	colSymbol
	colSession
	colDraft
	colReport
	colMeeting
	colTitle
	colAgenda
	colSubjects
	colNote
	colModality
	colYes
	colNo
	colAbstain
	colAbsent
	colMembers
	colLink
	colPermanent
	columnCount

	firstHead = colDate // from here to colLink a column says the same in all rows of a record
	headCount = colLink - firstHead + 1
)

// columns gives what the files of a body may have. total-voting is the number of
// members in the layout of 2024, by its codebook.
func (d dataset) columns() []seed.Column {
	c := make([]seed.Column, columnCount)
	c[colID] = seed.Column{Name: "undl_id", Required: true}
	c[colCode] = seed.Column{Name: "ms_code", Also: []string{"ms_codes"}, Required: true}
	c[colName] = seed.Column{Name: "ms_name", Also: []string{"ms_names"}, Required: true}
	c[colVote] = seed.Column{Name: "ms_vote", Also: []string{"ms_votes"}, Required: true}
	c[colDate] = seed.Column{Name: "date", Required: true}
	c[colSymbol] = seed.Column{Name: "resolution", Also: []string{"resolutions"}, Required: true}
	c[colSession] = seed.Column{Name: "session"}
	c[colDraft] = seed.Column{Name: "draft"}
	c[colReport] = seed.Column{Name: "committee_report"}
	c[colMeeting] = seed.Column{Name: "meeting"}
	c[colTitle] = seed.Column{Name: "title"}
	c[colAgenda] = seed.Column{Name: "agenda_title", Also: []string{"agenda_titles", "agenda"}}
	c[colSubjects] = seed.Column{Name: "subjects"}
	c[colNote] = seed.Column{Name: "vote_note"}
	c[colModality] = seed.Column{Name: "modality"}
	c[colYes] = seed.Column{Name: "total_yes", Also: []string{"yes"}}
	c[colNo] = seed.Column{Name: "total_no", Also: []string{"no"}}
	c[colAbstain] = seed.Column{Name: "total_abstentions", Also: []string{"abstentions"}}
	c[colAbsent] = seed.Column{Name: "total_non_voting", Also: []string{"non-voting", "non_voting"}}
	c[colMembers] = seed.Column{Name: "total_ms", Also: []string{"total-voting", "total_voting"}}
	c[colLink] = seed.Column{Name: "undl_link"}
	c[colPermanent] = seed.Column{Name: "permanent_member"}
	if d.body == votes.Council {
		c[colTitle] = seed.Column{Name: "description", Also: []string{"title"}}
	}
	return c
}

// file is a delivery as read: its records and the members named in it.
type file struct {
	records []*record
	members []member
	lines   int    // rows read
	last    string // the record of the last row, "" where each record is one line

	// Rows that were refused may be what the file seems to lack: blind says
	// that one could not be read at all, unsure names the records of others.
	blind  bool
	unsure map[string]bool
}

// refuse counts a row as refused; number is its record's, "" where it could not
// be read.
func (f *file) refuse(rep *seed.Report, line int, number, reason string) {
	rep.Refuse(line, reason)
	if number == "" {
		f.blind = true
		return
	}
	f.unsure[number] = true
}

// record is one roll call of the file.
type record struct {
	number string // the library's
	body   string
	heads  []head // what its rows say of it: one head, but for damaged files
	rows   []row
}

// head is what a row says of its roll call, as written, with the number of rows
// that say so.
type head struct {
	text [headCount]string
	rows int
}

func (h *head) get(column int) string { return h.text[column-firstHead] }

// row is one position: the member as an index into file.members, the choice as
// one into choices, and the line it stood on.
type row struct {
	line   int32
	member uint16
	choice uint8
}

// maxMembers is how many members a row can tell apart.
const maxMembers = 1<<16 - 1

// member is a member as rows name it.
type member struct{ code, name string }

var choices = [...]string{"yes", "no", "abstain", "absent"}

// choiceOf reads the letter of a vote. Y, N, A and X are those of all layouts,
// NV is what that of 2024 has for X.
func choiceOf(letter []byte) (uint8, bool) {
	if len(letter) == 1 {
		switch letter[0] {
		case 'Y':
			return 0, true
		case 'N':
			return 1, true
		case 'A':
			return 2, true
		case 'X':
			return 3, true
		}
	}
	return 3, string(letter) == "NV"
}

// read takes the whole file in. Where it ends early both what was read and the
// error are given; a file that cannot be begun gives no file.
func (d dataset) read(ctx context.Context, in seed.Input, opts seed.Options, rep *seed.Report) (*file, error) {
	t, err := seed.OpenTable(in, d.columns())
	if err != nil {
		return nil, err
	}
	if len(t.Extra) > 0 {
		rep.Note("columns not known and not read: %s", strings.Join(t.Extra, ", "))
	}
	if !t.Has(colYes) || !t.Has(colMembers) {
		rep.Note("the file states no totals, so its rows could not be checked against them")
	}
	f := &file{unsure: map[string]bool{}}
	byNumber := map[string]*record{}
	memberIndex := map[string]uint16{}
	var rec *record
	var scratch []byte
	var dateText string
	var dateOK bool
	for {
		line, bad, err := t.Next()
		if errors.Is(err, io.EOF) {
			if rec != nil {
				f.last = rec.number
			}
			return f, nil
		}
		if err != nil {
			return f, err
		}
		rep.Read++
		f.lines++
		if rep.Read%4096 == 0 {
			if err := ctx.Err(); err != nil {
				return f, fmt.Errorf("%s was read to line %d: %w", in.Name, line, err)
			}
			if opts.Progress != nil {
				opts.Progress(rep.Read / 2) // the other half is writing
			}
		}
		if bad != "" {
			f.refuse(rep, line, "", bad)
			continue
		}
		number := t.Field(colID)
		if len(number) == 0 {
			f.refuse(rep, line, "", "the row has no undl_id")
			continue
		}
		choice, ok := choiceOf(t.Field(colVote))
		if !ok {
			f.refuse(rep, line, string(number), fmt.Sprintf("unknown vote letter %q", seed.Clip(t.Text(colVote), 40)))
			continue
		}
		if date := t.Field(colDate); string(date) != dateText || !dateOK {
			dateText = string(date)
			_, err := graph.ParseDate(dateText)
			dateOK = err == nil
		}
		if !dateOK {
			f.refuse(rep, line, string(number), fmt.Sprintf("%q is not a date", seed.Clip(dateText, 40)))
			continue
		}
		if why := foreign(d.body, t.Field(colSymbol)); why != "" {
			f.refuse(rep, line, string(number), why)
			continue
		}
		scratch = append(append(append(scratch[:0], t.Field(colCode)...), 0), t.Field(colName)...)
		m, ok := memberIndex[string(scratch)]
		if !ok {
			if len(f.members) == maxMembers {
				return f, fmt.Errorf("%w: %s, line %d: more than %d different members; this is no voting record", graph.ErrInvalid, in.Name, line, maxMembers)
			}
			m = uint16(len(f.members))
			memberIndex[string(scratch)] = m
			f.members = append(f.members, member{t.Text(colCode), t.Text(colName)})
		}
		if rec == nil || string(number) != rec.number {
			if rec = byNumber[string(number)]; rec == nil {
				rec = &record{number: string(number), body: d.body}
				byNumber[rec.number] = rec
				f.records = append(f.records, rec)
			}
		}
		rec.note(t)
		rec.rows = append(rec.rows, row{int32(line), m, choice})
	}
}

// foreign says why a symbol cannot be one of the body's, "" where it can.
func foreign(body string, symbol []byte) string {
	if len(symbol) < 2 || symbol[1] != '/' {
		return ""
	}
	if body == votes.Assembly && symbol[0] == 'S' {
		return "the symbol is the Security Council's; its file is imported as undl-sc"
	}
	if body == votes.Council && symbol[0] == 'A' {
		return "the symbol is the General Assembly's; its file is imported as undl-ga"
	}
	return ""
}

// note counts the row under the head that says the same, almost always the
// first.
func (r *record) note(t *seed.Table) {
next:
	for i := range r.heads {
		h := &r.heads[i]
		for c := range headCount {
			if string(t.Field(firstHead+c)) != h.text[c] {
				continue next
			}
		}
		h.rows++
		return
	}
	h := head{rows: 1}
	for c := range headCount {
		h.text[c] = t.Text(firstHead + c)
	}
	r.heads = append(r.heads, h)
}

// noteAll is note for rows that all say the same.
func (r *record) noteAll(h head) {
	for i := range r.heads {
		if r.heads[i].text == h.text {
			r.heads[i].rows += h.rows
			return
		}
	}
	r.heads = append(r.heads, h)
}

// head gives what the record says, by the majority of its rows; the order of
// rows does not matter. differ names the columns on which they do not agree.
func (r *record) head(t func(column int) string) (h *head, differ []string) {
	h = &r.heads[0]
	for i := range r.heads[1:] {
		o := &r.heads[i+1]
		if o.rows > h.rows || o.rows == h.rows && slices.Compare(o.text[:], h.text[:]) < 0 {
			h = o
		}
	}
	for c := range headCount {
		for i := range r.heads {
			if r.heads[i].text[c] != h.text[c] {
				differ = append(differ, t(firstHead+c))
				break
			}
		}
	}
	return h, differ
}

// sortRecords puts records in the order of the library's numbers.
func sortRecords(rs []*record) {
	slices.SortFunc(rs, func(a, b *record) int {
		return cmp.Or(cmp.Compare(len(a.number), len(b.number)), strings.Compare(a.number, b.number))
	})
}

// total reads a stated total, written 120 or 120.0. ok is false where it is not
// a number that can be one; an empty text is no total and ok.
func total(s string) (n int, given, ok bool) {
	if s == "" {
		return 0, false, true
	}
	whole, rest, dot := strings.Cut(s, ".")
	if dot && strings.Trim(rest, "0") != "" {
		return 0, false, false
	}
	n, err := strconv.Atoi(whole)
	if err != nil || n < 0 || n > 1<<20 {
		return 0, false, false
	}
	return n, true, true
}

// withoutVote tells whether the words of the modality, or of the note where
// there is no modality, say that a text was adopted without a vote (B46).
func withoutVote(modality, note string) bool {
	words := strings.ToLower(modality)
	if words == "" {
		words = strings.ToLower(note)
	}
	return strings.Contains(words, "without vote") || strings.Contains(words, "without a vote") ||
		strings.Contains(words, "acclamation") || strings.Contains(words, "consensus")
}

// symbolOf gives the symbol in its one form, "" where the file has none: the
// scraped file says MISSING_DATA for one.
func symbolOf(body, written string) string {
	if s := vocab.NormalizeSymbol(body, written); s != "MISSING_DATA" {
		return s
	}
	return ""
}

// titleOf takes from a title what the library adds to say whose text it is.
// The library spells it in a dozen ways ("resolutio / adopted by", "addopted"),
// all behind a slash.
func titleOf(s string) string {
	if i := strings.LastIndex(s, " / "); i > 0 && strings.Contains(s[i:], "General Assembly") {
		s = strings.TrimSpace(s[:i])
		for _, word := range []string{"resolutions", "resolution", "resolultion", "resolutio"} {
			if rest, ok := strings.CutSuffix(s, word); ok {
				s = rest
				break
			}
		}
		s = strings.TrimRight(s, " :")
	}
	return s
}
