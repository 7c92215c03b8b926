package main

import (
	"encoding/json"
	"strings"
	"testing"
)

// The commands over ties answer from the starter graph, for people and as JSON.
func TestTieCommands(t *testing.T) {
	for _, c := range []struct {
		args []string
		want []string
	}{
		{[]string{"relations", "Moscow", "Pyongyang", "--at", "2025-01-15"}, []string{"bound by a pledge of defence", "Treaty on Comprehensive Strategic Partnership", "not loaded: entente import wars FILE", "Kim Jong Un", "last seen 2025-06-30", "Sources:"}},
		{[]string{"relations", "Soviet Union", "DPRK", "--at", "1975-06-01"}, []string{"the Soviet Union and North Korea were bound", "names Russia from"}},
		{[]string{"timeline", "Russia", "North Korea", "--since", "2023", "--until", "2024"}, []string{"2023-07-25 to 2023-07-27", "visit", "2024-06-19"}},
		{[]string{"allies", "PRK", "--at", "2025-01-01"}, []string{"China", "Russia", "mutual", "entente import atop FILE"}},
		{[]string{"allies", "China", "--at", "2026-01-01"}, []string{"does not mean that it had none", "last seen 2025-06-30"}},
		{[]string{"who", "Russia", "--at", "2023-07-26"}, []string{"Minister of Defence", "Sergei Shoigu", "2012-11-06 to 2024-05-12", "entente import archigos FILE"}},
		{[]string{"conflicts", "Russia", "China", "--kind", "vote", "--first", "3"}, []string{"Rule for vote", "3 of "}},
	} {
		out, errs, code := entente(t, c.args...)
		if code != exitOK {
			t.Errorf("%v: exit %d, %s", c.args, code, errs)
		}
		for _, w := range c.want {
			if !strings.Contains(strings.Join(strings.Fields(out), " "), w) {
				t.Errorf("%v does not say %q:\n%s", c.args, w, out)
			}
		}
		out, _, code = entente(t, append(c.args, "--json")...)
		var body struct{ Data map[string]any }
		if err := json.Unmarshal([]byte(out), &body); err != nil || code != exitOK || len(body.Data) != 1 {
			t.Errorf("%v --json: exit %d, %v", c.args, code, err)
		}
	}
	for _, c := range []struct {
		args []string
		code int
	}{
		{[]string{"relations", "Moscow"}, exitUsage}, {[]string{"relations", "Moscow", "Russia"}, exitUsage}, {[]string{"relations", "Moscow", "Nowhere"}, exitName},
		{[]string{"allies", "Korea"}, exitName}, {[]string{"allies", "China", "--obligation", "friendship"}, exitUsage}, {[]string{"who", "France", "--at", "yesterday"}, exitUsage},
		{[]string{"conflicts", "--kind", "none"}, exitUsage}, {[]string{"timeline", "Russia", "China", "--first", "501"}, exitUsage},
	} {
		if _, errs, code := entente(t, c.args...); code != c.code {
			t.Errorf("%v: exit %d, want %d (%s)", c.args, code, c.code, errs)
		}
	}
}
