package report

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tenter-go/tenter/harness/exec"
	"github.com/tenter-go/tenter/harness/sched"
)

// What is read for the orders of locks takes time in proportion to the product of these, and a program with many tasks says the same as one
// with few.
const (
	mostOrdered = 64
	mostTraced  = 5_000
)

// LockOrders reads the trace of e for locks that tasks take in orders which don't agree, so that each can get its first lock and wait for ever for
// the next, although they have not done so this time. Each sentence describes one circle; they are sorted.
//
// A circle is reported only if its tasks could have run at once: nothing but the order of locks may keep one behind the other, be it the go
// statement, a channel, a wait group or an atomic. Nor is it if they all hold one further lock meanwhile, or only read.
func LockOrders(e *exec.Execution) []string {
	trace := e.Trace
	if e.Tasks > mostOrdered || len(trace) > mostTraced {
		return nil
	}
	g := lockGraph{held: map[int][]acquired{}, locate: locator{frames: e.Frames}}
	clocks := clocks{tasks: map[int]clock{}, objects: map[sched.Pointer]clock{}, waits: map[int][]sched.Pointer{}}
	for i := range trace {
		if s := &trace[i]; s.Blocks {
			clocks.wait(s)
		} else {
			g.step(s, clocks.step(s))
		}
	}
	said := map[string]bool{}
	for i := range g.edges {
		g.circles([]int{i}, func(circle []int) { said[g.sentence(circle)] = true })
	}
	return slices.Sorted(maps.Keys(said))
}

// acquired is a lock that a task holds.
type acquired struct {
	lock sched.Pointer
	read bool
	pcs  []uintptr
}

// lockEdge says that a task asked for a lock while it held another.
type lockEdge struct {
	task     int
	from, to acquired
	holds    []sched.Pointer
	at       clock
}

// lockGraph holds the orders in which tasks nest locks.
type lockGraph struct {
	held   map[int][]acquired
	edges  []lockEdge
	locate locator
}

func (g *lockGraph) step(s *sched.Step, at clock) {
	switch s.Kind {
	case sched.KindLock, sched.KindRLock:
		a := acquired{s.Object, s.Kind == sched.KindRLock, s.PCs}
		g.asks(s.Task, a, at)
		g.held[s.Task] = append(g.held[s.Task], a)
	case sched.KindTryLock, sched.KindTryRLock: // does not wait, so nobody can wait for it in a circle; but it holds
		if s.Result == true {
			g.held[s.Task] = append(g.held[s.Task], acquired{s.Object, s.Kind == sched.KindTryRLock, s.PCs})
		}
	case sched.KindUnlock, sched.KindRUnlock:
		g.release(s.Task, s.Object)
	}
}

func (g *lockGraph) asks(task int, to acquired, at clock) {
	var holds []sched.Pointer
	for _, h := range g.held[task] {
		holds = append(holds, h.lock)
	}
	for _, from := range g.held[task] {
		if from.lock != to.lock {
			g.edges = append(g.edges, lockEdge{task, from, to, holds, maps.Clone(at)})
		}
	}
}

// release takes the lock from the task, or from another one that has it: any task may unlock.
func (g *lockGraph) release(task int, lock sched.Pointer) {
	last := func(held []acquired) int {
		for i := len(held) - 1; i >= 0; i-- {
			if held[i].lock == lock {
				return i
			}
		}
		return -1
	}
	for _, t := range append([]int{task}, slices.Sorted(maps.Keys(g.held))...) {
		if i := last(g.held[t]); i >= 0 {
			g.held[t] = slices.Delete(g.held[t], i, i+1)
			return
		}
	}
}

// longestCircle is how many tasks a circle may have. Each has a lock order of its own, so that real ones are short.
const longestCircle = 4

// circles extends a chain of edges to each circle that it begins. The first edge of a circle is the one with the smallest index, so that each is
// found once.
func (g *lockGraph) circles(chain []int, found func([]int)) {
	first, last := &g.edges[chain[0]], &g.edges[chain[len(chain)-1]]
	if last.to.lock == first.from.lock {
		if len(chain) > 1 && !(last.to.read && first.from.read) {
			found(chain)
		}
		return
	}
	if len(chain) == longestCircle {
		return
	}
	for i := chain[0] + 1; i < len(g.edges); i++ {
		if e := &g.edges[i]; e.from.lock == last.to.lock && !(e.from.read && last.to.read) && g.apart(chain, e) {
			g.circles(append(slices.Clone(chain), i), found)
		}
	}
}

// apart reports whether e may happen at once with every edge of the chain.
func (g *lockGraph) apart(chain []int, e *lockEdge) bool {
	for _, i := range chain {
		o := &g.edges[i]
		if o.task == e.task || o.at[o.task] <= e.at[o.task] || e.at[e.task] <= o.at[e.task] {
			return false
		}
		for _, p := range o.holds {
			if slices.Contains(e.holds, p) {
				return false
			}
		}
	}
	return true
}

func (g *lockGraph) sentence(circle []int) string {
	src := newSources(Options{})
	names := map[sched.Pointer]string{}
	name := func(p sched.Pointer) string {
		if names[p] == "" {
			names[p] = string(rune('A' + len(names)))
		}
		return names[p]
	}
	var parts []string
	for _, i := range circle {
		e := &g.edges[i]
		from, to := g.locate.site(e.from.pcs).at(), g.locate.site(e.to.pcs).at()
		src.note(from)
		src.note(to)
		parts = append(parts, fmt.Sprintf("locks %s at %s and then %s at %s", name(e.from.lock), src.line(from), name(e.to.lock), src.line(to)))
	}
	return "lock order: one goroutine " + strings.Join(parts, ", another ") + "; it did no harm this time, but if each gets its first lock they wait for each other for ever"
}

// clock is a vector clock: of each task, how many of its steps have happened before.
type clock map[int]int

func (c clock) join(o clock) {
	for t, n := range o {
		c[t] = max(c[t], n)
	}
}

// clocks tell what had to happen before a step, locks aside. They take every pair of operations on one object to be ordered, which is more
// than the memory model says: better to miss a warning than to warn of what can't be.
type clocks struct {
	tasks   map[int]clock
	objects map[sched.Pointer]clock
	waits   map[int][]sched.Pointer // at what each task waits, until its next step
}

// wait notes that a task waits: what was done to the object until it goes on happens before that.
func (c *clocks) wait(s *sched.Step) {
	if !onLock(s.Kind) {
		c.waits[s.Task] = s.Waits
	}
}

func (c *clocks) step(s *sched.Step) clock {
	mine := c.task(s.Task)
	mine[s.Task]++
	for _, p := range c.waits[s.Task] {
		mine.join(c.objects[p])
	}
	delete(c.waits, s.Task)
	if onLock(s.Kind) {
		return mine
	}
	if child, ok := s.Result.(int); ok && s.Kind == sched.KindGo {
		c.task(child).join(mine)
	}
	if s.Object != nil {
		o := c.objects[s.Object]
		if o == nil {
			o = clock{}
			c.objects[s.Object] = o
		}
		mine.join(o)
		o.join(mine)
	}
	return mine
}

func onLock(k sched.Kind) bool {
	switch k {
	case sched.KindLock, sched.KindRLock, sched.KindTryLock, sched.KindTryRLock, sched.KindUnlock, sched.KindRUnlock:
		return true
	}
	return false
}

func (c *clocks) task(id int) clock {
	if c.tasks[id] == nil {
		c.tasks[id] = clock{}
	}
	return c.tasks[id]
}
