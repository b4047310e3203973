package sched

import (
	"runtime"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched/edge"
)

// Pointer identifies an object.
type Pointer = unsafe.Pointer

// Config says how one execution is to go.
type Config struct {
	Strategy Strategy
	Trace    bool // record every step with its source position, which costs about a microsecond a step
	// OnQuiescence is called when nobody can run, or when no foreground task is left and nobody is ready. It runs between the steps of
	// tasks and may start more of them with Run.Spawn; the execution goes on if it returns true.
	OnQuiescence func(*Run) bool
	Slack        Duration // by how much timers may make ready tasks late, within a hundred times as long; 0 means 10 ms
	MaxSteps     int      // after which the execution is given up, undecided; 0 means 1,000,000
	FairAfter    int      // after which tasks take turns whatever the strategy says; 0 means 20,000
	// Polls is how often all tasks that can run may be found to do nothing but take and give back locks, for 400 steps each, before
	// they count as stuck; 0 means 2,000. Only who knows that the program has nothing to do under its locks sets it lower.
	Polls int
	Heat  int // the same for tasks that come back to the same reads, 24 times each; 0 means 2,000
	// Vain, if not 0, is how long foreground tasks may wait, in virtual time, for nothing that a timer is set for while timers go on waking others: then they
	// count as stuck. It is for who knows that the program is to have ended by then.
	Vain      Duration
	IdleFires int // how many timers in a row may fire with no foreground task making a step; 0 means 1,000
	// Patience, if not 0, is how long a task may wait natively, in real time, before the execution is given up with Result.Abandoned set.
	Patience time.Duration
	// TriesLocks says that the program may ask whether a lock is held, by TryLock; for instrumented programs it is known without. Else
	// giving a lock back is no yield point: what others could do before it they can as well do after it, or before the step ahead of it, with
	// the same effect (a release is a left mover: Lipton, CACM 1975).
	TriesLocks bool
	// Decided, if not nil, is told of each decision when it is made: for who must know the schedule of an execution that the process may
	// not survive.
	Decided func(Decision)
	// Stepped, if not nil, is told of each step that is recorded, before it is made: who makes it, and how many steps that makes. With as
	// many as MaxSteps the execution is given up just before a task would make the next one.
	Stepped func(task, steps int)
	// Raced, if not nil, is called when the race detector has reported something during the execution, before what is left is cleared away.
	Raced func()
}

func (c *Config) fill() {
	c.Slack = orElse(c.Slack, 10_000_000)
	c.MaxSteps = orElse(c.MaxSteps, 1_000_000)
	c.FairAfter = orElse(c.FairAfter, 20_000)
	c.Heat = orElse(c.Heat, 2_000)
	c.Polls = orElse(c.Polls, 2_000)
	c.IdleFires = orElse(c.IdleFires, 1_000)
	c.TriesLocks = c.TriesLocks || triesLocks
}

func orElse[T int | int64](v, def T) T {
	if v == 0 {
		return def
	}
	return v
}

// Ending says how an execution came to its end.
type Ending uint8

// The endings.
const (
	EndQuiet     Ending = iota // nobody could run, and that is proven: see Result.Stuck for who was blocked
	EndPanic                   // a task panicked
	EndLivelock                // as EndQuiet, but a foreground task was not blocked: it only read again what it had read, for long
	EndStepLimit               // Config.MaxSteps was reached
	EndAbandoned               // the strategy gave the execution up
	EndForeign                 // tasks were stuck, but what is not under control may have been about to wake them: see Result.Why
)

var endingNames = [...]string{"quiet", "panic", "livelock", "step limit", "abandoned", "foreign goroutines"}

func (e Ending) String() string { return endingNames[e] }

// Panic is an uncaught panic of a task.
type Panic struct {
	Task  int
	Value any
	Stack string
}

// Result is what an execution leaves behind. Its slices are valid until the next execution of the same Scheduler.
type Result struct {
	Ending      Ending
	Why         string // for EndForeign: who or what it is
	Delayed     bool   // it was waited for, about a second of real time
	Abandoned   bool   // a task waits natively, and keeps the Scheduler and what else belongs to the execution: use others from now on
	Panic       *Panic
	Steps       int // yield points passed
	Branched    int // choice points at which there was a choice, of who is next or of data: 0 means that this is the only execution there is
	Decisions   []Decision
	Preemptions int
	Stuck       []Stuck // who was blocked at the end, by number
	Trace       []Step
	Sum         uint64 // over all steps: equal executions have equal sums
	Touched     uint64 // over the objects that the steps touch, by the order in which they were first touched; 0 unless traced
	Now         Duration
	Tasks       int
	Races       int // reports of the race detector

	Uncontrolled []Uncontrolled // what was met that the scheduler does not control, the first of it
}

// Stuck is a task that was blocked, or only spinning, when the execution ended.
type Stuck struct {
	Task       *Task
	ID         int
	Name       string
	Kind       Kind
	Object     Pointer
	Foreground bool
	Owned      bool
	Spinning   bool
	Alive      bool      // it would go on if more time passed: timers go on waking it
	Holder     int       // the task that holds the lock at which this one waits, or -1
	Where      []uintptr // where it was started
	Stack      []uintptr // where it is blocked, or what it was about to do; nil unless traced
	Waits      []Pointer // all the objects at which it waits, several for a select; nil unless traced
}

// Scheduler runs executions one after another, reusing their coroutines. It is used by one goroutine at a time, which must not have
// called runtime.LockOSThread. Only one execution can be in progress in a process: Run waits for its turn.
type Scheduler struct {
	driver party     // the goroutine that called Run
	homing bool      // see bringHome
	all    []*worker // those that have not ended
	idle   []*worker
	gone   []*Task // workers to be disposed of at the end of the execution, by way of their last task
	run    Run
	mu     sync.Mutex
	notes  []Pointer // objects that foreign goroutines have operated on
	live   int       // coroutines that have been created and not ended

	deputy   *deputy // makes the executions that have Config.Patience
	surveyed int     // for how many foreign goroutines found holds
	found    bool    // some of them run the program's own code
	aloof    int     // as many have been seen to deal with no task
}

// turnstile admits one execution at a time: who is current is known to the whole process.
var turnstile sync.Mutex

// acting is the scheduler whose execution is in progress.
var acting atomic.Pointer[Scheduler]

// New returns a Scheduler without coroutines; they are created as needed.
func New() *Scheduler {
	s := &Scheduler{surveyed: -1, aloof: -1}
	s.driver.s = s
	if racing {
		s.driver.baton = make(chan errand, 1)
	}
	return s
}

// Run makes one execution: body is the first task, number 0. A nil body starts none, and OnQuiescence is asked at once. Run returns
// false if the strategy has nothing left to explore.
func (s *Scheduler) Run(seed uint64, cfg Config, body func()) (Result, bool) {
	cfg.fill()
	more := false
	if Aside(func() { more = cfg.Strategy.Begin(seed) }); !more {
		return Result{}, false
	}
	turnstile.Lock()
	defer turnstile.Unlock()
	if cfg.Patience > 0 && s.deputy == nil {
		s.deputy = newDeputy()
	}
	r := s.begin(cfg)
	acting.Store(s)
	setCurrent(idleTask)
	atomic.StoreUint32(&active, 1)
	defer func() {
		atomic.StoreUint32(&active, 0)
		setCurrent(nil)
		acting.Store(nil)
	}()
	if body != nil {
		r.Spawn("", true, body)
	}
	if cfg.Patience == 0 {
		return s.play(r), true
	}
	var res Result
	if why := s.watched(func() { res = s.play(r) }, cfg.Patience); why != "" {
		return Result{Ending: EndForeign, Why: why, Abandoned: true, Steps: r.steps, Tasks: len(r.tasks)}, true
	}
	return res, true
}

// play makes the execution to its end.
func (s *Scheduler) play(r *Run) Result {
	for {
		r.drive()
		edge.Acquire(unsafe.Pointer(&r.fence))
		if r.limited || r.panic != nil || r.cfg.OnQuiescence == nil || !r.cfg.OnQuiescence(r) {
			break
		}
	}
	if l, ok := r.cfg.Strategy.(Learner); ok {
		Aside(func() { l.Learn(r.tasks) })
	}
	res := r.result()
	s.finish(r)
	edge.Acquire(unsafe.Pointer(&r.fence))
	heed()
	return res
}

func (s *Scheduler) begin(cfg Config) *Run {
	r := &s.run
	r.s, r.cfg = s, cfg
	r.tracker, _ = cfg.Strategy.(tracker)
	r.strategy, r.tracing, r.limit = cfg.Strategy, cfg.Trace, min(cfg.MaxSteps, cfg.FairAfter)
	r.recycle()
	r.ready, r.spinning, r.settling, r.marks = r.ready[:0], r.spinning[:0], r.settling[:0], r.marks[:0]
	r.barred = r.barred[:0]
	r.waiting.reset()
	clear(r.attached)
	clear(r.numbers)
	if r.clock.task == nil {
		r.clock.task = &Task{id: ClockID, name: "clock", kind: KindFire, ready: -1, g: unsafe.Pointer(new(byte))}
	}
	r.clock.task.run, r.clock.task.lineage, r.clock.task.children, r.clock.task.proc = r, 1, 0, 0
	r.clock.reset(cfg.Slack)
	*idleTask = Task{id: idleTask.id, g: idleTask.g, run: r, ready: -1, lineage: 2}
	r.next = nil
	r.steps, r.heat, r.foreground, r.preempted, r.branched = 0, 0, 0, 0, 0
	r.writes, r.changes, r.spunAt, r.wroteAt, r.polls, r.turned = 1, 1, 0, 0, 0, 0
	r.decisions = r.decisions[:0]
	r.ending, r.panic, r.limited, r.draining = EndQuiet, nil, false, false
	r.trace, r.uncontrolled = nil, r.uncontrolled[:0]
	r.census()
	r.foreignWaits = 0
	r.met, r.looked, r.why, r.delayed = false, 0, "", false
	r.sum, r.touched = newChecksum(), 0
	if racing {
		r.keepAside()
	}
	r.races = edge.Races()
	return r
}

// drive lets tasks run until nobody can.
func (r *Run) drive() {
	if r.next = r.pick(idleTask); r.next != nil {
		r.s.driver.hand(r.whereIs(r.next))
	}
	setCurrent(idleTask)
}

// take returns a resting worker.
func (s *Scheduler) take() *worker {
	if n := len(s.idle); n > 0 {
		w := s.idle[n-1]
		s.idle = s.idle[:n-1]
		return w
	}
	return s.newWorker()
}

// retire makes w available for other tasks, unless it is spent; it then never rests but waits to be stopped.
func (s *Scheduler) retire(w *worker) {
	if w.spent {
		s.gone = append(s.gone, &Task{worker: w, run: &s.run, unwinding: true})
		return
	}
	s.idle = append(s.idle, w)
}

// finish ends what the execution has left: stuck tasks are unwound now that everything has been noted.
func (s *Scheduler) finish(r *Run) {
	var left []*Task
	for _, t := range r.tasks {
		if t.state != stateEnded && t.worker != nil {
			left = append(left, t)
		}
	}
	if len(left) > 0 {
		s.unwind(left)
	}
	if len(s.gone) > 0 {
		s.unwind(s.gone)
		s.gone = s.gone[:0]
	}
	if len(r.coroutines) > 0 {
		r.abandon()
	}
	if len(r.outside) > 0 {
		r.forgetOutside()
	}
}

// Close ends the coroutines. The Scheduler may be used again.
func (s *Scheduler) Close() {
	s.bringHome()
	for _, w := range s.idle {
		w.quit = true
		w.own.swap()
		s.live--
	}
	s.idle = s.idle[:0]
	s.dismiss()
	if s.deputy != nil {
		s.deputy.stop()
		s.deputy = nil
	}
}

// Live returns the number of foreground tasks that have not ended.
func (r *Run) Live() int { return r.foreground }

// Unfinished returns the number of tasks that have not ended, apart from those that belong to the subject.
func (r *Run) Unfinished() int {
	n := 0
	for _, t := range r.tasks {
		if t.state != stateEnded && !t.owned {
			n++
		}
	}
	return n
}

// Unended returns the number of tasks that have not ended.
func (r *Run) Unended() int {
	n := 0
	for _, t := range r.tasks {
		if t.state != stateEnded {
			n++
		}
	}
	return n
}

// Drain has the execution go on, from now on, until every task is blocked or has ended, with all timers fired, rather than
// only until no foreground task is left.
func (r *Run) Drain() { r.draining = true }

// Spinning reports whether a foreground task has been set aside because it only reads again what it has read.
func (r *Run) Spinning() bool {
	for _, t := range r.spinning {
		if t.foreground {
			return true
		}
	}
	return false
}

// Writes returns a number that grows with each operation that other tasks can see.
func (r *Run) Writes() uint64 { return r.writes }

// Steps returns how many steps have been made so far.
func (r *Run) Steps() int { return r.steps }

// Now returns the virtual time since the start of the execution.
func (r *Run) Now() Duration { return r.clock.now }

// Tracing reports whether steps are being recorded.
func (r *Run) Tracing() bool { return r.tracing }

// Run returns the execution that t belongs to.
func (t *Task) Run() *Run { return t.run }

// Spawn starts a task of the engine's. A foreground task is one whose end the phase waits for.
func (r *Run) Spawn(name string, foreground bool, fn func()) *Task {
	t := r.newTask(idleTask, fn)
	t.name, t.foreground = name, foreground
	if foreground {
		r.foreground++
	}
	return t
}

// Go starts a task on behalf of t, as a go statement does. t goes on first.
func (t *Task) Go(fn func()) *Task {
	if t.unwinding {
		return nil
	}
	r := t.run
	// Starting a task is no yield point, but a loop that does nothing else must meet the limit all the same.
	if r.steps++; r.steps >= r.cfg.MaxSteps {
		t.Point(KindGo, nil)
	}
	n := r.newTask(t, fn)
	n.owned = t.owned
	r.wrote()
	if r.tracing {
		n.where = callers()
		r.record(t, KindGo, nil)
		t.Result(n.id)
	}
	return n
}

// Go starts a task on behalf of the clock: what time.AfterFunc does when its timer fires.
func (r *Run) Go(fn func()) *Task { return r.newTask(r.clock.task, fn) }

// Own marks the tasks that t starts from now on, and those that they start, as belonging to the subject: they may outlive the
// execution.
func (t *Task) Own(owned bool) { t.owned = owned }

func (r *Run) newTask(parent *Task, fn func()) *Task {
	var t *Task
	if n := len(r.tasksFree); n > 0 {
		t = r.tasksFree[n-1]
		r.tasksFree = r.tasksFree[:n-1]
		*t = Task{waits: t.waits[:0], held: t.held[:0]}
	} else {
		t = &Task{}
	}
	t.run, t.id, t.fn, t.kind, t.role = r, len(r.tasks), fn, KindStart, code(fn)
	t.lineage = child(parent.lineage, parent.children)
	parent.children++
	if r.tracker != nil {
		r.tracker.started(parent, t)
	}
	r.tasks = append(r.tasks, t)
	r.enable(t)
	if racing {
		r.launch(t)
	}
	return t
}

// recycle keeps the tasks of the execution before for this one.
func (r *Run) recycle() {
	for i, t := range r.tasks {
		if t.worker == nil {
			r.tasksFree = append(r.tasksFree, t)
		}
		r.tasks[i] = nil
	}
	r.tasks = r.tasks[:0]
}

// end notes that t has ended and returns who is next, or nil if the driver must see to it.
func (r *Run) end(t *Task) *Task {
	if t.ready >= 0 {
		r.unready(t)
	}
	t.state, t.kind, t.obj = stateEnded, KindEnd, nil
	r.wrote()
	r.sum.add(t.id, KindEnd)
	if r.tracing {
		r.record(t, KindEnd, nil)
	}
	if t.foreground {
		r.foreground--
	}
	if r.panic != nil {
		r.next = nil
		return nil
	}
	r.next = r.pick(t)
	return r.next
}

func (r *Run) panicked(t *Task, v any) {
	buf := make([]byte, 16<<10)
	buf = buf[:runtime.Stack(buf, false)]
	r.panic = &Panic{Task: t.id, Value: v, Stack: string(buf)}
}

// mustLive keeps a task that is over from waiting: its goroutine ends here, again if need be, since a deferred call may loop.
func (t *Task) mustLive() {
	if t.unwinding {
		t.exit()
	}
}

func (t *Task) exit() { runtime.Goexit() }
