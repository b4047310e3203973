package proof

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// The abstract machine: what the Go language and its library say of channels, locks and timers, as plainly as it can be put. A state holds all
// there is; a move is one instruction of one goroutine, or a timer that fires. outcomes enumerates every state that can be reached. It is made
// from the documentation and the sources of Go's runtime and uses nothing of Tenter.

type status uint8

const (
	ready status = iota
	parked
	relocking // woken from a condition, wants the lock again
	ended
)

type thread struct {
	pc     int
	status status
	log    []int
	end    string // "done", "panic: ..."
}

// waiter is a goroutine that waits at a channel, with one of the cases of its select perhaps.
type waiter struct{ thread, index, val int }

type channel struct {
	cap          int
	closed       bool
	buf          []int
	recvq, sendq []waiter
}

type rwlock struct {
	writer  bool // it is held for writing
	pending int  // the goroutine that waits to write, or nobody
	readers int
	waiting []int // goroutines that wait to read
}

const nobody = -1

type alarm struct {
	when, number int
	thread       int // who sleeps, or whose timer it is
	sleeps       bool
}

type state struct {
	code    [][]instr // shared
	threads []thread
	chans   map[int]*channel
	held    []bool
	vars    []int
	queues  [][]int // of the conditions
	rws     []rwlock
	atomics []int
	waits   int
	now     int
	started int // alarms so far
	alarms  []alarm
}

func begin(s *sketch) *state {
	m := &state{
		code: s.routines, chans: map[int]*channel{}, held: make([]bool, s.mutexes), vars: make([]int, s.mutexes), queues: make([][]int, s.mutexes),
		rws: make([]rwlock, s.rwlocks), atomics: make([]int, s.atomics), waits: s.waits, threads: make([]thread, len(s.routines)),
	}
	for i, c := range s.chans {
		if c != noChannel {
			m.chans[i] = &channel{cap: c}
		}
	}
	for i := range m.rws {
		m.rws[i].pending = nobody
	}
	return m
}

func (m *state) clone() *state {
	c := *m
	c.threads = slices.Clone(m.threads)
	for i := range c.threads {
		c.threads[i].log = slices.Clone(m.threads[i].log)
	}
	c.chans = maps.Clone(m.chans)
	for i, ch := range c.chans {
		n := *ch
		n.buf, n.recvq, n.sendq = slices.Clone(ch.buf), slices.Clone(ch.recvq), slices.Clone(ch.sendq)
		c.chans[i] = &n
	}
	c.held, c.vars, c.atomics, c.alarms = slices.Clone(m.held), slices.Clone(m.vars), slices.Clone(m.atomics), slices.Clone(m.alarms)
	c.queues = slices.Clone(m.queues)
	for i := range c.queues {
		c.queues[i] = slices.Clone(m.queues[i])
	}
	c.rws = slices.Clone(m.rws)
	for i := range c.rws {
		c.rws[i].waiting = slices.Clone(m.rws[i].waiting)
	}
	return &c
}

// key tells states apart.
func (m *state) key() string {
	var b strings.Builder
	fmt.Fprint(&b, m.threads, m.held, m.vars, m.queues, m.rws, m.atomics, m.waits, m.now, m.alarms)
	for _, i := range slices.Sorted(maps.Keys(m.chans)) {
		fmt.Fprint(&b, i, *m.chans[i])
	}
	return b.String()
}

// outcomes returns every outcome that a sketch can have, or false if there are more than most states.
func outcomes(s *sketch, most int) (map[string]bool, bool) {
	found, seen := map[string]bool{}, map[string]bool{}
	todo := []*state{begin(s)}
	for len(todo) > 0 {
		m := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		moves := m.moves()
		if len(moves) == 0 {
			found[m.outcome()] = true
		}
		for _, next := range moves {
			if k := next.key(); !seen[k] {
				seen[k] = true
				todo = append(todo, next)
			}
		}
		if len(seen) > most {
			return nil, false
		}
	}
	return found, true
}

func (m *state) outcome() string {
	var b strings.Builder
	for _, t := range m.threads {
		end := t.end
		if end == "" {
			end = fmt.Sprint("at ", t.pc)
		}
		fmt.Fprintf(&b, "%v %s; ", t.log, end)
	}
	return b.String()
}

// moves returns the states that can come next.
func (m *state) moves() []*state {
	var list []*state
	for g := range m.threads {
		switch m.threads[g].status {
		case ready:
			list = append(list, m.step(g)...)
		case relocking:
			if mu := m.code[g][m.threads[g].pc].obj; !m.held[mu] {
				n := m.clone()
				n.held[mu] = true
				n.next(g)
				list = append(list, n)
			}
		}
	}
	if len(m.alarms) > 0 {
		n := m.clone()
		n.fire()
		list = append(list, n)
	}
	return list
}

// next has a goroutine go on behind its instruction.
func (m *state) next(g int) {
	t := &m.threads[g]
	t.pc++
	t.status = ready
}

func (m *state) saw(g int, values ...int) {
	m.threads[g].log = append(m.threads[g].log, values...)
}

func (m *state) fail(g int, what string) {
	m.threads[g].status, m.threads[g].end = ended, "panic: "+what
}

// step makes the next instruction of a goroutine: no state if it has to wait for a lock, several if Go leaves a choice.
func (m *state) step(g int) []*state {
	n := m.clone()
	t := &n.threads[g]
	if t.pc == len(m.code[g]) {
		t.status, t.end = ended, "done"
		return []*state{n}
	}
	in := m.code[g][t.pc]
	switch in.verb {
	case send, receive, drain, closes, length:
		n.channelStep(g, in)
	case choose:
		return n.choices(g, in)
	case sleep, timer, stop:
		n.timeStep(g, in)
	case wait:
		if m.waits > 0 {
			return nil
		}
		n.next(g)
	case done:
		n.waits--
		n.next(g)
	case load, store, add, swapIf:
		n.atomicStep(g, in)
	case gosched:
		n.next(g)
	case rlock, runlock, wlock, wunlock:
		return n.rwStep(g, in)
	default:
		return n.lockStep(g, in)
	}
	return []*state{n}
}

func (m *state) atomicStep(g int, in instr) {
	a := &m.atomics[in.obj]
	switch in.verb {
	case load:
		m.saw(g, *a)
	case store:
		*a = in.val
	case add:
		*a += in.val
		m.saw(g, *a)
	case swapIf:
		if *a == 0 {
			*a = in.val
			m.saw(g, 1)
		} else {
			m.saw(g, 0)
		}
	}
	m.next(g)
}
