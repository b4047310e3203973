package builtin

import (
	"errors"
	"slices"
	"time"

	"github.com/tenter-go/tenter/models"
	prim "github.com/tenter-go/tenter/prims/queue"
	"github.com/tenter-go/tenter/prims/queue/mutants"
)

// The queues promise hand-over, first come, first served, and are held to it.

var queue = &Primitive{
	Name:    "queue",
	Aliases: []string{"queue.Queue", "fifo-queue"},
	About:   "first in, first out queue; may be bounded; with time-outs, task_done and join, and shutdown",
	Mutants: queueMutants("queue", models.Queue),
	configs: queueSubjects(models.Queue, capacities, func(capacity int) models.QueueOps { return adaptQueue(prim.New[int](capacity)) }),
}

var lifoQueue = &Primitive{
	Name:    "lifo-queue",
	Aliases: []string{"LifoQueue", "queue.LifoQueue", "stack"},
	About:   "last in, first out queue, a stack; otherwise as queue",
	Mutants: queueMutants("lifo-queue", models.LifoQueue),
	configs: queueSubjects(models.LifoQueue, capacities, func(capacity int) models.QueueOps { return adaptQueue(prim.NewLifo[int](capacity)) }),
}

var priorityQueue = &Primitive{
	Name:    "priority-queue",
	Aliases: []string{"PriorityQueue", "queue.PriorityQueue"},
	About:   "queue with the least item first, stable among equals; otherwise as queue",
	Mutants: queueMutants("priority-queue", models.PriorityQueue),
	configs: queueSubjects(partlyComparable, capacities, func(capacity int) models.QueueOps {
		return adaptQueue(prim.NewPriority(capacity, byPriority))
	}),
}

var simpleQueue = &Primitive{
	Name:    "simple-queue",
	Aliases: []string{"SimpleQueue", "queue.SimpleQueue"},
	About:   "unbounded first in, first out queue with nothing but put and get",
	Mutants: simpleMutants(),
	configs: simpleSubjects(strictQueue(), func() models.QueueOps {
		q := prim.NewSimple[int]()
		return models.QueueOps{
			PutN: q.Put, Get: q.Get, TryGet: q.TryGet, Len: q.Len,
			GetTimeout: func(d time.Duration) (int, bool, error) { return late(q.GetTimeout(d)) },
		}
	}),
}

// strictQueue are the options of the models that the queues are held to.
func strictQueue() []models.Option {
	return []models.Option{models.FIFO(), models.QueueErrors(prim.ErrFull, prim.ErrEmpty, prim.ErrShutDown, prim.ErrTaskDone)}
}

// partlyComparable is the model of a priority queue that is put values which can't be compared.
func partlyComparable(capacity int, opts ...models.Option) *models.Model[models.QueueOps] {
	return models.PriorityQueue(capacity, append(opts, models.WithIncomparable())...)
}

// byPriority compares values of the model of a priority queue.
func byPriority(a, b int) bool {
	if p := models.Priority(a); p == models.Incomparable {
		panic("it can't be compared")
	}
	if p := models.Priority(b); p == models.Incomparable {
		panic("it can't be compared")
	}
	return models.Priority(a) < models.Priority(b)
}

type queueModel = func(capacity int, opts ...models.Option) *models.Model[models.QueueOps]

// What is left out, so that the rest is seen more often: what ends the queue or the work, so that items flow; or what passes by
// the count of unfinished items.
var (
	ending  = []string{"Shutdown", "ShutdownNow", "TaskDone", "Join"}
	passing = []string{"Shutdown", "PutTimeout", "GetTimeout", "Len"}
)

var capacities = []int{1, 2, 0}

// queueSubjects returns the constructor bound to the model, for each capacity.
func queueSubjects(model queueModel, capacities []int, construct func(capacity int) models.QueueOps) func() []*models.Subject {
	return func() (list []*models.Subject) {
		for _, left := range [][]string{nil, ending, passing} {
			list = append(list, queueSubjectsWithout(left, model, capacities, construct)...)
		}
		return list
	}
}

func queueSubjectsWithout(left []string, model queueModel, capacities []int, construct func(capacity int) models.QueueOps) (list []*models.Subject) {
	for _, n := range capacities {
		list = append(list, model(n, strictQueue()...).Bind(func() models.QueueOps { return without(construct(n), left) }))
	}
	return list
}

func simpleSubjects(opts []models.Option, construct func() models.QueueOps) func() []*models.Subject {
	return func() []*models.Subject {
		return []*models.Subject{models.Queue(0, append(opts, models.Name("simple-queue"), models.Label("simple-queue"))...).Bind(construct)}
	}
}

// queueMutants returns the mutants of one of the queues.
func queueMutants(of string, model queueModel) []Mutant {
	return mutantsOf(mutants.All(), of, func(m mutants.Mutant) []*models.Subject {
		model, x := model, m.New(0, byPriority)
		if _, so := x.(mutants.Comparing); so {
			model = partlyComparable
		}
		has := slices.DeleteFunc(slices.Clone(capacities), func(n int) bool { return m.New(n, byPriority) == nil })
		construct := func(capacity int) models.QueueOps { return without(adaptQueue(m.New(capacity, byPriority)), m.Without) }
		if len(m.Without) > 0 { // it says itself what is to be left out
			return queueSubjectsWithout(nil, model, has, construct)
		}
		return queueSubjects(model, has, construct)()
	})
}

func simpleMutants() []Mutant {
	return mutantsOf(mutants.All(), "simple-queue", func(m mutants.Mutant) []*models.Subject {
		opts := strictQueue()
		if _, so := m.New(0, nil).(mutants.AnyOrder); so {
			opts = opts[1:] // not FIFO
		}
		return simpleSubjects(opts, func() models.QueueOps {
			q := m.New(0, byPriority)
			ops := without(adaptQueue(q), m.Without)
			return models.QueueOps{
				PutN: func(v int) { _ = q.TryPut(v) },
				Get:  ops.Get, GetTimeout: ops.GetTimeout, TryGet: ops.TryGet, Len: ops.Len,
			}
		})()
	})
}

// adaptQueue says how the methods are called.
func adaptQueue(q mutants.Subject) models.QueueOps {
	return models.QueueOps{
		Put: q.Put, TryPut: q.TryPut, Get: q.Get, TryGet: q.TryGet, Len: q.Len,
		TaskDone: q.TaskDone, Join: q.Join, Shutdown: q.Shutdown, ShutdownNow: q.ShutdownNow,
		PutTimeout: func(d time.Duration, v int) (bool, error) {
			_, ok, err := late(0, q.PutTimeout(d, v))
			return ok, err
		},
		GetTimeout: func(d time.Duration) (int, bool, error) { return late(q.GetTimeout(d)) },
	}
}

// late tells a time-out from a failure.
func late(v int, err error) (int, bool, error) {
	if errors.Is(err, prim.ErrFull) || errors.Is(err, prim.ErrEmpty) {
		return 0, false, nil
	}
	return v, err == nil, err
}
