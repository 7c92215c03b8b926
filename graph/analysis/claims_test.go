package analysis_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"entente/graph"
	"entente/graph/analysis"
	"entente/graph/claim"
	"entente/graph/sqlitestore"
	"entente/graph/vocab"
	"entente/seed/facts"
)

// verdictCase is a claim in one line, the day of knowledge, and the word known.
type verdictCase struct {
	claim claim.Asked
	asOf  string
	want  claim.Word
	says  string // part of the sentence
}

func date(s string) graph.Date {
	if s == "" {
		return graph.Date{}
	}
	return graph.MustDate(s)
}

// c makes a claim of a predicate; more is name=value.
func c(predicate, subject, object string, more ...string) claim.Asked {
	a := claim.Asked{Predicate: predicate, Subject: subject, Object: object}
	for _, m := range more {
		name, value, _ := strings.Cut(m, "=")
		switch name {
		case "at":
			a.At = date(value)
		case "since":
			a.Since = date(value)
		case "until":
			a.Until = date(value)
		case "topic":
			a.Topic = value
		case "body":
			a.Body = value
		case "symbol":
			a.Symbol = value
		case "obligation":
			a.Obligation = value
		case "detail":
			a.Detail = value
		case "coder":
			a.Coder = value
		case "agreed":
			a.AgreedWith = value
		case "place":
			a.Place = value
		case "every":
			a.Every = true
		case "negated":
			a.Negated = true
		case "sometime":
			a.Sometime = true
		default:
			panic(m)
		}
	}
	return a
}

func said(text string, more ...string) claim.Asked {
	a := c("", "", "", more...)
	a.Text = text
	return a
}

func check(t *testing.T, s *analysis.Service, cases []verdictCase) {
	t.Helper()
	for _, x := range cases {
		name := strings.Trim(fmt.Sprintf("%s %s %s %s %s %s%s%s", x.claim.Text, x.claim.Predicate, x.claim.Subject, x.claim.Object, x.claim.Topic, x.claim.At, x.claim.Since, x.claim.Until), " ")
		v, err := s.CheckClaim(t.Context(), x.claim, date(x.asOf))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if v.Word != x.want || !strings.Contains(v.Sentence, x.says) {
			t.Errorf("%s as of %s: %s, want %s %q\n  %s", name, x.asOf, v.Word, x.want, x.says, v.Sentence)
		}
		if v.Definition == "" || v.Sentence == "" || len(v.WouldChange) == 0 || v.AsOf.IsZero() {
			t.Errorf("%s: a verdict without definition, sentence, day of knowledge or what would change it: %+v", name, v)
		}
		for _, e := range append(v.For, v.Against...) {
			if e.ID == "" || e.Text == "" || len(e.Sources) == 0 {
				t.Errorf("%s: evidence without id, text or source: %+v", name, e)
			}
		}
	}
}

const mid25 = "2025-06-30"

// Claims about many pairs and dates, from the starter graph alone.
func TestVerdictsStarter(t *testing.T) {
	check(t, starterService(t), []verdictCase{
		// Allies: only a defence pledge, and silence is no answer (B33).
		{said("Russia is an ally of North Korea", "at=2023-07-27"), "2023-07-31", claim.Contradicted, "without a pledge of defence"},
		{said("Russia is an ally of North Korea", "at=2023-07-27"), mid25, claim.Contradicted, "ended 1996-09-10"},
		{said("Russia is an ally of North Korea", "at=2025-01-01"), mid25, claim.Supported, "Comprehensive Strategic Partnership"},
		{said("Russia is an ally of North Korea", "at=1975-06-01"), mid25, claim.Supported, "Soviet Union"},
		{said("Russia is an ally of North Korea", "at=1998-06-01"), mid25, claim.Contradicted, "1996-09-10"},
		{said("Russia is an ally of North Korea", "at=2026-01-01"), mid25, claim.NotKnown, "after the day of knowledge"},
		{said("Russia is an ally of North Korea", "at=2026-01-01"), "2026-06-30", claim.NotKnown, "last seen 2025-06-30"},
		{said("Russia is an ally of North Korea"), "2026-06-30", claim.Supported, "as last known on 2025-06-30"},
		{said("The Soviet Union was an ally of North Korea"), mid25, claim.Supported, "1961-09-10"},
		{said("Russia is not an ally of North Korea", "at=2023-07-27"), mid25, claim.Supported, "denies"},
		{said("South Korea is an ally of the United States", "at=2023-07-27"), mid25, claim.Supported, "Mutual Defense Treaty"},
		{said("South Korea is an ally of the United States", "at=1952-01-01"), mid25, claim.NotKnown, "begins 1954-11-17"},
		{said("The PRC is an ally of North Korea", "at=1961-10-01"), mid25, claim.Supported, ""},
		{said("Brazil is an ally of Japan", "at=2023-07-27"), mid25, claim.NotKnown, "not loaded"},
		{c("ALLIED_WITH", "Russia", "North Korea", "at=2023-07-27", "obligation=consultation"), mid25, claim.Supported, "a pledge of consultation"},
		{c("ALLIED_WITH", "Russia", "North Korea", "since=1990", "until=2000"), mid25, claim.Mixed, "not so"},
		{c("ALLIED_WITH", "Russia", "North Korea", "since=1962-01-01", "until=1990-12-31"), mid25, claim.Supported, ""},
		{c("ALLIED_WITH", "Russia", "North Korea", "at=2023-07-27", "coder=atop"), mid25, claim.NotKnown, "not loaded"},
		// Agreements.
		{c("AGREEMENT_IN_FORCE", "Russia", "agreement/rus-prk-2000", "at=2023-07-27"), "2023-07-31", claim.Supported, "since 2000-10"},
		{c("AGREEMENT_IN_FORCE", "Russia", "agreement/rus-prk-2000", "at=2025-01-01"), mid25, claim.Contradicted, "ended 2024-12-04"},
		{c("AGREEMENT_IN_FORCE", "Russia", "North Korea", "at=2000", "detail=cooperation agreement"), mid25, claim.Supported, "since 2000-10"},
		{c("AGREEMENT_IN_FORCE", "Brazil", "Japan", "at=2000"), mid25, claim.NotKnown, "no list of agreements"},
		{c("AGREEMENT_IN_FORCE", "Russia", "North Korea", "at=2024", "detail=signed"), mid25, claim.Supported, "2024-06-19"},
		// Vetoes and votes: the record is complete within its dates.
		{said("Russia vetoed S/2024/255"), mid25, claim.Supported, "S/2024/255"},
		{said("Russia vetoed S/2024/255"), "2024-03-27", claim.NotKnown, "no roll call"},
		{said("China vetoed S/2024/255"), mid25, claim.Contradicted, "China abstain"},
		{said("China vetoed S/2022/431"), mid25, claim.Supported, ""},
		{c("VETOED", "United States", "", "topic=dprk"), mid25, claim.Contradicted, "none among"},
		{c("VETOED", "Russia", "", "topic=dprk"), mid25, claim.Supported, "S/2022/431"},
		{c("VETOED", "Brazil", "", "topic=syria"), mid25, claim.Contradicted, ""},
		{c("VETOED", "Russia", "", "since=2030"), "2031", claim.NotKnown, "on record to"},
		{c("VETOED_WITH", "Russia", "China", "topic=dprk"), mid25, claim.Supported, "1 veto by both"},
		{c("VETOED_WITH", "Russia", "China", "topic=dprk", "every=1"), mid25, claim.Mixed, "of 2 vetoes by Russia"},
		{c("VETOED_WITH", "Russia", "China", "topic=dprk", "every=1"), "2024-03-27", claim.Supported, "of 1 veto by Russia"},
		{c("VETOED_WITH", "Russia", "United States", "topic=syria"), mid25, claim.Contradicted, "0 vetoes by both"},
		{c("VETOED_WITH", "China", "Russia", "topic=syria", "every=1"), mid25, claim.Supported, ""},
		{c("VOTED", "China", "", "symbol=S/RES/2397(2017)", "detail=yes"), mid25, claim.Supported, "China yes"},
		{c("VOTED", "North Korea", "", "symbol=A/RES/68/262", "detail=no"), mid25, claim.Supported, "no"},
		{c("VOTED", "China", "", "symbol=A/RES/68/262", "detail=no"), mid25, claim.Contradicted, "China abstain"},
		{c("VOTED", "North Korea", "", "symbol=S/RES/2397(2017)", "detail=yes"), mid25, claim.NotKnown, "no member"},
		{c("VOTED", "Russia", "", "symbol=S/RES/9999(2099)", "detail=yes"), mid25, claim.NotKnown, "no roll call on record"},
		{c("VOTES_WITH", "United Kingdom", "France", "body=security_council"), mid25, claim.Supported, "Security Council"},
		{c("VOTES_WITH", "Russia", "China", "topic=ukraine", "body=security_council", "since=2030"), "2031", claim.NotKnown, "at least 10"},
		{c("OPPOSES", "Russia", "United Kingdom", "topic=syria", "body=security_council"), mid25, claim.Mixed, ""},
		{c("OPPOSES", "Russia", "Ukraine", "detail=condemns"), mid25, claim.NotDecidable, ""},
		{c("OPPOSES", "Russia", "Ukraine", "detail=rival", "at=2010"), mid25, claim.NotKnown, "not loaded"},
		// Sanctions.
		{c("SUPPORTED_SANCTIONS", "Russia", "North Korea", "topic=dprk", "agreed=China", "since=2000"), mid25, claim.Supported, "19 of 19"},
		{c("SUPPORTED_SANCTIONS", "Russia", "North Korea", "topic=dprk", "since=2000"), mid25, claim.Mixed, "19 of 21"},
		{c("SUPPORTED_SANCTIONS", "United States", "North Korea", "topic=dprk", "since=2000"), mid25, claim.Supported, ""},
		{c("SUPPORTED_SANCTIONS", "Brazil", "North Korea", "topic=dprk", "at=2015"), mid25, claim.NotKnown, "no vote of it"},
		{c("SANCTIONS", "United States", "Russia", "at=2021"), mid25, claim.NotKnown, "not loaded"},
		// Recognition, by act and by vote.
		{said("North Korea recognises Crimea as part of Russia", "at=2014"), mid25, claim.Supported, "act of recognition"},
		{c("RECOGNISES", "Syria", "Russia", "place=Crimea"), mid25, claim.Consistent, "voted against A/RES/68/262"},
		{c("RECOGNISES", "France", "Russia", "place=Crimea"), mid25, claim.Contradicted, "voted for A/RES/68/262"},
		{c("RECOGNISES", "China", "Russia", "place=Crimea"), mid25, claim.NotKnown, "abstaining"},
		{c("RECOGNISES", "Spain", "Kosovo"), mid25, claim.NotKnown, "no act of recognition"},
		// Trade: nothing loaded is not zero (B33).
		{c("TRADE_NEGLIGIBLE", "North Korea", "Russia"), mid25, claim.NotKnown, "no share"},
		{c("TRADE_DEPENDENT", "North Korea", "China", "at=2016"), mid25, claim.NotKnown, "no share"},
		// Events: none on record is not none.
		{c("VISITED", "Sergei Shoigu", "North Korea", "at=2023-07"), "2023-07-31", claim.Supported, "visits Pyongyang"},
		{c("VISITED", "Kim Jong Un", "Russia", "at=2019"), mid25, claim.Supported, "Vladivostok"},
		{c("VISITED", "Vladimir Putin", "North Korea", "at=2019"), mid25, claim.NotKnown, "no such visit"},
		{c("VISITED", "Donald Trump", "North Korea", "at=2018"), mid25, claim.NotKnown, ""},
		{c("MET", "Donald Trump", "Kim Jong Un", "at=2018"), mid25, claim.Supported, "Singapore"},
		{c("MET", "Donald Trump", "Kim Jong Un", "at=2017"), mid25, claim.NotKnown, ""},
		{c("MET", "Donald Trump", "Kim Jong Un", "at=2019"), "2018-12-31", claim.NotKnown, "after the day of knowledge"},
		{c("ATTENDED", "Sergei Shoigu", "", "detail=Victory Day", "at=2023-07-27"), mid25, claim.Supported, "Korean War"},
		{c("NEVER_BEFORE", "Russia", "event/armistice-anniversary-2023", "detail=ATTENDED", "at=2023-07-27"), mid25, claim.NotKnown, "no earlier one"},
		{c("NEVER_BEFORE", "Russia", "", "detail=VETOED", "topic=dprk", "at=2022-05-26"), mid25, claim.Supported, "none before"},
		{c("NEVER_BEFORE", "Russia", "", "detail=VETOED", "topic=dprk", "at=2024-03-28"), mid25, claim.Contradicted, "S/2022/431"},
		{c("NEVER_BEFORE", "Vladimir Putin", "Kim Jong Un", "detail=MET", "at=2019-04-25"), mid25, claim.NotKnown, ""},
		// Offices (B28, B32).
		{c("HOLDS_OFFICE", "Sergei Shoigu", "Russia", "detail=defence minister", "at=2023-07-26"), mid25, claim.Supported, "Minister of Defence"},
		{c("HOLDS_OFFICE", "Sergei Shoigu", "Russia", "detail=defence minister", "at=2025-01-01"), mid25, claim.Contradicted, "Belousov"},
		{c("LEADS", "Vladimir Putin", "Russia", "at=2023-07-26"), mid25, claim.Supported, "President"},
		{c("LEADS", "Boris Yeltsin", "Russia", "at=2023-07-26"), mid25, claim.Contradicted, "Putin"},
		{c("LEADS", "Vladimir Putin", "Russia", "at=2026-03-01"), "2026-06-30", claim.NotKnown, ""},
		{c("LEADS", "Donald Trump", "United States", "at=2023-07-26"), mid25, claim.Contradicted, "Joe Biden"},
		// War.
		{said("Russia and Ukraine are at war", "at=2023-07-27"), mid25, claim.Supported, "invasion"},
		{said("Russia and Ukraine are at war", "at=2015-07-27"), mid25, claim.NotKnown, ""},
		{said("Russia invaded Ukraine", "at=2022"), mid25, claim.Supported, "full-scale invasion"},
		{said("Brazil invaded Japan"), mid25, claim.NotKnown, "no act of war"},
		// Not decidable, with what would decide.
		{said("North Korea supplies shells to Russia"), mid25, claim.NotDecidable, ""},
		{c("STATES_FOR_AUDIENCE", "organisation/dprk-foreign-media", "", "detail=foreign"), mid25, claim.NotDecidable, ""},
		{c("RETURNS_TO_BASELINE", "North Korea", "", "detail=reform"), mid25, claim.NotDecidable, ""},
		// Following is never proved by votes alone.
		{c("FOLLOWS", "Russia", "China", "topic=dprk", "body=security_council", "since=2000-02-09"), "2023-07-31", claim.Consistent, "not proved"},
		{c("FOLLOWS", "Russia", "United States", "topic=syria", "body=security_council"), mid25, claim.Contradicted, "less than half"},
	})
}

// A claim that cannot be asked so is refused, naming what is missing.
func TestClaimRefused(t *testing.T) {
	s := starterService(t)
	for _, x := range []struct {
		claim claim.Asked
		want  string
	}{
		{said("The weather was fine"), "no claim was understood"},
		{c("ALLIED_WITH", "Russia", ""), "names no object"},
		{c("ALLIED_WITH", "Russia", "Moscow"), "the same"},
		{c("LIKES", "Russia", "China"), "no predicate"},
		{c("ALLIED_WITH", "Russia", "Narnia"), "Narnia"},
		{c("ALLIED_WITH", "Russia", "Korea"), "Korea"},
		{c("ALLIED_WITH", "Russia", "China", "obligation=love"), "no obligation"},
		{c("VOTES_WITH", "Russia", "China", "topic=cheese"), "cheese"},
		{c("VOTES_WITH", "Russia", "China", "since=2020", "until=2010"), "period is empty"},
		{claim.Asked{}, "neither a text nor a predicate"},
	} {
		_, err := s.CheckClaim(t.Context(), x.claim, date(mid25))
		var name *analysis.NameError
		if err == nil || !strings.Contains(err.Error(), x.want) || !analysis.IsBadRequest(err) && !errors.As(err, &name) {
			t.Errorf("%+v: %v, want %q", x.claim, err, x.want)
		}
	}
}

// The article: as of its day the program gives the article's answers; later it
// shows which premises fell, when and by which record.
func TestArticle(t *testing.T) {
	s := starterService(t)
	type row struct {
		then, now claim.Word
		by        string
	}
	same := func(w claim.Word) row { return row{w, w, ""} }
	want := map[string]row{
		"1": {claim.Contradicted, claim.Supported, "2024-12-04 agreement/rus-prk-2024"}, "2": same(claim.NotDecidable), "3": same(claim.Supported),
		"4": {claim.Supported, claim.Contradicted, "2024-12-04 agreement/rus-prk-2000"}, "5": same(claim.Consistent), "5a": same(claim.Supported),
		"5b": {claim.Supported, claim.Mixed, "2024-03-28 rollcall/S/2024/255"}, "6": same(claim.NotDecidable), "7": same(claim.NotKnown), "8": same(claim.NotKnown),
		"9": same(claim.Supported), "10": same(claim.NotDecidable), "11": same(claim.NotDecidable), "12": same(claim.NotDecidable), "13": same(claim.NotDecidable),
		"14": same(claim.Supported), "15": same(claim.NotKnown), "16": same(claim.Consistent), "17": same(claim.NotDecidable), "18": same(claim.NotDecidable),
		"19": same(claim.Consistent), "20": same(claim.NotKnown), "21": same(claim.NotDecidable), "22": same(claim.NotDecidable), "23": same(claim.Consistent),
		"24": same(claim.NotDecidable), "25": same(claim.NotDecidable), "26": {claim.NotDecidable, claim.Contradicted, "2024-06-19 agreement/rus-prk-2024"},
		"27": {claim.NotDecidable, claim.Consistent, "2024-06-19 agreement/rus-prk-2024"}, "28": same(claim.NotDecidable), "29": same(claim.NotDecidable),
	}
	stances := map[string]string{"1": "denies", "2": "denies", "9": "reports", "10": "unproven", "11": "possible", "13": "unproven", "19": "possible", "24": "possible", "25": "reports", "27": "possible", "28": "expects"}
	b, err := s.Brief(t.Context(), "article", date("2026-06-30"))
	if err != nil {
		t.Fatal(err)
	}
	if b.Then != date("2023-07-31") || b.Author.Key.ID != "organisation/article-author" {
		t.Errorf("of %s by %s", b.Then, b.Author.Key)
	}
	seen := map[string]bool{}
	var walk func(x *analysis.BriefClaim)
	walk = func(x *analysis.BriefClaim) {
		for _, p := range x.Premises {
			walk(p)
		}
		n := strings.TrimPrefix(x.Claim.ID, "claim/article-")
		seen[n] = true
		w, ok := want[n]
		if !ok { // reasons of their own under a row
			return
		}
		by := ""
		if x.By != nil {
			by = x.By.Date.String() + " " + x.By.ID
		}
		if x.Then.Word != w.then || x.Now.Word != w.now || by != w.by {
			t.Errorf("%s: then %s, now %s by %q; want %+v\n  %s", n, x.Then.Word, x.Now.Word, by, w, x.Now.Sentence)
		}
		stance := stances[n]
		if stance == "" {
			stance = vocab.StanceAsserts
		}
		if x.Stance != stance {
			t.Errorf("%s: the author %s, want %s", n, x.Stance, stance)
		}
		// As of the text nothing the author asserts is against the record.
		if x.HeldThen == analysis.Fallen {
			t.Errorf("%s falls as of the text: %s", n, x.Then.Sentence)
		}
	}
	for _, r := range b.Roots {
		walk(r)
	}
	for n := range want {
		if !seen[n] {
			t.Errorf("row %s is not in the brief", n)
		}
	}
	happened := map[string]string{}
	for _, w := range b.Watch {
		happened[vocab.Rest(w.Condition.Key)] = w.Happened + " " + w.On.String()
	}
	for id, want := range map[string]string{"rus-prk-defence-pledge": "yes 2024-12-04", "rus-veto-dprk": "yes 2024-03-28", "china-opinion": "yes 2024-03-28", "putin": "no ", "front": "not_decidable ", "rus-prk-trade": "not_known "} {
		if happened[id] != want {
			t.Errorf("%s: %q, want %q", id, happened[id], want)
		}
	}
	then, err := s.Brief(t.Context(), "article", date("2023-07-31"))
	if err != nil || len(then.Changed) != 0 {
		t.Errorf("as of its own day %d claims changed, %v", len(then.Changed), err)
	}
	if _, err := s.Brief(t.Context(), "article", date("2021-12-31")); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("before it was written: %v", err)
	}
}

// Nothing later than the day of knowledge is in a verdict, in what it cites
// included.
func TestAsOfKnowsNothingLater(t *testing.T) {
	s := starterService(t)
	day := date("2023-07-31")
	b, err := s.Brief(t.Context(), "article", day)
	if err != nil {
		t.Fatal(err)
	}
	var walk func(x *analysis.BriefClaim)
	walk = func(x *analysis.BriefClaim) {
		for _, e := range append(x.Now.For, x.Now.Against...) {
			if e.Date.First().Compare(day) > 0 {
				t.Errorf("%s: %+v", x.Claim.ID, e)
			}
		}
		for _, id := range x.Now.Sources {
			if strings.Contains(id, "2024") || strings.Contains(id, "2025") {
				t.Errorf("%s cites %s", x.Claim.ID, id)
			}
		}
		if strings.Contains(x.Now.Sentence, "2024") || strings.Contains(strings.Join(x.Now.Coverage, " "), "2025") {
			t.Errorf("%s: %s %v", x.Claim.ID, x.Now.Sentence, x.Now.Coverage)
		}
		for _, p := range x.Premises {
			walk(p)
		}
	}
	for _, r := range b.Roots {
		walk(r)
	}
}

// ownStore is a starter graph that a test may write to.
func ownStore(t *testing.T) (graph.Store, *analysis.Service) {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), sqlitestore.Memory, vocab.Schema(), sqlitestore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	if _, err := facts.Load(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	service := analysis.New(s, analysis.Options{Today: func() graph.Date { return date(mid25) }})
	t.Cleanup(service.Close)
	return s, service
}

// New records flip verdicts by themselves: a treaty, and a roll call.
func TestNewEvidenceFlips(t *testing.T) {
	ctx := t.Context()
	s, service := ownStore(t)
	word := func(a claim.Asked, want claim.Word) *claim.Verdict {
		t.Helper()
		v, err := service.CheckClaim(ctx, a, graph.Date{})
		if err != nil {
			t.Fatal(err)
		}
		if v.Word != want {
			t.Errorf("%s, want %s: %s", v.Word, want, v.Sentence)
		}
		return v
	}
	ally, veto := c("ALLIED_WITH", "Brazil", "Japan", "at=2025-03-01"), c("VETOED_WITH", "China", "Russia", "topic=dprk", "every=1")
	word(ally, claim.NotKnown)
	before := word(veto, claim.Supported)
	treaty := vocab.Key(vocab.Agreement, "bra-jpn-made-up")
	a, b := vocab.Key(vocab.Country, "BRA"), vocab.Key(vocab.Country, "JPN")
	e := graph.Edge{EdgeKey: graph.EdgeKey{Kind: vocab.AlliedWith, From: a, To: b, ID: "bra-jpn-made-up", Source: "made-up"}, Props: graph.P("since", date("2025-02-01"), "until", date("2025-05-31"), "obligations", []string{"defence"}, "ref", "1")}
	call := vocab.Key(vocab.RollCall, "S/2025/999")
	batch := graph.Batch{Nodes: []graph.Node{
		{Key: treaty, Props: graph.P("name", "A treaty made up", "signed", date("2025-01-15"), "since", date("2025-02-01"), "obligations", []string{"defence"})},
		{Key: call, Props: graph.P("body", "security_council", "kind", "whole", "date", date("2025-06-01"), "symbol", "S/2025/999", "draft", "S/2025/999", "outcome", "vetoed", "vetoedBy", []string{"country/CHN"}, "coded", true)},
	}, Edges: []graph.Edge{e,
		{EdgeKey: graph.EdgeKey{Kind: vocab.Concerns, From: call, To: vocab.Key(vocab.Topic, "dprk"), Source: "made-up"}, Props: graph.P("ref", "1")},
		{EdgeKey: graph.EdgeKey{Kind: vocab.Voted, From: vocab.Key(vocab.Country, "CHN"), To: call, Source: "made-up"}, Props: graph.P("choice", "no", "ref", "1")},
		{EdgeKey: graph.EdgeKey{Kind: vocab.Voted, From: vocab.Key(vocab.Country, "RUS"), To: call, Source: "made-up"}, Props: graph.P("choice", "yes", "ref", "1")},
	}}
	if _, err := s.Upsert(ctx, batch); err != nil {
		t.Fatal(err)
	}
	for i := 0; i < 3000; i++ { // votes are read from a projection that is renewed in the background
		if rev, err := service.Revision(ctx); err != nil || rev != before.Revision {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	word(ally, claim.Supported)
	if after := word(veto, claim.Mixed); after.Revision == before.Revision {
		t.Error("the revision stands still")
	}
	// As of the day before, nothing has changed.
	for d, a := range map[string]claim.Asked{"2025-01-14": c("ALLIED_WITH", "Brazil", "Japan", "at=2025-01-10"), "2025-05-31": veto} {
		v, err := service.CheckClaim(ctx, a, date(d))
		if err != nil || v.Word != map[string]claim.Word{"2025-01-14": claim.NotKnown, "2025-05-31": claim.Supported}[d] {
			t.Errorf("as of %s: %+v, %v", d, v, err)
		}
	}
	// Withdrawn later, it still stood on the days between (B62).
	if _, err := s.Remove(ctx, "made-up", []graph.EdgeKey{e.EdgeKey}); err != nil {
		t.Fatal(err)
	}
	gone := e
	gone.Kind, gone.ID = vocab.Withdrawn, "ALLIED_WITH/"+e.ID
	gone.Props = e.Props.With("relation", "ALLIED_WITH").With("withdrawn", date("2025-06-10"))
	if _, err := s.Upsert(ctx, graph.Batch{Edges: []graph.Edge{gone}}); err != nil {
		t.Fatal(err)
	}
	word(ally, claim.NotKnown)
	if v, err := service.CheckClaim(ctx, ally, date("2025-06-01")); err != nil || v.Word != claim.Supported {
		t.Errorf("before it was withdrawn: %+v, %v", v, err)
	}
}

// The shares by hand: Russia and China on North Korea in the Council, counted
// one by one.
func TestVerdictNumbers(t *testing.T) {
	s := starterService(t)
	v, err := s.CheckClaim(t.Context(), c("VETOED_WITH", "Russia", "China", "topic=dprk"), date(mid25))
	if err != nil {
		t.Fatal(err)
	}
	// One joint veto of Russia's two: Wilson 0.0945 to 0.9055; of China's one.
	for i, want := range []string{"2 0.5000 0.0945 0.9055", "1 1.0000 0.2065 1.0000"} {
		n := v.Numbers[i]
		if got := fmt.Sprintf("%d %.4f %.4f %.4f", n.N, *n.Value, *n.Low, *n.High); got != want {
			t.Errorf("%s: %s, want %s", n.Name, got, want)
		}
	}
	if len(v.For) != 1 || v.For[0].ID != "rollcall/S/2022/431" || len(v.Against) != 1 || v.Against[0].Date != date("2024-03-28") {
		t.Errorf("%+v against %+v", v.For, v.Against)
	}
}

// Claims against the datasets' own records. The shares of 2016 were added up
// from the file by other means: of North Korea's imports by mirror data 91.3 %
// from China and 2.2 % from Russia, of Canada's exports 77.6 % to the United
// States.
func TestVerdictsWorld(t *testing.T) {
	s := worldService(t)
	check(t, s, []verdictCase{
		{c("ALLIED_WITH", "United States", "Japan", "at=2010"), mid25, claim.Supported, ""},
		{c("ALLIED_WITH", "United States", "China", "at=2010"), mid25, claim.Contradicted, "has none"},
		{c("ALLIED_WITH", "Brazil", "Japan", "at=2010"), mid25, claim.Contradicted, ""},
		{c("ALLIED_WITH", "Brazil", "Japan", "at=2023"), mid25, claim.NotKnown, "2018"},
		{c("ALLIED_WITH", "United States", "China", "at=2010", "obligation=consultation"), mid25, claim.Contradicted, ""},
		{c("ALLIED_WITH", "Russia", "North Korea", "at=2010", "coder=atop"), mid25, claim.Contradicted, "atop covers the day"},
		{c("ALLIED_WITH", "Russia", "North Korea", "at=2010", "coder=atop", "obligation=consultation"), mid25, claim.Supported, ""},
		{c("ALLIED_WITH", "Russia", "North Korea", "at=1975", "coder=atop"), mid25, claim.Supported, ""},
		{said("Russia is an ally of North Korea", "at=2023-07-27"), "2023-07-31", claim.Contradicted, "without a pledge of defence"},
		{c("SANCTIONS", "United States", "Cuba", "at=2010"), mid25, claim.Supported, ""},
		{c("SANCTIONS", "United States", "Cuba", "at=2010", "detail=trade"), mid25, claim.Supported, ""},
		{c("SANCTIONS", "United States", "Cuba", "at=2024"), mid25, claim.NotKnown, "2022"},
		{c("SANCTIONS", "United States", "United Kingdom", "at=2010"), mid25, claim.Contradicted, "has none"},
		{c("AT_WAR", "United States", "Iraq", "at=1991"), mid25, claim.Supported, ""},
		{c("AT_WAR", "United States", "United Kingdom", "at=1991"), mid25, claim.Contradicted, "has none"},
		{c("AT_WAR", "United States", "Iraq", "at=2020"), mid25, claim.NotKnown, ""},
		{c("TRADE_DEPENDENT", "Canada", "United States", "at=2016"), mid25, claim.Supported, "77.6 %"},
		{c("TRADE_DEPENDENT", "France", "Germany", "at=2016"), mid25, claim.Contradicted, "20.5 %"},
		{c("TRADE_DEPENDENT", "North Korea", "China", "at=2016"), mid25, claim.Supported, "91.3 %"},
		{c("TRADE_DEPENDENT", "North Korea", "China", "at=2024"), mid25, claim.NotKnown, "of 2016"},
		{c("TRADE_DEPENDENT", "North Korea", "China"), mid25, claim.Consistent, "as last known in 2016"},
		{c("TRADE_NEGLIGIBLE", "North Korea", "Russia", "at=2016"), mid25, claim.Supported, "2.2 %"},
		{c("TRADE_NEGLIGIBLE", "North Korea", "Russia"), "2023-07-31", claim.Consistent, "as last known in 2016"},
		{c("TRADE_NEGLIGIBLE", "Canada", "United States", "at=2016"), mid25, claim.Contradicted, ""},
		{c("TRADE_NEGLIGIBLE", "North Korea", "Russia", "at=2016"), "2015-06-30", claim.NotKnown, "after the day of knowledge"},
		{c("LEADS", "Thatcher", "United Kingdom", "at=1985-06-01"), mid25, claim.Supported, ""},
		{c("LEADS", "Thatcher", "United Kingdom", "at=1995-06-01"), mid25, claim.Contradicted, "Major"},
	})
	// Mirror data are named as such.
	v, err := s.CheckClaim(t.Context(), c("TRADE_NEGLIGIBLE", "North Korea", "Russia", "at=2016"), date(mid25))
	if err != nil || len(v.Numbers) != 1 || !strings.Contains(v.Numbers[0].Note, "mirror data") || v.Numbers[0].Year != 2016 || fmt.Sprintf("%.4f", *v.Numbers[0].Value) != "0.0220" {
		t.Errorf("%+v, %v", v, err)
	}
}

// A verdict is written down where it is new or another, and the history shows
// both what was written and what is computed for the days on which evidence
// came.
func TestVerdictHistory(t *testing.T) {
	ctx := t.Context()
	_, s := ownStore(t)
	for _, x := range []struct {
		asOf string
		want int
	}{{"2023-07-31", 38}, {"2023-08-31", 0}} {
		if n, err := s.WriteVerdicts(ctx, date(x.asOf)); err != nil || n != x.want {
			t.Errorf("as of %s: %d written, %v", x.asOf, n, err)
		}
	}
	if n, err := s.WriteVerdicts(ctx, date("2024-04-01")); err != nil || n == 0 {
		t.Errorf("after the veto: %d, %v", n, err)
	}
	js, err := s.VerdictHistory(ctx, "article-5b")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, j := range js {
		got = append(got, fmt.Sprintf("%s %s %t", j.AsOf, j.Word, j.Written))
	}
	if text, want := strings.Join(got, "; "), "2023-07-31 supported false; 2023-07-31 supported true; 2024-03-28 mixed false; 2024-04-01 mixed true"; text != want {
		t.Errorf("got  %s\nwant %s", text, want)
	}
	if _, err := s.VerdictHistory(ctx, "nothing"); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("no such claim: %v", err)
	}
}
