package builtin

import (
	"context"
	"errors"
	"strconv"

	"golang.org/x/sync/errgroup"
	xsemaphore "golang.org/x/sync/semaphore"
	"golang.org/x/sync/singleflight"

	"github.com/tenter-go/tenter/models"
	"github.com/tenter-go/tenter/prims/stdlib"
)

var xSemaphore = &Primitive{
	Name:    "x-semaphore",
	Aliases: []string{"golang.org/x/sync/semaphore", "semaphore.Weighted"},
	About:   "weighted semaphore of golang.org/x/sync; a cancelled call may have had its permits for a moment",
	configs: func() (list []*models.Subject) {
		for _, n := range []int{1, 2} {
			model := models.BoundedSemaphore(n, models.FIFO(), models.Prompt(), models.MayRefuse(), models.Name("x-semaphore"), models.Label("semaphore.Weighted of %d", n))
			list = append(list, model.Bind(func() models.SemaphoreOps { return newWeighted(n) }))
		}
		return list
	},
}

// newWeighted returns a semaphore that refuses to have more released than was acquired: it panics then, and counts it all the same.
func newWeighted(permits int) models.SemaphoreOps {
	s := xsemaphore.NewWeighted(int64(permits))
	var held stdlib.Tokens
	return models.SemaphoreOps{
		Acquire: func(ctx context.Context, n int) error {
			err := s.Acquire(ctx, int64(n))
			if err == nil {
				held.Add(n)
			}
			return err
		},
		TryAcquire: func(n int) bool {
			ok := s.TryAcquire(int64(n))
			if ok {
				held.Add(n)
			}
			return ok
		},
		ReleaseErr: func(n int) error {
			if !held.Use(n) {
				return stdlib.ErrMisuse
			}
			s.Release(int64(n))
			return nil
		},
	}
}

var xSingleflight = &Primitive{
	Name:    "x-singleflight",
	Aliases: []string{"golang.org/x/sync/singleflight", "singleflight.Group"},
	About:   "calls for one key that share the work of the one under way",
	configs: func() []*models.Subject {
		return one(models.Singleflight(models.Name("x-singleflight"), models.Label("singleflight.Group")), func() models.SingleflightOps {
			g := new(singleflight.Group)
			var works [2]stdlib.Work
			return models.SingleflightOps{Do: func(key int) int {
				v, _, _ := g.Do(strconv.Itoa(key), func() (any, error) { return works[key].Do(), nil })
				return v.(int)
			}}
		})
	},
}

var xErrgroup = &Primitive{
	Name:    "x-errgroup",
	Aliases: []string{"golang.org/x/sync/errgroup", "errgroup.Group"},
	About:   "group of functions that is waited for, with the first error",
	configs: func() []*models.Subject {
		return one(models.ErrGroup(models.Name("x-errgroup"), models.Label("errgroup.Group")), func() models.ErrGroupOps {
			g := stdlib.NewGatedGroup(new(errgroup.Group))
			return models.ErrGroupOps{
				Go:     func(number int) error { return g.Go(numbered(number)) },
				Finish: g.Finish,
				Wait:   func() int { return numberOf(g.Wait()) },
			}
		})
	},
}

// errNumber is the error of a function of a group.
type errNumber int

func (errNumber) Error() string { return "an error with a number" }

// numbered is the error with that number; none for 0.
func numbered(n int) error {
	if n == 0 {
		return nil
	}
	return errNumber(n)
}

func numberOf(err error) int {
	if errors.Is(err, stdlib.ErrEarly) {
		return -1
	}
	var n errNumber
	errors.As(err, &n)
	return int(n)
}
