package orgs

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"entente/graph/vocab"
)

func TestFind(t *testing.T) {
	for name, id := range map[string]string{
		"UN": "UN", "NATO": "NATO", "LAS": "ARAB-LEAGUE", "League of Arab States": "ARAB-LEAGUE", "G-77": "G77", "EU": "EU", "EEC": "eec",
		"ICC": "icc", "ICCt": "icct", "C": "commonwealth", "Commonwealth": "commonwealth", "CSCE": "osce", "OSCE": "osce", "CIS": "CIS",
		"Organization of Eastern Carribean States": "oecs", "UN Security Council": "UNSC", "IDB": "idb", "IADB": "iadb", "EEU": "eaeu",
		"MERCOSUR": "mercosur", "Mercosur": "mercosur", "CABEI": "bcie", "G- 9": "g-9", "Organisation of African Unity": "OAU", " AU ": "AU",
	} {
		if o, ok := Find(name); !ok || o.Key != vocab.Key(vocab.Organisation, id) {
			t.Errorf("%q is %v, want %s", name, o.Key, id)
		}
	}
	for _, name := range []string{"", "icc", "eec", "ICC Rome Statute Signatories", "Un", "Kimberly Process Participants", "G-78"} {
		if o, ok := Find(name); ok {
			t.Errorf("%q is %v", name, o.Key)
		}
	}
	if o, _ := Find("MINUSMA"); !o.Mission {
		t.Error("MINUSMA is a mission")
	}
	if o, _ := Find("OAU"); o.Until.String() != "2002-07-08" || o.Mission {
		t.Errorf("%+v", o)
	}
}

// TestCurated: an organisation that the curated facts have is the same node
// here (B12).
func TestCurated(t *testing.T) {
	files, err := filepath.Glob("../facts/data/*.facts.txt")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	curated := map[string]string{}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(string(b), "\n") {
			if rest, ok := strings.CutPrefix(line, "Organisation "); ok {
				id, name, _ := strings.Cut(rest, " | ")
				name, _, _ = strings.Cut(name, " [")
				curated[strings.TrimSpace(id)] = strings.TrimSpace(name)
			}
		}
	}
	for _, o := range All() {
		rest := vocab.Rest(o.Key)
		for id, name := range curated {
			if strings.EqualFold(id, rest) && id != rest || name == o.Name && id != rest {
				t.Errorf("the curated facts have %s (%s), the table %s (%s)", id, name, rest, o.Name)
			}
		}
	}
	for id, name := range curated {
		if o, ok := Find(name); ok && vocab.Rest(o.Key) != id {
			t.Errorf("%q is %s here and %s in the curated facts", name, o.Key.ID, id)
		}
	}
}

func TestParseFaults(t *testing.T) {
	for _, bad := range []string{"one", "a | ", "a | b | c | d | e", "a | b | | 1999", "a | b | | 1999..x", "a | b\na | c", "a | b | X\nc | d | X"} {
		if _, err := parse(bad); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}
