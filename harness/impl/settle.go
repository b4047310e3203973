package impl

import (
	"context"

	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/harness/worker"
)

// What a contract is tried with: one task alone, so that nothing depends on a schedule.
const (
	serialRuns = 600
	serialSeed = 1
	serialOps  = 7
)

// Settle finds out by serial runs which of the contracts the subject has that its signatures leave open: the first under which it does nothing wrong
// when one task calls it alone. If there is none, it is the one under which most executions went well before the first that did not; but rather one by which
// the calls may wait that do. It reports whether there was something to be found out.
func (s *Subject) Settle(ctx context.Context, program worker.Program) (bool, error) {
	variants := s.Binding.Variants()
	allowed, spec := s.Impl.Allow, s.Impl.Spec
	s.Impl.Allow, s.Impl.Spec = s.Binding.Family.Gentle(allowed), "" // what is learnt from it fits it in any case
	defer func() { s.Impl.Allow, s.Impl.Spec = allowed, spec }()
	best, most := "", trial{good: -1, refuted: true}
	for _, name := range variants {
		s.Impl.Variant = name
		if len(variants) == 1 {
			return false, nil
		}
		got, err := s.serially(ctx, program)
		if err != nil {
			return false, err
		}
		if most.less(got) {
			best, most = name, got
		}
		if got.good == serialRuns {
			break
		}
	}
	s.Impl.Variant = best
	return len(variants) > 0, nil
}

// trial is what came of trying a contract.
type trial struct {
	good    int  // executions before the first that went wrong
	refuted bool // what went wrong is that a call waited which by the contract need not: whatever else is wrong, the contract is another one
}

func (t trial) less(o trial) bool {
	if t.refuted != o.refuted {
		return t.refuted
	}
	return t.good < o.good
}

// serially tries the contract with executions by one task.
func (s *Subject) serially(ctx context.Context, program worker.Program) (trial, error) {
	res, err := worker.Run(ctx, worker.Options{
		Program: program, Find: Find, Target: s.Target(), Seed: serialSeed, Runs: serialRuns, Workers: 1,
		Limits: scenario.Limits{Tasks: 1, Ops: serialOps, Prefix: -1, Epilogue: -1},
	})
	if err != nil {
		return trial{}, err
	}
	t := trial{good: wentWell(res)}
	if res.Found != nil {
		t.refuted = waitsAlone(res.Found.Counterexample)
	}
	return t, nil
}

// waitsAlone reports whether what is wrong is that a call waits which need not, before anybody has tried to let it go on: that is nobody's lost wake-up, but
// another contract.
func waitsAlone(c *counterexample.Counterexample) bool {
	return c.Verdict == verdict.LostWakeup && len(c.Scenario.Epilogue) == 0
}

// wentWell returns how many executions went well before the first that did not. Where no execution is like the one before, as with hashes that are seeded anew
// in each process, nothing is wrong with any of them, and so nothing speaks against the contract.
func wentWell(res *worker.Result) int {
	switch {
	case res.Found != nil && res.Verdict.Violation():
		return res.Found.Counterexample.Execution
	case res.Verdict == verdict.Unknown:
		return max(0, res.Stats.Executions-res.Stats.Unknown)
	}
	return serialRuns
}
