package builtin_test

import (
	"testing"

	"github.com/tenter-go/tenter/harness/builtin"
	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/exec"
	"github.com/tenter-go/tenter/harness/scenario"
)

// TestCounterexamplesAreTheSmallest shrinks a violation of each of three mutants, and then explores every scenario that is smaller, with no more tasks and no
// more operations and fewer of either, in every configuration: none of them violates the model in any execution.
func TestCounterexamplesAreTheSmallest(t *testing.T) {
	for _, mutant := range []string{"late-enqueue", "lost-grant", "crossed-locks"} {
		t.Run(mutant, func(t *testing.T) {
			name := counterexample.Target{Prim: "semaphore", Mutant: mutant}
			target, err := builtin.Target(name)
			if err != nil {
				t.Fatal(err)
			}
			defer target.Close()
			found := search(t, target, 1, 10_000).Found
			if found == nil {
				t.Fatal("no counterexample")
			}
			size := found.Counterexample.Size()
			target.First, target.Only, target.Strategy, target.Raw = smaller(target, size), true, "exhaustive", true
			sum := search(t, target, 1, 1<<30)
			if sum.Found != nil {
				t.Fatalf("the counterexample has %+v, and this is smaller, %v:\n%v", size, sum.Verdict, sum.Found.Counterexample.Scenario)
			}
			if !sum.Ended || sum.Stats.Scenarios < len(target.First) {
				t.Errorf("%d of %d scenarios were explored", sum.Stats.Scenarios, len(target.First))
			}
			t.Logf("%+v is the smallest: %d smaller scenarios, %q", size, len(target.First)*len(target.Configs), sum.Coverage())
		})
	}
}

// smaller returns all scenarios that are smaller than a size.
func smaller(target *campaign.Target, size counterexample.Size) (list []*scenario.Scenario) {
	sub := target.Configs[0]
	offered := exec.Offered(sub)
	g := scenario.NewGenerator(sub.Spec, func(op int) bool { return offered[op] },
		scenario.Limits{Tasks: size.Tasks, Ops: size.Operations, Prefix: size.Operations, Epilogue: 1})
	for sc := range g.All() {
		tasks, operations := sc.Size()
		if operations > size.Operations {
			return list
		}
		if tasks < size.Tasks || tasks == size.Tasks && operations < size.Operations {
			list = append(list, sc)
		}
	}
	return list
}
