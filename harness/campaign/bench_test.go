package campaign_test

import (
	"testing"

	"github.com/tenter-go/tenter/harness/campaign"
)

// BenchmarkCampaign measures everything together: scenarios drawn, executions made, histories judged.
func BenchmarkCampaign(b *testing.B) {
	target := condTarget("cond", false)
	defer target.Close()
	executions, n := 0, 0
	for b.Loop() {
		r, err := campaign.RunShare(target, campaign.Share{Seed: 1, Number: n, Runs: campaign.BudgetShare}, nil, nil)
		if err != nil || r.Found != nil {
			b.Fatal(err, r.Found)
		}
		executions += r.Stats.Executions
		n++
	}
	b.ReportMetric(float64(executions)/b.Elapsed().Seconds(), "executions/s")
}
