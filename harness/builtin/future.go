package builtin

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/tenter-go/tenter/models"
	prim "github.com/tenter-go/tenter/prims/future"
	"github.com/tenter-go/tenter/prims/future/mutants"
)

var futures = &Primitive{
	Name:    "future",
	Aliases: []string{"concurrent.futures.Future", "asyncio.Future", "promise"},
	About:   "result that is not there yet: wait, cancel, callbacks, wait for the first, all, or each as it completes",
	Mutants: mutantsOf(mutants.All(), "", func(m mutants.Mutant) []*models.Subject {
		return futureSubjects(func() models.FutureOps { return without(adaptFutures(m.New()), m.Without) })()
	}),
	configs: futureSubjects(func() models.FutureOps { return adaptFutures(mutants.Right()) }),
}

func futureSubjects(construct func() models.FutureOps) func() []*models.Subject {
	return func() []*models.Subject { return []*models.Subject{models.Future().Bind(construct)} }
}

// adaptFutures says how the methods are called. The callbacks note what was called in a plain slice: they run under control, one at a
// time.
func adaptFutures(s mutants.Subject) models.FutureOps {
	var called []int
	return models.FutureOps{
		Start:   s.Start,
		Resolve: func(i int) bool { return s.Settle(i, nil) },
		Reject:  func(i int) bool { return s.Settle(i, mutants.Failure()) },
		Cancel:  s.Cancel,
		Get: func(ctx context.Context, i int) (string, error) {
			result, cut := s.Get(ctx, i)
			return futureWord(result), cut
		},
		TryGet: func(i int) string {
			if result, done := s.TryGet(i); done {
				return futureWord(result)
			}
			return ""
		},
		GetTimeout: func(d time.Duration, i int) (string, bool) {
			result, done := s.GetTimeout(d, i)
			return futureWord(result), done
		},
		OnDone: func(id int) { s.OnDone(func() { called = append(called, id) }) },
		Called: func() string { return numbers(called) },
		WaitFirst: func(ctx context.Context) (string, error) {
			done, err := s.WaitFor(ctx, 1)
			return numbers(done), err
		},
		WaitAll: func(ctx context.Context) (string, error) {
			done, err := s.WaitFor(ctx, 2)
			return numbers(done), err
		},
		AsCompleted: func(ctx context.Context) (string, error) {
			order, err := s.AsCompleted(ctx)
			return numbers(order), err
		},
	}
}

// futureWord is the model's word for what a future came to.
func futureWord(result error) string {
	switch {
	case result == nil:
		return models.FutureValue
	case errors.Is(result, prim.ErrCancelled):
		return models.FutureCancelled
	}
	return models.FutureError
}

func numbers(list []int) string {
	var words []string
	for _, n := range list {
		words = append(words, strconv.Itoa(n))
	}
	return strings.Join(words, ",")
}
