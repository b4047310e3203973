package sched

// Some objects need a word more while an execution runs than the real object has room for: the queue of a condition, the objects in
// a pool. It is kept here, so that it is gone when the execution is over.

// Attach keeps v about obj until the execution is over, or until something else is kept. A task that is over keeps nothing.
func (t *Task) Attach(obj Pointer, v any) {
	if t.unwinding {
		return
	}
	Aside(func() {
		if t.run.attached == nil {
			t.run.attached = make(map[Pointer]any)
		}
		t.run.attached[obj] = v
	})
}

// Attached returns what is kept about obj, or nil.
func (t *Task) Attached(obj Pointer) (v any) {
	if !racing {
		return t.run.attached[obj]
	}
	Aside(func() { v = t.run.attached[obj] })
	return v
}

// BlockFor is Block for an object at which every task waits at a place of its own, known by key: it ends with a Wake or WakeAll
// of key. The task is shown as waiting at obj.
func (t *Task) BlockFor(k Kind, obj, key Pointer) (got Pointer) {
	t.mustLive()
	t.waits = append(t.waits[:0], waiter{task: t, key: key})
	t.block(k, obj)
	return t.cell
}

// Owned reports whether the tasks that t starts belong to the subject; see Own.
func (t *Task) Owned() bool { return t.owned }
