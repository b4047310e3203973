package campaign_test

import (
	"strings"
	"testing"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/report"
	"github.com/tenter-go/tenter/harness/shim/sync"
	"github.com/tenter-go/tenter/models"
)

// touched outlives executions, which nothing that is checked may do.
var touched int

type toucher struct {
	mu     sync.Mutex
	steady bool
}

func (x *toucher) Touch() {
	x.mu.Lock()
	touched++
	n := touched
	x.mu.Unlock()
	if !x.steady && n%7 == 0 {
		x.mu.Lock() // this line is what differs
		x.steady = false
		x.mu.Unlock()
	}
}

func TestDivergence(t *testing.T) {
	for _, steady := range []bool{false, true} {
		model := models.New(0, models.Do("Touch", (*toucher).Touch, func(n int) int { return n }))
		target := &campaign.Target{Configs: []*models.Subject{model.Bind(func() *toucher { return &toucher{steady: steady} })}}
		defer target.Close()
		touched = 0
		c, first, second := campaign.Divergence(target, campaign.Plan(3, 640)[0])
		if steady {
			if c != nil {
				t.Error("a steady program has two executions that differ")
			}
			continue
		}
		if c == nil {
			t.Fatal("no two executions differ")
		}
		text := report.Difference(c, target.Configs[0].Spec, first, second, report.Options{})
		if !strings.Contains(text, "The first step that differs: in one execution ") || !strings.Contains(text, "divergence_test.go:27") {
			t.Errorf("%q does not name the line", text)
		}
		if same := report.Difference(c, target.Configs[0].Spec, first, first, report.Options{}); same != "" {
			t.Errorf("an execution differs from itself: %q", same)
		}
	}
}
