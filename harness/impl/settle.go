package impl

import (
	"context"

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
// when one task calls it alone. If there is none, it is the one under which most executions went well before the first that did not. It reports
// whether there was something to be found out.
func (s *Subject) Settle(ctx context.Context, program worker.Program) (bool, error) {
	variants := s.Binding.Variants()
	allowed, spec := s.Impl.Allow, s.Impl.Spec
	s.Impl.Allow, s.Impl.Spec = s.Binding.Family.Gentle(allowed), "" // what is learnt from it fits it in any case
	defer func() { s.Impl.Allow, s.Impl.Spec = allowed, spec }()
	best, most := "", -1
	for _, name := range variants {
		s.Impl.Variant = name
		if len(variants) == 1 {
			return false, nil
		}
		good, err := s.serially(ctx, program)
		if err != nil {
			return false, err
		}
		if good > most {
			best, most = name, good
		}
		if good == serialRuns {
			break
		}
	}
	s.Impl.Variant = best
	return len(variants) > 0, nil
}

// serially returns how many executions by one task went well before the first that did not.
func (s *Subject) serially(ctx context.Context, program worker.Program) (int, error) {
	res, err := worker.Run(ctx, worker.Options{
		Program: program, Find: Find, Target: s.Target(), Seed: serialSeed, Runs: serialRuns, Workers: 1,
		Limits: scenario.Limits{Tasks: 1, Ops: serialOps, Prefix: -1, Epilogue: -1}, Raw: true,
	})
	if err != nil {
		return 0, err
	}
	return wentWell(res), nil
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
