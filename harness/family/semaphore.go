package family

import (
	"context"
	"time"

	"github.com/tenter-go/tenter/models"
)

// Permits are only given back by those who have some: more is misuse of most semaphores, and what they do then differs.
var semaphore = stated(Family{
	Name:    "semaphore",
	Aliases: []string{"counting-semaphore", "weighted-semaphore", "bounded-semaphore", "limiter"},
	About:   "counting semaphore; waiters go in any order, and a cancelled call may have had its permits for a moment",
	Types:   words("Semaphore Weighted Sem CountingSemaphore Limiter"),
	Size:    Size{Words: words("permits limit size max n count capacity cap weight slots tokens concurrency num number maximum available initial value"), Values: []int{1, 2, 3}},
	Calls: []Call{
		{Name: "Acquire", Args: words("ctx n"), Loose: words("n"), Names: words("Acquire AcquireContext AcquireWithContext AcquireCtx AcquireN AcquireMany Wait WaitContext Lock LockContext P Down Enter Take Obtain Get Reserve Begin Start")},
		{Name: "AcquireTimeout", Args: words("d n"), Loose: words("n"), Names: words("AcquireTimeout AcquireWithTimeout AcquireWithin TryAcquireTimeout TryAcquireWithTimeout TryAcquireFor TryAcquire WaitTimeout LockTimeout AcquireFor Acquire")},
		{Name: "AcquireN", Args: words("n"), Loose: words("n"), Names: words("Acquire AcquireN AcquireMany Wait Lock P Down Enter Take Obtain Get Reserve Begin Start Inc")},
		{Name: "TryAcquire", Args: words("n"), Loose: words("n"), Names: words("TryAcquire TryAcquireN TryAcquireMany TryLock TryWait TryP TryDown TryTake TryEnter TryGet TryReserve TryBegin Try")},
		{Name: "Release", Args: words("n"), Loose: words("n"), Names: words("Release ReleaseN ReleaseMany Signal Post V Up Unlock Leave Exit Done Give Return Free Put End Finish Dec"), Drops: true},
		{Name: "ReleaseErr", Args: words("n"), Loose: words("n"), Names: words("Release ReleaseN ReleaseMany Signal Post V Up Unlock Leave Exit Done Give Return Free Put End Finish Dec")},
		{Name: "Free", Names: words("Free Available AvailablePermits FreePermits Remaining FreeSlots")},
	},
	Allows: words("late-context"),
	Needs:  [][]string{{"Acquire", "AcquireTimeout", "AcquireN", "TryAcquire"}, {"Release", "ReleaseErr"}},
}, contract[models.SemaphoreOps]{subject: func(c Choice, size int, construct func() models.SemaphoreOps) *models.Subject {
	weights := models.Weights(1)
	if size > 1 && !c.Loose {
		weights = models.Weights(1, 2)
	}
	return models.Semaphore(size, c.options(models.MayRefuse(), weights)...).Bind(func() models.SemaphoreOps { return ownPermits(construct()) })
}})

// ownPermits refuses to give back more permits than were taken.
func ownPermits(o models.SemaphoreOps) models.SemaphoreOps {
	var held tokens
	with := models.SemaphoreOps{Free: o.Free}
	if o.Acquire != nil {
		with.Acquire = func(ctx context.Context, n int) error {
			err := o.Acquire(ctx, n)
			if err == nil {
				held.add(n)
			}
			return err
		}
	}
	if o.AcquireTimeout != nil {
		with.AcquireTimeout = func(d time.Duration, n int) bool { return counted(&held, n, o.AcquireTimeout(d, n)) }
	}
	if o.AcquireN != nil {
		with.AcquireN = func(n int) {
			o.AcquireN(n)
			held.add(n)
		}
	}
	if o.TryAcquire != nil {
		with.TryAcquire = func(n int) bool { return counted(&held, n, o.TryAcquire(n)) }
	}
	with.ReleaseErr = func(n int) error {
		switch {
		case !held.use(n):
			return errMisuse
		case o.ReleaseErr != nil:
			return o.ReleaseErr(n)
		}
		o.Release(n)
		return nil
	}
	return with
}

// counted counts n tokens if they were taken.
func counted(t *tokens, n int, taken bool) bool {
	if taken {
		t.add(n)
	}
	return taken
}
