package vocab

import "entente/graph"

const (
	text    = graph.String
	integer = graph.Int
	number  = graph.Float
	truth   = graph.Bool
	date    = graph.DateType
	list    = graph.StringList
)

// Topics are the subjects roll calls are about. More may be added; ids never
// change their meaning.
var Topics = []TopicDef{
	{"dprk", "North Korea", "the DPRK is the matter: its weapons, its conduct, sanctions on it, its human rights, its admission"},
	{"nuclear-nonproliferation", "Nuclear weapons and non-proliferation", "nuclear weapons, tests, free zones, safeguards, proliferation of weapons of mass destruction"},
	{"disarmament", "Disarmament and arms control", "any arms control, conventional and small arms, chemical and biological weapons, outer space"},
	{"ukraine", "Ukraine", "Ukraine and the war on it, Crimea"},
	{"syria", "Syria", "the war in Syria and its chemical weapons"},
	{"palestine-israel", "Palestine and Israel", "the Palestine question, the occupied territories, the Arab-Israeli wars"},
	{"iran", "Iran", "Iran: its nuclear programme, its human rights, the hostages"},
	{"iraq", "Iraq", "Iraq: the war with Iran, Kuwait, sanctions, inspections, the missions"},
	{"balkans", "Yugoslavia and its successors", "the wars of Yugoslavia, Bosnia, Kosovo, Macedonia and their missions"},
	{"libya", "Libya", "Libya"},
	{"sudan", "Sudan and South Sudan", "Sudan, Darfur, Abyei, South Sudan"},
	{"afghanistan", "Afghanistan", "Afghanistan, the Taliban sanctions"},
	{"terrorism", "Terrorism", "terrorism, ISIL, Al-Qaida"},
	{"sanctions", "Sanctions", "imposing, changing, monitoring or lifting sanctions and embargoes"},
	{"peacekeeping", "Peacekeeping", "peace operations, their mandates and their money"},
	{"human-rights", "Human rights", "human rights, self-determination as a right, racism, women, children, refugees"},
	{"decolonization", "Decolonization", "colonies, trust territories, apartheid South Africa, Namibia, Western Sahara"},
	{"membership", "Membership", "admission of members, credentials, representation"},
	{"procedure", "Procedure and appointments", "rules, elections, appointments, budget, organisation of work"},
}

// Kinds are the node kinds.
var Kinds = []KindDef{
	{Country, "country/", "a state, or what a record treats as one; one node through its changes of name and government", map[string]PropDef{
		"name": {text, "short English name"}, "iso3": {text, "ISO 3166-1 alpha-3 code, where there is one"},
		"since": {date, "when the state began, where that is known"}, "until": {date, "when it ended, where it did"}}},
	{Person, "person/", "a leader or official", map[string]PropDef{
		"name": {text, "name in the usual English spelling"}, "names": {list, "other spellings and scripts"},
		"born": {date, "date of birth"}, "died": {date, "date of death"}}},
	{Organisation, "organisation/", "an international organisation, an army, a ministry, a newsroom", map[string]PropDef{
		"name": {text, "name"}, "names": {list, "other names"}, "kind": {text, "international, military, media, government, party, other"},
		"since": {date, "founded"}, "until": {date, "dissolved"}, "note": {text, "what is left out of its members, and other remarks"}}},
	{Place, "place/", "a city, a territory: never a government", map[string]PropDef{
		"name": {text, "name"}, "names": {list, "other names"}, "kind": {text, "city, territory, facility, other"}, "status": {text, "contested or empty"},
		"lat": {number, "degrees north"}, "lon": {number, "degrees east"}}},
	{RollCall, "rollcall/", "one recorded vote of one body, or an adoption without a vote", map[string]PropDef{
		"body": {text, "general_assembly or security_council"}, "kind": {text, "whole, paragraph, amendment, motion, without_vote"},
		"date": {date, "day of the vote, at the precision known"}, "session": {text, "session of the Assembly: 76, ES-11"},
		"symbol": {text, "resolution or draft symbol"}, "draft": {text, "draft symbol"}, "meeting": {text, "meeting record"},
		"title": {text, "title, where a source gives it"}, "agenda": {text, "agenda item, where a source gives it"},
		"outcome": {text, "adopted, vetoed, failed"},
		"yes":     {integer, "stated total of yes votes"}, "no": {integer, "stated total of no votes"}, "abstain": {integer, "stated abstentions"}, "absent": {integer, "stated members taking no part"},
		"important": {truth, "a source's flag; missing is not false"}, "coded": {truth, "its title or agenda item was read for topics and countries, though the text itself is not kept"},
		"vetoedBy": {list, "ids of the members whose no was a veto"}, "warnings": {list, "what its sources disagree on"}}},
	{Topic, "topic/", "a subject of roll calls", map[string]PropDef{"name": {text, "name"}, "definition": {text, "what belongs to it"}}},
	{Agreement, "agreement/", "a treaty, an armistice", map[string]PropDef{
		"name": {text, "title in English"}, "kind": {text, "alliance, friendship, armistice, trade, other"}, "signed": {date, "day of signature"},
		"since": {date, "in force from"}, "until": {date, "ended"}, "obligations": {list, "what the parties owe: defence, consultation, …"},
		"status": {text, "negotiated where it was not signed, consolidated where it is a text put together of an agreement that stands beside it; empty else"}}},
	{Event, "event/", "something that happened at a time", map[string]PropDef{
		"title": {text, "what happened, in our words"}, "kind": {text, "visit, meeting, summit, …; other where unknown"},
		"since": {date, "first day"}, "until": {date, "last day"}, "names": {list, "other names"}, "outcome": {text, "success, failure, … where the kind has one"}}},
	{Claim, "claim/", "what someone says is so, in our words", map[string]PropDef{
		"text": {text, "the claim in our words"}, "predicate": {text, "what kind of claim"}, "since": {date, "period claimed, from"}, "until": {date, "period claimed, to"}, "status": {text, "open, retracted, superseded"},
		"args": {list, "what else the predicate takes, each name=value: topic, body, symbol, obligation, detail, agreed_with, every"}, "order": {integer, "place among the claims of its text"},
		"statusReason": {text, "why it was retracted or superseded"}, "date": {date, "day it was entered or first said"},
		"absence": {truth, "a finding that something is not there; it holds for its scope alone"}, "lookedIn": {list, "scope of a finding of absence: where was looked"},
		"lookedSince": {date, "scope: from"}, "lookedUntil": {date, "scope: to"}}},
	{Condition, "condition/", "what would change a claim if it happened: a thing to watch", map[string]PropDef{
		"text": {text, "the condition in our words"}, "query": {text, "a GraphQL query that tells whether it has happened"}, "predicate": {text, "predicate whose check tells it; empty where no record would"},
		"args": {list, "arguments of the predicate, each name=value: subject, object, topic, …"}, "since": {date, "watched from"}, "until": {date, "watched to"}}},
	{Source, "source/", "a dataset or a citation", map[string]PropDef{
		"name": {text, "name"}, "kind": {text, "dataset or citation"}, "citation": {text, "how to cite it"}, "url": {text, "where it is found"},
		"licence": {text, "terms of use"}, "version": {text, "version loaded"}, "since": {date, "covers from"}, "until": {date, "covers to"},
		"loaded": {text, "starter or file"}, "records": {integer, "records kept"}, "fingerprint": {text, "what was last loaded"}, "imported": {date, "day of the last import that changed something"}}},
}

// Relations are the relations and what may stand at their ends.
var Relations = []RelationDef{
	{Voted, pairs(Country, RollCall), true, "the settled position of a member; one per member and roll call", map[string]PropDef{"choice": {text, "yes, no, abstain, absent"}}},
	{VotedPer, pairs(Country, RollCall), true, "the position as a further source gives it; never counted", map[string]PropDef{
		"choice": {text, "yes, no, abstain, absent"}, "note": {text, "why it is not the settled one"}}},
	{Concerns, [][2]graph.Kind{{RollCall, Topic}, {RollCall, Country}, {Event, Topic}, {Event, Country}, {Agreement, Topic}}, true, "what a roll call is about", nil},
	{Succeeds, pairs(Country, Country), true, "the first state followed the second, on a day", map[string]PropDef{"date": {date, "day"}, "kind": {text, "continues, splits from, unites, renames"}}},
	{MemberOf, [][2]graph.Kind{{Country, Organisation}, {Person, Organisation}}, true, "membership spells", map[string]PropDef{"since": {date, "from"}, "until": {date, "to"}, "role": {text, "member, permanent, elected, observer, associate, candidate, partner, participant (in a mission), suspended, or the source's own word; of a person the office: Secretary-General"}, "firstSeen": {date, "first day the source says so"}, "lastSeen": {date, "last day the source speaks of; an end date missing is not \"still\""}, "note": {text, "remark"}}},
	{Leads, pairs(Person, Country), true, "heads of state and government", map[string]PropDef{"office": {text, "office"}, "since": {date, "from"}, "until": {date, "to"}, "firstSeen": {date, "first day the source says so"}, "lastSeen": {date, "last day the source speaks of; an end date missing is not \"still\""},
		"entry": {text, "how office was gained"}, "exit": {text, "how it was lost"}, "note": {text, "remark"}}},
	{Serves, pairs(Person, Country), true, "other offices", map[string]PropDef{"office": {text, "office"}, "since": {date, "from"}, "until": {date, "to"}, "firstSeen": {date, "first day the source says so"}, "lastSeen": {date, "last day the source speaks of"}, "note": {text, "remark"}}},
	{PartyTo, [][2]graph.Kind{{Country, Agreement}, {Organisation, Agreement}}, true, "parties of agreements", map[string]PropDef{"since": {date, "bound from"}, "until": {date, "bound to"}, "role": {text, "signatory, depositary, acceding, withdrawing, negotiating (bound by nothing yet)"}, "lastSeen": {date, "last day the source speaks of"}, "signed": {date, "of who acceded: year or day of the instrument"}, "note": {text, "remark"}}},
	{AlliedWith, pairs(Country, Country), false, "dyadic spells of alliance pledges; one edge for each period in which the same was pledged", map[string]PropDef{
		"since": {date, "from"}, "until": {date, "to; missing where the source still had it at its end, see lastSeen"}, "lastSeen": {date, "last day or year the source speaks of"},
		"obligations": {list, "what either owes the other: defence, offence, neutrality, non_aggression, consultation"},
		"owes":        {list, "what the first (from) owes the second"}, "owed": {list, "what the second owes the first"}}},
	{RivalOf, pairs(Country, Country), false, "spells of rivalry, as a source's coders judge", map[string]PropDef{
		"since": {date, "from"}, "until": {date, "to"}, "lastSeen": {date, "last year the source speaks of"}, "name": {text, "name the source gives it"}, "types": {list, "spatial, positional, ideological, interventionary, …"}}},
	{Contiguous, pairs(Country, Country), false, "spells of direct contiguity", map[string]PropDef{
		"since": {date, "from"}, "until": {date, "to"}, "lastSeen": {date, "last day the source speaks of"}, "type": {text, "land, water_12, water_24, water_150, water_400 (miles of water between)"}}},
	{AtWarWith, pairs(Country, Country), false, "spells in which the two fought on opposite sides of a war", map[string]PropDef{
		"since": {date, "from"}, "until": {date, "to"}, "lastSeen": {date, "last year the source speaks of"}, "event": {text, "id of the war"}, "begunBy": {text, "id of the state that began it, where one of the two did"}, "note": {text, "outcome, in the source's code"}}},
	{SamePerson, pairs(Person, Person), false, "whether two nodes are one person: proposed by an importer, decided by a reader; never a silent merge", map[string]PropDef{
		"verdict": {text, "proposed, same, different"}, "score": {number, "how alike, 0 to 1"}, "reason": {text, "why"}, "by": {text, "who decided"}, "date": {date, "when"}}},
	{TookPart, [][2]graph.Kind{{Country, Event}, {Person, Event}, {Organisation, Event}}, true, "who took part in an event", map[string]PropDef{"role": {text, "visitor, host, actor, target, participant, side_1, side_2"}, "since": {date, "from, where it differs from the event's"}, "until": {date, "to, where it differs from the event's"}, "lastSeen": {date, "last year the source speaks of"},
		"outcome": {text, "what it got: victory, defeat, …"}, "initiator": {truth, "it began it"}, "deaths": {integer, "its battle deaths, as the source estimates"}, "note": {text, "remark"}}},
	{At, pairs(Event, Place), true, "where", nil},
	{PartOf, [][2]graph.Kind{{Place, Country}, {Organisation, Organisation}, {Organisation, Country}, {Event, Event}, {RollCall, Event}, {Agreement, Agreement}}, true, "belongs to (a roll call to its meeting, a protocol to its treaty); for a contested place only where a source claims it", map[string]PropDef{
		"since": {date, "from"}, "until": {date, "to"}, "role": {text, "capital, seat, body, claimed by"}}},
	{RespondsTo, pairs(Event, Event), true, "a conjectured cause, never counted as fact", map[string]PropDef{"certainty": {text, "possible, probable, stated"}}},
	{Sanctions, [][2]graph.Kind{{Country, Country}, {Organisation, Country}, {Country, Organisation}, {Organisation, Organisation}}, true, "sanctions", map[string]PropDef{"since": {date, "from"}, "until": {date, "to"}, "types": {list, "trade, arms, military, financial, travel, other"}, "lastSeen": {date, "last year the source speaks of; an end date missing is not \"still\""},
		"objectives": {list, "what for"}, "outcomes": {list, "what came of each objective, in step"}, "note": {text, "remark"}}},
	{ExportsTo, [][2]graph.Kind{{Country, Country}, {Country, Organisation}, {Organisation, Country}, {Organisation, Organisation}}, true, "exports of a year; an organisation is a unit of trade statistics that is no state", map[string]PropDef{"year": {integer, "year"}, "usd": {integer, "US dollars of that year"}, "reporter": {text, "who reported it"}, "agreement": {truth, "a trade agreement was in force between the two, as the source codes it"}}},
	{TradeShare, pairs(Country, Country), true, "the second's share in the first's exports or imports of a year, as a source states it", map[string]PropDef{
		"flow": {text, "exports or imports"}, "year": {integer, "year of the data"}, "share": {number, "0 to 1"}, "rank": {integer, "place in the source's list"}, "firstSeen": {date, "first day the source said so"}, "lastSeen": {date, "last day the source said so"}}},
	{States, [][2]graph.Kind{{Person, Claim}, {Organisation, Claim}, {Country, Claim}}, true, "who says what, and how: by the claimant, never by the dataset", map[string]PropDef{
		"stance": {text, "asserts, denies, reports, possible, unproven, expects"}, "date": {date, "when"}, "audience": {text, "for whom"}, "medium": {text, "where it appeared"},
		"manner": {text, "how it is said: outright, as a quotation, as an inference, in general"}, "reliability": {text, "of the source, A to F (Admiralty scale)"}, "credibility": {integer, "of the content, 1 to 6 (Admiralty scale)"}, "note": {text, "remark"},
		"lookedIn": {list, "of unproven: where was looked"}, "lookedSince": {date, "of unproven: from"}, "lookedUntil": {date, "of unproven: to"}, "status": {text, "retracted or empty"}, "statusReason": {text, "why it was retracted"}}},
	{AppearedIn, pairs(Claim, Organisation), true, "where a claim appeared: a medium, which need not be who claims it", map[string]PropDef{"date": {date, "when"}, "claimant": {text, "id of who claims it there"}, "url": {text, "where it is found"}, "note": {text, "remark"}}},
	{ReviewedBy, [][2]graph.Kind{{Claim, Organisation}, {Claim, Person}, {Claim, Country}}, true, "who judged a claim that others made", map[string]PropDef{"date": {date, "when"}, "verdict": {text, "the reviewer's word"}, "note": {text, "remark"}}},
	{PremiseOf, pairs(Claim, Claim), true, "the first is a premise of the second", map[string]PropDef{"note": {text, "remark"}, "by": {text, "who says so"}, "date": {date, "when"}}},
	{Contradicts, pairs(Claim, Claim), false, "the two cannot both be so", map[string]PropDef{"note": {text, "remark"}, "by": {text, "who says so"}, "date": {date, "when"}}},
	{SameClaim, pairs(Claim, Claim), false, "the two say the same", map[string]PropDef{"note": {text, "remark"}, "by": {text, "who says so"}, "date": {date, "when"}}},
	{Watches, pairs(Claim, Condition), true, "what to watch for a claim", map[string]PropDef{"note": {text, "what it would change"}}},
	{NoResponse, [][2]graph.Kind{{Event, Country}, {Event, Person}, {Event, Organisation}}, true, "a response of the second that was expected and did not come within the window", map[string]PropDef{
		"since": {date, "window, from"}, "until": {date, "window, to"}, "kind": {text, "what was expected: statement, visit, aid, …"}, "note": {text, "why it was expected"}, "lookedIn": {list, "where was looked"}}},
	{Revised, pairs(Source, Claim), true, "an entry of a claim's log", map[string]PropDef{"by": {text, "who"}, "time": {text, "when, RFC 3339 in UTC"}, "date": {date, "the day of it"}, "action": {text, "added, statement, evidence, retracted, superseded"}, "reason": {text, "why"}, "target": {text, "what it touched"}, "status": {text, "status after it"}}},
	{Judges, pairs(Source, Claim), true, "derived: a verdict given, as of a day; never fed back", map[string]PropDef{"asOf": {date, "what was known then"}, "date": {date, "day it was computed"}, "verdict": {text, "supported, consistent, mixed, contradicted, not_known, not_decidable"}, "n": {integer, "what it rests on, counted"}, "sentence": {text, "in words"}, "revision": {text, "revision of the store it was computed from"}, "measureVersion": {text, "version of the rules"}}},
	{HasSubject, [][2]graph.Kind{{Claim, Country}, {Claim, Person}, {Claim, Organisation}}, true, "whom a claim is about", nil},
	{HasObject, [][2]graph.Kind{{Claim, Country}, {Claim, Person}, {Claim, Organisation}, {Claim, Agreement}, {Claim, Event}, {Claim, RollCall}, {Claim, Topic}, {Claim, Place}}, true, "the other side of a claim", nil},
	{Reports, sourceEnds(), true, "a dataset's own values for a node", map[string]PropDef{
		"date": {date, "date it gives"}, "title": {text, "title it gives"}, "agenda": {text, "agenda item it gives"}, "subjects": {text, "subjects it gives"}, "outcome": {text, "outcome it gives"}, "kind": {text, "kind it gives"},
		"meeting": {text, "meeting it gives"}, "draft": {text, "draft symbol it gives"}, "report": {text, "committee report it gives"}, "session": {text, "session it gives"}, "symbol": {text, "symbol as written"}, "note": {text, "note it gives"},
		"yes": {integer, "total it states"}, "no": {integer, "total it states"}, "abstain": {integer, "total it states"}, "absent": {integer, "total it states"}, "members": {integer, "total it states"},
		"year": {integer, "year it speaks of"}, "importsUsd": {integer, "total imports it states, US dollars"}, "exportsUsd": {integer, "total exports it states, US dollars"},
		"field": {text, "which of the source's fields"}, "quote": {text, "the words of that field it was read from"}, "missile": {text, "missile it gives"}, "facility": {text, "site it gives"}, "landing": {text, "landing it gives"}, "time": {text, "time of day it gives"},
		"apogeeKm": {number, "height it gives, km"}, "distanceKm": {number, "range it gives, km"}, "intensity": {text, "intensity it gives"}, "precision": {text, "precision of the dates it gives"}, "obligations": {list, "obligations it gives"}, "important": {truth, "whether it counts the vote as important; missing where it does not judge"},
		"url": {text, "address of the record"}, "name": {text, "name it gives"}, "born": {date, "date of birth it gives"}, "since": {date, "beginning it gives"}, "until": {date, "end it gives"},
		"firstSeen": {date, "first day the value stood"}, "lastSeen": {date, "last day the value stood"}}},
	{SupportedBy, claimEnds(), true, "evidence for a claim", map[string]PropDef{"query": {text, "the query behind it"}, "note": {text, "remark"}, "by": {text, "who says so"}, "date": {date, "when it was entered"}, "status": {text, "retracted or empty"}, "statusReason": {text, "why it was retracted"}}},
	{Contradicted, claimEnds(), true, "evidence against a claim", map[string]PropDef{"query": {text, "the query behind it"}, "note": {text, "remark"}, "by": {text, "who says so"}, "date": {date, "when it was entered"}, "status": {text, "retracted or empty"}, "statusReason": {text, "why it was retracted"}}},
	{AlignedWith, pairs(Country, Country), false, "derived alignment of a pair, from the smaller id; never fed back", map[string]PropDef{
		"body": {text, "body"}, "period": {text, "overall or year"}, "since": {date, "from"}, "until": {date, "to"}, "n": {integer, "roll calls on which both voted"}, "same": {integer, "cast the same vote"},
		"identical": {number, "same / n"}, "halfCredit": {number, "Lijphart's index"}, "measureVersion": {text, "version of the formulas"}, "revision": {text, "revision of the store it was computed from"}}},
	{IdealPoint, pairs(Source, Country), true, "derived: a state's estimated position in a session of the Assembly; never fed back", map[string]PropDef{
		"session": {text, "session"}, "position": {number, "posterior mean; the United States above Russia"}, "sd": {number, "posterior standard deviation"}, "low": {number, "5 % point"}, "high": {number, "95 % point"},
		"votes": {integer, "votes it rests on"}, "rhat": {number, "split R-hat"}, "draws": {text, "kept draws, packed"}, "measureVersion": {text, "version of the model"}, "seed": {integer, "seed"}, "sweeps": {integer, "sweeps kept"}, "revision": {text, "revision of the store it was computed from"}}},
	{Withdrawn, nil, true, "a record that its source took back; never counted", map[string]PropDef{"relation": {text, "relation it had"}, "withdrawn": {date, "day it was found gone"}}},
}

func pairs(from, to graph.Kind) [][2]graph.Kind { return [][2]graph.Kind{{from, to}} }

func sourceEnds() (ends [][2]graph.Kind) {
	for _, k := range []graph.Kind{Country, Person, Organisation, Place, RollCall, Agreement, Event, Claim, Condition, Source} {
		ends = append(ends, [2]graph.Kind{Source, k})
	}
	return ends
}

func claimEnds() (ends [][2]graph.Kind) {
	for _, k := range []graph.Kind{RollCall, Agreement, Event, Claim, Source} {
		ends = append(ends, [2]graph.Kind{Claim, k})
	}
	return ends
}
