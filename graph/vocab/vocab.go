// Package vocab is the one table of node kinds, relations and properties. From
// it come validation, the stores' labels and constraints, the GraphQL enums and
// docs/data-model.md.
package vocab

import (
	"strings"

	"entente/graph"
)

// The node kinds.
const (
	Country      graph.Kind = "Country"
	Person       graph.Kind = "Person"
	Organisation graph.Kind = "Organisation"
	Place        graph.Kind = "Place"
	RollCall     graph.Kind = "RollCall"
	Topic        graph.Kind = "Topic"
	Agreement    graph.Kind = "Agreement"
	Event        graph.Kind = "Event"
	Claim        graph.Kind = "Claim"
	Condition    graph.Kind = "Condition"
	Source       graph.Kind = "Source"
)

// The relations.
const (
	Voted        graph.Relation = "VOTED"
	VotedPer     graph.Relation = "VOTED_PER"
	Concerns     graph.Relation = "CONCERNS"
	Succeeds     graph.Relation = "SUCCEEDS"
	MemberOf     graph.Relation = "MEMBER_OF"
	Leads        graph.Relation = "LEADS"
	Serves       graph.Relation = "SERVES"
	PartyTo      graph.Relation = "PARTY_TO"
	AlliedWith   graph.Relation = "ALLIED_WITH"
	TookPart     graph.Relation = "TOOK_PART"
	At           graph.Relation = "AT"
	PartOf       graph.Relation = "PART_OF"
	RespondsTo   graph.Relation = "RESPONDS_TO"
	Sanctions    graph.Relation = "SANCTIONS"
	TradeShare   graph.Relation = "TRADE_SHARE"
	RivalOf      graph.Relation = "RIVAL_OF"
	Contiguous   graph.Relation = "CONTIGUOUS_WITH"
	AtWarWith    graph.Relation = "AT_WAR_WITH"
	SamePerson   graph.Relation = "SAME_PERSON"
	IdealPoint   graph.Relation = "IDEAL_POINT"
	ExportsTo    graph.Relation = "EXPORTS_TO"
	States       graph.Relation = "STATES"
	HasSubject   graph.Relation = "HAS_SUBJECT"
	HasObject    graph.Relation = "HAS_OBJECT"
	Reports      graph.Relation = "REPORTS"
	SupportedBy  graph.Relation = "SUPPORTED_BY"
	Contradicted graph.Relation = "CONTRADICTED_BY"
	AppearedIn   graph.Relation = "APPEARED_IN"
	ReviewedBy   graph.Relation = "REVIEWED_BY"
	PremiseOf    graph.Relation = "PREMISE_OF"
	Contradicts  graph.Relation = "CONTRADICTS"
	SameClaim    graph.Relation = "SAME_CLAIM"
	Watches      graph.Relation = "WATCHES"
	NoResponse   graph.Relation = "NO_RESPONSE"
	Revised      graph.Relation = "REVISED"
	Judges       graph.Relation = "JUDGES"
	AlignedWith  graph.Relation = "ALIGNED_WITH"
	Withdrawn                   = graph.Withdrawn
)

// Words of closed vocabularies, as the stores keep them: lower case.
var (
	Bodies       = []string{"general_assembly", "security_council"}
	Choices      = []string{"yes", "no", "abstain", "absent"}
	Outcomes     = []string{"adopted", "vetoed", "failed"}
	VoteKinds    = []string{"whole", "paragraph", "amendment", "motion", "without_vote"}
	EventKinds   = []string{"visit", "meeting", "summit", "call", "statement", "pledge", "celebration", "missile_test", "sanction", "war", "invasion", "annexation", "recognition", "listing", "cooperation", "isolation", "reform", "armed_conflict", "council_meeting", "other"}
	Obligations  = []string{"defence", "offence", "neutrality", "non_aggression", "consultation", "ceasefire", "cooperation"}
	TopicIDs     = topicIDs()
	TopicPrefix  = "topic/"
	sourceAndRef = map[string]PropDef{"ref": {graph.String, "the record it came from, in the source's own numbering or a citation's id"}}
)

// PropDef is a property: its type and what it says.
type PropDef struct {
	Type graph.ValueType
	Doc  string
}

// KindDef is a node kind. Prefix begins the ids of its nodes.
type KindDef struct {
	Kind   graph.Kind
	Prefix string
	Doc    string
	Props  map[string]PropDef
}

// RelationDef is a relation, its allowed ends and properties. Every relation
// has ref besides, and a source in its key. Directed is false where the
// relation says the same from both ends; it is then stored once, from the
// smaller id.
type RelationDef struct {
	Kind     graph.Relation
	Ends     [][2]graph.Kind
	Directed bool
	Doc      string
	Props    map[string]PropDef
}

// TopicDef is one of the product's own topics.
type TopicDef struct{ ID, Name, Doc string }

// Key makes the key of a node of a kind from the part of its id behind the
// prefix: Key(Country, "RUS") is country/RUS.
func Key(k graph.Kind, rest string) graph.Key {
	return graph.Key{Kind: k, ID: prefixes[k] + rest}
}

// ParseID finds the kind that an id's prefix names.
func ParseID(id string) (graph.Key, bool) {
	head, rest, ok := strings.Cut(id, "/")
	if !ok || rest == "" {
		return graph.Key{}, false
	}
	for _, k := range Kinds {
		if k.Prefix == head+"/" {
			return graph.Key{Kind: k.Kind, ID: id}, true
		}
	}
	return graph.Key{}, false
}

// Rest is the part of a key's id behind its kind's prefix: "RUS".
func Rest(k graph.Key) string { return strings.TrimPrefix(k.ID, prefixes[k.Kind]) }

var prefixes = func() map[graph.Kind]string {
	m := map[graph.Kind]string{}
	for _, k := range Kinds {
		m[k.Kind] = k.Prefix
	}
	return m
}()

// Schema is the table in the form the stores take.
func Schema() *graph.Schema {
	s := &graph.Schema{Kinds: map[graph.Kind]map[string]graph.ValueType{}, Relations: map[graph.Relation]graph.RelationSchema{}}
	for _, k := range Kinds {
		s.Kinds[k.Kind] = types(k.Props)
	}
	for _, r := range Relations {
		t := types(r.Props)
		for n, d := range sourceAndRef {
			t[n] = d.Type
		}
		s.Relations[r.Kind] = graph.RelationSchema{Ends: r.Ends, Props: t}
	}
	// A withdrawn record keeps the properties it had, whatever its relation.
	w := s.Relations[Withdrawn]
	ends := map[[2]graph.Kind]bool{}
	for _, r := range Relations {
		for n, d := range r.Props {
			w.Props[n] = d.Type
		}
		for _, e := range r.Ends {
			if !ends[e] {
				ends[e] = true
				w.Ends = append(w.Ends, e)
			}
		}
	}
	s.Relations[Withdrawn] = w
	return s
}

func types(defs map[string]PropDef) map[string]graph.ValueType {
	m := map[string]graph.ValueType{}
	for n, d := range defs {
		m[n] = d.Type
	}
	return m
}

func topicIDs() []string {
	ids := make([]string, len(Topics))
	for i, t := range Topics {
		ids[i] = t.ID
	}
	return ids
}
