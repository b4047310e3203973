package family

// table holds all families, by name.
var table = []*Family{
	counter,
	event,
	itemPool,
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
	waitGroup,
	workerPool,
}
