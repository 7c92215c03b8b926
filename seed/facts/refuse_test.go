package facts

import (
	"errors"
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"entente/graph"
)

const goodVotes = `seats 1946-01-01 TWN FRA GBR RUS USA AUS
1946-02-01 S/RES/1(1946) whole adopted 5-0-1-0 YYYYYA S/PV.2 topics:iran about:IRN ref:undl:1
  ! date date | undl-sc 1946-02-01 | sc-meetings 1946-02-02 | 1946-02-01
`

const goodFacts = `Person a-b | A B [c1]
  LEADS -> country/RUS; office=President; since=2000 [c1]
Event e1 | Something [c1]
  kind: visit
  since: 2001-02-03
  TOOK_PART <- person/a-b; role=visitor [c1]
`

func files(replace map[string]string) fstest.MapFS {
	m := map[string]string{"council-x.txt": goodVotes, "citations.txt": "c1 | A treaty series, no. 1", "x.facts.txt": goodFacts}
	maps.Copy(m, replace)
	out := fstest.MapFS{}
	for n, s := range m {
		out[n] = &fstest.MapFile{Data: []byte(s)}
	}
	return out
}

// What is uncited, dangling or outside the vocabulary is refused, with its
// line.
func TestRefuses(t *testing.T) {
	if s, err := parse(files(nil)); err != nil || len(s.council) != 1 || len(s.curated.edges) != 4 {
		t.Fatalf("the good files: %v", err)
	}
	edit := func(file, old, is string) map[string]string {
		text := map[string]string{"council-x.txt": goodVotes, "x.facts.txt": goodFacts}[file]
		if !strings.Contains(text, old) {
			t.Fatalf("%s does not hold %q", file, old)
		}
		return map[string]string{file: strings.Replace(text, old, is, 1)}
	}
	for _, tt := range []struct {
		name string
		in   map[string]string
		want error
		line string
	}{
		{"vote without a record", edit("council-x.txt", " ref:undl:1", ""), graph.ErrInvalid, "line 2"},
		{"topic outside vocab", edit("council-x.txt", "topics:iran", "topics:mars"), graph.ErrInvalid, "line 2"},
		{"kind outside vocab", edit("council-x.txt", "whole", "half"), graph.ErrInvalid, "line 2"},
		{"outcome outside vocab", edit("council-x.txt", "adopted", "liked"), graph.ErrInvalid, "line 2"},
		{"positions that do not fit the seats", edit("council-x.txt", "YYYYYA", "YYYYA"), graph.ErrInvalid, "line 2"},
		{"positions that do not fit the tally", edit("council-x.txt", "YYYYYA", "YYYYAA"), graph.ErrInvalid, "line 2"},
		{"veto without a no", edit("council-x.txt", "adopted 5-0-1-0", "vetoed 5-0-1-0"), graph.ErrInvalid, "line 2"},
		{"conflict of nothing", map[string]string{"council-x.txt": "  ! a b | c d | e"}, graph.ErrInvalid, "line 1"},
		{"a day that is none", edit("council-x.txt", "1946-02-01 S", "1946-02-31 S"), graph.ErrInvalid, "line 2"},
		{"fact without a citation", edit("x.facts.txt", "since=2000 [c1]", "since=2000"), graph.ErrInvalid, "line 2"},
		{"node without a citation", edit("x.facts.txt", "A B [c1]", "A B"), graph.ErrInvalid, "line 1"},
		{"unknown citation", edit("x.facts.txt", "since=2000 [c1]", "since=2000 [c2]"), graph.ErrInvalid, "line 2"},
		{"dangling end", edit("x.facts.txt", "person/a-b", "person/c-d"), graph.ErrDangling, "line 6"},
		{"no such country", edit("x.facts.txt", "country/RUS", "country/XXZ"), graph.ErrDangling, "line 2"},
		{"no such relation", edit("x.facts.txt", "LEADS", "LOVES"), graph.ErrInvalid, "line 2"},
		{"no such end", edit("x.facts.txt", "country/RUS", "topic/iran"), graph.ErrInvalid, "line 2"},
		{"no such property", edit("x.facts.txt", "office=", "job="), graph.ErrInvalid, "line 2"},
		{"no such kind of event", edit("x.facts.txt", "kind: visit", "kind: party"), graph.ErrInvalid, ""},
		{"no such role", edit("x.facts.txt", "role=visitor", "role=guest"), graph.ErrInvalid, "line 6"},
		{"one node twice", map[string]string{"x.facts.txt": goodFacts + "Person a-b | A B [c1]\n"}, graph.ErrInvalid, "line 7"},
		{"one edge twice", map[string]string{"x.facts.txt": goodFacts + "  TOOK_PART <- person/a-b; role=host [c1]\n"}, graph.ErrInvalid, "line 7"},
		{"one roll call twice", map[string]string{"council-y.txt": goodVotes}, graph.ErrInvalid, ""},
	} {
		_, err := parse(files(tt.in))
		if !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.line) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}
