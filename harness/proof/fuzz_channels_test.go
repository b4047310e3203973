package proof

import "slices"

// channelStep is an instruction on one channel.
func (m *state) channelStep(g int, in instr) {
	c := m.chans[in.obj]
	switch in.verb {
	case length:
		n := 0
		if c != nil {
			n = len(c.buf)
		}
		m.saw(g, n)
		m.next(g)
	case closes:
		m.close(g, c)
	case send:
		switch {
		case c == nil:
			m.threads[g].status = parked
		case m.canSend(c):
			m.send(g, c, 0, in.val)
		default:
			c.sendq = append(c.sendq, waiter{g, 0, in.val})
			m.threads[g].status = parked
		}
	case receive, drain:
		switch {
		case c == nil:
			m.threads[g].status = parked
		case m.canReceive(c):
			m.receive(g, c, 0)
		default:
			c.recvq = append(c.recvq, waiter{g, 0, 0})
			m.threads[g].status = parked
		}
	}
}

func (m *state) canSend(c *channel) bool {
	return c.closed || len(c.recvq) > 0 || len(c.buf) < c.cap
}

func (m *state) canReceive(c *channel) bool { return len(c.buf) > 0 || len(c.sendq) > 0 || c.closed }

func (m *state) send(g int, c *channel, index, val int) {
	switch {
	case c.closed:
		m.fail(g, "send on closed channel")
		return
	case len(c.recvq) > 0:
		w := c.recvq[0]
		m.leave(w.thread)
		m.received(w.thread, w.index, val, 1)
	default:
		c.buf = append(c.buf, val)
	}
	m.sent(g, index)
}

func (m *state) receive(g int, c *channel, index int) {
	switch {
	case len(c.buf) > 0:
		v := c.buf[0]
		c.buf = c.buf[1:]
		if len(c.sendq) > 0 {
			w := c.sendq[0]
			m.leave(w.thread)
			c.buf = append(c.buf, w.val)
			m.sent(w.thread, w.index)
		}
		m.received(g, index, v, 1)
	case len(c.sendq) > 0:
		w := c.sendq[0]
		m.leave(w.thread)
		m.sent(w.thread, w.index)
		m.received(g, index, w.val, 1)
	default:
		m.received(g, index, 0, 0)
	}
}

// leave takes a goroutine out of the queues of all channels.
func (m *state) leave(g int) {
	mine := func(w waiter) bool { return w.thread == g }
	for _, c := range m.chans {
		c.recvq, c.sendq = slices.DeleteFunc(c.recvq, mine), slices.DeleteFunc(c.sendq, mine)
	}
}

// sent has a goroutine go on that has sent.
func (m *state) sent(g, index int) {
	if m.code[g][m.threads[g].pc].verb == choose {
		m.saw(g, index)
	}
	m.next(g)
}

// received has a goroutine go on that has received.
func (m *state) received(g, index, val, ok int) {
	switch m.code[g][m.threads[g].pc].verb {
	case choose:
		m.saw(g, index, val, ok)
	case drain:
		if ok == 1 {
			m.saw(g, val)
			m.threads[g].status = ready // and receives again
			return
		}
	default:
		m.saw(g, val, ok)
	}
	m.next(g)
}

func (m *state) close(g int, c *channel) {
	switch {
	case c == nil:
		m.fail(g, "close of nil channel")
		return
	case c.closed:
		m.fail(g, "close of closed channel")
		return
	}
	c.closed = true
	for len(c.recvq) > 0 {
		w := c.recvq[0]
		m.leave(w.thread)
		m.received(w.thread, w.index, 0, 0)
	}
	for len(c.sendq) > 0 {
		w := c.sendq[0]
		m.leave(w.thread)
		m.fail(w.thread, "send on closed channel")
	}
	m.next(g)
}

// choices makes a select: one state for each case that can go on.
func (m *state) choices(g int, in instr) []*state {
	var list []*state
	for i, k := range in.cases {
		c := m.chans[k.obj]
		switch {
		case c == nil:
		case k.sends && m.canSend(c):
			n := m.clone()
			n.send(g, n.chans[k.obj], i, k.val)
			list = append(list, n)
		case !k.sends && m.canReceive(c):
			n := m.clone()
			n.receive(g, n.chans[k.obj], i)
			list = append(list, n)
		}
	}
	if len(list) > 0 {
		return list
	}
	if in.def {
		m.saw(g, -1)
		m.next(g)
		return []*state{m}
	}
	return m.parkings(g, in.cases, 0)
}

// parkings has a goroutine wait in a select, at the cases from one on. Where several are the same operation on the same channel, nothing says which
// of them will be the one: there is a state for each.
func (m *state) parkings(g int, cases []comm, from int) []*state {
	m.threads[g].status = parked
	if from == len(cases) {
		return []*state{m}
	}
	k := cases[from]
	same := []int{from}
	for i, o := range cases {
		switch {
		case i == from || m.chans[k.obj] == nil || o.obj != k.obj || o.sends != k.sends:
		case i < from:
			return m.parkings(g, cases, from+1) // has been seen to
		default:
			same = append(same, i)
		}
	}
	var list []*state
	for _, i := range same {
		n := m.clone()
		switch c := n.chans[k.obj]; {
		case c == nil:
		case k.sends:
			c.sendq = append(c.sendq, waiter{g, i, cases[i].val})
		default:
			c.recvq = append(c.recvq, waiter{g, i, 0})
		}
		list = append(list, n.parkings(g, cases, from+1)...)
	}
	return list
}

// timeStep is an instruction that has to do with time.
func (m *state) timeStep(g int, in instr) {
	mine := timerChan + g
	switch in.verb {
	case sleep:
		m.alarm(alarm{when: m.now + in.val, thread: g, sleeps: true})
		m.threads[g].status = parked
		return
	case timer:
		m.alarm(alarm{when: m.now + in.val, thread: g})
		m.chans[mine] = &channel{cap: 1}
	case stop:
		// What has been put into the channel and nobody has taken is taken back: then it was in time.
		i := slices.IndexFunc(m.alarms, func(a alarm) bool { return a.thread == g && !a.sleeps })
		switch {
		case i >= 0:
			m.alarms = slices.Delete(m.alarms, i, i+1)
			m.saw(g, 1)
		case len(m.chans[mine].buf) > 0:
			m.chans[mine].buf = nil
			m.saw(g, 1)
		default:
			m.saw(g, 0)
		}
	}
	m.next(g)
}

func (m *state) alarm(a alarm) {
	a.number = m.started
	m.started++
	m.alarms = append(m.alarms, a)
}

// fire lets time pass to the next alarm. Goroutines may be slow, so it may do that whatever they are at.
func (m *state) fire() {
	first := 0
	for i, a := range m.alarms {
		if f := m.alarms[first]; a.when < f.when || a.when == f.when && a.number < f.number {
			first = i
		}
	}
	a := m.alarms[first]
	m.alarms = slices.Delete(m.alarms, first, first+1)
	m.now = max(m.now, a.when)
	if a.sleeps {
		m.next(a.thread)
		return
	}
	c := m.chans[timerChan+a.thread]
	if len(c.recvq) > 0 {
		w := c.recvq[0]
		m.leave(w.thread)
		m.received(w.thread, w.index, 0, 1)
		return
	}
	c.buf = append(c.buf, 0)
}
