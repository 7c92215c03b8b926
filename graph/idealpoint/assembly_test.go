package idealpoint_test

import (
	"compress/gzip"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"entente/graph/idealpoint"
	"entente/internal/records"
)

// assembly is the recorded votes of the General Assembly with the names that the
// estimate does not know.
type assembly struct {
	idealpoint.Votes
	codes    []string // of states
	sessions []string // labels
	calls    []string
}

// readAssembly reads the real file, apart from the importers: a vote of a special
// session is put with the regular session of the last roll call before it.
func readAssembly(t testing.TB) *assembly {
	t.Helper()
	f, err := os.Open(filepath.Join(records.Dir(t), "undl", "ga_voting_1946_2021.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(z)
	head, err := r.Read()
	if err != nil {
		t.Fatal(err)
	}
	col := func(name string) int { return slices.Index(head, name) }
	id, code, vote, date, session := col("undl_id"), col("ms_code"), col("ms_vote"), col("date"), col("session")

	type call struct {
		id, date, session string
		votes             map[string]uint8
	}
	byID := map[string]*call{}
	var calls []*call
	codes := map[string]bool{}
	for {
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		c := byID[rec[id]]
		if c == nil {
			c = &call{rec[id], rec[date], rec[session], map[string]uint8{}}
			byID[c.id] = c
			calls = append(calls, c)
		}
		if i := strings.Index("YAN", rec[vote]); i >= 0 && rec[vote] != "" {
			// One chain through a change of code: the Soviet Union's is Russia's.
			k := map[string]string{"SUN": "RUS"}[rec[code]]
			if k == "" {
				k = rec[code]
			}
			c.votes[k] = uint8(i)
			codes[k] = true
		}
	}
	slices.SortStableFunc(calls, func(a, b *call) int { return strings.Compare(a.date, b.date) })

	out := &assembly{}
	for c := range codes {
		out.codes = append(out.codes, c)
	}
	slices.Sort(out.codes)
	numbers := map[int]bool{}
	number := make([]int, len(calls))
	last := 1
	for i, c := range calls {
		if n, err := strconv.Atoi(c.session); err == nil {
			last = n
		}
		number[i] = last
		numbers[last] = true
	}
	var order []int
	for n := range numbers {
		order = append(order, n)
	}
	slices.Sort(order)
	for _, n := range order {
		out.sessions = append(out.sessions, strconv.Itoa(n))
	}
	out.States, out.Sessions = len(out.codes), len(order)
	out.High, out.Low = slices.Index(out.codes, "USA"), slices.Index(out.codes, "RUS")
	out.Start = []int{0}
	for i, c := range calls {
		out.Session = append(out.Session, int32(slices.Index(order, number[i])))
		out.calls = append(out.calls, c.id)
		for s, k := range out.codes {
			if v, ok := c.votes[k]; ok {
				out.State, out.Choice = append(out.State, int32(s)), append(out.Choice, v)
			}
		}
		out.Start = append(out.Start, len(out.State))
	}
	return out
}
