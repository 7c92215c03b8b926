package seed

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

func TestReport(t *testing.T) {
	r := Report{Dataset: "undl-ga", File: "ga.csv", Read: 1_234_567, Kept: 1_234_500, Unchanged: 4, Duplicates: 1}
	for i := range 60 {
		r.Refuse(100-i, "unknown vote letter \"Q\"")
	}
	r.Refuse(7, "the row has no undl_id")
	r.Refuse(5, "the row has no undl_id")
	r.Warn("%d odd", 3)
	r.Note("fine")
	r.Finish(2 * time.Second)

	if r.Read != r.Kept+r.Unchanged+r.Duplicates+r.Refused {
		t.Errorf("the counts do not add up: %+v", r)
	}
	if f := r.RefusedBy[0]; f.Count != 60 || len(f.Lines) != maxLines || f.Lines[0] != 41 || f.Lines[19] != 60 {
		t.Errorf("refusals: %+v", f)
	}
	want := `undl-ga from ga.csv: 1,234,567 rows in 2.0 s (617,283 rows/s)
  read          1,234,567
  kept          1,234,500
  unchanged             4
  duplicates            1
  refused              62
  refused              60  unknown vote letter "Q" (line 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, …)
  refused               2  the row has no undl_id (line 5, 7)
  warning    3 odd
  note       fine
`
	if got := r.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	b, err := json.Marshal(r)
	if err != nil || !strings.Contains(string(b), `"refusedBy":[{"reason":`) {
		t.Errorf("%s, %v", b, err)
	}
	var many Report
	for i := range 2 * maxReasons {
		many.Refuse(i, strings.Repeat("x", i+1))
	}
	if len(many.RefusedBy) > maxReasons+1 || many.Refused != 2*maxReasons {
		t.Errorf("%d reasons for %d rows", len(many.RefusedBy), many.Refused)
	}
}
