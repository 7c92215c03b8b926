package textread

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"entente/graph"
	"entente/graph/vocab"
)

func read(text string) Reading {
	return Read(text, Options{Published: published, Lexicon: testLexicon()})
}

func mentionsOf(r Reading) string {
	var out []string
	for _, m := range r.Mentions {
		id := m.Key
		if id == "" {
			id = m.Country
		}
		out = append(out, m.Text+"="+string(m.Kind)+":"+rest(id))
	}
	return strings.Join(out, "; ")
}

func claimsOf(r Reading) string {
	var out []string
	for n := range r.Candidates {
		s, _, _ := strings.Cut(brief(&r.Candidates[n]), " [")
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func TestSentences(t *testing.T) {
	for _, x := range []struct {
		text string
		want []string
	}{
		{"", nil}, {"  \n\n ", nil},
		{"Mr. Trump met Kim. They talked.", []string{"Mr. Trump met Kim.", "They talked."}},
		{"The U.S. voted yes. The U.S. The vote was close.", []string{"The U.S. voted yes.", "The U.S.", "The vote was close."}},
		{"George W. Bush left. J. R. R. stayed.", []string{"George W. Bush left.", "J. R. R. stayed."}},
		{"Growth was 3.5 percent, or 1,200.50 dollars. Good.", []string{"Growth was 3.5 percent, or 1,200.50 dollars.", "Good."}},
		{"“We are allies.” He left.", []string{"“We are allies.”", "He left."}},
		{"\"We won!\" he said. Then he left.", []string{"\"We won!\" he said.", "Then he left."}},
		{"Did it? Yes!! No… Perhaps.", []string{"Did it?", "Yes!!", "No…", "Perhaps."}},
		{"A headline without a point\n\nThe text begins.", []string{"A headline without a point", "The text begins."}},
		{"One line\nbroken in two. End", []string{"One line\nbroken in two.", "End"}},
		{"It ended at 5 p.m. on Monday. See No. 5 and S/2023/212.", []string{"It ended at 5 p.m. on Monday.", "See No. 5 and S/2023/212."}},
		{"(It was false.) Then peace came.", []string{"(It was false.)", "Then peace came."}},
		{"Lt. Gen. Kim of Feb. 3, 2022, etc. agreed.", []string{"Lt. Gen. Kim of Feb. 3, 2022, etc. agreed."}},
	} {
		var got []string
		for _, s := range sentences(x.text) {
			got = append(got, x.text[s.start:s.end])
		}
		if !slices.Equal(got, x.want) {
			t.Errorf("sentences(%q)\n got %q\nwant %q", x.text, got, x.want)
		}
	}
}

func TestDates(t *testing.T) {
	for _, x := range []struct{ text, since, until, form string }{
		{"It happened on 2023-07-27.", "2023-07-27", "2023-07-27", "on"},
		{"It happened on 27 July 2023.", "2023-07-27", "2023-07-27", "on"},
		{"It happened on July 27, 2023.", "2023-07-27", "2023-07-27", "on"},
		{"It happened on the 27th of July 2023.", "2023-07-27", "2023-07-27", "on"},
		{"It happened in July 2023.", "2023-07", "2023-07", "on"},
		{"It happened last July.", "2023-07", "2023-07", "relative"},
		{"It happened last August.", "2022-08", "2022-08", "relative"},
		{"It happened last year.", "2022", "2022", "relative"},
		{"It will happen next month.", "2023-09", "2023-09", "relative"},
		{"It happened yesterday.", "2023-07-31", "2023-07-31", "relative"},
		{"It happened on Monday.", "2023-07-31", "2023-07-31", "relative"},
		{"It happened in 2017.", "2017", "2017", "on"},
		{"So it has been since 1991.", "1991", "", "since"},
		{"So it was until May 2025.", "", "2025-05", "until"},
		{"So it was between 1990 and 1994.", "1990", "1994", "between"},
		{"So it was from 2001 to 2009.", "2001", "2009", "between"},
		{"So it was in 2001-2009.", "2001", "2009", "on"},
		{"So it was in the 1980s.", "1980", "1989", "on"},
		{"So it was in early 2022.", "2022", "2022", "on"},
		{"So it was in the spring of 2023.", "2023-03", "2023-05", "on"},
		{"So it was on 31 February 2023.", "", "", ""},
		{"They sent 2000 soldiers.", "", "", ""},
		{"He may go in march order.", "", "", ""},
		{"May will tell.", "", "", ""},
	} {
		r := read(x.text)
		if x.form == "" {
			if len(r.Dates) > 0 && r.Dates[0].Period.Since.Precision() == graph.DayPrecision || len(r.Dates) > 0 && !strings.Contains(x.text, "February") {
				t.Errorf("%q: found %q", x.text, r.Dates[0].Text)
			}
			continue
		}
		if len(r.Dates) != 1 {
			t.Errorf("%q: %d dates", x.text, len(r.Dates))
			continue
		}
		d := r.Dates[0]
		if d.Period.Since.String() != x.since || d.Period.Until.String() != x.until || d.Form != x.form {
			t.Errorf("%q: %s..%s %s, want %s..%s %s", x.text, d.Period.Since, d.Period.Until, d.Form, x.since, x.until, x.form)
		}
	}
	// Without a date of the text nothing relative is counted.
	if r := Read("It happened last year and on Monday.", Options{}); len(r.Dates) != 0 {
		t.Errorf("relative dates without a date of the text: %v", r.Dates)
	}
	// B36: the precision of the text is kept.
	if d := read("They met in July 2023.").Dates[0].Period.Since; d.Precision() != graph.MonthPrecision {
		t.Errorf("B36: precision %v", d.Precision())
	}
}

func TestTraps(t *testing.T) {
	for _, x := range []struct{ trap, text, mentions, claims string }{
		{"B04", "Papua New Guinea and Guinea-Bissau abstained; Guinea voted yes; Nigeria was absent.",
			"Papua New Guinea=country:PNG; Guinea-Bissau=country:GNB; Guinea=country:GIN; Nigeria=country:NGA",
			"VOTED asserts PNG>; VOTED asserts GNB>; VOTED asserts GIN>"},
		{"B15", "Georgia abstained in the Assembly.", "Georgia=country:GEO; Assembly=organisation:", "VOTED asserts GEO>"},
		{"B15", "A court in Georgia, United States, ruled.", "", ""},
		{"B16", "Seoul and Pyongyang agreed that South Korea will ship oil.", "Seoul=government:KOR; Pyongyang=government:PRK; South Korea=country:KOR", ""},
		{"B16", "There was a concert in Seoul.", "Seoul=city:KOR", ""},
		{"B16", "Moscow voted.", "Moscow=government:RUS", "VOTED asserts RUS>"},
		{"B16", "Talks in Moscow ended.", "Moscow=city:RUS", ""},
		{"B16", "Moscow's streets were empty.", "Moscow=city:RUS", ""},
		{"B16", "Pyongyang was decorated with banners.", "Pyongyang=city:pyongyang", ""},
		{"B16", "He lives in Seoul, South Korea.", "Seoul=city:KOR; South Korea=country:KOR", ""},
		{"B17", "The Communist Party of China sent a delegation; the Defence Ministry of Russia too.", "Communist Party of China=party:CHN; Defence Ministry of Russia=organisation:RUS", ""},
		{"B17", "The Communist Party of China voted against the draft.", "Communist Party of China=party:CHN", ""},
		{"B17", "Seoul city hall voted against the draft.", "Seoul city hall=organisation:KOR", ""},
		{"B17", "The South Korean government abstained.", "South Korean government=government:KOR", "VOTED asserts KOR>"},
		{"B18", "Шойгу Сергей Кужугетович, Sergei Shoigu, Sergey Shoygu; Горбачёв, Горбачев", "Шойгу Сергей Кужугетович=person:sergei-shoigu; Sergei Shoigu=person:sergei-shoigu; Sergey Shoygu=person:sergei-shoigu; Горбачёв=person:mikhail-gorbachev; Горбачев=person:mikhail-gorbachev", ""},
		{"B63", "The president said the talks had failed.", "president=office:", ""},
		{"B63", "The president visited Moscow.", "president=office:; Moscow=city:RUS", "VISITED asserts president>RUS"},
		{"B63", "The Russian president visited Hanoi.", "Russian=country:RUS; president=office:RUS; Hanoi=city:VNM", "VISITED asserts vladimir-putin>VNM"},
		{"B63", "A former Russian president visited Hanoi.", "Russian=country:RUS; president=office:RUS; Hanoi=city:VNM", "VISITED asserts RUS>VNM"},
		{"B69", "Crimea is cold.", "Crimea=place:crimea", ""},
		{"B70", "Kim Jong Un Sergei Shoigu", "Kim Jong Un=person:kim-jong-un; Sergei Shoigu=person:sergei-shoigu", ""},
	} {
		r := read(x.text)
		if got := mentionsOf(r); got != x.mentions {
			t.Errorf("%s, %q: mentions\n got %s\nwant %s", x.trap, x.text, got, x.mentions)
		}
		if got := claimsOf(r); got != x.claims {
			t.Errorf("%s, %q: claims\n got %s\nwant %s", x.trap, x.text, got, x.claims)
		}
	}
	// B67: "no evidence" is a stance, never the claim's negation.
	r := read("There is no evidence that Beijing has supplied weapons to Moscow.")
	if c := r.Candidates[0]; c.Stance != vocab.StanceUnproven || c.Negated || c.Certainty != "none" {
		t.Errorf("B67: %s", brief(&c))
	}
	// B68: who says it is a mention of the text, never where it appears.
	r = read("The Russian defence ministry denied that Moscow had sold missiles to Iran.")
	if c := r.Candidates[0]; c.Claimant == nil || c.Claimant.Kind != Organisation || c.Claimant.Country != "country/RUS" {
		t.Errorf("B68: %s", brief(&c))
	}
	// Two persons of one family name are candidates, none is picked.
	two := NewLexicon([]PersonEntry{{Key: vocab.Key(vocab.Person, "a-smithers"), Names: []string{"Anna Smithers"}}, {Key: vocab.Key(vocab.Person, "b-smithers"), Names: []string{"Bert Smithers"}}}, nil)
	r = Read("Then Smithers met Anna Smithers. Smithers left.", Options{Lexicon: two})
	if m := r.Mentions[0]; m.Key != "" || len(m.Candidates) != 2 {
		t.Errorf("a family name of two persons: %+v", m)
	}
	if m := r.Mentions[2]; m.Key != "person/a-smithers" {
		t.Errorf("a family name after the full one: %+v", m)
	}
	// An office is asked at the date of the text.
	r = Read("The Russian president visited Hanoi.", Options{Published: graph.Day(1995, 5, 1), Lexicon: testLexicon()})
	if c := r.Candidates[0]; c.Subject.Key != "person/boris-yeltsin" {
		t.Errorf("the Russian president in 1995 is %s", c.Subject.Key)
	}
}

func TestStances(t *testing.T) {
	// One claim in the wordings that decide how it stands.
	for _, x := range []struct{ text, stance, claimant string }{
		{"Iran supplied Russia with drones.", "asserts", ""},
		{"Iran did not supply Russia with drones.", "denies", ""},
		{"Iran never supplied Russia with drones.", "denies", ""},
		{"Iran no longer supplies Russia with drones.", "denies", ""},
		{"Iran refused to supply Russia with drones.", "denies", ""},
		{"Iran stopped supplying Russia with drones.", "denies", ""},
		{"Iran denied supplying Russia with drones.", "denies", "IRN"},
		{"Oman denied that Iran had supplied Russia with drones.", "denies", "OMN"},
		{"Oman dismissed claims that Iran supplied Russia with drones.", "denies", "OMN"},
		{"It is not true that Iran supplied Russia with drones.", "denies", ""},
		{"It is false that Iran supplied Russia with drones.", "denies", ""},
		{"Oman doubts that Iran supplied Russia with drones.", "denies", "OMN"},
		{"Reports that Iran supplied Russia with drones are false.", "denies", ""},
		{"Oman said that Iran supplied Russia with drones.", "reports", "OMN"},
		{"Oman says Iran supplied Russia with drones.", "reports", "OMN"},
		{"Iran supplied Russia with drones, Oman said.", "reports", "OMN"},
		{"Iran, Oman said, supplied Russia with drones.", "reports", "OMN"},
		{"Iran supplied Russia with drones, according to Oman.", "reports", "OMN"},
		{"According to Oman, Iran supplied Russia with drones.", "reports", "OMN"},
		{"Iran reportedly supplied Russia with drones.", "reports", ""},
		{"Iran is said to have supplied Russia with drones.", "reports", ""},
		{"Iran allegedly supplied Russia with drones.", "reports", ""},
		{"It was widely reported that Iran supplied Russia with drones.", "reports", ""},
		{"Oman accused Iran of supplying Russia with drones.", "reports", "OMN"},
		{"Iran is accused of supplying Russia with drones.", "reports", ""},
		{"“Iran supplied Russia with drones,” Sergei Lavrov told reporters.", "reports", "sergei-lavrov"},
		{"Iran may have supplied Russia with drones.", "possible", ""},
		{"Iran might supply Russia with drones.", "possible", ""},
		{"Iran could supply Russia with drones.", "possible", ""},
		{"Iran has possibly supplied Russia with drones.", "possible", ""},
		{"It is possible that Iran supplied Russia with drones.", "possible", ""},
		{"It cannot be ruled out that Iran supplied Russia with drones.", "possible", ""},
		{"Iran would supply Russia with drones if Oman agreed.", "possible", ""},
		{"Iran has threatened to supply Russia with drones.", "possible", ""},
		{"There is no evidence that Iran supplied Russia with drones.", "unproven", ""},
		{"No proof exists that Iran supplied Russia with drones.", "unproven", ""},
		{"It is unproven that Iran supplied Russia with drones.", "unproven", ""},
		{"It is unclear whether Iran supplied Russia with drones.", "unproven", ""},
		{"Reports that Iran supplied Russia with drones are unconfirmed.", "unproven", ""},
		{"Unconfirmed reports say Iran supplied Russia with drones.", "unproven", ""},
		{"Iran is expected to supply Russia with drones.", "expects", ""},
		{"Iran will supply Russia with drones.", "expects", ""},
		{"Iran will likely supply Russia with drones.", "expects", ""},
		{"Iran is likely to supply Russia with drones.", "expects", ""},
		{"Oman expects Iran to supply Russia with drones.", "expects", "OMN"},
		{"Iran plans to supply Russia with drones.", "expects", ""},
		{"Oman urged Iran to supply Russia with drones.", "", ""},
		{"Iran should supply Russia with drones.", "", ""},
		{"Did Iran supply Russia with drones?", "", ""},
	} {
		r := read(x.text)
		got, claimant := "", ""
		for n := range r.Candidates {
			c := &r.Candidates[n]
			if c.Predicate == vocab.PredSuppliesArms && c.Subject.Country == "country/IRN" && len(c.Objects) == 1 && c.Objects[0].Country == "country/RUS" {
				got = c.Stance
				if c.Claimant != nil {
					claimant = rest(c.Claimant.Key)
				}
			}
		}
		if got != x.stance || claimant != x.claimant {
			t.Errorf("%q: %q by %q, want %q by %q (%s)", x.text, got, claimant, x.stance, x.claimant, claimsOf(r))
		}
		if x.stance == "" && (len(r.NotUnderstood()) != 1 || r.NotUnderstood()[0].Reason == "") {
			t.Errorf("%q: no reason", x.text)
		}
	}
}

func TestForms(t *testing.T) {
	// One visit in its forms.
	for _, text := range []string{
		"Sergei Shoigu visited Pyongyang.", "Pyongyang was visited by Sergei Shoigu.", "Sergei Shoigu's visit to Pyongyang was short.", "The visit of Sergei Shoigu to Pyongyang was short.",
		"The visit to Pyongyang by Sergei Shoigu was short.", "Sergei Shoigu, the Russian defence minister, visited Pyongyang.", "The Russian defence minister, Sergei Shoigu, visited Pyongyang.",
		"Russian Defence Minister Sergei Shoigu flew to Pyongyang.", "Russia's defence minister arrived in Pyongyang on Tuesday.", "Sergei Shoigu, who visited Pyongyang in July, said nothing.",
		"Visiting Pyongyang, Sergei Shoigu said nothing.", "Sergei Shoigu left Moscow and travelled to Pyongyang.", "Sergei Shoigu said nothing. He then visited Pyongyang.", "Sergei Shoigu paid a visit to Pyongyang.",
	} {
		r := read(text)
		if !slices.ContainsFunc(r.Candidates, func(c Candidate) bool {
			return claimFits(&c, "VISITED asserts sergei-shoigu>PRK") && c.Subject.Key == "person/sergei-shoigu"
		}) {
			t.Errorf("%q: %s", text, claimsOf(r))
		}
	}
	for _, x := range []struct{ text, claims string }{
		{"Russia and China vetoed the draft.", "VETOED_WITH asserts RUS>CHN"},
		{"The draft was vetoed by Russia and China.", "VETOED_WITH asserts RUS>CHN"},
		{"Russia joined China in vetoing the draft.", "VETOED_WITH asserts RUS>CHN"},
		{"Russia vetoed the draft on Syria.", "VETOED asserts RUS>"},
		{"Russia, China and Iran voted against it.", "VOTED asserts RUS>; VOTED asserts CHN>; VOTED asserts IRN>"},
		{"Neither Chad nor Mali voted for the text.", "VOTED denies TCD> neg; VOTED denies MLI> neg"},
		{"Zambia did not take part in the vote.", "VOTED asserts ZMB>"},
		{"Russia and North Korea are allies.", "ALLIED_WITH asserts RUS>PRK"},
		{"Russia has a defence pact with Belarus.", "ALLIED_WITH asserts RUS>BLR"},
		{"Chile is Peru's rival.", "OPPOSES asserts CHL>PER"},
		{"Tehran accused Baku of arming rebels, a charge Azerbaijan denies.", "SUPPLIES_ARMS reports AZE> @IRN; SUPPLIES_ARMS denies AZE> @AZE"},
		{"Media said that Oman and Yemen were at war. Muscat denied it.", "AT_WAR reports OMN>YEM; AT_WAR denies OMN>YEM @OMN"},
		{"Angola buys arms from Russia.", "SUPPLIES_ARMS asserts RUS>AGO"},
		{"Mongolia's main trading partner is China.", "TRADE_DEPENDENT asserts MNG>CHN"},
	} {
		if got := claimsOf(read(x.text)); got != x.claims {
			t.Errorf("%q\n got %s\nwant %s", x.text, got, x.claims)
		}
	}
	r := read("In 2014 North Korea recognised Crimea as Russian territory.")
	if c := r.Candidates[0]; len(c.Objects) != 2 || c.Objects[1].Country != "country/RUS" || c.Period.Since != graph.Year(2014) {
		t.Errorf("recognition: %s %v", brief(&c), c.Period)
	}
	r = read("If Oman agreed, Iran would supply Russia with drones.")
	if c := r.Candidates[0]; !c.Conditional {
		t.Errorf("not conditional: %s", brief(&c))
	}
	r = read("Kim Jong Un met Vladimir Putin in Vladivostok in 2019.")
	if c := r.Candidates[0]; c.Place == nil || c.Place.Text != "Vladivostok" || c.Text != "Kim Jong Un met Vladimir Putin" {
		t.Errorf("place of %q: %+v", c.Text, c.Place)
	}
}

// TestRules reads the table: known predicates, every rule with an anchor, ids
// that are unique, and no pattern for a predicate missing.
func TestRules(t *testing.T) {
	seen, preds := map[string]bool{}, map[string]bool{}
	for _, r := range rules {
		if seen[r.id] {
			t.Errorf("rule %s twice", r.id)
		}
		seen[r.id], preds[r.pred] = true, true
	}
	for id := range backgroundNoun {
		if !seen[id] {
			t.Errorf("background rule %s is not in the table", id)
		}
	}
	for _, p := range vocab.Predicates {
		if !preds[p.Name] && p.Name != vocab.PredNeverBefore {
			t.Errorf("no rule gives %s", p.Name)
		}
	}
	for _, bad := range []string{"x", "x | NOTHING | S !visit O", "x | VISITED | S", "x | VISITED | S !visit <nowhere>"} {
		if _, err := parseRule(bad); err == nil {
			t.Errorf("rule %q was taken", bad)
		}
	}
}

func TestReview(t *testing.T) {
	const text = "Sergei Shoigu visited Pyongyang. It rained. Iran may have armed Sudan. Russia and China vetoed the draft."
	r := read(text)
	var b bytes.Buffer
	sheet := r.Sheet(text)
	if len(sheet.Items) != 3 || len(sheet.NotUnderstood) != 1 || sheet.NotUnderstood[0].Sentence != "It rained." {
		t.Fatalf("sheet: %+v", sheet)
	}
	yes, no := true, false
	sheet.Items[0].Accept = &yes
	sheet.Items[0].Correct = &Correction{Subject: "person/choe-son-hui", Stance: vocab.StancePossible, Period: &Period{Since: graph.Year(2023)}}
	sheet.Items[1].Accept = &no
	if err := sheet.Write(&b); err != nil {
		t.Fatal(err)
	}
	back, err := ReadReview(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	out, err := Apply(r, back)
	if err != nil {
		t.Fatal(err)
	}
	if len(out.Accepted) != 1 || len(out.Rejected) != 1 || len(out.Open) != 1 || out.Rejected[0] != "s3c1" {
		t.Fatalf("%+v", out)
	}
	if c := out.Accepted[0]; c.Subject.Key != "person/choe-son-hui" || c.Stance != "possible" || c.Period.Since != graph.Year(2023) || c.ID != "s1c1" {
		t.Errorf("corrected: %+v", c)
	}
	if r.Candidates[0].Subject.Key != "person/sergei-shoigu" {
		t.Error("Apply changed the reading")
	}
	// A reading goes out and in as JSON whole.
	j, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var again Reading
	if err := json.Unmarshal(j, &again); err != nil {
		t.Fatal(err)
	}
	if k, _ := json.Marshal(again); !bytes.Equal(j, k) {
		t.Error("a reading changes on its way through JSON")
	}
	bad := func(name string, change func(*Review)) {
		v, _ := ReadReview(bytes.NewReader(b.Bytes()))
		change(&v)
		if _, err := Apply(r, v); !errors.Is(err, graph.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	bad("another text", func(v *Review) { v.Fingerprint = "x" })
	bad("unknown id", func(v *Review) { v.Items[0].ID = "s9c9" })
	bad("id twice", func(v *Review) { v.Items[1].ID = "s1c1" })
	bad("no stance", func(v *Review) { v.Items[0].Correct.Stance = "surely" })
	bad("no predicate", func(v *Review) { v.Items[0].Correct.Predicate = "LIKES" })
	bad("no id", func(v *Review) { v.Items[0].Correct.Subject = "Shoigu" })
	bad("wrong kind", func(v *Review) { v.Items[0].Correct.Predicate, v.Items[0].Correct.Subject = "VOTED", "person/x" })
	for _, x := range []string{"", "[]", `{"items":1}`, `{"surprise":1}`, `{} {}`, `{"items":[{"id":"s1c1","correct":{"period":{"since":"2023-13"}}}]}`} {
		if _, err := ReadReview(strings.NewReader(x)); !errors.Is(err, graph.ErrInvalid) {
			t.Errorf("ReadReview(%q): %v", x, err)
		}
	}
}

// check reports what no reading may be.
func check(t testing.TB, text string, r Reading) {
	t.Helper()
	border := map[int]bool{len(text): true}
	for i := range text {
		border[i] = true
	}
	at := func(what string, start, end int) {
		if end < start || !border[start] || !border[end] {
			t.Errorf("%s at %d..%d of %d bytes", what, start, end, len(text))
		}
	}
	last := 0
	for _, s := range r.Sentences {
		at("sentence", s.Start, s.End)
		if s.Start < last {
			t.Error("sentences overlap")
		}
		last = s.End
		if s.Candidates == 0 && s.Reason == "" {
			t.Errorf("%q was not understood without a reason", text[s.Start:s.End])
		}
	}
	last = 0
	for _, m := range r.Mentions {
		at("mention", m.Start, m.End)
		if m.Start < last || m.Text != text[m.Start:m.End] || m.Text == "" {
			t.Errorf("mention %q at %d..%d", m.Text, m.Start, m.End)
		}
		last = m.End
	}
	for _, d := range r.Dates {
		at("date", d.Start, d.End)
	}
	ids := map[string]bool{}
	for _, c := range r.Candidates {
		at("claim", c.Start, c.End)
		at("subject", c.Subject.Start, c.Subject.End)
		if ids[c.ID] {
			t.Errorf("id %s twice", c.ID)
		}
		ids[c.ID] = true
		if _, ok := vocab.Predicate(c.Predicate); !ok || !slices.Contains(vocab.Stances, c.Stance) || c.Sentence >= len(r.Sentences) {
			t.Errorf("candidate %+v", c)
		}
		for _, o := range c.Objects {
			at("object", o.Start, o.End)
		}
	}
}

func FuzzRead(f *testing.F) {
	lex := testLexicon()
	for _, name := range []string{"own.txt", "heldout.txt", "fresh.txt"} {
		for _, x := range readMarked(f, name) {
			f.Add(x.text)
		}
	}
	for _, s := range []string{"", "'s", "U.S.", "\xff\xfe", "“", "- - -", "of of of by by by", "Шойгу", "朝鲜和中国", "Kim Jong-", "A--", "(Russia", "Russia, and", "to visited by", "no longer", "Russia’s’s", "between 1990 and", "the two", ": \"", strings.Repeat("Russia and ", 300), strings.Repeat("(", 500), strings.Repeat("to ", 500), strings.Repeat("Russia, ", 500)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r := Read(text, Options{Published: published, Lexicon: lex})
		check(t, text, r)
		if _, err := Apply(r, r.Sheet(text)); err != nil {
			t.Error(err)
		}
	})
}

// TestLongTexts holds the time to what grows with the length: a doubled text
// may not take much more than twice as long.
func TestLongTexts(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a second")
	}
	lex := testLexicon()
	for _, unit := range []string{
		"Russia and ", "Russia, ", "to ", "said that ", "(", "\"", "Kim Jong Un ", "visited by ", "vetoed ", "no evidence that ", "A b. ", "Iran denied that Oman said that ", "the first to ", ", and ", "1990 ", "U.S.-", "x", ". ", "and visited ", "vetoed and ", "Russia visited and ", "visiting, ", "agreed to ", "who ", "Iran, which ",
	} {
		took := func(n int) time.Duration {
			text := strings.Repeat(unit, n/len(unit))
			start := time.Now()
			check(t, text, Read(text, Options{Published: published, Lexicon: lex}))
			return time.Since(start)
		}
		took(1 << 14)
		a, b := took(1<<15), took(1<<17)
		if b > 16*a && b > 10*time.Second {
			t.Errorf("%q: 32 KiB took %v, 128 KiB %v", unit, a, b)
		}
	}
}

func benchmarkText() string {
	var b strings.Builder
	for _, name := range []string{"own.txt", "heldout.txt", "fresh.txt"} {
		for _, x := range readMarked(&testing.B{}, name) {
			fmt.Fprintln(&b, x.text)
		}
	}
	return b.String()
}

func BenchmarkRead(b *testing.B) {
	text := benchmarkText()
	opts := Options{Published: published, Lexicon: testLexicon()}
	Read(text, opts)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Read(text, opts)
	}
}
