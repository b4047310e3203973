package campaign

import (
	"github.com/tenter-go/tenter/harness/exec"
	"github.com/tenter-go/tenter/harness/report"
	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/verdict"
)

// RunShare does the work of one share on the caller's goroutine and stops at the first violation, which it shrinks. watch, if not
// nil, is told of each execution before it begins; stop, if not nil, ends the share early when it returns true, and the result then
// says how many executions were made. The share ends as well when there is nothing left to explore. The result depends on the target and the share
// only.
func RunShare(t *Target, s Share, watch Watch, stop func() bool) (ShareResult, error) {
	if err := t.Validate(); err != nil {
		return ShareResult{Share: s}, err
	}
	w := newWork(t, s)
	for w.made < s.Runs && !w.over {
		if stop != nil && stop() || w.e.slow >= mostSlow {
			break
		}
		next, more := w.p.next()
		if !more {
			w.res.Parts, w.res.Whole = t.parts(), w.whole
			break
		}
		if watch != nil {
			watch(Position{Share: s.Number, Index: w.made})
		}
		w.make(next)
	}
	w.end()
	return w.res, nil
}

// work is a share in progress.
type work struct {
	e        *engine
	p        *plan
	res      ShareResult
	long     patience
	made     int  // executions
	over     bool // a violation was found, or nothing is left to explore
	repeated bool // the sample execution has been
	whole    bool // all explorations that have come to their end were whole
}

func newWork(t *Target, s Share) *work {
	w := &work{e: t.newEngine(), p: newPlan(t, s), res: ShareResult{Share: s, Stats: newStats()}, whole: true}
	w.p.left = w.left
	w.long = patience{endless: s.Number%patientShares != 0}
	w.res.steps = w.e.steps
	clear(w.res.steps)
	if t.single() {
		w.res.steps = map[uint64]struct{}{} // it outlives the share
	}
	w.e.forget()
	return w
}

// end puts together what there is to say of the share.
func (w *work) end() {
	w.e.alike = nil
	w.p.end()
	w.res.Stats.Scenarios = w.p.begun
	w.res.Stats.Distinct = len(w.res.steps)
	if !w.p.target.single() {
		w.res.steps = nil
	}
}

// left notes what has become of an exploration.
func (w *work) left(x *exploration) {
	x.tell(&w.res.Stats)
	w.whole = w.whole && x.whole()
	w.e.recycle(x)
}

// make makes one execution, and judges it.
func (w *work) make(next turn) {
	e := w.e
	if e.fair, e.alike = w.long.fair(), nil; next.asked != nil {
		e.alike = next.asked.alike
	}
	x, ok := e.run(next.config, next.sc, next.strategy, next.seed, false)
	if !ok {
		w.ended(next.asked)
		return
	}
	index := w.made
	w.made++
	w.res.Stats.Strategies[nameOf(next.strategy)]++
	if next.asked != nil {
		next.asked.made++
	}
	f := e.settle(next.config, x)
	w.res.Stats.count(x, f)
	w.res.steps[mix(uint64(next.number), x.Sum)] = struct{}{}
	w.res.Stats.outcome(e.target.outcome(next.sc, x))
	w.long.learn(x)
	if f.kind.Violation() {
		e.alike = nil
		w.res.Found = &Found{
			Position: Position{Share: w.p.share.Number, Index: index}, Counterexample: e.reduce(next.config, x, f.kind, w.p.share.Seed),
		}
		w.over = true
		return
	}
	if !w.repeated && index >= min(checked, w.p.share.Runs-1) && f.kind == verdict.OK {
		w.repeat(next, x)
	}
}

// ended notes that an exploration has nothing left, or that the runner makes no more executions, which it says itself.
func (w *work) ended(asked *exploration) {
	if asked == nil {
		w.made++
		return
	}
	given := w.p.given == asked
	w.p.over(asked)
	if given && w.p.target.Only && w.whole {
		w.res.Whole, w.res.Parts, w.over = true, w.p.target.parts(), true
	}
}

// repeat makes the sample execution of the share again.
func (w *work) repeat(next turn, x *exec.Execution) {
	w.repeated = true
	again, same := w.e.repeat(next.config, next.sc, x)
	if again == nil {
		w.over = true // a runner that has failed, which says so itself
		return
	}
	if !same {
		w.res.Stats.Nondeterministic++
	}
	w.res.Stats.LockOrders = merged(w.res.Stats.LockOrders, report.LockOrders(again))
}

// Scenario returns what execution index of share s was about: for a supervisor whose worker died of it. Explorations before it are made again, since where
// they end decides what comes next.
func Scenario(t *Target, s Share, index int) (config int, sc *scenario.Scenario) {
	w := newWork(t, s)
	defer w.end()
	for {
		next, more := w.p.next()
		if !more || w.made == index {
			return next.config, next.sc
		}
		if next.asked == nil {
			w.made++
			continue
		}
		w.e.alike = next.asked.alike
		if _, ok := w.e.run(next.config, next.sc, next.strategy, next.seed, false); ok {
			next.asked.made++
			w.made++
		} else {
			w.ended(next.asked)
		}
	}
}

// mostSlow is how many executions may be given up after a time of waiting, for a task that waits natively or for foreign goroutines, before the target
// is: each costs seconds of real time, and may leave goroutines behind.
const mostSlow = 4

// checked is the execution of each share that is repeated, to see whether the program is deterministic under control.
const checked = 1

// traceable is how many steps an execution may have that is traced without need: a trace takes a hundred bytes for each.
const traceable = 500_000

// repeat lets an execution's decisions be taken again, traced unless it is long, and reports whether they lead through the same steps.
func (e *engine) repeat(config int, sc *scenario.Scenario, x *exec.Execution) (again *exec.Execution, same bool) {
	sum, traced := x.Sum, x.Steps <= traceable
	again, _ = e.run(config, sc, &sched.Replay{Schedule: cloneDecisions(x.Decisions)}, 0, traced)
	return again, again != nil && again.Sum == sum
}
