package models

// queueTurns is the model of those queues that serve waiting calls in their
// order, and of those of which it is open which item comes next.
type queueTurns struct {
	contract
	errs     queueErrors
	strict   bool // first come, first served, by hand-over
	unstable bool
}

type queueTurn = Turn[items]

var (
	putters = []string{"Put", "PutTimeout", "PutN"}
	getters = []string{"Get", "GetTimeout", "GetN"}
)

func (q *queueTurns) model(m queueMethods) *Model[QueueOps] {
	drain := q.drain
	put := func(t *queueTurn, v int) { q.put(t, v, nil) }
	get := func(t *queueTurn, _ None) { q.get(t, nil) }
	putter := func(name string, m Method[QueueOps, int, error]) Op[items, QueueOps] { return Act(name, m, put) }
	getter := func(name string, m Method[QueueOps, None, any]) Op[items, QueueOps] { return Act(name, m, get) }
	join := Act("Join", m.join, func(t *queueTurn, _ None) { q.join(t) })
	putN := Act("PutN", m.putN, put)
	getN := Act("GetN", m.getN, get)
	ops := []Op[items, QueueOps]{
		putter("Put", m.put), putter("PutTimeout", m.putTimeout), putN,
		Act("TryPut", m.tryPut, func(t *queueTurn, v int) { q.put(t, v, q.errs.full) }).NonBlocking(),
		getter("Get", m.get), getter("GetTimeout", m.getTimeout), getN,
		Act("TryGet", m.tryGet, func(t *queueTurn, _ None) { q.get(t, q.errs.empty) }).NonBlocking(),
		Ask("Len", m.size, func(s items, _ None) int { return len(s.line) }),
		Update("TaskDone", m.taskDone, func(s items, _ None) (items, error) { return done(s, q.errs.done) }),
		join,
		Change("Shutdown", m.shutdown, func(s items, _ None) items { return closed(s) }),
		Change("ShutdownNow", m.now, func(s items, _ None) items { return dropped(s) }),
	}
	if !q.strict {
		drain = nil
		for _, i := range []int{0, 1, 2} {
			ops[i] = ops[i].OnResume(func(t *queueTurn, v any) { q.put(t, v.(int), nil) })
		}
		for _, i := range []int{4, 5, 6} {
			ops[i] = ops[i].OnResume(func(t *queueTurn, _ any) { q.get(t, nil) })
		}
		ops[10] = join.OnResume(func(t *queueTurn, _ any) { q.join(t) })
	}
	return Grants(items{}, drain, ops...)
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
		var v int
		t.State, v = remove(t.State, q.which(t))
		t.Return(v)
	case t.State.down:
		t.Return(q.downFor(t.Self()))
	case otherwise != nil:
		t.Return(otherwise)
	default:
		t.Block()
	}
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
		var v int
		t.State, v = remove(t.State, q.which(t))
		t.Grant(w, v)
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
