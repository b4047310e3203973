// Package shrink makes a failing case small: fewer tasks, fewer operations, simpler arguments, fewer preemptions.
//
// A case is a scenario together with a schedule. It is made small by proposing simpler cases and running them; what fails in the same
// way is kept. A history is never shrunk, since a part of a legal history can be illegal.
//
// The work goes in passes. First the search begins anew with scenarios of the smallest sizes: what large ones show, small ones often show
// as soon, and then most of the work is done: pairs of calls one by one, then larger ones at random. Then rapid shrinks: each operation, argument and preemption is kept if a drawn 64-bit word is not zero, so
// that a random draw keeps nearly everything and fails, and rapid's shrinker then drives words to zero. A candidate
// whose schedule no longer fits is given a small search of its own. Then come moves that single words can't express: two
// operations at once, an operation moved to the prefix or the epilogue, a simpler configuration. Last, the schedule is searched anew for
// the fewest preemptions.
package shrink

import (
	"fmt"

	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/sched"
)

// Case is a scenario with a schedule under which it fails.
type Case struct {
	Config   int // which configuration of the target
	Scenario *scenario.Scenario
	Schedule []sched.Decision
}

// Trial runs a case's scenario once under the given strategy. It reports whether the execution failed in the same way as the case
// that is being shrunk, and by which decisions; ok is false if the strategy had nothing left to explore. seed is what the
// strategy is begun with.
type Trial func(config int, sc *scenario.Scenario, s sched.Strategy, seed uint64) (failed bool, decisions []sched.Decision, ok bool)

// Calls describes what can stand in a scenario.
type Calls interface {
	// Simpler returns the calls that op may be replaced by, simplest first.
	Simpler(config int, op scenario.Op) []scenario.Op
	// Waits reports whether the call may wait: then it belongs into a task, where somebody can wake it.
	Waits(config int, op scenario.Op) bool
	// All returns every call that can be planned, each in its simplest forms.
	All(config int) []scenario.Op
	// Renew gives each operation of the scenario that wants an argument of its own one that no other has.
	Renew(config int, sc *scenario.Scenario)
	// Configs returns the number of configurations.
	Configs() int
	// Draw returns a random scenario within the limits, the same for equal seeds.
	Draw(limits scenario.Limits, seed uint64) (config int, sc *scenario.Scenario)
	// Strategies returns strategies that find violations between them.
	Strategies() []sched.Strategy
}

// Limits of the searches that candidates are given. They are counts of executions, so that shrinking is reproducible.
const (
	quickSearch = 300     // for each candidate of the first pass
	slowSearch  = 2_000   // for each candidate of the later ones, when the case is small
	lastSearch  = 20_000  // for the schedule with the fewest preemptions
	pairs       = 6_000   // for scenarios of one call or two
	perPair     = 16      // for each of them
	fromBelow   = 60_000  // for all scenarios that are smaller than the case
	mostSpent   = 200_000 // in all
)

// shrinker holds the smallest case so far.
type shrinker struct {
	best  Case
	trial Trial
	calls Calls
	spent int // executions

	strategies []sched.Strategy
	searched   map[string]int  // scenarios in which nothing was found, with the budget that was spent on them
	least      map[string]bool // scenarios with a number of preemptions: no schedule with fewer was found
}

// Shrink returns the smallest case that it finds, and how many executions it took. The case must fail under an exact replay.
func Shrink(c Case, trial Trial, calls Calls) (Case, int) {
	s := &shrinker{best: c, trial: trial, calls: calls, strategies: calls.Strategies(), searched: map[string]int{}, least: map[string]bool{}}
	s.byPairs()
	s.byRestart()
	s.byRapid(quickSearch)
	s.schedule()
	for range 4 {
		before := s.cost()
		s.byRapid(slowSearch)
		s.byMoves()
		s.schedule()
		if s.cost() == before {
			break
		}
	}
	s.byEnumeration()
	s.tidy()
	return s.best, s.spent
}

// cost orders cases: the one with fewer tasks is smaller, then the one with fewer operations, and so on.
type cost struct{ tasks, operations, parts, arguments, config int }

func (s *shrinker) cost() cost { return s.costOf(s.best) }

func (s *shrinker) costOf(c Case) cost {
	tasks, operations := c.Scenario.Size()
	k := cost{tasks: tasks, operations: operations, config: c.Config}
	// What one task does need not be cut into three parts; what several do is clearer with its beginning and its end apart.
	if callers(c.Scenario) <= 1 {
		k.parts = min(1, len(c.Scenario.Prefix)) + min(1, len(c.Scenario.Epilogue))
	}
	each(c.Scenario, func(o *scenario.Op) { k.arguments += len(s.calls.Simpler(c.Config, *o)) })
	return k
}

func (a cost) less(b cost) bool {
	for _, d := range [...]int{a.tasks - b.tasks, a.operations - b.operations, a.parts - b.parts, a.arguments - b.arguments, a.config - b.config} {
		if d != 0 {
			return d < 0
		}
	}
	return false
}

// each visits all operations of a scenario.
func each(sc *scenario.Scenario, f func(*scenario.Op)) {
	for i := range sc.Prefix {
		f(&sc.Prefix[i])
	}
	for _, ops := range sc.Tasks {
		for i := range ops {
			f(&ops[i])
		}
	}
	for i := range sc.Epilogue {
		f(&sc.Epilogue[i])
	}
}

// fails looks for a schedule under which the candidate fails: its own first, then in order all those with few preemptions, and where
// they are too many, random ones. A random schedule may have more preemptions than the case had: a smaller scenario is worth
// that, and the fewest preemptions are searched for once it is small. budget bounds the executions.
func (s *shrinker) fails(c Case, budget int) (Case, bool) {
	if s.spent > mostSpent {
		return c, false
	}
	if len(c.Schedule) > 0 {
		if got, ok := s.try(c, &sched.Replay{Schedule: c.Schedule}, 0); ok {
			return got, true
		}
	}
	most := min(3, preemptions(s.best.Schedule))
	key := fmt.Sprintf("%d %d %v", most, c.Config, c.Scenario)
	if s.searched[key] >= budget {
		return c, false
	}
	s.searched[key] = budget
	rest := budget / 2
	if got, ok := s.search(c, most, &rest); ok || rest > 0 {
		return got, ok
	}
	for i := range budget / 2 {
		if got, ok := s.try(c, s.strategies[i%len(s.strategies)], uint64(i)); ok {
			return got, true
		}
	}
	return c, false
}

// search tries all schedules with no preemption, then those with one, up to most, as long as the budget lasts.
func (s *shrinker) search(c Case, most int, budget *int) (Case, bool) {
	for p := 0; p <= most; p++ {
		if got, ok := s.enumerate(c, &sched.Bounded{Preemptions: p}, budget); ok {
			return got, true
		}
	}
	return c, false
}

// enumerate tries all schedules of b, as long as the budget lasts.
func (s *shrinker) enumerate(c Case, b *sched.Bounded, budget *int) (Case, bool) {
	for ; *budget > 0; *budget-- {
		s.spent++
		failed, decisions, more := s.trial(c.Config, c.Scenario, b, 0)
		if !more {
			break
		}
		if failed {
			c.Schedule = decisions
			return c, true
		}
	}
	return c, false
}

func (s *shrinker) try(c Case, strategy sched.Strategy, seed uint64) (Case, bool) {
	s.spent++
	failed, decisions, ok := s.trial(c.Config, c.Scenario, strategy, seed)
	if !ok || !failed {
		return c, false
	}
	c.Schedule = decisions
	return c, true
}

// accept keeps the candidate if it is smaller and fails.
func (s *shrinker) accept(c Case, budget int) bool {
	if !s.costOf(c).less(s.cost()) {
		return false
	}
	got, ok := s.fails(c, budget)
	if ok {
		s.best = got
	}
	return ok
}

// tidy removes tasks that call nothing, and gives the schedule the numbers that the tasks then have.
func (s *shrinker) tidy() {
	c := Case{Config: s.best.Config, Scenario: s.best.Scenario.Clone()}
	var tasks [][]scenario.Op
	for _, ops := range c.Scenario.Tasks {
		if len(ops) > 0 {
			tasks = append(tasks, ops)
		}
	}
	if len(tasks) == len(c.Scenario.Tasks) {
		return
	}
	c.Scenario.Tasks = tasks
	// Tasks that call nothing are never started, so the schedule's numbers hold as they are.
	c.Schedule = s.best.Schedule
	if got, ok := s.try(c, &sched.Replay{Schedule: c.Schedule}, 0); ok {
		s.best = got
	}
}
