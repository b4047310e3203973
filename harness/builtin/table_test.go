package builtin_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/tenter-go/tenter/harness/builtin"
	"github.com/tenter-go/tenter/harness/counterexample"
)

// Bounds on how long a mutant may go unnoticed, in executions, over tableSeeds seeds. They are a promise of README.md.
const (
	tableSeeds = 20
	mostMedian = 1_000
	mostEver   = 10_000
)

// rare are the mutants that take longer, with bounds of their own on the median: what shows them is four calls or more, each of them the right one, and seldom
// drawn together.
var rare = map[string]int{
	"condition/self-removal": 3_000, // two wait, two releases come before the first of them runs, and no third
}

// TestMutantTable prints, as a table in Markdown, how many executions pass until each mutant is found.
func TestMutantTable(t *testing.T) {
	if !full() {
		t.Skip("searches for every mutant twenty times; TENTER_TESTS=full")
	}
	var table strings.Builder
	fmt.Fprintf(&table, "| primitive | mutant | verdict | median | at most |\n|---|---|---|---|---|\n")
	for _, p := range builtin.All() {
		for _, m := range p.Mutants {
			found := untilFound(t, counterexample.Target{Prim: p.Name, Mutant: m.Name})
			median, most, bound := (found[(tableSeeds-1)/2]+found[tableSeeds/2])/2, found[tableSeeds-1], mostMedian
			if own := rare[p.Name+"/"+m.Name]; own > 0 {
				bound = own
			}
			if median >= bound || most > mostEver {
				t.Errorf("%s, mutant %s: found in execution %d in the median, %d at the latest; want below %d, at most %d", p.Name, m.Name, median, most, bound, mostEver)
			}
			fmt.Fprintf(&table, "| `%s` | `%s` | %v | %d | %d |\n", p.Name, m.Name, m.Verdict, median, most)
		}
	}
	t.Logf("executions until a mutant is found, over seeds 0 to %d\n%s", tableSeeds-1, table.String())
}

// untilFound returns in which execution a mutant is found with each seed, in ascending order.
func untilFound(t *testing.T, name counterexample.Target) []int {
	t.Helper()
	target, err := builtin.Target(name)
	if err != nil {
		t.Fatal(err)
	}
	defer target.Close()
	target.Raw = true
	var found []int
	for seed := range uint64(tableSeeds) {
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
