package textread

import (
	"fmt"
	"slices"
	"strings"

	"entente/graph/vocab"
)

// The rule table. One rule a line: id | PREDICATE | pattern | options.
//
// A pattern is a row of elements:
//
//	S          the subject: of the verb behind it, found by the grammar of the
//	           clause (relative clauses, coordination, participles)
//	S+         two subjects at least ("Russia and China"): the claim holds between them
//	S's        the owner: "Shoigu's", "Russian", "his"
//	-          no subject before the anchor
//	!a|b       a verb in any of its forms; the first element behind S is the anchor
//	a|b        a word or noun, one or many; a_b is two words
//	<class>    a word or phrase of a class, below
//	[x]        x or nothing
//	..         up to eight words of the same clause
//	O O+ O's   an object; of a kind with :state :place :person :actor
//	$          the end of the clause
//
// Articles, adverbs and dates between elements are passed over. A verb followed
// at once by O is read in the passive as well ("Pyongyang was visited by").
//
// Options: swap (O is the claim's subject), detail=word, detail=<class> (the
// words found), neg (the rule says the opposite), if=class and unless=class (in
// the sentence), open (O may be missing), actor (only persons and bodies act
// here), soft (the reading is doubtful and says so), event (words behind are the
// object's text).
const ruleTable = `
sanction-support-vote | SUPPORTED_SANCTIONS | S !vote for|in_favour_of|in_favor_of .. <sanction> .. on|against O:state
sanction-support-vote-open | SUPPORTED_SANCTIONS | S !vote for|in_favour_of|in_favor_of .. <sanction>
sanction-support | SUPPORTED_SANCTIONS | S !support|back|endorse|favour|favor|approve|welcome .. <sanction> .. on|against|for O:actor
sanction-support-of | SUPPORTED_SANCTIONS | S !support|back|endorse|favour|favor|approve|welcome O's .. <sanction>
sanction-support-open | SUPPORTED_SANCTIONS | S !support|back|endorse|favour|favor|approve|welcome [un] [new|further|tougher|international|western|more|more_severe|eu] <sanction>
sanction-call | SUPPORTED_SANCTIONS | S !call for .. <sanction> .. on|against O:actor

vote-yes | VOTED | S !vote for|in_favour|in_favor|yes | detail=yes
vote-no | VOTED | S !vote against|no | detail=no
vote-with | VOTES_WITH | S !vote .. with|alongside|as O:state
vote-same | VOTES_WITH | S+ !vote .. together|alike|identically|the_same|same_way|in_unison|in_lockstep|as_one
vote-same-as | VOTES_WITH | S !vote the_same|same_way|like|in_step|in_line|in_lockstep [way|as|with] .. as|with|like O:state
vote-match | VOTES_WITH | S's voting|vote|votes|voting_record|voting_pattern .. !match|mirror|resemble|follow .. O's
cast-vote-no | VOTED | S !cast .. vote|ballot .. against | detail=no
cast-vote-yes | VOTED | S !cast .. vote|ballot .. for|in_favour|in_favor | detail=yes
cast-no | VOTED | S !cast .. no|negative vote | detail=no
cast-yes | VOTED | S !cast .. yes|affirmative|positive vote | detail=yes
abstain | VOTED | S !abstain | detail=abstain
abstain-choose | VOTED | S !choose|decide to_abstain | detail=abstain
not-take-part | VOTED | S !take no_part | detail=absent
absent-vote | VOTED | S be absent|away [from|for|when|during] .. vote|ballot|voting | detail=absent
vote-absent | VOTED | S be absent|away $ | detail=absent if=ballot
vote-share-part | VOTED | S !take|participate part|in .. vote|ballot|voting | absent
vote-resolution | VOTED | S !approve|endorse|reject .. <draft> | actor
vote-on | VOTED | S !vote on .. <draft>
vote-bare | VOTED | S !vote $
vote-of | VOTED | S's <choice> vote | detail=<choice>
vote-of-on | VOTED | S's vote|abstention on|against|for .. <draft>
spoil | OPPOSES | S !vote against O:state | detail=votes

veto-with | VETOED_WITH | S !veto .. together_with|along_with|alongside|with O:state
veto-join | VETOED_WITH | S !join O:state in vetoing|a_veto|the_veto|a_double_veto
veto-both | VETOED_WITH | S+ !veto
veto-both-cast | VETOED_WITH | S+ !cast|use|wield|exercise .. veto|vetoes|vetos
veto-by-both | VETOED_WITH | - veto|vetoes|vetos by|of O+
veto-noun-both | VETOED_WITH | S+'s veto|vetoes|vetos
veto | VETOED | S !veto O:draft | open topic
veto-cast | VETOED | S !cast|use|wield|exercise|issue .. veto|vetoes|vetos | topic
veto-block | VETOED | S !block|kill|sink .. <un-text> | topic
veto-noun | VETOED | S's veto|vetoes|vetos | topic unless=veto-power
veto-noun-by | VETOED | - veto|vetoes|vetos by|from O:state | swap topic

sanction | SANCTIONS | S !sanction O:actor
sanction-thing | SANCTIONS | S !sanction O's
sanction-impose | SANCTIONS | S !impose|introduce|place|slap|announce|adopt|tighten|extend|renew|maintain|keep|enforce|reimpose|apply|levy|expand|widen|unveil|enact|have|declare|launch .. <sanction> .. on|against|over O:actor
sanction-impose-by | SANCTIONS | - <sanction> .. !impose|introduce|place|slap|adopt|announce .. on|against O:actor .. by A:actor
sanction-impose-on | SANCTIONS | - <sanction> on|against O:actor .. !impose|introduce|place|adopt|announce|tighten|extend|renew .. by A:actor
sanction-impose-passive | SANCTIONS | - <sanction> .. !impose|introduce|place|slap|adopt|announce .. by A:actor .. on|against O:actor
sanction-under | SANCTIONS | S be|remain|come|fall|place|put under .. <sanction> .. by|from O:actor | swap
sanction-of-under | SANCTIONS | S be|remain|come|fall under O's .. <sanction> | swap
sanction-hit | SANCTIONS | S !hit|target|strike O:actor with .. <sanction>
sanction-join | SANCTIONS | S !join .. <sanction> .. on|against O:actor
sanction-join-of | SANCTIONS | S !join O's .. <sanction>
sanction-lift | SANCTIONS | S !lift|remove|waive|drop|end|revoke|rescind|terminate|scrap .. <sanction> .. on|against O:actor | neg
sanction-noun | SANCTIONS | S's <sanction> on|against|over O:actor
sanction-noun-by | SANCTIONS | - <sanction> by|from S2:actor on|against O:actor
sanction-list | SANCTIONS | S !add|put|place O:actor to|on .. list|blacklist | soft-list
embargo | SANCTIONS | S !embargo|boycott O:state
sanction-ban | SANCTIONS | S !ban|freeze|block .. import|export|asset|shipment|sale .. from|to|of O:state

supply-with | SUPPLIES_ARMS | S !supply|provide|equip|furnish|arm O:actor with .. <arms> | detail=<arms>
supply-to | SUPPLIES_ARMS | S !supply|send|sell|deliver|ship|export|give|transfer|provide|donate|funnel|airlift|smuggle|lend|offer|hand .. <arms> .. to|for O:actor | detail=<arms>
supply-ditrans | SUPPLIES_ARMS | S !supply|send|sell|give|lend|offer|deliver O:actor .. <arms> | detail=<arms>
supply-arm | SUPPLIES_ARMS | S !arm O:actor
supply-arm-open | SUPPLIES_ARMS | S !arm rebel|militia|insurgent|separatist|fighter|group|faction
supply-buy | SUPPLIES_ARMS | S !buy|purchase|import|acquire|obtain|receive|get|order|procure .. <arms> .. from O:actor | swap detail=<arms>
supply-buy-of | SUPPLIES_ARMS | S !buy|purchase|import|acquire|obtain|receive|order|procure O's .. <arms> | swap detail=<arms>
supply-open | SUPPLIES_ARMS | S !supply|sell|deliver [new|more|heavy|lethal|any|modern] <arms> | detail=<arms>
supply-passive-to | SUPPLIES_ARMS | - <arms> .. !supply|send|sell|deliver|ship|export|give|transfer|provide|donate .. to O:actor .. by A:actor | detail=<arms>
supply-passive-by | SUPPLIES_ARMS | - <arms> .. !supply|send|sell|deliver|ship|export|give|transfer|provide|donate|make .. by A:actor .. to O:actor | detail=<arms>
supply-passive-from | SUPPLIES_ARMS | - <arms> .. from A:actor .. !reach|arrive .. O:actor | detail=<arms>
supply-approve | SUPPLIES_ARMS | S !approve|authorise|authorize|license|begin|start|resume|increase .. <arms> <delivery> to|for O:actor | detail=<arms>
supply-halt | SUPPLIES_ARMS | S !halt|stop|suspend|end|freeze|ban|cancel .. <arms> <delivery> to|for O:actor | neg detail=<arms>
supply-noun | SUPPLIES_ARMS | S's <arms> <delivery> to|for O:actor | detail=<arms>
supply-noun-passive | SUPPLIES_ARMS | S's <arms> !supply|sell|send|deliver|ship|export to O:actor | detail=<arms>
supply-noun-of | SUPPLIES_ARMS | S's <delivery> of .. <arms> .. to|for O:actor | detail=<arms>
supply-noun-from | SUPPLIES_ARMS | - <arms> <delivery> from A:actor to O:actor | detail=<arms>
supply-noun-by | SUPPLIES_ARMS | - <delivery> of .. <arms> .. from|by A:actor to O:actor | detail=<arms>
supply-noun-to-by | SUPPLIES_ARMS | - <delivery> of .. <arms> .. to O:actor .. by|from A:actor | detail=<arms>
supply-supplier | SUPPLIES_ARMS | S be|remain|become .. O's .. <supplier>
supply-supplier-of | SUPPLIES_ARMS | S be|remain|become .. <supplier> .. to|of|for O:state

ally-be | ALLIED_WITH | S be|become|remain|stay .. ally|allies of|to O:actor
ally-be-with | ALLIED_WITH | S be .. allied with|to O:state
ally-be-owner | ALLIED_WITH | S be|become|remain .. O's .. ally|allies
ally-both | ALLIED_WITH | S+ be|become|remain .. ally|allies|allied
ally-bound-defend | ALLIED_WITH | S be .. bound|obliged|obligated|committed|required|pledged to_defend|to_come_to_the_aid_of|to_the_defence_of|to_the_defense_of O:state | detail=defence
ally-both-bound | ALLIED_WITH | S+ be .. bound|linked|tied .. by|to .. <alliance>
ally-bound | ALLIED_WITH | S be .. bound|linked|tied .. to O:state .. by .. <alliance>
ally-bound-by | ALLIED_WITH | S be .. bound|linked|tied .. by .. <alliance> .. with|to O:state
ally-obligation | ALLIED_WITH | S be under .. obligation|duty to_defend|to_come_to_the_aid_of|to_aid|to_protect O:state | detail=defence
ally-have | ALLIED_WITH | S !have|maintain|keep|form|forge|conclude|make|build|establish|enter|sign .. <alliance> .. with O:state
ally-both-have | ALLIED_WITH | S+ !have|maintain|keep|form|forge|conclude|make|build|establish|enter .. <alliance>
ally-break | ALLIED_WITH | S !break|end|abandon|dissolve|quit|leave|renounce .. alliance .. with O:state | neg
ally-with | ALLIED_WITH | S !ally .. with O:state
ally-noun | ALLIED_WITH | S's .. alliance with O:state
ally-noun-between | ALLIED_WITH | - alliance between|of O+
ally-noun-joint | ALLIED_WITH | S+'s alliance
ally-named | ALLIED_WITH | S's ally|allies [,] O:state
ally-such | ALLIED_WITH | S's ally|allies such_as|like|including O:state
ally-an | ALLIED_WITH | - ally|allies of O:state $ | apposed

treaty-sign | AGREEMENT_IN_FORCE | S !sign|conclude|ratify|reach|have|renew|initial|negotiate|agree|extend|seal|enter|approve .. <treaty> .. with O:actor | detail=<treaty>
treaty-sign-both | AGREEMENT_IN_FORCE | S+ !sign|conclude|ratify|reach|have|renew|initial|agree|extend|seal .. <treaty> | detail=<treaty>
treaty-end | AGREEMENT_IN_FORCE | S !denounce|abrogate|terminate|suspend|scrap|leave|quit|end|cancel|tear .. <treaty> .. with O:actor | neg detail=<treaty>
treaty-withdraw | AGREEMENT_IN_FORCE | S !withdraw|pull from|out .. <treaty> .. with O:actor | neg detail=<treaty>
treaty-passive | AGREEMENT_IN_FORCE | - <treaty> .. !sign|conclude|ratify|reach|seal .. by|between O+ | detail=<treaty>
treaty-between | AGREEMENT_IN_FORCE | - <treaty> .. between O+ | detail=<treaty>
treaty-noun | AGREEMENT_IN_FORCE | S's .. <treaty> with O:actor | detail=<treaty>
treaty-noun-joint | AGREEMENT_IN_FORCE | S+'s <treaty> | detail=<treaty>
treaty-bound | AGREEMENT_IN_FORCE | S+ be .. bound .. by .. <treaty> | detail=<treaty>
treaty-force | AGREEMENT_IN_FORCE | S's .. <treaty> with O:actor .. !enter .. force | detail=<treaty>

recognise-as | RECOGNISES | S !recognise|recognize [annexed|occupied|contested|separatist|breakaway] O:place .. as .. P
recognise | RECOGNISES | S !recognise|recognize [annexed|occupied|contested|separatist|breakaway] O:place
recognise-claim | RECOGNISES | S !recognise|recognize O's .. sovereignty|claim|independence|annexation|statehood|control|rule [over|of|to] [P]
recognise-noun-thing | RECOGNISES | S !recognise|recognize .. independence|statehood|annexation|sovereignty of|over O:place
recognise-part | RECOGNISES | S !recognise|recognize .. region|territory|republic|statelet|province|area|conquest of|in O:place
recognise-passive-as | RECOGNISES | S's recognition of O:place
recognise-noun-by | RECOGNISES | - recognition of O:place .. by A:state
recognise-ties | RECOGNISES | S !establish .. diplomatic_relations|diplomatic_ties with O:state
recognise-grant | RECOGNISES | S !grant|extend|give .. recognition .. to O:place

trade-nil | TRADE_NEGLIGIBLE | - <trade> .. between O+ be|become|remain|stay .. <negligible>
trade-nil-joint | TRADE_NEGLIGIBLE | S+'s <trade> be|become|remain|stay .. <negligible>
trade-nil-with | TRADE_NEGLIGIBLE | S's .. <trade> with O:state be|become|remain|stay .. <negligible>
trade-nil-exports | TRADE_NEGLIGIBLE | S's export|import to|from O:state be|become|remain|stay .. <negligible>
trade-none-between | TRADE_NEGLIGIBLE | - <no> <trade> between O+
trade-none-with | TRADE_NEGLIGIBLE | S !have|do|conduct <no> <trade> with O:state
trade-little-with | TRADE_NEGLIGIBLE | S !trade <little> with O:state
trade-hardly | TRADE_NEGLIGIBLE | S <little> !trade .. with O:state
trade-hardly-both | TRADE_NEGLIGIBLE | S+ <little> !trade
trade-little-both | TRADE_NEGLIGIBLE | S+ !trade <little>
trade-share-nil | TRADE_NEGLIGIBLE | S !account for <little> .. of O's .. <trade> | swap
trade-depend | TRADE_DEPENDENT | S !depend|rely .. on|upon O:state | unless=arms
trade-depend-thing | TRADE_DEPENDENT | S !depend|rely .. on|upon O's .. <goods>
trade-depend-goods | TRADE_DEPENDENT | S !depend|rely .. on|upon .. <goods> .. from|with|to O:state
trade-dependent | TRADE_DEPENDENT | S be|become|remain .. dependent|reliant .. on|upon O:state | unless=arms
trade-dependent-goods | TRADE_DEPENDENT | S be|become|remain .. dependent|reliant .. on|upon .. <goods> .. from|with|to O:state
trade-dependent-thing | TRADE_DEPENDENT | S be|become|remain .. dependent|reliant .. on|upon O's .. <goods>
trade-dependence | TRADE_DEPENDENT | S's .. dependence|reliance|dependency on|upon O:state | unless=arms
trade-partner | TRADE_DEPENDENT | S be|become|remain .. O's .. <partner> | swap
trade-partner-of | TRADE_DEPENDENT | S be|become|remain .. <partner> .. of|for O:state | swap
trade-partner-inverse | TRADE_DEPENDENT | S's <partner> be|remain O:state
trade-make-up | TRADE_DEPENDENT | - <trade> to|with|from O:state .. !make|account|represent|constitute .. of S2's .. <trade>
trade-account | TRADE_DEPENDENT | S !account for .. of O's .. <trade> | swap
trade-take | TRADE_DEPENDENT | S !buy|take|absorb|purchase <most> .. O's .. export | swap detail=exports
trade-supply | TRADE_DEPENDENT | S !supply|provide <most> .. O's .. import|food|oil|gas|energy|grain|fuel|electricity | swap detail=imports
trade-send | TRADE_DEPENDENT | S !send|sell|export <most> .. export|goods|oil|gas|output .. to O:state | detail=exports
trade-goes | TRADE_DEPENDENT | - <most> .. S2's .. export .. !go to O:state | detail=exports
trade-comes | TRADE_DEPENDENT | - <most> .. S2's .. import|oil|gas|grain|energy|fuel .. !come from O:state | detail=imports
trade-get | TRADE_DEPENDENT | S !get|buy|import|obtain|source <most> .. from O:state | detail=imports unless=arms

visit | VISITED | S !visit|tour O:place
travel-to | VISITED | S !travel|fly|journey|head|go|return|jet|sail to O:place
arrive | VISITED | S !arrive|land in|at O:place
visit-due | VISITED | S be due|expected|awaited in O:place | effect=expects
arrive-via | VISITED | S !travel|fly|head .. to O:place
be-visit-to | VISITED | S be on|in .. visit|trip|tour .. to|of O:place
be-in-for | VISITED | S be in O:place for|on|to
pay-visit | VISITED | S !pay|make|begin|start|conclude|end|complete|undertake|plan|wrap|cut|have|finish|take .. visit|trip|tour|journey|stopover|pilgrimage .. to|in|of O:place
send-to | VISITED | S !send|dispatch .. <envoys> .. to O:place
lead-delegation | VISITED | S !lead|head .. delegation|mission .. to O:place
visit-noun | VISITED | S's visit|trip|tour|journey|mission to|of O:place
visit-noun-there | VISITED | - visit|trip|tour|journey of|by A:actor to O:place
visit-noun-by | VISITED | - visit|trip|tour|journey to O:place .. by A:actor

meet-talks | MET | S !hold|have|conduct|open|attend|resume .. talks|meeting|meetings|summit|discussions|consultations|negotiations .. with O:actor
meet-talks-both | MET | S+ !hold|have|conduct|resume .. talks|meeting|meetings|summit|discussions|consultations|negotiations
meet-with | MET | S !meet .. with O:actor
meet | MET | S !meet O:actor
meet-gap | MET | S !meet .. O:person
meet-both | MET | S+ !meet
meet-confer | MET | S !confer|talk|speak .. with O:person
meet-receive | MET | S !receive|host|welcome|greet .. O:person
meet-sat | MET | S !sit down with O:person
meet-noun | MET | S's .. meeting|summit|talks with O:actor
meet-noun-between | MET | - meeting|summit|talks|encounter between|of O+
meet-noun-joint | MET | S+'s summit|talks|meeting
meet-for-talks | MET | - for talks|meeting|meetings|discussions|consultations .. with O:actor | main

attend | ATTENDED | S !attend E
take-part | ATTENDED | S !take part in E | unless=ballot
participate | ATTENDED | S !participate in E | unless=ballot
present | ATTENDED | S be present at E
guest | ATTENDED | S be .. guest .. at E
join-event | ATTENDED | S !join .. in celebrating|commemorating|celebrations E
attendance | ATTENDED | S's attendance|participation at|in E

office-lead-be | LEADS | S:person be|become|remain .. <leader> of O:state | detail=<leader>
office-lead-owner | LEADS | S:person be|become|remain .. O's .. <leader> | detail=<leader>
office-head | LEADS | S:person be|become|remain .. F:head
office-hold | HOLDS_OFFICE | S:person be|become|remain .. F:office
office-serve | HOLDS_OFFICE | S:person !serve as F:office
office-elected | LEADS | S:person be|!elect|appoint|name|swear|inaugurate|install|crown .. F:head
office-appointed | HOLDS_OFFICE | S:person !elect|appoint|name|swear .. F:office
office-appoint | HOLDS_OFFICE | - !appoint|name|make O:person .. F:office
office-take | LEADS | S:person !take|assume .. office|power .. as F:head
office-lead | LEADS | S:person !lead|rule|govern O:state
office-replace | LEADS | S:person !succeed|replace .. as F:head

war-go | AT_WAR | S !go to_war|to_war_with|to_war_against with|against O:actor
war-go-both | AT_WAR | S+ !go to_war
war-be | AT_WAR | S be .. at_war .. with O:actor
war-be-both | AT_WAR | S+ be .. at_war
war-declare | AT_WAR | S !declare .. war .. on|against O:actor
war-wage | AT_WAR | S !wage|fight|launch|start|begin .. war .. against|on|with|in|over O:actor | detail=war
war-fight-state | AT_WAR | S !fight O:state
war-fight-both | AT_WAR | S+ !fight|wage .. war
war-fight | AT_WAR | S !fight against|with O:actor
war-fight-bare | AT_WAR | S+ !fight each_other|over|in
war-invade | AT_WAR | S !invade|attack|annex|bomb|shell|occupy|bombard O:state | detail=<attack> actorless
war-place | AT_WAR | S !invade|attack|shell|annex|occupy|bomb|bombard O:place | detail=<attack>
war-strike | AT_WAR | S !launch|carry|conduct .. strike|invasion|attack|airstrike|offensive|air_strike|missile .. on|against|of|in|at|into O:state
war-noun | AT_WAR | S's .. war|invasion|aggression|attack|offensive against|on|of|with|in O:state
war-noun-between | AT_WAR | - war between O+
war-noun-joint | AT_WAR | S+'s war
war-noun-by | AT_WAR | - invasion|annexation|occupation|bombing of O:place .. by A:state
war-annex-noun | AT_WAR | S's .. annexation|occupation|bombing of O:place

audience-foreign | STATES_FOR_AUDIENCE | S .. <abroad> | detail=foreign say
audience-home | STATES_FOR_AUDIENCE | S .. <home> | detail=domestic say

follow-lead | FOLLOWS | S !follow|take|toe|adopt|echo|mirror|copy|repeat|parrot O's .. lead|line|example|position|policy|stance|cue|rhetoric|footsteps|approach|view
follow-lead-of | FOLLOWS | S !follow|take|toe|adopt|echo .. lead|line|example|position|policy|stance|cue .. of|from O:state
follow-cue | FOLLOWS | S !take .. cue|cues|orders|lead .. from O:state
follow-echo | FOLLOWS | S !echo|mirror|copy|emulate O:state
follow-in | FOLLOWS | S !follow O:state in|on|and|into|by|$
follow-bare | FOLLOWS | S !follow O:state $ | soft
follow-align | FOLLOWS | S !align .. with O:state
follow-step | FOLLOWS | S !move|be|act|walk|fall|march in_step|in_lockstep|into_line|in_line with|behind O:state

support-state | VOTES_WITH | S !back|support|side O:state | soft
side-with | VOTES_WITH | S !side|stand with|by O:state | soft
support-of | VOTES_WITH | S !throw .. support|weight behind O:state | soft
speak-support | VOTES_WITH | S !speak .. in_support_of O:state | soft

baseline-attempt | RETURNS_TO_BASELINE | S's .. <attempt> .. <relation> .. with O:state .. <nothing>
baseline-attempt-by | RETURNS_TO_BASELINE | - <attempt> by A:actor .. <relation> .. with O:state .. <nothing>
baseline-attempt-with | RETURNS_TO_BASELINE | - <attempt> .. <relation> .. with O:state .. <nothing> | near
baseline-end | RETURNS_TO_BASELINE | - !end|result|finish in|with|where .. return .. to .. status_quo|baseline|square_one | near
baseline-counter | RETURNS_TO_BASELINE | - <change> .. !follow by .. counter-reforms|reversal|reversals|crackdown|counter-reform | near
baseline-attempt-open | RETURNS_TO_BASELINE | S's .. <attempt> .. <nothing>
baseline-relation | RETURNS_TO_BASELINE | - <relation> between O+ .. <nothing>
baseline-coop | RETURNS_TO_BASELINE | - <relation> .. with O:state .. <nothing> | near
baseline-owner | RETURNS_TO_BASELINE | S's .. <relation> with O:state .. <nothing>
baseline-return | RETURNS_TO_BASELINE | S !return|revert .. to .. status_quo|old_ways|previous_policy|square_one|isolation|where_it_began|where_they_began|old_course
baseline-relation-return | RETURNS_TO_BASELINE | S's .. <relation> .. <nothing>
baseline-back | RETURNS_TO_BASELINE | S be back where_it_started|where_it_began|where_they_started|at_square_one

oppose | OPPOSES | S !oppose|condemn|denounce|criticise|criticize|protest|resist|deplore|rebuke O:actor
oppose-of | OPPOSES | S !oppose|condemn|denounce|criticise|criticize|protest|resist|deplore|reject O's
oppose-act | OPPOSES | S !oppose|condemn|denounce|criticise|criticize|deplore .. <act> .. by|of|in|against|on O:state | actee
oppose-object | OPPOSES | S !object to O:actor
oppose-object-of | OPPOSES | S !object to O's
oppose-opposed | OPPOSES | S be .. opposed to O:actor
oppose-open | OPPOSES | S !oppose .. <sanction>|<draft>
rival-be | OPPOSES | S be|become|remain .. rival|enemy|adversary|foe|opponent of O:state | detail=rival
rival-owner | OPPOSES | S be|become|remain .. O's .. rival|enemy|adversary|foe|opponent | detail=rival
rival-both | OPPOSES | S+ be|become|remain .. rival|enemy|adversary|foe | detail=rival
vote-differ | OPPOSES | S+ !vote differently|against_each_other|on_opposite_sides | detail=votes
vote-against-state | OPPOSES | S !side against O:state | detail=votes
`

// classes are the words the rules name in angle brackets.
var classes = map[string][]string{
	"sanction":   {"sanction", "sanctions", "embargo", "embargoes", "embargos", "sanctions regime", "penalties", "restrictive measures", "travel ban", "trade ban", "asset freeze", "asset freezes"},
	"draft":      {"resolution", "resolutions", "draft", "drafts", "draft resolution", "draft resolutions", "text", "measure", "motion", "proposal", "statement", "amendment", "bid", "application", "sanctions"},
	"un-text":    {"resolution", "resolutions", "draft resolution", "draft resolutions", "un resolution", "security council resolution"},
	"arms":       {"arms", "weapons", "weapon", "weaponry", "ammunition", "munitions", "shells", "shell", "artillery", "artillery shells", "missiles", "missile", "rockets", "rocket", "drones", "drone", "tanks", "tank", "fighter jets", "fighter jet", "jets", "warplanes", "helicopters", "rifles", "howitzers", "bombs", "guns", "grenades", "mines", "warships", "submarines", "submarine", "frigates", "aircraft", "air defence systems", "air defense systems", "military equipment", "military hardware", "military aid", "military supplies", "armoured vehicles", "armored vehicles", "mortars", "machine guns", "small arms", "launchers", "bullets", "torpedoes", "interceptors", "arsenal", "military assistance", "lethal aid", "war materiel", "materiel", "weapons systems", "gunpowder", "explosives", "cluster munitions", "patriot batteries", "batteries", "fighters"},
	"delivery":   {"delivery", "deliveries", "shipment", "shipments", "sale", "sales", "supplies", "supply", "transfer", "transfers", "export", "exports"},
	"supplier":   {"arms supplier", "weapons supplier", "supplier of arms", "supplier of weapons", "supplier of ammunition", "supplier of drones", "arms exporter", "main arms supplier", "source of weapons", "source of arms", "provider of arms", "provider of weapons"},
	"alliance":   {"alliance", "military alliance", "defence pact", "defense pact", "defence treaty", "defense treaty", "mutual defence treaty", "mutual defense treaty", "mutual defence pact", "mutual defense pact", "mutual defence", "mutual defense", "mutual assistance", "defence alliance", "defense alliance", "treaty of alliance", "mutual defence pledge", "defence commitment", "mutual defence clause", "security treaty", "security pact", "security alliance"},
	"treaty":     {"treaty", "treaties", "agreement", "agreements", "pact", "pacts", "accord", "accords", "armistice", "ceasefire agreement", "memorandum", "convention", "protocol", "deal", "deals", "ceasefire", "truce", "peace treaty", "peace deal", "free trade agreement", "trade deal", "trade agreement", "defence treaty", "treaty of friendship", "cooperation agreement", "friendship treaty", "partnership treaty"},
	"trade":      {"trade", "commerce", "economic ties", "economic relations", "trade ties", "trade relations", "bilateral trade", "business", "exports", "imports", "export", "import", "foreign trade", "trade volume", "trade turnover", "commercial ties"},
	"goods":      {"trade", "imports", "exports", "oil", "gas", "natural gas", "energy", "grain", "wheat", "food", "fuel", "electricity", "coal", "goods", "markets", "market", "demand", "money", "investment", "remittances", "uranium", "fertiliser", "fertilizer", "buyers"},
	"negligible": {"negligible", "minimal", "tiny", "insignificant", "marginal", "non-existent", "nonexistent", "next to nothing", "close to zero", "near zero", "almost nil", "nil", "close to nil", "practically zero", "virtually zero", "almost zero", "trivial", "minuscule", "miniscule", "meagre", "meager", "vanishingly small", "next to nil", "almost nothing", "practically nothing"},
	"no":         {"no", "almost no", "virtually no", "practically no", "hardly any", "little", "very little", "barely any", "next to no", "scarcely any", "almost no direct", "no direct", "no significant", "negligible"},
	"little":     {"hardly", "barely", "scarcely", "little", "very little", "hardly at all", "almost nothing", "less than one percent", "less than one per cent", "less than 1 percent", "less than 1 per cent", "under one percent", "a tiny share", "a tiny fraction", "a negligible share", "a fraction", "hardly any"},
	"partner":    {"largest trading partner", "biggest trading partner", "main trading partner", "top trading partner", "chief trading partner", "most important trading partner", "leading trading partner", "largest trade partner", "biggest trade partner", "main trade partner", "top trade partner", "largest export market", "biggest export market", "main export market", "largest supplier", "biggest customer", "largest customer", "main customer", "largest buyer", "biggest buyer", "only significant trading partner", "number one trading partner", "economic lifeline"},
	"most":       {"most", "nearly all", "almost all", "virtually all", "practically all", "more than half", "over half", "the bulk", "bulk", "the majority", "majority", "nearly half", "half", "all", "the lion's share", "two thirds", "two-thirds", "three quarters", "three-quarters", "four fifths", "the vast majority", "vast majority", "much", "some 80 percent", "some 90 percent", "over 80 percent", "over 90 percent", "about 80 percent", "about 90 percent", "90 percent", "80 percent", "70 percent", "90 per cent", "80 per cent", "70 per cent"},
	"envoys":     {"delegation", "delegations", "envoy", "envoys", "mission", "officials", "diplomats", "negotiators", "representatives", "representative", "ministers", "negotiator", "emissary", "emissaries", "special envoy", "foreign minister", "prime minister"},
	"choice":     {"yes", "no", "negative", "affirmative", "dissenting"},
	"leader":     {"leader", "head of state", "head of government", "ruler", "dictator", "president", "prime minister", "chancellor", "king", "queen", "emperor", "supreme leader", "premier"},
	"attack":     {"invade", "attack", "annex", "bomb", "shell", "occupy", "bombard"},
	"abroad":     {"foreign audiences", "foreign audience", "foreign readers", "audiences abroad", "readers abroad", "foreign-language media", "english-language media", "external audiences", "international audiences", "international audience", "overseas audiences", "foreign consumption", "external consumption", "foreign listeners", "foreign viewers", "outside audiences", "foreign ears", "consumption abroad", "english-language outlets", "foreign-language outlets", "foreigners"},
	"home":       {"domestic audiences", "domestic audience", "home audience", "home audiences", "domestic readers", "domestic consumption", "domestic media", "domestic publications", "home consumption", "readers at home", "audiences at home", "domestic viewers", "domestic listeners"},
	"publish":    {"publish", "published", "publishes", "broadcast", "broadcasts", "say", "says", "said", "state", "states", "stated", "appear", "appeared", "appears", "print", "printed", "report", "reported", "reports", "mention", "mentioned", "aired", "air", "airs", "carried", "carry", "carries", "issue", "issued", "issues", "praise", "praised", "praises", "tell", "told", "tells", "meant", "intended", "aimed", "addressed", "release", "released", "voiced", "condemned", "threaten", "threatened", "boasted", "run", "ran", "runs", "reserve", "reserved", "reserves"},
	"attempt":    {"attempt", "attempts", "effort", "efforts", "bid", "bids", "push", "drive", "campaign", "initiative", "overtures", "overture", "reforms", "reform", "economic reforms", "opening", "liberalisation", "liberalization", "thaw", "experiment", "experiments"},
	"relation":   {"cooperation", "relations", "ties", "trade", "rapprochement", "thaw", "talks", "détente", "detente", "dialogue", "engagement", "reconciliation", "summits", "summit", "friendship", "partnership", "normalisation", "normalization", "contacts", "negotiations", "peace process"},
	"nothing":    {"came to nothing", "come to nothing", "comes to nothing", "came to naught", "has collapsed", "have collapsed", "had collapsed", "collapsed", "collapse", "failed", "have failed", "has failed", "fizzled", "fizzled out", "petered out", "fell apart", "have been unsuccessful", "has been unsuccessful", "were unsuccessful", "was unsuccessful", "went nowhere", "led nowhere", "led to nothing", "was reversed", "were reversed", "has been reversed", "have been reversed", "broke down", "unravelled", "unraveled", "was abandoned", "were abandoned", "ended in failure", "ended where they began", "ended where it began", "returned to the status quo", "reverted to the status quo", "were rolled back", "was rolled back", "was short-lived", "were short-lived", "proved short-lived", "did not last", "soon ended", "stalled", "have stalled", "has stalled", "were followed by counter-reforms", "are followed by counter-reforms", "are followed by a wave of counter-reforms", "froze again", "ran into the sand", "ran into the sands", "bore no fruit", "have come to nothing", "has come to nothing", "had come to nothing", "have gone nowhere", "has gone nowhere", "fell through", "returned to their former state", "evaporated", "foundered", "reversed", "unsuccessful", "rolled back", "short-lived", "fruitless", "ended", "came to an end"},
	"change":     {"changes", "change", "reforms", "shifts", "openings", "thaws", "initiatives", "reform"},
	"act":        {"invasion", "annexation", "attack", "attacks", "strike", "strikes", "bombing", "test", "tests", "launch", "launches", "occupation", "policy", "coup", "aggression", "war", "blockade", "missile test", "nuclear test", "settlement", "settlements", "violations", "crackdown", "intervention", "actions", "offensive", "conduct", "treatment", "presence", "membership", "decision", "recognition", "operation", "raid", "raids"},
	"veto-power": {"veto power", "veto right", "right of veto", "power of veto", "threat of a veto"},
	"ballot":     {"the vote", "vote on", "vote against", "the ballot", "the voting", "the roll call"},
	"say":        nil,
}

type elemKind uint8

const (
	elemWord elemKind = iota
	elemClass
	elemGap
	elemSlot
	elemEnd
	elemEvent
)

type elem struct {
	kind     elemKind
	words    map[string]bool
	phrases  []string
	verb     bool // the words are all forms of verbs
	class    string
	slot     byte   // S O P A F, 2 for S2
	filter   string // state, place, person, actor, head, office, draft
	poss     bool
	many     bool
	optional bool
}

type rule struct {
	id, pred string
	subject  elem // slot 'S', or slot 0 for none
	anchor   elem
	right    []elem
	opts     map[string]string
	be       bool // the anchor is a form of "be" among others
	pre      []elem
}

// rules by the word that anchors them.
var rules, ruleIndex = makeRules()

func makeRules() ([]rule, map[string][]int) {
	index := map[string][]int{}
	var out []rule
	for _, line := range lines(ruleTable) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		r, err := parseRule(line)
		if err != nil {
			panic(err) // the table is part of the program; a test reads it
		}
		n := len(out)
		out = append(out, r)
		seen := map[string]bool{}
		put := func(w string) {
			if !seen[w] {
				seen[w] = true
				index[w] = append(index[w], n)
			}
		}
		for w := range r.anchor.words {
			put(w)
		}
		for _, p := range r.anchor.phrases {
			w, _, _ := strings.Cut(p, " ")
			put(w)
		}
	}
	return out, index
}

func parseRule(line string) (rule, error) {
	f := strings.Split(line, " | ")
	if len(f) < 3 {
		return rule{}, fmt.Errorf("rule %q: write id | PREDICATE | pattern | options", line)
	}
	r := rule{id: strings.TrimSpace(f[0]), pred: strings.TrimSpace(f[1]), opts: map[string]string{}}
	if _, ok := vocab.Predicate(r.pred); !ok {
		return r, fmt.Errorf("rule %s: %q is no predicate", r.id, r.pred)
	}
	for _, opts := range f[3:] {
		for o := range strings.FieldsSeq(opts) {
			k, v, _ := strings.Cut(o, "=")
			r.opts[k] = v
		}
	}
	var es []elem
	for w := range strings.FieldsSeq(f[2]) {
		if w == "-" {
			es = append(es, elem{})
			continue
		}
		e, err := parseElem(w)
		if err != nil {
			return r, fmt.Errorf("rule %s: %w", r.id, err)
		}
		es = append(es, e)
	}
	if len(es) == 0 {
		return r, fmt.Errorf("rule %s has no pattern", r.id)
	}
	if es[0].kind == elemSlot {
		r.subject = es[0]
	}
	es = es[1:]
	// Elements between the subject and the anchor: a gap, or a small word
	// ("hardly trade").
	for len(es) > 0 && (es[0].kind == elemGap || es[0].kind == elemClass && es[0].class == "little") {
		r.pre = append(r.pre, es[0])
		es = es[1:]
	}
	if len(es) == 0 || es[0].kind != elemWord && es[0].kind != elemClass {
		return r, fmt.Errorf("rule %s has no word to anchor it", r.id)
	}
	r.anchor, r.right = es[0], es[1:]
	r.be = r.anchor.words["is"]
	return r, nil
}

func parseElem(w string) (elem, error) {
	var e elem
	if strings.HasPrefix(w, "[") && strings.HasSuffix(w, "]") {
		e, err := parseElem(w[1 : len(w)-1])
		e.optional = true
		return e, err
	}
	switch {
	case w == "..":
		return elem{kind: elemGap}, nil
	case w == "$":
		return elem{kind: elemEnd}, nil
	case w == "E":
		return elem{kind: elemEvent}, nil
	case strings.HasPrefix(w, "<") && !strings.Contains(w, "|"):
		c := strings.Trim(w, "<>")
		if _, ok := classes[c]; !ok {
			return e, fmt.Errorf("there is no class %s", w)
		}
		e.kind, e.class, e.phrases = elemClass, c, classes[c]
		return e, nil
	case strings.HasPrefix(w, "<"):
		e.kind = elemClass
		for c := range strings.SplitSeq(w, "|") {
			e.class = strings.Trim(c, "<>")
			e.phrases = append(e.phrases, classes[e.class]...)
		}
		return e, nil
	}
	head, filter, _ := strings.Cut(w, ":")
	switch head {
	case "S", "S+", "S's", "S+'s", "O", "O+", "O's", "P", "A", "F", "S2", "S2's", "":
		e.kind, e.slot, e.filter = elemSlot, head[0], filter
		if strings.HasPrefix(head, "S2") {
			e.slot = '2'
		}
		e.many, e.poss = strings.Contains(head, "+"), strings.HasSuffix(head, "'s")
		return e, nil
	}
	e.kind, e.words = elemWord, map[string]bool{}
	body, verb := strings.CutPrefix(w, "!")
	e.verb = verb
	for x := range strings.SplitSeq(body, "|") {
		switch {
		case strings.Contains(x, "_"):
			e.phrases = append(e.phrases, strings.ReplaceAll(x, "_", " "))
		case x == "be":
			for b := range beForms {
				e.words[b] = true
			}
		case x == "have" && verb:
			for b := range haveForms {
				e.words[b] = true
			}
		case verb || !e.verb && (x == "become" || x == "remain" || x == "stay" || x == "come" || x == "fall" || x == "place" && strings.Contains(body, "be|") || x == "put" && strings.Contains(body, "be|")):
			fs := formsOf(x)
			if len(fs) == 0 {
				fs = []string{x, thirdOf(x), pastOf(x), ingOf(x)}
				for n, w := range fs {
					if _, ok := verbForms[w]; !ok {
						verbForms[w] = verbForm{x, []form{base, third, past, ing}[n], n > 1, false}
					}
				}
			}
			for _, w := range fs {
				e.words[w] = true
			}
		case prepositions[x] || x == "no" || x == "yes" || x == "as":
			e.words[x] = true
		default:
			for _, w := range nounForms(x) {
				e.words[w] = true
			}
		}
	}
	slices.Sort(e.phrases)
	return e, nil
}
