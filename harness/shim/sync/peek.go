package sync

import (
	"sync"
	"sync/atomic"
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched/edge"
)

// Some questions about a real object can't be put through its methods without changing it: whether a mutex is held, how many readers a
// lock has, how much a wait group still waits for. The answers are read from the object's memory. Whether this Go release
// lays the objects out as expected is found out at start, by trying; where it doesn't, slower answers are given that
// use methods only.

// maxReaders is subtracted from the count of readers while a writer holds the lock or waits for it.
const maxReaders = 1 << 30

// mutexWord, rwWord and groupWord have the layouts of the standard types.
type (
	mutexWord struct {
		state atomic.Int32 // bit 0: held
		_     uint32
	}
	rwWord struct {
		_       sync.Mutex
		_       [2]uint32
		readers atomic.Int32
		_       uint32
	}
	groupWord struct {
		state atomic.Uint64 // high half: the counter
		sema  uint32
	}
)

var knownMutex, knownRW, knownGroup = tryMutex(), tryRW(), tryGroup()

// quickMutex says that a mutex may be locked and unlocked, natively and where nobody contends for it, by one compare-and-swap of its state, which is what
// the real methods do. They are too large to be inlined behind a question; under the race detector they do more.
var quickMutex = knownMutex && !raceEnabled && swapMutex()

func swapMutex() bool {
	var m sync.Mutex
	state := (*int32)(unsafe.Pointer(&m))
	if !atomic.CompareAndSwapInt32(state, 0, 1) || m.TryLock() {
		return false
	}
	m.Unlock()
	m.Lock()
	return atomic.CompareAndSwapInt32(state, 1, 0) && m.TryLock()
}

func tryMutex() bool {
	var m sync.Mutex
	if unsafe.Sizeof(m) != unsafe.Sizeof(mutexWord{}) || peekMutex(&m) {
		return false
	}
	m.Lock()
	held := peekMutex(&m)
	m.Unlock()
	return held && !peekMutex(&m)
}

func tryRW() bool {
	var rw sync.RWMutex
	if unsafe.Sizeof(rw) != unsafe.Sizeof(rwWord{}) || peekRW(&rw) != 0 {
		return false
	}
	rw.RLock()
	rw.RLock()
	two := peekRW(&rw)
	rw.RUnlock()
	rw.RUnlock()
	rw.Lock()
	written := peekRW(&rw)
	rw.Unlock()
	return two == 2 && written == -maxReaders && peekRW(&rw) == 0
}

func tryGroup() bool {
	var wg sync.WaitGroup
	if unsafe.Sizeof(wg) != unsafe.Sizeof(groupWord{}) || peekGroup(&wg) != 0 {
		return false
	}
	wg.Add(3)
	three := peekGroup(&wg)
	wg.Add(-3)
	return three == 3 && peekGroup(&wg) == 0
}

// To look at an object is not to synchronize with who has used it.

func peekMutex(m *sync.Mutex) bool {
	edge.Hide()
	state := (*mutexWord)(unsafe.Pointer(m)).state.Load()
	edge.Show()
	return state&1 != 0
}

func peekRW(rw *sync.RWMutex) int {
	edge.Hide()
	n := (*rwWord)(unsafe.Pointer(rw)).readers.Load()
	edge.Show()
	return int(n)
}

func peekGroup(wg *sync.WaitGroup) int {
	edge.Hide()
	state := (*groupWord)(unsafe.Pointer(wg)).state.Load()
	edge.Show()
	return int(int32(state >> 32))
}

// locked reports whether m is held.
func locked(m *sync.Mutex) bool {
	if knownMutex {
		return peekMutex(m)
	}
	if m.TryLock() {
		m.Unlock()
		return false
	}
	return true
}

// readers returns the number of readers that hold rw, less maxReaders if a writer holds it or, being foreign, waits for it. Without
// knowledge of the layout, any positive number means that there are some.
func readers(rw *sync.RWMutex) int {
	switch {
	case knownRW:
		return peekRW(rw)
	case rw.TryLock():
		rw.Unlock()
		return 0
	case rw.TryRLock():
		rw.RUnlock()
		return 1
	}
	return -maxReaders
}

// counter returns the counter of wg. Without knowledge of the layout, any positive number means that it is not zero.
func counter(wg *sync.WaitGroup) int {
	if knownGroup {
		return peekGroup(wg)
	}
	if below(wg) {
		wg.Add(1)
		return 0
	}
	wg.Add(1)
	return 1
}

// below takes one from the counter of wg and reports whether it was zero.
func below(wg *sync.WaitGroup) (zero bool) {
	defer func() { zero = recover() != nil }()
	wg.Add(-1)
	return false
}
