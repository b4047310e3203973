package campaign

import (
	"fmt"

	"github.com/tenter-go/tenter/harness/exec"
	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/sched"
)

// mix hashes the words into one.
func mix(words ...uint64) uint64 {
	h := uint64(0x9e3779b97f4a7c15)
	for _, w := range words {
		h ^= w
		h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
		h = (h ^ h>>27) * 0x94d049bb133111eb
		h ^= h >> 31
	}
	return h
}

// turn is what one execution is to be.
type turn struct {
	config   int
	sc       *scenario.Scenario
	strategy sched.Strategy
	seed     uint64
	asked    *exploration // on behalf of which it is made; nil for a walk
	number   int          // of the scenario among those of the share; 0 where there is only one
}

// plan is the fixed content of one share: which scenario and which strategy each execution has. It depends on the share's number, on the
// campaign's seed and on where the explorations came to their end, but not on how many executions the share has, so that a part of a share is the
// beginning of the whole.
type plan struct {
	share      Share
	target     *Target
	strategies []sched.Strategy
	made       int // turns
	walks      int // of these, those of the strategies that take turns
	tiny       int // explorations of small scenarios begun
	config     int
	sc         *scenario.Scenario // of the walks
	begun      int                // scenarios of walks and explorations
	given      *exploration       // of a scenario of the user's own; nil once it is over
	small      *exploration       // of a small scenario; nil for none
	left       func(*exploration) // is told of each exploration that is over
	all        *enumeration       // nil unless every scenario is to be explored
}

func newPlan(t *Target, s Share) *plan {
	p := &plan{share: s, target: t, strategies: t.strategies(), left: func(*exploration) {}}
	if t.ends() {
		p.all = newEnumeration(t, s.Number)
	} else if t.Strategy == "" && s.Number < t.beginnings() {
		config, sc := t.beginning(s.Number)
		p.given = t.exploration(config, sc)
	}
	return p
}

// next returns the next execution; false if nothing is left to do.
func (p *plan) next() (turn, bool) {
	index := p.made
	p.made++
	seed := mix(p.share.Seed, uint64(p.share.Number), uint64(index), 2)
	if x := p.exploring(index); x != nil {
		p.begun += one(x.made == 0 && x != p.given)
		return turn{x.config, x.sc, x.strategy, seed, x, p.number()}, true
	}
	if p.all != nil {
		return turn{}, false
	}
	if p.walks%schedules == 0 {
		p.draw()
	}
	// Each share begins at another place of the portfolio, so that a campaign of few executions sees all of it.
	strategy := p.strategies[(p.walks+7*p.share.Number)%len(p.strategies)]
	p.walks++
	return turn{config: p.config, sc: p.sc, strategy: strategy, seed: seed, number: p.number()}, true
}

// number returns that of the scenario that has just begun or goes on.
func (p *plan) number() int {
	if p.target.single() {
		return 0
	}
	return p.begun
}

// Where an exploration stands among the walks. A program that is wrong under many schedules is found out by a few walks, and one that has few schedules is explored
// by a few executions, whichever of the two is the case; so they take turns, until the exploration goes on alone.
const (
	walksFirst = 8
	inTurns    = 400
)

// Of smallEvery scenarios that a share draws one is small and explored, in at most smallMost executions.
const (
	smallEvery = 8
	smallMost  = 16
)

// exploring returns the exploration that has execution index, or nil.
func (p *plan) exploring(index int) *exploration {
	switch {
	case p.all != nil:
		return p.all.current()
	case p.given != nil && index >= walksFirst+inTurns && !p.target.Only:
		p.leave(&p.given)
	case p.given != nil && index >= walksFirst && (index >= walksFirst+inTurns || index%2 == 1):
		return p.given
	}
	if p.small != nil && p.small.made == smallMost {
		p.leave(&p.small)
	}
	if p.small == nil && p.smallIsDue() {
		p.tiny++
		p.small = p.drawSmall()
	}
	return p.small
}

func (p *plan) smallIsDue() bool {
	return p.target.Strategy == "" && !p.target.Only && p.walks%schedules == 0 && p.walks/schedules/smallEvery > p.tiny
}

func (p *plan) drawSmall() *exploration {
	seed := mix(p.share.Seed, uint64(p.share.Number), uint64(p.tiny), 5)
	config := int(mix(seed, 1) % uint64(len(p.target.Configs)))
	return p.target.exploration(config, p.target.smallGenerator(config).Draw(seed))
}

// over notes that an exploration has come to its end: the turn that was to be its was not taken.
func (p *plan) over(x *exploration) {
	x.done = true
	p.made--
	switch {
	case p.all != nil:
		p.leave(&p.all.now)
		p.all.advance()
	case p.given == x:
		p.leave(&p.given)
	case p.small == x:
		p.leave(&p.small)
	}
}

// leave is the end of an exploration, whether it has come to its own or not.
func (p *plan) leave(x **exploration) {
	if *x != nil {
		p.left(*x)
		*x = nil
	}
}

// end lets go of what the plan holds.
func (p *plan) end() {
	p.leave(&p.given)
	p.leave(&p.small)
	if p.all != nil {
		p.leave(&p.all.now)
		p.all.stop()
	}
}

// draw finds the scenario of the next walks: at the beginning of a share one of the user's own, if there are any, and then random ones.
func (p *plan) draw() {
	n, before := p.walks/schedules, p.sc
	p.begun++
	seed := mix(p.share.Seed, uint64(p.share.Number), uint64(n))
	given := len(p.target.First) * len(p.target.Configs)
	p.config = int(mix(seed, 1) % uint64(len(p.target.Configs)))
	switch {
	case p.target.Only:
		p.sc = p.target.First[n%len(p.target.First)]
	case n*shares < given:
		// Each of the given ones in each configuration begins as many shares as any other, give or take one.
		p.config, p.sc = p.target.beginning((n*shares + p.share.Number%shares) % given)
	default:
		p.sc = p.target.generator(p.config).Draw(seed)
	}
	if before != nil && before != p.sc {
		p.forget()
	}
}

// forget has the strategies begin anew: what they know is of another scenario.
func (p *plan) forget() {
	for _, s := range p.strategies {
		if l, ok := s.(sched.Learner); ok {
			l.Forget()
		}
	}
}

// single reports whether there is but one scenario, in one configuration.
func (t *Target) single() bool { return t.Only && len(t.First) == 1 && len(t.Configs) == 1 }

// beginnings returns how many shares begin with a scenario of the user's own that they explore.
func (t *Target) beginnings() int { return min(shares, len(t.First)*len(t.Configs)) }

// beginning returns the k-th of the given scenarios, in each configuration.
func (t *Target) beginning(k int) (config int, sc *scenario.Scenario) {
	return k % len(t.Configs), t.First[k/len(t.Configs)]
}

// Validate returns an error if the target can't be checked.
func (t *Target) Validate() error {
	if len(t.Configs) == 0 {
		return fmt.Errorf("%s: no configuration to check", t.Name)
	}
	for i := range t.Configs {
		if t.generator(i).Empty() {
			return fmt.Errorf("%s: the subject offers none of the operations of the model %s", t.Name, t.Configs[i].Spec.Label)
		}
	}
	return nil
}

// generator returns the generator for a configuration, of those operations that the subject offers.
func (t *Target) generator(config int) *scenario.Generator {
	if t.generators == nil {
		t.generators = make([]*scenario.Generator, len(t.Configs))
		t.smalls = make([]*scenario.Generator, len(t.Configs))
	}
	if t.generators[config] == nil {
		sub := t.Configs[config]
		offered := exec.Offered(sub)
		t.generators[config] = scenario.NewGenerator(sub.Spec, func(op int) bool { return offered[op] }, t.Limits)
	}
	return t.generators[config]
}

// smallGenerator returns the generator of scenarios that are small enough to be explored.
func (t *Target) smallGenerator(config int) *scenario.Generator {
	g := t.generator(config)
	if t.smalls[config] == nil {
		t.smalls[config] = scenario.NewGenerator(t.Configs[config].Spec, g.Offers, scenario.Limits{Tasks: 2, Ops: 1, Prefix: 1, Epilogue: 1})
	}
	return t.smalls[config]
}

// Generator returns the generator of the scenarios for a configuration, of those operations that the subject offers.
func (t *Target) Generator(config int) *scenario.Generator { return t.generator(config) }
