package sched

import (
	"runtime"
	"strings"
	"time"
)

// A task that waits in the runtime rather than in the scheduler, in a system call or at a lock that is not rewritten, keeps the goroutine that has
// resumed it, for nobody knows how long. Where that must not hold up everything, executions are driven by a goroutine that can be
// left behind, and watched from the one that called Run.

// deputy is a goroutine that makes executions in the place of the one that calls Run.
type deputy struct {
	jobs chan func()
	done chan ended
	tick *time.Ticker
}

// ended says how a job came to its end: what it panicked with, if it did, or that it ended its goroutine.
type ended struct {
	value    any
	panicked bool
	exited   bool
}

// lookEvery is how often a long execution is looked at.
const lookEvery = 100 * time.Millisecond

func newDeputy() *deputy {
	d := &deputy{jobs: make(chan func()), done: make(chan ended, 1), tick: time.NewTicker(lookEvery)}
	go d.serve()
	return d
}

func (d *deputy) serve() {
	for job := range d.jobs {
		d.do(job)
	}
}

func (d *deputy) do(job func()) {
	e := ended{exited: true}
	defer func() {
		if e.exited {
			if v := recover(); v != nil {
				e = ended{value: v, panicked: true}
			}
		}
		d.done <- e
	}()
	job()
	e.exited = false
}

func (d *deputy) stop() {
	d.tick.Stop()
	close(d.jobs)
}

// watched has the scheduler's deputy do a job. If a task waits natively for longer than patience, the job is left behind, and why says
// where it stands; the scheduler must not be used again then.
func (s *Scheduler) watched(job func(), patience time.Duration) (why string) {
	d := s.deputy
	d.jobs <- job
	watch := nativeWait{}
	for {
		select {
		case e := <-d.done:
			switch {
			case e.panicked:
				panic(e.value)
			case e.exited:
				d.tick.Stop()
				s.deputy = nil
				runtime.Goexit()
			}
			return ""
		case <-d.tick.C:
			if watch.due() && watch.look() && watch.lasted() >= patience {
				s.run.dead.Store(true)
				d.tick.Stop()
				return watch.describe()
			}
		}
	}
}

// nativeWait follows a task that waits in the runtime.
type nativeWait struct {
	stack string // of the goroutine
	since time.Time

	looked time.Time     // when the last look was over
	cost   time.Duration // of the last look
}

// lookShare is how many times longer than a look the program is left alone after it: to look stops all goroutines, and takes long where a stack is
// deep, as before it overflows.
const lookShare = 20

func (w *nativeWait) due() bool { return time.Since(w.looked) >= lookShare*w.cost }

func (w *nativeWait) lasted() time.Duration { return time.Since(w.since) }

// look reports whether a task waits natively, and whether it is the same wait as before is for lasted to tell.
func (w *nativeWait) look() bool {
	began := time.Now()
	defer func() {
		w.looked = time.Now()
		w.cost = w.looked.Sub(began)
	}()
	buf := make([]byte, maxDump)
	dump := string(buf[:runtime.Stack(buf, true)])
	stack := waitingTask(dump)
	if stack == "" || stack != w.stack {
		w.stack, w.since = stack, time.Now()
	}
	return stack != ""
}

// waitingTask returns the stack of the task that has control and waits natively, "" if there is none. All the others stand in the state
// "coroutine".
func waitingTask(dump string) string {
	for block := range strings.SplitSeq(dump, "\n\n") {
		state := stateOf(block)
		if strings.HasPrefix(state, "run") || strings.HasPrefix(state, "coroutine") || !strings.Contains(block, "harness/sched.(*worker).") &&
			!strings.Contains(block, "harness/shim.pull") || strings.Contains(block, "harness/sched.(*party).rest(") || strings.Contains(block, "harness/sched.(*Run).awaitForeign") {
			continue
		}
		_, frames, _ := strings.Cut(block, "\n")
		return state + "\n" + frames
	}
	return ""
}

// stateOf takes the state out of a goroutine's block of a dump, without the time that it has lasted.
func stateOf(block string) string {
	head, _, _ := strings.Cut(block, "\n")
	_, state, _ := strings.Cut(head, "[")
	state, _, _ = strings.Cut(state, "]")
	state, _, _ = strings.Cut(state, ",")
	return state
}

// describe names the innermost line of the program, or of what it calls, at which the task waits.
func (w *nativeWait) describe() string {
	state, frames, _ := strings.Cut(w.stack, "\n")
	lines := strings.Split(frames, "\n")
	place, by := "", ""
	for i := 0; i+1 < len(lines); i += 2 {
		function := lines[i]
		if strings.HasPrefix(function, own+"sched.(*worker)") {
			break
		}
		if name := function[:max(strings.LastIndexByte(function, '('), 0)]; place == "" && !ofProgram(function) && !strings.HasPrefix(name, "runtime.") && !strings.HasPrefix(name, "internal/") {
			by = " in " + name[strings.LastIndexByte(name, '/')+1:]
		}
		if ofProgram(function) && !strings.HasPrefix(function, own+"sched.") && !strings.HasPrefix(function, own+"shim") {
			place = linePlace(lines[i+1])
			break
		}
	}
	if place == "" {
		place = "a place out of sight"
	}
	return "a task waits where the scheduler has no control, at " + place + by + " (" + state + ")"
}

// leftBehind ends the goroutine of a task that has come back to an execution which was given up without it.
func (r *Run) leftBehind() {
	if r.dead.Load() {
		select {}
	}
}
