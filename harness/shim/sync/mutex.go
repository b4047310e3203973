package sync

import (
	"sync"
	"sync/atomic"
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched"
)

// Locker is the standard interface.
type Locker = sync.Locker

// Mutex is sync.Mutex. Under control, a held mutex disables the tasks that are about to lock it: trying in vain is no step of an
// execution. Which of the waiting tasks gets a mutex that is free is the strategy's choice.
type Mutex sync.Mutex

func (m *Mutex) real() *sync.Mutex { return (*sync.Mutex)(m) }

// Lock is sync.Mutex.Lock.
func (m *Mutex) Lock() {
	if !sched.Active() && quickMutex && atomic.CompareAndSwapInt32((*int32)(unsafe.Pointer(m)), 0, 1) {
		return
	}
	m.lock()
}

// TryLock is sync.Mutex.TryLock.
func (m *Mutex) TryLock() bool {
	if sched.Active() {
		return m.tryLock()
	}
	return m.real().TryLock()
}

// Unlock is sync.Mutex.Unlock. Under control, unlocking a mutex that is not locked panics rather than ending the process.
func (m *Mutex) Unlock() {
	if !sched.Active() && quickMutex && atomic.CompareAndSwapInt32((*int32)(unsafe.Pointer(m)), 1, 0) {
		return
	}
	m.unlock()
}

func (m *Mutex) lock() {
	t := current()
	if t == nil {
		m.real().Lock()
		return
	}
	p := unsafe.Pointer(m)
	if locked(m.real()) {
		lockHeld(t, m.real(), sched.KindLock, p)
		return
	}
	t.Point(sched.KindLock, p) // from right here: see party.hand for what another frame would cost
	for !m.real().TryLock() {
		t.Block(sched.KindLock, p)
	}
	t.Took(p, true)
}

// lockHeld takes m, which is held. A task that finds m held does not arrive, it only stands before the lock: its step is the one in
// which it gets the lock.
func lockHeld(t *sched.Task, m *sync.Mutex, k sched.Kind, p unsafe.Pointer) {
	for waits := true; waits; waits = !m.TryLock() {
		t.Block(k, p)
	}
	t.Note(k, p)
	t.Took(p, true)
}

func (m *Mutex) tryLock() bool {
	t := sched.Current()
	if t == nil {
		return m.real().TryLock()
	}
	p := unsafe.Pointer(m)
	t.Point(sched.KindTryLock, p)
	ok := m.real().TryLock()
	if ok {
		t.Took(p, true)
	}
	if t.Tracing() {
		t.Result(ok)
	}
	return ok
}

func (m *Mutex) unlock() {
	t, p := current(), unsafe.Pointer(m)
	if t == nil {
		m.real().Unlock()
		if sched.Active() {
			sched.Touched(p)
		}
		return
	}
	t.Release(sched.KindUnlock, p)
	if !locked(m.real()) { // the real mutex would end the process
		if !t.Unwinding() {
			panic("sync: unlock of unlocked mutex")
		}
		return
	}
	m.real().Unlock()
	t.Unlocked(p)
}
