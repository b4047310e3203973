package monitor

import (
	"github.com/tenter-go/tenter/histories"
	"github.com/tenter-go/tenter/models"
)

// fullMost is up to which capacity the errors of a full container are looked at.
const fullMost = 1024

// queueOps translates the calls of queues, stacks and priority queues.
func (t *translation) queueOps() bool {
	if t.object.HeadOfLine {
		t.narrow = "a call may wait behind another one"
	}
	return t.each(func(c *call) bool {
		switch c.name {
		case "Put", "PutTimeout", "PutN", "TryPut":
			return t.putCall(c)
		case "Get", "GetTimeout", "GetN", "TryGet":
			return t.getCall(c)
		case "Len":
			return t.sizeCall(c)
		}
		return false
	})
}

func (t *translation) putCall(c *call) bool {
	v, isInt := c.In.Int()
	if !isInt {
		return false
	}
	t.looks(c, op{kind: full})
	switch {
	case c.Outcome == histories.Stuck:
		return true
	case c.timedOut():
		t.add(c, op{kind: full})
		return true
	case c.gaveUp():
		return true
	case c.isPending() || c.Out == histories.None:
		t.add(c, op{kind: put, v: v})
		return true
	}
	if c.name != "TryPut" || !t.refuses(c, true) {
		return false
	}
	t.add(c, op{kind: full})
	return true
}

func (t *translation) getCall(c *call) bool {
	t.looks(c, op{kind: empty})
	v, isInt := c.Out.Int()
	switch {
	case c.Outcome == histories.Stuck:
		return true
	case c.timedOut():
		t.add(c, op{kind: empty})
		return true
	case c.gaveUp():
		if t.object.GivesBack {
			t.narrow = "a get that was cancelled may have had an item for a moment"
		}
		return true
	case c.isPending():
		t.add(c, op{kind: get})
		if t.object.GivesBack && t.cutFrom(c) != never {
			t.narrow = "a get that was cancelled may have had an item for a moment"
		}
		return true
	case isInt:
		t.add(c, op{kind: get, v: v})
		return true
	}
	if c.name != "TryGet" || !t.refuses(c, false) {
		return false
	}
	t.add(c, op{kind: empty})
	return true
}

func (t *translation) sizeCall(c *call) bool {
	if c.isPending() {
		return true
	}
	n, isInt := c.Out.Int()
	t.add(c, op{kind: size, v: n})
	return isInt
}

// refuses reports whether the call's result is what the specification states
// for a container that is full, or empty. An error of another kind it leaves to others.
func (t *translation) refuses(c *call, isFull bool) bool {
	key := answerKey{c.Name, c.Out, map[bool]string{true: "full", false: "empty"}[isFull]}
	if known, ok := t.answers[key]; ok {
		return known
	}
	st := t.spec.Start()
	if isFull {
		put := t.spec.Index("TryPut")
		if t.object.Capacity == 0 || t.object.Capacity > fullMost {
			return false
		}
		for i := range t.object.Capacity {
			st = t.spec.Possible(st, put, i+1).Next
		}
	}
	ok := t.spec.Accepts(st, t.index[c.Name], t.l.Any(c.In), t.l.Any(c.Out))
	t.answers[key] = ok
	return ok
}

// dequeOps translates the calls of a deque.
func (t *translation) dequeOps() bool {
	return t.each(func(c *call) bool {
		if c.gaveUp() || len(c.stuck) > 0 {
			return false // no call of it waits
		}
		switch c.name {
		case "PushBack", "PushFront":
			v, isInt := c.In.Int()
			t.add(c, op{kind: map[bool]kind{true: put, false: putTop}[c.name == "PushBack"], v: v})
			return isInt
		case "PopFront", "PopBack":
			return t.endCall(c, map[bool]kind{true: get, false: getEnd}[c.name == "PopFront"])
		case "Front", "Back":
			return c.isPending() || t.endCall(c, map[bool]kind{true: seeTop, false: seeEnd}[c.name == "Front"])
		case "Len":
			return t.sizeCall(c)
		}
		return false
	})
}

func (t *translation) endCall(c *call, k kind) bool {
	v, isInt := c.Out.Int()
	if !isInt && !c.isPending() {
		k = empty
	}
	t.add(c, op{kind: k, v: v})
	return isInt || c.isPending() || c.Out == histories.None
}

// judgeContainer judges the ops of what holds items.
func (t *translation) judgeContainer(budget int) Answer {
	o := t.object
	isStack := o.Kind == models.StackObject
	var isRanked bool
	switch o.Kind {
	case models.PriorityObject:
		isRanked = true
		priority := func(v int64) int64 { return int64(models.Priority(int(v))) }
		if o.ByValue {
			priority = func(v int64) int64 { return v }
		}
		rankPriorities(t.ops, priority)
	case models.DequeObject:
		isStack = t.asStack()
	}
	if o.Capacity == 0 || o.Kind != models.DequeObject {
		if a, ok := t.quick(isStack, isRanked); ok {
			return a
		}
	}
	f := newFrontier(t.ops, budget)
	if isRanked {
		return f.run(newRanked(t.ops, o.Capacity))
	}
	g := newLine(t.ops, o.Capacity)
	g.stack, g.drops = isStack, o.Kind == models.DequeObject && o.Capacity > 0
	if !isStack && t.only(put, get, empty, full, size) && !g.drops {
		g.lookahead = newLookahead(t.ops)
	}
	return f.run(g)
}

// quick asks the monitor of the object. With a capacity, or with looks that the monitor does not know, it
// can only refuse: what is illegal without these is so with them.
func (t *translation) quick(isStack, isRanked bool) (Answer, bool) {
	if !t.only(put, get, empty, full, size) {
		return Answer{}, false
	}
	ops := t.ops
	weaker := t.object.Capacity > 0 || !t.only(put, get, empty)
	if weaker {
		ops = make([]op, 0, len(t.ops))
		for _, o := range t.ops {
			if o.kind == put || o.kind == get || o.kind == empty {
				ops = append(ops, o)
			}
		}
	}
	monitor := fifo
	switch {
	case isRanked:
		monitor = priorityQueue
	case isStack:
		monitor = stack
	}
	a, ok := monitor(ops)
	return a, ok && (!weaker || a.Verdict == Illegal)
}

func (t *translation) only(kinds ...kind) bool {
	var allowed uint64
	for _, k := range kinds {
		allowed |= 1 << k
	}
	for i := range t.ops {
		if allowed>>t.ops[i].kind&1 == 0 {
			return false
		}
	}
	return true
}

// asStack reports whether only one end of a deque is used, and turns its ops into those of a stack.
func (t *translation) asStack() bool {
	switch {
	case t.object.Capacity > 0:
		return false
	case t.only(put, getEnd, empty, size):
	case t.only(putTop, get, empty, size):
	default:
		return false
	}
	for i := range t.ops {
		switch o := &t.ops[i]; o.kind {
		case putTop:
			o.kind = put
		case getEnd:
			o.kind = get
		}
	}
	return true
}
