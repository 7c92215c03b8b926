package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"entente/internal/golden"
)

// starter is a store with the starter graph, made once; tests copy it.
var starter string

func TestMain(m *testing.M) {
	for _, v := range os.Environ() {
		if name, _, _ := strings.Cut(v, "="); strings.HasPrefix(name, envPrefix) && name != "ENTENTE_DATA" {
			os.Unsetenv(name)
		}
	}
	dir, err := os.MkdirTemp("", "entente-test")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	starter = filepath.Join(dir, "starter.db")
	if code := run(context.Background(), []string{"status", "--store", starter}, stdio{strings.NewReader(""), io.Discard, os.Stderr}); code != 0 {
		os.Exit(1)
	}
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

func freshStore(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile(starter)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "entente.db")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// entente runs a command line on the shared starter store, which it must not
// change.
func entente(t *testing.T, args ...string) (out, errs string, code int) {
	t.Helper()
	return ententeOn(t, starter, "", args...)
}

func ententeOn(t *testing.T, store, input string, args ...string) (out, errs string, code int) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(t.Context(), append(args, "--store", store), stdio{strings.NewReader(input), &o, &e})
	return o.String(), e.String(), code
}

type align struct {
	Data struct {
		Alignment struct {
			N, Members, Missing int
			Sentence            string
			Identical           struct{ Value, Low, High float64 }
			Contested           struct{ N, Same int }
			Splits              struct {
				TotalCount int
				Nodes      []struct {
					AChoice, BChoice string
					Opposed          bool
					RollCall         struct{ Symbol, Date string }
				}
			}
			Applied struct {
				Since, Until string
				BoundBy      []string
			}
			Warnings []string
			Sources  []struct{ ID string }
		}
	}
}

func alignJSON(t *testing.T, store string, args ...string) align {
	t.Helper()
	out, errs, code := ententeOn(t, store, "", append(append([]string{"align"}, args...), "--json")...)
	if code != 0 {
		t.Fatalf("align %v: exit %d: %s", args, code, errs)
	}
	var a align
	if err := json.Unmarshal([]byte(out), &a); err != nil {
		t.Fatal(err)
	}
	return a
}

// The main question: Russia and China in the Council on North Korea differed
// exactly twice, and both were abstentions of China's.
func TestMainQuestion(t *testing.T) {
	a := alignJSON(t, starter, "Moscow", "Beijing", "--body", "sc", "--topic", "dprk").Data.Alignment
	var splits []string
	for _, s := range a.Splits.Nodes {
		splits = append(splits, s.RollCall.Symbol+" "+s.AChoice+" "+s.BChoice)
	}
	want := []string{"S/2024/255 NO ABSTAIN", "S/RES/825(1993) YES ABSTAIN"}
	if strings.Join(splits, "; ") != strings.Join(want, "; ") || a.Splits.TotalCount != 2 {
		t.Errorf("splits %v, want %v", splits, want)
	}
	if a.N != 27 || a.Identical.Value != 25.0/27 || a.Contested.N != 3 || a.Contested.Same != 1 {
		t.Errorf("n %d, identical %v, contested %+v", a.N, a.Identical.Value, a.Contested)
	}
	if len(a.Sources) == 0 || !strings.Contains(a.Sentence, "25 of 27") {
		t.Errorf("sentence %q, sources %v", a.Sentence, a.Sources)
	}
}

// The order of the two is no matter, and every name of a state gives the same.
func TestNamesLeadToOneAnswer(t *testing.T) {
	if testing.Short() {
		t.Skip("each command line opens the store anew; slow under the race detector")
	}
	want := alignJSON(t, starter, "Moscow", "Beijing", "--body", "sc").Data.Alignment
	for _, pair := range [][2]string{{"Beijing", "Moscow"}, {"Russian Federation", "PRC"}, {"Россия", "中国"}, {"RUS", "country/CHN"}, {"the Kremlin", "People’s Republic of China"}} {
		got := alignJSON(t, starter, pair[0], pair[1], "--body", "sc").Data.Alignment
		if got.N != want.N || got.Identical != want.Identical || got.Splits.TotalCount != want.Splits.TotalCount {
			t.Errorf("%v: n %d identical %v, want %d %v", pair, got.N, got.Identical, want.N, want.Identical)
		}
	}
}

func TestSovietUnionBoundsItself(t *testing.T) {
	if testing.Short() {
		t.Skip("each command line opens the store anew; slow under the race detector")
	}
	a := alignJSON(t, starter, "Soviet Union", "China", "--body", "sc").Data.Alignment
	if a.Applied.Until != "1991-12-25" {
		t.Errorf("until %q, bound by %v", a.Applied.Until, a.Applied.BoundBy)
	}
	b := alignJSON(t, starter, "Russia", "China", "--body", "sc", "--until", "1991-12-25").Data.Alignment
	if a.N != b.N || a.N == 0 {
		t.Errorf("n %d by name, %d by date", a.N, b.N)
	}
}

// B31: off the Council is no absence.
func TestJapanCountsOnlyItsTerms(t *testing.T) {
	if testing.Short() {
		t.Skip("each command line opens the store anew; slow under the race detector")
	}
	a := alignJSON(t, starter, "Japan", "USA", "--body", "sc", "--since", "2000", "--until", "2004-12-31").Data.Alignment
	if a.N != 0 || a.Members != 0 {
		t.Errorf("Japan was off the Council 1999 to 2004: n %d, members %d", a.N, a.Members)
	}
	if len(a.Warnings) == 0 {
		t.Error("no warning")
	}
}

// Without the Assembly's records an answer about other members says so.
func TestUnknownIsSaid(t *testing.T) {
	if testing.Short() {
		t.Skip("each command line opens the store anew; slow under the race detector")
	}
	a := alignJSON(t, starter, "Israel", "USA", "--body", "ga").Data.Alignment
	if !strings.Contains(strings.Join(a.Warnings, " "), "entente import undl-ga") {
		t.Errorf("warnings %q", a.Warnings)
	}
	if strings.Contains(a.Sentence, "%") {
		t.Errorf("a percentage over %d votes: %q", a.N, a.Sentence)
	}
}

func TestAlignGolden(t *testing.T) {
	out, errs, code := entente(t, "align", "Moscow", "Beijing", "--body", "sc", "--topic", "dprk")
	if code != 0 || errs != "" {
		t.Fatalf("exit %d: %s", code, errs)
	}
	golden.Equal(t, "testdata/align-moscow-beijing-dprk.txt", []byte(out))
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(readme), strings.TrimSpace(out)) {
		t.Error("README.md does not show this output; copy it from testdata")
	}
}

func TestExitCodes(t *testing.T) {
	if testing.Short() {
		t.Skip("each command line opens the store anew; slow under the race detector")
	}
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"align", "Korea", "China"}, exitName, "country/PRK"},
		{[]string{"align", "Moscw", "China"}, exitName, "Moscow"},
		{[]string{"align", "Congo", "China"}, exitName, "country/COD"},
		{[]string{"align", "Germany", "France", "--until", "1980"}, exitName, "country/DDR"},
		{[]string{"align", "Russia", "Moscow"}, exitUsage, "same state"},
		{[]string{"align", "Russia"}, exitUsage, "accepts 2 arg"},
		{[]string{"align", "Russia", "China", "--body", "parliament"}, exitUsage, "ga or sc"},
		{[]string{"align", "Russia", "China", "--since", "soon"}, exitUsage, "soon"},
		{[]string{"align", "Russia", "China", "--since", "2001", "--until", "1999"}, exitUsage, "empty"},
		{[]string{"align", "Russia", "China", "--topic", "weather"}, exitName, "weather"},
		{[]string{"aling", "Russia", "China"}, exitUsage, "align"},
		{[]string{"query"}, exitUsage, "no query"},
		{[]string{"query", "{ nothing }"}, exitUsage, "nothing"},
		{[]string{"import", "nonesuch", "-"}, exitUsage, "undl-ga"},
		{[]string{"import", "undl-ga", "no-such-file.csv"}, exitFailed, "no-such-file"},
	} {
		out, errs, code := entente(t, c.args...)
		if code != c.code || !strings.Contains(errs, c.says) {
			t.Errorf("%v: exit %d, want %d; stderr %q must say %q", c.args, code, c.code, errs, c.says)
		}
		if out != "" && c.args[0] != "query" { // query prints the answer, errors and all
			t.Errorf("%v: standard output %q", c.args, out)
		}
	}
}

const gaHeader = "undl_id,ms_code,ms_name,ms_vote,date,session,resolution,draft,committee_report,meeting,title,agenda_title,subjects,vote_note,total_yes,total_no,total_abstentions,total_non_voting,total_ms,undl_link\n"

func TestImportReportAndExit(t *testing.T) {
	store := freshStore(t)
	row := func(code, name, vote string) string {
		return "9999001," + code + "," + name + "," + vote + ",2023-05-02,77,A/RES/77/999,,,,An invented title,,,,1,1,0,0,2,\n"
	}
	good := gaHeader + row("FRA", "FRANCE", "Y") + row("RUS", "RUSSIAN FEDERATION", "N")
	out, errs, code := ententeOn(t, store, good, "import", "undl-ga", "-")
	if code != 0 || !strings.Contains(out, "kept") {
		t.Fatalf("exit %d: %s%s", code, out, errs)
	}
	a := alignJSON(t, store, "France", "Russia", "--body", "ga", "--since", "2023").Data.Alignment
	if a.N != 1 || a.Splits.TotalCount != 1 {
		t.Errorf("the imported vote is not counted: %+v", a)
	}
	out, _, code = ententeOn(t, store, gaHeader+row("FRA", "FRANCE", "Y")+row("RUS", "RUSSIAN FEDERATION", "N")+row("XXX", "ATLANTIS", "Y"), "import", "undl-ga", "-")
	if code != exitRefused || !strings.Contains(out, "ATLANTIS") || !strings.Contains(out, "4") {
		t.Errorf("exit %d, report %q: an unknown member must be refused with its line", code, out)
	}
}

func TestQueryWithVariables(t *testing.T) {
	out, errs, code := entente(t, "query", "query Q($name: String!) { country(name: $name) { id iso3 } }", "--var", "name=the White House")
	if code != 0 || !strings.Contains(out, `"country/USA"`) {
		t.Errorf("exit %d: %s%s", code, out, errs)
	}
}

func TestEnvironmentTwin(t *testing.T) {
	t.Setenv("ENTENTE_STORE", starter)
	var o, e bytes.Buffer
	if code := run(t.Context(), []string{"status", "--json"}, stdio{strings.NewReader(""), &o, &e}); code != 0 || !strings.Contains(o.String(), "RollCall") {
		t.Errorf("exit %d: %s%s", code, o.String(), e.String())
	}
	t.Setenv("ENTENTE_SPLITS", "many")
	if code := run(t.Context(), []string{"align", "a", "b"}, stdio{strings.NewReader(""), &o, &e}); code != exitUsage || !strings.Contains(e.String(), "ENTENTE_SPLITS") {
		t.Errorf("exit %d: %s", code, e.String())
	}
}

func TestOtherCommandsAnswer(t *testing.T) {
	if testing.Short() {
		t.Skip("each command line opens the store anew; slow under the race detector")
	}
	for _, args := range [][]string{
		{"closest", "China", "--body", "sc"}, {"matrix", "RUS", "CHN", "USA", "--body", "sc"}, {"matrix", "RUS", "CHN", "--csv"},
		{"cohesion", "USA", "GBR", "FRA", "--body", "sc"}, {"sources"}, {"status"}, {"version"}, {"align", "Russia", "USA", "--by", "decade"},
	} {
		out, errs, code := entente(t, args...)
		if code != 0 || len(out) < 30 {
			t.Errorf("%v: exit %d: %s%s", args, code, out, errs)
		}
	}
}

// The program is a value: the test starts what serve starts.
func TestAppServes(t *testing.T) {
	opts := storeOptions{address: freshStore(t)}
	s, err := opts.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	app, err := NewApp(t.Context(), s, AppOptions{Listen: "127.0.0.1:0", Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- app.Run(ctx) }()

	client := &http.Client{Timeout: 20 * time.Second}
	q := `{"query":"{ alignment(between: [\"Moscow\", \"Beijing\"], where: {body: [SECURITY_COUNCIL], topics: [\"dprk\"]}) { n identical { value } } }"}`
	resp, err := client.Post(app.URL()+"/graphql", "application/json", strings.NewReader(q))
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(resp.Body)
	resp.Body.Close()
	if err != nil || !strings.Contains(string(body), `"n":27`) {
		t.Errorf("%s %v", body, err)
	}
	for path, want := range map[string]int{"/livez": 200, "/readyz": 200, "/metrics": 200, "/": 200, "/nothing": 404} {
		resp, err := client.Get(app.URL() + path)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != want {
			t.Errorf("%s: %d, want %d", path, resp.StatusCode, want)
		}
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if err := app.Close(); err != nil {
		t.Error(err)
	}
}

// No URI with a password comes out of the store's printed name.
func TestStoreNameHidesCredentials(t *testing.T) {
	o := storeOptions{address: "neo4j://user:secret@db.example:7687"}
	if n := o.name(); strings.Contains(n, "secret") {
		t.Error(n)
	}
}
