package claim

import (
	"fmt"
	"slices"
	"strings"

	"entente/graph"
	"entente/graph/vocab"
)

// The thresholds. Shares are 0 to 1.
const (
	// MinVotes is the least number of roll calls a share is judged by.
	MinVotes = 10
	// StrongShare and EvenShare bound a share of identical votes from below and
	// from above.
	StrongShare = 0.7
	EvenShare   = 0.5
	// NegligibleShare and DependentShare bound a partner's share in trade.
	NegligibleShare = 0.05
	DependentShare  = 1.0 / 3
	// StaleYears is how many years a figure of trade may lie before the year
	// asked about.
	StaleYears = 2
)

// Check is a predicate's row: what it takes, what is done, and how the verdicts
// are worded. In the wording {S} is the subject, {O} the object, {when} the
// period, {why} what decided.
type Check struct {
	Predicate string
	Period    string // how the period is read
	Test      string // what is looked up
	Threshold string // when it is supported, when contradicted
	Why       string // why there
	Wording   map[Word]string
	Change    string // what would change the verdict
	Limits    []string
}

// runs has the check of each predicate. It is filled by init, since checks ask
// for one another.
var runs map[string]func(*checker) error

func init() {
	runs = map[string]func(*checker) error{
		vocab.PredAlliedWith:         (*checker).allied,
		vocab.PredAgreementInForce:   (*checker).agreement,
		vocab.PredVotesWith:          (*checker).votesWith,
		vocab.PredOpposes:            (*checker).opposes,
		vocab.PredVetoedWith:         (*checker).vetoedWith,
		vocab.PredVetoed:             (*checker).vetoed,
		vocab.PredVoted:              (*checker).voted,
		vocab.PredRecognises:         (*checker).recognises,
		vocab.PredSanctions:          (*checker).sanctions,
		vocab.PredSupportedSanctions: (*checker).supportedSanctions,
		vocab.PredTradeNegligible:    (*checker).tradeNegligible,
		vocab.PredTradeDependent:     (*checker).tradeDependent,
		vocab.PredVisited:            (*checker).visited,
		vocab.PredAttended:           (*checker).attended,
		vocab.PredMet:                (*checker).met,
		vocab.PredLeads:              (*checker).leads,
		vocab.PredHoldsOffice:        (*checker).holdsOffice,
		vocab.PredAtWar:              (*checker).atWar,
		vocab.PredSuppliesArms:       (*checker).suppliesArms,
		vocab.PredStatesForAudience:  (*checker).statesForAudience,
		vocab.PredFollows:            (*checker).follows,
		vocab.PredReturnsToBaseline:  (*checker).returns,
		vocab.PredNeverBefore:        (*checker).neverBefore,
	}
}

var defaultWording = map[Word]string{
	Supported:    "The record supports it {when}: {why}.",
	Consistent:   "The record agrees with it {when} but does not prove it: {why}.",
	Mixed:        "The record is divided {when}: {why}.",
	Contradicted: "The record contradicts it {when}: {why}.",
	NotKnown:     "The records do not tell {when}: {why}.",
	NotDecidable: "No kind of record held here would decide it: {why}.",
}

const (
	dayRule   = "A day, month or year: as it stood then. A period: throughout it. Open: on the day of knowledge, or on the last day the records reach."
	habitRule = "All roll calls of the period, a year or a month; of a day, all up to it."
	eventRule = "Any time within the period; open: all that was known on the day of knowledge."
)

// Checks is the one table of checks, in the order of vocab.Predicates. A test
// sees that it has them all.
var Checks = []Check{
	{Predicate: vocab.PredAlliedWith, Period: dayRule,
		Test:      "Dated alliance pledges between the two, by obligation (a pledge of defence unless another is named), and the agreements in force.",
		Threshold: "Supported where a pledge is in force; contradicted where a source that covers the day complete has none, where the day lies between two spells of one source, or where the curated source lists agreements in force between the two and none with the pledge; mixed where complete sources differ.",
		Why:       "Only a pledge of defence makes an ally in law; friendship and consultation do not. Silence beyond a source's end is no answer.",
		Wording: map[Word]string{
			Supported: "{S} and {O} were bound by {pledge} {when}: {why}.", Contradicted: "{S} and {O} were not bound by {pledge} {when}: {why}.",
			Consistent: "{S} and {O} were possibly bound by {pledge} {when}: {why}.", Mixed: "Whether {S} and {O} were bound by {pledge} {when} is told differently: {why}.",
			NotKnown: "Whether {S} and {O} were bound by {pledge} {when} is not known: {why}."},
		Change: "A treaty with the pledge entering into force or ending, or a dataset of alliances that covers the day.",
		Limits: []string{"A pledge on paper is not conduct: whether it would be kept is not in the record."}},
	{Predicate: vocab.PredAgreementInForce, Period: dayRule,
		Test:      "Agreements of both on record and the dates they bound the two.",
		Threshold: "Supported where one (the one named) is in force; contradicted where the one named had ended or not begun.",
		Why:       "No list of treaties held here is complete, so none on record does not mean none.",
		Wording: map[Word]string{Supported: "An agreement bound {S} and {O} {when}: {why}.", Contradicted: "It did not bind {S} and {O} {when}: {why}.",
			NotKnown: "Whether an agreement bound {S} and {O} {when} is not known: {why}."},
		Change: "An agreement signed, in force or ended, once its record is in the store."},
	{Predicate: vocab.PredVotesWith, Period: habitRule,
		Test:      "The share of roll calls on which both took the same position (yes, no, abstain), body by body, with its 95 % Wilson interval; the share over contested roll calls beside it.",
		Threshold: fmt.Sprintf("Supported where n ≥ %d and the interval lies above %.0f %% (contested votes not against it), contradicted where it lies below %.0f %%, mixed between or where bodies or contested votes differ.", MinVotes, 100*StrongShare, 100*EvenShare),
		Why:       "An interval, so that few votes decide nothing; below half they differ more often than not.",
		Wording: map[Word]string{Supported: "{S} votes with {O}{topic} {when}: {why}.", Contradicted: "{S} does not vote with {O}{topic} {when}: {why}.",
			Mixed: "{S} votes with {O}{topic} {when} in part: {why}.", NotKnown: "Whether {S} votes with {O}{topic} {when} is not known: {why}."},
		Change: "Further roll calls: the share is computed anew from those on record.",
		Limits: []string{"Votes cast at the same moment say nothing of who leads.", "Adoptions without a vote are not counted."}},
	{Predicate: vocab.PredOpposes, Period: habitRule,
		Test:      "The same share as VOTES_WITH, read from the other end; with the detail rival, spells of rivalry; without an object, the share of no votes on the matter.",
		Threshold: fmt.Sprintf("Supported where n ≥ %d and the interval lies below %.0f %%, contradicted where it lies above %.0f %%, mixed between.", MinVotes, 100*EvenShare, 100*StrongShare),
		Why:       "As for VOTES_WITH.",
		Wording: map[Word]string{Supported: "{S} stands against {O}{topic} {when}: {why}.", Contradicted: "{S} does not stand against {O}{topic} {when}: {why}.",
			Mixed: "{S} stands against {O}{topic} {when} in part: {why}."},
		Change: "Further roll calls, or a dataset of rivalries that covers the day.",
		Limits: []string{"Words of condemnation are not in the records."}},
	{Predicate: vocab.PredVetoedWith, Period: eventRule,
		Test:      "Drafts in the Security Council that both vetoed, and each one's vetoes; the joint share both ways.",
		Threshold: "Supported by one joint veto (with every: by all of the first's vetoes); mixed where every was claimed and some were joint; contradicted where the Council's record covers the period and has none.",
		Why:       "Vetoes are on record one by one; the list is complete within its dates.",
		Wording: map[Word]string{Supported: "{S} and {O} vetoed together{topic} {when}: {why}.", Contradicted: "{S} and {O} did not veto together{topic} {when}: {why}.",
			Mixed: "{S} and {O} vetoed together{topic} {when} in part: {why}."},
		Change: "A further veto of either on the matter."},
	{Predicate: vocab.PredVetoed, Period: eventRule,
		Test:      "Drafts in the Security Council that the state vetoed: a no of a permanent member on a draft that had nine yes.",
		Threshold: "Supported by one; contradicted where the Council's record covers the period and has none.",
		Why:       "The list of vetoes is complete within its dates.",
		Wording:   map[Word]string{Supported: "{S} cast a veto{topic} {when}: {why}.", Contradicted: "{S} cast no veto{topic} {when}: {why}."},
		Change:    "A further veto on the matter."},
	{Predicate: vocab.PredVoted, Period: eventRule,
		Test:      "The state's position in the roll call named, or in all roll calls on the matter.",
		Threshold: "Supported where it is the choice claimed (in all of them), mixed where in some, contradicted where in none.",
		Why:       "Positions are on record one by one.",
		Wording:   map[Word]string{Supported: "{S} voted so{topic} {when}: {why}.", Contradicted: "{S} did not vote so{topic} {when}: {why}."},
		Change:    "A correction of the record of the vote, or a further roll call on the matter."},
	{Predicate: vocab.PredRecognises, Period: eventRule,
		Test:      "Acts of recognition among the events; else the state's vote on the resolution that stands for the question, where the table has one.",
		Threshold: "Supported by an act; consistent with a vote against the text that denies it; contradicted by a vote for that text.",
		Why:       "A vote is not an act of recognition.",
		Change:    "An act of recognition or its withdrawal, entered as an event with its source."},
	{Predicate: vocab.PredSanctions, Period: dayRule,
		Test:      "Cases of sanctions of the subject on the object, by itself or as a member of an organisation that has them.",
		Threshold: "Supported where a case stood; contradicted where a source that covers the day complete has none.",
		Why:       "A case that the source last saw going on is not known after the source's end.",
		Wording: map[Word]string{Supported: "{S} had sanctions on {O} {when}: {why}.", Contradicted: "{S} had no sanctions on {O} {when}: {why}.",
			NotKnown: "Whether {S} had sanctions on {O} {when} is not known: {why}."},
		Change: "A case begun or lifted, in a dataset that covers the day."},
	{Predicate: vocab.PredSupportedSanctions, Period: habitRule,
		Test:      "The state's votes in the Security Council on roll calls about sanctions and the matter; and its vetoes on the matter; with agreed_with, those alone to which the named state said yes.",
		Threshold: "Supported where it said yes each time, mixed where yes and no or abstentions stand side by side, contradicted where it never said yes.",
		Why:       "Each vote is an act of its own; a single no is shown, not averaged away.",
		Wording: map[Word]string{Supported: "{S} voted for sanctions{topic} {when}: {why}.", Contradicted: "{S} did not vote for sanctions{topic} {when}: {why}.",
			Mixed: "{S} voted for sanctions{topic} {when} in part: {why}."},
		Change: "A further vote on sanctions about the matter.",
		Limits: []string{"A unanimous text can be the product of a fight behind closed doors."}},
	{Predicate: vocab.PredTradeNegligible, Period: "The last year on record within the period, source by source and flow by flow.",
		Test:      "The object's share in the subject's exports and in its imports, by source and year, the reporter named.",
		Threshold: fmt.Sprintf("Supported where every share is below %.0f %%, contradicted where every one is at or above it, mixed where sources or flows fall on two sides. A figure older than %d years answers for no later day.", 100*NegligibleShare, StaleYears),
		Why:       "Below one part in twenty a partner is usually left out of tables of main partners. Sources are shown side by side and never averaged.",
		Wording: map[Word]string{Supported: "Trade with {O} was next to nothing for {S} {when}: {why}.", Contradicted: "Trade with {O} was not next to nothing for {S} {when}: {why}.",
			NotKnown: "What trade with {O} was to {S} {when} is not known: {why}."},
		Change: "Trade data of a later year or another source."},
	{Predicate: vocab.PredTradeDependent, Period: "The last year on record within the period, source by source and flow by flow.",
		Test:      "The object's share in the subject's exports and in its imports (the flow named in the detail), by source and year, the reporter named.",
		Threshold: fmt.Sprintf("Supported where every share is at or above %.0f %%, contradicted where every one is below, mixed where sources or flows fall on two sides. A figure older than %d years answers for no later day.", 100*DependentShare, StaleYears),
		Why:       "A third in one partner's hands is more than a year's usual swing makes up for. Sources are shown side by side and never averaged.",
		Wording: map[Word]string{Supported: "{S} depended on {O} in trade {when}: {why}.", Contradicted: "{S} did not depend on {O} in trade {when}: {why}.",
			NotKnown: "Whether {S} depended on {O} in trade {when} is not known: {why}."},
		Change: "Trade data of a later year or another source."},
	{Predicate: vocab.PredVisited, Period: eventRule,
		Test:      "Visits, meetings and summits on record in which the subject was a guest of the object or at the place.",
		Threshold: "Supported by one; none on record is not known, since no list of visits held here is complete.",
		Why:       "A meeting in a third country is no visit to the other.",
		Wording:   map[Word]string{Supported: "{S} visited {O} {when}: {why}.", NotKnown: "Whether {S} visited {O} {when} is not known: {why}."},
		Change:    "A visit entered with its source, or a complete list of visits."},
	{Predicate: vocab.PredAttended, Period: eventRule,
		Test:      "Events on record in which the subject took part.",
		Threshold: "Supported by one; none on record is not known.",
		Why:       "No list of events held here is complete.",
		Change:    "An event entered with its source."},
	{Predicate: vocab.PredMet, Period: eventRule,
		Test:      "Visits, meetings and summits on record in which both took part; calls are none.",
		Threshold: "Supported by one; none on record is not known.",
		Why:       "No list of meetings held here is complete.",
		Wording:   map[Word]string{Supported: "{S} met {O} {when}: {why}.", NotKnown: "Whether {S} met {O} {when} is not known: {why}."},
		Change:    "A meeting entered with its source."},
	{Predicate: vocab.PredLeads, Period: dayRule,
		Test:      "Heads of state and government on record on the day.",
		Threshold: "Supported where the person is one of them, contradicted where others are and the person is not, not known where the last holder is only last known.",
		Why:       "No end on record is not \"still in office\".",
		Wording:   map[Word]string{Supported: "{S} led {O} {when}: {why}.", Contradicted: "{S} did not lead {O} {when}: {why}.", NotKnown: "Whether {S} led {O} {when} is not known: {why}."},
		Change:    "A record of the office that covers the day."},
	{Predicate: vocab.PredHoldsOffice, Period: dayRule,
		Test:      "Holders of the office named on the day.",
		Threshold: "Supported where the person is one of them, contradicted where another is, not known where the last holder is only last known.",
		Why:       "No end on record is not \"still in office\".",
		Wording: map[Word]string{Supported: "{S} held the office ({detail}) in {O} {when}: {why}.", Contradicted: "{S} did not hold the office ({detail}) in {O} {when}: {why}.",
			NotKnown: "Whether {S} held the office ({detail}) in {O} {when} is not known: {why}."},
		Change: "A record of the office that covers the day."},
	{Predicate: vocab.PredAtWar, Period: dayRule,
		Test:      "Wars on record in which the two fought on opposite sides, and events of war, invasion or armed conflict between them.",
		Threshold: "Supported where one was going on; contradicted where a source that covers the day complete has none.",
		Why:       "An armistice ends the fighting on record, not a state of war in law.",
		Wording: map[Word]string{Supported: "{S} and {O} were at war {when}: {why}.", Contradicted: "{S} and {O} were not at war {when}: {why}.",
			NotKnown: "Whether {S} and {O} were at war {when} is not known: {why}."},
		Change: "A war begun or ended, in a dataset that covers the day."},
	{Predicate: vocab.PredSuppliesArms, Period: "None.",
		Test: "None: no register of arms transfers is held here.", Threshold: "Not decidable.", Why: "Votes, treaties, visits and civil trade do not show deliveries of arms.",
		Change: "A register of arms transfers, a report of a panel of experts with its evidence, or an admission by either side."},
	{Predicate: vocab.PredStatesForAudience, Period: "None.",
		Test: "None: the full output of media at home and abroad is not held here.", Threshold: "Not decidable.", Why: "That something did not appear can only be told from a complete archive.",
		Change: "A dated archive of both outlets, searched over the period."},
	{Predicate: vocab.PredFollows, Period: habitRule,
		Test:      "The parts of the measure of following: agreement on the matter, contested agreement, excess over general alignment, specificity, support when isolated, who moved, order of dated acts, joint vetoes.",
		Threshold: "Supported only where who moved first is on record and points one way; consistent where the interval of the share lies above 70 % and nothing is against it; mixed where parts or bodies differ; contradicted where contested votes lie surely below half.",
		Why:       "Votes in one roll call are cast at the same moment: agreement, however high, does not tell who follows.",
		Wording: map[Word]string{Supported: "That {S} follows {O}{topic} {when} is supported: {why}.", Consistent: "That {S} follows {O}{topic} {when} agrees with the record but is not proved: {why}.",
			Mixed: "On whether {S} follows {O}{topic} {when} the record is divided: {why}.", Contradicted: "{S} does not follow {O}{topic} {when}: {why}.", NotKnown: "Whether {S} follows {O}{topic} {when} is not known: {why}."},
		Change: "A contested vote on which the two part, or dated acts that show who moved first.",
		Limits: []string{"Bargaining before a draft is tabled is invisible."}},
	{Predicate: vocab.PredReturnsToBaseline, Period: "The whole period.",
		Test:      "With two states: turning points in their agreement, and whether a later spell is back at the share before the turn. With the detail trade: the partner's share from the first year to the last, source by source.",
		Threshold: "Supported where each turn came back (trade: where the last share is nearer to the first than half of the widest swing), mixed where some did, contradicted where none did.",
		Why:       "A return needs a departure first: without a turn nothing can be told.",
		Change:    "Further years of votes or trade."},
	{Predicate: vocab.PredNeverBefore, Period: "All that came before the day of the claim.",
		Test:      "Earlier acts of the kind the detail names.",
		Threshold: "Contradicted by an earlier act; supported where the record of the kind is complete (votes, vetoes) and has none before; else not known.",
		Why:       "None found in an incomplete list is no proof of a first.",
		Wording: map[Word]string{Supported: "It was the first of its kind on record for {S}: {why}.", Contradicted: "It was not the first of its kind for {S}: {why}.",
			NotKnown: "Whether it was the first of its kind for {S} is not known: {why}."},
		Change: "An earlier act entered with its source, or a complete list of such acts."},
}

// Find gives the check of a predicate.
func Find(predicate string) (*Check, bool) {
	for i := range Checks {
		if Checks[i].Predicate == predicate {
			return &Checks[i], true
		}
	}
	return nil, false
}

// Names are the predicates.
func Names() []string {
	out := make([]string, len(Checks))
	for i := range Checks {
		out[i] = Checks[i].Predicate
	}
	return out
}

// fits refuses a claim that lacks what its predicate needs.
func (c *Check) fits(q *Question) error {
	def, _ := vocab.Predicate(c.Predicate)
	bad := func(format string, a ...any) error {
		return fmt.Errorf("%w: %s: %s", graph.ErrInvalid, c.Predicate, fmt.Sprintf(format, a...))
	}
	switch {
	case q.Subject.IsZero():
		return bad("the claim names no subject")
	case !slices.Contains(def.Subject, q.Subject.Kind):
		return bad("its subject is one of %s, not a %s", kinds(def.Subject), q.Subject.Kind)
	case q.Object.IsZero() && def.Objects == vocab.Required:
		return bad("the claim names no object")
	case !q.Object.IsZero() && len(def.Object) > 0 && !slices.Contains(def.Object, q.Object.Kind):
		return bad("its object is one of %s, not a %s", kinds(def.Object), q.Object.Kind)
	case !q.Object.IsZero() && q.Object == q.Subject:
		return bad("subject and object are the same (%s)", q.Subject.ID)
	case q.Body != "" && !slices.Contains(vocab.Bodies, q.Body):
		return bad("%q is no body; there are %s", q.Body, strings.Join(vocab.Bodies, ", "))
	case q.Obligation != "" && q.Obligation != "any" && !slices.Contains(vocab.Obligations, q.Obligation):
		return bad("%q is no obligation; there are any, %s", q.Obligation, strings.Join(vocab.Obligations, ", "))
	case q.Topic != "" && !slices.Contains(vocab.TopicIDs, q.Topic):
		return bad("%q is no topic; there are %s", q.Topic, strings.Join(vocab.TopicIDs, ", "))
	case !q.Since.IsZero() && !q.Until.IsZero() && q.Since.First().Compare(q.Until.Last()) > 0:
		return bad("the period is empty: since %s lies after until %s", q.Since, q.Until)
	}
	return nil
}

func kinds(ks []graph.Kind) string {
	out := make([]string, len(ks))
	for i, k := range ks {
		out[i] = string(k)
	}
	return strings.Join(out, ", ")
}
