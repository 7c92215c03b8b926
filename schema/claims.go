package schema

import (
	"context"
	"slices"
	"strings"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/language/ast"

	"entente/graph"
	"entente/graph/analysis"
	"entente/graph/claim"
	"entente/graph/vocab"
)

// predicateScalar takes a predicate as a word or as text: ALLIED_WITH or
// "ALLIED_WITH". What it is not known as, the check says with what there is.
var predicateScalar = graphql.NewScalar(graphql.ScalarConfig{
	Name:        "PredicateName",
	Description: `A kind of claim by its name, as a word or as text: ALLIED_WITH, "ALLIED_WITH". See predicates.`,
	Serialize:   func(v any) any { return v },
	ParseValue: func(v any) any {
		if s, ok := v.(string); ok {
			return s
		}
		return nil
	},
	ParseLiteral: func(v ast.Value) any {
		switch v := v.(type) {
		case *ast.StringValue:
			return v.Value
		case *ast.EnumValue:
			return v.Value
		}
		return nil
	},
})

// claimNode is a claim as it is shown, as of a day.
type claimNode struct {
	*analysis.ClaimRecord
	asOf graph.Date
}

// claimTypes are the types of the questions about claims.
type claimTypes struct {
	stance, happened                                                   *graphql.Enum
	claimInput                                                         *graphql.InputObject
	verdict, number, evidence, statementOf, review, linked, watch      *graphql.Object
	logEntry, judgement, brief, briefClaim, claimConnection, predicate *graphql.Object
	condition                                                          *graphql.Object

	// asks answers them; nil where the questions know no claims.
	asks analysis.ClaimQuestions
}

var noClaims = &Error{Code: Unavailable, Message: "This server answers no questions about claims."}

// declareClaims declares them; the enum of verdicts stands with who follows whom.
func (s *api) declareClaims() {
	s.asks, _ = s.q.(analysis.ClaimQuestions)
	s.stance = s.enum("Stance", "How someone stands to a claim.", false,
		word{"ASSERTS", "Says that it is so."}, word{"DENIES", "Says that it is not so."}, word{"REPORTS", "Says that others say so."},
		word{"POSSIBLE", "Holds that it cannot be excluded."}, word{"UNPROVEN", "Found no evidence, within a scope that is told."}, word{"EXPECTS", "Expects it."})
	s.happened = s.enum("Happened", "Whether a condition that is watched has come about.", false,
		word{"YES", "It has."}, word{"NO", "It has not."}, word{"NOT_KNOWN", "The records do not reach."}, word{"NOT_DECIDABLE", "No record held here would tell."})
	s.claimInput = s.input("ClaimInput", "A claim: a sentence of a plain form, or predicate and arguments, or both (what is named goes before what is read).", claimArgs(s))

	n := func(f func(n *claim.Number) any) graphql.FieldResolveFn { return get(f) }
	s.number = s.object("VerdictNumber", "A figure a verdict rests on.", func() []field {
		return []field{
			{"name", "What it is.", must(graphql.String), nil, n(func(n *claim.Number) any { return n.Name })},
			{"value", "The figure; null where it is not known.", graphql.Float, nil, n(func(n *claim.Number) any { return optFloat(n.Value) })},
			{"n", "Of how many.", must(graphql.Int), nil, n(func(n *claim.Number) any { return n.N })},
			{"low", "Lower bound of its 95 % interval.", graphql.Float, nil, n(func(n *claim.Number) any { return optFloat(n.Low) })},
			{"high", "Upper bound.", graphql.Float, nil, n(func(n *claim.Number) any { return optFloat(n.High) })},
			{"unit", "share, count.", graphql.String, nil, n(func(n *claim.Number) any { return optText(n.Unit) })},
			{"year", "The year it is of.", graphql.Int, nil, n(func(n *claim.Number) any { return optInt(n.Year) })},
			{"note", "Whose figure, counted how.", graphql.String, nil, n(func(n *claim.Number) any { return optText(n.Note) })},
			{"source", "The dataset, by import name.", graphql.String, nil, n(func(n *claim.Number) any { return optText(n.Source) })},
		}
	})
	e := func(f func(n *claim.Evidence) any) graphql.FieldResolveFn { return get(f) }
	s.evidence = s.object("Evidence", "A record that speaks for or against a claim.", func() []field {
		return []field{
			{"id", "The id of the record, for node(id:).", must(graphql.ID), nil, e(func(n *claim.Evidence) any { return n.ID })},
			{"date", "Its date.", dateScalar, nil, e(func(n *claim.Evidence) any { return optDate(n.Date) })},
			{"text", "What it says.", must(graphql.String), nil, e(func(n *claim.Evidence) any { return n.Text })},
			{"byHand", "Whether a person linked it; else the check found it.", must(graphql.Boolean), nil, e(func(n *claim.Evidence) any { return n.ByHand })},
			cite(s, "Where it is from.", func(n *claim.Evidence) []string { return n.Sources }),
		}
	})
	v := func(f func(v *claim.Verdict) any) graphql.FieldResolveFn { return get(f) }
	s.verdict = s.object("Verdict", "A claim held against the record: the word, the numbers, the records on either side, how far they reach, and what would change it.", func() []field {
		return []field{
			{"word", "The verdict.", must(s.verdictWord), nil, v(func(v *claim.Verdict) any { return string(v.Word) })},
			{"sentence", "The verdict in a sentence, with what decided it.", must(graphql.String), nil, v(func(v *claim.Verdict) any { return v.Sentence })},
			{"predicate", "The kind of claim; null where it has none.", graphql.String, nil, v(func(v *claim.Verdict) any { return optText(v.Predicate) })},
			{"subject", "Whom the claim was taken to be about.", s.ref, nil, v(func(v *claim.Verdict) any { return keyRef(v.Question.Subject) })},
			{"object", "The other side, as understood.", s.ref, nil, v(func(v *claim.Verdict) any { return keyRef(v.Question.Object) })},
			{"negated", "Whether the claim was taken as a denial.", must(graphql.Boolean), nil, v(func(v *claim.Verdict) any { return v.Question.Negated })},
			{"n", "What it rests on, counted: roll calls, records.", must(graphql.Int), nil, v(func(v *claim.Verdict) any { return v.N })},
			{"numbers", "The figures.", listOf(s.number), nil, v(func(v *claim.Verdict) any { return pointers(v.Numbers) })},
			{"evidenceFor", "Records for it, newest first, at most 25.", listOf(s.evidence), nil, v(func(v *claim.Verdict) any { return pointers(v.For) })},
			{"evidenceAgainst", "Records against it, newest first, at most 25.", listOf(s.evidence), nil, v(func(v *claim.Verdict) any { return pointers(v.Against) })},
			{"moreFor", "Further records for it.", must(graphql.Int), nil, v(func(v *claim.Verdict) any { return v.MoreFor })},
			{"moreAgainst", "Further records against it.", must(graphql.Int), nil, v(func(v *claim.Verdict) any { return v.MoreAgainst })},
			{"coverage", "How far the records reach.", listOf(graphql.String), nil, v(func(v *claim.Verdict) any { return texts(v.Coverage) })},
			{"limits", "What it does not say.", listOf(graphql.String), nil, v(func(v *claim.Verdict) any { return texts(v.Limits) })},
			{"wouldChange", "What would change it.", listOf(graphql.String), nil, v(func(v *claim.Verdict) any { return texts(v.WouldChange) })},
			{"definition", "The check, its threshold and why.", must(graphql.String), nil, v(func(v *claim.Verdict) any { return v.Definition })},
			{"at", "The day judged; null where it was a period.", dateScalar, nil, v(func(v *claim.Verdict) any { return optDate(v.At) })},
			{"since", "First day of the period judged.", dateScalar, nil, v(func(v *claim.Verdict) any { return optDate(v.Since) })},
			{"until", "Last day of it.", dateScalar, nil, v(func(v *claim.Verdict) any { return optDate(v.Until) })},
			{"asOf", "The day of knowledge: nothing later was used.", must(dateScalar), nil, v(func(v *claim.Verdict) any { return v.AsOf })},
			{"revision", "The revision of the records.", must(graphql.String), nil, v(func(v *claim.Verdict) any { return v.Revision })},
			cite(s, "The datasets and citations it rests on.", func(v *claim.Verdict) []string { return v.Sources }),
		}
	})
	st := func(f func(x *analysis.ClaimStatement) any) graphql.FieldResolveFn { return get(f) }
	s.statementOf = s.object("ClaimStatement", "Who says a claim, and how. The claimant, the medium it appeared in and a reviewer are three roles; none of them is the dataset.", func() []field {
		return []field{
			{"claimant", "Who takes the stance.", must(s.ref), nil, st(func(x *analysis.ClaimStatement) any { return x.Claimant })},
			{"stance", "The stance.", must(s.stance), nil, st(func(x *analysis.ClaimStatement) any { return x.Stance })},
			{"date", "When.", dateScalar, nil, st(func(x *analysis.ClaimStatement) any { return optDate(x.Date) })},
			{"audience", "For whom.", graphql.String, nil, st(func(x *analysis.ClaimStatement) any { return optText(x.Audience) })},
			{"medium", "Where it appeared, in words.", graphql.String, nil, st(func(x *analysis.ClaimStatement) any { return optText(x.Medium) })},
			{"manner", "How: outright, as a quotation, as an inference, in general.", graphql.String, nil, st(func(x *analysis.ClaimStatement) any { return optText(x.Manner) })},
			{"appearedIn", "The media it appeared in.", listOf(s.ref), nil, st(func(x *analysis.ClaimStatement) any { return refs(x.AppearedIn) })},
			{"reliability", "Of the source, A to F (Admiralty scale).", graphql.String, nil, st(func(x *analysis.ClaimStatement) any { return optText(x.Reliability) })},
			{"credibility", "Of the content, 1 to 6 (Admiralty scale).", graphql.Int, nil, st(func(x *analysis.ClaimStatement) any { return optInt(x.Credibility) })},
			{"lookedIn", "Of UNPROVEN: where was looked.", listOf(graphql.String), nil, st(func(x *analysis.ClaimStatement) any { return texts(x.LookedIn) })},
			{"lookedSince", "Of UNPROVEN: from.", dateScalar, nil, st(func(x *analysis.ClaimStatement) any { return optDate(x.LookedSince) })},
			{"lookedUntil", "Of UNPROVEN: to.", dateScalar, nil, st(func(x *analysis.ClaimStatement) any { return optDate(x.LookedUntil) })},
			{"note", "Remark.", graphql.String, nil, st(func(x *analysis.ClaimStatement) any { return optText(x.Note) })},
			{"retracted", "Whether it was taken back.", must(graphql.Boolean), nil, st(func(x *analysis.ClaimStatement) any { return x.Status == "retracted" })},
			cite(s, "Where the statement is from.", func(x *analysis.ClaimStatement) []string { return x.SourceIDs() }),
		}
	})
	s.review = s.object("ClaimReview", "Who judged a claim that others made.", func() []field {
		r := func(f func(x *analysis.Review) any) graphql.FieldResolveFn { return get(f) }
		return []field{
			{"reviewer", "Who.", must(s.ref), nil, r(func(x *analysis.Review) any { return x.By })},
			{"verdict", "The reviewer's word.", graphql.String, nil, r(func(x *analysis.Review) any { return optText(x.Verdict) })},
			{"date", "When.", dateScalar, nil, r(func(x *analysis.Review) any { return optDate(x.Date) })},
			{"note", "Remark.", graphql.String, nil, r(func(x *analysis.Review) any { return optText(x.Note) })},
		}
	})
	s.linked = s.object("LinkedEvidence", "Evidence that a person linked to a claim.", func() []field {
		l := func(f func(x *analysis.LinkedEvidence) any) graphql.FieldResolveFn { return get(f) }
		return []field{
			{"what", "The record.", must(s.ref), nil, l(func(x *analysis.LinkedEvidence) any { return x.What })},
			{"against", "Whether it speaks against the claim.", must(graphql.Boolean), nil, l(func(x *analysis.LinkedEvidence) any { return x.Against })},
			{"date", "Date of the record.", dateScalar, nil, l(func(x *analysis.LinkedEvidence) any { return optDate(x.Date) })},
			{"by", "Who linked it.", graphql.String, nil, l(func(x *analysis.LinkedEvidence) any { return optText(x.By) })},
			{"note", "Why.", graphql.String, nil, l(func(x *analysis.LinkedEvidence) any { return optText(x.Note) })},
			{"query", "The query behind it.", graphql.String, nil, l(func(x *analysis.LinkedEvidence) any { return optText(x.Query) })},
			{"retracted", "Whether it was taken back.", must(graphql.Boolean), nil, l(func(x *analysis.LinkedEvidence) any { return x.Status == "retracted" })},
		}
	})
	s.watch = s.object("WatchedCondition", "A thing to watch, and whether it has come about.", func() []field {
		w := func(f func(x *analysis.Watched) any) graphql.FieldResolveFn { return get(f) }
		return []field{
			{"id", "Its id.", must(graphql.ID), nil, w(func(x *analysis.Watched) any { return x.Condition.ID })},
			{"text", "The condition.", must(graphql.String), nil, w(func(x *analysis.Watched) any { return x.Condition.Props.String("text") })},
			{"query", "A query that tells whether it has come about; null where no record held here would.", graphql.String, nil, w(func(x *analysis.Watched) any { return optText(x.Condition.Props.String("query")) })},
			{"since", "Watched from.", dateScalar, nil, w(func(x *analysis.Watched) any { return optDate(x.Condition.Props.Date("since")) })},
			{"note", "What it would change.", graphql.String, nil, w(func(x *analysis.Watched) any { return optText(x.Note) })},
			{"happened", "Whether it has.", must(s.happened), nil, w(func(x *analysis.Watched) any { return x.Happened })},
			{"on", "When; null where it has not.", dateScalar, nil, w(func(x *analysis.Watched) any { return optDate(x.On) })},
			{"sentence", "In a sentence.", must(graphql.String), nil, w(func(x *analysis.Watched) any { return x.Sentence })},
			{"by", "The records that show it.", listOf(s.evidence), nil, w(func(x *analysis.Watched) any { return pointers(x.By) })},
		}
	})
	s.logEntry = s.object("ClaimLogEntry", "An entry of a claim's log.", func() []field {
		l := func(f func(x *analysis.LogEntry) any) graphql.FieldResolveFn { return get(f) }
		return []field{
			{"by", "Who.", must(graphql.String), nil, l(func(x *analysis.LogEntry) any { return x.By })},
			{"time", "When, in UTC.", must(graphql.String), nil, l(func(x *analysis.LogEntry) any { return x.Time })},
			{"action", "added, statement, evidence, retracted, superseded.", must(graphql.String), nil, l(func(x *analysis.LogEntry) any { return x.Action })},
			{"reason", "Why.", must(graphql.String), nil, l(func(x *analysis.LogEntry) any { return x.Reason })},
			{"target", "What it touched.", graphql.String, nil, l(func(x *analysis.LogEntry) any { return optText(x.Target) })},
		}
	})
	s.claim = s.object("Claim", "What someone says is so, in our words, with who says it, what bears on it and what became of it.", s.claimFields, s.node)
	s.claimConnection = s.connection(s.claim, s.info)
	s.judgement = s.object("Judgement", "A verdict at a point of knowledge.", func() []field {
		j := func(f func(x *analysis.Judgement) any) graphql.FieldResolveFn { return get(f) }
		return []field{
			{"asOf", "The day of knowledge.", must(dateScalar), nil, j(func(x *analysis.Judgement) any { return x.AsOf })},
			{"word", "The verdict.", must(s.verdictWord), nil, j(func(x *analysis.Judgement) any { return string(x.Word) })},
			{"n", "What it rests on, counted.", must(graphql.Int), nil, j(func(x *analysis.Judgement) any { return x.N })},
			{"sentence", "In a sentence.", must(graphql.String), nil, j(func(x *analysis.Judgement) any { return x.Sentence })},
			{"written", "Whether it was written down then; else it is computed now for that day.", must(graphql.Boolean), nil, j(func(x *analysis.Judgement) any { return x.Written })},
			{"date", "Day it was written down.", dateScalar, nil, j(func(x *analysis.Judgement) any { return optDate(x.Day) })},
			{"revision", "The revision of the records it was computed from.", must(graphql.String), nil, j(func(x *analysis.Judgement) any { return x.Revision })},
		}
	})
	s.briefClaim = s.object("BriefClaim", "A claim of a text in the order of its argument.", func() []field {
		b := func(f func(x *briefRow) any) graphql.FieldResolveFn { return get(f) }
		return []field{
			{"depth", "0 of a conclusion, 1 of its premises, and so on.", must(graphql.Int), nil, b(func(x *briefRow) any { return x.depth })},
			{"again", "Whether it was told above already.", must(graphql.Boolean), nil, b(func(x *briefRow) any { return x.Again })},
			{"claim", "The claim.", must(s.claim), nil, b(func(x *briefRow) any { return &claimNode{x.Claim, x.asOf} })},
			{"stance", "The author's stance.", s.stance, nil, b(func(x *briefRow) any { return optText(x.Stance) })},
			{"then", "The verdict as of the text.", must(s.verdict), nil, b(func(x *briefRow) any { return x.Then })},
			{"now", "The verdict as of the day asked.", must(s.verdict), nil, b(func(x *briefRow) any { return x.Now })},
			{"heldThen", "Whether it held as the author put it, as of the text: holds, fallen, doubted, open.", must(graphql.String), nil, b(func(x *briefRow) any { return x.HeldThen })},
			{"heldNow", "The same as of the day asked.", must(graphql.String), nil, b(func(x *briefRow) any { return x.HeldNow })},
			{"changedOn", "When what changed the verdict happened.", dateScalar, nil, b(func(x *briefRow) any { return optDate(x.Since) })},
			{"changedBy", "The record that changed it.", s.evidence, nil, b(func(x *briefRow) any {
				if x.By == nil {
					return nil
				}
				return x.By
			})},
			{"newAgainst", "Records since the text that speak against the claim as its author put it.", listOf(s.evidence), nil, b(func(x *briefRow) any { return pointers(x.New) })},
		}
	})
	s.brief = s.object("Brief", "The argument of a text: conclusions, premises, verdicts, and what to watch.", func() []field {
		b := func(f func(x *analysis.Brief) any) graphql.FieldResolveFn { return get(f) }
		return []field{
			{"of", "The text.", must(graphql.String), nil, b(func(x *analysis.Brief) any { return x.Of })},
			{"author", "Who takes the most stances in it.", s.ref, nil, b(func(x *analysis.Brief) any { return optRef(x.Author) })},
			{"then", "The day of the text.", must(dateScalar), nil, b(func(x *analysis.Brief) any { return x.Then })},
			{"asOf", "The day of knowledge.", must(dateScalar), nil, b(func(x *analysis.Brief) any { return x.AsOf })},
			{"claims", "How many claims it makes.", must(graphql.Int), nil, b(func(x *analysis.Brief) any { return x.Claims })},
			{"tree", "The argument: each conclusion followed by its premises.", listOf(s.briefClaim), nil, b(func(x *analysis.Brief) any {
				var out []any
				for _, r := range x.Roots {
					out = briefRows(out, r, 0, x.AsOf)
				}
				return out
			})},
			{"changed", "The claims whose verdict is another than as of the text.", listOf(s.briefClaim), nil, b(func(x *analysis.Brief) any {
				out := []any{}
				for _, c := range x.Changed {
					out = append(out, &briefRow{BriefClaim: c, asOf: x.AsOf})
				}
				return out
			})},
			{"watch", "What to watch.", listOf(s.watch), nil, b(func(x *analysis.Brief) any { return pointers(x.Watch) })},
		}
	})
	s.predicate = s.object("Predicate", "A kind of claim with its check.", func() []field {
		c := func(f func(x *claim.Check) any) graphql.FieldResolveFn { return get(f) }
		def := func(x *claim.Check) vocab.PredicateDef { d, _ := vocab.Predicate(x.Predicate); return d }
		kinds := func(ks []graph.Kind) []string {
			out := []string{}
			for _, k := range ks {
				out = append(out, string(k))
			}
			return out
		}
		return []field{
			{"name", "Its name.", must(graphql.String), nil, c(func(x *claim.Check) any { return x.Predicate })},
			{"doc", "What it says, S being the subject and O the object.", must(graphql.String), nil, c(func(x *claim.Check) any { return def(x).Doc })},
			{"subject", "The kinds of thing its subject can be.", listOf(graphql.String), nil, c(func(x *claim.Check) any { return kinds(def(x).Subject) })},
			{"object", "The kinds of thing its object can be.", listOf(graphql.String), nil, c(func(x *claim.Check) any { return kinds(def(x).Object) })},
			{"detail", "What its detail says; null where it has none.", graphql.String, nil, c(func(x *claim.Check) any { return optText(def(x).Detail) })},
			{"period", "How the period is read.", must(graphql.String), nil, c(func(x *claim.Check) any { return x.Period })},
			{"test", "What is looked up.", must(graphql.String), nil, c(func(x *claim.Check) any { return x.Test })},
			{"threshold", "When it is supported, when contradicted.", must(graphql.String), nil, c(func(x *claim.Check) any { return x.Threshold })},
			{"why", "Why there.", must(graphql.String), nil, c(func(x *claim.Check) any { return x.Why })},
		}
	})
}

// briefRow is a claim of a brief in its place.
type briefRow struct {
	*analysis.BriefClaim
	depth int
	asOf  graph.Date
}

func briefRows(out []any, x *analysis.BriefClaim, depth int, asOf graph.Date) []any {
	out = append(out, &briefRow{x, depth, asOf})
	for _, p := range x.Premises {
		out = briefRows(out, p, depth+1, asOf)
	}
	return out
}

func refs(list []analysis.Ref) []any {
	out := make([]any, len(list))
	for i := range list {
		out[i] = list[i]
	}
	return out
}

func keyRef(k graph.Key) any {
	if k.IsZero() {
		return nil
	}
	return analysis.Ref{Key: k, Name: vocab.Rest(k)}
}

func (s *api) claimFields() []field {
	c := func(f func(x *claimNode) any) graphql.FieldResolveFn { return get(f) }
	text := func(name, doc string) field {
		return field{name, doc, graphql.String, nil, c(func(x *claimNode) any { return optText(x.Props.String(name)) })}
	}
	list := func(name, doc string, f func(x *claimNode) []analysis.Ref) field {
		return field{name, doc, listOf(s.ref), nil, c(func(x *claimNode) any { return refs(f(x)) })}
	}
	return []field{
		{"id", "Its id.", must(graphql.ID), nil, c(func(x *claimNode) any { return x.ID })},
		{"text", "The claim in our words.", must(graphql.String), nil, c(func(x *claimNode) any { return x.Props.String("text") })},
		text("predicate", "What kind of claim; null where no check fits it."),
		{"arguments", "What else the predicate takes, each name=value.", listOf(graphql.String), nil, c(func(x *claimNode) any { return texts(x.Props.Strings("args")) })},
		{"since", "Period claimed, from.", dateScalar, nil, c(func(x *claimNode) any { return optDate(x.Props.Date("since")) })},
		{"until", "Period claimed, to.", dateScalar, nil, c(func(x *claimNode) any { return optDate(x.Props.Date("until")) })},
		{"status", "open, retracted or superseded, as of the day asked. What was taken back stays visible.", must(graphql.String), nil, c(func(x *claimNode) any { return x.Status })},
		{"statusReason", "Why it was taken back.", graphql.String, nil, c(func(x *claimNode) any { return optText(x.StatusReason) })},
		{"subject", "Whom it is about.", s.ref, nil, c(func(x *claimNode) any { return optRef(x.Subject) })},
		list("objects", "The other side of it.", func(x *claimNode) []analysis.Ref { return x.Objects }),
		list("topics", "The matter.", func(x *claimNode) []analysis.Ref { return x.Topics }),
		{"absence", "Whether it is a finding that something is not there; it holds for its scope alone.", must(graphql.Boolean), nil, c(func(x *claimNode) any { return x.Props.Bool("absence") })},
		{"lookedIn", "Scope of a finding of absence: where was looked.", listOf(graphql.String), nil, c(func(x *claimNode) any { return texts(x.Props.Strings("lookedIn")) })},
		{"lookedSince", "Scope: from.", dateScalar, nil, c(func(x *claimNode) any { return optDate(x.Props.Date("lookedSince")) })},
		{"lookedUntil", "Scope: to.", dateScalar, nil, c(func(x *claimNode) any { return optDate(x.Props.Date("lookedUntil")) })},
		{"statements", "Who says it, and how, oldest first.", listOf(s.statementOf), nil, c(func(x *claimNode) any { return pointers(x.Statements) })},
		{"reviews", "Who judged it.", listOf(s.review), nil, c(func(x *claimNode) any { return pointers(x.Reviews) })},
		{"evidence", "Evidence linked by hand; the verdict has what the check found.", listOf(s.linked), nil, c(func(x *claimNode) any { return pointers(x.Evidence) })},
		list("premises", "Claims it rests on.", func(x *claimNode) []analysis.Ref { return x.Premises }),
		list("premiseOf", "Claims that rest on it.", func(x *claimNode) []analysis.Ref { return x.PremiseOf }),
		list("contradicts", "Claims it cannot stand beside.", func(x *claimNode) []analysis.Ref { return x.Contradicts }),
		list("same", "Claims that say the same.", func(x *claimNode) []analysis.Ref { return x.Same }),
		{"watch", "What to watch for it.", listOf(s.watch), nil, c(func(x *claimNode) any { return pointers(x.Watch) })},
		{"log", "Who did what to it, oldest first.", listOf(s.logEntry), nil, c(func(x *claimNode) any { return pointers(x.Log) })},
		{"verdict", "The claim held against the record as of the day asked.", must(s.verdict), nil, ask(func(ctx context.Context, x *claimNode, _ args) (any, error) {
			if s.asks == nil {
				return nil, noClaims
			}
			return s.asks.CheckRecorded(ctx, x.ID, x.asOf)
		})},
		{"warnings", "What to know of it: that it was taken back, and why.", listOf(graphql.String), nil, c(func(x *claimNode) any {
			if x.Status == "open" {
				return []string{}
			}
			return []string{strings.TrimSuffix("The claim is "+x.Status+": "+x.StatusReason, ": ")}
		})},
		cite(s, "The datasets and citations that speak of it.", func(x *claimNode) []string { return x.Sources }),
	}
}

// claimArgs are the fields of a claim that is put in words or by its arguments.
func claimArgs(s *api) []arg {
	return []arg{
		{"text", `The claim as a sentence: "Russia is an ally of North Korea".`, graphql.String, nil},
		{"predicate", "What kind of claim; see predicates. Without it the text is read.", predicateScalar, nil},
		{"subject", "Whom it is about, by any name or id.", graphql.String, nil},
		{"object", "The other side, by any name or id.", graphql.String, nil},
		{"place", "Where, by any name or id of a place.", graphql.String, nil},
		{"topic", "The matter: a topic's id or name, or a country; several with commas.", graphql.String, nil},
		{"body", "The body that votes.", s.body, nil},
		{"symbol", "The symbol of a roll call.", graphql.String, nil},
		{"obligation", "The pledge meant: defence (default), offence, neutrality, non_aggression, consultation, any.", graphql.String, nil},
		{"detail", "What the predicate's detail says: an office, a choice, a kind of sanctions.", graphql.String, nil},
		{"coder", "The one dataset, by import name, that is to judge an alliance.", graphql.String, nil},
		{"agreedWith", "Of sanctions: only those to which this state said yes.", graphql.String, nil},
		{"every", "Each act is meant, not one at least.", graphql.Boolean, false},
		{"negated", "The claim says that it is not so.", graphql.Boolean, false},
		{"sometime", "At some time within the period, not throughout it.", graphql.Boolean, false},
		{"since", "Period claimed, from.", dateScalar, nil},
		{"until", "Period claimed, to.", dateScalar, nil},
		{"at", "The day claimed; goes before since and until.", dateScalar, nil},
	}
}

// asked reads a ClaimInput.
func (a args) asked(name string) claim.Asked {
	m, _ := a[name].(map[string]any)
	f := args(m)
	return claim.Asked{Text: f.text("text"), Predicate: f.text("predicate"), Subject: f.text("subject"), Object: f.text("object"), Place: f.text("place"), Topic: f.text("topic"),
		Body: f.text("body"), Symbol: f.text("symbol"), Obligation: f.text("obligation"), Detail: f.text("detail"), Coder: f.text("coder"), AgreedWith: f.text("agreedWith"),
		Every: f.truth("every"), Negated: f.truth("negated"), Sometime: f.truth("sometime"), Since: f.date("since"), Until: f.date("until"), At: f.date("at")}
}

// claimQueries are the fields of Query about claims.
func (s *api) claimQueries() []field {
	asOf := arg{"asOf", "What was known on this day: nothing later is used; default today.", dateScalar, nil}
	about := func(id string) error {
		return &Error{Code: NotFound, Message: "There is no claim " + quote(id) + "; claims(about:) lists those on record."}
	}
	return []field{
		{"checkClaim", "A claim held against the record.", must(s.verdict), []arg{{"claim", "The claim.", mustInput(s.claimInput), nil}, asOf},
			askRoot(func(ctx context.Context, a args) (any, error) {
				if s.asks == nil {
					return nil, noClaims
				}
				v, err := s.asks.CheckClaim(ctx, a.asked("claim"), a.date("asOf"))
				if isNotFound(err) {
					return nil, &Error{Code: NotFound, Message: "A thing the claim names by id is not on record."}
				}
				if err != nil {
					return nil, err
				}
				return v, nil
			})},
		{"claims", "Claims on record with who says them, those taken back too.", must(s.claimConnection), withPage(
			arg{"about", "Only those about all of these things, by any name or id.", listInput(graphql.String), nil},
			arg{"stance", "Only those to which someone takes one of these stances.", listInput(s.stance), nil},
			arg{"source", "Only those from this source: an import name, a citation, a claimant or a medium.", graphql.String, nil}, asOf,
		), askRoot(func(ctx context.Context, a args) (any, error) {
			if s.asks == nil {
				return nil, noClaims
			}
			cs, err := s.asks.Claims(ctx, a.texts("about"), a.texts("stance"), a.text("source"), a.date("asOf"))
			if err != nil {
				return nil, err
			}
			slices.SortFunc(cs, func(x, y *analysis.ClaimRecord) int { return strings.Compare(x.ID, y.ID) })
			return newPage(a, len(cs), order{id: func(i int) string { return cs[i].ID }, rank: func(int) string { return "" }},
				func(i int) (any, error) { return &claimNode{cs[i], a.date("asOf")}, nil })
		})},
		{"claim", "A claim on record; an error with the code NOT_FOUND where there is none.", s.claim, []arg{{"id", "Its id.", mustInput(graphql.ID), nil}, asOf},
			askRoot(func(ctx context.Context, a args) (any, error) {
				if s.asks == nil {
					return nil, noClaims
				}
				c, err := s.asks.ClaimOf(ctx, a.text("id"), a.date("asOf"))
				if isNotFound(err) {
					return nil, about(a.text("id"))
				}
				if err != nil {
					return nil, err
				}
				return &claimNode{c, a.date("asOf")}, nil
			})},
		{"verdictHistory", "How a claim's verdict changed as evidence appeared: computed for the days it did, and as written down.", listOf(s.judgement), []arg{{"claim", "The id of the claim.", mustInput(graphql.ID), nil}},
			askRoot(func(ctx context.Context, a args) (any, error) {
				if s.asks == nil {
					return nil, noClaims
				}
				js, err := s.asks.VerdictHistory(ctx, a.text("claim"))
				if isNotFound(err) {
					return nil, about(a.text("claim"))
				}
				return pointers(js), err
			})},
		{"brief", "The argument of a text whose claims are on record, as a tree, then and now.", must(s.brief), []arg{{"of", `The text: "article".`, mustInput(graphql.String), nil}, asOf},
			askRoot(func(ctx context.Context, a args) (any, error) {
				if s.asks == nil {
					return nil, noClaims
				}
				b, err := s.asks.Brief(ctx, a.text("of"), a.date("asOf"))
				if isNotFound(err) {
					return nil, &Error{Code: NotFound, Message: "No claims of a text " + quote(a.text("of")) + " are on record as of that day."}
				}
				if err != nil {
					return nil, err
				}
				return b, nil
			})},
		{"predicates", "The kinds of claim that can be checked: what is looked up, the thresholds and why.", listOf(s.predicate), nil,
			askRoot(func(context.Context, args) (any, error) { return pointers(claim.Checks), nil })},
	}
}
