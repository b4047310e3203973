package stdlib

import "sync"

// Map is a sync.Map from int to int.
type Map struct{ m sync.Map }

// Load returns the value of the key.
func (m *Map) Load(key int) (value int, ok bool) { return number(m.m.Load(key)) }

// Store sets the value of the key.
func (m *Map) Store(key, value int) { m.m.Store(key, value) }

// LoadOrStore returns the value of the key, and sets it first if there is none.
func (m *Map) LoadOrStore(key, value int) (actual int, loaded bool) {
	return number(m.m.LoadOrStore(key, value))
}

// LoadAndDelete deletes the key and returns its value.
func (m *Map) LoadAndDelete(key int) (value int, loaded bool) { return number(m.m.LoadAndDelete(key)) }

// Delete deletes the key.
func (m *Map) Delete(key int) { m.m.Delete(key) }

// Swap sets the value of the key and returns the one before.
func (m *Map) Swap(key, value int) (previous int, loaded bool) { return number(m.m.Swap(key, value)) }

// CompareAndSwap sets the value of the key if it is old.
func (m *Map) CompareAndSwap(key, old, value int) bool { return m.m.CompareAndSwap(key, old, value) }

// CompareAndDelete deletes the key if its value is old.
func (m *Map) CompareAndDelete(key, old int) bool { return m.m.CompareAndDelete(key, old) }

// Clear deletes all keys.
func (m *Map) Clear() { m.m.Clear() }

func number(v any, ok bool) (int, bool) {
	n, _ := v.(int)
	return n, ok
}

// Pool is a sync.Pool of ints, which makes zeros.
type Pool struct{ p sync.Pool }

// NewPool returns an empty pool.
func NewPool() *Pool {
	return &Pool{sync.Pool{New: func() any { return new(int) }}}
}

// Get takes an item out, or makes one.
func (p *Pool) Get() int { return *p.p.Get().(*int) }

// Put puts an item in.
func (p *Pool) Put(item int) { p.p.Put(&item) }
