package stress

import (
	"fmt"
	"runtime"
	"time"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/verdict"
)

// Replayed is what came of running the scenario of a case again.
type Replayed struct {
	Verdict verdict.Kind
	Reason  string                         // for unknown: why
	Case    *counterexample.Counterexample // what was found; nil if nothing was
	Note    string                         // what this says
}

// replayRuns and replayTime bound the executions of a replay.
const (
	replayRuns = 100_000
	replayTime = 5 * time.Second
)

// Replay makes executions of the case's scenario until one fails, or there were replayRuns of them or replayTime has passed. That it fails no more proves
// nothing: which interleavings there are is decided by the cores.
func Replay(t *campaign.Target, c *counterexample.Counterexample, o Options, stop func() bool) (*Replayed, error) {
	if err := t.Validate(); err != nil {
		return nil, err
	}
	config := c.Target.Config
	if config < 0 || config >= len(t.Configs) {
		return nil, fmt.Errorf("%w: it is of configuration %d, and %s has %d", counterexample.ErrMisfit, config, t.Name, len(t.Configs))
	}
	e := newEngine(t, o)
	if o.Alone {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	}
	p := &planner{target: t, share: campaign.Share{Seed: c.Seed}, stamps: o.Stamps, vary: o.Alone, procs: runtime.GOMAXPROCS(0)}
	g := &group{config, t.Configs[config], c.Scenario}
	var stats campaign.Stats
	stats.Add(&campaign.Stats{})
	for start := time.Now(); e.serial < replayRuns && time.Since(start) < replayTime && !e.spent && !stop(); {
		next := p.next(replayRuns)
		next.groups = []*group{g}
		next.repeats = min(200, replayRuns-e.serial)
		s := e.newStride(next)
		s.run()
		s.count(&stats)
		if v := s.found; v != nil {
			found := e.counterexample(c.Seed, s, v)
			found.Scenario = c.Scenario // the rescues are what the epilogue of the case has already, or come of it
			return &Replayed{Verdict: v.kind, Case: found, Note: fmt.Sprintf("replayed without control, which is not deterministic: it failed again in execution %d", stats.Executions)}, nil
		}
	}
	r := &Replayed{Verdict: verdict.OK, Note: fmt.Sprintf("replayed without control, which is not deterministic: %d executions did not fail, which proves nothing", stats.Executions)}
	for reason := range stats.Reasons {
		r.Verdict, r.Reason = verdict.Unknown, reason
	}
	return r, nil
}
