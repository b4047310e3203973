package builtin_test

import (
	"runtime/debug"
	"testing"

	"github.com/tenter-go/tenter/harness/builtin"
	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/sched"
)

// BenchmarkCheck measures what check does on one core, everything included: scenarios drawn, executions made, histories judged. In "asked
// anew" no history is remembered, so each is judged though its like has been before.
func BenchmarkCheck(b *testing.B) {
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // as the command's workers
	for _, bench := range []struct {
		name   string
		forget bool
	}{{"remembered", false}, {"asked anew", true}} {
		b.Run(bench.name, func(b *testing.B) {
			if sched.Stamp() == "" {
				b.Fatal("not under control — set TENTER_MODE=controlled")
			}
			target, err := builtin.Target(counterexample.Target{Prim: "semaphore"})
			if err != nil {
				b.Fatal(err)
			}
			target.Forget = bench.forget
			defer target.Close()
			executions, share := 0, 0
			for b.Loop() {
				r, err := campaign.RunShare(target, campaign.Share{Seed: 1, Number: share, Runs: campaign.BudgetShare}, nil, nil)
				if err != nil || r.Found != nil {
					b.Fatal(err, r.Found)
				}
				executions += r.Stats.Executions
				share++
			}
			b.ReportMetric(float64(executions)/b.Elapsed().Seconds(), "executions/s")
		})
	}
}
