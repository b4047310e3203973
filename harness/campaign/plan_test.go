package campaign

import (
	"fmt"
	"testing"

	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/models"
)

// Every scenario of the user's own gets its part of a campaign, however few its executions are, and in every configuration; and not one
// strategy only. The first of them are explored besides.
func TestGivenScenariosShare(t *testing.T) {
	for _, test := range []struct{ given, configs, runs int }{{3, 1, 12}, {3, 2, 2000}, {5, 1, 10_000}, {100, 2, 10_000}} {
		target := &Target{}
		for range test.configs {
			target.Configs = append(target.Configs, models.Semaphore(1).Bind(func() models.SemaphoreOps { return models.SemaphoreOps{TryAcquire: func(int) bool { return true }} }))
		}
		for i := range test.given {
			target.First = append(target.First, &scenario.Scenario{Tasks: [][]scenario.Op{{{Name: fmt.Sprint("own", i)}}}})
		}
		type key struct {
			config int
			sc     *scenario.Scenario
		}
		seen, strategies := map[key]int{}, map[key]map[string]bool{}
		for _, s := range target.Plan(7, test.runs) {
			p := newPlan(target, s)
			for range s.Runs {
				next, _ := p.next()
				k := key{next.config, next.sc}
				if next.asked != nil {
					continue // beyond its part
				}
				if strategies[k] == nil {
					strategies[k] = map[string]bool{}
				}
				seen[k]++
				strategies[k][nameOf(next.strategy)] = true
			}
		}
		least, most := test.runs, 0
		for config := range test.configs {
			for _, sc := range target.First {
				n := seen[key{config, sc}]
				least, most = min(least, n), max(most, n)
				if len(strategies[key{config, sc}]) < min(n/schedules, 2) {
					t.Errorf("%+v: one of %d executions sees %d strategies only", test, n, len(strategies[key{config, sc}]))
				}
			}
		}
		if least == 0 || most > least+2*schedules {
			t.Errorf("%+v: between %d and %d executions each", test, least, most)
		}
	}
}
