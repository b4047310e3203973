package family

// table holds all families, by name.
var table = []*Family{
	counter,
	keyedLock,
	lock,
	mapping,
	once,
	priorityQueue,
	queue,
	register,
	resourcePool,
	rwlock,
	semaphore,
	set,
	singleflight,
	stack,
	workerPool,
}
