package stress_test

import (
	"os"
	"testing"
	"time"

	"github.com/tenter-go/tenter/harness/builtin"
	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/stress"
	"github.com/tenter-go/tenter/harness/verdict"
)

func target(t *testing.T, prim, mutant string) *campaign.Target {
	t.Helper()
	target, err := builtin.Target(counterexample.Target{Prim: prim, Mutant: mutant})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(target.Close)
	return target
}

// run makes executions until there is a violation or there were enough.
func run(t *testing.T, target *campaign.Target, seed uint64, runs int) stress.Result {
	t.Helper()
	o := stress.Options{Alone: true, Patience: 200 * time.Millisecond}
	res, err := stress.RunShare(target, campaign.Share{Seed: seed, Runs: runs}, o, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// TestNoFalseAlarm: what is right passes, whatever the cores do.
func TestNoFalseAlarm(t *testing.T) {
	runs := 500
	switch {
	case os.Getenv("TENTER_TESTS") == "full":
		runs = 20_000
	case testing.Short():
		runs = 100
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	for _, p := range builtin.All() {
		t.Run(p.Name, func(t *testing.T) {
			target := target(t, p.Name, "")
			res := run(t, target, seed, runs)
			if f := res.Found; f != nil {
				text, _ := counterexample.Format(f.Counterexample, target.Configs[f.Counterexample.Target.Config].Spec)
				t.Fatalf("false alarm, seed %d:\n%s", seed, text)
			}
			if s := res.Stats; s.Unknown > s.Executions/100 || s.Executions < runs && !res.Spent {
				t.Errorf("%d executions, %d of them unknown: %v", s.Executions, s.Unknown, s.Reasons)
			}
		})
	}
}

// TestReduce: what was found is made smaller, by running smaller scenarios.
func TestReduce(t *testing.T) {
	target := target(t, "semaphore", "single-wake")
	res := run(t, target, 1, 200_000)
	if res.Found == nil {
		t.Fatalf("not found in %d executions", res.Stats.Executions)
	}
	c := res.Found.Counterexample
	if size := c.Size(); c.Shrinks == 0 || size.Operations > c.Found.Operations || size.Operations < 3 {
		t.Errorf("%+v, found with %+v, in %d executions:\n%v", size, c.Found, c.Shrinks, c.Scenario)
	}
	if c.Observed == nil || c.Observed.History == nil || c.Verdict != verdict.LostWakeup {
		t.Errorf("%v, and seen was %+v", c.Verdict, c.Observed)
	}
	if got := verdict.NewJudge(target.Configs[c.Target.Config].Spec).Check(c.Observed.History); got.Kind != c.Verdict {
		t.Errorf("what was seen is judged as %v, want %v:\n%v", got.Kind, c.Verdict, c.Observed.History)
	}
	r, err := stress.Replay(target, c, stress.Options{Patience: 100 * time.Millisecond}, func() bool { return false })
	if err != nil {
		t.Fatal(err)
	}
	if r.Verdict != verdict.LostWakeup && r.Verdict != verdict.OK {
		t.Errorf("replay: %v: %s", r.Verdict, r.Reason)
	}
}
