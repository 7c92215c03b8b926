package schema

import (
	"context"

	"github.com/graphql-go/graphql"

	"entente/graph"
	"entente/graph/analysis"
	"entente/graph/vocab"
)

// spelled is whatever holds for a time, by one source.
type spelled interface{ Judged() *analysis.Spell }

// tieTypes are the types of the questions over ties of states.
type tieTypes struct {
	held, officeStatus, direction, sanctionOrder, tradeOrder *graphql.Enum

	ref, answer, coverage, part, tenure, office, officeHolders                             *graphql.Object
	alliance, ally, allies, tie, membership, shared                                        *graphql.Object
	aim, sanction, sanctionConnection                                                      *graphql.Object
	trade, tradeYear, share, sourceSum, statedShare, tradeTotal                            *graphql.Object
	entry, entryConnection, path, step, said, conflict, conflictConnection                 *graphql.Object
	value, statement, statementConnection, agreementConnection, eventConnection, relations *graphql.Object
}

// placed is a value shown at a date, which decides the names of states.
type placed[T any] struct {
	v  T
	at graph.Date
}

func place[T any](list []T, at graph.Date) []any {
	out := make([]any, min(len(list), analysis.MaxRows))
	for i := range out {
		out[i] = &placed[*T]{&list[i], at}
	}
	return out
}

// of makes a resolver over a placed value.
func of[T any](f func(v *T, at graph.Date) any) graphql.FieldResolveFn {
	return get(func(p *placed[*T]) any { return f(p.v, p.at) })
}

func (p *placed[T]) Judged() *analysis.Spell {
	if s, ok := any(p.v).(spelled); ok {
		return s.Judged()
	}
	return &analysis.Spell{}
}

func state(k graph.Key, at graph.Date) any {
	if k.IsZero() {
		return nil
	}
	return country{k, at}
}

func optRef(r analysis.Ref) any {
	if r.Key.IsZero() {
		return nil
	}
	return r
}

func optLong(n *int64) any {
	if n == nil {
		return nil
	}
	return *n
}

func optInt(n int) any {
	if n == 0 {
		return nil
	}
	return n
}

func texts(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// cite makes the field sources of a type.
func cite[T any](s *api, doc string, ids func(T) []string) field {
	return field{"sources", doc, listOf(s.source), nil, ask(func(ctx context.Context, v T, _ args) (any, error) { return s.sources(ctx, ids(v)) })}
}

// spellFields are the fields of whatever holds for a time.
func (s *api) spellFields(more ...field) []field {
	sp := func(f func(v *analysis.Spell) any) graphql.FieldResolveFn {
		return get(func(x spelled) any { return f(x.Judged()) })
	}
	return append(more,
		field{"since", "From; null where the source gives no beginning.", dateScalar, nil, sp(func(v *analysis.Spell) any { return optDate(v.Since) })},
		field{"until", "To; null where the source gives no end, see lastSeen.", dateScalar, nil, sp(func(v *analysis.Spell) any { return optDate(v.Until) })},
		field{"firstSeen", "First day its source is known to say so.", dateScalar, nil, sp(func(v *analysis.Spell) any { return optDate(v.FirstSeen) })},
		field{"lastSeen", "Last day its source speaks of it: an open end is last seen then, and not known after.", dateScalar, nil, sp(func(v *analysis.Spell) any { return optDate(v.LastSeen) })},
		field{"held", "Whether it held at the date asked; null where none was asked.", s.held, nil, sp(func(v *analysis.Spell) any { return optText(string(v.Held)) })},
		field{"note", "Why that is the answer, where the dates alone do not say.", graphql.String, nil, sp(func(v *analysis.Spell) any { return optText(v.Note) })},
		field{"ref", "The record in its source's own numbering.", graphql.String, nil, sp(func(v *analysis.Spell) any { return optText(v.Ref) })},
		cite(s, "The dataset, and the citation where the record names one.", func(x spelled) []string { return x.Judged().SourceIDs() }),
	)
}

// ties declares the types of ties.
func (s *api) ties() {
	s.held = s.enum("Held", "Whether something was so at a date.", false,
		word{"YES", "It was."}, word{"NO", "It was not: a source that is complete for the date does not have it, or its dates are over."},
		word{"POSSIBLE", "Perhaps: the dates on record are too coarse to tell."},
		word{"NOT_KNOWN", "The records end before the date, begin after it, or are not loaded."})
	s.officeStatus = s.enum("OfficeStatus", "How an office stood at a date.", false,
		word{"HELD", "Its holder is on record."}, word{"POSSIBLE", "Perhaps held: the dates are too coarse to tell."},
		word{"LAST_KNOWN", "The last holder on record, whom no source follows to the date."},
		word{"UNDECIDED", "Holders are on record without dates."}, word{"EMPTY", "All holders on record had left, or not yet come."})
	s.direction = s.enum("PledgeDirection", "Who owes a pledge.", false,
		word{"MUTUAL", "Each to the other."}, word{"OWES", "The state asked about owes it to the ally."}, word{"OWED", "The ally owes it to the state asked about."})
	s.sanctionOrder = s.enum("SanctionOrder", "What a list of sanctions is sorted by.", false,
		word{"SINCE", "Their beginning."}, word{"UNTIL", "Their end."}, word{"LAST_SEEN", "The last day their source speaks of."})
	s.tradeOrder = s.enum("TradeOrder", "What years of trade are sorted by.", false,
		word{"YEAR", "The year."}, word{"A_EXPORTS", "Exports of a to b."}, word{"B_EXPORTS", "Exports of b to a."})

	s.ref = s.object("NodeRef", "A thing of the graph by its id, kind and name; node(id:) has the rest.", func() []field {
		return []field{
			{"id", "Its id.", must(graphql.ID), nil, get(func(r analysis.Ref) any { return r.Key.ID })},
			{"kind", "Its kind: Country, Person, Event, …", must(graphql.String), nil, get(func(r analysis.Ref) any { return string(r.Key.Kind) })},
			{"name", "Its name or title.", must(graphql.String), nil, get(func(r analysis.Ref) any { return r.Name })},
		}
	})
	s.answer = s.object("Answer", "Whether something was so at the date, and why that is the answer.", func() []field {
		return []field{
			{"held", "The answer.", must(s.held), nil, get(func(a analysis.Answer) any { return string(a.Held) })},
			{"note", "Why.", graphql.String, nil, get(func(a analysis.Answer) any { return optText(a.Note) })},
			cite(s, "What it rests on.", func(a analysis.Answer) []string { return a.Sources }),
		}
	})
	s.coverage = s.object("Coverage", "What a dataset knows of a subject: beyond it nothing is known, which is no \"no\".", func() []field {
		c := func(f func(c analysis.Coverage) any) graphql.FieldResolveFn { return get(f) }
		return []field{
			{"subject", "What is asked: alliances, leaders, sanctions, …", must(graphql.String), nil, c(func(c analysis.Coverage) any { return c.Subject })},
			{"dataset", "Import name of the dataset.", must(graphql.String), nil, c(func(c analysis.Coverage) any { return c.Dataset })},
			{"loaded", "Whether it is in the store.", must(graphql.Boolean), nil, c(func(c analysis.Coverage) any { return c.Loaded })},
			{"complete", "Whether what it lacks within its period was not so.", must(graphql.Boolean), nil, c(func(c analysis.Coverage) any { return c.Complete })},
			{"since", "First date it covers.", dateScalar, nil, c(func(c analysis.Coverage) any { return optDate(c.Since) })},
			{"until", "Last date it covers.", dateScalar, nil, c(func(c analysis.Coverage) any { return optDate(c.Until) })},
			{"answers", "Whether it is loaded and the date asked lies within its period.", must(graphql.Boolean), nil, c(func(c analysis.Coverage) any { return c.Answers })},
			{"sentence", "The same in words.", must(graphql.String), nil, c(func(c analysis.Coverage) any { return c.Sentence })},
			cite(s, "The dataset.", func(c analysis.Coverage) []string { return c.SourceIDs }),
		}
	})

	s.part = s.object("Participation", "Who took part in an event or is party to an agreement, as one source says.", func() []field {
		return s.spellFields(
			field{"who", "A state, a person or an organisation.", must(s.ref), nil, of(func(p *analysis.Part, _ graph.Date) any { return p.Who })},
			field{"role", "As what: visitor, host, signatory, side_1, …", graphql.String, nil, of(func(p *analysis.Part, _ graph.Date) any { return optText(p.Role) })},
			field{"outcome", "What it got: victory, defeat, …", graphql.String, nil, of(func(p *analysis.Part, _ graph.Date) any { return optText(p.Outcome) })},
			field{"initiator", "Whether it began it, where a source says so.", must(graphql.Boolean), nil, of(func(p *analysis.Part, _ graph.Date) any { return p.Initiator })},
			field{"remark", "The source's remark.", graphql.String, nil, of(func(p *analysis.Part, _ graph.Date) any { return optText(p.Note) })},
		)
	})
	s.tenure = s.object("Tenure", "A post of a person, as one source says.", func() []field {
		return s.spellFields(
			field{"person", "Who.", must(s.ref), nil, of(func(t *analysis.Tenure, _ graph.Date) any { return t.Person })},
			field{"country", "Of which state.", must(s.country), nil, of(func(t *analysis.Tenure, at graph.Date) any { return state(t.Country, at) })},
			field{"office", "The office, as the source names it.", must(graphql.String), nil, of(func(t *analysis.Tenure, _ graph.Date) any { return t.Office })},
			field{"leads", "Whether it is that of a head of state or government.", must(graphql.Boolean), nil, of(func(t *analysis.Tenure, _ graph.Date) any { return t.Leads })},
			field{"entry", "How it was gained, in the source's words.", graphql.String, nil, of(func(t *analysis.Tenure, _ graph.Date) any { return optText(t.Entry) })},
			field{"exit", "How it was lost.", graphql.String, nil, of(func(t *analysis.Tenure, _ graph.Date) any { return optText(t.Exit) })},
			field{"remark", "The source's remark.", graphql.String, nil, of(func(t *analysis.Tenure, _ graph.Date) any { return optText(t.Remark) })},
		)
	})
	s.office = s.object("Office", "An office of a state and who held it at a date.", func() []field {
		return []field{
			{"name", "The office, as its sources name it.", must(graphql.String), nil, of(func(o *analysis.Office, _ graph.Date) any { return o.Name })},
			{"country", "Of which state.", must(s.country), nil, of(func(o *analysis.Office, at graph.Date) any { return state(o.Country, at) })},
			{"leads", "Whether it is that of a head of state or government.", must(graphql.Boolean), nil, of(func(o *analysis.Office, _ graph.Date) any { return o.Leads })},
			{"status", "How it stood.", must(s.officeStatus), nil, of(func(o *analysis.Office, _ graph.Date) any { return o.Status })},
			{"note", "The same in words, where it was not simply held.", graphql.String, nil, of(func(o *analysis.Office, _ graph.Date) any { return optText(o.Note) })},
			{"holders", "Who held it, may have, or is the last known, as the status says; one row for each source.", listOf(s.tenure), nil, of(func(o *analysis.Office, at graph.Date) any { return place(o.Holders, at) })},
			{"last", "Whose post ended last before the date, where it was not held.", s.tenure, nil, of(func(o *analysis.Office, at graph.Date) any {
				if o.Last == nil {
					return nil
				}
				return &placed[*analysis.Tenure]{o.Last, at}
			})},
			{"warnings", "Where sources differ.", listOf(graphql.String), nil, of(func(o *analysis.Office, _ graph.Date) any { return texts(o.Warnings) })},
			cite(s, "Where it is from.", func(p *placed[*analysis.Office]) []string {
				var ids []string
				for i := range p.v.Holders {
					ids = append(ids, p.v.Holders[i].SourceIDs()...)
				}
				if p.v.Last != nil {
					ids = append(ids, p.v.Last.SourceIDs()...)
				}
				return unique(ids)
			}),
		}
	})
	s.officeHolders = s.object("OfficeHolders", "Who held the offices of a state at a date.", func() []field {
		h := func(f func(h *analysis.OfficeHolders) any) graphql.FieldResolveFn { return get(f) }
		return []field{
			{"country", "The state.", must(s.country), nil, h(func(h *analysis.OfficeHolders) any { return state(h.Country, h.At) })},
			{"at", "The date.", must(dateScalar), nil, h(func(h *analysis.OfficeHolders) any { return h.At })},
			{"offices", "Its offices on record, heads of state and government first.", listOf(s.office), nil, h(func(h *analysis.OfficeHolders) any { return place(h.Offices, h.At) })},
			{"notKnown", "Why a leader may be missing: no complete source covers the date. Empty where one does.", listOf(graphql.String), nil, h(func(h *analysis.OfficeHolders) any { return texts(h.NotKnown) })},
			{"coverage", "What each dataset knows at the date.", listOf(s.coverage), nil, h(func(h *analysis.OfficeHolders) any { return h.Coverage })},
			{"warnings", "Where sources differ.", listOf(graphql.String), nil, h(func(h *analysis.OfficeHolders) any { return texts(h.Warnings) })},
			cite(s, "Where it is from.", func(h *analysis.OfficeHolders) []string { return h.Sources }),
		}
	})

	s.alliance = s.object("Alliance", "A spell of an alliance, as one source says: who owes what to whom.", func() []field {
		return s.spellFields(
			field{"a", "The first state.", must(s.country), nil, of(func(x *analysis.Alliance, at graph.Date) any { return state(x.A, at) })},
			field{"b", "The second state.", must(s.country), nil, of(func(x *analysis.Alliance, at graph.Date) any { return state(x.B, at) })},
			field{"obligations", "What either owes the other: defence, offence, neutrality, non_aggression, consultation.", listOf(graphql.String), nil, of(func(x *analysis.Alliance, _ graph.Date) any { return texts(x.Obligations) })},
			field{"aOwes", "What a owes b.", listOf(graphql.String), nil, of(func(x *analysis.Alliance, _ graph.Date) any { return texts(x.AOwes) })},
			field{"bOwes", "What b owes a.", listOf(graphql.String), nil, of(func(x *analysis.Alliance, _ graph.Date) any { return texts(x.BOwes) })},
		)
	})
	s.ally = s.object("Ally", "A state bound by a pledge at a date.", func() []field {
		return []field{
			{"country", "The ally.", must(s.country), nil, of(func(x *analysis.Ally, at graph.Date) any { return state(x.Country, at) })},
			{"obligations", "All that either owed the other.", listOf(graphql.String), nil, of(func(x *analysis.Ally, _ graph.Date) any { return texts(x.Obligations) })},
			{"direction", "Who owed the pledge asked for.", must(s.direction), nil, of(func(x *analysis.Ally, _ graph.Date) any { return x.Direction })},
			{"held", "Whether it was bound at the date.", must(s.held), nil, of(func(x *analysis.Ally, _ graph.Date) any { return string(x.Held) })},
			{"note", "Why that is the answer, where the dates alone do not say.", graphql.String, nil, of(func(x *analysis.Ally, _ graph.Date) any { return optText(x.Note) })},
			{"spells", "The spells it rests on, each with its source.", listOf(s.alliance), nil, of(func(x *analysis.Ally, at graph.Date) any { return place(x.Spells, at) })},
			cite(s, "Where it is from.", func(p *placed[*analysis.Ally]) []string { return p.v.Sources }),
		}
	})
	s.allies = s.object("Allies", "A state's allies at a date.", func() []field {
		a := func(f func(a *analysis.Allies) any) graphql.FieldResolveFn { return get(f) }
		return []field{
			{"of", "The state.", must(s.country), nil, a(func(a *analysis.Allies) any { return state(a.Of, a.At) })},
			{"at", "The date.", must(dateScalar), nil, a(func(a *analysis.Allies) any { return a.At })},
			{"obligation", "The pledge that makes an ally here.", must(graphql.String), nil, a(func(a *analysis.Allies) any { return a.Obligation })},
			{"sentence", "The answer in words.", must(graphql.String), nil, a(func(a *analysis.Allies) any { return a.Sentence })},
			{"allies", "Those surely or possibly bound, in order of id.", listOf(s.ally), nil, a(func(a *analysis.Allies) any { return place(a.Allies, a.At) })},
			{"lastKnown", "Those bound when their source last saw them; now not known.", listOf(s.ally), nil, a(func(a *analysis.Allies) any { return place(a.LastKnown, a.At) })},
			{"notKnown", "Why others may be missing: \"not known after 2018 (ATOP)\". Empty where a complete source covers the date, so that an empty list of allies means none.", listOf(graphql.String), nil, a(func(a *analysis.Allies) any { return texts(a.NotKnown) })},
			{"coverage", "What each dataset knows at the date.", listOf(s.coverage), nil, a(func(a *analysis.Allies) any { return a.Coverage })},
			{"warnings", "Where sources differ.", listOf(graphql.String), nil, a(func(a *analysis.Allies) any { return texts(a.Warnings) })},
			cite(s, "Where it is from.", func(a *analysis.Allies) []string { return a.Sources }),
		}
	})
	s.tie = s.object("Tie", "A spell of war, rivalry or contiguity of two states, as one source says; the same from both ends.", func() []field {
		return s.spellFields(
			field{"relation", "AT_WAR_WITH, RIVAL_OF or CONTIGUOUS_WITH.", must(graphql.String), nil, of(func(x *analysis.Tie, _ graph.Date) any { return x.Relation })},
			field{"a", "The first state.", must(s.country), nil, of(func(x *analysis.Tie, at graph.Date) any { return state(x.A, at) })},
			field{"b", "The second state.", must(s.country), nil, of(func(x *analysis.Tie, at graph.Date) any { return state(x.B, at) })},
			field{"name", "The name the source gives it.", graphql.String, nil, of(func(x *analysis.Tie, _ graph.Date) any { return optText(x.Name) })},
			field{"types", "Of what sort: spatial, positional, …; land, water_12, …", listOf(graphql.String), nil, of(func(x *analysis.Tie, _ graph.Date) any { return texts(x.Types) })},
			field{"event", "The war.", s.ref, nil, of(func(x *analysis.Tie, _ graph.Date) any { return optRef(x.Event) })},
			field{"begunBy", "The one of the two that began it, where it was one of them.", s.country, nil, of(func(x *analysis.Tie, at graph.Date) any { return state(x.BegunBy, at) })},
			field{"remark", "The source's remark.", graphql.String, nil, of(func(x *analysis.Tie, _ graph.Date) any { return optText(x.Remark) })},
		)
	})
	s.membership = s.object("Membership", "A spell of membership, as one source says.", func() []field {
		return s.spellFields(
			field{"member", "The member.", must(s.country), nil, of(func(m *analysis.Membership, at graph.Date) any { return state(m.Member, at) })},
			field{"organisation", "The organisation.", must(s.ref), nil, of(func(m *analysis.Membership, _ graph.Date) any { return m.Organisation })},
			field{"role", "As what: member, permanent, elected.", graphql.String, nil, of(func(m *analysis.Membership, _ graph.Date) any { return optText(m.Role) })},
		)
	})
	s.shared = s.object("SharedMembership", "An organisation both are on record as members of.", func() []field {
		return []field{
			{"organisation", "The organisation.", must(s.ref), nil, of(func(x *analysis.Shared, _ graph.Date) any { return x.Organisation })},
			{"held", "Whether both were members at the date.", must(s.held), nil, of(func(x *analysis.Shared, _ graph.Date) any { return string(x.Held) })},
			{"note", "Why that is the answer.", graphql.String, nil, of(func(x *analysis.Shared, _ graph.Date) any { return optText(x.Note) })},
			{"a", "Memberships of a.", listOf(s.membership), nil, of(func(x *analysis.Shared, at graph.Date) any { return place(x.A, at) })},
			{"b", "Memberships of b.", listOf(s.membership), nil, of(func(x *analysis.Shared, at graph.Date) any { return place(x.B, at) })},
			cite(s, "Where it is from.", func(p *placed[*analysis.Shared]) []string { return p.v.Sources }),
		}
	})
	s.sanctionTypes()
	s.tradeTypes()
	s.listTypes()
	s.relationTypes()
}

func (s *api) sanctionTypes() {
	s.aim = s.object("SanctionAim", "An objective of sanctions and what came of it, as the source judges.", func() []field {
		return []field{
			{"objective", "What for.", must(graphql.String), nil, get(func(a analysis.Aim) any { return a.Objective })},
			{"outcome", "What came of it.", graphql.String, nil, get(func(a analysis.Aim) any { return optText(a.Outcome) })},
		}
	})
	through := func(m *analysis.Membership, at graph.Date) any {
		if m == nil {
			return nil
		}
		return &placed[*analysis.Membership]{m, at}
	}
	s.sanction = s.object("Sanction", "A case of sanctions of one of the two on the other, also through organisations they were members of that day.", func() []field {
		return s.spellFields(
			field{"from", "The sender: a state or an organisation.", must(s.ref), nil, of(func(x *analysis.Sanction, _ graph.Date) any { return x.From })},
			field{"to", "The target: a state or an organisation.", must(s.ref), nil, of(func(x *analysis.Sanction, _ graph.Date) any { return x.To })},
			field{"sender", "The one of the two on the sender's side.", must(s.country), nil, of(func(x *analysis.Sanction, at graph.Date) any { return state(x.Sender, at) })},
			field{"target", "The one of the two on the other side.", must(s.country), nil, of(func(x *analysis.Sanction, at graph.Date) any { return state(x.Target, at) })},
			field{"through", "The sender's membership in the organisation that sends; null where it sends itself.", s.membership, nil, of(func(x *analysis.Sanction, at graph.Date) any { return through(x.Through, at) })},
			field{"targetThrough", "The target's membership in the organisation that is the target; null where it is the target itself.", s.membership, nil, of(func(x *analysis.Sanction, at graph.Date) any { return through(x.TargetThrough, at) })},
			field{"types", "trade, arms, military, financial, travel, other.", listOf(graphql.String), nil, of(func(x *analysis.Sanction, _ graph.Date) any { return texts(x.Types) })},
			field{"aims", "What for, and what came of it.", listOf(s.aim), nil, of(func(x *analysis.Sanction, _ graph.Date) any { return x.Aims })},
			field{"remark", "The source's remark.", graphql.String, nil, of(func(x *analysis.Sanction, _ graph.Date) any { return optText(x.Remark) })},
		)
	})
	s.sanctionConnection = s.connection(s.sanction, s.info)
}

func (s *api) tradeTypes() {
	s.share = s.object("TradeShare", "A partner's share in a state's exports or imports of a year, computed from the flows of one source.", func() []field {
		return []field{
			{"of", "Whose exports or imports.", must(s.country), nil, of(func(x *analysis.Share, at graph.Date) any { return state(x.Of, at) })},
			{"partner", "Whose share.", must(s.country), nil, of(func(x *analysis.Share, at graph.Date) any { return state(x.Partner, at) })},
			{"flow", "exports or imports.", must(graphql.String), nil, of(func(x *analysis.Share, _ graph.Date) any { return x.Flow })},
			{"value", "The share, 0 to 1; null where it is not known, which is never 0.", graphql.Float, nil, of(func(x *analysis.Share, _ graph.Date) any { return optFloat(x.Value) })},
			{"usd", "The flow between the two, US dollars.", longScalar, nil, of(func(x *analysis.Share, _ graph.Date) any { return optLong(x.USD) })},
			{"totalUsd", "All flows it is a share of.", longScalar, nil, of(func(x *analysis.Share, _ graph.Date) any { return optLong(x.Total) })},
			{"partners", "Partners in that total.", must(graphql.Int), nil, of(func(x *analysis.Share, _ graph.Date) any { return x.Partners })},
			{"mirror", "Whether it rests on what the partners report (mirror data).", must(graphql.Boolean), nil, of(func(x *analysis.Share, _ graph.Date) any { return x.Mirror })},
			{"basis", "Whose figures the total is of.", graphql.String, nil, of(func(x *analysis.Share, _ graph.Date) any { return optText(x.Basis) })},
			{"notKnownBecause", "Why there is no value; null where there is one.", graphql.String, nil, of(func(x *analysis.Share, _ graph.Date) any { return optText(x.Why) })},
		}
	})
	s.tradeYear = s.object("TradeYear", "The trade of two states in a year, as one source has it.", func() []field {
		t := func(f func(x *analysis.TradeYear) any) graphql.FieldResolveFn {
			return of(func(x *analysis.TradeYear, _ graph.Date) any { return f(x) })
		}
		return []field{
			{"year", "The year.", must(graphql.Int), nil, t(func(x *analysis.TradeYear) any { return x.Year })},
			{"aExports", "Exports of a to b, US dollars of that year; null where the source has none, which is not 0.", longScalar, nil, t(func(x *analysis.TradeYear) any { return optLong(x.AExports) })},
			{"aReporter", "Who reported them.", graphql.String, nil, t(func(x *analysis.TradeYear) any { return optText(x.AReporter) })},
			{"bExports", "Exports of b to a.", longScalar, nil, t(func(x *analysis.TradeYear) any { return optLong(x.BExports) })},
			{"bReporter", "Who reported them.", graphql.String, nil, t(func(x *analysis.TradeYear) any { return optText(x.BReporter) })},
			{"agreement", "Whether a trade agreement was in force between them, as the source codes it.", graphql.Boolean, nil, t(func(x *analysis.TradeYear) any { return optBool(x.Agreement) })},
			{"shares", "Each one's share in the other's imports and exports of the year.", listOf(s.share), nil, of(func(x *analysis.TradeYear, at graph.Date) any { return place(x.Shares, graph.Year(x.Year)) })},
			cite(s, "Where it is from.", func(p *placed[*analysis.TradeYear]) []string { return p.v.SourceIDs() }),
		}
	})
	s.sourceSum = s.object("TradeSum", "The years of one source that passed the filter, added up; sources are never added.", func() []field {
		return []field{
			{"years", "How many years.", must(graphql.Int), nil, get(func(x analysis.SourceSum) any { return x.Years })},
			{"aExports", "Exports of a to b.", longScalar, nil, get(func(x analysis.SourceSum) any { return optLong(x.AExports) })},
			{"bExports", "Exports of b to a.", longScalar, nil, get(func(x analysis.SourceSum) any { return optLong(x.BExports) })},
			cite(s, "The source.", func(x analysis.SourceSum) []string { return []string{x.Source} }),
		}
	})
	s.statedShare = s.object("StatedShare", "A share as a source states it, beside what the flows give; the two are never averaged.", func() []field {
		return []field{
			{"of", "Whose exports or imports.", must(s.country), nil, of(func(x *analysis.StatedShare, at graph.Date) any { return state(x.Of, at) })},
			{"partner", "Whose share.", must(s.country), nil, of(func(x *analysis.StatedShare, at graph.Date) any { return state(x.Partner, at) })},
			{"flow", "exports or imports.", must(graphql.String), nil, of(func(x *analysis.StatedShare, _ graph.Date) any { return x.Flow })},
			{"year", "The year of the data; null where the source gives none.", graphql.Int, nil, of(func(x *analysis.StatedShare, _ graph.Date) any { return optInt(x.Year) })},
			{"value", "The share stated, 0 to 1.", must(graphql.Float), nil, of(func(x *analysis.StatedShare, _ graph.Date) any { return x.Value })},
			{"rank", "Place in the source's list.", graphql.Int, nil, of(func(x *analysis.StatedShare, _ graph.Date) any { return optInt(x.Rank) })},
			{"firstSeen", "First day the source said so.", dateScalar, nil, of(func(x *analysis.StatedShare, _ graph.Date) any { return optDate(x.FirstSeen) })},
			{"lastSeen", "Last day the source said so.", dateScalar, nil, of(func(x *analysis.StatedShare, _ graph.Date) any { return optDate(x.LastSeen) })},
			{"computed", "The share from the flows of that year, or of the nearest within two years.", graphql.Float, nil, of(func(x *analysis.StatedShare, _ graph.Date) any { return optFloat(x.Computed) })},
			{"computedYear", "The year of that.", graphql.Int, nil, of(func(x *analysis.StatedShare, _ graph.Date) any { return optInt(x.ComputedYear) })},
			{"conflict", "Whether the two differ by an order of magnitude.", must(graphql.Boolean), nil, of(func(x *analysis.StatedShare, _ graph.Date) any { return x.Conflict })},
			cite(s, "Where it is from.", func(p *placed[*analysis.StatedShare]) []string { return p.v.SourceIDs() }),
		}
	})
	s.tradeTotal = s.object("TradeTotal", "All trade of a state in a year, as a source states it.", func() []field {
		return []field{
			{"of", "The state.", must(s.country), nil, of(func(x *analysis.TradeTotal, at graph.Date) any { return state(x.Of, graph.Year(x.Year)) })},
			{"year", "The year.", must(graphql.Int), nil, of(func(x *analysis.TradeTotal, _ graph.Date) any { return x.Year })},
			{"importsUsd", "Imports, US dollars of that year; null where not known.", longScalar, nil, of(func(x *analysis.TradeTotal, _ graph.Date) any { return optLong(x.ImportsUSD) })},
			{"exportsUsd", "Exports.", longScalar, nil, of(func(x *analysis.TradeTotal, _ graph.Date) any { return optLong(x.ExportsUSD) })},
			cite(s, "Where it is from.", func(p *placed[*analysis.TradeTotal]) []string { return p.v.SourceIDs() }),
		}
	})
	s.trade = s.object("Trade", "The trade of two states.", func() []field {
		return []field{
			{"years", "By year and source.", listOf(s.tradeYear), nil, of(func(x *analysis.Trade, at graph.Date) any { return place(x.Years, at) })},
			{"sums", "The years listed, added up source by source.", listOf(s.sourceSum), nil, of(func(x *analysis.Trade, _ graph.Date) any { return x.Sum.BySource })},
			{"stated", "Shares as sources state them.", listOf(s.statedShare), nil, of(func(x *analysis.Trade, at graph.Date) any { return place(x.Stated, at) })},
			{"totals", "All trade of either, as sources state it.", listOf(s.tradeTotal), nil, of(func(x *analysis.Trade, at graph.Date) any { return place(x.Totals, at) })},
			{"coverage", "What each dataset knows.", listOf(s.coverage), nil, of(func(x *analysis.Trade, _ graph.Date) any { return x.Coverage })},
			{"warnings", "Where sources differ by an order.", listOf(graphql.String), nil, of(func(x *analysis.Trade, _ graph.Date) any { return texts(x.Warnings) })},
			cite(s, "Where it is from.", func(p *placed[*analysis.Trade]) []string { return p.v.Sources }),
		}
	})
}

func (s *api) listTypes() {
	s.entry = s.object("TimelineEntry", "A dated line: something that happened, began or ended.", func() []field {
		e := func(f func(e *analysis.Entry) any) graphql.FieldResolveFn { return get(f) }
		return []field{
			{"date", "When, at the precision known.", must(dateScalar), nil, e(func(e *analysis.Entry) any { return e.Date })},
			{"until", "Last day of what lasted.", dateScalar, nil, e(func(e *analysis.Entry) any { return optDate(e.Until) })},
			{"kind", "An event's kind, or agreement, alliance, sanctions, war, rivalry, contiguity, leader, membership, split, veto.", must(graphql.String), nil, e(func(e *analysis.Entry) any { return e.Kind })},
			{"text", "What.", must(graphql.String), nil, e(func(e *analysis.Entry) any { return e.Text })},
			{"held", "Whether it surely lies in the period asked for: POSSIBLE where its date is coarser.", must(s.held), nil, e(func(e *analysis.Entry) any { return string(e.Held) })},
			{"about", "The thing it is about.", s.ref, nil, e(func(e *analysis.Entry) any { return optRef(e.Ref) })},
			cite(s, "Where it is from.", func(e *analysis.Entry) []string { return e.Sources }),
		}
	})
	s.entryConnection = s.connection(s.entry, s.info)

	s.step = s.object("PathStep", "One relation of a path.", func() []field {
		return []field{
			{"from", "Where the step begins.", must(s.ref), nil, get(func(x *analysis.Step) any { return x.From })},
			{"to", "Where it ends.", must(s.ref), nil, get(func(x *analysis.Step) any { return x.To })},
			{"relation", "The relation, as in Cypher.", must(graphql.String), nil, get(func(x *analysis.Step) any { return x.Relation })},
			{"forward", "Whether the relation leads from from to to.", must(graphql.Boolean), nil, get(func(x *analysis.Step) any { return x.Forward })},
			{"since", "Its first date.", dateScalar, nil, get(func(x *analysis.Step) any { return optDate(x.Spells[0].Since) })},
			{"until", "Its last date; null where an end is open.", dateScalar, nil, get(func(x *analysis.Step) any {
				var last graph.Date
				for _, v := range x.Spells {
					if v.Until.IsZero() {
						return nil
					}
					if v.Until.Compare(last) > 0 {
						last = v.Until
					}
				}
				return optDate(last)
			})},
			{"spells", "How many spells and sources stand behind it.", must(graphql.Int), nil, get(func(x *analysis.Step) any { return len(x.Spells) })},
			cite(s, "Where it is from.", func(x *analysis.Step) []string { return x.Sources }),
		}
	})
	s.path = s.object("Path", "A shortest way from one thing to another.", func() []field {
		return []field{
			{"length", "Relations in it.", must(graphql.Int), nil, get(func(p analysis.Path) any { return len(p.Steps) })},
			{"steps", "Its relations in order.", listOf(s.step), nil, get(func(p analysis.Path) any {
				out := make([]any, len(p.Steps))
				for i := range p.Steps {
					out[i] = &p.Steps[i]
				}
				return out
			})},
		}
	})

	s.said = s.object("ConflictValue", "One value and who says so.", func() []field {
		return []field{
			{"value", "The value.", must(graphql.String), nil, get(func(v analysis.Said) any { return v.Value })},
			{"picked", "Whether it is the one that answers use.", must(graphql.Boolean), nil, get(func(v analysis.Said) any { return v.Picked })},
			cite(s, "Who says so; empty for a value settled on import that none gives as it stands.", func(v analysis.Said) []string { return v.Sources }),
		}
	})
	s.conflict = s.object("Conflict", "A fact on which sources differ. All that is said is kept; a stated rule picks one value.", func() []field {
		c := func(f func(c *analysis.Conflict) any) graphql.FieldResolveFn { return get(f) }
		return []field{
			{"kind", "vote, roll_call_date, roll_call_tally, office, alliance, trade_share, event_date.", must(graphql.String), nil, c(func(c *analysis.Conflict) any { return c.Kind })},
			{"date", "Date of the fact.", dateScalar, nil, c(func(c *analysis.Conflict) any { return optDate(c.Date) })},
			{"about", "The thing.", must(s.ref), nil, c(func(c *analysis.Conflict) any { return c.About })},
			{"of", "The states it is about.", listOf(s.ref), nil, c(func(c *analysis.Conflict) any { return c.Of })},
			{"text", "All of it in words.", must(graphql.String), nil, c(func(c *analysis.Conflict) any { return c.Text })},
			{"values", "What each says.", listOf(s.said), nil, c(func(c *analysis.Conflict) any { return c.Values })},
			{"picked", "The value that answers use.", graphql.String, nil, c(func(c *analysis.Conflict) any { return optText(c.Picked) })},
			{"rule", "The rule it was picked by: the precedence for this kind of fact.", must(graphql.String), nil, c(func(c *analysis.Conflict) any { return c.Rule })},
			cite(s, "All who say something.", func(c *analysis.Conflict) []string {
				var ids []string
				for _, v := range c.Values {
					ids = append(ids, v.Sources...)
				}
				return unique(ids)
			}),
		}
	})
	s.conflictConnection = s.connection(s.conflict, s.info)

	s.value = s.object("StatementValue", "A property as a source gives it.", func() []field {
		return []field{
			{"name", "Its name, as in Cypher.", must(graphql.String), nil, get(func(v analysis.Value) any { return v.Name })},
			{"value", "Its value as text.", must(graphql.String), nil, get(func(v analysis.Value) any { return v.Value })},
		}
	})
	s.statement = s.object("Statement", "What one source says of a thing.", func() []field {
		x := func(f func(x *analysis.Statement) any) graphql.FieldResolveFn {
			return of(func(x *analysis.Statement, _ graph.Date) any { return f(x) })
		}
		return s.spellFields(
			field{"relation", "The relation, as in Cypher; REPORTS where the source gives values of the thing itself.", must(graphql.String), nil, x(func(x *analysis.Statement) any { return x.Relation })},
			field{"other", "The other end; the source itself of REPORTS.", must(s.ref), nil, x(func(x *analysis.Statement) any { return x.Other })},
			field{"forward", "Whether the relation leads from the thing to the other.", must(graphql.Boolean), nil, x(func(x *analysis.Statement) any { return x.Forward })},
			field{"text", "All of it in words.", must(graphql.String), nil, x(func(x *analysis.Statement) any { return x.Text })},
			field{"values", "What it says, property by property.", listOf(s.value), nil, x(func(x *analysis.Statement) any { return x.Values })},
			field{"withdrawn", "The day its source was found to have taken it back; null where it stands, or the day is not recorded.", dateScalar, nil, x(func(x *analysis.Statement) any { return optDate(x.Withdrawn) })},
			field{"isWithdrawn", "Whether its source took it back.", must(graphql.Boolean), nil, x(func(x *analysis.Statement) any { return x.Gone })},
			field{"present", "Whether it stood at the date asked.", must(graphql.Boolean), nil, x(func(x *analysis.Statement) any { return x.Present })},
		)
	})
	s.statementConnection = s.connection(s.statement, s.info)
	s.agreementConnection = s.connection(s.agreement, s.info)
	s.eventConnection = s.connection(s.event, s.info)
}

// unique keeps the first of each.
func unique(ids []string) []string {
	seen := map[string]bool{}
	out := []string{}
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	return out
}

func (s *api) relationTypes() {
	type rel = analysis.Relations
	r := func(f func(r *rel) any) graphql.FieldResolveFn { return get(f) }
	q := func(f func(ctx context.Context, r *rel, a args) (any, error)) graphql.FieldResolveFn { return ask(f) }
	ties := func(kind graph.Relation) graphql.FieldResolveFn {
		return q(func(ctx context.Context, r *rel, _ args) (any, error) {
			ts, err := r.Ties(ctx, kind)
			return place(ts, r.At), err
		})
	}
	tied := func(kind graph.Relation) graphql.FieldResolveFn {
		return q(func(ctx context.Context, r *rel, _ args) (any, error) { return r.Tied(ctx, kind) })
	}
	leaders := func(of func(r *rel) graph.Key) graphql.FieldResolveFn {
		return q(func(ctx context.Context, r *rel, _ args) (any, error) {
			os, err := r.Leaders(ctx, of(r))
			return place(os, r.At), err
		})
	}
	s.relations = s.object("Relations", "Everything between two states: votes, agreements, alliances, sanctions, trade, wars, meetings, each with dates, sources and how it stood at the date.", func() []field {
		return []field{
			{"a", "The first state.", must(s.country), nil, r(func(r *rel) any { return state(r.A, r.At) })},
			{"b", "The second state.", must(s.country), nil, r(func(r *rel) any { return state(r.B, r.At) })},
			{"at", "The date at which things are judged.", must(dateScalar), nil, r(func(r *rel) any { return r.At })},
			{"since", "First day of what is listed over time; null where unbounded.", dateScalar, nil, r(func(r *rel) any { return optDate(r.Since) })},
			{"until", "Last day of it.", dateScalar, nil, r(func(r *rel) any { return optDate(r.Until) })},
			{"sentence", "What stood between them at the date, in one sentence.", must(graphql.String), nil, q(func(ctx context.Context, r *rel, _ args) (any, error) { return r.Sentence(ctx) })},
			{"votes", "How they voted, over the period; by body within.", must(s.alignment), nil, q(func(ctx context.Context, r *rel, _ args) (any, error) {
				p, err := r.Votes(ctx)
				if err != nil {
					return nil, err
				}
				return &pair{p, appliedAt(p.Applied())}, nil
			})},
			{"allied", "Whether either owed the other a pledge at the date.", must(s.answer), []arg{obligationArg},
				q(func(ctx context.Context, r *rel, a args) (any, error) { return r.Allied(ctx, a.text("obligation")) })},
			{"alliances", "Alliance spells over the period, oldest first, by source.", listOf(s.alliance), nil, q(func(ctx context.Context, r *rel, _ args) (any, error) {
				as, err := r.Alliances(ctx)
				return place(as, r.At), err
			})},
			{"agreements", "Agreements both are party to, oldest first; held says which were in force at the date.", listOf(s.agreement), []arg{
				{"kind", "Only of this kind: alliance, friendship, armistice, trade, other.", graphql.String, nil},
			}, q(func(ctx context.Context, r *rel, a args) (any, error) {
				ts, err := r.Agreements(ctx, a.text("kind"))
				if err != nil {
					return nil, err
				}
				return s.filled(ctx, ts[:min(len(ts), analysis.MaxRows)], r.At)
			})},
			{"sanctions", "Cases of sanctions either way, by themselves and through organisations they were members of.", must(s.sanctionConnection), withPage(
				arg{"types", "Only those of any of these types: trade, arms, military, financial, travel, other.", listInput(graphql.String), nil},
				arg{"held", "Only those that stand so at the date.", listInput(s.held), nil},
				arg{"target", `Only those on "a" or on "b".`, graphql.String, nil},
				arg{"direct", "true: by and on the states themselves; false: through organisations.", graphql.Boolean, nil},
				arg{"since", "Only those that touch the time from this day.", dateScalar, nil},
				arg{"until", "Only those that touch the time to this day.", dateScalar, nil},
				arg{"orderBy", "What they are sorted by; default SINCE.", s.sanctionOrder, nil},
				arg{"descending", "Last first.", graphql.Boolean, false},
			), q(func(ctx context.Context, r *rel, a args) (any, error) {
				f := analysis.SanctionFilter{Types: a.texts("types"), Target: a.text("target"), Direct: a.maybe("direct"), Since: a.date("since"), Until: a.date("until"), OrderBy: a.text("orderBy"), Descending: a.truth("descending")}
				for _, h := range a.texts("held") {
					f.Held = append(f.Held, analysis.Held(h))
				}
				ss, err := r.Sanctions(ctx, f)
				if err != nil {
					return nil, err
				}
				o := order{id: func(i int) string {
					return ss[i].Source + "/" + ss[i].Ref + "/" + ss[i].From.Key.ID + "/" + ss[i].To.Key.ID + "/" + ss[i].Sender.ID + "/" + ss[i].Since.String()
				}, rank: func(i int) string {
					return map[string]graph.Date{"until": ss[i].Until, "last_seen": ss[i].LastSeen}[f.OrderBy].String()
				}, descending: f.Descending}
				if f.OrderBy == "" || f.OrderBy == "since" {
					o.rank = func(i int) string { return ss[i].Since.String() }
				}
				return newPage(a, len(ss), o, func(i int) (any, error) { return &placed[*analysis.Sanction]{&ss[i], r.At}, nil })
			})},
			{"trade", "Their trade by year and source, and each one's share in the other's.", must(s.trade), []arg{
				{"sinceYear", "First year.", graphql.Int, nil},
				{"untilYear", "Last year.", graphql.Int, nil},
				{"sources", "Only these datasets, by import name.", listInput(graphql.String), nil},
				{"minUsd", "Only years in which either exported at least that.", longScalar, nil},
				{"agreement", "Only years with a trade agreement in force as the source codes it, or only those without.", graphql.Boolean, nil},
				{"orderBy", "What the years are sorted by; default YEAR.", s.tradeOrder, nil},
				{"descending", "Last or largest first.", graphql.Boolean, false},
			}, q(func(ctx context.Context, r *rel, a args) (any, error) {
				f := analysis.TradeFilter{SinceYear: a.number("sinceYear", 0), UntilYear: a.number("untilYear", 0), Sources: a.texts("sources"),
					Agreement: a.maybe("agreement"), OrderBy: a.text("orderBy"), Descending: a.truth("descending")}
				f.MinUSD, _ = a["minUsd"].(int64)
				t, err := r.Trade(ctx, f)
				return &placed[*analysis.Trade]{t, r.At}, err
			})},
			{"atWar", "Whether they fought on opposite sides of a war at the date.", must(s.answer), nil, tied(vocab.AtWarWith)},
			{"wars", "Wars in which they fought on opposite sides, oldest first.", listOf(s.tie), nil, ties(vocab.AtWarWith)},
			{"rivals", "Whether a source's coders judge them rivals at the date.", must(s.answer), nil, tied(vocab.RivalOf)},
			{"rivalries", "Spells of rivalry, oldest first.", listOf(s.tie), nil, ties(vocab.RivalOf)},
			{"contiguous", "Whether they were neighbours at the date.", must(s.answer), nil, tied(vocab.Contiguous)},
			{"contiguity", "Spells of contiguity, oldest first.", listOf(s.tie), nil, ties(vocab.Contiguous)},
			{"events", "Events both took part in over the period, oldest first: visits, meetings, calls, summits, wars, …", must(s.eventConnection), withPage(
				arg{"kinds", "Only of these kinds: visit, meeting, summit, call, statement, …", listInput(graphql.String), nil},
			), q(func(ctx context.Context, r *rel, a args) (any, error) {
				ns, err := r.Events(ctx, a.texts("kinds"))
				if err != nil {
					return nil, err
				}
				return s.eventPage(ctx, a, ns, r.Since, r.Until)
			})},
			{"memberships", "Organisations both were members of at the date; with ever also those at another time of the period.", listOf(s.shared), []arg{
				{"ever", "Also those not shared at the date.", graphql.Boolean, false},
			}, q(func(ctx context.Context, r *rel, a args) (any, error) {
				ms, err := r.Memberships(ctx, a.truth("ever"))
				return place(ms, r.At), err
			})},
			{"aLeaders", "Who led a at the date.", listOf(s.office), nil, leaders(func(r *rel) graph.Key { return r.A })},
			{"bLeaders", "Who led b at the date.", listOf(s.office), nil, leaders(func(r *rel) graph.Key { return r.B })},
			{"timeline", "All of it in order of date, over the period.", must(s.entryConnection), withPage(),
				q(func(ctx context.Context, r *rel, a args) (any, error) { return s.timelinePage(ctx, a, r) })},
			{"conflicts", "Facts about the two on which sources differ, newest first.", must(s.conflictConnection), withPage(
				arg{"kind", "Only of this kind.", graphql.String, nil},
			), q(func(ctx context.Context, r *rel, a args) (any, error) {
				cs, err := r.Conflicts(ctx, a.text("kind"))
				if err != nil {
					return nil, err
				}
				return conflictPage(a, cs)
			})},
			{"coverage", "What each dataset knows at the date.", listOf(s.coverage), nil, r(func(r *rel) any { return r.Coverage() })},
			{"warnings", "Where sources differ at the date, and what is not known.", listOf(graphql.String), nil, q(func(ctx context.Context, r *rel, _ args) (any, error) {
				w, err := r.Warnings(ctx)
				return texts(w), err
			})},
			{"sources", "What the answer rests on.", listOf(s.source), nil, q(func(ctx context.Context, r *rel, _ args) (any, error) {
				ids, err := r.Sources(ctx)
				if err != nil {
					return nil, err
				}
				return s.sources(ctx, ids)
			})},
		}
	})
}

var obligationArg = arg{"obligation", "The pledge: defence, offence, neutrality, non_aggression, consultation, …, or any.", graphql.String, analysis.DefaultObligation}

// filled reads what is said of agreements or events whose judgement stands.
func (s *api) filled(ctx context.Context, ts []*analysis.Thing, at graph.Date) ([]*analysis.Thing, error) {
	keys := make([]graph.Key, len(ts))
	for i, t := range ts {
		keys[i] = t.Key
	}
	full, err := s.q.Things(ctx, keys, at)
	if err != nil {
		return nil, err
	}
	by := map[graph.Key]*analysis.Thing{}
	for _, t := range ts {
		by[t.Key] = t
	}
	for _, t := range full {
		t.Held, t.HeldNote = by[t.Key].Held, by[t.Key].HeldNote
	}
	return full, nil
}

// thingPage makes a page whose rows are read together once the page is known
// (B78).
func thingPage(a args, n int, o order, key func(i int) graph.Key, read func(keys []graph.Key) ([]*analysis.Thing, error)) (*page, error) {
	rows := map[graph.Key]*analysis.Thing{}
	p, err := newPage(a, n, o, func(i int) (any, error) {
		if t := rows[key(i)]; t != nil {
			return t, nil
		}
		return nil, graph.ErrChanged // it went between the two readings
	})
	if err != nil {
		return nil, err
	}
	var keys []graph.Key
	for i := p.from; i < p.to; i++ {
		keys = append(keys, key(i))
	}
	ts, err := read(keys)
	for _, t := range ts {
		rows[t.Key] = t
	}
	return p, err
}

func (s *api) eventPage(ctx context.Context, a args, ns []graph.Node, since, until graph.Date) (any, error) {
	o := order{id: func(i int) string { return ns[i].ID }, rank: func(i int) string { return ns[i].Props.Date("since").String() }}
	return thingPage(a, len(ns), o, func(i int) graph.Key { return ns[i].Key },
		func(keys []graph.Key) ([]*analysis.Thing, error) { return s.q.EventThings(ctx, keys, since, until) })
}

func (s *api) timelinePage(ctx context.Context, a args, r *analysis.Relations) (any, error) {
	es, err := r.Timeline(ctx)
	if err != nil {
		return nil, err
	}
	o := order{id: func(i int) string { return es[i].ID }, rank: func(i int) string { return es[i].Date.String() }}
	return newPage(a, len(es), o, func(i int) (any, error) { return &es[i], nil })
}

func conflictPage(a args, cs []analysis.Conflict) (any, error) {
	o := order{id: func(i int) string { return cs[i].ID }, rank: func(i int) string { return cs[i].Date.String() }, descending: true}
	return newPage(a, len(cs), o, func(i int) (any, error) { return &cs[i], nil })
}

// tieQueries are the fields of Query over ties.
func (s *api) tieQueries() []field {
	two := func(a args) ([]string, error) {
		names := a.texts("between")
		if len(names) != 2 {
			return nil, badRequest("The argument between names %d states; name two.", len(names))
		}
		return names, nil
	}
	between := arg{"between", "The two states, by any name.", mustListIn(graphql.String), nil}
	at := arg{"at", "The date at which things are judged; default until, else today.", dateScalar, nil}
	since, until := arg{"since", "First day of what is listed over time.", dateScalar, nil}, arg{"until", "Last day of it.", dateScalar, nil}
	return []field{
		{"relations", "Everything between two states.", must(s.relations), []arg{between, at, since, until}, askRoot(func(ctx context.Context, a args) (any, error) {
			n, err := two(a)
			if err != nil {
				return nil, err
			}
			r, err := s.q.Relations(ctx, n[0], n[1], a.date("at"), a.date("since"), a.date("until"))
			if err != nil {
				return nil, err
			}
			return r, nil
		})},
		{"timeline", "Everything dated between two states, in order of date.", must(s.entryConnection), withPage(between, since, until), askRoot(func(ctx context.Context, a args) (any, error) {
			n, err := two(a)
			if err != nil {
				return nil, err
			}
			r, err := s.q.Relations(ctx, n[0], n[1], graph.Date{}, a.date("since"), a.date("until"))
			if err != nil {
				return nil, err
			}
			return s.timelinePage(ctx, a, r)
		})},
		{"allies", "A state's allies at a date, by a pledge of defence unless another is named.", must(s.allies), []arg{
			{"of", "The state, by any name.", mustInput(graphql.String), nil},
			{"at", "The date; default today.", dateScalar, nil}, obligationArg,
		}, askRoot(func(ctx context.Context, a args) (any, error) {
			x, err := s.q.Allies(ctx, a.text("of"), a.date("at"), a.text("obligation"))
			if err != nil {
				return nil, err
			}
			return x, nil
		})},
		{"agreements", "Agreements all of some states are party to, oldest first; at a date those in force, possibly in force, or last known to be.", must(s.agreementConnection), withPage(
			arg{"between", "The states; without it all agreements on record.", listInput(graphql.String), nil},
			arg{"kind", "Only of this kind: alliance, friendship, armistice, trade, other.", graphql.String, nil},
			arg{"at", "The date; without it agreements of all times.", dateScalar, nil},
		), askRoot(func(ctx context.Context, a args) (any, error) {
			ts, err := s.q.Agreements(ctx, a.texts("between"), a.text("kind"), a.date("at"))
			if err != nil {
				return nil, err
			}
			by := map[graph.Key]*analysis.Thing{}
			for _, t := range ts {
				by[t.Key] = t
			}
			date := func(i int) string {
				for _, p := range []string{"signed", "since", "until"} {
					if d := ts[i].Props.Date(p); !d.IsZero() {
						return d.String()
					}
				}
				return ""
			}
			return thingPage(a, len(ts), order{id: func(i int) string { return ts[i].ID }, rank: date}, func(i int) graph.Key { return ts[i].Key },
				func(keys []graph.Key) ([]*analysis.Thing, error) {
					var page []*analysis.Thing
					for _, k := range keys {
						page = append(page, by[k])
					}
					return s.filled(ctx, page, a.date("at"))
				})
		})},
		{"events", "Events all of some states, people or organisations took part in, oldest first.", must(s.eventConnection), withPage(
			arg{"involving", "Who took part, by any name or id; without it all events.", listInput(graphql.String), nil},
			arg{"kinds", "Only of these kinds: visit, meeting, summit, call, statement, missile_test, war, …", listInput(graphql.String), nil},
			since, until,
		), askRoot(func(ctx context.Context, a args) (any, error) {
			ns, err := s.q.Events(ctx, a.texts("involving"), a.texts("kinds"), a.date("since"), a.date("until"))
			if err != nil {
				return nil, err
			}
			return s.eventPage(ctx, a, ns, a.date("since"), a.date("until"))
		})},
		{"person", "A person by any name on record, in any script.", s.person, []arg{
			{"name", "The name, a part of it that means one person only, or an id.", mustInput(graphql.String), nil},
			{"at", "The date at which posts are judged; of several people of the name those in office then are meant.", dateScalar, nil},
		}, askRoot(func(ctx context.Context, a args) (any, error) {
			t, err := s.q.Person(ctx, a.text("name"), a.date("at"))
			if err != nil {
				return nil, err
			}
			return t, nil
		})},
		{"officeHolders", "The offices of a state and who held them at a date.", must(s.officeHolders), []arg{
			{"country", "The state, by any name.", mustInput(graphql.String), nil},
			{"at", "The date; default today.", dateScalar, nil},
		}, askRoot(func(ctx context.Context, a args) (any, error) {
			h, err := s.q.OfficeHolders(ctx, a.text("country"), a.date("at"))
			if err != nil {
				return nil, err
			}
			return h, nil
		})},
		{"paths", "The shortest ways from one thing to another, at most 50.", listOf(s.path), []arg{
			{"from", "A state, a person or an organisation by any name, or any id.", mustInput(graphql.String), nil},
			{"to", "The other end.", mustInput(graphql.String), nil},
			{"maxLength", "Most relations in a way, at most 4.", graphql.Int, 3},
			{"relations", "Only through these relations, as in Cypher; default ties of states and people, not votes, trade or membership.", listInput(graphql.String), nil},
			{"at", "Only through what held, or may have, at this date.", dateScalar, nil},
		}, askRoot(func(ctx context.Context, a args) (any, error) {
			return s.q.Paths(ctx, a.text("from"), a.text("to"), a.number("maxLength", 3), a.texts("relations"), a.date("at"))
		})},
		{"conflicts", "Facts on which sources differ, newest first.", must(s.conflictConnection), withPage(
			arg{"kind", "Only of this kind: vote, roll_call_date, roll_call_tally, office, alliance, trade_share, event_date.", graphql.String, nil},
			arg{"between", "Only those about these states.", listInput(graphql.String), nil},
		), askRoot(func(ctx context.Context, a args) (any, error) {
			cs, err := s.q.Conflicts(ctx, a.text("kind"), a.texts("between"))
			if err != nil {
				return nil, err
			}
			return conflictPage(a, cs)
		})},
		{"statements", "What each source says of one thing, and what was withdrawn.", must(s.statementConnection), withPage(
			arg{"of", "The id of the thing.", mustInput(graphql.ID), nil},
			arg{"at", "The date at which statements are judged: what was withdrawn later stood then; default today.", dateScalar, nil},
		), askRoot(func(ctx context.Context, a args) (any, error) {
			xs, err := s.q.Statements(ctx, a.text("of"), a.date("at"))
			if isNotFound(err) {
				return nil, &Error{Code: NotFound, Message: "Nothing has the id " + quote(a.text("of")) + ". Try search(text:)."}
			}
			if err != nil {
				return nil, err
			}
			o := order{id: func(i int) string { return xs[i].ID }, rank: func(i int) string {
				if xs[i].Gone {
					return "2 " + xs[i].Relation
				}
				return "1 " + xs[i].Relation
			}}
			return newPage(a, len(xs), o, func(i int) (any, error) { return &placed[*analysis.Statement]{&xs[i], a.date("at")}, nil })
		})},
	}
}
