// Package unvotes imports the United Nations General Assembly voting data of
// Voeten, Strezhnev and Bailey (unvotes): sessions 1 to 74, with votes on
// paragraphs, amendments and motions and drafts that failed, none of which the
// UN Digital Library's record has. A delivery is three files: roll calls, the
// issues they are coded for, and positions.
//
// Most of its roll calls are the library's too. Which, match.go decides, and
// only where it is certain; those are laid beside the library's record and
// count nothing twice. What the traps of the source are:
//
//   - Until the 57th session the day in its dates is none of the month: it is 1
//     to 7, and of the roll calls that are the library's too some 2 in a hundred
//     have the library's day, while nearly all have its month. Such dates are
//     read to the month.
//   - unres is the number of a resolution from the 18th session on; before, it is
//     a page of the official records: R/1/66 is not resolution 66 (I).
//   - A member that took no part has no row, and neither has one that was no
//     member: whom no row names is unknown, not absent.
//   - A vote is marked important, or not, in the 38th to the 72nd session only;
//     where no vote of a session is marked, nobody judged them (B55).
package unvotes

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"entente/graph"
	"entente/seed"
)

// Assembly is the dataset unvotes.
var Assembly seed.Parted = dataset{}

const id = "unvotes"

type dataset struct{}

// Manifest implements seed.Dataset.
func (dataset) Manifest() seed.Manifest {
	return seed.Manifest{
		ID: id, Name: "United Nations General Assembly Voting Data (Voeten, Strezhnev, Bailey)", Publisher: "Erik Voeten, Georgetown University",
		Origin: "https://doi.org/10.7910/DVN/LEJUQZ", Licence: "CC0",
		Citation: "Erik Voeten, \"Data and Analyses of Voting in the UN General Assembly\", in Reinalda (ed.), Routledge Handbook of International Organization, 2013; Harvard Dataverse, hdl:1902.1/12379",
		Version:  "tables of the package unvotes 0.3.0 (2021)",
		Scope:    "roll calls of the Assembly, those on paragraphs, amendments and motions and failed drafts among them; members that took no part are not in it, nor adoptions without a vote",
		Covers:   graph.Interval{Since: graph.MustDate("1946-01"), Until: graph.Day(2019, 12, 27)},
	}
}

// Import implements seed.Dataset. One file is not enough.
func (d dataset) Import(ctx context.Context, store graph.Store, in seed.Input, opts seed.Options) (seed.Report, error) {
	return d.ImportAll(ctx, store, []seed.Input{in}, opts)
}

// ImportAll implements seed.Parted. Unlike the importers of one file it writes
// nothing where a file breaks off: a roll call with half of its positions would
// be matched wrongly.
func (d dataset) ImportAll(ctx context.Context, store graph.Store, ins []seed.Input, opts seed.Options) (rep seed.Report, err error) {
	begun := time.Now()
	var names []string
	for _, in := range ins {
		names = append(names, in.Name)
	}
	rep = seed.Report{Dataset: id, File: strings.Join(names, ", ")}
	defer func() { rep.Finish(time.Since(begun)) }()

	parts, err := sortParts(ins)
	if err != nil {
		return rep, err
	}
	r := &reader{ctx: ctx, opts: opts, rep: &rep, file: &file{byID: map[string]*call{}, unsure: map[string]bool{}}}
	for _, step := range []func(seed.Input) error{r.rollCalls, r.issues, r.votes} {
		if err := step(parts[0]); err != nil {
			return rep, err
		}
		parts = parts[1:]
	}
	r.close()
	w := &writer{ctx: ctx, store: store, opts: opts, file: r.file, rep: &rep, manifest: d.Manifest()}
	return rep, w.write()
}

// part is one of the three files: what it is called here, and its columns.
type part struct {
	name    string
	columns []seed.Column
}

const (
	callID = iota
	callSession
	callImportant
	callDate
	callSymbol
	callAmend
	callPara
	callShort
	callText
)

const (
	issueID = iota
	issueCode
	issueName
)

const (
	voteID = iota
	voteCountry
	voteCode
	voteVote
)

func required(names ...string) []seed.Column {
	out := make([]seed.Column, len(names))
	for i, n := range names {
		out[i] = seed.Column{Name: n, Required: true}
	}
	return out
}

// files are the three files in the order in which they are read.
var files = []part{
	{"roll calls", required("rcid", "session", "importantvote", "date", "unres", "amend", "para", "short", "descr")},
	{"issues", required("rcid", "short_name", "issue")},
	{"votes", required("rcid", "country", "country_code", "vote")},
}

// sortParts puts the three files in the order of files. Which a file is tells
// its header: it is the one of whose own columns it has most.
func sortParts(ins []seed.Input) ([]seed.Input, error) {
	out := make([]seed.Input, len(files))
	found := make([]string, len(files))
	for _, in := range ins {
		r, err := in.Open()
		if err != nil {
			return nil, err
		}
		head, err := r.Peek(1024)
		line, _, whole := strings.Cut(string(head), "\n")
		if err != nil && !whole && !errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("read the header of %s: %w", in.Name, err)
		}
		has := map[string]bool{}
		for _, f := range strings.Split(line, ",") {
			has[strings.ToLower(strings.Trim(strings.TrimSpace(f), `"`))] = true
		}
		which, most := -1, 0
		for i, p := range files {
			n := 0
			for _, c := range p.columns[1:] { // all have rcid
				if has[c.Name] {
					n++
				}
			}
			if n > most {
				which, most = i, n
			}
		}
		if which < 0 {
			return nil, fmt.Errorf("%w: %s is none of the files of unvotes: its header has neither the columns of roll calls (%s) nor of issues (%s) nor of votes (%s)",
				graph.ErrInvalid, in.Name, columnNames(0), columnNames(1), columnNames(2))
		}
		if found[which] != "" {
			return nil, fmt.Errorf("%w: %s and %s are both the %s of unvotes; give each of its files once", graph.ErrInvalid, found[which], in.Name, files[which].name)
		}
		out[which], found[which] = seed.Input{Name: in.Name, Reader: r}, in.Name
	}
	var missing []string
	for i, name := range found {
		if name == "" {
			missing = append(missing, fmt.Sprintf("the %s (%s)", files[i].name, columnNames(i)))
		}
	}
	if len(missing) > 0 {
		return nil, fmt.Errorf("%w: unvotes needs all three of its files at once, roll calls, issues and votes; missing %s", graph.ErrInvalid, strings.Join(missing, " and "))
	}
	return out, nil
}

func columnNames(i int) string {
	names := make([]string, len(files[i].columns))
	for j, c := range files[i].columns {
		names[j] = c.Name
	}
	return strings.Join(names, ", ")
}
