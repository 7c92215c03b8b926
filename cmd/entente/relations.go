package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
)

// spellAnswer is whatever holds for a time.
type spellAnswer struct {
	Since, Until, FirstSeen, LastSeen, Held, Note *string
	Sources                                       []struct{ ImportName string }
}

const spellFields = ` since until firstSeen lastSeen held note sources { importName } `

// when writes a spell's dates: an open end is last seen, never "still".
func (s spellAnswer) when() string {
	from := "?"
	switch {
	case s.Since != nil:
		from = *s.Since
	case s.FirstSeen != nil:
		from = "first seen " + *s.FirstSeen
	}
	switch {
	case s.Until != nil && s.Since != nil && *s.Until == *s.Since:
		return from
	case s.Until != nil:
		return from + " to " + *s.Until
	case s.LastSeen != nil:
		return from + ", last seen " + *s.LastSeen
	}
	return from
}

// word is the answer as people read it: "not known".
func word(held *string) string {
	if held == nil {
		return "–"
	}
	return strings.ToLower(strings.ReplaceAll(*held, "_", " "))
}

// from names the datasets of a spell, citations left to --json.
func (s spellAnswer) from() string {
	var out []string
	for _, x := range s.Sources {
		if !strings.HasPrefix(x.ImportName, "cite/") {
			out = append(out, x.ImportName)
		}
	}
	return strings.Join(out, ", ")
}

type answerLine struct{ Held, Note *string }

func (a answerLine) text() string {
	if a.Note == nil {
		return word(a.Held)
	}
	return word(a.Held) + " (" + *a.Note + ")"
}

type refAnswer struct{ ID, Kind, Name string }

type officeAnswer struct {
	Name, Status string
	Note         *string
	Leads        bool
	Holders      []struct {
		Person refAnswer
		spellAnswer
	}
	Last *struct {
		Person refAnswer
		spellAnswer
	}
	Warnings []string
}

const officeFields = `{ name leads status note warnings holders { person { id kind name } ` + spellFields + ` } last { person { id kind name } ` + spellFields + ` } }`

type shareAnswer struct {
	Of, Partner struct{ Name string }
	Flow        string
	Value       *float64
	Mirror      bool
}

const relationsQuery = `query Relations($between: [String!]!, $at: Date, $since: Date, $until: Date) {
  relations(between: $between, at: $at, since: $since, until: $until) {
    a { id name } b { id name } at sentence
    defence: allied { held note } anyPledge: allied(obligation: "any") { held note }
    atWar { held note } rivals { held note } contiguous { held note }
    alliances { obligations aOwes bOwes` + spellFields + `}
    agreements { name kind signed since until held heldNote sources { importName } }
    sanctions(first: 50) { totalCount nodes { from { name } to { name } sender { name } types aims { objective outcome }` + spellFields + `} }
    wars { event { name } begunBy { name } remark` + spellFields + `}
    rivalries { name types` + spellFields + `}
    contiguity { types` + spellFields + `}
    trade { years { year aExports aReporter bExports bReporter sources { importName } shares { of { name } partner { name } flow value mirror basis notKnownBecause } }
      stated { of { name } partner { name } flow year value lastSeen computed computedYear conflict sources { importName } } }
    memberships { organisation { name } held note }
    events(first: 20) { totalCount nodes { title kind since until } }
    aLeaders ` + officeFields + ` bLeaders ` + officeFields + `
    votes { byBody ` + pointFields + ` }
    conflicts(first: 10) { totalCount nodes { text picked } }
    coverage { sentence subject dataset loaded answers }
    warnings
    sources { importName name citation }
  }
}`

type relationsAnswer struct {
	Relations struct {
		A, B                                          struct{ ID, Name string }
		At, Sentence                                  string
		Defence, AnyPledge, AtWar, Rivals, Contiguous answerLine
		Alliances                                     []struct {
			Obligations, AOwes, BOwes []string
			spellAnswer
		}
		Agreements []struct {
			Name                                       string
			Kind, Signed, Since, Until, Held, HeldNote *string
			Sources                                    []struct{ ImportName string }
		}
		Sanctions struct {
			TotalCount int
			Nodes      []struct {
				From, To, Sender struct{ Name string }
				Types            []string
				spellAnswer
			}
		}
		Wars []struct {
			Event, BegunBy *struct{ Name string }
			spellAnswer
		}
		Rivalries []struct {
			Name  *string
			Types []string
			spellAnswer
		}
		Contiguity []struct {
			Types []string
			spellAnswer
		}
		Trade struct {
			Years []struct {
				Year                 int
				AExports, BExports   *int64
				AReporter, BReporter *string
				Shares               []shareAnswer
				Sources              []struct{ ImportName string }
			}
			Stated []struct {
				Of, Partner  struct{ Name string }
				Flow         string
				Year         *int
				Value        float64
				Computed     *float64
				ComputedYear *int
				Conflict     bool
				Sources      []struct{ ImportName string }
			}
		}
		Memberships []struct {
			Organisation struct{ Name string }
			Held, Note   *string
		}
		Events struct {
			TotalCount int
			Nodes      []struct {
				Title, Kind  string
				Since, Until *string
			}
		}
		ALeaders, BLeaders []officeAnswer
		Votes              struct{ ByBody []pointAnswer }
		Conflicts          struct {
			TotalCount int
			Nodes      []struct{ Text string }
		}
		Warnings []string
		Sources  []struct{ ImportName, Name, Citation string }
	}
}

func newRelations(io stdio, store *storeOptions) *cobra.Command {
	var at, since, until string
	var asJSON bool
	c := &cobra.Command{
		Use:   "relations A B",
		Short: "Everything between two states: alliances, agreements, sanctions, trade, wars, meetings, votes",
		Example: "  entente relations Moscow Pyongyang --at 1975-06-01\n" +
			"  entente relations China \"North Korea\" --since 2000",
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			vars := map[string]any{"between": args}
			given(vars, "at", at, "since", since, "until", until)
			var a relationsAnswer
			return ask(cmd.Context(), store, io, relationsQuery, vars, asJSON, &a, func() { printRelations(io.out, &a) })
		},
	}
	c.Flags().StringVar(&at, "at", "", "the date things are judged at: 2017-12-22, 2017-12 or 2017; default --until, else today")
	c.Flags().StringVar(&since, "since", "", "first day of what is listed over time")
	c.Flags().StringVar(&until, "until", "", "last day of it")
	c.Flags().BoolVar(&asJSON, "json", false, "print what GraphQL answers")
	return c
}

// given sets the variables that have a value: name, value, name, value, …
func given(vars map[string]any, pairs ...string) {
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			vars[pairs[i]] = pairs[i+1]
		}
	}
}

// section prints a heading and a table, nothing where the table has no rows.
func section(w io.Writer, head string, rows [][]string) {
	if len(rows) < 2 {
		return
	}
	fmt.Fprintf(w, "\n%s\n", head)
	table(w, rows)
}

func words(list []string) string {
	if len(list) == 0 {
		return "–"
	}
	return strings.ReplaceAll(strings.Join(list, ", "), "_", "-")
}

func dollars(n *int64) string {
	if n == nil {
		return "not known"
	}
	return thousands(int(*n))
}

func printRelations(w io.Writer, a *relationsAnswer) {
	r := &a.Relations
	fmt.Fprintln(w, wrap(r.Sentence, lineWidth))
	fmt.Fprintf(w, "\nAt %s\n", r.At)
	table(w, [][]string{{"pledge of defence", r.Defence.text()}, {"any pledge", r.AnyPledge.text()}, {"at war", r.AtWar.text()}, {"rivals", r.Rivals.text()}, {"contiguous", r.Contiguous.text()}})

	rows := [][]string{{"state", "office", "who", "status", "when", "source"}}
	for _, side := range []struct {
		name    string
		offices []officeAnswer
	}{{r.A.Name, r.ALeaders}, {r.B.Name, r.BLeaders}} {
		for _, o := range side.offices {
			for _, l := range o.lines() {
				rows = append(rows, append([]string{side.name}, l...))
			}
		}
	}
	section(w, "Leaders", rows)

	rows = [][]string{{"when", "at the date", r.A.Name + " owes", r.B.Name + " owes", "source"}}
	for _, x := range r.Alliances {
		rows = append(rows, []string{x.when(), word(x.Held), words(x.AOwes), words(x.BOwes), x.from()})
	}
	section(w, "Alliances", rows)

	rows = [][]string{{"signed", "in force", "ended", "at the date", "kind", "agreement"}}
	for _, x := range r.Agreements {
		rows = append(rows, []string{orDash(x.Signed), orDash(x.Since), orDash(x.Until), answerLine{x.Held, x.HeldNote}.text(), orDash(x.Kind), x.Name})
	}
	section(w, "Agreements", rows)

	rows = [][]string{{"when", "at the date", "by", "on", "types", "source"}}
	for _, x := range r.Sanctions.Nodes {
		by := x.From.Name
		if x.Sender.Name != by {
			by += " (" + x.Sender.Name + " a member)"
		}
		rows = append(rows, []string{x.when(), word(x.Held), by, x.To.Name, words(x.Types), x.from()})
	}
	section(w, fmt.Sprintf("Sanctions (%s in all)", thousands(r.Sanctions.TotalCount)), rows)

	rows = [][]string{{"when", "at the date", "", "source"}}
	for _, x := range r.Wars {
		what := "war"
		if x.Event != nil {
			what = x.Event.Name
		}
		if x.BegunBy != nil {
			what += ", begun by " + x.BegunBy.Name
		}
		rows = append(rows, []string{x.when(), word(x.Held), what, x.from()})
	}
	for _, x := range r.Rivalries {
		rows = append(rows, []string{x.when(), word(x.Held), "rivalry " + orDash(x.Name) + " (" + words(x.Types) + ")", x.from()})
	}
	for _, x := range r.Contiguity {
		rows = append(rows, []string{x.when(), word(x.Held), "contiguity (" + words(x.Types) + ")", x.from()})
	}
	section(w, "Wars, rivalries, borders", rows)

	mirror := false
	rows = [][]string{{"year", r.A.Name + " to " + r.B.Name, "reported by", r.B.Name + " to " + r.A.Name, "reported by", "source"}}
	shares := [][]string{{"year"}}
	for _, y := range r.Trade.Years {
		source := ""
		if len(y.Sources) > 0 {
			source = y.Sources[0].ImportName
		}
		rows = append(rows, []string{fmt.Sprint(y.Year), dollars(y.AExports), orDash(y.AReporter), dollars(y.BExports), orDash(y.BReporter), source})
		line := []string{fmt.Sprint(y.Year)}
		for _, s := range y.Shares {
			if len(shares[0]) <= len(y.Shares) {
				shares[0] = append(shares[0], s.Partner.Name+" in "+s.Flow+" of "+s.Of.Name)
			}
			value := "not known"
			if s.Value != nil {
				value = share(s.Value)
				if s.Mirror {
					value += " *"
					mirror = true
				}
			}
			line = append(line, value)
		}
		shares = append(shares, line)
	}
	section(w, "Trade, US dollars of the year", rows)
	section(w, "Shares, computed", shares)
	if mirror {
		fmt.Fprintln(w, "* mirror data: the total is what the partners report, not the state itself")
	}
	rows = [][]string{{"year", "share of", "in the", "is", "flows give", "source"}}
	for _, s := range r.Trade.Stated {
		year, computed := "–", "–"
		if s.Year != nil {
			year = fmt.Sprint(*s.Year)
		}
		if s.Computed != nil && s.ComputedYear != nil {
			computed = fmt.Sprintf("%s (%d)", share(s.Computed), *s.ComputedYear)
		}
		if s.Conflict {
			computed += " !"
		}
		source := ""
		if len(s.Sources) > 0 {
			source = s.Sources[0].ImportName
		}
		rows = append(rows, []string{year, s.Partner.Name, s.Flow + " of " + s.Of.Name, share(&s.Value), computed, source})
	}
	section(w, "Shares, as stated", rows)

	rows = [][]string{{"organisation", "both members"}}
	unknown := 0
	for _, m := range r.Memberships {
		if m.Held != nil && *m.Held == "NOT_KNOWN" {
			unknown++
			continue
		}
		rows = append(rows, []string{m.Organisation.Name, answerLine{m.Held, m.Note}.text()})
	}
	section(w, "Shared memberships", rows)
	if unknown > 0 {
		fmt.Fprintf(w, "\nOf %s more organisations both are on record as members, but not for the date.\n", thousands(unknown))
	}

	rows = [][]string{{"date", "kind", "event"}}
	for _, e := range r.Events.Nodes {
		date := orDash(e.Since)
		if e.Until != nil && *e.Until != date {
			date += " to " + *e.Until
		}
		rows = append(rows, []string{date, e.Kind, e.Title})
	}
	section(w, fmt.Sprintf("Events both took part in (%s in all, oldest first)", thousands(r.Events.TotalCount)), rows)

	rows = [][]string{{"", "same", "of", "share", "95 % interval", "half credit", "one abstained", "opposed", "left out"}}
	for _, p := range r.Votes.ByBody {
		rows = append(rows, pointRow(p))
	}
	section(w, "Votes", rows)

	if r.Conflicts.TotalCount > 0 {
		fmt.Fprintf(w, "\nSources differ (%s in all, newest first; entente conflicts A B has all):\n", thousands(r.Conflicts.TotalCount))
		for _, c := range r.Conflicts.Nodes {
			fmt.Fprintln(w, strings.ReplaceAll(wrap("- "+c.Text, lineWidth-2), "\n", "\n  "))
		}
	}
	printList(w, "Note", r.Warnings)
	var sources []string
	for _, s := range r.Sources {
		if !strings.HasPrefix(s.ImportName, "cite/") {
			sources = append(sources, s.ImportName)
		}
	}
	printList(w, "Sources", []string{strings.Join(sources, ", ") + " (entente sources tells what they are; --json has the citations)"})
}

// lines are an office's rows: office, who, status, when, source.
func (o officeAnswer) lines() [][]string {
	status := strings.ToLower(strings.ReplaceAll(o.Status, "_", " "))
	var out [][]string
	for _, h := range o.Holders {
		out = append(out, []string{o.Name, h.Person.Name, status, h.when(), h.from()})
	}
	if o.Last != nil {
		out = append(out, []string{o.Name, "(last: " + o.Last.Person.Name + ")", status, o.Last.when(), o.Last.from()})
	}
	if len(out) == 0 {
		out = append(out, []string{o.Name, "–", status, orDash(o.Note), ""})
	}
	return out
}
