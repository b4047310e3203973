package mutants

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/tenter-go/tenter/prims/future"
)

// right is a pair of futures as they are, no mutant at all.
type right struct {
	promises [2]*future.Promise[struct{}]
}

func (s *right) Start(i int) bool { return s.promises[i].Start() == nil }

func (s *right) Settle(i int, err error) bool {
	if err != nil {
		return s.promises[i].Reject(err) == nil
	}
	return s.promises[i].Resolve(struct{}{}) == nil
}

func (s *right) Cancel(i int) bool { return s.promises[i].Future().Cancel() }

func (s *right) Get(ctx context.Context, i int) (result, cut error) {
	f := s.promises[i].Future()
	if err := f.Wait(ctx); err != nil {
		return nil, err
	}
	_, result = f.Get(context.Background())
	return result, nil
}

func (s *right) GetTimeout(d time.Duration, i int) (result error, done bool) {
	_, result = s.promises[i].Future().GetTimeout(d)
	return result, !errors.Is(result, future.ErrTimeout)
}

func (s *right) TryGet(i int) (result error, done bool) {
	_, result = s.promises[i].Future().TryGet()
	return result, !errors.Is(result, future.ErrNotDone)
}

func (s *right) OnDone(fn func()) {
	s.promises[0].Future().OnDone(func(*future.Future[struct{}]) { fn() })
}

func (s *right) futures() []*future.Future[struct{}] {
	return []*future.Future[struct{}]{s.promises[0].Future(), s.promises[1].Future()}
}

func (s *right) WaitFor(ctx context.Context, n int) ([]int, error) {
	when := future.First
	if n == 2 {
		when = future.All
	}
	done, _, err := future.Wait(ctx, when, s.futures()...)
	return slices.Sorted(slices.Values(s.numbers(done))), err
}

func (s *right) AsCompleted(ctx context.Context) ([]int, error) {
	var order []*future.Future[struct{}]
	for f, err := range future.AsCompleted(ctx, s.futures()...) {
		if err != nil {
			return nil, err
		}
		order = append(order, f)
	}
	return s.numbers(order), nil
}

func (s *right) numbers(futures []*future.Future[struct{}]) (list []int) {
	for _, f := range futures {
		i := 0
		if f == s.promises[1].Future() {
			i = 1
		}
		list = append(list, i)
	}
	return list
}
