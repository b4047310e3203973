package family

import "github.com/tenter-go/tenter/models"

var workerPool = stated(Family{
	Name:    "worker-pool",
	Aliases: []string{"goroutine-pool", "task-group", "thread-pool", "executor"},
	About:   "pool of workers that run the tasks which are submitted, each once; every call returns",
	Types:   words("Pool WorkerPool GoPool Workers Executor TaskGroup Dispatcher Group"),
	Size:    Size{Words: words("workers size n max maxWorkers maxConcurrency concurrency capacity cap limit num count poolSize maxGoroutines parallelism"), Values: []int{1, 2}, Optional: true},
	Calls: []Call{
		{Name: "Submit", Args: words("task"), Names: words("Submit Go Do Run Add Execute Schedule AddTask AddJob Enqueue Push Dispatch Queue Start Send"), Drops: true},
		{Name: "SubmitErr", Args: words("task"), Names: words("Submit Go Do Run Add Execute Schedule AddTask AddJob Enqueue Push Dispatch Queue Start")},
		{Name: "TrySubmit", Args: words("task"), Names: words("TrySubmit TryGo TryDo TryRun TryAdd TryExecute TryEnqueue")},
		{Name: "SubmitWait", Args: words("task"), Names: words("SubmitWait SubmitAndWait RunWait DoWait ExecuteAndWait"), Drops: true, Fails: true},
		{Name: "Wait", Names: words("Wait WaitAll Join Flush WaitDone"), Drops: true, Fails: true},
		{Name: "Stop", Names: words("Stop Close Release Shutdown Cancel Terminate Purge Quit"), Drops: true, Fails: true},
		{Name: "StopWait", Names: words("StopWait StopAndWait CloseAndWait ShutdownAndWait Shutdown GracefulStop Drain WaitClose"), Drops: true, Fails: true},
		{Name: "Cancel", Names: words("Cancel"), Drops: true, Fails: true},
	},
	Allows: words("may-refuse panicking-tasks"),
	Needs:  [][]string{{"Submit", "SubmitErr", "TrySubmit", "SubmitWait"}},
}, contract[models.WorkerPoolOps]{subject: func(c Choice, size int, construct func() models.WorkerPoolOps) *models.Subject {
	return models.WorkerPool(size, c.options(models.NoMisuse())...).Bind(construct)
}})
