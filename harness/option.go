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

// Strategy chooses the schedules of all executions: "random" takes any task at each step, "sticky" stays with a task for a while, "pct" gives
// tasks priorities that change at a few places. Without it they take turns, since none of them is best at everything; ask for one where it is
// known what a program needs.
func Strategy(name string) Option {
	return func(s *settings) {
		if err := campaign.CheckStrategy(name); err != nil || name == "" {
			s.fault("harness.Strategy(%q): want one of %s", name, strings.Join(campaign.Strategies(), ", "))
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
