package sync_test

import (
	"testing"

	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/shim"
	"github.com/tenter-go/tenter/harness/shim/internal/shimtest"
	"github.com/tenter-go/tenter/harness/shim/sync"
)

// The functions below are what foreign goroutines run, by name so that they are found in a dump.

func foreignLock(l sync.Locker, f func()) { l.Lock(); f(); l.Unlock() }

func foreignWait(c *sync.Cond, f func()) { c.L.Lock(); c.Wait(); f(); c.L.Unlock() }

// TestForeignHolder lets tasks wait for what a foreign goroutine holds.
func TestForeignHolder(t *testing.T) {
	var m sync.Mutex
	var rw sync.RWMutex
	var wg sync.WaitGroup
	var once sync.Once
	var l shimtest.Log
	res := shimtest.WithForeign(t, func(start func(func())) {
		begun, held := make(chan bool), make(chan bool) // used natively
		start(func() {
			once.Do(func() {
				m.Lock()
				rw.Lock()
				wg.Add(1)
				close(held)
				<-begun
			})
			wg.Done()
			rw.Unlock()
			m.Unlock()
		})
		<-held
		tasks(
			func() { m.Lock(); l.Add("locked"); m.Unlock() },
			func() { rw.Lock(); l.Add("write locked"); rw.Unlock() },
			func() { rw.RLock(); l.Add("read locked"); rw.RUnlock() },
			func() { wg.Wait(); l.Add("waited") },
			func() { once.Do(func() { l.Add("never") }); l.Add("once") },
			func() { close(begun) })
	})
	if len(res.Stuck) > 0 || res.Ending != sched.EndQuiet {
		t.Errorf("ended %v, stuck %v, after %q", res.Ending, res.Stuck, l.Outcome())
	}
}

// TestForeignWaiter lets a foreign goroutine wait in the runtime for what tasks hold.
func TestForeignWaiter(t *testing.T) {
	var m, condMutex sync.Mutex
	var rw sync.RWMutex
	c := sync.NewCond(&condMutex)
	got, read := make(chan string, 4), 0
	say := func(s string) func() { return func() { got <- s } }
	res := shimtest.WithForeign(t, func(start func(func())) {
		m.Lock()
		start(func() { foreignLock(&m, say("locked")) })
		shimtest.Park(t, "foreignLock", "sync.Mutex.Lock")
		m.Unlock()
		rw.RLock()
		start(func() { foreignLock(&rw, say("write locked")) })
		shimtest.Park(t, "foreignLock", "sync.RWMutex.Lock")
		shim.Go(func() { rw.RLock(); read++; rw.RUnlock() }) // behind the foreign writer
		rw.RUnlock()
		start(func() { foreignWait(c, say("signalled")) })
		shimtest.Park(t, "foreignWait", "sync.Cond.Wait")
		c.Signal()
		start(func() { foreignWait(c, say("called")) })
		shimtest.Park(t, "foreignWait", "sync.Cond.Wait")
		c.Broadcast()
	})
	if len(res.Stuck) > 0 || len(got) != 4 || read != 1 {
		t.Errorf("stuck %v, %d foreign goroutines and %d task went on, want 4 and 1", res.Stuck, len(got), read)
	}
}

func TestForeignSignal(t *testing.T) {
	c := sync.NewCond(new(sync.Mutex))
	var l shimtest.Log
	res := shimtest.WithForeign(t, func(start func(func())) {
		for i := range 3 {
			shim.Go(func() { c.L.Lock(); c.Wait(); l.Add(i); c.L.Unlock() })
		}
		shim.Go(func() {
			start(func() { c.Signal() })
		})
		shim.Go(func() {
			start(func() { c.Signal(); c.Broadcast() })
		})
	})
	if len(res.Stuck) > 0 {
		t.Errorf("stuck %v, woken %q", res.Stuck, l.Outcome())
	}
}
