package builtin

import (
	"context"
	"errors"
	"time"

	"github.com/tenter-go/tenter/models"
	prim "github.com/tenter-go/tenter/prims/processqueue"
	"github.com/tenter-go/tenter/prims/processqueue/mutants"
)

var processQueue = &Primitive{
	Name:    "process-queue",
	Aliases: []string{"multiprocessing.Queue", "multiprocessing.JoinableQueue"},
	About:   "bounded queue of messages between processes, in memory that they share; task_done and join (checked in memory of one)",
	Mutants: mutantsOf(mutants.All(), "", func(m mutants.Mutant) []*models.Subject {
		return processQueueSubjects(func(capacity int) models.QueueOps { return without(adaptProcessQueue(m.New(capacity)), m.Without) })()
	}),
	configs: processQueueSubjects(func(capacity int) models.QueueOps { return adaptProcessQueue(mutants.Right(capacity)) }),
}

// processQueueSubjects returns the constructor bound to the model, in which those who wait go on in any order. Where items are only passed on, more of them are seen.
func processQueueSubjects(construct func(capacity int) models.QueueOps) func() []*models.Subject {
	return func() (list []*models.Subject) {
		for _, left := range [][]string{nil, {"TaskDone", "Join"}, {"PutTimeout", "TryGet", "GetTimeout", "Len"}} {
			for _, n := range []int{1, 2} {
				model := models.Queue(n, models.QueueErrors(prim.ErrFull, prim.ErrEmpty, nil, prim.ErrTaskDone), models.Name("process-queue"),
					models.Label("process-queue(at most %d)", n))
				list = append(list, model.Bind(func() models.QueueOps { return without(construct(n), left) }))
			}
		}
		return list
	}
}

func adaptProcessQueue(q mutants.Subject) models.QueueOps {
	return models.QueueOps{
		Put:    func(ctx context.Context, v int) error { return q.Put(ctx, byte(v)) },
		TryPut: func(v int) error { return q.TryPut(byte(v)) },
		PutTimeout: func(d time.Duration, v int) (bool, error) {
			return gone(q.PutTimeout(d, byte(v)))
		},
		Get:    func(ctx context.Context) (int, error) { return number(q.Get(ctx)) },
		TryGet: func() (int, error) { return number(q.TryGet()) },
		GetTimeout: func(d time.Duration) (int, bool, error) {
			v, err := q.GetTimeout(d)
			ok, err := gone(err)
			return int(v), ok, err
		},
		Len: q.Len, TaskDone: q.TaskDone, Join: q.Join,
	}
}

func number(v byte, err error) (int, error) { return int(v), err }

// gone tells a time-out from a failure.
func gone(err error) (ok bool, failure error) {
	if errors.Is(err, prim.ErrFull) || errors.Is(err, prim.ErrEmpty) {
		return false, nil
	}
	return err == nil, err
}
