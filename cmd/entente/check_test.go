package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCheckAndBrief(t *testing.T) {
	dir := t.TempDir()
	store := filepath.Join(dir, "entente.db")
	runs := func(code int, args ...string) (string, string) {
		t.Helper()
		var out, errs strings.Builder
		if got := run(t.Context(), append([]string{"--store", store}, args...), stdio{strings.NewReader(""), &out, &errs}); got != code {
			t.Fatalf("entente %v: exit %d, want %d\n%s", args, got, code, errs.String())
		}
		return out.String(), errs.String()
	}

	out, _ := runs(exitOK, "check", "Russia is an ally of North Korea", "--at", "2023-07-27", "--as-of", "2023-07-31")
	for _, want := range []string{"CONTRADICTED", "agreement/rus-prk-2000", "What would change it", "As of 2023-07-31."} {
		if !strings.Contains(out, want) {
			t.Errorf("check does not say %q:\n%s", want, out)
		}
	}
	out, _ = runs(exitOK, "check", "Russia is an ally of North Korea", "--at", "2025-01-01", "--json")
	var answer struct {
		Data struct{ CheckClaim struct{ Word string } }
	}
	if err := json.Unmarshal([]byte(out), &answer); err != nil || answer.Data.CheckClaim.Word != "SUPPORTED" {
		t.Errorf("%v, %s", err, out)
	}
	runs(exitName, "check", "Narnia is an ally of North Korea")
	runs(exitUsage, "check", "The weather was fine")
	runs(exitUsage, "check")
	runs(exitUsage, "check", "x", "--file", "y")
	runs(exitUsage, "check", "Russia is an ally of China", "--at", "2023-13")

	out, _ = runs(exitOK, "brief", "article", "--as-of", "2025-06-30")
	for _, want := range []string{"1. denies: Russia and North Korea are allies.", "FALLEN, supported.", "rollcall/S/2024/255", "[happened 2024-12-04]", "What changed since 2023-07-31"} {
		if !strings.Contains(out, want) {
			t.Errorf("brief does not say %q", want)
		}
	}
	if out, _ = runs(exitOK, "brief", "article", "--as-of", "2023-07-31"); strings.Contains(out, "FALLEN") || strings.Contains(out, "2024") {
		t.Errorf("as of its own day:\n%s", out)
	}
	runs(exitFailed, "brief", "nothing")
	if out, _ = runs(exitOK, "check", "--all", "--as-of", "2023-07-31"); !strings.Contains(out, "written down: 38") {
		t.Error(out)
	}
	if out, _ = runs(exitOK, "check", "--all", "--as-of", "2023-07-31"); !strings.Contains(out, "written down: 0") {
		t.Error(out)
	}
	runs(exitUsage, "check", "--all", "x")

	// A text: claims with their verdicts, what is not understood, and the review
	// before anything is taken over.
	text := filepath.Join(dir, "text.txt")
	if err := os.WriteFile(text, []byte("Russia is not an ally of North Korea. The weather was fine.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	out, _ = runs(exitOK, "check", "--file", text, "--at", "2023-07-31")
	if !strings.Contains(out, "denies") || !strings.Contains(out, "CONTRADICTED") || !strings.Contains(out, "sentences not understood: 1") {
		t.Error(out)
	}
	review := filepath.Join(dir, "review.json")
	if _, errs := runs(exitOK, "check", "--file", text, "--at", "2023-07-31", "--review", review); !strings.Contains(errs, "written to") {
		t.Error(errs)
	}
	raw, err := os.ReadFile(review)
	if err != nil {
		t.Fatal(err)
	}
	out, _ = runs(exitOK, "check", "--file", text, "--at", "2023-07-31", "--review", review, "--json")
	if !strings.Contains(out, `"undecided"`) || !strings.Contains(out, `"claims": []`) {
		t.Errorf("an undecided review: %s", out)
	}
	if err := os.WriteFile(review, []byte(strings.ReplaceAll(string(raw), `"accept": null`, `"accept": true`)), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, _ = runs(exitOK, "check", "--file", text, "--at", "2023-07-31", "--review", review, "--json"); !strings.Contains(out, `"verdict": "CONTRADICTED"`) {
		t.Errorf("an accepted review: %s", out)
	}
}
