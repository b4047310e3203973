package proof

// lockStep is an instruction on a mutex or its condition.
func (m *state) lockStep(g int, in instr) []*state {
	switch in.verb {
	case lock:
		if m.held[in.obj] {
			return nil
		}
		m.held[in.obj] = true
	case try:
		if m.held[in.obj] {
			m.saw(g, 0)
			m.threads[g].pc = in.to
			return []*state{m}
		}
		m.held[in.obj] = true
		m.saw(g, 1)
	case unlock:
		m.held[in.obj] = false
	case bump:
		m.vars[in.obj]++
		m.saw(g, m.vars[in.obj])
	case condWait:
		m.held[in.obj] = false
		m.queues[in.obj] = append(m.queues[in.obj], g)
		m.threads[g].status = parked
		return []*state{m}
	case signal:
		m.wake(in.obj, 1)
	case broadcast:
		m.wake(in.obj, len(m.queues[in.obj]))
	}
	m.next(g)
	return []*state{m}
}

// wake takes goroutines from the queue of a condition, those that have waited longest first.
func (m *state) wake(cond, count int) {
	for range min(count, len(m.queues[cond])) {
		g := m.queues[cond][0]
		m.queues[cond] = m.queues[cond][1:]
		m.threads[g].status = relocking
	}
}

// rwStep is an instruction on a read-write lock. Who wants to write waits until no other writer is about, then keeps new readers out, then waits
// until those inside have left. When he is done, the readers that have waited meanwhile all get in.
func (m *state) rwStep(g int, in instr) []*state {
	rw := &m.rws[in.obj]
	switch in.verb {
	case wlock:
		switch {
		case rw.writer || rw.pending != nobody:
			return nil
		case rw.readers > 0:
			rw.pending = g
			m.threads[g].status = parked
			return []*state{m}
		}
		rw.writer = true
	case wunlock:
		rw.writer = false
		for _, r := range rw.waiting {
			rw.readers++
			m.next(r)
		}
		rw.waiting = nil
	case rlock:
		if rw.writer || rw.pending != nobody {
			rw.waiting = append(rw.waiting, g)
			m.threads[g].status = parked
			return []*state{m}
		}
		rw.readers++
	case runlock:
		if rw.readers--; rw.readers == 0 && rw.pending != nobody {
			w := rw.pending
			rw.pending, rw.writer = nobody, true
			m.next(w)
		}
	}
	m.next(g)
	return []*state{m}
}
