package campaign_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/shim/atomic"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/models"
)

// run makes a whole campaign in this process.
func run(t *testing.T, target *campaign.Target, seed uint64, runs int) campaign.Summary {
	t.Helper()
	defer target.Close()
	var results []campaign.ShareResult
	for _, share := range campaign.Plan(seed, runs) {
		r, err := campaign.RunShare(target, share, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		results = append(results, r)
		if r.Found != nil {
			break
		}
	}
	return campaign.Merge(seed, results)
}

func TestVerdicts(t *testing.T) {
	for _, test := range []struct {
		target *campaign.Target
		want   verdict.Kind
		size   counterexample.Size
	}{
		{condTarget("cond", false), verdict.OK, counterexample.Size{}},
		{condTarget("one signal", true), verdict.LostWakeup, counterexample.Size{Tasks: 3, Operations: 3}},
		{wakeTarget(), verdict.LostWakeup, counterexample.Size{Tasks: 2, Operations: 2, Preemptions: 1}},
		{twoLocksTarget(), verdict.Deadlock, counterexample.Size{Tasks: 2, Operations: 2, Preemptions: 1}},
		{raceTarget(), verdict.WrongResult, counterexample.Size{Tasks: 2, Operations: 2, Preemptions: 1}},
		{panicTarget(), verdict.Panic, counterexample.Size{Tasks: 2, Operations: 2, Preemptions: 1}},
		{leakyTarget(), verdict.GoroutineLeak, counterexample.Size{Tasks: 1, Operations: 1}},
		{spinTarget(), verdict.Livelock, counterexample.Size{Tasks: 1, Operations: 1}},
	} {
		t.Run(test.target.Name.Test, func(t *testing.T) {
			for seed := range uint64(5) {
				sum := run(t, test.target, seed, 3000)
				if sum.Verdict != test.want {
					t.Fatalf("seed %d: verdict %v, want %v (%+v)", seed, sum.Verdict, test.want, sum.Stats)
				}
				if sum.Found == nil {
					if sum.Stats.Executions != 3000 {
						t.Errorf("%d executions, want 3000", sum.Stats.Executions)
					}
					t.Logf("seed %d: %+v", seed, sum.Stats)
					continue
				}
				c := sum.Found.Counterexample
				if d := cmp.Diff(test.size, c.Size()); d != "" {
					t.Errorf("seed %d: size (-want +got):\n%s\n%s%v", seed, d, c.Scenario, c.Schedule)
				}
				t.Logf("seed %d: execution %d, found %v, shrunk in %d: %s", seed, c.Execution, c.Found, c.Shrinks, c.Message)
				replays(t, test.target, c)
			}
		})
	}
}

// replays checks that a counterexample that has been through a file gives the same verdict by the same steps again and again.
func replays(t *testing.T, target *campaign.Target, c *counterexample.Counterexample) {
	t.Helper()
	spec := target.Configs[c.Target.Config].Spec
	text, err := counterexample.Format(c, spec)
	if err != nil {
		t.Fatal(err)
	}
	c, err = counterexample.Parse(text, func(counterexample.Target) (*models.Spec, error) { return spec, nil })
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		r, err := campaign.Replay(target, c)
		if err != nil {
			t.Fatal(err)
		}
		if r.Verdict != c.Verdict || !r.Same {
			t.Fatalf("replay: %v, same %v: %s\n%s", r.Verdict, r.Same, r.Diverged, text)
		}
	}
}

func TestSharesDoNotDependOnEachOther(t *testing.T) {
	plan := campaign.Plan(7, 2000)
	target := condTarget("cond", false)
	defer target.Close()
	results := map[int]campaign.Stats{}
	for i := len(plan) - 1; i >= 0; i-- { // backwards
		r, err := campaign.RunShare(target, plan[i], nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		results[plan[i].Number] = r.Stats
	}
	other := condTarget("cond", false)
	defer other.Close()
	for _, share := range plan {
		r, err := campaign.RunShare(other, share, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(results[share.Number], r.Stats); d != "" {
			t.Fatalf("share %d (-backwards +forwards):\n%s", share.Number, d)
		}
	}
}

func TestPlanIsExact(t *testing.T) {
	for _, runs := range []int{1, 63, 64, 65, 10_000, 10_001} {
		total := 0
		for _, s := range campaign.Plan(1, runs) {
			total += s.Runs
		}
		if total != runs {
			t.Errorf("%d runs planned, want %d", total, runs)
		}
	}
}

func TestFewRunsSeeThePortfolio(t *testing.T) {
	sum := run(t, condTarget("cond", false), 3, 64)
	if sum.Verdict != verdict.OK || 4*sum.Stats.Overlapped < sum.Stats.Executions {
		t.Errorf("verdict %v, %d of %d executions overlapped", sum.Verdict, sum.Stats.Overlapped, sum.Stats.Executions)
	}
}

// box is a set of numbers that loses one when two are put in at once.
type box struct{ n atomic.Int64 }

// TestShrinkingKeepsToWhatIsOffered: configurations may offer different operations, and a smaller case is not one that calls what is not there.
func TestShrinkingKeepsToWhatIsOffered(t *testing.T) {
	for seed := range uint64(5) {
		target := condTarget("TestSome", true)
		for i, c := range target.Configs {
			all := c.Offers
			c.Offers = func(x any, op int) bool { return all(x, op) && (i == 2 || c.Spec.Operations[op].Name != "AcquireN") }
		}
		sum := run(t, target, seed, 5000)
		if sum.Verdict != verdict.LostWakeup {
			t.Fatalf("seed %d: verdict %v: %+v", seed, sum.Verdict, sum.Stats)
		}
		c := sum.Found.Counterexample
		if c.Target.Config != 2 {
			t.Errorf("seed %d: shrunk to configuration %d, which has no AcquireN:\n%v", seed, c.Target.Config, c.Scenario)
		}
		replays(t, target, c)
	}
}

func TestFreshArgumentsStayDistinctWhileShrinking(t *testing.T) {
	m := models.New(0,
		models.Change("Put", models.Func1((*box).put, models.Fresh()), func(n, _ int) int { return n + 1 }),
		models.Ask("Len", models.Ret((*box).len), func(n int, _ models.None) int { return n }))
	target := &campaign.Target{Name: counterexample.Target{Test: "box"}, Configs: []*models.Subject{m.Bind(func() *box { return new(box) })}}
	c := run(t, target, 1, 3000).Found.Counterexample
	seen := map[any]bool{}
	for _, ops := range append(append([][]scenario.Op{c.Scenario.Prefix}, c.Scenario.Tasks...), c.Scenario.Epilogue) {
		for _, o := range ops {
			if o.Arg != nil && seen[o.Arg] {
				t.Errorf("argument %v twice:\n%v", o.Arg, c.Scenario)
			}
			seen[o.Arg] = true
		}
	}
	if c.Verdict != verdict.WrongResult || c.Size() != (counterexample.Size{Tasks: 2, Operations: 3, Preemptions: 1}) {
		t.Errorf("%v, %+v:\n%v", c.Verdict, c.Size(), c.Scenario)
	}
}

func (b *box) put(int)  { n := b.n.Load(); b.n.Store(n + 1) }
func (b *box) len() int { return int(b.n.Load()) }
