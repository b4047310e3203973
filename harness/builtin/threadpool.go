package builtin

import (
	"context"
	"errors"

	"github.com/tenter-go/tenter/models"
	"github.com/tenter-go/tenter/prims/future"
	prim "github.com/tenter-go/tenter/prims/threadpool"
	"github.com/tenter-go/tenter/prims/threadpool/gated"
	"github.com/tenter-go/tenter/prims/threadpool/mutants"
)

var threadPool = &Primitive{
	Name:    "thread-pool",
	Aliases: []string{"ThreadPoolExecutor", "concurrent.futures.ThreadPoolExecutor", "multiprocessing.pool.ThreadPool", "worker-pool"},
	About:   "tasks on a bounded number of workers behind a queue that blocks or refuses; futures, map, shutdown",
	Mutants: mutantsOf(mutants.All(), "", func(m mutants.Mutant) []*models.Subject {
		return poolSubjects([][2]int{{1, 0}, {1, 1}}, m.New, m.Without)() // each mistake shows in a pool of one worker
	}),
	configs: poolSubjects(poolSizes, mutants.Right, nil),
}

// poolSizes are the numbers of workers and places in the queue that pools are checked with; -1 is no bound.
var poolSizes = [][2]int{{1, 0}, {1, 1}, {2, 1}, {1, -1}, {2, -1}}

func poolSubjects(sizes [][2]int, construct func(workers, room int) mutants.Subject, names []string) func() []*models.Subject {
	return func() (list []*models.Subject) {
		for _, size := range sizes {
			list = append(list, models.ThreadPool(size[0], size[1]).Bind(func() models.PoolOps {
				return without(adaptPool(mutants.NewPool(construct(size[0], size[1]))), names)
			}))
		}
		return list
	}
}

// adaptPool says how the methods are called.
func adaptPool(p *mutants.Pool) models.PoolOps {
	return models.PoolOps{
		Run: func(ctx context.Context, id int) (int, error) {
			n, err := p.Run(ctx, id)
			return n, poolError(err)
		},
		Submit: func(id int) error {
			_, err := p.Submit(context.Background(), id, true)
			return poolError(err)
		},
		TrySubmit: func(id int) error {
			_, err := p.Submit(context.Background(), id, false)
			return poolError(err)
		},
		Finish: p.Finish, Fail: p.Fail, Close: p.Close, CancelQueued: p.CancelQueued, CloseAndCancel: p.CloseAndCancel, Wait: p.Wait,
		Figures: func() string { return models.Figures(p.Figures()) },
		Release: p.Release,
	}
}

// poolError says the model's word for an error of package threadpool.
func poolError(err error) error {
	for _, e := range [][2]error{
		{prim.ErrFull, models.ErrPoolFull}, {prim.ErrClosed, models.ErrPoolClosed},
		{future.ErrCancelled, models.ErrPoolCancelled}, {gated.ErrFailed, models.ErrPoolFailed},
	} {
		if errors.Is(err, e[0]) {
			return e[1]
		}
	}
	return err
}
