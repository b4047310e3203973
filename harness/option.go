package harness

import (
	"fmt"
	"hash/fnv"
	"strings"
	"time"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/scenario"
)

// Option changes how a check is made. The environment has precedence over options.
type Option func(*settings)

// Runs sets the number of executions, at least 1.
func Runs(n int) Option {
	return func(s *settings) {
		s.positive("Runs", n)
		s.runs, s.budget = n, 0
	}
}

// Budget sets the time to spend, in place of a number of executions. How far a check gets then depends on the machine.
func Budget(d time.Duration) Option {
	return func(s *settings) {
		if d <= 0 {
			s.fault("harness.Budget(%v): the budget must be positive", d)
		}
		s.runs, s.budget = 0, d
	}
}

// Seed sets the seed of the search.
func Seed(seed uint64) Option {
	return func(s *settings) { s.seed, s.seeded = seed, true }
}

// Tasks sets how many tasks a random scenario has at most; 3 if it is not given. Explore draws no scenarios and ignores it.
func Tasks(n int) Option {
	return func(s *settings) {
		if n < 2 {
			s.fault("harness.Tasks(%d): nothing is concurrent with fewer than 2 tasks", n)
		}
		s.limits.Tasks = n
	}
}

// Ops sets how many operations a task of a random scenario has at most; 3 if it is not given. Explore ignores it.
func Ops(n int) Option {
	return func(s *settings) {
		s.positive("Ops", n)
		s.limits.Ops = n
	}
}

// Prefix sets how many operations are called before the tasks of a random scenario begin, at most; 2 if it is not given. Explore ignores it.
func Prefix(n int) Option {
	return func(s *settings) {
		if n < 0 {
			s.fault("harness.Prefix(%d): want at least 0", n)
		}
		if s.limits.Prefix = n; n == 0 {
			s.limits.Prefix = -1
		}
	}
}

// Strategy chooses the schedules of all executions. Without it strategies take turns, since none of them is best at everything; ask for one where it
// is known what a program needs:
//
//   - "urw", "surw": random walks weighted by what each task still has before it, on all objects or on one at a time;
//   - "pos", "reads-from": partial order sampling, alone or with constraints on who sees whose write;
//   - "pct": tasks have priorities that change at a few places;
//   - "random", "sticky": walks that take any task at each step, or stay with one for a while;
//   - "exhaustive": every execution of a scenario that differs from the others in something, before the next scenario;
//   - "bounded:2": every execution with at most two preemptions, or as many as the number says.
func Strategy(name string) Option {
	return func(s *settings) {
		if err := campaign.CheckStrategy(name); err != nil {
			s.fault("harness.Strategy: %v", err)
		} else if name == "" {
			s.fault("harness.Strategy: the name is empty; there are %s", strings.Join(campaign.Strategies(), ", "))
		}
		s.strategy = name
	}
}

// Scenario adds a scenario of your own, to which a part of the executions goes: a string for each task, with its calls in the notation of
// saved cases, separated by semicolons.
//
//	harness.Scenario("Acquire(2); Release(2)", "TryAcquire(1)", "Acquire(1) cancellable")
//
// A string that begins with "prefix:" holds calls made before the tasks begin, and one that begins with "epilogue:" calls made when
// they have ended or are stuck. Explore has no operations and refuses it.
func Scenario(tasks ...string) Option {
	return func(s *settings) { s.scenarios = append(s.scenarios, tasks) }
}

// settings are how a check is to be made.
type settings struct {
	runs   int           // 0: until the budget is spent
	budget time.Duration // 0: until the runs are made
	seed   uint64
	seeded bool
	limits scenario.Limits

	strategy  string
	scenarios [][]string
	faults    []string // mistakes in options
}

// The size of a check when nobody says otherwise. It takes about a tenth of a second for a small primitive.
const (
	defaultRuns   = 10_000
	shortRuns     = 2_000
	defaultBudget = 30 * time.Second // ends a check whose executions are slow
)

func newSettings(short bool, opts []Option) settings {
	s := settings{runs: defaultRuns, budget: defaultBudget}
	if short {
		s.runs = shortRuns
	}
	for _, opt := range opts {
		if opt == nil {
			s.fault("a nil harness.Option")
			continue
		}
		opt(&s)
	}
	return s
}

func (s *settings) fault(format string, args ...any) {
	s.faults = append(s.faults, fmt.Sprintf(format, args...))
}

func (s *settings) positive(name string, n int) {
	if n < 1 {
		s.fault("harness.%s(%d): want at least 1", name, n)
	}
}

// seedOf returns the seed for the repetition (-count) of a check: that which was asked for, or else one that follows from the check's
// name. The first repetition has that seed itself, so that a seed that was printed can be given again.
func (s *settings) seedOf(check string, repetition int) uint64 {
	seed := s.seed
	if !s.seeded {
		h := fnv.New32a()
		h.Write([]byte(check))
		seed = uint64(h.Sum32())
	}
	return seed + uint64(repetition)
}
