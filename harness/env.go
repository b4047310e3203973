package harness

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/tenter-go/tenter/harness/reach"
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/twin"
)

// The environment is read anew by each check, while its test runs: then go test knows which variables the result depends on, and does
// not take it from its cache when one has changed.

// fromEnv lets the environment overrule the options.
func (s *settings) fromEnv() error {
	os.Getenv(twin.YieldEnv) // of which the build of this process depends
	runs, err := envRuns()
	if err != nil {
		return err
	}
	budget, err := envDuration("TENTER_BUDGET")
	if err != nil {
		return err
	}
	switch {
	case runs > 0 && budget > 0: // whichever ends first
		s.runs, s.budget = runs, budget
	case runs > 0:
		s.runs, s.budget = runs, 0
	case budget > 0:
		s.runs, s.budget = 0, budget
	}
	return s.envSeed()
}

func envRuns() (int, error) {
	text := os.Getenv("TENTER_RUNS")
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return 0, fmt.Errorf("TENTER_RUNS=%q: want a number of executions, at least 1", text)
	}
	return n, nil
}

func envDuration(name string) (time.Duration, error) {
	text := os.Getenv(name)
	if text == "" {
		return 0, nil
	}
	d, err := time.ParseDuration(text)
	if err != nil || d <= 0 {
		return 0, fmt.Errorf("%s=%q: want a duration such as 30s or 10m", name, text)
	}
	return d, nil
}

func (s *settings) envSeed() error {
	text := os.Getenv("TENTER_SEED")
	switch text {
	case "":
		return nil
	case "random":
		s.seed, s.seeded = uint64(rand.Uint32()), true
		return nil
	}
	seed, err := strconv.ParseUint(strings.TrimPrefix(text, "0x"), 16, 64)
	if err != nil {
		return fmt.Errorf("TENTER_SEED=%q: want a seed as reports print it, in hexadecimal digits, or the word random", text)
	}
	s.seed, s.seeded = seed, true
	return nil
}

// uncontrolledAllowed reports whether a check that can't be controlled may be skipped rather than fail.
func uncontrolledAllowed() (bool, error) {
	switch mode := os.Getenv("TENTER_MODE"); mode {
	case "controlled":
		return false, nil
	case "", modeStress:
	default:
		return false, fmt.Errorf("TENTER_MODE=%q: want controlled, stress or nothing", mode)
	}
	switch v := os.Getenv("TENTER_UNCONTROLLED"); v {
	case "ok":
		return true, nil
	case "":
		return false, nil
	default:
		return false, fmt.Errorf("TENTER_UNCONTROLLED=%q: want ok, or nothing", v)
	}
}

// nativePatience is how long a task may wait where the scheduler has no control. What answers at all does so sooner.
const nativePatience = 2 * time.Second

// patience is that of a check of operations, which are watched only where the program has places out of reach: watching costs a
// microsecond or two for each execution.
func patience() time.Duration {
	if len(reach.Limits(sched.Stamp())) == 0 {
		return 0
	}
	return nativePatience
}

// stallDefault is how long an execution may take. A healthy one takes microseconds.
const stallDefault = 20 * time.Second

func stallFromEnv() (time.Duration, error) {
	if os.Getenv("TENTER_STALL") == "0" {
		return 0, nil
	}
	d, err := envDuration("TENTER_STALL")
	if d == 0 {
		d = stallDefault
	}
	return d, err
}
