package models

import (
	"context"
	"time"
)

// QueueOps is how a queue of ints is called: one function for each operation,
// nil for one that it does not offer. Method values fit where the signature is
// the same.
type QueueOps struct {
	// Put waits for room and puts v. If ctx is done first it returns the error
	// of ctx and puts nothing; any other error says that the queue is shut down.
	Put func(ctx context.Context, v int) error
	// PutTimeout waits at most d for room; it returns false if there was none,
	// and an error if the queue is shut down. With d <= 0 it tries once.
	PutTimeout func(d time.Duration, v int) (bool, error)
	// PutN puts v, waiting for room for as long as it takes. It panics if the
	// queue is shut down.
	PutN func(v int)
	// PutErr is Put without a context.
	PutErr func(v int) error
	// TryPut puts v if there is room, or returns an error: the queue is full, or
	// shut down.
	TryPut func(v int) error
	// Get waits for an item and takes it. If ctx is done first it returns the
	// error of ctx and takes nothing; any other error says that the queue is
	// shut down.
	Get func(ctx context.Context) (int, error)
	// GetTimeout waits at most d for an item; it returns false if there was none,
	// and an error if the queue is shut down. With d <= 0 it tries once.
	GetTimeout func(d time.Duration) (int, bool, error)
	// GetN takes an item, waiting for one for as long as it takes. It returns 0
	// if the queue is shut down and empty.
	GetN func() int
	// GetErr is Get without a context.
	GetErr func() (int, error)
	// GetMany waits for an item and takes n of them, or as many as there are. An
	// error says that the queue is shut down.
	GetMany func(n int) ([]int, error)
	// TryGet takes an item if there is one, or returns an error: the queue is
	// empty, or shut down.
	TryGet func() (int, error)
	// TryGetMany takes n items, or as many as there are, which may be none.
	TryGetMany func(n int) []int
	// Peek returns the item that would be taken next, and false if there is none.
	Peek func() (int, bool)
	// Len returns how many items there are.
	Len func() int
	// TaskDone says that one item that was put is done with. It returns an error
	// and changes nothing if all are.
	TaskDone func() error
	// Join waits until all items that were put are done with.
	Join func(ctx context.Context) error
	// Shutdown lets no more items in.
	Shutdown func()
	// ShutdownNow lets no more items in, and drops those that are left, which
	// are then done with.
	ShutdownNow func()
}

func (o QueueOps) put(ctx context.Context, v int) error            { return o.Put(ctx, v) }
func (o QueueOps) putTimeout(d time.Duration, v int) (bool, error) { return o.PutTimeout(d, v) }
func (o QueueOps) putN(v int)                                      { o.PutN(v) }
func (o QueueOps) tryPut(v int) error                              { return o.TryPut(v) }
func (o QueueOps) get(ctx context.Context) (int, error)            { return o.Get(ctx) }
func (o QueueOps) getTimeout(d time.Duration) (int, bool, error)   { return o.GetTimeout(d) }
func (o QueueOps) getN() int                                       { return o.GetN() }
func (o QueueOps) tryGet() (int, error)                            { return o.TryGet() }
func (o QueueOps) putErr(v int) error                              { return o.PutErr(v) }
func (o QueueOps) getErr() (int, error)                            { return o.GetErr() }
func (o QueueOps) tryGetMany(n int) string                         { return listed(o.TryGetMany(n)) }
func (o QueueOps) peek() (int, bool)                               { return o.Peek() }
func (o QueueOps) len() int                                        { return o.Len() }
func (o QueueOps) taskDone() error                                 { return o.TaskDone() }
func (o QueueOps) join(ctx context.Context) error                  { return o.Join(ctx) }
func (o QueueOps) shutdown()                                       { o.Shutdown() }
func (o QueueOps) shutdownNow()                                    { o.ShutdownNow() }

func (o QueueOps) getMany(n int) (string, error) {
	list, err := o.GetMany(n)
	return listed(list), err
}

// queueMethods says how each operation is called, given the errors that are told
// apart and the values that are put.
type queueMethods struct {
	put        Method[QueueOps, int, error]
	putTimeout Method[QueueOps, int, error]
	putN       Method[QueueOps, int, None]
	tryPut     Method[QueueOps, int, error]
	get        Method[QueueOps, None, any]
	getTimeout Method[QueueOps, None, any]
	getN       Method[QueueOps, None, int]
	tryGet     Method[QueueOps, None, any]
	putErr     Method[QueueOps, int, error]
	getErr     Method[QueueOps, None, any]
	getMany    Method[QueueOps, int, any]
	tryGetMany Method[QueueOps, int, string]
	peek       Method[QueueOps, None, any]
	size       Method[QueueOps, None, int]
	taskDone   Method[QueueOps, None, error]
	join       Method[QueueOps, None, error]
	shutdown   Method[QueueOps, None, None]
	now        Method[QueueOps, None, None]
}

func methodsOfQueue(e queueErrors, values Domain[int]) queueMethods {
	type o = QueueOps
	return queueMethods{
		put:        Ctx1(o.put, values, e.down).If(func(q o) bool { return q.Put != nil }),
		putTimeout: WithinErr1(o.putTimeout, values, e.down).If(func(q o) bool { return q.PutTimeout != nil }),
		putN:       Func1(o.putN, values).If(func(q o) bool { return q.PutN != nil }),
		tryPut:     Err1(o.tryPut, values, e.full, e.down).If(func(q o) bool { return q.TryPut != nil }),
		get:        CtxRet(o.get, e.down).If(func(q o) bool { return q.Get != nil }),
		getTimeout: WithinRetErr(o.getTimeout, e.down).If(func(q o) bool { return q.GetTimeout != nil }),
		getN:       Ret(o.getN).If(func(q o) bool { return q.GetN != nil }),
		tryGet:     RetErr(o.tryGet, e.empty, e.down).If(func(q o) bool { return q.TryGet != nil }),
		putErr:     Err1(o.putErr, values, e.down).If(func(q o) bool { return q.PutErr != nil }),
		getErr:     RetErr(o.getErr, e.down).If(func(q o) bool { return q.GetErr != nil }),
		getMany:    RetErr1(o.getMany, In(2, 1, 3), e.down).If(func(q o) bool { return q.GetMany != nil }),
		tryGetMany: Ret1(o.tryGetMany, In(2, 1, 3)).If(func(q o) bool { return q.TryGetMany != nil }),
		peek:       Ok(o.peek).If(func(q o) bool { return q.Peek != nil }),
		size:       Ret(o.len).If(func(q o) bool { return q.Len != nil }),
		taskDone:   Err(o.taskDone, e.done).If(func(q o) bool { return q.TaskDone != nil }),
		join:       Ctx(o.join).If(func(q o) bool { return q.Join != nil }),
		shutdown:   Func(o.shutdown).If(func(q o) bool { return q.Shutdown != nil }),
		now:        Func(o.shutdownNow).If(func(q o) bool { return q.ShutdownNow != nil }),
	}
}
