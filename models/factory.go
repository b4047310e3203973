package models

import (
	"errors"
	"fmt"
	"sync"
)

// ErrMake is the error of a Factory that fails.
var ErrMake = errors.New("models: the resource can't be made")

// Factory makes the resources of a pool, to be passed to its constructor. They
// are numbers, from 1. It fails at every third attempt. The zero Factory is ready
// to use, by any number of goroutines.
type Factory struct {
	// Always keeps it from failing.
	Always bool

	mu       sync.Mutex
	attempts int
	alive    map[int]bool
	used     map[int]bool
	faulty   string // what has gone wrong, in words
}

// Make returns a resource that was not there before, or ErrMake.
func (f *Factory) Make() (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.attempts++
	if f.attempts%3 == 0 && !f.Always {
		return 0, ErrMake
	}
	if f.alive == nil {
		f.alive, f.used = map[int]bool{}, map[int]bool{}
	}
	f.alive[f.attempts] = true
	return f.attempts, nil
}

// Destroy destroys a resource. It notes if that is in use, or is not there.
func (f *Factory) Destroy(resource int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case !f.alive[resource]:
		f.blame("resource %d was destroyed twice", resource)
	case f.used[resource]:
		f.blame("resource %d was destroyed while it was in use", resource)
	}
	delete(f.alive, resource)
}

func (f *Factory) blame(format string, args ...any) {
	if f.faulty == "" {
		f.faulty = fmt.Sprintf(format, args...)
	}
}

// poolRegister knows which resources of a pool are in use.
type poolRegister struct {
	factory *Factory // its lock guards the register, since both tell of faults
	line    []any    // the resources in use, the longest first
	closed  bool

	begun, underway int // calls that may make a resource
}

// got notes a resource that was acquired, and returns what is wrong with that.
func (r *poolRegister) got(resource any, err error) error {
	if err != nil {
		return err
	}
	f := r.factory
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, other := range r.line {
		if other == resource {
			f.blame("a resource was given to two at the same time")
		}
	}
	if n, ok := numberOf(resource); ok && f.alive != nil {
		if !f.alive[n] {
			f.blame("resource %d was given out after it had been destroyed", n)
		}
		f.used[n] = true
	}
	r.line = append(r.line, resource)
	return f.wrong()
}

// numberOf returns which of a factory's resources it is, if that can be told.
func numberOf(resource any) (n int, ok bool) {
	if p, is := resource.(*int); is && p != nil {
		return *p, true
	}
	n, ok = resource.(int)
	return n, ok
}

// give gives the resource back that has been in use longest.
func (r *poolRegister) give(back func(resource any)) error {
	resource, ok := r.take()
	if !ok {
		return ErrMisuse
	}
	back(resource)
	return r.fault()
}

func (r *poolRegister) take() (resource any, ok bool) {
	r.factory.mu.Lock()
	defer r.factory.mu.Unlock()
	if len(r.line) == 0 {
		return nil, false
	}
	resource, r.line = r.line[0], r.line[1:]
	if n, ok := numberOf(resource); ok {
		delete(r.factory.used, n)
	}
	return resource, true
}

// making notes a call that may make a resource, until its end is called.
func (r *poolRegister) making() (end func()) {
	f := r.factory
	f.mu.Lock()
	defer f.mu.Unlock()
	r.begun++
	r.underway++
	return func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		r.underway--
	}
}

// close reports whether this is the first time. undisturbed tells later whether
// no resource can have been made beside the close.
func (r *poolRegister) close() (undisturbed func() bool, first bool) {
	r.factory.mu.Lock()
	defer r.factory.mu.Unlock()
	first, r.closed = !r.closed, true
	begun, underway := r.begun, r.underway
	return func() bool { return underway == 0 && r.begun == begun }, first
}

// fault returns what has gone wrong so far.
func (r *poolRegister) fault() error {
	r.factory.mu.Lock()
	defer r.factory.mu.Unlock()
	return r.factory.wrong()
}

// empty returns what has gone wrong, or that something is left that should have
// been destroyed: what is made beside the close may be destroyed after it.
func (r *poolRegister) empty(undisturbed func() bool) error {
	r.factory.mu.Lock()
	defer r.factory.mu.Unlock()
	if n := len(r.factory.alive); n > 0 && undisturbed() {
		r.factory.blame("the pool is closed, and %s of those that were made have not been destroyed", counted(n, "resource"))
	}
	return r.factory.wrong()
}

func (f *Factory) wrong() error {
	if f.faulty == "" {
		return nil
	}
	return errors.New(f.faulty)
}
