package builtin

import (
	"context"
	"errors"

	"github.com/tenter-go/tenter/models"
	prim "github.com/tenter-go/tenter/prims/processpool"
	"github.com/tenter-go/tenter/prims/processpool/mutants"
)

var processPool = &Primitive{
	Name:    "process-pool",
	Aliases: []string{"ProcessPoolExecutor", "concurrent.futures.ProcessPoolExecutor", "multiprocessing.Pool", "multiprocessing.pool.Pool"},
	About:   "registered functions on child processes; a child that dies breaks the pool, and none is left (checked on simulated processes)",
	Mutants: mutantsOf(mutants.All(), "", func(m mutants.Mutant) []*models.Subject {
		return processPoolSubjects([]int{1}, func(workers int) models.ProcessPoolOps { // each mistake shows with one
			return without(adaptProcessPool(mutants.NewPool(workers, m.New)), m.Without)
		})()
	}),
	configs: processPoolSubjects([]int{1, 2}, func(workers int) models.ProcessPoolOps {
		return adaptProcessPool(mutants.NewPool(workers, mutants.Right))
	}),
}

func processPoolSubjects(sizes []int, construct func(workers int) models.ProcessPoolOps) func() []*models.Subject {
	return func() (list []*models.Subject) {
		for _, n := range sizes {
			list = append(list, models.ProcessPool(n).Bind(func() models.ProcessPoolOps { return construct(n) }))
		}
		return list
	}
}

// adaptProcessPool says how the methods are called.
func adaptProcessPool(p *mutants.Pool) models.ProcessPoolOps {
	return models.ProcessPoolOps{
		Run: func(ctx context.Context, id int) (int, error) {
			n, err := p.Run(ctx, id)
			return n, processPoolError(err)
		},
		Submit: func(id int) error {
			_, err := p.Submit(context.Background(), id)
			return processPoolError(err)
		},
		Finish: func() error { return processPoolError(p.Finish()) },
		Kill:   p.Kill, Close: p.Close, Terminate: p.TerminateAndWait, Wait: p.Wait,
		Figures: func() string { return models.Figures(p.Figures()) },
		Release: p.Release,
	}
}

// processPoolError says the model's word for an error of package processpool.
func processPoolError(err error) error {
	for _, e := range [][2]error{
		{prim.ErrClosed, models.ErrPoolClosed}, {prim.ErrBroken, models.ErrPoolBroken}, {prim.ErrTerminated, models.ErrPoolTerminated},
	} {
		if errors.Is(err, e[0]) {
			return e[1]
		}
	}
	return err
}
