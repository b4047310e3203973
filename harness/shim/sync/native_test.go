package sync_test

import (
	stdsync "sync"
	"testing"
	"unsafe"

	"github.com/google/go-cmp/cmp"

	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/shim/internal/shimtest"
	"github.com/tenter-go/tenter/harness/shim/sync"
)

func TestLayout(t *testing.T) {
	for name, sizes := range map[string][2]uintptr{
		"Mutex":     {unsafe.Sizeof(stdsync.Mutex{}), unsafe.Sizeof(sync.Mutex{})},
		"RWMutex":   {unsafe.Sizeof(stdsync.RWMutex{}), unsafe.Sizeof(sync.RWMutex{})},
		"WaitGroup": {unsafe.Sizeof(stdsync.WaitGroup{}), unsafe.Sizeof(sync.WaitGroup{})},
		"Once":      {unsafe.Sizeof(stdsync.Once{}), unsafe.Sizeof(sync.Once{})},
		"Cond":      {unsafe.Sizeof(stdsync.Cond{}), unsafe.Sizeof(sync.Cond{})},
		"Map":       {unsafe.Sizeof(stdsync.Map{}), unsafe.Sizeof(sync.Map{})},
		"Pool":      {unsafe.Sizeof(stdsync.Pool{}), unsafe.Sizeof(sync.Pool{})},
	} {
		if sizes[0] != sizes[1] {
			t.Errorf("%s has %d bytes, the standard one %d", name, sizes[1], sizes[0])
		}
	}
}

// locks is what the standard types and the shims have in common.
type locks interface {
	stdsync.Locker
	TryLock() bool
	RLock()
	TryRLock() bool
	RUnlock()
	RLocker() stdsync.Locker
}

type group interface {
	Add(int)
	Done()
	Wait()
	Go(func())
}

// script uses everything that a lone goroutine can.
func script(l *shimtest.Log, m interface {
	stdsync.Locker
	TryLock() bool
}, rw locks, wg group, once func(func())) {
	m.Lock()
	l.Add(m.TryLock())
	m.Unlock()
	l.Add(m.TryLock())
	m.Unlock()
	rw.RLock()
	l.Add(rw.TryRLock(), rw.TryLock())
	rw.RUnlock()
	rw.RLocker().Unlock()
	rw.Lock()
	l.Add(rw.TryRLock(), rw.TryLock())
	rw.Unlock()
	l.Try(func() { wg.Add(-1) })
	wg.Add(1)
	wg.Add(1)
	wg.Done()
	wg.Go(func() { l.Add("worked") })
	wg.Wait()
	l.Try(func() { once(func() { panic("once") }) })
	once(func() { l.Add("twice") })
}

func TestSameNativelyAndUnderControl(t *testing.T) {
	var want, native, controlled shimtest.Log
	script(&want, new(stdsync.Mutex), new(stdsync.RWMutex), new(stdsync.WaitGroup), new(stdsync.Once).Do)
	script(&native, new(sync.Mutex), new(sync.RWMutex), new(sync.WaitGroup), new(sync.Once).Do)
	res := shimtest.Default(t, func() {
		script(&controlled, new(sync.Mutex), new(sync.RWMutex), new(sync.WaitGroup), new(sync.Once).Do)
	})
	if d := cmp.Diff(want.Outcome(), native.Outcome()); d != "" {
		t.Errorf("natively (-standard +shim):\n%s", d)
	}
	if d := cmp.Diff(want.Outcome(), controlled.Outcome()); d != "" || res.Panic != nil {
		t.Errorf("under control, panic %v (-standard +shim):\n%s", res.Panic, d)
	}
}

// TestNativeContention lets real goroutines compete.
func TestNativeContention(t *testing.T) {
	var (
		m     sync.Mutex
		rw    sync.RWMutex
		once  sync.Once
		wg    sync.WaitGroup
		a, b  int
		calls int
	)
	start, gate := sync.NewCond(&m), false
	for range 8 {
		wg.Go(func() {
			m.Lock()
			for !gate {
				start.Wait()
			}
			m.Unlock()
			for range 1000 {
				m.Lock()
				a++
				m.Unlock()
				rw.RLock()
				_ = b
				rw.RUnlock()
				rw.Lock()
				b++
				rw.Unlock()
				once.Do(func() { calls++ })
			}
		})
	}
	m.Lock()
	gate = true
	start.Broadcast()
	start.Signal()
	m.Unlock()
	wg.Wait()
	if a != 8000 || b != 8000 || calls != 1 {
		t.Errorf("counted %d, %d and %d, want 8000, 8000 and 1", a, b, calls)
	}
}

func TestNativePathsDoNotAllocate(t *testing.T) {
	m, rw, wg, once, p := new(sync.Mutex), new(sync.RWMutex), new(sync.WaitGroup), new(sync.Once), new(sync.Pool)
	c, n := sync.NewCond(m), new(int)
	value := sync.OnceValue(func() int { return 1 })
	if allocs := testing.AllocsPerRun(100, func() {
		m.Lock()
		*n++
		m.Unlock()
		rw.RLock()
		*n++
		rw.RUnlock()
		rw.Lock()
		*n++
		rw.Unlock()
		wg.Add(1)
		wg.Done()
		wg.Wait()
		once.Do(func() { *n++ })
		c.Signal()
		p.Put(n)
		p.Get()
		value()
	}); allocs != 0 {
		t.Errorf("%v allocations", allocs)
	}
}

func TestSameSeedSameExecution(t *testing.T) {
	program := func() {
		var m sync.Mutex
		var rw sync.RWMutex
		var wg sync.WaitGroup
		c, ready, seen := sync.NewCond(&m), 0, 0
		for i := range 4 {
			wg.Go(func() {
				m.Lock()
				for ready++; ready < 4; {
					c.Wait()
				}
				c.Broadcast()
				m.Unlock()
				if i%2 == 0 {
					rw.RLock()
					seen += ready
					rw.RUnlock()
				} else {
					rw.Lock()
					seen++
					rw.Unlock()
				}
			})
		}
		wg.Wait()
	}
	sums := map[uint64]bool{}
	for seed := range uint64(50) {
		first := shimtest.Run(t, &sched.Random{}, seed, program)
		sum, steps := first.Sum, first.Steps
		again := shimtest.Run(t, &sched.Random{}, seed, program)
		if again.Sum != sum || again.Steps != steps || len(again.Stuck) > 0 {
			t.Errorf("seed %d: %d steps with sum %x, then %d with %x; stuck %v", seed, steps, sum, again.Steps, again.Sum, again.Stuck)
		}
		sums[sum] = true
	}
	if len(sums) < 25 {
		t.Errorf("50 seeds led to %d executions only", len(sums))
	}
}

func BenchmarkMutex(b *testing.B) {
	b.Run("std", func(b *testing.B) {
		m, n := new(stdsync.Mutex), 0
		for b.Loop() {
			m.Lock()
			n++
			m.Unlock()
		}
	})
	b.Run("shim", func(b *testing.B) {
		m, n := new(sync.Mutex), 0
		for b.Loop() {
			m.Lock()
			n++
			m.Unlock()
		}
	})
}

func BenchmarkRLock(b *testing.B) {
	b.Run("std", func(b *testing.B) {
		m, n := new(stdsync.RWMutex), 0
		for b.Loop() {
			m.RLock()
			n++
			m.RUnlock()
		}
	})
	b.Run("shim", func(b *testing.B) {
		m, n := new(sync.RWMutex), 0
		for b.Loop() {
			m.RLock()
			n++
			m.RUnlock()
		}
	})
}
