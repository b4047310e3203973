package builtin_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/tenter-go/tenter/harness"
	"github.com/tenter-go/tenter/harness/builtin"
	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/exec"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

func TestMain(m *testing.M) { harness.Main(m) }

// full reports whether the tests are to take as long as the claims of README.md need: minutes instead of seconds.
func full() bool { return os.Getenv("TENTER_TESTS") == "full" }

// search makes a campaign up to its first violation.
func search(t *testing.T, target *campaign.Target, seed uint64, runs int) campaign.Summary {
	t.Helper()
	var results []campaign.ShareResult
	for _, share := range target.Plan(seed, runs) {
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

// limit is how small a counterexample must be where the mutant claims no minimum.
var limit = counterexample.Size{Tasks: 3, Operations: 8, Preemptions: 3}

func within(size, most counterexample.Size) bool {
	return size.Tasks <= most.Tasks && size.Operations <= most.Operations && size.Preemptions <= most.Preemptions
}

func TestEveryMutantIsCaughtAndShrunk(t *testing.T) {
	for _, p := range builtin.All() {
		seeds := uint64(1)
		switch {
		case full() && strings.HasSuffix(p.Name, "semaphore"):
			seeds = 20
		case full():
			seeds = 5
		}
		for i, m := range p.Mutants {
			// Of the others a part is enough in the short forms, evenly over the list.
			part := 3
			if testing.Short() {
				part = 6
			}
			if !full() && !strings.HasSuffix(p.Name, "semaphore") && i%part != part-1 {
				continue
			}
			t.Run(p.Name+"/"+m.Name, func(t *testing.T) {
				target, err := builtin.Target(counterexample.Target{Prim: p.Name, Mutant: m.Name})
				if err != nil {
					t.Fatal(err)
				}
				defer target.Close()
				latest := 0
				for seed := range seeds {
					latest = max(latest, caught(t, target, m, seed))
				}
				t.Logf("%d seeds, found in execution %d at the latest", seeds, latest)
			})
		}
	}
}

// caught checks that one campaign finds the mutant, with its verdict and small enough, and returns in which execution.
func caught(t *testing.T, target *campaign.Target, m builtin.Mutant, seed uint64) int {
	t.Helper()
	sum := search(t, target, seed, mostEver)
	if sum.Verdict != m.Verdict {
		t.Fatalf("seed %d: verdict %v, want %v: %+v", seed, sum.Verdict, m.Verdict, sum.Stats)
	}
	c := sum.Found.Counterexample
	most := limit
	if strings.HasSuffix(target.Name.Prim, "semaphore") {
		most.Operations = 6
	}
	if m.Minimum != nil {
		most = *m.Minimum
	}
	if !within(c.Size(), most) {
		t.Errorf("seed %d: shrunk to %+v (%d executions), want at most %+v:\n%vschedule %v", seed, c.Size(), c.Shrinks, most, c.Scenario, c.Schedule)
	}
	if m.Minimum != nil && within(c.Size(), *m.Minimum) && c.Size() != *m.Minimum {
		t.Errorf("seed %d: shrunk to %+v, below the minimum %+v that the mutant claims:\n%vschedule %v", seed, c.Size(), *m.Minimum, c.Scenario, c.Schedule)
	}
	if m.Kind == "S" && len(c.Schedule) == 0 {
		t.Errorf("seed %d: it is of kind S, but the counterexample shows it in the default order:\n%v", seed, c.Scenario)
	}
	replays(t, target, c)
	return c.Execution
}

// replays checks that the counterexample gives the same verdict by the same steps.
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
			t.Fatalf("replay: %v, same steps %v: %s\n%s", r.Verdict, r.Same, r.Diverged, text)
		}
	}
}

func TestHalfOfTheMutantsNeedASchedule(t *testing.T) {
	kinds := map[string]int{}
	for _, p := range builtin.All() {
		for _, m := range p.Mutants {
			kinds[m.Kind]++
		}
	}
	if kinds["S"] < kinds["D"] {
		t.Errorf("%d mutants of kind S, %d of kind D", kinds["S"], kinds["D"])
	}
}

func TestNoFalseAlarm(t *testing.T) {
	runs := 5_000
	switch {
	case full():
		runs = 1_000_000
	case testing.Short():
		runs = 2_000
	}
	for _, p := range builtin.All() {
		t.Run(p.Name, func(t *testing.T) {
			target, err := builtin.Target(counterexample.Target{Prim: p.Name})
			if err != nil {
				t.Fatal(err)
			}
			defer target.Close()
			n := runs
			if full() && strings.HasSuffix(p.Name, "semaphore") {
				n = 2_500_000
			}
			sum := search(t, target, 1, n)
			if sum.Found != nil {
				text, _ := counterexample.Format(sum.Found.Counterexample, target.Configs[sum.Found.Counterexample.Target.Config].Spec)
				t.Fatalf("false alarm:\n%s", text)
			}
			if sum.Verdict != verdict.OK {
				t.Errorf("verdict %v: %v", sum.Verdict, sum.Stats.Reasons)
			}
			s := sum.Stats
			share := func(n int) string { return fmt.Sprintf("%.0f %%", 100*float64(n)/float64(s.Executions)) }
			t.Logf("%d executions: %s overlapped, %s with a blocked call, %s cancelled, %d distinct histories",
				s.Executions, share(s.Overlapped), share(s.Blocked), share(s.Cancelled), s.Histories)
			blocks, ends := canBe(target)
			least := s.Executions / 4
			if strings.HasSuffix(p.Name, "semaphore") { // whose calls nearly all may wait
				least = s.Executions / 2
			}
			if s.Overlapped < least || blocks && 6*s.Blocked < s.Executions || ends && 10*s.Cancelled < s.Executions {
				t.Error("too few executions are of interest")
			}
		})
	}
}

// canBe reports whether calls of the target can block, and whether they can be cut short.
func canBe(target *campaign.Target) (blocked, cancelled bool) {
	for _, c := range target.Configs {
		for i, offered := range exec.Offered(c) {
			op := &c.Spec.Operations[i]
			if offered {
				blocked = blocked || op.Blocking
				cancelled = cancelled || op.HasMode(histories.Cancellable) || op.HasMode(histories.Timeout)
			}
		}
	}
	return blocked, cancelled
}
