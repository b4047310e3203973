package campaign

import (
	"fmt"
	"strings"

	"github.com/tenter-go/tenter/harness/exec"
	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/sched/racelog"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// engine runs and judges executions of one target. It keeps coroutines, buffers and verdicts from one execution to the next.
type engine struct {
	target    *Target
	runner    Runner
	explorers []*sched.Exhaustive // whose explorations are over
	slow      int                 // executions that were given up after a time of waiting for what is not under control
	judges    []*verdict.Judge    // by configuration; nil until used
	known     []recall            // good histories, by configuration
	steps     map[uint64]struct{} // see ShareResult
	key       []byte
	stateKey  []byte
	rescue    []exec.Rescuer
	shrunk    int   // steps spent on shrinking the violation at hand
	fair      int   // see patience; 0 for the scheduler's own number
	alike     []int // see exec.Options; nil but for explorations
	noRescue  bool  // while a case is shrunk whose rescues are part of its scenario
}

func (t *Target) newEngine() *engine {
	if t.engine == nil {
		n := len(t.Configs)
		e := &engine{target: t, steps: map[uint64]struct{}{}, runner: t.Runner, judges: make([]*verdict.Judge, n), known: make([]recall, n), rescue: make([]exec.Rescuer, n)}
		if e.runner == nil {
			e.runner = exec.NewRunner()
		}
		for i := range n {
			e.known[i].begin()
			e.rescue[i] = e.rescuer(i)
		}
		t.engine = e
	}
	return t.engine
}

// Close ends the coroutines that the target's executions ran on.
func (t *Target) Close() {
	if t.engine != nil {
		t.engine.runner.Close()
		t.engine = nil
	}
}

func (e *engine) judge(config int) *verdict.Judge {
	if e.judges[config] == nil {
		e.judges[config] = verdict.NewJudge(e.target.Configs[config].Spec)
	}
	return e.judges[config]
}

// forget has a share begin that has met no history yet.
func (e *engine) forget() {
	for i := range e.known {
		e.known[i].begin()
	}
}

// run makes one execution.
func (e *engine) run(config int, sc *scenario.Scenario, s sched.Strategy, seed uint64, trace bool) (*exec.Execution, bool) {
	x, more := e.runner.Run(e.target.Configs[config], sc, e.options(config, s, seed, trace))
	if more && x.Abandoned {
		e.runner = exec.NewRunner()
	}
	if more && (x.Abandoned || x.Delayed) {
		e.slow++
	}
	return x, more
}

func (e *engine) options(config int, s sched.Strategy, seed uint64, trace bool) exec.Options {
	opts := exec.Options{
		Strategy: s, Seed: seed, Trace: trace, Fair: e.fair, Rescue: e.rescue[config], Decided: e.target.Decided, Patience: e.target.Patience,
		Alike: e.alike,
	}
	if trace {
		opts.Stepped = e.target.Stepped
	}
	if e.target.Judge == nil {
		opts.Polls, opts.Heat = polls, heat
	} else {
		opts.MaxSteps = longest
	}
	return opts
}

// polls and heat are sched.Config's where only operations of a primitive run: thousands of steps that come back to the same reads or the
// same locks, with nothing written, are no operation's work. A test's own code may well do that.
const (
	polls = 10
	heat  = 200
)

// longest is how many steps an execution of somebody's own code may take: people's tests have loops of a hundred thousand rounds. What turns for ever is
// known by other signs, and the time for all executions has bounds of its own.
const longest = 5_000_000

// finding is the verdict on one execution.
type finding struct {
	kind    verdict.Kind
	reason  string // for unknown: why
	message string // what Target.Judge said
	fresh   bool   // the history had not been seen before
	judged  bool   // by Target.Judge, so that the history means nothing
}

// tooLong says of an execution that was given up what would help. It has one number for all: reasons are counted.
func tooLong(x *exec.Execution) string {
	magnitude := 10
	for magnitude*10 <= x.Steps {
		magnitude *= 10
	}
	return fmt.Sprintf("an execution did not end within %d steps: it never ends, or does too much for one execution; have it do less (fewer goroutines or rounds) to see more of it", x.Steps/magnitude*magnitude)
}

// settle gives the verdict. Data races, panics and what could not be settled come first; then the model is asked, which may allow that calls are
// stuck, in a circle of locks as well; leaks count only where every call has come back.
func (e *engine) settle(config int, x *exec.Execution) finding {
	switch {
	case x.Races > 0 && !(e.target.Judge == nil && racelog.OnlyCloses(x.Race)): // what else went wrong may be due to it
		return finding{kind: verdict.DataRace}
	case x.Constructor != nil, x.Ending == sched.EndPanic:
		return finding{kind: verdict.Panic}
	case x.Ending == sched.EndStepLimit:
		return finding{kind: verdict.Unknown, reason: tooLong(x)}
	case x.Abandoned:
		return finding{kind: verdict.Unknown, reason: "an execution was given up: " + x.Why}
	case x.Ending == sched.EndForeign:
		return finding{kind: verdict.Unknown, reason: "calls were stuck, but may not have been for ever: " + x.Why}
	case x.Ending == sched.EndAbandoned:
		return finding{kind: verdict.Unknown, reason: "the strategy gave an execution up"}
	}
	if e.target.Judge != nil {
		if cycle(x.Stuck) {
			return finding{kind: verdict.Deadlock}
		}
		kind, message := e.target.Judge(x)
		return finding{kind: kind, reason: message, message: message, fresh: true, judged: true}
	}
	f := e.ask(config, x.History)
	switch {
	case f.kind == verdict.WrongResult && panicked(x):
		f.kind = verdict.Panic
	case f.kind == verdict.Panic && !panicked(x):
		f.kind = verdict.WrongResult
	case f.kind == verdict.LostWakeup && cycle(x.Stuck):
		f.kind = verdict.Deadlock
	case f.kind == verdict.LostWakeup && x.Spun:
		f.kind = verdict.Livelock // the call does not sleep, it turns in a loop that nobody will end
	case f.kind == verdict.OK && len(x.Leaks) > 0 && !pending(x.History):
		f.kind = verdict.GoroutineLeak
	}
	return f
}

// panicked reports whether a call panicked that was not made to: a function that a model passes in may panic by design, and the subject may pass that
// on in a form of its own.
func panicked(x *exec.Execution) bool {
	for _, f := range x.Panics {
		if !strings.Contains(fmt.Sprint(f.Value), models.Thrown.String()) {
			return true
		}
	}
	return false
}

func pending(h *histories.History) bool {
	for i := range h.Operations {
		if h.Operations[i].Return == histories.Forever {
			return true
		}
	}
	return false
}

// ask has the history judged, unless one like it has been found good before, in whatever share or when a rescue was looked for.
func (e *engine) ask(config int, h *histories.History) finding {
	e.key = h.Key(e.key[:0])
	known := &e.known[config]
	good, met := known.look(e.key)
	if !good || e.target.Forget {
		r := e.judge(config).Check(h)
		if r.Kind != verdict.OK {
			return finding{kind: r.Kind, reason: r.Reason, fresh: !met}
		}
	}
	if !met {
		known.meet(e.key)
	}
	return finding{kind: verdict.OK, fresh: !met}
}

// cycle reports whether stuck tasks wait for each other's locks in a circle.
func cycle(stuck []sched.Stuck) bool {
	holder := func(id int) int {
		for _, s := range stuck {
			if s.ID == id {
				return s.Holder
			}
		}
		return -1
	}
	for _, s := range stuck {
		slow, fast := s.ID, s.ID
		for {
			slow = holder(slow)
			if fast = holder(fast); fast >= 0 {
				fast = holder(fast)
			}
			if fast < 0 {
				break
			}
			if slow == fast {
				return true
			}
		}
	}
	return false
}

// rescuer proposes what frees stuck calls of a history that is legal so far. On one that is not there is nothing to learn from more.
// Equal histories get equal answers, and most have been asked about before; so have most states that a history can lead to.
func (e *engine) rescuer(config int) exec.Rescuer {
	spec := e.target.Configs[config].Spec
	if spec.Learnt() {
		return nil // it would have to be asked in the middle of an execution
	}
	usable := func(op int) bool { return e.offers(config, op) }
	propose := func(st models.State) []scenario.Op {
		op, arg, ok := spec.Rescue(st, usable)
		if !ok {
			return nil
		}
		info := &spec.Operations[op]
		return []scenario.Op{{Op: op, Name: info.Name, Arg: arg, Mode: info.Modes[0]}}
	}
	byHistory, byState := memo[[]scenario.Op]{}, memo[[]scenario.Op]{}
	return func(h *histories.History) []scenario.Op {
		if e.noRescue {
			return nil
		}
		e.key = h.Key(e.key[:0])
		return byHistory.get(e.key, func() []scenario.Op {
			j := e.judge(config)
			if j.Check(h).Kind != verdict.OK {
				return nil
			}
			e.known[config].learn(e.key)
			st := j.State()
			e.stateKey = st.AppendKey(e.stateKey[:0])
			return byState.get(e.stateKey, func() []scenario.Op { return propose(st) })
		})
	}
}

// memo remembers answers, up to a limit.
type memo[T any] map[string]T

func (m memo[T]) get(key []byte, find func() T) T {
	v, ok := m[string(key)]
	if !ok {
		v = find()
		m.put(key, v)
	}
	return v
}

func (m memo[T]) put(key []byte, v T) {
	if len(m) < knownLimit {
		m[string(key)] = v
	}
}

func (e *engine) offers(config, op int) bool { return e.target.generator(config).Offers(op) }
