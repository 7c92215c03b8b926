package main

import (
	"entente/seed"
	"entente/seed/almanac"
	"entente/seed/archigos"
	"entente/seed/council"
	"entente/seed/desta"
	"entente/seed/engagements"
	"entente/seed/factbook"
	"entente/seed/gsdb"
	"entente/seed/missiles"
	"entente/seed/ties"
	"entente/seed/trade"
	"entente/seed/undl"
	"entente/seed/unvotes"
)

// entry is a dataset that can be imported and the names its files have in a
// folder of all of them, as patterns; without any it is not part of "import
// all".
type entry struct {
	seed.Dataset
	files []string
}

// layout lists every dataset, in the order "import all" takes them: votes come
// first in the order in which their sources give positions, so that little has
// to be moved aside; persons come before what names them.
func layout() []entry {
	return []entry{
		{undl.Assembly, []string{"undl/ga_voting_*.csv*"}},
		{undl.Council, []string{"undl/sc_voting_*.csv*"}},
		{undl.Wide, nil}, // the same votes as the two before, in another form
		{council.Members, []string{"undl/sc_votes_by_member_*.csv*"}},
		{council.Vetoes, []string{"sc_vetoes/unsc_vetoes_*.csv*"}},
		{council.Failed, []string{"sc_vetoes/failed_drafts_*.csv*"}},
		{council.Meetings, []string{"undl/sc_meetings_outcomes_*.csv*"}},
		{unvotes.Assembly, []string{"unvotes/un_*.csv*"}},
		{ties.States, []string{"countries/cow_states.csv*"}},
		{ties.Majors, []string{"countries/cow_majors.csv*"}},
		{ties.Alliances, []string{"alliances/atop_dyad_year_*.csv*"}},
		{ties.Rivalries, []string{"relations/tss_rivalries.csv*"}},
		{ties.OldRivalries, []string{"relations/td_rivalries.csv*"}},
		{ties.Contiguity, []string{"relations/cow_contdir.csv*"}},
		{ties.Wars, []string{"relations/cow_war_inter.csv*"}},
		{ties.Conflicts, []string{"relations/ucdp_acd.csv*"}},
		{archigos.Dataset, []string{"leaders/archigos_*.csv*"}},
		{factbook.Dataset, []string{"factbook/executives_*.csv*"}},
		{almanac.Organisations, []string{"factbook/intl_organizations_*.csv*"}},
		{almanac.Trade, []string{"factbook/trade_partners_*.csv*"}},
		{gsdb.Cases, []string{"sanctions/gsdb_*.csv*"}},
		{desta.Treaties, []string{"trade_agreements/desta_treaties.csv*"}},
		{trade.Exports, []string{"trade/bilateral_exports_*.csv*"}},
		{trade.Totals, []string{"trade/cow_trade_state_year_*.csv*"}},
		{engagements.Dataset(), []string{"events/china_vitae_engagements_*.csv*"}},
		{missiles.Dataset(), []string{"events/nk_missile_tests_*.csv*"}},
	}
}

// datasets lists every importer, in the order they are shown.
func datasets() []seed.Dataset {
	var out []seed.Dataset
	for _, e := range layout() {
		out = append(out, e.Dataset)
	}
	return out
}
