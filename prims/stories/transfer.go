package stories

import (
	"sync"

	"github.com/tenter-go/tenter/prims/lock"
	"github.com/tenter-go/tenter/prims/rlock"
)

// Pair is two things that are locked together, each under a lock that is told by name.
type Pair struct {
	a, b func() sync.Locker // for one call
	left int
}

func always(l sync.Locker) func() sync.Locker { return func() sync.Locker { return l } }

// owned gives each call an owner of its own, since each is made by another thread.
func owned(l *rlock.RLock) func() sync.Locker {
	return func() sync.Locker { return l.Locker(rlock.NewOwner()) }
}

// TwoMutexes returns a pair under two locks of Go.
func TwoMutexes() *Pair { return &Pair{a: always(new(sync.Mutex)), b: always(new(sync.Mutex))} }

// TwoLocks returns a pair under two locks of package lock.
func TwoLocks() *Pair { return &Pair{a: always(lock.New()), b: always(lock.New())} }

// TwoRLocks returns a pair under two reentrant locks.
func TwoRLocks() *Pair { return &Pair{a: owned(rlock.New()), b: owned(rlock.New())} }

// AB locks A and then B.
func (p *Pair) AB() { p.both(p.a(), p.b()) }

// BA locks B and then A.
func (p *Pair) BA() { p.both(p.b(), p.a()) }

func (p *Pair) both(first, second sync.Locker) {
	first.Lock()
	defer first.Unlock()
	second.Lock()
	defer second.Unlock()
	p.left++
}

// OneRLock is a pair of which A and B are two names of one reentrant lock.
type OneRLock struct{ lock *rlock.RLock }

// NewOneRLock returns such a pair.
func NewOneRLock() *OneRLock { return &OneRLock{rlock.New()} }

// AB locks the one lock twice, as the same owner.
func (p *OneRLock) AB() {
	o := rlock.NewOwner()
	a, b := p.lock.Locker(o), p.lock.Locker(o)
	a.Lock()
	defer a.Unlock()
	b.Lock()
	defer b.Unlock()
}

// BA is the same under the other names.
func (p *OneRLock) BA() { p.AB() }

// Ordered is a pair that is always locked in the same order, whoever asks for which first.
type Ordered struct{ Pair }

// NewOrdered returns such a pair.
func NewOrdered() *Ordered { return &Ordered{*TwoMutexes()} }

// BA wants B first, and locks A first.
func (p *Ordered) BA() { p.AB() }
