package campaign_test

import (
	"testing"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/shim"
	"github.com/tenter-go/tenter/harness/shim/sync"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/models"
)

// hailer wakes a waiter many times, and is done. Who begins to wait later than that waits for ever, but a fair scheduler never keeps
// anybody from waiting for so long.
type hailer struct{ cond *sync.Cond }

func (h *hailer) Hail() {
	shim.Go(func() {
		h.cond.L.Lock()
		defer h.cond.L.Unlock()
		h.cond.Wait()
	})
	for range 30_000 {
		h.cond.Signal()
	}
}

func TestLateWaiterIsKeptWaiting(t *testing.T) {
	model := models.New(0, models.Do("Hail", (*hailer).Hail, func(s int) int { return s }))
	target := &campaign.Target{
		Name:    counterexample.Target{Test: "hailer"},
		Configs: []*models.Subject{model.Bind(func() *hailer { return &hailer{sync.NewCond(&sync.Mutex{})} })},
	}
	target.Limits.Tasks, target.Limits.Ops = 1, 1
	sum := run(t, target, 1, 200)
	if sum.Verdict != verdict.GoroutineLeak {
		t.Fatalf("verdict %v in %d executions, want a leak", sum.Verdict, sum.Stats.Executions)
	}
	replays(t, target, sum.Found.Counterexample)
}
