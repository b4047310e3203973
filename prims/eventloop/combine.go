package eventloop

import (
	"errors"
	"time"
)

// Outcome is what a future came to.
type Outcome[T any] struct {
	Value T
	Err   error
}

// Gather waits for all futures and returns their values in the order given. If one fails, it returns
// that error at once, and the others go on. If the task is cancelled, all are.
func Gather[T any](c *Co, futures ...*Future[T]) ([]T, error) {
	values := make([]T, len(futures))
	first := NewFuture[error](c.loop)
	left := len(futures)
	for i, f := range futures {
		f.OnDone(func() {
			values[i] = f.value
			if left--; !first.done && (left == 0 || f.err != nil) {
				_ = first.Set(f.err)
			}
		})
	}
	if left == 0 {
		return values, nil
	}
	failed, err := Await(c, first)
	if err != nil { // the task was cancelled
		for _, f := range futures {
			f.Cancel()
		}
		return nil, err
	}
	if failed != nil {
		return nil, failed
	}
	return values, nil
}

// GatherAll waits for all futures and returns what each came to, in the order given. If the task is
// cancelled, all are.
func GatherAll[T any](c *Co, futures ...*Future[T]) ([]Outcome[T], error) {
	outcomes := make([]Outcome[T], len(futures))
	for i, f := range futures {
		if !f.done {
			all := NewFuture[struct{}](c.loop)
			f.OnDone(func() { _ = all.Set(struct{}{}) }) // it may have been cancelled
			if _, err := Await(c, all); err != nil {
				for _, f := range futures {
					f.Cancel()
				}
				return nil, err
			}
		}
		outcomes[i] = Outcome[T]{f.value, f.err}
	}
	return outcomes, nil
}

// Shield returns a future that comes to what f comes to, and whose cancellation does not cancel f.
func Shield[T any](f *Future[T]) *Future[T] {
	outer := NewFuture[T](f.loop)
	f.OnDone(func() { _ = outer.set(f.value, f.err) }) // it may have been cancelled
	return outer
}

// WaitFor waits for the future no longer than d: it is cancelled then, and WaitFor returns [ErrTimeout]
// once it has ended. If that comes to a value all the same, WaitFor returns it.
func WaitFor[T any](c *Co, d time.Duration, f *Future[T]) (T, error) {
	late := false
	defer c.loop.CallLater(d, func() {
		late = f.Cancel()
	})()
	if d <= 0 && !f.done {
		late = f.Cancel()
	}
	v, err := Await(c, f)
	if late && errors.Is(err, ErrCancelled) && f.done {
		return v, ErrTimeout
	}
	return v, err
}

// TaskGroup is what the tasks of a [Group] are made in.
type TaskGroup struct {
	co      *Co
	tasks   []*Future[struct{}]
	left    int
	err     error // the first one
	changed *Future[struct{}]
	inBody  bool
}

// Group calls body, waits for all tasks that it and they have made in the group, and returns the first
// error. That error cancels all that have not ended, body included; so does the cancellation of the
// task that Group runs in.
func Group(c *Co, body func(g *TaskGroup) error) error {
	g := &TaskGroup{co: c, changed: NewFuture[struct{}](c.loop), inBody: true}
	err := body(g)
	g.inBody = false
	if g.err != nil {
		c.cut() // body's own, if it has not noticed
	} else if err != nil {
		g.fail(err)
	}
	for g.left > 0 {
		g.changed = NewFuture[struct{}](c.loop)
		if _, err := Await(c, g.changed); err != nil {
			g.fail(err)
		}
	}
	return g.err
}

// Go makes a task in the group.
func (g *TaskGroup) Go(fn func(c *Co) error) {
	f := Go(g.co.loop, func(c *Co) (struct{}, error) { return struct{}{}, fn(c) })
	g.tasks = append(g.tasks, f)
	g.left++
	f.OnDone(func() {
		g.left--
		if f.err != nil && !f.Cancelled() {
			g.fail(f.err)
		}
		_ = g.changed.Set(struct{}{}) // once for each wait
	})
	if g.err != nil {
		f.Cancel()
	}
}

func (g *TaskGroup) fail(err error) {
	if g.err != nil {
		return
	}
	g.err = err
	for _, f := range g.tasks {
		f.Cancel()
	}
	if g.inBody {
		g.co.cancel()
	}
}
