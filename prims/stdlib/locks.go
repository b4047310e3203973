package stdlib

import "sync"

// Mutex is a sync.Mutex that refuses to be unlocked when it is not locked.
type Mutex struct {
	m    sync.Mutex
	held Tokens
}

// Lock locks it.
func (m *Mutex) Lock() {
	m.m.Lock()
	m.held.Add(1)
}

// TryLock tries to lock it, and reports whether it did.
func (m *Mutex) TryLock() bool {
	ok := m.m.TryLock()
	if ok {
		m.held.Add(1)
	}
	return ok
}

// Unlock unlocks it, or refuses.
func (m *Mutex) Unlock() error { return m.held.GiveBack(m.m.Unlock) }

// RWMutex is a sync.RWMutex that refuses to be unlocked when it is not locked.
type RWMutex struct {
	m           sync.RWMutex
	read, write Tokens
}

// RLock locks it to read.
func (m *RWMutex) RLock() {
	m.m.RLock()
	m.read.Add(1)
}

// Lock locks it to write.
func (m *RWMutex) Lock() {
	m.m.Lock()
	m.write.Add(1)
}

// TryRLock tries to lock it to read, and reports whether it did.
func (m *RWMutex) TryRLock() bool {
	ok := m.m.TryRLock()
	if ok {
		m.read.Add(1)
	}
	return ok
}

// TryLock tries to lock it to write, and reports whether it did.
func (m *RWMutex) TryLock() bool {
	ok := m.m.TryLock()
	if ok {
		m.write.Add(1)
	}
	return ok
}

// RUnlock undoes one RLock, or refuses.
func (m *RWMutex) RUnlock() error { return m.read.GiveBack(m.m.RUnlock) }

// Unlock undoes a Lock, or refuses.
func (m *RWMutex) Unlock() error { return m.write.GiveBack(m.m.Unlock) }

// Cond is a sync.Cond with its mutex, which refuses to be unlocked and waited on when it is not locked.
type Cond struct {
	Mutex
	c *sync.Cond
}

// NewCond returns a condition with an unlocked mutex.
func NewCond() *Cond {
	c := new(Cond)
	c.c = sync.NewCond(&c.m)
	return c
}

// Wait unlocks the mutex, waits for a signal, and locks it again; or it refuses.
func (c *Cond) Wait() error {
	return c.held.GiveBack(func() {
		c.c.Wait()
		c.held.Add(1)
	})
}

// Signal wakes one who waits.
func (c *Cond) Signal() { c.c.Signal() }

// Broadcast wakes all who wait.
func (c *Cond) Broadcast() { c.c.Broadcast() }
