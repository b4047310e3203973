package eventloop_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/tenter-go/tenter/prims/eventloop"
	"github.com/tenter-go/tenter/prims/future"
	"github.com/tenter-go/tenter/prims/threadpool"
)

type co = *eventloop.Co

// journal is what the tasks of a test note.
type journal []string

func (j *journal) note(format string, args ...any) { *j = append(*j, fmt.Sprintf(format, args...)) }

// play runs a main task in a bubble and compares what was noted, words apart.
func play(t *testing.T, want string, main func(c co, j *journal) error) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		var j journal
		if _, err := eventloop.Run(func(c co) (int, error) { return 0, main(c, &j) }); err != nil {
			j.note("error(%v)", err)
		}
		if got := strings.Join(j, " "); got != want {
			t.Errorf("noted: %s\nwant:  %s", got, want)
		}
	})
}

func step(j *journal, name string, naps int) func(co) (string, error) {
	return func(c co) (string, error) {
		j.note("%s:begin", name)
		for range naps {
			if err := eventloop.Sleep(c, time.Second); err != nil {
				j.note("%s:cut", name)
				return "", err
			}
		}
		j.note("%s:end", name)
		return name, nil
	}
}

func TestRunToCompletionBetweenAwaits(t *testing.T) {
	play(t, "main a:begin b:begin a:end b:end [a b]", func(c co, j *journal) error {
		a := eventloop.Go(c.Loop(), step(j, "a", 1))
		b := eventloop.Go(c.Loop(), step(j, "b", 1))
		j.note("main") // they start in a later turn
		got, err := eventloop.Gather(c, a, b)
		j.note("%v", got)
		return err
	})
}

func TestCallbacksRunInOrderAndLater(t *testing.T) {
	play(t, "now 1 2", func(c co, j *journal) error {
		c.Loop().CallSoon(func() { j.note("1") })
		f := eventloop.NewFuture[int](c.Loop())
		f.OnDone(func() { j.note("2") })
		_ = f.Set(1)
		j.note("now")
		return eventloop.Sleep(c, 0)
	})
}

func TestCancel(t *testing.T) {
	play(t, "a:begin a:cut true false swallowed false", func(c co, j *journal) error {
		a := eventloop.Go(c.Loop(), step(j, "a", 5))
		never := eventloop.Go(c.Loop(), step(j, "never", 1))
		never.Cancel()
		stubborn := eventloop.Go(c.Loop(), func(c co) (string, error) {
			if err := eventloop.Sleep(c, time.Hour); errors.Is(err, eventloop.ErrCancelled) {
				return "swallowed", nil
			}
			return "", nil
		})
		_ = eventloop.Sleep(c, time.Second/2)
		a.Cancel()
		stubborn.Cancel()
		_, _ = eventloop.Await(c, a)
		j.note("%v %v", a.Cancelled(), a.Cancel())
		v, err := eventloop.Await(c, stubborn)
		j.note("%s %v", v, stubborn.Cancelled())
		if !never.Cancelled() {
			t.Error("a task that was cancelled before it began is not cancelled")
		}
		return err
	})
}

func TestGather(t *testing.T) {
	boom := errors.New("boom")
	play(t, "a:begin boom a:end left:begin left:cut", func(c co, j *journal) error {
		a := eventloop.Go(c.Loop(), step(j, "a", 2))
		b := eventloop.Go(c.Loop(), func(co) (string, error) { return "", boom })
		if _, err := eventloop.Gather(c, a, b); errors.Is(err, boom) {
			j.note("boom")
		}
		all, err := eventloop.GatherAll(c, a, b)
		if err != nil || all[0].Value != "a" || !errors.Is(all[1].Err, boom) {
			t.Errorf("GatherAll = %v, %v", all, err)
		}
		eventloop.Go(c.Loop(), step(j, "left", 9)) // Run cancels it at the end
		return eventloop.Sleep(c, 0)
	})
}

func TestGroup(t *testing.T) {
	boom := errors.New("boom")
	play(t, "a:begin a:cut body:cut error(boom)", func(c co, j *journal) error {
		return eventloop.Group(c, func(g *eventloop.TaskGroup) error {
			g.Go(func(c co) error { _, err := step(j, "a", 9)(c); return err })
			g.Go(func(c co) error { _ = eventloop.Sleep(c, time.Second/2); return boom })
			err := eventloop.Sleep(c, time.Hour)
			if errors.Is(err, eventloop.ErrCancelled) {
				j.note("body:cut")
			}
			return err
		})
	})
	play(t, "a:begin a:end", func(c co, j *journal) error {
		return eventloop.Group(c, func(g *eventloop.TaskGroup) error {
			g.Go(func(c co) error { _, err := step(j, "a", 2)(c); return err })
			return nil
		})
	})
}

func TestWaitForAndShield(t *testing.T) {
	play(t, "slow:begin true quick:begin quick:end quick slow:end slow", func(c co, j *journal) error {
		slow := eventloop.Go(c.Loop(), step(j, "slow", 3))
		_, err := eventloop.WaitFor(c, time.Second, eventloop.Shield(slow))
		j.note("%v", errors.Is(err, eventloop.ErrTimeout))
		v, err := eventloop.WaitFor(c, time.Hour, eventloop.Go(c.Loop(), step(j, "quick", 1)))
		j.note("%s", v)
		if err != nil {
			return err
		}
		v, err = eventloop.Await(c, slow)
		j.note("%s", v)
		return err
	})
	// It waits until what it cancelled has ended.
	play(t, "cleaning 3s true", func(c co, j *journal) error {
		begin := time.Now()
		_, err := eventloop.WaitFor(c, time.Second, eventloop.Go(c.Loop(), func(c co) (int, error) {
			err := eventloop.Sleep(c, time.Hour)
			j.note("cleaning")
			_ = eventloop.Sleep(c, 2*time.Second)
			return 0, err
		}))
		j.note("%v %v", time.Since(begin), errors.Is(err, eventloop.ErrTimeout))
		return nil
	})
}

func TestLockIsFair(t *testing.T) {
	play(t, "a b c not-held", func(c co, j *journal) error {
		var k eventloop.Lock
		err := eventloop.Group(c, func(g *eventloop.TaskGroup) error {
			for _, name := range []string{"a", "b", "c"} {
				g.Go(func(c co) error {
					if err := k.Acquire(c); err != nil {
						return err
					}
					j.note("%s", name)
					_ = eventloop.Sleep(c, time.Second)
					return k.Release()
				})
			}
			return nil
		})
		if errors.Is(k.Release(), eventloop.ErrNotHeld) {
			j.note("not-held")
		}
		return err
	})
}

func TestSemaphoreEventCondition(t *testing.T) {
	play(t, "in in out woken", func(c co, j *journal) error {
		s := eventloop.NewSemaphore(2)
		var e eventloop.Event
		for range 3 {
			eventloop.Go(c.Loop(), func(c co) (int, error) {
				if err := s.Acquire(c); err != nil {
					return 0, err
				}
				j.note("in")
				return 0, e.Wait(c)
			})
		}
		_ = eventloop.Sleep(c, time.Second)
		j.note("out")
		var k eventloop.Lock
		n := eventloop.Condition{Lock: &k}
		if err := n.Notify(1); !errors.Is(err, eventloop.ErrNotHeld) {
			t.Errorf("Notify without the lock = %v", err)
		}
		waiter := eventloop.Go(c.Loop(), func(c co) (int, error) {
			_ = k.Acquire(c)
			err := n.Wait(c)
			j.note("woken")
			return 0, errors.Join(err, k.Release())
		})
		_ = eventloop.Sleep(c, 0)
		_ = k.Acquire(c)
		_ = n.Notify(3)
		_ = k.Release()
		_, err := eventloop.Await(c, waiter)
		return err
	})
}

func TestQueue(t *testing.T) {
	play(t, "[0 1 2 3 4] shut", func(c co, j *journal) error {
		q := eventloop.NewQueue[int](2)
		var got []int
		consumer := eventloop.Go(c.Loop(), func(c co) (int, error) {
			for {
				v, err := q.Get(c)
				if err != nil {
					return 0, err
				}
				got = append(got, v)
				_ = q.TaskDone()
			}
		})
		for i := range 5 {
			if err := q.Put(c, i); err != nil {
				return err
			}
		}
		if err := q.Join(c); err != nil {
			return err
		}
		q.Shutdown(false)
		_, err := eventloop.Await(c, consumer)
		j.note("%v", got)
		if errors.Is(err, eventloop.ErrQueueShut) && errors.Is(q.TryPut(1), eventloop.ErrQueueShut) {
			j.note("shut")
		}
		return nil
	})
}

func TestOtherGoroutines(t *testing.T) {
	l := eventloop.New()
	ended := make(chan error)
	go func() { ended <- l.RunForever() }()
	v, err := eventloop.Do(t.Context(), l, func(c co) (int, error) {
		pool := threadpool.New(1)
		a := eventloop.RunIn(l, pool, func() (int, error) { return 1, nil })
		b := eventloop.RunIn(l, nil, func() (int, error) { return 2, nil })
		got, err := eventloop.Gather(c, a, b)
		if !slices.Equal(got, []int{1, 2}) {
			t.Errorf("Gather = %v, %v", got, err)
		}
		return got[0] + got[1], err
	})
	if v != 3 || err != nil {
		t.Errorf("Do = %d, %v", v, err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	_, err = eventloop.Do(ctx, l, func(c co) (int, error) { return 0, eventloop.Sleep(c, time.Hour) })
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Do with a deadline = %v", err)
	}
	if err := l.RunForever(); !errors.Is(err, eventloop.ErrRunning) {
		t.Errorf("a second RunForever = %v", err)
	}
	var p *future.PanicError
	if _, err := eventloop.Do(t.Context(), l, func(co) (int, error) { panic("boom") }); !errors.As(err, &p) {
		t.Errorf("a task that panics: %v", err)
	}
	l.Stop()
	if err := errors.Join(<-ended, l.Close()); err != nil {
		t.Error(err)
	}
	if err := l.CallSoonThreadsafe(func() {}); !errors.Is(err, eventloop.ErrClosed) {
		t.Errorf("CallSoonThreadsafe of a closed loop = %v", err)
	}
}

func Example() {
	fetch := func(page string, takes time.Duration) func(co) (string, error) {
		return func(c co) (string, error) {
			err := eventloop.Sleep(c, takes) // the fake network
			return "<" + page + ">", err
		}
	}
	pages, err := eventloop.Run(func(c co) ([]string, error) {
		a := eventloop.Go(c.Loop(), fetch("a", 2*time.Millisecond))
		b := eventloop.Go(c.Loop(), fetch("b", time.Millisecond))
		return eventloop.Gather(c, a, b)
	})
	fmt.Println(pages, err)
	// Output: [<a> <b>] <nil>
}

func BenchmarkAwait(b *testing.B) {
	_, err := eventloop.Run(func(c co) (int, error) {
		for b.Loop() {
			if err := eventloop.Sleep(c, 0); err != nil {
				return 0, err
			}
		}
		return 0, nil
	})
	if err != nil {
		b.Error(err)
	}
}
