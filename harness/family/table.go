package family

// table holds all families, by name.
var table = []*Family{
	barrier,
	cache,
	counter,
	deque,
	event,
	itemPool,
	keyedLock,
	lock,
	mapping,
	once,
	priorityQueue,
	queue,
	rateLimiter,
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
