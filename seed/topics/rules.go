package topics

import "entente/graph"

// rule says which words in a title, an agenda item or a list of subjects make a
// roll call one of a topic. Words are in lower case with straight apostrophes
// and match from the beginning of a word: "colonial" finds "colonialism" and
// not "decolonial". A word that ends in a space matches whole words only. What
// Not lists is taken out of the text before Words are sought. Since and Until
// bound the days on which the rule holds, where a word meant something else at
// other times.
type rule struct {
	Topic        string
	Words        []string
	Not          []string
	Since, Until graph.Date
}

// rules is the whole of the rules. A topic may stand more than once.
//
// The DPRK: a text is about it where the DPRK is named as the matter. Agenda
// items such as the "aggression upon the Republic of Korea" of 1950 and the
// Assembly's "Korean question" name Korea or the Republic of Korea and are not,
// unless the text's own description names North Korea, as that of S/RES/82 does
// ("the North Korean authorities" are called upon to withdraw); the admission of
// both Koreas (S/RES/702) names the DPRK, and is. Who
// proposed a draft stands neither in titles nor agendas, so a draft that the
// DPRK sponsored is not about it (B54).
var rules = []rule{
	{Topic: "dprk", Words: []string{"democratic people's republic of korea", "dem. people's republic of korea", "dprk", "north korea"}},

	{Topic: "nuclear-nonproliferation", Words: []string{
		"nuclear weapon", "nuclear-weapon", "nuclear test", "nuclear arm", "nuclear disarm", "nuclear war", "nuclear free", "nuclear-free", "nuclear proliferation",
		"nuclear material", "nuclear danger", "nuclear explosion", "nuclear programme", "nuclear arsenal", "nuclear catastrophe", "nuclear installation", "nuclear facilit", "nuclear missile", "nuclear terrorism", "nuclear freeze", "nuclear energy to military", "nuclear capabilit", "nuclear collaboration", "nuclear and thermo-nuclear", "nuclear threat",
		"non-nuclear", "denuclear", "thermonuclear", "thermo-nuclear", "non-proliferation", "nonproliferation", "proliferation of weapons of mass destruction",
		"weapons of mass destruction", "new weapons of mass destruction", "atomic weapon", "atomic bomb", "control of atomic energy", "atomic energy commission", "resolutions on atomic energy",
		"fissile", "fissionable", "test ban", "test-ban", "treaty of tlatelolco", "international atomic energy agency", "iaea ", "proliferation treaty", "joint comprehensive plan of action"}},

	{Topic: "disarmament", Words: []string{
		"disarm", "arms control", "arms limitation", "armament", "arms race", "arms trade", "arms transfer", "small arms", "light weapons", "conventional arms", "conventional weapons", "chemical weapon", "chemical and bacteriological",
		"chemical and biological", "chemical, biological", "bacteriological", "biological weapon", "bacterial warfare", "landmine", "anti-personnel", "cluster munitions", "ammunition", "explosive weapons",
		"outer space arms", "weapons in outer space", "placement of weapons", "space security", "space threats", "no first placement", "prevention of an arms", "nuclear weapon", "nuclear-weapon", "nuclear test", "nuclear disarm", "nuclear arm", "nuclear war", "nuclear freeze", "test ban", "test-ban", "fissile", "fissionable", "denuclear", "weapons of mass destruction", "atomic weapon", "atomic bomb", "control of atomic energy",
		"ballistic missile", "missiles", "missile defence", "napalm", "incendiary weapons", "depleted uranium", "military budgets", "military expenditures", "military technology", "confidence-building", "new types of weapons", "new weapons", "zone of peace", "non-proliferation of weapons", "autonomous weapons", "verification in all its aspects", "strategic arms", "reduction of armed forces", "mutual reduction", "geneva protocol", "treaty on the non-proliferation"},
		Not: []string{"disarmament, demobilization", "disengagement", "demobilization, disarmament"}},

	{Topic: "ukraine", Words: []string{"ukraine", "crimea", "sevastopol", "donetsk", "luhansk", "donbas"}, Since: graph.MustDate("1992")},

	{Topic: "syria", Words: []string{"syria"}, Since: graph.MustDate("2011-03-15"),
		Not: []string{"occupied syrian golan", "syrian golan", "israel and the syrian arab republic", "israel and syria", "israel-syria", "between israel and syria"}},

	{Topic: "palestine-israel", Words: []string{"palestin", "israel", "golan", "arab-israel", "occupied arab territor", "jerusalem", "gaza", "west bank", "hebron", "unrwa ", "undof ", "disengagement observer force", "unifil ", "interim force in lebanon", "united nations emergency force", "unef ", "suez", "truce supervision"}},
	{Topic: "palestine-israel", Words: []string{"middle east"}, Until: graph.MustDate("1999-12-31"),
		Not: []string{"region of the middle east", "zone in the middle east", "weapons in the middle east", "proliferation in the middle east", "armament in the middle east"}},

	{Topic: "iran", Words: []string{"iran ", "iranian", "iran-", "iran/", "hostages held in tehran", "joint comprehensive plan of action"}},

	{Topic: "iraq", Words: []string{"iraq", "unikom ", "unscom ", "unmovic ", "unami "}},
	{Topic: "iraq", Words: []string{"kuwait"}, Since: graph.MustDate("1990-08-02")},

	{Topic: "balkans", Words: []string{"yugoslav", "bosnia", "herzegovina", "kosovo", "macedonia", "croatia", "serbia", "montenegro", "srebrenica", "prevlaka", "eastern slavonia", "unprofor ", "protection force", "untaes ", "unpredep ", "unmik ", "unmibh ", "balkans"}, Since: graph.MustDate("1991-06-25")},

	{Topic: "libya", Words: []string{"libya", "lockerbie", "unsmil "}},
	{Topic: "sudan", Words: []string{"sudan", "darfur", "abyei", "unmiss ", "unisfa ", "unamid ", "unmis "}, Not: []string{"sudano-sahelian", "french sudan"}},
	{Topic: "afghanistan", Words: []string{"afghan", "taliban", "unama "}, Not: []string{"tajik-afghan"}},

	{Topic: "terrorism", Words: []string{"terroris", "al-qaida", "al-qaeda", "al qaida", "isil ", "isil-", "da'esh", "counter-terror"}},

	{Topic: "sanctions", Words: []string{"sanction", "embargo", "coercive", "panel of experts", "group of experts", "oil-for-food", "oil for food", "assets freeze", "asset freeze", "monitoring group", "severance of diplomatic", "measures imposed", "measures against", "extraterritorial"},
		Not: []string{"group of governmental experts", "group of experts on the", "intergovernmental group of experts", "without coercive"}},
	{Topic: "sanctions", Words: []string{"group of experts on the democratic republic", "group of experts on cote", "group of experts on côte", "group of experts on the illegal"}},

	{Topic: "peacekeeping", Words: []string{"peacekeep", "peace-keep", "peace keeping", "peace operation", "peace force", "peacebuilding mission", "united nations mission", "un mission", "assistance mission", "observer mission", "observer force", "observer group", "verification mission", "stabilization mission", "integrated mission", "transition mission", "support mission", "emergency force", "interim force", "interim security force", "protection force", "truce supervision", "truce commission", "military observer", "multinational force", "stabilization force", "implementation force", "united nations operation", "un operation", "united nations force", "un force", "civilian police", "police mission", "transitional authority", "transitional administration", "interim administration mission", "preventive deployment", "mission for the referendum", "mission of observers", "transition assistance group", "disengagement observer",
		"unifil ", "unficyp ", "undof ", "unmik ", "minusma ", "monuc ", "monusco ", "minusca ", "unamid ", "unmiss ", "unisfa ", "unoci ", "unmil ", "unmee ", "minustah ", "onuc ", "unef ", "untac ", "untag ", "onumoz ", "unavem ", "monua ", "unosom ", "unamir ", "unprofor ", "unmot ", "unomig ", "unikom ", "minurso ", "unamsil ", "unomsil ", "onub ", "minurcat ", "untso ", "unmis ", "untaet ", "unmiset ", "untaes ", "unpredep ", "unmibh ", "amisom ", "atmis ", "afisma ", "isaf ", "eufor ", "misca ", "misma "}},

	{Topic: "human-rights", Words: []string{"human right", "self-determination", "racis", "racial", "women", "woman", "girl", "child", "refugee", "displaced persons", "internally displaced", "torture", "discrimination", "genocide", "minorit", "indigenous", "religious intolerance", "intolerance", "slavery", "disappearance", "extrajudicial", "death penalty", "death row", "migrant", "migration", "persons with disabilities", "rights of", "freedom of information", "freedom of the press", "freedom of opinion", "freedom of religion", "right to", "inalienable right", "political rights", "fundamental freedoms", "gender", "xenophobia", "nazi", "stateless", "sexual violence", "civilians in armed conflict", "mercenar", "defamation of religions"},
		Not: []string{"rights of the members", "rights of the people's republic of china", "lawful rights", "rights of states", "economic rights and duties", "rights of the organization", "right to veto", "right to vote in"}},

	{Topic: "decolonization", Words: []string{"colonial", "decoloni", "trust territor", "trusteeship", "non-self-governing", "non self-governing", "apartheid", "namibia", "south west africa", "south-west africa", "western sahara", "spanish sahara", "minurso ", "untag ", "southern rhodesia", "portuguese", "granting of independence", "falkland", "malvinas", "gibraltar", "new caledonia", "french polynesia", "tokelau", "american samoa", "guam ", "bermuda", "pitcairn", "self-government", "mayotte", "glorieuses", "chagos", "cessation of the transmission of information", "article 73", "chapter xi of the charter", "chapter xi applies", "under french administration", "question of oman", "ifni", "ruanda-urundi", "togoland", "cameroons", "nauru", "tanganyika", "new guinea", "african territories", "tunisian question", "question of tunisia", "question of morocco", "question of algeria", "algerian question", "british guiana", "french somaliland", "italian colonies"},
		Not: []string{"papua new guinea"}},
	{Topic: "decolonization", Words: []string{"south africa", "southern africa", "union of south africa", "people of indian origin", "bantustan", "transkei"}, Until: graph.MustDate("1994-06-23")},
	{Topic: "decolonization", Words: []string{"east timor"}, Until: graph.MustDate("2002-05-20")},

	{Topic: "membership", Words: []string{"admission of", "admission to", "readmission", "application for membership", "applications for membership", "application of", "new members", "new member ", "membership in the united nations", "membership of the united nations", "for membership", "credentials", "representation of china", "chinese representation", "people's republic of china in the united nations", "lawful rights of the people's republic of china", "admitted to"},
		Not: []string{"application of the declaration", "application of safeguards", "application of human", "application of the principles", "application of science", "application of the convention", "application of the", "application of article"}},

	{Topic: "procedure", Words: []string{"rules of procedure", "election", "appointment", "programme budget", "budget", "scale of assessments", "apportionment of the expenses", "organization of work", "organisation of work", "agenda of the", "financial report", "board of auditors", "pattern of conferences", "revitalization", "equitable representation", "increase in the membership", "composition of the", "administrative", "joint inspection unit", "pension", "calendar of conferences", "vacancy", "ad litem judge", "appoint", "review of the charter", "charter review", "secretary-general's term", "salary", "salaries", "emoluments", "honoraria", "amendments to the charter", "working languages", "official languages", "statute of the international court"},
		Not: []string{"elections in", "election observ", "general elections", "free elections", "genuine elections", "periodic and genuine", "electoral", "presidential election", "military budgets", "legislative elections", "reduction of military budgets", "administrative arrangements in", "holding of elections"}},
}
