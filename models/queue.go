package models

import "fmt"

// Queue is the model of a first in, first out queue that holds as many items as
// capacity says, or any number if it is 0. It fits bounded and unbounded
// queues, those with and without a shutdown, with and without a count of
// unfinished items, and channels that are wrapped; an operation that the
// implementation lacks is nil in QueueOps.
//
// What it demands: items leave in the order in which they were stored, none is
// lost and none comes twice; TryPut fails exactly when the queue is full or shut
// down, and TryGet exactly when it is empty; after a shutdown puts fail, and gets
// fail once nothing is left; at a quiescence no put is stuck beside a free place,
// no get beside an item, and no Join when nothing is unfinished. What it allows:
// waiting calls go in any order and newcomers overtake; a Join may miss a moment
// at which nothing was unfinished; any error will do (QueueErrors).
//
// With FIFO() it is strict: waiting puts and gets are served first come, first
// served, each in the step of the call that makes it possible, and so is Join.
// With Prompt() a cancelled get may have had its item for a moment. RelaxedLen
// and SpuriousTry weaken it to what lock-free queues promise.
//
// Each put has a value of its own. It panics if capacity is negative.
func Queue(capacity int, opts ...Option) *Model[QueueOps] {
	return queueModel("queue", capacity, contract{insert: oldestFirst}, QueueObject, Fresh(), opts)
}

// LifoQueue is the model of a last in, first out queue: a stack on which puts
// and gets can wait. All else is as for Queue.
func LifoQueue(capacity int, opts ...Option) *Model[QueueOps] {
	return queueModel("lifo-queue", capacity, contract{insert: newestFirst}, StackObject, Fresh(), opts)
}

// PriorityQueue is the model of a queue from which the least item comes first.
// The priority of a value is Priority of it: its hundreds. An implementation
// with the largest first is adapted by putting the negative, and taking the
// negative of what it gives. Items of the same priority leave in the order in
// which they were stored, unless Unstable says otherwise. All else is as for
// Queue.
func PriorityQueue(capacity int, opts ...Option) *Model[QueueOps] {
	set := gather(opts)
	values := FreshOf(prioritised)
	if set.incomparable {
		values = FreshOf(withIncomparable)
	}
	opts = append([]Option{orderedByHundreds(capacity)}, opts...)
	c := contract{insert: leastFirst(Priority), compares: set.incomparable}
	if set.byValue {
		c.insert = leastFirst(func(v int) int { return v })
	}
	return queueModel("priority-queue", capacity, c, PriorityObject, values, opts)
}

// Unstable weakens a PriorityQueue: items of the same priority leave in any
// order, as from a heap. What it gives up: an item that others of its priority
// overtake for ever.
func Unstable() Option { return func(s *settings) { s.unstable = true } }

// ByValue makes the values of a PriorityQueue their own priorities, so that the
// least value comes first. It can't be combined with Unstable or WithIncomparable.
func ByValue() Option { return func(s *settings) { s.byValue = true } }

// WithIncomparable makes a PriorityQueue stricter: some of the values can't be
// compared (Incomparable), so that the function that compares panics. A call
// that compares one must then panic and have no effect; a put that was waiting
// panics itself, and not the get that made room for it.
func WithIncomparable() Option { return func(s *settings) { s.incomparable = true } }

// QueueErrors tells the model which errors the implementation fails with, matched
// with errors.Is: when the queue is full, empty, shut down, and when TaskDone
// was called too often. Without it any error will do for each.
func QueueErrors(full, empty, shutDown, done error) Option {
	return func(s *settings) { s.queueErrors = queueErrors{full, empty, shutDown, done} }
}

// queueErrors are the errors of a queue; ErrAny where it does not matter which.
type queueErrors struct{ full, empty, down, done error }

func (e queueErrors) filled() queueErrors {
	for _, err := range []*error{&e.full, &e.empty, &e.down, &e.done} {
		if *err == nil {
			*err = ErrAny
		}
	}
	return e
}

func queueLabel(name string, capacity int, more string) Option {
	if capacity == 0 {
		return Label("%s(unbounded%s)", name, more)
	}
	return Label("%s(at most %s%s)", name, counted(capacity, "item"), more)
}

func orderedByHundreds(capacity int) Option {
	return queueLabel("priority-queue", capacity, ", hundreds first")
}

func queueModel(name string, capacity int, c contract, kind ObjectKind, values Domain[int], opts []Option) *Model[QueueOps] {
	if capacity < 0 {
		panic(fmt.Sprintf("models: %s of capacity %d: it can't be negative; 0 is unbounded", name, capacity))
	}
	c.capacity = capacity
	opts = append([]Option{
		Name(name), queueLabel(name, capacity, ""), Describe(items.String), object(Object{Kind: kind, Capacity: capacity}),
	}, opts...)
	set := gather(opts)
	if set.byValue && (set.unstable || set.incomparable) {
		panic("models: a priority queue ByValue can't be Unstable or WithIncomparable: equal values are the same, and all can be compared")
	}
	e := set.queueErrors.filled()
	m := methodsOfQueue(e, values)
	if set.fifo || set.unstable {
		t := queueTurns{contract: c, errs: e, set: set, strict: set.fifo, unstable: set.unstable}
		return t.model(m).With(append(opts, func(s *settings) { s.fifo, s.handOver = false, set.fifo })...)
	}
	return queueGuards(c, e, set, m).With(opts...)
}

// queueGuards is the model of those queues whose waiting calls go as they like.
func queueGuards(c contract, e queueErrors, set settings, m queueMethods) *Model[QueueOps] {
	fits := func(s items, _ int) bool { return s.down || c.room(s) }
	put := func(s items, v int) (items, error) {
		if s.down {
			return s, e.down
		}
		return c.store(s, v), nil
	}
	putN := func(s items, v int) items { return c.store(s, v) }
	isDown := func(s items, _ any) bool { return s.down }
	misfit := func(s items, v any) bool { return !s.down && c.room(s) && c.panics(s, v.(int)) }
	there := func(s items, _ None) bool { return s.down || len(s.line) > 0 }
	get := func(otherwise error) func(s items, _ None) (items, any) {
		return func(s items, _ None) (items, any) {
			switch {
			case len(s.line) > 0:
				return remove(s, 0)
			case s.down:
				return s, e.down
			}
			return s, otherwise
		}
	}
	back := func(s items, _, v any) items {
		if v, ok := v.(int); ok {
			s.line = append([]int{v}, s.line...)
		}
		return s
	}
	return New(items{},
		Take("Put", m.put, fits, put).PanicsIf(misfit),
		Take("PutTimeout", m.putTimeout, fits, put).PanicsIf(misfit),
		Wait("PutN", m.putN, fits, putN).PanicsIf(misfit).PanicsIf(isDown),
		Take("PutErr", m.putErr, fits, put).PanicsIf(misfit),
		wobbly(set, Update("TryPut", m.tryPut, func(s items, v int) (items, error) {
			if !s.down && !c.room(s) {
				return s, e.full
			}
			return put(s, v)
		}).PanicsIf(misfit), ErrAny),
		Take("Get", m.get, there, get(nil)).GiveBack(back),
		Take("GetTimeout", m.getTimeout, there, get(nil)).GiveBack(back),
		Take("GetN", m.getN, there, func(s items, _ None) (items, int) {
			if len(s.line) == 0 {
				return s, 0
			}
			return remove(s, 0)
		}),
		Take("GetErr", m.getErr, there, get(nil)),
		Take("GetMany", m.getMany, func(s items, _ int) bool { return there(s, None{}) }, func(s items, n int) (items, any) {
			if len(s.line) == 0 {
				return s, e.down
			}
			s, list := removeMany(s, n)
			return s, listed(list)
		}),
		wobbly(set, Update("TryGet", m.tryGet, get(e.empty)), ErrAny),
		wobbly(set, Update("TryGetMany", m.tryGetMany, tryGetMany), ""),
		torn(set, Ask("Peek", m.peek, peek)),
		torn(set, Ask("Len", m.size, func(s items, _ None) int { return len(s.line) })),
		Update("TaskDone", m.taskDone, func(s items, _ None) (items, error) { return done(s, e.done) }),
		Wait("Join", m.join, func(s items, _ None) bool { return s.unfinished == 0 }, func(s items, _ None) items { return s }),
		Change("Shutdown", m.shutdown, func(s items, _ None) items { return closed(s) }),
		Change("ShutdownNow", m.now, func(s items, _ None) items { return dropped(s) }),
	)
}

func done(s items, none error) (items, error) {
	if s.unfinished == 0 {
		return s, none
	}
	s.unfinished--
	return s, nil
}
