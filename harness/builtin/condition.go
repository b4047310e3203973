package builtin

import (
	"context"
	"errors"
	"time"

	"github.com/tenter-go/tenter/models"
	prim "github.com/tenter-go/tenter/prims/condition"
	"github.com/tenter-go/tenter/prims/condition/mutants"
	primlock "github.com/tenter-go/tenter/prims/lock"
	"github.com/tenter-go/tenter/prims/mutant"
)

var condition = &Primitive{
	Name:    "condition",
	Aliases: []string{"threading.Condition", "asyncio.Condition", "multiprocessing.Condition", "condition-variable"},
	About:   "wait with a lock given up until notified, with contexts and time-outs; no notification is lost or spent on who gave up",
	Mutants: mutantsOf(mutants.All(), "", func(m mutant.Mutant[func() mutants.Subject]) []*models.Subject {
		if m.Verdict == "lost wakeup" {
			// With the lock in the open, a notification that is lost can show in many ways.
			return one(counted, func() models.SemaphoreOps { return without(adaptCounted(m.New()), m.Without) })
		}
		return one(models.Condition(models.FIFO()), func() models.ConditionOps { return without(adaptCondition(m.New()), m.Without) })
	}),
	configs: func() []*models.Subject {
		return append(
			one(models.Condition(models.FIFO()), func() models.ConditionOps { return adaptCondition(newCondition()) }),
			one(counted, func() models.SemaphoreOps { return adaptCounted(newCondition()) })...)
	},
}

func newCondition() mutants.Subject {
	l := primlock.New()
	return struct {
		*primlock.Lock
		*prim.Condition
	}{l, prim.New(l)}
}

// counted is how conditions are used: to wait, with the lock taken for each call, until a predicate holds that other calls make true.
// Here it is a counter that must not be negative, which makes it a semaphore. It shows notifications that are lost in a few calls.
var counted = models.Semaphore(0, models.Weights(1), models.Name("condition"), models.Label("condition, with a counter to wait for"))

// adaptCounted makes a semaphore of a condition.
func adaptCounted(c mutants.Subject) models.SemaphoreOps {
	free := 0
	locked := func(do func() error) error {
		_ = c.Acquire(context.Background())
		err := do()
		if err := c.Release(); err != nil {
			panic(err) // Wait has come back without the lock
		}
		return err
	}
	take := func(wait func() error) error {
		return locked(func() error {
			for free == 0 {
				if err := wait(); err != nil {
					return err
				}
			}
			free--
			return nil
		})
	}
	return models.SemaphoreOps{
		Acquire: func(ctx context.Context, _ int) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			return take(func() error { return c.Wait(ctx) })
		},
		AcquireTimeout: func(d time.Duration, _ int) bool {
			return take(func() error { return c.WaitTimeout(d) }) == nil
		},
		Release: func(n int) {
			_ = locked(func() error {
				free += n
				return c.Notify(n)
			})
		},
	}
}

// adaptCondition says how the methods are called. A lock that the condition gives up and takes again is
// waited for without an end, so that the lock's own operation is the one without a context, too.
func adaptCondition(c mutants.Subject) models.ConditionOps {
	return models.ConditionOps{
		Acquire:    func() { _ = c.Acquire(context.Background()) },
		TryAcquire: c.TryAcquire,
		Release:    c.Release,
		Wait:       c.Wait,
		WaitTimeout: func(d time.Duration) (bool, error) {
			switch err := c.WaitTimeout(d); {
			case err == nil:
				return true, nil
			case errors.Is(err, prim.ErrTimeout):
				return false, nil
			default:
				return false, err
			}
		},
		Notify:    c.Notify,
		NotifyAll: c.NotifyAll,
	}
}
