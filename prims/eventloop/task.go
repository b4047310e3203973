package eventloop

import (
	"errors"
	"iter"
	"slices"
	"time"

	"github.com/tenter-go/tenter/prims/future"
)

// Co is the handle of a task's coroutine. It is passed to the task's function, which awaits with it. It
// must not be used by anyone else.
type Co struct {
	loop   *Loop
	resume func() // runs the coroutine to its next await; nil before it begins and after it has ended
	yield  func(struct{}) bool
	begin  func()
	ended  bool

	asked   bool     // a cancellation is to be delivered
	waiting Waitable // what the task awaits
}

// Loop returns the loop that the task runs on.
func (c *Co) Loop() *Loop { return c.loop }

// Go makes a task of fn, which starts in a later turn of the loop, and returns its future. Cancelling
// the future asks the task to end.
func Go[T any](l *Loop, fn func(c *Co) (T, error)) *Future[T] {
	c := &Co{loop: l}
	f := &Future[T]{loop: l, task: c}
	end := func(v T, err error) {
		c.ended, c.resume = true, nil
		l.tasks = slices.DeleteFunc(l.tasks, func(o *Co) bool { return o == c })
		f.settle(v, err)
	}
	c.begin = func() {
		if c.asked {
			var none T
			end(none, ErrCancelled)
			return
		}
		next, _ := iter.Pull(func(yield func(struct{}) bool) {
			c.yield = yield
			future.Call(func() (T, error) { return fn(c) }, end)
		})
		c.resume = func() { next() }
		c.step()
	}
	l.tasks = append(l.tasks, c)
	l.CallSoon(c.begin)
	return f
}

// step runs the task to its next await, or to its end.
func (c *Co) step() {
	if c.ended {
		return
	}
	before := c.loop.active
	c.loop.active = c
	c.resume()
	c.loop.active = before
}

// cancel asks the task to end.
func (c *Co) cancel() {
	// What it awaits is cancelled with it, and tells it so. Where that is done, and the task has only yet
	// to run, the request waits for it.
	if c.waiting != nil && c.waiting.Cancel() {
		return
	}
	c.asked = true
}

// suspend lets others run until w is done.
func (c *Co) suspend(w Waitable) {
	if c.loop.active != c {
		panic("eventloop: a task awaits with the handle of another one, or outside of its loop")
	}
	c.waiting = w
	w.OnDone(c.step)
	c.yield(struct{}{})
	c.waiting = nil
}

// cut reports whether a cancellation is to be delivered now.
func (c *Co) cut() bool {
	asked := c.asked
	c.asked = false
	return asked
}

// Await waits until the future is done and returns what it came to. It returns [ErrCancelled] if the
// task is cancelled, or if the future was. A future that is done is not waited for.
func Await[T any](c *Co, f *Future[T]) (T, error) {
	if !c.cut() {
		if !f.done {
			c.suspend(f)
		}
		if !c.cut() {
			return f.Result()
		}
	}
	var none T
	return none, ErrCancelled
}

// granted waits for something that is handed over, and is not lost when a cancellation comes in the
// same turn: that waits for the next await.
func (c *Co) granted(f *Future[struct{}]) error {
	c.suspend(f)
	return f.err
}

// Sleep waits until d has passed; with d <= 0 it lets the others run once. It returns [ErrCancelled] if
// the task is cancelled before.
func Sleep(c *Co, d time.Duration) error {
	f := NewFuture[struct{}](c.loop)
	set := func() { _ = f.Set(struct{}{}) } // it may have been cancelled
	if d <= 0 {
		c.loop.CallSoon(set)
	} else {
		defer c.loop.CallLater(d, set)()
	}
	_, err := Await(c, f)
	return err
}

// Run runs fn as a task on a loop of its own and returns what it came to. Tasks that are left then are
// cancelled, and waited for.
func Run[T any](fn func(c *Co) (T, error)) (T, error) {
	l := New()
	f := Go(l, fn)
	v, err := RunUntilDone(f)
	for _, c := range slices.Clone(l.tasks) {
		c.cancel()
	}
	if end := l.run(func() bool { return len(l.tasks) == 0 }); end != nil {
		err = errors.Join(err, end)
	}
	return v, errors.Join(err, l.Close())
}
