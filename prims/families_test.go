package prims_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/tenter-go/tenter/harness/campaign"
	"github.com/tenter-go/tenter/harness/counterexample"
	"github.com/tenter-go/tenter/harness/verdict"
	"github.com/tenter-go/tenter/models"
)

// Small types of the kinds that the families of models are for. Each has a flaw that can be switched on: one that a real library had, or might.

// lockedSet is a set behind a lock.
type lockedSet struct {
	mu    sync.Mutex
	items map[int]bool
	flaw  string
}

func (s *lockedSet) add(v int) bool {
	if s.flaw == "unlocked look" {
		s.mu.Lock()
		had := s.items[v]
		s.mu.Unlock()
		s.mu.Lock()
		defer s.mu.Unlock()
		s.items[v] = true
		return !had
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	had := s.items[v]
	s.items[v] = true
	return !had
}

func (s *lockedSet) each(visit func(int)) {
	s.mu.Lock()
	if s.flaw != "lock kept" {
		defer s.mu.Unlock()
	}
	for v := 1; v <= 2; v++ {
		if s.items[v] {
			visit(v)
		}
	}
	if s.flaw == "lock kept" {
		s.mu.Unlock() // not reached when visit panics
	}
}

func sets(flaw string) *models.Subject {
	return models.Set().Bind(func() models.SetOps {
		s := &lockedSet{items: map[int]bool{}, flaw: flaw}
		return models.SetOps{Add: s.add, Each: s.each}
	})
}

// condLock is a lock with keys on one condition.
type condLock struct {
	cond *sync.Cond
	held [3]bool
	flaw string
}

func (l *condLock) lock(key int) {
	l.cond.L.Lock()
	defer l.cond.L.Unlock()
	for l.held[key] {
		l.cond.Wait()
	}
	l.held[key] = true
}

func (l *condLock) unlock(key int) {
	l.cond.L.Lock()
	defer l.cond.L.Unlock()
	l.held[key] = false
	if l.flaw == "wakes another key" {
		l.cond.Signal()
	} else {
		l.cond.Broadcast()
	}
}

func keyedLocks(flaw string) *models.Subject {
	return models.KeyedLock(models.NoMisuse()).Bind(func() models.KeyedLockOps {
		l := &condLock{cond: sync.NewCond(new(sync.Mutex)), flaw: flaw}
		return models.KeyedLockOps{Lock: l.lock, Unlock: l.unlock}
	})
}

func registers(flaw string) *models.Subject {
	return models.Register(models.Zeroes()).Bind(func() models.RegisterOps {
		var v atomic.Int64
		swap := func(old, next int) bool { return v.CompareAndSwap(int64(old), int64(next)) }
		if flaw == "two steps" {
			swap = func(old, next int) bool {
				if v.Load() != int64(old) {
					return false
				}
				v.Store(int64(next))
				return true
			}
		}
		return models.RegisterOps{Load: func() int { return int(v.Load()) }, Store: func(n int) { v.Store(int64(n)) }, CompareAndSwap: swap}
	})
}

func counters(flaw string) *models.Subject {
	return models.Counter().Bind(func() models.CounterOps {
		var v atomic.Int64
		inc := func() { v.Add(1) }
		if flaw == "lost update" {
			inc = func() { v.Store(v.Load() + 1) }
		}
		return models.CounterOps{Inc: inc, Load: func() int { return int(v.Load()) }}
	})
}

// lazyMap computes values that are not there.
type lazyMap struct {
	mu   sync.Mutex
	m    map[int]int
	flaw string
}

func (m *lazyMap) loadOrCompute(key int, compute func() int) (int, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if v, ok := m.m[key]; ok {
		return v, true
	}
	if m.flaw == "computes unlocked" {
		m.mu.Unlock()
		v := func() int {
			defer m.mu.Lock()
			return compute()
		}()
		m.m[key] = v
		return v, false
	}
	m.m[key] = compute()
	return m.m[key], false
}

func lazyMaps(flaw string) *models.Subject {
	return models.Map().Bind(func() models.MapOps {
		m := &lazyMap{m: map[int]int{}, flaw: flaw}
		return models.MapOps{LoadOrCompute: m.loadOrCompute, Delete: func(key int) {
			m.mu.Lock()
			defer m.mu.Unlock()
			delete(m.m, key)
		}}
	})
}

func onces(flaw string) *models.Subject {
	return models.Once().Bind(func() models.OnceOps {
		var once sync.Once
		var done atomic.Bool
		do := once.Do
		if flaw == "early" {
			do = func(f func()) {
				if done.CompareAndSwap(false, true) {
					f()
				}
			}
		}
		return models.OnceOps{DoFunc: do}
	})
}

// handles is a pool of resources behind a channel of tokens.
type handles struct {
	tokens chan struct{}
	closed chan struct{}
	once   sync.Once
	mu     sync.Mutex
	idle   []*int
	flaw   string
}

var errClosed = errors.New("the pool is closed")

func (p *handles) acquire(ctx context.Context) (any, error) {
	select {
	case p.tokens <- struct{}{}:
	case <-p.closed:
		return nil, errClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	select {
	case <-p.closed:
		<-p.tokens
		return nil, errClosed
	default:
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if ctx.Err() != nil {
		if p.flaw != "token kept" {
			<-p.tokens
		}
		return nil, ctx.Err()
	}
	if n := len(p.idle); n > 0 {
		r := p.idle[n-1]
		if p.flaw != "given twice" {
			p.idle = p.idle[:n-1]
		}
		return r, nil
	}
	return new(int), nil
}

func (p *handles) release(r any) {
	p.mu.Lock()
	p.idle = append(p.idle, r.(*int))
	p.mu.Unlock()
	<-p.tokens
}

func resourcePools(flaw string) *models.Subject {
	return models.ResourcePool(2).Bind(func() models.ResourcePoolOps {
		p := &handles{tokens: make(chan struct{}, 2), closed: make(chan struct{}), flaw: flaw}
		return models.ResourcePoolOps{Acquire: p.acquire, Release: p.release, Close: func() { p.once.Do(func() { close(p.closed) }) }}
	})
}

func workerPools(flaw string) *models.Subject {
	return models.WorkerPool(0).Bind(func() models.WorkerPoolOps {
		var mu sync.Mutex
		var running int
		idle := sync.NewCond(&mu)
		done := func() {
			mu.Lock()
			defer mu.Unlock()
			running--
			if running == 0 && flaw != "no wake-up" {
				idle.Broadcast()
			}
		}
		submit := func(task func()) {
			count := func() {
				mu.Lock()
				defer mu.Unlock()
				running++
			}
			if flaw == "counts late" {
				go func() { count(); defer done(); task() }()
				return
			}
			count()
			go func() { defer done(); task() }()
		}
		return models.WorkerPoolOps{Submit: submit, Wait: func() {
			mu.Lock()
			defer mu.Unlock()
			for running > 0 {
				idle.Wait()
			}
		}}
	})
}

// TestFamilies holds the models for other people's types against right ones and wrong ones.
func TestFamilies(t *testing.T) {
	for _, c := range []struct {
		name  string
		make  func(flaw string) *models.Subject
		flaws map[string]verdict.Kind
	}{
		{"set", sets, map[string]verdict.Kind{"unlocked look": verdict.WrongResult, "lock kept": verdict.LostWakeup}},
		{"keyed lock", keyedLocks, map[string]verdict.Kind{"wakes another key": verdict.LostWakeup}},
		{"register", registers, map[string]verdict.Kind{"two steps": verdict.WrongResult}},
		{"counter", counters, map[string]verdict.Kind{"lost update": verdict.WrongResult}},
		{"map", lazyMaps, map[string]verdict.Kind{"computes unlocked": verdict.WrongResult}},
		{"once", onces, map[string]verdict.Kind{"early": verdict.WrongResult}},
		{"resource pool", resourcePools, map[string]verdict.Kind{"given twice": verdict.WrongResult, "token kept": verdict.LostWakeup}},
		{"worker pool", workerPools, map[string]verdict.Kind{"no wake-up": verdict.LostWakeup, "counts late": verdict.WrongResult}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if found := firstViolation(t, c.make("")); found != nil {
				t.Errorf("a right one is accused: %v\n%v", found.Verdict, found.Scenario)
			}
			for flaw, want := range c.flaws {
				found := firstViolation(t, c.make(flaw))
				if found == nil || found.Verdict != want {
					t.Errorf("%s: found %+v, want %v", flaw, found, want)
					continue
				}
				if s := found.Size(); s.Tasks > 3 || s.Operations > 6 || s.Preemptions > 2 {
					t.Errorf("%s: shrunk to %+v only:\n%v", flaw, s, found.Scenario)
				}
			}
		})
	}
}

// firstViolation returns the smallest case of the first violation in a campaign, or nil.
func firstViolation(t *testing.T, s *models.Subject) *counterexample.Counterexample {
	t.Helper()
	target := &campaign.Target{Name: counterexample.Target{Prim: "family"}, Configs: []*models.Subject{s}}
	defer target.Close()
	for _, share := range campaign.Plan(1, 4_000) {
		r, err := campaign.RunShare(target, share, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		if r.Found != nil {
			return r.Found.Counterexample
		}
	}
	return nil
}
