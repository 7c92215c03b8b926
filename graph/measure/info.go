package measure

// Info describes a measure for documentation and lists.
type Info struct {
	Name       Name
	Title      string // the field's name
	Formula    string // s same, g one abstained, h opposed, n their sum; p, q the two countries' shares, m their mean
	Range      string
	Absence    string // what an absence does
	Interval   string // how the interval is made
	Reference  string
	Definition string // one or two sentences with the reference
	Minimum    int    // MinShare or MinChance
	Distance   bool   // smaller is closer
}

// All describes the measures in the order of the documentation,
// IdealPointDistance last. The slice is the caller's.
func All() []Info { return append([]Info(nil), infos...) }

// Lookup gives the description of a measure.
func Lookup(name Name) (Info, bool) {
	for i := range infos {
		if infos[i].Name == name {
			return infos[i], true
		}
	}
	return Info{}, false
}

// Definition gives a measure's definition, "" for a name that is none.
func Definition(name Name) string {
	i, _ := Lookup(name)
	return i.Definition
}

const (
	dropped   = "dropped"
	wilson    = "Wilson, 95 %"
	normal    = "± 1.96 standard errors, cut to the range"
	resampled = "percentile bootstrap over roll calls, 1,000 draws, fixed seed"

	voeten    = "E. Voeten, Data and Analyses of Voting in the UN General Assembly (2013)"
	lijphart  = "A. Lijphart, APSR 57 (1963) 902–917"
	signorino = "C. S. Signorino & J. M. Ritter, ISQ 43 (1999) 115–144"
	cohen60   = "J. Cohen, Educ. Psychol. Meas. 20 (1960) 37–46; F. M. Häge, Political Analysis 19 (2011) 287–305"
	cohen68   = "J. Cohen, Psychol. Bull. 70 (1968) 213–220; F. M. Häge, Political Analysis 19 (2011) 287–305"
	scott     = "W. A. Scott, Public Opin. Q. 19 (1955) 321–325; F. M. Häge, Political Analysis 19 (2011) 287–305"
	kendall   = "M. G. Kendall, Biometrika 33 (1945) 239–251; B. Bueno de Mesquita, J. Conflict Resolut. 19 (1975) 187–216"
	usReport  = "US Department of State, Voting Practices in the United Nations, reports up to the 2010s"
	bailey    = "M. A. Bailey, A. Strezhnev & E. Voeten, J. Conflict Resolut. 61 (2017) 430–456"
)

var infos = []Info{
	{Identical, "identical share", "s / n", "0..1", dropped, wilson, voeten,
		"Share of identical votes (yes, no or abstain) among the roll calls on which both voted; absences are left out.", MinShare, false},
	{HalfCredit, "agreement with half credit", "(s + g/2) / n", "0..1", dropped, normal, lijphart,
		"Lijphart's index of agreement: an identical vote counts 1, an abstention against yes or no counts ½; absences are left out (Lijphart 1963).", MinShare, false},
	{SAbsolute, "S, absolute distances", "1 - 2·Σ c·|i-j| / (2n)", "-1..1", dropped, normal, signorino,
		"Signorino & Ritter's S with absolute distances of yes, abstain and no (1999): twice the half-credit agreement less 1; 0 does not mean \"no relation\".", MinShare, false},
	{SSquared, "S, squared distances", "1 - 2·Σ c·(i-j)² / (4n)", "-1..1", dropped, normal, signorino,
		"Signorino & Ritter's S with squared distances of yes, abstain and no (1999).", MinShare, false},
	{KappaNominal, "Cohen's κ, nominal", "1 - (1 - s/n) / (1 - Σ p_i q_i)", "≤ 1", dropped, resampled, cohen60,
		"Cohen's κ without weights: identical votes beyond what each country's own shares of yes, abstain and no would give by chance (Cohen 1960; Häge 2011). It can be negative although nearly all votes are identical.", MinChance, false},
	{KappaSquared, "Cohen's κ, squared weights", "1 - Σ c/n·(i-j)² / Σ p_i q_j (i-j)²", "≤ 1", dropped, resampled, cohen68,
		"Cohen's κ with squared distances of yes, abstain and no: agreement beyond what each country's own shares would give by chance (Cohen 1968; Häge 2011).", MinChance, false},
	{PiNominal, "Scott's π, nominal", "1 - (1 - s/n) / (1 - Σ m_i²)", "≤ 1", dropped, resampled, scott,
		"Scott's π without weights: as κ, with the two countries' mean shares for both (Scott 1955; Häge 2011).", MinChance, false},
	{PiSquared, "Scott's π, squared weights", "1 - Σ c/n·(i-j)² / Σ m_i m_j (i-j)²", "≤ 1", dropped, resampled, scott,
		"Scott's π with squared distances: as κ with squared weights, with the two countries' mean shares for both (Scott 1955; Häge 2011).", MinChance, false},
	{KappaAbsolute, "Cohen's κ, absolute weights", "1 - Σ c/n·|i-j| / Σ p_i q_j |i-j|", "≤ 1", dropped, resampled, cohen68,
		"Cohen's κ with absolute distances of yes, abstain and no (Cohen 1968).", MinChance, false},
	{PiAbsolute, "Scott's π, absolute weights", "1 - Σ c/n·|i-j| / Σ m_i m_j |i-j|", "≤ 1", dropped, resampled, scott,
		"Scott's π with absolute distances of yes, abstain and no (Scott 1955; Häge 2011).", MinChance, false},
	{TauB, "Kendall's τ_b", "(C - D) / √((n₀-t_A)(n₀-t_B))", "-1..1", dropped, resampled, kendall,
		"Kendall's rank correlation with ties over the order yes, abstain, no (Bueno de Mesquita 1975; criticised by Signorino & Ritter 1999, since it measures association, not agreement).", MinChance, false},
	{YesNoCoincidence, "voting coincidence, yes and no only", "(YY + NN) / (YY + NN + h)", "0..1", dropped + ", abstentions too", wilson, usReport,
		"Voting coincidence of the older US reports: among roll calls on which both voted yes or no, the share of identical votes; abstentions and absences are left out, n is its own. The newer reports' coincidence is the half-credit agreement.", MinShare, false},
	{MembershipIdentical, "identical share of membership", "s / members", "0..1", "counts against", wilson, "used in papers on identical votes",
		"Share of identical votes among the roll calls while both were members; an absence of either counts as disagreement. Positions that no source gives are left out.", MinShare, false},
	{MembershipHalfCredit, "half credit of membership", "(s + g/2 + absent/2) / members", "0..1", "half credit", normal, "used in public coincidence tables",
		"Half-credit agreement over the roll calls while both were members; an absence of either counts ½. Positions that no source gives are left out.", MinShare, false},
	{IdealPointDistance, "distance of ideal points", "|θ_A - θ_B|", "≥ 0", dropped, "5 and 95 % points of the kept draws", bailey,
		"Distance of the two countries' positions in a one-dimensional model of all votes of a session (Bailey, Strezhnev & Voeten 2017); smaller is closer.", MinShare, true},
}
