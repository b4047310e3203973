package scenario_test

import (
	"testing"

	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/models"
)

// TestAllIsAll counts scenarios by hand: of two operations, neither of which waits, in one task or in two, whose order means nothing.
func TestAllIsAll(t *testing.T) {
	type thing struct{}
	m := models.New(0, models.Do("A", func(*thing) {}, func(n int) int { return n }), models.Do("B", func(*thing) {}, func(n int) int { return n }))
	for _, test := range []struct {
		limits scenario.Limits
		want   int
	}{
		{scenario.Limits{Tasks: 2, Ops: 1, Prefix: -1, Epilogue: -1}, 2 + 3},                // A, B; AA, AB, BB
		{scenario.Limits{Tasks: 1, Ops: 2, Prefix: -1, Epilogue: -1}, 2 + 4},                // in one task
		{scenario.Limits{Tasks: 1, Ops: 1, Prefix: 1, Epilogue: -1}, 2 + 4},                 // each after a call or none
		{scenario.Limits{Tasks: 2, Ops: 2, Prefix: -1, Epilogue: -1}, 2 + (4 + 3) + 8 + 10}, // two: A;A .. or A|B; three: 4 pairs with 2; four: pairs of 4 pairs
	} {
		seen, last := map[string]bool{}, 0
		for sc := range scenario.NewGenerator(m.Spec(), nil, test.limits).All() {
			if seen[sc.String()] {
				t.Errorf("%+v: twice:\n%v", test.limits, sc)
			}
			seen[sc.String()] = true
			_, n := sc.Size()
			if n < last {
				t.Errorf("%+v: a scenario of %d operations after one of %d", test.limits, n, last)
			}
			last = n
		}
		if len(seen) != test.want {
			t.Errorf("%+v: %d scenarios, want %d", test.limits, len(seen), test.want)
		}
	}
}
