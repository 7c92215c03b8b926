package vocab

import "entente/graph"

// The predicates of claims: what a sentence can say that a record may bear on.
// They are stored in a Claim's predicate property as written here.
const (
	PredAlliedWith         = "ALLIED_WITH"
	PredAgreementInForce   = "AGREEMENT_IN_FORCE"
	PredVotesWith          = "VOTES_WITH"
	PredOpposes            = "OPPOSES"
	PredVetoedWith         = "VETOED_WITH"
	PredVetoed             = "VETOED"
	PredVoted              = "VOTED"
	PredRecognises         = "RECOGNISES"
	PredSanctions          = "SANCTIONS"
	PredSupportedSanctions = "SUPPORTED_SANCTIONS"
	PredTradeNegligible    = "TRADE_NEGLIGIBLE"
	PredTradeDependent     = "TRADE_DEPENDENT"
	PredVisited            = "VISITED"
	PredAttended           = "ATTENDED"
	PredMet                = "MET"
	PredLeads              = "LEADS"
	PredHoldsOffice        = "HOLDS_OFFICE"
	PredAtWar              = "AT_WAR"
	PredSuppliesArms       = "SUPPLIES_ARMS"
	PredStatesForAudience  = "STATES_FOR_AUDIENCE"
	PredFollows            = "FOLLOWS"
	PredReturnsToBaseline  = "RETURNS_TO_BASELINE"
	PredNeverBefore        = "NEVER_BEFORE"
)

// The stances a speaker takes towards a claim, as the graph keeps them.
const (
	StanceAsserts  = "asserts"
	StanceDenies   = "denies"
	StanceReports  = "reports"  // others say so
	StancePossible = "possible" // cannot be excluded
	StanceUnproven = "unproven" // no evidence was found
	StanceExpects  = "expects"
)

// Stances are the stances, in the order of the GraphQL enum.
var Stances = []string{StanceAsserts, StanceDenies, StanceReports, StancePossible, StanceUnproven, StanceExpects}

// Need says whether a predicate takes an argument.
type Need uint8

// The needs of a predicate. The zero Need takes none.
const (
	None Need = iota
	Optional
	Required
)

// String is "none", "optional" or "required".
func (n Need) String() string {
	switch n {
	case Optional:
		return "optional"
	case Required:
		return "required"
	}
	return "none"
}

// PredicateDef is a predicate and its arguments. Subject and Object are the
// kinds of node allowed at each end; Object is empty where there is none.
type PredicateDef struct {
	Name            string
	Doc             string // what the claim says, with S for the subject and O for the object
	Subject, Object []graph.Kind
	Objects         Need // whether an object must be named
	Symmetric       bool // subject and object may change places
	Topic           Need // a topic, or a country as the matter
	Period          Need // from when to when; without one, the day asked about
	Place           Need
	Detail          string // what Detail says, "" where the predicate has none: the office, the choice, the audience
}

var (
	onlyCountry = []graph.Kind{Country}
	onlyPerson  = []graph.Kind{Person}
	someone     = []graph.Kind{Person, Country, Organisation}
)

// Predicates is the one table of predicates: what the reader of texts may find
// and what the checks must answer.
var Predicates = []PredicateDef{
	{Name: PredAlliedWith, Doc: "S and O are allies: bound by an alliance pledge, or counted as allies by a coder", Subject: onlyCountry, Object: onlyCountry, Objects: Required, Symmetric: true, Period: Optional, Detail: "the obligation named: defence, neutrality, non_aggression, consultation; empty for an alliance as such"},
	{Name: PredAgreementInForce, Doc: "an agreement binds S and O, or was signed by them", Subject: []graph.Kind{Country, Organisation}, Object: []graph.Kind{Country, Organisation, Agreement}, Objects: Optional, Symmetric: true, Period: Optional, Detail: "the agreement as the text names it, or the act: signed, ratified, ended"},
	{Name: PredVotesWith, Doc: "S votes as O does", Subject: onlyCountry, Object: onlyCountry, Objects: Required, Symmetric: true, Topic: Optional, Period: Optional, Detail: "the body: general_assembly or security_council"},
	{Name: PredOpposes, Doc: "S stands against O: votes against it, condemns it, is its rival", Subject: []graph.Kind{Country, Organisation, Person}, Object: []graph.Kind{Country, Organisation, Person}, Objects: Optional, Topic: Optional, Period: Optional, Detail: "the manner: votes, condemns, rival"},
	{Name: PredVetoedWith, Doc: "S and O cast a veto together", Subject: onlyCountry, Object: onlyCountry, Objects: Required, Symmetric: true, Topic: Optional, Period: Optional},
	{Name: PredVetoed, Doc: "S vetoed O, or a draft on the topic", Subject: onlyCountry, Object: []graph.Kind{RollCall}, Objects: Optional, Topic: Optional, Period: Optional, Detail: "the symbol of the draft, where it is named"},
	{Name: PredVoted, Doc: "S cast a vote in a roll call", Subject: onlyCountry, Object: []graph.Kind{RollCall}, Objects: Optional, Topic: Optional, Period: Optional, Detail: "the choice: yes, no, abstain, absent"},
	{Name: PredRecognises, Doc: "S recognises O as a state, or a place as part of O", Subject: onlyCountry, Object: []graph.Kind{Country, Place}, Objects: Required, Period: Optional, Place: Optional, Detail: "what it is recognised as, in the text's words"},
	{Name: PredSanctions, Doc: "S has sanctions on O", Subject: []graph.Kind{Country, Organisation}, Object: []graph.Kind{Country, Organisation, Person}, Objects: Required, Period: Optional, Detail: "the kind: trade, arms, military, financial, travel"},
	{Name: PredSupportedSanctions, Doc: "S voted for, or backed, sanctions on O", Subject: []graph.Kind{Country, Organisation, Person}, Object: []graph.Kind{Country, Organisation, Person}, Objects: Optional, Topic: Optional, Period: Optional},
	{Name: PredTradeNegligible, Doc: "trade between S and O is next to nothing for S", Subject: onlyCountry, Object: onlyCountry, Objects: Required, Period: Optional},
	{Name: PredTradeDependent, Doc: "S depends on O in trade", Subject: onlyCountry, Object: onlyCountry, Objects: Required, Period: Optional, Detail: "exports or imports, where one is named"},
	{Name: PredVisited, Doc: "S visited O or a place", Subject: someone, Object: []graph.Kind{Country, Place}, Objects: Optional, Period: Optional, Place: Optional},
	{Name: PredAttended, Doc: "S took part in an event", Subject: someone, Object: []graph.Kind{Event, Country, Organisation, Place}, Objects: Optional, Period: Optional, Place: Optional, Detail: "the event in the text's words"},
	{Name: PredMet, Doc: "S met O", Subject: someone, Object: someone, Objects: Required, Symmetric: true, Period: Optional, Place: Optional},
	{Name: PredLeads, Doc: "S is head of state or government of O", Subject: onlyPerson, Object: onlyCountry, Objects: Required, Period: Optional, Detail: "the office"},
	{Name: PredHoldsOffice, Doc: "S holds an office of O", Subject: onlyPerson, Object: []graph.Kind{Country, Organisation}, Objects: Required, Period: Optional, Detail: "the office"},
	{Name: PredAtWar, Doc: "S and O are at war; S invaded or attacked O", Subject: []graph.Kind{Country, Organisation}, Object: []graph.Kind{Country, Organisation, Place}, Objects: Required, Symmetric: true, Period: Optional, Place: Optional, Detail: "who began it, in the text's words: invaded, attacked, annexed"},
	{Name: PredSuppliesArms, Doc: "S supplies O with arms", Subject: []graph.Kind{Country, Organisation, Person}, Object: []graph.Kind{Country, Organisation, Person}, Objects: Optional, Period: Optional, Detail: "the goods"},
	{Name: PredStatesForAudience, Doc: "S says a thing to one audience and not to another", Subject: someone, Object: someone, Objects: Optional, Topic: Optional, Period: Optional, Detail: "the audience: foreign or domestic"},
	{Name: PredFollows, Doc: "S follows O's line", Subject: onlyCountry, Object: onlyCountry, Objects: Required, Topic: Optional, Period: Optional},
	{Name: PredReturnsToBaseline, Doc: "a change in S, or between S and O, ended where it began", Subject: []graph.Kind{Country, Organisation}, Object: []graph.Kind{Country, Organisation}, Objects: Optional, Topic: Optional, Period: Optional, Detail: "what changed and fell back: trade, relations, reform, talks"},
	{Name: PredNeverBefore, Doc: "what the claim's detail names is the first of its kind for S (and O)", Subject: someone, Object: []graph.Kind{Country, Organisation, Person, Place, Event}, Objects: Optional, Topic: Optional, Period: Optional, Place: Optional, Detail: "the predicate that is said to hold for the first time: VISITED, ATTENDED, MET, VETOED, …"},
}

// Predicate finds a predicate by its name.
func Predicate(name string) (PredicateDef, bool) {
	for _, p := range Predicates {
		if p.Name == name {
			return p, true
		}
	}
	return PredicateDef{}, false
}
