package sync

import (
	"sync"
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/sched/edge"
)

// WaitGroup is sync.WaitGroup. Waiters are released by the Add that brings the counter to zero, not by their looking at the counter later, so
// that reusing the group too early shows as it does in the runtime.
type WaitGroup sync.WaitGroup

func (wg *WaitGroup) real() *sync.WaitGroup { return (*sync.WaitGroup)(wg) }

// Add is sync.WaitGroup.Add.
func (wg *WaitGroup) Add(delta int) {
	if sched.Active() {
		wg.add(delta)
		return
	}
	wg.real().Add(delta)
}

// Done is sync.WaitGroup.Done.
func (wg *WaitGroup) Done() { wg.Add(-1) }

// Wait is sync.WaitGroup.Wait.
func (wg *WaitGroup) Wait() {
	if sched.Active() {
		wg.wait()
		return
	}
	wg.real().Wait()
}

// Go is sync.WaitGroup.Go. If f panics the group is not told, since the program is about to end.
func (wg *WaitGroup) Go(f func()) {
	wg.Add(1)
	body := func() {
		defer func() {
			if v := recover(); v != nil {
				panic(v)
			}
			wg.Done()
		}()
		f()
	}
	if t := sched.Current(); t != nil {
		t.Go(body).Plays(f)
		return
	}
	go body()
}

func (wg *WaitGroup) add(delta int) {
	t, p := sched.Current(), unsafe.Pointer(wg)
	if t == nil {
		wg.real().Add(delta)
		sched.Touched(p)
		return
	}
	t.Point(sched.KindAdd, p)
	wg.real().Add(delta)
	n := counter(wg.real())
	if t.Precedes(p); n == delta && delta > 0 {
		t.Wrote() // whoever waits sees the difference between before and after
	}
	for woken := n == 0; woken; {
		_, woken = t.Wake(p, sched.Any, granted)
	}
	if t.Tracing() {
		t.Result(n)
	}
}

func (wg *WaitGroup) wait() {
	t, p := sched.Current(), unsafe.Pointer(wg)
	if t == nil {
		wg.real().Wait()
		return
	}
	t.Point(sched.KindWait, p)
	for counter(wg.real()) != 0 {
		if edge.Enabled && knownGroup && !t.Waiting(p, sched.Any) { // as in the runtime: an Add that is not ordered with the first Wait is a race
			edge.Write(unsafe.Pointer(&(*groupWord)(p).sema))
		}
		if got, _ := t.BlockAt(sched.KindWait, p, sched.Any, nil); got != granted {
			continue // a foreign goroutine has changed the counter
		}
		if counter(wg.real()) != 0 {
			panic("sync: WaitGroup is reused before previous Wait has returned")
		}
	}
	edge.Acquire(p)
}
