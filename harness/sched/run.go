package sched

import (
	"runtime"
	"sync/atomic"
	"unsafe"
)

// Run is one execution in progress.
type Run struct {
	s            *Scheduler
	cfg          Config
	strategy     Strategy
	tracker      tracker // the strategy, if it is one
	tracing      bool
	posted       atomic.Bool     // foreign goroutines have left notes
	dead         atomic.Bool     // the execution was given up while a task waited natively
	natives      int             // goroutines not under control when the execution began
	known        map[string]bool // which these were
	exact        bool            // they were looked at one by one, just then
	foreignWaits int
	met          bool      // a foreign goroutine has dealt with a task
	looked       uint64    // writes when tasks were last told to look again for good measure
	why          string    // see Result.Why
	delayed      bool      // see Result.Delayed
	outside      []Pointer // objects of this execution at which something may arrive from outside
	limit        int       // steps after which pick must look more closely
	tasks        []*Task   // all of them, by number
	ready        []*Task   // those that can step; the order means nothing but is reproducible
	marks        []int     // see markAll
	settling     []Pointer // at which tasks wait until nobody else can run
	spinning     []*Task   // those that can step but would only read again what they have read
	waiting      waitTable
	barred       []*Task // those that stand before a lock which is held, in the order in which they came to it
	clock        clock

	next       *Task // who is resumed by the driver; nil: nobody can run
	steps      int
	changes    uint64 // grows with each operation that writes or guards
	writes     uint64 // grows with each operation that writes
	wroteAt    int    // steps when something was last written
	turned     int    // steps when it was last another task's turn
	spunAt     uint64 // writes when the tasks in spinning were set aside
	heat       int    // rounds in which all tasks only spun
	polls      int    // of these, rounds in which some took and gave back locks
	foreground int    // foreground tasks that have not ended
	tasksFree  []*Task
	attached   map[Pointer]any // see Task.Attach
	coroutines []*Coroutine    // those that tasks have started
	numbers    map[Pointer]int // of the objects touched; only in traced executions

	uncontrolled []Uncontrolled // what tasks have done that is not under control

	decisions []Decision
	preempted int
	branched  int // choice points at which there was a choice, of who is next or of data
	ending    Ending
	panic     *Panic
	trace     []Step
	limited   bool
	draining  bool
	sum       checksum
	touched   checksum // over the objects, where the execution is traced
	fence     uint64   // what tasks that have ended have done comes before what is done after it; for the race detector
	races     int      // reports of the race detector before the execution
}

// Point is a yield point: t is about to do k to obj, and control may pass to other tasks first. It returns when t is to do it.
//
// This is the hot path of the whole tool: where nothing unusual is afoot and the strategy stays with t, it is a call of the strategy
// and a few comparisons.
func (t *Task) Point(k Kind, obj unsafe.Pointer) {
	if t.unwinding {
		t.inert()
		return
	}
	r := t.run
	t.kind, t.obj = k, obj
	r.steps++
	r.sum.add(t.id, k)
	r.note(k)
	if next := r.quick(t); next != t {
		if r.tracing {
			t.stack = callers() // also for a task that never gets to make this step
		}
		r.next = next
		// What follows is party.hand, spelled out: the processor mispredicts every return that it makes on another stack than the
		// call, so that a frame less is a twentieth of a change of tasks.
		if racing {
			t.worker.pass(r.whereIs(next))
		} else {
			w, b := t.worker, r.whereIs(next).at
			w.at = b
			if b.entered = !b.entered; b.entered {
				b.next()
			} else {
				b.yield(struct{}{})
			}
			if w.s.homing {
				w.goHome()
			}
		}
		if t.unwinding {
			runtime.Goexit()
		}
		setCurrent(t)
	}
	if r.tracing {
		r.record(t, k, obj)
	}
}

// Release is the point before t gives back the lock obj: a yield point only where somebody may look at the lock; see Config.TriesLocks.
func (t *Task) Release(k Kind, obj unsafe.Pointer) {
	if t.run.cfg.TriesLocks {
		t.Point(k, obj)
	} else {
		t.Note(k, obj)
	}
}

// quick is pick for the usual case: no timer, no spinning task, no foreign goroutine, no limit reached.
func (r *Run) quick(t *Task) *Task {
	if t.seen == r.changes {
		t.turns()
		if t.idle++; t.idle >= spinLimit {
			return r.pick(t)
		}
	} else {
		t.seen, t.idle = r.changes, 0
		if t.written == r.writes {
			t.turns()
		} else {
			t.written = r.writes
			t.fresh()
		}
	}
	if len(r.clock.timers)|len(r.spinning) != 0 || r.steps >= r.limit || r.steps-r.wroteAt >= pollLimit || r.posted.Load() {
		return r.pick(t)
	}
	t.seq++
	next := t
	if len(r.ready) > 1 {
		r.branched++
		if next = r.strategy.Next(r.ready, t); next != t || t.kind == KindGosched {
			if next = r.leave(t, next, r.ready); next == nil {
				return r.giveUp(EndAbandoned)
			}
			r.step(next)
		}
	}
	if r.tracker != nil && !r.tracker.step(next) {
		return r.giveUp(EndAbandoned)
	}
	return next
}

// Note records in the trace that t does k to obj without letting others run first.
func (t *Task) Note(k Kind, obj unsafe.Pointer) {
	if t.unwinding {
		return
	}
	t.run.note(k)
	t.run.sum.add(t.id, k)
	if t.run.tracing {
		t.run.record(t, k, obj)
	}
}

// Mark records k in the trace, if there is one, and means nothing else.
func (t *Task) Mark(k Kind) {
	if t.Tracing() {
		t.run.record(t, k, nil)
	}
	if k == KindReturn && t.run.tracker != nil && !t.unwinding {
		t.run.tracker.returned(t)
	}
}

// Wrote notes that the operation that t has just made was one that others can see.
func (t *Task) Wrote() {
	if t.unwinding {
		return
	}
	t.run.wrote()
	if t.run.tracker != nil {
		t.run.tracker.wrote(t)
	}
}

// note keeps count of what changes.
func (r *Run) note(k Kind) {
	switch effects[k] {
	case reads:
	case writes:
		r.wrote()
	case guards:
		r.changes++
	}
}

func (r *Run) wrote() {
	r.writes++
	r.changes++
	r.wroteAt = r.steps
}

// Block is called by a task whose operation can't go on: it waits at obj until somebody wakes it.
func (t *Task) Block(k Kind, obj unsafe.Pointer) {
	t.mustLive()
	t.waits = append(t.waits[:0], waiter{task: t, key: obj, dir: Any})
	t.block(k, obj)
}

// BlockAt waits at one object in one direction. cell is what a sender has to give. It returns what the task that ended
// the waiting handed over.
func (t *Task) BlockAt(k Kind, obj unsafe.Pointer, dir Direction, cell unsafe.Pointer) (got unsafe.Pointer, closed bool) {
	t.mustLive()
	t.waits = append(t.waits[:0], waiter{task: t, key: obj, dir: dir, cell: cell})
	t.block(k, obj)
	return t.cell, t.closed
}

// block takes t out of the ready tasks and gives control away until a waker has put it back.
func (t *Task) block(k Kind, obj unsafe.Pointer) {
	r := t.run
	t.kind, t.obj = k, obj
	t.cell, t.closed, t.fired = nil, false, -1
	for i := range t.waits {
		r.waiting.add(&t.waits[i])
	}
	r.unready(t)
	t.state = stateBlocked
	t.blocks++
	if t.barredAt == 0 && isLock[k] {
		t.barredAt = r.clock.now + 1
	}
	if r.tracing {
		r.blocked(t)
	}
	r.next = r.pick(t)
	if r.next == t {
		return
	}
	// As in Point.
	if racing {
		t.worker.pass(r.whereIs(r.next))
	} else {
		w, b := t.worker, r.whereIs(r.next).at
		w.at = b
		if b.entered = !b.entered; b.entered {
			b.next()
		} else {
			b.yield(struct{}{})
		}
		if w.s.homing {
			w.goHome()
		}
	}
	if t.unwinding {
		runtime.Goexit()
	}
	setCurrent(t)
}

// Took tells that t has just taken the lock obj: whoever stands before it is disabled until it is free again, so that trying and
// failing is no step of an execution.
//
// exclusive says that readers are kept out as well.
func (t *Task) Took(obj unsafe.Pointer, exclusive bool) {
	t.Holds(obj)
	t.Excludes(obj, exclusive)
}

// Holds notes that t has the lock obj, until Freed.
func (t *Task) Holds(obj unsafe.Pointer) {
	t.barredAt = 0
	if !t.unwinding {
		t.held = append(t.held, obj)
	}
}

// Excludes disables whoever stands before the lock obj, which t has or is the next to have.
func (t *Task) Excludes(obj unsafe.Pointer, exclusive bool) {
	r := t.run
	if t.unwinding || len(r.ready) == 1 {
		return
	}
	for i := len(r.ready) - 1; i >= 0; i-- {
		o := r.ready[i]
		if o != t && o.obj == obj && (o.kind == KindLock || o.kind == KindRLock && exclusive) {
			r.disable(o)
		}
	}
}

// Unlocked is Freed and WakeAll for a lock at which all wait in the same way.
func (t *Task) Unlocked(obj unsafe.Pointer) {
	t.Freed(obj)
	if t.unwinding {
		return
	}
	r := t.run
	if len(r.barred) > 0 {
		r.admit(obj)
	}
	for n := r.waiting.first(obj, Any); n != nil; n = r.waiting.first(obj, Any) {
		r.release(n, nil, false)
	}
}

// Freed tells that the lock obj, taken by t or by another task, is free again or has one reader less. It wakes nobody.
func (t *Task) Freed(obj unsafe.Pointer) {
	t.Precedes(obj)
	if last := len(t.held) - 1; last >= 0 && t.held[last] == obj && !t.unwinding {
		t.held = t.held[:last]
		return
	}
	t.freed(obj)
}

// Precedes tells that whoever waits at obj, or is about to, may go on only because of what t has done.
func (t *Task) Precedes(obj unsafe.Pointer) {
	if t.run.tracker != nil && !t.unwinding {
		t.run.tracker.released(t, obj)
	}
}

func (t *Task) freed(obj unsafe.Pointer) {
	if t.unwinding || t.drop(obj) {
		return
	}
	for _, o := range t.run.tasks {
		if o.drop(obj) {
			return
		}
	}
}

func (t *Task) drop(obj unsafe.Pointer) bool {
	for i := len(t.held) - 1; i >= 0; i-- {
		if t.held[i] == obj {
			t.held = append(t.held[:i], t.held[i+1:]...)
			return true
		}
	}
	return false
}

// holder returns the number of the task that holds the lock obj, or -1.
func (r *Run) holder(obj unsafe.Pointer) int {
	for _, t := range r.tasks {
		for _, h := range t.held {
			if h == obj {
				return t.id
			}
		}
	}
	return -1
}

// disable bars o, which stands before a lock that is held. It is not in the table of those who wait: it has not asked for the lock
// yet, and comes and goes so often that the table would cost more than the locks do.
func (r *Run) disable(o *Task) {
	r.barred = append(r.barred, o)
	r.unready(o)
	o.state = stateBlocked
	o.blocks++
	if o.barredAt == 0 {
		o.barredAt = r.clock.now + 1
	}
}

// admit ends what disable has done for obj.
func (r *Run) admit(obj unsafe.Pointer) {
	left := r.barred[:0]
	for _, o := range r.barred {
		if o.obj == obj {
			r.enable(o)
		} else {
			left = append(left, o)
		}
	}
	r.barred = left
}

// WakeAll lets every task that waits at obj try again.
func (t *Task) WakeAll(obj unsafe.Pointer) {
	if !t.unwinding {
		t.run.wakeAll(obj)
	}
}

func (r *Run) wakeAll(obj unsafe.Pointer) {
	if len(r.barred) > 0 {
		r.admit(obj)
	}
	if r.waiting.n == 0 {
		return
	}
	for _, dir := range [...]Direction{Any, Recv, Send} {
		for n := r.waiting.first(obj, dir); n != nil; n = r.waiting.first(obj, dir) {
			r.release(n, nil, dir != Any)
		}
	}
}

// Waiting reports whether a task waits at obj in direction dir.
func (t *Task) Waiting(obj unsafe.Pointer, dir Direction) bool {
	return !t.unwinding && t.run.waiting.first(obj, dir) != nil
}

// Wake ends the waiting of the task that has waited longest at obj in direction dir, hands cell over to it, and returns what
// it had to give. It returns ok false if nobody waits there.
func (t *Task) Wake(obj unsafe.Pointer, dir Direction, cell unsafe.Pointer) (given unsafe.Pointer, ok bool) {
	if t.unwinding {
		return nil, false
	}
	return t.run.wake(obj, dir, cell)
}

func (r *Run) wake(obj unsafe.Pointer, dir Direction, cell unsafe.Pointer) (given unsafe.Pointer, ok bool) {
	n := r.waiting.first(obj, dir)
	if n == nil {
		return nil, false
	}
	given = n.cell
	n.task.resumes = true
	r.release(n, cell, false)
	return given, true
}

// release ends the waiting of n's task: at n, and so at all the other places where it waits.
func (r *Run) release(n *waiter, cell unsafe.Pointer, closed bool) {
	t := n.task
	t.fired, t.cell, t.closed = n.index, cell, closed
	for i := range t.waits {
		r.waiting.remove(&t.waits[i])
	}
	t.waits = t.waits[:0]
	r.enable(t)
	if r.tracker != nil && t.resumes {
		r.tracker.woke(r.acting(), t)
	}
}

// acting returns the task that has control, or the clock.
func (r *Run) acting() *Task {
	if t := getCurrent(); t != idleTask && r.clock.firing == nil {
		return t
	}
	return r.clock.task
}

func (r *Run) enable(t *Task) {
	t.state = stateReady
	t.ready = len(r.ready)
	r.ready = append(r.ready, t)
}

func (r *Run) unready(t *Task) {
	last := len(r.ready) - 1
	if i := t.ready; i != last {
		r.ready[i] = r.ready[last]
		r.ready[i].ready = i
	}
	r.ready = r.ready[:last]
	t.ready = -1
}
