package family

import "github.com/tenter-go/tenter/models"

var waitGroup = stated(Family{
	Name:    "wait-group",
	Aliases: []string{"waitgroup", "go-waitgroup"},
	About:   "counter to wait for: who waits is let go when it is zero",
	Types:   words("WaitGroup Group WG"),
	Calls: []Call{
		{Name: "Add", Args: words("n"), Names: words("Add"), Plain: true},
		{Name: "Done", Names: words("Done"), Plain: true},
		{Name: "Wait", Names: words("Wait")},
		{Name: "WaitContext", Args: words("ctx"), Names: words("Wait WaitContext WaitCtx WaitWithContext")},
	},
	Needs:  [][]string{{"Add"}, {"Done"}, {"Wait", "WaitContext"}},
	Allows: words("late-context"),
}, contract[models.WaitGroupOps]{
	model: "models.WaitGroup", make: of(func(opts ...models.Option) *models.Model[models.WaitGroupOps] { return models.WaitGroup(1, opts...) }), own: []option{noMisuse},
	one: true, direct: direct{first: "x.Add(1)"},
	adapt: func(o models.WaitGroupOps) models.WaitGroupOps {
		if err := o.Add(1); err != nil { // nobody waits before something is to be done
			panic("Add(1) has failed on a fresh group: " + err.Error())
		}
		return o
	},
})

var event = stated(Family{
	Name:    "event",
	Aliases: []string{"flag", "notification"},
	About:   "flag that can be waited for, not set at first",
	Types:   words("Event Flag ManualResetEvent Notification Latch Signal"),
	Calls: []Call{
		{Name: "Set", Names: words("Set Notify Signal Fire Trigger Open"), Drops: true},
		{Name: "Clear", Names: words("Clear Reset Unset Close"), Drops: true},
		{Name: "IsSet", Names: words("IsSet HasBeenNotified Fired HasFired IsSignaled IsOpen")},
		{Name: "Wait", Args: words("ctx"), Names: words("Wait WaitContext WaitCtx WaitWithContext")},
		{Name: "WaitTimeout", Args: words("d"), Names: words("WaitTimeout WaitWithTimeout WaitFor Wait")},
		{Name: "Await", Names: words("Wait Await WaitForNotification")},
	},
	Needs:  [][]string{{"Set"}, {"Wait", "WaitTimeout", "Await", "IsSet"}},
	Allows: words("late-context"), Demands: words("exact-timeout"),
}, contract[models.EventOps]{model: "models.Event", make: of(models.Event), own: []option{missesPulses, lateTimeout}})

var itemPool = stated(Family{
	Name:    "item-pool",
	Aliases: []string{"go-pool", "free-list"},
	About:   "cache of items: Get gives one that was put in, to one caller only, or makes a new one",
	Types:   words("Pool ItemPool FreeList"),
	Calls: []Call{
		{Name: "Get", Names: words("Get Take Borrow Acquire")},
		{Name: "Put", Args: words("item"), Names: words("Put Return Release Give"), Drops: true},
	},
	Needs: [][]string{{"Get"}, {"Put"}},
}, contract[models.ItemPoolOps]{model: "models.ItemPool", make: of(models.ItemPool)})

var workerPool = stated(Family{
	Name:    "worker-pool",
	Aliases: []string{"thread-pool", "goroutine-pool", "errgroup", "task-group"},
	About:   "pool of workers that run the tasks that are submitted, each once",
	Types:   words("Pool WorkerPool GoroutinePool ThreadPool Workers Dispatcher Group ErrGroup WaitGroup"),
	Size: Size{Values: []int{1, 2}, Optional: true,
		Words: words("workers size maxworkers max n concurrency limit num count capacity cap poolsize numworkers maxconcurrency goroutines")},
	Calls: []Call{
		{Name: "Submit", Args: words("task"), Names: words("Submit Go Do Run Execute Exec Schedule Dispatch Add AddTask AddJob Enqueue Push Post Process Start"), Drops: true},
		{Name: "SubmitErr", Args: words("task"), Names: words("Submit Go Do Run Execute Exec Schedule Dispatch Add AddTask AddJob Enqueue Push Post Start")},
		{Name: "TrySubmit", Args: words("task"), Names: words("TrySubmit TryGo TryDo TryRun TryExecute TrySchedule")},
		{Name: "SubmitWait", Args: words("task"), Names: words("SubmitWait SubmitAndWait DoWait RunWait ExecWait"), Drops: true, Fails: true},
		{Name: "Wait", Names: words("Wait WaitAll Join WaitDone Flush"), Drops: true, Fails: true},
		{Name: "Stop", Names: words("Stop Close Release Shutdown Terminate Cancel Quit"), Drops: true, Fails: true},
		{Name: "StopWait", Names: words("StopWait StopAndWait CloseWait CloseAndWait ShutdownWait ShutdownAndWait GracefulStop Drain"), Drops: true, Fails: true},
	},
	Needs:   [][]string{{"Submit", "SubmitErr", "TrySubmit", "SubmitWait"}},
	Demands: words("panicking-tasks"), Cancels: true,
}, contract[models.WorkerPoolOps]{
	name: "lasting", about: "it can be used again after a Wait", model: "models.WorkerPool", make: models.WorkerPool, own: []option{noMisuse, mayRefuse},
}, contract[models.WorkerPoolOps]{
	name: "single-use", about: "it can be waited for once", model: "models.WorkerPool", make: models.WorkerPool, own: []option{noMisuse, mayRefuse, singleUse},
	applies: func(_ bool, offers func(string) bool) bool { return offers("Wait") },
})

var resourcePool = stated(Family{
	Name:    "resource-pool",
	Aliases: []string{"connection-pool", "object-pool"},
	About:   "pool of resources that are made when they are needed, used by one at a time, and destroyed in the end",
	Types:   words("Pool ResourcePool ConnPool ObjectPool"),
	Size: Size{Values: []int{1, 2},
		Words: words("maxsize max size capacity cap limit maxopen maxconns maxtotal n maxactive maxcap num")},
	Calls: []Call{
		{Name: "Acquire", Args: words("ctx"), Names: words("Acquire Get Borrow BorrowObject Take Checkout AcquireContext GetContext")},
		{Name: "AcquireN", Names: words("Acquire Get Borrow Take Checkout")},
		{Name: "TryAcquire", Names: words("TryAcquire TryGet TryBorrow")},
		{Name: "Release", Args: words("resource"), Names: words("Release Put Return ReturnObject Give Checkin"), Drops: true, Fails: true},
		{Name: "Destroy", Args: words("resource"), Names: words("Destroy Discard Invalidate InvalidateObject Remove"), Drops: true, Fails: true},
		{Name: "Create", Args: words("ctx"), Names: words("CreateResource Create AddObject")},
		{Name: "Close", Names: words("Close Shutdown Stop"), Drops: true, Fails: true},
		{Name: "CloseWait", Names: words("Close CloseWait Shutdown Stop"), Drops: true, Fails: true},
	},
	Needs:  [][]string{{"Acquire", "AcquireN", "TryAcquire"}, {"Release", "Destroy"}},
	Allows: words("late-context"), Demands: words("prompt-close"), Factory: true,
}, contract[models.ResourcePoolOps]{
	name: "close-returns", about: "Close returns at once", model: "models.ResourcePool", make: models.ResourcePool, own: []option{lateClose},
}, contract[models.ResourcePoolOps]{
	name: "close-waits", about: "Close waits until all resources have been given back", model: "models.ResourcePool", make: models.ResourcePool, own: []option{lateClose},
	applies: func(_ bool, offers func(string) bool) bool { return offers("Close") },
	direct:  direct{rename: map[string]string{"Close": "CloseWait"}},
	adapt: func(o models.ResourcePoolOps) models.ResourcePoolOps {
		o.Close, o.CloseWait = nil, o.Close
		return o
	},
})
