package eventloop

import "errors"

// What a queue refuses with.
var (
	ErrQueueFull  = errors.New("eventloop: the queue is full")
	ErrQueueEmpty = errors.New("eventloop: the queue is empty")
	ErrQueueShut  = errors.New("eventloop: the queue is shut down")
)

// Queue is a first-in, first-out queue of tasks of one loop, made by [NewQueue].
type Queue[T any] struct {
	size       int
	items      []T
	unfinished int
	shut       bool
	getters    []*Future[T]
	putters    []*put[T]
	joiners    waiters
}

type put[T any] struct {
	v        T
	accepted *Future[struct{}]
}

// NewQueue returns a queue for up to size items, any number if size is not positive.
func NewQueue[T any](size int) *Queue[T] { return &Queue[T]{size: size} }

// Put waits for room and puts v into the queue; or it returns [ErrCancelled] or [ErrQueueShut].
func (q *Queue[T]) Put(c *Co, v T) error {
	if err := q.TryPut(v); !errors.Is(err, ErrQueueFull) {
		return err
	}
	if c.cut() {
		return ErrCancelled
	}
	p := &put[T]{v, NewFuture[struct{}](c.loop)}
	q.putters = append(q.putters, p)
	return c.granted(p.accepted)
}

// TryPut is Put that returns [ErrQueueFull] where Put would wait.
func (q *Queue[T]) TryPut(v T) error {
	switch {
	case q.shut:
		return ErrQueueShut
	case q.size > 0 && len(q.items) >= q.size:
		return ErrQueueFull
	}
	q.add(v)
	return nil
}

// add puts v into the queue, or hands it to the first who waits for it.
func (q *Queue[T]) add(v T) {
	q.unfinished++
	for len(q.getters) > 0 {
		g := q.getters[0]
		q.getters = q.getters[1:]
		if g.Set(v) == nil {
			return
		}
	}
	q.items = append(q.items, v)
}

// Get waits for an item and takes it out; or it returns [ErrCancelled], or [ErrQueueShut] if the queue
// is shut down and empty.
func (q *Queue[T]) Get(c *Co) (T, error) {
	v, err := q.TryGet()
	if !errors.Is(err, ErrQueueEmpty) {
		return v, err
	}
	if c.cut() {
		return v, ErrCancelled
	}
	g := NewFuture[T](c.loop)
	q.getters = append(q.getters, g)
	c.suspend(g)
	return g.value, g.err
}

// TryGet is Get that returns [ErrQueueEmpty] where Get would wait.
func (q *Queue[T]) TryGet() (v T, err error) {
	switch {
	case len(q.items) == 0 && q.shut:
		return v, ErrQueueShut
	case len(q.items) == 0:
		return v, ErrQueueEmpty
	}
	v = q.items[0]
	q.items = q.items[1:]
	for len(q.putters) > 0 {
		p := q.putters[0]
		q.putters = q.putters[1:]
		if p.accepted.Set(struct{}{}) == nil {
			q.add(p.v)
			break
		}
	}
	return v, nil
}

// Len returns the number of items.
func (q *Queue[T]) Len() int { return len(q.items) }

// TaskDone says that one of the items that were taken out has been dealt with. It returns [ErrState] if
// there is none.
func (q *Queue[T]) TaskDone() error {
	if q.unfinished == 0 {
		return ErrState
	}
	if q.unfinished--; q.unfinished == 0 {
		for q.joiners.next() {
		}
	}
	return nil
}

// Join waits until all items were dealt with, or returns [ErrCancelled].
func (q *Queue[T]) Join(c *Co) error {
	if q.unfinished == 0 {
		return nil
	}
	return q.joiners.wait(c)
}

// Shutdown refuses items from now on. What is in the queue can be taken out, unless immediate is true:
// then it is dropped.
func (q *Queue[T]) Shutdown(immediate bool) {
	q.shut = true
	if immediate {
		for range len(q.items) {
			_ = q.TaskDone()
		}
		q.items = nil
	}
	for _, p := range q.putters {
		_ = p.accepted.Fail(ErrQueueShut) // it may have been cancelled
	}
	q.putters = nil
	if len(q.items) == 0 {
		for _, g := range q.getters {
			_ = g.Fail(ErrQueueShut)
		}
		q.getters = nil
	}
}
