package verdict

import (
	"math/rand/v2"
	"slices"

	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// simulation makes histories of a semaphore without running one: it interleaves
// the calls of a few tasks at random, with blocking, cancellation and time-outs,
// each of its steps being atomic. It shares no code with the models.
type simulation struct {
	rand *rand.Rand
	spec *models.Spec

	free, limit int
	fifo        bool // hand-over in the order of arrival; else each helps itself
	prompt      bool // a granted call may notice its cancellation and give back

	// Faults, as probabilities.
	lostWakeup, doubleGrant, lostPermits float64

	clock int64
	tasks []simTask
	queue []*simCall
	h     *histories.History
}

const unlimited = 1 << 30

type simTask struct {
	todo []request
	now  *simCall
}

type request struct {
	op, n int
	mode  histories.Mode
}

type simCall struct {
	index, n              int
	started, granted      bool
	atOnce                bool // granted without a wait
	finished, asleep, cut bool
	out                   any
	outcome               histories.Outcome
}

func (s *simulation) tick() int64 { s.clock++; return s.clock }

// run plays the requests of the tasks and returns what was seen. Calls that are
// stuck are rescued by releases with probability one half.
func (s *simulation) run(tasks [][]request) *histories.History {
	s.h, s.clock, s.queue, s.tasks = &histories.History{}, 0, nil, nil
	for _, todo := range tasks {
		s.tasks = append(s.tasks, simTask{todo: todo})
	}
	release := "Release"
	if s.limit < unlimited {
		release = "ReleaseErr"
	}
	for s.playOut() && s.rand.IntN(2) == 0 && len(s.h.Quiescences) < 3 {
		s.tasks = append(s.tasks, simTask{todo: []request{{op: s.op(release), n: 1 + s.rand.IntN(2)}}})
	}
	for i := range s.h.Operations {
		if o := &s.h.Operations[i]; o.Return == 0 {
			o.Return, o.Outcome, o.Out = histories.Forever, histories.Stuck, nil
		}
	}
	return s.h
}

// playOut runs until nothing can, and reports whether calls are stuck then.
func (s *simulation) playOut() bool {
	for {
		events := s.events()
		if len(events) == 0 {
			break
		}
		events[s.rand.IntN(len(events))]()
	}
	q := histories.Quiescence{At: s.tick()}
	for _, t := range s.tasks {
		if t.now != nil {
			q.Stuck = append(q.Stuck, t.now.index)
		}
	}
	slices.Sort(q.Stuck)
	s.h.Quiescences = append(s.h.Quiescences, q)
	return len(q.Stuck) > 0
}

func (s *simulation) op(name string) int { return s.spec.Index(name) }

// events lists what can happen next.
func (s *simulation) events() (list []func()) {
	for i := range s.tasks {
		t := &s.tasks[i]
		switch c := t.now; {
		case c == nil && len(t.todo) > 0:
			list = append(list, func() { s.call(i) })
		case c == nil:
		case c.finished:
			list = append(list, func() { s.ret(t) })
		case !c.started:
			list = append(list, func() { s.start(c) })
		default:
			list = append(list, s.waitingEvents(c)...)
		}
	}
	return list
}

func (s *simulation) waitingEvents(c *simCall) (list []func()) {
	o := &s.h.Operations[c.index]
	if !c.cut && (o.Mode == histories.Cancellable || o.Mode == histories.Timeout) {
		list = append(list, func() {
			c.cut = true
			if o.Mode == histories.Cancellable {
				o.Cancel = s.tick()
			}
		})
	}
	switch {
	case c.granted && c.cut && s.prompt && !(c.atOnce && o.Mode == histories.Timeout):
		list = append(list, func() { s.giveBack(c) }, func() { c.finished = true })
	case c.granted:
		list = append(list, func() { c.finished = true })
	case c.cut:
		list = append(list, func() { s.leave(c) })
	case !s.fifo && !c.asleep && s.free >= c.n:
		list = append(list, func() { s.take(c) })
	}
	return list
}

func (s *simulation) call(task int) {
	t := &s.tasks[task]
	r := t.todo[0]
	t.todo = t.todo[1:]
	t.now = &simCall{index: len(s.h.Operations), n: r.n}
	o := histories.Operation{Task: task, Op: r.op, Name: s.spec.Operations[r.op].Name, In: r.n, Mode: r.mode, Call: s.tick()}
	switch {
	case !s.spec.Operations[r.op].Args.Needed():
		o.In = nil
	case r.mode == histories.Done || r.mode == histories.Timeout:
		o.Cancel = o.Call
	}
	s.h.Operations = append(s.h.Operations, o)
}

func (s *simulation) ret(t *simTask) {
	o := &s.h.Operations[t.now.index]
	o.Return, o.Out, o.Outcome = s.tick(), t.now.out, t.now.outcome
	t.now = nil
}

// start is the step in which a call reaches the semaphore.
func (s *simulation) start(c *simCall) {
	o := &s.h.Operations[c.index]
	c.started = true
	enough := s.free >= c.n && (!s.fifo || len(s.queue) == 0)
	switch o.Name {
	case "Acquire", "AcquireTimeout", "AcquireN":
		switch {
		case o.Mode == histories.Done:
			c.finished, c.outcome = true, histories.Cancelled
		case enough:
			s.free -= c.n
			c.granted, c.atOnce = true, true
		default:
			s.queue = append(s.queue, c)
		}
	case "TryAcquire":
		if enough {
			s.free -= c.n
		}
		c.finished, c.out = true, enough
	case "Release":
		s.release(c.n)
		c.finished = true
	case "ReleaseErr":
		c.finished = true
		if s.free > s.limit-c.n {
			c.out = histories.Failure("too many")
		} else {
			s.release(c.n)
		}
	case "Free":
		c.finished, c.out = true, s.free
	default:
		panic("simulation of " + o.Name)
	}
}

func (s *simulation) hit(p float64) bool { return p > 0 && s.rand.Float64() < p }

func (s *simulation) release(n int) {
	s.free += n
	if s.hit(s.lostWakeup) {
		for _, c := range s.queue {
			c.asleep = true
		}
		return
	}
	for _, c := range s.queue {
		c.asleep = false
	}
	s.drain()
}

func (s *simulation) drain() {
	for s.fifo && len(s.queue) > 0 && s.free >= s.queue[0].n {
		s.take(s.queue[0])
	}
}

func (s *simulation) take(c *simCall) {
	s.queue = slices.DeleteFunc(s.queue, func(w *simCall) bool { return w == c })
	if !s.hit(s.doubleGrant) {
		s.free -= c.n
	}
	c.granted = true
}

// leave is a waiting call that notices its cancellation.
func (s *simulation) leave(c *simCall) {
	s.queue = slices.DeleteFunc(s.queue, func(w *simCall) bool { return w == c })
	c.finished, c.outcome = true, histories.Cancelled
	if s.hit(s.lostPermits) {
		s.free = max(0, s.free-c.n)
	}
	s.drain()
}

// giveBack is a granted call that notices its cancellation.
func (s *simulation) giveBack(c *simCall) {
	c.granted, c.finished, c.outcome = false, true, histories.Cancelled
	if !s.hit(s.lostPermits) {
		s.free += c.n
	}
	s.drain()
}

// requests draws what each task is to call.
func requests(r *rand.Rand, spec *models.Spec, tasks, each int, bounded bool) [][]request {
	release := "Release"
	if bounded {
		release = "ReleaseErr"
	}
	plain := []string{"Acquire", "Acquire", "Acquire", "AcquireTimeout", "AcquireN", "TryAcquire", release, release, release, "Free"}
	list := make([][]request, tasks)
	for t := range list {
		for range each {
			op := spec.Index(plain[r.IntN(len(plain))])
			modes := spec.Operations[op].Modes
			req := request{op: op, n: 1 + r.IntN(2), mode: modes[r.IntN(len(modes))]}
			if req.mode == histories.Done && r.IntN(3) > 0 {
				req.mode = histories.Plain
			}
			list[t] = append(list[t], req)
		}
	}
	return list
}

// corrupt changes one result of h, if it has one to change.
func corrupt(r *rand.Rand, h *histories.History) {
	for range 10 {
		o := &h.Operations[r.IntN(len(h.Operations))]
		switch out := o.Out.(type) {
		case bool:
			o.Out = !out
			return
		case int:
			o.Out = out + 1 - 2*r.IntN(2)
			return
		case histories.Failure:
			o.Out = nil
			return
		}
		switch {
		case o.Outcome == histories.Cancelled:
			o.Outcome = histories.Returned
			return
		case o.Outcome == histories.Returned && o.Name == "ReleaseErr":
			o.Out = histories.Failure("too many")
			return
		case o.Outcome == histories.Returned && (o.Name == "Acquire" || o.Name == "AcquireTimeout") && o.CutShort(o.Return):
			o.Outcome = histories.Cancelled
			return
		}
	}
}
