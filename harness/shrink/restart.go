package shrink

import "github.com/tenter-go/tenter/harness/scenario"

// sizes are the limits within which byRestart draws, the smallest first, and how many executions each is given.
var sizes = []struct {
	scenario.Limits
	executions int
}{
	{scenario.Limits{Tasks: 2, Ops: 1, Prefix: -1, Epilogue: -1}, 2_000},
	{scenario.Limits{Tasks: 2, Ops: 1, Prefix: -1, Epilogue: 1}, 2_000},
	{scenario.Limits{Tasks: 2, Ops: 2, Prefix: -1, Epilogue: -1}, 12_000},
	{scenario.Limits{Tasks: 2, Ops: 2, Prefix: -1, Epilogue: 1}, 8_000},
	{scenario.Limits{Tasks: 3, Ops: 1, Prefix: 1, Epilogue: 1}, 8_000},
	{scenario.Limits{Tasks: 3, Ops: 2, Prefix: -1, Epilogue: -1}, 8_000},
	{scenario.Limits{Tasks: 3, Ops: 2, Prefix: 1, Epilogue: 1}, 8_000},
}

// perScenario is how many executions each scenario of byRestart gets.
const perScenario = 6

// byRestart searches anew among random scenarios of small sizes, and goes on from the first that fails and is smaller than the case. To
// cut a large case down is tedious where its schedule has many preemptions, since each cut changes what the preemptions mean.
func (s *shrinker) byRestart() {
	_, operations := s.best.Scenario.Size()
	for n, size := range sizes {
		if size.Tasks*size.Ops > operations {
			return
		}
		for i := range size.executions {
			seed := uint64(n)<<32 | uint64(i/perScenario)
			config, sc := s.calls.Draw(size.Limits, seed)
			c := Case{Config: config, Scenario: sc}
			if !s.costOf(c).less(s.cost()) {
				continue
			}
			s.spent++
			failed, decisions, ok := s.trial(config, sc, s.strategies[i%len(s.strategies)], uint64(i))
			if ok && failed {
				c.Schedule = decisions
				s.best = c
				return
			}
		}
	}
}
