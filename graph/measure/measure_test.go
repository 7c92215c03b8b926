package measure

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"entente/graph/projection"
)

// counts makes Counts from a table in the order Y A N and the numbers of roll
// calls on which one was absent, and on which one is unknown.
func counts(t [3][3]int, absent, unknown int) projection.Counts {
	var c projection.Counts
	n := 0
	for i, a := range order {
		for j, b := range order {
			c.C[a][b] = int32(t[i][j])
			n += t[i][j]
		}
	}
	c.C[projection.Yes][projection.Absent] = int32(absent)
	c.Members = int32(n + absent + unknown)
	return c
}

// example is the table of the documentation: YY YY YY · YA · YN · AA · AY · NN
// NN · NA · YX · (B not a member).
var example = counts([3][3]int{{3, 1, 1}, {1, 1, 0}, {0, 1, 2}}, 1, 0)

func near(a, b float64) bool { return math.Abs(a-b) < .00005001 }

func TestExampleCounts(t *testing.T) {
	got := []int{example.N(), example.Same(), example.OneAbstained(), example.Opposed(), int(example.Members), example.Missing(), example.Unknown()}
	if want := []int{10, 6, 3, 1, 11, 1, 0}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("n, s, g, h, members, missing, unknown = %v, want %v", got, want)
	}
}

func TestExampleValues(t *testing.T) {
	for _, x := range []struct {
		name Name
		want float64
		n    int
	}{
		{Identical, .6, 10}, {HalfCredit, .75, 10}, {SAbsolute, .5, 10}, {SSquared, .65, 10},
		{KappaNominal, .3846, 10}, {KappaSquared, .5205, 10}, {KappaAbsolute, .4565, 10},
		{PiNominal, .3798, 10}, {PiSquared, .5189, 10}, {PiAbsolute, .4536, 10},
		{TauB, .4690, 10}, {YesNoCoincidence, .8333, 6},
		{MembershipIdentical, .5455, 11}, {MembershipHalfCredit, .7273, 11},
	} {
		r := Compute(x.name, example, Options{})
		if !r.Defined || !near(r.Value, x.want) || r.N != x.n {
			t.Errorf("%s = %v, %.4f of %d, want %.4f of %d", x.name, r.Defined, r.Value, r.N, x.want, x.n)
		}
		if !r.HasInterval || r.Level != Level || r.Low > r.Value || r.High < r.Value {
			t.Errorf("%s: interval %.4f–%.4f about %.4f", x.name, r.Low, r.High, r.Value)
		}
		if r.Definition == "" || r.UndefinedBecause != "" {
			t.Errorf("%s: definition %q, undefined because %q", x.name, r.Definition, r.UndefinedBecause)
		}
	}
}

func TestExampleWithConsensus(t *testing.T) {
	o := Options{WithConsensus: true, Consensus: 10, ConsensusKnown: true}
	for _, x := range []struct {
		name Name
		want float64
		n    int
	}{
		{Identical, .8, 20}, {HalfCredit, .875, 20}, {KappaNominal, .5429, 20}, {KappaSquared, .6789, 20},
		{YesNoCoincidence, 14.0909 / 15.0909, 15}, // the US reports weight the texts with participation: .9337
		{MembershipIdentical, 16. / 21, 21}, {MembershipHalfCredit, 18. / 21, 21},
	} {
		r := Compute(x.name, example, o)
		if !r.Defined || !near(r.Value, x.want) || r.N != x.n {
			t.Errorf("%s = %.4f of %d, want %.4f of %d", x.name, r.Value, r.N, x.want, x.n)
		}
	}
	for _, info := range All() {
		r := Compute(info.Name, example, Options{WithConsensus: true, Consensus: 10})
		if r.Defined || info.Name != IdealPointDistance && !strings.Contains(r.UndefinedBecause, "not available") {
			t.Errorf("%s without a list of adoptions: defined %v, %q", info.Name, r.Defined, r.UndefinedBecause)
		}
	}
}

func TestWilson(t *testing.T) {
	for _, x := range []struct{ k, n, low, high float64 }{
		{6, 10, .3127, .8318}, {9, 9, .7009, 1}, {1, 3, .0615, .7923}, {0, 5, 0, .4345},
	} {
		low, high, ok := Wilson(x.k, x.n)
		if !ok || !near(low, x.low) || !near(high, x.high) {
			t.Errorf("Wilson(%v, %v) = %.4f–%.4f, want %.4f–%.4f", x.k, x.n, low, high, x.low, x.high)
		}
	}
	for _, x := range [][2]float64{{0, 0}, {1, 0}, {2, 1}, {-1, 3}, {math.NaN(), 3}, {1, math.NaN()}} {
		if low, high, ok := Wilson(x[0], x[1]); ok && (math.IsNaN(low) || math.IsNaN(high)) || ok && x[1] == 0 {
			t.Errorf("Wilson(%v) = %v–%v, %v", x, low, high, ok)
		}
	}
}

func TestHalfCreditStandardError(t *testing.T) {
	r := Compute(HalfCredit, example, Options{})
	se := math.Sqrt(.1125 / 10) // .1061
	if !near(r.Low, .75-1.959964*se) || !near(r.High, .75+1.959964*se) {
		t.Errorf("half credit's interval is %.4f–%.4f", r.Low, r.High)
	}
	s := Compute(SAbsolute, example, Options{})
	if !near(s.Low, 2*r.Low-1) || !near(s.High, 2*r.High-1) {
		t.Errorf("S's interval %.4f–%.4f is not the image of half credit's", s.Low, s.High)
	}
}

// Both say yes to nearly everything: agreement was to be expected.
func TestNegativeKappaWithHighAgreement(t *testing.T) {
	c := counts([3][3]int{{92, 2, 1}, {2, 0, 0}, {3, 0, 0}}, 0, 0)
	for _, x := range []struct {
		name Name
		want float64
	}{{Identical, .92}, {HalfCredit, .94}, {KappaNominal, -.0283}, {KappaSquared, -.0331}} {
		if r := Compute(x.name, c, Options{}); !near(r.Value, x.want) {
			t.Errorf("%s = %.4f, want %.4f", x.name, r.Value, x.want)
		}
	}
	// Margins 95, 2, 3 and 97, 2, 1: .95·.97 + .02·.02 + .03·.01.
	if e, ok := ChanceShare(c); !ok || !near(e, .9222) {
		t.Errorf("expected by chance: %.4f, %v", e, ok)
	}
}

// B79, and "undefined, not 0 and not 1".
func TestB79NothingSharedIsUndefined(t *testing.T) {
	for _, info := range All() {
		r := Compute(info.Name, projection.Counts{}, Options{})
		if r.Defined || r.N != 0 || r.HasInterval || r.UndefinedBecause == "" || r.Value != 0 || r.Level != 0 {
			t.Errorf("%s of nothing: %+v", info.Name, r)
		}
	}
	if r := Compute("NONSENSE", example, Options{}); r.Defined || r.UndefinedBecause == "" {
		t.Errorf("an unknown measure: %+v", r)
	}
}

// B52: where both always took one position there is nothing left to chance.
func TestB52OnlyUnanimousVotes(t *testing.T) {
	c := counts([3][3]int{{40, 0, 0}}, 0, 0)
	if r := Compute(Identical, c, Options{}); !r.Defined || r.Value != 1 || r.High != 1 {
		t.Errorf("identical share: %+v", r)
	}
	for _, name := range []Name{KappaNominal, KappaAbsolute, KappaSquared, PiNominal, PiAbsolute, PiSquared, TauB} {
		if r := Compute(name, c, Options{}); r.Defined || r.UndefinedBecause == "" || r.N != 40 {
			t.Errorf("%s: %+v", name, r)
		}
	}
	// One always the same position: τ_b alone is undefined.
	c = counts([3][3]int{{30, 5, 5}}, 0, 0)
	if r := Compute(TauB, c, Options{}); r.Defined {
		t.Errorf("τ_b with one constant: %+v", r)
	}
	if r := Compute(KappaSquared, c, Options{}); !r.Defined || r.Value != 0 {
		t.Errorf("κ with one constant: %+v", r)
	}
}

// B41: absences are no stance.
func TestB41AbsencesAreNoStance(t *testing.T) {
	c := counts([3][3]int{{0, 0, 2}}, 13, 0)
	r := Compute(Identical, c, Options{})
	if r.N != 2 || c.Missing() != 13 || TooFew(r) == "" {
		t.Errorf("n %d, missing %d, warning %q", r.N, c.Missing(), TooFew(r))
	}
}

// B42: an abstention is not opposition.
func TestB42AbstentionIsNotOpposition(t *testing.T) {
	c := counts([3][3]int{{0, 1, 0}}, 0, 0)
	id, half, yn := Compute(Identical, c, Options{}), Compute(HalfCredit, c, Options{}), Compute(YesNoCoincidence, c, Options{})
	if id.Value != 0 || !id.Defined || half.Value != .5 || yn.Defined || yn.N != 0 || c.Opposed() != 0 || c.OneAbstained() != 1 {
		t.Errorf("identical %+v, half credit %+v, yes/no %+v", id, half, yn)
	}
}

// B43: the lower n shows in the interval, so 5 of 5 cannot pass for more than
// 49 of 50.
func TestB43SmallNumbers(t *testing.T) {
	few, many := Share(5, 5, ""), Share(49, 50, "")
	if few.Low >= many.Low || TooFew(Result{Name: Identical, Defined: true, N: 5}) == "" || TooFew(Result{Name: Identical, Defined: true, N: 50}) != "" {
		t.Errorf("5 of 5: %+v, 49 of 50: %+v", few, many)
	}
	if TooFew(Result{Name: KappaSquared, Defined: true, N: 29}) == "" || Minimum(KappaSquared) != 30 || Minimum(Identical) != 10 {
		t.Error("minimum of κ")
	}
}

// B49: an unknown position is not an absence.
func TestB49UnknownIsNotAbsent(t *testing.T) {
	with := counts([3][3]int{{6, 0, 4}}, 2, 5)
	without := counts([3][3]int{{6, 0, 4}}, 2, 0)
	for _, name := range []Name{MembershipIdentical, MembershipHalfCredit} {
		a, b := Compute(name, with, Options{}), Compute(name, without, Options{})
		if a.Value != b.Value || a.N != 12 {
			t.Errorf("%s: %v of %d with unknowns, %v without", name, a.Value, a.N, b.Value)
		}
	}
	if with.Unknown() != 5 || with.Missing() != 7 {
		t.Errorf("unknown %d, missing %d", with.Unknown(), with.Missing())
	}
}

func randomTable(r *rand.Rand) projection.Counts {
	var c projection.Counts
	n := int32(0)
	top := 1 + r.IntN(60)
	for i := range c.C {
		for j := range c.C[i] {
			if r.IntN(4) > 0 {
				c.C[i][j] = int32(r.IntN(top))
				n += c.C[i][j]
			}
		}
	}
	c.Members = n + int32(r.IntN(3))
	return c
}

func TestPropertiesOfAllMeasures(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 9))
	o := Options{Draws: 100}
	for range 150 {
		c := randomTable(r)
		if c.Same()+c.OneAbstained()+c.Opposed() != c.N() {
			t.Fatalf("s + g + h is not n: %+v", c)
		}
		flip := c
		swap := [4]int{1, 0, 2, 3}
		for i := range 4 {
			for j := range 4 {
				flip.C[swap[i]][swap[j]] = c.C[i][j]
			}
		}
		more := c
		more.C[3][0]++
		more.Members++
		value := map[Name]Result{}
		for _, info := range All() {
			x := Compute(info.Name, c, o)
			value[info.Name] = x
			if y := Compute(info.Name, c.Transposed(), o); x != y {
				t.Fatalf("%s is not symmetric for %+v: %+v and %+v", info.Name, c, x, y)
			}
			if y := Compute(info.Name, flip, o); x != y {
				t.Fatalf("%s changes when yes and no are exchanged for %+v: %+v and %+v", info.Name, c, x, y)
			}
			if !strings.HasPrefix(string(info.Name), "MEMBERSHIP") {
				if y := Compute(info.Name, more, o); x != y {
					t.Fatalf("%s changes with an absence", info.Name)
				}
			}
			for _, v := range []float64{x.Value, x.Low, x.High} {
				if math.IsNaN(v) || math.IsInf(v, 0) || v > 1 {
					t.Fatalf("%s = %+v for %+v", info.Name, x, c)
				}
			}
			if x.Defined == (x.UndefinedBecause != "") {
				t.Fatalf("%s: %+v", info.Name, x)
			}
		}
		if h, s := value[HalfCredit], value[SAbsolute]; h.Defined && math.Abs(s.Value-(2*h.Value-1)) > 1e-12 {
			t.Fatalf("S %v, half credit %v", s.Value, h.Value)
		}
		for _, p := range [][2]Name{{PiNominal, KappaNominal}, {PiAbsolute, KappaAbsolute}, {PiSquared, KappaSquared}} {
			if pi, ka := value[p[0]], value[p[1]]; pi.Defined && ka.Defined && pi.Value > ka.Value+1e-12 {
				t.Fatalf("%s %v > %s %v for %+v", p[0], pi.Value, p[1], ka.Value, c)
			}
		}
	}
}

// slowValue computes from the votes one by one, by the definitions.
func slowValue(name Name, c projection.Counts) (float64, bool) {
	type vote struct{ a, b float64 }
	score := map[int]float64{0: 1, 2: 2, 1: 3}
	var vs []vote
	for i := range 3 {
		for j := range 3 {
			for range c.C[i][j] {
				vs = append(vs, vote{score[i], score[j]})
			}
		}
	}
	n := float64(len(vs))
	if n == 0 {
		return 0, false
	}
	distance := func(a, b float64) float64 {
		d := math.Abs(a - b)
		switch {
		case strings.HasSuffix(string(name), "NOMINAL"):
			return min(1, d)
		case strings.HasSuffix(string(name), "SQUARED"):
			return d * d
		}
		return d
	}
	switch {
	case strings.HasPrefix(string(name), "KAPPA"), strings.HasPrefix(string(name), "PI"):
		as, bs := make([]float64, 0, 2*len(vs)), make([]float64, 0, 2*len(vs))
		seen := 0.
		for _, v := range vs {
			as, bs = append(as, v.a), append(bs, v.b)
			seen += distance(v.a, v.b) / n
		}
		if strings.HasPrefix(string(name), "PI") {
			as = append(as, bs...)
			bs = as
		}
		expected := 0.
		for _, a := range as {
			for _, b := range bs {
				expected += distance(a, b) / float64(len(as)*len(bs))
			}
		}
		return 1 - seen/expected, expected > 0
	case name == TauB:
		var conc, disc, ta, tb, all float64
		for i := range vs {
			for j := range i {
				all++
				x, y := vs[i].a-vs[j].a, vs[i].b-vs[j].b
				if x == 0 {
					ta++
				}
				if y == 0 {
					tb++
				}
				if x*y > 0 {
					conc++
				}
				if x*y < 0 {
					disc++
				}
			}
		}
		d := math.Sqrt((all - ta) * (all - tb))
		return (conc - disc) / d, d > 0
	case name == SSquared:
		sum := 0.
		for _, v := range vs {
			sum += (v.a - v.b) * (v.a - v.b)
		}
		return 1 - 2*sum/(4*n), true
	case name == SAbsolute:
		sum := 0.
		for _, v := range vs {
			sum += math.Abs(v.a - v.b)
		}
		return 1 - 2*sum/(2*n), true
	}
	panic(name)
}

func TestAgainstVotesOneByOne(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	for range 60 {
		c := randomTable(r)
		if c.N() > 200 {
			continue
		}
		for _, name := range []Name{SAbsolute, SSquared, KappaNominal, KappaAbsolute, KappaSquared, PiNominal, PiAbsolute, PiSquared, TauB} {
			want, ok := slowValue(name, c)
			got := Compute(name, c, Options{NoInterval: true})
			if got.Defined != ok || ok && math.Abs(got.Value-want) > 1e-9 {
				t.Fatalf("%s of %+v = %v, %v, want %v, %v", name, c, got.Value, got.Defined, want, ok)
			}
			if got.HasInterval {
				t.Fatal("interval not asked for")
			}
		}
	}
}

// Drawing the table must be the same as drawing the roll calls.
func TestBootstrapAgainstRollCallsDrawnOneByOne(t *testing.T) {
	c := counts([3][3]int{{60, 12, 9}, {20, 30, 5}, {4, 10, 25}}, 0, 0)
	got := Compute(KappaSquared, c, Options{Draws: 4000})
	tab := tableOf(&c)
	var cells [][2]int
	for i := range 3 {
		for j := range 3 {
			for range tab.c[i][j] {
				cells = append(cells, [2]int{i, j})
			}
		}
	}
	r := rand.New(rand.NewPCG(11, 12))
	var vs []float64
	for range 4000 {
		var d [3][3]int
		for range cells {
			x := cells[r.IntN(len(cells))]
			d[x[0]][x[1]]++
		}
		v, _ := kappa(squared)(&d)
		vs = append(vs, v)
	}
	slices.Sort(vs)
	low, high := percentile(vs, .025), percentile(vs, .975)
	if math.Abs(got.Low-low) > .01 || math.Abs(got.High-high) > .01 {
		t.Errorf("by table %.4f–%.4f, by roll call %.4f–%.4f", got.Low, got.High, low, high)
	}
	if again := Compute(KappaSquared, c, Options{Draws: 4000}); again != got {
		t.Error("the same votes gave another interval")
	}
	if other := Compute(KappaSquared, c, Options{Draws: 4000, Seed: 7}); other.Low == got.Low && other.High == got.High {
		t.Error("another seed gave the same interval")
	}
}

func TestBinomialMoments(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, x := range []struct {
		n int
		p float64
	}{{5, .3}, {40, .1}, {40, .5}, {5000, .001}, {5000, .02}, {5000, .7}, {5000, .999}} {
		const draws = 40000
		var sum, square float64
		for range draws {
			k := binomial(r, x.n, x.p)
			if k < 0 || k > x.n {
				t.Fatalf("%d of %d", k, x.n)
			}
			sum += float64(k)
			square += float64(k) * float64(k)
		}
		mean, want := sum/draws, float64(x.n)*x.p
		variance := square/draws - mean*mean
		sd := math.Sqrt(want * (1 - x.p))
		if math.Abs(mean-want) > 5*sd/math.Sqrt(draws) || math.Abs(variance/(sd*sd)-1) > .05 {
			t.Errorf("binomial(%d, %v): mean %.3f want %.3f, variance %.3f want %.3f", x.n, x.p, mean, want, variance, sd*sd)
		}
	}
}

func TestBlockBootstrap(t *testing.T) {
	a := counts([3][3]int{{30, 2, 1}, {1, 5, 0}, {0, 1, 8}}, 0, 0)
	b := counts([3][3]int{{10, 6, 9}, {4, 5, 2}, {3, 4, 8}}, 1, 0)
	blocks := []projection.Counts{a, b, a, b, a, b}
	var sum projection.Counts
	for _, x := range blocks {
		sum = sum.Add(x)
	}
	single := Compute(KappaSquared, sum, Options{})
	block := Compute(KappaSquared, sum, Options{Blocks: blocks})
	if block.Value != single.Value || !block.HasInterval || block.High-block.Low <= single.High-single.Low {
		t.Errorf("single %+v, by block %+v", single, block)
	}
	turned := make([]projection.Counts, len(blocks))
	for i := range blocks {
		turned[i] = blocks[i].Transposed()
	}
	if x := Compute(KappaSquared, sum.Transposed(), Options{Blocks: turned}); x != block {
		t.Errorf("not symmetric: %+v and %+v", x, block)
	}
}

func TestBlocIndices(t *testing.T) {
	if v, ok := AgreementIndex(3, 1, 1); !ok || !near(v, .4) {
		t.Errorf("agreement index %v", v)
	}
	if v, ok := Rice(3, 1); !ok || !near(v, .5) {
		t.Errorf("Rice %v", v)
	}
	if v, ok := AgreementIndex(1, 0, 1); !ok || v != .25 {
		t.Errorf("agreement index of a split pair %v", v)
	}
	if v, ok := AgreementIndex(4, 0, 0); !ok || v != 1 {
		t.Errorf("agreement index of one mind %v", v)
	}
	for _, x := range [][3]int{{1, 0, 0}, {0, 0, 0}, {-1, 2, 3}} {
		if _, ok := AgreementIndex(x[0], x[1], x[2]); ok {
			t.Errorf("agreement index of %v is defined", x)
		}
	}
	if _, ok := Rice(0, 0); ok {
		t.Error("Rice of nobody is defined")
	}
	if _, ok := Rice(1, 0); ok {
		t.Error("Rice of one is defined")
	}

	c := CohesionOf([]projection.Tally{{Yes: 3, Abstain: 1, No: 1}, {Yes: 4}, {Abstain: 3}, {Yes: 1, Absent: 3}})
	if c.Agreement.N != 3 || !near(c.Agreement.Value, .8) || c.Rice.N != 2 || !near(c.Rice.Value, .75) || c.Unity.N != 3 || !near(c.Unity.Value, 2./3) || c.MeanSize != 4 {
		t.Errorf("cohesion: %+v", c)
	}
	c = CohesionOf(nil)
	if c.Agreement.Defined || c.Rice.Defined || c.Unity.Defined || c.Agreement.UndefinedBecause == "" || c.Unity.UndefinedBecause == "" {
		t.Errorf("cohesion of nothing: %+v", c)
	}
}

func TestMcNemar(t *testing.T) {
	p := McNemar(projection.Triple{N: 20, Both: 8, OnlyB: 9, OnlyC: 1, Neither: 2})
	// 2·(C(10,0) + C(10,1))/2¹⁰ = 22/1024
	if !p.Defined || !near(p.P, 22./1024) || !near(p.ShareB, .85) || !near(p.ShareC, .45) || !near(p.Difference, .4) {
		t.Errorf("%+v", p)
	}
	if p := McNemar(projection.Triple{}); p.Defined || p.P != 1 || p.ShareB != 0 {
		t.Errorf("of nothing: %+v", p)
	}
	if SignTest(5, 5) != 1 || SignTest(0, 0) != 1 {
		t.Error("sign test of a balance")
	}
}

func TestShareOfNothing(t *testing.T) {
	if r := Share(0, 0, "d"); r.Defined || r.UndefinedBecause == "" || r.Definition != "d" {
		t.Errorf("%+v", r)
	}
	if r := Share(2, 5, "d"); !r.Defined || r.Value != .4 || r.N != 5 || !r.HasInterval {
		t.Errorf("%+v", r)
	}
}

func TestInfos(t *testing.T) {
	seen := map[Name]bool{}
	for _, i := range All() {
		if seen[i.Name] || i.Title == "" || i.Formula == "" || i.Range == "" || i.Absence == "" || i.Interval == "" || i.Reference == "" || i.Definition == "" || i.Minimum == 0 {
			t.Errorf("%+v", i)
		}
		seen[i.Name] = true
	}
	if len(seen) != 15 {
		t.Errorf("%d measures, want the 15 of the API", len(seen))
	}
}

func BenchmarkIdentical(b *testing.B) {
	for b.Loop() {
		Compute(Identical, example, Options{})
	}
}

func BenchmarkKappaBootstrap(b *testing.B) {
	c := counts([3][3]int{{2400, 220, 90}, {200, 330, 50}, {40, 100, 251}}, 0, 0)
	for b.Loop() {
		Compute(KappaSquared, c, Options{})
	}
}
