package sync

import (
	"sync"
	"unsafe"

	"github.com/tenter-go/tenter/harness/sched"
	"github.com/tenter-go/tenter/harness/sched/edge"
)

// Pool is sync.Pool. Under control it has objects of its own, which are gone when the execution is over: the real pool gives
// back what it likes, depending on processors and garbage collections. Get returns the object that was put last, or, as a choice of
// the strategy, behaves as if there were none.
type Pool sync.Pool

func (p *Pool) real() *sync.Pool { return (*sync.Pool)(p) }

// Get is sync.Pool.Get.
func (p *Pool) Get() any {
	if t := current(); t != nil && p != nil {
		return p.get(t)
	}
	return p.real().Get()
}

// Put is sync.Pool.Put.
func (p *Pool) Put(x any) {
	if t := current(); t != nil && p != nil {
		p.put(t, x)
		return
	}
	p.real().Put(x)
}

// current is sched.Current for operations that touch nothing at which a task could wait.
func current() *sched.Task {
	if sched.Active() {
		return sched.Current()
	}
	return nil
}

// kept is an object in a pool. It is where the detector of races sees a Put come before the Get that returns what was put.
type kept struct{ x any }

//go:norace
func (p *Pool) get(t *sched.Task) any {
	obj := unsafe.Pointer(p)
	t.Point(sched.KindPool, obj)
	free, _ := t.Attached(obj).(*[]*kept)
	if free != nil && len(*free) > 0 && t.Choose(2) == 0 {
		last := len(*free) - 1
		k := (*free)[last]
		(*free)[last] = nil
		*free = (*free)[:last]
		t.Wrote()
		edge.Acquire(unsafe.Pointer(k))
		return k.x
	}
	if p.New != nil {
		return p.New()
	}
	return nil
}

//go:norace
func (p *Pool) put(t *sched.Task, x any) {
	obj := unsafe.Pointer(p)
	t.Point(sched.KindPool, obj)
	if x == nil {
		return
	}
	free, _ := t.Attached(obj).(*[]*kept)
	if free == nil {
		free = new([]*kept)
		t.Attach(obj, free)
	}
	k := &kept{x}
	edge.Release(unsafe.Pointer(k))
	*free = append(*free, k)
	t.Wrote()
}
