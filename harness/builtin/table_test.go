package builtin_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/tenter-go/tenter/harness/builtin"
	"github.com/tenter-go/tenter/harness/counterexample"
)

// Bounds on how long a mutant may go unnoticed, in executions. They are a promise of README.md.
const (
	mostMedian = 1_000
	mostEver   = 10_000
)

// late are the mutants that take longer, since what shows them is a scenario that is seldom drawn: four calls or more, each of them the right one. They must be
// found with one seed at least.
var late = []string{
	"condition/self-removal", "condition/spent-notify", "event/late-close", "lock/wake-and-retry", "priority-queue/early-number", "semaphore/early-wake",
}

// TestMutantTable prints, as a table in Markdown, how many executions pass until each mutant is found, over 20 seeds if TENTER_TESTS is full.
func TestMutantTable(t *testing.T) {
	seeds := 5
	if full() {
		seeds = 20
	}
	var table strings.Builder
	fmt.Fprintf(&table, "| primitive | mutant | verdict | median | at most |\n|---|---|---|---|---|\n")
	for _, p := range builtin.All() {
		for _, m := range p.Mutants {
			found := untilFound(t, counterexample.Target{Prim: p.Name, Mutant: m.Name}, seeds)
			median, most := (found[(seeds-1)/2]+found[seeds/2])/2, found[seeds-1]
			if known := slices.Contains(late, p.Name+"/"+m.Name); !known && (full() && median >= mostMedian || most > mostEver) || found[0] > mostEver {
				t.Errorf("%s, mutant %s: found in execution %d in the median, %d at the latest; want below %d, at most %d", p.Name, m.Name, median, most, mostMedian, mostEver)
			}
			fmt.Fprintf(&table, "| `%s` | `%s` | %v | %s | %s |\n", p.Name, m.Name, m.Verdict, shown(median), shown(most))
		}
	}
	t.Logf("executions until a mutant is found, over seeds 0 to %d\n%s", seeds-1, table.String())
}

func shown(executions int) string {
	if executions > mostEver {
		return fmt.Sprintf("over %d", mostEver)
	}
	return fmt.Sprint(executions)
}

// untilFound returns in which execution a mutant is found with each seed, in ascending order.
func untilFound(t *testing.T, name counterexample.Target, seeds int) []int {
	t.Helper()
	target, err := builtin.Target(name)
	if err != nil {
		t.Fatal(err)
	}
	defer target.Close()
	target.Raw = true
	var found []int
	for seed := range uint64(seeds) {
		sum := search(t, target, seed, mostEver)
		if sum.Found == nil {
			found = append(found, 10*mostEver)
			continue
		}
		found = append(found, sum.Found.Counterexample.Execution)
	}
	slices.Sort(found)
	return found
}
