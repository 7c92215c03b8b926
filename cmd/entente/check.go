package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"entente/graph"
	"entente/graph/textread"
)

const evidenceFields = `{ id date text byHand sources { importName } }`

const verdictFields = `{ word sentence predicate n numbers { name value n low high unit year note source } evidenceFor ` + evidenceFields + ` evidenceAgainst ` + evidenceFields + `
  moreFor moreAgainst coverage limits wouldChange definition at since until asOf revision sources { importName name } }`

const checkQuery = `query Check($claim: ClaimInput!, $asOf: Date) { checkClaim(claim: $claim, asOf: $asOf) ` + verdictFields + ` }`

type evidenceAnswer struct {
	ID      string
	Date    *string
	Text    string
	ByHand  bool
	Sources []struct{ ImportName string }
}

type checkAnswer struct {
	Word, Sentence string
	N              int
	Numbers        []struct {
		Name       string
		Value      *float64
		N          int
		Low, High  *float64
		Unit, Note *string
		Source     *string
	}
	EvidenceFor, EvidenceAgainst  []evidenceAnswer
	MoreFor, MoreAgainst          int
	Coverage, Limits, WouldChange []string
	Definition, AsOf              string
	At, Since, Until              *string
	Sources                       []struct{ ImportName, Name string }
}

func newCheck(io stdio, store *storeOptions) *cobra.Command {
	var at, since, until, asOf, file, review string
	var asJSON, all bool
	c := &cobra.Command{
		Use:   "check \"CLAIM\"",
		Short: "A claim, or all claims of a text, held against the record",
		Long: "Checks a claim against the record: a verdict with its numbers, the records for and against, how far they reach and what would change it. " +
			"With --file a text is read: each claim found in it is checked, and what was not understood is listed. " +
			"With --review the candidates are written to a file for a person to accept or correct (if the file is there, its decisions are read: only what was accepted is checked). Nothing enters the graph. " +
			"With --all every claim on record is judged, and verdicts that differ from the last ones written down are written down, which verdictHistory shows.",
		Example: "  entente check \"Russia is an ally of North Korea\" --at 2023-07-27\n" +
			"  entente check \"Russia vetoed S/2024/255\"\n" +
			"  entente check --file article.txt --at 2023-07-31 --as-of 2023-07-31 --review review.json",
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if all {
				if len(args) > 0 || file != "" || asJSON {
					return usagef("--all goes with --as-of alone")
				}
				return checkAll(cmd.Context(), store, io, asOf)
			}
			if (len(args) == 1) == (file != "") {
				return usagef("give either a claim in quotes or --file")
			}
			if file != "" {
				return checkFile(cmd.Context(), store, io, file, review, at, asOf, asJSON)
			}
			if review != "" {
				return usagef("--review goes with --file")
			}
			in := map[string]any{"text": args[0]}
			for name, v := range map[string]string{"at": at, "since": since, "until": until} {
				if v != "" {
					in[name] = v
				}
			}
			vars := map[string]any{"claim": in}
			if asOf != "" {
				vars["asOf"] = asOf
			}
			var answer struct{ CheckClaim checkAnswer }
			return ask(cmd.Context(), store, io, checkQuery, vars, asJSON, &answer, func() { printVerdict(io.out, &answer.CheckClaim) })
		},
	}
	c.Flags().StringVar(&at, "at", "", "the day, month or year claimed; with --file the day of the text")
	c.Flags().StringVar(&since, "since", "", "period claimed, from")
	c.Flags().StringVar(&until, "until", "", "period claimed, to")
	c.Flags().StringVar(&asOf, "as-of", "", "what was known on this day; default today")
	c.Flags().StringVar(&file, "file", "", "a text to read (- for standard input)")
	c.Flags().StringVar(&review, "review", "", "file for a person's decisions on what was read")
	c.Flags().BoolVar(&all, "all", false, "judge every claim on record and write down what changed")
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return c
}

// checkAll judges the claims on record and writes the verdicts down.
func checkAll(ctx context.Context, store *storeOptions, io stdio, asOf string) error {
	var day graph.Date
	if asOf != "" {
		var err error
		if day, err = graph.ParseDate(asOf); err != nil {
			return usagef("%v", err)
		}
	}
	service, s, err := store.service(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	defer service.Close()
	n, err := service.WriteVerdicts(ctx, day)
	if err != nil {
		return err
	}
	fmt.Fprintf(io.out, "verdicts written down: %s\n", thousands(n))
	return nil
}

// wordOf writes a verdict as people read it: "NOT KNOWN".
func wordOf(w string) string { return strings.ReplaceAll(w, "_", " ") }

func printVerdict(w io.Writer, v *checkAnswer) {
	fmt.Fprintf(w, "%s\n%s\n", wordOf(v.Word), wrap(v.Sentence, lineWidth))
	if len(v.Numbers) > 0 {
		fmt.Fprintln(w)
		rows := [][]string{{"number", "value", "of", "95 % interval", "source"}}
		for _, n := range v.Numbers {
			value, of, interval, source := "–", "", "", ""
			if n.Value != nil {
				if value = fmt.Sprintf("%g", *n.Value); n.Unit != nil && *n.Unit == "share" {
					value = share(n.Value)
				}
			}
			if n.N > 0 {
				of = thousands(n.N)
			}
			if n.Low != nil && n.High != nil {
				interval = share(n.Low) + " to " + share(n.High)
			}
			if n.Source != nil {
				source = *n.Source
			}
			rows = append(rows, []string{n.Name, value, of, interval, source})
		}
		table(w, rows)
	}
	printEvidence(w, "For", v.EvidenceFor, v.MoreFor)
	printEvidence(w, "Against", v.EvidenceAgainst, v.MoreAgainst)
	list := func(title string, lines []string) {
		if len(lines) > 0 {
			fmt.Fprintf(w, "\n%s\n", title)
			for _, l := range lines {
				fmt.Fprintln(w, "  "+strings.ReplaceAll(wrap(l, lineWidth-2), "\n", "\n  "))
			}
		}
	}
	list("How far the records reach", v.Coverage)
	list("Limits", v.Limits)
	list("What would change it", v.WouldChange)
	fmt.Fprintf(w, "\nAs of %s. %s\n", v.AsOf, "Definition: --json.")
}

// shownEvidence is how many records of a side are printed.
const shownEvidence = 8

func printEvidence(w io.Writer, title string, list []evidenceAnswer, more int) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\n", title)
	for i, e := range list {
		if i == shownEvidence {
			break
		}
		fmt.Fprintf(w, "  %s\n", evidenceLine(e))
	}
	if n := len(list) - shownEvidence + more; n > 0 {
		fmt.Fprintf(w, "  and %s more\n", thousands(n))
	}
}

func evidenceLine(e evidenceAnswer) string {
	date := ""
	if e.Date != nil {
		date = *e.Date + "  "
	}
	var from []string
	for _, s := range e.Sources {
		from = append(from, strings.TrimPrefix(s.ImportName, "cite/"))
	}
	text := date + e.Text + "  [" + e.ID
	if len(from) > 0 {
		text += "; " + strings.Join(from, ", ")
	}
	if e.ByHand {
		text += "; by hand"
	}
	return text + "]"
}

// readClaim is a claim of a text with its verdict.
type readClaim struct {
	ID      string   `json:"id"`
	Start   int      `json:"start"` // bytes of the text
	End     int      `json:"end"`
	Text    string   `json:"text"`
	Stance  string   `json:"stance"`
	By      string   `json:"claimant,omitempty"`
	Claim   string   `json:"predicate"`
	Subject string   `json:"subject,omitempty"`
	Object  string   `json:"object,omitempty"`
	Verdict string   `json:"verdict,omitempty"`
	Says    string   `json:"sentence,omitempty"`
	Problem string   `json:"problem,omitempty"` // why it was not checked
	Doubts  []string `json:"doubts,omitempty"`
}

type readText struct {
	Claims        []readClaim               `json:"claims"`
	NotUnderstood []textread.UnreadSentence `json:"notUnderstood"`
	Rejected      []string                  `json:"rejected,omitempty"`
	Undecided     []string                  `json:"undecided,omitempty"`
}

// maxTextFile bounds a text to read: a book is read chapter by chapter.
const maxTextFile = 4 << 20

func checkFile(ctx context.Context, store *storeOptions, io2 stdio, file, review, at, asOf string, asJSON bool) error {
	var in io.Reader = io2.in
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	raw, err := io.ReadAll(io.LimitReader(in, maxTextFile+1))
	if err != nil {
		return fmt.Errorf("read the text: %w", err)
	}
	if len(raw) > maxTextFile {
		return usagef("the text has more than %d bytes; read it in parts", maxTextFile)
	}
	var day, known graph.Date
	for _, x := range []struct {
		text string
		date *graph.Date
	}{{at, &day}, {asOf, &known}} {
		if x.text == "" {
			continue
		}
		if *x.date, err = graph.ParseDate(x.text); err != nil {
			return usagef("%v", err)
		}
	}
	if day.IsZero() {
		day = known
	}
	service, s, err := store.service(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	defer service.Close()
	text := string(raw)
	reading, err := newReader(s).text(ctx, text, day)
	if err != nil {
		return err
	}
	sheet := reading.Sheet(text)
	out := readText{Claims: []readClaim{}, NotUnderstood: sheet.NotUnderstood}
	candidates := reading.Candidates
	if review != "" {
		decided, err := readReview(review, *reading)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			if err := writeReview(review, sheet); err != nil {
				return err
			}
			fmt.Fprintf(io2.err, "%d candidates written to %s. Set accept to true or false, correct what is wrong, and run the same command again.\n", len(sheet.Items), review)
			return nil
		case err != nil:
			return err
		}
		candidates, out.Rejected, out.Undecided = decided.Accepted, decided.Rejected, decided.Open
	}
	for i := range candidates {
		c := &candidates[i]
		a, problem := askedOf(c)
		r := readClaim{ID: c.ID, Start: c.Start, End: c.End, Text: c.Text, Stance: c.Stance, By: a.Claimant, Claim: c.Predicate, Subject: a.Subject, Object: a.Object, Problem: problem, Doubts: c.Doubts}
		if problem == "" {
			v, err := service.CheckClaim(ctx, a, cmpDate(known, day))
			switch {
			case ctx.Err() != nil:
				return ctx.Err()
			case err != nil:
				r.Problem = err.Error()
			default:
				r.Verdict, r.Says = strings.ToUpper(string(v.Word)), v.Sentence
			}
		}
		out.Claims = append(out.Claims, r)
	}
	if asJSON {
		e := json.NewEncoder(io2.out)
		e.SetIndent("", "  ")
		e.SetEscapeHTML(false)
		return e.Encode(out)
	}
	printText(io2.out, &out, text)
	return nil
}

func cmpDate(a, b graph.Date) graph.Date {
	if a.IsZero() {
		return b
	}
	return a
}

func readReview(path string, r textread.Reading) (textread.Reviewed, error) {
	f, err := os.Open(path)
	if err != nil {
		return textread.Reviewed{}, err
	}
	defer f.Close()
	v, err := textread.ReadReview(f)
	if err != nil {
		return textread.Reviewed{}, fmt.Errorf("%s: %w", path, err)
	}
	return textread.Apply(r, v)
}

func writeReview(path string, v textread.Review) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	if err := v.Write(f); err != nil {
		f.Close()
		return fmt.Errorf("write %s: %w", path, err)
	}
	return f.Close()
}

func printText(w io.Writer, t *readText, text string) {
	for _, c := range t.Claims {
		word := wordOf(c.Verdict)
		if c.Problem != "" {
			word = "NOT CHECKED"
		}
		by := ""
		if c.By != "" {
			by = " by " + c.By
		}
		fmt.Fprintf(w, "%-14s %s%s, bytes %d to %d: %s\n", word, c.Stance, by, c.Start, c.End, strings.Join(strings.Fields(c.Text), " "))
		says := c.Says
		if c.Problem != "" {
			says = c.Problem
		}
		fmt.Fprintln(w, "               "+strings.ReplaceAll(wrap(says, lineWidth-15), "\n", "\n               "))
	}
	fmt.Fprintf(w, "\nclaims: %d; sentences not understood: %d\n", len(t.Claims), len(t.NotUnderstood))
	for _, n := range t.NotUnderstood {
		fmt.Fprintf(w, "  (%s) %s\n", n.Reason, strings.Join(strings.Fields(n.Sentence), " "))
	}
}
