package harness

import (
	"strings"
	"testing"
	"time"
)

// apply returns the settings that options and environment give together.
func apply(t *testing.T, env map[string]string, opts ...Option) (settings, error) {
	t.Helper()
	for _, name := range []string{"TENTER_RUNS", "TENTER_BUDGET", "TENTER_SEED", "TENTER_MODE", "TENTER_UNCONTROLLED", "TENTER_STALL"} {
		t.Setenv(name, env[name])
	}
	s := newSettings(false, opts)
	return s, s.fromEnv()
}

func TestSettings(t *testing.T) {
	for _, test := range []struct {
		name   string
		env    map[string]string
		opts   []Option
		runs   int
		budget time.Duration
	}{
		{name: "default", runs: defaultRuns, budget: defaultBudget},
		{name: "option", opts: []Option{Runs(5)}, runs: 5},
		{name: "budget", opts: []Option{Budget(time.Second)}, budget: time.Second},
		{name: "the last option counts", opts: []Option{Budget(time.Second), Runs(7)}, runs: 7},
		{name: "the environment counts more", env: map[string]string{"TENTER_RUNS": "9"}, opts: []Option{Budget(time.Second)}, runs: 9},
		{name: "a budget takes the place of runs", env: map[string]string{"TENTER_BUDGET": "3s"}, opts: []Option{Runs(5)}, budget: 3 * time.Second},
		{name: "both", env: map[string]string{"TENTER_RUNS": "9", "TENTER_BUDGET": "3s"}, runs: 9, budget: 3 * time.Second},
	} {
		t.Run(test.name, func(t *testing.T) {
			s, err := apply(t, test.env, test.opts...)
			if err != nil {
				t.Fatal(err)
			}
			if s.runs != test.runs || s.budget != test.budget || len(s.faults) > 0 {
				t.Errorf("%d runs, budget %v, faults %q; want %d, %v", s.runs, s.budget, s.faults, test.runs, test.budget)
			}
		})
	}
}

func TestSeeds(t *testing.T) {
	s, err := apply(t, nil)
	if err != nil {
		t.Fatal(err)
	}
	again, err := apply(t, nil)
	if err != nil {
		t.Fatal(err)
	}
	if s.seedOf("TestA", 0) != again.seedOf("TestA", 0) || s.seedOf("TestA", 0) == s.seedOf("TestB", 0) || s.seedOf("TestA", 0) == s.seedOf("TestA", 1) {
		t.Error("seeds must follow from the name and the repetition")
	}
	s, _ = apply(t, nil, Seed(5))
	if got := s.seedOf("TestA", 0); got != 5 {
		t.Errorf("seed %d, want the option's", got)
	}
	s, err = apply(t, map[string]string{"TENTER_SEED": "8f2c61d0"}, Seed(5))
	if got := s.seedOf("TestA", 2); err != nil || got != 0x8f2c61d2 {
		t.Errorf("seed %x, %v, want the environment's", got, err)
	}
}

func TestBadSettings(t *testing.T) {
	for _, env := range []map[string]string{
		{"TENTER_RUNS": "0"}, {"TENTER_RUNS": "-3"}, {"TENTER_RUNS": "many"}, {"TENTER_BUDGET": "5"}, {"TENTER_BUDGET": "-5s"}, {"TENTER_SEED": "seed"},
	} {
		for name, value := range env {
			_, err := apply(t, env)
			if err == nil || !strings.HasPrefix(err.Error(), name+`="`+value+`": want `) {
				t.Errorf("%s=%s: %v", name, value, err)
			}
		}
	}
	for _, opts := range [][]Option{{Runs(0)}, {Budget(0)}, {Tasks(1)}, {Ops(0)}, {nil}} {
		if s, _ := apply(t, nil, opts...); len(s.faults) != 1 {
			t.Errorf("faults %q, want one", s.faults)
		}
	}
}

func TestUncontrolledAllowed(t *testing.T) {
	for _, test := range []struct {
		mode, uncontrolled string
		allowed, bad       bool
	}{
		{},
		{uncontrolled: "ok", allowed: true},
		{mode: "controlled", uncontrolled: "ok"},
		{mode: "stress"},
		{mode: "fast", bad: true},
		{uncontrolled: "yes", bad: true},
	} {
		t.Setenv("TENTER_MODE", test.mode)
		t.Setenv("TENTER_UNCONTROLLED", test.uncontrolled)
		allowed, err := uncontrolledAllowed()
		if allowed != test.allowed || (err != nil) != test.bad {
			t.Errorf("%+v: %v, %v", test, allowed, err)
		}
	}
}

// The option reaches the campaign, and an unknown name is a mistake of use.
func TestStrategy(t *testing.T) {
	for _, test := range []struct{ name, fault string }{{"random", ""}, {"pct", ""}, {"urw", ""}, {"bounded:3", ""}, {"luck", "there are bounded:2, exhaustive, pct"}, {"sruw", `did you mean "surw"?`}, {"bounded:x", "no number of preemptions"}, {"", "is empty"}} {
		c := newChecker(t, []Option{Strategy(test.name)})
		if c.target.Strategy != test.name {
			t.Errorf("%q: the campaign has %q", test.name, c.target.Strategy)
		}
		if got := strings.Join(c.settings.faults, "; "); (got == "") != (test.fault == "") || !strings.Contains(got, test.fault) {
			t.Errorf("%q: %q, want one about %q", test.name, got, test.fault)
		}
	}
}
