package answers

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"entente/graph/names"
	"entente/schema"
)

//go:embed testdata/answers.txt
var table string

// question is a line of the table: its words, and its answer.
type question struct {
	line int
	args []string
	want string
}

// read gives the questions of the table by kind, in its order.
func read(t *testing.T) (kinds []string, by map[string][]question) {
	t.Helper()
	by = map[string][]question{}
	kind := ""
	for i, l := range strings.Split(table, "\n") {
		switch {
		case l == "" || l[0] == '#':
		case l[0] == '[':
			kind = strings.Trim(l, "[]")
			kinds = append(kinds, kind)
		default:
			args, want, ok := strings.Cut(l, " = ")
			if !ok || kind == "" {
				t.Fatalf("answers.txt, line %d: %q is no question", i+1, l)
			}
			by[kind] = append(by[kind], question{i + 1, strings.Fields(args), want})
		}
	}
	return kinds, by
}

// id makes an id of a state's short one.
func id(s string) string { return "country/" + s }

// state is the reverse.
func state(id string) string { return strings.TrimPrefix(id, "country/") }

func words(list []string) string {
	if len(list) == 0 {
		return "none"
	}
	slices.Sort(list)
	return strings.Join(list, " ")
}

type node struct{ ID, Name string }

type sourced struct{ Sources []node }

func (s sourced) of(dataset string) bool {
	return slices.ContainsFunc(s.Sources, func(n node) bool { return n.ID == "source/"+dataset })
}

type vars = map[string]any

// kinds of questions, each with how it is asked. An error of the schema is
// answered by its code.
var asks = map[string]func(t *testing.T, a []string, want string) string{
	"pledge": func(t *testing.T, a []string, want string) string {
		var d struct {
			Relations struct{ Allied struct{ Held string } }
		}
		if err := ask(t, `query($p:[String!]!,$at:Date,$o:String){relations(between:$p,at:$at){allied(obligation:$o){held}}}`,
			vars{"p": pair(a), "at": a[2], "o": a[3]}, &d); err != nil {
			return err.Code
		}
		return d.Relations.Allied.Held
	},
	"owes": func(t *testing.T, a []string, want string) string {
		var d struct {
			Relations struct {
				Alliances []struct {
					AOwes []string
					Held  string
					sourced
				}
			}
		}
		if err := ask(t, `query($p:[String!]!,$at:Date){relations(between:$p,at:$at){alliances{aOwes held sources{id}}}}`, vars{"p": pair(a), "at": a[2]}, &d); err != nil {
			return err.Code
		}
		for _, x := range d.Relations.Alliances {
			if x.of("atop") && x.Held == "YES" && slices.Contains(x.AOwes, a[3]) {
				return "YES"
			}
		}
		return "NO"
	},
	"allies": func(t *testing.T, a []string, want string) string {
		var d struct {
			Allies struct {
				Allies []struct {
					Country node
					Held    string
					Spells  []struct {
						Held        string
						Obligations []string
						sourced
					}
				}
			}
		}
		if err := ask(t, `query($s:String!,$at:Date,$o:String){allies(of:$s,at:$at,obligation:$o){allies{country{id} held spells{held obligations sources{id}}}}}`,
			vars{"s": id(a[0]), "at": a[1], "o": a[2]}, &d); err != nil {
			return err.Code
		}
		var out []string
		for _, x := range d.Allies.Allies {
			for _, s := range x.Spells {
				if x.Held == "YES" && s.of("atop") && s.Held == "YES" && slices.Contains(s.Obligations, a[2]) {
					out = append(out, state(x.Country.ID))
					break
				}
			}
		}
		return words(out)
	},
	"leader": func(t *testing.T, a []string, want string) string {
		var d struct {
			OfficeHolders struct {
				Offices []struct {
					Status  string
					Holders []struct {
						Person      node
						Since, Held string
						sourced
					}
				}
			}
		}
		if err := ask(t, `query($s:String!,$at:Date){officeHolders(country:$s,at:$at){offices{status holders{person{name} held since sources{id}}}}}`,
			vars{"s": id(a[0]), "at": a[1]}, &d); err != nil {
			return err.Code
		}
		out := []string{}
		for _, o := range d.OfficeHolders.Offices {
			for _, h := range o.Holders {
				if h.of("archigos") && h.Held == "YES" {
					out = append(out, like(h.Person.Name+" since "+h.Since, want))
				}
			}
		}
		if len(out) == 0 {
			return "none"
		}
		slices.Sort(out)
		return strings.Join(out, "; ")
	},
	"share": func(t *testing.T, a []string, want string) string {
		year, err := strconv.Atoi(a[3])
		if err != nil {
			t.Fatal(err)
		}
		var d struct {
			Relations struct {
				Trade struct {
					Years []struct {
						Shares []struct {
							Of, Partner   node
							Flow          string
							Value         *float64
							Usd, TotalUsd *int64
						}
					}
				}
			}
		}
		if err := ask(t, `query($p:[String!]!,$y:Int){relations(between:$p,at:"2020-01-01"){trade(sinceYear:$y,untilYear:$y,sources:["trade"]){years{shares{of{id} partner{id} flow value usd totalUsd}}}}}`,
			vars{"p": pair(a), "y": year}, &d); err != nil {
			return err.Code
		}
		for _, y := range d.Relations.Trade.Years {
			for _, s := range y.Shares {
				if state(s.Of.ID) != a[0] || state(s.Partner.ID) != a[1] || s.Flow != a[2] || s.Value == nil {
					continue
				}
				if share := float64(*s.Usd) / float64(*s.TotalUsd); *s.Value < share-1e-6 || *s.Value > share+1e-6 {
					return fmt.Sprintf("%d of %d given as %g", *s.Usd, *s.TotalUsd, *s.Value)
				}
				return near(fmt.Sprintf("%d of %d", *s.Usd, *s.TotalUsd), want)
			}
		}
		return "not known"
	},
	"stated": func(t *testing.T, a []string, want string) string {
		var d struct {
			Relations struct {
				Trade struct {
					Stated []struct {
						Of, Partner node
						Flow        string
						Year        *int
						Value       float64
					}
				}
			}
		}
		if err := ask(t, `query($p:[String!]!){relations(between:$p,at:"2020-01-01"){trade{stated{of{id} partner{id} flow year value}}}}`, vars{"p": pair(a)}, &d); err != nil {
			return err.Code
		}
		var values []float64
		for _, s := range d.Relations.Trade.Stated {
			if state(s.Of.ID) == a[0] && state(s.Partner.ID) == a[1] && s.Flow == a[2] && s.Year != nil && strconv.Itoa(*s.Year) == a[3] {
				values = append(values, s.Value*100)
			}
		}
		slices.Sort(values)
		var out []string
		for _, v := range values {
			if text := strconv.FormatFloat(v, 'g', 4, 64); !slices.Contains(out, text) {
				out = append(out, text)
			}
		}
		return strings.Join(out, " ")
	},
	"vetoes": func(t *testing.T, a []string, want string) string {
		n, after := 0, any(nil)
		for {
			var d struct {
				RollCalls struct {
					Nodes    []struct{ VetoedBy []node }
					PageInfo struct {
						HasNextPage bool
						EndCursor   string
					}
				}
			}
			if err := ask(t, `query($s:Date,$u:Date,$a:String){rollCalls(first:500,after:$a,where:{body:[SECURITY_COUNCIL],outcomes:[VETOED],since:$s,until:$u,kinds:[WHOLE,PARAGRAPH,AMENDMENT,MOTION]}){nodes{vetoedBy{id}} pageInfo{hasNextPage endCursor}}}`,
				vars{"s": a[1], "u": a[2], "a": after}, &d); err != nil {
				return err.Code
			}
			for _, r := range d.RollCalls.Nodes {
				all := true
				for _, s := range strings.Split(a[0], "+") {
					all = all && slices.Contains(r.VetoedBy, node{ID: id(s)})
				}
				if all {
					n++
				}
			}
			if !d.RollCalls.PageInfo.HasNextPage {
				return strconv.Itoa(n)
			}
			after = d.RollCalls.PageInfo.EndCursor
		}
	},
	"draft": func(t *testing.T, a []string, want string) string {
		var d struct {
			RollCall struct {
				Outcome  string
				VetoedBy []node
			}
		}
		if err := ask(t, `query($s:String!){rollCall(symbol:$s){outcome vetoedBy{id}}}`, vars{"s": a[0]}, &d); err != nil {
			return err.Code
		}
		var by []string
		for _, n := range d.RollCall.VetoedBy {
			by = append(by, state(n.ID))
		}
		return d.RollCall.Outcome + " " + words(by)
	},
	"council": func(t *testing.T, a []string, want string) string {
		return agree(t, a, vars{"body": "SECURITY_COUNCIL", "since": a[2], "until": a[3], "sources": "undl-sc", "outcomes": []any{"ADOPTED"}}, ask)
	},
	"assembly": func(t *testing.T, a []string, want string) string {
		return agree(t, a, vars{"body": "GENERAL_ASSEMBLY", "sessions": a[2]}, askVoeten)
	},
	"library": func(t *testing.T, a []string, want string) string {
		return agree(t, a, vars{"body": "GENERAL_ASSEMBLY", "sessions": a[2], "sources": "undl-ga"}, ask)
	},
	"sanctions": func(t *testing.T, a []string, want string) string {
		var yes, possible []string
		for _, s := range sanctions(t, a, a[2]) {
			switch s.Held {
			case "YES":
				yes = append(yes, s.Ref)
			case "POSSIBLE":
				possible = append(possible, s.Ref)
			}
		}
		out := numbers(yes)
		if len(possible) > 0 {
			out += "; possibly " + numbers(possible)
		}
		return out
	},
	"sanctioned": func(t *testing.T, a []string, want string) string {
		return strconv.Itoa(len(sanctions(t, a, "2020-01-01")))
	},
	"agreements": func(t *testing.T, a []string, want string) string {
		var d struct {
			Relations struct {
				Agreements []struct{ ID, Held string }
			}
		}
		if err := ask(t, `query($p:[String!]!,$at:Date){relations(between:$p,at:$at){agreements(kind:"trade"){id held}}}`, vars{"p": pair(a), "at": a[2]}, &d); err != nil {
			return err.Code
		}
		var out []string
		for _, x := range d.Relations.Agreements {
			if number, ok := strings.CutPrefix(x.ID, "agreement/desta-"); ok && x.Held == "YES" {
				out = append(out, number)
			}
		}
		return words(out)
	},
	"war":        func(t *testing.T, a []string, want string) string { return tie(t, "atWar", a) },
	"rivals":     func(t *testing.T, a []string, want string) string { return tie(t, "rivals", a) },
	"contiguous": func(t *testing.T, a []string, want string) string { return tie(t, "contiguous", a) },
	"missiles": func(t *testing.T, a []string, want string) string {
		var d struct {
			Events struct {
				TotalCount int
				Nodes      []struct{ Outcome string }
			}
		}
		if err := ask(t, `query($s:Date,$u:Date){events(involving:["North Korea"],kinds:["missile_test"],since:$s,until:$u,first:500){totalCount nodes{outcome}}}`,
			vars{"s": a[0] + "-01-01", "u": a[0] + "-12-31"}, &d); err != nil {
			return err.Code
		}
		if a[1] == "all" {
			return strconv.Itoa(d.Events.TotalCount)
		}
		n := 0
		for _, e := range d.Events.Nodes {
			if e.Outcome == a[1] || e.Outcome == "" && a[1] == "unknown" {
				n++
			}
		}
		return strconv.Itoa(n)
	},
	"totals": func(t *testing.T, a []string, want string) string {
		other := "USA"
		if a[0] == other {
			other = "GBR"
		}
		var d struct {
			Relations struct {
				Trade struct {
					Totals []struct {
						Of                     node
						Year                   int
						ImportsUsd, ExportsUsd *int64
						sourced
					}
				}
			}
		}
		if err := ask(t, `query($p:[String!]!,$y:Int){relations(between:$p,at:"2020-01-01"){trade(sinceYear:$y,untilYear:$y){totals{of{id} year importsUsd exportsUsd sources{id}}}}}`,
			vars{"p": []any{id(a[0]), id(other)}, "y": number(a[1])}, &d); err != nil {
			return err.Code
		}
		text := func(n *int64) string {
			if n == nil {
				return "not known"
			}
			return strconv.FormatInt(*n, 10)
		}
		for _, x := range d.Relations.Trade.Totals {
			if state(x.Of.ID) == a[0] && strconv.Itoa(x.Year) == a[1] && x.of("cow-trade") {
				return near(text(x.ImportsUsd)+" "+text(x.ExportsUsd), want)
			}
		}
		return "none"
	},
	"members": func(t *testing.T, a []string, want string) string {
		var d struct{ Countries struct{ TotalCount int } }
		if err := ask(t, `query($o:String,$at:Date){countries(memberOf:$o,at:$at){totalCount}}`, vars{"o": blank(a[0]), "at": a[1]}, &d); err != nil {
			return err.Code
		}
		return strconv.Itoa(d.Countries.TotalCount)
	},
	"membership": func(t *testing.T, a []string, want string) string {
		var d struct{ Countries struct{ Nodes []node } }
		if err := ask(t, `query($o:String,$at:Date){countries(memberOf:$o,at:$at,first:500){nodes{id}}}`, vars{"o": blank(a[0]), "at": a[2]}, &d); err != nil {
			return err.Code
		}
		if slices.Contains(d.Countries.Nodes, node{ID: id(a[1])}) {
			return "YES"
		}
		return "NO"
	},
	"position": func(t *testing.T, a []string, want string) string {
		var d struct {
			RollCall struct {
				Vote struct{ Choice, NoChoice string }
			}
		}
		if err := ask(t, `query($s:String!,$of:String!){rollCall(symbol:$s){vote(of:$of){choice noChoice}}}`, vars{"s": a[0], "of": id(a[1])}, &d); err != nil {
			return err.Code
		}
		return d.RollCall.Vote.Choice + d.RollCall.Vote.NoChoice
	},
	"shared": func(t *testing.T, a []string, want string) string {
		var d struct {
			Relations struct{ Events struct{ TotalCount int } }
		}
		if err := ask(t, `query($p:[String!]!){relations(between:$p,at:"2020-01-01"){events{totalCount}}}`, vars{"p": pair(a)}, &d); err != nil {
			return err.Code
		}
		return strconv.Itoa(d.Relations.Events.TotalCount)
	},
	"office": func(t *testing.T, a []string, want string) string {
		var d struct {
			OfficeHolders struct {
				Offices []struct {
					Name    string
					Holders []struct {
						Person node
						Held   string
					}
				}
			}
		}
		if err := ask(t, `query($s:String!,$at:Date){officeHolders(country:$s,at:$at){offices{name holders{person{name} held}}}}`, vars{"s": id(a[0]), "at": a[2]}, &d); err != nil {
			return err.Code
		}
		var out []string
		for _, o := range d.OfficeHolders.Offices {
			for _, h := range o.Holders {
				if o.Name == blank(a[1]) && (h.Held == "YES" || h.Held == "NOT_KNOWN") && !slices.Contains(out, h.Person.Name) {
					out = append(out, h.Person.Name)
				}
			}
		}
		return words(out)
	},
	"coverage": func(t *testing.T, a []string, want string) string {
		var d struct {
			Relations map[string]struct{ Held, Note string }
		}
		if err := ask(t, `query($p:[String!]!,$at:Date){relations(between:$p,at:$at){`+a[3]+`{held note}}}`, vars{"p": pair(a), "at": a[2]}, &d); err != nil {
			return err.Code
		}
		x := d.Relations[a[3]]
		if held, why, _ := strings.Cut(want, " "); x.Held == held && strings.Contains(x.Note, why) {
			return want
		}
		return x.Held + " " + x.Note
	},
	"engagements": func(t *testing.T, a []string, want string) string {
		days := met(t, a, a[2]+"-01-01", a[2]+"-12-31")
		var out []string
		for _, d := range strings.Fields(want) {
			if slices.Contains(days, d) {
				out = append(out, d)
			}
		}
		return words(out)
	},
	"misfiled": func(t *testing.T, a []string, want string) string { return words(met(t, a, a[2], a[2])) },
	"code":     named,
	"refused":  named,
}

func pair(a []string) []any { return []any{id(a[0]), id(a[1])} }

func blank(s string) string { return strings.ReplaceAll(s, "_", " ") }

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// near gives the answer wanted where the one found has the same words and
// numbers that differ from its by one at most: sums of cents, rounded.
func near(found, want string) string {
	f, w := strings.Fields(found), strings.Fields(want)
	if len(f) != len(w) {
		return found
	}
	for i := range f {
		x, errX := strconv.ParseInt(f[i], 10, 64)
		y, errY := strconv.ParseInt(w[i], 10, 64)
		if f[i] != w[i] && (errX != nil || errY != nil || max(x-y, y-x) > 1) {
			return found
		}
	}
	return want
}

// like gives of the answers wanted the one that a leader found agrees with: it has
// the day and a word of the name. A person known to several sources goes by one
// of the names only.
func like(found, want string) string {
	name, day, _ := strings.Cut(found, " since ")
	for _, w := range strings.Split(want, "; ") {
		wn, wd, _ := strings.Cut(w, " since ")
		if wd != day {
			continue
		}
		for _, x := range strings.Fields(names.Fold(wn)) {
			if len(x) > 2 && slices.Contains(strings.Fields(names.Fold(name)), x) {
				return w
			}
		}
	}
	return found
}

// numbers writes the numbers of cases in order of size.
func numbers(list []string) string {
	if len(list) == 0 {
		return "none"
	}
	slices.SortFunc(list, func(a, b string) int { return number(a) - number(b) })
	return strings.Join(list, " ")
}

func named(t *testing.T, a []string, _ string) string {
	var d struct{ Country node }
	if err := ask(t, `query($n:String!,$at:Date){country(name:$n,at:$at){id}}`, vars{"n": blank(a[0]), "at": a[1]}, &d); err != nil {
		return err.Code
	}
	return state(d.Country.ID)
}

func tie(t *testing.T, field string, a []string) string {
	var d struct {
		Relations map[string]struct{ Held string }
	}
	if err := ask(t, `query($p:[String!]!,$at:Date){relations(between:$p,at:$at){`+field+`{held}}}`, vars{"p": pair(a), "at": a[2]}, &d); err != nil {
		return err.Code
	}
	return d.Relations[field].Held
}

// met gives the days of a period on which a person and a state took part in one
// engagement.
func met(t *testing.T, a []string, since, until string) (days []string) {
	var d struct {
		Events struct {
			Nodes []struct {
				Since string
				sourced
			}
		}
	}
	if err := ask(t, `query($i:[String!],$s:Date,$u:Date){events(involving:$i,since:$s,until:$u,first:500){nodes{since sources{id}}}}`,
		vars{"i": []any{blank(a[0]), id(a[1])}, "s": since, "u": until}, &d); err != nil {
		t.Error(err)
	}
	for _, n := range d.Events.Nodes {
		if n.of("engagements") && !slices.Contains(days, n.Since) {
			days = append(days, n.Since)
		}
	}
	return days
}

type sanction struct {
	Ref, Held string
	From, To  node
}

// sanctions gives the cases of the first state by itself on the second.
func sanctions(t *testing.T, a []string, at string) []sanction {
	var d struct {
		Relations struct{ Sanctions struct{ Nodes []sanction } }
	}
	if err := ask(t, `query($p:[String!]!,$at:Date){relations(between:$p,at:$at){sanctions(direct:true,first:500){nodes{ref held from{id} to{id}}}}}`, vars{"p": pair(a), "at": at}, &d); err != nil {
		t.Error(err)
	}
	var out []sanction
	for _, s := range d.Relations.Sanctions.Nodes {
		if state(s.From.ID) == a[0] && state(s.To.ID) == a[1] {
			out = append(out, s)
		}
	}
	return out
}

// agree gives how many of how many positions of two states were the same.
func agree(t *testing.T, a []string, where vars, ask func(testing.TB, string, map[string]any, any) *schema.Error) string {
	where["body"] = []any{where["body"]}
	where["kinds"] = []any{"WHOLE", "PARAGRAPH", "AMENDMENT", "MOTION"}
	for _, list := range []string{"sessions", "sources"} {
		if v, ok := where[list]; ok {
			where[list] = []any{v}
		}
	}
	var d struct {
		Alignment struct {
			N      int
			ByBody []struct{ N, Same int }
		}
	}
	if err := ask(t, `query($p:[String!]!,$w:VoteFilter){alignment(between:$p,where:$w){n byBody{n same}}}`, vars{"p": pair(a), "w": where}, &d); err != nil {
		return err.Code
	}
	same := 0
	for _, b := range d.Alignment.ByBody {
		same += b.Same
	}
	return fmt.Sprintf("%d of %d", same, d.Alignment.N)
}

// TestAnswers asks every question of the table.
func TestAnswers(t *testing.T) {
	if testing.Short() {
		t.Skip("imports all records")
	}
	kinds, by := read(t)
	n, begun := 0, time.Now()
	for _, k := range kinds {
		t.Run(k, func(t *testing.T) {
			f := asks[k]
			if f == nil {
				t.Fatalf("no way to ask %s", k)
			}
			for _, q := range by[k] {
				n++
				if got := f(t, q.args, q.want); got != q.want {
					t.Errorf("line %d: %s = %s, want %s", q.line, strings.Join(q.args, " "), got, q.want)
				}
			}
		})
	}
	t.Logf("%d questions in %s", n, time.Since(begun).Round(100*time.Millisecond))
	if n < 300 {
		t.Errorf("%d questions", n)
	}
}
