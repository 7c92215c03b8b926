package main

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestFollowsChangeNetwork(t *testing.T) {
	for _, x := range []struct {
		args []string
		has  []string
	}{
		{[]string{"follows", "China", "Russia", "--topic", "dprk"}, []string{"The record is consistent with China backing Russia", "25 of 27", "Verdict: consistent", "F8'", "not examined"}},
		{[]string{"change", "Russia", "USA", "--body", "sc"}, []string{"turned 3", "1990", "+20.5", "Jackson et al."}},
		{[]string{"network", "alliances", "--at", "1980"}, []string{"North Korea", "modularity", "entente import atop FILE"}},
		{[]string{"network", "alignment", "--at", "1985"}, []string{"Louvain", "156 roll calls"}},
		{[]string{"cohesion", "NATO", "--body", "sc"}, []string{"on the day of each roll call", "agreement index"}},
		{[]string{"closest", "Russia", "--farthest", "--first", "1", "--body", "ga"}, []string{"United States"}},
	} {
		out, errs, code := entente(t, x.args...)
		if code != exitOK {
			t.Errorf("%v: exit %d, %s", x.args, code, errs)
		}
		for _, want := range x.has {
			if !strings.Contains(out, want) {
				t.Errorf("%v: no %q in\n%s", x.args, want, out)
			}
		}
		out, errs, code = entente(t, append(x.args, "--json")...)
		if code != exitOK || !json.Valid([]byte(out)) {
			t.Errorf("%v --json: exit %d, %s", x.args, code, errs)
		}
	}
	for _, x := range []struct {
		args []string
		code int
	}{
		{[]string{"network", "friends"}, exitUsage}, {[]string{"follows", "China"}, exitUsage}, {[]string{"change", "Russia", "Atlantis"}, exitName},
		{[]string{"cohesion", "Atlantis"}, exitName}, {[]string{"follows", "China", "Korea"}, exitName},
	} {
		if _, _, code := entente(t, x.args...); code != x.code {
			t.Errorf("%v: exit %d, want %d", x.args, code, x.code)
		}
	}
}
