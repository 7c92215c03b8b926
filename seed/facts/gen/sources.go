package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

const (
	beginMark = "<!-- begin: conflicts of the Council's record; written by seed/facts/gen, do not edit -->"
	endMark   = "<!-- end: conflicts of the Council's record -->"
)

// ruleWords say what the rules are, in the order of the list.
var ruleWords = []struct{ rule, title, text string }{
	{"a", "Rule a: which source gives the positions", "Adopted texts to 2021: the letters of undl-sc; later texts and lost drafts: the table by member (sc-members), which is wrong for most permanent members' votes of 1995 and for some later texts; where a list of members (sc-failed) and the meetings' tally agree against that table, the list. Vectors are in the order of the seats in the data files."},
	{"b", "Rule b: adopted without a vote", "The meetings' outcome says \"without vote\" or \"consensus\": no positions, counted only with consensus. From 2022 on the table by member decides where the meetings' table ends; before, its word alone does not."},
	{"c", "Rule c: no letters, but a unanimous tally", "All letters X and a unanimous tally: all voted yes."},
	{"d", "Rule d: letters of abstention for members that took no part", "More A letters than the tally has abstentions: those members took no part where the tally has none; China took no part where exactly one is too many, China is among them and the day lies between 1971-10-25 and 1981-12-31. The tally must leave a seat for whoever took no part: S/RES/400 and S/RES/1022, with fifteen yes in the tally, differ otherwise and fall under rule e."},
	{"e", "Rule e: anything else keeps its letters", "Letters and tally differ otherwise: the letters stand. S/RES/400 and S/RES/401 look exchanged in one of the sources; in S/RES/1022 the tally has Russia's abstention as a yes."},
	{"f", "Rule f: what a tally settles", "Of lost drafts only the vetoing members, a list with gaps, or a tally may be known. A position is settled where what is known leaves but one for all members still open; else it is unknown, not yes."},
	{"date", "Dates", "The date of undl-sc is the settled one; of lost drafts that of the meetings' table to 1993 and that of the table by member after."},
	{"outcome", "Outcomes and vetoes", "A veto is a permanent member's no on a draft that had the votes it needed: nine since 1966, seven before."},
	{"double", "One draft twice, one member twice", "A lost draft that a source also lists as adopted is lost; a member with two different votes in one roll call is unknown unless another source settles it."},
	{"draft", "Draft symbols", "Symbols that the sources write in two ways."},
	{"columns", "Exchanged columns", "Rows of which the columns for resolution and draft are exchanged."},
	{"name", "Names", "Rows that name no member."},
	{"row", "Rows missing, misplaced or too many", "Meetings, countries and rows that a source lacks or has wrong."},
}

// sourcesDoc writes the section of docs/sources.md between its marks, and
// leaves the rest of the page as it is.
func sourcesDoc(root string, council, assembly []*vote) ([]byte, error) {
	page, err := os.ReadFile(filepath.Join(root, "docs", "sources.md"))
	if errors.Is(err, os.ErrNotExist) {
		page, err = []byte("# Sources\n\n"+beginMark+"\n"+endMark+"\n"), nil
	}
	if err != nil {
		return nil, err
	}
	begin, end := bytes.Index(page, []byte(beginMark)), bytes.Index(page, []byte(endMark))
	switch {
	case begin < 0 && end < 0:
		page = append(append(bytes.TrimRight(page, "\n"), "\n\n"...), beginMark+"\n"+endMark+"\n"...)
		begin, end = bytes.Index(page, []byte(beginMark)), bytes.Index(page, []byte(endMark))
	case begin < 0 || end < begin:
		return nil, fmt.Errorf("docs/sources.md has one of the two marks only")
	}
	var b bytes.Buffer
	b.Write(page[:begin])
	b.WriteString(beginMark + "\n")
	section(&b, council, assembly)
	b.Write(page[end:])
	return b.Bytes(), nil
}

func section(b *bytes.Buffer, council, assembly []*vote) {
	outcomes, kinds := map[string]int{}, map[string]int{}
	unknown, unmet := 0, 0
	for _, v := range council {
		outcomes[v.Outcome]++
		kinds[v.Kind]++
		if v.Kind != "without_vote" && strings.Contains(v.Positions, "-") {
			unknown++
		}
		if v.Meeting == "" {
			unmet++
		}
	}
	last := council[len(council)-1].Date
	fmt.Fprintf(b, `
## The Security Council's record and its contradictions

%d roll calls, %s to %s: %d adopted (%d of them without a vote), %d vetoed, %d failed; among them %d amendments, %d votes on paragraphs
and %d motions. In %d not every member's position is known; %d have no meeting in the sources. No source at hand has S/RES/2775 (2025).

Sources: undl-sc (letters of adopted texts, 1946–2021), sc-members (table by member, 1994 to mid-2025, lost drafts included), sc-meetings
(meetings and outcomes, 1946 to mid-2022), sc-vetoes (vetoes, 1946 to September 2022), sc-failed (lost drafts with lists of members, 1947–2022).
Each line gives the roll call, what it is about, what each source has, and what was settled.

Drafts S/2023/775, S/2023/776, S/2023/1023 and S/2025/114 to 118 are amendments by the meetings' verbatim records (S/PV.9442, S/PV.9518,
S/PV.9866); the table by member does not say so.
`, len(council), council[0].Date, last, outcomes["adopted"], kinds["without_vote"], outcomes["vetoed"], outcomes["failed"], kinds["amendment"], kinds["paragraph"], kinds["motion"], unknown, unmet)

	all := slices.Concat(council, assembly)
	for _, r := range ruleWords {
		var lines []string
		for _, v := range all {
			for _, c := range v.Conflicts {
				if c.Rule != r.rule {
					continue
				}
				var says []string
				for _, x := range c.Values {
					says = append(says, x.Source+" `"+x.Value+"`")
				}
				what := ""
				if c.What != "votes" && c.What != r.rule {
					what = ", " + c.What
				}
				lines = append(lines, fmt.Sprintf("* %s, %s%s: %s → %s", v.Symbol, v.Date, what, strings.Join(says, ", "), c.Settled))
			}
		}
		fmt.Fprintf(b, "\n### %s (%d)\n\n%s\n\n", r.title, len(lines), r.text)
		for _, l := range lines {
			b.WriteString(l + "\n")
		}
	}
	b.WriteString("\n")
}
