package builtin

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"github.com/tenter-go/tenter/models"
	prim "github.com/tenter-go/tenter/prims/barrier"
	"github.com/tenter-go/tenter/prims/barrier/mutants"
	"github.com/tenter-go/tenter/prims/mutant"
)

var barrier = &Primitive{
	Name:    "barrier",
	Aliases: []string{"threading.Barrier", "asyncio.Barrier", "multiprocessing.Barrier", "cyclic-barrier"},
	About:   "a fixed number of calls wait for each other, again and again, with an action, contexts, abort and reset",
	Mutants: mutantsOf(mutants.All(), "", func(m mutant.Mutant[func(int) mutants.Subject]) []*models.Subject {
		return one(models.Barrier(2, models.FIFO()), func() models.BarrierOps { return without(adaptBarrier(m.New(2)), m.Without) })
	}),
	configs: func() (list []*models.Subject) {
		for _, parties := range []int{2, 1, 3} {
			list = append(list, models.Barrier(parties, models.FIFO()).Bind(func() models.BarrierOps { return adaptBarrier(prim.New(parties)) }))
		}
		return append(list, one(models.Barrier(2, models.Label("barrier(2), with an action")), barrierWithAction)...)
	},
}

// barrierWithAction counts the generations in the action. With it, a generation is complete a while after its last call has arrived, so
// that indices and who waits are those of another moment.
func barrierWithAction() models.BarrierOps {
	var trips atomic.Int64
	ops := adaptBarrier(prim.NewAction(2, func() error { trips.Add(1); return nil }))
	ops.Trips = func() int { return int(trips.Load()) }
	ops.Waiting, ops.Broken, ops.Abort, ops.Reset = nil, nil, nil, nil
	return ops
}

// adaptBarrier says how the methods are called.
func adaptBarrier(b mutants.Subject) models.BarrierOps {
	return models.BarrierOps{
		Wait: func(ctx context.Context) (int, error) { return b.Wait(ctx) },
		WaitTimeout: func(d time.Duration) (int, bool, error) {
			index, err := b.WaitTimeout(d)
			if errors.Is(err, prim.ErrTimeout) {
				return 0, false, nil
			}
			return index, err == nil, err
		},
		Abort:   b.Abort,
		Reset:   b.Reset,
		Broken:  b.Broken,
		Waiting: b.Waiting,
	}
}
