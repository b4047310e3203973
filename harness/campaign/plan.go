package campaign

import (
	"fmt"

	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/sched"
)

// shares is how many shares a campaign with a number of runs is cut into. It does not depend on the machine.
const shares = 64

// BudgetShare is the number of executions in each share of a campaign that is bounded by time.
const BudgetShare = 500

// schedules is the number of executions that each scenario gets. Most violations need the right scenario more than the right schedule, so
// there are few; but a strategy that weighs what is left of a scenario has to see it once before it can.
const schedules = 6

// leastRuns is the least that a share is worth: strategies learn from one execution of it for the next.
const leastRuns = 32

// Plan cuts a campaign of exactly runs executions into shares.
func Plan(seed uint64, runs int) []Share { return cut(seed, runs, 1) }

// Plan is the Plan of a campaign for t: each of the scenarios given has a share to begin.
func (t *Target) Plan(seed uint64, runs int) []Share {
	return cut(seed, runs, len(t.First)*len(t.Configs))
}

func cut(seed uint64, runs, least int) []Share {
	count := min(shares, runs, max(runs/leastRuns, least, 1))
	list := make([]Share, 0, count)
	for i := range count {
		n := runs / count
		if i < runs%count {
			n++
		}
		list = append(list, Share{Seed: seed, Number: i, Runs: n})
	}
	return list
}

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

// plan is the fixed content of one share: which scenario and which strategy each execution has.
type plan struct {
	share      Share
	target     *Target
	strategies []sched.Strategy
}

func newPlan(t *Target, s Share) *plan {
	return &plan{share: s, target: t, strategies: t.strategies()}
}

// scenarioOf returns the scenario of execution index: at the beginning of a share a custom one, if there are any, and then random ones.
func (p *plan) scenarioOf(index int) (config int, sc *scenario.Scenario) {
	n := index / schedules
	seed := mix(p.share.Seed, uint64(p.share.Number), uint64(n))
	config = int(mix(seed, 1) % uint64(len(p.target.Configs)))
	if p.target.Only {
		return config, p.target.First[n%len(p.target.First)]
	}
	if given := len(p.target.First) * len(p.target.Configs); n*shares < given {
		// Each of the given ones in each configuration begins as many shares as any other, give or take one.
		k := (n*shares + p.share.Number%shares) % given
		return k % len(p.target.Configs), p.target.First[k/len(p.target.Configs)]
	}
	return config, p.target.generator(config).Draw(seed)
}

// schedule returns the strategy of execution index and the seed that it is begun with. Each share begins at another place of the
// portfolio, so that a campaign of few executions sees all of it.
func (p *plan) schedule(index int) (sched.Strategy, uint64) {
	return p.strategies[(index+7*p.share.Number)%len(p.strategies)], mix(p.share.Seed, uint64(p.share.Number), uint64(index), 2)
}

// forget has the strategies begin anew: what they know is of another scenario.
func (p *plan) forget() {
	for _, s := range p.strategies {
		if l, ok := s.(sched.Learner); ok {
			l.Forget()
		}
	}
}

// Scenario returns what execution index of share s was about: for a supervisor whose worker died of it.
func Scenario(t *Target, s Share, index int) (config int, sc *scenario.Scenario) {
	return newPlan(t, s).scenarioOf(index)
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

// generator returns the generator for a configuration. Which operations the subject offers is asked of an object made for it.
func (t *Target) generator(config int) *scenario.Generator {
	if t.generators == nil {
		t.generators = make([]*scenario.Generator, len(t.Configs))
	}
	if t.generators[config] == nil {
		sub := t.Configs[config]
		var offers func(op int) bool
		if sub.Offers != nil {
			x := sub.New()
			offers = func(op int) bool { return sub.Offers(x, op) }
		}
		t.generators[config] = scenario.NewGenerator(sub.Spec, offers, t.Limits)
	}
	return t.generators[config]
}
