package sync

import (
	"sync"
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched"
)

// Map is sync.Map. Under control, Range visits the keys in the order in which they were stored: first those stored before the
// execution began, sorted if they are numbers or strings, then the others. Between two visits other tasks may step.
type Map sync.Map

func (m *Map) real() *sync.Map { return (*sync.Map)(m) }

// enter is the yield point before an operation of a task, which it returns. It returns nil for others.
func (m *Map) enter() *sched.Task {
	if !sched.Active() {
		return nil
	}
	t := sched.Current()
	if t != nil {
		t.Point(sched.KindMap, unsafe.Pointer(m))
	}
	return t
}

// found notes that an operation only read.
func found(t *sched.Task, ok bool) {
	if t != nil && t.Tracing() {
		t.Result(ok)
	}
}

// stored notes that an operation stored key.
//
//go:norace
func (m *Map) stored(t *sched.Task, key any) {
	if o := m.wrote(t); o != nil {
		sched.Aside(func() { o.add(key) })
	}
}

// deleted notes that an operation deleted key.
//
//go:norace
func (m *Map) deleted(t *sched.Task, key any) {
	if o := m.wrote(t); o != nil {
		sched.Aside(func() { delete(o.at, key) })
	}
}

func (m *Map) wrote(t *sched.Task) *order {
	if t == nil {
		sched.Touched(unsafe.Pointer(m))
		return nil
	}
	t.Wrote()
	return m.order(t)
}

// Load is sync.Map.Load.
func (m *Map) Load(key any) (value any, ok bool) {
	t := m.enter()
	value, ok = m.real().Load(key)
	found(t, ok)
	return value, ok
}

// Store is sync.Map.Store.
func (m *Map) Store(key, value any) {
	t := m.enter()
	m.real().Store(key, value)
	m.stored(t, key)
}

// Clear is sync.Map.Clear.
//
//go:norace
func (m *Map) Clear() {
	t := m.enter()
	m.real().Clear()
	if o := m.wrote(t); o != nil {
		sched.Aside(func() { clear(o.at) })
	}
}

// LoadOrStore is sync.Map.LoadOrStore.
func (m *Map) LoadOrStore(key, value any) (actual any, loaded bool) {
	t := m.enter()
	actual, loaded = m.real().LoadOrStore(key, value)
	if !loaded {
		m.stored(t, key)
	}
	found(t, loaded)
	return actual, loaded
}

// LoadAndDelete is sync.Map.LoadAndDelete.
func (m *Map) LoadAndDelete(key any) (value any, loaded bool) {
	t := m.enter()
	value, loaded = m.real().LoadAndDelete(key)
	if loaded {
		m.deleted(t, key)
	}
	found(t, loaded)
	return value, loaded
}

// Delete is sync.Map.Delete.
func (m *Map) Delete(key any) { m.LoadAndDelete(key) }

// Swap is sync.Map.Swap.
func (m *Map) Swap(key, value any) (previous any, loaded bool) {
	t := m.enter()
	previous, loaded = m.real().Swap(key, value)
	m.stored(t, key)
	found(t, loaded)
	return previous, loaded
}

// CompareAndSwap is sync.Map.CompareAndSwap.
func (m *Map) CompareAndSwap(key, old, new any) (swapped bool) {
	t := m.enter()
	if swapped = m.real().CompareAndSwap(key, old, new); swapped {
		m.stored(t, key)
	}
	found(t, swapped)
	return swapped
}

// CompareAndDelete is sync.Map.CompareAndDelete.
func (m *Map) CompareAndDelete(key, old any) (deleted bool) {
	t := m.enter()
	if deleted = m.real().CompareAndDelete(key, old); deleted {
		m.deleted(t, key)
	}
	found(t, deleted)
	return deleted
}

// Range is sync.Map.Range. It is no snapshot: a key that is deleted before its turn is not visited, one whose value has changed is
// visited with the new value, and keys stored since Range began are not visited.
func (m *Map) Range(f func(key, value any) bool) {
	t := m.enter()
	if t == nil {
		m.real().Range(f)
		return
	}
	for _, key := range m.keys(t) {
		t.Point(sched.KindMap, unsafe.Pointer(m))
		if value, ok := m.real().Load(key); ok && !f(key, value) {
			return
		}
	}
}
