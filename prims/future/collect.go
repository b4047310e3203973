package future

import (
	"context"
	"iter"
	"slices"
	"sync"
)

// When says what [Wait] waits for.
type When int

const (
	// All: until all futures are done.
	All When = iota
	// First: until one is.
	First
	// FirstError: until one has finished with an error, or all are done. Cancellation is no error here.
	FirstError
)

// collecting orders the completions of all futures that somebody collects: those who change the
// groups of a future hold it, and it comes before the futures' own locks. Futures that nobody collects
// never touch it.
var collecting sync.Mutex

// group is somebody who collects futures. Its fields are guarded by collecting.
type group[T any] struct {
	futures []*Future[T]  // each once, in the order given
	done    []*Future[T]  // in the order in which they became done
	wake    chan struct{} // has room for one
}

// collect begins to collect: the futures that are done are so in this very step.
func collect[T any](futures []*Future[T]) *group[T] {
	g := &group[T]{wake: make(chan struct{}, 1)}
	seen := make(map[*Future[T]]bool, len(futures))
	collecting.Lock()
	defer collecting.Unlock()
	for _, f := range futures {
		if seen[f] {
			continue
		}
		seen[f] = true
		g.futures = append(g.futures, f)
		f.mu.Lock()
		if f.State().Done() {
			g.done = append(g.done, f)
		} else {
			f.groups = append(f.groups, g)
		}
		f.mu.Unlock()
	}
	// Linearizes here: those that were found pending are pending still, since with a group of theirs
	// they can't become done without the lock that we hold.
	return g
}

// add notes a future that has become done. The caller holds collecting.
func (g *group[T]) add(f *Future[T]) {
	g.done = append(g.done, f)
	select {
	case g.wake <- struct{}{}:
	default: // awake already
	}
}

// leave ends the collection. The caller holds collecting.
func (g *group[T]) leave() {
	for _, f := range g.futures {
		f.mu.Lock()
		if i := slices.Index(f.groups, g); i >= 0 {
			f.groups = slices.Delete(f.groups, i, i+1)
		}
		f.mu.Unlock()
	}
}

// enough reports whether what is waited for has come to pass. The caller holds collecting.
func (g *group[T]) enough(when When) bool {
	switch {
	case len(g.done) == len(g.futures):
		return true
	case when == First:
		return len(g.done) > 0
	case when == FirstError:
		return slices.ContainsFunc(g.done, func(f *Future[T]) bool { return f.State() == Finished && f.err != nil })
	}
	return false
}

// Wait waits until what when says has come to pass. It returns the futures that are done, in the order
// in which they became done, and those that are not, in the order given; each once. If ctx was done
// on entry or is done first it returns the two lists as they are then, with the context's error.
func Wait[T any](ctx context.Context, when When, futures ...*Future[T]) (done, pending []*Future[T], err error) {
	late := ctx.Err()
	g := collect(futures)
	if late == nil {
		err = g.await(ctx, when)
	}
	collecting.Lock()
	defer collecting.Unlock()
	g.leave()
	if late != nil {
		err = late
	} else if g.enough(when) {
		err = nil
	}
	for _, f := range g.futures {
		if !slices.Contains(g.done, f) {
			pending = append(pending, f)
		}
	}
	return g.done, pending, err
}

// await waits until what when says has come to pass, or ctx is done.
func (g *group[T]) await(ctx context.Context, when When) error {
	for {
		collecting.Lock()
		enough := g.enough(when)
		collecting.Unlock()
		if enough {
			return nil
		}
		select {
		case <-g.wake:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// AsCompleted yields the futures as they become done, each once. If ctx is done while the next one is
// not, it yields nil and the context's error, and ends; it does so at once if ctx is done when the
// loop begins.
func AsCompleted[T any](ctx context.Context, futures ...*Future[T]) iter.Seq2[*Future[T], error] {
	return func(yield func(*Future[T], error) bool) {
		if err := ctx.Err(); err != nil {
			yield(nil, err)
			return
		}
		g := collect(futures)
		defer func() {
			collecting.Lock()
			defer collecting.Unlock()
			g.leave()
		}()
		for i := range g.futures {
			f, err := g.next(ctx, i)
			if !yield(f, err) || err != nil {
				return
			}
		}
	}
}

// next waits for the i-th future that becomes done.
func (g *group[T]) next(ctx context.Context, i int) (f *Future[T], err error) {
	for {
		collecting.Lock()
		if i < len(g.done) {
			f, err = g.done[i], nil
		}
		collecting.Unlock()
		if f != nil || err != nil {
			return f, err
		}
		select {
		case <-g.wake:
		case <-ctx.Done():
			err = ctx.Err()
		}
	}
}
