package campaign_test

import (
	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/shim"
	"github.com/tenter-go/tenter/harness/shim/atomic"
	"github.com/tenter-go/tenter/harness/shim/sync"
	"github.com/tenter-go/tenter/models"
)

// The subjects of these tests are written with the shims, as rewritten code is.

// condSem is a correct counting semaphore on a condition. broken makes its Release signal one waiter where several may go.
type condSem struct {
	mu     sync.Mutex
	cond   *sync.Cond
	free   int
	broken bool
}

func newCondSem(free int, broken bool) *condSem {
	s := &condSem{free: free, broken: broken}
	s.cond = sync.NewCond(&s.mu)
	return s
}

func (s *condSem) acquire(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.free < n {
		s.cond.Wait()
	}
	s.free -= n
}

func (s *condSem) try(n int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.free < n {
		return false
	}
	s.free -= n
	return true
}

func (s *condSem) release(n int) {
	s.mu.Lock()
	s.free += n
	s.mu.Unlock()
	if s.broken {
		s.cond.Signal()
	} else {
		s.cond.Broadcast()
	}
}

func condTarget(name string, broken bool) *campaign.Target {
	t := &campaign.Target{Name: counterexample.Target{Test: name}}
	for permits := range 3 {
		t.Configs = append(t.Configs, models.Semaphore(permits).Bind(func() models.SemaphoreOps {
			s := newCondSem(permits, broken)
			return models.SemaphoreOps{AcquireN: s.acquire, TryAcquire: s.try, Release: s.release}
		}))
	}
	return t
}

// wakeSem publishes that it waits only after it has looked: a release in between wakes nobody.
type wakeSem struct {
	free atomic.Int64
	wake chan struct{}
}

func (s *wakeSem) acquire() {
	if s.free.Add(-1) >= 0 {
		return
	}
	shim.From(s.wake).Recv()
}

func (s *wakeSem) release() {
	if s.free.Add(1) > 0 {
		return
	}
	c0 := shim.To(s.wake).Case(struct{}{})
	shim.Select(func(i int, x shim.Op) shim.Result {
		if i == 0 {
			return c0.Do(x)
		}
		select {
		case c0.Ch <- c0.V:
			return shim.Native(0)
		default:
			return shim.Native(1)
		}
	}, true, c0.Key())
}

func wakeTarget() *campaign.Target {
	t := &campaign.Target{Name: counterexample.Target{Test: "wake"}}
	for permits := range 2 {
		t.Configs = append(t.Configs, models.Semaphore(permits, models.Weights(1)).Bind(func() models.SemaphoreOps {
			s := &wakeSem{wake: make(chan struct{})}
			s.free.Store(int64(permits))
			return models.SemaphoreOps{AcquireN: func(int) { s.acquire() }, Release: func(int) { s.release() }}
		}))
	}
	return t
}

// twoLocks takes its locks in the order acquire needs, but releases take them in the other.
func twoLocksTarget() *campaign.Target {
	return &campaign.Target{Name: counterexample.Target{Test: "two locks"}, Configs: subjects(func() models.SemaphoreOps {
		var a, b sync.Mutex
		free := 1
		return models.SemaphoreOps{
			TryAcquire: func(n int) bool {
				a.Lock()
				defer a.Unlock()
				b.Lock()
				defer b.Unlock()
				if free < n {
					return false
				}
				free -= n
				return true
			},
			Release: func(n int) {
				b.Lock()
				defer b.Unlock()
				a.Lock()
				defer a.Unlock()
				free += n
			},
		}
	})}
}

// leaky starts a goroutine in each call that gets its permits at once, which waits for a channel that nobody closes.
func leakyTarget() *campaign.Target {
	return &campaign.Target{Name: counterexample.Target{Test: "leaky"}, Configs: subjects(func() models.SemaphoreOps {
		s := newCondSem(1, false)
		done := make(chan struct{})
		return models.SemaphoreOps{
			AcquireN: func(n int) {
				if s.try(n) {
					shim.Go(func() { shim.From(done).Recv() })
					return
				}
				s.acquire(n)
			},
			Release: s.release,
		}
	})}
}

// raceCounter counts its permits in two steps.
func raceTarget() *campaign.Target {
	return &campaign.Target{Name: counterexample.Target{Test: "race"}, Configs: subjects(func() models.SemaphoreOps {
		var free atomic.Int64
		free.Store(1)
		return models.SemaphoreOps{
			TryAcquire: func(n int) bool {
				f := free.Load()
				if f < int64(n) {
					return false
				}
				free.Store(f - int64(n))
				return true
			},
			Release: func(n int) { free.Add(int64(n)) },
		}
	})}
}

func panicTarget() *campaign.Target {
	return &campaign.Target{Name: counterexample.Target{Test: "panic"}, Configs: subjects(func() models.SemaphoreOps {
		var busy atomic.Bool
		s := newCondSem(1, false)
		return models.SemaphoreOps{
			TryAcquire: s.try,
			Release: func(n int) {
				if busy.Swap(true) {
					panic("two at once")
				}
				s.release(n)
				busy.Store(false)
			},
		}
	})}
}

func spinTarget() *campaign.Target {
	return &campaign.Target{Name: counterexample.Target{Test: "spin"}, Configs: subjects(func() models.SemaphoreOps {
		var free atomic.Int64
		free.Store(1)
		return models.SemaphoreOps{
			AcquireN: func(n int) {
				for {
					if f := free.Load(); f > int64(n) && free.CompareAndSwap(f, f-int64(n)) { // should be >=
						return
					}
				}
			},
			Release: func(n int) { free.Add(int64(n)) },
		}
	})}
}

func subjects(construct func() models.SemaphoreOps) []*models.Subject {
	return []*models.Subject{models.Semaphore(1).Bind(construct)}
}
