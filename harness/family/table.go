package family

// table holds all families, by name.
var table = []*Family{
	lock,
	mapping,
	once,
	queue,
	semaphore,
	singleflight,
	stack,
}
