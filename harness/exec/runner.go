package exec

import (
	"fmt"
	"runtime"
	"slices"
	"time"

	"github.com/tenter-go/tenter/harness/scenario"
	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/sched/racelog"
	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// Rescuer proposes operations that by the model must free some of the calls that are stuck at the end of h. None means that no
// operation can, or that none is to be tried.
type Rescuer func(h *histories.History) []scenario.Op

// Options say how one execution is to go.
type Options struct {
	Strategy sched.Strategy
	Seed     uint64
	Trace    bool
	MaxSteps int
	Fair     int           // sched.Config's FairAfter
	Polls    int           // see sched.Config
	Heat     int           // see sched.Config
	Patience time.Duration // see sched.Config; after an execution that was abandoned the Runner must not be used again
	Rescue   Rescuer
	Alike    []int                 // by task of the scenario: see sched.Task.Alike; nil for none
	Decided  func(sched.Decision)  // see sched.Config
	Stepped  func(task, steps int) // see sched.Config
}

// Runner makes executions, reusing the memory of earlier ones. It is used by one goroutine at a time.
type Runner struct {
	sched   *sched.Scheduler
	subject *models.Subject
	opts    Options
	e       Execution
	h       histories.History

	x       any
	stamp   int64
	own     int // steps that are not the subject's, or were made before the first call
	phase   phase
	clients []*client
	// contexts are those of the calls, by index in the history, in traced executions.
	contexts []*callContext
	panics   []caught
	used     int // clients in use
	probed   int // operations of the epilogue that have been started
	onQuiet  func(*sched.Run) bool
}

type phase int

const (
	phaseSetup phase = iota
	phaseTasks
	phaseEpilogue
	phaseRescue
	phaseFinally
	phaseDrain
)

// finally is the name of the task that calls Subject.Finally.
const finally = "finally"

// maxRescues bounds the rescues of one execution: each frees a call, so more are never needed than there are calls.
const maxRescues = 16

// NewRunner returns a Runner.
func NewRunner() *Runner {
	r := &Runner{sched: sched.New()}
	r.onQuiet = r.quiet
	return r
}

// Close ends the Runner's coroutines.
func (r *Runner) Close() { r.sched.Close() }

// Run makes one execution of sc on a fresh object of subject. It returns false if the strategy has nothing left to explore.
func (r *Runner) Run(subject *models.Subject, sc *scenario.Scenario, opts Options) (*Execution, bool) {
	r.subject, r.opts = subject, opts
	r.h.Reset()
	r.contexts, r.panics = nil, nil
	r.e = Execution{Scenario: sc, History: &r.h}
	r.x, r.stamp, r.own, r.phase, r.used, r.probed = nil, 0, 0, phaseSetup, 0, 0
	watch := racelog.Begin()
	defer watch.End()
	res, ok := r.sched.Run(opts.Seed, sched.Config{
		Strategy: opts.Strategy, Trace: opts.Trace, MaxSteps: opts.MaxSteps, FairAfter: opts.Fair, OnQuiescence: r.onQuiet, Polls: opts.Polls, Heat: opts.Heat, Patience: opts.Patience, Decided: opts.Decided,
		Stepped: opts.Stepped, Raced: func() { r.e.Race = watch.Text() },
	}, nil)
	if !ok {
		return nil, false
	}
	r.e.Result = res
	r.conclude()
	return &r.e, true
}

// quiet moves the execution on to its next phase.
func (r *Runner) quiet(run *sched.Run) bool {
	sc := r.e.Scenario
	switch r.phase {
	case phaseSetup:
		if r.x == nil && r.used == 0 {
			r.setup(run)
			return true
		}
		if r.e.Constructor != nil || r.x == nil {
			return false
		}
		r.phase = phaseTasks
		for i, ops := range sc.Tasks {
			if len(ops) > 0 {
				task := r.start(run, i, scenario.TaskName(i), ops)
				if r.opts.Alike != nil {
					task.Alike(r.opts.Alike[i])
				}
			}
		}
		return true
	case phaseTasks, phaseEpilogue, phaseRescue:
		r.quiescence(run)
		if r.probed < len(sc.Epilogue) {
			r.phase = phaseEpilogue
			r.start(run, sc.EpilogueClient()+r.probed, "epilogue", sc.Epilogue[r.probed:r.probed+1])
			r.probed++
			return true
		}
	case phaseDrain:
		return false
	}
	if r.rescue(run) {
		r.phase = phaseRescue
		return true
	}
	if r.phase != phaseFinally && r.subject.Finally != nil && run.Live() == 0 {
		r.phase = phaseFinally
		run.Spawn(finally, true, func() { r.subject.Finally(r.x) })
		return true
	}
	r.phase = phaseDrain
	run.Drain()
	return run.Live() == 0 && run.Unfinished() > 0
}

// setup starts the task that makes the object and calls the prefix. Tasks that the constructor starts belong to the object.
func (r *Runner) setup(run *sched.Run) {
	c := r.client(r.e.Scenario.PrefixClient(), r.e.Scenario.Prefix)
	run.Spawn("prefix", true, func() {
		t := sched.Current()
		t.Own(true)
		r.construct()
		t.Own(false)
		r.own = t.Run().Steps()
		if r.e.Constructor == nil {
			c.serve()
		}
	})
}

func (r *Runner) construct() {
	defer func() {
		if v := recover(); v != nil {
			r.e.Constructor = &Failure{Value: v, Stack: stack()}
		}
	}()
	r.x = r.subject.New()
}

func (r *Runner) start(run *sched.Run, id int, name string, ops []scenario.Op) *sched.Task {
	return run.Spawn(name, true, r.client(id, ops).body)
}

// client returns a client that is not in use.
func (r *Runner) client(id int, ops []scenario.Op) *client {
	if r.used == len(r.clients) {
		c := &client{r: r}
		c.body = c.serve
		r.clients = append(r.clients, c)
	}
	c := r.clients[r.used]
	r.used++
	c.id, c.ops = id, ops
	return c
}

// rescue tries to free stuck calls with operations that the model says must do so.
func (r *Runner) rescue(run *sched.Run) bool {
	if r.opts.Rescue == nil || run.Live() == 0 || len(r.e.Rescues) >= maxRescues {
		return false
	}
	ops := r.unused(r.opts.Rescue(&r.h))
	if len(ops) == 0 {
		return false
	}
	r.start(run, r.e.Scenario.RescueClient()+len(r.e.Rescues), "rescue", ops)
	r.e.Rescues = append(r.e.Rescues, ops...)
	return true
}

// unused returns the rescues with arguments that no other call has, where each call of an execution is to have its own: a rescue that
// repeats one would be taken for the call that had it first.
func (r *Runner) unused(ops []scenario.Op) []scenario.Op {
	ops = slices.Clone(ops) // a proposal may be remembered
	for i := range ops {
		if args := &r.subject.Spec.Operations[ops[i].Op].Args; args.Fresh() {
			k := 1
			for ; r.planned(args.Value(k)) || has(ops[:i], args.Value(k)); k++ {
			}
			ops[i].Arg = args.Value(k)
		}
	}
	return ops
}

// planned reports whether some call of the execution has the argument, or will have it.
func (r *Runner) planned(arg any) bool {
	sc := r.e.Scenario
	return has(sc.Prefix, arg) || has(sc.Epilogue, arg) || has(r.e.Rescues, arg) ||
		slices.ContainsFunc(sc.Tasks, func(ops []scenario.Op) bool { return has(ops, arg) })
}

func has(ops []scenario.Op, arg any) bool {
	return slices.ContainsFunc(ops, func(o scenario.Op) bool { return o.Arg == arg })
}

// quiescence notes which calls are stuck now.
func (r *Runner) quiescence(run *sched.Run) {
	r.stamp++
	var stuck []int
	for i := range r.h.Operations {
		if r.h.Operations[i].Return == histories.Forever {
			stuck = append(stuck, i)
		}
	}
	r.e.Spun = r.e.Spun || len(stuck) > 0 && run.Spinning()
	r.h.Quiescences = append(r.h.Quiescences, histories.Quiescence{At: r.stamp, Stuck: stuck})
}

// conclude draws from the scheduler's result what concerns the subject.
func (r *Runner) conclude() {
	e := &r.e
	if len(e.Stuck) > 0 && e.Ending == sched.EndQuiet {
		for _, s := range e.Stuck {
			if !s.Foreground && !s.Owned && !s.Alive {
				e.Leaks = append(e.Leaks, s)
			}
		}
	}
	for _, p := range r.panics {
		if e.Panics == nil {
			e.Panics = map[int]Failure{}
		}
		e.Panics[p.of] = p.Failure
	}
	e.Overlapped = overlapped(&r.h)
	e.Points = e.Steps - r.own
	e.Ignored = r.ignored()
}

// overlapped reports whether two operations of different tasks were under way at once.
func overlapped(h *histories.History) bool {
	var last int64
	lastTask := -1
	for i := range h.Operations {
		o := &h.Operations[i]
		if o.Call < last && o.Task != lastTask {
			return true
		}
		if o.Return > last {
			last, lastTask = o.Return, o.Task
		}
	}
	return false
}

func stack() string {
	buf := make([]byte, 16<<10)
	return string(buf[:runtime.Stack(buf, false)])
}

// String names the failure.
func (f Failure) String() string { return fmt.Sprint(f.Value) }
