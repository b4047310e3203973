package family

// families is a list of them.
type families []*Family

// table holds all families, by name.
var table = families{
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
