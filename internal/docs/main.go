// Command docs writes the pages that are made from tables in the program, so
// that they cannot say something else: docs/data-model.md from vocab,
// docs/measures-table.md from measure, docs/configuration.md from the limits.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"entente/graph"
	"entente/graph/measure"
	"entente/graph/vocab"
	"entente/schema"
)

func main() {
	check := flag.Bool("check", false, "compare instead of writing")
	dir := flag.String("dir", "docs", "where the pages are")
	flag.Parse()

	code := 0
	for name, page := range Pages() {
		path := filepath.Join(*dir, name)
		if !*check {
			if err := os.WriteFile(path, page, 0o644); err != nil {
				fmt.Fprintln(os.Stderr, "docs:", err)
				code = 1
			}
			continue
		}
		if old, err := os.ReadFile(path); err != nil || !bytes.Equal(old, page) {
			fmt.Fprintf(os.Stderr, "docs: %s is not what the program says; run make gen\n", path)
			code = 1
		}
	}
	os.Exit(code)
}

// Pages gives the generated pages by file name.
func Pages() map[string][]byte {
	return map[string][]byte{
		"data-model.md":     dataModel(),
		"measures-table.md": measures(),
		"configuration.md":  configuration(),
	}
}

const notice = "<!-- Made by `make gen` from the program's own tables; edit those. -->\n\n"

func dataModel() []byte {
	var b bytes.Buffer
	b.WriteString("# Data model\n\n" + notice)
	b.WriteString("What a node or an edge may be. The table is `graph/vocab`; validation, the stores' labels and constraints and this page come from it.\n\n")
	b.WriteString("Every edge carries `source`, the import name of the dataset that reports it, and `ref`, the record it came from. ")
	b.WriteString("An edge is identified by its relation, both ends, an id of its own where several of a kind can stand between two nodes, and its source: two sources that report one fact are two edges. ")
	b.WriteString("Dates are ISO text at the precision known (`1977`, `1977-12`, `1977-12-24`).\n\n## Nodes\n")
	for _, k := range vocab.Kinds {
		fmt.Fprintf(&b, "\n### %s\n\nIds begin with `%s`. %s.\n\n", k.Kind, k.Prefix, upper(k.Doc))
		props(&b, k.Props)
	}
	b.WriteString("\n## Relations\n")
	for _, r := range vocab.Relations {
		fmt.Fprintf(&b, "\n### %s\n\n%s.", r.Kind, upper(r.Doc))
		if !r.Directed {
			b.WriteString(" Undirected: stored once, from the smaller id, and read from both ends.")
		}
		b.WriteString("\n\n")
		switch {
		case r.Kind == vocab.Withdrawn:
			b.WriteString("Between whatever the withdrawn edge stood between; it keeps that edge's properties.\n")
		default:
			for _, e := range r.Ends {
				fmt.Fprintf(&b, "* `(:%s)-[:%s]->(:%s)`\n", e[0], r.Kind, e[1])
			}
		}
		if len(r.Props) > 0 {
			b.WriteString("\n")
			props(&b, r.Props)
		}
	}
	b.WriteString("\n## Topics\n\n| id | name | what belongs to it |\n|---|---|---|\n")
	for _, t := range vocab.Topics {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", t.ID, t.Name, t.Doc)
	}
	return b.Bytes()
}

func props(b *bytes.Buffer, defs map[string]vocab.PropDef) {
	b.WriteString("| property | type | what it says |\n|---|---|---|\n")
	for _, n := range slices.Sorted(maps.Keys(defs)) {
		fmt.Fprintf(b, "| `%s` | %s | %s |\n", n, graph.ValueType(defs[n].Type), defs[n].Doc)
	}
}

func upper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func measures() []byte {
	var b bytes.Buffer
	b.WriteString("# The measures of a pair\n\n" + notice)
	fmt.Fprintf(&b, "Version of the formulas: %s. What they rest on, their traps and worked examples: [measures.md](measures.md).\n\n", measure.Version)
	b.WriteString("| name in the API | the field's name | formula | range | absence | least n | reference |\n|---|---|---|---|---|---|---|\n")
	for _, m := range measure.All() {
		cell := func(s string) string { return strings.ReplaceAll(s, "|", "\\|") }
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s | %d | %s |\n", m.Name, cell(m.Title), cell(m.Formula), cell(m.Range), cell(m.Absence), m.Minimum, cell(m.Reference))
	}
	return b.Bytes()
}

func configuration() []byte {
	var b bytes.Buffer
	b.WriteString("# Configuration\n\n" + notice)
	b.WriteString("Every flag of `entente` has an environment twin: `--store` is `ENTENTE_STORE`, `--neo4j-user` is `ENTENTE_NEO4J_USER`. ")
	b.WriteString("Secrets come by environment or file only: `ENTENTE_NEO4J_PASSWORD`, or `ENTENTE_NEO4J_PASSWORD_FILE` naming a file.\n\n")
	b.WriteString("## Limits of the server\n\nA document that is refused is told which limit, its value and the limit.\n\n| flag | environment | default | least | most | what it bounds |\n|---|---|---|---|---|---|\n")
	for _, l := range schema.LimitTable() {
		unit := l.Unit
		if unit != "" {
			unit = " " + unit
		}
		fmt.Fprintf(&b, "| `--%s` | `ENTENTE_%s` | %d%s | %d | %d | %s |\n", l.Name, strings.ToUpper(strings.ReplaceAll(l.Name, "-", "_")), l.Default, unit, l.Min, l.Max, l.Doc)
	}
	return b.Bytes()
}
