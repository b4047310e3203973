package sync

import (
	"sync"
	"sync/atomic"
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched"
)

// Once is sync.Once. It is laid out like it, but not defined as it: under control f meets yield points, and a real Once in which f
// stands still would make the next caller wait in the runtime.
type Once struct {
	_    noCopy
	done uint32
	m    sync.Mutex
}

// noCopy lets go vet find copies.
type noCopy struct{}

func (*noCopy) Lock()   {}
func (*noCopy) Unlock() {}

// Do is sync.Once.Do. A call that returns synchronizes after the end of f, also when f panicked.
func (o *Once) Do(f func()) {
	if atomic.LoadUint32(&o.done) != 0 && !sched.Active() {
		return
	}
	o.slow(f)
}

func (o *Once) slow(f func()) {
	if t := sched.Current(); t != nil {
		o.controlled(t, f)
		return
	}
	if atomic.LoadUint32(&o.done) != 0 {
		return
	}
	defer sched.Touched(unsafe.Pointer(o))
	o.m.Lock()
	defer o.m.Unlock()
	if atomic.LoadUint32(&o.done) == 0 {
		// Not before f has returned: setting done first, by a compare-and-swap, would let a second caller go on
		// while f still runs.
		defer atomic.StoreUint32(&o.done, 1)
		f()
	}
}

func (o *Once) controlled(t *sched.Task, f func()) {
	p := unsafe.Pointer(o)
	if atomic.LoadUint32(&o.done) != 0 || !locked(&o.m) {
		t.Point(sched.KindOnce, p)
	}
	for atomic.LoadUint32(&o.done) == 0 {
		if o.m.TryLock() {
			o.first(t, f)
			return
		}
		t.Block(sched.KindOnce, p)
	}
}

// first calls f. The caller holds o.m.
func (o *Once) first(t *sched.Task, f func()) {
	t.Wrote()
	defer func() {
		atomic.StoreUint32(&o.done, 1)
		o.m.Unlock()
		t.Wrote()
		t.WakeAll(unsafe.Pointer(o))
	}()
	f()
}
