package idealpoint

import (
	"errors"
	"fmt"
)

// Version names the model and the sampler. It changes when any number they give
// changes.
const Version = "1"

// The positions of a vote, in the order of the model.
const (
	Yes uint8 = iota
	Abstain
	No
)

// FewVotes is the number of votes below which a state's position in a session is
// mostly the prior: it is computed and marked, and no ranking should have it.
const FewVotes = 5

// Votes are recorded votes, grouped by roll call: roll call j has the votes
// Start[j] … Start[j+1]-1. Who took no part, or was no member, has no vote.
type Votes struct {
	States   int // states are 0 … States-1
	Sessions int // sessions are 0 … Sessions-1 in the order of time

	Session []int32 // of each roll call
	Start   []int   // one more than there are roll calls, from 0
	State   []int32 // of each vote; a state stands once in a roll call
	Choice  []uint8 // of each vote: Yes, Abstain, No

	// High and Low are the states that fix the direction of the line: High
	// shall lie above Low (the United States above Russia). Roll calls on which
	// both voted begin with a slope by who said no, the others with none.
	High, Low int
}

// ErrVotes says that Votes are not well formed.
var ErrVotes = errors.New("the votes are not well formed")

// ErrAnchors says that the direction of the line cannot be told: votes are
// there, but no roll call on which the two anchors differed.
var ErrAnchors = errors.New("no roll call on which the two anchoring states differed, so the line has no direction")

func (v *Votes) check() error {
	bad := func(format string, args ...any) error {
		return fmt.Errorf("%w: %s", ErrVotes, fmt.Sprintf(format, args...))
	}
	n := len(v.Session)
	switch {
	case v.States < 0 || v.Sessions < 0:
		return bad("%d states, %d sessions", v.States, v.Sessions)
	case len(v.State) != len(v.Choice):
		return bad("%d states of votes, %d choices", len(v.State), len(v.Choice))
	case n == 0 && len(v.State) == 0:
		return nil
	case len(v.Start) != n+1 || v.Start[0] != 0 || v.Start[n] != len(v.State):
		return bad("Start does not cut the votes into %d roll calls", n)
	}
	last := make([]int, v.States)
	for j := range n {
		if s := v.Session[j]; s < 0 || int(s) >= v.Sessions {
			return bad("roll call %d is of session %d of %d", j, s, v.Sessions)
		}
		if v.Start[j] > v.Start[j+1] || v.Start[j+1] > len(v.State) {
			return bad("Start falls at roll call %d", j)
		}
		for k := v.Start[j]; k < v.Start[j+1]; k++ {
			s := v.State[k]
			if s < 0 || int(s) >= v.States {
				return bad("roll call %d has a vote of state %d of %d", j, s, v.States)
			}
			if last[s] == j+1 {
				return bad("state %d votes twice on roll call %d", s, j)
			}
			last[s] = j + 1
			if v.Choice[k] > No {
				return bad("roll call %d has a vote %d", j, v.Choice[k])
			}
		}
	}
	return nil
}

// unanimous reports whether all present on roll call j took one position: such a
// roll call tells nothing of positions.
func (v *Votes) unanimous(j int) bool {
	for k := v.Start[j] + 1; k < v.Start[j+1]; k++ {
		if v.Choice[k] != v.Choice[v.Start[j]] {
			return false
		}
	}
	return true
}

// row is a roll call that is not unanimous. Its votes in model.local are in the
// order yes, abstain, no, so that no step has to ask for a vote's position.
type row struct {
	given           int // its place in Votes
	session         int
	at              int // of its first vote
	yes, abstain, n int // numbers of votes; n all of them

	beta, varBeta float64
	g1, g2        float64
}

// block is a run of roll calls of one session that one worker takes at a time.
// Blocks do not depend on the number of workers, and each has sums of its own,
// which are added in a fixed order: so the result does not depend on it either.
type block struct {
	session, from, to int // rows
	sums              int // place of its sums in model.sums
}

// blockRows balances the load without making the sums many.
const blockRows = 32

// model is the votes laid out for the sampler and the present values of all
// unknowns. A cell is a state in a session in which it voted; cells are in the
// order of session, then state.
type model struct {
	v      *Votes
	rows   []row
	local  []uint16 // of each vote: the state's place among its session's cells
	blocks []block
	first  []int // by session: its first block; one more at the end
	off    []int // by session: its first cell; one more at the end

	state []int32 // by cell
	when  []int32 // by cell: its session
	votes []int32 // by cell: votes cast on the rows

	chain      []int32 // cells by state, in the order of time
	chainStart []int

	weight []float64 // by cell: 1/v of the step from the cell before, or of the first prior
	theta  []float64
	spread []float64 // by cell: posterior variance in the warm-up
	sums   []float64 // by block and cell of its session: Σβz, Σβ²
}

// The priors.
const (
	firstVariance = 20.0
	stepVariance  = 0.5
	bound         = 7.0 // of the cutpoints
	thetaBound    = 5.0
	outside       = 6.5 // cutpoint beside a position that nobody took
)

func prepare(v *Votes) (*model, error) {
	if err := v.check(); err != nil {
		return nil, err
	}
	m := &model{v: v, off: make([]int, v.Sessions+1), first: make([]int, v.Sessions+1)}

	// Rows in order of session, each session's in the order given.
	bySession := make([][]int, v.Sessions)
	for j := range v.Session {
		if !v.unanimous(j) {
			bySession[v.Session[j]] = append(bySession[v.Session[j]], j)
		}
	}
	count := make([]int32, v.States)
	place := make([]uint16, v.States)
	for t, js := range bySession {
		clear(count)
		for _, j := range js {
			for k := v.Start[j]; k < v.Start[j+1]; k++ {
				count[v.State[k]]++
			}
		}
		for s, n := range count {
			if n == 0 {
				continue
			}
			p := len(m.state) - m.off[t]
			if p > 0xFFFF {
				return nil, fmt.Errorf("%w: session %d has more than 65,536 states", ErrVotes, t)
			}
			place[s] = uint16(p)
			m.state, m.when, m.votes = append(m.state, int32(s)), append(m.when, int32(t)), append(m.votes, n)
		}
		m.off[t+1] = len(m.state)
		m.first[t] = len(m.blocks)
		for i, j := range js {
			if i%blockRows == 0 {
				m.blocks = append(m.blocks, block{session: t, from: len(m.rows), to: len(m.rows), sums: len(m.sums)})
				m.sums = append(m.sums, make([]float64, 2*(m.off[t+1]-m.off[t]))...)
			}
			m.blocks[len(m.blocks)-1].to++
			r := row{given: j, session: t, at: len(m.local), n: v.Start[j+1] - v.Start[j]}
			for c := Yes; c <= No; c++ {
				for k := v.Start[j]; k < v.Start[j+1]; k++ {
					if v.Choice[k] == c {
						m.local = append(m.local, place[v.State[k]])
					}
				}
				switch c {
				case Yes:
					r.yes = len(m.local) - r.at
				case Abstain:
					r.abstain = len(m.local) - r.at - r.yes
				}
			}
			m.rows = append(m.rows, r)
		}
	}
	m.first[v.Sessions] = len(m.blocks)

	m.theta, m.spread, m.weight = make([]float64, len(m.state)), make([]float64, len(m.state)), make([]float64, len(m.state))
	m.layChains()
	if len(m.rows) > 0 && !m.start() {
		return nil, ErrAnchors
	}
	return m, nil
}

func (m *model) layChains() {
	m.chainStart = make([]int, m.v.States+1)
	for _, s := range m.state {
		m.chainStart[s+1]++
	}
	for s := range m.v.States {
		m.chainStart[s+1] += m.chainStart[s]
	}
	m.chain = make([]int32, len(m.state))
	next := append([]int(nil), m.chainStart...)
	for c, s := range m.state { // cells are in order of time
		m.chain[next[s]] = int32(c)
		next[s]++
	}
	for s := range m.v.States {
		cells := m.chain[m.chainStart[s]:m.chainStart[s+1]]
		for i, c := range cells {
			if i == 0 {
				m.weight[c] = 1 / firstVariance
			} else {
				m.weight[c] = 1 / stepVarianceOf(int(m.votes[c]), int(m.votes[cells[i-1]]))
			}
		}
	}
}

// stepVarianceOf is the variance of a state's step to a session with n votes
// after one with before: more votes now leave it freer.
func stepVarianceOf(n, before int) float64 {
	return stepVariance * float64(n) / float64(n+before)
}

// start gives slopes and cutpoints to begin with; false where no roll call tells
// the direction.
func (m *model) start() bool {
	told := false
	for i := range m.rows {
		r := &m.rows[i]
		score := func(state int) int {
			for k := m.v.Start[r.given]; k < m.v.Start[r.given+1]; k++ {
				if int(m.v.State[k]) == state {
					return int(m.v.Choice[k])
				}
			}
			return -1
		}
		if hi, lo := score(m.v.High), score(m.v.Low); hi >= 0 && lo >= 0 && hi != lo {
			told = true
			r.beta = 1
			if hi < lo {
				r.beta = -1
			}
		}
		share := func(k int) float64 {
			const most = 2.5
			switch k {
			case 0:
				return -most
			case r.n:
				return most
			}
			return min(most, max(-most, quantile(float64(k)/float64(r.n))))
		}
		r.g1, r.g2 = share(r.yes), share(r.yes+r.abstain)
		switch {
		case r.yes+r.abstain == r.n:
			r.g2 = outside
		case r.yes == 0:
			r.g1 = -outside
		}
		if r.abstain > 0 && r.g2-r.g1 < leastGap {
			r.g2 = r.g1 + leastGap // both were clipped to one side
		}
	}
	return told
}

// leastGap keeps the probability of an abstention that happened above 0.
const leastGap = 0.01
