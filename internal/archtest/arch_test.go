// Package archtest fails the build on an import that the architecture does not
// allow (docs/architecture.md, "Arrows").
package archtest

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// allowed lists, for each package of ours, which of ours it may import. A
// trailing /... stands for a package and all below it. Tests may import more.
var allowed = map[string][]string{
	"graph":            {},
	"graph/vocab":      {"graph"},
	"graph/names":      {"graph", "graph/vocab"},
	"graph/storetest":  {"graph"},
	"graph/projection": {"graph", "graph/vocab"},
	"graph/measure":    {"graph/projection"},
	"graph/dump":       {"graph", "graph/vocab"},
	"graph/idealpoint": {},
	"graph/claim":      {"graph/projection", "graph/measure", "graph/names", "graph/vocab", "graph"},
	"graph/textread":   {"graph/names", "graph/vocab", "graph"},
	"graph/analysis":   {"graph/claim", "graph/textread", "graph/idealpoint", "graph/projection", "graph/measure", "graph/names", "graph/vocab", "graph"},

	"graph/sqlitestore": {"graph"},
	"graph/neo4jstore":  {"graph"},

	"schema": {"graph/analysis", "graph/claim", "graph/vocab", "graph"},
	"api":    {"schema", "web"},
	"web":    {},

	"seed":         {"graph", "graph/vocab", "graph/names"},
	"seed/...":     {"seed/...", "graph", "graph/vocab", "graph/names"},
	"cmd/...":      {"api", "schema", "seed/...", "graph/...", "internal/..."},
	"internal/...": {"graph/...", "seed/...", "schema"},
}

// foreign lists outside modules that only these packages may import.
var foreign = map[string][]string{
	"github.com/neo4j/neo4j-go-driver":    {"graph/neo4jstore", "internal/neo4jtest"},
	"modernc.org/sqlite":                  {"graph/sqlitestore"},
	"github.com/graphql-go/graphql":       {"schema"},
	"github.com/gin-gonic/gin":            {"api"},
	"github.com/spf13/cobra":              {"cmd/entente"},
	"github.com/testcontainers":           {"internal/neo4jtest"},
	"github.com/prometheus/client_golang": {"api"},
}

type pkg struct {
	ImportPath string
	Imports    []string
}

func packages(t *testing.T) []pkg {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports", "entente/...")
	cmd.Dir = "../.."
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var pkgs []pkg
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return pkgs
		} else if err != nil {
			t.Fatal(err)
		}
		pkgs = append(pkgs, p)
	}
}

func TestArrows(t *testing.T) {
	for _, p := range packages(t) {
		from := strings.TrimPrefix(p.ImportPath, "entente/")
		rule, ok := ruleOf(from)
		if !ok {
			t.Errorf("%s is in no room of the house: add it to allowed with what it may import", from)
			continue
		}
		for _, imp := range p.Imports {
			to, ours := strings.CutPrefix(imp, "entente/")
			if ours && !slices.ContainsFunc(rule, func(r string) bool { return matches(r, to) }) {
				t.Errorf("%s imports %s, which it may not know", from, to)
			}
			if ours {
				continue
			}
			if from == "graph" && strings.Contains(strings.SplitN(imp, "/", 2)[0], ".") {
				t.Errorf("graph imports %s; it knows the standard library only", imp)
			}
			for module, owners := range foreign {
				if strings.HasPrefix(imp, module) && !slices.Contains(owners, from) {
					t.Errorf("%s imports %s, which only %v may", from, imp, owners)
				}
			}
		}
	}
}

func ruleOf(p string) ([]string, bool) {
	if r, ok := allowed[p]; ok {
		return r, true
	}
	for pattern, r := range allowed {
		if strings.HasSuffix(pattern, "/...") && matches(pattern, p) {
			return r, true
		}
	}
	return nil, false
}

func matches(pattern, p string) bool {
	base, below := strings.CutSuffix(pattern, "/...")
	return p == base || below && strings.HasPrefix(p, base+"/")
}

// The rule must be able to fail.
func TestRuleRefuses(t *testing.T) {
	r, _ := ruleOf("graph/measure")
	if slices.Contains(r, "graph") || !slices.Contains(r, "graph/projection") {
		t.Fatalf("the rule of graph/measure is %v", r)
	}
	if _, ok := ruleOf("somewhere/else"); ok {
		t.Fatal("an unknown package has a rule")
	}
}
