package schema

import (
	"context"
	"crypto/subtle"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/language/ast"

	"entente/graph"
	"entente/graph/analysis"
)

// mayWrite refuses a mutation that may not be run: one sent as a read, one
// where writing is off, one without the token or with another. nil lets it
// pass, as it does everything but mutations.
func (x *Executor) mayWrite(ctx context.Context, req Request, op *ast.OperationDefinition) *Response {
	if op.Operation != ast.OperationTypeMutation {
		return nil
	}
	var e *Error
	switch {
	case req.ReadOnly:
		r := x.refuse(ctx, badRequest("A mutation must be sent by POST."))
		r.ReadOnly = true
		return r
	case x.token == "":
		e = &Error{Code: Forbidden, Message: "Writing is off. Start the server with a token (ENTENTE_WRITE_TOKEN, or ENTENTE_WRITE_TOKEN_FILE naming a file that has it)."}
	case req.Token == "":
		e = &Error{Code: Unauthenticated, Message: "A mutation needs the token: send it in the header Authorization: Bearer TOKEN."}
	case subtle.ConstantTimeCompare([]byte(req.Token), []byte(x.token)) != 1:
		e = &Error{Code: Forbidden, Message: "The token is not the right one."}
	default:
		return nil
	}
	return x.refuse(ctx, e)
}

// root is the type an operation begins with.
func (x *Executor) root(op *ast.OperationDefinition) *graphql.Object {
	if op.Operation == ast.OperationTypeMutation {
		return x.schema.MutationType()
	}
	return x.schema.QueryType()
}

// scopeArgs are the scope of a finding of absence.
var scopeArgs = []arg{
	{"lookedIn", "Scope of a finding of absence: where was looked. Without a scope such a finding is refused.", listInput(graphql.String), nil},
	{"lookedSince", "Scope: from.", dateScalar, nil},
	{"lookedUntil", "Scope: to.", dateScalar, nil},
}

// mutation declares the writes. Each is one step: all of it is written, or
// nothing.
func (s *api) mutation() *graphql.Object {
	writer, _ := s.q.(analysis.ClaimWriter)
	who := []arg{
		{"by", "Who writes.", mustInput(graphql.String), nil},
		{"reason", "Why.", mustInput(graphql.String), nil},
		{"key", "Idempotency key: a text that names this write and no other. Sent again, it changes nothing and gives the same claim.", mustInput(graphql.String), nil},
	}
	id := arg{"claim", "The id of the claim.", mustInput(graphql.ID), nil}
	by := func(a args) analysis.Write {
		return analysis.Write{Author: a.text("by"), Reason: a.text("reason"), Key: a.text("key")}
	}
	write := func(f func(ctx context.Context, a args) (*analysis.ClaimRecord, error)) graphql.FieldResolveFn {
		return askRoot(func(ctx context.Context, a args) (any, error) {
			if writer == nil {
				return nil, noClaims
			}
			c, err := f(ctx, a)
			if err != nil {
				return nil, err
			}
			return &claimNode{c, graph.Date{}}, nil
		})
	}
	with := func(lists ...[]arg) (out []arg) {
		for _, l := range lists {
			out = append(out, l...)
		}
		return out
	}
	return s.object("Mutation", "What can be written: claims and what belongs to them. Every write has an author, a time and a reason, and stands in the claim's log. A bearer token is needed; without one at the server writing is off.", func() []field {
		return []field{
			{"addClaim", "Enters a claim.", must(s.claim), with([]arg{{"claim", "The claim; its text must be in the writer's own words.", mustInput(s.claimInput), nil},
				{"id", "Its id, without blanks; default made of the text.", graphql.String, nil},
				{"absence", "It is a finding that something is not there.", graphql.Boolean, false}}, scopeArgs, []arg{
				{"premiseOf", "Claims it is a premise of.", listInput(graphql.ID), nil},
				{"contradicts", "Claims it cannot stand beside.", listInput(graphql.ID), nil},
				{"same", "Claims that say the same.", listInput(graphql.ID), nil}}, who),
				write(func(ctx context.Context, a args) (*analysis.ClaimRecord, error) {
					return writer.AddClaim(ctx, by(a), analysis.NewClaim{Asked: a.asked("claim"), ID: a.text("id"), Absence: a.truth("absence"), LookedIn: a.texts("lookedIn"),
						LookedSince: a.date("lookedSince"), LookedUntil: a.date("lookedUntil"), PremiseOf: a.texts("premiseOf"), Contradicts: a.texts("contradicts"), Same: a.texts("same")})
				})},
			{"addStatement", "Enters who says a claim, and how.", must(s.claim), with([]arg{id,
				{"claimant", "Who: a state, an organisation or a person, by any name or id. Not the dataset, not the medium.", mustInput(graphql.String), nil},
				{"stance", "The stance.", mustInput(s.stance), nil},
				{"date", "When.", dateScalar, nil},
				{"audience", "For whom.", graphql.String, nil},
				{"medium", "Where it appeared, in words.", graphql.String, nil},
				{"appearedIn", "The medium, an organisation by name or id.", graphql.String, nil},
				{"reviewedBy", "Who judged it, by name or id.", graphql.String, nil},
				{"review", "The reviewer's word.", graphql.String, nil},
				{"manner", "How: outright, as a quotation, as an inference, in general.", graphql.String, nil},
				{"reliability", "Of the source, A to F.", graphql.String, nil},
				{"credibility", "Of the content, 1 to 6.", graphql.Int, nil},
				{"note", "Remark.", graphql.String, nil}}, scopeArgs, who),
				write(func(ctx context.Context, a args) (*analysis.ClaimRecord, error) {
					return writer.AddStatement(ctx, by(a), analysis.NewStatement{Claim: a.text("claim"), Claimant: a.text("claimant"), Stance: a.text("stance"), Date: a.date("date"), Audience: a.text("audience"),
						Medium: a.text("medium"), AppearedIn: a.text("appearedIn"), ReviewedBy: a.text("reviewedBy"), Judgment: a.text("review"), Manner: a.text("manner"), Reliability: a.text("reliability"),
						Credibility: a.number("credibility", 0), Note: a.text("note"), LookedIn: a.texts("lookedIn"), LookedSince: a.date("lookedSince"), LookedUntil: a.date("lookedUntil")})
				})},
			{"addEvidence", "Links a record to a claim.", must(s.claim), with([]arg{id,
				{"what", "The id of the record: a roll call, an agreement, an event, a claim or a source.", mustInput(graphql.ID), nil},
				{"against", "It speaks against the claim.", graphql.Boolean, false},
				{"note", "Why it bears on the claim.", graphql.String, nil},
				{"query", "The query behind it.", graphql.String, nil}}, who),
				write(func(ctx context.Context, a args) (*analysis.ClaimRecord, error) {
					return writer.AddEvidence(ctx, by(a), analysis.NewEvidence{Claim: a.text("claim"), What: a.text("what"), Against: a.truth("against"), Note: a.text("note"), Query: a.text("query")})
				})},
			{"retract", "Marks a claim as retracted, or as superseded by another. It stays visible, with the reason.", must(s.claim), with([]arg{id,
				{"supersededBy", "The claim that takes its place.", graphql.ID, nil}}, who),
				write(func(ctx context.Context, a args) (*analysis.ClaimRecord, error) {
					return writer.Retract(ctx, by(a), a.text("claim"), a.text("supersededBy"))
				})},
		}
	})
}
