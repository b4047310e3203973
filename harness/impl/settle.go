package impl

import (
	"context"

	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/harness/worker"
)

// What a contract is tried with: one task alone, so that nothing depends on a schedule.
const (
	serialRuns = 400
	serialSeed = 1
	serialOps  = 7
)

// Settle finds out by serial runs which of the contracts the subject has that its signatures leave open: the first under which it does nothing wrong
// when one task calls it alone. If there is none, it is the first. It reports whether there was something to be found out.
func (s *Subject) Settle(ctx context.Context, program worker.Program) (bool, error) {
	variants := s.Binding.Variants()
	if len(variants) == 0 {
		return false, nil
	}
	s.Impl.Variant = variants[0]
	if len(variants) == 1 {
		return false, nil
	}
	for _, name := range variants {
		s.Impl.Variant = name
		res, err := worker.Run(ctx, worker.Options{
			Program: program, Find: Find, Target: s.Target(), Seed: serialSeed, Runs: serialRuns, Workers: 1,
			Limits: scenario.Limits{Tasks: 1, Ops: serialOps, Prefix: -1, Epilogue: -1}, Raw: true,
		})
		if err != nil {
			return false, err
		}
		if res.Verdict == verdict.OK {
			return true, nil
		}
	}
	s.Impl.Variant = variants[0]
	return true, nil
}
