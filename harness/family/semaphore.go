package family

import "github.com/tenter-go/tenter/models"

const releases = "Release ReleaseN ReleaseMany Signal Post V Up Unlock Leave Exit Done Give Return Free Put End Finish Dec"

var semaphore = stated(Family{
	Name:    "semaphore",
	Aliases: []string{"counting-semaphore", "weighted-semaphore", "bounded-semaphore"},
	About:   "counting semaphore; waiters go in any order, and a cancelled call may have had its permits for a moment",
	Types:   words("Semaphore Weighted Sem CountingSemaphore Limiter"),
	Size: Size{Values: []int{1, 2, 3},
		Words: words("permits limit size max n count capacity cap weight slots tokens concurrency num number maximum available initial value")},
	Calls: []Call{
		{Name: "Acquire", Args: words("ctx n"), Loose: words("n"),
			Names: words("Acquire AcquireContext AcquireWithContext AcquireCtx AcquireN AcquireMany Wait WaitContext Lock LockContext P Down Enter Take Obtain Get Reserve Begin Start")},
		{Name: "AcquireTimeout", Args: words("d n"), Loose: words("n"),
			Names: words("AcquireTimeout AcquireWithTimeout AcquireWithin TryAcquireTimeout TryAcquireWithTimeout TryAcquireFor TryAcquire WaitTimeout LockTimeout AcquireFor Acquire")},
		{Name: "AcquireN", Args: words("n"), Loose: words("n"), Names: words("Acquire AcquireN AcquireMany Wait Lock P Down Enter Take Obtain Get Reserve Begin Start Inc")},
		{Name: "TryAcquire", Args: words("n"), Loose: words("n"), Names: words("TryAcquire TryAcquireN TryAcquireMany TryLock TryWait TryP TryDown TryTake TryEnter TryGet TryReserve TryBegin Try")},
		{Name: "Release", Args: words("n"), Loose: words("n"), Names: words(releases), Drops: true, Shown: "ReleaseErr"},
		{Name: "ReleaseErr", Args: words("n"), Loose: words("n"), Names: words(releases)},
		{Name: "Free", Names: words("Free Available AvailablePermits FreePermits Remaining FreeSlots")},
	},
	Needs:  [][]string{{"Acquire", "AcquireTimeout", "AcquireN", "TryAcquire"}, {"Release", "ReleaseErr"}},
	Allows: words("late-context"), Demands: words("exact-timeout"),
}, contract[models.SemaphoreOps]{model: "models.Semaphore", make: models.Semaphore, own: []option{noMisuse, lateTimeout}, weights: true})
