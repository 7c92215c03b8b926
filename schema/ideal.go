package schema

import (
	"context"

	"github.com/graphql-go/graphql"

	"entente/graph/analysis"
)

// idealQueries declares ideal points and gives the fields of Query that answer
// with them.
func (s *api) idealQueries() []field {
	i := func(f func(p *analysis.IdealPoint) any) graphql.FieldResolveFn { return get(f) }
	point := s.object("IdealPoint", "A state's estimated position in a regular session of the General Assembly. Compare positions within a session: order and distance there are what the votes tell.", func() []field {
		return []field{
			{"country", "The state.", must(s.country), nil, i(func(p *analysis.IdealPoint) any { return country{key: p.Country} })},
			{"session", `The regular session: "74". Votes of special and emergency sessions count in the one open on that day.`, must(graphql.String), nil, i(func(p *analysis.IdealPoint) any { return p.Session })},
			{"position", "Posterior mean; mean 0 and standard deviation 1 over all sessions, the United States above Russia.", must(graphql.Float), nil, i(func(p *analysis.IdealPoint) any { return p.Position })},
			{"sd", "Posterior standard deviation.", must(graphql.Float), nil, i(func(p *analysis.IdealPoint) any { return p.SD })},
			{"low", "5 % point.", must(graphql.Float), nil, i(func(p *analysis.IdealPoint) any { return p.Low })},
			{"high", "95 % point.", must(graphql.Float), nil, i(func(p *analysis.IdealPoint) any { return p.High })},
			{"votes", "Votes of the session it rests on.", must(graphql.Int), nil, i(func(p *analysis.IdealPoint) any { return p.Votes })},
			{"rhat", "Split R-hat of the draws; above 1.1 they had not settled.", must(graphql.Float), nil, i(func(p *analysis.IdealPoint) any { return p.RHat })},
			{"fewVotes", "Fewer than 5 votes: mostly the prior, and in no ranking.", must(graphql.Boolean), nil, i(func(p *analysis.IdealPoint) any { return p.FewVotes })},
			{"definition", "What it is, with the reference.", must(graphql.String), nil, i(func(p *analysis.IdealPoint) any { return p.Definition })},
		}
	})
	return []field{
		{"idealPoints", "Estimated positions by regular session of the General Assembly, in the order of session and country. An error with the code NOT_FOUND where the Assembly's votes are not loaded, UNAVAILABLE while they are being computed.", listOf(point), []arg{
			{"of", "The states, by any name; default all.", listInput(graphql.String), nil},
			{"sessions", `Regular sessions: "74"; default all.`, listInput(graphql.String), nil},
		}, askRoot(func(ctx context.Context, a args) (any, error) {
			ps, err := s.q.IdealPoints(ctx, a.texts("of"), a.texts("sessions"))
			if err != nil {
				return nil, err
			}
			out := make([]any, len(ps))
			for i := range ps {
				out[i] = &ps[i]
			}
			return out, nil
		})},
	}
}
