package impl

import (
	"testing"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/harness/worker"
)

// TestWentWell has only what is wrong speak against a contract: not that executions can't be repeated.
func TestWentWell(t *testing.T) {
	result := func(kind verdict.Kind, execution, made, unknown int) *worker.Result {
		res := &worker.Result{Summary: campaign.Summary{Verdict: kind}}
		res.Stats.Executions, res.Stats.Unknown = made, unknown
		if execution > 0 {
			res.Found = &campaign.Found{Counterexample: &counterexample.Counterexample{Verdict: kind, Execution: execution}}
		}
		return res
	}
	for _, c := range []struct {
		what string
		res  *worker.Result
		want int
	}{
		{"all is well", result(verdict.OK, 0, serialRuns, 0), serialRuns},
		{"a violation", result(verdict.WrongResult, 17, 17, 0), 17},
		{"not repeatable", result(verdict.Nondeterminism, 3, serialRuns, 0), serialRuns},
		{"nothing was decided", result(verdict.Unknown, 0, 4, 4), 0},
	} {
		if got := wentWell(c.res); got != c.want {
			t.Errorf("%s: %d executions went well, want %d", c.what, got, c.want)
		}
	}
}

// TestWaitsAlone has a contract refuted by a call that waits before anybody has tried to let it go on, and by nothing else.
func TestWaitsAlone(t *testing.T) {
	for _, c := range []struct {
		kind     verdict.Kind
		epilogue []scenario.Op
		want     bool
	}{{verdict.LostWakeup, nil, true}, {verdict.LostWakeup, []scenario.Op{{}}, false}, {verdict.WrongResult, nil, false}} {
		x := &counterexample.Counterexample{Verdict: c.kind, Scenario: &scenario.Scenario{Epilogue: c.epilogue}}
		if got := waitsAlone(x); got != c.want {
			t.Errorf("%v with %d calls behind it: %t, want %t", c.kind, len(c.epilogue), got, c.want)
		}
	}
	bad, refuted := trial{good: 30}, trial{good: 90, refuted: true}
	if !refuted.less(bad) || bad.less(refuted) || !bad.less(trial{good: 31}) {
		t.Error("what is refuted comes behind what only goes wrong sooner")
	}
}
