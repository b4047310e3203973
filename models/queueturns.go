package models

import "slices"

// queueTurns is the model of those queues that serve waiting calls in their
// order, and of those of which it is open which item comes next.
type queueTurns struct {
	contract
	errs     queueErrors
	set      settings
	strict   bool // first come, first served, by hand-over
	unstable bool
}

type queueTurn = Turn[items]

var (
	putters = []string{"Put", "PutTimeout", "PutN", "PutErr"}
	getters = []string{"Get", "GetTimeout", "GetN", "GetErr", "GetMany"}
)

func (q *queueTurns) model(m queueMethods) *Model[QueueOps] {
	put := func(t *queueTurn, v int) { q.put(t, v, nil) }
	get := func(t *queueTurn, _ None) { q.get(t, nil) }
	ops := []Op[items, QueueOps]{
		Act("Put", m.put, put), Act("PutTimeout", m.putTimeout, put), Act("PutN", m.putN, put), Act("PutErr", m.putErr, put),
		wobbly(q.set, Act("TryPut", m.tryPut, func(t *queueTurn, v int) { q.put(t, v, q.errs.full) }).NonBlocking(), ErrAny),
		Act("Get", m.get, get), Act("GetTimeout", m.getTimeout, get), Act("GetN", m.getN, get), Act("GetErr", m.getErr, get),
		Act("GetMany", m.getMany, func(t *queueTurn, _ int) { q.get(t, nil) }),
		wobbly(q.set, Act("TryGet", m.tryGet, func(t *queueTurn, _ None) { q.get(t, q.errs.empty) }).NonBlocking(), ErrAny),
		wobbly(q.set, Act("TryGetMany", m.tryGetMany, func(t *queueTurn, n int) { t.Return(q.many(t, n)) }).NonBlocking(), ""),
		torn(q.set, Act("Peek", m.peek, q.peek).NonBlocking()),
		torn(q.set, Ask("Len", m.size, func(s items, _ None) int { return len(s.line) })),
		Update("TaskDone", m.taskDone, func(s items, _ None) (items, error) { return done(s, q.errs.done) }),
		Act("Join", m.join, func(t *queueTurn, _ None) { q.join(t) }),
		Change("Shutdown", m.shutdown, func(s items, _ None) items { return closed(s) }),
		Change("ShutdownNow", m.now, func(s items, _ None) items { return dropped(s) }),
	}
	if q.strict {
		return Grants(items{}, q.drain, ops...)
	}
	for i, op := range ops {
		switch name := op.info.Name; {
		case slices.Contains(putters, name):
			ops[i] = op.OnResume(func(t *queueTurn, v any) { q.put(t, v.(int), nil) })
		case slices.Contains(getters, name):
			ops[i] = op.OnResume(func(t *queueTurn, _ any) { q.get(t, nil) })
		case name == "Join":
			ops[i] = op.OnResume(func(t *queueTurn, _ any) { q.join(t) })
		}
	}
	return Grants(items{}, nil, ops...)
}

// put lets a call put v; it ends with otherwise where there is no room, and
// waits if that is nil.
func (q *queueTurns) put(t *queueTurn, v int, otherwise error) {
	switch {
	case t.State.down:
		t.Return(q.downFor(t.Self()))
	case q.room(t.State) && q.panics(t.State, v):
		t.Return(Panics)
	case q.room(t.State):
		t.State = q.store(t.State, v)
		t.Return(nil)
	case otherwise != nil:
		t.Return(otherwise)
	default:
		t.Block()
	}
}

func (q *queueTurns) get(t *queueTurn, otherwise error) {
	switch {
	case len(t.State.line) > 0:
		t.Return(q.take(t, t.Self()))
	case t.State.down:
		t.Return(q.downFor(t.Self()))
	case otherwise != nil:
		t.Return(otherwise)
	default:
		t.Block()
	}
}

// take takes out of a queue that is not empty what w gets.
func (q *queueTurns) take(t *queueTurn, w Waiter) any {
	if w.Name == "GetMany" {
		return q.many(t, w.Arg.(int))
	}
	var v int
	t.State, v = remove(t.State, q.which(t))
	return v
}

// many takes n items out, or as many as there are.
func (q *queueTurns) many(t *queueTurn, n int) string {
	var list []int
	for range min(n, len(t.State.line)) {
		var v int
		t.State, v = remove(t.State, q.which(t))
		list = append(list, v)
	}
	return listed(list)
}

func (q *queueTurns) peek(t *queueTurn, _ None) {
	if len(t.State.line) == 0 {
		t.Return(nil)
		return
	}
	t.Return(t.State.line[q.which(t)])
}

// downFor is how a call ends because of a shutdown.
func (q *queueTurns) downFor(w Waiter) any {
	switch w.Name {
	case "PutN":
		return Panics
	case "GetN":
		return 0
	}
	return q.errs.down
}

// which is the place of the item that leaves next.
func (q *queueTurns) which(t *queueTurn) int {
	if !q.unstable {
		return 0
	}
	equal := 1
	for equal < len(t.State.line) && Priority(t.State.line[equal]) == Priority(t.State.line[0]) {
		equal++
	}
	return t.Choose(equal)
}

func (q *queueTurns) join(t *queueTurn) {
	if t.State.unfinished == 0 {
		t.Return(nil)
	} else {
		t.Block()
	}
}

// drain serves those who wait, after each change of the state.
func (q *queueTurns) drain(t *queueTurn) {
	for q.serve(t) {
	}
	for t.State.unfinished == 0 {
		w, ok := t.First("Join")
		if !ok {
			break
		}
		t.Grant(w, nil)
	}
}

// serve lets one more call go on, and reports whether there was one.
func (q *queueTurns) serve(t *queueTurn) bool {
	if w, ok := t.First(getters...); ok && (t.State.down || len(t.State.line) > 0) {
		if len(t.State.line) == 0 {
			t.Grant(w, q.downFor(w))
			return true
		}
		t.Grant(w, q.take(t, w))
		return true
	}
	w, ok := t.First(putters...)
	switch {
	case !ok:
		return false
	case t.State.down:
		t.Grant(w, q.downFor(w))
	case !q.room(t.State):
		return false
	case q.panics(t.State, w.Arg.(int)):
		t.Grant(w, Panics)
	default:
		t.State = q.store(t.State, w.Arg.(int))
		t.Grant(w, nil)
	}
	return true
}
