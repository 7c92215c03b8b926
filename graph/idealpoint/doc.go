// Package idealpoint estimates positions of states on one line from their
// recorded votes, session by session: the dynamic ordinal model of M. A.
// Bailey, A. Strezhnev & E. Voeten, Estimating Dynamic State Preferences from
// United Nations Voting Data, Journal of Conflict Resolution 61 (2017) 430–456,
// with the sampler of V. E. Johnson & J. H. Albert, Ordinal Data Modeling
// (1999), section 4.3, warmed up by EM in the manner of K. Imai, J. Lo & J.
// Olmsted, Fast Estimation of Ideal Points with Massive Data, APSR 110 (2016)
// 631–656.
//
// State i in session t has a position θ, roll call j a slope β and two
// cutpoints γ1 ≤ γ2. With η = βθ and Φ the normal distribution function
//
//	P(yes) = Φ(γ1 - η)   P(abstain) = Φ(γ2 - η) - Φ(γ1 - η)   P(no) = 1 - Φ(γ2 - η)
//
// Priors: β ~ N(0, 1); γ flat on ±7; θ a random walk of each state over the
// sessions in which it voted, its step's variance ½·n/(n + n before), n the
// votes cast; a chain begins with N(0, 20). All positions have mean 0 and
// variance 1.
//
// The level of a whole session is not in the votes: order and distance within a
// session are what the model knows, a change of level over decades is soft.
//
// The package knows numbers only: arrays in, arrays out. The same votes, seed
// and numbers of rounds give the same bytes, however many workers (on one
// processor architecture).
package idealpoint
