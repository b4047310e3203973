package sync

import (
	"sync"
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched"
)

// RWMutex is sync.RWMutex, with its rules: a writer that waits for readers keeps new readers out, and readers that have waited for a
// writer come before the next one. Arriving is therefore a step of its own, unless another writer holds the lock or waits for it:
// writers exclude each other as by a mutex.
//
// Waiting writers stand in the scheduler's table as senders and waiting readers as receivers. Both are given the lock by whoever leaves, on
// their behalf, as in the runtime: were they only woken, others could slip in before they run.
type RWMutex sync.RWMutex

// granted is what a task finds that has been given the lock, or whatever else it waited for.
var granted = unsafe.Pointer(new(int))

func (rw *RWMutex) real() *sync.RWMutex { return (*sync.RWMutex)(rw) }

// Lock is sync.RWMutex.Lock.
func (rw *RWMutex) Lock() {
	if sched.Active() {
		rw.lock()
		return
	}
	rw.real().Lock()
}

// TryLock is sync.RWMutex.TryLock.
func (rw *RWMutex) TryLock() bool {
	if sched.Active() {
		return rw.tryLock()
	}
	return rw.real().TryLock()
}

// Unlock is sync.RWMutex.Unlock. Under control, misuse panics rather than ending the process.
func (rw *RWMutex) Unlock() {
	if sched.Active() {
		rw.unlock()
		return
	}
	rw.real().Unlock()
}

// RLock is sync.RWMutex.RLock.
func (rw *RWMutex) RLock() {
	if sched.Active() {
		rw.rlock()
		return
	}
	rw.real().RLock()
}

// TryRLock is sync.RWMutex.TryRLock.
func (rw *RWMutex) TryRLock() bool {
	if sched.Active() {
		return rw.tryRLock()
	}
	return rw.real().TryRLock()
}

// RUnlock is sync.RWMutex.RUnlock. Under control, misuse panics rather than ending the process.
func (rw *RWMutex) RUnlock() {
	if sched.Active() {
		rw.runlock()
		return
	}
	rw.real().RUnlock()
}

// RLocker is sync.RWMutex.RLocker.
func (rw *RWMutex) RLocker() Locker { return (*rlocker)(rw) }

type rlocker RWMutex

func (r *rlocker) Lock()   { (*RWMutex)(r).RLock() }
func (r *rlocker) Unlock() { (*RWMutex)(r).RUnlock() }

// writing reports whether a writer holds the lock or waits for readers to leave.
func (rw *RWMutex) writing(t *sched.Task) bool {
	return readers(rw.real()) < 0 || t.Waiting(unsafe.Pointer(rw), sched.Send)
}

func (rw *RWMutex) lock() {
	t, p := sched.Current(), unsafe.Pointer(rw)
	if t == nil {
		rw.real().Lock()
		return
	}
	if rw.writing(t) {
		t.Block(sched.KindLock, p)
		t.Note(sched.KindLock, p)
	} else {
		t.Point(sched.KindLock, p)
	}
	for {
		if rw.writing(t) {
			t.Block(sched.KindLock, p)
			continue
		}
		t.Excludes(p, false) // other writers are kept out from here on
		if rw.real().TryLock() {
			t.Holds(p)
			return
		}
		if got, _ := t.BlockAt(sched.KindLock, p, sched.Send, nil); got == granted {
			t.Holds(p)
			return
		}
	}
}

func (rw *RWMutex) tryLock() bool {
	t, p := sched.Current(), unsafe.Pointer(rw)
	if t == nil {
		return rw.real().TryLock()
	}
	t.Point(sched.KindTryLock, p)
	ok := !t.Waiting(p, sched.Send) && rw.real().TryLock()
	if ok {
		t.Took(p, false)
	}
	if t.Tracing() {
		t.Result(ok)
	}
	return ok
}

func (rw *RWMutex) unlock() {
	t, p := sched.Current(), unsafe.Pointer(rw)
	if t == nil {
		rw.real().Unlock()
		sched.Touched(p)
		return
	}
	t.Release(sched.KindUnlock, p)
	if readers(rw.real()) >= 0 {
		misuse(t, "sync: Unlock of unlocked RWMutex")
		return
	}
	rw.real().Unlock()
	for t.Waiting(p, sched.Recv) && rw.take(t, sched.Recv) {
		t.Wake(p, sched.Recv, granted)
	}
	t.Unlocked(p)
}

func (rw *RWMutex) rlock() {
	t, p := sched.Current(), unsafe.Pointer(rw)
	if t == nil {
		rw.real().RLock()
		return
	}
	t.Point(sched.KindRLock, p)
	for t.Waiting(p, sched.Send) || !rw.real().TryRLock() {
		if got, _ := t.BlockAt(sched.KindRLock, p, sched.Recv, nil); got == granted {
			return
		}
	}
}

func (rw *RWMutex) tryRLock() bool {
	t, p := sched.Current(), unsafe.Pointer(rw)
	if t == nil {
		return rw.real().TryRLock()
	}
	t.Point(sched.KindTryRLock, p)
	ok := !t.Waiting(p, sched.Send) && rw.real().TryRLock()
	if t.Tracing() {
		t.Result(ok)
	}
	return ok
}

func (rw *RWMutex) runlock() {
	t, p := sched.Current(), unsafe.Pointer(rw)
	if t == nil {
		rw.real().RUnlock()
		sched.Touched(p)
		return
	}
	t.Release(sched.KindRUnlock, p)
	if n := readers(rw.real()); n == 0 || n == -maxReaders {
		misuse(t, "sync: RUnlock of unlocked RWMutex")
		return
	}
	rw.real().RUnlock()
	if t.Waiting(p, sched.Send) && rw.take(t, sched.Send) {
		t.Wake(p, sched.Send, granted)
	}
}

// take takes the lock for the task that has waited longest in direction dir: for writing, if it stands there as a sender. Where somebody looks
// who orders whom, it is that task who takes it.
func (rw *RWMutex) take(t *sched.Task, dir sched.Direction) bool {
	try := rw.real().TryLock
	if dir == sched.Recv {
		try = rw.real().TryRLock
	}
	if sched.Racing() {
		return t.OnWaiter(unsafe.Pointer(rw), dir, try)
	}
	return try()
}

// misuse raises what is a fatal error in the runtime: an ordinary panic, so that one execution ends rather than the
// process. A task that is over may well unlock what it never got.
func misuse(t *sched.Task, text string) {
	if !t.Unwinding() {
		panic(text)
	}
}
