package answers

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"entente/graph"
	"entente/graph/analysis"
	"entente/graph/sqlitestore"
	"entente/graph/vocab"
	"entente/internal/records"
	"entente/schema"
	"entente/seed"
	"entente/seed/almanac"
	"entente/seed/archigos"
	"entente/seed/council"
	"entente/seed/desta"
	"entente/seed/engagements"
	"entente/seed/factbook"
	"entente/seed/facts"
	"entente/seed/gsdb"
	"entente/seed/missiles"
	"entente/seed/ties"
	"entente/seed/trade"
	"entente/seed/undl"
	"entente/seed/unvotes"
)

// delivery is a dataset and its files, as patterns below the folder of records,
// in the order of "import all".
type delivery struct {
	seed.Dataset
	files []string
}

func deliveries() []delivery {
	return []delivery{
		{undl.Assembly, []string{"undl/ga_voting_*.csv*"}},
		{undl.Council, []string{"undl/sc_voting_*.csv*"}},
		{council.Members, []string{"undl/sc_votes_by_member_*.csv*"}},
		{council.Vetoes, []string{"sc_vetoes/unsc_vetoes_*.csv*"}},
		{council.Failed, []string{"sc_vetoes/failed_drafts_*.csv*"}},
		{council.Meetings, []string{"undl/sc_meetings_outcomes_*.csv*"}},
		{unvotes.Assembly, []string{"unvotes/un_*.csv*"}},
		{ties.States, []string{"countries/cow_states.csv*"}},
		{ties.Majors, []string{"countries/cow_majors.csv*"}},
		{ties.Alliances, []string{"alliances/atop_dyad_year_*.csv*"}},
		{ties.Rivalries, []string{"relations/tss_rivalries.csv*"}},
		{ties.OldRivalries, []string{"relations/td_rivalries.csv*"}},
		{ties.Contiguity, []string{"relations/cow_contdir.csv*"}},
		{ties.Wars, []string{"relations/cow_war_inter.csv*"}},
		{ties.Conflicts, []string{"relations/ucdp_acd.csv*"}},
		{archigos.Dataset, []string{"leaders/archigos_*.csv*"}},
		{factbook.Dataset, []string{"factbook/executives_*.csv*"}},
		{almanac.Organisations, []string{"factbook/intl_organizations_*.csv*"}},
		{almanac.Trade, []string{"factbook/trade_partners_*.csv*"}},
		{gsdb.Cases, []string{"sanctions/gsdb_*.csv*"}},
		{desta.Treaties, []string{"trade_agreements/desta_treaties.csv*"}},
		{trade.Exports, []string{"trade/bilateral_exports_*.csv*"}},
		{trade.Totals, []string{"trade/cow_trade_state_year_*.csv*"}},
		{engagements.Dataset(), []string{"events/china_vitae_engagements_*.csv*"}},
		{missiles.Dataset(), []string{"events/nk_missile_tests_*.csv*"}},
	}
}

// read gives the files of a delivery below a folder.
func (d delivery) read(t testing.TB, dir string) (out []file) {
	t.Helper()
	for _, pattern := range d.files {
		found, err := filepath.Glob(filepath.Join(dir, filepath.FromSlash(pattern)))
		if err != nil || len(found) == 0 {
			t.Fatalf("%s: no file %s in the folder of records (%v)", d.Manifest().ID, pattern, err)
		}
		for _, path := range found {
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, file{filepath.Base(path), b})
		}
	}
	return out
}

// file is the content of a file of a delivery.
type file struct {
	name string
	text []byte
}

// lay imports the files of a delivery.
func lay(ctx context.Context, s graph.Store, d seed.Dataset, files []file) (out []seed.Report, err error) {
	opts := seed.Options{Day: graph.Day(2026, 6, 1)}
	var ins []seed.Input
	for _, f := range files {
		ins = append(ins, seed.Input{Name: f.name, Reader: bytes.NewReader(f.text)})
	}
	if p, ok := d.(seed.Parted); ok {
		rep, err := p.ImportAll(ctx, s, ins, opts)
		return []seed.Report{rep}, err
	}
	for _, in := range ins {
		rep, err := d.Import(ctx, s, in, opts)
		if out = append(out, rep); err != nil {
			return out, err
		}
	}
	return out, nil
}

// graphOf is a graph made once for all tests.
type graphOf struct {
	once sync.Once
	exec *schema.Executor
	err  error
}

// world is the graph of all records, voeten that of one dataset alone.
var world, voeten graphOf

// ask asks the graph of all records. data is where the answer goes.
func ask(t testing.TB, query string, vars map[string]any, data any) *schema.Error {
	t.Helper()
	return world.ask(t, func(delivery) bool { return true }, query, vars, data)
}

// askVoeten asks a graph that has nothing but the votes of Voeten, Strezhnev and
// Bailey: where the library's records are loaded they come first.
func askVoeten(t testing.TB, query string, vars map[string]any, data any) *schema.Error {
	t.Helper()
	return voeten.ask(t, func(d delivery) bool { return d.Manifest().ID == "unvotes" }, query, vars, data)
}

func (g *graphOf) ask(t testing.TB, takes func(delivery) bool, query string, vars map[string]any, data any) *schema.Error {
	t.Helper()
	dir := records.Dir(t)
	g.once.Do(func() { g.err = g.fill(t, dir, takes) })
	if g.err != nil {
		t.Fatal(g.err)
	}
	r := g.exec.Execute(context.Background(), schema.Request{Query: query, Variables: vars})
	if len(r.Errors) > 0 {
		return &r.Errors[0]
	}
	out := struct{ Data any }{data}
	if err := json.Unmarshal(r.Body, &out); err != nil {
		t.Fatal(err)
	}
	return nil
}

// fill imports the deliveries that takes chooses; all of them stand on the starter
// graph.
func (g *graphOf) fill(t testing.TB, dir string, takes func(delivery) bool) error {
	ctx := context.Background()
	begun := time.Now()
	s, err := sqlitestore.Open(ctx, sqlitestore.Memory, vocab.Schema(), sqlitestore.Options{})
	if err != nil {
		return err
	}
	if g == &world {
		if _, err := facts.Load(ctx, s); err != nil {
			return err
		}
	}
	n := 0
	for _, d := range deliveries() {
		if !takes(d) {
			continue
		}
		if _, err := lay(ctx, s, d.Dataset, d.read(t, dir)); err != nil {
			return err
		}
		n++
	}
	t.Logf("%d datasets imported in %s", n, time.Since(begun).Round(100*time.Millisecond))
	q := analysis.New(s, analysis.Options{Today: func() graph.Date { return graph.Day(2026, 6, 1) }})
	if err := q.Warm(ctx); err != nil {
		return err
	}
	g.exec, err = schema.New(q, schema.Options{Limits: schema.Limits{Cost: 10_000_000, First: 5000}})
	return err
}
