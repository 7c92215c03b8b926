package analysis

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"entente/graph"
	"entente/graph/idealpoint"
	"entente/graph/measure"
	"entente/graph/names"
	"entente/graph/projection"
	"entente/graph/vocab"
)

// DefaultIdealWait is how long a question waits for positions being estimated
// where its context has no deadline: several times what an estimate takes.
const DefaultIdealWait = time.Minute

// The states that fix the direction of the line.
const (
	idealHigh = "country/USA"
	idealLow  = "country/RUS"
)

// wholeShare is the share of the positions on a roll call that must be on record
// for it to be used: with a few states' positions alone (the starter graph) it
// tells nothing of an Assembly, and a unanimous rest would look like agreement.
const wholeShare = 0.9

// needsAssembly is why there are no positions where the votes are not loaded.
const needsAssembly = "needs the Assembly's votes: entente import undl-ga FILE"

// noDirection is why there are none where the anchors tell none.
const noDirection = "cannot be computed: there is no roll call on which the United States and Russia differed, so the line has no direction"

// idealDefinition is the definition of a position.
const idealDefinition = "Posterior mean of the state's position in a one-dimensional model of all recorded votes of the General Assembly on whole texts that were not unanimous (Bailey, Strezhnev & Voeten 2017), estimated here. " +
	"Positions have mean 0 and standard deviation 1 over all sessions, the United States above Russia. Compare positions within a session; the level of a whole session is not in the votes."

// IdealPoint is a state's estimated position in a regular session of the
// Assembly. Votes of special and emergency sessions count in the regular session
// open on that day.
type IdealPoint struct {
	Country  graph.Key
	Session  string
	Position float64 // posterior mean
	SD       float64 // posterior standard deviation
	Low      float64 // 5 and 95 % points
	High     float64
	Votes    int     // it rests on
	RHat     float64 // split R-hat; above 1.1 the draws had not settled
	FewVotes bool    // fewer than idealpoint.FewVotes: mostly the prior

	Definition string
}

// IdealDistance is the distance of two states' positions in one session.
type IdealDistance struct {
	A, B    graph.Key
	Session string // "" where there is none

	Defined          bool
	UndefinedBecause string
	Distance         float64
	Low, High        float64 // from the 5 and 95 % points of the kept draws of the difference
	N                int     // roll calls of the session in the model on which both voted

	// Rank is 1 for the nearest pair of the session, equal distances sharing
	// it; Of is the number of pairs ranked. 0 where one of the two has few
	// votes: such pairs are not ranked.
	Rank, Of int
}

// IdealReport tells what DeriveIdeal did.
type IdealReport struct {
	Points, RollCalls, Votes int
	Sessions                 int
	Computed                 bool    // false: what the store had was good
	Converged, WorstRHat     float64 // share of positions with a split R-hat of at most 1.1; the largest
	Reversed                 []string
	Jumps                    []IdealJump
	Took                     time.Duration
}

// IdealJump is a move that a change of government can explain, or rows of a
// source that stand under a wrong name.
type IdealJump struct {
	Country  graph.Key
	From, To string // sessions
	Change   float64
}

// IdealUnavailable says why there are no positions to answer with: they are
// being computed, or the records they need are not loaded.
type IdealUnavailable struct {
	Sentence  string
	Computing bool // asking again can help
}

func (e *IdealUnavailable) Error() string { return "ideal points: " + e.Sentence }

func unavailable(in *idealInput, why string) error {
	return &IdealUnavailable{why, in.why == "" && why != noDirection}
}

// idealInput is the votes of one projection as the model takes them.
type idealInput struct {
	p     *projection.Projection
	votes idealpoint.Votes

	keys     []graph.Key // of states that voted, sorted
	labels   []string    // of sessions
	calls    []int       // index in the projection of each roll call
	divided  []bool      // by roll call: not unanimous
	session  []int       // by roll call of the projection: place of its regular session, -1 for none
	complete int         // sessions before this one are complete: a later one is on record
	print    string      // of votes, seed and model
	why      string      // why there is nothing to estimate
}

// usable reports whether so many positions on a roll call are on record that it
// is the Assembly's, not some states'.
func usable(c *projection.RollCall) bool {
	known := c.Known.Present()
	if c.Stated.Complete() && float64(known) < wholeShare*float64(c.Stated.Present()) {
		return false
	}
	all := known + c.Known.Absent + c.Unknown
	return known > 0 && float64(c.Unknown) <= (1-wholeShare)*float64(all)
}

// newIdealInput takes the usable roll calls of the sessions of which at least
// half of those on record are usable.
func newIdealInput(p *projection.Projection) *idealInput {
	in := &idealInput{p: p, why: needsAssembly}
	assembly := projection.Filter{Bodies: []projection.Body{projection.GeneralAssembly}}
	type call struct{ session, at int }
	var calls []call
	onRecord, good := map[int]int{}, map[int]int{}
	for i := range p.Select(assembly).Mask.Oldest() {
		c := p.RollCall(i)
		n, err := strconv.Atoi(c.Regular)
		if err != nil {
			continue
		}
		onRecord[n]++
		if usable(c) {
			good[n]++
			calls = append(calls, call{n, i})
		}
	}
	loaded := func(n int) bool { return 2*good[n] >= onRecord[n] }
	calls = slices.DeleteFunc(calls, func(c call) bool { return !loaded(c.session) })
	if len(calls) == 0 {
		return in
	}
	slices.SortStableFunc(calls, func(a, b call) int { return cmp.Compare(a.session, b.session) })
	var order []int
	for _, n := range slices.Sorted(maps.Keys(good)) {
		if loaded(n) {
			order = append(order, n)
			in.labels = append(in.labels, strconv.Itoa(n))
		}
	}
	in.complete = len(order) - 1
	in.session = make([]int, p.Len())
	for i := range in.session {
		in.session[i] = -1
		if c := p.RollCall(i); c.Body == projection.GeneralAssembly {
			in.session[i] = slices.Index(in.labels, c.Regular)
		}
	}

	// States that never voted stay out, so that a country that comes into the
	// graph for another reason changes nothing.
	var states []int
	for s, k := range p.Countries() {
		if slices.ContainsFunc(calls, func(c call) bool { return p.Choice(s, c.at).Present() }) {
			states = append(states, s)
			in.keys = append(in.keys, k)
		}
	}
	v := &in.votes
	v.States, v.Sessions = len(states), len(order)
	v.High = slices.Index(in.keys, graph.Key{Kind: vocab.Country, ID: idealHigh})
	v.Low = slices.Index(in.keys, graph.Key{Kind: vocab.Country, ID: idealLow})
	h := sha256.New()
	fmt.Fprintf(h, "model %s, seed %d, %d rounds, %d dropped, %d kept, one of %d\n", idealpoint.Version,
		idealpoint.DefaultSeed, idealpoint.DefaultRounds, idealpoint.DefaultBurn, idealpoint.DefaultKeep, idealpoint.DefaultThin)
	for _, k := range in.keys {
		h.Write([]byte(k.ID + "\n"))
	}
	row := make([]byte, len(states))
	v.Start = append(v.Start, 0)
	for _, c := range calls {
		divided := false
		for i, s := range states {
			k := slices.Index(idealOrder[:], p.Choice(s, c.at))
			if k < 0 {
				row[i] = '-'
				continue
			}
			row[i] = "yan"[k]
			v.State, v.Choice = append(v.State, int32(i)), append(v.Choice, uint8(k))
			divided = divided || v.Choice[v.Start[len(v.Start)-1]] != uint8(k)
		}
		fmt.Fprintf(h, "%d ", c.session)
		h.Write(row)
		v.Session = append(v.Session, int32(in.session[c.at]))
		v.Start = append(v.Start, len(v.State))
		in.calls, in.divided = append(in.calls, c.at), append(in.divided, divided)
	}
	in.print = hex.EncodeToString(h.Sum(nil))[:32]
	in.why = ""
	return in
}

// idealOrder is the model's order of positions.
var idealOrder = [...]projection.Choice{idealpoint.Yes: projection.Yes, idealpoint.Abstain: projection.Abstain, idealpoint.No: projection.No}

// idealSet is the positions estimated from one input. It is immutable.
type idealSet struct {
	print  string
	keys   []graph.Key        // of states
	labels []string           // of sessions
	points []idealpoint.Point // by session, then state
	draws  idealpoint.Draws
	at     map[[2]int32]int // point by session and state
	state  map[graph.Key]int32
	report IdealReport
}

func newIdealSet(in *idealInput, points []idealpoint.Point, draws idealpoint.Draws) *idealSet {
	set := &idealSet{print: in.print, keys: in.keys, labels: in.labels, points: points, draws: draws,
		at: make(map[[2]int32]int, len(points)), state: make(map[graph.Key]int32, len(in.keys))}
	for i, k := range set.keys {
		set.state[k] = int32(i)
	}
	rhat := idealpoint.Result{Points: points}
	r := &set.report
	r.Points, r.Sessions, r.RollCalls, r.Votes = len(points), len(set.labels), 0, 0
	for j, d := range in.divided {
		if d {
			r.RollCalls++
			r.Votes += in.votes.Start[j+1] - in.votes.Start[j]
		}
	}
	r.Converged, r.WorstRHat = rhat.Converged()
	high, low := map[int32]float64{}, map[int32]float64{}
	for i := range points {
		p := &points[i]
		set.at[[2]int32{p.Session, p.State}] = i
		switch set.keys[p.State].ID {
		case idealHigh:
			high[p.Session] = p.Mean
		case idealLow:
			low[p.Session] = p.Mean
		}
	}
	for t := range int32(len(set.labels)) {
		h, ok := high[t]
		if l, ok2 := low[t]; ok && ok2 && h <= l {
			r.Reversed = append(r.Reversed, set.labels[t])
		}
	}
	for _, j := range idealpoint.Jumps(points) {
		r.Jumps = append(r.Jumps, IdealJump{set.keys[j.State], set.labels[j.From], set.labels[j.To], j.Change})
	}
	return set
}

// find gives a state's point in a session, by the session's place.
func (set *idealSet) find(k graph.Key, session int) (int, bool) {
	s, ok := set.state[k]
	if !ok {
		return 0, false
	}
	i, ok := set.at[[2]int32{int32(session), s}]
	return i, ok
}

func (set *idealSet) point(i int) IdealPoint {
	p := &set.points[i]
	return IdealPoint{Country: set.keys[p.State], Session: set.labels[p.Session], Position: p.Mean, SD: p.SD, Low: p.Low, High: p.High,
		Votes: int(p.Votes), RHat: p.RHat, FewVotes: p.Votes < idealpoint.FewVotes, Definition: idealDefinition}
}

// ideals computes positions in the background, once for each set of votes, and
// keeps the newest.
type ideals struct {
	once sync.Once
	ctx  context.Context // of estimates, which outlive their callers; ends with close
	stop context.CancelFunc
	wait sync.WaitGroup

	mu      sync.Mutex
	closed  bool
	input   *idealInput // of the newest projection asked about
	current *idealSet
	run     *idealRun
}

// idealRun is one estimate under way or failed.
type idealRun struct {
	print     string
	stop      context.CancelCauseFunc
	done      chan struct{} // closed when set or err is there
	kept      chan struct{} // closed when the store has it too, or refused
	permille  atomic.Int64
	set       *idealSet
	err       error
	storeErr  error // why the store did not take it
	afresh    bool
	beginning time.Time
}

func (d *ideals) init() {
	d.once.Do(func() { d.ctx, d.stop = context.WithCancel(context.Background()) })
}

// close ends an estimate under way and waits for it; a write begun is finished,
// so that the store is not left with half of it.
func (d *ideals) close() {
	d.init()
	d.mu.Lock()
	d.closed = true
	d.mu.Unlock()
	d.stop()
	d.wait.Wait()
}

// idealInputOf gives the votes of a projection, made once.
func (s *Service) idealInputOf(p *projection.Projection) *idealInput {
	s.ideal.mu.Lock()
	defer s.ideal.mu.Unlock()
	if s.ideal.input == nil || s.ideal.input.p != p {
		s.ideal.input = newIdealInput(p)
	}
	return s.ideal.input
}

// idealStart gives the positions of an input where they are there, else joins or
// begins their estimate.
func (s *Service) idealStart(in *idealInput) (*idealSet, *idealRun, error) {
	d := &s.ideal
	d.init()
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.current != nil && d.current.print == in.print {
		if d.run != nil && d.run.print == in.print {
			return d.current, d.run, nil
		}
		return d.current, nil, nil
	}
	if d.run != nil && d.run.print == in.print {
		return nil, d.run, nil
	}
	if d.closed {
		return nil, nil, fmt.Errorf("ideal points: %w", graph.ErrClosed)
	}
	if d.run != nil {
		d.run.stop(errors.New("the votes changed"))
	}
	ctx, stop := context.WithCancelCause(d.ctx)
	run := &idealRun{print: in.print, stop: stop, done: make(chan struct{}), kept: make(chan struct{}), beginning: time.Now()}
	d.run = run
	d.wait.Go(func() {
		defer stop(nil)
		s.idealCompute(ctx, in, run)
	})
	return nil, run, nil
}

func (s *Service) idealCompute(ctx context.Context, in *idealInput, run *idealRun) {
	defer close(run.kept)
	set, err := s.readIdeal(ctx, in)
	if set == nil && ctx.Err() == nil {
		// A store that cannot be read is no reason to have no answer.
		run.afresh = true
		var r *idealpoint.Result
		r, err = idealpoint.Estimate(ctx, &in.votes, idealpoint.Options{
			Progress: func(done, all int) { run.permille.Store(int64(1000 * done / all)) }})
		if err == nil {
			set = newIdealSet(in, r.Points, r.Draws)
		}
	}
	if set != nil {
		set.report.Took, set.report.Computed = time.Since(run.beginning), run.afresh
		err = nil
	}
	s.ideal.mu.Lock()
	switch {
	case s.ideal.run != run:
	case set != nil:
		s.ideal.current = set
	case !errors.Is(err, idealpoint.ErrAnchors):
		s.ideal.run = nil // the next question tries again
	}
	s.ideal.mu.Unlock()
	run.set, run.err = set, err
	close(run.done)
	if set == nil || !run.afresh {
		return
	}
	// The write has a deadline of its own: it is short, and half of it would be
	// worth nothing.
	keep, stop := context.WithTimeout(context.WithoutCancel(ctx), time.Minute)
	defer stop()
	run.storeErr = s.writeIdeal(keep, in, set)
}

// idealState gives the positions or why there are none. It waits for an estimate
// under way as long as Options.IdealWait says, and no longer than half of what
// ctx leaves, so that there is time to answer.
func (s *Service) idealState(ctx context.Context, p *projection.Projection) (set *idealSet, in *idealInput, why string, err error) {
	in = s.idealInputOf(p)
	if in.why != "" {
		return nil, in, in.why, nil
	}
	set, run, err := s.idealStart(in)
	if set != nil || err != nil {
		return set, in, "", err
	}
	patience := s.opts.IdealWait
	if patience == 0 {
		patience = DefaultIdealWait
	}
	if end, ok := ctx.Deadline(); ok {
		patience = min(patience, time.Until(end)/2)
	}
	t := time.NewTimer(max(0, patience))
	defer t.Stop()
	select {
	case <-run.done:
	default:
		select {
		case <-run.done:
		case <-ctx.Done():
			return nil, in, "", fmt.Errorf("wait for ideal points: %w", context.Cause(ctx))
		case <-t.C:
			return nil, in, fmt.Sprintf("being computed, %d %% done", run.permille.Load()/10), nil
		}
	}
	switch {
	case run.err == nil:
		return run.set, in, "", nil
	case errors.Is(run.err, idealpoint.ErrAnchors):
		return nil, in, noDirection, nil
	}
	return nil, in, "", fmt.Errorf("ideal points: %w", run.err)
}

// PrepareIdeal begins the estimate in the background, where there are votes to
// estimate from, and does not wait.
func (s *Service) PrepareIdeal(ctx context.Context) error {
	p, err := s.holder.Get(ctx)
	if err != nil {
		return err
	}
	if in := s.idealInputOf(p); in.why == "" {
		_, _, err = s.idealStart(in)
	}
	return err
}

// DeriveIdeal estimates all positions, unless those in the store rest on the
// same votes, and waits until the store has them. Where the store takes no
// writes the positions are kept in memory and the error says so. Progress is
// told the per cent done. *IdealUnavailable where the Assembly's votes are not
// loaded.
func (s *Service) DeriveIdeal(ctx context.Context, progress func(percent int)) (IdealReport, error) {
	p, err := s.holder.Refresh(ctx)
	if err != nil {
		return IdealReport{}, err
	}
	in := s.idealInputOf(p)
	if in.why != "" {
		return IdealReport{}, unavailable(in, in.why)
	}
	set, run, err := s.idealStart(in)
	if err != nil {
		return IdealReport{}, err
	}
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	for run != nil {
		select {
		case <-run.kept:
			if errors.Is(run.err, idealpoint.ErrAnchors) {
				return IdealReport{}, unavailable(in, noDirection)
			}
			if run.err != nil {
				return IdealReport{}, fmt.Errorf("ideal points: %w", run.err)
			}
			set, run = run.set, nil
		case <-tick.C:
			if progress != nil {
				progress(int(run.permille.Load() / 10))
			}
		case <-ctx.Done():
			return IdealReport{}, fmt.Errorf("ideal points: %w", context.Cause(ctx))
		}
	}
	// Also where an earlier write failed, or someone took them away.
	if !s.hasIdeal(ctx, in) {
		if err := s.writeIdeal(ctx, in, set); err != nil {
			return set.report, fmt.Errorf("keep the ideal points in the store: %w", err)
		}
	}
	return set.report, nil
}

// IdealPoints gives the positions of some states (none: all) in some regular
// sessions (none: all), in the order of session, then country. A state has none
// in a session in which it cast no vote that counts. *BadRequest for a session
// that is not a regular one, *IdealUnavailable while there are no positions.
func (s *Service) IdealPoints(ctx context.Context, of, sessions []string) ([]IdealPoint, error) {
	p, err := s.holder.Get(ctx)
	if err != nil {
		return nil, err
	}
	keys, _, err := s.resolveAll(of, graph.Date{})
	if err != nil {
		return nil, err
	}
	if len(sessions) > maxList {
		return nil, badf("%d sessions asked for; at most %d are allowed", len(sessions), maxList)
	}
	wanted := map[string]bool{}
	for _, a := range sessions {
		label, err := regularSession(a)
		if err != nil {
			return nil, err
		}
		wanted[label] = true
	}
	set, in, why, err := s.idealState(ctx, p)
	if err != nil {
		return nil, err
	}
	if set == nil {
		return nil, unavailable(in, why)
	}
	out := []IdealPoint{}
	for i := range set.points {
		p := &set.points[i]
		if (len(wanted) == 0 || wanted[set.labels[p.Session]]) && (len(keys) == 0 || slices.Contains(keys, set.keys[p.State])) {
			out = append(out, set.point(i))
		}
	}
	return out, nil
}

// regularSession reads the number of a regular session.
func regularSession(asked string) (string, error) {
	n, err := strconv.ParseUint(strings.TrimSpace(asked), 10, 16)
	if err != nil || n == 0 {
		return "", badf("%q is no regular session of the Assembly; ideal points are by regular session (\"74\"), in which the votes of special and emergency sessions of that time count", asked)
	}
	return strconv.FormatUint(n, 10), nil
}

// IdealPointDistance gives the distance of two states' positions in a regular
// session; session "" means the last complete one in which both voted, a session
// being complete when a later one is on record.
func (s *Service) IdealPointDistance(ctx context.Context, a, b, session string) (*IdealDistance, error) {
	p, err := s.holder.Get(ctx)
	if err != nil {
		return nil, err
	}
	keys, _, err := s.resolveAll([]string{a, b}, graph.Date{})
	if err != nil {
		return nil, err
	}
	f := projection.Filter{Bodies: []projection.Body{projection.GeneralAssembly}}
	label := ""
	if session != "" {
		if label, err = regularSession(session); err != nil {
			return nil, err
		}
	}
	set, in, why, err := s.idealState(ctx, p)
	if err != nil {
		return nil, err
	}
	d := &IdealDistance{A: keys[0], B: keys[1], Session: label, UndefinedBecause: why}
	if set == nil {
		return d, nil
	}
	t := slices.Index(set.labels, label)
	if session == "" {
		t = set.lastOf(in, p.Select(f).Mask, keys...)
	}
	if t < 0 {
		d.UndefinedBecause = "there is no session in which both cast a vote that counts"
		if session != "" {
			d.UndefinedBecause = fmt.Sprintf("no votes of session %s are on record", label)
		}
		return d, nil
	}
	return set.distance(in, keys[0], keys[1], t), nil
}

// lastOf gives the place of the last session of which the mask has a roll call
// and in which all of some states have a position: first among those that are
// complete and in which each cast FewVotes, then among those that are not
// complete, then with fewer votes; else -1.
func (set *idealSet) lastOf(in *idealInput, m projection.Mask, all ...graph.Key) int {
	has := make([]bool, len(set.labels))
	for i := range m.Oldest() {
		if t := in.session[i]; t >= 0 {
			has[t] = true
		}
	}
	last := func(from, to int, least int32) int {
		for t := to - 1; t >= from; t-- {
			if has[t] && !slices.ContainsFunc(all, func(k graph.Key) bool {
				i, ok := set.find(k, t)
				return !ok || set.points[i].Votes < least
			}) {
				return t
			}
		}
		return -1
	}
	for _, least := range []int32{idealpoint.FewVotes, 1} {
		for _, span := range [][2]int{{0, in.complete}, {in.complete, len(set.labels)}} {
			if t := last(span[0], span[1], least); t >= 0 {
				return t
			}
		}
	}
	return -1
}

// sessionMask is the roll calls of a session that are in the model.
func (in *idealInput) sessionMask(t int) projection.Mask {
	var idx []int
	for j, at := range in.calls {
		if int(in.votes.Session[j]) == t && in.divided[j] {
			idx = append(idx, at)
		}
	}
	return in.p.MaskOf(idx)
}

// shared is the number of roll calls in a mask on which both voted.
func (in *idealInput) shared(a, b graph.Key, m projection.Mask) int {
	i, ok := in.p.Country(a)
	j, ok2 := in.p.Country(b)
	if !ok || !ok2 {
		return 0
	}
	c := in.p.Pair(i, j, m)
	return c.N()
}

// gap is the distance of two points' means.
func (set *idealSet) gap(i, j int) float64 { return math.Abs(set.points[i].Mean - set.points[j].Mean) }

func (set *idealSet) distance(in *idealInput, a, b graph.Key, t int) *IdealDistance {
	d := &IdealDistance{A: a, B: b, Session: set.labels[t]}
	i, oka := set.find(a, t)
	j, okb := set.find(b, t)
	if !oka || !okb {
		who := a
		if oka {
			who = b
		}
		d.UndefinedBecause = fmt.Sprintf("%s cast no vote that counts in session %s", names.Display(who, graph.Date{}), set.labels[t])
		return d
	}
	x := idealpoint.DistanceOf(set.draws.Of(i), set.draws.Of(j))
	d.Defined, d.Distance = true, set.gap(i, j)
	d.Low, d.High = min(x.Low, d.Distance), max(x.High, d.Distance)
	d.N = in.shared(a, b, in.sessionMask(t))
	if min(set.points[i].Votes, set.points[j].Votes) < idealpoint.FewVotes {
		return d
	}
	var means []float64
	for k := range set.points {
		if p := &set.points[k]; int(p.Session) == t && p.Votes >= idealpoint.FewVotes {
			means = append(means, p.Mean)
		}
	}
	for k, x := range means {
		for _, y := range means[:k] {
			d.Of++
			if math.Abs(x-y) < d.Distance {
				d.Rank++
			}
		}
	}
	d.Rank++
	return d
}

// idealMeasure is IDEAL_POINT_DISTANCE as a measure of a pair under a filter:
// the distance in the last complete session of which the filter selects any roll
// call. A filter's other parts do not narrow what a position rests on: all votes
// of its session do.
func (s *Service) idealMeasure(ctx context.Context, p *projection.Projection, m projection.Mask, a, b graph.Key) (Measure, error) {
	info, _ := measure.Lookup(measure.IdealPointDistance)
	out := Measure{Name: string(measure.IdealPointDistance), Definition: info.Definition}
	set, in, why, err := s.idealState(ctx, p)
	if err != nil {
		return out, err
	}
	if set == nil {
		out.UndefinedBecause = why
		return out, nil
	}
	t := set.lastOf(in, m, a, b)
	if t < 0 {
		out.UndefinedBecause = noIdealSession
		return out, nil
	}
	return set.measure(set.distance(in, a, b, t)), nil
}

const noIdealSession = "the filter selects no session of the Assembly in which both cast a vote that counts"

// idealLevel is the level of a distance's interval: from the 5 to the 95 % point.
const idealLevel = 0.9

func (set *idealSet) measure(d *IdealDistance) Measure {
	info, _ := measure.Lookup(measure.IdealPointDistance)
	m := Measure{Name: string(measure.IdealPointDistance), N: d.N, UndefinedBecause: d.UndefinedBecause, Definition: info.Definition}
	if d.Session != "" {
		m.Definition += fmt.Sprintf(" Session %s; the interval is from the 5 to the 95 %% point.", d.Session)
	}
	if !d.Defined {
		return m
	}
	level := idealLevel
	m.Value, m.Low, m.High, m.Level = &d.Distance, &d.Low, &d.High, &level
	if d.Rank > 0 {
		m.Definition += fmt.Sprintf(" The %s smallest of %s pairs.", ordinal(d.Rank), thousands(d.Of))
	} else {
		m.Definition += fmt.Sprintf(" One of the two cast fewer than %d votes: the distance is mostly the prior and has no rank.", idealpoint.FewVotes)
	}
	return m
}

func ordinal(n int) string {
	end := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			end = "st"
		case 2:
			end = "nd"
		case 3:
			end = "rd"
		}
	}
	return thousands(n) + end
}

// idealMatrix fills a matrix with distances in one session for all pairs: the
// last complete one of which the filter selects any roll call.
func (s *Service) idealMatrix(ctx context.Context, p *projection.Projection, sel *selection, m *Matrix) error {
	set, in, why, err := s.idealState(ctx, p)
	if err != nil {
		return err
	}
	if set == nil {
		return unavailable(in, why)
	}
	t := set.lastOf(in, sel.Mask)
	if t < 0 {
		return nil
	}
	m.Applied.BoundBy = append(m.Applied.BoundBy, fmt.Sprintf("distances are those of session %s", set.labels[t]))
	mask := in.sessionMask(t)
	for i, a := range m.Countries {
		x, ok := set.find(a, t)
		if !ok {
			continue
		}
		for j := i; j < len(m.Countries); j++ {
			y, ok := set.find(m.Countries[j], t)
			if !ok {
				continue
			}
			n := in.shared(a, m.Countries[j], mask)
			m.N[i][j], m.N[j][i] = n, n
			if min(set.points[x].Votes, set.points[y].Votes) >= idealpoint.FewVotes {
				v := set.gap(x, y)
				m.Values[i][j], m.Values[j][i] = &v, &v
			}
		}
	}
	return nil
}

// idealClosest ranks states by their distance from one in one session, smallest
// first. Without minVotes a state must have shared at least half as many roll
// calls of the session with it as the one that shared most, and both must have
// cast FewVotes.
func (s *Service) idealClosest(ctx context.Context, p *projection.Projection, sel *selection, to graph.Key, minVotes, first int) ([]Neighbour, error) {
	set, in, why, err := s.idealState(ctx, p)
	if err != nil {
		return nil, err
	}
	if set == nil {
		return nil, unavailable(in, why)
	}
	out := []Neighbour{}
	t := set.lastOf(in, sel.Mask, to)
	if t < 0 {
		return out, nil
	}
	me, _ := set.find(to, t)
	mask := in.sessionMask(t)
	type row struct {
		key  graph.Key
		n    int
		dist float64
	}
	var rows []row
	most := 0
	for i := range set.points {
		if q := &set.points[i]; int(q.Session) == t && i != me {
			r := row{set.keys[q.State], in.shared(to, set.keys[q.State], mask), set.gap(me, i)}
			most = max(most, r.n)
			rows = append(rows, r)
		}
	}
	least := minVotes
	if minVotes == 0 {
		least = max(idealpoint.FewVotes, (most+1)/2)
	}
	rows = slices.DeleteFunc(rows, func(r row) bool { return r.n < least })
	slices.SortFunc(rows, func(a, b row) int {
		return cmp.Or(cmp.Compare(a.dist, b.dist), cmp.Compare(b.n, a.n), a.key.Compare(b.key))
	})
	for i, r := range rows[:min(first, len(rows))] {
		rank := i + 1
		if i > 0 && r.dist == rows[i-1].dist {
			rank = out[i-1].Rank
		}
		out = append(out, Neighbour{r.key, rank, set.measure(set.distance(in, to, r.key, t))})
	}
	return out, nil
}
