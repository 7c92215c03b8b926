package record

import (
	"bytes"
	"errors"
	"testing"

	"entente/graph"
)

const sample = `# A head.

seats 1973-01-01 CHN FRA GBR RUS USA AUS
1973-10-22 S/RES/338(1973) whole adopted 5-0-0-1 XYYYYY S/PV.1747 topics:palestine-israel about:ISR,SYR ref:undl:280321
  ! date date | undl-sc 1973-10-22 | sc-meetings 1973-10-21 | 1973-10-22
  ! d votes | undl-sc AYYYYY | sc-meetings 5-0-0 | absent: CHN
1977 S/PV.2#1 motion vetoed 9-?-?-? ---N-- draft:S/2 veto:RUS ref:sc-vetoes:1

session ES-11
2022-03-02 A/RES/ES-11/1 whole adopted 141-5-35-12 ref:undl:3959039
  Y AFG ALB
  N BLR
`

func TestRoundTrip(t *testing.T) {
	f, err := Parse("x", []byte(sample))
	if err != nil {
		t.Fatal(err)
	}
	f.Head = "A head."
	v := f.Votes[0]
	if v.Meeting != "S/PV.1747" || v.Tally != (Tally{5, 0, 0, 1}) || len(v.Conflicts) != 2 || v.Conflicts[1].Values[0] != (Value{"undl-sc", "AYYYYY"}) || v.Line != 4 {
		t.Errorf("%+v", v)
	}
	if x := f.Votes[2]; x.Session != "ES-11" || len(x.Full['Y']) != 2 {
		t.Errorf("%+v", x)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil || b.String() != sample {
		t.Errorf("%v\n%s", err, b.String())
	}
}

func TestParseNamesTheLine(t *testing.T) {
	for _, bad := range []string{"seats 1973-01-01 CHN CHN", "seats 1973", "1973-10-22 S/1 whole", "1973-10-22 S/1 whole adopted 1-2", "1973-10-22 S/1 whole adopted 1-2-3 YYY ref:x",
		"1973-10-22 S/1 whole adopted 1-2-3 mood:good", "1973-10-22 S/1 whole adopted 1-2-3 ref:", "  ! a b | c d | e", "  Q AFG", "1973-10-22 S/1 whole adopted 1-2-3 S/PV.1 S/PV.2"} {
		_, err := Parse("x", []byte("# head\n"+bad))
		var row *graph.RowError
		if !errors.As(err, &row) || row.Line != 2 || !errors.Is(err, graph.ErrInvalid) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(sample))
	f.Fuzz(func(t *testing.T, text []byte) {
		file, err := Parse("x", text)
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := file.Write(&b); err != nil {
			t.Fatal(err)
		}
	})
}
